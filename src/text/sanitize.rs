//! What may reach a terminal. Everything that comes in from content, state, arguments or file names passes here once;
//! what is behind this door is safe to print.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthChar;

/// At most this many combining marks, or letters that take no column, stay on one base character. Real orthographies need three or four.
const MOST_MARKS: usize = 6;

/// The visible stand-in for a character that must not be sent: `␦`, of the same kind as `␛`. Not `U+FFFD`, which is one or two columns wide,
/// or none, as the terminal likes.
const PLACEHOLDER: char = '\u{2426}';

/// Makes `text` safe to send to a terminal, over several lines.
///
/// Newlines stay; CRLF, CR, form feeds and the Unicode line and paragraph separators become newlines; tabs become four spaces. Other C0
/// controls become their control pictures (ESC is `␛`), and C1 controls, bidirectional controls, zero-width and tag
/// characters become `␦`. Variation selectors and the colours of skins go, and so do combining marks after the sixth on one character.
/// A byte order mark at the start goes.
pub fn clean(text: &str) -> Cow<'_, str> {
    if are_harmless(text) { Cow::Borrowed(text) } else { clean_each(text) }
}

/// Whether all of a text's characters are [`is_harmless`]. Letters of ASCII are looked at eight at once.
fn are_harmless(text: &str) -> bool {
    let mut at = 0;
    loop {
        while let Some(eight) = text.as_bytes().get(at..).and_then(<[u8]>::first_chunk).filter(|eight| are_printable(**eight)) {
            at += eight.len();
        }
        match text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(c) if is_harmless(c) => at += c.len_utf8(),
            Some(_) => return false,
            None => return true,
        }
    }
}

/// Whether all of these are from ` ` to `~`: in none of them is the highest bit set, nor is it after 32 was taken off or 1 was added. What is
/// borrowed or carried comes from a byte that answers for itself.
fn are_printable(bytes: [u8; 8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    let bytes = u64::from_ne_bytes(bytes);
    (bytes | bytes.wrapping_sub(ONES * 0x20) | bytes.wrapping_add(ONES)) & (ONES << 7) == 0
}

/// What most texts consist of: letters of ASCII and of European languages, dashes and quotation marks, arrows and lines. None of them takes no
/// column, combines, or means something to a terminal.
fn is_harmless(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{A0}'..='\u{AC}' | '\u{AE}'..='\u{24F}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2190}'..='\u{2BFF}')
}

fn clean_each(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    let mut marks = 0;
    let mut after_picture = false;
    let mut chars = text.strip_prefix('\u{FEFF}').unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        // A soft hyphen only says where a word may be broken, and a variation selector or the colour of a skin what a character may look
        // like: terminals do not agree on how wide it is then.
        if c == '\u{AD}' || is_variation_selector(c) || is_skin(c) {
            continue;
        }
        // Between pictures a joiner is the same: without it they stand side by side.
        if c == '\u{200D}' && after_picture && chars.peek().copied().is_some_and(is_picture) {
            continue;
        }
        after_picture = is_picture(c);
        let c = voiced(c);
        if (is_combining_mark(c) || c.width() == Some(0)) && !is_unsafe(c) {
            marks += 1;
            if marks <= MOST_MARKS {
                out.push(c);
            }
            continue;
        }
        marks = 0;
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '\n' | '\u{0B}' | '\u{0C}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            '\0'..='\u{1F}' => out.push(control_picture(c)),
            '\u{7F}' => out.push('\u{2421}'),
            c if is_unsafe(c) => out.push(PLACEHOLDER),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// As [`clean`], on one line: newlines become spaces. For titles, addresses, file names and messages.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        Cow::Borrowed(same) if memchr::memchr(b'\n', same.as_bytes()).is_none() => Cow::Borrowed(same),
        other => Cow::Owned(other.replace('\n', " ")),
    }
}

fn control_picture(c: char) -> char {
    char::from_u32(0x2400 + c as u32).unwrap_or(PLACEHOLDER)
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{180B}'..='\u{180D}')
}

/// Terminals do not agree on how wide the half-width voicing signs are; on those that combine they do.
fn voiced(c: char) -> char {
    match c {
        '\u{FF9E}' => '\u{3099}',
        '\u{FF9F}' => '\u{309A}',
        other => other,
    }
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

fn is_skin(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

/// Characters with no width of their own or that reorder, hide or control what surrounds them.
fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}'
        | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FFFD}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
        | '\u{FDD0}'..='\u{FDEF}')
        || (c as u32 & 0xFFFE) == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_harmless_is_left_as_it_is() {
        for c in ('\0'..=char::MAX).filter(|c| is_harmless(*c)) {
            let text = format!("a{c}b");
            assert_eq!(clean_each(&text), text, "{c:?}");
            assert!(c == '\n' || c.width() > Some(0), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn eight_at_once_are_as_good_as_one_by_one(bytes in prop::array::uniform8(prop_oneof![0x1eu8..0x22, 0x7cu8..0x82, any::<u8>(), 0x20u8..0x7f])) {
            prop_assert_eq!(are_printable(bytes), bytes.iter().all(|byte| matches!(byte, b' '..=b'~')));
        }

        #[test]
        fn a_text_is_harmless_if_its_characters_are(text in "[ -~\n\u{1b}\u{7f}\u{9b}é—→\u{200b}]{0,40}") {
            prop_assert_eq!(are_harmless(&text), text.chars().all(is_harmless));
        }
    }

    #[test]
    fn escape_sequences_are_shown_not_sent() {
        assert_eq!(clean("a\u{1b}[2Jb"), "a␛[2Jb");
        assert_eq!(clean("\u{1b}]52;c;QQ==\u{7}"), "␛]52;c;QQ==␇");
        assert_eq!(clean("\u{9b}31m"), "␦31m");
    }

    #[test]
    fn line_ends_of_any_kind_become_newlines() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
        assert_eq!(clean_line("a\r\nb"), "a b");
    }

    #[test]
    fn bidi_and_zero_width_are_visible() {
        assert_eq!(clean("a\u{202e}b\u{200b}c"), "a␦b␦c");
    }

    #[test]
    fn pictures_are_as_wide_as_every_terminal_makes_them() {
        assert_eq!(clean("👩\u{200D}🔬 ❤\u{FE0F} 👍🏽 1\u{FE0F}\u{20E3}"), "👩🔬 ❤ 👍 1\u{20E3}");
        assert_eq!(clean("a\u{200D}b👩\u{200D}c"), "a␦b👩␦c");
        assert_eq!(clean("ｱﾞﾊﾟ"), "ｱ\u{3099}ﾊ\u{309A}");
    }

    #[test]
    fn towers_of_marks_are_cut_and_accents_stay() {
        let tower = format!("e{}x", "\u{301}".repeat(500));
        assert_eq!(clean(&tower).chars().count(), 2 + MOST_MARKS);
        assert_eq!(clean("Bogota\u{301} São"), "Bogota\u{301} São");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_comes_out(text in any::<String>()) {
            let out = clean(&text);
            for c in out.chars() {
                prop_assert!(c == '\n' || !c.is_control(), "{c:?}");
                prop_assert!(!is_unsafe(c), "{c:?}");
            }
            prop_assert_eq!(clean(&out), out.clone());
        }
    }
}
