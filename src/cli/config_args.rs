//! Arguments of `config`.

use clap::{Arg, ArgAction, ArgMatches};

use super::data_args::examples;
use crate::report::Words;

/// What is done with the person's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Configuring {
    /// Say what counts, and where it is from.
    Show,
    /// Say where the file is.
    Path,
    /// Say what is wrong in it.
    Check,
    /// Write one to begin with.
    Init {
        /// Also where there is one.
        force: bool,
    },
}

/// The command, made by `sub` from its name and what it does.
pub(super) fn command(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> clap::Command {
    let w = &words.config_help;
    let options = words.cli.options.to_string();
    let force = Arg::new("force").long("force").help(w.force.to_string()).help_heading(options).display_order(0);
    sub("config", &w.config)
        .subcommand_help_heading(words.cli.commands.to_string())
        .after_help(examples(words, &[&w.example_init, &w.example_check, &w.example_show]))
        .subcommand(sub("show", &w.show).after_help(examples(words, &[&w.example_show])))
        .subcommand(sub("path", &w.path))
        .subcommand(sub("check", &w.check).after_help(examples(words, &[&w.example_check])))
        .subcommand(sub("init", &w.init).arg(force.action(ArgAction::SetTrue)).after_help(examples(words, &[&w.example_init])))
}

/// What `config` is asked; `matches` are those of the innermost command, of this name.
pub(super) fn configuring(name: &str, matches: &ArgMatches) -> Configuring {
    match name {
        "path" => Configuring::Path,
        "check" => Configuring::Check,
        "init" => Configuring::Init { force: matches.get_flag("force") },
        _ => Configuring::Show,
    }
}
