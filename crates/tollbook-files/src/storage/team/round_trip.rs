//! One round trip with the team's log, in memory: what waits is appended, on top of what others have appended meanwhile.
//!
//! Where others were faster, the answer of the log brings their edits; those that wait are put on top of them here, and
//! tried again, without writing the replica between. The replica is written once, from [`RoundTrip::logged`].

use std::collections::HashMap;
use std::sync::Arc;

use super::error::TeamError;
use crate::storage::commit::Pending;
use crate::storage::log::{Appended, EditLog, Last, LoggedEdit, MOST_MISSED, logged, take_in, texts_of_log};
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::reapply::reapply;
use tollbook_core::model::{EditId, Project};

/// Edits fetched at once.
const FETCHED_AT_ONCE: usize = 1000;

/// Edits appended at once; merges count as one.
pub(in crate::storage) const APPENDED_AT_ONCE: usize = 200;

/// What a replica holds, as far as a round trip needs it.
#[derive(Clone, Debug)]
pub(in crate::storage) struct Held {
    /// The last edit that is on the server.
    pub(in crate::storage) last: Last,
    /// The project after it.
    pub(in crate::storage) base: Project,
    /// The first of the edits that wait after it.
    pub(in crate::storage) waiting: Vec<Pending>,
}

/// What came of a round trip.
#[derive(Debug, Default)]
pub(in crate::storage) struct RoundTrip {
    /// The log's edits after the last one that the replica holds, its own that were appended among them; empty where
    /// the replica was not behind.
    pub(in crate::storage) logged: Vec<LoggedEdit>,
    /// Texts that these need.
    pub(in crate::storage) texts: HashMap<String, Arc<str>>,
    /// How many of the waiting edits were appended as they are, with nothing before them, and the number of the last.
    pub(in crate::storage) appended: Option<(usize, i64)>,
    /// A waiting edit that the log will never take, and why.
    pub(in crate::storage) refused: Option<(EditId, String)>,
    /// Whether the log may have more.
    pub(in crate::storage) has_more: bool,
}

/// Appends what waits and brings what is new. `texts` gives texts that are at hand, by hash.
pub(in crate::storage) fn round_trip<L: EditLog<Error = TeamError>>(
    log: &mut L,
    held: &Held,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Result<RoundTrip, TeamError> {
    let mut trip = RoundTrip::default();
    if held.waiting.is_empty() {
        let logged = edits_after_known(log, held.last)?;
        trip.has_more = logged.len() >= FETCHED_AT_ONCE;
        trip.texts = texts_of_log(log, &logged, |sha256| texts(sha256).is_some())?;
        trip.logged = logged;
        return Ok(trip);
    }
    let outcome = append(log, held, texts, &mut trip);
    log.release();
    match outcome {
        // What the log has taken is to be noted; the same error comes again.
        Err(_) if trip.appended.is_some() || !trip.logged.is_empty() => trip.has_more = true,
        Err(error) => return Err(error),
        Ok(()) => {}
    }
    Ok(trip)
}

fn append<L: EditLog<Error = TeamError>>(
    log: &mut L,
    held: &Held,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
    trip: &mut RoundTrip,
) -> Result<(), TeamError> {
    let (mut last, mut base) = (held.last, held.base.clone());
    let mut left = held.waiting.clone();
    let mut at_once = APPENDED_AT_ONCE;
    while !left.is_empty() {
        let batch: Vec<Pending> = left.iter().take(at_once).cloned().collect();
        match log.append(last, &batch) {
            Ok(Appended::Taken(new)) => {
                let edits = batch.iter().flat_map(|pending| logged(&pending.edit));
                let numbered = edits.zip(last.seq + 1..).map(|(edit, seq)| LoggedEdit { seq, ..edit });
                if trip.logged.is_empty() {
                    let before = trip.appended.map_or(0, |(count, _)| count);
                    trip.appended = Some((before + batch.len(), new));
                } else {
                    trip.logged.extend(numbered);
                }
                let end = batch
                    .last()
                    .map(|pending| pending.edit.parts.last().map_or(pending.edit.id, |part| part.id));
                last = Last { seq: new, id: end };
                for pending in &batch {
                    // What waits was applied here before.
                    let _ = base.apply(&pending.edit);
                }
                left.drain(..batch.len());
            }
            Ok(Appended::Stale(missed)) => {
                let Some(end) = missed.last() else { return Err(TeamError::went_back(last.seq)) };
                let end = Last { seq: end.seq, id: Some(EditId(end.id)) };
                if trip.appended.is_some() {
                    // Those that were appended before others came are noted first.
                    trip.has_more = true;
                    return Ok(());
                }
                let is_behind = missed.len() >= MOST_MISSED;
                if is_behind {
                    // That takes longer than others should wait.
                    log.release();
                }
                trip.texts.extend(texts_of_log(log, &missed, |sha256| texts(sha256).is_some())?);
                left = on_top(&mut base, left, &missed, &trip.texts, texts);
                trip.logged.extend(missed);
                last = end;
                if is_behind {
                    trip.has_more = true;
                    return Ok(());
                }
            }
            // Which of them, is to be found out.
            Err(TeamError::Refused { .. }) if batch.len() > 1 => at_once = 1,
            Err(TeamError::Refused { detail, .. }) => {
                let why = format!("the server refuses it: {detail}");
                trip.refused = batch.first().map(|pending| (pending.edit.id, why));
                return Ok(());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Puts waiting edits on top of edits of the log: what is left of them. What does not fit is found again, and kept in a
/// file, when the replica is written.
fn on_top(
    base: &mut Project,
    waiting: Vec<Pending>,
    missed: &[LoggedEdit],
    fetched: &HashMap<String, Arc<str>>,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Vec<Pending> {
    let mut here = base.clone();
    for pending in &waiting {
        let _ = here.apply(&pending.edit);
    }
    take_in(base, missed);
    let text = |sha256: &str| fetched.get(sha256).cloned().or_else(|| texts(sha256));
    let own = waiting.iter().map(|pending| pending.edit.as_ref());
    let mut elsewhere = MadeElsewhere::new(own, Some(&here), &text);
    let mut project = base.clone();
    let (mut left, mut held_back) = (Vec::<Pending>::new(), Vec::<EditId>::new());
    for Pending { edit, texts } in &waiting {
        // An earlier try had got through, and its answer was lost.
        if missed.iter().any(|there| there.id == edit.id.0) {
            continue;
        }
        if edit.undoes.is_some_and(|undone| held_back.contains(&undone)) {
            held_back.push(edit.id);
            continue;
        }
        let outcome = reapply(&mut project, [Arc::clone(edit)], &mut elsewhere);
        held_back.extend(outcome.held_back.iter().map(|held| held.edit.id));
        left.extend(outcome.applied.into_iter().map(|edit| Pending { edit, texts: texts.clone() }));
    }
    left
}

/// The edits of the log after the last one that is known, at most [`FETCHED_AT_ONCE`]. Fails unless the log has that one
/// still.
fn edits_after_known<L: EditLog<Error = TeamError>>(
    log: &mut L,
    known: Last,
) -> Result<Vec<LoggedEdit>, TeamError> {
    if known.seq == 0 {
        return log.edits_after(0, FETCHED_AT_ONCE);
    }
    let mut logged = log.edits_after(known.seq - 1, FETCHED_AT_ONCE + 1)?;
    if logged.first().map(|edit| EditId(edit.id)) != known.id {
        return Err(TeamError::went_back(known.seq));
    }
    logged.remove(0);
    Ok(logged)
}
