//! A text of several lines being written: a note, a bookmark's label, what is said of an action.

use tui_textarea::{CursorMove, Input, Key, TextArea, WrapMode};

use crate::state::mark::{LONGEST, Mark};
use crate::text::sanitize::{clean, clean_line};

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writing {
    /// The text of a mark, as it was before.
    Mark(Box<Mark>),
    /// What is said of the action with this id.
    Task(String),
}

/// A text being written.
#[derive(Debug)]
pub struct Editor {
    /// What.
    pub writing: Writing,
    /// Said above it.
    pub title: String,
    area: TextArea<'static>,
    /// Whether something was changed.
    begun: bool,
}

impl Editor {
    /// With a text to go on with, the cursor behind it.
    pub fn new(writing: Writing, title: String, text: &str) -> Self {
        let mut area = TextArea::new(clean(text).split('\n').map(ToOwned::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(ratatui::style::Style::new());
        // The terminal's own cursor stands there.
        area.set_cursor_style(ratatui::style::Style::new());
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { writing, title, area, begun: false }
    }

    /// The box, for drawing.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// What is written, without white space at its end.
    pub fn text(&self) -> String {
        self.area.lines().join("\n").trim_end().to_owned()
    }

    /// Takes a key. Says whether the text changed.
    pub fn input(&mut self, input: Input) -> bool {
        if let Key::Char(c) = input.key
            && !input.ctrl
            && !input.alt
            && (self.is_full() || !self.may_type(c))
        {
            return false;
        }
        if matches!(input.key, Key::Enter) && self.is_full() {
            return false;
        }
        self.area.input(input)
    }

    /// Whether the letter may stand behind what is before the cursor.
    fn may_type(&self, c: char) -> bool {
        let (row, column) = (self.area.cursor().0, self.area.cursor().1);
        let line = self.area.lines().get(row).map_or("", |line| line);
        let mut before: String = line.chars().take(column).collect();
        before.push(c);
        c.is_ascii_graphic() || clean_line(&before) == before
    }

    /// How many characters of a pasted text there would be no room for.
    pub fn left_out(&self, text: &str) -> usize {
        clean(text).chars().count().saturating_sub(LONGEST.saturating_sub(self.length()))
    }

    /// Takes pasted text, as much as there is room for.
    pub fn paste(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.length());
        let text: String = clean(text).chars().take(room).collect();
        !text.is_empty() && self.area.insert_str(text)
    }

    /// Whether this is the first change.
    pub fn begins(&mut self) -> bool {
        !std::mem::replace(&mut self.begun, true)
    }

    /// Whether there is room for no more.
    pub fn is_full(&self) -> bool {
        self.length() >= LONGEST
    }

    fn length(&self) -> usize {
        self.area.lines().iter().map(|line| line.chars().count() + 1).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_safe_and_bounded() {
        let mut editor = Editor::new(Writing::Task("07".to_owned()), String::new(), "first\nsecond");
        assert!(editor.paste("\r\nx\u{1b}[201~\u{202e}\ty"));
        assert_eq!(editor.text(), "first\nsecond\nx␛[201~␦    y");
        assert!(!editor.input(Input { key: Key::Char('\u{200b}'), ..Input::default() }));
        let room = LONGEST - editor.length();
        assert_eq!((editor.left_out("ñ"), editor.left_out(&"ñ".repeat(100_000))), (0, 100_000 - room));
        assert!(editor.paste(&"ñ".repeat(100_000)));
        assert!(editor.is_full() && editor.text().chars().count() <= LONGEST);
        assert!(!editor.input(Input { key: Key::Char('a'), ..Input::default() }));
        assert!(editor.input(Input { key: Key::Backspace, ..Input::default() }));
    }
}
