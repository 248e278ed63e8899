//! Arguments of the commands on countries and checklists.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Arg, ArgMatches};

use super::exit::Failure;
use crate::export::Format;
use crate::report::Words;
use crate::report::recommendation::Grouping;
use crate::report::topic::Topic;
use crate::state::checklist::TaskState;

/// What of a country or of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countries {
    /// As typed; none for the list of all.
    pub names: Vec<String>,
    /// One topic, or all.
    pub topic: Option<Topic>,
}

/// What to do with a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tasks {
    /// The checklist's name as typed.
    pub list: Option<String>,
    /// What to do.
    pub verb: Verb,
}

/// What is done with a checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verb {
    /// Print it.
    Show {
        /// By what it is grouped.
        by: Grouping,
        /// Only actions in this state.
        only: Option<TaskState>,
    },
    /// Say how far an action is: number and state.
    Set(String, TaskState),
    /// Say something of an action: number and words.
    Note(String, String),
    /// Give an action a day: number and day.
    Date(String, String),
    /// Write it for others.
    Export {
        /// In which form.
        format: Format,
        /// By what it is grouped.
        by: Grouping,
    },
    /// Merge another's.
    Import(PathBuf),
    /// Name all checklists.
    Lists,
    /// Forget a checklist.
    Remove {
        /// Its name.
        name: String,
        /// Without asking.
        yes: bool,
    },
}

impl Verb {
    /// Whether something that is kept changes.
    pub fn changes(&self) -> bool {
        !matches!(self, Self::Show { .. } | Self::Export { .. } | Self::Lists)
    }
}

/// An option with a value of a few.
pub(super) fn choice(name: &'static str, value: &'static str, choices: &'static str, help: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .display_order(0)
        .help(help.to_owned())
        .value_parser(choices.split('|').collect::<Vec<&'static str>>())
        .hide_possible_values(true)
}

/// The same for an option whose values have names in the edition's language as well.
pub(super) fn named<const N: usize>(option: Arg, names: [&'static str; N], group: &str, words: &Words) -> Arg {
    let value = |name: &'static str| PossibleValue::new(name).alias(words.label(group, name).to_owned());
    option.value_parser(names.map(value)).ignore_case(true)
}

/// Examples below a command's help.
pub(super) fn examples(words: &Words, lines: &[&str]) -> String {
    format!("{}:\n  {}", &*words.cli.examples, lines.join("\n  "))
}

/// The commands, each made by `sub` from its name and what it does.
pub(super) fn commands(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> [clap::Command; 3] {
    let w = &words.data_help;
    let examples = |lines: &[&str]| examples(words, lines);
    let choice = |name, value, choices, help: &str| choice(name, value, choices, help).help_heading(words.cli.options.to_string());
    let only = || named(choice("only", "STATE", "", &w.only), TaskState::ALL.map(TaskState::name), "state", words);
    let topic = || choice("topic", "TOPIC", "overview|law|figures|organisations|passages", &w.topic);
    let by = || choice("by", "addressee|theme", "addressee|theme", &w.by);
    let name = |value: &'static str, help: &str| Arg::new("name").value_name(value).help(help.to_owned());
    let id = || Arg::new("id").value_name("ID").help(w.id.to_string()).required(true);
    let text = |value: &'static str, help: &str| Arg::new("text").value_name(value).help(help.to_owned()).required(true).num_args(1..);
    let state = Arg::new("task-state").value_name("STATE").help(w.task_state.to_string()).required(true).num_args(1..);
    [
        sub("country", &w.country).arg(name("NAME", &w.country_name).num_args(0..)).arg(topic()).after_help(examples(&[
            &w.country_example_list,
            &w.country_example_law,
            &w.country_example_json,
        ])),
        sub("compare", &w.compare)
            .arg(name("NAME", &w.compare_names).num_args(1..).required(true))
            .arg(topic())
            .after_help(examples(&[&w.compare_example, &w.compare_example_topic])),
        sub("checklist", &w.checklist)
            .arg(
                Arg::new("list")
                    .long("list")
                    .value_name("NAME")
                    .help(w.list.to_string())
                    .help_heading(words.cli.options.to_string())
                    .global(true),
            )
            .arg(by())
            .arg(only())
            .subcommand_help_heading(words.cli.commands.to_string())
            .after_help(examples(&[
                &w.checklist_example_show,
                &w.checklist_example_set,
                &w.checklist_example_note,
                &w.checklist_example_export,
            ]))
            .subcommand(sub("show", &w.show).arg(by()).arg(only()).after_help(examples(&[&w.show_example])))
            .subcommand(sub("set", &w.set).arg(id()).arg(state).after_help(examples(&[&w.set_example])))
            .subcommand(sub("note", &w.note).arg(id()).arg(text("TEXT", &w.note_text)).after_help(examples(&[&w.note_example])))
            .subcommand(sub("date", &w.date).arg(id()).arg(text("DATE", &w.date_text)).after_help(examples(&[&w.date_example])))
            .subcommand(
                sub("export", &w.export)
                    .arg(choice("format", "FORMAT", "md|txt|html|csv|jsonl", &w.export_format))
                    .arg(by())
                    .after_help(examples(&[&w.export_example])),
            )
            .subcommand(
                sub("import", &w.import)
                    .arg(
                        Arg::new("file")
                            .value_name("FILE")
                            .help(w.import_file.to_string())
                            .required(true)
                            .value_parser(clap::value_parser!(PathBuf)),
                    )
                    .after_help(examples(&[&w.import_example])),
            )
            .subcommand(sub("lists", &w.lists))
            .subcommand(
                sub("remove", &w.remove).arg(name("NAME", &w.remove_name).num_args(1..).required(true)).arg(
                    Arg::new("yes")
                        .long("yes")
                        .help(words.library_help.yes.to_string())
                        .help_heading(words.cli.options.to_string())
                        .display_order(0)
                        .action(clap::ArgAction::SetTrue),
                ),
            ),
    ]
}

fn all(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.try_get_many::<String>(name).ok().flatten().unwrap_or_default().cloned().collect()
}

fn one<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

/// The form of an export: `--format`, else JSON lines where JSON is wanted, else Markdown.
pub(super) fn format(matches: &ArgMatches) -> Format {
    let otherwise = if matches.get_flag("json") { Format::JsonLines } else { Format::Markdown };
    one(matches, "format").and_then(Format::from_name).unwrap_or(otherwise)
}

/// What `country` is asked.
pub(super) fn country(matches: &ArgMatches) -> Countries {
    // Several words are one name: `country costa rica`.
    let name = all(matches, "name").join(" ");
    let names = if name.trim().is_empty() { Vec::new() } else { vec![name] };
    Countries { names, topic: one(matches, "topic").and_then(Topic::from_name) }
}

/// What `compare` is asked.
pub(super) fn compare(matches: &ArgMatches, words: &Words) -> Result<Countries, Failure> {
    let names = all(matches, "name");
    if !(2..=3).contains(&names.len()) {
        return Err(Failure::usage(words.compare.count.to_string()));
    }
    Ok(Countries { names, topic: one(matches, "topic").and_then(Topic::from_name) })
}

/// What `checklist` is asked; `matches` are those of the innermost command, of this name.
pub(super) fn checklist(name: &str, matches: &ArgMatches, words: &Words) -> Result<Tasks, Failure> {
    let id = || one(matches, "id").unwrap_or_default().to_owned();
    let text = |name| all(matches, name).join(" ");
    let by = match one(matches, "by") {
        Some("theme") => Grouping::Theme,
        _ => Grouping::Addressee,
    };
    let verb = match name {
        "set" => Verb::Set(id(), task_state(&text("task-state"), words)?),
        "note" => Verb::Note(id(), text("text")),
        "date" => Verb::Date(id(), text("text")),
        "import" => Verb::Import(matches.get_one::<PathBuf>("file").cloned().unwrap_or_default()),
        "lists" => Verb::Lists,
        "remove" => Verb::Remove { name: text("name"), yes: matches.get_flag("yes") },
        "export" => Verb::Export { format: format(matches), by },
        _ => Verb::Show { by, only: one(matches, "only").and_then(|typed| state_from(typed, words)) },
    };
    Ok(Tasks { list: one(matches, "list").map(ToOwned::to_owned), verb })
}

/// A state by its name, or by what the edition calls it.
fn task_state(typed: &str, words: &Words) -> Result<TaskState, Failure> {
    state_from(typed, words).ok_or_else(|| {
        let choices = TaskState::ALL.map(TaskState::name).join(", ");
        let typed = super::exit::repeated(typed);
        let values = [("option", words.label("value", "STATE")), ("value", &*typed), ("choices", &choices)];
        Failure::usage(crate::report::words::fill(&words.error.value_invalid, &values))
    })
}

/// A state by its name, or by what the edition calls it; accents and case aside.
pub fn state_from(typed: &str, words: &Words) -> Option<TaskState> {
    use crate::text::fold::fold;
    let called = |state: &TaskState| fold(words.label("state", state.name())) == fold(typed.trim());
    TaskState::from_name(typed).or_else(|| TaskState::ALL.into_iter().find(called))
}
