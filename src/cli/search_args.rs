//! Arguments of `search`.

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches};

use super::data_args::examples;
use super::search::Asked;
use crate::report::Words;

/// The command, for parsing and help.
pub(super) fn command(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> clap::Command {
    let w = &words.search_help;
    let option = |name: &'static str, value: &'static str, help: &str| {
        Arg::new(name).long(name).value_name(value).help(help.to_owned()).display_order(0).help_heading(words.cli.options.to_string())
    };
    sub("search", &w.search)
        .arg(Arg::new("query").value_name("QUERY").help(w.query.to_string()).num_args(1..).required(true))
        .arg(option("kind", "KIND", &w.kind).action(ArgAction::Append))
        .arg(option("country", "COUNTRY", &w.country).action(ArgAction::Append))
        .arg(option("section", "SECTION", &w.section).action(ArgAction::Append))
        .arg(option("limit", "N", &w.limit).value_parser(clap::value_parser!(usize)).allow_negative_numbers(true))
        .arg(option("exact", "", &w.exact).action(ArgAction::SetTrue))
        .arg(option("all", "", &w.all).action(ArgAction::SetTrue))
        .after_help(examples(words, &[&w.example_words, &w.example_law, &w.example_operators, &w.example_json, &w.example_all]))
}

/// Stands for the hyphen of `-word` until the options are told apart: a minus sign, which means the same in a query.
const MINUS: char = '−';

/// `-word` is part of a query and no option: the words behind `search` that look so get a minus sign.
pub(super) fn spare_exclusions(arguments: Vec<OsString>) -> Vec<OsString> {
    let is_search = arguments.iter().skip(1).any(|argument| argument == "search");
    let spare = |argument: OsString| match argument.to_str().and_then(|text| text.strip_prefix('-')) {
        Some(word) if is_search && word.chars().count() > 1 && word.starts_with(char::is_alphabetic) => {
            OsString::from(format!("{MINUS}{word}"))
        }
        _ => argument,
    };
    arguments.into_iter().map(spare).collect()
}

/// What is asked.
pub(super) fn asked(at: &ArgMatches) -> Asked {
    let many = |name: &str| at.get_many::<String>(name).unwrap_or_default().cloned().collect::<Vec<_>>();
    // A word that the shell took the quotation marks from is a phrase again.
    let quoted =
        |word: String| if word.contains(' ') && !word.contains('"') && many("query").len() > 1 { format!("\"{word}\"") } else { word };
    Asked {
        query: many("query").into_iter().map(|word| word.replace(MINUS, "-")).map(quoted).collect::<Vec<_>>().join(" "),
        kinds: many("kind"),
        countries: many("country"),
        sections: many("section"),
        limit: at.get_one::<usize>("limit").copied(),
        exact: at.get_flag("exact"),
        all: at.get_flag("all"),
    }
}
