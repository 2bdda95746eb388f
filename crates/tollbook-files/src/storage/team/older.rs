//! The older history of a replica that began with a snapshot: it comes in from its first edit on, and is replayed
//! meanwhile. Once all of it is there, the facts of the snapshot must be what it adds up to.
//!
//! Until then the history of the replica begins after the snapshot: undo, the list of edits and states of the past reach
//! back to there, and what needs the whole history says that it is not there yet.

use std::collections::HashMap;
use std::sync::Arc;

use super::error::TeamError;
use super::replica::{Older, insert_taken_in, note_refused};
use crate::storage::commit::insert_history;
use crate::storage::error::{Fault, StorageError};
use crate::storage::log::{EditLog, TakenIn, take_in, texts_of_log};
use crate::storage::store::{Last, Store};
use tollbook_core::model::Project;

/// Edits that come in at once.
pub(super) const AT_ONCE: i64 = 2000;

/// The older history as far as it has been replayed.
#[derive(Debug, Default)]
pub(in crate::storage) struct Replay {
    project: Project,
    seq: i64,
}

/// The next part of the older history.
#[derive(Debug)]
pub(in crate::storage) struct OlderEdits {
    /// The number of the edit before the first.
    pub(in crate::storage) after: i64,
    taken_in: Vec<TakenIn>,
    texts: HashMap<String, Arc<str>>,
    /// Where these are the last: what the older history adds up to.
    ends_with: Option<Project>,
}

impl Replay {
    /// Fetches and replays the next edits that the replica lacks, at most `at_once`. Those that came in before the program
    /// was started are only replayed.
    pub(in crate::storage) fn next<L: EditLog>(
        &mut self,
        log: &mut L,
        older: Older,
        at_once: i64,
    ) -> Result<OlderEdits, TeamError>
    where
        TeamError: From<L::Error>,
    {
        if self.seq > older.here {
            *self = Self::default();
        }
        loop {
            let until = if self.seq < older.here { older.here } else { older.until };
            let most = at_once.min(until - self.seq);
            let logged = log.edits_after(self.seq, usize::try_from(most).unwrap_or_default())?;
            if logged.is_empty() && most > 0 {
                return Err(TeamError::went_back(older.until));
            }
            let after = self.seq;
            let taken_in = take_in(&mut self.project, &logged);
            self.seq += i64::try_from(logged.len()).unwrap_or_default();
            if after < older.here {
                continue;
            }
            let texts = texts_of_log(log, &logged, |_| false)?;
            let ends_with = (self.seq == older.until).then(|| std::mem::take(&mut self.project));
            return Ok(OlderEdits { after, taken_in, texts, ends_with });
        }
    }
}

impl Store {
    /// Adds a part of the older history; whether it is the last, so that the history is whole.
    pub(in crate::storage) fn add_older(
        &mut self,
        present: &Project,
        older: &OlderEdits,
    ) -> Result<bool, TeamError> {
        let began = self.membership()?.and_then(|membership| membership.older);
        let Some(began) = began.filter(|began| began.here == older.after) else { return Ok(false) };
        if let Some(replayed) = &older.ends_with
            && self.project_after(present, began.until)? != *replayed
        {
            let detail = format!(
                "“{}” began with a snapshot that is not what the team's history adds up to; keep a copy of the file under \
                 another name, join the team again in another folder with: tollbook team join --whole-history, and merge \
                 the copy with File > Merge another copy…",
                self.path().display()
            );
            return Err(TeamError::Replica { detail });
        }
        self.write_as_replica(|transaction, known| {
            let mut last = Last { seq: older.after, id: None };
            if older.ends_with.is_some() {
                // The outline of the last one is there already.
                transaction.execute("DELETE FROM edit WHERE seq = ?1", [began.until])?;
            }
            let refused =
                insert_taken_in(transaction, &mut last, &older.taken_in, &older.texts, insert_history)?;
            note_refused(transaction, &refused)?;
            let (here, until) = match older.ends_with {
                Some(_) => (0, 0),
                None => (last.seq, began.until),
            };
            transaction.execute("UPDATE team SET older = ?1, snapshot = ?2", [here, until])?;
            Ok(known)
        })?;
        Ok(older.ends_with.is_some())
    }

    /// Fails while the older history of the replica has not come in.
    ///
    /// # Errors
    /// [`StorageError::HistoryIncomplete`], or if the file cannot be read.
    pub fn expect_whole_history(&self) -> Result<(), StorageError> {
        let Some(connection) = &self.connection else { return Ok(()) };
        let older = super::replica::older(connection).map_err(|fault: Fault| self.unreadable(fault))?;
        match older {
            None => Ok(()),
            Some(older) => Err(StorageError::HistoryIncomplete {
                path: self.path().to_owned(),
                here: older.here,
                until: older.until,
            }),
        }
    }
}

/// Brings in the older history of a replica that began with a snapshot, all of it. `progress` is told how many edits of it
/// are there and how many it has, and stops the work by answering `false`; it can be taken up again at any time.
///
/// # Errors
/// If the log or the file cannot be read or written, or if the history does not add up to the snapshot.
pub fn bring_in_older<L: EditLog>(
    store: &mut Store,
    present: &Project,
    log: &mut L,
    progress: &mut dyn FnMut(i64, i64) -> bool,
) -> Result<(), TeamError>
where
    TeamError: From<L::Error>,
{
    let mut replay = Replay::default();
    while let Some(older) = store.membership()?.and_then(|membership| membership.older) {
        let part = replay.next(log, older, AT_ONCE)?;
        store.add_older(present, &part)?;
        if !progress(replay.seq, older.until) {
            break;
        }
    }
    Ok(())
}
