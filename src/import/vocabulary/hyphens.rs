//! Words by which a hyphen at the end of a line is told to be a word's own.

/// What stands behind a hyphen that hangs: `pre- and post-war`.
pub(in super::super) const HANGING: &[&str] = &["and", "or", "to", "y", "e", "ou", "u", "o"];

/// First halves that have a hyphen of their own, mostly.
pub(in super::super) const FIRST: &[&str] =
    &["vice", "não", "pós", "pré", "pró", "recém", "além", "aquém", "guarda", "self", "well", "quasi"];

/// Second halves of the days of the week in Portuguese.
pub(in super::super) const FEIRA: &[&str] = &["feira", "feiras"];

/// What verbs end with before a pronoun.
pub(in super::super) const VERBS: &[&str] = &["m", "ou", "eu", "iu", "ar", "er", "ir", "ão", "á", "ô"];

/// Pronouns of Portuguese with what the verb before them ends with.
pub(in super::super) const CLITICS: &[(&[&str], &[&str])] = &[
    (&["se", "lhe", "lhes"], VERBS),
    (&["me", "nos", "vos"], &["m", "ou", "eu", "iu", "ar", "er", "ir"]),
    (&["no", "na", "nas"], &["am", "em", "ão", "õe"]),
    (&["lo", "la", "los", "las"], &["á", "ê", "í", "ô", "ar", "er", "ir"]),
    (&["a", "os", "as"], &["ou", "eu", "iu", "ava", "ia"]),
];
