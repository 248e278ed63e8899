//! The command line: one file a command. Writers take any `Write`; nothing here knows of the screen.

pub mod args;
pub mod chart;
pub mod exit;
pub mod export;
pub mod locale;
mod markdown;
pub mod printer;
pub mod show;
pub mod table;

pub use args::{Command, Invocation};
pub use exit::{Exit, Failure};
