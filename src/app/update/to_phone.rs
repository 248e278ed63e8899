//! QR codes of what is selected.

use std::sync::Arc;

use crate::app::App;
use crate::app::action::Command;
use crate::app::qr::Qr;
use crate::export::qr::Room;
use crate::export::qr_text;
use crate::report::words::fill;

impl App {
    /// Shows what is selected, with its citation, as QR codes; says why where that cannot be.
    pub(super) fn open_code(&mut self) {
        let report = Arc::clone(&self.report);
        let edition = report.edition(self.language);
        let words = &edition.words.qr;
        let record = self.target().and_then(|address| report.record(edition, &address));
        let Some(record) = record else {
            self.message = Some(words.nothing.to_string());
            return;
        };
        let title = format!("{} · {}", record.id, record.title);
        self.qr = Qr::new(title, qr_text::of_record(&report, edition, &record), self.code_room());
        if self.qr.is_none() {
            self.message = Some(self.no_room_for_code());
        }
    }

    /// With a code on the screen: moves, light for dark, and the way out.
    pub(super) fn code_command(&mut self, command: Command) {
        let Some(qr) = &mut self.qr else { return };
        if qr.movement(command) {
            return;
        }
        match command {
            Command::InvertCode => qr.inverted = !qr.inverted,
            Command::Back => self.qr = None,
            _ => {}
        }
    }

    /// The screen has another size.
    pub(super) fn resize_code(&mut self) {
        let room = self.code_room();
        if let Some(qr) = &mut self.qr {
            qr.resize(room);
        }
    }

    /// That there is no room for a code, and how much there would have to be.
    pub fn no_room_for_code(&self) -> String {
        let (columns, rows) = Room::least(self.form);
        // One more row tells which code it is.
        let values = [("columns", &*columns.to_string()), ("rows", &*(rows + 1).to_string())];
        fill(&self.edition().words.qr.no_room, &values)
    }

    fn code_room(&self) -> Room {
        let area = self.layout.code();
        Room { columns: area.width, rows: area.height, form: self.form }
    }
}
