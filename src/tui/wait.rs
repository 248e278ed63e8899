//! Sleeping until there is something to do: a key, a signal, or the end of the terminal. Nothing ticks.

/// Why the wait is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Wake {
    /// There is input to read.
    pub(super) input: bool,
    /// The terminal has another size.
    pub(super) resized: bool,
    /// The program was stopped and goes on.
    pub(super) continued: bool,
    /// The program is asked to end by this signal, or its terminal is gone (SIGHUP).
    pub(super) ended: Option<i32>,
}

#[cfg(unix)]
pub(super) use unix::{Waiter, Waker};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, IsTerminal, Read, Write};
    use std::os::fd::{AsFd, BorrowedFd};
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};

    use super::Wake;

    /// Signals that end the program.
    const ENDING: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];

    /// Ends a wait from another thread.
    pub(in super::super) struct Waker(UnixStream);

    impl Waker {
        /// Ends the wait.
        pub(in super::super) fn wake(&self) {
            // A pipe that is full wakes as well.
            let _ = (&self.0).write(&[0]);
        }
    }

    /// Waits for keys and signals.
    pub(in super::super) struct Waiter {
        /// The terminal, where standard input is not one.
        tty: Option<File>,
        signals: UnixStream,
        writer: UnixStream,
        resized: Arc<AtomicBool>,
        continued: Arc<AtomicBool>,
        ended: [Arc<AtomicBool>; 3],
    }

    impl Waiter {
        /// From now on signals wake the wait instead of ending the program.
        pub(in super::super) fn new() -> io::Result<Self> {
            let (signals, writer) = UnixStream::pair()?;
            signals.set_nonblocking(true)?;
            let flag = |signal| -> io::Result<Arc<AtomicBool>> {
                let flag = Arc::new(AtomicBool::new(false));
                signal_hook::flag::register(signal, Arc::clone(&flag))?;
                signal_hook::low_level::pipe::register(signal, writer.try_clone()?)?;
                Ok(flag)
            };
            // Writing past the file-size limit is an error to tell of, not a reason to die.
            signal_hook::flag::register(SIGXFSZ, Arc::default())?;
            let tty = if io::stdin().is_terminal() { None } else { Some(File::options().read(true).write(true).open("/dev/tty")?) };
            let [term, hup, int] = ENDING;
            let (resized, continued) = (flag(SIGWINCH)?, flag(SIGCONT)?);
            let ended = [flag(term)?, flag(hup)?, flag(int)?];
            Ok(Self { tty, signals, writer, resized, continued, ended })
        }

        /// What ends a wait from another thread.
        pub(in super::super) fn waker(&self) -> io::Result<Waker> {
            self.writer.try_clone().map(Waker)
        }

        /// How many bytes can be read now; many where the system does not say.
        pub(in super::super) fn pending(&self) -> u64 {
            rustix::io::ioctl_fionread(self.tty(&io::stdin())).unwrap_or(u64::MAX)
        }

        fn tty<'a>(&'a self, stdin: &'a io::Stdin) -> BorrowedFd<'a> {
            match &self.tty {
                Some(tty) => tty.as_fd(),
                None => stdin.as_fd(),
            }
        }

        /// Sleeps until there is something to do, or for so long at most.
        pub(in super::super) fn wait(&mut self, most: Option<Duration>) -> io::Result<Wake> {
            let stdin = io::stdin();
            let tty = self.tty(&stdin);
            let mut fds = [PollFd::new(&tty, PollFlags::IN), PollFd::new(&self.signals, PollFlags::IN)];
            let most = most.and_then(|most| Timespec::try_from(most).ok());
            match poll(&mut fds, most.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
            let ready = fds[0].revents();
            // A terminal that was closed answers every read at once: whoever waits for it burns the processor.
            let gone = ready.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
            if !fds[1].revents().is_empty() {
                while matches!((&self.signals).read(&mut [0; 64]), Ok(n) if n > 0) {}
            }
            let taken = |flag: &AtomicBool| flag.swap(false, Ordering::SeqCst);
            let ended = ENDING.into_iter().zip(&self.ended).find(|(_, flag)| taken(flag)).map(|(signal, _)| signal);
            Ok(Wake {
                input: ready.contains(PollFlags::IN) && !gone,
                resized: taken(&self.resized),
                continued: taken(&self.continued),
                ended: ended.or(gone.then_some(SIGHUP)),
            })
        }

        /// Stops the program as Ctrl-Z does; returns when it goes on.
        pub(in super::super) fn stop(&self) -> io::Result<()> {
            signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
            self.continued.store(false, Ordering::SeqCst);
            Ok(())
        }
    }
}

/// Where there are no signals, the terminal's own events are all there is.
#[cfg(not(unix))]
pub(super) struct Waiter;

/// Ends a wait from another thread: there the wait ends by itself after a while.
#[cfg(not(unix))]
pub(super) struct Waker;

#[cfg(not(unix))]
impl Waker {
    pub(super) fn wake(&self) {}
}

#[cfg(not(unix))]
use std::io;

#[cfg(not(unix))]
impl Waiter {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn wait(&mut self, most: Option<std::time::Duration>) -> io::Result<Wake> {
        let most = most.unwrap_or(std::time::Duration::from_millis(200));
        let input = crossterm::event::poll(most.min(std::time::Duration::from_millis(200)))?;
        Ok(Wake { input, ..Wake::default() })
    }

    pub(super) fn pending(&self) -> u64 {
        u64::MAX
    }

    pub(super) fn waker(&self) -> io::Result<Waker> {
        Ok(Waker)
    }

    pub(super) fn stop(&self) -> io::Result<()> {
        Ok(())
    }
}
