//! Stories of a team: on a log that is a file, which needs no server, and on PostgreSQL where it is installed.

mod bad_input;
mod figures;
mod hostile;
mod live;
mod many_clients;
mod postgres_server;
mod presence;
mod proxy;
mod random;
mod shared_log;
mod snapshots;
mod stories;
mod structures;
mod tables;

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tempfile::TempDir;
use uuid::Uuid;

use postgres_server::TeamDatabase;

use super::*;
use crate::storage::{EditLog, Last, Pending, Store, check};
use tollbook_core::model::{
    Article, ArticleId, Draft, EntryId, Incident, IncidentId, Project, ProjectId, Stamp, start,
};

/// A member at work: a folder with a replica, and what the program holds of it.
struct Member {
    folder: TempDir,
    store: Store,
    project: Project,
    stamp: Stamp,
}

const TEXT: &str = "Near Gao, thirteen soldiers\0 were killed.\n";

/// The hash of [`TEXT`].
fn hash() -> String {
    use sha2::Digest as _;
    crate::hex(&sha2::Sha256::digest(TEXT))
}

impl Member {
    /// A project of some edits in a file that is no replica yet.
    fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let mut stamp = Stamp::new(at, EntryId(Uuid::nil()), 1);
        let id = ProjectId(Uuid::from_u128(9));
        let (project, edit) = tollbook_core::analysis::fixture::begin(id, "Sahel", "Ada", &mut stamp);
        let mut store = Store::new_file(&folder.path().join("Sahel.tollbook"));
        store.commit(&[Arc::new(edit).into()]).unwrap();
        let path = store.path().to_owned();
        drop(store);
        let (store, _) = Store::open(&path).unwrap();
        let mut member = Self { folder, store, project, stamp };
        member.add_article("a.txt");
        member
    }

    /// A member who joins, under a name.
    fn join<L: EditLog>(log: &mut L, address: &Address, name: &str) -> Self
    where
        TeamError: From<L::Error>,
    {
        Self::join_in(&std::env::temp_dir(), log, address, name)
    }

    /// A member who joins, with a replica in a new folder within `parent`.
    fn join_in<L: EditLog>(parent: &std::path::Path, log: &mut L, address: &Address, name: &str) -> Self
    where
        TeamError: From<L::Error>,
    {
        let folder = tempfile::tempdir_in(parent).unwrap();
        let path = folder.path().join("Sahel.tollbook");
        let (store, opened) = join(log, &path, Some(address), &mut |_| true).unwrap();
        assert_eq!(opened.warnings, Vec::<String>::new());
        let coder = start::coder_id(opened.project.id(), name);
        let entropy = u64::from_le_bytes(Uuid::new_v4().as_bytes()[..8].try_into().unwrap());
        let at = Timestamp::from_millisecond(1_700_000_001_000).unwrap();
        Self { folder, store, project: opened.project, stamp: Stamp::new(at, coder, entropy) }
    }

    fn path(&self) -> PathBuf {
        self.store.path().to_owned()
    }

    /// An edit that is applied and saved.
    fn edit(&mut self, label: &str, change: impl FnOnce(&mut Draft<'_>)) -> tollbook_core::model::EditId {
        let before = self.project.clone();
        let mut draft = Draft::new(&before, &mut self.stamp);
        change(&mut draft);
        let edit = draft.finish(label).unwrap();
        self.project.apply(&edit).unwrap();
        let id = edit.id;
        self.store.commit(&[Arc::new(edit).into()]).unwrap();
        id
    }

    fn add_article(&mut self, path: &str) {
        let id = ArticleId::for_path(self.project.id(), path);
        let before = self.project.clone();
        let mut draft = Draft::new(&before, &mut self.stamp);
        draft.set(id, Article::at(path, hash()));
        let edit = draft.finish("Add an article").unwrap();
        self.project.apply(&edit).unwrap();
        let texts = vec![(hash(), TEXT.into())];
        self.store.commit(&[Pending { edit: Arc::new(edit), texts }]).unwrap();
    }

    fn add_incident(&mut self, title: &str) -> IncidentId {
        let id = self.stamp.mint();
        let incident = Incident { title: title.to_owned(), ..Incident::blank() };
        self.edit("Add an incident", |draft| draft.set(id, incident));
        id
    }

    fn rename(&mut self, id: IncidentId, title: &str) -> tollbook_core::model::EditId {
        self.edit("Rename an incident", |draft| {
            draft.update::<Incident>(id, |incident| incident.title = title.to_owned());
        })
    }

    fn title(&self, id: IncidentId) -> &str {
        &self.project.incidents.get(id).unwrap().title
    }

    fn synchronise(&mut self, log: &mut impl EditLog<Error = TeamError>) -> Synchronised {
        self.try_to_synchronise(log).unwrap()
    }

    fn try_to_synchronise(
        &mut self,
        log: &mut impl EditLog<Error = TeamError>,
    ) -> Result<Synchronised, TeamError> {
        let mut done = Synchronised::default();
        synchronise(&mut self.store, &mut self.project, log, &mut done).map(|()| done)
    }

    /// Everything that the project file holds, as one value that is the same in equal files.
    fn digest(&self) -> String {
        let (store, opened) = Store::open(&self.path()).unwrap();
        assert_eq!(opened.project, self.project);
        let edits = store.logged_after(0, usize::MAX).unwrap();
        format!("{edits:?} {:?}", store.refused_edits().unwrap())
    }

    fn assert_sound(&self) {
        assert_eq!(check(&self.path()), Vec::<String>::new());
        assert!(self.folder.path().is_dir());
    }
}

/// A log of which the file is its server, for tests that need none.
struct FileLog(Store);

impl EditLog for FileLog {
    type Error = TeamError;

    fn last(&mut self) -> Result<i64, TeamError> {
        Ok(self.0.last()?)
    }

    fn edits_after(&mut self, seq: i64, most: usize) -> Result<Vec<crate::storage::LoggedEdit>, TeamError> {
        Ok(self.0.edits_after(seq, most)?)
    }

    fn append(&mut self, expected: Last, edits: &[Pending]) -> Result<crate::storage::Appended, TeamError> {
        Ok(self.0.append(expected, edits)?)
    }

    fn texts(&mut self, wanted: &[&str]) -> Result<std::collections::HashMap<String, Arc<str>>, TeamError> {
        Ok(self.0.texts(wanted)?)
    }
}

/// An address for replicas of a log that is a file.
fn nowhere() -> Address {
    Address::parse("postgresql://ada@localhost/sahel").unwrap()
}

/// A log that is a file, with a project in it.
fn file_log() -> (Member, FileLog) {
    let member = Member::begin();
    let (copy, _) = Store::open(&member.path()).unwrap();
    let folder = member.folder.path().join("server");
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("log.tollbook");
    drop(copy);
    std::fs::copy(member.path(), &path).unwrap();
    (member, FileLog(Store::open(&path).unwrap().0))
}
