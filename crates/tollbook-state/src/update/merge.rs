//! Merging another copy of the project: what it adds, and what the coder decides where both changed the same.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Outcome, apply, articles_of};
use crate::AppState;
use crate::action::MergeAction;
use crate::effect::{Effect, JobId, MergeRequest, OtherCopy};
use crate::workspace::{MergeQuestion, Workspace};
use tollbook_core::analysis::changes::{DisagreementInWords, RowNames};
use tollbook_core::analysis::wording::counted;
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::Stamp;
use tollbook_core::model::merge::Merge;
use tollbook_core::model::reapply::HeldBack;

/// What the edit is called that takes another copy in.
pub const MERGE: &str = "Merge another copy";

/// Begins to read another copy of the project.
pub(super) fn begin(state: &mut AppState, other: PathBuf) -> Vec<Effect> {
    state.asking = None;
    let Some(open) = &state.workspace else { return Vec::new() };
    let request = MergeRequest { other, file: open.file.clone(), project: open.project.id() };
    let job = state.begin_job("Reading the other copy", false);
    vec![Effect::ReadCopy(job, Box::new(request))]
}

/// Takes in what another copy holds, or asks where both changed the same.
pub(super) fn read(
    state: &mut AppState,
    job: JobId,
    copy: Result<Box<OtherCopy>, String>,
    stamp: &mut Stamp,
) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    state.end_job(job);
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let copy = match copy {
        Ok(copy) => *copy,
        Err(why) => {
            state.warn(why);
            return Vec::new();
        }
    };
    for (sha256, text) in copy.texts {
        open.library.keep_text(sha256, text);
    }
    let edits = copy.edits;
    let merge = {
        let at_hand = open.library.texts_of(edits.iter().flat_map(|edit| articles_of(edit)));
        let texts = |sha256: &str| at_hand.get(sha256);
        let elsewhere = MadeElsewhere::new(edits.iter().map(Arc::as_ref), Some(&copy.project), &texts);
        Merge::new(&open.project, edits.clone(), &mut elsewhere.made_on(&copy.made_on))
    };
    let mut names = RowNames::new(&[&open.project]);
    for edit in &merge.edits {
        edit.changes.iter().for_each(|change| names.learn(&change.into()));
    }
    let words = |held: &HeldBack| {
        let in_words = held.disagreements.iter().filter_map(|found| DisagreementInWords::new(found, &names));
        in_words.collect()
    };
    let conflicts = merge.conflicts.iter().map(words).collect();
    let question = MergeQuestion {
        name: copy.name,
        merge: Arc::new(merge),
        made_on: copy.made_on,
        copy: copy.project,
        taken: BTreeSet::new(),
        coders: copy.coders,
        conflicts,
    };
    if question.merge.conflicts.is_empty() {
        finish(state, &question, stamp)
    } else {
        open.merging = Some(question);
        Vec::new()
    }
}

pub(super) fn act(state: &mut AppState, action: MergeAction, stamp: &mut Stamp) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let Some(question) = &mut open.merging else { return Vec::new() };
    match action {
        MergeAction::Take(edit, true) => {
            question.taken.insert(edit);
        }
        MergeAction::Take(edit, false) => {
            question.taken.remove(&edit);
        }
        MergeAction::TakeAll(taken) => {
            let all = question.merge.conflicts.iter().map(|conflict| conflict.edit.id);
            question.taken = if taken { all.collect() } else { BTreeSet::new() };
        }
        MergeAction::Cancel => open.merging = None,
        MergeAction::Finish => {
            if let Some(question) = open.merging.take() {
                return finish(state, &question, stamp);
            }
        }
    }
    Vec::new()
}

fn finish(state: &mut AppState, question: &MergeQuestion, stamp: &mut Stamp) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    match merge(open, question, stamp) {
        Ok((effects, report)) => {
            state.tell(report);
            effects
        }
        Err(why) => {
            state.warn(why);
            Vec::new()
        }
    }
}

fn merge(
    open: &mut Workspace,
    question: &MergeQuestion,
    stamp: &mut Stamp,
) -> Result<(Vec<Effect>, String), String> {
    super::check_writable(open)?;
    let edits = &question.merge.edits;
    let at_hand = open.library.texts_of(edits.iter().flat_map(|edit| articles_of(edit)));
    let texts = |sha256: &str| at_hand.get(sha256);
    let elsewhere = MadeElsewhere::new(edits.iter().map(Arc::as_ref), Some(&question.copy), &texts);
    let takes = |edit| question.taken.contains(&edit);
    let mut elsewhere = elsewhere.made_on(&question.made_on);
    let merged = question.merge.decide(&open.project, MERGE, &takes, &mut elsewhere, stamp);
    let name = &question.name;
    let effects: Outcome = match merged.edit {
        Some(edit) => apply(open, edit),
        None => Ok(Vec::new()),
    };
    let mut report = match merged.taken {
        0 => format!("{name} holds nothing that is new here."),
        taken => format!("Took in {} of {name}; Undo takes them back.", counted(taken, "edit")),
    };
    let kept = question.merge.conflicts.iter().filter(|conflict| !question.taken.contains(&conflict.edit.id));
    let kept = kept.count();
    if kept > 0 {
        report.push_str(&format!(" In {} this copy's values were kept.", counted(kept, "conflict")));
    }
    for why in &merged.refused {
        report.push(' ');
        report.push_str(why);
    }
    Ok((effects?, report))
}
