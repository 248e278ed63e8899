//! The interface's words in one language: `ui.toml`. Every string that a person sees comes from here, from the report, or from
//! the person.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::vec::IntoIter;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer};

use super::language::Language;
use super::localized::Plain;
use super::words_file::{Form, Read};
use super::words_part::{FromTable, Part, Place};
use crate::text::sanitize::clean_line;

/// The words of the interface in one language: a handle, as cheap to clone as a number. The bundled ones are read when the first of them is
/// asked for: of three languages mostly one is spoken.
#[derive(Clone)]
pub struct Words(Whose);

#[derive(Clone)]
enum Whose {
    /// The program's.
    Bundled(Language),
    /// A pack's.
    Pack(Arc<WordList>),
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $group:ident { $($word:ident),* $(,)? })*) => {
        /// All words of the interface, by where they stand.
        pub struct WordList {
            $($(#[$doc])* pub $name: Part<$group>,)*
            /// What each command does, by its name, for help and palette.
            pub command: Part<BTreeMap<String, Plain>>,
            /// The same in a word or two, for the bottom line.
            pub short: Part<BTreeMap<String, Plain>>,
            /// What may be typed for a command of the line reader, by its name: words and phrases, commas between them.
            pub plain_word: Part<BTreeMap<String, Plain>>,
            /// What each of them does.
            pub plain_help: Part<BTreeMap<String, Plain>>,
            /// Names of keys: `space`, `enter` …
            pub key: Part<BTreeMap<String, Plain>>,
            /// What systems say in English of why something failed, and what to say of it.
            pub cause: Part<BTreeMap<String, Plain>>,
            /// Names of what the data files name by a word: kinds of instruments, addressees, themes …
            pub label: Part<BTreeMap<String, BTreeMap<String, Plain>>>,
        }

        /// The tables of `ui.toml`. Those of names that are written in the code come first.
        const FORM: Form = Form {
            tables: &[$(stringify!($name),)* "command", "short", "plain_word", "plain_help", "key", "cause", "label"],
            words: &[$(&[$(stringify!($word)),*]),*],
        };

        impl From<Read> for WordList {
            fn from(read: Read) -> Self {
                let mut words = read.words.into_iter();
                let mut named = read.named.into_iter().map(Part::read);
                let mut named = || named.next().unwrap_or_else(|| Part::read(BTreeMap::new()));
                Self {
                    $($name: Part::read($group::new(&mut words)),)*
                    command: named(),
                    short: named(),
                    plain_word: named(),
                    plain_help: named(),
                    key: named(),
                    cause: named(),
                    label: Part::read(read.grouped),
                }
            }
        }

        impl WordList {
            /// The bundled words, none of which is read yet.
            fn bundled(language: Language) -> Self {
                let mut tables = 0..;
                let mut next = || Place { language, form: FORM, at: tables.next().unwrap_or_default() };
                Self {
                    $($name: Part::at(next()),)*
                    command: Part::at(next()),
                    short: Part::at(next()),
                    plain_word: Part::at(next()),
                    plain_help: Part::at(next()),
                    key: Part::at(next()),
                    cause: Part::at(next()),
                    label: Part::at(next()),
                }
            }
        }

        $($(#[$doc])*
        #[allow(missing_docs, reason = "each is named after its text in ui.toml")]
        pub struct $group { $(pub $word: Plain,)* }

        impl $group {
            fn new(words: &mut IntoIter<Plain>) -> Self {
                Self { $($word: next(words),)* }
            }
        }

        impl FromTable for $group {
            fn from_table(place: Place) -> Option<Self> {
                place.words().map(|mut words| Self::new(&mut words))
            }
        })*
    };
}

/// The next of the words, which were read in the order of [`FORM`]. Not inlined: it is called a thousand times.
#[inline(never)]
fn next(words: &mut IntoIter<Plain>) -> Plain {
    words.next().unwrap_or_default()
}

words! {
    /// The frame around the panes.
    frame: FrameWords { name, help_hint, too_small, mouse_on, mouse_off, theme, one_edition, by }
    /// The contents pane.
    contents: ContentsWords { title, filter, none }
    /// The reader.
    reader: ReaderWords { page, pages, left_minutes, left_minute, left_all, left_none, percent, translators_note, loading, no_way_back, no_way_forward }
    /// Countries and their profiles.
    countries: CountriesWords {
        title, legend, row, none, filter, profile, compared, no_profile, no_law, no_figures, no_organisations, no_passages, overview_count, pick, pick_compare,
        too_many, nowhere, map, map_elsewhere, law_name, law_kind, law_years, law_status, law_what, figure_number, figure_what, figure_period,
        organisation_name, organisation_kind, organisation_what, passage_address, passage_page, passage_text
    }
    /// The checklist.
    tasks: TasksWords {
        title, lists, first_list, state, number, action, date, progress, note_sign, note, date_prompt, filter, new_list, remove_list, only_list,
        not_removed, removed, grouped, only, only_these, no_date, only_all, nothing, state_set, shown
    }
    /// The help of `search`.
    search_help: SearchHelpWords {
        search, query, kind, country, section, limit, exact, example_words, example_law, example_operators, example_json,
        all, example_all
    }
    /// The search.
    search: SearchWords {
        more, title, prompt, exact, nothing, unknown, near, covered, mentioned, corrected, hint, building, building_part, count, all, reading,
        of_report, unread
    }
    /// A person's notes, bookmarks and highlights.
    notes: NotesWords {
        title, count, none, none_yet, filter, only, lost, lost_long, quoted, dates, note_on, as_typed, label, remark, kept, full, nowhere, bookmarked,
        unbookmarked, removed, brought_back, nothing_removed, cannot_go, pick_highlight, remove_highlight, highlighted, selecting, sorted,
        private_now, private_still, private, unsaved, private_ask, private_no, private_yes, left_out
    }
    /// Copying.
    copy: CopyWords { copied, copied_system, copied_terminal, too_long, nothing }
    /// The projector.
    present: PresentWords {
        nothing, jump, page, part, left, questions, notes, no_notes, tours, no_tours, minutes, own, add, add_new, new_name, added, moved, stop_removed,
        not_own, begins
    }
    /// A second screen.
    follow: FollowWords {
        waiting, lost, elapsed, left, over, next, last, notes, more, blank, keys, keys_short, none, needs_terminal, unavailable,
        help, help_audience, example, example_audience
    }
    /// QR codes.
    qr: QrWords { count, one, key, nothing, no_room, caption, json, country, no_room_lines, option, option_invert, example }
    /// Finding in the text.
    find: FindWords { prompt, prompt_section, prompt_table, count, none, none_here, wrapped_down, wrapped_up, nothing_to_repeat, again }
    /// Footnotes and terms explained.
    explain: ExplainWords { title, none, note, term_long }
    /// The help sheet.
    help: HelpWords { title, anywhere, reader, contents, countries, profile, lists, tasks, search, notes, selecting, editing, typing, sheet, present, qr, about, close, palette, reports, no_match }
    /// Citations.
    citation: CitationWords { page, pages, restatement }
    /// The command line's help.
    cli: CliWords {
        about, usage, command, commands, arguments, options, open, show, export, open_address, show_address, export_what, export_format,
        lang, content, state, private, theme, color, json, help, version, examples, example_open, example_show, example_export, ascii, plain,
        low_bandwidth, source, present, no_terminal, report, watch
    }
    /// Labels of a record's fields.
    field: FieldWords {
        countries, instrument, years, status, note, passages, attributed_to, acronym, group, long, also, author, publisher, year, url
    }
    /// Exports.
    export: ExportWords {
        empty, nothing, pick_what, pick_format, save_as, writing, written, failed, exists, rename, replace, section, everything, hits, notes, note,
        checklist, stem_report, stem_notes, a_folder
    }
    /// What the command line says of countries.
    country: CountryWords {
        no_profile, no_profile_one, mentions, no_law, no_figures, no_organisations, no_passages, unknown, unknown_near, topic_of, sign,
        country, code, region, passages, profile, yes, no,
        instrument, kind, year, status, what, address, counted, number, organisation, does, page, text
    }
    /// What the command line says of several countries.
    compare: CompareWords { count, same }
    /// What the command line says of checklists.
    checklist: ChecklistWords {
        today, progress, group, none, state, number, who, action, date, note, place, list, how_far,
        no_item, no_list, no_lists, removed, imported, imported_one, imported_none,
        bad_file, bad_row, bad_rows_more, nothing_imported, no_state, no_date, no_column, no_changed,
        file_empty, file_missing, file_newer, file_other_report, cannot_keep, not_saved, damaged, newer, unreadable
    }
    /// Help for the commands on countries and checklists.
    data_help: DataHelpWords {
        country, country_name, topic, country_example_list, country_example_law, country_example_json,
        compare, compare_names, compare_example, compare_example_topic,
        checklist, list, by, only, id, checklist_example_show, checklist_example_set, checklist_example_note, checklist_example_export,
        show, show_example, set, task_state, set_example, note, note_text, note_example, date, date_text, date_example,
        export, export_format, export_example, import, import_file, import_example, lists, remove, remove_name,
        record_example, country_show_example, records_example, page_example
    }
    /// Tours, and what a handout says.
    tour: TourWords {
        name, title, minutes, stops, whose, reports, yours, none, length, length_one, stop, audience, questions, speaker_notes, room, credit,
        places, lost, hint, unknown, unknown_near, format, alone, speaker_of, spoiled, spoiled_one, too_many_stops, too_long, too_many
    }
    /// Help for the commands on tours and packs.
    tour_help: TourHelpWords { present, present_name, example_present, tour, name, speaker, example_list, example_one, example_handout, check, folder, example_check, watch }
    /// What is to be mended in a pack.
    check: CheckWords {
        line, all_well, bundled, lost, no_stops, no_title, no_duration, empty_stop, no_minutes, empty_question, name_taken, id_taken,
        note_undefined, note_unused,
        country_unknown, source_unknown, section_missing, section_taken, edition_missing, figure_not_shown,
        passage_count, notes_differ, emphasis_differs, numbers_differ, unreadable, watching
    }
    /// What an import says.
    import: ImportWords {
        done, counts, open_it, at, about, at_about, front, back, percent, check_figure, head_report, head_section, head_countries,
        head_figures, head_actions, pdf, other, packed, binary, damaged, empty, exists, no_pack, foreign, inside, failed, broken, did, guessed,
        left_out
    }
    /// The help of `import`.
    import_help: ImportHelpWords { import, file, out, force, title, lang, example, example_title, library }
    /// What went wrong, and what to do.
    error: ErrorWords {
        pack, file_missing, file_not_a_file, file_too_large, file_not_utf8, pack_without_text, pack_unknown_language,
        not_found, not_found_near, not_an_address, several, no_command, no_command_near, unknown_command, unknown_option, value_invalid, value_no_number, value_missing, argument_not_utf8, unexpected, usage_hint,
        write, terminal, language_missing, theme_unknown, no_json
    }
    /// What exports and the command line say of notes, bookmarks and highlights.
    marks: MarksWords {
        title, made, made_changed, was_at, unplaced, unplaced_what, id, kind, address, what, text, quote, changed,
        none, none_of_kind, no_text, too_long, no_id, several_ids, removed
    }
    /// What the command line says of all that is kept.
    kept: KeptWords {
        private, nowhere, damaged, newer, unreadable, cannot_keep, not_saved, what, path, size, bytes, missing, nothing, exists, exported,
        no_bundle, imported, imported_none, ask_head, ask, yes, still_open, needs_yes, removed, left, not_removed, nothing_there, kept_all,
        tour_left_out
    }
    /// The help of `notes`.
    notes_help: NotesHelpWords {
        notes, show, kind, add, address, text, add_kind, remove, id, export, example_show, example_kind, example_add, example_bookmark,
        example_remove, example_export
    }
    /// The help of `state`.
    kept_help: KeptHelpWords {
        state, path, export, export_file, force, import, import_file, wipe, yes, example_path, example_export, example_import, example_wipe
    }
    /// The library of reports, and packs that are looked at again.
    library: LibraryWords {
        title, name, report, year, languages, size, kilobytes, in_program, broken, broken_short, folder_name, added, open_it, open_check, ask_head, stays, ask,
        needs_yes, kept_it, removed, name_invalid, taken, inside, unknown, unknown_near, both, not_bundled, watch_what, none, nothing_like,
        filter, left_at, passages_read, not_yet, on_screen, read_again, not_read
    }
    /// The help of `library`.
    library_help: LibraryHelpWords {
        library, list, add, folder, name, force, remove, remove_name, yes, example_list, example_add, example_import,
        example_open, example_remove
    }
    /// What is said of `config.toml`, and what stands in the one to begin with.
    config: ConfigWords {
        more, too_large, twice, unquoted, unclosed, no_value, syntax, unknown, unknown_near, wants_text, wants_switch, wants_switch_or_auto,
        wants_number, wants_keys, wants_table, wants_style, range, choice, choice_near, too_many, no_key, typed, elsewhere, taken, taken_line, last, no_color,
        theme_name, theme_taken, init_head, init_theme, init_language, init_ascii, init_plain, init_low_bandwidth, init_mouse, init_text, init_side_pane, init_keys,
        init_themes, setting, value, from, all_well, missing, nowhere, exists, written
    }
    /// The help of `config`.
    config_help: ConfigHelpWords { config, show, path, check, init, force, example_init, example_check, example_show }
    /// What the line reader says.
    plain: PlainWords {
        prompt, hello, place, place_pages, no_page, stop, walk_over, unknown, unknown_near, no_text, too_long, not_utf8, no_number, first,
        last, no_section, contents_row, here, numbers, number_one, search_what, more, no_more, find_what, none_found, found_at, no_country_yet,
        compare_what, note_what, nothing_written, noted, bookmarked, highlight_what, highlighted, no_sentence, none_yet, note_row, note_row_empty,
        delete_what, private, private_now, task_what, list_now, lang_now, lang_what, export_what, export_form, replace, kept_as_it_was,
        all, and, yes, no_walk, no_questions, no_notes, walk_hint, help_head, help_row, help_keys, help_numbers
    }
    /// What the first start says.
    greeting: GreetingWords {
        title, moving, search, country
    }
    /// The help of the commands that print what is to be read elsewhere.
    manual_help: ManualHelpWords {
        completions, shell, man, keys, keys_format, example_bash, example_zsh, example_fish, example_powershell, example_man,
        example_man_file, example_keys
    }
    /// The key card.
    card: CardWords {
        title, moving, lead, key, does
    }
    /// The manual page.
    manual: ManualWords {
        tagline, name, synopsis, description, commands, options, addresses, queries, keys, settings, files, environment, exit,
        json, examples, credits, see_also, what_it_is, what_text, options_lead, addresses_text, queries_text, query_phrase_form, query_phrase,
        query_without_form, query_without, query_country, query_kind, query_section, keys_text, settings_text, settings_places, settings_commands,
        files_text, file_config, file_place, file_marks, file_checklists, file_tours, file_library, file_index, file_damaged, env_state, env_greeting,
        env_sizing, env_language, env_no_color, env_force, env_term, env_ground, env_folders, exit_0, exit_1, exit_2, exit_signal,
        json_text, json_record, json_own, licence
    }
    /// The reader's state.
    state: StateWords { no_folder, unreadable, damaged, newer, not_saved, not_saved_stay, saved_at_last, no_file, private }
}

impl Deref for Words {
    type Target = WordList;

    fn deref(&self) -> &WordList {
        static BUNDLED: [OnceLock<WordList>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];
        match &self.0 {
            Whose::Pack(words) => words,
            Whose::Bundled(language) => BUNDLED[*language as usize].get_or_init(|| WordList::bundled(*language)),
        }
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Whose::Pack(Arc::new(FORM.deserialize(deserializer)?.into()))))
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Whose::Bundled(language) => write!(f, "Words({language:?})"),
            Whose::Pack(_) => write!(f, "Words(of a pack)"),
        }
    }
}

impl Words {
    /// The words that are compiled into the program.
    pub fn bundled(language: Language) -> Self {
        Self(Whose::Bundled(language))
    }

    /// What the command of this name does.
    pub fn command<'a>(&'a self, name: &'a str) -> &'a str {
        self.command.get(name).map_or(name, |plain| plain)
    }

    /// The command of this name in a word or two.
    pub fn short<'a>(&'a self, name: &'a str) -> &'a str {
        self.short.get(name).map_or(name, |plain| plain)
    }

    /// What a word of the data files is called: `label("instrument", "decree")`.
    pub fn label<'a>(&'a self, group: &str, name: &'a str) -> &'a str {
        self.label.get(group).and_then(|names| names.get(name)).map_or(name, |plain| plain)
    }

    /// What the key of this name is called. Of a key that has no name of its own, the modifiers and the rest are called by theirs.
    pub fn key<'a>(&'a self, name: &'a str) -> Cow<'a, str> {
        if let Some(plain) = self.key.get(name) {
            return Cow::Borrowed(plain);
        }
        if let Some((modifier, rest)) = name.split_once('-').filter(|(_, rest)| !rest.is_empty())
            && let Some(modifier) = self.key.get(modifier)
        {
            // Control and a letter are the same with Shift, and are written as people know them.
            let is_letter = name.starts_with("ctrl-") && rest.chars().count() == 1;
            let rest = if is_letter { Cow::Owned(rest.to_uppercase()) } else { self.key(rest) };
            return Cow::Owned(format!("{}-{rest}", &**modifier));
        }
        let is_function = name.strip_prefix('f').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        if is_function { Cow::Owned(name.to_uppercase()) } else { Cow::Borrowed(name) }
    }
}

impl Words {
    /// Why something failed, safe for the terminal: `FILE: what the system says` with what it says in this language, where that is known.
    pub fn cause(&self, text: &str) -> String {
        cause(&self.cause, text)
    }
}

fn cause(causes: &BTreeMap<String, Plain>, text: &str) -> String {
    let text = clean_line(text);
    let text = text.split(" (os error ").next().unwrap_or_default();
    let known = causes.iter().filter_map(|(theirs, ours)| Some((text.strip_suffix(&**theirs)?, ours)));
    let whole = known.filter(|(before, _)| before.is_empty() || before.ends_with(": "));
    // Of two causes of which one ends with the other, the longer.
    whole.min_by_key(|(before, _)| before.len()).map_or_else(|| text.to_owned(), |(before, ours)| format!("{before}{ours}"))
}

/// Puts values in the place of `{names}`.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        if let Some((name, behind)) = after.split_once('}') {
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => out.push_str(value),
                None => out.extend(["{", name, "}"]),
            }
            rest = behind;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::super::files;
    use super::super::words_file::plain_tables;
    use super::*;

    #[test]
    fn causes() {
        let causes = [("not a file", "x"), ("Permission denied", "no")].map(|(a, b)| (a.to_owned(), Plain::new(b))).into();
        assert_eq!(cause(&causes, "/a/b: Permission denied (os error 13)"), "/a/b: no");
        assert_eq!(cause(&causes, "not a file"), "x");
        assert_eq!(cause(&causes, "this is not a file"), "this is not a file");
        assert_eq!(cause(&causes, "\u{1b}[2J (os error 5)"), "␛[2J");
    }

    /// All that is read table by table.
    fn read_plain(text: &str) -> Option<Read> {
        let tables = plain_tables(FORM, text)?;
        let (first, last) = (FORM.words.len(), FORM.tables.len() - 1);
        let words: Option<Vec<_>> = (0..first).map(|at| FORM.plain_words(&tables, at)).collect();
        let named: Option<Vec<_>> = (first..last).map(|at| Form::plain_named(&tables, at)).collect();
        Some(Read { words: words?.into_iter().flatten().collect(), named: named?, grouped: FORM.plain_grouped(&tables)? })
    }

    #[test]
    fn the_programs_own_words_are_read_as_toml_reads_them() {
        for language in Language::ALL {
            let text = files::bundled(&format!("{}/ui.toml", language.tag())).unwrap_or_default();
            let whole = FORM.deserialize(toml::Deserializer::parse(text).expect("TOML")).expect("words");
            assert!(read_plain(text).is_some_and(|read| read == whole), "{language:?}");
            // What it does not know it does not read otherwise.
            for (from, to) in [
                ("name = \"Vereda\"\n", "name = \"Vereda\" # a comment \"\n"),
                ("name = \"Vereda\"\n", "name = 'Vereda'\n"),
                ("name = \"Vereda\"\n", "name = \"Vereda\\b\"\n"),
                ("name = \"Vereda\"\n", "name = \"Vereda\"\nname = \"Vereda\"\n"),
                ("name = \"Vereda\"\n", "name = \"Vereda\"\nnames = \"Vereda\"\n"),
                ("name = \"Vereda\"\n", ""),
                ("[frame]\n", "[[frame]]\n"),
                ("[frame]\n", "[frame.frame]\n"),
                ("[frame]\n", "[frame]\n[frame]\n"),
                ("[frame]\n", "name = \"x\"\n[frame]\n"),
            ] {
                let changed = text.replacen(from, to, 1);
                assert_ne!(changed, text);
                assert!(read_plain(&changed).is_none(), "{to}");
            }
        }
    }

    #[test]
    fn each_table_stands_in_its_place() {
        for language in Language::ALL {
            let text = files::bundled(&format!("{}/ui.toml", language.tag())).unwrap_or_default();
            let whole: WordList = FORM.deserialize(toml::Deserializer::parse(text).expect("TOML")).expect("words").into();
            let own = Words::bundled(language);
            assert_eq!(own.frame.by, whole.frame.by);
            assert_eq!(own.state.private, whole.state.private);
            assert_eq!(*own.command, *whole.command);
            assert_eq!(*own.short, *whole.short);
            assert_eq!(*own.plain_word, *whole.plain_word);
            assert_eq!(*own.plain_help, *whole.plain_help);
            assert_eq!(*own.key, *whole.key);
            assert_eq!(*own.cause, *whole.cause);
            assert_eq!(*own.label, *whole.label);
        }
    }

    #[test]
    fn fill_replaces_once() {
        assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
        assert_eq!(fill("{x} {", &[]), "{x} {");
    }
}
