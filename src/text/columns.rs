//! Terminal columns: how wide a string is, and strings cut or padded to a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Width of one grapheme cluster in columns, counted as the screen's buffer counts it: at most 2.
pub fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [b] if (0x20..0x7f).contains(b) => 1,
        _ => grapheme.width().min(2),
    }
}

/// What stands in one cell of a terminal each (two where it is wide), with its byte and its width: a letter with its marks.
///
/// Not always a grapheme cluster. A terminal moves on with every letter that has a width, and some scripts join any number of them into one
/// cluster: whoever counts that as two columns has its letters all over the screen. And the two letters of a flag are two cells to those
/// that know no flags: whoever takes them for one wipes only half of it away. Those that do know find both side by side.
pub fn cells(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true).flat_map(|(at, grapheme)| {
        let starts: Vec<usize> = if grapheme.len() == 1 { Vec::new() } else { letters(grapheme) };
        let ends = starts.clone().into_iter().chain([grapheme.len()]);
        let cell = move |(start, end): (usize, usize)| {
            let cell = grapheme.get(start..end).unwrap_or_default();
            (at + start, cell, grapheme_width(cell))
        };
        std::iter::once(0).chain(starts).zip(ends).map(cell)
    })
}

fn letter_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Where the letters of a cluster begin that have a width, without the first one.
fn letters(grapheme: &str) -> Vec<usize> {
    let mut seen = false;
    let mut is_next = |c: char| letter_width(c) > 0 && std::mem::replace(&mut seen, true);
    grapheme.char_indices().filter(|(_, c)| is_next(*c)).map(|(at, _)| at).collect()
}

/// Width of `text` in columns.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    cells(text).map(|(_, _, width)| width).sum()
}

/// `text` in at most `most` columns, with `…` for what is cut.
pub fn truncate(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for (_, cell, w) in cells(text) {
        if used + w + 1 > most {
            break;
        }
        used += w;
        out.push_str(cell);
    }
    if most > 0 {
        let end = out.trim_end().len();
        out.truncate(end);
        out.push('…');
    }
    out
}

/// `text` followed by spaces up to `to` columns; longer text stays as it is.
pub fn pad(text: &str, to: usize) -> String {
    let mut out = text.to_owned();
    out.extend(std::iter::repeat_n(' ', to.saturating_sub(width(text))));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_combining() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("日本"), 4);
        assert_eq!(width("Bogota\u{301}"), 6);
        assert_eq!(truncate("Migration policies", 10), "Migration…");
        assert_eq!(truncate("日本語", 4), "日…");
        assert_eq!(truncate("x", 0), "");
    }

    #[test]
    fn a_cluster_of_many_letters_takes_the_columns_of_its_letters() {
        let joined = "क्".repeat(300);
        assert_eq!(joined.graphemes(true).count(), 1);
        assert_eq!((width(&joined), cells(&joined).count()), (300, 300));
        assert_eq!(
            cells("e\u{301}🇨🇴日").map(|(_, cell, width)| (cell, width)).collect::<Vec<_>>(),
            [("e\u{301}", 1), ("🇨", 1), ("🇴", 1), ("日", 2)]
        );
    }

    proptest! {
        #[test]
        fn cells_are_the_text(text in "(\\PC|[\u{915}\u{937}\u{94d}\u{940}\u{ac00}\u{1161}\u{301}]){0,40}") {
            let mut at = 0;
            for (start, cell, width) in cells(&text) {
                prop_assert_eq!(start, at);
                prop_assert!(width <= 2);
                at += cell.len();
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn truncate_keeps_to_its_width(text in "\\PC{0,40}", most in 0usize..50) {
            prop_assert!(width(&truncate(&text, most)) <= most);
        }
    }
}
