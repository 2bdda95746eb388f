//! The tables of agreement between coders.

use std::io::{self, Write};

use super::cell::Cells;
use super::columns::{AGREEMENT, DISAGREEMENTS};
use super::sheet::{Options, Sheet};
use tollbook_core::analysis::agreement::Agreement;
use tollbook_core::model::{AnnotationId, Project};

/// Writes how far every two coders agree, a row for each code that one of them used; answers with how many rows
/// there are. Names the sentences or tokens that were compared as `unit`.
///
/// # Errors
/// Those of `out`.
pub fn write_agreement<W: Write>(
    out: W,
    project: &Project,
    found: &[Agreement],
    unit: &str,
    options: &Options,
) -> io::Result<usize> {
    let mut sheet = Sheet::new(out, &AGREEMENT, options)?;
    let mut cells = Cells::default();
    let measure = |measure: Option<f64>| measure.map(|value| format!("{value:.4}"));
    for agreement in found {
        for code in &agreement.codes {
            cells.clear();
            agreement.coders.iter().for_each(|coder| cells.text(project.entry_name(Some(*coder))));
            cells.text(project.codes.get(code.code).map_or("", |code| code.name.as_str()));
            cells.shown(Some(agreement.articles));
            cells.text(unit);
            cells.shown(Some(agreement.units));
            cells.shown(Some(code.both));
            code.only.iter().for_each(|only| cells.shown(Some(*only)));
            cells.shown(measure(code.kappa));
            code.spans.iter().for_each(|spans| cells.shown(Some(*spans)));
            cells.shown(measure(code.alpha_spans));
            cells.shown(Some(code.counts));
            cells.shown(measure(code.alpha_counts));
            sheet.row(&cells)?;
        }
    }
    let rows = sheet.rows();
    sheet.finish()?.flush()?;
    Ok(rows)
}

/// Writes the places where coders differ; answers with how many rows there are.
///
/// # Errors
/// Those of `out`.
pub fn write_disagreements<W: Write>(
    out: W,
    project: &Project,
    found: &[Agreement],
    options: &Options,
) -> io::Result<usize> {
    let mut sheet = Sheet::new(out, &DISAGREEMENTS, options)?;
    let mut cells = Cells::default();
    for agreement in found {
        for difference in &agreement.differences {
            cells.clear();
            let article = project.articles.get(difference.article);
            cells.text(article.map_or("", |article| article.path.as_str()));
            cells.text(difference.what.as_str());
            for (coder, annotation) in agreement.coders.iter().zip(difference.annotations) {
                cells.text(project.entry_name(Some(*coder)));
                one_side(&mut cells, project, annotation);
            }
            sheet.row(&cells)?;
        }
    }
    let rows = sheet.rows();
    sheet.finish()?.flush()?;
    Ok(rows)
}

/// The id, code, quote and count of one coder's annotation; blank where there is none.
fn one_side(cells: &mut Cells, project: &Project, id: Option<AnnotationId>) {
    let annotation = id.and_then(|id| project.annotations.get(id));
    let code = annotation.and_then(|annotation| project.codes.get(annotation.code));
    let claim = id.and_then(|id| project.claims.get(id));
    cells.id(id.map(|id| id.0));
    cells.text(code.map_or("", |code| code.name.as_str()));
    cells.text(annotation.map_or("", |annotation| annotation.quote.as_str()));
    cells.shown(claim.and_then(|claim| claim.count.best));
}
