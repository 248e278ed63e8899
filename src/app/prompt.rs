//! A line to type on at the bottom of the screen, and what it is for.

use super::text_box::TextBox;
use crate::report::Address;
use crate::state::mark::Mark;

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// A text to find in the table on the screen.
    FindInTable,
    /// Part of an action's text, to narrow the checklist.
    FilterTasks,
    /// The label of a bookmark, or a remark on a highlight.
    Label(Box<Mark>),
    /// The name of a new tour, to begin with this.
    NewTour(Address),
    /// The file for an export.
    ExportTo,
    /// A day for the action with this id.
    TaskDate(String),
    /// The name of a new checklist.
    NewChecklist,
    /// The name of the checklist to remove, as a confirmation.
    RemoveChecklist(String),
}

/// A line being typed.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// What is typed.
    pub text_box: TextBox,
}

impl Prompt {
    /// With a text to change.
    pub fn new(purpose: Purpose, text: &str) -> Self {
        Self { purpose, text_box: TextBox::new(text) }
    }
}
