//! Reading suggestions from articles, beside the window.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::{Post, progress};
use tollbook_core::model::ArticleId;
use tollbook_files::storage::Texts;
use tollbook_state::effect::{Done, JobId};
use tollbook_state::library::Text;
use tollbook_state::suggestions::{Reading, Request};

/// So many articles are read before the window takes them in: few enough that it does so within one frame.
const AT_ONCE: usize = 64;

/// Reads the articles, and tells how far it is; stops soon after `cancel` is set.
pub(super) fn suggest(post: &Post, job: JobId, request: &Request, cancel: &AtomicBool) {
    let go_on = progress(post, job, cancel);
    let mut take = |read| post.done(Done::Suggested(job, read));
    let mut read = || read(request, &go_on, &mut take);
    // Threads of its own, so that a search never waits for it; one processor is left to the window.
    let all = std::thread::available_parallelism().map_or(1, |all| all.get().saturating_sub(1).max(1));
    match rayon::ThreadPoolBuilder::new().num_threads(all).thread_name(|n| format!("suggest {n}")).build() {
        Ok(pool) => pool.install(&mut read),
        Err(_) => read(),
    }
    post.done(Done::SuggestedAll(job, cancel.load(Ordering::Relaxed)));
}

/// Hands over what is read from the articles, in batches, until `go_on` says no.
pub fn read(
    request: &Request,
    go_on: &(dyn Fn(u64, u64) -> bool + Sync),
    take: &mut (dyn FnMut(Vec<Reading>) + Send),
) {
    // The texts that only the project file has are read one after the other; there are few.
    let stored = Mutex::new(Texts::open(&request.file).ok());
    let read_one = |id: ArticleId| match request.text(id) {
        Text::Loaded(text) => request.read(id, &text),
        Text::Stored(sha256) => {
            let text = stored.lock().ok()?.as_ref()?.text(&sha256).ok().flatten()?;
            request.read(id, &text)
        }
        Text::None => None,
    };
    let total = request.articles.len() as u64;
    for (batch, articles) in (0_u64..).zip(request.articles.chunks(AT_ONCE)) {
        if !go_on(batch * AT_ONCE as u64, total) {
            return;
        }
        let mut read: Vec<Reading> = articles.par_iter().filter_map(|id| read_one(*id)).collect();
        request.store_in_cache(&mut read);
        take(read);
    }
}
