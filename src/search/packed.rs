//! Numbers in as few bytes as they need: seven bits a byte, the lowest first, the highest bit where another follows (LEB128, as in DWARF 5, 7.6).
//! Most words of a text are among its most frequent ones, whose numbers are small, and most records follow soon on the one before.

/// How often a stem stands in each field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) doc: u32,
    pub(super) title: u8,
    pub(super) body: u8,
}

/// Adds a number.
pub(super) fn push(out: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while rest >= 0x80 {
        out.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Reads numbers until there are no more; what is cut off is none, nor is what is too long for one.
#[derive(Debug, Clone)]
pub(super) struct Numbers<'a>(pub(super) &'a [u8]);

impl Iterator for Numbers<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        if *first < 0x80 {
            return Some(u32::from(*first));
        }
        self.long(u32::from(*first & 0x7f))
    }
}

impl Numbers<'_> {
    fn long(&mut self, first: u32) -> Option<u32> {
        let mut number = first;
        for shift in [7, 14, 21, 28] {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(*byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        self.0 = &[];
        None
    }
}

/// Adds where a stem stands: how many records further on, of fewer than 2³¹, and how often there.
pub(super) fn push_posting(out: &mut Vec<u8>, before: u32, posting: Posting) {
    // Mostly once, in the body: then nothing more is said of it.
    let is_once = (posting.title, posting.body) == (0, 1);
    push(out, (posting.doc - before) << 1 | u32::from(is_once));
    if is_once {
        return;
    }
    let (title, body) = (u32::from(posting.title), u32::from(posting.body));
    // Rarely more than three times in a title: in one byte with up to fifteen in the body.
    push(out, if title < 4 { body << 3 | title << 1 } else { body << 9 | title << 1 | 1 });
}

/// Reads postings.
pub(super) fn postings(bytes: &[u8]) -> impl Iterator<Item = Posting> {
    let mut numbers = Numbers(bytes);
    let mut doc = 0;
    std::iter::from_fn(move || {
        let step = numbers.next()?;
        doc = (step >> 1).checked_add(doc)?;
        if step & 1 == 1 {
            return Some(Posting { doc, title: 0, body: 1 });
        }
        let counts = numbers.next()?;
        let (title, body) = if counts & 1 == 0 { (counts >> 1 & 3, counts >> 3) } else { (counts >> 1 & 0xff, counts >> 9) };
        Some(Posting { doc, title: title as u8, body: body as u8 })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in prop::collection::vec(prop_oneof![any::<u32>(), 0u32..300, Just(u32::MAX)], 0..40)) {
            let mut bytes = Vec::new();
            for number in &numbers {
                push(&mut bytes, *number);
            }
            prop_assert_eq!(Numbers(&bytes).collect::<Vec<_>>(), numbers);
        }

        #[test]
        fn postings_come_back(steps in prop::collection::vec((1u32..400, prop_oneof![Just(0), any::<u8>()], prop_oneof![Just(1), any::<u8>()]), 0..40)) {
            let (mut bytes, mut before, mut all) = (Vec::new(), 0, Vec::new());
            for (step, title, body) in steps {
                let posting = Posting { doc: before + step, title, body };
                push_posting(&mut bytes, before, posting);
                before = posting.doc;
                all.push(posting);
            }
            prop_assert_eq!(postings(&bytes).collect::<Vec<_>>(), all);
        }

        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(Numbers(&bytes).count() <= bytes.len());
            prop_assert!(postings(&bytes).count() <= bytes.len());
        }
    }
}
