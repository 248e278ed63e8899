//! The line reader, `--plain`: a command a line, and what it says as lines, for screen readers, Braille displays and terminals without a
//! screen. No cursor is moved, nothing is drawn, and nothing is told by its place or colour.
//!
//! A line goes [`input`] → [`dispatch`] ([`verb`]: word or letter → `Verb`) → the file of its kind, which has the command line's writers
//! write into [`session::Session::out`]; what is to be kept is kept, and only then is it written out.

use std::io::{self, ErrorKind, Write};

use crate::config::Row;
use crate::export::printer::Medium;
use crate::report::{Address, Language, Report};
use crate::state::Folders;

mod dispatch;
mod finding;
mod input;
mod keeping;
mod reading;
mod session;
mod verb;
mod walking;
mod writing;

use input::{Event, Input};
use session::Session;

/// How it begins.
pub struct Options<M> {
    /// The edition.
    pub language: Language,
    /// Where; without it, where one left off.
    pub address: Option<Address>,
    /// A walk to begin with, by its name; empty for the list of walks.
    pub tour: Option<String>,
    /// Where things are kept.
    pub folders: Folders,
    /// Nothing is kept.
    pub private: bool,
    /// The table of keys, for its letters.
    pub keys: Vec<Row>,
    /// What is said first.
    pub message: Option<String>,
    /// Whether somebody types, who sees the prompt's line as it goes on.
    pub typed: bool,
    /// What is written to: asked for again with each line, since a window may change.
    pub medium: M,
}

/// How it ended.
pub struct Ended {
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Why the place could not be kept.
    pub not_saved: Option<String>,
}

/// Reads lines until there are no more, or until it is to end. A reader of its output that goes away is no error.
pub fn run<M: Fn() -> Medium>(report: &Report, options: Options<M>, out: &mut impl Write) -> io::Result<Ended> {
    let input = Input::new()?;
    let Options { language, address, tour, folders, private, keys, message, typed, medium } = options;
    let mut session = Session::new(report, language, keys, folders, private, medium());
    session.say_all(message.as_slice());
    session.begin(address.as_ref(), tour.as_deref());
    loop {
        session.prompt(typed);
        let written = out.write_all(&session.out).and_then(|()| out.flush());
        session.out.clear();
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
            written => written?,
        }
        if session.ended {
            break;
        }
        session.medium = medium();
        match input.next() {
            Event::Line(line) => session.line(&line),
            Event::TooLong => session.say(&report.edition(session.language).words.plain.too_long),
            Event::Signal => break,
            Event::End => {
                // The shell's own prompt begins a line.
                if typed {
                    let _ = writeln!(out);
                }
                break;
            }
        }
    }
    Ok(Ended { signal: input.signal(), not_saved: session.not_saved })
}
