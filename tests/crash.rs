//! The program killed at random moments: nothing that it reported saved is lost, and nothing is half done.
//!
//! `TOLLBOOK_KILLS=1000 cargo test --test crash` kills as often as that; without it, a few times.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tollbook::jobs::{self, Runner};
use tollbook_core::model::{ClaimType, EditId};
use tollbook_files::storage::{Store, check};
use tollbook_state::effect::Effect;
use tollbook_state::update::Message;
use tollbook_state::{Action, AnnotationAction, AppState, ArticleAction, Beginning, ProjectAction, update};

/// Set for the child process: the folder on which it works.
const CHILD: &str = "TOLLBOOK_TEST_CRASH_CHILD";

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

/// State and storage thread as the window has them, without a window.
struct Session {
    state: AppState,
    runner: Runner,
    /// Edits that are to be saved, oldest first.
    unsaved: VecDeque<EditId>,
}

impl Session {
    fn open(folder: &Path) -> Self {
        let runner = Runner::new(|| (), None);
        let mut session = Self { state: AppState::default(), runner, unsaved: VecDeque::new() };
        session.tell(Action::Project(ProjectAction::Open(folder.to_owned())));
        let begun = Instant::now();
        while session.state.workspace.as_ref().is_none_or(|open| open.library.is_empty()) {
            session.drain();
            assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", session.state.notices);
            std::thread::sleep(Duration::from_millis(1));
        }
        let template = "french-operations".to_owned();
        if session.state.workspace.as_ref().is_some_and(|open| open.asks_how_to_begin) {
            let beginning = Beginning { template, recorded: vec!["French forces".to_owned()] };
            session.tell(Action::Project(ProjectAction::Begin(beginning)));
        }
        session
    }

    fn tell(&mut self, message: impl Into<Message>) {
        for effect in update(&mut self.state, message, &mut jobs::stamp()) {
            if let Effect::Save(edit, _) = &effect {
                self.unsaved.push_back(edit.id);
            }
            self.runner.run(effect);
        }
    }

    /// Takes in what was done, and says of each edit when it is saved.
    fn drain(&mut self) {
        for done in self.runner.drain() {
            self.tell(done);
        }
        let Some(open) = &self.state.workspace else { return };
        while self.unsaved.front().is_some_and(|id| !open.save.waiting.contains(id)) {
            let id = self.unsaved.pop_front().unwrap();
            println!("saved {id}");
        }
        std::io::stdout().flush().unwrap();
    }
}

/// The child: annotates, writes memos, undoes and redoes for ever.
#[test]
fn child_that_edits_until_it_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let mut session = Session::open(Path::new(&folder));
    let mut random = Random(u64::from(std::process::id()));
    loop {
        match random.below(8) {
            0 => session.tell(Action::Project(ProjectAction::Undo)),
            1 => session.tell(Action::Project(ProjectAction::Redo)),
            2 => {
                let memo = format!("Memo {}.", random.below(1 << 20));
                session.tell(Action::Project(ProjectAction::SetMemo(memo)));
            }
            _ => {
                let id = session.state.workspace.as_ref().unwrap().library.files().next().unwrap().0;
                session.tell(Action::Article(ArticleAction::Show(id)));
                let start = usize::try_from(random.below(60)).unwrap();
                session.tell(Action::Annotation(AnnotationAction::Select(Some(start..start + 8))));
                let mark = if random.below(2) == 0 { ClaimType::Killed } else { ClaimType::Wounded };
                session.tell(Action::Annotation(AnnotationAction::Add(mark)));
            }
        }
        // Sometimes many edits share a commit.
        if random.below(3) > 0 {
            std::thread::sleep(Duration::from_micros(random.below(3000)));
        }
        session.drain();
    }
}

fn spawn(folder: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child_that_edits_until_it_is_killed", "--nocapture"])
        .env(CHILD, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Lets the child work for a while, kills it, and gives back what it reported saved.
fn work_and_kill(folder: &Path, random: &mut Random) -> Vec<EditId> {
    let mut child = spawn(folder);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let parsed = |line: String| -> Option<EditId> { line.split("saved ").nth(1)?.trim().parse().ok() };
    let first = lines.find_map(parsed);
    std::thread::sleep(Duration::from_micros(random.below(120_000)));
    child.kill().unwrap();
    child.wait().unwrap();
    first.into_iter().chain(lines.filter_map(parsed)).collect()
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

#[test]
fn a_killed_window_loses_no_edit_that_it_reported_saved() {
    let (folder, file) = folder();
    let mut random = Random(7);
    let mut expected = BTreeSet::new();
    let mut journals = 0;
    for kill in 0..kills() {
        let reported = work_and_kill(folder.path(), &mut random);
        expected.extend(reported);
        let journal = PathBuf::from(format!("{}-journal", file.display()));
        journals += u32::from(journal.exists());
        // What may happen before the project is opened again.
        match random.below(4) {
            0 => {
                let renamed = folder.path().join("renamed.tollbook");
                std::fs::rename(&file, &renamed).unwrap();
                let found = ids(&renamed);
                assert!(expected.is_subset(&found), "kill {kill}, renamed");
                std::fs::rename(&renamed, &file).unwrap();
            }
            1 => {
                let kept = std::fs::read(&file).unwrap();
                let (elsewhere, other) = self::folder();
                drop(Session::open(elsewhere.path()));
                let mut session = Session::open(elsewhere.path());
                session.tell(Action::Project(ProjectAction::SetMemo("Another.".to_owned())));
                session.runner.finish().unwrap();
                let another = std::fs::read(&other).unwrap();
                let journal_kept = std::fs::read(&journal).ok();
                std::fs::write(&file, &another).unwrap();
                assert_eq!(ids(&file), ids(&other), "kill {kill}, replaced");
                assert_eq!(std::fs::read(&file).unwrap(), another);
                std::fs::write(&file, kept).unwrap();
                if let Some(bytes) = journal_kept {
                    std::fs::write(&journal, bytes).unwrap();
                }
            }
            _ => {}
        }
        let found = ids(&file);
        assert!(expected.is_subset(&found), "kill {kill}: {} lost", expected.difference(&found).count());
        expected = found;
    }
    println!("{} kills, {journals} of them during a commit, {} edits, 0 lost", kills(), expected.len());
}

fn tollbook() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tollbook"));
    command.stdout(Stdio::null()).stderr(Stdio::null()).env("TOLLBOOK_CODER", "Ada");
    command
}

#[test]
fn a_killed_import_or_export_is_whole_or_nothing() {
    let (folder, file) = folder();
    let mut random = Random(11);
    drop(work_and_kill(folder.path(), &mut random));
    let rows: String =
        (0..400).map(|n| format!("a.txt,{n}\n")).fold("article,memo\n".to_owned(), |all, row| all + &row);
    assert!(rows.len() > 400);
    let sheet = folder.path().join("marks.csv");
    let words = ["Thirteen", "soldiers", "killed", "near", "Gao", "Monday", "two", "wounded"];
    for kill in 0..kills() {
        let before = ids(&file);
        let rows: String = words.iter().map(|word| format!("a.txt,{word},place,Coder {kill}\n")).collect();
        std::fs::write(&sheet, format!("article,quote,code,coder\n{rows}")).unwrap();
        let mut import = tollbook().arg("import").arg(folder.path()).arg(&sheet).spawn().unwrap();
        let mut export = tollbook()
            .arg("export")
            .arg(folder.path())
            .arg("--to")
            .arg(folder.path().join("out"))
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(random.below(200_000)));
        for child in [&mut import, &mut export] {
            let _ = child.kill();
            child.wait().unwrap();
        }
        let after = ids(&file);
        assert!(after == before || after.len() == before.len() + 1, "kill {kill}");
    }
    // What the killed exports left goes with the next that is not.
    let export = tollbook()
        .arg("export")
        .arg(folder.path())
        .arg("--to")
        .arg(folder.path().join("out"))
        .status()
        .unwrap();
    assert!(export.success());
    let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let left: Vec<_> = left.filter(|name| name.to_string_lossy().starts_with(".tollbook")).collect();
    assert_eq!(left, Vec::<std::ffi::OsString>::new());
}

/// The program with a limit of the shell: files of at most so many blocks, or so many open files. Every write or
/// opening beyond it fails, at another place for each limit.
#[cfg(unix)]
fn limited(limit: &str, arguments: &[&std::ffi::OsStr]) -> (Option<i32>, String) {
    let script = format!("trap '' XFSZ; ulimit {limit}; exec \"$0\" \"$@\"");
    let program = env!("CARGO_BIN_EXE_tollbook");
    let output = Command::new("sh")
        .args(["-c", &script, program])
        .args(arguments)
        .env("TOLLBOOK_CODER", "Ada")
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Limits from those under which nothing works to those under which everything does.
#[cfg(unix)]
fn limits() -> Vec<String> {
    let steps = if kills() > 100 { 1 } else { 24 };
    let blocks = (0..900).step_by(steps).map(|blocks| format!("-f {blocks}"));
    blocks.chain((4..40).step_by(steps.min(3)).map(|files| format!("-n {files}"))).collect()
}

/// Everything in a folder, by name.
#[cfg(unix)]
fn contents(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[cfg(unix)]
#[test]
fn an_import_that_cannot_write_changes_nothing_and_says_so() {
    let (mut failed, mut worked) = (0, 0);
    for (n, limit) in limits().iter().enumerate() {
        let (folder, file) = folder();
        let sheet = folder.path().join("marks.csv");
        std::fs::write(&sheet, "article,quote,outcome\na.txt,Thirteen soldiers,killed\n").unwrap();
        // Into a new project, and into one that is there.
        if n % 2 == 0 {
            assert!(tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap().success());
            std::fs::write(&sheet, "article,quote,outcome\na.txt,two,wounded\n").unwrap();
        }
        let known = file.exists().then(|| ids(&file));
        let before = contents(folder.path());
        let arguments = ["import".as_ref(), folder.path().as_os_str(), sheet.as_os_str()];
        let (code, said) = limited(limit, &arguments);
        match code {
            Some(0) => {
                worked += 1;
                assert_eq!(check(&file), Vec::<String>::new(), "{limit}");
                assert_eq!(ids(&file).len(), if n % 2 == 0 { 3 } else { 2 }, "{limit}");
            }
            _ => {
                failed += 1;
                assert!(!said.contains("panicked"), "{limit}: {said}");
                // A rollback that could not be finished is finished on the next opening.
                assert_eq!(file.exists().then(|| ids(&file)), known, "{limit}: {said}");
                let after = contents(folder.path());
                assert!(after.keys().eq(before.keys()), "{limit}: {:?}", after.keys());
            }
        }
    }
    assert!(failed > 0 && worked > 0, "{failed} failed, {worked} worked");
    println!("import: {failed} faults, {worked} without");
}

#[cfg(unix)]
#[test]
fn an_export_that_cannot_write_leaves_the_one_before() {
    let (folder, _) = folder();
    let sheet = folder.path().join("marks.csv");
    std::fs::write(&sheet, "article,quote,outcome\na.txt,Thirteen soldiers,killed\n").unwrap();
    assert!(tollbook().arg("import").arg(folder.path()).arg(&sheet).status().unwrap().success());
    let to = folder.path().join("out");
    let export = ["export".as_ref(), folder.path().as_os_str(), "--to".as_ref(), to.as_os_str()];
    assert_eq!(limited("-n 200", &export).0, Some(0));
    let before = contents(folder.path());
    let (mut failed, mut worked) = (0, 0);
    for limit in limits() {
        let (code, said) = limited(&limit, &export);
        assert!(!said.contains("panicked"), "{limit}: {said}");
        if code == Some(0) {
            worked += 1
        } else {
            failed += 1
        }
        assert!(contents(folder.path()) == before, "{limit}: {said}");
    }
    assert!(failed > 0 && worked > 0, "{failed} failed, {worked} worked");
    println!("export: {failed} faults, {worked} without");
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
