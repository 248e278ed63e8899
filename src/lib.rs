//! *Vereda*: one report, explored offline in a terminal.
//!
//! # The map
//!
//! | module | what it is |
//! | --- | --- |
//! | [`text`] | words and columns: folding, wrapping, spans, and what may reach a terminal. Knows nothing of reports |
//! | [`report`] | the report as data: pack, edition, section, passage, glossary, record, address, citation |
//! | [`import`] | any report, as a converter left it → a content pack, and what was guessed on the way |
//! | [`search`] | finding in a report |
//! | [`config`] | what a person has set: `config.toml`, with every problem told by line and column. Knows no themes and no commands: it is given their names |
//! | [`state`] | the reader's own things, kept between runs |
//! | [`export`] | what leaves the program: Markdown, plain text, pages, spreadsheets, JSON lines |
//! | [`app`] | what is on screen, and what an action does to it. No drawing, no input or output |
//! | [`ui`] | app → frame. Reads only |
//! | [`tui`] | the terminal: setup and restore, the key table, the loop that performs effects |
//! | [`cli`] | one file a command; writers over any `Write`; never imports app, ui or tui |
//! | [`plain`] | the line reader for screen readers and simple terminals: a line → a command → lines. Says what the command line says |
//!
//! `main` has rooms of its own in `src/launch`: what was asked, the commands that print, which report it is about, and the screen. They are part
//! of the program and not of the library.
//!
//! Left may import right, never back; `tests/architecture.rs` holds to it:
//!
//! ```text
//! main → tui → ui → app → export → state → search → report → text
//! main → plain → cli ────→ export → state → search → report → text
//!        tui, ui, plain, cli → config ────────────→ report → text
//!                cli, app → import → report → text
//! ```
//!
//! # What always holds
//!
//! - Text is cleaned where it comes in ([`text::sanitize`]): what is in a [`report::Report`] is safe to print.
//! - A passage has one address, `section.number`, the same in each edition and for ever.
//! - Each string that a person sees stands in an edition's `ui.toml`, in the report, or was written by the person.
//! - Drawing changes nothing: wrapping and clamping happen in [`app::App::update`], and a resize is an action like any other.
//! - The line reader has the command line's writers, not the screen's panes: what is linear is written once, and `--plain` is a
//!   [`export::printer::Medium`] like a pipe or a terminal.
//! - No key costs more than a screenful: blocks are wrapped when they are first shown ([`app::flow`]).
//! - The program sleeps until something comes: no tick, no animation, no polling. Only a second screen that has lost its show looks for
//!   one each second, and with `--watch` an author's pack is looked at each second ([`report::pack_files`]).
//!
//! # What is absent on purpose
//!
//! No network, no shell, no async runtime, no plug-ins. Rectangles are computed in [`app::layout`] rather than in `ui`, because where the mouse was
//! clicked and how wide the text is are the update's business. Nothing in here knows a country's name: facts stand in `content/`.

pub mod app;
pub mod cli;
pub mod config;
pub mod export;
pub mod import;
pub mod plain;
pub mod report;
pub mod search;
pub mod state;
pub mod text;
pub mod tui;
pub mod ui;
