//! Settings in a real terminal: other keys, other colours, and the question what lies behind the text.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;
use vt100::Color::Idx;

use crate::fixture::{app, press};
use crate::pty::{Session, count, state_folder};

fn start(config: &str, environment: &[(&str, &str)], size: (u16, u16)) -> (TempDir, Session) {
    let state = state_folder();
    fs::write(state.path().join("config.toml"), config).expect("written");
    let session = Session::start_with(state.path(), environment, size);
    (state, session)
}

/// The ground of a cell in the text.
fn ground(session: &Session) -> vt100::Color {
    session.written().emulator.screen().cell(10, 40).expect("a cell").bgcolor()
}

fn leave(mut session: Session, keys: &str) {
    session.keys(keys);
    assert!(session.end().success());
    session.assert_restored();
}

#[test]
fn other_keys_do_what_they_stand_for_and_help_says_so() {
    let config = "[keys]\nquit = \"ctrl-x\"\nhelp = \"f2\"\nnext-section = \"+\"\nsearch = \"S\"\nback = [\"esc\", \"ctrl-b\"]\n[keys.in.tasks]\nonly-state = \"f4\"\n[keys.in.lists]\nonly-state = \"f4\"\n[keys.in.present]\nspotlight = \"f3\"\n";
    let (_state, mut session) = start(config, &[], (120, 30));
    session.wait_for_text("F2 help");
    session.wait_for_text("S search");
    session.wait_for_text("Ctrl-X quit");
    session.keys("q+");
    session.wait_for_text("introduction.1");
    session.keys("\x1bOQ");
    session.wait_for_text("Esc closes");
    session.wait_for_screen("the new key", |screen| screen.contents().lines().any(|line| line.contains("+ ") && line.contains("section")));
    session.keys("\x02");
    session.wait_for_screen("no help", |screen| !screen.contents().contains("Esc closes"));
    // The palette knows them too.
    session.keys(":leave");
    session
        .wait_for_screen("the palette", |screen| screen.contents().lines().any(|line| line.contains("leave;") && line.contains("Ctrl-X")));
    session.keys("\x1b");
    session.wait_for_screen("no palette", |screen| !screen.contents().contains("Esc closes"));
    // In a text box letters are letters.
    session.keys("S");
    session.wait_for_text("3 Search");
    session.keys("s+q");
    session.wait_for_text("› s+q");
    session.keys("\x1b");
    session.wait_for_quiet(Duration::from_millis(100));
    leave(session, "\x18");
}

#[test]
fn a_file_with_mistakes_is_told_and_what_is_right_in_it_counts() {
    let config = "theme = \"\\u001b]0;owned\\u0007\"\n[widths]\nside-pane = 70\n[keys]\nnote = [\"f9\", \"\\u009b\"]\nquit = \"Z\"\n";
    let (_state, mut session) = start(config, &[], (80, 24));
    session.wait_for_text("config.toml:1:9: theme cannot be");
    session.wait_for_text("1 Contents");
    session.keys("q]");
    session.wait_for_text("introduction.1");
    session.keys("Z");
    assert!(session.end().success());
    let written = session.written();
    let text = String::from_utf8_lossy(&written.bytes);
    assert!(!text.contains("\u{1b}]0;") && !text.contains('\u{9b}'), "what the file holds is not sent");
}

#[test]
fn settings_are_kept_to() {
    let config = "theme = \"mine\"\nlanguage = \"en\"\nascii = true\nmouse = false\n[widths]\ntext = 40\n[themes.mine]\nbase = \"dark\"\ntext = { bg = 52 }\n";
    let (_state, mut session) = start(config, &[], (80, 24));
    session.wait_for_text("about.1");
    assert_eq!(ground(&session), Idx(52));
    assert!(session.written().emulator.screen().contents().is_ascii());
    assert_eq!(count(&session.written().bytes, b"\x1b[?1000h"), 0, "the mouse is the terminal's");
    session.keys("M");
    session.wait_for_text("The mouse works");
    session.keys("t");
    session.wait_for_text("Theme: terminal");
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn colours_are_those_that_the_terminal_has() {
    let mine = "theme = \"mine\"\n[themes.mine]\nbase = \"dark\"\ntext = { fg = \"#ffffff\", bg = \"#5f0000\" }\n";
    for (environment, wanted) in [
        (&[("COLORTERM", "truecolor")][..], vt100::Color::Rgb(0x5f, 0, 0)),
        (&[], Idx(52)),
        (&[("TERM", "vt220")], Idx(0)),
        (&[("NO_COLOR", "1")], Idx(52)),
    ] {
        let (_state, session) = start(mine, environment, (80, 24));
        session.wait_for_text("about.1");
        assert_eq!(ground(&session), wanted, "{environment:?}");
        leave(session, "q");
    }
    for (environment, wanted) in [
        (&[("COLORFGBG", "15;0")][..], Idx(234)),
        (&[("COLORFGBG", "0;default;15")], Idx(230)),
        (&[("COLORFGBG", "0;15"), ("NO_COLOR", "1")], vt100::Color::Default),
        (&[("TERM", "linux")], Idx(0)),
        (&[("TERM", "vt220")], vt100::Color::Default),
        (&[], vt100::Color::Default),
    ] {
        let (_state, session) = start("", environment, (80, 24));
        session.wait_for_text("about.1");
        assert_eq!(ground(&session), wanted, "{environment:?}");
        leave(session, "q");
    }
}

#[test]
fn a_second_screen_has_the_same_keys() {
    let state = state_folder();
    fs::write(state.path().join("config.toml"), "[keys]\nquit = \"ctrl-x\"\n[keys.in.present]\nnext-slide = [\"+\", \"right\"]\n")
        .expect("written");
    let show = Session::start_args(state.path(), &["open", "trafficking.5", "--present"], &[], (80, 24));
    show.wait_for_text("Women and girls are affected");
    let mut second = Session::start_args(state.path(), &["follow"], &[], (100, 30));
    second.wait_for_text("Women and girls are affected");
    second.wait_for_text("+ next  PgUp back");
    second.wait_for_text("Ctrl-X leave");
    second.keys("+");
    show.wait_for_screen("the next page", |screen| !screen.contents().contains("Women and girls are affected"));
    second.keys("\x18");
    assert!(second.end().success());
    leave(show, "\x18");
}

const QUESTION: &[u8] = b"\x1b]11;?\x1b\\";

#[test]
fn the_terminal_is_asked_for_its_ground_and_nothing_waits() {
    for (answer, wanted) in [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", Idx(230)),
        ("\x1b]11;rgb:1e1e/1e1e/2e2e\x07", Idx(234)),
        ("\x1b]11;rgba:00/00/00/ff\x07", Idx(234)),
    ] {
        let state = state_folder();
        let mut session = Session::start(state.path());
        let mut app = app(80, 24);
        // The first frame is there before any answer, and keys work.
        session.wait_for_app(&app);
        assert_eq!(ground(&session), vt100::Color::Default);
        session.keys("jj");
        press(&mut app, "jj");
        session.wait_for_app(&app);
        assert_eq!(count(&session.written().bytes, QUESTION), 1);
        // Typed around the answer, in one piece and split.
        session.keys(&format!("j{answer}]"));
        press(&mut app, "j]");
        session.wait_for_app(&app);
        session.wait_for_screen("the theme", |screen| screen.cell(10, 40).is_some_and(|cell| cell.bgcolor() == wanted));
        session.keys("F");
        session.wait_for_text("Find:");
        // Nothing of it is typed into a box, and the question is put once.
        session.keys("\x1b]11");
        session.wait_for_text("Find: 11");
        session.keys("\x03");
        assert!(session.end().success());
        session.assert_restored();
        assert_eq!(count(&session.written().bytes, QUESTION), 1);
    }
}

#[test]
fn whoever_has_chosen_a_theme_keeps_it() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    session.keys("tttt");
    session.wait_for_text("Theme: mono");
    session.keys("\x1b]11;rgb:ffff/ffff/ffff\x07j");
    session.wait_for_screen("no message", |screen| !screen.contents().contains("Theme:"));
    assert_eq!(ground(&session), vt100::Color::Default);
    leave(session, "q");
}

#[test]
fn an_answer_that_comes_with_the_way_out_is_not_left_to_the_shell() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait("the question", |written| if count(&written.bytes, QUESTION) == 1 { Ok(()) } else { Err(String::new()) });
    session.keys("q\x1b]11;rgb:ffff/ffff/ffff\x07");
    assert!(session.end().success());
    session.assert_restored();
    let text = String::from_utf8_lossy(&session.written().bytes).into_owned();
    assert!(!text.contains("rgb:ffff"), "the terminal echoes what is left to it: {text}");
}

#[test]
fn who_may_not_answer_is_not_asked() {
    for environment in [
        &[("SSH_TTY", "/dev/pts/9")][..],
        &[("TMUX", "/tmp/tmux")],
        &[("TERM", "screen-256color")],
        &[("TERM", "linux")],
        &[("COLORFGBG", "15;0")],
        &[("NO_COLOR", "1")],
    ] {
        let (_state, session) = start("", environment, (80, 24));
        session.wait_for_text("about.1");
        session.wait_for_quiet(Duration::from_millis(100));
        assert_eq!(count(&session.written().bytes, b"\x1b]11"), 0, "{environment:?}");
        leave(session, "q");
    }
    let (_state, session) = start("theme = \"terminal\"\n", &[], (80, 24));
    session.wait_for_text("about.1");
    session.wait_for_quiet(Duration::from_millis(100));
    assert_eq!(count(&session.written().bytes, b"\x1b]11"), 0);
    leave(session, "q");
}
