//! What a typed word stands for in an index: its stem, what it is the beginning of, and which words of the same stem are forms of it.

use super::index::{Index, StemId, WordId};

/// The stems that count as one word of a query, each with how much it is what was typed (0 to 1).
pub(super) type Stems = Vec<(StemId, f32)>;

/// A word as it was typed.
#[derive(Debug, Clone)]
pub(super) struct Exact {
    /// It and its inflections, by their ids.
    pub(super) forms: Vec<WordId>,
}

/// A word's own form is worth more than its beginning, and that more than a correction.
const PREFIX: f32 = 0.8;
const CORRECTION: f32 = 0.6;
/// At most so many words are tried as what a beginning goes on to.
const MOST_ENDINGS: usize = 40;

/// A word as it was typed, where others are looked for with it that are no forms of it: they have its stem, as "organised" has that of "organ", or,
/// at the end of a query, begin with it.
pub(super) fn exact(index: &Index, word: &str, is_end: bool) -> Option<Exact> {
    let stem = index.stem_of_word(word, index.lexicon.stem())?;
    let beginning = word.char_indices().nth(3).map_or(word, |(end, _)| word.get(..end).unwrap_or(word));
    let looked_for = |(id, other): &(WordId, &str)| index.stem_of(*id) == stem || (is_end && other.starts_with(word));
    let same = index.words_beginning_with(beginning).filter(looked_for);
    let (forms, others): (Vec<_>, Vec<_>) = same.partition(|(_, other)| is_inflected(word, other));
    (!forms.is_empty() && !others.is_empty()).then(|| Exact { forms: forms.into_iter().map(|(id, _)| id).collect() })
}

/// Whether two words differ in no more than their gender or number.
fn is_inflected(one: &str, other: &str) -> bool {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(one.len().min(other.len()), |((at, _), _)| at);
    [one, other].iter().all(|word| matches!(word.get(same..), Some("" | "s" | "es" | "o" | "a" | "os" | "as")))
}

/// The stems that a typed word stands for.
pub(super) fn resolve(index: &Index, word: &str, is_end: bool) -> Stems {
    let own = index.stem_of_word(word, index.lexicon.stem());
    let mut stems: Stems = own.map(|stem| (stem, 1.0)).into_iter().collect();
    // A number is no beginning of another one: 42 is not 4200000.
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return stems;
    }
    // A word may be unfinished at the end of a query, and, where nothing else is known of it, in the middle.
    let weight = match (own, is_end) {
        (Some(_), true) => PREFIX / 2.0,
        (None, true) => PREFIX,
        (None, false) if word.len() >= 4 => CORRECTION,
        _ => return stems,
    };
    if word.len() >= 2 {
        for id in index.beginning_with(word).take(MOST_ENDINGS) {
            let stem = index.stem_of(id);
            if !stems.iter().any(|(own, _)| *own == stem) {
                stems.push((stem, weight));
            }
        }
    }
    stems
}
