//! Bringing a replica and the team's log together.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::error::TeamError;
use super::replica::Rebase;
use super::round_trip::{APPENDED_AT_ONCE, Held, RoundTrip, round_trip};
use crate::storage::commit::Pending;
use crate::storage::edit_file;
use crate::storage::log::{EditLog, Last, LoggedEdit, TakenIn, take_in};
use crate::storage::store::Store;
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::reapply::reapply;
use tollbook_core::model::{Edit, EditId, Project};

/// What synchronising came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synchronised {
    /// How many edits of others were taken in.
    pub fetched: usize,
    /// The edits that were appended to the team's log, in order.
    pub appended: Vec<EditId>,
    /// Edits of the log that change nothing because they do not fit, as sentences.
    pub refused: Vec<String>,
    /// The member's own edits that could not be kept, since others had changed the same.
    pub held_back: Vec<HeldBackEdits>,
    /// Whether the facts or the waiting edits have changed.
    pub has_changed: bool,
}

/// Edits that were taken out of the project into a file of edits, from which they can be imported again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBackEdits {
    /// The file.
    pub file: PathBuf,
    /// The edits.
    pub edits: Vec<EditId>,
    /// Why, a sentence for each.
    pub why: Vec<String>,
}

/// Brings a replica and the team's log together: fetches what is new, puts the waiting edits on top of it and appends
/// them until they are taken. `present` is the project as the replica holds it, and is kept so.
///
/// An edit of one's own that does not fit what others have done meanwhile is written to a file of edits beside the
/// project file before it is taken out; so is one that the server refuses.
///
/// # Errors
/// If the file is no replica, or if it or the log cannot be read or written. What was done until then stands, and
/// `done` says what; nothing is lost, and the work can be taken up again at any time.
pub fn synchronise<L: EditLog<Error = TeamError>>(
    store: &mut Store,
    present: &mut Project,
    log: &mut L,
    done: &mut Synchronised,
) -> Result<(), TeamError> {
    loop {
        let last = last_on_server(store)?;
        let held = Held {
            last: Last { seq: last, id: store.edit_id_at(last)? },
            base: base_of(store, present, last)?,
            waiting: store.waiting_after(last, APPENDED_AT_ONCE)?,
        };
        let text = |sha256: &str| store.text(sha256).ok().flatten();
        let trip = round_trip(log, &held, &text)?;
        let has_more = trip.has_more;
        take_in_round_trip(store, present, &held, trip, done)?;
        if !has_more && store.seq() == last_on_server(store)? {
            return Ok(());
        }
    }
}

/// Writes into the replica what came of a round trip.
pub(super) fn take_in_round_trip(
    store: &mut Store,
    present: &mut Project,
    held: &Held,
    trip: RoundTrip,
    done: &mut Synchronised,
) -> Result<(), TeamError> {
    if let Some((count, last)) = trip.appended {
        store.note_appended(held.last.seq, last)?;
        done.appended.extend(held.waiting.iter().take(count).map(|pending| pending.edit.id));
        done.has_changed = true;
    } else if !trip.logged.is_empty() {
        take_in_edits(store, present, &trip.logged, &trip.texts, done)?;
    }
    match trip.refused {
        Some(refused) => take_out_refused(store, present, refused, done),
        None => Ok(()),
    }
}

pub(super) fn last_on_server(store: &Store) -> Result<i64, TeamError> {
    let no_replica = || TeamError::Replica {
        detail: format!(
            "“{}” belongs to no team; begin one with: tollbook team init, or join one with: tollbook team join",
            store.path().display()
        ),
    };
    Ok(store.membership()?.ok_or_else(no_replica)?.last)
}

/// Takes in edits of the log that follow the last one that is on the server, and puts the waiting ones on top of them.
fn take_in_edits(
    store: &mut Store,
    present: &mut Project,
    logged: &[LoggedEdit],
    texts: &HashMap<String, Arc<str>>,
    done: &mut Synchronised,
) -> Result<(), TeamError> {
    let last = last_on_server(store)?;
    let mut waiting = store.waiting_after(last, usize::MAX)?;
    let own: HashSet<EditId> = waiting.iter().map(|pending| pending.edit.id).collect();
    let base = base_of(store, present, last)?;
    let mut project = base.clone();
    let taken_in = take_in(&mut project, logged);
    let ids: HashSet<EditId> = taken_in.iter().map(|taken| taken.edit.id).collect();
    // An earlier try had got through, and its answer was lost.
    waiting.retain(|pending| !ids.contains(&pending.edit.id));
    for (taken, logged) in taken_in.iter().zip(logged) {
        if let Some(why) = &taken.refused {
            done.refused.push(format!("Edit {} (“{}”) changes nothing: {why}.", logged.seq, logged.label));
        }
    }
    let appended: Vec<EditId> = ids.intersection(&own).copied().collect();
    // The parts of an own merge are one's own as well.
    let foreign = |taken: &&TakenIn| {
        !own.contains(&taken.edit.id) && !taken.edit.part_of.is_some_and(|whole| own.contains(&whole))
    };
    let fetched = taken_in.iter().filter(foreign).count();
    let rebased = Rebased { last, base, taken_in, project, waiting };
    rebased.write(store, present, texts, None, done)?;
    done.fetched += fetched;
    done.appended.extend(appended);
    Ok(())
}

/// Takes out a waiting edit that the server refuses, with what rests on it.
fn take_out_refused(
    store: &mut Store,
    present: &mut Project,
    refused: (EditId, String),
    done: &mut Synchronised,
) -> Result<(), TeamError> {
    let last = last_on_server(store)?;
    let waiting = store.waiting_after(last, usize::MAX)?;
    let base = base_of(store, present, last)?;
    let rebased = Rebased { last, project: base.clone(), base, taken_in: Vec::new(), waiting };
    rebased.write(store, present, &HashMap::new(), Some(refused), done)
}

/// The project as it is on the server, as far as the replica knows.
pub(super) fn base_of(store: &Store, present: &Project, last: i64) -> Result<Project, TeamError> {
    if store.seq() == last { Ok(present.clone()) } else { Ok(store.project_after(present, last)?) }
}

/// A replica on the way to its next state.
struct Rebased {
    last: i64,
    /// The project after the last edit that was on the server.
    base: Project,
    taken_in: Vec<TakenIn>,
    /// The project after these.
    project: Project,
    /// What is to be put on top.
    waiting: Vec<Pending>,
}

impl Rebased {
    /// Puts the waiting edits on top, but for one that the server `refuses` for a reason, and writes the replica.
    fn write(
        mut self,
        store: &mut Store,
        present: &mut Project,
        texts: &HashMap<String, Arc<str>>,
        refuses: Option<(EditId, String)>,
        done: &mut Synchronised,
    ) -> Result<(), TeamError> {
        let taking_back = present.changes_to(&self.base);
        let here = present.clone();
        let text = |sha256: &str| texts.get(sha256).cloned().or_else(|| store.text(sha256).ok().flatten());
        let own = self.waiting.iter().map(|pending| pending.edit.as_ref());
        let mut elsewhere = MadeElsewhere::new(own, Some(&here), &text);
        let (mut applied, mut held) = (Vec::<Arc<Edit>>::new(), Vec::<(Pending, String)>::new());
        for pending in self.waiting {
            let edit = Arc::clone(&pending.edit);
            let named = |why: String| format!("“{}” was taken out: {why}.", edit.label);
            let undone = held.iter().any(|(held, _)| Some(held.edit.id) == edit.undoes);
            let why = match &refuses {
                Some((id, why)) if *id == edit.id => Some(why.clone()),
                _ if undone => Some("what it takes back was taken out".to_owned()),
                _ => {
                    let mut outcome = reapply(&mut self.project, [Arc::clone(&edit)], &mut elsewhere);
                    applied.append(&mut outcome.applied);
                    let why = |held: tollbook_core::model::reapply::HeldBack| {
                        held.disagreements.first().map_or_else(|| held.why.to_string(), ToString::to_string)
                    };
                    outcome.held_back.pop().map(why)
                }
            };
            if let Some(why) = why {
                let why = named(why);
                held.push((pending, why));
            }
        }
        let held_back = match held.as_slice() {
            [] => None,
            held => Some(write_held_back(store.path(), &self.project, held)?),
        };
        let rebase =
            Rebase { last: self.last, taking_back, taken_in: &self.taken_in, waiting: &applied, texts };
        if let Err(error) = store.rebase(&rebase) {
            if let Some(held_back) = held_back {
                // Nothing was taken out.
                let _ = std::fs::remove_file(held_back.file);
            }
            return Err(error.into());
        }
        *present = self.project;
        done.has_changed = true;
        done.held_back.extend(held_back);
        Ok(())
    }
}

/// Writes edits that are taken out to a file beside the project file.
fn write_held_back(
    path: &Path,
    project: &Project,
    held: &[(Pending, String)],
) -> Result<HeldBackEdits, TeamError> {
    let at = Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = |n: u32| match n {
        1 => format!("{stem}.unsaved-{at}.{}", edit_file::EXTENSION),
        n => format!("{stem}.unsaved-{at}-{n}.{}", edit_file::EXTENSION),
    };
    let files = (1..u32::MAX).map(|n| path.with_file_name(name(n)));
    let file = files.into_iter().find(|file| !file.exists()).unwrap_or_else(|| path.with_file_name(name(1)));
    let edits: Vec<Pending> = held.iter().map(|(pending, _)| pending.clone()).collect();
    edit_file::write(&file, project.id(), &edits)?;
    let why = held.iter().map(|(_, why)| why.clone()).collect();
    Ok(HeldBackEdits { file, edits: edits.iter().map(|pending| pending.edit.id).collect(), why })
}
