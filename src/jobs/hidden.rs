//! What hides the figures of an empty chart.

use super::Post;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::chart::Hidden;
use tollbook_state::effect::{Done, JobId};
use tollbook_state::hidden_figures::{FoundHidden, HiddenRequest};

pub(super) fn find(post: &Post, job: JobId, request: HiddenRequest) {
    let HiddenRequest { project, facts, query, what_if } = request;
    let hidden = Hidden::find(&project, &Answers::from_project(&project), &query, &what_if);
    post.done(Done::HiddenFound(job, Box::new(FoundHidden { facts, query, what_if, hidden })));
}
