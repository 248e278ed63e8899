//! The clipboard of the computer one sits at. Over ssh that is the terminal's, which is asked by OSC 52; here it is the system's, which a
//! thread serves for as long as the program runs: others ask for what was copied when they paste.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::spawn;
use std::time::Duration;

use super::wait::Waker;

/// On the way out the system's clipboard is given this long to take over what was copied.
const PARTING: Duration = Duration::from_millis(400);

/// What became of a text.
#[derive(Debug)]
pub(super) enum Copied {
    /// It is on the system's clipboard.
    System(String),
    /// The system has none: the terminal is to be asked.
    Nowhere(String),
}

/// The system's clipboard, and the thread that serves it.
pub(super) struct Clipboard {
    jobs: Sender<String>,
    copied: Receiver<Copied>,
    ended: Receiver<()>,
}

impl Clipboard {
    /// Starts the thread. A system's clipboard may be slow to answer, or never do.
    pub(super) fn start(waker: Waker) -> Self {
        let (jobs, incoming) = channel::<String>();
        let (sender, copied) = channel();
        let (end, ended) = channel::<()>();
        spawn(move || {
            let mut system = None;
            while let Ok(text) = incoming.recv() {
                if system.is_none() {
                    system = arboard::Clipboard::new().ok();
                }
                let there = system.as_mut().is_some_and(|system| system.set_text(text.clone()).is_ok());
                if sender.send(if there { Copied::System(text) } else { Copied::Nowhere(text) }).is_err() {
                    break;
                }
                waker.wake();
            }
            drop(system);
            drop(end);
        });
        Self { jobs, copied, ended }
    }

    /// Puts a text there. What became of it is told later.
    pub(super) fn put(&self, text: String) {
        let _ = self.jobs.send(text);
    }

    /// What became of the texts.
    pub(super) fn copied(&self) -> Vec<Copied> {
        self.copied.try_iter().collect()
    }

    /// On the way out: leaves what was copied to the system, if it answers soon.
    pub(super) fn finish(self) {
        drop(self.jobs);
        // Its end is told by the other side being dropped.
        let _ = self.ended.recv_timeout(PARTING);
    }
}

/// Whether the clipboard of the computer that the program runs on is that of the person: not over ssh, and only where there is a screen.
pub(super) fn is_local(variable: impl Fn(&str) -> bool) -> bool {
    let is_remote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(&variable);
    let has_screen = cfg!(any(windows, target_os = "macos")) || ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(&variable);
    has_screen && !is_remote
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn over_ssh_the_terminal_has_the_clipboard() {
        let with = |there: &'static [&'static str]| is_local(move |name| there.contains(&name));
        assert!(with(&["DISPLAY"]) && with(&["WAYLAND_DISPLAY"]));
        assert!(!with(&[]) && !with(&["DISPLAY", "SSH_CONNECTION"]) && !with(&["WAYLAND_DISPLAY", "SSH_TTY"]));
    }
}
