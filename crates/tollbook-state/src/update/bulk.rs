//! One wish for many annotations: one edit, one undo. What cannot be changed is skipped, and said.

use std::collections::HashSet;

use super::annotating::{recode_in, take_out};
use super::incidents::drop_needless;
use super::{claims, edit as change};
use crate::action::ClaimEdit;
use crate::effect::Effect;
use crate::library::Text;
use crate::workspace::Workspace;
use tollbook_core::model::{AnnotationId, Claim, CodeId, Kind, Stamp};

/// What comes of it: effects, and what the user should know; or why nothing was changed.
pub(super) type Result = std::result::Result<(Vec<Effect>, Option<String>), String>;

/// `1 claim`, `12 claims`.
pub(super) fn number(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// How many were skipped for each reason.
#[derive(Debug, Default)]
struct Skipped(Vec<(&'static str, usize)>);

impl Skipped {
    fn add(&mut self, why: &'static str) {
        match self.0.iter_mut().find(|(known, _)| *known == why) {
            Some((_, count)) => *count += 1,
            None => self.0.push((why, 1)),
        }
    }

    /// "3 were left as they were: they make no claim."
    fn sentence(&self) -> Option<String> {
        let parts: Vec<String> = self.0.iter().map(|(why, n)| format!("{n} {why}")).collect();
        (!parts.is_empty()).then(|| format!("Left as they were: {}.", parts.join("; ")))
    }
}

/// Why a claim cannot be changed so.
fn why_not(claim: Option<&Claim>, edit: &ClaimEdit) -> Option<&'static str> {
    let Some(claim) = claim else { return Some("without a claim") };
    match (edit, claim.kind) {
        (ClaimEdit::Outcome(_), Kind::Strength) => Some("of strength, which has no outcome"),
        (ClaimEdit::Outcome(None), Kind::Incident) => Some("of incidents, which need an outcome"),
        _ => None,
    }
}

/// Whether the claim says so already.
fn says(claim: &Claim, edit: &ClaimEdit) -> bool {
    match edit {
        ClaimEdit::Outcome(outcome) => claim.outcome == *outcome,
        ClaimEdit::Kind(kind) => claim.kind == *kind,
        edit => {
            let mut after = claim.clone();
            claims::set(&mut after, edit.clone());
            after == *claim
        }
    }
}

/// Changes a field of many claims.
pub(super) fn edit(
    open: &mut Workspace,
    ids: &[AnnotationId],
    edit: &ClaimEdit,
    stamp: &mut Stamp,
) -> Result {
    let mut skipped = Skipped::default();
    let mut todo = Vec::new();
    for &id in ids {
        let claim = open.project.claims.get(id);
        match (why_not(claim, edit), claim) {
            (Some(why), _) => skipped.add(why),
            (None, Some(claim)) if !says(claim, edit) => todo.push((id, claim.kind, claim.outcome)),
            (None, _) => {}
        }
    }
    if todo.is_empty() {
        return nothing(&skipped);
    }
    let label = format!("Set {} of {}", edit.field(), number(todo.len(), "claim"));
    let effects = change(open, &label, stamp, |draft, open| {
        let mut left = HashSet::new();
        for (id, kind, outcome) in todo {
            match *edit {
                ClaimEdit::Outcome(outcome) => {
                    left.extend(claims::set_kind_in(draft, open, id, kind, outcome)?)
                }
                ClaimEdit::Kind(kind) => left.extend(claims::set_kind_in(draft, open, id, kind, outcome)?),
                ref edit => claims::edit_in(draft, id, edit.clone())?,
            }
        }
        drop_needless(draft, &left);
        Ok(())
    })?;
    Ok((effects, skipped.sentence()))
}

fn nothing(skipped: &Skipped) -> Result {
    Ok((
        Vec::new(),
        Some(
            skipped
                .sentence()
                .unwrap_or_else(|| "Nothing was changed: all of them have this value already.".to_owned()),
        ),
    ))
}

/// Gives many annotations another code, and the claim that the code makes.
pub(super) fn recode(
    open: &mut Workspace,
    ids: &[AnnotationId],
    code: CodeId,
    label: &dyn Fn(usize) -> String,
    stamp: &mut Stamp,
) -> Result {
    let claim_type = open.project.codes.get(code).ok_or("The code is no longer in the codebook.")?.claim;
    let mut skipped = Skipped::default();
    let mut todo = Vec::new();
    for &id in ids {
        let Some(annotation) = open.project.annotations.get(id).filter(|annotation| annotation.code != code)
        else {
            continue;
        };
        let claim = open.project.claims.get(id);
        let drafts = claim_type.is_some() && claim.is_none();
        if drafts && !matches!(open.text(annotation.article), Text::Loaded(_)) {
            skipped.add("whose article's text is not at hand; open the article and try again");
        } else {
            todo.push(id);
        }
    }
    if todo.is_empty() {
        return nothing(&skipped);
    }
    let effects = change(open, &label(todo.len()), stamp, |draft, open| {
        let mut left = HashSet::new();
        for id in todo {
            left.extend(recode_in(draft, open, id, code)?);
        }
        drop_needless(draft, &left);
        Ok(())
    })?;
    Ok((effects, skipped.sentence()))
}

/// Removes many annotations.
pub(super) fn remove(open: &mut Workspace, ids: &[AnnotationId], stamp: &mut Stamp) -> Result {
    let ids: Vec<AnnotationId> =
        ids.iter().copied().filter(|id| open.project.annotations.contains(*id)).collect();
    let label = format!("Remove {}", number(ids.len(), "annotation"));
    let effects = change(open, &label, stamp, |draft, open| {
        take_out(draft, open, &ids);
        Ok(())
    })?;
    Ok((effects, None))
}
