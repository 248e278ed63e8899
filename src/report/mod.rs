//! The report as data. A [`Report`] is loaded from a content pack, holds one [`Edition`] a language, and gives
//! everything a person can read as [`Record`]s with an [`Address`] each.

pub mod address;
pub mod broken;
pub mod check;
mod check_data;
pub mod citation;
pub mod country;
pub mod details;
pub mod edition;
pub mod facts;
pub mod figure;
pub mod files;
pub mod finding;
mod first_part;
pub mod glossary;
pub mod language;
pub mod law;
pub mod localized;
pub mod markup;
pub mod meta;
pub mod organisation;
pub mod pack;
pub mod pack_files;
mod parallel;
pub mod parse;
pub mod passage;
pub mod recommendation;
pub mod record;
mod records;
pub mod reference;
pub mod section;
mod stops;
mod subject;
pub mod summary;
pub mod synonyms;
pub mod topic;
pub mod tour;
pub mod words;
mod words_file;

pub use address::Address;
pub use edition::Edition;
pub use language::Language;
pub use pack::Report;
pub use record::{Kind, Record};
pub use tour::Tour;
pub use words::Words;
