//! What one can ask for on a line: by a word of the edition's language, by an English one, or by the letter that stands for it on the screen.

use crate::cli::meant::distance;
use crate::config::Row;
use crate::report::Words;
use crate::text::fold::fold;

macro_rules! verbs {
    ($($(#[$doc:meta])* $verb:ident = $name:literal, $takes:literal, [$($command:literal),*];)*) => {
        /// Something that one can ask for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Verb { $($(#[$doc])* $verb,)* }

        impl Verb {
            /// All, in the order of the help.
            pub(super) const ALL: &[Self] = &[$(Self::$verb,)*];

            /// Its name in the words.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$verb => $name,)* }
            }

            /// Whether words may stand behind it.
            fn takes(self) -> bool {
                match self { $(Self::$verb => $takes,)* }
            }

            /// What the same is called among the screen's commands.
            fn commands(self) -> &'static [&'static str] {
                match self { $(Self::$verb => &[$($command),*],)* }
            }
        }
    };
}

verbs! {
    /// The next passage; on a walk, the next stop.
    Next = "next", false, ["next-passage", "line-down", "page-down", "half-page-down"];
    /// The passage before.
    Previous = "previous", false, ["previous-passage", "line-up", "page-up", "half-page-up"];
    /// The same passage again.
    Again = "again", false, [];
    /// The whole section.
    Read = "read", true, [];
    /// The next section.
    NextSection = "next-section", false, ["next-section"];
    /// The section before.
    PreviousSection = "previous-section", false, ["previous-section"];
    /// The first passage.
    Start = "start", false, ["start"];
    /// The last one.
    End = "end", false, ["end"];
    /// The list of sections.
    Contents = "contents", false, ["contents"];
    /// An address, a title, a number.
    Open = "open", true, ["open"];
    /// Where one was before.
    Back = "back", false, ["back"];
    /// Where one was before going back.
    Forward = "forward", false, ["forward"];
    /// Where one is.
    Where = "where", false, [];
    /// The search.
    Search = "search", true, ["search", "search-pane"];
    /// More hits.
    More = "more", false, [];
    /// Words exactly as they stand, from here on.
    Find = "find", true, ["find", "find-in-section"];
    /// The next place of these.
    NextMatch = "next-match", false, ["next-match"];
    /// The one before.
    PreviousMatch = "previous-match", false, ["previous-match"];
    /// The footnotes and terms of the passage.
    Explain = "explain", false, ["explain"];
    /// Where this comes from.
    Cite = "cite", false, ["copy", "copy-all"];
    /// One country, or its topic.
    Country = "country", true, ["pick-country"];
    /// The list of countries.
    Countries = "countries", false, ["countries"];
    /// Two or three countries.
    Compare = "compare", true, ["compare"];
    /// The checklist.
    Tasks = "tasks", true, ["tasks"];
    /// How far an action is.
    TaskState = "task-state", true, ["next-state"];
    /// Words on an action.
    TaskNote = "task-note", true, ["task-note"];
    /// The day of an action.
    TaskDate = "task-date", true, ["task-date"];
    /// All checklists, or another one.
    TaskList = "task-list", true, ["new-checklist"];
    /// Notes, bookmarks, highlights.
    Notes = "notes", true, ["notes"];
    /// A note on this.
    Note = "note", true, ["note"];
    /// A bookmark here.
    Bookmark = "bookmark", true, ["bookmark"];
    /// Sentences highlighted.
    Highlight = "highlight", true, ["highlight"];
    /// One of the notes away.
    Delete = "delete", true, ["delete"];
    /// And back.
    Undo = "undo", false, ["undo"];
    /// To a file.
    Export = "export", true, ["export"];
    /// The walks, or one of them.
    Tours = "tours", true, ["tours", "present"];
    /// On a walk: the next stop.
    NextStop = "next-stop", false, [];
    /// On a walk: the stop before.
    PreviousStop = "previous-stop", false, [];
    /// On a walk: what to discuss.
    Questions = "questions", false, [];
    /// On a walk: what the speaker knows.
    SpeakerNotes = "speaker-notes", false, [];
    /// Another edition, at the same place.
    Language = "language", true, ["next-language"];
    /// Nothing is kept from now on.
    Private = "private", false, ["private"];
    /// What can be typed.
    Help = "help", true, ["help"];
    /// The end.
    Quit = "quit", false, ["quit"];
}

/// What can be typed in one language.
pub(super) struct Vocabulary {
    /// Folded words and phrases.
    phrases: Vec<(Verb, String)>,
    letters: Vec<(Verb, String)>,
}

/// Places on the screen whose letters mean something here as well.
const PANES: [&str; 7] = ["contents", "countries", "profile", "search", "tasks", "lists", "notes"];

/// Behind this key of the screen stands a command's name: the palette.
const PALETTE: char = ':';

impl Vocabulary {
    /// The words of a language, those of English, and the letters of a table of keys.
    pub(super) fn new(words: &Words, english: &Words, keys: &[Row]) -> Self {
        let of = |words: &Words| Verb::ALL.iter().flat_map(|verb| phrases(words, *verb).map(|phrase| (*verb, phrase))).collect::<Vec<_>>();
        let mut phrases = of(words);
        // A word of the person's own language means what it means there.
        let more: Vec<_> = of(english).into_iter().filter(|(_, phrase)| phrases.iter().all(|(_, own)| own != phrase)).collect();
        phrases.extend(more);
        let mut letters: Vec<(Verb, String)> = Vec::new();
        // While one reads, then everywhere, then in the panes: what is free.
        let panes = std::iter::once(None).chain(PANES.map(Some));
        let rows = std::iter::once(Some("reader")).chain(panes).flat_map(|mode| keys.iter().filter(move |row| row.mode == mode));
        for row in rows {
            let Some(verb) = Verb::ALL.iter().find(|verb| verb.commands().contains(&row.command)) else { continue };
            for key in row.keys.iter().map(ToString::to_string) {
                // A digit is the number of something in a list.
                let is_letter = key.chars().count() == 1 && !key.starts_with(|c: char| c.is_ascii_digit());
                if is_letter && letters.iter().all(|(_, other)| *other != key) {
                    letters.push((*verb, key));
                }
            }
        }
        Self { phrases, letters }
    }

    /// What a line asks for, and what stands behind it.
    pub(super) fn understand<'l>(&self, line: &'l str) -> Option<(Verb, &'l str)> {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix(PALETTE) {
            return if rest.trim().is_empty() { Some((Verb::Help, "")) } else { self.understand(rest) };
        }
        self.by_letter(line).or_else(|| self.by_phrase(line))
    }

    fn by_letter<'l>(&self, line: &'l str) -> Option<(Verb, &'l str)> {
        let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let first = line.chars().next().filter(|c| !c.is_alphanumeric());
        let glued = first.map(|c| line.split_at(c.len_utf8()));
        [Some((head, rest)), glued].into_iter().flatten().find_map(|(head, rest)| {
            let (verb, _) = self.letters.iter().find(|(_, key)| key == head)?;
            (verb.takes() || rest.trim().is_empty()).then_some((*verb, rest.trim()))
        })
    }

    /// The longest phrase with which the line begins.
    fn by_phrase<'l>(&self, line: &'l str) -> Option<(Verb, &'l str)> {
        let folded = fold(line);
        let folded = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        let begins = |verb: Verb, phrase: &str| match folded.strip_prefix(phrase) {
            Some(rest) => rest.is_empty() || (verb.takes() && rest.starts_with(' ')),
            None => false,
        };
        let known = self.phrases.iter().filter(|(verb, phrase)| begins(*verb, phrase));
        let (verb, phrase) = known.max_by_key(|(_, phrase)| phrase.len())?;
        let mut rest = line;
        for _ in phrase.split(' ') {
            rest = rest.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        }
        Some((*verb, rest.trim()))
    }

    /// The phrase that is most like what was typed.
    pub(super) fn nearest(&self, typed: &str) -> Option<&str> {
        let typed = fold(typed);
        let first = typed.split_whitespace().next().unwrap_or_default();
        let far = |phrase: &str| distance(phrase, &typed).min(if phrase.contains(' ') { usize::MAX } else { distance(phrase, first) });
        let near = self.phrases.iter().map(|(_, phrase)| (far(phrase), phrase.as_str())).min_by_key(|(far, _)| *far);
        near.filter(|(far, _)| *far <= (first.chars().count() / 3).max(1)).map(|(_, phrase)| phrase)
    }

    /// The letters that stand for something.
    pub(super) fn letters(&self, verb: Verb) -> impl Iterator<Item = &str> {
        self.letters.iter().filter(move |(other, _)| *other == verb).map(|(_, key)| key.as_str())
    }

    /// Whether a text is what this verb is called.
    pub(super) fn is(&self, verb: Verb, typed: &str) -> bool {
        self.by_phrase(typed) == Some((verb, ""))
    }
}

/// What may be typed for it in a language, folded.
fn phrases(words: &Words, verb: Verb) -> impl Iterator<Item = String> {
    let listed = words.plain_word.get(verb.name()).map(|plain| fold(plain)).unwrap_or_default();
    let all: Vec<String> = listed.split(',').map(|phrase| phrase.trim().to_owned()).filter(|phrase| !phrase.is_empty()).collect();
    all.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Language;

    fn vocabulary(language: Language) -> Vocabulary {
        Vocabulary::new(&Words::bundled(language), &Words::bundled(Language::En), &[])
    }

    #[test]
    fn every_verb_has_words_and_none_stands_for_two() {
        for language in Language::ALL {
            let words = Words::bundled(language);
            let mut seen: Vec<(Verb, String)> = Vec::new();
            for verb in Verb::ALL {
                assert!(phrases(&words, *verb).next().is_some(), "{language:?}: {verb:?}");
                assert!(words.plain_help.contains_key(verb.name()), "{language:?}: {verb:?}");
                for phrase in phrases(&words, *verb) {
                    assert!(seen.iter().all(|(_, other)| *other != phrase), "{language:?}: {phrase} twice");
                    seen.push((*verb, phrase));
                }
            }
            assert_eq!(words.plain_word.len(), Verb::ALL.len(), "{language:?}");
            assert_eq!(words.plain_help.len(), Verb::ALL.len(), "{language:?}");
        }
    }

    #[test]
    fn the_longest_phrase_counts_and_english_is_understood_everywhere() {
        for language in Language::ALL {
            let known = vocabulary(language);
            assert_eq!(known.understand("NEXT  section"), Some((Verb::NextSection, "")), "{language:?}");
            assert_eq!(known.understand("search Trata de  personas"), Some((Verb::Search, "Trata de  personas")), "{language:?}");
            assert_eq!(known.understand(":help"), Some((Verb::Help, "")), "{language:?}");
            assert_eq!(known.understand("quit now"), None, "{language:?}");
        }
        assert_eq!(vocabulary(Language::Es).understand("Sección siguiente"), Some((Verb::NextSection, "")));
        assert_eq!(vocabulary(Language::En).nearest("serch x"), Some("search"));
        assert_eq!(vocabulary(Language::En).nearest("zzzzzzzz"), None);
    }
}
