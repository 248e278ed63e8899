//! Imports of Word documents: what Word counts, raises, frames and writes twice.

use vereda::import::{Imported, What};
use vereda::report::Language;

use crate::import::{of_bytes, outline, text_of, told, zip};

const STYLES: &str = r#"<w:styles>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="H2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Chapter"><w:name w:val="Chapter"/><w:basedOn w:val="H1"/></w:style>
<w:style w:styleId="NoTitle"><w:name w:val="TOC Heading"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:styleId="Toc1"><w:name w:val="toc 1"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num></w:numbering>"#;

fn paragraph(style: &str, text: &str) -> String {
    let text = if text.starts_with('<') { text.to_owned() } else { run("", text) };
    format!("<w:p><w:pPr>{style}</w:pPr>{text}</w:p>")
}

fn titled(style: &str, text: &str) -> String {
    paragraph(&format!(r#"<w:pStyle w:val="{style}"/>"#), text)
}

fn run(look: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

fn item(list: usize, depth: usize, text: &str) -> String {
    paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

fn import(body: &str, more: &[(&str, &str)]) -> Imported {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let mut files = vec![("word/document.xml", document.as_str()), ("word/styles.xml", STYLES), ("word/numbering.xml", NUMBERING)];
    files.extend(more);
    of_bytes("a.docx", &zip(&files)).expect("imported").1
}

#[test]
fn formulas_and_raised_numbers_say_what_they_said() {
    let up = |text: &str| run(r#"<w:vertAlign w:val="superscript"/>"#, text);
    let down = run(r#"<w:vertAlign w:val="subscript"/>"#, "2");
    let body = [
        titled("H1", "Costs"),
        paragraph(
            "",
            &(run("", "It cost 10")
                + &up("6")
                + &run("", " pesos per m")
                + &up("2")
                + &run("", ", with CO")
                + &down
                + &run("", ", on the 5")
                + &up("th")
                + &run("", ".")),
        ),
        paragraph(
            "",
            &(run("", "The rate is ")
                + "<m:oMath><m:r><m:t>r=</m:t></m:r><m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
                + &run("", " per year.")),
        ),
        paragraph(
            "",
            &(run("", "The sign ")
                + r#"<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>"#
                + &run("", " is done, with ")
                + r#"<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>"#),
        ),
    ];
    let text = text_of(&import(&body.concat(), &[]));
    for wanted in ["It cost 10⁶ pesos per m², with CO₂, on the 5th.", "The rate is r=(a+1)/b per year.", "The sign ✓ is done, with α"]
    {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn all_paragraphs_of_a_footnote_are_in_it() {
    let mark = r#"<w:r><w:footnoteReference w:id="1"/></w:r>"#;
    let body = titled("H1", "Facts")
        + &paragraph("", &(run("", "The judge spoke.") + mark))
        + &titled("H1", "Recommendations")
        + &item(2, 0, "Open the court.");
    let notes = format!(
        r#"<w:footnotes><w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="1">{}{}</w:footnote></w:footnotes>"#,
        paragraph("", "First of it."),
        paragraph("", "Second of it.")
    );
    let done = import(&body, &[("word/footnotes.xml", &notes)]);
    // The first chapter is not the title of the whole.
    assert_eq!(outline(&done.report), ["Facts", "Recommendations"]);
    assert!(text_of(&done).contains("\nFirst of it. Second of it.\n"), "{}", text_of(&done));
    assert_eq!(done.report.facts().recommendations.len(), 1);
}

#[test]
fn paragraphs_keep_the_numbers_that_word_counts() {
    let body = [
        titled("H1", "Facts"),
        item(1, 0, "The first paragraph."),
        item(1, 1, "its first part;"),
        item(1, 1, "its second part."),
        item(1, 0, "The second; see paragraph 1."),
        item(2, 0, "A bullet."),
        titled("H1", "Merits"),
        item(1, 0, "The third."),
        titled("H1", "Costs"),
        item(3, 0, "Anew."),
    ];
    let done = import(&body.concat(), &[]);
    let blocks = &done.report.edition(Language::En).blocks;
    let all: Vec<(&str, &str)> = blocks.iter().map(|block| (block.marker.as_deref().unwrap_or_default(), &*block.text)).collect();
    for wanted in [("1.", "The first paragraph."), ("2.", "The second; see paragraph 1."), ("3.", "The third."), ("7.", "Anew.")] {
        assert!(all.contains(&wanted), "{wanted:?}: {all:?}");
    }
    assert!(all.iter().any(|(_, text)| *text == "b) its second part."), "{all:?}");
    assert!(all.iter().any(|(marker, text)| *text == "A bullet." && !marker.contains(char::is_numeric)), "{all:?}");
}

#[test]
fn styles_that_are_made_after_others_contents_lists_and_frames() {
    let entry = |title: &str, page: usize| titled("Toc1", &(run("", title) + "<w:r><w:tab/></w:r>" + &run("", &page.to_string())));
    let listed = entry("Facts", 3) + &entry("Law", 5) + &entry("Merits", 9);
    let frame = format!(
        "<w:tbl><w:tr><w:tc>{}{}{}</w:tc></w:tr></w:tbl>",
        titled("H2", "Box 1. A case"),
        paragraph("", "In the box."),
        item(2, 0, "an item of it")
    );
    let shape = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph("", text));
    let key = format!(
        "<w:r><mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r>",
        shape("Key message: 41 boats sank.")
    );
    let body = [
        listed,
        titled("Chapter", "Facts"),
        paragraph("", &(run("", "The text ") + &key + &run("", "beside the box."))),
        frame,
        titled("Chapter", "Law"),
        paragraph("", "What the law says."),
        titled("NoTitle", "Not a title of anything"),
        titled("H1", "Merits"),
        paragraph("", "What the court says."),
    ];
    let done = import(&body.concat(), &[]);
    assert_eq!(outline(&done.report), ["Facts", "  Box 1. A case", "Law", "Merits"]);
    let edition = done.report.edition(Language::En);
    let pages: Vec<Option<u32>> =
        edition.sections.iter().map(|s| edition.passages[s.passages.start].pages.map(|pages| pages.first)).collect();
    assert_eq!(pages, [Some(3), Some(5), Some(9)]);
    let text = text_of(&done);
    assert_eq!(text.matches("Key message: 41 boats sank.\n").count(), 1, "{text}");
    assert!(text.contains("The text beside the box.\n") && text.contains("\nIn the box.\nan item of it\n"), "{text}");
}

#[test]
fn the_year_in_which_a_file_was_made_is_a_guess_that_is_told() {
    let core = "<cp:coreProperties><dcterms:created>2013-05-06T10:00:00Z</dcterms:created></cp:coreProperties>";
    let done = import(
        &(titled("H1", "Facts") + &paragraph("", "It rained.") + &titled("H1", "Law") + &paragraph("", "It went on.")),
        &[("docProps/core.xml", core)],
    );
    assert_eq!(done.report.meta.year, Some(2013));
    assert_eq!(told(&done.notices, What::Year).map(|notice| notice.about.as_str()), Some("2013"));
    let cover = paragraph("", "River towns")
        + &paragraph("", "Observatory of the Basin, 2021")
        + &titled("H1", "Facts")
        + &paragraph("", "It rained.")
        + &titled("H1", "Law");
    assert_eq!(import(&(cover + &paragraph("", "It went on.")), &[("docProps/core.xml", core)]).report.meta.year, Some(2021));
}
