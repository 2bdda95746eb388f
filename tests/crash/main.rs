//! The program killed at random moments, or with operations of the system that fail: nothing that it reported saved is
//! lost, and nothing is half done.
//!
//! `TOLLBOOK_KILLS=1000 cargo test --test crash` kills as often as that. With `TOLLBOOK_FAULTS=1` every operation fails
//! in turn, with 10 one in ten, and with `TOLLBOOK_FAULTS_STORY=import` only those of that command. Without them it is a
//! few.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[cfg(target_os = "linux")]
mod faults;
mod kills;
#[cfg(unix)]
mod limits;
mod session;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tollbook_core::model::EditId;
use tollbook_files::storage::{Store, check};

const TEXT: &str = "Thirteen soldiers were killed near Gao on Monday, and two were wounded.\n";

/// How often the program is killed.
fn kills() -> u64 {
    std::env::var("TOLLBOOK_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(12)
}

/// Numbers that differ from kill to kill and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let name = folder.path().file_name().unwrap().to_string_lossy().into_owned();
    let file = folder.path().join(format!("{name}.tollbook"));
    (folder, file)
}

/// What is in the file, which must be sound.
#[track_caller]
fn ids(file: &Path) -> BTreeSet<EditId> {
    let (store, opened) = Store::open(file).unwrap();
    assert_eq!(opened.read_only, None);
    let ids = store.edit_ids().unwrap().into_iter().collect();
    drop(store);
    assert_eq!(check(file), Vec::<String>::new());
    ids
}

fn tollbook() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tollbook"));
    command.stdout(Stdio::null()).stderr(Stdio::null()).env("TOLLBOOK_CODER", "Ada");
    command
}

/// Everything in a folder, by name; nothing where there is none.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn an_import_says_by_its_exit_code_what_was_taken() {
    let (folder, file) = folder();
    let sheet = folder.path().join("marks.csv");
    let import = |rows: &str| {
        std::fs::write(&sheet, format!("article,quote,code\n{rows}")).unwrap();
        tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap().code()
    };
    assert_eq!(import("a.txt,words that are not there,place\n"), Some(2));
    assert!(!file.exists(), "no project is made of nothing");
    let begun = tollbook()
        .args(["import", "--template", "french-operations"])
        .arg(folder.path())
        .arg(&sheet)
        .status()
        .unwrap();
    assert_eq!((begun.code(), file.exists()), (Some(2), false));
    std::fs::write(&sheet, "article,quote,outcome\na.txt,Thirteen soldiers,killed\na.txt,nobody,killed\n")
        .unwrap();
    let some = tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap();
    assert_eq!((some.code(), file.exists()), (Some(1), true));
    assert_eq!(import("a.txt,Gao,a code that is not there\n"), Some(2));
    std::fs::write(&sheet, "article,quote,outcome\na.txt,two,wounded\n").unwrap();
    assert_eq!(tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap().code(), Some(0));
    assert_eq!(check(&file), Vec::<String>::new());
}
