//! What the tests share: the report, packs in a folder, an app to press keys in, and what its screen says.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;
use tui_textarea::Input;
use vereda::app::{Action, App, Effect, Pane, Start};
use vereda::report::{Edition, Language, Report};
use vereda::search::Index;
use vereda::tui::Keymap;
use vereda::ui::theme::Themes;
use vereda::ui::{self, Look, Theme};

thread_local! {
    static REPORT: Arc<Report> = Arc::new(Report::bundled());
    static INDEX: [OnceCell<Rc<Index>>; 3] = const { [const { OnceCell::new() }; 3] };
}

/// The index of the bundled report's English edition, built once a thread.
pub(crate) fn index() -> Rc<Index> {
    index_of(Language::En)
}

/// The same for another language.
pub(crate) fn index_of(language: Language) -> Rc<Index> {
    let new = || Rc::new(Index::new(&report(), report().edition(language)));
    INDEX.with(|all| Rc::clone(all[Language::ALL.iter().position(|one| *one == language).unwrap_or(0)].get_or_init(new)))
}

/// The bundled report, loaded once a thread.
pub(crate) fn report() -> Arc<Report> {
    REPORT.with(Arc::clone)
}

/// Its English edition.
pub(crate) fn english(report: &Report) -> &Edition {
    let edition = report.edition(Language::En);
    assert_eq!(edition.language, Language::En);
    edition
}

/// The folder with the bundled pack's files.
pub(crate) fn content_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// All files under a folder, as paths from there with `/`, sorted.
pub(crate) fn files_under(root: &Path) -> Vec<String> {
    fn walk(root: &Path, folder: &Path, out: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(root, &path, out);
            } else {
                out.push(path.strip_prefix(root).expect("under the root").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut out = Vec::new();
    walk(root, root, &mut out);
    out.sort();
    out
}

/// A copy of the bundled pack to spoil.
pub(crate) fn copied_pack() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let source = content_folder();
    for path in files_under(&source) {
        let target = folder.path().join(&path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(source.join(&path), target).expect("copied");
    }
    folder
}

/// A pack of these files; `report.toml` is made up where it is not among them.
pub(crate) fn pack(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let minimal = ("report.toml", "[report]\ntitle = \"A small report\"\nlanguages = [\"en\"]\n");
    let given = files.iter().any(|(path, _)| *path == "report.toml");
    for (path, text) in files.iter().copied().chain((!given).then_some(minimal)) {
        let target = folder.path().join(path);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::write(target, text).expect("written");
    }
    folder
}

/// A report of one section of Markdown.
pub(crate) fn small_report(markdown: &str) -> Arc<Report> {
    let folder = pack(&[("en/01-sample.md", markdown)]);
    Arc::new(Report::from_folder(folder.path()).expect("a pack"))
}

/// How an app on a screen of this size starts.
pub(crate) fn start(columns: u16, rows: u16) -> Start {
    Start { themes: Themes::default().names(), bindings: Keymap::bindings(), size: (columns, rows), ..Start::default() }
}

/// The bundled report on a screen.
pub(crate) fn app(columns: u16, rows: u16) -> App {
    App::new(report(), start(columns, rows))
}

/// The bundled report on a screen, at an address.
pub(crate) fn app_at(address: &str, columns: u16, rows: u16) -> App {
    let report = report();
    let address = address.parse().unwrap_or_else(|_| panic!("{address} is no address"));
    let block = english(&report).block_at(&address);
    assert!(block.is_some(), "{address}");
    App::new(report, Start { block, ..start(columns, rows) })
}

/// The bundled report in a language, on a screen.
pub(crate) fn app_in(language: Language, address: Option<&str>, columns: u16, rows: u16) -> App {
    let block = address.and_then(|address| english(&report()).block_at(&address.parse().expect("an address")));
    App::new(report(), Start { language, block, ..start(columns, rows) })
}

/// Presses keys as the terminal's loop does: `]`, `<Enter>`, `<C-f>`, `<lt>` for `<`. Gives the last effect.
pub(crate) fn press(app: &mut App, script: &str) -> Effect {
    let keymap = Keymap::default();
    let mut effect = Effect::Nothing;
    let mut rest = script;
    while let Some(first) = rest.chars().next() {
        let key = if first == '<' {
            let (name, after) = rest[1..].split_once('>').unwrap_or_else(|| panic!("{script}: an open <"));
            rest = after;
            named(name)
        } else {
            rest = &rest[first.len_utf8()..];
            KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE)
        };
        let mode = app.mode();
        effect = match keymap.command(mode, key) {
            Some(command) => app.update(Action::Do(command)),
            None if mode.takes_text() => app.update(Action::Edit(Input::from(key))),
            None => Effect::Nothing,
        };
        // What the loop does beside the keys.
        if app.pane() == Pane::Search && app.wants_index() {
            app.take_index(index_of(app.edition().language));
        }
    }
    effect
}

fn named(name: &str) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    while let Some((modifier, after)) = rest.split_once('-') {
        modifiers |= match modifier {
            "C" => KeyModifiers::CONTROL,
            "A" => KeyModifiers::ALT,
            "S" => KeyModifiers::SHIFT,
            other => panic!("no modifier: {other}"),
        };
        rest = after;
    }
    let code = match rest {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BS" => KeyCode::Backspace,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Space" => KeyCode::Char(' '),
        "lt" => KeyCode::Char('<'),
        letter if letter.chars().count() == 1 => KeyCode::Char(letter.chars().next().unwrap_or(' ')),
        other => panic!("no key: {other}"),
    };
    KeyEvent::new(code, modifiers)
}

/// How the screen looks without colour.
pub(crate) fn mono() -> Look {
    Look { theme: Theme::named("mono").expect("a theme"), ascii: false, scaled: false }
}

/// Draws the app's screen; gives it, and where the cursor is.
pub(crate) fn drawn(app: &App, look: &Look) -> (Buffer, Option<(u16, u16)>) {
    let screen = app.layout().screen;
    let mut buffer = Buffer::empty(Rect::new(0, 0, screen.width, screen.height));
    let cursor = ui::draw_on(&mut buffer, app, look);
    (buffer, cursor.map(|at| (at.x, at.y)))
}

/// A buffer as lines of text, without the white space at their ends.
pub(crate) fn text_of(buffer: &Buffer) -> String {
    let mut out = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut line = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            // The cell behind a wide character holds nothing of its own.
            x += u16::try_from(vereda::text::columns::width(symbol)).unwrap_or(1).max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The screen as text.
pub(crate) fn screen(app: &App) -> String {
    text_of(&drawn(app, &mono()).0)
}

/// The address of the current passage.
pub(crate) fn here(app: &App) -> String {
    app.edition().address_of(app.reader().current()).to_string()
}
