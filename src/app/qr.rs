//! A text as QR codes over the whole screen, one after the other.

use super::action::Command;
use crate::export::qr::{Code, Room, codes};

/// The codes of a text, and which of them is on the screen.
#[derive(Debug, Clone)]
pub struct Qr {
    /// What they are of.
    pub title: String,
    /// Dark is light: for a terminal without colour whose ground is light.
    pub inverted: bool,
    text: String,
    room: Room,
    codes: Vec<Code>,
    at: usize,
    /// The byte of the text to stay near when the codes change.
    from: usize,
}

impl Qr {
    /// A text as codes. None where there is no room for one.
    pub fn new(title: String, text: String, room: Room) -> Option<Self> {
        let codes = codes(&text, room)?;
        Some(Self { title, inverted: false, text, room, codes, at: 0, from: 0 })
    }

    /// Other codes for another room, at the one that has what the one on the screen began with. There may be room for none.
    pub fn resize(&mut self, room: Room) {
        if self.room != room {
            self.room = room;
            self.codes = codes(&self.text, room).unwrap_or_default();
            self.at = self.codes.iter().rposition(|code| code.part.start <= self.from).unwrap_or(0);
        }
    }

    /// Where the codes have to fit.
    pub fn room(&self) -> Room {
        self.room
    }

    /// The code on the screen. None where there is no room for one.
    pub fn current(&self) -> Option<&Code> {
        self.codes.get(self.at)
    }

    /// Number of the code on the screen, from 1, and how many there are: none where there is no room.
    pub fn count(&self) -> (usize, usize) {
        (self.at + 1, self.codes.len())
    }

    /// Moves; says whether the command is a move.
    pub fn movement(&mut self, command: Command) -> bool {
        let last = self.codes.len().saturating_sub(1);
        self.at = match command {
            Command::NextCode => (self.at + 1).min(last),
            Command::PreviousCode => self.at.saturating_sub(1),
            Command::Start => 0,
            Command::End => last,
            _ => return false,
        };
        self.from = self.current().map_or(self.from, |code| code.part.start);
        true
    }
}
