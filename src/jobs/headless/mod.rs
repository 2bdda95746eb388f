//! What the command line does without a window.

mod chart;
mod suggest;

use std::path::{Path, PathBuf};

pub use chart::{ChartChoice, chart};
pub use suggest::{suggest, suggest_lines};

use super::open::{Place, project_file};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::Project;
use tollbook_files::exchange::{self, ExportFormat, Options, Snapshot};
use tollbook_files::storage::{self, Store};

/// What a command answers: lines for standard output, or a sentence for standard error.
pub type Answer = Result<Vec<String>, String>;

fn stored(path: &Path) -> Result<(Place, Store, storage::Opened), String> {
    let place = project_file(path).map_err(|why| why.to_string())?;
    if !place.file.exists() {
        return Err(format!(
            "{} holds no project yet: open it in the window and annotate something, or import into it.",
            place.folder.display()
        ));
    }
    let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
    Ok((place, store, opened))
}

/// `tollbook export PROJECT --to DIR`, or `--format xlsx --to FILE`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn export(project: &Path, to: &Path, format: ExportFormat, options: &Options) -> Answer {
    let (_, store, opened) = stored(project)?;
    let mut lines = opened.warnings;
    let texts = Box::new(move |sha256: &str| store.text(sha256).ok().flatten());
    let snapshot = Snapshot { project: opened.project, query: Query::everything(), texts };
    let report = match format {
        ExportFormat::Csv => exchange::export(&snapshot, to, options, &mut |_, _| true),
        ExportFormat::Xlsx => exchange::export_workbook(&snapshot, to, &mut |_, _| true),
    };
    let report = report.map_err(|error| error.to_string())?;
    lines.extend(report_lines(&report));
    Ok(lines)
}

/// What an export did, a line each.
fn report_lines(report: &exchange::Report) -> Vec<String> {
    let files = report.files.iter().map(|(name, rows)| format!("{name}: {rows} rows"));
    std::iter::once(format!("Exported to {}", report.folder.display()))
        .chain(files)
        .chain(report.warnings.iter().cloned())
        .collect()
}

/// `tollbook check PROJECT`: what is wrong, a sentence each; nothing is good.
///
/// # Errors
/// A sentence, if there is no project to check.
pub fn check(project: &Path) -> Result<(PathBuf, Vec<String>), String> {
    let place = project_file(project).map_err(|why| why.to_string())?;
    if !place.file.exists() {
        return Err(format!("{} holds no project to check.", place.folder.display()));
    }
    let mut findings = storage::check(&place.file);
    if let Ok((_, opened)) = Store::open(&place.file) {
        findings.extend(figures(&opened.project));
    }
    Ok((place.file, findings))
}

/// Figures that no claim bears out: a bar must be the sum of its incidents' estimates, and an
/// estimate must have claims or be the coder's own.
fn figures(project: &Project) -> Vec<String> {
    let answers = Answers::of(project);
    let mut findings = Vec::new();
    for view in answers.incidents() {
        for estimated in &view.estimates {
            if let Some(problem) = estimated.figures.problem() {
                findings.push(format!("{}, {}: {problem}", view.title, estimated.outcome));
            }
        }
    }
    for (id, claim) in project.claims.iter() {
        if let Some(problem) = claim.count.problem() {
            findings.push(format!("Claim {id}: {problem}"));
        }
        if claim.kind.has_incident() != claim.incident.is_some() {
            findings.push(format!(
                "Claim {id} is of the kind {} and its incident does not fit that.",
                claim.kind
            ));
        }
    }
    findings
}
