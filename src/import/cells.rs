//! A table of a page while it is read: cells at their columns, also where cells above or beside them are wider or higher than one.

use super::tables;

/// Cells are not taken for wider or higher than this.
const WIDEST: usize = 64;
const HIGHEST: usize = 1000;

/// The rows so far.
#[derive(Default)]
pub(super) struct Cells {
    rows: Vec<Vec<String>>,
    /// In how many more rows a column is taken by a cell from above.
    taken: Vec<usize>,
    /// How wide and high the open cell is.
    wide: usize,
    high: usize,
    /// Whether a cell is open.
    pub(super) is_in_cell: bool,
}

impl Cells {
    /// Begins a row.
    pub(super) fn row(&mut self) {
        self.fill();
        self.taken.iter_mut().for_each(|taken| *taken = taken.saturating_sub(1));
        self.rows.push(Vec::new());
        self.is_in_cell = false;
    }

    /// Begins a cell.
    pub(super) fn cell(&mut self, wide: Option<usize>, high: Option<usize>) {
        self.wide = wide.filter(|wide| *wide <= WIDEST).unwrap_or(1).max(1);
        self.high = high.unwrap_or(1).clamp(1, HIGHEST);
        self.is_in_cell = true;
    }

    /// What stands in the open cell.
    pub(super) fn end_cell(&mut self, text: String) {
        self.fill();
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        row.push(text);
        row.extend((1..self.wide.max(1)).map(|_| String::new()));
        if self.high > 1 {
            let first = row.len() - self.wide;
            self.taken.resize(self.taken.len().max(row.len()).min(WIDEST), 0);
            self.taken.iter_mut().skip(first).take(self.wide).for_each(|taken| *taken = self.high);
        }
        (self.wide, self.high, self.is_in_cell) = (1, 1, false);
    }

    /// Sets nothing where cells from above stand.
    fn fill(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        while self.taken.get(row.len()).is_some_and(|taken| *taken > 0) {
            row.push(String::new());
        }
    }

    /// The rows that say something.
    pub(super) fn rows(self) -> Vec<Vec<String>> {
        self.rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect()
    }
}

/// Rows as lines of Markdown; those of one column only set text.
pub(super) fn lines(rows: &[Vec<String>]) -> Vec<String> {
    if rows.iter().all(|row| row.len() <= 1) {
        return rows.iter().flatten().flat_map(|cell| [String::new(), cell.clone(), String::new()]).collect();
    }
    let mut out: Vec<String> = tables::write(rows).lines().map(ToOwned::to_owned).collect();
    out.push(String::new());
    out
}
