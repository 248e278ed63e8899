//! Where a text comes from, in one line that goes with everything copied or exported.

use super::edition::Edition;
use super::language::Language;
use super::pack::Report;
use super::words::fill;

impl Report {
    /// Author, year, title, section, printed page and address of a passage, with the note that it is a restatement.
    ///
    /// # Panics
    /// Where the edition has no passage of that index.
    pub fn cite_passage(&self, edition: &Edition, passage: usize) -> String {
        let at = &edition.passages[passage];
        let w = &edition.words.citation;
        let page = at.pages.map(|pages| {
            let template = if pages.first == pages.last { &w.page } else { &w.pages };
            fill(template, &[("pages", &pages.to_string())])
        });
        let section = edition.sections[at.section].title.clone();
        let place = [Some(section), page, Some(edition.address_of(passage).to_string())];
        self.cite(edition, place.into_iter().flatten())
    }

    /// The same for a whole section.
    ///
    /// # Panics
    /// Where the edition has no section of that index.
    pub fn cite_section(&self, edition: &Edition, section: usize) -> String {
        let section = &edition.sections[section];
        self.cite(edition, [section.title.clone(), section.id.clone()].into_iter())
    }

    /// The same for the whole report, or for what has no place in the text.
    pub fn cite(&self, edition: &Edition, place: impl Iterator<Item = String>) -> String {
        let language = edition.language;
        let w = &edition.words.citation;
        let subtitle = self.meta.subtitle.text(language);
        let title = self.meta.title.text(language);
        let title = match subtitle.chars().next() {
            None => title.to_owned(),
            Some(_) if language == Language::En => format!("{title}: {subtitle}"),
            // Behind a colon no capital stands in Spanish and Portuguese.
            Some(first) => format!("{title}: {}{}", first.to_lowercase(), subtitle.strip_prefix(first).unwrap_or_default()),
        };
        let authors = match &*self.meta.authors {
            [] => None,
            authors => Some(authors.iter().map(|name| &**name).collect::<Vec<_>>().join(", ")),
        };
        let by = [authors.as_deref(), Some(&*self.meta.publisher_short)];
        let by = by.into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
        let head = match (by.is_empty(), self.meta.year) {
            (false, Some(year)) => format!("{by} ({year}). {title}"),
            (false, None) => format!("{by}. {title}"),
            (true, Some(year)) => format!("{title} ({year})"),
            (true, None) => title,
        };
        let head = std::iter::once(head).chain(place).collect::<Vec<_>>().join(", ");
        let of = edition.words.label("edition", language.tag());
        if self.meta.restatement.text(language).is_empty() {
            return format!("{head}. {of}");
        }
        format!("{head}. {of} {}", w.restatement)
    }
}
