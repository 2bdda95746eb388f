//! Stories of project files: saved, opened again, fought over, damaged.

mod check;
mod damage;
mod durability;
mod faults;
mod fuzz;
mod journals;
mod past;
mod repair;
mod round_trip;
mod sharing;
mod watching;
mod worker;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::slice::from_ref;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use tollbook_core::model::*;

/// A folder with a project file in it, and the project as the program holds it.
pub(crate) struct Desk {
    pub(super) folder: TempDir,
    project: Project,
    stamp: Stamp,
    /// The article on which marks are made.
    article: ArticleId,
}

const TEXT: &str = "À Gao, thirteen soldiers were killed.\n";
const HASH: &str = "2baf68e66f93ee57630ce997b801c0a69e6015241229975f84fa9a07c938a9ed";

impl Desk {
    /// A project begun in memory, with the edit that begins it. Nothing is saved.
    fn begun() -> (Self, Pending) {
        let at = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
        let mut stamp = Stamp::new(at, EntryId(Uuid::nil()), 1);
        let (project, edit) = tollbook_core::analysis::fixture::begin(
            ProjectId(Uuid::from_u128(9)),
            "Sahel",
            "Ada",
            &mut stamp,
        );
        let article = ArticleId::for_path(project.id(), "a.txt");
        let desk = Self { folder: tempfile::tempdir().unwrap(), project, stamp, article };
        (desk, Arc::new(edit).into())
    }

    /// Edits of a project, and its id.
    pub(crate) fn some_edits() -> (Vec<Pending>, ProjectId) {
        let (mut desk, begin) = Self::begun();
        let edits = vec![begin, desk.article(), desk.mark().1, desk.mark().1];
        (edits, desk.project.id())
    }

    /// A project with one article, saved by a store that is still open.
    pub(super) fn saved() -> (Self, Store) {
        let (mut desk, begin) = Self::begun();
        let mut store = Store::new_file(&desk.path());
        let article = desk.article();
        store.commit(&[begin, article]).unwrap();
        (desk, store)
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("Sahel.tollbook")
    }

    /// An edit that is applied to the project and waits to be saved.
    fn edit(&mut self, label: &str, change: impl FnOnce(&mut Draft<'_>)) -> Pending {
        let before = self.project.clone();
        let mut draft = Draft::new(&before, &mut self.stamp);
        change(&mut draft);
        let edit = draft.finish(label).unwrap();
        self.project.apply(&edit).unwrap();
        Arc::new(edit).into()
    }

    fn article(&mut self) -> Pending {
        let id = self.article;
        let article = Article {
            title: "À Gao".to_owned(),
            published: Some(DateRange::day(date(2019, 11, 26))),
            published_basis: Some(PublishedBasis::FrontMatter),
            published_as_written: "26 November 2019".to_owned(),
            source: "AFP".to_owned(),
            memo: "line\nline".to_owned(),
            ..Article::at("a.txt", HASH)
        };
        let mut pending = self.edit("Add an article", |draft| draft.set(id, article));
        pending.texts.push((HASH.to_owned(), TEXT.into()));
        pending
    }

    /// A mark: an annotation, its claim and its incident.
    fn mark(&mut self) -> (AnnotationId, Pending) {
        let (article, code) = (self.article, self.project.code_for(ClaimType::Killed).unwrap());
        let (coder, at) = (self.stamp.coder, self.stamp.at);
        let id: AnnotationId = self.stamp.mint();
        let incident: IncidentId = self.stamp.mint();
        let pending = self.edit("Mark killed", |draft| {
            let (quote, prefix, suffix) = Annotation::quote(TEXT, &(8..16)).unwrap();
            let annotation = Annotation {
                article,
                code,
                start: 8,
                end: 16,
                quote,
                prefix,
                suffix,
                memo: String::new(),
                coder,
                created: at,
                modified: at,
                origin: Origin::Hand,
                anchor: tollbook_core::model::Anchor::InPlace,
                anchor_sha256: String::new(),
                sensitive: false,
            };
            draft.set(id, annotation);
            draft.set(incident, Incident::blank());
            let mut claim = Claim::blank(Kind::Incident, Some(Outcome::Killed));
            claim.count = Figures::exactly(13);
            claim.incident = Some(incident);
            draft.set(id, claim);
        });
        (id, pending)
    }

    /// Opens the file anew and compares it with the project in memory.
    pub(super) fn assert_saved(&self) -> Opened {
        let (_, opened) = Store::open(&self.path()).unwrap();
        assert_eq!(opened.warnings, Vec::<String>::new());
        assert_same(&opened.project, &self.project);
        opened
    }
}

#[track_caller]
fn assert_same(a: &Project, b: &Project) {
    assert_eq!(a.info, b.info);
    assert_eq!(a.articles, b.articles);
    assert_eq!(a.coverage, b.coverage);
    assert_eq!(a.annotations, b.annotations);
    assert_eq!(a.claims, b.claims);
    assert_eq!(a.incidents, b.incidents);
    assert_eq!(a.estimates, b.estimates);
    assert_eq!(a.operations, b.operations);
    assert_eq!(a.codes, b.codes);
    assert_eq!(a.entries, b.entries);
    assert_eq!(a.links, b.links);
}

/// The bytes of every file of a folder.
pub(super) fn listing(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}
