//! Text made comparable: case, accents, white space, quotation marks and number styles no longer differ.
//!
//! Each byte of the folded text remembers which bytes of the source it came from, so that what is found in the one is
//! marked in the other. Case folding is the lower case of Unicode; accents go by canonical decomposition (NFD); groups of
//! three digits are joined (`390,000`, `390.000` and `390 000` are `390000`), and a decimal comma becomes a point.

use std::ops::Range;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::span::slice;

/// A folded text and the way back to its source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the source bytes of the character it came from.
    from: Vec<(u32, u32)>,
}

impl Folded {
    /// Folds `source`, leaving out the ranges in `skip` (marks of footnotes, for example), which must be in order.
    pub fn new(source: &str, skip: &[Range<usize>]) -> Self {
        let mut out = Self { text: String::with_capacity(source.len()), from: Vec::with_capacity(source.len()) };
        let mut skip = skip.iter().peekable();
        let mut number = Number::None;
        let mut plain_until = 0;
        for (at, c) in source.char_indices() {
            // Most of a text is plain letters, which need none of the care below.
            if at < plain_until {
                continue;
            }
            if number == Number::None && skip.peek().is_none() && c.is_ascii_alphabetic() {
                let rest = source.as_bytes().get(at..).unwrap_or_default();
                let run = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                plain_until = at + run;
                out.push_letters(slice(source, at..plain_until), at);
                continue;
            }
            while skip.peek().is_some_and(|r| r.end <= at) {
                skip.next();
            }
            if skip.peek().is_some_and(|r| r.contains(&at)) {
                continue;
            }
            let end = at + c.len_utf8();
            if c.is_ascii_digit() {
                number = number.with_digit();
                out.push(c, at, end);
                continue;
            }
            if number == Number::None {
                out.push_folded(c, at, end);
                continue;
            }
            match number.separator(c, slice(source, end..source.len())) {
                Some(next @ Number::Group(_)) => number = next,
                Some(next) => {
                    out.push('.', at, end);
                    number = next;
                }
                None => {
                    number = Number::None;
                    out.push_folded(c, at, end);
                }
            }
        }
        out
    }

    /// Whether each byte of the folded text comes from the byte at the same place of the source.
    pub fn is_same(&self) -> bool {
        self.from.iter().enumerate().all(|(at, from)| *from == (at as u32, at as u32 + 1))
    }

    /// The source range of a range of the folded text. Empty ranges stay empty.
    pub fn source_range(&self, folded: &Range<usize>) -> Range<usize> {
        match self.from.get(folded.clone()) {
            Some([only]) => only.0 as usize..only.1 as usize,
            Some([first, .., last]) => first.0 as usize..last.1 as usize,
            _ => 0..0,
        }
    }

    /// Where `needle` (folded) stands in the source, from left to right, not overlapping.
    pub fn find(&self, needle: &str) -> Vec<Range<usize>> {
        if needle.is_empty() {
            return Vec::new();
        }
        self.text.match_indices(needle).map(|(at, found)| self.source_range(&(at..at + found.len()))).collect()
    }

    /// As [`Folded::find`], where the needle is bounded by the edges of words.
    pub fn find_words(&self, needle: &str) -> Vec<Range<usize>> {
        if needle.is_empty() {
            return Vec::new();
        }
        let before = |at: usize| slice(&self.text, 0..at).chars().next_back();
        let found = self.text.match_indices(needle).filter(|(at, _)| !before(*at).is_some_and(char::is_alphanumeric));
        found.filter_map(|(at, _)| self.words_at(needle, at)).collect()
    }

    /// Where something begins that is bounded by the edge of a word, if it is there: bytes of the folded text.
    pub fn word_starts(&self) -> impl Iterator<Item = usize> {
        let mut is_inside = false;
        self.text.char_indices().filter(move |(_, c)| !std::mem::replace(&mut is_inside, c.is_alphanumeric())).map(|(at, _)| at)
    }

    /// The source range of `needle` (folded) if it stands there in the folded text, and a word ends with it.
    pub fn words_at(&self, needle: &str, at: usize) -> Option<Range<usize>> {
        let rest = self.text.get(at..)?.strip_prefix(needle)?;
        let ends = !rest.chars().next().is_some_and(char::is_alphanumeric);
        ends.then(|| self.source_range(&(at..at + needle.len())))
    }

    /// A byte of the folded text.
    pub fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Letters of ASCII, from a byte on.
    fn push_letters(&mut self, letters: &str, at: usize) {
        let start = self.text.len();
        self.text.push_str(letters);
        if let Some(new) = self.text.get_mut(start..) {
            new.make_ascii_lowercase();
        }
        self.from.extend((at..at + letters.len()).map(|at| (at as u32, at as u32 + 1)));
    }

    fn push(&mut self, c: char, at: usize, end: usize) {
        self.text.push(c);
        match c.len_utf8() {
            1 => self.from.push((at as u32, end as u32)),
            bytes => self.from.extend(std::iter::repeat_n((at as u32, end as u32), bytes)),
        }
    }

    fn push_folded(&mut self, c: char, at: usize, end: usize) {
        if c.is_ascii() && !c.is_ascii_whitespace() {
            self.push(c.to_ascii_lowercase(), at, end);
            return;
        }
        if c.is_whitespace() {
            // One space for any run, so that a phrase is found across a line's end.
            if !self.text.ends_with(' ') && !self.text.is_empty() {
                self.push(' ', at, end);
            }
            return;
        }
        match c {
            '‘' | '’' | '‚' | '′' => self.push('\'', at, end),
            '“' | '”' | '„' | '«' | '»' | '″' => self.push('"', at, end),
            '‐'..='―' | '−' => self.push('-', at, end),
            'ß' => {
                self.push('s', at, end);
                self.push('s', at, end);
            }
            'ø' | 'Ø' => self.push('o', at, end),
            'ł' | 'Ł' => self.push('l', at, end),
            c => {
                for lower in c.to_lowercase() {
                    decompose_canonical(lower, |part| {
                        if !is_combining_mark(part) {
                            self.push(part, at, end);
                        }
                    });
                }
            }
        }
    }
}

/// Where in a number one is while reading from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    /// In none.
    None,
    /// In its first digits, of which there are so many.
    Lead(usize),
    /// Behind a separator of thousands, by so many digits.
    Group(usize),
    /// Behind the decimal sign.
    Fraction,
}

impl Number {
    fn with_digit(self) -> Self {
        match self {
            Self::None => Self::Lead(1),
            Self::Lead(digits) => Self::Lead(digits + 1),
            Self::Group(digits) => Self::Group(digits + 1),
            Self::Fraction => Self::Fraction,
        }
    }

    /// Where one is behind `c`, if `c` belongs to the number: three digits that follow one to three others, or another group of three, are a
    /// group ("2023 456" are two numbers); other digits behind a comma or a point are its fraction.
    fn separator(self, c: char, rest: &str) -> Option<Self> {
        let follow = rest.bytes().take_while(u8::is_ascii_digit).count();
        let is_separator = matches!(c, ',' | '.' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\'' | '’');
        match self {
            Self::Lead(1..=3) | Self::Group(3) if is_separator && follow == 3 => Some(Self::Group(0)),
            Self::Lead(_) | Self::Group(3) if matches!(c, ',' | '.') && follow > 0 => Some(Self::Fraction),
            _ => None,
        }
    }
}

/// Folds a needle: as a text, without white space at its ends.
pub fn fold(text: &str) -> String {
    let folded = Folded::new(text, &[]).text;
    folded.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_and_accents() {
        assert_eq!(fold("BOGOTÁ São Paulo"), "bogota sao paulo");
        assert_eq!(fold("naïve  “coyotes”\n"), "naive \"coyotes\"");
    }

    #[test]
    fn numbers_in_any_style() {
        for written in ["390,000", "390.000", "390 000", "390\u{A0}000", "390000"] {
            assert_eq!(fold(written), "390000");
        }
        assert_eq!(fold("94,5%"), fold("94.5%"));
        assert_eq!(fold("1,234,567"), "1234567");
        assert_eq!(fold("in 2023, 271 victims"), "in 2023, 271 victims");
        assert_eq!(fold("2022 271"), "2022 271");
        assert_eq!(fold("18, 29"), "18, 29");
    }

    #[test]
    fn what_is_found_is_marked_in_the_source() {
        let text = "In Bogotá, 390,000 people";
        let folded = Folded::new(text, &[]);
        assert_eq!(folded.find("bogota").first().map(|r| slice(text, r.clone())), Some("Bogotá"));
        assert_eq!(folded.find("390000").first().map(|r| slice(text, r.clone())), Some("390,000"));
        assert_eq!(folded.find_words("peopl"), Vec::<Range<usize>>::new());
    }

    #[test]
    fn skipped_ranges_do_not_stand_between() {
        let text = "criminal code[9]. It";
        let folded = Folded::new(text, std::slice::from_ref(&(13..16)));
        assert_eq!(folded.text, "criminal code. it");
    }

    proptest! {
        #[test]
        fn every_found_range_fits_the_source(text in any::<String>(), needle in "\\PC{1,3}") {
            let folded = Folded::new(&text, &[]);
            prop_assert_eq!(folded.text.len(), folded.from.len());
            for range in folded.find(&fold(&needle)) {
                prop_assert!(text.get(range.clone()).is_some(), "{:?}", range);
                prop_assert!(!range.is_empty());
            }
        }
    }
}
