//! Printed pages: what stood on the pages and what the contents list says, made to agree.

use std::collections::HashMap;

use super::line::{Kind, Piece};
use super::matter::Chapter;
use super::told::{Told, What};

/// Gives page marks and chapters their printed pages.
pub(super) fn settle(chapters: &mut [Chapter], told: &mut Told) {
    let is_known = |page: Option<u32>| move |piece: &Piece| piece.kind == Kind::Page(page);
    let any = |chapters: &[Chapter], wanted: fn(&Kind) -> bool| {
        chapters.iter().flat_map(|chapter| &chapter.pieces).any(|piece| wanted(&piece.kind))
    };
    let numbered = any(chapters, |kind| matches!(kind, Kind::Page(Some(_))));
    let broken = any(chapters, |kind| matches!(kind, Kind::Page(None)));
    if !numbered && !broken {
        return;
    }
    let start = if numbered { None } else { Some(1) };
    let offset = offset(chapters, start);
    let shift = |page: u32| u32::try_from(i64::from(page) + offset.unwrap_or(0)).ok().filter(|page| *page > 0);
    let mut current = start.and_then(shift);
    let mut marked = 0;
    for chapter in chapters.iter_mut() {
        chapter.page = chapter.page.or(current);
        current = chapter.page.or(current);
        for piece in &mut chapter.pieces {
            if let Kind::Page(page) = piece.kind {
                current = page.map_or_else(|| current.map(|page| page + 1), shift);
                piece.kind = Kind::Page(current);
                marked += usize::from(!is_known(None)(piece));
            }
        }
    }
    if marked > 0 {
        told.add(What::Pages, 0, &marked.to_string());
    }
}

/// How far the pages of the contents list are from those that were counted, where most chapters agree.
fn offset(chapters: &[Chapter], start: Option<u32>) -> Option<i64> {
    let mut current = start;
    let mut votes: HashMap<i64, usize> = HashMap::new();
    for chapter in chapters {
        if let (Some(printed), Some(counted)) = (chapter.page, current) {
            *votes.entry(i64::from(printed) - i64::from(counted)).or_default() += 1;
        }
        for piece in &chapter.pieces {
            if let Kind::Page(page) = piece.kind {
                current = page.or(current.map(|page| page + 1));
            }
        }
    }
    votes.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs())).map(|(offset, _)| offset)
}

/// The pages of a chapter in which no page is marked: from its first to that of the next one.
pub(super) fn span(chapters: &[Chapter], nth: usize) -> Option<(u32, u32)> {
    let chapter = chapters.get(nth)?;
    let first = chapter.page?;
    let is_marked = chapter.pieces.iter().any(|piece| matches!(piece.kind, Kind::Page(Some(_))));
    let last = chapters.get(nth + 1)?.page?;
    (!is_marked && last > first).then_some((first, last))
}
