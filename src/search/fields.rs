//! What of a record is searched.

use std::collections::HashMap;

use crate::report::record::{Own, Record};
use crate::report::{Edition, Language, Report};
use crate::text::fold::fold;

/// The amounts of each passage's figures, as a query would write them: they find the passage as well, however the text writes them.
pub(super) fn amounts(report: &Report) -> HashMap<&str, Vec<String>> {
    let mut amounts: HashMap<&str, Vec<String>> = HashMap::new();
    for figure in &report.facts().figures {
        amounts.entry(&figure.passage).or_default().extend(figure.value.map(|value| amount(value, figure.is_share())));
    }
    amounts
}

/// The countries that a record is about: those it names as its own, and for what stands beside the text those of its passages that its words name.
pub(super) fn countries_of(report: &Report, language: Language, record: &Record, folded: &str) -> Vec<usize> {
    let facts = report.facts();
    let position = |id: &String| facts.countries.iter().position(|country| *country.id == **id);
    let own: Vec<usize> = record.countries.iter().filter_map(position).collect();
    let passages = match &record.own {
        Own::Term { passages, .. }
        | Own::Source { passages, .. }
        | Own::Recommendation { passages, .. }
        | Own::Organisation { passages, .. }
            if own.is_empty() =>
        {
            passages
        }
        _ => return own,
    };
    let mut named: Vec<usize> = passages.iter().flat_map(|passage| facts.countries_of(passage)).filter_map(|id| position(&id)).collect();
    named.retain(|index| folded.contains(&fold(facts.countries[*index].name.text(language))));
    named.sort_unstable();
    named.dedup();
    named
}

/// What of a record is searched: its title, and everything else.
pub(super) fn fields(report: &Report, edition: &Edition, record: &Record, amounts: &HashMap<&str, Vec<String>>) -> (String, String) {
    let words = &edition.words;
    let mut body = record.text.clone();
    let mut add = |text: &str| {
        if !text.is_empty() {
            body.push_str(" | ");
            body.push_str(text);
        }
    };
    let mut title = record.title.clone();
    match &record.own {
        Own::Passage { footnotes, note, heading, .. } => {
            // The heading and the section, not all that is above them.
            let section =
                record.section.as_deref().and_then(|id| edition.section_index(id)).map(|index| edition.sections[index].title.clone());
            title = [section, heading.clone()].into_iter().flatten().collect::<Vec<_>>().join(" | ");
            for footnote in footnotes {
                add(&footnote.text);
            }
            add(note.as_deref().unwrap_or_default());
            for amount in amounts.get(record.id.as_str()).into_iter().flatten() {
                add(amount);
            }
        }
        Own::Law { instrument, status, note, year, year_end, .. } => {
            add(words.label("instrument", instrument));
            add(status.as_deref().unwrap_or_default());
            add(note.as_deref().unwrap_or_default());
            [year, year_end].into_iter().flatten().for_each(|year| add(&year.to_string()));
        }
        Own::Figure { value, note, attributed_to, label, .. } => {
            let id = record.id.strip_prefix("figure:").unwrap_or_default();
            let is_share = report.facts().figures.iter().any(|figure| *figure.id == *id && figure.is_share());
            add(&value.map(|value| amount(value, is_share)).unwrap_or_default());
            add(note.as_deref().unwrap_or_default());
            add(label.as_deref().unwrap_or_default());
            let source = attributed_to.as_ref().and_then(|id| report.references().iter().find(|reference| *reference.id == **id));
            add(source.map_or("", |source| source.title.text(edition.language)));
        }
        Own::Organisation { acronym, group, note, .. } => {
            title = format!("{title} {}", acronym.as_deref().unwrap_or_default());
            add(group.as_ref().map_or("", |group| words.label("organisation", group)));
            add(note.as_deref().unwrap_or_default());
        }
        Own::Recommendation { note, .. } => add(note.as_deref().unwrap_or_default()),
        Own::Term { long, aliases, note, .. } => {
            title = format!("{title} | {} | {}", long.as_deref().unwrap_or_default(), aliases.join(" | "));
            add(note.as_deref().unwrap_or_default());
        }
        Own::Source { author, publisher, year, url, .. } => {
            title = format!("{title} | {}", author.as_deref().unwrap_or_default());
            add(publisher.as_deref().unwrap_or_default());
            add(&year.map(|year| year.to_string()).unwrap_or_default());
            add(url.as_deref().unwrap_or_default());
        }
    }
    (title, body)
}

/// A number as a query would write it: without separators, a share with its sign.
fn amount(value: f64, is_share: bool) -> String {
    format!("{value}{}", if is_share { "%" } else { "" })
}
