//! The terminal itself: setup and restore, keys, and the loop that performs effects. Sleeps until a key comes, takes all that are
//! waiting, and draws once.

mod clipboard;
#[cfg(not(unix))]
mod elsewhere;
mod explorer;
mod exporter;
#[cfg(unix)]
mod follow;
mod following;
mod indexer;
mod input;
mod keys;
#[cfg(unix)]
mod runtime;
mod saver;
#[cfg(unix)]
mod show;
mod sizing;
mod terminal;
mod wait;
#[cfg(unix)]
mod wire;

use std::io;
use std::sync::Arc;

#[cfg(not(unix))]
use elsewhere::Stage;
#[cfg(not(unix))]
pub use elsewhere::{follow, is_shown};
use explorer::Explorer;
use exporter::Exporter;
#[cfg(unix)]
pub use follow::{follow, is_shown};
pub use following::Following;
pub use keys::Keymap;
use saver::{Kept, Saver};
#[cfg(unix)]
use show::Stage;
use sizing::Sizing;
use wait::{Waiter, Wake};

use crate::app::{Action, App, Start};
use crate::export::qr::Form;
use crate::report::words::fill;
use crate::report::{Language, Report};
use crate::state::tours::OwnTours;
use crate::state::{Checklists, Folders, Marks, Notice, Places};
use crate::text::sanitize::clean_line;
use crate::ui::theme;

/// At most this many events are taken before a frame is drawn, so that a flood does not stop the picture.
const MOST_EVENTS: usize = 4_096;

/// How the explorer is to start.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
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
    /// Name of the theme.
    pub theme: &'static str,
    /// Nothing but ASCII.
    pub ascii: bool,
    /// The terminal has 256 colours, not sixteen.
    pub has_256_colors: bool,
    /// What to tell first.
    pub message: Option<String>,
}

/// How the explorer ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ended {
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Why the last save failed.
    pub not_saved: Option<String>,
}

/// Runs the explorer until the person leaves it.
pub fn run(report: Report, options: Options) -> io::Result<Ended> {
    let report = Arc::new(report);
    let words = report.edition(options.language).words.clone();
    let (places, notice) = Places::open(options.folders.state.as_deref());
    let (checklists, of_lists) = Checklists::open(options.folders.data.as_deref());
    let (marks, of_marks) = Marks::open(options.folders.data.as_deref());
    let tours = OwnTours::open(options.folders.data.as_deref(), &report);
    let kept = places.visit(&report.identity()).cloned();
    let theme = theme::NAMES.iter().position(|name| *name == options.theme).unwrap_or(0);
    let mut waiter = Waiter::new()?;
    terminal::guard_against_panics();
    terminal::take(true)?;
    let _guard = Guard;
    let size = terminal::size();
    let start = Start {
        language: options.language,
        block: options.block,
        country: options.country,
        kept: kept.clone(),
        checklists: checklists.of(&report.identity()),
        marks: marks.of(&report.identity()),
        private: options.private,
        present: options.present,
        own_tours: tours.tours().cloned().collect(),
        tour: options.tour,
        projector_theme: projector_theme(theme, options.has_256_colors),
        themes: theme::NAMES.to_vec(),
        theme,
        bindings: Keymap::bindings(),
        size,
        form: if options.ascii { Form::Ascii } else { Form::HalfBlocks },
    };
    let identity = report.identity();
    let mut app = App::new(report, start);
    let nowhere = || {
        let w = &words.state;
        let text = if options.private { &w.private } else { &w.no_folder };
        options.folders.state.is_none().then(|| text.to_string())
    };
    if let Some(message) = of_marks.or(of_lists).or(notice).map(|notice| tell(&words.state, &notice)).or(options.message).or_else(nowhere) {
        app.update(Action::Tell(message));
    }
    let mut explorer = Explorer {
        screen: terminal::screen(size)?,
        saver: Saver::new(
            Kept { places, checklists, marks, tours, report: identity, no_file: words.state.no_file.to_string() },
            kept.unwrap_or_default(),
            waiter.waker()?,
        ),
        presenting: None,
        stage: Stage::new(options.folders.state.as_deref()),
        exporter: Exporter::new(),
        clipboard: None,
        is_local: clipboard::is_local(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())),
        warned: false,
        keymap: Keymap::default(),
        input: input::Input::default(),
        ascii: options.ascii,
        has_256_colors: options.has_256_colors,
        mouse: true,
        sizing: Sizing::new(|name| std::env::var(name).ok()),
        indexer: None,
        app,
    };
    let signal = explorer.run(&mut waiter);
    explorer.save_place();
    let not_saved = explorer.saver.finish();
    if let Some(clipboard) = explorer.clipboard {
        clipboard.finish();
    }
    terminal::give_back();
    Ok(Ended { signal: signal?, not_saved })
}

/// The theme that the projector begins with: its own, unless the terminal or the person has no colours for it.
fn projector_theme(theme: usize, has_256_colors: bool) -> usize {
    let has_own = has_256_colors && theme::NAMES.get(theme) != Some(&"mono");
    let wanted = if theme::NAMES.get(theme) == Some(&"light") { theme::PROJECTOR_LIGHT } else { theme::PROJECTOR_DARK };
    theme::NAMES.iter().position(|name| *name == wanted).filter(|_| has_own).unwrap_or(theme)
}

/// Gives the terminal back when the function is left in any way.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        terminal::give_back();
    }
}

fn tell(words: &crate::report::words::StateWords, notice: &Notice) -> String {
    match notice {
        Notice::Damaged(aside) => fill(&words.damaged, &[("file", &clean_line(&aside.display().to_string()))]),
        Notice::Newer => words.newer.to_string(),
        Notice::Unreadable(_) => words.unreadable.to_string(),
    }
}
