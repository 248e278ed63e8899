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

/// A table as it stands in a file of the program's own.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlainTable<'a> {
    /// Which of the form's tables.
    at: usize,
    /// The name behind the point, of a table in the last one.
    inner: &'a str,
    body: &'a str,
}

/// The tables of a file of nothing but tables, texts on one line and comments, which the program's own are: to be read one by one, and each in
/// a fraction of the time that all of TOML takes. `None` where anything else stands in it: the parser of TOML says what.
pub(super) fn plain_tables(form: Form, text: &str) -> Option<Vec<PlainTable<'_>>> {
    let last = form.tables.len() - 1;
    let heads = memchr::memmem::find_iter(text.as_bytes(), b"\n[").map(|at| at + 1);
    let mut starts: Vec<usize> = text.starts_with('[').then_some(0).into_iter().chain(heads).collect();
    if !text.get(..*starts.first()?)?.lines().all(is_nothing) {
        return None;
    }
    starts.push(text.len());
    let table = |range: &[usize]| {
        let (head, body) = text.get(range[0]..range[1])?.split_once('\n')?;
        let name = head.strip_prefix('[')?.trim_end().strip_suffix(']')?;
        let (table, inner) = name.split_once('.').unwrap_or((name, ""));
        let at = form.tables.iter().position(|own| *own == table)?;
        (is_bare(table) && is_bare(inner) == (at == last)).then_some(PlainTable { at, inner, body })
    };
    starts.windows(2).map(table).collect()
}

/// The body of the only table of a place.
fn body<'a>(tables: &[PlainTable<'a>], at: usize) -> Option<&'a str> {
    let mut own = tables.iter().filter(|table| table.at == at);
    own.next().filter(|_| own.next().is_none()).map(|table| table.body)
}

impl Form {
    /// The words of one of the first tables, in the form's order.
    pub(super) fn plain_words(self, tables: &[PlainTable<'_>], at: usize) -> Option<Vec<Plain>> {
        let names = self.words.get(at)?;
        let mut words: Vec<Option<Plain>> = vec![None; names.len()];
        let mut nth = 0;
        for (key, value) in rows(body(tables, at)?) {
            let (key, value) = (key?, value?);
            // Mostly the words stand in the order of the list.
            nth = if names.get(nth) == Some(&key) { nth } else { names.iter().position(|own| *own == key)? };
            nth += 1;
            if words[nth - 1].replace(Plain::line(&value)).is_some() {
                return None;
            }
        }
        words.into_iter().collect()
    }

    /// The words of a table of any words.
    pub(super) fn plain_named(tables: &[PlainTable<'_>], at: usize) -> Option<BTreeMap<String, Plain>> {
        named(body(tables, at)?).filter(|named| !named.is_empty())
    }

    /// The last table, of tables of such words.
    pub(super) fn plain_grouped(self, tables: &[PlainTable<'_>]) -> Option<BTreeMap<String, BTreeMap<String, Plain>>> {
        let mut grouped = BTreeMap::new();
        for table in tables.iter().filter(|table| table.at + 1 == self.tables.len()) {
            if grouped.insert(table.inner.to_owned(), named(table.body)?).is_some() {
                return None;
            }
        }
        (!grouped.is_empty()).then_some(grouped)
    }
}

fn named(body: &str) -> Option<BTreeMap<String, Plain>> {
    let mut named = BTreeMap::new();
    for (key, value) in rows(body) {
        if named.insert(key?.to_owned(), Plain::line(&value?)).is_some() {
            return None;
        }
    }
    Some(named)
}

/// Keys and texts; nothing in the place of what is neither.
fn rows(body: &str) -> impl Iterator<Item = (Option<&str>, Option<Cow<'_, str>>)> {
    body.lines().map(str::trim).filter(|line| !is_nothing(line)).map(|line| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        let key = key.trim_end();
        let quoted = |key: &'_ str| key.strip_prefix('"')?.strip_suffix('"').filter(|key| !key.contains(['"', '\\'])).map(str::len);
        let key = if is_bare(key) { Some(key) } else { quoted(key).and_then(|length| key.get(1..=length)) };
        (key, unquoted(value.trim_start()))
    })
}

/// Nothing is said on the line.
fn is_nothing(line: &str) -> bool {
    let line = line.trim_start();
    line.is_empty() || line.starts_with('#')
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
