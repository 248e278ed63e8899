//! Terminal columns: how wide a string is, and strings cut or padded to a width.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Width of one grapheme cluster in columns, counted as the screen's buffer counts it: at most 2.
pub fn grapheme_width(grapheme: &str) -> usize {
    match grapheme.as_bytes() {
        [b] if (0x20..0x7f).contains(b) => 1,
        _ => grapheme.width().min(2),
    }
}

/// Width of `text` in columns.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// `text` in at most `most` columns, with `…` for what is cut.
pub fn truncate(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let w = grapheme_width(grapheme);
        if used + w + 1 > most {
            break;
        }
        used += w;
        out.push_str(grapheme);
    }
    if most > 0 {
        let end = out.trim_end().len();
        out.truncate(end);
        out.push('…');
    }
    out
}

/// `text` followed by spaces up to `to` columns; longer text stays as it is.
pub fn pad(text: &str, to: usize) -> String {
    let mut out = text.to_owned();
    out.extend(std::iter::repeat_n(' ', to.saturating_sub(width(text))));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wide_and_combining() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("日本"), 4);
        assert_eq!(width("Bogota\u{301}"), 6);
        assert_eq!(truncate("Migration policies", 10), "Migration…");
        assert_eq!(truncate("日本語", 4), "日…");
        assert_eq!(truncate("x", 0), "");
    }

    proptest! {
        #[test]
        fn truncate_keeps_to_its_width(text in "\\PC{0,40}", most in 0usize..50) {
            prop_assert!(width(&truncate(&text, most)) <= most);
        }
    }
}
