//! Where the columns of a table stand, and their headings, which sort and can be made wider.

use std::collections::BTreeMap;

use eframe::egui::{
    Align2, Color32, CursorIcon, FontId, Painter, Rangef, Rect, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{icon, one_line};
use tollbook_state::{Action, PreferenceChange};

/// How high the headings are.
const HEADING: f32 = 24.0;
/// How far from the edge of a column it can be grasped.
const GRIP: f32 = 4.0;
/// A column is never made narrower.
const LEAST: f32 = 28.0;

/// A column.
#[derive(Clone, Debug)]
pub struct Column<K> {
    /// Which.
    pub key: K,
    /// Its name.
    pub name: String,
    /// Its width at least.
    pub least: f32,
    /// Its share of what is left of the table's width.
    pub share: f32,
    /// Whether it holds figures, which stand at the right.
    pub is_figure: bool,
    /// Whether rows can be sorted by it.
    pub sorts: bool,
}

impl<K> Column<K> {
    /// A column of words.
    pub fn new(key: K, name: impl Into<String>, least: f32, share: f32) -> Self {
        Self { key, name: name.into(), least, share, is_figure: false, sorts: true }
    }

    /// The same for figures.
    pub fn of_figures(mut self) -> Self {
        self.is_figure = true;
        self
    }

    /// The same where rows have an order of their own.
    pub fn unsorted(mut self) -> Self {
        self.sorts = false;
        self
    }
}

/// Where the columns of a table stand.
#[derive(Clone, Debug)]
pub struct Columns<K> {
    /// The name under which widths are kept.
    table: &'static str,
    columns: Vec<Column<K>>,
    places: Vec<Rangef>,
}

/// By which column a table is sorted, and whether backwards.
pub type Heading<K> = Option<(K, bool)>;

/// What rows are sorted by once a heading was clicked: by its column, and by a second click backwards.
pub fn sorted_by<K: PartialEq>(before: Heading<K>, clicked: K) -> Heading<K> {
    let backwards = before.is_some_and(|(column, backwards)| column == clicked && !backwards);
    Some((clicked, backwards))
}

impl<K: Copy + PartialEq> Columns<K> {
    /// The columns of a table of about this width, from `left` on; what the user has made wider or narrower, `kept`
    /// says. They are never narrower than can be read.
    pub fn for_width(
        table: &'static str,
        columns: Vec<Column<K>>,
        (left, width): (f32, f32),
        kept: &BTreeMap<String, f32>,
    ) -> Self {
        let own =
            |column: &Column<K>| kept.get(&key(table, column)).copied().filter(|width| width.is_finite());
        let least: f32 = columns.iter().map(|column| own(column).unwrap_or(column.least)).sum();
        let shares: f32 =
            columns.iter().filter(|column| own(column).is_none()).map(|column| column.share).sum();
        let spare = (width - left - least - space::SMALL).max(0.0);
        let mut at = left;
        let place = |column: &Column<K>| {
            let share = if shares > 0.0 { spare * column.share / shares } else { 0.0 };
            let wide = own(column).map_or(column.least + share, |width| width.max(LEAST));
            let range = Rangef::new(at, at + wide);
            at = range.max;
            range
        };
        let places = columns.iter().map(place).collect();
        Self { table, columns, places }
    }

    /// How wide they are together.
    pub fn width(&self) -> f32 {
        self.places.last().map_or(0.0, |range| range.max)
    }

    /// The columns of a row, with the room that each has.
    pub fn of_row(&self, row: Rect) -> impl Iterator<Item = (&Column<K>, Rect)> {
        self.columns.iter().zip(&self.places).map(move |(column, range)| {
            let x = Rangef::new(row.left() + range.min, row.left() + range.max);
            (column, Rect::from_x_y_ranges(x, row.y_range()).shrink2(vec2(space::TIGHT, 0.0)))
        })
    }

    /// The room of one column in a row.
    pub fn cell(&self, row: Rect, key: K) -> Option<Rect> {
        self.of_row(row).find(|(column, _)| column.key == key).map(|(_, cell)| cell)
    }

    /// The headings; answers the column that rows are to be sorted by. A column is made wider by its right edge, and
    /// gets its usual width by a double click there.
    pub fn headings(&self, ui: &mut Ui, sorted: Heading<K>, actions: &mut Vec<Action>) -> Option<K> {
        let width = self.width().max(ui.available_width());
        let (rect, _) = ui.allocate_exact_size(vec2(width, HEADING), Sense::hover());
        let mut chosen = None;
        for (column, cell) in self.of_row(rect) {
            if self.heading(ui, column, cell, sorted) {
                chosen = Some(column.key);
            }
        }
        for (column, range) in self.columns.iter().zip(&self.places) {
            self.edge(ui, column, *range, rect, actions);
        }
        ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, Palette::for_ui(ui).line));
        chosen
    }

    fn heading(&self, ui: &Ui, column: &Column<K>, cell: Rect, sorted: Heading<K>) -> bool {
        let palette = Palette::for_ui(ui);
        let sense = if column.sorts { Sense::click() } else { Sense::hover() };
        let response = ui.interact(cell, ui.scope_id().with((self.table, column.name.as_str())), sense);
        let backwards = sorted.filter(|(key, _)| *key == column.key).map(|(_, backwards)| backwards);
        let name = if column.sorts {
            format!("Sort by {}", column.name.to_lowercase())
        } else {
            column.name.clone()
        };
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, backwards.is_some(), &name));
        if response.has_focus() {
            let stroke = ui.visuals().selection.stroke;
            ui.painter().rect_stroke(cell, 4.0, stroke, StrokeKind::Inside);
        }
        let is_lit = backwards.is_some() || (column.sorts && response.hovered());
        let colour = if is_lit { palette.text } else { palette.weak_text };
        let mut room = cell;
        let sign = backwards.map(|_| 14.0).unwrap_or_default();
        if column.is_figure {
            room.min.x += sign;
        } else {
            room.max.x -= sign;
        }
        let font = FontId::new(size::SMALL, theme::semibold());
        let written = cut(ui.painter(), room, &column.name, font, colour, column.align());
        if let Some(backwards) = backwards {
            let x = if column.is_figure { written.left() - 8.0 } else { written.right() + 8.0 };
            let sign = Rect::from_center_size(pos2(x, cell.center().y), vec2(10.0, 10.0));
            let stroke = Stroke::new(1.3, palette.text);
            if backwards {
                icon::chevron(ui.painter(), sign, stroke);
            } else {
                icon::chevron_up(ui.painter(), sign, stroke);
            }
        }
        let tip = match backwards {
            _ if !column.sorts => return false,
            None => name,
            Some(false) => format!("Sorted by {}; click to reverse", column.name.to_lowercase()),
            Some(true) => {
                format!("Sorted by {}, last first; click to reverse", column.name.to_lowercase())
            }
        };
        response.on_hover_text(tip).clicked()
    }

    /// The right edge of a column, by which it is made wider.
    fn edge(&self, ui: &Ui, column: &Column<K>, range: Rangef, heading: Rect, actions: &mut Vec<Action>) {
        let x = heading.left() + range.max;
        let grip = Rect::from_x_y_ranges(x - GRIP..=x + GRIP, heading.y_range());
        let response = ui.interact(
            grip,
            ui.scope_id().with((self.table, column.name.as_str(), "edge")),
            Sense::DRAG | Sense::CLICK,
        );
        let is_held = response.hovered() || response.dragged();
        if is_held {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeColumn);
        }
        let palette = Palette::for_ui(ui);
        let colour = if is_held { palette.weak_text } else { palette.line };
        ui.painter().vline(x, heading.y_range().shrink(5.0), (1.0, colour));
        let change =
            |width| Action::Preference(PreferenceChange::ColumnWidth(key(self.table, column), width));
        if response.double_clicked() {
            actions.push(change(None));
        } else if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            actions.push(change(Some((pointer.x - heading.left() - range.min).max(LEAST))));
        }
    }
}

impl<K> Column<K> {
    /// How its words stand.
    pub fn align(&self) -> Align2 {
        if self.is_figure { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER }
    }
}

/// The name under which the width of a column is kept.
fn key<K>(table: &str, column: &Column<K>) -> String {
    format!("{table}: {}", column.name)
}

/// Paints one line of text into `room`, cut where it is too long; answers where it is.
pub fn cut(painter: &Painter, room: Rect, text: &str, font: FontId, colour: Color32, align: Align2) -> Rect {
    // What is beyond the room need not be laid out, however long a quote is.
    let letters = (room.width().max(0.0) / 3.0) as usize + 8;
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    let shown = text[..end].replace(['\n', '\r', '\t'], " ");
    let galley = one_line(painter, &shown, font, colour, room.width());
    let at = align.align_size_within_rect(galley.size(), room);
    painter.galley(at.min, galley, colour);
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<Column<u8>> {
        vec![
            Column::new(0, "Date", 80.0, 0.0),
            Column::new(1, "Words", 100.0, 3.0),
            Column::new(2, "Count", 60.0, 1.0).of_figures(),
        ]
    }

    fn widths(width: f32, kept: &[(&str, f32)]) -> Vec<f32> {
        let kept = kept.iter().map(|(name, width)| ((*name).to_owned(), *width)).collect();
        Columns::for_width("t", columns(), (0.0, width), &kept)
            .places
            .iter()
            .map(|range| range.span())
            .collect()
    }

    #[test]
    fn columns_share_what_is_left_and_keep_the_widths_that_the_user_gave_them() {
        let whole = 80.0 + 100.0 + 60.0 + space::SMALL;
        assert_eq!(widths(whole + 40.0, &[]), [80.0, 130.0, 70.0]);
        assert_eq!(widths(100.0, &[]), [80.0, 100.0, 60.0], "never narrower than can be read");
        assert_eq!(widths(whole + 40.0, &[("t: Words", 200.0)]), [80.0, 200.0, 60.0]);
        assert_eq!(widths(whole, &[("t: Words", 1.0), ("t: Date", f32::NAN)])[..2], [80.0, LEAST]);
    }
}
