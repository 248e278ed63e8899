//! A second screen: what the group sees, or what whoever leads it wants to see. It is told all by the explorer and knows no report.

use std::ops::Range;
use std::sync::Arc;

use super::Present;
use super::pages::indent;
use super::script::{Message, Position, Way};
use crate::app::action::Binding;
use crate::report::Language;
use crate::text::columns::truncate;
use crate::text::wrap::wrap;

/// Whether there is something to follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Link {
    /// There was none so far.
    #[default]
    Waiting,
    /// There is.
    On,
    /// There was; the last screen is kept.
    Lost,
}

/// A line of a text of the page: the text's index, the bytes, and whether it is the text's first line; nothing for an empty row.
pub type PageLine = Option<(usize, Range<usize>, bool)>;

/// Which rows of something that is longer than its room are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Window {
    /// The first line.
    pub from: usize,
    /// How many lines.
    pub count: usize,
    /// How many are not shown, above and below.
    pub hidden: (usize, usize),
}

impl Window {
    /// Of so many lines in so many rows; where they do not fit the last row says so.
    fn new(lines: usize, rows: usize, scroll: usize) -> Self {
        if lines <= rows {
            return Self { from: 0, count: lines, hidden: (0, 0) };
        }
        let count = rows.saturating_sub(1);
        let from = scroll.min(lines - count);
        Self { from, count, hidden: (from, lines - count - from) }
    }
}

/// Where things stand on the screen of whoever leads the group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Panes {
    /// Columns of the page and the notes.
    pub left: u16,
    /// Columns of the clock and what comes next, at the right; none where there is no room: both are small then.
    pub right: u16,
    /// Rows for the page.
    pub page: u16,
    /// Rows for the notes, below it.
    pub notes: u16,
}

/// A second screen.
#[derive(Debug, Clone, Default)]
pub struct Follower {
    /// It shows what the group sees, and nothing else.
    pub audience: bool,
    /// It has nothing but ASCII.
    pub ascii: bool,
    /// Whether there is something to follow.
    pub link: Link,
    /// The keys, for the bottom line.
    pub bindings: Arc<[Binding]>,
    size: (u16, u16),
    present: Option<Present>,
    language: Language,
    position: Position,
    scroll: usize,
    panes: Panes,
    heading: Vec<String>,
    page: Vec<PageLine>,
    notes: Vec<Range<usize>>,
}

/// Rows above the panes and below them.
const ABOVE: u16 = 2;
const BELOW: u16 = 1;
/// From this width on the clock stands beside the page.
const BESIDE_FROM: (u16, u16) = (72, 20);
/// Lines of the heading.
const MOST_OF_HEADING: usize = 4;
/// Columns of the clock.
const CLOCK: u16 = 26;

impl Follower {
    /// Nothing is followed yet.
    pub fn new(audience: bool, size: (u16, u16), bindings: Arc<[Binding]>) -> Self {
        Self { audience, bindings, size, ..Self::default() }
    }

    /// What is followed, if there is something.
    pub fn present(&self) -> Option<&Present> {
        self.present.as_ref()
    }

    /// The language of what is followed.
    pub fn language(&self) -> Option<Language> {
        self.present.as_ref().map(|_| self.language)
    }

    /// Name of the theme that the explorer has.
    pub fn theme(&self) -> &str {
        &self.position.theme
    }

    /// Its columns and rows.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// Where things stand.
    pub fn panes(&self) -> Panes {
        self.panes
    }

    /// The heading of the page, in lines.
    pub fn heading(&self) -> &[String] {
        &self.heading
    }

    /// The words of the page, in lines.
    pub fn page(&self) -> &[PageLine] {
        &self.page
    }

    /// The speaker notes, in lines.
    pub fn notes(&self) -> &[Range<usize>] {
        &self.notes
    }

    /// Takes in what the explorer says.
    pub fn hear(&mut self, message: Message) {
        match message {
            Message::Script(script) => {
                self.present = Present::from_script(&script);
                self.language = script.language;
                self.position = Position { size: self.size, theme: std::mem::take(&mut self.position.theme), ..Position::default() };
            }
            Message::Position(position) => {
                if (position.slide, position.place) != (self.position.slide, self.position.place) {
                    self.scroll = 0;
                }
                self.position = position;
            }
        }
        self.link = Link::On;
        self.lay_out();
    }

    /// The other side is gone. What was shown stays.
    pub fn lose(&mut self) {
        self.link = if self.present.is_some() { Link::Lost } else { Link::Waiting };
    }

    /// For a screen of another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.lay_out();
    }

    /// So many seconds have passed since the explorer said last how long it has been on.
    pub fn tick(&mut self, seconds: u64) {
        if let Some(present) = &mut self.present {
            present.elapsed = self.position.elapsed.saturating_add(seconds);
        }
    }

    /// Moves what does not fit on its part of the screen.
    pub fn scroll(&mut self, down: bool) {
        let most = self.page.len().max(self.notes.len());
        self.scroll = if down { (self.scroll + 1).min(most) } else { self.scroll.saturating_sub(1) };
        // No further than the last line of all.
        let reached = self.page_window().from.max(self.notes_window().from);
        self.scroll = self.scroll.min(reached);
    }

    fn lay_out(&mut self) {
        // The group's words are cut anew for this screen; whoever leads sees the very page that is on the wall.
        let (size, ascii) = if self.audience { (self.size, self.ascii) } else { (self.position.cells(), self.position.ascii) };
        let Some(present) = &mut self.present else { return };
        present.resize(size.0.max(1), size.1.max(1), ascii);
        present.follow(&self.position);
        if !self.audience {
            self.lay_out_panes();
        }
    }

    fn lay_out_panes(&mut self) {
        let Some(present) = &self.present else { return };
        let (columns, rows) = self.size;
        let right = if columns >= BESIDE_FROM.0 && rows >= BESIDE_FROM.1 { CLOCK.max(columns / 3) } else { 0 };
        let left = columns.saturating_sub(right + if right > 0 { 3 } else { 2 }).max(1);
        let width = usize::from(left);
        let notes = present.group().map_or("", |group| &group.notes);
        self.notes = if notes.is_empty() { Vec::new() } else { wrap(notes, width) };
        self.heading = heading(&present.slide().heading, width);
        self.page = page(present, width);
        // Where it is all small, what comes next takes a row above the last.
        let room = rows.saturating_sub(ABOVE + BELOW + u16::from(right == 0));
        // Above the notes there is their title, and below the heading an empty row.
        let above_text = self.heading.len() + usize::from(!self.heading.is_empty());
        let wanted = (above_text + self.page.len()).min(usize::from(u16::MAX)) as u16;
        let of_notes = if self.notes.is_empty() { 0 } else { self.notes.len().min(usize::from(room)) as u16 + 1 };
        let least = of_notes.min((room / 3).max(3)).min(room);
        let notes = of_notes.min(room.saturating_sub(wanted).max(least));
        self.panes = Panes { left, right, page: room - notes, notes };
    }

    /// Which lines of the page are shown: the sentence that is lit is among them.
    pub fn page_window(&self) -> Window {
        let above = self.heading.len() + usize::from(!self.heading.is_empty());
        let rows = usize::from(self.panes.page).saturating_sub(above);
        let lit = self.position.sentence.filter(|_| self.position.way != Way::Plain).and_then(|place| {
            let holds = |line: &PageLine| line.as_ref().is_some_and(|(text, range, _)| *text == place.text && range.contains(&place.byte));
            self.page.iter().position(holds)
        });
        let least = lit.map_or(0, |lit| (lit + 3).saturating_sub(rows));
        Window::new(self.page.len(), rows, self.scroll.max(least))
    }

    /// Which lines of the notes are shown.
    pub fn notes_window(&self) -> Window {
        Window::new(self.notes.len(), usize::from(self.panes.notes).saturating_sub(1), self.scroll)
    }

    /// The heading and the first words of what comes next; nothing at the end.
    pub fn next(&self) -> Option<(String, String)> {
        let present = self.present.as_ref()?;
        let next = present.pages().get(present.count().0)?;
        let slide = present.slides().get(next.slide)?;
        let words = next.parts.first().and_then(|part| {
            let text = slide.texts.get(part.text)?;
            text.text.get(part.lines.first()?.start..)
        });
        // What is left of it when white space is made even; more than this is on no screen.
        let words = words.unwrap_or_default().split_whitespace().take(120).collect::<Vec<_>>().join(" ");
        Some((slide.heading.clone(), words))
    }
}

fn heading(text: &str, width: usize) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<String> = wrap(text, width).into_iter().map(|range| text.get(range).unwrap_or_default().to_owned()).collect();
    // Of one that is hardly a heading; on the wall there is all of it.
    if lines.len() > MOST_OF_HEADING {
        lines.truncate(MOST_OF_HEADING);
        if let Some(last) = lines.last_mut() {
            *last = truncate(&format!("{last} …"), width);
        }
    }
    lines
}

/// The words of the page in lines of another width, with an empty row between two texts.
fn page(present: &Present, width: usize) -> Vec<PageLine> {
    let slide = present.slide();
    let mut out: Vec<PageLine> = Vec::new();
    for part in &present.page().parts {
        let text = &slide.texts[part.text];
        let (Some(first), Some(last)) = (part.lines.first(), part.lines.last()) else { continue };
        let begins = text.sentences.first().is_some_and(|sentence| sentence.start == first.start);
        let words = text.text.get(first.start..last.end).unwrap_or_default();
        if !out.is_empty() {
            out.push(None);
        }
        let lines = wrap(words, width.saturating_sub(indent(text)).max(1)).into_iter().enumerate();
        out.extend(lines.map(|(nth, line)| Some((part.text, line.start + first.start..line.end + first.start, begins && nth == 0))));
    }
    out
}
