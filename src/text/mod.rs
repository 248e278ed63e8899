//! Words and columns. Knows nothing of reports.

pub mod ascii;
pub mod columns;
pub mod fingerprint;
pub mod fold;
pub mod sanitize;
pub mod span;
pub mod wrap;
