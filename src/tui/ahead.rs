//! The next frame before it is asked for.
//!
//! Who reads on presses one key again and again, and looks at the text in between. In that time the frame that the same key would lead to is
//! worked out, so that when it comes there is nothing to do but to send it: what the program needs to draw would have to come back into the
//! processor's caches first. What the key does is done afterwards, and what is then drawn is compared with what was sent, as always: a frame
//! that is not what it should be does not stay.

use crossterm::event::{Event, KeyEvent};

use super::keys::Keymap;
use super::screen::Screen;
use crate::app::App;
use crate::ui::{self, Look};

/// A key that came alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Alone {
    key: KeyEvent,
    /// What the terminal sent for it.
    bytes: u64,
}

/// The key that is expected.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// The last key, if it was alone.
    last: Option<Alone>,
    /// A frame was worked out for it.
    is_ready: bool,
}

impl Ahead {
    /// Whether an event, one of `taken` among so many bytes, is what a frame was worked out for. With more behind it, it is not: they are
    /// drawn once, together.
    pub(super) fn is_met(&mut self, event: &Event, taken: usize, bytes: u64) -> bool {
        let before = self.last.take();
        if let Event::Key(key) = *event
            && taken == 1
        {
            self.last = Some(Alone { key, bytes });
        }
        std::mem::take(&mut self.is_ready) && before.is_some() && before == self.last
    }

    /// Works out what the last key would lead to if it came again.
    pub(super) fn look(&mut self, app: &mut App, keymap: &Keymap, look: &Look, screen: &mut Screen) {
        self.is_ready = false;
        let Some(Alone { key, .. }) = self.last else { return };
        let Some(command) = keymap.command(app.mode(), key) else { return };
        self.is_ready = app.look_ahead(command, |app| screen.prepare(|buffer| ui::draw(buffer, app, look))).is_some();
    }
}
