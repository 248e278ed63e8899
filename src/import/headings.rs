//! Headings: their levels, of which converters make what they like, as the printed contents list, the titles' own numbers and common sense
//! have them.

use std::collections::{HashMap, HashSet};

use super::contents::Entry;
use super::line::{CLOSE, Kind, OPEN, Piece, bare, key, numbering, unnumbered};
use super::told::{Told, What};
use super::vocabulary::{CHAPTERS, OPENING, begins};
use crate::text::fold::fold;

/// Titles are not longer.
const LONGEST: usize = 240;

/// What headings tell of themselves before they have their levels.
#[derive(Default)]
pub(super) struct Outline {
    /// The printed pages of those that the contents list has, by their lines.
    pub(super) pages: HashMap<usize, u32>,
    /// The line of the first, where it alone stands higher than all others: it is the title, whatever text stands below it.
    pub(super) title: Option<usize>,
}

/// Makes headings of what is one, and gives each its level (1 is a chapter).
pub(super) fn repair(pieces: &mut [Piece], entries: &[Entry], contents_end: usize, told: &mut Told) -> Outline {
    unbold(pieces, told);
    clean(pieces);
    let own: Vec<Option<u8>> = pieces.iter().map(level_of).collect();
    let matched = find(pieces, entries, contents_end, told);
    let before: Vec<Option<u8>> = pieces.iter().map(level_of).collect();
    let title = highest(pieces).map(|at| pieces[at].line);
    if matched.is_empty() {
        by_themselves(pieces);
    } else {
        let levels = if entries.iter().all(|entry| entry.level == 1) { of_flat(pieces, &matched, &own) } else { None };
        let levels = levels.unwrap_or_else(|| matched.iter().map(|(_, entry)| entries[*entry].level).collect());
        by_contents(pieces, &matched, &levels);
    }
    for (piece, before) in pieces.iter().zip(before) {
        if before.is_some() && level_of(piece) != before {
            told.add(What::Levels, piece.line, "");
        }
    }
    Outline { pages: matched.into_iter().filter_map(|(at, entry)| Some((pieces[at].line, entries[entry].page?))).collect(), title }
}

/// The first heading, where it alone stands higher than all others, and is none that is a chapter in other reports.
fn highest(pieces: &[Piece]) -> Option<usize> {
    let mut headings = (0..pieces.len()).filter(|at| level_of(&pieces[*at]).is_some()).peekable();
    let first = headings.next().filter(|at| !is_common(&pieces[*at].text) && numbering(&bare(&pieces[*at].text)).is_none())?;
    headings.peek()?;
    headings.all(|other| level_of(&pieces[other]) > level_of(&pieces[first])).then_some(first)
}

fn level_of(piece: &Piece) -> Option<u8> {
    if let Kind::Heading(level) = piece.kind { Some(level) } else { None }
}

/// Whether a title is one that every other report has as a chapter.
pub(super) fn is_common(text: &str) -> bool {
    begins(&fold(unnumbered(&bare(text))), CHAPTERS)
}

/// Lines all in bold, where paragraphs follow, are headings.
fn unbold(pieces: &mut [Piece], told: &mut Told) {
    for at in 0..pieces.len() {
        let piece = &pieces[at];
        let text = piece.text.trim();
        let inner =
            text.strip_prefix("**").and_then(|text| text.strip_suffix("**")).or_else(|| text.strip_prefix("__")?.strip_suffix("__"));
        let Some(inner) = inner.filter(|inner| !inner.contains("**") && !inner.contains('\n')) else { continue };
        let is_title = piece.kind == Kind::Prose
            && piece.depth == 0
            && piece.quote == 0
            && (3..=120).contains(&inner.len())
            && !inner.ends_with(['.', ':', ';', ',', '!'])
            && inner.chars().any(char::is_alphabetic);
        let next = pieces.iter().skip(at + 1).find(|piece| !matches!(piece.kind, Kind::Gap | Kind::Page(_)));
        if is_title && next.is_some_and(|next| next.is_running() && next.text.len() > inner.len()) {
            let inner = inner.to_owned();
            told.add(What::Promoted, piece.line, &inner);
            pieces[at].kind = Kind::Heading(6);
            pieces[at].text = inner;
        }
    }
}

/// Titles without emphasis over the whole, attributes and line breaks. Marks of footnotes go to the text below: a title has no notes.
fn clean(pieces: &mut [Piece]) {
    let mut marks = String::new();
    for piece in pieces.iter_mut() {
        if let Kind::Heading(_) = piece.kind {
            let mut text = piece.text.replace("\\\n", " ");
            if let Some(at) = text.rfind(" {").filter(|at| super::nearby::attributes(text.get(at + 1..).unwrap_or_default()) > 0) {
                text.truncate(at);
            }
            let mut plain = String::new();
            super::notes::rewrite(&text, &mut plain, |label| {
                marks.extend([OPEN.to_string().as_str(), label, CLOSE.to_string().as_str()]);
                String::new()
            });
            piece.text = without_emphasis(&plain).into();
        } else if piece.is_running() && !marks.is_empty() {
            // Behind the first sentence.
            let at = piece.text.find(". ").map_or(piece.text.len(), |at| at + 1);
            piece.text.insert_str(at, &marks);
            marks.clear();
        }
    }
    if !marks.is_empty()
        && let Some(last) = pieces.iter_mut().rev().find(|piece| piece.is_running())
    {
        last.text.push_str(&marks);
    }
}

/// A title without emphasis over the whole.
fn without_emphasis(text: &str) -> &str {
    let text = text.trim();
    let bold = text.strip_prefix("**").and_then(|text| text.strip_suffix("**")).filter(|text| !text.contains("**"));
    let slanted = text.strip_prefix('*').and_then(|text| text.strip_suffix('*')).filter(|text| !text.contains('*'));
    bold.or(slanted).unwrap_or(text).trim()
}

/// Which pieces the entries of the contents list are: pairs of piece and entry, in the order of the pieces.
fn find(pieces: &mut [Piece], entries: &[Entry], contents_end: usize, told: &mut Told) -> Vec<(usize, usize)> {
    if entries.is_empty() {
        return Vec::new();
    }
    let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
    let mut headings: Vec<(usize, String)> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let fits = matches!(piece.kind, Kind::Heading(_)) || (piece.kind == Kind::Prose && piece.line > contents_end && piece.depth == 0);
        if fits && piece.text.len() <= LONGEST {
            let key = key(&piece.text);
            if matches!(piece.kind, Kind::Heading(_)) {
                headings.push((at, key.clone()));
            }
            by_key.entry(key).or_default().push(at);
        }
    }
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut taken: HashSet<usize> = HashSet::new();
    let mut merged: Vec<usize> = Vec::new();
    let mut cursor = 0;
    for (nth, entry) in entries.iter().enumerate() {
        let wanted = key(&entry.title);
        let is_free = |at: &usize| !taken.contains(at);
        let exact = by_key.get(&wanted).and_then(|there| {
            let heading = |at: &&usize| matches!(pieces[**at].kind, Kind::Heading(_)) && is_free(at);
            let behind = there.iter().filter(|at| **at >= cursor);
            behind.clone().find(heading).or(there.iter().find(heading)).or(behind.clone().find(|at| is_free(at))).copied()
        });
        let near = || {
            let is_like = |key: &str| {
                let (short, long) = if key.len() < wanted.len() { (key, &*wanted) } else { (&*wanted, key) };
                short.len() >= 12 && (long.starts_with(short) || long.ends_with(short)) && short.len() * 2 >= long.len()
            };
            // Two headings that are one title, of which the converter made two.
            let double = headings.windows(2).find(|pair| {
                let joined = pair[0].1.len() + pair[1].1.len() == wanted.len();
                joined && wanted.starts_with(&pair[0].1) && wanted.ends_with(&pair[1].1) && pair[1].0 - pair[0].0 == 1
            });
            double.map(|pair| (pair[0].0, Some(pair[1].0))).or_else(|| {
                let like = |(at, key): &&(usize, String)| *at >= cursor && is_like(key) && is_free(at);
                headings.iter().find(like).map(|(at, _)| (*at, None))
            })
        };
        let searched = entries.len().saturating_mul(headings.len()) < 20_000_000;
        match exact.map(|at| (at, None)).or_else(|| if searched { near() } else { None }) {
            Some((at, second)) => {
                found.push((at, nth));
                taken.insert(at);
                cursor = at;
                if let Some(second) = second {
                    let rest = pieces[second].text.clone();
                    pieces[at].text = format!("{} {rest}", pieces[at].text);
                    merged.push(second);
                }
                if pieces[at].kind == Kind::Prose {
                    told.add(What::Promoted, pieces[at].line, &entry.title);
                    pieces[at].text = without_emphasis(&pieces[at].text).into();
                }
                pieces[at].kind = Kind::Heading(entry.level);
            }
            None => told.add(What::LostEntries, entry.line, &entry.title),
        }
    }
    for at in merged {
        pieces[at].kind = Kind::Gap;
        pieces[at].text.clear();
    }
    found.sort_unstable();
    found
}

/// The levels of titles that a contents list has all at one, of which the converter knew more: by its own levels, where those that every report
/// has as chapters, and the first, stand highest.
fn of_flat(pieces: &[Piece], matched: &[(usize, usize)], own: &[Option<u8>]) -> Option<Vec<u8>> {
    // Lines that were only bold have none of their own.
    let level = |at: usize| own[at].filter(|level| *level < 6);
    let top = matched.iter().filter_map(|(at, _)| level(*at)).min()?;
    let chapters = matched.iter().enumerate().filter(|(nth, (at, _))| *nth == 0 || is_common(&pieces[*at].text));
    let is_sound = chapters.into_iter().all(|(_, (at, _))| level(*at) == Some(top));
    is_sound.then(|| matched.iter().map(|(at, _)| level(*at).map_or(2, |level| level - top + 1)).collect())
}

/// Levels by the contents list: what it does not have stands below what it has, or is front and back matter.
#[allow(clippy::needless_range_loop, reason = "the index is what was matched")]
fn by_contents(pieces: &mut [Piece], matched: &[(usize, usize)], levels: &[u8]) {
    let listed: HashMap<usize, u8> = matched.iter().map(|(at, _)| *at).zip(levels.iter().copied()).collect();
    let (first, last) = (matched[0].0, matched[matched.len() - 1].0);
    let mut current = 0;
    let mut below: Vec<u8> = Vec::new();
    for at in 0..pieces.len() {
        let Some(level) = level_of(&pieces[at]) else { continue };
        if let Some(level) = listed.get(&at) {
            current = *level;
            below.clear();
            pieces[at].kind = Kind::Heading(current);
        } else if is_common(&pieces[at].text) && (at < first || at > last) {
            current = 1;
            below.clear();
            pieces[at].kind = Kind::Heading(1);
        } else {
            while below.last().is_some_and(|above| *above >= level) {
                below.pop();
            }
            below.push(level);
            let depth = current.max(1) as usize + below.len();
            pieces[at].kind = Kind::Heading(depth.min(6) as u8);
        }
    }
}

/// Levels by the titles' own numbers, or by the converter's levels without its leaps.
fn by_themselves(pieces: &mut [Piece]) {
    let headings: Vec<usize> = (0..pieces.len()).filter(|at| level_of(&pieces[*at]).is_some()).collect();
    let depths: Vec<Option<u8>> = headings.iter().map(|at| numbering(&bare(&pieces[*at].text)).map(|(depth, _)| depth)).collect();
    let numbered = depths.iter().flatten().count();
    // What each report has, and lines that were only bold, need no number.
    let needs_none = |at: &&usize| level_of(&pieces[**at]) == Some(6) || is_common(&pieces[**at].text);
    let others = headings.iter().zip(&depths).filter(|(at, depth)| depth.is_none() && !needs_none(at)).count();
    let by_number = numbered >= 3 && numbered >= others;
    let shallowest = headings.iter().filter_map(|at| level_of(&pieces[*at])).min().unwrap_or(1);
    // The first is the title of the whole where it alone stands so high.
    let title = headings.first().copied().filter(|at| is_title(pieces, *at, &headings));
    let rest = headings.iter().copied().filter(|at| Some(*at) != title);
    let top = rest.clone().filter_map(|at| level_of(&pieces[at])).min().unwrap_or(shallowest);
    let mut current = 0;
    // The converter's levels of the headings above, outermost first.
    let mut above: Vec<u8> = Vec::new();
    for (nth, at) in headings.iter().enumerate() {
        let level = level_of(&pieces[*at]).unwrap_or(1);
        let new = if Some(*at) == title {
            1
        } else if is_common(&pieces[*at].text) && depths[nth].is_none_or(|depth| depth == 1) && level < 6 {
            above.clear();
            above.push(top);
            1
        } else if by_number {
            depths[nth].unwrap_or((current + 1).clamp(2, 6))
        } else {
            while above.last().is_some_and(|other| *other >= level) {
                above.pop();
            }
            above.push(level);
            above.len() as u8
        };
        // What has no number stands below what has one, all at one depth.
        if !by_number || depths[nth].is_some() || new == 1 {
            current = new;
        }
        pieces[*at].kind = Kind::Heading(new.min(6));
    }
}

/// Whether the first heading is the report's title and not its first chapter.
pub(super) fn is_title(pieces: &[Piece], at: usize, headings: &[usize]) -> bool {
    let text = &pieces[at].text;
    if is_common(text) || numbering(&bare(text)).is_some() {
        return false;
    }
    let level = level_of(&pieces[at]).unwrap_or(1);
    let others: Vec<usize> = headings.iter().copied().filter(|other| *other != at).collect();
    let Some(next) = others.iter().copied().find(|other| *other > at) else { return headings.len() == 1 };
    let between: usize =
        pieces.get(at..next).unwrap_or_default().iter().filter(|piece| piece.is_running()).map(|piece| piece.text.len()).sum();
    let alone = others.iter().all(|other| level_of(&pieces[*other]).is_some_and(|other| other > level));
    // Whole sentences below it make it a chapter like the next one, unless that is the one with which a report begins.
    let speaks = pieces.get(at..next).unwrap_or_default().iter().any(|piece| piece.is_running() && is_sentence(&bare(&piece.text)));
    let next = bare(&pieces[next].text);
    let begins_there = begins(&fold(unnumbered(&next)), OPENING) || numbering(&next).is_some();
    alone || if speaks { begins_there && between < 3000 } else { between < 300 || (is_common(&next) && between < 3000) }
}

/// Whether a paragraph is a sentence, and no line of a title page or an imprint.
fn is_sentence(text: &str) -> bool {
    let has_year = text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    text.ends_with(['.', '!', '?']) && text.split_whitespace().count() >= 3 && !has_year && !text.contains(['©', '@'])
}
