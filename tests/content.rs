//! The report that is bundled: complete, whole, and the same from a folder. What is wrong in a pack is told in one line.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;

use vereda::app::Command;
use vereda::report::markup::Style;
use vereda::report::{Address, Edition, Kind, Language, Report, Words, files};
use vereda::tui::Keymap;

use crate::fixture::{content_folder, copied_pack, drawn, english, files_under, mono, pack, press, report, start, text_of};

/// Files of `content/` that the program does not read: none may stay here for long.
const NOT_READ: &[&str] = &[];

/// Words that are empty on purpose: the head of a column of signs.
const EMPTY: &[&str] = &["tasks.state"];

/// The sections in the report's order, each with how many passages it has.
const SECTIONS: [(&str, usize); 12] = [
    ("about", 14),
    ("introduction", 5),
    ("context", 21),
    ("migration", 4),
    ("intraregional", 7),
    ("north-america", 5),
    ("central-america", 1),
    ("policies", 13),
    ("trafficking", 32),
    ("response", 21),
    ("conclusions", 8),
    ("recommendations", 6),
];

/// Figures, dates and counts of the report, read in the original, and the passages that must have them.
const FIGURES: &[(&str, &[&str])] = &[
    ("about.2", &["more than 100"]),
    ("about.7", &["October 2024"]),
    ("introduction.1", &["14", "nine countries"]),
    ("context.2", &["10%", "12 times", "4", "2022"]),
    ("context.3", &["1%", "40%"]),
    ("context.8", &["2024", "June"]),
    ("context.11", &["2022", "almost 5 million"]),
    ("context.12", &["2023"]),
    ("context.13", &["2023", "4,600", "three"]),
    ("context.14", &["77", "238", "September 2023"]),
    ("context.15", &["28.5%"]),
    ("context.16", &["2018", "almost a quarter"]),
    ("context.20", &["46 million", "44%", "10%", "52%"]),
    ("migration.1", &["almost 12 million", "70%", "2020"]),
    ("migration.2", &["80%"]),
    ("intraregional.3", &["March 2023", "211,000"]),
    ("intraregional.4", &["1.5 million", "400,000"]),
    ("intraregional.5", &["2018", "2023", "56,846", "2021", "53,000", "2022"]),
    ("intraregional.6", &["2023"]),
    ("intraregional.7", &["2024", "700,000", "300,000", "90,000"]),
    ("north-america.3", &["390,000", "nine months", "2023"]),
    ("central-america.1", &["August 2022", "85%", "108%"]),
    ("policies.4", &["2017", "2023"]),
    ("policies.5", &["August 2023", "2,876,000", "2.3 million", "May 2021", "216", "ten years"]),
    ("policies.6", &["one million", "2023", "79,600", "225,000"]),
    ("policies.8", &["March 2023", "4.2 million"]),
    ("policies.9", &["30 years"]),
    ("policies.12", &["122"]),
    ("policies.13", &["18", "29", "48%", "16", "19", "2018"]),
    ("trafficking.5", &["70%"]),
    ("trafficking.9", &["2024"]),
    ("trafficking.10", &["85%", "2020", "30%", "40%", "80%"]),
    ("trafficking.13", &["2018", "2022", "271", "2023", "a fifth", "80%"]),
    ("trafficking.18", &["July 2024"]),
    ("trafficking.20", &["94.5%", "594", "29", "344", "246", "4", "410", "158"]),
    ("trafficking.22", &["8.7", "2018", "2022", "2030"]),
    ("trafficking.24", &["2023", "2026"]),
    ("trafficking.25", &["2019", "2030"]),
    ("trafficking.26", &["February 2024", "154", "84%", "16%", "July 2024"]),
    ("trafficking.30", &["30%", "13", "14", "M18"]),
    ("trafficking.31", &["2024", "300"]),
    ("response.6", &["2024", "2023"]),
    ("response.14", &["25 communities", "70"]),
    ("response.16", &["Ten families"]),
    ("response.17", &["five thousand"]),
    ("response.19", &["one and two years"]),
    ("response.20", &["27 states"]),
    ("conclusions.6", &["80%"]),
    ("conclusions.7", &["2023", "2024"]),
    ("conclusions.8", &["187th", "2023"]),
];

#[test]
fn every_file_of_the_folder_is_compiled_in_and_the_other_way_round() {
    let listed: BTreeSet<String> = files::bundled_paths().map(ToOwned::to_owned).collect();
    let mut there: BTreeSet<String> = files_under(&content_folder()).into_iter().collect();
    for path in NOT_READ {
        assert!(there.remove(*path), "{path} is not there: strike it from NOT_READ");
    }
    assert_eq!(listed, there);
}

#[test]
fn no_text_has_a_flaw() {
    assert_eq!(report().flaws().next(), None);
}

#[test]
fn the_sections_are_the_reports_in_its_order() {
    let report = report();
    let edition = english(&report);
    let got: Vec<(&str, usize)> = edition.sections.iter().map(|section| (section.id.as_str(), section.passages.len())).collect();
    assert_eq!(got, SECTIONS);
    let parents: Vec<(&str, &str)> =
        edition.sections.iter().filter_map(|s| Some((s.id.as_str(), edition.sections[s.parent?].id.as_str()))).collect();
    assert_eq!(parents, [("intraregional", "migration"), ("north-america", "migration"), ("central-america", "migration")]);
}

#[test]
fn the_reports_footnotes_are_numbered_through_and_have_their_texts() {
    let report = report();
    let edition = english(&report);
    let own: Vec<&str> = edition.notes.iter().filter(|note| !note.translators).map(|note| note.mark.as_str()).collect();
    assert_eq!(own, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
    for note in &edition.notes {
        let block = note.block.unwrap_or_else(|| panic!("[{}] has no text", note.mark));
        assert!(!edition.blocks[block].text.trim().is_empty(), "[{}]", note.mark);
        let passage = note.passage.unwrap_or_else(|| panic!("[{}] is referred to nowhere", note.mark));
        assert!(edition.blocks[edition.passages[passage].block].text.contains(&format!("[{}]", note.mark)));
    }
}

#[test]
fn every_address_that_a_record_names_is_one() {
    let report = report();
    let edition = english(&report);
    let mut wrong = Vec::new();
    let mut checked = 0;
    for kind in Kind::ALL {
        for address in report.addresses(edition, kind) {
            let record = report.record(edition, &address).unwrap_or_else(|| panic!("{address} has no record"));
            assert_eq!(record.id, address.to_string());
            let json = serde_json::to_value(&record).expect("JSON");
            for named in json["passages"].as_array().into_iter().flatten() {
                let named = named.as_str().expect("a string");
                checked += 1;
                match named.parse::<Address>() {
                    Ok(Address::Passage(section, number)) if edition.passage_at(&section, number).is_some() => {}
                    _ => wrong.push(format!("{address} names {named}")),
                }
            }
            for country in &record.countries {
                if !report.facts().countries.iter().any(|known| *known.id == **country) {
                    wrong.push(format!("{address} names the country {country}"));
                }
            }
            if kind != Kind::Passage && record.first_passage().is_none() {
                wrong.push(format!("{address} stands nowhere in the text"));
            }
        }
    }
    for country in &report.facts().countries {
        for named in &country.passages {
            checked += 1;
            if !named.parse().is_ok_and(|address: Address| edition.block_at(&address).is_some()) {
                wrong.push(format!("{} names {named}", country.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(checked > 150, "only {checked} addresses were looked at");
}

#[test]
fn no_two_things_have_one_address() {
    let report = report();
    let edition = english(&report);
    let sections = edition.sections.iter().map(|section| section.id.clone());
    let countries = report.facts().countries.iter().map(|country| country.id.to_string());
    let records = Kind::ALL.into_iter().flat_map(|kind| report.addresses(edition, kind)).map(|address| address.to_string());
    let mut seen = HashSet::new();
    for id in sections.chain(countries).chain(records) {
        assert!(seen.insert(id.clone()), "{id} twice");
        assert_eq!(id, id.to_lowercase(), "an address is typed in small letters");
    }
}

#[test]
fn links_are_for_browsers_and_mail() {
    let report = report();
    let mut links = 0;
    for block in &english(&report).blocks {
        for mark in &block.marks {
            if let Style::Link(url) = &mark.style {
                links += 1;
                assert!(["http://", "https://", "mailto:"].iter().any(|scheme| url.starts_with(scheme)), "{url}");
                assert!(!url.contains(char::is_whitespace), "{url}");
            }
        }
    }
    assert!(links > 0);
}

#[test]
fn every_passage_has_its_printed_page() {
    let report = report();
    let edition = english(&report);
    let mut last = 1;
    for (index, passage) in edition.passages.iter().enumerate() {
        let address = edition.address_of(index);
        // The back cover has the publisher's address, which opens the report here.
        let pages = passage.pages.unwrap_or_else(|| panic!("{address} has no page"));
        assert!((1..=29).contains(&pages.first) && pages.first <= pages.last && pages.last <= 29, "{address}: {pages}");
        if edition.sections[passage.section].id != "about" {
            assert!(pages.last >= last, "{address} is on {pages}, and what is before it on {last}");
            last = pages.first;
        }
    }
}

#[test]
fn figures_stand_in_their_passages() {
    let report = report();
    let edition = english(&report);
    assert!(FIGURES.iter().map(|(_, figures)| figures.len()).sum::<usize>() >= 120);
    let mut wrong = Vec::new();
    for (address, figures) in FIGURES {
        let record = report.record(edition, &address.parse().expect("an address")).unwrap_or_else(|| panic!("{address}"));
        for figure in *figures {
            let stands = record.text.match_indices(figure).any(|(at, _)| {
                // A number is not a part of a longer one.
                let before = record.text[..at].chars().next_back();
                let mut after = record.text[at + figure.len()..].chars();
                let goes_on = match (after.next(), after.next()) {
                    (Some(c), _) if c.is_alphanumeric() => true,
                    (Some(',' | '.'), Some(c)) => c.is_ascii_digit(),
                    _ => false,
                };
                !before.is_some_and(char::is_alphanumeric) && !goes_on
            });
            if !stands {
                wrong.push(format!("{address} has no {figure:?}: {}", record.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_command_and_key_has_a_name() {
    let words = Words::bundled(Language::En);
    let commands: BTreeSet<&str> = Command::ALL.iter().map(|command| command.name()).collect();
    let named: BTreeSet<&str> = words.command.keys().map(String::as_str).collect();
    assert_eq!(commands, named, "commands of the program, and commands in [command] of ui.toml");
    for binding in Keymap::bindings().iter() {
        for key in binding.keys.iter() {
            assert!(key.chars().count() == 1 || words.key.contains_key(key), "[key] of ui.toml has no {key}");
        }
    }
}

#[test]
fn the_bottom_line_says_everything_in_short_words() {
    // With marked words, a label without the mark is a command's name for want of a short word.
    let folder = copied_pack();
    let path = folder.path().join("en/ui.toml");
    let mut ui: toml::Table = fs::read_to_string(&path).expect("read").parse().expect("TOML");
    for (_, word) in ui["short"].as_table_mut().expect("[short]").iter_mut() {
        *word = format!("§{}", word.as_str().expect("a string")).into();
    }
    fs::write(&path, ui.to_string()).expect("written");
    let report = std::sync::Arc::new(Report::from_folder(folder.path()).expect("a pack"));
    for script in ["", "/x", "/the<Enter>", "1", "f", "?", "]]i"] {
        let mut app = vereda::app::App::new(std::sync::Arc::clone(&report), start(240, 30));
        press(&mut app, script);
        let screen = text_of(&drawn(&app, &mono()).0);
        let line = screen.lines().last().expect("a line");
        let labels: Vec<&str> = line.split("  ").map(str::trim).filter(|label| !label.is_empty()).collect();
        assert!(labels.len() >= 3, "after {script:?}: {line}");
        for label in labels {
            assert!(label.split_once(' ').is_some_and(|(_, word)| word.starts_with('§')), "after {script:?}: {label:?} in {line}");
        }
    }
}

#[test]
fn no_word_that_is_used_is_empty() {
    fn walk(group: &str, table: &toml::Table, empty: &mut Vec<String>) {
        for (key, value) in table {
            match value {
                toml::Value::Table(inner) => walk(&format!("{group}{key}."), inner, empty),
                value => {
                    if value.as_str().is_none_or(|text| text.trim().is_empty()) {
                        empty.push(format!("{group}{key}"));
                    }
                }
            }
        }
    }
    let ui: toml::Table = fs::read_to_string(content_folder().join("en/ui.toml")).expect("read").parse().expect("TOML");
    let mut empty = Vec::new();
    walk("", &ui, &mut empty);
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let code: String = files_under(&sources)
        .iter()
        .filter(|path| !path.ends_with("report/words.rs"))
        .map(|path| fs::read_to_string(sources.join(path)).expect("read"))
        .collect();
    // Words that nothing uses yet may wait for their text.
    empty.retain(|path| code.contains(&format!(".{}", path.rsplit('.').next().unwrap_or_default())));
    assert_eq!(empty, EMPTY);
}

#[test]
fn a_pack_in_a_folder_is_the_same_report() {
    let folder = copied_pack();
    let copy = Report::from_folder(folder.path()).expect("a pack");
    let bundled = report();
    assert_eq!(copy.identity(), bundled.identity());
    assert_eq!(format!("{:?}", copy.meta), format!("{:?}", bundled.meta));
    assert_eq!(format!("{:?} {:?}", copy.credits, copy.contacts), format!("{:?} {:?}", bundled.credits, bundled.contacts));
    assert!(copy.flaws().eq(bundled.flaws()));
    assert_eq!(copy.languages().count(), bundled.languages().count());
    for (a, b) in copy.editions().zip(bundled.editions()) {
        assert_eq!(
            (a.language, &a.sections, &a.blocks, &a.passages, &a.notes),
            (b.language, &b.sections, &b.blocks, &b.passages, &b.notes)
        );
        assert_eq!((&*a.words.command, &*a.words.label, &*a.words.cause), (&*b.words.command, &*b.words.label, &*b.words.cause));
        let records = |report: &Report, edition: &Edition| {
            let addresses = Kind::ALL.into_iter().flat_map(|kind| report.addresses(edition, kind));
            let records: Vec<_> = addresses.map(|address| report.record(edition, &address)).collect();
            serde_json::to_string(&records)
        };
        assert_eq!(records(&copy, a).expect("JSON"), records(&bundled, b).expect("JSON"));
    }
}

#[test]
fn a_folder_with_one_section_is_enough() {
    let folder = pack(&[("en/07-first-part.md", "Text without a title.\n\n- an item\n")]);
    let report = Report::from_folder(folder.path()).expect("a pack");
    let edition = english(&report);
    assert_eq!(edition.sections[0].id, "first-part");
    assert_eq!(edition.sections[0].title, "first part");
    assert_eq!(edition.passages.len(), 2);
    assert_eq!(report.glossary().len() + report.references().len(), 0);
}

/// The message about a pack that cannot be read: one clean line that names a file of the pack.
fn refused(folder: &Path) -> String {
    // Whoever opens a pipe waits for its writer, for ever.
    let (sender, receiver) = channel();
    let path = folder.to_owned();
    std::thread::spawn(move || sender.send(Report::from_folder(&path).err().map(|error| error.message(&Words::bundled(Language::En)))));
    let message = receiver.recv_timeout(Duration::from_secs(20)).expect("an answer in time").expect("an error");
    assert!(!message.contains('\n') && !message.chars().any(char::is_control), "{message:?}");
    let path = folder.display().to_string();
    message.strip_prefix(&path).unwrap_or_else(|| panic!("{message:?} does not begin with {path}")).trim_start_matches('/').to_owned()
}

#[test]
fn broken_toml_is_told_with_line_and_column() {
    for (path, text, place) in [
        ("report.toml", "[report]\ntitle = \"x\nlanguages = [\"en\"]\n", "report.toml:2:"),
        ("report.toml", "[report]\ntitle = \"x\"\nlanguages = [\"en\"]\nsurprise = 1\n", "report.toml:4:1: "),
        ("report.toml", "[report]\ntitle = 7\nlanguages = [\"en\"]\n", "report.toml:2:9: "),
        ("report.toml", "", "report.toml"),
        ("en/ui.toml", "[frame]\nname = \"é\" 7\n", "en/ui.toml:2:12: "),
        ("glossary.toml", "[[term]]\nid = \"a\"\nterm = { en = \"a\" }\ndefinition = { fr = \"b\" }\n", "glossary.toml:4:"),
        ("sources.toml", "[[source]]\nid = \"a\"\ntitle = \"t\"\nyear = \"next\"\n", "sources.toml:4:8: "),
        ("countries.toml", "[[country]]\nid = \"a\u{1b}[31m\"\nnom = \"t\"\n", "countries.toml:"),
        ("laws.toml", "[[law]]\nid = \n", "laws.toml:2:"),
    ] {
        let folder = pack(&[("en/01-a.md", "# A\n\nText.\n")]);
        fs::create_dir_all(folder.path().join("en")).expect("a folder");
        fs::write(folder.path().join(path), text).expect("written");
        let message = refused(folder.path());
        assert!(message.starts_with(place), "{text:?}: {message}");
        let what = message.rsplit(": ").next().unwrap_or_default();
        assert!(what.len() > 8, "{text:?}: {message} says nothing");
    }
}

#[test]
fn a_missing_or_unfit_file_is_told_by_its_name() {
    let empty = tempfile::tempdir().expect("a folder");
    assert!(refused(empty.path()).starts_with("report.toml: there is no such file"));
    assert!(refused(&empty.path().join("nowhere")).starts_with("report.toml: there is no such file"));

    let without_text = pack(&[]);
    assert!(refused(without_text.path()).starts_with("report.toml: no language has a section"));

    let language = pack(&[("report.toml", "[report]\ntitle = \"x\"\nlanguages = [\"en\", \"tlh\"]\n"), ("en/01-a.md", "Text.")]);
    let message = refused(language.path());
    assert!(message.starts_with("report.toml") && message.contains("tlh") && message.contains("en, es, pt"), "{message}");

    let bytes = pack(&[("en/01-a.md", "# A\n")]);
    fs::write(bytes.path().join("en/02-b.md"), b"# B\n\nCoraz\xf3n\n").expect("written");
    let message = refused(bytes.path());
    assert!(message.starts_with("en/02-b.md: line 3 "), "{message}");

    let folder = pack(&[("en/01-a.md", "# A\n")]);
    fs::create_dir(folder.path().join("en/02-b.md")).expect("a folder");
    assert!(refused(folder.path()).starts_with("en/02-b.md: this is not a file"));
    fs::create_dir(folder.path().join("glossary.toml")).expect("a folder");
    fs::remove_dir(folder.path().join("en/02-b.md")).expect("removed");
    assert!(refused(folder.path()).starts_with("glossary.toml: this is not a file"));

    let file = pack(&[("a-file", "x")]);
    refused(&file.path().join("a-file"));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
    for path in ["report.toml", "en/02-b.md", "en/ui.toml"] {
        let folder = pack(&[("en/01-a.md", "# A\n\nText.\n")]);
        let pipe = folder.path().join(path);
        let _ = fs::remove_file(&pipe);
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
        assert!(made.success());
        let message = refused(folder.path());
        assert!(message.starts_with(&format!("{path}: this is not a file")), "{message}");
    }
}

#[test]
fn what_the_country_pages_show_is_complete() {
    let report = report();
    let facts = report.facts();
    let mut points = BTreeMap::new();
    for country in &facts.countries {
        assert_eq!(country.iso.len(), 2, "{}", country.id);
        assert!(Language::ALL.iter().all(|language| country.name.exact(*language).is_some()), "{} has no name in one language", country.id);
        let [latitude, longitude] = country.point.unwrap_or_else(|| panic!("{} has no point", country.id));
        assert!((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude), "{}", country.id);
        assert!(points.insert(country.iso.to_string(), country.id.to_string()).is_none(), "{} twice", country.iso);
        assert_eq!(facts.country(&country.id).map(|index| facts.countries[index].id.to_string()), Some(country.id.to_string()));
    }
    assert!(facts.countries.iter().filter(|country| country.profile).count() >= 8);
}
