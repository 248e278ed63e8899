//! The commands that print: each finds what was asked for and writes it, for people or for programs.

use std::io::{self, Write};

use vereda::app::layout::Widths;
use vereda::cli::config_args::Configuring;
use vereda::cli::data_args::{Countries, Tasks};
use vereda::cli::notes_args::Notes;
use vereda::cli::show_qr::{self, Colors};
use vereda::cli::state_args::Keeping;
use vereda::cli::{
    Exit, Failure, checklist, config as configuration, country, exit, kept_words, keys, locale, notes, search, settings, show, state, tour,
};
use vereda::config::color::Depth;
use vereda::config::{AUTO, problem};
use vereda::export::qr::Form;
use vereda::export::{self, Format};
use vereda::report::words::fill;
use vereda::report::{Address, Edition, Report, Words};
use vereda::state::OwnTours;
use vereda::ui::theme::{self, Themes};

use super::asked::{Asked, folders, medium, print, tell, variable};

pub(crate) fn configure(invocation: &Asked, what: Configuring, words: &Words) -> Result<Exit, Failure> {
    let widths = Widths::default();
    let ground = configuration::Ground { known: &invocation.known, widths: (widths.text, widths.side_pane) };
    if let Some(message) = problem::summary(&invocation.opened.problems, words).filter(|_| what == Configuring::Show) {
        tell(&message);
    }
    let done = configuration::perform(what, invocation, &invocation.opened, ground, words, variable)?;
    print(words, |out| {
        if invocation.json {
            configuration::json(out, &done.outcome)
        } else {
            configuration::write(out, &done.outcome, words, medium(invocation))
        }
    })
    .map(|_| done.exit)
}

/// The key card.
pub(crate) fn keys_of(invocation: &Asked, edition: &Edition, format: Format) -> Result<Exit, Failure> {
    let (known, rows) = (&invocation.known, &*invocation.opened.config.rows);
    print(&edition.words, |out| {
        if invocation.json {
            keys::json(out, &edition.words, rows)
        } else {
            keys::write(out, edition, known, rows, (format, medium(invocation)))
        }
    })
}

/// A theme that was asked for has to be there.
pub(crate) fn check_theme(invocation: &Asked, words: &Words) -> Result<(), Failure> {
    let Some(name) = invocation.theme.as_deref() else { return Ok(()) };
    let there = [AUTO.to_owned()].into_iter().chain(Themes::new(&invocation.opened.config.themes, Depth::default()).names());
    let there: Vec<String> = there.collect();
    if there.iter().any(|other| other == name) {
        return Ok(());
    }
    let values = [("name", &*exit::repeated(name)), ("there", &there.join(", "))];
    Err(Failure::usage(fill(&words.error.theme_unknown, &values)))
}

pub(crate) fn tours(invocation: &Asked, report: &Report, edition: &Edition, name: Option<&str>) -> Result<Exit, Failure> {
    let own = own_tours(invocation, report, edition);
    let found = name.map(|name| tour::find(report, &own, edition, name)).transpose()?;
    print(&edition.words, |out| match (found, invocation.json) {
        (Some(one), true) => tour::json(out, report, edition, one),
        (Some((one, _)), false) => tour::text(out, report, edition, one, medium(invocation)),
        (None, true) => tour::list_json(out, report, &own, edition),
        (None, false) => tour::list(out, report, &own, edition, medium(invocation)),
    })
}

pub(crate) fn handout(
    invocation: &Asked,
    report: &Report,
    edition: &Edition,
    what: &[String],
    form: (Format, bool),
) -> Result<Exit, Failure> {
    let name = tour::handout_of(edition, what, form.0)?;
    let own = own_tours(invocation, report, edition);
    let (found, _) = tour::find(report, &own, edition, name)?;
    print(&edition.words, |out| export::tour::write(out, report, edition, found, form))
}

/// The person's own tours; of those that cannot be read it is said that they are there.
pub(crate) fn own_tours(invocation: &Asked, report: &Report, edition: &Edition) -> OwnTours {
    let own = OwnTours::open(folders(invocation).data.as_deref(), report);
    if let Some(notice) = tour::notice(edition, &own) {
        let _ = writeln!(io::stderr(), "vereda: {notice}");
    }
    own
}

pub(crate) fn search_for(invocation: &Asked, report: &Report, edition: &Edition, asked: &search::Asked) -> Result<Exit, Failure> {
    let found = search::find(report, edition, asked, !invocation.private)?;
    if let Some(note) = found.note() {
        let _ = writeln!(io::stderr(), "vereda: {note}");
    }
    let exit = if found.is_empty() { Exit::Nothing } else { Exit::Found };
    print(&edition.words, |out| if invocation.json { found.json(out) } else { found.text(out, medium(invocation)) }).map(|_| exit)
}

pub(crate) fn country(invocation: &Asked, report: &Report, edition: &Edition, asked: &Countries) -> Result<Exit, Failure> {
    let profile = asked.names.first().map(|name| country::find(report, edition, name)).transpose()?;
    print(&edition.words, |out| match (&profile, invocation.json) {
        (Some(profile), true) => country::json(out, profile, asked.topic),
        (Some(profile), false) => country::text(out, profile, asked.topic, medium(invocation)),
        (None, true) => country::list_json(out, report, edition),
        (None, false) => country::list(out, report, edition, medium(invocation)),
    })
}

pub(crate) fn checklist(invocation: &Asked, report: &Report, edition: &Edition, asked: &Tasks) -> Result<Exit, Failure> {
    let folders = folders(invocation);
    if let Some(question) = checklist::question(asked, report, edition, folders.data.as_deref()) {
        let w = &edition.words.library;
        let answer = state::ask(&question).ok_or_else(|| Failure::usage(w.needs_yes.to_string()))?;
        if !kept_words::is_yes(&answer, &edition.words) {
            tell(&w.kept_it);
            return Ok(Exit::Nothing);
        }
    }
    let outcome = checklist::perform(asked, report, edition, folders.data.as_deref(), tell)?;
    print(&edition.words, |out| {
        if invocation.json {
            checklist::json(out, &outcome, report, edition)
        } else {
            checklist::write(out, &outcome, report, edition, medium(invocation))
        }
    })
}

pub(crate) fn notes(invocation: &Asked, report: &Report, edition: &Edition, asked: &Notes) -> Result<Exit, Failure> {
    let done = notes::perform(asked, report, edition, folders(invocation).data.as_deref(), tell)?;
    print(&edition.words, |out| {
        if invocation.json {
            notes::json(out, &done.outcome, report, edition)
        } else {
            notes::write(out, &done.outcome, report, edition, medium(invocation))
        }
    })
    .map(|_| done.exit)
}

pub(crate) fn keep(invocation: &Asked, edition: &Edition, asked: &Keeping) -> Result<Exit, Failure> {
    let done = state::perform(asked, &folders(invocation), &edition.words, tell, state::ask)?;
    print(&edition.words, |out| {
        if invocation.json { state::json(out, &done.outcome) } else { state::write(out, &done.outcome, &edition.words, medium(invocation)) }
    })
    .map(|_| done.exit)
}

pub(crate) fn show_address(invocation: &Asked, report: &Report, edition: &Edition, address: &Address) -> Result<Exit, Failure> {
    print(&edition.words, |out| {
        if invocation.json {
            show::json(out, report, edition, address)
        } else {
            show::text(out, report, edition, address, medium(invocation))
        }
    })
}

/// How QR codes are written.
pub(crate) fn code_look(invocation: &Asked, inverted: bool) -> show_qr::Look {
    let medium = medium(invocation);
    let terminal = medium.columns.is_some();
    let colored = medium.color && settings::theme(invocation, &invocation.opened.config, true, variable).value != theme::MONO;
    let colors = if locale::has_256_colors(variable) { Colors::Of256 } else { Colors::Of16 };
    let ascii = medium.ascii || (terminal && variable("TERM").as_deref() == Some("linux"));
    show_qr::Look {
        size: terminal.then(|| crossterm::terminal::size().unwrap_or((80, 24))),
        form: if ascii { Form::Ascii } else { Form::HalfBlocks },
        colors: colored.then_some(colors),
        inverted,
    }
}
