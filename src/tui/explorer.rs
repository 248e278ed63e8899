//! The explorer's loop: sleeps until a key comes, takes all that are waiting, performs the effects, and draws once.

use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEventKind};
use tui_textarea::Input;

use super::ahead::Ahead;
use super::beside::OfText;
use super::clipboard::{Clipboard, Copied};
#[cfg(not(unix))]
use super::elsewhere::Stage;
use super::exporter::Exporter;
use super::ground::Answer;
use super::input::{self, INSTANT};
use super::manner::Manner;
use super::opening::Opening;
use super::others::Others;
use super::rest::Rest;
use super::saver::{Job, Said, Saver};
use super::screen::Screen;
#[cfg(unix)]
use super::show::Stage;
use super::sizing::Sizing;
use super::terminal;
use super::wait::{Waiter, Wake};
use super::watcher::Watcher;
use super::{MOST_EVENTS, Options};
use crate::app::{Action, App, Command, Effect};
use crate::report::Report;
use crate::report::localized::Plain;
use crate::report::parse::PackError;
use crate::report::words::{CopyWords, StateWords, fill};
use crate::search::Index;
use crate::search::find::FoldedEdition;
use crate::ui::{self, Look};

#[allow(clippy::struct_excessive_bools, reason = "each stands for itself")]
/// The explorer while it runs.
pub(super) struct Explorer {
    pub(super) app: App,
    pub(super) screen: Screen,
    pub(super) saver: Saver,
    pub(super) manner: Manner,
    /// What the terminal says of its ground.
    pub(super) answer: Answer,
    pub(super) input: input::Input,
    pub(super) mouse: bool,
    /// Whether the terminal makes letters large.
    pub(super) sizing: Sizing,
    pub(super) exporter: Exporter,
    /// When the projector was switched on.
    pub(super) presenting: Option<Instant>,
    /// What other screens are told of it.
    pub(super) stage: Stage,
    /// The system's clipboard, once something was copied.
    pub(super) clipboard: Option<Clipboard>,
    /// The system's clipboard is the person's.
    pub(super) is_local: bool,
    /// The person was told that leaving loses something.
    pub(super) warned: bool,
    /// The index that is being built.
    pub(super) indexing: Option<OfText<Index>>,
    /// The text that is made ready for a find.
    pub(super) folding: Option<OfText<FoldedEdition>>,
    /// The pack of which a part is shown.
    pub(super) rest: Option<Rest>,
    /// Why the rest of it cannot be read.
    pub(super) failed: Option<PackError>,
    /// The other reports that are being read for the search.
    pub(super) others: Option<Others>,
    /// The pack is looked at.
    pub(super) watcher: Option<Watcher>,
    /// How the report on the screen was opened.
    pub(super) options: Options,
    /// The report to go on with.
    pub(super) next: Option<Opening>,
    /// What is worked out before it is asked for.
    pub(super) ahead: Ahead,
}

impl Explorer {
    /// The loop. Gives the signal that ended it, if one did.
    pub(super) fn run(&mut self, waiter: &mut Waiter) -> io::Result<Option<i32>> {
        self.draw()?;
        self.open_rest(waiter)?;
        self.app.complete();
        self.draw()?;
        if self.manner.asks {
            self.answer.ask()?;
        }
        self.ask_for_sizing()?;
        self.stage.hear(&mut self.app, waiter);
        let mut more = false;
        loop {
            let wake = if more { Wake { input: true, ..Wake::default() } } else { waiter.wait(self.until_next_second())? };
            if let Some(signal) = wake.ended {
                return Ok(Some(signal));
            }
            if wake.continued {
                self.take_again()?;
            }
            if wake.resized {
                self.resize();
            }
            if wake.input {
                let pending = waiter.pending();
                let mut events = 0;
                while events < MOST_EVENTS && self.input.has_event(pending, events)? {
                    events += 1;
                    let Some(event) = self.input.read()? else { continue };
                    let sifted = self.answer.sift(event)?;
                    self.manner.adopt(&mut self.app, sifted.ground);
                    for event in sifted.events {
                        if self.holds(&event) {
                            continue;
                        }
                        if self.ahead.is_met(&event, events, pending) {
                            self.screen.show_prepared()?;
                        }
                        let effect = self.event(&event, waiter)?;
                        if self.leaves(effect, waiter)? {
                            return Ok(None);
                        }
                    }
                }
                self.sizing.hear(pending, events, crossterm::cursor::position);
            }
            let loaded = self.hear_reading();
            if self.failed.is_some() {
                return Ok(None);
            }
            if loaded && self.perform_held(waiter)? {
                return Ok(None);
            }
            let heard = loaded | self.listen()? | self.tell_time() | self.stage.hear(&mut self.app, waiter);
            // An index that is ready wakes the loop as well, and changes the screen only where one searches.
            if wake.input || wake.resized || wake.continued || heard {
                self.draw()?;
            }
            self.stage.tell(&self.app);
            // A key that came just behind another may have been read with it: it is not waited for, but it is not forgotten either.
            more = wake.input && event::poll(INSTANT)?;
            if !more {
                self.ask_for_sizing()?;
            }
            self.index(waiter)?;
            self.fold(waiter)?;
            self.read_others(waiter)?;
            if self.saver.is_due() {
                self.save_place();
            }
            if !more && self.is_whole() {
                let look = self.look();
                self.ahead.look(&mut self.app, &self.manner.keymap, &look, &mut self.screen);
            }
        }
    }

    /// Does what only the loop can. Says whether it ends: the person leaves, or goes on with another report.
    pub(super) fn leaves(&mut self, effect: Option<Effect>, waiter: &Waiter) -> io::Result<bool> {
        Ok(match effect {
            Some(Effect::Quit) => self.may_leave(),
            Some(Effect::OpenReport(name, at)) => self.finds(&name, at.as_deref()) && self.may_leave(),
            Some(Effect::Suspend) => {
                self.suspend(waiter)?;
                false
            }
            _ => false,
        })
    }

    /// Gives the terminal to the shell until the shell wakes the program.
    fn suspend(&mut self, waiter: &Waiter) -> io::Result<()> {
        self.answer.forget();
        terminal::give_back();
        waiter.stop()?;
        self.take_again()
    }

    /// How long to sleep at most: to the next second while a time is shown, else until something comes.
    fn until_next_second(&self) -> Option<Duration> {
        let shown = self.app.present().is_some_and(|present| present.timer && !present.blank);
        let since = self.presenting.filter(|_| shown)?.elapsed();
        Some(Duration::from_millis(1_000 - u64::from(since.subsec_millis())))
    }

    /// Tells the projector how long it has been on. Says whether that is to be drawn.
    fn tell_time(&mut self) -> bool {
        let Some(present) = self.app.present() else {
            self.presenting = None;
            return false;
        };
        let (before, shown) = (present.elapsed, present.timer);
        let elapsed = self.presenting.get_or_insert_with(Instant::now).elapsed().as_secs();
        self.app.update(Action::Elapsed(elapsed));
        shown && elapsed != before
    }

    /// Keeps where one is, unless nothing is to be kept.
    pub(super) fn save_place(&mut self) {
        // Who only looked at the list of reports was in none of them.
        let chooses = self.app.shelf().is_some_and(|shelf| shelf.is_start);
        if !self.app.is_private() && !chooses && self.is_whole() {
            let visit = self.app.visit();
            self.saver.save_place(visit);
        }
    }

    /// Saves what the person made, unless nothing is to be kept.
    fn save(&mut self, job: Job) {
        if !self.app.is_private() {
            self.saver.save(job);
        }
    }

    /// Whether nothing is lost when the program ends now. Who was told leaves all the same.
    fn may_leave(&mut self) -> bool {
        let Some(error) = self.saver.settle() else { return true };
        if std::mem::replace(&mut self.warned, true) {
            return true;
        }
        self.tell(&error, |words| &words.not_saved_stay);
        false
    }

    fn tell(&mut self, error: &str, template: impl Fn(&StateWords) -> &Plain) {
        let words = &self.app.edition().words;
        let message = fill(template(&words.state), &[("error", &words.cause(error))]);
        self.app.update(Action::Tell(message));
    }

    /// Hears what is done beside the keys: what was saved, exported and copied. Says whether there was something.
    fn listen(&mut self) -> io::Result<bool> {
        let mut heard = false;
        for said in self.saver.said() {
            heard = true;
            match said {
                Said::PlaceNotSaved(error) => self.tell(&error, |words| &words.not_saved),
                Said::NotSaved(error) => {
                    self.app.update(Action::Unsaved(true));
                    self.tell(&error, |words| &words.not_saved);
                }
                Said::Tours(tours) => {
                    self.app.update(Action::OwnTours(tours));
                }
                Said::SavedAtLast => {
                    self.warned = false;
                    self.app.update(Action::Unsaved(false));
                    self.tell("", |words| &words.saved_at_last);
                }
                Said::Checklists(_, lists) => {
                    self.app.update(Action::Checklists(lists));
                }
                Said::Marks(renamed, marks) => {
                    self.app.update(Action::Renamed(renamed));
                    self.app.update(Action::Marks(marks));
                }
            }
        }
        if let Some(read) = self.watcher.as_ref().and_then(Watcher::take) {
            heard = true;
            self.read_again(read);
        }
        for exported in self.exporter.done() {
            heard = true;
            self.app.update(Action::Exported(exported));
        }
        for copied in self.clipboard.as_ref().map(Clipboard::copied).unwrap_or_default() {
            heard = true;
            match copied {
                Copied::System(text) => self.tell_copied(&text, |words| &words.copied_system),
                Copied::Nowhere(text) => self.copy_by_terminal(&text)?,
            }
        }
        Ok(heard)
    }

    fn copy(&mut self, text: String, waiter: &Waiter) -> io::Result<()> {
        if !self.is_local {
            return self.copy_by_terminal(&text);
        }
        if self.clipboard.is_none() {
            self.clipboard = Some(Clipboard::start(waiter.waker()?));
        }
        if let Some(clipboard) = &self.clipboard {
            clipboard.put(text);
        }
        Ok(())
    }

    fn copy_by_terminal(&mut self, text: &str) -> io::Result<()> {
        if text.len() > terminal::MOST_COPIED {
            self.tell_copied(text, |words| &words.too_long);
            return Ok(());
        }
        self.tell_copied(text, |words| &words.copied_terminal);
        terminal::copy(text)
    }

    fn tell_copied(&mut self, text: &str, template: impl Fn(&CopyWords) -> &Plain) {
        let message = fill(template(&self.app.edition().words.copy), &[("lines", &text.lines().count().to_string())]);
        self.app.update(Action::Tell(message));
    }

    /// After the first key, and for another edition, the search's index is built beside the keys; what it answers is drawn when it is there.
    fn index(&mut self, waiter: &Waiter) -> io::Result<()> {
        if !self.app.wants_index() || !self.is_whole() {
            return Ok(());
        }
        let (language, keep) = (self.app.edition().language, !self.app.is_private());
        let work = move |report: &Report, tell: &mut dyn FnMut(u8)| Index::kept(report, report.edition(language), keep, tell);
        let is_new = match OfText::of(&mut self.indexing, (self.app.report(), language), waiter, work)? {
            Some(index) => self.app.take_index(Rc::new(index)),
            None => self.app.update_progress(self.indexing.as_ref().map_or(0, OfText::percent)),
        };
        if is_new { self.draw() } else { Ok(()) }
    }

    /// While a find waits for a long text, it is made ready beside the keys.
    fn fold(&mut self, waiter: &Waiter) -> io::Result<()> {
        if !self.app.finding().waits() {
            return Ok(());
        }
        let language = self.app.edition().language;
        let work = move |report: &Report, _: &mut dyn FnMut(u8)| FoldedEdition::new(report.edition(language));
        let Some(folded) = OfText::of(&mut self.folding, (self.app.report(), language), waiter, work)? else { return Ok(()) };
        self.app.take_folded(folded);
        self.draw()
    }

    /// Does what an event asks. Effects that are not for the loop itself are performed here.
    pub(super) fn event(&mut self, event: &Event, waiter: &Waiter) -> io::Result<Option<Effect>> {
        let Some(action) = self.action(event) else { return Ok(None) };
        let effect = self.app.update(action);
        match &effect {
            Effect::CaptureMouse(on) => {
                self.mouse = *on;
                terminal::capture_mouse(*on)?;
            }
            Effect::Repaint => self.screen.repaint(),
            Effect::Copy(text) => self.copy(text.clone(), waiter)?,
            Effect::SaveChecklist(list) => self.save(Job::Checklist(list.clone())),
            Effect::ChangeAction(change) => self.save(Job::Change(change.clone())),
            Effect::RemoveChecklist(name) => self.save(Job::RemoveChecklist(self.app.report().identity(), name.clone())),
            Effect::SaveMarks(marks) => self.save(Job::Marks(marks.clone())),
            Effect::AddToTour(title, at) => self.save(Job::AddStop(title.clone(), at.clone())),
            Effect::ChangeTour(tour, from, to) => self.save(Job::ChangeTour(tour.clone(), *from, *to)),
            Effect::RestoreStop(tour, at, stop) => self.save(Job::RestoreStop(tour.clone(), *at, (**stop).clone())),
            Effect::Export(export) => {
                self.exporter.start(self.app.report(), self.app.edition().language, (**export).clone(), waiter.waker()?);
            }
            Effect::ListReports => self.list_reports(),
            Effect::Nothing | Effect::Quit | Effect::Suspend | Effect::OpenReport(..) => {}
        }
        Ok(Some(effect))
    }

    fn action(&mut self, event: &Event) -> Option<Action> {
        match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let mode = self.app.mode();
                match self.manner.keymap.command(mode, *key) {
                    Some(command) => Some(Action::Do(command)),
                    None if mode.takes_text() => Some(Action::Edit(Input::from(*key))),
                    None => None,
                }
            }
            Event::Mouse(mouse) => {
                let (column, row) = (mouse.column, mouse.row);
                match mouse.kind {
                    MouseEventKind::ScrollDown => Some(Action::Wheel { column, row, steps: 1 }),
                    MouseEventKind::ScrollUp => Some(Action::Wheel { column, row, steps: -1 }),
                    MouseEventKind::Down(MouseButton::Left) => Some(Action::Click { column, row }),
                    MouseEventKind::Down(MouseButton::Right) => Some(Action::Do(Command::Back)),
                    _ => None,
                }
            }
            Event::Paste(text) => Some(Action::Paste(text.clone())),
            Event::Resize(..) => {
                self.resize();
                None
            }
            _ => None,
        }
    }

    fn resize(&mut self) {
        let size = terminal::size();
        if (self.app.layout().screen.width, self.app.layout().screen.height) != size {
            self.screen.resize(size);
            self.app.update(Action::Resize(size.0, size.1));
        }
    }

    /// After the shell had the terminal.
    fn take_again(&mut self) -> io::Result<()> {
        terminal::take_again(self.mouse)?;
        self.resize();
        self.screen.repaint();
        Ok(())
    }

    /// Asks whether the terminal makes letters large, once there is something to make large. From here to the next wait nothing may read the
    /// terminal: that is how one hears of the answer.
    fn ask_for_sizing(&mut self) -> io::Result<()> {
        if self.app.present().is_some() && self.sizing.ask(&mut io::stdout())? {
            self.screen.repaint();
            self.draw()?;
        }
        Ok(())
    }

    pub(super) fn draw(&mut self) -> io::Result<()> {
        let (look, app) = (self.look(), &self.app);
        self.screen.draw(|buffer| ui::draw(buffer, app, &look))
    }

    fn look(&self) -> Look {
        let look = self.manner.look(self.manner.themes.get(self.app.theme()));
        Look { scaled: self.sizing.is_there(), ..look }
    }
}
