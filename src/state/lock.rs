//! One running copy at a time changes a file.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::store::{about, folder_of, make_folder, private};

/// How long to wait for another copy. A save takes milliseconds; a copy that was stopped in the middle of one holds its lock for ever.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to sleep before the lock is tried again.
const PAUSE: Duration = Duration::from_millis(5);

/// Does something while no other running copy does the same with this file. The lock is a file beside it, which stays. An error of the lock
/// names the file.
pub fn locked<T>(path: &Path, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    locked_all(&[path], work)
}

/// The same for several files at once. Whoever needs several names them in the same order: place, checklists, marks.
pub fn locked_all<T>(paths: &[&Path], work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    let mut held: Vec<(File, PathBuf)> = Vec::new();
    for path in paths {
        let lock = lock(path, &held).map_err(|error| about(path, &error))?;
        held.extend(lock);
    }
    let result = work();
    // Closing them unlocks them as well.
    drop(held);
    result
}

/// The lock of a file, and the name it has; `None` where it is one of those that are held, as a folder may be.
fn lock(path: &Path, held: &[(File, PathBuf)]) -> io::Result<Option<(File, PathBuf)>> {
    let folder = folder_of(path);
    let deadline = Instant::now() + PATIENCE;
    loop {
        make_folder(folder)?;
        let (lock, name) = open(path.with_extension("lock"), folder)?;
        if held.iter().any(|(_, other)| *other == name) {
            return Ok(None);
        }
        match lock.try_lock() {
            // Another copy may have removed it meanwhile; whoever comes next would lock a new one.
            Ok(()) if is_still(&lock, &name) => return Ok(Some((lock, name))),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(io::Error::new(io::ErrorKind::TimedOut, "another Vereda is saving it")),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Whether a file still has this name.
#[cfg(unix)]
fn is_still(file: &File, name: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    file.metadata().map(id).ok() == fs::metadata(name).map(id).ok()
}

#[cfg(not(unix))]
fn is_still(_file: &File, _name: &Path) -> bool {
    true // an open file is not removed there
}

/// The file to lock. Opening a pipe would wait for its reader for ever, a folder cannot be written, and a link that leads nowhere would make
/// a file somewhere else: where one of these has the lock's name, the folder itself is locked.
fn open(lock: PathBuf, folder: &Path) -> io::Result<(File, PathBuf)> {
    // Only a link is looked at twice: a file may be removed between two looks, and would seem to lead nowhere.
    let is_usable = match fs::symlink_metadata(&lock) {
        Ok(metadata) if metadata.is_symlink() => fs::metadata(&lock).is_ok_and(|metadata| metadata.is_file()),
        Ok(metadata) => metadata.is_file(),
        Err(_) => true,
    };
    if !is_usable {
        return Ok((File::open(folder)?, folder.to_owned()));
    }
    let mut options = File::options();
    let opened = match private(options.create(true).truncate(false).write(true)).open(&lock) {
        // One that may not be written, on a medium that may only be read, can be locked all the same.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(&lock).map_err(|_| error),
        opened => opened,
    };
    Ok((opened?, lock))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn whatever_has_the_locks_name() {
        use std::os::unix::fs::symlink;
        for what in ["folder", "pipe", "nowhere", "device", "file"] {
            let folder = tempfile::tempdir().expect("folder");
            let (path, lock) = (folder.path().join("marks.toml"), folder.path().join("marks.lock"));
            match what {
                "folder" => fs::create_dir(&lock).expect("made"),
                "pipe" => assert!(std::process::Command::new("mkfifo").arg(&lock).status().expect("run").success()),
                "nowhere" => symlink("/nowhere/at/all", &lock).expect("linked"),
                "device" => symlink("/dev/zero", &lock).expect("linked"),
                _ => fs::write(&lock, "mine").expect("written"),
            }
            let before = fs::symlink_metadata(&lock).expect("there").file_type();
            assert_eq!(locked(&path, || Ok(7)).expect(what), 7);
            assert_eq!(fs::symlink_metadata(&lock).expect("there").file_type(), before, "{what}");
            if what == "file" {
                assert_eq!(fs::read_to_string(&lock).expect("read"), "mine");
            }
        }
    }

    #[test]
    fn a_lock_that_is_removed_meanwhile_lets_no_two_in() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("n.toml");
        let inside = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let alone = || {
                            assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                            inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                            // The last thing done, as in a wipe: a new one lets the next copy in.
                            fs::remove_file(path.with_extension("lock"))
                        };
                        locked(&path, alone).expect("in turn");
                    }
                });
            }
        });
    }

    #[test]
    fn one_after_the_other() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("n.toml");
        fs::write(&path, "0").expect("written");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        let next = || -> io::Result<()> {
                            let n: u32 = fs::read_to_string(&path)?.parse().map_err(io::Error::other)?;
                            fs::write(&path, (n + 1).to_string())
                        };
                        locked(&path, next).expect("in turn");
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&path).expect("read"), "100");
    }
}
