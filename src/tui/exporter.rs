//! Writing exports beside the keys: a thread for each.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::spawn;

use super::wait::Waker;
use crate::app::exporting::{Export, Exported, What};
use crate::export::{self, Selection};
use crate::report::{Edition, Language, Report};
use crate::state::store;
use crate::text::sanitize::clean_line;

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
    let path = file(&export.path);
    // Before the work: what is there need not be written to be known.
    if !export.replace && std::fs::symlink_metadata(&path).is_ok_and(|metadata| !metadata.is_dir()) {
        return Exported::Exists(free(&export.path));
    }
    if path.is_dir() {
        return Exported::Failed(edition.words.export.a_folder.to_string());
    }
    let mut bytes = Vec::new();
    let written = write(&mut bytes, report, edition, export).and_then(|()| store::export(&path, &bytes, export.replace));
    match written {
        Ok(()) => {
            let whole = std::path::absolute(&path).unwrap_or(path);
            Exported::Written(clean_line(&whole.display().to_string()).into_owned())
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Exported::Exists(free(&export.path)),
        Err(error) => Exported::Failed(edition.words.cause(&error.to_string())),
    }
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

/// The file that was named: `~/` is the home folder, as in a shell.
fn file(typed: &str) -> PathBuf {
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}

/// A name beside the one that is taken: `notes-2.md`.
fn free(typed: &str) -> String {
    let path = Path::new(typed);
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, ending) = (part(path.file_stem()), part(path.extension()));
    let ending = if ending.is_empty() { ending } else { format!(".{ending}") };
    let named = |nth: u32| path.with_file_name(format!("{stem}-{nth}{ending}")).to_string_lossy().into_owned();
    (2..1000).map(named).find(|name| std::fs::symlink_metadata(file(name)).is_err()).unwrap_or_else(|| named(1000))
}
