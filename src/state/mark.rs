//! What a person makes of the text: notes, bookmarks and highlights.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::time::{after, bounded, now};
use crate::report::{Address, Edition, Language, Report};
use crate::text::fingerprint::fingerprint;
use crate::text::sanitize::{clean, clean_line};
use crate::text::span::slice;

/// What kind of mark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// The person's own words on something.
    #[default]
    Note,
    /// A place to come back to, with a label.
    Bookmark,
    /// A highlight: something to ask or discuss.
    Question,
    /// A highlight: something to quote.
    Quote,
    /// A highlight: something to act on.
    Action,
    /// A highlight: something to check.
    Check,
}

impl MarkKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Note, Self::Bookmark, Self::Question, Self::Quote, Self::Action, Self::Check];
    /// The kinds of highlights.
    pub const HIGHLIGHTS: [Self; 4] = [Self::Question, Self::Quote, Self::Action, Self::Check];

    /// Its name in files and on the command line: `bookmark`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Bookmark => "bookmark",
            Self::Question => "question",
            Self::Quote => "quote",
            Self::Action => "action",
            Self::Check => "check",
        }
    }

    /// From its name, in the singular or the plural.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| name == kind.name() || name.strip_suffix('s') == Some(kind.name()))
    }

    /// Whether it marks words of the text.
    pub fn is_highlight(self) -> bool {
        Self::HIGHLIGHTS.contains(&self)
    }

    /// A sign of one column that stands for it, readable without colour; in ASCII as well.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Note => "●",
            Self::Bookmark => "◆",
            Self::Question => "?",
            Self::Quote => "\"",
            Self::Action => "!",
            Self::Check => "~",
        }
    }
}

/// A mark.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// Its own name, the same for ever and on every computer.
    pub id: String,
    /// What it is.
    pub kind: MarkKind,
    /// Title and year of the report.
    #[serde(default)]
    pub report: String,
    /// Address of what it is on.
    #[serde(default)]
    pub address: String,
    /// Language of the edition; fingerprint, quote and range are of its text.
    #[serde(default)]
    pub language: Language,
    /// Of the text that it is on, to find it again after an edit.
    #[serde(default)]
    pub fingerprint: String,
    /// The words that are highlighted, or the first ones of the text that it is on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    /// The bytes of the text that are highlighted: the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// The bytes of the text that are highlighted: the one behind the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// The person's own words: a note, a bookmark's label, a remark on a highlight.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it was made, in seconds since 1970.
    #[serde(default)]
    pub created: u64,
    /// When it was last changed, in seconds since 1970.
    #[serde(default)]
    pub changed: u64,
    /// It is no more. What it said is forgotten; that it was removed is not, so that another copy does not bring it back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deleted: bool,
    /// Fingerprints of what its text was before: of two versions the one that knows the other is the later one, whatever the clocks say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<String>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// So many earlier texts are known by their fingerprints.
const MOST_PAST: usize = 24;
/// Of a text that is not highlighted so many characters are kept, to find it again.
const QUOTED: usize = 240;
/// No text of a person's is longer, in characters.
pub const LONGEST: usize = 20_000;

impl Mark {
    /// A mark on what stands at an address. `range`: bytes of a passage's text that are highlighted.
    pub fn new(report: &Report, edition: &Edition, kind: MarkKind, address: &Address, range: Option<Range<usize>>) -> Self {
        let text = report.subject(edition, address).map(|subject| subject.text).unwrap_or_default();
        let quote = match &range {
            Some(range) => slice(&text, range.clone()).to_owned(),
            None => beginning(&text).to_owned(),
        };
        let now = now();
        Self {
            id: new_id(),
            kind,
            report: report.identity(),
            address: address.to_string(),
            language: edition.language,
            fingerprint: fingerprint(&text),
            quote,
            start: range.as_ref().map(|range| range.start),
            end: range.map(|range| range.end),
            created: now,
            changed: now,
            ..Self::default()
        }
    }

    /// Its text begins to be changed: what it was is remembered by its fingerprint.
    pub fn begin_change(&mut self) {
        if !self.text.is_empty() {
            let before = fingerprint(&self.text);
            self.past.retain(|past| *past != before);
            self.past.push(before);
            let surplus = self.past.len().saturating_sub(MOST_PAST);
            self.past.drain(..surplus);
        }
        self.changed = after(self.changed);
    }

    /// Removes it.
    pub fn delete(&mut self) {
        self.begin_change();
        self.deleted = true;
        self.text.clear();
        self.quote.clear();
    }

    /// Whether this version was made from that one, or says the same words, so that nothing is lost with that one.
    pub fn supersedes(&self, other: &Self) -> bool {
        let theirs = fingerprint(&other.text);
        other.text.is_empty() || theirs == fingerprint(&self.text) || self.past.contains(&theirs)
    }

    /// The words it highlights, as bytes of a text: where they were if the text is the same, else where they stand now.
    pub fn range_in(&self, text: &str) -> Option<Range<usize>> {
        let (start, end) = self.start.zip(self.end)?;
        if fingerprint(text) == self.fingerprint {
            return (start < end && text.get(start..end).is_some()).then_some(start..end);
        }
        let start = text.find(&self.quote).filter(|_| !self.quote.is_empty())?;
        Some(start..start + self.quote.len())
    }

    /// The words that it is on, for people: what is only their beginning ends so.
    pub fn shown_quote(&self) -> String {
        let is_part = !self.kind.is_highlight() && self.quote.chars().count() > QUOTED / 2 && !self.quote.ends_with(['.', '!', '?', ')']);
        if is_part { format!("{} …", self.quote) } else { self.quote.clone() }
    }

    /// Makes what came from a file safe: it may hold anything.
    pub(super) fn clean(&mut self) {
        for line in [&mut self.id, &mut self.report, &mut self.address, &mut self.fingerprint].into_iter().chain(&mut self.past) {
            *line = clean_line(line).into_owned();
        }
        for text in [&mut self.text, &mut self.quote] {
            *text = clean(text).into_owned();
        }
        self.changed = bounded(self.changed);
        self.created = bounded(self.created);
    }
}

/// The first words of a text.
fn beginning(text: &str) -> &str {
    let Some((end, _)) = text.char_indices().nth(QUOTED) else { return text };
    let part = text.get(..end).unwrap_or_default();
    part.rfind(char::is_whitespace).and_then(|end| part.get(..end)).unwrap_or(part).trim_end()
}

/// A name that no other mark has: 64 bits from the system's generator of random numbers, by way of the keys of std's hash maps.
fn new_id() -> String {
    format!("{:016x}", RandomState::new().build_hasher().finish())
}
