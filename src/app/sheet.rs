//! A sheet that lies over the panes: the help, or what a passage's footnotes and terms mean.

use std::ops::Range;

use super::action::{Binding, Command, Mode};
use super::notes::Placed;
use crate::report::glossary::TermFinder;
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};
use crate::search::explained::explained;
use crate::state::mark::Mark;
use crate::state::time::day_of;
use crate::text::columns::{pad, width};
use crate::text::wrap::wrap;

/// What a line of a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A heading.
    Heading,
    /// What is explained, or the key.
    Head,
    /// The explanation.
    Body,
}

/// A paragraph of a sheet: a head, and a body beside or below it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Paragraph {
    role: Role,
    /// Stands to the left of the body, padded to this many columns, where the sheet is wide enough; above it otherwise.
    head: Option<(String, usize)>,
    body: String,
}

/// A line of a sheet: pieces of text, each with its role.
pub type Line = Vec<(Role, String)>;

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Stands in its frame.
    pub title: String,
    /// Where one goes on from it: the passage that a record comes from.
    pub leads_to: Option<Address>,
    /// What it is about: the record, or the passage.
    pub about: Option<Address>,
    paragraphs: Vec<Paragraph>,
    lines: Vec<Line>,
    top: usize,
    rows: usize,
}

impl Sheet {
    /// The lines on the screen.
    pub fn visible(&self) -> &[Line] {
        let end = (self.top + self.rows).min(self.lines.len());
        self.lines.get(self.top..end).unwrap_or_default()
    }

    /// Lines above and below the screen.
    pub fn hidden(&self) -> (usize, usize) {
        (self.top, self.lines.len().saturating_sub(self.top + self.rows))
    }

    /// For a sheet of this size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let columns = usize::from(columns);
        self.rows = usize::from(rows);
        self.lines = self.paragraphs.iter().flat_map(|paragraph| paragraph.lines(columns)).collect();
        self.scroll_to(self.top);
    }

    /// Moves; says whether the command is a move.
    pub fn movement(&mut self, command: Command) -> bool {
        let page = self.rows.saturating_sub(1).max(1);
        match command {
            Command::LineDown | Command::NextPassage => self.scroll_to(self.top + 1),
            Command::LineUp | Command::PreviousPassage => self.scroll_to(self.top.saturating_sub(1)),
            Command::PageDown => self.scroll_to(self.top + page),
            Command::PageUp => self.scroll_to(self.top.saturating_sub(page)),
            Command::HalfPageDown => self.scroll_to(self.top + page / 2),
            Command::HalfPageUp => self.scroll_to(self.top.saturating_sub(page / 2)),
            Command::Start => self.scroll_to(0),
            Command::End => self.scroll_to(usize::MAX),
            _ => return false,
        }
        true
    }

    /// Scrolls by lines; down if positive.
    pub fn scroll(&mut self, lines: i32) {
        let by = lines.unsigned_abs() as usize;
        self.scroll_to(if lines > 0 { self.top + by } else { self.top.saturating_sub(by) });
    }

    fn scroll_to(&mut self, top: usize) {
        self.top = top.min(self.lines.len().saturating_sub(self.rows));
    }

    /// With what another one says below it.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.heading(&other.title);
        self.paragraphs.extend(other.paragraphs);
        self
    }

    fn heading(&mut self, text: &str) {
        if !self.paragraphs.is_empty() {
            self.blank();
        }
        self.paragraphs.push(Paragraph { role: Role::Heading, head: None, body: text.to_owned() });
    }

    fn blank(&mut self) {
        self.paragraphs.push(Paragraph { role: Role::Body, head: None, body: String::new() });
    }

    fn body(&mut self, text: &str) {
        self.paragraphs.push(Paragraph { role: Role::Body, head: None, body: text.to_owned() });
    }
}

impl Paragraph {
    fn lines(&self, columns: usize) -> Vec<Line> {
        let Some((head, beside)) = &self.head else {
            return wrapped(&self.body, columns).map(|text| vec![(self.role, text)]).collect();
        };
        if *beside == 0 || beside * 2 > columns {
            // Above the body, which is indented.
            let above = wrapped(head, columns).map(|text| vec![(Role::Head, text)]);
            let below = wrapped(&self.body, columns.saturating_sub(2)).map(|text| vec![(self.role, format!("  {text}"))]);
            return above.chain(below).collect();
        }
        wrapped(&self.body, columns.saturating_sub(*beside))
            .enumerate()
            .map(|(nth, text)| {
                let head = if nth == 0 { head.as_str() } else { "" };
                vec![(Role::Head, pad(head, *beside)), (self.role, text)]
            })
            .collect()
    }
}

fn wrapped(text: &str, columns: usize) -> impl Iterator<Item = String> + '_ {
    let take = |range: Range<usize>| text.get(range).unwrap_or_default().to_owned();
    wrap(text, columns).into_iter().map(take)
}

/// The help: every command with the keys that stand for it now, and the credits.
pub fn help(report: &Report, edition: &Edition, bindings: &[Binding], here: Mode) -> Sheet {
    let w = &edition.words;
    let mut sheet = Sheet { title: w.help.title.to_string(), ..Sheet::default() };
    let mut groups = [
        (Some(Mode::Reader), &w.help.reader),
        (None, &w.help.anywhere),
        (Some(Mode::Contents), &w.help.contents),
        (Some(Mode::Countries), &w.help.countries),
        (Some(Mode::Profile), &w.help.profile),
        (Some(Mode::Lists), &w.help.lists),
        (Some(Mode::Search), &w.help.search),
        (Some(Mode::Tasks), &w.help.tasks),
        (Some(Mode::Notes), &w.help.notes),
        (Some(Mode::Selecting), &w.help.selecting),
        (Some(Mode::Editing), &w.help.editing),
        (Some(Mode::Typing), &w.help.typing),
        (Some(Mode::Sheet), &w.help.sheet),
        (Some(Mode::Present), &w.help.present),
        (Some(Mode::Qr), &w.help.qr),
        (Some(Mode::Reports), &w.help.reports),
    ];
    // What one can do here comes first.
    groups.sort_by_key(|(mode, _)| *mode != Some(here));
    let keys_of = |binding: &Binding| {
        let names = binding.keys.iter().map(|key| w.key(key));
        names.collect::<Vec<_>>().join("  ")
    };
    let widest = bindings.iter().map(|binding| width(&keys_of(binding))).max().unwrap_or(0).min(32) + 2;
    for (mode, title) in groups {
        let mut rows = bindings.iter().filter(|binding| binding.mode == mode).peekable();
        if rows.peek().is_none() {
            continue;
        }
        sheet.heading(title);
        for binding in rows {
            let body = w.command(binding.command.name()).to_owned();
            sheet.paragraphs.push(Paragraph { role: Role::Body, head: Some((keys_of(binding), widest)), body });
        }
    }
    sheet.heading(&w.help.about);
    for text in [report.meta.attribution.text(edition.language), report.meta.restatement.text(edition.language)] {
        if !text.is_empty() {
            sheet.body(text);
        }
    }
    sheet
}

/// What the person made of a passage; its footnotes and the glossary's terms in it, explained.
pub fn explain(report: &Report, edition: &Edition, terms: &TermFinder, passage: usize, own: &[&Mark]) -> Option<Sheet> {
    let w = &edition.words.explain;
    edition.passages.get(passage)?;
    let title = fill(&w.title, &[("address", &edition.address_of(passage).to_string())]);
    let mut sheet = Sheet { title, about: Some(edition.address_of(passage)), ..Sheet::default() };
    for mark in own {
        let text = if mark.text.is_empty() { &mark.quote } else { &mark.text };
        sheet.entry(format!("{} {}", mark.kind.sign(), edition.words.label("mark", mark.kind.name())), text);
    }
    for (head, body) in explained(report, edition, terms, passage) {
        sheet.entry(head, &body);
    }
    (!sheet.paragraphs.is_empty()).then_some(sheet)
}

/// A text of several paragraphs.
pub fn notes(title: String, text: &str) -> Sheet {
    let mut sheet = Sheet { title, ..Sheet::default() };
    text.lines().for_each(|line| sheet.body(line));
    sheet
}

/// A record in full.
pub fn record(report: &Report, edition: &Edition, address: &Address) -> Option<Sheet> {
    let record = report.record(edition, address)?;
    let mut sheet = Sheet { title: record.id.clone(), leads_to: record.first_passage(), about: Some(address.clone()), ..Sheet::default() };
    sheet.heading(&record.title);
    sheet.blank();
    for (label, value) in report.details(edition, &record) {
        if label.is_empty() {
            sheet.body(&value);
        } else {
            sheet.paragraphs.push(Paragraph { role: Role::Body, head: Some((label, 14)), body: value });
        }
    }
    sheet.blank();
    sheet.body(&record.source);
    Some(sheet)
}

/// A mark in full: the person's words, and what they are on.
pub fn mark(report: &Report, edition: &Edition, placed: &Placed) -> Sheet {
    let mark = &placed.mark;
    let w = &edition.words;
    let kind = crate::text::capital(w.label("mark", mark.kind.name()));
    let leads_to = placed.at.clone().filter(|at| matches!(at, Address::Passage(..)));
    let mut sheet = Sheet { title: format!("{kind} · {}", mark.address), leads_to, ..Sheet::default() };
    if placed.at.is_none() {
        sheet.heading(&w.notes.lost_long);
        sheet.blank();
    }
    mark.text.lines().for_each(|line| sheet.body(line));
    if !mark.quote.is_empty() {
        sheet.blank();
        sheet.body(&fill(&w.notes.quoted, &[("text", &mark.shown_quote())]));
    }
    sheet.blank();
    sheet.body(&fill(&w.notes.dates, &[("made", &day_of(mark.created)), ("changed", &day_of(mark.changed))]));
    if let Some(at) = &placed.at {
        sheet.body(&report.cite_address(edition, at));
    }
    sheet
}

impl Sheet {
    fn entry(&mut self, head: String, body: &str) {
        if !self.paragraphs.is_empty() {
            self.blank();
        }
        self.paragraphs.push(Paragraph { role: Role::Body, head: Some((head, 0)), body: body.to_owned() });
    }
}
