//! Changes as they stand in the history: JSON objects by column.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use tollbook_core::model::{BadCell, Cell, Record};

/// Some columns of a row as a JSON object, in the order of the table.
struct Object<'a, I>(&'a [String], &'a [Cell<'a>], I);

impl<I: Iterator<Item = usize> + Clone> Serialize for Object<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for n in self.2.clone() {
            match &self.1[n] {
                Cell::Null => map.serialize_entry(&self.0[n], &())?,
                Cell::Int(number) => map.serialize_entry(&self.0[n], number)?,
                Cell::Text(text) => map.serialize_entry(&self.0[n], text)?,
            }
        }
        map.end()
    }
}

/// The whole row without its blank columns.
pub(super) fn whole<T: Record>(cells: &[Cell<'_>]) -> String {
    object::<T>(cells, (0..cells.len()).filter(|&n| cells[n] != Cell::Null))
}

/// The columns at these positions, blanks included.
pub(super) fn some<T: Record>(cells: &[Cell<'_>], columns: &[usize]) -> String {
    object::<T>(cells, columns.iter().copied())
}

fn object<T: Record>(cells: &[Cell<'_>], which: impl Iterator<Item = usize> + Clone) -> String {
    let json = serde_json::to_string(&Object(T::columns(), cells, which));
    json.unwrap_or_else(|_| unreachable!("names, numbers and texts are always JSON"))
}

/// The positions of the columns in which two rows differ.
pub(super) fn differing(before: &[Cell<'_>], after: &[Cell<'_>]) -> Vec<usize> {
    before.iter().zip(after).enumerate().filter(|(_, (a, b))| a != b).map(|(n, _)| n).collect()
}

/// A row of cells on which changes are laid one after the other.
pub(super) type Cells = Vec<Cell<'static>>;

/// A row of blanks.
pub(super) fn blank<T: Record>() -> Cells {
    vec![Cell::Null; T::columns().len()]
}

/// The row that these cells hold.
pub(super) fn record<T: Record>(cells: &Cells) -> Result<T, BadCell> {
    T::from_cells(&mut cells.iter().map(Cell::as_ref))
}

/// The columns that a JSON object names, with their positions.
pub(super) fn parse(columns: &[String], json: &str) -> Result<Vec<(usize, Cell<'static>)>, String> {
    parse_object(columns, serde_json::from_str(json).map_err(|error| error.to_string())?)
}

/// The columns that an object names, with their positions.
pub(super) fn parse_object(
    columns: &[String],
    object: Map<String, Value>,
) -> Result<Vec<(usize, Cell<'static>)>, String> {
    let cell = |(name, value): (String, Value)| {
        let column = columns.iter().position(|column| *column == name);
        let column = column.ok_or_else(|| format!("there is no column {name}"))?;
        let cell = match value {
            Value::Null => Cell::Null,
            Value::String(text) => Cell::Text(text.into()),
            Value::Number(number) => {
                Cell::Int(number.as_i64().ok_or_else(|| format!("{name} is not a whole number"))?)
            }
            _ => return Err(format!("{name} is neither text nor a number")),
        };
        Ok((column, cell))
    };
    object.into_iter().map(cell).collect()
}

/// Lays columns over a row.
pub(super) fn lay(cells: &mut Cells, columns: Vec<(usize, Cell<'static>)>) {
    for (n, cell) in columns {
        cells[n] = cell;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::model::Incident;

    #[test]
    fn a_whole_row_leaves_blanks_out_and_a_change_keeps_them() {
        let row = Incident { title: "Gossi \"mine\"".to_owned(), ..Incident::blank() };
        let cells = row.cells();
        assert_eq!(whole::<Incident>(&cells), r#"{"title":"Gossi \"mine\""}"#);
        assert_eq!(some::<Incident>(&cells, &[0, 1]), r#"{"joined_to":null,"title":"Gossi \"mine\""}"#);
        let mut read = blank::<Incident>();
        lay(&mut read, parse(Incident::columns(), &whole::<Incident>(&cells)).unwrap());
        assert_eq!(record::<Incident>(&read).unwrap(), row);
    }

    #[test]
    fn what_is_no_change_is_told_and_never_taken_for_one() {
        for json in ["", "[]", "{\"title\":", r#"{"titel":"x"}"#, r#"{"title":1.5}"#, r#"{"title":["x"]}"#] {
            assert!(parse(Incident::columns(), json).is_err(), "{json}");
        }
    }
}
