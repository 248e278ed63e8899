//! Arguments → command line or explorer; errors → exit code.

use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::ops::Deref;
use std::path::Path;
use std::process::ExitCode;

use vereda::app::action::Mode;
use vereda::app::layout::Widths;
use vereda::cli::config_args::Configuring;
use vereda::cli::data_args::{Countries, Tasks};
use vereda::cli::notes_args::Notes;
use vereda::cli::show_qr::Colors;
use vereda::cli::state_args::Keeping;
use vereda::cli::{
    Command, Exit, Failure, Invocation, args, check, checklist, compare, completions, config as configuration, country, exit,
    export as exporting, import, keys, locale, man, meant, notes, search, settings, show, show_qr, state, tour,
};
use vereda::config::color::Depth;
use vereda::config::{self, AUTO, Known, KnownMode, Opened, problem};
use vereda::export::printer::{Medium, Printer};
use vereda::export::qr::Form;
use vereda::export::{self, Format, plain};
use vereda::plain as line_reader;
use vereda::report::words::fill;
use vereda::report::{Address, Edition, Language, Report, Words};
use vereda::state::{Folders, OwnTours};
use vereda::tui::{self, Keymap, Manner};
use vereda::ui::theme::{self, Themes};

fn main() -> ExitCode {
    exit::survive_limits();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let known = known();
    let opened = config::open(Folders::find(args::first_state(&arguments).as_deref()).config.as_deref(), &known);
    let words = Words::bundled(settings::language(args::first_language(&arguments), &opened.config, variable).value);
    let end = args::parse(arguments, &words).and_then(|invocation| run(&Asked { invocation, opened, known }, &words));
    let exit = end.unwrap_or_else(|failure| {
        // Standard error may be closed as well; the exit code says it then.
        let _ = writeln!(io::stderr(), "vereda: {}", failure.message);
        failure.exit
    });
    ExitCode::from(exit.code())
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What was asked, and what the person has set.
struct Asked {
    invocation: Invocation,
    opened: Opened,
    known: Known,
}

impl Deref for Asked {
    type Target = Invocation;

    fn deref(&self) -> &Invocation {
        &self.invocation
    }
}

/// What can be named in a file of settings.
fn known() -> Known {
    let mode = |mode: Mode| KnownMode { name: mode.name(), is_typing: mode.takes_text(), is_over: mode.is_over() };
    Known { themes: &theme::NAMES, intents: theme::INTENTS, modes: Mode::ALL.map(mode).to_vec(), rows: tui::keys::rows() }
}

fn run(invocation: &Asked, words: &Words) -> Result<Exit, Failure> {
    if let Command::Print(text) = &invocation.command {
        return print(words, |out| write!(out, "{text}"));
    }
    if let Command::Completions(shell) = invocation.command {
        return print(words, |out| out.write_all(&completions::script(shell, words)));
    }
    if let Command::Config(what) = invocation.command {
        return configure(invocation, what, words);
    }
    if let Command::Check(folder) = &invocation.command {
        return check_pack(invocation, folder.as_deref(), words);
    }
    if let Command::Import(asked) = &invocation.command {
        let imported = import::perform(asked, words)?;
        return print(words, |out| {
            if invocation.json { import::json(out, &imported, asked, words) } else { import::text(out, &imported, asked, words) }
        });
    }
    let mut report = match &invocation.content {
        None => Report::bundled(),
        Some(folder) => Report::from_folder(folder).map_err(|error| Failure::usage(error.message(words)))?,
    };
    let wanted = settings::language(invocation.language, &invocation.opened.config, variable).value;
    report.speak(wanted);
    let edition = report.edition(wanted);
    let missing = invocation.language.filter(|language| *language != edition.language);
    let missing = missing.map(|language| {
        let there = report.editions.iter().map(|edition| edition.language.tag()).collect::<Vec<_>>().join(", ");
        fill(&words.error.language_missing, &[("language", language.tag()), ("there", &there)])
    });
    check_theme(invocation, words)?;
    let opens = matches!(invocation.command, Command::Open(_) | Command::Word(..) | Command::Present(_));
    if !opens {
        missing.iter().chain(&problem::summary(&invocation.opened.problems, words)).for_each(|message| tell(message));
    }
    match &invocation.command {
        Command::Open(address) => {
            let address = address.as_deref().map(|typed| meant::resolve(&report, edition, typed)).transpose()?;
            open(invocation, address, None, &report, wanted, missing)
        }
        Command::Present(name) => {
            let own = own_tours(invocation, &report, edition);
            let tour = name.as_deref().map(|name| tour::find(&report, &own, edition, name)).transpose()?;
            if !has_screen() && !is_plain(invocation) && name.is_some() {
                return tours(invocation, &report, edition, name.as_deref());
            }
            open(invocation, None, tour.map(|(tour, _)| tour.id.clone()), &report, wanted, missing)
        }
        Command::Word(first, more) => {
            let address = meant::first_word(&report, edition, first, more.as_deref(), &args::commands(words))?;
            open(invocation, Some(address), None, &report, wanted, missing)
        }
        Command::Follow { audience } => follow(invocation, &report, edition, *audience),
        Command::Show(typed) => show_address(invocation, &report, edition, &meant::resolve(&report, edition, typed)?),
        Command::ShowCode { address, inverted } => {
            if invocation.json {
                return Err(Failure::usage(edition.words.qr.json.to_string()));
            }
            let address = meant::resolve(&report, edition, address)?;
            let look = code_look(invocation, *inverted);
            let codes = show_qr::find(&report, edition, &address, look)?;
            print(&edition.words, |out| show_qr::write(out, edition, &codes, look))
        }
        Command::Export { what, format } => {
            let selection = exporting::selection(&report, edition, what)?;
            print(words, |out| export::records::write(out, &report, edition, &selection, *format))
        }
        Command::Handout { what, format, speaker } => handout(invocation, &report, edition, what, (*format, *speaker)),
        Command::Tour(name) => tours(invocation, &report, edition, name.as_deref()),
        Command::Search(asked) => search_for(invocation, &report, edition, asked),
        Command::Country(asked) => country(invocation, &report, edition, asked),
        Command::Compare(asked) => {
            let profiles = compare::find(&report, edition, &asked.names)?;
            print(&edition.words, |out| {
                if invocation.json {
                    compare::json(out, &profiles, asked.topic)
                } else {
                    compare::text(out, edition, &profiles, asked.topic, medium(invocation))
                }
            })
        }
        Command::Checklist(asked) => checklist(invocation, &report, edition, asked),
        Command::Notes(asked) => notes(invocation, &report, edition, asked),
        Command::State(asked) => keep(invocation, edition, asked),
        Command::Keys(format) => keys_of(invocation, edition, *format),
        Command::Manual => {
            let widths = Widths::default();
            let (known, rows) = (&invocation.known, &*invocation.opened.config.rows);
            let text = man::page(&report, edition, man::Ground { known, rows, widths: (widths.text, widths.side_pane) });
            print(&edition.words, |out| write!(out, "{text}"))
        }
        Command::Print(_) | Command::Check(_) | Command::Config(_) | Command::Import(_) | Command::Completions(_) => Ok(Exit::Found),
    }
}

fn configure(invocation: &Asked, what: Configuring, words: &Words) -> Result<Exit, Failure> {
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
fn keys_of(invocation: &Asked, edition: &Edition, format: Format) -> Result<Exit, Failure> {
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
fn check_theme(invocation: &Asked, words: &Words) -> Result<(), Failure> {
    let Some(name) = invocation.theme.as_deref() else { return Ok(()) };
    let there = [AUTO.to_owned()].into_iter().chain(Themes::new(&invocation.opened.config.themes, Depth::default()).names());
    let there: Vec<String> = there.collect();
    if there.iter().any(|other| other == name) {
        return Ok(());
    }
    let values = [("name", &*exit::repeated(name)), ("there", &there.join(", "))];
    Err(Failure::usage(fill(&words.error.theme_unknown, &values)))
}

fn check_pack(invocation: &Asked, folder: Option<&Path>, words: &Words) -> Result<Exit, Failure> {
    let data = folders(invocation).data;
    let checked = check::check(folder, data.as_deref(), words)?;
    let exit = if checked.problems.is_empty() { Exit::Found } else { Exit::Nothing };
    print(words, |out| if invocation.json { check::json(out, &checked) } else { check::text(out, &checked, words) }).map(|_| exit)
}

fn tours(invocation: &Asked, report: &Report, edition: &Edition, name: Option<&str>) -> Result<Exit, Failure> {
    let own = own_tours(invocation, report, edition);
    let found = name.map(|name| tour::find(report, &own, edition, name)).transpose()?;
    print(&edition.words, |out| match (found, invocation.json) {
        (Some(one), true) => tour::json(out, report, edition, one),
        (Some((one, _)), false) => tour::text(out, report, edition, one, medium(invocation)),
        (None, true) => tour::list_json(out, report, &own, edition),
        (None, false) => tour::list(out, report, &own, edition, medium(invocation)),
    })
}

fn handout(invocation: &Asked, report: &Report, edition: &Edition, what: &[String], form: (Format, bool)) -> Result<Exit, Failure> {
    let name = tour::handout_of(edition, what, form.0)?;
    let own = own_tours(invocation, report, edition);
    let (found, _) = tour::find(report, &own, edition, name)?;
    print(&edition.words, |out| export::tour::write(out, report, edition, found, form))
}

/// The person's own tours; of those that cannot be read it is said that they are there.
fn own_tours(invocation: &Asked, report: &Report, edition: &Edition) -> OwnTours {
    let own = OwnTours::open(folders(invocation).data.as_deref(), report);
    if let Some(notice) = tour::notice(edition, &own) {
        let _ = writeln!(io::stderr(), "vereda: {notice}");
    }
    own
}

fn search_for(invocation: &Asked, report: &Report, edition: &Edition, asked: &search::Asked) -> Result<Exit, Failure> {
    let found = search::find(report, edition, asked)?;
    if let Some(note) = found.note() {
        let _ = writeln!(io::stderr(), "vereda: {note}");
    }
    let exit = if found.is_empty() { Exit::Nothing } else { Exit::Found };
    print(&edition.words, |out| if invocation.json { found.json(out) } else { found.text(out, medium(invocation)) }).map(|_| exit)
}

fn country(invocation: &Asked, report: &Report, edition: &Edition, asked: &Countries) -> Result<Exit, Failure> {
    let profile = asked.names.first().map(|name| country::find(report, edition, name)).transpose()?;
    print(&edition.words, |out| match (&profile, invocation.json) {
        (Some(profile), true) => country::json(out, profile, asked.topic),
        (Some(profile), false) => country::text(out, profile, asked.topic, medium(invocation)),
        (None, true) => country::list_json(out, report, edition),
        (None, false) => country::list(out, report, edition, medium(invocation)),
    })
}

fn checklist(invocation: &Asked, report: &Report, edition: &Edition, asked: &Tasks) -> Result<Exit, Failure> {
    let folders = folders(invocation);
    let outcome = checklist::perform(asked, report, edition, folders.data.as_deref(), tell)?;
    print(&edition.words, |out| {
        if invocation.json {
            checklist::json(out, &outcome, report, edition)
        } else {
            checklist::write(out, &outcome, report, edition, medium(invocation))
        }
    })
}

/// Where the person's things are kept; nowhere where nothing is to be.
fn folders(invocation: &Asked) -> Folders {
    if invocation.private { Folders::nowhere() } else { Folders::find(invocation.state.as_deref()) }
}

/// Says something beside what is printed.
fn tell(notice: &str) {
    let _ = writeln!(io::stderr(), "vereda: {notice}");
}

fn notes(invocation: &Asked, report: &Report, edition: &Edition, asked: &Notes) -> Result<Exit, Failure> {
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

fn keep(invocation: &Asked, edition: &Edition, asked: &Keeping) -> Result<Exit, Failure> {
    let done = state::perform(asked, &folders(invocation), &edition.words, tell, state::ask)?;
    print(&edition.words, |out| {
        if invocation.json { state::json(out, &done.outcome) } else { state::write(out, &done.outcome, &edition.words, medium(invocation)) }
    })
    .map(|_| done.exit)
}

fn show_address(invocation: &Asked, report: &Report, edition: &Edition, address: &Address) -> Result<Exit, Failure> {
    print(&edition.words, |out| {
        if invocation.json {
            show::json(out, report, edition, address)
        } else {
            show::text(out, report, edition, address, medium(invocation))
        }
    })
}

/// Whether there is a terminal that the explorer can take over.
fn has_screen() -> bool {
    io::stdout().is_terminal() && !locale::is_dumb(variable)
}

/// How the screen is to look and to be used. A second screen has the explorer's theme where none is named.
fn manner(invocation: &Asked, second: bool) -> Manner {
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
        depth,
        low_bandwidth,
    }
}

/// A second screen.
fn follow(invocation: &Asked, report: &Report, edition: &Edition, audience: bool) -> Result<Exit, Failure> {
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

/// Whether lines are read in place of a screen: where that was asked for, and where the person has set it and there is a terminal, be it a
/// poor one. Where there is none, and nobody asked, there is nobody who types.
fn is_plain(invocation: &Asked) -> bool {
    let set = settings::plain(invocation, &invocation.opened.config).value;
    set && (invocation.plain || (io::stdin().is_terminal() && io::stdout().is_terminal()))
}

/// The line reader.
fn read_lines(
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
        keys: invocation.opened.config.rows.clone(),
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
fn open(
    invocation: &Asked,
    address: Option<Address>,
    tour: Option<String>,
    report: &Report,
    language: Language,
    message: Option<String>,
) -> Result<Exit, Failure> {
    let edition = report.edition(language);
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
        manner: manner(invocation, false),
        message: message.or_else(|| problem::summary(&invocation.opened.problems, &edition.words)),
    };
    let words = edition.words.clone();
    let ended = tui::run(report.clone(), options)
        .map_err(|error| Failure::usage(fill(&words.error.terminal, &[("error", &words.cause(&error.to_string()))])))?;
    if let Some(error) = ended.not_saved {
        return Err(Failure::usage(fill(&words.state.not_saved, &[("error", &words.cause(&error))])));
    }
    Ok(ended.signal.map_or(Exit::Found, Exit::Signal))
}

/// Says, beside the text, what else there is: on a terminal that can do nothing in lines of its width, elsewhere in one.
fn tell_what_else(words: &Words, medium: Medium) {
    let medium = Medium { columns: medium.columns.filter(|_| io::stderr().is_terminal()), ..medium };
    let _ = Printer::new(&mut io::stderr(), medium).line("", 0, &format!("vereda: {}", &*words.cli.no_terminal));
}

fn medium(invocation: &Asked) -> Medium {
    let terminal = io::stdout().is_terminal();
    Medium {
        columns: terminal.then(|| crossterm::terminal::size().map_or(80, |(columns, _)| columns.max(20))),
        color: invocation.color.is_wanted(terminal, variable),
        ascii: invocation.ascii || (terminal && invocation.opened.config.ascii.unwrap_or(!locale::is_utf8(variable))),
        linear: invocation.plain || (terminal && invocation.opened.config.plain == Some(true)),
    }
}

/// How QR codes are written.
fn code_look(invocation: &Asked, inverted: bool) -> show_qr::Look {
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

/// Writes to standard output. A reader that went away is no error.
fn print(words: &Words, write: impl FnOnce(&mut BufWriter<io::StdoutLock<'_>>) -> io::Result<()>) -> Result<Exit, Failure> {
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
