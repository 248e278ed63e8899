//! What printers put on every page: its number, and lines that run through the report at the heads or feet of its pages.

use std::collections::HashMap;

use super::line::{Content, Line, bare};
use super::told::{Told, What};
use super::vocabulary::PAGE;
use crate::text::fold::fold;

/// A line that may be a page's number.
struct Number {
    at: usize,
    page: u32,
    /// It says so itself: `Page 3`, `- 3 -`.
    certain: bool,
}

/// So often a line must stand at the edge of a page to be left out.
const OFTEN: usize = 3;

/// Longer lines are no running heads.
const LONGEST: usize = 120;

/// Takes page numbers and running heads out of the lines. In the place of a number stands the page that begins behind it.
pub(super) fn take(lines: &mut [Line], told: &mut Told) {
    let numbers = numbers(lines);
    for number in sequence(&numbers) {
        told.add(What::PageNumbers, lines[number.at].number, "");
        lines[number.at].content = Content::Page(Some(number.page + 1));
    }
    heads(lines, told);
}

/// Lines that stand alone and are no more than a number.
fn numbers(lines: &[Line]) -> Vec<Number> {
    let alone = |at: usize| {
        let free = |line: Option<&Line>| line.is_none_or(super::line::Line::is_blank);
        free(at.checked_sub(1).and_then(|before| lines.get(before))) || free(lines.get(at + 1))
    };
    let number = |at: usize| -> Option<Number> {
        let text = lines[at].text();
        if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) || !alone(at) {
            return None;
        }
        let folded = fold(&bare(text.trim().trim_start_matches('#')));
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut digits = Vec::new();
        let mut said = false;
        for word in words {
            if let (true, Ok(page)) = (word.len() <= 4, word.parse::<u32>()) {
                digits.push(page);
            } else if PAGE.contains(&word) {
                said = true;
            } else {
                return None;
            }
        }
        let framed = folded.starts_with(['-', '|', '[']) && folded.ends_with(['-', '|', ']']);
        match *digits.as_slice() {
            [page] if page > 0 => {
                let plain = folded.chars().all(|c| c.is_ascii_digit() || " -|[]".contains(c));
                (plain || said).then_some(Number { at, page, certain: said || framed })
            }
            [page, of] if page <= of && (said || folded.contains('/')) => Some(Number { at, page, certain: true }),
            _ => None,
        }
    };
    (0..lines.len()).filter_map(number).collect()
}

/// Those that grow from page to page. One number alone may be a figure in large print.
fn sequence(numbers: &[Number]) -> Vec<&Number> {
    let follows = |a: &Number, b: &Number| b.page > a.page && b.page - a.page <= 6;
    let is_one = |(nth, number): (usize, &Number)| {
        let before = nth.checked_sub(1).and_then(|before| numbers.get(before));
        number.certain
            || before.is_some_and(|before| follows(before, number))
            || numbers.get(nth + 1).is_some_and(|next| follows(number, next))
    };
    numbers.iter().enumerate().filter(|(nth, number)| is_one((*nth, number))).map(|(_, number)| number).collect()
}

/// Lines that stand alone, are the same again and again (numbers aside), and stand at the edges of pages.
fn heads(lines: &mut [Line], told: &mut Told) {
    let mut seen: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.text().trim();
        if !text.is_empty() && text.len() <= LONGEST && !text.starts_with(['|', '-', '!', '<']) {
            let same: String = bare(text.trim_start_matches('#')).chars().filter(|c| c.is_alphabetic()).collect();
            if same.chars().count() >= 3 {
                seen.entry(same.to_lowercase()).or_default().push(at);
            }
        }
    }
    let edge = |lines: &[Line], at: usize| {
        let is_edge = |line: &Line| !matches!(line.content, Content::Text(_)) || is_rule(line.text());
        let mut before = lines.iter().take(at).rev().take(NEAR).filter(|line| !line.is_blank() || is_edge(line));
        let mut after = lines.iter().skip(at + 1).take(NEAR).filter(|line| !line.is_blank() || is_edge(line));
        before.next().is_none_or(is_edge) || after.next().is_none_or(is_edge)
    };
    let mut out: Vec<usize> = Vec::new();
    for places in seen.values().filter(|places| places.len() >= OFTEN) {
        let at_edges: Vec<usize> = places.iter().copied().filter(|at| edge(lines, *at)).collect();
        if at_edges.len() * 5 >= places.len() * 4 && at_edges.len() >= OFTEN {
            // The chapter itself, whose title runs through its pages.
            let own = places.iter().find(|at| lines[**at].text().trim_start().starts_with('#'));
            let first = places.first().filter(|at| own.is_none() && !at_edges.contains(at));
            out.extend(at_edges.iter().filter(|at| Some(*at) != own && Some(*at) != first));
        }
    }
    out.sort_unstable();
    let mut told_once = std::collections::HashSet::new();
    for at in out {
        let line = &mut lines[at];
        let new = told_once.insert(line.text().trim().to_owned());
        told.add(What::Running, line.number, if new { line.text() } else { "" });
        line.leave_out();
    }
}

/// So many lines around one are looked at for the edge of a page.
const NEAR: usize = 12;

/// A line across.
pub(super) fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|first| matches!(first, '-' | '*' | '_')) else { return false };
    let mut count = 1;
    signs.all(|sign| {
        count += 1;
        sign == first
    }) && count >= 3
}
