//! The commands on countries, checklists and tables, as a person runs them in a pipe.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use vereda::report::{Kind, Language, Report};

fn vereda(state: &Path, arguments: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("vereda").expect("the program");
    command.env_clear().arg("--state").arg(state).args(arguments).output().expect("it ran")
}

/// What is printed, of a run that found something.
fn found(state: &Path, arguments: &[&str]) -> String {
    let output = vereda(state, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    assert!(error.is_empty(), "{arguments:?}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The one line on standard error, of a run that ended so.
fn failed(state: &Path, arguments: &[&str], code: i32) -> String {
    let output = vereda(state, arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    assert!(output.stdout.is_empty(), "{arguments:?}");
    let error = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(error.lines().count(), 1, "{error}");
    error
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn a_legal_framework_is_a_table_of_all_its_instruments() {
    let state = folder();
    let text = found(state.path(), &["country", "ecuador", "--topic", "law"]);
    let report = Report::bundled();
    let edition = report.edition(Language::En);
    let mut laws = 0;
    for address in report.addresses(edition, Kind::Law) {
        let record = report.record(edition, &address).expect("a law");
        if record.countries.iter().any(|country| country == "ecuador") {
            laws += 1;
            let row = text.lines().find(|line| line.starts_with(&format!("{} | ", record.title)));
            let row = row.unwrap_or_else(|| panic!("{} is missing", record.title));
            assert_eq!(row.matches(" | ").count(), 5, "{row}");
            assert!(row.contains(&record.text) && row.contains(&record.first_passage().expect("a passage").to_string()));
        }
    }
    assert!(laws > 5);
}

#[test]
fn a_country_has_many_names_and_one_answer() {
    let state = folder();
    let one = found(state.path(), &["country", "brazil"]);
    for name in [&["country", "Brasil"][..], &["country", "BR"], &["show", "brazil"], &["show", "BRASIL"]] {
        assert_eq!(found(state.path(), name), one, "{name:?}");
    }
    let words = found(state.path(), &["country", "Estados", "Unidos", "--topic", "overview"]);
    assert!(words.contains("United States"), "{words}");
}

#[test]
fn what_the_report_does_not_have_is_said() {
    let state = folder();
    let text = found(state.path(), &["country", "haiti"]);
    assert!(text.contains("no profile of Haiti") && text.contains("names no law or policy of Haiti"), "{text}");
    assert!(text.contains("north-america.3 | p. 9 | "), "{text}");
    let error = failed(state.path(), &["country", "ecuadro"], 1);
    assert!(error.contains("Ecuador"), "{error}");
    failed(state.path(), &["country", "atlantis"], 1);
}

#[test]
fn json_of_countries() {
    let state = folder();
    let list = json(&found(state.path(), &["country", "--json"]));
    assert!(list.as_array().is_some_and(|list| list.len() > 20));
    let country = json(&found(state.path(), &["country", "peru", "--json"]));
    for field in ["id", "iso", "name", "profile", "overview", "laws", "figures", "organisations", "passages"] {
        assert!(country.get(field).is_some(), "{field}");
    }
    assert_eq!(country["laws"][0]["kind"], "law");
    let topic = json(&found(state.path(), &["country", "peru", "--json", "--topic", "law"]));
    assert_eq!(topic["laws"], country["laws"]);
    assert!(topic.get("passages").is_none());
    let both = json(&found(state.path(), &["compare", "peru", "MX", "--json"]));
    assert_eq!(both[0], country);
    assert_eq!(both[1]["id"], "mexico");
}

#[test]
fn two_or_three_are_compared() {
    let state = folder();
    let text = found(state.path(), &["compare", "colombia", "peru", "ecuador", "--topic", "law"]);
    for name in ["Colombia", "Peru", "Ecuador"] {
        assert!(text.contains(&format!("Legal framework: {name}\n")), "{text}");
    }
    failed(state.path(), &["compare", "colombia"], 2);
    failed(state.path(), &["compare", "colombia", "peru", "chile", "brazil"], 2);
    failed(state.path(), &["compare", "brazil", "Brasil"], 2);
    failed(state.path(), &["compare", "brazil", "atlantis"], 1);
}

#[test]
fn a_checklist_is_kept() {
    let state = folder();
    let changed = found(state.path(), &["checklist", "set", "7", "in", "progress"]);
    assert!(changed.contains("[~] 07"), "{changed}");
    found(state.path(), &["checklist", "note", "rec:07", "We", "wrote"]);
    found(state.path(), &["checklist", "date", "07", "2025-03-31"]);
    found(state.path(), &["checklist", "set", "7", "done", "--list", "Lima"]);
    let task = json(&found(state.path(), &["checklist", "note", "7", "We wrote", "--json"]));
    assert_eq!(
        (&task["id"], &task["state"], &task["note"], &task["date"]),
        (&"rec:07".into(), &"in-progress".into(), &"We wrote".into(), &"2025-03-31".into())
    );
    let only = json(&found(state.path(), &["checklist", "--json", "--only", "in-progress"]));
    assert_eq!(only.as_array().map(Vec::len), Some(1));
    let lists = json(&found(state.path(), &["checklist", "lists", "--json"]));
    assert_eq!((&lists[0]["done"], &lists[1]["done"], &lists[1]["name"]), (&0.into(), &1.into(), &"Lima".into()));
    let text = found(state.path(), &["checklist", "show", "--by", "theme", "--list", "LIMA"]);
    assert!(text.starts_with("Lima: 1 of ") && text.contains("done | 07 | "), "{text}");
    // Where nobody can be asked it is not removed without a word.
    assert!(failed(state.path(), &["checklist", "remove", "lima"], 2).contains("--yes"));
    failed(state.path(), &["checklist", "remove", "cusco"], 1);
    found(state.path(), &["checklist", "show", "--list", "Lima"]);
    found(state.path(), &["checklist", "remove", "lima", "--yes"]);
    failed(state.path(), &["checklist", "show", "--list", "Lima"], 1);
    failed(state.path(), &["checklist", "set", "999", "done"], 1);
    let error = failed(state.path(), &["checklist", "set", "7", "finished"], 2);
    assert!(error.contains("in-progress"), "{error}");
}

#[test]
fn only_days_that_there_are_become_dates() {
    let state = folder();
    let date = |typed: &[&str]| json(&found(state.path(), &[&["checklist", "--json", "date", "7"], typed].concat()))["date"].clone();
    assert_eq!(date(&["2025-03-31"]), "2025-03-31");
    assert_eq!(date(&["30/03/2025"]), "2025-03-30");
    assert_eq!(date(&["2025-03-31"]), "2025-03-31");
    for typed in [&["2025-02-30"][..], &["03/31/2025"], &["next", "week"], &["\u{1b}[2J"]] {
        let error = failed(state.path(), &[&["checklist", "date", "7"], typed].concat(), 2);
        assert!(error.contains(" is no date; ") && !error.contains('\u{1b}'), "{error}");
    }
    assert_eq!(json(&found(state.path(), &["checklist", "--json"]))[6]["date"], "2025-03-31", "what was there stays");
    assert_eq!(date(&["Today"]).as_str().map(str::len), Some(10));
    assert_eq!(date(&[""]), "");
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_saved_is_told_with_its_place_and_what_to_do() {
    let nowhere = Path::new("/proc/x");
    for arguments in [&["checklist", "set", "7", "done"][..], &["checklist", "note", "7", "x", "--list", "y"]] {
        let error = failed(nowhere, arguments, 2);
        assert!(error.contains(" /proc/x/checklists.toml: there is no such file or folder; use --state DIR "), "{error}");
    }
    let state = folder();
    std::fs::create_dir(state.path().join("checklists.toml")).expect("a folder");
    let error = failed(state.path(), &["checklist", "set", "7", "done"], 2);
    assert!(error.contains(&*state.path().join("checklists.toml").to_string_lossy()) && error.contains("--state DIR"), "{error}");
    let state = folder();
    std::fs::write(state.path().join("checklists.toml"), "version = 999\n").expect("written");
    assert!(failed(state.path(), &["checklist", "set", "7", "done"], 2).contains("newer Vereda"));
}

#[test]
fn anothers_checklist_is_merged_and_the_later_word_counts() {
    let (mine, theirs, desk) = (folder(), folder(), folder());
    found(theirs.path(), &["checklist", "set", "1", "done"]);
    found(theirs.path(), &["checklist", "note", "2", "=SUM(A1), \"quoted\" and é"]);
    for (format, name) in [("csv", "theirs.csv"), ("jsonl", "theirs.jsonl")] {
        let file = desk.path().join(name);
        let text = found(theirs.path(), &["checklist", "export", "--format", format]);
        assert!(format != "csv" || text.contains("\"'=SUM(A1), \"\"quoted\"\" and é\""), "{text}");
        std::fs::write(&file, text).expect("written");
    }
    for file in [desk.path().join("theirs.csv"), desk.path().join("theirs.jsonl"), theirs.path().join("checklists.toml")] {
        let own = folder();
        let file = file.to_str().expect("a name");
        let said = json(&found(own.path(), &["checklist", "import", file, "--json"]));
        assert_eq!(said["changed"], 2, "{file}");
        let tasks = json(&found(own.path(), &["checklist", "--json"]));
        assert_eq!((&tasks[0]["state"], &tasks[1]["note"]), (&"done".into(), &"=SUM(A1), \"quoted\" and é".into()));
        let again = json(&found(own.path(), &["checklist", "import", file, "--json"]));
        assert_eq!(again["changed"], 0, "{file}");
    }
    // Said before theirs and after theirs: the clock is in seconds, so the times are written.
    let file = desk.path().join("times.csv");
    std::fs::write(&file, "id,state,changed\n1,open,5\n2,done,5\n").expect("written");
    let path = file.to_str().expect("a name");
    found(mine.path(), &["checklist", "set", "1", "done"]);
    let said = json(&found(mine.path(), &["checklist", "import", path, "--json"]));
    assert_eq!(said["changed"], 1);
    let tasks = json(&found(mine.path(), &["checklist", "--json"]));
    assert_eq!((&tasks[0]["state"], &tasks[1]["state"]), (&"done".into(), &"done".into()));
}

#[test]
fn a_table_without_notes_and_dates_says_nothing_of_them() {
    let (state, desk) = (folder(), folder());
    found(state.path(), &["checklist", "note", "7", "long answer of the ministry"]);
    found(state.path(), &["checklist", "date", "7", "2026-12-01"]);
    for (name, text) in [
        ("two.csv", "id,state\n7,done\n"),
        ("blank.csv", "id,state,note,date\n7,in-progress,,\n"),
        ("two.jsonl", "{\"id\":7,\"state\":\"done\"}\n"),
    ] {
        let file = desk.path().join(name);
        std::fs::write(&file, text).expect("written");
        found(state.path(), &["checklist", "import", file.to_str().expect("a name")]);
        let item = &json(&found(state.path(), &["checklist", "--json"]))[6];
        assert_eq!((&item["note"], &item["date"]), (&"long answer of the ministry".into(), &"2026-12-01".into()), "{name}");
        assert_eq!(text.contains("done"), item["state"] == "done", "{name}");
    }
}

#[test]
fn a_bad_file_changes_nothing() {
    let (state, desk) = (folder(), folder());
    let file = desk.path().join("bad.csv");
    std::fs::write(&file, "id,state\n1,done\n99999,done\n").expect("written");
    let error = failed(state.path(), &["checklist", "import", file.to_str().expect("a name")], 2);
    assert!(error.contains("bad.csv:3") && error.contains("Nothing was imported"), "{error}");
    assert!(!state.path().join("checklists.toml").exists());
    failed(state.path(), &["checklist", "import", "/nowhere/at/all.csv"], 2);
}

#[test]
fn what_begins_with_what_was_typed_is_nearest_and_a_name_may_stand_without_its_kind() {
    let state = folder();
    for (typed, near) in [
        ("figure:ec-victims", "figure:ec-victims-2023-2024"),
        ("ec-victims", "figure:ec-victims-2023-2024"),
        ("law:ec-penal", "law:ec-penal-code-91"),
        ("coyotse", "term:coyotes"),
        ("traf.25", "trafficking.25"),
    ] {
        let error = failed(state.path(), &["show", typed], 1);
        assert!(error.ends_with(&format!("\"{typed}\"; the nearest is {near}\n")), "{error}");
    }
    for (typed, meant) in
        [("coyotes", "term:coyotes"), ("EC-Penal-Code-91", "law:ec-penal-code-91"), ("tip-report-2024", "source:tip-report-2024")]
    {
        assert_eq!(found(state.path(), &["show", typed]), found(state.path(), &["show", meant]));
        assert_eq!(found(state.path(), &[typed]), found(state.path(), &["show", meant]));
        assert_eq!(found(state.path(), &["export", typed]), found(state.path(), &["export", meant]));
    }
    // A section and a country of that name come first; of several things none does.
    assert!(found(state.path(), &["show", "recommendations"]).contains("(recommendations)"));
    let error = failed(state.path(), &["show", "redlac"], 2);
    assert!(error.contains("several things: org:redlac, term:redlac"), "{error}");
}

#[test]
fn a_command_that_was_mistyped_is_told_as_one() {
    let state = folder();
    for (line, near) in [
        (&["serach", "corruption"][..], "search"),
        (&["serach"], "search"),
        (&["--ascii", "contry", "ecuador", "peru"], "country"),
        (&["exprot", "laws", "--lang", "en"], "export"),
        (&["trafficing", "x"], "trafficking"),
        (&["ecuadro"], "ecuador"),
    ] {
        let error = failed(state.path(), line, 2);
        assert!(error.contains("no command or address") && error.ends_with(&format!("; the nearest is {near}\n")), "{error}");
    }
    let error = failed(state.path(), &["xylophone", "y"], 2);
    assert!(error.contains("no command or address \"xylophone\"") && error.contains("vereda search xylophone"), "{error}");
    let error = failed(state.path(), &["trafficking", "x"], 2);
    assert!(error.contains("\"x\" is one argument too many"), "{error}");
    let error = failed(state.path(), &["trafficking.99", "x"], 1);
    assert!(error.contains("the nearest is trafficking.32"), "{error}");
    assert!(failed(state.path(), &["open", "serach"], 1).contains("nothing has the address"));
}

#[test]
fn exports_for_spreadsheets() {
    let state = folder();
    let text = found(state.path(), &["export", "ecuador", "--format", "csv"]);
    let lines = found(state.path(), &["export", "ecuador", "--format", "jsonl"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), lines.lines().count());
    for (row, line) in rows.iter().zip(lines.lines()) {
        let object = json(line);
        for (column, cell) in head.iter().zip(row) {
            if let Some(Value::String(text)) = object.get(column) {
                assert!(cell == text || cell.strip_prefix('\'') == Some(text), "{column}: {cell}");
            }
            assert!(!cell.starts_with(['=', '+', '@']), "{cell}");
        }
    }
    for kind in ["laws", "figures", "organisations", "recommendations"] {
        found(state.path(), &["export", kind, "--format", "csv"]);
    }
}

#[test]
fn an_amount_that_the_report_does_not_give_is_not_made_up() {
    let state = folder();
    let figure = json(&found(state.path(), &["show", "figure:reg-displaced", "--json"]));
    assert_eq!((&figure["value"], &figure["text"]), (&Value::Null, &"millions of people (recent)".into()));
    assert!(found(state.path(), &["show", "figure:br-severe-vulnerability"]).contains("Millions of people"));
    let text = found(state.path(), &["export", "figures", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let column = |name: &str| head.iter().position(|cell| cell == name).expect("a column");
    let (shown, value) = (column("shown"), column("value"));
    for row in reader.records().map(|row| row.expect("a row")) {
        let is_indefinite = ["millions", "hundreds"].contains(&row[shown].to_lowercase().as_str());
        assert_eq!(row[value].is_empty(), is_indefinite, "{row:?}");
    }
}

#[test]
fn a_kind_beside_countries_and_sections_narrows_them() {
    let state = folder();
    let ids = |what: &[&str]| -> Vec<String> {
        let text = found(state.path(), &[&["export", "--format", "jsonl"], what].concat());
        text.lines().map(|line| json(line)["id"].as_str().expect("a string").to_owned()).collect()
    };
    let laws_of = |country: &str| -> Vec<String> {
        let profile = json(&found(state.path(), &["country", country, "--topic", "law", "--json"]));
        profile["laws"].as_array().expect("a list").iter().map(|law| law["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(&["laws", "ecuador"]), laws_of("ecuador"));
    assert_eq!(ids(&["Ecuador", "law"]), laws_of("ecuador"));
    let both = ids(&["laws", "ecuador", "peru"]);
    assert!([laws_of("ecuador"), laws_of("peru")].concat().iter().all(|id| both.contains(id)));
    assert!(both.len() < laws_of("ecuador").len() + laws_of("peru").len() + 1 && both.iter().all(|id| id.starts_with("law:")));
    let figures = ids(&["figures", "laws", "trafficking"]);
    assert!(figures.contains(&"figure:ec-victims-2023-2024".to_owned()) && figures.contains(&"law:ec-penal-code-91".to_owned()));
    assert!(!figures.iter().any(|id| id == "figure:reg-displaced" || id.starts_with("trafficking.")));
    assert!(ids(&["passages", "ecuador"]).iter().all(|id| ids(&["ecuador"]).contains(id) && id.contains('.')));
    assert!(ids(&["terms", "ecuador"]).contains(&"term:fudela".to_owned()));
    assert_eq!(ids(&["laws", "about.1", "rec:7", "rec:07"]).iter().filter(|id| !id.starts_with("law:")).count(), 2);
    assert_eq!(failed(state.path(), &["export", "laws", "haiti"], 1), "vereda: nothing to export\n");
    assert!(found(state.path(), &["export", "--help"]).contains("of that kind"));
}

#[test]
fn what_is_one_thing_is_exported_with_its_own_citation() {
    let state = folder();
    for format in ["md", "txt", "html"] {
        for (what, end) in [
            (&["trafficking.25"][..], ", Human trafficking, p. 19, trafficking.25. "),
            (&["trafficking.25", "TRAFFICKING.25"], ", Human trafficking, p. 19, trafficking.25. "),
            (&["trafficking"], ", Human trafficking, trafficking. "),
            (&["central-america"], ", central-america. "),
            (&["central-america.1"], ", central-america.1. "),
            (&["law:ec-organic-law"], ", trafficking.26. "),
            (&["trafficking.25", "trafficking.26"], ": A Gender Perspective. English"),
            (&["ecuador"], ": A Gender Perspective. English"),
            (&["laws"], ": A Gender Perspective. English"),
        ] {
            let text = found(state.path(), &[&["export", "--format", format], what].concat());
            let last = text.lines().rfind(|line| line.contains("(2024). Migration")).expect("a citation");
            assert!(last.contains(end), "{format} {what:?}: {last}");
        }
    }
}

#[test]
fn exports_as_a_page() {
    let state = folder();
    let all = found(state.path(), &["export", "--format", "html"]);
    let list = found(state.path(), &["checklist", "export", "--format", "html"]);
    let country = found(state.path(), &["export", "ecuador", "--format", "html"]);
    for page in [&all, &list, &country] {
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">") && page.ends_with("</html>\n"));
        assert!(!page.contains("<script") && !page.contains("src=") && page.contains("<table>"));
    }
    assert!(country.contains("<h1>Ecuador</h1>") && country.contains("href=\"#trafficking.25\""), "{country}");
}

#[test]
fn the_columns_of_a_checklist_are_those_of_its_json() {
    let state = folder();
    let text = found(state.path(), &["checklist", "export", "--format", "csv"]);
    let tasks = json(&found(state.path(), &["checklist", "--json"]));
    let mut fields: Vec<&str> = tasks[0].as_object().expect("an object").keys().map(String::as_str).collect();
    let mut columns: Vec<&str> = text.lines().next().expect("a head").split(',').collect();
    fields.sort_unstable();
    columns.sort_unstable();
    assert_eq!(fields, columns);
    let markdown = found(state.path(), &["checklist", "export"]);
    assert!(markdown.contains("- [ ] **07** "), "{markdown}");
}

#[test]
fn help_has_examples() {
    let state = folder();
    for arguments in [&["country"][..], &["compare"], &["checklist"], &["checklist", "set"], &["checklist", "import"]] {
        let help = found(state.path(), &[arguments, &["--help"]].concat());
        assert!(help.contains("Examples:\n  vereda "), "{help}");
    }
}

#[test]
fn what_the_screen_calls_things_is_understood_in_options() {
    let state = folder();
    found(state.path(), &["--lang", "es", "checklist", "set", "7", "hecha"]);
    let only =
        |state_name: &str, language: &str| json(&found(state.path(), &["--lang", language, "checklist", "--json", "--only", state_name]));
    for (name, language) in [("hecha", "es"), ("Hecha", "es"), ("done", "es"), ("done", "en")] {
        assert_eq!(only(name, language).as_array().map(Vec::len), Some(1), "{name}");
    }
    assert!(failed(state.path(), &["--lang", "es", "checklist", "--only", "terminada"], 2).contains("not-applicable"));
    for kind in ["ley", "leyes", "LAW", "laws"] {
        let found = json(&found(state.path(), &["--lang", "es", "search", "ecuador", "--kind", kind, "--json"]));
        assert!(found["hits"].as_array().is_some_and(|hits| !hits.is_empty() && hits.iter().all(|hit| hit["kind"] == "law")), "{kind}");
    }
    found(state.path(), &["--lang", "es", "notes", "add", "trafficking.25", "Preguntar"]);
    assert_eq!(json(&found(state.path(), &["--lang", "es", "notes", "--kind", "nota", "--json"])).as_array().map(Vec::len), Some(1));
}

#[test]
fn what_a_tour_shows_can_be_opened() {
    let state = folder();
    let shown = found(state.path(), &["show", "ecuador/law"]);
    assert!(shown.contains("Ecuador") && shown.contains("91"), "{shown}");
}

#[test]
fn words_of_a_tours_titles_lead_to_it() {
    let state = folder();
    assert!(failed(state.path(), &["--lang", "es", "present", "marcos legales"], 1).contains("legal-frameworks"));
    assert!(failed(state.path(), &["tour", "meeting respect"], 1).contains("front-line"));
    assert!(!failed(state.path(), &["tour", "zzyzx"], 1).contains("nearest"));
}

#[test]
fn what_has_no_json_says_so() {
    let state = folder();
    assert!(failed(state.path(), &["man", "--json"], 2).contains("--json"));
    assert!(failed(state.path(), &["completions", "bash", "--json"], 2).contains("--json"));
}
