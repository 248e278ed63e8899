//! The terminal itself: setup and restore, keys, and the loop that performs effects. Sleeps until a key comes, takes all that are
//! waiting, and draws once.

mod ahead;
mod beside;
mod changing;
mod clipboard;
#[cfg(not(unix))]
mod elsewhere;
mod explorer;
mod exporter;
#[cfg(unix)]
mod follow;
mod following;
mod ground;
mod input;
pub mod keys;
mod manner;
mod opening;
mod others;
mod rest;
#[cfg(unix)]
mod runtime;
mod saver;
pub mod screen;
mod shelf;
#[cfg(unix)]
mod show;
mod sizing;
mod terminal;
mod wait;
mod watcher;
mod whole;
#[cfg(unix)]
mod wire;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use ahead::Ahead;

#[cfg(not(unix))]
use elsewhere::Stage;
#[cfg(not(unix))]
pub use elsewhere::{follow, is_shown};
use explorer::Explorer;
use exporter::Exporter;
#[cfg(unix)]
pub use follow::{follow, is_shown};
pub use following::Following;
use ground::Answer;
pub use keys::Keymap;
pub use manner::Manner;
use opening::{Opened, Opening};
pub use rest::Origin;
#[cfg(unix)]
use show::Stage;
use sizing::Sizing;
use wait::{Waiter, Wake};
use watcher::Watcher;

use crate::report::pack_files::Snapshot;
use crate::report::parse::PackError;
use crate::report::{Language, Report};
use crate::state::{Folders, Library};

/// At most this many events are taken before a frame is drawn, so that a flood does not stop the picture.
const MOST_EVENTS: usize = 4_096;

/// How the explorer is to start.
#[derive(Debug, Default)]
pub struct Options {
    /// The edition to show.
    pub language: Language,
    /// The block to show first, if not the place that was kept.
    pub block: Option<usize>,
    /// The country to show first, by its index.
    pub country: Option<usize>,
    /// Where the reader's things are kept.
    pub folders: Folders,
    /// Nothing is read from them and nothing is kept in them.
    pub private: bool,
    /// Begin with the projector on.
    pub present: bool,
    /// Begin with the tour of this id.
    pub tour: Option<String>,
    /// What to tell first.
    pub message: Option<String>,
    /// The report is the first part of one whose rest is still to be read from there; with the language of the words.
    pub rest: Option<(Origin, Language)>,
    /// The reports that can be opened.
    pub library: Library,
    /// The name of the report there; none of a pack elsewhere.
    pub name: String,
    /// Begin with the list of reports, if there are several.
    pub choose: bool,
    /// The report is a pack in this folder, and is read again when a file there changes.
    pub watch: Option<(PathBuf, Snapshot)>,
}

/// How the explorer ended.
#[derive(Debug, Default)]
pub struct Ended {
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Why the last save failed.
    pub not_saved: Option<String>,
    /// Why the rest of the report could not be read.
    pub failed: Option<PackError>,
}

/// Columns and rows of the terminal; 80 by 24 where it does not know.
pub fn screen_size() -> (u16, u16) {
    terminal::size()
}

/// Runs the explorer until the person leaves it.
pub fn run(report: Arc<Report>, options: Options, manner: Manner) -> io::Result<Ended> {
    let mut waiter = Waiter::new()?;
    let opening = Opening { report, look: Opened::first(&manner), options };
    terminal::guard_against_panics();
    terminal::take(manner.mouse)?;
    let _guard = Guard;
    let size = terminal::size();
    let (app, saver, rest) = opening.open(&manner, size, &waiter)?;
    let Opening { options, .. } = opening;
    let mut explorer = Explorer {
        screen: terminal::screen(size)?,
        saver,
        presenting: None,
        stage: Stage::new(options.folders.state.as_deref()),
        exporter: Exporter::new(),
        clipboard: None,
        is_local: clipboard::is_local(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())),
        warned: false,
        input: input::Input::default(),
        // Over a slow line nothing is asked, and letters are letters.
        sizing: Sizing::new(|name| if manner.low_bandwidth { None } else { std::env::var(name).ok() }),
        mouse: manner.mouse,
        manner,
        answer: Answer::default(),
        indexing: None,
        folding: None,
        rest,
        failed: None,
        others: None,
        watcher: options.watch.clone().map(|(folder, seen)| waiter.waker().map(|waker| Watcher::start(folder, seen, waker))).transpose()?,
        next: None,
        ahead: Ahead::default(),
        options,
        app,
    };
    let signal = loop {
        let signal = explorer.run(&mut waiter);
        match explorer.next.take() {
            Some(next) if matches!(signal, Ok(None)) => explorer.go_on(next, &waiter)?,
            _ => break signal,
        }
    };
    explorer.answer.forget();
    explorer.save_place();
    let not_saved = explorer.saver.finish();
    if let Some(clipboard) = explorer.clipboard {
        clipboard.finish();
    }
    terminal::give_back();
    Ok(Ended { signal: signal?, not_saved, failed: explorer.failed })
}

/// Gives the terminal back when the function is left in any way.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        terminal::give_back();
    }
}
