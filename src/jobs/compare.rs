//! Comparing incidents and articles beside the window.

use std::sync::atomic::AtomicBool;

use super::{Post, progress};
use tollbook_core::analysis::duplicates::Duplicates;
use tollbook_core::analysis::{Answers, near_duplicates};
use tollbook_state::effect::{CompareRequest, Done, Found, JobId};
use tollbook_state::library::Text;

/// Compares, and tells how far it is; stops soon after `cancel` is set.
pub(super) fn compare(post: &Post, job: JobId, request: &CompareRequest, cancel: &AtomicBool) {
    let found = find(request, &progress(post, job, cancel)).map(Box::new);
    post.done(Done::Comparison(job, found));
}

/// What is found in the facts and texts of `request`; `None` once `go_on` says no.
pub fn find(request: &CompareRequest, go_on: &(dyn Fn(u64, u64) -> bool + Sync)) -> Option<Found> {
    let CompareRequest { project, library } = request;
    let text = |id| match library.text(project, id) {
        Text::Loaded(text) => Some(text),
        Text::Stored(_) | Text::None => None,
    };
    let look_alikes = Duplicates::of(project, &Answers::of(project), &text, go_on)?;
    let mut articles: Vec<_> = library.files().map(|(id, _)| id).collect();
    articles.extend(project.articles.iter().map(|(id, _)| id));
    articles.sort_unstable();
    articles.dedup();
    let articles: Vec<_> = articles.into_iter().filter_map(|id| Some((id, text(id)?))).collect();
    let copies = near_duplicates::copies(&articles, go_on)?;
    Some(Found { look_alikes, copies })
}
