//! What the projector does with commands, and how one comes to it and back.

use std::sync::Arc;

use crate::app::action::{Command, Effect};
use crate::app::picker::{Choice, Picker, Target};
use crate::app::present::Present;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::visits::Spot;
use crate::app::{App, Pane, sheet};
use crate::export::qr::Form;
use crate::report::tour::{StopAt, Tour};
use crate::report::words::fill;
use crate::report::{Address, Kind};
use crate::text::columns::truncate;

impl App {
    /// Shows what one is at on the projector.
    pub(in crate::app) fn start_presenting(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let present = match (&self.sheet, self.pane) {
            (None, Pane::Countries | Pane::Profile) if !self.profile.countries.is_empty() => {
                Present::countries(&report, edition, &self.profile.countries, self.profile.topic)
            }
            (None, Pane::Tasks | Pane::Lists) => {
                let addresses = report.addresses(edition, Kind::Recommendation);
                Present::records(&report, edition, Some(Kind::Recommendation), &addresses, self.target().as_ref())
            }
            _ => match self.target() {
                Some(address) if !matches!(address, Address::Passage(..)) => {
                    Present::records(&report, edition, None, std::slice::from_ref(&address), None)
                }
                from => Present::report(edition, from.as_ref()),
            },
        };
        self.switch_on(present);
    }

    fn switch_on(&mut self, mut present: Present) {
        if present.is_empty() {
            self.message = Some(self.edition().words.present.nothing.to_string());
            return;
        }
        self.sheet = None;
        present.theme_before = self.theme;
        present.resize(self.size.0, self.size.1, self.form == Form::Ascii);
        self.present = Some(present);
        self.theme = self.projector_theme.min(self.themes.len().saturating_sub(1));
        // Until the first key, in the place of where one is.
        self.message = Some(self.with_keys(&self.edition().words.present.begins).into_owned());
    }

    /// All tours, to choose one by part of its title.
    pub(super) fn pick_tour(&mut self) {
        let words = &self.edition().words.present;
        let own_from = self.report.tours().len();
        let choice = |(index, tour): (usize, &Tour)| {
            let title = tour.title.text(self.language);
            Choice {
                name: if index < own_from { title.to_owned() } else { fill(&words.own, &[("title", title)]) },
                also: vec![tour.id.clone()],
                beside: fill(&words.minutes, &[("minutes", &tour.duration().to_string())]),
                target: Target::Tour(index),
            }
        };
        let choices: Vec<Choice> = self.tours().enumerate().map(choice).collect();
        if choices.is_empty() {
            self.message = Some(words.no_tours.to_string());
            return;
        }
        let picker = Picker::new(words.tours.to_string(), choices);
        self.open_picker(picker);
    }

    /// The person's own tours, to add what one is at to one of them.
    pub(super) fn pick_own_tour(&mut self) {
        let w = &self.edition().words.present;
        let Some(address) = self.target() else {
            self.message = Some(w.nothing.to_string());
            return;
        };
        let own = self.own_tours.iter().enumerate();
        let own = own.map(|(index, tour)| Choice::new(tour.title.text(self.language).to_owned(), Target::AddTo(Some(index))));
        let choices = own.chain([Choice::new(w.add_new.to_string(), Target::AddTo(None))]).collect();
        let picker = Picker::new(fill(&w.add, &[("address", &address.to_string())]), choices);
        self.open_picker(picker);
    }

    /// The tour was chosen: a new one needs a name.
    pub(super) fn add_to(&mut self, tour: Option<usize>) -> Effect {
        let Some(address) = self.target() else { return Effect::Nothing };
        if let Some(tour) = tour.and_then(|tour| self.own_tours.get(tour)) {
            let title = tour.title.text(self.language).to_owned();
            return self.add_stop(title, address);
        }
        self.prompt = Some(Prompt::new(Purpose::NewTour(address), ""));
        Effect::Nothing
    }

    pub(super) fn add_stop(&mut self, title: String, address: Address) -> Effect {
        let values = [("address", &*address.to_string()), ("title", &*title)];
        self.message = Some(fill(&self.edition().words.present.added, &values));
        Effect::AddToTour(title, StopAt::Address(address))
    }

    /// What is on the projector in the language that was chosen.
    pub(super) fn present_in_language(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        self.present = self.present.as_ref().map(|present| present.in_edition(&report, edition, self.tours()));
    }

    /// Begins a tour.
    pub(in crate::app) fn start_tour(&mut self, tour: usize) {
        let report = Arc::clone(&self.report);
        let Some(tour) = self.tours().nth(tour) else { return };
        let present = Present::tour(&report, report.edition(self.language), tour);
        self.switch_on(present);
    }

    /// The stop on the screen comes earlier or later, or leaves the tour, if that is the person's own.
    fn change_tour(&mut self, command: Command) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let w = &edition.words.present;
        let Some(present) = &self.present else { return Effect::Nothing };
        let own = self.own_tours.iter_mut().find(|tour| present.tour.as_ref() == Some(&tour.id));
        let Some(tour) = own else {
            self.message = Some(w.not_own.to_string());
            return Effect::Nothing;
        };
        let from = present.slide().group;
        let to = match command {
            Command::StopEarlier => from.checked_sub(1),
            Command::StopLater => Some(from + 1).filter(|to| *to < tour.stops.len()),
            _ => Some(from).filter(|_| tour.stops.len() > 1),
        };
        let Some(to) = to.filter(|_| from < tour.stops.len()) else { return Effect::Nothing };
        let stop = tour.stops.remove(from);
        let is_move = command != Command::RemoveStop;
        if is_move {
            tour.stops.insert(to, stop);
        } else {
            self.removed_stops.push((tour.id.clone(), from, stop, self.notes.removed()));
        }
        let values = [("at", &*(to + 1).to_string()), ("of", &*tour.stops.len().to_string())];
        self.message = Some(if is_move { fill(&w.moved, &values) } else { w.stop_removed.to_string() });
        let effect = Effect::ChangeTour(tour.id.clone(), from, is_move.then_some(to));
        self.present = Some(present.changed(&report, edition, tour, to));
        effect
    }

    /// The stop that left a tour of one's own last comes back to where it was; on the projector, if that shows the tour.
    pub(super) fn bring_stop_back(&mut self) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let w = &edition.words;
        let Some((id, at, stop, _)) = self.removed_stops.pop() else {
            self.message = Some(w.notes.nothing_removed.to_string());
            return Effect::Nothing;
        };
        let Some(tour) = self.own_tours.iter_mut().find(|tour| tour.id == id) else { return Effect::Nothing };
        let at = at.min(tour.stops.len());
        tour.stops.insert(at, stop.clone());
        let title = report.stop_title(edition, &stop);
        self.message = Some(fill(&w.notes.brought_back, &[("address", &title)]));
        if let Some(present) = self.present.as_ref().filter(|present| present.tour.as_ref() == Some(&id)) {
            self.present = Some(present.changed(&report, edition, tour, at));
        }
        Effect::RestoreStop(id, at, Box::new(stop))
    }

    /// What whoever leads the group wants to remember here, and what the page's footnotes and terms mean. The person's own notes are not for the
    /// group.
    fn show_notes(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(present) = &self.present else { return };
        let passage = match &present.slide().address {
            Some(Address::Passage(section, number)) => edition.passage_at(section, *number),
            _ => None,
        };
        let explained = passage.and_then(|passage| sheet::explain(&report, edition, &self.terms, passage, &[]));
        let group = present.group().filter(|group| !group.notes.is_empty());
        let notes = group.map(|group| sheet::notes(fill(&edition.words.present.notes, &[("title", &group.title)]), &group.notes));
        let mut sheet = match (notes, explained) {
            (Some(notes), Some(explained)) => notes.with(explained),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => {
                self.message = Some(edition.words.present.no_notes.to_string());
                return;
            }
        };
        // What is on the wall is not to be changed there.
        sheet.about = None;
        self.open_sheet(sheet);
    }

    /// Back to where one was, or to the passage that was shown last.
    fn stop_presenting(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let Some(present) = self.present.take() else { return };
        self.projector_theme = self.theme;
        self.theme = present.theme_before;
        if let Some(address @ (Address::Passage(..) | Address::Section(_))) = &present.slide().address
            && self.target().as_ref() != Some(address)
            && let Some(block) = edition.block_at(address)
        {
            self.jump(edition, Spot { block, offset: 0 });
        }
    }

    /// With the projector on.
    pub(super) fn present_command(&mut self, command: Command) -> Effect {
        let Some(present) = &mut self.present else { return Effect::Nothing };
        match command {
            // Nobody is led out of what they do not see.
            Command::Back if present.blank => {
                present.command(Command::Blank);
            }
            Command::Back if present.is_marking() => {
                present.command(Command::MarkWords);
            }
            Command::Back => self.stop_presenting(),
            Command::PickSlide => self.pick_slide(),
            Command::Undo => return self.bring_stop_back(),
            Command::Explain => self.show_notes(),
            Command::StopEarlier | Command::StopLater | Command::RemoveStop => return self.change_tour(command),
            other => {
                present.command(other);
            }
        }
        Effect::Nothing
    }

    /// All slides, to jump to one by its number or part of its title.
    fn pick_slide(&mut self) {
        let Some(present) = &self.present else { return };
        let mut choices: Vec<Choice> = Vec::new();
        for (index, slide) in present.slides().iter().enumerate() {
            // A slide is found by the number of any of its pages.
            let of_slide = present.pages().iter().enumerate().filter(|(_, page)| page.slide == index).map(|(at, _)| (at + 1).to_string());
            let numbers: Vec<String> = of_slide.collect();
            let page = numbers.first().map_or("", String::as_str);
            // As much as one goes by; what is left out is told.
            let first = slide.texts.first().map(|text| truncate(&text.text.replace('\n', " "), 60)).unwrap_or_default();
            let title = [slide.heading.as_str(), &first].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            let address = slide.address.as_ref().map(ToString::to_string).unwrap_or_default();
            choices.push(Choice {
                name: format!("{page}  {title}"),
                also: std::iter::once(address.clone()).chain(numbers).collect(),
                beside: address,
                target: Target::Slide(index),
            });
        }
        self.open_picker(Picker::new(self.edition().words.present.jump.to_string(), choices));
    }
}
