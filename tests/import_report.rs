//! The first real case: the report's own text as a converter wrote it. It is not part of the repository; where it is not there, nothing is
//! tested.

use std::path::Path;

use vereda::import::{Options, What};
use vereda::report::files::Files;
use vereda::report::{Address, check};
use vereda::search::{Filters, Index, Mode, Query};

use crate::import::{imported, left_out, lost, outline, told};

#[test]
fn the_report_itself() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/source/report.md");
    let Ok(source) = std::fs::read_to_string(&file) else { return };
    let (folder, done) = imported(&file, &Options::default());
    let (report, edition) = (&done.report, done.report.edition(done.report.first_language()));
    let listed: Vec<&str> =
        source.lines().filter(|line| line.contains(".....")).map(|line| line.split("....").next().unwrap_or_default()).collect();
    assert_eq!(listed.len(), 11);
    let titles = outline(report);
    assert_eq!(titles.iter().filter(|title| listed.contains(&title.as_str())).count(), 11, "{titles:#?}");
    assert_eq!(titles.len(), 14, "front matter, acknowledgements, eleven, back matter: {titles:#?}");
    assert!(edition.blocks.iter().all(|block| !block.text.contains(".....")), "the printed contents list");
    let first: Vec<Option<u32>> =
        edition.sections.iter().map(|s| edition.passages[s.passages.start].pages.map(|pages| pages.first)).collect();
    assert_eq!(first[2..13], [2, 3, 7, 7, 9, 10, 11, 14, 20, 25, 27].map(Some));

    let marks: Vec<&str> = edition.notes.iter().map(|note| note.mark.as_str()).collect();
    assert_eq!(marks, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
    assert!(edition.notes.iter().all(|note| note.block.is_some() && note.passage.is_some()));

    // No sentence is cut by a page: each paragraph but those of the covers ends.
    let cover = edition.section_index("back-matter").expect("a back cover");
    for passage in edition.passages.iter().filter(|passage| passage.section > 0 && passage.section < cover) {
        let text =
            edition.blocks[passage.block].text.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | ')' | '”' | '"'));
        assert!(text.ends_with(['.', ':', ';']), "cut: {text}");
        assert!(!text.starts_with(char::is_lowercase), "cut: {text}");
    }
    assert_eq!(told(&done.notices, What::Joined).map(|notice| notice.lines.len()), Some(11));
    assert_eq!(lost(&source, &left_out(&done.notices), report), Vec::<String>::new());

    assert!(report.facts().recommendations.len() >= 12);
    assert_eq!((report.meta.year, report.meta.authors.len()), (Some(2024), 1));
    let country = report.facts().country("Equador").expect("a country");
    assert!(report.facts().countries[country].passages.len() > 10 && report.facts().countries[country].profile);
    let index = Index::new(report, edition);
    let hits = index.search(&Query::new(report, &index, "corruptoin ecuador", Mode::Understood, Filters::default()));
    assert!(!hits.is_empty());
    assert_eq!(check::pack(report, &Files::Folder(folder.path().join("pack"))), []);
    assert!(edition.block_at(&Address::Section("recommendations".to_owned())).is_some());
}
