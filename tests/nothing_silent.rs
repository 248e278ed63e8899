//! What a person does is answered: wrong dates, long pastes, copies, what is removed and brought back, and what the status line says of it.

use vereda::app::action::Mode;
use vereda::app::{Action, App, Effect, Pane};
use vereda::report::Language;
use vereda::report::tour::{Stop, StopAt, Tour};

use crate::fixture::{app, app_at, app_in, here, press, screen};

fn last_lines(app: &App) -> String {
    let screen = screen(app);
    let lines: Vec<&str> = screen.lines().collect();
    lines[lines.len() - 2..].join("\n")
}

#[test]
fn a_wrong_date_is_told_and_stays_to_be_mended() {
    let mut app = app_in(Language::Es, None, 80, 24);
    press(&mut app, "4Dmañana<Enter>");
    assert!(screen(&app).contains("«mañana» no es una fecha"), "{}", screen(&app));
    assert_eq!(app.prompt().map(|prompt| prompt.text_box.text()), Some("mañana"));
    // The next key is answered by the keys again.
    press(&mut app, "<BS>");
    assert!(!screen(&app).contains("no es una fecha"));
}

#[test]
fn a_date_is_taken_as_people_write_it() {
    for (typed, day) in [("31/12/2026", "2026-12-31"), ("1.3.2026", "2026-03-01"), ("2026-12-31", "2026-12-31")] {
        let mut app = app_in(Language::Es, None, 80, 24);
        let effect = press(&mut app, &format!("4D{typed}<Enter>"));
        let Effect::ChangeAction(change) = effect else { panic!("{typed}: {effect:?}") };
        assert_eq!(change.after.date, day);
    }
}

#[test]
fn what_has_no_room_in_a_note_is_told() {
    let mut app = app_in(Language::Es, Some("trafficking.25"), 80, 24);
    press(&mut app, "m");
    app.update(Action::Paste("ñ".repeat(40_000)));
    assert!(screen(&app).contains("no cupieron 20001"), "{}", screen(&app));
    // What fits is kept.
    assert_eq!(app.editor().map(|editor| editor.text().chars().count()), Some(19_999));
}

#[test]
fn a_copied_table_has_a_title_over_each_column() {
    let mut app = app_at("trafficking.25", 80, 24);
    let effect = press(&mut app, "cecu<Enter>]Y");
    let Effect::Copy(text) = effect else { panic!("{effect:?}") };
    let table: Vec<Vec<&str>> = text.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').collect()).collect();
    assert!(table.len() > 2 && table.iter().all(|row| row.len() == table[0].len()), "{text}");
    assert_eq!(table[0].last(), Some(&"Passage"));
    // What the report does not say is empty, and each law has all its passages.
    assert!(!table.iter().flatten().any(|cell| *cell == "–"), "{text}");
    assert!(text.contains("trafficking.25, conclusions.4"), "{text}");
}

#[test]
fn a_bookmark_that_was_made_anew_does_not_come_back_twice() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, "b<Enter>");
    press(&mut app, "b");
    press(&mut app, "b<Enter>");
    press(&mut app, "5z");
    assert_eq!(app.notes().all().len(), 1, "{}", screen(&app));
    assert!(screen(&app).contains(&*app.edition().words.notes.nothing_removed.to_string()));
    // One that was not made anew does.
    press(&mut app, "Xz");
    assert_eq!(app.notes().all().len(), 1);
}

#[test]
fn what_is_left_to_read_is_said_of_the_passage_on_the_line() {
    let all =
        |app: &App| last_lines(app).lines().next().and_then(|line| line.split(' ').filter_map(|word| word.parse::<i32>().ok()).next_back());
    let mut app = app_at("introduction.1", 80, 24);
    press(&mut app, "b<Enter>");
    press(&mut app, "jk");
    let truth = all(&app).expect("minutes");
    press(&mut app, "G[");
    assert!(all(&app).expect("minutes") < truth - 10);
    press(&mut app, "5");
    assert!(last_lines(&app).contains("introduction.1"), "{}", last_lines(&app));
    assert!((all(&app).expect("minutes") - truth).abs() <= 1, "{} is not {truth}", last_lines(&app));
}

#[test]
fn a_window_that_was_wide_for_a_while_changes_no_minutes() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "1");
    app.update(Action::Resize(130, 40));
    app.update(Action::Resize(80, 24));
    // What is said in the contents is what is said in the text.
    let said = |app: &App| last_lines(app).lines().next().map(ToOwned::to_owned);
    let in_contents = said(&app);
    press(&mut app, "<Esc>");
    assert_eq!(in_contents, said(&app));
}

#[test]
fn whoever_wants_something_else_while_choosing_sentences_gets_it() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, "v");
    assert!(last_lines(&app).contains("Esc"), "{}", last_lines(&app));
    press(&mut app, "5");
    assert!(app.pane() == Pane::Notes && app.selecting().is_none());
    press(&mut app, "<Esc>v2");
    assert!(app.pane() == Pane::Countries && app.selecting().is_none());
    press(&mut app, "<Esc>ve");
    assert!(app.picker().is_some() && app.selecting().is_none());
}

#[test]
fn a_stop_that_was_taken_away_comes_back() {
    let mut app = app_at("trafficking.5", 80, 24);
    let mut tour = Tour::new("Mine");
    "mine".clone_into(&mut tour.id);
    tour.stops.extend(["trafficking.5", "trafficking.6", "trafficking.7"].map(|at| Stop::new(StopAt::parse(at), 5)));
    let second = tour.stops[1].clone();
    app.update(Action::OwnTours(vec![tour]));
    let slides = |app: &App| {
        let present = app.present().expect("the projector");
        present.slides().iter().filter_map(|slide| slide.address.as_ref().map(ToString::to_string)).collect::<Vec<_>>()
    };
    press(&mut app, "PMine<Enter>]X");
    assert_eq!(slides(&app), ["trafficking.5", "trafficking.7"]);
    // On the projector, at its place.
    assert_eq!(press(&mut app, "z"), Effect::RestoreStop("mine".to_owned(), 1, Box::new(second.clone())));
    assert_eq!(slides(&app), ["trafficking.5", "trafficking.6", "trafficking.7"]);
    // And after it was left: what was removed last comes first.
    press(&mut app, "X<Esc>gb<Enter>b");
    assert!(matches!(press(&mut app, "z"), Effect::SaveMarks(_)));
    assert_eq!(press(&mut app, "z"), Effect::RestoreStop("mine".to_owned(), 1, Box::new(second)));
    assert_eq!(press(&mut app, "z"), Effect::Nothing);
}

#[test]
fn a_blank_projector_shows_the_page_before_it_is_left() {
    for key in ["<Esc>", "q", "p"] {
        let mut app = app_at("trafficking.5", 80, 24);
        press(&mut app, "p<Space>");
        let shown = screen(&app);
        press(&mut app, "b");
        press(&mut app, key);
        assert_eq!((app.mode(), screen(&app)), (Mode::Present, shown));
        press(&mut app, key);
        assert_eq!(app.mode(), Mode::Reader);
    }
}

#[test]
fn the_projector_says_how_one_leads_until_one_does() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "p");
    for key in ["Esc leave", "Space next", "b blank", "? keys"] {
        assert!(last_lines(&app).contains(key), "{}", last_lines(&app));
    }
    press(&mut app, "<Space>");
    assert!(!last_lines(&app).contains("Esc"));
}

#[test]
fn the_projector_explains_footnotes_and_terms_and_shows_no_notes_of_ones_own() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, "mmine alone<Esc>pi");
    assert!(app.sheet().is_some() && screen(&app).contains("Footnote"), "{}", screen(&app));
    assert!(!screen(&app).contains("mine alone"));
    press(&mut app, "<Esc>");
    assert_eq!(app.mode(), Mode::Present);
}

#[test]
fn countries_side_by_side_tell_the_way_from_cell_to_cell_and_out() {
    let mut app = app_at("trafficking.25", 120, 40);
    press(&mut app, "cecu<Enter>Cperu<Enter>]");
    let line = last_lines(&app);
    assert!(line.contains("l column") && line.contains("Esc"), "{line}");
    // The count is of the column one is in.
    let count = |app: &App| app.profile().grid.place();
    press(&mut app, "G");
    let (ecuador, _) = (count(&app), press(&mut app, "l"));
    assert!(ecuador.is_none() || ecuador != count(&app), "{ecuador:?}");
}

#[test]
fn the_help_of_a_code_leads_back_to_it() {
    let mut app = app_at("trafficking.25", 80, 40);
    press(&mut app, "Q");
    let code = screen(&app);
    press(&mut app, "?");
    assert_eq!(app.mode(), Mode::Sheet);
    for way in ["<Esc>", "?", "<Enter>"] {
        press(&mut app, way);
        assert_eq!((app.mode(), screen(&app)), (Mode::Qr, code.clone()), "{way}");
        press(&mut app, "?");
    }
}

#[test]
fn esc_lifts_a_filter_before_it_leaves_the_checklist() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, "4fshelter<Enter>");
    assert!(!app.tasks().filter.is_empty());
    press(&mut app, "<Esc>");
    assert!(app.pane() == Pane::Tasks && app.tasks().filter.is_empty());
    press(&mut app, "<Esc>");
    assert_eq!((app.pane(), here(&app).as_str()), (Pane::Reader, "trafficking.25"));
}

#[test]
fn where_there_is_room_the_bottom_line_has_more_keys() {
    let line = |columns| {
        let app = app(columns, 40);
        last_lines(&app).lines().last().map(ToOwned::to_owned).unwrap_or_default()
    };
    for key in ["p present", "e export", "Q QR code", "P tours"] {
        assert!(line(220).contains(key), "{key}: {}", line(220));
    }
}

#[test]
fn a_long_message_is_told_to_its_end() {
    for language in Language::ALL {
        for (columns, rows) in [(40, 12), (80, 24)] {
            let mut app = app_in(language, Some("trafficking.25"), columns, rows);
            app.update(Action::Reports(Vec::new()));
            let lines = last_lines(&app);
            assert!(lines.contains("library") && !lines.contains('…'), "{lines}");
        }
    }
}

#[test]
fn the_smallest_screen_shows_rows_and_matches() {
    let mut app = app_at("trafficking.25", 24, 6);
    press(&mut app, "cecu");
    assert!(screen(&app).contains("Ecuador"), "{}", screen(&app));
    press(&mut app, "<Enter>]");
    let shown = screen(&app);
    assert!(shown.contains("Comprehensive"), "{shown}");
    // Every tab has something to read.
    for _ in 0..5 {
        let rows: Vec<String> = screen(&app).lines().skip(2).take(2).map(ToOwned::to_owned).collect();
        assert!(rows.iter().any(|row| row.chars().any(char::is_alphanumeric)), "{}", screen(&app));
        press(&mut app, "]");
    }
}

#[test]
fn long_titles_are_whole_where_the_text_leaves_room() {
    let mut app = app_at("trafficking.25", 200, 40);
    press(&mut app, "1");
    let titles = screen(&app).lines().skip(2).take(20).map(|line| line.chars().take(70).collect::<String>()).collect::<String>();
    assert!(!titles.contains('…'), "{}", screen(&app));
}

#[test]
fn a_mark_stands_apart_from_the_text_on_narrow_screens() {
    let mut app = app_in(Language::Es, Some("trafficking.26"), 40, 12);
    press(&mut app, "b<Enter>");
    app.update(Action::Tell("-".to_owned()));
    let shown = screen(&app);
    let lines: Vec<&str> = shown.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("26")).expect("the passage");
    assert!(lines[at].starts_with("26▸ En febrero") && lines[at + 1].starts_with("◆   Nacional"), "{shown}");
}
