//! Why an export failed.

use std::path::PathBuf;

/// Why nothing was exported. What was in the folder before is still there.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// It was cancelled.
    #[error("The export was cancelled; nothing was written.")]
    Cancelled,
    /// A file or folder could not be written.
    #[error(
        "{} could not be written: {source}. Check that the folder can be written to and that the disk has \
         room, or export to another folder.",
        path.display()
    )]
    File {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The folder holds something that an export must not replace.
    #[error("{}: {why} Export to another folder, or to one that does not exist yet.", path.display())]
    Occupied {
        /// The folder.
        path: PathBuf,
        /// What is in it.
        why: String,
    },
    /// The old package was moved away, and neither it nor the new one could be put in its place.
    #[error("{} could not be replaced: {source}. What was there is now {}; move it back.", path.display(), old.display())]
    Stranded {
        /// The folder.
        path: PathBuf,
        /// Where its contents are.
        old: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
