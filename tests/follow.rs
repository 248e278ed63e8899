//! Two terminals of one computer: the explorer with its projector on, and a second screen that follows it.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{PATIENCE, Session, state_folder};

/// A person's computer: a folder for the state and one for sockets.
struct Desk {
    state: TempDir,
    runtime: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { state: state_folder(), runtime: state_folder() }
    }

    fn start(&self, arguments: &[&str], size: (u16, u16)) -> Session {
        let runtime = self.runtime.path().to_str().expect("a path");
        Session::start_args(self.state.path(), arguments, &[("XDG_RUNTIME_DIR", runtime)], size)
    }

    /// The explorer with the projector on, at the passage.
    fn show(&self, size: (u16, u16)) -> Session {
        let mut session = self.start(&["open", "trafficking.5"], size);
        session.wait_for_text("trafficking.5");
        session.keys("p");
        // The words stand in the reader too: it is the projector when there is nothing of the reader left.
        session.wait_for_screen("the projector", |screen| {
            let shown = screen.contents();
            shown.contains("Women and girls are affected") && !shown.contains("? help")
        });
        self.wait_for_socket();
        session
    }

    fn sockets(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.runtime.path().join("vereda")).ok();
        entries.into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(".sock")).collect()
    }

    fn wait_for_socket(&self) -> PathBuf {
        let mut sockets = Vec::new();
        until("a socket", || {
            sockets = self.sockets();
            !sockets.is_empty()
        });
        sockets.remove(0)
    }

    /// What the program says without a terminal, and how it ends.
    fn piped(&self) -> (String, Option<i32>) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
        command.arg("follow").env_clear().env("VEREDA_STATE", self.state.path()).env("XDG_RUNTIME_DIR", self.runtime.path());
        let output = command.output().expect("it runs");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
    }
}

fn until(what: &str, mut is: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is() {
        assert!(Instant::now() < deadline, "{what} did not come");
        sleep(Duration::from_millis(5));
    }
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("there").permissions().mode() & 0o777
}

fn leave(session: &mut Session) {
    session.keys("q");
    assert!(session.end().success());
    let written = session.written();
    let screen = written.emulator.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "the terminal is not as it was");
}

#[test]
fn both_sides_drive_and_both_show_the_same() {
    let desk = Desk::new();
    let mut show = desk.show((80, 24));
    let mut leader = desk.start(&["follow"], (120, 40));
    let mut audience = desk.start(&["follow", "--audience"], (100, 30));
    for session in [&leader, &audience] {
        session.wait_for_text("Women and girls are affected");
    }
    leader.wait_for_text("Next");
    assert!(!audience.written().emulator.screen().contents().contains("J K scroll"));
    // Sentences one by one, from here and from there.
    show.keys("v");
    for session in [&leader, &audience] {
        session.wait_for_screen("one sentence", |screen| {
            screen.contents().contains("disproportionately so.") && !screen.contents().contains("up 70% of")
        });
    }
    leader.keys(" ");
    for session in [&show, &leader, &audience] {
        session.wait_for_screen("two sentences", |screen| {
            screen.contents().contains("up 70% of") && !screen.contents().contains("one in every four")
        });
    }
    leader.keys("v");
    audience.wait_for_text("one in every four");
    audience.keys(" ");
    show.wait_for_screen("the next page", |screen| !screen.contents().contains("up 70% of"));
    for session in [&leader, &audience] {
        session.wait_for_screen("the next page", |screen| !screen.contents().contains("Women and girls are affected"));
    }
    leader.keys("\x1b[5~");
    for session in [&show, &leader, &audience] {
        session.wait_for_text("one in every four");
    }
    // Blank on the wall, not before whoever leads.
    leader.keys("b");
    for session in [&show, &audience] {
        session.wait_for_screen("nothing", |screen| screen.contents().trim().is_empty());
    }
    leader.wait_for_text("The wall is blank");
    leader.keys("bT");
    for session in [&show, &audience] {
        session.wait_for_text("0:0");
        session.wait_for_text("one in every four");
    }
    // What is not for the projector is not done: the explorer does not end with a second screen.
    leave(&mut leader);
    leave(&mut audience);
    show.keys(" ");
    show.wait_for_screen("the next page", |screen| !screen.contents().contains("Women and girls are affected"));
    show.keys("q");
    show.wait_for_text("? help");
    until("the end of the socket", || desk.sockets().is_empty());
    leave(&mut show);
    assert!(!desk.runtime.path().join("vereda").exists());
}

#[test]
fn whoever_is_killed_the_other_goes_on() {
    let desk = Desk::new();
    let mut show = desk.show((80, 24));
    let mut leader = desk.start(&["follow"], (80, 24));
    leader.wait_for_text("Women and girls are affected");
    leader.signal(Signal::KILL);
    leader.end();
    show.keys(" \x1b[5~ ");
    show.wait_for_screen("the next page", |screen| !screen.contents().contains("Women and girls are affected"));
    show.keys("g");
    let mut leader = desk.start(&["follow"], (80, 24));
    let mut audience = desk.start(&["follow", "--audience"], (80, 24));
    for session in [&leader, &audience] {
        session.wait_for_text("1/");
    }
    show.signal(Signal::KILL);
    show.end();
    for session in [&leader, &audience] {
        session.wait_for_text("The show has ended or is gone");
        // What was there stays there.
        session.wait_for_text("1/");
    }
    // Its socket is left behind, and is no one's: the next show removes it.
    assert_eq!(desk.sockets().len(), 1);
    let mut next = desk.show((80, 24));
    for session in [&leader, &audience] {
        session.wait_for_screen("the new show", |screen| {
            screen.contents().contains("Women and girls are affected") && !screen.contents().contains("is gone")
        });
    }
    assert_eq!(desk.sockets().len(), 1);
    // Leaving the projector is an end like another; switching it on again, a beginning.
    next.keys("q");
    leader.wait_for_text("The show has ended or is gone");
    next.keys("p ");
    leader.wait_for_screen("on again", |screen| !screen.contents().contains("is gone"));
    // A signal ends a show as well as a key does.
    next.signal(Signal::TERM);
    next.end();
    assert_eq!(desk.sockets(), Vec::<PathBuf>::new());
    leave(&mut audience);
    leader.keys("\x1b");
    assert!(leader.end().success());
}

#[test]
fn the_socket_is_this_persons_alone() {
    let desk = Desk::new();
    let mut show = desk.show((80, 24));
    let socket = desk.wait_for_socket();
    assert_eq!((mode(&socket), mode(socket.parent().expect("a folder"))), (0o600, 0o700));
    leave_projector(&mut show);
    // A folder that others can write to is not used: the one of the state is.
    until("the folder to be gone", || !desk.runtime.path().join("vereda").exists());
    fs::create_dir(desk.runtime.path().join("vereda")).expect("made");
    fs::set_permissions(desk.runtime.path().join("vereda"), fs::Permissions::from_mode(0o777)).expect("set");
    show.keys("p");
    let other = desk.state.path().join("show");
    until("the other socket", || fs::read_dir(&other).is_ok_and(|mut entries| entries.next().is_some()));
    assert_eq!((mode(&other), desk.sockets().len()), (0o700, 0));
    let mut leader = desk.start(&["follow"], (80, 24));
    leader.wait_for_text("Women and girls are affected");
    leave(&mut leader);
    leave_projector(&mut show);
    assert!(!other.exists());
    leave(&mut show);
}

fn leave_projector(session: &mut Session) {
    session.keys("q");
    session.wait_for_text("? help");
}

#[test]
fn in_private_nothing_is_left() {
    let desk = Desk::new();
    let mut show = desk.start(&["open", "trafficking.5", "--private", "--present"], (80, 24));
    show.wait_for_text("Women and girls are affected");
    let mut leader = desk.start(&["follow"], (80, 24));
    leader.wait_for_text("Women and girls are affected");
    show.signal(Signal::HUP);
    show.end();
    leader.wait_for_text("The show has ended or is gone");
    leave(&mut leader);
    for folder in [&desk.state, &desk.runtime] {
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 0);
    }
}

#[test]
fn without_a_show() {
    let desk = Desk::new();
    let (said, code) = desk.piped();
    assert!(said.lines().count() == 1 && said.contains("no show to follow") && code == Some(1), "{said}");
    let mut leader = desk.start(&["follow"], (80, 24));
    leader.wait_for_text("Waiting for a show: press p or P in Vereda");
    let mut show = desk.show((80, 24));
    leader.wait_for_text("Women and girls are affected");
    let (said, code) = desk.piped();
    assert!(said.contains("takes a terminal") && code == Some(2), "{said}");
    show.keys("q");
    leave(&mut leader);
    leave(&mut show);
}

/// A line of the explorer.
fn line(reader: &mut BufReader<UnixStream>) -> String {
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    line
}

#[test]
fn whatever_comes_by_the_socket_harms_no_one() {
    let desk = Desk::new();
    let mut show = desk.show((80, 24));
    let socket = desk.wait_for_socket();
    // Bad JSON, a line without an end, nothing at all: each ends its own connection only.
    let endless = vec![b'x'; 100_000];
    for bytes in [b"no JSON\n".as_slice(), b"{\"command\":7}\n", b"\xff\xfe\n", &endless] {
        let mut stream = UnixStream::connect(&socket).expect("there");
        stream.set_read_timeout(Some(PATIENCE)).expect("set");
        let _ = stream.write_all(bytes);
        let mut all = Vec::new();
        // Its end, in one way or the other.
        let _ = std::io::Read::read_to_end(&mut stream, &mut all).map_err(|error| assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock));
    }
    // Commands that are not for the projector are passed over, and the next one is done.
    let mut stream = UnixStream::connect(&socket).expect("there");
    stream.set_read_timeout(Some(PATIENCE)).expect("set");
    let mut reader = BufReader::new(stream.try_clone().expect("a copy"));
    assert!(line(&mut reader).starts_with("{\"script\":"));
    assert!(line(&mut reader).starts_with("{\"position\":"));
    for command in ["quit", "back", "export", "private", "suspend", "", "next-slide"] {
        stream.write_all(format!("{{\"command\":\"{command}\"}}\n").as_bytes()).expect("written");
    }
    show.wait_for_screen("the next page", |screen| !screen.contents().contains("Women and girls are affected"));
    // One that reads nothing does not slow anything: it is let go.
    let mut silent = UnixStream::connect(&socket).expect("there");
    for _ in 0..300 {
        show.keys(" g");
    }
    show.keys("g");
    show.wait_for_text("1/");
    silent.set_read_timeout(Some(PATIENCE)).expect("set");
    let mut all = Vec::new();
    show.keys(" T");
    show.wait_for_text("0:0");
    leave_projector(&mut show);
    std::io::Read::read_to_end(&mut silent, &mut all).expect("its end");
    leave(&mut show);
}

#[test]
fn a_second_screen_sleeps_while_nothing_changes() {
    let desk = Desk::new();
    let mut show = desk.show((80, 24));
    let mut audience = desk.start(&["follow", "--audience"], (80, 24));
    audience.wait_for_text("Women and girls are affected");
    sleep(Duration::from_millis(500));
    let before = (show.effort(), audience.effort());
    sleep(Duration::from_secs(2));
    assert_eq!((show.effort(), audience.effort()), before);
    audience.resize(40, 12);
    audience.wait_for_text("part 1 of");
    leave(&mut audience);
    show.keys("q");
    leave(&mut show);
}
