//! The real program in a pseudo-terminal, and an emulator that makes a screen of what is written to it.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use vereda::app::App;
use vt100::{MouseProtocolMode, Parser, Screen};

use crate::fixture::screen;

/// How long something may take that takes no time, on a machine that is busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// What the program has written so far.
pub(crate) struct Written {
    pub(crate) emulator: Parser,
    pub(crate) bytes: Vec<u8>,
    /// The program has closed the terminal.
    pub(crate) ended: bool,
    /// The thread that reads should leave.
    pub(crate) stop: bool,
}

pub(crate) type Shared = Arc<(Mutex<Written>, Condvar)>;

/// The program in its terminal.
pub(crate) struct Session {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    /// `None` once the terminal was closed.
    pub(crate) master: Option<Box<dyn MasterPty + Send>>,
    pub(crate) keys: Box<dyn Write + Send>,
    pub(crate) shared: Shared,
    pub(crate) reader: Option<JoinHandle<()>>,
}

pub(crate) fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

pub(crate) fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("not 0")
}

/// Reads all that is written to the terminal into the emulator.
pub(crate) fn read(mut from: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = from.read(&mut buffer).unwrap_or(0);
        if !take(&buffer[..count], shared) {
            return;
        }
    }
}

/// Takes in what was read, nothing at the end. Says whether to go on.
pub(crate) fn take(bytes: &[u8], shared: &Shared) -> bool {
    let mut written = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
    written.bytes.extend_from_slice(bytes);
    written.emulator.process(bytes);
    written.ended = bytes.is_empty();
    shared.1.notify_all();
    !written.ended && !written.stop
}

impl Session {
    /// Starts the program at 80 by 24, with its state in this folder.
    pub(crate) fn start(state: &Path) -> Self {
        Self::start_with(state, &[], (80, 24))
    }

    pub(crate) fn start_with(state: &Path, environment: &[(&str, &str)], (columns, rows): (u16, u16)) -> Self {
        Self::spawn(CommandBuilder::new(env!("CARGO_BIN_EXE_vereda")), state, environment, (columns, rows))
    }

    /// Starts the program by a shell, after what the shell does first.
    pub(crate) fn start_by_shell(state: &Path, before: &str) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", &format!("{before}; exec {}", env!("CARGO_BIN_EXE_vereda"))]);
        Self::spawn(command, state, &[("PATH", "/usr/bin:/bin")], (80, 24))
    }

    /// Starts the program with arguments.
    pub(crate) fn start_args(state: &Path, arguments: &[&str], environment: &[(&str, &str)], size: (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vereda"));
        command.args(arguments);
        Self::spawn(command, state, environment, size)
    }

    fn spawn(mut command: CommandBuilder, state: &Path, environment: &[(&str, &str)], (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a terminal");
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("VEREDA_GREETING", "off")].iter().chain(environment) {
            command.env(name, value);
        }
        command.env("VEREDA_STATE", state);
        command.cwd(std::env::temp_dir());
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        Self::watch(child, pair.master)
    }

    /// Reads what a program writes that was started in this terminal.
    pub(crate) fn watch(child: Box<dyn Child + Send + Sync>, master: Box<dyn MasterPty + Send>) -> Self {
        let PtySize { rows, cols, .. } = master.get_size().expect("a size");
        let emulator = Parser::new(cells(rows), cells(cols), 0);
        let shared: Shared = Arc::new((Mutex::new(Written { emulator, bytes: Vec::new(), ended: false, stop: false }), Condvar::new()));
        let from = master.try_clone_reader().expect("readable");
        let keys = master.take_writer().expect("writable");
        let reader = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || read(from, &shared)
        });
        Self { child, master: Some(master), keys, shared, reader: Some(reader) }
    }

    pub(crate) fn master(&self) -> &dyn MasterPty {
        self.master.as_deref().expect("still there")
    }

    pub(crate) fn written(&self) -> MutexGuard<'_, Written> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until this is so of what was written; what it says of the last try is told when it never is.
    pub(crate) fn wait<T>(&self, what: &str, is: impl Fn(&Written) -> Result<T, String>) -> T {
        let deadline = Instant::now() + PATIENCE;
        let mut written = self.written();
        loop {
            match is(&written) {
                Ok(value) => return value,
                Err(why) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    assert!(!left.is_zero(), "{what} did not come: {why}\n{}", written.emulator.screen().contents());
                    written = self.shared.1.wait_timeout(written, left).unwrap_or_else(PoisonError::into_inner).0;
                }
            }
        }
    }

    pub(crate) fn wait_for_screen(&self, what: &str, is: impl Fn(&Screen) -> bool) {
        self.wait(what, |written| if is(written.emulator.screen()) { Ok(()) } else { Err(String::new()) });
    }

    pub(crate) fn wait_for_text(&self, text: &str) {
        self.wait_for_screen(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is the app's, line by line.
    pub(crate) fn wait_for_app(&self, app: &App) {
        let expected = screen(app);
        let lines = |text: &str| text.trim_end().lines().map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
        let wanted = lines(&expected);
        self.wait("the app's screen", |written| {
            let got = lines(&written.emulator.screen().contents());
            if got == wanted && written.emulator.screen().alternate_screen() {
                return Ok(());
            }
            let differs = got.iter().zip(&wanted).find(|(got, wanted)| got != wanted);
            Err(format!("first difference: {differs:?}"))
        });
    }

    pub(crate) fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("typed");
    }

    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.written().emulator.set_size(cells(rows), cells(columns));
        self.master().resize(size(columns, rows)).expect("resized");
    }

    pub(crate) fn pid(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).expect("a process")
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("sent");
    }

    /// Waits for the end of the program, and until all that it wrote was read.
    pub(crate) fn end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            match self.child.try_wait().expect("a child") {
                Some(status) => break status,
                None => assert!(Instant::now() < deadline, "it does not end:\n{}", self.written().emulator.screen().contents()),
            }
            sleep(Duration::from_millis(2));
        };
        self.wait("the end of what it wrote", |written| if written.ended { Ok(()) } else { Err(String::new()) });
        status
    }

    /// A line of `/proc/PID/FILE`; for threads, of each.
    pub(crate) fn proc(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.pid().as_raw_nonzero())).expect("a process")
    }

    /// `S` for asleep, `T` for stopped …
    pub(crate) fn state(&self) -> char {
        let stat = self.proc("stat");
        stat.rsplit(") ").next().and_then(|rest| rest.chars().next()).expect("a state")
    }

    pub(crate) fn wait_for_state(&self, wanted: char) {
        let deadline = Instant::now() + PATIENCE;
        while self.state() != wanted {
            assert!(Instant::now() < deadline, "state {} instead of {wanted}", self.state());
            sleep(Duration::from_millis(2));
        }
    }

    /// How often its threads gave up the processor, and what they used of it.
    pub(crate) fn effort(&self) -> Vec<String> {
        let tasks: PathBuf = format!("/proc/{}/task", self.pid().as_raw_nonzero()).into();
        let mut out = Vec::new();
        for task in fs::read_dir(tasks).expect("threads").flatten() {
            let status = fs::read_to_string(task.path().join("status")).expect("a thread");
            out.extend(status.lines().filter(|line| line.contains("voluntary_ctxt_switches")).map(str::to_owned));
            let stat = fs::read_to_string(task.path().join("stat")).expect("a thread");
            let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
            out.push(format!("user {} system {}", fields[11], fields[12]));
        }
        out.sort();
        out
    }

    /// How many frames were drawn: each ends by taking the colours back.
    pub(crate) fn frames(&self) -> usize {
        count(&self.written().bytes, vereda::tui::screen::END)
    }

    /// Waits until nothing was written for a while.
    pub(crate) fn wait_for_quiet(&self, quiet: Duration) {
        let mut written = self.written();
        loop {
            let (next, waited) = self.shared.1.wait_timeout(written, quiet).unwrap_or_else(PoisonError::into_inner);
            written = next;
            if waited.timed_out() {
                return;
            }
        }
    }

    /// What the terminal is set to, apart from what is on it.
    pub(crate) fn settings(&self) -> String {
        format!("{:?}", self.master().get_termios())
    }

    /// The terminal is as it was before.
    pub(crate) fn assert_restored(&self) {
        let written = self.written();
        let screen = written.emulator.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was not left");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "pastes are bracketed");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None);
        for (on, off) in [
            ("\x1b[?1049h", "\x1b[?1049l"),
            ("\x1b[?2004h", "\x1b[?2004l"),
            ("\x1b[?1000h", "\x1b[?1000l"),
            ("\x1b[?1006h", "\x1b[?1006l"),
            ("\x1b[?25l", "\x1b[?25h"),
        ] {
            let last = |what: &str| written.bytes.windows(what.len()).rposition(|window| window == what.as_bytes());
            assert!(last(on).is_some(), "{on:?} was never sent");
            assert!(last(off) > last(on), "{on:?} was not undone");
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Only this child, and only if it is still there.
        if matches!(self.child.try_wait(), Ok(None)) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

pub(crate) fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what).count()
}

pub(crate) fn state_folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}
