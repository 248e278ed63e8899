//! What printers put on every page beside its number: lines that run through the report at the heads or feet of its pages.

use std::collections::HashMap;

use super::line::{Content, Line, bare, is_rule};
use super::page_numbers::roman;
use super::told::{Told, What};
use super::vocabulary::{CITED, begins};

/// So often a line must stand at the edge of a page to be left out.
const OFTEN: usize = 3;

/// Longer lines are no running heads.
const LONGEST: usize = 120;

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
///
/// `own_headings`: headings are the document's own, and none is made of a line that only looks like one.
pub(super) fn take(lines: &mut [Line], own_headings: bool, told: &mut Told) {
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
    let is_heading = |line: &Line| line.text().trim_start().starts_with('#');
    let at_rules = !rules_part_sections(lines);
    let edge = |lines: &[Line], at: usize| {
        let is_edge = |line: &Line| !matches!(line.content, Content::Text(_)) || (at_rules && is_rule(line.text()));
        let mut before = lines.iter().take(at).rev().take(NEAR).filter(|line| !line.is_blank() || is_edge(line));
        let mut after = lines.iter().skip(at + 1).take(NEAR).filter(|line| !line.is_blank() || is_edge(line));
        before.next().is_none_or(is_edge) || after.next().is_none_or(is_edge)
    };
    let mut out: Vec<usize> = Vec::new();
    for places in seen.filter(|places| places.len() >= OFTEN) {
        let at_edges: Vec<usize> = places.iter().copied().filter(|at| edge(lines, *at)).collect();
        if at_edges.len() * 5 >= places.len() * 4 && at_edges.len() >= OFTEN {
            // The chapter itself, whose title runs through its pages.
            let own = places.iter().find(|at| is_heading(&lines[**at]));
            let first = places.first().filter(|at| own.is_none() && !at_edges.contains(at));
            let mut same: HashMap<&str, usize> = HashMap::new();
            for at in &places {
                *same.entry(lines[*at].text().trim()).or_default() += 1;
            }
            // `Question 1` and `Question 2` are two titles.
            let is_title = |at: usize| own_headings && is_heading(&lines[at]) && same[lines[at].text().trim()] < OFTEN;
            out.extend(at_edges.iter().filter(|at| Some(*at) != own && Some(*at) != first && !is_title(**at)));
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

/// Whether lines across part the document's sections, and not its pages: most have a title of its own behind them.
fn rules_part_sections(lines: &[Line]) -> bool {
    let mut all = 0;
    let mut titles: HashMap<String, usize> = HashMap::new();
    for (at, _) in lines.iter().enumerate().filter(|(_, line)| is_rule(line.text())) {
        let Some(next) = lines.iter().skip(at + 1).take(NEAR).find(|line| !line.is_blank()) else { continue };
        all += 1;
        let text = next.text().trim();
        if text.starts_with('#') || (text.starts_with("**") && text.ends_with("**") && text.len() <= LONGEST) {
            *titles.entry(bare(text.trim_start_matches('#'))).or_default() += 1;
        }
    }
    titles.values().filter(|count| **count < OFTEN).sum::<usize>() * 2 > all
}

/// So many lines around one are looked at for the edge of a page.
const NEAR: usize = 12;
