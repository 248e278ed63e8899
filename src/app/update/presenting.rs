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
        }
        let values = [("at", &*(to + 1).to_string()), ("of", &*tour.stops.len().to_string())];
        self.message = Some(if is_move { fill(&w.moved, &values) } else { w.stop_removed.to_string() });
        let effect = Effect::ChangeTour(tour.id.clone(), from, is_move.then_some(to));
        self.present = Some(present.changed(&report, edition, tour, to));
        effect
    }

    /// What whoever leads the group wants to remember here.
    fn show_notes(&mut self) {
        let Some(group) = self.present.as_ref().and_then(Present::group) else { return };
        let w = &self.edition().words.present;
        if group.notes.is_empty() {
            self.message = Some(w.no_notes.to_string());
            return;
        }
        let sheet = sheet::notes(fill(&w.notes, &[("title", &group.title)]), &group.notes);
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
            Command::Back if present.is_marking() => {
                present.command(Command::MarkWords);
            }
            Command::Back => self.stop_presenting(),
            Command::PickSlide => self.pick_slide(),
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
            let first = slide.texts.first().map(|text| text.text.chars().take(60).collect::<String>()).unwrap_or_default();
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
