//! Text without markup → lines of Markdown: titles by their numbers, capitals or underlines, items by their signs, paragraphs by their first
//! lines.

use super::blocks::item;
use super::escape;
use super::headings::is_common;
use super::line::{Content, Line, numbering};
use super::running::is_rule;
use super::told::{Told, What};

/// Titles are not longer.
const TITLE: usize = 100;
/// Where lines are so long, each is a paragraph.
const LONG: usize = 120;

/// Splits a text.
pub(super) fn lines(text: &str, told: &mut Told) -> Vec<Line> {
    let raw: Vec<&str> = text.split('\n').collect();
    let full = raw.iter().filter(|line| !line.trim().is_empty());
    let long = full.clone().filter(|line| line.len() > LONG).count();
    let a_line_each = long * 10 >= full.count().max(1) * 3;
    let mut out = Vec::with_capacity(raw.len());
    let mut skip = false;
    for (nth, line) in raw.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let number = nth + 1;
        let mut line = *line;
        let mut on_new_page = false;
        while let Some((before, after)) = line.split_once('\u{C}') {
            push(&mut out, number, &escape::inside(before.trim()));
            out.push(Line { number, content: Content::Page(None) });
            line = after;
            on_new_page = true;
        }
        let before = nth.checked_sub(1).and_then(|before| raw.get(before)).copied().unwrap_or_default();
        let next = raw.get(nth + 1).copied().unwrap_or_default();
        let body = line.trim();
        if body.is_empty() {
            push(&mut out, number, "");
            continue;
        }
        if let Some(level) = underline(body, next) {
            push(&mut out, number, "");
            push(&mut out, number, &format!("{} {}", "#".repeat(level), escape::inside(body)));
            skip = true;
            continue;
        }
        if is_rule(body) {
            push(&mut out, number, "");
            push(&mut out, number, "---");
            continue;
        }
        let alone = (on_new_page || before.trim().is_empty()) && (next.trim().is_empty() || a_line_each);
        if let Some(level) = title(body, alone, next) {
            told.add(What::Promoted, number, body);
            push(&mut out, number, "");
            push(&mut out, number, &format!("{} {}", "#".repeat(level), escape::inside(body)));
            push(&mut out, number, "");
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let outdented = before.len() - before.trim_start().len() + 2 <= indent && !before.trim().is_empty();
        if a_line_each || (outdented && (before.trim_end().ends_with(['.', ':', '?', '!']) || before.len() < 50)) {
            push(&mut out, number, "");
        }
        let text = collapsed(body);
        match item(&text) {
            Some((_, rest)) => {
                let sign = text.get(..text.len() - rest.len()).unwrap_or_default().trim();
                let sign = if sign.starts_with(|c: char| c.is_ascii_digit()) { sign } else { "-" };
                push(&mut out, number, &format!("{}{sign} {}", " ".repeat(indent.min(24)), escape::inside(rest)));
            }
            None => push(&mut out, number, &guarded(&escape::inside(&text))),
        }
    }
    out
}

fn push(out: &mut Vec<Line>, number: usize, text: &str) {
    out.push(Line { number, content: Content::Text(text.to_owned()) });
}

/// What would make a line something else at its beginning.
fn guarded(text: &str) -> String {
    if text.starts_with(['#', '>', '|', '=', '+', '~', '{', ':', '%']) { format!("\\{text}") } else { text.to_owned() }
}

/// Runs of spaces, with which converters set columns and justify, are one; those before a page's number stay apart.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn underline(body: &str, next: &str) -> Option<usize> {
    let line = next.trim();
    let sign = line.chars().next().filter(|c| matches!(c, '=' | '-' | '~' | '*'))?;
    let length = line.chars().count();
    let fits =
        length >= 3 && line.chars().all(|c| c == sign) && length * 2 >= body.chars().count() && body.len() <= TITLE && !is_rule(body);
    fits.then_some(if sign == '=' { 1 } else { 2 })
}

/// A page's number, far from the words of a head or a foot: that is no title.
fn has_page_apart(body: &str) -> bool {
    let is_page = |word: &str| word.len() <= 7 && (word.bytes().all(|b| b.is_ascii_digit()) || word.bytes().all(|b| b"ivxlc".contains(&b)));
    // The number of a chapter stands nearer to its title.
    let ends = [body.split_once("        "), body.rsplit_once("   ").map(|(before, after)| (after, before))];
    ends.into_iter().flatten().any(|(page, words)| is_page(page.trim()) && words.contains(char::is_alphabetic))
}

/// The level of a title that stands alone.
fn title(body: &str, alone: bool, next: &str) -> Option<usize> {
    if !alone
        || has_page_apart(body)
        || body.len() > TITLE
        || body.ends_with(['.', ',', ';', ':', '?'])
        || !body.contains(char::is_alphabetic)
        || body.contains("....")
    {
        return None;
    }
    let letters = body.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    let all = letters.count();
    if let Some((depth, rest)) = numbering(body).filter(|(_, rest)| rest.starts_with(char::is_uppercase)) {
        // `12 Ministry of Health` is a footnote's text.
        let first = body.split_whitespace().next().unwrap_or_default();
        let is_closed = first.contains(['.', ')', ':']) || is_common(body);
        let is_short = is_closed && rest.split_whitespace().count() <= 14;
        return is_short.then_some(usize::from(depth) + 1);
    }
    let is_loud = all >= 4 && capitals * 10 >= all * 9;
    let is_known =
        is_common(body) && body.starts_with(char::is_uppercase) && body.split_whitespace().count() <= 6 && next.trim().is_empty();
    (is_loud || is_known).then_some(2)
}
