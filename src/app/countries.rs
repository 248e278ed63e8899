//! The countries pane: the list of countries, which narrows as one types.

use super::action::Command;
use super::list::List;
use super::text_box::TextBox;
use crate::report::{Language, Report};
use crate::search::picker::rank;

/// A country as it is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Index among the report's countries.
    pub country: usize,
    /// Characters of its name that match the filter, from 0.
    pub matched: Vec<usize>,
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Countries {
    listed: Vec<Listed>,
    list: List,
    /// What is typed to narrow the list; `None` when the box is closed.
    pub filter: Option<TextBox>,
}

impl Countries {
    /// Lists what matches the filter, all countries where there is none.
    pub fn refresh(&mut self, report: &Report, language: Language) {
        let typed = self.filter.as_ref().map(|filter| filter.text().to_owned()).unwrap_or_default();
        let names = report.facts().countries.iter().map(|country| country.all_names(language));
        let ranked = rank(names, &typed);
        self.listed = ranked.into_iter().map(|ranked| Listed { country: ranked.index, matched: ranked.matched }).collect();
        self.list.set_count(self.listed.len());
        if !typed.is_empty() {
            self.list.select(0);
        }
    }

    /// The list on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Listed, bool)> {
        let (selected, visible) = (self.list.selected(), self.list.visible());
        self.listed.iter().enumerate().skip(visible.start).take(visible.len()).map(move |(at, listed)| (listed, at == selected))
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Countries above and below the screen.
    pub fn hidden(&self) -> (usize, usize) {
        self.list.hidden()
    }

    /// Index of the selected country.
    pub fn selected(&self) -> Option<usize> {
        self.listed.get(self.list.selected()).map(|listed| listed.country)
    }

    /// Another number of rows.
    pub fn resize(&mut self, rows: u16) {
        self.list.set_rows(usize::from(rows));
    }

    /// Selects a country; the filter goes if it hides it.
    pub fn show(&mut self, report: &Report, language: Language, country: usize) {
        if !self.listed.iter().any(|listed| listed.country == country) {
            self.filter = None;
            self.refresh(report, language);
        }
        if let Some(at) = self.listed.iter().position(|listed| listed.country == country) {
            self.list.select(at);
        }
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        self.list.movement(command)
    }

    /// Selects the country on a row of the list. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        self.list.point(row)
    }
}
