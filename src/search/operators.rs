//! What was typed → its operators and what is between them: "exact phrase", -without, NOT without, country:, kind: and section:, the latter three by
//! their names in each of the three languages.

use crate::text::fold::fold;

/// What restricts a search, by its names, folded.
const FILTERS: [(&str, &[&str]); 3] =
    [("country", &["country", "pais"]), ("kind", &["kind", "tipo"]), ("section", &["section", "seccion", "secao"])];

#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    Words(&'a str),
    Phrase(&'a str),
    Without(&'a str),
    Filter(&'a str, &'a str),
}

/// Operators and what is between them. A quotation mark that is not closed is none.
pub(super) fn parts(typed: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = typed;
    while !rest.is_empty() {
        rest = rest.trim_start();
        let quote = rest.strip_prefix(['"', '“', '”', '«', '»']);
        if let Some((phrase, behind)) = quote.and_then(|inside| inside.split_once(['"', '“', '”', '«', '»'])) {
            parts.push(Part::Phrase(phrase));
            rest = behind;
            continue;
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        rest = behind;
        if word == "NOT" && !rest.trim_start().is_empty() {
            let (without, behind) = rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim_start(), ""));
            parts.push(Part::Without(without));
            rest = behind;
            continue;
        }
        if let Some(without) = word.strip_prefix(['-', '−']).filter(|without| without.starts_with(char::is_alphanumeric)) {
            parts.push(Part::Without(without));
            continue;
        }
        let filter =
            word.split_once(':').and_then(|(typed, value)| Some((filter_name(typed)?, value))).filter(|(_, value)| !value.is_empty());
        match filter {
            // country:"el salvador"
            Some((name, value)) if value.starts_with('"') => {
                let from = typed.len() - rest.len() - value.len() + 1;
                let inside = typed.get(from..).unwrap_or_default();
                match inside.split_once('"') {
                    Some((value, behind)) => {
                        parts.push(Part::Filter(name, value));
                        rest = behind;
                    }
                    None => parts.push(Part::Words(word)),
                }
            }
            Some((name, value)) => parts.push(Part::Filter(name, value)),
            None => parts.push(Part::Words(word)),
        }
    }
    parts
}

/// What a filter is called in English, by its name in any of the languages.
fn filter_name(typed: &str) -> Option<&'static str> {
    let typed = fold(typed);
    FILTERS.iter().find(|(_, names)| names.contains(&typed.as_str())).map(|(name, _)| *name)
}
