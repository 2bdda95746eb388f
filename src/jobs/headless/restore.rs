//! `tollbook restore`: lists the backups of a project, or restores one.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use super::{Answer, project_file};
use crate::jobs::{backups, restore};
use tollbook_files::storage::Store;
use tollbook_state::restore::RestoreRequest;

/// Which backup is restored, and where to.
#[derive(Debug, clap::Args)]
pub struct RestoreChoice {
    /// The number of the backup in the list, 1 is the newest; without it, the backups are listed with what restoring
    /// each would change.
    #[arg(long, value_name = "NUMBER", requires = "target")]
    backup: Option<usize>,
    /// Write it to this new file.
    #[arg(long, value_name = "NEW-FILE", group = "target")]
    to: Option<PathBuf>,
    /// Put it in the project's place; the project as it is now is kept beside it under a dated name.
    #[arg(long, group = "target")]
    in_place: bool,
}

/// `tollbook restore PROJECT`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn restore(project: &Path, choice: &RestoreChoice) -> Answer {
    // The project file itself may be damaged or gone: what counts is its path.
    let file = match project.extension() {
        Some(extension) if extension == "tollbook" => {
            std::path::absolute(project).unwrap_or_else(|_| project.to_owned())
        }
        _ => project_file(project).map_err(|why| why.to_string())?.file,
    };
    let root = backups::folder();
    let found = restore::of_project(&file, root.as_deref());
    if found.is_empty() {
        return Err(format!(
            "There is no backup of {}. Backups are made at the first edit of a day and every hour of work in the \
             window.",
            file.display()
        ));
    }
    let Some(number) = choice.backup else {
        let present = Store::open(&file).ok().map(|(_, opened)| opened.project);
        let lines = found.iter().zip(1..).map(|(backup, number)| {
            let made = backup.made.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string();
            let size = backup.size.div_ceil(1024);
            let contents = match restore::summary(&backup.path, present.as_ref()) {
                Ok(summary) => {
                    let changes = summary.changes.map_or_else(
                        || "the project cannot be read to compare".to_owned(),
                        |changes| format!("against now: {}", changes.summary()),
                    );
                    format!("last edit by {} (“{}”); {changes}", summary.coder, summary.last_edit)
                }
                Err(why) => format!("cannot be used: {why}"),
            };
            format!("{number}  {made}  {size} kB  {contents}")
        });
        return Ok(lines.collect());
    };
    let backup = number.checked_sub(1).and_then(|place| found.get(place));
    let backup = backup.ok_or_else(|| {
        format!("There is no backup {number}; there are {}, of which 1 is the newest.", found.len())
    })?;
    let request = RestoreRequest {
        backup: backup.path.clone(),
        project: file,
        into_new: choice.to.clone(),
        open: None,
    };
    let restored = restore::carry_out(&request)?;
    let mut lines = vec![format!("Restored to {}", restored.file.display())];
    lines.extend(restored.kept.map(|kept| format!("The project as it was is kept as {}", kept.display())));
    Ok(lines)
}
