//! Sentences: where one may stop reading aloud.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// What ends with a full stop and no sentence: in English, Spanish and Portuguese.
const ABBREVIATIONS: [&str; 40] = [
    "art", "arts", "no", "nos", "nr", "núm", "num", "n", "p", "pp", "pág", "pag", "págs", "vol", "ed", "eds", "cap", "ch", "fig", "dr",
    "dra", "sr", "sra", "mr", "mrs", "ms", "st", "sta", "sto", "vs", "cf", "al", "etc", "e.g", "i.e", "p.ej", "ee", "uu", "inc", "ltd",
];

/// The sentences of a text as ranges of it, without the white space between them: by UAX #29, but not behind an abbreviation, an initial or
/// a number's full stop. The mark of a footnote, `[9]`, belongs to the sentence that it stands behind. They are in order and not empty; all
/// that is no white space is in one of them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let marks = marks(text);
    let mut masked = text.to_owned();
    for mark in &marks {
        masked.replace_range(mark.clone(), &" ".repeat(mark.len()));
    }
    let mut ranges = unmarked(&masked);
    for mark in marks {
        let next = ranges.partition_point(|range| range.start < mark.start);
        let before = next.checked_sub(1).and_then(|before| ranges.get_mut(before));
        match before {
            Some(range) if mark.start < range.end => {}
            Some(range) if text.get(range.end..mark.start).is_some_and(|between| between.trim().is_empty()) => range.end = mark.end,
            // Nothing stands before it but what is no sentence.
            _ => ranges.insert(next, mark),
        }
    }
    ranges
}

/// The marks of footnotes, directly behind something.
fn marks(text: &str) -> Vec<Range<usize>> {
    let mark = |at: usize| {
        let inside = text.get(at + 1..)?.split_once(']')?.0;
        let is_mark = (1..=3).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let is_behind = text.get(..at)?.ends_with(|c: char| !c.is_whitespace());
        (is_mark && is_behind).then_some(at..at + inside.len() + 2)
    };
    text.match_indices('[').filter_map(|(at, _)| mark(at)).collect()
}

fn unmarked(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (start, part) in text.split_sentence_bound_indices() {
        let range = match open.take() {
            Some(before) => before.start..start + part.len(),
            None => start..start + part.len(),
        };
        let rest = text.get(range.end..).unwrap_or_default();
        if goes_on(text.get(range.clone()).unwrap_or_default(), rest) {
            open = Some(range);
        } else {
            out.push(range);
        }
    }
    out.extend(open);
    out.into_iter().map(|range| trimmed(text, &range)).filter(|range| !range.is_empty()).collect()
}

fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (part.len() - part.trim_start().len());
    start..start + part.trim().len()
}

/// Whether the sentence does not end here.
fn goes_on(part: &str, rest: &str) -> bool {
    // A line of its own is one: an item of a list, a row of a table.
    if rest.is_empty() || part.ends_with('\n') {
        return false;
    }
    let Some(before) = part.trim_end().strip_suffix('.') else { return false };
    let last = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '«')).next().unwrap_or_default();
    let lower = last.to_lowercase();
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    // "U.S." ends a sentence as often as not: what follows decides, and here it is a name or a number.
    let is_acronym = last.contains('.') && last.chars().all(|c| c == '.' || c.is_uppercase());
    is_initial || (is_acronym && rest.starts_with(|c: char| c.is_lowercase())) || ABBREVIATIONS.contains(&&*lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| text.get(range).expect("a range")).collect()
    }

    #[test]
    fn sentences_end_where_one_stops() {
        assert_eq!(of("One. Two? Three!"), ["One.", "Two?", "Three!"]);
        assert_eq!(
            of("It is in art. 91 of the code (see p. 17). It holds 390,000 people."),
            ["It is in art. 91 of the code (see p. 17).", "It holds 390,000 people."]
        );
        assert_eq!(of("Según el art. 188, es delito. ¿Y qué más?"), ["Según el art. 188, es delito.", "¿Y qué más?"]);
        assert_eq!(of("J. Pérez wrote it. He said so."), ["J. Pérez wrote it.", "He said so."]);
        assert_eq!(
            of("It is in the Code.[9] The country agreed.[a][10] So it is[11]."),
            ["It is in the Code.[9]", "The country agreed.[a][10]", "So it is[11]."]
        );
        assert_eq!(of("first\nsecond"), ["first", "second"]);
        assert_eq!(of("  "), Vec::<&str>::new());
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(\\PC|[.?! \n]|\\[[0-9a]{1,2}\\]){0,80}") {
            let ranges = sentences(&text);
            prop_assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let kept: String = ranges.iter().map(|range| text.get(range.clone()).expect("a range")).collect();
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&kept), solid(&text));
        }
    }
}
