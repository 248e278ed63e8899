//! The figures as Markdown, each beside its goal.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use crate::measures::{Effort, Figures, Measure, Subject};
use crate::scale::Scaled;
use crate::session::Size;

/// Between these lines of the file the figures stand.
const BEGIN: &str = "<!-- figures: written by `cargo bench --bench outside -- --write` -->\n";
const END: &str = "<!-- end of figures -->\n";

/// What a figure should not exceed.
#[derive(Clone, Copy)]
enum Goal {
    /// So many times the floor's.
    Floor(f64),
    /// This.
    Most(f64),
    /// Less than this.
    Below(f64),
}

impl Goal {
    fn of(measure: Measure, size: Size) -> Option<Self> {
        let has_side_pane = size.0 >= 100;
        Some(match measure {
            Measure::FirstFrame => Self::Floor(1.5),
            Measure::Line => Self::Floor(0.7),
            Measure::LineBytes => Self::Most(if has_side_pane { 1000.0 } else { 200.0 }),
            Measure::Held => Self::Floor(0.1),
            Measure::Search => Self::Most(1.5),
            Measure::Resize => Self::Floor(1.3),
            Measure::Peak => Self::Most(8.0),
            Measure::WakeUps => Self::Most(0.0),
            _ => return None,
        })
    }

    fn text(self) -> String {
        match self {
            Self::Floor(times) => format!("≤ {times} × floor"),
            Self::Most(most) => format!("≤ {most}"),
            Self::Below(bound) => format!("< {bound}"),
        }
    }

    fn is_met(self, figure: f64, floor: Option<f64>) -> Option<bool> {
        match self {
            Self::Floor(times) => Some(figure <= times * floor?),
            Self::Most(most) => Some(figure <= most),
            Self::Below(bound) => Some(figure < bound),
        }
    }
}

fn verdict(met: Option<bool>) -> &'static str {
    match met {
        Some(true) => "met",
        Some(false) => "**gap**",
        None => "",
    }
}

fn number(figure: f64) -> String {
    if figure >= 100.0 || figure.fract().abs() < 1e-9 {
        format!("{figure:.0}")
    } else if figure >= 10.0 {
        format!("{figure:.1}")
    } else {
        format!("{figure:.2}")
    }
}

fn optional(figure: Option<f64>) -> String {
    figure.map_or_else(|| "–".to_owned(), number)
}

/// Where and when, and how often.
pub(crate) fn machine(effort: Effort) -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("unknown processor", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    let load = load.split(' ').next().unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease");
    let Effort { starts, rounds } = effort;
    let day = chrono::Local::now().format("%Y-%m-%d");
    format!("{day}, {model}, {cores} cores, Linux {}; load before: {load}; {starts} starts, {rounds} rounds of keys\n", kernel.trim())
}

/// A table of the programs at one size.
pub(crate) fn programs(size: Size, subjects: &[Subject], figures: &[Figures]) -> String {
    let panes = if size.0 >= 100 { "with the side pane" } else { "one pane" };
    let mut out = format!("\n## {} × {}, {panes}\n\n|", size.0, size.1);
    for subject in subjects {
        let _ = write!(out, " | {}", subject.name);
    }
    out.push_str(" | Vereda ÷ floor | goal | |\n|---");
    out.push_str(&"|--:".repeat(subjects.len() + 1));
    out.push_str("|---|---|\n");
    for measure in figures[0].keys().copied() {
        let own = figures[0][&measure];
        let floor = figures.get(1).and_then(|floor| floor.get(&measure)).copied();
        let _ = write!(out, "| {}", measure.name());
        for figures in figures {
            let _ = write!(out, " | {}", optional(figures.get(&measure).copied()));
        }
        let ratio = floor.filter(|floor| *floor > 0.0).map(|floor| own / floor);
        let goal = Goal::of(measure, size);
        let met = goal.and_then(|goal| goal.is_met(own, floor));
        let _ = writeln!(out, " | {} | {} | {} |", optional(ratio), goal.map(Goal::text).unwrap_or_default(), verdict(met));
    }
    if size.0 < 100 {
        out.push_str("| program on disk, MB");
        let disk = |subject: &Subject| fs::metadata(&subject.program.path).map(|file| file.len() as f64 / 1e6).ok();
        for subject in subjects {
            let _ = write!(out, " | {}", optional(disk(subject)));
        }
        let goal = Goal::Below(4.0);
        let met = disk(&subjects[0]).and_then(|disk| goal.is_met(disk, None));
        let _ = writeln!(out, " | | {} | {} |", goal.text(), verdict(met));
    }
    out
}

/// Whether a report's figure is as it should be.
type Judge<'a> = &'a dyn Fn(&Scaled, f64) -> bool;

/// A table of the reports, the bundled one first.
pub(crate) fn scale(reports: &[Scaled]) -> String {
    let mut out = "\n## Large reports, 80 × 24\n\n|".to_owned();
    for report in reports {
        let _ = write!(out, " | {} MB", number(report.text));
    }
    out.push_str(" | goal | |\n|---");
    out.push_str(&"|--:".repeat(reports.len()));
    out.push_str("|---|---|\n");
    let small = &reports[0];
    let mut row = |name: &str, of: &dyn Fn(&Scaled) -> Option<f64>, goal: &str, is_met: Option<Judge<'_>>| {
        let _ = write!(out, "| {name}");
        for report in reports {
            let _ = write!(out, " | {}", optional(of(report)));
        }
        // A figure that could not be had meets nothing.
        let met = is_met.map(|is_met| reports[1..].iter().all(|report| of(report).is_some_and(|figure| is_met(report, figure))));
        let _ = writeln!(out, " | {goal} | {} |", verdict(met));
    };
    let alike = |of: fn(&Scaled) -> Option<f64>| move |_: &Scaled, figure: f64| of(small).is_some_and(|small| figure <= 1.25 * small);
    let frame = |_: &Scaled, figure: f64| figure <= 150.0 && small.first_frame.is_some_and(|small| figure <= 2.0 * small);
    row("import, s", &|report| report.import, "", None);
    row("start to first frame, ms", &|report| report.first_frame, "≤ 2 × the small one's, ≤ 150", Some(&frame));
    row("start to search ready, ms", &|report| report.search_ready, "", None);
    row("line key, ms", &|report| report.line, "≤ 1.25 × the small one's", Some(&alike(|report| report.line)));
    row("page key, ms", &|report| report.page, "≤ 1.25 × the small one's", Some(&alike(|report| report.page)));
    row("section key, ms", &|report| report.section, "≤ 1.25 × the small one's", Some(&alike(|report| report.section)));
    row("search key, ms", &|report| report.search, "≤ 5 at 6.5 MB", Some(&|report, figure| report.text > 10.0 || figure <= 5.0));
    row("search key, the slowest, ms", &|report| report.search_slow, "", None);
    row("memory at most, MB", &|report| report.memory, "", None);
    let of_text = |report: &Scaled| report.memory.map(|memory| memory / report.text);
    row("memory ÷ text", &of_text, "≤ 4", Some(&|_, figure| figure <= 4.0));
    for report in reports {
        if let Some(gap) = &report.gap {
            let _ = writeln!(out, "\nGap at {} MB: {gap}", number(report.text));
        }
    }
    out
}

/// Puts the figures into the file, in the place of the last ones.
pub(crate) fn write(path: &Path, figures: &str) -> io::Result<()> {
    let text = fs::read_to_string(path)?;
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let (before, after) = parts.ok_or_else(|| io::Error::other("the lines between which the figures stand are missing"))?;
    fs::write(path, format!("{before}{BEGIN}\n{figures}\n{END}{after}"))
}
