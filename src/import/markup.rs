//! Tags and texts of HTML or XML, one behind the other.

use std::borrow::Cow;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, State, StringReader, Tokenizer};

use super::source;

/// What holds no tags: all until its end is a program, or text as it stands.
const RAW: [(&[u8], State); 5] = [
    (b"script", State::ScriptData),
    (b"style", State::RawText),
    (b"iframe", State::RawText),
    (b"title", State::RcData),
    (b"textarea", State::RcData),
];

/// More attributes than this no tag has, but one that was made to: the tokenizer goes one call deeper with each.
const MOST_ATTRIBUTES: usize = 2_000;

/// A source without the attributes that a tag has beyond [`MOST_ATTRIBUTES`].
pub(super) fn bounded(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let is_tag = |at: usize| bytes[at] == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    let (mut kept, mut from, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        if !is_tag(at) {
            at += 1;
            continue;
        }
        let (mut attributes, mut cut) = (0, None);
        while at < bytes.len() && bytes[at] != b'>' {
            let before = bytes[at - usize::from(at > 0)];
            match bytes[at] {
                // The value ends where the quotation does; one that does not end is no value.
                quote @ (b'"' | b'\'') if before == b'=' || before.is_ascii_whitespace() => {
                    let end = bytes[at + 1..].iter().position(|byte| *byte == quote);
                    at = end.map_or(bytes.len(), |end| at + 1 + end);
                }
                byte if !byte.is_ascii_whitespace() && (before.is_ascii_whitespace() || matches!(before, b'"' | b'\'' | b'/')) => {
                    attributes += 1;
                    if attributes == MOST_ATTRIBUTES {
                        cut = Some(at);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if let (Some(cut), true) = (cut, at < bytes.len()) {
            kept.push_str(source.get(from..cut).unwrap_or_default());
            from = at;
        }
    }
    if kept.is_empty() {
        return source.into();
    }
    kept.push_str(source.get(from..).unwrap_or_default());
    kept.into()
}

/// The tokens of HTML. Boxed, and of one kind for all who read them: the tokenizer is large, and is in the program once.
pub(super) fn tokens(source: &str) -> Box<Tokens<'_>> {
    let inner = Tokenizer::new_with_emitter(source, DefaultEmitter::<usize>::new_with_span());
    Box::new(Tokens { inner, source, is_page: true, unclosed: [false; RAW.len()] })
}

/// The tokens of XML, in which no tag is like another.
pub(super) fn xml(source: &str) -> Box<Tokens<'_>> {
    let mut tokens = tokens(source);
    tokens.is_page = false;
    tokens
}

/// See [`tokens`].
pub(super) struct Tokens<'a> {
    inner: Tokenizer<StringReader<'a>, DefaultEmitter<usize>>,
    source: &'a str,
    is_page: bool,
    /// Which of [`RAW`] are closed nowhere any more: what follows them is read, and not lost.
    unclosed: [bool; RAW.len()],
}

impl Iterator for Tokens<'_> {
    type Item = Token<usize>;

    fn next(&mut self) -> Option<Token<usize>> {
        let token = self.inner.by_ref().find_map(Result::ok)?;
        if let Token::StartTag(tag) = &token
            && self.is_page
            && !tag.self_closing
            && let Some(nth) = RAW.iter().position(|(name, _)| *name == &**tag.name)
            && !self.unclosed[nth]
        {
            if closes(self.source.get(tag.span.end..).unwrap_or_default(), RAW[nth].0) {
                self.inner.set_state(RAW[nth].1);
            } else {
                self.unclosed[nth] = true;
            }
        }
        Some(token)
    }
}

/// Whether an element of this name is closed in a text.
fn closes(text: &str, name: &[u8]) -> bool {
    text.match_indices("</").any(|(at, _)| {
        let end = text.as_bytes().get(at + 2..at + 2 + name.len());
        end.is_some_and(|end| end.eq_ignore_ascii_case(name))
    })
}

/// The characters of a part, as those of a text file are.
pub(super) fn text(bytes: &HtmlString) -> String {
    source::cleaned(String::from_utf8_lossy(bytes).into_owned())
}

/// The value of an attribute.
pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| text(value))
}
