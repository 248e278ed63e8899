//! The palette and the other lists to choose from: what they offer works, what people type finds it, and nothing closes without a word.

use vereda::app::action::Mode;
use vereda::app::picker::Target;
use vereda::app::{App, Command, Pane, Start};
use vereda::report::Language;

use crate::fixture::{app_at, app_in, press, report, screen, start};

/// What is selected in the list after these keys.
fn selected(app: &App) -> String {
    screen(app).lines().find_map(|line| line.split_once('▸').map(|(_, name)| name.trim().to_owned())).unwrap_or_default()
}

#[test]
fn the_palette_offers_what_does_something_where_one_is() {
    let mut reader = app_at("trafficking.25", 80, 60);
    press(&mut reader, ":");
    let there = screen(&reader);
    for elsewhere in ["a note on this action", "a day for this action", "unfold", "the next QR code", "one sentence more"] {
        assert!(!there.contains(elsewhere), "{elsewhere}:\n{there}");
    }
    // In the checklist they are there, with their keys.
    let mut tasks = app_at("trafficking.25", 80, 90);
    press(&mut tasks, "4:");
    assert!(screen(&tasks).contains(tasks.edition().words.command("task-note")), "{}", screen(&tasks));
}

#[test]
fn no_command_of_the_palette_closes_it_silently() {
    for pane in ["", "1", "2", "2<Enter>", "4", "5"] {
        let mut of_pane = app_at("trafficking.25", 120, 40);
        press(&mut of_pane, pane);
        press(&mut of_pane, ":");
        // Moves say nothing where there is nowhere to go; all others show something, say something, or ask for something to be done.
        let moves = [
            "line", "page", "half", "passage", "section", "start", "end", "left", "right", "tab", "fold", "unfold", "open", "forward",
            "back",
        ];
        let command = |target| match target {
            Target::Command(command) => Some(command),
            _ => None,
        };
        let choices: Vec<Command> = of_pane.picker().expect("the palette").targets().filter_map(command).collect();
        for command in choices.into_iter().filter(|command| !moves.iter().any(|part| command.name().contains(part))) {
            let mut app = app_at("trafficking.25", 120, 40);
            press(&mut app, pane);
            let before = screen(&app);
            press(&mut app, ":");
            press(&mut app, &command.name().replace('-', "<Space>"));
            let effect = press(&mut app, "<Enter>");
            let is_silent = screen(&app) == before && effect == vereda::app::Effect::Nothing;
            assert!(!is_silent, "{} in {pane:?}", command.name());
        }
    }
}

#[test]
fn what_belongs_elsewhere_is_done_there() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, ":new<Space>checklist<Enter>");
    assert!(app.pane() == Pane::Tasks && app.prompt().is_some());
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, ":compare<Enter>");
    assert!(app.pane() == Pane::Profile && screen(&app).contains("Compare with"), "{}", screen(&app));
}

#[test]
fn a_list_without_a_match_says_so_and_stays() {
    for (keys, says) in [(":xyzzy", "Nada coincide"), ("cxyzzy", "Ningún país coincide"), ("ve<Enter>", "")] {
        let mut app = app_in(Language::Es, Some("trafficking.25"), 80, 24);
        press(&mut app, keys);
        if !says.is_empty() {
            press(&mut app, "<Enter>");
            assert!(app.picker().is_some() && screen(&app).contains(says), "{keys}:\n{}", screen(&app));
        }
    }
}

#[test]
fn commands_are_found_by_the_words_of_the_bottom_line_and_by_what_people_call_them() {
    let found = [
        (Language::Es, "exportar", "export"),
        (Language::Es, "guardar", "export"),
        (Language::Es, "imprimir", "export"),
        (Language::Es, "exprotar", "export"),
        (Language::Es, "presentar", "present"),
        (Language::Es, "proyector", "present"),
        (Language::Es, "privado", "private"),
        (Language::Es, "país", "pick-country"),
        (Language::Es, "idioma", "next-language"),
        (Language::Pt, "exportar", "export"),
        (Language::Pt, "salvar", "export"),
        (Language::Pt, "privado", "private"),
        (Language::Pt, "projetor", "present"),
        (Language::En, "export", "export"),
        (Language::En, "save", "export"),
        (Language::En, "keep", "export"),
        (Language::En, "present", "present"),
        (Language::En, "private", "private"),
        (Language::En, "bokmark", "bookmark"),
    ];
    for (language, typed, command) in found {
        let mut app = app_in(language, Some("trafficking.25"), 80, 24);
        press(&mut app, ":");
        press(&mut app, typed);
        let wanted: String = app.edition().words.command(command).chars().take(20).collect();
        assert!(selected(&app).starts_with(&wanted), "{typed}: {:?} is not {wanted:?}", selected(&app));
    }
    // Whoever wants to share has several ways.
    let mut app = app_in(Language::Es, Some("trafficking.25"), 80, 24);
    press(&mut app, ":compartir");
    for command in ["export", "copy", "qr-code"] {
        let wanted: String = app.edition().words.command(command).chars().take(20).collect();
        assert!(screen(&app).contains(&wanted), "{}", screen(&app));
    }
}

#[test]
fn private_mode_is_asked_for_twice_in_the_palette() {
    let mut app = app_in(Language::Es, Some("trafficking.25"), 80, 24);
    press(&mut app, ":privado<Enter>");
    assert!(app.picker().is_some() && !app.is_private());
    press(&mut app, "<Enter>");
    assert!(!app.is_private() && app.mode() == Mode::Reader, "what changes nothing comes first");
    press(&mut app, ":privado<Enter><Down><Enter>");
    assert!(app.is_private());
}

#[test]
fn a_country_is_picked_by_any_of_its_names_and_with_mistakes() {
    for (typed, id) in [
        ("EEUU", "united-states"),
        ("EE.<Space>UU.", "united-states"),
        ("EUA", "united-states"),
        ("USA", "united-states"),
        ("ecaudor", "ecuador"),
        ("mexcio", "mexico"),
        ("colombai", "colombia"),
        ("Brasil", "brazil"),
        ("pe", "peru"),
    ] {
        for language in Language::ALL {
            let mut app = app_in(language, None, 80, 24);
            press(&mut app, &format!("c{typed}<Enter>"));
            let shown = app.profile().countries.first().map(|index| report().facts().countries[*index].id.to_string());
            assert_eq!(shown.as_deref(), Some(id), "{typed}");
            // The list of countries is narrowed in the same way.
            let mut app = app_in(language, None, 80, 24);
            press(&mut app, &format!("2f{typed}<Enter>"));
            let shown = app.profile().countries.first().map(|index| report().facts().countries[*index].id.to_string());
            assert_eq!(shown.as_deref(), Some(id), "{typed} in the list");
        }
    }
}

#[test]
fn a_kind_of_highlight_is_chosen_by_its_sign() {
    let mut app = app_at("trafficking.25", 80, 24);
    press(&mut app, "v<Enter>");
    assert!(screen(&app).contains("Enter highlight"), "{}", screen(&app));
    press(&mut app, "!");
    assert!(app.picker().is_none() && app.notes().all().len() == 1);
    assert_eq!(app.notes().all()[0].mark.kind.sign(), "!");
    // What one chooses in exports is no place to open.
    press(&mut app, "e");
    assert!(app.picker().is_none() || screen(&app).contains("Enter accept"), "{}", screen(&app));
}

#[test]
fn a_command_whose_keys_were_taken_away_is_still_in_the_palette() {
    let start = start(80, 24);
    let bindings = start.bindings.iter().map(|binding| {
        let mut binding = binding.clone();
        if binding.command == Command::Bookmark {
            binding.keys = vereda::app::action::KeyNames::Chosen(Vec::new());
        }
        binding
    });
    let bindings: Vec<_> = bindings.collect();
    let mut app = App::new(report(), Start { bindings: bindings.into(), ..start });
    press(&mut app, ":bookmark<Enter>");
    assert!(app.prompt().is_some());
}
