//! QR codes: what is drawn is read again, as a camera sees it.

use std::process::{Command, Stdio};

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use rqrr::PreparedImage;
use vereda::app::action::Mode;
use vereda::app::{Action, App, Start};
use vereda::export::qr::{Form, Room, codes};
use vereda::export::qr_cells::{self, Paint};
use vereda::export::qr_text;
use vereda::report::Kind;
use vereda::ui::{Look, Theme, theme};

use crate::fixture::{app_at, drawn, english, mono, press, report, screen, start};

/// Pixels a column; a cell is twice as high as it is wide.
const PIXELS: usize = 4;

/// A picture of a screen: whether each pixel is light, row by row.
struct Picture {
    width: usize,
    light: Vec<bool>,
}

impl Picture {
    /// Of cells, each with whether its upper and its lower half are light.
    fn of(rows: &[Vec<(bool, bool)>]) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0) * PIXELS;
        let mut light = Vec::new();
        for row in rows {
            for y in 0..PIXELS * 2 {
                let half = |(top, bottom): &(bool, bool)| [if y < PIXELS { *top } else { *bottom }; PIXELS];
                light.extend(row.iter().flat_map(half));
                light.resize(light.len().next_multiple_of(width), false);
            }
        }
        Self { width, light }
    }

    /// What the only code in it says.
    fn read(&self) -> String {
        let grey = |x: usize, y: usize| if self.light[y * self.width + x] { 255 } else { 0 };
        let mut image = PreparedImage::prepare_from_greyscale(self.width, self.light.len() / self.width, grey);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "codes found");
        grids[0].decode().expect("readable").1
    }
}

/// Whether the upper and the lower half of a cell are light on a dark terminal.
fn halves(symbol: &str, ink: bool, ground: bool) -> (bool, bool) {
    match symbol {
        "█" | "#" => (ink, ink),
        "▀" => (ink, ground),
        "▄" => (ground, ink),
        // A letter of the caption is mostly ground.
        _ => (ground, ground),
    }
}

/// The screen as a camera sees it, on a terminal whose own ground is dark and whose own white is grey.
fn photograph(buffer: &Buffer) -> Picture {
    let is_light = |color: Color, otherwise: bool| match color {
        Color::Reset => otherwise,
        Color::Indexed(231) | Color::White => true,
        Color::Indexed(16) | Color::Black => false,
        other => panic!("{other:?} in a code"),
    };
    let cell = |cell: &Cell| {
        let (ink, ground) = (is_light(cell.fg, true), is_light(cell.bg, false));
        let reversed = cell.modifier.contains(Modifier::REVERSED);
        halves(cell.symbol(), if reversed { ground } else { ink }, if reversed { ink } else { ground })
    };
    let rows: Vec<Vec<(bool, bool)>> =
        buffer.content.chunks(usize::from(buffer.area.width)).map(|row| row.iter().map(cell).collect()).collect();
    Picture::of(&rows)
}

/// What several codes say together: each begins with its number, which is taken off.
fn joined(parts: &[String]) -> String {
    let of = parts.len();
    let strip = |(nth, part): (usize, &String)| {
        let number = if of == 1 { String::new() } else { format!("[{}/{of}] ", nth + 1) };
        part.strip_prefix(&number).unwrap_or_else(|| panic!("{part:?} begins with {number:?}")).to_owned()
    };
    parts.iter().enumerate().map(strip).collect::<Vec<_>>().join(" ")
}

/// The same text, white space at the cuts aside.
fn assert_says(parts: &[String], text: &str) {
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(letters(&joined(parts)), letters(text));
}

/// What all codes of the app say, from the first to the last.
fn read_all(app: &mut App, look: &Look) -> Vec<String> {
    let (_, of) = app.qr().expect("a code").count();
    (0..of)
        .map(|_| {
            let text = photograph(&drawn(app, look).0).read();
            press(app, "n");
            text
        })
        .collect()
}

fn text_at(address: &str) -> String {
    let report = report();
    qr_text::text(&report, english(&report), &address.parse().expect("an address")).expect("a text")
}

/// The address of the passage whose text takes most codes.
fn longest_passage() -> String {
    let report = report();
    let addresses = report.addresses(english(&report), Kind::Passage);
    addresses.iter().map(ToString::to_string).max_by_key(|address| text_at(address).len()).expect("a passage")
}

fn look(name: &str) -> Look {
    Look { theme: Theme::named(name).expect("a theme"), ascii: false, scaled: false }
}

fn ascii_app_at(address: &str, columns: u16, rows: u16) -> App {
    let report = report();
    let block = english(&report).block_at(&address.parse().expect("an address"));
    App::new(report, Start { block, form: Form::Ascii, ..start(columns, rows) })
}

#[test]
fn every_screen_of_codes_is_read_again() {
    let longest = longest_passage();
    for address in ["trafficking.1", longest.as_str()] {
        for (columns, rows) in [(80, 24), (120, 40), (160, 45), (240, 70)] {
            for name in theme::NAMES {
                let mut app = app_at(address, columns, rows);
                press(&mut app, "Q");
                assert_says(&read_all(&mut app, &look(name)), &text_at(address));
            }
        }
    }
}

#[test]
fn every_screen_of_codes_is_read_again_with_sixteen_colours_and_in_ascii() {
    for (columns, rows) in [(80, 50), (120, 40), (160, 45)] {
        for (theme, ascii) in ["terminal", "mono"].into_iter().flat_map(|name| [(name, false), (name, true)]) {
            let theme = Theme::named(theme).expect("a theme").with_16_colors();
            let mut app = if ascii { ascii_app_at("trafficking.1", columns, rows) } else { app_at("trafficking.1", columns, rows) };
            press(&mut app, "Q");
            assert_says(&read_all(&mut app, &Look { theme, ascii, scaled: false }), &text_at("trafficking.1"));
        }
    }
}

#[test]
fn a_code_in_ascii_needs_more_rows_than_an_old_screen_has() {
    let mut app = ascii_app_at("trafficking.1", 80, 24);
    press(&mut app, "Q");
    assert!(app.qr().is_none() && app.mode() == Mode::Reader);
    assert!(app.message().is_some_and(|message| message.ends_with("needs 58x30.")), "{:?}", app.message());
}

#[test]
fn a_passage_takes_few_codes() {
    let count = |address: &str, columns, rows| {
        let mut app = app_at(address, columns, rows);
        press(&mut app, "Q");
        app.qr().map_or(0, |qr| qr.count().1)
    };
    let counts = [(80, 24), (120, 40), (160, 45), (240, 70)].map(|(columns, rows)| count("trafficking.1", columns, rows));
    println!("trafficking.1, {} bytes: {counts:?} codes", text_at("trafficking.1").len());
    let report = report();
    let mut all: Vec<usize> =
        report.addresses(english(&report), Kind::Passage).iter().map(|address| count(&address.to_string(), 80, 24)).collect();
    all.sort_unstable();
    println!("passages at 80x24: {} to {} codes, median {}", all[0], all[all.len() - 1], all[all.len() / 2]);
    assert!(all[all.len() / 2] <= 8 && counts[3] <= 2, "{counts:?}");
}

#[test]
fn the_code_in_front_of_a_dark_and_of_a_light_ground() {
    let mut app = app_at("trafficking.1", 80, 24);
    press(&mut app, "Q");
    let first = photograph(&drawn(&app, &mono()).0);
    press(&mut app, "i");
    let second = photograph(&drawn(&app, &mono()).0);
    let code = 0..first.width * PIXELS * 2 * 23;
    assert!(first.light[code.clone()].iter().zip(&second.light[code]).all(|(a, b)| a != b), "every pixel turned over");
    assert!(first.light[first.light.len() - 1] && !second.light[second.light.len() - 1], "the line goes with it");
    press(&mut app, "i");
    assert_eq!(photograph(&drawn(&app, &mono()).0).read(), first.read());
}

#[test]
fn keys_go_through_the_codes_and_back_to_where_one_was() {
    let mut app = app_at("trafficking.1", 80, 24);
    let before = screen(&app);
    press(&mut app, "Q");
    assert_eq!(app.mode(), Mode::Qr);
    let at = |app: &App| app.qr().expect("a code").count().0;
    let of = app.qr().expect("a code").count().1;
    assert!(of > 5);
    for (keys, expected) in [
        ("n", 2),
        ("<Space>", 3),
        ("<PgDn>", 4),
        ("<Right>", 5),
        ("N", 4),
        ("<PgUp>", 3),
        ("<Left>", 2),
        ("k", 1),
        ("N", 1),
        ("j", 2),
        ("<Enter>", 3),
        ("G", of),
        ("n", of),
        ("g", 1),
        ("<Down>", 2),
        ("<Up>", 1),
        ("/c14", 1),
    ] {
        press(&mut app, keys);
        assert_eq!(at(&app), expected, "{keys}");
    }
    app.update(Action::Wheel { column: 3, row: 3, steps: 1 });
    app.update(Action::Click { column: 3, row: 3 });
    assert_eq!(at(&app), 2);
    for key in ["<Esc>", "<BS>", "q", "Q"] {
        press(&mut app, key);
        assert_eq!((app.mode(), screen(&app)), (Mode::Reader, before.clone()), "{key}");
        press(&mut app, "Q");
    }
    press(&mut app, "?");
    assert!(app.mode() == Mode::Sheet && screen(&app).contains("Help"));
}

#[test]
fn another_size_of_the_screen_keeps_the_place_in_the_text() {
    let mut app = app_at("trafficking.1", 80, 24);
    press(&mut app, "Qnnnn");
    let text = text_at("trafficking.1");
    let start = |app: &App| app.qr().and_then(|qr| qr.current()).map(|code| code.part.clone());
    let before = start(&app).expect("a code").start;
    for (columns, rows) in [(120, 40), (60, 20), (40, 12), (24, 5), (240, 70), (80, 24)] {
        app.update(Action::Resize(columns, rows));
        if let Some(part) = start(&app) {
            assert!(part.contains(&before), "{columns}x{rows}: {part:?}");
            let said = photograph(&drawn(&app, &mono()).0).read();
            assert!(said.ends_with(&text[part]), "{columns}x{rows}");
        } else {
            assert!((columns, rows) <= (40, 12));
            assert!(screen(&app).to_lowercase().contains("too small"), "{}", screen(&app));
        }
    }
    assert_eq!(start(&app).expect("a code").start, before);
}

#[test]
fn where_there_is_no_room_it_is_said() {
    for (columns, rows) in [(40, 12), (24, 6), (28, 40)] {
        let mut app = app_at("trafficking.1", columns, rows);
        press(&mut app, "Q");
        assert_eq!(app.mode(), Mode::Reader);
        assert!(app.message().is_some_and(|message| message.ends_with("needs 29x16.")), "{:?}", app.message());
    }
}

#[test]
fn a_code_is_of_what_is_selected() {
    let said = |script: &str| {
        let mut app = app_at("trafficking.25", 240, 70);
        press(&mut app, script);
        let title = app.qr().map(|qr| qr.title.clone());
        title.map(|title| (title, joined(&read_all(&mut app, &mono()))))
    };
    let of = |script: &str| said(script).unwrap_or_else(|| panic!("{script}: no code"));
    let (title, text) = of("Q");
    assert!(
        title.starts_with("trafficking.25 · ") && text.contains("[9] Article 91 of the Code.") && text.contains("p. 19"),
        "{title}: {text}"
    );
    assert!(of("1Q").0.starts_with("trafficking.25"));
    assert!(of("iQ").0.starts_with("trafficking.25"), "from an explanation");
    let (title, text) = of("/law<Space>kind:law<Enter>3Q");
    assert!(title.starts_with("law:") && text.contains("Kind: ") && text.contains("Restated"), "{title}: {text}");
    assert!(of("cecuad<Enter>]Q").0.starts_with("law:"));
    assert!(of("cecuad<Enter>]<Enter>Q").0.starts_with("law:"), "from a record's sheet");
    assert!(of("4Q").0.starts_with("rec:01"));
    assert!(of(":qr<Space>code<Enter>").0.starts_with("trafficking.25"), "from the palette");
    for script in ["2Q", "?Q"] {
        assert_eq!(said(script), None, "{script}");
    }
}

#[test]
fn nothing_to_show_is_said() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, "2Q");
    assert_eq!(app.message(), Some("There is nothing to show as a QR code here."));
}

#[test]
fn a_screen_with_a_code() {
    let mut app = app_at("trafficking.1", 80, 24);
    press(&mut app, "Qn");
    insta::assert_snapshot!(screen(&app));
}

/// The real program without a terminal.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let state = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_vereda"));
    command.env_clear().env("VEREDA_STATE", state.path()).env("LC_ALL", "C.UTF-8").env("TERM", "xterm-256color");
    let output = command.envs(environment.iter().copied()).args(arguments).stdin(Stdio::null()).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Reads the codes of an output: blocks of lines, each with its number below.
fn read_output(output: &str) -> Vec<String> {
    let mut emulator =
        vt100::Parser::new(std::num::NonZeroU16::new(4000).expect("rows"), std::num::NonZeroU16::new(200).expect("columns"), 0);
    emulator.process(output.replace('\n', "\r\n").as_bytes());
    let screen = emulator.screen();
    let light = |color: vt100::Color, otherwise: bool| match color {
        vt100::Color::Default => otherwise,
        vt100::Color::Idx(16 | 0) => false,
        vt100::Color::Idx(231 | 15) => true,
        other => panic!("{other:?}"),
    };
    let rows: Vec<Vec<(bool, bool)>> = (0..4000)
        .map(|y| {
            let cell = |x| {
                let cell = screen.cell(y, x)?;
                Some(halves(cell.contents(), light(cell.fgcolor(), true), light(cell.bgcolor(), false)))
            };
            (0..200).filter_map(cell).collect()
        })
        .collect();
    let is_code = |row: &Vec<(bool, bool)>| row.iter().any(|(top, bottom)| *top || *bottom);
    rows.split(|row| !is_code(row)).filter(|rows| !rows.is_empty()).map(|rows| Picture::of(rows).read()).collect()
}

#[test]
fn the_command_line_writes_codes_that_are_read_again() {
    for arguments in [&[][..], &["--ascii"], &["--color", "always"], &["--color", "always", "--ascii"]] {
        for environment in [&[][..], &[("TERM", "linux")]] {
            let arguments = [&["show", "trafficking.1", "--qr"][..], arguments].concat();
            let (code, stdout, stderr) = run(&arguments, environment);
            assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}");
            assert_says(&read_output(&stdout), &text_at("trafficking.1"));
        }
    }
    let (_, stdout, _) = run(&["show", "trafficking.1", "--qr"], &[]);
    assert!(stdout.lines().all(|line| line.chars().count() <= 80), "wider than a page");
    let captions: Vec<&str> = stdout.lines().filter(|line| line.contains('/')).collect();
    println!("in a pipe: {captions:?}");
    assert_eq!(captions.first(), Some(&format!("1/{}", captions.len()).as_str()));
    let blocks: Vec<&str> = stdout.split("\n\n").collect();
    assert!(blocks.len() == captions.len() && blocks.iter().all(|block| block.lines().count() <= 40));
}

#[test]
fn codes_without_colour_can_be_turned_over() {
    let (_, normal, _) = run(&["show", "term:coyotes", "--qr"], &[]);
    let (_, inverted, _) = run(&["show", "term:coyotes", "--qr", "--invert"], &[]);
    let turn = |c: char| match c {
        '█' => ' ',
        ' ' => '█',
        '▀' => '▄',
        '▄' => '▀',
        other => other,
    };
    assert_eq!(normal.chars().map(turn).collect::<String>(), inverted);
}

#[test]
fn sections_records_and_everything_that_is_no_code() {
    for address in ["north-america", "law:ec-penal-code-91", "term:coyotes", "rec:07", "source:iom-world-migration-report"] {
        let (code, stdout, stderr) = run(&["show", address, "--qr"], &[]);
        assert_eq!((code, stderr.as_str()), (Some(0), ""), "{address}");
        assert_says(&read_output(&stdout), &text_at(address));
    }
    for (arguments, part) in [
        (&["show", "ecuador", "--qr"][..], "vereda country ecuador"),
        (&["show", "trafficking.1", "--qr", "--json"], "--json"),
        (&["show", "trafficking.1", "--invert"], "--qr"),
    ] {
        let (code, stdout, stderr) = run(arguments, &[]);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(stderr.lines().count() == 1 && stderr.contains(part), "{stderr}");
    }
    assert_eq!(run(&["show", "traficking.1", "--qr"], &[]).0, Some(1));
}

/// Words with what Spanish and Portuguese have, and what they do not.
fn any_text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Z0-9.,;:]{1,12}",
        3 => "[a-zñáéíóúüçãõâêô¿¡«»—–]{1,10}",
        1 => "(😀|👩‍👩‍👧|🇧🇷|e\u{301}|日本|\u{10ffff}){1,3}",
    ];
    let gap = prop_oneof![6 => Just(" "), 1 => Just("\n"), 1 => Just("\n\n")];
    proptest::collection::vec((word, gap), 1..400).prop_map(|words| {
        let text: String = words.into_iter().flat_map(|(word, gap)| [word, gap.to_owned()]).collect();
        text.chars().take(3000).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_on_any_screen_is_read_again(text in any_text(), columns in 40_u16..=240, rows in 12_u16..=70, ascii: bool, fill: bool) {
        let form = if ascii { Form::Ascii } else { Form::HalfBlocks };
        let paint = if fill { Paint::Fill } else { Paint::Ink };
        let room = Room { columns, rows, form };
        let Some(codes) = codes(&text, room) else {
            let (least_columns, least_rows) = Room::least(form);
            // A small code may be too many.
            prop_assert!(usize::from(columns) < least_columns || usize::from(rows) < least_rows || text.len() > 10_000);
            return Ok(());
        };
        // The first, the last, and some between: a reader takes its time.
        let step = codes.len().div_ceil(6);
        for (nth, code) in codes.iter().enumerate().filter(|(nth, _)| nth % step == 0 || nth + 1 == codes.len()) {
            let cells = qr_cells::cells(code, room, paint, false);
            let half = |cell: &qr_cells::Cell| halves(&cell.symbol.to_string(), !cell.ink_is_dark, !cell.ground_is_dark);
            let rows: Vec<Vec<(bool, bool)>> = cells.iter().map(|row| row.iter().map(half).collect()).collect();
            let said = Picture::of(&rows).read();
            let number = if codes.len() == 1 { String::new() } else { format!("[{}/{}] ", nth + 1, codes.len()) };
            prop_assert_eq!(said, format!("{number}{}", &text[code.part.clone()]));
        }
        let parts: Vec<String> = codes.iter().enumerate().map(|(nth, code)| {
            let number = if codes.len() == 1 { String::new() } else { format!("[{}/{}] ", nth + 1, codes.len()) };
            format!("{number}{}", &text[code.part.clone()])
        }).collect();
        assert_says(&parts, &text);
    }
}

#[test]
fn the_area_of_a_code_is_light_at_its_edges() {
    let codes = codes("Hola", Room { columns: 80, rows: 23, form: Form::HalfBlocks }).expect("codes");
    let area = qr_cells::area(&codes[0], Form::HalfBlocks);
    assert_eq!((area.columns, area.rows), (33, 17));
    let mut buffer = Buffer::empty(Rect::new(0, 0, area.columns, area.rows));
    for (row, y) in qr_cells::cells(&codes[0], area, Paint::Ink, false).iter().zip(0..) {
        for (cell, x) in row.iter().zip(0..) {
            buffer[(x, y)].set_char(cell.symbol);
        }
    }
    let picture = photograph(&buffer);
    assert_eq!(picture.read(), "Hola");
    let margin = 4 * PIXELS;
    assert!(picture.light[..picture.width * margin].iter().all(|light| *light));
    assert!(picture.light.chunks(picture.width).all(|row| row[..margin].iter().chain(&row[row.len() - margin..]).all(|light| *light)));
}
