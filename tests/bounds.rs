//! Whatever a pack holds, the program ends with what it says or with one line that tells what is wrong and where: never with a stack overflow,
//! never with all the memory, never late. The real binary, with a limit to its memory.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::fixture::pack;
use crate::pty::{Session, state_folder};

/// Memory that a run may ask for, in kB: a hundred times what the report takes, and little on a machine that has none.
const MOST_MEMORY: u32 = 1_500_000;
/// How long a run may take: what takes a moment in what people run takes longer in a debug build on a machine that is busy.
const LONG: Duration = Duration::from_secs(15);

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new("sh");
    command.env_clear().env("LC_ALL", "C.UTF-8").env("VEREDA_STATE", "/nonexistent/state").stdin(Stdio::null());
    command.args(["-c", &format!("ulimit -v {MOST_MEMORY}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_vereda")]).args(arguments);
    let started = Instant::now();
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    assert!(started.elapsed() < LONG, "{arguments:?} took {:?}", started.elapsed());
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// Texts of one section each that are too much of something.
fn excesses() -> Vec<(&'static str, String)> {
    let many = |count: usize, text: &dyn Fn(usize) -> String| (0..count).map(text).collect::<String>();
    vec![
        ("a line of 100,000 signs", "word ".repeat(20_000)),
        ("a word of 100,000 signs", "x".repeat(100_000)),
        ("10,000 headings", many(10_000, &|nth| format!("# H{nth}\n\ntext\n\n"))),
        ("a table of 1,000 columns", format!("|{}\n|{}\n|{}\n", "a|".repeat(1_000), "-|".repeat(1_000), "b|".repeat(1_000))),
        ("a table of 20,000 rows", format!("|a|b|\n|-|-|\n{}", "|b|c|\n".repeat(20_000))),
        ("a million >", format!("{} x", ">".repeat(1_000_000))),
        ("a million [", "[".repeat(1_000_000)),
        ("a million *", format!("{}x", "*a_ ".repeat(250_000))),
        ("100,000 pieces of code", "`a`b".repeat(100_000)),
        ("100,000 links that do not end", "[a](".repeat(100_000)),
        ("50,000 words that are found", "[word](http://x/) ".repeat(50_000)),
        ("lists 2,000 deep", many(2_000, &|nth| format!("{}- x\n", "  ".repeat(nth)))),
        ("20,000 footnotes", format!("{}\n\n{}", many(20_000, &|nth| format!("[^{nth}] ")), many(20_000, &|nth| format!("[^{nth}]: t\n")))),
        ("200 kB of combining marks", format!("# T{0}\n\na{0} b\n", "\u{301}".repeat(100_000))),
        ("a cluster of 100,000 letters", format!("{}\n\nᄀ{}", "क्".repeat(50_000), "ᅡ".repeat(100_000))),
    ]
}

#[test]
fn a_text_that_is_too_much_of_something_is_shown_all_the_same() {
    let queue = Mutex::new(excesses());
    let next = || queue.lock().expect("a queue").pop();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((what, text)) = next() {
                    let folder = pack(&[("en/01-a.md", &text)]);
                    let path = folder.path().to_str().expect("a path");
                    for arguments in [&["show", "a.1"][..], &["export", "--format", "md"], &["search", "word", "text"], &["check", path]] {
                        let content = if arguments[0] == "check" { vec![] } else { vec!["--content", path] };
                        let (code, stdout, stderr) = run(&[arguments, &content].concat());
                        assert!(
                            matches!(code, Some(0 | 1)) && (arguments[0] == "search" || !stdout.is_empty()) && stderr.len() < 500,
                            "{what}: {arguments:?}: {code:?} {stderr}"
                        );
                    }
                    let state = state_folder();
                    let mut session = Session::start_args(state.path(), &["--content", path], &[], (80, 24));
                    session.wait_for_screen(what, |screen| screen.contents().contains("? help") && screen.contents().contains("a.1"));
                    session.keys("Gg]j");
                    session.wait_for_quiet(Duration::from_millis(100));
                    session.signal(Signal::TERM);
                    assert_eq!(session.end().exit_code(), 143, "{what}");
                    session.assert_restored();
                }
            });
        }
    });
}

/// What is wrong with a pack of this, in one line.
fn refused(prepare: impl FnOnce(&Path)) -> String {
    let folder = pack(&[("en/01-a.md", "# A\n\nText\n")]);
    prepare(folder.path());
    let path = folder.path().to_str().expect("a path");
    let mut said = String::new();
    for arguments in [["export", "--content", path].as_slice(), &["check", path]] {
        let (code, stdout, stderr) = run(arguments);
        assert_eq!((code, stderr.lines().count()), (Some(2), 1), "{arguments:?}: {stderr}");
        // A check lists what is wrong; the others say it where errors stand.
        let told = if arguments[0] == "check" && !stdout.is_empty() { stdout } else { stderr };
        assert_eq!(told.lines().count(), 1, "{arguments:?}: {told}");
        if arguments[0] != "check" {
            said = told.replace(path, "");
        }
    }
    said
}

#[test]
fn what_cannot_be_read_is_one_line_with_its_place() {
    let write = |name: &'static str, text: &'static [u8]| move |folder: &Path| fs::write(folder.join(name), text).expect("written");
    let deep = |text: String| move |folder: &Path| fs::write(folder.join("glossary.toml"), text).expect("written");
    for (said, place) in [
        (refused(deep(format!("\n\na = {}{}", "[".repeat(10_000), "]".repeat(10_000)))), "/glossary.toml:3:"),
        (refused(deep(format!("a = {}1{}", "{b=".repeat(10_000), "}".repeat(10_000)))), "/glossary.toml:1:"),
        (refused(deep(format!("\n[{}]", vec!["a"; 10_000].join(".")))), "/glossary.toml:2"),
        (refused(deep(format!("x = 1\n{} = 1", vec!["a"; 10_000].join(".")))), "/glossary.toml:2"),
        (refused(write("report.toml", b"[report]\ntitle = \"\xff\"\n")), "/report.toml: line 2"),
        (refused(write("en/01-a.md", b"# A\n\nText \xe9 in Latin-1\n")), "/en/01-a.md: line 3"),
        (refused(write("report.toml", b"")), "/report.toml:"),
        (refused(write("report.toml", b"\x00\x00\x00")), "/report.toml:1:"),
        (refused(write("report.toml", b"[report]\r\ntitle = 3\r\nlanguages = [\"en\"]\r\n")), "/report.toml:2:"),
        (refused(|folder| fs::create_dir(folder.join("laws.toml")).expect("made")), "/laws.toml: "),
        (refused(|folder| fs::create_dir(folder.join("en/02-b.md")).expect("made")), "/en/02-b.md: "),
        (refused(|folder| symlink("/dev/zero", folder.join("en/02-b.md")).expect("linked")), "/en/02-b.md: "),
        (refused(|folder| symlink("/dev/zero", folder.join("figures.toml")).expect("linked")), "/figures.toml: "),
        (refused(|folder| symlink("/dev/tty", folder.join("figures.toml")).expect("linked")), "/figures.toml: "),
        (refused(|folder| symlink("01-b.md", folder.join("en/01-b.md")).expect("linked")), "/en/01-b.md: "),
        (
            refused(|folder| {
                let made = Command::new("mkfifo").arg(folder.join("en/02-b.md")).status().expect("run");
                assert!(made.success());
            }),
            "/en/02-b.md: ",
        ),
        // A file without end: only its length is there, no byte of it on the disk.
        (
            refused(|folder| fs::File::create(folder.join("sources.toml")).and_then(|file| file.set_len(1 << 40)).expect("made")),
            "/sources.toml: ",
        ),
    ] {
        assert!(said.starts_with("vereda: ") && said.contains(place) && said.len() < 400, "{place} is not in {said}");
    }
    for folder in ["/dev/zero", "/dev/null", "/", "", "/proc/self", "\n"] {
        let (code, stdout, stderr) = run(&["export", "--content", folder]);
        // An empty name is the folder one is in.
        assert!(code == Some(2) && stdout.is_empty() && stderr.lines().count() == 1, "{folder:?}: {code:?} {stderr}");
    }
}

#[test]
fn files_of_other_systems_and_of_nothing_are_read() {
    for text in ["", "\u{feff}", "\n\n\n", "<!-- page 1 -->", "---\n"] {
        let folder = pack(&[("en/01-a.md", text), ("en/02-b.md", "\u{feff}# B\r\n\r\nFirst\r\nline\r\n")]);
        let path = folder.path().to_str().expect("a path");
        let (code, stdout, stderr) = run(&["show", "b", "--content", path]);
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{text:?}");
        assert!(stdout.contains("First line") && !stdout.contains('\r'), "{stdout}");
        let state = state_folder();
        let mut session = Session::start_args(state.path(), &["--content", path], &[], (80, 24));
        session.wait_for_text("First line");
        session.keys("q");
        assert!(session.end().success());
    }
    let folder = pack(&[
        ("report.toml", "\u{feff}[report]\r\ntitle = \"T\"\r\nlanguages = [\"en\"]\r\n"),
        ("en/01-a.md", "text\n"),
        ("glossary.toml", "\u{feff}"),
        ("laws.toml", ""),
    ]);
    let (code, stdout, _) = run(&["export", "--content", folder.path().to_str().expect("a path")]);
    assert!(code == Some(0) && stdout.contains("# T"));
    // A pack of no text at all.
    let folder = pack(&[("en/01-a.md", "")]);
    let path = folder.path().to_str().expect("a path");
    let (code, ..) = run(&["show", "a", "--content", path]);
    assert!(matches!(code, Some(0..=2)));
    let state = state_folder();
    let mut session = Session::start_args(state.path(), &["--content", path], &[], (80, 24));
    session.wait_for_screen("a screen", |screen| screen.contents().contains("? help"));
    session.keys("jG]12345\x03");
    assert!(session.end().success());
    session.assert_restored();
}
