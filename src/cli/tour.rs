//! `tour`: the walks through the report, the report's own and a person's, and what a handout is asked for.

use std::io::{self, Write};

use serde::Serialize;

use super::exit::{Failure, repeated};
use super::meant::distance;
use crate::export::Format;
use crate::export::printer::{Medium, Printer};
use crate::export::table::Table;
use crate::export::tour::{is_handout, length_line, stop_line};
use crate::report::tour::{StopAt, Tour};
use crate::report::words::fill;
use crate::report::{Edition, Report};
use crate::state::tours::OwnTours;
use crate::text::fold::fold;

/// What stands before a tour's name among what is exported.
pub const PREFIX: &str = "tour:";

/// All tours, the report's first.
pub fn all<'a>(report: &'a Report, own: &'a OwnTours) -> impl Iterator<Item = (&'a Tour, bool)> {
    report.tours().iter().map(|tour| (tour, false)).chain(own.tours().map(|tour| (tour, true)))
}

/// The tour of this name or title, and whether it is the person's own; or which one is nearest.
pub fn find<'a>(report: &'a Report, own: &'a OwnTours, edition: &Edition, typed: &str) -> Result<(&'a Tour, bool), Failure> {
    let wanted = fold(typed.trim());
    let title = |tour: &Tour| fold(tour.title.text(edition.language));
    let named = all(report, own).find(|(tour, _)| tour.id == typed.trim());
    let named = named.or_else(|| all(report, own).find(|(tour, _)| fold(&tour.id) == wanted || title(tour) == wanted));
    named.ok_or_else(|| {
        let w = &edition.words.tour;
        let far = |tour: &Tour| {
            if tour.id.starts_with(wanted.as_str()) { 0 } else { distance(&tour.id, &wanted).min(distance(&title(tour), &wanted)) }
        };
        let near = all(report, own).map(|(tour, _)| tour).min_by_key(|tour| far(tour));
        let near = near.filter(|tour| !wanted.is_empty() && far(tour) <= (wanted.chars().count() / 3).max(1));
        // Of words that are no name, the tour in whose titles they stand.
        let titles = |tour: &Tour| {
            let stops = tour.stops.iter().map(|stop| fold(stop.title.text(edition.language)));
            std::iter::once(title(tour)).chain(stops).collect::<Vec<_>>().join(" ")
        };
        let says = |tour: &&Tour| !wanted.is_empty() && wanted.split_whitespace().all(|word| titles(tour).contains(word));
        let near = near.or_else(|| all(report, own).map(|(tour, _)| tour).find(says));
        let shown = repeated(typed.trim());
        Failure::nothing(match near {
            Some(tour) => fill(&w.unknown_near, &[("typed", &shown), ("near", &tour.id)]),
            None => fill(&w.unknown, &[("typed", &shown)]),
        })
    })
}

/// The name of the tour of which a handout is asked for.
pub fn handout_of<'a>(edition: &Edition, what: &'a [String], format: Format) -> Result<&'a str, Failure> {
    let w = &edition.words.tour;
    match what {
        [one] if one.starts_with(PREFIX) => {
            if !is_handout(format) {
                return Err(Failure::usage(w.format.to_string()));
            }
            Ok(one.trim_start_matches(PREFIX))
        }
        what if what.iter().any(|word| word.starts_with(PREFIX)) => Err(Failure::usage(w.alone.to_string())),
        _ => Err(Failure::usage(w.speaker_of.to_string())),
    }
}

/// What to tell of tours that cannot be read.
pub fn notice(edition: &Edition, own: &OwnTours) -> Option<String> {
    let w = &edition.words.tour;
    match own.spoiled().len() {
        0 => None,
        1 => Some(w.spoiled_one.to_string()),
        count => Some(fill(&w.spoiled, &[("count", &count.to_string())])),
    }
}

/// Writes the list of all tours.
pub fn list<W: Write>(out: &mut W, report: &Report, own: &OwnTours, edition: &Edition, medium: Medium) -> io::Result<()> {
    let w = &edition.words.tour;
    let mut printer = Printer::new(out, medium);
    if all(report, own).next().is_none() {
        return printer.line("", 0, &w.none);
    }
    let mut table = Table::new(&[&w.name, &w.title, &w.minutes, &w.stops, &w.whose]);
    for (tour, is_own) in all(report, own) {
        let whose = if is_own { &w.yours } else { &w.reports };
        table.row([
            tour.id.clone(),
            tour.title.text(edition.language).to_owned(),
            tour.duration().to_string(),
            tour.stops.len().to_string(),
            whose.to_string(),
        ]);
    }
    table.write(&mut printer)
}

/// Writes one tour for whoever leads it: stops, what they show, questions and notes.
pub fn text<W: Write>(out: &mut W, report: &Report, edition: &Edition, tour: &Tour, medium: Medium) -> io::Result<()> {
    let w = &edition.words.tour;
    let language = edition.language;
    let mut printer = Printer::new(out, medium);
    printer.heading(&format!("{} ({})", tour.title.text(language), tour.id))?;
    let audience = match tour.audience.text(language) {
        "" => String::new(),
        audience => fill(&w.audience, &[("audience", audience)]),
    };
    for line in [tour.summary.text(language), &audience, &length_line(edition, tour)] {
        if !line.is_empty() {
            printer.paragraph("", 0, line)?;
        }
    }
    for (nth, stop) in tour.stops.iter().enumerate() {
        printer.heading(&stop_line(report, edition, nth, stop))?;
        for at in &stop.at {
            printer.line("   ", 5, &shown(report, edition, at))?;
        }
        for question in &stop.questions {
            printer.line(" ? ", 3, question.text(language))?;
        }
        let notes = stop.notes.text(language);
        if !notes.is_empty() {
            printer.line("   ", 3, &format!("{}: {notes}", &*w.speaker_notes))?;
        }
    }
    let hint = fill(&w.hint, &[("name", &tour.id)]);
    printer.paragraph("", 0, &hint)?;
    printer.paragraph(&format!("{}: ", &*edition.words.cli.source), 0, &report.cite(edition, std::iter::empty()))
}

/// An address with what stands there.
fn shown(report: &Report, edition: &Edition, at: &StopAt) -> String {
    match report.stop_at_title(edition, at) {
        Some(title) => format!("{at}  {title}"),
        None => fill(&edition.words.tour.lost, &[("address", &at.to_string())]),
    }
}

/// A tour in the list, as JSON.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: &'a str,
    summary: &'a str,
    audience: &'a str,
    minutes: u32,
    stops: usize,
    own: bool,
}

/// One tour as JSON.
#[derive(Serialize)]
struct TourJson<'a> {
    id: &'a str,
    title: &'a str,
    summary: &'a str,
    audience: &'a str,
    minutes: u32,
    own: bool,
    stops: Vec<StopJson<'a>>,
    source: String,
}

#[derive(Serialize)]
struct StopJson<'a> {
    title: String,
    minutes: u32,
    at: Vec<AtJson>,
    questions: Vec<&'a str>,
    notes: &'a str,
}

/// What a stop shows; `title` is null where there is nothing at the address.
#[derive(Serialize)]
struct AtJson {
    address: String,
    title: Option<String>,
}

/// Writes the list as JSON: `[{"id","title","summary","audience","minutes","stops","own"}]`, `stops` being how many there are.
pub fn list_json<W: Write>(out: &mut W, report: &Report, own: &OwnTours, edition: &Edition) -> io::Result<()> {
    let language = edition.language;
    let all: Vec<Listed<'_>> = all(report, own)
        .map(|(tour, own)| Listed {
            id: &tour.id,
            title: tour.title.text(language),
            summary: tour.summary.text(language),
            audience: tour.audience.text(language),
            minutes: tour.duration(),
            stops: tour.stops.len(),
            own,
        })
        .collect();
    serde_json::to_writer(&mut *out, &all)?;
    writeln!(out)
}

/// Writes one tour as JSON: `{"id","title","summary","audience","minutes","own","stops":[{"title","minutes","at":[{"address","title"}],
/// "questions":[…],"notes"}],"source"}`.
pub fn json<W: Write>(out: &mut W, report: &Report, edition: &Edition, (tour, own): (&Tour, bool)) -> io::Result<()> {
    let language = edition.language;
    let at = |at: &StopAt| AtJson { address: at.to_string(), title: report.stop_at_title(edition, at) };
    let stops = tour.stops.iter().map(|stop| StopJson {
        title: report.stop_title(edition, stop),
        minutes: stop.minutes,
        at: stop.at.iter().map(at).collect(),
        questions: stop.questions.iter().map(|question| question.text(language)).collect(),
        notes: stop.notes.text(language),
    });
    let tour = TourJson {
        id: &tour.id,
        title: tour.title.text(language),
        summary: tour.summary.text(language),
        audience: tour.audience.text(language),
        minutes: tour.duration(),
        own,
        stops: stops.collect(),
        source: report.cite(edition, std::iter::empty()),
    };
    serde_json::to_writer(&mut *out, &tour)?;
    writeln!(out)
}
