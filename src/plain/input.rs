//! Lines as they are typed or come through a pipe, and signals that end the program.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::spawn;

/// A line of more bytes is passed over: nothing that a person writes is so long.
const LONGEST: u64 = 1 << 20;
/// So many lines are read before they are asked for.
const AHEAD: usize = 4;

/// What came.
pub(super) enum Event {
    /// A line, without its end.
    Line(Vec<u8>),
    /// A line that is too long.
    TooLong,
    /// There are no more.
    End,
    /// A signal.
    Signal,
}

/// Waits for lines and signals.
pub(super) struct Input {
    events: Receiver<Event>,
    signal: Arc<AtomicI32>,
}

impl Input {
    /// From now on lines are read, and signals end the program only after what was done is kept.
    pub(super) fn new() -> io::Result<Self> {
        let (sender, events) = sync_channel(AHEAD);
        let signal = Arc::new(AtomicI32::new(0));
        signals::watch(&signal, &sender)?;
        spawn(move || read(&mut io::stdin().lock(), &sender));
        Ok(Self { events, signal })
    }

    /// The next line. A signal counts more than lines that wait.
    pub(super) fn next(&self) -> Event {
        let event = self.events.recv().unwrap_or(Event::End);
        if self.signal().is_some() { Event::Signal } else { event }
    }

    /// The signal that came, if one did.
    pub(super) fn signal(&self) -> Option<i32> {
        Some(self.signal.load(Ordering::SeqCst)).filter(|signal| *signal != 0)
    }
}

fn read(input: &mut impl BufRead, sender: &SyncSender<Event>) {
    loop {
        // Input that fails has ended: a terminal that is gone says so again and again.
        let event = line(input).unwrap_or(Event::End);
        let is_last = matches!(event, Event::End);
        if sender.send(event).is_err() || is_last {
            return;
        }
    }
}

fn line(input: &mut impl BufRead) -> io::Result<Event> {
    let mut bytes = Vec::new();
    input.take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(Event::End);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() as u64 == LONGEST {
        input.skip_until(b'\n')?;
        return Ok(Event::TooLong);
    }
    Ok(Event::Line(bytes))
}

#[cfg(unix)]
mod signals {
    use std::io::{self, Read};
    use std::os::unix::net::UnixStream;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI32, Ordering};
    use std::sync::mpsc::SyncSender;
    use std::thread::{sleep, spawn};
    use std::time::Duration;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    use super::Event;

    /// So long a command may take that is at work when the signal comes, or output that nobody takes.
    const GRACE: Duration = Duration::from_secs(1);

    /// A thread for each signal that sleeps until it comes.
    pub(super) fn watch(came: &Arc<AtomicI32>, sender: &SyncSender<Event>) -> io::Result<()> {
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            let (mut from, to) = UnixStream::pair()?;
            signal_hook::low_level::pipe::register(signal, to)?;
            let (came, sender) = (Arc::clone(came), sender.clone());
            spawn(move || {
                if from.read_exact(&mut [0]).is_ok() {
                    came.store(signal, Ordering::SeqCst);
                    // Where lines wait, the signal is seen with the next.
                    let _ = sender.try_send(Event::Signal);
                    sleep(GRACE);
                    // What was done is kept already.
                    std::process::exit(128 + signal);
                }
            });
        }
        Ok(())
    }
}

#[cfg(not(unix))]
mod signals {
    /// There are none.
    pub(super) fn watch(_: &std::sync::Arc<super::AtomicI32>, _: &super::SyncSender<super::Event>) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_too_long_are_passed_over_and_the_last_needs_no_end() {
        let mut bytes = b"a\n\n".to_vec();
        bytes.resize(bytes.len() + 3 * usize::try_from(LONGEST).expect("small"), b'x');
        bytes.extend(b"\n\xff\nlast");
        let mut input = io::Cursor::new(bytes);
        let mut next = || match line(&mut input).expect("memory does not fail") {
            Event::Line(line) => Some(line),
            Event::TooLong => Some(b"TOO LONG".to_vec()),
            _ => None,
        };
        let all: Vec<Vec<u8>> = std::iter::from_fn(&mut next).collect();
        assert_eq!(all, [&b"a"[..], b"", b"TOO LONG", b"\xff", b"last"]);
    }
}
