//! Keys as a person types them, and what is on the screen then.

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use tui_textarea::{Input, Key};
use vereda::app::action::Mode;
use vereda::app::contents::Node;
use vereda::app::exporting::Exported;
use vereda::app::flow::Position;
use vereda::app::{Action, App, Command, Effect, Pane, Start};
use vereda::state::mark::{Mark, MarkKind};

use crate::fixture::{app, app_at, drawn, english, here, mono, press, report, screen, small_report, start};

/// Id of the section that the reader is in.
fn section(app: &App) -> String {
    let edition = app.edition();
    edition.sections[app.reader().section(edition)].id.clone()
}

/// The rows on the screen.
fn rows(app: &App) -> Vec<Position> {
    app.reader().visible().iter().map(|row| row.at).collect()
}

/// What a person would call the place: the first row and the current passage.
fn place(app: &App) -> (Position, String) {
    (app.reader().top(), here(app))
}

/// The title of the selected entry of the contents.
fn selected(app: &App) -> String {
    let node = app.contents().selected().expect("an entry");
    vereda::app::contents::title(app.edition(), node).to_owned()
}

/// How many rows the whole text has at the app's width.
fn all_rows(app: &App) -> Vec<Position> {
    let mut flow = vereda::app::flow::Flow::new(app.edition(), app.layout().text.width);
    let blocks = 0..app.edition().blocks.len();
    blocks.flat_map(|block| (0..flow.block(app.edition(), block).height()).map(move |row| Position { block, row })).collect()
}

#[test]
fn sections_follow_one_another() {
    let mut app = app(80, 24);
    let ids: Vec<String> = app.edition().sections.iter().map(|section| section.id.clone()).collect();
    let mut seen = vec![section(&app)];
    for _ in 1..ids.len() {
        press(&mut app, "]");
        seen.push(section(&app));
        let start = app.edition().sections[app.reader().section(app.edition())].blocks.start;
        if seen.len() < ids.len() {
            assert_eq!(rows(&app).first().map(|row| row.block), Some(start), "the title is the first row");
        }
        assert!(rows(&app).iter().any(|row| row.block == start), "the title of {} is on the screen", section(&app));
    }
    assert_eq!(seen, ids);
    let last = place(&app);
    press(&mut app, "]");
    assert_eq!(place(&app), last, "there is no section behind the last");
    for id in ids.iter().rev().skip(1) {
        press(&mut app, "[");
        assert_eq!(section(&app), *id);
    }
}

#[test]
fn back_to_the_start_of_the_section_first() {
    let mut app = app_at("context.9", 80, 24);
    press(&mut app, "[");
    assert_eq!(here(&app), "context.1");
    press(&mut app, "[");
    assert_eq!(here(&app), "introduction.1");
}

#[test]
fn passages_follow_one_another_and_are_on_the_screen() {
    for (columns, lines) in [(40, 12), (80, 24), (120, 40)] {
        let mut app = app(columns, lines);
        let passages = app.edition().passages.len();
        let addresses: Vec<String> = (0..passages).map(|index| app.edition().address_of(index).to_string()).collect();
        for (nth, address) in addresses.iter().enumerate() {
            assert_eq!(here(&app), *address);
            let block = app.edition().passages[nth].block;
            assert!(rows(&app).iter().any(|row| row.block == block), "{address} is the current passage and not on the screen");
            press(&mut app, "J");
        }
        for address in addresses.iter().rev() {
            assert_eq!(here(&app), *address);
            press(&mut app, "K");
        }
    }
}

#[test]
fn a_passage_that_is_stepped_to_begins_on_the_screen() {
    let mut app = app(60, 16);
    for _ in 0..app.edition().passages.len() - 1 {
        press(&mut app, "}");
        let block = app.edition().passages[app.reader().current()].block;
        let row = app.reader().visible().iter().position(|row| row.at.block == block && row.at.row == row.block.gap);
        assert!(row.is_some(), "the start of {} is not on the screen", here(&app));
    }
}

#[test]
fn no_row_is_passed_over() {
    for (columns, lines) in [(24, 6), (40, 12), (80, 24), (120, 40), (200, 70)] {
        for (down, up) in [("<Space>", "<PgUp>"), ("d", "u"), ("j", "k")] {
            if down == "j" && lines != 24 {
                continue;
            }
            let mut app = app(columns, lines);
            let all = all_rows(&app);
            let mut seen: BTreeSet<Position> = rows(&app).into_iter().collect();
            loop {
                let (before, last) = (app.reader().top(), *rows(&app).last().expect("rows"));
                press(&mut app, down);
                if app.reader().top() == before {
                    break;
                }
                assert!(app.reader().top() > before);
                assert!(rows(&app)[0] <= last, "a line of before stays on the screen, {columns}x{lines} {down}");
                seen.extend(rows(&app));
            }
            assert_eq!(seen.len(), all.len(), "{columns}x{lines} with {down}");
            assert!(all.iter().all(|row| seen.contains(row)));
            let mut seen: BTreeSet<Position> = rows(&app).into_iter().collect();
            while app.reader().top() > Position::default() {
                press(&mut app, up);
                seen.extend(rows(&app));
            }
            assert_eq!(seen.len(), all.len(), "{columns}x{lines} with {up}");
        }
    }
}

#[test]
fn at_the_ends_the_current_passage_goes_on_alone() {
    let mut app = app(80, 24);
    press(&mut app, "G");
    assert_eq!(here(&app), "recommendations.6");
    let top = app.reader().top();
    press(&mut app, "kj");
    assert_eq!(app.reader().top(), top);
    press(&mut app, "g");
    assert_eq!((app.reader().top(), here(&app)), (Position::default(), "about.1".to_owned()));
    press(&mut app, "k");
    assert_eq!(app.reader().top(), Position::default());
}

#[test]
fn back_and_forward_again() {
    let mut app = app(80, 24);
    let mut places = vec![place(&app)];
    for script in ["]jjj", "]jj", "G"] {
        press(&mut app, script);
        places.push(place(&app));
    }
    // Where one has read on after a jump, that is where one comes back to.
    for expected in places.iter().rev().skip(1) {
        press(&mut app, "<Esc>");
        assert_eq!(app.reader().top(), expected.0);
    }
    let start = place(&app);
    press(&mut app, "<Esc>");
    assert_eq!(place(&app), start);
    assert_eq!(app.message(), Some(&*app.edition().words.reader.no_way_back));
    for expected in &places[1..] {
        press(&mut app, ">");
        assert_eq!(app.reader().top(), expected.0);
    }
    press(&mut app, ">");
    assert_eq!(app.message(), Some(&*app.edition().words.reader.no_way_forward));
    // A new jump from the middle: what was ahead is gone.
    press(&mut app, "<Esc><Esc>");
    press(&mut app, "]");
    press(&mut app, "<A-Right>");
    assert_eq!(app.message(), Some(&*app.edition().words.reader.no_way_forward));
}

#[test]
fn esc_leaves_a_find_where_it_began() {
    for (columns, lines) in [(40, 12), (80, 24), (120, 40)] {
        for script in ["", "jjj", "]]jjjjjjj", "]]}}}}", "G", "]]<Space>"] {
            let mut app = app(columns, lines);
            press(&mut app, script);
            let before = (place(&app), screen(&app));
            press(&mut app, "Fcorrupt");
            assert!(app.finding().count().1 > 0);
            press(&mut app, "<Down><Down><BS>x<BS>");
            press(&mut app, "<Esc>");
            assert_eq!(app.mode(), Mode::Reader);
            assert_eq!(place(&app), before.0, "{columns}x{lines} after {script:?}");
            assert!(app.finding().hits().is_empty());
            if columns < 100 {
                let after = screen(&app);
                let text = |screen: &str| screen.lines().take(usize::from(lines) - 1).map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(text(&after), text(&before.1));
            }
        }
    }
}

#[test]
fn esc_leaves_a_find_at_the_same_row_wherever_it_began() {
    let mut app = app(60, 14);
    for line in 0..120 {
        let before = place(&app);
        press(&mut app, "FVenezuelan<Esc>");
        assert_eq!(place(&app), before, "from line {line}");
        press(&mut app, "Fzzz<BS><BS><BS><Esc>");
        assert_eq!(place(&app), before, "from line {line}");
        press(&mut app, "j");
    }
    // Resized meanwhile: the same place, if not the same row.
    let before = here(&app);
    press(&mut app, "FVenezuelan");
    app.update(Action::Resize(100, 30));
    press(&mut app, "<Esc>");
    assert_eq!(here(&app), before);
}

#[test]
fn looking_for_a_word_is_not_reading() {
    let mut app = app(120, 40);
    let kept = app.visit().read;
    press(&mut app, "Fcorrupt<Down><Down>");
    assert_ne!(section(&app), "about");
    press(&mut app, "<Esc>");
    assert_eq!(app.visit().read, kept, "what passed by while typing was not read");
}

#[test]
fn the_next_match_and_the_one_before_go_round() {
    let mut app = app(80, 24);
    press(&mut app, "Fcorrupt<Enter>");
    let (first, count) = app.finding().count();
    assert_eq!((first, count), (1, 9));
    let mut seen = Vec::new();
    for nth in 1..=count {
        assert_eq!(app.finding().count(), (nth, count));
        let hit = app.finding().current().expect("a match").clone();
        assert!(rows(&app).iter().any(|row| row.block == hit.block), "match {nth} is on the screen");
        assert!(app.edition().blocks[hit.block].text[hit.range.clone()].to_lowercase().starts_with("corrupt"));
        assert!(screen(&app).contains(&format!("\"corrupt\": {nth} of {count}")), "{}", screen(&app));
        assert_eq!(app.message(), None);
        seen.push(hit);
        press(&mut app, "n");
    }
    assert!(seen.windows(2).all(|pair| (pair[0].block, pair[0].range.start) < (pair[1].block, pair[1].range.start)));
    assert_eq!(app.finding().count(), (1, count));
    assert_eq!(app.message(), Some(&*app.edition().words.find.wrapped_down));
    press(&mut app, "N");
    assert_eq!(app.finding().count(), (count, count));
    assert_eq!(app.message(), Some(&*app.edition().words.find.wrapped_up));
    press(&mut app, "N");
    assert_eq!((app.finding().count(), app.message()), ((count - 1, count), None));
}

#[test]
fn matches_are_found_whatever_their_accents_case_and_number_style() {
    for (typed, address) in [
        ("corporacion espacios", "about.6"),
        ("FUNDACIÓN RENACER", "response.3"),
        ("390 000", "north-america.3"),
        ("390.000", "north-america.3"),
        ("2876000", "policies.5"),
        ("tejiendo", "response.15"),
    ] {
        let mut app = app(80, 24);
        press(&mut app, &format!("F{}<Enter>", typed.replace(' ', "<Space>")));
        assert_eq!(here(&app), address, "{typed}");
    }
}

#[test]
fn a_match_is_looked_for_from_where_one_is() {
    let mut app = app_at("conclusions", 80, 24);
    press(&mut app, "Fcorrupt");
    assert_eq!(section(&app), "conclusions");
    assert!(app.finding().count().0 > 1);
    // Read on, then n: the next match is below what is on the screen now.
    let mut app = app_at("introduction", 80, 24);
    press(&mut app, "Fcorrupt<Enter>]]]]]n");
    assert!(["north-america", "central-america", "policies", "trafficking"].contains(&section(&app).as_str()), "{}", here(&app));
}

#[test]
fn what_is_not_in_the_text_is_said_and_moves_nothing() {
    let mut app = app_at("response.6", 80, 24);
    let before = place(&app);
    press(&mut app, "Fzzz<Enter>");
    assert_eq!(place(&app), before);
    assert!(app.message().is_some_and(|message| message.contains("zzz")));
    press(&mut app, "n");
    assert!(app.message().is_some_and(|message| message.contains("zzz")));
}

#[test]
fn find_again_what_was_found() {
    let mut app = app(80, 24);
    press(&mut app, "Fcorrupt<Enter><Esc>");
    assert!(app.finding().hits().is_empty(), "the marks go first");
    let at = here(&app);
    press(&mut app, "F<Enter>");
    assert_eq!((app.finding().count().1, here(&app)), (9, at));
    press(&mut app, "<Esc><Esc>");
    assert_eq!(here(&app), "about.1", "then the way back");
}

#[test]
fn find_in_this_section_stays_in_it() {
    let mut app = app_at("response.6", 80, 24);
    press(&mut app, "<C-f>victims<Enter>");
    let (_, count) = app.finding().count();
    assert!(count > 3);
    for _ in 0..count + 2 {
        press(&mut app, "n");
        assert_eq!(section(&app), "response");
    }
    let everywhere = {
        let mut app = app_at("response.6", 80, 24);
        press(&mut app, "Fvictims<Enter>");
        app.finding().count().1
    };
    assert!(everywhere > count);
}

#[test]
fn letters_typed_into_a_box_are_letters() {
    let mut app = app(80, 24);
    press(&mut app, "Fq?nN1jk[]<Space><lt>");
    assert_eq!(app.finding().text_box.as_ref().map(|text_box| text_box.text().to_owned()).as_deref(), Some("q?nN1jk[] <"));
    assert_eq!(press(&mut app, "<C-c>"), Effect::Quit);
}

#[test]
fn a_title_is_narrowed_to_and_opened() {
    for (columns, lines) in [(40, 12), (120, 40)] {
        let mut app = app(columns, lines);
        press(&mut app, "fguatem");
        assert_eq!(selected(&app), "Guatemala");
        press(&mut app, "<Enter>");
        assert_eq!((app.mode(), section(&app).as_str()), (Mode::Reader, "policies"));
        assert_eq!(rows(&app).first().map(|row| &*app.edition().blocks[row.block].text), Some("Guatemala"));
        press(&mut app, "<Esc>");
        assert_eq!(here(&app), "about.1");
        // The second of the two.
        press(&mut app, "fguatem<Down><Enter>");
        assert_eq!(section(&app), "trafficking");
    }
}

#[test]
fn a_filter_is_left_without_a_change() {
    let mut app = app_at("context.9", 80, 24);
    let before = place(&app);
    press(&mut app, "fxyz");
    assert_eq!(app.contents().selected(), None);
    press(&mut app, "<Enter>");
    press(&mut app, "<Esc>");
    press(&mut app, "<Esc>");
    assert_eq!((place(&app), app.mode()), (before, Mode::Reader));
}

#[test]
fn folding_and_unfolding() {
    let mut app = app_at("context.9", 120, 40);
    press(&mut app, "1");
    let entries = |app: &App| app.contents().visible().0.len();
    let before = entries(&app);
    assert_eq!(selected(&app), "Country by country");
    press(&mut app, "h");
    assert_eq!(selected(&app), "Social, political and economic context", "up to what it belongs to");
    press(&mut app, "h");
    assert_eq!(entries(&app), before - 5);
    press(&mut app, "l");
    assert_eq!(entries(&app), before);
    press(&mut app, "l");
    assert_eq!(selected(&app), "Inequality", "into what is unfolded");
    press(&mut app, "<Left><Left>");
    press(&mut app, "g");
    assert_eq!(app.contents().selected(), Some(Node::Section(0)));
    press(&mut app, "<Right>");
    assert_eq!(entries(&app), before - 5 + 3);
    press(&mut app, "G");
    assert_eq!(selected(&app), "Recommendations");
    press(&mut app, "<Enter>");
    assert_eq!(section(&app), "recommendations");
}

#[test]
fn the_contents_follow_the_reader() {
    let mut app = app(120, 40);
    while here(&app) != "recommendations.6" {
        press(&mut app, "J");
        let edition = app.edition();
        let passage = &edition.passages[app.reader().current()];
        let expected = passage.heading().map_or(Node::Section(passage.section), Node::Heading);
        assert_eq!(app.contents().here(), Some(expected));
        assert_eq!(app.contents().selected(), Some(expected), "{}", here(&app));
        let (entries, _) = app.contents().visible();
        assert!(entries.iter().any(|entry| entry.node == expected), "{} is in sight", here(&app));
    }
    // While one is in the contents, the selection is one's own.
    press(&mut app, "1gj");
    let own = app.contents().selected();
    app.update(Action::Wheel { column: 100, row: 10, steps: -40 });
    assert_eq!(app.contents().selected(), own);
}

#[test]
fn one_pane_at_a_time_where_there_is_no_room_for_two() {
    let mut app = app(80, 24);
    assert!(app.layout().side.is_empty());
    press(&mut app, "1");
    assert!(app.layout().reader.is_empty() && app.pane() == Pane::Contents);
    press(&mut app, "<Tab>");
    assert!(app.layout().side.is_empty() && app.pane() == Pane::Reader);
    press(&mut app, "<S-Tab>");
    assert_eq!(app.pane(), Pane::Contents);
    app.update(Action::Resize(120, 40));
    assert!(!app.layout().side.is_empty() && !app.layout().reader.is_empty());
}

#[test]
fn what_was_on_the_screen_to_its_end_was_read() {
    let mut app = app(80, 24);
    let sections = app.edition().sections.clone();
    assert_eq!(app.reading().percent(sections[8].passages.clone()), 0);
    press(&mut app, "]]]]]]]]");
    assert_eq!(section(&app), "trafficking");
    for _ in 0..200 {
        press(&mut app, "<Space>");
    }
    assert_eq!(here(&app), "recommendations.6");
    for section in &sections[8..] {
        assert_eq!(app.reading().percent(section.passages.clone()), 100, "{}", section.id);
    }
    let skipped = sections[2].passages.clone();
    assert!(app.reading().percent(skipped) < 30, "what was jumped over was not read");
    let visit = app.visit();
    assert_eq!(visit.read.get("trafficking").map(String::as_str), Some("1-32"));
}

#[test]
fn sheets_open_move_and_close() {
    let mut app = app_at("trafficking.25", 80, 24);
    let before = place(&app);
    press(&mut app, "i");
    assert_eq!(app.mode(), Mode::Sheet);
    assert!(screen(&app).contains("Article 91 of the Code."));
    press(&mut app, "q");
    assert_eq!((app.mode(), place(&app)), (Mode::Reader, before.clone()), "q closes the sheet and not the program");
    press(&mut app, "?");
    let top = screen(&app);
    press(&mut app, "G");
    assert_ne!(screen(&app), top);
    press(&mut app, "g");
    assert_eq!(screen(&app), top);
    press(&mut app, "?");
    assert_eq!((app.mode(), place(&app)), (Mode::Reader, before));
    // Nothing to explain is said.
    let report = small_report("# A\n\nPlain words.\n");
    let mut app = App::new(report, start(80, 24));
    press(&mut app, "i");
    assert_eq!((app.mode(), app.message()), (Mode::Reader, Some(&*app.edition().words.explain.none)));
}

#[test]
fn effects_for_the_terminal() {
    let mut app = app(80, 24);
    assert_eq!(press(&mut app, "M"), Effect::CaptureMouse(false));
    assert_eq!(press(&mut app, "M"), Effect::CaptureMouse(true));
    assert_eq!(press(&mut app, "q"), Effect::Quit);
    assert_eq!(press(&mut app, "<C-c>"), Effect::Quit);
    assert_eq!(press(&mut app, "<C-z>"), Effect::Suspend);
    assert_eq!(press(&mut app, "<C-l>"), Effect::Repaint);
    assert_eq!(press(&mut app, "j"), Effect::Nothing);
    press(&mut app, "1");
    assert_eq!(press(&mut app, "q"), Effect::Quit);
}

#[test]
fn wheel_and_click() {
    let mut app = app(120, 40);
    let text = app.layout().text;
    let wheel = |app: &mut App, column, row, steps| app.update(Action::Wheel { column, row, steps });
    wheel(&mut app, text.x + 3, text.y + 3, 2);
    assert_eq!(rows(&app)[0], all_rows(&app)[6]);
    wheel(&mut app, text.x + 3, text.y + 3, -2);
    assert_eq!(rows(&app)[0], Position::default());

    // A click on a passage makes it the current one.
    let row = app.reader().visible().iter().position(|row| app.edition().passage_of_block(row.at.block) == Some(2)).expect("about.3");
    let at = u16::try_from(row).expect("a row");
    app.update(Action::Click { column: text.x + 5, row: text.y + at });
    assert_eq!(here(&app), "about.3");

    // A click on an entry of the contents opens it.
    let side = app.layout().side_inner;
    let title = "Human trafficking";
    let entry = app.contents().visible().0.iter().position(|entry| vereda::app::contents::title(app.edition(), entry.node) == title);
    let at = u16::try_from(entry.expect("an entry")).expect("a row");
    app.update(Action::Click { column: side.x + 5, row: side.y + at });
    assert_eq!((here(&app).as_str(), app.pane()), ("trafficking.1", Pane::Reader));
    press(&mut app, "<Esc>");
    assert_eq!(section(&app), "about");

    // Over a sheet the wheel moves the sheet; a click beside it closes it.
    press(&mut app, "?");
    let before = (place(&app), screen(&app));
    wheel(&mut app, 60, 10, 1);
    assert_ne!(screen(&app), before.1);
    assert_eq!(place(&app), before.0);
    app.update(Action::Click { column: 1, row: 10 });
    assert_eq!(app.mode(), Mode::Reader);
}

#[test]
fn a_click_in_the_narrowed_contents_opens_what_was_clicked() {
    let mut app = app(80, 24);
    press(&mut app, "fmigr");
    let third = app.contents().visible().0[2].node;
    let side = app.layout().side_inner;
    app.update(Action::Click { column: side.x + 5, row: side.y + 3 });
    let Node::Section(index) = third else { panic!("{third:?}") };
    assert_eq!(section(&app), app.edition().sections[index].id);
    assert_eq!(app.mode(), Mode::Reader);
}

#[test]
fn pasted_text_is_one_clean_line() {
    let mut app = app(80, 24);
    press(&mut app, "F");
    app.update(Action::Paste("corr\u{1b}[31m\r\nupt\u{202e}".to_owned()));
    let text = app.finding().text_box.as_ref().map(|text_box| text_box.text().to_owned()).expect("a box");
    assert!(!text.chars().any(char::is_control) && !text.contains('\u{202e}'), "{text:?}");
    // Where nothing is typed, a paste is not keys.
    let mut app = self::app(80, 24);
    let before = screen(&app);
    app.update(Action::Paste("qqq]]]/x".to_owned()));
    assert_eq!(screen(&app), before);
}

#[test]
fn the_place_is_found_again_on_another_screen() {
    for (script, columns, lines) in
        [("]]jjjjj", 80, 24), ("]]]]]]]]]<Space><Space>", 40, 12), ("G", 120, 40), ("]]}}}}}}", 120, 40), ("", 80, 24)]
    {
        let mut first = app(columns, lines);
        press(&mut first, script);
        let spot = first.visit().place;
        let visit = first.visit();
        for (columns, lines) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
            let mut again = App::new(report(), Start { kept: Some(visit.clone()), ..start(columns, lines) });
            let passage = again.edition().passage_at_address(&spot.address);
            let block = again.edition().passages[passage].block;
            assert!(rows(&again).iter().any(|row| row.block == block), "{} after {script:?} at {columns}x{lines}", spot.address);
            // Restored and left at once, it is the same place, unless the end of the text is in the way.
            let kept = again.visit();
            let at_end = again.reader().visible().last().is_some_and(|row| row.at.block + 1 == again.edition().blocks.len());
            assert!(at_end || kept.place == visit.place, "{:?} became {:?} at {columns}x{lines}", visit.place, kept.place);
            assert!(kept.read.len() >= visit.read.len());
        }
    }
}

trait ByAddress {
    fn passage_at_address(&self, address: &str) -> usize;
}

impl ByAddress for vereda::report::Edition {
    fn passage_at_address(&self, address: &str) -> usize {
        (0..self.passages.len()).find(|index| self.address_of(*index).to_string() == address).unwrap_or_else(|| panic!("{address}"))
    }
}

/// What can happen to the program.
fn action() -> impl Strategy<Value = Action> {
    let command = prop::sample::select(Command::ALL.to_vec()).prop_map(Action::Do);
    let letter = prop::sample::select("aeiourstncvm ñ日.1\u{301}".chars().collect::<Vec<_>>());
    let key = prop_oneof![
        6 => letter.prop_map(|c| Input { key: Key::Char(c), ..Input::default() }),
        1 => Just(Input { key: Key::Backspace, ..Input::default() }),
        1 => Just(Input { key: Key::Left, ..Input::default() }),
        1 => Just(Input { key: Key::Delete, ..Input::default() }),
        1 => (any::<char>(), any::<bool>(), any::<bool>()).prop_map(|(c, ctrl, alt)| Input { key: Key::Char(c), ctrl, alt, shift: false }),
        1 => Just(Input { key: Key::Enter, ..Input::default() }),
    ];
    let at = (0u16..300, 0u16..300);
    prop_oneof![
        8 => command,
        4 => key.prop_map(Action::Edit),
        1 => any::<String>().prop_map(Action::Paste),
        1 => (at.clone(), -30i32..30).prop_map(|((column, row), steps)| Action::Wheel { column, row, steps }),
        2 => at.prop_map(|(column, row)| Action::Click { column, row }),
        1 => (0u16..300, 0u16..300).prop_map(|(columns, rows)| Action::Resize(columns, rows)),
        1 => "\\PC{0,200}".prop_map(Action::Tell),
        1 => prop::sample::select(vec!["trafficking.3", "law:ec-penal-code-91", "nowhere.7", "ecuador", ""]).prop_map(others_marks),
        1 => prop_oneof![
            "\\PC{0,90}".prop_map(Exported::Written),
            "\\PC{0,90}".prop_map(Exported::Exists),
            "\\PC{0,90}".prop_map(Exported::Failed)
        ]
        .prop_map(Action::Exported),
    ]
}

/// Another copy made marks at an address, of every kind.
fn others_marks(address: &str) -> Action {
    let mark = |kind| Mark { id: format!("{kind:?}"), kind, address: address.to_owned(), start: Some(1), end: Some(9), ..Mark::default() };
    Action::Marks(MarkKind::ALL.map(mark).to_vec())
}

/// A report with a little of everything, and a larger one.
fn some_report(which: bool) -> Arc<vereda::report::Report> {
    if which {
        return report();
    }
    small_report(
        "# 日本語 T\n\n- a\n  - b[^1]\n\n| x | y |\n|---|---|\n| longer words here | ñandú |\n\n> quote\n\n```\ncode  code\n```\n\n## H\n\n---\n\n[^1]: note\n",
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_screen_is_drawn(
        bundled in any::<bool>(),
        size in prop_oneof![Just((80u16, 24u16)), Just((120, 40)), (0u16..300, 0u16..300)],
        actions in prop::collection::vec(action(), 1..60),
    ) {
        let mut app = App::new(some_report(bundled), start(size.0, size.1));
        for action in actions {
            app.update(action);
            let size = app.layout().screen;
            let (buffer, cursor) = drawn(&app, &mono());
            prop_assert_eq!((buffer.area.width, buffer.area.height), (size.width, size.height));
            if let Some((x, y)) = cursor {
                prop_assert!(x < size.width && y < size.height, "the cursor is at {x},{y} of {size:?}");
            }
            prop_assert!(app.reader().current() < app.edition().passages.len());
            let text = app.layout().text;
            let reading = matches!(app.pane(), Pane::Reader | Pane::Contents) && !text.is_empty();
            prop_assert!(!reading || app.reader().visible().len() <= usize::from(text.height));
            let visit = app.visit();
            prop_assert!(visit.place.find(app.edition()).is_some());
        }
    }

    #[test]
    fn the_passage_at_the_top_stays_there(
        passage in 0usize..130, down in 0usize..6,
        sizes in prop::collection::vec((24u16..220, 6u16..70), 1..5),
    ) {
        let report = report();
        let edition = english(&report);
        let block = edition.passages[passage.min(edition.passages.len() - 1)].block;
        let mut app = App::new(Arc::clone(&report), Start { block: Some(block), ..start(80, 24) });
        for _ in 0..down {
            press(&mut app, "j");
        }
        let first = app.reader().top();
        let top = first.block;
        let mut end_was_shown = false;
        for (columns, rows) in sizes {
            app.update(Action::Resize(columns, rows));
            // Where the text's last row is on the screen, the top is wherever that leaves it.
            end_was_shown |= app.reader().visible().last().is_some_and(|row| row.at.block + 1 == edition.blocks.len());
            prop_assert!(end_was_shown || app.reader().top().block == top, "{} instead of {top} at {columns}x{rows}", app.reader().top().block);
        }
        app.update(Action::Resize(80, 24));
        prop_assert!(end_was_shown || app.reader().top() == first, "{:?} instead of {first:?}", app.reader().top());
    }
}

#[test]
fn a_countrys_legal_framework_is_five_keys_away() {
    for (typed, name) in [("ec", "Ecuador"), ("ecu", "Ecuador"), ("Equ", "Ecuador"), ("MEX", "Mexico"), ("bras", "Brazil")] {
        let keys = format!("c{typed}<Enter>]");
        let mut app = app(80, 24);
        press(&mut app, &keys);
        let shown = screen(&app);
        assert!(shown.contains(name) && shown.contains("[Legal framework]"), "{keys}: {shown}");
        assert!(app.profile().grid.rows().len() > 5);
    }
    // The row opens in full, leads to its passage, and the way back leads to the row.
    let mut app = app(80, 24);
    press(&mut app, "cecu<Enter>]<Enter><Enter>");
    assert_eq!(here(&app), "trafficking.25");
    press(&mut app, "<Esc>");
    assert_eq!(app.profile().grid.key(), Some("law:ec-penal-code-91"));
}
