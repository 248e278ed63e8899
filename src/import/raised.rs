//! Signs that Word writes in ways of its own: raised and lowered ones, and those of its sign fonts.

/// A text in raised or lowered signs, where all of its signs have such a form.
pub(super) fn script(text: &str, raised: bool) -> Option<String> {
    const PLAIN: &str = "0123456789+-=()n";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";
    let forms = if raised { RAISED } else { LOWERED };
    let form = |c: char| {
        let c = if c == '−' { '-' } else { c };
        PLAIN.chars().zip(forms.chars()).find(|(plain, _)| *plain == c).map(|(_, form)| form)
    };
    text.trim().chars().map(form).collect::<Option<String>>().filter(|text| !text.is_empty())
}

/// A sign of the fonts that have signs in the places of letters, by its place: `F0FC` in Wingdings is a tick.
pub(super) fn of_font(font: &str, place: &str) -> char {
    const GREEK: &str = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
    const SMALL: &str = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
    let Ok(code) = u32::from_str_radix(place, 16) else { return '•' };
    let is_private = (0xF000..=0xF0FF).contains(&code);
    if !is_private && code > 0xFF {
        return char::from_u32(code).filter(|c| !c.is_control() && !(0xE000..=0xF8FF).contains(&code)).unwrap_or('•');
    }
    let at = (code & 0xFF) as u8;
    let letter = |all: &str, first: u8| all.chars().nth(usize::from(at - first)).unwrap_or('•');
    let font = font.to_lowercase();
    if font.contains("wingdings") {
        return match at {
            0xFC => '✓',
            0xFB => '✗',
            0xFE => '☑',
            0xFD => '☒',
            0x6F | 0xA8 => '☐',
            0xE0 => '→',
            0xDF => '←',
            0xD8 => '➢',
            _ => '•',
        };
    }
    match at {
        b'A'..=b'Z' if font.contains("symbol") => letter(GREEK, b'A'),
        b'a'..=b'z' if font.contains("symbol") => letter(SMALL, b'a'),
        0x2D if font.contains("symbol") => '−',
        0x20..=0x7E => char::from(at),
        0xA3 => '≤',
        0xA5 => '∞',
        0xAC => '←',
        0xAE => '→',
        0xB0 => '°',
        0xB1 => '±',
        0xB3 => '≥',
        0xB4 => '×',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        0xE5 => '∑',
        _ => '•',
    }
}
