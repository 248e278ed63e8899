//! The report as data. A [`Report`] is loaded from a content pack, holds one [`Edition`] a language, and gives
//! everything a person can read as [`Record`]s with an [`Address`] each.

pub mod address;
pub mod citation;
pub mod edition;
pub mod files;
pub mod glossary;
pub mod language;
pub mod localized;
pub mod markup;
pub mod meta;
pub mod pack;
pub mod passage;
pub mod record;
pub mod reference;
pub mod section;
pub mod words;

pub use address::Address;
pub use edition::Edition;
pub use language::Language;
pub use pack::Report;
pub use record::{Kind, Record};
pub use words::Words;
