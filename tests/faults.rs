//! What goes wrong with a disk, a power cable, a clock or another copy: nothing that was written is lost, and the person is told. The real
//! binary, never longer than [`PATIENCE`].

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use vereda::report::Report;
use vereda::state::checklist::ChecklistFile;
use vereda::state::marks::MarksFile;
use vereda::state::{StateFile, file};

/// No run takes longer: a lock that someone else holds is waited for five seconds.
const PATIENCE: Duration = Duration::from_secs(15);

const VEREDA: &str = env!("CARGO_BIN_EXE_vereda");

/// The two commands that save, with what they save.
const SAVES: [(&str, &[&str]); 2] = [("marks.toml", &["notes", "add", "trafficking.25"]), ("checklists.toml", &["checklist", "note", "7"])];

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn vereda(state: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(VEREDA);
    command.env_clear().env("VEREDA_STATE", state).args(arguments);
    command
}

/// Runs it; gives exit code, standard output and standard error. It must end by itself, and soon.
fn ended(mut command: Command) -> (i32, String, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait().expect("known").is_none() {
        if Instant::now() > deadline {
            child.kill().expect("killed");
            panic!("{command:?} hangs");
        }
        sleep(Duration::from_millis(2));
    }
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ended");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

fn run(state: &Path, arguments: &[&str]) -> (i32, String, String) {
    ended(vereda(state, arguments))
}

fn done(state: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(state, arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

/// Must fail with one line on standard error.
fn refused(command: Command) -> String {
    let (code, stdout, stderr) = ended(command);
    assert_eq!((code, stdout.as_str(), stderr.lines().count()), (2, "", 1), "{stderr}");
    assert!(stderr.contains("--state DIR"), "says what to do: {stderr}");
    stderr
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("read").flatten().map(|entry| entry.file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

fn parsed<T: StateFile>(path: &Path) -> T {
    let text = fs::read_to_string(path).expect("a file");
    file::parse(&text).unwrap_or_else(|error| panic!("{error:?} in {text}"))
}

/// What stands in a file of one of the two kinds: its texts.
fn texts(path: &Path) -> Vec<String> {
    if path.ends_with("marks.toml") {
        return parsed::<MarksFile>(path).marks.into_iter().map(|mark| mark.text).collect();
    }
    parsed::<ChecklistFile>(path).lists.into_iter().flat_map(|list| list.items).map(|item| item.note).collect()
}

/// Whether another user can be in charge of a file system here.
fn can_unshare() -> bool {
    let can = Command::new("unshare").args(["-Urm", "true"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !can {
        println!("skipped: unshare is not permitted here");
    }
    can
}

#[test]
fn a_kill_in_the_middle_of_a_save_leaves_the_old_or_the_new() {
    for (name, arguments) in SAVES {
        let state = folder();
        let path = state.path().join(name);
        done(state.path(), &[arguments, &["begin"]].concat());
        // So that a save writes more than a page, and the delays meet every step of it.
        let filler = "x".repeat(8_000);
        let started = Instant::now();
        done(state.path(), &[arguments, &[&filler]].concat());
        let usual = started.elapsed();
        let mut known = texts(&path);
        for nth in 0..100u32 {
            let text = format!("{nth} {filler}");
            let mut child = vereda(state.path(), &[arguments, &[&text]].concat()).stdout(Stdio::null()).spawn().expect("it starts");
            sleep(usual * nth / 80);
            child.kill().expect("killed");
            child.wait().expect("it ended");
            let now = texts(&path);
            let is_note = name == "marks.toml";
            let new: Vec<String> = if is_note { known.iter().cloned().chain([text]).collect() } else { vec![text] };
            assert!(now == known || now == new, "after {nth}: neither the old nor the new");
            known = now;
        }
        done(state.path(), &[arguments, &["end"]].concat());
        assert!(texts(&path).contains(&"end".to_owned()));
        assert_eq!(names(state.path()), [name.replace("toml", "lock"), name.to_owned()], "what was left over is gone");
    }
}

#[test]
fn a_full_disk_and_a_limit_of_size_leave_the_old_file() {
    for (name, arguments) in SAVES {
        let state = folder();
        let path = state.path().join(name);
        done(state.path(), &[arguments, &["begin"]].concat());
        let before = fs::read(&path).expect("read");
        let mut limited = Command::new("sh");
        limited
            .env_clear()
            .env("VEREDA_STATE", state.path())
            .args(["-c", "ulimit -f 0; exec \"$0\" \"$@\"", VEREDA])
            .args(arguments)
            .arg("x");
        assert!(refused(limited).contains(name));
        assert_eq!(fs::read(&path).expect("read"), before);
        assert_eq!(names(state.path()), [name.replace("toml", "lock"), name.to_owned()]);
    }
    if !can_unshare() {
        return;
    }
    // A file system of 64 kB in a name space of its own: what is written there is read there.
    let stick = folder();
    let script = "mount -t tmpfs -o size=64k none \"$1\" || exit 9
        export VEREDA_STATE=\"$1\"
        \"$0\" notes add trafficking.25 begin >/dev/null && \"$0\" checklist note 7 begin >/dev/null || exit 8
        cat \"$1\"/*.toml >\"$2/before\"
        dd if=/dev/zero of=\"$1/full\" bs=1k count=64 2>/dev/null
        \"$0\" notes add trafficking.25 \"$3\" 2>\"$2/notes\" >&2; echo $? >>\"$2/notes\"
        \"$0\" checklist note 7 \"$3\" 2>\"$2/checklist\" >&2; echo $? >>\"$2/checklist\"
        cat \"$1\"/*.toml >\"$2/after\"
        ls -A \"$1\" >\"$2/names\"
        rm \"$1/full\"
        \"$0\" notes add trafficking.25 again >/dev/null || exit 7";
    let (disk, out) = (folder(), stick.path());
    let mut full = Command::new("unshare");
    full.args(["-Urm", "sh", "-c", script, VEREDA]).args([disk.path(), out]).arg("x".repeat(15_000));
    assert_eq!(ended(full).0, 0);
    let read = |name: &str| fs::read_to_string(out.join(name)).expect("written");
    assert_eq!(read("before"), read("after"));
    assert_eq!(read("names").lines().count(), 5, "{}", read("names"));
    for told in [read("notes"), read("checklist")] {
        let lines: Vec<&str> = told.lines().collect();
        assert!(matches!(lines.as_slice(), [line, "2"] if line.contains("the disk is full") && line.contains(".toml")), "{told}");
    }
}

#[test]
fn where_nothing_can_be_written_it_is_told() {
    let home = |home: &Path, arguments: &[&str]| {
        let mut command = Command::new(VEREDA);
        command.env_clear().env("HOME", home).args(arguments);
        command
    };
    let read_only = folder();
    fs::set_permissions(read_only.path(), std::os::unix::fs::PermissionsExt::from_mode(0o500)).expect("set");
    // Whoever may write everywhere is told of /proc, where no one can.
    let is_root = fs::write(read_only.path().join("probe"), "").is_ok();
    let homes = [Some(Path::new("/proc")), Some(read_only.path()).filter(|_| !is_root)];
    for place in homes.into_iter().flatten() {
        for (name, arguments) in SAVES {
            assert!(refused(home(place, &[arguments, &["x"]].concat())).contains(name));
            // Reading goes on.
            assert_eq!(ended(home(place, &["show", "about.1"])).0, 0);
        }
        assert_eq!(ended(home(place, &["checklist"])).0, 0);
    }
    fs::set_permissions(read_only.path(), std::os::unix::fs::PermissionsExt::from_mode(0o700)).expect("set");
    if !can_unshare() {
        return;
    }
    // No home at all: nothing in the environment, and no such user.
    let nobody = |arguments: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["-U", "--map-user=54321", "env", "-i", VEREDA]).args(arguments);
        command
    };
    if ended(nobody(&["--version"])).0 != 0 {
        println!("skipped: no other user can be made here");
        return;
    }
    for arguments in [SAVES[0].1, SAVES[1].1] {
        assert!(refused(nobody(&[arguments, &["x"]].concat())).contains("names no folder"));
    }
    for arguments in [&["state"][..], &["state", "wipe", "--yes"], &["state", "export", "-"]] {
        assert!(refused(nobody(arguments)).contains("names no folder"));
    }
    assert_eq!(ended(nobody(&["checklist"])).0, 0);
    assert_eq!(ended(nobody(&["notes"])).0, 1);
}

/// A state of three marks and three items, the text of which is known.
fn good(name: &str) -> (String, Vec<String>) {
    let state = folder();
    let texts: Vec<String> = (1..=3).map(|nth| format!("text {nth}, \"said\"")).collect();
    for (nth, text) in texts.iter().enumerate() {
        let id = (nth + 1).to_string();
        match name {
            "marks.toml" => done(state.path(), &["notes", "add", "trafficking.25", text]),
            _ => done(state.path(), &["checklist", "note", &id, text]),
        };
    }
    (fs::read_to_string(state.path().join(name)).expect("read"), texts)
}

#[test]
fn a_damaged_file_is_kept_whole_and_what_can_be_read_of_it_is_recovered() {
    for (name, arguments) in SAVES {
        let (text, said) = good(name);
        let garbage: Vec<u8> = (0..700u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 11) as u8 | 0x80).collect();
        let cuts = (1..text.len()).step_by(50).filter(|at| text.get(..*at).is_some_and(|cut| !is_whole(name, cut)));
        let mut damages: Vec<(Vec<u8>, usize)> = cuts
            .map(|at| {
                let cut = &text[..at];
                // The texts whose tables stand wholly before the cut.
                let is_there = |said: &&String| cut.split_once(&toml_of(said)).is_some_and(|(_, behind)| behind.contains("[["));
                let whole = said.iter().filter(is_there).count();
                (cut.as_bytes().to_vec(), whole)
            })
            .collect();
        damages.extend([(Vec::new(), 0), (vec![0; 4096], 0), (garbage.clone(), 0)]);
        let mut half = text.clone().into_bytes();
        half.extend(&garbage);
        damages.push((half, said.len() - 1));
        assert!(damages.len() > 8 && damages.iter().filter(|(_, whole)| *whole > 1).count() > 1);
        for (damage, whole) in damages {
            let state = folder();
            let path = state.path().join(name);
            fs::write(&path, &damage).expect("written");
            let (code, _, stderr) = run(state.path(), &[arguments, &["new"]].concat());
            assert_eq!((code, stderr.lines().count()), (0, 1), "{stderr}");
            let aside = format!("{}.damaged-1.toml", name.trim_end_matches(".toml"));
            assert!(stderr.contains("damaged") && stderr.contains(&aside), "{stderr}");
            assert_eq!(fs::read(state.path().join(aside)).expect("kept"), damage);
            let now = texts(&path);
            assert!(now.contains(&"new".to_owned()));
            for text in said.iter().take(whole) {
                assert!(now.contains(text), "{text} is lost of {}", String::from_utf8_lossy(&damage));
            }
            let (code, _, stderr) = run(state.path(), &["notes"]);
            assert!((code == 0 || name != "marks.toml") && !stderr.contains("damaged"), "told once: {stderr}");
        }
    }
}

/// How a text stands in a file.
fn toml_of(text: &str) -> String {
    format!("'{text}'")
}

fn is_whole(name: &str, text: &str) -> bool {
    if name == "marks.toml" { file::parse::<MarksFile>(text).is_ok() } else { file::parse::<ChecklistFile>(text).is_ok() }
}

#[test]
fn a_later_versions_file_stays_byte_for_byte() {
    for (name, arguments) in SAVES {
        let state = folder();
        let path = state.path().join(name);
        for text in
            ["version = 2\n", "version = 77\n[[mark]]\nid = 3\nnew = [[1]]\n[[checklist]]\nname = 7\n", "version = 2\nnot TOML at all"]
        {
            fs::write(&path, text).expect("written");
            let (code, _, stderr) = run(state.path(), &[arguments, &["x"]].concat());
            assert!(code == 2 && stderr.contains("newer Vereda") && stderr.lines().count() == 1, "{stderr}");
            for reading in [&["notes"][..], &["checklist"], &["state"], &["state", "export", "-"]] {
                run(state.path(), reading);
            }
            assert_eq!(fs::read_to_string(&path).expect("there"), text);
        }
        assert!(names(state.path()).iter().all(|name| !name.contains("damaged")));
    }
}

/// Puts something odd at a path; gives what must still be there afterwards.
fn put(what: &str, path: &Path, elsewhere: &Path) {
    match what {
        "a link that leads nowhere" => symlink(elsewhere.join("none/at/all"), path).expect("linked"),
        "a link to itself" => symlink(path, path).expect("linked"),
        "a pipe" => assert!(Command::new("mkfifo").arg(path).status().expect("run").success()),
        "a link to a pipe" => {
            let pipe = elsewhere.join("pipe");
            if !pipe.exists() {
                put("a pipe", &pipe, elsewhere);
            }
            symlink(pipe, path).expect("linked");
        }
        "a folder" => fs::create_dir(path).expect("made"),
        "a device" => symlink("/dev/zero", path).expect("linked"),
        other => panic!("{other}"),
    }
}

const ODD: [&str; 6] = ["a link that leads nowhere", "a link to itself", "a pipe", "a link to a pipe", "a folder", "a device"];

#[test]
fn whatever_has_the_name_of_a_state_file_it_never_hangs_and_is_told() {
    for (name, arguments) in SAVES {
        for what in ODD {
            let (state, elsewhere) = (folder(), folder());
            let path = state.path().join(name);
            put(what, &path, elsewhere.path());
            let before = fs::symlink_metadata(&path).expect("there").file_type();
            let (code, stdout, stderr) = run(state.path(), &[arguments, &["x"]].concat());
            assert_eq!((code, stdout.as_str(), stderr.lines().count()), (2, "", 1), "{what}: {stderr}");
            assert!(stderr.contains(name), "{what}: {stderr}");
            for reading in [&["notes"][..], &["checklist"], &["state"], &["show", "about.1"]] {
                let (code, ..) = run(state.path(), reading);
                assert!(code <= 1, "{what}: {reading:?}");
            }
            assert_eq!(fs::symlink_metadata(&path).expect("there").file_type(), before, "{what}");
            // A wipe takes links away, and nothing else.
            run(state.path(), &["state", "wipe", "--yes"]);
            assert_eq!(fs::symlink_metadata(&path).is_ok(), !before.is_symlink(), "{what}");
        }
        // A link to a file is written through.
        let (state, elsewhere) = (folder(), folder());
        let real = elsewhere.path().join(name);
        fs::write(&real, "version = 1\n").expect("written");
        symlink(&real, state.path().join(name)).expect("linked");
        done(state.path(), &[arguments, &["x"]].concat());
        assert_eq!(texts(&real), ["x"]);
        assert!(fs::symlink_metadata(state.path().join(name)).expect("there").is_symlink());
    }
}

#[test]
fn whatever_has_the_name_of_a_lock_saving_goes_on() {
    for (name, arguments) in SAVES {
        for what in ODD {
            let (state, elsewhere) = (folder(), folder());
            put(what, &state.path().join(name.replace("toml", "lock")), elsewhere.path());
            done(state.path(), &[arguments, &["x"]].concat());
            assert_eq!(texts(&state.path().join(name)), ["x"], "{what}");
        }
    }
}

#[test]
fn two_copies_at_once_lose_nothing() {
    let state = folder();
    let path = state.path().to_owned();
    std::thread::scope(|scope| {
        let notes = |who: &'static str| {
            let path = &path;
            move || {
                for nth in 0..100 {
                    done(path, &["notes", "add", "trafficking.25", &format!("{who} {nth}")]);
                }
            }
        };
        let tasks = |list: &'static str| {
            let path = &path;
            move || {
                for nth in 0..100 {
                    let id = (nth % 5 + 1).to_string();
                    done(path, &["checklist", "--list", list, "note", &id, &format!("{list} {nth}")]);
                }
            }
        };
        scope.spawn(notes("one"));
        scope.spawn(notes("two"));
        scope.spawn(tasks("A"));
        scope.spawn(tasks("B"));
    });
    let marks = texts(&state.path().join("marks.toml"));
    assert_eq!(marks.len(), 200);
    for who in ["one", "two"] {
        assert!((0..100).all(|nth| marks.contains(&format!("{who} {nth}"))));
    }
    let lists = parsed::<ChecklistFile>(&state.path().join("checklists.toml")).lists;
    for name in ["A", "B"] {
        let list = lists.iter().find(|list| list.name == name).expect("a list");
        let mut notes: Vec<&str> = list.items.iter().map(|item| item.note.as_str()).collect();
        notes.sort_unstable();
        assert_eq!(notes, (95..100).map(|nth| format!("{name} {nth}")).collect::<Vec<_>>(), "the last word on each");
    }
    assert_eq!(names(state.path()), ["checklists.lock", "checklists.toml", "marks.lock", "marks.toml"]);
}

#[test]
fn where_the_clock_was_set_back_the_last_word_counts_all_the_same() {
    let report = Report::bundled().identity();
    for future in ["4102444800", "2305843009213693952", "9223372036854775807"] {
        let (state, other) = (folder(), folder());
        let list = format!(
            "version = 1\n[[checklist]]\nname = \"My checklist\"\nreport = \"{report}\"\n[[checklist.item]]\nid = \"07\"\nstate = \"open\"\nnote = \"old\"\nchanged = {future}\n"
        );
        let mark = format!(
            "version = 1\n[[mark]]\nid = \"aaaa\"\nkind = \"bookmark\"\nreport = \"{report}\"\naddress = \"trafficking.25\"\ntext = \"old\"\nchanged = {future}\n"
        );
        for place in [&state, &other] {
            fs::write(place.path().join("checklists.toml"), &list).expect("written");
            fs::write(place.path().join("marks.toml"), &mark).expect("written");
        }
        for word in ["new", "newer"] {
            done(state.path(), &["checklist", "note", "7", word]);
            done(state.path(), &["notes", "add", "trafficking.25", word, "--kind", "bookmark"]);
            assert_eq!(texts(&state.path().join("checklists.toml")), [word], "{future}");
            assert_eq!(texts(&state.path().join("marks.toml")), [word], "{future}");
        }
        // The old one comes back on a stick and does not win; the new one does elsewhere.
        let stick: PathBuf = other.path().join("stick.toml");
        done(other.path(), &["state", "export", stick.to_str().expect("a name")]);
        done(state.path(), &["state", "import", stick.to_str().expect("a name")]);
        assert_eq!(texts(&state.path().join("checklists.toml")), ["newer"], "{future}");
        assert_eq!(texts(&state.path().join("marks.toml")), ["newer"], "{future}");
        done(state.path(), &["state", "export", stick.to_str().expect("a name"), "--force"]);
        done(other.path(), &["state", "import", stick.to_str().expect("a name")]);
        assert_eq!(texts(&other.path().join("checklists.toml")), ["newer"], "{future}");
        assert_eq!(texts(&other.path().join("marks.toml")), ["newer"], "{future}");
    }
}

#[test]
fn a_damaged_file_that_cannot_be_mended_now_is_there_to_be_mended_later() {
    let state = folder();
    for nth in 1..=3 {
        done(state.path(), &["notes", "add", &format!("about.{nth}"), "precious"]);
    }
    let path = state.path().join("marks.toml");
    let damaged = fs::read_to_string(&path).expect("there") + "\n[[mark";
    fs::write(&path, &damaged).expect("written");
    // No file may grow beyond 0 bytes.
    let mut full = Command::new("sh");
    full.env_clear().env("VEREDA_STATE", state.path()).args(["-c", &format!("ulimit -f 0; exec '{VEREDA}' notes | cat")]);
    let (_, shown, told) = ended(full);
    assert!(shown.matches("precious").count() == 3 && told.contains("marks.toml"), "{shown}{told}");
    assert_eq!(fs::read_to_string(&path).expect("there"), damaged);
    let (code, shown, told) = run(state.path(), &["notes"]);
    assert!(code == 0 && shown.matches("precious").count() == 3 && told.contains("damaged-1"), "{shown}{told}");
    assert_eq!(fs::read_to_string(state.path().join("marks.damaged-1.toml")).expect("kept"), damaged);
    // A link leads to the mended file, and is none of the damaged ones.
    let elsewhere = folder();
    let real = elsewhere.path().join("marks.toml");
    fs::rename(&path, &real).expect("moved");
    fs::write(&real, &damaged).expect("written");
    symlink(&real, &path).expect("linked");
    assert!(run(state.path(), &["notes", "add", "about.4", "precious"]).0 == 0);
    assert!(fs::symlink_metadata(&path).expect("there").is_symlink());
    assert_eq!(texts(&real).len(), 4);
    assert_eq!(fs::read_to_string(state.path().join("marks.damaged-2.toml")).expect("kept"), damaged);
}
