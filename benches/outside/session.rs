//! A program in a pseudo-terminal, seen from outside: what it writes, when, and what the system says of it.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use vt100::Parser;

/// The silence that ends what a key has caused.
const QUIET: Duration = Duration::from_millis(40);
/// The silence that ends the start.
const START_QUIET: Duration = Duration::from_millis(150);
/// The silence after which one looks whether something is there yet, where what comes after it is not waited for.
const AT_ONCE: Duration = Duration::from_millis(1);
/// How long a program that does not answer is waited for.
const NO_ANSWER: Duration = Duration::from_millis(600);
/// A program that never falls silent is left to itself.
const NEVER_QUIET: Duration = Duration::from_secs(20);

/// Columns and rows.
pub(crate) type Size = (u16, u16);

/// What is started.
#[derive(Clone)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) arguments: Vec<String>,
    /// What is on the screen when the first frame is.
    pub(crate) ready: &'static str,
    /// The key that ends it.
    pub(crate) quit: &'static str,
}

/// Bytes that came together, and when.
struct Chunk {
    at: Instant,
    bytes: Vec<u8>,
}

/// What a key, a resize or the start has caused.
pub(crate) struct Answer {
    /// Milliseconds until the last byte.
    pub(crate) last: f64,
    /// Milliseconds until the screen was as waited for, where something was.
    pub(crate) shown: Option<f64>,
    /// Bytes written.
    pub(crate) bytes: usize,
    /// Whether a cell of the screen has changed.
    pub(crate) changed: bool,
}

/// A running program.
pub(crate) struct Session {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Keys,
    chunks: Receiver<Chunk>,
    emulator: Parser,
    started: Instant,
    quit: &'static str,
}

type Keys = Arc<Mutex<Box<dyn Write + Send>>>;

impl Session {
    /// Starts a program that keeps its things, if it does, in this folder.
    pub(crate) fn start(program: &Program, size: Size, home: &Path) -> Self {
        let pair = native_pty_system().openpty(pty_size(size)).expect("a terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.arguments);
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("COLORTERM", "truecolor"),
            ("LC_ALL", "C.UTF-8"),
            ("PATH", "/usr/local/bin:/usr/bin:/bin"),
            ("VEREDA_GREETING", "off"),
            ("LESSHISTFILE", "-"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", home);
        command.env("VEREDA_STATE", home.join("state"));
        command.cwd(home);
        let from = pair.master.try_clone_reader().expect("readable");
        let keys: Keys = Arc::new(Mutex::new(pair.master.take_writer().expect("writable")));
        let (send, chunks) = channel();
        thread::spawn({
            let keys = Arc::clone(&keys);
            move || read(from, &keys, &send)
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        Self {
            child,
            master: pair.master,
            keys,
            chunks,
            emulator: Parser::new(cells(size.1), cells(size.0), 0),
            started,
            quit: program.quit,
        }
    }

    /// Waits for the first frame and the silence after it.
    pub(crate) fn first_frame(&mut self, ready: &str, patience: Duration) -> Option<Answer> {
        self.wait_for(self.started, START_QUIET, patience, |screen| screen.contains(ready))
    }

    /// Waits for the first frame and not longer.
    pub(crate) fn first_frame_at_once(&mut self, ready: &str, patience: Duration) -> Option<Answer> {
        self.wait_for(self.started, AT_ONCE, patience, |screen| screen.contains(ready))
    }

    /// Waits until the screen is as wanted, and for the silence after it.
    fn wait_for(&mut self, from: Instant, quiet: Duration, patience: Duration, is: impl Fn(&str) -> bool) -> Option<Answer> {
        let mut chunks = Vec::new();
        let mut shown = None;
        let mut seen = 0;
        loop {
            // The emulator works in silence only, so that its time is not the program's.
            chunks.extend(self.burst(quiet, quiet));
            for chunk in &chunks[seen..] {
                self.emulator.process(&chunk.bytes);
                if shown.is_none() && is(&self.emulator.screen().contents()) {
                    shown = Some(chunk.at);
                }
            }
            seen = chunks.len();
            if shown.is_some() || from.elapsed() > patience || !self.is_running() {
                break;
            }
        }
        let shown = shown?;
        let last = chunks.last().map_or(shown, |chunk| chunk.at);
        let bytes = chunks.iter().map(|chunk| chunk.bytes.len()).sum();
        Some(Answer { last: millis(from, last), shown: Some(millis(from, shown)), bytes, changed: true })
    }

    /// What comes until there is silence.
    fn burst(&self, first: Duration, quiet: Duration) -> Vec<Chunk> {
        let begun = Instant::now();
        let mut chunks = Vec::new();
        let mut wait = first;
        while begun.elapsed() < NEVER_QUIET {
            match self.chunks.recv_timeout(wait) {
                Ok(chunk) => chunks.push(chunk),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
            wait = quiet;
        }
        chunks
    }

    /// Sends keys in one write; `None` where nothing answers.
    pub(crate) fn press(&mut self, keys: &str) -> Option<Answer> {
        let at = Instant::now();
        self.write(keys);
        self.answer(at)
    }

    /// The same, until the screen shows what is waited for.
    pub(crate) fn press_until(&mut self, keys: &str, patience: Duration, is: impl Fn(&str) -> bool) -> Option<Answer> {
        let at = Instant::now();
        self.write(keys);
        self.wait_for(at, AT_ONCE, patience, is)
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, size: Size) -> Option<Answer> {
        self.emulator.set_size(cells(size.1), cells(size.0));
        let at = Instant::now();
        self.master.resize(pty_size(size)).expect("resized");
        self.answer(at)
    }

    fn answer(&mut self, at: Instant) -> Option<Answer> {
        let before = self.emulator.screen().contents_formatted();
        let chunks = self.burst(NO_ANSWER, QUIET);
        for chunk in &chunks {
            self.emulator.process(&chunk.bytes);
        }
        let last = chunks.last()?.at;
        let bytes = chunks.iter().map(|chunk| chunk.bytes.len()).sum();
        let changed = self.emulator.screen().contents_formatted() != before;
        Some(Answer { last: millis(at, last), shown: None, bytes, changed })
    }

    fn write(&self, keys: &str) {
        let mut to = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        to.write_all(keys.as_bytes()).and_then(|()| to.flush()).expect("typed");
    }

    /// Lets time pass, reading what comes.
    pub(crate) fn pause(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            match self.chunks.recv_timeout(left) {
                Ok(chunk) => self.emulator.process(&chunk.bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> String {
        self.emulator.screen().contents()
    }

    /// Milliseconds since the start.
    pub(crate) fn age(&self) -> f64 {
        millis(self.started, Instant::now())
    }

    fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    fn proc(&self) -> PathBuf {
        format!("/proc/{}", self.child.process_id().unwrap_or_default()).into()
    }

    /// How often its threads have gone to sleep.
    pub(crate) fn sleeps(&self) -> f64 {
        let tasks = fs::read_dir(self.proc().join("task")).expect("threads");
        tasks.flatten().filter_map(|task| field(&task.path().join("status"), "voluntary_ctxt_switches")).sum()
    }

    /// Megabytes by a line of `/proc/PID/status`.
    pub(crate) fn memory(&self, name: &str) -> Option<f64> {
        field(&self.proc().join("status"), name).map(|kilobytes| kilobytes / 1024.0)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.write(self.quit);
        let end = Instant::now() + Duration::from_secs(3);
        while self.is_running() && Instant::now() < end {
            // What is not read keeps a program from its end.
            let _ = self.chunks.recv_timeout(Duration::from_millis(2));
        }
        if self.is_running() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

/// Reads what a program writes, notes when it came, and answers as xterm does what programs ask it.
fn read(mut from: Box<dyn Read + Send>, keys: &Keys, send: &Sender<Chunk>) {
    const ANSWERS: [(&[u8], &[u8]); 3] =
        [(b"\x1b]11;?", b"\x1b]11;rgb:0000/0000/0000\x1b\\"), (b"\x1b[c", b"\x1b[?64;1;2;6;22c"), (b"\x1b[6n", b"\x1b[1;1R")];
    const LONGEST: usize = 6;
    let mut buffer = vec![0; 1 << 16];
    let mut tail = Vec::new();
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        let at = Instant::now();
        let bytes = buffer[..count].to_vec();
        let seen = tail.len();
        tail.extend_from_slice(&bytes);
        for (question, answer) in ANSWERS {
            let asked = tail.windows(question.len()).enumerate().any(|(at, window)| window == question && at + question.len() > seen);
            if asked {
                let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = keys.write_all(answer).and_then(|()| keys.flush());
            }
        }
        tail.drain(..tail.len().saturating_sub(LONGEST));
        if send.send(Chunk { at, bytes }).is_err() {
            return;
        }
    }
}

/// The number behind a name in a file of lines `NAME: NUMBER …`.
fn field(path: &Path, name: &str) -> Option<f64> {
    let text = fs::read_to_string(path).ok()?;
    let rest = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    rest.split_whitespace().next()?.parse().ok()
}

fn millis(from: Instant, to: Instant) -> f64 {
    to.duration_since(from).as_secs_f64() * 1e3
}

fn pty_size((cols, rows): Size) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("not 0")
}
