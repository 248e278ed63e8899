//! The explorer, the line reader and the second screen: who is at the terminal, and what is opened there.

use std::io::{self, IsTerminal};
use std::sync::Arc;

use vereda::app::layout::Widths;
use vereda::cli::{Command, Exit, Failure, export as exporting, locale, settings};
use vereda::config::color::Depth;
use vereda::config::{AUTO, problem};
use vereda::export::printer::{Medium, Printer};
use vereda::export::{self, Format, plain};
use vereda::plain as line_reader;
use vereda::report::words::fill;
use vereda::report::{Address, Edition, Language, Report, Words};
use vereda::state::Folders;
use vereda::tui::{self, Keymap, Manner, Origin};
use vereda::ui::theme::{self, Themes};

use super::asked::{Asked, folders, has_screen, is_plain, medium, print, variable};
use super::commands::show_address;
use super::pack;

/// How the screen is to look and to be used. A second screen has the explorer's theme where none is named.
pub(crate) fn manner(invocation: &Asked, second: bool) -> Manner {
    let config = &invocation.opened.config;
    let depth = locale::depth(variable);
    let chosen = settings::theme(invocation, config, true, variable).value;
    let is_auto = chosen == AUTO;
    let ground = locale::ground(variable);
    let by_ground = ground.map_or(theme::TERMINAL, theme::on).to_owned();
    let widths = Widths::default();
    let low_bandwidth = settings::low_bandwidth(invocation, config).value;
    Manner {
        keymap: Keymap::new(&config.rows),
        widths: Widths {
            text: config.text_width.unwrap_or(widths.text),
            side_pane: settings::side_pane(invocation, config, widths.side_pane).value,
        },
        mouse: settings::mouse(invocation, config).value,
        themes: Themes::new(&config.themes, depth),
        theme: if is_auto { (!second).then_some(by_ground) } else { Some(chosen) },
        asks: is_auto && !low_bandwidth && ground.is_none() && depth > Depth::Sixteen && locale::can_be_asked(variable),
        ascii: settings::ascii(invocation, config, variable).value,
        keeps_letters: settings::keeps_letters(invocation, config, variable),
        depth,
        low_bandwidth,
    }
}

/// A second screen.
pub(crate) fn follow(invocation: &Asked, report: &Report, edition: &Edition, audience: bool) -> Result<Exit, Failure> {
    let words = &edition.words;
    if cfg!(not(unix)) {
        return Err(Failure::usage(words.follow.unavailable.to_string()));
    }
    // Not nowhere, even in private: the socket is found there, and nothing is kept.
    let folders = Folders::find(invocation.state.as_deref());
    if !has_screen() {
        let is_shown = tui::is_shown(&folders);
        return Err(if is_shown { Failure::usage(&*words.follow.needs_terminal) } else { Failure::nothing(&*words.follow.none) });
    }
    let options = tui::Following { audience, language: edition.language, folders, manner: manner(invocation, true) };
    let signal = tui::follow(report, &options)
        .map_err(|error| Failure::usage(fill(&words.error.terminal, &[("error", &words.cause(&error.to_string()))])))?;
    Ok(signal.map_or(Exit::Found, Exit::Signal))
}

/// The line reader.
pub(crate) fn read_lines(
    invocation: &Asked,
    address: Option<Address>,
    tour: Option<String>,
    report: &Report,
    language: Language,
    message: Option<String>,
) -> Result<Exit, Failure> {
    let words = &report.edition(language).words;
    let presents = invocation.present || matches!(invocation.command, Command::Present(_));
    let options = line_reader::Options {
        language: report.edition(language).language,
        address,
        tour: tour.or_else(|| presents.then(String::new)),
        folders: folders(invocation),
        private: invocation.private,
        keys: invocation.opened.config.rows.to_vec(),
        message: message.or_else(|| problem::summary(&invocation.opened.problems, words)),
        typed: io::stdin().is_terminal(),
        medium: || Medium { linear: true, color: false, ..medium(invocation) },
    };
    match line_reader::run(report, options, &mut io::stdout()) {
        Ok(line_reader::Ended { signal: Some(signal), .. }) => Ok(Exit::Signal(signal)),
        Ok(line_reader::Ended { not_saved: Some(error), .. }) => {
            Err(Failure::usage(fill(&words.state.not_saved, &[("error", &words.cause(&error))])))
        }
        Ok(_) => Ok(Exit::Found),
        Err(error) => Failure::output(&error, words).map_or(Ok(Exit::Found), Err),
    }
}

/// The explorer; where there is no terminal, the same as lines.
pub(crate) fn open(
    invocation: &Asked,
    address: Option<Address>,
    tour: Option<String>,
    report: &Arc<Report>,
    language: Language,
    message: Option<String>,
) -> Result<Exit, Failure> {
    let edition = report.edition(language);
    let folder = pack::folder(invocation, &edition.words)?;
    if invocation.watch && folder.is_none() {
        return Err(Failure::usage(edition.words.library.watch_what.to_string()));
    }
    if is_plain(invocation) {
        return read_lines(invocation, address, tour, report, language, message);
    }
    if !has_screen() {
        return match address {
            Some(address) => show_address(invocation, report, edition, &address),
            None if invocation.json => {
                let selection = exporting::selection(report, edition, &[])?;
                print(&edition.words, |out| export::records::write(out, report, edition, &selection, Format::JsonLines))
            }
            None => {
                tell_what_else(&edition.words, medium(invocation));
                print(&edition.words, |out| plain::everything(out, report, edition, medium(invocation)))
            }
        };
    }
    // A term or a cited work has no place of its own in the text: its first passage has.
    let country = match &address {
        Some(Address::Country(id)) => report.facts().country(id),
        _ => None,
    };
    let place = address.map(|address| match report.record(edition, &address) {
        Some(record) => record.first_passage().unwrap_or(address),
        None => address,
    });
    let options = tui::Options {
        language: edition.language,
        block: place.and_then(|address| edition.block_at(&address)),
        country,
        folders: folders(invocation),
        private: invocation.private,
        present: invocation.present || matches!(invocation.command, Command::Present(_)),
        tour,
        message: message.or_else(|| problem::summary(&invocation.opened.problems, &edition.words)),
        library: pack::shelves(invocation),
        name: pack::name(invocation),
        choose: matches!(invocation.command, Command::Open(None))
            && invocation.content.is_none()
            && invocation.report.is_none()
            && !invocation.present,
        rest: report.is_part().then(|| (folder.clone().map_or(Origin::Bundled, Origin::Folder), language)),
        watch: folder.zip(invocation.seen.get().cloned()),
    };
    let words = &edition.words;
    let ended = tui::run(Arc::clone(report), options, manner(invocation, false))
        .map_err(|error| Failure::usage(fill(&words.error.terminal, &[("error", &words.cause(&error.to_string()))])))?;
    if let Some(error) = ended.failed {
        return Err(Failure::usage(error.message(words)));
    }
    if let Some(error) = ended.not_saved {
        return Err(Failure::usage(fill(&words.state.not_saved, &[("error", &words.cause(&error))])));
    }
    Ok(ended.signal.map_or(Exit::Found, Exit::Signal))
}

/// Says, beside the text, what else there is: on a terminal that can do nothing in lines of its width, elsewhere in one.
pub(crate) fn tell_what_else(words: &Words, medium: Medium) {
    let medium = Medium { columns: medium.columns.filter(|_| io::stderr().is_terminal()), ..medium };
    let _ = Printer::new(&mut io::stderr(), medium).line("", 0, &format!("vereda: {}", &*words.cli.no_terminal));
}
