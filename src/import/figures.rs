//! Numbers that count or measure something, with their unit and their time, for a person to check.

use super::gazetteer::Gazetteer;
use super::vocabulary::{LINKING, MONTHS, NAMING, PERCENT, QUALIFIERS, SCALES};
use crate::report::Edition;
use crate::report::markup::Style;
use crate::text::fold::fold;
use crate::text::sentences::sentences;

/// A row of `figures.toml`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) value: f64,
    pub(super) shown: String,
    pub(super) qualifier: String,
    pub(super) share: bool,
    pub(super) unit: String,
    pub(super) what: String,
    pub(super) period: String,
    pub(super) country: Option<usize>,
    pub(super) passage: String,
}

/// More rows nobody checks.
const MOST: usize = 20_000;
/// Bytes before and behind a number that say what it counts.
const NEAR: usize = 1500;
/// Longer sentences are cut.
const LONGEST: usize = 200;

/// A number as it stands in a text.
struct Number {
    value: f64,
    start: usize,
    end: usize,
    is_plain: bool,
}

/// The numbers of an edition.
pub(super) fn find(edition: &Edition, gazetteer: &Gazetteer) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, passage) in edition.passages.iter().enumerate() {
        let block = &edition.blocks[passage.block];
        if !block.text.contains(|c: char| c.is_ascii_digit()) || block.text.len() > 1 << 20 {
            continue;
        }
        let hidden: Vec<_> = block
            .marks
            .iter()
            .filter(|mark| matches!(mark.style, Style::Link(_) | Style::NoteMark(_) | Style::Code))
            .map(|m| m.range.clone())
            .collect();
        let address = edition.address_of(index).to_string();
        let mut nth = 0;
        for range in sentences(&block.text) {
            let sentence = block.text.get(range.clone()).unwrap_or_default();
            let countries = gazetteer.find(sentence);
            for number in numbers(sentence) {
                let at = range.start + number.start;
                if hidden.iter().any(|hidden| hidden.contains(&at)) {
                    continue;
                }
                let (from, around) = around(sentence, &number);
                let number = Number { start: number.start - from, end: number.end - from, ..number };
                let Some(mut row) = row(around, &number) else { continue };
                nth += 1;
                row.id = format!("{}-{nth}", address.replace('.', "-"));
                row.passage.clone_from(&address);
                let mut named: Vec<usize> = countries.iter().map(|(_, country)| *country).collect();
                named.dedup();
                row.country = Some(named).filter(|named| named.len() == 1).map(|named| named[0]);
                rows.push(row);
                if rows.len() >= MOST {
                    return rows;
                }
            }
        }
    }
    rows
}

/// What stands around a number in its sentence, and where that begins: all of it, but for what is no sentence.
fn around<'a>(sentence: &'a str, number: &Number) -> (usize, &'a str) {
    let between = |at: &usize| sentence.is_char_boundary(*at);
    let from = (number.start.saturating_sub(NEAR)..=number.start).find(between).unwrap_or(number.start);
    let to = (number.end + NEAR..sentence.len()).find(between).unwrap_or(sentence.len());
    (from, sentence.get(from..to).unwrap_or_default())
}

/// Numbers, groups of three digits joined.
fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let start = at;
        let mut digits = String::new();
        let mut fraction = String::new();
        let mut groups = 0;
        let run = |at: usize| bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        let first = run(at);
        digits.push_str(text.get(at..at + first).unwrap_or_default());
        at += first;
        loop {
            let separator = text.get(at..).and_then(|rest| rest.chars().next());
            let Some(separator) = separator.filter(|c| matches!(c, ',' | '.' | '\u{A0}' | '\u{202F}' | ' ')) else { break };
            let next = at + separator.len_utf8();
            let length = run(next);
            let part = text.get(next..next + length).unwrap_or_default();
            if length == 3 && digits.len() - 3 * groups <= 3 && (separator != ' ' || groups > 0) {
                digits.push_str(part);
                groups += 1;
            } else if length > 0 && matches!(separator, ',' | '.') && fraction.is_empty() && length != 3 {
                part.clone_into(&mut fraction);
            } else {
                break;
            }
            at = next + length;
            if !fraction.is_empty() {
                break;
            }
        }
        let after = text.get(at..).and_then(|rest| rest.chars().next());
        let in_word = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | ',' | '\'' | '#' | '['))
            || after.is_some_and(char::is_alphabetic);
        if let (Ok(value), false) = (format!("{digits}.{fraction}0").parse(), in_word) {
            out.push(Number { value, start, end: at, is_plain: groups == 0 && fraction.is_empty() });
        }
    }
    out
}

/// The row of a number, if it counts or measures something.
fn row(sentence: &str, number: &Number) -> Option<Row> {
    let before = sentence.get(..number.start)?;
    let mut end = number.end;
    let behind = |end: usize| sentence.get(end..).unwrap_or_default();
    let last = fold(before.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default());
    let last = last.trim_matches(|c: char| !c.is_alphanumeric());
    let next = word(behind(end)).map(fold).unwrap_or_default();
    let of_month =
        ["de ", "of "].iter().find_map(|of| behind(end).trim_start().strip_prefix(of)).and_then(word).map(fold).unwrap_or_default();
    let is_date = MONTHS.contains(&last) || MONTHS.contains(&&*next) || MONTHS.contains(&&*of_month);
    if is_date || NAMING.contains(&last) || before.trim_end().ends_with(['№', 'º', '°', '(']) && number.is_plain && number.value > 1900.0
    {
        return None;
    }
    let mut value = number.value;
    let mut share = false;
    let trimmed = behind(end).trim_start_matches([' ', '\u{A0}', '\u{202F}']);
    let skipped = behind(end).len() - trimmed.len();
    let folded: String = fold(&trimmed.chars().take(14).collect::<String>());
    if trimmed.starts_with('%') {
        share = true;
        end += skipped + 1;
    } else if let Some(said) = PERCENT.iter().find(|said| folded.starts_with(*said)) {
        share = true;
        end += skipped + trimmed.get(..said.len()).map_or(0, str::len);
    } else if let Some((said, scale)) =
        word(trimmed).and_then(|said| SCALES.iter().find(|(name, _)| fold(said) == *name).map(|(_, scale)| (said, scale)))
    {
        value *= scale;
        end += skipped + said.len();
    }
    let is_year = number.is_plain && (1900.0..=2100.0).contains(&number.value) && number.value.fract() == 0.0 && end == number.end;
    if is_year {
        return None;
    }
    let unit = if share { String::new() } else { unit(behind(end)) };
    let qualifier = qualifier(before);
    if !share && unit.is_empty() && (qualifier.is_empty() || number.value < 10.0) && end == number.end {
        return None;
    }
    Some(Row {
        id: String::new(),
        value,
        shown: sentence.get(number.start..end)?.to_owned(),
        qualifier,
        share,
        unit,
        what: cut(sentence),
        period: period(sentence, number.start),
        country: None,
        passage: String::new(),
    })
}

/// The word at the beginning of a text, behind white space.
fn word(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(text.len());
    text.get(..end).filter(|word| !word.is_empty())
}

/// What is counted: the next words, up to one that only links.
fn unit(text: &str) -> String {
    let mut rest = text;
    let mut words: Vec<&str> = Vec::new();
    while words.len() < 3 {
        let trimmed = rest.trim_start_matches([' ', '\u{A0}']);
        // Only a space may stand between.
        if rest.len() == trimmed.len() || !trimmed.starts_with(char::is_alphabetic) {
            break;
        }
        let Some(next) = word(trimmed) else { break };
        let links = LINKING.contains(&&*next.to_lowercase());
        if links && words.is_empty() && ["of", "de", "do", "da"].contains(&next) {
            rest = trimmed.get(next.len()..).unwrap_or_default();
            continue;
        }
        if links || (!words.is_empty() && next.starts_with(char::is_uppercase)) {
            break;
        }
        words.push(next);
        rest = trimmed.get(next.len()..).unwrap_or_default();
    }
    words.join(" ")
}

/// The words before a number that say that it is not exact, as they stand.
fn qualifier(before: &str) -> String {
    let before = before.trim_end();
    let words: Vec<&str> = before.rsplitn(4, ' ').take(3).collect();
    (1..=words.len())
        .rev()
        .map(|count| words.iter().take(count).rev().copied().collect::<Vec<_>>().join(" "))
        .find(|said| QUALIFIERS.contains(&&*fold(said)))
        .unwrap_or_default()
}

/// The nearest year of the sentence, with its month.
fn period(sentence: &str, at: usize) -> String {
    let mut best: Option<(usize, String)> = None;
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (start, _) in sentence
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && !sentence.get(..*at).is_some_and(|b| b.ends_with(char::is_alphanumeric)))
    {
        if let Some(word) = word(sentence.get(start..).unwrap_or_default()) {
            words.push((start, word));
        }
    }
    for (nth, (start, year)) in words.iter().enumerate() {
        let is_year = year.len() == 4 && year.parse::<u32>().is_ok_and(|year| (1900..=2100).contains(&year));
        let is_part = sentence
            .get(start + 4..)
            .is_some_and(|rest| rest.starts_with([',', '.']) && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
        if !is_year || is_part || *start == at {
            continue;
        }
        let month = (1..=2).filter_map(|back| words.get(nth.checked_sub(back)?)).find(|(_, word)| MONTHS.contains(&&*fold(word)));
        let from = month.map_or(*start, |(start, _)| *start);
        let text = sentence.get(from..start + 4).unwrap_or_default().to_owned();
        let distance = start.abs_diff(at);
        if best.as_ref().is_none_or(|(nearest, _)| distance < *nearest) {
            best = Some((distance, text));
        }
    }
    best.map(|(_, text)| text).unwrap_or_default()
}

/// A sentence without marks of footnotes, cut at a word where it is long.
fn cut(sentence: &str) -> String {
    let plain = without_marks(sentence);
    if plain.chars().count() <= LONGEST {
        return plain;
    }
    let end = plain.char_indices().nth(LONGEST).map_or(plain.len(), |(at, _)| at);
    let short = plain.get(..end).unwrap_or_default();
    let end = short.rfind(' ').unwrap_or(short.len());
    format!("{}…", short.get(..end).unwrap_or_default())
}

/// A text without `[9]`.
pub(super) fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        match after.split_once(']') {
            Some((mark, behind))
                if mark.len() <= 8 && !mark.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') =>
            {
                rest = behind;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
