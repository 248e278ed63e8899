//! The numbers of printed pages: found by how they stand and how they grow, and read as changes of page.

use std::collections::{HashMap, HashSet};

use super::line::{Content, Line, bare, is_rule};
use super::told::{Told, What};
use super::vocabulary::{OF, PAGE};
use crate::text::fold::fold;

/// A line that may be a page's number.
struct Number {
    at: usize,
    page: u32,
    /// `of` how many.
    of: Option<u32>,
    /// It is one of those before the first page.
    is_roman: bool,
    /// It says so itself: `Page 3`, `- 3 -`.
    certain: bool,
    /// Nothing stands above it nor below it.
    apart: bool,
}

/// So many lines around one are looked at for the edge of a page.
const NEAR: usize = 12;
/// Where so many pages end, only what stands beside such an end is a page's number.
const PAGED: usize = 3;
/// No page has more lines.
const LINES: usize = 120;
/// So many pages may be without a number between two that have one.
const LEAP: u32 = 6;
/// Numbers that are years as well.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;
/// So many of them in a row are pages of a long series.
const SERIES: usize = 12;

/// Takes page numbers out of the lines. In the place of a number stands the page that begins behind it.
pub(super) fn take(lines: &mut [Line], told: &mut Told) {
    let numbers = numbers(lines);
    let breaks: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].content == Content::Page(None)).collect();
    let full = lines.iter().filter(|line| !line.is_blank()).count();
    let found = if breaks.len() >= PAGED && full <= LINES * breaks.len() {
        by_breaks(lines, &breaks, &numbers)
    } else {
        by_growth(lines, &numbers)
    };
    for number in found {
        told.add(What::PageNumbers, lines[number.at].number, "");
        turn(lines, number);
    }
}

/// A page's number tells of a change of page, together with the break beside it, if there is one: at the foot of a page of the one that comes, at
/// the head of that one itself.
fn turn(lines: &mut [Line], number: &Number) {
    let is_break = |at: &usize| lines[*at].content == Content::Page(None);
    let stops = |at: &usize| !lines[*at].is_blank() || is_break(at);
    let before = (0..number.at).rev().take(NEAR).find(stops);
    let after = (number.at + 1..lines.len()).take(NEAR).find(stops).filter(is_break);
    let is_first = before.is_none() && number.at < NEAR;
    let before = before.filter(is_break);
    let is_at_head = after.is_none() && (before.is_some() || is_first);
    let page = if is_at_head { number.page } else { number.page + 1 };
    lines[number.at].content = Content::Page((!number.is_roman).then_some(page));
    // A page with nothing on it but its number has two breaks: that before it was of the page before.
    if let Some(other) = after.or(before) {
        lines[other].content = Content::Gone;
    }
}

/// Lines that are no more than a number. A heading is none: it may be a year's or a chapter's.
fn numbers(lines: &[Line]) -> Vec<Number> {
    let free = |line: Option<&Line>| line.is_none_or(|line| line.is_blank() || is_rule(line.text()));
    let number = |at: usize| -> Option<Number> {
        let text = lines[at].text().trim();
        if text.len() > 40 || text.is_empty() || text.starts_with('#') {
            return None;
        }
        let apart = free(at.checked_sub(1).and_then(|before| lines.get(before))) && free(lines.get(at + 1));
        let plain = bare(text);
        let number = Number { at, page: 0, of: None, is_roman: false, certain: false, apart };
        // In capitals it would be a chapter's.
        if let Some(page) = roman(plain.trim_matches(['-', '|', '[', ']', ' '])) {
            return Some(Number { page, is_roman: true, ..number });
        }
        // With a full stop it is the end of a sentence.
        let folded = fold(&plain);
        if !folded.contains(|c: char| c.is_ascii_digit()) || !folded.ends_with(|c: char| c.is_alphanumeric() || FRAME.contains(&c)) {
            return None;
        }
        let (digits, said) = digits(&folded)?;
        let framed = folded.starts_with(FRAME) && folded.ends_with(FRAME);
        match *digits.as_slice() {
            [page] if page > 0 => {
                let plain = folded.chars().all(|c| c.is_ascii_digit() || c == ' ' || FRAME.contains(&c));
                (plain || said).then_some(Number { page, certain: said || framed, ..number })
            }
            [page, of] if page <= of => Some(Number { page, of: Some(of), certain: said, ..number }),
            _ => None,
        }
    };
    (0..lines.len()).filter_map(number).collect()
}

/// What may stand around a page's number.
const FRAME: [char; 6] = ['-', '–', '—', '|', '[', ']'];

/// The numbers of a line that has nothing but a page's number, and whether it says that it is one: `Page 3`, `3 of 12`, `p. 3/12`.
fn digits(folded: &str) -> Option<(Vec<u32>, bool)> {
    let mut digits = Vec::new();
    let mut said = false;
    let mut joined = folded.contains('/');
    let mut open = false;
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if let (true, Ok(page)) = (word.len() <= 4, word.parse::<u32>()) {
            digits.push(page);
            open = false;
        } else if PAGE.contains(&word) && digits.is_empty() {
            said = true;
        } else if OF.contains(&word) && digits.len() == 1 && !open {
            // Only between two numbers: `of 2023` is the end of a sentence.
            (open, joined) = (true, true);
        } else {
            return None;
        }
    }
    (!open && (digits.len() < 2 || joined)).then_some((digits, said))
}

/// Where pages end in the text, those beside such an end that grow as the pages do.
fn by_breaks<'a>(lines: &[Line], breaks: &[usize], numbers: &'a [Number]) -> Vec<&'a Number> {
    let beside = |number: &&Number| ends(lines, (0..number.at).rev()) || ends(lines, number.at + 1..lines.len());
    let index = |number: &Number| breaks.partition_point(|at| *at < number.at);
    let key = |number: &Number| (number.is_roman, i64::from(number.page) - i64::try_from(index(number)).unwrap_or(i64::MAX));
    let edges: Vec<&Number> = numbers.iter().filter(beside).collect();
    let mut pages: HashMap<(bool, i64), HashSet<usize>> = HashMap::new();
    for number in &edges {
        pages.entry(key(number)).or_default().insert(index(number));
    }
    // On facing pages that were scanned as one, the number grows by more than one.
    let follows = |a: &Number, b: &Number| a.apart && b.apart && follows(a, b) && index(a) < index(b);
    let is_one = |nth: usize| {
        let number = edges[nth];
        let agreeing = pages.get(&key(number)).map_or(0, HashSet::len);
        agreeing >= 3
            || number.apart && (number.certain || agreeing >= 2)
            || nth.checked_sub(1).and_then(|before| edges.get(before)).is_some_and(|before| follows(before, number))
            || edges.get(nth + 1).is_some_and(|next| follows(number, next))
    };
    (0..edges.len()).filter(|nth| is_one(*nth)).map(|nth| edges[nth]).collect()
}

/// Whether a page ends there, or the text; a running head may stand between.
fn ends(lines: &[Line], beside: impl Iterator<Item = usize>) -> bool {
    let mut between = 0;
    for (nth, at) in beside.enumerate() {
        if lines[at].content == Content::Page(None) {
            return true;
        }
        between += usize::from(!lines[at].is_blank());
        if between > 1 || nth >= NEAR {
            return false;
        }
    }
    true
}

fn follows(a: &Number, b: &Number) -> bool {
    a.is_roman == b.is_roman && a.of == b.of && b.page > a.page && b.page - a.page <= LEAP
}

/// Where nothing tells of the ends of pages, those that stand apart and grow from one to the next. One number alone may be a figure in large
/// print, and numbers that follow one another with nothing between are those of a figure.
fn by_growth<'a>(lines: &[Line], numbers: &'a [Number]) -> Vec<&'a Number> {
    let apart: Vec<&Number> = numbers.iter().filter(|number| number.apart).collect();
    let stands_between = |a: &Number, b: &Number| {
        let mut between = lines.get(a.at + 1..b.at).unwrap_or_default().iter();
        between.any(|line| !line.is_blank() || !matches!(line.content, Content::Text(_)))
    };
    let runs: Vec<&[&Number]> = apart.chunk_by(|a, b| !stands_between(a, b)).collect();
    let is_page = |(nth, run): &(usize, &&[&Number])| {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { return false };
        let before = nth.checked_sub(1).and_then(|before| runs.get(before)?.last()).is_some_and(|before| follows(before, first));
        let after = runs.get(nth + 1).and_then(|next| next.first()).is_some_and(|next| follows(last, next));
        match run.len() {
            1 => true,
            2 => before || after,
            _ => before && after,
        }
    };
    let pages: Vec<&Number> = runs.iter().enumerate().filter(is_page).flat_map(|(_, run)| run.iter().copied()).collect();
    let chains: Vec<&[&Number]> = pages
        .chunk_by(|a, b| follows(a, b))
        .filter(|chain| match chain {
            [one] => one.certain,
            [first, ..] => first.certain || !YEARS.contains(&first.page) || chain.len() >= SERIES,
            [] => false,
        })
        .collect();
    // A few that stand between more of them do not go back.
    let fits = |(nth, chain): &(usize, &&[&Number])| {
        let before = nth.checked_sub(1).and_then(|before| chains.get(before)).filter(|before| before.len() > chain.len());
        let after = chains.get(nth + 1).filter(|after| after.len() > chain.len());
        let ends = (before.and_then(|chain| chain.last()), after.and_then(|chain| chain.first()), chain.first(), chain.last());
        let (Some(before), Some(after), Some(first), Some(last)) = ends else { return true };
        let all_of_a_kind = before.is_roman == after.is_roman && before.is_roman == first.is_roman && before.page < after.page;
        !all_of_a_kind || (before.page < first.page && last.page < after.page)
    };
    chains.iter().enumerate().filter(fits).flat_map(|(_, chain)| chain.iter().copied()).collect()
}

/// A page in small Roman numbers, as those before the first chapter have.
pub(super) fn roman(text: &str) -> Option<u32> {
    let value = |c: char| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        })
    };
    let values = text.chars().map(value).collect::<Option<Vec<i32>>>().filter(|values| !values.is_empty())?;
    let sign = |nth: usize| if values.get(nth + 1).is_some_and(|next| *next > values[nth]) { -1 } else { 1 };
    u32::try_from(values.iter().enumerate().map(|(nth, value)| sign(nth) * value).sum::<i32>()).ok()
}
