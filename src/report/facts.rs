//! The data beside the text: what stands once, in `content/*.toml`, for all editions.

use std::collections::HashMap;

use super::country::{CountriesFile, Country};
use super::figure::{Figure, FiguresFile};
use super::files::Files;
use super::law::{Law, LawsFile};
use super::organisation::{Organisation, OrganisationsFile};
use super::parse::{PackError, optional};
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
    /// For each passage's address, the countries it is about.
    by_passage: HashMap<String, Vec<usize>>,
}

impl Facts {
    pub(super) fn load(files: &Files) -> Result<Self, PackError> {
        let countries = optional::<CountriesFile>(files, "countries.toml")?.country;
        let mut by_passage: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, country) in countries.iter().enumerate() {
            for address in &country.passages {
                by_passage.entry(address.to_string()).or_default().push(index);
            }
        }
        Ok(Self {
            countries,
            laws: optional::<LawsFile>(files, "laws.toml")?.law,
            figures: optional::<FiguresFile>(files, "figures.toml")?.figure,
            organisations: optional::<OrganisationsFile>(files, "organisations.toml")?.organisation,
            recommendations: optional::<RecommendationsFile>(files, "recommendations.toml")?.recommendation,
            synonyms: optional(files, "synonyms.toml")?,
            by_passage,
        })
    }

    /// Ids of the countries that a passage is about.
    pub fn countries_of(&self, passage: &str) -> Vec<String> {
        self.by_passage.get(passage).into_iter().flatten().map(|index| self.countries[*index].id.to_string()).collect()
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
        indices(&self.figures, move |figure| *figure.group == *group)
    }

    /// Indices of the organisations of a country.
    pub fn organisations_of(&self, country: &str) -> impl Iterator<Item = usize> {
        indices(&self.organisations, move |organisation| organisation.country_ids().any(|id| id == country))
    }
}

fn indices<T>(items: &[T], wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = usize> {
    items.iter().enumerate().filter(move |(_, item)| wanted(item)).map(|(index, _)| index)
}
