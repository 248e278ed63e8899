//! Whole screens as snapshots, in the sizes people have. To renew them: `INSTA_UPDATE=always cargo test screens`, and look at each.

use std::fmt::Write;
use std::sync::Arc;

use insta::assert_snapshot;
use ratatui::style::{Color, Modifier, Style};
use vereda::app::App;
use vereda::ui::{Look, Theme};

use crate::fixture::{app, app_at, drawn, mono, press, screen, small_report, start, text_of};

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

/// A snapshot at each size of what the app shows after these keys.
fn snapshots(name: &str, address: Option<&str>, script: &str) {
    for (columns, rows) in SIZES {
        let mut app = address.map_or_else(|| app(columns, rows), |address| app_at(address, columns, rows));
        press(&mut app, script);
        assert_snapshot!(format!("{name}_{columns}x{rows}"), screen(&app));
    }
}

#[test]
fn start_of_the_report() {
    snapshots("start", None, "");
}

#[test]
fn a_section() {
    snapshots("section", Some("migration"), "");
}

#[test]
fn a_passage_with_a_footnote() {
    snapshots("footnote", Some("trafficking.25"), "");
}

#[test]
fn a_passage_with_a_translators_note() {
    snapshots("translators_note", Some("trafficking.20"), "");
}

#[test]
fn contents() {
    snapshots("contents", Some("context.9"), "1");
}

#[test]
fn contents_narrowed() {
    snapshots("filter", None, "fmigr");
}

#[test]
fn contents_narrowed_to_nothing() {
    let mut app = app(80, 24);
    press(&mut app, "fxyzzy");
    assert_snapshot!(screen(&app));
}

#[test]
fn find_while_typing() {
    snapshots("find_typing", None, "Fcorrupt");
}

#[test]
fn find_accepted() {
    snapshots("find_accepted", None, "Fcorrupt<Enter>n");
}

#[test]
fn search_while_typing() {
    snapshots("search_typing", None, "/corruptoin");
}

#[test]
fn search_with_a_number_and_a_country() {
    snapshots("search_number", None, "/154<Space>victims<Space>equador<Down>");
}

#[test]
fn search_that_finds_nothing() {
    snapshots("search_nothing", None, "/\"blockchain\"<Space>peru");
}

#[test]
fn search_accepted() {
    snapshots("search_accepted", None, "/ecuador<Space>law<Enter>");
}

#[test]
fn find_without_a_match() {
    snapshots("find_nothing", None, "Fblockchain");
}

#[test]
fn find_in_this_section() {
    let mut app = app_at("response", 80, 24);
    press(&mut app, "<C-f>victims");
    assert_snapshot!(screen(&app));
}

#[test]
fn help() {
    snapshots("help", None, "?");
}

#[test]
fn the_end_of_the_help() {
    snapshots("help_end", None, "?G");
}

#[test]
fn explanations() {
    snapshots("explain", Some("north-america.1"), "i");
}

#[test]
fn end_of_the_report() {
    snapshots("end", None, "G");
}

#[test]
fn countries() {
    snapshots("countries", None, "2");
}

#[test]
fn a_country() {
    snapshots("country", None, "cecuad<Enter>");
}

#[test]
fn the_country_picker() {
    snapshots("picker", None, "cper");
}

#[test]
fn tasks() {
    snapshots("tasks", None, "4");
}

#[test]
fn messages() {
    let mut all = String::new();
    for script in ["n", "<Esc>", "<lt>", ">", "L", "t", "M", "Fzzz<Enter>", "Fcorrupt<Enter>NN"] {
        for columns in [40, 80] {
            let mut app = app(columns, 12);
            press(&mut app, script);
            let screen = screen(&app);
            let line = screen.lines().nth(10).unwrap_or_default();
            writeln!(all, "{script:<20}{columns:>3} |{line}").expect("written");
        }
    }
    assert_snapshot!(all);
}

#[test]
fn too_small() {
    assert_snapshot!(format!("{}----\n{}----\n{}", screen(&app(23, 10)), screen(&app(60, 5)), screen(&app(9, 3))));
}

#[test]
fn narrowest_and_widest() {
    assert_snapshot!("narrowest", screen(&app_at("context.9", 24, 8)));
    let mut typing = app_at("context.9", 24, 6);
    press(&mut typing, "Fcorruption");
    assert_snapshot!("narrowest_find", screen(&typing));
    assert_snapshot!("widest", screen(&app_at("context.9", 200, 20)));
}

#[test]
fn everything_in_ascii() {
    for (name, address, script) in [
        ("start", "about", ""),
        ("contents", "context.9", "1"),
        ("help", "about", "?"),
        ("find", "about", "Fcorrupt"),
        ("note", "trafficking.20", ""),
    ] {
        let mut app = app_at(address, 80, 24);
        press(&mut app, script);
        let (buffer, _) = drawn(&app, &Look { ascii: true, ..mono() });
        let text = text_of(&buffer);
        assert!(text.is_ascii(), "{text}");
        assert_snapshot!(format!("ascii_{name}"), text);
    }
}

/// A character for each style: the styles of one screen, cell by cell.
fn style_map(app: &App, look: &Look) -> String {
    let (buffer, cursor) = drawn(app, look);
    let theme = &look.theme;
    let sign = |style: Style| {
        let known = [
            (theme.current_hit, 'C'),
            (theme.hit, 'h'),
            (theme.selected, 'S'),
            (theme.section, 'T'),
            (theme.heading, 'B'),
            (theme.emphasis, 'e'),
            (theme.term, 'u'),
            (theme.note, '.'),
        ];
        let is = |wanted: Style| {
            let colour = |a: Option<Color>, b: Option<Color>| a.unwrap_or(Color::Reset) == b.unwrap_or(Color::Reset);
            colour(style.fg, wanted.fg) && colour(style.bg, wanted.bg) && style.add_modifier == wanted.add_modifier
        };
        if is(theme.text) {
            return ' ';
        }
        known.into_iter().find(|(wanted, _)| is(*wanted)).map_or('?', |(_, sign)| sign)
    };
    let mut out = String::new();
    for y in 0..buffer.area.height {
        let line: String =
            (0..buffer.area.width).map(|x| if cursor == Some((x, y)) { '_' } else { sign(buffer[(x, y)].style()) }).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    // The text beside it, so that one sees what has the style.
    format!("{}{}\n{out}", text_of(&buffer), "=".repeat(usize::from(buffer.area.width)))
}

#[test]
fn styles_without_colour() {
    for (name, address, script) in [
        ("find", "context.8", "Fcorrupt<Enter>nn"),
        ("typing", "context.8", "Fcorrupt"),
        ("contents", "context.9", "1"),
        ("filter", "context.9", "fcrime"),
        ("emphasis", "context.9", ""),
        ("section", "response", ""),
    ] {
        let mut app = app_at(address, 60, 16);
        press(&mut app, script);
        assert_snapshot!(format!("styles_{name}"), style_map(&app, &mono()));
    }
}

#[test]
fn what_is_found_and_selected_stands_out_in_every_theme() {
    for name in vereda::ui::theme::NAMES {
        let theme = Theme::named(name).expect("a theme");
        let distinct = [theme.text, theme.hit, theme.current_hit, theme.heading, theme.emphasis];
        for (nth, style) in distinct.iter().enumerate() {
            for other in &distinct[nth + 1..] {
                assert_ne!(style, other, "{name}");
            }
        }
        assert_ne!(theme.selected, theme.text, "{name}");
        // Not by colour alone.
        assert_ne!(theme.hit.add_modifier, theme.current_hit.add_modifier, "{name}");
        let mut app = app_at("context.8", 120, 40);
        press(&mut app, "Fthe<Enter>");
        let (buffer, _) = drawn(&app, &Look { theme: theme.clone(), ascii: false, scaled: false });
        let shows = |wanted: Style| {
            buffer.content.iter().filter(|cell| cell.modifier == wanted.add_modifier && wanted.bg.is_none_or(|bg| cell.bg == bg)).count()
        };
        assert!(shows(theme.current_hit) >= "the".len(), "{name}");
        assert!(shows(theme.hit) >= "the".len(), "{name}");
    }
    assert!(Theme::named("mono").expect("a theme").selected.add_modifier.contains(Modifier::REVERSED));
}

/// All that Markdown can bring.
const SAMPLE: &str = "# Ein Beispiel: 日本語の見出し

<!-- page 3 -->

A paragraph with *emphasis*, **strong words**, ***both***, ~~struck words~~, `code` and a [link with words](https://example.org/a/long/path?with=a&query=string) and a bare one: <https://example.org>.[^1]

## Second level: cafe\u{301} or café, Bogotá and São Paulo

- first item, short
- second item that is long enough to go on in a second row on a narrow screen and in a wide one as well, which shows the hanging indent
  - nested item
    - third level
      1. an ordered one inside
- last item

  with a second paragraph of its own.

7. seven
8. eight, which refers to the same note again[^1] and to another[^two]
9. nine
10. ten

### Third level

> A quotation of some length, which is wrapped, with an upright line beside each of its rows.
>
> > And a quotation in it.

```
fn main() { let code = \"keeps its   spaces and goes on below when it is wider than the screen is\"; }
	tab
```

| Country | Victims |
| --- | ---: |
| Peru | 271 |
| Ecuador | 154 |

| Country | What the law says, in a sentence that is too long for one row | Year | Share | Remarks about it |
| :--- | :---: | ---: | ---: | --- |
| Ecuador | Trafficking is punished by the criminal code; a new one took the place of the old one | 2019 | 84 % | none |
| 日本 | 人身取引 | 2005 | 16 % | wide characters are two columns wide each |

| A | B | C | D | E | F | G | H |
| - | - | - | - | - | - | - | - |
| alpha one | beta two | gamma three | delta four | epsilon five | zeta six | eta seven | theta eight |

---

日本語の文章は空白なしで続きますので、どこでも改行できますが、句読点の前では改行しません。

Emoji: 👩\u{200d}👩\u{200d}👧\u{200d}👦 family, 🇧🇷 flag, 👍🏽 thumb, ❤\u{fe0f} heart; accents that are apart: Corporacio\u{301}n, nin\u{303}ez, Sa\u{303}o.

Avery\u{ad}longwordwithoutanyplacetobreakitthatiswiderthanthescreenofthenarrowestterminalthatweknow.

[^1]: The first note, with [a link](https://www.gaatw.org/).
[^two]: The second note, which is long enough to be wrapped on any screen that is narrower than it, as most of them are, we think.
[^note-x]: Never shown: nobody refers to it.
";

#[test]
fn markdown_of_all_kinds() {
    let report = small_report(SAMPLE);
    for (columns, rows) in [(40, 150), (80, 110)] {
        let app = App::new(Arc::clone(&report), start(columns, rows));
        assert_snapshot!(format!("markdown_{columns}"), screen(&app));
    }
    let app = App::new(report, start(80, 110));
    let (buffer, _) = drawn(&app, &Look { ascii: true, ..mono() });
    assert_snapshot!("markdown_ascii", text_of(&buffer));
}
