//! Opening projects and reading folders.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::backups::Backups;
use super::{Message, OpenFile, Post, save};
use tollbook_core::model::{List, Project};
use tollbook_files::reading;
use tollbook_files::reading::table::ColumnMapping;
use tollbook_files::storage::team::Address;
use tollbook_files::storage::{Presence, StorageError, Store};
use tollbook_state::effect::{Done, JobId, Opened, ScanRequest};

/// The extension of project files.
const EXTENSION: &str = "tollbook";

/// Where a project lies: its folder and its file, which need not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of the articles.
    pub folder: PathBuf,
    /// The project file.
    pub file: PathBuf,
}

impl Place {
    /// Whether there is a project file already.
    ///
    /// # Errors
    /// If the system does not say: a project must not be begun over one that cannot be seen just now.
    pub fn has_project(&self) -> Result<bool, NoProject> {
        self.file.try_exists().map_err(|error| NoProject::Unreadable(self.file.clone(), error.to_string()))
    }
}

/// Why a path leads to no project.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoProject {
    /// There is nothing.
    #[error("There is no folder and no project file {}. Check the path.", .0.display())]
    Missing(PathBuf),
    /// It is a file of another kind.
    #[error(
        "{} is not a project file; open the folder of the articles, or a file that ends in .tollbook.", .0.display()
    )]
    OtherFile(PathBuf),
    /// The folder may not be read.
    #[error("{} cannot be read ({}). Ask its owner for access, or open a copy.", .0.display(), .1)]
    Unreadable(PathBuf, String),
    /// There are several project files.
    #[error("{} holds several project files; name the one to open: {}", .0.display(), names(.1))]
    Several(PathBuf, Vec<PathBuf>),
}

fn names(files: &[PathBuf]) -> String {
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    names.join(", ")
}

/// The project at `path`: a project file, or a folder with at most one in it.
///
/// # Errors
/// If there is nothing at the path, or no one project.
pub fn project_file(path: &Path) -> Result<Place, NoProject> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_project = |path: &Path| path.extension().is_some_and(|extension| extension == EXTENSION);
    match std::fs::metadata(&path) {
        Ok(file) if file.is_file() => {
            if !is_project(&path) {
                return Err(NoProject::OtherFile(path));
            }
            let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
            return Ok(Place { folder, file: path });
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(NoProject::Missing(path)),
        Err(error) => return Err(NoProject::Unreadable(path, error.to_string())),
    }
    let unreadable = |error: std::io::Error| NoProject::Unreadable(path.clone(), error.to_string());
    let entries = std::fs::read_dir(&path).map_err(unreadable)?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|file| is_project(file) && is_file_or_unknown(file))
        .collect();
    files.sort();
    match files.len() {
        0 => {
            let name = path.file_name().map_or_else(|| "project".into(), |name| name.to_string_lossy());
            let beside = path.join(format!("{name}.{EXTENSION}"));
            let file = elsewhere(&path, &name).unwrap_or(beside);
            Ok(Place { folder: path, file })
        }
        1 => Ok(Place { file: files.remove(0), folder: path }),
        _ => Err(NoProject::Several(path, files)),
    }
}

/// Whether this is a file; also if the system does not say, so that opening it does.
fn is_file_or_unknown(path: &Path) -> bool {
    match std::fs::metadata(path) {
        Ok(file) => file.is_file(),
        Err(error) => error.kind() != std::io::ErrorKind::NotFound,
    }
}

/// Where the project of a folder that cannot be written is kept: among the user's own data, under
/// the folder's name and a mark of its path. `None` for a folder that can be written.
fn elsewhere(folder: &Path, name: &str) -> Option<PathBuf> {
    let data = directories::ProjectDirs::from("", "", "tollbook")?;
    let mark = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, folder.as_os_str().as_encoded_bytes());
    let file = data.data_dir().join(format!("projects/{}/{name}.{EXTENSION}", mark.simple()));
    let read_only = std::fs::metadata(folder).is_ok_and(|folder| folder.permissions().readonly());
    (read_only || file.exists()).then_some(file)
}

/// The variable by which a user says as whom they annotate.
const CODER: &str = "TOLLBOOK_CODER";

/// The name of whoever is logged in.
pub fn coder_name() -> String {
    let names = [CODER, "USER", "USERNAME", "LOGNAME"];
    let name = names.iter().filter_map(|name| std::env::var(name).ok()).find(|name| !name.trim().is_empty());
    name.map_or_else(|| "coder".to_owned(), |name| name.trim().to_owned())
}

/// The name that is proposed to whoever annotates: in a team's replica the one on the server, if the project does not know
/// them by that of the system.
fn proposed_name(store: &Store, project: Option<&Project>) -> String {
    let name = coder_name();
    let is_known = project.is_some_and(|project| project.entry(List::Coder, &name).is_some());
    if is_known || std::env::var_os(CODER).is_some() {
        return name;
    }
    let membership = store.membership().ok().flatten();
    let address = membership.and_then(|membership| Address::parse(&membership.address).ok());
    address.map_or(name, |address| address.user().to_owned())
}

/// Opens the project at `path`; `windows` is the folder where windows note what they have open.
pub(super) fn open(post: &Post, job: JobId, path: &Path, windows: Option<&Path>, backups: Option<&Path>) {
    let place = match project_file(path) {
        Ok(place) => place,
        Err(NoProject::Several(_, files)) => return post.done(Done::Several(job, files)),
        Err(why) => return post.done(Done::NotOpened(job, why.to_string())),
    };
    let has_project = match place.has_project() {
        Ok(has_project) => has_project,
        Err(why) => return post.done(Done::NotOpened(job, why.to_string())),
    };
    let (store, stored, mut read_only, mut elsewhere, warnings) = if has_project {
        match Store::open(&place.file) {
            Ok((store, opened)) => {
                let stored = Some((opened.project, opened.history));
                (store, stored, opened.read_only, opened.elsewhere, opened.warnings)
            }
            Err(error) => return post.done(Done::NotOpened(job, format!("{error}."))),
        }
    } else {
        (Store::new_file(&place.file), None, None, false, Vec::new())
    };
    let coder = proposed_name(&store, stored.as_ref().map(|(project, _)| project));
    let mut presence = windows.map(|folder| Presence::enter(folder, &place.file));
    let is_second = presence.as_mut().is_some_and(|presence| !presence.is_first());
    if read_only.is_none() && is_second {
        read_only = Some(format!("{}.", StorageError::OpenElsewhere(place.file.clone())));
        elsewhere = true;
    }
    let warnings = warnings.into_iter().chain(kept_elsewhere(&place)).collect();
    match save::worker(post, store, presence, backups.map(|folder| Backups::for_project(&place.file, folder)))
    {
        Ok(worker) => post.send(Message::Storage(OpenFile { path: place.file.clone(), worker })),
        Err(error) => {
            let why =
                format!("Could not start a background task ({error}); close other programs and try again.");
            return post.done(Done::NotOpened(job, why));
        }
    }
    let (folder, file) = (place.folder, place.file);
    let opened = Opened { folder, file, stored, coder, read_only, elsewhere, warnings };
    post.done(Done::Opened(job, Box::new(opened)));
}

/// Says where the project is kept, if not beside the articles, and makes sure that it can be.
pub(super) fn kept_elsewhere(place: &Place) -> Option<String> {
    let parent = place.file.parent()?;
    if parent == place.folder {
        return None;
    }
    if let Err(error) = std::fs::create_dir_all(parent) {
        return Some(format!("{} cannot be made ({error}), so nothing can be saved.", parent.display()));
    }
    let (folder, file) = (place.folder.display(), place.file.display());
    Some(format!("{folder} cannot be written, so its project is kept in {file}."))
}

/// The cache of a folder, among the files of the user's that programs may delete.
pub(super) fn library_cache(
    folder: &Path,
    columns: BTreeMap<String, ColumnMapping>,
) -> reading::LibraryCache {
    let caches =
        directories::ProjectDirs::from("", "", "tollbook").map(|dirs| dirs.cache_dir().join("library"));
    let file = caches.map(|caches| reading::cache_file(&caches, folder));
    reading::LibraryCache::new(folder, file).with_columns(columns)
}

pub(super) fn scan(post: &Post, job: JobId, request: ScanRequest, cancel: &AtomicBool) {
    let ScanRequest { folder, columns } = request;
    let cache = Arc::new(library_cache(&folder, columns));
    post.done(Done::Cache(job, cache.clone()));
    let summary = reading::scan_with_cache(&folder, &cache, cancel, &|batch| {
        post.done(Done::Progress(job, batch.read, batch.total));
        post.articles(job, batch.items);
    });
    post.done(Done::Scanned(job, summary));
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::model::start;
    use tollbook_files::storage::team::make_replica;

    #[test]
    fn in_a_replica_the_name_on_the_server_is_proposed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sahel.tollbook");
        let mut stamp = crate::jobs::stamp();
        let (project, edit) = start::begin(stamp.mint(), "Sahel", "Ada", &mut stamp);
        Store::new_file(&path).commit(&[Arc::new(edit).into()]).unwrap();
        let (mut store, _) = Store::open(&path).unwrap();
        let before = proposed_name(&store, Some(&project));
        assert_eq!(before, coder_name());
        make_replica(&mut store, &Address::parse("postgresql://ben@db.example/sahel").unwrap()).unwrap();
        if std::env::var_os(CODER).is_none() {
            assert_eq!(proposed_name(&store, Some(&project)), "ben");
        }
    }

    #[test]
    fn a_folder_leads_to_its_one_project_file() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("sahel");
        std::fs::create_dir(&folder).unwrap();
        assert_eq!(project_file(&folder).unwrap().file, folder.join("sahel.tollbook"));
        std::fs::write(folder.join("other.tollbook"), b"").unwrap();
        assert_eq!(project_file(&folder).unwrap().file, folder.join("other.tollbook"));
        assert_eq!(project_file(&folder.join("other.tollbook")).unwrap().folder, folder);
        std::fs::write(folder.join("third.tollbook"), b"").unwrap();
        assert!(matches!(project_file(&folder), Err(NoProject::Several(_, files)) if files.len() == 2));
        assert!(matches!(project_file(&folder.join("nowhere")), Err(NoProject::Missing(_))));
        std::fs::write(folder.join("a.txt"), b"").unwrap();
        assert!(matches!(project_file(&folder.join("a.txt")), Err(NoProject::OtherFile(_))));
    }

    #[cfg(unix)]
    #[test]
    fn the_project_of_a_folder_that_cannot_be_written_is_kept_elsewhere() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("archive");
        std::fs::create_dir(&folder).unwrap();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).unwrap();
        let place = project_file(&folder).unwrap();
        assert_eq!(place.folder, folder);
        assert!(!place.file.starts_with(&folder), "{}", place.file.display());
        assert!(place.file.ends_with("archive.tollbook"));
    }
}
