//! What the library has, as the list of reports shows it.

use crate::app::offered::Offered;
use crate::report::files::Files;
use crate::report::summary::Summary;
use crate::report::words::{LibraryWords, fill};
use crate::report::{Language, Words};
use crate::state::library::{BUNDLED, Library, Shelved, Spoiled};
use crate::state::place::{Visit, from_ranges};

/// All reports, the bundled one first.
pub(super) fn reports(library: &Library) -> Vec<Shelved> {
    let bundled = Shelved {
        name: BUNDLED.to_owned(),
        folder: std::path::PathBuf::new(),
        summary: Summary::of(&Files::Bundled).map_err(Spoiled::Pack),
    };
    std::iter::once(bundled).chain(library.reports()).collect()
}

/// The same with where one left each. `on_screen` is the name of the one that is open.
pub(super) fn offered(reports: Vec<Shelved>, visits: &[Visit], on_screen: &str, language: Language, words: &Words) -> Vec<Offered> {
    let w = &words.library;
    let offer = |shelved: Shelved| {
        let on_screen = shelved.name == on_screen;
        match shelved.summary {
            Ok(summary) => {
                let identity = summary.identity();
                let visit = visits.iter().find(|visit| visit.report == identity);
                let languages = summary.languages.iter().map(|language| language.tag()).collect::<Vec<_>>().join(" ");
                let year = summary.meta.year.map(|year| format!("{year} · ")).unwrap_or_default();
                let title = summary.title(language).to_owned();
                let progress = progress(visit, on_screen, w);
                Offered { name: shelved.name, title, beside: format!("{year}{languages}"), progress, problem: None, on_screen }
            }
            Err(spoiled) => {
                let problem = match spoiled {
                    Spoiled::Name => w.folder_name.to_string(),
                    Spoiled::Pack(error) => error.message(words),
                };
                Offered { name: shelved.name, problem: Some(problem), on_screen, ..Offered::default() }
            }
        }
    };
    reports.into_iter().map(offer).collect()
}

/// The place of the report of this identity among them.
pub(super) fn position(reports: &[Shelved], identity: &str) -> Option<usize> {
    reports.iter().position(|shelved| shelved.summary.as_ref().is_ok_and(|summary| summary.identity() == identity))
}

/// Where one left a report, and how much of it was read.
fn progress(visit: Option<&Visit>, on_screen: bool, w: &LibraryWords) -> String {
    let Some(visit) = visit else {
        return if on_screen { w.on_screen.to_string() } else { w.not_yet.to_string() };
    };
    let read: u64 =
        visit.read.values().flat_map(|ranges| from_ranges(ranges)).map(|run| u64::from(run.end().saturating_sub(*run.start())) + 1).sum();
    let left = || fill(&w.left_at, &[("address", &visit.place.address)]);
    let place = if on_screen { w.on_screen.to_string() } else { left() };
    let place = Some(place).filter(|_| on_screen || !visit.place.address.is_empty());
    let read = (read > 0).then(|| fill(&w.passages_read, &[("count", &read.to_string())]));
    place.into_iter().chain(read).collect::<Vec<_>>().join(" · ")
}
