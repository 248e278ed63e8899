//! The report around its chapters: title, authors, year and publisher, what stands before the first chapter and behind the last.

use std::collections::{HashMap, HashSet};

use super::actions::recommends;
use super::headings::{Outline, is_common, is_title};
use super::line::{Kind, OPEN, Piece, bare, key, numbering};
use super::remnants::{Head, names, year};
use super::told::{Told, What};
use super::vocabulary::{BY, CONTENTS, IMPRINTS, LABELS, PUBLISHED, begins};
use crate::report::Words;
use crate::text::fold::{Folded, fold};

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chapter {
    /// Its title.
    pub(super) title: String,
    /// Its printed page.
    pub(super) page: Option<u32>,
    /// The line at which it begins.
    pub(super) line: usize,
    /// What is in it; headings below its own are of level 2 and more.
    pub(super) pieces: Vec<Piece>,
}

/// A report in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) authors: Vec<String>,
    pub(super) year: Option<u32>,
    pub(super) publisher: String,
    pub(super) chapters: Vec<Chapter>,
}

/// What is known beforehand.
pub(super) struct Known<'a> {
    /// What the document says of itself.
    pub(super) head: Head,
    /// The title that the person gave.
    pub(super) title: Option<&'a str>,
    /// The file's name, for a title if all else fails.
    pub(super) name: String,
    /// The year in which the file was made, if all else fails.
    pub(super) made: Option<u32>,
    /// What its headings tell.
    pub(super) outline: Outline,
    /// The edition's words.
    pub(super) words: &'a Words,
}

/// Sorts pieces into chapters.
pub(super) fn sort(mut pieces: Vec<Piece>, known: Known<'_>, told: &mut Told) -> Parts {
    let mut parts = Parts { authors: known.head.authors, year: known.head.year, publisher: known.head.publisher, ..Parts::default() };
    let has_contents = !known.outline.pages.is_empty();
    let title = title(&pieces, &known.outline, has_contents);
    // A title alone is all there is.
    let title = title.filter(|at| pieces.iter().enumerate().any(|(other, piece)| other != *at && says_something(piece)));
    let given = known.title.map(ToOwned::to_owned).or(Some(known.head.title).filter(|title| !title.is_empty()));
    parts.subtitle = known.head.subtitle;
    if let Some(at) = title {
        let found = bare(&pieces[at].text);
        let takes = given.as_ref().is_none_or(|given| key(given) == key(&found));
        if takes {
            told.add(What::Title, pieces[at].line, &found);
            pieces[at].kind = Kind::Gap;
            let subtitle = pieces.iter().enumerate().skip(at + 1).find(|(_, piece)| !matches!(piece.kind, Kind::Gap | Kind::Page(_)));
            let next = |at: usize| pieces.iter().skip(at + 1).find(|piece| !matches!(piece.kind, Kind::Gap | Kind::Page(_)));
            let is_subtitle = |piece: &Piece| {
                numbering(&bare(&piece.text)).is_none()
                    && matches!(piece.kind, Kind::Heading(_))
                    && !is_common(&piece.text)
                    && !is_label(&piece.text)
                    && !known.outline.pages.contains_key(&piece.line)
                    && piece.text.len() < 200
            };
            let is_all = |at: usize| !pieces.iter().enumerate().any(|(other, piece)| other != at && says_something(piece));
            let subtitle = subtitle.filter(|(at, piece)| !is_all(*at) && is_subtitle(piece) && parts.subtitle.is_empty()).map(|(at, _)| at);
            // A chapter has text; a subtitle stands deeper than what comes next, or other headings follow at once.
            let level = |piece: &Piece| if let Kind::Heading(level) = piece.kind { level } else { 0 };
            let heading = |at: usize| pieces.iter().skip(at + 1).find(|piece| level(piece) > 0).map_or(0, level);
            let fits =
                |at: &usize| has_contents || next(*at).is_some_and(|next| level(next) > 0) || level(&pieces[*at]) > heading(*at).max(1);
            if let Some(below) = subtitle.filter(|below| fits(below) && has_heading_below(&pieces, *below)) {
                parts.subtitle = bare(&pieces[below].text);
                pieces[below].kind = Kind::Gap;
            }
            parts.title = given.unwrap_or(found);
        } else {
            parts.title = given.unwrap_or_default();
        }
    } else if let Some(given) = given {
        parts.title = given;
    } else if let Some(at) = first_line(&pieces) {
        parts.title = bare(&pieces[at].text);
        told.add(What::Title, pieces[at].line, &parts.title);
        pieces[at].kind = Kind::Gap;
    } else {
        parts.title = known.name;
        told.add(What::Title, 0, &parts.title);
    }
    split(pieces, &known.outline.pages, known.words, told, &mut parts);
    back(&mut parts, known.words, told);
    imprint(&mut parts, known.words, told);
    if let Some(made) = known.made.filter(|_| parts.year.is_none()) {
        told.add(What::Year, 0, &made.to_string());
        parts.year = Some(made);
    }
    parts
}

/// A short first line before all headings is a title as well.
fn first_line(pieces: &[Piece]) -> Option<usize> {
    let at = pieces.iter().position(says_something)?;
    let piece = &pieces[at];
    let is_title = piece.kind == Kind::Prose
        && piece.text.len() <= 150
        && !is_label(&piece.text)
        && !piece.text.contains(['\n', OPEN])
        && !bare(&piece.text).ends_with(['.', ':', ';', ',', '!', '?'])
        && pieces.iter().any(|piece| matches!(piece.kind, Kind::Heading(_)));
    is_title.then_some(at)
}

/// The piece that is the title of the whole.
fn title(pieces: &[Piece], outline: &Outline, has_contents: bool) -> Option<usize> {
    let headings: Vec<usize> = (0..pieces.len()).filter(|at| matches!(pieces[*at].kind, Kind::Heading(_))).collect();
    let first = *headings.first()?;
    if has_contents {
        let is_entry = |at: &usize| outline.pages.contains_key(&pieces[*at].line);
        let front = headings.iter().copied().take_while(|at| !is_entry(at));
        let mut titles = front.filter(|at| !is_common(&pieces[*at].text));
        let title = titles.next()?;
        return if is_label(&pieces[title].text) {
            printed(&pieces[..title]).or(titles.find(|at| !is_label(&pieces[*at].text)))
        } else {
            Some(title)
        };
    }
    (outline.title == Some(pieces[first].line) || is_title(pieces, first, &headings)).then_some(first)
}

/// Whether a line only says what stands below it: `Author`.
fn is_label(text: &str) -> bool {
    LABELS.contains(&&*key(text))
}

/// The longest line in bold of a title page.
fn printed(front: &[Piece]) -> Option<usize> {
    let is_bold = |piece: &Piece| piece.text.starts_with("**") && piece.text.ends_with("**") && !piece.text.contains('\n');
    let lines = front.iter().enumerate().filter(|(_, piece)| is_bold(piece) && piece.text.split_whitespace().count() >= 3);
    lines.max_by_key(|(_, piece)| piece.text.len()).map(|(at, _)| at)
}

/// Whether other headings follow, of which the first is near: a title page has a subtitle, a chapter has text.
fn has_heading_below(pieces: &[Piece], at: usize) -> bool {
    let mut text = 0;
    for piece in pieces.iter().skip(at + 1) {
        match piece.kind {
            Kind::Heading(_) => return true,
            _ => text += piece.text.len(),
        }
        if text > 1500 {
            return false;
        }
    }
    false
}

/// More files nobody keeps in order: what would be a chapter behind them is a part of the last one.
const MOST: usize = 9_999;

/// Chapters begin at headings of level 1; if there is one only, at those below it.
fn split(pieces: Vec<Piece>, pages: &HashMap<usize, u32>, words: &Words, told: &mut Told, parts: &mut Parts) {
    let count = |wanted: u8| pieces.iter().filter(|piece| piece.kind == Kind::Heading(wanted)).count();
    let level_of = |piece: &Piece| if let Kind::Heading(level) = piece.kind { Some(level) } else { None };
    let mut levels = pieces.iter().filter_map(|piece| Some((level_of(piece)?, &piece.text)));
    // Where all that is there are recommendations, the titles below them are theirs.
    let gathering = levels.next().filter(|(level, title)| recommends(title) && levels.all(|(other, _)| other > *level));
    let top = gathering.map(|(level, _)| level);
    let top = top.or_else(|| (1..=6).find(|level| count(*level) >= 2)).or((1..=6).find(|level| count(*level) == 1)).unwrap_or(1);
    let alone = pieces.iter().any(|piece| matches!(piece.kind, Kind::Heading(level) if level < top));
    // A level that has one heading only and chapters beside it is theirs as well.
    let top_of = |level: u8| if alone && level < top { 1 } else { (level + 1).saturating_sub(top).max(1) };
    let mut front = Chapter { title: words.import.front.to_string(), page: None, line: 1, pieces: Vec::new() };
    for mut piece in pieces {
        match piece.kind {
            Kind::Heading(level) if top_of(level) == 1 && parts.chapters.len() < MOST => {
                let page = pages.get(&piece.line).copied();
                parts.chapters.push(Chapter { title: piece.text, page, line: piece.line, pieces: Vec::new() });
            }
            _ => {
                if let Kind::Heading(level) = piece.kind {
                    piece.kind = Kind::Heading(top_of(level).clamp(2, 6));
                }
                parts.chapters.last_mut().unwrap_or(&mut front).pieces.push(piece);
            }
        }
    }
    parts.chapters.retain(|chapter| !CONTENTS.contains(&&*key(&chapter.title)) || chapter.pieces.iter().any(says_something));
    if front.pieces.iter().any(says_something) {
        if parts.chapters.is_empty() {
            front.title.clone_from(&parts.title);
        } else {
            told.add(What::Front, front.pieces.iter().find(|piece| says_something(piece)).map_or(1, |piece| piece.line), &front.title);
        }
        parts.chapters.insert(0, front);
    }
}

fn says_something(piece: &Piece) -> bool {
    !matches!(piece.kind, Kind::Gap | Kind::Page(_)) && !piece.text.trim().is_empty()
}

/// Addresses, numbers and short lines behind the last chapter's last sentence are the back cover.
fn back(parts: &mut Parts, words: &Words, told: &mut Told) {
    if parts.chapters.len() < 2 {
        return;
    }
    let Some(last) = parts.chapters.last_mut() else { return };
    let is_cover = |piece: &Piece| match piece.kind {
        Kind::Gap | Kind::Page(_) | Kind::Image => true,
        Kind::Prose if piece.depth == 0 => {
            let text = bare(&piece.text);
            let last_line = text.lines().last().unwrap_or_default();
            text.len() < 200
                && (is_contact(&text)
                    || !last_line.trim_end().ends_with(['.', '!', '?', ':', ';', '…'])
                    || text.ends_with(':') && text.len() < 30)
        }
        _ => false,
    };
    let from = last.pieces.iter().rposition(|piece| !is_cover(piece)).map_or(0, |at| at + 1);
    let cover = last.pieces.get(from..).unwrap_or_default();
    let lines = cover.iter().filter(|piece| says_something(piece)).count();
    let contacts = cover.iter().filter(|piece| is_contact(&piece.text)).count();
    if from == 0 || lines < 2 || contacts == 0 {
        return;
    }
    let pieces = last.pieces.split_off(from);
    let line = pieces.iter().find(|piece| says_something(piece)).map_or(1, |piece| piece.line);
    told.add(What::Back, line, &words.import.back);
    parts.chapters.push(Chapter { title: words.import.back.to_string(), page: None, line, pieces });
}

fn is_contact(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["www.", "http", "@", "isbn", "issn", "©", "tel", "fax", "t: +", "f: +", "(+", "+"].iter().any(|sign| lower.contains(sign))
}

/// Pieces of the title page and the imprint that are looked at.
const IMPRINT: usize = 60;

/// Authors, year and publisher, from what stands around the chapters.
fn imprint(parts: &mut Parts, words: &Words, told: &mut Told) {
    let last = parts.chapters.len().saturating_sub(1);
    let is_around = |nth: usize, chapter: &Chapter| nth < 2 || nth == last || is_common(&chapter.title) && nth < 4;
    let around = parts.chapters.iter().enumerate().filter(|(nth, chapter)| is_around(*nth, chapter)).map(|(_, chapter)| chapter);
    let texts: Vec<(usize, String)> = around
        .flat_map(|chapter| chapter.pieces.iter().filter(|piece| piece.is_running()).take(IMPRINT))
        .map(|piece| (piece.line, bare(&piece.text).chars().take(1500).collect()))
        .collect();
    for (line, text) in &texts {
        if parts.authors.is_empty()
            && let Some(found) = behind(text, BY)
        {
            parts.authors = people(&found);
            if !parts.authors.is_empty() {
                told.add(What::Authors, *line, &parts.authors.join(", "));
            }
        }
        if parts.publisher.is_empty()
            && let Some(found) = behind(text, PUBLISHED)
        {
            let end = found.find(['.', ',', '\n', '(']).unwrap_or(found.len());
            found.get(..end).unwrap_or_default().trim().clone_into(&mut parts.publisher);
            told.add(What::Publisher, *line, &parts.publisher);
        }
    }
    if parts.year.is_none() {
        // A year in a chapter is one that the report speaks of.
        let is_imprint = |nth: usize, chapter: &Chapter| {
            nth < 4 && (chapter.title == *words.import.front || begins(&fold(&chapter.title), IMPRINTS))
                || chapter.title == *words.import.back
        };
        let lines: HashSet<usize> = (parts.chapters.iter().enumerate().filter(|(nth, chapter)| is_imprint(*nth, chapter)))
            .flat_map(|(_, chapter)| chapter.pieces.iter().map(|piece| piece.line))
            .collect();
        let texts: Vec<&(usize, String)> = texts.iter().filter(|(line, _)| lines.contains(line)).collect();
        let signed = texts.iter().find(|(_, text)| text.contains('©') && year(text).is_some());
        let found = signed.or_else(|| texts.iter().take(IMPRINT).find(|(_, text)| text.len() < 600 && year(text).is_some()));
        if let Some((line, text)) = found {
            parts.year = year(text);
            told.add(What::Year, *line, &parts.year.map(|year| year.to_string()).unwrap_or_default());
        }
    }
}

/// What follows one of these words, in a sentence.
fn behind(text: &str, words: &[&str]) -> Option<String> {
    let folded = Folded::new(text, &[]);
    let at = words.iter().filter_map(|word| {
        // `by` alone only begins a line.
        let at = if *word == "by " { folded.text.starts_with("by ").then_some(0)? } else { folded.text.find(word)? };
        Some(folded.source_range(&(at..at + word.len())).end)
    });
    text.get(at.min()?..).map(|rest| rest.trim_start().to_owned())
}

/// Names at the beginning of a text: words with capitals, and what joins them.
fn people(text: &str) -> Vec<String> {
    let mut taken: Vec<String> = vec![String::new()];
    for word in text.split_whitespace().take(24) {
        let plain = word.trim_matches([',', '.', ';', '(', ')']);
        let is_name = plain.chars().next().is_some_and(char::is_uppercase) && plain.chars().any(char::is_lowercase) || plain.len() == 1;
        let joins = ["and", "y", "e", "&"].contains(&plain);
        let is_particle = ["de", "da", "do", "del", "la", "los", "van", "von", "dos", "der"].contains(&plain);
        let Some(last) = taken.last_mut() else { break };
        if joins {
            taken.push(String::new());
        } else if is_name || (is_particle && !last.is_empty()) {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(plain);
            if word.ends_with([',', ';']) {
                taken.push(String::new());
            } else if word.ends_with('.') && plain.len() > 2 {
                break;
            }
        } else {
            break;
        }
    }
    let is_full = |name: &String| (2..=5).contains(&name.split_whitespace().count());
    names(&taken.join(", ")).into_iter().filter(is_full).take(12).collect()
}
