//! `compare`: two or three countries, topic by topic; side by side where the terminal is wide enough.

use std::io::{self, Write};

use super::country;
use super::exit::Failure;
use super::profile::{self, Profile};
use crate::export::printer::{Medium, Printer};
use crate::export::table::lines;
use crate::report::topic::Topic;
use crate::report::words::fill;
use crate::report::{Edition, Report};
use crate::text::wrap::wrap;

/// Terminals of so many columns show countries side by side.
const WIDE: u16 = 120;
/// A column is never wider than this: longer lines are hard to read.
const COLUMN: usize = 70;

/// The countries that are called so: two or three different ones.
pub fn find<'a>(report: &'a Report, edition: &'a Edition, typed: &[String]) -> Result<Vec<Profile<'a>>, Failure> {
    let mut found: Vec<Profile<'a>> = Vec::new();
    for name in typed {
        let profile = country::find(report, edition, name)?;
        if found.iter().any(|other| other.country.id == profile.country.id) {
            return Err(Failure::usage(fill(&edition.words.compare.same, &[("name", profile.name())])));
        }
        found.push(profile);
    }
    Ok(found)
}

/// Writes countries as a JSON array.
pub fn json<W: Write>(out: &mut W, profiles: &[Profile<'_>], topic: Option<Topic>) -> io::Result<()> {
    let all: Vec<_> = profiles.iter().map(|profile| profile.json(topic)).collect();
    serde_json::to_writer(&mut *out, &all)?;
    writeln!(out)
}

/// Writes countries for people to read.
pub fn text<W: Write>(out: &mut W, edition: &Edition, profiles: &[Profile<'_>], topic: Option<Topic>, medium: Medium) -> io::Result<()> {
    let mut printer = Printer::new(out, medium);
    for topic in Topic::wanted(topic) {
        match medium.columns.filter(|columns| *columns >= WIDE && !medium.linear) {
            Some(columns) => {
                printer.heading(topic.title(edition))?;
                side_by_side(&mut printer, profiles, topic, usize::from(columns))?;
            }
            None => {
                for profile in profiles {
                    let values = [("topic", topic.title(edition)), ("name", profile.name())];
                    printer.heading(&fill(&edition.words.country.topic_of, &values))?;
                    profile.write(&mut printer, topic)?;
                }
            }
        }
        if topic == Topic::Figures {
            profile::charts(&mut printer, profiles)?;
        }
    }
    profiles.first().map_or(Ok(()), |profile| profile::source(&mut printer, profile))
}

/// Each country in a column of its own, its items one under the other.
fn side_by_side<W: Write>(printer: &mut Printer<'_, W>, profiles: &[Profile<'_>], topic: Topic, columns: usize) -> io::Result<()> {
    let count = profiles.len();
    let each = ((columns - 2 * (count - 1)) / count).min(COLUMN);
    let widths = vec![each; count];
    let heads: Vec<String> = profiles.iter().map(Profile::title).collect();
    for line in lines(&heads, &widths) {
        printer.laid_out(&line, true)?;
    }
    printer.laid_out(&vec!["─".repeat(each); count].join("  "), false)?;
    let column = |profile: &Profile<'_>| {
        let mut column: Vec<String> = Vec::new();
        for item in profile.items(topic) {
            if !column.is_empty() {
                column.push(String::new());
            }
            // The lines of an item hang under its first.
            for (nth, range) in wrap(&item, each - 2).into_iter().enumerate() {
                let indent = if nth == 0 { "" } else { "  " };
                column.push(format!("{indent}{}", item.get(range).unwrap_or_default()));
            }
        }
        column
    };
    let filled: Vec<Vec<String>> = profiles.iter().map(column).collect();
    for line in 0..filled.iter().map(Vec::len).max().unwrap_or(0) {
        let row: Vec<String> = filled.iter().map(|column| column.get(line).cloned().unwrap_or_default()).collect();
        let cells: Vec<String> = row.iter().map(|cell| crate::text::columns::pad(cell, each)).collect();
        printer.laid_out(&cells.join("  "), false)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;
    use crate::text::columns::width;

    fn written(columns: Option<u16>, topic: Topic) -> String {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        let profiles = find(&report, edition, &["colombia".to_owned(), "peru".to_owned(), "EC".to_owned()]).expect("countries");
        let mut out = Vec::new();
        text(&mut out, edition, &profiles, Some(topic), Medium { columns, ..Medium::default() }).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn side_by_side_from_120_columns() {
        let wide = written(Some(120), Topic::Overview);
        let head = wide.lines().nth(1).unwrap_or_default();
        assert!(["Colombia", "Peru", "Ecuador"].iter().all(|name| head.contains(name)), "{wide}");
        assert!(wide.lines().all(|line| width(line) <= 120));
        let narrow = written(Some(119), Topic::Overview);
        assert!(narrow.starts_with("Overview: Colombia\n"), "{narrow}");
    }

    #[test]
    fn a_country_is_not_compared_with_itself() {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        let same = find(&report, edition, &["Brasil".to_owned(), "brazil".to_owned()]).err().expect("failure");
        assert_eq!(same.exit.code(), 2);
    }
}
