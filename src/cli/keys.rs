//! `keys`: all keys as they are set, on one page.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::config::template::title;
use crate::config::{Known, Row};
use crate::export::Format;
use crate::export::html::escape;
use crate::export::printer::{Medium, Printer};
use crate::report::words::fill;
use crate::report::{Edition, Words};
use crate::text::columns::width;

/// What moves in most places with the same keys: it is told once.
const MOVES: [&str; 9] = ["line-down", "line-up", "page-down", "page-up", "half-page-down", "half-page-up", "start", "end", "open"];
/// One sheet of paper, three columns, nothing that a printer of an office does not have.
const STYLE: &str = "@page{size:A4 landscape;margin:7mm}body{columns:3;column-gap:5mm;font:7pt/1.18 sans-serif;margin:0}\
    h1{font-size:12pt;margin:0 0 1mm}h2{font-size:8pt;margin:1.4mm 0 .4mm;border-bottom:.3mm solid;break-after:avoid}\
    p{margin:0 0 1mm}table{border-collapse:collapse;width:100%}td{padding:0 1mm .15mm 0;vertical-align:top;break-inside:avoid}\
    td:first-child{width:31%;font-weight:bold}";

/// Keys that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Where they hold.
    pub title: String,
    /// The keys of a command, and what it does.
    pub rows: Vec<(String, String)>,
}

/// A line of the table for programs; `mode` is null where it holds everywhere.
#[derive(Debug, Serialize)]
struct Line<'a> {
    mode: Option<&'a str>,
    command: &'a str,
    keys: Vec<String>,
    does: &'a str,
}

/// The keys of a row by their names.
pub(super) fn named(row: &Row, words: &Words) -> String {
    row.keys.iter().map(|key| words.key(&key.to_string()).into_owned()).collect::<Vec<_>>().join("  ")
}

/// Where keys hold, in the order in which they are told: the text first, then everywhere.
pub(super) fn places(known: &Known) -> Vec<Option<&'static str>> {
    let mut names: Vec<Option<&'static str>> = known.modes.iter().map(|mode| Some(mode.name)).collect();
    names.insert(1.min(names.len()), None);
    names
}

/// The card: what moves alike in most places once, then what is particular to each.
pub fn card(words: &Words, known: &Known, rows: &[Row]) -> Vec<Group> {
    let is_typing = |row: &Row| known.modes.iter().any(|mode| mode.is_typing && Some(mode.name) == row.mode);
    let moves: BTreeMap<&str, &Row> = MOVES
        .into_iter()
        .filter_map(|name| Some((name, rows.iter().find(|row| row.command == name && row.mode.is_some() && !is_typing(row))?)))
        .collect();
    let line = |row: &Row| (named(row, words), words.command(row.command).to_owned());
    let mut groups = vec![Group {
        title: words.card.moving.to_string(),
        rows: MOVES.into_iter().filter_map(|name| moves.get(name)).map(|row| line(row)).collect(),
    }];
    for place in places(known) {
        let told = |row: &Row| moves.get(row.command).is_some_and(|told| row.keys.iter().all(|key| told.keys.contains(key)));
        let here = rows.iter().filter(|row| row.mode == place && !told(row));
        let title = place.map_or(&*words.help.anywhere, |name| title(words, name)).to_owned();
        groups.push(Group { title, rows: here.map(line).collect() });
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}

/// What stands above the card.
fn lead(words: &Words, rows: &[Row]) -> String {
    let key = |name: &str| rows.iter().find(|row| row.command == name && row.mode.is_none()).and_then(|row| row.keys.first());
    let named = |name: &str| key(name).map_or_else(|| name.to_owned(), |key| words.key(&key.to_string()).into_owned());
    fill(&words.card.lead, &[("key:help", &named("help")), ("key:palette", &named("palette"))])
}

/// Writes the card.
pub fn write<W: Write>(out: &mut W, edition: &Edition, known: &Known, rows: &[Row], form: (Format, Medium)) -> io::Result<()> {
    let words = &edition.words;
    let groups = card(words, known, rows);
    let (format, medium) = form;
    match format {
        Format::Markdown => markdown(out, words, &lead(words, rows), &groups),
        Format::Html => html(out, edition, &lead(words, rows), &groups),
        _ => {
            let mut printer = Printer::new(out, medium);
            let widest = groups.iter().flat_map(|group| &group.rows).map(|(keys, _)| width(keys)).max().unwrap_or(0);
            for group in &groups {
                printer.heading(&group.title)?;
                for (keys, does) in &group.rows {
                    printer.line(keys, widest + 2, does)?;
                }
            }
            Ok(())
        }
    }
}

fn markdown<W: Write>(out: &mut W, words: &Words, lead: &str, groups: &[Group]) -> io::Result<()> {
    let w = &words.card;
    writeln!(out, "# {}\n\n{lead}", &*w.title)?;
    for group in groups {
        writeln!(out, "\n## {}\n\n| {} | {} |\n| --- | --- |", group.title, &*w.key, &*w.does)?;
        for (keys, does) in &group.rows {
            let keys = keys.split("  ").map(|key| format!("`{}`", key.replace('|', "\\|"))).collect::<Vec<_>>().join(" ");
            writeln!(out, "| {keys} | {} |", does.replace('|', "\\|"))?;
        }
    }
    Ok(())
}

fn html<W: Write>(out: &mut W, edition: &Edition, lead: &str, groups: &[Group]) -> io::Result<()> {
    let (title, language) = (escape(&edition.words.card.title), edition.language.tag());
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{STYLE}</style>")?;
    writeln!(out, "<h1>{title}</h1>\n<p>{}</p>", escape(lead))?;
    for group in groups {
        writeln!(out, "<h2>{}</h2>\n<table>", escape(&group.title))?;
        for (keys, does) in &group.rows {
            writeln!(out, "<tr><td>{}</td><td>{}</td></tr>", escape(keys), escape(does))?;
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "</html>")
}

/// The whole table for programs.
pub fn json<W: Write>(out: &mut W, words: &Words, rows: &[Row]) -> io::Result<()> {
    let all: Vec<Line<'_>> = rows
        .iter()
        .map(|row| Line {
            mode: row.mode,
            command: row.command,
            keys: row.keys.iter().map(ToString::to_string).collect(),
            does: words.command(row.command),
        })
        .collect();
    serde_json::to_writer(&mut *out, &all)?;
    writeln!(out)
}
