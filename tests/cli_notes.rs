//! Notes, and all that is kept, as a person runs the commands in a pipe.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use vereda::text::sanitize::clean;

/// Runs it with its state in a folder; gives exit code, standard output and standard error.
fn run(state: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("vereda").expect("the program");
    let output = command.env_clear().arg("--state").arg(state).args(arguments).output().expect("it ran");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

/// What is printed, of a run that did what was asked.
fn done(state: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(state, arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

/// The one line on standard error, of a run that ended so.
fn failed(state: &Path, arguments: &[&str], code: i32) -> String {
    let (got, stdout, stderr) = run(state, arguments);
    assert_eq!((got, stdout.as_str()), (code, ""), "{arguments:?}: {stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn name(path: &Path) -> &str {
    path.to_str().expect("a name")
}

#[test]
fn notes_are_added_shown_and_removed() {
    let state = folder();
    let state = state.path();
    assert!(failed(state, &["notes"], 1).contains("vereda notes add"));
    assert!(!state.join("marks.toml").exists());
    let added = json(&done(state, &["notes", "add", "trafficking.25", "Ask", "the ministry\n\nsoon", "--json"]));
    assert_eq!((&added["kind"], &added["text"]), (&"note".into(), &"Ask the ministry\n\nsoon".into()));
    assert!(added["quote"].as_str().is_some_and(|quote| quote.starts_with("In the same way")), "{added}");
    // Whatever has an address can have a note, however it is called.
    for (typed, address) in [("Brasil", "brazil"), ("context", "context"), ("rec:7", "rec:07"), ("coyotes", "term:coyotes")] {
        assert_eq!(json(&done(state, &["notes", "add", typed, "x", "--json"]))["address"], address);
    }
    done(state, &["notes", "add", "ecuador", "--kind", "bookmark"]);
    let label = json(&done(state, &["notes", "add", "ecuador", "Monday", "--kind", "bookmark", "--json"]));
    let bookmarks = json(&done(state, &["notes", "--kind", "bookmark", "--json"]));
    assert_eq!((bookmarks.as_array().map(Vec::len), &bookmarks[0]["text"], &bookmarks[0]["id"]), (Some(1), &"Monday".into(), &label["id"]));
    failed(state, &["notes", "show", "--kind", "question"], 1);

    let text = done(state, &["notes"]);
    let rows: Vec<&str> = text.lines().skip(1).collect();
    let places: Vec<&str> = rows.iter().map(|row| row.split(" | ").nth(2).expect("a cell")).collect();
    assert_eq!(places, ["context", "trafficking.25", "brazil", "ecuador", "rec:07", "term:coyotes"]);
    // Its name in the list is enough to remove it.
    for row in &rows[1..] {
        let id = row.split(" | ").next().expect("an id");
        assert!(done(state, &["notes", "remove", id]).starts_with("Removed:\n"));
        failed(state, &["notes", "remove", id], 1);
    }
    let all = json(&done(state, &["notes", "--json"]));
    assert_eq!((all.as_array().map(Vec::len), &all[0]["address"]), (Some(1), &"context".into()));
    // What was removed is forgotten.
    let file = fs::read_to_string(state.join("marks.toml")).expect("read");
    assert!(!file.contains("ministry") && !file.contains("In the same way"), "{file}");
}

#[test]
fn what_cannot_be_done_is_one_line() {
    let state = folder();
    let state = state.path();
    failed(state, &["notes", "add", "nowhere.1", "x"], 1);
    assert!(failed(state, &["notes", "add", "trafficking.25"], 2).contains("needs words"));
    failed(state, &["notes", "add", "trafficking.25", " \n "], 2);
    failed(state, &["notes", "add", "trafficking.25", "x", "--kind", "question"], 2);
    assert!(failed(state, &["notes", "add", "trafficking.25", &"é".repeat(20_001)], 2).contains("20000"));
    failed(state, &["notes", "remove", ""], 1);
    failed(state, &["notes", "export"], 1);
    assert!(!state.join("marks.toml").exists());
    for _ in 0..2 {
        done(state, &["notes", "add", "trafficking.25", &"é".repeat(20_000)]);
    }
    let ids = fs::read_to_string(state.join("marks.toml")).expect("read").replacen("id = \"", "id = \"0000", 2);
    fs::write(state.join("marks.toml"), ids).expect("written");
    assert!(failed(state, &["notes", "remove", "0000"], 2).contains("2 notes"));
    assert!(failed(state, &["notse"], 2).contains("notes"));
    assert!(failed(state, &["sate"], 2).contains("state"));
}

#[test]
fn notes_are_for_others_in_every_form() {
    let state = folder();
    done(state.path(), &["notes", "add", "trafficking.25", "# one\n<b>two</b>\n=SUM(A1)"]);
    for (format, part) in [
        ("md", "\\# one  \n\\<b\\>two\\</b\\>  \n\\=SUM(A1)"),
        ("txt", "Note, "),
        ("html", "# one<br>&lt;b&gt;two&lt;/b&gt;<br>=SUM(A1)"),
        ("csv", "\"# one\n<b>two</b>\n=SUM(A1)\""),
        ("jsonl", "\"# one\\n<b>two</b>\\n=SUM(A1)\""),
    ] {
        let text = done(state.path(), &["notes", "export", "--format", format]);
        assert!(text.contains(part) && text.contains("Vivian Cartagena"), "{format}: {text}");
        failed(state.path(), &["notes", "export", "--format", format, "--kind", "check"], 1);
    }
}

#[test]
fn hostile_notes_are_shown_and_not_obeyed() {
    let state = folder();
    let hostile = "\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m\\u202e\\u200b";
    let long = "x".repeat(100_000);
    let mark = |id: &str, kind: &str| {
        format!(
            "[[mark]]\nid = \"{id}\"\nkind = \"{kind}\"\nreport = \"{}\"\naddress = \"trafficking.25{hostile}\"\n\
             quote = \"{hostile}{long}\"\ntext = \"{hostile}{long}\"\nfingerprint = \"{hostile}\"\nchanged = 9223372036854775807\n",
            vereda::report::Report::bundled().identity()
        )
    };
    let text = format!("version = 1\n{}{}", mark(hostile, "note"), mark(&format!("b{hostile}{long}"), "question"));
    fs::write(state.path().join("marks.toml"), &text).expect("written");
    fs::write(state.path().join("theirs.toml"), &text).expect("written");
    let theirs = state.path().join("theirs.toml");
    for arguments in [
        &["notes"][..],
        &["notes", "--json"],
        &["notes", "export"],
        &["notes", "export", "--format", "txt"],
        &["notes", "export", "--format", "html"],
        &["notes", "export", "--format", "csv"],
        &["notes", "export", "--format", "jsonl"],
        &["state", "path"],
        &["state", "import", name(&theirs)],
        &["state", "export", "-"],
        &["notes", "remove", "␛"],
    ] {
        let (code, stdout, stderr) = run(state.path(), arguments);
        assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
        assert!(!stdout.is_empty() && clean(&stdout) == stdout, "{arguments:?}");
    }
}

#[test]
fn all_that_is_kept_goes_to_another_computer_and_back() {
    let (here, there, stick) = (folder(), folder(), folder());
    let file = stick.path().join("all.toml");
    failed(here.path(), &["state", "export", name(&file)], 1);
    assert!(!file.exists());
    done(here.path(), &["notes", "add", "trafficking.25", "mine"]);
    done(here.path(), &["checklist", "note", "7", "We wrote"]);
    fs::write(here.path().join("place.toml"), "version = 1\n[[visit]]\nreport = \"R\"\nplace = { address = \"a.1\", language = \"es\" }\n")
        .expect("written");
    let counts = json(&done(here.path(), &["state", "export", name(&file), "--json"]));
    assert_eq!((&counts["marks"], &counts["actions"], &counts["places"]), (&1.into(), &1.into(), &1.into()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    }
    // Never overwritten unasked.
    let before = fs::read(&file).expect("read");
    done(here.path(), &["notes", "add", "trafficking.26", "later"]);
    failed(here.path(), &["state", "export", name(&file)], 2);
    assert_eq!(fs::read(&file).expect("read"), before);
    done(here.path(), &["state", "export", name(&file), "--force"]);
    assert_eq!(done(here.path(), &["state", "export", "-"]).into_bytes(), fs::read(&file).expect("read"));
    assert!(failed(here.path(), &["state", "export", name(&stick.path().join("no/all.toml"))], 2).contains("no/all.toml"));

    done(there.path(), &["notes", "add", "trafficking.25", "yours"]);
    let changed = json(&done(there.path(), &["state", "import", name(&file), "--json"]));
    assert_eq!(changed, serde_json::json!({ "marks": 2, "actions": 1, "places": 1, "tours": 0 }));
    let again = json(&done(there.path(), &["state", "import", name(&file), "--json"]));
    assert_eq!(again, serde_json::json!({ "marks": 0, "actions": 0, "places": 0, "tours": 0 }));
    let notes = done(there.path(), &["notes"]);
    assert!(notes.contains("mine") && notes.contains("yours") && notes.contains("later"), "{notes}");
    assert!(done(there.path(), &["checklist"]).contains("We wrote"));
    assert_eq!(fs::read_dir(stick.path()).expect("read").count(), 1, "nothing is left beside it");
    // What is removed in one place goes in the other.
    let all = json(&done(there.path(), &["notes", "--json"]));
    let mine = all.as_array().into_iter().flatten().find(|note| note["text"] == "mine").expect("a note");
    let id = mine["id"].as_str().expect("an id");
    done(there.path(), &["notes", "remove", id]);
    done(there.path(), &["state", "export", name(&file), "--force"]);
    done(here.path(), &["state", "import", name(&file)]);
    assert!(!done(here.path(), &["notes"]).contains("mine"));
}

#[test]
fn a_file_that_is_no_good_changes_nothing() {
    let (state, desk) = (folder(), folder());
    done(state.path(), &["notes", "add", "trafficking.25", "mine"]);
    let before = fs::read(state.path().join("marks.toml")).expect("read");
    let file = desk.path().join("bad.toml");
    for (text, part) in [
        ("version = 1\n[[mark]]\nid = \"\u{e9}\" 7\n", "bad.toml:3:10: "),
        ("version = 1\n[[mark]]\nid = \"a\"\nkind = \"note\"\n[[mark]]\nid = 3\nkind = \"note\"\n", "bad.toml:6:6: "),
        ("version = 2\n[[mark]]\nid = \"a\"\nkind = \"note\"\n", "newer Vereda"),
        ("", "nothing in this file"),
        ("name = \"x\"\n", "nothing in this file"),
        ("{\"id\":1}", "bad.toml:1:"),
    ] {
        fs::write(&file, text).expect("written");
        let error = failed(state.path(), &["state", "import", name(&file)], 2);
        assert!(error.contains(part) && error.contains("Nothing was imported"), "{text}: {error}");
    }
    fs::write(&file, b"version = 1\n\xff").expect("written");
    assert!(failed(state.path(), &["state", "import", name(&file)], 2).contains("line 2"));
    failed(state.path(), &["state", "import", name(desk.path())], 2);
    failed(state.path(), &["state", "import", name(&desk.path().join("none"))], 2);
    // A part of what is kept that this program must not change holds up the rest.
    fs::write(&file, "version = 1\n[[mark]]\nid = \"a\"\nkind = \"note\"\n").expect("written");
    fs::write(state.path().join("checklists.toml"), "version = 2\n").expect("written");
    let error = failed(state.path(), &["state", "import", name(&file)], 2);
    assert!(error.contains("checklists.toml") && error.contains("newer Vereda"), "{error}");
    failed(state.path(), &["state", "export", name(&desk.path().join("new"))], 2);
    assert_eq!(fs::read(state.path().join("marks.toml")).expect("read"), before);
}

#[test]
fn wiping_takes_all_of_ours_and_nothing_of_theirs() {
    let state = folder();
    done(state.path(), &["notes", "add", "trafficking.25", "secret"]);
    done(state.path(), &["checklist", "set", "7", "done"]);
    fs::write(state.path().join("marks.damaged-3.toml"), "secret").expect("written");
    fs::write(state.path().join(".marks.toml-abc.tmp"), "secret").expect("written");
    for theirs in ["thesis.txt", "notes.toml", "marks.toml.bak", ".bashrc"] {
        fs::write(state.path().join(theirs), "mine").expect("written");
    }
    // No one to ask.
    let count = || fs::read_dir(state.path()).expect("read").count();
    let before = count();
    assert!(failed(state.path(), &["state", "wipe"], 2).contains("--yes"));
    assert_eq!(count(), before);
    let kinds: Vec<Value> = json(&done(state.path(), &["state", "path", "--json"])).as_array().expect("a list").clone();
    let kinds: Vec<&str> = kinds.iter().filter(|kept| kept["exists"] == true).map(|kept| kept["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["folder", "checklists", "marks", "lock", "damaged", "temporary", "lock"]);
    let removed = json(&done(state.path(), &["state", "wipe", "--yes", "--json"]));
    assert_eq!(removed["removed"].as_array().map(Vec::len), Some(4), "{removed}");
    let mut left: Vec<String> =
        fs::read_dir(state.path()).expect("read").flatten().map(|entry| entry.file_name().into_string().expect("a name")).collect();
    left.sort();
    assert_eq!(left, [".bashrc", "marks.toml.bak", "notes.toml", "thesis.txt"]);
    assert!(done(state.path(), &["state", "wipe"]).contains("nothing"));
    // Where nothing else is, the folder goes as well.
    let inner = state.path().join("inner");
    done(&inner, &["notes", "add", "trafficking.25", "secret"]);
    done(&inner, &["state", "wipe", "--yes"]);
    assert!(!inner.exists());
}

#[test]
fn private_reads_nothing_and_writes_nothing() {
    let state = folder();
    done(state.path(), &["notes", "add", "trafficking.25", "zzyzx"]);
    done(state.path(), &["checklist", "note", "7", "zzyzx"]);
    let before = fs::read_dir(state.path()).expect("read").count();
    failed(state.path(), &["--private", "notes"], 1);
    for arguments in [&["checklist"][..], &["checklist", "lists"], &["checklist", "export"], &["open", "about.1"], &["show", "about.1"]] {
        assert!(!done(state.path(), &[&["--private"], arguments].concat()).contains("zzyzx"), "{arguments:?}");
    }
    for arguments in [
        &["notes", "add", "about.1", "x"][..],
        &["notes", "remove", "x"],
        &["checklist", "set", "7", "done"],
        &["checklist", "note", "7", "x"],
        &["checklist", "date", "7", "today"],
        &["checklist", "import", "x.csv"],
        &["checklist", "remove", "x"],
        &["state"],
        &["state", "path"],
        &["state", "export", "-"],
        &["state", "import", "x"],
        &["state", "wipe", "--yes"],
    ] {
        assert!(failed(state.path(), &[arguments, &["--private"]].concat(), 2).contains("--private"), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(state.path()).expect("read").count(), before);
    // Not even a lock.
    let empty = folder();
    run(empty.path(), &["--private", "notes"]);
    done(empty.path(), &["--private", "checklist"]);
    assert_eq!(fs::read_dir(empty.path()).expect("read").count(), 0);
}

#[test]
fn help_has_examples() {
    let state = folder();
    for arguments in [
        &["notes"][..],
        &["notes", "add"],
        &["notes", "remove"],
        &["notes", "export"],
        &["state"],
        &["state", "export"],
        &["state", "wipe"],
    ] {
        let help = done(state.path(), &[arguments, &["--help"]].concat());
        assert!(help.contains("Examples:\n  vereda ") && help.contains("--private"), "{help}");
    }
}
