//! Markdown → lines, without what converters leave between them: page markers, comments, what stands in the place of pictures, a document's
//! own head.

use std::borrow::Cow;

use super::line::{Content, Line};
use super::told::{Told, What};

/// What a document says of itself at its head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) authors: Vec<String>,
    pub(super) year: Option<u32>,
    pub(super) publisher: String,
}

/// Splits a text and reads the lines that are a converter's.
pub(super) fn lines(text: &str, told: &mut Told) -> (Vec<Line>, Head) {
    let mut out = Vec::new();
    let mut head = Head::default();
    let mut in_comment = false;
    let matter = metadata(text, &mut head);
    for (nth, raw) in text.split('\n').enumerate() {
        let number = nth + 1;
        if nth < matter.lines {
            match matter.said.iter().find(|(at, _)| *at == nth) {
                Some((_, Said::Text(text))) => out.push(Line { number, content: Content::Text(text.clone()) }),
                Some((_, Said::Other(text))) => {
                    told.add(What::Metadata, number, text);
                    out.push(Line { number, content: Content::Gone });
                }
                None => {
                    told.add(What::Markup, number, "");
                    out.push(Line { number, content: Content::Gone });
                }
            }
            continue;
        }
        for (part, mut raw) in raw.split('\u{C}').enumerate() {
            if part > 0 {
                out.push(Line { number, content: Content::Page(None) });
            }
            if in_comment {
                told.add(What::Markup, number, "");
                out.push(Line { number, content: Content::Gone });
                let Some((_, behind)) = raw.split_once("-->") else { continue };
                in_comment = false;
                if behind.trim().is_empty() {
                    continue;
                }
                raw = behind.trim_start();
            }
            let mut ends_page = false;
            if let Some((text, is_after)) = page_break(raw) {
                told.add(What::Markup, number, "");
                if !is_after || text.is_empty() {
                    out.push(Line { number, content: Content::Page(None) });
                }
                if text.is_empty() {
                    continue;
                }
                (raw, ends_page) = (text, is_after);
            }
            let (content, opens) = line(raw);
            in_comment = opens;
            if !matches!(content, Content::Text(_)) {
                told.add(What::Markup, number, "");
            }
            out.push(Line { number, content });
            if ends_page {
                out.push(Line { number, content: Content::Page(None) });
            }
        }
    }
    // A comment that never ends is none.
    if in_comment {
        return (
            text.split('\n').enumerate().map(|(nth, raw)| Line { number: nth + 1, content: Content::Text(kept(raw)) }).collect(),
            head,
        );
    }
    (out, head)
}

/// Anchors that nothing shows: `<span id="page-3-0"></span>`, `<a id="_Toc1"></a>`, pandoc's `[]{#id}`.
fn unanchored(raw: &str) -> Cow<'_, str> {
    const ANCHORS: [(&str, &str); 4] = [("<span id=", "</span>"), ("<a id=", "</a>"), ("<a name=", "</a>"), ("[]{#", "}")];
    if !ANCHORS.iter().any(|(start, _)| raw.contains(start)) {
        return Cow::Borrowed(raw);
    }
    let mut out = raw.to_owned();
    for (start, end) in ANCHORS {
        let mut kept = String::with_capacity(out.len());
        let mut rest = out.as_str();
        while let Some((before, after)) = rest.split_once(start) {
            kept.push_str(before);
            // Anchors are short: what is not near is not looked for.
            let near = after.as_bytes().get(..after.len().min(200 + end.len())).unwrap_or_default();
            let close = near.windows(end.len()).position(|window| window == end.as_bytes());
            // Nothing but the tag stands between.
            let is_empty =
                |at: usize| end == "}" || after.get(..at).is_some_and(|inside| inside.ends_with('>') && inside.matches('>').count() == 1);
            if let Some(at) = close.filter(|at| is_empty(*at)) {
                rest = after.get(at + end.len()..).unwrap_or_default();
            } else {
                kept.push_str(start);
                rest = after;
            }
        }
        kept.push_str(rest);
        out = kept;
    }
    Cow::Owned(out)
}

/// A line as it stays: without white space at its end, but for a hard break's.
fn kept(raw: &str) -> String {
    let raw = &*unanchored(raw);
    let trimmed = raw.trim_end();
    let broken = raw.ends_with("  ") && !trimmed.is_empty() && trimmed.len() < 60;
    if broken { format!("{trimmed}  ") } else { trimmed.to_owned() }
}

/// What a line is, and whether a comment begins that it does not end.
fn line(raw: &str) -> (Content, bool) {
    let text = raw.trim();
    if let Some(rest) = text.strip_prefix("<!--") {
        return match rest.split_once("-->") {
            Some((inside, "")) => (comment(inside.trim()), false),
            None => (Content::Gone, true),
            Some(_) => (Content::Text(kept(raw)), false),
        };
    }
    // marker: {12}------------------------------------------------
    if let Some((page, rest)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}'))
        && let Ok(page) = page.parse::<u32>()
        && rest.len() >= 10
        && rest.bytes().all(|byte| byte == b'-')
    {
        return (Content::Page(Some(page.saturating_add(1))), false);
    }
    let starts = |with: &[&str]| with.iter().any(|start| text.starts_with(start));
    if ["\\newpage", "\\pagebreak", "\\clearpage"].contains(&text) {
        return (Content::Page(None), false);
    }
    let is_picture = (text.starts_with("==>") && text.ends_with("<=="))
        || text.contains("----- Start of picture text -----")
        || text.contains("----- End of picture text -----");
    let is_fence = text.starts_with(":::") && !text.trim_start_matches(':').trim().contains(' ') || starts(&["::: {"]);
    let is_list = ["[toc]", "[[_toc_]]", "\\tableofcontents"].contains(&&*text.to_ascii_lowercase());
    if is_picture || is_fence || is_list {
        return (Content::Gone, false);
    }
    (Content::Text(kept(raw)), false)
}

/// `<div style="page-break-before: always">Text</div>`: the text, and whether the page ends behind it.
fn page_break(raw: &str) -> Option<(&str, bool)> {
    let (tag, text) = raw.trim().strip_prefix("<div")?.split_once('>')?;
    tag.contains("page-break").then(|| (text.trim().trim_end_matches("</div>").trim(), tag.contains("page-break-after")))
}

/// More pages no report has.
const LAST_PAGE: u32 = 99_999;

/// A comment may say where a page ends: `page 14`, `PageNumber="14"`, `PageBreak`.
fn comment(inside: &str) -> Content {
    let lower = inside.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("page") else { return Content::Gone };
    let signs = [' ', ':', '=', '"', '\'', '#', '-', '_', '/', '.'];
    let rest = rest.trim_matches(signs);
    let after = rest.strip_prefix("number");
    let digits = after.unwrap_or(rest).trim_matches(signs);
    if ["", "break", "end", "start"].contains(&digits) || digits.bytes().all(|byte| b"ivxlc".contains(&byte)) {
        return Content::Page(None);
    }
    let digits = digits.strip_prefix("break").unwrap_or(digits).trim_matches(signs);
    // `page layout: 2 columns` is about something else; of `14 of 80` and `14-15` the first counts.
    let end = digits.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    let (number, more) = digits.split_at(end);
    let is_page = more.is_empty() || more.starts_with([' ', '-', '/', ',', '"', '\'']) || more.starts_with('–');
    match number.parse::<u32>().ok().filter(|page| is_page && *page <= LAST_PAGE) {
        Some(page) => Content::Page(Some(if after.is_some() { page + 1 } else { page })),
        None => Content::Gone,
    }
}

/// The head of a document.
#[derive(Default)]
struct Matter {
    /// How many lines it has.
    lines: usize,
    /// What some of them say, counted from 0.
    said: Vec<(usize, Said)>,
}

enum Said {
    /// Text of the report, such as its abstract.
    Text(String),
    /// What a pack has no place for.
    Other(String),
}

/// YAML or pandoc's lines at the head of a document.
fn metadata(text: &str, head: &mut Head) -> Matter {
    let lines: Vec<&str> = text.split('\n').take(400).collect();
    if lines.first().is_some_and(|first| first.starts_with("% ")) {
        let own = lines.iter().take_while(|line| line.starts_with("% ")).count();
        let value = |nth: usize| lines.get(nth).and_then(|line| line.strip_prefix("% ")).map(str::trim).filter(|_| nth < own);
        value(0).unwrap_or_default().clone_into(&mut head.title);
        head.authors = names(value(1).unwrap_or_default());
        head.year = value(2).and_then(year);
        return Matter { lines: own, said: Vec::new() };
    }
    if lines.first().is_none_or(|first| first.trim_end() != "---") {
        return Matter::default();
    }
    let Some(end) = lines.iter().skip(1).position(|line| ["---", "..."].contains(&line.trim_end())) else {
        return Matter::default();
    };
    let inside = lines.get(1..=end).unwrap_or_default();
    let is_yaml = |line: &&str| {
        let line = line.trim_end();
        line.is_empty() || line.starts_with([' ', '-', '#', '\t']) || line.split_once(':').is_some_and(|(name, _)| !name.contains(' '))
    };
    if inside.is_empty() || !inside.iter().all(is_yaml) || !inside.iter().any(|line| line.contains(':')) {
        return Matter::default();
    }
    let mut said = Vec::new();
    let mut list = "";
    for (nth, line) in inside.iter().enumerate() {
        let is_more = line.is_empty() || line.starts_with([' ', '\t']);
        if is_more && TEXTS.contains(&list) {
            said.push((nth + 1, Said::Text(line.trim().to_owned())));
            continue;
        }
        if is_more && list == OTHER {
            continue;
        }
        if is_more && list == "title" && !line.is_empty() {
            let more = line.trim().trim_matches(['"', '\'']);
            head.title.extend([if head.title.is_empty() { "" } else { " " }, more]);
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((list, line.trim_start().trim_start_matches('-')));
        let value = value.trim().trim_matches(['"', '\'']).trim();
        // `abstract: |`
        let is_block = value.starts_with(['|', '>']) && value.len() <= 3;
        if !name.starts_with(['-', ' ']) && line.contains(':') {
            list = "";
        }
        match name.trim() {
            "title" => {
                list = "title";
                head.title = if is_block { String::new() } else { value.to_owned() };
            }
            "subtitle" => value.clone_into(&mut head.subtitle),
            "author" | "authors" => {
                list = "author";
                head.authors.extend(names(value.trim_matches(['[', ']'])));
            }
            "date" | "year" => head.year = year(value),
            "publisher" | "institution" | "organization" | "organisation" if !value.is_empty() => value.clone_into(&mut head.publisher),
            other => {
                list = TEXTS.iter().find(|text| **text == other).copied().unwrap_or(OTHER);
                if list == OTHER {
                    said.push((nth + 1, Said::Other(line.trim().to_owned())));
                } else if !value.is_empty() && !is_block {
                    said.push((nth + 1, Said::Text(value.to_owned())));
                } else {
                    said.push((nth + 1, Said::Text(String::new())));
                }
            }
        }
    }
    said.retain(|(_, said)| !matches!(said, Said::Other(text) if text.trim_start_matches('#').trim().is_empty()));
    Matter { lines: end + 2, said }
}

/// What of a document's head is text of the report.
const TEXTS: [&str; 5] = ["abstract", "description", "summary", "resumen", "resumo"];
/// All else.
const OTHER: &str = "other";

/// Names of several people in a row.
pub(super) fn names(text: &str) -> Vec<String> {
    let parts = text
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" y "))
        .flat_map(|part| part.split(" e "));
    parts.map(|name| name.trim().trim_matches(['"', '\'', '.']).to_owned()).filter(|name| !name.is_empty()).collect()
}

/// The first year of our time in a text.
pub(super) fn year(text: &str) -> Option<u32> {
    let mut parts = text.split(|c: char| !c.is_ascii_digit());
    parts.find_map(|part| part.parse().ok().filter(|year| part.len() == 4 && (1950..=2100).contains(year)))
}
