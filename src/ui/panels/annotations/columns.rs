//! The columns of the table of annotations.

use crate::ui::widgets::table;
use tollbook_core::analysis::table::Column;
use tollbook_core::analysis::wording::sentence;
use tollbook_state::Preferences;

/// The width of each column at least, and its share of what is left of the panel's width.
const WIDTHS: [(Column, f32, f32); 14] = [
    (Column::ArticleDate, 82.0, 0.0),
    (Column::Article, 120.0, 2.0),
    (Column::Code, 92.0, 0.4),
    (Column::Quote, 150.0, 4.0),
    (Column::Kind, 72.0, 0.0),
    (Column::Outcome, 68.0, 0.0),
    (Column::Count, 58.0, 0.3),
    (Column::Side, 88.0, 0.6),
    (Column::Date, 88.0, 0.3),
    (Column::Operation, 80.0, 0.4),
    (Column::Place, 74.0, 0.6),
    (Column::Status, 74.0, 0.0),
    (Column::Incident, 100.0, 2.0),
    (Column::Memo, 70.0, 1.4),
];

/// The columns and where they stand.
pub type Columns = table::Columns<Column>;

/// The columns of a table of about this width.
pub fn columns_for_width(width: f32, preferences: &Preferences) -> Columns {
    let columns = WIDTHS.iter().map(|&(key, least, share)| table::Column::new(key, name(key), least, share));
    Columns::for_width("annotations", columns.collect(), (0.0, width), &preferences.column_widths)
}

/// How a column is called in its heading.
pub fn name(column: Column) -> String {
    match column {
        Column::ArticleDate => "Published".to_owned(),
        column => sentence(column.as_str()),
    }
}
