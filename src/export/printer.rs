//! Lines for people: wrapped on a terminal, one line a paragraph in a pipe, and for whoever reads line by line nothing that is told by its place.

use std::io::{self, Write};
use std::ops::Range;

use crate::text::ascii::to_ascii;
use crate::text::columns::width;
use crate::text::span::{overlap, pieces, slice};
use crate::text::wrap::wrap;

/// Lines on a terminal are never wider than this, in columns.
pub const WIDEST: u16 = 88;

/// What is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Medium {
    /// Columns of the terminal; `None` in a pipe, where lines are not wrapped.
    pub columns: Option<u16>,
    /// Headings in bold.
    pub color: bool,
    /// Nothing but ASCII.
    pub ascii: bool,
    /// It is read line by line, perhaps aloud: nothing is drawn, set in columns or indented, and each value has its label before it.
    pub linear: bool,
}

/// Writes lines for people.
pub struct Printer<'a, W> {
    out: &'a mut W,
    medium: Medium,
    empty: bool,
}

impl<'a, W: Write> Printer<'a, W> {
    /// Writes to `out` as it suits `medium`.
    pub fn new(out: &'a mut W, medium: Medium) -> Self {
        Self { out, medium, empty: true }
    }

    /// A heading, an empty line before it unless it is first.
    pub fn heading(&mut self, text: &str) -> io::Result<()> {
        self.gap()?;
        let (on, off) = if self.medium.color && !self.medium.linear { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
        for line in self.lines(text, 0) {
            writeln!(self.out, "{on}{line}{off}")?;
        }
        Ok(())
    }

    /// A paragraph behind an empty line: `lead` stands before its first line, and the others are indented as far as `hang`.
    pub fn paragraph(&mut self, lead: &str, hang: usize, text: &str) -> io::Result<()> {
        self.gap()?;
        self.line(lead, hang, text)
    }

    /// As [`Printer::paragraph`], without the empty line.
    pub fn line(&mut self, lead: &str, hang: usize, text: &str) -> io::Result<()> {
        self.empty = false;
        let (lead, hang) = if self.medium.linear { (lead.trim_start(), 0) } else { (lead, hang) };
        let hang = hang.max(width(lead));
        let indent = " ".repeat(hang);
        for (nth, line) in self.lines(text, hang).into_iter().enumerate() {
            if nth == 0 {
                let lead = if self.medium.ascii { to_ascii(lead) } else { lead.to_owned() };
                writeln!(self.out, "{}{line}", crate::text::columns::pad(&lead, hang))?;
            } else {
                writeln!(self.out, "{}{line}", if self.medium.linear { "" } else { &indent })?;
            }
        }
        Ok(())
    }

    /// As [`Printer::line`], with ranges of the text in bold where there is colour.
    pub fn marked(&mut self, lead: &str, hang: usize, text: &str, marks: &[Range<usize>]) -> io::Result<()> {
        if !self.medium.color || self.medium.ascii || self.medium.linear {
            return self.line(lead, hang, text);
        }
        self.empty = false;
        let room = self.medium.columns.map_or(usize::MAX, |columns| usize::from(columns.min(WIDEST)).saturating_sub(hang.max(width(lead))));
        for (nth, line) in wrap(text, room).into_iter().enumerate() {
            let indent = if nth == 0 { lead.to_owned() } else { " ".repeat(hang) };
            write!(self.out, "{indent}")?;
            for piece in pieces(&line, marks.iter()) {
                let marked = marks.iter().any(|mark| overlap(mark, &piece).is_some());
                let (on, off) = if marked { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
                write!(self.out, "{on}{}{off}", slice(text, piece))?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// A line that is laid out already; in bold where it is a heading.
    pub fn laid_out(&mut self, line: &str, bold: bool) -> io::Result<()> {
        self.empty = false;
        let line = if self.medium.ascii { to_ascii(line) } else { line.to_owned() };
        let line = line.trim_end();
        if bold && self.medium.color && !self.medium.linear && !line.is_empty() {
            writeln!(self.out, "\x1b[1m{line}\x1b[0m")
        } else {
            writeln!(self.out, "{line}")
        }
    }

    /// What is written to.
    pub fn medium(&self) -> Medium {
        self.medium
    }

    /// An empty line, unless nothing was written yet.
    pub fn gap(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.empty) {
            writeln!(self.out)?;
        }
        Ok(())
    }

    fn lines(&self, text: &str, indent: usize) -> Vec<String> {
        let text = if self.medium.ascii { to_ascii(text) } else { text.to_owned() };
        match self.medium.columns {
            None => text.lines().map(ToOwned::to_owned).collect(),
            Some(columns) => {
                let room = usize::from(columns.min(WIDEST)).saturating_sub(indent);
                wrap(&text, room).into_iter().map(|range| text.get(range).unwrap_or_default().to_owned()).collect()
            }
        }
    }
}
