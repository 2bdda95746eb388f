//! A row of the list: an article, or a place of it with the words around it.

use eframe::egui::{
    self, Align2, FontId, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::annotating::Preview;
use super::{FoundColumn, Row};
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::icon;
use crate::ui::widgets::table::{Columns, Stop, cut};
use tollbook_core::analysis::search::context;
use tollbook_core::analysis::wording::counted;
use tollbook_state::Workspace;
use tollbook_text::is_right_to_left;

/// How wide the box is that is ticked.
pub const TICK: f32 = 24.0;
/// How far the words that were found are from the left, as a part of the row.
const MIDDLE: f32 = 0.42;
/// How wide a letter is on average, as a part of the size.
const LETTER: f32 = 0.52;

/// Paints the row and names it for those who hear it; answers its tick box.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    columns: &Columns<FoundColumn>,
    (article, hit): Row,
    preview: Option<&Preview>,
    response: &Response,
    stop: Stop,
) -> Response {
    let all = &open.find.all;
    let rect = stop.rect;
    let palette = Palette::for_ui(ui);
    stop.paint(ui, response, false);
    let found = &all.articles[article];
    let ticked = match hit {
        Some(hit) => [found.hits[hit].ticked; 2],
        None => [found.hits.iter().any(|hit| hit.ticked), found.hits.iter().all(|hit| hit.ticked)],
    };
    let indent = if hit.is_some() { space::LARGE } else { 0.0 };
    let tick = tick_box(ui, response.id, rect.with_min_x(rect.left() + indent), ticked);
    let inner = rect.with_min_x(tick.rect.right() + space::TIGHT).with_max_x(rect.right() - space::SMALL);
    match hit {
        Some(hit) => {
            let span = &found.hits[hit].span;
            let words = place(ui, &found.text, preview.map_or(span, |preview| &preview.span), inner, preview);
            response.widget_info(|| WidgetInfo::selected(Role::Row, true, ticked[0], &words));
        }
        None => {
            let (title, date) =
                open.article(found.id).map_or((String::new(), None), |it| (it.title.clone(), it.published));
            let date = date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
            let places = counted(found.hits.len(), "place");
            response.widget_info(|| {
                WidgetInfo::selected(Role::Row, true, ticked[0], format!("{title}, {date}, {places}"))
            });
            let small = FontId::proportional(size::SMALL);
            let heading = FontId::new(size::BODY, theme::semibold());
            for (column, room) in columns.of_row(rect) {
                let (text, font, colour) = match column.key {
                    FoundColumn::Published => (date.as_str(), small.clone(), palette.weak_text),
                    FoundColumn::Article => (title.as_str(), heading.clone(), palette.text),
                    FoundColumn::Places => (places.as_str(), small.clone(), palette.weak_text),
                };
                cut(ui.painter(), room, text, font, colour, column.align());
            }
        }
    }
    tick
}

/// Paints a place in the middle of the words around it, all on one line; answers the words.
fn place(
    ui: &Ui,
    text: &str,
    span: &std::ops::Range<usize>,
    rect: Rect,
    preview: Option<&Preview>,
) -> String {
    let palette = Palette::for_ui(ui);
    let is_new = preview.is_none_or(|preview| preview.is_new);
    let middle = rect.left() + rect.width() * MIDDLE;
    let font = FontId::proportional(size::BODY);
    let painter = ui.painter_at(rect);
    let mut end = rect.right();
    if let Some(preview) = preview.filter(|preview| !preview.remark.is_empty()) {
        let colour = if preview.is_new { palette.accent } else { palette.warning };
        let remark = FontId::proportional(size::SMALL);
        let at = painter.text(rect.right_center(), Align2::RIGHT_CENTER, &preview.remark, remark, colour);
        end = at.left() - space::SMALL;
    }
    let letters = |room: f32| ((room / (size::BODY * LETTER)) as usize).max(8);
    let found = text.get(span.clone()).unwrap_or_default();
    let mut room =
        [letters(middle - rect.left()), letters(end - middle).saturating_sub(found.chars().count())];
    // Of a text that is read from the right, what comes before stands at the right.
    let turned = is_right_to_left(found);
    if turned {
        room.reverse();
    }
    let words = context(text, span, room);
    let found = painter.layout_no_wrap(
        words.matched.clone(),
        FontId::new(size::BODY, theme::semibold()),
        palette.text,
    );
    let ground = Rect::from_min_size(pos2(middle, rect.center().y - found.size().y / 2.0), found.size());
    painter.rect_filled(
        ground.expand2(vec2(1.5, 0.0)),
        2.0,
        if is_new { palette.match_background } else { palette.raised },
    );
    painter.galley(ground.min, found, palette.text);
    let mut around = [&words.before, &words.after];
    if turned {
        around.reverse();
    }
    let sides = [
        (rect.with_max_x(ground.left() - 1.0), Align2::RIGHT_CENTER),
        (rect.with_min_x(ground.right() + 1.0).with_max_x(end), Align2::LEFT_CENTER),
    ];
    for (words, (side, align)) in around.into_iter().zip(sides) {
        let at = align.pos_in_rect(&side);
        ui.painter_at(side).text(at, align, words, font.clone(), palette.weak_text);
    }
    let remark = preview.map_or("", |preview| preview.remark.as_str());
    let comma = if remark.is_empty() { "" } else { ", " };
    format!("{}{}{}{comma}{remark}", words.before, words.matched, words.after)
}

/// A box that is ticked if all is, and has a stroke if some is.
fn tick_box(ui: &Ui, row: egui::Id, rect: Rect, [some, all]: [bool; 2]) -> Response {
    let palette = Palette::for_ui(ui);
    let room = Rect::from_min_size(rect.min, vec2(TICK, rect.height()));
    // Space ticks the row that has the keyboard; the box is for the pointer.
    let response = ui.interact(room, row.with("tick"), Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, all, "Tick"));
    let square = Rect::from_center_size(room.center(), vec2(13.0, 13.0));
    let line = if response.hovered() { palette.text } else { palette.weak_text };
    ui.painter().rect(square, 3.0, palette.text_background, Stroke::new(1.0, line), StrokeKind::Inside);
    let stroke = Stroke::new(1.8, palette.accent);
    if all {
        icon::tick(ui.painter(), square, stroke);
    } else if some {
        let middle = square.center();
        ui.painter().line_segment([middle - vec2(3.5, 0.0), middle + vec2(3.5, 0.0)], stroke);
    }
    response
}
