//! Vereda from outside, in a pseudo-terminal, beside a floor, `less` and a program in C: `cargo bench --bench outside`.
//!
//! `cargo bench --bench outside -- --write` puts the figures into `benches/README.md`, which says what each means. `--quick` measures less
//! often, `--no-scale` leaves the large reports out.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]
#![allow(clippy::cast_precision_loss, reason = "no file and no count is so large")]

mod floor;
mod measures;
mod scale;
mod session;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use measures::{Effort, Subject};
use session::Program;

/// What stands on the first screen of the report, and of no other, however it is drawn.
const READY: &str = "Global Alliance Against Traffic";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // The floor is this program too, so that both are built alike.
    if let [mode, file] = &*arguments
        && mode == "--floor"
    {
        return floor::run(file).unwrap_or_else(|error| eprintln!("{error}"));
    }
    let is = |name: &str| arguments.iter().any(|argument| argument == name);
    let effort = if is("--quick") { Effort { starts: 5, rounds: 1 } } else { Effort { starts: 31, rounds: 3 } };
    let folder = tempfile::tempdir().expect("a folder");
    let sections = sections();
    let text = folder.path().join("report.md");
    fs::write(&text, sections.join("\n")).expect("written");
    let subjects = subjects(folder.path(), &text);
    let mut out = table::machine(effort);
    for size in [(80, 24), (100, 30)] {
        eprintln!("measuring {} programs at {} x {} …", subjects.len(), size.0, size.1);
        let figures = measures::measure(&subjects, size, effort);
        out.push_str(&table::programs(size, &subjects, &figures));
    }
    if !is("--no-scale") {
        let reports = scale::measure(&subjects[0].program, &sections, &[6_500_000, 65_000_000]);
        out.push_str(&table::scale(&reports));
    }
    println!("{out}");
    if is("--write") {
        table::write(&root().join("benches/README.md"), &out).expect("benches/README.md");
    }
}

fn root() -> PathBuf {
    env!("CARGO_MANIFEST_DIR").into()
}

/// The Markdown of the English edition, a text a section.
fn sections() -> Vec<String> {
    let folder = fs::read_dir(root().join("content/en")).expect("content/en");
    let mut paths: Vec<PathBuf> =
        folder.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a section")).collect()
}

/// Vereda first, the floor second, then what else there is on this machine.
fn subjects(folder: &Path, text: &Path) -> Vec<Subject> {
    let file = text.display().to_string();
    let program = |path: PathBuf, arguments: &[&str], quit| Program {
        path,
        arguments: arguments.iter().map(ToString::to_string).collect(),
        ready: READY,
        quit,
    };
    let this = std::env::current_exe().expect("this program");
    let mut subjects = vec![
        Subject {
            name: "Vereda",
            program: program(released(), &["--lang", "en"], "\x03"),
            moves: true,
            section: Some("]"),
            searches: true,
        },
        Subject { name: "floor", program: program(this, &["--floor", &file], "q"), moves: true, section: Some("]"), searches: false },
    ];
    match found("less") {
        Some(less) => {
            subjects.push(Subject { name: "less", program: program(less, &[&file], "q"), moves: true, section: None, searches: false });
        }
        None => eprintln!("no less here"),
    }
    match compiled(folder) {
        Some(paint) => {
            subjects.push(Subject { name: "C", program: program(paint, &[&file], "q"), moves: false, section: None, searches: false });
        }
        None => eprintln!("no C compiler here"),
    }
    subjects
}

/// The program as people build it: what Cargo builds for a benchmark has the features of the tests' libraries in it, other hashes in its names, and
/// so its functions in another order.
fn released() -> PathBuf {
    let folder = root().join("target/released");
    eprintln!("building the program as it is released …");
    let done =
        Command::new(env!("CARGO")).args(["build", "--release", "--quiet", "--target-dir"]).arg(&folder).current_dir(root()).status();
    assert!(done.is_ok_and(|status| status.success()), "cargo build --release");
    folder.join("release/vereda")
}

fn found(name: &str) -> Option<PathBuf> {
    ["/usr/local/bin", "/usr/bin", "/bin"].into_iter().map(|folder| Path::new(folder).join(name)).find(|path| path.is_file())
}

/// The program in C, where there is a compiler.
fn compiled(folder: &Path) -> Option<PathBuf> {
    let program = folder.join("paint");
    let source = root().join("benches/outside/paint.c");
    let done = Command::new(found("cc")?).args(["-O2", "-s", "-o"]).arg(&program).arg(source).status();
    done.is_ok_and(|status| status.success()).then_some(program)
}
