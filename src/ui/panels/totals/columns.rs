//! The columns of the table of totals.

use super::model::Column;
use crate::ui::theme::space;
use crate::ui::widgets::table;
use tollbook_state::Preferences;

/// How wide the sign before a total is.
pub const SIGN: f32 = 22.0;

/// The columns that there is room for.
pub type Columns = table::Columns<Column>;

impl Column {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsOf => "As of",
            Self::Article => "Article",
            Self::Words => "Words",
            Self::Scope => "Scope",
            Self::Reported => "Reported",
            Self::Counted => "Counted",
            Self::Difference => "Difference",
            Self::Verdict => "Verdict",
        }
    }

    /// Whether it holds figures, which stand at the right.
    fn is_figure(self) -> bool {
        matches!(self, Self::Reported | Self::Counted | Self::Difference)
    }

    /// Its width at least, and its share of what is left.
    fn width(self) -> (f32, f32) {
        match self {
            Self::AsOf => (92.0, 0.0),
            Self::Reported => (78.0, 0.0),
            Self::Counted => (92.0, 0.0),
            Self::Difference => (84.0, 0.0),
            Self::Verdict => (218.0, 0.0),
            Self::Article => (60.0, 0.3),
            Self::Words => (60.0, 0.32),
            Self::Scope => (60.0, 0.38),
        }
    }
}

/// Scope, words and article share what the figures leave; where that is little, words go first, then the article.
pub fn columns_for_width(width: f32, preferences: &Preferences) -> Columns {
    // A wider table cannot be read across.
    let width = width.min(1800.0);
    let fixed: f32 = Column::ALL
        .iter()
        .map(|column| column.width())
        .filter(|(_, share)| *share == 0.0)
        .map(|(least, _)| least)
        .sum();
    let room = width - SIGN - space::SMALL - fixed;
    let has_room = |column: &&Column| match column {
        Column::Words => room > 420.0,
        Column::Article => room > 240.0,
        _ => true,
    };
    let columns = Column::ALL.iter().filter(has_room).map(|&key| {
        let (least, share) = key.width();
        let column = table::Column::new(key, key.name(), least, share);
        if key.is_figure() { column.of_figures() } else { column }
    });
    Columns::for_width("totals", columns.collect(), (SIGN, width), &preferences.column_widths)
}
