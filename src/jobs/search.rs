//! Looking through every article, beside the window.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::Post;
use tollbook_files::storage::Texts;
use tollbook_state::effect::{Done, JobId};
use tollbook_state::find::{FoundArticle, FoundBatch, Hit, MOST, SearchRequest};
use tollbook_state::library::Text;

/// So many articles are looked through before the first are shown; then twice as many, and so on.
const FIRST: usize = 128;
/// At most so many at a time, so that a search that nobody wants any more soon stops.
const MOST_AT_ONCE: usize = 4096;

pub(super) fn search(post: &Post, job: JobId, request: &SearchRequest, cancel: &AtomicBool) {
    let problem = look_through(request, cancel, &mut |batch| post.done(Done::Found(job, batch)));
    post.done(Done::Searched(job, problem));
}

/// Looks through every article that is asked for and hands over what it finds, in order, soon and in
/// batches, until `cancel` says otherwise. Answers with a sentence if texts could not be read.
pub fn look_through(
    request: &SearchRequest,
    cancel: &AtomicBool,
    found: &mut dyn FnMut(FoundBatch),
) -> Option<String> {
    let articles = request.articles();
    let about = request.about();
    let is_cancelled = || cancel.load(Ordering::Relaxed);
    let stored = Mutex::new(Stored { request, texts: None, unread: 0, why: None });
    let (mut searched, mut hits, mut size) = (0, 0, FIRST);
    while searched < articles.len() && hits < MOST && !is_cancelled() {
        let ids = &articles[searched..articles.len().min(searched + size)];
        let room = MOST - hits;
        let in_batch: Vec<FoundArticle> = ids
            .par_iter()
            .filter_map(|&id| {
                if is_cancelled() {
                    return None;
                }
                let is_wanted = |bytes: &[u8]| request.matcher.may_be_in(bytes);
                let text = match request.library.text_if(&request.project, id, is_wanted) {
                    Text::Loaded(text) => text,
                    Text::Stored(sha256) => stored.lock().ok()?.text(&sha256)?,
                    Text::None => return None,
                };
                let spans = request.matcher.spans(&text, room);
                if spans.is_empty() || !about(id, &text) {
                    return None;
                }
                let hits = spans.into_iter().map(|span| Hit { span, ticked: false }).collect();
                let sha256 = request.library.sha256(&request.project, id)?;
                Some(FoundArticle { id, text, sha256, hits, row: 0 })
            })
            .collect();
        searched += ids.len();
        size = (size * 2).min(MOST_AT_ONCE);
        let (articles_found, cut) = at_most(in_batch, room);
        hits += articles_found.iter().map(|article| article.hits.len()).sum::<usize>();
        if !is_cancelled() {
            found(FoundBatch { articles: articles_found, searched, total: articles.len(), cut });
        }
    }
    let stored = stored.into_inner().unwrap_or_else(PoisonError::into_inner);
    stored.why.map(|why| match stored.unread {
        1 => format!("An article's stored text could not be read, and was not searched: {why}"),
        n => format!("The stored texts of {n} articles could not be read, and were not searched: {why}"),
    })
}

/// The first so many places, and whether there were more.
fn at_most(mut articles: Vec<FoundArticle>, room: usize) -> (Vec<FoundArticle>, bool) {
    let (mut left, mut cut) = (room, false);
    for article in &mut articles {
        // The room was filled to the last place: there may be more.
        cut |= article.hits.len() >= left;
        article.hits.truncate(left);
        left -= article.hits.len();
    }
    articles.retain(|article| !article.hits.is_empty());
    (articles, cut)
}

/// The texts that only the project file has, read when they are needed and then let go of.
struct Stored<'a> {
    request: &'a SearchRequest,
    texts: Option<Texts>,
    unread: usize,
    why: Option<String>,
}

impl Stored<'_> {
    fn text(&mut self, sha256: &str) -> Option<Arc<str>> {
        match self.fetch(sha256) {
            Ok(text) => Some(text),
            Err(why) => {
                self.unread += 1;
                self.why.get_or_insert(why);
                None
            }
        }
    }

    fn fetch(&mut self, sha256: &str) -> Result<Arc<str>, String> {
        if self.texts.is_none() {
            self.texts = Some(Texts::open(&self.request.file).map_err(|error| format!("{error}."))?);
        }
        let text = self.texts.as_ref().map(|texts| texts.text(sha256));
        match text {
            Some(Ok(Some(text))) => Ok(text),
            Some(Err(error)) => Err(format!("{error}.")),
            _ => Err("the project file does not hold them.".to_owned()),
        }
    }
}
