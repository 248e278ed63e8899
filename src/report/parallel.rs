//! Editions that are out of step: a translation has the passages, footnotes, emphasis and numbers of the first edition, each in its place.

use super::edition::Edition;
use super::files::Files;
use super::finding::{Finding, Trouble, section_path};
use super::language::Language;
use super::markup::Style;
use super::pack::Report;
use super::parse::line_and_column;

/// What is out of step.
pub(super) fn editions(report: &Report, files: &Files) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut editions = report.editions();
    let Some(first) = editions.next() else { return found };
    for edition in editions {
        let tag = first.language.tag();
        for section in &first.sections {
            if edition.section_index(&section.id).is_none() {
                let place = files.display(&section_path(files, first.language, &section.id));
                found.push(Finding {
                    place: format!("{place}:1:1"),
                    trouble: Trouble::NoSection(format!("{}/{}", edition.language.tag(), section.id)),
                });
            }
        }
        for section in &edition.sections {
            let path = section_path(files, edition.language, &section.id);
            let Some(theirs) = first.section_index(&section.id).map(|index| &first.sections[index]) else {
                let trouble = Trouble::NoSection(format!("{tag}/{}", section.id));
                found.push(Finding { place: format!("{}:1:1", files.display(&path)), trouble });
                continue;
            };
            let (here, there) = (section.passages.len(), theirs.passages.len());
            if here != there {
                // From where they differ on, every passage would be another one.
                found.push(Finding { place: format!("{}:1:1", files.display(&path)), trouble: Trouble::PassageCount { here, there, tag } });
                continue;
            }
            let text = files.read(&path).unwrap_or_default();
            for (ours, theirs) in section.passages.clone().zip(theirs.passages.clone()) {
                for (what, here, there) in differences(edition, ours, first, theirs) {
                    let at = edition.blocks[edition.passages[ours].block].at as usize;
                    let address = edition.address_of(ours).to_string();
                    let place = format!("{}{}", files.display(&path), line_and_column(&text, at));
                    found.push(Finding { place, trouble: Trouble::OutOfStep { address, what, here, there, tag } });
                }
            }
        }
    }
    found
}

/// In what two passages differ: a name, and what of it each has.
fn differences(edition: &Edition, ours: usize, first: &Edition, theirs: usize) -> Vec<(&'static str, String, String)> {
    let all = |edition: &Edition, passage: usize| {
        [("notes", notes(edition, passage)), ("emphasis", emphasis(edition, passage)), ("numbers", numbers(edition, passage))]
    };
    let pairs = all(edition, ours).into_iter().zip(all(first, theirs));
    pairs.filter(|((_, here), (_, there))| here != there).map(|((what, here), (_, there))| (what, here, there)).collect()
}

fn notes(edition: &Edition, passage: usize) -> String {
    edition.passages[passage].notes.iter().map(|note| format!("[{}]", edition.notes[*note].mark)).collect::<Vec<_>>().join(" ")
}

fn emphasis(edition: &Edition, passage: usize) -> String {
    let marks = &edition.blocks[edition.passages[passage].block].marks;
    let count = |style: &Style| marks.iter().filter(|mark| mark.style == *style).count();
    format!("{} **, {} *", count(&Style::Strong), count(&Style::Emphasis))
}

/// The numbers of a passage without their separators, in order of size as text; marks of footnotes and links left out.
fn numbers(edition: &Edition, passage: usize) -> String {
    let block = &edition.blocks[edition.passages[passage].block];
    let hidden =
        |at: usize| block.marks.iter().any(|mark| matches!(mark.style, Style::Link(_) | Style::NoteMark(_)) && mark.range.contains(&at));
    let (thousands, decimals) = if edition.language == Language::En { (',', '.') } else { ('.', ',') };
    let mut found: Vec<String> = Vec::new();
    let mut open = String::new();
    let bytes = block.text.as_bytes();
    for (at, c) in block.text.char_indices() {
        let digits = bytes.iter().skip(at + 1).take(4).take_while(|byte| byte.is_ascii_digit()).count();
        if c.is_ascii_digit() && !hidden(at) {
            open.push(c);
        } else if !open.is_empty() && c == thousands && digits == 3 {
            // The number goes on.
        } else if !open.is_empty() && digits > 0 && (c == decimals || (c == '.' && digits < 3)) {
            open.push('.');
        } else if !open.is_empty() {
            found.push(std::mem::take(&mut open));
        }
    }
    found.push(open);
    let mut found: Vec<&str> = found.iter().map(|number| number.trim_start_matches('0')).filter(|number| !number.is_empty()).collect();
    found.sort_unstable();
    found.join(" ")
}
