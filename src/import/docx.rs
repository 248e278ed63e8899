//! Word documents: paragraphs with their styles, tables, links and footnotes.

use std::collections::{HashMap, HashSet};

use super::archive::Archive;
use super::docx_styles::{Numbers, Style, styles};
use super::epub::{Tag, tags};
use super::escape;
use super::line::{CLOSE, Content, Line, OPEN, bare, key};
use super::raised;
use super::remnants::{Head, names, year};
use super::tables;
use super::vocabulary::CONTENTS;

/// The lines of a document, each with the number of its paragraph, and what the document says of itself.
pub(super) fn lines(bytes: &[u8]) -> Option<(Vec<Line>, Head)> {
    let mut archive = Archive::open(bytes)?;
    let document = archive.text("word/document.xml")?;
    let styles = archive.text("word/styles.xml").map(|xml| styles(&tags(&xml))).unwrap_or_default();
    let links = archive.text("word/_rels/document.xml.rels").map(|xml| links(&tags(&xml))).unwrap_or_default();
    let numbers = archive.text("word/numbering.xml").map(|xml| Numbers::new(&tags(&xml))).unwrap_or_default();
    let mut head = archive.text("docProps/core.xml").map(|xml| head(&tags(&xml))).unwrap_or_default();
    let notes: Vec<(&str, Vec<Tag>)> = [("word/footnotes.xml", "w:footnote"), ("word/endnotes.xml", "w:endnote")]
        .into_iter()
        .filter_map(|(path, kind)| Some((kind, tags(&archive.text(path)?))))
        .collect();
    let mut walker = Walker {
        styles: &styles,
        links: &links,
        numbers,
        has_notes: document.contains("w:footnoteReference") || document.contains("w:endnoteReference"),
        out: Vec::new(),
        paragraph: 0,
        text: String::new(),
        own: Paragraph::default(),
        outer: Vec::new(),
        sign: "",
        script: None,
        formula: Vec::new(),
        link: None,
        notes: HashMap::new(),
        note: None,
        muted: false,
        fallback: 0,
        title: String::new(),
        rows: Vec::new(),
        tables: 0,
        boxes: Vec::new(),
        listed: Vec::new(),
    };
    let body = tags(&document);
    walker.walk(&body);
    walker.end_list();
    for (kind, tags) in &notes {
        for note in tags.chunk_by(|_, next| next.name != *kind || next.is_end) {
            let Some(first) = note.first().filter(|first| first.name == *kind) else { continue };
            let id = first.values.get("w:id").cloned().unwrap_or_default();
            let label = walker.notes.get(&((*kind).to_owned(), id)).cloned();
            walker.muted = label.is_none();
            walker.note = Some((label.unwrap_or_default(), String::new()));
            walker.walk(note);
            walker.end_note();
        }
        walker.muted = false;
    }
    if head.title.is_empty() {
        head.title.clone_from(&walker.title);
    }
    let is_text = walker.out.iter().any(|line| !line.is_blank());
    is_text.then_some((walker.out, head))
}

fn links(tags: &[Tag]) -> HashMap<String, String> {
    let values = tags.iter().filter(|tag| tag.name == "relationship");
    values.filter_map(|tag| Some((tag.values.get("id")?.clone(), tag.values.get("target")?.clone()))).collect()
}

fn head(tags: &[Tag]) -> Head {
    let text =
        |name: &str| tags.iter().find(|tag| tag.name == name && !tag.is_end).map(|tag| tag.text.trim().to_owned()).unwrap_or_default();
    Head {
        title: text("dc:title"),
        subtitle: String::new(),
        authors: names(&text("dc:creator")),
        year: year(&text("dcterms:created")),
        ..Head::default()
    }
}

/// What a paragraph says of itself.
#[derive(Default)]
struct Paragraph {
    style: Style,
    /// The list to which it belongs, `0` for none, and how deep.
    number: Option<String>,
    depth: Option<usize>,
    /// It looks like an item, whatever its list.
    is_item: bool,
}

struct Walker<'a> {
    styles: &'a HashMap<String, Style>,
    links: &'a HashMap<String, String>,
    numbers: Numbers,
    /// Its footnotes are Word's own, and no raised number is one.
    has_notes: bool,
    out: Vec<Line>,
    paragraph: usize,
    text: String,
    own: Paragraph,
    /// Paragraphs in whose middle a text box stands.
    outer: Vec<(String, Paragraph)>,
    /// Signs of emphasis of the run.
    sign: &'static str,
    /// Whether the run is raised, or lowered.
    script: Option<bool>,
    /// Where the open parts of a formula begin.
    formula: Vec<usize>,
    link: Option<(String, usize)>,
    /// Labels by kind and id.
    notes: HashMap<(String, String), String>,
    /// The label of the open footnote, and its text.
    note: Option<(String, String)>,
    muted: bool,
    /// How deep in what is there for older programs.
    fallback: usize,
    title: String,
    rows: Vec<Vec<String>>,
    tables: usize,
    /// Of the open tables, whether each is but a frame around paragraphs.
    boxes: Vec<bool>,
    /// Entries of a printed contents list, with their paragraphs.
    listed: Vec<(usize, String)>,
}

/// Tables of one cell: a frame around paragraphs. The places of their beginnings.
fn frames(tags: &[Tag]) -> HashSet<usize> {
    let mut out = HashSet::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        match (tag.name.as_str(), tag.is_end) {
            ("w:tbl", false) => open.push((at, 0)),
            ("w:tc", false) => open.iter_mut().last().into_iter().for_each(|(_, cells)| *cells += 1),
            ("w:tbl", true) => out.extend(open.pop().filter(|(_, cells)| *cells == 1).map(|(at, _)| at)),
            _ => {}
        }
    }
    out
}

impl Walker<'_> {
    fn walk(&mut self, tags: &[Tag]) {
        let frames = frames(tags);
        for (at, tag) in tags.iter().enumerate() {
            // The same once more, for older programs.
            if tag.name == "mc:fallback" {
                self.fallback = if tag.is_end { self.fallback.saturating_sub(1) } else { self.fallback + 1 };
            } else if self.fallback == 0 && !self.framed(tag, frames.contains(&at)) && !self.in_formula(tag) {
                self.tag(tag);
            }
        }
    }

    /// Whether a tag is one of the frame of paragraphs, which says nothing.
    fn framed(&mut self, tag: &Tag, is_frame: bool) -> bool {
        match (tag.name.as_str(), tag.is_end) {
            ("w:tbl", false) => {
                let is_frame = is_frame && self.tables == 0;
                self.boxes.push(is_frame);
                is_frame
            }
            ("w:tbl", true) => self.boxes.pop().unwrap_or(false),
            ("w:tr" | "w:tc", _) => self.boxes.last() == Some(&true),
            _ => false,
        }
    }

    /// Formulas: on one line, as one would type them.
    fn in_formula(&mut self, tag: &Tag) -> bool {
        match (tag.name.as_str(), tag.is_end) {
            ("m:t", false) => self.text.push_str(&escape::inside(&tag.text)),
            ("m:num" | "m:den" | "m:sup" | "m:sub" | "m:deg", false) => self.formula.push(self.text.len()),
            ("m:rad", false) => self.text.push('√'),
            ("m:num" | "m:den" | "m:sup" | "m:sub" | "m:deg", true) => {
                let Some(part) = self.formula.pop().and_then(|start| self.text.get(start..)).map(ToOwned::to_owned) else { return true };
                self.text.truncate(self.text.len() - part.len());
                let several = part.chars().count() > 1 && part.contains(|c: char| !c.is_alphanumeric() && c != '.' && c != ',');
                let closed = if several { format!("({part})") } else { part.clone() };
                let written = match tag.name.as_str() {
                    "m:num" => format!("{closed}/"),
                    "m:den" => closed,
                    _ if part.trim().is_empty() => String::new(),
                    "m:sup" => raised::script(&part, true).unwrap_or_else(|| format!("^{closed}")),
                    "m:sub" => raised::script(&part, false).unwrap_or_else(|| format!("_{closed}")),
                    _ => format!("[{part}]"),
                };
                self.text.push_str(&written);
            }
            _ => return false,
        }
        true
    }

    fn tag(&mut self, tag: &Tag) {
        let value = |name: &str| tag.values.get(name).map(String::as_str).unwrap_or_default();
        let is_on = !matches!(value("w:val"), "0" | "false" | "none");
        let is_title = self.own.style.level.is_some();
        match (tag.name.as_str(), tag.is_end) {
            ("w:p", false) => {
                self.paragraph += 1;
                self.own = Paragraph::default();
            }
            ("w:p", true) => self.end_paragraph(),
            ("w:pstyle", false) => {
                let style = value("w:val");
                self.own.style = self.styles.get(style).cloned().unwrap_or_default();
                self.own.is_item = style.starts_with("List");
            }
            ("w:ilvl", false) => self.own.depth = value("w:val").parse().ok(),
            ("w:numid", false) => self.own.number = Some(value("w:val").to_owned()),
            ("w:r", false) => (self.sign, self.script) = ("", None),
            ("w:vertalign", false) => {
                self.script =
                    [("superscript", true), ("subscript", false)].into_iter().find(|(name, _)| *name == value("w:val")).map(|(_, up)| up);
            }
            ("w:b", false) if is_on && !is_title => self.sign = if self.sign == "*" { "***" } else { "**" },
            ("w:i", false) if is_on && !is_title => self.sign = if self.sign == "**" { "***" } else { "*" },
            ("w:t", false) => self.run(&tag.text),
            ("w:sym", false) => {
                let sign = raised::of_font(value("w:font"), value("w:char"));
                self.words(sign.encode_utf8(&mut [0; 4]));
            }
            ("w:tab", false) => self.words("\t"),
            ("w:br", false) if value("w:type") == "page" => self.words(" "),
            ("w:br" | "w:cr", false) => self.text.push_str(if self.tables > 0 { " " } else { "  \n" }),
            ("w:nobreakhyphen", false) => self.text.push('-'),
            ("w:hyperlink", false) => self.link = self.links.get(value("r:id")).map(|target| (target.clone(), self.text.len())),
            ("w:hyperlink", true) => self.end_link(),
            ("w:footnotereference" | "w:endnotereference", false) => {
                let kind = tag.name.trim_end_matches("reference").to_owned();
                let next = (self.notes.len() + 1).to_string();
                let label = self.notes.entry((kind, value("w:id").to_owned())).or_insert(next);
                self.text.extend([OPEN.to_string().as_str(), label, CLOSE.to_string().as_str()]);
            }
            ("wp:docpr", false) if !value("descr").is_empty() => {
                self.text.extend(["![", &escape::inside(&value("descr").replace(['[', ']', '\n'], " ")), "](x)"]);
            }
            ("w:txbxcontent", false) if self.tables == 0 => {
                self.link = None;
                self.outer.push((std::mem::take(&mut self.text), std::mem::take(&mut self.own)));
            }
            ("w:txbxcontent", true) if self.tables == 0 => {
                if let Some((text, own)) = self.outer.pop() {
                    (self.text, self.own) = (text, own);
                }
            }
            ("w:tbl", false) => self.tables += 1,
            ("w:tr", false) if self.tables == 1 => self.rows.push(Vec::new()),
            ("w:tc", true) if self.tables == 1 => {
                let cell = std::mem::take(&mut self.text).trim().replace('|', "\\|");
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            ("w:tbl", true) => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    let table = tables::write(&std::mem::take(&mut self.rows));
                    table.lines().for_each(|line| self.line(line));
                    self.line("");
                }
            }
            _ => {}
        }
    }

    /// The words of a run. A raised number behind a number is its power, and no part of it.
    fn run(&mut self, words: &str) {
        let Some(up) = self.script else { return self.words(words) };
        let before = self.text.trim_end_matches('*');
        let word = before.chars().rev().take(3).take_while(|c| c.is_alphabetic()).count();
        // `10⁶` and `m²`; elsewhere a raised number may be a footnote's mark that somebody typed.
        let is_mark = up && !self.has_notes && !before.ends_with(|c: char| c.is_ascii_digit()) && !(1..=2).contains(&word);
        match raised::script(words, up) {
            Some(_) if is_mark && words.trim().bytes().all(|byte| byte.is_ascii_digit()) => {
                self.text.extend(["<sup>", words.trim(), "</sup>"]);
            }
            Some(signs) => self.text.push_str(&signs),
            None => self.words(words),
        }
    }

    fn words(&mut self, words: &str) {
        let inner = words.trim();
        if inner.is_empty() || self.sign.is_empty() {
            self.text.push_str(&escape::inside(words));
            return;
        }
        let (before, after) = (words.len() - words.trim_start().len(), words.len() - words.trim_end().len());
        // Word cuts what looks the same into runs as it likes.
        if before == 0 && self.text.ends_with(self.sign) && !self.text.ends_with(&format!("\\{}", self.sign)) {
            self.text.truncate(self.text.len() - self.sign.len());
        } else {
            self.text.push_str(&" ".repeat(before.min(1)));
            self.text.push_str(self.sign);
        }
        self.text.push_str(&escape::inside(inner));
        self.text.push_str(self.sign);
        self.text.push_str(&" ".repeat(after.min(1)));
    }

    fn end_link(&mut self) {
        let Some((target, start)) = self.link.take() else { return };
        let Some(label) = self.text.get(start..).map(ToOwned::to_owned) else { return };
        if target.starts_with("http") && !label.trim().is_empty() {
            self.text.truncate(start);
            self.text.extend(["[", label.trim(), "](", &escape::address(&target), ")"]);
        }
    }

    fn end_paragraph(&mut self) {
        if self.tables > 0 {
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            return;
        }
        let text = std::mem::take(&mut self.text);
        let text = text.trim();
        let own = std::mem::take(&mut self.own);
        if text.is_empty() || self.muted {
            return;
        }
        // All paragraphs of a footnote are one.
        if let Some((_, note)) = &mut self.note {
            note.extend([if note.is_empty() { "" } else { " " }, &text.replace("  \n", " ")]);
            return;
        }
        if let Some(depth) = own.style.listed {
            let indent = "    ".repeat(usize::from(depth.saturating_sub(1).min(5)));
            self.listed.push((self.paragraph, format!("{indent}{}", text.replace("  \n", " "))));
            return;
        }
        let is_none = own.number.as_deref() == Some("0");
        let list = own.number.or(own.style.number).filter(|list| list != "0");
        let depth = own.depth.or(own.style.depth).unwrap_or(0);
        let number = list.as_deref().and_then(|list| self.numbers.count(list, depth));
        let is_item = list.is_some() || (own.is_item && !is_none);
        let first = match (own.style.level, is_item) {
            (Some(0), _) => {
                if self.title.is_empty() {
                    self.title = bare(&text.replace("  \n", " "));
                }
                "# ".to_owned()
            }
            (Some(level), _) => format!("{} ", "#".repeat(usize::from(level.min(6)))),
            (_, true) => format!("{}{} ", "    ".repeat(depth.min(5)), sign(number.as_deref(), depth)),
            _ if text.starts_with(['#', '>', '|', '+', '-', '=', '~']) => "\\".to_owned(),
            _ => String::new(),
        };
        let text = if own.style.level.is_some() { text.replace("  \n", " ") } else { text.to_owned() };
        for (nth, line) in text.split('\n').enumerate() {
            let indent = if nth > 0 && is_item { "      " } else { "" };
            self.line(&format!("{indent}{}{line}", if nth == 0 { &*first } else { "" }));
        }
        self.line("");
    }

    fn end_note(&mut self) {
        let Some((label, text)) = self.note.take() else { return };
        if !self.muted && !text.is_empty() {
            self.line(&format!("{OPEN}{label}{CLOSE} {text}"));
            self.line("");
        }
    }

    /// The entries of a printed contents list, with a title above them by which it is told.
    fn end_list(&mut self) {
        let listed = std::mem::take(&mut self.listed);
        let paged = listed.iter().filter(|(_, text)| text.ends_with(|c: char| c.is_ascii_digit())).count();
        let last = self.out.iter().rev().find(|line| !line.is_blank()).map(|line| key(line.text().trim_start_matches('#')));
        let is_titled = last.is_some_and(|last| CONTENTS.contains(&&*last));
        let title = listed.first().filter(|_| paged >= 2 && !is_titled).map(|(number, _)| (*number, "Contents".to_owned()));
        for (number, text) in title.into_iter().chain(listed) {
            self.out.extend([text, String::new()].map(|text| Line { number, content: Content::Text(text) }));
        }
    }

    fn line(&mut self, text: &str) {
        if !self.listed.is_empty() {
            self.end_list();
        }
        self.out.push(Line { number: self.paragraph, content: Content::Text(text.to_owned()) });
    }
}

/// What an item begins with. Numbers that Markdown has none of stand before its words.
fn sign(number: Option<&str>, depth: usize) -> String {
    let Some(number) = number else { return "-".to_owned() };
    let digits = number.trim_end_matches(['.', ')']);
    let is_plain = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.len() + 1 == number.len();
    let number = escape::inside(number);
    match (is_plain, depth) {
        (true, _) | (_, 0) => number,
        _ => format!("- {number}"),
    }
}
