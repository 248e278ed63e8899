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
}

/// Splits a text and reads the lines that are a converter's.
pub(super) fn lines(text: &str, told: &mut Told) -> (Vec<Line>, Head) {
    let mut out = Vec::new();
    let mut head = Head::default();
    let mut in_comment = false;
    let skip = metadata(text, &mut head);
    for (nth, raw) in text.split('\n').enumerate() {
        let number = nth + 1;
        if nth < skip {
            told.add(What::Markup, number, "");
            out.push(Line { number, content: Content::Gone });
            continue;
        }
        for (part, raw) in raw.split('\u{C}').enumerate() {
            if part > 0 {
                out.push(Line { number, content: Content::Page(None) });
            }
            let content = if in_comment {
                in_comment = !raw.contains("-->");
                told.add(What::Markup, number, "");
                Content::Gone
            } else {
                let (content, opens) = line(raw);
                in_comment = opens;
                if content != Content::Text(String::new()) && !matches!(content, Content::Text(_)) {
                    told.add(What::Markup, number, "");
                }
                content
            };
            out.push(Line { number, content });
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
            let close = after.find(end).filter(|at| *at < 200);
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
    let is_break = ["\\newpage", "\\pagebreak", "\\clearpage"].contains(&text)
        || (text.starts_with("<div") && text.contains("page-break") && !text.contains("</div>x"));
    if is_break {
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

/// A comment may say where a page ends: `page 14`, `PageNumber="14"`, `PageBreak`.
fn comment(inside: &str) -> Content {
    let lower = inside.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("page") {
        let digits: String = rest.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        let is_number = rest.starts_with("number");
        let page = digits.parse::<u32>().ok().map(|page| if is_number { page.saturating_add(1) } else { page });
        if !rest.starts_with("header") && !rest.starts_with("footer") {
            return Content::Page(page);
        }
    }
    Content::Gone
}

/// YAML or pandoc's lines at the head of a document; gives how many lines they are.
fn metadata(text: &str, head: &mut Head) -> usize {
    let lines: Vec<&str> = text.split('\n').take(80).collect();
    if lines.first().is_some_and(|first| first.starts_with("% ")) {
        let own = lines.iter().take_while(|line| line.starts_with("% ")).count();
        let value = |nth: usize| lines.get(nth).and_then(|line| line.strip_prefix("% ")).map(str::trim).filter(|_| nth < own);
        value(0).unwrap_or_default().clone_into(&mut head.title);
        head.authors = names(value(1).unwrap_or_default());
        head.year = value(2).and_then(year);
        return own;
    }
    if lines.first().is_none_or(|first| first.trim_end() != "---") {
        return 0;
    }
    let Some(end) = lines.iter().skip(1).position(|line| ["---", "..."].contains(&line.trim_end())) else { return 0 };
    let inside = lines.get(1..=end).unwrap_or_default();
    let is_yaml = |line: &&str| {
        let line = line.trim_end();
        line.is_empty() || line.starts_with([' ', '-', '#', '\t']) || line.split_once(':').is_some_and(|(name, _)| !name.contains(' '))
    };
    if inside.is_empty() || !inside.iter().all(is_yaml) || !inside.iter().any(|line| line.contains(':')) {
        return 0;
    }
    let mut list = "";
    for line in inside {
        let (name, value) = line.split_once(':').unwrap_or((list, line.trim_start().trim_start_matches('-')));
        let value = value.trim().trim_matches(['"', '\'']).trim();
        match name.trim() {
            "title" => value.clone_into(&mut head.title),
            "subtitle" => value.clone_into(&mut head.subtitle),
            "author" | "authors" => {
                list = "author";
                head.authors.extend(names(value.trim_matches(['[', ']'])));
            }
            "date" | "year" => head.year = year(value),
            _ => list = "",
        }
    }
    end + 2
}

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
