//! Exporting what is shown: what, in which form, to which file.

use crate::export::Format;
use crate::report::Address;
use crate::report::recommendation::Grouping;
use crate::report::record::Kind;
use crate::state::checklist::Checklist;
use crate::state::mark::Mark;

pub use crate::export::to_file::Exported;

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Places and records; everything if nothing is named. Kinds narrow what is taken from sections and countries.
    Records(Vec<Address>, Vec<Kind>),
    /// A person's marks.
    Notes(Vec<Mark>),
    /// A checklist.
    Checklist(Box<Checklist>, Grouping),
}

/// Something that can be exported from where one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// What it is called.
    pub name: String,
    /// What a file with it is called, without ending.
    pub stem: String,
    /// What it is.
    pub what: What,
}

/// An export that is being asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// What.
    pub scope: Scope,
    /// In which form.
    pub format: Format,
    /// The file, as it was typed.
    pub path: String,
    /// Whether a file of that name may be overwritten: the person was asked.
    pub replace: bool,
}

/// What is being asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exporting {
    /// What can be exported from here.
    pub scopes: Vec<Scope>,
    /// What is being exported.
    pub export: Option<Export>,
    /// A name that is free, where the one that was typed is not.
    pub free: String,
}

/// A name for a file, from what something is called: letters and digits of ASCII, the rest hyphens.
pub fn stem(name: &str) -> String {
    let plain: String = crate::text::fold::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let stem: String = parts.join("-").chars().take(60).collect();
    format!("vereda-{}", stem.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain() {
        assert_eq!(stem("México: Legal framework"), "vereda-mexico-legal-framework");
        assert_eq!(stem("../../etc/passwd\u{1b}"), "vereda-etc-passwd");
        assert_eq!(stem(""), "vereda-");
    }
}
