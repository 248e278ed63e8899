//! The floor: the least that a program on ratatui and crossterm does to show the same text.
//!
//! It reads the file, wraps it once (again where the window has another width), and draws the lines that are visible, a frame a key. No
//! Markdown, no panes, no status line, no search, no state.

use std::fs;
use std::io;

use crossterm::event::{self, Event, KeyCode};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines of at most `width` characters, broken at spaces.
fn wrap(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    for mut line in text.lines() {
        while let Some((end, _)) = line.char_indices().nth(width) {
            let (head, _) = line.split_at(end);
            let (head, rest) = line.split_at(head.rfind(' ').filter(|at| *at > 0).unwrap_or(end));
            lines.push(head);
            line = rest.trim_start();
        }
        lines.push(line);
    }
    lines
}

/// Shows the file until `q`.
pub(crate) fn run(path: &str) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let mut terminal = ratatui::init();
    let size = terminal.size()?;
    let (mut width, mut height) = (usize::from(size.width), usize::from(size.height));
    let mut lines = wrap(&text, width);
    let mut top = 0usize;
    let ended = loop {
        let drawn = terminal.draw(|frame| {
            let visible = lines.iter().skip(top).take(height).map(|line| Line::raw(*line));
            frame.render_widget(Paragraph::new(visible.collect::<Vec<_>>()), frame.area());
        });
        if let Err(error) = drawn {
            break Err(error);
        }
        let last = lines.len().saturating_sub(1);
        match event::read() {
            Ok(Event::Key(key)) => match key.code {
                KeyCode::Char('j') => top = (top + 1).min(last),
                KeyCode::Char('k') => top = top.saturating_sub(1),
                KeyCode::Char('g') => top = 0,
                KeyCode::Char(' ') => top = (top + height).min(last),
                KeyCode::Char(']') => top = (top + 1..lines.len()).find(|at| lines[*at].starts_with("# ")).unwrap_or(top),
                KeyCode::Char('q') => break Ok(()),
                _ => {}
            },
            Ok(Event::Resize(columns, rows)) => {
                height = usize::from(rows);
                if usize::from(columns) != width {
                    width = usize::from(columns);
                    lines = wrap(&text, width);
                }
            }
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    ratatui::restore();
    ended
}
