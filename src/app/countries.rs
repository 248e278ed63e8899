//! The countries pane: the list of countries, which narrows as one types.

use super::action::Command;
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
    selected: usize,
    top: usize,
    rows: usize,
    /// What is typed to narrow the list; `None` when the box is closed.
    pub filter: Option<TextBox>,
}

impl Countries {
    /// Lists what matches the filter, all countries where there is none.
    pub fn refresh(&mut self, report: &Report, language: Language) {
        let typed = self.filter.as_ref().map(|filter| filter.text().to_owned()).unwrap_or_default();
        let names = report.facts().countries.iter().map(|country| country.names(language));
        let ranked = rank(names, &typed);
        self.listed = ranked.into_iter().map(|ranked| Listed { country: ranked.index, matched: ranked.matched }).collect();
        self.select(if typed.is_empty() { self.selected } else { 0 });
    }

    /// The list on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Listed, bool)> {
        let selected = self.selected;
        self.listed.iter().enumerate().skip(self.top).take(self.rows).map(move |(at, listed)| (listed, at == selected))
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// Countries above and below the screen.
    pub fn hidden(&self) -> (usize, usize) {
        (self.top, self.listed.len().saturating_sub(self.top + self.rows))
    }

    /// Index of the selected country.
    pub fn selected(&self) -> Option<usize> {
        self.listed.get(self.selected).map(|listed| listed.country)
    }

    /// Another number of rows.
    pub fn resize(&mut self, rows: u16) {
        self.rows = usize::from(rows).max(1);
        self.select(self.selected);
    }

    /// Selects a country; the filter goes if it hides it.
    pub fn show(&mut self, report: &Report, language: Language, country: usize) {
        if !self.listed.iter().any(|listed| listed.country == country) {
            self.filter = None;
            self.refresh(report, language);
        }
        if let Some(at) = self.listed.iter().position(|listed| listed.country == country) {
            self.select(at);
        }
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        let page = self.rows.saturating_sub(1).max(1);
        let to = match command {
            Command::LineDown | Command::NextPassage => self.selected + 1,
            Command::LineUp | Command::PreviousPassage => self.selected.saturating_sub(1),
            Command::PageDown => self.selected + page,
            Command::PageUp => self.selected.saturating_sub(page),
            Command::HalfPageDown => self.selected + page.div_ceil(2),
            Command::HalfPageUp => self.selected.saturating_sub(page.div_ceil(2)),
            Command::Start => 0,
            Command::End => self.listed.len(),
            _ => return false,
        };
        self.select(to);
        true
    }

    /// Selects the country on a row of the list. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        let there = row < self.rows && self.top + row < self.listed.len();
        if there {
            self.selected = self.top + row;
        }
        there
    }

    fn select(&mut self, to: usize) {
        self.selected = to.min(self.listed.len().saturating_sub(1));
        self.top = self
            .top
            .clamp((self.selected + 1).saturating_sub(self.rows.max(1)), self.selected)
            .min(self.listed.len().saturating_sub(self.rows.max(1)));
    }
}
