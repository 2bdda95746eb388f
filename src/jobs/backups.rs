//! Backups of the open project: at the first edit of a day, and every hour while edits are made.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use uuid::Uuid;

use tollbook_files::storage::backup::{back_up, backups, is_due};

/// Where the backups of all projects lie; `None` where the system has no such place.
pub fn folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "tollbook").map(|folders| folders.data_local_dir().join("backups"))
}

/// The folder, among those of all projects, of the backups of one project file.
pub fn folder_of(folder: &Path, project: &Path) -> PathBuf {
    let path = std::path::absolute(project).unwrap_or_else(|_| project.to_owned());
    let mark = Uuid::new_v5(&Uuid::NAMESPACE_URL, path.as_os_str().as_encoded_bytes());
    folder.join(mark.simple().to_string())
}

/// Makes the backups of one project file that are due.
#[derive(Debug)]
pub(super) struct Backups {
    project: PathBuf,
    folder: PathBuf,
    last: Option<Timestamp>,
    /// Whether it was said that none can be made.
    said: bool,
}

impl Backups {
    /// Of a project file, in its own folder among those of all projects.
    pub fn for_project(project: &Path, folder: &Path) -> Self {
        let folder = folder_of(folder, project);
        let last = backups(project, &folder).first().map(|newest| newest.made);
        Self { project: project.to_owned(), folder, last, said: false }
    }

    /// Makes a backup if one is due; a sentence the first time that it cannot be made.
    pub fn saved(&mut self, now: Timestamp) -> Option<String> {
        if !is_due(self.last, now) {
            return None;
        }
        // Whether it succeeds or not, it is not tried again at every edit.
        self.last = Some(now);
        match back_up(&self.project, &self.folder, now) {
            Ok(_) => {
                self.said = false;
                None
            }
            Err(_) if std::mem::replace(&mut self.said, true) => None,
            Err(error) => Some(format!(
                "No backup of the project could be made: {error}. Edits are saved all the same; make room or mend the \
                 folder {}.",
                self.folder.display()
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_made_at_the_first_edit_of_a_day_and_every_hour() {
        let home = tempfile::tempdir().unwrap();
        let project = home.path().join("Sahel.tollbook");
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        make_project(&project);
        let folder = home.path().join("backups");
        let mut kept = Backups::for_project(&project, &folder);
        let count = || backups(&project, &folder_of(&folder, &project)).len();
        assert_eq!((kept.saved(at("2026-11-29T09:00:00Z")), count()), (None, 1));
        assert_eq!((kept.saved(at("2026-11-29T09:30:00Z")), count()), (None, 1));
        assert_eq!((kept.saved(at("2026-11-29T10:00:01Z")), count()), (None, 2));
        // Another start of the program knows what was made.
        let mut kept = Backups::for_project(&project, &folder);
        assert_eq!((kept.saved(at("2026-11-29T10:20:00Z")), count()), (None, 2));
        assert_eq!((kept.saved(at("2026-11-30T00:00:01Z")), count()), (None, 3));
    }

    #[test]
    fn that_no_backup_can_be_made_is_said_once() {
        let home = tempfile::tempdir().unwrap();
        let mut kept = Backups::for_project(&home.path().join("none.tollbook"), &home.path().join("backups"));
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(kept.saved(at("2026-11-29T09:00:00Z")).is_some_and(|why| why.contains("backups")));
        assert_eq!(kept.saved(at("2026-11-29T09:01:00Z")), None, "not tried again at once");
        assert_eq!(kept.saved(at("2026-11-29T11:00:00Z")), None, "said already");
    }

    /// A project file with its first edit.
    fn make_project(path: &Path) {
        use tollbook_core::model::{EntryId, ProjectId, Stamp, start};
        use tollbook_files::storage::{Pending, Store};
        let now = Timestamp::UNIX_EPOCH;
        let mut stamp = Stamp::new(now, EntryId(Uuid::nil()), 1);
        let (_, edit) = start::begin(stamp.mint::<ProjectId>(), "Sahel", "Ada", &mut stamp);
        let pending = Pending { edit: std::sync::Arc::new(edit), texts: Vec::new() };
        Store::new_file(path).commit(&[pending]).unwrap();
    }
}
