//! A person's marks (notes, bookmarks, highlights) for people and for programs, each with what it is on now and where that comes from.

use std::io::{self, Write};

use serde::{Serialize, Serializer};

use super::format::Format;
use super::printer::{Medium, Printer, WIDEST};
use super::table::Table;
use super::{html, markdown, spreadsheet};
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};
use crate::state::locate::locate;
use crate::state::mark::{Mark, MarkKind};
use crate::state::time::day_of;
use crate::text::capital;

/// So many characters of a text show which one it is.
const BEGINNING: usize = 160;
/// A mark is named by so many characters of its id, if no other one begins with them.
const SHORTEST: usize = 4;

/// A mark with what it is on now. Serialized, it is a line of `notes export --format jsonl`, and one of the list that `notes --json` prints:
/// `{"id","kind","address","marked_at","lang","title","quote","text","created","changed","source"}`, all strings; `address` is null where
/// the report no longer has what was marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The mark's own name.
    pub id: String,
    /// `note`, `bookmark`, `question`, `quote`, `action` or `check`.
    pub kind: MarkKind,
    /// Where it is now; `None` where it cannot be placed any more.
    #[serde(serialize_with = "as_text")]
    pub address: Option<Address>,
    /// The address at which it was made.
    pub marked_at: String,
    /// The language of the quote.
    pub lang: &'static str,
    /// What it is on, in a few words; nothing where it cannot be placed.
    pub title: String,
    /// The highlighted words, or the beginning of the text that it is on.
    pub quote: String,
    /// The person's own words.
    pub text: String,
    /// The day it was made: 2026-11-24.
    pub created: String,
    /// The day it was last changed.
    pub changed: String,
    /// The citation of what it is on; where it cannot be placed, the report's.
    pub source: String,
    /// Where in the report it stands: what cannot be placed comes last.
    #[serde(skip)]
    order: (usize, usize, usize, u64),
}

#[allow(clippy::ref_option, reason = "serde asks with a reference")]
fn as_text<S: Serializer>(address: &Option<Address>, serializer: S) -> Result<S::Ok, S::Error> {
    address.as_ref().map(ToString::to_string).serialize(serializer)
}

/// The columns of the CSV.
const COLUMNS: [&str; 11] = ["id", "kind", "address", "marked_at", "lang", "title", "quote", "text", "created", "changed", "source"];

impl Entry {
    /// A mark with what it is on in an edition.
    pub fn new(report: &Report, edition: &Edition, mark: &Mark) -> Self {
        let address = locate(report, edition, mark);
        let subject = address.as_ref().and_then(|address| report.subject(edition, address));
        // A highlight's words are those that were marked; what any other mark is on is known better by how it begins now.
        let (lang, quote) = match &subject {
            Some(subject) if !mark.kind.is_highlight() => (edition.language, beginning(&subject.text)),
            _ if mark.kind.is_highlight() => (mark.language, mark.quote.clone()),
            _ => (mark.language, beginning(&mark.quote)),
        };
        let (group, place) = address.as_ref().map_or((usize::MAX, 0), |address| order(report, edition, address));
        let source = match &address {
            Some(address) => report.cite_address(edition, address),
            None => report.cite(edition, std::iter::empty()),
        };
        Self {
            id: mark.id.clone(),
            kind: mark.kind,
            marked_at: mark.address.clone(),
            lang: lang.tag(),
            title: subject.map(|subject| subject.title).unwrap_or_default(),
            quote,
            text: mark.text.clone(),
            created: day_of(mark.created),
            changed: day_of(mark.changed),
            source,
            order: (group, place, mark.start.unwrap_or(0), mark.created),
            address,
        }
    }

    /// The shortest beginning of its id that no other one has.
    pub fn short_id(&self, all: &[Self]) -> String {
        let ids = || all.iter().map(|other| &other.id).filter(|id| **id != self.id);
        let begins = |length: usize| self.id.chars().take(length).collect::<String>();
        let is_alone = |name: &String| !ids().any(|id| id.starts_with(name.as_str()));
        (SHORTEST..self.id.chars().count()).map(begins).find(is_alone).unwrap_or_else(|| self.id.clone())
    }

    /// Kind and days: `Note, 2026-11-24, changed 2026-11-25`.
    fn head(&self, edition: &Edition) -> String {
        let w = &edition.words.marks;
        let kind = capital(edition.words.label("mark", self.kind.name()));
        let values = [("kind", kind.as_str()), ("created", &self.created), ("changed", &self.changed)];
        match (self.created.is_empty(), self.created == self.changed) {
            (true, _) => kind.clone(),
            (_, true) => fill(&w.made, &values),
            _ => fill(&w.made_changed, &values),
        }
    }

    /// What it is on: title and address, or where it was.
    fn place(&self, edition: &Edition) -> String {
        match &self.address {
            Some(address) if self.title == address.to_string() => self.title.clone(),
            Some(address) => format!("{} ({address})", self.title),
            None => fill(&edition.words.marks.was_at, &[("address", &self.marked_at)]),
        }
    }
}

/// Marks with what they are on, in the order of the report; those that cannot be placed are last, and those that were removed are left out.
pub fn entries<'a>(report: &Report, edition: &Edition, marks: impl IntoIterator<Item = &'a Mark>) -> Vec<Entry> {
    let there = marks.into_iter().filter(|mark| !mark.deleted);
    let mut entries: Vec<Entry> = there.map(|mark| Entry::new(report, edition, mark)).collect();
    // Those of the same second stay in the order in which they were made.
    entries.sort_by_key(|entry| entry.order);
    entries
}

/// The text first, then countries, then what stands beside the text, kind by kind.
fn order(report: &Report, edition: &Edition, address: &Address) -> (usize, usize) {
    if let Some(block) = edition.block_at(address) {
        return (0, block);
    }
    if let Address::Country(id) = address {
        return (1, report.facts().country(id).unwrap_or(usize::MAX));
    }
    let kind = report.uncited_record(edition, address).map(|record| record.kind);
    kind.map_or((usize::MAX - 1, 0), |kind| {
        let at = report.addresses(edition, kind).iter().position(|other| other == address);
        (2 + kind as usize, at.unwrap_or(usize::MAX))
    })
}

/// The first words of a text, on one line.
fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(BEGINNING) else { return line };
    let cut = line.get(..end).unwrap_or_default();
    let words = cut.rfind(' ').and_then(|at| cut.get(..at)).unwrap_or(cut);
    format!("{words}…")
}

/// Writes marks in the form that was asked for.
pub fn write<W: Write>(out: &mut W, report: &Report, edition: &Edition, marks: &[Mark], format: Format) -> io::Result<()> {
    let entries = entries(report, edition, marks);
    match format {
        Format::Markdown => as_markdown(out, report, edition, &entries),
        Format::Text => as_text_file(out, report, edition, &entries),
        Format::Html => as_html(out, report, edition, &entries),
        Format::Csv => spreadsheet::rows(out, &COLUMNS, entries.iter()),
        Format::JsonLines => entries.iter().try_for_each(|entry| {
            serde_json::to_writer(&mut *out, entry)?;
            writeln!(out)
        }),
    }
}

/// Marks on the same thing belong together.
fn places(entries: &[Entry]) -> impl Iterator<Item = &[Entry]> {
    entries.chunk_by(|a, b| a.address.is_some() && a.address == b.address)
}

/// Those that can be placed, and the others.
fn parted(entries: &[Entry]) -> (&[Entry], &[Entry]) {
    entries.split_at(entries.partition_point(|entry| entry.address.is_some()))
}

/// The quotes of marks on the same thing: one that was just given is not given again.
fn with_quotes(entries: &[Entry]) -> impl Iterator<Item = (&Entry, Option<&str>)> {
    let before = std::iter::once("").chain(entries.iter().map(|entry| entry.quote.as_str()));
    entries.iter().zip(before).map(|(entry, before)| (entry, Some(entry.quote.as_str()).filter(|quote| *quote != before)))
}

fn title(report: &Report, edition: &Edition) -> String {
    fill(&edition.words.marks.title, &[("title", report.meta.title.text(edition.language))])
}

fn as_markdown<W: Write>(out: &mut W, report: &Report, edition: &Edition, entries: &[Entry]) -> io::Result<()> {
    let w = &edition.words;
    writeln!(out, "# {}\n", markdown::escape(&title(report, edition)))?;
    let (placed, others) = parted(entries);
    let one = |out: &mut W, level: &str, place: &[Entry]| -> io::Result<()> {
        writeln!(out, "{level} {}\n", markdown::escape(&place[0].place(edition)))?;
        for (entry, quote) in with_quotes(place) {
            if let Some(quote) = quote {
                writeln!(out, "> {}\n", literal(quote).replace('\n', "\n> "))?;
            }
            writeln!(out, "**{}**\n", markdown::escape(&entry.head(edition)))?;
            if !entry.text.is_empty() {
                writeln!(out, "{}\n", literal(&entry.text))?;
            }
        }
        writeln!(out, "{}: {}\n", &*w.cli.source, markdown::escape(&place[0].source))
    };
    places(placed).try_for_each(|place| one(out, "##", place))?;
    if !others.is_empty() {
        writeln!(out, "## {}\n\n{}\n", markdown::escape(&w.marks.unplaced), markdown::escape(&w.marks.unplaced_what))?;
    }
    places(others).try_for_each(|place| one(out, "###", place))?;
    writeln!(out, "---\n\n{}", markdown::escape(&report.cite(edition, std::iter::empty())))?;
    let attribution = report.meta.attribution.text(edition.language);
    if attribution.is_empty() { Ok(()) } else { writeln!(out, "\n{}", markdown::escape(attribution)) }
}

/// A person's lines as Markdown that looks as they were typed: no sign at the start of a line begins a list, a title or a block of code.
pub(crate) fn literal(text: &str) -> String {
    let line = |line: &str| {
        let words = line.trim_start();
        let indent = "\u{A0}".repeat(line.chars().count() - words.chars().count());
        let escaped = markdown::escape(words).replace('&', "\\&").replace('~', "\\~");
        // `12. ` and `12) `.
        let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
        match escaped.as_bytes().get(digits) {
            Some(b'-' | b'+' | b'=') if digits == 0 => format!("{indent}\\{escaped}"),
            Some(b'.' | b')') if digits > 0 => {
                let (number, rest) = escaped.split_at(digits);
                format!("{indent}{number}\\{rest}")
            }
            _ => format!("{indent}{escaped}"),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("  \n")
}

fn as_html<W: Write>(out: &mut W, report: &Report, edition: &Edition, entries: &[Entry]) -> io::Result<()> {
    let w = &edition.words;
    let lines = |text: &str| html::escape(text).replace('\n', "<br>");
    let (placed, others) = parted(entries);
    let one = |out: &mut W, level: u8, place: &[Entry]| -> io::Result<()> {
        writeln!(out, "<section>\n<h{level}>{}</h{level}>", html::escape(&place[0].place(edition)))?;
        for (entry, quote) in with_quotes(place) {
            if let Some(quote) = quote {
                writeln!(out, "<blockquote lang=\"{}\">{}</blockquote>", entry.lang, lines(quote))?;
            }
            let text = if entry.text.is_empty() { String::new() } else { format!("<br>{}", lines(&entry.text)) };
            writeln!(out, "<p><strong>{}</strong>{text}</p>", html::escape(&entry.head(edition)))?;
        }
        writeln!(out, "<p><small>{}: {}</small></p>\n</section>", html::escape(&w.cli.source), html::escape(&place[0].source))
    };
    html::open(out, edition, &title(report, edition))?;
    places(placed).try_for_each(|place| one(out, 2, place))?;
    if !others.is_empty() {
        writeln!(out, "<h2>{}</h2>\n<p>{}</p>", html::escape(&w.marks.unplaced), html::escape(&w.marks.unplaced_what))?;
    }
    places(others).try_for_each(|place| one(out, 3, place))?;
    html::close(out, report, edition, &report.cite(edition, std::iter::empty()))
}

fn as_text_file<W: Write>(out: &mut W, report: &Report, edition: &Edition, entries: &[Entry]) -> io::Result<()> {
    // Wrapped, as a letter is: a row a line is what CSV is for.
    let mut printer = Printer::new(out, Medium { columns: Some(WIDEST), ..Medium::default() });
    printer.heading(&title(report, edition))?;
    listed(&mut printer, edition, entries, None)?;
    printer.paragraph("", 0, &report.cite(edition, std::iter::empty()))?;
    let attribution = report.meta.attribution.text(edition.language);
    if attribution.is_empty() { Ok(()) } else { printer.paragraph("", 0, attribution) }
}

/// For people to read: a list on a terminal, a row a line in a pipe. Each is named by the beginning of its id, of `all` there are.
pub(crate) fn text<W: Write>(out: &mut W, edition: &Edition, entries: &[Entry], all: &[Entry], medium: Medium) -> io::Result<()> {
    let mut printer = Printer::new(out, medium);
    if medium.columns.is_some() || medium.linear {
        return listed(&mut printer, edition, entries, Some(all));
    }
    let w = &edition.words.marks;
    let mut table = Table::new(&[&w.id, &w.kind, &w.address, &w.what, &w.text, &w.quote, &w.changed]);
    for entry in entries {
        let address = entry.address.as_ref().map_or_else(|| format!("({})", entry.marked_at), ToString::to_string);
        let kind = capital(edition.words.label("mark", entry.kind.name()));
        let (title, text, quote) = (entry.title.clone(), entry.text.clone(), entry.quote.clone());
        table.row([entry.short_id(all), kind, address, title, text, quote, entry.changed.clone()]);
    }
    table.write(&mut printer)
}

/// A list with the source of each, as a letter has it.
pub(crate) fn list<W: Write>(printer: &mut Printer<'_, W>, edition: &Edition, entries: &[Entry]) -> io::Result<()> {
    listed(printer, edition, entries, None)
}

fn listed<W: Write>(printer: &mut Printer<'_, W>, edition: &Edition, entries: &[Entry], all: Option<&[Entry]>) -> io::Result<()> {
    let w = &edition.words;
    let (placed, others) = parted(entries);
    let one = |printer: &mut Printer<'_, W>, place: &[Entry]| -> io::Result<()> {
        printer.heading(&place[0].place(edition))?;
        for (entry, quote) in with_quotes(place) {
            if let Some(quote) = quote {
                printer.line("  > ", 4, quote)?;
            }
            let lead = all.map_or_else(|| "  ".to_owned(), |all| format!("  {}  ", entry.short_id(all)));
            let head = entry.head(edition);
            let line = if entry.text.is_empty() { head } else { format!("{head}: {}", entry.text) };
            printer.line(&lead, 0, &line)?;
        }
        // Whoever reads on a screen has the source one command away.
        if all.is_none() { printer.line("  ", 2, &format!("{}: {}", &*w.cli.source, place[0].source)) } else { Ok(()) }
    };
    places(placed).try_for_each(|place| one(printer, place))?;
    if !others.is_empty() {
        printer.heading(&w.marks.unplaced)?;
        printer.line("", 0, &w.marks.unplaced_what)?;
    }
    places(others).try_for_each(|place| one(printer, place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    fn made(report: &Report, kind: MarkKind, address: &str, text: &str) -> Mark {
        let edition = report.edition(Language::En);
        let address = match address.parse().expect("an address") {
            Address::Section(id) if edition.section_index(&id).is_none() => Address::Country(id),
            other => other,
        };
        let mut mark = Mark::new(report, edition, kind, &address, kind.is_highlight().then_some(0..20));
        text.clone_into(&mut mark.text);
        mark
    }

    fn written(report: &Report, marks: &[Mark], format: Format) -> String {
        let mut out = Vec::new();
        write(&mut out, report, report.edition(Language::En), marks, format).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    fn some(report: &Report) -> Vec<Mark> {
        let mut lost = made(report, MarkKind::Note, "trafficking.25", "of a text that is no more");
        lost.address = "trafficking.9999".to_owned();
        "nothing that stands anywhere in it zyx wvu".clone_into(&mut lost.quote);
        lost.fingerprint = "0".to_owned();
        let mut removed = made(report, MarkKind::Note, "context.1", "secret");
        removed.delete();
        vec![
            lost,
            made(report, MarkKind::Note, "law:ar-cabinet-office", "on a law"),
            made(report, MarkKind::Bookmark, "ecuador", "on a country"),
            made(report, MarkKind::Question, "trafficking.25", "=why?\n- who\n# x"),
            made(report, MarkKind::Note, "introduction", "on a section"),
            removed,
        ]
    }

    #[test]
    fn in_the_order_of_the_report_and_what_cannot_be_placed_last() {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        let entries = entries(&report, edition, &some(&report));
        let texts: Vec<&str> = entries.iter().map(|entry| entry.text.lines().next().expect("a line")).collect();
        assert_eq!(texts, ["on a section", "=why?", "on a country", "on a law", "of a text that is no more"]);
        assert_eq!(entries[4].address, None);
        assert!(entries[1].source.contains("trafficking.25") && entries[4].source.contains("Vivian Cartagena"));
        assert_eq!(entries[1].quote.len(), 20);
        for entry in &entries {
            assert_eq!(entry.short_id(&entries).len(), SHORTEST);
        }
    }

    #[test]
    fn every_form_has_all_of_it_and_credits_the_authors() {
        let report = Report::bundled();
        let marks = some(&report);
        for format in Format::ALL {
            let text = written(&report, &marks, format);
            for part in ["on a section", "on a country", "on a law", "of a text that is no more", "trafficking.9999", "Vivian Cartagena"] {
                assert!(text.contains(part), "{format:?} has no {part}: {text}");
            }
            assert!(!text.contains("secret"), "{format:?}: {text}");
            let unplaced = &report.edition(Language::En).words.marks.unplaced;
            assert!(matches!(format, Format::Csv | Format::JsonLines) || text.contains(&**unplaced), "{format:?}: {text}");
        }
        assert!(written(&report, &marks, Format::Csv).contains("\"'=why?"));
        let page = written(&report, &[made(&report, MarkKind::Note, "context.1", "<script>&")], Format::Html);
        assert!(page.contains("&lt;script&gt;&amp;") && !page.contains("<script"));
    }

    #[test]
    fn what_a_person_typed_is_no_markdown() {
        for text in ["- a\n  1. b\n===\n+ c", "~~~\n    code\n\n    more", "# a\n> b\n*c* [d](e) <f> &lt; | `g`", "12) x\n---"] {
            let markdown = literal(text);
            let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
            let mut back = String::new();
            for event in pulldown_cmark::Parser::new_ext(&markdown, options) {
                use pulldown_cmark::{Event, Tag, TagEnd};
                match event {
                    Event::Text(text) => back.push_str(&text),
                    Event::HardBreak => back.push('\n'),
                    Event::Start(Tag::Paragraph) if !back.is_empty() => back.push_str("\n\n"),
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    other => panic!("{text:?}: {other:?}"),
                }
            }
            let plain = |text: &str| text.replace('\u{A0}', " ");
            assert_eq!(plain(&back), text);
        }
    }
}
