//! What printers put on every page: its number, and lines that run through the report at the heads or feet of its pages.

use std::collections::HashMap;

use super::line::{Content, Line, bare};
use super::told::{Told, What};
use super::vocabulary::{CITED, PAGE, begins};
use crate::text::fold::fold;

/// A line that may be a page's number.
struct Number {
    at: usize,
    page: u32,
    /// It is one of those before the first page.
    is_roman: bool,
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
        turn(lines, number);
    }
    heads(lines, told);
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

/// Lines that stand alone and are no more than a number.
fn numbers(lines: &[Line]) -> Vec<Number> {
    let alone = |at: usize| {
        let free = |line: Option<&Line>| line.is_none_or(super::line::Line::is_blank);
        free(at.checked_sub(1).and_then(|before| lines.get(before))) || free(lines.get(at + 1))
    };
    let number = |at: usize| -> Option<Number> {
        let text = lines[at].text();
        if text.len() > 40 || text.trim().is_empty() || !alone(at) {
            return None;
        }
        let plain = bare(text.trim().trim_start_matches('#'));
        let folded = fold(&plain);
        // In capitals it would be a chapter's.
        if let Some(page) = roman(plain.trim_matches(['-', '|', '[', ']', ' '])) {
            return Some(Number { at, page, is_roman: true, certain: false });
        }
        if !folded.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
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
                (plain || said).then_some(Number { at, page, is_roman: false, certain: said || framed })
            }
            [page, of] if page <= of && (said || folded.contains('/')) => Some(Number { at, page, is_roman: false, certain: true }),
            _ => None,
        }
    };
    (0..lines.len()).filter_map(number).collect()
}

/// Those that grow from page to page. One number alone may be a figure in large print.
fn sequence(numbers: &[Number]) -> Vec<&Number> {
    let follows = |a: &Number, b: &Number| a.is_roman == b.is_roman && b.page > a.page && b.page - a.page <= 6;
    let is_one = |(nth, number): (usize, &Number)| {
        let before = nth.checked_sub(1).and_then(|before| numbers.get(before));
        number.certain
            || before.is_some_and(|before| follows(before, number))
            || numbers.get(nth + 1).is_some_and(|next| follows(number, next))
    };
    numbers.iter().enumerate().filter(|(nth, number)| is_one((*nth, number))).map(|(_, number)| number).collect()
}

/// A line that may be a running head: its words, the numbers between them, and the page at one of its ends.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    /// Its letters, in small ones.
    words: String,
    numbers: Vec<u32>,
    page: Option<u32>,
    /// It ends like a sentence.
    is_sentence: bool,
}

impl Head {
    fn of(text: &str) -> Self {
        let bare = bare(text.trim_start_matches('#'));
        let mut parts: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let page = |part: Option<&&str>| part.filter(|part| part.len() <= 4).and_then(|part| part.parse().ok().or_else(|| roman(part)));
        let first = page(parts.first());
        let last = page(parts.last()).filter(|last| first.is_none() || parts.len() == 1 || !(1900..=2100).contains(last));
        if last.is_some() {
            parts.pop();
        } else if first.is_some() {
            parts.remove(0);
        }
        let digits = parts.iter().flat_map(|part| part.split(|c: char| !c.is_ascii_digit())).filter_map(|digits| digits.parse().ok());
        let mut numbers: Vec<u32> = digits.collect();
        let mut page = last.or(first);
        // In the middle of the line, between the report and the chapter.
        if page.is_none() && numbers.len() == 1 {
            page = numbers.pop();
        }
        Self {
            words: parts.iter().flat_map(|part| part.chars()).filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect(),
            numbers,
            page,
            is_sentence: text.ends_with('.'),
        }
    }
}

/// A page in small Roman numbers, as those before the first chapter have.
fn roman(text: &str) -> Option<u32> {
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

/// Of lines with the same words those that may be one running head: all the same, or with a page that grows while other numbers, such as a
/// chapter's, mostly stay. Footnotes that differ in their numbers only do not: each has a number of its own.
fn running(places: Vec<(usize, Head)>) -> Vec<usize> {
    let steps = || places.windows(2).map(|pair| (&pair[0].1, &pair[1].1));
    let grows = steps().filter(|(a, b)| a.page.zip(b.page).is_some_and(|(a, b)| b > a || b == 1)).count();
    let stays = steps().filter(|(a, b)| a.numbers == b.numbers).count();
    let is_run = |count: usize| count * 4 >= (places.len() - 1) * 3;
    let is_sentence = places.iter().any(|(_, head)| head.is_sentence);
    if !is_sentence && is_run(grows) && is_run(stays) {
        return places.into_iter().map(|(at, _)| at).collect();
    }
    // Else those that are the same to the last number.
    let mut same: Vec<Vec<(usize, Head)>> = Vec::new();
    for place in places {
        match same.iter_mut().take(MOST_SAME).find(|there| there[0].1 == place.1) {
            Some(there) => there.push(place),
            None => same.push(vec![place]),
        }
    }
    let most = same.into_iter().max_by_key(Vec::len).unwrap_or_default();
    most.into_iter().map(|(at, _)| at).collect()
}

/// So many different numbers are told apart in lines of the same words.
const MOST_SAME: usize = 32;

/// Lines that stand alone, are the same again and again (the page aside), and stand at the edges of pages.
fn heads(lines: &mut [Line], told: &mut Told) {
    let mut seen: HashMap<String, Vec<(usize, Head)>> = HashMap::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.text().trim();
        if !text.is_empty() && text.len() <= LONGEST && !text.starts_with(['|', '-', '!', '<']) && !text.starts_with("[^") {
            let head = Head::of(text);
            if head.words.chars().count() >= 3 && !begins(&head.words, CITED) {
                seen.entry(head.words.clone()).or_default().push((at, head));
            }
        }
    }
    let seen = seen.into_values().map(running);
    let edge = |lines: &[Line], at: usize| {
        let is_edge = |line: &Line| !matches!(line.content, Content::Text(_)) || is_rule(line.text());
        let mut before = lines.iter().take(at).rev().take(NEAR).filter(|line| !line.is_blank() || is_edge(line));
        let mut after = lines.iter().skip(at + 1).take(NEAR).filter(|line| !line.is_blank() || is_edge(line));
        before.next().is_none_or(is_edge) || after.next().is_none_or(is_edge)
    };
    let mut out: Vec<usize> = Vec::new();
    for places in seen.filter(|places| places.len() >= OFTEN) {
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
