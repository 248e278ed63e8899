//! Arguments of the commands that print what is to be read elsewhere: completions, the manual page, the key card.

use clap::{Arg, ArgMatches};
use clap_complete::Shell;

use super::data_args::{choice, examples};
use crate::export::Format;
use crate::report::Words;

/// The shells that are known, by the names they have here.
const SHELLS: [(&str, Shell); 4] = [("bash", Shell::Bash), ("zsh", Shell::Zsh), ("fish", Shell::Fish), ("powershell", Shell::PowerShell)];

/// The commands, each made by `sub` from its name and what it does.
pub(super) fn commands(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> [clap::Command; 3] {
    let w = &words.manual_help;
    let shell = Arg::new("shell").value_name("SHELL").help(w.shell.to_string()).required(true).hide_possible_values(true);
    let shell = shell.value_parser(SHELLS.map(|(name, _)| name));
    let format = choice("format", "FORMAT", "txt|md|html", &w.keys_format).help_heading(words.cli.options.to_string());
    [
        sub("keys", &w.keys).arg(format).after_help(examples(words, &[&w.example_keys])),
        sub("completions", &w.completions)
            .arg(shell)
            .after_help(examples(words, &[&w.example_bash, &w.example_zsh, &w.example_fish, &w.example_powershell])),
        sub("man", &w.man).after_help(examples(words, &[&w.example_man, &w.example_man_file])),
    ]
}

/// The shell that `completions` is asked for.
pub(super) fn shell(matches: &ArgMatches) -> Shell {
    let name = matches.get_one::<String>("shell").map_or("", String::as_str);
    SHELLS.iter().find(|(known, _)| *known == name).map_or(Shell::Bash, |(_, shell)| *shell)
}

/// The form that `keys` is asked for.
pub(super) fn format(matches: &ArgMatches) -> Format {
    matches.get_one::<String>("format").and_then(|name| Format::from_name(name)).unwrap_or(Format::Text)
}
