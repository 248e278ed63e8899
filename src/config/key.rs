//! The names of keys: `x`, `X`, `space`, `f6`, `ctrl-x`, `alt-left`.

use std::fmt::{self, Write as _};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::text::sanitize::clean_line;

/// Keys that have a word for a name; the first word of a key is the one that is written.
const NAMED: &[(&str, KeyCode)] = &[
    ("space", KeyCode::Char(' ')),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pageup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("pagedown", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("del", KeyCode::Delete),
    ("delete", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("insert", KeyCode::Insert),
];

/// The modifiers, in the order in which they are written.
const MODIFIERS: [(&str, KeyModifiers); 3] = [("ctrl", KeyModifiers::CONTROL), ("alt", KeyModifiers::ALT), ("shift", KeyModifiers::SHIFT)];

/// The last function key that terminals have a sequence for.
const LAST_FUNCTION: u8 = 20;

/// A key with what is held down beside it, in the one form in which it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Key {
    /// The key of a name; `None` where it names none, or one that no terminal sends.
    pub fn parse(name: &str) -> Option<Self> {
        if let [sign @ b'!'..=b'~'] = *name.as_bytes() {
            return Some(Self { code: KeyCode::Char(char::from(sign)), modifiers: KeyModifiers::NONE });
        }
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = name;
        while let Some((modifier, after)) = rest.split_once('-').filter(|(before, after)| !before.is_empty() && !after.is_empty()) {
            let (_, modifier) = MODIFIERS.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(modifier))?;
            if modifiers.contains(modifier) {
                return None;
            }
            modifiers |= modifier;
            rest = after;
        }
        let named = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)).map(|(_, code)| *code);
        let code = named.or_else(|| function(rest)).or_else(|| letter(rest))?;
        Self { code, modifiers }.normal()
    }

    /// What terminals tell of a key differs: a capital letter says Shift itself, and Shift-Tab is a key of its own.
    pub fn from_event(event: KeyEvent) -> Self {
        let mut modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match event.code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(c) => {
                if c != ' ' {
                    modifiers -= KeyModifiers::SHIFT;
                }
                KeyCode::Char(if modifiers.contains(KeyModifiers::CONTROL) { c.to_ascii_lowercase() } else { c })
            }
            other => other,
        };
        Self { code, modifiers }
    }

    /// Whether it stands for what it types in a text box, or takes something back there.
    pub fn types(self) -> bool {
        let plain = !self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        plain && matches!(self.code, KeyCode::Char(_) | KeyCode::Backspace | KeyCode::Delete)
    }

    /// The form in which a terminal sends it.
    fn normal(self) -> Option<Self> {
        let Self { code, mut modifiers } = self;
        let ctrl = modifiers.contains(KeyModifiers::CONTROL);
        let code = match code {
            KeyCode::Char(c) if ctrl => {
                if modifiers.contains(KeyModifiers::SHIFT) {
                    return None;
                }
                // Control and one of these are the bytes of other keys.
                match c.to_ascii_lowercase() {
                    'i' => return Some(Self { code: KeyCode::Tab, modifiers: modifiers - KeyModifiers::CONTROL }),
                    'm' => return Some(Self { code: KeyCode::Enter, modifiers: modifiers - KeyModifiers::CONTROL }),
                    '[' => return Some(Self { code: KeyCode::Esc, modifiers: modifiers - KeyModifiers::CONTROL }),
                    '\\' => KeyCode::Char('4'),
                    ']' => KeyCode::Char('5'),
                    '^' => KeyCode::Char('6'),
                    '_' | '/' => KeyCode::Char('7'),
                    c @ ('a'..='z' | ' ' | '4'..='7') => KeyCode::Char(c),
                    _ => return None,
                }
            }
            KeyCode::Char(c) if c != ' ' && modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers -= KeyModifiers::SHIFT;
                let mut upper = c.to_uppercase();
                // What Shift makes of a sign is the keyboard's business.
                match (c.is_alphabetic(), upper.next(), upper.next()) {
                    (true, Some(c), None) => KeyCode::Char(c),
                    _ => return None,
                }
            }
            other => other,
        };
        Some(Self { code, modifiers })
    }
}

fn function(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix(['f', 'F'])?;
    if number.starts_with(['0', '+']) {
        return None;
    }
    number.parse().ok().filter(|n| (1..=LAST_FUNCTION).contains(n)).map(KeyCode::F)
}

/// A sign that stands for itself, if it is one that can be shown.
fn letter(name: &str) -> Option<KeyCode> {
    let mut signs = name.chars();
    let (c, None) = (signs.next()?, signs.next()) else { return None };
    (!c.is_whitespace() && clean_line(name) == name && crate::text::columns::width(name) > 0).then_some(KeyCode::Char(c))
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, modifier) in MODIFIERS {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
                f.write_char('-')?;
            }
        }
        match self.code {
            KeyCode::Char(c) if c != ' ' => f.write_char(c),
            KeyCode::F(n) => write!(f, "f{n}"),
            // What has no name here has none.
            code => NAMED.iter().find(|(_, own)| *own == code).map_or(Ok(()), |(name, _)| f.write_str(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_names_that_people_write() {
        for (written, name) in [
            ("x", "x"),
            ("X", "X"),
            ("shift-x", "X"),
            ("ñ", "ñ"),
            ("-", "-"),
            ("alt--", "alt--"),
            ("ctrl-X", "ctrl-x"),
            ("Ctrl-x", "ctrl-x"),
            ("alt-ctrl-x", "ctrl-alt-x"),
            ("F6", "f6"),
            ("shift-f6", "shift-f6"),
            ("Space", "space"),
            ("PageDown", "pgdn"),
            ("alt-Left", "alt-left"),
            ("ctrl-i", "tab"),
            ("ctrl-m", "enter"),
            ("ctrl-[", "esc"),
            ("f", "f"),
        ] {
            assert_eq!(Key::parse(written).map(|key| key.to_string()).as_deref(), Some(name), "{written}");
        }
    }

    #[test]
    fn what_no_terminal_sends_is_no_key() {
        for written in [
            "",
            "xx",
            "hyper-x",
            "ctrl-",
            "ctrl-ctrl-x",
            "f0",
            "f21",
            "f01",
            "f+1",
            "ctrl-1",
            "ctrl-shift-x",
            "shift-1",
            "\u{1b}",
            "\u{301}",
            "\t",
        ] {
            assert_eq!(Key::parse(written), None, "{written:?}");
        }
    }

    #[test]
    fn a_key_that_is_pressed_is_the_key_of_its_name() {
        for (code, modifiers, name) in [
            (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
            (KeyCode::BackTab, KeyModifiers::NONE, "shift-tab"),
            (KeyCode::Char('X'), KeyModifiers::CONTROL, "ctrl-x"),
            (KeyCode::Char(' '), KeyModifiers::SHIFT, "shift-space"),
        ] {
            assert_eq!(Some(Key::from_event(KeyEvent::new(code, modifiers))), Key::parse(name));
        }
    }

    proptest! {
        #[test]
        fn a_name_is_read_as_it_is_written(name in "((ctrl|Alt|shift)-){0,3}(f[0-9]{1,2}|[a-zA-Z]{1,9}|.)") {
            if let Some(key) = Key::parse(&name) {
                let written = key.to_string();
                prop_assert!(!written.is_empty());
                prop_assert_eq!(Key::parse(&written), Some(key));
                let event = KeyEvent::new(key.code, key.modifiers);
                prop_assert_eq!(Key::from_event(event), key);
            }
        }
    }
}
