//! Ranking titles and names while one types, by the Skim algorithm (fuzzy-matcher). Accents and case do not matter.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::text::fold::fold;

/// A title that matches what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Index of the candidate.
    pub index: usize,
    /// Characters of its first name that match, from 0; none where another name matched better.
    pub matched: Vec<usize>,
}

/// What it is worth that a name begins with what is typed: more than any score.
const BEGINS: i64 = 100_000;

/// The candidates that match, the best first; equals in their own order. Each candidate has one or more names, of which the best counts. An empty
/// needle matches all.
pub fn rank<'a, N>(candidates: impl Iterator<Item = N>, needle: &str) -> Vec<Ranked>
where
    N: IntoIterator<Item = &'a str>,
{
    let matcher = SkimMatcherV2::default().ignore_case();
    let needle = fold(needle);
    let mut found: Vec<(i64, Ranked)> = Vec::new();
    for (index, names) in candidates.enumerate() {
        if needle.is_empty() {
            found.push((0, Ranked { index, matched: Vec::new() }));
            continue;
        }
        let scored = names.into_iter().enumerate().filter_map(|(nth, name)| {
            let (score, characters) = matcher.fuzzy_indices(&plain(name), &needle)?;
            // A name that begins so is what was meant, and the more so where that is all of it: 5 is not 50.
            let folded = fold(name);
            let begins = (i64::from(folded.starts_with(&needle)) + i64::from(folded == needle)) * BEGINS;
            // Of two titles that match as well, the shorter one is meant.
            let length = i64::try_from(name.chars().count()).unwrap_or(0);
            Some((score * 4 - length.min(60) + begins, if nth == 0 { characters } else { Vec::new() }))
        });
        if let Some((score, matched)) = scored.max_by_key(|(score, _)| *score) {
            found.push((score, Ranked { index, matched }));
        }
    }
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    // Letters scattered over a title are no match where another title has them together.
    let best = found.first().map_or(0, |(score, _)| *score % BEGINS);
    found.retain(|(score, _)| *score % BEGINS >= best / 2);
    found.into_iter().map(|(_, ranked)| ranked).collect()
}

/// Accents are taken off character by character, so that characters keep their numbers.
fn plain(name: &str) -> String {
    name.chars().map(|c| fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(' ')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_first_in_any_language() {
        let countries = [vec!["Mexico", "México"], vec!["Ecuador", "Equador"], vec!["El Salvador"], vec!["Peru", "Perú"]];
        let first = |typed| rank(countries.iter().map(|names| names.iter().copied()), typed).first().map(|r| r.index);
        assert_eq!(first("ecu"), Some(1));
        assert_eq!(first("equa"), Some(1));
        assert_eq!(first("MÉX"), Some(0));
        assert_eq!(first("per"), Some(3));
        assert_eq!(first("xyz"), None);
        assert_eq!(first(""), Some(0));
        let pages = [vec!["50  Fifty", "50"], vec!["5  Five and more", "5"]];
        assert_eq!(rank(pages.iter().map(|names| names.iter().copied()), "5").first().map(|r| r.index), Some(1));
    }
}
