//! The thread that saves, so that the window never waits for the disk.

use std::collections::{HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::commit::Pending;
use super::error::{Doing, StorageError};
use super::lock::{Lock, Presence};
use super::store::Store;
use super::team::{News, TeamDesk, TeamSide, TeamStatus, Whereabouts};
use super::watch::{Fingerprint, Reloaded};
use crate::structure::Element;
use tollbook_core::model::{Change, Edit, EditId, ProjectId};

/// How often the thread looks whether others have changed the file or closed it.
const WATCH: Duration = Duration::from_secs(1);

/// A file that others change all the time is read anew for at most this part of the time.
const READING_SHARE: u32 = 10;

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
    /// Others have changed the file, and nothing is saved until [`Worker::resume`] says what is to be saved now.
    Reloaded(Box<Reloaded>),
    /// Whether the project is being edited in another window.
    Elsewhere(bool),
    /// Another project took the file's place before this one was saved; it is saved under this path.
    Moved(PathBuf),
    /// How far a replica has come with its team.
    Team(TeamStatus),
    /// Where the members of a replica's team are, and to whom articles are assigned.
    Whereabouts(Whereabouts),
    /// The answer to [`Worker::fetch`].
    Fetched {
        /// The edit asked for.
        id: EditId,
        /// The edit.
        edit: Result<Arc<Edit>, StorageError>,
    },
    /// The structure of a text that [`Worker::fetch_text`] asks for; told before the text, if there is one.
    Structure {
        /// The SHA-256 asked for.
        sha256: String,
        /// The parts of the text.
        structure: Vec<Element>,
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
    /// The project to which they belong.
    pub project: ProjectId,
    /// The project file.
    pub path: PathBuf,
}

enum Request {
    Submit(Pending),
    KeepStructures(Vec<(String, Arc<[Element]>)>),
    Resume(Vec<Pending>),
    Retry,
    Fetch(EditId),
    FetchText(String),
    News(News),
    Finish,
}

/// The storage thread: saves edits in the order in which they are submitted and reads back what is
/// asked for. Edits that wait at the same time share a commit. After a failure nothing later is
/// saved; what waits is tried again every few seconds, on [`Worker::retry`], and with the next edit.
/// A failure that time cannot mend ([`StorageError::is_final`]) is not tried again by itself.
///
/// The thread also watches the file. When others have changed it, [`Event::Reloaded`] tells what it holds now,
/// and nothing is saved until [`Worker::resume`] says what goes on top of that. A panic on the thread is told
/// as a failure, and what waits is tried again.
///
/// Dropping a worker finishes it.
#[derive(Debug)]
pub struct Worker {
    requests: Sender<Request>,
    desk: TeamDesk,
    thread: Option<JoinHandle<Result<(), Box<Unsaved>>>>,
}

impl Worker {
    /// Starts the thread; `on` is called on it.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn spawn(store: Store, on: impl Fn(Event) + Send + 'static) -> std::io::Result<Self> {
        Self::start(store, None, on)
    }

    /// As [`Worker::spawn`], and tells with [`Event::Elsewhere`] when another window opens or closes the project.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn spawn_present(
        store: Store,
        presence: Presence,
        on: impl Fn(Event) + Send + 'static,
    ) -> std::io::Result<Self> {
        Self::start(store, Some(presence), on)
    }

    fn start(
        store: Store,
        mut presence: Option<Presence>,
        on: impl Fn(Event) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, inbox) = mpsc::channel();
        let desk = TeamDesk::default();
        let is_first = presence.as_mut().is_none_or(Presence::is_first);
        let (tell, is_replica) = (requests.clone(), store.membership().is_ok_and(|found| found.is_some()));
        let saver = Saver {
            team: None,
            desk: desk.clone(),
            news: VecDeque::new(),
            tell: is_replica.then_some(tell),
            seen: Fingerprint::read(store.path()),
            elsewhere: store.lock.is_none() && (!is_first || Lock::is_held(store.path())),
            store,
            presence,
            on,
            waiting: VecDeque::new(),
            structures: Vec::new(),
            failed: None,
            untold: Vec::new(),
            is_held: false,
            retry_at: Instant::now(),
            look_at: Instant::now() + WATCH,
        };
        let thread = thread::Builder::new().name("storage".to_owned()).spawn(move || saver.run(&inbox))?;
        Ok(Self { requests, desk, thread: Some(thread) })
    }

    /// Hands over an edit to be saved; [`Event::Saved`] tells when it is.
    pub fn submit(&self, pending: impl Into<Pending>) {
        self.send(Request::Submit(pending.into()));
    }

    /// Keeps the structures of texts, by the texts' SHA-256s, once the edits that bring these are saved.
    pub fn keep_structures(&self, structures: Vec<(String, Arc<[Element]>)>) {
        self.send(Request::KeepStructures(structures));
    }

    /// After [`Event::Reloaded`]: saves these edits, and nothing of what was submitted before.
    pub fn resume(&self, edits: Vec<Pending>) {
        self.send(Request::Resume(edits));
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

    /// By which the window of a replica tells its team where it is.
    pub fn desk(&self) -> &TeamDesk {
        &self.desk
    }

    /// Saves what waits, frees the file and ends the thread. Blocks meanwhile.
    ///
    /// # Errors
    /// What could not be saved.
    pub fn finish(mut self) -> Result<(), Box<Unsaved>> {
        self.end()
    }

    fn end(&mut self) -> Result<(), Box<Unsaved>> {
        self.send(Request::Finish);
        match self.thread.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(done)) => done,
            // The thread catches its panics; should one escape all the same, nobody knows what waited.
            Some(Err(_)) => Ok(()),
        }
    }

    fn send(&self, request: Request) {
        // The thread ends only after its worker.
        let _ = self.requests.send(request);
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if self.thread.is_some() {
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
    /// Structures of texts that are to be kept.
    structures: Vec<(String, Arc<[Element]>)>,
    /// Edits that are on the disk, and of which that was not told yet.
    untold: Vec<EditId>,
    /// When what failed is tried again.
    retry_at: Instant,
    /// The file as it was when it was last read or written here.
    seen: Option<Fingerprint>,
    /// When the file is looked at again.
    look_at: Instant,
    /// Others have changed the file, and what is to be saved on top of that is not known yet.
    is_held: bool,
    presence: Option<Presence>,
    /// Whether the project is being edited in another window.
    elsewhere: bool,
    /// The connection of a replica, which the window that edits has open.
    team: Option<TeamSide>,
    desk: TeamDesk,
    /// What the team thread has found and is not written yet.
    news: VecDeque<News>,
    /// By which the team thread tells, of a replica.
    tell: Option<Sender<Request>>,
}

/// What is left to do with a batch of requests.
#[derive(Default)]
struct Left {
    finish: bool,
    save: bool,
}

impl<F: Fn(Event)> Saver<F> {
    fn run(mut self, inbox: &Receiver<Request>) -> Result<(), Box<Unsaved>> {
        loop {
            let request = match inbox.recv_timeout(WATCH) {
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => Some(Request::Finish),
                Ok(request) => Some(request),
            };
            let mut left = Left::default();
            // What has come in meanwhile is taken in first, so that it shares the commit.
            for request in request.into_iter().chain(inbox.try_iter()) {
                self.guarded(|saver| saver.take_in(request, &mut left));
            }
            self.guarded(Self::look);
            self.guarded(Self::look_at_team);
            let is_due = |failed: &StorageError| !failed.is_final() && Instant::now() >= self.retry_at;
            if left.save || self.failed.as_ref().is_some_and(is_due) {
                self.guarded(Self::save);
            }
            if left.finish {
                self.guarded(|saver| saver.keep_whereabouts(true));
                let error = match self.failed {
                    _ if self.waiting.is_empty() => return Ok(()),
                    Some(error) => error,
                    None => StorageError::ChangedElsewhere(self.store.path().to_owned()),
                };
                let project = self.store.project.or_else(|| self.waiting.iter().find_map(begun));
                return Err(Box::new(Unsaved {
                    error,
                    pending: self.waiting.into(),
                    project: project.unwrap_or(ProjectId(uuid::Uuid::nil())),
                    path: self.store.path().to_owned(),
                }));
            }
        }
    }

    /// Does a part of the work. A panic in it becomes a failure that is tried again.
    fn guarded(&mut self, work: impl FnOnce(&mut Self)) {
        if catch_unwind(AssertUnwindSafe(|| work(self))).is_ok() {
            return;
        }
        // The connection may be in the middle of something.
        self.store.gone = true;
        let why = std::io::Error::other("the program made a mistake, of which it has written a report");
        let error = StorageError::io(self.store.path(), Doing::Saving, &why);
        self.failed = Some(error.clone());
        self.retry_at = Instant::now() + RETRY;
        let waiting = self.waiting.len();
        let _ = catch_unwind(AssertUnwindSafe(|| (self.on)(Event::Failed { error, waiting })));
    }

    fn take_in(&mut self, request: Request, left: &mut Left) {
        match request {
            Request::Submit(pending) => {
                self.waiting.push_back(pending);
                left.save = true;
            }
            Request::KeepStructures(structures) => {
                self.structures.extend(structures);
                left.save = true;
            }
            Request::Resume(edits) => {
                self.waiting = edits.into();
                (self.is_held, self.failed, left.save) = (false, None, true);
            }
            Request::Retry => left.save = true,
            Request::Fetch(id) => self.fetch(id),
            Request::FetchText(sha256) => self.fetch_text(sha256),
            Request::News(News::Connection(problem)) => {
                self.team.iter_mut().for_each(|team| team.connection(problem.clone()));
            }
            Request::News(News::Whereabouts(whereabouts)) => {
                self.team.iter_mut().for_each(|team| team.note_whereabouts(&whereabouts));
                (self.on)(Event::Whereabouts(whereabouts));
            }
            Request::News(news) => self.news.push_back(news),
            Request::Finish => (left.finish, left.save) = (true, true),
        }
    }

    /// Looks whether others have changed the file, or opened or closed the project.
    fn look(&mut self) {
        if self.is_held || Instant::now() < self.look_at {
            return;
        }
        self.look_at = Instant::now() + WATCH;
        let is_first = self.presence.as_mut().is_none_or(Presence::is_first);
        let elsewhere = self.store.lock.is_none() && (!is_first || Lock::is_held(self.store.path()));
        self.team.iter_mut().for_each(|team| team.try_again(&self.store));
        let now = Fingerprint::read(self.store.path());
        if now.is_some() && now != self.seen && !self.reload() {
            // It may be in the middle of being written; what it holds is not known yet.
            self.look_at = Instant::now() + RETRY;
        }
        if elsewhere != self.elsewhere {
            self.elsewhere = elsewhere;
            (self.on)(Event::Elsewhere(elsewhere));
        }
    }

    /// Writes into a replica what its team has done, and tells how far it has come.
    fn look_at_team(&mut self) {
        self.start_team();
        while !self.is_held && !self.news.is_empty() {
            // Edits that are not saved yet go after those that are.
            if !self.waiting.is_empty() {
                self.save();
                if self.is_held || !self.waiting.is_empty() {
                    break;
                }
            }
            let (Some(team), Some(news)) = (&mut self.team, self.news.pop_front()) else { break };
            let reloaded = team.take_in(&mut self.store, news);
            self.seen = Fingerprint::read(self.store.path());
            if let Some(reloaded) = reloaded {
                self.is_held = true;
                (self.on)(Event::Reloaded(Box::new(reloaded)));
            }
        }
        self.keep_whereabouts(false);
        let status = self.team.as_mut().and_then(TeamSide::news_of_status);
        status.into_iter().for_each(|status| (self.on)(Event::Team(status)));
    }

    /// Keeps in a replica what was said of the team's members, once all edits are saved.
    fn keep_whereabouts(&mut self, is_over: bool) {
        if self.is_held || !self.waiting.is_empty() {
            return;
        }
        if self.team.as_mut().is_some_and(|team| team.keep_whereabouts(&mut self.store, is_over)) {
            self.seen = Fingerprint::read(self.store.path());
        }
    }

    /// Opens the connection of a replica that this window edits, and tells what the replica has kept of its members.
    fn start_team(&mut self) {
        if self.team.is_some() || self.elsewhere || self.store.read_only {
            return;
        }
        let Some(requests) = self.tell.clone() else { return };
        let tell = move |news| requests.send(Request::News(news)).is_ok();
        // A file that cannot be read just now is tried again when the thread next looks.
        self.team = TeamSide::start(&mut self.store, self.desk.clone(), tell).unwrap_or_default();
        let last_known = self.team.as_ref().and_then(|_| self.store.last_known().ok().flatten());
        last_known.into_iter().for_each(|known| (self.on)(Event::Whereabouts(known)));
    }

    /// Reads what others have made of the file, and tells of it. Whether it could be read.
    fn reload(&mut self) -> bool {
        if !self.store.exists && !self.waiting.is_empty() {
            // The commit chooses another name.
            return true;
        }
        let (begun, seen) = (Instant::now(), Fingerprint::read(self.store.path()));
        let reloaded = self.store.reload(self.seen.as_ref());
        self.look_at = Instant::now() + WATCH.max(begun.elapsed() * READING_SHARE);
        match reloaded {
            Ok(None) => self.seen = seen,
            Ok(Some(reloaded)) => {
                (self.seen, self.is_held, self.failed) = (seen, true, None);
                if let Some(team) = &mut self.team {
                    team.reloaded(&self.store, &reloaded.project);
                }
                (self.on)(Event::Reloaded(Box::new(reloaded)));
            }
            Err(_) => return false,
        }
        true
    }

    /// Tries to save everything that waits.
    fn save(&mut self) {
        if self.is_held {
            return;
        }
        self.tell_saved();
        let all = self.waiting.len();
        self.failed = self.commit(all).err();
        match self.failed.clone() {
            // One edit is at odds with the file; those before it need not suffer for it.
            Some(StorageError::Refused { .. }) => {
                while all > 1 && self.commit(1).is_ok() && !self.waiting.is_empty() {}
            }
            Some(StorageError::ChangedElsewhere(_)) if self.reload() && self.is_held => return,
            Some(StorageError::Exists(path)) => {
                // Whoever began that project has other ids for everything.
                let path = another_name(&path);
                self.store = Store::new_file(&path);
                self.failed = self.commit(all).err();
                (self.on)(Event::Moved(path));
            }
            _ => {}
        }
        if let Some(error) = &self.failed {
            self.retry_at = Instant::now() + RETRY;
            (self.on)(Event::Failed { error: error.clone(), waiting: self.waiting.len() });
        } else if self.waiting.is_empty() && !self.structures.is_empty() {
            self.keep_structures();
        }
    }

    fn keep_structures(&mut self) {
        // What others have written meanwhile is looked at first.
        if Fingerprint::read(self.store.path()) != self.seen {
            return;
        }
        let structures = std::mem::take(&mut self.structures);
        // Without its structure a text is shown all the same.
        if self.store.keep_structures(&structures).is_ok() {
            self.seen = Fingerprint::read(self.store.path());
        }
    }

    /// Saves the oldest `n` of what waits.
    fn commit(&mut self, n: usize) -> Result<(), StorageError> {
        if n == 0 {
            return Ok(());
        }
        self.store.commit(&self.waiting.make_contiguous()[..n])?;
        self.seen = Fingerprint::read(self.store.path());
        if let Some(team) = &mut self.team {
            team.saved(&self.store, self.waiting.iter().take(n).map(|pending| &*pending.edit));
        }
        self.untold.extend(self.waiting.drain(..n).map(|pending| pending.edit.id));
        self.tell_saved();
        Ok(())
    }

    /// Tells of what was saved; again where a panic kept it from being told.
    fn tell_saved(&mut self) {
        if !self.untold.is_empty() {
            let edits = self.untold.clone();
            (self.on)(Event::Saved { edits, seq: self.store.seq(), waiting: self.waiting.len() });
            self.untold.clear();
        }
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
        if let Ok(structure) = self.store.structure(&sha256)
            && !structure.is_empty()
        {
            (self.on)(Event::Structure { sha256: sha256.clone(), structure });
        }
        (self.on)(Event::Text { sha256, text });
    }
}

/// The project that an edit begins.
fn begun(pending: &Pending) -> Option<ProjectId> {
    pending.edit.changes.iter().find_map(|change| match change {
        Change::Info(row) if row.before.is_none() => Some(row.id),
        _ => None,
    })
}

/// A name for a project file where another has taken the one wanted: `Sahel-2.tollbook`.
fn another_name(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |n: u32| path.with_file_name(format!("{stem}-{n}.tollbook"));
    (2..=u32::MAX).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(2))
}
