//! The rows of `annotations.csv` and `totals.csv`.

use super::cell::Cells;
use super::claim_columns::CLAIM_COLUMNS;
pub use super::names::Names;
use tollbook_core::analysis::totals::Comparison;
use tollbook_core::model::{Anchor, Annotation, AnnotationId, Article, Claim, ClaimField, List, Project};

/// A row of `annotations.csv`. The offsets are code points; without them the two cells are blank. So is that of the page,
/// which is not compared.
pub fn row(
    cells: &mut Cells,
    names: &mut Names<'_>,
    article: Option<&Article>,
    annotation: (AnnotationId, &Annotation),
    offsets: (Option<usize>, Option<usize>),
) {
    row_on_page(cells, names, article, annotation, offsets, None);
}

/// The same with the page on which the span begins.
pub fn row_on_page(
    cells: &mut Cells,
    names: &mut Names<'_>,
    article: Option<&Article>,
    (id, annotation): (AnnotationId, &Annotation),
    offsets: (Option<usize>, Option<usize>),
    page: Option<u32>,
) {
    cells.id(Some(id.0));
    cells.text(article.map_or("", |article| article.path.as_str()));
    cells.text(article.map_or("", |article| article.sha256.as_str()));
    cells.day(article.and_then(|article| article.published).map(|range| range.last()));
    cells.text(names.code(annotation.code));
    cells.count(offsets.0.map(|point| point as u64));
    cells.count(offsets.1.map(|point| point as u64));
    cells.text(&annotation.quote);
    cells.text(&annotation.prefix);
    cells.text(&annotation.suffix);
    cells.text(&annotation.memo);
    cells.text(names.coder(annotation.coder));
    cells.moment(annotation.created);
    cells.moment(annotation.modified);
    cells.text(annotation.origin.as_str());
    let claim = names.project.claims.get(id);
    for part in CLAIM_COLUMNS {
        match claim {
            Some(claim) => (part.write)(cells, names, claim),
            None => part.columns.iter().for_each(|_| cells.blank()),
        }
    }
    let incident = claim.and_then(|claim| claim.incident);
    cells.id(incident.map(|incident| incident.0));
    cells.list(claim.into_iter().flat_map(|claim| claim.set_by_coder.iter()).map(ClaimField::as_str));
    cells.shown(claim.map(|claim| &claim.certainty));
    cells.id(incident.map(|incident| names.project.root(incident).0));
    cells.text(match annotation.anchor {
        Anchor::InPlace => "",
        other => other.as_str(),
    });
    cells.text(&annotation.anchor_sha256);
    cells.yes(annotation.sensitive);
    cells.count(page.map(u64::from));
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
pub fn total(cells: &mut Cells, project: &Project, compared: &Comparison) {
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
