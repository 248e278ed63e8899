//! Lines → pieces: headings, paragraphs, items, tables … One pass, nothing nested is walked into.

use std::collections::VecDeque;

use super::columns;
use super::line::{CLOSE, Content, Kind, Line, OPEN, Piece, between, is_rule};
use super::tables;

/// Deeper lists and quotations are set as deep as this.
const DEEPEST: u8 = 6;

/// Splits lines into pieces. Their texts are as in the source, the lines of a paragraph joined.
pub(super) fn split(lines: Vec<Line>) -> Vec<Piece> {
    let mut splitter = Splitter { lines: lines.into(), ..Splitter::default() };
    while let Some(line) = splitter.lines.pop_front() {
        splitter.line(&line);
    }
    splitter.close();
    splitter.out
}

#[derive(Default)]
struct Splitter {
    lines: VecDeque<Line>,
    out: Vec<Piece>,
    open: Option<Piece>,
    /// How far the items of the open lists are indented.
    indents: Vec<usize>,
    was_blank: bool,
    /// Fences of these signs that long are never closed: backticks, tildes.
    unclosed: [Option<usize>; 2],
    /// With what the last paragraph began, if it may be a footnote's text: at the foot of a page one stands below the other, with nothing between.
    note: Option<u32>,
}

impl Splitter {
    fn line(&mut self, line: &Line) {
        let text = match &line.content {
            Content::Text(text) => text.replace('\t', "    "),
            Content::Page(page) => {
                self.close();
                self.out.push(Piece::new(line.number, Kind::Page(*page), ""));
                self.was_blank = true;
                return;
            }
            Content::Gone => {
                self.close();
                self.out.push(Piece::new(line.number, Kind::Gap, ""));
                self.was_blank = true;
                return;
            }
        };
        let (quote, rest) = quoted(&text);
        let indent = rest.len() - rest.trim_start().len();
        let body = rest.trim_start();
        if body.trim_end().is_empty() {
            self.close();
            self.was_blank = true;
            return;
        }
        let before = std::mem::replace(&mut self.was_blank, false);
        if self.open.as_ref().is_some_and(|open| open.quote != quote) {
            self.close();
        }
        if indent >= 4 && self.in_note(body, before) {
            return;
        }
        if self.underlined(body, quote) || self.fenced(line, body) || self.tabled(line, rest, quote) {
            return;
        }
        if is_rule(body) {
            self.close();
            self.out.push(Piece::new(line.number, Kind::Gap, "-"));
            return;
        }
        if let Some((level, title)) = heading(body) {
            self.close();
            self.indents.clear();
            self.out.push(Piece { quote, ..Piece::new(line.number, Kind::Heading(level), title) });
            return;
        }
        let marked = || marked(body).filter(|_| self.open.is_none());
        if let Some((label, note)) = definition(body).or_else(marked) {
            self.close();
            self.indents.clear();
            self.open = Some(Piece::new(line.number, Kind::Note, format!("{OPEN}{label}{CLOSE} {note}")));
            return;
        }
        if let Some((number, item)) = item(body).filter(|(number, _)| self.may_begin(*number, before)) {
            self.close();
            let depth = self.depth(indent);
            self.open = Some(Piece { line: line.number, kind: Kind::Item(number), quote, depth, text: item.to_owned() });
            return;
        }
        let note = note_number(body);
        if note.is_some() && note == self.note.map(|last| last + 1) && self.open.as_ref().is_some_and(|open| open.kind == Kind::Prose) {
            self.close();
        }
        match &mut self.open {
            Some(open) => append(&mut open.text, body),
            None => self.begin(line, body, indent, quote),
        }
    }

    /// A paragraph of its own, of an item, or of a footnote.
    fn begin(&mut self, line: &Line, body: &str, indent: usize, quote: u8) {
        let in_note = indent >= 2 && self.indents.is_empty() && self.out.last().is_some_and(|last| last.kind == Kind::Note);
        if in_note && let Some(mut note) = self.out.pop() {
            note.text.push_str("\\\n");
            note.text.push_str(body);
            self.open = Some(note);
            return;
        }
        while self.indents.last().is_some_and(|last| indent < last + 2) {
            self.indents.pop();
        }
        let depth = (self.indents.len() as u8).min(DEEPEST);
        self.note = note_number(body);
        self.open = Some(Piece { line: line.number, kind: Kind::Prose, quote, depth, text: body.to_owned() });
    }

    /// What is indented below a footnote's beginning is more of its text: paragraphs and items are lines of it.
    fn in_note(&mut self, body: &str, after_blank: bool) -> bool {
        let is_open = self.open.as_ref().is_some_and(|open| open.kind == Kind::Note);
        let was_open = self.open.is_none() && self.out.last().is_some_and(|last| last.kind == Kind::Note);
        let note = if is_open {
            self.open.take()
        } else if was_open {
            self.out.pop()
        } else {
            None
        };
        let Some(mut note) = note else { return false };
        let entry = item(body).map(|(number, text)| number.map_or(format!("– {text}"), |number| format!("{number}. {text}")));
        if after_blank || entry.is_some() {
            note.text.truncate(note.text.trim_end().trim_end_matches('\\').len());
            note.text.push_str("\\\n");
            note.text.push_str(&entry.unwrap_or_else(|| body.to_owned()));
        } else {
            append(&mut note.text, body);
        }
        self.open = Some(note);
        true
    }

    fn close(&mut self) {
        if let Some(mut piece) = self.open.take() {
            piece.text.truncate(piece.text.trim_end().trim_end_matches('\\').trim_end().len());
            self.out.push(piece);
        }
    }

    fn depth(&mut self, indent: usize) -> u8 {
        while self.indents.last().is_some_and(|last| indent < *last) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|last| indent >= last + 2) {
            self.indents.push(indent);
        }
        (self.indents.len() as u8).min(DEEPEST)
    }

    /// Whether an item may begin here: a number in the middle of a paragraph is one only as the first of a list or the next one.
    fn may_begin(&self, number: Option<u64>, after_blank: bool) -> bool {
        let Some(open) = self.open.as_ref().filter(|_| !after_blank) else { return true };
        match (open.kind, number) {
            (Kind::Item(_), _) | (_, None) => true,
            (_, Some(number)) => number == 1,
        }
    }

    /// `===` or `---` below a title makes it a heading.
    fn underlined(&mut self, body: &str, quote: u8) -> bool {
        let body = body.trim_end();
        let level = if body.bytes().all(|byte| byte == b'=') {
            1
        } else if body.bytes().all(|byte| byte == b'-') {
            2
        } else {
            return false;
        };
        let is_title = |open: &Piece| {
            open.kind == Kind::Prose && open.quote == quote && open.text.len() <= 120 && !open.text.ends_with(['.', ';', ',', ':'])
        };
        if !self.open.as_ref().is_some_and(is_title) {
            return false;
        }
        if let Some(open) = self.open.take() {
            self.indents.clear();
            self.out.push(Piece { kind: Kind::Heading(level), ..open });
        }
        true
    }

    /// Lines between fences stay as they are. A fence that is never closed is text.
    fn fenced(&mut self, line: &Line, body: &str) -> bool {
        let Some(sign) = body.chars().next().filter(|c| matches!(c, '`' | '~')) else { return false };
        let length = body.len() - body.trim_start_matches(sign).len();
        let memory = usize::from(sign == '~');
        if length < 3 || body.get(length..).is_some_and(|info| info.contains('`')) {
            return false;
        }
        if self.unclosed[memory].is_some_and(|unclosed| length >= unclosed) {
            return false;
        }
        let closes = |text: &str| {
            let text = text.trim();
            text.len() >= length && text.chars().all(|c| c == sign)
        };
        let Some(end) = self.lines.iter().position(|line| closes(line.text())) else {
            self.unclosed[memory] = Some(length);
            return false;
        };
        self.close();
        let inside: Vec<String> = self.lines.drain(..=end).take(end).map(|line| line.text().to_owned()).collect();
        self.out.push(Piece::new(line.number, Kind::Code, inside.join("\n")));
        true
    }

    /// A table, if one begins here.
    fn tabled(&mut self, line: &Line, text: &str, quote: u8) -> bool {
        if self.open.is_some() && !text.trim_start().starts_with('|') {
            return false;
        }
        if let Some((lines, rows)) = columns::table(text, &self.lines).filter(|_| quote == 0) {
            self.close();
            self.lines.drain(..lines);
            self.out.push(Piece::new(line.number, Kind::Table, tables::write(&rows)));
            self.captioned();
            return true;
        }
        let next = self.lines.front().map(|line| quoted(line.text()).1.to_owned());
        let Some(kind) = tables::begins(text, next.as_deref()) else { return false };
        self.close();
        let mut rows = vec![text.to_owned()];
        while let Some(next) = self.lines.front() {
            let (_, row) = quoted(next.text());
            if !kind.goes_on(row) {
                break;
            }
            rows.push(row.to_owned());
            self.lines.pop_front();
        }
        self.out.push(Piece { quote, ..Piece::new(line.number, Kind::Table, kind.table(&rows)) });
        self.captioned();
        true
    }

    /// pandoc's captions stand below their tables: `: Families by town`
    fn captioned(&mut self) {
        if let Some(line) = self.lines.iter_mut().take(2).find(|line| !line.is_blank())
            && let Some(caption) = line.text().trim_start().strip_prefix(": ")
        {
            line.content = Content::Text(caption.trim().to_owned());
        }
    }
}

/// How deep a line stands in quotations, and what stands there.
fn quoted(text: &str) -> (u8, &str) {
    let mut depth = 0;
    let mut rest = text;
    while let Some(inner) = rest.trim_start().strip_prefix('>').filter(|_| rest.len() - rest.trim_start().len() < 4) {
        depth = (depth + 1).min(DEEPEST);
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (depth, rest)
}

/// Adds a line to a text: a hard break stays one.
fn append(text: &mut String, line: &str) {
    let hard = text.ends_with("  ") || (text.ends_with('\\') && !text.ends_with("\\\\"));
    text.truncate(text.trim_end().len());
    if hard {
        if text.ends_with('\\') {
            text.pop();
        }
        text.push_str("\\\n");
    } else if !text.is_empty() {
        text.push(between(text));
    }
    text.push_str(line);
}

/// `## Title ##` and, with two signs or more, `##Title`.
fn heading(body: &str) -> Option<(u8, &str)> {
    let hashes = body.len() - body.trim_start_matches('#').len();
    let rest = body.get(hashes..)?;
    let is_heading = hashes >= 1 && (rest.starts_with(' ') || (hashes >= 2 && rest.starts_with(char::is_alphabetic)));
    let title = rest.trim().trim_end_matches('#').trim();
    (is_heading && !title.is_empty()).then_some((hashes.min(6) as u8, title))
}

/// `[^4]: Text`.
fn definition(body: &str) -> Option<(&str, &str)> {
    let (label, text) = body.strip_prefix("[^")?.split_once("]:")?;
    let is_label = !label.is_empty() && label.len() <= 40 && !label.contains([' ', ']', '[', '^']);
    is_label.then_some((label, text.trim()))
}

/// A footnote of a page or a Word document, whose mark is one already.
fn marked(body: &str) -> Option<(&str, &str)> {
    let (label, text) = body.strip_prefix(OPEN)?.split_once(CLOSE)?;
    (!text.trim_start().is_empty() && !text.trim_start().starts_with(OPEN)).then_some((label, text.trim()))
}

/// The beginning of an item: its number, if it has one, and its text.
pub(super) fn item(body: &str) -> Option<(Option<u64>, &str)> {
    let first = body.chars().next()?;
    if matches!(
        first,
        '-' | '*' | '+' | '•' | '·' | '▪' | '◦' | '‣' | '●' | '○' | '■' | '□' | '–' | '➢' | '✓' | '\u{F0B7}' | '\u{F0A7}' | '⁃'
    ) {
        let rest = body.get(first.len_utf8()..)?;
        let apart = rest.starts_with([' ', '\u{A0}']) || (!matches!(first, '-' | '*' | '+' | '–' | '·') && !rest.is_empty());
        let text = rest.trim_start_matches([' ', '\u{A0}', '•', '·', '▪', '◦', '●', '○', '■']);
        return (apart && !text.is_empty()).then_some((None, text));
    }
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let rest = body.get(digits..)?.strip_prefix(['.', ')'])?;
    let text = rest.strip_prefix([' ', '\u{A0}'])?.trim_start();
    if !(1..=3).contains(&digits) || text.is_empty() {
        return None;
    }
    Some((body.get(..digits)?.parse().ok(), text))
}

/// The number before what may be a footnote's text.
fn note_number(body: &str) -> Option<u32> {
    let (number, text) = body.split_once([' ', '\t'])?;
    let number = number.strip_prefix('[').and_then(|number| number.strip_suffix(']')).unwrap_or(number);
    let begins = text.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '«' | '(' | 'h' | 'w'));
    number.parse().ok().filter(|number| *number < 1000 && begins)
}
