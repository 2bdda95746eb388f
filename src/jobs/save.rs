//! The storage thread's events as answers.

use jiff::Timestamp;

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::Post;
use super::backups::Backups;
use tollbook_core::model::ProjectId;
use tollbook_files::storage::{Event, Pending, Presence, Store, Worker, edit_file};
use tollbook_state::effect::Done;

/// Starts the storage thread over `store`.
pub(super) fn worker(
    post: &Post,
    store: Store,
    presence: Option<Presence>,
    backups: Option<Backups>,
) -> std::io::Result<Worker> {
    let post = post.clone();
    let backups = backups.map(Mutex::new);
    let on = move |event| match event {
        Event::Saved { edits, .. } => {
            let now = Timestamp::now();
            if let Some(last) = edits.last() {
                post.done(Done::Saved(*last, now));
            }
            // On the thread that saves, so that no commit meets a backup that is being made.
            if let Some(Ok(mut backups)) = backups.as_ref().map(Mutex::lock)
                && let Some(why) = backups.saved(now)
            {
                post.done(Done::Failed(why));
            }
        }
        Event::Failed { error, .. } => post.done(Done::SaveFailed(format!("{error}."))),
        Event::Reloaded(reloaded) => post.done(Done::Reloaded(reloaded)),
        Event::Elsewhere(elsewhere) => post.done(Done::Elsewhere(elsewhere)),
        Event::Team(status) => post.done(Done::Team(status)),
        Event::Whereabouts(news) => post.done(Done::Whereabouts(news)),
        Event::Moved(path) => post.done(Done::Moved(path)),
        Event::Fetched { id, edit } => {
            post.done(Done::EditFetched(id, edit.map_err(|error| error.to_string())))
        }
        Event::Structure { sha256, structure } => {
            post.done(Done::StructureFetched(sha256, structure.into()));
        }
        Event::Text { sha256, text } => {
            let text = match text {
                Ok(Some(text)) => Ok(text),
                Ok(None) => Err("the project file does not hold it".to_owned()),
                Err(error) => Err(error.to_string()),
            };
            post.done(Done::TextFetched(sha256, text));
        }
    };
    match presence {
        Some(presence) => Worker::spawn_present(store, presence, on),
        None => Worker::spawn(store, on),
    }
}

/// Keeps edits that a project file cannot take in a file of their own: beside it, or where else there is room.
/// Says where, in a sentence.
pub(super) fn keep_edits(
    project_file: &Path,
    project: ProjectId,
    edits: &[Pending],
) -> Result<String, String> {
    let stem = project_file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let at = Timestamp::now().strftime("%Y-%m-%dT%H-%M-%S").to_string();
    let data = directories::ProjectDirs::from("", "", "tollbook");
    let folders = [
        project_file.parent().map(Path::to_owned),
        data.map(|folders| folders.data_local_dir().join("unsaved")),
        Some(std::env::temp_dir()),
    ];
    let mut why = String::new();
    for folder in folders.into_iter().flatten() {
        let name = |n: u32| match n {
            1 => format!("{stem}.unsaved-{at}.{}", edit_file::EXTENSION),
            n => format!("{stem}.unsaved-{at}-{n}.{}", edit_file::EXTENSION),
        };
        let free: Option<PathBuf> = (1..1000).map(|n| folder.join(name(n))).find(|path| !path.exists());
        let Some(path) = free else { continue };
        // A folder that cannot be made shows when the file is written.
        let _ = std::fs::create_dir_all(&folder);
        match edit_file::write(&path, project, edits) {
            Ok(()) => return Ok(format!("They are kept in {}, which File > Import takes.", path.display())),
            Err(error) => why = error.to_string(),
        }
    }
    Err(format!("They could not be kept in a file either: {why}."))
}
