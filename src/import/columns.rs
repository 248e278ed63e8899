//! pandoc's tables without bars: columns that lines of dashes set. `-----  ----`

use std::collections::VecDeque;

use super::line::Line;

/// Longer tables are set otherwise.
const LONGEST: usize = 400;
/// Heads are not higher.
const HIGHEST: usize = 8;

/// A table that begins with this line and goes on in the next ones: how many of these it takes, and its rows.
pub(super) fn table(first: &str, next: &VecDeque<Line>) -> Option<(usize, Vec<Vec<String>>)> {
    let line = |nth: usize| if nth == 0 { Some(first) } else { next.get(nth - 1).map(Line::text) };
    let is_blank = |nth: usize| line(nth).is_none_or(|line| line.trim().is_empty());
    let is_framed = is_frame(first);
    let ruler = if is_ruler(first) {
        0
    } else if is_framed {
        (1..=HIGHEST).take_while(|nth| !is_blank(*nth)).find(|nth| line(*nth).is_some_and(is_ruler))?
    } else {
        line(1).filter(|line| is_ruler(line) && !first.trim().is_empty()).map(|_| 1)?
    };
    let starts = starts(line(ruler)?);
    let closes = |nth: usize| line(nth).is_some_and(|line| is_ruler(line) || is_frame(line));
    // Where a line stands above the head or no head is there, one stands below the last row; otherwise nothing does.
    let end = if is_framed || ruler == 0 {
        (ruler + 1..ruler + LONGEST).take_while(|nth| line(*nth).is_some()).find(|nth| closes(*nth))?
    } else {
        (ruler + 1..ruler + LONGEST).find(|nth| is_blank(*nth) || closes(*nth))?
    };
    let (head, body) = (usize::from(is_framed)..ruler, ruler + 1..end);
    // Rows of several lines stand apart.
    let apart = body.clone().any(is_blank);
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut fresh = true;
    for nth in head.clone().chain(body.clone()) {
        let is_first = nth == ruler + 1 || !(apart || nth < ruler);
        let text = line(nth)?;
        if text.trim().is_empty() {
            fresh = true;
            continue;
        }
        let cells = cells(text, &starts)?;
        match rows.last_mut().filter(|_| !fresh && !is_first) {
            Some(row) => row.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()).for_each(|(cell, more)| {
                cell.push(' ');
                cell.push_str(&more);
            }),
            None => rows.push(cells),
        }
        fresh = false;
    }
    rows.iter_mut().flatten().for_each(|cell| *cell = cell.trim().to_owned());
    let takes = end - usize::from(is_blank(end));
    (!body.is_empty() && rows.len() > usize::from(!head.is_empty())).then_some((takes, rows))
}

/// `-----  ---- ---`
fn is_ruler(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 7 && text.starts_with("--") && text.bytes().all(|byte| byte == b'-' || byte == b' ') && {
        let runs: Vec<&str> = text.split_whitespace().collect();
        runs.len() >= 2 && runs.iter().all(|run| run.len() >= 2)
    }
}

/// `----------------`
fn is_frame(text: &str) -> bool {
    let text = text.trim();
    text.len() >= 10 && text.bytes().all(|byte| byte == b'-')
}

/// Where the columns begin.
fn starts(ruler: &str) -> Vec<usize> {
    let mut before = ' ';
    let begins = |c: char| std::mem::replace(&mut before, c) == ' ' && c == '-';
    let mut begins = begins;
    ruler.chars().enumerate().filter(|(_, c)| begins(*c)).map(|(at, _)| at).collect()
}

/// The cells of a line; none where a column would cut a word.
fn cells(text: &str, starts: &[usize]) -> Option<Vec<String>> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::with_capacity(starts.len());
    for (nth, start) in starts.iter().enumerate() {
        let start = if nth == 0 { 0 } else { *start };
        let end = starts.get(nth + 1).copied().unwrap_or(usize::MAX).min(chars.len());
        if nth > 0 && start < chars.len() && !chars[start].is_whitespace() && !chars[start - 1].is_whitespace() {
            return None;
        }
        let cell: String = chars.get(start.min(end)..end).unwrap_or_default().iter().collect();
        out.push(cell.trim().replace('|', "\\|"));
    }
    Some(out)
}
