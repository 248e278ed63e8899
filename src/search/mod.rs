//! Finding in a report: a plain find, pickers, and the search that understands what was meant. Knows records and ranges; nothing of
//! screens.

mod amounts;
mod build;
mod corrections;
pub mod explained;
mod fields;
pub mod find;
pub mod index;
mod lexicon;
mod matches;
mod notes;
mod operators;
mod packed;
pub mod picker;
pub mod query;
pub mod rank;
pub mod snippet;
mod spelling;
mod stems;
mod stored;
mod strings;
pub mod tokens;

pub use index::Index;
pub use query::{Filters, Mode, Query};
pub use rank::Hit;
