//! Breaks a text into lines no wider than the screen, keeping where in the text each line stands.
//!
//! Break opportunities are those of UAX #14 (Unicode line breaking), by the crate unicode-linebreak; a word wider than
//! the line is cut between cells.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::columns::{cells, width};
use super::span::slice;

/// The lines of `text` at `columns` columns (at least 1), as byte ranges.
///
/// The ranges are in order, do not overlap, begin and end at character edges, and leave out nothing but the white
/// space at the end of a line. A grapheme wider than the line stands alone on its line. A text without characters has one empty line.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::with_capacity(text.len() / columns + 1);
    let mut line = Open { start: 0, end: 0, used: 0 };
    let mut at = 0;
    for (next, kind) in linebreaks(text) {
        let chunk = slice(text, at..next);
        if kind == BreakOpportunity::Allowed && !chunk.ends_with(char::is_whitespace) && begins_with_mark(slice(text, next..text.len())) {
            continue;
        }
        let word = chunk.trim_end();
        let word_width = width(word);
        if line.used > 0 && line.used + word_width > columns {
            lines.push(line.range());
            line = Open { start: at, end: at, used: 0 };
        }
        if word_width > columns {
            cut_word(text, at..at + word.len(), columns, &mut line, &mut lines);
        } else if !word.is_empty() {
            line.end = at + word.len();
        }
        line.used += if word_width > columns { 0 } else { word_width } + width(slice(chunk, word.len()..chunk.len()));
        at = next;
        if kind == BreakOpportunity::Mandatory && next < text.len() {
            lines.push(line.range());
            line = Open { start: next, end: next, used: 0 };
        }
    }
    if line.end > line.start || lines.is_empty() {
        lines.push(line.range());
    }
    lines
}

/// Whether the mark of a footnote stands here: it stays with its word.
fn begins_with_mark(text: &str) -> bool {
    let mark = text.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(mark, _)| mark);
    mark.is_some_and(|mark| (1..=3).contains(&mark.len()) && mark.chars().all(char::is_alphanumeric))
}

/// A line still being filled: `used` columns of it are taken, white space at its end included.
struct Open {
    start: usize,
    end: usize,
    used: usize,
}

impl Open {
    fn range(&self) -> Range<usize> {
        self.start..self.end.max(self.start)
    }
}

fn cut_word(text: &str, word: Range<usize>, columns: usize, line: &mut Open, lines: &mut Vec<Range<usize>>) {
    for (offset, cell, w) in cells(slice(text, word.clone())) {
        let at = word.start + offset;
        if line.used > 0 && line.used + w > columns {
            lines.push(line.range());
            *line = Open { start: at, end: at, used: 0 };
        }
        line.end = at + cell.len();
        line.used += w;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|r| slice(text, r)).collect()
    }

    #[test]
    fn words_stay_whole() {
        assert_eq!(lines("a bb ccc dddd", 4), ["a bb", "ccc", "dddd"]);
        assert_eq!(lines("", 4), [""]);
        assert_eq!(lines("one\ntwo", 10), ["one", "two"]);
        assert_eq!(lines("of one (ABC)[5] two", 12), ["of one", "(ABC)[5] two"]);
    }

    #[test]
    fn a_long_word_is_cut() {
        assert_eq!(lines("https://x.y/abcdefgh", 8), ["https://", "x.y/", "abcdefgh"]);
        assert_eq!(lines("aaaaaaaaaa", 4), ["aaaa", "aaaa", "aa"]);
    }

    #[test]
    fn numbers_and_their_signs_stay_together() {
        for line in lines("a cut of 94.5% and 390,000 people", 12) {
            assert!(!line.starts_with('%') && !line.ends_with("390,"), "{line:?}");
        }
    }

    #[test]
    fn wide_characters() {
        assert_eq!(lines("日本語", 4), ["日本", "語"]);
        assert_eq!(lines("日", 1), ["日"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(text in "[a-zé日 \\-,.0-9]{0,120}", columns in 1usize..40) {
            let ranges = wrap(&text, columns);
            let mut at = 0;
            for range in &ranges {
                prop_assert!(range.start >= at);
                prop_assert!(slice(&text, at..range.start).trim().is_empty());
                let line = slice(&text, range.clone());
                prop_assert!(width(line) <= columns || cells(line).count() == 1, "{:?}", line);
                at = range.end;
            }
            prop_assert!(slice(&text, at..text.len()).trim().is_empty());
        }

        #[test]
        fn any_text_wraps(text in any::<String>(), columns in 0usize..20) {
            let text = crate::text::sanitize::clean(&text);
            for range in wrap(&text, columns) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
