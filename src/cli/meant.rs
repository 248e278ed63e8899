//! What was meant by a word: the thing of that name, or the address or command that is nearest to it.

use super::exit::{Failure, repeated};
use crate::report::record::Kind;
use crate::report::tour::StopAt;
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};

/// Why a word stands for nothing.
enum Nothing {
    /// No address looks so.
    NoAddress,
    /// It is the name of these.
    Several(Vec<Address>),
    /// Nothing has this address.
    Unknown(Address),
}

/// What an address stands for in an edition, or what is wrong with it and what is nearest.
pub fn resolve(report: &Report, edition: &Edition, typed: &str) -> Result<Address, Failure> {
    find(report, edition, typed).map_err(|nothing| failure(report, edition, typed, &nothing))
}

/// The same for the first word of a line that begins with no command: what was mistyped may be one, and nothing stands behind an address.
pub fn first_word(report: &Report, edition: &Edition, typed: &str, more: Option<&str>, commands: &[String]) -> Result<Address, Failure> {
    let w = &edition.words.error;
    match (find(report, edition, typed), more) {
        (Ok(address), None) => Ok(address),
        (Ok(_), Some(more)) => Err(Failure::usage(format!("{} {}", fill(&w.unexpected, &[("argument", &repeated(more))]), &*w.usage_hint))),
        (Err(Nothing::Unknown(address @ Address::Section(_))), _) => {
            let shown = repeated(typed.trim());
            let head = address.to_string();
            let commands = commands.iter().map(|command| Candidate::new(command.clone(), &head));
            let near = commands.chain(candidates(report, edition, &head)).min_by_key(|candidate| candidate.distance);
            Err(Failure::usage(match near.filter(|near| near.is_near(&head)) {
                Some(near) => fill(&w.no_command_near, &[("word", &shown), ("near", &near.name)]),
                None => fill(&w.no_command, &[("word", &shown)]),
            }))
        }
        (Err(nothing), _) => Err(failure(report, edition, typed, &nothing)),
    }
}

fn find(report: &Report, edition: &Edition, typed: &str) -> Result<Address, Nothing> {
    let parsed = typed.parse::<Address>();
    if let Ok(address) = &parsed {
        match address {
            Address::Section(id) if edition.section_index(id).is_some() => return Ok(address.clone()),
            // `rec:7` is `rec:07`.
            other => {
                if let Some(record) = report.record(edition, other) {
                    return Ok(record.id.parse().unwrap_or_else(|_| address.clone()));
                }
            }
        }
    }
    if let Some(country) = report.facts().country(typed) {
        return Ok(Address::Country(report.facts().countries[country].id.to_string()));
    }
    // A topic of a country, as tours name it: `ecuador/law`.
    if let StopAt::Country(country, _) = StopAt::parse(typed.trim())
        && report.facts().country(&country).is_some()
    {
        return Ok(Address::Country(country));
    }
    match parsed {
        Ok(Address::Section(id)) => match called(report, edition, &id).as_slice() {
            [] => Err(Nothing::Unknown(Address::Section(id))),
            [one] => Ok(one.clone()),
            several => Err(Nothing::Several(several.to_vec())),
        },
        Ok(address) => Err(Nothing::Unknown(address)),
        Err(_) => Err(Nothing::NoAddress),
    }
}

/// What has this name without its kind: `coyotes` is `term:coyotes`.
fn called(report: &Report, edition: &Edition, id: &str) -> Vec<Address> {
    let kinds = [Address::Law, Address::Figure, Address::Organisation, Address::Recommendation, Address::Term, Address::Source]
        .map(|kind| kind(id.to_owned()));
    let records = kinds.iter().filter_map(|address| report.record(edition, address));
    records.filter_map(|record| record.id.parse().ok()).collect()
}

fn failure(report: &Report, edition: &Edition, typed: &str, nothing: &Nothing) -> Failure {
    let w = &edition.words.error;
    let shown = repeated(typed);
    match nothing {
        Nothing::NoAddress => Failure::usage(fill(&w.not_an_address, &[("address", &shown)])),
        Nothing::Several(addresses) => {
            let there = addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            Failure::usage(fill(&w.several, &[("address", &shown), ("there", &there)]))
        }
        Nothing::Unknown(address) => Failure::nothing(match nearest(report, edition, address) {
            Some(near) => fill(&w.not_found_near, &[("address", &shown), ("near", &near)]),
            None => fill(&w.not_found, &[("address", &shown)]),
        }),
    }
}

/// How many letters are wrong. Of what is more than twice as long, those that are too many, so that a very long word costs nothing.
pub fn distance(name: &str, typed: &str) -> usize {
    let length = name.chars().count();
    let too_many = typed.chars().count().saturating_sub(length);
    if too_many > length { too_many } else { strsim::osa_distance(name, typed) }
}

/// Something that may have been meant.
struct Candidate {
    name: String,
    distance: usize,
}

impl Candidate {
    /// What begins with what was typed is nearer than anything that was mistyped.
    fn new(name: String, typed: &str) -> Self {
        let bare = name.split_once(':').map_or(name.as_str(), |(_, id)| id);
        let distance =
            if name.starts_with(typed) || bare.starts_with(typed) { 0 } else { distance(&name, typed).min(distance(bare, typed)) };
        Self { name, distance }
    }

    fn is_near(&self, typed: &str) -> bool {
        self.distance <= (typed.chars().count() / 3).max(1)
    }
}

/// All addresses but those of passages.
fn candidates<'a>(report: &'a Report, edition: &'a Edition, typed: &'a str) -> impl Iterator<Item = Candidate> + 'a {
    let sections = edition.sections.iter().map(|section| section.id.clone());
    let countries = report.facts().countries.iter().map(|country| country.id.to_string());
    let others = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Passage);
    let others = others.flat_map(|kind| report.addresses(edition, kind)).map(|address| address.to_string());
    sections.chain(countries).chain(others).map(move |name| Candidate::new(name, typed))
}

/// The address most like one that is none; the last passage of a section where the number is too large.
fn nearest(report: &Report, edition: &Edition, address: &Address) -> Option<String> {
    if let Address::Passage(section, _) = address
        && let Some(section) = edition.section_index(section)
    {
        let passages = &edition.sections[section].passages;
        return (!passages.is_empty()).then(|| edition.address_of(passages.end - 1).to_string());
    }
    let (head, number) = match address {
        Address::Passage(section, number) => (section.clone(), Some(*number)),
        other => (other.to_string(), None),
    };
    let near = candidates(report, edition, &head).min_by_key(|candidate| candidate.distance).filter(|near| near.is_near(&head))?;
    match number {
        Some(number) if edition.passage_at(&near.name, number).is_some() => Some(format!("{}.{number}", near.name)),
        _ => Some(near.name),
    }
}
