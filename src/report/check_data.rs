//! What is wrong in a pack's data files: what they name and is not there, and numbers that their passages do not have.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::address::Address;
use super::files::Files;
use super::finding::{Finding, Trouble, section_path};
use super::pack::Report;
use super::parse::line_and_column;

/// Files whose entries name passages.
const FILES: [&str; 7] =
    ["countries.toml", "laws.toml", "figures.toml", "organisations.toml", "recommendations.toml", "glossary.toml", "sources.toml"];

/// All that is wrong there.
pub(super) fn data(report: &Report, files: &Files) -> Vec<Finding> {
    let mut found = Vec::new();
    for path in FILES {
        let text = files.read(path).unwrap_or_default();
        let Ok(table) = DeTable::parse(&text) else { continue };
        let mut add = |at: usize, trouble: Trouble| {
            found.push(Finding { place: format!("{}{}", files.display(path), line_and_column(&text, at)), trouble });
        };
        for (key, value, at) in strings(table.get_ref()) {
            if let Some(trouble) = named(report, path, &key, &value) {
                add(at, trouble);
            }
        }
        if path == "figures.toml" {
            figures(report, table.get_ref(), &mut add);
        }
    }
    found.extend(sections(report, files));
    found
}

/// All strings of a file with the names they stand under, and where. Not recursive: files come from anywhere.
fn strings(table: &DeTable<'_>) -> Vec<(String, String, usize)> {
    let mut out = Vec::new();
    let mut open: Vec<(String, &Spanned<DeValue<'_>>)> = table.iter().map(|(key, value)| (key.get_ref().to_string(), value)).collect();
    while let Some((key, value)) = open.pop() {
        match value.get_ref() {
            DeValue::String(text) => out.push((key, text.to_string(), value.span().start)),
            DeValue::Array(items) => open.extend(items.iter().map(|item| (key.clone(), item))),
            DeValue::Table(inner) => open.extend(inner.iter().map(|(key, value)| (key.get_ref().to_string(), value))),
            _ => {}
        }
    }
    out
}

/// What is wrong with a name of something.
fn named(report: &Report, path: &str, key: &str, value: &str) -> Option<Trouble> {
    let edition = report.editions().next()?;
    let clean = crate::text::sanitize::clean_line(value).into_owned();
    match key {
        // Of a term, what it is also called.
        "also" if path != "recommendations.toml" => None,
        "passage" | "passages" | "also" => {
            let there = match value.parse::<Address>() {
                Ok(Address::Passage(section, number)) => edition.passage_at(&section, number).is_some(),
                _ => false,
            };
            (!there).then_some(Trouble::Lost(clean))
        }
        "country" | "countries" => {
            let there = value.is_empty() || report.facts().countries.iter().any(|country| *country.id == *value);
            (!there).then_some(Trouble::UnknownCountry(clean))
        }
        "source" => {
            let there = value.is_empty() || report.references().is_empty() || report.references().iter().any(|source| *source.id == *value);
            (!there).then_some(Trouble::UnknownSource(clean))
        }
        _ => None,
    }
}

/// Figures whose number, as it is shown, does not stand in their passage or in its footnotes.
fn figures(report: &Report, table: &DeTable<'_>, add: &mut impl FnMut(usize, Trouble)) {
    let value = |table: &DeTable<'_>, name: &str| table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value.span().start);
    let Some((_, list)) = table.iter().find(|(key, _)| key.get_ref() == "figure") else { return };
    let DeValue::Array(entries) = list.get_ref() else { return };
    for (figure, entry) in report.facts().figures.iter().zip(entries.iter()) {
        let DeValue::Table(entry) = entry.get_ref() else { continue };
        let Ok(Address::Passage(section, number)) = figure.passage.parse::<Address>() else { continue };
        for edition in report.editions() {
            let Some(passage) = edition.passage_at(&section, number).map(|index| &edition.passages[index]) else { continue };
            let notes = passage.notes.iter().filter_map(|note| edition.notes.get(*note)?.block);
            let plain = |text: &str| text.replace(['\u{A0}', '\u{202F}'], " ").to_lowercase();
            let shown = figure.shown.text(edition.language);
            let mut texts = std::iter::once(passage.block).chain(notes).map(|block| plain(&edition.blocks[block].text));
            if !shown.is_empty() && !texts.any(|text| text.contains(&plain(shown))) {
                let trouble =
                    Trouble::NotShown { shown: shown.to_owned(), tag: edition.language.tag(), address: figure.passage.to_string() };
                add(value(entry, "shown").unwrap_or(0), trouble);
            }
        }
    }
}

/// Sections and editions that `report.toml` names and that are not there; ids that are not a section's alone.
fn sections(report: &Report, files: &Files) -> Vec<Finding> {
    let path = "report.toml";
    let text = files.read(path).unwrap_or_default();
    let Ok(table) = DeTable::parse(&text) else { return Vec::new() };
    let mut found = Vec::new();
    let mut add = |at: usize, trouble: Trouble| {
        found.push(Finding { place: format!("{}{}", files.display(path), line_and_column(&text, at)), trouble });
    };
    for (key, value, at) in strings(table.get_ref()) {
        let clean = crate::text::sanitize::clean_line(&value).into_owned();
        match key.as_str() {
            "languages" if report.languages().all(|language| language.tag() != value) => add(at, Trouble::NoEdition(clean)),
            "id" | "parent" if report.editions().all(|edition| edition.section_index(&value).is_none()) => {
                add(at, Trouble::NoSection(clean));
            }
            _ => {}
        }
    }
    for edition in report.editions() {
        for (index, section) in edition.sections.iter().enumerate() {
            let is_country = report.facts().countries.iter().any(|country| *country.id == *section.id);
            if is_country || edition.section_index(&section.id) != Some(index) {
                let place = files.display(&section_path(files, edition.language, &section.id));
                found.push(Finding { place: format!("{place}:1:1"), trouble: Trouble::SectionTaken(section.id.clone()) });
            }
        }
    }
    found
}
