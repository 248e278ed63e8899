//! The projector: what is shown to a group, one idea a screen.

pub mod bars;
pub mod follower;
pub mod pages;
pub mod placing;
pub mod script;
pub mod slides;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use pages::{Frame, Page};
use slides::Slide;

use super::action::Command;
use crate::report::topic::Topic;
use crate::report::tour::Tour;
use crate::report::{Address, Edition, Kind, Report};

/// How many shows began so far.
static SERIAL: AtomicU64 = AtomicU64::new(1);

/// A run of slides with a title: a section, a country, the recommendations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Its title.
    pub title: String,
    /// How long it takes, in minutes, where it is a stop of a tour.
    pub minutes: Option<u32>,
    /// What whoever leads the group wants to remember.
    pub notes: String,
}

/// Words of a slide that are marked while one talks: the text's index, and bytes of it.
type Word = (usize, Range<usize>);

/// What a show is made of, to make it again in another language.
#[derive(Debug, Clone, Default)]
enum Origin {
    #[default]
    Report,
    Countries(Vec<usize>, Topic),
    /// Records, and the kind that gives them their title, if one does.
    Records(Option<Kind>, Vec<Address>),
    /// The tour of the id that is kept beside.
    Tour,
}

/// What is on the projector.
#[derive(Debug, Clone, Default)]
pub struct Present {
    /// Tells one show from the one before it.
    serial: u64,
    origin: Origin,
    slides: Vec<Slide>,
    groups: Vec<Group>,
    pages: Vec<Page>,
    size: (u16, u16),
    /// Large letters are of ASCII too.
    ascii: bool,
    at: usize,
    /// One sentence is lit and the rest dimmed.
    spotlight: Option<usize>,
    /// Sentences come one by one: so many of the page are shown.
    revealed: Option<usize>,
    /// Nothing is shown.
    pub blank: bool,
    /// The time is shown.
    pub timer: bool,
    /// Seconds since it began.
    pub elapsed: u64,
    /// When the group on the screen began, in the same way.
    since: u64,
    /// The word that is chosen, while one marks words.
    word: Option<usize>,
    marked: HashSet<(usize, usize, usize)>,
    /// The theme that one had before.
    pub theme_before: usize,
    /// The id of the tour that is walked.
    pub tour: Option<String>,
}

impl Present {
    /// The whole text, from a passage on.
    pub fn report(edition: &Edition, from: Option<&Address>) -> Self {
        let groups = edition.sections.iter().map(|section| Group { title: section.title.clone(), ..Group::default() }).collect();
        Self::new(slides::of_report(edition), groups, from)
    }

    /// Tabs of countries, from one of them on.
    pub fn countries(report: &Report, edition: &Edition, countries: &[usize], topic: Topic) -> Self {
        let facts = report.facts();
        let mut all = Vec::new();
        let mut groups = Vec::new();
        let first = Topic::ALL.iter().position(|other| *other == topic).unwrap_or(0);
        let topics = Topic::ALL.into_iter().cycle().skip(first).take(Topic::ALL.len());
        for topic in topics {
            for country in countries {
                let country = &facts.countries[*country];
                let slides = slides::of_topic(report, edition, &country.id, topic);
                let title = format!("{} · {}", country.name.text(edition.language), topic.title(edition));
                all.extend(slides.into_iter().map(|slide| Slide { group: groups.len(), ..slide }));
                groups.push(Group { title, ..Group::default() });
            }
        }
        Self { origin: Origin::Countries(countries.to_vec(), topic), ..Self::new(all, groups, None) }
    }

    /// Records, one after the other, from one of them on, with their kind as a title where they are all of it.
    pub fn records(report: &Report, edition: &Edition, kind: Option<Kind>, addresses: &[Address], from: Option<&Address>) -> Self {
        let title = kind.map(|kind| edition.words.label("kind", kind.name())).unwrap_or_default();
        let slides = addresses.iter().flat_map(|address| slides::of_address(report, edition, address));
        let slides = slides.map(|slide| Slide { group: 0, ..slide }).collect();
        let groups = vec![Group { title: title.to_owned(), ..Group::default() }];
        Self { origin: Origin::Records(kind, addresses.to_vec()), ..Self::new(slides, groups, from) }
    }

    /// A tour: each stop's title, what it shows, and its questions.
    pub fn tour(report: &Report, edition: &Edition, tour: &Tour) -> Self {
        let mut all = Vec::new();
        let mut groups = Vec::new();
        for stop in &tour.stops {
            let group = groups.len();
            let slides = slides::of_stop(report, edition, tour, stop);
            all.extend(slides.into_iter().map(|slide| Slide { group, ..slide }));
            groups.push(Group {
                title: report.stop_title(edition, stop),
                minutes: Some(stop.minutes).filter(|minutes| *minutes > 0),
                notes: stop.notes.text(edition.language).to_owned(),
            });
        }
        Self { tour: Some(tour.id.clone()), origin: Origin::Tour, ..Self::new(all, groups, None) }
    }

    /// The same in another language, at the same place; the time goes on.
    #[must_use]
    pub fn in_edition<'a>(&self, report: &Report, edition: &Edition, mut tours: impl Iterator<Item = &'a Tour>) -> Self {
        let show = match &self.origin {
            Origin::Report => Self::report(edition, None),
            Origin::Countries(countries, topic) => Self::countries(report, edition, countries, *topic),
            Origin::Records(kind, addresses) => Self::records(report, edition, *kind, addresses, None),
            Origin::Tour => match tours.find(|tour| self.tour.as_ref() == Some(&tour.id)) {
                Some(tour) => Self::tour(report, edition, tour),
                None => return self.clone(),
            },
        };
        let Self { blank, timer, elapsed, since, theme_before, .. } = *self;
        let mut show = Self { blank, timer, elapsed, since, theme_before, ..show };
        show.resize(self.size.0, self.size.1, self.ascii);
        // A slide may have another number of pages in another language.
        let (slide, part) = self.pages.get(self.at).map_or((0, 1), |page| (page.slide, page.of.0));
        let pages = show.pages.iter().enumerate().filter(|(_, page)| page.slide == slide);
        show.at = pages.take_while(|(_, page)| page.of.0 <= part).last().map_or(0, |(at, _)| at);
        show
    }

    /// The same tour after it was changed, at one of its stops; the time goes on.
    #[must_use]
    pub fn changed(&self, report: &Report, edition: &Edition, tour: &Tour, stop: usize) -> Self {
        let mut changed =
            Self { timer: self.timer, elapsed: self.elapsed, theme_before: self.theme_before, ..Self::tour(report, edition, tour) };
        changed.resize(self.size.0, self.size.1, self.ascii);
        let first = changed.pages.iter().position(|page| changed.slides[page.slide].group >= stop);
        changed.at = first.unwrap_or(changed.pages.len().saturating_sub(1));
        changed.since = if self.slide().group == stop { self.since } else { self.elapsed };
        changed
    }

    /// Countries have other indices from now on; those that have none are gone.
    pub fn renumber(&mut self, to: impl Fn(usize) -> Option<usize>) {
        if let Origin::Countries(countries, _) = &mut self.origin {
            *countries = countries.iter().filter_map(|country| to(*country)).collect();
        }
    }

    fn new(slides: Vec<Slide>, groups: Vec<Group>, from: Option<&Address>) -> Self {
        let at = from.and_then(|from| slides.iter().position(|slide| slide.address.as_ref() == Some(from))).unwrap_or(0);
        // Until there is a size, a slide is a page.
        let pages = (0..slides.len()).map(|slide| Page { slide, of: (1, 1), ..Page::default() }).collect();
        Self { serial: SERIAL.fetch_add(1, Ordering::Relaxed), slides, groups, pages, at, ..Self::default() }
    }

    /// Another number for each show that began.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Whether there is anything to show.
    pub fn is_empty(&self) -> bool {
        self.slides.is_empty()
    }

    /// For a screen of this size, in ASCII alone or not: the same words stay on it.
    pub fn resize(&mut self, columns: u16, rows: u16, ascii: bool) {
        if (self.size, self.ascii) == ((columns, rows), ascii) || self.slides.is_empty() {
            return;
        }
        let (slide, first) = (self.page().slide, self.page().parts.first().and_then(|part| Some((part.text, part.lines.first()?.start))));
        (self.size, self.ascii) = ((columns, rows), ascii);
        let unit = self.unit();
        let all = self.slides.iter().enumerate().flat_map(|(index, slide)| pages::pages(slide, index, columns, rows, unit));
        self.pages = all.collect();
        let holds = |page: &Page| {
            let last = page.parts.last().and_then(|part| Some((part.text, part.lines.last()?.end)));
            page.slide == slide && (first.is_none() || last > first)
        };
        self.at = self.pages.iter().position(holds).or_else(|| self.pages.iter().position(|page| page.slide == slide)).unwrap_or(0);
    }

    /// The page on the screen.
    pub fn page(&self) -> &Page {
        &self.pages[self.at.min(self.pages.len() - 1)]
    }

    /// The slide on the screen.
    pub fn slide(&self) -> &Slide {
        &self.slides[self.page().slide]
    }

    /// All slides.
    pub fn slides(&self) -> &[Slide] {
        &self.slides
    }

    /// All pages.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// How the page is laid out.
    pub fn frame(&self) -> Frame {
        Frame::new(self.slide(), self.size.0, self.size.1, self.unit())
    }

    /// Cells of a large letter.
    fn unit(&self) -> u16 {
        if self.ascii { pages::LARGE_IN_ASCII } else { pages::LARGE }
    }

    /// Number of the page on the screen, from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        (self.at + 1, self.pages.len())
    }

    /// The section or stop that the page belongs to.
    pub fn group(&self) -> Option<&Group> {
        self.groups.get(self.slide().group)
    }

    /// Seconds that are left for the stop; nothing where no time was set, and 0 where it is over.
    pub fn left(&self) -> Option<u64> {
        let all = u64::from(self.group()?.minutes?) * 60;
        Some(all.saturating_sub(self.elapsed.saturating_sub(self.since)))
    }

    /// Shows a slide: the page of it that has this number, or else its first.
    pub fn show(&mut self, slide: usize, page: Option<usize>) {
        let of_slide = |at: &usize| self.pages.get(*at).is_some_and(|page| page.slide == slide);
        let named = page.and_then(|page| page.checked_sub(1)).filter(of_slide);
        if let Some(at) = named.or_else(|| (0..self.pages.len()).find(of_slide)) {
            self.turn(at);
        }
    }

    /// The sentences of the page: the text's index, and the bytes of it that are on the page.
    pub fn sentences(&self) -> Vec<Word> {
        let slide = self.slide();
        let of_part = |part: &pages::Part| {
            let range = part.lines.first().map_or(0, |line| line.start)..part.lines.last().map_or(0, |line| line.end);
            let inside = move |sentence: &Range<usize>| crate::text::span::overlap(sentence, &range);
            let text = part.text;
            slide.texts[part.text].sentences.iter().filter_map(inside).map(move |range| (text, range)).collect::<Vec<_>>()
        };
        self.page().parts.iter().flat_map(of_part).collect()
    }

    /// The words of the page, in the same way.
    fn words(&self) -> Vec<Word> {
        use unicode_segmentation::UnicodeSegmentation;
        let slide = self.slide();
        let of_line = |text: usize, line: &Range<usize>| {
            let start = line.start;
            let part = slide.texts[text].text.get(line.clone()).unwrap_or_default();
            part.unicode_word_indices().map(move |(at, word)| (text, start + at..start + at + word.len())).collect::<Vec<_>>()
        };
        self.page().parts.iter().flat_map(|part| part.lines.iter().flat_map(|line| of_line(part.text, line))).collect()
    }

    /// Marks the word on a cell of the screen, or takes its mark away.
    pub fn point(&mut self, column: u16, row: u16) {
        let frame = self.frame();
        let at = column.checked_sub(frame.margin).zip(row.checked_sub(frame.top()));
        let byte = at.filter(|_| !self.blank).and_then(|(x, y)| placing::byte_at(self.slide(), self.page(), &frame, x, y));
        let Some((text, byte)) = byte else { return };
        let words = self.words();
        let Some(nth) = words.iter().position(|(other, range)| *other == text && range.contains(&byte)) else { return };
        // What has not come yet is not there to be marked.
        if self.light(text, &words[nth].1) != Light::Hidden {
            self.word = self.word.map(|_| nth);
            self.toggle(&words[nth]);
        }
    }

    /// How a piece of a text on the page is to be shown.
    pub fn light(&self, text: usize, piece: &Range<usize>) -> Light {
        let within = |(other, range): &Word| *other == text && range.start <= piece.start && piece.end <= range.end;
        let nth = self.sentences().iter().position(within);
        if self.revealed.is_some_and(|shown| nth.is_some_and(|nth| nth >= shown)) {
            return Light::Hidden;
        }
        if self.word.and_then(|word| self.words().get(word).cloned()).is_some_and(|word| within(&word)) {
            return Light::Chosen;
        }
        let slide = self.page().slide;
        let is_marked = |(at, other, start): &(usize, usize, usize)| *at == slide && *other == text && *start == piece.start;
        if self.marked.iter().any(is_marked) {
            return Light::Marked;
        }
        match self.spotlight {
            Some(lit) if nth != Some(lit) => Light::Dimmed,
            Some(_) => Light::Lit,
            _ => Light::Plain,
        }
    }

    /// Where a line is to be cut so that each piece has one light.
    pub fn edges(&self, text: usize) -> Vec<Range<usize>> {
        let words = if self.word.is_some() || !self.marked.is_empty() { self.words() } else { Vec::new() };
        self.sentences().into_iter().chain(words).filter(|(other, _)| *other == text).map(|(_, range)| range).collect()
    }

    /// Whether words are being marked.
    pub fn is_marking(&self) -> bool {
        self.word.is_some()
    }

    /// Whether one sentence is lit.
    pub fn has_spotlight(&self) -> bool {
        self.spotlight.is_some()
    }

    /// Whether sentences come one by one.
    pub fn is_revealing(&self) -> bool {
        self.revealed.is_some()
    }

    fn turn(&mut self, to: usize) {
        let before = self.slide().group;
        self.at = to.min(self.pages.len().saturating_sub(1));
        if self.slide().group != before {
            self.since = self.elapsed;
        }
        self.word = None;
        self.spotlight = self.spotlight.map(|_| 0);
        self.revealed = self.revealed.map(|_| 1);
    }

    /// Does what a command asks; says whether it was one for the projector.
    pub fn command(&mut self, command: Command) -> bool {
        if self.blank && !matches!(command, Command::Blank) {
            // Any move brings the picture back, as it was.
            self.blank = false;
            if matches!(command, Command::NextSlide | Command::PreviousSlide) {
                return true;
            }
        }
        match command {
            Command::NextSlide | Command::PreviousSlide if self.word.is_some() => self.step_word(command == Command::NextSlide),
            Command::NextSlide => self.next(),
            Command::PreviousSlide => self.previous(),
            Command::NextSection | Command::PreviousSection => self.next_group(command == Command::NextSection),
            Command::Start => self.turn(0),
            Command::End => self.turn(self.pages.len()),
            Command::Blank => self.blank = !self.blank,
            Command::Timer => self.timer = !self.timer,
            Command::Spotlight => {
                self.revealed = None;
                self.spotlight = if self.spotlight.is_some() { None } else { Some(0) };
            }
            Command::Reveal => {
                self.spotlight = None;
                self.revealed = if self.revealed.is_some() { None } else { Some(1) };
            }
            Command::MarkWords => self.word = if self.word.is_some() || self.words().is_empty() { None } else { Some(0) },
            Command::Open => self.toggle_word(),
            _ => return false,
        }
        true
    }

    /// The next sentence where they come one by one or are lit one by one, else the next page.
    fn next(&mut self) {
        let last = self.sentences().len();
        match (&mut self.revealed, &mut self.spotlight) {
            (Some(shown), _) if *shown < last => *shown += 1,
            (None, Some(lit)) if *lit + 1 < last => *lit += 1,
            _ if self.at + 1 < self.pages.len() => self.turn(self.at + 1),
            _ => {}
        }
    }

    fn previous(&mut self) {
        match (&mut self.revealed, &mut self.spotlight) {
            (Some(shown), _) if *shown > 1 => *shown -= 1,
            (None, Some(lit)) if *lit > 0 => *lit -= 1,
            _ if self.at > 0 => {
                self.turn(self.at - 1);
                let last = self.sentences().len();
                // Coming back, all of it was said already.
                self.revealed = self.revealed.map(|_| last.max(1));
                self.spotlight = self.spotlight.map(|_| last.saturating_sub(1));
            }
            _ => {}
        }
    }

    fn next_group(&mut self, on: bool) {
        let group_of = |page: &Page| self.slides[page.slide].group;
        let here = self.slide().group;
        let first = |group: usize| self.pages.iter().position(|page| group_of(page) == group);
        let to = if on {
            (self.at..self.pages.len()).find(|at| group_of(&self.pages[*at]) != here)
        } else if first(here) != Some(self.at) {
            first(here)
        } else {
            self.at.checked_sub(1).and_then(|before| first(group_of(&self.pages[before])))
        };
        if let Some(to) = to {
            self.turn(to);
        }
    }

    fn step_word(&mut self, on: bool) {
        let last = self.words().len().saturating_sub(1);
        self.word = self.word.map(|word| if on { (word + 1).min(last) } else { word.saturating_sub(1) });
    }

    fn toggle_word(&mut self) {
        if let Some(word) = self.word.and_then(|word| self.words().get(word).cloned()) {
            self.toggle(&word);
        }
    }

    fn toggle(&mut self, (text, range): &Word) {
        let key = (self.page().slide, *text, range.start);
        if !self.marked.remove(&key) {
            self.marked.insert(key);
        }
    }
}

/// How a piece of text is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// As it is.
    Plain,
    /// This sentence is lit, the others are dimmed.
    Lit,
    /// Another sentence is lit.
    Dimmed,
    /// It has not come yet: its room is empty.
    Hidden,
    /// Marked while one talked.
    Marked,
    /// The word that is chosen.
    Chosen,
}
