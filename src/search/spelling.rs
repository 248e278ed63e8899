//! The word that was meant: by insertion, deletion, substitution and transposition (optimal string alignment), one in words of four to seven letters,
//! two in longer ones.

/// How many mistakes a word of this many letters may have.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The candidates nearest to a word, and how far they are; none where none is near enough. `weight` decides between equals: the
/// heavier first.
pub(super) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = (&'a str, usize)>, most: usize) -> Option<(Vec<&'a str>, usize)> {
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
        if distance <= bound {
            bound = distance;
            // People rarely get the first letter wrong.
            let other_start = candidate.chars().next() != word.chars().next();
            best.push((distance, other_start, usize::MAX - weight, candidate));
        }
    }
    best.sort_unstable();
    let nearest = best.first()?.0;
    let same_start = best.first()?.1;
    let found = best.iter().take_while(|(distance, start, ..)| *distance == nearest && *start == same_start).map(|(.., word)| *word);
    Some((found.take(3).collect(), nearest))
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
        let find = |word: &str| nearest(word, words.iter().copied(), allowed(word.chars().count())).map(|(found, _)| found[0]);
        assert_eq!(find("corruptoin"), Some("corruption"));
        assert_eq!(find("traficking"), Some("trafficking"));
        assert_eq!(find("preu"), Some("peru"));
        assert_eq!(find("per"), None);
        assert_eq!(find("xorruptiom"), Some("corruption"));
        assert_eq!(find("xxrruptiom"), None);
    }
}
