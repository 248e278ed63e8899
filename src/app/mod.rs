//! What is on screen, and what an action does to it. No drawing, no input or output: [`App::update`] returns an
//! [`Effect`] for the terminal's loop to perform.

pub mod action;
pub mod contents;
pub mod countries;
pub mod editor;
pub mod elsewhere;
pub mod exporting;
pub mod finding;
pub mod flow;
pub mod grid;
pub mod layout;
pub mod list;
pub mod marked;
mod mode;
pub mod notes;
pub mod offered;
pub mod picker;
pub mod present;
pub mod profile;
pub mod prompt;
pub mod qr;
pub mod reader;
pub mod reading;
pub mod row;
pub mod searching;
pub mod selecting;
pub mod sheet;
pub mod shelf;
mod start;
mod table;
pub mod tasks;
pub mod text_box;
mod update;
pub mod visits;

use std::borrow::Cow;
use std::sync::Arc;

use action::{Binding, with_keys};
use contents::Contents;
use countries::Countries;
use editor::Editor;
use exporting::Exporting;
use finding::Finding;
use layout::{Layout, Shown, Widths};
use notes::Notes;
use picker::Picker;
use present::Present;
use profile::Profile;
use prompt::Prompt;
use qr::Qr;
use reader::Reader;
use reading::Reading;
use searching::Searching;
use selecting::Selecting;
use sheet::Sheet;
use shelf::Shelf;
use tasks::Tasks;
use visits::{Spot, Stop, Visits};

pub use action::{Action, Command, Effect};
pub use start::Start;

use crate::export::qr::Form;
use crate::report::glossary::TermFinder;
use crate::report::topic::Topic;
use crate::report::tour::{Stop as TourStop, Tour};
use crate::report::{Edition, Language, Report};
use crate::state::Place;
use crate::state::place::Visit;

/// The pane that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The text.
    #[default]
    Reader,
    /// The table of contents.
    Contents,
    /// The list of countries.
    Countries,
    /// A country's profile, or several compared.
    Profile,
    /// The checklists and their groups.
    Lists,
    /// The actions of a checklist.
    Tasks,
    /// The search: what is typed, and what answers it.
    Search,
    /// A person's notes, bookmarks and highlights.
    Notes,
}

impl Pane {
    /// The order in which one key goes through the panes.
    const ORDER: [Self; 8] =
        [Self::Contents, Self::Reader, Self::Countries, Self::Profile, Self::Search, Self::Lists, Self::Tasks, Self::Notes];

    /// Whether it stands at the side on wide screens.
    pub fn is_side(self) -> bool {
        matches!(self, Self::Contents | Self::Countries | Self::Lists | Self::Search | Self::Notes)
    }

    /// The next pane, or the previous one, around the ends.
    fn beside(self, next: bool) -> Self {
        let at = Self::ORDER.iter().position(|pane| *pane == self).unwrap_or(0);
        let step = if next { 1 } else { Self::ORDER.len() - 1 };
        Self::ORDER[(at + step) % Self::ORDER.len()]
    }
}

/// Everything that is on the screen.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each stands for itself")]
pub struct App {
    report: Arc<Report>,
    language: Language,
    size: (u16, u16),
    layout: Layout,
    pane: Pane,
    reader: Reader,
    contents: Contents,
    countries: Countries,
    profile: Profile,
    /// Whether the profile was built for countries side by side.
    side_by_side: bool,
    tasks: Tasks,
    notes: Notes,
    /// Where one was before the notes: the pane, the place in it, and in the text.
    notes_from: Option<(Pane, Stop, Spot)>,
    /// What is being written, and where the text was before.
    editor: Option<(Editor, Spot)>,
    /// The sentences that are being chosen.
    selecting: Option<Selecting>,
    exporting: Exporting,
    /// What is on the projector.
    present: Option<Present>,
    /// The person's own.
    own_tours: Vec<Tour>,
    /// The theme that the projector had last, by its index.
    projector_theme: usize,
    private: bool,
    unsaved: bool,
    finding: Finding,
    searching: Searching,
    /// Where one was before searching: the pane, the place in it, and in the text.
    search_from: Option<(Pane, Stop, Spot)>,
    prompt: Option<Prompt>,
    picker: Option<Picker>,
    sheet: Option<Sheet>,
    qr: Option<Qr>,
    /// Codes, and what was under them, while the help lies over them.
    under_help: Option<(Qr, Option<Sheet>)>,
    /// Stops that left the person's own tours: of which, from where, and how many marks were removed before.
    removed_stops: Vec<(String, usize, TourStop, usize)>,
    shelf: Option<Shelf>,
    /// There are other reports.
    has_others: bool,
    form: Form,
    visits: Visits,
    reading: Reading,
    /// The last move was one of reading on.
    read_on: bool,
    terms: TermFinder,
    message: Option<String>,
    /// Why the text on the screen is not the newest.
    trouble: Option<String>,
    bindings: Arc<[Binding]>,
    themes: Vec<String>,
    theme: usize,
    widths: Widths,
    mouse: bool,
    greets: bool,
    /// Percent of the report that are read, while a part of it is shown.
    loading: Option<u8>,
}

impl App {
    /// The report on a screen.
    pub fn new(report: Arc<Report>, start: Start) -> Self {
        let edition = report.edition(start.language);
        let language = edition.language;
        let layout = Layout::fit(start.size.0, start.size.1, Shown::Reader, false, start.widths);
        let kept = start.kept.unwrap_or_default();
        let mut reader = Reader::new(edition, layout.text.width, layout.text.height);
        let spot = match start.block {
            Some(block) => Some(Spot { block, offset: 0 }),
            None => kept.place.find(edition).map(|passage| Spot {
                block: edition.passages[passage].block,
                offset: if kept.place.language == language { kept.place.offset } else { 0 },
            }),
        };
        // A report is opened on its first page, title and all, unless there is somewhere else to be.
        let first = edition.passages.first().map(|passage| passage.block);
        if let Some(spot) = spot.filter(|spot| start.block.is_some() || Some(spot.block) != first || spot.offset > 0) {
            reader.go(edition, spot);
        }
        let reading = Reading::restore(edition, &kept.read);
        let terms = if start.defers { TermFinder::default() } else { report.term_finder(language) };
        let mut app = Self {
            language,
            size: start.size,
            layout,
            pane: Pane::Reader,
            reader,
            contents: Contents::default(),
            countries: Countries::default(),
            profile: Profile::default(),
            side_by_side: false,
            tasks: Tasks::new(&report, report.edition(language), start.checklists),
            notes: Notes::new(&report, report.edition(language), start.marks),
            notes_from: None,
            editor: None,
            selecting: None,
            exporting: Exporting::default(),
            present: None,
            own_tours: start.own_tours,
            projector_theme: start.projector_theme,
            private: start.private,
            unsaved: false,
            finding: Finding::default(),
            searching: Searching::with_history(kept.queries),
            search_from: None,
            prompt: None,
            picker: None,
            sheet: None,
            qr: None,
            under_help: None,
            removed_stops: Vec::new(),
            shelf: start.reports.map(|(offered, selected)| Shelf::new(offered, selected, true)),
            has_others: start.has_others,
            form: start.form,
            visits: Visits::default(),
            reading,
            read_on: false,
            terms,
            message: None,
            trouble: None,
            bindings: start.bindings,
            themes: start.themes,
            theme: start.theme,
            widths: start.widths,
            mouse: !start.leaves_mouse,
            greets: start.greets,
            loading: None,
            report,
        };
        if let Some(country) = start.country {
            app.open_country(country);
        }
        app.settle();
        let tour = start.tour.and_then(|id| app.tours().position(|tour| tour.id == id));
        if let Some(tour) = tour {
            app.start_tour(tour);
        } else if start.present {
            app.start_presenting();
        }
        app
    }

    /// Adds what the first frame did without: the glossary's terms.
    pub fn complete(&mut self) {
        self.terms = self.report.term_finder(self.language);
        self.reader.forget_terms();
        self.settle();
    }

    /// The report.
    pub fn report(&self) -> &Arc<Report> {
        &self.report
    }

    /// The edition on the screen.
    pub fn edition(&self) -> &Edition {
        self.report.edition(self.language)
    }

    /// Where everything is.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The pane that keys go to.
    pub fn pane(&self) -> Pane {
        self.pane
    }

    /// The reader.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The contents pane.
    pub fn contents(&self) -> &Contents {
        &self.contents
    }

    /// The list of countries.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// The country on the screen, or those compared.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The tabs of a profile with their titles, the open one in brackets, so that it is told without colour.
    pub fn tab_titles(&self) -> Vec<(Topic, String)> {
        let words = &self.edition().words;
        let narrow = self.layout.reader_inner.width < 72;
        let group = if narrow { "topic-short" } else { "topic" };
        let title = |topic: Topic| {
            let name = words.label(group, topic.name());
            if topic == self.profile.topic { format!("[{name}]") } else { format!(" {name} ") }
        };
        Topic::ALL.into_iter().map(|topic| (topic, title(topic))).collect()
    }

    /// The checklists.
    pub fn tasks(&self) -> &Tasks {
        &self.tasks
    }

    /// The notes.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// What is being written.
    pub fn editor(&self) -> Option<&Editor> {
        self.editor.as_ref().map(|(editor, _)| editor)
    }

    /// The sentences that are being chosen.
    pub fn selecting(&self) -> Option<&Selecting> {
        self.selecting.as_ref()
    }

    /// All tours: the report's, then the person's own.
    pub fn tours(&self) -> impl Iterator<Item = &Tour> {
        self.report.tours().iter().chain(&self.own_tours)
    }

    /// What is on the projector.
    pub fn present(&self) -> Option<&Present> {
        self.present.as_ref()
    }

    /// Whether it is said how one moves: at the first start, until the first key.
    pub fn greets(&self) -> bool {
        self.greets
    }

    /// How much of the report is read, in percent, while what is shown is a part of it.
    pub fn loading(&self) -> Option<u8> {
        self.loading
    }

    /// Whether nothing is kept.
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// Whether what the person made could not be saved the last time.
    pub fn is_unsaved(&self) -> bool {
        self.unsaved
    }

    /// What is typed at the bottom, and what for.
    pub fn prompt(&self) -> Option<&Prompt> {
        self.prompt.as_ref()
    }

    /// The list to choose from over the panes.
    pub fn picker(&self) -> Option<&Picker> {
        self.picker.as_ref()
    }

    /// The search.
    pub fn searching(&self) -> &Searching {
        &self.searching
    }

    /// Whether there is something to close, or somewhere to go back to, in the text.
    pub fn can_go_back(&self) -> bool {
        self.visits.can_go_back() || !self.finding.hits().is_empty()
    }

    /// The find.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// The sheet over the panes.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// The QR codes over the whole screen.
    pub fn qr(&self) -> Option<&Qr> {
        self.qr.as_ref()
    }

    /// The list of reports over the panes.
    pub fn shelf(&self) -> Option<&Shelf> {
        self.shelf.as_ref()
    }

    /// Whether the library has other reports.
    pub fn has_others(&self) -> bool {
        self.has_others
    }

    /// What was read.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// What the status line tells.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref().or(self.trouble.as_deref())
    }

    /// The keys.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// A text with the keys of now in the place of the commands that it names.
    pub fn with_keys<'a>(&self, text: &'a str) -> Cow<'a, str> {
        with_keys(text, &self.bindings, self.mode(), &self.edition().words)
    }

    /// Index of the theme in use.
    pub fn theme(&self) -> usize {
        self.theme
    }

    /// Its name.
    pub fn theme_name(&self) -> &str {
        self.themes.get(self.theme).map_or("", String::as_str)
    }

    /// What is to be kept of this report.
    pub fn visit(&mut self) -> Visit {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let spot = self.reader.spot(edition);
        let passage = edition.passage_of_block(spot.block);
        let (passage, offset) = match passage {
            Some(passage) if edition.passages[passage].block == spot.block => (passage, spot.offset),
            Some(passage) => (passage, 0),
            None => (self.reader.current(), 0),
        };
        let place = edition.passages.get(passage).map(|_| Place::in_passage(edition, passage, offset));
        Visit {
            report: report.identity(),
            place: place.unwrap_or_default(),
            read: self.reading.keep(edition),
            queries: self.searching.history().to_vec(),
        }
    }
}
