//! Arguments of the commands on tours and packs.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use super::data_args::examples;
use super::tour::PREFIX;
use crate::report::Words;

/// The commands, each made by `sub` from its name and what it does.
pub(super) fn commands(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> [clap::Command; 3] {
    let w = &words.tour_help;
    let name = |help: &str| Arg::new("name").value_name("NAME").help(help.to_owned()).num_args(0..);
    let folder = Arg::new("folder").value_name("DIR").help(w.folder.to_string()).value_parser(clap::value_parser!(PathBuf));
    let heading = words.cli.options.to_string();
    let watch = Arg::new("watch").long("watch").help(w.watch.to_string()).action(ArgAction::SetTrue).help_heading(heading);
    [
        sub("present", &w.present).arg(name(&w.present_name)).after_help(examples(words, &[&w.example_present])),
        sub("tour", &w.tour).arg(name(&w.name)).after_help(examples(words, &[&w.example_list, &w.example_one, &w.example_handout])),
        sub("check", &w.check).arg(folder).arg(watch).after_help(examples(words, &[&w.example_check])),
    ]
}

/// The option of `export` that adds the speaker's notes to a handout.
pub(super) fn speaker(words: &Words) -> Arg {
    let heading = words.cli.options.to_string();
    Arg::new("speaker").long("speaker").help(words.tour_help.speaker.to_string()).action(ArgAction::SetTrue).help_heading(heading)
}

/// What `tour` is asked: several words are one name.
pub(super) fn tour(matches: &ArgMatches) -> Option<String> {
    let name = matches.get_many::<String>("name").unwrap_or_default().cloned().collect::<Vec<_>>().join(" ");
    Some(name).filter(|name| !name.trim().is_empty())
}

/// What `check` is asked: a folder of its own, or else the pack that `--content` names.
pub(super) fn check(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one::<PathBuf>("folder").or_else(|| matches.get_one::<PathBuf>("content")).cloned()
}

/// Whether `export` is asked for a tour's handout.
pub(super) fn is_handout(what: &[String], speaker: bool) -> bool {
    speaker || what.iter().any(|word| word.starts_with(PREFIX))
}
