//! What `--json` and JSON lines look like, for the manual page. The tests compare it with what the commands print.

/// What is asked, and what comes: the names as they are, in their order.
pub const SHAPES: &[(&str, &str)] = &[
    (
        "vereda search QUERY --json",
        r#"{"query", "lang", "total",
 "hits": [{"id", "kind", "section", "countries": [ID, …], "title", "text",
           "matches": [[START, END], …], "score"}, …]}"#,
    ),
    (
        "vereda search QUERY --all --json",
        r#"{"query", "lang", "total",
 "hits": [{"report": NAME, "id", "kind", "section", "countries": [ID, …], "title",
           "text", "matches": [[START, END], …], "score"}, …]}"#,
    ),
    (
        "vereda country NAME --json",
        r#"{"id", "iso", "name", "profile", "overview",
 "laws": [RECORD, …], "figures": [RECORD, …],
 "organisations": [RECORD, …], "passages": [RECORD, …]}"#,
    ),
    ("vereda country --json", r#"[{"id", "iso", "name", "region", "profile", "mentions"}, …]"#),
    (
        "vereda checklist --json",
        r#"[{"list", "id", "state", "date", "note", "text", "addressees": […],
  "theme", "passages": [ADDRESS, …], "changed", "source"}, …]"#,
    ),
    ("vereda checklist lists --json", r#"[{"name", "done", "of"}, …]"#),
    (
        "vereda notes --json",
        r#"[{"id", "kind", "address", "marked_at", "lang", "title", "quote",
  "text", "created", "changed", "source"}, …]"#,
    ),
    ("vereda tour --json", r#"[{"id", "title", "summary", "audience", "minutes", "stops", "own"}, …]"#),
    (
        "vereda tour NAME --json",
        r#"{"id", "title", "summary", "audience", "minutes", "own",
 "stops": [{"title", "minutes", "at": [{"address", "title"}, …],
            "questions": [TEXT, …], "notes"}, …], "source"}"#,
    ),
    ("vereda check --json, vereda config check --json", r#"[{"place", "what"}, …]"#),
    ("vereda config show --json", r#"[{"key", "value", "from"}, …]"#),
    ("vereda config path --json", r#"{"path", "exists"}"#),
    ("vereda state path --json", r#"[{"kind", "path", "exists", "size"}, …]"#),
    ("vereda state export FILE --json", r#"{"file", "marks", "actions", "places", "tours"}"#),
    ("vereda state import FILE --json", r#"{"marks", "actions", "places", "tours"}"#),
    ("vereda state wipe --json", r#"{"removed": [FILE, …], "left": [FILE, …]}"#),
    (
        "vereda library --json",
        r#"[{"name", "title", "year", "languages": […], "bundled", "size",
  "problem"}, …]"#,
    ),
    ("vereda library add DIR --json", r#"{"added": NAME, "removed"}"#),
    ("vereda library remove NAME --json", r#"{"added", "removed": NAME}"#),
    ("vereda keys --json", r#"[{"mode", "command", "keys": [KEY, …], "does"}, …]"#),
];

/// What every record has: a line of `export --format jsonl`, and what `show --json` prints.
pub const RECORD: &str = r#"{"id", "kind", "lang", "section", "page", "countries": [ID, …],
 "title", "text", "source", …}"#;

/// The fields that only one kind of record has, by the kind.
pub const OWN: &[(&str, &str)] = &[
    (
        "passage",
        r#""number", "heading", "pages", "marker", "table": [[TEXT, …], …],
"footnotes": [{"mark", "text"}, …], "note""#,
    ),
    ("law", r#""instrument", "year", "year_end", "status", "passages": [ADDRESS, …], "note""#),
    (
        "figure",
        r#""value", "value_to", "shown", "qualifier", "unit", "period", "group",
"label", "attributed_to", "passages": [ADDRESS, …], "note""#,
    ),
    ("organisation", r#""acronym", "group", "passages": [ADDRESS, …], "note""#),
    ("recommendation", r#""addressees": […], "theme", "passages": [ADDRESS, …], "note""#),
    ("term", r#""long", "aliases": [TEXT, …], "note", "passages": [ADDRESS, …]"#),
    ("source", r#""footnote", "author", "publisher", "year", "url", "passages": [ADDRESS, …]"#),
];
