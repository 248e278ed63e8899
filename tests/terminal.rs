//! The real program in a real terminal: a pseudo-terminal, and an emulator that makes a screen of what is written to it.
//! What must be on the screen is worked out in this process, by the same app without a terminal.

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
use vereda::app::{Action, App, Start};
use vt100::{MouseProtocolMode, Parser, Screen};

use crate::fixture::{app, press, report, screen, start};

/// How long something may take that takes no time, on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the program has written so far.
struct Written {
    emulator: Parser,
    bytes: Vec<u8>,
    /// The program has closed the terminal.
    ended: bool,
    /// The thread that reads should leave.
    stop: bool,
}

type Shared = Arc<(Mutex<Written>, Condvar)>;

/// The program in its terminal.
struct Session {
    child: Box<dyn Child + Send + Sync>,
    /// `None` once the terminal was closed.
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Box<dyn Write + Send>,
    shared: Shared,
    reader: Option<JoinHandle<()>>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("not 0")
}

/// Reads all that is written to the terminal into the emulator.
fn read(mut from: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = from.read(&mut buffer).unwrap_or(0);
        let mut written = shared.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.bytes.extend_from_slice(&buffer[..count]);
        written.emulator.process(&buffer[..count]);
        written.ended = count == 0;
        shared.1.notify_all();
        if written.ended || written.stop {
            return;
        }
    }
}

impl Session {
    /// Starts the program at 80 by 24, with its state in this folder.
    fn start(state: &Path) -> Self {
        Self::start_with(state, &[], (80, 24))
    }

    fn start_with(state: &Path, environment: &[(&str, &str)], (columns, rows): (u16, u16)) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vereda"));
        command.env_clear();
        for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")].iter().chain(environment) {
            command.env(name, value);
        }
        command.env("VEREDA_STATE", state);
        command.cwd(std::env::temp_dir());
        let child = pair.slave.spawn_command(command).expect("it starts");
        drop(pair.slave);
        Self::watch(child, pair.master)
    }

    /// Reads what a program writes that was started in this terminal.
    fn watch(child: Box<dyn Child + Send + Sync>, master: Box<dyn MasterPty + Send>) -> Self {
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

    fn master(&self) -> &dyn MasterPty {
        self.master.as_deref().expect("still there")
    }

    fn written(&self) -> MutexGuard<'_, Written> {
        self.shared.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until this is so of what was written; what it says of the last try is told when it never is.
    fn wait<T>(&self, what: &str, is: impl Fn(&Written) -> Result<T, String>) -> T {
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

    fn wait_for_screen(&self, what: &str, is: impl Fn(&Screen) -> bool) {
        self.wait(what, |written| if is(written.emulator.screen()) { Ok(()) } else { Err(String::new()) });
    }

    fn wait_for_text(&self, text: &str) {
        self.wait_for_screen(text, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is the app's, line by line.
    fn wait_for_app(&self, app: &App) {
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

    fn keys(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("typed");
    }

    fn resize(&self, columns: u16, rows: u16) {
        self.written().emulator.set_size(cells(rows), cells(columns));
        self.master().resize(size(columns, rows)).expect("resized");
    }

    fn pid(&self) -> Pid {
        let id = self.child.process_id().and_then(|id| i32::try_from(id).ok());
        id.and_then(Pid::from_raw).expect("a process")
    }

    fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).expect("sent");
    }

    /// Waits for the end of the program, and until all that it wrote was read.
    fn end(&mut self) -> ExitStatus {
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
    fn proc(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.pid().as_raw_nonzero())).expect("a process")
    }

    /// `S` for asleep, `T` for stopped …
    fn state(&self) -> char {
        let stat = self.proc("stat");
        stat.rsplit(") ").next().and_then(|rest| rest.chars().next()).expect("a state")
    }

    fn wait_for_state(&self, wanted: char) {
        let deadline = Instant::now() + PATIENCE;
        while self.state() != wanted {
            assert!(Instant::now() < deadline, "state {} instead of {wanted}", self.state());
            sleep(Duration::from_millis(2));
        }
    }

    /// How often its threads gave up the processor, and what they used of it.
    fn effort(&self) -> Vec<String> {
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

    /// How many frames were drawn: each ends by hiding the cursor.
    fn frames(&self) -> usize {
        count(&self.written().bytes, b"\x1b[?25l")
    }

    /// Waits until nothing was written for a while.
    fn wait_for_quiet(&self, quiet: Duration) {
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
    fn settings(&self) -> String {
        format!("{:?}", self.master().get_termios())
    }

    /// The terminal is as it was before.
    fn assert_restored(&self) {
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

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|window| *window == what).count()
}

fn state_folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn starts_moves_and_leaves() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    let mut app = app(80, 24);
    session.wait_for_app(&app);
    for keys in ["j", "jj", "]", " ", "d", "u", "}", "G", "g"] {
        press(&mut app, &keys.replace(' ', "<Space>"));
        session.keys(keys);
        session.wait_for_app(&app);
    }
    press(&mut app, "<Down><PgDn><End>");
    session.keys("\x1b[B\x1b[6~\x1b[F");
    session.wait_for_app(&app);
    session.keys("q");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn the_terminal_is_set_back_as_it_was() {
    let state = state_folder();
    let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
    let before = format!("{:?}", pair.master.get_termios());
    drop(pair);
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    assert_ne!(session.settings(), before, "raw");
    assert!(session.written().emulator.screen().hide_cursor());
    assert_eq!(session.written().emulator.screen().mouse_protocol_mode(), MouseProtocolMode::PressRelease);
    // Stopped, it has given the terminal back: the shell's settings can be looked at while it is still there.
    session.keys("\x1a");
    session.wait_for_state('T');
    assert_eq!(session.settings(), before);
    session.signal(Signal::CONT);
    session.wait_for_screen("the screen again", Screen::alternate_screen);
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn finds_and_highlights() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    let mut app = app(80, 24);
    press(&mut app, "Fcorrupt");
    session.keys("Fcorrupt");
    session.wait_for_app(&app);
    session.wait_for_screen("one sees where one types", |screen| !screen.hide_cursor() && screen.cursor_position() == (22, 14));
    {
        let written = session.written();
        let screen = written.emulator.screen();
        let row = (0..24).find(|row| screen.contents_between(*row, 0, *row, 80).contains("Corruption")).expect("the match");
        let column = screen.contents_between(row, 0, row, 80).find("Corruption").expect("the match");
        let column = u16::try_from(column).expect("a column");
        let (hit, beside) = (screen.cell(row, column).expect("a cell"), screen.cell(row, column + 7).expect("a cell"));
        assert_eq!(hit.bgcolor(), vt100::Color::Idx(3));
        assert_ne!(hit.bgcolor(), beside.bgcolor());
    }
    press(&mut app, "<Enter>n");
    session.keys("\rn");
    session.wait_for_app(&app);
    session.keys("q");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn a_window_that_changes_its_size_is_drawn_anew() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    let mut app = app(80, 24);
    press(&mut app, "]]jjjjjjj");
    session.keys("]]jjjjjjj");
    session.wait_for_app(&app);
    for (columns, rows) in [(120, 40), (40, 12), (20, 5), (80, 24), (200, 60), (100, 10)] {
        session.resize(columns, rows);
        app.update(Action::Resize(columns, rows));
        session.wait_for_app(&app);
    }
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn ctrl_c_leaves_a_box_and_the_program() {
    for keys in ["F", "f", "?", "1"] {
        let state = state_folder();
        let mut session = Session::start(state.path());
        let mut app = app(80, 24);
        session.wait_for_app(&app);
        session.keys(keys);
        press(&mut app, keys);
        session.wait_for_app(&app);
        session.keys("\x03");
        assert!(session.end().success(), "{keys}");
        session.assert_restored();
    }
}

#[test]
fn signals_end_it_with_their_number_and_the_terminal_as_it_was() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let state = state_folder();
        let mut session = Session::start(state.path());
        session.wait_for_text("about.1");
        session.keys("]]jjj");
        session.wait_for_text("context.1");
        session.signal(signal);
        assert_eq!(session.end().exit_code(), code);
        session.assert_restored();
        let kept = fs::read_to_string(state.path().join("place.toml")).expect("kept");
        assert!(kept.contains("context.1"), "{kept}");
    }
}

#[test]
fn half_a_key_makes_it_neither_deaf_nor_blind() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    let mut app = app(80, 24);
    session.wait_for_app(&app);
    session.keys("\x1b[");
    session.wait_for_quiet(Duration::from_millis(100));
    app.update(Action::Resize(90, 20));
    session.resize(90, 20);
    session.wait_for_app(&app);
    session.keys("B");
    press(&mut app, "<Down>");
    session.wait_for_app(&app);
    session.keys("é\x1b[1;5");
    session.wait_for_quiet(Duration::from_millis(100));
    let before = session.effort();
    sleep(Duration::from_millis(300));
    assert_eq!(session.effort(), before, "it spins");
    session.signal(Signal::TERM);
    assert_eq!(session.end().exit_code(), 143);
    session.assert_restored();
}

#[test]
fn a_terminal_that_goes_away_ends_it_at_once() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    // The reader must let go of the terminal too: something to read makes it look.
    session.written().stop = true;
    session.resize(90, 24);
    session.reader.take().map(JoinHandle::join);
    session.keys = Box::new(std::io::sink());
    session.master = None;
    let start = Instant::now();
    while session.child.try_wait().expect("a child").is_none() {
        assert!(start.elapsed() < Duration::from_secs(5), "it lives on without a terminal");
        sleep(Duration::from_millis(2));
    }
    assert!(start.elapsed() < Duration::from_secs(2), "it took {:?}", start.elapsed());
    assert!(state.path().join("place.toml").exists(), "the place is kept all the same");
}

#[test]
fn the_place_is_kept_from_run_to_run() {
    let state = state_folder();
    let mut first = app(80, 24);
    press(&mut first, "]]]]]]]]<Space>jjj");
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    session.keys("]]]]]]]] jjj");
    session.wait_for_app(&first);
    session.keys("q");
    assert!(session.end().success());

    let kept = Some(first.visit());
    for (columns, rows) in [(80, 24), (120, 40)] {
        let again = App::new(report(), Start { kept: kept.clone(), ..start(columns, rows) });
        let mut session = Session::start_with(state.path(), &[], (columns, rows));
        session.wait_for_app(&again);
        session.keys("q");
        assert!(session.end().success());
        let text = fs::read_to_string(state.path().join("place.toml")).expect("kept");
        assert!(text.contains(&format!("address = \"{}\"", kept.as_ref().expect("kept").place.address)), "{text}");
    }
}

#[test]
fn nothing_happens_while_nobody_types() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_app(&app(80, 24));
    session.keys("]");
    session.wait_for_text("introduction.1");
    // A place is saved two seconds after the last time at the soonest, and only when a key comes: after this nothing is due.
    session.wait_for_quiet(Duration::from_millis(200));
    let before = (session.effort(), session.written().bytes.len());
    sleep(Duration::from_secs(1));
    assert_eq!((session.effort(), session.written().bytes.len()), before);
    assert_eq!(session.state(), 'S');
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn a_key_is_one_frame_and_a_flood_is_few() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    let mut app = app(80, 24);
    session.wait_for_app(&app);
    for key in ["j", "]", "?", "q", "G"] {
        session.wait_for_quiet(Duration::from_millis(50));
        let before = session.frames();
        session.keys(key);
        press(&mut app, key);
        session.wait_for_app(&app);
        session.wait_for_quiet(Duration::from_millis(100));
        assert_eq!(session.frames() - before, 1, "{key}");
    }
    // Keys that are waiting are taken together.
    let before = session.frames();
    session.keys(&"k".repeat(3000));
    press(&mut app, &"k".repeat(3000));
    session.wait_for_app(&app);
    assert!(session.frames() - before < 300, "{} frames for 3000 keys", session.frames() - before);
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn many_keys_at_once_are_the_same_as_one_by_one() {
    let mut app = app(80, 24);
    press(&mut app, &"j".repeat(200));
    for at_once in [true, false] {
        let state = state_folder();
        let mut session = Session::start(state.path());
        session.wait_for_text("about.1");
        if at_once {
            session.keys(&"j".repeat(200));
        } else {
            for _ in 0..200 {
                session.keys("j");
            }
        }
        session.wait_for_app(&app);
        session.keys("q");
        assert!(session.end().success());
    }
}

#[test]
fn without_colour_the_selection_is_still_to_be_seen() {
    let state = state_folder();
    let mut session = Session::start_with(state.path(), &[("NO_COLOR", "1")], (80, 24));
    session.wait_for_text("about.1");
    session.keys("1jj");
    session.wait_for_screen("a selected entry", |screen| (0..24).any(|row| screen.cell(row, 10).is_some_and(vt100::Cell::inverse)));
    {
        let written = session.written();
        let screen = written.emulator.screen();
        let reversed: Vec<u16> =
            (0..24).filter(|row| (0..80).all(|column| screen.cell(*row, column).is_some_and(vt100::Cell::inverse))).collect();
        assert_eq!(reversed.len(), 1, "one row, from edge to edge: {reversed:?}");
        for row in 0..24 {
            for column in 0..80 {
                let cell = screen.cell(row, column).expect("a cell");
                assert_eq!((cell.fgcolor(), cell.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
            }
        }
    }
    session.keys("\r");
    session.wait_for_screen("the reader", |screen| !screen.contents().contains("1 Contents"));
    session.keys("Fcorrupt");
    session.wait_for_text("1/9");
    session.wait_for_screen("a match in reverse", |screen| {
        (0..22).any(|row| (0..80).filter(|column| screen.cell(row, *column).is_some_and(vt100::Cell::inverse)).count() == "corrupt".len())
    });
    session.keys("\x03");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn a_damaged_place_is_set_aside_and_told() {
    let state = state_folder();
    let damage = b"version = 1\n[[visit]]\nreport = \"M\n\xff\x00";
    fs::write(state.path().join("place.toml"), damage).expect("written");
    let mut session = Session::start(state.path());
    session.wait_for_text("was damaged");
    session.keys("]");
    session.wait_for_text("introduction.1");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(fs::read(state.path().join("place.damaged-1.toml")).expect("set aside"), damage);
    assert!(fs::read_to_string(state.path().join("place.toml")).expect("new").contains("introduction"));
}

#[test]
fn a_place_that_cannot_be_kept_is_told() {
    let folder = state_folder();
    let file = folder.path().join("a-file");
    fs::write(&file, "in the way").expect("written");
    // A file where the folder should be: what may be in it is not known, and it is left alone.
    let mut session = Session::start(&file);
    session.wait_for_text("could not be read");
    session.keys("]");
    session.wait_for_text("introduction.1");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(fs::read_to_string(&file).expect("there"), "in the way");
    // A folder that cannot be made.
    let mut session = Session::start(Path::new("/proc/vereda"));
    session.wait_for_text("about.1");
    session.keys("]");
    session.wait_for_text("introduction.1");
    session.keys("q");
    assert_eq!(session.end().exit_code(), 2);
    session.assert_restored();
    let text = session.written().emulator.screen().contents();
    assert!(text.contains("vereda: your place or checklist could not be saved"), "{text}");
}

#[test]
fn what_other_programs_left_on_the_screen_is_painted_over() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    let app = app(80, 24);
    session.wait_for_app(&app);
    for _ in 0..3 {
        session.written().emulator.process(b"\x1b[5;5Hlitter\x1b[12;1Hmore litter");
        session.keys("\x0c");
        session.wait_for_app(&app);
    }
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(count(&session.written().bytes, b"\x1b[6n"), 0, "the terminal was asked where its cursor is");
}

#[test]
fn ctrl_z_stops_it_and_it_comes_back() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    let mut app = app(80, 24);
    session.wait_for_app(&app);
    press(&mut app, "]]Fcorrupt<Enter>");
    session.keys("]]Fcorrupt\r");
    session.wait_for_app(&app);
    for _ in 0..2 {
        session.keys("\x1a");
        session.wait_for_state('T');
        session.wait_for_screen("the shell's screen", |screen| !screen.alternate_screen());
        session.assert_restored();
        session.resize(90, 30);
        session.signal(Signal::CONT);
        app.update(Action::Resize(90, 30));
        session.wait_for_app(&app);
    }
    press(&mut app, "n");
    session.keys("n");
    session.wait_for_app(&app);
    session.keys("q");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn stopped_from_outside_it_draws_everything_again() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    let app = app(80, 24);
    session.wait_for_app(&app);
    session.signal(Signal::STOP);
    session.wait_for_state('T');
    // What another program does to the screen meanwhile.
    session.written().emulator.process(b"\x1b[?1049l\x1b[2J\x1b[Hlitter\x1b[?25h");
    session.signal(Signal::CONT);
    session.wait_for_app(&app);
    session.wait_for_screen("no cursor", Screen::hide_cursor);
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn a_huge_paste_with_its_own_end_inside_does_no_harm() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    session.keys("F");
    session.wait_for_text("Find:");
    let paste = format!("\x1b[200~{}\x1b[31m\x1b]0;owned\x07\r\nq\r\x1b[201~qq\x1b[201~", "corrupt ".repeat(12_800));
    let mut keys = std::mem::replace(&mut session.keys, Box::new(std::io::sink()));
    // The terminal takes it as fast as the program reads.
    let typist = std::thread::spawn(move || {
        keys.write_all(paste.as_bytes()).expect("pasted");
        keys
    });
    session.keys = typist.join().expect("pasted");
    session.wait_for_text("corrupt qq");
    assert!(!session.written().bytes.windows(9).any(|window| window == b"\x1b]0;owned"));
    session.keys("\x1b");
    session.wait_for_screen("the reader", |screen| !screen.contents().contains("Find:"));
    let mut app = app(80, 24);
    // The bottom line knows that something was looked for.
    press(&mut app, "Fx<Esc>]");
    session.keys("]");
    session.wait_for_app(&app);
    session.keys("q");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn the_mouse_scrolls_and_opens() {
    let state = state_folder();
    let mut session = Session::start_with(state.path(), &[], (120, 40));
    let mut app = app(120, 40);
    session.wait_for_app(&app);
    session.keys("\x1b[<65;80;10M\x1b[<65;80;10M");
    for _ in 0..2 {
        app.update(Action::Wheel { column: 79, row: 9, steps: 1 });
    }
    session.wait_for_app(&app);
    session.keys("\x1b[<0;10;10M\x1b[<0;10;10m");
    app.update(Action::Click { column: 9, row: 9 });
    session.wait_for_app(&app);
    // Given to the terminal, and taken back.
    session.keys("M");
    session.wait_for_screen("no mouse", |screen| screen.mouse_protocol_mode() == MouseProtocolMode::None);
    session.keys("M");
    session.wait_for_screen("the mouse", |screen| screen.mouse_protocol_mode() == MouseProtocolMode::PressRelease);
    session.keys("q");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn a_dumb_terminal_gets_lines() {
    let state = state_folder();
    let mut session = Session::start_with(state.path(), &[("TERM", "dumb")], (80, 24));
    assert!(session.end().success());
    let written = session.written();
    assert!(!written.bytes.contains(&0x1b), "no escape sequences");
    let text = String::from_utf8_lossy(&written.bytes).into_owned();
    assert!(text.contains("Recommendations") && text.lines().all(|line| line.chars().count() <= 80));
}
