//! `man`: the manual page, from the tables of commands, keys, settings and shapes that the program itself uses.

use std::path::Path;

use clap::{Arg, Command};

use super::json_shapes::{OWN, RECORD, SHAPES};
use super::keys::{named, places};
use super::roff::Page;
use crate::config::template::title;
use crate::config::{AUTO, Known, Row};
use crate::report::words::fill;
use crate::report::{Edition, Report, Words};

/// Of this release, as in CHANGELOG.md.
pub const DATE: &str = "2026-11-25";

/// What the page tells beside the words.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// What can be named in a file of settings.
    pub known: &'a Known,
    /// The keys as they are set.
    pub rows: &'a [Row],
    /// The widest text, and the width from which there are two panes.
    pub widths: (u16, u16),
}

/// The whole page.
pub fn page(report: &Report, edition: &Edition, ground: Ground<'_>) -> String {
    let words = &edition.words;
    let w = &words.manual;
    let tree = super::args::command(words);
    let mut page = Page::new("vereda", DATE, concat!("vereda ", env!("CARGO_PKG_VERSION")));
    page.section(&w.name);
    page.lead(&format!("vereda - {}", &*w.tagline));
    page.section(&w.synopsis);
    page.bold(&format!("vereda [{}] [{}]", words.label("value", "OPTIONS"), words.label("value", "ADDRESS")));
    page.example(&format!("vereda [{}] {} …", words.label("value", "OPTIONS"), &*words.cli.command), "");
    page.section(&w.description);
    page.lead(&w.what_it_is);
    page.paragraph(&w.what_text);
    page.section(&w.options);
    page.lead(&w.options_lead);
    arguments(&mut page, &tree, true);
    page.section(&w.commands);
    commands(&mut page, &tree, "");
    page.section(&w.addresses);
    page.lead(&w.addresses_text);
    queries(&mut page, words);
    keys(&mut page, words, ground);
    settings(&mut page, words, ground);
    surroundings(&mut page, words);
    json(&mut page, words);
    page.section(&w.examples);
    examples(&mut page, &tree, &mut Vec::new());
    page.section(&w.credits);
    page.lead(report.meta.attribution.text(edition.language));
    page.paragraph(report.meta.restatement.text(edition.language));
    page.paragraph(&w.licence);
    page.section(&w.see_also);
    page.lead("less(1), man(1), tmux(1)");
    page.finish()
}

/// `--lang en|es|pt`, `[ADDRESS]`, as one types it.
fn typed(arg: &Arg) -> String {
    let values = arg.get_value_names().map(|names| names.join(" ")).filter(|_| arg.get_action().takes_values());
    let many = if arg.get_num_args().is_some_and(|range| range.max_values() > 1) { " …" } else { "" };
    if arg.is_positional() {
        let value = format!("{}{many}", values.unwrap_or_default());
        return if arg.is_required_set() { value } else { format!("[{value}]") };
    }
    let names = [arg.get_short().map(|short| format!("-{short}")), arg.get_long().map(|long| format!("--{long}"))];
    let names = names.into_iter().flatten().collect::<Vec<_>>().join(", ");
    values.map_or(names.clone(), |value| format!("{names} {value}{many}"))
}

fn arguments(page: &mut Page, command: &Command, options_only: bool) {
    for arg in command.get_arguments().filter(|arg| !options_only || !arg.is_positional()) {
        page.tagged(&typed(arg), &arg.get_help().map(ToString::to_string).unwrap_or_default());
    }
}

/// All commands below one, each with what it takes.
fn commands(page: &mut Page, above: &Command, path: &str) {
    for command in above.get_subcommands() {
        let path = format!("{path}{} ", command.get_name());
        let takes: Vec<String> =
            command.get_arguments().map(|arg| if arg.is_positional() { typed(arg) } else { format!("[{}]", typed(arg)) }).collect();
        page.subsection(&format!("vereda {path}{}", takes.join(" ")));
        page.lead(&command.get_about().map(ToString::to_string).unwrap_or_default());
        arguments(page, command, false);
        commands(page, command, &path);
    }
}

fn queries(page: &mut Page, words: &Words) {
    let w = &words.manual;
    page.section(&w.queries);
    page.lead(&w.queries_text);
    for (query, meaning) in [
        (&*w.query_phrase_form, &w.query_phrase),
        (&*w.query_without_form, &w.query_without),
        ("country:peru", &w.query_country),
        ("kind:law", &w.query_kind),
        ("section:trafficking", &w.query_section),
    ] {
        page.tagged(query, meaning);
    }
}

fn keys(page: &mut Page, words: &Words, ground: Ground<'_>) {
    page.section(&words.manual.keys);
    page.lead(&words.manual.keys_text);
    for place in places(ground.known) {
        let mut here = ground.rows.iter().filter(|row| row.mode == place).peekable();
        if here.peek().is_none() {
            continue;
        }
        page.subsection(place.map_or(&words.help.anywhere, |name| title(words, name)));
        here.for_each(|row| page.tagged(&named(row, words), words.command(row.command)));
    }
}

fn settings(page: &mut Page, words: &Words, ground: Ground<'_>) {
    let (w, c) = (&words.manual, &words.config);
    page.section(&w.settings);
    page.lead(&w.settings_text);
    page.tagged(&format!("theme = \"{AUTO}\""), &fill(&c.init_theme, &[("themes", &ground.known.themes.join(", "))]));
    page.tagged(&format!("language = \"{AUTO}\""), &c.init_language);
    page.tagged(&format!("ascii = \"{AUTO}\""), &c.init_ascii);
    page.tagged("plain = true", &c.init_plain);
    page.tagged("low-bandwidth = true", &c.init_low_bandwidth);
    page.tagged("mouse = true", &c.init_mouse);
    page.tagged(&format!("[widths] text = {}", ground.widths.0), &c.init_text);
    page.tagged(&format!("[widths] side-pane = {}", ground.widths.1), &c.init_side_pane);
    page.tagged("[keys], [keys.in.PLACE]", &c.init_keys);
    let places: Vec<&str> = ground.known.modes.iter().map(|mode| mode.name).collect();
    page.paragraph(&fill(&w.settings_places, &[("places", &places.join(", "))]));
    let mut names: Vec<&str> = Vec::new();
    for row in ground.known.rows.iter() {
        if !names.contains(&row.command) {
            names.push(row.command);
        }
    }
    page.paragraph(&fill(&w.settings_commands, &[("commands", &names.join(", "))]));
    let colors = crate::config::color::names().collect::<Vec<_>>().join(", ");
    page.tagged("[themes.NAME]", &fill(&c.init_themes, &[("intents", &ground.known.intents.join(", ")), ("colors", &colors)]));
}

/// Files, environment and exit status.
fn surroundings(page: &mut Page, words: &Words) {
    let w = &words.manual;
    page.section(&w.files);
    page.lead(&w.files_text);
    let file = |folder: &str, name: &str| Path::new(folder).join(name).display().to_string();
    let (config, state, data) = ("~/.config/vereda", "~/.local/state/vereda", "~/.local/share/vereda");
    for (path, meaning) in [
        (file(config, crate::config::FILE), &w.file_config),
        (file(state, "place.toml"), &w.file_place),
        (file(data, "marks.toml"), &w.file_marks),
        (file(data, "checklists.toml"), &w.file_checklists),
        (file(data, "tours/NAME.toml"), &w.file_tours),
        (file(data, "library/NAME/"), &w.file_library),
        (file("PACK", ".vereda/index-LANG"), &w.file_index),
    ] {
        page.tagged(&path, meaning);
    }
    page.paragraph(&w.file_damaged);
    page.section(&w.environment);
    for (name, meaning) in [
        ("VEREDA_STATE", &w.env_state),
        ("VEREDA_GREETING", &w.env_greeting),
        ("VEREDA_TEXT_SIZING", &w.env_sizing),
        ("LC_ALL, LC_MESSAGES, LANG", &w.env_language),
        ("NO_COLOR", &w.env_no_color),
        ("CLICOLOR_FORCE", &w.env_force),
        ("TERM, COLORTERM", &w.env_term),
        ("COLORFGBG", &w.env_ground),
        ("XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_DATA_HOME, XDG_RUNTIME_DIR", &w.env_folders),
    ] {
        page.tagged(name, meaning);
    }
    page.section(&w.exit);
    for (code, meaning) in [("0", &w.exit_0), ("1", &w.exit_1), ("2", &w.exit_2), ("128+N", &w.exit_signal)] {
        page.tagged(code, meaning);
    }
}

fn json(page: &mut Page, words: &Words) {
    let w = &words.manual;
    page.section(&w.json);
    page.lead(&w.json_text);
    page.subsection("vereda export --format jsonl, vereda show ADDRESS --json");
    page.lead(&w.json_record);
    page.code(RECORD);
    page.paragraph(&w.json_own);
    for (kind, fields) in OWN {
        page.example(kind, "");
        page.code(fields);
    }
    for (asked, shape) in SHAPES {
        page.subsection(asked);
        page.code(shape);
    }
}

/// The examples of all commands, each once.
fn examples(page: &mut Page, command: &Command, told: &mut Vec<String>) {
    let below = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for line in below.lines().filter_map(|line| line.strip_prefix("  ")) {
        let (typed, meaning) = line.split_once("  ").unwrap_or((line, ""));
        if !told.iter().any(|other| other == typed) {
            told.push(typed.to_owned());
            page.example(typed, meaning.trim());
        }
    }
    command.get_subcommands().for_each(|command| examples(page, command, told));
}
