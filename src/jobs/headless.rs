//! What the command line does without a window.

use std::collections::BTreeSet;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::open::{Place, project_file};
use crate::analysis::Answers;
use crate::analysis::timeline::{Grain, Query};
use crate::exchange::{self, Options, Snapshot};
use crate::model::{Hostile, List, Outcome, Project};
use crate::storage::{self, Store};

/// What a command answers: lines for standard output, or a sentence for standard error.
pub type Answer = Result<Vec<String>, String>;

/// What `tollbook chart` may be asked; an empty list lets everything through.
#[derive(Clone, Debug, Default)]
pub struct ChartChoice {
    /// What happened to the people.
    pub outcomes: Vec<Outcome>,
    /// The names of the sides; empty is the project's own.
    pub sides: Vec<String>,
    /// Whether every side is counted.
    pub all_sides: bool,
    /// Whether an enemy did it.
    pub hostile: Vec<Hostile>,
    /// Month, quarter or year; blank is month.
    pub grain: Option<Grain>,
}

fn stored(path: &Path) -> Result<(Place, Store, storage::Opened), String> {
    let place = project_file(path).map_err(|why| why.to_string())?;
    if !place.file.exists() {
        return Err(format!(
            "{} holds no project yet: open it in the window and mark something, or import into it.",
            place.folder.display()
        ));
    }
    let (store, opened) = Store::open(&place.file).map_err(|error| format!("{error}."))?;
    Ok((place, store, opened))
}

/// `tollbook export PROJECT --to DIR`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn export(project: &Path, to: &Path, options: &Options) -> Answer {
    let (_, store, opened) = stored(project)?;
    let mut lines = opened.warnings;
    let texts = Box::new(move |sha256: &str| store.text(sha256).ok().flatten());
    let snapshot = Snapshot { project: opened.project, query: Query::everything(), texts };
    let report =
        exchange::export(&snapshot, to, options, &mut |_, _| true).map_err(|error| error.to_string())?;
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

/// `tollbook chart PROJECT --to FILE`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn chart(project: &Path, to: &Path, choice: &ChartChoice, options: &Options) -> Answer {
    let extension = to.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if !extension.eq_ignore_ascii_case("csv") {
        return Err(format!(
            "{} does not end in .csv: this version writes the chart's values as CSV. Name a .csv file.",
            to.display()
        ));
    }
    let (_, _, opened) = stored(project)?;
    let project = opened.project;
    let query = query(&project, choice)?;
    let timeline = Answers::of(&project).timeline(&project, &query);
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| {
        format!("{} could not be written: {error}. Name another place.", to.display())
    };
    let temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let rows =
        exchange::write_series(BufWriter::new(temporary.as_file()), &project, &timeline, &query, options)
            .map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    temporary.persist(to).map_err(|error| failed(error.error))?;
    let mut lines = vec![format!("{}: {rows} rows", to.display())];
    let not_drawn = timeline.not_drawn.len();
    if not_drawn > 0 {
        lines.push(format!("{not_drawn} not drawn:"));
        let answers = Answers::of(&project);
        lines.extend(timeline.not_drawn.iter().map(|missing| {
            let title = answers.incident(missing.incident).map_or("", |view| view.title.as_str());
            format!("  {title} ({} {}): {}", project.entry_name(missing.side), missing.outcome, missing.why)
        }));
    }
    Ok(lines)
}

fn query(project: &Project, choice: &ChartChoice) -> Result<Query, String> {
    let mut query = Query::starting(project.own_side());
    if !choice.outcomes.is_empty() {
        query.outcomes = choice.outcomes.iter().copied().collect();
    }
    if choice.all_sides {
        query.sides = None;
    } else if !choice.sides.is_empty() {
        let sides: Result<BTreeSet<_>, String> = choice
            .sides
            .iter()
            .map(|name| {
                let known = || {
                    let names: Vec<&str> =
                        project.list(List::Side).map(|(_, side)| side.value.as_str()).collect();
                    format!("The project has no side “{name}”. It has: {}.", names.join("; "))
                };
                project.entry(List::Side, name).map(Some).ok_or_else(known)
            })
            .collect();
        query.sides = Some(sides?);
    }
    if !choice.hostile.is_empty() {
        query.hostile = Some(choice.hostile.iter().copied().collect());
    }
    query.grain = choice.grain.unwrap_or(Grain::Month);
    Ok(query)
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
