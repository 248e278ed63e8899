//! The box in which a text of several lines is written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::theme::Theme;
use super::{clear, frame};
use crate::app::App;

/// Draws the box. Gives the cursor's place.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) -> Option<Position> {
    let editor = app.editor()?;
    let layout = app.layout();
    clear(buffer, layout.editor, theme);
    frame(buffer, layout.editor, layout.wide, true, &editor.title, &app.edition().words.notes.as_typed, theme);
    let inner = layout.editor_inner;
    // A column at each side is free, where there are enough.
    let side = u16::from(inner.width > 20);
    let area = Rect { x: inner.x + side, width: inner.width.saturating_sub(2 * side), ..inner };
    if area.is_empty() {
        return None;
    }
    // The box itself remembers which of its lines were on the screen.
    editor.area().render(area, buffer);
    let (cursor, (top, left)) = (editor.area().screen_cursor(), editor.area().scroll_offset());
    let column = (cursor.col as u16).saturating_sub(left).min(area.width - 1);
    let row = (cursor.row as u16).saturating_sub(top).min(area.height - 1);
    Some(Position::new(area.x + column, area.y + row))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::editor::{Editor, Writing};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn any_text_is_drawn(text in "(\\PC|\n){0,60}", width in 1u16..40, height in 1u16..6) {
            let editor = Editor::new(Writing::Task(String::new()), String::new(), &text);
            let area = Rect::new(0, 0, width, height);
            editor.area().render(area, &mut Buffer::empty(area));
            editor.area().screen_cursor();
        }
    }
}
