//! What the report says of a country, by topic; of two or three countries, side by side or one under the other.

use super::grid::{Entry, Grid, NOTHING};
use crate::export::chart::{Bar, Chart};
use crate::report::country::Country;
use crate::report::facts::Facts;
use crate::report::topic::Topic;
use crate::report::words::fill;
use crate::report::{Address, Edition, Report};
use crate::text::columns::width;

/// One country, or several, on the screen.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Indices among the report's countries: one, or two or three to compare.
    pub countries: Vec<usize>,
    /// The tab.
    pub topic: Topic,
    /// The tab's table.
    pub grid: Grid,
    /// Said where the table is empty, or before it.
    pub note: String,
}

/// At most so many countries are compared.
pub const MOST: usize = 3;

impl Profile {
    /// Builds the tab anew. `side_by_side`: countries that are compared are columns, and not one under the other.
    pub fn build(&mut self, report: &Report, edition: &Edition, side_by_side: bool) {
        let facts = report.facts();
        let countries: Vec<&Country> = self.countries.iter().filter_map(|index| facts.countries.get(*index)).collect();
        self.note = String::new();
        let view = View { report, edition, facts };
        self.grid = match countries.as_slice() {
            [] => Grid::default(),
            [country] => {
                let (grid, note) = view.single(country, self.topic);
                self.note = note;
                grid
            }
            several if side_by_side => view.columns(several, self.topic),
            several => view.stacked(several, self.topic),
        };
    }
}

struct View<'a> {
    report: &'a Report,
    edition: &'a Edition,
    facts: &'a Facts,
}

impl View<'_> {
    fn single(&self, country: &Country, topic: Topic) -> (Grid, String) {
        let w = &self.edition.words.countries;
        let name = country.name.text(self.edition.language);
        let mut grid = match topic {
            Topic::Overview => Grid::default(),
            Topic::Law => Grid::new(titles(&[&w.law_name, &w.law_kind, &w.law_years, &w.law_status, &w.law_what])),
            Topic::Figures => Grid::new(titles(&[&w.figure_number, &w.figure_what, &w.figure_period])),
            Topic::Organisations => Grid::new(titles(&[&w.organisation_name, &w.organisation_kind, &w.organisation_what])),
            Topic::Passages => Grid::new(titles(&[&w.passage_address, &w.passage_page, &w.passage_text])),
        };
        match topic {
            Topic::Overview => self.overview(country, &mut grid),
            Topic::Law => self.facts.laws_of(&country.id).for_each(|index| self.law(index, &mut grid)),
            Topic::Figures => {
                self.facts.figures_of(&country.id).for_each(|index| self.figure(index, &mut grid));
                self.charts(country, &mut grid);
            }
            Topic::Organisations => self.facts.organisations_of(&country.id).for_each(|index| self.organisation(index, &mut grid)),
            Topic::Passages => {
                country.passages.iter().for_each(|address| self.passage(address, &mut grid));
                let forms: Vec<String> = country.forms(self.edition.language).map(ToOwned::to_owned).collect();
                grid.mark(&forms);
            }
        }
        let template = match topic {
            Topic::Overview if !country.profile => &w.no_profile,
            Topic::Law if grid.is_empty() => &w.no_law,
            Topic::Figures if grid.is_empty() => &w.no_figures,
            Topic::Organisations if grid.is_empty() => &w.no_organisations,
            Topic::Passages if grid.is_empty() => &w.no_passages,
            _ => return (grid, String::new()),
        };
        (grid, fill(template, &[("country", name), ("count", &country.passages.len().to_string())]))
    }

    /// The picture, and how much there is in the other tabs; a row leads there.
    fn overview(&self, country: &Country, grid: &mut Grid) {
        let w = &self.edition.words.countries;
        let overview = country.overview.text(self.edition.language);
        if !overview.is_empty() {
            grid.push_cells(vec![overview.to_owned()], "");
        }
        let counts = [
            (Topic::Law, self.facts.laws_of(&country.id).count()),
            (Topic::Figures, self.facts.figures_of(&country.id).count()),
            (Topic::Organisations, self.facts.organisations_of(&country.id).count()),
            (Topic::Passages, country.passages.len()),
        ];
        for (topic, count) in counts {
            let topic_name = self.edition.words.label("topic", topic.name());
            let text = fill(&w.overview_count, &[("topic", topic_name), ("count", &count.to_string())]);
            grid.push_cells(vec![text], format!("topic:{}", topic.name()));
        }
    }

    fn law(&self, index: usize, grid: &mut Grid) {
        let law = &self.facts.laws[index];
        let language = self.edition.language;
        let cells = [
            law.name.text(language).to_owned(),
            self.edition.words.label("instrument", &law.kind).to_owned(),
            law.years(),
            law.status.text(language).to_owned(),
            law.what.text(language).to_owned(),
        ];
        grid.push_cells(cells.map(dash).to_vec(), Address::Law(law.id.to_string()).to_string());
    }

    fn figure(&self, index: usize, grid: &mut Grid) {
        let figure = &self.facts.figures[index];
        let language = self.edition.language;
        let cells = [self.number(index), figure.what.text(language).to_owned(), figure.period.text(language).to_owned()];
        grid.push_cells(cells.map(dash).to_vec(), Address::Figure(figure.id.to_string()).to_string());
    }

    fn number(&self, index: usize) -> String {
        self.facts.figures[index].number(self.edition.language)
    }

    /// A bar chart for each group of figures that the country has a part in, its own rows marked.
    fn charts(&self, country: &Country, grid: &mut Grid) {
        for Chart { title, bars, .. } in Chart::of(self.report, self.edition, &[&*country.id]) {
            grid.push(Entry::Heading(title), Vec::new());
            let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
            let widest = |text: fn(&Bar) -> &str| bars.iter().map(|bar| width(text(bar))).max().unwrap_or(0);
            let room = (widest(|bar| &bar.label), widest(|bar| &bar.shown));
            let end = bars.len() - 1;
            for (nth, Bar { id, label, value, shown, own, .. }) in bars.into_iter().enumerate() {
                let share = if most > 0.0 { value / most } else { 0.0 };
                let bar = Entry::Bar { label, share, value: shown, own, last: nth == end, room };
                grid.push(bar, vec![Address::Figure(id).to_string()]);
            }
        }
    }

    fn organisation(&self, index: usize, grid: &mut Grid) {
        let organisation = &self.facts.organisations[index];
        let language = self.edition.language;
        let name = match (organisation.name.text(language), organisation.acronym.text(language)) {
            (name, "") => name.to_owned(),
            (name, acronym) if name.contains(acronym) => name.to_owned(),
            (name, acronym) => format!("{name} ({acronym})"),
        };
        let kind = self.edition.words.label("organisation", &organisation.kind).to_owned();
        let cells = [name, kind, organisation.what.text(language).to_owned()];
        grid.push_cells(cells.map(dash).to_vec(), Address::Organisation(organisation.id.to_string()).to_string());
    }

    fn passage(&self, address: &str, grid: &mut Grid) {
        let Some(record) = address.parse().ok().and_then(|address| self.report.record(self.edition, &address)) else { return };
        let page = record.page.map(|page| page.to_string()).unwrap_or_default();
        grid.push_cells(vec![record.id.clone(), dash(page), record.text], record.id);
    }

    /// One cell for each thing of a topic, with what it stands for.
    fn cells(&self, country: &Country, topic: Topic) -> Vec<(String, String)> {
        let (single, note) = self.single(country, topic);
        let titles = single.titles().to_vec();
        let cells = single.rows().iter().filter_map(|row| match &row.entry {
            Entry::Cells(cells) => {
                let last = cells.len().saturating_sub(1);
                // What is neither the name nor the text says what it is.
                let labelled = |(nth, cell): (usize, &String)| match titles.get(nth) {
                    Some(title) if nth > 0 && nth < last => format!("{title}: {cell}"),
                    _ => cell.clone(),
                };
                let parts = cells.iter().enumerate().filter(|(_, cell)| *cell != NOTHING);
                let text = if topic == Topic::Figures {
                    // The number and what it counts belong on one line.
                    parts.map(|(_, cell)| cell.clone()).collect::<Vec<_>>().join(" · ")
                } else {
                    parts.map(labelled).collect::<Vec<_>>().join("\n")
                };
                Some((text, row.keys.first().cloned().unwrap_or_default()))
            }
            _ => None,
        });
        let note = (!note.is_empty()).then(|| (note.clone(), String::new()));
        note.into_iter().chain(cells.collect::<Vec<_>>()).collect()
    }

    fn columns(&self, countries: &[&Country], topic: Topic) -> Grid {
        let titles = countries.iter().map(|country| country.name.text(self.edition.language).to_owned());
        let mut grid = Grid::new(titles.collect()).by_cell();
        let columns: Vec<Vec<(String, String)>> = countries.iter().map(|country| self.cells(country, topic)).collect();
        for row in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
            let cell = |column: &Vec<(String, String)>| column.get(row).cloned().unwrap_or_default();
            let (cells, keys) = columns.iter().map(cell).unzip();
            grid.push(Entry::Cells(cells), keys);
        }
        grid
    }

    fn stacked(&self, countries: &[&Country], topic: Topic) -> Grid {
        let mut grid = Grid::default();
        for country in countries {
            grid.push(Entry::Heading(country.name.text(self.edition.language).to_owned()), Vec::new());
            for (text, key) in self.cells(country, topic) {
                grid.push_cells(vec![text], key);
            }
        }
        grid
    }
}

fn dash(cell: String) -> String {
    if cell.is_empty() { NOTHING.to_owned() } else { cell }
}

fn titles(words: &[&crate::report::localized::Plain]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}
