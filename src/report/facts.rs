//! The data beside the text: what stands once, in `content/*.toml`, for all editions.

use super::country::{CountriesFile, Country};
use super::figure::{Figure, FiguresFile};
use super::files::Files;
use super::law::{Law, LawsFile};
use super::localized::each_once;
use super::organisation::{Organisation, OrganisationsFile};
use super::parse::{PackError, list, optional};
use super::recommendation::{Recommendation, RecommendationsFile};
use super::synonyms::Synonyms;

/// Countries, laws, figures, organisations and recommendations, each in the order of its file.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Countries that the report names.
    pub countries: Vec<Country>,
    /// Legal and policy instruments, and bodies.
    pub laws: Vec<Law>,
    /// Numbers.
    pub figures: Vec<Figure>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Actions that the report recommends.
    pub recommendations: Vec<Recommendation>,
    /// What people call the same thing.
    pub synonyms: Synonyms,
    /// The countries' passages, each as the country and its place in the country's list, in the order of their addresses.
    by_passage: Vec<(u32, u32)>,
}

impl Facts {
    pub(super) fn load(files: &Files) -> Result<Self, PackError> {
        each_once(|| Self::read(files))
    }

    fn read(files: &Files) -> Result<Self, PackError> {
        let countries = list(files, "countries.toml", "country", |file: CountriesFile| file.country)?;
        let all =
            countries.iter().enumerate().flat_map(|(at, country)| (0..country.passages.len()).map(move |nth| (at as u32, nth as u32)));
        let mut by_passage: Vec<(u32, u32)> = all.collect();
        by_passage.shrink_to_fit();
        by_passage.sort_unstable_by_key(|(at, nth)| (&*countries[*at as usize].passages[*nth as usize], *at, *nth));
        Ok(Self {
            countries,
            laws: list(files, "laws.toml", "law", |file: LawsFile| file.law)?,
            figures: list(files, "figures.toml", "figure", |file: FiguresFile| file.figure)?,
            organisations: list(files, "organisations.toml", "organisation", |file: OrganisationsFile| file.organisation)?,
            recommendations: list(files, "recommendations.toml", "recommendation", |file: RecommendationsFile| file.recommendation)?,
            synonyms: optional(files, "synonyms.toml")?,
            by_passage,
        })
    }

    /// Ids of the countries that a passage is about.
    pub fn countries_of(&self, passage: &str) -> Vec<String> {
        let address = |(at, nth): &(u32, u32)| &*self.countries[*at as usize].passages[*nth as usize];
        let start = self.by_passage.partition_point(|place| address(place) < passage);
        let same = self.by_passage[start..].iter().take_while(|place| address(place) == passage);
        same.map(|(at, _)| self.countries[*at as usize].id.to_string()).collect()
    }

    /// The country that is called so, in any language.
    pub fn country(&self, typed: &str) -> Option<usize> {
        self.countries
            .iter()
            .position(|country| *country.id == *typed)
            .or_else(|| self.countries.iter().position(|country| country.is_called(typed)))
    }

    /// Indices of the laws of a country.
    pub fn laws_of(&self, country: &str) -> impl Iterator<Item = usize> {
        indices(&self.laws, move |law| law.country_ids().any(|id| id == country))
    }

    /// Indices of the figures of a country.
    pub fn figures_of(&self, country: &str) -> impl Iterator<Item = usize> {
        indices(&self.figures, move |figure| figure.country_ids().any(|id| id == country))
    }

    /// Indices of the figures of a group.
    pub fn figures_in(&self, group: &str) -> impl Iterator<Item = usize> {
        indices(&self.figures, move |figure| figure.group() == group)
    }

    /// Indices of the organisations of a country.
    pub fn organisations_of(&self, country: &str) -> impl Iterator<Item = usize> {
        indices(&self.organisations, move |organisation| organisation.country_ids().any(|id| id == country))
    }
}

fn indices<T>(items: &[T], wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    items.iter().enumerate().filter(move |(_, item)| wanted(item)).map(|(index, _)| index)
}
