//! The way out: whatever ends the program, its terminal is as it was before. The explorer, the projector, and a second screen.

use std::os::unix::fs::PermissionsExt;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, native_pty_system};
use rustix::process::Signal;

use crate::pty::{Session, size, state_folder};

/// What a terminal is set to that nobody has touched.
fn untouched() -> String {
    let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
    format!("{:?}", pair.master.get_termios())
}

const PROGRAMS: [&[&str]; 3] = [&[], &["present"], &["follow"]];

/// The program, when it has the terminal; and what shows something to a second screen.
fn started(program: &[&str], environment: &[(&str, &str)]) -> (Session, Option<Session>, tempfile::TempDir) {
    let state = state_folder();
    let runtime = state.path().join("run");
    std::fs::create_dir(&runtime).expect("made");
    std::fs::set_permissions(&runtime, std::fs::Permissions::from_mode(0o700)).expect("set");
    let runtime = [("XDG_RUNTIME_DIR", runtime.to_str().expect("a path"))];
    let show = (program == ["follow"]).then(|| {
        let show = Session::start_args(state.path(), &["present"], &runtime, (80, 24));
        wait_for_screen(&show);
        show
    });
    let session = Session::start_args(state.path(), program, &[environment, &runtime].concat(), (80, 24));
    (session, show, state)
}

fn wait_for_screen(session: &Session) {
    session.wait_for_screen("a frame", |screen| screen.alternate_screen() && screen.contents().trim().len() > 20);
}

/// All that was switched on was switched off afterwards, and the settings are those of before.
fn assert_as_before(session: &Session, what: &str) {
    let written = session.written();
    let screen = written.emulator.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{what}: the screen is not as it was");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "{what}");
    let text = String::from_utf8_lossy(&written.bytes).into_owned();
    let mut on: Vec<&str> = text.split("\x1b[?").skip(1).filter_map(|part| part.split_once('h').map(|(mode, _)| mode)).collect();
    on.retain(|mode| *mode != "25" && mode.chars().all(|c| c.is_ascii_digit()));
    assert!(on.contains(&"1049"), "{what}: it never took the screen");
    for mode in on {
        assert!(text.rfind(&format!("\x1b[?{mode}l")) > text.rfind(&format!("\x1b[?{mode}h")), "{what}: {mode} stays on");
    }
    // Titles, the keyboard's mode and the cursor's shape are never touched.
    for never in ["\x1b]0;", "\x1b]2;", "\x1b[>", "\x1b[=", "\x1b[<", " q", "\x1b[?1003h", "\x1b[?1h", "\x1b="] {
        assert!(!text.contains(never) || never == " q", "{what}: {never:?}");
    }
    drop(written);
    assert_eq!(session.settings(), untouched(), "{what}: the terminal's settings");
}

#[test]
fn every_end_gives_the_terminal_back() {
    for program in PROGRAMS {
        let ends: [(&str, u32); 3] = [("q", 0), ("qq", 0), ("\x03", 0)];
        for (keys, code) in ends {
            let (mut session, _show, _state) = started(program, &[]);
            wait_for_screen(&session);
            session.keys(keys);
            if program == ["present"] && keys == "q" {
                // The first one leaves the projector.
                session.wait_for_text("? help");
                session.keys("q");
            }
            assert_eq!(session.end().exit_code(), code, "{program:?} {keys:?}");
            assert_as_before(&session, &format!("{program:?} {keys:?}"));
        }
        for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
            let (mut session, _show, _state) = started(program, &[]);
            wait_for_screen(&session);
            session.signal(signal);
            assert_eq!(session.end().exit_code(), code, "{program:?} {signal:?}");
            assert_as_before(&session, &format!("{program:?} {signal:?}"));
        }
    }
}

/// `VEREDA_FAILS` is heard by debug builds only.
#[cfg(debug_assertions)]
#[test]
fn what_never_should_fail_gives_the_terminal_back_as_well() {
    for program in PROGRAMS {
        let (mut session, _show, _state) = started(program, &[("VEREDA_FAILS", "error")]);
        assert_eq!(session.end().exit_code(), 2, "{program:?}");
        session.wait_for_text("as asked");
        assert_as_before(&session, &format!("{program:?}: an error"));

        let (mut session, _show, _state) = started(program, &[("VEREDA_FAILS", "here")]);
        assert_eq!(session.end().exit_code(), 101, "{program:?}");
        // What it says is to be read after the screen was left.
        session.wait_for_text("as asked");
        let text = String::from_utf8_lossy(&session.written().bytes).into_owned();
        assert!(text.find("as asked") > text.rfind("\x1b[?1049l"), "{program:?}: {text}");
        assert_as_before(&session, &format!("{program:?}: a panic"));

        // A panic elsewhere is not for the screen, and the person goes on reading.
        let (mut session, _show, _state) = started(program, &[("VEREDA_FAILS", "elsewhere")]);
        wait_for_screen(&session);
        session.wait_for_quiet(Duration::from_millis(100));
        let shown = session.written().emulator.screen().contents();
        assert!(
            session.written().emulator.screen().alternate_screen() && !shown.contains("as asked") && !shown.contains("panicked"),
            "{shown}"
        );
        session.signal(Signal::TERM);
        assert_eq!(session.end().exit_code(), 143, "{program:?}");
        assert_as_before(&session, &format!("{program:?}: a panic elsewhere"));
    }
}

#[test]
fn a_terminal_that_goes_away_ends_every_program_and_burns_nothing() {
    for program in PROGRAMS {
        let (mut session, _show, _state) = started(program, &[]);
        wait_for_screen(&session);
        session.wait_for_quiet(Duration::from_millis(50));
        // The reader must let go of the terminal too: something to read makes it look.
        session.written().stop = true;
        session.resize(90, 24);
        session.reader.take().map(JoinHandle::join);
        session.keys = Box::new(std::io::sink());
        let process = format!("/proc/{}/stat", session.pid().as_raw_nonzero());
        session.master = None;
        let start = Instant::now();
        let mut ticks = 0;
        while session.child.try_wait().expect("a child").is_none() {
            assert!(start.elapsed() < Duration::from_secs(10), "{program:?} lives on without a terminal");
            if let Some(fields) = std::fs::read_to_string(&process).ok().and_then(|stat| stat.rsplit(") ").next().map(str::to_owned)) {
                let fields: Vec<u64> = fields.split(' ').filter_map(|field| field.parse().ok()).collect();
                ticks = fields.get(10).copied().unwrap_or(0) + fields.get(11).copied().unwrap_or(0);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        assert!(start.elapsed() < Duration::from_secs(3), "{program:?} took {:?}", start.elapsed());
        assert!(ticks < 200, "{program:?} used {ticks} ticks of the processor");
    }
}

#[test]
fn a_shell_stops_it_and_brings_it_back() {
    if !std::path::Path::new("/bin/bash").exists() {
        println!("skipped: no bash here");
        return;
    }
    for program in ["", "present", "follow"] {
        let state = state_folder();
        let runtime = state.path().join("run");
        std::fs::create_dir(&runtime).expect("made");
        std::fs::set_permissions(&runtime, std::fs::Permissions::from_mode(0o700)).expect("set");
        let runtime = runtime.to_str().expect("a path");
        let _show = (program == "follow").then(|| {
            let show = Session::start_args(state.path(), &["present"], &[("XDG_RUNTIME_DIR", runtime)], (80, 24));
            wait_for_screen(&show);
            show
        });
        let pair = native_pty_system().openpty(size(80, 24)).expect("a terminal");
        let mut shell = CommandBuilder::new("/bin/bash");
        shell.args(["--norc", "--noprofile", "--noediting", "-i"]);
        shell.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("PS1", "ready> "), ("XDG_RUNTIME_DIR", runtime), ("PATH", "/usr/bin:/bin")]
        {
            shell.env(name, value);
        }
        shell.env("VEREDA_STATE", state.path());
        shell.cwd(std::env::temp_dir());
        let child = pair.slave.spawn_command(shell).expect("it starts");
        drop(pair.slave);
        let mut session = Session::watch(child, pair.master);
        session.wait_for_text("ready> ");
        session.keys("stty -a >/dev/null; stty -g; echo b'e'fore\r");
        session.wait_for_text("before\r\nready>".trim_end_matches("\r\nready>"));
        session.wait_for_screen("the prompt", |screen| screen.contents().trim_end().ends_with("ready>"));
        let setting = |session: &Session| {
            let text = session.written().emulator.screen().contents();
            text.lines().rfind(|line| line.matches(':').count() > 10).map(str::to_owned).expect("settings")
        };
        let before = setting(&session);
        session.keys(&format!("{} {program}\r", env!("CARGO_BIN_EXE_vereda")));
        wait_for_screen(&session);
        for _ in 0..2 {
            session.keys("\x1a");
            session.wait_for_screen("the shell", |screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>"));
            session.keys("stty -g; echo st'o'pped\r");
            session.wait_for_screen("stopped", |screen| {
                let text = screen.contents();
                text.lines().filter(|line| line.trim() == "stopped").count() > 0 && text.trim_end().ends_with("ready>")
            });
            assert_eq!(setting(&session), before, "vereda {program}, stopped");
            assert!(!session.written().emulator.screen().hide_cursor() && !session.written().emulator.screen().bracketed_paste());
            session.keys("clear; fg\r");
            wait_for_screen(&session);
        }
        session.wait_for_quiet(Duration::from_millis(50));
        session.keys(if program == "present" { "\x03" } else { "q" });
        session.wait_for_screen("the shell again", |screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with("ready>"));
        session.keys("stty -g; echo e'n'd\r");
        session.wait_for_screen("the end", |screen| screen.contents().lines().any(|line| line.trim() == "end"));
        assert_eq!(setting(&session), before, "vereda {program}, ended");
        session.keys("exit\r");
        session.end();
    }
}
