//! `incidents.csv`: what the coder set on incidents, and the coder's own estimates.

use std::collections::HashMap;

use uuid::Uuid;

use super::lists::leads_back;
use super::parse::{CellProblem, Checked, figures, range, word};
use super::planner::{ImportedFields, Planner, RowResult};
use super::table::{Row, Table};
use crate::exchange::cell::{Cells, split_list};
use crate::exchange::claim_columns::ReadNames;
use crate::exchange::columns::{self, ESTIMATE_FIELD, INCIDENT_FIELDS};
use crate::exchange::incidents::rows;
use tollbook_core::model::{Estimate, Figures, Hostile, Incident, IncidentId, List, Outcome};

/// The columns that are the same in every row of an incident.
const HEAD: [&str; 12] = [
    "joined_to",
    "title",
    "operation",
    "date_start",
    "date_end",
    "date_precision",
    "country",
    "where_description",
    "cause",
    "hostile",
    "memo",
    "incident_id",
];
const DATE: [&str; 3] = ["date_start", "date_end", "date_precision"];
const FIGURES: [&str; 3] = ["low", "best", "high"];

/// The columns of a field of [`INCIDENT_FIELDS`].
fn columns_of(field: &str) -> &'static [&'static str] {
    match field {
        "title" => &["title"],
        "operation" => &["operation"],
        "date" => &DATE,
        "country" => &["country"],
        "place" => &["where_description"],
        "cause" => &["cause"],
        "hostile" => &["hostile"],
        _ => &["low", "best", "high", "estimate_reason"],
    }
}

/// What is to happen to a field that the coder can set.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    /// It stays.
    Leave,
    /// It becomes what the cells say.
    Take,
    /// It follows from the claims again.
    Clear,
}

/// What a row makes of the coder's own estimate for an outcome: figures and a reason, or none.
type Own = (Outcome, Option<(Figures, String)>);

/// A row's cells as changes.
struct Changes<'a> {
    given: ImportedFields<'a>,
    /// What `set_by_coder` names.
    named: Vec<String>,
}

impl Changes<'_> {
    fn set(&self, field: &str) -> Set {
        let columns = columns_of(field);
        let named = self.named.iter().any(|name| name == field);
        let has_list = self.given.row.get("set_by_coder").is_some();
        let filled = columns.iter().any(|column| !self.given.row.cell(column).is_empty());
        let Some(now) = self.given.now else {
            // A new incident: what is listed, or whatever is filled in where nothing is listed.
            return if named || !has_list && filled { Set::Take } else { Set::Leave };
        };
        let place = columns::INCIDENTS.place("set_by_coder").unwrap_or_default();
        let was_named = split_list(now.get(place)).iter().any(|name| name == field);
        if self.given.any(columns.iter().copied()) {
            return Set::Take;
        }
        match (named, was_named) {
            (true, false) => Set::Take,
            (false, true) if has_list => Set::Clear,
            _ => Set::Leave,
        }
    }
}

impl Planner<'_> {
    /// All files of this kind.
    pub(super) fn incidents(&mut self, tables: &[&Table]) {
        let mut first: HashMap<IncidentId, Row<'_>> = HashMap::new();
        let mut parts: HashMap<(IncidentId, String, String), Row<'_>> = HashMap::new();
        let mut joined = Vec::new();
        for row in tables.iter().flat_map(|table| table.rows()) {
            let did = self.incident_id(&row).and_then(|id| {
                if let Some(before) = first.get(&id)
                    && !row.same(before, HEAD.into_iter().filter(|column| *column != "incident_id"))
                {
                    let why = format!(
                        "Line {} says other things of the same incident; make them the same.",
                        before.line
                    );
                    return Err(CellProblem::new("incident_id", why));
                }
                first.entry(id).or_insert(row);
                let key = (id, row.cell("side").to_lowercase(), row.cell("outcome").to_lowercase());
                if let Some(before) = parts.insert(key, row) {
                    let why =
                        format!("Line {} gives the same side and outcome; keep one of the two.", before.line);
                    return Err(CellProblem::new("outcome", why));
                }
                let was = self.draft.get::<Incident>(id).and_then(|incident| incident.joined_to);
                let did = self.incident_row(&row, id, false)?;
                if self.draft.get::<Incident>(id).is_some_and(|incident| incident.joined_to != was) {
                    joined.push((row, id, was, did));
                    return Ok(None);
                }
                Ok(Some(did))
            });
            match did {
                Ok(Some(did)) => self.tally(&row, Ok(did)),
                Ok(None) => {}
                Err(why) => self.tally(&row, Err(why)),
            }
        }
        // Only now, for the row that opens a ring may stand below the one that would close it.
        for (row, id, was, did) in joined {
            let did = if leads_back(id, |id| self.draft.get::<Incident>(id)?.joined_to) {
                self.draft.update(id, |incident: &mut Incident| incident.joined_to = was);
                Err(CellProblem::new(
                    "joined_to",
                    "The incident would be joined to itself in the end; clear one of the cells.",
                ))
            } else {
                Ok(did)
            };
            self.tally(&row, did);
        }
    }

    pub(super) fn incident_id(&mut self, row: &Row<'_>) -> Checked<IncidentId> {
        let cell = row.cell("incident_id").trim();
        if cell.is_empty() {
            return Err(CellProblem::new(
                "incident_id",
                "It is blank; give the incident's id, or its label in annotations.csv.",
            ));
        }
        // The row itself may be what makes the incident.
        let id = self.labels.get(cell).copied().or_else(|| cell.parse::<Uuid>().ok().map(IncidentId));
        id.ok_or_else(|| {
            CellProblem::new(
                "incident_id",
                format!("“{cell}” is neither an id nor a label of annotations.csv; correct it."),
            )
        })
    }

    /// A row, compared with what the project would write; on the second look with what it would
    /// write after the import.
    pub(super) fn incident_row(&mut self, row: &Row<'_>, id: IncidentId, second: bool) -> Checked<RowResult> {
        let is_new = !self.base.project.incidents.contains(id);
        let now: Vec<Cells> = if is_new && !second {
            Vec::new()
        } else {
            rows(&self.base.project, &self.base.answers, id).collect()
        };
        let place = |column| columns::INCIDENTS.place(column).unwrap_or_default();
        let same_part = |cells: &&Cells| {
            ["side", "outcome"].into_iter().all(|column| cells.get(place(column)) == row.cell(column))
        };
        let part = now.iter().find(same_part);
        let mut named: Vec<String> = split_list(&row.cell("set_by_coder").to_lowercase());
        for name in &mut named {
            if !INCIDENT_FIELDS.contains(&name.as_str()) {
                let why = format!("“{name}” is none of {}.", INCIDENT_FIELDS.join(", "));
                return Err(CellProblem::new("set_by_coder", why));
            }
        }
        let head = Changes { given: ImportedFields { row: *row, now: now.first() }, named: named.clone() };
        let part = Changes { given: ImportedFields { row: *row, now: part }, named };

        let before = if is_new { None } else { self.draft.get::<Incident>(id) };
        let mut incident = match self.draft.get::<Incident>(id) {
            Some(incident) => Incident::clone(&incident),
            None => Incident::blank(),
        };
        // What is wrong with the figures is found before anything is changed.
        let own = self.own_estimate(&part)?;
        self.head(&head, &mut incident)?;
        let mut changed = before.as_deref() != Some(&incident);
        self.draft.set(id, incident);
        changed |= self.estimate(row, id, own);
        Ok(if is_new { RowResult::Added } else { RowResult::changed(changed) })
    }

    fn head(&mut self, changes: &Changes<'_>, incident: &mut Incident) -> Checked<()> {
        let given = &changes.given;
        let cell = |column: &str| given.cell(column);
        let text = |field: &str, column: &str, text: &mut String| match changes.set(field) {
            Set::Take => cell(column).clone_into(text),
            Set::Clear => text.clear(),
            Set::Leave => {}
        };
        match changes.set("date") {
            Set::Take => incident.date = range(DATE, DATE.map(cell))?,
            Set::Clear => incident.date = None,
            Set::Leave => {}
        }
        match changes.set("hostile") {
            Set::Take => incident.hostile = word("hostile", cell("hostile"), Hostile::ALL)?,
            Set::Clear => incident.hostile = None,
            Set::Leave => {}
        }
        if given.differs("joined_to") {
            incident.joined_to = self.incident_named("joined_to", cell("joined_to"))?;
        }
        match (changes.set("operation"), cell("operation")) {
            (Set::Take, "") | (Set::Clear, _) => incident.operation = None,
            (Set::Take, name) => incident.operation = Some(self.operation("operation", name, true)?),
            (Set::Leave, _) => {}
        }
        match changes.set("cause") {
            Set::Take => incident.cause = self.entry(List::Cause, cell("cause")),
            Set::Clear => incident.cause = None,
            Set::Leave => {}
        }
        text("title", "title", &mut incident.title);
        text("country", "country", &mut incident.country);
        text("place", "where_description", &mut incident.place);
        if given.differs("memo") {
            cell("memo").clone_into(&mut incident.memo);
        }
        Ok(())
    }

    /// What the row makes of the coder's own figures: the outcome, and the figures if they are set.
    fn own_estimate(&self, changes: &Changes<'_>) -> Checked<Option<Own>> {
        let given = &changes.given;
        let cells = FIGURES.map(|column| given.cell(column));
        let outcome: Option<Outcome> = word("outcome", given.cell("outcome"), Outcome::ALL)?;
        let Some(outcome) = outcome else {
            return match cells.iter().all(|cell| cell.is_empty()) {
                true => Ok(None),
                false => Err(CellProblem::new(
                    "outcome",
                    "It is blank, but the row gives figures; say what happened to the people.",
                )),
            };
        };
        let figures = figures(FIGURES, cells)?;
        let new_part = given.now.is_none() && given.row.get("set_by_coder").is_some();
        Ok(match changes.set(ESTIMATE_FIELD) {
            Set::Take => Some((outcome, Some((figures, given.cell("estimate_reason").to_owned())))),
            Set::Clear => Some((outcome, None)),
            // Figures for people of whom the project does not speak yet.
            Set::Leave
                if new_part
                    && changes.given.row.table.edited
                    && !figures.is_blank()
                    && self.is_known(given) =>
            {
                Some((outcome, Some((figures, given.cell("estimate_reason").to_owned()))))
            }
            Set::Leave => None,
        })
    }

    fn is_known(&self, given: &ImportedFields<'_>) -> bool {
        given.row.cell("incident_id").parse().is_ok_and(|id| self.base.project.incidents.contains(id))
    }

    fn estimate(&mut self, row: &Row<'_>, id: IncidentId, own: Option<Own>) -> bool {
        let Some((outcome, own)) = own else { return false };
        let side = self.entry(List::Side, row.cell("side"));
        let known = self.estimates.get(&(id, side, outcome)).copied();
        let before = known.and_then(|id| self.draft.get::<Estimate>(id));
        match own {
            Some((figures, reason)) => {
                let Figures { low, best, high } = figures;
                let estimate = Estimate { incident: id, side, outcome, low, best, high, reason };
                let changed = before.as_deref() != Some(&estimate);
                let estimate_id = known.unwrap_or_else(|| self.draft.stamp.mint());
                self.estimates.insert((id, side, outcome), estimate_id);
                self.draft.set(estimate_id, estimate);
                changed
            }
            None => {
                if let Some(known) = known {
                    self.draft.remove::<Estimate>(known);
                }
                before.is_some()
            }
        }
    }
}
