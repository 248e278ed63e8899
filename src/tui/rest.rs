//! The rest of a large pack, of which a part is shown: keys that need no more than the part that is shown are done at once, all others when the whole report is there.

use std::io;
use std::sync::Arc;

use crossterm::event::{Event, KeyEventKind, MouseEventKind};

use super::explorer::Explorer;
use super::loader::{Loader, needs_no_more};
use super::wait::Waiter;
use crate::app::{Action, App, Effect};

impl Explorer {
    /// Starts to read the rest, once the first frame is drawn.
    pub(super) fn open_rest(&mut self, waiter: &Waiter) -> io::Result<()> {
        if let Some(rest) = &mut self.rest {
            rest.loader = Some(Loader::start(rest.folder.clone(), rest.language, waiter.waker()?));
        }
        Ok(())
    }

    /// Whether an event waits for the whole report: then it is kept. What comes behind one that waits, waits as well.
    pub(super) fn holds(&mut self, event: &Event) -> bool {
        let mode = self.app.mode();
        let Some(rest) = &mut self.rest else { return false };
        let may = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.manner.keymap.command(mode, *key).is_none_or(needs_no_more),
            Event::Mouse(mouse) => !matches!(mouse.kind, MouseEventKind::Down(_)),
            Event::Paste(_) => false,
            _ => return false,
        };
        if may && rest.held.is_empty() {
            rest.moved = true;
            return false;
        }
        rest.held.push(event.clone());
        true
    }

    /// Looks how far the reading is. Says whether there is something to draw.
    pub(super) fn hear_loader(&mut self) -> bool {
        let Some(rest) = &mut self.rest else { return false };
        let Some(loader) = &rest.loader else { return false };
        match loader.take() {
            Some(Ok(report)) => {
                let mut start = rest.start.clone();
                start.theme = self.app.theme();
                start.size = (self.app.layout().screen.width, self.app.layout().screen.height);
                start.greets = self.app.greets();
                if rest.moved {
                    let kept = start.kept.get_or_insert_default();
                    kept.place = self.app.visit().place;
                }
                let message = self.app.message().map(ToOwned::to_owned);
                start.defers = false;
                self.app = App::new(Arc::new(report), start);
                if let Some(message) = message {
                    self.app.update(Action::Tell(message));
                }
                true
            }
            Some(Err(error)) => {
                self.failed = Some(error);
                true
            }
            None => {
                let percent = loader.percent();
                let is_new = percent != rest.shown;
                rest.shown = percent;
                if is_new {
                    self.app.update(Action::Loading(percent));
                }
                is_new
            }
        }
    }

    /// Does what has waited, once the whole report is there. Says whether the person leaves.
    pub(super) fn perform_held(&mut self, waiter: &Waiter) -> io::Result<bool> {
        if self.app.loading().is_some() {
            return Ok(false);
        }
        let held = self.rest.take().map(|rest| rest.held).unwrap_or_default();
        for event in held {
            match self.event(&event, waiter)? {
                Some(Effect::Quit) if self.may_leave() => return Ok(true),
                Some(Effect::Suspend) => self.suspend(waiter)?,
                _ => {}
            }
        }
        Ok(false)
    }

    /// Whether the whole report is there: only then is what is kept of it written.
    pub(super) fn is_whole(&self) -> bool {
        self.rest.is_none()
    }
}
