//! The rows of `annotations.csv` and `totals.csv`.

use super::cell::Cells;
use super::rows::range;
use crate::analysis::totals::Compared;
use crate::model::{Annotation, AnnotationId, Claim, Kind, List, Project};

/// A row of `annotations.csv`. The offsets are code points; without them the two cells are blank.
pub fn row(
    cells: &mut Cells,
    project: &Project,
    id: AnnotationId,
    annotation: &Annotation,
    offsets: (Option<usize>, Option<usize>),
) {
    let article = project.articles.get(annotation.article);
    cells.id(Some(id.0));
    cells.text(article.map_or("", |article| article.path.as_str()));
    cells.text(article.map_or("", |article| article.sha256.as_str()));
    cells.day(article.and_then(|article| article.published).map(|range| range.last()));
    cells.text(project.codes.get(annotation.code).map_or("", |code| code.name.as_str()));
    cells.shown(offsets.0);
    cells.shown(offsets.1);
    cells.text(&annotation.quote);
    cells.text(&annotation.prefix);
    cells.text(&annotation.suffix);
    cells.text(&annotation.memo);
    cells.text(project.entry_name(Some(annotation.coder)));
    cells.shown(Some(annotation.created));
    cells.shown(Some(annotation.modified));
    cells.text(annotation.origin.as_str());
    match project.claims.get(id) {
        Some(claim) => claimed(cells, project, claim),
        None => (0..28).for_each(|_| cells.blank()),
    }
}

fn claimed(cells: &mut Cells, project: &Project, claim: &Claim) {
    cells.text(claim.kind.as_str());
    cells.text(claim.standing.as_str());
    cells.text(claim.outcome.map_or("", |outcome| outcome.as_str()));
    cells.text(project.entry_name(claim.side));
    cells.text(&claim.victims);
    cells.text(&claim.count_as_written);
    cells.count(claim.count.low);
    cells.count(claim.count.best);
    cells.count(claim.count.high);
    cells.text(&claim.date_as_written);
    range(cells, claim.date);
    cells.text(claim.date_basis.map_or("", |basis| basis.as_str()));
    cells.id(claim.date_incident.map(|id| id.0));
    cells.shown(claim.date_offset_days);
    flag(cells, claim.died_of_wounds, claim.kind.has_incident());
    cells.day(claim.death_date);
    cells.list(claim.operations.iter().map(|&id| project.operation_name(Some(id))));
    cells.text(claim.operations_basis.map_or("", |basis| basis.as_str()));
    cells.text(&claim.country);
    cells.text(&claim.place);
    cells.text(project.entry_name(claim.cause));
    cells.text(claim.hostile.map_or("", |hostile| hostile.as_str()));
    cells.text(&claim.attribution);
    flag(cells, claim.part_exclusive, claim.kind == Kind::Part);
    cells.id(claim.incident.map(|id| id.0));
    cells.shown(Some(claim.set_by_coder));
}

/// A yes or no that says nothing for most kinds of claim: there, no is blank.
fn flag(cells: &mut Cells, flag: bool, speaks: bool) {
    if flag || speaks {
        cells.truth(flag);
    } else {
        cells.blank();
    }
}

/// The named areas and the countries of a total's scope, as one list. Areas come first, and a
/// country that has an area's name counts as one: so the list reads back as it was written.
pub fn scope<'a>(project: &'a Project, claim: &'a Claim) -> impl Iterator<Item = &'a str> {
    let is_area = |name: &&str| project.list(List::Area).any(|(_, area)| area.value == **name);
    let areas = claim.scope_areas.iter().map(|&id| project.entry_name(Some(id)));
    let countries = || claim.scope_countries.iter().map(String::as_str);
    areas.chain(countries().filter(is_area)).chain(countries().filter(move |name| !is_area(name)))
}

/// A row of `totals.csv`.
pub fn total(cells: &mut Cells, project: &Project, compared: &Compared) {
    let Some(claim) = project.claims.get(compared.annotation) else { return };
    let annotation = project.annotations.get(compared.annotation);
    let article = annotation.and_then(|annotation| project.articles.get(annotation.article));
    cells.id(Some(compared.annotation.0));
    cells.text(article.map_or("", |article| article.path.as_str()));
    cells.list(claim.operations.iter().map(|&id| project.operation_name(Some(id))));
    cells.list(scope(project, claim));
    cells.text(project.entry_name(claim.side));
    cells.text(claim.outcome.map_or("", |outcome| outcome.as_str()));
    cells.text(project.entry_name(claim.definition));
    cells.day(claim.scope_from);
    cells.day(compared.as_of.map(|range| range.first()));
    cells.day(compared.as_of.map(|range| range.last()));
    cells.id(claim.as_of_incident.map(|id| id.0));
    for n in [claim.count.low, claim.count.best, claim.count.high] {
        cells.count(n);
    }
    for n in [compared.counted.low, compared.counted.best, compared.counted.high] {
        cells.count(n);
    }
    cells.shown(compared.difference);
    cells.shown(Some(compared.verdict));
    cells.text(claim.as_of.map_or("", |range| range.precision().as_str()));
}
