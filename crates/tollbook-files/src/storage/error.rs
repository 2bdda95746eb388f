//! What can go wrong with a project file, each as a sentence that names the file and the remedy.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use tollbook_core::model::EditId;

/// Why a project file could not be opened, read or written. Shown to people as it is, with a full
/// stop after it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// There is no such file.
    #[error("“{}” is not there; check the name, or open the folder to begin a project", .0.display())]
    Missing(PathBuf),
    /// The file is no project of this program.
    #[error("“{}” is not a Tollbook project; open a folder of articles or a .tollbook file", .0.display())]
    NotAProject(PathBuf),
    /// The file was written by a later version of the program.
    #[error(
        "“{}” was written by a newer Tollbook (its version is {found}, this program knows {known}); install the newer one",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The file is cut short or otherwise broken.
    #[error(
        "“{}” is damaged ({detail}); restore a dated copy with File > Restore…, or save what is left into a new file with: \
         tollbook check --repair NEW-FILE FILE",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// A commit that a crash cut short cannot be taken back where the file lies.
    #[error(
        "A commit to “{}” was cut short, and the folder cannot be written to take it back; copy the file and the file of \
         that name with -journal at its end to a folder that can be written, and open the copy", .0.display()
    )]
    CutShort(PathBuf),
    /// The file may be read and not written.
    #[error(
        "“{}” cannot be written; ask for permission to write it and its folder, or copy the folder elsewhere and open the copy",
        .0.display()
    )]
    ReadOnly(PathBuf),
    /// Another window or program has the project open for editing.
    #[error("“{}” is being edited in another window or by another person; close it there first", .0.display())]
    OpenElsewhere(PathBuf),
    /// The file holds edits that this program did not make.
    #[error(
        "“{}” has been changed by another program since it was opened; open it again, then repeat what is not saved",
        .0.display()
    )]
    ChangedElsewhere(PathBuf),
    /// A project was to be begun where a file is already.
    #[error("“{}” has appeared meanwhile; open it, then repeat what is not saved", .0.display())]
    Exists(PathBuf),
    /// A file was to be written where there is one.
    #[error("“{}” is there already; choose another name", .0.display())]
    NameTaken(PathBuf),
    /// The file was moved, removed or replaced while it was open.
    #[error("“{}” has been moved or removed; put it back where it was, then save again", .0.display())]
    Gone(PathBuf),
    /// No room is left.
    #[error("The disk that holds “{}” is full; make room, then save again", .0.display())]
    Full(PathBuf),
    /// The system opens no more files.
    #[error("“{}” cannot be opened, because too many files are open; close other programs, then try again", .0.display())]
    TooManyFiles(PathBuf),
    /// Another program is in the middle of reading or writing the file.
    #[error("“{}” is in use by another program; wait for it or close it, then save again", .0.display())]
    Busy(PathBuf),
    /// The file contradicts an edit: one of them is not what the other was made for.
    #[error(
        "“{label}” does not fit what “{}” holds ({detail}); open it again, then repeat what is not saved",
        path.display()
    )]
    Refused {
        /// The file.
        path: PathBuf,
        /// The edit's label.
        label: String,
        /// What does not fit.
        detail: String,
    },
    /// The history has no such edit.
    #[error("“{}” has no edit {id} in its history; open it again", path.display())]
    NoEdit {
        /// The file.
        path: PathBuf,
        /// The edit.
        id: EditId,
    },
    /// The older history of a team's replica has not come in yet.
    #[error(
        "The history of “{}” is not whole yet: of the {until} edits before its snapshot, {here} have come from the team; \
         leave the project open with the server in reach, or run: tollbook team sync, then try again",
        path.display()
    )]
    HistoryIncomplete {
        /// The file.
        path: PathBuf,
        /// The number of the last of them that has come in.
        here: i64,
        /// The number of the edit after which the snapshot was made.
        until: i64,
    },
    /// The disk or the system failed in another way.
    #[error("“{}” cannot be {doing}: {detail}; check the disk and the permissions, then try again", path.display())]
    Failed {
        /// The file.
        path: PathBuf,
        /// `read` or `saved`.
        doing: &'static str,
        /// What the system says.
        detail: String,
    },
}

/// What was being done when an error came up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Reading,
    Saving,
}

impl Doing {
    fn as_str(self) -> &'static str {
        match self {
            Self::Reading => "read",
            Self::Saving => "saved",
        }
    }
}

/// What goes wrong inside, before the file's name is added.
#[derive(Debug)]
pub(super) enum Fault {
    Sqlite(rusqlite::Error),
    /// The file holds something that no version of this program writes.
    Broken(String),
    /// The rows are not those for which the edit of this label was made.
    Refused(String, String),
    /// The history goes on where its end should be.
    ChangedElsewhere,
    /// A part of the history has not come in yet.
    Incomplete(super::team::Older),
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<rusqlite::types::FromSqlError> for Fault {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl Fault {
    /// The error as the caller sees it.
    pub(super) fn at(self, path: &Path, doing: Doing) -> StorageError {
        let path = path.to_owned();
        match self {
            Self::Sqlite(error) => StorageError::sqlite(&path, doing, &error),
            Self::Broken(detail) => StorageError::Damaged { path, detail },
            Self::Refused(label, detail) => StorageError::Refused { path, label, detail },
            Self::ChangedElsewhere => StorageError::ChangedElsewhere(path),
            Self::Incomplete(older) => {
                StorageError::HistoryIncomplete { path, here: older.here, until: older.until }
            }
        }
    }
}

/// Whether the system refused to open one file more.
fn is_out_of_files(error: &io::Error) -> bool {
    // ENFILE and EMFILE, the same on every Unix; ERROR_TOO_MANY_OPEN_FILES.
    let codes: &[i32] = if cfg!(windows) { &[4] } else { &[23, 24] };
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

/// The error that a finding of SQLite's check of all pages tells of, where a page could not be read: that is no damage of
/// the file.
pub(super) fn unreadable_page(finding: &str) -> Option<rusqlite::Error> {
    let (_, code) = finding.split_once("error code=")?;
    let code: i32 = code.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let is_cut_short = code == rusqlite::ffi::SQLITE_IOERR_SHORT_READ;
    let failed =
        matches!(code & 0xff, rusqlite::ffi::SQLITE_IOERR | rusqlite::ffi::SQLITE_NOMEM) && !is_cut_short;
    failed.then(|| rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None))
}

/// A value that stands in the file as text.
pub(super) fn parse<T: std::str::FromStr>(text: &str) -> Result<T, Fault> {
    text.parse().map_err(|_| Fault::Broken(format!("“{text}” stands where it cannot")))
}

impl StorageError {
    /// What an error of SQLite means for the file at `path`.
    pub(super) fn sqlite(path: &Path, doing: Doing, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let failed = |detail: String| Self::Failed { path: path.clone(), doing: doing.as_str(), detail };
        let (code, extended) = match error {
            rusqlite::Error::SqliteFailure(failure, _) => (failure.code, failure.extended_code),
            // A column of another type, or a text that is not UTF-8: the file was not written by us.
            other => return Self::Damaged { path, detail: other.to_string() },
        };
        match code {
            ErrorCode::NotADatabase => Self::NotAProject(path),
            ErrorCode::DatabaseCorrupt => Self::Damaged { path, detail: error.to_string() },
            ErrorCode::SystemIoFailure if extended == rusqlite::ffi::SQLITE_IOERR_SHORT_READ => {
                Self::Damaged { path, detail: "it is cut short".to_owned() }
            }
            ErrorCode::DiskFull => Self::Full(path),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(path),
            ErrorCode::ReadOnly if extended == rusqlite::ffi::SQLITE_READONLY_DBMOVED => Self::Gone(path),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly(path),
            ErrorCode::CannotOpen if !path.exists() => match doing {
                Doing::Reading => Self::Missing(path),
                Doing::Saving => Self::Gone(path),
            },
            ErrorCode::CannotOpen
                if std::fs::File::open(&path).is_err_and(|error| is_out_of_files(&error)) =>
            {
                Self::TooManyFiles(path)
            }
            // The file is there: it is the journal beside it that cannot be made.
            ErrorCode::CannotOpen if doing == Doing::Saving => Self::ReadOnly(path),
            // A table or column that is not there.
            ErrorCode::Unknown if doing == Doing::Reading => {
                Self::Damaged { path, detail: error.to_string() }
            }
            _ => failed(error.to_string()),
        }
    }

    /// What an error of the file system means for the file at `path`.
    pub(super) fn io(path: &Path, doing: Doing, error: &io::Error) -> Self {
        let path = path.to_owned();
        if is_out_of_files(error) {
            return Self::TooManyFiles(path);
        }
        match (error.kind(), doing) {
            (io::ErrorKind::NotFound, Doing::Reading) => Self::Missing(path),
            (io::ErrorKind::NotFound, Doing::Saving) => Self::Gone(path),
            (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _) => Self::Full(path),
            (io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem, Doing::Saving) => {
                Self::ReadOnly(path)
            }
            _ => Self::Failed { path, doing: doing.as_str(), detail: error.to_string() },
        }
    }

    /// Whether it says nothing of what the file holds: the system failed, now.
    pub(super) fn is_of_the_system(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::Full(_) | Self::TooManyFiles(_) | Self::Busy(_))
    }

    /// Whether trying again cannot help: the file must be opened anew.
    pub fn is_final(&self) -> bool {
        matches!(
            self,
            Self::ChangedElsewhere(_) | Self::Exists(_) | Self::Refused { .. } | Self::Newer { .. }
        )
    }
}
