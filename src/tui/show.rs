//! What is on the projector is told to other screens, and what they ask for is done. No key waits for them.

use std::io::{self, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{sleep, spawn};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use super::wait::{Waiter, Waker};
use super::{runtime, wire};
use crate::app::present::Present;
use crate::app::present::script::{Message, Position, Wish};
use crate::app::{Action, App, Command};

/// At most so many screens.
const MOST_FOLLOWERS: usize = 8;
/// Lines that may wait for a screen: one that is slower is let go, and comes again by itself.
const MOST_WAITING: usize = 64;
/// How long to wait where no one can be let in.
const PAUSE: Duration = Duration::from_millis(200);

/// What other screens are told, while the projector is on.
pub(super) struct Stage {
    folders: Vec<PathBuf>,
    show: Option<Show>,
    /// It could not be opened: not tried again before the projector is switched on again.
    failed: bool,
}

impl Stage {
    /// No one is told anything yet.
    pub(super) fn new(state: Option<&Path>) -> Self {
        Self { folders: runtime::folders(state), show: None, failed: false }
    }

    /// Takes in new screens, and does what they ask for. Says whether that is to be drawn.
    pub(super) fn hear(&mut self, app: &mut App, waiter: &Waiter) -> bool {
        if app.present().is_none() {
            (self.show, self.failed) = (None, false);
            return false;
        }
        if self.show.is_none() && !self.failed {
            self.show = Show::open(&self.folders, waiter);
            self.failed = self.show.is_none();
        }
        let Some(show) = &mut self.show else { return false };
        show.let_in();
        let mut heard = false;
        // No more than can wait: what comes behind them wakes the loop again, and keys are not starved.
        for command in show.wishes.try_iter().take(MOST_WAITING) {
            app.update(Action::Drive(command));
            heard = true;
        }
        heard
    }

    /// Tells other screens what has changed.
    pub(super) fn tell(&mut self, app: &App) {
        if let (Some(show), Some(present)) = (&mut self.show, app.present()) {
            show.tell(app, present);
        }
    }
}

/// A show that others can follow.
struct Show {
    path: PathBuf,
    /// The thread that lets others in ends when this does.
    _stop: UnixStream,
    newcomers: Receiver<UnixStream>,
    wishes: Receiver<Command>,
    sender: SyncSender<Command>,
    waker: Arc<Waker>,
    followers: Vec<Outlet>,
    /// The show whose script is ready.
    serial: u64,
    script: Arc<str>,
    position: Position,
}

impl Show {
    fn open(folders: &[PathBuf], waiter: &Waiter) -> Option<Self> {
        let waker = Arc::new(waiter.waker().ok()?);
        let (stop, stopped) = UnixStream::pair().ok()?;
        let (listener, path) = runtime::open(folders)?;
        let (arrived, newcomers) = sync_channel(MOST_FOLLOWERS);
        let (sender, wishes) = sync_channel(MOST_WAITING);
        let wake = Arc::clone(&waker);
        spawn(move || welcome(&listener, &stopped, &arrived, &wake));
        Some(Self {
            path,
            _stop: stop,
            newcomers,
            wishes,
            sender,
            waker,
            followers: Vec::new(),
            serial: 0,
            script: "".into(),
            position: Position::default(),
        })
    }

    fn let_in(&mut self) {
        self.followers.retain(|follower| !follower.gone.load(Ordering::SeqCst));
        for stream in self.newcomers.try_iter() {
            if self.followers.len() < MOST_FOLLOWERS {
                self.followers.extend(Outlet::new(stream, self.sender.clone(), &self.waker));
            }
        }
    }

    fn tell(&mut self, app: &App, present: &Present) {
        if self.followers.is_empty() {
            return;
        }
        if self.serial != present.serial() {
            self.serial = present.serial();
            self.script = wire::line(&Message::Script(present.script(app.edition().language))).into();
            self.followers.iter_mut().for_each(|follower| follower.fresh = true);
        }
        let position = present.position(app.theme_name());
        let changed = position != self.position;
        if !changed && !self.followers.iter().any(|follower| follower.fresh) {
            return;
        }
        self.position = position.clone();
        let line: Arc<str> = wire::line(&Message::Position(position)).into();
        let script = &self.script;
        self.followers.retain_mut(|follower| {
            let knows = !std::mem::replace(&mut follower.fresh, false) || follower.send(script);
            knows && follower.send(&line)
        });
    }
}

impl Drop for Show {
    fn drop(&mut self) {
        runtime::close(&self.path);
    }
}

/// Lets others in until the show ends.
fn welcome(listener: &UnixListener, stopped: &UnixStream, arrived: &SyncSender<UnixStream>, waker: &Waker) {
    loop {
        let mut fds = [PollFd::new(listener, PollFlags::IN), PollFd::new(stopped, PollFlags::IN)];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return,
            Ok(_) if !fds[1].revents().is_empty() => return,
            Ok(_) => {}
        }
        let stream = match listener.accept() {
            Ok((stream, _)) => stream,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => continue,
            // Too many open files, for example: that does not pass by asking again at once.
            Err(_) => {
                sleep(PAUSE);
                continue;
            }
        };
        // Elsewhere than on Linux it is as the listener is.
        if stream.set_nonblocking(false).is_ok() && arrived.try_send(stream).is_ok() {
            waker.wake();
        }
    }
}

/// The way to another screen: one thread that writes, one that reads.
struct Outlet {
    stream: UnixStream,
    lines: SyncSender<Arc<str>>,
    /// It does not know yet what is shown.
    fresh: bool,
    gone: Arc<AtomicBool>,
}

impl Outlet {
    fn new(stream: UnixStream, wishes: SyncSender<Command>, waker: &Arc<Waker>) -> Option<Self> {
        let (lines, waiting) = sync_channel::<Arc<str>>(MOST_WAITING);
        let (to, from) = (stream.try_clone().ok()?, stream.try_clone().ok()?);
        let gone = Arc::new(AtomicBool::new(false));
        spawn(move || {
            let _ = waiting.iter().try_for_each(|line| (&to).write_all(line.as_bytes()));
            let _ = to.shutdown(Shutdown::Both);
        });
        let (waker, is_gone) = (Arc::clone(waker), Arc::clone(&gone));
        spawn(move || {
            wire::read(&from, wire::FROM_FOLLOWER, |wish: Wish| match wish.command() {
                Some(command) => wishes.send(command).map(|()| waker.wake()).is_ok(),
                // What is not for the projector is passed over.
                None => true,
            });
            is_gone.store(true, Ordering::SeqCst);
            let _ = from.shutdown(Shutdown::Both);
        });
        Some(Self { stream, lines, fresh: true, gone })
    }

    /// Says whether it is still there and not too slow.
    fn send(&self, line: &Arc<str>) -> bool {
        self.lines.try_send(Arc::clone(line)).is_ok()
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
    }
}
