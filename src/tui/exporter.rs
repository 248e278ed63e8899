//! Writing exports beside the keys: a thread for each.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::app::exporting::{Export, Exported, What};
use crate::export::{self, Selection, to_file};
use crate::report::{Edition, Language, Report};

/// Exports that are being written.
pub(super) struct Exporter {
    sender: Sender<Exported>,
    done: Receiver<Exported>,
}

impl Exporter {
    /// Nothing is written yet.
    pub(super) fn new() -> Self {
        let (sender, done) = channel();
        Self { sender, done }
    }

    /// Starts to write.
    pub(super) fn start(&self, report: &Arc<Report>, language: Language, export: Export, waker: Waker) {
        let report = Arc::clone(report);
        let sender = self.sender.clone();
        spawn(move || {
            let exported = perform(&report, report.edition(language), &export);
            if sender.send(exported).is_ok() {
                waker.wake();
            }
        });
    }

    /// How exports have ended.
    pub(super) fn done(&self) -> Vec<Exported> {
        self.done.try_iter().collect()
    }
}

fn perform(report: &Report, edition: &Edition, export: &Export) -> Exported {
    to_file::perform(edition, &export.path, export.replace, |out| write(out, report, edition, export))
}

fn write(out: &mut Vec<u8>, report: &Report, edition: &Edition, export: &Export) -> io::Result<()> {
    match &export.scope.what {
        What::Records(addresses, kinds) => match Selection::new(report, edition, addresses.clone(), kinds.clone()) {
            Some(selection) => export::records::write(out, report, edition, &selection, export.format),
            None => Err(io::Error::other(edition.words.export.nothing.to_string())),
        },
        What::Notes(marks) => export::notes::write(out, report, edition, marks, export.format),
        What::Checklist(list, by) => export::checklist::write(out, report, edition, list, (export.format, *by)),
    }
}
