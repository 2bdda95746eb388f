//! `links.csv`.

use std::collections::HashMap;

use uuid::Uuid;

use super::parse::{CellProblem, Checked, parsed, word};
use super::planner::{Planner, RowResult};
use super::table::{Row, Table};
use tollbook_core::model::{Annotation, AnnotationId, IncidentId, Link, LinkId, Relation};

/// What a link says, and of which rows.
type Ends = (Uuid, Relation, Uuid);

impl Planner<'_> {
    /// One file of this kind.
    pub(super) fn links(&mut self, table: &Table) {
        let mut known: HashMap<Ends, Vec<LinkId>> = HashMap::new();
        for (id, link) in self.base.project.links.iter() {
            known.entry((link.from, link.relation, link.to)).or_default().push(id);
        }
        // A value that differs is a change only where one link stands for one row.
        let mut rows: HashMap<(&str, &str, &str), usize> = HashMap::new();
        for row in table.rows() {
            *rows.entry((row.cell("from"), row.cell("relation"), row.cell("to"))).or_default() += 1;
        }
        for row in table.rows() {
            let single = rows.get(&(row.cell("from"), row.cell("relation"), row.cell("to"))) == Some(&1);
            let did = self.link(&row, single, &known);
            self.tally(&row, did);
        }
    }

    fn link(
        &mut self,
        row: &Row<'_>,
        single: bool,
        known: &HashMap<Ends, Vec<LinkId>>,
    ) -> Checked<RowResult> {
        let blank = |column| CellProblem::new(column, "It is blank; a link needs both ends and a relation.");
        let end = |column| parsed::<Uuid>(column, row.cell(column), "an id")?.ok_or_else(|| blank(column));
        let (from, to) = (end("from")?, end("to")?);
        let relation: Option<Relation> = word("relation", row.cell("relation"), Relation::ALL)?;
        let relation = relation.ok_or_else(|| blank("relation"))?;
        let (from_is, to_is) = match relation {
            Relation::KeptApart => (true, true),
            Relation::Evidence | Relation::FigureChosen => (false, true),
            Relation::ExcludedFromTotal => (true, false),
            Relation::Adjudicated => (false, false),
        };
        for (column, id, is_incident) in [("from", from, from_is), ("to", to, to_is)] {
            let what = if is_incident { "incident" } else { "annotation" };
            let there = match is_incident {
                true => self.incident_is_there(IncidentId(id)),
                false => self.draft.get::<Annotation>(AnnotationId(id)).is_some(),
            };
            if !there {
                return Err(CellProblem::new(
                    column,
                    format!("There is no {what} {id} in the project or in these files."),
                ));
            }
        }
        let link = Link { from, relation, to, value: row.cell("value").to_owned() };
        let ids = known.get(&(from, relation, to)).map_or(&[][..], Vec::as_slice);
        let same = |id: &&LinkId| self.draft.get::<Link>(**id).is_some_and(|known| *known == link);
        match ids {
            ids if ids.iter().any(|id| same(&id)) => Ok(RowResult::Nothing),
            [id] if single => {
                self.draft.set(*id, link);
                Ok(RowResult::Changed)
            }
            _ => {
                let id: LinkId = self.draft.stamp.mint();
                self.draft.set(id, link);
                Ok(RowResult::Added)
            }
        }
    }
}
