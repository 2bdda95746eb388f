//! Undo and redo: edits that take others back.

use std::sync::Arc;

use super::{Outcome, apply};
use crate::AppState;
use crate::dependents::{Dependents, DependentsRequest, UndoQuestion};
use crate::effect::{Effect, JobId};
use crate::focus::Area;
use crate::workspace::Workspace;
use tollbook_core::anchoring::anchored_inverse;
use tollbook_core::model::history::Step;
use tollbook_core::model::{AnnotationId, Change, Edit, Stamp};

pub(super) fn undo(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    take_back(open, open.history.undo(open.coder).cloned(), stamp)
}

pub(super) fn redo(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    take_back(open, open.history.redo(open.coder).cloned(), stamp)
}

fn take_back(open: &mut Workspace, step: Option<Step>, stamp: &mut Stamp) -> Outcome {
    let Some(step) = step else { return Ok(Vec::new()) };
    if open.awaited_edit.is_some() {
        return Ok(Vec::new());
    }
    match open.edits.get(&step.id).cloned() {
        // A merge that has come from the file without its parts is fetched with them.
        Some(edit) if !edit.changes.is_empty() => invert(open, &edit, stamp),
        Some(_) | None => {
            open.awaited_edit = Some(step.id);
            Ok(vec![Effect::FetchEdit(step.id)])
        }
    }
}

/// An edit that was asked for has come from the file.
pub(super) fn fetched(open: &mut Workspace, edit: &Arc<Edit>, stamp: &mut Stamp) -> Outcome {
    if open.awaited_edit.take() != Some(edit.id) {
        return Ok(Vec::new());
    }
    // Edits made meanwhile have moved on; only the top of a stack can be taken back.
    let top = [open.history.undo(open.coder), open.history.redo(open.coder)];
    if top.into_iter().flatten().any(|step| step.id == edit.id) {
        invert(open, edit, stamp)
    } else {
        Ok(Vec::new())
    }
}

/// The texts are there for which an undo or redo has waited.
pub(super) fn go_on(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    let awaited = open.awaited_edit.and_then(|id| open.edits.get(&id).cloned());
    awaited.map_or(Ok(Vec::new()), |edit| fetched(open, &edit, stamp))
}

fn invert(open: &mut Workspace, edit: &Edit, stamp: &mut Stamp) -> Outcome {
    super::check_writable(open)?;
    let inverse = edit.inverse(stamp);
    let at_hand = open.library.texts_of(super::articles_of(&inverse));
    let lacking = super::LackingTexts::default();
    let anchored = anchored_inverse(&open.project, inverse, &lacking.noting(&open.library, &at_hand));
    if let Some(effects) = lacking.ask(open) {
        open.edits.insert(edit.id, Arc::new(edit.clone()));
        open.awaited_edit = Some(edit.id);
        return Ok(effects);
    }
    let fitting = anchored.and_then(|inverse| open.project.clone().apply(&inverse).map(|_| inverse));
    let inverse = match fitting {
        Ok(inverse) => inverse,
        Err(conflict) => {
            let why = format!("“{}” could not be taken back: {conflict}. Nothing was changed.", edit.label);
            let edit = Arc::new(edit.clone());
            open.undo_question = Some(UndoQuestion { edit, why, job: None, found: None });
            return Ok(Vec::new());
        }
    };
    let in_form = open.selection.annotation.filter(|_| open.is_in_form());
    let changed: Vec<AnnotationId> = inverse
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Annotation(row) if row.after.is_some() => Some(row.id),
            Change::Claim(row) if row.after.is_some() => Some(row.id),
            _ => None,
        })
        .collect();
    let mut effects = apply(open, inverse)?;
    // Show what came back, where it can be seen; the keyboard stays in a form of which a field changes.
    let in_form = in_form.filter(|id| changed.contains(id));
    if let Some(id) = in_form.or(changed.first().copied()) {
        effects.extend(super::annotating::show(open, id)?);
        open.focus.moved_to(if in_form.is_some() { Area::Form } else { Area::Text });
    }
    Ok(effects)
}

/// Has it found what stands in the way of an undo.
pub(super) fn look_if_wanted(state: &mut AppState) -> Option<Effect> {
    let is_wanted = |open: &&mut Workspace| {
        open.undo_question.as_ref().is_some_and(|asked| asked.job.is_none() && asked.found.is_none())
    };
    state.workspace.as_mut().filter(is_wanted)?;
    let job = state.next_job();
    let open = state.workspace.as_mut()?;
    let question = open.undo_question.as_mut()?;
    question.job = Some(job);
    let (file, project, edit) = (open.file.clone(), open.project.clone(), Arc::clone(&question.edit));
    Some(Effect::FindDependents(job, Box::new(DependentsRequest { file, project, edit })))
}

/// What stands in the way was found. Where that is nothing, the undo is refused for the reason that it had.
pub(super) fn dependents_found(state: &mut AppState, job: JobId, found: Result<Dependents, String>) {
    let Some(open) = &mut state.workspace else { return };
    let Some(question) = open.undo_question.as_mut().filter(|asked| asked.job == Some(job)) else { return };
    question.job = None;
    match found {
        Ok(found) if !found.edits.is_empty() => question.found = Some(found),
        Ok(_) => {
            let why = question.why.clone();
            open.undo_question = None;
            state.refuse(why);
        }
        Err(why) => {
            let why = format!("{} {why}", question.why);
            open.undo_question = None;
            state.refuse(why);
        }
    }
}

/// Takes an edit back together with what depends on it, as one edit.
pub(super) fn together(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    let Some(UndoQuestion { edit, found: Some(found), .. }) = open.undo_question.take() else {
        return Ok(Vec::new());
    };
    let Some(changes) = found.changes else { return Ok(Vec::new()) };
    apply(open, Edit { changes, ..edit.inverse(stamp) })
}
