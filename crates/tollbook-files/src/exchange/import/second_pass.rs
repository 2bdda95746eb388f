//! A second look at files that were edited since their export and come into a project that lacks
//! their incidents and totals: there is nothing yet with which their cells could be compared, so
//! they are compared with what follows from the claims once those are in.

use super::planner::{Base, ImportedFields, Planner};
use super::table::{Row, Table};
use crate::exchange::columns;
use crate::exchange::incidents::rows;
use tollbook_core::analysis::Answers;
use tollbook_core::model::{AnnotationId, Conflict, IncidentId};

impl Planner<'_> {
    /// Takes what differs from what follows from the claims as the coder's own, unless the claims
    /// were edited as well: then it may just be what followed from them before.
    ///
    /// # Errors
    /// A conflict that the checks of single rows have overlooked.
    pub(super) fn second_look(&mut self, tables: &[Table]) -> Result<(), Conflict> {
        let is = |table: &Table, file: &columns::File| table.file.name == file.name;
        let derived = |table: &&Table| {
            is(table, &columns::INCIDENTS) && table.has("set_by_coder") || is(table, &columns::TOTALS)
        };
        let edited = tables.iter().filter(derived).filter(|table| table.edited);
        let looked: Vec<Row<'_>> = edited.flat_map(Table::rows).filter(|row| self.is_fresh(row)).collect();
        if looked.is_empty() {
            return Ok(());
        }
        let claims_too = tables.iter().any(|table| is(table, &columns::ANNOTATIONS) && table.edited);
        let project = self.draft.preview()?;
        let answers = Answers::from_project(&project);
        let first = std::mem::replace(&mut self.base, Base { project, answers });
        for row in looked {
            let incidents = is(row.table, &columns::INCIDENTS);
            let did = match (incidents, claims_too) {
                (true, false) => self.incident_id(&row).and_then(|id| self.incident_row(&row, id, true)),
                (false, false) => self.total_row(&row, true),
                (true, true) => {
                    self.say_if_it_differs(&row);
                    continue;
                }
                // What a total reports is in annotations.csv, and its scope has been taken over.
                (false, true) => continue,
            };
            if let Err(why) = did {
                self.planned.refused.push(row.refuse(why.column, why.why));
            }
        }
        self.base = first;
        Ok(())
    }

    /// Whether the row was taken, and is of an incident or total that the project lacked.
    fn is_fresh(&self, row: &Row<'_>) -> bool {
        let incident: Option<IncidentId> = row.cell("incident_id").parse().ok();
        let annotation: Option<AnnotationId> = row.cell("annotation_id").parse().ok();
        let new = match (incident, annotation) {
            (Some(incident), _) => !self.base.project.incidents.contains(incident),
            (None, Some(annotation)) => !self.base.project.annotations.contains(annotation),
            (None, None) => false,
        };
        let mut refused = self.planned.refused.iter();
        new && !refused.any(|refused| refused.line == row.line && refused.file == row.table.path)
    }

    fn say_if_it_differs(&mut self, row: &Row<'_>) {
        let Ok(id) = row.cell("incident_id").parse() else { return };
        let figures = ["low", "best", "high", "operation", "date_start", "date_end", "country", "hostile"];
        let same = rows(&self.base.project, &self.base.answers, id).any(|now| {
            !ImportedFields { row: *row, now: Some(&now) }.any(figures.into_iter().chain(["side", "outcome"]))
        });
        if !same {
            self.warn(format!(
                "{}: annotations.csv was edited too, so what differs here follows from it. To keep a figure, add \
                 estimate to set_by_coder in its row; first in line {}.",
                row.table.path.display(),
                row.line
            ));
        }
    }
}
