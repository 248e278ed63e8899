//! Pieces → the Markdown of a section's file, as a person would write it.

use std::collections::HashMap;

use super::blocks::item;
use super::line::{Kind, Piece, labels};
use super::notes::{Footnote, rewrite};

/// Writes a chapter: its head, its title, the printed pages on which it begins, its text, its footnotes.
pub(super) fn section(head: &str, title: &str, pages: Option<(u32, u32)>, pieces: &[Piece], notes: &[Footnote]) -> String {
    let mut writer = Writer { out: format!("{head}\n\n# {}\n", one_line(title)), ..Writer::default() };
    let (mut last_page, mut next_page) = (None, None);
    if let Some((first, last)) = pages {
        writer.block(&if last > first { format!("<!-- page {first}-{last} -->") } else { format!("<!-- page {first} -->") });
        last_page = Some(first).filter(|first| *first == last);
    }
    for piece in pieces {
        if let Kind::Page(page) = piece.kind {
            next_page = page.or(next_page);
            continue;
        }
        // Where a page begins is said where text begins.
        if let Some(page) = next_page.take_if(|page| !matches!(piece.kind, Kind::Gap) && Some(*page) != last_page) {
            writer.block(&format!("<!-- page {page} -->"));
            // A list that goes on behind it is another one.
            writer.lists.clear();
            writer.after_item = false;
            last_page = Some(page);
        }
        writer.piece(piece, notes);
    }
    writer.footnotes(notes);
    writer.out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Labels in this file by the number of their note, in order.
    used: Vec<(usize, String)>,
    by_number: HashMap<usize, usize>,
    taken: HashMap<String, usize>,
    /// Of the open lists: how far the text of an item is indented, and the number of the last item with its sign.
    lists: Vec<(usize, Option<(u64, char)>)>,
    /// Whether the last block was an item, so that the next may follow at once.
    after_item: bool,
}

impl Writer {
    fn block(&mut self, text: &str) {
        self.out.push('\n');
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn piece(&mut self, piece: &Piece, notes: &[Footnote]) {
        let text = self.marked(&piece.text, notes);
        let quote = "> ".repeat(usize::from(piece.quote));
        if !matches!(piece.kind, Kind::Item(_)) {
            self.lists.truncate(usize::from(piece.depth));
        }
        let was_item = std::mem::replace(&mut self.after_item, matches!(piece.kind, Kind::Item(_)));
        match piece.kind {
            Kind::Gap | Kind::Page(_) => {
                self.after_item = was_item;
            }
            Kind::Heading(level) => {
                self.lists.clear();
                self.block(&format!("{quote}{} {}", "#".repeat(usize::from(level.clamp(2, 6))), one_line(&text)));
            }
            Kind::Table => {
                self.lists.clear();
                self.block(&text.lines().map(|line| format!("{quote}{line}")).collect::<Vec<_>>().join("\n"));
            }
            Kind::Code => {
                self.lists.clear();
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                self.block(&format!("{fence}\n{text}\n{fence}"));
            }
            Kind::Item(number) => self.item(piece, number, &text, &quote, was_item),
            Kind::Prose | Kind::Image | Kind::Note => {
                let indent = " ".repeat(self.lists.last().map_or(0, |(indent, _)| *indent));
                if !text.trim().is_empty() {
                    self.block(&lines(&text, &quote, &indent, &indent));
                }
            }
        }
    }

    fn item(&mut self, piece: &Piece, number: Option<u64>, text: &str, quote: &str, was_item: bool) {
        let depth = usize::from(piece.depth.max(1)).min(self.lists.len() + 1);
        self.lists.truncate(depth);
        let outer = depth.checked_sub(2).and_then(|outer| self.lists.get(outer)).map_or(0, |(indent, _)| *indent);
        let before = self.lists.get(depth - 1).map(|(_, last)| *last);
        // A list whose numbers do not go on, or that has other signs, is another list.
        let sign = match (number, before) {
            (Some(number), Some(Some((last, sign)))) if number != last + 1 && sign == '.' => ')',
            (Some(_), Some(Some((_, sign)))) => sign,
            _ => '.',
        };
        let marker = number.map_or_else(|| "-".to_owned(), |number| format!("{number}{sign}"));
        let same = before.is_some_and(|before| before.is_some() == number.is_some());
        let indent = outer + marker.len() + 1;
        self.lists.truncate(depth - 1);
        self.lists.push((indent, number.map(|number| (number, sign))));
        if !(was_item && (same || before.is_none())) {
            self.out.push('\n');
        }
        let first = format!("{}{marker} ", " ".repeat(outer));
        self.out.push_str(&lines(text, quote, &first, &" ".repeat(indent)));
        self.out.push('\n');
    }

    /// The text with the marks of footnotes as Markdown has them.
    fn marked(&mut self, text: &str, notes: &[Footnote]) -> String {
        if labels(text).next().is_none() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        rewrite(text, &mut out, |number| {
            let label = number.parse().ok().map(|number| self.label(number, notes)).unwrap_or_default();
            format!("[^{label}]")
        });
        // What follows a mark must not make it a link or the beginning of a footnote.
        let mut at = 0;
        while let Some(found) = out.get(at..).and_then(|rest| rest.find("](")).map(|found| found + at) {
            let start = out.get(..found).and_then(|before| before.rfind('[')).unwrap_or(0);
            if out.get(start..).is_some_and(|rest| rest.starts_with("[^")) {
                out.insert(found + 1, ' ');
            }
            at = found + 2;
        }
        if out.starts_with("[^") && out.find("]:").is_some_and(|end| out.get(..end).is_some_and(|label| !label.contains(' '))) {
            out = out.replacen("]:", "] :", 1);
        }
        out
    }

    fn label(&mut self, number: usize, notes: &[Footnote]) -> String {
        if let Some(at) = self.by_number.get(&number) {
            return self.used[*at].1.clone();
        }
        let printed = notes.get(number).map_or("", |note| note.label.as_str());
        let mut label: String = printed.chars().filter(|c| c.is_alphanumeric() || *c == '-').take(24).collect();
        if label.is_empty() || label.starts_with("note-") {
            label = format!("n{label}");
        }
        let count = self.taken.entry(label.clone()).or_default();
        *count += 1;
        if *count > 1 {
            label = format!("{label}-{count}");
        }
        self.by_number.insert(number, self.used.len());
        self.used.push((number, label.clone()));
        label
    }

    fn footnotes(&mut self, notes: &[Footnote]) {
        let mut nth = 0;
        // A note may have marks of its own, which make the list longer.
        while let Some((number, label)) = self.used.get(nth).cloned() {
            let text = notes.get(number).map_or(String::new(), |note| note.text.clone());
            let mut plain = String::new();
            rewrite(&text, &mut plain, |_| String::new());
            let text = lines(plain.trim(), "", "", "    ");
            self.block(&format!("[^{label}]: {}", text.trim()));
            nth += 1;
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace("\\\n", " ").replace('\n', " ").trim().to_owned()
}

/// The lines of a text: none begins with what would make it something else.
fn lines(text: &str, quote: &str, first: &str, indent: &str) -> String {
    let mut out = String::new();
    for (nth, line) in text.lines().enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        out.extend([quote, if nth == 0 { first } else { indent }, &guarded(line.trim_start())]);
    }
    out
}

fn guarded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
    if is_number {
        let (number, rest) = line.split_at(digits);
        return format!("{number}\\{rest}");
    }
    let is_sign = line.starts_with('#')
        || line.starts_with('>')
        || line.starts_with("```")
        || line.starts_with("~~~")
        || line.starts_with('|')
        || line.starts_with('=')
        || super::line::is_rule(line)
        || line.bytes().all(|byte| byte == b'-')
        || (line.starts_with(['-', '+', '*']) && item(line).is_some())
        || matches!(line, "-" | "+" | "*");
    if is_sign && !line.is_empty() { format!("\\{line}") } else { line.to_owned() }
}
