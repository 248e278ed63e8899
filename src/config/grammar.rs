//! TOML with the places of everything in it, and where it is no TOML.

use toml::Spanned;
use toml::de::{DeInteger, DeTable, DeValue};

use super::problem::{Place, Problem, Syntax, Wanted, What, nearest};

/// More problems than this are not told: nobody mends them one by one.
const MOST: usize = 500;

/// A name and its value, with the bytes where they begin.
pub(super) struct Item<'a> {
    pub(super) name: &'a str,
    pub(super) at: usize,
    pub(super) value: &'a DeValue<'a>,
    pub(super) value_at: usize,
}

/// The entries of a table in the order of the file.
pub(super) fn items<'a>(table: &'a DeTable<'a>) -> Vec<Item<'a>> {
    let mut all: Vec<Item<'a>> = table
        .iter()
        .map(|(name, value)| Item { name: name.get_ref(), at: name.span().start, value: value.get_ref(), value_at: value.span().start })
        .collect();
    all.sort_by_key(|item| item.at);
    all
}

impl Item<'_> {
    /// Says that the value is of another kind.
    pub(super) fn is_not(&self, wanted: Wanted) -> What {
        What::Kind { name: self.name.to_owned(), wanted }
    }
}

/// Says that nothing has this name.
pub(super) fn unknown(item: &Item<'_>, there: &[&'static str], found: &mut Found) {
    let near = nearest(item.name, there.iter().copied()).and_then(|near| there.iter().find(|name| **name == near).copied());
    found.add(item.at, What::Unknown { name: item.name.to_owned(), near, there: there.to_vec() });
}

pub(super) fn text_of<'a>(item: &Item<'a>, found: &mut Found) -> Option<&'a str> {
    let text = item.value.as_str();
    if text.is_none() {
        found.add(item.value_at, item.is_not(Wanted::Text));
    }
    text
}

/// The number, if it is not too large for anything.
pub(super) fn integer(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A text, or each of a list of texts, with its place.
pub(super) fn texts<'a>(item: &Item<'a>, found: &mut Found) -> Option<Vec<(&'a str, usize)>> {
    match item.value {
        DeValue::String(text) => Some(vec![(text.as_ref(), item.value_at)]),
        DeValue::Array(list) => {
            let mut all = Vec::new();
            for value in list {
                let Some(text) = value.get_ref().as_str() else {
                    found.add(value.span().start, item.is_not(Wanted::Keys));
                    return None;
                };
                all.push((text, value.span().start));
            }
            Some(all)
        }
        _ => {
            found.add(item.value_at, item.is_not(Wanted::Keys));
            None
        }
    }
}

/// What is wrong, as it is found: each with the byte where it is.
#[derive(Default)]
pub(super) struct Found(Vec<(usize, What)>);

impl Found {
    pub(super) fn add(&mut self, at: usize, what: What) {
        if self.0.len() < MOST {
            self.0.push((at, what));
        }
    }

    /// In the order of the lines. Where a line is no TOML, what else seems to be wrong in it is passed over: it follows from that.
    pub(super) fn problems(self, lines: &Lines<'_>) -> Vec<Problem> {
        let mut all: Vec<Problem> = self.0.into_iter().map(|(at, what)| Problem { place: lines.place(at), what }).collect();
        all.sort_by_key(|problem| problem.place);
        let is_syntax = |problem: &Problem| matches!(problem.what, What::Syntax(_));
        let broken: Vec<usize> = all.iter().filter(|problem| is_syntax(problem)).map(|problem| problem.place.line).collect();
        let mut last = 0;
        all.retain(|problem| {
            if !is_syntax(problem) {
                return broken.binary_search(&problem.place.line).is_err();
            }
            // One slip makes the parser stumble several times.
            std::mem::replace(&mut last, problem.place.line) != problem.place.line
        });
        all
    }
}

/// Reads as much of a text as can be understood.
pub(super) fn parse<'a>(text: &'a str, found: &mut Found) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(MOST) {
        let at = error.span().map_or(0, |span| span.start);
        found.add(at, What::Syntax(syntax(error.message())));
    }
    table
}

/// What the parser means, whose words are English and for programmers.
fn syntax(message: &str) -> Syntax {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["duplicate key", "cannot extend"]) {
        Syntax::Twice
    } else if says(&["must be quoted", "invalid value"]) {
        Syntax::Unquoted
    } else if says(&["unclosed", "invalid basic string", "invalid literal string", "missing opening quote", "missing comma"]) {
        Syntax::Unclosed
    } else if says(&["no value", "missing value", "missing assignment", "missing equals"]) {
        Syntax::NoValue
    } else {
        Syntax::Other
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line of a byte, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// The place of a byte. The end of the file is behind its last sign, not on a line that is not there.
    fn place(&self, at: usize) -> Place {
        let mut at = at.min(self.text.len());
        if at == self.text.len() {
            at = self.text.trim_end_matches(['\n', '\r']).len();
        }
        let line = self.line(at);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..at).or_else(|| self.text.get(start..)).unwrap_or_default();
        Place { line, column: 1 + before.chars().count() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_in_the_file() {
        let lines = Lines::new("é = 1\nx\n\n");
        let place = |at| {
            let Place { line, column } = lines.place(at);
            (line, column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place(2), (1, 2));
        assert_eq!(place(7), (2, 1));
        assert_eq!(place(100), (2, 2));
        assert_eq!(Lines::new("").place(0), Place { line: 1, column: 1 });
    }
}
