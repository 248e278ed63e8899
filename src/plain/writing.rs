//! Exports to a file.

use std::io;
use std::path::Path;

use super::session::{Listed, Question, Session};
use super::verb::Verb;
use crate::cli::data_args::{Tasks, Verb as Change};
use crate::cli::exit::repeated;
use crate::cli::{checklist, export as selecting, tour};
use crate::export::to_file::{self, Exported};
use crate::export::{self, Format, Selection};
use crate::report::Address;
use crate::report::recommendation::Grouping;
use crate::report::words::fill;
use crate::state::{Marks, OwnTours};
use crate::text::fold::fold;

impl Session<'_> {
    /// `FILE`, `FILE WHAT`: this section, or what was named.
    pub(super) fn export(&mut self, typed: &str) {
        // A name with spaces stands in quotation marks.
        let (file, what) = match typed.strip_prefix('"').and_then(|rest| rest.split_once('"')) {
            Some((file, what)) => (file, what.trim()),
            None => typed.split_once(char::is_whitespace).map_or((typed, ""), |(file, what)| (file, what.trim())),
        };
        if file.is_empty() {
            self.say(&self.words().plain.export_what);
            self.question = Some(Question::File(what.to_owned()));
        } else {
            self.export_to(file, what, false);
        }
    }

    pub(super) fn export_to(&mut self, file: &str, what: &str, replace: bool) {
        let ending = Path::new(file).extension().and_then(|ending| ending.to_str()).map(str::to_lowercase).unwrap_or_default();
        let Some(format) = Format::from_name(&ending) else { return self.say(&self.words().plain.export_form) };
        let written = match self.writer(what, format) {
            Ok(bytes) => to_file::perform(self.edition(), file, replace, |out| {
                out.extend(bytes);
                Ok(())
            }),
            Err(message) => return self.fail(&message),
        };
        let w = self.words();
        match written {
            Exported::Written(file) => self.say(&fill(&w.export.written, &[("file", &file)])),
            Exported::Failed(error) => self.say(&fill(&w.export.failed, &[("error", &error)])),
            Exported::Exists(free) => {
                self.say(&fill(&w.plain.replace, &[("file", &repeated(file)), ("free", &repeated(&free))]));
                self.question = Some(Question::Replace(file.to_owned(), what.to_owned()));
            }
        }
    }

    /// What was asked for, written; or why there is nothing.
    fn writer(&self, what: &str, format: Format) -> Result<Vec<u8>, String> {
        let (report, edition) = (self.report, self.edition());
        let data = self.folders.data.as_deref();
        let mut out = Vec::new();
        let cause = |error: io::Error| edition.words.cause(&error.to_string());
        if self.vocabulary.is(Verb::Notes, what) {
            let marks = Marks::open(data).0.of(&report.identity()).into_iter().filter(|mark| !mark.deleted).collect::<Vec<_>>();
            if marks.is_empty() {
                return Err(edition.words.export.nothing.to_string());
            }
            export::notes::write(&mut out, report, edition, &marks, format).map_err(cause)?;
        } else if self.vocabulary.is(Verb::Tasks, what) {
            let asked = Tasks { list: self.checklist.clone(), verb: Change::Export { format, by: Grouping::default() } };
            let done = checklist::perform(&asked, report, edition, data, |_| {}).map_err(|failure| failure.message)?;
            checklist::write(&mut out, &done, report, edition, self.medium).map_err(cause)?;
        } else if let Some(name) = what.strip_prefix(tour::PREFIX) {
            let own = OwnTours::open(data, report);
            let (found, _) = tour::find(report, &own, edition, name).map_err(|failure| failure.message)?;
            export::tour::write(&mut out, report, edition, found, (format, false)).map_err(cause)?;
        } else {
            let selection = self.selection(what)?;
            export::records::write(&mut out, report, edition, &selection, format).map_err(cause)?;
        }
        Ok(out)
    }

    fn selection(&self, what: &str) -> Result<Selection, String> {
        let (report, edition) = (self.report, self.edition());
        let nothing = || edition.words.export.nothing.to_string();
        let of = |addresses: Vec<Address>| Selection::new(report, edition, addresses, Vec::new()).ok_or_else(nothing);
        let is_all = fold(&edition.words.plain.all).split(',').any(|all| all.trim() == fold(what));
        if is_all {
            return selecting::selection(report, edition, &[]).map_err(|failure| failure.message);
        }
        if self.vocabulary.is(Verb::Search, what) {
            // The hits, if they are what was listed last.
            return of(self
                .list
                .iter()
                .flatten()
                .filter_map(|listed| if let Listed::Address(address) = listed { Some(address.clone()) } else { None })
                .collect());
        }
        if what.is_empty() {
            let section = self.section().map(|section| Address::Section(section.id.clone()));
            return of(vec![self.shown.clone().or(section).ok_or_else(nothing)?]);
        }
        let words: Vec<String> = what.split_whitespace().map(ToOwned::to_owned).collect();
        match self.titled(what) {
            Some(address) => of(vec![address]),
            None => selecting::selection(report, edition, &words).map_err(|failure| failure.message),
        }
    }
}
