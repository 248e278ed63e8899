//! Word documents: paragraphs with their styles, tables, links and footnotes.

use std::collections::HashMap;

use super::archive::Archive;
use super::epub::{Tag, tags};
use super::escape;
use super::line::{CLOSE, Content, Line, OPEN};
use super::remnants::{Head, names, year};
use super::tables;

/// The lines of a document, each with the number of its paragraph, and what the document says of itself.
pub(super) fn lines(bytes: &[u8]) -> Option<(Vec<Line>, Head)> {
    let mut archive = Archive::open(bytes)?;
    let document = archive.text("word/document.xml")?;
    let styles = archive.text("word/styles.xml").map(|xml| styles(&tags(&xml))).unwrap_or_default();
    let links = archive.text("word/_rels/document.xml.rels").map(|xml| links(&tags(&xml))).unwrap_or_default();
    let mut head = archive.text("docProps/core.xml").map(|xml| head(&tags(&xml))).unwrap_or_default();
    let mut walker = Walker {
        styles: &styles,
        links: &links,
        out: Vec::new(),
        paragraph: 0,
        text: String::new(),
        level: None,
        item: None,
        sign: "",
        link: None,
        notes: HashMap::new(),
        note: None,
        muted: false,
        title: String::new(),
        rows: Vec::new(),
        tables: 0,
    };
    for tag in &tags(&document) {
        walker.tag(tag);
    }
    for (path, kind) in [("word/footnotes.xml", "w:footnote"), ("word/endnotes.xml", "w:endnote")] {
        let Some(xml) = archive.text(path) else { continue };
        for tag in &tags(&xml) {
            if tag.name == kind && !tag.is_end {
                let id = tag.values.get("w:id").cloned().unwrap_or_default();
                walker.note = walker.notes.get(&(kind.to_owned(), id)).cloned();
                walker.muted = walker.note.is_none();
            }
            walker.tag(tag);
        }
        walker.muted = false;
    }
    if head.title.is_empty() {
        head.title.clone_from(&walker.title);
    }
    let is_text = walker.out.iter().any(|line| !line.is_blank());
    is_text.then_some((walker.out, head))
}

/// What paragraphs of a style are: a heading's level (0 for the title), or an item.
fn styles(tags: &[Tag]) -> HashMap<String, u8> {
    let mut out = HashMap::new();
    let mut id = String::new();
    for tag in tags.iter().filter(|tag| !tag.is_end) {
        let value = |name: &str| tag.values.get(name).cloned().unwrap_or_default();
        match tag.name.as_str() {
            "w:style" => id = value("w:styleid"),
            "w:name" => {
                let name = value("w:val").to_lowercase();
                let level = name.strip_prefix("heading ").and_then(|level| level.parse().ok());
                if let Some(level) = level.or((name == "title").then_some(0)) {
                    out.insert(id.clone(), level);
                }
            }
            "w:outlinelvl" => {
                if let Ok(level) = value("w:val").parse::<u8>() {
                    out.entry(id.clone()).or_insert((level + 1).min(6));
                }
            }
            _ => {}
        }
    }
    out
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

struct Walker<'a> {
    styles: &'a HashMap<String, u8>,
    links: &'a HashMap<String, String>,
    out: Vec<Line>,
    paragraph: usize,
    text: String,
    level: Option<u8>,
    item: Option<usize>,
    /// Signs of emphasis of the run.
    sign: &'static str,
    link: Option<(String, usize)>,
    /// Labels by kind and id.
    notes: HashMap<(String, String), String>,
    /// The label of the footnote whose text begins.
    note: Option<String>,
    muted: bool,
    title: String,
    rows: Vec<Vec<String>>,
    tables: usize,
}

impl Walker<'_> {
    fn tag(&mut self, tag: &Tag) {
        let value = |name: &str| tag.values.get(name).map(String::as_str).unwrap_or_default();
        let is_on = !matches!(value("w:val"), "0" | "false" | "none");
        match (tag.name.as_str(), tag.is_end) {
            ("w:p", false) => {
                self.paragraph += 1;
                (self.level, self.item) = (None, None);
            }
            ("w:p", true) => self.end_paragraph(),
            ("w:pstyle", false) => {
                let style = value("w:val");
                self.level = self.styles.get(style).copied();
                if style.starts_with("List") && self.item.is_none() {
                    self.item = Some(0);
                }
            }
            ("w:ilvl", false) => self.item = value("w:val").parse().ok(),
            ("w:numid", false) if value("w:val") == "0" => self.item = None,
            ("w:r", false) => self.sign = "",
            ("w:b", false) if is_on && self.level.is_none() => self.sign = if self.sign == "*" { "***" } else { "**" },
            ("w:i", false) if is_on && self.level.is_none() => self.sign = if self.sign == "**" { "***" } else { "*" },
            ("w:t", false) => self.words(&tag.text),
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
        if text.is_empty() || self.muted {
            return;
        }
        let first = match (self.note.take(), self.level, self.item) {
            (Some(label), ..) => format!("{OPEN}{label}{CLOSE} "),
            (_, Some(0), _) => {
                if self.title.is_empty() {
                    self.title = super::line::bare(&text.replace("  \n", " "));
                }
                "# ".to_owned()
            }
            (_, Some(level), _) => format!("{} ", "#".repeat(usize::from(level.min(6)))),
            (_, _, Some(depth)) => format!("{}- ", "    ".repeat(depth.min(5))),
            _ if text.starts_with(['#', '>', '|', '+', '-', '=', '~']) => "\\".to_owned(),
            _ => String::new(),
        };
        let text = if self.level.is_some() { text.replace("  \n", " ") } else { text.to_owned() };
        for (nth, line) in text.split('\n').enumerate() {
            let indent = if nth > 0 && self.item.is_some() { "      " } else { "" };
            self.line(&format!("{indent}{}{line}", if nth == 0 { &*first } else { "" }));
        }
        self.line("");
    }

    fn line(&mut self, text: &str) {
        self.out.push(Line { number: self.paragraph, content: Content::Text(text.to_owned()) });
    }
}
