//! Every tour, walked to its end in a real terminal: what is on the screen is read back, large letters too, and nothing of the stop is missing.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread::scope;

use insta::assert_snapshot;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;
use tui_big_text::{BigText, PixelSize};
use vereda::app::present::pages::{Frame, LARGE, in_font};
use vereda::app::present::slides::Slide;
use vereda::app::{App, Start};
use vereda::report::record::Record;
use vereda::report::topic::Topic;
use vereda::report::tour::{Stop, StopAt, Tour};
use vereda::report::{Address, Edition, Report};

use crate::fixture::{english, press, report, screen, start};
use crate::pty::{Session, state_folder};

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (160, 45)];

/// Reads large letters. Of two that look the same the first is read.
struct Reader(HashMap<String, char>, HashMap<char, char>);

impl Reader {
    fn new() -> Self {
        let mut letters = HashMap::new();
        let mut same = HashMap::new();
        for c in (' '..='~').chain('\u{A1}'..='\u{FF}') {
            let area = Rect::new(0, 0, LARGE, LARGE);
            let mut buffer = Buffer::empty(area);
            BigText::builder().pixel_size(PixelSize::Quadrant).lines(vec![Line::from(c.to_string())]).build().render(area, &mut buffer);
            let pattern: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
            same.insert(c, *letters.entry(pattern).or_insert(c));
        }
        Self(letters, same)
    }

    /// A line of large letters whose first row is `top`.
    fn line(&self, cells: &[Vec<String>], top: u16, left: u16) -> String {
        let rows = &cells[usize::from(top)..usize::from(top + LARGE)];
        let count = (rows[0].len() - usize::from(left)) / usize::from(LARGE);
        let letter = |nth: usize| {
            let from = usize::from(left) + nth * usize::from(LARGE);
            let pattern: String = rows.iter().flat_map(|row| row[from..from + usize::from(LARGE)].iter().map(String::as_str)).collect();
            self.0.get(&pattern).copied().unwrap_or('\u{fffd}')
        };
        (0..count).map(letter).collect()
    }

    /// Letters and digits as they are read where they are large.
    fn solid(&self, text: &str) -> String {
        use unicode_segmentation::UnicodeSegmentation;
        let letters = text.graphemes(true).map(in_font).collect::<String>();
        letters.chars().map(|c| self.1.get(&c).copied().unwrap_or(c)).filter(|c| c.is_alphanumeric()).collect()
    }
}

/// What was read on the pages of a stop: headings, and the text below them.
#[derive(Default)]
struct Seen {
    headings: String,
    text: String,
}

/// Reads a page from the cells of the terminal.
fn read(cells: &[Vec<String>], frame: &Frame, reader: &Reader, seen: &mut Seen) {
    let (rows, columns) = (cells.len() as u16, cells[0].len() as u16);
    let small = |row: u16| cells[usize::from(row)][usize::from(frame.margin)..].concat();
    let mut y = frame.context.len() as u16 + u16::from(!frame.context.is_empty());
    for _ in &frame.heading {
        let line = if frame.large_heading { reader.line(cells, y, frame.margin) } else { small(y) };
        assert!(line.chars().any(char::is_alphanumeric), "no heading at {columns}x{rows}");
        seen.headings.push_str(&reader.solid(&line));
        y += if frame.large_heading { LARGE + 1 } else { 1 };
    }
    let mut y = frame.top();
    // The last two rows tell where one is.
    while y + if frame.large { LARGE } else { 1 } <= rows - 2 {
        let line = if frame.large { reader.line(cells, y, frame.margin) } else { small(y) };
        seen.text.push_str(&reader.solid(&line));
        y += if frame.large { LARGE + 1 } else { 1 };
    }
}

/// What a group must be able to read at a stop: headings, and the text below them, as the report has it.
fn wanted(report: &Report, edition: &Edition, stop: &Stop) -> (Vec<String>, Vec<String>) {
    let mut headings = vec![report.stop_title(edition, stop)];
    let mut texts: Vec<String> = stop.questions.iter().map(|question| question.text(edition.language).to_owned()).collect();
    let facts = report.facts();
    for at in stop.at.iter().map(|at| report.stop_at(edition, at).expect("it is there")) {
        match at {
            StopAt::Address(Address::Passage(section, number)) => {
                let passage = &edition.passages[edition.passage_at(&section, number).expect("a passage")];
                texts.extend(edition.blocks[passage.block].text.lines().map(ToOwned::to_owned));
                let notes = passage.notes.iter().filter_map(|note| edition.notes[*note].block);
                texts.extend(notes.map(|block| edition.blocks[block].text.to_string()));
            }
            StopAt::Address(address) => {
                let Record { title, text, .. } = report.record(edition, &address).expect("a record");
                headings.push(title);
                texts.push(text);
            }
            StopAt::Country(country, topic) => {
                let index = facts.country(&country).expect("a country");
                headings.push(facts.countries[index].name.text(edition.language).to_owned());
                let addresses: Vec<Address> = match topic {
                    Topic::Law => facts.laws_of(&country).map(|law| Address::Law(facts.laws[law].id.to_string())).collect(),
                    Topic::Figures => facts.figures_of(&country).map(|one| Address::Figure(facts.figures[one].id.to_string())).collect(),
                    Topic::Organisations => {
                        facts.organisations_of(&country).map(|one| Address::Organisation(facts.organisations[one].id.to_string())).collect()
                    }
                    Topic::Overview | Topic::Passages => panic!("no tour has one"),
                };
                assert!(!addresses.is_empty(), "{country}");
                for address in addresses {
                    let Record { title, text, .. } = report.record(edition, &address).expect("a record");
                    texts.extend([title, text]);
                }
            }
            StopAt::Unknown(name) => panic!("{name}"),
        }
    }
    (headings, texts)
}

fn compare(report: &Report, edition: &Edition, stop: &Stop, seen: &Seen, reader: &Reader, at: &str) {
    let (headings, texts) = wanted(report, edition, stop);
    for (wanted, own, other) in
        headings.iter().map(|text| (text, &seen.headings, &seen.text)).chain(texts.iter().map(|text| (text, &seen.text, &seen.headings)))
    {
        // Of a figure the number is the heading, and what it counts the text.
        let is_there = |seen: &String| seen.contains(&reader.solid(wanted));
        let number = wanted.split(" (").next().unwrap_or(wanted);
        assert!(is_there(own) || is_there(other) || other.contains(&reader.solid(number)), "{at}: {wanted:?} is not in\n{own}");
    }
}

/// Walks a tour; gives the number of its pages.
fn walk(report: &Arc<Report>, tour: &Tour, (columns, rows): (u16, u16)) -> usize {
    let edition = english(report);
    let reader = Reader::new();
    let mut app = App::new(Arc::clone(report), Start { tour: Some(tour.id.clone()), ..start(columns, rows) });
    let state = state_folder();
    let mut session = Session::start_args(state.path(), &["present", &tour.id], &[], (columns, rows));
    let mut stop = 0;
    let mut seen = Seen::default();
    loop {
        session.wait_for_app(&app);
        let present = app.present().expect("the projector");
        let (at, of) = present.count();
        let name = format!("{} at {columns}x{rows}, page {at} of {of}", tour.id);
        if present.slide().group != stop {
            compare(report, edition, &tour.stops[stop], &std::mem::take(&mut seen), &reader, &name);
            stop = present.slide().group;
        }
        let cells: Vec<Vec<String>> = {
            let written = session.written();
            let screen = written.emulator.screen();
            let cell =
                |row, column| screen.cell(row, column).map(vt100::Cell::contents).filter(|text| !text.is_empty()).unwrap_or(" ").to_owned();
            (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
        };
        let before = seen.text.len();
        read(&cells, &present.frame(), &reader, &mut seen);
        assert!(seen.text.len() > before || present.slide().texts.is_empty(), "{name} is empty");
        if at == of {
            assert_eq!(stop + 1, tour.stops.len(), "{name}");
            compare(report, edition, &tour.stops[stop], &seen, &reader, &name);
            // Out of the projector, and out of the program.
            session.keys("qq");
            assert!(session.end().success());
            return of;
        }
        session.keys("\x1b[6~");
        press(&mut app, "<PgDn>");
    }
}

#[test]
fn every_tour_in_a_terminal_from_end_to_end() {
    let report = report();
    assert!(report.tours().len() >= 5);
    scope(|scope| {
        // A size a thread: the terminals wait for each other more than they work.
        let walks: Vec<_> = SIZES
            .into_iter()
            .map(|size| {
                let report = &report;
                scope.spawn(move || report.tours().iter().map(|tour| walk(report, tour, size)).sum::<usize>())
            })
            .collect();
        for (size, pages) in SIZES.iter().zip(walks) {
            let pages = pages.join().unwrap_or_else(|error| std::panic::resume_unwind(error));
            println!("{size:?}: {pages} pages");
            assert!(pages > 100);
        }
    });
}

/// The app on the first page of the first slide that is wanted.
fn page_of(tour: &str, (columns, rows): (u16, u16), is: impl Fn(&Slide) -> bool) -> App {
    let mut app = App::new(report(), Start { tour: Some(tour.to_owned()), ..start(columns, rows) });
    let present = app.present().expect("the projector");
    let page = present.pages().iter().position(|page| is(&present.slides()[page.slide])).expect("such a page");
    press(&mut app, &format!("o{}<Enter>", page + 1));
    assert_eq!(app.present().expect("the projector").count().0, page + 1);
    app
}

#[test]
fn ten_pages() {
    let at = |address: &'static str| move |slide: &Slide| slide.address.as_ref().is_some_and(|at| at.to_string() == address);
    let chart = |address: &'static str| move |slide: &Slide| at(address)(slide) && slide.is_chart();
    for size in SIZES {
        let shown = |name: &str, tour: &str, is: &dyn Fn(&Slide) -> bool| {
            let (columns, rows) = size;
            assert_snapshot!(format!("tour_{name}_{columns}x{rows}"), screen(&page_of(tour, size, is)));
        };
        shown("stop", "whole-report-45", &|_| true);
        shown("passage", "whole-report-45", &at("introduction.5"));
        shown("questions", "whole-report-45", &|slide| slide.heading == "To discuss");
        shown("figure", "whole-report-45", &at("figure:darien-crossings"));
        shown("laws", "legal-frameworks", &at("ecuador"));
        shown("law", "legal-frameworks", &at("law:br-migration-law"));
        shown("term", "gender-perspective", &at("term:gender-perspective"));
        shown("chart", "front-line", &chart("figure:ec-victims-women"));
        shown("chart_of_a_country", "front-line", &chart("colombia"));
        shown("recommendation", "action-plan", &at("rec:06"));
    }
}
