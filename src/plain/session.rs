//! Where one is and what was listed last: all that a line may refer to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::verb::Vocabulary;
use crate::cli::search;
use crate::config::Row;
use crate::export::printer::{Medium, Printer};
use crate::report::tour::Tour;
use crate::report::words::fill;
use crate::report::{Address, Edition, Language, Report, Words};
use crate::search::find::Hit;
use crate::state::mark::{Mark, MarkKind};
use crate::state::place::{Place, Visit, to_ranges};
use crate::state::{Folders, Notice, Places};
use crate::text::sanitize::clean_line;

/// Older places than this many are forgotten, as are older queries in the file.
const MOST: usize = 500;
const QUERIES: usize = 50;

/// What a number stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Listed {
    /// Something in the report.
    Address(Address),
    /// A tour, by its name.
    Tour(String),
    /// A note, by its id, and what it is on, if that is still there.
    Note(String, Option<Address>),
}

/// What the next line answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// The words of a note, on what.
    Note(Address),
    /// The file of an export, and what.
    File(String),
    /// Whether to replace it.
    Replace(String, String),
}

/// A walk: the tour, and the stop where one is.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    pub(super) tour: Tour,
    pub(super) stop: usize,
}

/// Words that were looked for as they stand, and where they are.
#[derive(Debug, Clone, Default)]
pub(super) struct Matches {
    pub(super) typed: String,
    pub(super) hits: Vec<Hit>,
    pub(super) at: usize,
}

/// A person at the line reader.
pub(super) struct Session<'a> {
    pub(super) report: &'a Report,
    pub(super) language: Language,
    pub(super) vocabulary: Vocabulary,
    keys: Vec<Row>,
    pub(super) folders: Folders,
    pub(super) private: bool,
    pub(super) medium: Medium,
    /// What is to be said.
    pub(super) out: Vec<u8>,
    /// The passage where one is, by its index.
    pub(super) at: usize,
    pub(super) behind: Vec<usize>,
    pub(super) ahead: Vec<usize>,
    /// What was opened beside the text.
    pub(super) shown: Option<Address>,
    /// What numbers stand for; before anything was listed, the sections.
    pub(super) list: Option<Vec<Listed>>,
    pub(super) country: Option<String>,
    /// What was searched for, and how many hits were told.
    pub(super) searched: Option<(search::Asked, usize)>,
    pub(super) matches: Matches,
    pub(super) checklist: Option<String>,
    pub(super) removed: Vec<Mark>,
    pub(super) walk: Option<Walk>,
    pub(super) question: Option<Question>,
    pub(super) ended: bool,
    places: Places,
    queries: Vec<String>,
    read: BTreeMap<String, BTreeSet<u32>>,
    saved: Option<Visit>,
    pub(super) not_saved: Option<String>,
}

impl<'a> Session<'a> {
    /// Where one left off.
    pub(super) fn new(report: &'a Report, language: Language, keys: Vec<Row>, folders: Folders, private: bool, medium: Medium) -> Self {
        let (places, notice) = Places::open(folders.state.as_deref());
        let vocabulary = Vocabulary::new(&report.edition(language).words, &Words::bundled(Language::En), &keys);
        let mut session = Self {
            report,
            language,
            vocabulary,
            keys,
            folders,
            private,
            medium,
            out: Vec::new(),
            at: 0,
            behind: Vec::new(),
            ahead: Vec::new(),
            shown: None,
            list: None,
            country: None,
            searched: None,
            matches: Matches::default(),
            checklist: None,
            removed: Vec::new(),
            walk: None,
            question: None,
            ended: false,
            places,
            queries: Vec::new(),
            read: BTreeMap::new(),
            saved: None,
            not_saved: None,
        };
        if let Some(visit) = session.places.visit(&report.identity()).cloned() {
            session.at = visit.place.find(session.edition()).unwrap_or(0);
            session.queries = visit.queries;
        }
        let w = &session.edition().words.state;
        let said = match notice {
            Some(Notice::Damaged(aside)) => Some(fill(&w.damaged, &[("file", &clean_line(&aside.display().to_string()))])),
            Some(Notice::Newer) => Some(w.newer.to_string()),
            Some(Notice::Unreadable(_)) => Some(w.unreadable.to_string()),
            None if private => Some(w.private.to_string()),
            None if session.folders.state.is_none() => Some(w.no_folder.to_string()),
            None => None,
        };
        session.say_all(said.as_slice());
        session
    }

    /// The edition that is read.
    pub(super) fn edition(&self) -> &'a Edition {
        self.report.edition(self.language)
    }

    /// The words to say it in.
    pub(super) fn words(&self) -> &'a Words {
        &self.edition().words
    }

    /// Another edition, at the same place.
    pub(super) fn speak(&mut self, language: Language) {
        let place = self.place();
        self.language = language;
        self.vocabulary = Vocabulary::new(self.words(), &Words::bundled(Language::En), &self.keys);
        self.at = place.and_then(|place| place.find(self.edition())).unwrap_or(0);
        // What was found stands in the other text.
        self.matches = Matches::default();
    }

    /// Says a line.
    pub(super) fn say(&mut self, text: &str) {
        self.tell(|printer| printer.line("", 0, text));
    }

    /// Says lines.
    pub(super) fn say_all(&mut self, lines: &[String]) {
        for line in lines {
            self.say(line);
        }
    }

    /// Says what is written so. Memory does not fail, and what is written to it later does.
    pub(super) fn tell(&mut self, write: impl FnOnce(&mut Printer<'_, Vec<u8>>) -> io::Result<()>) {
        let medium = self.medium;
        self.tell_to(|out, _| write(&mut Printer::new(out, medium)));
    }

    /// The same for a writer of the command line.
    pub(super) fn tell_to(&mut self, write: impl FnOnce(&mut Vec<u8>, Medium) -> io::Result<()>) {
        if let Err(error) = write(&mut self.out, self.medium) {
            let line = format!("{}\n", self.words().cause(&error.to_string()));
            self.out.extend(line.bytes());
        }
    }

    /// Says what went wrong: the same line as on the command line.
    pub(super) fn fail(&mut self, message: &str) {
        self.say(&crate::text::capital(message));
    }

    /// The same for several lines.
    pub(super) fn fail_all(&mut self, messages: &[String]) {
        for message in messages {
            self.fail(message);
        }
    }

    /// Remembers where one is before a jump.
    pub(super) fn leave(&mut self) {
        if self.behind.last() != Some(&self.at) {
            self.behind.push(self.at);
            let surplus = self.behind.len().saturating_sub(MOST);
            self.behind.drain(..surplus);
        }
        self.ahead.clear();
    }

    /// What a note, a bookmark and a citation are of.
    pub(super) fn target(&self) -> Option<Address> {
        self.shown.clone().or_else(|| self.address())
    }

    /// The passage where one is.
    pub(super) fn address(&self) -> Option<Address> {
        (self.at < self.edition().passages.len()).then(|| self.edition().address_of(self.at))
    }

    /// Kinds of highlights by their names.
    pub(super) fn mark_kind(&self, typed: &str) -> Option<MarkKind> {
        let typed = crate::text::fold::fold(typed.trim());
        let called = |kind: &MarkKind| crate::text::fold::fold(self.words().label("mark", kind.name())) == typed;
        MarkKind::from_name(&typed).or_else(|| MarkKind::ALL.into_iter().find(called))
    }

    /// A passage was read to its end.
    pub(super) fn was_read(&mut self) {
        if let Some(Address::Passage(section, number)) = self.address() {
            self.read.entry(section).or_default().insert(number);
        }
    }

    /// What was searched for is kept with the place.
    pub(super) fn remember_query(&mut self, query: &str) {
        self.queries.retain(|other| other != query);
        self.queries.push(query.to_owned());
        let surplus = self.queries.len().saturating_sub(QUERIES);
        self.queries.drain(..surplus);
    }

    fn place(&self) -> Option<Place> {
        self.address().map(|_| Place::in_passage(self.edition(), self.at, 0))
    }

    /// Nothing is kept from now on.
    pub(super) fn forget(&mut self) {
        self.private = true;
        self.folders = Folders::nowhere();
        self.places = Places::default();
    }

    /// Keeps the place, if it is another one. Done before anything is said, so that it is kept whatever becomes of the output.
    pub(super) fn keep(&mut self) {
        let Some(place) = self.place() else { return };
        let read = self.read.iter().map(|(section, numbers)| (section.clone(), to_ranges(numbers.iter().copied()))).collect();
        let visit = Visit { report: self.report.identity(), place, read, queries: self.queries.clone() };
        if self.saved.as_ref() == Some(&visit) || !self.places.can_save() {
            return;
        }
        match self.places.save(visit.clone()) {
            Ok(()) => {
                self.saved = Some(visit);
                self.not_saved = None;
            }
            Err(error) => {
                let error = error.to_string();
                // Said once: it is tried again with every line.
                if self.not_saved.replace(error.clone()).is_none() {
                    let w = self.words();
                    self.fail(&fill(&w.state.not_saved, &[("error", &w.cause(&error))]));
                }
            }
        }
    }
}
