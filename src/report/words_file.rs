//! `ui.toml` → its words, in the order in which the program lists them.
//!
//! Not serde's derive: it writes the same code for each of a thousand fields, and that was a good part of the program. Here the names
//! are data, and there is one reader for all. What is missing, unknown or no text is said as serde's derive says it.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

use super::localized::Plain;

/// The tables of the file, each of which must be there.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Their names. The first have the words that the code names, the last but one any words, the last any tables of such words.
    pub(super) tables: &'static [&'static str],
    /// The words of the first tables.
    pub(super) words: &'static [&'static [&'static str]],
}

/// What stands in the file.
#[derive(Default)]
pub(super) struct Read {
    /// The words that the code names, table by table.
    pub(super) words: Vec<Plain>,
    /// The tables of any words.
    pub(super) named: Vec<BTreeMap<String, Plain>>,
    /// The table of tables.
    pub(super) grouped: BTreeMap<String, BTreeMap<String, Plain>>,
}

impl<'de> DeserializeSeed<'de> for Form {
    type Value = Read;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Read, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Form {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the tables of words")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        let last = self.tables.len() - 1;
        let mut words: Vec<Option<Vec<Plain>>> = self.tables.iter().map(|_| None).collect();
        let mut named: Vec<Option<BTreeMap<String, Plain>>> = self.tables.iter().map(|_| None).collect();
        let mut grouped = None;
        while let Some(at) = map.next_key_seed(Name(self.tables))? {
            match self.words.get(at) {
                Some(own) => words[at] = Some(map.next_value_seed(Table(own))?),
                None if at == last => grouped = Some(map.next_value()?),
                None => named[at] = Some(map.next_value()?),
            }
        }
        let mut read = Read { grouped: grouped.ok_or_else(|| A::Error::missing_field(self.tables[last]))?, ..Read::default() };
        for (at, (words, named)) in words.into_iter().zip(named).enumerate().take(last) {
            match (words, named) {
                (Some(words), _) => read.words.extend(words),
                (None, Some(named)) => read.named.push(named),
                (None, None) => return Err(A::Error::missing_field(self.tables[at])),
            }
        }
        Ok(read)
    }
}

/// A table of the words of these names.
struct Table(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Table {
    type Value = Vec<Plain>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Plain>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Table {
    type Value = Vec<Plain>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of words")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vec<Plain>, A::Error> {
        let mut words: Vec<Option<Plain>> = vec![None; self.0.len()];
        while let Some(at) = map.next_key_seed(Name(self.0))? {
            words[at] = Some(map.next_value()?);
        }
        words.into_iter().zip(self.0).map(|(word, name)| word.ok_or_else(|| A::Error::missing_field(name))).collect()
    }
}

/// One of these names → which.
struct Name(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.0.iter().position(|own| *own == name).ok_or_else(|| E::unknown_field(name, self.0))
    }
}
