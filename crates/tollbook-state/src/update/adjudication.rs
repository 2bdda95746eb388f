//! Agreement between coders: measuring it, and deciding where they differ.

use std::sync::Arc;

use super::{annotating, edit, in_project};
use crate::AppState;
use crate::action::AgreementAction;
use crate::adjudication::{AgreementRequest, Verdict};
use crate::effect::{Effect, JobId};
use crate::workspace::Workspace;
use tollbook_core::analysis::agreement::Agreement;
use tollbook_core::model::{
    Annotation, AnnotationId, Coverage, CoverageId, Link, LinkId, ReadState, Relation, Stamp,
};

pub(super) fn act(state: &mut AppState, action: AgreementAction, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        AgreementAction::Show(is_open) => in_project(state, |open| {
            open.agreement.is_open = is_open;
            Ok(Vec::new())
        }),
        AgreementAction::Unit(unit) => in_project(state, |open| {
            open.agreement.unit = unit;
            Ok(Vec::new())
        }),
        AgreementAction::Decide(annotations, verdict) => {
            in_project(state, |open| decide(open, annotations, verdict, stamp))
        }
    }
}

/// Measures the agreement while its window is open and the facts have changed.
pub(super) fn begin_if_wanted(state: &mut AppState) -> Vec<Effect> {
    let Some(open) = state.workspace.as_ref().filter(|open| open.agreement.is_open) else {
        return Vec::new();
    };
    let wanted = (open.versions.facts, open.agreement.unit);
    if open.agreement.job.is_some() || open.agreement.answered == Some(wanted) {
        return Vec::new();
    }
    let job = state.next_job();
    let Some(open) = &mut state.workspace else { return Vec::new() };
    open.agreement.job = Some((job, wanted));
    let request = AgreementRequest {
        project: open.project.clone(),
        library: open.library.clone(),
        file: open.file.clone(),
        unit: open.agreement.unit,
    };
    vec![Effect::MeasureAgreement(job, Box::new(request))]
}

/// The agreement was measured.
pub(super) fn measured(state: &mut AppState, job: JobId, found: Vec<Agreement>) {
    let Some(open) = &mut state.workspace else { return };
    if let Some((_, answers)) = open.agreement.job.take_if(|(known, _)| *known == job) {
        open.agreement.answered = Some(answers);
        open.agreement.found = Some(Arc::new(found));
    }
}

/// Decides about the annotations of two coders that differ, of which one may be missing.
fn decide(
    open: &mut Workspace,
    annotations: [Option<AnnotationId>; 2],
    verdict: Verdict,
    stamp: &mut Stamp,
) -> super::Outcome {
    let there: Vec<AnnotationId> = annotations.into_iter().flatten().collect();
    if there.iter().any(|id| !open.project.annotations.contains(*id)) {
        return Err("The annotation is no longer there.".to_owned());
    }
    let name = |open: &Workspace, id: AnnotationId| {
        let coder = open.project.annotations.get(id).map(|annotation| annotation.coder);
        open.project.entry_name(coder).to_owned()
    };
    let label = match verdict {
        Verdict::KeepOnly(id) => format!("Adjudicate: keep {}’s annotation", name(open, id)),
        Verdict::KeepBoth if there.len() == 1 => "Adjudicate: keep the annotation".to_owned(),
        Verdict::KeepBoth => "Adjudicate: keep both annotations".to_owned(),
        Verdict::KeepNeither => "Adjudicate: keep neither annotation".to_owned(),
    };
    edit(open, &label, stamp, |draft, open| {
        let gone: Vec<AnnotationId> = match verdict {
            Verdict::KeepOnly(kept) => there.iter().copied().filter(|id| *id != kept).collect(),
            Verdict::KeepBoth => Vec::new(),
            Verdict::KeepNeither => there.clone(),
        };
        // Whose annotation goes has read the article all the same.
        for annotation in gone.iter().filter_map(|id| open.project.annotations.get(*id)) {
            let (article, coder) = (annotation.article, annotation.coder);
            let id = CoverageId::for_coder(article, coder);
            if draft.get::<Coverage>(id).is_none_or(|known| known.state == ReadState::Unread) {
                draft.set(id, Coverage { article, coder, state: ReadState::Read });
            }
        }
        annotating::take_out(draft, open, &gone);
        let mut kept = there.iter().filter(|id| !gone.contains(id));
        if let Some(first) = kept.next() {
            let second = kept.next().unwrap_or(first);
            if draft.get::<Annotation>(*first).is_some() {
                let id: LinkId = draft.stamp.mint();
                let (from, to, value) = (first.0, second.0, String::new());
                draft.set(id, Link { from, relation: Relation::Adjudicated, to, value });
            }
        }
        Ok(())
    })
}
