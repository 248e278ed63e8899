//! A file to begin with: every setting with its default, explained, and none of them set. What is to be read begins with `# `, what is to be
//! used with `#` alone: taking that sign away sets it.

use std::fmt::Write;

use super::key::Key;
use super::{AUTO, Known, Row, color};
use crate::report::Words;
use crate::report::localized::Plain;
use crate::report::words::fill;
use crate::text::wrap::wrap;

/// Columns of what is to be read.
const COLUMNS: usize = 78;

/// The whole file, in the person's language. `widths` are the widest text and the width from which there are two panes.
pub fn template(words: &Words, known: &Known, widths: (u16, u16)) -> String {
    let w = &words.config;
    let mut out = String::new();
    read(&mut out, &w.init_head);
    let themes = known.themes.join(", ");
    for (text, line) in [
        (fill(&w.init_theme, &[("themes", &themes)]), format!("#theme = \"{AUTO}\"")),
        (w.init_language.to_string(), format!("#language = \"{AUTO}\"")),
        (w.init_ascii.to_string(), format!("#ascii = \"{AUTO}\"")),
        (w.init_plain.to_string(), "#plain = true".to_owned()),
        (w.init_low_bandwidth.to_string(), "#low-bandwidth = true".to_owned()),
        (w.init_mouse.to_string(), "#mouse = true".to_owned()),
    ] {
        setting(&mut out, &text, &line);
    }
    out.push_str("\n[widths]\n");
    setting(&mut out, &w.init_text, &format!("#text = {}", widths.0));
    setting(&mut out, &w.init_side_pane, &format!("#side-pane = {}", widths.1));
    out.push('\n');
    read(&mut out, &w.init_keys);
    out.push_str("[keys]\n");
    keys(&mut out, words, known, None);
    for mode in &known.modes {
        if known.rows.iter().any(|row| row.mode == Some(mode.name)) {
            out.push('\n');
            read(&mut out, title(words, mode.name));
            let _ = writeln!(out, "[keys.in.{}]", mode.name);
            keys(&mut out, words, known, Some(mode.name));
        }
    }
    out.push('\n');
    let colors = color::names().collect::<Vec<_>>().join(", ");
    read(&mut out, &fill(&w.init_themes, &[("intents", &known.intents.join(", ")), ("colors", &colors)]));
    out.push_str("#[themes.mine]\n#base = \"dark\"\n#heading = \"#ffd787\"\n#hit = { fg = \"black\", bg = 226, bold = true }\n");
    out
}

/// Something to read.
fn read(out: &mut String, text: &str) {
    for line in text.lines().flat_map(|line| wrap(line, COLUMNS - 2).into_iter().map(move |range| line.get(range).unwrap_or_default())) {
        let _ = writeln!(out, "{}", format!("# {line}").trim_end());
    }
}

fn setting(out: &mut String, text: &str, line: &str) {
    out.push('\n');
    read(out, text);
    out.push_str(line);
    out.push('\n');
}

/// The lines of the key table that hold in one place, one for each command.
fn keys(out: &mut String, words: &Words, known: &Known, mode: Option<&str>) {
    let rows: Vec<&Row> = known.rows.iter().filter(|row| row.mode == mode).collect();
    for (nth, row) in rows.iter().enumerate() {
        if rows[..nth].iter().any(|before| before.command == row.command) {
            continue;
        }
        let all: Vec<&Key> = rows.iter().filter(|other| other.command == row.command).flat_map(|row| &row.keys).collect();
        let _ = writeln!(out, "{:<44} # {}", format!("#{} = {}", row.command, written(&all)), words.command(row.command));
    }
}

/// Keys as the file has them.
pub fn written<K: std::borrow::Borrow<Key>>(keys: &[K]) -> String {
    let one = |key: &K| format!("\"{}\"", key.borrow().to_string().replace('\\', "\\\\").replace('"', "\\\""));
    match keys {
        [key] => one(key),
        keys => format!("[{}]", keys.iter().map(one).collect::<Vec<_>>().join(", ")),
    }
}

/// What a place where keys go is called in the help.
pub fn title<'a>(words: &'a Words, mode: &'a str) -> &'a str {
    let w = &words.help;
    let title: &Plain = match mode {
        "reader" => &w.reader,
        "contents" => &w.contents,
        "countries" => &w.countries,
        "profile" => &w.profile,
        "lists" => &w.lists,
        "tasks" => &w.tasks,
        "search" => &w.search,
        "notes" => &w.notes,
        "selecting" => &w.selecting,
        "editing" => &w.editing,
        "typing" => &w.typing,
        "sheet" => &w.sheet,
        "present" => &w.present,
        "qr" => &w.qr,
        "reports" => &w.reports,
        other => return other,
    };
    title
}
