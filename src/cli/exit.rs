//! How a run ends.

use std::io;

use crate::report::Words;
use crate::report::words::fill;
use crate::text::sanitize::clean_line;

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

/// What a command did, before it is said.
#[derive(Debug)]
pub struct Done<T> {
    /// What is to be printed.
    pub outcome: T,
    /// How the run ends.
    pub exit: Exit,
}

/// Signs of what was typed that a message repeats.
const REPEATED: usize = 60;

/// What was typed, as a message repeats it: safe for the terminal, on one line, and not longer than one can read.
pub fn repeated(typed: &str) -> String {
    // What is cut off need not be cleaned: a sign is cleaned into at most a few.
    let end = typed.char_indices().nth(REPEATED * 4).map_or(typed.len(), |(at, _)| at);
    let text = clean_line(typed.get(..end).unwrap_or_default());
    match text.char_indices().nth(REPEATED) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.into_owned(),
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
    pub fn output(error: &io::Error, words: &Words) -> Option<Self> {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return None;
        }
        Some(Self::usage(fill(&words.error.write, &[("error", &words.cause(&error.to_string()))])))
    }
}

/// A file that must not grow is an error like a full disk, told as one: the signal would end the program without a word.
#[cfg(unix)]
pub fn survive_limits() {
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
}

/// Nothing of the kind there.
#[cfg(not(unix))]
pub fn survive_limits() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_repeated_is_short_and_safe() {
        assert_eq!(repeated("a\u{1b}[2J\nb"), clean_line("a\u{1b}[2J\nb"));
        for typed in ["é".repeat(100_000), "\u{1b}".repeat(100_000), "\n ".repeat(1000)] {
            let text = repeated(&typed);
            assert!(text.chars().count() <= REPEATED + 1 && !text.contains(['\u{1b}', '\n']), "{text}");
        }
        assert_eq!(repeated(&"x".repeat(REPEATED)), "x".repeat(REPEATED));
    }
}
