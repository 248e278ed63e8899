//! Texts that nobody would write, made at random: from the corpus of hostile ones, spoiled, and from the signs that mean something to Markdown
//! and to the search. `PROPTEST_CASES=100000 cargo test proofs` takes longer and finds more.

use proptest::prelude::*;
use vereda::app::{Action, App};
use vereda::report::markup::{BlockKind, parse};
use vereda::search::{Filters, Mode, Query};
use vereda::text::columns::width;
use vereda::text::sanitize::clean;
use vereda::text::wrap::wrap;

use crate::fixture::{drawn, files_under, index, mono, press, report, small_report, start};

fn corpus() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/text");
    files_under(&root).into_iter().map(|path| std::fs::read_to_string(root.join(path)).expect("read")).collect()
}

/// What must be so of every document.
fn check_document(text: &str) {
    let document = parse(text);
    let notes = document.notes.iter().filter_map(|note| note.text.as_ref());
    for block in document.blocks.iter().chain(notes) {
        assert_eq!(clean(&block.text), *block.text, "of {text:?}");
        for mark in &block.marks {
            assert!(block.text.get(mark.range.clone()).is_some(), "{mark:?} of {block:?}");
        }
        assert!(block.marks.is_sorted_by_key(|mark| mark.range.start), "{block:?}");
        if let BlockKind::Table(table) = &block.kind {
            assert!(table.rows.iter().flatten().all(|cell| block.text.get(cell.clone()).is_some()), "{block:?}");
        }
        for columns in [1, 2, 7, 80] {
            for line in wrap(&block.text, columns) {
                let line = block.text.get(line).expect("a line");
                assert!(width(line) <= columns.max(2), "{line:?} in {columns} columns");
            }
        }
    }
}

#[test]
fn the_corpus_is_read_and_drawn() {
    for text in corpus() {
        check_document(&text);
        draw(&text, (80, 24), "jjG]1j\u{32}4");
    }
}

fn draw(text: &str, size: (u16, u16), keys: &str) {
    // A text without a passage is one that nothing is drawn of.
    if parse(text).blocks.is_empty() {
        return;
    }
    let mut app = App::new(small_report(text), start(size.0, size.1));
    for key in keys.chars() {
        press(&mut app, &key.to_string());
        let (buffer, _) = drawn(&app, &mono());
        for cell in &buffer.content {
            assert_eq!(clean(cell.symbol()), cell.symbol());
        }
    }
    app.update(Action::Resize(size.1, size.0));
    drawn(&app, &mono());
}

/// Signs that mean something, letters of all widths, and what must not be sent.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        8 => "[a-z ]{1,8}",
        6 => prop::sample::select(vec!["\n", "\n\n", "# ", "- ", "1. ", "> ", "|", "\n|-|-|\n", "*", "**", "_", "~~", "`", "```\n", "[", "](", ")", "[^1]", "\n[^1]: ", "![", "<b>", "<!-- page 3 -->", "&#27;", "\\", "    ", "---\n", "http://x"]).prop_map(str::to_owned),
        3 => prop::sample::select(vec!["日本", "e\u{301}", "👩‍🔬", "🇨🇴", "क्ष", "각", "\u{301}\u{301}", "ｱﾞ"]).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        1 => prop::sample::select(vec!["\u{1b}[2J", "\u{9b}", "\u{202e}", "\u{200b}", "\r", "\0", "\u{2028}", "\t"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_a_document_of_clean_blocks(text in scraps()) {
        check_document(&text);
    }

    #[test]
    fn a_spoiled_text_of_the_corpus_is_one_as_well(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), length in 0usize..200, scrap in scraps(),
    ) {
        let corpus = corpus();
        let chars: Vec<char> = which.get(&corpus).chars().collect();
        let at = at.index(chars.len() + 1);
        let spoiled: String = chars[..at].iter().chain(scrap.chars().collect::<Vec<_>>().iter()).chain(chars.iter().skip(at + length)).collect();
        check_document(&spoiled);
    }

    #[test]
    fn any_query_is_understood_somehow(text in "(\\PC|[\"():*|+ -]|title:|AND|OR|NOT|\\u{1b}|\u{202e}){0,60}") {
        let (report, index) = (report(), index());
        for mode in [Mode::Understood, Mode::Exact] {
            let query = Query::new(&report, &index, &text, mode, Filters::default());
            let again = Query::new(&report, &index, &text, mode, Filters::default());
            prop_assert_eq!(format!("{query:?}"), format!("{again:?}"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_is_drawn_on_any_screen(text in scraps(), size in (1u16..130, 1u16..50), keys in "[jkGg1-5?F\\[\\] pvQ]{0,8}") {
        draw(&format!("# A\n\nb\n\n{text}"), size, &keys);
    }
}

/// What `cargo deny check bans sources` looks at as well, so that it is seen where that is not installed.
#[test]
fn the_dependencies_are_those_that_deny_toml_allows() {
    let read = |name: &str| -> toml::Table {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        std::fs::read_to_string(path).expect("read").parse().expect("TOML")
    };
    let (lock, deny) = (read("Cargo.lock"), read("deny.toml"));
    let crates = |key: &str| -> Vec<String> {
        let all = deny["bans"][key].as_array().expect("crates");
        all.iter().map(|entry| entry["crate"].as_str().expect("a name").to_owned()).collect()
    };
    let (skipped, denied) = (crates("skip"), crates("deny"));
    let registry = format!("registry+{}", deny["sources"]["allow-registry"][0].as_str().expect("an address"));
    let mut seen: Vec<(String, String)> = Vec::new();
    for package in lock["package"].as_array().expect("packages") {
        let text = |key: &str| package.get(key).and_then(toml::Value::as_str);
        let (name, version) = (text("name").expect("a name").to_owned(), text("version").expect("a version").to_owned());
        assert!(!denied.contains(&name), "{name} is in the lock file");
        assert!(name == "vereda" || text("source") == Some(registry.as_str()), "{name} comes from elsewhere");
        assert!(name == "vereda" || text("checksum").is_some_and(|sum| sum.len() == 64), "{name} has no checksum");
        if !skipped.contains(&format!("{name}@{version}")) {
            let other = seen.iter().find(|(other, _)| *other == name);
            assert!(other.is_none(), "{name} is there twice: {version} and {other:?}");
            seen.push((name, version));
        }
    }
}
