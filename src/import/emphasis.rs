//! Emphasis of a page as Markdown has it: signs stand at words, each kind once, and never between a stop and a letter, where they would be
//! none.

/// Signs of emphasis: those whose text has not come yet, and those that are open.
#[derive(Default)]
pub(super) struct Emphasis {
    pending: Vec<&'static str>,
    open: Vec<&'static str>,
    /// How often each kind was begun within itself: `*`, `**`.
    within: [usize; 2],
    /// What was closed last, and where.
    closed: Option<(&'static str, usize)>,
}

/// Where a link begins.
#[derive(Clone, Copy)]
pub(super) struct Start {
    /// Its place in the text, with the signs that stand before its words.
    pub(super) at: usize,
    /// The place of its words.
    pub(super) words: usize,
    /// How many signs were to come, and how many were open.
    pending: usize,
    open: usize,
}

impl Emphasis {
    /// Begins emphasis.
    pub(super) fn begin(&mut self, sign: &'static str) {
        if self.pending.contains(&sign) || self.open.contains(&sign) {
            self.within[sign.len() - 1] += 1;
        } else {
            self.pending.push(sign);
        }
    }

    /// A link begins here.
    pub(super) fn link(&self, text: &str) -> Start {
        Start { at: text.len(), words: text.len(), pending: self.pending.len(), open: self.open.len() }
    }

    /// Takes back the words of a link, with the signs that came with them.
    pub(super) fn take_back(&mut self, start: Start, text: &mut String) {
        text.truncate(start.at);
        let signs = self.open.split_off(start.open.min(self.open.len()));
        self.pending.splice(..0, signs);
        self.closed = None;
    }

    /// Writes words, behind the signs that stand before them.
    pub(super) fn write(&mut self, link: Option<&mut Start>, text: &mut String, words: &str) {
        let closed = self.closed.take().filter(|(_, at)| *at == text.len()).map(|(sign, _)| sign);
        let mut words = words;
        match (closed, self.pending.as_slice()) {
            // What goes on at once was not interrupted.
            (Some(closed), [sign]) if closed == *sign && link.is_none() => {
                text.truncate(text.len() - sign.len());
                self.open.append(&mut self.pending);
            }
            (Some(_), []) if words.starts_with(char::is_alphanumeric) => behind_stops(text),
            _ => {}
        }
        if !self.pending.is_empty() {
            // A sign behind a letter and before a stop is none: the stop goes first.
            let stops = words.len() - words.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '\\').len();
            if text.ends_with(char::is_alphanumeric) && stops > 0 && stops < words.len() {
                let (before, after) = words.split_at(stops);
                text.push_str(before);
                words = after;
            }
            if let Some(start) = link.filter(|start| start.words == start.at) {
                start.words = text.len() + self.pending.iter().take(start.pending).map(|sign| sign.len()).sum::<usize>();
            }
            for sign in std::mem::take(&mut self.pending) {
                text.push_str(sign);
                self.open.push(sign);
            }
        }
        text.push_str(words);
    }

    /// Ends emphasis: the sign stands before the white space. Emphasis of nothing is none.
    pub(super) fn end(&mut self, sign: &'static str, text: &mut String) {
        let within = &mut self.within[sign.len() - 1];
        if *within > 0 {
            *within -= 1;
        } else if self.pending.last() == Some(&sign) {
            self.pending.pop();
        } else if self.open.last() == Some(&sign) {
            self.open.pop();
            let end = text.trim_end().len();
            text.insert_str(end, sign);
            self.closed = Some((sign, end + sign.len()));
        }
    }

    /// Ends all emphasis with its block; it begins again in the next.
    pub(super) fn pause(&mut self, text: &mut String) {
        let open = std::mem::take(&mut self.open);
        for sign in open.iter().rev() {
            text.truncate(text.trim_end().len());
            text.push_str(sign);
        }
        self.pending.extend(open);
        self.closed = None;
    }

    /// Ends all emphasis with a cell: it does not begin again.
    pub(super) fn stop(&mut self, text: &mut String) {
        self.pause(text);
        *self = Self::default();
    }
}

/// A closed sign between a stop and a letter is none: the stop goes behind it. `**Note**:text`
fn behind_stops(text: &mut String) {
    let signs = text.len() - text.trim_end_matches('*').len();
    let end = text.len() - signs;
    let inner = text.get(..end).unwrap_or_default();
    let is_stop = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !matches!(c, '*' | '\\' | '>' | '\u{E001}');
    let start = inner.trim_end_matches(is_stop).len();
    if start == end || inner.get(..start).is_some_and(|before| before.ends_with(['\\', '*'])) {
        return;
    }
    let moved = text.split_off(start);
    let (stops, signs) = moved.split_at(end - start);
    text.push_str(signs);
    text.push_str(stops);
}
