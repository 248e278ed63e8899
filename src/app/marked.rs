//! Texts of which parts are marked.

use std::ops::Range;

use crate::text::columns::truncate;

/// A text with ranges that are marked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    /// The text, on one line.
    pub text: String,
    /// Bytes of it.
    pub marks: Vec<Range<usize>>,
}

impl Marked {
    /// A text of which nothing is marked.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), marks: Vec::new() }
    }

    /// The same in at most so many columns, with `…` for what is cut; a mark goes as far as the text does.
    #[must_use]
    pub fn truncated(&self, columns: usize) -> Self {
        let text = truncate(&self.text, columns);
        let kept = if text == self.text { text.len() } else { text.trim_end_matches('…').len() };
        let end = |mark: &Range<usize>| if mark.end > kept { text.len() } else { mark.end };
        let marks = self.marks.iter().filter(|mark| mark.start < kept).map(|mark| mark.start..end(mark)).collect();
        Self { text, marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::{pieces, slice};

    #[test]
    fn a_text_that_is_cut_is_all_there_up_to_where_it_is_cut() {
        let all = Marked { text: "Asamblea Nacional de Ecuador".to_owned(), marks: vec![9..17, 21..28] };
        for columns in 0..30 {
            let cut = all.truncated(columns);
            let shown: String = pieces(&(0..cut.text.len()), cut.marks.iter()).into_iter().map(|piece| slice(&cut.text, piece)).collect();
            assert_eq!(shown, truncate(&all.text, columns), "{columns}");
        }
        assert_eq!(all.truncated(24).marks, [9..17, 21..26]);
        assert_eq!(all.truncated(40), all);
    }
}
