//! Finding the rows of the table of annotations: one piece of work at a time, for the newest question.

use crate::AppState;
use crate::action::{TableAction, TableFilter};
use crate::effect::{Effect, JobId};
use crate::table::Request;
use tollbook_core::analysis::table::AnnotationFilter;

/// Changes one thing that the table is asked, or finds its rows.
pub(super) fn act(state: &mut AppState, action: TableAction) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let question = &mut open.table.question;
    match action {
        TableAction::Filter(filter) => {
            let wanted = &mut question.wanted;
            match filter {
                TableFilter::Words(words) => wanted.words = words,
                TableFilter::Code(code) => wanted.code = code,
                TableFilter::Operation(operation) => wanted.operation = operation,
                TableFilter::Side(side) => wanted.side = side,
                TableFilter::Outcome(outcome) => wanted.outcome = outcome,
                TableFilter::Kind(kind) => wanted.kind = kind,
                TableFilter::Status(status) => wanted.status = status,
                TableFilter::Coder(coder) => wanted.coder = coder,
                TableFilter::State(state) => wanted.state = state,
            }
        }
        TableAction::ClearFilters => question.wanted = AnnotationFilter::default(),
        TableAction::SortBy(column) => (question.sort, question.descending) = (column, false),
        TableAction::Sort(column) => {
            question.descending = question.sort == column && !question.descending;
            question.sort = column;
        }
        TableAction::FindRows => return find_rows(state),
    }
    Vec::new()
}

fn find_rows(state: &mut AppState) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    if open.table.is_asked() || !open.table.is_stale(open.versions.contents()) {
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
        revision: open.versions.contents(),
    };
    vec![Effect::Tabulate(job, Box::new(request))]
}
