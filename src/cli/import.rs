//! `import`: a report in another form → a content pack, and what was guessed on the way.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};
use serde::Serialize;

use super::data_args::examples;
use super::exit::Failure;
use super::library::refused;
use crate::import::{self, Imported, Options, Refusal, Sort};
use crate::report::words::fill;
use crate::report::{Language, Words};
use crate::state::library::{Library, name_from};
use crate::text::sanitize::clean_line;

/// What to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The report.
    pub file: PathBuf,
    /// The folder for the pack.
    pub out: PathBuf,
    /// It goes into the library instead, under this name; under one made from the file's, where that is empty.
    pub library: Option<String>,
    /// Language, title, force.
    pub options: Options,
}

/// The command, made by `sub` from its name and what it does.
pub(super) fn command(words: &Words, sub: &impl Fn(&'static str, &str) -> clap::Command) -> clap::Command {
    let w = &words.import_help;
    let heading = words.cli.options.to_string();
    let path = |name: &'static str, value: &'static str, help: &str| {
        Arg::new(name).value_name(value).help(help.to_owned()).value_parser(clap::value_parser!(PathBuf))
    };
    let out = path("out", "DIR", &w.out).long("out").help_heading(heading.clone());
    let library = Arg::new("library").long("library").value_name("NAME").help(w.library.to_string()).help_heading(heading.clone());
    sub("import", &w.import)
        .arg(path("file", "FILE", &w.file).required(true))
        .arg(out.required_unless_present("library").conflicts_with("library"))
        .arg(library.num_args(0..=1).default_missing_value(""))
        .arg(Arg::new("force").long("force").help(w.force.to_string()).action(ArgAction::SetTrue).help_heading(heading.clone()))
        .arg(Arg::new("title").long("title").value_name("TEXT").help(w.title.to_string()).help_heading(heading))
        .after_help(format!("{}\n\n{}", &*w.lang, examples(words, &[&w.example, &w.example_title, &words.library_help.example_import])))
}

/// What `import` is asked.
pub(super) fn asked(matches: &ArgMatches) -> Asked {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned().unwrap_or_default();
    let language = matches.get_one::<String>("lang").and_then(|tag| Language::from_tag(tag));
    let title = matches.get_one::<String>("title").map(|title| clean_line(title).trim().to_owned()).filter(|title| !title.is_empty());
    let library = matches.get_one::<String>("library").cloned();
    Asked { file: path("file"), out: path("out"), library, options: Options { language, title, force: matches.get_flag("force") } }
}

/// The same with the folder of the library into which it goes, if it does: its name there is free, or may be taken.
pub fn shelved(asked: &Asked, library: &Library, words: &Words) -> Result<Asked, Failure> {
    let Some(typed) = &asked.library else { return Ok(asked.clone()) };
    let of_file = || name_from(&asked.file.file_stem().unwrap_or_default().to_string_lossy());
    let name = if typed.is_empty() { of_file() } else { typed.clone() };
    let place = library.place(&name, asked.options.force).and_then(|place| library.prepare().map(|_| place));
    let out = place.map_err(|refusal| refused(refusal, &name, "--library NAME", &asked.file, words))?;
    Ok(Asked { out, library: Some(name), ..asked.clone() })
}

/// Imports.
pub fn perform(asked: &Asked, words: &Words) -> Result<Imported, Failure> {
    import::import(&asked.file, &asked.out, &asked.options, words).map_err(|refusal| failure(&refusal, asked, words))
}

/// Why nothing was imported, and what to do.
fn failure(refusal: &Refusal, asked: &Asked, words: &Words) -> Failure {
    let (w, e) = (&words.import, &words.error);
    let file = clean_line(&asked.file.display().to_string()).into_owned();
    let folder = clean_line(&asked.out.display().to_string()).into_owned();
    let failed = |error: &str| fill(&w.failed, &[("file", &file), ("error", error)]);
    let with = |template: &str| fill(template, &[("file", &file), ("folder", &folder)]);
    Failure::usage(match refusal {
        Refusal::Io(error) => failed(&words.cause(&error.to_string())),
        Refusal::NotAFile => failed(&e.file_not_a_file),
        Refusal::TooLarge => failed(&e.file_too_large),
        Refusal::Empty => with(&w.empty),
        Refusal::Pdf => with(&w.pdf),
        Refusal::Other(kind) => fill(&w.other, &[("file", &file), ("kind", kind)]),
        Refusal::Packed(kind) => fill(&w.packed, &[("file", &file), ("kind", kind)]),
        Refusal::Binary => with(&w.binary),
        Refusal::Damaged => with(&w.damaged),
        Refusal::Exists => with(&w.exists),
        Refusal::NoPack => with(&w.no_pack),
        Refusal::Foreign(path) => fill(&w.foreign, &[("folder", &folder), ("path", &clean_line(&path.display().to_string()))]),
        Refusal::Inside => with(&w.inside),
        Refusal::Broken(error) => fill(&w.broken, &[("file", &file), ("error", error)]),
    })
}

/// What the pack has.
#[derive(Debug, Serialize)]
struct Counts {
    sections: usize,
    passages: usize,
    notes: usize,
    countries: usize,
    figures: usize,
    actions: usize,
}

fn counts(imported: &Imported) -> Counts {
    let (edition, facts) = (imported.report.edition(imported.report.first_language()), imported.report.facts());
    Counts {
        sections: edition.sections.len(),
        passages: edition.passages.len(),
        notes: edition.notes.len(),
        countries: facts.countries.len(),
        figures: facts.figures.len(),
        actions: facts.recommendations.len(),
    }
}

/// Says what was done, guessed and left out.
pub fn text<W: Write>(out: &mut W, imported: &Imported, asked: &Asked, words: &Words) -> io::Result<()> {
    let w = &words.import;
    let folder = clean_line(&asked.out.display().to_string()).into_owned();
    let counts = counts(imported);
    let title = imported.report.meta.title.text(imported.report.first_language());
    writeln!(out, "{}", fill(&w.done, &[("folder", &folder), ("title", title)]))?;
    let number = |count: usize| count.to_string();
    let values = [
        ("sections", number(counts.sections)),
        ("passages", number(counts.passages)),
        ("notes", number(counts.notes)),
        ("countries", number(counts.countries)),
        ("figures", number(counts.figures)),
        ("actions", number(counts.actions)),
    ];
    writeln!(out, "{}", fill(&w.counts, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))?;
    for (sort, title) in [(Sort::Did, &w.did), (Sort::Guessed, &w.guessed), (Sort::LeftOut, &w.left_out)] {
        let notices: Vec<String> = imported.notices.iter().filter(|notice| notice.sort == sort).map(|notice| notice.line(words)).collect();
        if !notices.is_empty() {
            writeln!(out, "\n{title}")?;
            notices.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
        }
    }
    let open_it = if asked.library.is_some() { &words.library.open_check } else { &w.open_it };
    let name = asked.library.as_deref().unwrap_or_default();
    writeln!(out, "\n{}", fill(open_it, &[("folder", &folder), ("name", name)]))
}

/// The same as JSON: `{"folder","title","sections",…,"notices":[{"kind","what","lines","text"}]}`.
pub fn json<W: Write>(out: &mut W, imported: &Imported, asked: &Asked, words: &Words) -> io::Result<()> {
    #[derive(Serialize)]
    struct Told {
        kind: &'static str,
        what: &'static str,
        lines: Vec<usize>,
        text: String,
    }
    #[derive(Serialize)]
    struct Whole<'a> {
        folder: String,
        title: &'a str,
        lang: &'static str,
        #[serde(flatten)]
        counts: Counts,
        notices: Vec<Told>,
    }
    let notices = imported.notices.iter();
    let notices = notices.map(|n| Told { kind: n.sort.name(), what: n.what.name(), lines: n.lines.clone(), text: n.line(words) }).collect();
    let language = imported.report.first_language();
    let title = imported.report.meta.title.text(language);
    let folder = clean_line(&asked.out.display().to_string()).into_owned();
    serde_json::to_writer(&mut *out, &Whole { folder, title, lang: language.tag(), counts: counts(imported), notices })?;
    writeln!(out)
}
