//! The report on the screen is another one: one of the library that was chosen, or the same pack after its author changed it.

use std::io;
use std::sync::Arc;

use super::explorer::Explorer;
use super::opening::{Opened, Opening};
use super::others::Others;
use super::wait::Waiter;
use super::watcher::Read;
use super::{Options, Stage, shelf, terminal};
use crate::app::Action;
use crate::app::elsewhere::Other;
use crate::report::words::fill;
use crate::report::{Address, Report};
use crate::state::Places;
use crate::state::library::BUNDLED;

impl Explorer {
    /// Says which reports there are, and where one left each.
    pub(super) fn list_reports(&mut self) {
        let (places, _) = Places::open(self.options.folders.state.as_deref());
        let own = self.app.visit();
        let visits: Vec<_> =
            std::iter::once(own.clone()).chain(places.visits().iter().filter(|visit| visit.report != own.report).cloned()).collect();
        let edition = self.app.edition();
        let offered = shelf::offered(shelf::reports(&self.options.library), &visits, &self.options.name, edition.language, &edition.words);
        self.app.update(Action::Reports(offered));
    }

    /// Reads the report of this name, to go on with it at an address or where it was left. What is wrong with it is told, and one stays.
    pub(super) fn finds(&mut self, name: &str, at: Option<&str>) -> bool {
        let edition = self.app.edition();
        let (language, words) = (edition.language, &edition.words);
        let read = match self.options.library.find(name) {
            Some((_, folder)) => Report::from_folder(&folder).map_err(|error| error.message(words)),
            None if name == BUNDLED => Ok(Report::bundled()),
            None => Err(fill(&words.library.unknown, &[("name", name)])),
        };
        let mut report = match read {
            Ok(report) => report,
            Err(message) => {
                self.app.update(Action::Tell(message));
                return false;
            }
        };
        report.speak(language);
        let edition = report.edition(language);
        let address = at.and_then(|at| at.parse::<Address>().ok());
        let options = Options {
            language: edition.language,
            block: address.and_then(|address| edition.block_at(&address)),
            folders: self.options.folders.clone(),
            private: self.app.is_private(),
            library: self.options.library.clone(),
            name: name.to_owned(),
            ..Options::default()
        };
        self.next = Some(Opening { report: Arc::new(report), look: Opened::now(&self.app, self.mouse), options });
        true
    }

    /// Goes on with another report, in the same terminal.
    pub(super) fn go_on(&mut self, next: Opening, waiter: &Waiter) -> io::Result<()> {
        // What it opens is what was saved. Whoever goes on knows already of what could not be.
        self.save_place();
        self.saver.settle();
        // The terminal was asked already, and an answer that is still on its way is awaited as before.
        self.manner.asks = false;
        let size = terminal::size();
        self.screen.resize(size);
        let (app, saver, rest) = next.open(&self.manner, size, waiter)?;
        std::mem::replace(&mut self.saver, saver).finish();
        (self.app, self.options, self.rest) = (app, next.options, rest);
        self.stage = Stage::new(self.options.folders.state.as_deref());
        (self.presenting, self.others, self.watcher, self.warned) = (None, None, None, false);
        Ok(())
    }

    /// Where all reports are searched, the others are read beside the keys; what is found in them is drawn when they are there.
    pub(super) fn read_others(&mut self, waiter: &Waiter) -> io::Result<()> {
        if !self.app.wants_others() {
            return Ok(());
        }
        let language = self.app.edition().language;
        let running = self.others.take().filter(|others| others.language() == language);
        let Some(others) = running else {
            let (library, name) = (self.options.library.clone(), self.options.name.clone());
            self.others = Some(Others::start(library, name, language, waiter.waker()?));
            return Ok(());
        };
        let mut changed = false;
        loop {
            match others.take() {
                Ok(Some((name, report, index))) => self.app.take_other(Some(Other::new(name, report, index, language))),
                Ok(None) => {
                    self.others = Some(others);
                    break;
                }
                Err(()) => {
                    self.app.take_other(None);
                    changed = true;
                    break;
                }
            }
            changed = true;
        }
        if changed { self.draw() } else { Ok(()) }
    }

    /// The pack was read again after a change; where it cannot be read, what was on the screen stays.
    pub(super) fn read_again(&mut self, read: Read) {
        let words = &self.app.edition().words;
        match read {
            Ok(mut report) => {
                report.speak(self.app.edition().language);
                self.app.reload(&Arc::new(report));
            }
            Err(error) => {
                let message = fill(&words.library.not_read, &[("place", &error.place), ("what", &error.what(words))]);
                self.app.keep_as_it_was(message);
            }
        }
    }
}
