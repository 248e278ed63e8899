//! Notes, bookmarks and highlights, as a person makes them.

use std::sync::Arc;

use insta::assert_snapshot;
use vereda::app::action::Mode;
use vereda::app::exporting::{Exported, What};
use vereda::app::{Action, App, Effect, Pane, Start};
use vereda::export::Format;
use vereda::report::{Address, Edition, Report};
use vereda::state::locate::locate;
use vereda::state::mark::{Mark, MarkKind};

use crate::fixture::{app, app_at, english, here, press, report, screen, small_report, start};

/// A day at noon, so that it is the same day everywhere.
const WHEN: u64 = 1_763_985_600;

fn mark(kind: MarkKind, address: &str, text: &str) -> Mark {
    let report = report();
    let edition = english(&report);
    let mark = Mark::new(&report, edition, kind, &address.parse().expect("an address"), None);
    Mark { id: format!("{kind:?}-{address}"), text: text.to_owned(), created: WHEN, changed: WHEN, ..mark }
}

/// A highlight of the passage's words from `start` on.
fn highlight(kind: MarkKind, address: &str, words: &str) -> Mark {
    let report = report();
    let edition = english(&report);
    let address: Address = address.parse().expect("an address");
    let text = report.subject(edition, &address).expect("a passage").text;
    let start = text.find(words).expect("the words");
    let mark = Mark::new(&report, edition, kind, &address, Some(start..start + words.len()));
    Mark { id: format!("{kind:?}-{address}"), created: WHEN, changed: WHEN, ..mark }
}

fn some_marks() -> Vec<Mark> {
    let mut lost = mark(MarkKind::Note, "trafficking.1", "Its passage is gone.");
    "trafficking.999".clone_into(&mut lost.address);
    "0".clone_into(&mut lost.fingerprint);
    "Words that the report has not: kangaroo, zeppelin, quark, harpsichord, yoghurt, umbrella".clone_into(&mut lost.quote);
    "lost".clone_into(&mut lost.id);
    vec![
        lost,
        mark(MarkKind::Note, "trafficking.3", "Ask Ana about shelters.\n\nAnd the figures of 2024."),
        mark(MarkKind::Bookmark, "trafficking.3", "Start of Tuesday's session"),
        mark(MarkKind::Bookmark, "law:ec-penal-code-91", "Article 91"),
        highlight(MarkKind::Question, "trafficking.5", "one in every four female victims is a girl or adolescent"),
        highlight(MarkKind::Action, "trafficking.4", "A gender approach shows"),
    ]
}

fn app_with(marks: Vec<Mark>, address: &str, columns: u16, rows: u16) -> App {
    let report = report();
    let block = english(&report).block_at(&address.parse().expect("an address"));
    App::new(report, Start { block, marks, ..start(columns, rows) })
}

fn saved(effect: Effect) -> Mark {
    match effect {
        Effect::SaveMarks(marks) => marks.into_iter().next().expect("a mark"),
        other => panic!("{other:?}"),
    }
}

fn kinds(app: &App) -> Vec<MarkKind> {
    app.notes().all().iter().map(|placed| placed.mark.kind).collect()
}

#[test]
fn screens() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        for (name, script) in
            [("margin", ""), ("editor", "m"), ("selecting", "jjjjvl"), ("notes", "5jj"), ("export", "5e<Enter>"), ("mark", "5ji")]
        {
            let mut app = app_with(some_marks(), "trafficking.3", columns, rows);
            press(&mut app, script);
            assert_snapshot!(format!("notes_{name}_{columns}x{rows}"), screen(&app));
        }
    }
    let mut app = app_with(some_marks(), "trafficking.3", 24, 6);
    press(&mut app, "m");
    assert_snapshot!("notes_editor_24x6", screen(&app));
}

#[test]
fn a_note_is_kept_with_every_key_and_found_again() {
    let mut app = app_at("trafficking.3", 80, 24);
    let place = (app.reader().top(), here(&app));
    press(&mut app, "m");
    assert_eq!(app.mode(), Mode::Editing);
    let first = saved(press(&mut app, "q"));
    assert_eq!((first.text.as_str(), first.address.as_str(), first.kind), ("q", "trafficking.3", MarkKind::Note));
    let last = saved(press(&mut app, "?<Space>ñ<Enter>2"));
    assert_eq!((last.text.as_str(), &last.id), ("q? ñ\n2", &first.id));
    assert!(screen(&app).contains("Public policies"), "the passage stays in view");
    press(&mut app, "<Esc>");
    assert_eq!((app.reader().top(), here(&app)), place);
    assert!(screen(&app).contains("●  3▸"));
    // Going on with it changes the same note.
    press(&mut app, "m");
    assert_eq!(saved(press(&mut app, "!")).id, first.id);
    press(&mut app, "<Esc>");
    // A note without words is none.
    press(&mut app, "m<C-u>");
    while app.editor().is_some_and(|editor| !editor.text().is_empty()) {
        press(&mut app, "<BS>");
    }
    let gone = saved(press(&mut app, "<Esc>"));
    assert!(gone.deleted && gone.text.is_empty() && gone.id == first.id);
    assert!(kinds(&app).is_empty());
}

#[test]
fn an_action_of_the_checklist_keeps_the_lines_of_its_note() {
    let mut app = app(80, 24);
    press(&mut app, "4m");
    let effect = press(&mut app, "one<Enter>two");
    let Effect::ChangeAction(change) = effect else { panic!("{effect:?}") };
    assert_eq!(change.after.note, "one\ntwo");
    press(&mut app, "<Esc>m");
    assert_eq!(app.editor().map(vereda::app::editor::Editor::text).as_deref(), Some("one\ntwo"));
}

#[test]
fn bookmarks_have_labels_and_come_and_go() {
    let mut app = app_at("trafficking.3", 80, 24);
    press(&mut app, "b");
    assert!(screen(&app).contains("Bookmark trafficking.3 as: Human trafficking"));
    let mark = saved(press(&mut app, "<Space>2<Enter>"));
    assert_eq!((mark.text.as_str(), mark.kind), ("Human trafficking 2", MarkKind::Bookmark));
    assert!(screen(&app).contains("◆  3▸"));
    assert!(saved(press(&mut app, "b")).deleted);
    assert!(!screen(&app).contains('◆'));
    let back = saved(press(&mut app, "z"));
    assert_eq!((back.deleted, back.text.as_str()), (false, "Human trafficking 2"));
    assert!(back.changed > mark.changed + 1, "later than its removal");
    assert!(screen(&app).contains("◆  3▸"));
    press(&mut app, "z");
    assert!(app.message().is_some_and(|message| message.contains("Nothing was removed")));
}

#[test]
fn records_of_all_kinds_can_be_marked() {
    let mut app = app(120, 40);
    for (script, address) in [
        ("cecuad<Enter>]", "law:"),
        ("cecuad<Enter>]]", "figure:"),
        ("4", "rec:"),
        ("/polaris<Enter>/kind:term<Space>coyotes", "term:"),
        ("2", ""),
    ] {
        press(&mut app, script);
        let mark = if app.mode() == Mode::Typing { "<Esc>3b" } else { "b" };
        press(&mut app, mark);
        let Some(prompt) = app.prompt() else { continue };
        let vereda::app::prompt::Purpose::Label(mark) = prompt.purpose.clone() else { panic!("{script}") };
        assert!(mark.address.starts_with(address), "{script}: {}", mark.address);
        let mark = saved(press(&mut app, "<Enter>"));
        assert!(app.notes().all().iter().any(|placed| placed.mark.id == mark.id && placed.at.is_some()), "{}", mark.address);
        press(&mut app, "<Esc>1<Esc>");
    }
    assert!(kinds(&app).len() >= 4, "{:?}", kinds(&app));
}

#[test]
fn sentences_are_highlighted_and_no_longer() {
    let mut app = app_at("trafficking.5", 80, 24);
    press(&mut app, "v");
    assert_eq!(app.mode(), Mode::Selecting);
    assert!(screen(&app).contains("Sentence 1 of 3"));
    let copied = press(&mut app, "jy");
    let Effect::Copy(text) = copied else { panic!("{copied:?}") };
    assert!(text.starts_with("They make up 70% of identified victims") && text.contains("trafficking.5"), "{text}");
    let mark = saved(press(&mut app, "vj<Enter>quo<Enter>"));
    assert_eq!(mark.kind, MarkKind::Quote);
    assert!(mark.quote.starts_with("They make up 70%") && mark.quote.ends_with('.'), "{}", mark.quote);
    assert!(screen(&app).lines().any(|line| line.contains("They make up 70%") || line.trim_end().ends_with('"')));
    // The same words again, as something else: one highlight.
    let again = saved(press(&mut app, "vj<Enter>act<Enter>"));
    assert_eq!((again.id, again.kind), (mark.id.clone(), MarkKind::Action));
    let gone = saved(press(&mut app, "vj<Enter>no<Space>longer<Enter>"));
    assert!(gone.deleted && gone.id == mark.id);
    // Beyond the passage's last sentence comes the next passage; all of a passage at once.
    press(&mut app, "vjjj");
    assert_eq!(app.selecting().map(|selecting| selecting.passage), app.edition().passage_at("trafficking", 6));
    press(&mut app, "v");
    let selecting = app.selecting().expect("sentences");
    let block = app.edition().passages[selecting.passage].block;
    assert_eq!(selecting.range(), 0..app.edition().blocks[block].text.len());
    press(&mut app, "<Esc>");
    assert_eq!(app.mode(), Mode::Reader);
}

#[test]
fn the_list_is_narrowed_sorted_and_left() {
    let mut app = app_with(some_marks(), "context.2", 120, 40);
    let place = (app.reader().top(), here(&app));
    press(&mut app, "5");
    assert_eq!(app.pane(), Pane::Notes);
    assert_eq!(app.notes().count(), (1, 6, 6));
    press(&mut app, "j");
    assert_eq!(here(&app), "trafficking.3", "the reader follows");
    press(&mut app, "s");
    assert_eq!(app.notes().count().1, 2, "only notes");
    press(&mut app, "<Esc>fshelters<Enter>");
    assert_eq!(app.notes().count().1, 1);
    press(&mut app, "<Esc>");
    assert_eq!(app.notes().count().1, 6);
    press(&mut app, "<Esc>");
    assert_eq!((app.pane(), app.reader().top(), here(&app)), (Pane::Reader, place.0, place.1));
    // What cannot be placed comes last and says so; it can be read, and does not lead anywhere.
    press(&mut app, "5G");
    assert!(app.notes().selected().is_some_and(|placed| placed.at.is_none()));
    press(&mut app, "<Enter>");
    assert!(app.message().is_some_and(|message| message.contains("no longer in the text")));
    press(&mut app, "i");
    assert!(screen(&app).contains("Its passage is gone."));
    press(&mut app, "<Esc>");
    // Removed, and brought back as it was.
    let before = app.notes().selected().map(|placed| placed.mark.text.clone());
    assert!(saved(press(&mut app, "X")).deleted);
    assert_eq!(app.notes().count().1, 5);
    press(&mut app, "z");
    assert_eq!(app.notes().selected().map(|placed| placed.mark.text.clone()), before);
    // Enter goes there, and back leads to where one was before the notes.
    press(&mut app, "g<Enter>");
    assert_eq!(app.pane(), Pane::Reader);
    assert!(here(&app).starts_with("trafficking."));
    press(&mut app, "<BS>");
    assert_eq!(app.reader().top(), place.0);
}

#[test]
fn a_copied_note_cites_what_it_is_on_now() {
    let mut moved = mark(MarkKind::Note, "trafficking.3", "mine");
    "trafficking.999".clone_into(&mut moved.address);
    let mut app = app_with(vec![moved], "context.2", 80, 24);
    for key in ["5y", "Y"] {
        let copied = press(&mut app, key);
        let Effect::Copy(text) = copied else { panic!("{copied:?}") };
        assert!(text.starts_with("mine") && text.contains("trafficking.3.") && !text.contains("999"), "{text}");
    }
}

#[test]
fn own_notes_stand_in_the_explanation() {
    let mut app = app_with(some_marks(), "trafficking.3", 80, 24);
    press(&mut app, "i");
    assert!(screen(&app).contains("Ask Ana about shelters."));
}

fn exported(effect: Effect) -> vereda::app::exporting::Export {
    match effect {
        Effect::Export(export) => *export,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_shown_is_exported() {
    let mut app = app_with(some_marks(), "trafficking.3", 80, 24);
    let export = exported(press(&mut app, "e<Enter><Enter><Enter>"));
    assert_eq!((export.format, export.path.as_str(), export.replace), (Format::Markdown, "vereda-trafficking-3.md", false));
    assert_eq!(export.scope.what, What::Records(vec!["trafficking.3".parse().expect("an address")], Vec::new()));
    for (script, stem, format) in [
        ("ejcsv<Enter>", "vereda-trafficking", Format::Csv),
        ("cecuad<Enter>]ehtml", "vereda-ecuador-legal-framework", Format::Html),
        ("4e", "vereda-my-checklist", Format::Markdown),
        ("5e", "vereda-notes", Format::Markdown),
        ("/corruption<Enter>3e", "vereda-corruption", Format::Markdown),
    ] {
        press(&mut app, "<Esc><Esc><Esc>");
        let script = match script {
            "ejcsv<Enter>" => "e<Down><Enter>spread<Enter><Enter>".to_owned(),
            "cecuad<Enter>]ehtml" => "cecuad<Enter>]e<Enter>page<Enter><Enter>".to_owned(),
            other => format!("{other}<Enter><Enter><Enter>"),
        };
        let export = exported(press(&mut app, &script));
        assert_eq!((export.path, export.format), (format!("{stem}.{}", format.name()), format), "{script}");
    }
}

#[test]
fn nothing_is_overwritten_without_asking() {
    let mut app = app_with(some_marks(), "trafficking.3", 80, 24);
    press(&mut app, "5e<Enter><Enter><Enter>");
    app.update(Action::Exported(Exported::Exists("vereda-notes-2.md".to_owned())));
    assert!(screen(&app).contains("vereda-notes.md exists already"));
    let mut other = exported(press(&mut app, "<Enter><Enter>"));
    assert_eq!((other.path.as_str(), other.replace), ("vereda-notes-2.md", false));
    app.update(Action::Exported(Exported::Exists("vereda-notes-3.md".to_owned())));
    other = exported(press(&mut app, "repl<Enter>"));
    assert!(other.replace);
    assert_eq!(other.path, "vereda-notes-2.md");
    app.update(Action::Exported(Exported::Failed("disk full".to_owned())));
    assert!(app.prompt().is_some() && app.message().is_some_and(|message| message.contains("disk full")));
    app.update(Action::Exported(Exported::Written("/x/y.md".to_owned())));
    assert!(app.message().is_some_and(|message| message.contains("/x/y.md")));
}

/// The same report after an edit.
fn edited(markdown: &str) -> Arc<Report> {
    small_report(markdown)
}

fn on(report: &Report, address: &str) -> Mark {
    let edition = english(report);
    let mut mark = Mark::new(report, edition, MarkKind::Note, &address.parse().expect("an address"), None);
    "mine".clone_into(&mut mark.text);
    mark
}

#[test]
fn marks_follow_their_text() {
    fn place(report: &Report, mark: &Mark) -> Option<String> {
        let edition: &Edition = english(report);
        locate(report, edition, mark).map(|address| address.to_string())
    }
    let old = edited(
        "# S\n\nThe river crosses seven valleys before it reaches the old harbour town.\n\nA second paragraph about boats and nets.\n",
    );
    let mark = on(&old, "sample.1");
    assert_eq!(place(&old, &mark).as_deref(), Some("sample.1"));
    // Moved down, word for word.
    let moved = edited("# S\n\nNew.\n\nNewer.\n\nThe river crosses seven valleys before it reaches the old harbour town.\n");
    assert_eq!(place(&moved, &mark).as_deref(), Some("sample.3"));
    // Mended in its place.
    let mended = edited(
        "# S\n\nThe river crosses eight valleys before it reaches the old harbour city.\n\nA second paragraph about boats and nets.\n",
    );
    assert_eq!(place(&mended, &mark).as_deref(), Some("sample.1"));
    // Moved and mended.
    let both = edited(
        "# S\n\nSomething else entirely stands here now.\n\nToday the river crosses seven valleys before it reaches the old harbour town.\n",
    );
    assert_eq!(place(&both, &mark).as_deref(), Some("sample.2"));
    // Gone.
    let gone = edited("# S\n\nNothing of the kind.\n");
    assert_eq!(place(&gone, &mark), None);
}

#[test]
fn what_another_copy_wrote_comes_in_and_what_was_written_here_stays() {
    let mut app = app_at("trafficking.3", 80, 24);
    press(&mut app, "m");
    let own = saved(press(&mut app, "mine"));
    let theirs = mark(MarkKind::Note, "trafficking.4", "theirs");
    let older = Mark { text: "mi".to_owned(), changed: own.changed - 1, ..own.clone() };
    app.update(Action::Marks(vec![older, theirs]));
    assert_eq!(app.notes().mark(&own.id).map(|mark| mark.text.as_str()), Some("mine"));
    app.update(Action::Marks(vec![mark(MarkKind::Bookmark, "trafficking.5", "x")]));
    press(&mut app, "<Esc>5");
    assert_eq!(app.notes().count().1, 3, "what they do not know of is not gone");
    let mut gone = mark(MarkKind::Note, "trafficking.4", "theirs");
    gone.delete();
    app.update(Action::Marks(vec![gone]));
    assert_eq!(app.notes().count().1, 2);
}
