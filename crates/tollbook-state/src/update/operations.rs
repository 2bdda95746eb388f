//! Operations: making, changing and removing them.

use super::{Outcome, edit as change};
use crate::action::OperationEdit;
use crate::workspace::Workspace;
use tollbook_core::analysis::timeline::Group;
use tollbook_core::analysis::uses::InUse;
use tollbook_core::model::{Claim, ColourSet, Incident, Operation, OperationId, Project, Stamp};

pub(super) fn add(open: &mut Workspace, name: &str, stamp: &mut Stamp) -> Outcome {
    let name = name.trim().to_owned();
    check_name(open, &name, None)?;
    let colour =
        ColourSet::LAYERS.unused(open.project.operations.iter().map(|(_, operation)| operation.colour));
    change(open, "Add operation", stamp, |draft, _| {
        let id: OperationId = draft.stamp.mint();
        let (aliases, area) = (Vec::new(), Vec::new());
        draft.set(id, Operation { name, aliases, begins: None, ends: None, area, follows: None, colour });
        Ok(())
    })
}

/// One name must lead to one operation.
fn check_name(open: &Workspace, name: &str, own: Option<OperationId>) -> Result<(), String> {
    if name.trim().is_empty() {
        return Err("An operation needs a name.".to_owned());
    }
    match open.project.operation_named(name).filter(|id| Some(*id) != own) {
        Some(other) => {
            let other = open.project.operation_name(Some(other));
            Err(format!("“{name}” already names the operation {other}; choose another name."))
        }
        None => Ok(()),
    }
}

pub(super) fn edit(open: &mut Workspace, id: OperationId, edit: OperationEdit, stamp: &mut Stamp) -> Outcome {
    match &edit {
        OperationEdit::Name(name) => check_name(open, name, Some(id))?,
        OperationEdit::Aliases(aliases) => {
            for alias in aliases {
                check_name(open, alias, Some(id))?;
            }
        }
        OperationEdit::Follows(Some(before))
            if leads_to(&open.project, *before, id, OperationId(uuid::Uuid::nil())) =>
        {
            let [own, before] = [id, *before].map(|id| open.project.operation_name(Some(id)));
            return Err(format!("{before} follows {own} itself, in the end; change that first."));
        }
        OperationEdit::Begins(Some(begins)) => {
            let ends = open.project.operations.get(id).and_then(|operation| operation.ends);
            if ends.is_some_and(|ends| ends < *begins) {
                return Err("The operation would begin after its end; change the end first.".to_owned());
            }
        }
        OperationEdit::Ends(Some(ends)) => {
            let begins = open.project.operations.get(id).and_then(|operation| operation.begins);
            if begins.is_some_and(|begins| *ends < begins) {
                return Err(
                    "The operation would end before it begins; change the beginning first.".to_owned()
                );
            }
        }
        _ => {}
    }
    let label = match &edit {
        OperationEdit::Name(_) => "Rename operation",
        OperationEdit::Colour(_) => "Recolour operation",
        _ => "Change operation",
    };
    change(open, label, stamp, |draft, _| {
        draft.update::<Operation>(id, |operation| match edit {
            OperationEdit::Name(name) => operation.name = name.trim().to_owned(),
            OperationEdit::Aliases(aliases) => operation.aliases = aliases,
            OperationEdit::Begins(begins) => operation.begins = begins,
            OperationEdit::Ends(ends) => operation.ends = ends,
            OperationEdit::Area(area) => operation.area = area,
            OperationEdit::Follows(follows) => operation.follows = follows,
            OperationEdit::Colour(colour) => operation.colour = colour,
        });
        Ok(())
    })
}

pub(super) fn remove(open: &mut Workspace, id: OperationId, stamp: &mut Stamp) -> Outcome {
    let name = open.project.operation_name(Some(id)).to_owned();
    let uses = InUse::from_project(&open.project).operation(id);
    if !uses.is_none() {
        return Err(format!(
            "{name} is named by {uses}; move them to another operation, and it can be removed."
        ));
    }
    change(open, "Remove operation", stamp, |draft, _| {
        draft.remove::<Operation>(id);
        Ok(())
    })
}

/// Moves every reference from one operation to another, and removes the first. What followed it
/// follows the other, unless that would lead back to itself.
pub(super) fn merge(
    open: &mut Workspace,
    from: OperationId,
    into: OperationId,
    stamp: &mut Stamp,
) -> Outcome {
    let gone = || "The operation is no longer there.".to_owned();
    let old = open.project.operations.get(from).ok_or_else(gone)?.clone();
    let name = open.project.operations.get(into).ok_or_else(gone)?.name.clone();
    if from == into {
        return Err(format!("{name} is one operation already."));
    }
    let effects = change(open, &format!("Move {} to {name}", old.name), stamp, |draft, open| {
        for (id, claim) in open.project.claims.iter() {
            if claim.operations.contains(&from) {
                draft.update::<Claim>(id, |claim| replace(&mut claim.operations, from, into));
            }
        }
        for (id, incident) in open.project.incidents.iter() {
            if incident.operation == Some(from) {
                draft.update::<Incident>(id, |incident| incident.operation = Some(into));
            }
        }
        for (id, operation) in open.project.operations.iter() {
            if operation.follows == Some(from) {
                let before = if id == into { old.follows } else { Some(into) };
                let before = before.filter(|before| !leads_to(&open.project, *before, id, from));
                draft.update::<Operation>(id, |operation| operation.follows = before);
            }
        }
        draft.remove::<Operation>(from);
        Ok(())
    })?;
    open.query.hidden.remove(&Group::Operation(from));
    Ok(effects)
}

/// Whether the operations before `first` come to `sought`, leaving out `gone`.
fn leads_to(project: &Project, first: OperationId, sought: OperationId, gone: OperationId) -> bool {
    let mut at = Some(first);
    for _ in 0..=project.operations.len() {
        match at {
            Some(id) if id == sought => return true,
            Some(id) if id != gone => at = project.operations.get(id).and_then(|operation| operation.follows),
            _ => return false,
        }
    }
    true
}

/// Puts one row in the place of another, once.
pub(super) fn replace<I: PartialEq + Copy>(ids: &mut Vec<I>, from: I, into: I) {
    if ids.contains(&into) {
        ids.retain(|id| *id != from);
    } else {
        ids.iter_mut().filter(|id| **id == from).for_each(|id| *id = into);
    }
}
