//! Papers: how a figure was counted, and the chart, saved as files of their own or copied.

use std::path::PathBuf;

use crate::AppState;
use crate::Workspace;
use crate::effect::{ChartExport, ChartOutput, Effect, JobId, Output, ProvenanceOutput, ToCopy};
use tollbook_core::analysis::chart::{Caption, Chart};
use tollbook_core::analysis::provenance::Subject;
use tollbook_files::exchange::Options;

/// Saves a paper to a file.
pub(super) fn save(state: &mut AppState, paper: Output, to: PathBuf) -> Vec<Effect> {
    state.asking = None;
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
    let (project, query, what_if) = (open.project.clone(), open.query.clone(), open.what_if.clone());
    Some(ProvenanceOutput { project, query, what_if, subject })
}

/// Has the pixels of the chart made, to be copied.
pub(super) fn copy_chart(state: &mut AppState, export: &ChartExport) -> Vec<Effect> {
    let Some(chart) = chart(state, export) else { return Vec::new() };
    let job = state.begin_job("Copying the chart", false);
    vec![Effect::MakePicture(job, Box::new(chart))]
}

fn chart(state: &AppState, export: &ChartExport) -> Option<ChartOutput> {
    let open = state.workspace.as_ref()?;
    let chart = open.chart(state.preferences.chart);
    let caption = export.caption(open, &chart);
    let options = Options {
        byte_order_mark: state.preferences.byte_order_mark,
        formula_guard: state.preferences.formula_guard,
    };
    let (project, query) = (open.project.clone(), open.query.clone());
    Some(ChartOutput {
        chart,
        caption,
        style: export.style.clone(),
        project,
        timeline: open.counted.timeline.clone(),
        query,
        options,
    })
}

impl ChartExport {
    /// The words around the exported chart.
    pub fn caption(&self, open: &Workspace, chart: &Chart) -> Caption {
        let mut caption = open.caption(chart);
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
