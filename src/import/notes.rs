//! Footnotes: marks in the text and texts thrown anywhere on the page, tied to one another.

use std::collections::HashMap;

use super::line::{CLOSE, Kind, OPEN, Piece, key, labels};
use super::told::{Told, What};
use super::vocabulary::NOTES;

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Footnote {
    /// As printed.
    pub(super) label: String,
    /// Its text.
    pub(super) text: String,
}

/// Ties marks to texts. Of pieces that were footnotes a gap stays; marks in the others hold the number of their footnote among those given
/// back.
#[allow(clippy::needless_range_loop, reason = "other pieces are looked at as well")]
pub(super) fn tie(pieces: &mut Vec<Piece>, told: &mut Told) -> Vec<Footnote> {
    cut_apart(pieces);
    super::bare_notes::mark(pieces, told);
    let mut marks: HashMap<String, Vec<usize>> = HashMap::new();
    let mut texts: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, piece) in pieces.iter().enumerate() {
        let own = leading(piece);
        if let Some((label, _)) = own {
            texts.entry(label.to_owned()).or_default().push(at);
        }
        for label in labels(&piece.text).skip(usize::from(own.is_some())) {
            marks.entry(label.to_owned()).or_default().push(at);
        }
    }
    // A mark belongs to the next text with its label, or else to the last one.
    let owner = |label: &str, at: usize| -> Option<usize> {
        let there = texts.get(label)?;
        there.get(there.partition_point(|text| *text <= at)).or(there.last()).copied()
    };
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut notes = Vec::new();
    for at in 0..pieces.len() {
        let own = leading(&pieces[at]).map(|(label, _)| label.len() + OPEN.len_utf8() + CLOSE.len_utf8());
        let skip = own.unwrap_or(0);
        let (head, tail) = pieces[at].text.split_at(skip);
        let mut text = head.to_owned();
        rewrite(tail, &mut text, |label| {
            if let Some(text) = owner(label, at).filter(|text| *text != at) {
                let next = numbers.len();
                format!("{OPEN}{}{CLOSE}", *numbers.entry(text).or_insert(next))
            } else {
                told.add(What::LostMarks, pieces[at].line, label);
                raised(label)
            }
        });
        pieces[at].text = text;
    }
    let mut found: Vec<(usize, usize)> = numbers.into_iter().map(|(text, number)| (number, text)).collect();
    found.sort_unstable();
    for (_, at) in &found {
        let piece = &mut pieces[*at];
        let (label, text) = leading(piece).map(|(label, text)| (label.to_owned(), text.to_owned())).unwrap_or_default();
        told.add(What::Notes, piece.line, "");
        notes.push(Footnote { label, text });
        *piece = Piece::new(piece.line, Kind::Gap, "");
    }
    for piece in pieces.iter_mut() {
        let Some((label, text)) = leading(piece).map(|(label, text)| (label.to_owned(), text.to_owned())) else { continue };
        told.add(What::LostNotes, piece.line, &label);
        piece.text = format!("{} {text}", raised(&label));
        if piece.kind == Kind::Note {
            piece.kind = Kind::Prose;
        }
    }
    drop_empty_headings(pieces, told);
    notes
}

/// The label and the text of a piece that may be a footnote's: the mark stands first, and something follows.
fn leading(piece: &Piece) -> Option<(&str, &str)> {
    if !matches!(piece.kind, Kind::Note | Kind::Prose | Kind::Item(_)) {
        return None;
    }
    let (label, text) = piece.text.strip_prefix(OPEN)?.split_once(CLOSE)?;
    let text = text.trim_start();
    (text.chars().count() > 1 && !text.starts_with(OPEN)).then_some((label, text))
}

/// Writes a text with its marks replaced.
pub(super) fn rewrite(text: &str, out: &mut String, mut with: impl FnMut(&str) -> String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(OPEN) {
        out.push_str(before);
        let Some((label, behind)) = after.split_once(CLOSE) else { break };
        out.push_str(&with(label));
        rest = behind;
    }
    out.push_str(rest);
}

/// A label as raised digits, where it is a number.
pub(super) fn raised(label: &str) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| c.to_digit(10).and_then(|digit| DIGITS.get(digit as usize));
    if label.chars().all(|c| digit(c).is_some()) {
        label.chars().filter_map(digit).collect()
    } else if label.chars().any(char::is_alphanumeric) {
        format!("({label})")
    } else {
        label.chars().flat_map(|c| ['\\', c]).collect()
    }
}

/// Several footnotes in one paragraph, one behind the other, become several.
fn cut_apart(pieces: &mut Vec<Piece>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    pieces.iter().flat_map(|piece| labels(&piece.text)).for_each(|label| *seen.entry(label.to_owned()).or_default() += 1);
    let mut out = Vec::with_capacity(pieces.len());
    for piece in pieces.drain(..) {
        let Some(first) = leading(&piece).and_then(|(label, _)| label.parse::<u32>().ok()) else {
            out.push(piece);
            continue;
        };
        let mut next = first + 1;
        let mut begun = Piece { text: String::new(), ..piece.clone() };
        for (nth, part) in piece.text.split(OPEN).skip(1).enumerate() {
            let label = part.split_once(CLOSE).map(|(label, _)| label).unwrap_or_default();
            let is_next = nth > 0 && label.parse() == Ok(next) && seen.get(label).is_some_and(|count| *count > 1);
            if is_next {
                next += 1;
                out.push(Piece { text: begun.text.trim_end().to_owned(), ..begun.clone() });
                begun.text.clear();
            }
            begun.text.push(OPEN);
            begun.text.push_str(part);
        }
        out.push(begun);
    }
    *pieces = out;
}

/// A heading `Notes` under which nothing stands any more says nothing.
fn drop_empty_headings(pieces: &mut Vec<Piece>, told: &mut Told) {
    let mut keep = vec![true; pieces.len()];
    for at in 0..pieces.len() {
        if matches!(pieces[at].kind, Kind::Heading(_)) && NOTES.contains(&&*key(&pieces[at].text)) {
            let next = pieces.iter().skip(at + 1).find(|piece| !matches!(piece.kind, Kind::Gap | Kind::Page(_)));
            let had_notes = pieces.get(at + 1).is_some_and(|piece| piece.kind == Kind::Gap);
            keep[at] = !had_notes || next.is_some_and(|next| !matches!(next.kind, Kind::Heading(_)));
            if !keep[at] {
                told.add(What::Markup, pieces[at].line, &pieces[at].text);
            }
        }
    }
    let mut keep = keep.into_iter();
    pieces.retain(|_| keep.next().unwrap_or(true));
}
