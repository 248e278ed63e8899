//! `config.toml`: every problem at its place, keys and themes of one's own, and what the command line says of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use proptest::prelude::*;
use ratatui::style::{Color, Modifier};
use tempfile::TempDir;
use vereda::app::action::Mode;
use vereda::config::template::template;
use vereda::config::{Config, Known, KnownMode, Row, Rows, read};
use vereda::report::{Language, Words};
use vereda::tui::{Keymap, keys};
use vereda::ui::theme;

fn known() -> Known {
    let mode = |mode: Mode| KnownMode { name: mode.name(), is_typing: mode.takes_text(), is_over: mode.is_over() };
    Known { themes: &theme::NAMES, intents: theme::INTENTS, modes: Mode::ALL.map(mode).to_vec(), rows: Rows::Shipped(keys::rows) }
}

fn english() -> Words {
    Words::bundled(Language::En)
}

/// What a file sets, and its problems as `LINE:COLUMN: what`.
fn parsed(text: &str) -> (Config, Vec<String>) {
    let (config, problems) = read(text, &known());
    let words = english();
    let lines = problems.iter().map(|problem| problem.line("", &words).trim_start_matches(':').to_owned()).collect();
    (config, lines)
}

/// What a file sets that has no problems.
fn right(text: &str) -> Config {
    let (config, problems) = parsed(text);
    assert!(problems.is_empty(), "{problems:#?}");
    config
}

/// The one problem of a file, and what it sets all the same.
fn wrong(text: &str) -> (Config, String) {
    let (config, mut problems) = parsed(text);
    assert_eq!(problems.len(), 1, "{text}: {problems:#?}");
    (config, problems.remove(0))
}

/// The keys of a command in a place, as they are written.
fn keys_of(config: &Config, mode: Option<&str>, command: &str) -> Vec<String> {
    let row = config.rows.iter().find(|row| row.mode == mode && row.command == command);
    row.map(|row| row.keys.iter().map(ToString::to_string).collect()).unwrap_or_default()
}

/// A table without the order of its lines, those of one command in one place together.
fn as_sets(rows: &[Row]) -> BTreeSet<(Option<&'static str>, &'static str, String)> {
    rows.iter().flat_map(|row| row.keys.iter().map(|key| (row.mode, row.command, key.to_string()))).collect()
}

#[test]
fn the_file_to_begin_with_says_what_is_so_without_it() {
    for language in Language::ALL {
        let text = template(&Words::bundled(language), &known(), (88, 100));
        assert_eq!(right(&text), Config::shipped(&known()), "nothing is set");
        assert!(text.lines().all(|line| line.chars().count() <= 78 || line.contains(" = ")), "{text}");
        let is_setting = |line: &&str| line.starts_with('#') && !line.starts_with("# ") && *line != "#";
        let set: String =
            text.lines().map(|line| line.strip_prefix('#').filter(|_| is_setting(&line)).unwrap_or(line).to_owned() + "\n").collect();
        let config = right(&set);
        assert_eq!(as_sets(&config.rows), as_sets(keys::rows()), "each key is the one that it has");
        assert_eq!((config.text_width, config.side_pane, config.mouse), (Some(88), Some(100), Some(true)));
        assert_eq!((config.language, config.ascii, config.theme.as_deref()), (None, None, Some("auto")));
        assert_eq!(config.themes.len(), 1);
        for row in keys::rows() {
            assert!(text.contains(&format!("#{} = ", row.command)), "{}", row.command);
        }
    }
}

#[test]
fn each_problem_is_told_at_its_place() {
    for (text, wanted) in [
        ("them = \"dark\"", "1:1: nothing is called \"them\" here; the nearest is theme"),
        ("\n\n  colour = 1", "3:3: nothing is called \"colour\" here; there are theme, language"),
        ("theme = \"drak\"", "1:9: theme cannot be \"drak\"; the nearest is dark"),
        ("theme = 3", "1:9: theme takes a word in quotation marks"),
        ("theme = dark", "1:9: text stands in quotation marks"),
        ("theme = \"dark\"\ntheme = \"light\"", "2:1: this name stands here a second time"),
        ("theme", "1:6: a name, = and a value are wanted"),
        ("language = \"fr\"", "1:12: language cannot be \"fr\"; it is one of en, es, pt, auto"),
        ("ascii = \"yes\"", "1:9: ascii is true, false or \"auto\""),
        ("mouse = 1", "1:9: mouse is true or false"),
        ("widths = 3", "1:10: widths is a part of its own: [widths]"),
        ("[widths]\ntext = 29", "2:8: text takes a number from 30 to 200"),
        ("[widths]\ntext = 1.5", "2:8: text takes a whole number"),
        ("[widths]\nside-pane = 99999999999999999999", "2:13: side-pane takes a number from 70 to 999"),
        ("[widths]\nside_pane = 80", "2:1: nothing is called \"side_pane\" here; the nearest is side-pane"),
        ("[keys]\nqiut = \"x\"", "2:1: nothing is called \"qiut\" here; the nearest is quit"),
        ("[keys]\nquit = 3", "2:8: quit takes a key"),
        ("[keys]\nquit = [\"q\", \"hyper-x\"]", "2:14: \"hyper-x\" is no key that a terminal sends"),
        ("[keys.in.raeder]\nnote = \"x\"", "1:10: nothing is called \"raeder\" here; the nearest is reader"),
        ("[keys.in.typing]\nopen = \"x\"", "2:8: \"x\" types a letter here"),
        ("[keys.in.reader]\nnext-slide = \"f9\"", "2:1: next-slide does nothing in [keys.in.reader]"),
        ("[themes.dark]", "1:9: a theme of Vereda's is called dark"),
        ("[themes.\"my own\"]", "1:9: a theme cannot be called \"my own\""),
        ("[themes.x]\nbase = \"x\"", "2:8: base cannot be \"x\"; it is one of terminal"),
        ("[themes.x]\nheadin = 3", "2:1: nothing is called \"headin\" here; the nearest is heading"),
        ("[themes.x]\nheading = \"mauve\"", "2:11: \"mauve\" is no colour"),
        ("[themes.x]\nheading = 256", "2:11: \"256\" is no colour"),
        ("[themes.x]\nheading = { fg = 1, blod = true }", "2:21: nothing is called \"blod\" here; the nearest is bold"),
        ("[themes.x]\nheading = { bold = 1 }", "2:20: bold is true or false"),
    ] {
        let (_, line) = wrong(text);
        assert!(line.starts_with(wanted), "{text}: {line}");
    }
    // All of them, in the order of the lines; and what is right counts.
    let (config, lines) = parsed("them = 1\nmouse = false\n[widths]\ntext = 3\nside-pane = 120\n[keys]\nqiut = \"x\"\nnote = \"f9\"\n");
    assert_eq!(lines.iter().filter_map(|line| line.split(':').next()).collect::<Vec<_>>(), ["1", "4", "7"]);
    assert_eq!((config.mouse, config.side_pane, config.text_width), (Some(false), Some(120), None));
    assert_eq!(keys_of(&config, None, "note"), ["f9"]);
}

#[test]
fn keys_change_everywhere_or_in_one_place() {
    let config = right(
        "[keys]\nquit = \"ctrl-q\"\nback = [\"esc\", \"q\"]\nline-down = [\"down\", \"S\"]\nprivate = []\n[keys.in.tasks]\nonly-state = \"f4\"\n[keys.in.lists]\nonly-state = \"f4\"\n",
    );
    assert_eq!(keys_of(&config, None, "quit"), ["ctrl-q"]);
    assert_eq!(keys_of(&config, Some("typing"), "quit"), ["ctrl-c"], "where one types nothing changes");
    for place in ["reader", "contents", "tasks", "sheet"] {
        assert_eq!(keys_of(&config, Some(place), "line-down"), ["down", "S"], "{place}");
    }
    for place in [None, Some("sheet"), Some("present"), Some("qr")] {
        assert_eq!(keys_of(&config, place, "back"), ["esc", "q"], "{place:?}");
    }
    assert!(keys_of(&config, None, "private").is_empty());
    assert_eq!(config.remapped.len(), 6);
    // Two keys change places; what stands in one place beats what stands everywhere.
    let config = right(
        "[keys]\nnote = \"b\"\nbookmark = \"m\"\n[keys.in.reader]\nexplain = [\"I\", \"enter\"]\nbookmark = \"i\"\n[keys.in.tasks]\ntask-note = \"b\"\n",
    );
    assert_eq!((keys_of(&config, None, "note"), keys_of(&config, None, "bookmark")), (vec!["b".to_owned()], vec!["m".to_owned()]));
    assert_eq!(keys_of(&config, Some("reader"), "bookmark"), ["i"]);
}

#[test]
fn a_key_never_stands_for_two_things() {
    for (text, wanted, command, keys) in [
        ("[keys]\nbookmark = \"z\"", "2:12: \"z\" stands for undo already; give undo another key", "bookmark", "b"),
        ("[keys]\nbookmark = [\"b\", \"j\"]", "2:18: \"j\" stands for line-down already [keys.in.", "bookmark", "b"),
        ("[keys]\nbookmark = \"f9\"\nnote = \"f9\"", "3:8: \"f9\" stands for bookmark already (line 2)", "note", "m"),
    ] {
        let (config, line) = wrong(text);
        assert!(line.starts_with(wanted), "{line}");
        assert_eq!(keys_of(&config, None, command), [keys], "it stays as it was");
    }
    // All that is in the way is told.
    let (_, lines) = parsed("[keys]\nsearch = \"s\"\n");
    assert!(lines.len() == 2 && lines.iter().all(|line| line.starts_with("2:10: \"s\" stands for only-")), "{lines:?}");
    let (config, line) = wrong("[keys.in.reader]\nexplain = \"j\"");
    assert!(line.starts_with("2:11: \"j\" stands for line-down already [keys.in.reader]"), "{line}");
    assert_eq!(keys_of(&config, Some("reader"), "explain"), ["i", "enter"]);
}

#[test]
fn help_quit_and_back_keep_a_key() {
    for text in [
        "[keys]\nhelp = []",
        "[keys]\nquit = []",
        "[keys]\nback = []",
        "[keys.in.typing]\nback = []",
        "[keys.in.editing]\nquit = []",
        // Hidden in one place by something else.
        "[keys]\nhelp = \"f9\"\n[keys.in.reader]\nexplain = \"f9\"",
    ] {
        let (config, line) = wrong(text);
        assert!(line.contains("would be left without a key in [keys.in."), "{line}");
        for mode in Mode::ALL {
            let keymap = Keymap::new(&config.rows);
            let reach = |command: &str| {
                keymap.shown().iter().any(|binding| {
                    binding.command.name() == command && (binding.mode == Some(mode) || binding.mode.is_none() && !mode.takes_text())
                })
            };
            assert!(reach("quit") && reach("back") && (mode.takes_text() || reach("help")), "{text}: {mode:?}");
        }
    }
}

#[test]
fn large_and_deep_files_are_read_in_no_time() {
    let start = std::time::Instant::now();
    let keys: Vec<String> = ('\u{3400}'..='\u{4dbf}').map(|c| format!("\"{c}\"")).collect();
    let every: Vec<String> = keys::rows().iter().map(|row| format!("{} = \"x\"", row.command)).collect();
    for text in [
        "[".repeat(250_000),
        "a=".repeat(100_000),
        "x = 1\n".repeat(40_000),
        format!("[keys]\nnote = [{}]", keys.join(",")),
        format!("[keys]\n{}", every.join("\n")),
        format!("a = {}", "[".repeat(10_000)),
        "\u{1b}".repeat(200_000),
    ] {
        let (_, problems) = parsed(&text);
        assert!(!problems.is_empty() && problems.len() <= 500);
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn what_the_readme_shows_is_right() {
    let text = include_str!("../README.md");
    let sample = text.split("```toml\n").find(|part| part.starts_with("theme = ")).and_then(|part| part.split("```").next());
    let config = right(sample.expect("a sample"));
    assert_eq!(config.themes.len(), 1);
    assert_eq!(config.remapped.len(), 3);
}

#[test]
fn themes_of_ones_own() {
    let config = right(
        "theme = \"mine\"\n[themes.mine]\nbase = \"light\"\nheading = \"#ff8000\"\nlink = 33\nhit = { fg = \"black\", bg = \"bright-yellow\", underline = true, bold = false }\n",
    );
    assert_eq!(config.theme.as_deref(), Some("mine"));
    let mine = &config.themes[0];
    assert_eq!((mine.name.as_str(), mine.base), ("mine", "light"));
    let style = |intent: &str| mine.styles.iter().find(|(name, _)| *name == intent).expect("there").1;
    assert_eq!(style("heading").fg, Some(Color::Rgb(255, 128, 0)));
    assert_eq!(style("link").fg, Some(Color::Indexed(33)));
    assert_eq!((style("hit").fg, style("hit").bg), (Some(Color::Black), Some(Color::LightYellow)));
    assert_eq!((style("hit").add_modifier, style("hit").sub_modifier), (Modifier::UNDERLINED, Modifier::BOLD));
}

/// A file with one of everything.
const SAMPLE: &str = "theme = \"mine\"\nlanguage = \"es\" # español\nascii = true\nmouse = false\n\n[widths]\ntext = 0x50\nside-pane = 120\n\n[keys]\nnote = [\"f9\", 'ctrl-n']\nbookmark = \"\"\"B\"\"\"\n\n[keys.in.reader]\nexplain = [\n  \"i\",\n]\n\n[themes.mine]\nbase = \"light\"\nheading = \"#ff8000\"\nhit = { fg = \"black\", bg = 226, bold = true }\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn whatever_a_file_holds_its_problems_are_in_it(changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..3, "[\\[\\]{}=\"'#,.\\\\a-z0-9\n\r\t \u{1b}\u{0}é\u{202e}-]{0,4}"), 0..12)) {
        let mut text: Vec<char> = SAMPLE.chars().collect();
        for (at, taken, put) in changes {
            let at = at.index(text.len() + 1);
            let end = (at + taken).min(text.len());
            text.splice(at..end, put.chars());
        }
        let text: String = text.into_iter().collect();
        let (_, problems) = read(&text, &known());
        let words = english();
        let lines: Vec<&str> = text.split('\n').collect();
        for problem in &problems {
            let line = lines.get(problem.place.line.wrapping_sub(1));
            prop_assert!(line.is_some(), "{problem:?}");
            let columns = line.map_or(0, |line| line.chars().count());
            prop_assert!((1..=columns + 1).contains(&problem.place.column), "{problem:?} of {columns}");
            let said = problem.line("config.toml", &words);
            prop_assert!(said.chars().all(|c| !c.is_control() && c != '\u{202e}'), "{said:?}");
            prop_assert!(said.chars().count() < 400, "{said}");
        }
        prop_assert!(problems.is_sorted_by_key(|problem| problem.place));
    }
}

/// The command line, with a file of settings.
struct Vereda {
    folder: TempDir,
}

impl Vereda {
    fn with(config: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("config.toml"), config).expect("written");
        Self { folder }
    }

    fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
        command.env_clear().env("VEREDA_STATE", self.folder.path()).env("LC_ALL", "en_US.UTF-8").env("TERM", "xterm-256color");
        command.envs(environment.iter().copied()).args(arguments).stdin(Stdio::null());
        let Output { status, stdout, stderr } = command.output().expect("it runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (status.code().expect("no signal"), text(stdout), text(stderr))
    }

    fn setting(&self, key: &str, arguments: &[&str], environment: &[(&str, &str)]) -> (String, String) {
        let arguments: Vec<&str> = ["config", "show", "--json"].iter().chain(arguments).copied().collect();
        let (_, out, _) = self.run(&arguments, environment);
        let all: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        let one = all.as_array().expect("a list").iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("{key}: {out}"));
        (one["value"].as_str().expect("text").to_owned(), one["from"].as_str().expect("text").to_owned())
    }
}

#[test]
fn check_tells_every_problem_and_nothing_unsafe() {
    let vereda = Vereda::with("them = 1\n[keys]\nnote = \"\\u001b]52;c;x\\u0007\"\n\"\\u001b[2J\u{202e}\" = \"x\"\nquit = []\n");
    let (code, out, err) = vereda.run(&["config", "check"], &[]);
    assert_eq!((code, err.as_str()), (1, ""));
    let path = vereda.folder.path().join("config.toml").display().to_string();
    let places: Vec<&str> = out.lines().map(|line| line.strip_prefix(&path).expect(line).split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, [":1:1", ":3:8", ":4:1", ":5:1"]);
    assert!(!out.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{out:?}");
    // Other commands say that there is something, and do what is asked.
    let (code, out, err) = vereda.run(&["show", "trafficking.25"], &[]);
    assert!(code == 0 && out.contains("Article 91"), "{err}");
    assert_eq!(err, "vereda: config.toml:1:1: nothing is called \"them\" here; the nearest is theme (3 more: vereda config check)\n");
    let (_, out, _) = vereda.run(&["config", "check", "--json"], &[]);
    assert!(out.starts_with("[{\"place\":\"") && out.contains("config.toml:5:1\",\"what\":\"quit would"), "{out}");
    // No file, and no settings.
    fs::write(vereda.folder.path().join("config.toml"), [0xff, 0xfe]).expect("written");
    let (code, out, _) = vereda.run(&["config", "check"], &[]);
    assert!(code == 1 && out.contains("config.toml:1:1: "), "{out}");
    fs::remove_file(vereda.folder.path().join("config.toml")).expect("removed");
    assert_eq!(vereda.run(&["config", "check"], &[]).0, 0);
    fs::create_dir(vereda.folder.path().join("config.toml")).expect("made");
    assert_eq!(vereda.run(&["config", "check"], &[]).0, 1);
}

#[test]
fn options_count_more_than_the_file_and_the_file_more_than_the_system() {
    let vereda =
        Vereda::with("theme = \"light\"\nlanguage = \"pt\"\nascii = false\n[widths]\ntext = 60\n[keys]\nnote = [\"f9\", \"\\\"\"]\n");
    let of = |key: &str, arguments: &[&str], environment: &[(&str, &str)]| {
        let (value, from) = vereda.setting(key, arguments, environment);
        format!("{value} {from}")
    };
    let spanish = ("LC_ALL", "es_CO.UTF-8");
    assert_eq!(of("language", &["--lang", "es"], &[]), "es flag");
    assert_eq!(of("language", &[], &[spanish]), "pt config");
    assert_eq!(of("theme", &["--theme", "mono"], &[]), "mono flag");
    assert_eq!(of("theme", &[], &[("NO_COLOR", "1")]), "light config");
    assert_eq!(of("theme", &["--color", "never"], &[]), "mono flag");
    assert_eq!(of("theme", &["--color", "never", "--theme", "dark"], &[]), "dark flag");
    assert_eq!(of("ascii", &[], &[("LC_ALL", "C")]), "false config");
    assert_eq!(of("ascii", &["--ascii"], &[]), "true flag");
    assert_eq!(of("widths.text", &[], &[]), "60 config");
    assert_eq!(of("widths.side-pane", &[], &[]), "100 default");
    assert_eq!(of("keys.note", &[], &[]), "[\"f9\", \"\\\"\"] config");
    let bare = Vereda::with("");
    let of = |key: &str, environment: &[(&str, &str)]| {
        let (value, from) = bare.setting(key, &[], environment);
        format!("{value} {from}")
    };
    assert_eq!(of("language", &[spanish]), "es environment");
    assert_eq!(of("language", &[("LC_ALL", "C")]), "en default");
    assert_eq!(of("theme", &[("NO_COLOR", "1")]), "mono environment");
    assert_eq!(of("theme", &[]), "auto default");
    assert_eq!(of("ascii", &[("LC_ALL", "C")]), "true environment");
    // The words are of the language that counts, also those of an error.
    let (code, _, err) = vereda.run(&["config", "show", "--theme", "pink"], &[]);
    assert_eq!((code, err.as_str()), (0, ""), "show is of what counts, whatever it is called");
    assert_eq!(bare.run(&["show", "about", "--theme", "pink"], &[]).0, 2);
}

#[test]
fn init_writes_a_file_and_replaces_none() {
    let vereda = Vereda::with("mouse = false\n");
    let path = vereda.folder.path().join("config.toml");
    let (code, _, err) = vereda.run(&["config", "init"], &[]);
    assert!(code == 2 && err.contains("--force") && err.lines().count() == 1, "{err}");
    assert_eq!(fs::read_to_string(&path).expect("there"), "mouse = false\n");
    let (code, out, _) = vereda.run(&["config", "init", "--force"], &[]);
    assert!(code == 0 && out.contains("config.toml"), "{out}");
    assert_eq!(vereda.run(&["config", "check"], &[]).0, 0);
    let (_, out, _) = vereda.run(&["config", "path"], &[]);
    assert_eq!(Path::new(out.trim_end()), path);
    // A folder that is not there is made.
    let state = vereda.folder.path().join("new/folder");
    let state = state.to_str().expect("text");
    assert_eq!(vereda.run(&["config", "init", "--state", state], &[]).0, 0);
    assert!(Path::new(state).join("config.toml").exists());
    // It is one of the things that state path names and state wipe removes.
    let (_, out, _) = vereda.run(&["state", "path"], &[]);
    assert!(out.contains("config.toml"), "{out}");
    assert_eq!(vereda.run(&["state", "wipe", "--yes"], &[]).0, 0);
    assert!(!path.exists());
}
