//! The data files of a pack as a person would write them.

use std::fmt::Write as _;

use super::actions::Action;
use super::figures::Row;
use super::matter::Parts;
use crate::report::country::Country;
use crate::report::localized::Localized;
use crate::report::words::fill;
use crate::report::{Language, Words};

/// A section as `report.toml` has it.
pub(super) struct Section {
    pub(super) id: String,
    pub(super) page: Option<u32>,
}

/// A string in quotation marks.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(crate::text::sanitize::clean_line(text).trim().to_owned()).to_string()
}

fn list(texts: impl Iterator<Item = String>) -> String {
    format!("[{}]", texts.collect::<Vec<_>>().join(", "))
}

/// Lines of a comment are not longer than this.
const WIDTH: usize = 120;

/// A comment over several lines.
fn comment(text: &str) -> String {
    let mut out = "#".to_owned();
    let mut columns = 1;
    // A file's name may hold anything.
    for word in crate::text::sanitize::clean_line(text).split_whitespace() {
        let length = word.chars().count() + 1;
        if columns + length > WIDTH {
            out.push_str("\n#");
            columns = 1;
        }
        out.extend([" ", word]);
        columns += length;
    }
    out.push('\n');
    out
}

/// `report.toml`.
pub(super) fn report(parts: &Parts, sections: &[Section], language: Language, words: &Words, source: &str) -> String {
    let w = &words.import;
    let mut out = comment(&fill(&w.head_report, &[("source", source)]));
    let _ = writeln!(out, "\n[report]\ntitle = {}", quoted(&parts.title));
    for (name, value) in [("subtitle", &parts.subtitle), ("publisher", &parts.publisher)] {
        if !value.is_empty() {
            let _ = writeln!(out, "{name} = {}", quoted(value));
        }
    }
    if !parts.authors.is_empty() {
        let _ = writeln!(out, "authors = {}", list(parts.authors.iter().map(|name| quoted(name))));
    }
    if let Some(year) = parts.year {
        let _ = writeln!(out, "year = {year}");
    }
    let _ = writeln!(out, "languages = [\"{}\"]", language.tag());
    for section in sections {
        let _ = writeln!(out, "\n[[section]]\nid = {}", quoted(&section.id));
        if let Some(page) = section.page {
            let _ = writeln!(out, "page = {page}");
        }
    }
    out
}

/// `countries.toml`: countries with the addresses of the passages that name them.
pub(super) fn countries(found: &[(&Country, Vec<String>)], words: &Words) -> String {
    let mut out = comment(&words.import.head_countries);
    for (country, passages) in found {
        let _ = writeln!(out, "\n[[country]]\nid = {}\niso = {}", quoted(&country.id), quoted(&country.iso));
        let _ = writeln!(out, "name = {}", localized(&country.name));
        let all = |language: Language| country.aliases.exact(language).map(|names| list(names.iter().map(|name| quoted(name))));
        let by_language: Vec<String> =
            Language::ALL.into_iter().filter_map(|language| Some(format!("{} = {}", language.tag(), all(language)?))).collect();
        if !by_language.is_empty() {
            let _ = writeln!(out, "aliases = {{ {} }}", by_language.join(", "));
        }
        if !country.places.is_empty() {
            let _ = writeln!(out, "places = {}", list(country.places.iter().map(localized)));
        }
        if let Some([latitude, longitude]) = country.point {
            let _ = writeln!(out, "point = [{latitude:?}, {longitude:?}]");
        }
        if !country.region.is_empty() {
            let _ = writeln!(out, "region = {}", quoted(&country.region));
        }
        let _ = writeln!(out, "profile = {}", passages.len() >= super::PROFILE);
        let _ = writeln!(out, "passages = {}", list(passages.iter().map(|passage| quoted(passage))));
    }
    out
}

fn localized(text: &Localized) -> String {
    let mut all = text.all();
    if let Some(first) = all.next()
        && Language::ALL.into_iter().all(|language| text.exact(language) == Some(first))
    {
        return quoted(first);
    }
    let each = Language::ALL.into_iter().filter_map(|language| Some(format!("{} = {}", language.tag(), quoted(text.exact(language)?))));
    format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
}

/// `figures.toml`: numbers to check by hand.
pub(super) fn figures(rows: &[Row], country: impl Fn(usize) -> String, language: Language, words: &Words) -> String {
    let w = &words.import;
    let mut out = comment(&w.head_figures);
    for row in rows {
        let _ = writeln!(out, "\n[[figure]]\nid = {}\nvalue = {:?}\nshown = {}", quoted(&row.id), row.value, quoted(&row.shown));
        if !row.qualifier.is_empty() {
            let _ = writeln!(out, "qualifier = {}", quoted(&row.qualifier));
        }
        if row.share {
            // Units are compared in English.
            let _ = match language {
                Language::En => writeln!(out, "unit = {{ en = \"percent\" }}"),
                other => writeln!(out, "unit = {{ en = \"percent\", {} = {} }}", other.tag(), quoted(&w.percent)),
            };
        } else if !row.unit.is_empty() {
            let _ = writeln!(out, "unit = {}", quoted(&row.unit));
        }
        let _ = writeln!(out, "what = {}", quoted(&row.what));
        if !row.period.is_empty() {
            let _ = writeln!(out, "period = {}", quoted(&row.period));
        }
        if let Some(index) = row.country {
            let _ = writeln!(out, "country = {}", quoted(&country(index)));
        }
        let _ = writeln!(out, "passage = {}\nnote = {}", quoted(&row.passage), quoted(&w.check_figure));
    }
    out
}

/// `recommendations.toml`: actions.
pub(super) fn actions(rows: &[Action], words: &Words) -> String {
    let mut out = comment(&words.import.head_actions);
    let width = rows.len().to_string().len().max(2);
    for (nth, row) in rows.iter().enumerate() {
        let _ = writeln!(out, "\n[[recommendation]]\nid = \"{:0width$}\"\ntext = {}", nth + 1, quoted(&row.text));
        let _ = writeln!(out, "addressees = {}", list(row.addressees.iter().map(|name| quoted(name))));
        let _ = writeln!(out, "theme = {}\npassage = {}", quoted(&row.theme), quoted(&row.passage));
    }
    out
}
