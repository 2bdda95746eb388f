//! Scrolling by wheel, by code, and by the bar at the right that shows where in the text the window is.

use egui::{self, Id, Rect, Sense, Ui, pos2};

use super::decorations::Layers;
use super::layout::Document;
use super::options::Options;
use super::view::TextView;

/// The room that the bar and the overview of the marks take, in points.
pub(super) const WIDTH: f32 = BAR + super::overview::WIDTH;

const BAR: f32 = 12.0;

const SHORTEST: f32 = 28.0;

/// Where the bar goes.
pub(super) fn room(rect: Rect) -> Rect {
    Rect::from_min_max(pos2(rect.right() - WIDTH, rect.top()), rect.max)
}

/// Shows the bar and scrolls as it is dragged. A text that fits the window has none.
pub(super) fn show(
    view: &mut TextView,
    ui: &mut Ui,
    id: Id,
    room: Rect,
    layers: &Layers<'_>,
    options: &Options,
) {
    let (position, length) = view.extent();
    if length <= 1.0 {
        return;
    }
    let response = ui.interact(room, id, Sense::click_and_drag());
    let thumb = (room.height() / length as f32).max(SHORTEST.min(room.height()));
    let travel = (room.height() - thumb).max(1.0);
    let top = |position: f64| room.top() + travel * (position / (length - 1.0)).clamp(0.0, 1.0) as f32;
    let mut thumb_top = top(position);
    if let Some(pointer) = response.interact_pointer_pos() {
        // Asked before the memory is, since both are behind one lock.
        let pressed = response.is_pointer_button_down_on() && ui.input(|i| i.pointer.primary_pressed());
        // Where the thumb was taken hold of; on the bare bar, its middle.
        let grip = ui.data_mut(|data| {
            let grip = data.get_temp_mut_or_insert_with(id, || thumb / 2.0);
            if pressed {
                let on_thumb = pointer.y - thumb_top;
                *grip = if (0.0..=thumb).contains(&on_thumb) { on_thumb } else { thumb / 2.0 };
            }
            *grip
        });
        let fraction = (pointer.y - grip - room.top()) / travel;
        let wanted = f64::from(fraction.clamp(0.0, 1.0)) * (length - 1.0);
        if (wanted - position).abs() > f64::EPSILON {
            view.scroll_to_extent(wanted);
            thumb_top = top(wanted);
        }
    }
    let held = response.dragged() || response.hovered();
    let (strip, bar) = room.split_left_right_at_x(room.right() - BAR);
    view.show_overview(ui, strip, layers, options);
    let visuals = ui.visuals();
    let color = if held {
        visuals.widgets.hovered.fg_stroke.color.gamma_multiply(0.6)
    } else {
        visuals.widgets.inactive.fg_stroke.color.gamma_multiply(0.35)
    };
    let inset = if held { 2.0 } else { 3.5 };
    let shape = Rect::from_min_max(
        pos2(bar.left() + inset, thumb_top + 1.0),
        pos2(room.right() - inset, thumb_top + thumb - 1.0),
    );
    ui.painter().rect_filled(shape, BAR / 2.0, color);
}

impl TextView {
    pub(super) fn scroll_by_wheel(&mut self, ui: &Ui, response: &egui::Response) {
        if response.contains_pointer() {
            let delta = ui.input_mut(|input| std::mem::take(&mut input.smooth_scroll_delta.y));
            self.scroll_by(-delta);
        }
    }

    /// Scrolls so many points down.
    pub fn scroll_by(&mut self, points: f32) {
        self.scroll.by(points * self.frame.pixels_per_point);
    }

    /// How far down the text the window is and how long the text is, in window heights. Lengths are
    /// estimates where the text was not seen yet.
    fn extent(&self) -> (f64, f64) {
        let window = self.window_px();
        let total = self.document.as_ref().map_or(0.0, Document::total);
        let (above, below) = (f64::from(window.above), f64::from(window.below));
        let height = f64::from(window.height.max(1.0));
        ((self.frame.scroll + above) / height, (total + above + below) / height)
    }

    /// Scrolls to so many window heights from the top.
    fn scroll_to_extent(&mut self, position: f64) {
        let window = self.window_px();
        if let Some(document) = &self.document {
            let y = position * f64::from(window.height) - f64::from(window.above);
            self.scroll.to(y, document);
        }
        self.settle();
    }
}
