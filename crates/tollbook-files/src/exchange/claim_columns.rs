//! The fields of a claim as columns of `annotations.csv`: headers, cells and the reading of cells come from this
//! one table. The scope of a total is in `totals.csv`.

use super::cell::{Cells, split_list};
use super::column::Type::{Bool, Count, Day, Id, Integer, List as Texts, Text};
use super::column::{Column, col, word};
use super::import::parse::{Checked, day, figures, parsed, range, truth, word as read_word};
use super::names::Names;
use tollbook_core::model::{
    Claim, ClaimField, ClaimStatus, DateBasis, EntryId, Hostile, IncidentId, Kind, List, OperationBasis,
    OperationId, Outcome, Precision,
};

/// Some columns that are written and read together, and the field of a claim to which they belong.
pub(super) struct ClaimColumns {
    /// The field; it is the coder's if the coder's file gives one of the columns.
    pub field: ClaimField,
    /// The columns, in order.
    pub columns: &'static [Column],
    /// Adds their cells to a row.
    pub write: fn(&mut Cells, &mut Names<'_>, &Claim),
    /// Takes their cells over into a claim.
    pub read: fn(&mut dyn ReadNames, Row<'_>, &mut Claim) -> Checked<()>,
}

impl ClaimColumns {
    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().map(|column| column.name)
    }

    /// Whether reading may add to the project's lists, so that it comes after all that may be refused.
    pub fn adds_names(&self) -> bool {
        matches!(self.field, ClaimField::Side | ClaimField::Cause)
    }
}

/// The cells of a row by their columns.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// The cell of a column; blank where the file has no such column.
    pub cell: &'a dyn Fn(&str) -> &'a str,
    /// Whether the file is one that the program wrote.
    pub package: bool,
}

/// What names in cells stand for.
pub(super) trait ReadNames {
    /// The entry of a list, added where it is new; blank is `None`.
    fn entry(&mut self, list: List, cell: &str) -> Option<EntryId>;
    /// An incident by id or label; blank is `None`.
    fn incident_named(&mut self, column: &'static str, cell: &str) -> Checked<Option<IncidentId>>;
    /// Operations by name. A package may name new ones; a row from elsewhere not, since a misspelt name would
    /// add a line to the chart.
    fn operations_named(
        &mut self,
        column: &'static str,
        items: &[String],
        package: bool,
    ) -> Checked<Vec<OperationId>>;
}

/// The columns of the count's figures.
pub(super) const COUNT: [&str; 3] = ["count_low", "count_best", "count_high"];
/// The columns of the date's range.
pub(super) const DATE: [&str; 3] = ["date_start", "date_end", "date_precision"];

macro_rules! claim_columns {
    ($($field:ident [$($column:expr),+ $(,)?] $write:expr, $read:expr;)*) => {
        &[$(ClaimColumns { field: ClaimField::$field, columns: &[$($column),+], write: $write, read: $read }),*]
    };
}

/// The columns of the fields of a claim, in the order of `annotations.csv`.
pub(super) const CLAIM_COLUMNS: &[ClaimColumns] = claim_columns! {
    Kind [col("kind", word!(Kind), "What sort of number the claim gives; blank where there is no claim.")]
        |cells, _, claim| cells.text(claim.kind.as_str()),
        |_, row, claim| {
            claim.kind = read_word("kind", (row.cell)("kind"), Kind::ALL)?.unwrap_or(claim.kind);
            Ok(())
        };
    Status [col("status", word!(ClaimStatus), "How far the claim is upheld.")]
        |cells, _, claim| cells.text(claim.status.as_str()),
        |_, row, claim| {
            let status = read_word("status", (row.cell)("status"), ClaimStatus::ALL)?;
            claim.status = status.unwrap_or(ClaimStatus::Asserted);
            Ok(())
        };
    Outcome [col("outcome", word!(Outcome), "What happened to the people.")]
        |cells, _, claim| cells.text(claim.outcome.map_or("", |outcome| outcome.as_str())),
        |_, row, claim| {
            claim.outcome = read_word("outcome", (row.cell)("outcome"), Outcome::ALL)?;
            Ok(())
        };
    Side [col("side", Text, "Whose people.")]
        |cells, names, claim| cells.text(names.side(claim.side)),
        |names, row, claim| {
            claim.side = names.entry(List::Side, (row.cell)("side"));
            Ok(())
        };
    Victims [col("victims", Text, "Who, as written.")]
        |cells, _, claim| cells.text(&claim.victims),
        |_, row, claim| text(&mut claim.victims, (row.cell)("victims"));
    Count [col(
        "count_as_written",
        Text,
        "The words for the count in the passage. Where set_by_coder has count, the figures are the coder's, and not \
         what these words say.",
    )]
        |cells, _, claim| cells.text(&claim.count_as_written),
        |_, row, claim| text(&mut claim.count_as_written, (row.cell)("count_as_written"));
    Count [
        col(COUNT[0], Count, "At least so many."),
        col(COUNT[1], Count, "The figure."),
        col(COUNT[2], Count, "At most so many."),
    ]
        |cells, _, claim| {
            for n in [claim.count.low, claim.count.best, claim.count.high] {
                cells.count(n);
            }
        },
        |_, row, claim| {
            claim.count = figures(COUNT, COUNT.map(row.cell))?;
            Ok(())
        };
    Date [col("date_as_written", Text, "The date as written.")]
        |cells, _, claim| cells.text(&claim.date_as_written),
        |_, row, claim| text(&mut claim.date_as_written, (row.cell)("date_as_written"));
    Date [
        col(DATE[0], Day, "The first possible day."),
        col(DATE[1], Day, "The last possible day."),
        col(DATE[2], word!(Precision), "How finely the date is known."),
    ]
        |cells, _, claim| cells.range(claim.date),
        |_, row, claim| {
            claim.date = range(DATE, DATE.map(row.cell))?;
            Ok(())
        };
    Date [col("date_basis", word!(DateBasis), "How the date is known.")]
        |cells, _, claim| cells.text(claim.date_basis.map_or("", |basis| basis.as_str())),
        |_, row, claim| {
            claim.date_basis = read_word("date_basis", (row.cell)("date_basis"), DateBasis::ALL)?;
            Ok(())
        };
    Date [col("date_incident", Id, "The incident from which the date is counted.")]
        |cells, _, claim| cells.id(claim.date_incident.map(|id| id.0)),
        |names, row, claim| {
            claim.date_incident = names.incident_named("date_incident", (row.cell)("date_incident"))?;
            Ok(())
        };
    Date [col("date_offset_days", Integer, "How many days after that incident; negative is before.")]
        |cells, _, claim| cells.shown(claim.date_offset_days),
        |_, row, claim| {
            let cell = (row.cell)("date_offset_days");
            claim.date_offset_days = parsed("date_offset_days", cell, "a whole number of days")?;
            Ok(())
        };
    Death [col("died_of_wounds", Bool, "Hurt in the incident, and died of it later.")]
        |cells, _, claim| cells.flag(claim.died_of_wounds, claim.kind.has_incident()),
        |_, row, claim| {
            claim.died_of_wounds = truth("died_of_wounds", (row.cell)("died_of_wounds"))?.unwrap_or(false);
            Ok(())
        };
    Death [col("death_date", Day, "The day of death, where it is not the incident's.")]
        |cells, _, claim| cells.day(claim.death_date),
        |_, row, claim| {
            claim.death_date = day("death_date", (row.cell)("death_date"))?;
            Ok(())
        };
    InOtherFigures [col(
        "in_other_figures",
        Bool,
        "Of people who died of wounds: whether other figures of the incident include them (they count once) or not \
         (they are added); blank is not said.",
    )]
        |cells, _, claim| match claim.in_other_figures {
            Some(truth) => cells.truth(truth),
            None => cells.blank(),
        },
        |_, row, claim| {
            claim.in_other_figures = truth("in_other_figures", (row.cell)("in_other_figures"))?;
            Ok(())
        };
    Operations [col("operations", Texts, "The operations named; of a total, its scope.")]
        |cells, names, claim| cells.list(claim.operations.iter().map(|&id| names.operation(id))),
        |names, row, claim| {
            let named = split_list((row.cell)("operations"));
            claim.operations = names.operations_named("operations", &named, row.package)?;
            Ok(())
        };
    Operations [col("operations_basis", word!(OperationBasis), "How the operations are known.")]
        |cells, _, claim| cells.text(claim.operations_basis.map_or("", |basis| basis.as_str())),
        |_, row, claim| {
            let cell = (row.cell)("operations_basis");
            claim.operations_basis = read_word("operations_basis", cell, OperationBasis::ALL)?;
            Ok(())
        };
    Country [col("country", Text, "The country in which it happened.")]
        |cells, _, claim| cells.text(&claim.country),
        |_, row, claim| text(&mut claim.country, (row.cell)("country"));
    Place [col("place", Text, "The place as written.")]
        |cells, _, claim| cells.text(&claim.place),
        |_, row, claim| text(&mut claim.place, (row.cell)("place"));
    Cause [col("cause", Text, "What did it.")]
        |cells, names, claim| cells.text(names.cause(claim.cause)),
        |names, row, claim| {
            claim.cause = names.entry(List::Cause, (row.cell)("cause"));
            Ok(())
        };
    Hostile [col("hostile", word!(Hostile), "Whether an enemy did it; blank where the words do not say.")]
        |cells, _, claim| cells.text(claim.hostile.map_or("", |hostile| hostile.as_str())),
        |_, row, claim| {
            claim.hostile = read_word("hostile", (row.cell)("hostile"), Hostile::ALL)?;
            Ok(())
        };
    Attribution [col("attribution", Text, "Who says so.")]
        |cells, _, claim| cells.text(&claim.attribution),
        |_, row, claim| text(&mut claim.attribution, (row.cell)("attribution"));
    PartExclusive [col("part_exclusive", Bool, "Of a part: it overlaps no other part that is marked so.")]
        |cells, _, claim| cells.flag(claim.part_exclusive, claim.kind == Kind::Part),
        |_, row, claim| {
            claim.part_exclusive = truth("part_exclusive", (row.cell)("part_exclusive"))?.unwrap_or(false);
            Ok(())
        };
};

/// Takes a text over as it is.
fn text(to: &mut String, cell: &str) -> Checked<()> {
    cell.clone_into(to);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_claim_has_columns_but_the_scope_of_a_total() {
        let missing: Vec<ClaimField> = ClaimField::ALL
            .iter()
            .copied()
            .filter(|field| CLAIM_COLUMNS.iter().all(|part| part.field != *field))
            .collect();
        assert_eq!(missing, ClaimField::SCOPE);
    }
}
