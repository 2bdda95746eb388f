//! Comparing incidents and articles beside the window.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use super::{Post, progress};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::Duplicates;
use tollbook_core::analysis::near_duplicates::{self, Texts};
use tollbook_core::model::{ArticleId, Project};
use tollbook_state::Library;
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
    let articles = Articles { articles, project, library, new: Mutex::default() };
    let copies = near_duplicates::copies(&articles, go_on);
    articles.flush(0);
    Some(Compared { duplicates, copies: copies? })
}

/// What the library cache calls the signature of a text.
const SIGNATURE: &str = "signature";
/// So many signatures are kept together.
const AT_ONCE: usize = 512;

/// The articles at hand, with their signatures from the library cache.
struct Articles<'a> {
    articles: Vec<ArticleId>,
    project: &'a Project,
    library: &'a Library,
    /// Signatures that are not in the cache yet, with the hash of their text.
    new: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Articles<'_> {
    fn sha256(&self, number: usize) -> Option<String> {
        self.library.sha256(self.project, *self.articles.get(number)?)
    }

    /// Keeps the signatures once there are more than so many.
    fn flush(&self, more_than: usize) {
        let Ok(mut new) = self.new.lock() else { return };
        if new.len() > more_than {
            let values = std::mem::take(&mut *new);
            drop(new);
            self.library.keep_derived(SIGNATURE, &values);
        }
    }
}

impl Texts for Articles<'_> {
    fn count(&self) -> usize {
        self.articles.len()
    }

    fn article(&self, number: usize) -> ArticleId {
        self.articles[number]
    }

    fn text(&self, number: usize) -> Option<Arc<str>> {
        match self.library.text(self.project, *self.articles.get(number)?) {
            Text::Loaded(text) => Some(text),
            Text::Stored(_) | Text::None => None,
        }
    }

    fn signature(&self, number: usize) -> Option<Vec<u32>> {
        let bytes = self.library.derived(&self.sha256(number)?, SIGNATURE)?;
        let (runs, rest) = bytes.as_chunks::<4>();
        rest.is_empty().then(|| runs.iter().map(|run| u32::from_le_bytes(*run)).collect())
    }

    fn keep_signature(&self, number: usize, signature: &[u32]) {
        let Some(sha256) = self.sha256(number) else { return };
        let bytes = signature.iter().flat_map(|run| run.to_le_bytes()).collect();
        if let Ok(mut new) = self.new.lock() {
            new.push((sha256, bytes));
        }
        self.flush(AT_ONCE);
    }
}
