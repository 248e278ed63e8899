//! What is to be read elsewhere: the manual page, completions, the key card; and what the first start says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use vereda::cli::json_shapes::{OWN, RECORD, SHAPES};
use vereda::tui::keys::rows;

const LANGUAGES: [&str; 3] = ["en", "es", "pt"];

/// Runs it with its state in a folder; gives what it prints.
fn run(state: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
    let command = command.env_clear().env("VEREDA_STATE", state).env("LC_ALL", "C.UTF-8").args(arguments);
    let Output { status, stdout, stderr } = command.output().expect("it runs");
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("UTF-8")
}

fn out(arguments: &[&str]) -> String {
    run(tempfile::tempdir().expect("a folder").path(), arguments)
}

/// As it is printed, without what roff needs.
fn plain(page: &str) -> String {
    let page = page.replace("\\-", "-").replace("\\(dq", "\"").replace("\\(aq", "'").replace("\\(ti", "~").replace("\\&", "");
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_manual_page_tells_every_command_option_and_key() {
    for language in LANGUAGES {
        let page = plain(&out(&["man", "--lang", language]));
        for row in rows() {
            assert!(page.contains(row.command), "{language}: {}", row.command);
        }
        let mut open = vec![Vec::<String>::new()];
        let mut seen = 0;
        while let Some(path) = open.pop() {
            let help = out(&path.iter().map(String::as_str).chain(["--help"]).collect::<Vec<_>>());
            let part = |title: &str| {
                let lines = help.lines().skip_while(|line| *line != title).skip(1).take_while(|line| line.starts_with(' '));
                lines.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
            };
            for line in part("Commands:") {
                let name = line.split(' ').next().unwrap_or_default().to_owned();
                open.push(path.iter().cloned().chain([name]).collect());
            }
            for option in part("Options:").iter().filter_map(|line| line.split([' ', ',']).find(|word| word.starts_with("--"))) {
                assert!(page.contains(option), "{language} {path:?}: {option}");
            }
            assert!(page.contains(&format!("vereda {}", path.join(" "))), "{language}: {path:?}");
            seen += 1;
        }
        assert!(seen > 30, "{seen}");
    }
}

#[test]
fn the_manual_page_has_the_keys_as_they_are_set() {
    let state = tempfile::tempdir().expect("a folder");
    fs::write(state.path().join("config.toml"), "[keys]\nquit = \"f12\"\n").expect("written");
    assert!(run(state.path(), &["man"]).contains(".B F12\n"));
    assert!(run(state.path(), &["keys"]).contains("F12"));
}

/// The names in a shape or a value.
fn names_in(shape: &str) -> BTreeSet<String> {
    shape.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect()
}

fn names_of(value: &Value, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            out.insert(name.clone());
            names_of(value, out);
        }),
        Value::Array(values) => values.iter().for_each(|value| names_of(value, out)),
        _ => {}
    }
}

#[test]
fn the_manual_page_has_the_names_that_json_has() {
    let state = tempfile::tempdir().expect("a folder");
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| run(state.path(), arguments);
    run(&["notes", "add", "trafficking.25", "Ask"]);
    run(&["checklist", "set", "7", "done"]);
    let file = folder.path().join("kept.toml").to_string_lossy().into_owned();
    let pack = crate::fixture::content_folder().to_string_lossy().into_owned();
    // What each shape is of; none for what is a list of problems, which the bundled report does not have.
    let asked: &[&[&str]] = &[
        &["search", "corruption", "--json"],
        &["search", "corruption", "--all", "--json"],
        &["country", "ecuador", "--json"],
        &["country", "--json"],
        &["checklist", "--json"],
        &["checklist", "lists", "--json"],
        &["notes", "--json"],
        &["tour", "--json"],
        &["tour", "front-line", "--json"],
        &[],
        &["config", "show", "--json"],
        &["config", "path", "--json"],
        &["state", "path", "--json"],
        &["state", "export", &file, "--json"],
        &["state", "import", &file, "--json"],
        &["state", "wipe", "--yes", "--json"],
        &["library", "--json"],
        &["library", "add", &pack, "--name", "x", "--json"],
        &["library", "remove", "x", "--yes", "--json"],
        &["keys", "--json"],
    ];
    assert_eq!(asked.len(), SHAPES.len());
    let mut records = BTreeSet::new();
    for kind in OWN {
        let mut own = BTreeSet::new();
        run(&["export", &format!("{}s", kind.0), "--format", "jsonl"])
            .lines()
            .for_each(|line| names_of(&serde_json::from_str(line).expect("JSON"), &mut own));
        let told: BTreeSet<String> = names_in(RECORD).union(&names_in(kind.1)).cloned().collect();
        assert_eq!(own, told, "{}", kind.0);
        records.extend(own);
    }
    for (arguments, (name, shape)) in asked.iter().zip(SHAPES).filter(|(arguments, _)| !arguments.is_empty()) {
        let mut names = BTreeSet::new();
        names_of(&serde_json::from_str(&run(arguments)).expect("JSON"), &mut names);
        let told = names_in(shape);
        let only = |name: &String| !shape.contains("RECORD") || !records.contains(name) || told.contains(name);
        assert_eq!(names.into_iter().filter(only).collect::<BTreeSet<_>>(), told, "{name}");
    }
}

#[test]
fn completions_know_every_command_in_each_language() {
    for language in LANGUAGES {
        for shell in ["bash", "zsh", "fish", "powershell"] {
            let script = out(&["completions", shell, "--lang", language]);
            for word in ["checklist", "completions", "not-applicable", "content"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }
    // The shells that are there read them.
    for (shell, arguments) in [("bash", ["-n"]), ("zsh", ["-n"]), ("fish", ["-n"])] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("script");
        fs::write(&file, out(&["completions", shell])).expect("written");
        if let Ok(output) = Command::new(shell).args(arguments).arg(&file).output() {
            assert!(output.status.success() && output.stderr.is_empty(), "{shell}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn groff_reads_the_manual_page_without_a_warning() {
    for language in LANGUAGES {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("vereda.1");
        fs::write(&file, out(&["man", "--lang", language])).expect("written");
        // Where there is no groff it cannot be asked.
        if let Ok(output) = Command::new("groff").args(["-ww", "-k", "-Tutf8", "-man"]).arg(&file).env("LC_ALL", "C.UTF-8").output() {
            assert!(output.status.success() && output.stderr.is_empty(), "{language}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
}

#[test]
fn the_key_cards_are_current() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for language in LANGUAGES {
        for form in ["md", "html"] {
            let path = docs.join(language).join(format!("keys.{form}"));
            let card = out(&["keys", "--format", form, "--lang", language]);
            let stored = fs::read_to_string(&path).unwrap_or_default();
            assert!(stored == card, "{}: packaging/docs.sh writes it anew", path.display());
        }
    }
}

#[test]
fn the_release_is_the_same_everywhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changes = fs::read_to_string(root.join("CHANGELOG.md")).expect("read");
    let release = format!("## {} ({})", env!("CARGO_PKG_VERSION"), vereda::cli::man::DATE);
    assert!(changes.contains(&release), "CHANGELOG.md has no {release}");
}

#[cfg(target_os = "linux")]
mod first_start {
    use crate::pty::{Session, state_folder};

    const GREETS: [(&str, &str); 1] = [("VEREDA_GREETING", "")];

    #[test]
    fn is_greeted_until_the_first_key_and_never_again() {
        for (size, language, welcome) in [((80, 24), "en", "Welcome"), ((40, 12), "es", "bienvenida"), ((120, 30), "pt", "Boas-vindas")] {
            let state = state_folder();
            let arguments = ["--lang", language];
            let mut session = Session::start_args(state.path(), &arguments, &GREETS, size);
            session.wait_for_text(welcome);
            for key in ["/ ", "c ", "]"] {
                assert!(session.written().emulator.screen().contents().contains(key), "{language}: {key}");
            }
            session.keys("j");
            session.wait_for_screen("the text alone", |screen| !screen.contents().contains(welcome));
            session.keys("q");
            assert!(session.end().success());
            let session = Session::start_args(state.path(), &arguments, &GREETS, size);
            session.wait_for_screen("the text", |screen| screen.contents().contains(".1"));
            assert!(!session.written().emulator.screen().contents().contains(welcome));
        }
    }

    #[test]
    fn says_the_keys_as_they_are_set() {
        let state = state_folder();
        std::fs::write(state.path().join("config.toml"), "[keys]\npick-country = \"f9\"\n").expect("written");
        let session = Session::start_args(state.path(), &[], &GREETS, (80, 24));
        session.wait_for_text("F9 finds a country");
    }

    #[test]
    fn is_not_greeted_where_nothing_is_kept_or_a_group_looks_on() {
        for arguments in [&["--private"][..], &["present", "front-line"]] {
            let state = state_folder();
            let session = Session::start_args(state.path(), arguments, &GREETS, (80, 24));
            session.wait_for_screen("a page", |screen| !screen.contents().trim().is_empty());
            assert!(!session.written().emulator.screen().contents().contains("Welcome"), "{arguments:?}");
        }
    }
}
