//! The part of a text around what was found.

use std::ops::Range;

use crate::text::columns::cells;
use crate::text::span::slice;

/// So many matches are looked at for the best place: a paragraph that is all matches has no better one further down.
const MOST: usize = 100;

/// A part of a text, cut at words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Something was left out before it.
    pub before: bool,
    /// Something was left out behind it.
    pub behind: bool,
}

/// At most `columns` columns of a text, around where most matches stand close together; its beginning where there are none.
pub fn snippet(text: &str, matches: &[Range<usize>], columns: usize) -> Snippet {
    let graphemes: Vec<(usize, usize)> = cells(text).map(|(at, cell, width)| (at, if cell == "\n" { 1 } else { width })).collect();
    let all: usize = graphemes.iter().map(|(_, width)| width).sum();
    if all <= columns || columns == 0 {
        return Snippet { range: 0..text.len(), before: false, behind: false };
    }
    let inside = |from: usize| {
        // How far the columns go from here.
        let mut used = 0;
        let mut end = text.len();
        for (at, width) in &graphemes[graphemes.partition_point(|(at, _)| *at < from)..] {
            if used + width > columns.saturating_sub(2) {
                end = *at;
                break;
            }
            used += width;
        }
        end
    };
    let count = |from: usize, to: usize| matches.iter().filter(|m| m.start >= from && m.end <= to).count();
    // The start of a word some columns before a byte.
    let start_before = |at: usize| {
        let end = graphemes.partition_point(|(start, _)| *start < at);
        let from = end.saturating_sub(columns / 4);
        let space = || graphemes[from..end].iter().find(|(start, _)| text.as_bytes().get(*start) == Some(&b' '));
        if from == 0 { 0 } else { space().map_or(at, |(space, _)| space + 1) }
    };
    let start = matches
        .iter()
        .take(MOST)
        .map(|first| start_before(first.start))
        .max_by_key(|from| (count(*from, inside(*from)), usize::MAX - from));
    let start = start.unwrap_or(0);
    let mut end = inside(start);
    if end < text.len() {
        // Not in the middle of a word.
        let cut = slice(text, start..end).rfind(' ').map_or(end, |space| start + space);
        if cut > start && matches.iter().all(|m| m.end <= cut || m.start >= end) {
            end = cut;
        }
    }
    Snippet { range: start..end, before: start > 0, behind: end < text.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::columns::width;
    use proptest::prelude::*;

    #[test]
    fn around_the_match() {
        let text = "One two three four five six seven eight nine ten eleven twelve";
        let at = text.find("eight").expect("there");
        let found = snippet(text, std::slice::from_ref(&(at..at + 5)), 24);
        let part = slice(text, found.range);
        assert!(part.contains("eight") && found.before && found.behind, "{part}");
        assert!(!part.starts_with("ix"), "{part}");
    }

    proptest! {
        #[test]
        fn never_too_wide_and_never_without_the_match(text in "[a-zé ]{0,200}", at in 0usize..200, columns in 12usize..80) {
            let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
            let matches: Vec<Range<usize>> = starts.get(at).map(|s| *s..*s + slice(&text, *s..text.len()).chars().next().map_or(0, char::len_utf8)).into_iter().collect();
            let found = snippet(&text, &matches, columns);
            prop_assert!(width(slice(&text, found.range.clone())) <= columns);
            for m in &matches {
                prop_assert!(found.range.start <= m.start && m.end <= found.range.end);
            }
        }
    }
}
