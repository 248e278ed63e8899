//! Finding in the text: the box, the matches, and which of them one is at.

use std::ops::Range;

use super::text_box::TextBox;
use super::visits::Spot;
use crate::report::Edition;
use crate::search::find::{FoldedEdition, Hit, MOST};

/// A text longer than this, in bytes, is not made ready between two keys.
const LONG: u64 = 2 << 20;

/// Where to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The whole text.
    #[default]
    Everything,
    /// One section, by its index.
    Section(usize),
}

/// The state of a find.
#[derive(Debug, Default)]
pub struct Finding {
    /// What is typed; `None` when the box is closed.
    pub text_box: Option<TextBox>,
    /// Where to look.
    pub scope: Scope,
    /// What was last looked for.
    needle: String,
    hits: Vec<Hit>,
    /// Whether the matches are marked: they are kept when the marks go, to be repeated.
    marked: bool,
    at: Option<usize>,
    /// Where the reader was when the box was opened.
    origin: Spot,
    folded: Option<FoldedEdition>,
    /// What was typed waits for the text to be made ready.
    waits: bool,
}

/// Where a step to the next match led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The match.
    pub hit: Hit,
    /// The end of the text was passed.
    pub wrapped: bool,
}

impl Finding {
    /// Opens the box. The needle of last time is remembered until something is typed.
    pub fn open(&mut self, scope: Scope, origin: Spot) {
        self.text_box = Some(TextBox::default());
        self.scope = scope;
        self.origin = origin;
        self.hits.clear();
        self.at = None;
    }

    /// Looks for what is in the box now, and steps to the first match at or below where one started.
    pub fn refresh(&mut self, edition: &Edition) -> Option<Hit> {
        let needle = self.text_box.as_ref().map(|text_box| text_box.text().to_owned())?;
        // A long text is made ready beside the keys.
        self.waits = self.folded.is_none() && edition.text_before(edition.blocks.len()) > LONG && !needle.trim().is_empty();
        if self.waits {
            self.hits.clear();
            return None;
        }
        self.search(edition, &needle);
        let (block, offset) = (self.origin.block, self.origin.offset);
        self.at = self.first_from(block, offset).or((!self.hits.is_empty()).then_some(0));
        self.current().cloned()
    }

    /// Closes the box and keeps the matches. Nothing typed means: what was looked for last time.
    pub fn accept(&mut self, edition: &Edition) -> Option<Hit> {
        let typed = self.text_box.take().map(|text_box| text_box.text().to_owned()).unwrap_or_default();
        if typed.trim().is_empty() && !self.needle.is_empty() {
            let needle = self.needle.clone();
            self.search(edition, &needle);
            self.at = self.first_from(self.origin.block, self.origin.offset).or((!self.hits.is_empty()).then_some(0));
        }
        self.current().cloned()
    }

    /// Closes the box, forgets the matches, and says where the reader was before.
    pub fn cancel(&mut self) -> Spot {
        self.text_box = None;
        self.clear();
        self.origin
    }

    /// Takes the marks away. What was looked for can be repeated.
    pub fn clear(&mut self) {
        self.marked = false;
    }

    /// Shows matches that a search found, at the first one in a block or below.
    pub fn show(&mut self, needle: &str, hits: Vec<Hit>, block: usize) {
        needle.trim().clone_into(&mut self.needle);
        self.hits = hits;
        self.marked = true;
        self.at = self.first_from(block, 0).or((!self.hits.is_empty()).then_some(0));
    }

    /// Nothing was looked for: what a search showed while one typed is gone.
    pub fn forget(&mut self) {
        self.hits.clear();
        self.needle.clear();
        self.at = None;
        self.clear();
    }

    /// Another edition is on the screen.
    pub fn forget_text(&mut self) {
        self.folded = None;
        self.waits = false;
        self.hits.clear();
        self.at = None;
        self.clear();
    }

    /// To the next match, or the previous one, from where one is or from a place on the screen.
    pub fn step(&mut self, edition: &Edition, forward: bool, from: Option<Spot>) -> Option<Step> {
        if self.hits.is_empty() && !self.needle.is_empty() {
            let needle = self.needle.clone();
            self.search(edition, &needle);
        }
        let count = self.hits.len();
        if count == 0 {
            return None;
        }
        let next = match (from, self.at) {
            (Some(spot), _) if forward => self.first_from(spot.block, spot.offset),
            (Some(spot), _) => self.first_from(spot.block, spot.offset).unwrap_or(count).checked_sub(1),
            (None, Some(at)) if forward => Some(at + 1).filter(|next| *next < count),
            (None, Some(at)) => at.checked_sub(1),
            (None, None) => Some(if forward { 0 } else { count - 1 }),
        };
        self.marked = true;
        let wrapped = next.is_none();
        let at = next.unwrap_or(if forward { 0 } else { count - 1 });
        self.at = Some(at);
        Some(Step { hit: self.hits[at].clone(), wrapped })
    }

    /// Whether what was typed waits for the text to be made ready.
    pub fn waits(&self) -> bool {
        self.waits
    }

    /// Whether there are more matches than are looked for.
    pub fn is_cut(&self) -> bool {
        self.hits.len() >= MOST
    }

    /// The text was made ready.
    pub fn take_text(&mut self, folded: FoldedEdition) {
        self.folded = Some(folded);
        self.waits = false;
    }

    /// All matches in reading order.
    pub fn hits(&self) -> &[Hit] {
        if self.marked { &self.hits } else { &[] }
    }

    /// The match one is at.
    pub fn current(&self) -> Option<&Hit> {
        self.at.filter(|_| self.marked).and_then(|at| self.hits.get(at))
    }

    /// Number of the match one is at, from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        if self.marked { (self.at.map_or(0, |at| at + 1), self.hits.len()) } else { (0, 0) }
    }

    /// Where the reader was when the box was opened.
    pub fn origin(&self) -> Spot {
        self.origin
    }

    /// What was last looked for.
    pub fn needle(&self) -> &str {
        &self.needle
    }

    fn search(&mut self, edition: &Edition, needle: &str) {
        let folded = self.folded.get_or_insert_with(|| FoldedEdition::new(edition));
        let scope: Range<usize> = match self.scope {
            Scope::Everything => 0..edition.blocks.len(),
            Scope::Section(section) => edition.sections.get(section).map_or(0..0, |section| section.blocks.clone()),
        };
        self.hits = folded.find(edition, needle, scope, self.origin.block);
        self.marked = true;
        self.at = None;
        if !needle.trim().is_empty() {
            needle.clone_into(&mut self.needle);
        }
    }

    fn first_from(&self, block: usize, offset: usize) -> Option<usize> {
        let at = self.hits.partition_point(|hit| (hit.block, hit.range.start) < (block, offset));
        (at < self.hits.len()).then_some(at)
    }
}
