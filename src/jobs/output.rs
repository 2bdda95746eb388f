//! Papers: pages and pictures that the user saves as files of their own.

use std::path::Path;

use super::Post;
use super::whole_file::{self, Readers};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::changes::ProjectChanges;
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::provenance::{IncidentProvenance, Provenance, ProvenanceInput};
use tollbook_core::analysis::timeline::Asked;
use tollbook_core::analysis::without_sensitive::LeftOut;
use tollbook_files::exchange::provenance::{html, markdown};
use tollbook_files::exchange::{ChartFile, ChartFormat, Options, picture, write_changes};
use tollbook_state::effect::{ChartOutput, Done, JobId, ProvenanceOutput, SaveTo, ToCopy};

/// Writes a report as the file's ending says.
pub(super) fn report(post: &Post, job: JobId, to: &SaveTo, wanted: &ProvenanceOutput) {
    post.done(Done::PaperSaved(job, file_to_write(to).and_then(|to| write_report(to, wanted))));
}

fn write_report(to: &Path, wanted: &ProvenanceOutput) -> Result<String, String> {
    let page = match extension(to).as_str() {
        "md" | "markdown" => page(wanted, markdown),
        "html" | "htm" => page(wanted, html),
        _ => Err(format!("{} must end in .md or .html; add that to its name.", to.display())),
    };
    write(to, page?.as_bytes())?;
    Ok(format!("Saved to {}.", to.display()))
}

/// The file that may be written.
///
/// # Errors
/// A sentence, if that would replace a file of which the user was not asked.
pub(super) fn file_to_write(to: &SaveTo) -> Result<&Path, String> {
    if to.must_be_new && to.path.exists() {
        return Err(format!(
            "{} is there already. Choose it with its ending to replace it, or give another name.",
            to.path.display()
        ));
    }
    Ok(&to.path)
}

/// Makes a report as Markdown, to be put on the clipboard.
pub(super) fn provenance_text(post: &Post, job: JobId, wanted: &ProvenanceOutput) {
    post.done(Done::CopyMade(job, page(wanted, markdown).map(ToCopy::Text)));
}

/// A page as `write` writes it of the report and each of its incidents. Everything is counted from
/// scratch: what the window holds may change meanwhile.
fn page(
    wanted: &ProvenanceOutput,
    write: impl FnOnce(&Provenance, &mut dyn Iterator<Item = IncidentProvenance>) -> String,
) -> Result<String, String> {
    let ProvenanceOutput { project, query, what_if, subject, left_out } = wanted;
    let answers = &Answers::from_project(project);
    let counted = &Counted::count(project, answers, query, what_if);
    let input = ProvenanceInput { project, answers, asked: Asked { query, what_if }, counted };
    let gone = match left_out {
        Some(_) => "Everything in it is marked sensitive, and left out.",
        None => "What the report is about is no longer there.",
    };
    let mut report = input.report(subject).ok_or(gone)?;
    report.summary.extend(left_out.map(LeftOut::sentence));
    Ok(write(&report, &mut report.incidents.iter().filter_map(|id| input.incident(subject, *id))))
}

/// Writes a chart as the file's ending says.
pub(super) fn chart(post: &Post, job: JobId, to: &SaveTo, chart: &ChartOutput) {
    post.done(Done::PaperSaved(job, file_to_write(to).and_then(|to| write_chart(to, chart))));
}

/// Writes what differs between two moments as a table.
pub(super) fn changes(post: &Post, job: JobId, to: &SaveTo, changes: &ProjectChanges, options: &Options) {
    post.done(Done::PaperSaved(job, file_to_write(to).and_then(|to| write_table(to, changes, options))));
}

fn write_table(to: &Path, changes: &ProjectChanges, options: &Options) -> Result<String, String> {
    if extension(to) != "csv" {
        return Err(format!("{} must end in .csv; add that to its name.", to.display()));
    }
    let mut bytes = Vec::new();
    let rows = write_changes(&mut bytes, changes, options).map_err(|error| error.to_string())?;
    write(to, &bytes)?;
    Ok(format!("{}: {rows} rows", to.display()))
}

/// Makes the pixels of a chart, to be put on the clipboard.
pub(super) fn pixels(post: &Post, job: JobId, chart: &ChartOutput) {
    let made = picture::pixels(&chart.chart, &chart.caption, &chart.style);
    post.done(Done::CopyMade(job, made.map(|(size, pixels)| ToCopy::Picture { size, pixels })));
}

/// Writes a chart as the file's ending says; gives a sentence for the user.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub(super) fn write_chart(to: &Path, paper: &ChartOutput) -> Result<String, String> {
    let format = ChartFormat::of_extension(&extension(to)).ok_or_else(|| {
        format!("{} must end in {}; add one of these to its name.", to.display(), ChartFormat::endings())
    })?;
    let ChartOutput { chart, caption, style, project, timeline, query, options } = paper;
    let bytes = format.write(&ChartFile { chart, caption, style, project, timeline, query, options })?;
    write(to, &bytes)?;
    Ok(match format.is_picture() {
        true => format!("Saved to {}.", to.display()),
        false => format!("{}: {} rows", to.display(), timeline.shown(query).count()),
    })
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
    whole_file::write(to, bytes, Readers::Usual)
        .map_err(|error| format!("{} could not be written: {error}. Name another place.", to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_not_replaced_by_a_name_to_which_an_ending_was_added() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deaths.pdf");
        let to = |must_be_new| SaveTo { path: path.clone(), must_be_new };
        assert_eq!(file_to_write(&to(true)), Ok(path.as_path()));
        std::fs::write(&path, "kept").unwrap();
        assert!(file_to_write(&to(true)).unwrap_err().contains("deaths.pdf is there already"));
        assert_eq!(file_to_write(&to(false)), Ok(path.as_path()), "the dialog has asked");
    }
}
