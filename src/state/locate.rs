//! Finding what a mark is on again, after the content was edited.

use std::collections::HashSet;

use super::mark::Mark;
use crate::report::record::Kind;
use crate::report::{Address, Edition, Report};
use crate::text::fingerprint::fingerprint;
use crate::text::fold::fold;

/// A text at a mark's own address is still what it was on, if so large a part of the words stands in it; a text elsewhere must have more.
const SAME_PLACE: f64 = 0.5;
const ANOTHER_PLACE: f64 = 0.8;
/// A text of fewer words is too common to be known by them.
const FEWEST: usize = 6;

/// What a mark is on now: the same text at its address or wherever it moved, or else what was made of it. `None` where it cannot be placed.
pub fn locate(report: &Report, edition: &Edition, mark: &Mark) -> Option<Address> {
    let address = address_of(report, edition, &mark.address)?;
    let text_at = |edition: &Edition, address: &Address| report.subject(edition, address).map(|subject| subject.text);
    // The text that was marked is that of its own edition; an address means the same in all.
    let Some(home) = report.languages().find(|own| *own == mark.language).map(|own| report.edition(own)) else {
        return text_at(edition, &address).map(|_| address);
    };
    let here = text_at(home, &address);
    if here.as_ref().is_some_and(|text| mark.fingerprint.is_empty() || fingerprint(text) == mark.fingerprint) {
        return Some(address);
    }
    let Some(kind) = kind_of(&address) else { return here.map(|_| address) };
    let others: Vec<(Address, String)> =
        report.addresses(home, kind).into_iter().filter_map(|other| text_at(home, &other).map(|text| (other, text))).collect();
    if let Some((moved, _)) = others.iter().find(|(_, text)| fingerprint(text) == mark.fingerprint) {
        return Some(moved.clone());
    }
    let words = words(&mark.quote);
    if here.is_some_and(|text| part_in(&words, &text) >= SAME_PLACE) {
        return Some(address);
    }
    let near = others.into_iter().map(|(other, text)| (part_in(&words, &text), other));
    let nearest = near.filter(|(part, _)| words.len() >= FEWEST && *part >= ANOTHER_PLACE);
    nearest.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, other)| other)
}

/// A country's address looks like a section's.
fn address_of(report: &Report, edition: &Edition, text: &str) -> Option<Address> {
    match text.parse().ok()? {
        Address::Section(id) if edition.section_index(&id).is_none() && report.facts().country(&id).is_some() => Some(Address::Country(id)),
        other => Some(other),
    }
}

/// `None` for what is no record and only has a name.
fn kind_of(address: &Address) -> Option<Kind> {
    match address {
        Address::Section(_) | Address::Country(_) => None,
        Address::Passage(..) => Some(Kind::Passage),
        Address::Law(_) => Some(Kind::Law),
        Address::Figure(_) => Some(Kind::Figure),
        Address::Organisation(_) => Some(Kind::Organisation),
        Address::Recommendation(_) => Some(Kind::Recommendation),
        Address::Term(_) => Some(Kind::Term),
        Address::Source(_) => Some(Kind::Source),
    }
}

fn words(text: &str) -> HashSet<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2).map(ToOwned::to_owned).collect()
}

/// How large a part of the words stands in a text, 0 to 1.
#[allow(clippy::cast_precision_loss, reason = "a text has few words")]
fn part_in(wanted: &HashSet<String>, text: &str) -> f64 {
    let there = words(text);
    if wanted.is_empty() { 0.0 } else { wanted.intersection(&there).count() as f64 / wanted.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;
    use crate::state::mark::MarkKind;

    #[test]
    fn whatever_can_be_marked_is_found_again() {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        let country = Address::Country(report.facts().countries[0].id.to_string());
        let section = Address::Section(edition.sections[0].id.clone());
        let records = Kind::ALL.map(|kind| report.addresses(edition, kind)[0].clone());
        for address in [country, section].into_iter().chain(records) {
            let mark = Mark::new(&report, edition, MarkKind::Note, &address, None);
            assert_eq!(locate(&report, edition, &mark), Some(address));
        }
    }
}
