//! The system's own dialogs. They are made on the window's thread and waited for on another.

use std::future::Future;
use std::time::{Duration, Instant};

use rfd::{AsyncFileDialog, FileHandle};

use super::{Post, spawn};
use tollbook_files::exchange::ExportFormat;
use tollbook_state::effect::{Asked, Done, Output};

/// A dialog that is gone sooner than a person can answer was never there: without a desktop portal
/// the library answers as if it had been cancelled.
const TOO_SOON: Duration = Duration::from_millis(400);

/// Asks for a folder of articles.
pub(super) fn folder(post: Post) {
    let dialog = AsyncFileDialog::new().set_title("Open a folder of articles").pick_folder();
    wait(post, Asked::Open, dialog, |folder: FileHandle| Done::Chosen(folder.path().to_owned()));
}

/// Asks for a project file.
pub(super) fn file(post: Post) {
    let dialog = AsyncFileDialog::new()
        .set_title("Open a project file")
        .add_filter("Tollbook project", &["tollbook"])
        .pick_file();
    wait(post, Asked::Open, dialog, |file: FileHandle| Done::Chosen(file.path().to_owned()));
}

/// Asks for the folder in which to write a package, or for the file of a workbook.
pub(super) fn export(post: Post, format: ExportFormat) {
    let chosen = move |file: FileHandle| Done::ExportChosen(format, file.path().to_owned());
    let dialog = AsyncFileDialog::new();
    match format {
        ExportFormat::Csv => {
            let dialog = dialog.set_title("Export the CSV package to a folder").pick_folder();
            wait(post, Asked::Export(format), dialog, chosen);
        }
        ExportFormat::Xlsx => {
            let dialog = dialog
                .set_title("Export an Excel workbook")
                .set_file_name("tollbook.xlsx")
                .add_filter("Excel workbook", &[format.as_str()])
                .save_file();
            wait(post, Asked::Export(format), dialog, chosen);
        }
    }
}

/// Asks for a codebook to import.
pub(super) fn codebook(post: Post) {
    let dialog = AsyncFileDialog::new()
        .set_title("Import a codebook")
        .add_filter("CSV, or a list of names", &["csv", "tsv", "txt"])
        .pick_file();
    wait(post, Asked::Codebook, dialog, |file: FileHandle| Done::CodebookChosen(file.path().to_owned()));
}

/// Asks for files to import.
pub(super) fn import(post: Post) {
    let dialog = AsyncFileDialog::new()
        .set_title("Import CSV files")
        .add_filter("CSV and data packages", &["csv", "tsv", "json"])
        .pick_files();
    wait(post, Asked::Import, dialog, |files: Vec<FileHandle>| {
        Done::ImportChosen(files.iter().map(|file| file.path().to_owned()).collect())
    });
}

/// Asks for the file to save a paper to.
pub(super) fn save(post: Post, paper: Output) {
    let dialog = AsyncFileDialog::new();
    let dialog = match &paper {
        Output::Provenance(_) => dialog
            .set_title("Save how this was counted")
            .set_file_name("how-this-was-counted.md")
            .add_filter("Markdown", &["md"])
            .add_filter("HTML", &["html"]),
        Output::Chart(..) => dialog
            .set_title("Export the chart")
            .set_file_name("chart.svg")
            .add_filter("SVG", &["svg"])
            .add_filter("PNG", &["png"])
            .add_filter("CSV", &["csv"]),
    };
    wait(post, Asked::Save(paper.clone()), dialog.save_file(), move |file: FileHandle| {
        Done::SaveChosen(paper, file.path().to_owned())
    });
}

fn wait<T: 'static>(
    post: Post,
    asked: Asked,
    dialog: impl Future<Output = Option<T>> + Send + 'static,
    chosen: impl FnOnce(T) -> Done + Send + 'static,
) {
    let answer = post.clone();
    spawn(&post, "dialog", move || {
        let begun = Instant::now();
        match pollster::block_on(dialog) {
            Some(value) => answer.done(chosen(value)),
            None if begun.elapsed() < TOO_SOON => answer.done(Done::NoDialog(asked)),
            None => {}
        }
    });
}
