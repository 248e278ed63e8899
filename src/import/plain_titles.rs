//! Titles of a text without markup that stand right above their paragraphs: told by the printed contents list, by Roman numbers above them,
//! and by lines that end early.

use std::collections::HashMap;

use super::line::{key, numbering};
use super::page_numbers::roman;
use super::vocabulary::CONTENTS;
use crate::text::fold::fold;

/// Titles are not longer.
const LONGEST: usize = 160;
/// Fewer entries are no contents list.
const FEWEST: usize = 3;
/// Lines of a contents list without leaders.
const LIST: usize = 120;

/// What a printed contents list names: how often, and behind which line that stands in the text.
pub(super) struct Listed {
    titles: HashMap<String, (usize, usize)>,
}

impl Listed {
    pub(super) fn new(raw: &[&str]) -> Self {
        let mut titles: HashMap<String, (usize, usize)> = HashMap::new();
        let mut count = 0;
        let mut list_end = 0;
        for (nth, line) in raw.iter().enumerate() {
            let body = line.trim();
            if body.len() <= 60 && CONTENTS.contains(&&*key(body)) {
                list_end = nth + LIST;
            }
            let Some(title) = entry(body, nth < list_end) else { continue };
            count += 1;
            let (times, at) = titles.entry(letters(title)).or_default();
            (*times, *at) = (*times + 1, nth);
        }
        if count < FEWEST {
            titles.clear();
        }
        Self { titles }
    }

    /// Whether a line is one of them, as often as it is listed: a running head says the same on every page.
    pub(super) fn take(&mut self, body: &str, nth: usize) -> bool {
        if self.titles.is_empty() {
            return false;
        }
        let there = self.titles.get_mut(&letters(body)).filter(|(times, last)| *times > 0 && nth > *last);
        if let Some((times, _)) = there {
            *times -= 1;
            return true;
        }
        false
    }
}

/// The title of an entry: leaders lead to its page, or in a list much space.
fn entry(body: &str, in_list: bool) -> Option<&str> {
    let title = body.trim_end_matches(|c: char| c.is_ascii_digit());
    let has_leader = ["....", ". . .", "……", "____"].iter().any(|leader| title.contains(leader));
    let is_apart = in_list && title.ends_with("   ");
    if title.len() == body.len() || body.len() - title.len() > 4 || !(has_leader || is_apart) {
        return None;
    }
    let title = title.trim_end_matches(['.', ' ', '…', '_', '·', '\t']);
    (title.contains(char::is_alphabetic) && title.len() <= LONGEST).then_some(title)
}

/// Letters and digits: the number of a title belongs to it.
fn letters(title: &str) -> String {
    fold(title).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a text is in capitals.
pub(super) fn is_loud(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    let all = letters.count();
    all >= 4 && capitals * 10 >= all * 9
}

/// Chapters of judgments and laws: a Roman number in the middle of a line, and below it a title in capitals. By the line of the number, the line
/// behind the title, and the title; none where only one stands there.
pub(super) fn chapters(raw: &[&str]) -> HashMap<usize, (usize, String)> {
    const CENTRED: usize = 8;
    let line = |nth: usize| raw.get(nth).copied().unwrap_or_default();
    let is_blank = |nth: usize| line(nth).trim().is_empty();
    let indent = |nth: usize| line(nth).len() - line(nth).trim_start().len();
    let mut out = HashMap::new();
    for nth in 0..raw.len() {
        let number = line(nth).trim().trim_end_matches('.');
        let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|byte| b"IVXL".contains(&byte));
        if !is_number || indent(nth) < CENTRED || (nth > 0 && !is_blank(nth - 1)) || roman(&number.to_lowercase()).is_none() {
            continue;
        }
        let start = nth + 1 + usize::from(is_blank(nth + 1));
        let end = (start..raw.len()).take(5).find(|nth| is_blank(*nth)).unwrap_or(raw.len());
        let is_centred = (start..end).all(|nth| indent(nth) * 2 >= CENTRED);
        let title: Vec<&str> = raw.get(start..end).unwrap_or_default().iter().flat_map(|line| line.split_whitespace()).collect();
        let title = title.join(" ");
        if start < end && end - start <= 4 && is_centred && is_loud(&title) && title.len() <= LONGEST {
            out.insert(nth, (end, format!("{number}. {title}")));
        }
    }
    if out.len() < 2 {
        out.clear();
    }
    out
}

/// How long the lines of the paragraphs are.
pub(super) struct Width(usize);

impl Width {
    /// Where lines are not cut to a width, none ends early.
    const LEAST: usize = 50;
    const MOST: usize = 120;

    pub(super) fn of(raw: &[&str]) -> Self {
        let mut lengths: Vec<usize> = raw.iter().map(|line| line.trim().chars().count()).filter(|length| *length > 0).collect();
        lengths.sort_unstable();
        Self(lengths.get(lengths.len() * 9 / 10).copied().unwrap_or(0))
    }

    /// Whether a word more had its place in a line.
    pub(super) fn leaves(&self, line: &str, word: &str) -> bool {
        line.trim().chars().count() + word.len() + 3 < self.0
    }

    /// Whether a line ends although the next one's first word had a place in it, and a paragraph begins there.
    pub(super) fn ends_early(&self, body: &str, next: &str) -> bool {
        let next = next.trim();
        let word = next.split_whitespace().next().unwrap_or_default().chars().count();
        let begins = next.starts_with(char::is_uppercase) || next.starts_with(['"', '“', '«', '¿']);
        // A chapter's title may have that of its first part below it.
        let is_part = numbering(next).is_some_and(|(depth, title)| depth > 1 && title.starts_with(char::is_uppercase));
        let is_text = begins && next.len() > body.len() && body.chars().count() + 1 + word < self.0;
        (Self::LEAST..=Self::MOST).contains(&self.0) && (is_text || is_part)
    }
}
