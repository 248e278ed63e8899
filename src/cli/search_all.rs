//! `search --all`: the same in all reports of the library, the best hit first, each with its report's name.

use std::io::{self, Write};

use super::exit::Failure;
use super::search::{Asked, Found, Json, USUAL, find};
use crate::export::printer::{Medium, Printer};
use crate::report::words::fill;
use crate::report::{Language, Report, Words};
use crate::text::sanitize::clean_line;

/// What was found in several reports.
pub struct FoundInAll<'a> {
    parts: Vec<(&'a str, Found<'a>)>,
    /// The part and the hit in it, the best first.
    order: Vec<(usize, usize)>,
    asked: &'a Asked,
    language: Language,
}

/// Searches all of these reports, each with its name. A filter that names nothing in one of them is wrong only where it names nothing in any.
pub fn find_in_all<'a>(reports: &'a [(String, Report)], language: Language, asked: &'a Asked) -> Result<FoundInAll<'a>, Failure> {
    let mut parts = Vec::new();
    let mut wrong = None;
    for (name, report) in reports {
        match find(report, report.edition(language), asked, false) {
            Ok(found) => parts.push((name.as_str(), found)),
            Err(failure) => drop(wrong.get_or_insert(failure)),
        }
    }
    if let Some(failure) = wrong.filter(|_| parts.is_empty()) {
        return Err(failure);
    }
    let hits = |(part, (_, found)): (usize, &(&str, Found<'_>))| (0..found.count()).map(move |hit| (part, hit)).collect::<Vec<_>>();
    let mut order: Vec<(usize, usize)> = parts.iter().enumerate().flat_map(hits).collect();
    let score = |(part, hit): &(usize, usize)| parts[*part].1.score(*hit);
    // Of two that are as good the one of the report that is listed first.
    order.sort_by(|one, other| score(other).total_cmp(&score(one)).then(one.cmp(other)));
    Ok(FoundInAll { parts, order, asked, language })
}

impl FoundInAll<'_> {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// What the search says of its result: that of the report with the best hit.
    pub fn note(&self) -> Option<String> {
        let best = self.order.first().map_or(0, |(part, _)| *part);
        self.parts.get(best).and_then(|(_, found)| found.note())
    }

    /// Writes the hits for a program.
    pub fn json<W: Write>(&self, out: &mut W) -> io::Result<()> {
        let shown = self.order.iter().take(self.asked.limit.unwrap_or(usize::MAX));
        let hits = shown.map(|(part, hit)| self.parts[*part].1.json_hit(*hit, Some(self.parts[*part].0))).collect();
        let query = clean_line(&self.asked.query);
        let json = Json { query: &query, lang: self.language.tag(), total: self.order.len(), hits };
        serde_json::to_writer(&mut *out, &json)?;
        writeln!(out)
    }

    /// Writes the hits for people.
    pub fn text<W: Write>(&self, out: &mut W, words: &Words, medium: Medium) -> io::Result<()> {
        let limit = self.asked.limit.unwrap_or(USUAL);
        let mut printer = Printer::new(out, medium);
        for (nth, (part, hit)) in self.order.iter().take(limit).enumerate() {
            let (name, found) = &self.parts[*part];
            found.one(&mut printer, (nth, *hit), Some(name))?;
        }
        let left = self.order.len().saturating_sub(limit);
        if left > 0 {
            let values = [("more", &*left.to_string()), ("all", &self.order.len().to_string())];
            printer.paragraph("", 0, &fill(&words.search.more, &values))?;
        }
        Ok(())
    }
}
