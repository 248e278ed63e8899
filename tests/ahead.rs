//! Frames that are worked out before they are asked for: a look ahead shows what will come, and leaves no trace.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use vereda::app::{Action, App, Command};
use vereda::ui::{Look, Theme};

use crate::fixture::{self, press, report, start};
#[cfg(target_os = "linux")]
use crate::pty::{Session, state_folder};

const MOVES: [Command; 8] = [
    Command::LineDown,
    Command::LineUp,
    Command::PageDown,
    Command::PageUp,
    Command::HalfPageDown,
    Command::HalfPageUp,
    Command::NextPassage,
    Command::PreviousPassage,
];

const OTHERS: [Command; 14] = [
    Command::NextSection,
    Command::PreviousSection,
    Command::End,
    Command::Start,
    Command::Contents,
    Command::Countries,
    Command::Back,
    Command::Forward,
    Command::Open,
    Command::Highlight,
    Command::Bookmark,
    Command::NextLanguage,
    Command::Help,
    Command::NextMatch,
];

fn shown(app: &App) -> Buffer {
    fixture::drawn(app, &Look { theme: Theme::default(), ascii: false, scaled: false }).0
}

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        6 => Just(Command::LineDown),
        4 => prop::sample::select(MOVES.to_vec()),
        2 => prop::sample::select(OTHERS.to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn a_look_ahead_shows_what_comes_and_leaves_no_trace(
        size in prop::sample::select(vec![(80, 24), (120, 40), (40, 8), (200, 12)]),
        jump in 0usize..200,
        finds in any::<bool>(),
        steps in prop::collection::vec((any_command(), prop::option::weighted(0.4, any_command())), 1..60),
    ) {
        let [mut app, mut other] = [(), ()].map(|()| {
            let mut app = App::new(report(), start(size.0, size.1));
            app.complete();
            for _ in 0..jump {
                app.update(Action::Do(Command::NextPassage));
            }
            if finds {
                press(&mut app, "Fwomen<Enter>");
            }
            app
        });
        for (command, expected) in steps {
            // The same is expected that comes, or something else.
            let expected = expected.unwrap_or(command);
            let ahead = app.look_ahead(expected, shown);
            prop_assert_eq!(shown(&app), shown(&other), "after a look at {:?}", expected);
            prop_assert_eq!(app.visit(), other.visit());
            app.update(Action::Do(command));
            other.update(Action::Do(command));
            let now = shown(&app);
            if let Some(ahead) = ahead.filter(|_| expected == command) {
                prop_assert_eq!(&ahead, &now, "{:?} was to show this", command);
            }
            prop_assert_eq!(now, shown(&other), "after {:?}", command);
        }
    }
}

/// Who reads on line by line is waited for at every line.
#[test]
fn a_line_is_expected_everywhere() {
    for size in [(80, 24), (120, 40)] {
        let mut app = App::new(report(), start(size.0, size.1));
        app.complete();
        let (mut met, mut lines) = (0, 0);
        loop {
            let before = shown(&app);
            let ahead = app.look_ahead(Command::LineDown, shown);
            app.update(Action::Do(Command::LineDown));
            let now = shown(&app);
            if now == before {
                break;
            }
            lines += 1;
            met += usize::from(ahead == Some(now));
        }
        assert!(lines > 500 && met == lines, "{met} of {lines} at {size:?}");
    }
}

/// The same key again and again, another one in between, and what comes while something was expected: the screen is always the app's.
#[cfg(target_os = "linux")]
#[test]
fn in_a_terminal_every_key_shows_what_it_does() {
    for size in [(80, 24), (120, 40)] {
        let mut app = App::new(report(), start(size.0, size.1));
        app.complete();
        let state = state_folder();
        let mut session = Session::start_with(state.path(), &[], size);
        session.wait_for_app(&app);
        for keys in [
            "j", "j", "j", "k", "k", "]", "j", "j", "c", "j", "j", "q", "j", "\x1b[B", "\x1b[B", "\x1b[B", " ", " ", "jj", "j", "j", "m",
            "j",
        ] {
            session.keys(keys);
            press(&mut app, &keys.replace("\x1b[B", "<Down>"));
            session.wait_for_app(&app);
        }
    }
}
