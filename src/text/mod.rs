//! Words and columns. Knows nothing of reports.

pub mod ascii;
pub mod columns;
pub mod fingerprint;
pub mod fold;
pub mod sanitize;
pub mod sentences;
pub mod span;
pub mod wrap;

/// `text` with a capital at its start.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
