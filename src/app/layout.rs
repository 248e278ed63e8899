//! The screen's area → the rectangles of its parts.

use ratatui::layout::Rect;

/// Screens of fewer columns or rows show a message instead.
pub const SMALLEST: (u16, u16) = (24, 6);
/// From this many columns on, the side pane stands beside the reader, unless the person chose otherwise.
pub const WIDE: u16 = 100;
/// A line of text is never wider, in columns, unless the person wants it: longer ones are hard to follow.
pub const WIDEST_TEXT: u16 = 88;

/// The side pane is never wider.
const WIDEST_SIDE: u16 = 78;
/// Columns beside the text in its pane: gutter, margins, frame.
const BESIDE_TEXT: u16 = 10;

/// The widths that a person can choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Widths {
    /// A line of text is never wider.
    pub text: u16,
    /// From this many columns on, the side pane stands beside the reader.
    pub side_pane: u16,
}

impl Default for Widths {
    fn default() -> Self {
        Self { text: WIDEST_TEXT, side_pane: WIDE }
    }
}

/// Which pane is shown where there is room for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shown {
    /// The text.
    #[default]
    Reader,
    /// What stands beside it on wide screens.
    Side,
    /// The text's place takes the whole width, on wide screens too.
    Whole,
}

/// Where everything is. Parts for which there is no room are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// The whole screen.
    pub screen: Rect,
    /// The program's and the report's names.
    pub top: Rect,
    /// The side pane with its frame.
    pub side: Rect,
    /// Inside the side pane's frame.
    pub side_inner: Rect,
    /// Inside the side pane: the list of countries beside or above the map.
    pub list: Rect,
    /// Inside the side pane: the map.
    pub map: Rect,
    /// The reader with its frame.
    pub reader: Rect,
    /// Inside the reader's frame, margins included.
    pub reader_inner: Rect,
    /// The rows of text; left of it is the gutter.
    pub text: Rect,
    /// The columns left of the text, for passage numbers and marks.
    pub gutter: Rect,
    /// Where one is.
    pub status: Rect,
    /// The keys that work here.
    pub keys: Rect,
    /// A sheet that lies over the panes, with its frame.
    pub sheet: Rect,
    /// What is being written, with its frame.
    pub editor: Rect,
    /// Inside that frame.
    pub editor_inner: Rect,
    /// Both panes are on the screen.
    pub wide: bool,
    /// There is no room for anything.
    pub too_small: bool,
}

impl Layout {
    /// For a screen of this size.
    pub fn new(columns: u16, rows: u16, shown: Shown) -> Self {
        Self::with_editor(columns, rows, shown, false)
    }

    /// The same, with room for a text that is being written below what it is about.
    pub fn with_editor(columns: u16, rows: u16, shown: Shown, editor: bool) -> Self {
        Self::fit(columns, rows, shown, editor, Widths::default())
    }

    /// The same in the widths that a person chose.
    pub fn fit(columns: u16, rows: u16, shown: Shown, editor: bool, widths: Widths) -> Self {
        let screen = Rect::new(0, 0, columns, rows);
        if columns < SMALLEST.0 || rows < SMALLEST.1 {
            return Self { screen, too_small: true, ..Self::default() };
        }
        let wide = columns >= widths.side_pane;
        let top = Rect::new(0, 0, columns, u16::from(rows >= 16));
        let keys = Rect::new(0, rows - 1, columns, 1);
        let status = Rect::new(0, rows - 2, columns, 1);
        let panes = Rect::new(0, top.height, columns, rows - top.height - 2);
        let (side, reader) = if wide && shown != Shown::Whole {
            // What the text leaves free at its sides is of more use to long titles, up to a width at which all are whole.
            let side = (columns * 36 / 100).clamp(34, 46);
            let spare = (columns - side).saturating_sub(widths.text + BESIDE_TEXT);
            let side = side + spare.min(WIDEST_SIDE - 46);
            (Rect { width: side, ..panes }, Rect { x: side, width: columns - side, ..panes })
        } else {
            match shown {
                Shown::Reader | Shown::Whole => (Rect::default(), panes),
                Shown::Side => (panes, Rect::default()),
            }
        };
        let (side, reader, editor) = match editor {
            false => (side, reader, Rect::default()),
            true if reader.is_empty() => {
                let (side, editor) = make_room(side, wide);
                (side, reader, editor)
            }
            true => {
                let (reader, editor) = make_room(reader, wide);
                (side, reader, editor)
            }
        };
        let reader_inner = inside(reader, wide);
        let side_inner = inside(side, wide);
        let (list, map) = list_and_map(side_inner);
        let (gutter, text) = measure(reader_inner, widths.text);
        // What would be left at the sides of a sheet is shown only where there is enough of it.
        let sheet_width = if columns > WIDEST_TEXT + 24 { WIDEST_TEXT + 4 } else { columns };
        let sheet = Rect { x: (columns - sheet_width) / 2, width: sheet_width, ..panes };
        Self {
            screen,
            top,
            side,
            side_inner,
            list,
            map,
            reader,
            reader_inner,
            text,
            gutter,
            status,
            keys,
            sheet,
            editor,
            editor_inner: inside(editor, wide),
            wide,
            too_small: false,
        }
    }

    /// The table of a profile, below its tabs and, where there is one, a note of two lines.
    pub fn profile_table(&self, note: bool) -> Rect {
        let rows = if note { 5 } else { 2 };
        // On the smallest screens there is no row to leave empty below the tabs.
        below(self.reader_inner, rows.min(self.reader_inner.height.saturating_sub(2)).max(1))
    }

    /// The note of a profile.
    pub fn profile_note(&self) -> Rect {
        let area = below(self.reader_inner, 2);
        let table = self.profile_table(true);
        Rect { height: area.height.min(3).min(table.y.saturating_sub(area.y)), ..area }
    }

    /// The hits of a search, below the box and what the search says in so many lines of two rows each.
    pub fn search_list(&self, notes: usize) -> Rect {
        let taken = (2 + notes as u16 * 2).min(self.side_inner.height);
        Rect { y: self.side_inner.y + taken, height: self.side_inner.height - taken, ..self.side_inner }
    }

    /// The table of actions.
    pub fn tasks_table(&self) -> Rect {
        below(self.reader_inner, 0)
    }

    /// The entry on a row of the side pane of checklists: `lists` of them below a heading, then, after an empty row and a heading, groups that
    /// take two rows each.
    pub fn lists_row(&self, row: u16, lists: usize) -> Option<usize> {
        let row = usize::from(row);
        match row.checked_sub(1)? {
            at if at < lists => Some(at),
            at => Some(lists + at.checked_sub(lists + 2)? / 2),
        }
    }

    /// The list of notes, below the box that narrows it.
    pub fn notes_list(&self, filter: bool) -> Rect {
        let taken = u16::from(filter).min(self.side_inner.height);
        Rect { y: self.side_inner.y + taken, height: self.side_inner.height - taken, ..self.side_inner }
    }

    /// The list of reports, with its frame.
    pub fn shelf(&self) -> Rect {
        let rows = self.screen.height.saturating_sub(self.top.height + self.status.height + self.keys.height);
        Rect { y: self.top.bottom().min(self.screen.height), height: rows, ..self.screen }
    }

    /// The reports in it, below the box that narrows it.
    pub fn shelf_list(&self, filter: bool) -> Rect {
        let inner = inside(self.shelf(), self.wide);
        let taken = u16::from(filter).min(inner.height);
        Rect { y: inner.y + taken, height: inner.height - taken, ..inner }
    }

    /// A QR code: everything above the bottom line.
    pub fn code(&self) -> Rect {
        Rect { height: self.screen.height.saturating_sub(self.keys.height), ..self.screen }
    }

    /// The list of a picker, below the box and, where there is room for it, a rule.
    pub fn picker_list(&self) -> Rect {
        let inner = self.sheet_inner();
        let taken = if inner.height < 4 { 1 } else { 2 }.min(inner.height);
        Rect { y: inner.y + taken, height: inner.height - taken, ..inner }
    }

    /// Inside a sheet's frame.
    pub fn sheet_inner(&self) -> Rect {
        let inner = inside(self.sheet, true);
        if inner.is_empty() {
            return inner;
        }
        Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
    }
}

/// A pane without its lower part, and that part: for what is written about the pane.
fn make_room(pane: Rect, framed: bool) -> (Rect, Rect) {
    let least = if framed { 4 } else { 2 };
    let rows = (pane.height * 2 / 5).clamp(least, 14).min(pane.height);
    let above = Rect { height: pane.height - rows, ..pane };
    (above, Rect { y: above.bottom(), height: rows, ..pane })
}

/// A pane's inside without its first rows, one column kept free at each side.
fn below(inner: Rect, rows: u16) -> Rect {
    let rows = rows.min(inner.height);
    Rect { x: inner.x + inner.width.min(1), y: inner.y + rows, width: inner.width.saturating_sub(2), height: inner.height - rows }
}

/// Inside a pane's frame. On narrow screens a pane has only a line above it.
fn inside(pane: Rect, framed: bool) -> Rect {
    if pane.is_empty() {
        return pane;
    }
    if framed {
        Rect::new(pane.x + 1, pane.y + 1, pane.width.saturating_sub(2), pane.height.saturating_sub(2))
    } else {
        Rect::new(pane.x, pane.y + 1, pane.width, pane.height.saturating_sub(1))
    }
}

/// The list of countries, and the map below it where the pane is high, or beside it where it is wide.
fn list_and_map(inner: Rect) -> (Rect, Rect) {
    /// Rows and columns that a map needs to be one.
    const LEAST: (u16, u16) = (30, 12);
    if inner.width >= LEAST.0 + 32 {
        let list = inner.width - (inner.width - 32).min(inner.height.saturating_mul(2).max(LEAST.0));
        return (Rect { width: list, ..inner }, Rect { x: inner.x + list, width: inner.width - list, ..inner });
    }
    let map = (inner.width / 2).min(inner.height.saturating_sub(10));
    if inner.width >= LEAST.0 && map >= LEAST.1 {
        let list = inner.height - map;
        return (Rect { height: list, ..inner }, Rect { y: inner.y + list, height: map, ..inner });
    }
    (inner, Rect::default())
}

/// Gutter and text, the text in the middle of wide panes.
fn measure(inner: Rect, widest: u16) -> (Rect, Rect) {
    if inner.is_empty() {
        return (inner, inner);
    }
    let (gutter, right) = if inner.width >= 60 { (6, 2) } else { (4, 1) };
    let text = inner.width.saturating_sub(gutter + right).clamp(1, widest.max(1));
    let left = inner.width.saturating_sub(gutter + right + text) / 2;
    let gutter = Rect { x: inner.x + left, width: gutter.min(inner.width), ..inner };
    (gutter, Rect { x: gutter.right(), width: text, ..inner })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_sizes_people_have() {
        let small = Layout::new(80, 24, Shown::Reader);
        assert_eq!((small.text.width, small.text.height), (72, 20));
        assert!(!small.wide && small.side.is_empty());
        let wide = Layout::new(120, 40, Shown::Reader);
        assert!(wide.wide && wide.side.width == 43);
        assert_eq!(Layout::new(40, 12, Shown::Reader).text.height, 9);
        assert_eq!(Layout::new(240, 70, Shown::Reader).text.width, WIDEST_TEXT);
        assert!(Layout::new(20, 5, Shown::Reader).too_small);
    }

    proptest! {
        #[test]
        fn parts_are_on_the_screen(columns in 0u16..600, rows in 0u16..300, text in 30u16..=200, side_pane in 70u16..=999) {
            let widths = Widths { text, side_pane };
            for (shown, editor) in [Shown::Reader, Shown::Side, Shown::Whole].into_iter().flat_map(|shown| [(shown, false), (shown, true)]) {
                let l = Layout::fit(columns, rows, shown, editor, widths);
                prop_assert!(l.too_small || editor != l.editor_inner.is_empty());
                for part in [l.editor, l.editor_inner, l.top, l.side, l.side_inner, l.reader, l.reader_inner, l.text, l.gutter, l.status, l.keys, l.sheet, l.sheet_inner(), l.picker_list(), l.list, l.map, l.code(), l.shelf(), l.shelf_list(true)] {
                    prop_assert!(part.right() <= columns && part.bottom() <= rows, "{:?}", part);
                }
                prop_assert!(l.too_small || l.text.right() <= l.reader_inner.right());
            }
        }
    }
}
