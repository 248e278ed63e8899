//! Electronic books: pages of HTML in the order of the book's spine.

use std::collections::HashMap;

use html5gum::emitters::default::Token;

use super::archive::Archive;
use super::html;
use super::line::Line;
use super::markup::{text, xml};
use super::remnants::{Head, year};
use super::told::Told;

/// The lines of a book, and what it says of itself.
pub(super) fn lines(bytes: &[u8], told: &mut Told) -> Option<(Vec<Line>, Head)> {
    let mut archive = Archive::open(bytes)?;
    let container = archive.text("META-INF/container.xml")?;
    let root =
        tags(&container).into_iter().find_map(|tag| if tag.name == "rootfile" { tag.values.get("full-path").cloned() } else { None })?;
    let package = archive.text(&root)?;
    let folder = root.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let mut items = HashMap::new();
    let mut spine = Vec::new();
    let mut head = Head::default();
    for tag in tags(&package).iter().filter(|tag| !tag.is_end) {
        let value = |name: &str| tag.values.get(name).cloned().unwrap_or_default();
        match tag.name.as_str() {
            "item" if !value("properties").contains("nav") => {
                items.insert(value("id"), value("href"));
            }
            "itemref" => spine.push(value("idref")),
            "dc:title" if head.title.is_empty() => tag.text.trim().clone_into(&mut head.title),
            "dc:creator" if !tag.text.trim().is_empty() => head.authors.push(tag.text.trim().to_owned()),
            "dc:date" if head.year.is_none() => head.year = year(&tag.text),
            _ => {}
        }
    }
    let mut whole = String::new();
    for id in spine {
        let Some(page) = items.get(&id).and_then(|href| archive.text(&format!("{folder}{}", href.replace("%20", " ")))) else { continue };
        whole.push_str(&page);
        whole.push('\n');
    }
    let page = html::page(&whole);
    told.hidden(&page.hidden);
    (!page.lines.is_empty()).then_some((page.lines, head))
}

/// A tag with its attributes and the text behind it.
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) values: HashMap<String, String>,
    pub(super) text: String,
    pub(super) is_end: bool,
}

/// The tags of XML that is no deeper than one looks: names in small letters.
pub(super) fn tags(source: &str) -> Vec<Tag> {
    let mut out: Vec<Tag> = Vec::new();
    for token in xml(source) {
        match token {
            Token::StartTag(tag) => {
                let values = tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
                out.push(Tag { name: text(&tag.name), values, text: String::new(), is_end: false });
                if tag.self_closing {
                    out.push(Tag { name: text(&tag.name), values: HashMap::new(), text: String::new(), is_end: true });
                }
            }
            Token::EndTag(tag) => out.push(Tag { name: text(&tag.name), values: HashMap::new(), text: String::new(), is_end: true }),
            Token::String(part) => {
                if let Some(last) = out.last_mut() {
                    last.text.push_str(&text(&part));
                }
            }
            _ => {}
        }
    }
    out
}
