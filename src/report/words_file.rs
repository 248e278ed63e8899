//! `ui.toml` → its words, in the order in which the program lists them.
//!
//! Not serde's derive: it writes the same code for each of a thousand fields, and that was a good part of the program. Here the names
//! are data, and there is one reader for all. What is missing, unknown or no text is said as serde's derive says it.

use std::borrow::Cow;
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
#[derive(Debug, Default, PartialEq)]
pub(super) struct Read {
    /// The words that the code names, table by table.
    pub(super) words: Vec<Plain>,
    /// The tables of any words.
    pub(super) named: Vec<BTreeMap<String, Plain>>,
    /// The table of tables.
    pub(super) grouped: BTreeMap<String, BTreeMap<String, Plain>>,
}

impl Form {
    /// Reads a file of nothing but tables, texts on one line and comments, which the program's own are: in a fraction of the time that
    /// all of TOML takes. `None` where anything else stands in it, or anything is missing: the parser of TOML says what.
    pub(super) fn read_plain(self, text: &str) -> Option<Read> {
        let last = self.tables.len() - 1;
        let mut words: Vec<Vec<Option<Plain>>> = self.words.iter().map(|names| vec![None; names.len()]).collect();
        let mut read = Read { named: vec![BTreeMap::new(); last - words.len()], ..Read::default() };
        let (mut at, mut group, mut nth) = (None, "", 0);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[') {
                let name = name.strip_suffix(']')?;
                let (table, inner) = name.split_once('.').unwrap_or((name, ""));
                at = self.tables.iter().position(|own| *own == table);
                if !is_bare(table) || is_bare(inner) != (at? == last) {
                    return None;
                }
                (group, nth) = (inner, 0);
                continue;
            }
            let (key, value) = line.split_once('=')?;
            let key = key.trim_end();
            let key = if is_bare(key) { key } else { key.strip_prefix('"')?.strip_suffix('"').filter(|key| !key.contains(['"', '\\']))? };
            let value = Plain::line(&unquoted(value.trim_start())?);
            let before = match at? {
                at if at == last => read.grouped.entry(group.to_owned()).or_default().insert(key.to_owned(), value),
                at if at >= words.len() => read.named[at - words.len()].insert(key.to_owned(), value),
                at => {
                    // Mostly the words stand in the order of the list.
                    let names = self.words[at];
                    nth = if names.get(nth) == Some(&key) { nth } else { names.iter().position(|own| *own == key)? };
                    nth += 1;
                    words[at][nth - 1].replace(value)
                }
            };
            if before.is_some() {
                return None;
            }
        }
        read.words = words.into_iter().flatten().collect::<Option<_>>()?;
        let is_whole = !read.grouped.is_empty() && read.named.iter().all(|named| !named.is_empty());
        is_whole.then_some(read)
    }
}

/// Whether a key needs no quotes.
fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

/// A text in quotes; of escapes those that the program's own files have.
fn unquoted(value: &str) -> Option<Cow<'_, str>> {
    let mut rest = value.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = Cow::Borrowed("");
    while let Some((before, after)) = rest.split_once('\\') {
        let (escaped, length) = match after.chars().next()? {
            c @ ('"' | '\\') => (c, 1),
            'n' => ('\n', 1),
            'u' => {
                let digits = after.get(1..5).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
                (char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 5)
            }
            _ => return None,
        };
        if before.contains('"') {
            return None;
        }
        out.to_mut().push_str(before);
        out.to_mut().push(escaped);
        rest = after.get(length..)?;
    }
    if rest.contains('"') {
        return None;
    }
    Some(if out.is_empty() { Cow::Borrowed(rest) } else { out + rest })
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
