//! A frame as bytes: what is on the terminal → what should be, with the fewest.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::abilities::Abilities;
use super::glyph::{Glyph, Glyphs, Numbers};
use super::ink::Ink;
use super::row;
use super::scroll::{self, Scroll};

/// Behind a frame the terminal writes plainly again, whoever writes there then. No other sequence is this one: within a frame it is shorter.
pub const END: &[u8] = b"\x1b[0m";
/// A cursor that stands in the text runs over the screen while a frame is sent. Of a small one nobody sees that.
const HIDES_FROM: usize = 256;

/// Knows what is on the terminal, and says what makes something else of it.
#[derive(Debug)]
pub struct Painter {
    abilities: Abilities,
    /// The screen.
    area: Rect,
    /// What is on the terminal; nobody knows if `None`.
    shown: Option<Glyphs>,
    /// What is drawn on.
    next: Buffer,
    /// All cells of that are blank.
    is_blank: bool,
    /// What is seen of it.
    seen: Glyphs,
    numbers: Numbers,
    /// A frame was worked out and not asked for yet.
    prepared: Option<Prepared>,
    /// Where the cursor is seen, as far as what is on the terminal is known.
    cursor: Option<Position>,
    frame: Vec<u8>,
}

/// A frame that was worked out.
#[derive(Debug, Clone, Copy)]
struct Prepared {
    cursor: Option<Position>,
}

impl Painter {
    /// For a terminal of which nothing is known but its size and what it can do.
    pub fn new((columns, rows): (u16, u16), abilities: Abilities) -> Self {
        let area = Rect::new(0, 0, columns, rows);
        let next = Buffer::empty(area);
        Self {
            abilities,
            area,
            shown: None,
            next,
            is_blank: true,
            seen: Glyphs::default(),
            numbers: Numbers::default(),
            prepared: None,
            cursor: None,
            frame: Vec::new(),
        }
    }

    /// The terminal has another size.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        *self = Self::new((columns, rows), self.abilities);
    }

    /// Something else was written there: the next frame begins from nothing.
    pub fn forget(&mut self) {
        self.shown = None;
        self.prepared = None;
    }

    /// The bytes of a frame; none where nothing changes. Who draws says where the cursor is to be seen.
    pub fn frame(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> &[u8] {
        self.prepare(draw);
        self.prepared()
    }

    /// Works out a frame that may come next. It is not on the terminal before it is asked for ([`Painter::prepared`]); any other frame takes its
    /// place.
    pub fn prepare(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) {
        self.blank();
        let cursor = draw(&mut self.next).filter(|at| self.area.contains(*at));
        if self.numbers.is_full() {
            (self.numbers, self.shown) = (Numbers::default(), None);
        }
        self.seen.read(&mut self.next, &mut self.numbers);
        let mut before = std::mem::take(&mut self.frame);
        before.clear();
        self.frame = self.bytes(before, cursor);
        self.is_blank = false;
        self.prepared = Some(Prepared { cursor });
    }

    /// The bytes of the frame that was worked out, which are on the terminal from now on; none where there is no such frame.
    pub fn prepared(&mut self) -> &[u8] {
        let Some(Prepared { cursor }) = self.prepared.take() else { return &[] };
        let before = self.shown.take().unwrap_or_default();
        self.shown = Some(std::mem::replace(&mut self.seen, before));
        self.cursor = cursor;
        &self.frame
    }

    /// Makes ready for the next frame, so that it takes less time when it comes.
    pub fn blank(&mut self) {
        if !self.is_blank {
            self.next.reset();
        }
        self.is_blank = true;
    }

    fn bytes(&self, mut out: Vec<u8>, cursor: Option<Position>) -> Vec<u8> {
        let mut ink = self.cells();
        let is_known = self.shown.is_some();
        let has_moved = cursor != self.cursor || !ink.out.is_empty();
        if let Some(at) = cursor.filter(|_| has_moved) {
            ink.move_to(at.x, at.y);
        }
        let was_seen = !is_known || self.cursor.is_some();
        let is_hidden = was_seen && (cursor.is_none() || ink.out.len() > HIDES_FROM);
        if is_hidden {
            out.extend_from_slice(b"\x1b[?25l");
        }
        if !ink.out.is_empty() {
            out.append(&mut ink.out);
            out.extend_from_slice(END);
        }
        if cursor.is_some() && (is_hidden || !is_known || self.cursor.is_none()) {
            out.extend_from_slice(b"\x1b[?25h");
        }
        out
    }

    /// The shortest way to what was drawn: cell by cell, or after rows have moved.
    fn cells(&self) -> Ink {
        let width = self.next.area.width;
        let Some(shown) = &self.shown else {
            let mut ink = Ink::new(self.abilities, width);
            ink.out.extend_from_slice(b"\x1b[H\x1b[J");
            ink.is_at(0, 0);
            return self.rows(ink, None, None);
        };
        if *shown == self.seen {
            return Ink::new(self.abilities, width);
        }
        let ways = if self.abilities.margins { scroll::candidates(shown, &self.seen) } else { vec![None] };
        let written = ways.into_iter().map(|scroll| {
            let mut ink = Ink::new(self.abilities, width);
            if let Some(scroll) = scroll {
                scroll.write(&mut ink, usize::from(self.next.area.height));
            }
            self.rows(ink, Some(shown), scroll)
        });
        written.min_by_key(|ink| ink.out.len()).unwrap_or_else(|| Ink::new(self.abilities, width))
    }

    fn rows(&self, mut ink: Ink, shown: Option<&Glyphs>, scroll: Option<Scroll>) -> Ink {
        let width = usize::from(self.next.area.width);
        let blank = vec![Glyph::BLANK; width];
        let mut marks = Vec::new();
        for (y, after) in self.next.content.chunks(width.max(1)).enumerate() {
            let source = scroll.map_or(Some(y), |scroll| scroll.source(y));
            let before = shown.zip(source).map_or(&*blank, |(shown, from)| shown.row(from));
            row::write(&mut ink, y as u16, before, (after, self.seen.row(y)), &self.numbers, &mut marks);
        }
        ink
    }
}
