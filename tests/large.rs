//! Reports a hundred times as long as the bundled one: opened with a part, searched with an index that is kept beside them.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use vereda::app::{App, Start};
use vereda::report::{Address, Language, Report};
use vereda::search::find::{FoldedEdition, MOST};
use vereda::search::{Filters, Index, Mode, Query};
use vereda::state::Place;
use vereda::state::place::Visit;

use crate::fixture::{here, pack, press, report, screen, start};
use crate::pty::{Session, state_folder};

const SECTIONS: usize = 210;
const PASSAGES: usize = 60;

/// A pack of 1.5 MB. Each passage has a word of its own; every section a common one.
fn large() -> TempDir {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut report = "[report]\ntitle = \"A long report\"\nyear = 2020\nlanguages = [\"en\"]\n".to_owned();
    for section in 1..=SECTIONS {
        let _ = write!(report, "\n[[section]]\nid = \"part-{section}\"\n");
        let mut text = format!("# Part {section}\n\n");
        for passage in 1..=PASSAGES {
            let _ = writeln!(
                text,
                "The {passage}th paragraph here is about harvests, and its own word is w{section}x{passage}; rivers and “roads” follow, as usual, to {}.\n",
                if passage == 7 { "Honduras" } else { "the coast" },
            );
        }
        files.push((format!("en/{section:03}-part-{section}.md"), text));
    }
    files
        .push(("countries.toml".to_owned(), "[[country]]\nid = \"honduras\"\nname = \"Honduras\"\npassages = [\"part-1.7\"]\n".to_owned()));
    files.push(("report.toml".to_owned(), report));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    pack(&files)
}

fn index_file(folder: &Path) -> PathBuf {
    folder.join(".vereda/index-en")
}

#[test]
fn a_part_of_a_large_report_is_that_around_a_section() {
    let folder = large();
    let part = |section: Option<&str>| {
        let section = section.map(ToOwned::to_owned);
        Report::first_part(folder.path(), Language::En, |identity| {
            assert_eq!(identity, "A long report (2020)");
            section
        })
        .expect("a pack")
        .expect("a large one")
    };
    let whole = Report::from_folder(folder.path()).expect("a pack");
    let (whole, edition) = (&whole, whole.edition(Language::En));
    for (asked, first) in [(None, "part-1"), (Some("part-40"), "part-40"), (Some("no-such"), "part-1"), (Some("part-210"), "part-210")] {
        let part = part(asked);
        let own = part.edition(Language::En);
        assert_eq!(own.sections[0].id, first);
        assert!(own.passages.len() >= PASSAGES && own.passages.len() < edition.passages.len() / 10);
        let at = Address::Passage(first.to_owned(), 7);
        let text = |edition: &vereda::report::Edition| edition.blocks[edition.block_at(&at).expect("there")].text.clone();
        assert_eq!(text(own), text(edition), "a passage of the part is that of the whole");
        assert_eq!(part.identity(), whole.identity());
    }
    let small = pack(&[("report.toml", "[report]\ntitle = \"x\"\nlanguages = [\"en\"]\n"), ("en/a.md", "# A\n\nb\n")]);
    assert!(Report::first_part(small.path(), Language::En, |_| None).expect("a pack").is_none(), "a small one is read as a whole");
}

/// The first frame of the bundled report is made of a part of it. Whoever was anywhere in it sees there what there will be when all of it is read;
/// only how far one is, is not known yet: at the right of the text's frame, and in the line of the status.
#[test]
fn a_part_of_the_bundled_report_shows_the_screen_that_the_whole_does() {
    let whole = report();
    for (nth, language) in Language::ALL.into_iter().enumerate() {
        let edition = whole.edition(language);
        for (size, every) in [((80, 24), 3), ((120, 40), 4), ((30, 10), 5), ((200, 60), 7)] {
            let places = (nth..edition.passages.len()).step_by(every).map(Some);
            for passage in std::iter::once(None).chain(places).chain([Some(edition.passages.len() - 1)]) {
                let place = passage.map(|passage| {
                    let text = &edition.blocks[edition.passages[passage].block].text;
                    let middle = (text.len() / 2..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                    Place::in_passage(edition, passage, if passage % 2 == 0 { 0 } else { middle })
                });
                let section = passage.map(|passage| edition.sections[edition.passages[passage].section].id.clone());
                let part = Report::bundled_part(language, |_| section, usize::from(size.0) * usize::from(size.1));
                assert!(part.is_part() && !whole.is_part());
                assert!(part.edition(language).passages.len() < edition.passages.len());
                let kept = place.map(|place| Visit { report: whole.identity(), place, ..Visit::default() });
                let [part, whole] = [Arc::new(part), Arc::clone(&whole)].map(|report| {
                    let start = Start { language, kept: kept.clone(), defers: true, ..start(size.0, size.1) };
                    let app = App::new(report, start);
                    let far = |line: &str| line.contains('%');
                    let status = usize::from(app.layout().status.y);
                    let lines = screen(&app);
                    let lines = lines.lines().enumerate().filter(|(row, line)| *row != status && !far(line));
                    (here(&app), lines.map(|(row, line)| (row, line.to_owned())).collect::<Vec<_>>())
                });
                let part_lines: Vec<_> = part.1.into_iter().filter(|(row, _)| whole.1.iter().any(|(other, _)| other == row)).collect();
                assert_eq!((part.0, part_lines), whole, "{language:?} at {passage:?}, {size:?}");
            }
        }
    }
}

/// A pack of so many short sections, whose files are named by `name`.
fn many(sections: usize, name: impl Fn(usize) -> String) -> TempDir {
    let mut report = "[report]\ntitle = \"Many\"\nlanguages = [\"en\"]\n".to_owned();
    let mut files = Vec::new();
    for section in 1..=sections {
        let _ = write!(report, "\n[[section]]\nid = \"part-{section}\"\npage = {section}\n");
        files.push((
            format!("en/{}", name(section)),
            format!("# Part {section}\n\nThis is the text of {section}.\n\n{}", "More. ".repeat(300)),
        ));
    }
    files.push(("report.toml".to_owned(), report));
    pack(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

#[test]
fn a_part_is_the_same_however_the_files_are_named_and_wherever_in_the_list_it_begins() {
    type Naming = fn(usize) -> String;
    let namings: [Naming; 4] = [
        |nth| format!("{nth:04}-part-{nth}.md"),
        |nth| format!("{nth:03}-part-{nth}.md"),
        |nth| format!("{:04}-part-{nth}.md", nth * 2),
        // One has no number: all have to be looked for.
        |nth| if nth == 2 { "part-2.md".to_owned() } else { format!("{nth:04}-part-{nth}.md") },
    ];
    for name in namings {
        let folder = many(900, name);
        let whole = Report::from_folder(folder.path()).expect("a pack");
        let whole = whole.edition(Language::En);
        for (asked, first) in [(None, 1), (Some("part-3"), 3), (Some("part-420"), 420), (Some("part-899"), 899), (Some("part-9000"), 1)] {
            let part = Report::first_part(folder.path(), Language::En, |_| asked.map(ToOwned::to_owned)).expect("a pack").expect("large");
            let part = part.edition(Language::En);
            for (own, nth) in part.sections.iter().zip(first..) {
                let there = whole.sections.iter().find(|section| section.id == own.id).expect("there");
                let page = part.passages[own.passages.start].pages.map(|pages| pages.first);
                assert_eq!((&*own.id, &own.title, page), (&*format!("part-{nth}"), &there.title, Some(nth)), "{asked:?}");
            }
            assert!(part.sections.len() >= 2, "{asked:?}: {}", part.sections.len());
        }
    }
}

#[test]
fn what_a_list_names_is_not_looked_for_outside_of_the_pack() {
    let folder = many(900, |nth| format!("{nth:04}-part-{nth}.md"));
    let list = folder.path().join("report.toml");
    let text = fs::read_to_string(&list).expect("read").replace("\"part-1\"", "\"../../secret\"");
    fs::write(&list, text).expect("write");
    fs::write(folder.path().join("secret.md"), "# Secret\n\nsecret").expect("write");
    let part = Report::first_part(folder.path(), Language::En, |_| None).expect("a pack").expect("large");
    assert!(part.edition(Language::En).blocks.iter().all(|block| !block.text.contains("ecret")));
}

#[test]
fn one_long_file_is_cut_between_passages() {
    let body = "A paragraph of some words that end here, with a mark.\n\n".repeat(40_000);
    let folder = pack(&[("report.toml", "[report]\ntitle = \"x\"\nlanguages = [\"en\"]\n"), ("en/a.md", &format!("# A\n\n{body}"))]);
    let part = Report::first_part(folder.path(), Language::En, |_| None).expect("a pack").expect("a large one");
    let edition = part.edition(Language::En);
    assert!(edition.passages.len() > 100 && edition.passages.len() < 10_000);
    assert!(edition.passages.iter().all(|passage| edition.blocks[passage.block].text.ends_with("a mark.")));
}

fn search(report: &Report, index: &Index, typed: &str) -> Vec<String> {
    let edition = report.edition(Language::En);
    let query = Query::new(report, index, typed, Mode::Understood, Filters::default());
    let hits = index.search(&query);
    hits.iter().filter_map(|hit| index.address(report, edition, hit.doc)).map(|address| address.to_string()).collect()
}

#[test]
fn an_index_is_kept_used_while_it_is_current_and_made_anew_when_not() {
    let folder = large();
    let open = || Report::from_folder(folder.path()).expect("a pack");
    let kept = |report: &Report, keep: bool| Index::kept(report, report.edition(Language::En), keep, &mut |_| ());
    let report = open();
    let fresh = Index::new(&report, report.edition(Language::En));
    let queries = ["w10x7", "harvests honduras", "honduras", "harvestss", "\"own word\" w210", "rivers -honduras w3", "kind:passage coast"];
    let expected: Vec<_> = queries.iter().map(|typed| search(&report, &fresh, typed)).collect();
    assert_eq!(expected[0][0], "part-10.7");
    kept(&report, false);
    assert!(!index_file(folder.path()).exists(), "in private nothing is written");
    kept(&report, true);
    let bytes = fs::read(index_file(folder.path())).expect("kept");
    let long_ago = SystemTime::now() - Duration::from_secs(1_000_000);
    fs::File::options().write(true).open(index_file(folder.path())).expect("open").set_modified(long_ago).expect("set");
    let again = kept(&report, true);
    for (typed, expected) in queries.iter().zip(&expected) {
        assert_eq!(&search(&report, &again, typed), expected, "{typed}");
    }
    let time = |path: &Path| fs::metadata(path).expect("there").modified().expect("a time");
    assert_eq!(time(&index_file(folder.path())), long_ago, "one that is current is not written again");
    // Whatever becomes of the file, the search is right, and nothing panics.
    for damage in 0..60 {
        let mut damaged = bytes.clone();
        match damage {
            0 => damaged.clear(),
            1 => damaged.truncate(bytes.len() / 2),
            2 => damaged.extend([0; 9]),
            _ => damaged[bytes.len() * (damage - 2) / 58 - 1] ^= 1 << (damage % 8),
        }
        fs::write(index_file(folder.path()), damaged).expect("written");
        let index = kept(&report, false);
        assert_eq!(search(&report, &index, queries[1]), expected[1], "damage {damage}");
    }
    // A changed pack has another index.
    fs::write(folder.path().join("en/001-part-1.md"), "# Part 1\n\nNothing but zebras.\n").expect("written");
    let report = open();
    let index = kept(&report, true);
    assert_eq!(search(&report, &index, "zebras"), ["part-1.1"]);
    assert_ne!(fs::read(index_file(folder.path())).expect("kept"), bytes);
}

#[test]
fn a_find_in_a_long_text_is_the_one_in_each_block() {
    let pack = large();
    let report = Report::from_folder(pack.path()).expect("a pack");
    let edition = report.edition(Language::En);
    let folded = FoldedEdition::new(edition);
    let all = 0..edition.blocks.len();
    for needle in ["w12x3", "“ROADS” follow", "\"roads\"", "Honduras.", "7th paragraph"] {
        let expected: Vec<(usize, String)> = edition
            .blocks
            .iter()
            .enumerate()
            .flat_map(|(block, own)| {
                let straight = own.text.replace(['“', '”'], "\"").to_lowercase();
                let needle = needle.replace(['“', '”'], "\"").to_lowercase();
                straight.matches(&needle).map(|found| (block, found.to_owned())).collect::<Vec<_>>()
            })
            .take(MOST)
            .collect();
        let hits = folded.find(edition, needle, all.clone(), 0);
        let found =
            hits.iter().map(|hit| (hit.block, edition.blocks[hit.block].text[hit.range.clone()].replace(['“', '”'], "\"").to_lowercase()));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{needle}");
    }
    // Of too many matches those from here on are kept.
    let from = edition.blocks.len() - 100;
    let hits = folded.find(edition, "e", all.clone(), from);
    assert_eq!(hits.len(), MOST);
    let here = folded.find(edition, "e", from..edition.blocks.len(), 0);
    assert!(!here.is_empty() && here.iter().all(|hit| hits.contains(hit)));
    assert!(hits.windows(2).all(|pair| (pair[0].block, pair[0].range.start) < (pair[1].block, pair[1].range.start)));
}

#[test]
fn a_large_report_is_opened_at_once_and_keys_wait_for_what_they_need() {
    let folder = large();
    let state = state_folder();
    let path = folder.path().to_string_lossy().into_owned();
    let open = || Session::start_args(state.path(), &["--content", &path], &[], (80, 24));
    let mut session = open();
    session.wait_for_text("w1x1;");
    // Typed at once: all of it counts, in the whole text.
    session.keys("jj");
    session.keys("Fw200x9");
    session.wait_for_text("1/1");
    session.wait_for_text("w200x9;");
    session.keys("\r");
    session.wait_for_text("part-200.9");
    session.keys("/harvests w150x5");
    session.wait_for_text("part-150");
    session.keys("\r");
    session.wait_for_text("part-150.5");
    session.keys("q");
    assert!(session.end().success());
    assert!(index_file(folder.path()).exists());
    // The next time it begins where one was, and the way to the end is that of the whole text.
    let mut session = open();
    session.wait_for_text("w150x5;");
    session.keys("G");
    session.wait_for_text("w210x60;");
    session.keys("q");
    assert!(session.end().success());
}

/// Who reads on faster than the rest is read comes to no other place than who waits.
#[test]
fn pages_beyond_the_part_are_pages_of_the_whole() {
    let (folder, state) = (large(), state_folder());
    let path = folder.path().to_string_lossy().into_owned();
    let whole = Arc::new(Report::from_folder(folder.path()).expect("a pack"));
    for keys in [" ".repeat(60), "j".repeat(150) + &" ".repeat(20), " ".repeat(8) + &"k".repeat(300) + "   "] {
        let mut app = App::new(Arc::clone(&whole), Start { private: true, ..start(80, 24) });
        press(&mut app, &keys);
        let mut session = Session::start_args(state.path(), &["--private", "--content", &path], &[], (80, 24));
        session.wait_for_text("w1x1;");
        session.keys(&keys);
        session.wait_for_text(&format!(" {} ", here(&app)));
        session.wait_for_app(&app);
    }
}

#[test]
fn what_is_wrong_with_a_large_report_is_told_as_of_a_small_one() {
    let folder = large();
    fs::write(folder.path().join("figures.toml"), "[[figure]]\nid = \n").expect("written");
    let state = state_folder();
    let mut session = Session::start_args(state.path(), &["--content", &folder.path().to_string_lossy()], &[], (80, 24));
    session.wait_for_text("figures.toml:2:");
    assert_eq!(session.end().exit_code(), 2);
}

#[test]
fn another_report_is_opened_while_a_large_one_is_still_read() {
    let (folder, state) = (large(), state_folder());
    let other = pack(&[("report.toml", "[report]\ntitle = \"Quokkas\"\nlanguages = [\"en\"]\n"), ("en/a.md", "# Beds\n\nForty beds.\n")]);
    let added = Command::new(env!("CARGO_BIN_EXE_vereda"))
        .env("VEREDA_STATE", state.path())
        .args(["library", "add", &other.path().to_string_lossy(), "--name", "quokkas"])
        .output()
        .expect("it runs");
    assert!(added.status.success());
    let mut session = Session::start_args(state.path(), &["--content", &folder.path().to_string_lossy()], &[], (80, 24));
    session.wait_for_text("w1x1;");
    session.keys("OG\r");
    session.wait_for_text("Forty beds.");
    session.keys("q");
    assert!(session.end().success());
}
