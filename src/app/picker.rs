//! Choosing from a list by typing part of a name: a country, or a command.

use super::action::Command;
use super::text_box::TextBox;
use crate::search::picker::rank;

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// Other names by which it is found.
    pub also: Vec<String>,
    /// Shown beside it: keys, numbers.
    pub beside: String,
    /// What choosing it means.
    pub target: Target,
}

/// What a choice leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The country of this index.
    Country(usize),
    /// A country to compare with the one on the screen.
    Compare(usize),
    /// A command.
    Command(Command),
}

/// A choice as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Index of the choice.
    pub index: usize,
    /// Characters of its name that match, from 0.
    pub matched: Vec<usize>,
}

/// A list to choose from.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What is chosen.
    pub title: String,
    /// What is typed.
    pub text_box: TextBox,
    choices: Vec<Choice>,
    shown: Vec<Shown>,
    selected: usize,
    top: usize,
    rows: usize,
}

impl Picker {
    /// Everything to choose from, in its own order.
    pub fn new(title: String, choices: Vec<Choice>) -> Self {
        let mut picker = Self { title, text_box: TextBox::default(), choices, shown: Vec::new(), selected: 0, top: 0, rows: 1 };
        picker.refresh();
        picker
    }

    /// What is typed has changed: the best match is selected.
    pub fn refresh(&mut self) {
        let names = self.choices.iter().map(|choice| std::iter::once(choice.name.as_str()).chain(choice.also.iter().map(String::as_str)));
        let ranked = rank(names, self.text_box.text());
        self.shown = ranked.into_iter().map(|ranked| Shown { index: ranked.index, matched: ranked.matched }).collect();
        self.selected = 0;
        self.top = 0;
    }

    /// Rows for the list.
    pub fn resize(&mut self, rows: u16) {
        self.rows = usize::from(rows).max(1);
        self.select(self.selected);
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        match command {
            Command::LineDown => self.select(self.selected + 1),
            Command::LineUp => self.select(self.selected.saturating_sub(1)),
            Command::PageDown => self.select(self.selected + self.rows),
            Command::PageUp => self.select(self.selected.saturating_sub(self.rows)),
            _ => return false,
        }
        true
    }

    /// Selects the choice on a row of the list.
    pub fn point(&mut self, row: usize) -> Option<Target> {
        let at = self.top + row;
        (at < self.shown.len()).then(|| self.selected = at)?;
        self.target()
    }

    /// What the selected choice leads to.
    pub fn target(&self) -> Option<Target> {
        self.shown.get(self.selected).map(|shown| self.choices[shown.index].target)
    }

    /// The choices on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Choice, &Shown, bool)> {
        let selected = self.selected;
        let rows = self.shown.iter().enumerate().skip(self.top).take(self.rows);
        rows.map(move |(at, shown)| (&self.choices[shown.index], shown, at == selected))
    }

    fn select(&mut self, to: usize) {
        self.selected = to.min(self.shown.len().saturating_sub(1));
        self.top =
            self.top.clamp((self.selected + 1).saturating_sub(self.rows), self.selected).min(self.shown.len().saturating_sub(self.rows));
    }
}
