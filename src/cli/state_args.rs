//! Arguments of `state`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use super::data_args::examples;
use crate::report::Words;

/// What is done with all that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// Say where it is.
    Path,
    /// Write it into one file.
    Export {
        /// Which; `-` is standard output.
        file: PathBuf,
        /// Also where there is one.
        force: bool,
    },
    /// Merge such a file.
    Import(PathBuf),
    /// Remove it.
    Wipe {
        /// Without asking.
        yes: bool,
    },
}

/// The command, made by `sub` from its name and what it does.
pub(super) fn command(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> clap::Command {
    let w = &words.kept_help;
    let file =
        |help: &str| Arg::new("file").value_name("FILE").help(help.to_owned()).required(true).value_parser(clap::value_parser!(PathBuf));
    let flag = |name: &'static str, help: &str| {
        let options = words.cli.options.to_string();
        Arg::new(name).long(name).help(help.to_owned()).help_heading(options).display_order(0).action(ArgAction::SetTrue)
    };
    sub("state", &w.state)
        .subcommand_help_heading(words.cli.commands.to_string())
        .after_help(examples(words, &[&w.example_path, &w.example_export, &w.example_import, &w.example_wipe]))
        .subcommand(sub("path", &w.path))
        .subcommand(
            sub("export", &w.export)
                .arg(file(&w.export_file))
                .arg(flag("force", &w.force))
                .after_help(examples(words, &[&w.example_export])),
        )
        .subcommand(sub("import", &w.import).arg(file(&w.import_file)).after_help(examples(words, &[&w.example_import])))
        .subcommand(sub("wipe", &w.wipe).arg(flag("yes", &w.yes)).after_help(examples(words, &[&w.example_wipe])))
}

/// What `state` is asked; `matches` are those of the innermost command, of this name.
pub(super) fn keeping(name: &str, matches: &ArgMatches) -> Keeping {
    let file = || matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    match name {
        "export" => Keeping::Export { file: file(), force: matches.get_flag("force") },
        "import" => Keeping::Import(file()),
        "wipe" => Keeping::Wipe { yes: matches.get_flag("yes") },
        _ => Keeping::Path,
    }
}
