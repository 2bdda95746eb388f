//! Signs that are painted, so that no font has to have them.

use eframe::egui::{Painter, Rect, Shape, Stroke, pos2, vec2};

/// A chevron that points down, in the middle of `rect`.
pub fn chevron(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    let points = [vec2(-3.5, -1.75), vec2(0.0, 1.75), vec2(3.5, -1.75)].map(|offset| middle + offset);
    painter.line(points.to_vec(), stroke);
}

/// A chevron that points up, in the middle of `rect`.
pub fn chevron_up(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    let points = [vec2(-3.5, 1.75), vec2(0.0, -1.75), vec2(3.5, 1.75)].map(|offset| middle + offset);
    painter.line(points.to_vec(), stroke);
}

/// A pencil: set by hand.
pub fn pencil(painter: &Painter, rect: Rect, stroke: Stroke) {
    let corner = rect.center() - vec2(7.0, 7.0);
    let at = |x: f32, y: f32| corner + vec2(x, y);
    let body = vec![at(2.5, 11.5), at(3.4, 8.3), at(9.2, 2.5), at(11.5, 4.8), at(5.7, 10.6)];
    painter.add(Shape::closed_line(body, stroke));
    painter.line_segment([at(7.6, 4.1), at(9.9, 6.4)], stroke);
}

/// A tick: chosen.
pub fn tick(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    let points = [vec2(-4.0, 0.0), vec2(-1.0, 3.0), vec2(4.0, -3.5)].map(|offset| middle + offset);
    painter.line(points.to_vec(), stroke);
}

/// A cross: close, remove.
pub fn cross(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    for (x, y) in [(3.5, 3.5), (3.5, -3.5)] {
        painter.line_segment([middle - vec2(x, y), middle + vec2(x, y)], stroke);
    }
}

/// A triangle with a stroke in it: look here.
pub fn warning(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    let corners = vec![middle + vec2(0.0, -5.5), middle + vec2(6.0, 4.5), middle + vec2(-6.0, 4.5)];
    painter.add(Shape::closed_line(corners, stroke));
    painter.line_segment([middle + vec2(0.0, -2.0), middle + vec2(0.0, 1.5)], stroke);
    painter.circle_filled(pos2(middle.x, middle.y + 3.0), 0.7, stroke.color);
}

/// Opening quotation marks: read from the words.
pub fn quotes(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    for x in [-2.75, 2.75] {
        let dot = middle + vec2(x, 1.2);
        painter.circle_filled(dot, 1.7, stroke.color);
        let tail = [vec2(-1.3, 0.0), vec2(-1.0, -2.6), vec2(1.1, -4.2)].map(|offset| dot + offset);
        painter.line(tail.to_vec(), stroke);
    }
}

/// A sheet with lines and a folded corner: there is a memo.
pub fn note(painter: &Painter, rect: Rect, stroke: Stroke) {
    let corner = rect.center() - vec2(4.5, 5.5);
    let at = |x: f32, y: f32| corner + vec2(x, y);
    painter.add(Shape::closed_line(
        vec![at(0.0, 0.0), at(6.0, 0.0), at(9.0, 3.0), at(9.0, 11.0), at(0.0, 11.0)],
        stroke,
    ));
    for y in [4.5, 7.5] {
        painter.line_segment([at(2.2, y), at(6.8, y)], stroke);
    }
}

/// A chevron that points right, in the middle of `rect`.
pub fn chevron_right(painter: &Painter, rect: Rect, stroke: Stroke) {
    let middle = rect.center();
    let points = [vec2(-1.75, -3.5), vec2(1.75, 0.0), vec2(-1.75, 3.5)].map(|offset| middle + offset);
    painter.line(points.to_vec(), stroke);
}
