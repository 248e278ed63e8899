//! The data beside the text agrees with the text: addresses exist, ids are told apart, and every number is in both.

use std::collections::{BTreeMap, BTreeSet};

use vereda::report::record::Kind;
use vereda::report::{Address, Edition, Language, Report};
use vereda::text::fold::{Folded, fold};

fn report() -> (Report, Language) {
    (Report::bundled(), Language::En)
}

/// A passage's text with its footnotes, those of the translator left out.
fn text_of(edition: &Edition, address: &str) -> String {
    let Ok(Address::Passage(section, number)) = address.parse() else { panic!("{address} is no passage's address") };
    let index = edition.passage_at(&section, number).unwrap_or_else(|| panic!("there is no {address}"));
    let passage = &edition.passages[index];
    let notes = passage.notes.iter().map(|note| &edition.notes[*note]).filter(|note| !note.translators);
    let blocks = std::iter::once(passage.block).chain(notes.filter_map(|note| note.block));
    blocks.map(|block| edition.blocks[block].text.clone()).collect::<Vec<_>>().join("\n")
}

/// Where a number or a word stands in a text as a whole: not inside a longer number or word.
fn stands(text: &str, what: &str) -> bool {
    !Folded::new(text, &[]).find_words(&fold(what)).is_empty() || {
        // A number that ends in a sign, such as 84%, ends there.
        let (text, what) = (fold(text), fold(what));
        text.match_indices(&what).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + what.len()..].chars().next();
            let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !part(before) && (!part(after) || what.ends_with('%'))
        })
    }
}

#[test]
fn addresses_exist_and_ids_are_told_apart() {
    let (report, language) = report();
    let edition = report.edition(language);
    let facts = report.facts();
    let countries: BTreeSet<&str> = facts.countries.iter().map(|country| &*country.id).collect();
    assert!(countries.len() >= 23, "{}", countries.len());
    let profiles: Vec<&str> = facts.countries.iter().filter(|country| country.profile).map(|country| &*country.id).collect();
    assert_eq!(profiles, ["argentina", "brazil", "chile", "colombia", "ecuador", "guatemala", "mexico", "peru"]);
    for kind in Kind::ALL {
        let addresses = report.addresses(edition, kind);
        let distinct: BTreeSet<&Address> = addresses.iter().collect();
        assert_eq!(addresses.len(), distinct.len(), "{kind:?}: ids twice");
        for address in addresses {
            let record = report.record(edition, &address).unwrap_or_else(|| panic!("{address} is no record"));
            assert_eq!(record.id, address.to_string());
            assert!(!record.title.is_empty() && !record.text.is_empty(), "{address} says nothing");
            assert!(record.first_passage().is_some_and(|first| edition.block_at(&first).is_some()), "{address} has no passage");
            for country in &record.countries {
                assert!(countries.contains(country.as_str()), "{address}: no country {country}");
            }
        }
    }
    let also = facts.laws.iter().flat_map(|law| &law.also);
    let also = also.chain(facts.organisations.iter().flat_map(|organisation| &organisation.passages));
    let also = also.chain(facts.countries.iter().flat_map(|country| &country.passages));
    also.for_each(|address| assert!(!text_of(edition, address).is_empty()));
    for figure in &facts.figures {
        let known = figure.source().is_empty() || report.references().iter().any(|reference| *reference.id == *figure.source());
        assert!(known, "{}: no source {}", &*figure.id, figure.source());
    }
}

#[test]
fn every_word_of_the_data_has_a_name() {
    let (report, language) = report();
    let words = &report.edition(language).words;
    let facts = report.facts();
    let named = |group: &str, name: &str| words.label.get(group).is_some_and(|names| names.contains_key(name));
    facts.laws.iter().for_each(|law| assert!(named("instrument", &law.kind), "{}", &*law.kind));
    facts.organisations.iter().for_each(|own| assert!(named("organisation", &own.kind), "{}", &*own.kind));
    facts.countries.iter().for_each(|country| assert!(named("region", &country.region), "{}", &*country.region));
    for item in &facts.recommendations {
        assert!(!item.addressees.is_empty() && named("theme", &item.theme), "{}", &*item.id);
        item.addressees.iter().for_each(|addressee| assert!(named("addressee", addressee), "{}", &**addressee));
    }
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    facts.figures.iter().filter(|figure| !figure.group().is_empty()).for_each(|figure| *groups.entry(figure.group()).or_default() += 1);
    for (group, rows) in groups {
        assert!(named("chart", group) && rows > 1, "{group}: {rows}");
    }
}

/// Words for a number that the report does not give.
const INDEFINITE: [&str; 2] = ["hundreds", "millions"];

/// What a number amounts to, written in digits or in words; shares in percent.
fn amount(shown: &str) -> f64 {
    const WORDS: [(&str, f64); 15] = [
        ("a quarter", 25.0),
        ("one in every four", 25.0),
        ("a fifth", 20.0),
        ("half a million", 500_000.0),
        ("doubled", 2.0),
        ("first", 1.0),
        ("second", 2.0),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("nine", 9.0),
    ];
    let folded = fold(shown);
    let number = match folded.find(|c: char| c.is_ascii_digit()) {
        Some(start) => {
            let digits: String = folded[start..].chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            digits.trim_end_matches('.').parse().unwrap_or_else(|_| panic!("{shown}"))
        }
        None if folded.starts_with("ten") => 10.0,
        None => match WORDS.iter().find(|(word, _)| folded.trim_start_matches("between ").starts_with(word)) {
            Some((_, number)) => *number,
            None => panic!("{shown:?} is no number"),
        },
    };
    match folded.rsplit(' ').next() {
        Some("million") if number < 1_000.0 => number * 1_000_000.0,
        Some("thousand") => number * 1_000.0,
        _ => number,
    }
}

#[test]
fn every_figure_stands_in_its_passage_and_says_what_it_amounts_to() {
    let (report, language) = report();
    let edition = report.edition(language);
    for figure in &report.facts().figures {
        let text = text_of(edition, &figure.passage);
        let shown = figure.shown.text(language);
        assert!(!shown.is_empty() && stands(&text, shown), "{}: {shown:?} does not stand in {}", &*figure.id, &*figure.passage);
        let close = |amount: f64, value: f64| assert!((amount - value).abs() < 1e-6, "{}: {shown} is not {value}", &*figure.id);
        let Some(value) = figure.value else {
            // An amount that no one gave must not be exported as one, nor drawn.
            assert!(INDEFINITE.contains(&fold(shown).as_str()), "{}: {shown:?} amounts to something", &*figure.id);
            assert!(figure.value_to().is_none() && figure.group().is_empty(), "{}", &*figure.id);
            assert!(figure.number(language).ends_with(" of people"), "{}", figure.number(language));
            continue;
        };
        close(amount(shown), value);
        match (shown.rsplit_once(" and "), figure.value_to()) {
            (Some((_, end)), Some(value)) => close(amount(end), value),
            (None, None) => {}
            other => panic!("{}: {shown} has {other:?} as its end", &*figure.id),
        }
    }
}

/// The numbers in a text: digits with their separators and signs.
fn numbers(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found = Vec::new();
    let mut rest = folded.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = rest[..start].chars().next_back();
        let tail = &rest[start..];
        let end = tail.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(tail.len());
        let number = tail[..end].trim_end_matches('.');
        // M18 and the like are names.
        if !before.is_some_and(char::is_alphabetic) {
            found.push(number.to_owned());
        }
        rest = &tail[end..];
    }
    found
}

#[test]
fn every_number_of_the_text_is_a_figure() {
    let (report, language) = report();
    let edition = report.edition(language);
    let mut missing = Vec::new();
    for (index, passage) in edition.passages.iter().enumerate() {
        let address = edition.address_of(index).to_string();
        let section = &edition.sections[passage.section].id;
        if section == "about" && passage.number > 8 {
            continue; // addresses and telephone numbers
        }
        // The marks of footnotes are no numbers of the text.
        let block = &edition.blocks[passage.block];
        let mut text = block.text.to_string();
        for mark in block.marks.iter().rev() {
            if matches!(mark.style, vereda::report::markup::Style::NoteMark(_)) {
                text.replace_range(mark.range.clone(), " ");
            }
        }
        let own: Vec<String> = report
            .facts()
            .figures
            .iter()
            .filter(|figure| *figure.passage == *address)
            .flat_map(|figure| numbers(&format!("{} {}", figure.shown.text(language), figure.period.text(language))))
            .collect();
        for number in numbers(&text) {
            let is_year = number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
            let is_name = NAMES.iter().any(|(at, name)| *at == address && *name == number);
            if !is_year && !is_name && !own.contains(&number) {
                missing.push(format!("{address}: {number}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Numbers that are parts of names and dates, with the passage in which they stand.
const NAMES: &[(&str, &str)] = &[
    ("introduction.4", "19"),  // COVID-19
    ("context.1", "19"),       // COVID-19
    ("context.9", "19"),       // COVID-19
    ("policies.5", "216"),     // Decree 216
    ("trafficking.22", "8.7"), // Alliance 8.7
    ("conclusions.8", "187"),  // 187th period
];

#[test]
fn instruments_are_found_by_what_the_text_calls_them() {
    // Written from the report: what a lawyer would look for, by country.
    let (report, language) = report();
    let facts = report.facts();
    for (country, part) in [
        ("ecuador", "Comprehensive Organic Criminal Code"),
        ("ecuador", "Organic Law"),
        ("ecuador", "Action Plan against Human Trafficking"),
        ("ecuador", "Phoenix Plan"),
        ("ecuador", "Palermo Protocol"),
        ("brazil", "Migration Law"),
        ("brazil", "Global Compact"),
        ("brazil", "National Plan to Combat Human Trafficking"),
        ("brazil", "National Committee to Combat Human Trafficking"),
        ("colombia", "Temporary Protection Statute"),
        ("peru", "National Policy against Trafficking in Persons"),
        ("chile", "Economic and Environmental Crimes Act"),
        ("chile", "PANTRAFOR"),
        ("chile", "CAMTRAFOR"),
        ("chile", "Alliance 8.7"),
        ("chile", "Action Plan against Human Trafficking"),
        ("chile", "Intersectoral Protocol"),
        ("guatemala", "Law Against Human Trafficking"),
        ("guatemala", "Law for the Comprehensive Protection of Children and Adolescents"),
        ("mexico", "General Law to Prevent, Punish and Eradicate Human Trafficking"),
        ("argentina", "Executive Committee for the Fight Against Human Trafficking"),
        ("panama", "deportation"),
        ("united-states", "deportation"),
    ] {
        let names: Vec<&str> = facts.laws_of(country).map(|index| facts.laws[index].name.text(language)).collect();
        let found = names.iter().any(|name| fold(name).contains(&fold(part)));
        assert!(found, "{country}: no {part} among {names:#?}");
    }
}
