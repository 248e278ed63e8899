//! Walks through the report for groups: `tours/*.toml`, one tour a file. A trainer's own are of the same form.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::address::Address;
use super::files::Files;
use super::localized::{Localized, Plain};
use super::parse::{At, Lines, PackError, Problem, line_and_column, text_of};
use super::topic::Topic;
use crate::text::sanitize::clean_line;

/// The folder of a pack, and of a person's data, in which tours lie.
pub const FOLDER: &str = "tours";

/// A walk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tour {
    /// The stem of its file's name.
    pub id: String,
    /// What it is called.
    pub title: Localized,
    /// What it is for, in a sentence or two.
    pub summary: Localized,
    /// For whom it was made.
    pub audience: Localized,
    /// How long it takes, where that is not the sum of its stops.
    pub minutes: Option<u32>,
    /// Its place among the others; those without one come last.
    pub order: Option<u32>,
    /// The report it was made for, as [`super::Report::identity`] has it; nothing where it goes with any. Own tours say it.
    pub report: Plain,
    /// In the order in which they are walked.
    pub stops: Vec<Stop>,
    /// Where it says how long it takes.
    pub(super) minutes_at: At,
}

/// A stop of a walk: what is read, and what is talked about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stop {
    /// What it is called, where that is not what it shows; see [`super::Report::stop_title`].
    pub title: Localized,
    /// What it shows, in order; see [`super::Report::stop_at`] for what that stands for.
    pub at: Vec<StopAt>,
    /// How long it takes.
    pub minutes: u32,
    /// What the group may discuss.
    pub questions: Vec<Localized>,
    /// For whoever leads the group.
    pub notes: Localized,
    /// Where all of this stands in its file.
    pub(super) lines: StopLines,
}

/// What a stop shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StopAt {
    /// What has this address. A section's name may be a country's: [`super::Report::stop_at`] tells.
    Address(Address),
    /// A country's tab, by the country's id.
    Country(String, Topic),
    /// What is no address at all, as it was written.
    Unknown(String),
}

/// Where in a file a stop's parts stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StopLines {
    pub(super) stop: At,
    pub(super) minutes: At,
    pub(super) at: Vec<At>,
    pub(super) questions: Vec<At>,
}

/// Why a text is no tour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoTour {
    /// `:LINE:COLUMN`, or nothing where that is not known.
    pub at: String,
    /// The parser's words, safe for the terminal.
    pub message: String,
}

/// A tour as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TourFile {
    tour: TourHead,
    #[serde(default)]
    stop: Vec<Spanned<StopEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TourHead {
    title: Localized,
    #[serde(default)]
    summary: Localized,
    #[serde(default)]
    audience: Localized,
    minutes: Option<Spanned<u32>>,
    order: Option<u32>,
    #[serde(default)]
    report: Plain,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StopEntry {
    #[serde(default)]
    title: Localized,
    #[serde(default)]
    at: Vec<Spanned<Plain>>,
    minutes: Option<Spanned<u32>>,
    #[serde(default)]
    questions: Vec<Spanned<Localized>>,
    #[serde(default)]
    notes: Localized,
}

/// A tour as it is written.
#[derive(Serialize)]
struct WrittenTour<'a> {
    tour: WrittenHead<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stop: Vec<WrittenStop<'a>>,
}

#[derive(Serialize)]
struct WrittenHead<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minutes: Option<u32>,
    #[serde(skip_serializing_if = "is_empty")]
    report: &'a Plain,
    title: &'a Localized,
    #[serde(skip_serializing_if = "Localized::is_empty")]
    summary: &'a Localized,
    #[serde(skip_serializing_if = "Localized::is_empty")]
    audience: &'a Localized,
}

#[derive(Serialize)]
struct WrittenStop<'a> {
    at: Vec<String>,
    minutes: u32,
    #[serde(skip_serializing_if = "Localized::is_empty")]
    title: &'a Localized,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    questions: &'a [Localized],
    #[serde(skip_serializing_if = "Localized::is_empty")]
    notes: &'a Localized,
}

fn is_empty(plain: &Plain) -> bool {
    plain.is_empty()
}

impl Tour {
    /// A tour without stops.
    pub fn new(title: &str) -> Self {
        Self { title: Localized::of(title), ..Self::default() }
    }

    /// How long it takes: what it says itself, or else the sum of its stops.
    pub fn duration(&self) -> u32 {
        self.minutes.unwrap_or_else(|| self.stops.iter().fold(0, |sum, stop| sum.saturating_add(stop.minutes)))
    }

    /// Reads a tour's text.
    pub fn parse(id: &str, text: &str) -> Result<Self, NoTour> {
        let TourFile { tour: head, stop } = toml::from_str(text).map_err(|error| NoTour {
            at: error.span().map(|span| line_and_column(text, span.start)).unwrap_or_default(),
            message: clean_line(error.message()).into_owned(),
        })?;
        let lines = Lines::new(text);
        Ok(Self {
            id: clean_line(id).into_owned(),
            title: head.title,
            summary: head.summary,
            audience: head.audience,
            minutes_at: head.minutes.as_ref().map_or_else(At::default, |minutes| lines.at(minutes.span().start)),
            minutes: head.minutes.map(Spanned::into_inner),
            order: head.order,
            report: head.report,
            stops: stop.into_iter().map(|stop| Stop::read(&lines, stop)).collect(),
        })
    }

    /// Its text, as [`Tour::parse`] reads it.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        let head = WrittenHead {
            order: self.order,
            minutes: self.minutes,
            report: &self.report,
            title: &self.title,
            summary: &self.summary,
            audience: &self.audience,
        };
        toml::to_string(&WrittenTour { tour: head, stop: self.stops.iter().map(Stop::written).collect() })
    }
}

impl Stop {
    /// A stop at one place.
    pub fn new(at: StopAt, minutes: u32) -> Self {
        Self { at: vec![at], minutes, ..Self::default() }
    }

    /// Whether another stop is the same, wherever it stands.
    pub fn says_the_same(&self, other: &Self) -> bool {
        Self { lines: StopLines::default(), ..self.clone() } == Self { lines: StopLines::default(), ..other.clone() }
    }

    fn written(&self) -> WrittenStop<'_> {
        WrittenStop {
            at: self.at.iter().map(ToString::to_string).collect(),
            minutes: self.minutes,
            title: &self.title,
            questions: &self.questions,
            notes: &self.notes,
        }
    }

    fn read(lines: &Lines<'_>, entry: Spanned<StopEntry>) -> Self {
        let place = |start| lines.at(start);
        let own = place(entry.span().start);
        let StopEntry { title, at, minutes, questions, notes } = entry.into_inner();
        Self {
            title,
            lines: StopLines {
                stop: own,
                minutes: minutes.as_ref().map_or(own, |minutes| place(minutes.span().start)),
                at: at.iter().map(|at| place(at.span().start)).collect(),
                questions: questions.iter().map(|question| place(question.span().start)).collect(),
            },
            at: at.into_iter().map(|place| StopAt::parse(place.get_ref())).collect(),
            minutes: minutes.map_or(0, Spanned::into_inner),
            questions: questions.into_iter().map(Spanned::into_inner).collect(),
            notes,
        }
    }
}

impl StopAt {
    /// What a tour's file says: an address, or COUNTRY/TOPIC.
    pub fn parse(text: &str) -> Self {
        let tab = text.split_once('/').and_then(|(country, topic)| Some((country.trim(), Topic::from_name(topic.trim())?)));
        match tab {
            Some((country, topic)) if !country.is_empty() => Self::Country(country.to_lowercase(), topic),
            _ => text.parse().map_or_else(|_| Self::Unknown(clean_line(text).into_owned()), Self::Address),
        }
    }
}

impl std::fmt::Display for StopAt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Address(address) => write!(f, "{address}"),
            Self::Country(country, topic) => write!(f, "{country}/{}", topic.name()),
            Self::Unknown(text) => write!(f, "{text}"),
        }
    }
}

/// The names of a pack's tours, by their files.
pub(super) fn names(files: &Files) -> Vec<String> {
    files.names_in(FOLDER).iter().filter_map(|name| Some(clean_line(name.strip_suffix(".toml")?).into_owned())).collect()
}

/// The tours of a pack, in their order.
pub(super) fn load(files: &Files) -> Result<Vec<Tour>, PackError> {
    let mut tours = Vec::new();
    for name in files.names_in(FOLDER) {
        let Some(id) = name.strip_suffix(".toml") else { continue };
        let path = format!("{FOLDER}/{name}");
        let tour = Tour::parse(id, &text_of(files, &path)?).map_err(|NoTour { at, message }| PackError {
            place: format!("{}{at}", files.display(&path)),
            problem: Problem::Toml(message),
        })?;
        tours.push(tour);
    }
    sort(&mut tours);
    Ok(tours)
}

/// Puts tours in the order in which they are listed.
pub fn sort(tours: &mut [Tour]) {
    tours.sort_by(|a, b| (a.order.unwrap_or(u32::MAX), &a.id).cmp(&(b.order.unwrap_or(u32::MAX), &b.id)));
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"[tour]
title = "Ours"
minutes = 20

[[stop]]
title = { en = "First", es = "Primera" }
at = ["trafficking.5", "Ecuador/law",
      "no address", "ecuador/nothing"]
minutes = 7
questions = ["Why?",
             { en = "Who?" }]
notes = "Slowly."

[[stop]]
"#;

    #[test]
    fn what_is_read_and_where_it_stands() {
        let tour = Tour::parse("x", SAMPLE).expect("a tour");
        let stop = &tour.stops[0];
        let law = StopAt::Country("ecuador".to_owned(), Topic::Law);
        let unknown = |text: &str| StopAt::Unknown(text.to_owned());
        assert_eq!(stop.at[1..3], [law, unknown("no address")]);
        let at = |line, column| At { line, column };
        assert_eq!((tour.minutes, tour.duration(), tour.minutes_at), (Some(20), 20, at(3, 11)));
        let places = vec![at(7, 7), at(7, 24), at(8, 7), at(8, 21)];
        assert_eq!(stop.lines, StopLines { stop: at(5, 1), minutes: at(9, 11), at: places, questions: vec![at(10, 14), at(11, 14)] });
        assert_eq!((tour.stops[1].minutes, tour.stops[1].lines.stop), (0, at(14, 1)));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let tour = Tour::parse("x", SAMPLE).expect("a tour");
        let text = tour.to_toml().expect("written");
        let mut again = Tour::parse("x", &text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
        again.minutes_at = tour.minutes_at;
        again.stops.iter_mut().zip(&tour.stops).for_each(|(stop, first)| stop.lines = first.lines.clone());
        assert_eq!(again, tour, "{text}");
        assert!(text.contains("title = \"Ours\"") && text.contains("Primera"), "{text}");
    }

    #[test]
    fn what_is_no_tour_is_told_with_its_place() {
        for (text, at) in [("[tour]\ntitle = 7\n", ":2:9"), ("[tour]\ntitle = \"a\"\nx = 1\n", ":3:1"), ("", "")] {
            let error = Tour::parse("x", text).expect_err(text);
            assert!(at.is_empty() || error.at == at, "{error:?}");
            assert!(!error.message.contains('\n'), "{error:?}");
        }
        let minus = Tour::parse("x", "[tour]\ntitle = \"a\"\n[[stop]]\nminutes = -1\n").expect_err("a number below nothing");
        assert!(minus.at.starts_with(":4:"), "{minus:?}");
    }
}
