//! Bar charts of figures that can be compared: what is in them, how their bars stand, and how they are written. What was asked for is marked
//! by a sign; in a pipe a bar is one line.

use std::io::{self, Write};

use super::printer::Printer;
use crate::report::edition::Edition;
use crate::report::figure::Figure;
use crate::report::{Language, Report};
use crate::text::columns::{pad, width};
use crate::text::wrap::wrap;

/// Columns of the longest bar in a pipe, and the most on a terminal.
const LONGEST: usize = 40;
/// Labels wider than this stand above their bars.
const LABEL: usize = 36;
/// Where bars stand below their labels, one shorter than this has no use: the number gets lines of its own.
const SHORTEST: usize = 8;
/// The sign of a row that was asked for.
pub const SIGN: &str = "▸";

/// A row of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Id of the figure.
    pub id: String,
    /// What is counted.
    pub label: String,
    /// How much.
    pub value: f64,
    /// The other end of a span.
    pub to: Option<f64>,
    /// The number as the text has it.
    pub shown: String,
    /// Whether it is one that was asked for.
    pub own: bool,
}

/// A chart: figures of one group and one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The id of the group.
    pub group: String,
    /// What it is called.
    pub title: String,
    /// At least two.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The charts in which one of the countries has a row, in the order of the figures.
    pub fn of(report: &Report, edition: &Edition, countries: &[&str]) -> Vec<Self> {
        Self::with(report, edition, |figure| figure.country_ids().any(|id| countries.contains(&id)))
    }

    /// The charts in which one of these figures is a row, in the order of the figures; those rows are marked.
    pub fn with(report: &Report, edition: &Edition, is_own: impl Fn(&Figure) -> bool) -> Vec<Self> {
        let figures = &report.facts().figures;
        let own = |index: &usize| is_own(&figures[*index]);
        // Units are told apart in English: in others "personas" and "de personas" are one.
        let mut groups: Vec<(&str, &str)> = Vec::new();
        for figure in (0..figures.len()).filter(own).map(|index| &figures[index]) {
            let group = (figure.group(), figure.unit.text(Language::En));
            if !group.0.is_empty() && !groups.contains(&group) {
                groups.push(group);
            }
        }
        let charts = groups.into_iter().map(|(group, unit)| {
            let rows = report.facts().figures_in(group).filter(|index| figures[*index].unit.text(Language::En) == unit);
            let mut bars: Vec<Bar> = rows
                .filter_map(|index| {
                    let figure = &figures[index];
                    // What the report only calls millions has no bar.
                    let value = figure.value?;
                    let label = match figure.label(edition.language) {
                        "" => figure.what.text(edition.language),
                        label => label,
                    };
                    let shown = figure.number(edition.language);
                    let id = figure.id.to_string();
                    Some(Bar { id, label: label.to_owned(), value, to: figure.value_to(), shown, own: own(&index) })
                })
                .collect();
            // Years stay in their order.
            if !bars.iter().all(|bar| bar.label.parse::<u32>().is_ok()) {
                bars.sort_by(|a, b| b.value.total_cmp(&a.value));
            }
            let title = edition.words.label("chart", group);
            let title = if title == group { group.replace('-', " ") } else { title.to_owned() };
            Self { group: group.to_owned(), title, bars }
        });
        charts.filter(|chart| chart.bars.len() > 1).collect()
    }

    /// Whether the sign tells anything: where all rows are the country's own, it does not.
    pub fn is_marked(&self) -> bool {
        self.bars.iter().any(|bar| bar.own) && !self.bars.iter().all(|bar| bar.own)
    }

    /// Writes it as it suits the medium.
    pub fn write<W: Write>(&self, printer: &mut Printer<'_, W>) -> io::Result<()> {
        printer.paragraph("", 0, &self.title)?;
        let sign = |bar: &Bar| if bar.own && self.is_marked() { SIGN } else { " " };
        let medium = printer.medium();
        if medium.linear {
            return self.bars.iter().try_for_each(|bar| printer.line("", 0, &format!("{}: {}", bar.label, bar.shown)));
        }
        let plain = medium.ascii || medium.columns.is_none();
        let Some(columns) = medium.columns.map(usize::from) else {
            let layout = Layout { room: LONGEST, ..Layout::new(&self.bars, 0, LONGEST) };
            for bar in &self.bars {
                let line = format!("{} {} | {} | {}", sign(bar), bar.label, bar.shown, layout.drawn(bar, plain));
                printer.laid_out(&line, false)?;
            }
            return Ok(());
        };
        let layout = Layout::new(&self.bars, columns, LONGEST);
        for bar in &self.bars {
            let drawn = layout.drawn(bar, plain);
            if !layout.above {
                printer.laid_out(&format!("{} {}  {drawn}  {}", sign(bar), pad(&bar.label, layout.label), bar.shown), false)?;
                continue;
            }
            let indented = |text: &str| -> Vec<String> {
                wrap(text, columns.saturating_sub(2)).into_iter().map(|range| text.get(range).unwrap_or_default().to_owned()).collect()
            };
            for (nth, line) in indented(&bar.label).into_iter().enumerate() {
                printer.laid_out(&format!("{} {line}", if nth == 0 { sign(bar) } else { " " }), false)?;
            }
            if layout.apart {
                printer.laid_out(&format!("  {drawn}"), false)?;
                for line in indented(&bar.shown) {
                    printer.laid_out(&format!("  {line}"), false)?;
                }
            } else {
                printer.laid_out(&format!("  {drawn}  {}", bar.shown), false)?;
            }
        }
        Ok(())
    }
}

/// How the bars of a chart stand on so many columns: two for the sign, the label, the bar, the number, with two columns between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layout {
    /// Labels stand above their bars.
    pub above: bool,
    /// Numbers stand below their bars.
    pub apart: bool,
    /// Columns of the longest label.
    pub label: usize,
    /// Columns of the longest bar.
    pub room: usize,
    /// What the longest bar stands for.
    most: f64,
}

impl Layout {
    /// For these bars, none of them with more columns than `longest`.
    pub fn new(bars: &[Bar], columns: usize, longest: usize) -> Self {
        let label = bars.iter().map(|bar| width(&bar.label)).max().unwrap_or(0);
        let number = bars.iter().map(|bar| width(&bar.shown)).max().unwrap_or(0);
        let above = label > LABEL || label + number + 18 > columns;
        let beside = columns.saturating_sub(if above { 0 } else { label + 2 } + number + 4);
        let apart = above && beside < SHORTEST;
        let room = if apart { columns.saturating_sub(2) } else { beside };
        let most = bars.iter().map(|bar| bar.to.unwrap_or(bar.value)).fold(0.0, f64::max);
        Self { above, apart, label, room: room.clamp(4, longest.max(4)), most }
    }

    /// Columns before a bar.
    pub fn before(&self) -> usize {
        2 + if self.above { 0 } else { self.label + 2 }
    }

    /// A bar in signs; what is between the ends of a span is lighter. A number above nothing has at least one sign.
    pub fn drawn(&self, bar: &Bar, plain: bool) -> String {
        let length = |value: f64| {
            let share = if self.most > 0.0 { (value / self.most).clamp(0.0, 1.0) } else { 0.0 };
            #[allow(clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a screen's width is small and not negative")]
            let length = (share * self.room as f64).round() as usize;
            if value > 0.0 { length.max(1) } else { length }
        };
        let (full, light) = if plain { ("#", "-") } else { ("█", "░") };
        let solid = length(bar.value);
        let span = bar.to.map_or(0, |to| length(to).saturating_sub(solid));
        format!("{}{}", full.repeat(solid), light.repeat(span))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::printer::Medium;

    fn chart() -> Chart {
        let bar = |label: &str, value, to, own| Bar {
            id: label.to_lowercase(),
            label: label.to_owned(),
            value,
            to,
            shown: format!("{value}"),
            own,
        };
        Chart {
            group: "hosted".to_owned(),
            title: "Hosted".to_owned(),
            bars: vec![bar("One", 400.0, None, false), bar("Two", 100.0, Some(200.0), true)],
        }
    }

    fn written(medium: Medium) -> String {
        let mut out = Vec::new();
        chart().write(&mut Printer::new(&mut out, medium)).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn in_a_pipe() {
        let bar = "#".repeat(40);
        assert_eq!(
            written(Medium::default()),
            format!("Hosted\n  One | 400 | {bar}\n▸ Two | 100 | {}{}\n", "#".repeat(10), "-".repeat(10))
        );
    }

    #[test]
    fn on_narrow_terminals_labels_stand_above() {
        let medium = Medium { columns: Some(20), ascii: true, ..Medium::default() };
        let text = written(medium);
        assert!(text.contains("> Two\n  ###----"), "{text}");
        assert!(text.lines().all(|line| width(line) <= 20), "{text}");
    }
}
