//! A text cut into parts of so many bytes: at white space, and evenly.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::span::slice;

/// A part's number and the number of parts have at most so many digits each.
const MOST_DIGITS: usize = 3;

/// A text and its words.
pub(super) struct Text<'a> {
    text: &'a str,
    words: Vec<Range<usize>>,
}

/// A text cut as it comes.
struct Cut {
    parts: Vec<Range<usize>>,
    /// What is not cut.
    atoms: Vec<Range<usize>>,
    /// Bytes of a part besides its number.
    room: usize,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let start = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
        let words = text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect();
        Self { text, words }
    }

    pub(super) fn is_ascii(&self) -> bool {
        self.text.is_ascii()
    }

    pub(super) fn slice(&self, part: &Range<usize>) -> &'a str {
        slice(self.text, part.clone())
    }

    /// How many parts of at most so many bytes, their numbers included. None where that is too few for a part, or nothing is there.
    pub(super) fn count(&self, capacity: usize) -> Option<usize> {
        self.cut(capacity).map(|cut| cut.parts.len())
    }

    /// The parts, as few and as even as can be.
    pub(super) fn parts(&self, capacity: usize) -> Option<Vec<Range<usize>>> {
        let Cut { parts, atoms, room } = self.cut(capacity)?;
        // The smallest room that takes no more parts.
        let longest = atoms.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
        let (mut low, mut high) = (longest, room);
        while low < high {
            let middle = usize::midpoint(low, high);
            if fill(&atoms, middle).len() > parts.len() {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Some(fill(&atoms, high))
    }

    fn cut(&self, capacity: usize) -> Option<Cut> {
        let whole = self.words.first()?.start..self.words.last()?.end;
        if whole.len() <= capacity {
            return Some(Cut { parts: vec![whole.clone()], atoms: vec![whole], room: capacity });
        }
        (1..=MOST_DIGITS).find_map(|digits| {
            let room = capacity.checked_sub("[/] ".len() + 2 * digits).filter(|room| *room >= 4)?;
            let atoms: Vec<_> = self.words.iter().flat_map(|word| self.atoms(word, room)).collect();
            let parts = fill(&atoms, room);
            (parts.len() < 10_usize.pow(digits as u32)).then_some(Cut { parts, atoms, room })
        })
    }

    /// A word, or, where it is longer than a whole part, its graphemes (and of one that is even longer, its characters).
    fn atoms(&self, word: &Range<usize>, room: usize) -> Vec<Range<usize>> {
        if word.len() <= room {
            return vec![word.clone()];
        }
        let ranges = |(at, part): (usize, &str)| word.start + at..word.start + at + part.len();
        let graphemes = self.slice(word).grapheme_indices(true).map(ranges);
        graphemes.flat_map(|grapheme| if grapheme.len() <= room { vec![grapheme] } else { self.characters(&grapheme) }).collect()
    }

    fn characters(&self, grapheme: &Range<usize>) -> Vec<Range<usize>> {
        let range = |(at, c): (usize, char)| grapheme.start + at..grapheme.start + at + c.len_utf8();
        self.slice(grapheme).char_indices().map(range).collect()
    }
}

/// As many atoms a part as there is room for.
fn fill(atoms: &[Range<usize>], room: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for atom in atoms {
        match parts.last_mut() {
            Some(part) if atom.end - part.start <= room => part.end = atom.end,
            _ => parts.push(atom.clone()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str, capacity: usize) -> Option<Vec<&str>> {
        let split = Text::new(text);
        split.parts(capacity).map(|parts| parts.iter().map(|part| split.slice(part)).collect())
    }

    #[test]
    fn cuts_are_at_words_and_parts_are_even() {
        assert_eq!(parts("one two", 7), Some(vec!["one two"]));
        assert_eq!(parts(" one\ntwo  ", 8), Some(vec!["one\ntwo"]));
        assert_eq!(parts("aaaa bbbb cccc dddd", 20), Some(vec!["aaaa bbbb cccc dddd"]));
        assert_eq!(parts("aaaa bbbb cccc dddd", 18), Some(vec!["aaaa bbbb", "cccc dddd"]));
    }

    #[test]
    fn a_word_longer_than_a_part_is_cut_between_graphemes() {
        let text = "e\u{301}".repeat(20);
        let parts = parts(&text, 20).expect("parts");
        assert!(parts.iter().all(|part| part.len() % 3 == 0), "{parts:?}");
        assert_eq!(parts.concat(), text);
    }

    #[test]
    fn nothing_and_no_room() {
        assert_eq!(parts(" \n ", 100), None);
        assert_eq!(parts("one two three", 5), None);
        assert_eq!(parts(&"word ".repeat(10_000), 14), None, "more parts than numbers");
    }

    proptest! {
        #[test]
        fn all_of_it_is_there_and_each_part_fits(text in "[a-zñã€😀\u{301} \n]{1,300}", capacity in 20_usize..90) {
            prop_assume!(!text.trim().is_empty());
            let parts = parts(&text, capacity).expect("parts");
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&parts.concat()), letters(&text));
            let number = if parts.len() == 1 { 0 } else { 4 + 2 * parts.len().to_string().len() };
            prop_assert!(parts.iter().all(|part| part.len() + number <= capacity && !part.is_empty()));
        }
    }
}
