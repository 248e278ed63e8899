//! `[keys]`: which keys stand for what, instead of those that the program comes with.
//!
//! `command = keys` in `[keys]` holds everywhere but where one types; `[keys.in.MODE]` holds there alone, and beats what holds everywhere, as
//! in the table that the program comes with. A key never stands for two commands in one place: what a person changed is then left as it was.

use std::collections::BTreeSet;

use super::grammar::{Found, Item, Lines, items, texts, unknown};
use super::key::Key;
use super::problem::{Wanted, What};
use super::{Config, Known, KnownMode, Row};

/// The part for what holds in one place: some places are called like commands.
const IN: &str = "in";
/// Whoever cannot leave, go back or ask is lost: these keep a key wherever they have one.
const KEPT: [&str; 3] = ["help", "quit", "back"];

/// Keys of one command.
const MOST: usize = 20;

/// What a file says of a command.
struct Entry {
    mode: Option<&'static str>,
    command: &'static str,
    keys: Vec<(Key, usize)>,
    /// Where it begins.
    at: usize,
}

/// A line of the table as it would be, and the entry that it comes from.
struct Made {
    row: Row,
    entry: Option<usize>,
}

pub(super) fn read(table: &Item<'_>, known: &Known, lines: &Lines<'_>, config: &mut Config, found: &mut Found) {
    let Some(inner) = table.value.as_table() else {
        found.add(table.value_at, table.is_not(Wanted::Table));
        return;
    };
    let mut entries = Vec::new();
    for item in items(inner) {
        if item.name == IN {
            entries.extend(in_places(&item, known, found));
        } else {
            entries.extend(entry(&item, None, known, found));
        }
    }
    entries.sort_by_key(|entry| entry.at);
    let table = Table { known, entries: &entries, lines };
    let accepted = table.accept(found);
    config.rows = table.made(&accepted).into_iter().map(|made| made.row).filter(|row| !row.keys.is_empty()).collect();
    config.remapped = accepted.iter().filter_map(|at| entries.get(*at)).map(|entry| (entry.mode, entry.command)).collect();
}

/// What holds in one place each.
fn in_places(table: &Item<'_>, known: &Known, found: &mut Found) -> Vec<Entry> {
    let mut entries = Vec::new();
    let Some(inner) = table.value.as_table() else {
        found.add(table.value_at, What::Kind { name: format!("keys.{IN}"), wanted: Wanted::Table });
        return entries;
    };
    for item in items(inner) {
        match (known.modes.iter().find(|mode| mode.name == item.name), item.value.as_table()) {
            (Some(mode), Some(inner)) => entries.extend(items(inner).iter().filter_map(|item| entry(item, Some(mode), known, found))),
            (Some(mode), None) => found.add(item.value_at, What::Kind { name: format!("keys.{IN}.{}", mode.name), wanted: Wanted::Table }),
            (None, _) => unknown(&item, &known.modes.iter().map(|mode| mode.name).collect::<Vec<_>>(), found),
        }
    }
    entries
}

fn entry(item: &Item<'_>, mode: Option<&KnownMode>, known: &Known, found: &mut Found) -> Option<Entry> {
    let Some(command) = known.rows.iter().map(|row| row.command).find(|command| *command == item.name) else {
        let mut there: Vec<&'static str> = known.rows.iter().map(|row| row.command).collect();
        if mode.is_none() {
            there.push(IN);
        }
        let mut seen = BTreeSet::new();
        there.retain(|name| seen.insert(*name));
        unknown(item, &there, found);
        return None;
    };
    // What only does something in other places does nothing here.
    let does = |row: &Row| row.command == command && (row.mode.is_none() || row.mode == mode.map(|mode| mode.name));
    if let Some(mode) = mode.filter(|_| !known.rows.iter().any(does)) {
        found.add(item.at, What::Elsewhere(command, mode.name));
        return None;
    }
    let mut keys: Vec<(Key, usize)> = Vec::new();
    let mut is_right = true;
    let names = texts(item, found)?;
    if names.len() > MOST {
        found.add(item.value_at, What::TooMany(command, MOST));
        return None;
    }
    for (name, at) in names {
        match Key::parse(name) {
            None => {
                is_right = false;
                found.add(at, What::Key(name.to_owned()));
            }
            Some(key) if mode.is_some_and(|mode| mode.is_typing) && key.types() => {
                is_right = false;
                found.add(at, What::Typed(key.to_string()));
            }
            Some(key) if keys.iter().any(|(other, _)| *other == key) => {}
            Some(key) => keys.push((key, at)),
        }
    }
    is_right.then(|| Entry { mode: mode.map(|mode| mode.name), command, keys, at: item.at })
}

struct Table<'a> {
    known: &'a Known,
    entries: &'a [Entry],
    lines: &'a Lines<'a>,
}

impl Table<'_> {
    /// The entries that can hold together. Of two that want the same key the later one is left out, and again until none does: with none of
    /// them the table is the one that the program comes with, in which no key stands for two things.
    fn accept(&self, found: &mut Found) -> BTreeSet<usize> {
        let mut accepted: BTreeSet<usize> = (0..self.entries.len()).collect();
        loop {
            let made = self.made(&accepted);
            let mut refused: Vec<(usize, usize, What)> = self.taken(&made);
            if refused.is_empty() {
                refused = self.lost(&made);
            }
            if refused.is_empty() {
                return accepted;
            }
            // All that stands in an entry's way is told at once, but what does so in several places only for the first of them.
            let mut told = BTreeSet::new();
            for (entry, at, what) in refused {
                accepted.remove(&entry);
                let why = match &what {
                    What::Taken { other, .. } => other,
                    _ => "",
                };
                if told.insert((entry, why)) {
                    found.add(at, what);
                }
            }
        }
    }

    fn is_typing(&self, mode: Option<&str>) -> bool {
        self.known.modes.iter().any(|known| known.is_typing && Some(known.name) == mode)
    }

    /// The table with these entries.
    fn made(&self, accepted: &BTreeSet<usize>) -> Vec<Made> {
        let mut made: Vec<Made> = self.known.rows.iter().map(|row| Made { row: row.clone(), entry: None }).collect();
        let in_order = || accepted.iter().filter_map(|at| self.entries.get(*at).map(|entry| (*at, entry)));
        // What holds in one place beats what holds everywhere.
        for (at, entry) in in_order().filter(|(_, entry)| entry.mode.is_none()).chain(in_order().filter(|(_, entry)| entry.mode.is_some()))
        {
            let keys: Vec<Key> = entry.keys.iter().map(|(key, _)| *key).collect();
            let mut seen = Vec::new();
            for line in &mut made {
                let here = entry.mode.is_none() && !self.is_typing(line.row.mode) || entry.mode == line.row.mode;
                if line.row.command != entry.command || !here {
                    continue;
                }
                // A command whose keys stand on two lines has them on one now.
                let is_first = !seen.contains(&line.row.mode);
                seen.push(line.row.mode);
                line.row.keys = if is_first { keys.clone() } else { Vec::new() };
                line.entry = Some(at);
            }
            if seen.is_empty() {
                made.push(Made { row: Row { mode: entry.mode, command: entry.command, keys }, entry: Some(at) });
            }
        }
        made
    }

    /// Entries with a key that stands for something else in the same place: the entry, where, and what is wrong.
    fn taken(&self, made: &[Made]) -> Vec<(usize, usize, What)> {
        let mut out = Vec::new();
        for (nth, one) in made.iter().enumerate() {
            for other in &made[nth + 1..] {
                let Some(key) = one.row.keys.iter().find(|key| other.row.keys.contains(key)) else { continue };
                if one.row.command == other.row.command || !self.meet(one, other, *key) {
                    continue;
                }
                // The later one gives way; what the program comes with never does.
                let (loser, winner) = if one.entry > other.entry { (one, other) } else { (other, one) };
                let Some(entry) = loser.entry.and_then(|at| self.entries.get(at)) else { continue };
                let at = entry.keys.iter().find(|(own, _)| own == key).map_or(entry.at, |(_, at)| *at);
                let line = winner.entry.and_then(|at| self.entries.get(at)).map(|entry| self.lines.line(entry.at));
                let what = What::Taken { key: key.to_string(), other: winner.row.command, mode: winner.row.mode, line };
                out.extend(loser.entry.map(|entry| (entry, at, what)));
            }
        }
        out
    }

    /// Whether two lines of the table with the same key get into each other's way.
    fn meet(&self, one: &Made, other: &Made, key: Key) -> bool {
        if one.row.mode == other.row.mode {
            return true;
        }
        let (everywhere, here) = match (one.row.mode, other.row.mode) {
            (None, Some(_)) => (one, other),
            (Some(_), None) => (other, one),
            _ => return false,
        };
        let Some(mode) = self.known.modes.iter().find(|mode| Some(mode.name) == here.row.mode) else { return false };
        let is_meant = here.entry.and_then(|at| self.entries.get(at)).is_some_and(|entry| entry.mode.is_some());
        let is_changed = everywhere.entry.is_some() || here.entry.is_some();
        if mode.is_typing || mode.is_over || is_meant || !is_changed {
            return false;
        }
        // The table that the program comes with hides some keys itself: one that was hidden may stay so.
        let stands = |of: &Made, in_mode: Option<&str>| {
            self.known.rows.iter().any(|row| row.mode == in_mode && row.command == of.row.command && row.keys.contains(&key))
        };
        let hides = self.known.rows.iter().any(|row| row.mode == here.row.mode && row.keys.contains(&key));
        !(stands(everywhere, None) && hides)
    }

    /// Entries that leave a place without a key for what needs one.
    fn lost(&self, made: &[Made]) -> Vec<(usize, usize, What)> {
        let shipped: Vec<&Row> = self.known.rows.iter().collect();
        let rows: Vec<&Row> = made.iter().map(|made| &made.row).collect();
        let mut out = Vec::new();
        for (mode, command) in self.known.modes.iter().flat_map(|mode| KEPT.map(|command| (mode, command))) {
            if !reaches(&shipped, mode, command) || reaches(&rows, mode, command) {
                continue;
            }
            let everywhere = made.iter().filter(|made| made.row.command == command && made.row.mode.is_none());
            let keys: Vec<Key> = everywhere.flat_map(|made| &made.row.keys).copied().collect();
            let has_to_do = |made: &&Made| {
                let is_here = made.row.mode == Some(mode.name);
                let is_it = made.row.command == command && (is_here || made.row.mode.is_none());
                is_it || is_here && made.row.keys.iter().any(|key| keys.contains(key))
            };
            let last = made.iter().filter(has_to_do).filter_map(|made| made.entry).max();
            if let Some((at, entry)) = last.and_then(|at| self.entries.get(at).map(|entry| (at, entry))) {
                out.push((at, entry.at, What::Last { command, mode: mode.name }));
            }
        }
        out
    }
}

/// Whether a key stands for the command in this place.
fn reaches(rows: &[&Row], mode: &KnownMode, command: &str) -> bool {
    let in_mode = |at: Option<&'static str>| rows.iter().filter(move |row| row.mode == at);
    let hidden = |key: &Key| in_mode(Some(mode.name)).any(|row| row.command != command && row.keys.contains(key));
    let here = in_mode(Some(mode.name)).any(|row| row.command == command && !row.keys.is_empty());
    let everywhere = || in_mode(None).filter(|row| row.command == command).flat_map(|row| &row.keys).any(|key| !hidden(key));
    here || !mode.is_typing && everywhere()
}
