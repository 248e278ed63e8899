//! The keys that work here, in the bottom line.

use std::borrow::Cow;

use ratatui::buffer::Buffer;

use super::put;
use super::theme::Theme;
use crate::app::App;
use crate::app::action::{Command, Mode};
use crate::app::picker::{Picker, Target};
use crate::app::prompt::Purpose;
use crate::text::columns::width;

/// The keys that work here, as many as fit; help and the way out before all others.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let area = app.layout().keys;
    let words = &app.edition().words;
    let mode = app.mode();
    // Countries beside one another: one goes from cell to cell.
    let compares = mode == Mode::Profile && app.profile().grid.column().is_some();
    let mut shown: Vec<(Command, Cow<'_, str>, &str)> = Vec::new();
    for command in shown_commands(mode) {
        let skip = match command {
            Command::NextMatch => app.finding().needle().is_empty(),
            Command::Back if mode == Mode::Reader => !app.can_go_back(),
            Command::Right => app.profile().grid.hidden_columns() == (0, 0) && !compares,
            Command::LineDown | Command::LineUp if app.prompt().is_some_and(|prompt| prompt.purpose != Purpose::FindInTable) => true,
            Command::Back if mode == Mode::Reports => app.shelf().is_none_or(|shelf| shelf.is_start && shelf.narrowed.is_empty()),
            Command::NextLanguage => app.report().languages().count() < 2,
            Command::AllReports => !app.has_others() || (mode == Mode::Typing && app.searching().text_box.is_none()),
            Command::Complete | Command::ToggleExact | Command::EarlierQuery if mode == Mode::Typing => app.searching().text_box.is_none(),
            Command::Note | Command::Copy | Command::Export if mode == Mode::Sheet => app.sheet().is_none_or(|sheet| sheet.about.is_none()),
            Command::Open if mode == Mode::Sheet => app.sheet().is_none_or(|sheet| sheet.leads_to.is_none()),
            _ => false,
        };
        let bound = app.bindings().iter().filter(|binding| binding.command == *command);
        let mut bound = bound.filter(|binding| binding.mode.is_none_or(|at| at == mode));
        if let Some(key) = bound.next().filter(|_| !skip).and_then(|binding| binding.keys.first()) {
            let finds_in_table = app.prompt().is_some_and(|prompt| prompt.purpose == Purpose::FindInTable);
            let finding = app.finding().text_box.is_some() || finds_in_table;
            let name = match command {
                Command::Open if mode == Mode::Sheet => "open-passage",
                Command::Open if mode == Mode::Selecting => "highlight",
                Command::Highlight if mode == Mode::Selecting => "whole",
                Command::Back if mode == Mode::Editing => "done",
                Command::Open if finding || app.prompt().is_some() => "accept",
                Command::Open if mode == Mode::Typing => match app.picker().and_then(Picker::about) {
                    Some(Target::Highlight(_)) => "highlight",
                    Some(Target::Scope(_) | Target::Format(_) | Target::Replace(_) | Target::Private(_) | Target::AddTo(_)) => "accept",
                    _ => "open",
                },
                Command::Right if compares => "column",
                Command::LineDown if finding => "next-match",
                Command::LineUp if finding => "previous-match",
                other => other.name(),
            };
            shown.push((*command, words.key(key), words.short(name)));
        }
    }
    let room = |(_, key, label): &(Command, Cow<'_, str>, &str)| width(key) + width(label) + 3;
    let mut taken: usize = shown.iter().map(room).sum();
    while taken > usize::from(area.width) {
        let is_way_out = |command: &Command| match command {
            Command::Help | Command::Quit => true,
            Command::Back => mode == Mode::Selecting || compares,
            _ => false,
        };
        let least = shown.iter().rposition(|(command, ..)| !is_way_out(command));
        let Some(least) = least.or(shown.len().checked_sub(1)) else { break };
        taken -= room(&shown.remove(least));
    }
    let mut column = 1;
    for (_, key, label) in shown {
        column = put(buffer, area, 0, column, &key, theme.key);
        column = put(buffer, area, 0, column + 1, label, theme.bar) + 2;
    }
}

/// The commands that the bottom line names in a mode, the most needed first.
#[allow(clippy::too_many_lines, reason = "a list")]
fn shown_commands(mode: Mode) -> &'static [Command] {
    match mode {
        Mode::Reader => &[
            Command::Search,
            Command::NextMatch,
            Command::Contents,
            Command::PickCountry,
            Command::Note,
            Command::Bookmark,
            Command::Explain,
            Command::Back,
            Command::Tasks,
            Command::Copy,
            Command::Highlight,
            Command::NextSection,
            Command::NextLanguage,
            Command::Present,
            Command::Export,
            Command::QrCode,
            Command::Tours,
            Command::Help,
            Command::Quit,
        ],
        Mode::Contents => &[Command::Open, Command::Filter, Command::Fold, Command::Unfold, Command::Back, Command::Help, Command::Quit],
        Mode::Countries => &[
            Command::Open,
            Command::Filter,
            Command::Compare,
            Command::PickCountry,
            Command::Contents,
            Command::Back,
            Command::Help,
            Command::Quit,
        ],
        Mode::Profile => &[
            Command::NextTab,
            Command::Right,
            Command::Open,
            Command::PickCountry,
            Command::Compare,
            Command::Copy,
            Command::Export,
            Command::Note,
            Command::FindInSection,
            Command::Back,
            Command::Help,
            Command::Quit,
        ],
        Mode::Tasks => &[
            Command::NextState,
            Command::TaskNote,
            Command::TaskDate,
            Command::Open,
            Command::Regroup,
            Command::OnlyState,
            Command::Filter,
            Command::Export,
            Command::Back,
            Command::Help,
            Command::Quit,
        ],
        Mode::Lists => {
            &[Command::Open, Command::NewChecklist, Command::RemoveChecklist, Command::Regroup, Command::Back, Command::Help, Command::Quit]
        }
        Mode::Search => &[
            Command::Open,
            Command::EditQuery,
            Command::Search,
            Command::Explain,
            Command::AllReports,
            Command::ToggleExact,
            Command::Note,
            Command::Export,
            Command::Back,
            Command::Help,
            Command::Quit,
        ],
        Mode::Notes => &[
            Command::Open,
            Command::Note,
            Command::Delete,
            Command::Explain,
            Command::Filter,
            Command::OnlyKind,
            Command::Sort,
            Command::Export,
            Command::Undo,
            Command::Back,
            Command::Help,
            Command::Quit,
        ],
        Mode::Selecting => &[
            Command::Open,
            Command::Extend,
            Command::LineDown,
            Command::LineUp,
            Command::Shrink,
            Command::Highlight,
            Command::Copy,
            Command::Back,
        ],
        Mode::Editing => &[Command::Back, Command::PageDown, Command::PageUp],
        Mode::Typing => &[
            Command::Open,
            Command::Back,
            Command::LineDown,
            Command::LineUp,
            Command::Complete,
            Command::AllReports,
            Command::ToggleExact,
            Command::EarlierQuery,
        ],
        Mode::Reports => &[Command::Open, Command::LineDown, Command::LineUp, Command::Filter, Command::Back, Command::Help, Command::Quit],
        // Its line is its own.
        Mode::Qr | Mode::Present => &[],
        Mode::Sheet => &[Command::LineDown, Command::PageDown, Command::Open, Command::Note, Command::Copy, Command::Export, Command::Back],
    }
}
