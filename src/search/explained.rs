//! What stands behind a passage: its footnotes, and the glossary's terms in them and in it.

use super::find::fold_block;
use crate::report::glossary::TermFinder;
use crate::report::words::fill;
use crate::report::{Edition, Report};

/// Each as a head and what it means: the footnotes in order, then the terms in order of first appearance.
pub fn explained(report: &Report, edition: &Edition, terms: &TermFinder, passage: usize) -> Vec<(String, String)> {
    let w = &edition.words.explain;
    let Some(at) = edition.passages.get(passage) else { return Vec::new() };
    let mut all = Vec::new();
    let mut blocks = vec![at.block];
    for note in at.notes.iter().filter_map(|note| edition.notes.get(*note)) {
        let Some(block) = note.block else { continue };
        let kind = if note.translators { &edition.words.reader.translators_note } else { &w.note };
        all.push((format!("[{}] {}", note.mark, &**kind), edition.blocks[block].text.to_string()));
        blocks.push(block);
    }
    let mut seen = Vec::new();
    for block in blocks {
        for (term, _) in terms.find(&fold_block(&edition.blocks[block])) {
            if seen.contains(&term) {
                continue;
            }
            seen.push(term);
            let term = &report.glossary()[term];
            let text = |strings: &crate::report::localized::Localized| strings.text(edition.language).to_owned();
            let (name, long) = (text(&term.term), text(&term.long));
            let head = if long.is_empty() { name } else { fill(&w.term_long, &[("term", &name), ("long", &long)]) };
            let note = text(&term.note);
            let definition = text(&term.definition);
            all.push((head, if note.is_empty() { definition } else { format!("{definition} ({note})") }));
        }
    }
    all
}
