//! How an app begins.

use std::sync::Arc;

use super::action::Binding;
use super::layout::Widths;
use super::offered::Offered;
use crate::export::qr::Form;
use crate::report::Language;
use crate::report::tour::Tour;
use crate::state::checklist::Checklist;
use crate::state::mark::Mark;
use crate::state::place::Visit;

/// What the program looks like to begin with.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each stands for itself")]
pub struct Start {
    /// The edition to show.
    pub language: Language,
    /// The block to show first, if not the place that was kept.
    pub block: Option<usize>,
    /// The country to show first, by its index.
    pub country: Option<usize>,
    /// What was kept of this report.
    pub kept: Option<Visit>,
    /// The checklists that were kept.
    pub checklists: Vec<Checklist>,
    /// The marks that were kept.
    pub marks: Vec<Mark>,
    /// Nothing is kept.
    pub private: bool,
    /// Begin with the projector on.
    pub present: bool,
    /// The person's own tours.
    pub own_tours: Vec<Tour>,
    /// Begin with the tour of this id.
    pub tour: Option<String>,
    /// Index of the projector's theme.
    pub projector_theme: usize,
    /// Names of the themes to choose from.
    pub themes: Vec<String>,
    /// Index of the one in use.
    pub theme: usize,
    /// The keys, for help and bottom line.
    pub bindings: Arc<[Binding]>,
    /// Size of the screen in columns and rows.
    pub size: (u16, u16),
    /// What QR codes are drawn with.
    pub form: Form,
    /// How wide text may be, and from which width on there are two panes.
    pub widths: Widths,
    /// The mouse is the terminal's to begin with.
    pub leaves_mouse: bool,
    /// Nobody was here before: say how one moves, until the first key.
    pub greets: bool,
    /// What the first frame can do without waits for [`App::complete`].
    pub defers: bool,
    /// The library has other reports.
    pub has_others: bool,
    /// The reports from which one is to be chosen first: all of them, and the index of the one to select.
    pub reports: Option<(Vec<Offered>, usize)>,
}
