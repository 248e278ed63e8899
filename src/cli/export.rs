//! `export`: what was asked for, as a selection of records.

use super::exit::Failure;
use super::meant;
use crate::export::Selection;
use crate::report::record::Kind;
use crate::report::{Address, Edition, Report};

/// What these words stand for: addresses, sections, countries, kinds; everything if there are none. That nothing is left is told.
pub fn selection(report: &Report, edition: &Edition, what: &[String]) -> Result<Selection, Failure> {
    let mut kinds: Vec<Kind> = Vec::new();
    let mut addresses: Vec<Address> = Vec::new();
    for word in what {
        match Kind::from_name(&word.to_lowercase()) {
            Some(kind) => kinds.push(kind),
            None => addresses.push(meant::resolve(report, edition, word)?),
        }
    }
    Selection::new(report, edition, addresses, kinds).ok_or_else(|| Failure::nothing(edition.words.export.empty.to_string()))
}
