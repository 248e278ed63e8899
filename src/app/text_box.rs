//! A box for one line of text: tui-textarea, with its text kept to one line and free of control characters.

use tui_textarea::{CursorMove, Input, Key, TextArea};

use crate::text::columns::width;
use crate::text::sanitize::clean_line;

/// Longest text, in characters.
const MOST: usize = 1_000;

/// One line being edited.
#[derive(Debug, Clone, Default)]
pub struct TextBox {
    area: TextArea<'static>,
}

impl TextBox {
    /// With this text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![clean_line(text).into_owned()]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What is in it.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", |line| line)
    }

    /// Columns of text before the cursor.
    pub fn cursor_column(&self) -> usize {
        let before: String = self.text().chars().take(self.area.cursor().1).collect();
        width(&before)
    }

    /// Takes a key. Says whether the text changed.
    pub fn input(&mut self, input: Input) -> bool {
        let is_line_break = matches!(input.key, Key::Enter) || (input.ctrl && matches!(input.key, Key::Char('m' | 'j')));
        if is_line_break || matches!(input.key, Key::Tab) {
            return false;
        }
        if let Key::Char(c) = input.key
            && !input.ctrl
            && !input.alt
            && !self.may_type(c)
        {
            return false;
        }
        match input.key {
            // As in a shell: the line is emptied up to the cursor. What was typed comes back with Alt-U.
            Key::Char('u') if input.ctrl => self.area.delete_line_by_head(),
            Key::Char('u') if input.alt => self.area.undo(),
            _ => self.area.input(input),
        }
    }

    /// Whether the letter may stand behind what is before the cursor, and there is room for it.
    fn may_type(&self, c: char) -> bool {
        let mut before: String = self.text().chars().take(self.area.cursor().1).collect();
        before.push(c);
        (c.is_ascii_graphic() || clean_line(&before) == before) && self.text().chars().count() < MOST
    }

    /// Takes pasted text, as much as there is room for, its line ends as spaces.
    pub fn paste(&mut self, text: &str) -> bool {
        let room = MOST.saturating_sub(self.text().chars().count());
        let text: String = text.chars().take(room).collect();
        let text: String = clean_line(&text).chars().take(room).collect();
        !text.is_empty() && self.area.insert_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stays_one_clean_line() {
        let mut text_box = TextBox::default();
        assert!(text_box.paste("tra\u{1b}[2Jta\nde"));
        assert_eq!(text_box.text(), "tra␛[2Jta de");
        assert!(!text_box.input(Input { key: Key::Enter, ..Input::default() }));
        assert!(!text_box.input(Input { key: Key::Char('\u{202e}'), ..Input::default() }));
        assert!(text_box.input(Input { key: Key::Char('ñ'), ..Input::default() }));
        assert_eq!(text_box.cursor_column(), width("tra␛[2Jta deñ"));
        let mark = Input { key: Key::Char('\u{301}'), ..Input::default() };
        assert_eq!((0..40).filter(|_| text_box.input(mark.clone())).count(), 6);
        assert!(text_box.paste(&"x".repeat(9_000)));
        assert_eq!(text_box.text().chars().count(), MOST);
        assert!(!text_box.input(Input { key: Key::Char('a'), ..Input::default() }) && !text_box.paste("a"));
    }
}
