//! The thread that saves, so that the window never waits for the disk.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::commit::Pending;
use super::error::StorageError;
use super::store::Store;
use tollbook_core::model::{Edit, EditId};

/// How long after a failure the waiting edits are tried again by themselves.
const RETRY: Duration = Duration::from_secs(3);

/// What the storage thread has to tell.
#[derive(Clone, Debug)]
pub enum Event {
    /// These edits are on the disk, and everything submitted before them.
    Saved {
        /// The edits, in order.
        edits: Vec<EditId>,
        /// The number of the last of them in the history.
        seq: i64,
        /// How many edits still wait.
        waiting: usize,
    },
    /// Nothing more is saved until a try succeeds. Told once for each try.
    Failed {
        /// Why; its text is a sentence with the remedy.
        error: StorageError,
        /// How many edits wait.
        waiting: usize,
    },
    /// The answer to [`Worker::fetch`].
    Fetched {
        /// The edit asked for.
        id: EditId,
        /// The edit.
        edit: Result<Arc<Edit>, StorageError>,
    },
    /// The answer to [`Worker::fetch_text`].
    Text {
        /// The SHA-256 asked for.
        sha256: String,
        /// The text, if the file has it.
        text: Result<Option<Arc<str>>, StorageError>,
    },
}

/// What could not be saved before the thread ended.
#[derive(Clone, Debug)]
pub struct Unsaved {
    /// Why not.
    pub error: StorageError,
    /// The edits, in order.
    pub pending: Vec<Pending>,
}

enum Request {
    Submit(Pending),
    Retry,
    Fetch(EditId),
    FetchText(String),
    Finish,
}

/// The storage thread: saves edits in the order in which they are submitted and reads back what is
/// asked for. Edits that wait at the same time share a commit. After a failure nothing later is
/// saved; what waits is tried again every few seconds, on [`Worker::retry`], and with the next edit.
/// A failure that time cannot mend ([`StorageError::is_final`]) is not tried again by itself: finish
/// the worker, open the file anew, and apply what [`Unsaved`] gives back to the project as it is now.
///
/// Dropping a worker finishes it.
#[derive(Debug)]
pub struct Worker {
    requests: Sender<Request>,
    thread: Option<JoinHandle<Result<(), Unsaved>>>,
}

impl Worker {
    /// Starts the thread; `on` is called on it.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn spawn(store: Store, on: impl Fn(Event) + Send + 'static) -> std::io::Result<Self> {
        let (requests, inbox) = mpsc::channel();
        let saver = Saver { store, on, waiting: VecDeque::new(), failed: None };
        let thread = thread::Builder::new().name("storage".to_owned()).spawn(move || saver.run(&inbox))?;
        Ok(Self { requests, thread: Some(thread) })
    }

    /// Hands over an edit to be saved; [`Event::Saved`] tells when it is.
    pub fn submit(&self, pending: impl Into<Pending>) {
        self.send(Request::Submit(pending.into()));
    }

    /// Tries again at once to save what waits after a failure.
    pub fn retry(&self) {
        self.send(Request::Retry);
    }

    /// Asks for an edit of the history, saved or waiting; [`Event::Fetched`] answers.
    pub fn fetch(&self, id: EditId) {
        self.send(Request::Fetch(id));
    }

    /// Asks for an article's text, saved or waiting; [`Event::Text`] answers.
    pub fn fetch_text(&self, sha256: impl Into<String>) {
        self.send(Request::FetchText(sha256.into()));
    }

    /// Saves what waits, frees the file and ends the thread. Blocks meanwhile.
    ///
    /// # Errors
    /// What could not be saved.
    pub fn finish(mut self) -> Result<(), Unsaved> {
        self.end()
    }

    fn end(&mut self) -> Result<(), Unsaved> {
        self.send(Request::Finish);
        match self.thread.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(done)) => done,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
        }
    }

    fn send(&self, request: Request) {
        // The thread ends before its worker only by a panic, which `finish` passes on.
        let _ = self.requests.send(request);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if self.thread.is_some() && !thread::panicking() {
            // Whoever wants to know what was not saved calls `finish`.
            let _ = self.end();
        }
    }
}

/// The thread's own side.
struct Saver<F> {
    store: Store,
    on: F,
    /// Edits that are not on the disk, oldest first.
    waiting: VecDeque<Pending>,
    /// Why the oldest of them is not.
    failed: Option<StorageError>,
}

impl<F: Fn(Event)> Saver<F> {
    fn run(mut self, inbox: &Receiver<Request>) -> Result<(), Unsaved> {
        loop {
            let request = match &self.failed {
                Some(error) if !error.is_final() => match inbox.recv_timeout(RETRY) {
                    Err(RecvTimeoutError::Timeout) => Request::Retry,
                    Err(RecvTimeoutError::Disconnected) => Request::Finish,
                    Ok(request) => request,
                },
                _ => inbox.recv().unwrap_or(Request::Finish),
            };
            // What has come in meanwhile is taken in first, so that it shares the commit.
            let mut finish = false;
            let mut save = false;
            for request in std::iter::once(request).chain(inbox.try_iter()) {
                match request {
                    Request::Submit(pending) => {
                        self.waiting.push_back(pending);
                        save = true;
                    }
                    Request::Retry => save = true,
                    Request::Fetch(id) => self.fetch(id),
                    Request::FetchText(sha256) => self.fetch_text(sha256),
                    Request::Finish => {
                        finish = true;
                        save = true;
                    }
                }
            }
            if save {
                self.save();
            }
            if finish {
                return match self.failed {
                    Some(error) => Err(Unsaved { error, pending: self.waiting.into() }),
                    None => Ok(()),
                };
            }
        }
    }

    /// Tries to save everything that waits.
    fn save(&mut self) {
        let all = self.waiting.len();
        self.failed = self.commit(all).err();
        if matches!(self.failed, Some(StorageError::Refused { .. })) {
            // One edit is at odds with the file; those before it need not suffer for it.
            while all > 1 && self.commit(1).is_ok() && !self.waiting.is_empty() {}
        }
        if let Some(error) = &self.failed {
            (self.on)(Event::Failed { error: error.clone(), waiting: self.waiting.len() });
        }
    }

    /// Saves the oldest `n` of what waits.
    fn commit(&mut self, n: usize) -> Result<(), StorageError> {
        if n == 0 {
            return Ok(());
        }
        self.store.commit(&self.waiting.make_contiguous()[..n])?;
        let edits = self.waiting.drain(..n).map(|pending| pending.edit.id).collect();
        (self.on)(Event::Saved { edits, seq: self.store.seq(), waiting: self.waiting.len() });
        Ok(())
    }

    fn fetch(&self, id: EditId) {
        let waiting = self.waiting.iter().find(|pending| pending.edit.id == id);
        let edit = match waiting {
            Some(pending) => Ok(Arc::clone(&pending.edit)),
            None => self.store.edit(id).map(Arc::new),
        };
        (self.on)(Event::Fetched { id, edit });
    }

    fn fetch_text(&self, sha256: String) {
        let texts: HashMap<_, _> =
            self.waiting.iter().flat_map(|pending| &pending.texts).map(|(k, v)| (k, v)).collect();
        let text = match texts.get(&sha256) {
            Some(text) => Ok(Some(Arc::clone(text))),
            None => self.store.text(&sha256),
        };
        (self.on)(Event::Text { sha256, text });
    }
}
