//! A first walk through a page: which links are marks of footnotes and where they lead, what the page does not show or is no text of the
//! report, and which tables only set other things side by side.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use html5gum::emitters::default::{StartTag, Token};

use super::markup::{attribute, text, tokens};

/// What is known of a page before it is read.
#[derive(Default)]
pub(super) struct Survey {
    /// The ids of footnotes, and their labels.
    pub(super) notes: HashMap<String, String>,
    /// The ids of their marks: links to them are the ways back.
    pub(super) marks: HashSet<String>,
    /// What is not read, by its place in the source, in order; whether that is told.
    pub(super) hidden: Vec<(Range<usize>, bool)>,
    /// Where tables begin that only set headings, lists or other tables side by side.
    pub(super) layouts: HashSet<usize>,
}

/// Nothing is to be read between these, and nobody misses it.
const SKIPPED: [&[u8]; 6] = [b"script", b"style", b"template", b"svg", b"select", b"iframe"];

/// What has no end.
const EMPTY: [&[u8]; 13] =
    [b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"source", b"track", b"wbr"];

/// What is not looked through from inside.
const WALLS: [&[u8]; 4] = [b"td", b"th", b"table", b"body"];

/// Deeper elements are not looked for: they were not closed in order.
const DEEPEST: usize = 200;

/// Forms and the like with more words hold the report itself.
const FEW: usize = 300;

/// Why an element may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is none of these.
    Shown,
    /// A program, a drawing.
    Silent,
    /// The page says that it is not shown: unless it is most of what there is.
    Hidden,
    /// A menu.
    Menu,
    /// A form, a banner, or words for browsers without programs: unless it is long or has a title.
    Form,
}

struct Open {
    name: Vec<u8>,
    at: usize,
    kind: Kind,
    /// What had been read before it: letters, headings.
    letters: usize,
    headings: usize,
}

#[derive(Default)]
struct Table {
    at: usize,
    in_cell: bool,
    has_heads: bool,
    holds_blocks: bool,
}

impl Table {
    fn is_layout(&self) -> bool {
        self.holds_blocks && !self.has_heads
    }
}

/// Walks through a page.
pub(super) fn survey(source: &str) -> Survey {
    let mut walk = Walk::default();
    for token in tokens(source) {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&tag.name, tag.span.end),
            Token::String(part) => {
                let words = text(&part);
                if walk.silent == 0 {
                    walk.letters += words.trim().len();
                }
                if !words.trim().is_empty() {
                    walk.ids.clear();
                }
                if let Some(link) = walk.link.as_mut().filter(|link| link.label.len() < 40) {
                    link.label.push_str(&words);
                }
            }
            _ => {}
        }
    }
    walk.done()
}

struct Link {
    at: usize,
    place: Option<String>,
    kind: String,
    ids: Vec<String>,
    label: String,
}

#[derive(Default)]
struct Walk {
    out: Survey,
    open: Vec<Open>,
    tables: Vec<Table>,
    link: Option<Link>,
    /// Ids right before, between which and here nothing stands.
    ids: Vec<String>,
    /// All ids with their places.
    places: Vec<(usize, String)>,
    letters: usize,
    headings: usize,
    silent: usize,
    /// What may be left out: whether it is long is known at the end.
    found: Vec<(Range<usize>, Kind, usize)>,
}

impl Walk {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        for id in ["id", "name"].iter().filter_map(|name| attribute(tag, name)) {
            self.places.push((tag.span.start, id.clone()));
            // Only the nearest are a mark's own.
            if self.ids.len() > 3 {
                self.ids.remove(0);
            }
            self.ids.push(id);
        }
        match name {
            b"a" => {
                let kind = ["epub:type", "role", "class", "rel"].iter().filter_map(|name| attribute(tag, name)).collect::<String>();
                let place = attribute(tag, "href").and_then(|href| href.split_once('#').map(|(_, id)| id.to_owned()));
                self.link = Some(Link { at: tag.span.start, place, kind, ids: std::mem::take(&mut self.ids), label: String::new() });
            }
            b"h1" | b"h2" => {
                self.headings += 1;
                self.in_cell(|table| table.holds_blocks = true);
            }
            b"h3" | b"h4" | b"h5" | b"h6" | b"ul" | b"ol" => self.in_cell(|table| table.holds_blocks = true),
            b"table" => {
                self.in_cell(|table| table.holds_blocks = true);
                self.tables.push(Table { at: tag.span.start, ..Table::default() });
            }
            b"td" | b"th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = true;
                    table.has_heads |= name == b"th";
                }
            }
            _ => {}
        }
        if EMPTY.contains(&name) || tag.self_closing {
            return;
        }
        // A paragraph, an item or a cell ends where the next one begins.
        let ends = |last: &Open| last.name == name && [&b"p"[..], b"li", b"td", b"th", b"tr", b"dt", b"dd"].contains(&name);
        if self.open.last().is_some_and(ends) {
            self.open.pop();
        }
        let kind = if SKIPPED.contains(&name) { Kind::Silent } else { kind(tag) };
        self.silent += usize::from(kind == Kind::Silent);
        self.open.push(Open { name: name.to_owned(), at: tag.span.start, kind, letters: self.letters, headings: self.headings });
    }

    fn in_cell(&mut self, does: impl Fn(&mut Table)) {
        if let Some(table) = self.tables.last_mut().filter(|table| table.in_cell) {
            does(table);
        }
    }

    fn end(&mut self, name: &[u8], end: usize) {
        match name {
            b"a" => self.end_link(end),
            b"td" | b"th" | b"tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.in_cell = false;
                }
            }
            b"table" => self.end_table(),
            _ => {}
        }
        let is_part = matches!(name, b"td" | b"th" | b"tr" | b"table" | b"body" | b"html");
        let mut found = None;
        for (nth, open) in self.open.iter().enumerate().rev().take(DEEPEST) {
            if open.name == name {
                found = Some(nth);
                break;
            }
            if WALLS.contains(&&*open.name) && !is_part {
                break;
            }
        }
        let Some(found) = found else { return };
        for open in self.open.drain(found + 1..) {
            self.silent -= usize::from(open.kind == Kind::Silent);
        }
        let Some(open) = self.open.pop() else { return };
        self.silent -= usize::from(open.kind == Kind::Silent);
        let letters = self.letters - open.letters;
        let is_text = match open.kind {
            Kind::Shown => true,
            Kind::Silent | Kind::Menu | Kind::Hidden => false,
            Kind::Form => letters > FEW || self.headings > open.headings,
        };
        if !is_text {
            self.found.push((open.at..end, open.kind, letters));
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop()
            && table.is_layout()
        {
            self.out.layouts.insert(table.at);
        }
    }

    fn end_link(&mut self, end: usize) {
        let Some(link) = self.link.take() else { return };
        let Some(place) = link.place.filter(|place| !place.is_empty()) else { return };
        let words = link.label.trim().to_lowercase();
        if link.kind.contains("skip") || SKIP.iter().any(|skip| words.starts_with(skip)) {
            self.found.push((link.at..end, Kind::Menu, words.len()));
            return;
        }
        if self.out.marks.contains(&place) {
            return;
        }
        let said = (link.kind.contains("noteref") || link.kind.contains("footnote")) && !link.kind.contains("back");
        let lower = place.to_lowercase();
        let named = ["fn", "note", "ftn", "nota", "_edn", "sdfoot"].iter().any(|name| lower.contains(name)) && !lower.contains("ref");
        let label = link.label.trim().trim_matches(['[', ']', '(', ')', '.']).to_owned();
        let is_label = (1..=4).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit());
        if is_label && (said || named) {
            self.out.marks.extend(link.ids);
            self.out.notes.entry(place).or_insert(label);
        }
    }

    fn done(mut self) -> Survey {
        while !self.tables.is_empty() {
            self.end_table();
        }
        let mut out = self.out;
        self.places.retain(|(_, id)| out.notes.contains_key(id));
        let places = self.places;
        let has_note = |range: &Range<usize>| {
            let first = places.partition_point(|(at, _)| *at < range.start);
            places.get(first).is_some_and(|(at, _)| *at < range.end)
        };
        let all = self.letters;
        self.found.retain(|(range, kind, letters)| match kind {
            Kind::Hidden => letters * 2 <= all && !has_note(range),
            Kind::Menu | Kind::Form => !has_note(range),
            Kind::Shown | Kind::Silent => true,
        });
        self.found.sort_by_key(|(range, ..)| (range.start, std::cmp::Reverse(range.end)));
        for (range, kind, letters) in self.found {
            if out.hidden.last().is_none_or(|(last, _)| range.start >= last.end) {
                out.hidden.push((range, kind != Kind::Silent && letters > 0));
            }
        }
        out
    }
}

/// What links begin with that lead past the head of a page.
const SKIP: [&str; 8] = [
    "skip to main",
    "skip to content",
    "skip to the",
    "skip navigation",
    "saltar al contenido",
    "ir al contenido",
    "pular para o conte",
    "ir para o conte",
];

fn kind(tag: &StartTag<usize>) -> Kind {
    let name: &[u8] = &tag.name;
    let value = |name: &str| attribute(tag, name).unwrap_or_default().to_ascii_lowercase();
    let role = value("role");
    let style: String = value("style").split_whitespace().collect();
    if name == b"nav" || ["navigation", "menu", "menubar", "search"].contains(&role.trim()) {
        return Kind::Menu;
    }
    let is_hidden = tag.attributes.get(&b"hidden"[..]).is_some_and(|value| &***value != b"until-found")
        || value("aria-hidden").trim() == "true"
        || style.contains("display:none");
    if is_hidden || name == b"dialog" || ["dialog", "alertdialog"].contains(&role.trim()) {
        return Kind::Hidden;
    }
    if name == b"form" || name == b"noscript" || role.trim() == "banner" { Kind::Form } else { Kind::Shown }
}
