//! Files in a zip archive, as far as documents need them: stored or deflated, of bounded size.

use std::collections::HashMap;

/// All that is unpacked of an archive is not larger than this.
const LARGEST: usize = 256 << 20;
/// More files no document has.
const MOST: usize = 20_000;

/// An archive: where its files lie.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    files: HashMap<String, Entry>,
    left: usize,
}

struct Entry {
    method: u16,
    packed: usize,
    size: usize,
    at: usize,
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let part = bytes.get(at..at.checked_add(width)?)?;
    Some(part.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte)))
}

impl<'a> Archive<'a> {
    /// Reads the archive's list, which stands at its end.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let tail = bytes.len().saturating_sub(66_000);
        let end = tail + bytes.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")?;
        let count = number(bytes, end + 10, 2)?.min(MOST);
        let mut at = number(bytes, end + 16, 4)?;
        let mut files = HashMap::new();
        for _ in 0..count {
            if number(bytes, at, 4)? != 0x0201_4b50 {
                break;
            }
            let (name, extra, comment) = (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
            let path = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).into_owned();
            let entry = Entry {
                method: number(bytes, at + 10, 2)? as u16,
                packed: number(bytes, at + 20, 4)?,
                size: number(bytes, at + 24, 4)?,
                at: number(bytes, at + 42, 4)?,
            };
            files.insert(path, entry);
            at += 46 + name + extra + comment;
        }
        Some(Self { bytes, files, left: LARGEST })
    }

    /// A file's text.
    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let entry = self.files.get(path)?;
        let start = entry.at + 30 + number(self.bytes, entry.at + 26, 2)? + number(self.bytes, entry.at + 28, 2)?;
        let packed = self.bytes.get(start..start.checked_add(entry.packed)?)?;
        let limit = self.left.min(entry.size.saturating_add(1));
        let bytes = match entry.method {
            0 => packed.get(..packed.len().min(limit))?.to_owned(),
            8 => miniz_oxide::inflate::decompress_to_vec_with_limit(packed, limit).ok()?,
            _ => return None,
        };
        self.left = self.left.saturating_sub(bytes.len());
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}
