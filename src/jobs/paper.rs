//! Papers: pages and pictures that the user saves as files of their own.

use std::path::Path;

use super::{Post, keep};
use crate::analysis::account::Account;
use crate::exchange::{self, picture};
use crate::state::effect::{ChartPaper, Done, JobId, Pixels};

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

/// Writes a chart as the file's ending says.
pub(super) fn chart(post: &Post, job: JobId, to: &Path, chart: &ChartPaper) {
    post.done(Done::PaperSaved(job, write_chart(to, chart)));
}

/// Makes the pixels of a chart, to be put on the clipboard.
pub(super) fn pixels(post: &Post, job: JobId, chart: &ChartPaper) {
    let made = picture::pixels(&chart.chart, &chart.caption, &chart.format);
    post.done(Done::PictureMade(job, made.map(|(size, pixels)| Pixels { size, pixels })));
}

/// Writes a chart as the file's ending says; gives a sentence for the user.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub(super) fn write_chart(to: &Path, paper: &ChartPaper) -> Result<String, String> {
    let ChartPaper { chart, caption, format, .. } = paper;
    let drawn =
        |bytes: Result<Vec<u8>, String>| match paper.query.outcomes.len() {
            1 => write(to, &bytes?).map(|()| format!("Saved to {}.", to.display())),
            _ => Err("A picture shows one outcome at a time: choose killed, wounded, missing or captured."
                .to_owned()),
        };
    match extension(to).as_str() {
        "csv" => {
            let mut bytes = Vec::new();
            let ChartPaper { project, timeline, query, options, .. } = paper;
            let rows = exchange::write_series(&mut bytes, project, timeline, query, options)
                .map_err(|error| format!("{} could not be written: {error}.", to.display()))?;
            write(to, &bytes)?;
            Ok(format!("{}: {rows} rows", to.display()))
        }
        "svg" => drawn(picture::svg(chart, caption, format).map(String::into_bytes)),
        "png" => drawn(picture::png(chart, caption, format)),
        _ => Err(format!("{} ends neither in .csv nor in .svg or .png; name it so.", to.display())),
    }
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
    keep::write(to, bytes)
        .map_err(|error| format!("{} could not be written: {error}. Name another place.", to.display()))
}
