//! Comparing incidents and articles beside the window.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::Post;
use crate::analysis::look_alikes::LookAlikes;
use crate::analysis::{Answers, near_text};
use crate::state::effect::{CompareRequest, Done, Found, JobId};
use crate::state::library::Text;

/// Compares, and tells how far it is; stops soon after `cancel` is set.
pub(super) fn compare(post: &Post, job: JobId, request: &CompareRequest, cancel: &AtomicBool) {
    let told = AtomicU64::new(0);
    let go_on = |done: u64, total: u64| {
        // Whoever looks sees no more than so many steps.
        let step = done * 100 / total.max(1);
        if told.swap(step, Ordering::Relaxed) != step {
            post.done(Done::Progress(job, done, Some(total)));
        }
        !cancel.load(Ordering::Relaxed)
    };
    let found = find(request, &go_on).map(Box::new);
    post.done(Done::Compared(job, found));
}

/// What is found in the facts and texts of `request`; `None` once `go_on` says no.
pub fn find(request: &CompareRequest, go_on: &(dyn Fn(u64, u64) -> bool + Sync)) -> Option<Found> {
    let CompareRequest { project, library } = request;
    let text = |id| match library.text(project, id) {
        Text::Here(text) => Some(text),
        Text::Stored(_) | Text::None => None,
    };
    let look_alikes = LookAlikes::of(project, &Answers::of(project), &text, go_on)?;
    let mut articles: Vec<_> = library.files().map(|(id, _)| id).collect();
    articles.extend(project.articles.iter().map(|(id, _)| id));
    articles.sort_unstable();
    articles.dedup();
    let articles: Vec<_> = articles.into_iter().filter_map(|id| Some((id, text(id)?))).collect();
    let copies = near_text::copies(&articles, go_on)?;
    Some(Found { look_alikes, copies })
}
