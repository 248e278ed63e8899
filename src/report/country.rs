//! Countries that the report names: `countries.toml`.

use serde::Deserialize;

use super::files;
use super::language::Language;
use super::localized::{Localized, Plain};
use crate::text::fold::fold;

/// `countries.toml` as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountriesFile {
    #[serde(default)]
    pub(super) country: Vec<Country>,
}

/// A country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// Its address, the same in each language: `ecuador`.
    pub id: Plain,
    /// ISO 3166-1 alpha-2: `EC`.
    #[serde(default)]
    pub iso: Plain,
    /// Its name.
    pub name: Localized,
    /// Other names, adjectives, and what its people are called.
    #[serde(default)]
    pub aliases: Localized<Vec<Plain>>,
    /// Cities and areas in it that the text names.
    #[serde(default)]
    pub places: Vec<Localized>,
    /// Latitude and longitude of its middle, in degrees; north and east are positive.
    pub point: Option<[f64; 2]>,
    /// Part of the world: `south-america` …
    #[serde(default)]
    pub region: Plain,
    /// Whether the report has a part on it.
    #[serde(default)]
    pub profile: bool,
    /// The report's picture of it in a few sentences.
    #[serde(default)]
    pub overview: Localized,
    /// Addresses of the passages about it, in reading order.
    #[serde(default)]
    pub passages: Box<[Plain]>,
}

/// Countries by their names, to look for in any text: those of the bundled report and those of `gazetteer.toml`, without what the report says
/// of them.
///
/// # Panics
/// Where the bundled files are broken, which the tests exclude.
pub fn gazetteer() -> Vec<Country> {
    let mut out: Vec<Country> = Vec::new();
    for path in ["countries.toml", "gazetteer.toml"] {
        match toml::from_str::<CountriesFile>(files::bundled(path).unwrap_or_default()) {
            Ok(file) => out.extend(file.country),
            Err(error) => panic!("{path}: {error}"),
        }
    }
    for country in &mut out {
        country.profile = false;
        country.overview = Localized::default();
        country.passages = Box::default();
    }
    out
}

impl Country {
    /// What names it, its people and its places in texts of a language.
    pub fn forms(&self, language: Language) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.get(language).into_iter().flatten().map(|plain| &**plain);
        let places = self.places.iter().map(move |place| place.text(language));
        std::iter::once(self.name.text(language)).chain(aliases).chain(places).filter(|form| !form.is_empty())
    }

    /// Its names in all languages, the one in `language` first, without repetition.
    pub fn names(&self, language: Language) -> Vec<&str> {
        let mut names = vec![self.name.text(language)];
        for name in self.name.all() {
            if !names.contains(&&**name) {
                names.push(name);
            }
        }
        names
    }

    /// Everything by which it is known: its names and aliases in all languages, the one in `language` first, its code and its address.
    pub fn all_names(&self, language: Language) -> Vec<&str> {
        let mut names = self.names(language);
        for name in self.aliases.all().flatten().chain([&self.iso, &self.id]) {
            if !name.is_empty() && !names.contains(&&**name) {
                names.push(name);
            }
        }
        names
    }

    /// Whether it is called so: id, ISO code, name or alias in any language, accents and case aside.
    pub fn is_called(&self, typed: &str) -> bool {
        let typed = fold(typed);
        let typed = typed.trim();
        let aliases = self.aliases.all().flatten();
        let mut names = [&self.id, &self.iso].into_iter().chain(self.name.all()).chain(aliases);
        !typed.is_empty() && names.any(|name| fold(name) == typed || fold(&name.replace(' ', "-")) == typed)
    }
}
