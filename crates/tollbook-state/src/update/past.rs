//! The history looked at: which edits are listed, a state of the past shown, two moments compared.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use uuid::Uuid;

use super::external_changes::show_anew;
use crate::AppState;
use crate::action::{HistoryAction, HistoryFilterChange};
use crate::effect::{Effect, JobId, PastState};
use crate::past::{About, ComparedMoments, HistoryFilter, MomentsRequest, Past};
use crate::preferences::Dock;
use crate::workspace::Workspace;
use tollbook_core::analysis::changes::{FactChange, ProjectChanges};
use tollbook_core::model::{CoverageId, List};
use tollbook_files::storage::HistoryPart;

pub(super) fn act(state: &mut AppState, action: HistoryAction) -> Vec<Effect> {
    let job = state.next_job();
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let file = open.file.clone();
    match action {
        HistoryAction::Filter(change) => {
            let filter = &mut open.past_edits.filter;
            match change {
                HistoryFilterChange::Words(words) => filter.words = words,
                HistoryFilterChange::Coder(coder) => filter.coder = coder,
                HistoryFilterChange::About(about) => filter.about = about,
                HistoryFilterChange::Within(within) => filter.within = within,
                HistoryFilterChange::Clear => *filter = HistoryFilter::default(),
            }
            list(open, 0);
            Vec::new()
        }
        HistoryAction::Select(seq) => {
            let view = &mut open.past_edits;
            view.selected = Some(seq);
            view.details = None;
            view.detailing = Some(job);
            vec![Effect::ReadEdit(job, file, seq, Box::new(open.present().clone()))]
        }
        HistoryAction::ShowAsItWas(seq) => {
            if !open.save.is_saved() && open.past.is_none() {
                state.warn("Edits are still being saved. Try again once everything is saved.");
                return Vec::new();
            }
            let job = state.begin_job("Reading the past", false);
            vec![Effect::ReadPast(job, file, seq)]
        }
        HistoryAction::BackToPresent => {
            leave(open);
            Vec::new()
        }
        HistoryAction::Compare { from, to } => {
            let query = open.query.clone();
            open.past_edits.compared = Some(ComparedMoments { from, to, changes: None });
            open.past_edits.comparing = Some(job);
            vec![Effect::CompareMoments(job, Box::new(MomentsRequest { file, from, to, query }))]
        }
        HistoryAction::CloseComparison => {
            (open.past_edits.compared, open.past_edits.comparing) = (None, None);
            Vec::new()
        }
    }
}

/// Reads the edits that are not listed yet, while the history is shown.
pub(super) fn begin_if_wanted(state: &mut AppState) -> Vec<Effect> {
    let is_shown = state.preferences.show_dock && state.preferences.dock == Dock::History;
    let wanted = |open: &&Workspace| open.past_edits.is_stale && open.past_edits.reading.is_none();
    if !is_shown || state.workspace.as_ref().filter(wanted).is_none() {
        return Vec::new();
    }
    let job = state.next_job();
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let view = &mut open.past_edits;
    view.is_stale = false;
    if open.unsaved_beginning.is_some() {
        // There is no file yet.
        return Vec::new();
    }
    view.reading = Some(job);
    let after = view.entries.last().map_or(0, |entry| entry.seq);
    vec![Effect::ReadHistory(job, open.file.clone(), after)]
}

/// Edits of the history have come.
pub(super) fn read(state: &mut AppState, job: JobId, found: Result<HistoryPart, String>) {
    let Some(open) = &mut state.workspace else { return };
    let view = &mut open.past_edits;
    if view.reading != Some(job) {
        return;
    }
    view.reading = None;
    match found {
        Ok(found) => {
            view.failed = None;
            view.coders.extend(found.coders);
            let known = view.entries.len();
            for entry in found.entries {
                view.places.insert(entry.id, view.entries.len());
                view.entries.push(entry);
            }
            list(open, known);
        }
        Err(why) => view.failed = Some(why),
    }
}

/// The history in the file is another than the one that is listed.
pub(super) fn forget(open: &mut Workspace) {
    let filter = std::mem::take(&mut open.past_edits.filter);
    open.past_edits = crate::past::HistoryView { filter, ..crate::past::HistoryView::unread() };
}

/// Finds the edits that the filter lets through. The first `known` were listed before, with the same filter.
fn list(open: &mut Workspace, known: usize) {
    let view = &open.past_edits;
    let filter = &view.filter;
    // What is about a thing may be more by now, an incident that was joined for instance.
    let known = if filter.about == About::Everything { known } else { 0 };
    let (words, rows) = (filter.words.trim(), rows_about(open, filter.about));
    // Most edits are called as many others are.
    let mut labels: HashMap<&str, bool> = HashMap::new();
    let mut is_called_so = |label| *labels.entry(label).or_insert_with(|| contains(label, words));
    let mut shown = Vec::new();
    for (n, entry) in view.entries.iter().enumerate().skip(known) {
        if filter.coder.is_none_or(|coder| entry.coder == coder)
            && filter.within.is_none_or(|(first, end)| first <= entry.at && entry.at < end)
            && (words.is_empty() || is_called_so(entry.label.as_str()))
            && rows.as_ref().is_none_or(|rows| entry.rows.iter().any(|row| rows.contains(row)))
        {
            shown.push(n);
        }
    }
    shown.reverse();
    if known > 0 {
        shown.extend_from_slice(&view.shown);
    }
    open.past_edits.shown = shown;
}

/// The rows by which an edit is known to be about something; `None` for everything.
fn rows_about(open: &Workspace, about: About) -> Option<HashSet<Uuid>> {
    let project = &open.project;
    match about {
        About::Everything => None,
        About::Annotation(id) => Some(HashSet::from([id.0])),
        About::Incident(id) => {
            // With those that are joined to it, their claims and their estimates.
            let mut rows = HashSet::from([id.0]);
            let claims = open.answers.incident(id).map(|view| view.claims.as_slice()).unwrap_or_default();
            for claim in claims {
                rows.insert(claim.0);
                rows.extend(project.claims.get(*claim).and_then(|claim| claim.incident).map(|id| id.0));
            }
            let estimates = project.estimates.iter().filter(|(_, own)| rows.contains(&own.incident.0));
            let estimates: Vec<Uuid> = estimates.map(|(id, _)| id.0).collect();
            rows.extend(estimates);
            Some(rows)
        }
        About::Article(id) => {
            let coders = project.list(List::Coder).map(|(coder, _)| CoverageId::for_coder(id, coder).0);
            let annotations = open.answers.index.annotations(id).map(|id| id.0);
            Some(std::iter::once(id.0).chain(coders).chain(annotations).collect())
        }
    }
}

/// Whether words stand in a text, in any case of letters.
fn contains(text: &str, words: &str) -> bool {
    let lower = |text: &str| text.to_lowercase();
    if text.is_ascii() && words.is_ascii() {
        let (text, words) = (text.as_bytes(), words.as_bytes());
        return text.windows(words.len()).any(|part| part.eq_ignore_ascii_case(words));
    }
    lower(text).contains(&lower(words))
}

/// What an edit changed has come.
pub(super) fn detailed(state: &mut AppState, job: JobId, seq: i64, facts: Result<Vec<FactChange>, String>) {
    let Some(open) = &mut state.workspace else { return };
    if open.past_edits.detailing == Some(job) {
        open.past_edits.detailing = None;
        open.past_edits.details = Some((seq, facts));
    }
}

/// Two moments were compared.
pub(super) fn compared(state: &mut AppState, job: JobId, changes: Result<ProjectChanges, String>) {
    let Some(open) = &mut state.workspace else { return };
    if open.past_edits.comparing == Some(job) {
        open.past_edits.comparing = None;
        if let Some(compared) = &mut open.past_edits.compared {
            compared.changes = Some(changes.map(Arc::new));
        }
    }
}

/// A state of the past has come: it is shown in place of the present, and nothing can be changed.
pub(super) fn show(state: &mut AppState, job: JobId, past: Result<Box<PastState>, String>) {
    if !state.is_running(job) {
        return;
    }
    state.end_job(job);
    let Some(open) = &mut state.workspace else { return };
    let past = match past {
        Ok(past) => *past,
        Err(why) => return state.warn(why),
    };
    if !open.save.is_saved() {
        return state.warn("An edit was made meanwhile. Try again once everything is saved.");
    }
    let present = match open.past.take() {
        Some(shown) => shown.present,
        None => open.project.clone(),
    };
    open.project = past.project;
    open.past = Some(Past { seq: past.seq, at: past.at, label: past.label, present });
    show_anew(open);
}

/// Goes back to the present, if the past is shown.
pub(super) fn leave(open: &mut Workspace) {
    if let Some(past) = open.past.take() {
        open.project = past.present;
        show_anew(open);
    }
}
