//! Lines of JSON between the explorer and a second screen.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::net::UnixStream;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The longest line of a second screen: it only names a command.
pub(super) const FROM_FOLLOWER: u64 = 64 << 10;
/// The longest line of the explorer: all that is shown.
pub(super) const FROM_SHOW: u64 = 64 << 20;

/// What is kept of the room that a long line took.
const KEPT: usize = 1 << 16;

/// Reads lines until the other side ends, one is too long or no such JSON, or `take` wants no more.
pub(super) fn read<T: DeserializeOwned>(stream: &UnixStream, longest: u64, mut take: impl FnMut(T) -> bool) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    loop {
        line.clear();
        line.shrink_to(KEPT);
        // A line that was cut has no end.
        let read = reader.by_ref().take(longest).read_until(b'\n', &mut line);
        if read.is_err() || line.last() != Some(&b'\n') {
            return;
        }
        let Ok(value) = serde_json::from_slice(&line) else { return };
        if !take(value) {
            return;
        }
    }
}

/// A line; empty where it cannot be one, which these never are.
pub(super) fn line(value: &impl Serialize) -> String {
    let mut line = serde_json::to_string(value).unwrap_or_default();
    line.push('\n');
    line
}
