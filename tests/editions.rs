//! The editions are parallel: the same passages, emphasis, footnotes and figures, nothing missing, and no English left in the others.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use vereda::app::Pane;
use vereda::report::markup::{BlockKind, Style};
use vereda::report::{Edition, Language, Report};
use vereda::text::columns::width;

use crate::fixture::{app_in, content_folder, drawn, files_under, mono, press, report, text_of};

const OTHERS: [Language; 2] = [Language::Es, Language::Pt];

/// Words that no Spanish or Portuguese text has, and that hardly an English sentence does without. Words that are also Spanish or
/// Portuguese (`as`, `for`, `do`, `no`, `me`) are not among them.
const ENGLISH: [&str; 36] = [
    "the", "of", "and", "in", "to", "is", "are", "that", "which", "with", "from", "their", "by", "was", "were", "has", "have", "been",
    "it", "its", "this", "they", "at", "on", "or", "who", "whom", "not", "than", "there", "about", "between", "women", "people", "report",
    "human",
];

/// Titles of works, which stay as they were published, and the name in a postal address.
const PUBLISHED: [&str; 11] = [
    "Trafficking in Persons Report (TIP Report) 2024",
    "Global Alliance Against Traffic in Women",
    "Migration, Human Trafficking and Organised Crime in the Americas: A Gender Perspective",
    "Migration, Human Trafficking and Organised Crime in the Americas",
    "The complexities of inequality in Latin America and the Caribbean, Fact Sheet, March 06, 2024",
    "The complexities of inequality in Latin America and the Caribbean, Fact Sheet",
    "Migration Trends in the Americas. Quarterly Bulletin October-December 2023",
    "Migration Trends in the Americas. Quarterly Bulletin",
    "Gender, migration and care tasks: Challenges in South America",
    "World Migration Report 2024",
    "Business and Human Rights",
];

/// How many English words stand in a text, titles of works and what is typed (`--kind`, `vereda search …`) left out.
fn english_words(text: &str) -> usize {
    let mut text = text.to_owned();
    for title in PUBLISHED {
        text = text.replace(title, "");
    }
    let text = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect::<Vec<_>>().join(" ");
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '-').map(str::to_lowercase);
    words.filter(|word| ENGLISH.contains(&word.as_str())).count()
}

/// The numbers of a text as numbers: separators of thousands and decimals read in the style of the language.
fn numbers(text: &str, language: Language) -> Vec<String> {
    let (thousands, decimals) = if language == Language::En { (',', '.') } else { ('.', ',') };
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let mut number = String::new();
        while at < letters.len() {
            let digits = letters[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
            match letters[at] {
                c if c.is_ascii_digit() => number.push(c),
                c if c == thousands && digits == 3 => {}
                // Alliance 8.7 has its name everywhere.
                c if digits > 0 && (c == decimals || (c == '.' && digits < 3)) => number.push('.'),
                _ => break,
            }
            at += 1;
        }
        let trimmed = number.trim_start_matches('0');
        found.push(if trimmed.is_empty() { number } else { trimmed.to_owned() });
    }
    found.sort();
    found
}

/// A block's text without the marks of its footnotes and without its links' addresses.
fn bare(edition: &Edition, block: usize) -> String {
    let block = &edition.blocks[block];
    let mut text = block.text.to_string();
    let mut marks: Vec<_> = block.marks.iter().filter(|mark| matches!(mark.style, Style::NoteMark(_))).collect();
    marks.sort_by_key(|mark| std::cmp::Reverse(mark.range.start));
    for mark in marks {
        text.replace_range(mark.range.clone(), " ");
    }
    text
}

fn same_form(kind: &BlockKind, other: &BlockKind) -> bool {
    std::mem::discriminant(kind) == std::mem::discriminant(other)
}

#[test]
fn numbers_are_read_in_the_style_of_the_language() {
    assert_eq!(numbers("390,000 and 1.5 of 4,600 in 2024, 06", Language::En), ["1.5", "2024", "390000", "4600", "6"]);
    assert_eq!(numbers("390.000 y 1,5 de 4.600 en 2024, 6", Language::Es), ["1.5", "2024", "390000", "4600", "6"]);
}

#[test]
fn there_are_three() {
    assert_eq!(report().languages().collect::<Vec<_>>(), Language::ALL);
}

#[test]
fn sections_passages_emphasis_footnotes_and_pages_are_the_same() {
    let report = report();
    let english = report.edition(Language::En);
    for language in OTHERS {
        let edition = report.edition(language);
        let frame = |edition: &Edition| {
            let sections = edition.sections.iter().map(|section| (section.id.clone(), section.parent, section.blocks.clone()));
            let passages = edition.passages.iter().map(|at| (at.section, at.number, at.block, at.heading(), at.pages, at.notes.clone()));
            let notes = edition.notes.iter().map(|note| (note.mark.clone(), note.translators, note.block, note.passage));
            (sections.collect::<Vec<_>>(), passages.collect::<Vec<_>>(), notes.collect::<Vec<_>>())
        };
        assert_eq!(frame(english), frame(edition), "{language:?}");
        for (block, (a, b)) in english.blocks.iter().zip(&edition.blocks).enumerate() {
            assert!(same_form(&a.kind, &b.kind), "{language:?} {block}: {:?} and {:?}", a.kind, b.kind);
            let marks = |block: &vereda::report::markup::Block| {
                let mut count: BTreeMap<String, usize> = BTreeMap::new();
                block.marks.iter().for_each(|mark| *count.entry(format!("{:?}", mark.style)).or_default() += 1);
                count
            };
            assert_eq!(marks(a), marks(b), "{language:?}: {}\n{}", a.text, b.text);
        }
    }
}

#[test]
fn every_number_of_the_english_edition_stands_in_the_others() {
    let report = report();
    let english = report.edition(Language::En);
    let mut seen = 0;
    for language in OTHERS {
        let edition = report.edition(language);
        for block in 0..english.blocks.len() {
            let (ours, theirs) = (numbers(&bare(english, block), Language::En), numbers(&bare(edition, block), language));
            assert_eq!(ours, theirs, "{language:?}: {}\n{}", english.blocks[block].text, edition.blocks[block].text);
            seen += ours.len();
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn what_a_figure_shows_stands_in_its_passage_in_each_language() {
    let report = report();
    for language in Language::ALL {
        let edition = report.edition(language);
        for figure in &report.facts().figures {
            let record = report.record(edition, &figure.passage.parse().expect("an address")).expect("a passage");
            let shown = figure.shown.exact(language).expect("said in each language");
            // A footnote belongs to its passage.
            let is_it = |index: &usize| edition.address_of(*index).to_string() == *figure.passage;
            let index = (0..edition.passages.len()).find(is_it).expect("a passage");
            let notes = edition.passages[index].notes.iter().filter_map(|note| edition.notes[*note].block);
            let text = std::iter::once(record.text.clone()).chain(notes.map(|block| edition.blocks[block].text.to_string()));
            let lower = text.collect::<Vec<_>>().join("\n").to_lowercase();
            assert!(lower.contains(&shown.to_lowercase()), "{language:?} {}: {shown:?} is not in {lower}", &*figure.id);
        }
    }
}

/// Every `{ en = … }` under a table, with where it stands.
fn each_localized(path: &str, value: &toml::Value, visit: &mut impl FnMut(&str, &toml::Table)) {
    match value {
        toml::Value::Table(table) if table.contains_key("en") && table.keys().all(|key| Language::from_tag(key).is_some()) => {
            visit(path, table);
        }
        toml::Value::Table(table) => table.iter().for_each(|(key, value)| each_localized(&format!("{path}.{key}"), value, visit)),
        toml::Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| each_localized(&format!("{path}[{at}]"), value, visit));
        }
        _ => {}
    }
}

/// The data files, tours among them; the synonyms, which are for the search, left out.
fn data_files() -> Vec<(String, toml::Value)> {
    let root = content_folder();
    let paths = files_under(&root).into_iter().filter(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        Path::new(name).extension().is_some_and(|end| end == "toml") && !["ui.toml", "synonyms.toml"].contains(&name)
    });
    paths
        .map(|path| {
            let text = fs::read_to_string(root.join(&path)).expect("read");
            (path, toml::Value::Table(text.parse().expect("TOML")))
        })
        .collect()
}

#[test]
fn no_string_of_the_data_is_missing_or_english_and_its_numbers_are_the_same() {
    let mut seen = 0;
    for (path, value) in data_files() {
        each_localized(&path, &value, &mut |path, strings| {
            for language in OTHERS {
                let (ours, theirs) =
                    (&strings["en"], strings.get(language.tag()).unwrap_or_else(|| panic!("{path}: no {}", language.tag())));
                let (Some(ours), Some(theirs)) = (ours.as_str(), theirs.as_str()) else {
                    assert!(theirs.as_array().is_some_and(|list| !list.is_empty()), "{path}");
                    continue;
                };
                assert_eq!(ours.trim().is_empty(), theirs.trim().is_empty(), "{path}");
                assert!(english_words(theirs) <= 1, "{path}: {theirs}");
                // How a figure is written, in digits or in words, is each language's own; another test holds it to its passage.
                if path.rsplit('.').next() != Some("shown") {
                    assert_eq!(numbers(ours, Language::En), numbers(theirs, language), "{path}: {theirs}");
                }
                seen += 1;
            }
        });
    }
    assert!(seen > 2_000, "{seen}");
}

#[test]
fn no_english_is_left_in_the_text() {
    let report = report();
    for language in OTHERS {
        let edition = report.edition(language);
        for block in &edition.blocks {
            let mut text = block.text.to_string();
            // Addresses of pages are no words.
            for mark in block.marks.iter().rev().filter(|mark| matches!(mark.style, Style::Link(_))) {
                text.replace_range(mark.range.clone(), "");
            }
            let text: Vec<&str> = text.split_whitespace().filter(|word| !word.contains("://") && !word.contains('@')).collect();
            let count = english_words(&text.join(" "));
            assert!(count <= 1, "{language:?}: {count} English words in {}", block.text);
        }
    }
    // The measure would find it.
    let english = report.edition(Language::En);
    let long = english.passages.iter().map(|at| &english.blocks[at.block].text).filter(|text| text.len() > 200);
    assert!(long.clone().count() > 80 && long.clone().all(|text| english_words(text) > 3));
}

/// The options, which are typed as they stand.
fn typed(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = text
        .split(|c: char| c.is_whitespace() || "\"'“”«»().,;:".contains(c))
        .filter(|word| word.starts_with("--"))
        .map(ToOwned::to_owned)
        .collect();
    parts.sort();
    parts
}

#[test]
fn every_word_of_the_interface_is_there_and_none_is_english() {
    let read = |language: Language| -> toml::Table {
        fs::read_to_string(content_folder().join(language.tag()).join("ui.toml")).expect("read").parse().expect("TOML")
    };
    let english = read(Language::En);
    for language in OTHERS {
        let own = read(language);
        assert_eq!(english.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>());
        let mut flat = Vec::new();
        let mut walk = vec![(String::new(), &english, &own)];
        while let Some((path, ours, theirs)) = walk.pop() {
            for (key, value) in ours {
                let path = format!("{path}.{key}");
                match (value, theirs.get(key)) {
                    (toml::Value::Table(ours), Some(toml::Value::Table(theirs))) => walk.push((path, ours, theirs)),
                    (toml::Value::String(ours), Some(toml::Value::String(theirs))) => flat.push((path, ours.clone(), theirs.clone())),
                    _ => panic!("{language:?}: no {path}"),
                }
            }
            assert_eq!(ours.len(), theirs.len(), "{language:?} {path}");
        }
        assert!(flat.len() > 700);
        for (path, ours, theirs) in flat {
            assert_eq!(ours.trim().is_empty(), theirs.trim().is_empty(), "{path}");
            let braces = |text: &str| {
                let mut names: Vec<String> = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
                names.sort();
                names
            };
            assert_eq!((braces(&ours), typed(&ours)), (braces(&theirs), typed(&theirs)), "{language:?} {path}: {theirs}");
            assert!(english_words(&theirs) <= 1, "{language:?} {path}: {theirs}");
        }
    }
}

#[test]
fn each_screen_speaks_one_language_and_no_label_is_cut_at_80x24() {
    let scripts = [
        "",
        "1",
        "2",
        "<Enter>",
        "2<Enter>",
        "2<Enter>l",
        "2<Enter>ll",
        "2<Enter>lll",
        "2<Enter>llll",
        "c",
        "4",
        "5",
        "?",
        ":",
        "i",
        "e",
        "m",
        "b",
        "v",
        "P",
        "p",
        "/xyzzy",
        "/trata",
        "f",
        "<C-f>x",
        "4m",
        "4D",
        "4n",
        "T",
    ];
    for language in Language::ALL {
        for script in scripts {
            let mut app = app_in(language, Some("trafficking.25"), 80, 24);
            press(&mut app, script);
            let screen = text_of(&drawn(&app, &mono()).0);
            let lines: Vec<&str> = screen.lines().collect();
            let chrome = [0, lines.len() - 2, lines.len() - 1].map(|at| lines[at]);
            for line in chrome {
                assert!(!line.contains('…') && width(line) <= 80, "{language:?} {script:?}: {line}\n{screen}");
            }
            let english = english_words(&screen);
            if language != Language::En {
                assert!(english <= 2, "{language:?} {script:?}: {english} English words\n{screen}");
            }
        }
    }
}

#[test]
fn every_help_speaks_the_language() {
    let run = |language: &str, arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_vereda"))
            .args(arguments)
            .args(["--lang", language, "--help"])
            .output()
            .expect("run");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let commands = |help: &str| -> Vec<String> {
        let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
        lines.filter_map(|line| line.split_whitespace().next()).map(ToOwned::to_owned).collect()
    };
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    let mut at = 0;
    while at < all.len() {
        let path: Vec<&str> = all[at].iter().map(String::as_str).collect();
        let more: Vec<Vec<String>> =
            commands(&run("en", &path)).into_iter().map(|name| all[at].iter().cloned().chain([name]).collect()).collect();
        for language in ["es", "pt"] {
            let help = run(language, &path);
            // Names of values that are the same word in all three languages, and what is typed.
            let same = ["ID", "N"];
            let values = help.split(['<', '[']).skip(1).filter_map(|rest| rest.split([']', '>']).next());
            let own = fs::read_to_string(content_folder().join(language).join("ui.toml")).expect("read");
            for value in values.filter(|value| value.chars().all(char::is_uppercase) && !same.contains(value)) {
                assert!(own.contains(&format!("\"{value}\"")), "{language} {path:?}: {value} is no word of the language");
            }
            assert!(english_words(&help) <= 4, "{language} {path:?}: {help}");
        }
        all.extend(more);
        at += 1;
    }
    assert!(all.len() > 20, "{}", all.len());
}

#[test]
fn the_same_place_in_the_next_language() {
    for (address, script) in [("trafficking.25", ""), ("context.9", "1"), ("trafficking.25", "2<Enter>l"), ("trafficking.25", "4jj")] {
        let mut app = app_in(Language::En, Some(address), 80, 24);
        press(&mut app, script);
        let (pane, place) = (app.pane(), app.edition().address_of(app.reader().current()));
        let first = text_of(&drawn(&app, &mono()).0);
        for expected in [Language::Es, Language::Pt, Language::En] {
            press(&mut app, "L");
            assert_eq!(
                (app.edition().language, app.pane(), &app.edition().address_of(app.reader().current())),
                (expected, pane, &place),
                "{script}"
            );
        }
        let last = text_of(&drawn(&app, &mono()).0);
        // A table whose rows are higher in between may have scrolled; what is selected is the same.
        let status = |screen: &str| screen.lines().rev().nth(1).map(ToOwned::to_owned);
        assert_eq!(status(&last), status(&first), "{script}: back in English");
        assert!(app.pane() == Pane::Tasks || last == first, "{script}: back in English\n{last}");
    }
}

#[test]
fn the_projector_stays_where_it_is_in_the_next_language() {
    for script in ["p", "P<Enter>", "P<Down><Enter>", "c<Enter>llp", "4p"] {
        let mut app = app_in(Language::En, Some("trafficking.25"), 80, 24);
        press(&mut app, script);
        press(&mut app, "<Space><Space><Space><Space><Space>");
        let at = |app: &vereda::app::App| {
            let present = app.present().expect("the projector");
            (present.slide().address.clone(), present.slide().group)
        };
        let (place, first) = (at(&app), text_of(&drawn(&app, &mono()).0));
        for language in [Language::Es, Language::Pt] {
            press(&mut app, "L");
            assert_eq!(at(&app), place, "{script}");
            let screen = text_of(&drawn(&app, &mono()).0);
            assert!(app.edition().language == language && screen != first && english_words(&screen) <= 1, "{script}: {screen}");
        }
        press(&mut app, "L");
        assert_eq!(at(&app), place, "{script}");
    }
}

#[test]
fn a_pack_without_an_edition_in_a_persons_language_speaks_it_all_the_same() {
    let mut small =
        Report::from_folder(crate::fixture::pack(&[("en/01-sample.md", "# Rivers\n\nThe river runs.\n")]).path()).expect("a pack");
    small.speak(Language::Es);
    let edition = small.edition(Language::Es);
    assert_eq!((edition.language, &*edition.words.contents.title), (Language::En, "1 Índice"));
}

#[test]
fn a_word_that_is_missing_unknown_or_no_text_is_found_by_file_and_line() {
    let english = fs::read_to_string(content_folder().join("en/ui.toml")).expect("read");
    let line = |text: &str, start: &str| 1 + text.lines().position(|line| line.starts_with(start)).expect("a line");
    let refused = |text: &str| {
        let folder = crate::fixture::pack(&[("en/01-sample.md", "# Rivers\n\nThe river runs.\n"), ("en/ui.toml", text)]);
        Report::from_folder(folder.path()).expect_err("no words").message(&vereda::report::Words::bundled(Language::En))
    };
    for (text, at, what) in [
        (english.replace("too_small = ", "too_little = "), "too_little", "unknown field `too_little`"),
        (english.replace("[frame]", "[frames]"), "[frames]", "unknown field `frames`"),
        (english.replace("too_small = ", "# too_small = "), "[frame]", "missing field `too_small`"),
        (english.replace("none = \"No title matches.\"", "none = 7"), "none = 7", "invalid type: integer `7`, expected a string"),
    ] {
        let message = refused(&text);
        assert!(message.contains(&format!("en/ui.toml:{}:", line(&text, at))) && message.contains(what), "{what}: {message}");
    }
}
