//! A file's text → what it sets, and all that is wrong in it.

use super::grammar::{self, Found, Item, Lines, integer, items, text_of, unknown};
use super::problem::{Wanted, What, nearest};
use super::{AUTO, Config, Known, Problem, SIDE_PANE, TEXT_WIDTH, keys, themes};
use crate::report::Language;

/// Names at the top of the file.
const TOP: [&str; 9] = ["theme", "language", "ascii", "plain", "low-bandwidth", "mouse", "widths", "keys", "themes"];
/// Names in `[widths]`.
const WIDTHS: [&str; 2] = ["text", "side-pane"];

/// Reads a file's text: all that is right in it, and all that is wrong.
pub fn read(text: &str, known: &Known) -> (Config, Vec<Problem>) {
    let lines = Lines::new(text);
    let mut found = Found::default();
    let document = grammar::parse(text, &mut found);
    let mut config = Config::shipped(known);
    let mut chosen = None;
    for item in items(document.get_ref()) {
        match item.name {
            // Any theme may be named, also one that comes further down.
            "theme" => chosen = text_of(&item, &mut found).map(|name| (name.to_owned(), item.value_at)),
            "language" => config.language = language(&item, &mut found),
            "ascii" => config.ascii = ascii(&item, &mut found),
            "plain" => config.plain = switch(&item, &mut found),
            "low-bandwidth" => config.low_bandwidth = switch(&item, &mut found),
            "mouse" => config.mouse = switch(&item, &mut found),
            "widths" => widths(&item, &mut config, &mut found),
            "keys" => keys::read(&item, known, &lines, &mut config, &mut found),
            "themes" => config.themes = themes::read(&item, known, &mut found),
            _ => unknown(&item, &TOP, &mut found),
        }
    }
    if let Some((name, at)) = chosen {
        let there = || known.themes.iter().copied().chain([AUTO]).chain(config.themes.iter().map(|own| own.name.as_str()));
        if there().any(|other| other == name) {
            config.theme = Some(name);
        } else {
            let near = nearest(&name, there()).map(ToOwned::to_owned);
            let there = there().map(ToOwned::to_owned).collect();
            found.add(at, What::Choice { name: "theme".to_owned(), value: name, near, there });
        }
    }
    let problems = found.problems(&lines);
    (config, problems)
}

fn language(item: &Item<'_>, found: &mut Found) -> Option<Language> {
    let text = text_of(item, found)?;
    let language = Language::ALL.into_iter().find(|language| language.tag() == text);
    if language.is_none() && text != AUTO {
        let there = || Language::ALL.into_iter().map(Language::tag).chain([AUTO]);
        // Of names of two letters every one is near.
        let there = there().map(ToOwned::to_owned).collect();
        found.add(item.value_at, What::Choice { name: item.name.to_owned(), value: text.to_owned(), near: None, there });
    }
    language
}

fn switch(item: &Item<'_>, found: &mut Found) -> Option<bool> {
    let value = item.value.as_bool();
    if value.is_none() {
        found.add(item.value_at, item.is_not(Wanted::Switch));
    }
    value
}

fn ascii(item: &Item<'_>, found: &mut Found) -> Option<bool> {
    let value = item.value.as_bool();
    if value.is_none() && item.value.as_str() != Some(AUTO) {
        found.add(item.value_at, item.is_not(Wanted::SwitchOrAuto));
    }
    value
}

fn widths(table: &Item<'_>, config: &mut Config, found: &mut Found) {
    let Some(inner) = table.value.as_table() else {
        found.add(table.value_at, table.is_not(Wanted::Table));
        return;
    };
    for item in items(inner) {
        match item.name {
            "text" => config.text_width = number(&item, TEXT_WIDTH, found),
            "side-pane" => config.side_pane = number(&item, SIDE_PANE, found),
            _ => unknown(&item, &WIDTHS, found),
        }
    }
}

fn number(item: &Item<'_>, range: (u16, u16), found: &mut Found) -> Option<u16> {
    let Some(number) = item.value.as_integer() else {
        found.add(item.value_at, item.is_not(Wanted::Number));
        return None;
    };
    let value = integer(number).and_then(|value| u16::try_from(value).ok()).filter(|value| (range.0..=range.1).contains(value));
    if value.is_none() {
        found.add(item.value_at, What::Range { name: item.name.to_owned(), range });
    }
    value
}
