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
    let hosts = hosts(pieces, &owner);
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut found = Vec::new();
    for at in 0..pieces.len() {
        let own = leading(&pieces[at]).map(|(label, _)| label.len() + OPEN.len_utf8() + CLOSE.len_utf8());
        let (head, tail) = pieces[at].text.split_at(own.unwrap_or(0));
        let mut text = head.to_owned();
        let in_note = matches!(hosts[at], Host::Note(_));
        rewrite(tail, &mut text, |label| match owner(label, at).filter(|text| *text != at) {
            // A pack has no footnotes of footnotes: the number stays, and tells which one is meant.
            Some(_) if in_note => apart(&raised(label)),
            Some(text) if matches!(hosts[text], Host::Note(_)) => {
                let next = numbers.len();
                let number = *numbers.entry(text).or_insert_with(|| {
                    found.push(text);
                    next
                });
                format!("{OPEN}{number}{CLOSE}")
            }
            Some(_) => raised(label),
            None => {
                told.add(What::LostMarks, pieces[at].line, label);
                raised(label)
            }
        });
        pieces[at].text = text;
    }
    let mut notes = Vec::new();
    for at in &found {
        let (label, text) = leading(&pieces[*at]).map(|(label, text)| (label.to_owned(), text.to_owned())).unwrap_or_default();
        notes.push(Footnote { label, text });
    }
    for at in 0..pieces.len() {
        let Host::Note(host) = hosts[at] else { continue };
        if let (false, Some((label, text)), Some(note)) =
            (host == at, leading(&pieces[at]), numbers.get(&host).and_then(|number| notes.get_mut(*number)))
        {
            note.text.extend([" ", &raised(label), " ", text]);
        }
        told.add(What::Notes, pieces[at].line, "");
        pieces[at] = Piece::new(pieces[at].line, Kind::Gap, "");
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

/// What becomes of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Host {
    /// It stands in the text.
    Text,
    /// It is part of this footnote: its own where the text has its mark, or else that from which one is led to it.
    Note(usize),
}

/// Which pieces are footnotes. Those that only other footnotes mark are printed within these: no word of them is lost.
fn hosts(pieces: &[Piece], owner: &impl Fn(&str, usize) -> Option<usize>) -> Vec<Host> {
    let is_text: Vec<bool> = pieces.iter().map(|piece| leading(piece).is_some()).collect();
    let marked = |at: usize| {
        let labels = labels(&pieces[at].text).skip(usize::from(is_text[at]));
        labels.filter_map(move |label| owner(label, at)).filter(move |text| *text != at)
    };
    let mut hosts: Vec<Option<Host>> = is_text.iter().map(|is_text| (!is_text).then_some(Host::Text)).collect();
    // What a piece in the text marks is a footnote; so, within it, is what that one marks.
    let reach = |roots: &[usize], hosts: &mut Vec<Option<Host>>| {
        let mut open = std::collections::VecDeque::new();
        for text in roots.iter().flat_map(|at| marked(*at)) {
            if hosts[text].is_none() {
                hosts[text] = Some(Host::Note(text));
                open.push_back((text, text));
            }
        }
        while let Some((at, host)) = open.pop_front() {
            for text in marked(at) {
                if hosts[text].is_none() {
                    hosts[text] = Some(Host::Note(host));
                    open.push_back((text, host));
                }
            }
        }
    };
    let body: Vec<usize> = (0..pieces.len()).filter(|at| !is_text[*at]).collect();
    reach(&body, &mut hosts);
    // Footnotes that nothing leads to stay in the text: first those that no other marks, then one of each ring.
    let mut is_marked = vec![false; pieces.len()];
    (0..pieces.len()).filter(|at| is_text[*at]).flat_map(marked).for_each(|text| is_marked[text] = true);
    for only_unmarked in [true, false] {
        for at in 0..pieces.len() {
            if hosts[at].is_none() && !(only_unmarked && is_marked[at]) {
                hosts[at] = Some(Host::Text);
                reach(&[at], &mut hosts);
            }
        }
    }
    hosts.into_iter().map(|host| host.unwrap_or(Host::Text)).collect()
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

/// A label in brackets does not stand at the word before it.
fn apart(raised: &str) -> String {
    if raised.starts_with('(') { format!(" {raised}") } else { raised.to_owned() }
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
            // A footnote that is set as one may speak of the next; only where that is set as one as well does it begin.
            let is_set = piece.kind != Kind::Note || part.split_once(CLOSE).is_some_and(|(_, text)| text.starts_with(':'));
            let is_next = nth > 0 && is_set && label.parse() == Ok(next) && seen.get(label).is_some_and(|count| *count > 1);
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
