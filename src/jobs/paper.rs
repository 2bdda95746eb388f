//! Papers: pages and pictures that the user saves as files of their own.

use std::path::Path;

use super::Post;
use super::keep::{self, Readers};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::account::{Account, Ground, Told};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::timeline::Asked;
use tollbook_files::exchange::account::{html, markdown};
use tollbook_files::exchange::{self, picture};
use tollbook_state::effect::{AccountPaper, ChartPaper, Done, JobId, ToCopy};

/// Writes an account as the file's ending says.
pub(super) fn account(post: &Post, job: JobId, to: &Path, paper: &AccountPaper) {
    let page = match extension(to).as_str() {
        "md" | "markdown" => page(paper, markdown),
        "html" | "htm" => page(paper, html),
        _ => Err(format!("{} ends neither in .md nor in .html; name it so.", to.display())),
    };
    let done =
        page.and_then(|page| write(to, page.as_bytes())).map(|()| format!("Saved to {}.", to.display()));
    post.done(Done::PaperSaved(job, done));
}

/// Makes an account as Markdown, to be put on the clipboard.
pub(super) fn account_text(post: &Post, job: JobId, paper: &AccountPaper) {
    post.done(Done::CopyMade(job, page(paper, markdown).map(ToCopy::Text)));
}

/// A page as `write` writes it of the account and each of its incidents. Everything is counted from
/// scratch: what the window holds may change meanwhile.
fn page(
    paper: &AccountPaper,
    write: impl FnOnce(&Account, &mut dyn Iterator<Item = Told>) -> String,
) -> Result<String, String> {
    let AccountPaper { project, query, trial, subject } = paper;
    let answers = &Answers::of(project);
    let counted = &Counted::of(project, answers, query, trial);
    let ground = Ground { project, answers, asked: Asked { query, trial }, counted };
    let account = ground.account(*subject).ok_or("What was to be told is no longer there.")?;
    Ok(write(&account, &mut account.incidents.iter().filter_map(|id| ground.told(*subject, *id))))
}

/// Writes a chart as the file's ending says.
pub(super) fn chart(post: &Post, job: JobId, to: &Path, chart: &ChartPaper) {
    post.done(Done::PaperSaved(job, write_chart(to, chart)));
}

/// Makes the pixels of a chart, to be put on the clipboard.
pub(super) fn pixels(post: &Post, job: JobId, chart: &ChartPaper) {
    let made = picture::pixels(&chart.chart, &chart.caption, &chart.format);
    post.done(Done::CopyMade(job, made.map(|(size, pixels)| ToCopy::Picture { size, pixels })));
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
    keep::write(to, bytes, Readers::Usual)
        .map_err(|error| format!("{} could not be written: {error}. Name another place.", to.display()))
}
