//! A box for one line of text: tui-textarea, with its text kept to one line and free of control characters.

use tui_textarea::{CursorMove, Input, Key, TextArea};

use crate::text::columns::width;
use crate::text::sanitize::clean_line;

/// Longest text that a paste may bring, in characters.
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
            && clean_line(c.encode_utf8(&mut [0; 4])) != c.to_string()
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

    /// Takes pasted text, its line ends as spaces.
    pub fn paste(&mut self, text: &str) -> bool {
        let text: String = text.chars().take(MOST).collect();
        self.area.insert_str(clean_line(&text).as_ref())
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
    }
}
