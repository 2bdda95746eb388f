//! The bars on their axes: painted, pointed at, gone through with the keys.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Color32, CursorIcon, EventFilter, FontId, Galley, Key, Mesh, Modifiers, Painter, Rect,
    Response, Role, Sense, Shape, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2,
    vec2,
};

use super::axis::{Counts, Times};
use super::figures::figures;
use super::layout::{Bar, Geometry};
use super::model::{Model, Step};
use super::span::{Span, begins};
use super::{tooltip, wording};
use crate::analysis::timeline;
use crate::model::{IncidentId, OperationId};
use crate::state::{Action, Workspace};
use crate::ui::theme::{self, Palette, size, space};

/// What the plot keeps from frame to frame.
#[derive(Default)]
pub struct Plot {
    /// The stretch of time in view; `None` is all of it.
    pub span: Option<Span>,
    /// The bar at which the keys are.
    pub cursor: Option<timeline::Bar>,
    drag: Option<Drag>,
    hatch: Option<TextureHandle>,
}

/// What dragging does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// It moves the stretch in view.
    Move,
    /// It marks another, from this moment.
    Mark(f64),
}

/// Above the plot, for the figure of the highest bar.
const HEADROOM: f32 = 18.0;
/// Below the plot: a row of labels, and a second one for years below their parts.
const FOOT: [f32; 2] = [22.0, 36.0];
/// The side of the tile with which bars are hatched, in pixels.
const TILE: usize = 8;

/// The stretch of time that a model covers.
pub fn limits(model: &Model) -> Option<Span> {
    model.extent().map(|(first, last)| Span::all(first, last, model.grain))
}

/// Shows the plot in all the room that is left. `lit` is the operation that the legend points at.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut Plot,
    lit: Option<OperationId>,
    actions: &mut Vec<Action>,
) {
    let Some(limits) = limits(model) else { return };
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    if rect.width() < 80.0 || rect.height() < 80.0 {
        return;
    }
    let span = plot.span.map_or(limits, |span| span.inside(limits));
    let axis = FontId::proportional(size::SMALL);
    let palette = Palette::of(ui);
    let text =
        |text: &str, colour: Color32| ui.painter().layout_no_wrap(text.to_owned(), axis.clone(), colour);

    let (first, last) = span.periods(model.grain);
    let highest = model.between(first, last).iter().map(|column| column.height).max().unwrap_or(0);
    let rooms = ((rect.height() - HEADROOM - FOOT[1]) / 28.0) as usize;
    let counts = Counts::up_to(highest, rooms);
    let marks: Vec<(u64, Arc<Galley>)> =
        counts.marks().map(|count| (count, text(&wording::grouped(count), palette.soft))).collect();
    let gutter = marks.iter().map(|(_, galley)| galley.size().x).fold(0.0, f32::max) + space::SMALL;
    let measure = |words: &str| text(words, palette.soft).size().x;
    let left = (rect.left() + gutter).round();
    let times = Times::of(span, model.grain, rect.right() - space::SMALL - left, &measure);
    let foot = FOOT[usize::from(times.labels.iter().any(|label| label.second_row))];
    let area = Rect::from_min_max(
        pos2(left, rect.top() + HEADROOM),
        pos2(rect.right() - space::SMALL, (rect.bottom() - foot).round()),
    );
    let pixels = ui.pixels_per_point();
    let geometry = Geometry { plot: area, span, grain: model.grain, top: counts.top, pixels };

    let pointed = response.hover_pos().and_then(|at| geometry.hit(model, at));
    act(ui, &response, open, model, plot, &geometry, limits, actions);
    let cursor = plot.cursor.filter(|_| response.has_focus()).and_then(|bar| model.segment(bar));
    describe(&response, open, model, plot);

    let scene = Scene { palette, open, model, geometry: &geometry, pointed, cursor, lit };
    let painter = ui.painter_at(rect);
    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    scene.axes(&painter, &marks, &times, &axis);
    let hatch = plot.hatch.get_or_insert_with(|| hatch(ui.ctx()));
    scene.bars(&painter, hatch);
    scene.figures(&painter, &axis);
    if let (Some(Drag::Mark(from)), Some(at)) = (plot.drag, response.interact_pointer_pos()) {
        let marked =
            Rect::from_x_y_ranges(geometry.x(from).min(at.x)..=geometry.x(from).max(at.x), area.y_range());
        painter.rect_filled(marked.intersect(area), 0.0, palette.accent.gamma_multiply(0.18));
    }
    if plot.drag.is_none() {
        if let Some(segment) = pointed {
            ui.set_cursor_icon(CursorIcon::PointingHand);
            tooltip::show(ui, &response, None, open, model, segment);
        } else if let Some(segment) = cursor
            && model.bar(segment) != open.selection.bar
            && let Some(drawn) = model.segments.get(segment)
        {
            let beside = Some(geometry.bar(segment, drawn).rect());
            tooltip::show(ui, &response, beside, open, model, segment);
        }
    }
}

/// Carries out what the pointer and the keys ask.
#[expect(clippy::too_many_arguments, reason = "everything that the plot can be asked about")]
fn act(
    ui: &Ui,
    response: &Response,
    open: &Workspace,
    model: &Model,
    plot: &mut Plot,
    geometry: &Geometry,
    limits: Span,
    actions: &mut Vec<Action>,
) {
    let span = geometry.span;
    let zoomed = plot.span.is_some();
    let pointer = response.interact_pointer_pos();

    if response.drag_started()
        && let Some(at) = pointer
    {
        let mark = !zoomed || ui.input(|input| input.modifiers.shift);
        plot.drag = Some(if mark { Drag::Mark(geometry.moment(at.x)) } else { Drag::Move });
    }
    if plot.drag == Some(Drag::Move) && response.dragged() {
        let years = -f64::from(response.drag_delta().x / geometry.plot.width()) * span.years();
        plot.span = Some(span.moved(years, limits));
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped() {
        if let (Some(Drag::Mark(from)), Some(at)) = (plot.drag, pointer) {
            let to = geometry.moment(at.x);
            let marked = Span::between(from, to).scaled(1.0, (from + to) / 2.0, limits, model.grain);
            plot.span = narrower(marked, limits);
        }
        plot.drag = None;
    }
    if response.double_clicked() {
        plot.span = None;
    } else if response.clicked() {
        match pointer.map(|at| geometry.hit(model, at)) {
            Some(Some(segment)) => {
                response.request_focus();
                // The arrow keys are the plot's only after a frame in which it had the focus.
                ui.request_repaint();
                plot.cursor = model.bar(segment);
                actions.push(Action::ShowBar(plot.cursor));
            }
            Some(None) if open.selection.bar.is_some() => actions.push(Action::ShowBar(None)),
            _ => {}
        }
    }
    if let Some(at) = response.hover_pos() {
        let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        let factor = f64::from((-scroll.y / 300.0).exp() / zoom);
        if (factor - 1.0).abs() > 1e-4 {
            plot.span = narrower(span.scaled(factor, geometry.moment(at.x), limits, model.grain), limits);
        }
        if scroll.x != 0.0 {
            let years = -f64::from(scroll.x / geometry.plot.width()) * span.years();
            plot.span = narrower(span.moved(years, limits), limits);
        }
    }
    if response.has_focus() {
        keys(ui, response, model, plot, span, limits, actions);
    }
}

/// A span that is all there is is none.
fn narrower(span: Span, limits: Span) -> Option<Span> {
    (span.years() < limits.years() - 1e-6).then_some(span)
}

fn keys(
    ui: &Ui,
    response: &Response,
    model: &Model,
    plot: &mut Plot,
    span: Span,
    limits: Span,
    actions: &mut Vec<Action>,
) {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let steps = [
        (Key::ArrowLeft, Step::Left),
        (Key::ArrowRight, Step::Right),
        (Key::ArrowUp, Step::Up),
        (Key::ArrowDown, Step::Down),
        (Key::Home, Step::First),
        (Key::End, Step::Last),
    ];
    for (key, step) in steps {
        if pressed(key) {
            plot.cursor = model.step(plot.cursor, step);
            if let (Some(span), Some(timeline::Bar { period, .. })) = (plot.span, plot.cursor) {
                plot.span = Some(span.showing(period.number, model.grain, limits));
            }
        }
    }
    for (key, factor) in [(Key::Plus, 1.0 / ZOOM), (Key::Equals, 1.0 / ZOOM), (Key::Minus, ZOOM)] {
        if pressed(key) {
            zoom(plot, model, span, limits, factor);
        }
    }
    if pressed(Key::Num0) {
        plot.span = None;
    }
    if pressed(Key::Enter)
        && let Some(bar) = plot.cursor.filter(|bar| model.segment(*bar).is_some())
    {
        actions.push(Action::ShowBar(Some(bar)));
    }
}

/// Moves the stretch in view, if it must, so that an incident's bar is in it.
pub fn bring_into_view(plot: &mut Plot, model: &Model, incident: IncidentId) {
    let (Some(span), Some(limits)) = (plot.span, limits(model)) else { return };
    let (first, last) = span.periods(model.grain);
    let mut numbers = model.places(incident).iter().filter_map(|n| Some(model.segments.get(*n)?.number));
    if let Some(number) = numbers.next()
        && !(first..=last).contains(&number)
    {
        plot.span = Some(span.showing(number, model.grain, limits));
    }
}

/// How much one step of zooming shows more or less.
pub const ZOOM: f64 = 1.5;

/// Shows a longer or shorter stretch, around the bar at which the keys are, or the middle.
pub fn zoom(plot: &mut Plot, model: &Model, span: Span, limits: Span, factor: f64) {
    let at = plot.cursor.filter(|bar| model.segment(*bar).is_some());
    let about = at.map_or((span.from + span.to) / 2.0, |bar| begins(bar.period.number, model.grain));
    plot.span = narrower(span.scaled(factor, about, limits, model.grain), limits);
}

/// Names the plot, and the bar at which the keys are, for those who hear it.
fn describe(response: &Response, open: &Workspace, model: &Model, plot: &Plot) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Canvas, true, "Chart of casualties per operation over time");
        let at = plot.cursor.and_then(|bar| Some((bar, open.timeline.bars.get(&bar)?)));
        info.current_text_value = Some(match at {
            Some((timeline::Bar { operation, period, .. }, sum)) => format!(
                "{}, {}, {}, {}",
                open.project.operation_name(Some(operation)),
                wording::period(period),
                wording::sum(sum),
                wording::counted(sum.incidents.len(), "incident"),
            ),
            None => format!(
                "{}. Left and Right go from period to period, Up and Down from operation to operation, Enter lists \
                 the incidents.",
                wording::counted(model.segments.len(), "bar"),
            ),
        });
        info
    });
}

/// A tile of diagonal stripes, as dark as the colour that it is given.
fn hatch(context: &egui::Context) -> TextureHandle {
    let pixels = (0..TILE * TILE).map(|n| {
        let across = (n % TILE + n / TILE) % TILE;
        let away = across.abs_diff(TILE / 2);
        let cover = [255, 210, 70, 0, 0][away.min(4)];
        Color32::from_white_alpha(cover)
    });
    let image = egui::ColorImage::new([TILE, TILE], pixels.collect());
    context.load_texture("hatching", image, TextureOptions::NEAREST_REPEAT)
}

/// All that painting needs.
struct Scene<'a> {
    palette: &'a Palette,
    open: &'a Workspace,
    model: &'a Model,
    geometry: &'a Geometry,
    pointed: Option<usize>,
    cursor: Option<usize>,
    lit: Option<OperationId>,
}

impl Scene<'_> {
    fn axes(&self, painter: &Painter, marks: &[(u64, Arc<Galley>)], times: &Times, font: &FontId) {
        let (plot, palette) = (self.geometry.plot, self.palette);
        let line = Stroke::new(1.0, palette.line.gamma_multiply(0.8));
        for x in &times.years {
            let x = plot.left() + x;
            painter.vline(
                x,
                plot.top()..=plot.bottom() + 5.0,
                Stroke::new(1.0, palette.line.gamma_multiply(0.55)),
            );
        }
        for (count, galley) in marks {
            let y = self.geometry.y(*count).round();
            let stroke = if *count == 0 { Stroke::new(1.0, palette.soft) } else { line };
            painter.hline(plot.x_range(), y, stroke);
            let at = pos2(plot.left() - space::TIGHT - galley.size().x, y - galley.size().y / 2.0);
            painter.galley(at, galley.clone(), palette.soft);
        }
        for label in &times.labels {
            let y = plot.bottom() + if label.second_row { 20.0 } else { 6.0 };
            let colour = if label.second_row { palette.ink } else { palette.soft };
            let at = pos2(plot.left() + label.middle, y);
            painter.text(at, Align2::CENTER_TOP, &label.text, font.clone(), colour);
        }
    }

    fn colour(&self, layer: usize) -> Color32 {
        let Some(layer) = self.model.layers.get(layer) else { return self.palette.soft };
        let colour = theme::drawn(layer.colour, self.palette);
        match self.lit {
            Some(lit) if lit != layer.operation => self.palette.paper.lerp_to_gamma(colour, 0.25),
            _ => colour,
        }
    }

    fn bars(&self, painter: &Painter, hatch: &TextureHandle) {
        let painter = painter.with_clip_rect(self.geometry.plot.expand2(vec2(1.0, HEADROOM)));
        let colours: Vec<Color32> = (0..self.model.layers.len()).map(|layer| self.colour(layer)).collect();
        let (model, geometry, palette) = (self.model, self.geometry, self.palette);
        let selected = self.open.selection.bar.and_then(|bar| model.segment(bar));
        let bar_of = |n: usize| model.segments.get(n).map(|segment| geometry.bar(n, segment));

        if let Some(bar) = selected.and_then(bar_of) {
            let band = bar.rect().expand2(vec2(3.0, 0.0)).with_min_y(geometry.plot.top());
            painter.rect_filled(band.with_max_y(geometry.plot.bottom()), 2.0, palette.accent_ground);
        }
        let mut solid = Mesh::default();
        let mut hatched = Mesh::with_texture(hatch.id());
        // Whole pixels to a stripe, as wide on a dense screen as on another.
        let scale = geometry.pixels / geometry.pixels.round().max(1.0) / TILE as f32;
        // On a thin bar stripes would be noise; its lighter ground tells it apart.
        let striped = geometry.bar_width() >= 3.0;
        let gap = if geometry.slot() >= 4.0 { 1.0 / geometry.pixels } else { 0.0 };
        for bar in geometry.bars(model) {
            let Some(colour) = model.segments.get(bar.segment).and_then(|s| colours.get(s.layer)).copied()
            else {
                continue;
            };
            // A hair of the ground between one operation and the next.
            let lowered =
                |rect: Rect| if rect.height() > 4.0 { rect.with_min_y(rect.top() + gap) } else { rect };
            if bar.solid.is_positive() {
                let rect = if bar.hatched.is_positive() { bar.solid } else { lowered(bar.solid) };
                solid.add_colored_rect(rect, colour);
            }
            if bar.hatched.is_positive() {
                let rect = lowered(bar.hatched);
                solid.add_colored_rect(rect, palette.paper.lerp_to_gamma(colour, 0.3));
                let uv = Rect::from_min_max(
                    (rect.min.to_vec2() * scale).to_pos2(),
                    (rect.max.to_vec2() * scale).to_pos2(),
                );
                if striped {
                    hatched.add_rect_with_uv(rect, uv, colour);
                }
            }
        }
        painter.add(Shape::mesh(solid));
        painter.add(Shape::mesh(hatched));

        let outline = |bar: Bar, width: f32, colour: Color32| {
            painter.rect_stroke(bar.rect(), 0.0, Stroke::new(width, colour), StrokeKind::Outside);
        };
        if let Some(bar) = self.pointed.and_then(bar_of) {
            outline(bar, 1.0, palette.ink);
        }
        for bar in self
            .open
            .selection
            .incident
            .into_iter()
            .flat_map(|id| model.places(id))
            .filter_map(|n| bar_of(*n))
        {
            outline(bar, 1.5, palette.ink);
            // Not by an outline alone, which a thin bar cannot show.
            let at = pos2(bar.rect().center().x, geometry.plot.bottom() + 1.0);
            if geometry.plot.x_range().contains(at.x) {
                let points = vec![at, at + vec2(4.5, 5.5), at + vec2(-4.5, 5.5)];
                painter.add(Shape::convex_polygon(points, palette.accent, Stroke::NONE));
            }
        }
        if let Some(bar) = selected.and_then(bar_of) {
            outline(bar, 2.0, palette.accent);
        }
        if let Some(bar) = self.cursor.and_then(bar_of) {
            let around = bar.rect().expand(3.0);
            let corners = [
                around.left_top(),
                around.right_top(),
                around.right_bottom(),
                around.left_bottom(),
                around.left_top(),
            ];
            painter.extend(Shape::dashed_line(&corners, Stroke::new(1.5, palette.ink), 4.0, 3.0));
        }
    }

    fn figures(&self, painter: &Painter, font: &FontId) {
        let layout = |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), self.palette.ink);
        let bounds = painter.clip_rect().with_min_x(self.geometry.plot.left() - 2.0);
        for figure in figures(self.model, self.geometry, bounds, &|text| layout(text).size()) {
            painter.galley(figure.at.min, layout(&figure.text), self.palette.ink);
        }
    }
}
