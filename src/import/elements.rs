//! What elements of a page are, by their names and attributes.

/// What leads back from a footnote.
pub(super) const ARROWS: [char; 8] = ['↩', '↑', '⤴', '⏎', '↵', '^', '\u{FE0E}', '\u{FE0F}'];

/// The letter with which the items of a list are counted: `type="a"`.
pub(super) fn letters(kind: Option<String>) -> Option<char> {
    kind.and_then(|kind| kind.chars().next()).filter(|first| matches!(first, 'a' | 'A'))
}

/// The letter of an item.
pub(super) fn lettered(number: u64, first: char) -> Option<char> {
    let nth = u8::try_from(number.checked_sub(1)?).ok().filter(|nth| *nth < 26)?;
    char::from_u32(first as u32 + u32::from(nth))
}

/// The text of a footnote without the label that is printed before it.
pub(super) fn unlabelled<'a>(text: &'a str, label: &str) -> &'a str {
    let forms = [format!("{label}. "), format!("{label}) "), format!("[{label}] "), format!("<sup>{label}</sup>")];
    let rest = forms.iter().find_map(|form| text.strip_prefix(form.as_str())).map(str::trim_start);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether an element is a block of its own.
pub(super) fn is_block(name: &[u8]) -> bool {
    const BLOCKS: [&str; 41] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "ul",
        "title",
    ];
    BLOCKS.iter().any(|block| block.as_bytes() == name)
}
