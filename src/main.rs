//! Arguments → command line or explorer; errors → exit code.

mod launch;

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use launch::asked::{Asked, has_screen, is_plain, medium, print, tell, variable};
use launch::commands::{
    check_theme, checklist, code_look, configure, country, handout, keep, keys_of, notes, own_tours, search_for, show_address, tours,
};
use launch::pack::{check_pack, import_report, report, search_all, shelve};
use launch::screen::{follow, open};
use vereda::app::action::Mode;
use vereda::app::layout::Widths;
use vereda::cli::{Command, Exit, Failure, args, compare, completions, exit, export as exporting, man, meant, settings, show_qr, tour};
use vereda::config::{self, Known, KnownMode, Rows, problem};
use vereda::export;
use vereda::report::words::fill;
use vereda::report::{Language, Words};
use vereda::state::Folders;
use vereda::tui;
use vereda::ui::theme;

fn main() -> ExitCode {
    exit::survive_limits();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let known = known();
    let opened = config::open(Folders::find(args::first_state(&arguments).as_deref()).config.as_deref(), &known);
    let words = Words::bundled(settings::language(args::first_language(&arguments), &opened.config, variable).value);
    let end =
        args::parse(arguments, &words).and_then(|invocation| run(&Asked { invocation, opened, known, seen: OnceCell::new() }, &words));
    let exit = end.unwrap_or_else(|failure| {
        // Standard error may be closed as well; the exit code says it then.
        let _ = writeln!(io::stderr(), "vereda: {}", failure.message);
        failure.exit
    });
    ExitCode::from(exit.code())
}

/// What can be named in a file of settings.
fn known() -> Known {
    let mode = |mode: Mode| KnownMode { name: mode.name(), is_typing: mode.takes_text(), is_over: mode.is_over() };
    Known { themes: &theme::NAMES, intents: theme::INTENTS, modes: Mode::ALL.map(mode).to_vec(), rows: Rows::Shipped(tui::keys::rows) }
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
        return import_report(invocation, asked, words);
    }
    if let Command::Library(asked) = &invocation.command {
        return shelve(invocation, asked, words);
    }
    if let Command::Search(asked) = &invocation.command
        && asked.all
    {
        let language = settings::language(invocation.language, &invocation.opened.config, variable).value;
        return search_all(invocation, asked, language, words);
    }
    let wanted = settings::language(invocation.language, &invocation.opened.config, variable).value;
    let report = report(invocation, wanted, words)?;
    let edition = report.edition(wanted);
    let missing = invocation.language.filter(|language| *language != edition.language);
    let missing = missing.map(|language| {
        let there = report.languages().map(Language::tag).collect::<Vec<_>>().join(", ");
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
        Command::Print(_) | Command::Check(_) | Command::Config(_) | Command::Import(_) | Command::Library(_) | Command::Completions(_) => {
            Ok(Exit::Found)
        }
    }
}
