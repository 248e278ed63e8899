//! The tours of the report and a person's own: that every stop is there, that handouts have all of it, and that nothing a file says does harm.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use vereda::report::tour::{StopAt, Tour};
use vereda::report::{Address, Edition, Language, Report};

use crate::fixture::{content_folder, copied_pack, english, report};

fn vereda(state: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("vereda").expect("the program");
    command.env_clear().arg("--state").arg(state).args(arguments).output().expect("it ran")
}

/// What is printed, of a run that found something and had nothing to complain of.
fn found(arguments: &[&str]) -> String {
    let state = tempfile::tempdir().expect("a folder");
    let output = vereda(state.path(), arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && error.is_empty(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What is printed and what is said on standard error, of a run that ended so.
fn ended(state: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = vereda(state, arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let (out, error) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {out}{error}");
    (out, error)
}

/// What a reader must find of a stop: the text of all that it shows.
fn texts(report: &Report, edition: &Edition, at: &StopAt) -> Vec<String> {
    match report.stop_at(edition, at).unwrap_or_else(|| panic!("there is no {at}")) {
        StopAt::Country(id, topic) => {
            let facts = report.facts();
            let mut texts: Vec<String> = match topic.name() {
                "law" => facts.laws_of(&id).map(|law| facts.laws[law].name.text(Language::En).to_owned()).collect(),
                "figures" => facts.figures_of(&id).map(|figure| facts.figures[figure].what.text(Language::En).to_owned()).collect(),
                "organisations" => {
                    facts.organisations_of(&id).map(|own| facts.organisations[own].name.text(Language::En).to_owned()).collect()
                }
                other => panic!("{other}"),
            };
            assert!(!texts.is_empty(), "{at} is empty");
            texts.sort();
            texts
        }
        StopAt::Address(Address::Section(_) | Address::Country(_)) => panic!("{at} is too long for a stop"),
        StopAt::Address(address) => vec![report.record(edition, &address).expect("a record").text],
        StopAt::Unknown(text) => panic!("{text}"),
    }
}

/// Letters and digits alone: marks, tags and line breaks differ from form to form.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut tag = false;
    for c in text.replace("&#39;", "'").replace("&quot;", "\"").replace("&amp;", "&").chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag && c.is_alphabetic() => out.push(c),
            _ => {}
        }
    }
    out
}

#[test]
fn every_stop_is_there_and_the_minutes_add_up() {
    let report = report();
    let edition = english(&report);
    let ids: Vec<&str> = report.tours().iter().map(|tour| &*tour.id).collect();
    assert_eq!(ids, ["whole-report-45", "legal-frameworks", "gender-perspective", "front-line", "action-plan"]);
    for tour in report.tours() {
        let sum: u32 = tour.stops.iter().map(|stop| stop.minutes).sum();
        assert_eq!((tour.minutes, tour.duration()), (None, sum), "{}", tour.id);
        assert!((6..=12).contains(&tour.stops.len()) && (30..=120).contains(&sum), "{}", tour.id);
        assert!(!tour.title.is_empty() && !tour.summary.is_empty() && !tour.audience.is_empty());
        for stop in &tour.stops {
            assert!((3..=20).contains(&stop.minutes) && !stop.at.is_empty(), "{}: {stop:?}", tour.id);
            stop.at.iter().for_each(|at| assert!(!texts(&report, edition, at).is_empty()));
        }
        let places: Vec<&StopAt> = tour.stops.iter().flat_map(|stop| &stop.at).collect();
        assert!(places.iter().enumerate().all(|(nth, at)| !places[..nth].contains(at)), "{}: a place twice", tour.id);
    }
    assert_eq!(report.tours()[0].duration(), 45);
    let at: Vec<String> = report.tours().iter().flat_map(|tour| &tour.stops).flat_map(|stop| &stop.at).map(ToString::to_string).collect();
    for part in ["law:", "figure:", "rec:", "term:", "/law", "/figures", "/organisations"] {
        assert!(at.iter().any(|at| at.contains(part)), "no {part}");
    }
}

#[test]
fn there_is_something_to_discuss_and_to_say() {
    for tour in report().tours() {
        let questions: Vec<&str> = tour.stops.iter().flat_map(|stop| &stop.questions).map(|question| question.text(Language::En)).collect();
        assert!(questions.len() + 1 >= tour.stops.len(), "{}", tour.id);
        for question in questions {
            assert!(question.ends_with('?') && question.chars().next().is_some_and(char::is_uppercase), "{question}");
            // Nobody is asked for what happened to them.
            let folded = question.to_lowercase();
            let asks = ["have you ever", "happened to you", "your own experience", "were you"].iter().any(|asks| folded.contains(asks));
            assert!(!asks, "{question}");
        }
        for stop in &tour.stops {
            assert!(stop.questions.len() <= 3);
            let sentences = stop.notes.text(Language::En).matches(['.', '?']).count();
            assert!((1..=6).contains(&sentences), "{}: {:?}", tour.id, stop.notes);
        }
        let notes = tour.stops.iter().map(|stop| stop.notes.text(Language::En)).collect::<String>().to_lowercase();
        let protects = ["nobody", "no one", "alone", "yourself", "without names"].iter().any(|word| notes.contains(word));
        assert!(protects || tour.id == "legal-frameworks", "{}: the notes protect nobody", tour.id);
    }
}

#[test]
fn a_handout_has_all_of_the_tour_and_where_it_comes_from() {
    let report = report();
    let edition = english(&report);
    for tour in report.tours() {
        for format in ["md", "html", "txt"] {
            let text = found(&["export", &format!("tour:{}", tour.id), "--format", format]);
            let letters = bare(&text);
            for stop in &tour.stops {
                let shown = stop.at.iter().flat_map(|at| texts(&report, edition, at));
                let questions = stop.questions.iter().map(|question| question.text(Language::En).to_owned());
                for part in shown.chain(questions).chain([report.stop_title(edition, stop)]) {
                    // A footnote's mark is in the text of some forms.
                    let words: Vec<&str> = part.split(['[', ']', '\n', '|']).filter(|part| part.len() > 3).collect();
                    for words in words {
                        assert!(letters.contains(&bare(words)), "{} {format}: no {words:?}", tour.id);
                    }
                }
                let notes = bare(stop.notes.text(Language::En));
                assert!(!letters.contains(&notes), "{} {format}: the speaker's notes are in it", tour.id);
            }
            for credit in ["Vivian Cartagena", "Restated in other words", "Betty Pedraza"] {
                assert!(letters.contains(&bare(credit)), "{} {format}: no {credit}", tour.id);
            }
            assert!(!text.contains("<script") && !text.contains("src="));
            let speaker = bare(&found(&["export", &format!("tour:{}", tour.id), "--format", format, "--speaker"]));
            tour.stops.iter().for_each(|stop| assert!(speaker.contains(&bare(stop.notes.text(Language::En))), "{}", tour.id));
        }
        let (lines, rules) = (tour.stops.len() * 4, |text: &str, rule: &str| text.matches(rule).count());
        let html = found(&["export", &format!("tour:{}", tour.id), "--format", "html"]);
        assert_eq!(rules(&html, "<p class=\"ruled\">"), lines);
        assert!(html.contains("<table>") && html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
        assert_eq!(rules(&found(&["export", &format!("tour:{}", tour.id)]), "\n____"), lines);
    }
}

#[test]
fn what_is_printed() {
    insta::assert_snapshot!("tours_list", found(&["tour"]));
    insta::assert_snapshot!("tours_one", found(&["tour", "whole-report-45"]));
    let handout = found(&["export", "tour:whole-report-45", "--speaker"]);
    insta::assert_snapshot!("tours_handout", handout.lines().take(60).collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_tour_is_found_by_name_or_title_and_as_json() {
    for typed in [&["tour", "front-line", "--json"][..], &["tour", "Legal", "frameworks", "compared", "--json"]] {
        let tour: Value = serde_json::from_str(&found(typed)).expect("JSON");
        let report = report();
        let own = report.tours().iter().find(|own| own.id == tour["id"].as_str().expect("an id")).expect("a tour");
        let stops = tour["stops"].as_array().expect("stops");
        assert_eq!((stops.len(), tour["minutes"].as_u64()), (own.stops.len(), Some(u64::from(own.duration()))));
        assert_eq!(tour["own"], false);
        for (stop, own) in stops.iter().zip(&own.stops) {
            assert_eq!(stop["questions"].as_array().expect("questions").len(), own.questions.len());
            assert_eq!(stop["at"].as_array().expect("places").len(), own.at.len());
            assert!(stop["at"].as_array().expect("places").iter().all(|at| at["title"].is_string()), "{stop}");
        }
    }
    let list: Value = serde_json::from_str(&found(&["tour", "--json"])).expect("JSON");
    assert!(list.as_array().expect("a list").len() >= 5 && list[0]["stops"] == 8);
}

#[test]
fn wrong_usage_is_told_in_one_line() {
    let state = tempfile::tempdir().expect("a folder");
    for (arguments, code, part) in [
        (&["tour", "front-lnie"][..], 1, "the nearest is front-line"),
        (&["tour", "\u{1b}[2J"], 1, "vereda tour lists them"),
        (&["export", "tour:nothing-of-the-kind"], 1, "vereda tour lists them"),
        (&["export", "tour:"], 1, "vereda tour lists them"),
        (&["export", "tour:front-line", "--format", "csv"], 2, "md, html or txt"),
        (&["export", "tour:front-line", "--format", "jsonl"], 2, "md, html or txt"),
        (&["export", "tour:front-line", "--json"], 2, "md, html or txt"),
        (&["export", "tour:front-line", "laws"], 2, "by itself"),
        (&["export", "laws", "--speaker"], 2, "--speaker"),
        (&["check", "/nowhere"], 2, "/nowhere/report.toml"),
    ] {
        let (out, error) = ended(state.path(), arguments, code);
        assert!(out.is_empty() && error.lines().count() == 1 && error.contains(part), "{arguments:?}: {error}");
        assert!(!error.contains('\u{1b}'));
    }
}

/// The pack of the program with something changed, and what `check` says of it.
fn checked(path: &str, change: impl FnOnce(&str) -> String, code: i32) -> Vec<String> {
    let (pack, state) = (copied_pack(), tempfile::tempdir().expect("a folder"));
    let file = pack.path().join(path);
    fs::write(&file, change(&fs::read_to_string(&file).unwrap_or_default())).expect("written");
    let (out, error) = ended(state.path(), &["check", &pack.path().display().to_string()], code);
    let root = format!("{}/", pack.path().display());
    format!("{out}{error}").lines().map(|line| line.replace(&root, "").replace("vereda: ", "")).collect()
}

#[test]
fn a_good_pack_is_well() {
    assert_eq!(found(&["check"]).lines().count(), 1);
    assert!(found(&["check"]).contains("5 tours"));
    assert_eq!(found(&["check", "--json"]), "[]\n");
    let lines = checked("extra.txt", |_| String::new(), 0);
    assert!(lines.len() == 1 && lines[0].contains("all is well"), "{lines:?}");
}

#[test]
fn what_is_wrong_with_a_tour_is_told_with_its_line() {
    let spoiled = r#"[tour]
title = { en = "" }
minutes = 0

[[stop]]
at = ["trafficking.5",
      "trafficking.999", "ecuador/law",
      "atlantis/law", "not an address"]
minutes = 3
questions = ["Why?", "", { es = "" }]

[[stop]]
minutes = 0

[[stop]]
at = ["law:nothing"]
"#;
    let lines = checked("tours/x.toml", |_| spoiled.to_owned(), 1);
    let starts = [
        "tours/x.toml:1:1: this tour has no title",
        "tours/x.toml:3:11: this tour takes 0 minutes",
        "tours/x.toml:7:7: nothing has the address \"trafficking.999\"",
        "tours/x.toml:8:7: nothing has the address \"atlantis/law\"",
        "tours/x.toml:8:23: nothing has the address \"not an address\"",
        "tours/x.toml:10:22: this question has no text",
        "tours/x.toml:10:26: this question has no text",
        "tours/x.toml:12:1: this stop shows nothing",
        "tours/x.toml:13:11: this stop takes no time",
        "tours/x.toml:15:1: this stop takes no time",
        "tours/x.toml:16:7: nothing has the address \"law:nothing\"",
    ];
    assert_eq!(lines.len(), starts.len(), "{lines:#?}");
    lines.iter().zip(starts).for_each(|(line, start)| assert!(line.starts_with(start), "{line}"));
    let lines = checked("tours/x.toml", |_| "[tour]\ntitle = \"x\"\n".to_owned(), 1);
    assert!(lines.len() == 1 && lines[0].starts_with("tours/x.toml:1:1: this tour has no stops"), "{lines:?}");
    // The pack opens all the same, and the handout says what is lost.
    let (pack, state) = (copied_pack(), tempfile::tempdir().expect("a folder"));
    fs::write(pack.path().join("tours/x.toml"), spoiled).expect("written");
    let pack = pack.path().display().to_string();
    let (text, _) = ended(state.path(), &["--content", &pack, "export", "tour:x"], 0);
    assert!(text.contains("trafficking.999: nothing has this address"), "{text}");
}

#[test]
fn what_is_wrong_with_a_pack_is_told_with_its_line() {
    for (path, text, start) in [
        ("tours/x.toml", "[tour]\ntitle = 7\n", "tours/x.toml:2:9: "),
        ("tours/x.toml", "[tour]\ntitle = \"x\"\n[[stop]]\nminutes = -1\n", "tours/x.toml:4:11: "),
        ("laws.toml", "[[law]]\nid = 1\n", "laws.toml:2:6: "),
        ("report.toml", "\n[report\n", "report.toml:2:8: "),
    ] {
        let lines = checked(path, |_| text.to_owned(), 2);
        assert!(lines.len() == 2 && lines[0].starts_with(start) && lines[1].contains("cannot be opened"), "{lines:?}");
    }
    let twice = checked(
        "laws.toml",
        |text| format!("{text}\n{}", text.split("[[law]]").nth(1).map(|law| format!("[[law]]{law}")).expect("a law")),
        1,
    );
    assert!(twice.len() == 1 && twice[0].starts_with("laws.toml:") && twice[0].contains("stands in this file already"), "{twice:?}");
    let notes = checked("en/02-introduction.md", |text| format!("{text}\nWords.[^zz]\n\n[^yy]: More.\n"), 1);
    let line = |what: &str| notes.iter().any(|line| line.starts_with("en/02-introduction.md:") && line.contains(what));
    // The other editions have one passage less now, which is told as well.
    assert!(notes.len() == 4 && line("[^yy]") && line("[^zz]"), "{notes:?}");
}

#[test]
fn every_file_that_cannot_be_read_is_told_and_the_others_are_checked() {
    let pack = copied_pack();
    let write = |path: &str, bytes: &[u8]| fs::write(pack.path().join(path), bytes).expect("written");
    write("laws.toml", b"[[law]]\nid = 1\n");
    write("tours/x.toml", b"[tour\n");
    write("es/03-context.md", b"# A\n\n\xff\n");
    write("pt/ui.toml", b"\n\n  frame = 1\n");
    let folder = pack.path().display().to_string();
    let (state, root) = (tempfile::tempdir().expect("a folder"), format!("{folder}/"));
    let places = |json: &str| -> Vec<String> {
        let all: Value = serde_json::from_str(json).expect("JSON");
        let place = |one: &Value| one["place"].as_str().expect("a place").replace(&root, "");
        all.as_array().expect("an array").iter().map(place).collect()
    };
    let (json, error) = ended(state.path(), &["check", &folder, "--json"], 2);
    assert_eq!(places(&json), ["es/03-context.md:3", "laws.toml:2:6", "pt/ui.toml:3:11", "tours/x.toml:1:6"]);
    assert!(error.lines().count() == 1 && error.contains("laws.toml:2:6, "), "{error}");
    // What hangs on a broken file is not told as missing: what does not is.
    let whole = |path: &str| write(path, &fs::read(content_folder().join(path)).expect("read"));
    whole("es/03-context.md");
    whole("pt/ui.toml");
    let context = fs::read_to_string(content_folder().join("en/03-context.md")).expect("read");
    write("en/03-context.md", format!("{context}\n[^zz]: Nobody refers to it.\n").as_bytes());
    let (json, _) = ended(state.path(), &["check", &folder, "--json"], 2);
    let line = context.lines().count() + 2;
    assert_eq!(places(&json), ["laws.toml:2:6".to_owned(), "tours/x.toml:1:6".to_owned(), format!("en/03-context.md:{line}:1")]);
    // A folder in which there is no pack is wrong usage, in one line.
    let (out, error) = ended(state.path(), &["check", state.path().to_str().expect("a name")], 2);
    assert!(out.is_empty() && error.lines().count() == 1 && error.contains("report.toml"), "{error}");
}

fn with_own(name: &str, text: &[u8]) -> tempfile::TempDir {
    let state = tempfile::tempdir().expect("a folder");
    fs::create_dir(state.path().join("tours")).expect("made");
    fs::write(state.path().join("tours").join(name), text).expect("written");
    state
}

#[test]
fn a_persons_own_tour_is_listed_shown_exported_and_checked() {
    let state = with_own(
        "ours.toml",
        "[tour]\ntitle = \"- Ours & <b>\"\n[[stop]]\nat = [\"peru\", \"about.1\"]\nminutes = 4\nquestions = [\"1. What?\"]\n".as_bytes(),
    );
    let (list, _) = ended(state.path(), &["tour"], 0);
    let row = list.lines().last().expect("a row").to_owned();
    assert!(row.starts_with("ours | - Ours & <b> | 4 | 1 | yours"), "{list}");
    assert!(ended(state.path(), &["tour", "ours"], 0).0.contains("4 minutes, one stop"));
    let (page, _) = ended(state.path(), &["export", "tour:ours", "--format", "html"], 0);
    assert!(page.contains("<h1>- Ours &amp; &lt;b&gt;</h1>") && page.contains("<li>1. What?</li>"), "{page}");
    let (text, _) = ended(state.path(), &["export", "tour:ours"], 0);
    assert!(text.contains("- 1\\. What?") && text.contains("1. Peru (4 min)"), "{text}");
    assert!(ended(state.path(), &["check"], 0).0.contains("1 of your own"));
    let state = with_own("Front-Line.toml", b"[tour]\ntitle = \"x\"\n[[stop]]\nat = [\"nowhere.1\"]\nminutes = 4\n");
    let (lines, _) = ended(state.path(), &["check"], 1);
    assert!(
        lines.lines().count() == 2 && lines.contains("another tour is called") && lines.contains("Front-Line.toml:4:7: nothing"),
        "{lines}"
    );
    let json: Value = serde_json::from_str(&ended(state.path(), &["check", "--json"], 1).0).expect("JSON");
    assert!(json[1]["place"].as_str().is_some_and(|place| place.ends_with("Front-Line.toml:4:7")), "{json}");
}

#[test]
fn own_tours_may_hold_anything() {
    let head = "[tour]\ntitle = \"x\"\n";
    let many = format!("{head}{}", "[[stop]]\n".repeat(100_000));
    let inline = format!("stop = [{}]\n{head}", "{},".repeat(5_000));
    let nested = format!("{head}x = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    let tables = format!("{head}{}", "[a.".repeat(10_000));
    let long = format!("{head}summary = \"{}\"\n", "a".repeat(2 << 20));
    let escape = "[tour]\ntitle = \"a\\u001b[2J\\u202eb\u{1b}[31m\"\n";
    let typed = "[tour]\ntitle = [1]\nminutes = \"x\"\n";
    for (what, text) in [
        ("many", many.as_bytes()),
        ("inline", inline.as_bytes()),
        ("nested", nested.as_bytes()),
        ("tables", tables.as_bytes()),
        ("long", long.as_bytes()),
        ("escape", escape.as_bytes()),
        ("typed", typed.as_bytes()),
        ("nul", b"[tour]\ntitle = \"a\0b\"\n"),
        ("latin", b"[tour]\ntitle = \"a\xe9\"\n"),
        ("float", b"[tour]\ntitle = \"a\"\nminutes = 1e99\n"),
        ("empty", b""),
    ] {
        let state = with_own("own.toml", text);
        told(state.path(), what, "own.toml");
    }
    // Escapes that TOML allows are shown as signs.
    let state = with_own(
        "own.toml",
        b"[tour]\ntitle = \"a\\u001b[2J\"\n[[stop]]\nat = [\"\\u001b[2J\"]\nquestions = [\"\\u001b]0;x\\u0007?\"]\nnotes = \"\\u009b2J\"\n",
    );
    for arguments in [
        &["tour"][..],
        &["tour", "own"],
        &["export", "tour:own"],
        &["export", "tour:own", "--format", "html", "--speaker"],
        &["export", "tour:own", "--format", "txt"],
    ] {
        let (text, _) = ended(state.path(), arguments, 0);
        assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{7}']), "{arguments:?}: {text:?}");
    }
    let (text, _) = ended(state.path(), &["check"], 1);
    assert!(!text.contains('\u{1b}') && text.contains("own.toml:4:7: nothing has the address"), "{text:?}");
}

/// That a file cannot be read is said where tours are listed, and why where they are checked.
fn told(state: &Path, what: &str, file: &str) {
    let (list, error) = ended(state, &["tour"], 0);
    assert!(list.contains("front-line") && error.contains("vereda check tells why"), "{what}: {error}");
    let (lines, _) = ended(state, &["check"], 1);
    assert!(lines.lines().count() == 1 && lines.contains(file) && !lines.contains('\u{1b}'), "{what}: {lines}");
    ended(state, &["export", "tour:own"], 1);
}

#[cfg(unix)]
#[test]
fn whatever_stands_where_an_own_tour_should() {
    use std::os::unix::fs::symlink;
    for what in ["folder", "device", "pipe", "loop", "nowhere"] {
        let state = with_own("a.txt", b"no tour");
        let path = state.path().join("tours/own.toml");
        match what {
            "folder" => fs::create_dir(&path).expect("made"),
            "device" => symlink("/dev/zero", &path).expect("linked"),
            "loop" => symlink(&path, &path).expect("linked"),
            "nowhere" => symlink("/nowhere/at/all", &path).expect("linked"),
            _ => assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("run").success()),
        }
        told(state.path(), what, "own.toml");
    }
    let state = tempfile::tempdir().expect("a folder");
    fs::write(state.path().join("tours"), "a file").expect("written");
    told(state.path(), "a file for the folder", "tours");
}

#[test]
fn a_tour_of_the_report_can_be_made_ones_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let report = report();
    let mut own = vereda::state::OwnTours::open(Some(folder.path()), &report);
    let first: &Tour = &report.tours()[0];
    let name = own.save(first).expect("saved");
    assert_ne!(name, first.id);
    let copy = own.tour(&name).expect("kept");
    assert!(copy.stops.iter().zip(&first.stops).all(|(copy, stop)| copy.says_the_same(stop)) && copy.title == first.title);
    let (text, _) = ended(folder.path(), &["tour", &name], 0);
    assert!(text.contains("45 minutes, 8 stops"));
}

#[test]
fn own_tours_are_carried_and_wiped_with_the_rest() {
    let text = "# mine\n[tour]\ntitle = \"Tuesday\"\n\n[[stop]]\nat = [\"trafficking.5\"]\nminutes = 5\n";
    let state = with_own("tuesday.toml", text.as_bytes());
    let tour = state.path().join("tours/tuesday.toml");
    fs::write(state.path().join("tours/letter.txt"), "not a tour").expect("written");
    let elsewhere = tempfile::tempdir().expect("folder");
    let file = elsewhere.path().join("carried.toml").display().to_string();
    assert!(ended(state.path(), &["state", "path"], 0).0.contains("tuesday.toml"));
    assert!(ended(state.path(), &["state", "export", &file], 0).0.contains("tours: 1"));
    ended(state.path(), &["state", "wipe", "--yes"], 0);
    assert!(!tour.exists());
    assert!(state.path().join("tours/letter.txt").exists(), "what is not Vereda's stays");
    assert!(ended(state.path(), &["state", "import", &file], 0).0.contains("tours: 1"));
    assert_eq!(fs::read_to_string(&tour).expect("back"), text);
    assert!(ended(state.path(), &["state", "import", &file], 0).0.contains("Nothing changed"));
    // Another one of that name gets a name of its own.
    fs::write(&tour, text.replace("Tuesday", "Wednesday")).expect("written");
    ended(state.path(), &["state", "import", &file], 0);
    assert_eq!(fs::read_to_string(state.path().join("tours/tuesday-2.toml")).expect("beside it"), text);
    // A name that leads elsewhere does not, and what is no tour changes nothing.
    let hostile =
        fs::read_to_string(&file).expect("exported").replace("name = \"tuesday\"", "name = \"../../evil\"").replace("Tuesday", "Evil");
    fs::write(&file, &hostile).expect("written");
    ended(state.path(), &["state", "import", &file], 0);
    assert!(state.path().join("tours/evil.toml").exists() && !state.path().join("../../evil.toml").exists());
    fs::write(&file, hostile.replace("title", "tilte").replace("Evil", "Other")).expect("written");
    let before = fs::read_dir(state.path().join("tours")).expect("tours").count();
    ended(state.path(), &["state", "import", &file], 2);
    assert_eq!(fs::read_dir(state.path().join("tours")).expect("tours").count(), before);
}

#[test]
fn an_import_writes_over_no_file_of_a_persons_own_tours_whatever_is_in_it() {
    let state = tempfile::tempdir().expect("a folder");
    let other = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(other.path().join("tours")).expect("made");
    fs::create_dir_all(state.path().join("tours")).expect("made");
    let theirs = "[tour]\ntitle = \"Theirs\"\n";
    for name in ["half", "long"] {
        fs::write(other.path().join(format!("tours/{name}.toml")), format!("# {name}\n{theirs}")).expect("written");
    }
    let stick = other.path().join("stick.toml").to_string_lossy().into_owned();
    ended(other.path(), &["state", "export", &stick], 0);
    // One that is being written, and one with more stops than are read.
    let half = "[tour]\ntitle = \"Mine, not finished\n".to_owned();
    let long = format!("[tour]\ntitle = \"Mine\"\n{}", "[[stop]]\nat = [\"about.1\"]\n".repeat(201));
    for (name, text) in [("half", &half), ("long", &long)] {
        fs::write(state.path().join(format!("tours/{name}.toml")), text).expect("written");
    }
    // An export without them would only seem to be all.
    let (_, told) = ended(state.path(), &["state", "export", "-"], 2);
    assert!(told.contains("half.toml") && told.lines().count() == 1, "{told}");
    let read = |name: &str| fs::read_to_string(state.path().join(format!("tours/{name}.toml"))).unwrap_or_default();
    for _ in 0..2 {
        ended(state.path(), &["state", "import", &stick], 0);
        assert_eq!((read("half"), read("long")), (half.clone(), long.clone()));
        assert!(read("half-2").contains("Theirs") && read("long-2").contains("Theirs"));
        assert_eq!(fs::read_dir(state.path().join("tours")).expect("read").count(), 4, "a second time nothing is new");
    }
}
