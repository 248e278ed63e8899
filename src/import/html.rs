//! HTML → lines of Markdown. Tags are read as they come, without a tree, so that nothing is too deep; what they say of looks is left out.

use html5gum::emitters::default::{StartTag, Token};

use super::cells::{self, Cells};
use super::elements::{ARROWS, is_block, lettered, letters, unlabelled};
use super::emphasis::{Emphasis, Start};
use super::escape;
use super::line::{CLOSE, Content, Line, OPEN, key};
use super::markup::{attribute, bounded, text, tokens};
use super::survey::{Survey, survey};

/// What came of a page.
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    /// What it says that it is called.
    pub(super) title: String,
    /// Lines at which something was left out that people may miss: menus, forms, what the page hides.
    pub(super) hidden: Vec<usize>,
}

/// Reads a page.
pub(super) fn page(source: &str) -> Page {
    let source = &*bounded(source);
    let survey = survey(source);
    let mut reader = Reader::new(source, &survey);
    for token in tokens(source) {
        reader.token(token);
    }
    reader.end_table();
    reader.flush();
    let title = reader.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = match reader.heads.as_slice() {
        [head] if is_part(head, &title) => head.clone(),
        _ => title,
    };
    let hidden = survey.hidden.iter().filter(|(_, is_told)| *is_told).map(|(range, _)| reader.line_of(range.start)).collect();
    Page { lines: reader.out, title, hidden }
}

/// Whether a page's title is that of its text and the name of whose page it is: `Harbours | Example Institute`.
fn is_part(head: &str, title: &str) -> bool {
    let wanted = key(head);
    let parts = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « "];
    !wanted.is_empty() && parts.iter().any(|sign| title.split(sign).count() > 1 && title.split(sign).any(|part| key(part) == wanted))
}

struct Reader<'a> {
    out: Vec<Line>,
    title: String,
    survey: &'a Survey,
    /// How many of the survey's hidden parts are past.
    past: usize,
    /// Where the lines of the source begin.
    starts: Vec<usize>,
    /// The text of the open block.
    text: String,
    number: usize,
    /// What stands before the open block: signs of a title.
    prefix: String,
    /// The sign of an item that has no text yet.
    marker: Option<String>,
    /// Of each open list, the number of its next item and the letter with which its items are counted, if they are.
    lists: Vec<Option<(u64, Option<char>)>>,
    quote: usize,
    in_title: bool,
    preformatted: bool,
    emphasis: Emphasis,
    /// Where the open link leads, and where it begins.
    link: Option<(String, Start)>,
    /// The label of the footnote whose text begins.
    note: Option<String>,
    /// The element that is a footnote as a whole, how many of its kind are open in it, and how many lists it is in.
    scope: Option<(Vec<u8>, usize, usize)>,
    /// The element in which no words have come yet.
    fresh: Option<Vec<u8>>,
    /// Whether the text of that footnote has begun.
    in_note: bool,
    table: Option<Cells>,
    /// How many tables are open in a cell of it.
    inner: usize,
    /// Titles of the first level, the first two.
    heads: Vec<String>,
}

impl<'a> Reader<'a> {
    fn new(source: &str, survey: &'a Survey) -> Self {
        Self {
            out: Vec::new(),
            title: String::new(),
            survey,
            past: 0,
            starts: source.match_indices('\n').map(|(at, _)| at + 1).collect(),
            text: String::new(),
            number: 1,
            prefix: String::new(),
            marker: None,
            lists: Vec::new(),
            quote: 0,
            in_title: false,
            preformatted: false,
            emphasis: Emphasis::default(),
            link: None,
            note: None,
            scope: None,
            fresh: None,
            in_note: false,
            table: None,
            inner: 0,
            heads: Vec::new(),
        }
    }

    fn line_of(&self, at: usize) -> usize {
        1 + self.starts.partition_point(|start| *start <= at)
    }

    fn token(&mut self, token: Token<usize>) {
        let at = match &token {
            Token::StartTag(tag) => tag.span.start,
            Token::EndTag(tag) => tag.span.start,
            // Of what was a program, only the end is said rightly.
            Token::String(part) => part.span.end.saturating_sub(1),
            _ => return,
        };
        while let Some((range, _)) = self.survey.hidden.get(self.past).filter(|(range, _)| range.start <= at) {
            if at < range.end {
                if let Token::StartTag(tag) = &token
                    && is_block(&tag.name)
                    && at == range.start
                {
                    self.flush();
                }
                return;
            }
            self.past += 1;
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
        // No title has tags in it: one that is never closed is over.
        self.in_title = false;
        if is_block(name) || (self.table.is_none() && matches!(name, b"td" | b"th")) {
            self.flush();
        }
        if let Some((_, depth, _)) = self.scope.as_mut().filter(|(scope, ..)| scope == name) {
            *depth += 1;
        }
        let named = ["id", "name"].iter().filter_map(|name| attribute(tag, name)).find_map(|id| self.survey.notes.get(&id));
        if let Some(label) = named.filter(|_| self.text.trim().is_empty()) {
            self.note = Some(label.clone());
            self.in_note = false;
            // A footnote of several paragraphs is as long as what it is in.
            let is_whole = matches!(name, b"li" | b"div" | b"aside");
            self.scope = if is_whole { Some(name.to_owned()) } else { self.fresh.take() }.map(|name| (name, 1, self.lists.len()));
        }
        if matches!(name, b"li" | b"div" | b"aside") {
            self.fresh = Some(name.to_owned());
        }
        match name {
            b"title" => self.in_title = true,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                // A title is in no table, but in one of its cells: one that was not closed.
                if self.table.as_ref().is_some_and(|table| !table.is_in_cell) {
                    self.end_table();
                }
                self.prefix = format!("{} ", "#".repeat(usize::from(name[1] - b'0')));
            }
            b"ul" => self.lists.push(None),
            b"ol" => {
                let first = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
                self.lists.push(Some((first, letters(attribute(tag, "type")))));
            }
            b"li" if self.table.is_some() => {
                self.space();
                self.text.push_str("• ");
            }
            b"li" => {
                let value = attribute(tag, "value").and_then(|value| value.parse::<u64>().ok());
                self.marker = Some(match self.lists.last_mut() {
                    Some(Some((number, letters))) => {
                        *number = value.unwrap_or(*number).saturating_add(1);
                        let number = *number - 1;
                        letters.and_then(|first| lettered(number, first)).map_or(format!("{number}."), |letter| format!("- {letter})"))
                    }
                    _ => "-".to_owned(),
                });
            }
            b"blockquote" => self.quote += 1,
            b"pre" => self.preformatted = true,
            b"br" => self.text.push_str(if self.table.is_some() { " " } else { "  \n" }),
            b"hr" => self.push("---"),
            b"b" | b"strong" => self.emphasis.begin("**"),
            b"i" | b"em" | b"cite" => self.emphasis.begin("*"),
            b"sup" => self.text.push_str("<sup>"),
            b"sub" => self.text.push_str("<sub>"),
            b"a" => self.link = attribute(tag, "href").map(|href| (href, self.emphasis.link(&self.text))),
            b"img" => {
                let alt = attribute(tag, "alt").unwrap_or_default();
                self.text.extend(["![", &escape::inside(&alt.replace(['[', ']', '\n'], " ")), "](x)"]);
            }
            // A table in a cell of another one is a part of its text.
            b"table" if self.is_in_cell() => self.inner += 1,
            b"tr" | b"td" | b"th" if self.inner > 0 => self.space(),
            b"table" => {
                self.end_table();
                if !self.survey.layouts.contains(&tag.span.start) {
                    self.table = Some(Cells::default());
                }
            }
            b"caption" if self.table.is_some() && !self.is_in_cell() => {
                let before = std::mem::take(&mut self.text);
                self.push(before.trim());
            }
            b"tr" => {
                if self.is_in_cell() {
                    self.end_cell();
                }
                if let Some(table) = &mut self.table {
                    table.row();
                }
            }
            b"td" | b"th" => {
                if self.is_in_cell() {
                    self.end_cell();
                }
                let number = |name: &str| attribute(tag, name).and_then(|value| value.trim().parse().ok());
                if let Some(table) = &mut self.table {
                    table.cell(number("colspan"), number("rowspan"));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"title" => self.in_title = false,
            b"b" | b"strong" => self.emphasis.end("**", &mut self.text),
            b"i" | b"em" | b"cite" => self.emphasis.end("*", &mut self.text),
            b"sup" => self.text.push_str("</sup>"),
            b"sub" => self.text.push_str("</sub>"),
            b"a" => self.end_link(),
            b"table" if self.inner > 0 => self.inner -= 1,
            b"td" | b"th" if self.is_in_cell() && self.inner == 0 => self.end_cell(),
            b"table" => self.end_table(),
            b"caption" if self.table.is_some() && !self.is_in_cell() => {
                let caption = std::mem::take(&mut self.text);
                self.push(caption.trim());
            }
            _ => {}
        }
        if is_block(name) || (self.table.is_none() && matches!(name, b"td" | b"th")) {
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
        if self.fresh.as_deref() == Some(name) {
            self.fresh = None;
        }
        if let Some((scope, depth, lists)) = &mut self.scope {
            *depth -= usize::from(scope == name);
            if *depth == 0 || self.lists.len() < *lists {
                (self.scope, self.in_note) = (None, false);
            }
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
        let escaped = escape::inside(&plain);
        let escaped = if self.table.is_some() { escaped.replace('|', "\\|") } else { escaped };
        self.fresh = None;
        self.emphasis.write(self.link.as_mut().map(|(_, start)| start), &mut self.text, &escaped);
        if ends_apart {
            self.space();
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn end_link(&mut self) {
        let Some((href, start)) = self.link.take() else { return };
        let Some(label) = self.text.get(start.words..).map(ToOwned::to_owned) else { return };
        let place = href.split_once('#').map(|(_, id)| id);
        let digits: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
        let is_arrow = !label.trim().is_empty() && label.trim().chars().all(|c| ARROWS.contains(&c));
        let is_short = label.chars().count() <= 16 && digits.len() <= 4;
        if place.is_some_and(|id| self.survey.marks.contains(id)) && (self.is_in_note() && is_short || is_arrow) {
            // The way back from a footnote.
            self.emphasis.take_back(start, &mut self.text);
        } else if let Some(note) = place.and_then(|id| self.survey.notes.get(id)).filter(|note| **note == digits) {
            self.emphasis.take_back(start, &mut self.text);
            self.text.extend([OPEN.to_string().as_str(), note, CLOSE.to_string().as_str()]);
        } else if place.is_some()
            && (is_arrow || self.is_in_note() && is_short && place.is_some_and(|id| id.to_lowercase().contains("ref")))
        {
            self.emphasis.take_back(start, &mut self.text);
        } else if (href.starts_with("http") || href.starts_with("mailto:")) && !label.trim().is_empty() {
            self.text.truncate(start.words);
            let end = if label.ends_with(' ') { " " } else { "" };
            self.text.extend(["[", label.trim(), "](", &escape::address(&href), ")", end]);
        }
    }

    /// Whether what is read is the text of a footnote.
    fn is_in_note(&self) -> bool {
        self.note.is_some() || self.in_note
    }

    fn is_in_cell(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.is_in_cell)
    }

    fn end_cell(&mut self) {
        self.emphasis.stop(&mut self.text);
        let cell = std::mem::take(&mut self.text).replace("  \n", " ").trim().to_owned();
        self.link = None;
        if let Some(table) = &mut self.table {
            table.end_cell(cell);
        }
    }

    fn end_table(&mut self) {
        if self.table.is_none() {
            return;
        }
        if !self.text.trim().is_empty() {
            self.end_cell();
        }
        self.inner = 0;
        let rows = self.table.take().map(Cells::rows).unwrap_or_default();
        if rows.iter().any(|row| row.len() > 1) {
            self.line("");
        }
        for line in cells::lines(&rows) {
            self.line(&line);
        }
    }

    /// Ends the open block.
    fn flush(&mut self) {
        if self.table.is_some() {
            self.space();
            return;
        }
        // Emphasis ends with its block, and begins again in the next.
        self.emphasis.pause(&mut self.text);
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
            self.in_note = self.scope.is_some();
            self.line(&format!("{OPEN}{label}{CLOSE} {}", unlabelled(&text.replace("  \n", " "), &label)));
            self.line("");
            return;
        }
        if !prefix.is_empty() {
            self.in_note = false;
            if prefix == "# " && self.heads.len() < 2 {
                self.heads.push(super::line::bare(&text));
            }
        }
        if self.in_note {
            let marker = self.marker.take().map(|marker| if marker == "-" { "– ".to_owned() } else { format!("{marker} ") });
            self.line(&format!("    {}{}", marker.unwrap_or_default(), text.replace("  \n", " ")));
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
