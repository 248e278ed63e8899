//! How a run ends.

use std::io;

/// Exit codes, as the man page has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, or found.
    Found,
    /// 1: nothing found, or problems found.
    Nothing,
    /// 2: wrong usage, or input that cannot be read.
    Usage,
    /// 128 and the signal's number: ended by it.
    Signal(i32),
}

impl Exit {
    /// The number for the shell.
    pub fn code(self) -> u8 {
        match self {
            Self::Found => 0,
            Self::Nothing => 1,
            Self::Usage => 2,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(u8::MAX),
        }
    }
}

/// What went wrong: one line that says what, where, and what to do, and how the run ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The line, safe for the terminal.
    pub message: String,
    /// How the run ends.
    pub exit: Exit,
}

impl Failure {
    /// Wrong usage, or input that cannot be read.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: Exit::Usage }
    }

    /// Nothing was found.
    pub fn nothing(message: impl Into<String>) -> Self {
        Self { message: message.into(), exit: Exit::Nothing }
    }

    /// Output failed. A reader that has seen enough (`| head`) is no failure.
    pub fn output(error: &io::Error, template: &str) -> Option<Self> {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return None;
        }
        let what = crate::text::sanitize::clean_line(&error.to_string()).into_owned();
        Some(Self::usage(crate::report::words::fill(template, &[("error", &what)])))
    }
}
