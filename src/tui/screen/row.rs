//! A row as it is on the terminal → the row as it should be.

use ratatui::buffer::Cell;

use super::cells::columns;
use super::glyph::{Glyph, Numbers, PIECE, Piece};
use super::ink::Ink;

/// A row as it should be: its cells, and what is seen of them.
pub(super) type Row<'a> = (&'a [Cell], &'a [Glyph]);

/// Which columns have to be written.
///
/// Of what is wider than one column all is written or nothing: half of it is gone as soon as anything is written to the other half. Behind
/// what a terminal may think wider than we do, the next column is written again, and where such a thing was, too.
fn differences(before: &[Glyph], after: &[Glyph], marks: &mut Vec<bool>) {
    marks.clear();
    marks.extend(before.iter().zip(after).map(|(one, other)| one != other && !other.is_skipped()));
    let simple = |row: &[Glyph]| row.iter().all(|glyph| glyph.is_agreed());
    if !marks.contains(&true) || (simple(before) && simple(after)) {
        return;
    }
    while spread(before, marks) | spread(after, marks) {}
    for (mark, glyph) in marks.iter_mut().zip(after) {
        *mark &= !glyph.is_skipped();
    }
}

/// Marks all of what is marked in part. Says whether something was not marked before.
fn spread(row: &[Glyph], marks: &mut [bool]) -> bool {
    let mut changed = false;
    for (x, glyph) in row.iter().enumerate() {
        // What is large has the width that it was told.
        if glyph.is_agreed() || glyph.is_covered() || glyph.is_large() {
            continue;
        }
        let end = (x + glyph.columns()).min(marks.len());
        if marks[x..end].contains(&true) {
            for mark in &mut marks[x..(end + 1).min(row.len())] {
                changed |= !std::mem::replace(mark, true);
            }
        }
    }
    changed
}

/// Writes what differs.
pub(super) fn write(ink: &mut Ink, y: u16, before: &[Glyph], after: Row<'_>, numbers: &Numbers, marks: &mut Vec<bool>) {
    if before == after.1 {
        return;
    }
    differences(before, after.1, marks);
    let (cells, wanted) = after;
    let marked = |from: usize| marks.get(from..)?.iter().position(|mark| *mark).map(|at| from + at);
    let mut next = marked(0);
    while let Some(x) = next {
        if wanted[x].is_covered() {
            next = marked(x + 1);
            continue;
        }
        if let Some(end) = blanks(ink, x, wanted) {
            next = blank(ink, y, after, (x, end), marks);
            continue;
        }
        let cell = &cells[x];
        ink.approach(x as u16, y, cells);
        let end = (x + usize::from(columns(cell))).min(before.len());
        let leaves = || before[x..end].iter().skip(1).any(|under| *under != numbers.bare(wanted[x]));
        ink.write(cell, leaves, x as u16, y);
        // Most of a text goes on as it began. Where the cursor is known to be behind it, it is one column wide, and so is what is the same.
        // Behind the last column the cursor is nowhere: that is left to be seen to.
        let last = cells.len().saturating_sub(1).max(end);
        let follows = |(glyph, mark): &(&Glyph, &bool)| **mark && glyph.goes_on(wanted[x]);
        let more = wanted[end..last].iter().zip(&marks[end..last]).take_while(follows).count();
        if ink.at == Some((end as u16, y)) {
            ink.go_on(&cells[end..end + more], end as u16, y);
            next = marked(end + more);
        } else {
            next = marked(end);
        }
    }
}

/// Where the blanks end that erasing would make, if they begin here.
fn blanks(ink: &Ink, x: usize, row: &[Glyph]) -> Option<usize> {
    let first = row[x];
    if !first.is_erasable() || (first != Glyph::BLANK && !ink.abilities.erases_in_color) {
        return None;
    }
    Some(x + row[x..].iter().take_while(|glyph| **glyph == first).count())
}

/// Makes blanks: to the end of the row (EL), in place (ECH), or one by one, whatever is shortest with the way to what is next. Gives that.
fn blank(ink: &mut Ink, y: u16, (row, wanted): Row<'_>, (x, end): (usize, usize), marks: &[bool]) -> Option<usize> {
    let last = marks[x..end].iter().rposition(|mark| *mark).map_or(x + 1, |at| x + at + 1);
    let next = marks[last..].iter().position(|mark| *mark).map(|at| last + at);
    let count = last - x;
    if end == row.len() && count > 3 {
        // Blanks before it may be erased once more.
        let is_near = |at: u16| usize::from(at) <= x && wanted[usize::from(at)..x].iter().all(|glyph| *glyph == wanted[x]);
        match ink.at {
            Some((column, at)) if at == y && is_near(column) => {}
            _ => ink.move_to(x as u16, y),
        }
        ink.pen.change_for(&row[x], &mut ink.out);
        ink.out.extend_from_slice(b"\x1b[K");
        return None;
    }
    ink.approach(x as u16, y, row);
    let way = |from: usize| next.map_or(0, |to| ink.cost_within(from as u16, to as u16, y).min(to - from));
    let erased = format!("\x1b[{count}X");
    let far = next.map_or(0, |to| ink.cost_within(x as u16, to as u16, y));
    if ink.abilities.editing && erased.len() + far < count + way(last) {
        ink.out.extend_from_slice(erased.as_bytes());
    } else {
        ink.spaces(count as u16, x as u16, y);
    }
    next
}

/// About how many bytes this takes.
pub(super) fn estimate(before: &[Glyph], (after, pieces): (&[Glyph], &[Piece])) -> usize {
    /// A move, or an erased rest.
    const MOVE: usize = 5;
    let content = pieces.iter().rposition(|piece| piece.letters != 0).map_or(0, |at| at + 1);
    let (mut bytes, mut gap) = (0, MOVE);
    for ((one, other), piece) in before.chunks(PIECE).zip(after.chunks(PIECE)).zip(&pieces[..content]) {
        if one == other {
            gap = MOVE;
        } else {
            bytes += piece.bytes as usize + gap;
            gap = 0;
        }
    }
    let rest = (content * PIECE).min(after.len());
    bytes + if before[rest..] == after[rest..] { 0 } else { MOVE }
}
