//! Operations: making, changing and removing them.

use super::{Outcome, edit as change};
use crate::model::{Colour, Operation, OperationId, Stamp};
use crate::state::action::OperationEdit;
use crate::state::workspace::Workspace;

pub(super) fn add(open: &mut Workspace, name: &str, stamp: &mut Stamp) -> Outcome {
    let name = name.trim().to_owned();
    check_name(open, &name, None)?;
    let colour = Colour::nth(open.project.operations.len());
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
    let claims = open.project.claims.iter().filter(|(_, claim)| claim.operations.contains(&id)).count();
    let incidents =
        open.project.incidents.iter().filter(|(_, incident)| incident.operation == Some(id)).count();
    let name = open.project.operation_name(Some(id));
    if claims + incidents > 0 {
        return Err(format!(
            "{name} is named by {claims} claims and {incidents} incidents; give them another operation first."
        ));
    }
    if let Some((_, later)) = open.project.operations.iter().find(|(_, other)| other.follows == Some(id)) {
        return Err(format!("{} follows {name}; change that first.", later.name));
    }
    change(open, "Remove operation", stamp, |draft, _| {
        draft.remove::<Operation>(id);
        Ok(())
    })
}
