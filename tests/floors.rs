//! The floors of the house: who may use whom (ARCHITECTURE.md).

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::{Path, PathBuf};

/// Each floor, and the floors that it may use beside itself.
const FLOORS: [(&str, &[&str]); 9] = [
    ("model", &[]),
    ("lexicon", &["model"]),
    ("analysis", &["model", "lexicon"]),
    ("reading", &["model", "lexicon", "analysis"]),
    ("storage", &["model", "lexicon", "analysis"]),
    ("exchange", &["model", "lexicon", "analysis"]),
    ("state", &["model", "lexicon", "analysis", "reading", "storage", "exchange"]),
    ("jobs", &["model", "lexicon", "analysis", "reading", "storage", "exchange", "state"]),
    ("ui", &["model", "lexicon", "analysis", "reading", "storage", "exchange", "state", "jobs"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The floors that a line of code names.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    code.match_indices("crate::").map(move |(at, _)| {
        let rest = &code[at + "crate::".len()..];
        rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default()
    })
}

#[test]
fn nothing_imports_upward() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (floor, allowed) in FLOORS {
        for file in sources(&root.join(floor)) {
            let text = std::fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                for name in named(line) {
                    let is_floor = FLOORS.iter().any(|(other, _)| *other == name);
                    if is_floor && name != floor && !allowed.contains(&name) {
                        wrong.push(format!("{}:{}: {floor} uses {name}", file.display(), number + 1));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_jobs_and_ui_know_the_window_and_only_jobs_the_world() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let none_of = |floor: &str, words: &[&str]| {
        for file in sources(&root.join(floor)) {
            let text = std::fs::read_to_string(&file).unwrap();
            // Tests may use whatever they need.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (number, line) in code.lines().enumerate() {
                let code = line.split("//").next().unwrap_or_default();
                for word in words {
                    assert!(!code.contains(word), "{}:{}: {floor} has {word}", file.display(), number + 1);
                }
            }
        }
    };
    for (floor, _) in FLOORS.iter().filter(|(floor, _)| !["jobs", "ui"].contains(floor)) {
        none_of(floor, &["egui", "rfd::"]);
    }
    none_of("ui", &["std::fs", "std::thread", "rusqlite", "rfd::", "Timestamp::now"]);
    for floor in ["model", "lexicon", "analysis", "state"] {
        none_of(floor, &["std::fs", "std::thread", "Timestamp::now", "SystemTime", "Uuid::new_v4"]);
    }
}

#[test]
fn the_program_opens_no_network_connection() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in sources(&root) {
        let text = std::fs::read_to_string(&file).unwrap();
        for word in ["std::net", "TcpStream", "UdpSocket", "reqwest", "ureq", "hyper::"] {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}

/// Files of pictures whose colours are no colours of the window: masks that are tinted, and emoji.
const PICTURES: [&str; 4] = ["text/atlas.rs", "text/raster.rs", "text/paint.rs", "chart/scene.rs"];

#[test]
fn only_the_theme_names_colours() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/ui");
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
