//! Arguments of `library`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};

use super::data_args::examples;
use crate::report::Words;

/// What is done with the reports of the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shelving {
    /// List them.
    List,
    /// Copy a pack into it.
    Add {
        /// The pack's folder.
        folder: PathBuf,
        /// Its name there; made from the folder's where none is given.
        name: Option<String>,
        /// Also where a report has the name.
        force: bool,
    },
    /// Remove one.
    Remove {
        /// Its name, as typed.
        name: String,
        /// Without asking.
        yes: bool,
    },
}

impl Shelving {
    /// Whether it changes what is kept.
    pub fn changes(&self) -> bool {
        !matches!(self, Self::List)
    }
}

/// The command, made by `sub` from its name and what it does.
pub(super) fn command(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> clap::Command {
    let w = &words.library_help;
    let options = words.cli.options.to_string();
    let name = |help: &str| Arg::new("name").value_name("NAME").help(help.to_owned());
    let flag = |name: &'static str, help: &str| {
        Arg::new(name).long(name).help(help.to_owned()).help_heading(options.clone()).display_order(0).action(ArgAction::SetTrue)
    };
    let folder = Arg::new("folder").value_name("DIR").help(w.folder.to_string()).required(true);
    sub("library", &w.library)
        .subcommand_help_heading(words.cli.commands.to_string())
        .after_help(examples(words, &[&w.example_list, &w.example_add, &w.example_import, &w.example_open, &w.example_remove]))
        .subcommand(sub("list", &w.list).after_help(examples(words, &[&w.example_list])))
        .subcommand(
            sub("add", &w.add)
                .arg(folder.value_parser(clap::value_parser!(PathBuf)).value_hint(ValueHint::DirPath))
                .arg(name(&w.name).long("name").help_heading(options.clone()).display_order(0))
                .arg(flag("force", &w.force))
                .after_help(examples(words, &[&w.example_add])),
        )
        .subcommand(
            sub("remove", &w.remove)
                .arg(name(&w.remove_name).required(true))
                .arg(flag("yes", &w.yes))
                .after_help(examples(words, &[&w.example_remove])),
        )
}

/// What `library` is asked; `matches` are those of the innermost command, of this name.
pub(super) fn shelving(command: &str, matches: &ArgMatches) -> Shelving {
    let name = || matches.get_one::<String>("name").cloned();
    match command {
        "add" => Shelving::Add {
            folder: matches.get_one::<PathBuf>("folder").cloned().unwrap_or_default(),
            name: name(),
            force: matches.get_flag("force"),
        },
        "remove" => Shelving::Remove { name: name().unwrap_or_default(), yes: matches.get_flag("yes") },
        _ => Shelving::List,
    }
}
