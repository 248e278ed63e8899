//! The terminal itself: setup and restore, keys, and the loop that performs effects. Sleeps until a key comes, takes all that are
//! waiting, and draws once.

mod clipboard;
#[cfg(not(unix))]
mod elsewhere;
mod exporter;
#[cfg(unix)]
mod follow;
mod following;
mod ground;
mod indexer;
pub mod keys;
mod manner;
#[cfg(unix)]
mod runtime;
mod saver;
#[cfg(unix)]
mod show;
mod terminal;
mod wait;
#[cfg(unix)]
mod wire;

use std::io;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyEventKind, MouseButton, MouseEventKind};
use tui_textarea::Input;

use clipboard::{Clipboard, Copied};
#[cfg(not(unix))]
use elsewhere::Stage;
#[cfg(not(unix))]
pub use elsewhere::{follow, is_shown};
use exporter::Exporter;
#[cfg(unix)]
pub use follow::{follow, is_shown};
pub use following::Following;
use ground::Answer;
use indexer::Indexer;
pub use keys::Keymap;
pub use manner::Manner;
use saver::{Job, Kept, Said, Saver};
#[cfg(unix)]
use show::Stage;
use terminal::Screen;
use wait::{Waiter, Wake};

use crate::app::{Action, App, Command, Effect, Start};
use crate::export::qr::Form;
use crate::report::localized::Plain;
use crate::report::words::{CopyWords, StateWords, fill};
use crate::report::{Language, Report};
use crate::state::tours::OwnTours;
use crate::state::{Checklists, Folders, Marks, Notice, Places};
use crate::text::sanitize::clean_line;
use crate::ui;

/// At most this many events are taken before a frame is drawn, so that a flood does not stop the picture.
const MOST_EVENTS: usize = 4_096;

/// How long to wait for more of what is being typed before it is drawn. Not zero: crossterm does not look at the terminal then.
const MOMENT: Duration = Duration::from_millis(1);
/// The same where hardly anything can come.
const INSTANT: Duration = Duration::from_micros(100);

/// How the explorer is to start.
#[derive(Debug)]
pub struct Options {
    /// The edition to show.
    pub language: Language,
    /// The block to show first, if not the place that was kept.
    pub block: Option<usize>,
    /// The country to show first, by its index.
    pub country: Option<usize>,
    /// Where the reader's things are kept.
    pub folders: Folders,
    /// Nothing is read from them and nothing is kept in them.
    pub private: bool,
    /// Begin with the projector on.
    pub present: bool,
    /// Begin with the tour of this id.
    pub tour: Option<String>,
    /// How the screen is to look and to be used.
    pub manner: Manner,
    /// What to tell first.
    pub message: Option<String>,
}

/// How the explorer ended.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ended {
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Why the last save failed.
    pub not_saved: Option<String>,
}

/// Runs the explorer until the person leaves it.
pub fn run(report: Report, options: Options) -> io::Result<Ended> {
    let report = Arc::new(report);
    let words = report.edition(options.language).words.clone();
    let (places, notice) = Places::open(options.folders.state.as_deref());
    let (checklists, of_lists) = Checklists::open(options.folders.data.as_deref());
    let (marks, of_marks) = Marks::open(options.folders.data.as_deref());
    let tours = OwnTours::open(options.folders.data.as_deref(), &report);
    let kept = places.visit(&report.identity()).cloned();
    let manner = options.manner;
    let theme = manner.first_theme();
    let mut waiter = Waiter::new()?;
    terminal::guard_against_panics();
    terminal::take(manner.mouse)?;
    let _guard = Guard;
    let size = terminal::size();
    let start = Start {
        language: options.language,
        block: options.block,
        country: options.country,
        kept: kept.clone(),
        checklists: checklists.of(&report.identity()),
        marks: marks.of(&report.identity()),
        private: options.private,
        present: options.present,
        own_tours: tours.tours().cloned().collect(),
        tour: options.tour,
        projector_theme: manner.themes.projector(theme),
        themes: manner.themes.names(),
        theme,
        bindings: manner.keymap.shown(),
        size,
        form: if manner.ascii { Form::Ascii } else { Form::HalfBlocks },
        widths: manner.widths,
        leaves_mouse: !manner.mouse,
    };
    let identity = report.identity();
    let mut app = App::new(report, start);
    let nowhere = || {
        let w = &words.state;
        let text = if options.private { &w.private } else { &w.no_folder };
        options.folders.state.is_none().then(|| text.to_string())
    };
    if let Some(message) = of_marks.or(of_lists).or(notice).map(|notice| tell(&words.state, &notice)).or(options.message).or_else(nowhere) {
        app.update(Action::Tell(message));
    }
    let mut explorer = Explorer {
        screen: terminal::screen(size)?,
        saver: Saver::new(
            Kept { places, checklists, marks, tours, report: identity, no_file: words.state.no_file.to_string() },
            kept.unwrap_or_default(),
            waiter.waker()?,
        ),
        presenting: None,
        stage: Stage::new(options.folders.state.as_deref()),
        exporter: Exporter::new(),
        clipboard: None,
        is_local: clipboard::is_local(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())),
        warned: false,
        mouse: manner.mouse,
        manner,
        answer: Answer::default(),
        indexer: None,
        app,
    };
    let signal = explorer.run(&mut waiter);
    explorer.answer.forget();
    explorer.save_place();
    let not_saved = explorer.saver.finish();
    if let Some(clipboard) = explorer.clipboard {
        clipboard.finish();
    }
    terminal::give_back();
    Ok(Ended { signal: signal?, not_saved })
}

/// Gives the terminal back when the function is left in any way.
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        terminal::give_back();
    }
}

#[allow(clippy::struct_excessive_bools, reason = "each stands for itself")]
struct Explorer {
    app: App,
    screen: Screen,
    saver: Saver,
    manner: Manner,
    /// What the terminal says of its ground.
    answer: Answer,
    mouse: bool,
    exporter: Exporter,
    /// When the projector was switched on.
    presenting: Option<Instant>,
    /// What other screens are told of it.
    stage: Stage,
    /// The system's clipboard, once something was copied.
    clipboard: Option<Clipboard>,
    /// The system's clipboard is the person's.
    is_local: bool,
    /// The person was told that leaving loses something.
    warned: bool,
    /// The index that is being built.
    indexer: Option<Indexer>,
}

impl Explorer {
    /// The loop. Gives the signal that ended it, if one did.
    fn run(&mut self, waiter: &mut Waiter) -> io::Result<Option<i32>> {
        self.draw()?;
        if self.manner.asks {
            self.answer.ask()?;
        }
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
                self.resize()?;
            }
            if wake.input {
                let pending = waiter.pending();
                for taken in 0..MOST_EVENTS {
                    if !has_event(pending, taken)? {
                        break;
                    }
                    let sifted = self.answer.sift(event::read()?)?;
                    self.manner.adopt(&mut self.app, sifted.ground);
                    for event in sifted.events {
                        match self.event(&event, waiter)? {
                            Some(Effect::Quit) if self.may_leave() => return Ok(None),
                            Some(Effect::Suspend) => {
                                self.answer.forget();
                                terminal::give_back();
                                waiter.stop()?;
                                self.take_again()?;
                            }
                            _ => {}
                        }
                    }
                }
            }
            let heard = self.listen()? | self.tell_time() | self.stage.hear(&mut self.app, waiter);
            // An index that is ready wakes the loop as well, and changes the screen only where one searches.
            if wake.input || wake.resized || wake.continued || heard {
                self.draw()?;
            }
            self.stage.tell(&self.app);
            // A key that came just behind another may have been read with it: it is not waited for, but it is not forgotten either.
            more = wake.input && event::poll(INSTANT)?;
            self.index(waiter)?;
            if self.saver.is_due() {
                self.save_place();
            }
        }
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

    fn save_place(&mut self) {
        if !self.app.is_private() {
            let visit = self.app.visit();
            self.saver.save_place(visit);
        }
    }

    /// Saves what the person made, unless nothing is to be kept.
    fn save(&self, job: Job) {
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
        let message = fill(template(&self.app.edition().words.state), &[("error", &clean_line(error))]);
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
                Said::Marks(marks) => {
                    self.app.update(Action::Marks(marks));
                }
            }
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
        let language = self.app.edition().language;
        if !self.app.wants_index() {
            return Ok(());
        }
        let running = self.indexer.take().filter(|indexer| indexer.language() == language);
        let Some(indexer) = running else {
            self.indexer = Some(Indexer::start(self.app.report(), language, waiter.waker()?));
            return Ok(());
        };
        if let Some(index) = indexer.take() {
            return if self.app.take_index(Rc::new(index)) { self.draw() } else { Ok(()) };
        }
        self.indexer = Some(indexer);
        Ok(())
    }

    /// Does what an event asks. Effects that are not for the loop itself are performed here.
    fn event(&mut self, event: &Event, waiter: &Waiter) -> io::Result<Option<Effect>> {
        let Some(action) = self.action(event) else { return Ok(None) };
        let effect = self.app.update(action);
        match &effect {
            Effect::CaptureMouse(on) => {
                self.mouse = *on;
                terminal::capture_mouse(*on)?;
            }
            Effect::Repaint => terminal::repaint(&mut self.screen)?,
            Effect::Copy(text) => self.copy(text.clone(), waiter)?,
            Effect::SaveChecklist(list) => self.save(Job::Checklist(list.clone())),
            Effect::RemoveChecklist(name) => self.save(Job::RemoveChecklist(self.app.report().identity(), name.clone())),
            Effect::SaveMarks(marks) => self.save(Job::Marks(marks.clone())),
            Effect::AddToTour(title, at) => self.save(Job::AddStop(title.clone(), at.clone())),
            Effect::ChangeTour(tour, from, to) => self.save(Job::ChangeTour(tour.clone(), *from, *to)),
            Effect::Export(export) => {
                self.exporter.start(self.app.report(), self.app.edition().language, (**export).clone(), waiter.waker()?);
            }
            Effect::Nothing | Effect::Quit | Effect::Suspend => {}
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
                let _ = self.resize();
                None
            }
            _ => None,
        }
    }

    fn resize(&mut self) -> io::Result<()> {
        let size = terminal::size();
        if (self.app.layout().screen.width, self.app.layout().screen.height) != size {
            terminal::resize(&mut self.screen, size)?;
            self.app.update(Action::Resize(size.0, size.1));
        }
        Ok(())
    }

    /// After the shell had the terminal.
    fn take_again(&mut self) -> io::Result<()> {
        terminal::take(self.mouse)?;
        self.resize()?;
        terminal::repaint(&mut self.screen)
    }

    fn draw(&mut self) -> io::Result<()> {
        let look = self.manner.look(self.manner.themes.get(self.app.theme()));
        let app = &self.app;
        self.screen.draw(|frame| ui::draw(frame, app, &look)).map(|_| ())
    }
}

/// Whether there is one more event to take, where `taken` were taken of so many bytes.
///
/// crossterm does not say what it has read but not given out: it has to be waited for, and it waits by turning round. So nothing is waited
/// for where one byte was one key, little where a few bytes can be no more than a few keys, and a moment otherwise.
fn has_event(pending: u64, taken: usize) -> io::Result<bool> {
    match (taken, pending) {
        (1.., 1) => Ok(false),
        (1.., 2..=8) => Ok(event::poll(INSTANT)? || event::poll(INSTANT)?),
        _ => event::poll(MOMENT),
    }
}

fn tell(words: &crate::report::words::StateWords, notice: &Notice) -> String {
    match notice {
        Notice::Damaged(aside) => fill(&words.damaged, &[("file", &clean_line(&aside.display().to_string()))]),
        Notice::Newer => words.newer.to_string(),
        Notice::Unreadable(_) => words.unreadable.to_string(),
    }
}
