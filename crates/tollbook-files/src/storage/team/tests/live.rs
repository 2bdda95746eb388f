//! Replicas that are open in windows: what one member does is seen by the other without anybody asking.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::postgres_server::{TRUSTING, TestServer};
use super::snapshots::join_as_ben;
use super::*;
use crate::storage::team::snapshot::Packed;
use crate::storage::{Event, Reloaded, Worker};
use tollbook_core::model::{Edit, EditId};

const LONG: Duration = Duration::from_secs(60);

/// A member with an open window: what the window shows is in `member.project`.
pub(super) struct Window {
    pub(super) path: PathBuf,
    project: Project,
    pub(super) stamp: Stamp,
    pub(super) worker: Worker,
    events: Receiver<Event>,
    /// The edits that are not known to be saved, in order.
    unsaved: Vec<Arc<Edit>>,
    pub(super) status: TeamStatus,
    warnings: Vec<String>,
    /// Who of the others has which article open, and what was assigned.
    pub(super) present: Vec<MemberPresence>,
    pub(super) assigned: HashMap<ArticleId, Option<EntryId>>,
    pub(super) refused: Vec<(AssignmentWish, Option<String>)>,
    pub(super) is_last_known: bool,
    _folder: TempDir,
}

impl Window {
    pub(super) fn open(member: Member) -> Self {
        let Member { folder, store, project, stamp } = member;
        let path = store.path().to_owned();
        drop(store);
        Self::open_file(path, folder, project, stamp)
    }

    /// Closes the window and opens another one on the same replica.
    pub(super) fn reopened(self) -> Self {
        self.worker.finish().unwrap();
        Self::open_file(self.path, self._folder, self.project, self.stamp)
    }

    fn open_file(path: PathBuf, folder: TempDir, project: Project, stamp: Stamp) -> Self {
        let (store, opened) = Store::open(&path).unwrap();
        assert_eq!(opened.project, project);
        let (send, events) = channel();
        let worker = Worker::spawn(store, move |event| {
            let _ = send.send(event);
        });
        let (worker, status) = (worker.unwrap(), TeamStatus::default());
        Self {
            path,
            project,
            stamp,
            worker,
            events,
            unsaved: Vec::new(),
            status,
            warnings: Vec::new(),
            present: Vec::new(),
            assigned: HashMap::new(),
            refused: Vec::new(),
            is_last_known: false,
            _folder: folder,
        }
    }

    fn edit(&mut self, change: impl FnOnce(&mut Draft<'_>)) -> EditId {
        let before = self.project.clone();
        let mut draft = Draft::new(&before, &mut self.stamp);
        change(&mut draft);
        let edit = draft.finish("Change").unwrap();
        self.project.apply(&edit).unwrap();
        let (id, edit) = (edit.id, Arc::new(edit));
        self.unsaved.push(Arc::clone(&edit));
        self.worker.submit(edit);
        id
    }

    pub(super) fn add_incident(&mut self, title: &str) -> IncidentId {
        let id = self.stamp.mint();
        self.edit(|draft| draft.set(id, Incident { title: title.to_owned(), ..Incident::blank() }));
        id
    }

    /// How many incidents the window shows.
    pub(super) fn incidents(&self) -> usize {
        self.project.incidents.len()
    }

    fn rename(&mut self, id: IncidentId, title: &str) -> EditId {
        self.edit(|draft| draft.update::<Incident>(id, |incident| incident.title = title.to_owned()))
    }

    /// Follows what is told, as the window does, until something is so.
    #[track_caller]
    pub(super) fn until(&mut self, what: &str, mut is_so: impl FnMut(&Self) -> bool) {
        let until = Instant::now() + LONG;
        while !is_so(self) {
            let left = until.saturating_duration_since(Instant::now());
            let event = self.events.recv_timeout(left);
            let event = event.unwrap_or_else(|_| {
                panic!("it never comes that {what}: {:?} {:?}", self.status, self.warnings)
            });
            self.handle(event);
        }
    }

    /// Handles events until none has come for a moment: what comes then is of something new.
    fn until_nothing_comes(&mut self) {
        while let Ok(event) = self.events.recv_timeout(Duration::from_secs(1)) {
            self.handle(event);
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Team(status) => self.status = status,
            Event::Reloaded(reloaded) => self.take_in(*reloaded),
            Event::Whereabouts(news) => {
                self.is_last_known = news.is_last_known;
                if news.is_whole {
                    self.assigned.clear();
                }
                self.present = news.present.unwrap_or_else(|| self.present.clone());
                self.assigned.extend(news.assigned);
                self.refused.extend(news.refused);
            }
            Event::Saved { edits, .. } => self.unsaved.retain(|edit| !edits.contains(&edit.id)),
            other => panic!("{other:?}"),
        }
    }

    fn take_in(&mut self, reloaded: Reloaded) {
        assert!(reloaded.is_from_team);
        self.unsaved.retain(|edit| !reloaded.ids.contains(&edit.id));
        if let Some(appended) = reloaded.appended.as_ref().filter(|_| self.unsaved.is_empty()) {
            for edit in appended {
                self.project.apply(edit).unwrap();
            }
            assert_eq!(self.project, reloaded.project);
        }
        self.project = reloaded.project;
        self.warnings.extend(reloaded.warnings);
        for edit in &self.unsaved {
            self.project.apply(edit).unwrap();
        }
        self.worker.resume(self.unsaved.iter().map(|edit| Arc::clone(edit).into()).collect());
    }
}

pub(super) fn windows() -> Option<(TeamDatabase, Window, Window)> {
    let database = TeamDatabase::on(Arc::new(TestServer::start(&[TRUSTING])?));
    let ada = database.begin_project();
    database.add_member("ben", "coder");
    let ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    Some((database, Window::open(ada), Window::open(ben)))
}

pub(super) fn is_with_team(window: &Window) -> bool {
    window.status.waiting == 0 && window.status.problem.is_none() && !window.status.address.is_empty()
}

#[test]
fn what_one_member_does_appears_in_the_others_window() {
    let Some((_database, mut ada, mut ben)) = windows() else { return };
    let gao = ada.add_incident("Gao");
    ben.until("Ben sees Gao", |ben| ben.project.incidents.contains(gao));
    ben.rename(gao, "Gao road");
    ada.until("Ada sees the title", |ada| ada.project.incidents.get(gao).unwrap().title == "Gao road");
    for n in 0..30 {
        let (here, there) = (ada.add_incident(&format!("Ada {n}")), ben.add_incident(&format!("Ben {n}")));
        ada.until("Ada sees Ben's", |ada| ada.project.incidents.contains(there));
        ben.until("Ben sees Ada's", |ben| ben.project.incidents.contains(here));
    }
    ada.until("all is sent", is_with_team);
    ben.until("all is sent", is_with_team);
    assert_eq!(ada.project, ben.project);
    for window in [ada, ben] {
        assert!(window.warnings.is_empty(), "{:?}", window.warnings);
        window.worker.finish().unwrap();
        assert_eq!(check(&window.path), Vec::<String>::new());
        assert_eq!(Store::open(&window.path).unwrap().1.project, window.project);
    }
}

#[test]
fn where_the_engine_gives_no_hints_the_others_look_by_themselves() {
    let Some((database, mut ada, mut ben)) = windows() else { return };
    let mut owner = database.server.client("root_owner", &database.name);
    let none = "CREATE OR REPLACE FUNCTION tollbook.hint(payload text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$";
    owner.batch_execute(none).unwrap();
    let gao = ada.add_incident("Gao");
    ben.until("Ben sees Gao", |ben| ben.project.incidents.contains(gao));
}

#[test]
fn a_window_works_without_the_server_and_says_what_waits() {
    let Some((database, mut ada, mut ben)) = windows() else { return };
    let gao = ada.add_incident("Gao");
    ben.until("Ben sees Gao", |ben| ben.project.incidents.contains(gao));
    ada.until_nothing_comes();
    assert!(is_with_team(&ada));
    database.server.kill();
    let own = ben.rename(gao, "Ben's title");
    ben.add_incident("Kidal");
    ben.until("Ben is told", |ben| ben.status.waiting == 2 && ben.status.problem.is_some());
    assert!(ben.status.problem.as_ref().unwrap().contains("saved on this machine"), "{:?}", ben.status);
    // Ben closes the window before Ada's edit comes; what waits is in the file.
    let Window { path, worker, stamp, project, _folder: folder, .. } = ben;
    worker.finish().unwrap();
    ada.rename(gao, "Ada's title");
    ada.until("Ada's edit waits", |ada| ada.status.waiting == 1);
    database.server.run();
    ada.until("Ada's edit is sent", is_with_team);
    let store = Store::open(&path).unwrap().0;
    let mut ben = Window::open(Member { folder, store, project, stamp });
    ben.until("what waited is sent", |ben| is_with_team(ben) && ben.project.incidents.len() == 2);
    ben.until("Ada's title stands", |ben| {
        ben.project.incidents.get(gao).unwrap().title == "Ada's title" && is_with_team(ben)
    });
    let told = ben.warnings.join(" ");
    assert!(told.contains("Ben's title") && told.contains("File > Import"), "{told}");
    ben.worker.finish().unwrap();
    let files = std::fs::read_dir(path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let held_back =
        files.into_iter().find(|file| file.extension().is_some_and(|end| end == "tollbook-edits"));
    let held_back = crate::storage::edit_file::read(&held_back.unwrap()).unwrap();
    assert_eq!(held_back.edits.iter().map(|pending| pending.edit.id).collect::<Vec<_>>(), [own]);
    ada.until("Ada sees Kidal", |ada| ada.project.incidents.len() == 2);
    assert_eq!(check(&path), Vec::<String>::new());
}

#[test]
fn an_edit_that_the_server_refuses_keeps_no_other_waiting() {
    let Some((database, ada, mut ben)) = windows() else { return };
    // Somebody else is the coder in whose name Ben writes.
    let ben_as_coder = ben.stamp.coder;
    database.log("ada").give_coder(ben_as_coder, &database.member("ada")).unwrap();
    ben.add_incident("Gao");
    ben.until("Ben is told", |ben| !ben.warnings.is_empty());
    assert!(ben.warnings.join(" ").contains("in the name of another member"), "{:?}", ben.warnings);
    ben.stamp.coder = EntryId(Uuid::from_u128(78));
    ben.add_incident("Kidal");
    ben.until("the rest is sent", |ben| is_with_team(ben) && ben.project.incidents.len() == 1);
    ada.worker.finish().unwrap();
}

#[test]
fn the_older_history_comes_in_while_the_window_is_open() {
    let Some(server) = TestServer::start(&[TRUSTING]) else { return };
    let database = TeamDatabase::on(Arc::new(server));
    let mut ada = database.begin_project();
    ada.add_incident("Gao");
    let mut log = database.log("ada");
    ada.synchronise(&mut log);
    log.add_snapshot(3, &Packed::pack(&ada.project)).unwrap();
    database.add_member("ben", "coder");
    let (ben, _) = join_as_ben(&database);
    assert!(ben.store.expect_whole_history().is_err());
    let mut ben = Window::open(ben);
    ben.add_incident("Kidal");
    ben.until("the older history is there", |ben| ben.status.older == 0 && is_with_team(ben));
    assert_eq!(ben.project.incidents.len(), 2);
    ben.worker.finish().unwrap();
    assert_eq!(check(&ben.path), Vec::<String>::new());
    let (store, opened) = Store::open(&ben.path).unwrap();
    store.expect_whole_history().unwrap();
    assert_eq!((opened.seq, opened.project), (4, ben.project));
}
