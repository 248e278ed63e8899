//! What a report recommends, an action an item: from the sections that say so in their titles.

use std::collections::HashSet;

use super::figures::without_marks;
use super::line::unnumbered;
use super::vocabulary::actions::{ABOUT, ACTORS, ADDRESSING, ARTICLES, BESIDE, GATHERED, RECOMMENDATIONS, URGES};
use super::vocabulary::begins;
use crate::report::Edition;
use crate::report::markup::{Block, BlockKind};
use crate::text::fold::{Folded, fold};
use crate::text::sentences::sentences;

/// A row of `recommendations.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Action {
    pub(super) text: String,
    pub(super) addressees: Vec<String>,
    pub(super) theme: String,
    pub(super) passage: String,
}

/// Who is to act, where the text does not say.
const UNNAMED: &str = "unnamed";
/// What it is about, before a person has sorted it.
const UNSORTED: &str = "unsorted";
/// Shorter sentences are no actions.
const SHORT: usize = 3;
/// More actions are no checklist.
const MOST: usize = 2000;

/// A passage of a section of recommendations.
struct Passage<'a> {
    index: usize,
    block: &'a Block,
    /// Other things stand there as well.
    is_mixed: bool,
    /// The title below that of the recommendations.
    below: Option<&'a str>,
    part: usize,
}

/// The actions of an edition.
pub(super) fn find(edition: &Edition) -> Vec<Action> {
    let passages = passages(edition);
    let mut out = Vec::new();
    for own in passages.chunk_by(|a, b| a.part == b.part) {
        let announced = announced(own);
        let length = |wanted: bool| -> usize { own.iter().filter(|p| p.is_item() == wanted).map(|p| p.block.text.len()).sum() };
        // Items behind `The commission recommends that:` are all there is.
        let has_lead = announced.iter().any(Option::is_some);
        let only_items = has_lead || (length(true) * 3 >= length(false) && length(true) > 0);
        // Where some addressees have a list, another may have sentences all the same.
        let listed: HashSet<&str> = own.iter().filter(|passage| passage.is_item()).filter_map(|passage| passage.below).collect();
        let speaks = |passage: &Passage| !has_lead && passage.below.is_some_and(|below| !listed.contains(below));
        let only_urging = own.first().is_some_and(|first| first.is_mixed) && own.iter().any(|passage| urges(&passage.block.text));
        for (passage, lead) in own.iter().zip(announced) {
            let address = edition.address_of(passage.index).to_string();
            let text = without_marks(&passage.block.text);
            // Paragraphs may have numbers as items have.
            let is_list = passage.is_item() && !(has_lead && passage.is_numbered());
            let is_meant = |text: &str| !text.ends_with(':') && (lead.is_some() || is_list || !only_urging || urges(text));
            if passage.is_item() {
                let text = unlettered(&text);
                if is_meant(text) {
                    out.push(action(edition, passage, text, lead, &address));
                }
            } else if (!only_items || speaks(passage)) && passage.block.depth == 0 && passage.block.kind == BlockKind::Prose {
                for range in sentences(&text) {
                    let sentence = text.get(range).unwrap_or_default();
                    if sentence.split_whitespace().count() >= SHORT && is_meant(sentence) && (!only_items || urges(sentence)) {
                        out.push(action(edition, passage, sentence, None, &address));
                    }
                }
            }
        }
        if out.len() >= MOST {
            break;
        }
    }
    out.truncate(MOST);
    out
}

impl Passage<'_> {
    fn is_item(&self) -> bool {
        self.block.marker.is_some() || self.is_lettered()
    }

    fn is_numbered(&self) -> bool {
        self.block.marker.as_deref().is_some_and(|marker| marker.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// `(a) Publish the law;`
    fn is_lettered(&self) -> bool {
        unlettered(&self.block.text).len() < self.block.text.trim_end_matches(END).len()
    }
}

/// What may stand behind an item of a list that is one sentence.
const END: [char; 2] = [';', ' '];

/// An item's text without its letter and without what ties it to the next.
fn unlettered(text: &str) -> &str {
    let label = |text: &str| text.len() <= 4 && !text.is_empty() && text.chars().all(char::is_alphanumeric);
    let open = text.strip_prefix('(').unwrap_or(text);
    let rest = open.split_once(") ").filter(|(letter, _)| label(letter)).map_or(text, |(_, rest)| rest);
    let rest = rest.trim_end_matches(END);
    [" and", " y", " e"].iter().find_map(|word| rest.strip_suffix(word)?.strip_suffix(';')).unwrap_or(rest)
}

/// For each passage what announces it, if it is an item: `The commission recommends that the towns:`.
fn announced<'a>(own: &[Passage<'a>]) -> Vec<Option<&'a str>> {
    let mut lead: Option<(&str, bool)> = None;
    let mut out = Vec::with_capacity(own.len());
    for (nth, passage) in own.iter().enumerate() {
        let text = passage.block.text.trim_end();
        let next = own.get(nth + 1).filter(|next| next.is_item());
        out.push(lead.filter(|(_, lettered)| passage.is_item() && passage.is_lettered() == *lettered).map(|(lead, _)| lead));
        if out[nth].is_none() {
            let announces = text.ends_with(':') && urges(text);
            lead = next.filter(|_| announces).map(|next| (text, next.is_lettered()));
        }
    }
    out
}

fn urges(text: &str) -> bool {
    let folded = fold(text);
    URGES.iter().any(|word| folded.contains(word))
}

/// Whether a title says that recommendations follow: not `Follow-up of the recommendations`.
pub(super) fn recommends(title: &str) -> bool {
    let folded = fold(unnumbered(title));
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let Some(at) = words.iter().position(|word| begins(word, RECOMMENDATIONS)) else { return false };
    let before = words[..at].iter().rev().find(|word| !ARTICLES.contains(word));
    let is_of_something = before.is_some_and(|before| ABOUT.contains(before));
    !is_of_something || words.first().is_some_and(|first| GATHERED.contains(first))
}

/// Whether a title says to whom something is said: `To the States`.
fn addresses(title: &str) -> bool {
    let title = unnumbered(title);
    begins(&fold(title), ADDRESSING) || ["À ", "Às "].iter().any(|word| title.starts_with(word))
}

/// Whether a title says that other things stand there as well: `Findings and recommendations`.
fn is_mixed(title: &str) -> bool {
    let folded = fold(title);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|word| BESIDE.contains(&word))
}

/// The passages below titles that say recommendations.
fn passages(edition: &Edition) -> Vec<Passage<'_>> {
    let mut out = Vec::new();
    let mut part = 0;
    let mut is_announced = false;
    for section in &edition.sections {
        // Where the recommendations have a title of their own below, they are all there is.
        let own = section.headings.iter().any(|block| recommends(&edition.blocks[*block].text));
        let whole = recommends(&section.title) && !(own && is_mixed(&section.title));
        // A title with nothing below it: those who are addressed stand in the next ones.
        let addressed = (is_announced && addresses(&section.title)).then_some(section.title.as_str());
        is_announced = (whole && section.passages.is_empty()) || addressed.is_some();
        let whole = whole || addressed.is_some();
        let mut open: Option<u8> = None;
        let mut mixed = whole && is_mixed(&section.title);
        let mut heading = None;
        let mut seen = section.blocks.start;
        for index in section.passages.clone() {
            let passage = &edition.passages[index];
            if passage.heading() != heading {
                heading = passage.heading();
                // All headings since the last passage count: one below another has no passage of its own.
                let from = std::mem::replace(&mut seen, passage.block);
                for block in edition.blocks.get(from..passage.block).unwrap_or_default() {
                    if let BlockKind::Heading(level) = block.kind {
                        if open.is_some_and(|above| level <= above) {
                            open = None;
                            part += 1;
                        }
                        if open.is_none() && level > 1 && recommends(&block.text) {
                            open = Some(level);
                            mixed = is_mixed(&block.text);
                            part += 1;
                        }
                    }
                }
            }
            if whole || open.is_some() {
                let title = heading.map(|block| &*edition.blocks[block].text);
                let below = title.filter(|title| !recommends(title)).or(addressed);
                out.push(Passage { index, block: &edition.blocks[passage.block], is_mixed: mixed, below, part });
            }
        }
        part += usize::from(!is_announced);
    }
    out
}

/// An action with whoever is to do it: by the names of those that the program knows, or else as the title above says.
fn action(edition: &Edition, passage: &Passage<'_>, text: &str, lead: Option<&str>, address: &str) -> Action {
    let named = |text: &str| -> Vec<String> {
        let folded = Folded::new(text, &[]);
        let labels = edition.words.label.get("addressee").into_iter().flatten().filter(|(id, _)| *id != UNNAMED);
        let stands = |name: &str| {
            let name = fold(name);
            folded.find_words(&name).iter().any(|range| {
                let before = fold(text.get(..range.start).unwrap_or_default());
                // The United States are a country.
                !before.ends_with("united") && !before.ends_with("estados")
            })
        };
        let is_meant = |id: &str| ACTORS.iter().any(|(actor, names)| *actor == id && names.iter().any(|name| stands(name)));
        labels.filter(|(id, name)| stands(name) || is_meant(id)).map(|(id, _)| id.clone()).collect()
    };
    let of_title = passage.below.map(&named).filter(|found| !found.is_empty());
    let title = || passage.below.map(|title| vec![title.to_owned()]);
    let of_text = || Some(named(text)).filter(|found| !found.is_empty());
    let of_lead = || lead.map(&named).filter(|found| !found.is_empty());
    let addressees = of_title.or_else(title).or_else(of_text).or_else(of_lead).unwrap_or_else(|| vec![UNNAMED.to_owned()]);
    Action {
        text: text.to_owned(),
        addressees,
        theme: passage.below.map_or(UNSORTED, |title| title).to_owned(),
        passage: address.to_owned(),
    }
}
