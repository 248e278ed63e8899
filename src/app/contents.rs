//! The contents pane: the tree of sections and headings, which follows the reader, folds, and narrows as one types.

use std::collections::HashMap;

use super::action::Command;
use super::list::List;
use super::text_box::TextBox;
use crate::report::Edition;
use crate::search::picker::rank;

/// An entry of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    /// A section, by its index.
    Section(usize),
    /// A heading, by the index of its block.
    Heading(usize),
}

impl Node {
    /// Where a reader is that reads under this heading of a section.
    fn at(section: usize, heading: Option<usize>) -> Self {
        heading.map_or(Self::Section(section), Self::Heading)
    }
}

/// An entry as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it stands for.
    pub node: Node,
    /// How deep in the tree: 0 at the top.
    pub level: usize,
    /// Whether it is unfolded; `None` where there is nothing in it.
    pub unfolded: Option<bool>,
    /// Characters of the title that match the filter, from 0.
    pub matched: Vec<usize>,
}

/// The state of the pane.
#[derive(Debug, Default, Clone)]
pub struct Contents {
    entries: Vec<Entry>,
    list: List,
    /// Folded or unfolded by hand; others unfold where the reader is.
    by_hand: HashMap<Node, bool>,
    /// Where the reader is.
    here: Option<Node>,
    /// What is typed to narrow the list; `None` when the box is closed.
    pub filter: Option<TextBox>,
}

impl Contents {
    /// The entries on the screen, and the index of the first among all.
    pub fn visible(&self) -> (&[Entry], usize) {
        let visible = self.list.visible();
        (self.entries.get(visible.clone()).unwrap_or_default(), visible.start)
    }

    /// Entries above and below the screen.
    pub fn hidden(&self) -> (usize, usize) {
        self.list.hidden()
    }

    /// Index of the selected entry.
    pub fn selected_index(&self) -> usize {
        self.list.selected()
    }

    /// The selected entry.
    pub fn selected(&self) -> Option<Node> {
        self.entries.get(self.list.selected()).map(|entry| entry.node)
    }

    /// Where the reader is, if that entry is shown; else what it is folded into.
    pub fn here(&self) -> Option<Node> {
        self.here
    }

    /// Whether a reader at this place would be where it is.
    pub fn is_at(&self, section: usize, heading: Option<usize>) -> bool {
        self.here == Some(Node::at(section, heading))
    }

    /// Another number of rows.
    pub fn resize(&mut self, rows: u16) {
        self.list.set_rows(usize::from(rows));
    }

    /// The reader is in this section, under this heading. The selection follows unless the person is busy with the pane.
    pub fn follow(&mut self, edition: &Edition, section: usize, heading: Option<usize>, select: bool) {
        let here = Node::at(section, heading);
        let before = self.here.replace(here);
        if self.entries.is_empty() {
            self.rebuild(edition);
        } else if before != Some(here) {
            self.refold(edition, before, section);
        }
        if select
            && self.filter.is_none()
            && let Some(at) = self.find(Node::Section(section))
        {
            // Headings follow on their section, if they are shown.
            let headings = edition.sections.get(section).map_or(0, |section| section.headings.len());
            let shown = (at + 1..=at + headings).find(|at| self.entries.get(*at).is_some_and(|entry| entry.node == here));
            self.list.select(shown.unwrap_or(at));
        }
    }

    /// The reader went from one place to a section: the one that it was in folds, and that one unfolds. Of a thousand others nothing changes.
    fn refold(&mut self, edition: &Edition, before: Option<Node>, section: usize) {
        let before = before.map(|node| section_of(edition, node));
        if before == Some(section) || self.filter.as_ref().is_some_and(|filter| !filter.text().trim().is_empty()) {
            return;
        }
        for section in before.into_iter().chain([section]) {
            let node = Node::Section(section);
            let (Some(at), Some(own)) = (self.find(node), edition.sections.get(section)) else { continue };
            let Entry { level, unfolded, .. } = self.entries[at];
            let wanted = self.by_hand.get(&node).copied().unwrap_or_else(|| self.is_here(edition, section));
            let behind = at + 1 + own.headings.len();
            match (unfolded, wanted) {
                (Some(false), true) => {
                    self.entries.splice(at + 1..=at, headings(&own.headings, level + 1));
                }
                // What has sections in it stays open wherever the reader is.
                (Some(true), false) if self.entries.get(behind).is_none_or(|next| next.level <= level) => {
                    self.entries.drain(at + 1..behind);
                }
                _ => continue,
            }
            self.entries[at].unfolded = Some(wanted);
        }
        self.list.set_count(self.entries.len());
    }

    /// The place of an entry, which is mostly near the selected one.
    fn find(&self, node: Node) -> Option<usize> {
        let middle = self.list.selected();
        let is_it = |at: &usize| self.entries.get(*at).is_some_and(|entry| entry.node == node);
        (0..=self.entries.len().max(middle)).find_map(|far| [Some(middle + far), middle.checked_sub(far)].into_iter().flatten().find(is_it))
    }

    /// Another edition: nothing of the old one is left.
    pub fn reset(&mut self) {
        *self = Self { list: self.list, ..Self::default() };
        self.list.set_count(0);
    }

    /// Moves the selection, folds and unfolds. Says whether the command was for this pane.
    pub fn command(&mut self, edition: &Edition, command: Command) -> bool {
        match command {
            Command::Fold => self.fold(edition),
            Command::Unfold => self.unfold(edition),
            other => return self.list.movement(other),
        }
        true
    }

    /// Selects the entry on a row of the pane. Says whether there is one.
    pub fn point(&mut self, row: usize) -> bool {
        self.list.point(row)
    }

    /// Moves the list under the pane; down if positive.
    pub fn scroll(&mut self, rows: i32) {
        self.list.scroll(rows);
    }

    /// Opens the box that narrows the list.
    pub fn open_filter(&mut self, edition: &Edition) {
        self.filter = Some(TextBox::default());
        self.rebuild(edition);
    }

    /// Closes the box; the selected entry stays selected among all.
    pub fn close_filter(&mut self, edition: &Edition) {
        let selected = self.selected();
        self.filter = None;
        self.rebuild(edition);
        if let Some(node) = selected {
            self.select(edition, node);
        }
    }

    /// What is typed in the box has changed.
    pub fn refresh_filter(&mut self, edition: &Edition) {
        self.rebuild(edition);
        self.list.select(0);
    }

    fn select(&mut self, edition: &Edition, node: Node) {
        let section = section_of(edition, node);
        if self.find(node).is_none() {
            self.by_hand.insert(Node::Section(section), true);
            if let Some(parent) = edition.sections[section].parent {
                self.by_hand.insert(Node::Section(parent), true);
            }
            self.rebuild(edition);
        }
        if let Some(at) = self.find(node) {
            self.list.select(at);
        }
    }

    fn fold(&mut self, edition: &Edition) {
        let Some(entry) = self.entries.get(self.list.selected()).cloned() else { return };
        if entry.unfolded == Some(true) && self.filter.is_none() {
            self.by_hand.insert(entry.node, false);
            self.rebuild(edition);
        } else if let Some(above) = self.entries[..self.list.selected()].iter().rposition(|other| other.level < entry.level) {
            self.list.select(above);
        }
    }

    fn unfold(&mut self, edition: &Edition) {
        let Some(entry) = self.entries.get(self.list.selected()) else { return };
        match entry.unfolded {
            Some(false) => {
                self.by_hand.insert(entry.node, true);
                self.rebuild(edition);
            }
            Some(true) => self.list.select(self.list.selected() + 1),
            None => {}
        }
    }

    fn rebuild(&mut self, edition: &Edition) {
        let typed = self.filter.as_ref().map(|filter| filter.text().to_owned()).unwrap_or_default();
        self.entries = if typed.trim().is_empty() { self.tree(edition) } else { filtered(edition, &typed) };
        self.list.set_count(self.entries.len());
    }

    fn tree(&self, edition: &Edition) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); edition.sections.len()];
        for (index, section) in edition.sections.iter().enumerate() {
            if let Some(parent) = section.parent.filter(|parent| *parent < index) {
                children[parent].push(index);
            }
        }
        for (index, section) in edition.sections.iter().enumerate() {
            if section.parent.is_none() {
                self.add(edition, &children, index, 0, &mut entries);
            }
        }
        entries
    }

    fn add(&self, edition: &Edition, of: &[Vec<usize>], index: usize, level: usize, entries: &mut Vec<Entry>) {
        let section = &edition.sections[index];
        let node = Node::Section(index);
        let children = &of[index];
        let filled = !children.is_empty() || !section.headings.is_empty();
        let unfolded = self.by_hand.get(&node).copied().unwrap_or(!children.is_empty() || self.is_here(edition, index));
        entries.push(Entry { node, level, unfolded: filled.then_some(unfolded), matched: Vec::new() });
        if unfolded {
            entries.extend(headings(&section.headings, level + 1));
            for child in children {
                self.add(edition, of, *child, level + 1, entries);
            }
        }
    }

    fn is_here(&self, edition: &Edition, section: usize) -> bool {
        self.here.is_some_and(|here| section_of(edition, here) == section)
    }
}

fn section_of(edition: &Edition, node: Node) -> usize {
    match node {
        Node::Section(section) => section,
        Node::Heading(block) => edition.section_of_block(block),
    }
}

/// The entries of a section's headings.
fn headings(blocks: &[usize], level: usize) -> impl Iterator<Item = Entry> {
    blocks.iter().map(move |block| Entry { node: Node::Heading(*block), level, unfolded: None, matched: Vec::new() })
}

/// The title of an entry.
pub fn title(edition: &Edition, node: Node) -> &str {
    match node {
        Node::Section(section) => edition.sections.get(section).map_or("", |section| &section.title),
        Node::Heading(block) => edition.blocks.get(block).map_or("", |block| &block.text),
    }
}

/// All entries whose titles match what is typed, the best first.
fn filtered(edition: &Edition, typed: &str) -> Vec<Entry> {
    let headings = |index: usize| edition.sections[index].headings.iter().map(|block| Node::Heading(*block));
    let nodes: Vec<Node> =
        (0..edition.sections.len()).flat_map(|index| std::iter::once(Node::Section(index)).chain(headings(index))).collect();
    let ranked = rank(nodes.iter().map(|node| std::iter::once(title(edition, *node))), typed);
    ranked.into_iter().map(|ranked| Entry { node: nodes[ranked.index], level: 0, unfolded: None, matched: ranked.matched }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::{Language, Report};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn folding_where_the_reader_goes_is_as_good_as_building_all_anew(
            steps in prop::collection::vec((any::<prop::sample::Index>(), prop::option::of(any::<prop::sample::Index>()), 0u8..8, any::<bool>()), 1..30),
        ) {
            thread_local!(static REPORT: Report = Report::bundled());
            REPORT.with(|report| {
                let edition = report.edition(Language::En);
                let mut contents = Contents::default();
                contents.resize(10);
                for (section, heading, command, select) in steps {
                    let section = section.index(edition.sections.len());
                    let own = &edition.sections[section].headings;
                    let heading = heading.filter(|_| !own.is_empty()).map(|heading| own[heading.index(own.len())]);
                    contents.follow(edition, section, heading, select);
                    let command = [Command::Fold, Command::Unfold, Command::LineDown, Command::PageUp].get(usize::from(command));
                    if let Some(command) = command {
                        contents.command(edition, *command);
                    }
                    prop_assert_eq!(&contents.entries, &contents.tree(edition));
                    prop_assert_eq!(contents.list.count(), contents.entries.len());
                    if select && command.is_none() {
                        let wanted = heading.map_or(Node::Section(section), Node::Heading);
                        let shown = contents.entries.iter().any(|entry| entry.node == wanted);
                        prop_assert!(!shown || contents.selected() == Some(wanted));
                    }
                }
                Ok(())
            })?;
        }
    }
}
