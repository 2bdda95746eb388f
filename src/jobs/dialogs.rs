//! The system's own dialogs. They are made on the window's thread and waited for on another.

use std::future::Future;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use super::{Post, spawn};
use tollbook_files::exchange::{ChartFormat, ExportFormat};
use tollbook_files::storage::edit_file::EXTENSION as EDITS;
use tollbook_state::PathPurpose;
use tollbook_state::effect::{ChartExport, Done, Output};

/// A dialog that is gone sooner than a person can answer was never there: without a desktop portal
/// the library answers as if it had been cancelled.
const TOO_SOON: Duration = Duration::from_millis(400);

/// Asks for a path.
pub(super) fn ask_path(post: Post, purpose: PathPurpose) {
    let dialog = AsyncFileDialog::new();
    match &purpose {
        PathPurpose::OpenFolder => {
            let dialog = dialog.set_title("Choose a folder of articles to open");
            wait(post, purpose, dialog.pick_folder(), one);
        }
        PathPurpose::OpenFile => {
            let dialog = dialog
                .set_title("Choose a project file to open")
                .add_filter("Tollbook project", &["tollbook"]);
            wait(post, purpose, dialog.pick_file(), one);
        }
        PathPurpose::Export(ExportFormat::Xlsx) => {
            let dialog = dialog
                .set_title("Export an Excel workbook")
                .set_file_name("tollbook.xlsx")
                .add_filter("Excel workbook", &[ExportFormat::Xlsx.as_str()]);
            wait(post, purpose, dialog.save_file(), one);
        }
        PathPurpose::Export(ExportFormat::Csv) => {
            let dialog = dialog.set_title("Choose a folder for the CSV package");
            wait(post, purpose, dialog.pick_folder(), one);
        }
        PathPurpose::Codebook => {
            let dialog = dialog
                .set_title("Choose a codebook to import")
                .add_filter("CSV, or a list of names", &["csv", "tsv", "txt"]);
            wait(post, purpose, dialog.pick_file(), one);
        }
        PathPurpose::Import => {
            let dialog = dialog
                .set_title("Choose CSV files to import")
                .add_filter("CSV, data packages, edits that were not saved", &["csv", "tsv", "json", EDITS]);
            wait(post, purpose, dialog.pick_files(), |files: Vec<FileHandle>| {
                files.iter().map(|file| file.path().to_owned()).collect()
            });
        }
        PathPurpose::Merge => {
            let dialog = dialog
                .set_title("Choose another copy of this project")
                .add_filter("Tollbook project", &["tollbook"]);
            wait(post, purpose, dialog.pick_file(), one);
        }
        PathPurpose::TeamFolder => {
            let dialog = dialog.set_title("Choose a folder for the team project");
            wait(post, purpose, dialog.pick_folder(), one);
        }
        PathPurpose::Restore(_) => {
            let dialog = dialog
                .set_title("Restore into a new project file")
                .set_file_name("restored.tollbook")
                .add_filter("Tollbook project", &["tollbook"]);
            wait(post, purpose, dialog.save_file(), one);
        }
        PathPurpose::Save(Output::Changes) => {
            let dialog = dialog
                .set_title("Save what has changed")
                .set_file_name("changes.csv")
                .add_filter("CSV", &["csv"]);
            wait(post, purpose, dialog.save_file(), one);
        }
        PathPurpose::Save(Output::Agreement) => {
            let dialog = dialog
                .set_title("Save the agreement between coders")
                .set_file_name("agreement.csv")
                .add_filter("CSV", &["csv"])
                .add_filter("HTML", &["html"]);
            wait(post, purpose, dialog.save_file(), one);
        }
        PathPurpose::Save(Output::Disagreements) => {
            let dialog = dialog
                .set_title("Save where the coders differ")
                .set_file_name("disagreements.csv")
                .add_filter("CSV", &["csv"]);
            wait(post, purpose, dialog.save_file(), one);
        }
        PathPurpose::Save(Output::Provenance(_)) => {
            let dialog = dialog
                .set_title("Save how this was counted")
                .set_file_name("how-this-was-counted.md")
                .add_filter("Markdown", &["md"])
                .add_filter("HTML", &["html"]);
            wait(post, purpose, dialog.save_file(), one);
        }
        PathPurpose::Save(Output::Chart(ChartExport { format, .. })) => {
            // The chosen format first, so that it is the one that is proposed.
            let mut formats = ChartFormat::ALL.to_vec();
            formats.sort_by_key(|other| other != format);
            let dialog =
                dialog.set_title("Export the chart").set_file_name(format!("chart.{}", format.extension()));
            let dialog = formats
                .into_iter()
                .fold(dialog, |dialog, format| dialog.add_filter(format.name(), &[format.extension()]));
            wait(post, purpose, dialog.save_file(), one);
        }
    }
}

fn one(file: FileHandle) -> Vec<PathBuf> {
    vec![file.path().to_owned()]
}

fn wait<T: 'static>(
    post: Post,
    purpose: PathPurpose,
    dialog: impl Future<Output = Option<T>> + Send + 'static,
    paths: impl FnOnce(T) -> Vec<PathBuf> + Send + 'static,
) {
    let answer = post.clone();
    spawn(&post, "dialog", move || {
        let begun = Instant::now();
        match pollster::block_on(dialog) {
            Some(chosen) => answer.done(Done::PathChosen(purpose, paths(chosen))),
            None if begun.elapsed() < TOO_SOON => answer.done(Done::NoDialog(purpose)),
            None => {}
        }
    });
}
