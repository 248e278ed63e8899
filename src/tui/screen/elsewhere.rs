//! Where terminals are not written to as bytes alone: ratatui's own way, cell by cell.

use std::io::{self, BufWriter, Stdout};

use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::{Terminal, TerminalOptions, Viewport};

/// Room for the largest frames, in bytes.
const FRAME_BYTES: usize = 1 << 16;

/// The terminal as something to draw on.
pub(in super::super) struct Screen(Terminal<CrosstermBackend<BufWriter<Stdout>>>);

impl Screen {
    /// A screen of a size that only [`Screen::resize`] changes, so that what is drawn was laid out for it.
    pub(in super::super) fn new(size: (u16, u16)) -> io::Result<Self> {
        // Colours are a theme's business: crossterm's own switch for NO_COLOR would undo reversed video as well.
        crossterm::style::force_color_output(true);
        let viewport = Viewport::Fixed(Rect::new(0, 0, size.0, size.1));
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, io::stdout()));
        Terminal::with_options(backend, TerminalOptions { viewport }).map(Self)
    }

    /// Shows what is drawn. Who draws says where the cursor is to be seen.
    pub(in super::super) fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        // It is not to be seen running over the screen.
        self.0.hide_cursor()?;
        let drawn = self.0.draw(|frame| {
            if let Some(cursor) = draw(frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        });
        drawn.map(|_| ())
    }

    /// Nothing is worked out before it is asked for.
    #[allow(clippy::unused_self, reason = "as where terminals are written to as bytes")]
    pub(in super::super) fn prepare(&mut self, _: impl FnOnce(&mut Buffer) -> Option<Position>) {}

    /// There is nothing.
    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "as where terminals are written to as bytes")]
    pub(in super::super) fn show_prepared(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Every cell is to be drawn anew. Not ratatui's own `clear`, which asks the terminal where the cursor is and waits for the answer.
    pub(in super::super) fn repaint(&mut self) {
        let area = self.0.get_frame().area();
        self.fit(area);
    }

    /// The terminal has another size.
    pub(in super::super) fn resize(&mut self, size: (u16, u16)) {
        self.fit(Rect::new(0, 0, size.0, size.1));
    }

    fn fit(&mut self, area: Rect) {
        // Where the terminal cannot be written to, the next frame says so.
        let _ = self.0.resize(area);
    }
}
