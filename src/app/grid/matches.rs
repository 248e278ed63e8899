//! Matches in the cells of a table.

use std::ops::Range;

use super::Grid;
use super::row::CellHit;
use crate::text::fold::{Folded, fold};
use crate::text::span::slice;

impl Grid {
    /// Looks for a text in all cells, and goes to the first match from the selected row on. An empty text is nowhere.
    pub fn find(&mut self, needle: &str) {
        let needle = fold(needle);
        self.hits.clear();
        for (row, entry) in self.rows.iter().enumerate() {
            for column in 0..entry.columns() {
                let found = Folded::new(entry.text(column), &[]).find(&needle);
                self.hits.extend(found.into_iter().map(|range| CellHit { row, column, range }));
            }
        }
        let from = self.hits.iter().position(|hit| hit.row >= self.selected);
        self.at = from.or((!self.hits.is_empty()).then_some(0));
        self.go_to_hit();
    }

    /// To the next match, or the previous one, around the ends.
    pub fn step_hit(&mut self, forward: bool) {
        let count = self.hits.len();
        if let Some(at) = self.at.filter(|_| count > 0) {
            self.at = Some(if forward { (at + 1) % count } else { (at + count - 1) % count });
            self.go_to_hit();
        }
    }

    /// Marks these texts' places without going there: the country's names in its passages.
    pub fn mark(&mut self, forms: &[String]) {
        for (row, entry) in self.rows.iter().enumerate() {
            for column in 0..entry.columns() {
                let folded = Folded::new(entry.text(column), &[]);
                let stands = |form: &str, range: &Range<usize>| {
                    // An acronym such as US is not the word "us".
                    let acronym = form.len() <= 3 && form.chars().all(char::is_uppercase);
                    !acronym || slice(entry.text(column), range.clone()) == form
                };
                let find = |form: &String| -> Vec<Range<usize>> {
                    folded.find_words(&fold(form)).into_iter().filter(|range| stands(form, range)).collect()
                };
                let mut found: Vec<Range<usize>> = forms.iter().flat_map(find).collect();
                found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
                found.dedup_by(|next, before| next.start < before.end);
                self.hits.extend(found.into_iter().map(|range| CellHit { row, column, range }));
            }
        }
        self.at = None;
    }

    fn go_to_hit(&mut self) {
        if let Some(hit) = self.current_hit().cloned() {
            self.selected = hit.row;
            self.moved = true;
            if self.column.is_some() {
                self.column = Some(hit.column);
            } else if hit.column > 0 {
                self.first = self.first.min(hit.column);
                self.fit();
                while self.widths.get(hit.column) == Some(&0) && self.first < hit.column {
                    self.first += 1;
                    self.fit();
                }
            }
            self.show_selected();
        }
    }
}
