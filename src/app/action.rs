//! What a person can ask for, and what the terminal is then asked to do.

use std::borrow::Cow;

use tui_textarea::Input;

use super::exporting::{Export, Exported};
use super::offered::Offered;
use crate::report::Words;
use crate::report::tour::{Stop, StopAt, Tour};
use crate::state::checklist::{Change, Checklist};
use crate::state::mark::Mark;

/// Something to do, as the terminal's loop hands it over.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A command that a key, the mouse or a menu stands for.
    Do(Command),
    /// A key in a text box that no command claims.
    Edit(Input),
    /// Text pasted into a text box.
    Paste(String),
    /// The wheel was turned over a cell, by this many steps down.
    Wheel {
        /// Column of the cell, from 0.
        column: u16,
        /// Row of the cell, from 0.
        row: u16,
        /// Steps down; up if negative.
        steps: i32,
    },
    /// The left button was pressed on a cell.
    Click {
        /// Column of the cell, from 0.
        column: u16,
        /// Row of the cell, from 0.
        row: u16,
    },
    /// The terminal has another size, in columns and rows.
    Resize(u16, u16),
    /// So many seconds have passed since the projector was switched on.
    Elapsed(u64),
    /// A command for the projector from another screen, whatever is open over it here.
    Drive(Command),
    /// Something to tell in the status line.
    Tell(String),
    /// What lies behind the text is known now: the themes that go with it, of the explorer and of the projector.
    Themes(usize, usize),
    /// Whether what the person made could not be saved the last time.
    Unsaved(bool),
    /// Marks of this copy have another id now, because another copy's words stand under theirs: the id before, and now.
    Renamed(Vec<(String, String)>),
    /// Another running copy changed marks: all there are now.
    Marks(Vec<Mark>),
    /// Another running copy changed checklists of this report: all of them, as they are now.
    Checklists(Vec<Checklist>),
    /// A person's own tours have changed: all there are now.
    OwnTours(Vec<Tour>),
    /// So many percent of the report are read, and what is shown is a part of it.
    Loading(u8),
    /// An export has ended.
    Exported(Exported),
    /// The reports that there are, to choose one.
    Reports(Vec<Offered>),
}

/// What the loop performs after an action. Drawing follows in any case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Effect {
    /// Nothing but drawing.
    #[default]
    Nothing,
    /// Leave the program.
    Quit,
    /// Give the mouse to the program, or back to the terminal.
    CaptureMouse(bool),
    /// Give the terminal back to the shell until the shell wakes the program.
    Suspend,
    /// Draw every cell anew.
    Repaint,
    /// Put this text on the clipboard.
    Copy(String),
    /// Keep marks as they are now.
    SaveMarks(Vec<Mark>),
    /// Write a file for others.
    Export(Box<Export>),
    /// Make this a stop of the tour of this title of the person's own; a new one where there is none.
    AddToTour(String, StopAt),
    /// Move a stop of the person's own tour of this id to another place, or take it away.
    ChangeTour(String, usize, Option<usize>),
    /// Put a stop back that left the person's own tour of this id, at this place.
    RestoreStop(String, usize, Box<Stop>),
    /// Keep a new checklist.
    SaveChecklist(Checklist),
    /// Keep what was done to an action of a checklist.
    ChangeAction(Box<Change>),
    /// Forget the checklist of this name.
    RemoveChecklist(String),
    /// Say which reports there are.
    ListReports,
    /// Go on with the report of this name, at this address or where it was left.
    OpenReport(String, Option<String>),
}

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// The text.
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
    /// The hits of a search.
    Search,
    /// A person's notes, bookmarks and highlights.
    Notes,
    /// Sentences are being chosen.
    Selecting,
    /// A text of several lines is being written.
    Editing,
    /// A text box is open.
    Typing,
    /// A sheet lies over the screen.
    Sheet,
    /// QR codes take the whole screen.
    Qr,
    /// The projector.
    Present,
    /// The list of reports.
    Reports,
}

impl Mode {
    /// All of them, in the order of the help.
    pub const ALL: [Self; 15] = [
        Self::Reader,
        Self::Contents,
        Self::Countries,
        Self::Profile,
        Self::Lists,
        Self::Search,
        Self::Tasks,
        Self::Notes,
        Self::Selecting,
        Self::Editing,
        Self::Typing,
        Self::Sheet,
        Self::Present,
        Self::Qr,
        Self::Reports,
    ];

    /// Its name in configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Contents => "contents",
            Self::Countries => "countries",
            Self::Profile => "profile",
            Self::Lists => "lists",
            Self::Search => "search",
            Self::Tasks => "tasks",
            Self::Notes => "notes",
            Self::Selecting => "selecting",
            Self::Editing => "editing",
            Self::Typing => "typing",
            Self::Sheet => "sheet",
            Self::Present => "present",
            Self::Reports => "reports",
            Self::Qr => "qr",
        }
    }

    /// Whether it lies over the panes, with keys of its own for what is in it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Selecting | Self::Sheet | Self::Present | Self::Qr | Self::Reports)
    }

    /// Whether letters are letters here.
    pub fn takes_text(self) -> bool {
        matches!(self, Self::Typing | Self::Editing)
    }
}

macro_rules! commands {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// A thing that can be bound to a key, by its intent.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $($(#[$doc])* $variant,)* }

        impl Command {
            /// All commands, in the order of the help.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in configuration and words: `next-section`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

commands! {
    /// One line down, or the next entry.
    LineDown = "line-down",
    /// One line up, or the previous entry.
    LineUp = "line-up",
    /// One screen down.
    PageDown = "page-down",
    /// One screen up.
    PageUp = "page-up",
    /// Half a screen down.
    HalfPageDown = "half-page-down",
    /// Half a screen up.
    HalfPageUp = "half-page-up",
    /// To the next passage.
    NextPassage = "next-passage",
    /// To the passage before.
    PreviousPassage = "previous-passage",
    /// To the next section.
    NextSection = "next-section",
    /// To the start of this section, or the section before.
    PreviousSection = "previous-section",
    /// To the start.
    Start = "start",
    /// To the end.
    End = "end",
    /// Search everything.
    Search = "search",
    /// To the search as it was left.
    SearchPane = "search-pane",
    /// Change the query.
    EditQuery = "edit-query",
    /// Take words exactly as typed, or not.
    ToggleExact = "toggle-exact",
    /// Search all reports of the library, or this one alone.
    AllReports = "all-reports",
    /// Complete an operator and its value.
    Complete = "complete",
    /// The query before.
    EarlierQuery = "earlier-query",
    /// The query after.
    LaterQuery = "later-query",
    /// Find in the whole text, as it is written.
    Find = "find",
    /// Find in this section.
    FindInSection = "find-in-section",
    /// To the next match.
    NextMatch = "next-match",
    /// To the previous match.
    PreviousMatch = "previous-match",
    /// Explain the footnotes and terms of this passage.
    Explain = "explain",
    /// Open what is selected; accept what is typed.
    Open = "open",
    /// Fold what is selected, or go to what it belongs to.
    Fold = "fold",
    /// Unfold what is selected.
    Unfold = "unfold",
    /// Narrow the list by typing.
    Filter = "filter",
    /// To the previous tab or column.
    Left = "left",
    /// To the next tab or column.
    Right = "right",
    /// To the previous tab.
    PreviousTab = "previous-tab",
    /// To the next tab.
    NextTab = "next-tab",
    /// Another country beside this one.
    Compare = "compare",
    /// The action's next state.
    NextState = "next-state",
    /// A note on the action.
    TaskNote = "task-note",
    /// A day for the action.
    TaskDate = "task-date",
    /// Group actions by the other thing.
    Regroup = "regroup",
    /// Only actions in one state, then in the next.
    OnlyState = "only-state",
    /// A new checklist.
    NewChecklist = "new-checklist",
    /// Forget this checklist.
    RemoveChecklist = "remove-checklist",
    /// Copy what is selected, with its citation.
    Copy = "copy",
    /// Copy all that is shown, with its citation.
    CopyAll = "copy-all",
    /// A note on what one is at.
    Note = "note",
    /// Bookmark what one is at, or no more.
    Bookmark = "bookmark",
    /// Choose sentences to highlight; all of the passage.
    Highlight = "highlight",
    /// One sentence more.
    Extend = "extend",
    /// One sentence less.
    Shrink = "shrink",
    /// Remove what is selected.
    Delete = "delete",
    /// Bring back what was removed.
    Undo = "undo",
    /// List in another order.
    Sort = "sort",
    /// Only marks of one kind, then of the next.
    OnlyKind = "only-kind",
    /// Export what is shown to a file.
    Export = "export",
    /// Keep nothing from now on.
    Private = "private",
    /// What is selected as QR codes, with its citation.
    QrCode = "qr-code",
    /// The next QR code.
    NextCode = "next-code",
    /// The QR code before.
    PreviousCode = "previous-code",
    /// Light for dark in a QR code.
    InvertCode = "invert-code",
    /// Show what one is at to a group.
    Present = "present",
    /// Walk a group through a tour.
    Tours = "tours",
    /// Make what one is at a stop of a tour of one's own.
    AddToTour = "add-to-tour",
    /// On the projector: what comes next.
    NextSlide = "next-slide",
    /// On the projector: what was before.
    PreviousSlide = "previous-slide",
    /// On the projector: jump to a page by its number or title.
    PickSlide = "pick-slide",
    /// This stop of one's own tour comes earlier.
    StopEarlier = "stop-earlier",
    /// This stop of one's own tour comes later.
    StopLater = "stop-later",
    /// This stop leaves one's own tour.
    RemoveStop = "remove-stop",
    /// One sentence is lit, the rest dimmed.
    Spotlight = "spotlight",
    /// Sentences come one by one.
    Reveal = "reveal",
    /// Mark words while talking.
    MarkWords = "mark-words",
    /// Nothing on the screen.
    Blank = "blank",
    /// Show the time, or not.
    Timer = "timer",
    /// Jump to a country by typing its name.
    PickCountry = "pick-country",
    /// Leave what is open; back to where one was.
    Back = "back",
    /// Forward to where one was before going back.
    Forward = "forward",
    /// To the contents.
    Contents = "contents",
    /// To the countries.
    Countries = "countries",
    /// To the checklist of recommendations.
    Tasks = "tasks",
    /// To the notes.
    Notes = "notes",
    /// The reports of the library.
    Library = "library",
    /// To the next pane.
    NextPane = "next-pane",
    /// To the previous pane.
    PreviousPane = "previous-pane",
    /// The same place in the next language.
    NextLanguage = "next-language",
    /// The next theme.
    NextTheme = "next-theme",
    /// Give the mouse to the program or to the terminal.
    ToggleMouse = "toggle-mouse",
    /// Draw the screen anew.
    Repaint = "repaint",
    /// Back to the shell for a while.
    Suspend = "suspend",
    /// All commands, by typing part of what they do.
    Palette = "palette",
    /// The help.
    Help = "help",
    /// Leave the program.
    Quit = "quit",
}

/// A command with the keys that stand for it in a mode: made from the live key table, for help and the bottom line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it holds; everywhere if `None`.
    pub mode: Option<Mode>,
    /// What it does.
    pub command: Command,
    /// Names of the keys, the first the one to show if there is room for one: `j`, `down`, `ctrl-f`.
    pub keys: KeyNames,
}

/// Names of keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyNames {
    /// Of those that the program comes with.
    Shipped(&'static [&'static str]),
    /// Of those that somebody chose.
    Chosen(Vec<String>),
}

impl KeyNames {
    /// The first.
    pub fn first(&self) -> Option<&str> {
        self.iter().next()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let (shipped, chosen): (&[&str], &[String]) = match self {
            Self::Shipped(names) => (names, &[]),
            Self::Chosen(names) => (&[], names),
        };
        shipped.iter().copied().chain(chosen.iter().map(String::as_str))
    }
}

/// A text with the keys that stand for commands now in the place of `{key:COMMAND}`: those of a mode, or else those that hold everywhere.
/// A command without a key is called by its name, by which the palette finds it.
pub fn with_keys<'a>(text: &'a str, bindings: &[Binding], mode: Mode, words: &Words) -> Cow<'a, str> {
    const OPEN: &str = "{key:";
    if !text.contains(OPEN) {
        return Cow::Borrowed(text);
    }
    let key = |name: &str| {
        let of = |at: Option<Mode>| bindings.iter().find(|binding| binding.command.name() == name && binding.mode == at);
        let binding = of(Some(mode)).or_else(|| of(None)).or_else(|| bindings.iter().find(|binding| binding.command.name() == name));
        let key = binding.and_then(|binding| binding.keys.first());
        key.map_or_else(|| name.to_owned(), |key| words.key(key).into_owned())
    };
    let mut pieces = text.split(OPEN);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once('}') {
            Some((name, behind)) => out.extend([&*key(name), behind]),
            None => out.extend([OPEN, piece]),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    #[test]
    fn a_text_names_the_keys_that_there_are() {
        let binding = |mode, key: &str| Binding { mode, command: Command::Back, keys: KeyNames::Chosen(vec![key.to_owned()]) };
        let bindings = [binding(None, "esc"), binding(Some(Mode::Present), "ctrl-x")];
        let words = Words::bundled(Language::En);
        let text = |mode| with_keys("{key:back} or {key:quit}, {x} {key:", &bindings, mode, &words).into_owned();
        assert_eq!(text(Mode::Reader), "Esc or quit, {x} {key:");
        assert_eq!(text(Mode::Present), "Ctrl-X or quit, {x} {key:");
    }
}
