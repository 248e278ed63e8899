//! One edition: the whole text in one language, flat.
//!
//! The blocks of all sections follow one another, each footnote behind the passage that refers to it first, so that reading is
//! walking along one list, whatever the section.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU32;

use super::address::Address;
use super::language::Language;
use super::markup::{self, Block, BlockKind, Style};
use super::passage::{Pages, Passage};
use super::section::Section;
use super::words::Words;
use crate::text::sanitize::clean_line;

/// A text in one language.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its language.
    pub language: Language,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// All blocks of all sections, in order.
    pub blocks: Vec<Block>,
    /// All passages of all sections, in order.
    pub passages: Vec<Passage>,
    /// All footnotes.
    pub notes: Vec<EditionNote>,
    /// The interface's words in this language.
    pub words: Words,
    /// For each block: its section and, where it is one's text, its passage.
    owners: Vec<Owner>,
    /// The first section with each id.
    by_id: HashMap<String, usize>,
    /// Bytes of text before each block, and before the end; no more than 4 GB, of which no report has as much.
    text_before: Vec<u32>,
}

/// A footnote in its edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionNote {
    /// As on the screen: `9`, or a letter for a translator's note.
    pub mark: String,
    /// Whether it is the translator's and not the report's.
    pub translators: bool,
    /// The block of its text; `None` where the file does not define it.
    pub block: Option<usize>,
    /// The passage that refers to it first.
    pub passage: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Owner {
    section: u32,
    /// [`NONE`] where it is none's.
    passage: u32,
}

const NONE: u32 = u32::MAX;

impl Owner {
    fn new(section: usize, passage: Option<usize>) -> Self {
        Self { section: section as u32, passage: passage.map_or(NONE, |passage| passage as u32) }
    }
}

/// A section's file before it is part of an edition.
#[derive(Debug, Clone)]
pub struct SectionFile {
    /// The section's id.
    pub id: String,
    /// Id of the section it belongs to.
    pub parent: Option<String>,
    /// Printed page on which it begins.
    pub page: Option<u32>,
    /// Markdown.
    pub text: String,
}

/// Something in a section's text that a careful author would mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A mark refers to a footnote that the file does not define: section, mark.
    UndefinedNote(String, String),
    /// A footnote is defined and never referred to: section, label.
    UnusedNote(String, String),
}

impl Edition {
    /// Puts the sections' files together.
    pub fn new(language: Language, files: &[SectionFile], words: Words) -> (Self, Vec<Flaw>) {
        let mut edition = Self::empty(language, words);
        let mut flaws = Vec::new();
        for file in files {
            edition.add(file, &mut flaws);
        }
        (edition, flaws)
    }

    /// Without a text.
    pub(super) fn empty(language: Language, words: Words) -> Self {
        Self {
            language,
            sections: Vec::new(),
            blocks: Vec::new(),
            passages: Vec::new(),
            notes: Vec::new(),
            words,
            owners: Vec::new(),
            by_id: HashMap::new(),
            text_before: vec![0],
        }
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.blocks.shrink_to_fit();
        self.passages.shrink_to_fit();
        self.owners.shrink_to_fit();
        self.text_before.shrink_to_fit();
    }

    /// Adds a section's file at the end.
    pub(super) fn add(&mut self, file: &SectionFile, flaws: &mut Vec<Flaw>) {
        let document = markup::parse(&file.text);
        let section = self.sections.len();
        let first_note = self.notes.len();
        let start = (self.blocks.len(), self.passages.len());
        flaws.extend(document.unused_notes.into_iter().map(|label| Flaw::UnusedNote(file.id.clone(), label)));
        let mut texts = Vec::new();
        for note in document.notes {
            if note.text.is_none() {
                flaws.push(Flaw::UndefinedNote(file.id.clone(), note.mark.clone()));
            }
            texts.push(note.text);
            self.notes.push(EditionNote { mark: note.mark, translators: note.translators, block: None, passage: None });
        }
        let mut blocks = document.blocks.into_iter().peekable();
        let title = match blocks.next_if(|block| matches!(block.kind, BlockKind::Heading(1))) {
            Some(block) => block,
            None => titled(&clean_line(&file.id.replace('-', " "))),
        };
        let parent = file.parent.as_ref().and_then(|id| self.section_index(id));
        self.by_id.entry(file.id.clone()).or_insert(section);
        self.sections.push(Section {
            id: file.id.clone(),
            title: title.text.to_string(),
            parent,
            blocks: start.0..start.0,
            passages: start.1..start.1,
            headings: Vec::new(),
        });
        self.push_block(title, Owner::new(section, None));
        let mut pages = file.page.map(|page| Pages { first: page, last: page });
        let mut heading = None;
        for mut block in blocks {
            pages = block.pages.or(pages);
            match block.kind {
                BlockKind::Heading(_) => {
                    heading = NonZeroU32::new(self.blocks.len() as u32);
                    self.sections[section].headings.push(self.blocks.len());
                    self.push_block(block, Owner::new(section, None));
                }
                BlockKind::Rule | BlockKind::Note(_) => self.push_block(block, Owner::new(section, None)),
                BlockKind::Prose | BlockKind::Table(_) | BlockKind::Preformatted => {
                    let notes = shift_note_marks(&mut block, first_note);
                    let number = (self.passages.len() - start.1 + 1) as u32;
                    let passage = self.passages.len();
                    self.passages.push(Passage {
                        section,
                        number,
                        block: self.blocks.len(),
                        heading,
                        pages,
                        notes: notes.as_slice().into(),
                    });
                    self.push_block(block, Owner::new(section, Some(passage)));
                    for note in notes {
                        self.place_note(note, passage, section, texts.get_mut(note - first_note).and_then(Option::take));
                    }
                }
            }
        }
        self.sections[section].blocks.end = self.blocks.len();
        self.sections[section].passages.end = self.passages.len();
    }

    /// A footnote's text stands behind the passage that refers to it first.
    fn place_note(&mut self, note: usize, passage: usize, section: usize, text: Option<Block>) {
        self.notes[note].passage.get_or_insert(passage);
        if let Some(mut block) = text {
            block.kind = BlockKind::Note(note);
            self.notes[note].block = Some(self.blocks.len());
            self.push_block(block, Owner::new(section, Some(passage)));
        }
    }

    fn push_block(&mut self, block: Block, owner: Owner) {
        let before = self.text_before.last().copied().unwrap_or(0);
        self.text_before.push(before.saturating_add(block.text.len() as u32));
        self.blocks.push(block);
        self.owners.push(owner);
    }

    /// The index of the section with this id.
    pub fn section_index(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The section in which a block stands.
    pub fn section_of_block(&self, block: usize) -> usize {
        self.owners.get(block).map_or(0, |owner| owner.section as usize)
    }

    /// The passage whose text, or whose footnote's text, a block is.
    pub fn passage_of_block(&self, block: usize) -> Option<usize> {
        self.owners.get(block).filter(|owner| owner.passage != NONE).map(|owner| owner.passage as usize)
    }

    /// The passage with this address.
    pub fn passage_at(&self, section: &str, number: u32) -> Option<usize> {
        let section = &self.sections[self.section_index(section)?];
        let index = section.passages.start + usize::try_from(number).ok()?.checked_sub(1)?;
        section.passages.contains(&index).then_some(index)
    }

    /// The address of a passage.
    ///
    /// # Panics
    /// Where the edition has no passage of that index.
    pub fn address_of(&self, passage: usize) -> Address {
        let passage = &self.passages[passage];
        Address::Passage(self.sections[passage.section].id.clone(), passage.number)
    }

    /// The block at which an address begins; `None` for addresses outside the text, or of nothing.
    pub fn block_at(&self, address: &Address) -> Option<usize> {
        match address {
            Address::Section(id) => Some(self.sections[self.section_index(id)?].blocks.start),
            Address::Passage(section, number) => Some(self.passages[self.passage_at(section, *number)?].block),
            _ => None,
        }
    }

    /// Titles from the outside in: section's parent, section, heading.
    pub fn trail(&self, section: usize, heading: Option<usize>) -> Vec<&str> {
        let mut trail = Vec::new();
        if let Some(block) = heading {
            trail.push(&*self.blocks[block].text);
        }
        let mut at = Some(section);
        while let Some(index) = at {
            trail.push(&self.sections[index].title);
            at = self.sections[index].parent;
        }
        trail.reverse();
        trail
    }

    /// Bytes of text before a block; before the end for the number of blocks.
    pub fn text_before(&self, block: usize) -> u64 {
        self.text_before.get(block).or(self.text_before.last()).copied().map_or(0, u64::from)
    }
}

fn titled(title: &str) -> Block {
    let mut document = markup::parse("# x");
    let mut block = document.blocks.remove(0);
    block.text = title.into();
    block
}

/// Numbers the note marks of a block as the edition does, and lists the notes.
fn shift_note_marks(block: &mut Block, first_note: usize) -> Vec<usize> {
    let mut notes = Vec::new();
    let mut seen = HashSet::new();
    for mark in &mut block.marks {
        if let Style::NoteMark(note) = &mut mark.style {
            *note += first_note;
            if seen.insert(*note) {
                notes.push(*note);
            }
        }
    }
    notes
}
