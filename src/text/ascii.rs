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
        "│" | "┃" | "▌" => "|",
        "█" | "▒" | "◆" => "#",
        "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼" => "+",
        "•" | "●" => "*",
        "◈" => "@",
        "▸" | "›" | "»" | "→" => ">",
        "▾" | "↓" => "v",
        "‹" | "«" | "←" => "<",
        "↑" => "^",
        "◐" => "~",
        "✓" => "x",
        "…" | "░" => ".",
        "‘" | "’" | "′" => "'",
        "“" | "”" | "„" | "″" => "\"",
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
