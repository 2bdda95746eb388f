//! Papers: pages and pictures that the user saves as files of their own.

use std::io::Write;
use std::path::Path;

use super::Post;
use crate::analysis::account::Account;
use crate::exchange;
use crate::state::effect::{Done, JobId};

/// Writes an account as the file's ending says.
pub(super) fn account(post: &Post, job: JobId, to: &Path, account: &Account) {
    let page = match extension(to).as_str() {
        "md" | "markdown" => Ok(exchange::account::markdown(account)),
        "html" | "htm" => Ok(exchange::account::html(account)),
        _ => Err(format!("{} ends neither in .md nor in .html; name it so.", to.display())),
    };
    let done =
        page.and_then(|page| write(to, page.as_bytes())).map(|()| format!("Saved to {}.", to.display()));
    post.done(Done::PaperSaved(job, done));
}

/// The ending of a file's name, in lower case.
pub(super) fn extension(path: &Path) -> String {
    path.extension().map_or_else(String::new, |ending| ending.to_string_lossy().to_lowercase())
}

/// Writes a file, whole or not at all.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub(super) fn write(to: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let write = || -> std::io::Result<()> {
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        temporary.persist(to)?;
        Ok(())
    };
    write().map_err(|error| format!("{} could not be written: {error}. Name another place.", to.display()))
}
