//! Ranking titles and names while one types, by the Skim algorithm (fuzzy-matcher). Accents and case do not matter.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::spelling::allowed;
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
/// needle matches all. Where the letters stand together in no name, names in which they do but for mistakes in spelling come first.
pub fn rank<'a, N>(candidates: impl Iterator<Item = N>, needle: &str) -> Vec<Ranked>
where
    N: IntoIterator<Item = &'a str>,
{
    let candidates: Vec<Vec<&str>> = candidates.map(|names| names.into_iter().collect()).collect();
    let matcher = SkimMatcherV2::default().ignore_case();
    let needle = fold(needle);
    let mut found: Vec<(i64, Ranked)> = Vec::new();
    let mut is_there = false;
    for (index, names) in candidates.iter().enumerate() {
        if needle.is_empty() {
            found.push((0, Ranked { index, matched: Vec::new() }));
            continue;
        }
        let scored = names.iter().enumerate().filter_map(|(nth, name)| {
            let (score, characters) = matcher.fuzzy_indices(&plain(name), &needle)?;
            // A name that begins so is what was meant, and the more so where that is all of it: 5 is not 50.
            let folded = fold(name);
            is_there |= folded.contains(&*needle);
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
    let mut ranked: Vec<Ranked> = found.into_iter().map(|(_, ranked)| ranked).collect();
    if !is_there && !needle.is_empty() {
        let mut meant: Vec<(usize, usize)> = Vec::new();
        for (index, names) in candidates.iter().enumerate() {
            let least = names.iter().filter_map(|name| mistakes(&fold(name), &needle)).min();
            meant.extend(least.map(|mistakes| (mistakes, index)));
        }
        meant.sort_unstable();
        ranked.retain(|other| !meant.iter().any(|(_, index)| *index == other.index));
        let meant = meant.into_iter().map(|(_, index)| Ranked { index, matched: Vec::new() });
        ranked = meant.chain(ranked).collect();
    }
    ranked
}

/// How many letters are wrong in what is typed, if it is this name, or begins its words, but for so many as search forgives.
fn mistakes(name: &str, typed: &str) -> Option<usize> {
    let of_word = |typed: &str| {
        let letters = typed.chars().count();
        let most = allowed(letters);
        let wrong = |word: &str| {
            if word.starts_with(typed) {
                return Some(0);
            }
            let begin: String = word.chars().take(letters).collect();
            let near = |word: &str| {
                let far = word.chars().count().abs_diff(letters) > most;
                (!far).then(|| strsim::osa_distance(word, typed)).filter(|wrong| *wrong <= most)
            };
            near(word).into_iter().chain(near(&begin)).min()
        };
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).filter_map(wrong).min()
    };
    typed.split_whitespace().map(of_word).sum()
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
        // Spelt wrongly, it is what it would be spelt rightly.
        for (typed, meant) in [("ecaudor", 1), ("mexcio", 0), ("salvdaor", 2), ("el salvaodr", 2)] {
            assert_eq!(first(typed), Some(meant), "{typed}");
        }
        let pages = [vec!["50  Fifty", "50"], vec!["5  Five and more", "5"]];
        assert_eq!(rank(pages.iter().map(|names| names.iter().copied()), "5").first().map(|r| r.index), Some(1));
    }
}
