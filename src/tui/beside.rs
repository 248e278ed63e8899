//! Work beside the keys: a thread that says how far it is, and wakes the loop for that and when it is done.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::thread::spawn;

use super::wait::{Waiter, Waker};
use crate::report::{Language, Report};

/// Work that is being done.
pub(super) struct Beside<T> {
    done: Receiver<T>,
    percent: Arc<AtomicU8>,
}

/// The loop is told of progress in steps of so many percent.
const STEP: u8 = 4;

impl<T: Send + 'static> Beside<T> {
    /// Starts it. It is given something to tell how much is done, in percent.
    pub(super) fn start(waker: Waker, work: impl FnOnce(&mut dyn FnMut(u8)) -> T + Send + 'static) -> Self {
        let (send, done) = channel();
        let percent = Arc::new(AtomicU8::new(0));
        let shown = Arc::clone(&percent);
        spawn(move || {
            let result = work(&mut |part| {
                if part >= shown.load(Ordering::Relaxed) + STEP {
                    shown.store(part, Ordering::Relaxed);
                    waker.wake();
                }
            });
            if send.send(result).is_ok() {
                waker.wake();
            }
        });
        Self { done, percent }
    }

    /// How much of it is done, in percent.
    pub(super) fn percent(&self) -> u8 {
        self.percent.load(Ordering::Relaxed)
    }

    /// What came of it, once it is done; `Err` where nothing will come any more.
    pub(super) fn take(&self) -> Result<Option<T>, ()> {
        match self.done.try_recv() {
            Ok(result) => Ok(Some(result)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(()),
        }
    }
}

/// Work on the text of an edition. What comes of it is of no use for another text.
pub(super) struct OfText<T> {
    report: Arc<Report>,
    language: Language,
    work: Beside<T>,
}

impl<T: Send + 'static> OfText<T> {
    /// What came of the work on this text, once it is done. Where it is not being done it is started, in place of what was done on another.
    pub(super) fn of(
        own: &mut Option<Self>,
        (report, language): (&Arc<Report>, Language),
        waiter: &Waiter,
        work: impl FnOnce(&Report, &mut dyn FnMut(u8)) -> T + Send + 'static,
    ) -> io::Result<Option<T>> {
        match own {
            Some(own) if Arc::ptr_eq(&own.report, report) && own.language == language => {}
            _ => {
                let text = Arc::clone(report);
                let work = Beside::start(waiter.waker()?, move |tell| work(&text, tell));
                *own = Some(Self { report: Arc::clone(report), language, work });
            }
        }
        let done = own.as_ref().and_then(|own| own.work.take().ok().flatten());
        if done.is_some() {
            *own = None;
        }
        Ok(done)
    }

    /// How much of it is done, in percent.
    pub(super) fn percent(&self) -> u8 {
        self.work.percent()
    }
}
