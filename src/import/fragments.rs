//! HTML in the middle of Markdown, as converters write tables that Markdown cannot have: lines of it become lines of Markdown.

use std::collections::VecDeque;

use super::html;
use super::line::{Content, Line};

/// Tags that begin a fragment, which goes on until they are closed.
const OPENING: [&str; 12] = ["table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "html"];

/// Replaces fragments.
pub(super) fn replace(lines: Vec<Line>) -> Vec<Line> {
    if !lines.iter().any(|line| begins(line.text()).is_some()) {
        return lines;
    }
    let mut rest: VecDeque<Line> = lines.into();
    let mut out = Vec::with_capacity(rest.len());
    // Tags that are closed nowhere any more.
    let mut dead: Vec<&str> = Vec::new();
    while let Some(line) = rest.pop_front() {
        let Some(tag) = begins(line.text()).filter(|tag| !dead.contains(tag)) else {
            out.push(line);
            continue;
        };
        let close = format!("</{tag}>");
        let more =
            if line.text().contains(&close) { Some(0) } else { rest.iter().position(|line| line.text().contains(&close)).map(|at| at + 1) };
        let Some(more) = more else {
            dead.push(tag);
            out.push(line);
            continue;
        };
        let mut source = line.text().to_owned();
        for next in rest.drain(..more) {
            source.push('\n');
            source.push_str(next.text());
        }
        let number = line.number;
        let blank = || Line { number, content: Content::Text(String::new()) };
        out.push(blank());
        out.extend(html::page(&source).lines.into_iter().map(|line| Line { number: number + line.number - 1, ..line }));
        out.push(blank());
    }
    out
}

fn begins(text: &str) -> Option<&'static str> {
    let rest = text.trim_start().strip_prefix('<')?;
    OPENING.into_iter().find(|tag| rest.strip_prefix(tag).is_some_and(|after| after.starts_with(['>', ' ', '/'])))
}
