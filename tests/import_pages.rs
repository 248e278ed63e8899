//! Imports of what is laid out in pages: heads and feet with their numbers, contents lists that converters ran together, footnotes that are
//! nearly the same.

use std::fs;
use std::path::Path;

use vereda::import::{Format, Imported, Options, What, pack};
use vereda::report::{Edition, Language};

use crate::import::{imported, left_out, lost, outline, told};

fn of_corpus(name: &str) -> (tempfile::TempDir, Imported) {
    imported(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name), &Options::default())
}

fn edition(done: &Imported) -> &Edition {
    done.report.edition(done.report.first_language())
}

fn text(done: &Imported) -> String {
    edition(done).blocks.iter().map(|block| &*block.text).collect::<Vec<_>>().join("\n")
}

/// What is said of a passage of which a text is part: the printed page.
fn page(done: &Imported, of: &str) -> Option<u32> {
    let edition = edition(done);
    let passage = edition.passages.iter().find(|passage| edition.blocks[passage.block].text.contains(of))?;
    passage.pages.map(|pages| pages.first)
}

fn actions(done: &Imported) -> Vec<String> {
    done.report.facts().recommendations.iter().map(|action| action.text.text(done.report.first_language()).to_owned()).collect()
}

#[test]
fn no_word_is_lost() {
    for name in ["inquiry.txt", "bench.md", "thesis.md", "anchors.md", "tesis.md", "posgrado.md", "rapporteur.md", "relatorio.md"] {
        let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name)).expect("read");
        let (_folder, done) = of_corpus(name);
        let mut missing = lost(&source, &left_out(&done.notices), &done.report);
        // Halves of a word that a page had cut are a whole one now.
        let halves = told(&done.notices, What::Hyphens).map_or(0, |notice| 2 * notice.lines.len());
        if missing.len() <= halves {
            missing.retain(|half| !text(&done).contains(half.as_str()));
        }
        assert_eq!(missing, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn heads_and_feet_with_their_pages_are_no_text() {
    let (_folder, done) = of_corpus("inquiry.txt");
    assert_eq!(
        outline(&done.report),
        [
            "About this report",
            "Foreword",
            "CHAPTER ONE FINDINGS AND RECOMMENDATIONS",
            "Follow-up of the Recommendations",
            "Recommendations"
        ]
    );
    let text = text(&done);
    assert!(!text.contains("FERRY INQUIRY") && !text.contains("Volume") && !text.contains("Contents"), "{text}");
    assert!(text.contains("could not leave their stalls."), "{text}");
    assert_eq!(page(&done, "carried more people"), Some(1));
    assert_eq!(page(&done, "The fare was not the same"), Some(2));
    assert_eq!(page(&done, "A committee of five"), Some(3));
    assert_eq!(page(&done, "agreed by all seven"), Some(4));
}

#[test]
fn footnotes_that_differ_by_their_numbers_only_are_kept() {
    let (_folder, done) = of_corpus("inquiry.txt");
    let notes: Vec<&str> = edition(&done).notes.iter().filter_map(|note| note.block).map(|at| &*edition(&done).blocks[at].text).collect();
    assert_eq!(notes, ["Act No. 6 of 2009, section 12.", "Ibid., p. 9.", "Ibid., p. 10.", "Ibid., p. 11."]);
    assert!(text(&done).contains("was passed in 2009.[1] What") && text(&done).contains("was open,[2] and many"), "{}", text(&done));
    let (_folder, done) = of_corpus("thesis.md");
    assert_eq!(edition(&done).notes.iter().filter(|note| note.block.is_some()).count(), 3);
    assert!(text(&done).contains("Letter to the harbour, p. 11."));
}

#[test]
fn only_what_is_recommended_becomes_an_action() {
    let (_folder, done) = of_corpus("inquiry.txt");
    assert_eq!(
        actions(&done),
        [
            "The owner of the ferry should publish the fares at both landings.",
            "A shelter must be opened on the southern bank.",
            "The State of Ecuador keep a list of fares at each landing.",
            "The towns open a shelter on each bank.",
            "No officer ask for papers on board.",
        ]
    );
}

#[test]
fn lettered_items_behind_what_announces_them() {
    let (_folder, done) = of_corpus("rapporteur.md");
    assert_eq!(
        actions(&done),
        [
            "Publish the law in Kichwa and Shuar",
            "Open two more shelters, with the participation of women's organisations",
            "Train the border police."
        ]
    );
    assert!(done.report.facts().recommendations.iter().all(|action| *action.addressees[0] == *"states"));
    assert_eq!(page(&done, "At the invitation"), Some(3));
    assert!(text(&done).contains("the northern border could not be reached."));
}

#[test]
fn contents_that_were_run_together_are_left_out() {
    let (_folder, done) = of_corpus("bench.md");
    let text_there = text(&done);
    assert!(!text_there.contains("....") && !text_there.contains("Internal Only"), "{text_there}");
    assert!(
        text_there.contains("that of 2020 had 980.") && text_there.contains("the person who crossed, and is given back"),
        "{text_there}"
    );
    assert_eq!(edition(&done).sections.last().map(|section| section.title.as_str()), Some("Recommendations"));
    assert_eq!(actions(&done).len(), 2);
    let (_folder, done) = of_corpus("thesis.md");
    let text_there = text(&done);
    assert!(!text_there.contains("....") && !text_there.contains("TABLE") && !text_there.contains("viii"), "{text_there}");
    assert!(text_there.contains("part of a longer process in which"), "{text_there}");
    assert_eq!(
        outline(&done.report)[2..],
        ["Chapter 1 Boats and Fares on the River", "  1.1 Fares", "  1.2 Boats", "  1.3 Nights", "References"]
    );
}

#[test]
fn marks_that_are_links_to_anchors() {
    let (_folder, done) = of_corpus("anchors.md");
    let text = text(&done);
    for stands in ["69.280 personas.[1]", "el puente[2]. No", "no abrió.[3] Se"] {
        assert!(text.contains(stands), "{stands}: {text}");
    }
    assert_eq!(edition(&done).notes.iter().filter(|note| note.block.is_some()).count(), 3);
    assert!(told(&done.notices, What::LostMarks).is_none() && told(&done.notices, What::LostNotes).is_none());
    let (_folder, done) = of_corpus("relatorio.md");
    let all: Vec<&str> = edition(&done).blocks.iter().map(|block| &*block.text).collect();
    assert!(all.contains(
        &"Em 2019, cerca de 1,2 milhão de pessoas atravessou o rio. Mais de 38% eram mulheres[1]. A lei foi aprovada em 2016[2]."
    ));
    assert!(all.contains(&"Dados do porto de Manaus, 2019.") && all.contains(&"Lei n.º 13.344, de 6 de outubro de 2016."), "{all:#?}");
}

#[test]
fn a_flat_contents_list_leaves_the_levels_that_are_there() {
    let (_folder, done) = of_corpus("tesis.md");
    assert_eq!(
        outline(&done.report)[1..],
        [
            "Agradecimientos",
            "  Resumen",
            "Introducción",
            "Capitulo I. El Problema",
            "  Planteamiento",
            "  Objetivo General",
            "  Objetivos Específicos",
            "Capitulo II. Marco Teórico",
            "Recomendaciones",
            "Referencias"
        ]
    );
    let addressees: Vec<&str> = done.report.facts().recommendations.iter().map(|action| &*action.addressees[0]).collect();
    assert_eq!(addressees, ["states", "unnamed"]);
}

#[test]
fn a_report_in_portuguese() {
    let (_folder, done) = of_corpus("relatorio.md");
    let meta = &done.report.meta;
    assert_eq!(
        (meta.title.text(Language::Pt), meta.subtitle.text(Language::Pt)),
        ("RELATÓRIO SOBRE A PASSAGEM DO RIO", "Uma análise de gênero")
    );
    assert_eq!(meta.authors.iter().map(|author| &**author).collect::<Vec<_>>(), ["Ana Prado", "Luís Ferreira"]);
    let facts = done.report.facts();
    let actions: Vec<(&str, &str)> =
        facts.recommendations.iter().map(|action| (action.text.text(Language::Pt), &*action.addressees[0])).collect();
    assert_eq!(
        actions,
        [
            ("Publicar as tarifas em todos os portos", "states"),
            ("Criar abrigos para mulheres, com a participação das organizações", "states"),
            ("Não pedir documentos a bordo.", "states"),
            ("Pesquisar as razões de quem volta.", "academia"),
        ]
    );
}

#[test]
fn a_title_page_has_a_title_and_labels() {
    let (_folder, done) = of_corpus("posgrado.md");
    let meta = &done.report.meta;
    assert_eq!(meta.title.text(Language::Es), "ANÁLISIS DEL PASO POR LA FRONTERA EN JÓVENES DE 16 A 28 AÑOS EN BOLIVIA");
    assert_eq!(meta.subtitle.text(Language::Es), "");
    assert_eq!(outline(&done.report)[3..7], ["RESUMEN", "CAPÍTULO I: INTRODUCCIÓN", "  1.1. Antecedentes", "  1.1.1. Contexto general"]);
    // Of a chapter of conclusions and recommendations only the part that recommends.
    assert_eq!(actions(&done), ["Al Ministerio de Gobierno: publicar las tarifas.", "A los municipios: abrir casas de acogida."]);
}

/// The pages of the paragraphs of a text that has its numbers at the heads or at the feet of its pages.
fn pages(text: &str) -> Vec<u32> {
    let pack = pack(text.as_bytes().to_vec(), Format::Plain, "pages", &Options::default()).expect("a pack");
    let (_, chapter) = pack.files.iter().find(|(path, _)| path.starts_with("en/")).expect("a chapter");
    chapter.lines().filter_map(|line| line.strip_prefix("<!-- page ")?.strip_suffix(" -->")?.parse().ok()).collect()
}

#[test]
fn a_page_number_and_the_break_beside_it_are_one_change_of_page() {
    let page = |n: usize| format!("On this day {n} boats were seen from the bridge.\n");
    let feet: Vec<String> = (1..=4).map(|n| format!("{}\n           {n}\n", page(n))).collect();
    assert_eq!(pages(&format!("INTRODUCTION\n\n{}", feet.join("\u{c}"))), [2, 3, 4]);
    let heads: Vec<String> = (1..=4).map(|n| format!("           {n}\n\n{}", page(n))).collect();
    assert_eq!(pages(&format!("\n{}", heads.join("\u{c}").replacen("\n\n", "\n\nINTRODUCTION\n\n", 1))), [2, 3, 4]);
}

#[test]
fn a_running_head_has_its_page_anywhere() {
    for head in ["Ferries | {n} | Fares and boats", "{n} Ferries and fares", "Ferries and fares 2021 {n}", "Ferries and fares"] {
        let page = |n: usize| {
            format!("{}\n\nOn this day {n} boats were seen from the {n} bridges.\n\n---\n\n", head.replace("{n}", &n.to_string()))
        };
        let source = format!("# Boats\n\nThere were many.\n\n---\n\n{}", (11..17).map(page).collect::<String>());
        let pack = pack(source.into_bytes(), Format::Markdown, "heads", &Options::default()).expect("a pack");
        let all: String = pack.files.iter().filter(|(path, _)| path.starts_with("en/")).map(|(_, text)| text.as_str()).collect();
        assert!(!all.contains("Ferries"), "{head}: {all}");
        assert_eq!(all.matches("On this day").count(), 6, "{all}");
    }
}

#[test]
fn footnotes_one_below_the_other_are_several() {
    let source = "# River\n\nThe harbour law was passed in 2009.1 Few knew it, and the ferry went on.2 Nobody asked.\n\n\
        1 Act No. 6 of 2009, section 12, which was\nprinted twice.\n2 Letter to the harbour.\n\n# Fares\n\nIn 3 Harbours and 4 Towns the fare was the same.\n";
    for format in [Format::Markdown, Format::Plain] {
        let pack = pack(source.as_bytes().to_vec(), format, "notes", &Options::default()).expect("a pack");
        let all: String = pack.files.iter().filter(|(path, _)| path.starts_with("en/")).map(|(_, text)| text.as_str()).collect();
        for stands in
            ["[^1]: Act No. 6 of 2009, section 12, which was printed twice.\n", "[^2]: Letter to the harbour.\n", "3 Harbours and 4 Towns"]
        {
            assert!(all.contains(stands), "{stands}: {all}");
        }
    }
}
