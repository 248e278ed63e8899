//! The text of a piece, rid of what converters leave inside of lines: HTML, formulas that are numbers, links to nowhere, doubled escapes.
//! Marks of footnotes, however they are written, become one kind. One pass from left to right; what is looked for ahead and not found is not
//! looked for again.

use std::collections::HashMap;

use super::escape;
use super::line::{CLOSE, OPEN};
use super::nearby::{NEAR, attributes, bracketed, bracketed_within, is_number, near, without_tags};
use super::tags;

/// Longer footnotes are not written in the text.
const LONGEST: usize = 3000;

/// A piece's text as it stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tidy {
    /// The text.
    pub(super) text: String,
    /// Captions of images in it.
    pub(super) images: usize,
    /// Images that have none and are gone.
    pub(super) nameless: usize,
    /// Footnotes that were written in it, with their marks.
    pub(super) notes: Vec<String>,
}

/// Tidies a text. `targets` are the addresses of links that are named elsewhere; so many `notes` were written in the texts before.
pub(super) fn tidy(text: &str, targets: &HashMap<String, String>, in_table: bool, notes: usize) -> Tidy {
    let mut tidier = Tidier { rest: text, out: Tidy::default(), targets, in_table, before: notes, dead: Vec::new(), next: [None; 3] };
    tidier.run();
    tidier.out
}

struct Tidier<'a> {
    rest: &'a str,
    out: Tidy,
    targets: &'a HashMap<String, String>,
    in_table: bool,
    /// Footnotes that were written in the texts before.
    before: usize,
    /// What stands nowhere in the rest of the text.
    dead: Vec<&'static str>,
    /// How much of the text stands behind the next `]`, `)` and `>`, where they were looked for; nothing where there is none.
    next: [Option<usize>; 3],
}

impl<'a> Tidier<'a> {
    /// Converters leave spaces around what is raised: none stands before a full stop.
    fn close_up(&mut self) {
        let trimmed = self.rest.trim_start_matches(' ');
        if self.out.text.ends_with(CLOSE) && trimmed.len() < self.rest.len() && trimmed.starts_with(['.', ',', ';', ':', ')']) {
            self.rest = trimmed;
        }
    }

    fn run(&mut self) {
        const SIGNS: [char; 18] = ['~', '\\', '<', '`', '[', '!', '$', '^', '¹', '²', '³', '⁴', '⁰', '⁵', '⁶', '⁷', '⁸', '⁹'];
        while let Some(at) = self.rest.find(SIGNS) {
            let (before, after) = self.rest.split_at(at);
            self.out.text.push_str(before);
            self.rest = after;
            if self.special() {
                self.close_up();
            } else {
                let mut chars = self.rest.chars();
                if let Some(c) = chars.next() {
                    self.out.text.push(c);
                }
                self.rest = chars.as_str();
            }
        }
        self.out.text.push_str(self.rest);
    }

    /// Handles what stands at the beginning of the rest; `false` where it is nothing special.
    fn special(&mut self) -> bool {
        match self.rest.as_bytes().first() {
            Some(b'\\') => self.escape(),
            Some(b'<') => self.tag(),
            Some(b'`') => self.code(),
            Some(b'!') => self.image(),
            Some(b'[') => self.link(),
            Some(b'$') => self.formula(),
            Some(b'^') => self.raised_by_sign() || self.written_note(),
            Some(b'~') => self.lowered(),
            _ => self.raised_digits(),
        }
    }

    fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn mark(&mut self, label: &str) {
        let end = self.out.text.trim_end_matches(' ').len();
        // A mark belongs to the word before it.
        if end > 0 && !self.out.text.ends_with('\n') {
            self.out.text.truncate(end);
        }
        self.out.text.extend([OPEN.to_string().as_str(), label, CLOSE.to_string().as_str()]);
    }

    fn ahead(&mut self, what: &'static str) -> Option<usize> {
        if self.dead.contains(&what) {
            return None;
        }
        let found = self.rest.find(what);
        if found.is_none() {
            self.dead.push(what);
        }
        found
    }

    /// How far ahead one of `])>` is, if it is near.
    fn next(&mut self, sign: usize) -> Option<usize> {
        let length = self.rest.len();
        let left = match self.next[sign].filter(|left| *left <= length) {
            Some(left) => left,
            None => self.rest.find([']', ')', '>'][sign]).map_or(0, |at| length - at),
        };
        self.next[sign] = Some(left);
        (left > 0).then(|| length - left)
    }

    /// `\\_` is an underscore that was escaped twice.
    fn escape(&mut self) -> bool {
        let bytes = self.rest.as_bytes();
        if bytes.get(1) == Some(&b'\\') && bytes.get(2).is_some_and(|c| b"_*~#&%$".contains(c)) {
            self.advance(1);
        }
        let length = self.rest.chars().take(2).map(char::len_utf8).sum();
        self.out.text.push_str(self.rest.get(..length).unwrap_or_default());
        self.advance(length);
        true
    }

    /// Code stays as it is.
    fn code(&mut self) -> bool {
        const TICKS: [&str; 3] = ["`", "``", "```"];
        let ticks = self.rest.len() - self.rest.trim_start_matches('`').len();
        let Some(run) = TICKS.get(ticks - 1).filter(|_| ticks <= 3) else {
            self.out.text.push_str(self.rest.get(..ticks).unwrap_or_default());
            self.advance(ticks);
            return true;
        };
        let close = if self.dead.contains(run) { None } else { self.rest.get(ticks..).and_then(|rest| rest.find(run)) };
        let Some(close) = close else {
            self.dead.push(run);
            return false;
        };
        let end = ticks + close + ticks;
        self.out.text.push_str(self.rest.get(..end).unwrap_or_default());
        self.advance(end);
        true
    }

    fn tag(&mut self) -> bool {
        if self.rest.starts_with("<!--")
            && let Some(end) = self.ahead("-->")
        {
            self.advance(end + 3);
            return true;
        }
        let Some(end) = self.next(2).filter(|end| *end <= NEAR * 4) else {
            self.out.text.push('\\');
            return false;
        };
        let inside = self.rest.get(1..end).unwrap_or_default();
        let is_address =
            (inside.contains("://") || inside.starts_with("mailto:") || inside.contains('@')) && !inside.contains(char::is_whitespace);
        if is_address {
            self.out.text.push_str(self.rest.get(..=end).unwrap_or_default());
            self.advance(end + 1);
            return true;
        }
        let Some(name) = tags::name(inside) else {
            self.out.text.push('\\');
            return false;
        };
        let after = self.rest.get(end + 1..).unwrap_or_default();
        match (name, inside.starts_with('/')) {
            ("sup", false) => {
                if let Some((raised, _)) = near(after, "</sup>") {
                    self.advance(end + 1 + raised.len() + "</sup>".len());
                    self.raise(raised);
                    return true;
                }
            }
            ("sub", false) => {
                if let Some((lowered, _)) = near(after, "</sub>") {
                    self.advance(end + 1 + lowered.len() + "</sub>".len());
                    self.lower(lowered);
                    return true;
                }
            }
            ("br", _) => self.line_break(),
            ("td" | "th" | "p" | "div" | "li" | "tr", _) => self.space(),
            ("img", _) => {
                let alt = inside.split_once("alt=").and_then(|(_, value)| value.split(['"', '\'']).nth(1)).unwrap_or_default();
                self.picture(alt);
            }
            ("a", false) => {
                let address = inside.split_once("href=").and_then(|(_, value)| value.split(['"', '\'']).nth(1)).unwrap_or_default();
                if let Some((label, _)) = near(after, "</a>").filter(|(label, _)| !label.contains('<')) {
                    self.advance(end + 1 + label.len() + "</a>".len());
                    self.linked(label, address);
                    return true;
                }
            }
            _ => {}
        }
        self.advance(end + 1);
        true
    }

    fn line_break(&mut self) {
        if self.in_table {
            self.space();
        } else if !self.out.text.trim_end().is_empty() {
            let end = self.out.text.trim_end().len();
            self.out.text.truncate(end);
            self.out.text.push_str("\\\n");
        }
    }

    fn space(&mut self) {
        if !self.out.text.is_empty() && !self.out.text.ends_with([' ', '\n']) {
            self.out.text.push(' ');
        }
    }

    /// What stands raised: marks of footnotes, or else signs.
    fn raise(&mut self, raised: &str) {
        let plain: String = raised.chars().filter(|c| !matches!(c, '[' | ']' | '\\' | '*' | '^' | '{' | '}')).collect();
        let plain = match (plain.find('>'), plain.rfind('<')) {
            (Some(a), Some(b)) if a < b => plain.get(a + 1..b).unwrap_or_default().to_owned(),
            _ => plain.split_once('(').filter(|(_, tail)| tail.starts_with('#')).map_or(plain.clone(), |(label, _)| label.to_owned()),
        };
        if self.is_behind_unit() {
            self.out.text.push_str(&super::notes::raised(&plain));
            return;
        }
        let labels: Vec<&str> = plain.split([',', ' ', ';']).map(str::trim).filter(|label| !label.is_empty()).collect();
        let is_label = |label: &&str| label.len() <= 4 && (label.bytes().all(|b| b.is_ascii_digit()) || STARS.contains(label));
        if let Some(power) = plain.strip_prefix(['-', '−', '–']).filter(|power| is_number(power)) {
            self.out.text.extend(["⁻", &super::notes::raised(power)]);
        } else if !labels.is_empty() && labels.iter().all(is_label) {
            for label in labels {
                self.mark(label);
            }
        } else {
            self.out.text.push_str(&plain);
        }
    }

    /// Whether a raised number would be a power: `km²`.
    fn is_behind_unit(&self) -> bool {
        let last = self.out.text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        ["m", "km", "cm", "mm", "ft", "dm"].contains(&last)
    }

    /// `^12^`, `^{12}`, and pandoc's `2^nd^`.
    fn raised_by_sign(&mut self) -> bool {
        let inside = |open: &str, close: char| -> Option<(&'a str, usize)> {
            let rest = self.rest.strip_prefix(open)?;
            let end = rest.bytes().take(8).position(|byte| byte == close as u8)?;
            Some((rest.get(..end)?, open.len() + end + 1))
        };
        let is_word = |label: &str| !label.is_empty() && label.chars().all(char::is_alphanumeric);
        let Some((label, length)) = inside("^{", '}').or_else(|| inside("^", '^')).filter(|(label, _)| is_word(label)) else {
            return false;
        };
        if is_number(label) {
            self.mark(label);
        } else if self.out.text.ends_with(char::is_alphanumeric) {
            self.out.text.push_str(label);
        } else {
            return false;
        }
        self.advance(length);
        true
    }

    /// pandoc's `^[A footnote]`.
    fn written_note(&mut self) -> bool {
        let Some(rest) = self.rest.strip_prefix("^[").filter(|_| !self.in_table) else { return false };
        let Some((text, _)) = bracketed_within(rest, LONGEST).filter(|(text, _)| !text.trim().is_empty()) else { return false };
        let label = format!("n{}", self.before + self.out.notes.len() + 1);
        // What is in it is looked into by one like this; footnotes are not written in footnotes.
        let mut inner = Tidier {
            rest: text,
            out: Tidy::default(),
            targets: self.targets,
            in_table: true,
            before: 0,
            dead: Vec::new(),
            next: [None; 3],
        };
        inner.run();
        self.out.notes.push(format!("{OPEN}{label}{CLOSE} {}", inner.out.text.trim()));
        self.mark(&label);
        self.advance(2 + text.len() + 1);
        true
    }

    /// pandoc's `H~2~O`.
    fn lowered(&mut self) -> bool {
        let inside = self.rest.strip_prefix('~').and_then(|rest| rest.get(..rest.bytes().take(9).position(|byte| byte == b'~')?));
        let is_behind_letter = self.out.text.ends_with(char::is_alphanumeric);
        let label = inside.filter(|label| is_behind_letter && !label.is_empty());
        let Some(label) = label.filter(|label| label.chars().all(char::is_alphanumeric)) else { return false };
        self.lower(label);
        self.advance(label.len() + 2);
        true
    }

    fn lower(&mut self, lowered: &str) {
        self.out.text.extend(lowered.chars().map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x2080 + d)).unwrap_or(c)));
    }

    /// `¹²`, where a word or a sentence goes before or nothing does: not `m²`.
    fn raised_digits(&mut self) -> bool {
        const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let digits: Vec<usize> = self.rest.chars().map_while(|c| DIGITS.iter().position(|digit| *digit == c)).take(4).collect();
        let length: usize = self.rest.chars().take(digits.len()).map(char::len_utf8).sum();
        if digits.is_empty() || self.is_behind_unit() {
            self.out.text.push_str(self.rest.get(..length).unwrap_or_default());
            self.advance(length);
            return length > 0;
        }
        let label: String = digits.iter().map(ToString::to_string).collect();
        self.mark(&label);
        self.advance(length);
        true
    }

    /// Formulas that are no more than numbers: `$^{1}$`, `$10\%$`.
    fn formula(&mut self) -> bool {
        let inside = self.rest.strip_prefix('$').and_then(|rest| near(rest, "$"));
        let Some((formula, _)) = inside.filter(|(formula, _)| formula.len() <= 40) else { return false };
        let plain: String = formula.chars().filter(|c| !matches!(c, ' ' | '{' | '}' | '\\')).collect();
        let raised = plain.strip_prefix('^').unwrap_or_default();
        if raised.split(',').all(is_number) {
            self.advance(formula.len() + 2);
            self.raise(raised);
            return true;
        }
        let is_amount = formula.contains(['\\', '{'])
            && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '%' | ',' | '.' | '~' | '-'))
            && plain.contains(|c: char| c.is_ascii_digit());
        if is_amount {
            self.advance(formula.len() + 2);
            self.out.text.push_str(plain.trim_matches('~'));
        }
        is_amount
    }

    /// An image: its caption stays.
    fn image(&mut self) -> bool {
        let Some(rest) = self.rest.strip_prefix("![") else { return false };
        if self.next(0).is_none_or(|end| end > NEAR) {
            return false;
        }
        let Some((alt, behind)) = bracketed(rest) else { return false };
        let Some(target) = behind.strip_prefix('(') else { return false };
        // An image may be in the text itself, and as long as it likes.
        let skipped = 2 + alt.len() + 2;
        let Some(end) = self.close_from(skipped) else { return false };
        let mut length = skipped + end + 1;
        length += attributes(target.get(end + 1..).unwrap_or_default());
        self.advance(length);
        self.picture(alt);
        true
    }

    /// How far behind so many bytes the next `)` is.
    fn close_from(&mut self, skipped: usize) -> Option<usize> {
        let whole = self.rest;
        self.rest = whole.get(skipped..).unwrap_or_default();
        let found = self.next(1);
        self.rest = whole;
        found
    }

    fn picture(&mut self, alt: &str) {
        let alt = alt.trim();
        let lower = alt.to_ascii_lowercase();
        let is_file =
            ["png", "jpg", "jpeg", "gif", "svg", "webp", "emf", "wmf"].iter().any(|suffix| lower.ends_with(&format!(".{suffix}")));
        let is_name = ["", "image", "img", "picture", "figure", "imagen", "imagem", "photo", "alt text", "alt"].contains(&&*lower);
        if is_file || is_name || lower.starts_with("img-") || lower.starts_with("_page_") {
            self.out.nameless += 1;
            return;
        }
        self.out.images += 1;
        self.out.text.extend(["[", &alt.replace(['[', ']'], ""), "]"]);
    }

    fn link(&mut self) -> bool {
        if self.next(0).is_none_or(|end| end > NEAR) {
            return false;
        }
        if let Some((label, _)) =
            self.rest.strip_prefix("[^").and_then(|rest| near(rest, "]")).filter(|(l, _)| l.len() <= 40 && !l.is_empty())
            && !label.contains(char::is_whitespace)
            && !label.contains('[')
        {
            self.advance(label.len() + 3);
            self.mark(label.trim_end_matches('^'));
            return true;
        }
        let Some((label, behind)) = self.rest.strip_prefix('[').and_then(bracketed) else { return false };
        if let Some((target, after)) = behind.strip_prefix('(').and_then(|rest| near(rest, ")")).filter(|(target, _)| !target.contains('('))
        {
            let length = self.rest.len() - after.len();
            let is_back = ["↩", "↑", "↩︎", "^", "\\^"].contains(&label.trim());
            if target.is_empty() || target.starts_with('#') {
                self.advance(length);
                let digits: String = without_tags(label).chars().filter(char::is_ascii_alphanumeric).collect();
                let is_note = is_number(&digits) && digits.len() <= 4 && !label.contains(char::is_whitespace);
                let named = ["note", "fn", "ftn", "nota", "_edn", "sdfootnote"].iter().any(|name| target.contains(name));
                // A number at a word was raised.
                let is_raised =
                    self.out.text.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | ',' | ';' | ')' | '”' | '"' | '»'));
                if is_note && (named || is_raised || label.contains(['[', '^', '<'])) {
                    self.mark(&digits);
                } else if !is_back {
                    self.inner(label);
                }
                return true;
            }
            if label.is_empty() {
                self.advance(length);
                self.out.text.extend(["<", target, ">"].iter().filter(|_| target.contains("://")).copied());
                return true;
            }
            return false;
        }
        if let Some((name, after)) = behind.strip_prefix('[').and_then(|rest| near(rest, "]")) {
            let name = if name.is_empty() { label } else { name };
            if let Some(target) = self.targets.get(&name.to_lowercase()) {
                let length = self.rest.len() - after.len();
                self.out.text.extend(["[", label, "](", &escape::address(target), ")"]);
                self.advance(length);
                return true;
            }
        }
        if !behind.starts_with(['(', '[', '{'])
            && let Some(target) = self.targets.get(&label.to_lowercase())
        {
            self.out.text.extend(["[", label, "](", &escape::address(target), ")"]);
            self.advance(label.len() + 2);
            return true;
        }
        // pandoc: [text]{.underline}
        let length = attributes(behind);
        if length > 0 && behind.starts_with(['{']) && !behind.starts_with("{=") {
            self.advance(1 + label.len() + 1 + length);
            self.inner(label);
            return true;
        }
        false
    }

    fn linked(&mut self, label: &str, target: &str) {
        if target.starts_with("http") || target.starts_with("mailto:") {
            self.out.text.extend(["[", label, "](", &escape::address(target), ")"]);
        } else if is_number(label.trim_matches(['[', ']'])) && (target.starts_with('#') || (target.is_empty() && label.starts_with('['))) {
            // Where there is no address, it is what such a link leads to, or should.
            self.mark(label.trim_matches(['[', ']']));
        } else {
            self.inner(label);
        }
    }

    /// The words of a link to nowhere. What else is in them is not looked into: they are few.
    fn inner(&mut self, label: &str) {
        self.out.text.push_str(label);
    }
}

/// Marks of footnotes that are no numbers.
const STARS: [&str; 6] = ["*", "**", "†", "‡", "§", "i"];
