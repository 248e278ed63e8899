//! Tags of HTML inside of a line: what is one, and what only looks like one.

/// The name of a tag, in small letters, of what stands between `<` and `>`; none where that is text: `a <b and c> d`.
pub(super) fn name(inside: &str) -> Option<&'static str> {
    let body = inside.strip_prefix('/').unwrap_or(inside);
    let length = body.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = body.split_at(length);
    let name = TAGS.iter().find(|tag| tag.eq_ignore_ascii_case(name))?;
    let rest = rest.strip_suffix('/').unwrap_or(rest);
    let is_tag = rest.trim().is_empty() || (rest.starts_with(char::is_whitespace) && !inside.starts_with('/') && attributes(rest.trim()));
    is_tag.then_some(name)
}

/// Whether a text begins as attributes do: `class="x"`, `align=center`, or is a word that says something alone.
fn attributes(text: &str) -> bool {
    const ALONE: [&str; 8] = ["nowrap", "reversed", "open", "hidden", "disabled", "checked", "compact", "noshade"];
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | ':' | '_')).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    if name.is_empty() {
        return false;
    }
    let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
    match value {
        Some(value) => !value.is_empty(),
        None => text.split_whitespace().all(|word| ALONE.contains(&&*word.to_ascii_lowercase())),
    }
}

const TAGS: [&str; 58] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "li",
    "mark",
    "nav",
    "ol",
    "p",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
