//! The pack's folder: all of it or nothing. Written beside its place under another name, looked at, and renamed.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::source::Refusal;
use crate::report::{Report, Words, pack_files};

/// Whether a pack may be written here: nothing is there, or with `force` a pack or an empty folder, in which neither
/// the source nor a file of another kind lies.
pub(super) fn may_write(out: &Path, force: bool, source: &Path) -> Result<(), Refusal> {
    let Ok(there) = fs::symlink_metadata(out) else { return Ok(()) };
    if !force {
        return Err(Refusal::Exists);
    }
    let is_folder = there.is_dir() || fs::metadata(out).is_ok_and(|target| target.is_dir());
    let is_pack = || out.join("report.toml").is_file() || fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    if !is_folder || !is_pack() {
        return Err(Refusal::NoPack);
    }
    let (out, source) = (fs::canonicalize(out).map_err(Refusal::Io)?, fs::canonicalize(source).map_err(Refusal::Io)?);
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    if source.starts_with(&out) || here.starts_with(&out) {
        return Err(Refusal::Inside);
    }
    pack_files::foreign(&out).map_or(Ok(()), |foreign| Err(Refusal::Foreign(foreign)))
}

/// Writes the files of a pack and puts the folder in its place. What was there stays whole until the new one is.
pub(super) fn write(out: &Path, files: &[(String, String)], words: &Words) -> Result<Report, Refusal> {
    // A link is written through, so that it goes on pointing at the pack.
    let out: PathBuf = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(Refusal::Io)?;
    let beside = tempfile::Builder::new().prefix(".vereda-").tempdir_in(parent).map_err(Refusal::Io)?;
    let new = beside.path().join("new");
    for (path, text) in files {
        let path = new.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&new)).map_err(Refusal::Io)?;
        let mut file = fs::File::create_new(&path).map_err(Refusal::Io)?;
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(Refusal::Io)?;
    }
    let report = Report::from_folder(&new).map_err(|error| Refusal::Broken(error.message(words)))?;
    pack_files::put(&new, &out, beside).map_err(Refusal::Io)?;
    Ok(report)
}
