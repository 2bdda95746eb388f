//! Which module may use which, where the crates alone do not say it (ARCHITECTURE.md).

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::{Path, PathBuf};

/// A module, and the modules of its own crate that it may use.
const MODULES: [(&str, &str, &[&str]); 9] = [
    ("crates/tollbook-core/src", "model", &[]),
    ("crates/tollbook-core/src", "lexicon", &["model"]),
    ("crates/tollbook-core/src", "extract", &["model"]),
    ("crates/tollbook-core/src", "analysis", &["model", "lexicon", "extract"]),
    ("crates/tollbook-core/src", "resolution", &["model", "lexicon", "extract", "analysis"]),
    ("crates/tollbook-files/src", "reading", &[]),
    ("crates/tollbook-files/src", "storage", &[]),
    ("crates/tollbook-files/src", "exchange", &[]),
    ("src", "jobs", &[]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The modules of its own crate that a line of code names.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices("crate::").map(move |(at, _)| {
        let rest = &code[at + "crate::".len()..];
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
    })
}

#[test]
fn modules_of_a_crate_use_only_those_below() {
    let mut wrong = Vec::new();
    for (folder, module, allowed) in MODULES {
        for file in sources(&root().join(folder).join(module)) {
            if file.file_stem().is_some_and(|stem| stem == "tests") || file.iter().any(|part| part == "tests")
            {
                continue;
            }
            let text = std::fs::read_to_string(&file).unwrap();
            for (number, line) in code_lines(&text) {
                for name in named(line) {
                    let is_module =
                        MODULES.iter().any(|(other, known, _)| *other == folder && *known == name)
                            || (folder == "src" && name == "ui");
                    if is_module && name != module && !allowed.contains(&name) {
                        wrong.push(format!("{}:{number}: {module} uses {name}", file.display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Code that is no test, line by line with its number.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().enumerate().map(|(number, line)| (number + 1, line.split("//").next().unwrap_or_default()))
}

#[test]
fn the_window_opens_no_file_thread_or_database() {
    for file in sources(&root().join("src/ui")) {
        let text = std::fs::read_to_string(&file).unwrap();
        for (number, code) in code_lines(&text) {
            for word in ["std::fs", "std::thread", "rusqlite", "rfd::", "Timestamp::now"] {
                assert!(!code.contains(word), "{}:{number}: the window has {word}", file.display());
            }
        }
    }
}

#[test]
fn only_a_team_project_opens_a_network_connection() {
    let folders = [
        "src",
        "crates/tollbook-core/src",
        "crates/tollbook-files/src",
        "crates/tollbook-state/src",
        "crates/tollbook-text/src",
    ];
    let team = root().join("crates/tollbook-files/src/storage/team");
    let others = folders.iter().flat_map(|folder| sources(&root().join(folder)));
    for file in others.filter(|file| !file.starts_with(&team)) {
        let text = std::fs::read_to_string(&file).unwrap();
        for word in
            ["std::net", "TcpStream", "UdpSocket", "reqwest", "ureq", "hyper::", "postgres::", "rustls"]
        {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

/// Files of pictures whose colours are no colours of the window: masks that are tinted, and emoji.
const PICTURES: [&str; 1] = ["chart/plot_shapes.rs"];

#[test]
fn only_the_theme_names_colours() {
    let root = root().join("src/ui");
    let is_picture = |file: &Path| PICTURES.iter().any(|known| file.ends_with(known));
    for file in sources(&root) {
        let is_test = file.ends_with("tests.rs") || file.components().any(|part| part.as_os_str() == "tests");
        if is_test || is_picture(&file) || file.ends_with("ui/theme.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            for (at, start) in line.match_indices("Color32::") {
                let name = &line[at + start.len()..];
                assert!(
                    // Neither is a colour: nothing, and the place of one that is yet to be chosen.
                    name.starts_with("TRANSPARENT") || name.starts_with("PLACEHOLDER"),
                    "{}:{}: a colour beside the theme",
                    file.display(),
                    number + 1
                );
            }
        }
    }
}
