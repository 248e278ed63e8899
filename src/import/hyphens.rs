//! Words that a line or a page cut: `traf- ficking`. What stands elsewhere in the text tells whether the hyphen is the word's own.

use std::collections::HashSet;

use super::line::{Kind, MET, Piece};
use super::notes::Footnote;
use super::told::{Told, What};
use super::vocabulary::hyphens::{CLITICS, FEIRA, FIRST, HANGING, VERBS};
use crate::report::Language;

/// Makes words of their halves.
pub(super) fn mend(pieces: &mut [Piece], footnotes: &mut [Footnote], language: Language, told: &mut Told) {
    let is_text = |piece: &Piece| piece.is_running() || matches!(piece.kind, Kind::Heading(_) | Kind::Image);
    let is_cut = |text: &str| text.contains("- ") || text.contains(MET);
    if !pieces.iter().any(|piece| is_cut(&piece.text)) && !footnotes.iter().any(|note| is_cut(&note.text)) {
        return;
    }
    let mut known = Known::default();
    for piece in pieces.iter().filter(|piece| piece.kind != Kind::Code) {
        known.learn(&piece.text);
    }
    for note in footnotes.iter() {
        known.learn(&note.text);
    }
    for piece in pieces.iter_mut().filter(|piece| is_cut(&piece.text)) {
        if is_text(piece) {
            piece.text = known.whole(&piece.text, language, &mut |word| told.add(What::Hyphens, piece.line, word));
        } else if piece.kind != Kind::Code {
            piece.text = piece.text.replace(MET, " ");
        }
    }
    for note in footnotes.iter_mut().filter(|note| is_cut(&note.text)) {
        note.text = known.whole(&note.text, language, &mut |word| told.add(What::Hyphens, 0, word));
    }
}

/// The words of a text, in small letters; those with a hyphen inside are one.
#[derive(Default)]
struct Known(HashSet<String>);

/// What becomes of a hyphen between two halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    /// It stays, and so does the space: `first- and second-year`.
    Hangs,
    /// It is the word's own.
    Own,
    /// It is the printer's.
    Gone,
}

impl Known {
    fn learn(&mut self, text: &str) {
        let mut was_cut = false;
        for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
            // The half of a word is none.
            let is_half = std::mem::replace(&mut was_cut, word.ends_with('-')) || was_cut;
            if word.len() > 2 && !is_half && !self.0.contains(word) {
                self.0.insert(word.to_lowercase());
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains(&word.to_lowercase())
    }

    /// The text with its words whole.
    fn whole(&self, text: &str, language: Language, tell: &mut impl FnMut(&str)) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(['-', MET]) {
            let (before, tail) = rest.split_at(at);
            out.push_str(before);
            let mut signs = tail.chars();
            let sign = signs.next();
            let space = signs.clone().next().filter(|space| sign == Some('-') && (*space == ' ' || *space == MET));
            let Some(space) = space else {
                out.push(sign.filter(|sign| *sign == '-').unwrap_or(' '));
                rest = signs.as_str();
                continue;
            };
            signs.next();
            rest = signs.as_str();
            let start = out.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last().map_or(out.len(), |(at, _)| at);
            let first = out.get(start..).unwrap_or_default();
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let (second, behind) = rest.split_at(end);
            match self.hyphen(first, second, behind, space == MET, language) {
                Hyphen::Hangs => out.push_str("- "),
                Hyphen::Own => {
                    tell(&format!("{first}-{second}"));
                    out.push('-');
                }
                Hyphen::Gone => tell(&format!("{first}{second}")),
            }
        }
        out.push_str(rest);
        out
    }

    fn hyphen(&self, first: &str, second: &str, behind: &str, met: bool, language: Language) -> Hyphen {
        let length = |word: &str| word.chars().count();
        let (small_first, small) = (first.to_lowercase(), second.to_lowercase());
        if first.is_empty() || second.is_empty() || HANGING.contains(&&*small) && !self.has(&format!("{first}-{second}")) {
            return Hyphen::Hangs;
        }
        if second.starts_with(char::is_uppercase) {
            // `Guinea-Bissau`; in a line it may be a dash.
            return if met { Hyphen::Own } else { Hyphen::Hangs };
        }
        let (whole, hyphenated) = (self.has(&format!("{first}{second}")), self.has(&format!("{first}-{second}")));
        if hyphenated && !whole {
            return Hyphen::Own;
        }
        if whole {
            return Hyphen::Gone;
        }
        if is_list(behind, met) {
            return Hyphen::Hangs;
        }
        if met && language == Language::Pt && is_clitic(&small_first, &small) {
            return Hyphen::Own;
        }
        if length(first) < 2 || length(second) < 2 {
            return Hyphen::Hangs;
        }
        let begins = FIRST.contains(&&*small_first) || FEIRA.contains(&&*small);
        let is_former = small_first == "ex" && self.has(second);
        let are_words = length(first) > 2 && length(second) > 2 && self.has(first) && self.has(second);
        match (begins || is_former || are_words, met) {
            (true, true) => Hyphen::Own,
            (true, false) => Hyphen::Hangs,
            // Within a line only what is no word by itself.
            (false, false) if self.has(first) || self.has(second) => Hyphen::Hangs,
            (false, _) => Hyphen::Gone,
        }
    }
}

/// Whether others of the same sort follow: `one- two- or three-day`.
fn is_list(behind: &str, met: bool) -> bool {
    if behind.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return true;
    }
    let mut words = behind.trim_start_matches(',').split_whitespace();
    !met && words.next().is_some_and(|word| HANGING.contains(&word)) && words.next().is_some_and(|word| word.contains('-'))
}

/// Whether the second half is a pronoun behind its verb, as Portuguese writes it: `tornou-se`.
fn is_clitic(first: &str, second: &str) -> bool {
    let Some((_, after)) = CLITICS.iter().find(|(pronouns, _)| pronouns.contains(&second)) else { return false };
    let is_plain = first.is_ascii() || first.ends_with("ão") || first.ends_with("õe");
    // `trata-se`, but `frase` and `análise`.
    let is_vowel = after == &VERBS && is_plain && first.len() >= 4 && first.ends_with(['a', 'e']);
    is_vowel || after.iter().any(|end| first.len() > end.len() && first.ends_with(end))
}
