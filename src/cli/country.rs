//! `country`: the countries that the report names, and what it says of each.

use std::io::{self, Write};

use serde::Serialize;

use super::exit::{Failure, repeated};
use super::meant::distance as distance_of;
use super::profile::{self, Profile};
use crate::export::printer::{Medium, Printer};
use crate::export::table::Table;
use crate::report::country::Country;
use crate::report::topic::Topic;
use crate::report::words::fill;
use crate::report::{Edition, Report};
use crate::text::fold::fold;

/// The country that is called so, or that there is none and which name is nearest.
pub fn find<'a>(report: &'a Report, edition: &'a Edition, typed: &str) -> Result<Profile<'a>, Failure> {
    if let Some(index) = report.facts().country(typed) {
        return Ok(Profile::new(report, edition, index));
    }
    let w = &edition.words.country;
    let shown = repeated(typed.trim());
    Err(Failure::nothing(match nearest(report, typed) {
        Some(country) => fill(&w.unknown_near, &[("typed", &shown), ("near", country.name.text(edition.language))]),
        None => fill(&w.unknown, &[("typed", &shown)]),
    }))
}

/// The country with the name most like what was typed, in any language; none where it is like no name.
fn nearest<'a>(report: &'a Report, typed: &str) -> Option<&'a Country> {
    let typed = fold(typed);
    let typed = typed.trim();
    let length = typed.chars().count();
    let distance = |name: &str| {
        let name = fold(name);
        if length > 2 && name.starts_with(typed) { 1 } else { distance_of(&name, typed) }
    };
    let nearest_name = |country: &Country| {
        let names = country.name.all().chain(country.aliases.all().flatten()).chain([&country.id]);
        names.map(|name| distance(name)).min().unwrap_or(usize::MAX)
    };
    let near = report.facts().countries.iter().map(|country| (nearest_name(country), country)).min_by_key(|(distance, _)| *distance);
    near.filter(|(distance, _)| *distance <= (length / 3).max(1)).map(|(_, country)| country)
}

/// Writes one country for people to read.
pub fn text<W: Write>(out: &mut W, profile: &Profile<'_>, topic: Option<Topic>, medium: Medium) -> io::Result<()> {
    profile::write(&mut Printer::new(out, medium), profile, topic)
}

/// Writes one country as JSON.
pub fn json<W: Write>(out: &mut W, profile: &Profile<'_>, topic: Option<Topic>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &profile.json(topic))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    iso: &'a str,
    name: &'a str,
    region: &'a str,
    profile: bool,
    mentions: usize,
}

/// Writes the list of all countries.
pub fn list<W: Write>(out: &mut W, report: &Report, edition: &Edition, medium: Medium) -> io::Result<()> {
    let w = &edition.words.country;
    let mut table = Table::new(&[&w.country, &w.code, &w.region, &w.passages, &w.profile]);
    for country in &report.facts().countries {
        let has = if country.profile { &w.yes } else { &w.no };
        table.row([
            country.name.text(edition.language).to_owned(),
            country.iso.to_string(),
            edition.words.label("region", &country.region).to_owned(),
            country.passages.len().to_string(),
            has.to_string(),
        ]);
    }
    table.write(&mut Printer::new(out, medium))
}

/// Writes the list of all countries as JSON.
pub fn list_json<W: Write>(out: &mut W, report: &Report, edition: &Edition) -> io::Result<()> {
    let all: Vec<Listed<'_>> = report
        .facts()
        .countries
        .iter()
        .map(|country| Listed {
            id: &country.id,
            iso: &country.iso,
            name: country.name.text(edition.language),
            region: &country.region,
            profile: country.profile,
            mentions: country.passages.len(),
        })
        .collect();
    serde_json::to_writer(&mut *out, &all)?;
    writeln!(out)
}
