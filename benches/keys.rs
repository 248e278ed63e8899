//! What a key costs inside the program: the update and the drawing of a frame, without the terminal.
//!
//! `cargo bench --bench keys`

#![allow(clippy::print_stdout, reason = "a benchmark prints")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use vereda::app::{Action, App, Command, Start};
use vereda::report::{Language, Report, Words};
use vereda::tui::Keymap;
use vereda::ui::theme::Themes;
use vereda::ui::{self, Look, Theme};

fn median(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn main() {
    for language in Language::ALL {
        let start = Instant::now();
        let words = Words::bundled(language);
        let first = words.frame.name.len();
        println!("{:<24} {:>12.1}", format!("words of {}, cold, µs", language.tag()), start.elapsed().as_secs_f64() * 1e6);
        assert!(first > 0);
    }
    let report = Arc::new(Report::bundled());
    let size = (100, 30);
    let start = Start { themes: Themes::default().names(), bindings: Keymap::bindings(), size, ..Start::default() };
    let mut app = App::new(report, start);
    let look = Look { theme: Theme::named("terminal").unwrap_or_default(), ascii: false, scaled: false };
    let area = Rect::new(0, 0, size.0, size.1);
    println!("{:<24} {:>12} {:>12}", "key, 100x30", "update, µs", "draw, µs");
    for (name, command) in [("line down", Command::LineDown), ("page down", Command::PageDown), ("next section", Command::NextSection)] {
        app.update(Action::Do(Command::Start));
        let (mut updates, mut draws) = (Vec::new(), Vec::new());
        for _ in 0..200 {
            let start = Instant::now();
            app.update(Action::Do(command));
            updates.push(start.elapsed());
            let start = Instant::now();
            let mut buffer = Buffer::empty(area);
            ui::draw_on(&mut buffer, &app, &look);
            draws.push(start.elapsed());
        }
        println!("{name:<24} {:>12.1} {:>12.1}", median(&mut updates), median(&mut draws));
    }
}
