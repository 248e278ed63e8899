//! Imports of web pages: what a page has around its text, tables of any make, links and emphasis as people write them.

use std::time::{Duration, Instant};

use vereda::import::{Format, Imported, Options, Pack, What, pack};

use crate::import::{of_bytes, outline, told, zip};

/// A page in which this stands.
fn page(body: &str) -> String {
    format!("<!DOCTYPE html>\n<html><head><title>Report</title></head><body>\n{body}\n</body></html>")
}

fn packed(source: &str) -> Pack {
    pack(source.as_bytes().to_vec(), Format::Html, "a", &Options::default()).expect("a pack")
}

/// The sections of a page as Markdown, without heads.
fn markdown(source: &str) -> String {
    let texts = packed(source).files.into_iter().filter(|(path, _)| path.contains(".md")).map(|(_, text)| text);
    texts
        .flat_map(|text| text.lines().filter(|line| !line.starts_with("<!--")).map(ToOwned::to_owned).collect::<Vec<_>>())
        .collect::<Vec<_>>()
        .join("\n")
}

fn imported(name: &str, source: &[u8]) -> (tempfile::TempDir, Imported) {
    of_bytes(name, source).expect("imported")
}

#[track_caller]
fn stands(source: &str, lines: &[&str]) {
    let text = markdown(source);
    for line in lines {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_program_in_a_page_swallows_nothing() {
    for script in ["for(i=0;i<n;i++){x()}", "if (a<b) {}", "document.write('<p>not text</p>')"] {
        let source =
            format!("<html><head><title>T</title><script>{script}</script></head><body><h1>One</h1><p>All words stay.</p></body></html>");
        assert!(
            markdown(&source).contains("All words stay.") && !markdown(&source).contains("not text") && !markdown(&source).contains("i++")
        );
    }
    // One that is never closed hides nothing either.
    stands("<html><body><h1>One</h1><script>x<y<p>Words.</p></body></html>", &["Words."]);
    stands("<html><head><title>T<body><h1>One</h1><p>Words.</p></body></html>", &["Words."]);
}

#[test]
fn links_to_references_are_words() {
    let source = page(
        r##"<h1>One</h1><p>As shown [<a href="#ref12">12</a>] and by (<a href="#ref3">Lee</a>, <a href="#ref3">2019</a>); see <a href="#chap-refugees">Ch 4</a>.</p>
<h1>References</h1><p id="ref3">Lee. Doors.</p><p id="ref12">Diaz. Bridges.</p>"##,
    );
    stands(&source, &["As shown [12] and by (Lee, 2019); see Ch 4."]);
}

#[test]
fn a_table_that_is_never_closed_loses_nothing() {
    let source = page("<h1>One</h1><p>Before.</p><table><tr><td>a</td><td>b</td></tr>\n<h1>Two</h1><p>Behind.</p>");
    stands(&source, &["| a | b |", "# Two", "Behind."]);
    stands(&page("<h1>One</h1><table><tr><td>a<td>b<tr><td>c<td>d"), &["| a | b |", "| c | d |"]);
}

#[test]
fn open_emphasis_does_not_grow() {
    let start = Instant::now();
    let text = markdown(&page(&"<b><p>x</p>".repeat(20_000)));
    assert!(text.len() < 400_000 && text.contains("**x**") && !text.contains("***"), "{}", text.len());
    markdown(&page(&"<div hidden><table><tr><td rowspan=9 colspan=9>x".repeat(4_000)));
    markdown(&page(&"<a href='#n'><i>x</b>".repeat(10_000)));
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn emphasis_at_links_and_stops() {
    let source = page(
        r#"<h1>One</h1><p>See <strong><a href="https://example.org/b">the law</a></strong> and <em><a href="https://example.org/c">the decree</a>, art. 4</em>.</p>
<p><b>Note:</b>text, y<b>, z</b>a, <b>a</b><b>b</b>, un<b>law</b>ful, <b><b>twice</b> bold</b>.</p>"#,
    );
    stands(
        &source,
        &[
            "See **[the law](https://example.org/b)** and *[the decree](https://example.org/c), art. 4*.",
            "**Note**:text, y, **z**a, **ab**, un**law**ful, **twice bold**.",
        ],
    );
    stands(&page(r#"<h1>One</h1><p>See <a href="https://example.org/x_(y)">it</a>.</p>"#), &["See [it](https://example.org/x_%28y%29)."]);
}

#[test]
fn cells_stand_below_their_heads() {
    let source = page(
        r#"<h1>One</h1><table><caption>Table 1. Boats</caption><tr><th rowspan="2">Harbour</th><th colspan="2">Boats</th><th rowspan="2">Total</th></tr>
<tr><th>2019</th><th>2020</th></tr><tr><td rowspan=2>Callao</td><td>120</td><td>98</td><td>218</td></tr><tr><td>12</td><td>13</td><td>25</td></tr></table>"#,
    );
    let table = "Table 1. Boats\n\n| Harbour | Boats |  | Total |\n| --- | --- | --- | --- |\n|  | 2019 | 2020 |  |\n| Callao | 120 | 98 | 218 |\n|  | 12 | 13 | 25 |";
    stands(&source, &[table]);
}

#[test]
fn a_table_that_sets_a_page_is_read_cell_by_cell() {
    let source = page(
        "<h1>One</h1><p>Text.</p><table><tr><td><h2>Left</h2><p>A paragraph.</p><ul><li>i1</li><li>i2</li></ul></td><td><p>Right.</p></td></tr></table>",
    );
    stands(&source, &["# Left\n\nA paragraph.\n\n- i1\n- i2\n\nRight."]);
    // What has heads is data, lists and all.
    let source = page(
        "<h1>One</h1><table><tr><th>Town</th><th>Boats</th></tr><tr><td>Callao</td><td><ul><li>a</li><li>b</li></ul></td></tr></table>",
    );
    stands(&source, &["| Town | Boats |\n| --- | --- |\n| Callao | • a • b |"]);
}

#[test]
fn a_tag_of_very_many_attributes_costs_no_stack() {
    for attributes in ["a=\"b\" ", "a='>' ", "a "].map(|one| one.repeat(60_000)) {
        stands(
            &page(&format!("<h1>One</h1><p {attributes}>Before <b>and</b> behind, 3 < 4.</p><p title=\"it's\">Last.</p>")),
            &["Before **and** behind, 3 \\< 4.", "Last."],
        );
    }
}

const SITE: &str = r##"<html><head><title>Harbours of Transit | Example Institute</title></head><body>
<a class="x" href="#main">Skip to main content</a><header><nav><ul><li><a href="/">Home</a></li></ul></nav>
<form action="/s"><label>Search <input></label><button>Go</button></form></header>
<div role="dialog"><p>We use cookies.</p><button>Accept all</button></div>
<main id="main"><h1>Harbours of Transit</h1><p>It was written in two harbours by three people.</p><h2>Work</h2><p>They work.</p><p style="display: none">Unseen.</p>
<h2>Rest</h2><p>They rest.</p><div aria-hidden="true">Ornament</div></main></body></html>"##;

#[test]
fn menus_banners_and_what_is_hidden_are_left_out_and_told() {
    let (_folder, done) = imported("a.html", SITE.as_bytes());
    assert_eq!(outline(&done.report), ["About this report", "Work", "Rest"]);
    assert_eq!(done.report.meta.title.text(done.report.first_language()), "Harbours of Transit");
    let text = markdown(SITE);
    for word in ["Skip", "Home", "Search", "cookies", "Accept", "Unseen", "Ornament"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    assert_eq!(told(&done.notices, What::Hidden).expect("told").lines, [2, 3, 4, 5, 6]);
    // A form around all is no form; nor is hidden what is most of the page, or a footnote.
    let long = "All the report says is in here, and is shown once it is opened. ".repeat(9);
    stands(&page(&format!("<form><h1>One</h1><p>{long}</p></form>")), &["All the report"]);
    stands(&page(&format!("<h1>One</h1><p>Open:</p><div hidden><p>{long}</p></div>")), &["All the report"]);
    let note = r##"<h1>One</h1><p>Text.<a href="#fn1">1</a></p><aside hidden><p id="fn1">A note.</p></aside>"##;
    stands(&page(note), &["Text.[^1]", "[^1]: A note."]);
    // Elements that are never closed hide nothing.
    stands(&page("<nav><ul><li>Home</li></ul><h1>One</h1><p>Words.</p>"), &["Words."]);
}

#[test]
fn characters_of_entities_are_those_of_text() {
    let text = markdown(&page(
        "<h1>T&#27;[2Jwo</h1><p>Gua&shy;ya&shy;quil&#7; &#x202e;evil pua&#xE000;1&#xE001;end lig&#xFB01;n zw&#x200b;sp</p>",
    ));
    assert!(text.contains("Guayaquil evil pua1end ligfin zwsp") && !text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    let book = zip(&[
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", r#"<container><rootfile full-path="b.opf"/></container>"#),
        (
            "b.opf",
            "<package><metadata>\n<dc:title>The Book</dc:title>\n<dc:creator>Marta Quispe</dc:creator>\n<dc:creator>John O’Hara</dc:creator>\n</metadata><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>",
        ),
        (
            "a.xhtml",
            "<html><head><title/><script src=\"x\"/></head><body><h1>First</h1><p>o&#xFB01;cina &#xE000;9&#xE001;</p></body></html>",
        ),
    ]);
    let (_folder, done) = imported("a.epub", &book);
    assert_eq!(done.report.meta.authors.iter().map(|name| &**name).collect::<Vec<_>>(), ["Marta Quispe", "John O’Hara"]);
    let edition = done.report.edition(done.report.first_language());
    assert!(edition.blocks.iter().any(|block| *block.text == *"oficina 9"));
}

#[test]
fn lists_keep_their_numbers_and_letters() {
    let source = page(
        r#"<h1>One</h1><p>Items:</p><ol start="3"><li>three</li><li value="7">seven</li><li>eight</li></ol><p>Letters:</p><ol type="a"><li>first</li><li>second</li></ol>"#,
    );
    // A number that is not the next one begins a list of its own.
    stands(&source, &["3. three", "7) seven", "8) eight", "- a) first", "- b) second"]);
}

#[test]
fn a_page_in_utf_16_is_a_page() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend("<html><body><h1>Año</h1><p>Uno.</p></body></html>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(imported("a.html", &bytes).1.format, Format::Html);
}
