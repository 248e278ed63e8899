//! What is measured of a program that shows the report's text, and how.

use std::collections::BTreeMap;
use std::time::Duration;

use tempfile::TempDir;

use crate::session::{Program, Session, Size};

/// What is measured. Times are in milliseconds, memory in megabytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    FirstFrame,
    StartEnd,
    Line,
    LineSlow,
    LineBytes,
    Page,
    Section,
    Search,
    SearchSlow,
    Held,
    Resize,
    WakeUps,
    Peak,
    Own,
}

impl Measure {
    /// As the table calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::FirstFrame => "start to first frame, ms",
            Self::StartEnd => "start to last byte, ms",
            Self::Line => "line key, ms",
            Self::LineSlow => "line key, the slowest of 20, ms",
            Self::LineBytes => "bytes a line key",
            Self::Page => "page key, ms",
            Self::Section => "section key, ms",
            Self::Search => "search key, ms",
            Self::SearchSlow => "search key, the slowest, ms",
            Self::Held => "200 held keys, ms",
            Self::Resize => "resize, ms",
            Self::WakeUps => "wake-ups in 3 s of nothing",
            Self::Peak => "memory at most, MB",
            Self::Own => "memory of its own, MB",
        }
    }
}

/// What was measured of one program.
pub(crate) type Figures = BTreeMap<Measure, f64>;

/// What a program is asked to do.
#[derive(Clone)]
pub(crate) struct Subject {
    pub(crate) name: &'static str,
    pub(crate) program: Program,
    /// Whether it has keys that move.
    pub(crate) moves: bool,
    /// The key for the next section, where there is one.
    pub(crate) section: Option<&'static str>,
    /// Whether `/` and letters search as one types.
    pub(crate) searches: bool,
}

/// How often.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    pub(crate) starts: usize,
    pub(crate) rounds: usize,
}

/// What is typed into the search, letter by letter.
pub(crate) const WORD: &str = "corruption";

/// Sizes that a window goes through.
const SIZES: [Size; 3] = [(80, 24), (120, 40), (100, 30)];

/// All that was seen of a program: of each measure the samples.
#[derive(Default)]
struct Samples(BTreeMap<Measure, Vec<f64>>);

impl Samples {
    fn add(&mut self, measure: Measure, value: impl Into<Option<f64>>) {
        if let Some(value) = value.into() {
            self.0.entry(measure).or_default().push(value);
        }
    }

    /// The figure of each measure: the median, and of the slow ones the 95th of 100, or the last of few.
    fn figures(mut self) -> Figures {
        for (from, slow) in [(Measure::Line, Measure::LineSlow), (Measure::Search, Measure::SearchSlow)] {
            if let Some(samples) = self.0.get(&from).cloned() {
                self.0.insert(slow, samples);
            }
        }
        let pick = |measure, samples: &mut Vec<f64>| match measure {
            Measure::LineBytes => samples.iter().sum::<f64>() / samples.len() as f64,
            Measure::LineSlow => nth(samples, 95),
            Measure::SearchSlow | Measure::Peak | Measure::Own | Measure::WakeUps => nth(samples, 100),
            _ => nth(samples, 50),
        };
        self.0.iter_mut().map(|(measure, samples)| (*measure, pick(*measure, samples))).collect()
    }
}

/// The value that so many of a hundred do not exceed.
pub(crate) fn nth(samples: &mut [f64], of_hundred: usize) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[(samples.len() * of_hundred).div_ceil(100).saturating_sub(1)]
}

/// Measures all of them at one size, in turn, so that what disturbs one disturbs the others.
pub(crate) fn measure(subjects: &[Subject], size: Size, effort: Effort) -> Vec<Figures> {
    let mut all: Vec<Samples> = subjects.iter().map(|_| Samples::default()).collect();
    for round in 0..=effort.starts {
        for at in (0..subjects.len()).map(|at| (at + round) % subjects.len()) {
            let mut samples = Samples::default();
            start(&subjects[at], size, &mut samples);
            // The first of each fills the caches of the system.
            if round > 0 {
                for (measure, values) in samples.0 {
                    for value in values {
                        all[at].add(measure, value);
                    }
                }
            }
        }
    }
    for round in 0..effort.rounds {
        for at in (0..subjects.len()).map(|at| (at + round) % subjects.len()) {
            use_it(&subjects[at], size, &mut all[at]);
        }
    }
    all.into_iter().map(Samples::figures).collect()
}

/// A folder that nothing was kept in: a program that remembers opens elsewhere the second time.
fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Starts the program; one that does not show what it should is no subject.
fn begin(subject: &Subject, size: Size, home: &TempDir, samples: &mut Samples) -> Session {
    let mut session = Session::start(&subject.program, size, home.path());
    let Some(frame) = session.first_frame(subject.program.ready, Duration::from_secs(20)) else {
        panic!("{} never showed {:?}:\n{}", subject.name, subject.program.ready, session.screen());
    };
    samples.add(Measure::FirstFrame, frame.shown);
    samples.add(Measure::StartEnd, frame.last);
    session
}

fn start(subject: &Subject, size: Size, samples: &mut Samples) {
    let home = home();
    begin(subject, size, &home, samples);
}

/// Presses the keys one by one, each after the last one's output has ended.
fn use_it(subject: &Subject, size: Size, samples: &mut Samples) {
    let home = home();
    let mut ignored = Samples::default();
    let mut session = begin(subject, size, &home, &mut ignored);
    // What is made beside the first frame, an index for one, is done by then.
    session.pause(Duration::from_millis(700));
    let slept = session.sleeps();
    session.pause(Duration::from_secs(3));
    samples.add(Measure::WakeUps, session.sleeps() - slept);
    keys(subject, &mut session, samples, Measure::Line, &["j"; 60]);
    if subject.moves {
        keys(subject, &mut session, samples, Measure::Page, &[" "; 10]);
        if let Some(key) = subject.section {
            session.press("g");
            keys(subject, &mut session, samples, Measure::Section, &[key; 10]);
        }
        session.press("g");
        session.pause(Duration::from_millis(300));
        samples.add(Measure::Held, session.press(&"j".repeat(200)).map(|answer| answer.last));
        for size in SIZES.into_iter().cycle().skip_while(|next| *next != size).skip(1).take(3 * SIZES.len()) {
            samples.add(Measure::Resize, session.resize(size).map(|answer| answer.last));
        }
    }
    if subject.searches {
        session.press("/");
        let letters: Vec<String> = WORD.chars().map(String::from).collect();
        keys(subject, &mut session, samples, Measure::Search, &letters.iter().map(String::as_str).collect::<Vec<_>>());
    }
    samples.add(Measure::Peak, session.memory("VmHWM"));
    samples.add(Measure::Own, session.memory("RssAnon"));
}

/// Presses keys and counts: a key that changes nothing on the screen measures nothing.
fn keys(subject: &Subject, session: &mut Session, samples: &mut Samples, measure: Measure, keys: &[&str]) {
    let mut moved = 0;
    for key in keys {
        let Some(answer) = session.press(key) else { continue };
        if !answer.changed {
            continue;
        }
        moved += 1;
        samples.add(measure, answer.last);
        if measure == Measure::Line {
            samples.add(Measure::LineBytes, answer.bytes as f64);
        }
    }
    assert!(
        moved * 10 >= keys.len() * 9,
        "{}: {measure:?}: {moved} of {} keys did something:\n{}",
        subject.name,
        keys.len(),
        session.screen()
    );
}
