//! The terminal: taken over, and given back as it was on every way out.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{execute, queue};

use super::screen::Screen;

/// Whether the terminal is ours now: giving it back twice would harm what runs there next.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Buttons and wheel, in the form for large screens. Not crossterm's own, which also asks for every move of the mouse.
struct MouseReports(bool);

impl crossterm::Command for MouseReports {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str(if self.0 { "\x1b[?1000h\x1b[?1006h" } else { "\x1b[?1006l\x1b[?1000l" })
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        if self.0 { crossterm::event::EnableMouseCapture.execute_winapi() } else { crossterm::event::DisableMouseCapture.execute_winapi() }
    }
}

/// Takes the terminal over again, after the program was stopped by another one: the shell has set the terminal to its own ways, and crossterm, which
/// has not heard of it, would change nothing.
pub(super) fn take_again(mouse: bool) -> io::Result<()> {
    terminal::disable_raw_mode()?;
    take(mouse)
}

/// Takes the terminal over.
pub(super) fn take(mouse: bool) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    #[cfg(unix)]
    read_without_waiting()?;
    let mut out = io::stdout();
    queue!(out, EnterAlternateScreen, EnableBracketedPaste, Hide)?;
    if mouse {
        queue!(out, MouseReports(true))?;
    }
    out.flush()
}

/// Makes a read of the terminal end when there is nothing to read. Behind half of a key's sequence (Alt-[ is one) crossterm waits in a
/// read for the other half, and the program would hear of no signal and no resize. The end of raw mode undoes this too.
#[cfg(unix)]
fn read_without_waiting() -> io::Result<()> {
    use rustix::termios::{OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    let stdin = io::stdin();
    let tty = if stdin.is_terminal() { None } else { Some(std::fs::File::options().read(true).write(true).open("/dev/tty")?) };
    let fd = tty.as_ref().map_or_else(|| stdin.as_fd(), AsFd::as_fd);
    let mut settings = tcgetattr(fd)?;
    settings.special_codes[SpecialCodeIndex::VMIN] = 0;
    settings.special_codes[SpecialCodeIndex::VTIME] = 0;
    Ok(tcsetattr(fd, OptionalActions::Now, &settings)?)
}

/// Gives the terminal back as it was. What fails is passed over: on the way out there is no other way.
pub(super) fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = execute!(io::stdout(), MouseReports(false), DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = terminal::disable_raw_mode();
}

/// Gives the mouse to the program or to the terminal.
pub(super) fn capture_mouse(on: bool) -> io::Result<()> {
    execute!(io::stdout(), MouseReports(on))
}

/// Terminals take no more at once, in bytes: most have room for 100,000 of base64.
pub(super) const MOST_COPIED: usize = 74_000;

/// Asks the terminal to put a text on the clipboard (OSC 52), which works over ssh as well.
pub(super) fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}

/// The screen of the terminal that was taken.
pub(super) fn screen(size: (u16, u16)) -> io::Result<Screen> {
    #[cfg(debug_assertions)]
    fail_as_asked()?;
    Screen::new(size)
}

/// How the tests see that the terminal is given back when something fails that never should: not in what people run.
#[cfg(debug_assertions)]
fn fail_as_asked() -> io::Result<()> {
    match std::env::var("VEREDA_FAILS").as_deref() {
        Ok("here") => panic!("as asked"),
        Ok("elsewhere") => {
            let _ = std::thread::spawn(|| panic!("as asked")).join();
            Ok(())
        }
        Ok("error") => Err(io::Error::other("as asked")),
        _ => Ok(()),
    }
}

/// Columns and rows; 80 by 24 where the terminal does not know.
pub(super) fn size() -> (u16, u16) {
    match terminal::size() {
        Ok((columns, rows)) if columns > 0 && rows > 0 => (columns, rows),
        _ => (80, 24),
    }
}

/// Gives the terminal back before a panic of the main thread says what it says. Other threads' panics are not for the screen.
pub(super) fn guard_against_panics() {
    let main = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == main {
            give_back();
            before(info);
        }
    }));
}
