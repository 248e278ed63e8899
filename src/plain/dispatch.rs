//! A line → what is done.

use std::io::Write;

use super::session::{Listed, Question, Session};
use super::verb::Verb;
use crate::cli::exit::repeated;
use crate::cli::meant;
use crate::report::words::fill;
use crate::report::{Address, Language};
use crate::text::fold::fold;
use crate::text::sanitize::clean;

impl Session<'_> {
    /// Does what a line asks for, keeps what is to be kept, and says where one is.
    pub(super) fn line(&mut self, bytes: &[u8]) {
        match std::str::from_utf8(bytes) {
            // What a person types is cleaned where it comes in, like everything else.
            Ok(text) => {
                let typed = clean(text.trim()).into_owned();
                match self.question.take() {
                    Some(question) => self.answer(question, &typed),
                    None => self.ask(&typed),
                }
            }
            Err(_) => self.say(&self.words().plain.not_utf8),
        }
        self.keep();
        if !self.ended && self.question.is_none() {
            self.say_where();
        }
    }

    /// What is said before the first line.
    pub(super) fn begin(&mut self, address: Option<&Address>, tour: Option<&str>) {
        let edition = self.edition();
        self.say(self.report.meta.title.text(edition.language));
        self.say(&edition.words.plain.hello);
        match (address, tour) {
            (Some(address), _) => self.show(address),
            (None, Some(name)) => self.tours(name),
            (None, None) => self.read_here(),
        }
        self.keep();
        self.say_where();
    }

    fn ask(&mut self, typed: &str) {
        if typed.is_empty() {
            // Enter reads on, as Space does on the screen.
            return self.step(true);
        }
        if let Ok(number) = typed.trim_end_matches('.').parse::<usize>() {
            return self.open_number(number);
        }
        if let Some((verb, rest)) = self.vocabulary.understand(typed) {
            return self.perform(verb, rest);
        }
        if !self.go(typed) {
            let shown = repeated(typed);
            let w = &self.words().plain;
            let near = self.vocabulary.nearest(typed).map(ToOwned::to_owned);
            let line = match near {
                Some(near) => fill(&w.unknown_near, &[("typed", &shown), ("near", &near)]),
                None => fill(&w.unknown, &[("typed", &shown)]),
            };
            self.say(&line);
        }
    }

    fn perform(&mut self, verb: Verb, rest: &str) {
        match verb {
            Verb::Next if self.walk.is_some() => self.step_walk(true),
            Verb::Previous if self.walk.is_some() => self.step_walk(false),
            Verb::Next => self.step(true),
            Verb::Previous => self.step(false),
            Verb::Again => self.read_here(),
            Verb::Read => self.read_section(rest),
            Verb::NextSection => self.step_section(true),
            Verb::PreviousSection => self.step_section(false),
            Verb::Start => self.go_to(0),
            Verb::End => self.go_to(self.edition().passages.len().saturating_sub(1)),
            Verb::Contents => self.contents(),
            Verb::Open => self.open(rest),
            Verb::Back => self.back(),
            Verb::Forward => self.forward(),
            Verb::Where => {}
            Verb::Search => self.search(rest),
            Verb::More => self.more(),
            Verb::Find => self.find(rest),
            Verb::NextMatch => self.step_match(true),
            Verb::PreviousMatch => self.step_match(false),
            Verb::Explain => self.explain(),
            Verb::Cite => self.cite(),
            Verb::Country => self.one_country(rest),
            Verb::Countries => self.countries(),
            Verb::Compare => self.compare(rest),
            Verb::Tasks => self.tasks(rest),
            Verb::TaskState | Verb::TaskNote | Verb::TaskDate => self.change_task(verb, rest),
            Verb::TaskList => self.task_list(rest),
            Verb::Notes => self.notes(rest),
            Verb::Note => self.note(rest),
            Verb::Bookmark => self.bookmark(rest),
            Verb::Highlight => self.highlight(rest),
            Verb::Delete => self.delete(rest),
            Verb::Undo => self.undo(),
            Verb::Export => self.export(rest),
            Verb::Tours => self.tours(rest),
            Verb::NextStop => self.step_walk(true),
            Verb::PreviousStop => self.step_walk(false),
            Verb::Questions => self.questions(),
            Verb::SpeakerNotes => self.speaker_notes(),
            Verb::Language => self.change_language(rest),
            Verb::Private => {
                self.forget();
                self.say(&self.words().plain.private_now);
            }
            Verb::Help => self.help(rest),
            Verb::Quit => self.ended = true,
        }
    }

    fn answer(&mut self, question: Question, typed: &str) {
        match question {
            Question::Note(_) | Question::File(_) if typed.is_empty() => self.say(&self.words().plain.nothing_written),
            Question::Note(address) => self.write_note(&address, typed),
            Question::File(what) => self.export_to(typed, &what, false),
            Question::Replace(file, what) => {
                let yes = fold(&self.words().plain.yes);
                if yes.split(',').any(|word| word.trim() == fold(typed)) {
                    self.export_to(&file, &what, true);
                } else {
                    self.say(&self.words().plain.kept_as_it_was);
                }
            }
        }
    }

    /// What stands at this number of the last list; of the contents, where there is none.
    fn open_number(&mut self, number: usize) {
        if self.list.is_none() {
            self.list_sections();
        }
        let list = self.list.as_deref().unwrap_or_default();
        match number.checked_sub(1).and_then(|index| list.get(index)).cloned() {
            Some(Listed::Address(address) | Listed::Note(_, Some(address))) => self.show(&address),
            Some(Listed::Tour(name)) => self.tours(&name),
            Some(Listed::Note(_, None)) => self.say(&self.words().notes.lost_long),
            None => {
                let values = [("number", &*number.to_string()), ("most", &*list.len().to_string())];
                self.say(&fill(&self.words().plain.no_number, &values));
            }
        }
    }

    /// Goes to what was typed, with all that is wrong with it.
    fn open(&mut self, typed: &str) {
        if let Ok(number) = typed.parse::<usize>() {
            return self.open_number(number);
        }
        if typed.is_empty() {
            return self.contents();
        }
        if !self.go(typed)
            && let Err(failure) = meant::resolve(self.report, self.edition(), typed)
        {
            self.fail(&failure.message);
        }
    }

    /// Goes to an address, a passage of this section (`.12`), a country, a record, or a title. Says whether there is one.
    fn go(&mut self, typed: &str) -> bool {
        let edition = self.edition();
        let number = typed.strip_prefix('.').and_then(|number| number.trim().parse::<u32>().ok());
        let here = number.and_then(|number| Some(Address::Passage(self.section()?.id.clone(), number)));
        let here = here.filter(|address| edition.block_at(address).is_some());
        let address = here.or_else(|| meant::resolve(self.report, edition, typed).ok()).or_else(|| self.titled(typed));
        if let Some(address) = &address {
            self.show(address);
        }
        address.is_some()
    }

    /// The section or the first passage under the heading that is called so, or the only one that begins so.
    pub(super) fn titled(&self, typed: &str) -> Option<Address> {
        let edition = self.edition();
        let wanted = fold(typed.trim());
        let sections = edition.sections.iter().map(|section| (fold(&section.title), Address::Section(section.id.clone())));
        let under = |block: usize| edition.passages.iter().position(|passage| passage.heading() == Some(block));
        let headings = edition.sections.iter().flat_map(|section| &section.headings);
        let headings = headings.filter_map(|block| Some((fold(&edition.blocks[*block].text), edition.address_of(under(*block)?))));
        let all: Vec<(String, Address)> = sections.chain(headings).collect();
        let same = all.iter().find(|(title, _)| *title == wanted);
        let mut begin = all.iter().filter(|(title, _)| wanted.chars().count() > 2 && title.starts_with(&wanted));
        let only = begin.next().filter(|_| begin.next().is_none());
        same.or(only).map(|(_, address)| address.clone())
    }

    fn change_language(&mut self, typed: &str) {
        let there: Vec<Language> = self.report.languages().collect();
        let w = &self.words().plain;
        let wanted = if typed.is_empty() {
            let at = there.iter().position(|language| *language == self.edition().language).unwrap_or(0);
            there.get((at + 1) % there.len().max(1)).copied()
        } else {
            let called = |language: &Language| fold(self.words().label("language", language.tag())) == fold(typed);
            let named = Language::ALL.into_iter().find(|language| language.tag() == fold(typed) || called(language));
            named.filter(|language| there.contains(language))
        };
        match wanted {
            Some(language) if there.len() > 1 || !typed.is_empty() => {
                self.speak(language);
                self.say(&self.words().plain.lang_now);
                self.read_here();
            }
            Some(_) => self.say(&self.words().frame.one_edition),
            None => {
                let tags = there.iter().map(|language| language.tag()).collect::<Vec<_>>().join(", ");
                self.say(&fill(&w.lang_what, &[("there", &tags)]));
            }
        }
    }

    /// All commands, or one: by which words and letters, and what it does.
    fn help(&mut self, typed: &str) {
        let words = self.words();
        let w = &words.plain;
        let one = self.vocabulary.understand(typed).map(|(verb, _)| verb);
        let listed: Vec<Verb> = Verb::ALL.iter().copied().filter(|verb| one.is_none_or(|one| one == *verb)).collect();
        let rows = listed.into_iter().map(|verb| {
            let name = |map: &std::collections::BTreeMap<String, crate::report::localized::Plain>| {
                map.get(verb.name()).map(ToString::to_string).unwrap_or_default()
            };
            let letters = self.vocabulary.letters(verb).collect::<Vec<_>>().join(" ");
            let letters = if letters.is_empty() { String::new() } else { format!(" {}", fill(&w.help_keys, &[("keys", &letters)])) };
            format!("{}{letters}", fill(&w.help_row, &[("words", &name(&words.plain_word)), ("does", &name(&words.plain_help))]))
        });
        let rows: Vec<String> = rows.collect();
        if one.is_none() {
            self.say(&w.help_head);
        }
        self.say_all(&rows);
        if one.is_none() {
            self.say(&w.help_numbers);
        }
    }

    /// The place, in a line.
    fn say_where(&mut self) {
        let edition = self.edition();
        let w = &edition.words.plain;
        if let Some(walk) = &self.walk {
            let Some(stop) = walk.tour.stops.get(walk.stop) else { return };
            let title = self.report.stop_title(edition, stop);
            let (at, of) = ((walk.stop + 1).to_string(), walk.tour.stops.len().to_string());
            let line = fill(&w.stop, &[("at", &at), ("of", &of), ("title", &title)]);
            return self.say(&line);
        }
        let Some(passage) = edition.passages.get(self.at) else { return self.say(&w.no_text) };
        let address = edition.address_of(self.at).to_string();
        let all = edition.text_before(edition.blocks.len()).max(1);
        let percent = (edition.text_before(passage.block + 1) * 100 / all).to_string();
        let known = [("address", &*address), ("percent", &*percent)];
        let Some(pages) = passage.pages else { return self.say(&fill(&w.no_page, &known)) };
        let (first, last) = (pages.first.to_string(), pages.last.to_string());
        // A dash is not read aloud.
        let template = if pages.first == pages.last { &w.place } else { &w.place_pages };
        let pages = [("pages", &*first), ("first", &*first), ("last", &*last)];
        self.say(&fill(template, &[&known[..], &pages].concat()));
    }

    /// The prompt; where nobody types, a line like the others.
    pub(super) fn prompt(&mut self, typed: bool) {
        let text = match &self.question {
            None if !self.ended => self.words().plain.prompt.to_string(),
            // The question itself was said.
            _ => return,
        };
        let end = if typed { " " } else { "\n" };
        let _ = write!(self.out, "{text}{end}");
    }
}
