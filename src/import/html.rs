//! HTML → lines of Markdown. Tags are read as they come, without a tree, so that nothing is too deep; what they say of looks is left out.

use std::collections::HashMap;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};

use super::escape;
use super::line::{CLOSE, Content, Line, OPEN};
use super::tables;

/// Reads a page: its lines, and its title.
pub(super) fn lines(source: &str) -> (Vec<Line>, String) {
    let notes = note_targets(source);
    let mut reader = Reader { notes: &notes, ..Reader::new(source) };
    for token in tokens(source) {
        reader.token(token);
    }
    reader.flush();
    (reader.out, reader.title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The tokens of HTML or XML. Boxed, and of one kind for all who read them: the tokenizer is large, and is in the program once.
pub(super) fn tokens(source: &str) -> Box<dyn Iterator<Item = Token<usize>> + '_> {
    Box::new(Tokenizer::new_with_emitter(source, DefaultEmitter::<usize>::new_with_span()).filter_map(Result::ok))
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| text(value))
}

/// Where the footnotes stand that links lead to: the ids of their places, and their labels.
fn note_targets(source: &str) -> HashMap<String, String> {
    let mut out = HashMap::new();
    let mut open: Option<(String, bool, String)> = None;
    for token in tokens(source) {
        match token {
            Token::StartTag(tag) if &**tag.name == b"a" => {
                let href = attribute(&tag, "href").unwrap_or_default();
                let kind = ["epub:type", "role", "class", "rel"].iter().filter_map(|name| attribute(&tag, name)).collect::<String>();
                let said = kind.contains("noteref") || kind.contains("footnote");
                open = href.split_once('#').map(|(_, id)| (id.to_owned(), said, String::new()));
            }
            Token::String(part) => {
                if let Some((_, _, label)) = open.as_mut().filter(|(_, _, label)| label.len() < 20) {
                    label.push_str(&text(&part));
                }
            }
            Token::EndTag(tag) if &**tag.name == b"a" => {
                if let Some((id, said, label)) = open.take() {
                    let lower = id.to_lowercase();
                    let named =
                        ["fn", "note", "ftn", "nota", "_edn", "sdfoot"].iter().any(|name| lower.contains(name)) && !lower.contains("ref");
                    let label = label.trim().trim_matches(['[', ']', '(', ')', '.']).to_owned();
                    let is_label = (1..=4).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit());
                    if is_label && (said || named) && !id.is_empty() {
                        out.entry(id).or_insert(label);
                    }
                }
            }
            _ => {}
        }
    }
    out
}

struct Reader<'a> {
    out: Vec<Line>,
    title: String,
    notes: &'a HashMap<String, String>,
    /// Where the lines of the source begin.
    starts: Vec<usize>,
    /// The text of the open block.
    text: String,
    number: usize,
    /// What stands before the open block: signs of a title.
    prefix: String,
    /// The sign of an item that has no text yet.
    marker: Option<String>,
    lists: Vec<Option<u64>>,
    quote: usize,
    /// All until the end of this tag is left out.
    skipped: Option<Vec<u8>>,
    in_title: bool,
    preformatted: bool,
    /// Signs of emphasis whose text has not come yet, and those that are open.
    pending: Vec<&'static str>,
    open: Vec<&'static str>,
    link: Option<(String, usize)>,
    /// The label of the footnote whose text begins.
    note: Option<String>,
    rows: Option<Vec<Vec<String>>>,
    tables: usize,
}

/// Nothing is to be read between these.
const SKIPPED: [&[u8]; 6] = [b"script", b"style", b"template", b"svg", b"select", b"iframe"];

static NO_NOTES: std::sync::LazyLock<HashMap<String, String>> = std::sync::LazyLock::new(HashMap::new);

impl Reader<'_> {
    fn new(source: &str) -> Self {
        Self {
            out: Vec::new(),
            title: String::new(),
            notes: &NO_NOTES,
            starts: source.match_indices('\n').map(|(at, _)| at + 1).collect(),
            text: String::new(),
            number: 1,
            prefix: String::new(),
            marker: None,
            lists: Vec::new(),
            quote: 0,
            skipped: None,
            in_title: false,
            preformatted: false,
            pending: Vec::new(),
            open: Vec::new(),
            link: None,
            note: None,
            rows: None,
            tables: 0,
        }
    }

    fn token(&mut self, token: Token<usize>) {
        if let Some(name) = &self.skipped {
            if matches!(&token, Token::EndTag(tag) if &**tag.name == name) {
                self.skipped = None;
            }
            return;
        }
        match token {
            Token::StartTag(tag) => self.start(&tag),
            Token::EndTag(tag) => self.end(&tag.name),
            Token::String(part) => {
                let words = text(&part);
                self.words(&words, part.span.start);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if SKIPPED.contains(&name) && !tag.self_closing {
            self.skipped = Some(name.to_owned());
            return;
        }
        let is_block = is_block(name);
        if is_block {
            self.flush();
        }
        let named = ["id", "name"].iter().filter_map(|name| attribute(tag, name)).find_map(|id| self.notes.get(&id));
        if let Some(label) = named.filter(|_| self.text.trim().is_empty()) {
            self.note = Some(label.clone());
        }
        match name {
            b"title" => self.in_title = true,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => self.prefix = format!("{} ", "#".repeat(usize::from(name[1] - b'0'))),
            b"ul" => self.lists.push(None),
            b"ol" => {
                let first = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(Some(first));
            }
            b"li" => {
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{}.", *number - 1)
                    }
                    _ => "-".to_owned(),
                });
            }
            b"blockquote" => self.quote += 1,
            b"pre" => self.preformatted = true,
            b"br" => self.text.push_str(if self.rows.is_some() { " " } else { "  \n" }),
            b"hr" => self.push("---"),
            b"b" | b"strong" => self.pending.push("**"),
            b"i" | b"em" | b"cite" => self.pending.push("*"),
            b"sup" => self.text.push_str("<sup>"),
            b"sub" => self.text.push_str("<sub>"),
            b"a" => self.link = attribute(tag, "href").map(|href| (href, self.text.len())),
            b"img" => {
                let alt = attribute(tag, "alt").unwrap_or_default();
                self.text.extend(["![", &escape::inside(&alt.replace(['[', ']', '\n'], " ")), "](x)"]);
            }
            b"table" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.rows = Some(Vec::new());
                }
            }
            b"tr" if self.tables == 1 => {
                if let Some(rows) = &mut self.rows {
                    rows.push(Vec::new());
                }
            }
            b"td" | b"th" => self.space(),
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"title" => self.in_title = false,
            b"b" | b"strong" => self.close("**"),
            b"i" | b"em" | b"cite" => self.close("*"),
            b"sup" => self.text.push_str("</sup>"),
            b"sub" => self.text.push_str("</sub>"),
            b"a" => self.end_link(),
            b"td" | b"th" if self.tables == 1 => self.end_cell(),
            b"table" => self.end_table(),
            _ => {}
        }
        if is_block(name) {
            self.flush();
        }
        match name {
            b"ul" | b"ol" => {
                self.lists.pop();
            }
            b"li" => self.marker = None,
            b"blockquote" => self.quote = self.quote.saturating_sub(1),
            b"pre" => self.preformatted = false,
            _ => {}
        }
    }

    fn words(&mut self, words: &str, at: usize) {
        if self.in_title {
            self.title.push_str(words);
            return;
        }
        let words: String = if self.preformatted { words.replace('\n', "  \n") } else { words.to_owned() };
        let starts_apart = words.starts_with(char::is_whitespace);
        let ends_apart = words.ends_with(char::is_whitespace);
        let plain = if self.preformatted { words.clone() } else { words.split_whitespace().collect::<Vec<_>>().join(" ") };
        if starts_apart {
            self.space();
        }
        if plain.trim().is_empty() {
            return;
        }
        if self.text.trim().is_empty() {
            self.number = 1 + self.starts.partition_point(|start| *start <= at);
        }
        for sign in std::mem::take(&mut self.pending) {
            self.text.push_str(sign);
            self.open.push(sign);
        }
        let escaped = escape::inside(&plain);
        self.text.push_str(&if self.rows.is_some() { escaped.replace('|', "\\|") } else { escaped });
        if ends_apart {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    /// Closes emphasis: the sign stands before the white space. Emphasis of nothing is none.
    fn close(&mut self, sign: &'static str) {
        if self.pending.last() == Some(&sign) {
            self.pending.pop();
        } else if self.open.last() == Some(&sign) {
            self.open.pop();
            let end = self.text.trim_end().len();
            let space = self.text.split_off(end);
            self.text.push_str(sign);
            self.text.push_str(&space);
        }
    }

    fn end_link(&mut self) {
        let Some((href, start)) = self.link.take() else { return };
        let Some(label) = self.text.get(start..).map(ToOwned::to_owned) else { return };
        let place = href.split_once('#').map(|(_, id)| id);
        let digits: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
        if let Some(note) = place.and_then(|id| self.notes.get(id)).filter(|note| **note == digits) {
            self.text.truncate(start);
            self.text.extend([OPEN.to_string().as_str(), note, CLOSE.to_string().as_str()]);
        } else if place.is_some_and(|id| id.to_lowercase().contains("ref")) && digits.len() <= 4 && label.chars().count() <= 8 {
            // The way back from a footnote.
            self.text.truncate(start);
        } else if (href.starts_with("http") || href.starts_with("mailto:")) && !label.trim().is_empty() && !href.contains([' ', ')', '(']) {
            self.text.truncate(start);
            let end = if label.ends_with(' ') { " " } else { "" };
            self.text.extend(["[", label.trim(), "](", &href, ")", end]);
        }
    }

    fn end_cell(&mut self) {
        let cell = std::mem::take(&mut self.text).replace("  \n", " ").trim().to_owned();
        if let Some(rows) = &mut self.rows {
            match rows.last_mut() {
                Some(row) => row.push(cell),
                None => rows.push(vec![cell]),
            }
        }
    }

    fn end_table(&mut self) {
        self.tables = self.tables.saturating_sub(1);
        if self.tables > 0 {
            return;
        }
        if !self.text.trim().is_empty() {
            self.end_cell();
        }
        let rows: Vec<Vec<String>> =
            self.rows.take().unwrap_or_default().into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        // A table of one column only sets text.
        if rows.iter().all(|row| row.len() <= 1) {
            rows.iter().flatten().for_each(|cell| self.push(cell));
        } else if !rows.is_empty() {
            let table = tables::write(&rows);
            table.lines().for_each(|line| self.line(line));
            self.line("");
        }
    }

    /// Ends the open block.
    fn flush(&mut self) {
        if self.rows.is_some() {
            self.space();
            return;
        }
        // Emphasis ends with its block, and begins again in the next.
        let open = std::mem::take(&mut self.open);
        for sign in open.iter().rev() {
            let end = self.text.trim_end().len();
            self.text.truncate(end);
            self.text.push_str(sign);
        }
        self.pending.extend(open);
        let text = std::mem::take(&mut self.text);
        let prefix = std::mem::take(&mut self.prefix);
        self.link = None;
        if text.trim().is_empty() {
            return;
        }
        let text = text.trim();
        let text = if prefix.is_empty() { text.to_owned() } else { text.replace("  \n", " ") };
        if let Some(label) = self.note.take() {
            self.marker = None;
            self.line(&format!("{OPEN}{label}{CLOSE} {}", text.replace("  \n", " ")));
            self.line("");
            return;
        }
        let depth = self.lists.len().min(6);
        let indent = "    ".repeat(depth.saturating_sub(1));
        let first = match self.marker.take() {
            Some(marker) => format!("{indent}{marker} {prefix}"),
            None if depth > 0 => format!("{indent}    {prefix}"),
            None => prefix,
        };
        for (nth, line) in text.split('\n').enumerate() {
            let rest = if nth == 0 { first.clone() } else { " ".repeat(if depth > 0 { indent.len() + 4 } else { 0 }) };
            let body = line.trim_start();
            let guard = if first.trim().is_empty() && body.starts_with(['#', '>', '|', '+', '-', '=', '~']) { "\\" } else { "" };
            let quote = "> ".repeat(self.quote.min(6));
            self.line(&format!("{quote}{rest}{guard}{body}"));
        }
        self.line("");
    }

    fn push(&mut self, text: &str) {
        self.line("");
        self.line(text);
        self.line("");
    }

    fn line(&mut self, text: &str) {
        self.out.push(Line { number: self.number, content: Content::Text(text.to_owned()) });
    }
}

fn is_block(name: &[u8]) -> bool {
    const BLOCKS: [&str; 41] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "ul",
        "title",
    ];
    BLOCKS.iter().any(|block| block.as_bytes() == name)
}
