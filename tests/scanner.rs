//! Reads all that the program writes as a terminal would, and lets through nothing but what the program itself says to it.

use vereda::text::sanitize::clean;

/// Who reads what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A pipe or a file: text and nothing else.
    Pipe,
    /// A pipe that asked for colour, or a terminal that gets lines: text, and how it looks.
    Lines,
    /// A terminal that the explorer has taken over.
    Screen,
}

/// What may be switched on and off with `CSI ? … h` and `l`: the cursor, mouse buttons and their form, the other screen, bracketed paste.
const MODES: [&str; 5] = ["25", "1000", "1006", "1049", "2004"];

/// The question for the ground, to the letter.
const GROUND: &[u8] = b"\x1b]11;?\x1b\\";

/// The first thing in `bytes` that is not the program's own, with what stands around it.
pub(crate) fn scan(bytes: &[u8], reader: Reader) -> Result<(), String> {
    let mut rest = bytes;
    let at = |rest: &[u8], what: &str| {
        let at = bytes.len() - rest.len();
        let around = &bytes[at.saturating_sub(40)..(at + 60).min(bytes.len())];
        Err(format!("{what} at byte {at} of {}: {:?}", bytes.len(), String::from_utf8_lossy(around)))
    };
    while !rest.is_empty() {
        // Text up to the next ESC: what a terminal cannot take as anything else.
        let end = rest.iter().position(|byte| *byte == 0x1b).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        let Ok(text) = std::str::from_utf8(text) else { return at(rest, "bytes that are no UTF-8") };
        // Lines that are written to a terminal get a CR from its driver; on a screen the next row begins with one.
        let text = if reader == Reader::Pipe { text.to_owned() } else { text.replace("\r\n", "\n") };
        if clean(&text) != text {
            let is_bad = |c: char| clean(c.encode_utf8(&mut [0; 4])) != *c.encode_utf8(&mut [0; 4]);
            return match text.char_indices().find(|(_, c)| is_bad(*c)) {
                Some((byte, c)) => at(&rest[byte.min(rest.len())..], &format!("U+{:04X}", c as u32)),
                None => at(rest, "a tower of marks"),
            };
        }
        if after.is_empty() {
            return Ok(());
        }
        match own(after, reader) {
            Some(length) => rest = &after[length..],
            None => return at(after, "a sequence that is not ours"),
        }
    }
    Ok(())
}

/// How long the sequence at the start is, if it is one of the program's own.
fn own(bytes: &[u8], reader: Reader) -> Option<usize> {
    if reader == Reader::Pipe {
        return None;
    }
    if let Some(osc) = bytes.strip_prefix(b"\x1b]52;c;").filter(|_| reader == Reader::Screen) {
        // What is copied, as base64, to its end.
        let text = osc.iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)).count();
        let end = &osc[text..];
        let length = if end.starts_with(b"\x1b\\") { 2 } else { usize::from(end.starts_with(b"\x07")) };
        return (length > 0).then_some(7 + text + length);
    }
    if let Some(osc) = bytes.strip_prefix(b"\x1b]66;").filter(|_| reader == Reader::Screen) {
        // Large letters where the terminal has them: how large, and a clean text to its end.
        let end = osc.windows(2).position(|pair| pair == b"\x1b\\")?;
        let (how, text) = std::str::from_utf8(&osc[..end]).ok()?.split_once(';')?;
        let is_own = how.chars().all(|c| c.is_ascii_alphanumeric() || "=:".contains(c)) && text.len() <= 4096;
        return (is_own && clean(text) == text && !text.contains('\n')).then_some(5 + end + 2);
    }
    if bytes.starts_with(GROUND) {
        return (reader == Reader::Screen).then_some(GROUND.len());
    }
    if bytes.starts_with(b"\x1bM") {
        // A row comes in at the upper margin.
        return (reader == Reader::Screen).then_some(2);
    }
    let body = bytes.strip_prefix(b"\x1b[")?;
    let parameters = body.iter().take_while(|byte| (0x30..0x40).contains(*byte)).count();
    let (parameters, last) = (std::str::from_utf8(&body[..parameters]).ok()?, *body.get(parameters)?);
    let numbers = parameters.chars().all(|c| c.is_ascii_digit() || c == ';');
    let is_own = match last {
        b'm' => numbers,
        // The cursor goes its way, what is over is erased, and what moves is between margins.
        b'H' | b'A' | b'B' | b'C' | b'D' | b'G' | b'J' | b'X' | b'r' => numbers && reader == Reader::Screen,
        // To the end of the row, and no other way.
        b'K' => parameters.is_empty() && reader == Reader::Screen,
        b'h' | b'l' => reader == Reader::Screen && parameters.strip_prefix('?').is_some_and(|mode| MODES.contains(&mode)),
        _ => false,
    };
    is_own.then_some(2 + parameters.len() + 1)
}

pub(crate) fn assert_own(bytes: &[u8], reader: Reader, what: &str) {
    if let Err(why) = scan(bytes, reader) {
        panic!("{what}: {why}");
    }
}

#[test]
fn the_scanner_finds_what_it_is_to_find() {
    for good in ["", "a\nb", "é 日本 e\u{301}"] {
        assert_eq!(scan(good.as_bytes(), Reader::Pipe), Ok(()));
    }
    let screen = "\x1b[?1049h\x1b[?25l\x1b[2;3Ha\x1b[38;5;3;49mb\x1b[0m\x1b]52;c;QUJD\x1b\\\x1b[?1049l\r\n";
    assert_eq!(scan(screen.as_bytes(), Reader::Screen), Ok(()));
    assert_eq!(scan(b"\x1b[2;9r\x1b[9H\n\n\x1b[r\x1b[2H\x1bM\x1b[3Ca\x1b[K\r\n\x1b[4X\x1b[9G", Reader::Screen), Ok(()));
    assert_eq!(scan(b"\x1b[1ma\x1b[0m\r\n", Reader::Lines), Ok(()));
    assert_eq!(scan("\x1b]66;s=2:n=1;é\x1b\\".as_bytes(), Reader::Screen), Ok(()));
    let bad: [&[u8]; 22] = [
        b"\x1b]11;#000000\x1b\\",
        b"\x1b]66;s=2;a\x07b\x1b\\",
        b"\x1b]66;s=2;open",
        b"\x1b[2K",
        b"\x1b]0;x\x07",
        b"\x1b]8;;http://x\x1b\\",
        b"\x1b]52;c;QQ",
        b"\x1b]52;c;?\x07",
        b"\x1bc",
        b"\x1bPx\x1b\\",
        b"\x1b[?47h",
        b"\x1b[6n",
        b"\x1b[>4;1m",
        b"a\x07",
        b"a\x08",
        b"a\x00",
        b"a\rb",
        "a\u{9b}b".as_bytes(),
        b"a\x9bb",
        "a\u{202e}b".as_bytes(),
        "a\u{200b}b".as_bytes(),
        "a\u{2028}b".as_bytes(),
    ];
    for bad in bad {
        assert!(scan(bad, Reader::Screen).is_err(), "{bad:?}");
    }
    assert!(scan(b"\x1b[1m", Reader::Pipe).is_err() && scan(b"\x1b[1;1H", Reader::Lines).is_err());
    assert!(scan(format!("a{}", "\u{301}".repeat(7)).as_bytes(), Reader::Pipe).is_err());
}
