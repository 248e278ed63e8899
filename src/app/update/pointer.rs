//! What the mouse does.

use std::sync::Arc;

use crate::app::action::Effect;
use crate::app::{App, Pane};

/// Rows that a step of the wheel scrolls.
const WHEEL: i32 = 3;

impl App {
    pub(super) fn wheel(&mut self, column: u16, row: u16, steps: i32) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let at = (column, row).into();
        let rows = steps * WHEEL;
        if let Some(qr) = &mut self.qr {
            qr.movement(if steps > 0 { super::Command::NextCode } else { super::Command::PreviousCode });
        } else if let Some(sheet) = &mut self.sheet {
            sheet.scroll(rows);
        } else if let Some(shelf) = &mut self.shelf {
            shelf.movement(if steps > 0 { super::Command::LineDown } else { super::Command::LineUp });
        } else if self.picker.is_some() {
            let command = if steps > 0 { super::Command::LineDown } else { super::Command::LineUp };
            self.picker.as_mut().map(|picker| picker.movement(command));
        } else if self.present.is_some() {
            // No page is turned by accident, and what lies behind it stays where it is.
        } else if self.layout.side.contains(at) {
            let command = if steps > 0 { super::Command::LineDown } else { super::Command::LineUp };
            match self.pane {
                Pane::Reader | Pane::Contents => self.contents.scroll(rows),
                Pane::Countries | Pane::Profile => {
                    self.countries.movement(command);
                    self.follow_selected_country();
                }
                Pane::Search => {
                    let report = Arc::clone(&self.report);
                    self.search_command(report.edition(self.language), command);
                }
                Pane::Notes => {
                    self.notes_command(edition, command);
                }
                Pane::Lists | Pane::Tasks => self.tasks.side_step(steps as isize),
            }
        } else if self.layout.reader.contains(at) {
            match self.pane {
                Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes => {
                    if rows > 0 && self.pane == Pane::Reader {
                        self.reader.note_read(&mut self.reading);
                        self.read_on = true;
                    }
                    self.reader.scroll(edition, rows);
                }
                _ => self.table().scroll_lines(rows as isize),
            }
        }
    }

    pub(super) fn click(&mut self, column: u16, row: u16) -> Effect {
        let at = (column, row).into();
        if self.qr.is_some() {
            // A click that brings the window to the front is not meant for what lies below.
        } else if self.sheet.is_some() {
            if !self.layout.sheet.contains(at) {
                self.close_sheet();
            }
        } else if let Some(shelf) = &mut self.shelf {
            let list = self.layout.shelf_list(shelf.filter.is_some());
            if list.contains(at) && shelf.point(usize::from(row - list.y)) {
                shelf.filter = None;
                return self.open_offered();
            }
        } else if let Some(picker) = &mut self.picker {
            let list = self.layout.picker_list();
            if !self.layout.sheet.contains(at) {
                self.picker = None;
            } else if row >= list.y && picker.point(usize::from(row - list.y)).is_some() {
                return self.choose();
            }
        } else if let Some(present) = &mut self.present {
            present.point(column, row);
        } else if self.layout.side_inner.contains(at) {
            return self.click_side(row);
        } else if self.layout.reader_inner.contains(at) {
            return self.click_main(column, row);
        }
        Effect::Nothing
    }

    fn click_side(&mut self, row: u16) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let row = row - self.layout.side_inner.y;
        match self.pane {
            Pane::Reader | Pane::Contents => {
                // The box for the filter, where it is open, takes the first row.
                let filter = u16::from(self.contents.filter.is_some());
                if row >= filter && self.contents.point(usize::from(row - filter)) {
                    if filter > 0 {
                        self.contents.close_filter(edition);
                    }
                    self.open_selected(edition);
                }
            }
            Pane::Countries | Pane::Profile => {
                let filter = u16::from(self.countries.filter.is_some());
                if row >= filter && self.countries.point(usize::from(row - filter)) {
                    self.open_selected_country();
                }
            }
            Pane::Search => {
                let list = self.layout.search_list(self.searching.notes().len());
                let first = list.y - self.layout.side_inner.y;
                if row >= first && self.searching.point(usize::from(row - first)) {
                    return self.open_hit(edition);
                }
            }
            Pane::Notes => {
                let list = self.layout.notes_list(self.notes.filter.is_some());
                let first = list.y - self.layout.side_inner.y;
                if row >= first && self.notes.point(usize::from(row - first)) {
                    self.notes.filter = None;
                    self.open_note(edition);
                }
            }
            Pane::Lists | Pane::Tasks => {
                if let Some(index) = self.layout.lists_row(row, self.tasks.lists().len()) {
                    self.tasks.side_select(index);
                    self.tasks.side_open();
                    self.build_tasks();
                    self.focus(Pane::Tasks);
                }
            }
        }
        Effect::Nothing
    }

    fn click_main(&mut self, column: u16, row: u16) -> Effect {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        match self.pane {
            Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes => {
                self.searching.text_box = None;
                self.notes.filter = None;
                self.focus(Pane::Reader);
                self.reader.point(edition, usize::from(row - self.layout.reader_inner.y));
            }
            Pane::Countries | Pane::Profile => {
                self.focus(Pane::Profile);
                let area = self.layout.profile_table(!self.profile.note.is_empty());
                if let Some(topic) = self.tab_at(column, row) {
                    self.profile.topic = topic;
                    self.build_profile();
                } else if row >= area.y {
                    self.profile.grid.point(row - area.y);
                }
            }
            Pane::Lists | Pane::Tasks => {
                self.focus(Pane::Tasks);
                let area = self.layout.tasks_table();
                if row >= area.y {
                    self.tasks.grid.point(row - area.y);
                }
            }
        }
        Effect::Nothing
    }

    /// The tab at a cell of the screen.
    fn tab_at(&self, column: u16, row: u16) -> Option<crate::report::topic::Topic> {
        let area = self.layout.reader_inner;
        if row != area.y {
            return None;
        }
        let mut x = area.x;
        self.tab_titles().into_iter().find_map(|(topic, title)| {
            let width = crate::text::columns::width(&title) as u16;
            let inside = (x..x + width).contains(&column);
            x += width;
            inside.then_some(topic)
        })
    }
}
