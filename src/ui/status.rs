//! The lines at the top and the bottom: what this is, where one is, and which keys work here.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::prose::put_right;
use super::theme::Theme;
use super::{hints, paint, put};
use crate::app::finding::Scope;
use crate::app::prompt::{Prompt, Purpose};
use crate::app::selecting::Selecting;
use crate::app::text_box::TextBox;
use crate::app::{App, Pane, reading};
use crate::report::words::fill;
use crate::state::mark::MarkKind;
use crate::text::columns::{truncate, width};
use crate::text::wrap::wrap;

/// The program, the report, who wrote it, and the languages there are.
pub(super) fn top(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let area = app.layout().top;
    if area.is_empty() {
        return;
    }
    let edition = app.edition();
    let report = app.report();
    let w = &edition.words.frame;
    paint(buffer, area, theme.bar);
    let own = format!("[{}]", edition.language.tag());
    let languages = report.languages().map(|one| if one == edition.language { own.clone() } else { one.tag().to_owned() });
    let languages = languages.collect::<Vec<_>>().join(" ");
    // While one types, a question mark is a question mark.
    let help = if app.mode().takes_text() { "".into() } else { app.with_keys(&w.help_hint) };
    let words = &edition.words.notes;
    let signs = [(app.is_private(), &words.private), (app.is_unsaved(), &words.unsaved)];
    let signs: Vec<String> = signs.into_iter().filter(|(is, _)| *is).map(|(_, word)| format!("[{}]", &**word)).collect();
    let title = report.short_title(edition.language);
    // The other languages and the way to the help stand elsewhere too; the title does not.
    let (languages, own) = if report.languages().count() > 1 { (languages, own) } else { (String::new(), String::new()) };
    let rights = [format!("{languages}  {help}"), format!("{own}  {help}"), own].map(|right| format!("{}  {right} ", signs.join(" ")));
    let bare = width(&w.name) + 2 + 2 + width(title) + 1;
    let right = rights.iter().find(|right| bare + width(right) <= usize::from(area.width)).unwrap_or(&rights[2]);
    put_right(buffer, area, 0, right, theme.bar);
    let room = usize::from(area.width).saturating_sub(width(right) + 1);
    let authors = report.meta.authors.iter().map(|name| &**name).collect::<Vec<_>>().join(", ");
    let year = report.meta.year.map(|year| year.to_string()).unwrap_or_default();
    let credit = fill(&w.by, &[("publisher", &report.meta.publisher_short), ("authors", &authors), ("year", &year)]);
    let mut column = put(buffer, area, 0, 0, &format!(" {} ", &*w.name), theme.key);
    let left = room.saturating_sub(usize::from(column) + 2);
    let known = report.meta.year.is_some() && !authors.is_empty();
    let with_credit = format!("{title} · {credit}");
    let text = if known && width(&with_credit) <= left { with_credit } else { truncate(title, left) };
    column = put(buffer, area, 0, column, "│ ", theme.bar);
    put(buffer, area, 0, column, &text, theme.bar);
}

/// The same line over what is not about one report: the program, what is shown, and the way to the help.
pub(super) fn name_line(buffer: &mut Buffer, app: &App, title: &str, theme: &Theme) {
    let area = app.layout().top;
    let words = &app.edition().words;
    paint(buffer, area, theme.bar);
    let help = if app.mode().takes_text() { "".into() } else { app.with_keys(&words.frame.help_hint) };
    let private = if app.is_private() { format!("[{}]  ", &*words.notes.private) } else { String::new() };
    put_right(buffer, area, 0, &format!("{private}{help} "), theme.bar);
    let column = put(buffer, area, 0, 0, &format!(" {} ", &*words.frame.name), theme.key);
    let column = put(buffer, area, 0, column, "│ ", theme.bar);
    put(buffer, area, 0, column, title, theme.bar);
}

/// The two bottom lines. Gives the cursor's place where one types there.
pub(super) fn draw(buffer: &mut Buffer, app: &App, theme: &Theme) -> Option<Position> {
    let layout = app.layout();
    paint(buffer, layout.status, theme.bar);
    paint(buffer, layout.keys, theme.bar);
    let types = app.prompt().is_some() || app.finding().text_box.is_some();
    match app.message().filter(|_| types) {
        // What is wrong with what was typed, while that is in the place of messages.
        Some(message) => {
            let room = usize::from(layout.keys.width).saturating_sub(2);
            put(buffer, layout.keys, 0, 1, &truncate(message, room), theme.message);
        }
        None => hints::draw(buffer, app, theme),
    }
    if let Some(prompt) = app.prompt() {
        return Some(prompt_box(buffer, app, prompt, theme));
    }
    if let Some(text_box) = &app.finding().text_box {
        return Some(find_box(buffer, app, text_box, theme));
    }
    place(buffer, app, theme);
    None
}

/// Address, what a find or a message says, and how long it still takes.
fn place(buffer: &mut Buffer, app: &App, theme: &Theme) {
    let area = app.layout().status;
    let edition = app.edition();
    let reader = app.reader();
    let in_text = matches!(app.pane(), Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes);
    let address = match app.pane() {
        Pane::Reader | Pane::Contents | Pane::Search | Pane::Notes => {
            edition.passages.get(reader.current()).map(|_| edition.address_of(reader.current()).to_string())
        }
        Pane::Countries | Pane::Profile => {
            app.profile().countries.first().map(|index| app.report().facts().countries[*index].id.to_string())
        }
        Pane::Lists | Pane::Tasks => app.tasks().grid.key().map(ToOwned::to_owned),
    };
    let address = format!(" {} ", address.unwrap_or_default());
    let column = put(buffer, area, 0, 0, &address, theme.key);
    let room = usize::from(area.width.saturating_sub(column));
    let find = match app.selecting() {
        Some(selecting) => chosen(app, selecting),
        None => count(app),
    };
    let left = if in_text && app.pane() != Pane::Search { left(app) } else { String::new() };
    let find = if in_text && app.pane() != Pane::Search { find } else { String::new() };
    let say = |text: &str| if text.is_empty() { String::new() } else { format!("{text} ") };
    if let Some(message) = app.message() {
        // A message that needs it takes the address's place.
        let whole = width(message) + 2 > room;
        if whole {
            paint(buffer, area, theme.bar);
            put(buffer, area, 0, 0, &" ".repeat(usize::from(area.width)), theme.bar);
        }
        let (column, room) = if whole { (0, usize::from(area.width)) } else { (column, room) };
        // What to do often stands at its end: a long one takes the line of the keys as well, until the next one.
        if let [first, second, ..] = wrap(message, room.saturating_sub(2).max(1)).as_slice() {
            let keys = app.layout().keys;
            put(buffer, keys, 0, 0, &" ".repeat(usize::from(keys.width)), theme.bar);
            put(buffer, area, 0, column + 1, message.get(first.clone()).unwrap_or_default(), theme.message);
            let rest = message.get(second.start..).unwrap_or_default();
            put(buffer, keys, 0, column + 1, &truncate(rest, room.saturating_sub(2)), theme.message);
            return;
        }
        put(buffer, area, 0, column + 1, &truncate(message, room.saturating_sub(2)), theme.message);
        return;
    }
    if !find.is_empty() {
        let shown = truncate(&find, room.saturating_sub(2));
        let end = put(buffer, area, 0, column + 1, &shown, theme.message);
        if usize::from(end) + width(&left) + 3 <= usize::from(area.width) {
            put_right(buffer, area, 0, &say(&left), theme.bar);
        }
        return;
    }
    let left = if width(&left) + 2 > room { String::new() } else { left };
    put_right(buffer, area, 0, &say(&left), theme.bar);
}

/// Which sentences are chosen.
fn chosen(app: &App, selecting: &Selecting) -> String {
    let (first, last, of) = selecting.count();
    let at = if first == last { first.to_string() } else { format!("{first}–{last}") };
    fill(&app.edition().words.notes.selecting, &[("at", &at), ("of", &of.to_string())])
}

fn count(app: &App) -> String {
    let (at, of) = app.finding().count();
    if of == 0 {
        return String::new();
    }
    let w = &app.edition().words.find;
    fill(&w.count, &[("text", app.finding().needle()), ("at", &at.to_string()), ("of", &number(of, app))])
}

/// How many matches there are, as far as they are counted.
fn number(of: usize, app: &App) -> String {
    if app.finding().is_cut() { format!("{of}+") } else { of.to_string() }
}

/// Minutes to the end of the section and of the report.
fn left(app: &App) -> String {
    let edition = app.edition();
    let w = &edition.words.reader;
    let from = app.reader().block_after(edition);
    if let Some(percent) = app.loading() {
        return fill(&w.loading, &[("percent", &percent.to_string())]);
    }
    if app.report().is_part() {
        return String::new();
    }
    let end = edition.blocks.len();
    let section = app.reader().section(edition);
    let section_end = edition.sections.get(section).map_or(end, |section| section.blocks.end);
    let (here, all) = (reading::minutes(edition, from.min(section_end)..section_end), reading::minutes(edition, from..end));
    match all {
        0 => w.left_none.to_string(),
        1 => w.left_minute.to_string(),
        _ if here == 0 => fill(&w.left_all, &[("all", &all.to_string())]),
        _ => fill(&w.left_minutes, &[("section", &here.to_string()), ("all", &all.to_string())]),
    }
}

fn find_box(buffer: &mut Buffer, app: &App, text_box: &TextBox, theme: &Theme) -> Position {
    let area = app.layout().status;
    let w = &app.edition().words.find;
    let prompt = match app.finding().scope {
        Scope::Everything => &w.prompt,
        Scope::Section(_) => &w.prompt_section,
    };
    let typed = text_box.text();
    let (at, of) = app.finding().count();
    let right = match (of, typed.trim().is_empty()) {
        (0, true) if app.finding().needle().is_empty() => String::new(),
        (0, true) => format!("{} ", fill(&w.again, &[("text", app.finding().needle())])),
        (0, false) if app.finding().waits() => format!("{} ", &*app.edition().words.search.building),
        (0, false) => format!("{} ", &*w.none_here),
        _ => format!("{at}/{} ", number(of, app)),
    };
    box_line(buffer, area, prompt, text_box, &right, theme)
}

/// A prompt, and for a find in a table how many matches there are.
fn prompt_box(buffer: &mut Buffer, app: &App, prompt: &Prompt, theme: &Theme) -> Position {
    let words = &app.edition().words;
    let w = &words.tasks;
    let label = match &prompt.purpose {
        Purpose::FindInTable => words.find.prompt_table.to_string(),
        Purpose::FilterTasks => w.filter.to_string(),
        Purpose::Label(mark) if mark.kind == MarkKind::Bookmark => fill(&words.notes.label, &[("address", &mark.address)]),
        Purpose::Label(_) => words.notes.remark.to_string(),
        Purpose::NewTour(_) => words.present.new_name.to_string(),
        Purpose::ExportTo => words.export.save_as.to_string(),
        Purpose::TaskDate(id) => fill(&w.date_prompt, &[("id", id)]),
        Purpose::NewChecklist => w.new_list.to_string(),
        Purpose::RemoveChecklist(name) => fill(&w.remove_list, &[("name", name)]),
    };
    let grid = if matches!(app.pane(), Pane::Lists | Pane::Tasks) { &app.tasks().grid } else { &app.profile().grid };
    let right = match (&prompt.purpose, grid.count(), prompt.text_box.text().trim()) {
        (Purpose::FindInTable, (0, _), typed) if !typed.is_empty() => format!("{} ", &*words.find.none_here),
        (Purpose::FindInTable, (at, of), _) if at > 0 => format!("{at}/{of} "),
        _ => String::new(),
    };
    box_line(buffer, app.layout().status, &label, &prompt.text_box, &right, theme)
}

/// A label, what is typed, and something at the right. Gives the cursor's place.
fn box_line(buffer: &mut Buffer, area: Rect, label: &str, text_box: &TextBox, right: &str, theme: &Theme) -> Position {
    let label = truncate(&format!(" {label} "), usize::from(area.width) * 2 / 3);
    let column = put(buffer, area, 0, 0, &label, theme.key);
    let typed = text_box.text();
    let room = usize::from(area.width.saturating_sub(column));
    let right = truncate(right, room.saturating_sub(width(typed).min(room / 2) + 2));
    let typed_room = room.saturating_sub(width(&right) + 1).max(1);
    // The end that is being typed stays in sight.
    let cut = text_box.cursor_column().saturating_sub(typed_room.saturating_sub(1));
    let shown: String = skip_columns(typed, cut);
    let typed_area = Rect { x: area.x + column, width: typed_room as u16, ..area };
    put(buffer, typed_area.intersection(area), 0, 0, &shown, theme.bar);
    if cut > 0 {
        put(buffer, typed_area.intersection(area), 0, 0, "…", theme.note);
    }
    put_right(buffer, area, 0, &right, theme.message);
    let x = usize::from(column) + text_box.cursor_column().saturating_sub(cut);
    Position::new(area.x + (x as u16).min(area.width.saturating_sub(1)), area.y)
}

/// A text without its first columns.
pub(super) fn skip_columns(text: &str, columns: usize) -> String {
    let mut skipped = 0;
    text.chars()
        .skip_while(|c| {
            let skip = skipped < columns;
            skipped += width(c.encode_utf8(&mut [0; 4]));
            skip
        })
        .collect()
}
