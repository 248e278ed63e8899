//! What a manual page is written in: the few macros of man(7) that every formatter knows.

use std::fmt::Write;

/// Source lines are not longer if a word is not: some readers of man pages count the bytes of a letter's name, and 80 is the custom.
const COLUMNS: usize = 64;

/// A page in the making.
#[derive(Debug, Default)]
pub(super) struct Page(String);

impl Page {
    /// The head: name, date and version.
    pub(super) fn new(name: &str, date: &str, version: &str) -> Self {
        // Left aligned and not hyphenated: what is typed stays as it is typed.
        Self(format!(".TH {} 1 {date} \"{}\"\n.ad l\n.nh\n", name.to_uppercase(), escape(version)))
    }

    pub(super) fn section(&mut self, title: &str) {
        let _ = writeln!(self.0, ".SH {}", argument(title));
    }

    pub(super) fn subsection(&mut self, title: &str) {
        let _ = writeln!(self.0, ".SS {}", argument(title));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.macro_line(".PP");
        self.text(text);
    }

    /// What stands first in a section needs no macro of its own.
    pub(super) fn lead(&mut self, text: &str) {
        self.text(text);
    }

    /// Something typed, on a line of its own, with what it is for below.
    pub(super) fn example(&mut self, typed: &str, meaning: &str) {
        self.macro_line(".PP");
        self.bold(typed);
        if !meaning.is_empty() {
            self.macro_line(".br");
            self.text(meaning);
        }
    }

    /// A word or what is typed, and what it means beside or below it.
    pub(super) fn tagged(&mut self, head: &str, body: &str) {
        self.macro_line(".TP");
        self.bold(head);
        self.text(body);
    }

    /// Lines that stand as they are.
    pub(super) fn code(&mut self, lines: &str) {
        self.0.push_str(".RS 4\n.nf\n");
        for line in lines.lines() {
            let _ = writeln!(self.0, "{}", at_start(&escape(line)));
        }
        self.0.push_str(".fi\n.RE\n");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn macro_line(&mut self, name: &str) {
        // Behind a heading a paragraph begins by itself.
        let is_behind_heading = || self.0.lines().next_back().is_some_and(|line| line.starts_with(".S"));
        if name == ".PP" && is_behind_heading() {
            return;
        }
        self.0.push_str(name);
        self.0.push('\n');
    }

    pub(super) fn bold(&mut self, text: &str) {
        let _ = writeln!(self.0, ".B {}", at_start(&escape(text)));
    }

    fn text(&mut self, text: &str) {
        for (nth, line) in text.lines().enumerate() {
            if nth > 0 {
                self.macro_line(".br");
            }
            // Only at spaces: the formatter puts one where a line ends.
            let mut source = String::new();
            for word in line.split(' ').map(escape) {
                if !source.is_empty() && source.chars().count() + word.chars().count() >= COLUMNS {
                    let _ = writeln!(self.0, "{}", at_start(&source));
                    source.clear();
                }
                source.extend([if source.is_empty() { "" } else { " " }, &word]);
            }
            let _ = writeln!(self.0, "{}", at_start(&source));
        }
    }
}

/// The argument of a macro: one, whatever is in it.
fn argument(text: &str) -> String {
    format!("\"{}\"", escape(text))
}

/// Signs that mean something else to the formatter, or that it would make prettier than what is to be typed.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for sign in text.chars() {
        match sign {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '"' => out.push_str("\\(dq"),
            '\'' => out.push_str("\\(aq"),
            '`' => out.push_str("\\(ga"),
            '^' => out.push_str("\\(ha"),
            '~' => out.push_str("\\(ti"),
            '\u{a0}' => out.push_str("\\ "),
            sign => out.push(sign),
        }
    }
    out
}

/// A line that begins like a macro is none.
fn at_start(line: &str) -> String {
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_taken_for_roff() {
        let mut page = Page::new("x", "2026-01-01", "x 1");
        page.paragraph(".TH a \\n(x 'b' \"c\" --d");
        let text = page.finish();
        assert!(text.ends_with(".PP\n\\&.TH a \\en(x \\(aqb\\(aq \\(dqc\\(dq \\-\\-d\n"), "{text}");
    }
}
