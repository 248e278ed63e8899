//! What the stops of tours stand for in a report, and what they are called.

use super::address::Address;
use super::edition::Edition;
use super::pack::Report;
use super::tour::{Stop, StopAt};

impl Report {
    /// What a stop's place stands for in an edition: of what has more than one name, its own. `None` where there is nothing.
    pub fn stop_at(&self, edition: &Edition, at: &StopAt) -> Option<StopAt> {
        let country = |name: &str| self.facts().country(name).map(|index| self.facts().countries[index].id.to_string());
        match at {
            StopAt::Unknown(_) => None,
            StopAt::Country(name, topic) => Some(StopAt::Country(country(name)?, *topic)),
            StopAt::Address(address @ Address::Section(id)) => match edition.section_index(id) {
                Some(_) => Some(StopAt::Address(address.clone())),
                None => Some(StopAt::Address(Address::Country(country(id)?))),
            },
            StopAt::Address(Address::Country(id)) => Some(StopAt::Address(Address::Country(country(id)?))),
            StopAt::Address(address) => self.uncited_record(edition, address)?.id.parse().ok().map(StopAt::Address),
        }
    }

    /// What a stop is called: its own title, or else that of the first thing that it shows.
    pub fn stop_title(&self, edition: &Edition, stop: &Stop) -> String {
        match stop.title.text(edition.language) {
            "" => stop.at.iter().find_map(|at| self.stop_at_title(edition, at)).unwrap_or_default(),
            own => own.to_owned(),
        }
    }

    /// What the place is called that a stop shows; `None` where there is nothing.
    pub fn stop_at_title(&self, edition: &Edition, at: &StopAt) -> Option<String> {
        match self.stop_at(edition, at)? {
            StopAt::Address(address) => self.subject(edition, &address).map(|subject| subject.title),
            StopAt::Country(id, topic) => {
                let name = self.facts().countries[self.facts().country(&id)?].name.text(edition.language);
                Some(format!("{name}: {}", topic.title(edition)))
            }
            StopAt::Unknown(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    #[test]
    fn a_country_is_told_from_a_section() {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        let named = |text: &str| report.stop_at(edition, &StopAt::parse(text)).map(|at| at.to_string());
        for (text, own) in [("ecuador", "ecuador"), ("trafficking", "trafficking"), ("Equador/law", "ecuador/law"), ("rec:7", "rec:07")] {
            assert_eq!(named(text).as_deref(), Some(own), "{text}");
        }
        for text in ["atlantis", "atlantis/law", "trafficking.999", "law:no", "a b", "ecuador/x"] {
            assert_eq!(named(text), None, "{text}");
        }
        let country = report.stop_at(edition, &StopAt::parse("ecuador"));
        assert!(matches!(country, Some(StopAt::Address(Address::Country(_)))));
        assert_eq!(report.stop_title(edition, &Stop::new(StopAt::parse("ecuador/law"), 1)), "Ecuador: Legal framework");
    }
}
