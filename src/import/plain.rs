//! Text without markup → lines of Markdown: titles by their numbers, capitals or underlines, items by their signs, paragraphs by their first
//! lines.

use super::blocks::item;
use super::escape;
use super::headings::is_common;
use super::line::{Content, Line, is_rule, numbering};
use super::page_numbers::roman;
use super::plain_titles::{Listed, Width, chapters, is_loud};
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
    let mut listed = Listed::new(&raw);
    let chapters = chapters(&raw);
    let width = Width::of(&raw);
    let mut in_chapters = false;
    let mut after_title = false;
    let mut letter = String::new();
    let mut skip = 0;
    for (nth, line) in raw.iter().enumerate() {
        if nth < skip {
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
        let was_title = std::mem::take(&mut after_title);
        if let Some((end, title)) = chapters.get(&nth) {
            told.add(What::Promoted, number, title);
            heading(&mut out, number, 2, title);
            (skip, in_chapters, after_title) = (*end, true, true);
            continue;
        }
        if let Some(level) = underline(body, next) {
            heading(&mut out, number, level, body);
            (skip, after_title) = (nth + 2, true);
            continue;
        }
        if is_rule(body) {
            push(&mut out, number, "");
            push(&mut out, number, "---");
            continue;
        }
        let begins = on_new_page || was_title || before.trim().is_empty();
        let is_cut = begins && !next.trim().is_empty() && width.ends_early(body, next);
        let level = if begins && body.len() <= TITLE && listed.take(body, nth) {
            Some(numbering(body).map_or(2, |(depth, _)| usize::from(depth) + 1))
        } else {
            title(body, begins && (next.trim().is_empty() || a_line_each), next).or_else(|| if is_cut { cut_title(body) } else { None })
        };
        if let Some(level) = level {
            // What only is in capitals stands below chapters with numbers.
            let is_below = in_chapters && level == 2 && numbering(body).is_none() && !is_common(body);
            told.add(What::Promoted, number, body);
            heading(&mut out, number, if is_below { 3 } else { level }, body);
            after_title = true;
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let outdented = before.len() - before.trim_start().len() + 2 <= indent && !before.trim().is_empty();
        if a_line_each || (outdented && (before.trim_end().ends_with(['.', ':', '?', '!']) || before.len() < 50)) {
            push(&mut out, number, "");
        }
        let text = collapsed(body);
        if let Some(label) = lettered(&text)
            .filter(|label| if follows(label, &letter) { ends(before) || width.leaves(before, label) } else { may_begin(label, before) })
        {
            label.clone_into(&mut letter);
            push(&mut out, number, "");
        }
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

fn heading(out: &mut Vec<Line>, number: usize, level: usize, title: &str) {
    push(out, number, "");
    push(out, number, &format!("{} {}", "#".repeat(level), escape::inside(title)));
    push(out, number, "");
}

/// The letter or the small Roman number before an item: `(a) …`, `ii) …`.
fn lettered(text: &str) -> Option<&str> {
    let (label, rest) = text.strip_prefix('(').unwrap_or(text).split_once(')')?;
    let is_label = label.len() == 1 || (label.len() <= 5 && roman(label).is_some());
    (is_label && label.bytes().all(|byte| byte.is_ascii_lowercase()) && rest.starts_with(' ')).then_some(label)
}

/// Whether a letter is the next one.
fn follows(label: &str, last: &str) -> bool {
    let next_letter = label.len() == 1 && last.len() == 1 && label.bytes().next() == last.bytes().next().map(|letter| letter + 1);
    next_letter || roman(last).is_some_and(|last| roman(label) == Some(last + 1))
}

/// Whether the first of several items may stand below a line: not in the middle of a sentence.
fn may_begin(label: &str, before: &str) -> bool {
    matches!(label, "a" | "i") && ends(before)
}

/// Whether a line is the last of a paragraph or of an item.
fn ends(line: &str) -> bool {
    let line = line.trim();
    line.is_empty()
        || line.ends_with([':', ';', '.', ','])
        || ["; and", "; or", "; y", "; o", "; e", "; ou"].iter().any(|end| line.ends_with(end))
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
    if let Some((depth, rest)) = numbering(body).filter(|(_, rest)| rest.starts_with(char::is_uppercase)) {
        // `12 Ministry of Health` is a footnote's text.
        let first = body.split_whitespace().next().unwrap_or_default();
        let is_closed = first.contains(['.', ')', ':']) || is_common(body);
        let is_short = is_closed && rest.split_whitespace().count() <= 14;
        return is_short.then_some(usize::from(depth) + 1);
    }
    let is_known =
        is_common(body) && body.starts_with(char::is_uppercase) && body.split_whitespace().count() <= 6 && next.trim().is_empty();
    (is_loud(body) || is_known).then_some(2)
}

/// The level of a title right above its text, whose line ends where a word more had its place: only with a number or a common name.
fn cut_title(body: &str) -> Option<usize> {
    title(body, true, "").filter(|_| numbering(body).is_some() || is_common(body))
}
