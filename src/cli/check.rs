//! `check`: what is to be mended in a pack and in a person's own tours, a line each.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use super::exit::Failure;
use crate::report::check::{self, Finding};
use crate::report::files::Files;
use crate::report::parse::PackError;
use crate::report::words::fill;
use crate::report::{Report, Words};
use crate::state::tours::OwnTours;
use crate::text::sanitize::clean_line;

/// What was found.
#[derive(Debug)]
pub struct Checked {
    /// Lines of problems: where, what, how to mend it.
    pub problems: Vec<Problem>,
    /// What was looked at.
    pub all_well: String,
    /// The pack cannot be opened until something is mended: says so.
    pub unreadable: Option<String>,
}

/// A problem; as JSON it is `{"place","what"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// `FILE:LINE`, or `FILE:LINE:COLUMN`, or `FILE`.
    pub place: String,
    /// What is wrong, and how to mend it.
    pub what: String,
}

/// Checks the pack in `folder`, or else the bundled one, and the person's own tours in the data folder. What is no pack at all is an error.
pub fn check(folder: Option<&Path>, data: Option<&Path>, words: &Words) -> Result<Checked, Failure> {
    let (report, files, name) = match folder {
        None => (Report::bundled(), Files::Bundled, words.check.bundled.to_string()),
        Some(folder) => {
            let name = clean_line(&folder.display().to_string()).into_owned();
            match Report::from_folder(folder) {
                Ok(report) => (report, Files::Folder(folder.to_owned()), name),
                Err(error) => return in_part(folder, &name, &error, words),
            }
        }
    };
    let own = OwnTours::open(data, &report);
    let mut problems: Vec<Problem> = check::pack(&report, &files).iter().map(|found| problem(found, words)).collect();
    let of_own = check::tours(&report, own.tours(), |tour| own.place(tour), report.tours());
    problems.extend(of_own.iter().map(|found| problem(found, words)));
    problems.extend(own.spoiled().iter().map(|error| Problem { place: error.place.clone(), what: error.what(words) }));
    let (tours, yours) = (report.tours().len().to_string(), own.tours().count().to_string());
    Ok(Checked {
        problems,
        all_well: fill(&words.check.all_well, &[("name", &name), ("tours", &tours), ("own", &yours)]),
        unreadable: None,
    })
}

/// Of a pack that cannot be opened, what is wrong in each of its files. Where there is no pack at all, that is all there is to say.
fn in_part(folder: &Path, name: &str, error: &PackError, words: &Words) -> Result<Checked, Failure> {
    let is_there = folder.join("report.toml").exists();
    let partly = check::partly(folder).filter(|_| is_there).ok_or_else(|| Failure::usage(error.message(words)))?;
    let broken = partly.broken.iter().map(|error| Problem { place: error.place.clone(), what: error.what(words) });
    let found = partly.found.iter().map(|found| problem(found, words));
    let count = partly.broken.iter().map(|error| error.place.clone()).collect::<Vec<_>>().join(", ");
    let unreadable = fill(&words.check.unreadable, &[("name", name), ("count", &count)]);
    Ok(Checked { problems: broken.chain(found).collect(), all_well: String::new(), unreadable: Some(unreadable) })
}

fn problem(found: &Finding, words: &Words) -> Problem {
    Problem { place: found.place.clone(), what: found.what(words) }
}

/// Says what was found; that all is well where nothing was.
pub fn text<W: Write>(out: &mut W, checked: &Checked, words: &Words) -> io::Result<()> {
    let line = |problem: &Problem| fill(&words.check.line, &[("place", &problem.place), ("what", &problem.what)]);
    if checked.problems.is_empty() {
        return writeln!(out, "{}", checked.all_well);
    }
    checked.problems.iter().try_for_each(|problem| writeln!(out, "{}", line(problem)))
}

/// The same as a JSON array, empty where all is well.
pub fn json<W: Write>(out: &mut W, checked: &Checked) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &checked.problems)?;
    writeln!(out)
}
