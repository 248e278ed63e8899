//! The words that were meant, where nothing is spelled as they were typed: mended, taken apart or put together.

use super::amounts::is_scale;
use super::index::Index;
use super::lexicon::LONGEST;
use super::spelling::{allowed, nearest};
use super::stems::resolve;

/// A part of words that were written as one has at least so many letters, and where the parts mean nothing together, so many.
const PART: usize = 3;
const PART_APART: usize = 4;

/// The words of a query as they were meant. `open_end`: the last one may be unfinished. Tells what was typed and what was taken for it.
pub(super) fn mended(index: &Index, typed: &[String], open_end: bool, corrections: &mut Vec<(String, String)>) -> Vec<String> {
    let mut words: Vec<String> = Vec::with_capacity(typed.len());
    let mut at = 0;
    while let Some(word) = typed.get(at) {
        let rest = &typed[at + 1..];
        at += 1;
        if is_known(index, word, rest.is_empty() && open_end) {
            words.push(word.clone());
        } else if let Some(parts) = digits_apart(index, word) {
            words.extend(parts);
        } else if let Some(parts) = apart(index, word, true) {
            corrections.push((word.clone(), parts.join(" ")));
            words.extend(parts);
        } else if let Some(meant) = spelled(index, &words, word, rest) {
            corrections.push((word.clone(), meant.clone()));
            words.push(meant);
        } else if let Some(parts) = apart(index, word, false) {
            corrections.push((word.clone(), parts.join(" ")));
            words.extend(parts);
        } else if let Some((next, whole)) = rest.first().and_then(|next| Some((next, together(index, word, next)?))) {
            corrections.push((format!("{word} {next}"), whole.clone()));
            words.push(whole);
            at += 1;
        } else {
            words.push(word.clone());
        }
    }
    words
}

/// Whether a word is none that has to be mended.
fn is_known(index: &Index, word: &str, is_end: bool) -> bool {
    let begins = || index.beginning_with(word).next().is_some();
    index.word(word).is_some()
        || index.lexicon.knows(word)
        || index.lexicon.is_stop(word)
        || word.bytes().all(|byte| byte.is_ascii_digit() || b".%".contains(&byte))
        // "rich" is no mistake where "richest" stands.
        || (word.len() >= 4 && begins())
        || index.lists.stems.find(&index.lexicon.stem().of(word)).is_some()
        || (is_end && (begins() || index.lexicon.countries_beginning_with(word).next().is_some()))
}

/// A number and a word that were written as one: `covid19`, `390mil`, `12m`.
fn digits_apart(index: &Index, word: &str) -> Option<Vec<String>> {
    let is_of_number = |c: char| c.is_ascii_digit() || c == '.';
    let first = word.chars().next()?;
    let (one, other) = word.split_at(word.find(|c| is_of_number(c) != is_of_number(first))?);
    let (number, letters) = if is_of_number(first) { (one, other) } else { (other, one) };
    if number.parse::<f64>().is_err() || letters.contains(is_of_number) {
        return None;
    }
    let letters = match letters {
        "k" => "mil",
        "m" | "mm" | "mn" => "million",
        other => other,
    };
    let is_word = is_scale(letters) || index.word(letters).is_some() || index.lexicon.knows(letters);
    let (number, letters) = (number.to_owned(), letters.to_owned());
    is_word.then(|| if is_of_number(first) { vec![number, letters] } else { vec![letters, number] })
}

/// Two words that were written as one, or three of which the middle one means nothing. `as_one`: only where they mean something together.
fn apart(index: &Index, word: &str, as_one: bool) -> Option<Vec<String>> {
    let means =
        |parts: &[&str]| index.lexicon.meaning(parts).is_some_and(|meaning| leads(index, meaning.country.is_some(), meaning.forms()));
    let stands = |part: &str| part.chars().count() >= PART_APART && index.word(part).is_some() && !index.lexicon.is_stop(part);
    let owned = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect();
    let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(1).collect();
    for (nth, cut) in cuts.iter().enumerate() {
        let (one, rest) = word.split_at(*cut);
        let is_part = |part: &str| part.chars().count() >= PART;
        if !is_part(one) {
            continue;
        }
        if is_part(rest) && (if as_one { means(&[one, rest]) } else { stands(one) && stands(rest) }) {
            return Some(owned(&[one, rest]));
        }
        for cut in cuts.iter().skip(nth + 1).map(|other| other - cut).take_while(|length| *length <= PART) {
            let (small, other) = rest.split_at(cut);
            let fits = || if as_one { means(&[one, small, other]) } else { stands(one) && stands(other) };
            if index.lexicon.is_stop(small) && is_part(other) && fits() {
                return Some(owned(&[one, small, other]));
            }
        }
    }
    None
}

/// One word that was written as two.
fn together(index: &Index, word: &str, next: &str) -> Option<String> {
    let whole = format!("{word}{next}");
    let is_one = index.word(&whole).is_some() || index.lexicon.meaning(&[&whole]).is_some();
    (is_one && !is_known(index, next, false)).then_some(whole)
}

/// The word that was meant, between the words before it and the rest.
fn spelled(index: &Index, before: &[String], word: &str, rest: &[String]) -> Option<String> {
    let own = index.words();
    // A word of another language only where it leads to something here.
    let means =
        |words: &[&str]| index.lexicon.meaning(words).is_some_and(|meaning| leads(index, meaning.country.is_some(), meaning.forms()));
    // A part of a name that stands there whole.
    let means_with_others = |candidate: &str| {
        let from = before.len().saturating_sub(LONGEST - 1);
        let mut words: Vec<&str> = before[from..].iter().map(String::as_str).collect();
        let own = words.len();
        words.push(candidate);
        words.extend(rest.iter().take(LONGEST - 1).map(String::as_str));
        let runs = (0..=own).flat_map(|start| (own + 1..=words.len()).map(move |end| start..end));
        runs.filter(|run| run.len() > 1).any(|run| means(&words[run]))
    };
    let learned = index.lexicon.words().map(|candidate| (candidate, 0));
    let most = allowed(word.chars().count());
    // Nobody looks for a word that means nothing.
    let is_word = |(candidate, _): &(&str, usize)| {
        candidate.len() >= 3 && !candidate.starts_with(|c: char| c.is_ascii_digit()) && !index.lexicon.is_stop(candidate)
    };
    let found = nearest(word, own.clone().chain(learned).filter(is_word), most);
    let usable = found.into_iter().find(|candidate| index.word(candidate).is_some() || means(&[candidate]) || means_with_others(candidate));
    Some(usable.or_else(|| nearest(word, own.filter(is_word), most).into_iter().next())?.to_owned())
}

/// Whether what words mean stands somewhere.
fn leads<'a>(index: &Index, is_country: bool, mut forms: impl Iterator<Item = &'a str>) -> bool {
    is_country || forms.any(|form| form.split(' ').all(|word| !resolve(index, word, false).is_empty()))
}

/// Words of the index that are most like one that nothing was found for.
pub(super) fn nearest_words(index: &Index, word: &str) -> Vec<String> {
    let candidates = index.words();
    let most = allowed(word.chars().count()) + 1;
    let first = word.chars().next();
    nearest(word, candidates.filter(|(candidate, _)| candidate.len() >= 3 && candidate.chars().next() == first), most)
        .into_iter()
        .map(ToOwned::to_owned)
        .collect()
}
