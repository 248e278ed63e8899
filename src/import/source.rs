//! A file's bytes → text: what it is, by what stands in it, and how its characters are written.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::line::{CLOSE, OPEN};
use super::told::{Told, What};

/// Files larger than this are refused, as in a pack.
const LARGEST: u64 = 256 << 20;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Markdown.
    Markdown,
    /// Text without markup.
    Plain,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An electronic book.
    Epub,
}

/// Why a file was not imported.
#[derive(Debug)]
pub enum Refusal {
    /// What the system says.
    Io(std::io::Error),
    /// A folder, a device, a pipe.
    NotAFile,
    /// Over 256 MB.
    TooLarge,
    /// Nothing to read in it.
    Empty,
    /// A PDF: a converter is needed.
    Pdf,
    /// A document of another program (`doc`, `odt`, `rtf` …), by its name: a converter is needed.
    Other(&'static str),
    /// A file that was packed (`gzip`, `xz` …): what is in it can be imported once it is unpacked.
    Packed(&'static str),
    /// No text at all.
    Binary,
    /// A package that is damaged or has no text in it.
    Damaged,
    /// The folder for the pack is there already.
    Exists,
    /// The folder for the pack is there already, and is no pack.
    NoPack,
    /// A file lies in the folder for the pack that is no part of a pack, and would be gone.
    Foreign(PathBuf),
    /// The file to import lies in the folder that would be replaced.
    Inside,
    /// The pack could not be opened again.
    Broken(String),
}

/// Reads a file of bounded length; a pipe is not waited for.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    if !fs::metadata(path).map_err(Refusal::Io)?.is_file() {
        return Err(Refusal::NotAFile);
    }
    let mut bytes = Vec::new();
    fs::File::open(path).map_err(Refusal::Io)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(Refusal::Io)?;
    if bytes.len() as u64 > LARGEST { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

/// What packed files begin with.
const PACKED: [(&[u8], &str); 6] = [
    (&[0x1F, 0x8B], "gzip"),
    (&[0xFD, b'7', b'z', b'X', b'Z'], "xz"),
    (b"BZh91AY", "bzip2"),
    (&[0x28, 0xB5, 0x2F, 0xFD], "zstd"),
    (&[b'7', b'z', 0xBC, 0xAF], "7z"),
    (b"Rar!", "RAR"),
];

/// What the bytes are; the name only tells Markdown from text where nothing else does.
pub(super) fn sniff(bytes: &[u8], path: &Path) -> Result<Format, Refusal> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    if find(head.get(..head.len().min(1024)).unwrap_or_default(), b"%PDF-").is_some() {
        return Err(Refusal::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") {
        return package(bytes);
    }
    if head.starts_with(b"{\\rtf") {
        return Err(Refusal::Other("RTF"));
    }
    if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Refusal::Other("Word 97–2003"));
    }
    if let Some((_, kind)) = PACKED.iter().find(|(sign, _)| head.starts_with(sign)) {
        return Err(Refusal::Packed(kind));
    }
    let text = text_of(head);
    // No text has many signs for a machine.
    let for_machines = text.bytes().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    if for_machines > 2 + text.len() / 50 {
        return Err(Refusal::Binary);
    }
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
        || (start.starts_with("<?xml") || start.starts_with("<!--")) && start.contains("<html")
    {
        return Ok(Format::Html);
    }
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    if ["md", "markdown", "mkd", "mdown"].contains(&&*suffix) || is_markdown(&text_of(bytes)) {
        Ok(Format::Markdown)
    } else {
        Ok(Format::Plain)
    }
}

/// A zip archive is a document by what is in it. Its folder stands at its end.
fn package(bytes: &[u8]) -> Result<Format, Refusal> {
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    if find(start, b"application/epub+zip").is_some() {
        return Ok(Format::Epub);
    }
    if find(start, b"opendocument").is_some() {
        return Err(Refusal::Other("OpenDocument"));
    }
    let names = bytes.get(bytes.len().saturating_sub(1 << 20)..).unwrap_or_default();
    if find(names, b"word/document").is_some() {
        Ok(Format::Docx)
    } else if find(names, b"META-INF/container.xml").is_some() {
        Ok(Format::Epub)
    } else {
        Err(Refusal::Binary)
    }
}

/// The beginning of a file as text.
fn text_of(bytes: &[u8]) -> String {
    match bytes.get(..bytes.len().min(200_000)).unwrap_or_default() {
        [0xFF, 0xFE, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        head => String::from_utf8_lossy(head).into_owned(),
    }
}

/// Whether a text without a telling name is Markdown: by a few signs that no other text has often.
fn is_markdown(head: &str) -> bool {
    let mut signs = 0;
    for line in head.lines() {
        let line = line.trim_start();
        let hashes = line.len() - line.trim_start_matches('#').len();
        let is_heading = (1..=6).contains(&hashes) && line.get(hashes..).is_some_and(|rest| rest.starts_with(' '));
        let is_sign = is_heading
            || line.starts_with("](")
            || line.starts_with("[^")
            || line.starts_with("```")
            || line.starts_with("![")
            || line.starts_with("|--")
            || line.starts_with("| --")
            || line.contains("](http")
            || line.contains("<sup>");
        signs += usize::from(is_sign) + usize::from(line.starts_with("**") && line.get(2..).is_some_and(|rest| rest.contains("**")));
        if signs >= 2 {
            return true;
        }
    }
    false
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Bytes → characters: UTF-8, UTF-16 with its mark, or else the old encoding of Western Europe; single bytes of that between UTF-8 as well.
pub(super) fn decode(bytes: Vec<u8>, told: &mut Told) -> String {
    let text = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => from_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => from_utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes).unwrap_or_else(|error| mixed(error.as_bytes(), told)),
    };
    cleaned(text)
}

/// Bytes that are no whole UTF-8. Where there are more letters in UTF-8 than bytes that are none, those bytes alone are read otherwise: what is
/// written in Windows-1252 is hardly ever UTF-8 by chance.
fn mixed(bytes: &[u8], told: &mut Told) -> String {
    let valid: usize = bytes.utf8_chunks().map(|chunk| chunk.valid().chars().filter(|c| !c.is_ascii()).count()).sum();
    let other: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    if valid < other {
        told.add(What::Encoding, 0, "Windows-1252");
        return bytes.iter().map(|byte| windows_1252(*byte)).collect();
    }
    let mut out = String::with_capacity(bytes.len());
    let mut line = 1;
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        line += chunk.valid().matches('\n').count();
        if !chunk.invalid().is_empty() {
            told.add(What::Encoding, line, "Windows-1252");
            out.extend(chunk.invalid().iter().map(|byte| windows_1252(*byte)));
        }
    }
    out
}

/// A text rid of what would be mistaken for our own marks, of soft hyphens, signs for the terminal and characters without a width.
pub(super) fn cleaned(text: String) -> String {
    let is_unwanted = |c: char| {
        matches!(c, OPEN | CLOSE | '\u{FEFF}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{202A}'..='\u{202E}')
            || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'))
    };
    if !text.contains(|c| is_unwanted(c) || matches!(c, '\r' | '\u{2028}' | '\u{2029}' | 'ﬀ'..='ﬆ')) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            // What printers set as one sign is several letters to whoever searches.
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            c if is_unwanted(c) => {}
            c => out.push(c),
        }
    }
    out
}

fn from_utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        other => char::from(other),
    }
}
