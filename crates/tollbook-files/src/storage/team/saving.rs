//! The storage thread's side of a team's connection: writes what the team thread found into the replica.

use super::address::Address;
use super::error::TeamError;
use super::live::{ConnectionProblem, Link, News, Task, TeamStatus};
use super::presence::TeamDesk;
use super::synchronise::{APPENDED_AT_ONCE, Synchronised, last_on_server, take_in_edits, take_out_refused};
use crate::storage::error::StorageError;
use crate::storage::store::{Last, Store};
use crate::storage::watch::Reloaded;
use tollbook_core::model::{Edit, Project};

/// A replica that is open, and its connection.
#[derive(Debug)]
pub(in crate::storage) struct TeamSide {
    link: Link,
    /// The project as the replica holds it.
    project: Project,
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
}

impl TeamSide {
    /// Opens the connection of a replica; `None` of a file that is none, or if the system gives no thread.
    pub(in crate::storage) fn start(
        store: &Store,
        desk: TeamDesk,
        tell: impl Fn(News) -> bool + Send + 'static,
    ) -> Result<Option<Self>, StorageError> {
        let Some(membership) = store.membership()? else { return Ok(None) };
        let (_, opened) = Store::open(store.path())?;
        let Ok(link) = Link::start(&membership.address, opened.project.id(), desk, tell) else {
            return Ok(None);
        };
        let is_exposed = Address::parse(&membership.address).is_ok_and(|address| address.is_exposed());
        let mut side = Self {
            link,
            project: opened.project,
            address: membership.address,
            is_exposed,
            waiting: 0,
            handed_over: None,
            not_reached: None,
            not_written: None,
            reported: None,
        };
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
        self.hand_over(store);
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
        let last = last_on_server(store)?;
        self.waiting = usize::try_from(store.seq() - last).unwrap_or_default();
        let was_written = self.not_written.take().is_none();
        // More than that is not sent at once.
        if was_written && self.handed_over == Some((last, APPENDED_AT_ONCE)) {
            return Ok(());
        }
        let waiting = store.waiting_after(last, APPENDED_AT_ONCE)?;
        self.handed_over = Some((last, waiting.len()));
        self.link.hand_over(Task { last, last_id: store.edit_id_at(last)?, waiting });
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
        let before = store.last;
        let last = last_on_server(store)?;
        let mut done = Synchronised::default();
        match news {
            News::Connection(problem) => {
                self.connection(problem);
                return Ok(None);
            }
            News::Whereabouts(_) => return Ok(None),
            News::Appended { before, last } => {
                store.note_appended(before, last)?;
                return Ok(None);
            }
            // Of an earlier state of the replica.
            News::Fetched { after, .. } if after != last => return Ok(None),
            News::Fetched { logged, texts, .. } => {
                take_in_edits(store, &mut self.project, &logged, &texts, &mut done)?;
            }
            News::Refused { edit, why } => {
                take_out_refused(store, &mut self.project, (edit, why), &mut done)?;
            }
        }
        if done.fetched == 0 && done.held_back.is_empty() {
            return Ok(None);
        }
        let nothing_waited = before.seq == last;
        Ok(Some(reloaded(store, &self.project, done, nothing_waited.then_some(before))?))
    }

    /// How far the replica has come, if that has changed.
    pub(in crate::storage) fn news_of_status(&mut self) -> Option<TeamStatus> {
        let status = TeamStatus {
            address: self.address.clone(),
            waiting: self.waiting,
            problem: self.not_written.clone().or_else(|| Some(self.not_reached.as_ref()?.text.clone())),
            is_exposed: self.is_exposed,
            needs_password: self.not_reached.as_ref().and_then(|problem| problem.needs_password),
        };
        if self.reported.as_ref() == Some(&status) {
            return None;
        }
        self.reported.insert(status).clone().into()
    }
}

/// What a replica holds after it took in edits of others, which were added after `before` if nothing else has changed.
fn reloaded(
    store: &Store,
    project: &Project,
    done: Synchronised,
    before: Option<Last>,
) -> Result<Reloaded, StorageError> {
    let mut ids: std::collections::HashSet<_> = store.edit_ids()?.into_iter().collect();
    let mut warnings = done.refused;
    for held_back in done.held_back {
        // They are in a file by now; whoever made them need not put them on top again.
        ids.extend(held_back.edits);
        warnings.extend(held_back.why);
        warnings.push(format!(
            "What was taken out is in {}. File > Import… offers it again.",
            held_back.file.display()
        ));
    }
    Ok(Reloaded {
        project: project.clone(),
        history: store.history()?,
        ids,
        has_foreign: true,
        missing: Vec::new(),
        appended: before.and_then(|before| store.appended(before)),
        warnings,
        is_from_team: true,
    })
}
