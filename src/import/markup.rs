//! Tags and texts of HTML or XML, one behind the other.

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
