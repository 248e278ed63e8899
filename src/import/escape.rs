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
