//! Imports: reports in the styles of several converters become packs, and no word of them is lost.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use vereda::import::{self, Format, Imported, Options, Pack, Refusal, Sort, What};
use vereda::report::files::Files;
use vereda::report::{Language, Report, Words, check};

use crate::fixture::files_under;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn words() -> Words {
    Words::bundled(Language::En)
}

/// A file imported into a folder of its own.
pub(crate) fn imported(file: &Path, options: &Options) -> (tempfile::TempDir, Imported) {
    let folder = tempfile::tempdir().expect("a folder");
    let done = import::import(file, &folder.path().join("pack"), options, &words())
        .unwrap_or_else(|error| panic!("{}: {error:?}", file.display()));
    (folder, done)
}

/// How often each word stands in a text.
fn count<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for text in texts {
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1) {
            *out.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    out
}

/// The words of a line of Markdown, without tags, the addresses of links, attributes and labels of footnotes.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(['<', '[', ']', '{']) {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let close = match tail.as_bytes() {
            [b'<', b'a'..=b'z' | b'/' | b'!', ..] => tail.find('>'),
            [b']', b'(', ..] => tail.find(')'),
            [b'[', b'^', ..] => tail.find(']'),
            [b']', b'{', ..] | [b'{', b'#' | b'.' | b'w', ..] => tail.find('}'),
            _ => None,
        };
        out.push(' ');
        rest = &tail[close.unwrap_or(0) + 1..];
    }
    out.push_str(rest);
    out
}

/// Words of the source that the pack lacks, what was told to be left out aside.
pub(crate) fn lost(source: &str, left_out: &HashSet<usize>, report: &Report) -> Vec<String> {
    let lines: Vec<String> =
        source.split('\n').enumerate().filter(|(nth, _)| !left_out.contains(&(nth + 1))).map(|(_, line)| plain(line)).collect();
    let edition = report.edition(report.first_language());
    let title = [report.meta.title.text(edition.language), report.meta.subtitle.text(edition.language)];
    let there = count(edition.blocks.iter().map(|block| &*block.text).chain(title));
    let mut out = Vec::new();
    for (word, wanted) in count(lines.iter().map(String::as_str)) {
        let has = there.get(&word).copied().unwrap_or(0);
        out.extend((has..wanted).map(|_| word.clone()));
    }
    out
}

pub(crate) fn left_out(notices: &[import::Notice]) -> HashSet<usize> {
    notices.iter().filter(|notice| notice.sort == Sort::LeftOut).flat_map(|notice| notice.lines.iter().copied()).collect()
}

pub(crate) fn told(done: &[import::Notice], what: What) -> Option<&import::Notice> {
    done.iter().find(|notice| notice.what == what)
}

/// The sections with the headings in them.
pub(crate) fn outline(report: &Report) -> Vec<String> {
    let edition = report.edition(report.first_language());
    let mut out = Vec::new();
    for section in &edition.sections {
        out.push(section.title.clone());
        out.extend(section.headings.iter().map(|block| format!("  {}", edition.blocks[*block].text)));
    }
    out
}

/// The blocks of the first edition, a line each.
pub(crate) fn text_of(done: &Imported) -> String {
    done.report.edition(done.report.first_language()).blocks.iter().map(|block| &*block.text).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn no_word_of_the_corpus_is_lost_and_every_pack_is_well() {
    for name in ["marker.md", "docling.md", "pandoc.md", "mineru.md", "word.md", "ferry.txt"] {
        let file = corpus().join(name);
        let (folder, done) = imported(&file, &Options::default());
        let source = fs::read_to_string(&file).expect("read");
        let missing = lost(&source, &left_out(&done.notices), &done.report);
        // Halves of words that were cut are whole words now.
        let joined: String = done.report.edition(done.report.first_language()).blocks.iter().map(|block| &*block.text).collect();
        let halves = told(&done.notices, What::Hyphens).map_or(0, |notice| 2 * notice.lines.len());
        assert!(missing.len() <= halves && missing.iter().all(|half| joined.to_lowercase().contains(half.as_str())), "{name}: {missing:?}");
        let found = check::pack(&done.report, &Files::Folder(folder.path().join("pack")));
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn marker() {
    let (_folder, done) = imported(&corpus().join("marker.md"), &Options::default());
    assert_eq!(
        outline(&done.report),
        [
            "About this report",
            "Foreword",
            "1. Introduction",
            "2. Work on the river",
            "  2.1 Wages and hours",
            "  2.2 Women who load and unload",
            "3. Recommendations",
            "  To port authorities",
            "  To civil society",
            "Annex A: Method"
        ]
    );
    let (report, edition) = (&done.report, done.report.edition(done.report.first_language()));
    assert_eq!(report.meta.title.text(Language::En), "RIVER TOWNS: WORK AND WATER");
    assert_eq!(report.meta.subtitle.text(Language::En), "A Study of Five Ports");
    assert_eq!((report.meta.year, &*report.meta.authors[0], &*report.meta.authors[1]), (Some(2021), "Ana Prado", "Luis Ferrer"));
    let all: Vec<&str> = edition.blocks.iter().map(|block| &*block.text).collect();
    let stands = |text: &str| assert!(all.iter().any(|block| block.contains(text)), "{text}: {all:#?}");
    stands("we went to the ports ourselves and asked.[1] It took");
    stands("a family that does all three of them in one week");
    stands("38% were women.[2][3] The area is 12 km² and the air holds much CO₂.");
    stands("A boat with sacks");
    assert_eq!(edition.notes.len(), 3);
    let pages: Vec<Option<u32>> =
        edition.sections.iter().map(|s| edition.passages[s.passages.start].pages.map(|pages| pages.first)).collect();
    assert_eq!(pages[1..], [Some(1), Some(2), Some(3), Some(6), Some(8)]);
    let actions = &report.facts().recommendations;
    let list: Vec<(&str, &str)> = actions.iter().map(|action| (action.text.text(Language::En), &*action.addressees[0])).collect();
    assert_eq!(list.len(), 3);
    assert_eq!(list[1], ("Pay by the hour.", "To port authorities"));
    assert_eq!(list[2].1, "civil-society");
    let brazil = report.facts().country("Brasil").expect("a country");
    assert_eq!(report.facts().countries[brazil].passages.len(), 2);
}

#[test]
fn docling_in_spanish_with_bare_numbers() {
    let (_folder, done) = imported(&corpus().join("docling.md"), &Options::default());
    let edition = done.report.edition(done.report.first_language());
    assert_eq!(edition.language, Language::Es);
    let all: Vec<&str> = edition.blocks.iter().map(|block| &*block.text).collect();
    assert!(all.contains(&"Ministerio de Pesca, 2021."), "{all:#?}");
    assert!(all.iter().any(|text| text.contains("mujeres,[1] según el registro de pesca.[2]")), "{all:#?}");
    assert!(all.iter().any(|text| text.contains("porque la marea no tiene hora fija")), "{all:#?}");
    assert!(all.contains(&"Figura 1. La marea en el muelle"), "{all:#?}");
    assert_eq!(edition.sections.last().map(|section| section.title.as_str()), Some("Agradecimientos"));
    let figure = done.report.facts().figures.iter().find(|figure| figure.shown.text(Language::Es) == "1.250").expect("a figure");
    assert_eq!((figure.value, figure.unit.text(Language::Es), figure.period.text(Language::Es)), (Some(1250.0), "personas", "2021"));
    let addressees: Vec<&str> = done.report.facts().recommendations.iter().map(|action| &*action.addressees[0]).collect();
    assert_eq!(addressees, ["states", "companies"]);
}

#[test]
fn pandoc_mineru_word_and_text() {
    let (_folder, done) = imported(&corpus().join("pandoc.md"), &Options::default());
    assert_eq!(outline(&done.report), ["Who cleans", "What it pays", "Conclusions"]);
    assert_eq!(done.report.edition(done.report.first_language()).notes.len(), 2);
    let text = text_of;
    assert!(
        text(&done)
            .contains("A snake_case word, a <tag> that is none, 5 > 3, and a star * alone. See the plan (https://example.org/plan).")
    );
    let (_folder, done) = imported(&corpus().join("mineru.md"), &Options::default());
    assert_eq!(
        outline(&done.report),
        ["1 Background", "  1.1 Wells", "2 What we heard", "3 Conclusions and recommendations", "  3.1 Recommendations"]
    );
    assert!(text(&done).contains("12% of the wells are dry[1]. People walk.") && text(&done).contains("\"water is not"), "{}", text(&done));
    assert_eq!(done.report.facts().recommendations.len(), 2);
    let (_folder, done) = imported(&corpus().join("word.md"), &Options::default());
    assert_eq!(done.report.meta.title.text(Language::En), "The Long Way to School");
    assert_eq!(outline(&done.report), ["1. Introduction", "2. The road"]);
    assert_eq!(done.report.edition(done.report.first_language()).notes.len(), 2);
    let (_folder, done) = imported(&corpus().join("ferry.txt"), &Options::default());
    assert_eq!(done.format, Format::Plain);
    assert_eq!(outline(&done.report), ["About this report", "1. INTRODUCTION", "2. THE CROSSING", "The far bank", "Conclusions"]);
    assert!(text(&done).contains("it carried 54,200 people.[1] Those who pay are few: children, nurses"), "{}", text(&done));
    assert!(text(&done).contains("the day before it rises."));
}

#[test]
fn html() {
    let (_folder, done) = imported(&corpus().join("page.html"), &Options::default());
    assert_eq!((done.format, done.report.edition(done.report.first_language()).language), (Format::Html, Language::Pt));
    let text = text_of(&done);
    assert!(text.contains("de madrugada por 3.400 pessoas[1], das quais 61% são mulheres & mães."), "{text}");
    assert!(text.contains("4 horas_da_manhã <sempre>.") && text.contains("1.100 | bruto") && text.contains("Dado de 2019."), "{text}");
    assert!(!text.contains("color") && !text.contains("var x"));
    assert_eq!(done.report.facts().recommendations.len(), 2);
}

/// A zip archive of stored files.
pub(crate) fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let (at, size) = (out.len() as u32, (text.len() as u32).to_le_bytes());
        let mut head = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        head.extend(size);
        head.extend(size);
        head.extend((path.len() as u16).to_le_bytes());
        head.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(path.as_bytes());
        out.extend(text.as_bytes());
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(path.as_bytes());
    }
    let start = (out.len() as u32).to_le_bytes();
    out.extend(&list);
    let count = (files.len() as u16).to_le_bytes();
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count, count].concat());
    out.extend((list.len() as u32).to_le_bytes());
    out.extend(start);
    out.extend([0, 0]);
    out
}

pub(crate) fn of_bytes(name: &str, bytes: &[u8]) -> Result<(tempfile::TempDir, Imported), Refusal> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    fs::write(&file, bytes).expect("written");
    let done = import::import(&file, &folder.path().join("pack"), &Options::default(), &words())?;
    Ok((folder, done))
}

#[test]
fn word_documents_and_books() {
    let document = r#"<?xml version="1.0"?><w:document><w:body>
<w:p><w:pPr><w:pStyle w:val="Ttulo"/></w:pPr><w:r><w:t>The Ferry</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="Ttulo1"/></w:pPr><w:r><w:t>Introduction</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">It crosses &amp; </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>comes back</w:t></w:r><w:r><w:t>.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>by day</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Year</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Trips</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:pStyle w:val="Ttulo1"/></w:pPr><w:r><w:t>Conclusions</w:t></w:r></w:p><w:p><w:r><w:t>Go on.</w:t></w:r></w:p></w:body></w:document>"#;
    let styles = r#"<w:styles><w:style w:styleId="Ttulo"><w:name w:val="Title"/></w:style><w:style w:styleId="Ttulo1"><w:name w:val="heading 1"/></w:style></w:styles>"#;
    let notes = r#"<w:footnotes><w:footnote w:id="-1"><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Twice a day.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    let bytes = zip(&[("word/document.xml", document), ("word/styles.xml", styles), ("word/footnotes.xml", notes)]);
    let (_folder, done) = of_bytes("a.bin", &bytes).expect("imported");
    assert_eq!((done.format, done.report.meta.title.text(Language::En)), (Format::Docx, "The Ferry"));
    assert_eq!(outline(&done.report), ["Introduction", "Conclusions"]);
    let text: Vec<&str> = done.report.edition(done.report.first_language()).blocks.iter().map(|block| &*block.text).collect();
    assert_eq!(text, ["Introduction", "It crosses & comes back.[1]", "Twice a day.", "by day", "Year\nTrips", "Conclusions", "Go on."]);

    let book = zip(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#),
        (
            "OEBPS/book.opf",
            r#"<package><metadata><dc:title>The Book</dc:title><dc:creator>Ines Roca</dc:creator></metadata><manifest><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"#,
        ),
        (
            "OEBPS/a.xhtml",
            r##"<html><head><title>x</title></head><body><h1>First</h1><p>One.<a epub:type="noteref" href="#n1">1</a></p></body></html>"##,
        ),
        ("OEBPS/b.xhtml", r#"<html><body><h1>Second</h1><p>Two.</p><aside id="n1"><p>A note.</p></aside></body></html>"#),
    ]);
    let (_folder, done) = of_bytes("a.epub", &book).expect("imported");
    assert_eq!((done.format, outline(&done.report)), (Format::Epub, vec!["First".to_owned(), "Second".to_owned()]));
    assert_eq!((done.report.edition(done.report.first_language()).notes.len(), done.report.meta.title.text(Language::En)), (1, "The Book"));
}

#[test]
fn what_cannot_be_imported_is_refused_and_leaves_nothing() {
    for (name, bytes, wanted) in [
        ("a.md", &b"%PDF-1.7\n..."[..], "Pdf"),
        ("a.txt", b"{\\rtf1 x", "Other"),
        ("a.md", b"\xd0\xcf\x11\xe0\xa1\xb1", "Other"),
        ("a.docx", b"PK\x03\x04word/document.xml", "Damaged"),
        ("a.md", b"\0\0\0\0\0\0", "Binary"),
        ("a.md", b"\x1f\x8b\x08\0\0\0\0\0\x02\x03", "Packed(\"gzip\")"),
        ("a.txt", b"\xfd7zXZ\0\0\x04", "Packed(\"xz\")"),
        ("a.txt", b"BZh91AY&SY\x01\x02", "Packed(\"bzip2\")"),
        ("a.txt", b"\x01\x92\x03\x1a\xe5\x07\x11\x02\x9c\x05\x8e\x06", "Binary"),
        ("a.md", b" \n\n", "Empty"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(name);
        fs::write(&file, bytes).expect("written");
        let error = import::import(&file, &folder.path().join("pack"), &Options::default(), &words()).expect_err("refused");
        assert!(format!("{error:?}").starts_with(wanted), "{wanted}: {error:?}");
        assert_eq!(files_under(folder.path()), [name]);
    }
}

#[test]
fn a_folder_is_replaced_only_when_it_is_a_pack_and_only_by_a_whole_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, out) = (folder.path().join("a.md"), folder.path().join("pack"));
    let force = Options { force: true, ..Options::default() };
    let go = |options: &Options| import::import(&file, &out, options, &words());
    fs::write(&file, "# One\n\nText.\n").expect("written");
    go(&Options::default()).expect("imported");
    let before = files_under(&out);
    assert!(matches!(go(&Options::default()), Err(Refusal::Exists)));
    fs::write(&file, "%PDF-1.4").expect("written");
    assert!(matches!(go(&force), Err(Refusal::Pdf)));
    assert_eq!(files_under(&out), before);
    fs::write(&file, "# Two\n\nOther text.\n").expect("written");
    go(&force).expect("imported");
    assert!(Report::from_folder(&out).expect("a pack").meta.title.text(Language::En).contains("Two"));
    // What somebody put there beside the pack stays, and the pack with it; what the program made of it does not count.
    fs::create_dir_all(out.join(".vereda")).expect("made");
    fs::write(out.join(".vereda/index-en"), "x").expect("written");
    fs::create_dir_all(out.join("en/drafts")).expect("made");
    fs::write(out.join("en/drafts/thesis.odt"), "years of work").expect("written");
    assert!(matches!(go(&force), Err(Refusal::Foreign(path)) if path.ends_with("en/drafts/thesis.odt")));
    fs::remove_file(out.join("en/drafts/thesis.odt")).expect("removed");
    go(&force).expect("imported");
    // What is no pack stays.
    fs::remove_file(out.join("report.toml")).expect("removed");
    assert!(matches!(go(&force), Err(Refusal::NoPack)));
    fs::write(out.join("report.toml"), "").expect("written");
    let inside = out.join("b.md");
    fs::write(&inside, "x").expect("written");
    assert!(matches!(import::import(&inside, &out, &force, &words()), Err(Refusal::Inside)));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "something was left beside");
}

fn packed(text: &str) -> Pack {
    import::pack(text.as_bytes().to_vec(), Format::Markdown, "a", &Options::default()).expect("a pack")
}

#[test]
fn hostile_text_takes_no_time() {
    let many = |part: &str| part.repeat(60_000 / part.len());
    for text in [
        many(">"),
        many("> "),
        many("["),
        many("[]("),
        many("!["),
        many("<"),
        many("<a "),
        many("`"),
        many("``` \n"),
        many("|a|\n"),
        many("a|"),
        many("- "),
        many("\n"),
        many("# a\n"),
        many("**a**\n\n"),
        many("<!-- "),
        many("<table>\n"),
        many("[^1]"),
        many("[^1]: a\n"),
        many("1\n\n"),
        many("a ..... 1\n"),
        many("$^{1}$"),
        many("<sup>1</sup>"),
        many("---\n"),
        many("a- b "),
        many("\\"),
        many("    - a\n"),
        many("12 A\n\n"),
        many("A .... 1 "),
        many("A .... 1\n"),
        many("**A .... 1** **B**\n\n"),
        many("xii\n\n"),
        many("\u{c}\n12\n\n"),
        many("Ibid, p. 12\n\n---\n\n"),
        many("1 Ibid\n2 Ibid\n"),
        many("[<sup>[1]</sup>](#a)"),
        many("&#"),
        many("<span id=\""),
        many("<a id="),
        many("^["),
        many("H~2"),
        many("---- ----\n"),
        many("------------\na\n"),
        many("a  b\n--- ---\n"),
        many("[a]: https://b.c\n"),
        many("[^1]: [^2]\n[^2]: [^1]\n"),
    ] {
        let start = Instant::now();
        packed(&format!("x\n\n{text}"));
        let what: String = text.chars().take(12).collect();
        assert!(start.elapsed() < Duration::from_secs(10), "{what:?}: {:?}", start.elapsed());
    }
}

/// Sentences of made-up words, with signs that mean something elsewhere.
fn sentence() -> impl Strategy<Value = String> {
    let word = prop_oneof![9 => "[a-z]{2,9}", 1 => prop::sample::select(vec!["a_b", "*", "2 > 1", "#", "1986.", "(see", "50%", "x|y", "é–"]).prop_map(ToOwned::to_owned)];
    prop::collection::vec(word, 3..30).prop_map(|words| format!("Ab{}.", words.join(" ")))
}

fn block() -> impl Strategy<Value = String> {
    let sentences = || prop::collection::vec(sentence(), 1..4).prop_map(|all| all.join(" "));
    prop_oneof![
        6 => sentences(),
        2 => ("#{1,4}", "[a-z]{3,9}( [a-z]{3,9}){0,4}").prop_map(|(sign, title)| format!("{sign} {title}")),
        2 => prop::collection::vec(sentence(), 1..4).prop_map(|items| items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n")),
        1 => prop::collection::vec(sentence(), 1..4).prop_map(|items| (1..).zip(&items).map(|(n, item)| format!("{n}. {item}")).collect::<Vec<_>>().join("\n")),
        1 => sentences().prop_map(|text| format!("> {text}")),
        1 => ("[a-z]{2,5}", "[a-z]{2,5}", "[a-z]{2,5}").prop_map(|(a, b, c)| format!("| {a} | {b} |\n|---|---|\n| {c} | x | more |")),
        2 => (sentences(), sentences(), 1..9u8).prop_map(|(a, b, n)| format!("{a} and the\n\n---\n\n<sup>{n}</sup> {b}\n\n{}<sup>{n}</sup>", b.to_lowercase())),
        1 => "[a-z]{4,9} [a-z]{4,9}".prop_map(|alt| format!("![{alt}](x.png)")),
        1 => sentence().prop_map(|text| format!("**{}**", text.trim_end_matches('.').replace('*', ""))),
        1 => sentences().prop_map(|text| format!("```\n{text}\n```")),
        1 => Just("12".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_word_is_lost(blocks in prop::collection::vec(block(), 1..24)) {
        let source = blocks.join("\n\n");
        let pack = packed(&source);
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in &pack.files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("written");
        }
        let report = Report::from_folder(folder.path()).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        let missing = lost(&source, &left_out(&pack.notices), &report);
        prop_assert!(missing.is_empty(), "{:?}\n{}\n{:#?}", missing, source, pack.files);
        let found = check::pack(&report, &Files::Folder(folder.path().to_owned()));
        prop_assert!(found.is_empty(), "{:#?}", found);
    }

    #[test]
    fn any_text_can_be_imported(text in "(\\PC|[\n#>*`|<\\[\\]^_-]){0,300}") {
        prop_assume!(!text.trim().is_empty());
        let _ = import::pack(text.into_bytes(), Format::Markdown, "a", &Options::default());
    }
}
