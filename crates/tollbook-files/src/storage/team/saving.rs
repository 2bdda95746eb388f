//! The storage thread's side of a team's connection: writes what the team thread found into the replica.

use std::collections::HashSet;
use std::sync::Arc;

use super::address::Address;
use super::error::TeamError;
use super::last_known::Unkept;
use super::live::{ConnectionProblem, Link, News, Task, TeamStatus};
use super::older::OlderEdits;
use super::presence::{TeamDesk, Whereabouts};
use super::replica::Membership;
use super::round_trip::{APPENDED_AT_ONCE, Held, RoundTrip};
use super::synchronise::{Synchronised, base_of, take_in_round_trip};
use crate::storage::error::StorageError;
use crate::storage::store::{Last, Store};
use crate::storage::watch::Reloaded;
use tollbook_core::model::history::Step;
use tollbook_core::model::{Edit, EditId, History, Project};

/// A replica that is open, and its connection.
#[derive(Debug)]
pub(in crate::storage) struct TeamSide {
    link: Link,
    /// The project as the replica holds it.
    project: Project,
    /// What can be undone and redone by then, and the ids of all edits.
    history: Arc<History>,
    ids: Arc<HashSet<EditId>>,
    /// Of these the last.
    noted: i64,
    address: String,
    is_exposed: bool,
    /// How many saved edits are not on the server.
    waiting: usize,
    /// After which edit of the server how many waiting ones were handed over last.
    handed_over: Option<(i64, usize)>,
    /// Why the server is not reached.
    not_reached: Option<ConnectionProblem>,
    /// Why what the team thread found could not be written. It has to be looked for again.
    not_written: Option<String>,
    /// The status that was reported last.
    reported: Option<TeamStatus>,
    /// How many edits of the older history are not here.
    older: usize,
    /// The older history does not add up to the snapshot.
    is_contradicted: bool,
    /// What the server said of the members and is not in the replica yet.
    unkept: Unkept,
}

impl TeamSide {
    /// Opens the connection of a replica; `None` of a file that is none, or if the system gives no thread.
    pub(in crate::storage) fn start(
        store: &mut Store,
        desk: TeamDesk,
        tell: impl Fn(News) -> bool + Send + 'static,
    ) -> Result<Option<Self>, StorageError> {
        let Some(membership) = store.membership()? else { return Ok(None) };
        let known = store.last;
        let project = match store.as_opened.take() {
            Some((last, project)) if last == known => project,
            _ => store.read_again()?.project,
        };
        let link = Link::start(&membership.address, project.id(), store.path(), desk, tell);
        let Ok(link) = link else { return Ok(None) };
        let is_exposed = Address::parse(&membership.address).is_ok_and(|address| address.is_exposed());
        let mut side = Self {
            link,
            project,
            history: Arc::default(),
            ids: Arc::default(),
            noted: 0,
            address: membership.address,
            is_exposed,
            waiting: 0,
            handed_over: None,
            not_reached: None,
            not_written: None,
            reported: None,
            older: 0,
            is_contradicted: false,
            unkept: Unkept::default(),
        };
        side.note_all(store)?;
        side.hand_over(store);
        Ok(Some(side))
    }

    /// Edits were saved in the replica.
    pub(in crate::storage) fn saved<'a>(&mut self, store: &Store, edits: impl Iterator<Item = &'a Edit>) {
        for edit in edits {
            // What the file took, the project takes.
            let _ = self.project.apply(edit);
        }
        self.hand_over(store);
    }

    /// Others have changed the file, which now holds this project.
    pub(in crate::storage) fn reloaded(&mut self, store: &Store, project: &Project) {
        self.project = project.clone();
        self.handed_over = None;
        match self.note_all(store) {
            Ok(()) => self.hand_over(store),
            Err(error) => self.failed(&error.into()),
        }
    }

    /// Notes what the server said of the members.
    pub(in crate::storage) fn note_whereabouts(&mut self, news: &Whereabouts) {
        self.unkept.add(news);
    }

    /// Keeps that in the replica, if it is time, or where the window is about to be closed; whether it wrote.
    pub(in crate::storage) fn keep_whereabouts(&mut self, store: &mut Store, is_over: bool) -> bool {
        let writes = is_over || self.unkept.is_due();
        if writes {
            self.unkept.write(store);
        }
        writes
    }

    /// Hands over again what could not be written before.
    pub(in crate::storage) fn try_again(&mut self, store: &Store) {
        if self.not_written.is_some() {
            self.hand_over(store);
        }
    }

    /// Hands over what is to be done now.
    fn hand_over(&mut self, store: &Store) {
        if let Err(error) = self.try_to_hand_over(store) {
            self.failed(&error);
        }
    }

    fn try_to_hand_over(&mut self, store: &Store) -> Result<(), TeamError> {
        let Some(Membership { last, older, .. }) = store.membership()? else { return Ok(()) };
        self.waiting = usize::try_from(store.seq() - last).unwrap_or_default();
        self.older = older.map_or(0, |older| usize::try_from(older.until - older.here).unwrap_or_default());
        let was_written = self.not_written.take().is_none();
        // More than that is not sent at once.
        if was_written && self.handed_over == Some((last, APPENDED_AT_ONCE)) {
            return Ok(());
        }
        let held = Held {
            last: Last { seq: last, id: store.edit_id_at(last)? },
            base: base_of(store, &self.project, last)?,
            waiting: store.waiting_after(last, APPENDED_AT_ONCE)?,
        };
        self.handed_over = Some((last, held.waiting.len()));
        self.link.hand_over(Task { held, older: older.filter(|_| !self.is_contradicted) });
        Ok(())
    }

    fn failed(&mut self, error: &TeamError) {
        self.not_written = Some(format!("{error}."));
    }

    /// Writes what the team thread found into the replica; says what it holds then, if others have changed it.
    pub(in crate::storage) fn take_in(&mut self, store: &mut Store, news: News) -> Option<Reloaded> {
        match self.write(store, news) {
            Ok(reloaded) => {
                self.handed_over = None;
                self.hand_over(store);
                reloaded
            }
            Err(error) => {
                self.failed(&error);
                None
            }
        }
    }

    /// Notes whether the connection is sound.
    pub(in crate::storage) fn connection(&mut self, problem: Option<ConnectionProblem>) {
        self.not_reached = problem;
    }

    fn write(&mut self, store: &mut Store, news: News) -> Result<Option<Reloaded>, TeamError> {
        match news {
            News::Connection(problem) => {
                self.connection(problem);
                Ok(None)
            }
            News::Whereabouts(_) => Ok(None),
            News::RoundTripped(done) => self.write_round_trip(store, done.0, done.1),
            News::Older(older) => self.write_older(store, &older),
            News::Structures(structures) => {
                store.keep_structures(&structures)?;
                Ok(None)
            }
        }
    }

    fn write_round_trip(
        &mut self,
        store: &mut Store,
        held: Held,
        trip: RoundTrip,
    ) -> Result<Option<Reloaded>, TeamError> {
        let before = store.last;
        let last = store.membership()?.map(|membership| membership.last);
        // Of an earlier state of the replica, or of one that is one no more.
        if last != Some(held.last.seq) {
            return Ok(None);
        }
        let mut done = Synchronised::default();
        take_in_round_trip(store, &mut self.project, &held, trip, &mut done)?;
        self.note_new(store)?;
        if done.fetched == 0 && done.held_back.is_empty() {
            return Ok(None);
        }
        let appended = if before.seq == held.last.seq { store.appended(before) } else { None };
        let mut warnings = done.refused;
        for held_back in done.held_back {
            // They are in a file by now; whoever made them need not put them on top again.
            Arc::make_mut(&mut self.ids).extend(held_back.edits);
            warnings.extend(held_back.why);
            warnings.push(format!(
                "What was taken out is in {}. File > Import… offers it again.",
                held_back.file.display()
            ));
        }
        Ok(Some(Reloaded { appended, warnings, ..self.reloaded_from_team(store)? }))
    }

    fn write_older(&mut self, store: &mut Store, older: &OlderEdits) -> Result<Option<Reloaded>, TeamError> {
        match store.add_older(&self.project, older) {
            Ok(false) => Ok(None),
            Ok(true) => {
                self.note_all(store)?;
                Ok(Some(self.reloaded_from_team(store)?))
            }
            Err(error @ TeamError::Replica { .. }) => {
                self.is_contradicted = true;
                Err(error)
            }
            Err(error) => Err(error),
        }
    }

    /// What the replica holds now.
    fn reloaded_from_team(&mut self, store: &Store) -> Result<Reloaded, StorageError> {
        let waiting = store.steps_between(self.noted, store.seq())?;
        let mut history = Arc::clone(&self.history);
        if !waiting.is_empty() {
            // Edits that wait are not noted: the next trip may change them.
            let history = Arc::make_mut(&mut history);
            Arc::make_mut(&mut self.ids).extend(waiting.iter().map(|step| step.id));
            waiting.into_iter().for_each(|step| history.push(step));
        }
        Ok(Reloaded {
            project: self.project.clone(),
            history,
            ids: Arc::clone(&self.ids),
            has_foreign: true,
            missing: Vec::new(),
            appended: None,
            warnings: Vec::new(),
            is_from_team: true,
        })
    }

    /// Notes the edits of the whole history that are on the server.
    fn note_all(&mut self, store: &Store) -> Result<(), StorageError> {
        self.ids = Arc::new(store.edit_ids()?.into_iter().collect());
        (self.history, self.noted) = (Arc::default(), store.first_whole()? - 1);
        self.note_new(store)
    }

    /// Notes edits that have come to the server since.
    fn note_new(&mut self, store: &Store) -> Result<(), StorageError> {
        let last = store.membership()?.map_or(0, |membership| membership.last);
        let steps = store.steps_between(self.noted, last)?;
        Arc::make_mut(&mut self.ids).extend(steps.iter().map(|step| step.id));
        let history = Arc::make_mut(&mut self.history);
        steps.into_iter().for_each(|step: Step| history.push(step));
        self.noted = last;
        Ok(())
    }

    /// How far the replica has come, if that has changed.
    pub(in crate::storage) fn news_of_status(&mut self) -> Option<TeamStatus> {
        let status = TeamStatus {
            address: self.address.clone(),
            waiting: self.waiting,
            problem: self.not_written.clone().or_else(|| Some(self.not_reached.as_ref()?.text.clone())),
            is_exposed: self.is_exposed,
            older: self.older,
            needs_password: self.not_reached.as_ref().and_then(|problem| problem.needs_password),
        };
        if self.reported.as_ref() == Some(&status) {
            return None;
        }
        self.reported.insert(status).clone().into()
    }
}
