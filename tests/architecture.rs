//! Modules import in one direction, without cycles, and no file is too long to know.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What each top-level module may import, itself aside.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("report", &["text"]),
    ("import", &["report", "text"]),
    ("search", &["report", "text"]),
    ("config", &["report", "text"]),
    ("state", &["search", "report", "text"]),
    ("export", &["state", "search", "report", "text"]),
    ("app", &["import", "export", "state", "search", "report", "text"]),
    ("ui", &["config", "app", "export", "state", "search", "report", "text"]),
    ("tui", &["config", "ui", "app", "export", "state", "search", "report", "text"]),
    ("cli", &["config", "import", "export", "state", "search", "report", "text"]),
    // The program's own rooms: they import the library by its name, and the library knows nothing of them.
    ("launch", &[]),
    ("plain", &["cli", "config", "export", "state", "search", "report", "text"]),
];

/// Panes of the app, which do not import each other.
const PANES: &[&str] = &["contents", "countries", "profile", "reader", "searching", "tasks"];

const LONGEST: usize = 500;

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, out: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                out.push((path.clone(), fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out = Vec::new();
    walk(&root, &mut out);
    assert!(out.len() > 30, "the sources were not found");
    out.into_iter().map(|(path, text)| (path.strip_prefix(&root).expect("in src").to_owned(), text)).collect()
}

/// The module that a file belongs to: its folder, or its name at the top.
fn module(path: &Path) -> String {
    let first = path.components().next().expect("a component").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code without comments and without its unit tests, which may use anything.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Names of modules after a root such as `crate::`, also in braces.
fn imported(code: &str, root: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(root) {
        let rest = &code[at + root.len()..];
        let list = match rest.strip_prefix('{') {
            Some(inside) => {
                let mut depth = 1;
                let end = inside.find(|c| {
                    depth += i32::from(c == '{') - i32::from(c == '}');
                    depth == 0
                });
                inside[..end.unwrap_or(inside.len())].to_owned()
            }
            None => rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect(),
        };
        let mut depth = 0;
        let tops = list.split(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        });
        for top in tops {
            let name: String = top.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            names.insert(name);
        }
    }
    names
}

#[test]
fn imports_run_in_one_direction() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let own = module(&path);
        let Some((_, may)) = MAY_IMPORT.iter().find(|(name, _)| *name == own) else {
            assert!(["main", "lib"].contains(&own.as_str()), "{own} is not on the map");
            continue;
        };
        for name in imported(&code(&text), "crate::") {
            let is_module = MAY_IMPORT.iter().any(|(module, _)| *module == name);
            if is_module && name != own && !may.contains(&name.as_str()) {
                wrong.push(format!("{} imports {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_main_and_the_line_reader_import_the_command_line() {
    for (path, text) in sources() {
        if !["cli", "main", "plain"].contains(&module(&path).as_str()) {
            assert!(!imported(&code(&text), "crate::").contains("cli"), "{}", path.display());
        }
    }
}

#[test]
fn no_cycle_inside_a_module() {
    // Files of one folder: `use super::x` and `crate::folder::x` from `folder/y.rs` is an edge y → x. What a folder's mod.rs declares is above
    // its files and is left out.
    let mut edges: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources() {
        let own = module(&path);
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if path.components().count() < 2 || stem == "mod" {
            continue;
        }
        let code = code(&text);
        let mut to = imported(&code, "super::");
        to.extend(imported(&code, &format!("crate::{own}::")));
        edges.entry((own, stem)).or_default().extend(to);
    }
    for (own, stem) in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open = vec![stem.clone()];
        while let Some(at) = open.pop() {
            for next in edges.get(&(own.clone(), at)).into_iter().flatten() {
                assert!(next != stem, "{own}/{stem}.rs is in a cycle");
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
    }
}

#[test]
fn panes_do_not_import_each_other() {
    for (path, text) in sources() {
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        if module(&path) == "app" && PANES.contains(&stem.as_str()) {
            for other in imported(&code(&text), "super::") {
                assert!(other == stem || !PANES.contains(&other.as_str()), "{stem} imports {other}");
            }
        }
    }
}

#[test]
fn no_file_is_too_long_and_none_is_a_drawer() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines; which two things is it?", path.display());
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(!["utils", "helpers", "common", "misc"].contains(&stem.as_str()), "{}", path.display());
    }
}

#[test]
fn no_source_names_a_country() {
    // A fact stands once, in content/.
    for (path, text) in sources() {
        let code = code(&text);
        for name in ["Ecuador", "Colombia", "Brazil", "Guatemala", "Argentina", "Chile", "Venezuela"] {
            assert!(!code.contains(name), "{} names {name}", path.display());
        }
    }
}
