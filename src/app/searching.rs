//! The search pane: what is typed, the records that answer it, and which of them is selected.

use std::ops::Range;
use std::rc::Rc;

use super::action::Command;
use super::elsewhere::{Elsewhere, Other};
use super::list::List;
use super::marked::Marked;
use super::text_box::TextBox;
use crate::report::record::{Kind, Record};
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};
use crate::search::find::Hit as TextHit;
use crate::search::snippet::snippet;
use crate::search::{Filters, Hit, Index, Mode, Query};
use crate::text::sanitize::clean_line;
use crate::text::span::slice;

/// Rows that a hit takes: its title, and two of its text.
pub const ROWS: usize = 3;
/// More hits than this are not listed.
const MOST: usize = 200;
/// In the text the matches of so many hits are marked.
const MOST_MARKED: usize = 500;
/// So many queries are remembered.
const MOST_QUERIES: usize = 50;

/// A hit as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// What kind of record it is.
    pub kind: Kind,
    /// Its address.
    pub id: String,
    /// Its title.
    pub title: Marked,
    /// Its part around the matches.
    pub snippet: Marked,
    /// Countries and page.
    pub beside: String,
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Searching {
    /// What is typed; `None` when the box is closed.
    pub text_box: Option<TextBox>,
    index: Option<Rc<Index>>,
    /// What was last looked for, and how.
    typed: String,
    mode: Mode,
    query: Query,
    elsewhere: Elsewhere,
    /// All that are listed, the best first; those of another report with its place among the others.
    order: Vec<(Option<u16>, Hit)>,
    /// Those that are or were on the screen.
    listed: Vec<Option<Listed>>,
    list: List,
    /// Columns of the list.
    columns: u16,
    history: Vec<String>,
    /// What was being typed before one went through the history.
    draft: String,
    /// Index in the history while one goes through it.
    recalled: Option<usize>,
    /// What the search says of its result: corrections, or that there is none.
    notes: Vec<String>,
    /// How much of the index is built, in percent.
    progress: u8,
}

impl Searching {
    /// With the queries of earlier runs, the last one last.
    pub fn with_history(mut history: Vec<String>) -> Self {
        let extra = history.len().saturating_sub(MOST_QUERIES);
        history.drain(..extra);
        Self { history, ..Self::default() }
    }

    /// The queries that are remembered, the last one last.
    pub fn history(&self) -> &[String] {
        &self.history
    }

    /// Whether an index is there.
    pub fn is_ready(&self) -> bool {
        self.index.is_some()
    }

    /// How much of the index is built, in percent.
    pub fn progress(&self) -> u8 {
        self.progress
    }

    /// Sets it, and says whether it is another.
    pub fn set_progress(&mut self, percent: u8) -> bool {
        std::mem::replace(&mut self.progress, percent) != percent
    }

    /// The index was built; what was typed meanwhile is looked for.
    pub fn take_index(&mut self, report: &Report, edition: &Edition, index: Rc<Index>) {
        self.index = Some(index);
        self.refresh(report, edition);
    }

    /// Another edition is on the screen: its index is another one.
    pub fn forget_text(&mut self) {
        self.index = None;
        self.elsewhere.forget();
        self.listed.clear();
        self.order.clear();
        self.list.set_count(0);
    }

    /// Opens the box, empty or with what was last looked for.
    pub fn open(&mut self, again: bool) {
        self.recalled = None;
        self.text_box = Some(if again { TextBox::new(&self.typed) } else { TextBox::default() });
    }

    /// Goes on with a search in another text: what was typed, and how it is taken.
    pub fn resume(&mut self, before: &Self) {
        self.text_box = before.text_box.as_ref().map(|text_box| TextBox::new(text_box.text()));
        before.typed.clone_into(&mut self.typed);
        self.mode = before.mode;
    }

    /// What was last looked for.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether words are taken exactly.
    pub fn is_exact(&self) -> bool {
        self.mode == Mode::Exact
    }

    /// Takes words exactly, or not any more.
    pub fn toggle_exact(&mut self, report: &Report, edition: &Edition) {
        self.mode = if self.is_exact() { Mode::Understood } else { Mode::Exact };
        self.refresh(report, edition);
    }

    /// Whether the other reports are searched as well.
    pub fn is_everywhere(&self) -> bool {
        self.elsewhere.is_on
    }

    /// Whether other reports are to be read that were not.
    pub fn wants_others(&self) -> bool {
        self.elsewhere.is_on && !self.elsewhere.is_whole
    }

    /// Searches the other reports as well, or not any more.
    pub fn toggle_everywhere(&mut self, report: &Report, edition: &Edition) {
        self.elsewhere.is_on = !self.elsewhere.is_on;
        self.refresh(report, edition);
    }

    /// Another report was read; `None` once all were.
    pub fn take_other(&mut self, report: &Report, edition: &Edition, other: Option<Other>) {
        match other {
            Some(other) => {
                self.elsewhere.reports.push(other);
                // What is selected stays so, wherever it is among the others now.
                let selected = self.order.get(self.list.selected()).map(|(other, hit)| (*other, hit.doc));
                self.refresh(report, edition);
                let at = self.order.iter().position(|(other, hit)| Some((*other, hit.doc)) == selected);
                self.list.select(at.unwrap_or(0));
            }
            None => self.elsewhere.is_whole = true,
        }
    }

    /// Name and address of the selected hit, where it is one of another report.
    pub fn selected_elsewhere(&self) -> Option<(String, String)> {
        let (at, hit) = self.order.get(self.list.selected())?;
        let other = &self.elsewhere.reports[usize::from((*at)?)];
        let record = other.index.record(&other.report, other.edition(), hit.doc)?;
        let address = record.first_passage().map_or_else(|| record.id.clone(), |address| address.to_string());
        Some((other.name.clone(), address))
    }

    /// Looks for what is in the box now.
    pub fn refresh(&mut self, report: &Report, edition: &Edition) {
        if let Some(text_box) = &self.text_box {
            text_box.text().clone_into(&mut self.typed);
        }
        let Some(index) = self.index.clone() else { return };
        // Of a long report there are thousands of hits: those of before are not kept beside the new ones.
        self.order = Vec::new();
        self.query = Query::new(report, &index, &self.typed, self.mode, Filters::default());
        self.order = index.search(&self.query).into_iter().map(|hit| (None, hit)).collect();
        if self.elsewhere.is_on {
            for (at, other) in (0..).zip(&mut self.elsewhere.reports) {
                self.order.extend(other.search(&self.typed, self.mode).into_iter().map(|hit| (Some(at), hit)));
            }
            // Of two that are as good, the one on the screen comes first.
            self.order.sort_by(|(_, one), (_, other)| other.score.total_cmp(&one.score));
        }
        self.listed = vec![None; self.order.len().min(MOST)];
        self.list.set_count(self.listed.len());
        self.list.select(0);
        let typed = self.typed.trim();
        self.notes = if typed.is_empty() { Vec::new() } else { index.notes(&self.query, report, edition, typed, self.order.is_empty()) };
    }

    /// Remembers the query and closes the box.
    pub fn accept(&mut self) {
        self.text_box = None;
        let typed = self.typed.trim().to_owned();
        if !typed.is_empty() {
            self.history.retain(|own| *own != typed);
            self.history.push(typed);
            let extra = self.history.len().saturating_sub(MOST_QUERIES);
            self.history.drain(..extra);
        }
    }

    /// An earlier query, or a later one again.
    pub fn recall(&mut self, report: &Report, edition: &Edition, earlier: bool) {
        let last = self.history.len();
        let at = self.recalled.unwrap_or(last);
        let to = if earlier { at.saturating_sub(1) } else { (at + 1).min(last) };
        if let Some(text_box) = self.text_box.as_mut().filter(|_| to != at) {
            if self.recalled.is_none() {
                // What is being typed is there again behind the newest.
                text_box.text().clone_into(&mut self.draft);
            }
            *text_box = TextBox::new(self.history.get(to).unwrap_or(&self.draft));
            self.recalled = Some(to);
            self.refresh(report, edition);
        }
    }

    /// Completes an operator and its value: `country:per` to `country:peru`.
    pub fn complete(&mut self, report: &Report, edition: &Edition) -> bool {
        let Some(text_box) = &mut self.text_box else { return false };
        let typed = text_box.text().to_owned();
        // A no-break space takes more than one byte.
        let word = typed.rsplit(char::is_whitespace).next().unwrap_or_default();
        let before = typed.strip_suffix(word).unwrap_or_default();
        let value_of = |word: &str| -> Option<String> {
            let (name, value) = word.split_once(':')?;
            let value = value.to_lowercase();
            let found = match name {
                "country" => {
                    let facts = report.facts();
                    let names = facts.countries.iter().map(|country| country.names(edition.language));
                    let first = crate::search::picker::rank(names, &value).first()?.index;
                    facts.countries[first].id.to_string()
                }
                "kind" => Kind::ALL.iter().map(|kind| kind.name()).find(|name| name.starts_with(&value))?.to_owned(),
                "section" => edition.sections.iter().find(|section| section.id.starts_with(&value))?.id.clone(),
                _ => return None,
            };
            Some(format!("{name}:{found} "))
        };
        let operator =
            || ["country:", "kind:", "section:"].into_iter().find(|name| !word.is_empty() && name.starts_with(word)).map(ToOwned::to_owned);
        let Some(completed) = value_of(word).or_else(operator) else { return false };
        *text_box = TextBox::new(&format!("{before}{completed}"));
        self.refresh(report, edition);
        true
    }

    /// The hits on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Listed, bool)> {
        let (selected, visible) = (self.list.selected(), self.list.visible());
        let shown = self.listed.iter().enumerate().skip(visible.start).take(visible.len());
        shown.filter_map(move |(at, listed)| Some((listed.as_ref()?, at == selected)))
    }

    /// Number of the selected hit, from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (if self.listed.is_empty() { 0 } else { self.list.selected() + 1 }, self.order.len())
    }

    /// What the search says of its result.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Address of the selected hit, where it is one of the report on the screen.
    pub fn selected(&self, report: &Report, edition: &Edition) -> Option<Address> {
        let (_, hit) = self.order.get(self.list.selected()).filter(|(other, _)| other.is_none())?;
        self.index.as_ref()?.address(report, edition, hit.doc)
    }

    /// The hits in the report on the screen, the best first.
    fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.order.iter().filter(|(other, _)| other.is_none()).map(|(_, hit)| hit)
    }

    /// The addresses of all hits, the best first.
    pub fn addresses(&self, report: &Report, edition: &Edition) -> Vec<Address> {
        let Some(index) = &self.index else { return Vec::new() };
        self.hits().filter_map(|hit| index.address(report, edition, hit.doc)).collect()
    }

    /// The passage where the selected hit stands.
    pub fn passage(&self, report: &Report, edition: &Edition) -> Option<Address> {
        let index = self.index.as_ref()?;
        let (_, hit) = self.order.get(self.list.selected()).filter(|(other, _)| other.is_none())?;
        index.record(report, edition, hit.doc)?.first_passage()
    }

    /// Another size of the list.
    pub fn resize(&mut self, report: &Report, edition: &Edition, columns: u16, rows: u16) {
        if self.columns != columns {
            self.columns = columns;
            self.listed.fill(None);
        }
        self.list.set_rows((usize::from(rows) / ROWS).max(1));
        self.list_visible(report, edition);
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        self.list.movement(command)
    }

    /// Selects the hit on a row of the list. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        self.list.point(row / ROWS)
    }

    /// Where in the text stands what was looked for: in the passages among the best hits, in reading order.
    pub fn text_hits(&self, report: &Report, edition: &Edition) -> Vec<TextHit> {
        let Some(index) = &self.index else { return Vec::new() };
        let passages = self.hits().take(MOST_MARKED).filter_map(|hit| index.passage(hit.doc));
        let mut passages: Vec<usize> = passages.chain(self.passage_index(report, edition)).collect();
        passages.sort_unstable();
        passages.dedup();
        passages.into_iter().flat_map(|passage| self.marks_in(edition, index, passage)).collect()
    }

    /// The same in the passage of the selected hit alone.
    pub fn marks_here(&self, report: &Report, edition: &Edition) -> Vec<TextHit> {
        match (&self.index, self.passage_index(report, edition)) {
            (Some(index), Some(passage)) => self.marks_in(edition, index, passage),
            _ => Vec::new(),
        }
    }

    fn passage_index(&self, report: &Report, edition: &Edition) -> Option<usize> {
        match self.passage(report, edition)? {
            Address::Passage(section, number) => edition.passage_at(&section, number),
            _ => None,
        }
    }

    fn marks_in(&self, edition: &Edition, index: &Index, passage: usize) -> Vec<TextHit> {
        let at = &edition.passages[passage];
        let notes = at.notes.iter().filter_map(|note| edition.notes[*note].block);
        let mut blocks: Vec<usize> = std::iter::once(at.block).chain(notes).collect();
        blocks.sort_unstable();
        let marks =
            |block: usize| index.matches(&self.query, &edition.blocks[block].text).into_iter().map(move |range| TextHit { block, range });
        blocks.into_iter().flat_map(marks).collect()
    }

    /// Works out what the hits on the screen look like: of all others nobody sees it.
    fn list_visible(&mut self, report: &Report, edition: &Edition) {
        let Some(index) = self.index.clone() else { return };
        // Two rows of text, without the column at the edge.
        let columns = usize::from(self.columns.saturating_sub(3)) * 2;
        for at in self.list.visible() {
            let Some((other, hit)) = self.order.get(at).filter(|_| self.listed.get(at).is_some_and(Option::is_none)) else { continue };
            let listed = match other.and_then(|other| self.elsewhere.reports.get(usize::from(other))) {
                None => {
                    let Some(record) = index.record(report, edition, hit.doc) else { continue };
                    listed(report, edition, (&index, &self.query), &record, columns)
                }
                Some(other) => {
                    let Some(record) = other.index.record(&other.report, other.edition(), hit.doc) else { continue };
                    let own = listed(&other.report, other.edition(), (&other.index, &other.query), &record, columns);
                    let beside = [&*other.name, &own.beside].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
                    Listed { beside, ..own }
                }
            };
            self.listed[at] = Some(listed);
        }
    }
}

/// A record as it is listed, with what was looked for in it.
fn listed(report: &Report, edition: &Edition, (index, query): (&Index, &Query), record: &Record, columns: usize) -> Listed {
    let marked = |text: &str| Marked { text: text.to_owned(), marks: index.matches(query, text) };
    let text = clean_line(&record.text).into_owned();
    let found = index.matches(query, &text);
    // Rows end at words: a little less than two full ones.
    let part = snippet(&text, &found, columns.saturating_sub(14).max(16));
    let lead = if part.before { "…" } else { "" };
    let shift = |range: &Range<usize>| range.start + lead.len() - part.range.start..range.end + lead.len() - part.range.start;
    let inside = found.iter().filter(|range| range.start >= part.range.start && range.end <= part.range.end);
    let snippet = Marked {
        marks: inside.map(shift).collect(),
        text: format!("{lead}{}{}", slice(&text, part.range.clone()), if part.behind { "…" } else { "" }),
    };
    let facts = report.facts();
    let names = record.countries.iter().filter_map(|id| facts.country(id)).map(|at| facts.countries[at].name.text(edition.language));
    let mut names: Vec<&str> = names.take(3).collect();
    if record.countries.len() > 2 {
        names.truncate(1);
        names.push("…");
    }
    let passage = record.first_passage().and_then(|address| edition.block_at(&address)).and_then(|block| edition.passage_of_block(block));
    let page = passage.and_then(|passage| edition.passages[passage].pages).map(|pages| {
        let template = if pages.first == pages.last { &edition.words.reader.page } else { &edition.words.reader.pages };
        fill(template, &[("pages", &pages.to_string())])
    });
    let beside = names.into_iter().map(ToOwned::to_owned).collect::<Vec<_>>().join(", ");
    let beside = [page.unwrap_or_default(), beside].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let title = match record.kind {
        // What is nearest first: heading, section.
        Kind::Passage => record.title.rsplit(" › ").take(2).collect::<Vec<_>>().join(" · "),
        _ => record.title.clone(),
    };
    Listed { kind: record.kind, id: record.id.clone(), title: marked(&title), snippet, beside }
}
