//! Walks for trainers: stop by stop, with questions and the speaker's notes.

use super::session::{Listed, Session, Walk};
use crate::cli::tour;
use crate::export::printer::Printer;
use crate::export::tour as handout;
use crate::report::words::fill;
use crate::state::OwnTours;

impl Session<'_> {
    fn own_tours(&mut self) -> OwnTours {
        OwnTours::open(self.folders.data.as_deref(), self.report)
    }

    /// All walks with their numbers; or the one of this number, name or title begins.
    pub(super) fn tours(&mut self, typed: &str) {
        let (report, edition) = (self.report, self.edition());
        let own = self.own_tours();
        if let Some(notice) = tour::notice(edition, &own) {
            self.fail(&notice);
        }
        if typed.is_empty() {
            let all: Vec<_> = tour::all(report, &own).map(|(tour, _)| tour).collect();
            if all.is_empty() {
                return self.say(&edition.words.tour.none);
            }
            self.list = Some(all.iter().map(|tour| Listed::Tour(tour.id.clone())).collect());
            for (nth, tour) in all.iter().enumerate() {
                let title = tour.title.text(edition.language);
                self.say(&format!("{}. {title}. {}", nth + 1, handout::length_line(edition, tour)));
            }
            return self.say_numbers();
        }
        let listed = typed.parse::<usize>().ok().and_then(|number| tour::all(report, &own).nth(number.checked_sub(1)?));
        let found = match listed {
            Some(found) => Ok(found),
            None => tour::find(report, &own, edition, typed),
        };
        match found {
            Ok((tour, _)) => {
                let title = tour.title.text(edition.language).to_owned();
                let lines = [title, tour.summary.text(edition.language).to_owned(), handout::length_line(edition, tour)];
                self.say_all(&lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>());
                self.shown = None;
                self.walk = (!tour.stops.is_empty()).then(|| Walk { tour: tour.clone(), stop: 0 });
                self.say_stop();
            }
            Err(failure) => self.fail(&failure.message),
        }
    }

    /// The next stop or the one before.
    pub(super) fn step_walk(&mut self, forward: bool) {
        let Some(walk) = &mut self.walk else { return self.say(&self.words().plain.no_walk) };
        let last = walk.tour.stops.len().saturating_sub(1);
        match forward {
            true if walk.stop >= last => return self.say(&self.words().plain.last),
            false if walk.stop == 0 => return self.say(&self.words().plain.first),
            true => walk.stop += 1,
            false => walk.stop -= 1,
        }
        self.say_stop();
    }

    /// What the stop shows, and how one goes on.
    fn say_stop(&mut self) {
        let (report, edition) = (self.report, self.edition());
        let Some(walk) = self.walk.clone() else { return };
        self.tell_to(|out, medium| handout::stop(&mut Printer::new(out, medium), report, edition, &walk.tour, walk.stop));
        let questions = walk.tour.stops.get(walk.stop).map_or(0, |stop| stop.questions.len()).to_string();
        self.say(&fill(&edition.words.plain.walk_hint, &[("questions", &questions)]));
    }

    /// What to discuss at this stop.
    pub(super) fn questions(&mut self) {
        let language = self.edition().language;
        let Some(walk) = &self.walk else { return self.say(&self.words().plain.no_walk) };
        let stop = walk.tour.stops.get(walk.stop);
        let questions: Vec<String> =
            stop.iter().flat_map(|stop| &stop.questions).map(|question| question.text(language).to_owned()).collect();
        if questions.is_empty() {
            self.say(&self.words().plain.no_questions);
        }
        self.say_all(&questions);
    }

    /// What whoever leads the group should know at this stop.
    pub(super) fn speaker_notes(&mut self) {
        let language = self.edition().language;
        let Some(walk) = &self.walk else { return self.say(&self.words().plain.no_walk) };
        let notes = walk.tour.stops.get(walk.stop).map_or("", |stop| stop.notes.text(language)).to_owned();
        self.say(if notes.is_empty() { &self.words().plain.no_notes } else { &notes });
    }
}
