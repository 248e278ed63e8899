//! What counts of options, file and environment: an option more than the file, and the file more than the environment.

use serde::Serialize;

use super::args::Invocation;
use super::locale;
use crate::config::{AUTO, Config, SIDE_PANE};
use crate::report::Language;

/// The theme without colour.
const MONO: &str = "mono";

/// Where a setting is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum From {
    /// An option of the command line.
    Flag,
    /// The file.
    Config,
    /// The system.
    Environment,
    /// The program.
    Default,
}

impl From {
    /// Its name in words: `flag`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Config => "config",
            Self::Environment => "environment",
            Self::Default => "default",
        }
    }
}

/// A setting and where it is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen<T> {
    /// What counts.
    pub value: T,
    /// Where it is from.
    pub from: From,
}

/// The first of these that says something.
fn first<T>(all: impl IntoIterator<Item = (Option<T>, From)>, default: T) -> Chosen<T> {
    let said = all.into_iter().find_map(|(value, from)| value.map(|value| Chosen { value, from }));
    said.unwrap_or(Chosen { value: default, from: From::Default })
}

/// The edition.
pub fn language(flag: Option<Language>, config: &Config, get: impl Fn(&str) -> Option<String>) -> Chosen<Language> {
    let all = [(flag, From::Flag), (config.language, From::Config), (Language::from_environment(get), From::Environment)];
    first(all, Language::default())
}

/// The name of the theme, or [`AUTO`]. Who wants no colour gets none, unless a theme was named as strongly.
pub fn theme(asked: &Invocation, config: &Config, terminal: bool, get: impl Fn(&str) -> Option<String>) -> Chosen<String> {
    let named = |name: &Option<String>| name.clone().filter(|name| name != AUTO);
    let mono = |is: bool| is.then(|| MONO.to_owned());
    let all = [
        (named(&asked.theme), From::Flag),
        (mono(asked.color == locale::Color::Never), From::Flag),
        (mono(asked.low_bandwidth && asked.theme.is_none()), From::Flag),
        // It is to be as if the file named none.
        (asked.theme.is_some().then(|| if asked.color.is_wanted(terminal, &get) { AUTO } else { MONO }.to_owned()), From::Flag),
        (named(&config.theme), From::Config),
        (mono(config.low_bandwidth == Some(true)), From::Config),
        (mono(!asked.color.is_wanted(terminal, &get)), From::Environment),
        (config.theme.clone(), From::Config),
    ];
    first(all, AUTO.to_owned())
}

/// Nothing but ASCII on the screen. The Linux console has a font of its own, without most signs.
pub fn ascii(asked: &Invocation, config: &Config, get: impl Fn(&str) -> Option<String>) -> Chosen<bool> {
    let poor = !locale::is_utf8(&get) || get("TERM").as_deref() == Some("linux");
    first([(asked.ascii.then_some(true), From::Flag), (config.ascii, From::Config), (poor.then_some(true), From::Environment)], false)
}

/// Whether letters stay where there is nothing but ASCII: the Linux console has those of Western European languages, where they are sent as UTF-8.
pub fn keeps_letters(asked: &Invocation, config: &Config, get: impl Fn(&str) -> Option<String>) -> bool {
    ascii(asked, config, &get).from == From::Environment && locale::is_utf8(&get)
}

/// Lines in place of a screen.
pub fn plain(asked: &Invocation, config: &Config) -> Chosen<bool> {
    first([(asked.plain.then_some(true), From::Flag), (config.plain, From::Config)], false)
}

/// Nothing but text on the screen, for slow lines.
pub fn low_bandwidth(asked: &Invocation, config: &Config) -> Chosen<bool> {
    first([(asked.low_bandwidth.then_some(true), From::Flag), (config.low_bandwidth, From::Config)], false)
}

/// From how many columns on there are two panes. A second one beside a text that moves is sent again with every line of it: over a slow line
/// there is one at a time, unless the person wants two.
pub fn side_pane(asked: &Invocation, config: &Config, default: u16) -> Chosen<u16> {
    of_file(config.side_pane, if low_bandwidth(asked, config).value { SIDE_PANE.1 } else { default })
}

/// Whether the mouse is the program's to begin with: over a slow line every press of it is bytes both ways.
pub fn mouse(asked: &Invocation, config: &Config) -> Chosen<bool> {
    of_file(config.mouse, !low_bandwidth(asked, config).value)
}

/// A setting that only the file has.
pub fn of_file<T: Copy>(value: Option<T>, default: T) -> Chosen<T> {
    first([(value, From::Config)], default)
}
