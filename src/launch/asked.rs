//! What was asked, and what the person has set: what every command needs to know of where it runs.

use std::cell::OnceCell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::Deref;

use vereda::cli::{Exit, Failure, Invocation, locale, settings};
use vereda::config::{Known, Opened};
use vereda::export::printer::Medium;
use vereda::report::Words;
use vereda::report::pack_files::Snapshot;
use vereda::state::Folders;

pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What was asked, and what the person has set.
pub(crate) struct Asked {
    pub(crate) invocation: Invocation,
    pub(crate) opened: Opened,
    pub(crate) known: Known,
    /// The pack that is watched, as it was just before it was read: what changes from then on is seen.
    pub(crate) seen: OnceCell<Snapshot>,
}

impl Deref for Asked {
    type Target = Invocation;

    fn deref(&self) -> &Invocation {
        &self.invocation
    }
}

/// Where the person's things are kept; nowhere where nothing is to be.
pub(crate) fn folders(invocation: &Asked) -> Folders {
    if invocation.private { Folders::nowhere() } else { Folders::find(invocation.state.as_deref()) }
}

/// Says something beside what is printed.
pub(crate) fn tell(notice: &str) {
    let _ = writeln!(io::stderr(), "vereda: {notice}");
}

/// Whether there is a terminal that the explorer can take over.
pub(crate) fn has_screen() -> bool {
    io::stdout().is_terminal() && !locale::is_dumb(variable)
}

/// Whether lines are read in place of a screen: where that was asked for, and where the person has set it and there is a terminal, be it a
/// poor one. Where there is none, and nobody asked, there is nobody who types.
pub(crate) fn is_plain(invocation: &Asked) -> bool {
    let set = settings::plain(invocation, &invocation.opened.config).value;
    set && (invocation.plain || (io::stdin().is_terminal() && io::stdout().is_terminal()))
}

pub(crate) fn medium(invocation: &Asked) -> Medium {
    let terminal = io::stdout().is_terminal();
    Medium {
        columns: terminal.then(|| crossterm::terminal::size().map_or(80, |(columns, _)| columns.max(20))),
        color: invocation.color.is_wanted(terminal, variable),
        ascii: invocation.ascii || (terminal && invocation.opened.config.ascii.unwrap_or(!locale::is_utf8(variable))),
        linear: invocation.plain || (terminal && invocation.opened.config.plain == Some(true)),
    }
}

/// Writes to standard output. A reader that went away is no error.
pub(crate) fn print(words: &Words, write: impl FnOnce(&mut BufWriter<io::StdoutLock<'_>>) -> io::Result<()>) -> Result<Exit, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Ok(()) => Ok(Exit::Found),
        Err(error) => {
            // What is left in the buffer has nowhere to go.
            let _ = out.into_parts();
            Failure::output(&error, words).map_or(Ok(Exit::Found), Err)
        }
    }
}
