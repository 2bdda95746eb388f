//! Work beside the window: threads, dialogs, preferences, progress, cancel.
//!
//! [`Runner::run`] carries an [`Effect`] out without ever waiting; what comes of it is a [`Done`]
//! that [`Runner::drain`] hands over in the window's next frame.

pub(crate) mod agreement;
mod annotate_found;
pub mod backups;
mod clock;
pub(crate) mod compare;
pub mod crash;
pub(crate) mod dependents;
mod dialogs;
mod export;
pub mod filter;
pub mod headless;
mod hidden;
pub mod import;
mod merge;
mod open;
mod output;
mod past;
pub mod picture;
pub mod preferences;
mod restore;
mod save;
pub mod search;
pub(crate) mod suggest;
mod team;
mod watch;
mod whole_file;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

pub use clock::stamp;
pub use open::{coder_name, project_file};

use self::whole_file::Keeper;
use tollbook_files::collecting::{self, Added, NewArticle};
use tollbook_files::reading::{self, FoundItem};
use tollbook_files::storage::Worker;
use tollbook_state::effect::{Done, Effect, JobId};
use tollbook_state::reading_positions::ReadingPositions;
use tollbook_state::unfinished_text::UnfinishedText;
use tollbook_state::{PathPurpose, Preferences};

/// What threads send to the runner.
enum Message {
    /// For the state.
    Done(Done),
    /// The project file that was opened, before the state hears of it.
    Storage(OpenFile),
}

/// A project file in use.
struct OpenFile {
    path: PathBuf,
    worker: Worker,
}

/// Hands answers over and wakes the window.
#[derive(Clone)]
struct Post {
    sender: Sender<Message>,
    wake: Arc<dyn Fn() + Send + Sync>,
    /// How many batches of articles the window has not taken in.
    batches: Arc<AtomicUsize>,
}

/// So many batches of articles wait for the window, and no more: all of a large folder would take much memory.
const MOST_BATCHES: usize = 64;

/// A batch waits no longer than this, since a hidden window takes nothing in.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

impl Post {
    fn send(&self, message: Message) {
        // Nobody listens any more once the window is closed.
        let _ = self.sender.send(message);
        (self.wake)();
    }

    fn done(&self, done: Done) {
        self.send(Message::Done(done));
    }

    /// Hands a batch of articles over, once the window has taken in most of those before.
    fn articles(&self, job: JobId, items: Vec<FoundItem>) {
        let begun = Instant::now();
        while self.batches.load(Ordering::Relaxed) >= MOST_BATCHES && begun.elapsed() < LONGEST_WAIT {
            std::thread::sleep(Duration::from_millis(1));
        }
        self.batches.fetch_add(1, Ordering::Relaxed);
        self.done(Done::Articles(job, items));
    }
}

/// Tells how far `job` is whenever it is told so many of so many, and says whether to go on.
fn progress(post: &Post, job: JobId, cancel: &AtomicBool) -> impl Fn(u64, u64) -> bool + Sync {
    let reported = AtomicU64::new(0);
    move |done, total| {
        // Whoever looks sees no more than so many steps.
        let step = done * 100 / total.max(1);
        if reported.swap(step, Ordering::Relaxed) != step {
            post.done(Done::Progress(job, done, Some(total)));
        }
        !cancel.load(Ordering::Relaxed)
    }
}

/// Carries effects out.
pub struct Runner {
    post: Post,
    inbox: Receiver<Message>,
    storage: Option<OpenFile>,
    /// The project file closed last; the next one waits until it is free.
    closing: Option<JoinHandle<()>>,
    /// For each job that can be cancelled, whether it has been.
    cancelled: HashMap<JobId, Arc<AtomicBool>>,
    /// The file of the preferences, beside which is that of where reading stopped.
    preferences: Option<PathBuf>,
    kept_preferences: Keeper<Preferences>,
    kept_places: Keeper<ReadingPositions>,
    kept_unfinished: Keeper<UnfinishedText>,
    /// Where backups of projects are made.
    backups: Option<PathBuf>,
    /// Whether the folders that are read are watched, and the one that is.
    watches: bool,
    watch: Option<watch::Watch>,
    /// Whether the system's own dialogs are shown.
    dialogs: bool,
    unsaved: Option<String>,
}

impl std::fmt::Debug for Runner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner").field("preferences", &self.preferences).finish_non_exhaustive()
    }
}

impl Runner {
    /// A runner that calls `wake` whenever there is something to drain, and keeps preferences in
    /// the file `preferences`; without one they are not kept.
    pub fn new(wake: impl Fn() + Send + Sync + 'static, preferences: Option<PathBuf>) -> Self {
        let (sender, inbox) = channel();
        Self {
            post: Post { sender, wake: Arc::new(wake), batches: Arc::default() },
            inbox,
            storage: None,
            closing: None,
            cancelled: HashMap::new(),
            preferences,
            kept_preferences: Keeper::new(preferences::save),
            kept_places: Keeper::new(preferences::save_places),
            kept_unfinished: Keeper::new(preferences::save_unfinished),
            backups: None,
            watches: false,
            watch: None,
            dialogs: false,
            unsaved: None,
        }
    }

    /// Whether the system's own dialogs are shown; without them the window asks for paths.
    pub fn with_dialogs(mut self, dialogs: bool) -> Self {
        self.dialogs = dialogs;
        self
    }

    /// Where backups of projects are made; without a folder none are.
    pub fn with_backups(mut self, folder: Option<PathBuf>) -> Self {
        self.backups = folder;
        self
    }

    /// Whether a change of the open folder's files is reported.
    pub fn with_watching(mut self, watches: bool) -> Self {
        self.watches = watches;
        self
    }

    /// Begins to carry an effect out.
    pub fn run(&mut self, effect: Effect) {
        let post = self.post.clone();
        match effect {
            Effect::AskPath(purpose) => self.ask_path(purpose),
            Effect::WriteProvenance(job, to, report) => {
                spawn_job(&self.post, job, "save", move || output::report(&post, job, &to, &report));
            }
            Effect::MakeProvenance(job, report) => {
                spawn_job(&self.post, job, "report", move || output::provenance_text(&post, job, &report));
            }
            Effect::WriteChart(job, to, chart) => {
                spawn_job(&self.post, job, "save", move || output::chart(&post, job, &to, &chart));
            }
            Effect::MakePicture(job, chart) => {
                spawn_job(&self.post, job, "picture", move || output::pixels(&post, job, &chart));
            }
            Effect::Open(job, path) => {
                let before = self.closing.take();
                // Where windows note what they have open, beside the preferences.
                let windows = self.preferences.as_ref().and_then(|file| Some(file.parent()?.join("open")));
                let backups = self.backups.clone();
                spawn_job(&self.post, job, "open", move || {
                    // The same file may be opened again: wait until it is free.
                    if let Some(before) = before {
                        let _ = before.join();
                    }
                    open::open(&post, job, &path, windows.as_deref(), backups.as_deref());
                });
            }
            Effect::Scan(job, request) => {
                self.watch(&request.folder);
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "read articles", move || {
                    open::scan(&post, job, *request, &cancel)
                });
            }
            Effect::LookAtTable(job, folder, path) => {
                spawn_job(&self.post, job, "look at a table", move || {
                    let preview = reading::preview_table(&folder, &path).map(Box::new);
                    post.done(Done::TableLookedAt(job, path, preview));
                });
            }
            Effect::AddFiles(job, folder, files) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "copy files", move || {
                    let added = collecting::add_files(&folder, &files, &cancel);
                    post.done(Done::FilesAdded(job, Ok(added)));
                });
            }
            Effect::WriteArticle(job, folder, article) => {
                spawn_job(&self.post, job, "write article", move || {
                    post.done(Done::FilesAdded(job, write_article(&folder, &article)));
                });
            }
            Effect::KeepOriginal(job, file, project, known) => {
                spawn_job(&self.post, job, "keep a copy", move || {
                    post.done(Done::OriginalKept(job, collecting::keep_original(&file, &project, &known)));
                });
            }
            Effect::OpenAddress(address) => {
                spawn(&self.post, "open address", move || {
                    if let Err(error) = ::open::that(&address) {
                        post.done(Done::Failed(format!(
                            "{address} could not be opened: {error}. Copy it into a browser."
                        )));
                    }
                });
            }
            Effect::Cancel(job) => {
                if let Some(cancel) = self.cancelled.get(&job) {
                    cancel.store(true, Ordering::Relaxed);
                }
            }
            Effect::Save(edit, texts) => match &self.storage {
                Some(storage) => storage.worker.submit(tollbook_files::storage::Pending { edit, texts }),
                None => post
                    .done(Done::SaveFailed("The project file is closed; open the project again.".to_owned())),
            },
            Effect::KeepStructures(structures) => {
                if let Some(storage) = &self.storage {
                    storage.worker.keep_structures(structures);
                }
            }
            Effect::ResumeSaving(edits) => {
                if let Some(storage) = &self.storage {
                    storage.worker.resume(edits);
                }
            }
            Effect::Discard(facts) => drop(spawn(&self.post, "discard", move || drop(facts))),
            Effect::KeepEdits(kept) => {
                let file = self.storage.as_ref().map_or_else(PathBuf::new, |storage| storage.path.clone());
                spawn(&self.post, "keep edits", move || {
                    let kept_in = save::keep_edits(&file, kept.project, &kept.edits);
                    let where_to_find = kept_in.unwrap_or_else(|why| why);
                    post.done(Done::Failed(format!("{} {where_to_find}", kept.about)));
                });
            }
            Effect::RetrySave => self.storage.iter().for_each(|storage| storage.worker.retry()),
            Effect::FetchEdit(id) => self.storage.iter().for_each(|storage| storage.worker.fetch(id)),
            Effect::FetchText(sha256) => {
                self.storage.iter().for_each(|storage| storage.worker.fetch_text(sha256.clone()))
            }
            Effect::CloseProject => {
                self.watch = None;
                self.close();
            }
            Effect::Export(job, request) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "export", move || export::export(&post, job, *request, &cancel));
            }
            Effect::Import(job, request) => {
                spawn_job(&self.post, job, "import", move || import::import(&post, job, *request));
            }
            Effect::ReadCopy(job, request) => {
                spawn_job(&self.post, job, "read copy", move || merge::read(&post, job, &request));
            }
            Effect::ListBackedUp(job) => {
                let root = self.backups.clone();
                spawn_job(&self.post, job, "backups", move || {
                    restore::list_projects(&post, job, root.as_deref());
                });
            }
            Effect::ReadBackups(job, request) => {
                let root = self.backups.clone();
                spawn_job(&self.post, job, "backups", move || {
                    restore::read_all(&post, job, *request, root.as_deref());
                });
            }
            Effect::Restore(job, request) => {
                // The project that is to be replaced is saved and closed first.
                let before = if request.into_new.is_none() { self.closing.take() } else { None };
                spawn_job(&self.post, job, "restore", move || {
                    if let Some(before) = before {
                        let _ = before.join();
                    }
                    restore::restore(&post, job, *request);
                });
            }
            Effect::ReadHistory(job, file, after) => {
                spawn_job(&self.post, job, "history", move || past::entries(&post, job, &file, after));
            }
            Effect::ReadEdit(job, file, seq, present) => {
                spawn_job(&self.post, job, "history", move || past::edit(&post, job, &file, seq, &present));
            }
            Effect::ReadPast(job, file, seq) => {
                spawn_job(&self.post, job, "past", move || past::state(&post, job, &file, seq));
            }
            Effect::CompareMoments(job, request) => {
                spawn_job(&self.post, job, "changes", move || past::compare(&post, job, &request));
            }
            Effect::MeasureAgreement(job, request) => {
                spawn_job(&self.post, job, "agreement", move || agreement::measure(&post, job, &request));
            }
            Effect::WriteChanges(job, to, changes, options) => {
                spawn_job(&self.post, job, "save", move || {
                    output::changes(&post, job, &to, &changes, &options)
                });
            }
            Effect::WriteAgreement(job, to, output) => {
                spawn_job(&self.post, job, "save", move || agreement::save(&post, job, &to, &output));
            }
            Effect::Compare(job, request) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "compare", move || {
                    compare::compare(&post, job, &request, &cancel)
                });
            }
            Effect::Tabulate(job, request) => {
                let answer = post.clone();
                spawn_job(&post, job, "table", move || {
                    answer.done(Done::Tabulated(job, Box::new(request.find())))
                });
            }
            Effect::SavePlaces(places) => {
                if let Some(file) = &self.preferences {
                    self.kept_places.write_latest(places, file, &post);
                }
            }
            Effect::SaveUnfinished(texts) => {
                if let Some(file) = &self.preferences {
                    self.kept_unfinished.write_latest(texts, file, &post);
                }
            }
            Effect::OpenFile(path) => {
                spawn(&self.post, "open file", move || {
                    if let Err(error) = open_file(&path) {
                        post.done(Done::Failed(format!(
                            "{} could not be opened: {error}. Open it from the system's file manager.",
                            path.display()
                        )));
                    }
                });
            }
            Effect::Filter(job, request) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "filter", move || filter::filter(&post, job, &request, &cancel));
            }
            Effect::Suggest(job, request) => {
                let cancel = self.cancel_for(job);
                spawn(&self.post, "suggest", move || suggest::suggest(&post, job, &request, &cancel));
            }
            Effect::Search(job, request) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "search", move || search::search(&post, job, &request, &cancel));
            }
            Effect::AnnotateFound(job, request) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "mark", move || {
                    annotate_found::mark(&post, job, *request, &cancel)
                });
            }
            Effect::TestTeam(job, typed) => {
                spawn_job(&self.post, job, "team test", move || team::test(&post, job, *typed));
            }
            Effect::BeginTeam(job, request) => {
                let cancel = self.cancel_for(job);
                // The project is saved and closed first.
                let before = self.closing.take();
                spawn_job(&self.post, job, "team begin", move || {
                    if let Some(before) = before {
                        let _ = before.join();
                    }
                    team::begin(&post, job, *request, &cancel);
                });
            }
            Effect::JoinTeam(job, request) => {
                let cancel = self.cancel_for(job);
                spawn_job(&self.post, job, "team join", move || {
                    team::join_project(&post, job, &request, &cancel);
                });
            }
            Effect::KeepTeamPassword { address, password, in_keyring } => {
                team::keep_for(&self.post, &address, password, in_keyring);
            }
            Effect::FindHidden(job, request) => {
                spawn_job(&self.post, job, "chart", move || hidden::find(&post, job, *request));
            }
            Effect::FindDependents(job, request) => {
                spawn_job(&self.post, job, "undo", move || dependents::find(&post, job, &request));
            }
            Effect::BeAt(coder, article) => {
                self.storage.iter().for_each(|storage| storage.worker.desk().be_at(coder, article))
            }
            Effect::Assign(wish) => {
                self.storage.iter().for_each(|storage| storage.worker.desk().assign(wish))
            }
            Effect::SavePreferences(preferences) => {
                if let Some(file) = &self.preferences {
                    self.kept_preferences.write_latest(preferences, file, &post);
                }
            }
        }
    }

    /// Watches the folder that is being read.
    fn watch(&mut self, folder: &std::path::Path) {
        match &self.watch {
            Some(watch) if watch.is_of(folder) => watch.read_again(),
            _ if self.watches => {
                // Without it the folder is read again by hand, as ever; network folders cannot be watched.
                self.watch = watch::Watch::begin(folder, self.post.clone()).ok();
            }
            _ => {}
        }
    }

    /// Shows a dialog, or has the window ask for a path.
    fn ask_path(&self, purpose: PathPurpose) {
        let post = self.post.clone();
        if self.dialogs { dialogs::ask_path(post, purpose) } else { post.done(Done::NoDialog(purpose)) }
    }

    /// What has been done since the last call.
    pub fn drain(&mut self) -> Vec<Done> {
        let mut done = Vec::new();
        while let Ok(message) = self.inbox.try_recv() {
            match message {
                Message::Done(answer) => {
                    if matches!(answer, Done::Articles(..)) {
                        self.post.batches.fetch_sub(1, Ordering::Relaxed);
                    }
                    done.push(answer);
                }
                Message::Storage(storage) => {
                    self.close();
                    self.storage = Some(storage);
                }
            }
        }
        done
    }

    /// Saves what waits and lets go of the project file. Blocks until that is done.
    ///
    /// # Errors
    /// What could not be saved, as a sentence.
    pub fn finish(mut self) -> Result<(), String> {
        self.close();
        if let Some(thread) = self.closing.take() {
            let _ = thread.join();
        }
        self.kept_preferences.finish();
        self.kept_places.finish();
        self.kept_unfinished.finish();
        // What the closing thread had to tell is in the inbox.
        for done in self.drain() {
            if let Done::Unsaved(why) = done {
                self.unsaved = Some(why);
            }
        }
        self.unsaved.take().map_or(Ok(()), Err)
    }

    /// Lets go of the project file on a thread of its own, since what waits is saved first.
    fn close(&mut self) {
        let Some(storage) = self.storage.take() else { return };
        let post = self.post.clone();
        let before = self.closing.take();
        self.closing = spawn(&self.post, "close", move || {
            if let Some(before) = before {
                let _ = before.join();
            }
            if let Err(unsaved) = storage.worker.finish() {
                let kept = save::keep_edits(&unsaved.path, unsaved.project, &unsaved.pending);
                let edits = unsaved.pending.len();
                let kept = kept.unwrap_or_else(|why| why);
                post.done(Done::Unsaved(format!("{}. {edits} edits were not saved. {kept}", unsaved.error)));
            }
        });
    }

    fn cancel_for(&mut self, job: JobId) -> Arc<AtomicBool> {
        self.cancelled.retain(|_, cancel| Arc::strong_count(cancel) > 1);
        self.cancelled.entry(job).or_default().clone()
    }
}

impl Drop for Runner {
    /// Also when the window ends by a panic, what waits is saved or kept in a file.
    fn drop(&mut self) {
        self.close();
        if let Some(thread) = self.closing.take() {
            let _ = thread.join();
        }
    }
}

/// Writes an article into a folder, with the present moment as the time of its retrieval.
fn write_article(folder: &std::path::Path, article: &NewArticle) -> Result<Added, String> {
    let now = clock::stamp().at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let written = collecting::write_article(folder, article, &now);
    written.map(|path| Added { files: vec![path], ..Added::default() }).map_err(|error| {
        format!(
            "The article could not be written into {}: {error}. Check the folder's permissions.",
            folder.display()
        )
    })
}

/// Opens a file in the program that the system has for it.
fn open_file(path: &std::path::Path) -> std::io::Result<()> {
    std::fs::metadata(path)?;
    ::open::that(path)
}

/// Starts a named thread; if the system gives none, the user is told.
fn spawn(post: &Post, name: &str, work: impl FnOnce() + Send + 'static) -> Option<JoinHandle<()>> {
    let (answer, task) = (post.clone(), name.to_owned());
    let guarded = move || {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            answer.done(Done::Failed(broken(&task)));
        }
    };
    let thread = std::thread::Builder::new().name(name.to_owned()).spawn(guarded);
    match thread {
        Ok(thread) => Some(thread),
        Err(error) => {
            post.done(Done::Failed(format!(
                "Could not start a background task ({error}); close other programs."
            )));
            None
        }
    }
}

/// Starts a named thread for a job; if the work ends by a panic, the job is told to be over.
fn spawn_job(post: &Post, job: JobId, name: &str, work: impl FnOnce() + Send + 'static) {
    let (answer, task) = (post.clone(), name.to_owned());
    let guarded = move || {
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            answer.done(Done::Broken(job, broken(&task)));
        }
    };
    spawn(post, name, guarded);
}

/// Says that a task failed because of a fault in the program.
fn broken(task: &str) -> String {
    let report = crash::folder()
        .map_or_else(String::new, |folder| format!(" A report of it is in {}.", folder.display()));
    format!("The task “{task}” failed because of a fault in the program; everything else goes on.{report}")
}
