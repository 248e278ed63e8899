//! A text as words: folded, with the bytes of the text that each came from.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
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

/// The words of a text. A possessive `'s` is no word, nor is the mark of a footnote; a point between digits belongs to
/// its number, `84%` is two words, `84` and `84%`, and `U.N.` is one, `un`.
pub fn tokens(text: &str) -> Vec<Token> {
    let folded = Folded::new(text, &[]);
    let mut found = Vec::new();
    each(&folded.text, |word, range| found.push(Token { word: word.to_owned(), range: folded.source_range(&range) }));
    found
}

/// Does something with each word of a text, folded.
pub fn each_word(text: &str, mut take: impl FnMut(&str)) {
    each(&Folded::new(text, &[]).text, |word, _| take(word));
}

/// The words of a folded text, with their bytes in it.
fn each(folded: &str, mut take: impl FnMut(&str, Range<usize>)) {
    let bytes = folded.as_bytes();
    let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = |range: Range<usize>| {
        let word = folded.get(range.clone()).unwrap_or_default();
        let before = range.start.checked_sub(1).map(|at| bytes[at]);
        let after = bytes.get(range.end).copied();
        let possessive = word == "s" && before == Some(b'\'');
        let note_mark = before == Some(b'[') && after == Some(b']') && word.len() <= 3;
        if word.is_empty() || possessive || note_mark {
            return;
        }
        if word.contains('.') && word.starts_with(char::is_alphabetic) {
            take(&word.replace('.', ""), range);
            return;
        }
        take(word, range.clone());
        // A share is a number, and a number with its sign as well.
        let sign = if after == Some(b' ') { range.end + 1 } else { range.end };
        if word.ends_with(|c: char| c.is_ascii_digit()) && bytes.get(sign) == Some(&b'%') {
            take(&format!("{word}%"), range.start..sign + 1);
        }
    };
    let mut start = None;
    for (at, c) in folded.char_indices() {
        let in_number = c == '.' && at > 0 && digit_at(at - 1) && digit_at(at + 1);
        if c.is_alphanumeric() || in_number || (c == '.' && is_between_initials(bytes, at)) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            end(from..at);
        }
    }
    if let Some(from) = start {
        end(from..folded.len());
    }
}

/// Whether a point stands between two letters that stand alone, as in `u.n.`
fn is_between_initials(text: &[u8], point: usize) -> bool {
    // No part of a letter beyond a to z counts as no letter: a word of another script is not taken apart.
    let is_of_a_word = |at: usize| text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let is_letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_lowercase);
    let before = point.checked_sub(1).is_some_and(is_letter) && !point.checked_sub(2).is_some_and(is_of_a_word);
    before && is_letter(point + 1) && !is_of_a_word(point + 2)
}

/// The Snowball stemmer of a language, for folded words.
pub struct Stem {
    stemmer: Stemmer,
    /// What was stemmed before: the same words come again and again.
    known: RefCell<HashMap<String, String>>,
}

impl Stem {
    /// For words of a language.
    pub fn new(language: Language) -> Self {
        let algorithm = match language {
            Language::En => Algorithm::English,
            Language::Es => Algorithm::Spanish,
            Language::Pt => Algorithm::Portuguese,
        };
        Self { stemmer: Stemmer::create(algorithm), known: RefCell::default() }
    }

    /// A word's stem; numbers and very short words stay as they are.
    pub fn of(&self, word: &str) -> String {
        if stays(word) {
            return word.to_owned();
        }
        if let Some(stem) = self.known.borrow().get(word) {
            return stem.clone();
        }
        let stem = self.stemmer.stem(word).into_owned();
        self.known.borrow_mut().insert(word.to_owned(), stem.clone());
        stem
    }

    /// The same, of a word that will not be asked for again.
    pub fn once<'a>(&self, word: &'a str) -> Cow<'a, str> {
        if stays(word) { word.into() } else { self.stemmer.stem(word) }
    }
}

/// Whether a word has no stem but itself.
fn stays(word: &str) -> bool {
    word.len() <= 2 || word.starts_with(|c: char| c.is_ascii_digit())
}

impl std::fmt::Debug for Stem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stem")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_numbers_and_possessives() {
        let words = |text: &str| tokens(text).into_iter().map(|token| token.word).collect::<Vec<_>>();
        assert_eq!(words("Bogotá's 390,000 people, 94.5% (LGBTQI+)"), ["bogota", "390000", "people", "94.5", "94.5%", "lgbtqi"]);
        assert_eq!(words("anti-trafficking 2019–2030."), ["anti", "trafficking", "2019", "2030"]);
        assert_eq!(words("the U.N. (E.M.A.C.) and o.n.u, p.m."), ["the", "un", "emac", "and", "onu", "pm"]);
        assert_eq!(words("Plan B. A plan, a.com, J.Ruiz, É.T."), ["plan", "b", "a", "plan", "a", "com", "j", "ruiz", "et"]);
    }

    proptest! {
        #[test]
        fn every_token_is_a_part_of_its_text(text in any::<String>()) {
            for token in tokens(&text) {
                prop_assert!(text.get(token.range.clone()).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
