//! Content, a person's files, names and arguments cannot drive the terminal: the real binary is fed poison everywhere, and what comes out of
//! standard output, standard error, exports and the pseudo-terminal is read by the [scanner](crate::scanner).

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use vereda::report::Report;

use crate::fixture::files_under;
use crate::pty::{Session, count, state_folder};
use crate::scanner::{Reader, assert_own};

/// Everything that moves a terminal, hides text or turns it round.
fn poison() -> String {
    let c1: String = ('\u{80}'..='\u{9f}').collect();
    format!(
        "\u{1b}[2J\u{1b}[31m\u{1b}c\u{1b}(0\u{1b}]0;owned\u{7}\u{1b}]8;;http://x\u{1b}\\\u{1b}]52;c;QQ==\u{7}\u{1b}P1q\u{1b}\\\u{1b}_Gx\u{1b}\\\u{1b}[?1049l{c1}\
         \u{9b}2J\u{9d}0;x\u{9c}\u{8}\u{7}\u{e}\u{f}\u{7f}\u{202a}\u{202e}\u{2066}\u{200b}\u{200d}\u{200e}\u{2060}\u{feff}\u{34f}\u{ad}\u{e0041}\u{e007f}{}\u{1b}]8;;open",
        "\u{301}".repeat(40)
    )
}

/// Line ends of all kinds; not in one with the rest, because Markdown is another thing then.
const LINES: &str = "x\ry\r\n\u{b}\u{c}\u{85}\u{2028}\u{2029}\t\u{0}z";

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// Each character as a TOML escape: what a parser makes real again.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |text, c| format!("{text}\\U{:08x}", c as u32))
}

/// A file name of it.
fn name_of(poison: &str) -> String {
    let name: String = poison.chars().filter(|c| !matches!(c, '/' | '\0')).collect();
    let end = name.char_indices().map(|(at, _)| at).take_while(|at| *at < 180).last().unwrap_or(0);
    name[..end].to_owned()
}

/// Copies a folder of the corpus with the poison in it.
fn poisoned(part: &str, to: &Path, poison: &str, report: &str) {
    let root = corpus().join(part);
    for path in files_under(&root) {
        let text = fs::read_to_string(root.join(&path)).expect("a file");
        let is_toml = path.rsplit('.').next() == Some("toml");
        let text = text.replace("@BAD@", &if is_toml { escaped(poison) } else { poison.to_owned() }).replace("@REPORT@", &escaped(report));
        let target = to.join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::write(target, text).expect("written");
    }
}

/// A pack and a state with poison in all their strings, in folders and files that are called so.
struct Trap {
    folder: TempDir,
    poison: String,
}

impl Trap {
    fn new(poison: &str) -> Self {
        let trap = Self { folder: tempfile::tempdir().expect("a folder"), poison: poison.to_owned() };
        poisoned("pack", &trap.pack(), poison, "");
        let text = corpus().join("text");
        for (nth, name) in files_under(&text).into_iter().enumerate() {
            let name = format!("en/{:02}-{name}", nth + 2);
            fs::copy(text.join(files_under(&text)[nth].as_str()), trap.pack().join(name)).expect("copied");
        }
        fs::write(trap.pack().join(format!("en/99-{}.md", name_of(poison))), "# Named so\n\nText\n").expect("written");
        fs::copy(trap.pack().join("tours/walk.toml"), trap.pack().join(format!("tours/t{}.toml", name_of(poison)))).expect("copied");
        let report = Report::from_folder(&trap.pack()).unwrap_or_else(|error| panic!("{}: {:?}", error.place, error.problem)).identity();
        poisoned("state", &trap.state(), poison, &report);
        fs::create_dir_all(trap.state().join("tours")).expect("made");
        fs::copy(trap.pack().join("tours/walk.toml"), trap.state().join(format!("tours/own{}.toml", name_of(poison)))).expect("copied");
        trap
    }

    fn pack(&self) -> PathBuf {
        self.folder.path().join(format!("pack{}", name_of(&self.poison)))
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join(format!("state{}", name_of(&self.poison)))
    }

    /// The program with arguments; `@` is the poison.
    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
        let poison: String = self.poison.chars().filter(|c| *c != '\0').collect();
        command.env_clear().env("LC_ALL", "C.UTF-8").env("VEREDA_STATE", self.state()).current_dir(self.folder.path()).stdin(Stdio::null());
        command.args(arguments.split(' ').map(|argument| argument.replace('@', &poison)));
        command.arg("--content").arg(self.pack());
        command
    }

    /// Runs it; what it says must be its own.
    fn run(&self, arguments: &str) -> (Option<i32>, usize, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().expect("it runs");
        let said = String::from_utf8_lossy(&stderr);
        assert!(!said.contains("panicked") && matches!(status.code(), Some(0..=2)), "{arguments}: {status}: {said}");
        let reader = if arguments.contains("--color always") { Reader::Lines } else { Reader::Pipe };
        assert_own(&stdout, reader, arguments);
        assert_own(&stderr, Reader::Pipe, arguments);
        // What reads JSON makes them real again.
        if arguments.contains("json") {
            let text = String::from_utf8_lossy(&stdout).to_lowercase();
            for bad in ["\\u001b", "\\u009", "\\u008", "\\u202e", "\\u0007", "\\u0008", "\\b"] {
                assert!(!text.contains(bad), "{arguments}: {bad}");
            }
        }
        (status.code(), stdout.len(), said.into_owned())
    }
}

/// Commands that find something.
const FINDING: [&str; 40] = [
    "show bad",
    "show bad.1 --color always",
    "show bad --json",
    "show bad.3",
    "show term:term",
    "show source:source",
    "show law:law --json",
    "show peru",
    "show figure:figure",
    "show org:organisation",
    "show rec:01",
    "show --qr bad.1",
    "export",
    "export --format txt",
    "export --format html",
    "export --format csv",
    "export --format jsonl",
    "export laws figures",
    "export tour:walk",
    "export tour:walk --speaker --format html",
    "export tour:walk --format txt",
    "search poison",
    "search poison --json",
    "search poison --color always",
    "country",
    "country --json",
    "country peru",
    "country peru --json",
    "compare peru chile",
    "checklist",
    "checklist lists",
    "checklist export --format html",
    "checklist export --format csv",
    "notes",
    "notes --json",
    "notes export --format md",
    "notes export --format csv",
    "tour",
    "tour walk",
    "state",
];

/// Commands of which it does not matter whether they find something.
const OTHERS: [&str; 42] = [
    "",
    "--json",
    "open @",
    "@",
    "@ @",
    "show @",
    "show bad.@",
    "show term:@",
    "show --qr @",
    "export @",
    "export tour:@",
    "export --format @",
    "search @",
    "search @ --json",
    "search poison --kind @",
    "search poison --country @ --section @",
    "search \"@",
    "country @",
    "compare peru @",
    "compare peru chile --json",
    "checklist --json",
    "checklist --list @",
    "checklist export",
    "checklist export --format txt",
    "checklist export --format jsonl",
    "checklist note 01 @",
    "checklist date 01 @",
    "checklist set @ done",
    "checklist import @",
    "notes export --format html",
    "notes export --format txt",
    "notes export --format jsonl",
    "notes add bad.1 @",
    "notes add @ x",
    "notes remove @",
    "tour @",
    "tour --json",
    "tour walk --json",
    "state --json",
    "state export -",
    "--theme @",
    "state import @",
];

#[test]
fn whatever_is_asked_of_a_hostile_pack_nothing_but_text_comes_out() {
    for poison in [poison(), LINES.to_owned()] {
        let trap = Trap::new(&poison);
        let of_two = |nth: usize| {
            let trap = &trap;
            move || {
                for arguments in FINDING.iter().skip(nth).step_by(2) {
                    let (code, length, said) = trap.run(arguments);
                    assert!(code == Some(0) && length > 0, "{arguments}: {code:?}, {length} bytes: {said}");
                }
                for arguments in OTHERS.iter().skip(nth).step_by(2) {
                    trap.run(arguments);
                }
            }
        };
        std::thread::scope(|scope| {
            scope.spawn(of_two(0));
            scope.spawn(of_two(1));
        });
        // What the program was told to keep is given out again.
        for arguments in ["checklist", "notes", "notes export --format csv", "state export kept.toml", "state export @.toml --force"] {
            trap.run(arguments);
        }
        assert_own(&fs::read(trap.folder.path().join("kept.toml")).expect("exported"), Reader::Pipe, "a state that was exported");
        let check = Command::new(env!("CARGO_BIN_EXE_vereda")).env_clear().arg("check").arg(trap.pack()).output().expect("it runs");
        assert_own(&check.stdout, Reader::Pipe, "check");
        assert!(check.status.code() == Some(1) && check.stdout.len() > 100, "there is much to mend: {check:?}");
        trap.run("state wipe --yes");
    }
}

#[test]
fn files_that_cannot_be_read_are_told_of_and_not_played() {
    let trap = Trap::new(&poison());
    let raw = format!("[report]\ntitle = \"{}\u{1b}[31m", poison().replace('"', ""));
    for (name, text) in [
        ("report.toml", raw.as_bytes()),
        ("report.toml", b"[report]\ntitle = 1\n\"k\\u001b[31m\" = 2\n"),
        ("report.toml", b"[report]\n\"\\u001b]0;x\\u0007\" = 1\n"),
        ("laws.toml", b"[[law]]\nid = \"\\u001b[31m\"\nkind = 3\n"),
        ("report.toml", b"[report]\ntitle=\"x\"\nlanguages=[\"\\u001b[31m\\u009b\"]\n"),
        ("glossary.toml", b"\x1b[31m\xff\x9b"),
        ("tours/walk.toml", b"[tour]\n\x1b[31m"),
    ] {
        let path = trap.pack().join(name);
        let before = fs::read(&path).expect("there");
        fs::write(&path, text).expect("written");
        for arguments in ["show bad", "tour", "export"] {
            trap.run(arguments);
        }
        let check = Command::new(env!("CARGO_BIN_EXE_vereda")).env_clear().arg("check").arg(trap.pack()).output().expect("it runs");
        assert_own(&check.stdout, Reader::Pipe, name);
        assert_own(&check.stderr, Reader::Pipe, name);
        fs::write(&path, before).expect("written");
    }
    for name in ["marks.toml", "checklists.toml", "place.toml", "tours/own.toml"] {
        let path = trap.state().join(name);
        for text in [raw.as_bytes(), b"version = 1\n\"\\u001b[31m\" = 1\n[[mark]]\nkind = \"\\u001b[31m\"\n", b"version = 1\n\x1b[31m\xff"]
        {
            fs::write(&path, text).expect("written");
            for arguments in ["notes", "checklist", "tour", "state", "notes add bad.1 x", "checklist note 01 x", "state export -"] {
                trap.run(arguments);
            }
        }
    }
    let bundle = trap.folder.path().join("bundle.toml");
    for text in [raw.as_bytes(), b"version = 1\n[[mark]]\nkind = \"\\u001b[31m\"\n", b"id,x\x1b[31m\n", b"\x1b[31m\xff"] {
        fs::write(&bundle, text).expect("written");
        trap.run("state import bundle.toml");
        trap.run("checklist import bundle.toml");
    }
}

#[test]
fn arguments_that_are_no_utf8_are_repeated_without_harm() {
    let trap = Trap::new("x");
    let bad = OsStr::from_bytes(b"\x9b31m\xff\x1b]0;x\x07\x9d0;y\x9c");
    let folder = trap.folder.path().join(bad);
    fs::create_dir(&folder).expect("made");
    let runs: [&[&str]; 12] = [
        &[],
        &["open"],
        &["show"],
        &["export"],
        &["search"],
        &["country"],
        &["notes", "add", "about.1"],
        &["state", "import"],
        &["checklist", "import"],
        &["check"],
        &["--content"],
        &["--state"],
    ];
    for before in runs {
        for odd in [bad.to_owned(), folder.clone().into_os_string(), OsString::from(format!("--{}", poison().replace('\0', "")))] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
            let output =
                command.env_clear().current_dir(trap.folder.path()).env("VEREDA_STATE", trap.state()).args(before).arg(odd).output();
            let output = output.expect("it runs");
            assert_own(&output.stdout, Reader::Pipe, &format!("{before:?}"));
            assert_own(&output.stderr, Reader::Pipe, &format!("{before:?}"));
            assert!(matches!(output.status.code(), Some(0..=2)), "{before:?}: {:?}", output.status);
        }
    }
    for (name, value) in [("VEREDA_STATE", bad), ("HOME", bad), ("LANG", bad), ("TERM", bad), ("XDG_DATA_HOME", folder.as_os_str())] {
        for arguments in [&["state"][..], &["show", "about.1"], &["notes"]] {
            let output = Command::new(env!("CARGO_BIN_EXE_vereda")).env_clear().env(name, value).args(arguments).output().expect("it runs");
            assert_own(&output.stdout, Reader::Pipe, name);
            assert_own(&output.stderr, Reader::Pipe, name);
        }
    }
}

/// Keys that go through every pane, box and sheet.
const TOUR_OF_PANES: &str = "jjJ]]iG\x1bg}}}} F@\r nN\x1b/poison\rjji\x1b\x1b\x1b1jjfba\x1b\x1bl\x1b2jjl]]]]]]i\x1b\x1bfp\x1b\x1bc@\x1b\x1b4jjlj\r\x1boosmm@\x1b\x1bDx\x1b\x1b\x1b5jjsoi\x1b\x1bm@\x1b\x1bv\r\x1b\x1bb@\r:@\x1b\x1b?jj\x1b\x1bQn\x1b\x1bp   vvsw@\r\x1b\x1b\x1bP\r  i\x1b\x1b\x1bA\x1b\x1be\r\x1b\x1btttLMMyY";

#[test]
fn every_pane_of_a_hostile_pack_sends_only_our_own_sequences() {
    for (poison, size) in [(poison(), (120, 40)), (LINES.to_owned(), (80, 24))] {
        let trap = Trap::new(&poison);
        // What a keyboard can send of it, without keys that stand for something.
        let typed: String = poison.chars().filter(|c| !c.is_ascii_control() && !('\u{80}'..'\u{a0}').contains(c)).collect();
        let pack = trap.pack().to_str().expect("UTF-8").to_owned();
        let mut session = Session::start_args(&trap.state(), &["--content", &pack], &[], size);
        session.wait_for_screen("the reader", |screen| screen.alternate_screen() && screen.contents().contains("? help"));
        for key in TOUR_OF_PANES.chars() {
            let key = if key == '@' { format!("\x1b[200~{poison}\x1b[201~{typed}") } else { key.to_string() };
            session.keys(&key);
            // Long enough that an Esc is one; that every key comes alone does not matter.
            session.wait_for_quiet(Duration::from_millis(if key == "\x1b" { 25 } else { 4 }));
        }
        session.keys("\x03\x03");
        session.wait_for_quiet(Duration::from_millis(20));
        session.keys("\x1b");
        session.wait_for_quiet(Duration::from_millis(50));
        if session.child.try_wait().expect("a child").is_none() {
            session.signal(rustix::process::Signal::TERM);
        }
        session.end();
        session.assert_restored();
        let bytes = session.written().bytes.clone();
        assert!(session.frames() > 40, "{} frames", session.frames());
        assert_own(&bytes, Reader::Screen, "the panes");
    }
}

#[test]
fn lines_on_a_terminal_are_lines_and_a_second_screen_shows_no_more_than_the_first() {
    let trap = Trap::new(&poison());
    let pack = trap.pack().to_str().expect("UTF-8").to_owned();
    let state = state_folder();
    for arguments in [
        &["show", "bad"][..],
        &["notes"],
        &["country", "peru"],
        &["checklist"],
        &["show", &trap.poison.replace('\0', "")],
        &["tour", "walk"],
    ] {
        let mut session = Session::start_args(&trap.state(), &[arguments, &["--content", &pack]].concat(), &[], (80, 24));
        session.end();
        assert_own(&session.written().bytes, Reader::Lines, &format!("{arguments:?}"));
    }
    let runtime = [("XDG_RUNTIME_DIR", state.path().to_str().expect("a path"))];
    let mut show = Session::start_args(state.path(), &["present", "walk", "--content", &pack], &runtime, (80, 24));
    show.wait_for_screen("the projector", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    for audience in [false, true] {
        let arguments = ["follow", "--content", pack.as_str(), "--audience"];
        let mut second = Session::start_args(state.path(), &arguments[..if audience { 4 } else { 3 }], &runtime, (80, 24));
        second.wait_for_screen("the show", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
        show.keys("  ");
        second.wait_for_quiet(Duration::from_millis(200));
        second.keys("q");
        second.end();
        assert_own(&second.written().bytes, Reader::Screen, "the second screen");
    }
    show.keys("qq");
    show.end();
    assert_own(&show.written().bytes, Reader::Screen, "the projector");
    // Where the terminal makes letters large, it is handed them in a sequence.
    let large = [runtime[0], ("VEREDA_TEXT_SIZING", "on")];
    let mut show = Session::start_args(state.path(), &["present", "walk", "--content", &pack], &large, (120, 40));
    show.wait_for_quiet(Duration::from_millis(300));
    for key in [" ", " ", "]", "g", "v", "G"] {
        show.keys(key);
        show.wait_for_quiet(Duration::from_millis(40));
    }
    show.keys("\x03");
    show.end();
    assert!(count(&show.written().bytes, b"\x1b]66;") > 0, "there are large letters");
    assert_own(&show.written().bytes, Reader::Screen, "large letters");
}
