//! The storage thread's events as answers.

use jiff::Timestamp;

use super::Post;
use tollbook_files::storage::{Event, Store, Worker};
use tollbook_state::effect::Done;

/// Starts the storage thread over `store`.
pub(super) fn worker(post: &Post, store: Store) -> std::io::Result<Worker> {
    let post = post.clone();
    Worker::spawn(store, move |event| match event {
        Event::Saved { edits, .. } => {
            if let Some(last) = edits.last() {
                post.done(Done::Saved(*last, Timestamp::now()));
            }
        }
        Event::Failed { error, .. } => post.done(Done::SaveFailed(format!("{error}."))),
        Event::Fetched { id, edit } => {
            post.done(Done::EditFetched(id, edit.map_err(|error| error.to_string())))
        }
        Event::Text { sha256, text } => {
            let text = match text {
                Ok(Some(text)) => Ok(text),
                Ok(None) => Err("the project file does not hold it".to_owned()),
                Err(error) => Err(error.to_string()),
            };
            post.done(Done::TextFetched(sha256, text));
        }
    })
}
