//! The printed contents list: found, read for its pages, and left out.

use std::collections::HashSet;

use super::line::{Content, Line, bare, key, numbering};
use super::told::{Told, What};
use super::vocabulary::{CAPTIONS, COLUMNS, CONTENTS, PAGE, begins};
use crate::text::fold::fold;

/// A line of a contents list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// As printed, without the page.
    pub(super) title: String,
    /// The printed page, if it is in Arabic numbers.
    pub(super) page: Option<u32>,
    /// How deep it stands: 1 for chapters.
    pub(super) level: u8,
    /// Its line.
    pub(super) line: usize,
}

/// A line that may be an entry.
#[allow(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
struct Candidate {
    title: String,
    page: Option<u32>,
    has_number: bool,
    has_leader: bool,
    indent: usize,
    at: usize,
    /// It is a link within the document.
    is_link: bool,
    starts_paragraph: bool,
}

/// Lines that are longer are not taken apart, bytes.
const MOST_TOGETHER: usize = 1 << 15;

/// Longer than any title.
const LONGEST: usize = 220;

/// Takes contents lists out of the lines. Gives their entries in order, and the line behind the last list.
pub(super) fn take(lines: &mut [Line], told: &mut Told) -> (Vec<Entry>, usize) {
    let mut titles: Option<HashSet<String>> = None;
    // What stands before this line was looked at and is no list.
    let mut refused = 0;
    let headings: HashSet<String> = lines.iter().filter_map(|line| heading(line.text())).map(key).collect();
    let mut entries = Vec::new();
    let mut end = 0;
    let mut at = 0;
    while at < lines.len() {
        let title = title_of(lines[at].text());
        let found = if CONTENTS.contains(&&*key(&title)) && title.len() < 60 {
            titled(lines, at + 1, &headings).map(|(list, after)| (list, at, after))
        } else if at < refused {
            None
        } else if has_leader(lines[at].text()) || lines[at].text().contains("](#") {
            untitled(lines, at).and_then(|(list, after)| {
                let stands = stands(&list, titles.get_or_insert_with(|| all_titles(lines)));
                if !stands {
                    refused = after;
                }
                stands.then_some((list, at, after))
            })
        } else {
            None
        };
        if let Some((list, from, after)) = found {
            for line in lines.iter_mut().take(after).skip(from).filter(|line| matches!(line.content, Content::Text(_))) {
                if !line.is_blank() {
                    told.add(What::Contents, line.number, "");
                }
                line.leave_out();
            }
            let captions = list.iter().filter(|entry| begins(&fold(&entry.title), CAPTIONS)).count();
            if entries.is_empty() && captions * 2 <= list.len() {
                entries = leveled(&list);
            }
            end = after;
            at = after;
        } else {
            at += 1;
        }
    }
    entries.retain(|entry: &Entry| !begins(&fold(&entry.title), CAPTIONS) || entry.page.is_none());
    (entries, end)
}

/// A heading's text, or that of a bold line.
fn heading(text: &str) -> Option<&str> {
    let text = text.trim();
    let rest = text.trim_start_matches('#');
    if rest.len() < text.len() {
        return Some(rest);
    }
    (text.starts_with("**") && text.ends_with("**") && text.len() < LONGEST).then_some(text)
}

fn title_of(text: &str) -> String {
    bare(text.trim().trim_start_matches('#').trim_end_matches([':', '#', ' ']))
}

/// Entries behind the title of the list: at least two that end with a page, or else links or titles that stand in the text again.
fn titled(lines: &[Line], from: usize, headings: &HashSet<String>) -> Option<(Vec<Candidate>, usize)> {
    let with_pages = run(lines, from, |candidate| candidate.has_number);
    if with_pages.0.iter().filter(|candidate| candidate.has_number).count() >= 2 {
        return Some(with_pages);
    }
    let mut list = Vec::new();
    let mut after = from;
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.is_blank() {
            continue;
        }
        let is_heading = line.text().trim_start().starts_with('#');
        let candidates = candidates(line.text(), at, true);
        let fit = |c: &Candidate| c.title.len() < LONGEST && (c.is_link || headings.contains(&key(&c.title)));
        if is_heading || candidates.is_empty() || !candidates.iter().all(fit) {
            break;
        }
        list.extend(candidates);
        after = at + 1;
    }
    (list.len() >= 2).then_some((list, after))
}

/// Entries without a title above them: at least four lines with leaders, the pages in order.
fn untitled(lines: &[Line], from: usize) -> Option<(Vec<Candidate>, usize)> {
    let (list, after) = run(lines, from, |candidate| candidate.has_number && (candidate.has_leader || candidate.is_link));
    let linked = list.iter().filter(|candidate| candidate.is_link).count();
    (list.len() >= 4 || linked >= 3).then_some((list, after))
}

/// All lines that may be titles, as [`key`] makes them.
fn all_titles(lines: &[Line]) -> HashSet<String> {
    let short = lines.iter().map(|line| line.text().trim()).filter(|text| !text.is_empty() && text.len() <= LONGEST && !has_leader(text));
    short.map(|text| key(text.trim_start_matches('#'))).collect()
}

/// Whether some of a list without a title stands in the text again, or leads there: rows of numbers with leaders are no contents list.
fn stands(list: &[Candidate], titles: &HashSet<String>) -> bool {
    let is_there = |candidate: &Candidate| {
        let words: Vec<&str> = candidate.title.split_whitespace().collect();
        // A long title may go on in a second line.
        let halves = (words.len().div_ceil(2).max(3)..words.len()).map(|count| words[..count].join(" "));
        candidate.is_link || titles.contains(&key(&candidate.title)) || halves.take(MOST_WORDS).any(|half| titles.contains(&key(&half)))
    };
    list.iter().filter(|candidate| is_there(candidate)).count() * 5 >= list.len()
}

/// A title is looked for with so many of its words left out.
const MOST_WORDS: usize = 12;

/// Goes on as long as lines are entries, or parts of entries that an entry follows.
#[allow(clippy::similar_names, reason = "a line's and an entry's")]
fn run(lines: &[Line], from: usize, is_entry: impl Fn(&Candidate) -> bool) -> (Vec<Candidate>, usize) {
    let mut list: Vec<Candidate> = Vec::new();
    let mut waiting: Vec<Candidate> = Vec::new();
    let mut after = from;
    let mut last = 0;
    let mut was_blank = true;
    'lines: for (at, line) in lines.iter().enumerate().skip(from) {
        if line.is_blank() {
            was_blank = true;
            continue;
        }
        let text = line.text().trim();
        let several = LEADERS.iter().map(|leader| text.matches(leader).count()).sum::<usize>();
        if text.len() > (4 + several) * LONGEST {
            break;
        }
        // A page's own number, or the rule of a table.
        if text.chars().all(|c| c.is_ascii_digit() || "|-:+ *ivx".contains(c)) || is_page_number(text) {
            continue;
        }
        for candidate in candidates(text, at, was_blank).into_iter().filter(|candidate| !is_head(&candidate.title)) {
            let indent = line.text().len() - line.text().trim_start().len();
            let candidate = Candidate { indent: indent.max(candidate.indent), ..candidate };
            if is_entry(&candidate) {
                if candidate.page.is_some_and(|page| page < last || page > last + 400) || candidate.title.len() > LONGEST {
                    break 'lines;
                }
                last = candidate.page.unwrap_or(last);
                let goes_on = !candidate.starts_paragraph || candidate.title.starts_with(char::is_lowercase);
                let begun = if goes_on { waiting.pop() } else { None };
                list.append(&mut waiting);
                let title = begun.map_or(candidate.title.clone(), |first| format!("{} {}", first.title, candidate.title));
                list.push(Candidate { title, ..candidate });
                after = at + 1;
            } else {
                let is_heading = text.starts_with('#');
                waiting.push(candidate);
                if waiting.len() > 2 || is_heading || (text.len() > LONGEST && several == 0) {
                    break 'lines;
                }
            }
        }
        was_blank = false;
    }
    (list, after)
}

/// The head of a contents list that is a table: `Paragraphs | Page`.
fn is_head(title: &str) -> bool {
    fold(title).split_whitespace().all(|word| COLUMNS.contains(&word))
}

/// A page that says that it is one: `Page 3`.
fn is_page_number(text: &str) -> bool {
    let folded = fold(&bare(text));
    let number = folded.split_once(' ').filter(|(word, _)| PAGE.contains(word)).map(|(_, number)| number.trim());
    number.is_some_and(|number| number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What of a line may be an entry: rows of tables and lines with breaks in them may be several.
fn candidates(text: &str, at: usize, starts: bool) -> Vec<Candidate> {
    let plain = text.trim().trim_matches('|').replace("</br>", "<br>").replace("<br/>", "<br>").replace("<br />", "<br>");
    let parts: Vec<String> = plain.split("<br>").map(|part| part.replace('|', " ")).collect();
    let entries = parts.iter().flat_map(|part| entries(part));
    entries.enumerate().filter_map(|(nth, part)| candidate(part, at, starts || nth > 0)).collect()
}

/// Entries that a converter put behind one another: each ends with a leader and a page.
fn entries(text: &str) -> Vec<&str> {
    // What is looked for in the rest is looked for often.
    if text.len() > MOST_TOGETHER {
        return vec![text];
    }
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(leader) = LEADERS.iter().filter_map(|leader| rest.find(leader)).min() {
        let is_page = |c: char| c.is_ascii_digit() || "ivxl".contains(c);
        let tail = rest.get(leader..).unwrap_or_default();
        let behind = tail.trim_start_matches(|c: char| !is_page(c) && !c.is_alphabetic());
        let length = behind.find(|c: char| !is_page(c)).unwrap_or(behind.len());
        let length = if behind.get(length..).is_some_and(|after| after.starts_with(char::is_alphabetic)) { 0 } else { length };
        let end = rest.len() - behind.len() + length;
        let (entry, after) = rest.split_at(end);
        out.push(entry);
        // What closes bold letters belongs to what it closes.
        rest = after.trim_start_matches(['*', ' ']);
        if length == 0 {
            break;
        }
    }
    if !rest.trim().is_empty() || out.is_empty() {
        out.push(rest);
    }
    out
}

fn candidate(text: &str, at: usize, starts_paragraph: bool) -> Option<Candidate> {
    let indent = text.len() - text.trim_start().len();
    let text = text.trim().trim_start_matches('#').trim_start();
    let unlisted = ["- ", "* ", "+ ", "• "].iter().find_map(|sign| text.strip_prefix(sign)).unwrap_or(text);
    let (unlinked, is_link) = unlinked(unlisted);
    let plain = bare(&unlinked);
    let body = plain.trim_end();
    let digits: String = body.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    let roman: String = body.chars().rev().take_while(|c| "ivxl".contains(*c)).collect();
    let number = if digits.is_empty() { roman.len() } else { digits.len() };
    let title = body.get(..body.len() - number)?;
    let is_apart = title.ends_with(['.', ' ', '\t', '…', '_', '·', '-', '–', '\u{A0}']);
    let has_number = (1..=4).contains(&number) && is_apart;
    let title = if has_number { title } else { body };
    let trimmed = title.trim_end_matches(['.', ' ', '\t', '…', '_', '·', '\u{A0}', '-', '–']).trim();
    // A column of paragraphs stands between a title and its page.
    let paragraphs = trimmed.rsplit_once("  ").filter(|(_, last)| last.chars().all(|c| c.is_ascii_digit() || "–-".contains(c)));
    let trimmed = paragraphs.map_or(trimmed, |(title, _)| title.trim_end());
    if !trimmed.contains(char::is_alphabetic) {
        return None;
    }
    let page = if has_number && digits.len() <= 4 { digits.parse().ok() } else { None };
    let has_leader = has_number && has_leader(text);
    Some(Candidate { title: trimmed.to_owned(), page, has_number, has_leader, indent, at, is_link, starts_paragraph })
}

/// A text with its links to places in the document replaced by their words; whether it was nothing but such a link.
fn unlinked(text: &str) -> (String, bool) {
    let mut out = String::new();
    let mut rest = text;
    let mut inside = 0;
    while let Some((before, after)) = rest.split_once('[') {
        let link = after.split_once("](#").and_then(|(label, tail)| Some((label, tail.split_once(')')?.1)));
        let Some((label, behind)) = link else { break };
        out.extend([before, label]);
        inside += label.len();
        rest = behind;
    }
    out.push_str(rest);
    let is_link = inside > 0 && inside + 8 >= out.trim().len();
    (out, is_link)
}

/// What leads from a title to its page.
const LEADERS: [&str; 5] = ["....", ". . .", "……", "____", ". .\u{A0}."];

fn has_leader(text: &str) -> bool {
    LEADERS.iter().any(|leader| text.contains(leader))
}

/// Levels by the entries' own numbers, or else by how far they are indented.
fn leveled(list: &[Candidate]) -> Vec<Entry> {
    let numbered = list.iter().filter(|candidate| numbering(&candidate.title).is_some()).count();
    let mut indents: Vec<usize> = list.iter().map(|candidate| candidate.indent).collect();
    indents.sort_unstable();
    indents.dedup();
    let by_number = numbered * 2 > list.len() || indents.len() == 1;
    let entry = |candidate: &Candidate| {
        let level = if by_number {
            numbering(&candidate.title).map_or(1, |(depth, _)| depth)
        } else {
            1 + indents.iter().position(|indent| *indent == candidate.indent).unwrap_or(0) as u8
        };
        Entry { title: candidate.title.clone(), page: candidate.page, level: level.min(6), line: candidate.at + 1 }
    };
    list.iter().map(entry).collect()
}
