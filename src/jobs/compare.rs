//! Comparing incidents and articles beside the window.

use std::sync::atomic::AtomicBool;

use super::{Post, progress};
use tollbook_core::analysis::duplicates::Duplicates;
use tollbook_core::analysis::{Answers, near_duplicates};
use tollbook_state::effect::{CompareRequest, Compared, Done, JobId};
use tollbook_state::library::Text;

/// Compares, and tells how far it is; stops soon after `cancel` is set.
pub(super) fn compare(post: &Post, job: JobId, request: &CompareRequest, cancel: &AtomicBool) {
    let go_on = progress(post, job, cancel);
    let find = || find(request, &go_on).map(Box::new);
    // Threads of its own, so that a search never waits for it.
    let found = match rayon::ThreadPoolBuilder::new().num_threads(threads()).thread_name(name).build() {
        Ok(pool) => pool.install(find),
        Err(_) => find(),
    };
    post.done(Done::Comparison(job, found));
}

/// One processor is left to what the coder waits for.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, |all| all.get().saturating_sub(1).max(1))
}

fn name(n: usize) -> String {
    format!("compare {n}")
}

/// What is found in the facts and texts of `request`; `None` once `go_on` says no.
pub fn find(request: &CompareRequest, go_on: &(dyn Fn(u64, u64) -> bool + Sync)) -> Option<Compared> {
    let CompareRequest { project, library } = request;
    let text = |id| match library.text(project, id) {
        Text::Loaded(text) => Some(text),
        Text::Stored(_) | Text::None => None,
    };
    let duplicates = Duplicates::find(project, &Answers::from_project(project), &text, go_on)?;
    let mut articles: Vec<_> = library.files().map(|(id, _)| id).collect();
    articles.extend(project.articles.iter().map(|(id, _)| id));
    articles.sort_unstable();
    articles.dedup();
    let articles: Vec<_> = articles.into_iter().filter_map(|id| Some((id, text(id)?))).collect();
    let copies = near_duplicates::copies(&articles, go_on)?;
    Some(Compared { duplicates: duplicates, copies })
}
