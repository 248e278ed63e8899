//! The command line: one file a command. Writers take any `Write`; nothing here knows of the screen.

pub mod args;
pub mod chart;
pub mod checklist;
mod checklist_in;
mod checklist_out;
pub mod compare;
pub mod country;
pub mod data_args;
pub mod exit;
pub mod export;
mod html;
mod html_page;
mod html_text;
pub mod locale;
mod markdown;
pub mod meant;
pub mod printer;
pub mod profile;
pub mod search;
mod search_args;
mod selection;
pub mod show;
mod spreadsheet;
pub mod table;

pub use args::{Command, Invocation};
pub use exit::{Exit, Failure};
