//! From an older layout to the one that this program writes: forward only, and on a copy.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, Transaction};

use super::error::{Doing, Fault, StorageError};
use super::files::{beside, remove_database, sync_folder};
use super::lock::Lock;
use super::store::connect;

/// Brings a file from one version to the next. It must rewrite the history as well as the tables:
/// the JSON in `change`, and `edit.schema`, so that the history still adds up to the tables.
pub(super) type Step = fn(&Transaction<'_>) -> rusqlite::Result<()>;

/// The steps: the first leads from version 1 to version 2. Every file so far is of version 1.
pub(super) const STEPS: &[Step] = &[];

/// Brings the project file at `path` from version `from` to the one after the last of `steps`.
///
/// The steps run on a copy, which then takes the file's place; the file as it was is kept beside
/// it, with its version added to its name. If anything fails, nothing has happened.
pub(super) fn forward(path: &Path, from: i64, steps: &[Step]) -> Result<(), StorageError> {
    let io = |error: std::io::Error| StorageError::io(path, Doing::Saving, &error);
    let Some(_lock) = Lock::take(path).map_err(io)? else {
        return Err(StorageError::OpenElsewhere(path.to_owned()));
    };
    let new = beside(path, "-new");
    remove_database(&new);
    let moved = copy_forward(path, &new, from, steps)
        .map_err(|fault| fault.at(path, Doing::Saving))
        .and_then(|()| fs::copy(path, beside(path, format!("-v{from}"))).map_err(io))
        .and_then(|_| fs::rename(&new, path).map_err(io));
    if moved.is_err() {
        remove_database(&new);
    }
    moved?;
    sync_folder(path).map_err(io)
}

fn copy_forward(path: &Path, new: &Path, from: i64, steps: &[Step]) -> Result<(), Fault> {
    let original = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let name = new.to_str().ok_or_else(|| Fault::Broken("its name is not UTF-8".to_owned()))?;
    original.execute("VACUUM INTO ?1", [name])?;
    let copy: Connection = connect(new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let transaction = copy.unchecked_transaction()?;
    let mut version = from;
    for step in steps.iter().skip(usize::try_from(from - 1).unwrap_or(usize::MAX)) {
        step(&transaction)?;
        version += 1;
    }
    transaction.pragma_update(None, "user_version", version)?;
    transaction.commit()?;
    copy.close().map_err(|(_, error)| error.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::Store;
    use crate::storage::tests::{Desk, listing};

    fn version(path: &Path) -> i64 {
        Connection::open(path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn a_file_goes_forward_on_a_copy_and_the_old_one_is_kept() {
        let (desk, store) = Desk::saved();
        drop(store);
        let before = fs::read(desk.path()).unwrap();
        let step: Step = |transaction| {
            transaction.execute_batch(
                "ALTER TABLE article RENAME COLUMN voice TO agency; UPDATE edit SET schema = 2;
                 UPDATE change SET after = replace(after, '\"voice\"', '\"agency\"') WHERE tbl = 'article'",
            )
        };
        forward(&desk.path(), 1, &[step]).unwrap();
        assert_eq!(version(&desk.path()), 2);
        assert_eq!(fs::read(beside(&desk.path(), "-v1")).unwrap(), before);
        assert_eq!(listing(desk.folder.path()).len(), 2);
        let agency = "SELECT count(agency) FROM article";
        Connection::open(desk.path()).unwrap().query_row(agency, [], |_| Ok(())).unwrap();
        assert!(Store::open(&desk.path()).is_err(), "this program knows no version 2");
    }

    #[test]
    fn a_step_that_fails_leaves_everything_as_it_was() {
        let (desk, store) = Desk::saved();
        drop(store);
        let before = listing(desk.folder.path());
        let steps: [Step; 2] = [
            |transaction| transaction.execute_batch("DELETE FROM claim"),
            |transaction| transaction.execute_batch("?"),
        ];
        forward(&desk.path(), 1, &steps).unwrap_err();
        assert_eq!(listing(desk.folder.path()), before);
        desk.assert_saved();
    }
}
