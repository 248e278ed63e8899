//! The lists of an index in a file beside the pack, so that a large report's search is ready at once the next time.
//!
//! The file is a head of [`MAGIC`], the version of the form, and a fingerprint of what it was made from; then each list as its length and its items,
//! numbers in little-endian order; last a sum over all bytes before. What does not fit together is no index: it is made anew.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::index::{Doc, Index, Lists};
use super::lexicon::Lexicon;
use super::packed::Posting;
use super::strings::Strings;
use crate::report::pack_files::{Snapshot, index_file};
use crate::report::record::Kind;
use crate::report::{Edition, Report};

const MAGIC: &[u8; 8] = b"VEREDAIX";
/// To be raised whenever the lists, or how words are found and stemmed, change.
const VERSION: u32 = 6;

impl Index {
    /// The index of an edition: the one that is kept beside its pack, where that is current, or else a new one, which is then kept there. Of a
    /// report that is not in a folder, or is soon indexed, none is kept; nor where it cannot be written, which is no matter.
    pub fn kept(report: &Report, edition: &Edition, keep: bool, tell: &mut dyn FnMut(u8)) -> Self {
        let Some(folder) = report.large_folder() else { return Self::new_told(report, edition, tell) };
        let (path, unfinished) = index_file(folder, edition.language);
        let fingerprint = fingerprint(folder);
        if let Some(lists) = read(&path, fingerprint).filter(|lists| fits(lists, report, edition)) {
            let lexicon = Lexicon::new(report, edition.language);
            return Self::of_lists(lists, lexicon, report, edition);
        }
        let index = Self::new_told(report, edition, tell);
        if keep {
            let _ = write(&path, &unfinished, fingerprint, &index.lists);
        }
        index
    }
}

/// Of all that an index is made from: names, lengths and times of the pack's files, and this program.
fn fingerprint(folder: &Path) -> u64 {
    let mut sum = Sum::new();
    sum.text(env!("CARGO_PKG_VERSION").as_bytes());
    for (path, time, length) in Snapshot::of(folder).files() {
        let time = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map_or(0, |time| time.as_nanos());
        sum.text(path.as_bytes());
        sum.number(length);
        sum.text(&time.to_le_bytes());
    }
    sum.0
}

/// A sum over numbers and texts: FNV-1a (Fowler, Noll, Vo), over words of 64 bits instead of bytes. Against accidents, not against people: what is
/// read is looked over besides.
struct Sum(u64);

impl Sum {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn number(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(5);
    }

    fn text(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.number(u64::from_le_bytes(word));
        }
        self.number(bytes.len() as u64);
    }
}

fn write(path: &Path, unfinished: &Path, fingerprint: u64, lists: &Lists) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // Always the same name: whoever leaves while it is written leaves one such file behind, not more and more. Where two write it at once, its sum
    // tells, and it is made anew.
    let mut out = Out { bytes: Vec::with_capacity(BLOCK * 2), sum: Sum::new(), file: File::create(unfinished)? };
    out.bytes.extend(MAGIC);
    out.number(VERSION);
    out.bytes.extend(fingerprint.to_le_bytes());
    out.list(lists.docs.iter(), |out, doc| {
        out.number(Kind::ALL.iter().position(|kind| *kind == doc.kind).unwrap_or(0) as u32);
        for number in [doc.at, doc.section, doc.order, doc.asked.to_bits(), doc.title_words, doc.words, doc.end, doc.countries_end] {
            out.number(number);
        }
    })?;
    out.packed(&lists.tokens)?;
    out.list(lists.countries.iter(), |out, country| out.number(*country))?;
    out.strings(&lists.words)?;
    out.list(lists.word_ids.iter(), |out, id| out.number(*id))?;
    out.strings(&lists.stems)?;
    out.list(lists.stem_of.iter(), |out, stem| out.number(*stem))?;
    out.list(lists.spread.iter(), |out, count| out.number(*count))?;
    out.list(lists.ends.iter(), |out, end| out.number(*end))?;
    out.packed(&lists.posted)?;
    out.flush()?;
    let sum = out.sum.0.to_le_bytes();
    out.file.write_all(&sum)?;
    fs::rename(unfinished, path)
}

/// Bytes on their way to the file.
struct Out {
    bytes: Vec<u8>,
    sum: Sum,
    file: File,
}

impl Out {
    fn number(&mut self, number: u32) {
        self.sum.number(u64::from(number));
        self.bytes.extend(number.to_le_bytes());
    }

    fn strings(&mut self, strings: &Strings) -> io::Result<()> {
        self.list(strings.iter(), |out, string| {
            out.number(string.len() as u32);
            out.sum.text(string.as_bytes());
            out.bytes.extend(string.as_bytes());
        })
    }

    fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, write: impl Fn(&mut Self, T)) -> io::Result<()> {
        self.number(u32::try_from(items.len()).map_err(io::Error::other)?);
        for item in items {
            write(self, item);
            if self.bytes.len() >= BLOCK {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// A list of packed numbers, as its bytes.
    fn packed(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.number(u32::try_from(bytes.len()).map_err(io::Error::other)?);
        for block in bytes.chunks(BLOCK) {
            self.sum.text(block);
            self.bytes.extend(block);
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.bytes)?;
        self.bytes.clear();
        Ok(())
    }
}

/// So many bytes at least are written and read at once.
const BLOCK: usize = 1 << 18;

/// The lists in a file; `None` where it is not there, not of this pack as it is, or damaged.
fn read(path: &Path, fingerprint: u64) -> Option<Lists> {
    let file = File::open(path).ok()?;
    let size = file.metadata().ok().filter(fs::Metadata::is_file)?.len();
    let mut input = In { file, left: usize::try_from(size).ok()?, bytes: Vec::new(), at: 0, sum: Sum::new() };
    let head = (input.take(8)? == MAGIC) && input.number()? == VERSION && input.take(8)? == fingerprint.to_le_bytes();
    if !head {
        return None;
    }
    let lists = Lists {
        docs: input.list(36, |input| {
            let kind = *Kind::ALL.get(input.number()? as usize)?;
            let mut next = || input.number();
            let (at, section, order, asked) = (next()?, next()?, next()?, f32::from_bits(next()?));
            Some(Doc { kind, at, section, order, asked, title_words: next()?, words: next()?, end: next()?, countries_end: next()? })
        })?,
        tokens: input.packed()?,
        countries: input.list(4, In::number)?,
        words: input.strings()?,
        word_ids: input.list(4, In::number)?,
        stems: input.strings()?,
        stem_of: input.list(4, In::number)?,
        spread: input.list(4, In::number)?,
        ends: input.list(4, In::number)?,
        posted: input.packed()?,
    };
    let sum = input.sum.0.to_le_bytes();
    (input.take(8)? == sum && input.left == 0 && input.at == input.bytes.len()).then_some(lists)
}

/// Bytes from the file, read block by block: the file is never in memory as a whole.
struct In {
    file: File,
    /// Bytes of the file that are not read yet.
    left: usize,
    bytes: Vec<u8>,
    at: usize,
    sum: Sum,
}

impl In {
    fn take(&mut self, count: usize) -> Option<&[u8]> {
        if self.bytes.len() - self.at < count {
            self.bytes.drain(..self.at);
            self.at = 0;
            let more = self.left.min(BLOCK.max(count));
            let start = self.bytes.len();
            self.bytes.resize(start + more, 0);
            self.file.read_exact(&mut self.bytes[start..]).ok()?;
            self.left -= more;
        }
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        let number = u32::from_le_bytes(self.take(4)?.try_into().ok()?);
        self.sum.number(u64::from(number));
        Some(number)
    }

    fn strings(&mut self) -> Option<Strings> {
        let (mut strings, mut bytes) = (Strings::default(), Vec::new());
        for _ in 0..self.count(4)? {
            let length = self.count(1)?;
            bytes.clear();
            bytes.extend_from_slice(self.take(length)?);
            self.sum.text(&bytes);
            strings.push(str::from_utf8(&bytes).ok()?);
        }
        strings.shrink_to_fit();
        Some(strings)
    }

    /// The bytes of packed numbers.
    fn packed(&mut self) -> Option<Vec<u8>> {
        let length = self.count(1)?;
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            let block = (length - bytes.len()).min(BLOCK);
            bytes.extend_from_slice(self.take(block)?);
            self.sum.text(&bytes[bytes.len() - block..]);
        }
        Some(bytes)
    }

    /// A list of items that take at least so many bytes each: no length is believed that the file has no room for.
    fn list<T>(&mut self, least: usize, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.count(least)?;
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(read(self)?);
        }
        Some(items)
    }

    /// How many items a list has, that take at least so many bytes each.
    fn count(&mut self, least: usize) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= (self.left + self.bytes.len()) / least).then_some(count)
    }
}

/// Whether the lists fit together and are of this report: then nothing that is looked up in them is missing.
fn fits(lists: &Lists, report: &Report, edition: &Edition) -> bool {
    let below = |numbers: &[u32], length: usize| numbers.iter().all(|number| (*number as usize) < length);
    let (docs, words, stems) = (lists.docs.len(), lists.words.len(), lists.stems.len());
    let rising = |mut ends: Box<dyn Iterator<Item = u32> + '_>, length: usize| {
        let mut last = 0;
        let rises = ends.all(|end| std::mem::replace(&mut last, end) <= end);
        rises && last as usize == length
    };
    let mut counts = Kind::ALL.map(|_| 0_usize);
    let in_order = lists.docs.iter().all(|doc| {
        let count = &mut counts[doc.kind as usize];
        *count += 1;
        doc.at as usize == *count - 1
    });
    in_order
        && Kind::ALL.iter().all(|kind| counts[*kind as usize] == report.count(edition, *kind))
        && lists.docs.windows(2).all(|pair| pair[0].kind as usize <= pair[1].kind as usize)
        && rising(Box::new(lists.docs.iter().map(|doc| doc.end)), lists.tokens.len())
        && rising(Box::new(lists.docs.iter().map(|doc| doc.countries_end)), lists.countries.len())
        && rising(Box::new(lists.ends.iter().copied()), lists.posted.len())
        && lists.docs.iter().enumerate().all(|(at, doc)| {
            let mut count = 0;
            let are_known = lists.words_of(at).all(|word| {
                count += 1;
                (word as usize) < words
            });
            are_known && doc.title_words <= doc.words && doc.words == count
        })
        && below(&lists.countries, report.facts().countries.len())
        && lists.words.are_in_order()
        && lists.word_ids.len() == words
        && below(&lists.word_ids, words)
        && lists.stems.are_in_order()
        && lists.stem_of.len() == words
        && below(&lists.stem_of, stems)
        && lists.ends.len() == stems
        && lists.spread.len() == stems
        && (0..stems as u32).all(|stem| {
            let (mut count, mut last) = (0, None);
            let in_order = lists.postings_of(stem).all(|Posting { doc, .. }| {
                count += 1;
                last.replace(doc) < Some(doc) && (doc as usize) < docs
            });
            in_order && count == lists.spread[stem as usize]
        })
}
