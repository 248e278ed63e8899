//! The search: what is understood, what is never an error, and that the screen and the command line say the same.

use assert_cmd::Command;
use proptest::prelude::*;
use vereda::app::{Action, Pane};
use vereda::report::{Address, Language};
use vereda::search::{Filters, Mode, Query};

use crate::fixture::{app, app_at, english, index, press, report, screen};

/// Ids of the hits, the best first.
fn hits(typed: &str, mode: Mode) -> Vec<String> {
    let (report, index) = (report(), index());
    let query = Query::new(&report, &index, typed, mode, Filters::default());
    index.search(&query).into_iter().map(|hit| index.record(&report, english(&report), hit.doc).expect("a record").id).collect()
}

fn understood(typed: &str) -> Vec<String> {
    hits(typed, Mode::Understood)
}

#[track_caller]
fn first_three(typed: &str, wanted: &str) {
    let found = understood(typed);
    assert!(found.iter().take(3).any(|id| id == wanted), "{typed}: {:?}", &found[..found.len().min(5)]);
}

#[test]
fn a_number_is_the_same_in_any_style() {
    let one = understood("390000");
    assert!(one.contains(&"north-america.3".to_owned()), "{one:?}");
    for typed in ["390,000", "390.000", "390 000", "390\u{a0}000"] {
        assert_eq!(understood(typed), one, "{typed}");
    }
    assert_eq!(understood("94,5%"), understood("94.5"));
    first_three("2.3 million permits", "figure:co-venezuelans-permit");
    first_three("2300000", "figure:co-venezuelans-permit");
}

#[test]
fn a_number_is_no_beginning_of_another() {
    // The report has 4200000, 46000 and 390000.
    for typed in ["42", "4600", "39"] {
        let found = understood(typed);
        assert!(found.iter().all(|id| !id.starts_with("figure:ve-") && !id.starts_with("figure:reg-migrants")), "{typed}: {found:?}");
    }
    for typed in ["390k", "390mil", "390 thousand"] {
        first_three(typed, "figure:darien-crossings");
    }
    first_three("covid19", "introduction.4");
}

#[test]
fn an_acronym_is_one_word_with_points_and_without() {
    for (one, other) in [("I.O.M.", "IOM"), ("U.N. human rights", "UN human rights"), ("L.G.B.T.Q.I.", "LGBTQI"), ("E.M.A.C.", "emac")] {
        assert_eq!(understood(one), understood(other), "{one}");
    }
    first_three("UN", "org:united-nations");
    first_three("U.N.", "org:united-nations");
    // In small letters it is the Spanish article.
    assert!(!understood("un migrante").contains(&"org:united-nations".to_owned()));
}

#[test]
fn words_that_were_run_together_or_torn_apart_are_found() {
    for (typed, meant) in [("humantrafficking", "human trafficking"), ("dariengap", "darien gap"), ("costarica", "costa rica")] {
        let (report, index) = (report(), index());
        let query = Query::new(&report, &index, typed, Mode::Understood, Filters::default());
        assert_eq!(query.corrections, [(typed.to_owned(), meant.to_owned())]);
        assert_eq!(understood(typed)[0], understood(meant)[0], "{typed}");
    }
    assert_eq!(understood("guate mala")[0], understood("guatemala")[0]);
}

#[test]
fn a_word_that_is_one_is_not_mended_into_another() {
    let (report, index) = (report(), index());
    for typed in ["abolition", "bridesmaid", "elon musk", "farmhouse", "hambre", "professor", "jogo"] {
        let query = Query::new(&report, &index, typed, Mode::Understood, Filters::default());
        assert!(query.corrections.is_empty(), "{typed}: {:?}", query.corrections);
    }
}

#[test]
fn the_word_itself_comes_before_its_relatives_and_other_words_for_it() {
    // "organisation" has the stem of "organ", and "survivors" means nearly the same as "victims".
    for (typed, wanted) in [("organ", "trafficking.6"), ("organ harvesting", "trafficking.6")] {
        first_three(typed, wanted);
    }
    let (report, index) = (report(), index());
    let query = Query::new(&report, &index, "victims", Mode::Understood, Filters::default());
    let first = index.record(&report, english(&report), index.search(&query)[0].doc).expect("a record");
    assert!(format!("{} {}", first.title, first.text).to_lowercase().contains("victims"), "{}", first.id);
}

#[test]
fn what_is_marked_is_what_was_typed_or_means_it() {
    let (report, index) = (report(), index());
    let marked = |typed: &str, text: &'static str| {
        let query = Query::new(&report, &index, typed, Mode::Understood, Filters::default());
        index.matches(&query, text).into_iter().map(|range| &text[range]).collect::<Vec<_>>()
    };
    let text = "Trafficking in persons, and the risks of trafficking, are not the smuggling of persons in the region.";
    assert_eq!(marked("trafficking", text), ["Trafficking in persons", "risks of trafficking"]);
    assert_eq!(marked("human trafficking", text), ["Trafficking in persons", "risks of trafficking"]);
    // Words that belong together are not marked one by one.
    assert_eq!(marked("human trafficking", "Drug trafficking in the region"), Vec::<&str>::new());
    assert_eq!(marked("civil society", "The civil society; a society of civil rights"), ["civil society"]);
    // Where nothing says it at once, the words that were typed do.
    assert_eq!(marked("civil society", "A society of civil rights"), ["society", "civil"]);
    assert_eq!(marked("\"the region\"", text), ["the region"]);
    assert_eq!(marked("United States", "The United States and the states"), ["United States"]);
}

#[test]
fn operators_have_names_in_three_languages() {
    for typed in ["país:perú leyes", "pais:Peru leyes", "country:perú leyes"] {
        assert_eq!(understood(typed), understood("country:peru leyes"), "{typed}");
    }
    for typed in ["tipo:ley trafficking", "tipo:lei trafficking", "kind:laws trafficking"] {
        assert_eq!(understood(typed), understood("kind:law trafficking"), "{typed}");
    }
    assert_eq!(understood("sección:trafficking police"), understood("section:trafficking police"));
    assert_eq!(understood("Venezuela NOT Colombia"), understood("Venezuela -Colombia"));
    // What is none is told, and is no word.
    let (report, index) = (report(), index());
    let query = Query::new(&report, &index, "kind:unicorn corruption", Mode::Understood, Filters::default());
    assert_eq!(query.unknown, ["kind:unicorn"]);
}

#[test]
fn case_accents_and_word_forms_do_not_matter() {
    assert_eq!(understood("CORPORACION ESPACIOS"), understood("corporación espacios"));
    first_three("deporting migrants panama", "policies.2");
    first_three("coyote", "term:coyotes");
}

#[test]
fn mistakes_are_mended_and_told() {
    let (report, index) = (report(), index());
    for (typed, meant) in
        [("corruptoin", "corruption"), ("Guatamala", "guatemala"), ("venezuealn", "venezuelan"), ("hurricne", "hurricane")]
    {
        let query = Query::new(&report, &index, typed, Mode::Understood, Filters::default());
        assert_eq!(query.corrections, [(typed.to_lowercase(), meant.to_owned())]);
        assert_eq!(understood(typed)[0], understood(meant)[0], "{typed}");
    }
    // Short words are taken as they are.
    let query = Query::new(&report, &index, "iom", Mode::Understood, Filters::default());
    assert!(query.corrections.is_empty());
}

#[test]
fn names_in_other_languages_acronyms_and_synonyms() {
    assert_eq!(understood("Brasil")[..5], understood("Brazil")[..5]);
    first_three("Equador trata de personas 154", "trafficking.26");
    first_three("CIDH", "term:iachr");
    first_three("Inter-American Commission on Human Rights", "term:iachr");
    first_three("smugglers", "term:coyotes");
}

#[test]
fn questions_are_understood() {
    first_three("how many victims were identified in Ecuador?", "figure:ec-victims-2023-2024");
    first_three("¿cuántas víctimas en ecuador?", "figure:ec-victims-2023-2024");
    first_three("what is a quilombola", "term:quilombola");
}

#[test]
fn operators_narrow_and_malformed_ones_are_words() {
    let (report, index) = (report(), index());
    let records = |typed: &str| {
        let query = Query::new(&report, &index, typed, Mode::Understood, Filters::default());
        index.search(&query).into_iter().map(|hit| index.record(&report, english(&report), hit.doc).expect("a record")).collect::<Vec<_>>()
    };
    assert!(!records("victims country:peru").is_empty());
    assert!(
        records("victims country:peru").iter().all(|record| record.countries.is_empty() || record.countries.contains(&"peru".to_owned()))
    );
    assert!(
        records("victims country:\"costa rica\"")
            .iter()
            .all(|record| record.text.to_lowercase().contains("costa rica") || record.countries.contains(&"costa-rica".to_owned()))
    );
    let laws = records("kind:law chile");
    assert!(laws.len() > 5 && laws.iter().all(|record| record.id.starts_with("law:")));
    assert!(records("section:trafficking impunity").iter().all(|record| record.section.as_deref() == Some("trafficking")));
    for record in records("\"sex workers\"") {
        let all = format!("{record:?}").to_lowercase();
        assert!(all.contains("sex workers"), "{}", record.id);
    }
    assert!(records("venezuelans -peru").iter().all(|record| !record.text.contains("Peru")));
    for malformed in
        ["country:", "kind:nothing law", "\"open", "-", "--", "section:xyz impunity", "country:atlantis peru", ":::", "\"\"", "- - -"]
    {
        let _ = records(malformed);
    }
    assert!(!records("kind:nothing law").is_empty() && !records("\"corruption").is_empty());
}

#[test]
fn exact_words_are_exact() {
    let exact = hits("trafficker", Mode::Exact);
    assert!(exact.is_empty(), "{exact:?}");
    assert!(!understood("trafficker").is_empty());
    assert!(!hits("traffickers", Mode::Exact).is_empty());
    assert!(hits("corruptoin", Mode::Exact).is_empty());
}

#[test]
fn nothing_found_says_so_and_what_is_near() {
    let (report, index) = (report(), index());
    let edition = english(&report);
    let notes = |typed: &str| {
        let query = Query::new(&report, &index, typed, Mode::Understood, Filters::default());
        let nothing = index.search(&query).is_empty();
        index.notes(&query, &report, edition, typed, nothing)
    };
    let said = notes("\"blockchain\" peru").join(" ");
    assert!(said.contains("blockchain") && said.contains("Peru"), "{said}");
    assert!(notes("blockchian").join(" ").contains("blockchian"));
    assert!(notes("corruptoin").join(" ").contains("corruption"));
    assert!(notes("corruption").is_empty());
}

#[test]
fn the_screen_and_the_command_line_say_the_same() {
    for typed in ["corruption", "ecuador law", "154 victims", "trata de personas", "country:peru kind:figure", "venezuelans -peru"] {
        let output = Command::cargo_bin("vereda")
            .expect("the program")
            .arg("search")
            .args(typed.split(' '))
            .arg("--json")
            .env_clear()
            .output()
            .expect("run");
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let on_line: Vec<&str> = json["hits"].as_array().expect("hits").iter().map(|hit| hit["id"].as_str().expect("an id")).collect();
        let mut app = app(120, 40);
        press(&mut app, &format!("/{typed}"));
        let on_screen: Vec<String> = app.searching().visible().map(|(listed, _)| listed.id.clone()).collect();
        assert!(!on_screen.is_empty(), "{typed}");
        assert_eq!(on_screen[..], on_line[..on_screen.len()], "{typed}");
        assert_eq!(app.searching().count().1, json["total"].as_u64().expect("a number") as usize);
        // Offsets are bytes of the text, at the edges of characters.
        for hit in json["hits"].as_array().expect("hits") {
            let text = hit["text"].as_str().expect("text");
            for range in hit["matches"].as_array().expect("matches") {
                let (start, end) = (range[0].as_u64().expect("start") as usize, range[1].as_u64().expect("end") as usize);
                assert!(text.get(start..end).is_some_and(|part| !part.trim().is_empty()), "{typed}: {text:?} {start}..{end}");
            }
        }
    }
}

#[test]
fn the_reader_follows_enter_opens_and_esc_goes_back() {
    let mut app = app_at("trafficking.20", 120, 40);
    let before = screen(&app);
    press(&mut app, "/corruptoin");
    assert_eq!(app.pane(), Pane::Search);
    assert!(screen(&app).contains("corruption for corruptoin"), "{}", screen(&app));
    press(&mut app, "<Down><Down>");
    let followed = app.edition().address_of(app.reader().current()).to_string();
    let selected = app.searching().passage(app.report(), app.edition()).expect("a passage").to_string();
    assert_eq!(followed, selected);
    press(&mut app, "<Esc>");
    assert_eq!(screen(&app), before);
    press(&mut app, "/corruption<Enter>");
    assert_eq!(app.pane(), Pane::Reader);
    let (at, of) = app.finding().count();
    assert!(of > 3 && at > 0);
    let places: Vec<_> = app.finding().hits().iter().map(|hit| (hit.block, hit.range.start)).collect();
    assert!(places.is_sorted(), "n and N go in reading order");
    press(&mut app, "n");
    assert_eq!(app.finding().count().0, at % of + 1);
    // First the marks go, then one is back where one was.
    press(&mut app, "<Esc><Esc><Esc>");
    assert_eq!(app.edition().address_of(app.reader().current()), Address::Passage("trafficking".to_owned(), 20));
}

#[test]
fn a_query_stays_is_changed_recalled_and_completed() {
    let mut app = app(80, 24);
    press(&mut app, "/impunity<Enter>");
    press(&mut app, "/haiti<Enter>");
    press(&mut app, "3");
    assert_eq!(app.searching().typed(), "haiti");
    press(&mut app, "E<Space>cuba");
    assert_eq!(app.searching().typed(), "haiti cuba");
    press(&mut app, "<Enter>/<C-p><C-p><C-p>");
    assert_eq!(app.searching().typed(), "impunity");
    press(&mut app, "<C-n>");
    assert_eq!(app.searching().typed(), "haiti");
    press(&mut app, "<Esc>/victims<Space>country:guat<Tab>kind:f<Tab>");
    assert_eq!(app.searching().typed(), "victims country:guatemala kind:figure ");
    press(&mut app, "<Esc>/trafficker<C-t>");
    assert!(app.searching().is_exact() && app.searching().count().1 == 0);
}

#[test]
fn ties_are_in_reading_order_and_always_the_same() {
    let once = understood("women girls");
    for _ in 0..5 {
        assert_eq!(understood("women girls"), once);
    }
    let edition = report();
    let edition = edition.edition(Language::En);
    let figures = understood("kind:source");
    let places: Vec<usize> = figures
        .iter()
        .filter_map(|id| report().record(edition, &id.parse().expect("an address"))?.first_passage())
        .filter_map(|address| edition.block_at(&address))
        .collect();
    assert!(places.len() > 10 && places.is_sorted(), "{places:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_query_of_any_kind_panics(typed in any::<String>(), more in "[\"\\-: a-záñ0-9.,%country:kinde]{0,40}") {
        let (report, index) = (report(), index());
        for typed in [typed.clone(), more.clone(), format!("{typed} {more}")] {
            for mode in [Mode::Understood, Mode::Exact] {
                let query = Query::new(&report, &index, &typed, mode, Filters::default());
                let hits = index.search(&query);
                let _ = index.notes(&query, &report, english(&report), &typed, hits.is_empty());
                for hit in hits.iter().take(5) {
                    let text = &index.record(&report, english(&report), hit.doc).expect("a record").text;
                    for range in index.matches(&query, text) {
                        prop_assert!(text.get(range).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_typed_as_what_can_be_shown(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let typed = String::from_utf8_lossy(&bytes);
        let _ = understood(&vereda::text::sanitize::clean_line(&typed));
    }
}

#[test]
fn a_word_behind_any_space_is_completed() {
    let mut app = app(80, 24);
    press(&mut app, "/");
    app.update(Action::Paste("víctimas\u{a0}country:equ".to_owned()));
    press(&mut app, "<Tab>");
    assert_eq!(app.searching().typed(), "víctimas\u{a0}country:ecuador ");
}
