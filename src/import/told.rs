//! What an import did, guessed and left out, for whoever mends the pack.

use std::collections::BTreeMap;

use crate::report::Words;
use crate::report::words::fill;

/// Something to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Of what kind.
    pub sort: Sort,
    /// Lines of the source, from 1; none where it is about no line.
    pub lines: Vec<usize>,
    /// What it is.
    pub what: What,
    /// Some words of the source, or a number.
    pub about: String,
}

/// Kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// What was done.
    Did,
    /// What may be wrong.
    Guessed,
    /// What is not in the pack.
    LeftOut,
}

impl Sort {
    /// Its name in JSON and among the labels.
    pub fn name(self) -> &'static str {
        match self {
            Self::Did => "did",
            Self::Guessed => "guessed",
            Self::LeftOut => "left-out",
        }
    }
}

macro_rules! whats {
    ($($name:ident $text:literal $sort:ident: $doc:literal;)*) => {
        /// What an import has to tell.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum What { $(#[doc = $doc] $name,)* }

        impl What {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in JSON and among the labels.
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            fn sort(self) -> Sort {
                match self { $(Self::$name => Sort::$sort,)* }
            }
        }
    };
}

whats! {
    Joined "joined" Did: "Paragraphs that a page had cut were joined.";
    Hyphens "hyphens" Guessed: "Words that a line or a page had cut were joined.";
    Notes "notes" Did: "Footnotes were tied to their marks.";
    BareNotes "bare-notes" Guessed: "Bare numbers were taken for marks of footnotes.";
    LostMarks "lost-marks" Guessed: "Marks whose footnote is nowhere stay as raised numbers.";
    LostNotes "lost-notes" Guessed: "Footnotes that no mark refers to stay in the text.";
    Contents "contents" LeftOut: "The printed contents list.";
    LostEntries "lost-entries" Guessed: "Entries of the printed contents list that were not found in the text.";
    PageNumbers "page-numbers" LeftOut: "Printed page numbers.";
    Running "running" LeftOut: "Lines that stand on page after page.";
    Rules "rules" LeftOut: "Lines across.";
    Images "images" LeftOut: "Images without a caption.";
    Markup "markup" LeftOut: "Markup that says nothing in a terminal.";
    Hidden "hidden" LeftOut: "Menus, forms and what a page does not show.";
    Metadata "metadata" LeftOut: "What a document says of itself, and a pack has no place for.";
    Unread "unread" LeftOut: "Parts of the file that are no text.";
    Levels "levels" Guessed: "Levels of headings were repaired.";
    Promoted "promoted" Guessed: "Lines were taken for headings.";
    Title "title" Guessed: "The title.";
    Authors "authors" Guessed: "The authors.";
    Year "year" Guessed: "The year.";
    Publisher "publisher" Guessed: "The publisher.";
    Language "language" Guessed: "The language.";
    Encoding "encoding" Guessed: "The encoding of the characters.";
    Pages "pages" Guessed: "Printed pages.";
    Front "front" Guessed: "What stands before the first chapter.";
    Back "back" Guessed: "What stands behind the last chapter.";
    Figures "figures" Guessed: "Numbers to check by hand.";
    Countries "countries" Guessed: "Countries by their names.";
    Actions "actions" Guessed: "Recommendations as a checklist.";
    NoActions "no-actions" Guessed: "No section of recommendations.";
}

/// Notices as they come up; those of one kind are told together.
#[derive(Debug, Default)]
pub(super) struct Told {
    by_what: BTreeMap<What, Notice>,
}

/// Words of the source that a notice repeats at most.
const ABOUT: usize = 160;

impl Told {
    /// Notes that something happened at a line (0 for none), and some words on it.
    pub(super) fn add(&mut self, what: What, line: usize, about: &str) {
        let notice =
            self.by_what.entry(what).or_insert_with(|| Notice { sort: what.sort(), lines: Vec::new(), what, about: String::new() });
        if line > 0 {
            notice.lines.push(line);
        }
        let about = about.trim();
        if !about.is_empty() && notice.about.len() < ABOUT {
            let separator = if notice.about.is_empty() { "" } else { " · " };
            let end = about.char_indices().nth(ABOUT / 2).map_or(about.len(), |(at, _)| at);
            let cut = if end < about.len() { "…" } else { "" };
            notice.about.extend([separator, about.get(..end).unwrap_or_default(), cut]);
        }
    }

    /// Notes that at these lines a page has what is no text of the report.
    pub(super) fn hidden(&mut self, lines: &[usize]) {
        for line in lines {
            self.add(What::Hidden, *line, "");
        }
    }

    /// All of them, what was done first.
    pub(super) fn notices(self) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self.by_what.into_values().collect();
        for notice in &mut notices {
            notice.lines.sort_unstable();
            notice.lines.dedup();
        }
        notices.sort_by_key(|notice| notice.sort);
        notices
    }
}

impl Notice {
    /// One line in a language's words.
    pub fn line(&self, words: &Words) -> String {
        let what = words.label("import", self.what.name());
        let about = crate::text::sanitize::clean_line(&self.about);
        let template = match (self.lines.is_empty(), about.is_empty()) {
            (true, true) => return what.to_owned(),
            (true, false) => &words.import.about,
            (false, true) => &words.import.at,
            (false, false) => &words.import.at_about,
        };
        fill(template, &[("what", what), ("lines", &self.ranges()), ("about", &about)])
    }

    /// Its lines as ranges, the first few.
    pub fn ranges(&self) -> String {
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        for line in &self.lines {
            match ranges.last_mut() {
                Some((_, last)) if *line <= *last + 2 => *last = *line,
                _ => ranges.push((*line, *line)),
            }
        }
        let more = if ranges.len() > MOST { " …" } else { "" };
        let shown = ranges.iter().take(MOST).map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") });
        shown.collect::<Vec<_>>().join(", ") + more
    }
}

/// Ranges of lines that a notice names.
const MOST: usize = 20;
