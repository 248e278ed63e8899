//! Markdown (`CommonMark`) → flat blocks, by pulldown-cmark. Parsed once; nothing here knows the width of a screen.
//!
//! Beyond `CommonMark`: tables, strikethrough and footnotes. `<!-- page 14 -->` and `<!-- page 14-17 -->` say on which printed page(s)
//! what follows begins. A footnote whose label starts with `note-` is the translator's, not the report's; its mark is a letter.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::passage::Pages;
use crate::text::sanitize::{clean, clean_line};

/// One leaf of the document: a heading, a paragraph, a list item's text, a table …
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// How deep in lists it stands: 0 outside.
    pub depth: u8,
    /// How deep in quotations it stands: 0 outside.
    pub quote: u8,
    /// A list item's sign (`•` or `2.`), on the first block of the item only.
    pub marker: Option<Box<str>>,
    /// The text, clean, with the marks of footnotes (`[9]`) in it.
    pub text: Box<str>,
    /// What stands out in the text, in order of their starts.
    pub marks: Box<[Mark]>,
    /// Printed page on which it begins, where the text says so from here on.
    pub pages: Option<Pages>,
    /// The byte of its file at which it begins, for whoever mends it.
    pub at: u32,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// Running text: a paragraph or a list item.
    Prose,
    /// A table: its cells are ranges of the text.
    Table(Box<Table>),
    /// Text whose line ends are kept.
    Preformatted,
    /// The text of a footnote, by its index among the notes.
    Note(usize),
    /// A line across.
    Rule,
}

/// A table's cells as ranges of its block's text, row by row, the head first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// One a column.
    pub alignments: Vec<Align>,
    /// The rows; the first is the head.
    pub rows: Vec<Vec<Range<usize>>>,
}

/// How a column's text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// To the left, also where nothing is said.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// To the right, as numbers.
    Right,
}

/// A range of a block's text that stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the block's text.
    pub range: Range<usize>,
    /// How.
    pub style: Style,
}

/// In what way a range stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    /// Light emphasis (`*…*`).
    Emphasis,
    /// Strong emphasis (`**…**`).
    Strong,
    /// Struck out.
    Struck,
    /// Code.
    Code,
    /// A link to this URL.
    Link(String),
    /// The mark of the footnote with this index.
    NoteMark(usize),
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// As in the file: `9` or `note-argentina-victims`.
    pub label: String,
    /// As on the screen: `9`, or a letter for a translator's note.
    pub mark: String,
    /// Whether it is ours and not the report's.
    pub translators: bool,
    /// Its text; `None` where the file does not define it.
    pub text: Option<Block>,
}

/// A parsed file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks in order, footnote texts left out.
    pub blocks: Vec<Block>,
    /// The footnotes in order of their first mark.
    pub notes: Vec<Note>,
    /// Labels of footnotes that no mark refers to.
    pub unused_notes: Vec<String>,
}

/// Parses one file of Markdown.
pub fn parse(source: &str) -> Document {
    let mut builder = Builder::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    for (event, range) in Parser::new_ext(source, options).into_offset_iter() {
        builder.at = range.start;
        builder.event(event);
    }
    builder.finish()
}

#[derive(Default)]
struct Builder {
    document: Document,
    leaf: Option<Leaf>,
    lists: Vec<Option<u64>>,
    marker: Option<Box<str>>,
    quote: u8,
    open: Vec<(usize, Style)>,
    pages: Option<Pages>,
    note: Option<NoteText>,
    note_texts: Vec<NoteText>,
    /// Which footnote has which label.
    by_label: HashMap<String, usize>,
    translators_notes: usize,
    image: usize,
    /// The byte at which what is read now begins.
    at: usize,
}

/// The text of a footnote while and after it is read: its paragraphs in one block.
struct NoteText {
    label: String,
    leaf: Leaf,
}

/// A block while it is read.
struct Leaf {
    kind: BlockKind,
    marker: Option<Box<str>>,
    depth: u8,
    quote: u8,
    text: String,
    marks: Vec<Mark>,
    pages: Option<Pages>,
    at: usize,
}

impl Leaf {
    fn new(kind: BlockKind, at: usize) -> Self {
        Self { kind, marker: None, depth: 0, quote: 0, text: String::new(), marks: Vec::new(), pages: None, at }
    }

    /// What was read: of a long report there are a hundred thousand.
    fn block(mut self) -> Block {
        self.marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
        Block {
            kind: self.kind,
            depth: self.depth,
            quote: self.quote,
            marker: self.marker,
            text: self.text.into(),
            marks: self.marks.into(),
            pages: self.pages,
            at: self.at as u32,
        }
    }
}

impl Builder {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
            Event::Code(text) => {
                let start = self.position();
                self.text(&text);
                self.mark(start, Style::Code);
            }
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.text("\n"),
            Event::Rule => {
                self.close();
                self.leaf(BlockKind::Rule);
                self.close();
            }
            Event::FootnoteReference(label) => self.note_mark(&label),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::TaskListMarker(done) => self.text(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level_number(level))),
            Tag::Paragraph => self.begin(BlockKind::Prose),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => self.begin(BlockKind::Preformatted),
            Tag::Table(alignments) => {
                let alignments = alignments.into_iter().map(align).collect();
                self.begin(BlockKind::Table(Box::new(Table { alignments, rows: Vec::new() })));
            }
            Tag::TableHead | Tag::TableRow => {
                self.edit_table(|table, _| table.rows.push(Vec::new()));
            }
            Tag::TableCell => {
                if self.position() > 0 {
                    self.text("\n");
                }
                self.edit_table(|table, at| table.rows.last_mut().map(|row| row.push(at..at)));
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => {
                self.close();
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number = number.saturating_add(1);
                        format!("{}.", number.saturating_sub(1)).into()
                    }
                    _ => "•".into(),
                });
            }
            Tag::BlockQuote(_) => {
                self.close();
                self.quote = self.quote.saturating_add(1);
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.note = Some(NoteText { label: label.to_string(), leaf: Leaf::new(BlockKind::Note(0), self.at) });
            }
            Tag::Emphasis => self.open(Style::Emphasis),
            Tag::Strong => self.open(Style::Strong),
            Tag::Strikethrough => self.open(Style::Struck),
            Tag::Link { dest_url, .. } => self.open(Style::Link(clean_line(&dest_url).into_owned())),
            Tag::Image { .. } => {
                self.text("[");
                self.image += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table => self.close(),
            TagEnd::TableCell => {
                self.edit_table(|table, at| table.rows.last_mut().and_then(|row| row.last_mut()).map(|cell| cell.end = at));
            }
            TagEnd::Item => {
                self.close();
                self.marker = None;
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quote = self.quote.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.note_texts.extend(self.note.take());
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                if let Some((start, style)) = self.open.pop() {
                    self.mark(start, style);
                }
            }
            TagEnd::Link => self.end_link(),
            TagEnd::Image => {
                self.text("]");
                self.image = self.image.saturating_sub(1);
            }
            _ => {}
        }
    }

    /// A link is shown in full: where its words are not its address, the address follows.
    fn end_link(&mut self) {
        let Some((start, Style::Link(url))) = self.open.pop() else { return };
        let shown = self.current().and_then(|leaf| leaf.text.get(start..)).unwrap_or_default();
        let bare = |s: &str| {
            let s = s.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("mailto:");
            s.trim_end_matches('/').to_owned()
        };
        if bare(shown) != bare(&url) && !url.is_empty() {
            self.text(&format!(" ({url})"));
        }
        self.mark(start, Style::Link(url));
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.leaf(kind);
    }

    /// Opens a block: a note's paragraphs are lines of the note's own block.
    fn leaf(&mut self, kind: BlockKind) {
        if let Some(note) = &mut self.note {
            if !note.leaf.text.is_empty() {
                note.leaf.text.push('\n');
            }
            return;
        }
        self.leaf = Some(Leaf {
            depth: u8::try_from(self.lists.len()).unwrap_or(u8::MAX).min(8),
            quote: self.quote.min(8),
            marker: self.marker.take(),
            pages: self.pages.take(),
            ..Leaf::new(kind, self.at)
        });
    }

    fn close(&mut self) {
        self.open.clear();
        if let Some(mut leaf) = self.leaf.take() {
            let end = leaf.text.trim_end().len();
            leaf.text.truncate(end);
            leaf.marks.retain(|mark| mark.range.start < end);
            leaf.marks.iter_mut().for_each(|mark| mark.range.end = mark.range.end.min(end));
            if let BlockKind::Table(table) = &mut leaf.kind {
                table.rows.iter_mut().flatten().for_each(|cell| *cell = cell.start.min(end)..cell.end.min(end));
            }
            if end > 0 || matches!(leaf.kind, BlockKind::Rule) {
                self.document.blocks.push(leaf.block());
            } else {
                self.marker = self.marker.take().or(leaf.marker);
                self.pages = self.pages.take().or(leaf.pages);
            }
        }
    }

    fn current(&mut self) -> Option<&mut Leaf> {
        match &mut self.note {
            Some(note) => Some(&mut note.leaf),
            None => self.leaf.as_mut(),
        }
    }

    fn open(&mut self, style: Style) {
        let start = self.position();
        self.open.push((start, style));
    }

    fn position(&mut self) -> usize {
        self.current().map_or(0, |leaf| leaf.text.len())
    }

    fn text(&mut self, text: &str) {
        if self.note.is_none() && self.leaf.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.leaf(BlockKind::Prose); // a tight list item's text has no paragraph around it
        }
        if let Some(leaf) = self.current() {
            let text = clean(text);
            match leaf.kind {
                BlockKind::Preformatted | BlockKind::Table(_) | BlockKind::Note(_) => leaf.text.push_str(&text),
                _ if leaf.text.is_empty() => leaf.text.push_str(text.trim_start()),
                _ => leaf.text.push_str(&text),
            }
        }
    }

    fn mark(&mut self, start: usize, style: Style) {
        if let Some(leaf) = self.current() {
            let range = start..leaf.text.len();
            if !range.is_empty() {
                leaf.marks.push(Mark { range, style });
            }
        }
    }

    fn edit_table<R>(&mut self, edit: impl FnOnce(&mut Table, usize) -> R) {
        if let Some(Leaf { kind: BlockKind::Table(table), text, .. }) = &mut self.leaf {
            edit(table, text.len());
        }
    }

    fn note_mark(&mut self, label: &str) {
        let notes = &mut self.document.notes;
        let index = self.by_label.get(label).copied().unwrap_or_else(|| {
            let translators = label.starts_with("note-");
            let mark = if translators { letter(self.translators_notes) } else { clean_line(label).into_owned() };
            self.translators_notes += usize::from(translators);
            notes.push(Note { label: label.to_owned(), mark, translators, text: None });
            self.by_label.insert(label.to_owned(), notes.len() - 1);
            notes.len() - 1
        });
        let shown = format!("[{}]", notes[index].mark);
        self.text(&shown);
        let start = self.position().saturating_sub(shown.len());
        self.mark(start, Style::NoteMark(index));
    }

    /// Page markers are read; a line break is one; what else HTML says is not for a terminal.
    fn html(&mut self, html: &str) {
        if let Some(pages) = page_marker(html) {
            self.pages = Some(pages);
            if let Some(leaf) = self.leaf.as_mut().filter(|leaf| leaf.text.is_empty()) {
                leaf.pages = self.pages.take();
            }
        } else if html.trim_start().starts_with("<br") {
            self.text("\n");
        }
    }

    fn finish(mut self) -> Document {
        self.close();
        for NoteText { label, mut leaf } in self.note_texts {
            let found = self.by_label.get(&label).copied().filter(|index| self.document.notes[*index].text.is_none());
            match found {
                Some(index) => {
                    leaf.kind = BlockKind::Note(index);
                    self.document.notes[index].text = Some(leaf.block());
                }
                None => self.document.unused_notes.push(clean_line(&label).into_owned()),
            }
        }
        self.document
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    level as u8
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

/// a … z, then aa, ab …
fn letter(index: usize) -> String {
    let last = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    if index < 26 { last.to_string() } else { format!("{}{last}", letter(index / 26 - 1)) }
}

fn page_marker(html: &str) -> Option<Pages> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?.trim().strip_prefix("page ")?.trim();
    let (first, last) = inner.split_once(['-', '–']).unwrap_or((inner, inner));
    let pages = Pages { first: first.trim().parse().ok()?, last: last.trim().parse().ok()? };
    (pages.first <= pages.last).then_some(pages)
}
