//! Reports of another size: the bundled text many times over, imported by the program itself.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::measures::{WORD, nth};
use crate::session::{Program, Session, Size};

const SIZE: Size = (80, 24);
/// How often it is started, after once that is not counted.
const STARTS: usize = 11;
/// How long an import may take.
const IMPORT: Duration = Duration::from_secs(300);
/// How long a first frame or the search may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// What was measured of one report; what could not be is missing.
#[derive(Default)]
pub(crate) struct Scaled {
    /// Megabytes of Markdown.
    pub(crate) text: f64,
    /// Seconds.
    pub(crate) import: Option<f64>,
    pub(crate) first_frame: Option<f64>,
    pub(crate) search_ready: Option<f64>,
    pub(crate) line: Option<f64>,
    pub(crate) page: Option<f64>,
    pub(crate) section: Option<f64>,
    pub(crate) search: Option<f64>,
    pub(crate) search_slow: Option<f64>,
    /// Megabytes.
    pub(crate) memory: Option<f64>,
    /// Why something is missing.
    pub(crate) gap: Option<String>,
}

/// A report of about so many bytes: the sections of the edition over and over, each copy a section, all headings and footnotes distinct.
fn report(sections: &[String], bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + (1 << 17));
    for copy in 1.. {
        if text.len() >= bytes {
            break;
        }
        let _ = writeln!(text, "# Part {copy}\n");
        for section in sections {
            for line in section.lines() {
                if line.starts_with("<!-- page") {
                    continue;
                }
                if line.starts_with('#') {
                    let _ = writeln!(text, "#{line}, part {copy}");
                } else {
                    text.push_str(&line.replace("[^", &format!("[^{copy}-")));
                    text.push('\n');
                }
            }
            text.push('\n');
        }
    }
    text
}

/// Runs a command that may take long; what it says where it fails.
fn run(program: &Path, arguments: &[&Path], home: &Path, patience: Duration) -> Result<(), String> {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().env("HOME", home).env("LC_ALL", "C.UTF-8").stdout(Stdio::null());
    let said = home.join("said");
    command.stderr(fs::File::create(&said).map_err(|error| error.to_string())?);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let end = Instant::now() + patience;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(_)) => return Err(fs::read_to_string(&said).unwrap_or_default().trim().to_owned()),
            Ok(None) if Instant::now() < end => sleep(Duration::from_millis(5)),
            Ok(None) => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("not done after {} s", patience.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

/// A report that is measured.
struct Subject {
    program: Program,
    scaled: Scaled,
    /// Where its pack lies; none of the one that is compiled in.
    _folder: Option<TempDir>,
}

/// Measures the program with the report that is compiled into it, and with ones of about so many bytes. They take turns, so that what disturbs
/// one disturbs the others.
pub(crate) fn measure(program: &Program, sections: &[String], sizes: &[usize]) -> Vec<Scaled> {
    let text = sections.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let bundled = Subject { program: program.clone(), scaled: Scaled { text, ..Scaled::default() }, _folder: None };
    let mut subjects = vec![bundled];
    subjects.extend(sizes.iter().map(|bytes| of_size(program, sections, *bytes)));
    start_often(&mut subjects);
    use_all(&mut subjects);
    subjects.into_iter().map(|subject| subject.scaled).collect()
}

/// A report of about so many bytes, imported.
fn of_size(program: &Program, sections: &[String], bytes: usize) -> Subject {
    eprintln!("importing a report of {} MB …", bytes as f64 / 1e6);
    let folder = home();
    let (file, pack) = (folder.path().join("report.md"), folder.path().join("pack"));
    let text = report(sections, bytes);
    let mut scaled = Scaled { text: text.len() as f64 / 1e6, ..Scaled::default() };
    fs::write(&file, text).expect("written");
    let begun = Instant::now();
    let arguments = [Path::new("import"), &file, Path::new("--out"), &pack, Path::new("--lang"), Path::new("en")];
    match run(&program.path, &arguments, folder.path(), IMPORT) {
        Ok(()) => scaled.import = Some(begun.elapsed().as_secs_f64()),
        Err(why) => scaled.gap = Some(format!("import: {why}")),
    }
    let arguments = vec!["--content".to_owned(), pack.display().to_string()];
    Subject { program: Program { arguments, ..program.clone() }, scaled, _folder: Some(folder) }
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// How long the first frame takes, and a search that is typed at once.
fn start_often(subjects: &mut [Subject]) {
    let mut times: Vec<(Vec<f64>, Vec<f64>)> = subjects.iter().map(|_| Default::default()).collect();
    for round in 0..=STARTS {
        for (Subject { program, scaled, .. }, (frames, ready)) in subjects.iter_mut().zip(&mut times) {
            if scaled.gap.is_some() {
                continue;
            }
            let home = home();
            let mut session = Session::start(program, SIZE, home.path());
            let Some(frame) = session.first_frame_at_once(program.ready, PATIENCE) else {
                scaled.gap = Some(format!("no first frame after {} s", PATIENCE.as_secs()));
                continue;
            };
            // Typed at the first frame: the first hit is there when the search is.
            let typed = session.age();
            let found = session.press_until(&format!("/{WORD}"), PATIENCE, |screen| screen.contains("result 1 of"));
            if round > 0 {
                frames.extend(frame.shown);
                ready.extend(found.as_ref().and_then(|found| found.shown).map(|shown| typed + shown));
            }
            if found.is_none() {
                scaled.gap = Some(format!("no hit after {} s", PATIENCE.as_secs()));
            }
        }
    }
    for (subject, (mut frames, mut ready)) in subjects.iter_mut().zip(times) {
        subject.scaled.first_frame = median(&mut frames);
        subject.scaled.search_ready = median(&mut ready);
    }
}

/// What keys take once all is done that is made beside them, and the memory after that.
fn use_all(subjects: &mut [Subject]) {
    let homes: Vec<TempDir> = subjects.iter().map(|_| home()).collect();
    let mut used: Vec<(&mut Scaled, Session)> = Vec::new();
    for (Subject { program, scaled, .. }, home) in subjects.iter_mut().zip(&homes) {
        let mut session = Session::start(program, SIZE, home.path());
        if session.first_frame(program.ready, PATIENCE).is_none() {
            continue;
        }
        let ready = scaled.search_ready.map_or(Duration::ZERO, |ready| Duration::from_secs_f64(2.0 * ready / 1e3));
        session.pause(Duration::from_millis(700) + ready);
        used.push((scaled, session));
    }
    let lines = in_turns(&mut used, &["j"; 40]);
    let pages = in_turns(&mut used, &[" "; 30]);
    for (_, session) in &mut used {
        session.press("g");
    }
    let sections = in_turns(&mut used, &["]"; 30]);
    for (_, session) in &mut used {
        session.press("/");
    }
    let letters: Vec<String> = WORD.chars().map(String::from).collect();
    let found = in_turns(&mut used, &letters.iter().map(String::as_str).collect::<Vec<_>>());
    let measured = lines.into_iter().zip(pages).zip(sections).zip(found);
    for ((scaled, session), (((mut lines, mut pages), mut sections), mut found)) in used.into_iter().zip(measured) {
        scaled.line = median(&mut lines);
        scaled.page = median(&mut pages);
        scaled.section = median(&mut sections);
        if scaled.search_ready.is_some() {
            scaled.search = median(&mut found);
            scaled.search_slow = found.last().copied();
        }
        scaled.memory = session.memory("VmHWM");
    }
}

/// What each key takes in each session; of those that change nothing, nothing.
fn in_turns(used: &mut [(&mut Scaled, Session)], keys: &[&str]) -> Vec<Vec<f64>> {
    let mut times: Vec<Vec<f64>> = used.iter().map(|_| Vec::new()).collect();
    for key in keys {
        for ((_, session), times) in used.iter_mut().zip(&mut times) {
            times.extend(session.press(key).filter(|answer| answer.changed).map(|answer| answer.last));
        }
    }
    times
}

fn median(samples: &mut [f64]) -> Option<f64> {
    (!samples.is_empty()).then(|| nth(samples, 50))
}
