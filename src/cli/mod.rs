//! The command line: one file a command. Writers take any `Write`; nothing here knows of the screen.

pub mod args;
pub mod check;
pub mod checklist;
mod checklist_in;
pub mod compare;
pub mod completions;
pub mod config;
pub mod config_args;
pub mod country;
pub mod data_args;
pub mod exit;
pub mod export;
pub mod import;
pub mod json_shapes;
mod kept_words;
pub mod keys;
pub mod locale;
pub mod man;
mod manual_args;
pub mod meant;
pub mod notes;
pub mod notes_args;
pub mod opening;
pub mod profile;
mod roff;
pub mod search;
mod search_args;
pub mod settings;
pub mod show;
pub mod show_qr;
pub mod state;
pub mod state_args;
pub mod tour;
mod tour_args;

pub use args::{Command, Invocation};
pub use exit::{Exit, Failure};
