//! `totals.csv`: the scope of totals. What it repeats of `annotations.csv` may be changed in
//! either file.

use super::parse::{CellProblem, Checked, day, figures, range, word};
use super::planner::{ImportedFields, Planner, RowResult, id};
use super::table::{Row, Table};
use crate::exchange::annotations::total;
use crate::exchange::cell::{Cells, split_list};
use crate::exchange::claim_columns::ReadNames;
use tollbook_core::model::{Annotation, AnnotationId, Claim, ClaimField, Kind, List, Outcome};

const AS_OF: [&str; 3] = ["as_of_start", "as_of_end", "as_of_precision"];
const REPORTED: [&str; 3] = ["reported_low", "reported", "reported_high"];

impl Planner<'_> {
    /// All files of this kind.
    pub(super) fn totals(&mut self, tables: &[&Table]) {
        let mut first = std::collections::HashMap::new();
        for row in tables.iter().flat_map(|table| table.rows()) {
            let columns = || row.table.file.columns.iter().map(|column| column.name);
            let did = match first.get(row.cell("annotation_id")) {
                Some(before) if row.same(before, columns()) => Ok(RowResult::Nothing),
                Some(before) => {
                    let before: &Row<'_> = before;
                    let why = format!(
                        "Line {} has the same id and other values; keep one of the two.",
                        before.line
                    );
                    Err(CellProblem::new("annotation_id", why))
                }
                None => self.total_row(&row, false),
            };
            first.entry(row.cell("annotation_id")).or_insert(row);
            self.tally(&row, did);
        }
    }

    /// A row, compared with what the project would write; on the second look with what it would
    /// write after the import.
    pub(super) fn total_row(&mut self, row: &Row<'_>, second: bool) -> Checked<RowResult> {
        let id: Option<AnnotationId> = id("annotation_id", row.cell("annotation_id"))?;
        let id = id.ok_or_else(|| {
            CellProblem::new("annotation_id", "It is blank; new totals go into annotations.csv.")
        })?;
        let before = self.draft.get::<Claim>(id).filter(|claim| claim.kind == Kind::Total);
        let before = before.ok_or_else(|| {
            CellProblem::new(
                "annotation_id",
                "There is no such total in the project or in annotations.csv; check the id.",
            )
        })?;
        let mut claim = Claim::clone(&before);
        let mut now = Cells::default();
        let old = self.base.project.claims.share(id);
        match self.base.answers.totals.get(id) {
            Some(compared) => {
                total(&mut now, &self.base.project, compared);
                let given = ImportedFields { row: *row, now: Some(&now) };
                if !given.anything() {
                    return Ok(RowResult::Nothing);
                }
                self.changed_total(&given, &mut claim, old.as_deref().filter(|_| !second))?;
                if old.is_some() {
                    before.differing(&claim).iter().for_each(|field| claim.set_by_coder.insert(field));
                }
            }
            None => {
                let given = ImportedFields { row: *row, now: None };
                self.scope(&given, &mut claim)?;
                if !row.cell(AS_OF[2]).trim().is_empty() {
                    claim.as_of = range(AS_OF, AS_OF.map(|column| row.cell(column)))?;
                }
            }
        }
        let changed = *before != claim;
        if changed && old.is_some() {
            let at = self.draft.stamp.at;
            self.draft.update(id, |annotation: &mut Annotation| annotation.modified = at);
        }
        self.draft.set(id, claim);
        Ok(if old.is_none() { RowResult::Added } else { RowResult::changed(changed) })
    }

    fn scope(&mut self, given: &ImportedFields<'_>, claim: &mut Claim) -> Checked<()> {
        let cell = |column: &str| given.cell(column);
        if given.differs("from") {
            claim.scope_from = day("from", cell("from"))?;
        }
        if given.differs("as_of_incident") {
            claim.as_of_incident = self.incident_named("as_of_incident", cell("as_of_incident"))?;
        }
        if given.differs("countries") {
            (claim.scope_areas, claim.scope_countries) = (Vec::new(), Vec::new());
            for name in split_list(cell("countries")) {
                match self.names.exact_entry(List::Area, &name) {
                    Some(area) => claim.scope_areas.push(area),
                    None => claim.scope_countries.push(name),
                }
            }
        }
        if given.differs("definition") {
            claim.definition = self.entry(List::Definition, cell("definition"));
        }
        Ok(())
    }

    /// Takes over every cell that differs. `old` is the claim before the import, to tell whether
    /// `annotations.csv` has changed the same field to something else.
    fn changed_total(
        &mut self,
        given: &ImportedFields<'_>,
        claim: &mut Claim,
        old: Option<&Claim>,
    ) -> Checked<()> {
        let cell = |column: &str| given.cell(column);
        let there = claim.clone();
        if given.any(AS_OF) {
            let unset =
                given.differs(AS_OF[2]) && cell(AS_OF[2]).is_empty() && !given.any([AS_OF[0], AS_OF[1]]);
            claim.as_of = if unset { None } else { range(AS_OF, AS_OF.map(cell))? };
        }
        if given.any(REPORTED) {
            claim.count = figures(REPORTED, REPORTED.map(cell))?;
        }
        if given.differs("outcome") {
            claim.outcome = word("outcome", cell("outcome"), Outcome::ALL)?;
        }
        if given.differs("operations") {
            claim.operations = self.operations_named("operations", &split_list(cell("operations")), true)?;
        }
        if given.differs("side") {
            claim.side = self.entry(List::Side, cell("side"));
        }
        if let Some(old) = old {
            let elsewhere = old.differing(&there);
            if let Some(field) = there
                .differing(claim)
                .iter()
                .find(|field| !ClaimField::SCOPE.contains(field) && elsewhere.contains(*field))
            {
                let why = format!(
                    "annotations.csv changes the {field} of this total otherwise; change it in one file."
                );
                return Err(CellProblem::new("annotation_id", why));
            }
        }
        self.scope(given, claim)
    }
}
