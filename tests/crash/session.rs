//! State and storage thread as the window has them, in this process or in a child.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tollbook::jobs::{self, Runner};
use tollbook_core::model::{ClaimType, EditId};
use tollbook_files::storage::restore_in_place;
use tollbook_state::effect::Effect;
use tollbook_state::update::Message;
use tollbook_state::{Action, AnnotationAction, AppState, ArticleAction, Beginning, ProjectAction, update};

use super::Random;

/// Set for the child process: the folder on which it works.
pub const CHILD: &str = "TOLLBOOK_TEST_CRASH_CHILD";

/// State and storage thread as the window has them, without a window.
pub struct Session {
    pub state: AppState,
    pub runner: Runner,
    /// Edits that are to be saved, oldest first.
    unsaved: VecDeque<EditId>,
}

impl Session {
    /// Opens a folder, and begins a project where there is none.
    pub fn open(folder: &Path) -> Self {
        let opened = Self::try_open(folder, None);
        opened.unwrap_or_else(|state| panic!("{:?}", state.notices))
    }

    /// As [`Self::open`]; the state where the folder cannot be opened or its article not be read.
    pub fn try_open(folder: &Path, backups: Option<PathBuf>) -> Result<Self, Box<AppState>> {
        let runner = Runner::new(|| (), None).with_backups(backups);
        let mut session = Self { state: AppState::default(), runner, unsaved: VecDeque::new() };
        session.tell(Action::Project(ProjectAction::Open(folder.to_owned())));
        let begun = Instant::now();
        while session.state.workspace.as_ref().is_none_or(|open| open.library.is_empty()) {
            session.drain();
            if session.state.running.is_empty() && !session.state.notices.is_empty()
                || begun.elapsed() > Duration::from_secs(30)
            {
                return Err(Box::new(session.state));
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        let template = "french-operations".to_owned();
        if session.state.workspace.as_ref().is_some_and(|open| open.asks_how_to_begin) {
            let recorded = vec!["French forces".to_owned()];
            let beginning = Beginning { template, recorded, ..Beginning::default() };
            session.tell(Action::Project(ProjectAction::Begin(beginning)));
        }
        Ok(session)
    }

    pub fn tell(&mut self, message: impl Into<Message>) {
        for effect in update(&mut self.state, message, &mut jobs::stamp()) {
            if let Effect::Save(edit, _) = &effect {
                println!("made {}", edit.id);
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

/// Set for a child that makes some edits and ends by itself: the folder on which it works.
pub const SOME_EDITS: &str = "TOLLBOOK_TEST_EDITS";

/// Where that child keeps backups.
pub const BACKUPS: &str = "TOLLBOOK_TEST_BACKUPS";

/// The child: annotates, writes a memo and undoes, each as soon as the one before is saved or cannot be. Says which edits
/// it made and which are saved, and at the end what could not be saved.
#[test]
fn child_that_makes_some_edits() {
    let Some(folder) = std::env::var_os(SOME_EDITS) else { return };
    let mut session =
        match Session::try_open(Path::new(&folder), std::env::var_os(BACKUPS).map(PathBuf::from)) {
            Ok(session) => session,
            Err(state) => return println!("refused {:?}", state.notices),
        };
    if let Some(why) = session.state.workspace.as_ref().and_then(|open| open.save.read_only.clone()) {
        return println!("refused {why}");
    }
    let id = session.state.workspace.as_ref().unwrap().library.files().next().unwrap().0;
    for action in [
        Action::Article(ArticleAction::Show(id)),
        Action::Annotation(AnnotationAction::Select(Some(0..17))),
        Action::Annotation(AnnotationAction::Add(ClaimType::Killed)),
        Action::Project(ProjectAction::SetMemo("A memo.".to_owned())),
        Action::Project(ProjectAction::Undo),
    ] {
        session.tell(action);
        let begun = Instant::now();
        while session.state.workspace.as_ref().is_some_and(|open| {
            !open.save.is_saved() && open.save.failed.is_none() && begun.elapsed() < Duration::from_secs(20)
        }) {
            session.drain();
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    session.drain();
    let notices = std::mem::take(&mut session.state.notices);
    match session.runner.finish() {
        Ok(()) => println!("all saved {notices:?}"),
        Err(why) => println!("unsaved {why}"),
    }
}

/// Set for a child that restores a backup in the place of the project: the folder of both.
pub const RESTORE: &str = "TOLLBOOK_TEST_RESTORE";

/// The child: says "restored", or why not.
#[test]
fn child_that_restores() {
    let Some(root) = std::env::var_os(RESTORE).map(PathBuf::from) else { return };
    let project = root.join("sahel/sahel.tollbook");
    match restore_in_place(&root.join("backup.tollbook"), &project, jiff::Timestamp::now()) {
        Ok(_) => println!("all restored"),
        Err(error) => println!("refused {error}"),
    }
}
