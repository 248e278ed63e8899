//! Whether the terminal makes letters large itself ([`crate::ui::scaled`]). It is asked the way the protocol says: where the cursor is, before
//! and after a space in double size.
//!
//! crossterm reads the terminal, gives out keys, and keeps reports of the cursor's place to itself: they never become keys, however late they
//! come and among whatever they stand. So nothing here reads the terminal, and no key is lost. Nothing waits for an answer either: that one
//! has come is seen from input out of which no event was made, and only then crossterm is asked for what it has kept.

use std::io::{self, Write};
use std::time::{Duration, Instant};

/// Where the cursor is; a space of two by two cells; where the cursor is now. Whoever sends it draws the screen anew.
const QUESTION: &[u8] = b"\x1b[H\x1b[6n\x1b]66;s=2; \x1b\\\x1b[6n";
/// Where it is behind such a space, and only there: column and row.
const BEHIND: (u16, u16) = (2, 0);
/// The shortest report of a place, in bytes.
const SHORTEST: u64 = 6;
/// After this long no answer comes.
const PATIENCE: Duration = Duration::from_secs(1);
/// A key that comes with the answer hides it: it is asked again, when there is something else to draw, but not for ever.
const MOST_QUESTIONS: u32 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Known(bool),
    /// It was asked so many times.
    Open(u32),
    /// It was asked now, for the last of so many times.
    Asked(u32, Instant),
}

/// What is known of the terminal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizing(State);

impl Sizing {
    /// As the environment says: the person's word first; and who is no kitty is not asked.
    pub(super) fn new(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        // What stands between the terminal and us may swallow the question, the answer or the letters.
        let is_between = ["TMUX", "STY", "ZELLIJ"].into_iter().any(is_set)
            || ["tmux", "screen", "linux", "dumb"].into_iter().any(|name| term.starts_with(name));
        let is_kitty = term == "xterm-kitty" || is_set("KITTY_WINDOW_ID") || variable("TERM_PROGRAM").as_deref() == Some("kitty");
        let state = match variable("VEREDA_TEXT_SIZING").as_deref() {
            Some("on") => State::Known(true),
            Some("off") => State::Known(false),
            _ if cfg!(unix) && is_kitty && !is_between => State::Open(0),
            _ => State::Known(false),
        };
        Self(state)
    }

    /// Whether it makes letters large.
    pub(super) fn is_there(self) -> bool {
        self.0 == State::Known(true)
    }

    /// Asks, if that is not known and not asked already. Says whether it did: the screen is to be drawn anew.
    pub(super) fn ask(&mut self, out: &mut impl Write) -> io::Result<bool> {
        if let State::Asked(times, since) = self.0
            && since.elapsed() > PATIENCE
        {
            self.0 = State::Open(times);
        }
        let State::Open(times @ 0..MOST_QUESTIONS) = self.0 else { return Ok(false) };
        out.write_all(QUESTION)?;
        out.flush()?;
        self.0 = State::Asked(times + 1, Instant::now());
        Ok(true)
    }

    /// So many bytes came, and so many events were made of them. `place` gives the reports that crossterm has kept, in no order: keys that
    /// are taken from among them turn them round. Says whether the terminal makes letters large.
    pub(super) fn hear(&mut self, bytes: u64, events: usize, mut place: impl FnMut() -> io::Result<(u16, u16)>) -> bool {
        let State::Asked(times, since) = self.0 else { return false };
        if events > 0 || bytes < SHORTEST || bytes == u64::MAX || since.elapsed() > PATIENCE {
            return false;
        }
        // Two reports for each question: the last are there or on their way.
        let is_there = (0..2 * times).map_while(|_| place().ok()).any(|place| place == BEHIND);
        self.0 = State::Known(is_there);
        is_there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&str, &str)]) -> Sizing {
        Sizing::new(|name| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned()))
    }

    fn asks(variables: &[(&str, &str)]) -> bool {
        with(variables).ask(&mut Vec::new()).expect("written")
    }

    fn hear(sizing: &mut Sizing, bytes: u64, events: usize, places: &[(u16, u16)]) -> bool {
        let mut places = places.iter().copied();
        sizing.hear(bytes, events, || places.next().ok_or_else(|| io::Error::other("none")))
    }

    const KITTY: &[(&str, &str)] = &[("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1")];

    #[test]
    fn only_kitty_is_asked_and_only_where_nothing_stands_between() {
        assert!(asks(KITTY) && asks(&[("TERM", "xterm-kitty")]) && asks(&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")]));
        assert!(!asks(&[]) && !asks(&[("TERM", "xterm-256color")]) && !asks(&[("TERM", "linux"), ("KITTY_WINDOW_ID", "1")]));
        assert!(!asks(&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")]) && !asks(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")]));
        assert!(!asks(&[("TERM", "screen"), ("KITTY_WINDOW_ID", "1")]) && !asks(&[("TERM", "xterm-kitty"), ("STY", "1.x")]));
        let off = [("TERM", "xterm-kitty"), ("VEREDA_TEXT_SIZING", "off")];
        assert!(!asks(&off) && !with(&off).is_there());
        let on = [("TERM", "xterm-256color"), ("VEREDA_TEXT_SIZING", "on")];
        assert!(!asks(&on) && with(&on).is_there());
    }

    #[test]
    fn the_question_is_the_protocols_own() {
        let mut out = Vec::new();
        let mut sizing = with(KITTY);
        assert!(sizing.ask(&mut out).expect("written") && !sizing.ask(&mut out).expect("written"), "once at a time");
        assert_eq!(out, b"\x1b[H\x1b[6n\x1b]66;s=2; \x1b\\\x1b[6n");
    }

    #[test]
    fn the_answer_is_taken_when_it_is_there() {
        for (places, is_there) in [
            (&[(0, 0), (2, 0)][..], true),
            (&[(0, 0), (0, 0)], false),
            (&[(0, 0), (1, 0)], false),
            (&[(2, 0), (0, 0)], true),
            (&[(4, 7), (6, 7)], false),
            (&[(0, 0)], false),
            (&[], false),
        ] {
            let mut sizing = with(KITTY);
            assert!(!hear(&mut sizing, 12, 0, places), "it was not asked yet");
            sizing.ask(&mut Vec::new()).expect("written");
            assert!(!hear(&mut sizing, 13, 1, places) && !sizing.is_there(), "a key is among it");
            assert!(!hear(&mut sizing, 2, 0, places) && !sizing.is_there(), "half of a key");
            assert!(!hear(&mut sizing, u64::MAX, 0, places), "no one knows");
            assert_eq!(hear(&mut sizing, 12, 0, places), is_there, "{places:?}");
            assert_eq!(sizing.is_there(), is_there);
            assert!(!sizing.ask(&mut Vec::new()).expect("written"), "it is known");
        }
    }

    #[test]
    fn answers_that_keys_hid_count_as_well() {
        for (places, is_there) in [(&[(0, 0), (0, 0), (2, 0), (2, 0)], true), (&[(0, 0); 4], false)] {
            let mut sizing = with(KITTY);
            sizing.ask(&mut Vec::new()).expect("written");
            sizing.0 = State::Open(1);
            sizing.ask(&mut Vec::new()).expect("written");
            assert_eq!(hear(&mut sizing, 12, 0, places), is_there);
        }
    }

    #[test]
    fn it_is_not_asked_for_ever() {
        let mut sizing = with(KITTY);
        for _ in 0..MOST_QUESTIONS {
            assert!(sizing.ask(&mut Vec::new()).expect("written"));
            let State::Asked(times, _) = sizing.0 else { panic!("{sizing:?}") };
            sizing.0 = State::Open(times);
        }
        assert!(!sizing.ask(&mut Vec::new()).expect("written"));
    }
}
