//! Opening a report in the explorer: what was kept of it, and how its screen begins. Another one may be opened without leaving the terminal.

use std::io;
use std::sync::Arc;

use super::manner::Manner;
use super::rest::{Origin, Rest};
use super::saver::{Kept, Saver};
use super::wait::Waiter;
use super::{Options, shelf};
use crate::app::{Action, App, Start};
use crate::export::qr::Form;
use crate::report::Report;
use crate::report::words::{StateWords, fill};
use crate::state::tours::OwnTours;
use crate::state::{Checklists, Marks, Notice, Places};
use crate::text::sanitize::clean_line;

/// What stays as it is when one goes on to another report.
pub(super) struct Opened {
    /// Index of the theme.
    theme: usize,
    /// The mouse is the program's.
    mouse: bool,
}

impl Opened {
    /// To begin with.
    pub(super) fn first(manner: &Manner) -> Self {
        Self { theme: manner.first_theme(), mouse: manner.mouse }
    }

    /// As it is now.
    pub(super) fn now(app: &App, mouse: bool) -> Self {
        Self { theme: app.present().map_or(app.theme(), |present| present.theme_before), mouse }
    }
}

/// A report that is being opened.
pub(super) struct Opening {
    pub(super) report: Arc<Report>,
    pub(super) look: Opened,
    pub(super) options: Options,
}

impl Opening {
    /// Its screen, and what saves what is made there.
    pub(super) fn open(&self, manner: &Manner, size: (u16, u16), waiter: &Waiter) -> io::Result<(App, Saver, Option<Rest>)> {
        let Self { report, look, options } = self;
        let words = &report.edition(options.language).words;
        let (places, notice) = Places::open(options.folders.state.as_deref());
        let (checklists, of_lists) = Checklists::open(options.folders.data.as_deref());
        let (marks, of_marks) = Marks::open(options.folders.data.as_deref());
        let tours = OwnTours::open(options.folders.data.as_deref(), report);
        let identity = report.identity();
        let kept = places.visit(&identity).cloned();
        let has_others = !options.library.is_empty();
        let reports = (options.choose && has_others).then(|| {
            let reports = shelf::reports(&options.library);
            let last = places.visits().first().and_then(|visit| shelf::position(&reports, &visit.report));
            (shelf::offered(reports, places.visits(), "", options.language, words), last.unwrap_or(0))
        });
        // Where nothing is kept one would be greeted every time, and a group in front of the projector never.
        let is_wanted = !options.present && options.tour.is_none() && reports.is_none();
        let is_wanted = is_wanted && std::env::var_os("VEREDA_GREETING").is_none_or(|value| value != "off");
        let start = Start {
            language: options.language,
            block: options.block,
            country: options.country,
            kept: kept.clone(),
            checklists: checklists.of(&identity),
            marks: marks.of(&identity),
            private: options.private,
            present: options.present,
            own_tours: tours.tours().cloned().collect(),
            tour: options.tour.clone(),
            projector_theme: manner.themes.projector(look.theme),
            themes: manner.themes.names(),
            theme: look.theme,
            bindings: manner.keymap.shown(),
            size,
            form: if manner.ascii { Form::Ascii } else { Form::HalfBlocks },
            widths: manner.widths,
            leaves_mouse: !look.mouse,
            greets: is_wanted && places.are_first(),
            has_others,
            reports,
            defers: true,
        };
        let rest = options.rest.clone().map(|(origin, language)| Rest::new(origin, language, start.clone()));
        let mut app = App::new(Arc::clone(report), start);
        // What is in the program is there before one has seen that it was not.
        if options.rest.as_ref().is_some_and(|(origin, _)| matches!(origin, Origin::Folder(_))) {
            app.update(Action::Loading(0));
        }
        let nowhere = || {
            let w = &words.state;
            let text = if options.private { &w.private } else { &w.no_folder };
            options.folders.state.is_none().then(|| text.to_string())
        };
        let notice = of_marks.or(of_lists).or(notice).map(|notice| tell(&words.state, &notice));
        if let Some(message) = notice.or_else(|| options.message.clone()).or_else(nowhere) {
            app.update(Action::Tell(message));
        }
        let saver = Saver::new(
            Kept { places, checklists, marks, tours, report: identity, no_file: words.state.no_file.to_string() },
            // Among several reports the place is kept where it is the same as well: the one that was open last comes first.
            kept.filter(|_| !has_others).unwrap_or_default(),
            waiter.waker()?,
        );
        Ok((app, saver, rest))
    }
}

fn tell(words: &StateWords, notice: &Notice) -> String {
    match notice {
        Notice::Damaged(aside) => fill(&words.damaged, &[("file", &clean_line(&aside.display().to_string()))]),
        Notice::Newer => words.newer.to_string(),
        Notice::Unreadable(_) => words.unreadable.to_string(),
    }
}
