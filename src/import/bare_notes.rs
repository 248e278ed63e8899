//! Footnotes whose marks a converter left as bare numbers: `countries.12 The`, and `12 Ministry of Health, 2023.` at the foot of the page.
//! A number is one only where both are there, and in order.

use std::collections::{HashMap, HashSet};

use super::line::{CLOSE, Kind, OPEN, Piece, key, labels};
use super::told::{Told, What};
use super::vocabulary::{NOTES, WORKS};

/// A number in a text that may be a mark.
struct Mark {
    piece: usize,
    at: usize,
    length: usize,
    /// `[12]`
    bracketed: bool,
}

/// Makes marks of bare numbers.
pub(super) fn mark(pieces: &mut [Piece], told: &mut Told) {
    let texts = texts(pieces);
    if texts.is_empty() {
        return;
    }
    let mut explicit: HashMap<u32, (Vec<usize>, bool)> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let starts = piece.text.starts_with(OPEN);
        for (nth, label) in labels(&piece.text).enumerate() {
            if let Ok(number) = label.parse() {
                let entry = explicit.entry(number).or_default();
                if nth == 0 && starts { entry.1 = true } else { entry.0.push(at) }
            }
        }
    }
    let marks = bare_marks(pieces);
    // A list of works is read as a whole where its numbers are cited again and again.
    let own: HashSet<usize> = texts.iter().map(|(_, piece, ..)| *piece).collect();
    let uses = |there: &Vec<Mark>| there.iter().filter(|mark| mark.bracketed && !own.contains(&mark.piece)).count();
    let cites = marks.values().any(|there| uses(there) > 1);
    // In the order of the texts: each number is the next one, and its mark stands behind the one before and before its text.
    let mut last = (0, 0, 0);
    let mut changes: Vec<(usize, usize, usize, u32)> = Vec::new();
    let mut before: HashMap<u32, usize> = HashMap::new();
    for (number, piece, length, place) in texts {
        if explicit.get(&number).is_some_and(|(_, has_text)| *has_text) {
            continue;
        }
        let sure = place == Place::Notes;
        let is_marked = explicit.get(&number).is_some_and(|(at, _)| at.iter().any(|at| *at < piece));
        let is_next = number > last.0 && number <= last.0 + 3;
        if is_marked && (sure || is_next) {
            changes.push((piece, 0, length, number));
            last = (number, last.1, last.2);
            continue;
        }
        if place == Place::Works && cites {
            continue;
        }
        let first_of_page = number == 1 && last.0 > 0;
        if !is_next && !first_of_page {
            continue;
        }
        let fits = |mark: &&Mark| (mark.piece, mark.at) > (last.1, last.2) && mark.piece < piece;
        if let Some(mark) = marks.get(&number).and_then(|there| there.iter().find(fits)) {
            changes.push((mark.piece, mark.at, mark.length, number));
            changes.push((piece, 0, length, number));
            // Those in brackets are the same wherever they stand.
            let since = before.insert(number, piece).unwrap_or(0);
            let again = marks.get(&number).into_iter().flatten().filter(|mark| mark.bracketed && (since..piece).contains(&mark.piece));
            changes.extend(again.map(|mark| (mark.piece, mark.at, mark.length, number)));
            last = (number, mark.piece, mark.at);
        }
    }
    // From the back, so that what stands before stays where it is.
    changes.sort_unstable();
    changes.dedup();
    for (piece, at, length, number) in changes.into_iter().rev() {
        let piece = &mut pieces[piece];
        told.add(What::BareNotes, piece.line, "");
        piece.text.replace_range(at..at + length, &format!("{OPEN}{number}{CLOSE}"));
        if at == 0 && matches!(piece.kind, Kind::Item(_)) {
            piece.kind = Kind::Note;
        }
    }
}

/// Below what heading a piece stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Notes,
    Works,
}

/// Pieces that may be texts: number, piece, how long the number is, and where they stand.
fn texts(pieces: &[Piece]) -> Vec<(u32, usize, usize, Place)> {
    let mut out = Vec::new();
    let mut place = Place::Text;
    for (at, piece) in pieces.iter().enumerate() {
        if let Kind::Heading(_) = piece.kind {
            let key = key(&piece.text);
            place = if NOTES.contains(&&*key) {
                Place::Notes
            } else if WORKS.contains(&&*key) {
                Place::Works
            } else {
                Place::Text
            };
        }
        match piece.kind {
            Kind::Item(Some(number)) if place == Place::Notes => {
                if let Ok(number) = u32::try_from(number) {
                    out.push((number, at, 0, place));
                }
            }
            Kind::Prose => {
                let text = &piece.text;
                let open = usize::from(text.starts_with('['));
                let digits = text.bytes().skip(open).take_while(u8::is_ascii_digit).count();
                let number = text.get(open..open + digits).and_then(|digits| digits.parse::<u32>().ok());
                let rest = text.get(open + digits..).unwrap_or_default();
                let after = rest.strip_prefix(']').or_else(|| rest.strip_prefix("\\]")).unwrap_or(rest);
                let text_after = after.trim_start_matches([' ', '.', ')', '\u{A0}']);
                let apart = after.len() > text_after.len() || after.len() < rest.len();
                let begins =
                    text_after.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '«' | '[' | '<' | '*' | '(' | 'h' | 'w'));
                if let Some(number) = number.filter(|number| (1..=999).contains(number) && digits <= 3 && apart && begins) {
                    out.push((
                        number,
                        at,
                        text.len() - text_after.len(),
                        if open == 1 || place == Place::Notes { place } else { Place::Text },
                    ));
                }
            }
            _ => {}
        }
    }
    out
}

/// Numbers directly behind a word or a stop, by number.
fn bare_marks(pieces: &[Piece]) -> HashMap<u32, Vec<Mark>> {
    let mut out: HashMap<u32, Vec<Mark>> = HashMap::new();
    for (piece, text) in pieces.iter().enumerate().filter(|(_, piece)| piece.is_running()).map(|(at, piece)| (at, &piece.text)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let digits = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
            let before = text.get(..at).unwrap_or_default();
            let after = text.get(at + digits..).unwrap_or_default();
            let close = if after.starts_with("\\]") { 2 } else { usize::from(after.starts_with(']')) };
            let bracketed = before.ends_with('[') && close > 0 && !after.starts_with("](");
            let number = text.get(at..at + digits).and_then(|digits| digits.parse().ok());
            let fits = digits <= 3 && at > 0 && (bracketed || (is_behind_word(before) && ends(after)));
            if let Some(number) = number.filter(|_| fits) {
                let (open, close) = if bracketed { (1, close) } else { (0, 0) };
                out.entry(number).or_default().push(Mark { piece, at: at - open, length: open + digits + close, bracketed });
            }
            at += digits;
        }
    }
    out
}

/// Short words behind which a number belongs to them.
const NUMBERED: [&str; 5] = ["no", "nr", "pp", "ch", "ss"];

/// A word of several small letters, or a stop or a bracket behind one.
fn is_behind_word(before: &str) -> bool {
    let mut last = before.chars().rev();
    let word = match last.next() {
        Some(c) if c.is_lowercase() => before,
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | '”' | '"' | '’' | '»') => {
            let word = before.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '"', '’', '»']);
            // (Author, 2022).1, or: in 2022.1
            if word.len() < before.len() && before.get(word.len()..).is_some_and(|signs| signs.contains([')', '”', '"', '»'])) {
                return true;
            }
            let year = word.chars().rev().take_while(char::is_ascii_digit).count();
            if year == 4 && word.get(word.len() - 4..).is_some_and(|year| year.starts_with("19") || year.starts_with("20")) {
                return true;
            }
            // … of it.3 The; but not: No.3
            let short = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if short.len() == 2 && short.chars().all(char::is_lowercase) && !NUMBERED.contains(&short) {
                return true;
            }
            word
        }
        _ => return false,
    };
    word.chars().rev().take_while(|c| c.is_alphabetic()).count() >= 3 && !word.ends_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Behind a mark a word is over.
fn ends(after: &str) -> bool {
    after.is_empty() || after.starts_with([' ', '.', ',', ';', ':', ')', '\n', '—', '–', '”', '"', '\\', '\u{A0}'])
}
