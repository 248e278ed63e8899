//! A second screen's own little loop: it shows what the explorer says, and asks it for what keys stand for.

use std::io::{self, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread::spawn;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind};

use super::input::{INSTANT, Input};
use super::screen::Screen;
use super::terminal;
use super::wait::{Waiter, Waker};
use super::{Following, Guard, MOST_EVENTS, runtime, wire};
use crate::app::Command;
use crate::app::action::Mode;
use crate::app::present::follower::Follower;
use crate::app::present::script::{DRIVING, Message, Wish};
use crate::config::color::Depth;
use crate::report::Report;
use crate::state::Folders;
use crate::ui::{self, theme};

/// How often to look for a show where there is none.
const AGAIN: Duration = Duration::from_secs(1);
/// How long the explorer may take to read a command.
const PATIENCE: Duration = Duration::from_secs(1);
/// Lines that may wait to be shown.
const MOST_WAITING: usize = 16;

/// Whether a show is on that can be followed.
pub fn is_shown(folders: &Folders) -> bool {
    runtime::connect(&runtime::folders(folders.state.as_deref())).is_some()
}

/// Shows what the explorer shows until the person leaves. Gives the signal that ended it, if one did.
pub fn follow(report: &Report, options: &Following) -> io::Result<Option<i32>> {
    let mut waiter = Waiter::new()?;
    terminal::guard_against_panics();
    terminal::take(false)?;
    let _guard = Guard;
    let size = terminal::size();
    let mut follower = Follower::new(options.audience, size, options.manner.keymap.shown());
    follower.ascii = options.manner.ascii;
    let mut screen = Second {
        report,
        options,
        folders: runtime::folders(options.folders.state.as_deref()),
        screen: terminal::screen(size)?,
        input: Input::default(),
        follower,
        connection: None,
        heard: Instant::now(),
        tried: None,
    };
    screen.run(&mut waiter)
}

/// The way to the explorer.
struct Connection {
    stream: UnixStream,
    messages: Receiver<Message>,
}

impl Connection {
    fn new(stream: UnixStream, waker: Waker) -> Option<Self> {
        stream.set_write_timeout(Some(PATIENCE)).ok()?;
        let from = stream.try_clone().ok()?;
        let (sender, messages) = sync_channel(MOST_WAITING);
        spawn(move || {
            wire::read(&from, wire::FROM_SHOW, |message| sender.send(message).map(|()| waker.wake()).is_ok());
            drop(sender);
            // Its end is something to hear as well.
            waker.wake();
        });
        Some(Self { stream, messages })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}

struct Second<'a> {
    report: &'a Report,
    options: &'a Following,
    folders: Vec<PathBuf>,
    screen: Screen,
    input: Input,
    follower: Follower,
    connection: Option<Connection>,
    /// When the explorer said something last.
    heard: Instant,
    /// When it was last looked for a show.
    tried: Option<Instant>,
}

impl Second<'_> {
    fn run(&mut self, waiter: &mut Waiter) -> io::Result<Option<i32>> {
        self.connect(waiter);
        self.draw()?;
        let mut more = false;
        loop {
            let wake = if more { super::Wake { input: true, ..super::Wake::default() } } else { waiter.wait(self.sleep())? };
            if let Some(signal) = wake.ended {
                return Ok(Some(signal));
            }
            if wake.continued {
                self.take_again()?;
            }
            if wake.resized {
                self.resize();
            }
            if wake.input && self.input(waiter)? {
                return Ok(None);
            }
            self.listen();
            if self.connection.is_none() {
                self.connect(waiter);
            }
            self.follower.tick(self.heard.elapsed().as_secs());
            self.draw()?;
            more = wake.input && event::poll(INSTANT)?;
        }
    }

    /// How long to sleep at most: to the next second where a time is shown, or until it is to be tried again.
    fn sleep(&self) -> Option<Duration> {
        let timed = self.follower.present().is_some_and(|present| present.timer || !self.follower.audience);
        let second = timed.then(|| Duration::from_millis(1_000 - u64::from(self.heard.elapsed().subsec_millis())));
        let tried = self.tried.filter(|_| self.connection.is_none());
        let again = tried.map(|tried| AGAIN.saturating_sub(tried.elapsed()) + Duration::from_millis(1));
        second.into_iter().chain(again).min()
    }

    /// Looks for a show, once in a while: one that lets no more in is not asked without end.
    fn connect(&mut self, waiter: &Waiter) {
        if self.tried.is_some_and(|tried| tried.elapsed() < AGAIN) {
            return;
        }
        self.tried = Some(Instant::now());
        let stream = runtime::connect(&self.folders);
        self.connection = stream.and_then(|stream| Connection::new(stream, waiter.waker().ok()?));
    }

    /// Takes in what the explorer has said.
    fn listen(&mut self) {
        // No more than can wait: what comes behind them wakes the loop again, and keys are not starved.
        for _ in 0..=MOST_WAITING {
            let Some(connection) = &self.connection else { return };
            match connection.messages.try_recv() {
                Ok(message) => {
                    self.follower.hear(message);
                    self.heard = Instant::now();
                }
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => self.lose(),
            }
        }
    }

    fn lose(&mut self) {
        self.connection = None;
        self.follower.lose();
    }

    /// Does what keys ask for. Says whether the person leaves.
    fn input(&mut self, waiter: &Waiter) -> io::Result<bool> {
        let pending = waiter.pending();
        for taken in 0..MOST_EVENTS {
            if !self.input.has_event(pending, taken)? {
                break;
            }
            match self.input.read()? {
                Some(Event::Key(key)) if key.kind != KeyEventKind::Release && self.key(key, waiter)? => return Ok(true),
                Some(Event::Resize(..)) => self.resize(),
                _ => {}
            }
        }
        Ok(false)
    }

    fn key(&mut self, key: KeyEvent, waiter: &Waiter) -> io::Result<bool> {
        // J and K stand for nothing on the projector.
        if let KeyCode::Char(letter @ ('J' | 'K')) = key.code {
            self.follower.scroll(letter == 'J');
            return Ok(false);
        }
        match self.options.manner.keymap.command(Mode::Present, key) {
            Some(Command::Back | Command::Quit) => return Ok(true),
            Some(Command::Repaint) => self.screen.repaint(),
            Some(Command::Suspend) => {
                terminal::give_back();
                waiter.stop()?;
                self.take_again()?;
            }
            Some(command) if DRIVING.contains(&command) => self.ask_for(command),
            _ => {}
        }
        Ok(false)
    }

    fn ask_for(&mut self, command: Command) {
        let line = wire::line(&Wish { command: command.name().to_owned() });
        let failed = self.connection.as_ref().is_some_and(|connection| (&connection.stream).write_all(line.as_bytes()).is_err());
        // What the explorer said before it went is still to be heard: the reading side tells of the end.
        if failed && let Some(connection) = &self.connection {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
    }

    fn resize(&mut self) {
        let size = terminal::size();
        if self.follower.size() != size {
            self.screen.resize(size);
            self.follower.resize(size.0, size.1);
        }
    }

    fn take_again(&mut self) -> io::Result<()> {
        terminal::take_again(false)?;
        self.resize();
        self.screen.repaint();
        Ok(())
    }

    fn draw(&mut self) -> io::Result<()> {
        // The explorer's own theme may have more colours than this terminal.
        let manner = &self.options.manner;
        let theirs = if manner.depth == Depth::Sixteen { theme::TERMINAL } else { self.follower.theme() };
        let themes = &manner.themes;
        let theme = themes.named(manner.theme.as_deref().unwrap_or(theirs)).or_else(|| themes.named(theme::TERMINAL)).unwrap_or_default();
        let look = manner.look(theme);
        let language = self.follower.language().unwrap_or(self.options.language);
        let words = &self.report.edition(language).words;
        let follower = &self.follower;
        self.screen.draw(|buffer| {
            ui::follow::draw_on(buffer, follower, words, &look);
            None
        })
    }
}
