//! The screen that frames are drawn on. A frame is one write, of the fewest bytes that change what is there into what should be: over a slow
//! line every byte is seen. Nothing here reads from the terminal.
//!
//! What a terminal can do is known by its name ([`Abilities`]). Where rows are there already, only higher or lower, they are moved
//! (`scroll`); of every row that differs, what differs is written (`row`), with the shortest way to it (`ink`) and no more than what
//! changes of colours and weight (`pen`). Rows are compared by what is seen of them (`glyph`). What terminals do not agree on, the width of emoji for example, is never relied on (`cells`).

mod abilities;
mod cells;
#[cfg(not(unix))]
mod elsewhere;
mod glyph;
mod ink;
mod painter;
mod pen;
mod row;
mod scroll;

pub use abilities::Abilities;
#[cfg(not(unix))]
pub(super) use elsewhere::Screen;
pub use painter::{END, Painter};
#[cfg(unix)]
pub(super) use unix::Screen;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, Write};
    use std::os::fd::AsFd;

    use ratatui::buffer::Buffer;
    use ratatui::layout::Position;

    use super::{Abilities, Painter};

    /// The terminal as something to draw on.
    pub(in super::super) struct Screen {
        painter: Painter,
        /// Standard output without its buffer, which sends lines one by one.
        out: File,
    }

    impl Screen {
        /// A screen of a size that only [`Screen::resize`] changes, so that what is drawn was laid out for it.
        pub(in super::super) fn new(size: (u16, u16)) -> io::Result<Self> {
            let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
            Ok(Self { painter: Painter::new(size, Abilities::new(|name| std::env::var(name).ok())), out })
        }

        /// Shows what is drawn. Who draws says where the cursor is to be seen.
        pub(in super::super) fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
            self.painter.prepare(draw);
            self.show_prepared()?;
            self.painter.blank();
            Ok(())
        }

        /// Works out what may be asked for next, so that it takes less time when it is.
        pub(in super::super) fn prepare(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) {
            self.painter.prepare(draw);
            self.painter.blank();
        }

        /// Shows what was worked out.
        pub(in super::super) fn show_prepared(&mut self) -> io::Result<()> {
            let frame = self.painter.prepared();
            if frame.is_empty() {
                return Ok(());
            }
            self.out.write_all(frame)?;
            // What brings it to the terminal, and the terminal itself, may wait for this processor: they go first, before the next frame is
            // thought of.
            std::thread::yield_now();
            Ok(())
        }

        /// Every cell is to be drawn anew: something else was written there.
        pub(in super::super) fn repaint(&mut self) {
            self.painter.forget();
        }

        /// The terminal has another size.
        pub(in super::super) fn resize(&mut self, size: (u16, u16)) {
            self.painter.resize(size);
        }
    }
}
