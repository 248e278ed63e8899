//! What can still be read of a damaged file: TOML whose tables are read one by one, the last as far as it goes.

use super::state_file::StateFile;

/// So many lines are cut off a table's end before it is given up.
const MOST_CUTS: usize = 400;

/// What may be missing behind a text that was cut.
const ENDS: [&str; 5] = ["", "\"\"\"", "\"", "'''", "'"];

/// All that can be read. Tables behind one that cannot be read are read all the same.
pub(super) fn recover<T: StateFile>(bytes: &[u8]) -> T {
    let text = String::from_utf8_lossy(bytes);
    let head = format!("[[{}]]", T::TABLE);
    let mut all = T::default();
    let mut entry = String::new();
    // The entry without anything cut off.
    let mut whole = String::new();
    for part in parts(&text, T::TABLE) {
        // What a person wrote may have a line that looks like the beginning of a table.
        if !whole.is_empty() && parsed::<T>(&whole).is_none() {
            whole.push_str(part);
            if parsed::<T>(&whole).is_some() {
                entry.clone_from(&whole);
                continue;
            }
        }
        part.clone_into(&mut whole);
        if part.lines().next().map(str::trim) == Some(&*head) {
            all.absorb(parsed(&entry).unwrap_or_default());
            entry = longest::<T>("", part).unwrap_or_default();
        } else if !entry.is_empty() {
            // A table inside the entry: what cannot be read of it does not spoil what can.
            entry = longest::<T>(&entry, part).unwrap_or(entry);
        }
    }
    all.absorb(parsed(&entry).unwrap_or_default());
    all
}

/// The text cut before each line that begins a table of the list, or one inside it: other lines with brackets are a person's words.
fn parts<'a>(text: &'a str, table: &str) -> Vec<&'a str> {
    let is_line_start = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let is_head = |at: usize| {
        let line = text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let name = line.trim().strip_prefix("[[").and_then(|line| line.strip_suffix("]]"));
        name.and_then(|name| name.strip_prefix(table)).is_some_and(|inside| inside.is_empty() || inside.starts_with('.'))
    };
    let starts = text.match_indices("[[").map(|(at, _)| at).filter(|at| is_line_start(*at) && is_head(*at));
    let mut edges: Vec<usize> = starts.collect();
    edges.push(text.len());
    edges.windows(2).filter_map(|pair| text.get(pair[0]..pair[1])).collect()
}

/// `before` with as much of `part` as can be read.
fn longest<T: StateFile>(before: &str, part: &str) -> Option<String> {
    let mut rest = part;
    for _ in 0..MOST_CUTS {
        for end in ENDS {
            let candidate = format!("{before}{rest}{end}\n");
            if parsed::<T>(&candidate).is_some() {
                return Some(candidate);
            }
        }
        let trimmed = rest.strip_suffix('\n').unwrap_or(rest);
        rest = trimmed.rfind('\n').and_then(|at| trimmed.get(..=at))?;
    }
    None
}

fn parsed<T: StateFile>(text: &str) -> Option<T> {
    toml::from_str(text).ok()
}
