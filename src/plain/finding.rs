//! Looking for something: the search, plain words, countries.

use super::session::{Listed, Matches, Session};
use crate::cli::profile::Profile;
use crate::cli::search::{self, Asked};
use crate::cli::{compare, country};
use crate::report::Address;
use crate::report::topic::Topic;
use crate::report::words::fill;
use crate::search::find::FoldedEdition;
use crate::text::fold::fold;

/// So many hits are told at a time.
const AT_A_TIME: usize = 10;
/// Countries are compared up to so many at a time.
const COMPARED: usize = 3;

impl Session<'_> {
    /// Everything that answers a query. Without words, the last search again.
    pub(super) fn search(&mut self, typed: &str) {
        let asked = match (typed.is_empty(), self.searched.take()) {
            (true, Some((asked, _))) => asked,
            (true, None) => return self.say(&self.words().plain.search_what),
            (false, _) => Asked { query: typed.to_owned(), ..Asked::default() },
        };
        self.remember_query(&asked.query);
        self.searched = Some((asked, 0));
        self.tell_hits();
    }

    /// The next hits.
    pub(super) fn more(&mut self) {
        if self.searched.is_some() { self.tell_hits() } else { self.say(&self.words().plain.search_what) }
    }

    fn tell_hits(&mut self) {
        let Some((asked, told)) = self.searched.take() else { return };
        let found = match search::find(self.report, self.edition(), &asked, !self.private) {
            Ok(found) => found,
            Err(failure) => return self.fail(&failure.message),
        };
        if let Some(note) = found.note().filter(|_| told == 0) {
            self.say(&note);
        }
        let hits: Vec<Listed> = found.addresses().map(Listed::Address).collect();
        let all = hits.len();
        self.list = Some(hits);
        let until = (told + AT_A_TIME).min(all);
        if told < all {
            self.tell(|printer| found.some(printer, told..until));
        }
        let w = &self.words().plain;
        let values = [("told", &*until.to_string()), ("all", &*all.to_string())];
        if until < all {
            self.say(&fill(&w.more, &values));
        } else if all > 0 {
            self.say(&fill(&w.no_more, &values));
        }
        drop(found);
        self.searched = Some((asked, until));
    }

    /// Where words stand exactly so; the first from here on.
    pub(super) fn find(&mut self, typed: &str) {
        let edition = self.edition();
        if typed.is_empty() && self.matches.typed.is_empty() {
            return self.say(&edition.words.plain.find_what);
        }
        if !typed.is_empty() {
            let hits = FoldedEdition::new(edition).find(edition, typed, 0..edition.blocks.len(), 0);
            // A passage is read once, however often they stand in it.
            let mut once = hits;
            once.dedup_by_key(|hit| edition.passage_of_block(hit.block));
            once.retain(|hit| edition.passage_of_block(hit.block).is_some());
            self.matches = Matches { typed: typed.to_owned(), hits: once, at: 0 };
        }
        let here = edition.passages.get(self.at).map_or(0, |passage| passage.block);
        self.matches.at = self.matches.hits.iter().position(|hit| hit.block >= here).unwrap_or(0);
        self.tell_match();
    }

    /// The next place of what was found, or the one before; around the ends.
    pub(super) fn step_match(&mut self, forward: bool) {
        let count = self.matches.hits.len();
        if self.matches.typed.is_empty() {
            return self.say(&self.words().plain.find_what);
        }
        if count > 0 {
            self.matches.at = (self.matches.at + if forward { 1 } else { count - 1 }) % count;
        }
        self.tell_match();
    }

    fn tell_match(&mut self) {
        let edition = self.edition();
        let w = &edition.words.plain;
        let typed = crate::cli::exit::repeated(&self.matches.typed);
        let (at, of) = ((self.matches.at + 1).to_string(), self.matches.hits.len().to_string());
        let Some(hit) = self.matches.hits.get(self.matches.at) else {
            return self.say(&fill(&w.none_found, &[("text", &typed)]));
        };
        let passage = edition.passage_of_block(hit.block);
        self.say(&fill(&w.found_at, &[("text", &typed), ("at", &at), ("of", &of)]));
        if let Some(passage) = passage {
            self.go_to(passage);
        }
    }

    /// All countries, with numbers.
    pub(super) fn countries(&mut self) {
        let edition = self.edition();
        let facts = self.report.facts();
        if facts.countries.is_empty() {
            return self.say(&edition.words.countries.nowhere);
        }
        let all = facts.countries.iter().map(|country| Listed::Address(Address::Country(country.id.to_string())));
        self.list = Some(all.collect());
        let w = &edition.words.country;
        for (nth, country) in facts.countries.iter().enumerate() {
            let name = country.name.text(edition.language);
            let profile = if country.profile { format!(", {}", crate::text::fold::fold(&w.profile)) } else { String::new() };
            let passages = format!("{}: {}", &*w.passages, country.passages.len());
            self.say(&format!("{}. {name}{profile}. {passages}", nth + 1));
        }
        self.say_numbers();
    }

    /// A country, or a topic of it: `NAME`, `NAME TOPIC`, or `TOPIC` of the last one.
    pub(super) fn one_country(&mut self, typed: &str) {
        if typed.is_empty() {
            return self.countries();
        }
        let (name, topic) = self.topic_behind(typed);
        match (name.is_empty(), topic, self.country.clone()) {
            (true, Some(_), Some(id)) => self.show_country(&id, topic),
            (true, _, None) => self.say(&self.words().plain.no_country_yet),
            _ => match country::find(self.report, self.edition(), name) {
                Ok(profile) => self.show_country(&profile.country.id, topic),
                Err(failure) => self.fail(&failure.message),
            },
        }
    }

    /// What was typed without the name of a topic at its end, and that topic.
    fn topic_behind<'t>(&self, typed: &'t str) -> (&'t str, Option<Topic>) {
        if self.report.facts().country(typed).is_some() {
            return (typed, None);
        }
        let words = self.words();
        let starts = std::iter::once(0).chain(typed.match_indices(char::is_whitespace).map(|(at, space)| at + space.len()));
        for at in starts {
            let (name, end) = typed.split_at(at);
            let end = fold(end.trim());
            let is_it = |topic: &Topic| {
                [topic.name(), words.label("topic", topic.name()), words.label("topic-short", topic.name())]
                    .iter()
                    .any(|name| fold(name) == end)
            };
            if let Some(topic) = Topic::ALL.into_iter().find(is_it) {
                return (name.trim(), Some(topic));
            }
        }
        (typed, None)
    }

    /// A country's profile, or a topic of it.
    pub(super) fn show_country(&mut self, id: &str, topic: Option<Topic>) {
        let (report, edition) = (self.report, self.edition());
        let Some(index) = report.facts().country(id) else { return };
        let profile = Profile::new(report, edition, index);
        self.tell_to(|out, medium| country::text(out, &profile, topic, medium));
        self.country = Some(id.to_owned());
        self.shown = Some(Address::Country(id.to_owned()));
        // A whole profile is several lists, each with numbers of its own.
        let addresses = topic.map(|topic| profile.addresses(topic)).unwrap_or_default();
        self.list = Some(addresses.into_iter().map(Listed::Address).collect());
        self.say_numbers();
    }

    /// Two or three countries, and a topic if one stands behind them.
    pub(super) fn compare(&mut self, typed: &str) {
        let (names, topic) = self.topic_behind(typed);
        let names = self.country_names(names);
        if !(2..=COMPARED).contains(&names.len()) {
            return self.say(&self.words().plain.compare_what);
        }
        let edition = self.edition();
        match compare::find(self.report, edition, &names) {
            Ok(profiles) => {
                self.list = Some(Vec::new());
                self.tell_to(|out, medium| compare::text(out, edition, &profiles, topic, medium));
            }
            Err(failure) => self.fail(&failure.message),
        }
    }

    /// Names with commas or "and" between them; without, the longest names of countries.
    fn country_names(&self, typed: &str) -> Vec<String> {
        let and = fold(&self.words().plain.and);
        let words: Vec<&str> = typed.split_whitespace().collect();
        if typed.contains(',') {
            return typed.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
        }
        let mut names = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if and.split(',').any(|and| and.trim() == fold(words[at])) {
                at += 1;
                continue;
            }
            // No name of a country has more words.
            let longest =
                (at + 1..=words.len().min(at + 6)).rev().find(|end| self.report.facts().country(&words[at..*end].join(" ")).is_some());
            let end = longest.unwrap_or(at + 1);
            names.push(words[at..end].join(" "));
            at = end;
        }
        names
    }
}
