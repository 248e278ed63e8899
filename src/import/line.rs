//! The source as lines with their numbers, and its pieces: what the passes of an import hand on to one another.

/// The mark of a footnote in a text while it is being worked on: `OPEN label CLOSE`. Private-use characters, which sources are rid of.
pub(super) const OPEN: char = '\u{E000}';
/// Its end.
pub(super) const CLOSE: char = '\u{E001}';

/// Between two lines of a paragraph of which the first ends with a hyphen, until that is looked at. White space to all passes; sources are
/// rid of it.
pub(super) const MET: char = '\u{B}';

/// A line of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1; where the source has no lines, the number of the paragraph.
    pub(super) number: usize,
    /// What stands there.
    pub(super) content: Content,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Text, without white space at its end but for a hard break's.
    Text(String),
    /// Here a page of the original ends; what is printed on the next one, where that is known.
    Page(Option<u32>),
    /// Here something was left out that may have stood in the middle of a sentence.
    Gone,
}

impl Line {
    /// Its text, nothing for what is none.
    pub(super) fn text(&self) -> &str {
        match &self.content {
            Content::Text(text) => text,
            _ => "",
        }
    }

    /// Whether nothing stands there.
    pub(super) fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Takes the text away.
    pub(super) fn leave_out(&mut self) {
        self.content = Content::Gone;
    }
}

/// A block of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line of its beginning.
    pub(super) line: usize,
    /// What it is.
    pub(super) kind: Kind,
    /// How deep in quotations.
    pub(super) quote: u8,
    /// How deep in lists: 0 outside.
    pub(super) depth: u8,
    /// Its text as Markdown on one line (hard breaks aside), with the marks of footnotes between [`OPEN`] and [`CLOSE`].
    pub(super) text: String,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading, as deep as this.
    Heading(u8),
    /// A paragraph.
    Prose,
    /// The beginning of an item, with its number where it has one.
    Item(Option<u64>),
    /// A table, its lines in order.
    Table,
    /// Lines that stay as they are.
    Code,
    /// The text of a footnote whose label stands first, as a mark.
    Note,
    /// The caption of an image.
    Image,
    /// A page ends here; what is printed on the next one, where that is known.
    Page(Option<u32>),
    /// A line across, or something left out: a sentence may go on behind it.
    Gap,
}

impl Piece {
    /// A piece outside of lists and quotations.
    pub(super) fn new(line: usize, kind: Kind, text: impl Into<String>) -> Self {
        Self { line, kind, quote: 0, depth: 0, text: text.into() }
    }

    /// Whether it is a paragraph or an item.
    pub(super) fn is_running(&self) -> bool {
        matches!(self.kind, Kind::Prose | Kind::Item(_))
    }
}

/// A text without the signs of Markdown and without marks, to be compared or shown: not exact, but the same for the same text.
pub(super) fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_mark = false;
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let last = std::mem::replace(&mut before, c);
        match c {
            // Inside a word it is a letter.
            '_' if last.is_alphanumeric() && signs.peek().is_some_and(|next| next.is_alphanumeric()) => out.push(c),
            OPEN => in_mark = true,
            CLOSE => in_mark = false,
            _ if in_mark => {}
            '*' | '_' | '`' | '\\' | '~' => {}
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// What two titles have in common if they are the same: letters and digits, folded, without the number in front.
pub(super) fn key(text: &str) -> String {
    let folded = crate::text::fold::fold(&bare(text));
    let words = unnumbered(&folded);
    let letters: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    if letters.is_empty() { folded.chars().filter(|c| c.is_alphanumeric()).collect() } else { letters }
}

/// A title without the number in front of it: `2.1 Context` and `IV. Context` → `Context`.
pub(super) fn unnumbered(text: &str) -> &str {
    numbering(text).map_or(text, |(_, rest)| rest)
}

/// How deep the number of a title says that it stands, and the title without it: `2.1 Context` → 2, `IV. Context` and `Chapter 3: Context` → 1.
pub(super) fn numbering(text: &str) -> Option<(u8, &str)> {
    let text = text.trim();
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim_start_matches([' ', '\t', '-', '–', '—', ':', '.', '|']);
    if rest.is_empty() {
        return None;
    }
    let body = first.trim_end_matches(['.', ')', ':']);
    let closed = body.len() < first.len();
    let parts: Vec<&str> = body.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    if parts.iter().all(is_number) && parts.len() <= 6 {
        return Some((parts.len() as u8, rest));
    }
    let is_roman = closed && body.len() <= 5 && !body.is_empty() && body.bytes().all(|b| b"IVXivx".contains(&b));
    is_roman.then_some((1, rest))
}

/// What comes between a line that ends so and the next one.
pub(super) fn between(text: &str) -> char {
    let is_cut = text.strip_suffix('-').is_some_and(|text| text.ends_with(char::is_alphabetic));
    if is_cut { MET } else { ' ' }
}

/// The labels of the marks in a text.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.split(OPEN).skip(1).filter_map(|rest| rest.split_once(CLOSE)).map(|(label, _)| label)
}

/// A line across.
pub(super) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|first| matches!(first, '-' | '*' | '_')) else { return false };
    let mut count = 1;
    signs.all(|sign| {
        count += 1;
        sign == first
    }) && count >= 3
}
