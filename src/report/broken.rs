//! The files of a pack that cannot be read at all, each with its first error: whoever mends a pack wants to know all of them at once.

use serde::de::DeserializeOwned;

use super::country::CountriesFile;
use super::figure::FiguresFile;
use super::files::{FileError, Files};
use super::glossary::GlossaryFile;
use super::language::Language;
use super::law::LawsFile;
use super::meta::ReportFile;
use super::organisation::OrganisationsFile;
use super::parse::{PackError, Problem, parse, text_of};
use super::recommendation::RecommendationsFile;
use super::reference::SourcesFile;
use super::synonyms::Synonyms;
use super::tour::{self, NoTour, Tour};
use super::words::Words;

/// A file that cannot be read: its path in the pack, and why.
pub type Broken = (String, PackError);

/// Reads a file as what it should be.
type Reading = fn(&Files, &str) -> Result<(), PackError>;

/// All files that cannot be read, in the order of their paths. A file that a pack may do without is not missed.
pub fn files(files: &Files) -> Vec<Broken> {
    let mut found = Vec::new();
    let mut add = |path: String, read: Result<(), PackError>| match read {
        Err(PackError { problem: Problem::File(FileError::Missing), .. }) if path != "report.toml" => {}
        Err(PackError { place, problem: problem @ Problem::File(FileError::NotUtf8 { line }) }) => {
            found.push((path, PackError { place: format!("{place}:{line}"), problem }));
        }
        Err(error) => found.push((path, error)),
        Ok(()) => {}
    };
    add("report.toml".to_owned(), as_toml::<ReportFile>(files, "report.toml"));
    let data: [(&str, Reading); 8] = [
        ("countries.toml", as_toml::<CountriesFile>),
        ("figures.toml", as_toml::<FiguresFile>),
        ("glossary.toml", as_toml::<GlossaryFile>),
        ("laws.toml", as_toml::<LawsFile>),
        ("organisations.toml", as_toml::<OrganisationsFile>),
        ("recommendations.toml", as_toml::<RecommendationsFile>),
        ("sources.toml", as_toml::<SourcesFile>),
        ("synonyms.toml", as_toml::<Synonyms>),
    ];
    for (path, read) in data {
        add(path.to_owned(), read(files, path));
    }
    for language in Language::ALL {
        let folder = language.tag();
        for name in files.names_in(folder) {
            let path = format!("{folder}/{name}");
            if name == "ui.toml" {
                add(path.clone(), as_toml::<Words>(files, &path));
            } else if name.strip_suffix(".md").is_some() {
                add(path.clone(), text_of(files, &path).map(|_| ()));
            }
        }
    }
    for name in files.names_in(tour::FOLDER).iter().filter(|name| name.strip_suffix(".toml").is_some()) {
        let path = format!("{}/{name}", tour::FOLDER);
        let read = text_of(files, &path).and_then(|text| {
            let wrong =
                |NoTour { at, message }| PackError { place: format!("{}{at}", files.display(&path)), problem: Problem::Toml(message) };
            Tour::parse(name, &text).map(|_| ()).map_err(wrong)
        });
        add(path.clone(), read);
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    found
}

fn as_toml<T: DeserializeOwned>(files: &Files, path: &str) -> Result<(), PackError> {
    parse::<T>(files, path).map(|_| ())
}
