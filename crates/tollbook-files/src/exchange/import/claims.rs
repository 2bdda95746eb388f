//! The cells of a claim.

use super::parse::{CellProblem, Checked, day, figures, parsed, range, truth, word};
use super::planner::{ImportedFields, Planner, id};
use crate::exchange::cell::split_list;
use tollbook_core::model::{
    Claim, ClaimField, ClaimFields, ClaimStatus, DateBasis, Hostile, IncidentId, List, OperationBasis,
    Outcome,
};

pub(super) const COUNT: [&str; 3] = ["count_low", "count_best", "count_high"];
pub(super) const DATE: [&str; 3] = ["date_start", "date_end", "date_precision"];

impl Planner<'_> {
    /// Takes over every cell that differs, but for the kind and the incident.
    pub(super) fn claim_cells(
        &mut self,
        given: &ImportedFields<'_>,
        claim: &mut Claim,
        package: bool,
    ) -> Checked<()> {
        let cell = |column: &str| given.cell(column);
        if given.differs("status") {
            claim.status = word("status", cell("status"), ClaimStatus::ALL)?.unwrap_or(ClaimStatus::Asserted);
        }
        if given.differs("outcome") {
            claim.outcome = word("outcome", cell("outcome"), Outcome::ALL)?;
        }
        if given.any(COUNT) {
            claim.count = figures(COUNT, COUNT.map(cell))?;
        }
        if given.any(DATE) {
            claim.date = range(DATE, DATE.map(cell))?;
        }
        if given.differs("date_basis") {
            claim.date_basis = word("date_basis", cell("date_basis"), DateBasis::ALL)?;
        }
        if given.differs("date_incident") {
            claim.date_incident = self.incident_named("date_incident", cell("date_incident"))?;
        }
        if given.differs("date_offset_days") {
            let days = parsed("date_offset_days", cell("date_offset_days"), "a whole number of days")?;
            claim.date_offset_days = days;
        }
        if given.differs("died_of_wounds") {
            claim.died_of_wounds = truth("died_of_wounds", cell("died_of_wounds"))?.unwrap_or(false);
        }
        if given.differs("death_date") {
            claim.death_date = day("death_date", cell("death_date"))?;
        }
        if given.differs("operations_basis") {
            claim.operations_basis = word("operations_basis", cell("operations_basis"), OperationBasis::ALL)?;
        }
        if given.differs("hostile") {
            claim.hostile = word("hostile", cell("hostile"), Hostile::ALL)?;
        }
        if given.differs("part_exclusive") {
            claim.part_exclusive = truth("part_exclusive", cell("part_exclusive"))?.unwrap_or(false);
        }
        if given.differs("in_other_figures") {
            claim.in_other_figures = truth("in_other_figures", cell("in_other_figures"))?;
        }
        if given.differs("certainty") {
            let expected = "fields with percentages such as count 92";
            claim.certainty = parsed("certainty", cell("certainty"), expected)?.unwrap_or_default();
        }
        if given.differs("set_by_coder") {
            claim.set_by_coder = fields(cell("set_by_coder"))?;
        }
        if given.differs("operations") {
            let named = split_list(cell("operations"));
            claim.operations = self.operations_named("operations", &named, package)?;
        }
        // What can add to the lists comes last, when nothing can be refused any more.
        if given.differs("side") {
            claim.side = self.entry(List::Side, cell("side"));
        }
        if given.differs("cause") {
            claim.cause = self.entry(List::Cause, cell("cause"));
        }
        let texts: [(&str, &mut String); 6] = [
            ("victims", &mut claim.victims),
            ("count_as_written", &mut claim.count_as_written),
            ("date_as_written", &mut claim.date_as_written),
            ("country", &mut claim.country),
            ("place", &mut claim.place),
            ("attribution", &mut claim.attribution),
        ];
        for (column, text) in texts {
            if given.differs(column) {
                cell(column).clone_into(text);
            }
        }
        Ok(())
    }

    /// The id of an incident in a package's row; blank is `None`.
    pub(super) fn incident_of_row(&mut self, cell: &str) -> Checked<Option<IncidentId>> {
        let named: Option<IncidentId> = id("incident_id", cell)?;
        if let Some(named) = named {
            self.incident_is_there(named);
        }
        Ok(named)
    }
}

/// The fields that `set_by_coder` names.
pub(super) fn fields(cell: &str) -> Checked<ClaimFields> {
    cell.to_lowercase().parse().map_err(|()| {
        let known: Vec<&str> = ClaimField::ALL.iter().map(|field| field.as_str()).collect();
        CellProblem::new("set_by_coder", format!("“{cell}” is not a list of {}.", known.join(", ")))
    })
}
