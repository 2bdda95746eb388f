//! Where the columns stand, and their headings, which sort.

use eframe::egui::{Align2, FontId, Painter, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{icon, one_line};
use tollbook_core::analysis::table::{Column, Question};
use tollbook_core::analysis::wording::sentence;
use tollbook_state::Action;
use tollbook_state::TableAction;

/// How high the headings are.
const HEADING: f32 = 24.0;

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
pub struct Columns(Vec<(Column, Rangef)>);

impl Columns {
    /// The columns of a table of about this width; they are never narrower than can be read.
    pub fn of(width: f32) -> Self {
        let least: f32 = WIDTHS.iter().map(|(_, least, _)| least).sum();
        let shares: f32 = WIDTHS.iter().map(|(.., share)| share).sum();
        let spare = (width - least - space::SMALL).max(0.0);
        let mut left = 0.0;
        let place = |(column, least, share): &(Column, f32, f32)| {
            let right = left + least + spare * share / shares;
            let range = Rangef::new(left, right);
            left = right;
            (*column, range)
        };
        Self(WIDTHS.iter().map(place).collect())
    }

    /// How wide they are together.
    pub fn width(&self) -> f32 {
        self.0.last().map_or(0.0, |(_, range)| range.max)
    }

    /// The columns of a row, with the room that each has.
    pub fn of_row(&self, row: Rect) -> impl Iterator<Item = (Column, Rect)> {
        self.0.iter().map(move |(column, range)| {
            let x = Rangef::new(row.left() + range.min, row.left() + range.max);
            (*column, Rect::from_x_y_ranges(x, row.y_range()).shrink2(vec2(space::TIGHT, 0.0)))
        })
    }
}

/// How a column is called in its heading.
pub fn name(column: Column) -> String {
    match column {
        Column::ArticleDate => "Published".to_owned(),
        column => sentence(column.as_str()),
    }
}

/// The headings. By keyboard, the chooser beside the filters sorts.
pub fn heading(ui: &mut Ui, columns: &Columns, question: &Question, actions: &mut Vec<Action>) {
    let (rect, _) = ui.allocate_exact_size(vec2(columns.width(), HEADING), Sense::hover());
    let palette = Palette::of(ui);
    for (column, cell) in columns.of_row(rect) {
        let response = ui.interact(cell, ui.scope_id().with(("heading", column.as_str())), Sense::CLICK);
        let is_sorted = question.sort == column;
        let name = name(column);
        response.widget_info(|| WidgetInfo::selected(Role::ColumnHeader, true, is_sorted, &name));
        let colour = if is_sorted || response.hovered() { palette.ink } else { palette.soft };
        let font = FontId::new(size::SMALL, theme::semibold());
        let mut room = cell;
        if is_sorted {
            room.max.x -= 14.0;
        }
        let written = cut(ui.painter(), room, &name, font, colour, Align2::LEFT_CENTER);
        if is_sorted {
            let sign = Rect::from_center_size(pos2(written.right() + 8.0, cell.center().y), vec2(10.0, 10.0));
            let stroke = Stroke::new(1.3, palette.ink);
            if question.descending {
                icon::chevron(ui.painter(), sign, stroke);
            } else {
                icon::chevron_up(ui.painter(), sign, stroke);
            }
        }
        let tip = match (is_sorted, question.descending) {
            (false, _) => format!("Sort by {column}"),
            (true, false) => format!("Sorted by {column}; click to turn it round"),
            (true, true) => format!("Sorted by {column}, last first; click to turn it round"),
        };
        if response.on_hover_text(tip).clicked() {
            actions.push(Action::Table(TableAction::Sort(column)));
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), (1.0, palette.line));
}

/// Paints one line of text into `room`, cut where it is too long; answers where it is.
pub fn cut(
    painter: &Painter,
    room: Rect,
    text: &str,
    font: FontId,
    colour: eframe::egui::Color32,
    align: Align2,
) -> Rect {
    // What is beyond the room need not be laid out, however long a quote is.
    let letters = (room.width() / 3.0) as usize + 8;
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    let shown = text[..end].replace(['\n', '\r', '\t'], " ");
    let galley = one_line(painter, &shown, font, colour, room.width());
    let at = align.align_size_within_rect(galley.size(), room);
    painter.galley(at.min, galley, colour);
    at
}
