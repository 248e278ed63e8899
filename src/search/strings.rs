//! Many short strings in one piece of memory: of its own a string takes 24 bytes besides its letters, and 16 more of the allocator.

/// Strings by their numbers, in the order in which they came.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Strings {
    text: String,
    /// Where each ends, in bytes; it begins where the one before ends.
    ends: Vec<u32>,
}

impl Strings {
    /// One more. Where there are 4 GB of them it is left out.
    pub(super) fn push(&mut self, string: &str) {
        if let Ok(end) = u32::try_from(self.text.len() + string.len()) {
            self.text.push_str(string);
            self.ends.push(end);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A string, by its number; empty where there is none.
    pub(super) fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Where a string is, of strings in order without equals.
    pub(super) fn find(&self, string: &str) -> Option<usize> {
        let at = self.not_before(string);
        (at < self.len() && self.get(at) == string).then_some(at)
    }

    /// Those that begin so, of strings in order, with their numbers.
    pub(super) fn beginning_with(&self, prefix: &str) -> impl Iterator<Item = (usize, &str)> {
        let all = (self.not_before(prefix)..self.len()).map(|at| (at, self.get(at)));
        all.take_while(move |(_, string)| string.starts_with(prefix))
    }

    /// Whether they are in order without equals.
    pub(super) fn are_in_order(&self) -> bool {
        (1..self.len()).all(|at| self.get(at - 1) < self.get(at))
    }

    /// The first that does not come before a string, of strings in order.
    fn not_before(&self, string: &str) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            if self.get(middle) < string {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }

    /// Nothing will be added: what was kept free for more is given back.
    pub(super) fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<T: IntoIterator<Item = &'a str>>(strings: T) -> Self {
        let mut all = Self::default();
        for string in strings {
            all.push(string);
        }
        all.shrink_to_fit();
        all
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn they_are_what_was_put_there(strings in proptest::collection::vec(".{0,6}", 0..20)) {
            let own: Strings = strings.iter().map(String::as_str).collect();
            prop_assert_eq!(own.len(), strings.len());
            prop_assert!(own.iter().eq(strings.iter().map(String::as_str)));
            prop_assert_eq!(own.get(strings.len()), "");
            prop_assert_eq!(own.are_in_order(), strings.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn in_order_they_are_found(strings in proptest::collection::btree_set("[a-cñ]{0,4}", 0..30), sought in "[a-cñ]{0,3}") {
            let own: Strings = strings.iter().map(String::as_str).collect();
            prop_assert_eq!(own.find(&sought), strings.iter().position(|string| *string == sought));
            let begin: BTreeSet<&str> = own.beginning_with(&sought).map(|(_, string)| string).collect();
            prop_assert_eq!(begin, strings.iter().map(String::as_str).filter(|string| string.starts_with(&sought)).collect());
        }
    }
}
