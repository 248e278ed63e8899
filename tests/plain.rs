//! The line reader: the real binary, through a pipe and in a terminal. Text and nothing else, whatever comes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;
use vereda::report::Language;

use crate::fixture::report;
use crate::pty::{Session, state_folder};
use crate::scanner::{Reader, assert_own};

/// The binary with its state in a folder, and its standard streams in pipes.
fn started(state: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
    command.env_clear().env("VEREDA_STATE", state).env("LC_ALL", "en_US.UTF-8").env("TERM", "xterm-256color").current_dir(state);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
}

/// What it says to these bytes; it must end well and say nothing but text.
fn said_to(state: &Path, arguments: &[&str], input: &[u8]) -> String {
    let mut child = started(state, &[&["--plain"], arguments].concat());
    let mut to = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // It may have ended before.
        let _ = to.write_all(&input);
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
    assert_own(&output.stdout, Reader::Pipe, "the line reader");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What it says to each line, the greeting first.
fn answers(state: &Path, arguments: &[&str], lines: &[&str]) -> Vec<String> {
    let said = said_to(state, arguments, format!("{}\n", lines.join("\n")).as_bytes());
    said.split("Command:\n").map(ToOwned::to_owned).collect()
}

fn kept(state: &Path, file: &str) -> String {
    fs::read_to_string(state.join(file)).unwrap_or_default()
}

/// A line, and what must stand in the answer.
type Turn<'a> = (&'a str, &'a [&'a str]);

/// Each answer, without the prompt, which is as long as the lines are.
fn assert_turns(language: &str, prompt: &str, turns: &[Turn<'_>]) -> TempDir {
    let state = state_folder();
    let lines: Vec<&str> = turns.iter().map(|(line, _)| *line).collect();
    let said = said_to(state.path(), &["--lang", language], format!("{}\n", lines.join("\n")).as_bytes());
    let all: Vec<&str> = said.split(&format!("{prompt}\n")).collect();
    assert_eq!(all.len(), turns.len() + 2, "{said}");
    for ((line, wanted), answer) in turns.iter().zip(&all[1..]) {
        for part in *wanted {
            assert!(answer.contains(part), "{line:?} has no {part:?}:\n{answer}");
        }
    }
    // Nothing is drawn and nothing stands in columns.
    let drawn = said.chars().find(|c| ('\u{2500}'..='\u{25ff}').contains(c) || ('\u{2800}'..='\u{28ff}').contains(c));
    assert_eq!(drawn, None);
    assert!(said.lines().all(|line| !line.starts_with(' ') && !line.contains("   ")), "{said}");
    state
}

#[test]
fn a_session_in_english() {
    let state = assert_turns(
        "en",
        "Command:",
        &[
            ("", &["2. The Global Alliance", "about.2, page 1, "]),
            ("contents", &["9. Human trafficking (trafficking)", "A number from 1 to 12"]),
            ("9", &["Human trafficking\n\n1. ", "trafficking.1, pages 14 to 17, "]),
            (".12", &["\n12. ", "trafficking.12, page"]),
            ("J", &["13. ", "trafficking.13"]),
            ("previous", &["trafficking.12"]),
            ("explain", &["no footnotes"]),
            ("Conclusions", &["conclusions.1"]),
            ("back", &["trafficking.12"]),
            ("forward", &["conclusions.1"]),
            ("]", &["recommendations.1"]),
            ("G", &["100 percent"]),
            ("next", &["This is the end."]),
            ("start", &["about.1"]),
            ("/traffiking peru", &["Showing trafficking for traffiking.", "1. ", "Results up to 10"]),
            ("more", &["11. "]),
            ("country Ecuador law", &["1. Instrument: ", "Kind: article of a code", "What it does: ", "Passage: trafficking.25"]),
            ("1", &["article 91", "Countries: Ecuador", "Source: "]),
            ("1", &["trafficking.25, page"]),
            ("cite", &["GAATW (2024)", "trafficking.25. English edition"]),
            ("c costa rica", &["Costa Rica"]),
            ("compare Peru and Chile figures", &["Figures: Peru", "Figures: Chile", "2021: 56,846"]),
            ("notes", &["There are none."]),
            ("find coyotes", &["passage 1 of", "north-america.1"]),
            ("i", &["coyotes: "]),
            ("tours", &["1. The whole report in 45 minutes. 45 minutes, 8 stops"]),
            ("1", &["Stop 1 of 8", "\n1. "]),
            ("", &["Stop 2 of 8"]),
            ("questions", &["?\n"]),
            ("speaker notes", &["Stop 2 of 8"]),
            ("back", &["The walk is over.", "north-america.1"]),
            ("m Ask the ministry: who counts?", &["The note on north-america.1 is kept."]),
            ("bookmark to go on", &["bookmark at north-america.1"]),
            ("highlight quote 2-3", &["Highlighted (quote): "]),
            ("highlight quote 99", &["sentences 1 to"]),
            ("notes", &["1. ", "Ask the ministry: who counts?", "Bookmark, north-america.1: to go on"]),
            ("delete 1", &["Removed."]),
            ("z", &["Back again"]),
            ("set 7 done", &["07, done: "]),
            ("remark 7 asked twice", &["Note: asked twice"]),
            ("date 7 2026-11-24", &["Date: 2026-11-24"]),
            ("tasks done", &["07, done"]),
            ("Q", &["no command and no place"]),
            ("serch x", &["the nearest is search."]),
            ("help note", &["note: write a note on what was read. Letter: m"]),
        ],
    );
    let marks = kept(state.path(), "marks.toml");
    assert!(marks.contains("Ask the ministry: who counts?") && marks.contains("kind = \"quote\""), "{marks}");
    assert!(kept(state.path(), "checklists.toml").contains("asked twice"));
    assert!(kept(state.path(), "place.toml").contains("address = \"north-america.1\""));
}

#[test]
fn a_session_in_spanish() {
    let state = assert_turns(
        "es",
        "Comando:",
        &[
            ("siguiente", &["about.2, página 1, "]),
            ("índice", &["9. Trata de personas (trafficking)"]),
            ("Trata de personas", &["trafficking.1"]),
            ("seccion siguiente", &["response.1"]),
            ("buscar código penal ecuador", &["1. "]),
            ("país Ecuador marco legal", &["1. Instrumento: ", "Tipo: "]),
            ("pais brasil cifras", &["1. "]),
            ("comparar Perú, Chile organizaciones", &["Perú", "Chile"]),
            ("nota Preguntar a la fiscalía", &["está guardada"]),
            ("notas", &["Preguntar a la fiscalía"]),
            ("estado 7 hecha", &["07, hecha: "]),
            ("recorridos", &["1. "]),
            ("recorrido 1", &["Parada 1 de 8"]),
            ("preguntas", &["¿"]),
            ("volver", &["El recorrido terminó."]),
            ("busacr", &["lo más parecido es buscar"]),
            ("next section", &["conclusions.1"]),
            ("ayuda", &["siguiente, pasaje siguiente, seguir: leer el pasaje siguiente"]),
        ],
    );
    assert!(kept(state.path(), "marks.toml").contains("Preguntar a la fiscalía"));
}

#[test]
fn a_session_in_portuguese() {
    let state = assert_turns(
        "pt",
        "Comando:",
        &[
            ("próximo", &["about.2, página 1, "]),
            ("sumário", &["(trafficking)"]),
            ("9", &["trafficking.1"]),
            ("proxima secao", &["response.1"]),
            ("buscar corrupção", &["1. "]),
            ("país Equador leis", &["1. Instrumento: "]),
            ("comparar Peru e Chile dados", &["Peru", "Chile"]),
            ("nota Perguntar à promotoria", &["está guardada"]),
            ("notas", &["Perguntar à promotoria"]),
            ("estado 7 concluída", &["07, concluída: "]),
            ("roteiros", &["1. "]),
            ("1", &["Parada 1 de 8"]),
            ("voltar", &["O roteiro terminou."]),
            ("ajuda sair", &["sair, terminar: terminar"]),
        ],
    );
    assert!(kept(state.path(), "marks.toml").contains("Perguntar à promotoria"));
}

#[test]
fn every_section_is_found_by_its_title_in_each_language() {
    for language in Language::ALL {
        let report = report();
        let edition = report.edition(language);
        let titles: Vec<&str> = edition.sections.iter().map(|section| section.title.as_str()).collect();
        let state = state_folder();
        let said = said_to(state.path(), &["--lang", language.tag()], format!("{}\n", titles.join("\n")).as_bytes());
        for section in &edition.sections {
            assert!(said.contains(&format!("\n{}.1, ", section.id)), "{language:?}: {}\n{said}", section.title);
        }
    }
}

#[test]
fn the_place_is_kept_and_the_next_run_begins_there() {
    let state = state_folder();
    answers(state.path(), &[], &["trafficking.12"]);
    let again = answers(state.path(), &["--lang", "es"], &[]);
    assert!(again[0].contains("\ntrafficking.12, página"), "{again:?}");
    let named = answers(state.path(), &["context.3"], &[]);
    assert!(named[0].contains("\ncontext.3, page"), "{named:?}");
    let walk = answers(state.path(), &["present", "front-line"], &["next"]);
    assert!(walk[0].contains("Stop 1 of 8") && walk[1].contains("Stop 2 of 8"), "{walk:?}");
}

#[test]
fn in_private_nothing_is_kept() {
    let state = state_folder();
    let said = answers(state.path(), &["--private"], &["trafficking.12", "note secret", "bookmark", "highlight quote", "set 7 done"]);
    assert!(said[2..6].iter().all(|answer| answer.contains("not written down")), "{said:?}");
    assert_eq!(fs::read_dir(state.path()).expect("there").count(), 0);
    // And from the moment at which it is asked for.
    answers(state.path(), &[], &["trafficking.12", "private", "context.1", "note secret"]);
    assert!(kept(state.path(), "place.toml").contains("trafficking.12") && !state.path().join("marks.toml").exists());
}

#[test]
fn a_note_may_stand_on_the_next_line_and_a_file_is_never_overwritten_unasked() {
    let state = state_folder();
    let lines = ["context.2", "note", "On a line of its own: help", "note", "", "export ours.md", "export ours.md context", "no", "notes"];
    let said = said_to(state.path(), &[], format!("{}\n", lines.join("\n")).as_bytes());
    assert!(
        said.contains("Your note on context.2") && said.contains("Nothing was written.") && said.contains("On a line of its own: help"),
        "{said}"
    );
    let written = kept(state.path(), "ours.md");
    assert!(written.contains("Inequality") && said.contains("ours.md exists. Replace it, yes or no? ours-2.md would be free."), "{said}");
    assert!(said.contains("The file was left as it is."), "{said}");
    fs::write(state.path().join("ours.md"), "mine").expect("written");
    said_to(state.path(), &[], b"export ours.md notes\nno\nexport mine.md notes\nexport x.pdf\nexport tasks.csv tasks\n");
    assert_eq!(kept(state.path(), "ours.md"), "mine");
    assert!(kept(state.path(), "mine.md").contains("On a line of its own: help") && kept(state.path(), "tasks.csv").starts_with("list,"));
    assert!(!state.path().join("x.pdf").exists());
    said_to(state.path(), &[], b"export ours.md notes\nyes\n");
    assert!(kept(state.path(), "ours.md").contains("On a line of its own: help"));
}

#[test]
fn whatever_is_typed_is_text_when_it_is_said() {
    let state = state_folder();
    let mut input = Vec::new();
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{200b}\u{e0041}\r\u{8}\0\u{2028}a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";
    for before in [
        "",
        "search ",
        "note ",
        "bookmark ",
        "find ",
        "country ",
        "compare ",
        "open ",
        "set 7 ",
        "remark 7 ",
        "list ",
        "date 7 ",
        "export ",
        "tours ",
        "language ",
        "help ",
        ".",
    ] {
        input.extend(format!("{before}{evil}\n").bytes());
    }
    input.extend(b"\xff\xfe\x80 note\nnotes\ntasks\nlists\n");
    input.extend("x".repeat(100_000).bytes());
    input.extend(b"\nsearch ");
    input.extend("y ".repeat(50_000).bytes());
    input.extend(b"\nnote ");
    input.extend("\u{1b}".repeat(100_000).bytes());
    input.extend(b"\n99999999999999999999\n0\n-1\n.0\n.99\n:\n:::\n/\n\"\nexport \"\nset\nset 99 done\ndelete 7\n");
    input.extend(vec![b'z'; 3 << 20]);
    input.extend(b"\nwhere");
    let said = said_to(state.path(), &[], &input);
    for part in ["is not UTF-8 text", "This line is too long", "longer than 20000 characters", "There is no number 0"] {
        assert!(said.contains(part), "{part}\n{}", &said[said.len().saturating_sub(3000)..]);
    }
    // What was kept of it is clean as well.
    for file in ["marks.toml", "checklists.toml", "place.toml"] {
        assert!(!kept(state.path(), file).contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{file}");
    }
}

#[test]
fn the_end_of_input_and_a_reader_that_goes_away_are_no_errors() {
    let state = state_folder();
    assert!(said_to(state.path(), &[], b"").ends_with("Command:\n"));
    assert!(said_to(state.path(), &[], b"quit\nnext\n").ends_with("Command:\n"));
    let mut child = started(state.path(), &["--plain"]);
    let (mut to, from) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    let mut from = BufReader::new(from);
    from.read_line(&mut first).expect("a line");
    drop(from);
    let _ = to.write_all("read trafficking\n".repeat(200).as_bytes());
    drop(to);
    let mut stderr = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("text");
    assert_eq!((child.wait().expect("it ends").code(), stderr.as_str()), (Some(0), ""));
    assert!(kept(state.path(), "place.toml").contains("trafficking."));
}

#[test]
fn a_signal_ends_it_with_its_status_and_the_place_is_kept() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let state = state_folder();
        let mut child = started(state.path(), &["--plain"]);
        let mut to = child.stdin.take().expect("a pipe");
        to.write_all(b"trafficking.12\n").expect("written");
        let mut from = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        assert!(from.any(|line| line.is_ok_and(|line| line.starts_with("trafficking.12, page"))));
        let pid = Pid::from_raw(i32::try_from(child.id()).expect("small")).expect("a process");
        kill_process(pid, signal).expect("sent");
        assert_eq!(child.wait().expect("it ends").code(), Some(code));
        assert!(kept(state.path(), "place.toml").contains("trafficking.12"));
    }
}

#[test]
fn a_signal_ends_it_though_nobody_takes_what_it_says() {
    let state = state_folder();
    let mut child = started(state.path(), &["--plain"]);
    let mut to = child.stdin.take().expect("a pipe");
    to.write_all("read trafficking\n".repeat(20).as_bytes()).expect("written");
    // The pipe is full: it waits for a reader that does nothing.
    std::thread::sleep(std::time::Duration::from_millis(700));
    let pid = Pid::from_raw(i32::try_from(child.id()).expect("small")).expect("a process");
    kill_process(pid, Signal::TERM).expect("sent");
    assert_eq!(child.wait().expect("it ends").code(), Some(143));
}

#[test]
fn in_a_terminal_it_is_lines_as_wide_as_the_terminal() {
    let state = state_folder();
    let mut session = Session::start_args(state.path(), &["--plain"], &[("COLORTERM", "truecolor")], (60, 24));
    // What is typed before it is asked for stands where the question was to stand, whoever's terminal it is.
    let asked = |session: &Session, said: &str, question: &str| {
        session.wait(said, |written| {
            let text = String::from_utf8_lossy(&written.bytes);
            if text.contains(said) && text.ends_with(question) { Ok(()) } else { Err(text.into_owned()) }
        });
    };
    asked(&session, "page", "Command: ");
    session.keys("trafficking.12\r");
    asked(&session, "trafficking.12, page", "Command: ");
    session.keys("country ecuador law\r");
    asked(&session, "A number from 1 to 14", "Command: ");
    session.keys("note\r");
    asked(&session, "Your note on ecuador", ":\r\n");
    session.keys("¿quién cuenta?\r");
    asked(&session, "is kept", "Command: ");
    session.keys("\u{4}");
    assert_eq!(session.end().exit_code(), 0);
    let written = session.written();
    assert_own(&written.bytes, Reader::Lines, "in a terminal");
    assert!(!written.bytes.contains(&0x1b), "nothing but text");
    let text = String::from_utf8_lossy(&written.bytes).into_owned();
    assert!(text.lines().all(|line| vereda::text::columns::width(line.trim_end()) <= 60), "{text}");
    assert!(kept(state.path(), "marks.toml").contains("¿quién cuenta?"));
}

#[test]
fn a_setting_makes_it_the_usual_way_in_a_terminal_even_a_poor_one() {
    for term in ["xterm-256color", "dumb", ""] {
        let state = state_folder();
        fs::write(state.path().join("config.toml"), "plain = true\n").expect("written");
        let mut session = Session::start_args(state.path(), &[], &[("TERM", term)], (80, 24));
        session.wait_for_text("Command: ");
        session.keys("quit\r");
        assert_eq!(session.end().exit_code(), 0);
        assert!(!session.written().bytes.contains(&0x1b), "{term}");
        // Where there is no terminal it stays the whole text.
        let output = started(state.path(), &[]).wait_with_output().expect("it ends");
        assert!(output.stdout.len() > 50_000 && !String::from_utf8_lossy(&output.stdout).contains("Command:"));
    }
}

#[test]
fn the_commands_say_the_same_as_lines() {
    let state = state_folder();
    let output = started(state.path(), &["country", "ecuador", "--topic", "law", "--plain"]).wait_with_output().expect("it ends");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("1. Instrument: ") && text.contains("\nWhat it does: ") && !text.contains(" | "), "{text}");
}
