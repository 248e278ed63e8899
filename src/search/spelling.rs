//! The word that was meant: by insertion, deletion, substitution and transposition (optimal string alignment), one in words of four to seven letters,
//! two in longer ones. A letter in place of another is a mistake where the two lie side by side on a keyboard or sound alike; in place of any other
//! it counts nearly twice: "hambre" is a word of its own, and not "hombre" gone wrong.

use std::mem::swap;

/// How many mistakes a word of this many letters may have.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// What a mistake counts, and what a letter does that nobody puts in place of the other one by mistake.
const MISTAKE: usize = 10;
const ANOTHER_LETTER: usize = 19;
/// Words that have so many letters in common at their beginning are forms of one: "decapitação", "decapitados".
const FORM: usize = 7;
/// The rows of a keyboard, each half a key further to the right than the one above.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
/// Letters that are written for one another, because they sound alike somewhere between English, Spanish and Portuguese.
const ALIKE: [&str; 16] = ["bv", "sc", "sz", "cz", "cx", "sx", "xz", "gj", "jx", "iy", "ck", "cq", "kq", "mn", "ei", "ou"];

/// The candidates nearest to a word; none where none is near enough. `weight` decides between equals: the heavier first.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = (&'a str, usize)>, most: usize) -> Vec<&'a str> {
    let letters = word.chars().count();
    let mask = mask(word);
    let mut best: Vec<(usize, bool, usize, &str)> = Vec::new();
    let mut bound = most;
    for (candidate, weight) in candidates {
        // Each mistake changes the length by at most one and the set of letters by at most two.
        if candidate.len().abs_diff(word.len()) > bound || (mask ^ self::mask(candidate)).count_ones() as usize > 2 * bound {
            continue;
        }
        if candidate.chars().count().abs_diff(letters) > bound {
            continue;
        }
        let distance = strsim::osa_distance(candidate, word);
        if distance > bound {
            continue;
        }
        let cost = if is_another_form(candidate, word) { distance * MISTAKE } else { cost(candidate, word) };
        if cost <= most * MISTAKE {
            bound = distance;
            // People rarely get the first letter wrong.
            let other_start = candidate.chars().next() != word.chars().next();
            best.push((cost, other_start, usize::MAX - weight, candidate));
        }
    }
    best.sort_unstable();
    let Some((least, same_start, ..)) = best.first().copied() else { return Vec::new() };
    best.iter().take_while(|(cost, start, ..)| *cost == least && *start == same_start).map(|(.., word)| *word).take(3).collect()
}

/// Whether two words begin alike for so long that they are forms of one, whatever letters their endings have.
fn is_another_form(one: &str, other: &str) -> bool {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count() >= FORM
}

/// What the mistakes count that make the one word the other: by optimal string alignment, in tenths of a mistake.
fn cost(meant: &str, typed: &str) -> usize {
    let (meant, typed): (Vec<char>, Vec<char>) = (meant.chars().collect(), typed.chars().collect());
    let row = |first: usize| (0..=typed.len()).map(|at| (first + at) * MISTAKE).collect::<Vec<_>>();
    let (mut before_last, mut last, mut own) = (row(0), row(0), row(0));
    for (i, a) in meant.iter().enumerate() {
        own[0] = (i + 1) * MISTAKE;
        for (j, b) in typed.iter().enumerate() {
            let mut fewest = (last[j] + for_another(*a, *b)).min(last[j + 1] + MISTAKE).min(own[j] + MISTAKE);
            if i > 0 && j > 0 && *a == typed[j - 1] && *b == meant[i - 1] {
                fewest = fewest.min(before_last[j - 1] + MISTAKE);
            }
            own[j + 1] = fewest;
        }
        swap(&mut before_last, &mut last);
        swap(&mut last, &mut own);
    }
    last[typed.len()]
}

/// What it counts that a letter stands in place of another.
fn for_another(meant: char, typed: char) -> usize {
    if meant == typed {
        return 0;
    }
    let is_alike = ALIKE.iter().any(|pair| pair.contains(meant) && pair.contains(typed));
    let place = |letter: char| ROWS.iter().enumerate().find_map(|(row, keys)| Some((row, 2 * keys.find(letter)? + row)));
    let is_beside = matches!((place(meant), place(typed)), (Some((row, at)), Some((other, there))) if row.abs_diff(other) <= 1 && at.abs_diff(there) <= 2);
    if is_alike || is_beside { MISTAKE } else { ANOTHER_LETTER }
}

/// Which letters and digits a word has.
fn mask(word: &str) -> u64 {
    word.bytes().fold(0, |mask, byte| {
        mask | match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'0'..=b'9' => 1 << (26 + byte - b'0'),
            _ => 1 << 40,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mistake_in_short_words_two_in_long_ones() {
        let words = [("corruption", 5), ("traffic", 9), ("trafficking", 40), ("peru", 3)];
        let find = |word: &str| nearest(word, words.iter().copied(), allowed(word.chars().count())).first().copied();
        assert_eq!(find("corruptoin"), Some("corruption"));
        assert_eq!(find("traficking"), Some("trafficking"));
        assert_eq!(find("preu"), Some("peru"));
        assert_eq!(find("per"), None);
        assert_eq!(find("xorruptiom"), Some("corruption"));
        assert_eq!(find("xxrruptiom"), None);
    }

    #[test]
    fn a_letter_that_nobody_mistakes_makes_another_word() {
        let find = |word: &str, meant: &str| !nearest(word, [(meant, 1)].into_iter(), allowed(word.chars().count())).is_empty();
        for (typed, meant) in
            [("venesuela", "venezuela"), ("goberno", "gobierno"), ("secual", "sexual"), ("mexcio", "mexico"), ("gnero", "genero")]
        {
            assert!(find(typed, meant), "{typed}");
        }
        for (typed, word) in [("hambre", "hombre"), ("minero", "dinero"), ("brides", "bribes"), ("jogo", "logo"), ("viola", "viuda")] {
            assert!(!find(typed, word), "{typed}");
        }
    }
}
