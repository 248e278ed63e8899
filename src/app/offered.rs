//! A report that can be opened, as the list of reports shows it.

/// A report that can be opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// By which it is opened.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Year and languages.
    pub beside: String,
    /// Where one left it, and how much was read.
    pub progress: String,
    /// Why it cannot be opened, if so.
    pub problem: Option<String>,
    /// It is the one behind the list.
    pub on_screen: bool,
}
