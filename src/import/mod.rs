//! Any report, as a converter left it → a content pack.
//!
//! A file goes through these passes, each of which knows one thing and hands on:
//!
//! ```text
//! bytes ─ source ─▸ text ─ html, plain, docx, epub ─▸ Markdown ─ remnants ─▸ lines
//! lines ─ contents (printed list out) ─ page_numbers, running (numbers and heads of pages out) ─ blocks ─▸ pieces
//! pieces ─ inline (HTML, formulas, marks) ─ notes (tied) ─ join, hyphens (cut by pages and lines) ─ headings (levels) ─ matter ─▸ chapters
//! chapters ─ pages ─ emit ─▸ Markdown files ─ Edition ─ gazetteer, figures, actions ─▸ data files ─ folder ─▸ a pack
//! ```
//!
//! Nothing is lost silently: what is not in the pack is in the notices, with its lines. All passes are linear in the text (but for bounded
//! looks ahead) and none calls itself, so that no file is too long or too deep.

mod actions;
mod addresses;
mod archive;
mod bare_notes;
mod blocks;
mod cells;
mod columns;
mod contents;
mod docx;
mod docx_styles;
mod elements;
mod emit;
mod emphasis;
mod epub;
mod escape;
mod figures;
mod folder;
mod fragments;
mod gazetteer;
mod headings;
mod html;
mod hyphens;
mod inline;
mod join;
mod line;
mod markup;
mod matter;
mod nearby;
mod notes;
mod page_numbers;
mod pages;
mod plain;
mod plain_titles;
mod raised;
mod remnants;
mod running;
mod source;
mod survey;
mod tables;
mod tags;
mod told;
mod toml_text;
mod vocabulary;

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::report::edition::SectionFile;
use crate::report::words::fill;
use crate::report::{Edition, Language, Report, Words};
use crate::text::fold::fold;
use gazetteer::Gazetteer;
use line::{Kind, Line, Piece};
use matter::{Chapter, Known, Parts};
use notes::Footnote;
use remnants::Head;
use told::Told;

pub use source::{Format, Refusal};
pub use told::{Notice, Sort, What};

/// So many passages about a country are a part on it.
pub(crate) const PROFILE: usize = 3;

/// What the person said of the import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The language of the report; guessed where nothing is said.
    pub language: Option<Language>,
    /// Its title; taken from the text where nothing is said.
    pub title: Option<String>,
    /// An older pack or an empty folder in the place of the new one is replaced.
    pub force: bool,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The pack, opened.
    pub report: Report,
    /// What the file was.
    pub format: Format,
    /// What was done, guessed and left out.
    pub notices: Vec<Notice>,
}

/// A pack before it is written.
#[derive(Debug)]
pub struct Pack {
    /// Its files by their paths.
    pub files: Vec<(String, String)>,
    /// What was done, guessed and left out.
    pub notices: Vec<Notice>,
}

/// Imports a file into a folder that is not there yet. `words` are those in which errors are told.
pub fn import(file: &Path, out: &Path, options: &Options, words: &Words) -> Result<Imported, Refusal> {
    folder::may_write(out, options.force, file)?;
    let bytes = source::read(file)?;
    let format = source::sniff(&bytes, file)?;
    let name = file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let pack = pack(bytes, format, &name, options)?;
    let report = folder::write(out, &pack.files, words)?;
    Ok(Imported { report, format, notices: pack.notices })
}

/// Makes a pack of a file's bytes; `name` is the file's, without its suffix.
pub fn pack(bytes: Vec<u8>, format: Format, name: &str, options: &Options) -> Result<Pack, Refusal> {
    let mut told = Told::default();
    let (mut lines, mut head) = match format {
        Format::Markdown => {
            let text = source::decode(bytes, &mut told);
            let (lines, head) = remnants::lines(&text, &mut told);
            (fragments::replace(lines), head)
        }
        Format::Plain => {
            let text = source::decode(bytes, &mut told);
            (plain::lines(&text, &mut told), Head::default())
        }
        Format::Html => {
            let text = source::decode(bytes, &mut told);
            let page = html::page(&text);
            told.hidden(&page.hidden);
            (page.lines, Head { title: page.title, ..Head::default() })
        }
        Format::Docx => docx::lines(&bytes).ok_or(Refusal::Damaged)?,
        Format::Epub => epub::lines(&bytes, &mut told).ok_or(Refusal::Damaged)?,
    };
    // A Word document says when its file was made: what it says of itself in its text goes before.
    let made = head.year.take_if(|_| format == Format::Docx);
    if lines.iter().all(Line::is_blank) {
        return Err(Refusal::Empty);
    }
    let (entries, end) = contents::take(&mut lines, &mut told);
    let contents_end = end.checked_sub(1).and_then(|last| lines.get(last)).map_or(0, |line| line.number);
    page_numbers::take(&mut lines, &mut told);
    running::take(&mut lines, format != Format::Plain, &mut told);
    let targets = addresses::take(&mut lines, &mut told);
    let mut pieces = blocks::split(lines);
    tidy(&mut pieces, &targets, &mut told);
    let mut footnotes = notes::tie(&mut pieces, &mut told);
    let language = options.language.unwrap_or_else(|| language(&pieces, &mut told));
    let mut pieces = join::join(pieces, &mut told);
    hyphens::mend(&mut pieces, &mut footnotes, language, &mut told);
    let outline = headings::repair(&mut pieces, &entries, contents_end, &mut told);
    let words = Words::bundled(language);
    let known = Known { head, title: options.title.as_deref(), name: name.replace(['_', '-'], " "), made, outline, words: &words };
    let mut parts = matter::sort(pieces, known, &mut told);
    pages::settle(&mut parts.chapters, &mut told);
    Ok(Pack { files: files(&parts, &footnotes, language, &words, name, &mut told), notices: told.notices() })
}

/// Tidies the texts of all pieces.
fn tidy(pieces: &mut Vec<Piece>, targets: &HashMap<String, String>, told: &mut Told) {
    // Footnotes that were written in the text stand behind the piece in which they are marked.
    let mut notes: Vec<(usize, Piece)> = Vec::new();
    for (at, piece) in pieces.iter_mut().enumerate() {
        match piece.kind {
            Kind::Code | Kind::Page(_) => {}
            Kind::Gap => {
                if std::mem::take(&mut piece.text) == "-" {
                    told.add(What::Rules, piece.line, "");
                }
            }
            _ => {
                // The mark of a definition is one already.
                let tidied = inline::tidy(&piece.text, targets, piece.kind == Kind::Table, notes.len());
                notes.extend(tidied.notes.into_iter().map(|note| (at, Piece::new(piece.line, Kind::Note, note))));
                piece.text = single_spaced(tidied.text.trim(), &piece.kind);
                if tidied.nameless > 0 {
                    told.add(What::Images, piece.line, "");
                }
                let is_image = tidied.images == 1 && piece.text.starts_with('[') && piece.text.ends_with(']') && piece.kind == Kind::Prose;
                if is_image {
                    piece.kind = Kind::Image;
                } else if piece.text.is_empty() && (tidied.nameless > 0 || piece.kind == Kind::Prose) {
                    piece.kind = Kind::Gap;
                }
            }
        }
    }
    if !notes.is_empty() {
        let mut notes = notes.into_iter().peekable();
        let mut out = Vec::with_capacity(pieces.len() + notes.len());
        for (at, piece) in pieces.drain(..).enumerate() {
            out.push(piece);
            out.extend(std::iter::from_fn(|| notes.next_if(|(behind, _)| *behind == at).map(|(_, note)| note)));
        }
        *pieces = out;
    }
}

/// Converters leave two spaces where a line ended.
fn single_spaced(text: &str, kind: &Kind) -> String {
    if *kind == Kind::Table || text.contains('`') || !text.contains("  ") {
        return text.to_owned();
    }
    let mut before = '\n';
    text.chars().filter(|c| !(std::mem::replace(&mut before, *c) == ' ' && *c == ' ')).collect()
}

/// The language by its commonest words.
fn language(pieces: &[Piece], told: &mut Told) -> Language {
    let mut counts = [0_usize; 3];
    let words = pieces.iter().filter(|piece| piece.is_running()).flat_map(|piece| piece.text.split_whitespace()).take(20_000);
    for word in words {
        for (count, common) in counts.iter_mut().zip(vocabulary::COMMON) {
            *count += usize::from(common.contains(&word));
        }
    }
    let best = (0..3).max_by_key(|nth| (counts[*nth], std::cmp::Reverse(*nth))).unwrap_or(0);
    let language = Language::ALL[best];
    told.add(What::Language, 0, language.tag());
    language
}

/// An id for a section: its title's words in ASCII, none that another thing has.
fn slug(title: &str, taken: &mut HashSet<String>, next: &mut HashMap<String, usize>) -> String {
    let folded = fold(line::unnumbered(&line::bare(title)));
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric())
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect();
    let mut id = String::new();
    for word in words {
        if !id.is_empty() && id.len() + word.len() >= 32 {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(32));
    }
    if id.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').is_empty() {
        id = format!("section-{id}").trim_end_matches('-').into();
    }
    let mut free = id.clone();
    while !taken.insert(free.clone()) {
        // Not tried again from the first: thousands of sections may be called the same.
        let nth = next.entry(id.clone()).or_insert(1);
        *nth += 1;
        free = format!("{id}-{nth}");
    }
    free
}

/// The files of the pack.
fn files(parts: &Parts, footnotes: &[Footnote], language: Language, words: &Words, name: &str, told: &mut Told) -> Vec<(String, String)> {
    let gazetteer = Gazetteer::new(language);
    // A country's id is an address as well.
    let mut taken: HashSet<String> = gazetteer.countries.iter().map(|country| country.id.to_string()).collect();
    let mut next = HashMap::new();
    let ids: Vec<String> = parts.chapters.iter().map(|chapter| slug(&chapter.title, &mut taken, &mut next)).collect();
    let width = parts.chapters.len().to_string().len().max(2);
    let mut out = Vec::new();
    let mut sections = Vec::new();
    for (nth, (chapter, id)) in parts.chapters.iter().zip(&ids).enumerate() {
        let text = section(parts, nth, footnotes, words);
        sections.push(SectionFile { id: id.clone(), parent: None, page: chapter.page, text: text.clone() });
        out.push((format!("{}/{:0width$}-{id}.md", language.tag(), nth + 1), text));
    }
    let (edition, _) = Edition::new(language, &sections, words.clone());
    let entries: Vec<toml_text::Section> =
        parts.chapters.iter().zip(ids).map(|(chapter, id)| toml_text::Section { id, page: chapter.page }).collect();
    out.push(("report.toml".to_owned(), toml_text::report(parts, &entries, language, words, name)));
    out.extend(data(&edition, &gazetteer, words, told));
    out
}

/// The Markdown of a chapter.
fn section(parts: &Parts, nth: usize, footnotes: &[Footnote], words: &Words) -> String {
    let Chapter { title, page, line, pieces } = &parts.chapters[nth];
    let head = fill(&words.import.head_section, &[("line", &line.to_string())]).replace("--", "–");
    let pages = pages::span(&parts.chapters, nth).or(page.map(|page| (page, page)));
    emit::section(&format!("<!-- {head} -->"), title, pages, pieces, footnotes)
}

/// The data files, each only where there is something to put into it.
fn data(edition: &Edition, gazetteer: &Gazetteer, words: &Words, told: &mut Told) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut named: Vec<Vec<String>> = vec![Vec::new(); gazetteer.countries.len()];
    for (index, block) in edition.blocks.iter().enumerate() {
        let Some(passage) = edition.passage_of_block(index) else { continue };
        for (_, country) in gazetteer.find(&block.text) {
            let address = edition.address_of(passage).to_string();
            if named[country].last() != Some(&address) {
                named[country].push(address);
            }
        }
    }
    let mut found: Vec<_> = gazetteer.countries.iter().zip(named).filter(|(_, passages)| !passages.is_empty()).collect();
    // Those with a profile first, each part in alphabetical order.
    found.sort_by_key(|(country, passages)| (passages.len() < PROFILE, fold(country.name.text(edition.language))));
    if !found.is_empty() {
        told.add(What::Countries, 0, &found.len().to_string());
        out.push(("countries.toml".to_owned(), toml_text::countries(&found, words)));
    }
    let rows = figures::find(edition, gazetteer);
    if !rows.is_empty() {
        told.add(What::Figures, 0, &rows.len().to_string());
        let id = |index: usize| gazetteer.countries[index].id.to_string();
        out.push(("figures.toml".to_owned(), toml_text::figures(&rows, id, edition.language, words)));
    }
    let actions = actions::find(edition);
    if actions.is_empty() {
        told.add(What::NoActions, 0, "");
    } else {
        told.add(What::Actions, 0, &actions.len().to_string());
        out.push(("recommendations.toml".to_owned(), toml_text::actions(&actions, words)));
    }
    out
}
