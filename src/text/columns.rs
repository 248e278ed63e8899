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
    Cells { text, at: 0, end: 0 }
}

struct Cells<'a> {
    text: &'a str,
    /// Where the next cell begins.
    at: usize,
    /// Where the cluster ends that it is in.
    end: usize,
}

impl<'a> Iterator for Cells<'a> {
    type Item = (usize, &'a str, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        if start == self.end
            && let Some([b' '..=b'~', after @ ..]) = self.text.as_bytes().get(start..)
            && matches!(after, [] | [b' '..=b'~', ..])
        {
            self.at += 1;
            self.end = self.at;
            return Some((start, self.text.get(start..self.at)?, 1));
        }
        let rest = self.text.get(start..)?;
        let mut chars = rest.chars();
        let first = chars.next()?;
        if start == self.end {
            // Most of what people read: nothing has to be looked up.
            if is_alone(first) && chars.next().is_none_or(is_alone) {
                self.at += first.len_utf8();
                self.end = self.at;
                return Some((start, self.text.get(start..self.at)?, 1));
            }
            self.end += rest.graphemes(true).next()?.len();
        }
        let cluster = self.text.get(start..self.end)?;
        let mut letters = cluster.char_indices().filter(|(_, c)| letter_width(*c) > 0).map(|(at, _)| at);
        // Up to the letter behind the first one.
        let length = letters.nth(1).unwrap_or(cluster.len());
        self.at += length;
        let cell = cluster.get(..length)?;
        Some((start, cell, grapheme_width(cell)))
    }
}

/// One column wide, and nothing that could be joined to another such letter: Latin, and the marks of printed text (their
/// `Grapheme_Cluster_Break` is `Other`, UAX #29).
fn is_alone(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{24F}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203B}' | '\u{2500}'..='\u{257F}')
}

fn letter_width(c: char) -> usize {
    c.width().unwrap_or(0)
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

    /// The same, looked up.
    fn slow_cells(text: &str) -> Vec<(usize, String, usize)> {
        let mut all = Vec::new();
        for (at, grapheme) in text.grapheme_indices(true) {
            let mut starts: Vec<usize> = grapheme.char_indices().filter(|(_, c)| letter_width(*c) > 0).map(|(at, _)| at).skip(1).collect();
            starts.insert(0, 0);
            let ends = starts.iter().skip(1).copied().chain([grapheme.len()]);
            for (start, end) in starts.iter().zip(ends) {
                let cell = &grapheme.as_bytes()[*start..end];
                let cell = String::from_utf8_lossy(cell).into_owned();
                let width = cell.width().min(2);
                all.push((at + start, cell, width));
            }
        }
        all
    }

    proptest! {
        #[test]
        fn cells_are_what_the_tables_say(text in "([ -~\u{a0}-\u{24f}\u{2010}-\u{203b}\u{2500}-\u{257f}]|\r\n|[\u{ad}\u{200d}\u{fe0f}\u{301}\u{915}\u{94d}\u{1f1e8}\u{1f1f4}\u{1f600}\u{1f3fb}\u{600}\u{a9}\u{ac00}\u{1161}]|\\PC){0,30}") {
            let fast: Vec<_> = cells(&text).map(|(at, cell, width)| (at, cell.to_owned(), width)).collect();
            prop_assert_eq!(fast, slow_cells(&text));
        }

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
