//! The nearest ASCII, for terminals and fonts that have nothing else.

use super::columns::{cells, grapheme_width};
use super::fold::fold;

/// `text` in ASCII, as many columns wide as before.
pub fn to_ascii(text: &str) -> String {
    cells(text).map(|(_, cell, _)| grapheme(cell)).collect()
}

/// The nearest ASCII for what stands in one cell, as wide as it.
pub fn grapheme(symbol: &str) -> String {
    if symbol.is_ascii() {
        return symbol.to_owned();
    }
    let one = match symbol {
        "·" | "─" | "━" | "–" | "—" | "‐" | "‑" | "−" => "-",
        "│" | "┃" | "▌" | "▐" => "|",
        "█" | "▓" | "▒" | "◆" | "▙" | "▛" | "▜" | "▟" => "#",
        "▄" => "_",
        "▚" => "\\",
        "▞" => "/",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" => "+",
        "•" | "●" => "*",
        "◈" => "@",
        "▸" | "›" | "»" | "→" => ">",
        "▾" | "↓" => "v",
        "‹" | "«" | "←" => "<",
        "↑" => "^",
        "◐" => "~",
        "✓" => "x",
        "…" | "░" | "▖" | "▗" => ".",
        "‘" | "’" | "′" | "▘" | "▝" => "'",
        "“" | "”" | "„" | "″" | "▀" => "\"",
        "¿" => "?",
        "¡" => "!",
        "\u{A0}" => " ",
        _ => "",
    };
    if !one.is_empty() {
        return one.to_owned();
    }
    let width = grapheme_width(symbol);
    match fold(symbol).chars().next().filter(char::is_ascii) {
        Some(letter) if width == 1 && symbol.chars().any(char::is_uppercase) => letter.to_ascii_uppercase().to_string(),
        Some(letter) if width == 1 => letter.to_string(),
        _ => "?".repeat(width),
    }
}

/// Whether it is a letter or a sign of Western European languages, which fonts without drawing characters have.
pub fn is_latin(symbol: &str) -> bool {
    let mut letters = symbol.chars();
    let one = letters.next().filter(|_| letters.next().is_none());
    // In the place of the middle dot, which separates, a hyphen is seen better.
    one.is_some_and(|c| ('\u{A1}'..='\u{FF}').contains(&c) && c != '·' && c != '\u{AD}' || ('\u{100}'..='\u{17F}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::columns::width;
    use proptest::prelude::*;

    #[test]
    fn letters_lose_their_accents_and_lines_their_joints() {
        assert_eq!(to_ascii("Corporación Ávila – ¿ñandú?"), "Corporacion Avila - ?nandu?");
        assert_eq!(to_ascii("┌─┼ … 日"), "+-+ . ??");
    }

    #[test]
    fn letters_are_no_drawing() {
        assert!("áéíóúñüçãõÑ¿¡ºªš".chars().all(|c| is_latin(&c.to_string())));
        assert!(!"│─▸●…–“日a·".chars().any(|c| is_latin(&c.to_string())));
    }

    proptest! {
        #[test]
        fn ascii_of_the_same_width(text in "\\PC{0,30}") {
            let text = crate::text::sanitize::clean_line(&text).into_owned();
            let out = to_ascii(&text);
            prop_assert!(out.is_ascii());
            prop_assert_eq!(width(&out), width(&text));
        }
    }
}
