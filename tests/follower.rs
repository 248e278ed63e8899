//! What a second screen is told, and what it makes of it: the same words at every size, whatever comes.

use insta::assert_snapshot;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use vereda::app::present::Present;
use vereda::app::present::follower::{Follower, Link};
use vereda::app::present::script::{DRIVING, Message, Script, Shown, Wish, Words};
use vereda::app::{Action, App, Command};
use vereda::tui::Keymap;
use vereda::ui;

use crate::fixture::{app_at, english, mono, press, report, text_of};

/// What the explorer would say now, by way of JSON.
fn told(app: &App) -> [Message; 2] {
    let present = app.present().expect("the projector");
    let messages = [Message::Script(present.script(app.edition().language)), Message::Position(present.position("mono"))];
    messages.map(|message| serde_json::from_str(&serde_json::to_string(&message).expect("JSON")).expect("the same"))
}

fn follower(app: &App, audience: bool, size: (u16, u16)) -> Follower {
    let mut follower = Follower::new(audience, size, Keymap::bindings());
    for message in told(app) {
        follower.hear(message);
    }
    follower
}

fn screen(follower: &Follower) -> String {
    let (columns, rows) = follower.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    ui::follow::draw_on(&mut buffer, follower, &english(&report()).words, &mono());
    text_of(&buffer)
}

fn words(present: &Present) -> String {
    let text = |part: &vereda::app::present::pages::Part| {
        let (first, last) = (part.lines.first().map_or(0, |line| line.start), part.lines.last().map_or(0, |line| line.end));
        present.slide().texts[part.text].text[first..last].to_owned()
    };
    present.page().parts.iter().map(text).collect::<Vec<_>>().join("\n")
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The bundled tour.
fn tour(columns: u16, rows: u16) -> App {
    let mut app = app_at("about", columns, rows);
    press(&mut app, "P<Enter>");
    assert!(app.present().is_some());
    app
}

#[test]
fn the_leaders_screen() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut app = tour(80, 24);
        press(&mut app, "<Space>");
        app.update(Action::Elapsed(75));
        assert_snapshot!(format!("follow_tour_{columns}x{rows}"), screen(&follower(&app, false, (columns, rows))));
        press(&mut app, "G");
        assert_snapshot!(format!("follow_last_{columns}x{rows}"), screen(&follower(&app, false, (columns, rows))));
        let mut app = app_at("trafficking.5", 120, 40);
        press(&mut app, "ps<Space>");
        assert_snapshot!(format!("follow_spotlight_{columns}x{rows}"), screen(&follower(&app, false, (columns, rows))));
    }
}

#[test]
fn without_a_show_it_waits_and_a_lost_one_stays() {
    let mut waiting = Follower::new(false, (80, 24), Keymap::bindings());
    waiting.lose();
    assert!(waiting.link == Link::Waiting && screen(&waiting).contains("press p or P"));
    for audience in [false, true] {
        let app = tour(80, 24);
        let mut follower = follower(&app, audience, (80, 24));
        let before = screen(&follower);
        follower.lose();
        let after = screen(&follower);
        assert!(after.contains("The show has ended or is gone") && !before.contains("The show has ended"));
        assert_eq!(before.lines().take(20).collect::<Vec<_>>(), after.lines().take(20).collect::<Vec<_>>());
    }
}

#[test]
fn nothing_is_cut_without_a_word() {
    // Every page of the tour and of the text, from screens of several sizes.
    for (columns, rows) in [(80, 24), (160, 45), (240, 70)] {
        for script in ["P<Enter>", "p"] {
            let mut app = app_at("about", columns, rows);
            press(&mut app, script);
            let [script, _] = told(&app);
            for size in [(80, 24), (120, 40)] {
                press(&mut app, "g");
                let mut follower = Follower::new(false, size, Keymap::bindings());
                follower.hear(script.clone());
                loop {
                    let present = app.present().expect("the projector");
                    follower.hear(Message::Position(present.position("mono")));
                    assert_eq!(follower.present().map(words), Some(words(present)));
                    assert_eq!(follower.present().map(Present::count), Some(present.count()));
                    let shown = screen(&follower);
                    for window in [follower.page_window(), follower.notes_window()] {
                        assert!(window.count > 0 || window.hidden == (0, 0), "no room:\n{shown}");
                        assert!(window.hidden == (0, 0) || shown.contains("more: J, K"), "cut:\n{shown}");
                    }
                    let window = follower.page_window();
                    for (text, range, _) in follower.page().iter().skip(window.from).take(window.count).flatten() {
                        let line = present.slide().texts[*text].text[range.clone()].trim_end();
                        assert!(shown.contains(line), "{line:?} is cut:\n{shown}");
                    }
                    let (notes, window) = (present.group().map_or("", |group| &group.notes), follower.notes_window());
                    for range in follower.notes().iter().skip(window.from).take(window.count) {
                        assert!(shown.contains(notes[range.clone()].trim_end()), "notes are cut:\n{shown}");
                    }
                    if present.count().0 == present.count().1 {
                        break;
                    }
                    app.update(Action::Drive(Command::NextSlide));
                }
            }
        }
    }
}

#[test]
fn what_does_not_fit_is_moved() {
    let app = tour(240, 70);
    let mut follower = follower(&app, false, (80, 24));
    let mut stop = vereda::app::present::script::Script::default();
    stop.slides.push(vereda::app::present::script::Shown { heading: "One".to_owned(), ..Default::default() });
    let notes = (0..60).map(|n| format!("note {n}.")).collect::<Vec<_>>().join("\n");
    stop.groups.push(vereda::app::present::script::Stop { notes, ..Default::default() });
    follower.hear(Message::Script(stop));
    assert!(screen(&follower).contains("note 0.") && !screen(&follower).contains("note 59."));
    for _ in 0..200 {
        follower.scroll(true);
    }
    assert!(screen(&follower).contains("note 59.") && !screen(&follower).contains("note 0."));
    follower.scroll(false);
    assert!(!screen(&follower).contains("note 59."), "one step back is one line");
    for _ in 0..200 {
        follower.scroll(false);
    }
    assert!(screen(&follower).contains("note 0."));
}

#[test]
fn only_what_is_for_the_projector_is_done() {
    for command in Command::ALL {
        let wish = Wish { command: command.name().to_owned() };
        assert_eq!(wish.command().is_some(), DRIVING.contains(command), "{command:?}");
    }
    assert!(!DRIVING.iter().any(|command| [Command::Quit, Command::Back, Command::Export, Command::Private].contains(command)));
}

#[test]
fn escapes_are_shown_and_not_sent() {
    let line = r#"{"script":{"slides":[{"context":"\u001b[2J","heading":"a\u001b]0;x\u0007","texts":[{"lead":"\u001b","text":"b\u001b[31m\u009b \u202e"}]}],"groups":[{"title":"\u001bc","notes":"\u001b[H"}]}}"#;
    let message: Message = serde_json::from_str(line).expect("JSON");
    for audience in [false, true] {
        let mut follower = Follower::new(audience, (80, 24), Keymap::bindings());
        follower.hear(message.clone());
        let shown = screen(&follower);
        assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{shown:?}");
    }
}

/// A press that changes what is on the projector.
fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["<Space>", "<Space>", "<PgUp>", "]", "[", "G", "g", "b", "T", "s", "v", "w", "<Enter>", "<Right>"])
}

fn number() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["0", "1", "2", "7", "255", "65535", "70000", "4294967295", "18446744073709551615"]).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_words_at_another_size(keys in prop::collection::vec(key(), 0..20), from in 24u16..240, rows in 8u16..70, to in (24u16..240, 8u16..70)) {
        let mut app = app_at("trafficking.5", from, rows);
        press(&mut app, "p");
        let mut screens = [true, false].map(|audience| follower(&app, audience, to));
        for key in keys {
            press(&mut app, key);
            let present = app.present().expect("the projector");
            for follower in &mut screens {
                follower.hear(Message::Position(present.position("mono")));
                let other = follower.present().expect("the same");
                prop_assert_eq!(other.slide().heading.as_str(), present.slide().heading.as_str());
                let (mine, theirs) = (words(present), words(other));
                // The page begins with words that are on the other one, or the word that is chosen or the sentence that is lit is there.
                let position = present.position("mono");
                let lit = position.word.or(position.sentence).map(|at| &present.slide().texts[at.text].text[at.byte..]);
                let first: String = lit.unwrap_or(&mine).chars().take_while(|c| !c.is_whitespace()).take(4).collect();
                prop_assert!(solid(&theirs).contains(&solid(&first)), "{first:?} is not in {theirs:?}");
                if !follower.audience {
                    prop_assert_eq!(&theirs, &mine);
                    prop_assert_eq!(other.position("mono"), present.position("mono"));
                }
                prop_assert_eq!((other.blank, other.timer, other.has_spotlight(), other.is_revealing(), other.is_marking()),
                    (present.blank, present.timer, present.has_spotlight(), present.is_revealing(), present.is_marking()));
                screen(follower);
            }
        }
    }

    #[test]
    fn hostile_lines_do_no_harm(numbers in prop::collection::vec(number(), 16), text in any::<String>(), way in prop::sample::select(vec!["plain", "spotlight", "reveal"]), size in (1u16..200, 1u16..60), audience in any::<bool>()) {
        let text = serde_json::to_string(&text.repeat(40)).expect("JSON");
        let n = |at: usize| numbers[at].as_str();
        // Columns and rows are of 16 bits, as is said in the type: a larger one is no such JSON.
        let small = |at: usize| n(at).parse::<u16>().map_or("65535", |_| n(at));
        let script = format!(
            r#"{{"script":{{"slides":[{{"context":{text},"heading":{text},"texts":[{{"lead":{text},"text":{text}}},{{}}],"group":{}}},{{"heading":{text}}}],"groups":[{{"title":{text},"minutes":4294967295,"notes":{text}}}]}}}}"#,
            n(0)
        );
        let position = format!(
            r#"{{"position":{{"slide":{},"place":{{"text":{},"byte":{}}},"way":"{way}","sentence":{{"text":{},"byte":{}}},"word":{{"text":{},"byte":{}}},"marked":[[{},{},{}]],"elapsed":{},"since":{},"size":[{},{}],"timer":true,"theme":{text}}}}}"#,
            n(1), n(2), n(3), n(4), n(5), n(6), n(7), n(8), n(9), n(10), n(11), n(12), small(13), small(14)
        );
        let mut follower = Follower::new(audience, size, Keymap::bindings());
        for line in [position.clone(), script, position, r#"{"script":{"slides":[]}}"#.to_owned()] {
            let message = serde_json::from_str::<Message>(&line);
            prop_assert!(message.is_ok(), "{:?} {}", message, line);
            if let Ok(message) = message {
                follower.hear(message);
            }
            follower.tick(u64::MAX);
            follower.scroll(true);
            screen(&follower);
            follower.resize(size.1 + 30, size.0);
            screen(&follower);
        }
    }
}

#[test]
fn a_chart_is_one_on_another_screen_too() {
    let mut app = app_at("about", 80, 24);
    press(&mut app, "ccol<Enter>]]po");
    press(&mut app, "by country<Enter>");
    assert!(app.present().expect("the projector").slide().is_chart());
    for size in [(80, 24), (40, 12), (160, 45)] {
        app.update(Action::Resize(size.0, size.1));
        let wall = crate::fixture::screen(&app);
        assert!(wall.contains("█████"), "{wall}");
        assert_eq!(screen(&follower(&app, true, size)), wall);
        // Whoever leads reads what it says.
        assert!(screen(&follower(&app, false, (80, 24))).contains("Colombia  almost three million people"));
    }
    // Whatever another program says it is.
    let row = |value: f64, to: Option<f64>| vereda::app::present::script::Row {
        label: "a".repeat(3_000),
        shown: "1\x1b[2J".to_owned(),
        value,
        to,
    };
    let words = [row(-1.0, None), row(1e308, Some(-1e308)), row(0.0, Some(0.0))].map(|bar| Words { bar: Some(bar), ..Words::default() });
    let shown = Shown { heading: "x".to_owned(), texts: words.into(), ..Shown::default() };
    for size in [(24, 6), (80, 24), (160, 45)] {
        let mut follower = Follower::new(true, size, Keymap::bindings());
        follower.hear(Message::Script(Script { slides: vec![shown.clone()], ..Script::default() }));
        assert!(!screen(&follower).contains('\x1b'));
    }
}
