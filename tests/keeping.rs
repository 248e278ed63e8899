//! What a person made is there again, whatever happens to the program and to the disk: the real program in a real terminal.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::pty::{PATIENCE, Session, state_folder};

/// The text of the file with the marks.
fn marks(state: &Path) -> String {
    fs::read_to_string(state.join("marks.toml")).unwrap_or_default()
}

fn wait_for_marks(state: &Path, text: &str) {
    let deadline = Instant::now() + PATIENCE;
    while !marks(state).contains(text) {
        assert!(Instant::now() < deadline, "{text:?} is not in the file:\n{}", marks(state));
        sleep(Duration::from_millis(5));
    }
}

/// Closes the box. What follows an Esc at once would be taken for a key with Alt.
fn escape(session: &mut Session) {
    session.keys("\x1b");
    session.wait_for_text("? help");
}

/// The note stands in the list of a new run.
fn assert_listed(state: &Path, text: &str) {
    let mut session = Session::start(state);
    session.wait_for_text("about.1");
    session.keys("5");
    session.wait_for_text(text);
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn a_note_that_is_being_typed_is_there_whatever_ends_the_program() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::KILL] {
        let state = state_folder();
        let mut session = Session::start(state.path());
        session.wait_for_text("about.1");
        session.keys("mllamar a Ana");
        session.wait_for_text("llamar a Ana");
        if signal == Signal::KILL {
            // No more than the last second is lost to a power cut.
            sleep(Duration::from_secs(1));
        }
        session.signal(signal);
        session.end();
        assert!(marks(state.path()).contains("llamar a Ana"), "{signal:?}");
        assert_listed(state.path(), "llamar a Ana");
    }
}

#[test]
fn the_terminal_goes_away_while_a_note_is_being_typed() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    session.keys("mvoy a la frontera");
    session.wait_for_text("voy a la frontera");
    session.master = None;
    wait_for_marks(state.path(), "voy a la frontera");
}

#[test]
fn a_full_disk_is_told_and_the_words_stay_in_the_box() {
    let state = state_folder();
    fs::write(state.path().join("marks.toml"), "version = 1\n\n[[mark]]\nid = \"a\"\nkind = \"note\"\ntext = \"old\"\n").expect("written");
    let before = marks(state.path());
    // No file may grow beyond 0 bytes.
    let mut session = Session::start_by_shell(state.path(), "ulimit -f 0");
    session.wait_for_text("about.1");
    session.keys("mimportant words");
    session.wait_for_text("could not be saved");
    session.wait_for_text("important words");
    assert_eq!(marks(state.path()), before, "the old file is as it was");
    escape(&mut session);
    session.wait_for_text("[not saved]");
    session.keys("q");
    session.wait_for_text("Your words are not saved yet");
    session.keys("5");
    session.wait_for_text("important words");
    session.keys("q");
    assert_eq!(session.end().exit_code(), 2);
    session.wait_for_text("could not be saved");
    let left =
        fs::read_dir(state.path()).expect("a folder").flatten().filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
    assert_eq!(left.count(), 0);
}

#[test]
fn what_could_not_be_saved_is_saved_when_it_can_be() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    // A folder in the place of the file.
    let file = state.path().join("marks.toml");
    fs::create_dir(&file).expect("made");
    session.keys("mfirst");
    session.wait_for_text("could not be saved");
    escape(&mut session);
    session.wait_for_text("[not saved]");
    session.keys("q");
    session.wait_for_text("Your words are not saved yet");
    fs::remove_dir(&file).expect("removed");
    session.keys("]msecond");
    session.wait_for_text("Everything is saved now");
    session.wait_for_screen("no sign", |screen| !screen.contents().contains("[not saved]"));
    escape(&mut session);
    session.keys("q");
    assert!(session.end().success());
    assert!(marks(state.path()).contains("first") && marks(state.path()).contains("second"));
}

#[test]
fn two_copies_see_what_the_other_wrote() {
    let state = state_folder();
    let mut one = Session::start(state.path());
    let mut two = Session::start(state.path());
    for session in [&one, &two] {
        session.wait_for_text("about.1");
    }
    one.keys("mfrom the first\x1b");
    wait_for_marks(state.path(), "from the first");
    two.keys("]mfrom the second");
    wait_for_marks(state.path(), "from the second");
    escape(&mut two);
    two.keys("5");
    two.wait_for_text("from the first");
    one.keys("q");
    two.keys("q");
    assert!(one.end().success() && two.end().success());
    for text in ["from the first", "from the second"] {
        assert!(marks(state.path()).contains(text));
    }
}

#[test]
fn two_copies_on_the_same_note_and_on_the_same_action_keep_what_both_wrote() {
    let state = state_folder();
    let lists = || fs::read_to_string(state.path().join("checklists.toml")).unwrap_or_default();
    let mut one = Session::start(state.path());
    let mut two = Session::start(state.path());
    for session in [&one, &two] {
        session.wait_for_text("about.1");
    }
    let wait_for_list = |text: &str| {
        let deadline = Instant::now() + PATIENCE;
        while !lists().contains(text) {
            assert!(Instant::now() < deadline, "{text:?} is not in the file:\n{}", lists());
            sleep(Duration::from_millis(5));
        }
    };
    one.keys("rmthey answered");
    wait_for_list("they answered");
    // The second copy knows of no note when it changes the state, and then it is shown.
    two.keys("rx");
    two.wait_for_text("they answered");
    assert!(lists().contains("they answered") && lists().contains("in-progress"), "{}", lists());
    two.keys("m and paid");
    wait_for_list("they answered and paid");
    one.keys(" us");
    wait_for_list("they answered us");
    assert!(lists().contains("they answered and paid"), "{}", lists());
    for session in [&mut one, &mut two] {
        session.keys("\x1b");
        session.wait_for_text("group");
        session.keys("q");
        assert!(session.end().success());
    }
}

#[test]
fn a_state_of_a_later_version_is_read_and_left_alone() {
    let state = state_folder();
    let text = "version = 9\nnew = 1\n\n[[mark]]\nid = \"a\"\nkind = \"note\"\ntext = \"from the future\"\naddress = \"about.1\"\nreport = \"Migration, Human Trafficking and Organised Crime in the Americas (2024)\"\n";
    fs::write(state.path().join("marks.toml"), text).expect("written");
    let mut session = Session::start(state.path());
    session.wait_for_text("newer Vereda");
    session.keys("5");
    session.wait_for_text("from the future");
    session.keys("\x1b");
    session.wait_for_text("about.1  ");
    session.keys("mmine");
    session.wait_for_text("could not be saved");
    escape(&mut session);
    session.keys("qq");
    assert_eq!(session.end().exit_code(), 2);
    assert_eq!(marks(state.path()), text);
}

#[test]
fn a_damaged_state_is_set_aside_and_what_can_be_read_is_there() {
    let state = state_folder();
    let report = "Migration, Human Trafficking and Organised Crime in the Americas (2024)";
    let whole = format!(
        "version = 1\n\n[[mark]]\nid = \"a\"\nkind = \"note\"\nreport = \"{report}\"\naddress = \"about.1\"\ntext = \"still readable\"\n\n[[mark]]\nid = \"b\"\nkind = \"no"
    );
    fs::write(state.path().join("marks.toml"), &whole).expect("written");
    let mut session = Session::start(state.path());
    session.wait_for_text("damaged");
    session.keys("5");
    session.wait_for_text("still readable");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(fs::read_to_string(state.path().join("marks.damaged-1.toml")).expect("kept"), whole);
    assert_listed(state.path(), "still readable");
}

#[test]
fn private_leaves_no_trace() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    session.keys("\x1bp");
    session.wait_for_text("nothing is kept");
    session.keys("msecret words");
    session.wait_for_text("secret words");
    escape(&mut session);
    session.wait_for_text("[private]");
    session.keys("G");
    session.keys("5");
    session.wait_for_text("secret words");
    session.keys("q");
    assert!(session.end().success());
    assert_eq!(fs::read_dir(state.path()).map_or(0, Iterator::count), 0, "nothing at all was written");
}

#[test]
fn exports_are_written_and_never_over_others() {
    let state = state_folder();
    let folder = tempfile::tempdir().expect("folder");
    let mut session = Session::start_by_shell(state.path(), &format!("cd {}", folder.path().display()));
    session.wait_for_text("about.1");
    for (keys, name, part) in [("e\r\r\r", "vereda-about-1.md", "about.1"), ("e\rspread\r\r", "vereda-about-1.csv", "id,kind")] {
        session.keys(keys);
        session.wait_for_text(name);
        session.wait_for_text("Written:");
        assert!(fs::read_to_string(folder.path().join(name)).expect("a file").contains(part));
    }
    fs::write(folder.path().join("vereda-about-1.md"), "mine").expect("written");
    session.keys("e\r\r\r");
    session.wait_for_text("exists already");
    session.keys("\r");
    session.wait_for_text("vereda-about-1-2.md");
    session.keys("\r");
    // What was said of the file before may still be on the screen.
    let deadline = Instant::now() + PATIENCE;
    while !folder.path().join("vereda-about-1-2.md").exists() {
        assert!(Instant::now() < deadline, "it was not written");
        sleep(Duration::from_millis(5));
    }
    session.wait_for_text("Written:");
    assert_eq!(fs::read_to_string(folder.path().join("vereda-about-1.md")).expect("a file"), "mine");
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn copying_says_where_to() {
    let state = state_folder();
    let mut session = Session::start(state.path());
    session.wait_for_text("about.1");
    session.keys("y");
    session.wait_for_text("through the terminal");
    let sent = |session: &Session| session.written().bytes.windows(7).any(|window| window == b"\x1b]52;c;");
    assert!(sent(&session));
    session.keys("q");
    assert!(session.end().success());
    // A screen that does not answer: the terminal is asked instead, and the keys go on.
    let mut session = Session::start_with(state.path(), &[("DISPLAY", ":987")], (80, 24));
    session.wait_for_text("about.1");
    session.keys("y");
    session.wait_for_text("through the terminal");
    assert!(sent(&session));
    session.keys("q");
    assert!(session.end().success());
}

#[test]
fn nobody_else_can_read_it() {
    let state = state_folder();
    let inner = state.path().join("new/folder");
    let mut session = Session::start(&inner);
    session.wait_for_text("about.1");
    session.keys("mmine\x1b");
    wait_for_marks(&inner, "mine");
    session.keys("q");
    assert!(session.end().success());
    let listed = Command::new("find").arg(state.path().join("new")).args(["-perm", "/077"]).output().expect("find");
    assert_eq!(String::from_utf8_lossy(&listed.stdout), "");
}

#[test]
fn the_projector_runs_from_the_first_page_to_the_last() {
    for (columns, rows) in [(40, 12), (80, 24), (160, 45)] {
        let state = state_folder();
        let mut session = Session::start_with(state.path(), &[], (columns, rows));
        session.wait_for_text("about.1");
        session.keys("pG");
        session.wait_for_screen("the last page", |screen| {
            let contents = screen.contents();
            let last = contents.lines().last().unwrap_or_default().trim().to_owned();
            last.rsplit(' ').next().and_then(|count| count.split_once('/')).is_some_and(|(at, of)| at == of && at != "1")
        });
        session.keys("g \x1b[6~\x1b[5~b");
        session.wait_for_screen("nothing", |screen| screen.contents().trim().is_empty());
        // Blank, it sleeps; a time that is shown goes on by itself.
        session.keys("bT");
        session.wait_for_text("0:02");
        session.keys("q");
        session.wait_for_screen("the reader", |screen| screen.contents().contains("about") && !screen.contents().contains("0:0"));
        session.keys("q");
        assert!(session.end().success());
        session.assert_restored();
    }
}
