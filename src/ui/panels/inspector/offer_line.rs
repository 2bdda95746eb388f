//! An incident on offer, as a line of the form.

use eframe::egui::{Align2, FontId, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{Palette, size, space};
use crate::ui::widgets::{one_line, row};
use tollbook_core::analysis::duplicates::offers::Offer;
use tollbook_state::Workspace;

/// An incident on offer, with the key that joins to it, blank for none; answers whether it was clicked.
pub(super) fn show(ui: &mut Ui, open: &Workspace, key: &str, offer: &Offer) -> bool {
    let Some(view) = open.answers.incident(offer.incident) else { return false };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), row::HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Join to {}", view.title)));
    let palette = Palette::for_ui(ui);
    let stroke = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
    if response.hovered() || response.has_focus() {
        ui.painter().rect(rect, 4.0, palette.raised, stroke, StrokeKind::Inside);
    }
    let small = FontId::proportional(size::SMALL);
    if !key.is_empty() {
        let key = ui.painter().layout_no_wrap(key.to_owned(), small.clone(), palette.text);
        let cap = Rect::from_min_size(
            pos2(rect.left() + 2.0, rect.center().y - 9.0),
            vec2((key.size().x + 10.0).max(20.0), 18.0),
        );
        ui.painter().rect(
            cap,
            3.0,
            palette.text_background,
            Stroke::new(1.0, palette.weak_text),
            StrokeKind::Inside,
        );
        let at = Align2::CENTER_CENTER.align_size_within_rect(key.size(), cap).min;
        ui.painter().galley(at, key, palette.text);
    }
    // What it is comes before why it is on offer.
    let left = rect.left() + 54.0;
    let room = (rect.right() - space::TIGHT - left).max(1.0);
    let title = one_line(ui.painter(), &view.title, FontId::proportional(size::BODY), palette.text, room);
    let room_for_why = room - title.size().x - space::SMALL;
    ui.painter().galley(pos2(left, rect.center().y - title.size().y / 2.0), title, palette.text);
    if room_for_why > 40.0 {
        let why = one_line(ui.painter(), &offer.why, small, palette.weak_text, room_for_why);
        let at = pos2(rect.right() - why.size().x - space::TIGHT, rect.center().y - why.size().y / 2.0);
        ui.painter().galley(at, why, palette.weak_text);
    }
    response.on_hover_text(format!("Join to {}\n{}", view.title, offer.why)).clicked()
}
