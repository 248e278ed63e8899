//! Frames as bytes: whatever was on the screen before, a terminal that reads them shows what was drawn, letter by letter, in its colours and
//! its weight. The terminal is an emulator; it knows no blinking, hidden or struck letters, and bold and dim exclude each other there.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use unicode_segmentation::UnicodeSegmentation;
use vereda::tui::screen::{Abilities, END, Painter};
use vt100::Parser;

use crate::pty::cells;

/// What is on the screen, and what a terminal made of it.
struct Pair {
    painter: Painter,
    terminal: Parser,
    size: (u16, u16),
    abilities: Abilities,
}

const NOTHING: Abilities = Abilities { margins: false, editing: false, erases_in_color: false };

impl Pair {
    fn new(size: (u16, u16), abilities: Abilities) -> Self {
        let mut terminal = Parser::new(cells(size.1), cells(size.0), 0);
        // What a shell left there.
        terminal.process(b"\x1b[1;41m$ left over\r\n\x1b[7mmore of it");
        terminal.process("x".repeat(usize::from(size.0) * usize::from(size.1) / 2).as_bytes());
        terminal.process(b"\x1b[m");
        Self { painter: Painter::new(size, abilities), terminal, size, abilities }
    }

    /// Draws, has the terminal read it, and compares. Gives the bytes that it took.
    fn show(&mut self, wanted: &Buffer, cursor: Option<Position>) -> Result<Vec<u8>, String> {
        let bytes = self
            .painter
            .frame(|buffer| {
                buffer.clone_from(wanted);
                cursor
            })
            .to_vec();
        self.read(&bytes)?;
        self.compare(wanted)?;
        let screen = self.terminal.screen();
        if screen.hide_cursor() == cursor.is_some() {
            return Err(format!("the cursor is to be at {cursor:?}"));
        }
        if let Some(at) = cursor.filter(|at| screen.cursor_position() != (at.y, at.x)) {
            return Err(format!("the cursor is at {:?}, not at {at:?}", screen.cursor_position()));
        }
        Ok(bytes)
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), String> {
        let mut rest = bytes;
        // Whoever cannot erase in colour is not asked to: the emulator can, so it is looked at before it does.
        while let Some(at) = rest.iter().position(|byte| matches!(byte, b'K' | b'X')).filter(|_| !self.abilities.erases_in_color) {
            let (before, after) = rest.split_at(at);
            self.terminal.process(before);
            let digits = before.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let is_erasing = before[..before.len() - digits].ends_with(b"\x1b[");
            if is_erasing && self.terminal.screen().bgcolor() != vt100::Color::Default {
                return Err("it erases in colour".to_owned());
            }
            self.terminal.process(&after[..1]);
            rest = &after[1..];
        }
        self.terminal.process(rest);
        Ok(())
    }

    fn compare(&self, wanted: &Buffer) -> Result<(), String> {
        let screen = self.terminal.screen();
        for y in 0..self.size.1 {
            let mut x = 0;
            while x < self.size.0 {
                let cell = &wanted[(x, y)];
                let wide = cell.symbol().cell_width().max(1);
                let got = screen.cell(y, x).ok_or("no cell")?;
                let text = if got.contents().is_empty() { " " } else { got.contents() };
                let is_blank = cell.symbol() == " ";
                let lines = Modifier::REVERSED | Modifier::UNDERLINED;
                let seen = !is_blank || cell.modifier.intersects(lines);
                let is = |modifier| cell.modifier.contains(modifier);
                let right = text == cell.symbol()
                    && got.bgcolor() == color(cell.bg)
                    && got.inverse() == is(Modifier::REVERSED)
                    && got.underline() == is(Modifier::UNDERLINED)
                    && (!seen || got.fgcolor() == color(cell.fg))
                    && (is_blank || (got.bold(), got.dim(), got.italic()) == (is(Modifier::BOLD), is(Modifier::DIM), is(Modifier::ITALIC)));
                if !right {
                    return Err(format!("at {x}, {y}: {cell:?}, but there is {got:?}\n{}", screen.contents()));
                }
                x += wide;
            }
        }
        Ok(())
    }
}

fn color(color: Color) -> vt100::Color {
    const OWN: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        own => vt100::Color::Idx(OWN.iter().position(|one| *one == own).and_then(|at| u8::try_from(at).ok()).expect("one of them")),
    }
}

/// Puts text on a row as the screen does: letters that have room, and nothing of their own behind wide ones.
fn put(buffer: &mut Buffer, x: u16, y: u16, text: &str, style: Style) {
    let mut x = x;
    for letter in text.graphemes(true) {
        let wide = letter.cell_width();
        if wide == 0 || x + wide > buffer.area.width || y >= buffer.area.height {
            continue;
        }
        buffer[(x, y)].set_symbol(letter).set_style(style);
        for covered in x + 1..x + wide {
            buffer[(covered, y)].reset();
        }
        x += wide;
    }
}

/// What a screen may be made of.
#[derive(Debug, Clone)]
struct Drawing {
    ground: Style,
    /// Of a text that is longer than the screen, the first row that is shown, and beside how wide a pane.
    top: usize,
    side: u16,
    /// What else is written somewhere.
    notes: Vec<(u16, u16, String, Style)>,
    cursor: Option<(u16, u16)>,
}

#[derive(Debug, Clone)]
enum Step {
    Draw(Drawing),
    /// The text moves by so many rows.
    Scroll(isize),
    /// A frame is worked out that does not come.
    Expect(Drawing),
    Again,
    /// Something else was written to the terminal.
    Disturb(String),
    Resize(u16, u16),
}

const LETTERS: &str = "[a-zA-Z0-9 .,;  áéñçõü—“”…·│─▸●日本語한국ｱ éü]{0,40}";

fn any_color() -> impl Strategy<Value = Color> {
    prop_oneof![
        4 => Just(Color::Reset),
        1 => prop::sample::select(vec![Color::Red, Color::Cyan, Color::Gray, Color::DarkGray, Color::LightYellow, Color::White]),
        1 => any::<u8>().prop_map(Color::Indexed),
        1 => any::<(u8, u8, u8)>().prop_map(|(r, g, b)| Color::Rgb(r, g, b)),
    ]
}

fn any_style() -> impl Strategy<Value = Style> {
    let weight = prop_oneof![3 => Just(Modifier::empty()), 1 => Just(Modifier::BOLD), 1 => Just(Modifier::DIM)];
    (any_color(), any_color(), weight, any::<[bool; 3]>(), any::<bool>()).prop_map(
        |(fg, bg, weight, [italic, underlined, reversed], rare)| {
            let mut modifier = weight;
            modifier.set(Modifier::ITALIC, italic && rare);
            modifier.set(Modifier::UNDERLINED, underlined && rare);
            modifier.set(Modifier::REVERSED, reversed && rare);
            Style::new().fg(fg).bg(bg).add_modifier(modifier)
        },
    )
}

fn drawing() -> impl Strategy<Value = Drawing> {
    let note = (0u16..50, 0u16..20, LETTERS, any_style());
    let ground = prop_oneof![3 => Just(Style::new()), 1 => any_style()];
    let cursor = prop::option::of((0u16..50, 0u16..20));
    (ground, 0usize..60, 0u16..30, prop::collection::vec(note, 0..8), cursor).prop_map(|(ground, top, side, notes, cursor)| Drawing {
        ground,
        top,
        side,
        notes,
        cursor,
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => drawing().prop_map(Step::Draw),
        6 => (-12isize..=12).prop_map(Step::Scroll),
        2 => drawing().prop_map(Step::Expect),
        1 => Just(Step::Again),
        1 => "[a-z\r\n]{1,30}".prop_map(Step::Disturb),
        1 => (1u16..60, 1u16..20).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
    ]
}

impl Drawing {
    fn buffer(&self, (columns, rows): (u16, u16), text: &[(String, Style)]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        let area = buffer.area;
        buffer.set_style(area, self.ground);
        for y in 0..rows {
            let (line, style) = &text[(self.top + usize::from(y)) % text.len()];
            put(&mut buffer, self.side, y, line, self.ground.patch(*style));
            let (beside, style) = &text[(usize::from(y) * 7 + 3) % text.len()];
            let shown: String = beside.chars().take(usize::from(self.side.saturating_sub(2))).collect();
            // A pane at the side stays where it is.
            put(&mut buffer, 0, y, &shown, self.ground.patch(*style));
        }
        for (x, y, note, style) in &self.notes {
            put(&mut buffer, *x, *y, note, *style);
        }
        mend(&mut buffer);
        buffer
    }
}

/// Half of a wide letter that something was written over is no letter; and the emulator knows bold or dim.
fn mend(buffer: &mut Buffer) {
    for cell in buffer.content.iter_mut().filter(|cell| cell.modifier.contains(Modifier::BOLD)) {
        cell.modifier.remove(Modifier::DIM);
    }
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let wide = buffer[(x, y)].symbol().cell_width().max(1);
            if (x + 1..x + wide).any(|covered| covered >= buffer.area.width || buffer[(covered, y)].symbol() != " ") {
                buffer[(x, y)].set_symbol(" ");
                x += 1;
                continue;
            }
            x += wide;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn a_terminal_shows_what_was_drawn(
        size in (1u16..60, 1u16..20),
        text in prop::collection::vec((LETTERS, any_style()), 1..40),
        first in drawing(),
        steps in prop::collection::vec(step(), 1..12),
        abilities in prop::sample::select(vec![
            Abilities::ALL,
            NOTHING,
            Abilities { erases_in_color: false, ..Abilities::ALL },
            Abilities { margins: true, ..NOTHING },
        ]),
    ) {
        let mut pair = Pair::new(size, abilities);
        let mut drawing = first;
        let at = |drawing: &Drawing, (columns, rows): (u16, u16)| drawing.cursor.map(|(x, y)| Position::new(x % columns, y % rows));
        let show = |pair: &mut Pair, drawing: &Drawing| {
            let buffer = drawing.buffer(pair.size, &text);
            let cursor = at(drawing, pair.size);
            pair.show(&buffer, cursor)
        };
        prop_assert_eq!(show(&mut pair, &drawing).map(|_| ()), Ok(()));
        for step in steps {
            let again = matches!(step, Step::Again | Step::Expect(_));
            match step {
                Step::Draw(other) => drawing = other,
                Step::Scroll(by) => drawing.top = (drawing.top + 60).saturating_add_signed(by) % 60,
                Step::Again => {}
                Step::Expect(other) => {
                    let buffer = other.buffer(pair.size, &text);
                    pair.painter.prepare(|drawn| { drawn.clone_from(&buffer); at(&other, pair.size) });
                }
                Step::Disturb(text) => {
                    pair.terminal.process(text.as_bytes());
                    pair.painter.forget();
                }
                Step::Resize(columns, rows) => {
                    pair.terminal.set_size(cells(rows), cells(columns));
                    pair.size = (columns, rows);
                    pair.painter.resize(pair.size);
                }
            }
            let shown = show(&mut pair, &drawing);
            prop_assert_eq!(shown.as_ref().map(|_| ()), Ok(()));
            prop_assert!(!again || shown == Ok(Vec::new()), "the same again is {:?}", shown);
        }
    }

    /// What a terminal thinks wider or narrower than we do moves nothing else: all other letters stand in their columns.
    #[test]
    fn letters_of_another_width_smear_nothing(
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(vec!["a", "b", " ", "ñ", "👩‍🔬", "🏳️‍🌈", "e\u{301}", "क्ष", "☎️", "1️⃣", "日"]), 0..14), 1..12),
        by in prop::collection::vec(0usize..12, 1..8),
    ) {
        let mut pair = Pair::new((40, 8), Abilities::ALL);
        for top in by {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 8));
            for y in 0..8 {
                put(&mut buffer, 2, y, &rows[(top + usize::from(y)) % rows.len()].concat(), Style::new());
                put(&mut buffer, 35, y, "│", Style::new());
                put(&mut buffer, 0, y, &"#".repeat(usize::from(y % 2)), Style::new());
            }
            let bytes = pair.painter.frame(|drawn| { drawn.clone_from(&buffer); None }).to_vec();
            pair.terminal.process(&bytes);
            let screen = pair.terminal.screen();
            for y in 0..8 {
                for x in [0, 1, 35, 36, 39] {
                    let got = screen.cell(y, x).map_or("", vt100::Cell::contents);
                    let wanted = buffer[(x, y)].symbol();
                    prop_assert_eq!(if got.is_empty() { " " } else { got }, wanted, "at {}, {}\n{}", x, y, screen.contents());
                }
                // Behind a letter that is plain, a plain letter stands in its column.
                for x in 3..35 {
                    let is_plain = |x: u16| ["a", "b", " ", "ñ"].contains(&buffer[(x, y)].symbol());
                    let mut before = (0..x).rev().take_while(|x| is_plain(*x)).count();
                    before = before.min(usize::from(x));
                    if before >= 3 && is_plain(x) {
                        let got = screen.cell(y, x).map_or("", vt100::Cell::contents);
                        prop_assert_eq!(if got.is_empty() { " " } else { got }, buffer[(x, y)].symbol(), "at {}, {}\n{}", x, y, screen.contents());
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_but_text_gets_through_a_cell() {
    let mut painter = Painter::new((10, 2), Abilities::ALL);
    let bytes = painter.frame(|buffer| {
        buffer[(1, 0)].set_symbol("\x1b]0;x\x07");
        buffer[(3, 0)].set_symbol("\u{9b}31m");
        buffer[(5, 0)].set_symbol("\u{200b}");
        buffer[(9, 0)].set_symbol("日");
        buffer[(0, 1)].set_symbol("a");
        None
    });
    assert_eq!(String::from_utf8_lossy(bytes), "\x1b[?25l\x1b[H\x1b[J\r\na\x1b[0m");
}

#[test]
fn what_moves_is_moved_and_the_rest_is_left_alone() {
    let text: Vec<(String, Style)> =
        (0..60).map(|n| (format!("line {n} of a text that goes on, {}", n * n * 104_729), Style::new())).collect();
    let drawing = |top| Drawing { ground: Style::new(), top, side: 0, notes: Vec::new(), cursor: Some((0, 0)) };
    let size = (60, 20);
    let mut pair = Pair::new(size, Abilities::ALL);
    let mut cost = |top: usize| pair.show(&drawing(top).buffer(size, &text), Some(Position::new(0, 0))).map(|bytes| bytes.len());
    let whole = cost(0).expect("as drawn");
    let line = cost(1).expect("as drawn");
    let back = cost(0).expect("as drawn");
    let half = cost(10).expect("as drawn");
    assert!(whole > 700 && line < 80 && back < 80 && half < whole * 2 / 3, "{whole} {line} {back} {half}");
    assert_eq!(cost(10), Ok(0));
    // A frame says once, at its end, that all is plain again.
    let bytes = pair.show(&drawing(30).buffer(size, &text), None).expect("as drawn");
    assert_eq!(bytes.windows(END.len()).filter(|window| *window == END).count(), 1);
}

#[test]
fn a_frame_that_was_worked_out_is_shown_once_and_only_over_what_it_was_worked_out_for() {
    let page = |letter: &str| Buffer::with_lines(vec![letter.repeat(10); 4]);
    let mut pair = Pair::new((10, 4), Abilities::ALL);
    pair.show(&page("a"), None).expect("as drawn");
    let prepare = |pair: &mut Pair, letter: &str| {
        let wanted = page(letter);
        pair.painter.prepare(|buffer| {
            buffer.clone_from(&wanted);
            None
        });
    };
    // It comes as it was expected.
    prepare(&mut pair, "b");
    let bytes = pair.painter.prepared().to_vec();
    assert!(!bytes.is_empty());
    pair.read(&bytes).expect("read");
    pair.compare(&page("b")).expect("as worked out");
    assert_eq!(pair.show(&page("b"), None), Ok(Vec::new()));
    assert!(pair.painter.prepared().is_empty());
    // Something else comes instead.
    prepare(&mut pair, "c");
    pair.show(&page("d"), None).expect("as drawn");
    assert!(pair.painter.prepared().is_empty());
    // Nobody knows any more what is there.
    prepare(&mut pair, "e");
    pair.painter.forget();
    assert!(pair.painter.prepared().is_empty());
    prepare(&mut pair, "f");
    pair.painter.resize((10, 4));
    assert!(pair.painter.prepared().is_empty());
}
