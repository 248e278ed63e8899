//! The projector: every page, at every size, as a trainer walks through it.

use insta::assert_snapshot;
use proptest::prelude::*;
use vereda::app::action::Mode;
use vereda::app::present::Light;
use vereda::app::{Action, App, Command, Effect, Pane, Start};
use vereda::export::qr::Form;
use vereda::report::Language;
use vereda::report::tour::{Stop, StopAt, Tour};
use vereda::text::columns::width;
use vereda::text::span::pieces;
use vereda::ui::Look;

use crate::fixture::{app_at, drawn, here, mono, press, report, screen, start, text_of};

fn page(app: &App) -> usize {
    app.present().expect("the projector").count().0
}

/// All of the text that is on the page, in one line.
fn words(app: &App) -> String {
    let present = app.present().expect("the projector");
    let slide = present.slide();
    let part = |part: &vereda::app::present::pages::Part| {
        let lines = part.lines.iter().filter_map(|line| slide.texts[part.text].text.get(line.clone()));
        lines.collect::<Vec<_>>().join(" ")
    };
    present.page().parts.iter().map(part).collect::<Vec<_>>().join(" ")
}

#[test]
fn screens() {
    for (columns, rows) in [(40, 12), (80, 24), (160, 45)] {
        for (name, address, script) in [
            ("section", "trafficking", "p"),
            ("passage", "trafficking.5", "p"),
            ("footnote", "trafficking.25", "p"),
            ("spotlight", "trafficking.5", "ps<Space>"),
            ("reveal", "trafficking.5", "pv"),
            ("laws", "trafficking.5", "cecu<Enter>]p"),
            ("jump", "trafficking.5", "po25"),
        ] {
            let mut app = app_at(address, columns, rows);
            press(&mut app, script);
            assert_snapshot!(format!("present_{name}_{columns}x{rows}"), screen(&app));
        }
    }
}

#[test]
fn every_page_is_whole_at_every_size() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40), (160, 45), (240, 70), (43, 13)] {
        let mut app = app_at("about", columns, rows);
        press(&mut app, "pg");
        let mut read = String::new();
        loop {
            let present = app.present().expect("the projector");
            let (at, of) = present.count();
            let frame = present.frame();
            let shown = screen(&app);
            assert!(shown.lines().filter(|line| !line.trim().is_empty()).count() > 2, "an empty page:\n{shown}");
            // What is in letters of one cell stands on the screen, line by line.
            for part in present.page().parts.iter().filter(|_| !frame.large) {
                for line in &part.lines {
                    let text = &present.slide().texts[part.text].text[line.clone()];
                    assert!(width(text) <= usize::from(columns) && shown.contains(text.trim_end()), "{text:?} is cut:\n{shown}");
                }
            }
            for line in frame.context.iter().chain(frame.heading.iter().filter(|_| !frame.large_heading)) {
                assert!(shown.contains(line.trim_end()), "{line:?} is cut:\n{shown}");
            }
            read.push_str(&words(&app));
            if at == of {
                break;
            }
            press(&mut app, "<Space>");
            assert_eq!(page(&app), at + 1);
        }
        // The whole text came by, in its order.
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let read = solid(&read);
        let mut from = 0;
        for passage in app.edition().passages.iter().filter(|passage| !app.edition().blocks[passage.block].text.contains('\n')) {
            let text = solid(&app.edition().blocks[passage.block].text);
            let found = read[from..].find(&text);
            assert!(found.is_some(), "{columns}x{rows}: {text}");
            from += found.unwrap_or(0);
        }
    }
}

#[test]
fn one_comes_to_it_and_back() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "p");
    assert_eq!(app.mode(), Mode::Present);
    assert!(words(&app).starts_with("Women and girls are affected the most"));
    press(&mut app, "<Esc>");
    assert_eq!((app.pane(), here(&app).as_str()), (Pane::Reader, "trafficking.5"));
    // What was shown last is where one is, and the way back is known.
    press(&mut app, "p<Space><Space>q");
    assert_eq!(here(&app), "trafficking.7");
    press(&mut app, "<BS>");
    assert_eq!(here(&app), "trafficking.5");
    // The theme that one had is back.
    let theme = app.theme();
    press(&mut app, "p");
    press(&mut app, "t<Esc>");
    assert_eq!(app.theme(), theme);
}

#[test]
fn a_clicker_turns_pages_and_blanks_the_screen() {
    let mut app = app_at("trafficking.5", 80, 24);
    app.update(Action::Do(Command::Present));
    let first = page(&app);
    press(&mut app, "<PgDn><PgDn><PgUp>");
    assert_eq!(page(&app), first + 1);
    for key in ["b", "."] {
        let before = screen(&app);
        press(&mut app, key);
        assert_eq!(screen(&app).trim(), "");
        press(&mut app, "<PgDn>");
        assert_eq!(screen(&app), before, "the first press only brings the picture back");
        press(&mut app, key);
        press(&mut app, key);
        assert_eq!(screen(&app), before);
    }
}

#[test]
fn sentences_come_one_by_one_and_are_lit() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "pv");
    let first = page(&app);
    assert!(screen(&app).contains("disproportionately so.") && !screen(&app).contains("They make up 70%"));
    press(&mut app, "<Space>");
    assert!(screen(&app).contains("They make up 70%") && !screen(&app).contains("one in every four"));
    press(&mut app, "<Space><Space>");
    assert_eq!(page(&app), first + 1);
    press(&mut app, "<PgUp>");
    assert!(page(&app) == first && screen(&app).contains("one in every four"), "coming back, all of it is there");
    press(&mut app, "vs<Space>");
    let present = app.present().expect("the projector");
    let lights: Vec<Light> = present.sentences().iter().map(|(text, range)| present.light(*text, range)).collect();
    assert_eq!(lights, [Light::Dimmed, Light::Lit, Light::Dimmed]);
    // A word is chosen and marked, and stays marked.
    press(&mut app, "sw<Space><Enter>w");
    let present = app.present().expect("the projector");
    let marked = present.edges(0).into_iter().filter(|piece| present.light(0, piece) == Light::Marked);
    let marked: Vec<&str> = marked.filter_map(|piece| present.slide().texts[0].text.get(piece)).collect();
    assert_eq!(marked, ["and"]);
}

#[test]
fn pages_are_found_by_number_and_by_title() {
    let mut app = app_at("about", 80, 24);
    press(&mut app, "po12<Enter>");
    assert_eq!(page(&app), 12);
    // Any page, also one inside a passage, and 5 is not 50.
    for number in 1..60 {
        press(&mut app, &format!("o{number}<Enter>"));
        assert_eq!(page(&app), number);
    }
    press(&mut app, "o<Esc>/recommendations.3<Enter>");
    assert!(app.present().expect("the projector").slide().address.as_ref().is_some_and(|at| at.to_string() == "recommendations.3"));
    press(&mut app, "gG[");
    let present = app.present().expect("the projector");
    assert_eq!(present.slide().address.as_ref().map(ToString::to_string).as_deref(), Some("recommendations"));
    press(&mut app, "[");
    assert_eq!(app.present().expect("the projector").slide().address.as_ref().map(ToString::to_string).as_deref(), Some("conclusions"));
}

#[test]
fn whatever_is_on_the_screen_is_shown() {
    let shown = |script: &str| {
        let mut app = app_at("trafficking.5", 120, 40);
        press(&mut app, script);
        let selected = app.tasks().grid.key().map(ToOwned::to_owned);
        press(&mut app, "p");
        let address = app.present().and_then(|present| present.slide().address.clone()).map(|address| address.to_string());
        (address.unwrap_or_default(), words(&app), selected)
    };
    let (address, words, _) = shown("cecu<Enter>]");
    assert!(address == "ecuador" && words.contains("article 91"), "{address}: {words}");
    let (address, _, selected) = shown("4jj");
    assert_eq!(Some(address), selected);
    assert!(shown("/kind:law<Space>criminal<Space>code<Enter>3i").0.starts_with("law:"));
    assert_eq!(shown("1").0, "trafficking.5");
}

#[test]
fn every_tour_is_walked_from_end_to_end() {
    let report = report();
    let edition = report.edition(report.first_language());
    assert!(report.tours().len() >= 5);
    for (columns, rows) in [(40, 12), (80, 24), (160, 45)] {
        for (nth, tour) in report.tours().iter().enumerate() {
            let mut app = app_at("about", columns, rows);
            press(&mut app, "P");
            press(&mut app, &"<Down>".repeat(nth));
            press(&mut app, "<Enter>");
            let mut questions = 0;
            let mut stops = Vec::new();
            loop {
                let present = app.present().expect("the projector");
                let shown = screen(&app);
                assert!(shown.lines().filter(|line| !line.trim().is_empty()).count() > 2, "an empty page:\n{shown}");
                let title = present.group().map(|group| group.title.clone()).unwrap_or_default();
                if stops.last() != Some(&title) {
                    stops.push(title);
                }
                questions += present.page().parts.iter().filter(|part| present.slide().texts[part.text].text.ends_with('?')).count();
                let (at, of) = present.count();
                if at == of {
                    break;
                }
                press(&mut app, "<PgDn>");
            }
            let titles: Vec<String> = tour.stops.iter().map(|stop| report.stop_title(edition, stop)).collect();
            assert_eq!(stops, titles, "{} at {columns}x{rows}", tour.id);
            assert!(questions >= tour.stops.iter().map(|stop| stop.questions.len()).sum(), "{}", tour.id);
        }
    }
}

#[test]
fn a_stop_has_its_time_its_notes_and_its_questions() {
    let mut app = app_at("about", 80, 24);
    press(&mut app, "P<Enter>T");
    app.update(Action::Elapsed(60));
    let minutes = u64::from(report().tours()[0].stops[0].minutes);
    assert!(screen(&app).contains(&format!("{}:00 left here", minutes - 1)));
    press(&mut app, "i");
    let notes = report().tours()[0].stops[0].notes.text(vereda::report::Language::En).to_owned();
    assert!(screen(&app).contains(&notes[..30]));
    press(&mut app, "<Esc>]");
    assert!(screen(&app).contains(&format!("{}:00 left here", report().tours()[0].stops[1].minutes)), "the next stop has its own time");
}

#[test]
fn what_is_read_becomes_a_stop_of_ones_own_tour() {
    let mut app = app_at("trafficking.5", 80, 24);
    let effect = press(&mut app, "A<Enter>Tuesday<Enter>");
    let Effect::AddToTour(title, at) = effect else { panic!("{effect:?}") };
    assert_eq!((title.as_str(), at.to_string().as_str()), ("Tuesday", "trafficking.5"));
    let mut tour = Tour::new("Tuesday");
    tour.stops.push(Stop::new(at, 5));
    app.update(Action::OwnTours(vec![tour]));
    let effect = press(&mut app, "JA<Enter>");
    assert!(matches!(effect, Effect::AddToTour(title, _) if title == "Tuesday"));
    press(&mut app, "PTuesday<Enter>");
    assert!(app.present().is_some_and(|present| present.group().is_some_and(|group| group.minutes == Some(5))));
}

#[test]
fn stops_of_ones_own_tour_are_moved_and_taken_away() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "P<Enter>");
    assert_eq!(press(&mut app, "}"), Effect::Nothing, "the report's own tours stay as they are");
    press(&mut app, "<Esc>");
    let mut tour = Tour::new("Mine");
    "mine".clone_into(&mut tour.id);
    tour.stops.extend(["trafficking.5", "trafficking.6", "trafficking.7"].map(|at| Stop::new(StopAt::parse(at), 5)));
    app.update(Action::OwnTours(vec![tour]));
    let first = |app: &App| {
        let present = app.present().expect("the projector");
        present.slides().iter().filter_map(|slide| slide.address.clone()).map(|at| at.to_string()).collect::<Vec<_>>()
    };
    press(&mut app, "PMine<Enter>");
    assert_eq!(press(&mut app, "}"), Effect::ChangeTour("mine".to_owned(), 0, Some(1)));
    assert_eq!(first(&app), ["trafficking.6", "trafficking.5", "trafficking.7"]);
    assert_eq!(app.present().map(|present| present.slide().group), Some(1), "one stays at the stop");
    assert_eq!(press(&mut app, "{"), Effect::ChangeTour("mine".to_owned(), 1, Some(0)));
    assert_eq!(press(&mut app, "{"), Effect::Nothing);
    assert_eq!(press(&mut app, "X"), Effect::ChangeTour("mine".to_owned(), 0, None));
    assert_eq!(first(&app), ["trafficking.6", "trafficking.7"]);
    press(&mut app, "X");
    assert_eq!(press(&mut app, "X"), Effect::Nothing, "the last one stays");
}

#[test]
fn the_time_is_shown_when_it_is_wanted() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "p");
    app.update(Action::Elapsed(754));
    assert!(!screen(&app).contains("12:34"));
    press(&mut app, "T");
    assert!(screen(&app).contains("12:34"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_window_of_another_size_shows_the_same_words(sizes in prop::collection::vec((24u16..240, 6u16..70), 1..8), start in 1u32..99) {
        let report = report();
        let number = 1 + start % u32::try_from(report.edition(report.first_language()).sections[8].passages.len()).expect("few");
        let mut app = app_at(&format!("trafficking.{number}"), 80, 24);
        press(&mut app, "p");
        let slide = app.present().expect("the projector").page().slide;
        for (columns, rows) in sizes {
            app.update(Action::Resize(columns, rows));
            prop_assert_eq!(app.present().expect("the projector").page().slide, slide);
            screen(&app);
        }
    }
}

/// The cell of the first of these words in the page's text, and a cell inside it.
fn cell_of(app: &App, word: &str) -> (u16, u16) {
    let shown = screen(app);
    let (row, line) = shown.lines().enumerate().find(|(_, line)| line.contains(word)).expect("it is shown");
    let before = &line[..line.find(word).expect("there")];
    (u16::try_from(width(before) + 1).expect("a column"), u16::try_from(row).expect("a row"))
}

/// The words that are marked on the page.
fn marked(app: &App) -> Vec<String> {
    let present = app.present().expect("the projector");
    let of_text = |part: &vereda::app::present::pages::Part| {
        let (text, edges) = (part.text, present.edges(part.text));
        let all = part.lines.iter().flat_map(|line| pieces(line, edges.iter())).collect::<Vec<_>>();
        let marked = all.into_iter().filter(|piece| present.light(text, piece) == Light::Marked);
        marked.filter_map(|piece| present.slide().texts[text].text.get(piece).map(ToOwned::to_owned)).collect::<Vec<_>>()
    };
    present.page().parts.iter().flat_map(of_text).collect()
}

#[test]
fn a_click_marks_the_word_under_it() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "p");
    let (column, row) = cell_of(&app, "girls");
    app.update(Action::Click { column, row });
    assert_eq!(marked(&app), ["girls"]);
    // Beside a word, and where there is nothing, it does nothing; nor does the wheel.
    let before = (page(&app), app.pane(), here(&app));
    for (column, row) in [(0, 0), (79, 23), (column, 0), (79, row)] {
        app.update(Action::Click { column, row });
        app.update(Action::Wheel { column, row, steps: 1 });
    }
    assert_eq!((page(&app), app.pane(), here(&app)), before);
    assert_eq!(marked(&app), ["girls"]);
    app.update(Action::Click { column, row });
    assert!(marked(&app).is_empty(), "a second click takes the mark away");
    // The word that is chosen moves with the click.
    press(&mut app, "w");
    app.update(Action::Click { column, row });
    press(&mut app, "<Enter>w");
    assert!(marked(&app).is_empty(), "it is the one that Enter marks");
    // What has not come is not marked.
    press(&mut app, "v");
    let (hidden, row) = (4, row + 6);
    app.update(Action::Click { column: hidden, row });
    press(&mut app, "v");
    assert!(marked(&app).is_empty());
}

#[test]
fn a_click_finds_large_letters_too() {
    let mut app = app_at("trafficking.5", 160, 45);
    press(&mut app, "p");
    let present = app.present().expect("the projector");
    let frame = present.frame();
    assert!(frame.large);
    let first = present.slide().texts[0].text.split(' ').next().expect("a word").to_owned();
    // It is an item of a list: its sign and a space stand before it.
    let left = frame.margin + 2 * 4;
    for (column, row) in [(left, frame.top()), (left + 4 * first.len() as u16 - 1, frame.top() + 3)] {
        app.update(Action::Click { column, row });
        assert_eq!(marked(&app), std::slice::from_ref(&first));
        app.update(Action::Click { column, row });
    }
}

#[test]
fn a_group_of_figures_is_a_chart() {
    for (columns, rows) in [(40, 12), (80, 24), (160, 45)] {
        let mut app = app_at("trafficking.5", columns, rows);
        press(&mut app, "ccol<Enter>]]p");
        let charts = app.present().expect("the projector").slides().iter().filter(|slide| slide.is_chart()).count();
        assert!(charts >= 4, "{charts}");
        // Where all rows are the country's, a sign tells nothing; among others its own have one.
        let is_marked =
            |app: &App| app.present().expect("the projector").slide().texts.iter().any(|text| text.bar().is_some() && text.lead == "▸");
        while !is_marked(&app) {
            press(&mut app, "<PgDn>");
        }
        let shown = screen(&app);
        assert!(shown.contains("██"), "a bar:\n{shown}");
        // A number is told by a word, not by its bar alone.
        for text in &app.present().expect("the projector").slide().texts {
            assert!(text.bar().is_none_or(|bar| text.text.ends_with(&bar.shown) && !bar.shown.is_empty()));
        }
    }
}

#[test]
fn charts_are_whole_at_every_size() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "ccol<Enter>]]p");
    for columns in (40..241).step_by(25) {
        for rows in (12..71).step_by(11) {
            app.update(Action::Resize(columns, rows));
            press(&mut app, "g");
            let mut shown = std::collections::BTreeSet::new();
            loop {
                let present = app.present().expect("the projector");
                let (slide, frame) = (present.slide(), present.frame());
                let seen = screen(&app);
                for part in present.page().parts.iter().filter(|part| slide.texts[part.text].bar().is_some()) {
                    shown.insert((present.page().slide, part.text));
                    for line in part.lines.iter().filter(|_| !frame.large) {
                        let words = slide.texts[part.text].text[line.clone()].split("  ");
                        words.for_each(|words| assert!(seen.contains(words.trim_end()), "{words:?} at {columns}x{rows}:\n{seen}"));
                    }
                }
                let (at, of) = present.count();
                if at == of || present.group().is_some_and(|group| !group.title.ends_with("Figures")) {
                    break;
                }
                press(&mut app, "<PgDn>");
            }
            let slides = app.present().expect("the projector").slides().iter().enumerate();
            let all = slides
                .flat_map(|(slide, of)| (0..of.texts.len()).filter(|text| of.texts[*text].bar().is_some()).map(move |text| (slide, text)));
            assert!(all.eq(shown), "{columns}x{rows}");
        }
    }
}

/// The projector in ASCII alone.
fn in_ascii(address: &str, (columns, rows): (u16, u16), script: &str) -> String {
    let block = report().edition(Language::Es).block_at(&address.parse().expect("an address"));
    let start = Start { language: Language::Es, block, form: Form::Ascii, ..start(columns, rows) };
    let mut app = App::new(report(), start);
    press(&mut app, script);
    text_of(&drawn(&app, &Look { ascii: true, ..mono() }).0)
}

#[test]
fn in_ascii_large_letters_are_made_of_dots_where_they_have_room() {
    let large = in_ascii("trafficking", (160, 45), "p");
    assert_snapshot!("present_ascii_160x45", large);
    assert!(large.is_ascii());
    // And where they have none the words stand as they are.
    let small = in_ascii("trafficking", (80, 24), "p");
    assert_snapshot!("present_ascii_80x24", small);
    assert!(small.is_ascii() && small.contains("Trata de personas") && !small.contains("??"), "{small}");
}

#[test]
fn no_page_of_a_tour_is_lost_in_ascii() {
    for size in [(80, 24), (160, 45)] {
        let mut script = "P<Enter>".to_owned();
        for _ in 0..12 {
            let shown = in_ascii("trafficking", size, &script);
            assert!(shown.is_ascii() && !shown.contains("??"), "{shown}");
            script.push_str("<Space>");
        }
    }
}
