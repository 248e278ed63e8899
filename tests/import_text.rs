//! Imports of text and Markdown: numbers, rules, leaders and hyphens that only look like what printers put on a page, and titles that look like
//! none.

use vereda::import::{Imported, What};

use crate::import::{of_bytes, outline, text_of, told};

fn import(name: &str, text: &str) -> Imported {
    of_bytes(name, text.as_bytes()).expect("imported").1
}

/// All of these stand in the text.
fn stand(done: &Imported, wanted: &[&str]) {
    let text = text_of(done);
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

fn actions(done: &Imported) -> Vec<(&str, &str)> {
    let language = done.report.first_language();
    done.report.facts().recommendations.iter().map(|action| (action.text.text(language), &*action.addressees[0])).collect()
}

#[test]
fn the_end_of_a_sentence_is_no_page_number() {
    let text = "# Report\n\n## One\n\nThe ministry appointed fourteen interpreters before the end\nof 2023.\n\nEl ministerio contrató intérpretes antes del final\nde 2019.\n\n\
        The town had nine hundred inhabitants; see the yearbook of towns,\np. 14.\n\nThe bridge was built in the year\n2011\n\n\
        ## Two\n\n- The first source is the chronicle,\n  page 7.\n\nThe source of all others is the chronicle that was lost in\n2012\n\nand found later.\n";
    for name in ["a.md", "a.txt"] {
        let done = import(name, text);
        stand(
            &done,
            &["the end of 2023.", "del final de 2019.", "of towns, p. 14.", "in the year 2011", "chronicle, page 7.", "lost in 2012"],
        );
        assert!(told(&done.notices, What::PageNumbers).is_none(), "{:?}", done.notices);
    }
}

#[test]
fn years_of_a_chart_and_titles_that_are_numbers_stay() {
    let done = import(
        "a.txt",
        "1. Introduction\n\nIt grew, as the figure shows.\n\n2015\n\n2016\n\n2017\n\n2018\n\nFigure 1. Arrivals by year\n\nMore.\n",
    );
    stand(&done, &["2015", "2016", "2017", "2018"]);
    let years = import("a.md", "# R\n\n## 2019\n\nText.\n\n## 2020\n\nText.\n\n## 2021\n\nText.\n");
    assert_eq!(outline(&years.report), ["2019", "2020", "2021"]);
    let numbers = import("a.md", "# R\n\n## 1\n\nText.\n\n## 2\n\nText.\n");
    assert_eq!(outline(&numbers.report), ["1", "2"]);
    // Those of pages are taken out all the same.
    let page = |n: usize| format!("On this day {n} boats were seen.\n\n{n}\n\n");
    let pages = import("a.md", &format!("# R\n\n## One\n\n{}## Two\n\nText.\n", (11..15).map(page).collect::<String>()));
    assert_eq!(told(&pages.notices, What::PageNumbers).map(|notice| notice.lines.len()), Some(4));
}

#[test]
fn where_pages_end_in_the_text_only_a_number_beside_such_an_end_is_one() {
    let page = |n: usize| {
        format!(
            "On this day {n} boats were seen.{}\n\nInterview with witness {n}, p. 7{n}.\n{}\n\nOn day {n} the harbour was closed.\n\n      {n}\n\u{c}",
            2 * n,
            2 * n
        )
    };
    let done = import("a.txt", &format!("INTRODUCTION\n\n{}The end.\n", (1..6).map(page).collect::<String>()));
    assert_eq!(told(&done.notices, What::PageNumbers).map(|notice| notice.lines.len()), Some(5));
    stand(&done, &["p. 73.", "On day 3 the harbour was closed."]);
    let edition = done.report.edition(done.report.first_language());
    let last = edition.passages.iter().find(|passage| edition.blocks[passage.block].text.contains("The end")).expect("a passage");
    assert_eq!(last.pages.map(|pages| pages.first), Some(6));
}

#[test]
fn lines_across_that_part_sections_are_no_edges_of_pages() {
    let profile = |name: &str| format!("## {name}\n\nNobody counted the boats of {name}.\n\nStatus: not ratified\n\n---\n\n");
    let source = format!("# Profiles\n\n{}## End\n\nText.\n", ["Colombia", "Ecuador", "Chile"].map(profile).concat());
    assert_eq!(text_of(&import("a.md", &source)).matches("not ratified").count(), 3);
    let html = "<html><body><h1>A</h1><p>One.</p><p>Status: none</p><hr><h1>B</h1><p>Two.</p><p>Status: none</p><hr><h1>C</h1><p>Three.</p><p>Status: none</p><hr></body></html>";
    assert_eq!(text_of(&import("a.html", html)).matches("Status: none").count(), 3);
    let question = |n: usize| format!("---\n\n## Question {n}\n\nOn this day {n} people were asked.\n\n");
    let done = import("a.md", &format!("# Survey\n\nMany were asked.\n\n{}", (1..5).map(question).collect::<String>()));
    for n in 1..5 {
        assert!(outline(&done.report).contains(&format!("Question {n}")), "{:?}", outline(&done.report));
    }
}

#[test]
fn rows_of_numbers_with_leaders_are_no_contents_list() {
    let rows = "Tulcan ................ 112\nRumichaca ............. 287\nSan Miguel ............ 310\nHuaquillas ............ 415\n";
    let done = import(
        "a.txt",
        &format!("1. INTRODUCTION\n\nThe table shows how many came.\n\n{rows}\nThose are the numbers.\n\n2. RESULTS\n\nMore came.\n"),
    );
    stand(&done, &["112", "Huaquillas", "415"]);
    let done = import(
        "a.md",
        "# Annex\n\n## Answers\n\nHow old are you? ____ years\n\n1. Younger ____ 12\n2. To 30 ____ 45\n3. To 50 ____ 61\n4. Older ____ 80\n\n## Next\n\nText.\n",
    );
    stand(&done, &["How old are you?", "Younger ____ 12", "Older ____ 80"]);
    // A list without a title whose entries are the chapters is one.
    let list = "Introduction ........ 1\nThe river ........ 2\nThe town ........ 3\nConclusions ........ 4\n";
    let chapters = ["Introduction", "The river", "The town", "Conclusions"].map(|title| format!("## {title}\n\nText of it.\n\n")).concat();
    assert!(!text_of(&import("a.md", &format!("# R\n\n{list}\n{chapters}"))).contains("...."));
}

#[test]
fn a_hyphen_at_the_end_of_a_line_may_be_the_words_own() {
    let done = import(
        "a.txt",
        "1. INTRODUÇÃO\n\nO relatório mostra que as mulheres encontram-\nse em abrigos, que o governo tornou-\nse responsável e que se trata-\nse de uma guarda-\n\
         chuva da vice-\npresidente em Guiné-\nBissau, depois das hipó-\nteses e da clas-\nse, com o desenvol-\nvimento da fra-\nse que não foi feita.\n",
    );
    stand(
        &done,
        &[
            "encontram-se",
            "tornou-se",
            "trata-se",
            "guarda-chuva",
            "vice-presidente",
            "Guiné-Bissau",
            "hipóteses",
            "da classe",
            "desenvolvimento",
            "da frase",
        ],
    );
    let done = import(
        "a.md",
        "# One\n\nThe first- second- and third-year pupils came with a short- medium and long-term permit. The health-\ncare workers spoke of traf-\nficking and of long-\nterm care, \
         and of their well-\nknown health.\n\nLong-term care is well known.\n",
    );
    stand(
        &done,
        &["first- second- and third-year", "short- medium and long-term", "trafficking", "of long-term care", "health-care", "well-known"],
    );
    // The notice names what was written.
    assert!(told(&done.notices, What::Hyphens).is_some_and(|notice| notice.about.contains("health-care")), "{:?}", done.notices);
    let done = import("a.md", "# Uno\n\nLa familia quiere encontrar-\nse con los que viven en la casa y registrar-\nlos.\n");
    stand(&done, &["encontrarse", "registrarlos"]);
}

#[test]
fn a_line_that_the_contents_list_names_is_a_title_although_its_text_stands_right_below() {
    let text = "In Guatemala and Honduras family members reported disappearances to the\nprosecutor, who opened the files and closed them again, one by one.\n";
    let head = "A Report on the Route\n\n\n";
    let source = format!(
        "Crossing Without Names\n\nObservatory, 2022\n\u{c}{head}Contents\nExecutive summary ....................... 3\n\n1. Context .............................. 4\n\n\
         1.1 The route ........................... 4\n\nWhat was found .......................... 5\n\n      2\n\u{c}{head}Executive summary\n{text}\n      3\n\u{c}{head}\
         1. Context\n1.1 The route\n{text}\n{text}\n      4\n\u{c}{head}What was found\n{text}\n      5\n"
    );
    let done = import("a.txt", &source);
    assert_eq!(outline(&done.report), ["About this report", "Executive summary", "1. Context", "  1.1 The route", "What was found"]);
    // Without such a list, numbers tell it where the line ends early.
    let source = format!(
        "FOREWORD\n\n{text}\n1. Chapter of stone\n1.1 Where they came from\n{text}\n1.2 What was promised\n{text}\n2. Chapter of fire\n{text}"
    );
    let titles = outline(&import("a.txt", &source).report);
    assert_eq!(titles, ["FOREWORD", "1. Chapter of stone", "  1.1 Where they came from", "  1.2 What was promised", "2. Chapter of fire"]);
}

#[test]
fn lettered_lines_are_items_of_their_own() {
    let source = "3. RECOMMENDATIONS\n\nThe commission recommends that the Ministry of Justice:\n\n(a) open two shelters on the coast before the end of the year, as paragraph\n(b) of the law says;\n\
        (b) hire forty interpreters;\n(c) publish the figures every month.\n\nThe towns should:\n\ni) open a shelter;\nii) close the camp.\n";
    let done = import("a.txt", source);
    let texts: Vec<&str> = actions(&done).iter().map(|(text, _)| *text).collect();
    assert_eq!(
        texts[texts.len() - 4..],
        ["hire forty interpreters", "publish the figures every month.", "open a shelter", "close the camp."]
    );
    let source =
        "1. FACTS\n\nThe harbour stands as it was described in the paragraph that is called\na) in the law, and nobody has closed it.\n";
    stand(&import("a.txt", source), &["that is called a) in the law"]);
}

#[test]
fn an_addressee_may_have_sentences_where_others_have_a_list() {
    let states = "To the States\n\n- Keep a register of children, and review it every month.\n- Open four shelters.\n\n";
    let society = "To civil society\n\nOrganizations should keep watch. They should publish what they see. Many are tired.\n";
    let wanted = [
        ("Keep a register of children, and review it every month.", "states"),
        ("Open four shelters.", "states"),
        ("Organizations should keep watch.", "civil-society"),
        ("They should publish what they see.", "civil-society"),
    ];
    let done = import("a.md", &format!("# Report\n\n## Facts\n\nThe river rose.\n\n## Recommendations\n\n### {states}### {society}"));
    assert_eq!(actions(&done), wanted);
    // The only chapter of a report is not taken apart.
    let done = import("a.md", &format!("# Report\n\n## Recommendations\n\n### {states}### {society}"));
    assert_eq!(
        (outline(&done.report), actions(&done)),
        (vec!["Recommendations".into(), "  To the States".into(), "  To civil society".into()], wanted.into())
    );
    // Converters know one level of titles.
    let done = import(
        "a.md",
        &format!(
            "# Report\n\n## Facts\n\nThe river rose.\n\n## Recommendations\n\n## {states}## {society}\n## Annex\n\nThey should not be here.\n"
        ),
    );
    assert_eq!(actions(&done), wanted);
}

#[test]
fn chapters_of_a_judgment_have_their_numbers_above_them() {
    let middle = |text: &str| format!("{text:^70}\n");
    let source = [
        middle("COURT OF RIGHTS"),
        middle("CASE OF THE FAMILY ROJAS"),
        "In the case of the family, the Court delivers this judgment:\n".into(),
        middle("I") + &middle("INTRODUCTION OF THE CASE") + &middle("AND ITS PURPOSE"),
        "1. On 3 May 2016 the Commission submitted the case.\n".into(),
        middle("II"),
        middle("PROOF"),
        "2. The Court received 14 documents.\n".into(),
        middle("III") + &middle("OPERATIVE PARAGRAPHS"),
        "Therefore,\n\nTHE COURT\n\nDECIDES,\n\n3. To reject it.\n\nAND ORDERS\n\n4. That the State pay.\n".into(),
    ]
    .join("\n");
    let done = import("a.txt", &source);
    let titles = outline(&done.report);
    assert_eq!(
        titles[titles.len() - 5..],
        ["I. INTRODUCTION OF THE CASE AND ITS PURPOSE", "II. PROOF", "III. OPERATIVE PARAGRAPHS", "  THE COURT", "  AND ORDERS"],
        "{titles:?}"
    );
}

#[test]
fn a_title_that_stands_above_all_is_one_however_long_the_text_below_it() {
    let opening = "This is a sentence of the text that opens the report. ".repeat(12);
    let done = import(
        "a.md",
        &format!("# Rivers and Roads\n\n{opening}\n\n## Rivers\n\nText one.\n\n### Deltas\n\nMore.\n\n## Roads\n\nText two.\n"),
    );
    assert_eq!(outline(&done.report), ["About this report", "Rivers", "  Deltas", "Roads"]);
    assert_eq!(done.report.meta.title.text(done.report.first_language()), "Rivers and Roads");
}

#[test]
fn a_chapter_with_sentences_is_no_title_of_the_whole() {
    let done = import("a.md", "## Facts\n\nThe judge spoke.\n\n## Merits\n\nThe court heard it.\n");
    assert_eq!(outline(&done.report), ["Facts", "Merits"]);
    let done = import(
        "a.md",
        "## River Towns\n\nObservatory of the Basin, 2021.\n\n## Facts\n\nThe judge spoke.\n\n## Merits\n\nThe court heard it.\n",
    );
    assert_eq!(outline(&done.report)[1..], ["Facts", "Merits"]);
}
