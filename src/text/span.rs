//! Byte ranges of a text that are checked where they are used.

use std::ops::Range;

/// The part of `text` in `range`; empty where the range does not fit the text or cuts a character.
pub fn slice(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// What two ranges have in common, if anything.
pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> Option<Range<usize>> {
    let common = a.start.max(b.start)..a.end.min(b.end);
    (common.start < common.end).then_some(common)
}

/// Cuts `line` at every edge of the ranges given, so that each piece is wholly inside or wholly outside each of them.
/// The pieces are in order, not empty, and cover `line`.
pub fn pieces<'a>(line: &Range<usize>, ranges: impl Iterator<Item = &'a Range<usize>>) -> Vec<Range<usize>> {
    let mut edges = vec![line.start, line.end];
    for range in ranges {
        if let Some(common) = overlap(line, range) {
            edges.push(common.start);
            edges.push(common.end);
        }
    }
    edges.sort_unstable();
    edges.dedup();
    edges.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Which of many ranges cover each of the pieces that [`pieces`] gives, in one walk over both: a paragraph may have as many as it has words.
#[derive(Debug)]
pub struct Covering<'a, T> {
    /// In order of their starts.
    all: &'a [T],
    range: fn(&T) -> &Range<usize>,
    /// The first that begins behind the piece.
    next: usize,
    open: Vec<&'a T>,
}

impl<'a, T> Covering<'a, T> {
    /// Of things in order of the starts of their ranges.
    pub fn new(all: &'a [T], range: fn(&T) -> &Range<usize>) -> Self {
        Self { all, range, next: 0, open: Vec::new() }
    }

    /// Those that cover a piece, in their order. Pieces are asked for from the first to the last.
    pub fn at(&mut self, piece: &Range<usize>) -> &[&'a T] {
        let range = self.range;
        self.open.retain(|open| range(open).end > piece.start);
        while let Some(next) = self.all.get(self.next).filter(|next| range(next).start <= piece.start) {
            if range(next).end > piece.start {
                self.open.push(next);
            }
            self.next += 1;
        }
        &self.open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bad_ranges_are_empty() {
        assert_eq!(slice("São", 0..2), "");
        assert_eq!(slice("abc", 2..9), "");
        assert_eq!(slice("abc", 1..3), "bc");
    }

    proptest! {
        #[test]
        fn what_covers_a_piece_is_what_has_something_in_common_with_it(
            line in 0usize..40, len in 0usize..40, cuts in prop::collection::vec((0usize..80, 0usize..30), 0..9),
        ) {
            let line = line..line + len;
            let mut ranges: Vec<_> = cuts.into_iter().map(|(s, l)| s..s + l).collect();
            ranges.sort_by_key(|range| range.start);
            let mut covering = Covering::new(&ranges, |range| range);
            for piece in pieces(&line, ranges.iter()) {
                let want: Vec<_> = ranges.iter().filter(|range| overlap(range, &piece).is_some()).collect();
                prop_assert_eq!(covering.at(&piece), want);
            }
        }

        #[test]
        fn pieces_cover_the_line(start in 0usize..50, len in 0usize..50, cuts in prop::collection::vec((0usize..100, 0usize..30), 0..6)) {
            let line = start..start + len;
            let ranges: Vec<_> = cuts.into_iter().map(|(s, l)| s..s + l).collect();
            let got = pieces(&line, ranges.iter());
            prop_assert_eq!(got.iter().map(ExactSizeIterator::len).sum::<usize>(), len);
            for piece in &got {
                for range in &ranges {
                    let common = overlap(piece, range);
                    prop_assert!(common.is_none() || common.as_ref() == Some(piece));
                }
            }
        }
    }
}
