//! Imports of Markdown as converters and people write it: what looks like a tag, named addresses, heads of documents, tables without bars,
//! characters that are not UTF-8.

use std::fs;

use vereda::import::{Format, Options, Pack, What, import, pack};
use vereda::report::{Language, Words};

use crate::import::told;

fn packed(source: &[u8]) -> Pack {
    pack(source.to_vec(), Format::Markdown, "a", &Options::default()).expect("a pack")
}

fn file(pack: &Pack, name: &str) -> String {
    pack.files.iter().filter(|(path, _)| path.contains(name)).map(|(_, text)| text.as_str()).collect()
}

#[track_caller]
fn stands(source: &str, lines: &[&str]) {
    let text = file(&packed(source.as_bytes()), ".md");
    for line in lines {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn only_tags_are_tags() {
    stands(
        "# R\n\nWhere a <b and c> d, the set <s in u>, a <u>line</u>, <font color=red>red</font> and <span class=\"x\">more</span>.\n",
        &["Where a \\<b and c> d, the set \\<s in u>, a line, red and more."],
    );
}

#[test]
fn text_beside_comments_and_page_breaks_stays() {
    let source = "# One\n\n<div style=\"page-break-before: always\">Text in a div.</div>\n\n<!-- a comment\nover two lines --> Text behind it.\n\n<!-- page layout: 2 columns -->\n\nMore.\n\n<!-- page 99999999999 -->\n\nEnd.\n";
    stands(source, &["Text in a div.", "Text behind it.", "More.", "End."]);
    assert!(!file(&packed(source.as_bytes()), ".md").contains("page 0"));
}

#[test]
fn the_head_of_a_document_is_read_or_told() {
    let source = "---\ntitle: Wages\nabstract: |\n  We study 1,402 crossings.\n  Wages fell.\ndescription: A short one.\nkeywords: [bridges, wages]\npublisher: Observatory of the Basin\n---\n\n# One\n\nText.\n\n# Two\n\nText.\n";
    let pack = packed(source.as_bytes());
    let text = file(&pack, ".md");
    assert!(text.contains("We study 1,402 crossings. Wages fell.") && text.contains("A short one."), "{text}");
    assert!(file(&pack, "report.toml").contains("publisher = \"Observatory of the Basin\""));
    let notice = told(&pack.notices, What::Metadata).expect("told");
    assert_eq!((notice.lines.as_slice(), &*notice.about), (&[7][..], "keywords: [bridges, wages]"));
}

#[test]
fn addresses_that_are_named_elsewhere() {
    let source = "# R\n\n## One\n\nSee [the guide], [it][The Guide] and [the rest][].\n\n[the guide]: https://example.org/guide\n[the rest]: https://example.org/x_(y) \"The rest\"\n\n[An interview]: https://example.org/video\n\n[Yearbook]: https://example.org/2020 Ministry of Health, 2020.\n";
    stands(
        source,
        &[
            "See [the guide](https://example.org/guide), [it](https://example.org/guide) and [the rest](https://example.org/x_%28y%29).",
            "[An interview](https://example.org/video)",
            "[Yearbook] <https://example.org/2020> Ministry of Health, 2020.",
        ],
    );
    let source = "# R\n\n## One\n\nThey counted.[1]\n\n[1]: https://example.org/2020 Ministry of Health, 2020.\n";
    stands(source, &["They counted.[^1]", "[^1]: <https://example.org/2020> Ministry of Health, 2020."]);
}

#[test]
fn tables_without_bars() {
    let simple = "# R\n\n## Towns\n\n  Town         Families   Women\n  ------------ ---------- -------\n  El Naranjo   112        60\n  Ayutla       100        44\n\n  : Families by town\n\nText.\n";
    stands(
        simple,
        &["| Town | Families | Women |\n| --- | --- | --- |\n| El Naranjo | 112 | 60 |\n| Ayutla | 100 | 44 |\n\nFamilies by town\n"],
    );
    let framed = "# R\n\n## Years\n\n  ---------------------------------\n  Year          Requests     Rate\n  ------------- ------------ ------\n  2021 and      1,204        26 %\n  before\n\n  Total         4,081        17 %\n  ---------------------------------\n\nText.\n";
    stands(
        framed,
        &["| Year | Requests | Rate |\n| --- | --- | --- |\n| 2021 and before | 1,204 | 26 % |\n| Total | 4,081 | 17 % |\n\nText."],
    );
    // Where a column would cut a word, it is none.
    stands("# R\n\n## One\n\nA title that is long\n--- ---\n\nText.\n", &["A title that is long"]);
}

#[test]
fn a_byte_that_is_no_utf_8_spoils_only_itself() {
    let mut source = "# La niña\n\nLlegó a “Cúcuta” — sola…\n\n".as_bytes().to_vec();
    source.extend(b"Un byte roto \xe9 aqu\xed.\n");
    let pack = packed(&source);
    let text = file(&pack, ".md");
    assert!(text.contains("Llegó a “Cúcuta” — sola…") && text.contains("Un byte roto é aquí."), "{text}");
    assert_eq!(told(&pack.notices, What::Encoding).expect("told").lines, [5]);
    // All of it in the old encoding.
    let text = file(&packed(b"# La ni\xf1a\n\nLleg\xf3 a \x93C\xfacuta\x94.\n"), ".md");
    assert!(text.contains("Llegó a “Cúcuta”."), "{text}");
}

#[cfg(unix)]
#[test]
fn any_name_a_file_may_have() {
    let folder = tempfile::tempdir().expect("a folder");
    for (nth, name) in ["del\u{7f}name.md", "name\u{1b}[31m\nnl.md"].into_iter().enumerate() {
        let file = folder.path().join(name);
        fs::write(&file, "# A\n\ntext here\n").expect("written");
        let done = import(&file, &folder.path().join(nth.to_string()), &Options::default(), &Words::bundled(Language::En));
        assert!(done.is_ok(), "{name:?}: {done:?}");
    }
}
