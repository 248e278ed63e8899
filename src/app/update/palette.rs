//! The palette: all that can be done here, to choose it by typing part of what it does.

use std::sync::Arc;

use crate::app::action::{Binding, Command, Effect};
use crate::app::picker::{Choice, Picker, Target};
use crate::app::{App, Pane};

impl App {
    /// The commands that do something here, each found by what it does and by every word there is for it.
    pub(super) fn palette(&mut self) {
        let words = &self.edition().words;
        // Nor does it lead to itself, or to the pane one is in.
        let led = match self.pane {
            Pane::Contents => Some(Command::Contents),
            Pane::Countries => Some(Command::Countries),
            Pane::Tasks => Some(Command::Tasks),
            Pane::Search => Some(Command::SearchPane),
            Pane::Notes => Some(Command::Notes),
            Pane::Reader | Pane::Profile | Pane::Lists => None,
        };
        let offered = Command::ALL.iter().filter(|command| ![Some(Command::Palette), led].contains(&Some(**command)));
        let offered = offered.filter(|command| self.binding_here(**command).is_some() || home(**command).is_some());
        let choices = offered.map(|command| {
            let name = command.name();
            let key = self.binding_here(*command).and_then(|binding| binding.keys.first());
            let plain = words.plain_word.get(in_lines(*command)).map_or("", |plain| &**plain);
            let lists = [plain, words.label("also", name)].into_iter().flat_map(|list| list.split(',').map(str::trim));
            let also = [name.replace('-', " "), words.short(name).to_owned()].into_iter().chain(lists.map(ToOwned::to_owned));
            Choice {
                name: words.command(name).to_owned(),
                also: also.filter(|name| !name.is_empty()).collect(),
                beside: key.map_or(String::new(), |key| words.key(key).into_owned()),
                target: Target::Command(*command),
            }
        });
        let picker = Picker::new(words.help.palette.to_string(), choices.collect());
        self.open_picker(picker);
    }

    /// A command was chosen: it is done here, or where it belongs.
    pub(super) fn command_of_palette(&mut self, command: Command) -> Effect {
        if command == Command::Private && !self.private {
            self.ask_private();
            return Effect::Nothing;
        }
        let is_here = self.binding_here(command).is_some();
        match home(command).filter(|_| !is_here) {
            Some(Pane::Notes) => {
                let report = Arc::clone(&self.report);
                self.open_notes(report.edition(self.language));
            }
            Some(pane) => self.focus(pane),
            None => {}
        }
        self.command(command)
    }

    /// The line of the key table by which the command is given in the pane on the screen.
    fn binding_here(&self, command: Command) -> Option<&Binding> {
        // The palette itself is not where one is.
        let here = self.mode_of_pane();
        let of = |mode| self.bindings.iter().find(|binding| binding.command == command && binding.mode == mode);
        of(Some(here)).or_else(|| of(None))
    }

    /// What is no longer kept cannot be kept later: the answer that changes nothing comes first.
    fn ask_private(&mut self) {
        let w = &self.edition().words.notes;
        let choices = vec![
            Choice::new(w.private_no.to_string(), Target::Private(false)),
            Choice::new(w.private_yes.to_string(), Target::Private(true)),
        ];
        let picker = Picker::new(w.private_ask.to_string(), choices);
        self.open_picker(picker);
    }
}

/// The pane in which a command does something, for those that can be given from anywhere else.
fn home(command: Command) -> Option<Pane> {
    match command {
        Command::NewChecklist | Command::Regroup | Command::OnlyState => Some(Pane::Tasks),
        Command::Sort | Command::OnlyKind => Some(Pane::Notes),
        Command::Compare => Some(Pane::Profile),
        _ => None,
    }
}

/// What the command is called where one reads line by line.
fn in_lines(command: Command) -> &'static str {
    match command {
        Command::Copy => "cite",
        Command::PickCountry => "country",
        Command::NextState => "task-state",
        Command::NewChecklist => "task-list",
        Command::NextLanguage => "language",
        other => other.name(),
    }
}
