//! What an export is of: places, kinds, or the kinds of things that belong to places.

use std::collections::HashSet;

use crate::report::record::{Kind, Record};
use crate::report::{Address, Edition, Report};

/// What to export, in the order of the report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Indices of passages, in order.
    pub(crate) passages: Vec<usize>,
    /// Records that are no passages.
    pub(crate) others: Vec<Address>,
    /// Everything was asked for.
    pub(crate) all: bool,
    /// Names of the countries that were asked for.
    pub(crate) countries: Vec<String>,
    /// What was asked for, where it is one thing.
    one: Option<Address>,
}

impl Selection {
    /// Of these places and records. Sections and countries add up; kinds beside them narrow what is taken from them; everything if nothing is
    /// named. `None` where nothing is left.
    pub fn new(report: &Report, edition: &Edition, mut addresses: Vec<Address>, mut kinds: Vec<Kind>) -> Option<Self> {
        let all = addresses.is_empty() && kinds.is_empty();
        let mut seen = HashSet::new();
        addresses.retain(|address| seen.insert(address.clone()));
        let one = if let ([], [one]) = (kinds.as_slice(), addresses.as_slice()) { Some(one.clone()) } else { None };
        let mut selection = Self { all, one, ..Self::default() };
        let (places, single): (Vec<_>, Vec<_>) =
            addresses.into_iter().partition(|address| matches!(address, Address::Section(_) | Address::Country(_)));
        match (kinds.is_empty(), places.is_empty()) {
            (true, true) if selection.all => Kind::ALL.into_iter().for_each(|kind| selection.add_kind(report, edition, kind)),
            (_, true) => kinds.into_iter().for_each(|kind| selection.add_kind(report, edition, kind)),
            (whole, false) => {
                if whole {
                    kinds = vec![Kind::Passage, Kind::Law, Kind::Figure, Kind::Organisation];
                }
                for place in &places {
                    // Of a section that was asked for as it is, its text.
                    let is_text = whole && matches!(place, Address::Section(_));
                    let kinds = if is_text { &[Kind::Passage] } else { kinds.as_slice() };
                    selection.add_place(report, edition, place, kinds);
                }
            }
        }
        for address in single {
            selection.add(edition, address);
        }
        selection.passages.sort_unstable();
        selection.passages.dedup();
        let mut seen = HashSet::new();
        selection.others.retain(|address| seen.insert(address.clone()));
        (!selection.passages.is_empty() || !selection.others.is_empty()).then_some(selection)
    }

    fn add(&mut self, edition: &Edition, address: Address) {
        match address {
            Address::Passage(section, number) => self.passages.extend(edition.passage_at(&section, number)),
            other => self.others.push(other),
        }
    }

    fn add_kind(&mut self, report: &Report, edition: &Edition, kind: Kind) {
        report.addresses(edition, kind).into_iter().for_each(|address| self.add(edition, address));
    }

    /// The records of these kinds that belong to a section or a country.
    fn add_place(&mut self, report: &Report, edition: &Edition, place: &Address, kinds: &[Kind]) {
        for address in kinds.iter().flat_map(|kind| report.addresses(edition, *kind)) {
            if report.record(edition, &address).is_some_and(|record| belongs(report, &record, place)) {
                self.add(edition, address);
            }
        }
        if let Address::Country(id) = place
            && let Some(index) = report.facts().country(id)
        {
            self.countries.push(report.facts().countries[index].name.text(edition.language).to_owned());
        }
    }

    /// All records, passages first.
    pub(crate) fn records<'a>(&'a self, report: &'a Report, edition: &'a Edition) -> impl Iterator<Item = Record> + 'a {
        let passages = self.passages.iter().map(|index| report.passage_record(edition, *index));
        passages.chain(self.others.iter().filter_map(|address| report.record(edition, address)))
    }

    /// Where it comes from: one thing has its own page and address, several have the report's citation.
    pub(crate) fn citation(&self, report: &Report, edition: &Edition) -> String {
        let own = match &self.one {
            Some(Address::Section(id)) => edition.section_index(id).map(|index| report.cite_section(edition, index)),
            Some(address) => report.record(edition, address).map(|record| record.source),
            None => None,
        };
        own.unwrap_or_else(|| report.cite(edition, std::iter::empty()))
    }
}

/// Whether a record is of a section or a country. What is beside the text and names no countries belongs to those of its passages.
fn belongs(report: &Report, record: &Record, place: &Address) -> bool {
    match place {
        Address::Section(id) => record.section.as_ref() == Some(id),
        Address::Country(id) => match record.kind {
            Kind::Term | Kind::Source | Kind::Recommendation => {
                record.passages().iter().any(|passage| report.facts().countries_of(passage).contains(id))
            }
            _ => record.countries.contains(id),
        },
        _ => false,
    }
}
