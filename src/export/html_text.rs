//! Passages as HTML: headings, lists, tables, footnotes at the end of each run.

use std::io::{self, Write};
use std::ops::Range;

use super::html::escape;
use super::markdown::runs;
use crate::report::Edition;
use crate::report::markup::{Block, BlockKind, Style, Table};
use crate::text::span::{Covering, pieces, slice};

/// Writes passages that follow one another as sections.
pub(crate) fn passages<W: Write>(out: &mut W, edition: &Edition, passages: &[usize]) -> io::Result<()> {
    let mut last = None;
    for run in runs(edition, passages) {
        let mut writer = Writer { out: &mut *out, edition, lists: Vec::new(), notes: Vec::new() };
        writeln!(writer.out, "<section>")?;
        // Passages from the middle of a section stand under its title as well.
        let section = edition.section_of_block(run.start);
        if last.replace(section) != Some(section) && edition.blocks[run.start].kind != BlockKind::Heading(1) {
            writeln!(writer.out, "<h2>{}</h2>", escape(&edition.sections[section].title))?;
        }
        last = Some(edition.section_of_block(run.end.saturating_sub(1)));
        for index in run {
            writer.block(index)?;
        }
        writer.finish()?;
    }
    Ok(())
}

struct Writer<'a, W> {
    out: &'a mut W,
    edition: &'a Edition,
    /// The lists that are open, from the outside in.
    lists: Vec<&'static str>,
    /// Blocks of footnotes, for the end.
    notes: Vec<usize>,
}

impl<W: Write> Writer<'_, W> {
    fn block(&mut self, index: usize) -> io::Result<()> {
        let edition = self.edition;
        let block = &edition.blocks[index];
        let text = |range: Range<usize>| inline(edition, block, range);
        let id = edition.passage_of_block(index).map(|passage| edition.address_of(passage).to_string()).unwrap_or_default();
        let id = escape(&id);
        match &block.kind {
            BlockKind::Heading(level) => {
                self.close_lists(0)?;
                if *level == 1 && !self.notes.is_empty() {
                    self.finish()?;
                    writeln!(self.out, "<section>")?;
                }
                let level = (level + 1).min(6);
                writeln!(self.out, "<h{level}>{}</h{level}>", text(0..block.text.len()))
            }
            BlockKind::Rule => {
                self.close_lists(0)?;
                writeln!(self.out, "<hr>")
            }
            BlockKind::Note(_) => {
                self.notes.push(index);
                Ok(())
            }
            BlockKind::Preformatted => {
                self.close_lists(usize::from(block.depth))?;
                writeln!(self.out, "<pre id=\"{id}\">{}</pre>", escape(&block.text))
            }
            BlockKind::Table(table) => {
                self.close_lists(usize::from(block.depth))?;
                self.table(block, table, &id)
            }
            BlockKind::Prose => {
                self.item(block)?;
                let (on, off) = ("<blockquote>".repeat(block.quote.into()), "</blockquote>".repeat(block.quote.into()));
                let place = format!("<a class=\"address\" href=\"#{id}\">{id}</a>");
                writeln!(self.out, "{on}<p id=\"{id}\">{place}{}</p>{off}", text(0..block.text.len()).replace('\n', "<br>"))
            }
        }
    }

    /// Opens and closes lists and items, so that a block stands where it belongs.
    fn item(&mut self, block: &Block) -> io::Result<()> {
        let depth = usize::from(block.depth);
        self.close_lists(depth)?;
        let Some(marker) = &block.marker else { return Ok(()) };
        let number = marker.trim_end_matches(['.', ')']).parse::<u64>().ok();
        let tag = if number.is_some() { "ol" } else { "ul" };
        if self.lists.len() == depth && self.lists.last() == Some(&tag) {
            return writeln!(self.out, "</li>\n<li>");
        }
        self.close_lists(depth.saturating_sub(1))?;
        // A part of a list may begin deep inside, and not at its first number.
        while self.lists.len() + 1 < depth {
            self.lists.push("ul");
            writeln!(self.out, "<ul>\n<li>")?;
        }
        self.lists.push(tag);
        match number.filter(|number| *number != 1) {
            Some(number) => writeln!(self.out, "<ol start=\"{number}\">\n<li>"),
            None => writeln!(self.out, "<{tag}>\n<li>"),
        }
    }

    fn close_lists(&mut self, depth: usize) -> io::Result<()> {
        while self.lists.len() > depth {
            if let Some(tag) = self.lists.pop() {
                writeln!(self.out, "</li>\n</{tag}>")?;
            }
        }
        Ok(())
    }

    fn table(&mut self, block: &Block, table: &Table, id: &str) -> io::Result<()> {
        writeln!(self.out, "<table id=\"{id}\">")?;
        for (nth, row) in table.rows.iter().enumerate() {
            let (on, off) = if nth == 0 { ("<th scope=\"col\">", "</th>") } else { ("<td>", "</td>") };
            let cells = row.iter().map(|cell| format!("{on}{}{off}", inline(self.edition, block, cell.clone())));
            writeln!(self.out, "<tr>{}</tr>", cells.collect::<String>())?;
        }
        writeln!(self.out, "</table>")
    }

    /// The footnotes, and the end of the section.
    fn finish(&mut self) -> io::Result<()> {
        self.close_lists(0)?;
        if !self.notes.is_empty() {
            writeln!(self.out, "<div class=\"notes\" role=\"doc-endnotes\">")?;
        }
        let any = !self.notes.is_empty();
        for index in std::mem::take(&mut self.notes) {
            let block = &self.edition.blocks[index];
            let BlockKind::Note(number) = block.kind else { continue };
            let note = &self.edition.notes[number];
            let kind = if note.translators { format!("{}: ", escape(&self.edition.words.reader.translators_note)) } else { String::new() };
            let text = inline(self.edition, block, 0..block.text.len()).replace('\n', "<br>");
            writeln!(self.out, "<p id=\"note-{number}\"><a href=\"#mark-{number}\">[{}]</a> {kind}{text}</p>", escape(&note.mark))?;
        }
        if any {
            writeln!(self.out, "</div>")?;
        }
        writeln!(self.out, "</section>")
    }
}

/// A part of a block's text with its marks.
fn inline(edition: &Edition, block: &Block, range: Range<usize>) -> String {
    let mut out = String::new();
    let mut covering = Covering::new(&block.marks, |mark| &mark.range);
    for piece in pieces(&range, block.marks.iter().map(|mark| &mark.range)) {
        let styles: Vec<&Style> = covering.at(&piece).iter().map(|mark| &mark.style).collect();
        let mut text = escape(slice(&block.text, piece));
        for style in styles.into_iter().rev() {
            text = match style {
                Style::Emphasis => format!("<em>{text}</em>"),
                Style::Strong => format!("<strong>{text}</strong>"),
                Style::Struck => format!("<s>{text}</s>"),
                Style::Code => format!("<code>{text}</code>"),
                Style::Link(url) if ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme)) => {
                    format!("<a href=\"{}\">{text}</a>", escape(url))
                }
                Style::Link(_) => text,
                Style::NoteMark(note) => {
                    let known = edition.notes.get(*note);
                    let mark = known.map_or("", |note| note.mark.as_str());
                    // Where a note is referred to more than once, it leads back to the first place.
                    let first = known.and_then(|note| note.passage).map(|passage| &edition.blocks[edition.passages[passage].block]);
                    let is_first = first.is_some_and(|first| std::ptr::eq(first, block));
                    let id = if is_first { format!(" id=\"mark-{note}\"") } else { String::new() };
                    format!("<sup{id}><a href=\"#note-{note}\">{}</a></sup>", escape(mark))
                }
            };
        }
        out.push_str(&text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Language, Report};

    #[test]
    fn every_tag_that_opens_closes() {
        let report = Report::bundled();
        let edition = report.edition(Language::En);
        let mut out = Vec::new();
        passages(&mut out, edition, &(0..edition.passages.len()).collect::<Vec<_>>()).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        let mut open: Vec<&str> = Vec::new();
        for part in text.split('<').skip(1) {
            let tag = part.split(['>', ' ']).next().unwrap_or_default();
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "…<{part}"),
                None if ["br", "hr"].contains(&tag) => {}
                None => open.push(tag),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        for passage in 0..edition.passages.len() {
            let id = format!("id=\"{}\"", edition.address_of(passage));
            assert_eq!(text.matches(&id).count(), 1, "{id}");
        }
        for note in edition.notes.iter().enumerate().filter(|(_, note)| note.block.is_some()).map(|(index, _)| index) {
            assert!(text.contains(&format!("id=\"note-{note}\"")) && text.contains(&format!("href=\"#note-{note}\"")));
        }
    }
}
