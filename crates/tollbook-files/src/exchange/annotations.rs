//! The rows of `annotations.csv` and `totals.csv`.

use super::cell::Cells;
use tollbook_core::analysis::totals::Comparison;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, Article, Claim, ClaimField, CodeId, EntryId, Kind, List, OperationId,
    Project,
};

/// The names of what annotations name, each looked up once in a run of rows that name the same.
#[derive(Debug)]
pub struct Names<'a> {
    project: &'a Project,
    code: Last<'a, CodeId>,
    coder: Last<'a, EntryId>,
    side: Last<'a, EntryId>,
    cause: Last<'a, EntryId>,
    operation: Last<'a, OperationId>,
}

/// The row that was named last, and its name.
type Last<'a, I> = Option<(I, &'a str)>;

fn name<'a, I: Copy + PartialEq>(last: &mut Last<'a, I>, id: I, find: impl FnOnce() -> &'a str) -> &'a str {
    match last {
        Some((known, name)) if *known == id => name,
        _ => last.insert((id, find())).1,
    }
}

impl<'a> Names<'a> {
    /// The names that `project` gives.
    pub fn new(project: &'a Project) -> Self {
        Self { project, code: None, coder: None, side: None, cause: None, operation: None }
    }

    fn code(&mut self, id: CodeId) -> &'a str {
        let codes = &self.project.codes;
        name(&mut self.code, id, || codes.get(id).map_or("", |code| code.name.as_str()))
    }

    fn coder(&mut self, id: EntryId) -> &'a str {
        let project = self.project;
        name(&mut self.coder, id, || project.entry_name(Some(id)))
    }

    fn side(&mut self, id: Option<EntryId>) -> &'a str {
        let (project, last) = (self.project, &mut self.side);
        id.map_or("", |id| name(last, id, || project.entry_name(Some(id))))
    }

    fn cause(&mut self, id: Option<EntryId>) -> &'a str {
        let (project, last) = (self.project, &mut self.cause);
        id.map_or("", |id| name(last, id, || project.entry_name(Some(id))))
    }

    fn operation(&mut self, id: OperationId) -> &'a str {
        let project = self.project;
        name(&mut self.operation, id, || project.operation_name(Some(id)))
    }
}

/// How many columns of `annotations.csv` are the claim's.
const CLAIM_COLUMNS: usize = 30;

/// A row of `annotations.csv`. The offsets are code points; without them the two cells are blank.
pub fn row(
    cells: &mut Cells,
    names: &mut Names<'_>,
    article: Option<&Article>,
    (id, annotation): (AnnotationId, &Annotation),
    offsets: (Option<usize>, Option<usize>),
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
    match names.project.claims.get(id) {
        Some(claim) => claimed(cells, names, claim),
        None => (0..CLAIM_COLUMNS).for_each(|_| cells.blank()),
    }
    let event = names.project.claims.get(id).and_then(|claim| claim.incident);
    cells.id(event.map(|incident| names.project.root(incident).0));
    cells.text(match annotation.anchor {
        Anchor::InPlace => "",
        other => other.as_str(),
    });
    cells.text(&annotation.anchor_sha256);
    cells.yes(annotation.sensitive);
}

fn claimed(cells: &mut Cells, names: &mut Names<'_>, claim: &Claim) {
    cells.text(claim.kind.as_str());
    cells.text(claim.status.as_str());
    cells.text(claim.outcome.map_or("", |outcome| outcome.as_str()));
    cells.text(names.side(claim.side));
    cells.text(&claim.victims);
    cells.text(&claim.count_as_written);
    cells.count(claim.count.low);
    cells.count(claim.count.best);
    cells.count(claim.count.high);
    cells.text(&claim.date_as_written);
    cells.range(claim.date);
    cells.text(claim.date_basis.map_or("", |basis| basis.as_str()));
    cells.id(claim.date_incident.map(|id| id.0));
    cells.shown(claim.date_offset_days);
    cells.flag(claim.died_of_wounds, claim.kind.has_incident());
    cells.day(claim.death_date);
    match claim.in_other_figures {
        Some(truth) => cells.truth(truth),
        None => cells.blank(),
    }
    cells.list(claim.operations.iter().map(|&id| names.operation(id)));
    cells.text(claim.operations_basis.map_or("", |basis| basis.as_str()));
    cells.text(&claim.country);
    cells.text(&claim.place);
    cells.text(names.cause(claim.cause));
    cells.text(claim.hostile.map_or("", |hostile| hostile.as_str()));
    cells.text(&claim.attribution);
    cells.flag(claim.part_exclusive, claim.kind == Kind::Part);
    cells.id(claim.incident.map(|id| id.0));
    cells.list(claim.set_by_coder.iter().map(ClaimField::as_str));
    cells.shown(Some(&claim.certainty));
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
