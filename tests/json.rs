//! The JSON that other programs rely on: which fields there are, and in which order, as the design and the man page have them.

use std::fmt;

use assert_cmd::Command;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use vereda::report::Kind;

use crate::fixture::{english, report};

/// The names of an object's fields, in their order.
#[derive(Debug, PartialEq, Eq)]
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Keys;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keys, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
                    keys.push(key);
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}

/// Of all records.
const FIELDS: [&str; 9] = ["id", "kind", "lang", "section", "page", "countries", "title", "text", "source"];

/// Of records of one kind, behind those.
fn own_fields(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Passage => &["number", "heading", "pages", "marker", "table", "footnotes", "note"],
        Kind::Law => &["instrument", "year", "year_end", "status", "passages", "note"],
        Kind::Figure => {
            &["value", "value_to", "shown", "qualifier", "unit", "period", "group", "label", "attributed_to", "passages", "note"]
        }
        Kind::Organisation => &["acronym", "group", "passages", "note"],
        Kind::Recommendation => &["addressees", "theme", "passages", "note"],
        Kind::Term => &["long", "aliases", "note", "passages"],
        Kind::Source => &["footnote", "author", "publisher", "year", "url", "passages"],
    }
}

fn assert_is(keys: &Keys, kind: Kind) {
    assert_eq!(keys.0, [&FIELDS, own_fields(kind)].concat(), "{kind:?}");
}

/// What is printed, of a run that found something.
fn out(arguments: &[&str]) -> String {
    let output = Command::cargo_bin("vereda").expect("the program").env_clear().args(arguments).output().expect("it ran");
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn parsed<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn every_record_has_the_fields_of_its_kind_in_their_order() {
    let report = report();
    let edition = english(&report);
    for kind in Kind::ALL {
        let text = out(&["export", &format!("{}s", kind.name()), "--format", "jsonl"]);
        text.lines().for_each(|line| assert_is(&parsed(line), kind));
        assert_eq!(text.lines().count(), report.addresses(edition, kind).len());
        let first = report.addresses(edition, kind)[0].to_string();
        assert_is(&parsed(&out(&["show", &first, "--json"])), kind);
    }
    let section: Vec<Keys> = parsed(&out(&["show", "trafficking", "--json"]));
    for keys in &section {
        assert_is(keys, Kind::Passage);
    }
}

#[test]
fn hits_have_the_fields_of_the_design_in_their_order() {
    #[derive(Deserialize)]
    struct Hits {
        hits: Vec<Keys>,
    }
    let text = out(&["search", "corruption", "--json", "--limit", "3"]);
    assert_eq!(parsed::<Keys>(&text).0, ["query", "lang", "total", "hits"]);
    let hits = parsed::<Hits>(&text).hits;
    assert_eq!(hits.len(), 3);
    for hit in hits {
        assert_eq!(hit.0, ["id", "kind", "section", "countries", "title", "text", "matches", "score"]);
    }
    let found: Value = parsed(&text);
    assert!(found["total"].as_u64() > Some(3), "of all hits, not of those that are printed");
    for hit in found["hits"].as_array().expect("a list") {
        let body = hit["text"].as_str().expect("a text");
        assert!(hit["score"].is_f64() && hit["countries"].is_array());
        for range in hit["matches"].as_array().expect("a list") {
            let range: (usize, usize) = serde_json::from_value(range.clone()).expect("a pair");
            let word = body.get(range.0..range.1).expect("bytes of the text").to_lowercase();
            assert!(word.starts_with("corrupt"), "{word}");
        }
    }
}

#[test]
fn notes_have_their_fields_in_their_order() {
    const FIELDS: [&str; 11] = ["id", "kind", "address", "marked_at", "lang", "title", "quote", "text", "created", "changed", "source"];
    let state = tempfile::tempdir().expect("a folder");
    let state = state.path().to_str().expect("a name");
    let out = |arguments: &[&str]| out(&[&["--state", state], arguments].concat());
    assert_eq!(parsed::<Keys>(&out(&["notes", "add", "trafficking.25", "x", "--json"])).0, FIELDS);
    out(&["notes", "add", "ecuador", "--kind", "bookmark"]);
    let all: Vec<Keys> = parsed(&out(&["notes", "--json"]));
    assert!(all.len() == 2 && all.iter().all(|keys| keys.0 == FIELDS), "{all:?}");
    let lines = out(&["notes", "export", "--format", "jsonl"]);
    assert!(lines.lines().count() == 2 && lines.lines().all(|line| parsed::<Keys>(line).0 == FIELDS), "{lines}");
    assert_eq!(out(&["notes", "export", "--format", "csv"]).lines().next(), Some(FIELDS.join(",").as_str()));
    let first: Value = parsed(lines.lines().next().expect("a line"));
    for field in ["created", "changed"] {
        assert_eq!(first[field].as_str().map(|day| day.chars().filter(|c| *c == '-').count()), Some(2), "{first}");
    }
    // What cannot be placed has no address.
    let file = std::path::Path::new(state).join("marks.toml");
    let text = std::fs::read_to_string(&file).expect("read");
    let text = text.lines().map(|line| match line.split_once(" = ") {
        Some(("address", value)) if value.contains("trafficking") => "address = 'gone.1'",
        Some(("fingerprint", _)) => "fingerprint = '0'",
        Some(("quote", _)) => "quote = 'nothing that stands there'",
        _ => line,
    });
    let text = text.collect::<Vec<_>>().join("\n");
    std::fs::write(&file, text).expect("written");
    let all: Value = parsed(&out(&["notes", "--json"]));
    assert_eq!((&all[1]["address"], &all[1]["marked_at"]), (&Value::Null, &"gone.1".into()));
    let listed: Vec<Keys> = parsed(&out(&["state", "path", "--json"]));
    assert!(listed.len() > 3 && listed.iter().all(|keys| keys.0 == ["kind", "path", "exists", "size"]), "{listed:?}");
}

#[test]
fn countries_have_their_fields_in_their_order() {
    #[derive(Deserialize)]
    struct Country {
        laws: Vec<Keys>,
        figures: Vec<Keys>,
        organisations: Vec<Keys>,
        passages: Vec<Keys>,
    }
    const HEAD: [&str; 4] = ["id", "iso", "name", "profile"];
    const TOPICS: [(&str, &str); 5] =
        [("overview", "overview"), ("law", "laws"), ("figures", "figures"), ("organisations", "organisations"), ("passages", "passages")];
    let all = [&HEAD[..], &TOPICS.map(|(_, field)| field)].concat();
    let text = out(&["country", "ecuador", "--json"]);
    assert_eq!(parsed::<Keys>(&text).0, all);
    let country = parsed::<Country>(&text);
    for (keys, kind) in [
        (country.laws, Kind::Law),
        (country.figures, Kind::Figure),
        (country.organisations, Kind::Organisation),
        (country.passages, Kind::Passage),
    ] {
        assert!(!keys.is_empty());
        for keys in &keys {
            assert_is(keys, kind);
        }
    }
    assert_eq!(out(&["show", "ecuador", "--json"]), text);
    for (topic, field) in TOPICS {
        assert_eq!(parsed::<Keys>(&out(&["country", "ecuador", "--topic", topic, "--json"])).0, [&HEAD[..], &[field]].concat());
    }
    let both: Vec<Keys> = parsed(&out(&["compare", "ecuador", "peru", "--json"]));
    assert!(both.len() == 2 && both.iter().all(|keys| keys.0 == all));
}
