//! Filtering the list of articles, beside the window: first by what is known of them, which is quick,
//! then by their texts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::Post;
use tollbook_core::model::ArticleId;
use tollbook_files::storage::Texts;
use tollbook_state::effect::{Done, JobId};
use tollbook_state::filter::FilterRequest;
use tollbook_state::library::Text;

/// So many texts are looked through before what was found is shown.
const AT_ONCE: usize = 4096;

pub(super) fn filter(post: &Post, job: JobId, request: &FilterRequest, cancel: &AtomicBool) {
    look_through(request, cancel, &mut |hits, done| post.done(Done::Filtered(job, hits, done)));
}

/// Hands over the articles that have every word, in batches, and says with the last that it is the last,
/// until `cancel` says otherwise.
pub fn look_through(
    request: &FilterRequest,
    cancel: &AtomicBool,
    hits: &mut dyn FnMut(Vec<ArticleId>, bool),
) {
    let is_cancelled = || cancel.load(Ordering::Relaxed);
    let articles = request.articles();
    let mut known: Vec<(ArticleId, Vec<usize>)> =
        articles.into_par_iter().map(|id| (id, request.missing(id))).collect();
    let is_hit = |missing: &[usize]| missing.is_empty();
    let found = known.iter().filter(|(_, missing)| is_hit(missing)).map(|(id, _)| *id).collect();
    if is_cancelled() {
        return;
    }
    hits(found, false);
    known.retain(|(_, missing)| !is_hit(missing));
    // The texts that only the project file has are read one after the other; there are few.
    let stored = Texts::open(&request.file).ok();
    for some in known.chunks(AT_ONCE) {
        let texts = some.iter().map(|(id, missing)| {
            let text = match request.text(*id) {
                Text::Loaded(text) => Some(text),
                Text::Stored(sha256) => stored.as_ref().and_then(|texts| texts.text(&sha256).ok().flatten()),
                Text::None => None,
            };
            (*id, missing, text)
        });
        let texts: Vec<_> = texts.collect();
        let in_text = |(id, missing, text): (ArticleId, &Vec<usize>, Option<Arc<str>>)| {
            let is_hit = !is_cancelled() && text.is_some_and(|text| request.has(&text, missing));
            is_hit.then_some(id)
        };
        let found: Vec<ArticleId> = texts.into_par_iter().filter_map(in_text).collect();
        if is_cancelled() {
            return;
        }
        if !found.is_empty() {
            hits(found, false);
        }
    }
    hits(Vec::new(), true);
}
