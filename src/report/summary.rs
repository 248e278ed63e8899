//! What a pack says of itself, known without reading its texts: for whoever lists many reports.

use super::files::Files;
use super::language::Language;
use super::meta::{Meta, ReportFile};
use super::parse::{PackError, Problem, parse};

/// What a pack says of itself.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Title, year and the like.
    pub meta: Meta,
    /// Its editions' languages, in their order; at least one.
    pub languages: Vec<Language>,
}

impl Summary {
    /// Reads `report.toml`, and looks which languages have texts.
    pub fn of(files: &Files) -> Result<Self, PackError> {
        let ReportFile { report: meta, .. } = parse(files, "report.toml")?;
        let wrong = |problem| PackError { place: files.display("report.toml"), problem };
        let mut languages = Vec::new();
        for tag in &meta.languages {
            let language = Language::from_tag(tag).ok_or_else(|| wrong(Problem::UnknownLanguage(tag.to_string())))?;
            if !languages.contains(&language) && files.names_in(language.tag()).iter().any(|name| name.strip_suffix(".md").is_some()) {
                languages.push(language);
            }
        }
        if languages.is_empty() { Err(wrong(Problem::NoText)) } else { Ok(Self { meta, languages }) }
    }

    /// What [`super::Report::identity`] is of this pack.
    pub fn identity(&self) -> String {
        let title = self.languages.first().map_or("", |first| self.meta.title.text(*first));
        let year = self.meta.year.map(|year| format!(" ({year})")).unwrap_or_default();
        format!("{title}{year}")
    }

    /// Its title in a language, or else in its first.
    pub fn title(&self, language: Language) -> &str {
        let language = Some(language).filter(|language| self.languages.contains(language)).or(self.languages.first().copied());
        self.meta.title.text(language.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[test]
    fn a_summary_says_what_the_report_says() {
        let (report, summary) = (Report::bundled(), Summary::of(&Files::Bundled).expect("a pack"));
        assert_eq!(summary.identity(), report.identity());
        assert_eq!(summary.languages, report.languages().collect::<Vec<_>>());
    }
}
