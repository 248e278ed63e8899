//! Large letters that the terminal makes itself, in a terminal that says it is kitty, and in one that says so and says no more.

use std::time::{Duration, Instant};

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use tempfile::TempDir;
use vereda::app::{Action, App};
use vereda::ui::{self, Look};

use crate::fixture::{app_at, mono, press};
use crate::pty::{Session, count, state_folder};

const QUESTION: &str = "\x1b[H\x1b[6n\x1b]66;s=2; \x1b\\\x1b[6n";
const KITTY: &[(&str, &str)] = &[("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1")];
const SIZE: (u16, u16) = (160, 45);

fn begin(environment: &[(&str, &str)]) -> (TempDir, Session, App) {
    let state = state_folder();
    let session = Session::start_args(state.path(), &["open", "--present", "trafficking.5"], environment, SIZE);
    let mut app = app_at("trafficking.5", SIZE.0, SIZE.1);
    press(&mut app, "p");
    (state, session, app)
}

/// The sequences of large letters, in order.
fn letters(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let parts = text.split("\x1b]66;s=4").skip(1);
    parts.map(|rest| format!("\x1b]66;s=4{}\x1b\\", rest.split("\x1b\\").next().unwrap_or_default())).collect()
}

/// The same as the app would have them on its screen.
fn large(app: &App) -> Vec<String> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
    ui::draw_on(&mut buffer, app, &Look { scaled: true, ..mono() });
    buffer.content.iter().map(Cell::symbol).filter(|symbol| symbol.starts_with('\x1b')).map(ToOwned::to_owned).collect()
}

/// Waits until these letters came behind what was there before.
fn wait_for_letters(session: &Session, before: usize, wanted: &[String]) {
    session.wait("the letters", |written| {
        let got = letters(&written.bytes[before..]);
        if got == wanted { Ok(()) } else { Err(format!("{} of {}: {:?}", got.len(), wanted.len(), got.first())) }
    });
}

fn wait_for_question(session: &Session) {
    session.wait("the question", |written| if count(&written.bytes, QUESTION.as_bytes()) > 0 { Ok(()) } else { Err(String::new()) });
}

#[test]
fn a_terminal_that_can_makes_the_letters_itself() {
    let (_state, mut session, mut app) = begin(KITTY);
    wait_for_question(&session);
    session.wait_for_app(&app);
    let before = session.written().bytes.len();
    assert_eq!(letters(&session.written().bytes), Vec::<String>::new(), "it has not answered yet");
    session.keys("\x1b[1;1R\x1b[1;3R");
    let wanted = large(&app);
    assert!(wanted.len() > 50, "{wanted:?}");
    wait_for_letters(&session, before, &wanted);
    // What the terminal says behind it is no key.
    session.keys("\x1b[45;1R\x1b[45;1R");
    session.wait_for_quiet(Duration::from_millis(100));
    // Each page has its own letters. What was there is erased: letters that are the same at the same place are not sent again.
    let before = session.written().bytes.len();
    press(&mut app, "]");
    session.keys("]");
    let title = large(&app);
    wait_for_letters(&session, before, &title);
    // What lies over them has the screen for itself: no letter is left below it.
    let before = session.written().bytes.len();
    press(&mut app, "?");
    session.keys("?");
    assert!(large(&app).is_empty());
    session.wait_for_app(&app);
    press(&mut app, "<Esc>");
    session.keys("\x1b");
    wait_for_letters(&session, before, &title);
    assert_eq!(count(&session.written().bytes, QUESTION.as_bytes()), 1, "it is asked once");
    session.keys("q");
    session.wait_for_text("p.");
    session.keys("q");
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn a_terminal_that_cannot_is_not_sent_any() {
    let (_state, mut session, mut app) = begin(KITTY);
    wait_for_question(&session);
    session.keys("\x1b[1;1R\x1b[1;1R");
    for _ in 0..3 {
        press(&mut app, "<PgDn>");
        session.keys("\x1b[6~");
        session.wait_for_app(&app);
    }
    assert_eq!(letters(&session.written().bytes), Vec::<String>::new());
}

#[test]
fn one_that_never_answers_delays_nothing_and_loses_no_key() {
    let (_state, mut session, mut app) = begin(KITTY);
    session.wait_for_app(&app);
    for keys in [" ", " ", "s", " ", "s", "T", "T", "[", "]"] {
        let typed = Instant::now();
        press(&mut app, &keys.replace(' ', "<Space>"));
        app.update(Action::Elapsed(0));
        session.keys(keys);
        if keys != "T" {
            session.wait_for_app(&app);
            assert!(typed.elapsed() < Duration::from_millis(1_500), "{keys:?} took {:?}", typed.elapsed());
        }
    }
    assert!(count(&session.written().bytes, b"\x1b[6n") <= 6, "it is not asked for ever");
    assert_eq!(letters(&session.written().bytes), Vec::<String>::new());
}

#[test]
fn keys_among_the_answer_are_keys() {
    let (_state, mut session, mut app) = begin(KITTY);
    wait_for_question(&session);
    session.wait_for_app(&app);
    session.keys(" \x1b[1;1R \x1b[1;3R ");
    press(&mut app, "<Space><Space><Space>");
    session.wait("three pages on", |written| {
        let shown = written.emulator.screen().contents();
        let (at, of) = app.present().expect("the projector").count();
        if shown.contains(&format!("{at}/{of}")) { Ok(()) } else { Err(String::new()) }
    });
    // Where the keys hid the answer it is asked again, a second later and with the next page.
    std::thread::sleep(Duration::from_millis(1_100));
    session.keys(" ");
    press(&mut app, "<Space>");
    session.wait("the question again, or letters", |written| {
        let is_asked = count(&written.bytes, QUESTION.as_bytes()) > 1;
        if is_asked || !letters(&written.bytes).is_empty() { Ok(()) } else { Err(String::new()) }
    });
    session.keys("\x1b[1;1R\x1b[1;3R");
    session.wait("letters", |written| if letters(&written.bytes).is_empty() { Err(String::new()) } else { Ok(()) });
    // What lay over them is gone: all of them are sent.
    let mut sheet = app_at("trafficking.5", SIZE.0, SIZE.1);
    press(&mut sheet, "p<Space><Space><Space><Space>?");
    session.keys("?");
    session.wait_for_app(&sheet);
    let before = session.written().bytes.len();
    session.keys("\x1b");
    wait_for_letters(&session, before, &large(&app));
}

#[test]
fn no_other_terminal_is_asked() {
    for environment in
        [&[("TERM", "xterm-256color")][..], &[("TERM", "xterm-kitty"), ("TMUX", "/tmp/x")], &[("TERM", "screen"), ("KITTY_WINDOW_ID", "1")]]
    {
        let (_state, mut session, mut app) = begin(environment);
        session.wait_for_app(&app);
        press(&mut app, "<Space>");
        session.keys(" ");
        session.wait_for_app(&app);
        assert_eq!(count(&session.written().bytes, b"\x1b[6n"), 0, "{environment:?}");
    }
    let (_state, session, app) = begin(&[("VEREDA_TEXT_SIZING", "on")]);
    wait_for_letters(&session, 0, &large(&app));
    assert_eq!(count(&session.written().bytes, b"\x1b[6n"), 0);
}
