//! Paragraphs that a page cut are one again.

use super::line::{Kind, Piece, bare, between};
use super::told::{Told, What};
use super::vocabulary::{CAPTIONS, LINKING};

/// Shorter lines are hardly the first half of a paragraph.
const SHORT: usize = 25;
/// From here on a paragraph without a full stop is one that was cut.
const LONG: usize = 60;

/// Joins what was cut.
pub(super) fn join(pieces: Vec<Piece>, told: &mut Told) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut last: Option<usize> = None;
    let mut interrupted = false;
    for piece in pieces {
        match piece.kind {
            // Between the halves of a sentence, a table only stands in the way, and so does a caption.
            Kind::Gap | Kind::Page(_) | Kind::Image | Kind::Table => {
                interrupted = true;
                out.push(piece);
            }
            Kind::Prose if is_caption(&piece.text) => {
                interrupted = true;
                out.push(piece);
            }
            Kind::Prose if last.is_some_and(|last| out.get(last).is_some_and(|before| goes_on(before, &piece, interrupted))) => {
                if let Some(before) = last.and_then(|last| out.get_mut(last)) {
                    told.add(What::Joined, piece.line, "");
                    append(&mut before.text, &piece.text);
                }
                interrupted = false;
            }
            Kind::Prose | Kind::Item(_) => {
                last = Some(out.len());
                interrupted = false;
                out.push(piece);
            }
            _ => {
                last = None;
                interrupted = false;
                out.push(piece);
            }
        }
    }
    out
}

/// `Figure 2. The harbour`
fn is_caption(text: &str) -> bool {
    let folded = crate::text::fold::fold(&start_of(text));
    let named = CAPTIONS.iter().find_map(|word| folded.strip_prefix(word));
    text.len() < 300 && named.is_some_and(|rest| rest.trim_start_matches([' ', '.']).starts_with(|c: char| c.is_ascii_digit()))
}

/// Puts the second half behind the first; a hyphen between them is looked at later.
fn append(text: &mut String, rest: &str) {
    // Emphasis that was closed at the page's end and opened again goes on.
    for sign in ["**", "*"] {
        if text.ends_with(sign) && rest.starts_with(sign) && text.matches(sign).count() % 2 == 0 {
            text.truncate(text.len() - sign.len());
            text.push(' ');
            text.push_str(rest.get(sign.len()..).unwrap_or_default());
            return;
        }
    }
    text.push(between(text));
    text.push_str(rest);
}

/// Whether a paragraph is the second half of the one before.
fn goes_on(before: &Piece, piece: &Piece, interrupted: bool) -> bool {
    if before.quote != piece.quote || (piece.depth > 0 && piece.depth != before.depth) || before.text.ends_with('\\') {
        return false;
    }
    let (first, second) = (end_of(&before.text), start_of(&piece.text));
    let is_item = matches!(before.kind, Kind::Item(_));
    if first.is_empty() || is_closed(&first) || (before.text.len() < SHORT && !is_item) {
        return false;
    }
    let word = second.split_whitespace().next().unwrap_or_default();
    let is_address = ["http", "www."].iter().any(|start| word.starts_with(start)) || word.contains('@');
    let is_numbered = word.len() <= 5 && word.ends_with([')', '.']) && !word.trim_end_matches([')', '.']).contains('.') && word != "etc.";
    if is_address || is_numbered {
        return false;
    }
    if second.starts_with(char::is_lowercase) {
        return true;
    }
    let last = first.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default().to_lowercase();
    let hangs = first.ends_with(',') || LINKING.contains(&&*last);
    let is_prose = second.len() >= LONG || is_closed(&end_of(&piece.text));
    let cut = before.text.len() >= LONG && is_prose;
    // A paragraph of whole sentences whose last one does not end was cut; so was a long one at the end of a page.
    cut && (hangs || interrupted || writes_sentences(&first) && first.len() >= 2 * LONG && !is_title(&piece.text))
        && second.starts_with(|c: char| c.is_alphanumeric())
}

/// A paragraph all in bold is a title.
fn is_title(text: &str) -> bool {
    text.starts_with("**") && text.ends_with("**") && text.len() < 120
}

/// The last signs of a text, without emphasis, marks, quotation marks and brackets.
fn end_of(text: &str) -> String {
    let start = text.char_indices().rev().nth(400).map_or(0, |(at, _)| at);
    let end = bare(text.get(start..).unwrap_or_default());
    end.trim_end_matches(['"', '”', '’', '»', ')', ']', '\'', ' ']).to_owned()
}

/// The first signs of a text, without emphasis, quotation marks and brackets.
fn start_of(text: &str) -> String {
    let end = text.char_indices().nth(400).map_or(text.len(), |(at, _)| at);
    bare(text.get(..end).unwrap_or_default()).trim_start_matches(['"', '“', '‘', '«', '(', '[', '\'']).to_owned()
}

fn is_closed(end: &str) -> bool {
    end.ends_with(['.', '!', '?', ':', '…', ';', '|'])
}

/// Whether a sentence ends within a text.
fn writes_sentences(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        word.chars().count() > 3 && text.get(at + 2..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
    })
}
