//! Suggestions as rows: a CSV file, or lines of JSON. The columns are those of `annotations.csv` that a claim
//! which nobody has accepted can fill, then how certain each field is, and why.

use std::io::Write;

use serde_json::{Map, Value};

use super::offsets::to_code_points;
use tollbook_core::model::{ClaimField, Project};
use tollbook_core::resolution::Suggestion;

/// The fields whose certainty is written.
const CERTAIN: [ClaimField; 6] = [
    ClaimField::Kind,
    ClaimField::Outcome,
    ClaimField::Count,
    ClaimField::Side,
    ClaimField::Date,
    ClaimField::Country,
];

/// The columns of a row, in their order.
pub const COLUMNS: [&str; 38] = [
    "article",
    "start",
    "end",
    "quote",
    "kind",
    "status",
    "outcome",
    "side",
    "victims",
    "count_as_written",
    "count_low",
    "count_best",
    "count_high",
    "date_as_written",
    "date_start",
    "date_end",
    "date_precision",
    "date_basis",
    "died_of_wounds",
    "operations",
    "operations_basis",
    "country",
    "place",
    "cause",
    "hostile",
    "attribution",
    "side_kind",
    "side_country",
    "side_group",
    "certainty",
    "kind_certainty",
    "outcome_certainty",
    "count_certainty",
    "side_certainty",
    "date_certainty",
    "country_certainty",
    "repeats",
    "reasons",
];

/// The rows of an article's suggestions, each a value for every column that has one; offsets are code points.
/// `repeats` is the number, from 1, of the row of the same article whose people a row speaks of again.
pub fn rows(
    project: &Project,
    article: &str,
    text: &str,
    suggestions: &[Suggestion],
) -> Vec<Map<String, Value>> {
    let bytes: Vec<usize> =
        suggestions.iter().flat_map(|suggestion| [suggestion.span.start, suggestion.span.end]).collect();
    let points = to_code_points(text, &bytes);
    suggestions
        .iter()
        .enumerate()
        .map(|(n, suggestion)| {
            let mut row = Map::new();
            let mut put = |column: &str, value: Value| {
                if !value.is_null() && value != "" {
                    row.insert(column.to_owned(), value);
                }
            };
            let claim = &suggestion.claim;
            put("article", article.into());
            put("start", points[2 * n].into());
            put("end", points[2 * n + 1].into());
            put("quote", text.get(suggestion.span.clone()).unwrap_or_default().into());
            put("kind", claim.kind.as_str().into());
            put("status", claim.status.as_str().into());
            put("outcome", claim.outcome.map(|outcome| outcome.as_str()).into());
            put("side", project.entry_name(claim.side).into());
            put("victims", claim.victims.as_str().into());
            put("count_as_written", claim.count_as_written.as_str().into());
            put("count_low", claim.count.low.into());
            put("count_best", claim.count.best.into());
            put("count_high", claim.count.high.into());
            put("date_as_written", claim.date_as_written.as_str().into());
            put("date_start", claim.date.map(|date| date.first().to_string()).into());
            put("date_end", claim.date.map(|date| date.last().to_string()).into());
            put("date_precision", claim.date.map(|date| date.precision().as_str()).into());
            put("date_basis", claim.date_basis.map(|basis| basis.as_str()).into());
            put("died_of_wounds", claim.died_of_wounds.then_some(true).into());
            let operations: Vec<&str> =
                claim.operations.iter().map(|id| project.operation_name(Some(*id))).collect();
            put("operations", operations.join(";").into());
            put("operations_basis", claim.operations_basis.map(|basis| basis.as_str()).into());
            put("country", claim.country.as_str().into());
            put("place", claim.place.as_str().into());
            put("cause", project.entry_name(claim.cause).into());
            put("hostile", claim.hostile.map(|hostile| hostile.as_str()).into());
            put("attribution", claim.attribution.as_str().into());
            put("side_kind", suggestion.side_kind.map(|kind| kind.as_str()).into());
            put("side_country", suggestion.side_country.as_str().into());
            put("side_group", suggestion.side_group.as_str().into());
            put("certainty", suggestion.certainty.into());
            for field in CERTAIN {
                put(&format!("{field}_certainty"), claim.certainty.for_field(field).into());
            }
            put("repeats", suggestion.repeats.map(|of| of + 1).into());
            put("reasons", suggestion.reason.as_str().into());
            row
        })
        .collect()
}

/// Writes rows as CSV under [`COLUMNS`]; a value that a row does not have is a blank cell.
///
/// # Errors
/// If `out` cannot be written.
pub fn write_csv<W: Write>(out: W, rows: impl Iterator<Item = Map<String, Value>>) -> std::io::Result<()> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS).map_err(std::io::Error::from)?;
    for row in rows {
        let cells = COLUMNS.iter().map(|column| match row.get(*column) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(truth)) => if *truth { "yes" } else { "no" }.to_owned(),
            Some(value) => value.to_string(),
            None => String::new(),
        });
        csv.write_record(cells).map_err(std::io::Error::from)?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::analysis::fixture::story;
    use tollbook_core::model::ArticleId;
    use tollbook_core::resolution::suggestions;

    #[test]
    fn rows_have_offsets_in_code_points_and_only_known_columns() {
        let story = story("");
        let text = "À Gorda, trois soldats français ont été tués lundi.";
        let found =
            suggestions(&story.project, &story.answers, ArticleId(uuid::Uuid::nil()), text, None, Some("fr"));
        let rows = rows(&story.project, "a.txt", text, &found);
        assert_eq!(rows.len(), 1, "{rows:?}");
        let (start, end) =
            (rows[0]["start"].as_u64().unwrap() as usize, rows[0]["end"].as_u64().unwrap() as usize);
        let quote: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(rows[0]["quote"], quote.as_str());
        assert_eq!((&rows[0]["count_best"], &rows[0]["outcome"]), (&Value::from(3), &Value::from("killed")));
        assert!(rows[0].keys().all(|column| COLUMNS.contains(&column.as_str())), "{rows:?}");
        let mut out = Vec::new();
        write_csv(&mut out, rows.into_iter()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 2);
    }
}
