//! What comes from the terminal, event by event.

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};

/// How long to wait for more of what is being typed before it is drawn. Not zero: crossterm does not look at the terminal then.
const MOMENT: Duration = Duration::from_millis(1);
/// The same where hardly anything can come.
pub(super) const INSTANT: Duration = Duration::from_micros(100);

/// Bytes that are one paste.
const MOST_PASTED: usize = 4 << 20;

/// Reads events, and knows a paste from keys.
#[derive(Debug, Default)]
pub(super) struct Input {
    /// A paste came, and nothing but what came with it was read since.
    pasted: bool,
}

impl Input {
    /// Whether there is one more event to take, where `taken` were taken of so many bytes.
    ///
    /// crossterm does not say what it has read but not given out: it has to be waited for, and it waits by turning round. So nothing is waited
    /// for where one byte was one key, little where a few bytes can be no more than a few keys, and a moment otherwise.
    pub(super) fn has_event(&mut self, pending: u64, taken: usize) -> io::Result<bool> {
        let is_there = match (taken, pending) {
            (1.., 1) => false,
            (1.., 2..=8) => event::poll(INSTANT)? || event::poll(INSTANT)?,
            _ => event::poll(MOMENT)?,
        };
        self.pasted &= is_there;
        Ok(is_there)
    }

    /// The next event; `None` for one that stands for nothing.
    ///
    /// A text that is pasted may hold the sequence that ends a paste, and what follows it would be keys: not all terminals take it out. Nobody
    /// types in the same moment: what comes with a paste is text as well, and one text with it.
    pub(super) fn read(&mut self) -> io::Result<Option<Event>> {
        let event = event::read()?;
        self.pasted |= matches!(event, Event::Paste(_));
        if !self.pasted {
            return Ok(Some(event));
        }
        let mut text = match as_text(event) {
            Some(Event::Paste(text)) => text,
            other => return Ok(other),
        };
        while text.len() < MOST_PASTED {
            self.pasted = event::poll(MOMENT)?;
            if !self.pasted {
                break;
            }
            // Of a window that changed a signal tells as well.
            if let Some(Event::Paste(more)) = as_text(event::read()?) {
                text.push_str(&more);
            }
        }
        Ok(Some(Event::Paste(text)))
    }
}

fn as_text(event: Event) -> Option<Event> {
    let Event::Key(key) = event else { return Some(event) };
    let is_plain = key.kind != KeyEventKind::Release && (key.modifiers - KeyModifiers::SHIFT).is_empty();
    match key.code {
        KeyCode::Char(c) if is_plain => Some(Event::Paste(c.to_string())),
        KeyCode::Enter if is_plain => Some(Event::Paste("\n".to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyEvent;

    #[test]
    fn what_comes_with_a_paste_is_text() {
        let key = |code, modifiers| as_text(Event::Key(KeyEvent::new(code, modifiers)));
        assert_eq!(key(KeyCode::Char('q'), KeyModifiers::NONE), Some(Event::Paste("q".to_owned())));
        assert_eq!(key(KeyCode::Char('Q'), KeyModifiers::SHIFT), Some(Event::Paste("Q".to_owned())));
        assert_eq!(key(KeyCode::Enter, KeyModifiers::NONE), Some(Event::Paste("\n".to_owned())));
        for (code, modifiers) in
            [(KeyCode::Char('c'), KeyModifiers::CONTROL), (KeyCode::Esc, KeyModifiers::NONE), (KeyCode::F(1), KeyModifiers::NONE)]
        {
            assert_eq!(key(code, modifiers), None);
        }
        assert_eq!(as_text(Event::Resize(1, 1)), Some(Event::Resize(1, 1)));
    }
}
