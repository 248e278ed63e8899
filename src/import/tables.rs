//! Tables of several kinds → tables of one kind, every row as long as the longest: what is beyond the head's columns would not be shown.

/// A kind of table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `| a | b |`
    Pipes,
    /// pandoc's: `+---+---+`
    Grid,
}

/// What kind of table begins with this line and the next.
pub(super) fn begins(text: &str, next: Option<&str>) -> Option<Form> {
    let text = text.trim();
    if is_grid_rule(text) {
        return Some(Form::Grid);
    }
    let is_row =
        text.len() > 2 && text.starts_with('|') && text.ends_with('|') && text.get(1..text.len() - 1).is_some_and(|t| t.contains('|'));
    let is_ruled = text.contains('|') && next.is_some_and(|next| next.contains('|') && is_rule(next));
    (is_row || is_ruled).then_some(Form::Pipes)
}

/// `+----+====+`
fn is_grid_rule(text: &str) -> bool {
    text.len() >= 5 && text.starts_with('+') && text.ends_with('+') && text.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// `|---|:-:|`
fn is_rule(text: &str) -> bool {
    text.contains("--") && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

impl Form {
    /// Whether a line belongs to the table.
    pub(super) fn goes_on(self, text: &str) -> bool {
        let text = text.trim();
        match self {
            Self::Pipes => text.contains('|'),
            Self::Grid => text.starts_with('|') || is_grid_rule(text),
        }
    }

    /// The table.
    pub(super) fn table(self, lines: &[String]) -> String {
        let rows = match self {
            Self::Pipes => lines.iter().filter(|line| !is_rule(line)).map(|line| cells(line)).collect(),
            Self::Grid => grid(lines),
        };
        write(&rows)
    }
}

/// The cells of a row.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in line.chars() {
        match (c, cells.last_mut()) {
            ('|', _) if !escaped => cells.push(String::new()),
            (c, Some(cell)) => cell.push(c),
            (_, None) => {}
        }
        escaped = c == '\\' && !escaped;
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Rows between the rules, the lines of a cell joined.
fn grid(lines: &[String]) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut fresh = true;
    for line in lines {
        if is_grid_rule(line.trim()) {
            fresh = true;
            continue;
        }
        let parts = cells(line);
        match rows.last_mut().filter(|_| !fresh) {
            Some(row) => {
                row.resize(row.len().max(parts.len()), String::new());
                for (cell, part) in row.iter_mut().zip(parts) {
                    if !cell.is_empty() && !part.is_empty() {
                        cell.push(' ');
                    }
                    cell.push_str(&part);
                }
            }
            None => rows.push(parts),
        }
        fresh = false;
    }
    rows
}

/// Tables wider than this, or made wide by one row, would be mostly empty: their rows become lines.
const WIDEST: usize = 64;

/// Rows as Markdown, the first one as the head.
pub(super) fn write(rows: &[Vec<String>]) -> String {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0).clamp(1, WIDEST);
    // What is padded out must not be much more than what is there.
    let there: usize = rows.iter().map(Vec::len).sum();
    let columns = if rows.len().saturating_mul(widest) > 1000 + there.saturating_mul(4) { 1 } else { widest };
    let mut out = String::new();
    for (nth, row) in rows.iter().enumerate() {
        out.push('|');
        for column in 0..columns {
            let cell = row.get(column).map_or("", String::as_str);
            out.extend([" ", cell]);
            if column + 1 == columns {
                row.iter().skip(columns).for_each(|more| out.extend([" ", more.as_str()]));
            }
            out.push_str(" |");
        }
        out.push('\n');
        if nth == 0 {
            out.push('|');
            out.push_str(&" --- |".repeat(columns));
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
