//! What the list of reports does with commands.

use crate::app::App;
use crate::app::action::{Command, Effect};
use crate::app::offered::Offered;
use crate::app::shelf::Shelf;
use crate::app::text_box::TextBox;
use crate::report::words::fill;

impl App {
    /// The reports that there are, to choose one. Where there is only the one on the screen, it is said how others come there.
    pub(super) fn show_reports(&mut self, offered: Vec<Offered>) {
        let at = offered.iter().position(|one| one.on_screen);
        if offered.iter().all(|one| one.on_screen) {
            self.message = Some(self.edition().words.library.none.to_string());
            return;
        }
        self.shelf = Some(Shelf::new(offered, at.unwrap_or(0), false));
    }

    pub(super) fn shelf_command(&mut self, command: Command) -> Effect {
        let Some(reports) = &mut self.shelf else { return Effect::Nothing };
        if reports.movement(command) {
            return Effect::Nothing;
        }
        match command {
            Command::Open => return self.open_offered(),
            Command::Filter => reports.filter = Some(TextBox::new(&reports.narrowed)),
            Command::Back | Command::Library => {
                if !reports.narrowed.is_empty() {
                    reports.narrowed.clear();
                    reports.refresh();
                } else if !reports.is_start {
                    self.shelf = None;
                }
            }
            _ => {}
        }
        Effect::Nothing
    }

    /// Enter, Esc and moves while one types.
    pub(super) fn shelf_typing(&mut self, command: Command) -> Effect {
        let Some(reports) = &mut self.shelf else { return Effect::Nothing };
        match command {
            Command::Open => {
                reports.filter = None;
                return self.open_offered();
            }
            Command::Back => {
                reports.filter = None;
                reports.narrowed.clear();
                reports.refresh();
            }
            other => drop(reports.movement(other)),
        }
        Effect::Nothing
    }

    /// Opens the selected report.
    pub(super) fn open_offered(&mut self) -> Effect {
        let Some(offered) = self.shelf.as_ref().and_then(Shelf::selected) else { return Effect::Nothing };
        if let Some(problem) = &offered.problem {
            self.message = Some(fill(&self.edition().words.library.broken_short, &[("what", problem)]));
            return Effect::Nothing;
        }
        if offered.on_screen {
            self.shelf = None;
            return Effect::Nothing;
        }
        Effect::OpenReport(offered.name.clone(), None)
    }
}
