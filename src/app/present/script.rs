//! What another screen is told so that it shows the same: once what does not change, then where one is. What comes back in is cleaned here.

use serde::{Deserialize, Serialize};

use super::slides::{Slide, Text};
use super::{Group, Present};
use crate::app::action::Command;
use crate::export::chart::Bar;
use crate::report::Language;
use crate::text::sanitize::{clean, clean_line};

/// A line to another screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Message {
    /// All there is to show.
    Script(Script),
    /// Where one is.
    Position(Position),
}

/// A line from another screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The name of a command.
    pub command: String,
}

impl Wish {
    /// The command, where it is one that another screen may give.
    pub fn command(&self) -> Option<Command> {
        DRIVING.into_iter().find(|command| command.name() == self.command)
    }
}

/// The commands that another screen may give: those that only turn pages and lights.
pub const DRIVING: [Command; 10] = [
    Command::NextSlide,
    Command::PreviousSlide,
    Command::NextSection,
    Command::PreviousSection,
    Command::Start,
    Command::End,
    Command::Blank,
    Command::Timer,
    Command::Spotlight,
    Command::Reveal,
];

/// What does not change while the projector is on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// The language of the interface.
    #[serde(default)]
    pub language: Language,
    /// The slides.
    pub slides: Vec<Shown>,
    /// The sections or stops to which they belong.
    #[serde(default)]
    pub groups: Vec<Stop>,
}

/// A slide as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// The small line.
    pub context: String,
    /// In large letters.
    pub heading: String,
    /// Below it.
    pub texts: Vec<Words>,
    /// Index of its section or stop.
    pub group: usize,
}

/// A text as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// Stands before its first line.
    pub lead: String,
    /// The text.
    pub text: String,
    /// The row of a chart that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bar: Option<Row>,
}

/// A row of a chart as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// What is counted.
    pub label: String,
    /// The number as the text has it.
    pub shown: String,
    /// How much.
    pub value: f64,
    /// The other end of a span.
    pub to: Option<f64>,
}

/// A section or a stop as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stop {
    /// Its title.
    pub title: String,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// What whoever leads the group wants to remember.
    pub notes: String,
}

/// A place on a slide: it is the same at every size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Index of the text.
    pub text: usize,
    /// A byte of it.
    pub byte: usize,
}

/// How sentences are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// All alike.
    #[default]
    Plain,
    /// One is lit.
    Spotlight,
    /// They come one by one.
    Reveal,
}

/// Where one is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Position {
    /// Index of the slide.
    pub slide: usize,
    /// Where the page begins; nothing where the slide is all heading.
    pub place: Option<Place>,
    /// How sentences are shown.
    pub way: Way,
    /// The sentence that is lit, or the last that has come.
    pub sentence: Option<Place>,
    /// The word that is chosen, while words are marked.
    pub word: Option<Place>,
    /// The words that are marked: slide, text, and where it begins.
    pub marked: Vec<(usize, usize, usize)>,
    /// Nothing is shown.
    pub blank: bool,
    /// The time is shown.
    pub timer: bool,
    /// Seconds since it began.
    pub elapsed: u64,
    /// When this section or stop began, in the same way.
    pub since: u64,
    /// Columns and rows for which the pages were made.
    pub size: (u16, u16),
    /// They were made for large letters of ASCII.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ascii: bool,
    /// Name of the theme.
    pub theme: String,
}

/// What is drawn is at most so many letters wide and high: no screen has more, and more could not be counted.
const MOST_CELLS: u16 = 1_000;
/// The same for what is not cut into pages.
const LONGEST_LINE: usize = 2_000;
const LONGEST_LEAD: usize = 40;

impl Present {
    /// What does not change.
    pub fn script(&self, language: Language) -> Script {
        let row = |bar: &Bar| Row { label: bar.label.clone(), shown: bar.shown.clone(), value: bar.value, to: bar.to };
        let words = |text: &Text| match text.bar() {
            Some(bar) => Words { lead: text.lead.clone(), bar: Some(row(bar)), ..Words::default() },
            None => Words { lead: text.lead.clone(), text: text.text.clone(), bar: None },
        };
        let shown = |slide: &Slide| Shown {
            context: slide.context.clone(),
            heading: slide.heading.clone(),
            texts: slide.texts.iter().map(words).collect(),
            group: slide.group,
        };
        let stop = |group: &Group| Stop { title: group.title.clone(), minutes: group.minutes, notes: group.notes.clone() };
        Script { language, slides: self.slides.iter().map(shown).collect(), groups: self.groups.iter().map(stop).collect() }
    }

    /// The same to be shown, from outside: any text may be in it. Nothing where there is nothing to show.
    pub fn from_script(script: &Script) -> Option<Self> {
        let line = |text: &str, most: usize| clean_line(text).chars().take(most).collect::<String>();
        let bar = |row: &Row, own: bool| Bar {
            id: String::new(),
            label: line(&row.label, LONGEST_LINE),
            value: row.value,
            to: row.to,
            shown: line(&row.shown, LONGEST_LINE),
            own,
        };
        let text = |words: &Words| match &words.bar {
            Some(row) => Text::row(bar(row, !words.lead.is_empty()), !words.lead.is_empty()),
            None => Text::new(&line(&words.lead, LONGEST_LEAD), &clean(&words.text)),
        };
        let slide = |shown: &Shown| Slide {
            address: None,
            context: line(&shown.context, LONGEST_LINE),
            heading: line(&shown.heading, LONGEST_LINE),
            texts: shown.texts.iter().map(text).collect(),
            group: shown.group,
        };
        let group =
            |stop: &Stop| Group { title: line(&stop.title, LONGEST_LINE), minutes: stop.minutes, notes: clean(&stop.notes).into_owned() };
        let present = Self::new(script.slides.iter().map(slide).collect(), script.groups.iter().map(group).collect(), None);
        (!present.is_empty()).then_some(present)
    }

    /// Where one is.
    pub fn position(&self, theme: &str) -> Position {
        let place = |(text, range): &(usize, std::ops::Range<usize>)| Place { text: *text, byte: range.start };
        let sentences = self.sentences();
        let (way, nth) = match (self.spotlight, self.revealed) {
            (Some(lit), _) => (Way::Spotlight, lit),
            (None, Some(shown)) => (Way::Reveal, shown.saturating_sub(1)),
            (None, None) => (Way::Plain, 0),
        };
        let lit = sentences.get(nth.min(sentences.len().saturating_sub(1))).filter(|_| way != Way::Plain);
        let mut marked: Vec<_> = self.marked.iter().copied().collect();
        marked.sort_unstable();
        Position {
            slide: self.page().slide,
            place: self.page().parts.first().and_then(|part| Some(Place { text: part.text, byte: part.lines.first()?.start })),
            way,
            sentence: lit.map(place),
            word: self.word.and_then(|word| self.words().get(word).map(place)),
            marked,
            blank: self.blank,
            timer: self.timer,
            elapsed: self.elapsed,
            since: self.since,
            size: self.size,
            ascii: self.ascii,
            theme: theme.to_owned(),
        }
    }

    /// Goes where another one is, whatever size that has: the same words are on the screen, and the same of them are lit.
    pub fn follow(&mut self, position: &Position) {
        let slide = position.slide.min(self.slides.len().saturating_sub(1));
        // A word that is chosen is what one looks at.
        let wanted = position.word.or(position.sentence).or(position.place).unwrap_or_default();
        self.at = self.page_of(slide, wanted);
        let sentence = || {
            let wanted = position.sentence?;
            let holds = |(text, range): &(usize, std::ops::Range<usize>)| *text == wanted.text && range.contains(&wanted.byte);
            self.sentences().iter().position(holds)
        };
        let nth = sentence().unwrap_or(0);
        self.spotlight = (position.way == Way::Spotlight).then_some(nth);
        self.revealed = (position.way == Way::Reveal).then_some(nth + 1);
        self.word = position.word.and_then(|word| {
            let holds = |(text, range): &(usize, std::ops::Range<usize>)| *text == word.text && range.contains(&word.byte);
            self.words().iter().position(holds)
        });
        self.marked = position.marked.iter().copied().collect();
        self.blank = position.blank;
        self.timer = position.timer;
        self.elapsed = position.elapsed;
        self.since = position.since;
    }

    /// The page of a slide that holds a place; its last one where the place is behind all.
    fn page_of(&self, slide: usize, wanted: Place) -> usize {
        let mut last = 0;
        for (at, page) in self.pages.iter().enumerate().filter(|(_, page)| page.slide == slide) {
            last = at;
            let end = page.parts.last().and_then(|part| Some(Place { text: part.text, byte: part.lines.last()?.end }));
            if end.is_none_or(|end| end > wanted) {
                break;
            }
        }
        last
    }
}

impl Position {
    /// Its size, as one may lay out for it.
    pub fn cells(&self) -> (u16, u16) {
        (self.size.0.clamp(1, MOST_CELLS), self.size.1.clamp(1, MOST_CELLS))
    }
}
