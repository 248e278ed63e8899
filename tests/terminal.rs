//! The real program in a real terminal. What must be on the screen is worked out in this process, by the same app without a terminal.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use portable_pty::native_pty_system;
use rustix::process::Signal;
use vereda::app::{Action, App, Start};
use vt100::{MouseProtocolMode, Screen};

use crate::fixture::{app, press, report, start};
use crate::pty::{Session, count, size, state_folder};

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
    // A busy machine may come late with what is still to do; one that spins never comes to rest.
    let at_rest = || {
        let before = session.effort();
        sleep(Duration::from_millis(300));
        session.effort() == before
    };
    assert!((0..10).any(|_| at_rest()), "it spins");
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
    // On a busy machine a thread may come late to its end.
    let at_rest = || {
        let before = (session.effort(), session.written().bytes.len());
        sleep(Duration::from_secs(1));
        (session.effort(), session.written().bytes.len()) == before
    };
    assert!((0..5).any(|_| at_rest()));
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
    assert!(text.contains("vereda: your place, notes or checklist could not be saved"), "{text}");
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
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn a_shell_that_set_the_terminal_meanwhile_does_no_harm() {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let state = state_folder();
    let mut session = Session::start(state.path());
    let mut app = app(80, 24);
    session.wait_for_app(&app);
    session.signal(Signal::STOP);
    session.wait_for_state('T');
    let terminal = fs::File::open(format!("/proc/{}/fd/0", session.pid().as_raw_nonzero())).expect("its terminal");
    let mut settings = tcgetattr(&terminal).expect("settings");
    settings.local_modes |= LocalModes::ECHO | LocalModes::ICANON;
    tcsetattr(&terminal, OptionalActions::Now, &settings).expect("set");
    drop(terminal);
    session.signal(Signal::CONT);
    session.wait_for_app(&app);
    // Keys come one by one again, and are not echoed.
    press(&mut app, "j");
    session.keys("j");
    session.wait_for_app(&app);
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
    // A box has room for so much, and what comes behind the paste's end is no key.
    session.wait_for_text("corrupt corrupt");
    session.wait_for_quiet(Duration::from_millis(100));
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
