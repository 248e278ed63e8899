//! What lies behind the text: the terminal is asked, and its answer taken from among the keys.
//!
//! Nothing waits for the answer. The first frame is drawn, then the question is put (OSC 11), and the loop goes on; crossterm, which reads the
//! terminal and knows no such answer, takes it for keys: Alt-], 1, 1, ;, r, g, b … So all events go through [`Answer::sift`] until it has
//! come: what may be its beginning is held while more is there to read, and handed on if it goes on otherwise. No other question is put
//! as a sentinel: of its answer crossterm would say nothing.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyCode, KeyModifiers};

use crate::config::color::Ground;

/// How long more of an answer may take to come once it has begun, in one piece as a rule.
const REST: Duration = Duration::from_millis(20);
/// How long Esc may be the beginning of an answer: crossterm takes it for a key where what it read ends with it.
const EARLY: Duration = Duration::from_millis(500);
/// How long to wait on the way out for an answer that has not come: it would be typed into the shell.
const LAST_CALL: Duration = Duration::from_millis(100);

/// The longest answer: `rgba:` and four times four digits.
const LONGEST: usize = 40;

/// An answer that is waited for, or not.
#[derive(Debug, Default)]
pub(super) struct Answer {
    asked: Option<Instant>,
}

/// What events turned out to be.
#[derive(Debug, Default)]
pub(super) struct Sifted {
    /// What is the person's.
    pub(super) events: Vec<Event>,
    /// What the terminal said.
    pub(super) ground: Option<Ground>,
}

impl Answer {
    /// Asks the terminal.
    pub(super) fn ask(&mut self) -> io::Result<()> {
        self.asked = Some(Instant::now());
        let mut out = io::stdout();
        out.write_all(b"\x1b]11;?\x1b\\")?;
        out.flush()
    }

    /// Takes an answer out of what is typed, of which this is the next event.
    pub(super) fn sift(&mut self, first: Event) -> io::Result<Sifted> {
        let Some(asked) = self.asked else { return Ok(Sifted { events: vec![first], ground: None }) };
        let next = || Ok(if event::poll(REST)? { Some(event::read()?) } else { None });
        let sifted = sift(first, asked.elapsed() < EARLY, next)?;
        if sifted.events.is_empty() {
            self.asked = None;
        }
        Ok(sifted)
    }

    /// On the way out: an answer that is still to come is not left to the shell.
    pub(super) fn forget(&mut self) {
        let Some(asked) = self.asked.take() else { return };
        while let Some(left) = LAST_CALL.checked_sub(asked.elapsed()) {
            let Ok(true) = event::poll(left) else { return };
            let Ok(first) = event::read() else { return };
            self.asked = Some(asked);
            if self.sift(first).is_ok_and(|sifted| sifted.events.is_empty()) {
                return;
            }
        }
        self.asked = None;
    }
}

/// Reads on while what was read may be an answer. Without events, it was one.
fn sift(first: Event, early: bool, mut next: impl FnMut() -> io::Result<Option<Event>>) -> io::Result<Sifted> {
    let mut said = String::new();
    let mut events = Vec::new();
    let mut event = first;
    loop {
        let piece = piece(&event);
        events.push(event);
        let Some(piece) = piece else { break };
        if said.is_empty() && piece == "\u{1b}" && !early {
            break;
        }
        said.push_str(&piece);
        if let Some(body) = said.strip_suffix('\u{7}').or_else(|| said.strip_suffix("\u{1b}\\"))
            && may_be(body)
        {
            return Ok(Sifted { events: Vec::new(), ground: ground(body) });
        }
        if !may_be(said.strip_suffix('\u{1b}').unwrap_or(&said)) {
            break;
        }
        match next()? {
            Some(more) => event = more,
            None => break,
        }
    }
    Ok(Sifted { events, ground: None })
}

/// What the terminal sent, of what crossterm took for a key.
fn piece(event: &Event) -> Option<String> {
    let Event::Key(key) = event else { return None };
    let alt = if key.modifiers.contains(KeyModifiers::ALT) { "\u{1b}" } else { "" };
    match key.code {
        KeyCode::Esc => Some("\u{1b}".to_owned()),
        KeyCode::Char('g') if key.modifiers == KeyModifiers::CONTROL => Some("\u{7}".to_owned()),
        KeyCode::Char(c) if !key.modifiers.contains(KeyModifiers::CONTROL) => Some(format!("{alt}{c}")),
        _ => None,
    }
}

/// Whether this is the beginning of an answer, its end left out.
fn may_be(said: &str) -> bool {
    const HEADS: [&str; 2] = ["\u{1b}]11;rgb:", "\u{1b}]11;rgba:"];
    HEADS.iter().any(|head| match said.strip_prefix(head) {
        Some(body) => said.len() <= LONGEST && body.bytes().all(|b| b.is_ascii_hexdigit() || b == b'/'),
        None => head.starts_with(said),
    })
}

/// What an answer says, its end left out.
fn ground(said: &str) -> Option<Ground> {
    let (_, body) = said.split_once(':')?;
    let mut parts = body.split('/').map(|part| {
        let most = 16_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        let value = u32::from_str_radix(part, 16).ok()?;
        (most > 0 && part.len() <= 4).then(|| f64::from(value) / f64::from(most))
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // What the eye makes of it, near enough to tell dark from light.
    let light = 0.299 * red + 0.587 * green + 0.114 * blue;
    Some(if light < 0.5 { Ground::Dark } else { Ground::Light })
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyEvent;
    use proptest::prelude::*;

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    /// The events that crossterm makes of bytes, in pieces as they are read.
    fn events(text: &str) -> Vec<Event> {
        let mut out = Vec::new();
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            out.push(match c {
                '\u{1b}' if chars.peek().is_some() => key(KeyCode::Char(chars.next().unwrap_or(' ')), KeyModifiers::ALT),
                '\u{1b}' => key(KeyCode::Esc, KeyModifiers::NONE),
                '\u{7}' => key(KeyCode::Char('g'), KeyModifiers::CONTROL),
                c => key(KeyCode::Char(c), KeyModifiers::NONE),
            });
        }
        out
    }

    fn sifted(pieces: &[&str], early: bool) -> (Vec<Event>, Option<Ground>, usize) {
        let all: Vec<Event> = pieces.iter().flat_map(|piece| events(piece)).collect();
        let mut rest = all.into_iter();
        let first = rest.next().expect("an event");
        let sifted = sift(first, early, || Ok(rest.next())).expect("read");
        (sifted.events, sifted.ground, rest.count())
    }

    #[test]
    fn answers_are_understood() {
        for (answer, wanted) in [
            ("\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\", Some(Ground::Light)),
            ("\u{1b}]11;rgb:0000/0000/0000\u{7}", Some(Ground::Dark)),
            ("\u{1b}]11;rgb:1e/1e/2e\u{7}", Some(Ground::Dark)),
            ("\u{1b}]11;rgba:f/f/e/8\u{7}", Some(Ground::Light)),
            ("\u{1b}]11;rgb:///\u{7}", None),
        ] {
            let (events, ground, rest) = sifted(&[answer], true);
            assert_eq!((events.len(), ground, rest), (0, wanted, 0), "{answer:?}");
        }
        let (events, ground, rest) = sifted(&["\u{1b}]11;rgb:ffff/ffff/ffff\u{7}", "jj"], true);
        assert_eq!((events.len(), ground, rest), (0, Some(Ground::Light), 2));
        // Read in two pieces, cut behind an Esc.
        for pieces in [["\u{1b}", "]11;rgb:0/0/0\u{7}"], ["\u{1b}]11;rgb:0/0/0\u{1b}", "\\"]] {
            assert_eq!(sifted(&pieces, true), (Vec::new(), Some(Ground::Dark), 0));
        }
    }

    #[test]
    fn what_a_person_types_is_handed_on_in_order() {
        for typed in ["j", "\u{1b}", "\u{1b}]", "\u{1b}]1", "\u{1b}]1j", "\u{1b}]11;rgb:0/0/0q"] {
            let (got, ground, _) = sifted(&[typed], true);
            assert_eq!((got, ground), (events(typed), None), "{typed:?}");
        }
        // Esc is not kept waiting later on.
        assert_eq!(sifted(&["\u{1b}", "j"], false).0.len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_typed_is_lost(typed in "(\u{1b}\\]11;rgb:|[a-f0-9/;:\\]\\\\]|\u{1b}|\u{7}){1,20}") {
            let all = events(&typed);
            let mut rest = all.clone().into_iter();
            let first = rest.next().expect("an event");
            let sifted = sift(first, true, || Ok(rest.next())).expect("read");
            if !sifted.events.is_empty() {
                let left: Vec<Event> = sifted.events.into_iter().chain(rest).collect();
                prop_assert_eq!(left, all);
            }
        }
    }
}
