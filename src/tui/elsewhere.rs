//! Where there are no Unix sockets: no second screen.

use std::io;
use std::path::Path;

use super::Following;
use super::wait::Waiter;
use crate::app::App;
use crate::report::Report;
use crate::state::Folders;

/// Nothing is told to anyone.
pub(super) struct Stage;

impl Stage {
    pub(super) fn new(_state: Option<&Path>) -> Self {
        Self
    }

    #[allow(clippy::unused_self, reason = "as elsewhere")]
    pub(super) fn hear(&mut self, _app: &mut App, _waiter: &Waiter) -> bool {
        false
    }

    #[allow(clippy::unused_self, reason = "as elsewhere")]
    pub(super) fn tell(&mut self, _app: &App) {}
}

/// Whether a show is on that can be followed.
pub fn is_shown(_folders: &Folders) -> bool {
    false
}

/// There is nothing to follow.
pub fn follow(_report: &Report, _options: &Following) -> io::Result<Option<i32>> {
    Err(io::ErrorKind::Unsupported.into())
}
