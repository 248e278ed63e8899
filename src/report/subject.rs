//! What an address stands for, whatever it is: a record, and also a section or a country, which are no records but can be marked and cited.

use super::address::Address;
use super::edition::Edition;
use super::pack::Report;

/// Something one can point at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// A title for lists, what is nearest first: heading, section.
    pub title: String,
    /// What it says; of a section and of a country only what stands beside their parts.
    pub text: String,
}

impl Report {
    /// What stands at an address; `None` where there is nothing.
    pub fn subject(&self, edition: &Edition, address: &Address) -> Option<Subject> {
        let language = edition.language;
        match address {
            Address::Section(id) => {
                let section = &edition.sections[edition.section_index(id)?];
                Some(Subject { title: section.title.clone(), text: String::new() })
            }
            Address::Country(id) => {
                let country = &self.facts().countries[self.facts().country(id)?];
                Some(Subject { title: country.name.text(language).to_owned(), text: country.overview.text(language).to_owned() })
            }
            Address::Passage(..) => {
                let record = self.uncited_record(edition, address)?;
                let title = record.title.rsplit(" › ").take(2).collect::<Vec<_>>().join(" · ");
                Some(Subject { title, text: record.text })
            }
            other => self.uncited_record(edition, other).map(|record| Subject { title: record.title, text: record.text }),
        }
    }

    /// The citation of what stands at an address.
    pub fn cite_address(&self, edition: &Edition, address: &Address) -> String {
        let own = match address {
            Address::Section(id) => edition.section_index(id).map(|index| self.cite_section(edition, index)),
            other => self.record(edition, other).map(|record| record.source),
        };
        own.unwrap_or_else(|| self.cite(edition, std::iter::empty()))
    }
}
