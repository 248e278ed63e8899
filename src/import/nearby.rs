//! What stands near in a text: looks ahead that are bounded, so that no text makes them long.

/// Longer tags, labels and formulas are none.
pub(super) const NEAR: usize = 600;

/// Whether a text is a number that a footnote may have.
pub(super) fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands before `end`, if that is near, and what stands behind it.
pub(super) fn near<'a>(text: &'a str, end: &str) -> Option<(&'a str, &'a str)> {
    let limit = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= NEAR).last().unwrap_or(0) + end.len();
    let window = text.get(..limit.min(text.len())).unwrap_or(text);
    let at = window.find(end)?;
    Some((text.get(..at)?, text.get(at + end.len()..)?))
}

/// What stands before the bracket that closes, brackets inside it skipped, and what stands behind.
pub(super) fn bracketed(text: &str) -> Option<(&str, &str)> {
    bracketed_within(text, NEAR)
}

/// The same, for what may be longer.
pub(super) fn bracketed_within(text: &str, limit: usize) -> Option<(&str, &str)> {
    let mut depth = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices().take(limit) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 0 => return Some((text.get(..at)?, text.get(at + 1..)?)),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The length of pandoc's attributes: `{width="3in"}`, `{#id .class}`.
pub(super) fn attributes(text: &str) -> usize {
    let inside = text.strip_prefix('{').and_then(|rest| near(rest, "}"));
    let is_attribute = |part: &str| part.starts_with(['#', '.']) || part.contains('=') || part.ends_with('"');
    inside.filter(|(inside, _)| inside.split_whitespace().all(is_attribute)).map_or(0, |(inside, _)| inside.len() + 2)
}

/// A text without what stands between `<` and `>`.
pub(super) fn without_tags(text: &str) -> String {
    let mut inside = false;
    let is_text = |c: &char| {
        let was = inside;
        inside = (was || *c == '<') && *c != '>';
        !was && !inside
    };
    text.chars().filter(is_text).collect()
}
