//! A text as words: folded, with the bytes of the text that each came from.

use std::ops::Range;

use rust_stemmers::{Algorithm, Stemmer};

use crate::report::Language;
use crate::text::fold::Folded;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Folded: `390000`, `bogota`, `94.5`.
    pub word: String,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// The words of a text, the ranges in `skip` left out. A possessive `'s` is no word, and a point between digits belongs to its number.
pub fn tokens(text: &str, skip: &[Range<usize>]) -> Vec<Token> {
    let folded = Folded::new(text, skip);
    let bytes = folded.text.as_bytes();
    let mut found = Vec::new();
    let mut start = None;
    let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut push = |range: Range<usize>| {
        let word = folded.text.get(range.clone()).unwrap_or_default();
        let possessive = word == "s" && range.start > 0 && bytes[range.start - 1] == b'\'';
        if !word.is_empty() && !possessive {
            found.push(Token { word: word.to_owned(), range: folded.source_range(&range) });
        }
    };
    for (at, c) in folded.text.char_indices() {
        let in_number = c == '.' && at > 0 && digit_at(at - 1) && digit_at(at + 1);
        if c.is_alphanumeric() || in_number {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            push(from..at);
        }
    }
    if let Some(from) = start {
        push(from..folded.text.len());
    }
    found
}

/// The Snowball stemmer of a language, for folded words.
pub struct Stem {
    stemmer: Stemmer,
}

impl Stem {
    /// For words of a language.
    pub fn new(language: Language) -> Self {
        let algorithm = match language {
            Language::En => Algorithm::English,
            Language::Es => Algorithm::Spanish,
            Language::Pt => Algorithm::Portuguese,
        };
        Self { stemmer: Stemmer::create(algorithm) }
    }

    /// A word's stem; numbers and very short words stay as they are.
    pub fn of(&self, word: &str) -> String {
        if word.len() <= 2 || word.starts_with(|c: char| c.is_ascii_digit()) {
            return word.to_owned();
        }
        self.stemmer.stem(word).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_numbers_and_possessives() {
        let words = |text: &str| tokens(text, &[]).into_iter().map(|token| token.word).collect::<Vec<_>>();
        assert_eq!(words("Bogotá's 390,000 people, 94.5% (LGBTQI+)"), ["bogota", "390000", "people", "94.5", "lgbtqi"]);
        assert_eq!(words("anti-trafficking 2019–2030."), ["anti", "trafficking", "2019", "2030"]);
    }

    proptest! {
        #[test]
        fn every_token_is_a_part_of_its_text(text in any::<String>()) {
            for token in tokens(&text, &[]) {
                prop_assert!(text.get(token.range.clone()).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
