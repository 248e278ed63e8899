//! Over a slow line: what keys cost in bytes, beside what `less` needs for the same page of plain text, and how long it takes at 9600 baud.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, native_pty_system};
use vereda::app::App;
use vereda::report::Language;
use vereda::tui::screen::END;
use vereda::ui::Look;
use vt100::Parser;

use crate::fixture::{app_at, app_in, drawn, mono, press, screen, text_of};
use crate::pty::{Session, Shared, Written, cells, count, size, state_folder, take};

/// Bytes a second.
const BAUD_9600: u64 = 960;
const SMALL: (u16, u16) = (80, 24);
const LESS: &str = "/usr/bin/less";

/// The screen of `--low-bandwidth`.
fn bare() -> Look {
    Look { theme: mono().theme.bare(), ..mono() }
}

/// Waits until the screen is the app's as it looks so.
fn wait_for(session: &Session, app: &App, look: &Look) {
    let lines = |text: &str| text.trim_end().lines().map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
    let wanted = lines(&text_of(&drawn(app, look).0));
    session.wait("the app's screen", |written| {
        let got = lines(&written.emulator.screen().contents());
        let differs = got.iter().zip(&wanted).find(|(got, wanted)| got != wanted);
        if got == wanted { Ok(()) } else { Err(format!("first difference: {differs:?}")) }
    });
}

/// Presses keys in one write; gives the bytes of what is drawn then.
fn cost(session: &mut Session, app: &mut App, look: &Look, keys: &str) -> usize {
    let before = session.written().bytes.len();
    session.keys(&keys.replace("<Enter>", "\r").replace("<Space>", " ").replace("<Esc>", "\x1b"));
    press(app, keys);
    wait_for(session, app, look);
    session.wait_for_quiet(Duration::from_millis(15));
    session.written().bytes.len() - before
}

fn median(mut all: Vec<usize>) -> usize {
    all.sort_unstable();
    all[all.len() / 2]
}

/// Bytes of the screen as plain text.
fn plain(app: &App) -> usize {
    screen(app).trim_end().lines().map(|line| line.len() + 2).sum()
}

/// The rows of text, without the columns left of it.
fn page(app: &App) -> String {
    let (area, all) = (app.layout().text, screen(app));
    let rows = all.lines().skip(usize::from(area.y)).take(usize::from(area.height));
    rows.fold(String::new(), |page, row| page + row.chars().skip(usize::from(area.x)).collect::<String>().trim_end() + "\n")
}

/// What `less` writes for each of these pages of so many rows; where there is none, what each takes at least.
fn less(pages: &[String], rows: u16, folder: &Path) -> Vec<usize> {
    let bytes = |page: &String| page.len() + page.lines().count();
    if !Path::new(LESS).exists() {
        println!("no less here: the text alone");
        return pages.iter().map(bytes).collect();
    }
    let file = folder.join("pages.txt");
    let first = "x\n".repeat(usize::from(rows));
    std::fs::write(&file, first + &pages.concat()).expect("written");
    let pair = native_pty_system().openpty(size(80, rows + 1)).expect("a terminal");
    let mut command = CommandBuilder::new(LESS);
    command.arg(&file);
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    let child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    let mut session = Session::watch(child, pair.master);
    session.wait_for_screen("the first page", |screen| screen.contents().starts_with("x\nx\n"));
    session.wait_for_quiet(Duration::from_millis(50));
    let mut all = Vec::new();
    for page in pages {
        let before = session.written().bytes.len();
        session.keys(" ");
        let wanted: Vec<String> = page.trim_end().lines().map(|line| line.trim_end().to_owned()).collect();
        session.wait("the page of less", |written| {
            let text = written.emulator.screen().contents();
            let got: Vec<&str> = text.lines().take(wanted.len()).map(str::trim_end).collect();
            if got == wanted { Ok(()) } else { Err(format!("{got:?}")) }
        });
        session.wait_for_quiet(Duration::from_millis(5));
        let count = session.written().bytes.len() - before;
        assert!(count >= page.trim_end().len(), "{count} bytes for\n{page}");
        all.push(count);
    }
    session.keys("q");
    session.end();
    all
}

#[test]
fn a_line_is_a_few_bytes() {
    // Beside a pane at the side, which the margins of the terminal move along and which is put right again.
    for (screen, most) in [(SMALL, 130), ((100, 30), 1_000), ((120, 40), 1_000)] {
        let state = state_folder();
        let mut session = Session::start_args(state.path(), &["open", "trafficking.1"], &[], screen);
        let mut app = app_at("trafficking.1", screen.0, screen.1);
        session.wait_for_app(&app);
        session.wait_for_quiet(Duration::from_millis(50));
        let down: Vec<usize> = (0..60).map(|_| cost(&mut session, &mut app, &mono(), "j")).collect();
        let up: Vec<usize> = (0..60).map(|_| cost(&mut session, &mut app, &mono(), "k")).collect();
        for all in [down, up] {
            let mean = all.iter().sum::<usize>() / all.len();
            println!("{screen:?}: a line takes {} bytes, {mean} in the mean, {:?} at most", median(all.clone()), all.iter().max());
            assert!(median(all.clone()) <= most && mean <= most, "{screen:?}: {all:?}");
        }
        session.keys("q");
        session.end();
    }
}

/// Turns the pages of the whole report; gives the bytes of each page beside those of `less`.
fn pages(language: Language, arguments: &[&str], look: &Look) -> Vec<(usize, usize)> {
    let state = state_folder();
    let mut session = Session::start_args(state.path(), &[&["--lang", language.tag()], arguments].concat(), &[], SMALL);
    let mut app = app_in(language, None, SMALL.0, SMALL.1);
    let (mut ours, mut pages) = (Vec::new(), Vec::<String>::new());
    wait_for(&session, &app, look);
    session.wait_for_quiet(Duration::from_millis(50));
    loop {
        let before = page(&app);
        let bytes = cost(&mut session, &mut app, look, "<Space>");
        let shown = page(&app);
        if shown == before {
            break;
        }
        ours.push(bytes);
        pages.push(shown);
    }
    session.keys("q");
    session.end();
    let theirs = less(&pages, app.layout().text.height, state.path());
    ours.into_iter().zip(theirs).collect()
}

#[test]
fn a_page_is_hardly_more_than_its_text() {
    for language in [Language::En, Language::Es] {
        let all = pages(language, &[], &mono());
        assert!(all.len() > 40, "{} pages", all.len());
        let (ours, theirs): (usize, usize) = all.iter().fold((0, 0), |sum, page| (sum.0 + page.0, sum.1 + page.1));
        println!("{}: {} pages, {ours} bytes, less {theirs}", language.tag(), all.len());
        assert!(ours * 100 <= theirs * 120, "{ours} bytes for what takes less {theirs}");
        let usual = median(all.iter().map(|(ours, theirs)| ours * 100 / theirs).collect());
        assert!(usual <= 120, "{usual} % of a page of less");
        // Where another section begins, its title is drawn anew as well.
        let most = all.iter().map(|(ours, theirs)| ours.saturating_sub(theirs * 120 / 100)).max();
        assert!(most <= Some(320), "{most:?} bytes more than that for a page");
    }
}

#[test]
fn what_is_found_and_a_country_are_hardly_more_than_their_text() {
    let state = state_folder();
    let mut session = Session::start_args(state.path(), &["open", "trafficking.1"], &[], SMALL);
    let mut app = app_at("trafficking.1", SMALL.0, SMALL.1);
    session.wait_for_app(&app);
    session.wait_for_quiet(Duration::from_millis(50));
    cost(&mut session, &mut app, &mono(), "j");
    for (keys, what) in
        [("/corrupt", "hits"), ("<Enter>", "a hit"), ("c", "the list to choose from"), ("ecu", "a country"), ("<Enter>", "its profile")]
    {
        let bytes = cost(&mut session, &mut app, &mono(), keys);
        let text = plain(&app);
        println!("{what}: {bytes} bytes, as plain text {text}");
        // Frames of the list before all was typed are not drawn, as a rule.
        assert!(bytes * 100 <= text * 120, "{what}: {bytes} bytes for {text} of text");
    }
    session.keys("\x03");
    session.end();
}

#[test]
fn keys_that_are_held_are_drawn_once() {
    for writes in [1, 4] {
        let state = state_folder();
        let mut session = Session::start_args(state.path(), &["open", "trafficking.1"], &[], SMALL);
        let mut app = app_at("trafficking.1", SMALL.0, SMALL.1);
        session.wait_for_app(&app);
        session.wait_for_quiet(Duration::from_millis(50));
        let before = session.written().bytes.len();
        for _ in 0..writes {
            session.keys(&"j".repeat(200 / writes));
        }
        press(&mut app, &"j".repeat(200));
        session.wait_for_app(&app);
        session.wait_for_quiet(Duration::from_millis(50));
        let written = session.written();
        let (bytes, frames) = (written.bytes.len() - before, count(&written.bytes[before..], END));
        println!("200 keys in {writes} writes: {frames} frames, {bytes} bytes");
        assert!(frames <= writes + 1 && bytes <= 2_000 * (writes + 1), "{frames} frames, {bytes} bytes in {writes} writes");
        drop(written);
        session.keys("q");
        session.end();
    }
}

/// Reads as slowly as such a line does.
fn slow(mut from: Box<dyn Read + Send>, shared: &Shared) {
    let (start, mut taken) = (Instant::now(), 0);
    let mut buffer = [0; 32];
    loop {
        let count = from.read(&mut buffer).unwrap_or(0);
        taken += count as u64;
        let due = Duration::from_millis(taken * 1_000 / BAUD_9600);
        let idle = start.elapsed().saturating_sub(due);
        // A line that was idle is not faster afterwards.
        taken += u64::try_from(idle.as_millis()).unwrap_or(0) * BAUD_9600 / 1_000;
        sleep(due.saturating_sub(start.elapsed()));
        if !take(&buffer[..count], shared) {
            return;
        }
    }
}

#[test]
fn at_9600_baud_one_reads_on() {
    let state = state_folder();
    let pair = native_pty_system().openpty(size(SMALL.0, SMALL.1)).expect("a terminal");
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_vereda"));
    command.args(["open", "trafficking.1", "--low-bandwidth"]);
    command.env_clear();
    for (name, value) in [("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8"), ("VEREDA_GREETING", "off")] {
        command.env(name, value);
    }
    command.env("VEREDA_STATE", state.path());
    let child = pair.slave.spawn_command(command).expect("it starts");
    drop(pair.slave);
    let emulator = Parser::new(cells(SMALL.1), cells(SMALL.0), 0);
    let shared: Shared = Arc::new((Mutex::new(Written { emulator, bytes: Vec::new(), ended: false, stop: false }), Condvar::new()));
    let from = pair.master.try_clone_reader().expect("readable");
    let keys = pair.master.take_writer().expect("writable");
    let reader = std::thread::spawn({
        let shared = Arc::clone(&shared);
        move || slow(from, &shared)
    });
    let mut session = Session { child, master: Some(pair.master), keys, shared, reader: Some(reader) };
    session.wait_for_text("? help");
    session.wait_for_quiet(Duration::from_millis(300));
    for (keys, most) in [("j", 400), (" ", 1_800), ("jjj", 900), ("k", 400)] {
        let (start, before) = (Instant::now(), session.written().bytes.len());
        session.keys(keys);
        session.wait("something", |written| if written.bytes.len() > before { Ok(()) } else { Err(String::new()) });
        session.wait_for_quiet(Duration::from_millis(150));
        let took = start.elapsed().saturating_sub(Duration::from_millis(150));
        println!("{keys:?}: {} bytes, {took:?}", session.written().bytes.len() - before);
        assert!(took < Duration::from_millis(most), "{keys:?} took {took:?}");
    }
    session.keys("q");
    assert!(session.end().success());
    session.written().stop = true;
}

#[test]
fn low_bandwidth_is_text_and_nothing_else() {
    let with_all = pages(Language::En, &[], &mono());
    let text_only = pages(Language::En, &["--low-bandwidth"], &bare());
    let sum = |all: &[(usize, usize)]| all.iter().fold((0, 0), |sum, page| (sum.0 + page.0, sum.1 + page.1));
    println!("with all {:?}, text only {:?}", sum(&with_all), sum(&text_only));
    assert!(
        sum(&text_only).0 < sum(&with_all).0 && sum(&text_only).0 * 100 <= sum(&text_only).1 * 115,
        "{:?} {:?}",
        sum(&with_all),
        sum(&text_only)
    );

    for (environment, screen) in [
        (&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")][..], (120, 40)),
        (&[("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1")], (160, 45)),
    ] {
        let state = state_folder();
        let mut session = Session::start_args(state.path(), &["--low-bandwidth", "open", "trafficking.12"], environment, screen);
        session.wait_for_text("? help");
        for keys in
            ["c", "ecu", "\r", "3", "2", "4", "5", "1", "/", "corrupt", "\r", "?", "q", "p", " ", " ", "q", "c", "\x1b", "L", "L", "L"]
        {
            session.keys(keys);
            session.wait_for_quiet(Duration::from_millis(40));
        }
        let written = session.written();
        let text = String::from_utf8_lossy(&written.bytes).into_owned();
        for part in text.split("\x1b[").skip(1) {
            let end = part.find(|c: char| c.is_ascii_alphabetic()).expect("a sequence");
            let colored = |code: &str| code.parse::<u8>().is_ok_and(|code| code >= 30 || code == 2);
            assert!(!part[end..].starts_with('m') || !part[..end].split(';').any(colored), "a colour: {:?}", &part[..=end]);
            assert!(!["?1000", "?1006", "6n"].iter().any(|mode| part.starts_with(mode) && part[end..].starts_with(['h', 'n'])), "{part:?}");
        }
        assert!(!text.contains("\x1b]"), "the terminal is asked something");
        for sign in ['─', '█', '▒', '░', '━', '┌'] {
            assert!(!text.contains(sign), "{sign}");
        }
        assert!(!text.chars().any(|c| ('\u{2801}'..='\u{28ff}').contains(&c)), "a map");
        drop(written);
        session.keys("\x03");
        session.end();
    }
}

#[test]
fn the_setting_is_as_good_as_the_option() {
    let state = state_folder();
    std::fs::write(state.path().join("config.toml"), "low-bandwidth = true\n").expect("written");
    let mut session = Session::start_with(state.path(), &[], (120, 40));
    session.wait_for_text("? help");
    session.wait_for_quiet(Duration::from_millis(50));
    let written = session.written();
    assert_eq!(count(&written.bytes, b"\x1b[?1000h"), 0);
    let shown = written.emulator.screen().contents();
    assert!(!shown.contains(['─', '┌']) && shown.contains("Vereda"), "{shown}");
    drop(written);
    session.keys("q");
    assert!(session.end().success());
}
