//! Arguments of `notes`.

use std::ops::Range;

use clap::{Arg, ArgMatches};

use super::data_args::{choice, examples, format, named};
use super::exit::Failure;
use crate::export::Format;
use crate::report::Words;
use crate::report::words::fill;
use crate::state::mark::{LONGEST, MarkKind};
use crate::text::fold::fold;
use crate::text::sanitize::clean;

/// What is done with notes, bookmarks and highlights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notes {
    /// Print them: all, or those of a kind.
    Show(Option<MarkKind>),
    /// Make one.
    Add {
        /// On what, as typed.
        address: String,
        /// A note or a bookmark.
        kind: MarkKind,
        /// The note, or the bookmark's label.
        text: String,
        /// Of a highlight, the bytes of the passage's text.
        range: Option<Range<usize>>,
    },
    /// Remove the one whose id begins so.
    Remove(String),
    /// Write them for others: all, or those of a kind.
    Export {
        /// In which form.
        format: Format,
        /// Of which kind.
        kind: Option<MarkKind>,
    },
}

impl Notes {
    /// Whether something that is kept changes.
    pub fn changes(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Remove(_))
    }
}

/// The command, made by `sub` from its name and what it does.
pub(super) fn command(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> clap::Command {
    let w = &words.notes_help;
    let choice = |name, value, choices, help: &str| choice(name, value, choices, help).help_heading(words.cli.options.to_string());
    let kind = || named(choice("kind", "KIND", "", &w.kind), MarkKind::ALL.map(MarkKind::name), "mark", words);
    let text = Arg::new("text").value_name("TEXT").help(w.text.to_string()).num_args(0..);
    let argument =
        |name: &'static str, value: &'static str, help: &str| Arg::new(name).value_name(value).help(help.to_owned()).required(true);
    sub("notes", &w.notes)
        .arg(kind())
        .subcommand_help_heading(words.cli.commands.to_string())
        .after_help(examples(words, &[&w.example_show, &w.example_add, &w.example_bookmark, &w.example_remove, &w.example_export]))
        .subcommand(sub("show", &w.show).arg(kind()).after_help(examples(words, &[&w.example_kind])))
        .subcommand(
            sub("add", &w.add)
                .arg(argument("address", "ADDRESS", &w.address))
                .arg(text)
                .arg(named(
                    choice("kind", "KIND", "", &w.add_kind),
                    [MarkKind::Note, MarkKind::Bookmark].map(MarkKind::name),
                    "mark",
                    words,
                ))
                .after_help(examples(words, &[&w.example_add, &w.example_bookmark])),
        )
        .subcommand(sub("remove", &w.remove).arg(argument("id", "ID", &w.id)).after_help(examples(words, &[&w.example_remove])))
        .subcommand(
            sub("export", &w.export)
                .arg(choice("format", "FORMAT", "md|txt|html|csv|jsonl", &words.data_help.export_format))
                .arg(kind())
                .after_help(examples(words, &[&w.example_export])),
        )
}

/// What `notes` is asked; `matches` are those of the innermost command, of this name.
pub(super) fn notes(name: &str, matches: &ArgMatches, words: &Words) -> Result<Notes, Failure> {
    let one = |name: &str| matches.try_get_one::<String>(name).ok().flatten().map(String::as_str);
    let called = |typed: &str| MarkKind::ALL.into_iter().find(|kind| fold(words.label("mark", kind.name())) == fold(typed));
    let kind = one("kind").and_then(|typed| MarkKind::from_name(&typed.to_lowercase()).or_else(|| called(typed)));
    Ok(match name {
        "add" => {
            let typed = matches.get_many::<String>("text").unwrap_or_default().cloned().collect::<Vec<_>>().join(" ");
            let kind = kind.unwrap_or_default();
            let text = clean(typed.trim()).into_owned();
            // A place to come back to needs no words.
            if text.is_empty() && kind == MarkKind::Note {
                return Err(Failure::usage(words.marks.no_text.to_string()));
            }
            if text.chars().count() > LONGEST {
                return Err(Failure::usage(fill(&words.marks.too_long, &[("most", &LONGEST.to_string())])));
            }
            Notes::Add { address: one("address").unwrap_or_default().to_owned(), kind, text, range: None }
        }
        "remove" => Notes::Remove(one("id").unwrap_or_default().to_owned()),
        "export" => Notes::Export { format: format(matches), kind },
        _ => Notes::Show(kind),
    })
}
