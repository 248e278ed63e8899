//! How a report of which a part is shown becomes whole: what is in the program at once, behind the first frame. While a large pack is read, keys
//! that need no more than the part are done at once, all others when the whole report is there.

use std::io;
use std::sync::Arc;

use crossterm::event::{Event, KeyEventKind, MouseEventKind};

use super::beside::Beside;
use super::explorer::Explorer;
use super::rest::{Origin, Rest, needs_no_more};
use super::wait::Waiter;
use crate::app::{Action, App, Start};
use crate::report::Report;

impl Explorer {
    /// Starts to read the rest, once the first frame is drawn.
    pub(super) fn open_rest(&mut self, waiter: &Waiter) -> io::Result<()> {
        let Some(rest) = &mut self.rest else { return Ok(()) };
        let language = rest.language;
        match rest.origin.clone() {
            Origin::Bundled => {
                if let Some(Rest { start, .. }) = self.rest.take() {
                    self.become_whole(Report::bundled(), start, false);
                }
            }
            Origin::Folder(folder) => {
                rest.reading = Some(Beside::start(waiter.waker()?, move |tell| {
                    Report::from_folder_told(&folder, tell).map(|mut report| {
                        report.speak(language);
                        report
                    })
                }));
            }
        }
        Ok(())
    }

    /// Whether an event waits for the whole report: then it is kept. What comes behind one that waits, waits as well.
    pub(super) fn holds(&mut self, event: &Event) -> bool {
        let mode = self.app.mode();
        let Some(rest) = &mut self.rest else { return false };
        let may = match event {
            // Beyond the part the text goes on: a page there is a page further, and not what is left of the part.
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let command = self.manner.keymap.command(mode, *key);
                command.is_none_or(|command| needs_no_more(command) && !self.app.leads_to_an_end(command))
            }
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
    ///
    /// # Panics
    /// Where the thread that reads has.
    pub(super) fn hear_reading(&mut self) -> bool {
        let Some(rest) = &self.rest else { return false };
        let Some(reading) = &rest.reading else { return false };
        match reading.take().unwrap_or_else(|()| panic!("the report's reader has failed")) {
            Some(Ok(report)) => {
                let (start, moved) = (rest.start.clone(), rest.moved);
                self.become_whole(report, Start { defers: false, ..start }, moved);
                true
            }
            Some(Err(error)) => {
                self.failed = Some(error);
                true
            }
            None => {
                let percent = reading.percent();
                let is_new = self.app.loading() != Some(percent);
                if is_new {
                    self.app.update(Action::Loading(percent));
                }
                is_new
            }
        }
    }

    /// The whole report takes the place of the part. Where the person has moved, they stay where they are.
    fn become_whole(&mut self, report: Report, mut start: Start, moved: bool) {
        start.theme = self.app.theme();
        start.size = (self.app.layout().screen.width, self.app.layout().screen.height);
        start.greets = self.app.greets();
        if moved {
            let kept = start.kept.get_or_insert_default();
            kept.place = self.app.visit().place;
        }
        let message = self.app.message().map(ToOwned::to_owned);
        let part = std::mem::replace(&mut self.app, App::new(Arc::new(report), start));
        if moved {
            self.app.stay_where(&part);
        }
        if let Some(message) = message {
            self.app.update(Action::Tell(message));
        }
    }

    /// Does what has waited, once the whole report is there. Says whether the loop ends.
    pub(super) fn perform_held(&mut self, waiter: &Waiter) -> io::Result<bool> {
        if self.app.loading().is_some() {
            return Ok(false);
        }
        let held = self.rest.take().map(|rest| rest.held).unwrap_or_default();
        for event in held {
            let effect = self.event(&event, waiter)?;
            if self.leaves(effect, waiter)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the whole report is there: only then is what is kept of it written.
    pub(super) fn is_whole(&self) -> bool {
        self.rest.is_none()
    }
}
