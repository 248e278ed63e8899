//! Where the sockets of shows are: a folder that is this person's alone.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What the mode says of everyone but the owner.
const OTHERS: u32 = 0o077;

/// The folders that may be used, the best first: one that the system empties, one of the program's own, one of the system's.
pub(super) fn folders(state: Option<&Path>) -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|folder| folder.is_absolute());
    let own = format!("/tmp/vereda-{}", rustix::process::geteuid().as_raw());
    let named = runtime.map(|folder| folder.join("vereda")).into_iter().chain(state.map(|folder| folder.join("show")));
    named.chain(std::iter::once(PathBuf::from(own))).collect()
}

/// Whether a folder is a folder, ours, and closed to everyone else: in another one anybody could put a socket.
fn check(folder: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(folder)?;
    let ours = metadata.is_dir() && metadata.uid() == rustix::process::geteuid().as_raw() && metadata.mode() & OTHERS == 0;
    if ours { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
}

/// Opens this program's socket in the first folder where that can be done.
pub(super) fn open(folders: &[PathBuf]) -> Option<(UnixListener, PathBuf)> {
    folders.iter().find_map(|folder| open_in(folder).ok())
}

fn open_in(folder: &Path) -> io::Result<(UnixListener, PathBuf)> {
    // A state folder may be missing at first. The system's folders are not for us to make: what is named is there or is not used.
    let is_states = folder.file_name().is_some_and(|name| name == "show");
    match DirBuilder::new().mode(0o700).recursive(is_states).create(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => check(folder)?,
    }
    sweep(folder);
    let pid = std::process::id();
    let (new, path) = (folder.join(format!(".new-{pid}")), folder.join(format!("show-{pid}.sock")));
    // One of a program that had this number before is no one's.
    let _ = fs::remove_file(&new);
    let listener = UnixListener::bind(&new)?;
    listener.set_nonblocking(true)?;
    fs::set_permissions(&new, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    // It has its name when it answers: one that does not is taken for one that was left behind.
    fs::rename(&new, &path).inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })?;
    Ok((listener, path))
}

/// Removes a show's socket, and the folder if it is empty then.
pub(super) fn close(path: &Path) {
    let _ = fs::remove_file(path);
    if let Some(folder) = path.parent() {
        let _ = fs::remove_dir(folder);
    }
}

/// Sockets of shows, with when they began.
fn sockets(folder: &Path) -> Vec<(SystemTime, PathBuf)> {
    let entries = fs::read_dir(folder).ok().into_iter().flatten().flatten();
    let is_show = |name: &str| name.strip_prefix("show-").is_some_and(|rest| rest.strip_suffix(".sock").is_some());
    let named = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_show));
    named.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect()
}

/// Removes what programs that were killed left behind.
fn sweep(folder: &Path) {
    for (_, path) in sockets(folder) {
        if UnixStream::connect(&path).is_err_and(|error| error.kind() == io::ErrorKind::ConnectionRefused) {
            let _ = fs::remove_file(path);
        }
    }
}

/// The show that began last, of those that answer.
pub(super) fn connect(folders: &[PathBuf]) -> Option<UnixStream> {
    let mut all: Vec<_> = folders.iter().filter(|folder| check(folder).is_ok()).flat_map(|folder| sockets(folder)).collect();
    all.sort();
    all.iter().rev().find_map(|(_, path)| UnixStream::connect(path).ok())
}
