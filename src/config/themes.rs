//! `[themes.NAME]`: themes of a person's own.

use ratatui::style::{Color, Modifier, Style};
use toml::de::DeValue;

use super::grammar::{Found, Item, integer, items, text_of, unknown};
use super::problem::{Wanted, What, nearest};
use super::{AUTO, Known, OwnTheme, color};

/// What a theme differs from where it does not say it.
const BASE: &str = "dark";
/// Signs of a name.
const LONGEST_NAME: usize = 30;

/// What is in the table of a style.
const PARTS: [&str; 7] = ["fg", "bg", "bold", "dim", "italic", "underline", "reverse"];

pub(super) fn read(table: &Item<'_>, known: &Known, found: &mut Found) -> Vec<OwnTheme> {
    let Some(inner) = table.value.as_table() else {
        found.add(table.value_at, table.is_not(Wanted::Table));
        return Vec::new();
    };
    items(inner).iter().filter_map(|item| theme(item, known, found)).collect()
}

fn theme(item: &Item<'_>, known: &Known, found: &mut Found) -> Option<OwnTheme> {
    let name = item.name;
    let is_name = (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if !is_name {
        found.add(item.at, What::ThemeName(name.to_owned()));
        return None;
    }
    if name == AUTO || known.themes.contains(&name) {
        found.add(item.at, What::ThemeTaken(name.to_owned()));
        return None;
    }
    let Some(inner) = item.value.as_table() else {
        found.add(item.value_at, What::Kind { name: format!("themes.{name}"), wanted: Wanted::Table });
        return None;
    };
    let mut own = OwnTheme { name: name.to_owned(), base: known.themes.iter().find(|name| **name == BASE).copied()?, styles: Vec::new() };
    for item in items(inner) {
        if item.name == "base" {
            let Some(base) = text_of(&item, found) else { continue };
            if let Some(base) = known.themes.iter().find(|name| **name == base) {
                own.base = base;
            } else {
                let near = nearest(base, known.themes.iter().copied()).map(ToOwned::to_owned);
                let there = known.themes.iter().map(ToString::to_string).collect();
                found.add(item.value_at, What::Choice { name: "base".to_owned(), value: base.to_owned(), near, there });
            }
            continue;
        }
        let Some(intent) = known.intents.iter().find(|intent| **intent == item.name) else {
            let there: Vec<&'static str> = std::iter::once("base").chain(known.intents.iter().copied()).collect();
            unknown(&item, &there, found);
            continue;
        };
        if let Some(style) = style(&item, found) {
            own.styles.push((intent, style));
        }
    }
    Some(own)
}

/// A colour for the text, or a table of a style.
fn style(item: &Item<'_>, found: &mut Found) -> Option<Style> {
    let Some(inner) = item.value.as_table() else {
        return paint(item, found).map(|color| Style::new().fg(color));
    };
    let mut style = Style::new();
    for part in items(inner) {
        let modifier = match part.name {
            "fg" => {
                style.fg = paint(&part, found);
                continue;
            }
            "bg" => {
                style.bg = paint(&part, found);
                continue;
            }
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            _ => {
                unknown(&part, &PARTS, found);
                continue;
            }
        };
        match part.value.as_bool() {
            Some(true) => style = style.add_modifier(modifier),
            Some(false) => style = style.remove_modifier(modifier),
            None => found.add(part.value_at, part.is_not(Wanted::Switch)),
        }
    }
    Some(style)
}

fn paint(item: &Item<'_>, found: &mut Found) -> Option<Color> {
    let (color, written) = match item.value {
        DeValue::String(text) => (color::parse(text), text.to_string()),
        DeValue::Integer(number) => (integer(number).and_then(|n| u8::try_from(n).ok()).map(Color::Indexed), number.to_string()),
        _ => {
            found.add(item.value_at, item.is_not(Wanted::Style));
            return None;
        }
    };
    if color.is_none() {
        found.add(item.value_at, What::Color(written));
    }
    color
}
