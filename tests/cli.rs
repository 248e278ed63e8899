//! The command line: the real binary, without a terminal, with nothing in its environment but what a test puts there.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use vereda::report::Kind;
use vereda::text::sanitize::clean;

use crate::fixture::{content_folder, copied_pack, english, pack, report};

/// The binary, its state in a folder of its own.
struct Vereda {
    state: TempDir,
    environment: Vec<(&'static str, &'static str)>,
}

impl Vereda {
    fn new() -> Self {
        Self::with(&[("LC_ALL", "en_US.UTF-8"), ("TERM", "xterm-256color")])
    }

    fn with(environment: &[(&'static str, &'static str)]) -> Self {
        Self { state: tempfile::tempdir().expect("a folder"), environment: environment.to_vec() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
        command.env_clear().env("VEREDA_STATE", self.state.path()).envs(self.environment.iter().copied());
        command.args(arguments).stdin(Stdio::null());
        command
    }

    /// Runs it; gives exit code, standard output and standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("no signal"), text(stdout), text(stderr))
    }
}

/// Runs it as most people would; gives exit code, standard output and standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    Vereda::new().run(arguments)
}

/// Runs what must succeed in silence on standard error; gives standard output.
fn out(arguments: &[&str]) -> String {
    let (code, stdout, stderr) = run(arguments);
    assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
    stdout
}

/// Runs what must fail with this exit code; gives the one line on standard error, without the program's name.
fn refusal(code: i32, arguments: &[&str]) -> String {
    let (got, stdout, stderr) = run(arguments);
    assert_eq!((got, stdout.as_str()), (code, ""), "{arguments:?}: {stderr}");
    assert!(stderr.ends_with('\n') && stderr.lines().count() == 1, "{arguments:?}: {stderr:?} is not one line");
    assert!(!stderr.trim_end().chars().any(char::is_control), "{arguments:?}: {stderr:?}");
    stderr.trim_end().strip_prefix("vereda: ").unwrap_or_else(|| panic!("{stderr:?}")).to_owned()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Text that may go to a terminal as it is: nothing in it but letters and line ends.
fn assert_clean(text: &str) {
    assert_eq!(clean(text), text, "something that must not reach a terminal");
}

/// The fields that every record has.
const FIELDS: [&str; 9] = ["id", "kind", "lang", "section", "page", "countries", "title", "text", "source"];

fn assert_is_record(record: &Value) {
    let object = record.as_object().unwrap_or_else(|| panic!("no object: {record}"));
    for field in FIELDS {
        assert!(object.contains_key(field), "{record} has no {field}");
    }
    for field in ["id", "kind", "title", "text", "source"] {
        assert!(record[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {record}");
    }
    assert_eq!(record["lang"], "en");
    assert!(record["section"].is_string() && record["page"].is_u64() && record["countries"].is_array(), "{record}");
}

#[test]
fn a_passage_is_shown_with_its_footnote_and_citation() {
    let text = out(&["show", "trafficking.25"]);
    assert!(text.starts_with("Human trafficking › Ecuador\n"));
    assert!(text.contains("  25  ") && text.contains("(2019–2030)"));
    assert!(text.contains("[9] Article 91 of the Code."));
    let last = text.lines().last().expect("a line");
    for part in ["Source: ", "Vivian Cartagena", "GAATW", "2024", "p. 19", "trafficking.25", "Restated"] {
        assert!(last.contains(part), "{last} has no {part}");
    }
    // A pipe is not wrapped: a passage is one line, for grep.
    assert!(text.lines().any(|line| line.contains("In the same way") && line.contains("Ministry of the Interior")));
    assert_eq!(out(&["show", "TRAFFICKING.25"]), text);
}

#[test]
fn a_section_is_shown_whole() {
    let text = out(&["show", "north-america"]);
    for number in 1..=5 {
        assert!(text.lines().any(|line| line.starts_with(&format!("   {number}  "))), "{number}: {text}");
    }
    assert!(text.contains("390,000") && text.contains("[7] "));
    assert!(text.lines().last().is_some_and(|line| line.starts_with("Source: ") && line.contains("north-america")));
}

#[test]
fn things_beside_the_text_are_shown() {
    let text = out(&["show", "term:coyotes"]);
    assert!(text.to_lowercase().starts_with("coyotes") && text.contains("north-america.1") && text.contains("Source: "), "{text}");
    let report = report();
    let edition = english(&report);
    for kind in Kind::ALL {
        for address in report.addresses(edition, kind).into_iter().take(1) {
            let text = out(&["show", &address.to_string()]);
            assert!(text.lines().count() >= 3, "{address}: {text}");
            assert!(text.lines().last().is_some_and(|line| line.starts_with("Source: ")), "{address}: {text}");
        }
    }
}

#[test]
fn json_has_the_fields_of_the_design() {
    let record = json(&out(&["show", "trafficking.25", "--json"]));
    assert_is_record(&record);
    assert_eq!((record["id"].as_str(), record["kind"].as_str()), (Some("trafficking.25"), Some("passage")));
    assert_eq!((record["section"].as_str(), record["page"].as_u64()), (Some("trafficking"), Some(19)));
    assert_eq!(record["countries"], serde_json::json!(["ecuador"]));
    assert_eq!(record["footnotes"][0], serde_json::json!({ "mark": "9", "text": "Article 91 of the Code." }));
    assert!(record["text"].as_str().is_some_and(|text| text.contains("Palermo")));

    let section = json(&out(&["--json", "show", "central-america"]));
    let records = section.as_array().expect("a list");
    assert_eq!(records.len(), 1);
    records.iter().for_each(assert_is_record);

    let term = json(&out(&["show", "term:redlac", "--json"]));
    assert_is_record(&term);
    assert_eq!(term["kind"], "term");
    assert!(term["long"].is_string() && term["passages"].is_array());
    assert_is_record(&json(&out(&["show", "source:iom-world-migration-report", "--json"])));
}

#[test]
fn an_unknown_address_is_not_found_and_the_nearest_is_named() {
    for (typed, near) in [
        ("traficking.25", "trafficking.25"),
        ("trafficking.33", "trafficking.32"),
        ("trafficing", "trafficking"),
        ("term:coyote", "term:coyotes"),
        ("recomendations.2", "recommendations.2"),
    ] {
        let line = refusal(1, &["show", typed]);
        assert!(line.contains(typed) && line.contains(&format!("nearest is {near}")), "{line}");
        assert!(refusal(1, &["open", typed]).contains(near));
        assert!(refusal(1, &["export", typed]).contains(near));
    }
    assert!(refusal(1, &["show", "xyzzyxyzzy"]).contains("xyzzyxyzzy"));
}

#[test]
fn wrong_usage_is_one_line_that_says_what() {
    for (arguments, part) in [
        (&["show"][..], "ADDRESS"),
        (&["show", "not an address"], "not an address"),
        (&["show", "trafficking.0"], "trafficking.0"),
        (&["show", "a", "b"], "b"),
        (&["--colour"], "--colour"),
        (&["--color", "pink"], "pink"),
        (&["--lang", "tlh"], "tlh"),
        (&["--lang"], "--lang"),
        (&["export", "--format", "pdf"], "pdf"),
        (&["--theme", "pink", "show", "about"], "pink"),
        (&["-x"], "-x"),
        (&["show", ""], "address"),
    ] {
        let line = refusal(2, arguments);
        assert!(line.contains(part), "{arguments:?}: {line}");
    }
}

#[test]
fn everything_as_json_lines() {
    let report = report();
    let edition = english(&report);
    let expected: Vec<String> =
        Kind::ALL.into_iter().flat_map(|kind| report.addresses(edition, kind)).map(|address| address.to_string()).collect();
    let text = out(&["export", "--format", "jsonl", "--lang", "en"]);
    assert_clean(&text);
    let records: Vec<Value> = text.lines().map(json).collect();
    records.iter().for_each(assert_is_record);
    let ids: Vec<&str> = records.iter().map(|record| record["id"].as_str().expect("a string")).collect();
    assert_eq!(ids, expected);
    assert_eq!(records.iter().filter(|record| record["kind"] == "passage").count(), 137);
    assert_eq!(out(&["export", "--json"]), text);
    assert_eq!(out(&["--json"]), text, "without a terminal");
}

#[test]
fn everything_as_text_and_as_markdown() {
    let report = report();
    let edition = english(&report);
    let text = out(&["export", "--format", "txt"]);
    assert_clean(&text);
    let markdown = out(&["export"]);
    assert_clean(&markdown);
    assert_eq!(out(&["export", "--format", "md"]), markdown);
    for passage in &edition.passages {
        let words = &edition.blocks[passage.block].text;
        assert!(text.contains(&**words), "not in the text: {words}");
    }
    for note in &edition.notes {
        let block = &edition.blocks[note.block.expect("a text")];
        assert!(text.contains(&*block.text));
    }
    for section in &edition.sections {
        assert!(text.contains(&format!("{} ({})", section.title, section.id)));
        assert!(markdown.contains(&format!("# {}\n", section.title)), "{}", section.title);
    }
    assert!(text.contains("Vivian Cartagena") && markdown.contains("Vivian Cartagena"));
}

#[test]
fn exported_markdown_reads_as_the_same_text() {
    let report = report();
    let edition = english(&report);
    let markdown = out(&["export", "passages", "--format", "md"]);
    let folder = pack(&[("en/01-again.md", &markdown)]);
    let again = vereda::report::Report::from_folder(folder.path()).expect("a pack");
    let again = english(&again);
    let texts = |edition: &vereda::report::Edition| -> Vec<String> {
        let prose = edition.passages.iter().map(|passage| &edition.blocks[passage.block]);
        prose.map(|block| format!("{} {}", block.marker.as_deref().unwrap_or_default(), block.text)).collect()
    };
    let (mut got, want) = (texts(again), texts(edition));
    // Behind the passages stand the citation and the credit line.
    got.truncate(want.len());
    // The letters of translators' notes begin anew in each section, and here there is one.
    let plain = |text: &String| -> String {
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find('[') {
            out.push_str(&rest[..at]);
            rest = rest[at..].split_once(']').map_or("", |(_, after)| after);
        }
        out + rest
    };
    for (got, want) in got.iter().zip(&want) {
        assert_eq!(plain(got), plain(want));
    }
    assert_eq!(got.len(), want.len());
    let marks = |edition: &vereda::report::Edition| edition.notes.iter().filter(|note| !note.translators).count();
    assert_eq!(marks(again), marks(edition));
}

#[test]
fn parts_are_exported_in_the_reports_order_each_once() {
    let ids = |arguments: &[&str]| -> Vec<String> {
        let arguments = [&["export", "--format", "jsonl"], arguments].concat();
        out(&arguments).lines().map(|line| json(line)["id"].as_str().expect("a string").to_owned()).collect()
    };
    assert_eq!(ids(&["trafficking.2", "trafficking.1", "about.3"]), ["about.3", "trafficking.1", "trafficking.2"]);
    assert_eq!(ids(&["central-america", "central-america.1"]), ["central-america.1"]);
    assert_eq!(ids(&["term:coyotes", "about.1", "term:coyotes"]), ["about.1", "term:coyotes"]);
    let terms = ids(&["terms"]);
    assert!(terms.len() > 20 && terms.iter().all(|id| id.starts_with("term:")));
    let text = out(&["export", "trafficking.25", "context.2", "--format", "txt"]);
    assert!(text.contains("[9] Article 91") && text.contains("[1] UNDP"), "footnotes go with their passages: {text}");
    assert!(!text.contains("154"));
    let markdown = out(&["export", "trafficking.25", "--format", "md"]);
    assert!(markdown.contains("[^9]") && markdown.contains("\n[^9]: Article 91"), "{markdown}");
}

#[test]
fn a_language_that_is_not_there_is_told_and_another_one_is_shown() {
    let languages: Vec<&str> = report().languages().map(vereda::report::Language::tag).collect();
    for language in ["es", "pt"] {
        if languages.contains(&language) {
            continue;
        }
        let (code, stdout, stderr) = run(&["show", "trafficking.25", "--lang", language]);
        assert_eq!((code, stderr.lines().count()), (0, 1), "{stderr}");
        assert!(stderr.contains(language) && stderr.contains("en"), "{stderr}");
        assert_eq!(stdout, out(&["show", "trafficking.25"]));
        // What the environment asks for is a wish, not an order.
        let (code, stdout, stderr) = Vereda::with(&[("LANG", "es_CO.UTF-8")]).run(&["show", "about.1"]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(!stdout.is_empty());
    }
}

#[test]
fn another_pack_is_read_from_its_folder() {
    let folder = copied_pack();
    let path = folder.path().join("en/07-central-america.md");
    let text = fs::read_to_string(&path).expect("read").replace("85%", "8888%");
    fs::write(&path, text).expect("written");
    let folder = folder.path().to_str().expect("UTF-8").to_owned();
    assert!(out(&["--content", &folder, "show", "central-america.1"]).contains("8888%"));
    assert!(out(&["show", "central-america", "--content", &folder]).contains("8888%"));
    let bundled = content_folder();
    assert_eq!(out(&["export", "--content", bundled.to_str().expect("UTF-8")]), out(&["export"]));

    let small = pack(&[("en/01-one.md", "# One\n\nFirst.\n\n- second\n")]);
    let small = small.path().to_str().expect("UTF-8").to_owned();
    let records: Vec<Value> = out(&["export", "--content", &small, "--format", "jsonl"]).lines().map(json).collect();
    assert_eq!(records.iter().map(|record| record["id"].as_str().expect("id")).collect::<Vec<_>>(), ["one.1", "one.2"]);
    assert_eq!((&records[0]["page"], &records[0]["section"]), (&Value::Null, &Value::from("one")));
    assert!(run(&["--content", &small]).1.contains("First."));
}

#[test]
fn a_pack_that_cannot_be_read_is_told() {
    let line = refusal(2, &["--content", "/nonexistent/pack", "show", "about"]);
    assert!(line.contains("/nonexistent/pack/report.toml"), "{line}");
    let broken = pack(&[("report.toml", "[report]\ntitle = \n"), ("en/01-a.md", "x")]);
    let line = refusal(2, &["--content", broken.path().to_str().expect("UTF-8"), "export"]);
    assert!(line.contains("report.toml:2:"), "{line}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for arguments in [&["export", "--format", "jsonl"][..], &["export"], &["export", "--format", "txt"], &["show", "trafficking"], &[]] {
        let mut child = Vereda::new().command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut line = String::new();
        {
            let mut stdout = BufReader::with_capacity(64, child.stdout.take().expect("piped"));
            stdout.read_line(&mut line).expect("a line");
        }
        assert!(!line.trim().is_empty());
        let mut errors = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut errors).expect("read");
        let status = child.wait().expect("it ends");
        assert!(status.success(), "{arguments:?}: {status}");
        // Without a command it says what else there is, and nothing of the reader that left.
        assert_eq!(errors.lines().count(), usize::from(arguments.is_empty()), "{arguments:?}: {errors}");
    }
    // Closed before anything was written.
    let mut child = Vereda::new().command(&["export"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    let child = Vereda::new().command(&["export"]).stdout(full).stderr(Stdio::piped()).spawn().expect("it runs");
    let output = child.wait_with_output().expect("it ends");
    let errors = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2));
    assert!(errors.starts_with("vereda: ") && errors.lines().count() == 1, "{errors}");
}

#[test]
fn without_a_terminal_the_text_is_printed() {
    let report = report();
    let edition = english(&report);
    let (code, text, said) = run(&[]);
    assert_clean(&text);
    // It says what else there is, where it is not in the way.
    assert!(code == 0 && said.starts_with("vereda: this is no terminal") && said.contains("vereda --help") && said.lines().count() == 1);
    assert!(text.starts_with("Migration, Human Trafficking and Organised Crime in the Americas\n"));
    for passage in &edition.passages {
        assert!(text.contains(&*edition.blocks[passage.block].text));
    }
    assert_eq!(run(&["open"]).1, text);
    assert_eq!(out(&["trafficking.25"]), out(&["show", "trafficking.25"]));
    assert_eq!(out(&["open", "term:coyotes"]), out(&["show", "term:coyotes"]));
    // It was not read on a screen: there is no place to keep.
    let vereda = Vereda::new();
    vereda.run(&[]);
    assert_eq!(fs::read_dir(vereda.state.path()).expect("a folder").count(), 0);
}

#[test]
fn help_and_version() {
    let help = out(&["--help"]);
    for word in ["Usage", "open", "show", "export", "--lang", "--content", "--state", "--json", "vereda trafficking"] {
        assert!(help.contains(word), "no {word} in {help}");
    }
    assert!(help.lines().all(|line| line.chars().count() <= 160), "{help}");
    assert_eq!(out(&["-h"]), help);
    for command in ["open", "show", "export"] {
        let help = out(&[command, "--help"]);
        assert!(help.contains(&format!("vereda {command}")) && help.contains("Usage"), "{help}");
    }
    for argument in ["--version", "-V"] {
        assert_eq!(out(&[argument]).trim(), format!("vereda {}", env!("CARGO_PKG_VERSION")));
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let bold = |vereda: &Vereda, arguments: &[&str]| {
        let (code, stdout, stderr) = vereda.run(&[&["show", "trafficking.25"], arguments].concat());
        assert_eq!((code, stderr.as_str()), (0, ""));
        let has = stdout.contains('\u{1b}');
        assert_clean(&stdout.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""));
        has
    };
    let plain = Vereda::new();
    assert!(!bold(&plain, &[]) && bold(&plain, &["--color", "always"]) && !bold(&plain, &["--color", "never"]));
    let no_color = Vereda::with(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1"), ("LC_ALL", "C.UTF-8")]);
    assert!(!bold(&no_color, &[]) && bold(&no_color, &["--color=always"]));
    let forced = Vereda::with(&[("CLICOLOR_FORCE", "1"), ("LC_ALL", "C.UTF-8")]);
    assert!(bold(&forced, &[]) && !bold(&forced, &["--color=never"]));
    assert!(!bold(&Vereda::with(&[("CLICOLOR_FORCE", "0")]), &[]));
}

#[test]
fn what_goes_into_a_pipe_is_utf8_whatever_the_locale_and_ascii_when_asked() {
    let c = Vereda::with(&[("LC_ALL", "C")]);
    assert_eq!(c.run(&["show", "about.6"]), run(&["show", "about.6"]), "a file must not depend on the locale");
    let (code, stdout, _) = c.run(&["show", "response.3", "--ascii"]);
    assert!(code == 0 && stdout.is_ascii() && stdout.contains("Corporacion Espacios de Mujer") && stdout.contains("Fundacion Renacer"));
    let nothing = Vereda::with(&[]);
    assert_eq!(nothing.run(&["show", "about.6"]).1, run(&["show", "about.6"]).1);
}

#[test]
fn hostile_arguments_are_told_without_harm() {
    let esc = "x\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}y";
    for arguments in [
        &["show", esc][..],
        &[esc],
        &["open", esc],
        &["export", esc],
        &["show", "about", esc],
        &["--lang", esc],
        &["--color", esc],
        &["--theme", esc, "show", "about"],
        &["--content", esc, "show", "about"],
        &["--\u{1b}[31m"],
        &["export", "--format", esc],
        &["show", "term:\u{1b}[31m"],
        &["show", "a\nb"],
    ] {
        let (code, stdout, stderr) = run(arguments);
        assert!(code == 1 || code == 2, "{arguments:?}");
        assert_eq!(stdout, "", "{arguments:?}");
        assert_eq!(stderr.lines().count(), 1, "{arguments:?}: {stderr:?}");
        assert_clean(&stderr);
    }
}

#[test]
fn however_long_an_argument_is_what_is_said_of_it_is_short() {
    let long = "x".repeat(100_000);
    for before in [
        &["show"][..],
        &[],
        &["open"],
        &["export"],
        &["country"],
        &["compare", "peru"],
        &["search"],
        &["search", "x", "--kind"],
        &["search", "x", "--limit"],
        &["checklist", "set", "7"],
        &["checklist", "set", "7", "done", "--format"],
        &["checklist", "date", "7"],
        &["checklist", "show", "--list"],
        &["--lang"],
        &["--theme", &long, "show"],
    ] {
        let arguments = [before, &[&long]].concat();
        let (code, stdout, stderr) = run(&arguments);
        assert!((code == 1 || code == 2) && stdout.is_empty(), "{before:?}");
        assert!(stderr.lines().count() == 1 && stderr.chars().count() < 500, "{before:?}: {} signs", stderr.chars().count());
    }
}

#[test]
fn limits_are_numbers() {
    for limit in ["-1", "x", "1.5", "99999999999999999999"] {
        let line = refusal(2, &["search", "corruption", "--limit", limit]);
        assert!(line.contains(&format!("--limit cannot be \"{limit}\"; it is a number")), "{line}");
    }
    let none = out(&["search", "corruption", "--limit", "0", "--json"]);
    assert_eq!(json(&none)["hits"], serde_json::json!([]));
    assert!(json(&none)["total"].as_u64() > Some(0));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_utf8_are_told_without_a_panic() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"a\xff\x1b[31m");
    for before in [&["show"][..], &[], &["export"], &["search"], &["country"], &["checklist", "note", "7"], &["--lang"], &["--content"]] {
        let output = Vereda::new().command(before).arg(odd).output().expect("it runs");
        let errors = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(matches!(output.status.code(), Some(1 | 2)), "{before:?}: {:?}", output.status);
        assert_eq!(errors.lines().count(), 1, "{before:?}: {errors}");
        assert!(!errors.contains('\u{1b}') && !errors.contains("panicked"), "{errors}");
        assert!(errors.contains("UTF-8") || before == ["--content"], "{before:?}: {errors}");
    }
}

#[test]
fn hostile_content_is_shown_and_not_obeyed() {
    // ESC, OSC 52 and 8, C1, bidirectional controls, zero width, tags, and a tower of marks: in TOML as escapes, in Markdown as they are.
    let bad = "\u{1b}[2J\u{1b}]52;c;QQ==\u{7}\u{9b}31m\u{9d}0;x\u{9c}\u{202e}rtl\u{2066}\u{200b}\u{feff}\u{e0041}\u{85}\u{7f}\u{8}";
    let escaped = bad.chars().fold(String::new(), |text, c| format!("{text}\\U{:08x}", c as u32));
    let folder = pack(&[
        (
            "report.toml",
            &format!(
                "[report]\ntitle = \"T{escaped}\"\nsubtitle = \"S{escaped}\"\npublisher_short = \"P{escaped}\"\nauthors = [\"A{escaped}\"]\nyear = 2024\nlanguages = [\"en\"]\nattribution = \"B{escaped}\"\nrestatement = \"R{escaped}\"\n"
            ),
        ),
        (
            "glossary.toml",
            &format!(
                "[[term]]\nid = \"t{escaped}\"\nterm = \"W{escaped}\"\ndefinition = \"D{escaped}\"\npassages = [\"bad.1\", \"x{escaped}\"]\n"
            ),
        ),
        ("sources.toml", &format!("[[source]]\nid = \"s\"\ntitle = \"Q{escaped}\"\nurl = \"http://x/{escaped}\"\n")),
        (
            "en/01-bad.md",
            &format!(
                "# Head {bad}\n\nText {bad} here[^1] and [a link](http://example.org/{bad}) and &#27;[31m and &#x9b;31m.\n\n- item {bad}\n\n| a{bad} | b |\n|---|---|\n| {bad} | x |\n\n```\ncode {bad}\n```\n\n> quote {bad}\n\n[^1]: note {bad}\n"
            ),
        ),
    ]);
    let folder = folder.path().to_str().expect("UTF-8").to_owned();
    let runs: [&[&str]; 11] = [
        &["show", "bad"],
        &["show", "bad.1"],
        &["show", "bad", "--json"],
        &["show", "source:s"],
        &["show", "source:s", "--json"],
        &["show", "bad.99"],
        &["export"],
        &["export", "--format", "txt"],
        &["export", "--format", "jsonl"],
        &[],
        &["show", "nowhere"],
    ];
    for arguments in runs {
        let (code, stdout, stderr) = run(&[arguments, &["--content", &folder]].concat());
        assert!(code <= 1, "{arguments:?}: {stderr}");
        assert_clean(&stdout);
        assert_clean(&stderr);
        if code == 0 {
            for line in stdout.lines().filter(|line| line.starts_with('{') || line.starts_with("[{")) {
                // JSON may hold a control character as \u001b; what a program makes of it is its own affair, but there is none.
                assert!(!line.contains("\\u001b") && !line.contains("\\u009b"), "{line}");
            }
        }
    }
    let text = run(&["show", "bad.1", "--content", &folder]).1;
    assert!(text.contains("␛[2J"), "it is shown: {text}");
}

#[test]
fn a_hostile_folder_name_is_told_without_harm() {
    let parent = tempfile::tempdir().expect("a folder");
    let folder = parent.path().join("p\u{1b}[31mq");
    fs::create_dir(&folder).expect("a folder");
    let hostile = |folder: &Path| {
        let (code, stdout, stderr) = run(&["--content", folder.to_str().expect("UTF-8"), "export"]);
        assert_eq!((code, stdout.as_str(), stderr.lines().count()), (2, "", 1), "{stderr:?}");
        assert_clean(&stderr);
    };
    hostile(&folder);
    fs::write(folder.join("report.toml"), "[report]\ntitle = \u{1b}[31m\n").expect("written");
    hostile(&folder);
    fs::write(folder.join("report.toml"), "[report]\ntitle = \"x\"\nlanguages = [\"\\u001b[31m\"]\n").expect("written");
    hostile(&folder);
}

#[test]
fn a_report_is_imported_and_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/marker.md").display().to_string();
    let pack = folder.path().join("pack").display().to_string();
    let text = out(&["import", &file, "--out", &pack]);
    for part in ["RIVER TOWNS", "6 sections", "Left out", "River towns: work and water", "vereda --content"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(refusal(2, &["import", &file, "--out", &pack]).contains("is there already"));
    let done = json(&out(&["import", &file, "--out", &pack, "--force", "--json", "--title", "Ports"]));
    assert_eq!((done["title"].as_str(), done["notes"].as_u64()), (Some("Ports"), Some(3)));
    assert!(done["notices"].as_array().is_some_and(|notices| notices.iter().all(|notice| notice["text"].is_string())));
    assert!(out(&["--content", &pack, "search", "capataz"]).contains("capataz"));
    assert!(out(&["--content", &pack, "country", "Brasil"]).contains("Brazil"));
    assert!(out(&["--content", &pack, "checklist"]).contains("Pay by the hour."));
    assert!(out(&["check", &pack]).contains("all is well"));
    let pdf = folder.path().join("a.pdf");
    fs::write(&pdf, "%PDF-1.7").expect("written");
    let message = refusal(2, &["import", &pdf.display().to_string(), "--out", &format!("{pack}2")]);
    assert!(message.contains("marker") && message.contains("docling"), "{message}");
    assert!(refusal(2, &["import", &file]).contains("--out"));
}

#[test]
fn a_pack_is_checked_with_line_and_column() {
    let folder = copied_pack();
    let edit = |path: &str, change: &dyn Fn(&str) -> String| {
        let path = folder.path().join(path);
        fs::write(&path, change(&fs::read_to_string(&path).expect("read"))).expect("written");
    };
    edit("figures.toml", &|text| {
        text.replacen("\"introduction.1\"", "\"introduction.99\"", 1).replacen("shown = \"14\"", "shown = \"15\"", 1)
    });
    edit("recommendations.toml", &|text| text.replacen("passage = \"recommendations.1\"", "passage = \"nowhere.1\"", 1));
    edit("report.toml", &|text| format!("{text}\n[[section]]\nid = \"ghost\"\n"));
    edit("es/03-context.md", &|text| text.replacen("**", "", 2).replacen("[^1]", "", 1));
    edit("pt/02-introduction.md", &|text| format!("{text}\nMais um.\n"));
    edit("laws.toml", &|text| text.replacen("country = \"", "country = \"x", 1));
    let (code, text, _) = run(&["check", &folder.path().display().to_string()]);
    assert_eq!(code, 1, "{text}");
    let root = format!("{}/", folder.path().display());
    let lines: Vec<String> = text.lines().map(|line| line.replace(&root, "")).collect();
    for (start, part) in [
        ("es/03-context.md:", "emphasis"),
        ("es/03-context.md:", "footnotes"),
        ("figures.toml:", "introduction.99"),
        ("laws.toml:", "countries.toml"),
        ("pt/02-introduction.md:1:1: ", "6 passages, and 5"),
        ("recommendations.toml:", "nowhere.1"),
        ("report.toml:", "ghost"),
    ] {
        assert!(lines.iter().any(|line| line.starts_with(start) && line.contains(part)), "{start} {part}: {lines:#?}");
    }
    let mut files: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    let as_told = files.clone();
    files.sort_unstable();
    assert_eq!(files, as_told, "in the order of the files");
}
