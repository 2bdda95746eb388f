//! Undo and redo: edits that take others back.

use std::sync::Arc;

use super::{Outcome, apply};
use crate::effect::Effect;
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
    let inverse = anchored.map_err(|conflict| {
        format!("“{}” could not be taken back: {conflict}. Nothing was changed.", edit.label)
    })?;
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
