//! The one table of keys. Help and bottom line are made from it, so they cannot say anything else.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crossterm::event::KeyEvent;

use crate::app::Command;
use crate::app::action::{Binding, KeyNames, Mode};
use crate::config::key::Key;
use crate::config::{Row, Rows};

/// Which keys stand for a command, everywhere or in one mode. The first key is the one that the bottom line shows.
const TABLE: &[(Option<Mode>, Command, &[&str])] = {
    use Command as C;
    const READER: Option<Mode> = Some(Mode::Reader);
    const CONTENTS: Option<Mode> = Some(Mode::Contents);
    const COUNTRIES: Option<Mode> = Some(Mode::Countries);
    const PROFILE: Option<Mode> = Some(Mode::Profile);
    const LISTS: Option<Mode> = Some(Mode::Lists);
    const SEARCH: Option<Mode> = Some(Mode::Search);
    const TASKS: Option<Mode> = Some(Mode::Tasks);
    const NOTES: Option<Mode> = Some(Mode::Notes);
    const SELECTING: Option<Mode> = Some(Mode::Selecting);
    const EDITING: Option<Mode> = Some(Mode::Editing);
    const PRESENT: Option<Mode> = Some(Mode::Present);
    const TYPING: Option<Mode> = Some(Mode::Typing);
    const SHEET: Option<Mode> = Some(Mode::Sheet);
    const QR: Option<Mode> = Some(Mode::Qr);
    const REPORTS: Option<Mode> = Some(Mode::Reports);
    &[
        (READER, C::LineDown, &["j", "down"]),
        (READER, C::LineUp, &["k", "up"]),
        (READER, C::PageDown, &["space", "pgdn"]),
        (READER, C::PageUp, &["pgup", "shift-space"]),
        (READER, C::HalfPageDown, &["d"]),
        (READER, C::HalfPageUp, &["u"]),
        (READER, C::NextPassage, &["J", "}"]),
        (READER, C::PreviousPassage, &["K", "{"]),
        (READER, C::NextSection, &["]"]),
        (READER, C::PreviousSection, &["["]),
        (READER, C::Start, &["g", "home"]),
        (READER, C::End, &["G", "end"]),
        (READER, C::Explain, &["i", "enter"]),
        (None, C::Search, &["/"]),
        (None, C::SearchPane, &["3"]),
        (None, C::FindInSection, &["ctrl-f"]),
        (None, C::Find, &["F"]),
        (None, C::NextMatch, &["n"]),
        (None, C::PreviousMatch, &["N"]),
        (None, C::Back, &["esc", "backspace", "alt-left"]),
        (None, C::Forward, &[">", "alt-right"]),
        (None, C::Contents, &["1"]),
        (None, C::Countries, &["2"]),
        (None, C::Tasks, &["4", "r"]),
        (None, C::Notes, &["5"]),
        (None, C::Note, &["m"]),
        (None, C::Bookmark, &["b"]),
        (None, C::Highlight, &["v"]),
        (None, C::Undo, &["z"]),
        (None, C::Export, &["e"]),
        (None, C::Private, &["alt-p"]),
        (None, C::Present, &["p", "f5"]),
        (None, C::Tours, &["P"]),
        (None, C::AddToTour, &["A"]),
        (None, C::PickCountry, &["c"]),
        (None, C::Copy, &["y"]),
        (None, C::CopyAll, &["Y"]),
        (None, C::QrCode, &["Q"]),
        (None, C::Palette, &[":"]),
        (None, C::Library, &["O"]),
        (None, C::NextPane, &["tab"]),
        (None, C::PreviousPane, &["shift-tab"]),
        (None, C::Filter, &["f"]),
        (None, C::NextLanguage, &["L"]),
        (None, C::NextTheme, &["t"]),
        (None, C::ToggleMouse, &["M"]),
        (None, C::Repaint, &["ctrl-l"]),
        (None, C::Suspend, &["ctrl-z"]),
        (None, C::Help, &["?", "f1"]),
        (None, C::Quit, &["q", "ctrl-c"]),
        (CONTENTS, C::LineDown, &["j", "down"]),
        (CONTENTS, C::LineUp, &["k", "up"]),
        (CONTENTS, C::PageDown, &["space", "pgdn"]),
        (CONTENTS, C::PageUp, &["pgup"]),
        (CONTENTS, C::HalfPageDown, &["d"]),
        (CONTENTS, C::HalfPageUp, &["u"]),
        (CONTENTS, C::Start, &["g", "home"]),
        (CONTENTS, C::End, &["G", "end"]),
        (CONTENTS, C::Open, &["enter"]),
        (CONTENTS, C::Fold, &["h", "left"]),
        (CONTENTS, C::Unfold, &["l", "right"]),
        (COUNTRIES, C::LineDown, &["j", "down"]),
        (COUNTRIES, C::LineUp, &["k", "up"]),
        (COUNTRIES, C::PageDown, &["space", "pgdn"]),
        (COUNTRIES, C::PageUp, &["pgup"]),
        (COUNTRIES, C::HalfPageDown, &["d"]),
        (COUNTRIES, C::HalfPageUp, &["u"]),
        (COUNTRIES, C::Start, &["g", "home"]),
        (COUNTRIES, C::End, &["G", "end"]),
        (COUNTRIES, C::Open, &["enter"]),
        (COUNTRIES, C::Right, &["l", "right"]),
        (COUNTRIES, C::Compare, &["C"]),
        (PROFILE, C::LineDown, &["j", "down"]),
        (PROFILE, C::LineUp, &["k", "up"]),
        (PROFILE, C::PageDown, &["space", "pgdn"]),
        (PROFILE, C::PageUp, &["pgup"]),
        (PROFILE, C::HalfPageDown, &["d"]),
        (PROFILE, C::HalfPageUp, &["u"]),
        (PROFILE, C::Start, &["g", "home"]),
        (PROFILE, C::End, &["G", "end"]),
        (PROFILE, C::Open, &["enter"]),
        (PROFILE, C::Right, &["l", "right"]),
        (PROFILE, C::Left, &["h", "left"]),
        (PROFILE, C::NextTab, &["]"]),
        (PROFILE, C::PreviousTab, &["["]),
        (PROFILE, C::Compare, &["C"]),
        (TASKS, C::LineDown, &["j", "down"]),
        (TASKS, C::LineUp, &["k", "up"]),
        (TASKS, C::PageDown, &["space", "pgdn"]),
        (TASKS, C::PageUp, &["pgup"]),
        (TASKS, C::HalfPageDown, &["d"]),
        (TASKS, C::HalfPageUp, &["u"]),
        (TASKS, C::Start, &["g", "home"]),
        (TASKS, C::End, &["G", "end"]),
        (TASKS, C::Open, &["enter"]),
        (TASKS, C::NextState, &["x"]),
        (TASKS, C::TaskNote, &["m"]),
        (TASKS, C::TaskDate, &["D"]),
        (TASKS, C::Right, &["l", "right"]),
        (TASKS, C::Left, &["h", "left"]),
        (TASKS, C::Regroup, &["o"]),
        (TASKS, C::OnlyState, &["s"]),
        (TASKS, C::NewChecklist, &["a"]),
        (TASKS, C::RemoveChecklist, &["X"]),
        (LISTS, C::LineDown, &["j", "down"]),
        (LISTS, C::LineUp, &["k", "up"]),
        (LISTS, C::Start, &["g", "home"]),
        (LISTS, C::End, &["G", "end"]),
        (LISTS, C::Open, &["enter"]),
        (LISTS, C::Right, &["l", "right"]),
        (LISTS, C::Regroup, &["o"]),
        (LISTS, C::OnlyState, &["s"]),
        (LISTS, C::NewChecklist, &["a"]),
        (LISTS, C::RemoveChecklist, &["X"]),
        (SEARCH, C::LineDown, &["j", "down"]),
        (SEARCH, C::LineUp, &["k", "up"]),
        (SEARCH, C::PageDown, &["space", "pgdn"]),
        (SEARCH, C::PageUp, &["pgup"]),
        (SEARCH, C::Start, &["g", "home"]),
        (SEARCH, C::End, &["G", "end"]),
        (SEARCH, C::Open, &["enter"]),
        (SEARCH, C::Right, &["l", "right"]),
        (SEARCH, C::EditQuery, &["E"]),
        (SEARCH, C::Explain, &["i"]),
        (SEARCH, C::ToggleExact, &["x", "ctrl-t"]),
        (SEARCH, C::AllReports, &["a", "ctrl-o"]),
        (NOTES, C::LineDown, &["j", "down"]),
        (NOTES, C::LineUp, &["k", "up"]),
        (NOTES, C::PageDown, &["space", "pgdn"]),
        (NOTES, C::PageUp, &["pgup"]),
        (NOTES, C::HalfPageDown, &["d"]),
        (NOTES, C::HalfPageUp, &["u"]),
        (NOTES, C::Start, &["g", "home"]),
        (NOTES, C::End, &["G", "end"]),
        (NOTES, C::Open, &["enter"]),
        (NOTES, C::Right, &["l", "right"]),
        (NOTES, C::Explain, &["i"]),
        (NOTES, C::Delete, &["X", "del"]),
        (NOTES, C::Sort, &["o"]),
        (NOTES, C::OnlyKind, &["s"]),
        (SELECTING, C::LineDown, &["j", "down"]),
        (SELECTING, C::LineUp, &["k", "up"]),
        (SELECTING, C::Extend, &["l", "right", "J"]),
        (SELECTING, C::Shrink, &["h", "left", "K"]),
        (SELECTING, C::Open, &["enter"]),
        (PRESENT, C::NextSlide, &["space", "pgdn", "right", "down", "j", "l", "n"]),
        (PRESENT, C::PreviousSlide, &["pgup", "left", "up", "k", "h", "N"]),
        (PRESENT, C::NextSection, &["]"]),
        (PRESENT, C::PreviousSection, &["["]),
        (PRESENT, C::Start, &["g", "home"]),
        (PRESENT, C::End, &["G", "end"]),
        (PRESENT, C::PickSlide, &["/", "o"]),
        (PRESENT, C::StopEarlier, &["{"]),
        (PRESENT, C::StopLater, &["}"]),
        (PRESENT, C::RemoveStop, &["X"]),
        (PRESENT, C::Reveal, &["v"]),
        (PRESENT, C::Spotlight, &["s"]),
        (PRESENT, C::MarkWords, &["w"]),
        (PRESENT, C::Open, &["enter"]),
        (PRESENT, C::Blank, &["b", "."]),
        (PRESENT, C::Timer, &["T"]),
        (PRESENT, C::Explain, &["i"]),
        (PRESENT, C::Back, &["esc", "p", "q", "backspace"]),
        (EDITING, C::Back, &["esc"]),
        (EDITING, C::PageDown, &["pgdn"]),
        (EDITING, C::PageUp, &["pgup"]),
        (EDITING, C::Repaint, &["ctrl-l"]),
        (EDITING, C::Suspend, &["ctrl-z"]),
        (EDITING, C::Quit, &["ctrl-c"]),
        (TYPING, C::Open, &["enter"]),
        (TYPING, C::Back, &["esc"]),
        (TYPING, C::LineDown, &["down"]),
        (TYPING, C::LineUp, &["up"]),
        (TYPING, C::Complete, &["tab"]),
        (TYPING, C::ToggleExact, &["ctrl-t"]),
        (TYPING, C::AllReports, &["ctrl-o"]),
        (TYPING, C::EarlierQuery, &["ctrl-p"]),
        (TYPING, C::LaterQuery, &["ctrl-n"]),
        (TYPING, C::PageDown, &["pgdn"]),
        (TYPING, C::PageUp, &["pgup"]),
        (TYPING, C::Repaint, &["ctrl-l"]),
        (TYPING, C::Suspend, &["ctrl-z"]),
        (TYPING, C::Quit, &["ctrl-c"]),
        (SHEET, C::LineDown, &["j", "down"]),
        (SHEET, C::LineUp, &["k", "up"]),
        (SHEET, C::PageDown, &["space", "pgdn"]),
        (SHEET, C::PageUp, &["pgup"]),
        (SHEET, C::HalfPageDown, &["d"]),
        (SHEET, C::HalfPageUp, &["u"]),
        (SHEET, C::Start, &["g", "home"]),
        (SHEET, C::End, &["G", "end"]),
        (SHEET, C::Open, &["enter"]),
        (SHEET, C::Back, &["esc", "q", "i", "backspace"]),
        // Two rows each: the widest list of keys is as wide as the help's left column.
        (QR, C::NextCode, &["n", "space", "right"]),
        (QR, C::NextCode, &["j", "down", "pgdn", "enter"]),
        (QR, C::PreviousCode, &["N", "left"]),
        (QR, C::PreviousCode, &["k", "up", "pgup"]),
        (QR, C::Start, &["g", "home"]),
        (QR, C::End, &["G", "end"]),
        (QR, C::InvertCode, &["i"]),
        (QR, C::Back, &["esc", "q", "Q", "backspace"]),
        (REPORTS, C::LineDown, &["j", "down"]),
        (REPORTS, C::LineUp, &["k", "up"]),
        (REPORTS, C::PageDown, &["space", "pgdn"]),
        (REPORTS, C::PageUp, &["pgup"]),
        (REPORTS, C::HalfPageDown, &["d"]),
        (REPORTS, C::HalfPageUp, &["u"]),
        (REPORTS, C::Start, &["g", "home"]),
        (REPORTS, C::End, &["G", "end"]),
        (REPORTS, C::Open, &["enter", "right", "l"]),
        (REPORTS, C::Filter, &["/", "f"]),
        (REPORTS, C::Back, &["esc", "O", "backspace"]),
    ]
};

/// The table made ready to look keys up, and to be shown.
#[derive(Debug, Clone)]
pub struct Keymap {
    /// Looked up from the first key on.
    keys: OnceLock<HashMap<(Option<Mode>, Key), Command>>,
    bindings: Arc<[Binding]>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&Rows::Shipped(rows))
    }
}

/// The table, for whoever changes it.
pub fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let row = |(mode, command, names): &(Option<Mode>, Command, &[&str])| Row {
            mode: mode.map(Mode::name),
            command: command.name(),
            keys: names.iter().filter_map(|name| Key::parse(name)).collect(),
        };
        TABLE.iter().map(row).collect()
    })
}

impl Keymap {
    /// From a table that may have been changed.
    pub fn new(rows: &Rows) -> Self {
        let shipped = |(mode, command, names): &(Option<Mode>, Command, &'static [&'static str])| Binding {
            mode: *mode,
            command: *command,
            keys: KeyNames::Shipped(names),
        };
        let chosen = |row: &Row| {
            let mode = row.mode.map(|name| Mode::ALL.into_iter().find(|mode| mode.name() == name));
            let command = Command::ALL.iter().find(|command| command.name() == row.command)?;
            let keys = KeyNames::Chosen(row.keys.iter().map(ToString::to_string).collect());
            (mode != Some(None)).then_some(Binding { mode: mode.flatten(), command: *command, keys })
        };
        let bindings = match rows {
            Rows::Shipped(_) => TABLE.iter().map(shipped).collect(),
            Rows::Changed(rows) => rows.iter().filter_map(chosen).collect(),
        };
        Self { keys: OnceLock::new(), bindings }
    }

    /// The command that a key stands for in a mode. While one types, letters are letters.
    pub fn command(&self, mode: Mode, event: KeyEvent) -> Option<Command> {
        let keys = self.keys.get_or_init(|| {
            let of = |binding: &Binding, name: &str| Some(((binding.mode, Key::parse(name)?), binding.command));
            self.bindings.iter().flat_map(|binding| binding.keys.iter().filter_map(move |name| of(binding, name))).collect()
        });
        let key = Key::from_event(event);
        let here = keys.get(&(Some(mode), key));
        let anywhere = || keys.get(&(None, key)).filter(|_| !mode.takes_text());
        here.or_else(anywhere).copied()
    }

    /// What help and bottom line say.
    pub fn shown(&self) -> Arc<[Binding]> {
        Arc::clone(&self.bindings)
    }

    /// The same of the table that the program comes with.
    pub fn bindings() -> Arc<[Binding]> {
        Self::default().bindings
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    fn press(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
        KeyEvent::new(code, modifiers)
    }

    #[test]
    fn every_name_is_a_key_and_none_stands_for_two_commands() {
        let mut seen = std::collections::HashSet::new();
        for (mode, command, names) in TABLE {
            for name in *names {
                let key = Key::parse(name).unwrap_or_else(|| panic!("{name}"));
                assert_eq!(key.to_string(), *name, "as it is shown");
                assert!(seen.insert((*mode, key)), "{name} twice, at {command:?}");
            }
        }
    }

    #[test]
    fn every_command_has_a_key() {
        for command in Command::ALL {
            assert!(TABLE.iter().any(|(_, other, _)| other == command), "{command:?}");
        }
    }

    #[test]
    fn letters_are_letters_while_one_types() {
        let keymap = Keymap::default();
        let q = press(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(keymap.command(Mode::Reader, q), Some(Command::Quit));
        assert_eq!(keymap.command(Mode::Typing, q), None);
        assert_eq!(keymap.command(Mode::Sheet, q), Some(Command::Back));
        let ctrl_c = press(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(keymap.command(Mode::Typing, ctrl_c), Some(Command::Quit));
    }

    #[test]
    fn shift_is_told_in_many_ways() {
        let keymap = Keymap::default();
        for event in [press(KeyCode::Char('G'), KeyModifiers::SHIFT), press(KeyCode::Char('G'), KeyModifiers::NONE)] {
            assert_eq!(keymap.command(Mode::Reader, event), Some(Command::End));
        }
        for event in [press(KeyCode::BackTab, KeyModifiers::SHIFT), press(KeyCode::BackTab, KeyModifiers::NONE)] {
            assert_eq!(keymap.command(Mode::Reader, event), Some(Command::PreviousPane));
        }
    }
}
