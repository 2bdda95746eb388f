//! The cells of a claim.

use super::parse::{CellProblem, Checked, parsed};
use super::planner::{ImportedFields, Planner, id};
use crate::exchange::claim_columns::{CLAIM_COLUMNS, Row as ClaimRow};
use tollbook_core::model::{Claim, ClaimField, ClaimFields, IncidentId};

impl Planner<'_> {
    /// Takes over every cell that differs, but for the kind and the incident.
    pub(super) fn claim_cells(
        &mut self,
        given: &ImportedFields<'_>,
        claim: &mut Claim,
        package: bool,
    ) -> Checked<()> {
        let cell = |column: &str| given.cell(column);
        let row = ClaimRow { cell: &cell, package };
        // What can add to the lists comes last, when nothing can be refused any more.
        for adds_names in [false, true] {
            for part in CLAIM_COLUMNS {
                let wanted = part.field != ClaimField::Kind && part.adds_names() == adds_names;
                if wanted && given.any(part.names()) {
                    (part.read)(self, row, claim)?;
                }
            }
            if !adds_names {
                self.claim_bookkeeping(given, claim)?;
            }
        }
        Ok(())
    }

    /// Takes over which fields are the coder's, and how certain those of a suggestion were.
    fn claim_bookkeeping(&mut self, given: &ImportedFields<'_>, claim: &mut Claim) -> Checked<()> {
        if given.differs("certainty") {
            let expected = "fields with percentages such as count 92";
            claim.certainty = parsed("certainty", given.cell("certainty"), expected)?.unwrap_or_default();
        }
        if given.differs("set_by_coder") {
            claim.set_by_coder = fields(given.cell("set_by_coder"))?;
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
