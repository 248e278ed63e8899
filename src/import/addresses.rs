//! Addresses of links that are named elsewhere: `[name]: https://…`. Their lines are no text where a link has their name.

use std::collections::{HashMap, HashSet};

use super::escape;
use super::line::{Content, Line};
use super::told::{Told, What};

/// Longer names are none.
const LONGEST: usize = 200;

/// Takes the lines out that links refer to, and gives the addresses by their names in small letters. Where no link does, or where more stands
/// behind the address than a title, the line stays: it says something.
pub(super) fn take(lines: &mut [Line], told: &mut Told) -> HashMap<String, String> {
    let mut found: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        if let Some((name, ..)) = definition(line.text()) {
            found.entry(name.to_lowercase()).or_default().push(at);
        }
    }
    if found.is_empty() {
        return HashMap::new();
    }
    let used = used(lines, &found);
    let mut out = HashMap::new();
    for (name, there) in found {
        for at in there {
            let line = &mut lines[at];
            let Some((label, address, rest)) = definition(line.text()) else { continue };
            let has_more = !rest.is_empty() && !is_title(rest);
            if !used.contains(&name) || has_more {
                let text = if has_more {
                    format!("[{label}] <{address}> {rest}")
                } else {
                    let title = rest.trim_matches(['"', '\'', '(', ')']);
                    format!("[{label}]({}) {title}", escape::address(address))
                };
                line.content = Content::Text(text.trim_end().to_owned());
            } else {
                out.entry(name.clone()).or_insert_with(|| address.to_owned());
                told.add(What::Markup, line.number, "");
                line.leave_out();
            }
        }
    }
    out
}

/// Name, address, and what stands behind it.
fn definition(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.trim().strip_prefix('[')?.split_once("]:")?;
    if name.starts_with('^') || name.contains(']') || name.len() >= LONGEST || name.trim().is_empty() {
        return None;
    }
    let rest = rest.trim();
    let (address, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let address = address.trim_matches(['<', '>']);
    address.contains("://").then_some((name, address, behind.trim()))
}

/// `"Title"`, `'Title'`, `(Title)`
fn is_title(text: &str) -> bool {
    [('"', '"'), ('\'', '\''), ('(', ')')].iter().any(|(open, close)| text.len() > 1 && text.starts_with(*open) && text.ends_with(*close))
}

/// Which of the names stand in brackets somewhere else.
fn used(lines: &[Line], found: &HashMap<String, Vec<usize>>) -> HashSet<String> {
    let mut out = HashSet::new();
    for line in lines {
        let text = line.text();
        let text = if definition(text).is_some() { text.split_once("]:").map_or("", |(_, rest)| rest) } else { text };
        for (at, _) in text.match_indices('[') {
            let rest = text.get(at + 1..).unwrap_or_default();
            let end = rest.bytes().take(LONGEST).position(|byte| byte == b']' || byte == b'[');
            let Some(name) = end.and_then(|end| rest.get(..end)).filter(|name| !name.is_empty()) else { continue };
            let name = name.to_lowercase();
            if found.contains_key(&name) {
                out.insert(name);
            }
        }
    }
    out
}
