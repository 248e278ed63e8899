//! Addresses: how a place in the report is named, the same in each language and for as long as the report lives.

use std::fmt;
use std::str::FromStr;

/// Where something stands: `trafficking`, `trafficking.12`, `term:coyotes`, `source:iom-2024`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// A section, by its id.
    Section(String),
    /// A passage: its section's id and its number in the section, from 1.
    Passage(String, u32),
    /// A country, by its id. Typed, it looks like a section: what has no section of that name is looked up among the countries.
    Country(String),
    /// A law, plan, body … : `law:ec-penal-code-91`.
    Law(String),
    /// A figure: `figure:ec-victims`.
    Figure(String),
    /// An organisation: `org:redlac`.
    Organisation(String),
    /// A recommendation: `rec:07`.
    Recommendation(String),
    /// A term of the glossary.
    Term(String),
    /// A work that the report cites.
    Source(String),
}

/// The words typed are no address: what an address looks like is said by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoAddress;

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let text = text.trim().to_lowercase();
        if text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(NoAddress);
        }
        if let Some((kind, id)) = text.split_once(':') {
            return match (kind, id) {
                (_, "") => Err(NoAddress),
                ("term", id) => Ok(Self::Term(id.to_owned())),
                ("law", id) => Ok(Self::Law(id.to_owned())),
                ("figure", id) => Ok(Self::Figure(id.to_owned())),
                ("org", id) => Ok(Self::Organisation(id.to_owned())),
                ("rec", id) => Ok(Self::Recommendation(id.to_owned())),
                ("source", id) => Ok(Self::Source(id.to_owned())),
                _ => Err(NoAddress),
            };
        }
        match text.rsplit_once('.') {
            None => Ok(Self::Section(text)),
            Some((section, number)) if !section.is_empty() => match number.parse() {
                Ok(number) if number > 0 => Ok(Self::Passage(section.to_owned(), number)),
                _ => Err(NoAddress),
            },
            Some(_) => Err(NoAddress),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(id) | Self::Country(id) => write!(f, "{id}"),
            Self::Law(id) => write!(f, "law:{id}"),
            Self::Figure(id) => write!(f, "figure:{id}"),
            Self::Organisation(id) => write!(f, "org:{id}"),
            Self::Recommendation(id) => write!(f, "rec:{id}"),
            Self::Passage(section, number) => write!(f, "{section}.{number}"),
            Self::Term(id) => write!(f, "term:{id}"),
            Self::Source(id) => write!(f, "source:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms() {
        assert_eq!("trafficking.12".parse(), Ok(Address::Passage("trafficking".to_owned(), 12)));
        assert_eq!("North-America".parse(), Ok(Address::Section("north-america".to_owned())));
        assert_eq!("term:coyotes".parse(), Ok(Address::Term("coyotes".to_owned())));
        for bad in ["", "trafficking.0", "trafficking.x", ".4", "a b", "what:x", "term:"] {
            assert_eq!(bad.parse::<Address>(), Err(NoAddress), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(section in "[a-z][a-z-]{0,12}", number in 1u32..5000) {
            let address = Address::Passage(section, number);
            prop_assert_eq!(address.to_string().parse::<Address>(), Ok(address));
        }
    }
}
