//! The pictures in `screenshots/`: the real program in a terminal emulator, its cells as SVG. `cargo test --test vereda screenshots -- --ignored`
//! takes them anew; without that the tests fail where the program no longer draws what a picture shows.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;
use vt100::{Cell, Color, Screen};

use crate::pty::{Session, state_folder};

/// A picture: its name, the language, the size, the arguments, what is typed, and what is then to be read.
struct Shot {
    name: &'static str,
    language: &'static str,
    size: (u16, u16),
    arguments: &'static [&'static str],
    environment: &'static [(&'static str, &'static str)],
    keys: &'static [&'static str],
    shows: &'static str,
}

const WIDE: (u16, u16) = (110, 30);
const SMALL: (u16, u16) = (80, 24);
const DARK: &[(&str, &str)] = &[("COLORTERM", "truecolor")];

const fn shot(
    name: &'static str,
    language: &'static str,
    size: (u16, u16),
    arguments: &'static [&'static str],
    keys: &'static [&'static str],
    shows: &'static str,
) -> Shot {
    Shot { name, language, size, arguments, environment: DARK, keys, shows }
}

/// Every pane, the projector, and the three languages.
const SHOTS: &[Shot] = &[
    Shot {
        environment: &[("COLORTERM", "truecolor"), ("VEREDA_GREETING", "on")],
        ..shot("first-start", "en", SMALL, &["--theme", "dark"], &[], "Welcome")
    },
    shot("reader", "en", WIDE, &["trafficking.25", "--theme", "dark"], &[], "trafficking.25"),
    shot("reader-es", "es", WIDE, &["trafficking.25", "--theme", "dark"], &[], "trafficking.25"),
    shot("reader-pt", "pt", WIDE, &["trafficking.25", "--theme", "light"], &[], "trafficking.25"),
    shot("small-es", "es", SMALL, &["trafficking.25", "--theme", "dark"], &[], "trafficking.25"),
    Shot { environment: &[("TERM", "linux"), ("LC_ALL", "C")], ..shot("console", "pt", SMALL, &["trafficking.25"], &[], "trafficking.25") },
    shot("high-contrast", "en", SMALL, &["trafficking.25", "--theme", "high-contrast"], &[], "trafficking.25"),
    shot("contents", "en", WIDE, &["trafficking.25", "--theme", "dark"], &["1"], "trafficking.25"),
    shot("countries", "en", (110, 40), &["--theme", "dark"], &["2"], "Argentina"),
    shot("country-law", "en", WIDE, &["--theme", "dark"], &["c", "ecua", "\r", "]"], "[Laws]"),
    shot("country-figures-es", "es", WIDE, &["--theme", "dark"], &["c", "ecua", "\r", "]", "]"], "ecuador"),
    shot("compare", "en", WIDE, &["--theme", "dark"], &["c", "colom", "\r", "C", "peru", "\r", "]"], "Compared"),
    shot("search", "en", WIDE, &["--theme", "dark"], &["/", "corruptoin ecuador"], "result"),
    shot("search-pt", "pt", WIDE, &["--theme", "dark"], &["/", "tráfico de pessoas brasil"], "resultado"),
    shot("tasks", "en", WIDE, &["--theme", "dark"], &["4", "x", "j", "j", "x"], "rec:"),
    shot("tasks-es", "es", WIDE, &["--theme", "dark"], &["4", "x"], "rec:"),
    shot(
        "notes",
        "en",
        WIDE,
        &["trafficking.25", "--theme", "dark"],
        &["m", "Ask the shelter", "\u{1b}", "J", "b", "\u{1b}", "5"],
        "5 Notes",
    ),
    shot("explain", "en", SMALL, &["trafficking.25", "--theme", "dark"], &["i"], "Footnote"),
    shot("export", "en", SMALL, &["trafficking.25", "--theme", "dark"], &["e"], "Export"),
    shot("palette-pt", "pt", SMALL, &["trafficking.25", "--theme", "dark"], &[":", "pa"], "›"),
    shot("help", "en", SMALL, &["trafficking.25", "--theme", "dark"], &["?"], "Help"),
    shot("qr", "en", (80, 44), &["trafficking.25", "--theme", "dark"], &["Q"], "code 1"),
    shot("projector", "en", WIDE, &["trafficking.25", "--theme", "dark"], &["p"], "Human trafficking"),
    shot("projector-tour-es", "es", WIDE, &["present", "front-line"], &[" "], "/"),
    shot("projector-light-pt", "pt", WIDE, &["trafficking.25", "--theme", "dark"], &["p", "t"], "Tráfico de pessoas"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("screenshots")
}

fn start(shot: &Shot) -> (Session, TempDir) {
    let state = state_folder();
    let arguments: Vec<&str> = shot.arguments.iter().copied().chain(["--lang", shot.language]).collect();
    let mut session = Session::start_args(state.path(), &arguments, shot.environment, shot.size);
    session.wait_for_screen("the first page", |screen| screen.alternate_screen() && !screen.contents().trim().is_empty());
    for keys in shot.keys {
        session.keys(keys);
        // An Escape and a letter behind it are one key, and a search answers when it can.
        session.wait_for_quiet(Duration::from_millis(60));
    }
    (session, state)
}

#[test]
#[ignore = "takes the pictures anew"]
fn take() {
    for shot in SHOTS {
        let (session, _state) = start(shot);
        session.wait_for_text(shot.shows);
        session.wait_for_quiet(Duration::from_millis(400));
        let picture = svg(session.written().emulator.screen());
        fs::write(folder().join(format!("{}.svg", shot.name)), picture).expect("written");
    }
}

#[test]
fn pictures_show_what_the_program_draws() {
    for shot in SHOTS {
        let path = folder().join(format!("{}.svg", shot.name));
        let stored = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (session, _state) = start(shot);
        session.wait(&format!("{} (cargo test --test vereda screenshots -- --ignored takes the pictures anew)", shot.name), |written| {
            let now = svg(written.emulator.screen());
            if now == stored {
                return Ok(());
            }
            let differs = now.lines().zip(stored.lines()).find(|(now, stored)| now != stored);
            Err(format!("first difference: {differs:?}"))
        });
    }
}

#[test]
fn every_picture_is_taken_by_the_command_and_shown_in_a_readme() {
    let mut there: Vec<String> =
        fs::read_dir(folder()).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let mut taken: Vec<String> = SHOTS.iter().map(|shot| format!("{}.svg", shot.name)).chain(["README.md".to_owned()]).collect();
    there.sort();
    taken.sort();
    assert_eq!(there, taken);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = ["README.md", "README.es.md", "README.pt.md", "screenshots/README.md"]
        .map(|name| fs::read_to_string(root.join(name)).expect("read"));
    for name in taken.iter().filter(|name| *name != "README.md") {
        assert!(texts.iter().any(|text| text.contains(name.as_str())), "{name} is shown nowhere");
    }
}

/// Columns and rows in pixels.
const CELL: (u32, u32) = (9, 19);
const INK: &str = "#d0d0d0";
const GROUND: &str = "#161616";

/// What two cells share that are drawn in one go.
#[derive(PartialEq, Eq, Clone)]
struct Style {
    ink: String,
    ground: String,
    attributes: String,
}

/// The screen as a picture: a rectangle where the ground differs, and text in pieces of one style, each as wide as its cells.
fn svg(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (u32::from(columns) * CELL.0, u32::from(rows) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{GROUND}\"/>\n"
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let Some(cell) = screen.cell(row, column) else { break };
            let style = style(cell);
            let (from, mut text) = (column, String::new());
            while let Some(cell) = screen.cell(row, column).filter(|cell| column < columns && goes_on(cell, &style)) {
                text.push_str(if cell.is_wide_continuation() {
                    ""
                } else if cell.has_contents() {
                    cell.contents()
                } else {
                    " "
                });
                column += 1;
            }
            piece(&mut out, (row, from, column), &text, &style);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn piece(out: &mut String, (row, from, to): (u16, u16, u16), text: &str, style: &Style) {
    let (x, y) = (u32::from(from) * CELL.0, u32::from(row) * CELL.1);
    let width = u32::from(to - from) * CELL.0;
    if style.ground != GROUND {
        let _ = writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{}\"/>", CELL.1, style.ground);
    }
    if text.trim().is_empty() {
        return;
    }
    let (ink, attributes) = (&style.ink, &style.attributes);
    let mut path = String::new();
    let mut letters = String::new();
    for (sign, at) in text.chars().zip(0..) {
        let drawn = shapes(sign);
        for (left, top, right, bottom) in &drawn {
            let (left, right) = (f64::from(x + at * CELL.0) + left * 9.0, (right - left) * 9.0);
            let _ = write!(path, "M{left:.1} {:.1}h{right:.1}v{:.1}h-{right:.1}z", f64::from(y) + top * 19.0, (bottom - top) * 19.0);
        }
        letters.push(if drawn.is_empty() { sign } else { ' ' });
    }
    if !path.is_empty() {
        let _ = writeln!(out, "<path fill=\"{ink}\"{attributes} d=\"{path}\"/>");
    }
    let lead = (letters.len() - letters.trim_start().len()) as u32;
    let letters = letters.trim();
    if letters.is_empty() {
        return;
    }
    let (x, width) = (x + lead * CELL.0, letters.width() as u32 * CELL.0);
    let letters = letters.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{attributes}>{letters}</text>",
        y + 14
    );
}

/// What is drawn rather than written, so that no font leaves gaps in a frame, a large letter or a QR code: rectangles in parts of a cell.
fn shapes(sign: char) -> Vec<(f64, f64, f64, f64)> {
    /// The quarters of U+2596 to U+259F: upper left 1, upper right 2, lower left 4, lower right 8.
    const QUARTERS: [u8; 10] = [4, 8, 1, 13, 9, 7, 11, 2, 6, 14];
    let code = u32::from(sign);
    // A line through the middle of the cell.
    let (level, upright) = ((0.0, 0.46, 1.0, 0.54), (0.44, 0.0, 0.56, 1.0));
    let quarter =
        |bit: u8| (f64::from(bit & 1) / 2.0, f64::from(bit >> 1) / 2.0, f64::from(bit & 1) / 2.0 + 0.5, f64::from(bit >> 1) / 2.0 + 0.5);
    match sign {
        '─' => vec![level],
        '━' => vec![(0.0, 0.42, 1.0, 0.58)],
        '│' => vec![upright],
        '┌' => vec![(0.44, 0.46, 1.0, 0.54), (0.44, 0.46, 0.56, 1.0)],
        '┐' => vec![(0.0, 0.46, 0.56, 0.54), (0.44, 0.46, 0.56, 1.0)],
        '└' => vec![(0.44, 0.46, 1.0, 0.54), (0.44, 0.0, 0.56, 0.54)],
        '┘' => vec![(0.0, 0.46, 0.56, 0.54), (0.44, 0.0, 0.56, 0.54)],
        '▀' => vec![(0.0, 0.0, 1.0, 0.5)],
        '▁'..='█' => vec![(0.0, 1.0 - f64::from(code - 0x2580) / 8.0, 1.0, 1.0)],
        '▉'..='▏' => vec![(0.0, 0.0, f64::from(0x2590 - code) / 8.0, 1.0)],
        '▐' => vec![(0.5, 0.0, 1.0, 1.0)],
        '▖'..='▟' => (0..4).filter(|bit| QUARTERS[(code - 0x2596) as usize] & (1 << bit) != 0).map(quarter).collect(),
        '\u{2800}'..='\u{28ff}' => {
            // The dots of Braille go down the left column, then the right, then the fourth row.
            const DOTS: [(f64, f64); 8] = [(0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (1.0, 0.0), (1.0, 1.0), (1.0, 2.0), (0.0, 3.0), (1.0, 3.0)];
            let dots = DOTS.iter().zip(0..).filter(|(_, bit)| code & (1 << bit) != 0);
            dots.map(|((x, y), _)| (x / 2.0 + 0.15, y / 4.0 + 0.07, x / 2.0 + 0.35, y / 4.0 + 0.17)).collect()
        }
        _ => Vec::new(),
    }
}

/// Nothing is seen there but the ground: what letters would look like is as it happens to be.
fn is_blank(cell: &Cell) -> bool {
    cell.contents().trim().is_empty() && !cell.inverse() && !cell.underline()
}

/// Whether a cell belongs to a piece of this style.
fn goes_on(cell: &Cell, piece: &Style) -> bool {
    let own = style(cell);
    own == *piece || is_blank(cell) && own.ground == piece.ground && !piece.attributes.contains("underline")
}

fn style(cell: &Cell) -> Style {
    let (ink, ground) = (color(cell.fgcolor(), INK), color(cell.bgcolor(), GROUND));
    if is_blank(cell) {
        return Style { ink: INK.to_owned(), ground, attributes: String::new() };
    }
    let (ink, ground) = if cell.inverse() { (ground, ink) } else { (ink, ground) };
    let mut attributes = String::new();
    for (is, attribute) in [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), " text-decoration=\"underline\""),
        (cell.dim(), " opacity=\"0.6\""),
    ] {
        if is {
            attributes.push_str(attribute);
        }
    }
    Style { ink, ground, attributes }
}

fn color(color: Color, default: &str) -> String {
    /// The sixteen colours of xterm.
    const SIXTEEN: [&str; 16] = [
        "#000000", "#cd0000", "#00cd00", "#cdcd00", "#5c5cff", "#cd00cd", "#00cdcd", "#e5e5e5", "#7f7f7f", "#ff0000", "#00ff00", "#ffff00",
        "#8c8cff", "#ff00ff", "#00ffff", "#ffffff",
    ];
    match color {
        Color::Default => default.to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Idx(at @ 0..16) => SIXTEEN[usize::from(at)].to_owned(),
        Color::Idx(at @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
            let at = at - 16;
            format!("#{:02x}{:02x}{:02x}", level(at / 36), level(at / 6 % 6), level(at % 6))
        }
        Color::Idx(at) => {
            let gray = 8 + (at - 232) * 10;
            format!("#{gray:02x}{gray:02x}{gray:02x}")
        }
    }
}
