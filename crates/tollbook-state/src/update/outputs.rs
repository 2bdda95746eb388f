//! Papers: how a figure was counted, and the chart, saved as files of their own or copied.

use std::path::PathBuf;
use std::sync::Arc;

use crate::AppState;
use crate::Workspace;
use crate::effect::{
    AgreementOutput, ChartExport, ChartOutput, Effect, JobId, Output, ProvenanceOutput, SaveTo, ToCopy,
};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::chart::{Caption, Chart, View};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::provenance::Subject;
use tollbook_core::analysis::timeline::Timeline;
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::analysis::without_sensitive::without_sensitive;
use tollbook_core::model::Project;
use tollbook_files::exchange::Options;

/// Saves a paper to a file. A name without an ending gets the one of the format that was chosen.
pub(super) fn save(state: &mut AppState, paper: Output, to: PathBuf) -> Vec<Effect> {
    state.asking = None;
    let must_be_new = to.extension().is_none();
    let path = if must_be_new { to.with_extension(usual_ending(&paper)) } else { to };
    let to = SaveTo { path, must_be_new };
    match paper {
        Output::Provenance(subject) => {
            let Some(report) = provenance(state, subject) else { return Vec::new() };
            let job = state.begin_job("Saving the provenance report", false);
            vec![Effect::WriteProvenance(job, to, Box::new(report))]
        }
        Output::Chart(export) => {
            let Some(chart) = chart(state, &export) else { return Vec::new() };
            let job = state.begin_job("Saving the chart", false);
            vec![Effect::WriteChart(job, to, Box::new(chart))]
        }
        Output::Changes => {
            let compared = state.workspace.as_ref().and_then(|open| open.past_edits.compared.as_ref());
            let Some(Ok(changes)) = compared.and_then(|compared| compared.changes.clone()) else {
                return Vec::new();
            };
            let options = options(state);
            let job = state.begin_job("Saving the changes", false);
            vec![Effect::WriteChanges(job, to, changes, options)]
        }
        Output::Agreement | Output::Disagreements => {
            let Some(open) = &state.workspace else { return Vec::new() };
            let Some(found) = open.agreement.found.clone() else { return Vec::new() };
            let output = AgreementOutput {
                project: open.project.clone(),
                found,
                unit: open.agreement.unit,
                differences: paper == Output::Disagreements,
                options: options(state),
            };
            let job = state.begin_job("Saving the agreement", false);
            vec![Effect::WriteAgreement(job, to, Box::new(output))]
        }
    }
}

fn usual_ending(paper: &Output) -> &'static str {
    match paper {
        Output::Provenance(_) => "md",
        Output::Chart(export) => export.format.extension(),
        Output::Changes | Output::Agreement | Output::Disagreements => "csv",
    }
}

/// Has a provenance report made as Markdown, to be copied.
pub(super) fn copy_provenance(state: &mut AppState, subject: Subject) -> Vec<Effect> {
    let Some(report) = provenance(state, subject) else { return Vec::new() };
    let job = state.begin_job("Copying the provenance report", false);
    vec![Effect::MakeProvenance(job, Box::new(report))]
}

fn provenance(state: &AppState, subject: Subject) -> Option<ProvenanceOutput> {
    let open = state.workspace.as_ref()?;
    let (mut project, query, what_if) = (open.project.clone(), open.query.clone(), open.what_if.clone());
    let mut left_out = None;
    if state.preferences.without_sensitive {
        let (without, what) = without_sensitive(&project);
        (project, left_out) = (without, Some(what));
    }
    Some(ProvenanceOutput { project, query, what_if, subject, left_out })
}

/// Has the pixels of the chart made, to be copied.
pub(super) fn copy_chart(state: &mut AppState, export: &ChartExport) -> Vec<Effect> {
    let Some(chart) = chart(state, export) else { return Vec::new() };
    let job = state.begin_job("Copying the chart", false);
    vec![Effect::MakePicture(job, Box::new(chart))]
}

fn chart(state: &AppState, export: &ChartExport) -> Option<ChartOutput> {
    let open = state.workspace.as_ref()?;
    let PublishedChart { chart, caption, project, timeline, .. } =
        export.publish(open, state.preferences.chart, state.preferences.without_sensitive);
    Some(ChartOutput {
        chart,
        caption,
        style: export.style.clone(),
        project,
        timeline,
        query: open.query.clone(),
        options: options(state),
    })
}

/// How CSV is written.
fn options(state: &AppState) -> Options {
    Options {
        byte_order_mark: state.preferences.byte_order_mark,
        formula_guard: state.preferences.formula_guard,
    }
}

/// A chart that is published, with the words around it.
#[derive(Clone, Debug)]
pub struct PublishedChart {
    /// What is drawn.
    pub chart: Chart,
    /// The words around it, as the export has them.
    pub caption: Caption,
    /// The words that the chart itself would say.
    pub own: Caption,
    /// The facts behind it.
    pub project: Project,
    /// The series.
    pub timeline: Arc<Timeline>,
}

impl ChartExport {
    /// The chart as it is published, on request without what is marked sensitive: then it is counted without it, and
    /// a note says so.
    pub fn publish(&self, open: &Workspace, view: View, leave_out: bool) -> PublishedChart {
        if !leave_out {
            let chart = open.chart(view);
            let own = open.caption(&chart);
            let (caption, timeline) = (self.caption(own.clone()), open.counted.timeline.clone());
            return PublishedChart { chart, caption, own, project: open.project.clone(), timeline };
        }
        let (project, left_out) = without_sensitive(&open.project);
        let answers = Answers::from_project(&project);
        let (query, what_if) = (&open.query, &open.what_if);
        let counted = Counted::count(&project, &answers, query, what_if);
        let without_what_if =
            (!what_if.is_nothing()).then(|| Counted::count(&project, &answers, query, &WhatIf::default()));
        let chart = Chart::build(&project, &answers, query, view, &counted, without_what_if.as_ref());
        let mut own = Caption::build(&project, &answers, open.asked(), &counted, &chart);
        own.notes.push(left_out.sentence());
        let caption = self.caption(own.clone());
        PublishedChart { chart, caption, own, timeline: counted.timeline.clone(), project }
    }

    /// The words around the exported chart; `caption` is what the chart itself says.
    fn caption(&self, mut caption: Caption) -> Caption {
        if !self.title.trim().is_empty() {
            self.title.trim().clone_into(&mut caption.title);
        }
        if let Some(credit) = &self.credit {
            credit.trim().clone_into(&mut caption.credit);
        }
        caption
    }
}

/// A paper was written, or not.
pub(super) fn saved(state: &mut AppState, job: JobId, result: Result<String, String>) -> Vec<Effect> {
    if state.is_running(job) {
        state.end_job(job);
        match result {
            Ok(sentence) => state.tell(sentence),
            Err(why) => state.warn(why),
        }
    }
    Vec::new()
}

/// What is to be copied was made; the window puts it on the clipboard.
pub(super) fn made(state: &mut AppState, job: JobId, result: Result<ToCopy, String>) -> Vec<Effect> {
    if state.is_running(job) {
        state.end_job(job);
        match result {
            Ok(made) => {
                state.tell(match made {
                    ToCopy::Picture { .. } => "The chart was copied as a picture.",
                    ToCopy::Text(_) => "The provenance report was copied as Markdown.",
                });
                state.to_copy = Some(made);
            }
            Err(why) => state.warn(why),
        }
    }
    Vec::new()
}
