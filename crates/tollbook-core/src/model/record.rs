//! Rows as cells: what lets one declaration of a struct serve the program, the project file,
//! the history of changes and the check of references.
//!
//! A [`Record`] is a row of one table. The `record!` macro writes the struct as declared and its
//! [`Record`] implementation from the [`Field`]s of its members; a member may fill several
//! columns (a [`DateRange`] fills three).

use std::borrow::Cow;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::date::DateRange;
use super::id::{RecordId, Ref};

/// One value of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Blank: unknown, or not given.
    Null,
    /// A whole number; also `0` and `1` for no and yes.
    Int(i64),
    /// Text; also ids, days, moments and the words of closed lists.
    Text(Cow<'a, str>),
}

impl Cell<'_> {
    /// A cell that borrows nothing.
    pub fn into_owned(self) -> Cell<'static> {
        match self {
            Self::Null => Cell::Null,
            Self::Int(n) => Cell::Int(n),
            Self::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        }
    }

    /// The same cell, borrowed.
    pub fn as_ref(&self) -> Cell<'_> {
        match self {
            Self::Null => Cell::Null,
            Self::Int(n) => Cell::Int(*n),
            Self::Text(text) => Cell::Text(Cow::Borrowed(text)),
        }
    }
}

/// A cell that cannot be what its column holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{column} holds {found}, not {expected}")]
pub struct BadCell {
    /// The member of the record.
    pub column: &'static str,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: &'static str,
}

impl BadCell {
    fn new(found: &Cell<'_>, expected: &'static str) -> Self {
        let found = match found {
            Cell::Null => "nothing".to_owned(),
            Cell::Int(n) => n.to_string(),
            Cell::Text(text) => format!("“{text}”"),
        };
        Self { column: "", found, expected }
    }

    pub(crate) fn at(self, column: &'static str) -> Self {
        Self { column, ..self }
    }
}

/// A member of a record: how it is written to cells and read back.
pub trait Field: Sized {
    /// What is added to the member's name to name each of its columns.
    const SUFFIXES: &'static [&'static str] = &[""];

    /// Appends one cell a column.
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>);

    /// Takes one cell a column; a source that has run out gives blanks.
    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell>;

    /// Every row of another table that this member names.
    fn references(&self, _each: &mut dyn FnMut(Ref)) {}
}

/// A row of one table.
pub trait Record: Sized + Clone + PartialEq + std::fmt::Debug {
    /// The type of the row's id.
    type Id: RecordId;

    /// The table's name in the project file.
    const TABLE: &'static str;

    /// The names of the columns after `id`, in the order of [`Record::cells`].
    fn columns() -> &'static [String];

    /// The row's cells, without its id.
    fn cells(&self) -> Vec<Cell<'_>>;

    /// The row that these cells hold.
    fn from_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell>;

    /// Every row that this one names.
    fn references(&self, id: Self::Id, each: &mut dyn FnMut(Ref));
}

/// Declares a struct and makes it a [`Record`].
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident: $id:ty, table $table:literal $(, also refers $also:ident)? {
            $( $(#[$field_meta:meta])* pub $field:ident: $kind:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $( $(#[$field_meta])* pub $field: $kind, )*
        }

        impl $crate::model::record::Record for $name {
            type Id = $id;
            const TABLE: &'static str = $table;

            fn columns() -> &'static [String] {
                static COLUMNS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
                    let mut columns = Vec::new();
                    $(
                        for suffix in <$kind as $crate::model::record::Field>::SUFFIXES {
                            columns.push(format!("{}{suffix}", stringify!($field)));
                        }
                    )*
                    columns
                });
                &COLUMNS
            }

            fn cells(&self) -> Vec<$crate::model::record::Cell<'_>> {
                let mut cells = Vec::with_capacity(Self::columns().len());
                $( $crate::model::record::Field::write_cells(&self.$field, &mut cells); )*
                cells
            }

            fn from_cells<'a>(
                cells: &mut impl Iterator<Item = $crate::model::record::Cell<'a>>,
            ) -> Result<Self, $crate::model::record::BadCell> {
                Ok(Self {
                    $( $field: <$kind as $crate::model::record::Field>::read_cells(cells)
                        .map_err(|bad| bad.at(stringify!($field)))?, )*
                })
            }

            #[allow(unused_variables, reason = "not every record names others")]
            fn references(&self, id: $id, each: &mut dyn FnMut($crate::model::id::Ref)) {
                $( $crate::model::record::Field::references(&self.$field, each); )*
                $( let also: fn($id, &Self, &mut dyn FnMut($crate::model::id::Ref)) = $also; also(id, self, each); )?
            }
        }
    };
}
pub(crate) use record;

fn next<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Cell<'a> {
    cells.next().unwrap_or(Cell::Null)
}

fn parse_text<T: FromStr>(cell: &Cell<'_>, expected: &'static str) -> Result<T, BadCell> {
    match cell {
        Cell::Text(text) => text.parse().map_err(|_| BadCell::new(cell, expected)),
        _ => Err(BadCell::new(cell, expected)),
    }
}

impl Field for String {
    /// A blank text is an empty cell, as it is in CSV.
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(if self.is_empty() { Cell::Null } else { Cell::Text(Cow::Borrowed(self)) });
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        match next(cells) {
            Cell::Null => Ok(Self::new()),
            Cell::Text(text) => Ok(text.into_owned()),
            other => Err(BadCell::new(&other, "text")),
        }
    }
}

/// Numbers that fit SQLite's integers.
macro_rules! number_fields {
    ($($kind:ty),*) => { $(
        impl Field for $kind {
            fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                // Counts are at most MAX_COUNT and offsets at most the size of a text.
                cells.push(i64::try_from(*self).map_or(Cell::Null, Cell::Int));
            }

            fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
                let cell = next(cells);
                match cell {
                    Cell::Int(n) => Self::try_from(n).map_err(|_| BadCell::new(&cell, "a number in range")),
                    _ => Err(BadCell::new(&cell, "a number")),
                }
            }
        }

        impl Field for Option<$kind> {
            fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
                match self {
                    Some(n) => n.write_cells(cells),
                    None => cells.push(Cell::Null),
                }
            }

            fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
                match next(cells) {
                    Cell::Null => Ok(None),
                    cell => <$kind>::read_cells(&mut std::iter::once(cell)).map(Some),
                }
            }
        }
    )* };
}
number_fields!(usize, u64, i32);

impl Field for bool {
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(Cell::Int(i64::from(*self)));
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        match next(cells) {
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            other => Err(BadCell::new(&other, "0 or 1")),
        }
    }
}

impl Field for Option<bool> {
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        cells.push(self.map_or(Cell::Null, |truth| Cell::Int(i64::from(truth))));
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        match next(cells) {
            Cell::Null => Ok(None),
            cell => bool::read_cells(&mut std::iter::once(cell)).map(Some),
        }
    }
}

/// Types that are one text cell by `Display` and `FromStr`, with what to call them in an error.
macro_rules! text_fields {
    ($($kind:ty => $expected:literal),* $(,)?) => { $(
        impl $crate::model::record::Field for $kind {
            fn write_cells<'a>(&'a self, cells: &mut Vec<$crate::model::record::Cell<'a>>) {
                cells.push($crate::model::record::Cell::Text(self.to_string().into()));
            }

            fn read_cells<'a>(
                cells: &mut impl Iterator<Item = $crate::model::record::Cell<'a>>,
            ) -> Result<Self, $crate::model::record::BadCell> {
                $crate::model::record::take_text(cells, $expected)
            }
        }

        impl $crate::model::record::Field for Option<$kind> {
            fn write_cells<'a>(&'a self, cells: &mut Vec<$crate::model::record::Cell<'a>>) {
                match self {
                    Some(value) => value.write_cells(cells),
                    None => cells.push($crate::model::record::Cell::Null),
                }
            }

            fn read_cells<'a>(
                cells: &mut impl Iterator<Item = $crate::model::record::Cell<'a>>,
            ) -> Result<Self, $crate::model::record::BadCell> {
                $crate::model::record::take_optional_text(cells, $expected)
            }
        }
    )* };
}
pub(crate) use text_fields;

pub(crate) fn take_text<'a, T: FromStr>(
    cells: &mut impl Iterator<Item = Cell<'a>>,
    expected: &'static str,
) -> Result<T, BadCell> {
    parse_text(&next(cells), expected)
}

pub(crate) fn take_optional_text<'a, T: FromStr>(
    cells: &mut impl Iterator<Item = Cell<'a>>,
    expected: &'static str,
) -> Result<Option<T>, BadCell> {
    match next(cells) {
        Cell::Null => Ok(None),
        cell => parse_text(&cell, expected).map(Some),
    }
}

text_fields! {
    Date => "a day such as 2019-11-25",
    Timestamp => "a moment such as 2019-11-25T18:00:00Z",
    Uuid => "an id",
}

impl Field for Option<DateRange> {
    const SUFFIXES: &'static [&'static str] = &["_start", "_end", "_precision"];

    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        match self {
            Some(range) => cells.extend([
                Cell::Text(range.first().to_string().into()),
                Cell::Text(range.last().to_string().into()),
                Cell::Text(range.precision().as_str().into()),
            ]),
            None => cells.extend([Cell::Null, Cell::Null, Cell::Null]),
        }
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        let (first, last, precision) = (next(cells), next(cells), next(cells));
        if (&first, &last, &precision) == (&Cell::Null, &Cell::Null, &Cell::Null) {
            return Ok(None);
        }
        DateRange::new(
            parse_text(&first, "a first day")?,
            parse_text(&last, "a last day")?,
            parse_text(&precision, "a precision such as day or month")?,
        )
        .map(Some)
        .ok_or_else(|| BadCell::new(&first, "a first day that is not after the last"))
    }
}

/// Lists are one cell, a JSON array of texts, which SQLite's and DuckDB's `json_each` can open;
/// an empty list is blank.
pub(crate) fn put_list<'a>(items: impl Iterator<Item = String>, cells: &mut Vec<Cell<'a>>) {
    let items: Vec<serde_json::Value> = items.map(serde_json::Value::String).collect();
    cells.push(if items.is_empty() {
        Cell::Null
    } else {
        Cell::Text(serde_json::Value::Array(items).to_string().into())
    });
}

pub(crate) fn take_list<'a, T: FromStr>(
    cells: &mut impl Iterator<Item = Cell<'a>>,
    expected: &'static str,
) -> Result<Vec<T>, BadCell> {
    let cell = next(cells);
    let items: Vec<String> = match &cell {
        Cell::Null => return Ok(Vec::new()),
        Cell::Text(text) => serde_json::from_str(text).map_err(|_| BadCell::new(&cell, "a list"))?,
        Cell::Int(_) => return Err(BadCell::new(&cell, "a list")),
    };
    items.iter().map(|item| item.parse().map_err(|_| BadCell::new(&cell, expected))).collect()
}

impl Field for Vec<String> {
    fn write_cells<'a>(&'a self, cells: &mut Vec<Cell<'a>>) {
        put_list(self.iter().cloned(), cells);
    }

    fn read_cells<'a>(cells: &mut impl Iterator<Item = Cell<'a>>) -> Result<Self, BadCell> {
        take_list(cells, "a list of texts")
    }
}
