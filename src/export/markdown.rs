//! Passages as Markdown: emphasis, lists, tables and footnotes as in the pack, addresses as comments.

use std::io::{self, Write};
use std::ops::Range;

use crate::report::markup::{Block, BlockKind, Style, Table};
use crate::report::{Edition, Report};
use crate::text::span::{Covering, pieces, slice};

/// Title, subtitle and what the text is.
pub(crate) fn front<W: Write>(out: &mut W, report: &Report, edition: &Edition) -> io::Result<()> {
    let language = edition.language;
    writeln!(out, "# {}\n", escape(report.meta.title.text(language)))?;
    for text in [report.meta.subtitle.text(language), report.meta.attribution.text(language), report.meta.restatement.text(language)] {
        if !text.is_empty() {
            writeln!(out, "{}\n", escape(text))?;
        }
    }
    Ok(())
}

/// The blocks of passages that follow one another, with the titles above them and the footnotes below.
pub(crate) fn runs(edition: &Edition, passages: &[usize]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for index in passages {
        let passage = &edition.passages[*index];
        let mut start = passage.block;
        while start > 0 && matches!(edition.blocks[start - 1].kind, BlockKind::Heading(_)) {
            start -= 1;
        }
        let mut end = passage.block + 1;
        while end < edition.blocks.len() && matches!(edition.blocks[end].kind, BlockKind::Note(_) | BlockKind::Rule) {
            end += 1;
        }
        match runs.last_mut() {
            Some(run) if run.end == start => run.end = end,
            _ => runs.push(start..end),
        }
    }
    runs
}

/// Writes passages.
pub(crate) fn passages<W: Write>(out: &mut W, edition: &Edition, passages: &[usize]) -> io::Result<()> {
    for run in runs(edition, passages) {
        for index in run {
            block(out, edition, index)?;
        }
    }
    Ok(())
}

fn block<W: Write>(out: &mut W, edition: &Edition, index: usize) -> io::Result<()> {
    let block = &edition.blocks[index];
    let indent = "   ".repeat(usize::from(block.depth.saturating_sub(1)));
    let quote = "> ".repeat(usize::from(block.quote));
    match &block.kind {
        BlockKind::Heading(level) => writeln!(out, "{} {}\n", "#".repeat(usize::from(*level)), inline(edition, block, 0..block.text.len())),
        BlockKind::Rule => writeln!(out, "---\n"),
        BlockKind::Note(note) => {
            let note = &edition.notes[*note];
            let text = inline(edition, block, 0..block.text.len()).replace('\n', "\n    ");
            let kind = if note.translators { format!("{}: ", &*edition.words.reader.translators_note) } else { String::new() };
            let section = &edition.sections[edition.section_of_block(index)].id;
            writeln!(out, "[^{}]: {kind}{text}\n", label(section, &note.mark, note.translators))
        }
        BlockKind::Preformatted => writeln!(out, "{quote}```\n{}\n```\n", block.text),
        BlockKind::Table(table) => write_table(out, edition, block, table),
        BlockKind::Prose => {
            let text = inline(edition, block, 0..block.text.len()).replace('\n', "  \n");
            match (&block.marker, block.depth) {
                (Some(marker), _) if &**marker == "•" => writeln!(out, "{quote}{indent}-  {text}\n"),
                (Some(marker), _) => writeln!(out, "{quote}{indent}{marker} {text}\n"),
                (None, 0) => writeln!(out, "{quote}{text}\n"),
                (None, _) => writeln!(out, "{quote}{indent}   {text}\n"),
            }
        }
    }
}

fn write_table<W: Write>(out: &mut W, edition: &Edition, block: &Block, table: &Table) -> io::Result<()> {
    for (nth, row) in table.rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| inline(edition, block, cell.clone()).replace('|', "\\|")).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
        if nth == 0 {
            writeln!(out, "|{}", " --- |".repeat(row.len()))?;
        }
    }
    writeln!(out)
}

/// A translator's note's letter is one only in its section.
fn label(section: &str, mark: &str, translators: bool) -> String {
    if translators { format!("note-{section}-{mark}") } else { mark.to_owned() }
}

/// A part of a block's text with its marks.
fn inline(edition: &Edition, block: &Block, range: Range<usize>) -> String {
    let mut out = String::new();
    let mut open: Vec<&Style> = Vec::new();
    let mut covering = Covering::new(&block.marks, |mark| &mark.range);
    for piece in pieces(&range, block.marks.iter().map(|mark| &mark.range)) {
        let wanted: Vec<&Style> = covering.at(&piece).iter().map(|mark| &mark.style).collect();
        if let Some(Style::NoteMark(note)) = wanted.iter().find(|style| matches!(style, Style::NoteMark(_))) {
            close(&mut out, &mut open);
            let note = &edition.notes[*note];
            let section = note.passage.map_or("", |passage| &edition.sections[edition.passages[passage].section].id);
            out.extend(["[^", &label(section, &note.mark, note.translators), "]"]);
            continue;
        }
        if open != wanted {
            close(&mut out, &mut open);
            out.extend(wanted.iter().map(|style| opening(style)));
            open = wanted;
        }
        let text = slice(&block.text, piece);
        let shown = open.iter().find_map(|style| match style {
            // The address that the screen shows behind a link's words is in the link itself.
            Style::Link(url) => text.strip_suffix(&format!(" ({url})")),
            _ => None,
        });
        out.push_str(&escape(shown.unwrap_or(text)));
    }
    close(&mut out, &mut open);
    out
}

fn opening(style: &Style) -> &'static str {
    match style {
        Style::Emphasis => "*",
        Style::Strong => "**",
        Style::Struck => "~~",
        Style::Code => "`",
        Style::Link(_) => "[",
        Style::NoteMark(_) => "",
    }
}

fn close(out: &mut String, open: &mut Vec<&Style>) {
    for style in open.drain(..).rev() {
        match style {
            Style::Link(url) => out.extend(["](<", &url.replace(['<', '>'], ""), ">)"]),
            other => out.push_str(opening(other)),
        }
    }
}

/// Text whose signs mean nothing to Markdown.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
