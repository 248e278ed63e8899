//! Tables for people. On a terminal columns are as wide as their content and the screen allow, and cells are wrapped, never cut; where the
//! screen is too narrow for columns, each row is a list of its cells. In a pipe a row is one line, its cells separated by ` | `, and no
//! row depends on another. Where it is read line by line, each row is a list of its cells with their heads.

use std::io::{self, Write};

use super::printer::Printer;
use crate::text::columns::{pad, width};
use crate::text::wrap::wrap;

/// Between two columns on a terminal.
const BETWEEN: usize = 2;
/// Words up to this width are not broken to make a column narrower.
const WORD: usize = 18;
/// A row that would take more lines than this in columns is easier to read as a list.
const TALLEST: usize = 9;

/// A table: a head and rows of as many cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(ToString::to_string).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [String; N]) {
        debug_assert_eq!(N, self.head.len());
        self.rows.push(cells.into());
    }

    /// Writes it as it suits the medium.
    pub fn write<W: Write>(&self, printer: &mut Printer<'_, W>) -> io::Result<()> {
        printer.gap()?;
        if printer.medium().linear {
            let columns = printer.medium().columns.map_or(usize::MAX, usize::from);
            return self.without_empty_columns().as_list(printer, columns);
        }
        let Some(columns) = printer.medium().columns else {
            for row in std::iter::once(&self.head).chain(&self.rows) {
                printer.laid_out(&plain(row), false)?;
            }
            return Ok(());
        };
        let filled = self.without_empty_columns();
        match filled.widths(usize::from(columns)) {
            Some(widths) => filled.in_columns(printer, &widths),
            None => filled.as_list(printer, usize::from(columns)),
        }
    }

    /// A column in which nothing stands would only take room.
    fn without_empty_columns(&self) -> Self {
        let filled = |column: &usize| self.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<usize> = (0..self.head.len()).filter(filled).collect();
        let keep = |row: &Vec<String>| kept.iter().filter_map(|column| row.get(*column).cloned()).collect();
        Self { head: keep(&self.head), rows: self.rows.iter().map(keep).collect() }
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &String> {
        std::iter::once(&self.head).chain(&self.rows).filter_map(move |row| row.get(column))
    }

    /// How wide each column is; `None` where they do not fit, or rows would be too tall to be read.
    fn widths(&self, columns: usize) -> Option<Vec<usize>> {
        let count = self.head.len();
        let room = columns.checked_sub(BETWEEN * count.saturating_sub(1))?;
        let natural: Vec<usize> = (0..count).map(|column| self.cells(column).map(|cell| widest_line(cell)).max().unwrap_or(0)).collect();
        if natural.iter().sum::<usize>() <= room {
            return Some(natural);
        }
        let longest_word = |column| self.cells(column).flat_map(|cell| cell.split_whitespace()).map(width).max().unwrap_or(1);
        let mut widths: Vec<usize> = (0..count).map(|column| longest_word(column).min(WORD)).collect();
        let mut left = room.checked_sub(widths.iter().sum())?;
        let total: Vec<usize> = (0..count).map(|column| self.cells(column).map(|cell| width(cell)).sum()).collect();
        // Each column of the screen goes where it saves most lines: text of length t in w columns takes t / w lines.
        while left > 0 {
            let open = (0..count).filter(|column| widths[*column] < natural[*column]);
            let Some(best) = open.max_by(|a, b| (total[*a] * widths[*b].pow(2)).cmp(&(total[*b] * widths[*a].pow(2)))) else { break };
            widths[best] += 1;
            left -= 1;
        }
        let tall = |row: &Vec<String>| row.iter().zip(&widths).any(|(cell, width)| wrap(cell, *width).len() > TALLEST);
        (self.rows.iter().filter(|row| tall(row)).count() * 4 <= self.rows.len()).then_some(widths)
    }

    fn in_columns<W: Write>(&self, printer: &mut Printer<'_, W>, widths: &[usize]) -> io::Result<()> {
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        let heights = self.rows.iter().map(|row| lines(row, widths));
        let airy = heights.clone().any(|row| row.len() > 1);
        for line in lines(&self.head, widths) {
            printer.laid_out(&line, true)?;
        }
        printer.laid_out(&rule.join("  "), false)?;
        for (nth, row) in heights.enumerate() {
            if airy && nth > 0 {
                printer.gap()?;
            }
            for line in row {
                printer.laid_out(&line, false)?;
            }
        }
        Ok(())
    }

    /// Each cell behind its column's head, each row behind an empty line; the first cell is the row's title, unless nobody sees that it is one.
    fn as_list<W: Write>(&self, printer: &mut Printer<'_, W>, columns: usize) -> io::Result<()> {
        let linear = printer.medium().linear;
        for (nth, row) in self.rows.iter().enumerate() {
            if nth > 0 {
                printer.gap()?;
            }
            for (column, (head, cell)) in self.head.iter().zip(row).enumerate().filter(|(_, (_, cell))| !cell.is_empty()) {
                let labelled = || format!("{head}: {}", if linear { cell.replace('\n', " ") } else { cell.clone() });
                let (text, indent) = match column {
                    // A number by which it can be named.
                    0 if linear => (format!("{}. {}", nth + 1, labelled()), 0),
                    _ if linear => (labelled(), 0),
                    0 => (cell.clone(), 0),
                    _ => (labelled(), 2),
                };
                for range in wrap(&text, columns.saturating_sub(indent)) {
                    printer.laid_out(&format!("{}{}", " ".repeat(indent), text.get(range).unwrap_or_default()), column == 0)?;
                }
            }
        }
        Ok(())
    }
}

/// A row on one line.
fn plain(row: &[String]) -> String {
    row.iter().map(|cell| cell.replace('\n', " ").replace('|', "\\|")).collect::<Vec<_>>().join(" | ")
}

fn widest_line(cell: &str) -> usize {
    cell.lines().map(width).max().unwrap_or(0)
}

/// The lines of a row in columns.
pub(crate) fn lines(row: &[String], widths: &[usize]) -> Vec<String> {
    let wrapped: Vec<Vec<&str>> = row
        .iter()
        .zip(widths)
        .map(|(cell, width)| wrap(cell, *width).into_iter().map(|range| cell.get(range).unwrap_or_default()).collect())
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |line: usize, column: usize| pad(wrapped[column].get(line).copied().unwrap_or_default(), widths[column]);
    (0..height).map(|line| (0..wrapped.len()).map(|column| cell(line, column)).collect::<Vec<_>>().join("  ")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::printer::Medium;
    use super::*;
    use proptest::prelude::*;

    fn written(table: &Table, columns: Option<u16>) -> String {
        let mut out = Vec::new();
        let medium = Medium { columns, ..Medium::default() };
        table.write(&mut Printer::new(&mut out, medium)).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    fn table(rows: &[[&str; 3]]) -> Table {
        let mut table = Table::new(&["Name", "Year", "What it does"]);
        for row in rows {
            table.row(row.map(ToOwned::to_owned));
        }
        table
    }

    #[test]
    fn in_a_pipe_a_row_is_a_line_and_no_row_depends_on_another() {
        let one = written(&table(&[["A", "", "b | c\nd"]]), None);
        assert_eq!(one, "Name | Year | What it does\nA |  | b \\| c d\n");
        let two = written(&table(&[["A", "", "b | c\nd"], ["a long name indeed", "2019", ""]]), None);
        assert!(two.starts_with(&one));
    }

    #[test]
    fn on_a_terminal_columns_are_as_wide_as_needed() {
        let text = written(&table(&[["Act", "2019", "Protects people"], ["Plan", "2024", "x"]]), Some(80));
        assert_eq!(text, "Name  Year  What it does\n────  ────  ───────────────\nAct   2019  Protects people\nPlan  2024  x\n");
    }

    #[test]
    fn empty_columns_take_no_room() {
        let text = written(&table(&[["Act", "", "Protects"]]), Some(80));
        assert!(!text.contains("Year"), "{text}");
    }

    #[test]
    fn where_columns_do_not_fit_rows_are_lists() {
        let text = written(&table(&[["Migration Act", "2019", "Protects people who move"]]), Some(22));
        assert_eq!(text, "Migration Act\n  Year: 2019\n  What it does:\n  Protects people who\n  move\n");
    }

    proptest! {
        #[test]
        fn nothing_is_cut_and_nothing_is_too_wide(
            cells in prop::collection::vec(("[a-zé ]{0,30}", "[0-9]{0,4}", "[a-z0-9 ,.]{0,200}"), 1..6),
            columns in 20u16..140,
        ) {
            let mut table = Table::new(&["Name", "Year", "What"]);
            for (a, b, c) in &cells {
                table.row([a.clone(), b.clone(), c.clone()]);
            }
            let text = written(&table, Some(columns));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let all: usize = cells.iter().map(|(a, b, c)| letters(a) + letters(b) + letters(c)).sum();
            prop_assert!(letters(&text) >= all);
            for line in text.lines() {
                prop_assert!(width(line) <= usize::from(columns), "{line}");
            }
        }
    }
}
