//! Text without markup → Markdown that says the same.

/// Escapes what Markdown would read as a sign inside of a line.
pub(super) fn inside(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let is_sign = match c {
            '\\' | '`' | '<' => true,
            '&' => next == '#' || next.is_alphanumeric(),
            '*' => !(before.is_whitespace() && next.is_whitespace()),
            // Within a word it is none.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '~' => next == '~' || before == '~',
            '[' => next == '^',
            ']' => matches!(next, '(' | '[' | ':'),
            '!' => next == '[',
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// An address as it can stand behind a link's words.
pub(super) fn address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}
