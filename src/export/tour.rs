//! A tour as a handout: each stop's text, laws and figures as tables, the questions to discuss, and room for notes. Speaker notes are for
//! whoever leads the group, and are in it only where they are asked for.

use std::collections::HashSet;
use std::io::{self, Write};

use super::format::Format;
use super::notes::literal;
use super::printer::{Medium, Printer, WIDEST};
use super::{html, html_page, html_text, markdown, plain};
use crate::report::details::line;
use crate::report::law::years;
use crate::report::record::{Kind, Own, Record};
use crate::report::topic::Topic;
use crate::report::tour::{Stop, StopAt, Tour};
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};

/// Ruled lines below each stop.
const LINES: usize = 4;

/// A part of what a stop shows.
enum Part {
    /// Passages, in order.
    Passages(Vec<usize>),
    /// Records of one kind, as a table.
    Records(Kind, Vec<Record>),
    /// What is said of a country, under its name.
    Text(String, String),
    /// There is nothing at this address.
    Lost(String),
}

/// Whether a tour can be had in this form: it is no list of records.
pub fn is_handout(format: Format) -> bool {
    matches!(format, Format::Markdown | Format::Html | Format::Text)
}

/// Writes a handout.
pub fn write<W: Write>(out: &mut W, report: &Report, edition: &Edition, tour: &Tour, (format, speaker): (Format, bool)) -> io::Result<()> {
    let handout = Handout { report, edition, tour, speaker };
    match format {
        Format::Markdown => handout.as_markdown(out),
        Format::Html => handout.as_html(out),
        Format::Text => handout.as_text(out),
        Format::Csv | Format::JsonLines => Err(io::Error::new(io::ErrorKind::Unsupported, edition.words.tour.format.to_string())),
    }
}

/// Minutes and stops, in words.
pub fn length_line(edition: &Edition, tour: &Tour) -> String {
    let w = &edition.words.tour;
    let template = if tour.stops.len() == 1 { &w.length_one } else { &w.length };
    fill(template, &[("minutes", &tour.duration().to_string()), ("stops", &tour.stops.len().to_string())])
}

/// A stop by itself, with all that it shows: questions and notes are for whoever asks.
pub fn stop<W: Write>(printer: &mut Printer<'_, W>, report: &Report, edition: &Edition, tour: &Tour, nth: usize) -> io::Result<()> {
    let Some(stop) = tour.stops.get(nth) else { return Ok(()) };
    let handout = Handout { report, edition, tour, speaker: false };
    printer.heading(&stop_line(report, edition, nth, stop))?;
    handout.parts(stop).iter().try_for_each(|part| handout.part_as_text(printer, part))
}

/// A stop's number, title and minutes.
pub fn stop_line(report: &Report, edition: &Edition, nth: usize, stop: &Stop) -> String {
    let title = report.stop_title(edition, stop);
    let values = [("number", &*(nth + 1).to_string()), ("title", &title), ("minutes", &stop.minutes.to_string())];
    fill(&edition.words.tour.stop, &values)
}

struct Handout<'a> {
    report: &'a Report,
    edition: &'a Edition,
    tour: &'a Tour,
    speaker: bool,
}

impl Handout<'_> {
    /// What the tour is for, for whom, and how long it takes.
    fn head(&self) -> Vec<String> {
        let language = self.edition.language;
        let w = &self.edition.words.tour;
        let audience = match self.tour.audience.text(language) {
            "" => String::new(),
            audience => fill(&w.audience, &[("audience", audience)]),
        };
        let all = [self.tour.summary.text(language).to_owned(), audience, length_line(self.edition, self.tour)];
        all.into_iter().filter(|text| !text.is_empty()).collect()
    }

    fn questions<'s>(&self, stop: &'s Stop) -> Vec<&'s str> {
        stop.questions.iter().map(|question| question.text(self.edition.language)).filter(|text| !text.is_empty()).collect()
    }

    /// The speaker's notes, where they are wanted and there are any.
    fn speaker_notes<'s>(&self, stop: &'s Stop) -> Option<&'s str> {
        Some(stop.notes.text(self.edition.language)).filter(|notes| self.speaker && !notes.is_empty())
    }

    /// Where it comes from, and who is credited.
    fn credits(&self) -> Vec<String> {
        let report = self.report;
        let language = self.edition.language;
        let credit = |role: &str, name: &str| fill(&self.edition.words.tour.credit, &[("role", role), ("name", name)]);
        let people = report.credits.iter().map(|one| credit(one.role.text(language), &one.name)).collect::<Vec<_>>().join(" ");
        let all = [people, report.meta.restatement.text(language).to_owned()];
        all.into_iter().filter(|text| !text.is_empty()).collect()
    }

    fn source(&self) -> String {
        self.report.cite(self.edition, std::iter::empty())
    }

    /// What a stop shows; passages and records that follow one another are together.
    fn parts(&self, stop: &Stop) -> Vec<Part> {
        let mut parts = Vec::new();
        for at in &stop.at {
            match self.report.stop_at(self.edition, at) {
                None => parts.push(Part::Lost(at.to_string())),
                Some(StopAt::Address(address)) => self.add(&mut parts, &address),
                Some(StopAt::Country(id, topic)) => self.add_tab(&mut parts, &id, topic),
                Some(StopAt::Unknown(_)) => {}
            }
        }
        parts
    }

    fn add(&self, parts: &mut Vec<Part>, address: &Address) {
        let edition = self.edition;
        match address {
            Address::Section(id) => {
                let range = edition.section_index(id).map(|index| edition.sections[index].passages.clone());
                range.into_iter().flatten().for_each(|index| add_passage(parts, index));
            }
            Address::Country(id) => self.add_tab(parts, id, Topic::Overview),
            Address::Passage(section, number) => {
                edition.passage_at(section, *number).into_iter().for_each(|index| add_passage(parts, index));
            }
            other => self.report.record(edition, other).into_iter().for_each(|record| add_record(parts, record)),
        }
    }

    /// A country's tab; that there is nothing on it is said.
    fn add_tab(&self, parts: &mut Vec<Part>, id: &str, topic: Topic) {
        let facts = self.report.facts();
        let Some(country) = facts.country(id).map(|index| &facts.countries[index]) else { return };
        let name = country.name.text(self.edition.language);
        let w = &self.edition.words.country;
        let said = |text: &str| Part::Text(name.to_owned(), text.to_owned());
        let (addresses, none): (Vec<Address>, _) = match topic {
            Topic::Overview => {
                let overview = country.overview.text(self.edition.language);
                let count = country.passages.len().to_string();
                let nothing = if country.passages.len() == 1 { &w.no_profile_one } else { &w.no_profile };
                let nothing = fill(nothing, &[("name", name), ("count", &count)]);
                return parts.push(said(if overview.is_empty() { &nothing } else { overview }));
            }
            Topic::Law => (facts.laws_of(id).map(|index| Address::Law(facts.laws[index].id.to_string())).collect(), &w.no_law),
            Topic::Figures => {
                (facts.figures_of(id).map(|index| Address::Figure(facts.figures[index].id.to_string())).collect(), &w.no_figures)
            }
            Topic::Organisations => {
                let ids = facts.organisations_of(id).map(|index| Address::Organisation(facts.organisations[index].id.to_string()));
                (ids.collect(), &w.no_organisations)
            }
            Topic::Passages => (country.passages.iter().filter_map(|address| address.parse().ok()).collect(), &w.no_passages),
        };
        if addresses.is_empty() {
            parts.push(said(&fill(none, &[("name", name)])));
        }
        for address in &addresses {
            self.add(parts, address);
        }
    }

    fn as_markdown<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let w = &self.edition.words.tour;
        writeln!(out, "# {}\n", literal(self.tour.title.text(self.edition.language)))?;
        for text in self.head() {
            writeln!(out, "{}\n", literal(&text))?;
        }
        for (nth, stop) in self.tour.stops.iter().enumerate() {
            writeln!(out, "## {}\n", markdown::escape(&stop_line(self.report, self.edition, nth, stop)))?;
            if let Some(notes) = self.speaker_notes(stop) {
                writeln!(out, "> **{}:** {}\n", &*w.speaker_notes, markdown::escape(notes))?;
            }
            for part in self.parts(stop) {
                self.part_as_markdown(out, &part)?;
            }
            let questions = self.questions(stop);
            if !questions.is_empty() {
                writeln!(out, "**{}**\n", markdown::escape(&w.questions))?;
                for question in questions {
                    writeln!(out, "- {}", literal(question))?;
                }
                writeln!(out)?;
            }
            writeln!(out, "**{}**\n", markdown::escape(&w.room))?;
            (0..LINES).try_for_each(|_| writeln!(out, "{RULE}\n"))?;
        }
        writeln!(out, "---\n\n{}: {}", &*self.edition.words.cli.source, markdown::escape(&self.source()))?;
        self.credits().iter().try_for_each(|text| writeln!(out, "\n{}", markdown::escape(text)))
    }

    fn part_as_markdown<W: Write>(&self, out: &mut W, part: &Part) -> io::Result<()> {
        match part {
            Part::Passages(passages) => {
                let mut text = Vec::new();
                markdown::passages(&mut text, self.edition, passages)?;
                out.write_all(below(&String::from_utf8_lossy(&text)).as_bytes())?;
                writeln!(out, "{}\n", markdown::escape(&self.places(passages)))
            }
            Part::Text(title, text) => writeln!(out, "**{}**\n\n{}\n", markdown::escape(title), markdown::escape(text)),
            Part::Lost(address) => writeln!(out, "{}\n", literal(&self.lost(address))),
            Part::Records(kind, records) => {
                let cells = |cells: Vec<String>| cells.iter().map(|cell| markdown::escape(cell).replace('\n', " ")).collect::<Vec<_>>();
                let head = self.table_head(*kind);
                writeln!(out, "| {} |\n|{}", cells(head.clone()).join(" | "), " --- |".repeat(head.len()))?;
                records.iter().try_for_each(|record| writeln!(out, "| {} |", cells(self.table_row(record)).join(" | ")))?;
                writeln!(out)
            }
        }
    }

    /// The addresses of passages, by which they can be cited.
    fn places(&self, passages: &[usize]) -> String {
        let places = passages.iter().map(|index| self.edition.address_of(*index).to_string()).collect::<Vec<_>>().join(", ");
        fill(&self.edition.words.tour.places, &[("places", &places)])
    }

    fn lost(&self, address: &str) -> String {
        fill(&self.edition.words.tour.lost, &[("address", address)])
    }

    fn table_head(&self, kind: Kind) -> Vec<String> {
        let w = &self.edition.words.country;
        let tasks = &self.edition.words.checklist;
        let name = self.edition.words.label("kind", kind.name());
        let head: &[&str] = match kind {
            Kind::Law => &[&w.instrument, &w.kind, &w.year, &w.status, &w.what, &w.address],
            Kind::Figure => &[&w.counted, &w.number, &w.address],
            Kind::Organisation => &[&w.organisation, &w.kind, &w.does, &w.address],
            Kind::Recommendation => &[&tasks.number, &tasks.who, &tasks.action, &w.address],
            Kind::Passage | Kind::Term | Kind::Source => &[name, &w.text, &w.address],
        };
        head.iter().map(ToString::to_string).collect()
    }

    fn table_row(&self, record: &Record) -> Vec<String> {
        let words = &self.edition.words;
        let text = |note: &Option<String>| match note {
            Some(note) => format!("{} [{}: {note}]", record.text, &*words.field.note),
            None => record.text.clone(),
        };
        let title = record.title.clone();
        let places = record.passages().join(", ");
        match &record.own {
            Own::Law { instrument, year, year_end, status, note, .. } => {
                let kind = words.label("instrument", instrument).to_owned();
                vec![title, kind, years(*year, *year_end), status.clone().unwrap_or_default(), text(note), places]
            }
            Own::Figure { note, .. } | Own::Term { note, .. } => vec![title, text(note), places],
            Own::Organisation { acronym, group, note, .. } => {
                let title = acronym.as_ref().map_or(title.clone(), |acronym| format!("{title} ({acronym})"));
                vec![title, words.label("organisation", group.as_deref().unwrap_or_default()).to_owned(), text(note), places]
            }
            Own::Recommendation { note, .. } => {
                vec![record.id.rsplit(':').next().unwrap_or_default().to_owned(), title, text(note), places]
            }
            Own::Passage { .. } | Own::Source { .. } => vec![title, record.text.clone(), places],
        }
    }

    fn as_html<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let w = &self.edition.words.tour;
        html::open(out, self.edition, self.tour.title.text(self.edition.language))?;
        for text in self.head() {
            writeln!(out, "<p>{}</p>", html::escape(&text))?;
        }
        let parts: Vec<Vec<Part>> = self.tour.stops.iter().map(|stop| self.parts(stop)).collect();
        let passages = parts.iter().flatten().filter_map(|part| if let Part::Passages(passages) = part { Some(passages) } else { None });
        let there: HashSet<String> = passages.flatten().map(|index| self.edition.address_of(*index).to_string()).collect();
        for (nth, (stop, parts)) in self.tour.stops.iter().zip(&parts).enumerate() {
            writeln!(out, "<section class=\"stop\">\n<h2>{}</h2>", html::escape(&stop_line(self.report, self.edition, nth, stop)))?;
            if let Some(notes) = self.speaker_notes(stop) {
                writeln!(out, "<aside><p><strong>{}:</strong> {}</p></aside>", html::escape(&w.speaker_notes), html::escape(notes))?;
            }
            parts.iter().try_for_each(|part| self.part_as_html(out, part, &there))?;
            let questions = self.questions(stop);
            if !questions.is_empty() {
                writeln!(out, "<h3>{}</h3>\n<ul>", html::escape(&w.questions))?;
                questions.iter().try_for_each(|question| writeln!(out, "<li>{}</li>", html::escape(question)))?;
                writeln!(out, "</ul>")?;
            }
            let lines = "<p class=\"ruled\"></p>".repeat(LINES);
            writeln!(out, "<h3>{}</h3>\n<div aria-hidden=\"true\">{lines}</div>\n</section>", html::escape(&w.room))?;
        }
        for text in self.credits() {
            writeln!(out, "<p><small>{}</small></p>", html::escape(&text))?;
        }
        html::close(out, self.report, self.edition, &self.source())
    }

    fn part_as_html<W: Write>(&self, out: &mut W, part: &Part, there: &HashSet<String>) -> io::Result<()> {
        match part {
            Part::Passages(passages) => {
                let mut text = Vec::new();
                html_text::passages(&mut text, self.edition, passages)?;
                let mut text = String::from_utf8_lossy(&text).into_owned();
                // The text's own titles stand below the stop's. Signs of the text are escaped: what looks like a tag is one.
                for level in (2..6).rev() {
                    text = text.replace(&format!("h{level}>"), &format!("h{}>", level + 1));
                }
                out.write_all(text.as_bytes())
            }
            Part::Text(title, text) => writeln!(out, "<h3>{}</h3>\n<p>{}</p>", html::escape(title), html::escape(text)),
            Part::Lost(address) => writeln!(out, "<p>{}</p>", html::escape(&self.lost(address))),
            Part::Records(kind, records) => {
                let records: Vec<&Record> = records.iter().collect();
                match kind {
                    Kind::Term | Kind::Source | Kind::Passage => html_page::list(out, self.report, self.edition, &records),
                    _ => html_page::records_table(out, self.report, self.edition, &records, there),
                }
            }
        }
    }

    fn as_text<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let w = &self.edition.words.tour;
        let mut printer = Printer::new(out, Medium { columns: Some(WIDEST), ..Medium::default() });
        printer.heading(self.tour.title.text(self.edition.language))?;
        self.head().iter().try_for_each(|text| printer.paragraph("", 0, text))?;
        for (nth, stop) in self.tour.stops.iter().enumerate() {
            printer.heading(&stop_line(self.report, self.edition, nth, stop))?;
            if let Some(notes) = self.speaker_notes(stop) {
                printer.paragraph("", 0, &format!("{}: {notes}", &*w.speaker_notes))?;
            }
            for part in self.parts(stop) {
                self.part_as_text(&mut printer, &part)?;
            }
            let questions = self.questions(stop);
            if !questions.is_empty() {
                printer.heading(&w.questions)?;
                questions.iter().try_for_each(|question| printer.line("- ", 2, question))?;
            }
            printer.heading(&w.room)?;
            (0..LINES).try_for_each(|_| printer.laid_out(RULE, false))?;
        }
        printer.paragraph("", 0, &format!("{}: {}", &*self.edition.words.cli.source, self.source()))?;
        self.credits().iter().try_for_each(|text| printer.paragraph("", 0, text))
    }

    fn part_as_text<W: Write>(&self, printer: &mut Printer<'_, W>, part: &Part) -> io::Result<()> {
        match part {
            Part::Passages(passages) => {
                markdown::runs(self.edition, passages).into_iter().try_for_each(|run| plain::blocks(printer, self.edition, run))?;
                printer.paragraph("", 0, &self.places(passages))
            }
            Part::Text(title, text) => {
                printer.heading(title)?;
                printer.line("", 0, text)
            }
            Part::Lost(address) => printer.paragraph("", 0, &self.lost(address)),
            Part::Records(_, records) => records.iter().try_for_each(|record| {
                printer.heading(&format!("{} ({})", record.title, record.id))?;
                self.report.details(self.edition, record).iter().try_for_each(|detail| printer.line("", 0, &line(detail)))
            }),
        }
    }
}

/// A line to write on. In Markdown it is a rule.
const RULE: &str = "________________________________________";

fn add_passage(parts: &mut Vec<Part>, index: usize) {
    match parts.last_mut() {
        Some(Part::Passages(passages)) => passages.push(index),
        _ => parts.push(Part::Passages(vec![index])),
    }
}

fn add_record(parts: &mut Vec<Part>, record: Record) {
    match parts.last_mut() {
        Some(Part::Records(kind, records)) if *kind == record.kind => records.push(record),
        _ => parts.push(Part::Records(record.kind, vec![record])),
    }
}

/// Markdown whose titles stand two levels lower. Signs of the text are escaped: outside of code a line that begins with `#` is a title.
fn below(text: &str) -> String {
    let mut code = false;
    let line = |line: &str| {
        code ^= line.trim_start_matches("> ").starts_with("```");
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        if code || level == 0 { format!("{line}\n") } else { format!("{}{}\n", "#".repeat(2.min(6_usize.saturating_sub(level))), line) }
    };
    text.lines().map(line).collect()
}
