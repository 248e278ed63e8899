//! Numbers that are written in words: "seven million" is 7000000, as "7 million" is.

/// Number words of the three languages, folded.
const NUMBERS: [(&[&str], f64); 10] = [
    (&["one", "un", "uno", "una", "um", "uma"], 1.0),
    (&["two", "dos", "dois", "duas"], 2.0),
    (&["three", "tres"], 3.0),
    (&["four", "cuatro", "quatro"], 4.0),
    (&["five", "cinco"], 5.0),
    (&["six", "seis"], 6.0),
    (&["seven", "siete", "sete"], 7.0),
    (&["eight", "ocho", "oito"], 8.0),
    (&["nine", "nueve", "nove"], 9.0),
    (&["ten", "diez", "dez"], 10.0),
];

/// Words that multiply the number before them, folded.
const SCALES: [(&[&str], f64); 2] =
    [(&["million", "millions", "millon", "millones", "milhao", "milhoes"], 1_000_000.0), (&["thousand", "mil"], 1_000.0)];

/// Whether a word multiplies the number before it.
pub(super) fn is_scale(word: &str) -> bool {
    SCALES.iter().any(|(words, _)| words.contains(&word))
}

/// What two words amount to, in digits: `seven million`, `2.3 million`, `five thousand`.
pub(super) fn amount(number: &str, scale: &str) -> Option<String> {
    let named = |table: &[(&[&str], f64)], word: &str| table.iter().find(|(words, _)| words.contains(&word)).map(|(_, value)| *value);
    let scale = named(&SCALES, scale)?;
    let number = named(&NUMBERS, number).or_else(|| number.parse().ok())?;
    Some(format!("{}", (number * scale).round()))
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn in_words_and_in_digits() {
        assert_eq!(amount("seven", "million").as_deref(), Some("7000000"));
        assert_eq!(amount("2.3", "millones").as_deref(), Some("2300000"));
        assert_eq!(amount("cinco", "mil").as_deref(), Some("5000"));
        assert_eq!(amount("many", "million"), None);
        assert_eq!(amount("two", "shelters"), None);
    }
}
