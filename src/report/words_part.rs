//! A table of words, read when the first of its words is asked for: of a thousand, few are on a screen.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::OnceLock;
use std::vec::IntoIter;

use super::files;
use super::language::Language;
use super::localized::Plain;
use super::words_file::{Form, PlainTable, plain_tables};

/// A table of words.
pub struct Part<T> {
    read: OnceLock<T>,
    /// Where it stands, if it is not read at first.
    place: Option<Place>,
}

/// Where a table stands.
#[derive(Clone, Copy)]
pub struct Place {
    /// In the bundled file of this language, which has this form.
    pub(super) language: Language,
    pub(super) form: Form,
    /// Which of the form's tables.
    pub(super) at: usize,
}

/// What a table is read as.
pub trait FromTable: Sized {
    /// `None` where the file is broken.
    fn from_table(place: Place) -> Option<Self>;
}

impl<T> Part<T> {
    /// One that is read.
    pub(super) fn read(words: T) -> Self {
        Self { read: OnceLock::from(words), place: None }
    }

    /// One that is still to be read.
    pub(super) fn at(place: Place) -> Self {
        Self { read: OnceLock::new(), place: Some(place) }
    }
}

impl<T: FromTable> Deref for Part<T> {
    type Target = T;

    /// # Panics
    /// Where the bundled file is broken, which the tests exclude.
    // A word is asked for in four thousand places.
    #[inline(never)]
    fn deref(&self) -> &T {
        self.read.get_or_init(|| self.place.and_then(T::from_table).unwrap_or_else(|| broken(self.place)))
    }
}

#[cold]
fn broken(place: Option<Place>) -> ! {
    let place = place.map(|place| (place.language.tag(), place.form.tables.get(place.at)));
    panic!("the program's own words: {place:?}")
}

impl Place {
    /// The words of the table, in the form's order. Not inlined: there are many tables.
    #[inline(never)]
    pub(super) fn words(self) -> Option<IntoIter<Plain>> {
        self.form.plain_words(self.tables(), self.at).map(Vec::into_iter)
    }

    /// The tables of the file, which are looked for once.
    fn tables(self) -> &'static [PlainTable<'static>] {
        static TABLES: [OnceLock<Vec<PlainTable<'static>>>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        TABLES[self.language as usize].get_or_init(|| {
            let text = files::bundled(&format!("{}/ui.toml", self.language.tag())).unwrap_or_default();
            plain_tables(self.form, text).unwrap_or_default()
        })
    }
}

impl FromTable for BTreeMap<String, Plain> {
    fn from_table(place: Place) -> Option<Self> {
        Form::plain_named(place.tables(), place.at)
    }
}

impl FromTable for BTreeMap<String, BTreeMap<String, Plain>> {
    fn from_table(place: Place) -> Option<Self> {
        place.form.plain_grouped(place.tables())
    }
}
