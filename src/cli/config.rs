//! `config`: what a person has set, what is wrong in it, and a file to begin with.

use std::io::{self, Write};
use std::path::PathBuf;

use serde::Serialize;

use super::args::Invocation;
use super::config_args::Configuring;
use super::exit::{Done, Exit, Failure};
use super::kept_words::shown;
use super::settings::{self, From};
use crate::config::template::{template, written};
use crate::config::{Known, Opened, Row};
use crate::export::printer::{Medium, Printer};
use crate::export::table::Table;
use crate::report::Words;
use crate::report::words::fill;
use crate::state::store;
use crate::text::sanitize::clean_line;

/// What is to be printed.
#[derive(Debug)]
pub enum Outcome {
    /// What counts.
    Shown(Vec<Setting>),
    /// Where the file is, and whether it is there.
    Path(PathBuf, bool),
    /// What is wrong in it; a line that says that nothing is.
    Checked(Vec<Wrong>, String),
    /// A file was written.
    Written(PathBuf),
}

/// A setting; as JSON it is `{"key","value","from"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    key: String,
    value: String,
    from: From,
}

/// A problem; as JSON it is `{"place","what"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wrong {
    place: String,
    what: String,
}

/// What the settings are read against: what there is, and the widths without a file.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// What can be named.
    pub known: &'a Known,
    /// The widest text, and the width from which there are two panes.
    pub widths: (u16, u16),
}

/// Does what was asked.
pub fn perform(
    what: Configuring,
    asked: &Invocation,
    opened: &Opened,
    ground: Ground<'_>,
    words: &Words,
    get: impl Fn(&str) -> Option<String>,
) -> Result<Done<Outcome>, Failure> {
    let w = &words.config;
    if let Configuring::Show = what {
        return Ok(Done { outcome: Outcome::Shown(settings(asked, opened, ground, get)), exit: Exit::Found });
    }
    let Some(path) = &opened.path else { return Err(Failure::usage(w.nowhere.to_string())) };
    let file = shown(path);
    match what {
        Configuring::Check => {
            let all: Vec<Wrong> =
                opened.problems.iter().map(|problem| Wrong { place: problem.at(&file), what: problem.what.message(words) }).collect();
            let exit = if all.is_empty() { Exit::Found } else { Exit::Nothing };
            let well = if opened.exists { &w.all_well } else { &w.missing };
            Ok(Done { outcome: Outcome::Checked(all, fill(well, &[("file", &file)])), exit })
        }
        Configuring::Init { force } => {
            let text = template(words, ground.known, ground.widths);
            let folder = path.parent().map_or(Ok(()), store::make_folder);
            folder.and_then(|()| store::export(path, text.as_bytes(), force)).map_err(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Failure::usage(fill(&w.exists, &[("file", &file)])),
                _ => Failure::usage(fill(&words.error.write, &[("error", &clean_line(&error.to_string()))])),
            })?;
            Ok(Done { outcome: Outcome::Written(path.clone()), exit: Exit::Found })
        }
        Configuring::Path | Configuring::Show => Ok(Done { outcome: Outcome::Path(path.clone(), opened.exists), exit: Exit::Found }),
    }
}

fn settings(asked: &Invocation, opened: &Opened, ground: Ground<'_>, get: impl Fn(&str) -> Option<String>) -> Vec<Setting> {
    fn line<T: ToString>(key: &str, chosen: &settings::Chosen<T>) -> Setting {
        Setting { key: key.to_owned(), value: chosen.value.to_string(), from: chosen.from }
    }
    let config = &opened.config;
    let language = settings::language(asked.language, config, &get);
    let mut all = vec![
        line("theme", &settings::theme(asked, config, true, &get)),
        Setting { key: "language".to_owned(), value: language.value.tag().to_owned(), from: language.from },
        line("ascii", &settings::ascii(asked, config, &get)),
        line("plain", &settings::plain(asked, config)),
        line("low-bandwidth", &settings::low_bandwidth(asked, config)),
        line("mouse", &settings::mouse(asked, config)),
        line("widths.text", &settings::of_file(config.text_width, ground.widths.0)),
        line("widths.side-pane", &settings::side_pane(asked, config, ground.widths.1)),
    ];
    for (mode, command) in &config.remapped {
        let is_it = |row: &&Row| row.command == *command && (row.mode == *mode || mode.is_none());
        let keys = config.rows.iter().find(is_it).map_or("[]".to_owned(), |row| written(&row.keys));
        let key = mode.map_or(format!("keys.{command}"), |mode| format!("keys.in.{mode}.{command}"));
        all.push(Setting { key, value: keys, from: From::Config });
    }
    all.extend(config.themes.iter().map(|theme| Setting {
        key: format!("themes.{}", theme.name),
        value: theme.base.to_owned(),
        from: From::Config,
    }));
    all
}

/// Says what was done.
pub fn write<W: Write>(out: &mut W, done: &Outcome, words: &Words, medium: Medium) -> io::Result<()> {
    let w = &words.config;
    match done {
        Outcome::Shown(all) => {
            let mut table = Table::new(&[&w.setting, &w.value, &w.from]);
            for setting in all {
                table.row([setting.key.clone(), setting.value.clone(), words.label("setting-from", setting.from.name()).to_owned()]);
            }
            table.write(&mut Printer::new(out, medium))
        }
        Outcome::Path(path, _) => writeln!(out, "{}", shown(path)),
        Outcome::Checked(all, well) if all.is_empty() => writeln!(out, "{well}"),
        Outcome::Checked(all, _) => all.iter().try_for_each(|wrong| writeln!(out, "{}: {}", wrong.place, wrong.what)),
        Outcome::Written(path) => writeln!(out, "{}", fill(&w.written, &[("file", &shown(path))])),
    }
}

/// The same for programs.
pub fn json<W: Write>(out: &mut W, done: &Outcome) -> io::Result<()> {
    #[derive(Serialize)]
    struct At {
        path: String,
        exists: bool,
    }
    match done {
        Outcome::Shown(all) => serde_json::to_writer(&mut *out, all)?,
        Outcome::Checked(all, _) => serde_json::to_writer(&mut *out, all)?,
        Outcome::Path(path, exists) => serde_json::to_writer(&mut *out, &At { path: shown(path), exists: *exists })?,
        Outcome::Written(path) => serde_json::to_writer(&mut *out, &At { path: shown(path), exists: true })?,
    }
    writeln!(out)
}
