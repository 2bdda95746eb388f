//! Journals that a crash left beside a project file, and whether they may be rolled back into it.
//!
//! SQLite rolls any journal of the right name back into the file, whichever file it was written for. If the
//! project has been replaced by a backup meanwhile, or begun anew, that damages a good file. So a journal is
//! tried on a copy first:
//!
//! - A file that is sound as it stands needs no journal. The journal is removed if it would only take back
//!   edits that the file holds, else it is another file's and is set aside under a name that says so.
//! - A file that is sound only with the journal has it rolled back, by SQLite, as usual.
//! - Where neither is sound, because rows were changed outside this program, the first page of the journal
//!   and that of the file must agree.
//! - Else nothing is touched and the file is not opened.
//!
//! A file that was renamed after a crash finds its journal under its former name.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::OpenFlags;

use super::check;
use super::error::{Doing, Fault, StorageError};
use super::files::{beside, sync_folder};
use super::lock::Lock;
use super::migrate;
use super::open::identify;
use super::schema::{self, VERSION};
use super::store::connect;
use tollbook_core::model::EditId;

/// What SQLite adds to a file's name for the journals that it rolls back or forward.
const SUFFIXES: [&str; 2] = ["-journal", "-wal"];

/// What is added to the name of a journal that belongs to another file.
const ASIDE: &str = "-of-another-file";

/// Whether the caller holds the lock of the project file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Locked {
    Yes,
    No,
}

/// Deals with the journals beside the project file at `path`, so that SQLite may connect to it. Says what was
/// done that the user should know, a sentence each. Without journals nothing is read and nothing written.
///
/// # Errors
/// If the file is whole neither with its journal nor without it, or cannot be written to roll it back.
pub(super) fn settle(path: &Path, locked: Locked) -> Result<Vec<String>, StorageError> {
    let mut left = left_behind(path).map_err(|error| StorageError::io(path, Doing::Reading, &error))?;
    let is_former = left.is_empty();
    if is_former {
        left = of_former_names(path);
    }
    if left.is_empty() {
        return Ok(Vec::new());
    }
    let _lock = match locked {
        Locked::Yes => None,
        Locked::No => match Lock::acquire(path) {
            Ok(Some(lock)) => Some(lock),
            // The journal is that of a commit under way.
            Ok(None) => return Ok(Vec::new()),
            Err(_) if is_former => return Ok(Vec::new()),
            Err(_) => return Err(StorageError::CutShort(path.to_owned())),
        },
    };
    if is_former { adopt(path, &left) } else { decide(path, &left) }
}

/// Sets the journals aside that lie where a new project file is to be made: they cannot be its own.
pub(super) fn set_aside_before_making(path: &Path) -> io::Result<()> {
    left_behind(path)?.iter().try_for_each(|journal| set_aside(journal).map(drop))
}

/// The journals of a file that are not empty. SQLite itself passes over an empty one.
fn left_behind(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for journal in SUFFIXES.iter().map(|suffix| beside(path, suffix)) {
        match fs::metadata(&journal) {
            Ok(file) if file.is_file() && file.len() > 0 => found.push(journal),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// Journals in the folder of `path` of project files that are no longer there.
fn of_former_names(path: &Path) -> Vec<PathBuf> {
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|journal| {
            let name = journal.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let project = name.strip_suffix(SUFFIXES[0]).filter(|name| name.ends_with(".tollbook"));
            project.is_some_and(|name| matches!(journal.with_file_name(name).try_exists(), Ok(false)))
                && fs::metadata(journal).is_ok_and(|file| file.is_file() && file.len() > 0)
        })
        .collect();
    found.sort();
    found
}

fn decide(path: &Path, journals: &[PathBuf]) -> Result<Vec<String>, StorageError> {
    let io = |error: io::Error| StorageError::io(path, Doing::Reading, &error);
    let without = try_on_copy(path, &[])?;
    let with = try_on_copy(path, journals)?;
    let sentence = |aside: PathBuf| {
        format!(
            "A journal beside “{}” belongs to another file, perhaps to this project before it was replaced. It was \
             not used, and is kept as “{}”.",
            path.display(),
            aside.display()
        )
    };
    let aside =
        || journals.iter().map(|journal| set_aside(journal).map(sentence)).collect::<io::Result<Vec<_>>>();
    match (without.state, with.state) {
        // Rolling it back changes nothing that the history knows.
        (State::Sound, State::Sound) if without.edits == with.edits => Ok(Vec::new()),
        (State::Sound, State::Sound) if without.edits.starts_with(&with.edits) => {
            // What the file holds must be on the disk before the journal goes that would take it back.
            let removed = File::open(path).and_then(|file| {
                file.sync_all()?;
                journals.iter().try_for_each(fs::remove_file)?;
                sync_folder(path)
            });
            removed.map(|()| Vec::new()).map_err(io)
        }
        (State::Sound, _) => aside().map_err(io),
        (_, State::Sound) => Ok(Vec::new()),
        (_, State::Readable) if is_of(path, journals) == Some(true) => Ok(Vec::new()),
        (State::Readable, _) if is_of(path, journals) == Some(false) => aside().map_err(io),
        _ => {
            let detail = "it is whole neither with the journal beside it nor without".to_owned();
            Err(StorageError::Damaged { path: path.to_owned(), detail })
        }
    }
}

/// Gives the file the journal of its former name, if it is not sound without and is sound with it.
fn adopt(path: &Path, journals: &[PathBuf]) -> Result<Vec<String>, StorageError> {
    let io = |error: io::Error| StorageError::io(path, Doing::Reading, &error);
    if try_on_copy(path, &[])?.state == State::Sound {
        return Ok(Vec::new());
    }
    for journal in journals {
        if try_on_copy(path, std::slice::from_ref(journal))?.state == State::Sound {
            fs::rename(journal, beside(path, SUFFIXES[0])).map_err(io)?;
            sync_folder(path).map_err(io)?;
            return Ok(Vec::new());
        }
    }
    Ok(Vec::new())
}

/// Renames a journal, so that SQLite does not take it for the file's; its new name.
fn set_aside(journal: &Path) -> io::Result<PathBuf> {
    let name = |n: u32| beside(journal, if n == 1 { ASIDE.to_owned() } else { format!("{ASIDE}-{n}") });
    let free = (1..=u32::MAX).map(name).find(|aside| !aside.exists());
    let aside = free.unwrap_or_else(|| name(1));
    fs::rename(journal, &aside)?;
    Ok(aside)
}

/// How good a project file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// SQLite finds it damaged, or it is no project.
    Broken,
    /// SQLite finds nothing, and rows contradict the history or the texts.
    Readable,
    /// Nothing is wrong.
    Sound,
}

struct Trial {
    state: State,
    /// The ids of its edits, first to last; as far as they can be read.
    edits: Vec<EditId>,
}

/// Copies the file with these journals and looks at what SQLite makes of the copy.
///
/// # Errors
/// If the system fails on the way, so that nothing is known.
fn try_on_copy(path: &Path, journals: &[PathBuf]) -> Result<Trial, StorageError> {
    let io = |error: io::Error| StorageError::io(path, Doing::Reading, &error);
    let folder = tempfile::tempdir().map_err(io)?;
    let copy = folder.path().join("copy");
    fs::copy(path, &copy).map_err(io)?;
    for journal in journals {
        let suffix = SUFFIXES.iter().find(|suffix| journal.to_string_lossy().ends_with(**suffix));
        fs::copy(journal, beside(&copy, suffix.unwrap_or(&SUFFIXES[0]))).map_err(io)?;
    }
    match examine(&copy) {
        Ok(trial) => Ok(trial),
        Err(error) if error.is_of_the_system() => {
            let detail = format!("its journal could not be tried on a copy ({error})");
            Err(StorageError::Failed { path: path.to_owned(), doing: "read", detail })
        }
        Err(_) => Ok(Trial { state: State::Broken, edits: Vec::new() }),
    }
}

fn examine(copy: &Path) -> Result<Trial, StorageError> {
    let failed = |error: rusqlite::Error| StorageError::sqlite(copy, Doing::Reading, &error);
    let fault = |fault: Fault| fault.at(copy, Doing::Reading);
    let mut connection = connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(failed)?;
    let is_older = identify(&connection, copy)? < VERSION;
    schema::check(&connection, is_older).map_err(fault)?;
    if !check::pages_are_sound(&connection).map_err(fault)? {
        return Ok(Trial { state: State::Broken, edits: Vec::new() });
    }
    if is_older {
        connection = migrate::in_memory(&connection).map_err(fault)?;
    }
    let findings = check::findings(&connection, copy);
    let state = if findings.is_empty() { State::Sound } else { State::Readable };
    Ok(Trial { state, edits: super::fetch::edit_ids(&connection).unwrap_or_default() })
}

/// What SQLite writes at the beginning of a rollback journal.
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Whether the first page of the file is the one that a rollback journal holds, or the next version of it;
/// `None` if the journals do not tell.
fn is_of(path: &Path, journals: &[PathBuf]) -> Option<bool> {
    let journal = journals.iter().find(|journal| journal.to_string_lossy().ends_with(SUFFIXES[0]))?;
    let image = first_page(&fs::read(journal).ok()?)?.to_vec();
    let file = fs::read(path).ok()?;
    Some(file.get(..image.len()).is_some_and(|page| follows(&image, page)))
}

/// The image of page 1 in the first part of a journal. The format: <https://sqlite.org/fileformat.html>, section 3.
fn first_page(journal: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| Some(u32::from_be_bytes(journal.get(at..at + 4)?.try_into().ok()?) as usize);
    if !journal.starts_with(&MAGIC) {
        return None;
    }
    let (mut at, page_size) = (number(20)?, number(24)?);
    if !(512..=65_536).contains(&page_size) || at < 28 {
        return None;
    }
    while number(at)? != 1 {
        at += 4 + page_size + 4;
    }
    journal.get(at + 4..at + 4 + page_size)
}

/// Whether `page` is the first page `image`, untouched or as the commit left it that the journal belongs to:
/// that changes only the change counter, the number of pages, the list of free pages and what goes with the counter.
fn follows(image: &[u8], page: &[u8]) -> bool {
    const CHANGING: [std::ops::Range<usize>; 2] = [24..40, 92..100];
    let counter =
        |page: &[u8]| page.get(24..28).map(|bytes| bytes.iter().fold(0_u32, |n, &b| n << 8 | u32::from(b)));
    let (Some(before), Some(now)) = (counter(image), counter(page)) else { return false };
    let rest_is_equal = || {
        let fixed = (0..image.len()).filter(|at| !CHANGING.iter().any(|range| range.contains(at)));
        fixed.into_iter().all(|at| image[at] == page[at])
    };
    image == page || (now == before.wrapping_add(1) && rest_is_equal())
}
