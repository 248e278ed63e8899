//! What there is to say of a country, part by part.

use super::edition::Edition;

/// What of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Topic {
    /// The report's picture of it.
    #[default]
    Overview,
    /// Laws, plans, policies, bodies.
    Law,
    /// Numbers.
    Figures,
    /// Organisations.
    Organisations,
    /// The passages about it.
    Passages,
}

impl Topic {
    /// All topics, in the order of the tabs.
    pub const ALL: [Self; 5] = [Self::Overview, Self::Law, Self::Figures, Self::Organisations, Self::Passages];

    /// Its name on the command line and in the words: `law`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Law => "law",
            Self::Figures => "figures",
            Self::Organisations => "organisations",
            Self::Passages => "passages",
        }
    }

    /// The next topic, or the previous one, around the ends.
    #[must_use]
    pub fn beside(self, next: bool) -> Self {
        let at = Self::ALL.iter().position(|topic| *topic == self).unwrap_or(0);
        let step = if next { 1 } else { Self::ALL.len() - 1 };
        Self::ALL[(at + step) % Self::ALL.len()]
    }

    /// From its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.name() == name)
    }

    /// The topics that were asked for.
    pub fn wanted(topic: Option<Self>) -> Vec<Self> {
        topic.map_or(Self::ALL.to_vec(), |topic| vec![topic])
    }

    /// What it is called.
    pub fn title(self, edition: &Edition) -> &str {
        edition.words.label("topic", self.name())
    }
}
