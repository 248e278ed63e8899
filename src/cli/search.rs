//! `search`: the same hits as on the screen.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::exit::{Failure, repeated};
use crate::export::printer::{Medium, Printer, WIDEST};
use crate::report::record::{Kind, Record};
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};
use crate::search::snippet::snippet;
use crate::search::{Filters, Hit, Index, Mode, Query};
use crate::text::fold::fold;
use crate::text::sanitize::clean_line;
use crate::text::span::slice;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The words, as typed.
    pub query: String,
    /// Only these kinds, by their names.
    pub kinds: Vec<String>,
    /// Only these countries, as typed.
    pub countries: Vec<String>,
    /// Only these sections, by their ids.
    pub sections: Vec<String>,
    /// At most so many hits.
    pub limit: Option<usize>,
    /// Words exactly as typed.
    pub exact: bool,
    /// In all reports of the library.
    pub all: bool,
}

/// Hits without a limit given, for people; programs get all.
pub(super) const USUAL: usize = 10;
/// Columns of text around what was found, in a pipe.
const SNIPPET: usize = 160;

/// What was found.
pub struct Found<'a> {
    report: &'a Report,
    edition: &'a Edition,
    index: Index,
    query: Query,
    asked: &'a Asked,
    hits: Vec<Hit>,
}

#[derive(Serialize)]
pub(super) struct Json<'a> {
    pub(super) query: &'a str,
    pub(super) lang: &'static str,
    pub(super) total: usize,
    pub(super) hits: Vec<JsonHit>,
}

#[derive(Serialize)]
pub(super) struct JsonHit {
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<String>,
    id: String,
    kind: Kind,
    section: Option<String>,
    countries: Vec<String>,
    title: String,
    text: String,
    matches: Vec<(usize, usize)>,
    score: f32,
}

/// Searches; of a large report with the index that is kept beside it, which is made there if it may be kept. Filters that name nothing are wrong
/// usage.
pub fn find<'a>(report: &'a Report, edition: &'a Edition, asked: &'a Asked, keep: bool) -> Result<Found<'a>, Failure> {
    let w = &edition.words.error;
    let invalid = |option: &str, value: &str, choices: String| {
        let what = fill(&w.value_invalid, &[("option", option), ("value", &repeated(value)), ("choices", &choices)]);
        Failure::usage(format!("{what} {}", &*w.usage_hint))
    };
    let kind = |name: &String| {
        let names = || Kind::ALL.map(Kind::name).join(", ");
        let is_called = |kind: &Kind| {
            ["kind", "kind-one"].iter().any(|group| {
                let (called, typed) = (fold(edition.words.label(group, kind.name())), fold(name));
                typed.strip_prefix(&*called).is_some_and(|end| ["", "s", "es"].contains(&end))
            })
        };
        let called = || Kind::ALL.into_iter().find(is_called);
        Kind::from_name(&name.to_lowercase()).or_else(called).ok_or_else(|| invalid("--kind", name, names()))
    };
    let country = |name: &String| {
        let names = || report.facts().countries.iter().map(|country| country.id.to_string()).collect::<Vec<_>>().join(", ");
        report.facts().country(name).ok_or_else(|| invalid("--country", name, names()))
    };
    let section = |id: &String| {
        let ids = || edition.sections.iter().map(|section| section.id.clone()).collect::<Vec<_>>().join(", ");
        let known = edition.section_index(&id.to_lowercase()).map(|_| id.to_lowercase());
        known.ok_or_else(|| invalid("--section", id, ids()))
    };
    let filters = Filters {
        kinds: asked.kinds.iter().map(kind).collect::<Result<_, _>>()?,
        countries: asked.countries.iter().map(country).collect::<Result<_, _>>()?,
        sections: asked.sections.iter().map(section).collect::<Result<_, _>>()?,
    };
    let index = Index::kept(report, edition, keep, &mut |_| ());
    let mode = if asked.exact { Mode::Exact } else { Mode::Understood };
    let query = Query::new(report, &index, &asked.query, mode, filters);
    let hits = index.search(&query);
    Ok(Found { report, edition, index, query, asked, hits })
}

impl Found<'_> {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// What the search says of its result, on one line: corrections; or that there is nothing, and what is near.
    pub fn note(&self) -> Option<String> {
        let notes = self.index.notes(&self.query, self.report, self.edition, &repeated(&self.asked.query), self.is_empty());
        let sentences = notes.iter().map(|note| format!("{}.", note.trim_end_matches('.'))).collect::<Vec<_>>();
        (!notes.is_empty()).then(|| clean_line(&sentences.join(" ")).into_owned())
    }

    /// How many hits there are.
    pub(super) fn count(&self) -> usize {
        self.hits.len()
    }

    /// How good a hit is.
    pub(super) fn score(&self, hit: usize) -> f32 {
        self.hits[hit].score
    }

    /// A hit for a program; with its report's name, where there are several reports.
    pub(super) fn json_hit(&self, hit: usize, report: Option<&str>) -> JsonHit {
        let hit = self.hits[hit];
        let record = self.record(hit);
        let matches = self.index.matches(&self.query, &record.text);
        JsonHit {
            report: report.map(ToOwned::to_owned),
            id: record.id,
            kind: record.kind,
            section: record.section,
            countries: record.countries,
            title: record.title,
            text: record.text,
            matches: matches.into_iter().map(|range| (range.start, range.end)).collect(),
            score: hit.score,
        }
    }

    /// Writes the hits for a program.
    pub fn json<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let hits = (0..self.hits.len().min(self.asked.limit.unwrap_or(usize::MAX))).map(|hit| self.json_hit(hit, None));
        let query = clean_line(&self.asked.query);
        let json = Json { query: &query, lang: self.edition.language.tag(), total: self.hits.len(), hits: hits.collect() };
        serde_json::to_writer(&mut *out, &json)?;
        writeln!(out)
    }

    /// Writes the hits for people.
    pub fn text<W: Write>(&self, out: &mut W, medium: Medium) -> io::Result<()> {
        let limit = self.asked.limit.unwrap_or(USUAL);
        let mut printer = Printer::new(out, medium);
        self.some(&mut printer, 0..limit)?;
        if self.hits.len() > limit {
            let w = &self.edition.words.search;
            let more = (self.hits.len() - limit).to_string();
            printer.paragraph("", 0, &fill(&w.more, &[("more", &more), ("all", &self.hits.len().to_string())]))?;
        }
        Ok(())
    }

    /// The addresses of the records that were found, the best first.
    pub fn addresses(&self) -> impl Iterator<Item = Address> {
        self.hits.iter().filter_map(|hit| self.index.address(self.report, self.edition, hit.doc))
    }

    /// # Panics
    /// Never: the index is of this report.
    fn record(&self, hit: Hit) -> Record {
        self.index.record(self.report, self.edition, hit.doc).expect("the index is of this report")
    }

    /// Writes some of the hits; with their numbers, where these can be typed.
    pub fn some<W: Write>(&self, printer: &mut Printer<'_, W>, which: Range<usize>) -> io::Result<()> {
        which.take_while(|hit| *hit < self.hits.len()).try_for_each(|hit| self.one(printer, (hit, hit), None))
    }

    /// Writes a hit, by its number among all that are listed and its place here; with its report's name, where there are several reports.
    pub(super) fn one<W: Write>(&self, printer: &mut Printer<'_, W>, (nth, hit): (usize, usize), report: Option<&str>) -> io::Result<()> {
        let medium = printer.medium();
        let record = self.record(self.hits[hit]);
        let heading = if medium.linear { self.spoken(nth, &record, report) } else { self.heading(&record, report) };
        printer.heading(&heading)?;
        let text = clean_line(&record.text).into_owned();
        let found = self.index.matches(&self.query, &text);
        let columns = medium.columns.map_or(SNIPPET, |columns| usize::from(columns.min(WIDEST).saturating_sub(2)) * 2);
        let part = snippet(&text, &found, columns.max(20));
        let lead = if part.before { "  …" } else { "  " };
        let behind = if part.behind { "…" } else { "" };
        printer.marked(lead, 2, &format!("{}{behind}", slice(&text, part.range.clone())), &shifted(&found, &part.range))
    }

    /// The same as one would read it aloud, with the number by which it can be opened.
    fn spoken(&self, nth: usize, record: &Record, report: Option<&str>) -> String {
        let words = &self.edition.words;
        let page = record.page.map(|page| fill(&words.citation.page, &[("pages", &page.to_string())]));
        let kind = words.label("kind-one", record.kind.name());
        let parts =
            [report.map(ToOwned::to_owned), Some(record.title.replace(" › ", ": ")), Some(kind.to_owned()), page, Some(record.id.clone())];
        format!("{}. {}", nth + 1, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    }

    /// Report, address, kind, title, page.
    fn heading(&self, record: &Record, report: Option<&str>) -> String {
        let words = &self.edition.words;
        let page = record.page.map(|page| format!(" · {}", fill(&words.reader.page, &[("pages", &page.to_string())])));
        let kind = words.label("kind-one", record.kind.name());
        let report = report.map(|name| format!("{name}: ")).unwrap_or_default();
        format!("{report}{} [{kind}] {}{}", record.id, record.title, page.unwrap_or_default())
    }
}

/// The ranges inside a part of a text, counted from its start.
fn shifted(ranges: &[Range<usize>], part: &Range<usize>) -> Vec<Range<usize>> {
    let inside = ranges.iter().filter(|range| range.start >= part.start && range.end <= part.end);
    inside.map(|range| range.start - part.start..range.end - part.start).collect()
}
