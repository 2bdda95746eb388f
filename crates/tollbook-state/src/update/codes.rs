//! The codebook: making, changing, nesting, merging and removing codes.

use super::annotating::take_out;
use super::{Outcome, bulk, edit as change};
use crate::code_edit::CodeEdit;
use crate::keys::{Bound, Chord, Keymap, holders};
use crate::workspace::Workspace;
use tollbook_core::analysis::codebook::{claims_alone, stands_beneath};
use tollbook_core::model::{
    Annotation, AnnotationId, Change, ClaimType, Code, CodeId, ColourSet, Draft, Stamp,
};

pub(super) fn add(open: &mut Workspace, name: &str, stamp: &mut Stamp) -> Outcome {
    let name = name.trim().to_owned();
    fine(name_problem(open, &name, None))?;
    let colour = ColourSet::CODES.unused(open.project.codes.iter().map(|(_, code)| code.colour));
    change(open, "Add code", stamp, |draft, _| {
        let id: CodeId = draft.stamp.mint();
        let (key, description) = (String::new(), String::new());
        draft.set(id, Code { name, parent: None, colour, key, description, claim: None });
        Ok(())
    })
}

/// Why a code cannot have this name, as a sentence; `own` is the code that is to have it.
pub fn name_problem(open: &Workspace, name: &str, own: Option<CodeId>) -> Option<String> {
    let name = name.trim();
    if name.is_empty() {
        return Some("A code needs a name.".to_owned());
    }
    let wanted = name.to_lowercase();
    let taken =
        open.project.codes.iter().any(|(id, code)| Some(id) != own && code.name.to_lowercase() == wanted);
    taken.then(|| format!("There is a code “{name}” already; choose another name."))
}

fn fine(problem: Option<String>) -> Result<(), String> {
    problem.map_or(Ok(()), Err)
}

pub(super) fn edit(
    open: &mut Workspace,
    keys: &Keymap,
    id: CodeId,
    edit: CodeEdit,
    stamp: &mut Stamp,
) -> Outcome {
    let name = name(open, id);
    match &edit {
        CodeEdit::Name(name) => fine(name_problem(open, name, Some(id)))?,
        CodeEdit::Key(key) => fine(key_problem(open, keys, key, id))?,
        CodeEdit::Parent(Some(parent)) if stands_beneath(&open.project, *parent, id) => {
            let parent = self::name(open, *parent);
            return Err(format!("“{name}” cannot go beneath “{parent}”, which stands beneath it."));
        }
        _ => {}
    }
    change(open, edit.label(), stamp, |draft, _| {
        draft.update::<Code>(id, |code| edit.apply(code));
        Ok(())
    })
}

fn name(open: &Workspace, id: CodeId) -> String {
    open.project.codes.get(id).map_or_else(String::new, |code| code.name.clone())
}

/// Why a code cannot have this key, as a sentence: a key annotates with one code and gives no command. A code
/// that claims has the key of its command.
pub fn key_problem(open: &Workspace, keys: &Keymap, key: &str, own: CodeId) -> Option<String> {
    if key.is_empty() {
        return None;
    }
    let chord = key.parse::<Chord>().ok().filter(|_| key.chars().count() == 1);
    let Some(chord) = chord else { return Some("A key is one letter or digit.".to_owned()) };
    let holders = holders(keys, Some(&open.project), &chord);
    let other = holders.into_iter().find(|holder| *holder != Bound::Code(own))?;
    Some(format!("{chord} is the key of {}; choose another.", other.name(Some(&open.project))))
}

/// What removing a code takes with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// The annotations that have the code.
    pub annotations: usize,
    /// Their claims.
    pub claims: usize,
    /// The incidents that would be left without a claim and without anybody who needs them.
    pub incidents: usize,
    /// The links of those annotations: evidence, figures chosen.
    pub links: usize,
    /// The codes beneath it, which move up.
    pub beneath: usize,
}

/// What removing a code would take with it: the removal itself, counted and not applied.
pub fn taken(open: &Workspace, id: CodeId) -> Taken {
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, open.coder, 0);
    let mut draft = Draft::new(&open.project, &mut stamp);
    take_code_out(&mut draft, open, id);
    let mut taken = Taken::default();
    for change in draft.finish("").iter().flat_map(|edit| &edit.changes) {
        match change {
            Change::Annotation(_) => taken.annotations += 1,
            Change::Claim(_) => taken.claims += 1,
            Change::Incident(_) => taken.incidents += 1,
            Change::Link(_) => taken.links += 1,
            Change::Code(row) if row.after.is_some() => taken.beneath += 1,
            _ => {}
        }
    }
    taken
}

fn take_code_out(draft: &mut Draft<'_>, open: &Workspace, id: CodeId) {
    take_out(draft, open, &marked_with(open, id));
    drop_code(draft, open, id);
}

/// Removes a code whose annotations are gone; those beneath it move up.
fn drop_code(draft: &mut Draft<'_>, open: &Workspace, id: CodeId) {
    let above = open.project.codes.get(id).and_then(|code| code.parent);
    for (child, _) in open.project.codes.iter().filter(|(_, code)| code.parent == Some(id)) {
        draft.update::<Code>(child, |code| code.parent = above);
    }
    draft.remove::<Code>(id);
}

fn marked_with(open: &Workspace, id: CodeId) -> Vec<AnnotationId> {
    let annotations = open.project.annotations.iter();
    annotations.filter(|(_, annotation)| annotation.code == id).map(|(id, _)| id).collect()
}

/// Why a code has to stay.
fn check_can_go(open: &Workspace, id: CodeId) -> Result<(), String> {
    match claims_alone(&open.project, id) {
        Some(claim_type) => Err(format!(
            "“{}” is the code for {claim_type} and stays; rename or recolour it instead, or move its annotations.",
            name(open, id)
        )),
        None => Ok(()),
    }
}

pub(super) fn remove(open: &mut Workspace, id: CodeId, stamp: &mut Stamp) -> Outcome {
    check_can_go(open, id)?;
    change(open, &format!("Remove code {}", name(open, id)), stamp, |draft, open| {
        take_code_out(draft, open, id);
        Ok(())
    })
}

/// Why two codes cannot be merged, as a sentence.
pub fn cannot_merge(open: &Workspace, from: CodeId, into: CodeId) -> Option<String> {
    let marks = |id: CodeId| open.project.codes.get(id).and_then(|code| code.claim);
    if from == into {
        return Some("That is the code itself; choose another.".to_owned());
    }
    if marks(from) == marks(into) {
        return None;
    }
    let says = |claim_type: Option<ClaimType>| {
        claim_type.map_or_else(|| "no claim".to_owned(), |claim_type| format!("the claim {claim_type}"))
    };
    Some(format!(
        "“{}” makes {} and “{}” makes {}, so they cannot become one code. Move the annotations instead: then each claim changes \
         with its code.",
        name(open, from),
        says(marks(from)),
        name(open, into),
        says(marks(into)),
    ))
}

pub(super) fn merge(open: &mut Workspace, from: CodeId, into: CodeId, stamp: &mut Stamp) -> Outcome {
    if let Some(why) = cannot_merge(open, from, into) {
        return Err(why);
    }
    let label = format!("Merge code {} into {}", name(open, from), name(open, into));
    change(open, &label, stamp, |draft, open| {
        let at = draft.stamp.at;
        for id in marked_with(open, from) {
            draft.update::<Annotation>(id, |annotation| {
                annotation.code = into;
                annotation.modified = at;
            });
        }
        // The other may itself stand beneath the one that goes.
        drop_code(draft, open, from);
        for (child, code) in open.project.codes.iter() {
            if code.parent == Some(from) && child != into && !stands_beneath(&open.project, into, child) {
                draft.update::<Code>(child, |code| code.parent = Some(into));
            }
        }
        Ok(())
    })
}

/// Gives every annotation of one code another, and the claim that the other makes.
pub(super) fn move_marks(open: &mut Workspace, from: CodeId, to: CodeId, stamp: &mut Stamp) -> bulk::Result {
    let marks = marked_with(open, from);
    let (from_name, to_name) = (name(open, from), name(open, to));
    let label =
        |moved: usize| format!("Move {} from {from_name} to {to_name}", bulk::number(moved, "annotation"));
    bulk::recode(open, &marks, to, &label, stamp)
}
