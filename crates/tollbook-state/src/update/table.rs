//! Finding the rows of the table of annotations: one piece of work at a time, for the newest question.

use crate::AppState;
use crate::effect::{Effect, JobId};
use crate::table::Request;

pub(super) fn tabulate(state: &mut AppState) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    if open.table.is_asked() || !open.table.is_stale(open.revision) {
        return Vec::new();
    }
    state.last_job += 1;
    let job = JobId(state.last_job);
    open.table.asked = Some(job);
    let request = Request {
        project: open.project.clone(),
        incidents: open.answers.views().clone(),
        reader: open.coder,
        question: open.table.question.clone(),
        revision: open.revision,
    };
    vec![Effect::Tabulate(job, Box::new(request))]
}
