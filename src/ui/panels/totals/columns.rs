//! Where the columns of the table are, and their heads.

use eframe::egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::LINE;
use super::model::{Column, Model};
use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::{icon, one_line};

/// How wide the sign before a total is.
pub const SIGN: f32 = 22.0;

/// A column's place in a line.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Which.
    pub column: Column,
    /// Its left edge, from the left of the line.
    pub left: f32,
    /// Its width.
    pub width: f32,
}

/// The columns that there is room for.
#[derive(Clone, Debug)]
pub struct Columns(pub Vec<Place>);

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
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Reported | Self::Counted | Self::Difference)
    }
}

impl Columns {
    /// Scope, words and article share what the figures leave; where that is little, words go first, then
    /// the article.
    pub fn of(width: f32) -> Self {
        let width = width.min(1800.0);
        let fixed = [
            (Column::AsOf, 92.0),
            (Column::Reported, 72.0),
            (Column::Counted, 92.0),
            (Column::Difference, 78.0),
            (Column::Verdict, 218.0),
        ];
        let taken: f32 = SIGN + space::SMALL + fixed.iter().map(|(_, width)| width).sum::<f32>();
        let room = (width - taken).max(120.0);
        let shared: &[(Column, f32)] = match room {
            room if room > 420.0 => &[(Column::Article, 0.3), (Column::Words, 0.32), (Column::Scope, 0.38)],
            room if room > 240.0 => &[(Column::Article, 0.45), (Column::Scope, 0.55)],
            _ => &[(Column::Scope, 1.0)],
        };
        let of = |column: Column| {
            let fixed = fixed.iter().find(|(other, _)| *other == column).map(|(_, width)| *width);
            fixed.or_else(|| Some(shared.iter().find(|(other, _)| *other == column)?.1 * room))
        };
        let mut left = SIGN;
        let places = Column::ALL.into_iter().filter_map(|column| {
            let width = of(column)?;
            left += width;
            Some(Place { column, left: left - width, width })
        });
        Self(places.collect())
    }

    /// The heads: a click sorts by a column, another sorts backwards.
    pub fn heads(&self, ui: &mut Ui, model: &mut Model) {
        let (line, _) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
        let palette = Palette::of(ui);
        for place in &self.0 {
            let min = line.min + vec2(place.left, 0.0);
            let rect = Rect::from_min_size(min, vec2(place.width - space::TIGHT, LINE));
            let (sorted, backwards) = model.sort;
            let is_sorted = sorted == place.column;
            let response = ui.interact(rect, ui.scope_id().with(place.column.name()), Sense::click());
            let name = format!("Sort by {}", place.column.name().to_lowercase());
            response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_sorted, &name));
            if response.hovered() || response.has_focus() {
                let stroke = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
                ui.painter().rect(rect, 4.0, palette.raised, stroke, StrokeKind::Inside);
            }
            let colour = if is_sorted { palette.ink } else { palette.soft };
            let drawn =
                cell(ui, rect, place.column, place.column.name(), FontId::proportional(size::SMALL), colour);
            if is_sorted {
                let at = if place.column.is_figure() { drawn.left() - 14.0 } else { drawn.right() + 2.0 };
                let sign = Rect::from_min_size(pos2(at, rect.top()), vec2(12.0, LINE));
                let stroke = Stroke::new(1.2, palette.ink);
                if backwards {
                    icon::chevron(ui.painter(), sign, stroke);
                } else {
                    icon::chevron_up(ui.painter(), sign, stroke);
                }
            }
            if response.on_hover_text(name).clicked() {
                model.sort = (place.column, is_sorted && !backwards);
            }
        }
        ui.painter().hline(line.x_range(), line.bottom(), (1.0, palette.line));
    }
}

/// Paints the words of one cell, cut where they are too long; answers where they are.
pub fn cell(
    ui: &Ui,
    rect: Rect,
    column: Column,
    words: &str,
    font: FontId,
    colour: eframe::egui::Color32,
) -> Rect {
    let inside = rect.shrink2(vec2(space::TIGHT, 0.0));
    let galley = one_line(ui.painter(), words, font, colour, inside.width());
    let align = if column.is_figure() { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
    let at = align.align_size_within_rect(galley.size(), inside);
    ui.painter().galley(at.min, galley, colour);
    at
}
