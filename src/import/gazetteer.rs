//! Countries by their names: which ones a text names, and where.

use std::collections::HashMap;
use std::ops::Range;

use crate::report::Language;
use crate::report::country::{self, Country};

/// Finds the names of countries, their people and their places.
pub(super) struct Gazetteer {
    /// All countries there are names of.
    pub(super) countries: Vec<Country>,
    /// For the first word of each name, the names, the longest first.
    names: HashMap<String, Vec<(String, usize)>>,
}

impl Gazetteer {
    /// For texts of a language; names of countries in other languages are known as well.
    pub(super) fn new(language: Language) -> Self {
        let countries = country::gazetteer();
        let mut names: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        for (index, country) in countries.iter().enumerate() {
            let own = country.forms(language).map(ToOwned::to_owned);
            let others = country.name.all().map(std::string::ToString::to_string);
            for form in own.chain(others) {
                for form in [form.clone(), crate::text::capital(&form)] {
                    let first = form.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned();
                    let same = names.entry(first).or_default();
                    if !same.contains(&(form.clone(), index)) {
                        same.push((form, index));
                    }
                }
            }
        }
        for same in names.values_mut() {
            same.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        }
        Self { countries, names }
    }

    /// Where a text names which country, from left to right.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let start = at + rest.find(char::is_alphanumeric).unwrap_or(rest.len());
            let rest = text.get(start..).unwrap_or_default();
            let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let ends = |form: &str| rest.strip_prefix(form).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
            let mut end = start + word.len().max(1);
            if let Some((form, _)) = self.names.get(word).and_then(|same| same.iter().find(|(form, _)| ends(form))) {
                end = start + form.len();
                // A place may lie in two countries.
                let all = self.names.get(word).into_iter().flatten().filter(|(other, _)| other == form);
                found.extend(all.map(|(_, country)| (start..end, *country)));
            }
            while end < text.len() && !text.is_char_boundary(end) {
                end += 1;
            }
            at = end;
        }
        found
    }
}
