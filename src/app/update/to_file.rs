//! What is exported: from where one is to a file that is named.

use crate::app::action::Effect;
use crate::app::exporting::{Export, Exported, Exporting, Scope, What, stem};
use crate::app::picker::{Choice, Picker, Target};
use crate::app::prompt::{Prompt, Purpose};
use crate::app::{App, Pane};
use crate::export::Format;
use crate::report::record::Kind;
use crate::report::topic::Topic;
use crate::report::words::fill;
use crate::report::{Address, Edition};

impl App {
    /// Asks what of what is shown is to be exported.
    pub(super) fn export(&mut self, edition: &Edition) {
        let scopes = match self.pane {
            Pane::Reader | Pane::Contents => self.text_scopes(edition),
            Pane::Countries | Pane::Profile => self.country_scopes(edition),
            Pane::Search => self.search_scopes(edition),
            Pane::Notes => self.note_scopes(edition),
            Pane::Lists | Pane::Tasks => self.task_scopes(edition),
        };
        self.pick_scope(scopes);
    }

    /// The same of the record in the sheet.
    pub(super) fn export_target(&mut self) {
        let scope = self.target().map(|address| self.one(address));
        self.sheet = None;
        self.pick_scope(scope.into_iter().collect());
    }

    /// One thing.
    fn one(&self, address: Address) -> Scope {
        let edition = self.edition();
        let title = self.report.subject(edition, &address).map(|subject| subject.title).unwrap_or_default();
        Scope { name: format!("{address} · {title}"), stem: stem(&address.to_string()), what: What::Records(vec![address], Vec::new()) }
    }

    fn text_scopes(&self, edition: &Edition) -> Vec<Scope> {
        let w = &edition.words.export;
        let passage = self.target().map(|address| self.one(address));
        let section = edition.sections.get(self.reader.section(edition)).map(|section| Scope {
            name: fill(&w.section, &[("title", &section.title)]),
            stem: stem(&section.id),
            what: What::Records(vec![Address::Section(section.id.clone())], Vec::new()),
        });
        let all = Scope { name: w.everything.to_string(), stem: stem(&w.stem_report), what: What::Records(Vec::new(), Vec::new()) };
        passage.into_iter().chain(section).chain([all]).collect()
    }

    /// The tab, all of the country or of those compared, and the selected row.
    fn country_scopes(&self, edition: &Edition) -> Vec<Scope> {
        let facts = self.report.facts();
        let selected = || self.countries.selected().into_iter().collect();
        let indices: Vec<usize> = if self.pane == Pane::Profile { self.profile.countries.clone() } else { selected() };
        let names: Vec<&str> = indices.iter().map(|index| facts.countries[*index].name.text(edition.language)).collect();
        let places: Vec<Address> = indices.iter().map(|index| self.country_address(*index)).collect();
        let scope = |name: String, kinds: Vec<Kind>| Scope { stem: stem(&name), name, what: What::Records(places.clone(), kinds) };
        let kind = match self.profile.topic {
            Topic::Overview => None,
            Topic::Law => Some(Kind::Law),
            Topic::Figures => Some(Kind::Figure),
            Topic::Organisations => Some(Kind::Organisation),
            Topic::Passages => Some(Kind::Passage),
        };
        let topic = kind.filter(|_| self.pane == Pane::Profile).map(|kind| scope(self.profile_title(), vec![kind]));
        let row = self.target().filter(|address| !matches!(address, Address::Country(_))).map(|address| self.one(address));
        topic.into_iter().chain([scope(names.join(", "), Vec::new())]).chain(row).collect()
    }

    fn search_scopes(&self, edition: &Edition) -> Vec<Scope> {
        let hits: Vec<Address> = self.searching.addresses(&self.report, self.edition());
        if hits.is_empty() {
            return Vec::new();
        }
        let values = [("text", self.searching.typed()), ("count", &*hits.len().to_string())];
        let all = Scope {
            name: fill(&edition.words.export.hits, &values),
            stem: stem(self.searching.typed()),
            what: What::Records(hits, Vec::new()),
        };
        std::iter::once(all).chain(self.target().map(|address| self.one(address))).collect()
    }

    fn note_scopes(&self, edition: &Edition) -> Vec<Scope> {
        let w = &edition.words.export;
        let shown: Vec<_> = self.notes.listed().into_iter().map(|placed| placed.mark.clone()).collect();
        let Some(selected) = self.notes.selected() else { return Vec::new() };
        let all =
            Scope { name: fill(&w.notes, &[("count", &shown.len().to_string())]), stem: stem(&w.stem_notes), what: What::Notes(shown) };
        let address = selected.mark.address.clone();
        let one = Scope {
            name: fill(&w.note, &[("address", &address)]),
            stem: stem(&format!("{} {address}", &*w.stem_notes)),
            what: What::Notes(vec![selected.mark.clone()]),
        };
        vec![all, one]
    }

    fn task_scopes(&self, edition: &Edition) -> Vec<Scope> {
        let list = self.tasks.list();
        let checklist = Scope {
            name: fill(&edition.words.export.checklist, &[("name", &list.name)]),
            stem: stem(&list.name),
            what: What::Checklist(Box::new(list.clone()), self.tasks.by),
        };
        let row = if self.pane == Pane::Tasks { self.target().map(|address| self.one(address)) } else { None };
        std::iter::once(checklist).chain(row).collect()
    }

    fn pick_scope(&mut self, scopes: Vec<Scope>) {
        let words = self.edition().words.clone();
        let w = &words.export;
        if scopes.is_empty() {
            self.message = Some(w.nothing.to_string());
            return;
        }
        let choice = |(index, scope): (usize, &Scope)| Choice::new(scope.name.clone(), Target::Scope(index));
        let choices = scopes.iter().enumerate().map(choice).collect();
        self.exporting = Exporting { scopes, ..Exporting::default() };
        self.open_picker(Picker::new(w.pick_what.to_string(), choices));
    }

    /// What is exported was chosen: in which form?
    pub(super) fn pick_format(&mut self, scope: usize) {
        let Some(scope) = self.exporting.scopes.get(scope).cloned() else { return };
        let words = &self.edition().words;
        let choices = Format::ALL.map(|format| Choice {
            name: words.label("format", format.name()).to_owned(),
            also: vec![format.name().to_owned()],
            beside: format!(".{}", format.name()),
            target: Target::Format(format),
        });
        let title = fill(&words.export.pick_format, &[("what", &scope.name)]);
        self.exporting.export = Some(Export { scope, format: Format::Markdown, path: String::new(), replace: false });
        self.open_picker(Picker::new(title, choices.to_vec()));
    }

    /// The form was chosen: into which file?
    pub(super) fn ask_file(&mut self, format: Format) {
        if let Some(export) = &mut self.exporting.export {
            export.format = format;
            export.path = format!("{}.{}", export.scope.stem, format.name());
            self.prompt = Some(Prompt::new(Purpose::ExportTo, &export.path));
        }
    }

    /// The file was named.
    pub(super) fn export_to(&mut self, path: String) -> Effect {
        let Some(export) = self.exporting.export.as_mut().filter(|_| !path.is_empty()) else { return Effect::Nothing };
        export.path = path;
        export.replace = false;
        self.message = Some(self.edition().words.export.writing.to_string());
        self.exporting.export.clone().map_or(Effect::Nothing, |export| Effect::Export(Box::new(export)))
    }

    /// It exists: it is overwritten, or another name is asked for.
    pub(super) fn export_again(&mut self, replace: bool) -> Effect {
        let Some(export) = &mut self.exporting.export else { return Effect::Nothing };
        if replace {
            export.replace = true;
            return Effect::Export(Box::new(export.clone()));
        }
        self.prompt = Some(Prompt::new(Purpose::ExportTo, &self.exporting.free));
        Effect::Nothing
    }

    /// An export has ended, well or not: what was typed can be mended.
    pub(super) fn exported(&mut self, exported: Exported) {
        let words = self.edition().words.clone();
        let w = &words.export;
        let path = self.exporting.export.as_ref().map(|export| export.path.clone()).unwrap_or_default();
        match exported {
            Exported::Written(file) => {
                self.exporting = Exporting::default();
                self.message = Some(fill(&w.written, &[("file", &file)]));
            }
            Exported::Exists(free) => {
                let choices = vec![
                    Choice::new(fill(&w.rename, &[("file", &free)]), Target::Replace(false)),
                    Choice::new(fill(&w.replace, &[("file", &path)]), Target::Replace(true)),
                ];
                self.exporting.free = free;
                self.open_picker(Picker::new(fill(&w.exists, &[("file", &path)]), choices));
            }
            Exported::Failed(error) => {
                self.prompt = Some(Prompt::new(Purpose::ExportTo, &path));
                self.message = Some(fill(&w.failed, &[("error", &error)]));
            }
        }
    }
}
