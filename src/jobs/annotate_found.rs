//! Marking places that were found, beside the window.

use std::sync::atomic::AtomicBool;

use super::{Post, clock, progress};
use tollbook_state::effect::{Done, JobId};
use tollbook_state::update::annotate_found::Request;

/// Annotates, and tells how far it is; stops soon after `cancel` is set.
pub(super) fn mark(post: &Post, job: JobId, request: Request, cancel: &AtomicBool) {
    let mut stamp = clock::stamp();
    stamp.coder = request.coder;
    let marked = request.draft(&mut stamp, &progress(post, job, cancel));
    post.done(Done::Marked(job, marked));
}
