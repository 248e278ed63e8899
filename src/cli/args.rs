//! Arguments → what to do. The words come from the edition, so that help and errors are in the person's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use clap_complete::Shell;

use super::config_args::{self, Configuring};
use super::data_args::{self, Countries, Tasks};
use super::exit::{Failure, repeated};
use super::library_args::{self, Shelving};
use super::locale::Color;
use super::notes_args::{self, Notes};
use super::search::Asked;
use super::state_args::{self, Keeping};
use super::{import, manual_args, search_args, tour_args};
use crate::export::Format;
use crate::report::words::fill;
use crate::report::{Language, Words};
use crate::text::sanitize::clean_line;

/// What was typed, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Invocation {
    /// What to do.
    pub command: Command,
    /// The edition wanted.
    pub language: Option<Language>,
    /// Folder of another content pack.
    pub content: Option<PathBuf>,
    /// Name of a report of the library.
    pub report: Option<String>,
    /// The pack is read again when a file in it changes.
    pub watch: bool,
    /// Folder for the state.
    pub state: Option<PathBuf>,
    /// Nothing that is kept is read, and nothing is kept.
    pub private: bool,
    /// The explorer begins with the projector on.
    pub present: bool,
    /// Name of a theme.
    pub theme: Option<String>,
    /// When to use colour.
    pub color: Color,
    /// Nothing but ASCII.
    pub ascii: bool,
    /// Lines to be read one by one, in place of a screen.
    pub plain: bool,
    /// Nothing but text on the screen, for slow lines.
    pub low_bandwidth: bool,
    /// Output for programs.
    pub json: bool,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The explorer, at an address or where it was left.
    Open(Option<String>),
    /// The projector, with the tour of this name if there is one.
    Present(Option<String>),
    /// The same for a first word that is no command, and what stands behind it, which is too much: it may be a command that was mistyped.
    Word(String, Option<String>),
    /// A second screen of what another Vereda shows.
    Follow {
        /// What the group sees, and nothing else.
        audience: bool,
    },
    /// One record or section.
    Show(String),
    /// The same as QR codes.
    ShowCode {
        /// Its address as typed.
        address: String,
        /// Light for dark.
        inverted: bool,
    },
    /// Records to standard output.
    Export {
        /// Addresses, sections or kinds; everything if empty.
        what: Vec<String>,
        /// In which form.
        format: Format,
    },
    /// A tour for those who walk it, to standard output.
    Handout {
        /// As typed; one tour, if all is right.
        what: Vec<String>,
        /// In which form.
        format: Format,
        /// With the speaker's notes.
        speaker: bool,
    },
    /// The tours, or one of them.
    Tour(Option<String>),
    /// What is to be mended in the pack in this folder, or else in the bundled one.
    Check(Option<PathBuf>),
    /// A report in another form becomes a pack.
    Import(import::Asked),
    /// Records that answer a query.
    Search(Asked),
    /// The countries, or one of them.
    Country(Countries),
    /// Two or three countries beside one another.
    Compare(Countries),
    /// A checklist of recommendations.
    Checklist(Tasks),
    /// Notes, bookmarks, highlights.
    Notes(Notes),
    /// All that is kept.
    State(Keeping),
    /// The reports that are kept.
    Library(Shelving),
    /// What the person has set.
    Config(Configuring),
    /// What a shell reads in order to complete the command line.
    Completions(Shell),
    /// The manual page.
    Manual,
    /// The key card.
    Keys(Format),
    /// Text that was asked for: help or version.
    Print(String),
}

impl Command {
    /// Whether it is about what is kept, so that there is nothing for it to do where nothing is.
    fn needs_state(&self) -> bool {
        match self {
            Self::Checklist(tasks) => tasks.verb.changes(),
            Self::Notes(notes) => notes.changes(),
            Self::Library(shelving) => shelving.changes(),
            Self::Import(asked) => asked.library.is_some(),
            Self::State(_) => true,
            _ => false,
        }
    }
}

/// The language in which to speak before arguments are understood: that of `--lang`.
pub fn first_language(arguments: &[OsString]) -> Option<Language> {
    first_value(arguments, "--lang").as_deref().and_then(Language::from_tag)
}

/// The folder in which to look for settings before arguments are understood: that of `--state`.
pub fn first_state(arguments: &[OsString]) -> Option<PathBuf> {
    first_value(arguments, "--state").map(PathBuf::from)
}

/// The value of an option, `--NAME VALUE` or `--NAME=VALUE`.
fn first_value(arguments: &[OsString], name: &str) -> Option<String> {
    // A folder whose name is no text is found when all is understood; there are no settings in it.
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).take_while(|text| *text != "--").collect();
    let joined = texts.iter().find_map(|text| text.strip_prefix(name)?.strip_prefix('='));
    let apart = || texts.windows(2).find(|pair| pair[0] == name).map(|pair| pair[1]);
    joined.or_else(apart).map(ToOwned::to_owned)
}

/// Understands the arguments, the program's name first among them.
pub fn parse(arguments: Vec<OsString>, words: &Words) -> Result<Invocation, Failure> {
    if let Some(invocation) = opens_only(&arguments) {
        return Ok(invocation);
    }
    let spared = search_args::spare_exclusions(arguments);
    match command(words).try_get_matches_from(spared.clone()) {
        Ok(matches) => invocation(&matches, words),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                // This one word is clap's own.
                let options = format!("[{}]", words.label("value", "OPTIONS"));
                Ok(print(error.render().to_string().replace("[OPTIONS]", &options)))
            }
            ErrorKind::UnknownArgument => surplus(&error, spared, words).ok_or_else(|| failure(&error, words)),
            _ => Err(failure(&error, words)),
        },
    }
}

/// What people start most often, with or without a language, is not looked up in a list of everything that they might have meant.
fn opens_only(arguments: &[OsString]) -> Option<Invocation> {
    let tag = match arguments.get(1..).unwrap_or_default() {
        [] => None,
        [joined] => Some(joined.to_str()?.strip_prefix("--lang=")?),
        [name, tag] if name == "--lang" => Some(tag.to_str()?),
        _ => return None,
    };
    let language = Language::ALL.into_iter().find(|language| Some(language.tag()) == tag);
    (language.is_some() == tag.is_some()).then(|| Invocation { language, ..invocation_of(Command::Open(None)) })
}

/// A word too many behind a first word that is no command.
fn surplus(error: &clap::Error, arguments: Vec<OsString>, words: &Words) -> Option<Invocation> {
    let Some(ContextValue::String(more)) = error.get(ContextKind::InvalidArg) else { return None };
    let matches = command(words).ignore_errors(true).try_get_matches_from(arguments).ok()?;
    let first = matches.get_one::<String>("address").filter(|_| !more.starts_with('-') && matches.subcommand_name().is_none())?;
    let first = first.clone();
    let invocation = invocation(&matches, words).ok()?;
    Some(Invocation { command: Command::Word(first, Some(more.clone())), ..invocation })
}

/// The names of the commands.
pub fn commands(words: &Words) -> Vec<String> {
    command(words).get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn print(text: String) -> Invocation {
    invocation_of(Command::Print(text))
}

/// A command with no option.
fn invocation_of(command: Command) -> Invocation {
    Invocation {
        command,
        language: None,
        content: None,
        report: None,
        watch: false,
        state: None,
        private: false,
        present: false,
        theme: None,
        color: Color::Auto,
        ascii: false,
        plain: false,
        low_bandwidth: false,
        json: false,
    }
}

/// The whole command line, for parsing, help, manual page and completions.
pub fn command(words: &Words) -> clap::Command {
    in_words(tree(words), words)
}

/// With the names of values (`DIR`, `ADDRESS`) in the words of the language, here and in all commands below.
fn in_words(command: clap::Command, words: &Words) -> clap::Command {
    let named = |arg: Arg| {
        let names: Option<Vec<String>> =
            arg.get_value_names().map(|names| names.iter().map(|name| words.label("value", name).to_owned()).collect());
        match names {
            Some(names) => arg.value_names(names),
            None => arg,
        }
    };
    command.subcommand_value_name(words.cli.command.to_string()).mut_args(named).mut_subcommands(|sub| in_words(sub, words))
}

fn tree(words: &Words) -> clap::Command {
    let w = &words.cli;
    let template = format!("{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}", &*w.usage);
    let examples = format!("{}:\n  {}\n  {}\n  {}", &*w.examples, &*w.example_open, &*w.example_show, &*w.example_export);
    let flag = |name: &'static str, help: &str| Arg::new(name).long(name).help(help.to_owned()).global(true);
    let value = |name: &'static str, value: &'static str, help: &str| flag(name, help).value_name(value).hide_possible_values(true);
    let switch = |name: &'static str, help: &str| Arg::new(name).long(name).help(help.to_owned()).action(ArgAction::SetTrue);
    let address = |help: &str| Arg::new("address").value_name("ADDRESS").help(help.to_owned());
    let sub = |name: &'static str, about: &str| {
        clap::Command::new(name)
            .about(about.to_owned())
            .help_template(template.clone())
            .disable_help_flag(true)
            .next_help_heading(w.arguments.to_string())
    };
    clap::Command::new("vereda")
        .version(env!("CARGO_PKG_VERSION"))
        .about(w.about.to_string())
        .help_template(template.clone())
        .after_help(examples)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(w.commands.to_string())
        .arg(address(&w.open_address).help_heading(w.arguments.to_string()))
        .next_help_heading(w.options.to_string())
        .arg(value("lang", "en|es|pt", &w.lang).value_parser(["en", "es", "pt"]))
        .arg(value("content", "DIR", &w.content).value_parser(clap::value_parser!(PathBuf)).value_hint(ValueHint::DirPath))
        .arg(value("report", "NAME", &w.report))
        .arg(value("state", "DIR", &w.state).value_parser(clap::value_parser!(PathBuf)).value_hint(ValueHint::DirPath))
        .arg(flag("private", &w.private).action(ArgAction::SetTrue))
        .arg(value("theme", "NAME", &w.theme))
        .arg(value("color", "auto|always|never", &w.color).value_parser(["auto", "always", "never"]))
        .arg(flag("ascii", &w.ascii).action(ArgAction::SetTrue))
        .arg(flag("plain", &w.plain).action(ArgAction::SetTrue))
        .arg(flag("low-bandwidth", &w.low_bandwidth).action(ArgAction::SetTrue))
        .arg(flag("json", &w.json).action(ArgAction::SetTrue))
        .arg(flag("help", &w.help).short('h').action(ArgAction::Help))
        .arg(Arg::new("version").long("version").short('V').help(w.version.to_string()).action(ArgAction::Version))
        .arg(switch("watch", &w.watch))
        .subcommand(
            sub("open", &w.open)
                .arg(address(&w.open_address))
                .arg(switch("present", &w.present).help_heading(w.options.to_string()))
                .arg(switch("watch", &w.watch).help_heading(w.options.to_string())),
        )
        .subcommand(
            sub("follow", &words.follow.help)
                .arg(switch("audience", &words.follow.help_audience).help_heading(w.options.to_string()))
                .after_help(data_args::examples(words, &[&words.follow.example, &words.follow.example_audience])),
        )
        .subcommand(
            sub("show", &w.show)
                .arg(address(&w.show_address).required(true))
                .arg(switch("qr", &words.qr.option).help_heading(w.options.to_string()))
                .arg(switch("invert", &words.qr.option_invert).requires("qr").help_heading(w.options.to_string()))
                .after_help(data_args::examples(
                    words,
                    &[&words.data_help.record_example, &words.data_help.country_show_example, &words.qr.example],
                )),
        )
        .subcommand(
            sub("export", &w.export)
                .arg(Arg::new("what").value_name("WHAT").help(w.export_what.to_string()).num_args(0..))
                .arg(data_args::choice("format", "FORMAT", "md|txt|html|csv|jsonl", &w.export_format).help_heading(w.options.to_string()))
                .arg(tour_args::speaker(words))
                .after_help(data_args::examples(words, &[&words.data_help.records_example, &words.data_help.page_example])),
        )
        .subcommand(search_args::command(words, &sub))
        .subcommand(import::command(words, &sub))
        .subcommands(data_args::commands(words, &sub))
        .subcommand(notes_args::command(words, &sub))
        .subcommand(state_args::command(words, &sub))
        .subcommand(library_args::command(words, &sub))
        .subcommand(config_args::command(words, &sub))
        .subcommands(tour_args::commands(words, &sub))
        .subcommands(manual_args::commands(words, &sub))
}

fn invocation(matches: &ArgMatches, words: &Words) -> Result<Invocation, Failure> {
    let (name, outer) = matches.subcommand().unwrap_or(("", matches));
    let (inner, at) = outer.subcommand().unwrap_or(("", outer));
    let text = |name: &str| at.get_one::<String>(name).cloned();
    let command = match name {
        "follow" => Command::Follow { audience: at.get_flag("audience") },
        "show" if at.get_flag("qr") => Command::ShowCode { address: text("address").unwrap_or_default(), inverted: at.get_flag("invert") },
        "show" => Command::Show(text("address").unwrap_or_default()),
        "export" => export(at),
        "present" => Command::Present(tour_args::tour(at)),
        "tour" => Command::Tour(tour_args::tour(at)),
        "check" => Command::Check(tour_args::check(at)),
        "import" => Command::Import(import::asked(at)),
        "keys" => Command::Keys(manual_args::format(at)),
        "completions" => Command::Completions(manual_args::shell(at)),
        "man" => Command::Manual,
        "search" => Command::Search(search_args::asked(at)),
        "country" => Command::Country(data_args::country(at)),
        "compare" => Command::Compare(data_args::compare(at, words)?),
        "checklist" => Command::Checklist(data_args::checklist(inner, at, words)?),
        "notes" => Command::Notes(notes_args::notes(inner, at, words)?),
        "state" => Command::State(state_args::keeping(inner, at)),
        "library" => Command::Library(library_args::shelving(inner, at)),
        "config" => Command::Config(config_args::configuring(inner, at)),
        "" => text("address").map_or(Command::Open(None), |word| Command::Word(word, None)),
        _ => Command::Open(text("address")),
    };
    if at.get_flag("json") && matches!(command, Command::Manual | Command::Completions(_)) {
        return Err(Failure::usage(fill(&words.error.no_json, &[("command", name)])));
    }
    let private = at.get_flag("private");
    if private && command.needs_state() {
        return Err(Failure::usage(words.kept.private.to_string()));
    }
    let (content, report) = (at.get_one::<PathBuf>("content").cloned(), text("report"));
    if content.is_some() && report.is_some() {
        return Err(Failure::usage(words.library.both.to_string()));
    }
    Ok(Invocation {
        command,
        language: text("lang").as_deref().and_then(Language::from_tag),
        content,
        report,
        watch: at.try_get_one("watch").ok().flatten().copied().unwrap_or(false),
        state: at.get_one::<PathBuf>("state").cloned(),
        private,
        present: at.try_get_one("present").ok().flatten().copied().unwrap_or(false),
        theme: text("theme"),
        color: match text("color").as_deref() {
            Some("always") => Color::Always,
            Some("never") => Color::Never,
            _ => Color::Auto,
        },
        ascii: at.get_flag("ascii"),
        plain: at.get_flag("plain"),
        low_bandwidth: at.get_flag("low-bandwidth"),
        json: at.get_flag("json"),
    })
}

/// Records, or a tour's handout.
fn export(at: &ArgMatches) -> Command {
    let what: Vec<String> = at.get_many::<String>("what").unwrap_or_default().cloned().collect();
    let (format, speaker) = (data_args::format(at), at.get_flag("speaker"));
    if tour_args::is_handout(&what, speaker) { Command::Handout { what, format, speaker } } else { Command::Export { what, format } }
}

/// clap's error in one line of the person's language.
fn failure(error: &clap::Error, words: &Words) -> Failure {
    let w = &words.error;
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => repeated(text),
        // Words of the program itself.
        Some(ContextValue::Strings(texts)) => clean_line(&texts.join(" ")).into_owned(),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let name = argument.split(' ').next().unwrap_or_default().to_owned();
    let value = context(ContextKind::InvalidValue);
    let what = match error.kind() {
        ErrorKind::UnknownArgument if name.starts_with('-') => fill(&w.unknown_option, &[("option", &name)]),
        ErrorKind::UnknownArgument => fill(&w.unexpected, &[("argument", &name)]),
        ErrorKind::InvalidSubcommand => fill(&w.unknown_command, &[("command", &context(ContextKind::InvalidSubcommand))]),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => fill(&w.value_missing, &[("option", &argument)]),
        ErrorKind::ValueValidation => fill(&w.value_no_number, &[("option", &name), ("value", &value)]),
        ErrorKind::InvalidValue => {
            let choices = context(ContextKind::ValidValue).replace(' ', ", ");
            fill(&w.value_invalid, &[("option", &name), ("value", &value), ("choices", &choices)])
        }
        ErrorKind::InvalidUtf8 => w.argument_not_utf8.to_string(),
        ErrorKind::MissingRequiredArgument => fill(&w.value_missing, &[("option", &argument.replace("...", ""))]),
        _ => fill(&w.unexpected, &[("argument", &argument)]),
    };
    Failure::usage(format!("{what} {}", &*w.usage_hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Invocation, Failure> {
        let arguments = std::iter::once("vereda").chain(line.split_whitespace()).map(OsString::from).collect();
        parse(arguments, &Words::bundled(Language::En))
    }

    #[test]
    fn the_forms_of_open() {
        assert_eq!(parsed("").map(|i| i.command), Ok(Command::Open(None)));
        assert_eq!(parsed("trafficking.3").map(|i| i.command), Ok(Command::Word("trafficking.3".to_owned(), None)));
        assert_eq!(parsed("open trafficking.3").map(|i| i.command), Ok(Command::Open(Some("trafficking.3".to_owned()))));
        assert_eq!(parsed("--ascii a b c").map(|i| (i.command, i.ascii)), Ok((Command::Word("a".to_owned(), Some("b".to_owned())), true)));
        assert_eq!(parsed("open context --lang es").map(|i| i.language), Ok(Some(Language::Es)));
    }

    #[test]
    fn what_is_started_most_often_is_understood_as_all_else_is() {
        for line in ["", "--lang es", "--lang=pt", "--lang fr", "--lang=", "--lang", "--lang ES", "--lang=en_GB", "lang es"] {
            let arguments: Vec<OsString> = std::iter::once("vereda").chain(line.split_whitespace()).map(OsString::from).collect();
            let quick = opens_only(&arguments);
            let words = Words::bundled(Language::En);
            let full = command(&words).try_get_matches_from(arguments).ok().and_then(|matches| invocation(&matches, &words).ok());
            assert_eq!(quick, full.filter(|full| full.command == Command::Open(None)), "{line}");
        }
    }

    #[test]
    fn exports_and_their_forms() {
        let format = |line| match parsed(line) {
            Ok(Invocation { command: Command::Export { format, .. }, .. }) => Some(format),
            _ => None,
        };
        assert_eq!(format("export"), Some(Format::Markdown));
        assert_eq!(format("export trafficking --format jsonl"), Some(Format::JsonLines));
        assert_eq!(format("export --json"), Some(Format::JsonLines));
        assert_eq!(format("export --format pdf"), None);
    }

    #[test]
    fn errors_are_one_line_that_names_what_is_wrong() {
        for (line, part) in [
            ("--colour", "--colour"),
            ("export --format pdf", "pdf"),
            ("show", "ADDRESS"),
            ("show about --invert", "--qr"),
            ("--lang", "--lang"),
            ("open a b", "b"),
            ("a --b", "--b"),
        ] {
            let failure = parsed(line).expect_err(line);
            assert!(failure.message.contains(part), "{line}: {}", failure.message);
            assert!(!failure.message.contains('\n'));
            assert_eq!(failure.exit.code(), 2);
        }
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        let args = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(first_language(&args("vereda --lang=pt")), Some(Language::Pt));
        assert_eq!(first_language(&args("vereda show --lang es x")), Some(Language::Es));
        assert_eq!(first_language(&args("vereda")), None);
        assert_eq!(first_state(&args("vereda --state a show --state=b")), Some(PathBuf::from("b")));
        assert_eq!(first_state(&args("vereda -- --state a")), None);
    }
}
