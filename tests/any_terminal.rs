//! Every terminal: windows of any size, terminals that can little, tmux, pastes; where the cursor is, and how wide letters are.

use std::io::Write;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use vereda::app::{App, Pane};
use vereda::text::ascii::is_latin;
use vereda::text::columns::{cells, width};
use vereda::text::sanitize::clean_line;
use vt100::Parser;

use crate::fixture::{app, press, small_report, start};
use crate::pty::{PATIENCE, Session, count, state_folder};
use crate::scanner::{Reader, assert_own};

/// Numbers that are the same in each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn eight_hundred_sizes_with_keys_in_between() {
    let torture = |seed: u64| {
        let state = state_folder();
        let mut session = Session::start(state.path());
        session.wait_for_text("about.1");
        let mut dice = Dice(seed);
        for nth in 0..400 {
            let (columns, rows) = match dice.below(4) {
                0 => (1 + dice.below(30), 1 + dice.below(8)),
                1 => (60 + dice.below(80), 10 + dice.below(50)),
                _ => (1 + dice.below(500), 1 + dice.below(200)),
            };
            session.resize(columns as u16, rows as u16);
            let keys = "jkGg][ d{}n12345cf?Qp\x1b\t/i:";
            let key = &keys[dice.below(keys.len() as u64) as usize..][..1];
            session.keys(key);
            // Now and then it is to come to rest, mostly not.
            if nth % 40 == 0 {
                session.wait_for_quiet(Duration::from_millis(60));
                assert!(session.child.try_wait().expect("a child").is_none(), "it ended at {nth}");
            } else {
                sleep(Duration::from_millis(dice.below(6)));
            }
        }
        // Out of whatever is open; then what was drawn bit by bit is what is drawn as a whole.
        session.resize(100, 30);
        for _ in 0..6 {
            session.keys("\x1b");
            session.wait_for_quiet(Duration::from_millis(120));
        }
        session.keys("1\r");
        session.wait_for_screen("the reader", |screen| screen.contents().contains("? help"));
        // A message is there until the next key.
        session.keys("\x0c");
        session.wait_for_quiet(Duration::from_millis(200));
        let before = session.written().emulator.screen().contents();
        session.written().emulator.process(b"\x1b[5;5Hlitter\x1b[12;1Hmore litter");
        session.keys("\x0c");
        session.wait_for_screen("the same anew", |screen| screen.contents() == before);
        session.keys("\x03");
        assert!(session.end().success());
        session.assert_restored();
        assert_own(&session.written().bytes, Reader::Screen, "resizes");
    };
    std::thread::scope(|scope| {
        scope.spawn(|| torture(1));
        scope.spawn(|| torture(2));
    });
}

#[test]
fn terminals_that_can_little_and_streams_that_are_closed() {
    let state = state_folder();
    for term in [("TERM", "dumb"), ("TERM", ""), ("TERM", "unknown")] {
        let mut session = Session::start_with(state.path(), &[term], (80, 24));
        if term.1 == "unknown" {
            session.wait_for_text("about.1");
            session.keys("q");
        }
        assert!(session.end().success());
        let reader = if term.1 == "unknown" { Reader::Screen } else { Reader::Pipe };
        let bytes = String::from_utf8_lossy(&session.written().bytes).replace("\r\n", "\n");
        assert_own(bytes.as_bytes(), reader, term.1);
        assert!(bytes.contains("Migration"));
    }
    // Standard input closed, empty, or something else: keys come from the terminal itself.
    for stdin in ["<&-", "</dev/null", "</etc/passwd", "</dev/zero"] {
        let state = state_folder();
        let mut session = Session::start_by_shell(state.path(), &format!("exec {stdin}"));
        session.wait_for_text("about.1");
        session.keys("]");
        session.wait_for_text("introduction.1");
        session.keys("q");
        assert!(session.end().success(), "{stdin}");
        session.assert_restored();
    }
    // Standard output or error closed: nothing to say it on, and no panic.
    for closed in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"] {
        let script = format!("\"$0\" show about.1 {closed}");
        let status = Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_vereda")]).stdin(Stdio::null()).output().expect("run");
        assert!(matches!(status.status.code(), Some(0 | 2)), "{closed}: {status:?}");
        assert!(!String::from_utf8_lossy(&status.stderr).contains("panicked"), "{closed}");
    }
    // No terminal at all, not even /dev/tty.
    let output = Command::new("setsid").args(["-w", env!("CARGO_BIN_EXE_vereda")]).env_clear().stdin(Stdio::null()).output();
    if let Ok(output) = output {
        assert!(output.status.success());
        assert_own(&output.stdout, Reader::Pipe, "no terminal");
    }
}

#[test]
fn the_console_gets_ascii_and_its_own_colours() {
    for environment in
        [[("LC_ALL", "C"), ("TERM", "vt220")], [("LC_ALL", "C.UTF-8"), ("TERM", "linux")], [("LC_ALL", "POSIX"), ("TERM", "linux")]]
    {
        let state = state_folder();
        let mut session = Session::start_with(state.path(), &environment, (80, 24));
        session.wait_for_text("about.1");
        for keys in ["]]]]", "1j", "\r", "2jj", "4", "5", "1\r", "?", "q", "p", "  q", "Fcorrupt\r", "Q"] {
            session.keys(keys);
            session.wait_for_quiet(Duration::from_millis(30));
        }
        session.keys("\x03");
        session.end();
        let written = session.written();
        // The console draws no lines, but has letters where they are sent as UTF-8.
        let letters = environment[0].1.ends_with("UTF-8");
        let shown = String::from_utf8_lossy(&written.bytes);
        let is_fit = |c: &char| c.is_ascii() || letters && is_latin(c.encode_utf8(&mut [0; 4]));
        let other = shown.chars().find(|c| !is_fit(c));
        assert_eq!(other, None, "{environment:?}");
        assert_own(&written.bytes, Reader::Screen, "the console");
        let text = String::from_utf8_lossy(&written.bytes).into_owned();
        assert!(!text.contains("38;2;") && !text.contains("48;2;"), "true colours");
        for color in text.split("8;5;").skip(1) {
            let number: String = color.chars().take_while(char::is_ascii_digit).collect();
            assert!(number.parse::<u16>().is_ok_and(|number| number < 16), "colour {number}");
        }
    }
}

#[test]
fn the_linux_console_keeps_accents() {
    let state = state_folder();
    let session = Session::start_args(state.path(), &["--lang", "es", "migration"], &[("LC_ALL", "C.UTF-8"), ("TERM", "linux")], (80, 24));
    session.wait_for_text("Migración");
    let state = state_folder();
    let session = Session::start_args(state.path(), &["--lang", "es", "migration"], &[("LC_ALL", "C"), ("TERM", "linux")], (80, 24));
    session.wait_for_text("Migracion");
    let state = state_folder();
    let asked = ["--ascii", "--lang", "es", "migration"];
    let session = Session::start_args(state.path(), &asked, &[("LC_ALL", "C.UTF-8"), ("TERM", "linux")], (80, 24));
    session.wait_for_text("Migracion");
}

#[test]
fn in_tmux_the_screen_is_the_same() {
    let socket = state_folder();
    let path = socket.path().join("tmux");
    let tmux = |arguments: &[&str]| {
        let mut command = Command::new("tmux");
        command.env_clear().env("LC_ALL", "C.UTF-8").env("PATH", "/usr/bin:/bin").env("TERM", "xterm-256color").stdin(Stdio::null());
        command.args(["-S", path.to_str().expect("a path"), "-f", "/dev/null"]).args(arguments).output()
    };
    let state = state_folder();
    let program = format!("VEREDA_GREETING=off VEREDA_STATE={} exec {}", state.path().display(), env!("CARGO_BIN_EXE_vereda"));
    if !tmux(&["-u", "new-session", "-d", "-x", "90", "-y", "30", &program]).is_ok_and(|output| output.status.success()) {
        println!("skipped: no tmux here");
        return;
    }
    // A status line of its own may take a row.
    let told =
        String::from_utf8_lossy(&tmux(&["display-message", "-p", "#{pane_width} #{pane_height}"]).expect("told").stdout).into_owned();
    let (columns, rows) = told.trim().split_once(' ').expect("a size");
    let mut app = app(columns.parse().expect("columns"), rows.parse().expect("rows"));
    let wait = |app: &App| {
        let wanted = crate::fixture::screen(app);
        let lines = |text: &str| text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let got = String::from_utf8_lossy(&tmux(&["capture-pane", "-p"]).expect("captured").stdout).into_owned();
            if lines(&got) == lines(&wanted) {
                return;
            }
            assert!(Instant::now() < deadline, "{got}\ninstead of\n{wanted}");
            sleep(Duration::from_millis(20));
        }
    };
    wait(&app);
    for keys in ["]]", "jj", "1", "jj", "Enter"] {
        tmux(&["send-keys", keys]).expect("sent");
        press(&mut app, &keys.replace("Enter", "<Enter>"));
        wait(&app);
    }
    tmux(&["kill-server"]).expect("ended");
}

/// Types while what is written is read.
fn type_all(session: &mut Session, text: String) {
    let mut keys = std::mem::replace(&mut session.keys, Box::new(std::io::sink()));
    let typist = std::thread::spawn(move || {
        keys.write_all(text.as_bytes()).and_then(|()| keys.flush()).expect("pasted");
        keys
    });
    session.keys = typist.join().expect("pasted");
}

#[test]
fn a_megabyte_is_pasted_and_nothing_of_it_is_a_key() {
    let poison = "corrupt \x1b[31m\x1b]0;owned\x07\r\nq\x03 ".repeat(40_000);
    let paste = format!("\x1b[200~{poison}\x1b[201~q\x03qX:quit\r\x1b[201~\x1b[200~again\x1b[201~q\x03");
    assert!(paste.len() > 1_000_000);
    // In the reader a paste is nothing; in boxes it is text.
    for keys in ["", "F", "/", "m", ":", "f"] {
        let state = state_folder();
        let mut session = Session::start(state.path());
        session.wait_for_text("about.1");
        session.keys(keys);
        session.wait_for_quiet(Duration::from_millis(60));
        let started = Instant::now();
        type_all(&mut session, paste.clone());
        session.wait_for_quiet(Duration::from_millis(300));
        assert!(started.elapsed() < Duration::from_secs(15), "{keys:?}: {:?}", started.elapsed());
        assert!(session.child.try_wait().expect("a child").is_none(), "{keys:?}: something of the paste was a key");
        // Keys are keys again.
        session.keys("\x03");
        assert!(session.end().success(), "{keys:?}");
        session.assert_restored();
        assert_own(&session.written().bytes, Reader::Screen, "a paste");
    }
}

#[test]
fn the_cursor_is_where_the_keys_go() {
    let state = state_folder();
    let mut session = Session::start_with(state.path(), &[("NO_COLOR", "1")], (120, 40));
    session.wait_for_text("about.1");
    // In lists it is on the selected row, which is reversed where nothing has a colour.
    for keys in ["1", "j", "j", "G", "2", "jj", "l", "j", "4", "j", "5", "\x1b", "/corrupt\r", "j", "j"] {
        session.keys(keys);
        session.wait_for_quiet(Duration::from_millis(80));
        let list = !["5", "\x1b"].contains(&keys);
        session.wait_for_screen(keys, |screen| {
            let (row, column) = screen.cursor_position();
            let reversed = (column..120).take(4).any(|column| screen.cell(row, column).is_some_and(vt100::Cell::inverse));
            !screen.hide_cursor() && (!list || reversed)
        });
    }
    session.keys("\x03");
    assert!(session.end().success());

    let mut session = Session::start(state_folder().path());
    session.wait_for_text("about.1");
    for keys in ["j", "]", "}", "G", "g"] {
        session.keys(keys);
        session.wait_for_quiet(Duration::from_millis(60));
        session.wait_for_screen("the passage", |screen| {
            let (row, _) = screen.cursor_position();
            !screen.hide_cursor() && screen.contents_between(row, 0, row, 80).contains('▸')
        });
    }
    // A match, and a sheet.
    session.keys("Fcorrupt\rn");
    session.wait_for_screen("the match", |screen| {
        let (row, column) = screen.cursor_position();
        screen.contents_between(row, column, row, 80).to_lowercase().starts_with("corrupt")
    });
    session.keys("?");
    session.wait_for_screen("the sheet", |screen| !screen.hide_cursor() && screen.contents().contains('J'));
    // A group that looks on sees none.
    session.keys("\x1b");
    session.wait_for_quiet(Duration::from_millis(60));
    session.keys("p");
    session.wait_for_screen("no cursor", vt100::Screen::hide_cursor);
    session.keys("\x03");
    assert!(session.end().success());
    session.assert_restored();
    assert_eq!(count(&session.written().bytes, b"\x1b[6n"), 0, "the terminal was asked where its cursor is");
}

#[test]
fn letters_are_as_wide_as_the_terminal_makes_them() {
    // Every letter that may be sent, alone.
    let mut emulator = Parser::new(crate::pty::cells(1), crate::pty::cells(20), 0);
    let mut wrong = Vec::new();
    for c in ('\u{20}'..char::MAX).filter(|c| !matches!(*c, '\u{20000}'..='\u{EFFFF}' | '\u{F0100}'..)) {
        let text = c.to_string();
        if clean_line(&text) != text {
            continue;
        }
        let columns: usize = cells(&text).map(|(_, _, width)| width).sum();
        emulator.process(b"\x1b[2J\x1b[1;1H");
        emulator.process(text.as_bytes());
        if usize::from(emulator.screen().cursor_position().1) != columns {
            wrong.push((c, columns, emulator.screen().cursor_position().1));
        }
    }
    assert!(wrong.is_empty(), "{} letters, the first {:x?}", wrong.len(), &wrong[..wrong.len().min(20)]);
    // Words, after they were cleaned as content is.
    for text in [
        "日本語 한국어",
        "Bogota\u{301} São a\u{303}o",
        "😀 ❤️ ☎️ 1️⃣ 👍🏽 👩‍🔬 👨‍👩‍👧‍👦 🏳️‍🌈",
        "🇨🇴🇧🇷🇵🇪 🇨",
        "° ± × — … “” ① ☆",
        "ｱﾞﾊﾟ",
        "हिन्दी स्त्री क्ष्म्य தமிழ் ไทย",
        "עברית العربية لا",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1161}\u{11a8} 각",
        "ʼn ǆ ﬁ ﷽ 𝔸 𒐫",
    ] {
        let text = clean_line(text).into_owned();
        let mut emulator = Parser::new(crate::pty::cells(1), crate::pty::cells(200), 0);
        emulator.process(text.as_bytes());
        assert_eq!(usize::from(emulator.screen().cursor_position().1), width(&text), "{text}");
    }
}

#[test]
fn beside_letters_of_any_width_the_border_stands_in_its_column() {
    let markdown = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/text/widths.md")).expect("read");
    let folder = crate::fixture::pack(&[("en/01-sample.md", &markdown)]);
    let path = folder.path().to_str().expect("a path");
    for (columns, rows) in [(110, 30), (101, 24), (160, 45)] {
        let state = state_folder();
        let mut app = App::new(small_report(&markdown), start(columns, rows));
        let mut session = Session::start_args(state.path(), &["--content", path], &[], (columns, rows));
        let border = |session: &Session, what: &str| {
            let written = session.written();
            let screen = written.emulator.screen();
            for row in 2..rows - 3 {
                let cell = screen.cell(row, columns - 1).expect("a cell");
                assert!(
                    "│┐┘┤".contains(cell.contents()) && !cell.contents().is_empty(),
                    "{what} at {columns}, row {row}: {:?}\n{}",
                    cell.contents(),
                    screen.contents()
                );
            }
        };
        session.wait_for_app(&app);
        border(&session, "at the start");
        for keys in ["j", "j", "jj", "jjj", " ", "G", "k", "g", "1", "j", "\x1b", "/क", "\r"] {
            session.keys(keys);
            press(&mut app, &keys.replace('\x1b', "<Esc>").replace('\r', "<Enter>").replace(' ', "<Space>"));
            session.wait_for_quiet(Duration::from_millis(if keys == "\x1b" { 80 } else { 5 }));
            if app.pane() != Pane::Search {
                session.wait_for_app(&app);
            }
            session.wait_for_quiet(Duration::from_millis(30));
            border(&session, keys);
        }
        session.keys("\x03");
        assert!(session.end().success());
    }
}
