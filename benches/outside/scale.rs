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

/// Measures the program with the report that is compiled into it.
pub(crate) fn bundled(program: &Program, sections: &[String]) -> Scaled {
    let text = sections.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let mut scaled = Scaled { text, ..Scaled::default() };
    use_it(program, &mut scaled);
    scaled
}

/// Measures the program with a report of about so many bytes.
pub(crate) fn of_size(program: &Program, sections: &[String], bytes: usize) -> Scaled {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, pack) = (folder.path().join("report.md"), folder.path().join("pack"));
    let text = report(sections, bytes);
    let mut scaled = Scaled { text: text.len() as f64 / 1e6, ..Scaled::default() };
    fs::write(&file, text).expect("written");
    let begun = Instant::now();
    let arguments = [Path::new("import"), &file, Path::new("--out"), &pack, Path::new("--lang"), Path::new("en")];
    if let Err(why) = run(&program.path, &arguments, folder.path(), IMPORT) {
        scaled.gap = Some(format!("import: {why}"));
        return scaled;
    }
    scaled.import = Some(begun.elapsed().as_secs_f64());
    let arguments = vec!["--content".to_owned(), pack.display().to_string()];
    use_it(&Program { arguments, ..program.clone() }, &mut scaled);
    scaled
}

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn use_it(program: &Program, scaled: &mut Scaled) {
    let (mut frames, mut ready) = (Vec::new(), Vec::new());
    for round in 0..=STARTS {
        let home = home();
        let mut session = Session::start(program, SIZE, home.path());
        let Some(frame) = session.first_frame_at_once(program.ready, PATIENCE) else {
            scaled.gap = Some(format!("no first frame after {} s", PATIENCE.as_secs()));
            return;
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
        if found.is_none() && round > 0 {
            break;
        }
    }
    scaled.first_frame = median(&mut frames);
    scaled.search_ready = median(&mut ready);
    let home = home();
    let mut session = Session::start(program, SIZE, home.path());
    if session.first_frame(program.ready, PATIENCE).is_none() {
        return;
    }
    // All that is made beside the keys is done by then.
    let ready = scaled.search_ready.map_or(Duration::ZERO, |ready| Duration::from_secs_f64(2.0 * ready / 1e3));
    session.pause(Duration::from_millis(700) + ready);
    let keys = |session: &mut Session, keys: &[&str]| {
        let answers = keys.iter().filter_map(|key| session.press(key)).filter(|answer| answer.changed);
        answers.map(|answer| answer.last).collect::<Vec<f64>>()
    };
    scaled.line = median(&mut keys(&mut session, &["j"; 40]));
    scaled.page = median(&mut keys(&mut session, &[" "; 30]));
    session.press("g");
    scaled.section = median(&mut keys(&mut session, &["]"; 30]));
    if scaled.search_ready.is_some() {
        session.press("/");
        let letters: Vec<String> = WORD.chars().map(String::from).collect();
        let mut found = keys(&mut session, &letters.iter().map(String::as_str).collect::<Vec<_>>());
        scaled.search = median(&mut found);
        scaled.search_slow = found.last().copied();
    }
    scaled.memory = session.memory("VmHWM");
}

fn median(samples: &mut [f64]) -> Option<f64> {
    (!samples.is_empty()).then(|| nth(samples, 50))
}
