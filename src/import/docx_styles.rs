//! What the styles of a Word document make of its paragraphs, and the numbers that Word counts for them.

use std::collections::{HashMap, HashSet};

use super::epub::Tag;

/// What paragraphs of a style are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// A heading's level, 0 for the title.
    pub(super) level: Option<u8>,
    /// An entry of the printed contents list, so deep.
    pub(super) listed: Option<u8>,
    /// The list to which they belong, and how deep.
    pub(super) number: Option<String>,
    pub(super) depth: Option<usize>,
}

/// A style as it is written, before what it takes over from another.
#[derive(Default)]
struct Written {
    style: Style,
    /// It says of itself that it is no heading.
    is_body: bool,
    based_on: String,
}

/// Longer chains of styles no document has.
const LONGEST_CHAIN: usize = 12;

/// The styles by their ids.
pub(super) fn styles(tags: &[Tag]) -> HashMap<String, Style> {
    let mut written: HashMap<String, Written> = HashMap::new();
    let mut id = String::new();
    for tag in tags.iter().filter(|tag| !tag.is_end) {
        let value = |name: &str| tag.values.get(name).cloned().unwrap_or_default();
        if tag.name == "w:style" {
            id = value("w:styleid");
            continue;
        }
        if id.is_empty() {
            continue;
        }
        let own = written.entry(id.clone()).or_default();
        match tag.name.as_str() {
            "w:name" => {
                let name = value("w:val").to_lowercase();
                own.style.level = name.strip_prefix("heading ").and_then(|level| level.parse().ok()).or((name == "title").then_some(0));
                own.style.listed = name.strip_prefix("toc ").and_then(|level| level.parse().ok());
            }
            "w:basedon" => own.based_on = value("w:val"),
            "w:outlinelvl" => match value("w:val").parse::<u8>() {
                Ok(level) if level < 9 => own.style.level = own.style.level.or(Some((level + 1).min(6))),
                _ => own.is_body = own.style.level.is_none(),
            },
            "w:numid" => own.style.number = Some(value("w:val")),
            "w:ilvl" => own.style.depth = value("w:val").parse().ok(),
            _ => {}
        }
    }
    let whole = |id: &String| {
        let mut out = Style::default();
        let mut is_body = false;
        let mut current = id;
        for nth in 0..LONGEST_CHAIN {
            let Some(own) = written.get(current) else { break };
            is_body |= own.is_body;
            // What is made after the title is not the title.
            let level = own.style.level.filter(|level| !is_body && (nth == 0 || *level > 0));
            out.level = out.level.or(level);
            out.listed = out.listed.or(own.style.listed);
            out.number = out.number.or_else(|| own.style.number.clone());
            out.depth = out.depth.or(own.style.depth);
            current = &own.based_on;
        }
        out
    };
    written.keys().map(|id| (id.clone(), whole(id))).collect()
}

/// A level of a list.
#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1.`
    text: String,
}

/// The lists of a document, and how far each has counted.
#[derive(Default)]
pub(super) struct Numbers {
    /// By the ids of their forms, the levels.
    levels: HashMap<String, HashMap<usize, Level>>,
    /// Of each list the form, and where it begins anew.
    lists: HashMap<String, (String, HashMap<usize, u32>)>,
    counted: HashMap<String, [Option<u32>; DEEPEST]>,
    begun: HashSet<(String, usize)>,
}

/// Word knows no deeper lists.
const DEEPEST: usize = 9;

impl Numbers {
    pub(super) fn new(tags: &[Tag]) -> Self {
        let mut out = Self::default();
        let (mut form, mut list, mut depth) = (None, String::new(), 0);
        for tag in tags.iter().filter(|tag| !tag.is_end) {
            let value = |name: &str| tag.values.get(name).cloned().unwrap_or_default();
            let number = || value("w:val").parse().unwrap_or(1);
            match tag.name.as_str() {
                "w:abstractnum" => form = Some(value("w:abstractnumid")),
                "w:num" => (form, list) = (None, value("w:numid")),
                "w:abstractnumid" => drop(out.lists.insert(list.clone(), (value("w:val"), HashMap::new()))),
                "w:lvl" | "w:lvloverride" => depth = value("w:ilvl").parse().unwrap_or(0),
                "w:startoverride" => {
                    if let Some((_, anew)) = out.lists.get_mut(&list) {
                        anew.insert(depth, number());
                    }
                }
                name => {
                    let Some(form) = &form else { continue };
                    let levels = out.levels.entry(form.clone()).or_default();
                    let level = levels.entry(depth).or_insert_with(|| Level { start: 1, format: "decimal".into(), text: String::new() });
                    match name {
                        "w:start" => level.start = number(),
                        "w:numfmt" => level.format = value("w:val"),
                        "w:lvltext" => level.text = value("w:val"),
                        _ => {}
                    }
                }
            }
        }
        out
    }

    /// Counts a paragraph of a list. Its number as printed, if it has one.
    pub(super) fn count(&mut self, list: &str, depth: usize) -> Option<String> {
        let (form, anew) = self.lists.get(list)?;
        let levels = self.levels.get(form)?;
        let level = levels.get(&depth).filter(|_| depth < DEEPEST)?;
        let counted = self.counted.entry(form.clone()).or_default();
        if let Some(start) = anew.get(&depth).filter(|_| self.begun.insert((list.to_owned(), depth))) {
            counted[depth] = start.checked_sub(1);
        }
        counted[depth] = Some(counted[depth].map_or(level.start, |last| last.saturating_add(1)));
        counted[depth + 1..].fill(None);
        if matches!(level.format.as_str(), "bullet" | "none") || !level.text.contains('%') {
            return None;
        }
        let mut text = level.text.clone();
        for (nth, count) in counted.iter().enumerate() {
            let sign = format!("%{}", nth + 1);
            if text.contains(&sign) {
                let own = levels.get(&nth);
                let count = count.or(own.map(|own| own.start)).unwrap_or(1);
                text = text.replace(&sign, &written(count, own.map_or("decimal", |own| &own.format)));
            }
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}

/// A number as a list writes it.
fn written(number: u32, format: &str) -> String {
    let letters = |first: u8| {
        let nth = number.saturating_sub(1);
        let letter = char::from(first + (nth % 26) as u8);
        String::from(letter).repeat((nth / 26 + 1).min(4) as usize)
    };
    match format {
        "lowerLetter" => letters(b'a'),
        "upperLetter" => letters(b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        "decimalZero" => format!("{number:02}"),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = number.min(3999);
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    out
}
