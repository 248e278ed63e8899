//! Imports of footnotes: in several paragraphs, of one another, in the text itself, and what only looks like one.

use vereda::import::{Format, Options, What, pack};
use vereda::report::check;
use vereda::report::files::Files;

use crate::import::{of_bytes, told, zip};

fn markdown(source: &str, format: Format) -> String {
    let files = pack(source.as_bytes().to_vec(), format, "a", &Options::default()).expect("a pack").files;
    files.into_iter().filter(|(path, _)| path.contains(".md")).map(|(_, text)| text).collect()
}

#[track_caller]
fn stands(source: &str, format: Format, lines: &[&str]) {
    let text = markdown(source, format);
    for line in lines {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_footnote_of_several_paragraphs_is_one() {
    let source = "# Report\n\n## One\n\nThe limit is low.[^1]\n\n- an item\n\n## Two\n\nOther.\n\n[^1]: The limits are:\n\n    - 12 in one town;\n    - 10 in the other.\n\n    Nobody keeps them.\n";
    stands(
        source,
        Format::Markdown,
        &["[^1]: The limits are:\\\n    – 12 in one town;\\\n    – 10 in the other.\\\n    Nobody keeps them.\n"],
    );
    let body = r##"<h1>One</h1><p>The limit is low.<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a></p><h1>Two</h1><p>Other.</p>
<section role="doc-endnotes"><ol><li id="fn1"><p>The limit is 12.</p><p>There it is 10.<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section><p>The end.</p>"##;
    let wanted = ["low.[^1]", "[^1]: The limit is 12.\\\n    There it is 10.\n", "\nOther.\n", "\nThe end.\n"];
    stands(&format!("<html><body>{body}</body></html>"), Format::Html, &wanted);
    let book = zip(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", r#"<container><rootfile full-path="b.opf"/></container>"#),
        ("b.opf", r#"<package><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></package>"#),
        ("a.xhtml", &format!("<html><body>{body}</body></html>")),
    ]);
    let (_folder, done) = of_bytes("a.epub", &book).expect("imported");
    let edition = done.report.edition(done.report.first_language());
    assert!(edition.blocks.iter().any(|block| block.text.contains("The limit is 12.\nThere it is 10.")), "{:?}", edition.blocks);
}

#[test]
fn footnotes_of_footnotes_are_printed_within_them() {
    let source = "# Report\n\n## One\n\nA wall.[^a] And a mill.[^m]\n\n## Two\n\nText.\n\n[^a]: See note [^b] on its author.\n[^b]: Brother Anselm, after [^a].\n[^m]: Compare [^a].\n[^c]: Nothing leads here, but to [^d].\n[^d]: The last one.\n";
    stands(
        source,
        Format::Markdown,
        &[
            "[^a]: See note (b) on its author. (b) Brother Anselm, after (a).",
            "[^m]: Compare (a).",
            "Nothing leads here, but to[^d].",
            "[^d]: The last one.",
        ],
    );
    // One that is set as a footnote is not cut where it speaks of the next.
    let source = "# Report\n\n## One\n\nA wall.[^1] A mill.[^2]\n\n[^1]: See note [^2] on its author, who was a monk.\n[^2]: Anselm.\n";
    stands(source, Format::Markdown, &["[^1]: See note² on its author, who was a monk.", "[^2]: Anselm."]);
}

#[test]
fn the_way_back_is_no_mark() {
    let source = r##"<html><body><h1>One</h1><p>It opened 27 files.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> Nobody was charged.</p>
<h1>Two</h1><p>Nothing.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>
Interview with a witness.</p><p class="sdfootnote">She lives there.</p></div><div id="sdfootnote2"><p>More.</p></div></body></html>"##;
    stands(
        source,
        Format::Html,
        &["27 files.[^1] Nobody was charged.", "[^1]: Interview with a witness.\\\n    She lives there.\n", "\nMore.\n"],
    );
    let source = r##"<html><body><h1>One</h1><p>A court<b><sup><a href="#fn1" id="r1">1</a></sup></b> said so.<a href="#cite_note-2" id="cite_ref-2">[2]</a></p>
<p id="fn1"><a href="#r1">1</a> A note.</p><p>Third.<sup><a href="#fn3">3</a></sup></p><p id="fn3">3. The label of this one is printed.</p><ol><li id="cite_note-2"><b><a href="#cite_ref-2">^</a></b> Another.</li></ol></body></html>"##;
    stands(source, Format::Html, &["A court[^1] said so.[^2]", "[^1]: A note.", "[^2]: Another.", "[^3]: The label of"]);
}

#[test]
fn a_list_of_works_stays_a_list() {
    for (format, works) in [
        (
            Format::Markdown,
            "# Paper\n\n## Introduction\n\nAs shown [1], or both [2][3], a range [1]-[3].\n\nIt fell.[2]\n\n## References\n\n[1] A. Lee, *Doors*.\n\n[2] B. Wu, Roads.\n\n[3] C. Diaz, Rafts.\n",
        ),
        (
            Format::Plain,
            "1. INTRODUCTION\n\nAs shown [1], or both [2][3], a range [1]-[3].\n\nIt fell.[2]\n\nREFERENCES\n\n[1] A. Lee, Doors.\n[2] B. Wu, Roads.\n[3] C. Diaz, Rafts.\n",
        ),
    ] {
        stands(works, format, &["[1] A. Lee", "\n\n[2] B. Wu, Roads.\n\n[3] C. Diaz, Rafts.", "As shown [1]", "It fell.[2]"]);
    }
    // Where they are notes, each use is a mark.
    let notes = "# Paper\n\n## Introduction\n\nAs shown [1], or both [1][2].\n\nIt fell.[2]\n\n## Notes\n\n[1] A. Lee, Doors.\n\n[2] B. Wu, Roads.\n";
    stands(notes, Format::Markdown, &["As shown [^1], or both [^1][^2].", "It fell.[^2]", "[^1]: A. Lee, Doors.", "[^2]: B. Wu, Roads."]);
}

#[test]
fn footnotes_that_are_written_in_the_text() {
    let source = "# Report\n\n## One\n\nA wall.^[Of *stone*, [see](https://example.org).] It drinks H~2~O on the 2^nd^ day, ~20 and ~30, x^2.\n\n## Two\n\nText.^[The other.]\n";
    stands(
        source,
        Format::Markdown,
        &[
            "A wall.[^n1] It drinks H₂O on the 2nd day, ~20 and ~30, x^2.",
            "[^n1]: Of *stone*, [see](https://example.org).",
            "[^n2]: The other.",
        ],
    );
}

#[test]
fn a_mark_that_was_meant_as_text_is_none() {
    let (folder, done) = of_bytes(
        "a.md",
        b"# R\n\n## One\n\nThe sign was \\[^6\\] on the wall.[^1]\n\n## Two\n\nText.\n\n[^1]: A note that says \\[^7\\] too.\n",
    )
    .expect("imported");
    let found = check::pack(&done.report, &Files::Folder(folder.path().join("pack")));
    assert!(found.is_empty(), "{found:#?}");
    assert!(told(&done.notices, What::LostMarks).is_none());
}
