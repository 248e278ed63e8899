//! Choosing from a list by typing part of a name: a country, or a command.

use super::action::Command;
use super::list::List;
use super::text_box::TextBox;
use crate::export::Format;
use crate::search::picker::rank;
use crate::state::mark::MarkKind;

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
    /// Whether nothing is kept from now on.
    Private(bool),
    /// A highlight of this kind; none to remove the one there is.
    Highlight(Option<MarkKind>),
    /// What is exported, by its index among what can be.
    Scope(usize),
    /// The form of an export.
    Format(Format),
    /// A tour, by its index among those there are.
    Tour(usize),
    /// A tour of one's own to add to, by its index among those there are; a new one.
    AddTo(Option<usize>),
    /// A page on the projector, by its slide.
    Slide(usize),
    /// Whether an export overwrites a file, or gets another name.
    Replace(bool),
}

impl Choice {
    /// A choice that has one name, and nothing beside it.
    pub fn new(name: String, target: Target) -> Self {
        Self { name, also: Vec::new(), beside: String::new(), target }
    }
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
    list: List,
}

impl Picker {
    /// Everything to choose from, in its own order.
    pub fn new(title: String, choices: Vec<Choice>) -> Self {
        let mut picker = Self { title, text_box: TextBox::default(), choices, shown: Vec::new(), list: List::default() };
        picker.refresh();
        picker
    }

    /// What is typed has changed: the best match is selected.
    pub fn refresh(&mut self) {
        let names = self.choices.iter().map(|choice| std::iter::once(choice.name.as_str()).chain(choice.also.iter().map(String::as_str)));
        let ranked = rank(names, self.text_box.text());
        self.shown = ranked.into_iter().map(|ranked| Shown { index: ranked.index, matched: ranked.matched }).collect();
        self.list.set_count(self.shown.len());
        self.list.select(0);
    }

    /// Rows for the list.
    pub fn resize(&mut self, rows: u16) {
        self.list.set_rows(usize::from(rows));
    }

    /// Moves the selection. Says whether the command was a move.
    pub fn movement(&mut self, command: Command) -> bool {
        self.list.movement(command)
    }

    /// Selects the choice on a row of the list.
    pub fn point(&mut self, row: usize) -> Option<Target> {
        if self.list.point(row) { self.target() } else { None }
    }

    /// What the selected choice leads to.
    pub fn target(&self) -> Option<Target> {
        self.shown.get(self.list.selected()).map(|shown| self.choices[shown.index].target)
    }

    /// What its choices are like.
    pub fn about(&self) -> Option<Target> {
        self.choices.first().map(|choice| choice.target)
    }

    /// What all choices lead to.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.choices.iter().map(|choice| choice.target)
    }

    /// The choices on the screen, each with whether it is selected.
    pub fn visible(&self) -> impl Iterator<Item = (&Choice, &Shown, bool)> {
        let (selected, visible) = (self.list.selected(), self.list.visible());
        let rows = self.shown.iter().enumerate().skip(visible.start).take(visible.len());
        rows.map(move |(at, shown)| (&self.choices[shown.index], shown, at == selected))
    }
}
