//! Finding in a report. Knows editions and ranges; nothing of screens.

pub mod find;
pub mod picker;
