//! Operations and codes: making, changing and removing them.

use super::{Outcome, edit as change};
use crate::analysis::uses::InUse;
use crate::model::{Claim, Code, CodeId, Colour, Incident, Operation, OperationId, Project, Stamp};
use crate::state::action::{CodeEdit, OperationEdit};
use crate::state::command::Command;
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
    let uses = InUse::of(&open.project).operation(id);
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
    open.query.hidden.remove(&from);
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

pub(super) fn add_code(open: &mut Workspace, name: &str, stamp: &mut Stamp) -> Outcome {
    let name = name.trim().to_owned();
    check_code_name(open, &name, None)?;
    let colour = Colour::nth(open.project.codes.len());
    change(open, "Add code", stamp, |draft, _| {
        let id: CodeId = draft.stamp.mint();
        let (key, description) = (String::new(), String::new());
        draft.set(id, Code { name, parent: None, colour, key, description, marks: None });
        Ok(())
    })
}

fn check_code_name(open: &Workspace, name: &str, own: Option<CodeId>) -> Result<(), String> {
    if name.trim().is_empty() {
        return Err("A code needs a name.".to_owned());
    }
    let wanted = name.trim().to_lowercase();
    let taken =
        open.project.codes.iter().any(|(id, code)| Some(id) != own && code.name.to_lowercase() == wanted);
    if taken { Err(format!("There is a code “{}” already.", name.trim())) } else { Ok(()) }
}

pub(super) fn edit_code(open: &mut Workspace, id: CodeId, edit: CodeEdit, stamp: &mut Stamp) -> Outcome {
    match &edit {
        CodeEdit::Name(name) => check_code_name(open, name, Some(id))?,
        CodeEdit::Key(key) if !key.is_empty() => check_key(open, key, id)?,
        _ => {}
    }
    let label = match &edit {
        CodeEdit::Name(_) => "Rename code",
        CodeEdit::Colour(_) => "Recolour code",
        _ => "Change code",
    };
    change(open, label, stamp, |draft, _| {
        draft.update::<Code>(id, |code| match edit {
            CodeEdit::Name(name) => code.name = name.trim().to_owned(),
            CodeEdit::Key(key) => code.key = key,
            CodeEdit::Colour(colour) => code.colour = colour,
            CodeEdit::Description(description) => code.description = description,
            CodeEdit::Parent(parent) => code.parent = parent,
        });
        Ok(())
    })
}

/// A key marks with one code and gives no command.
fn check_key(open: &Workspace, key: &str, own: CodeId) -> Result<(), String> {
    if key.chars().count() != 1 {
        return Err("A key is one letter or digit.".to_owned());
    }
    let key = key.to_uppercase();
    let code = open.project.codes.iter().find(|(id, code)| *id != own && code.key.to_uppercase() == key);
    if let Some((_, code)) = code {
        return Err(format!("{key} already marks “{}”; choose another key.", code.name));
    }
    let own_mark = open.project.codes.get(own).and_then(|code| code.marks).map(Command::of_mark);
    let command = Command::ALL.iter().find(|command| {
        command.keys().split_whitespace().any(|known| known == key) && own_mark != Some(**command)
    });
    match command {
        Some(command) => Err(format!("{key} is the key of “{}”; choose another key.", command.name())),
        None => Ok(()),
    }
}

pub(super) fn remove_code(open: &mut Workspace, id: CodeId, stamp: &mut Stamp) -> Outcome {
    let Some(code) = open.project.codes.get(id) else { return Ok(Vec::new()) };
    if code.marks.is_some() {
        return Err(format!("“{}” makes claims and stays; it can be renamed.", code.name));
    }
    let used = open.project.annotations.iter().filter(|(_, annotation)| annotation.code == id).count();
    if used > 0 {
        return Err(format!("{used} annotations have the code “{}”; give them another first.", code.name));
    }
    change(open, "Remove code", stamp, |draft, open| {
        for (child, row) in open.project.codes.iter() {
            if row.parent == Some(id) {
                draft.update::<Code>(child, |code| code.parent = None);
            }
        }
        draft.remove::<Code>(id);
        Ok(())
    })
}
