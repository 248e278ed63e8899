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
mod ground;
mod indexer;
mod input;
pub mod keys;
mod manner;
#[cfg(unix)]
mod runtime;
mod saver;
pub mod screen;
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
use ground::Answer;
pub use keys::Keymap;
pub use manner::Manner;
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

/// At most this many events are taken before a frame is drawn, so that a flood does not stop the picture.
const MOST_EVENTS: usize = 4_096;

/// How the explorer is to start.
#[derive(Debug)]
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
    /// How the screen is to look and to be used.
    pub manner: Manner,
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
    // Where nothing is kept one would be greeted every time, and a group in front of the projector never.
    let is_wanted = !options.present && options.tour.is_none() && std::env::var_os("VEREDA_GREETING").is_none_or(|value| value != "off");
    let greets = is_wanted && places.are_first();
    let manner = options.manner;
    let theme = manner.first_theme();
    let mut waiter = Waiter::new()?;
    terminal::guard_against_panics();
    terminal::take(manner.mouse)?;
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
        projector_theme: manner.themes.projector(theme),
        themes: manner.themes.names(),
        theme,
        bindings: manner.keymap.shown(),
        size,
        form: if manner.ascii { Form::Ascii } else { Form::HalfBlocks },
        widths: manner.widths,
        leaves_mouse: !manner.mouse,
        greets,
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
        input: input::Input::default(),
        // Over a slow line nothing is asked, and letters are letters.
        sizing: Sizing::new(|name| if manner.low_bandwidth { None } else { std::env::var(name).ok() }),
        mouse: manner.mouse,
        manner,
        answer: Answer::default(),
        indexer: None,
        app,
    };
    let signal = explorer.run(&mut waiter);
    explorer.answer.forget();
    explorer.save_place();
    let not_saved = explorer.saver.finish();
    if let Some(clipboard) = explorer.clipboard {
        clipboard.finish();
    }
    terminal::give_back();
    Ok(Ended { signal: signal?, not_saved })
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
