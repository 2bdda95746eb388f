//! The bars on their axes, drawn by `egui_plot`; what is painted over them; and how they are pointed
//! at and gone through with the keys.

use std::ops::RangeInclusive;

use eframe::egui::emath::GuiRounding as _;
use eframe::egui::{
    self, Align2, Color32, CursorIcon, EventFilter, FontId, Key, Mesh, Modifiers, Painter, Rect, Response,
    Role, Sense, Shape, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};
use egui_plot::{AxisHints, BarChart, GridInput, GridMark, PlotBounds, PlotTransform, PlotUi};

use super::axis::{Counts, Times};
use super::figures::figures;
use super::layout::Geometry;
use super::model::{Model, Step};
use super::span::{Span, begins};
use super::{tooltip, wording};
use crate::analysis::chart::{Column, Layer, Segment};
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
/// Between the plot and the labels below it.
const AIR: f32 = 6.0;
/// The height of a row of labels.
const ROW: f32 = 15.0;
/// The least side of a bar on which more than its colour is drawn.
const STRIPED: f32 = 3.0;
/// The side of the tile with which bars are hatched, in pixels.
const TILE: usize = 8;

impl Plot {
    /// The stretch of time in view, and all that the model covers.
    fn view(&self, model: &Model) -> Option<(Span, Span)> {
        let (first, last) = model.extent?;
        let limits = Span::all(first, last, model.grain);
        Some((self.span.map_or(limits, |span| span.inside(limits)), limits))
    }
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
    let Some((span, limits)) = plot.view(model) else { return };
    // Of the axes too, which the plot's own response leaves out.
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
    let font = FontId::proportional(size::SMALL);
    let palette = Palette::of(ui);
    let painter = ui.painter_at(rect);
    let layout = |text: &str| painter.layout_no_wrap(text.to_owned(), font.clone(), palette.ink);
    let measure = |text: &str| layout(text).size().x;

    // Of all of the time, so that the plot stays where it is while the stretch in view changes.
    let rooms = ((rect.height() - HEADROOM - AIR - 2.0 * ROW) / 28.0) as usize;
    let highest = |columns: &[Column]| columns.iter().map(|column| column.height).max().unwrap_or(0);
    let widest = Counts::up_to(highest(&model.columns), rooms).top;
    let gutter = (measure(&wording::grouped(widest)) + space::SMALL + 2.0).ceil();
    if rect.width() < gutter + 40.0 || rect.height() < 80.0 {
        return;
    }
    let (first, last) = span.periods(model.grain);
    let counts = Counts::up_to(highest(model.between(first, last)), rooms);
    let within = rect.with_max_x(rect.right() - space::SMALL);
    let times = Times::of(span, model.grain, within.width() - gutter, &measure);
    let foot = AIR + times.rows() as f32 * ROW;

    // The frame that the plot will have, for what must be known before it is shown.
    let frame = within.with_min_x(within.left() + gutter).with_max_y(within.bottom() - foot);
    let top = counts.top as f64 * f64::from(frame.height() / (frame.height() - HEADROOM));
    let bounds = PlotBounds::from_min_max([span.from, 0.0], [span.to, top]);
    let transform = PlotTransform::new(frame, bounds, false);
    let geometry = Geometry { transform, grain: model.grain, pixels: ui.pixels_per_point() };

    if response.has_focus() {
        painter.rect_stroke(rect, 4.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    let scene = Scene { palette, open, model, geometry, lit };
    let axes = axes(geometry, palette, &font, &times, &counts, gutter);
    let shown = axes.show(&mut ui.new_child(UiBuilder::new().max_rect(within)), |shown| {
        shown.set_plot_bounds(bounds);
        let hatched = scene.bars(shown);
        if let (Some(Drag::Mark(from)), Some(at)) = (plot.drag, response.interact_pointer_pos()) {
            shown.span(band(from..=geometry.moment(at), palette.accent.gamma_multiply(0.18)));
        }
        hatched
    });

    let geometry = Geometry { transform: shown.transform, ..geometry };
    let scene = Scene { geometry, ..scene };
    let pointed = response.hover_pos().and_then(|at| geometry.hit(model, at));
    act(&response, ui, plot, limits, &scene, actions);
    let cursor = plot.cursor.filter(|_| response.has_focus()).and_then(|bar| model.segment(bar));
    describe(&response, open, model, plot);

    scene.hatching(&painter, plot.hatch.get_or_insert_with(|| hatch(ui.ctx())), &shown.inner);
    scene.outlines(&painter, pointed, cursor);
    let bounds = rect.with_min_x(geometry.transform.frame().left() - 2.0);
    for figure in figures(model, &geometry, bounds, &|text| layout(text).size()) {
        painter.galley(figure.at.min, layout(&figure.text), palette.ink);
    }
    if plot.drag.is_none() {
        if let Some(segment) = pointed {
            ui.set_cursor_icon(CursorIcon::PointingHand);
            tooltip::show(ui, &response, None, open, model, segment);
        } else if let Some(segment) = cursor
            && model.bar(segment) != open.selection.bar
            && let Some(drawn) = model.segments.get(segment)
        {
            tooltip::show(ui, &response, Some(geometry.rect(drawn)), open, model, segment);
        }
    }
}

/// Carries out what the pointer and the keys ask.
fn act(
    response: &Response,
    ui: &Ui,
    plot: &mut Plot,
    limits: Span,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
    let Scene { open, model, geometry, .. } = *scene;
    let span = geometry.span();
    let zoomed = plot.span.is_some();
    let pointer = response.interact_pointer_pos();

    if response.drag_started()
        && let Some(at) = pointer
    {
        let mark = !zoomed || ui.input(|input| input.modifiers.shift);
        plot.drag = Some(if mark { Drag::Mark(geometry.moment(at)) } else { Drag::Move });
    }
    if plot.drag == Some(Drag::Move) && response.dragged() {
        plot.span = Some(span.moved(-geometry.years(response.drag_delta().x), limits));
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped() {
        if let (Some(Drag::Mark(from)), Some(at)) = (plot.drag, pointer) {
            let to = geometry.moment(at);
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
            plot.span = narrower(span.scaled(factor, geometry.moment(at), limits, model.grain), limits);
        }
        if scroll.x != 0.0 {
            plot.span = narrower(span.moved(-geometry.years(scroll.x), limits), limits);
        }
    }
    if response.has_focus() {
        keys(ui, response, model, plot, actions);
    }
}

/// A span that is all there is is none.
fn narrower(span: Span, limits: Span) -> Option<Span> {
    (span.years() < limits.years() - 1e-6).then_some(span)
}

fn keys(ui: &Ui, response: &Response, model: &Model, plot: &mut Plot, actions: &mut Vec<Action>) {
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
            if let (Some((span, limits)), Some(bar)) = (plot.view(model), plot.cursor) {
                plot.span = narrower(span.showing(bar.period.number, model.grain, limits), limits);
            }
        }
    }
    for (key, factor) in [(Key::Plus, 1.0 / ZOOM), (Key::Equals, 1.0 / ZOOM), (Key::Minus, ZOOM)] {
        if pressed(key) {
            zoom(plot, model, factor);
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

/// The segments in which an incident's people are.
fn places(open: &Workspace, model: &Model, incident: IncidentId) -> Vec<usize> {
    let view = open.counted.incident(&open.answers, incident);
    let bars = view.into_iter().flat_map(|view| open.asked().bars(view));
    bars.filter_map(|bar| model.segment(bar)).collect()
}

/// Moves the stretch in view, if it must, so that an incident's bar is in it.
pub fn bring_into_view(plot: &mut Plot, open: &Workspace, model: &Model, incident: IncidentId) {
    let Some((span, limits)) = plot.view(model) else { return };
    let (first, last) = span.periods(model.grain);
    let mut numbers =
        places(open, model, incident).into_iter().filter_map(|n| Some(model.segments.get(n)?.number));
    if let Some(number) = numbers.next()
        && !(first..=last).contains(&number)
    {
        plot.span = narrower(span.showing(number, model.grain, limits), limits);
    }
}

/// How much one step of zooming shows more or less.
pub const ZOOM: f64 = 1.5;

/// Shows a longer or shorter stretch, around the bar at which the keys are, or the middle.
pub fn zoom(plot: &mut Plot, model: &Model, factor: f64) {
    let Some((span, limits)) = plot.view(model) else { return };
    let at = plot.cursor.filter(|bar| model.segment(*bar).is_some());
    let about = at.map_or((span.from + span.to) / 2.0, |bar| begins(bar.period.number, model.grain));
    plot.span = narrower(span.scaled(factor, about, limits, model.grain), limits);
}

/// Names the plot, and the bar at which the keys are, for those who hear it.
fn describe(response: &Response, open: &Workspace, model: &Model, plot: &Plot) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Canvas, true, "Chart of casualties per operation over time");
        let at = plot.cursor.and_then(|bar| Some((bar, open.timeline().bars.get(&bar)?)));
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

/// A stretch of time from the bottom of the plot to its top.
fn band(years: RangeInclusive<f64>, colour: Color32) -> egui_plot::Span {
    egui_plot::Span::new("", years).fill(colour).border_width(0.0)
}

/// The plot with its axes, before there are bars. What moves it is ours, because its own knows no
/// limits.
fn axes<'a>(
    geometry: Geometry,
    palette: &Palette,
    font: &'a FontId,
    times: &'a Times,
    counts: &'a Counts,
    gutter: f32,
) -> egui_plot::Plot<'a> {
    let axis = |hints: AxisHints<'a>, colour| hints.tick_label_font(font.clone()).tick_label_color(colour);
    let moment = move |x: f32| geometry.span().from + geometry.years(x);
    let row = |second_row: bool, colour| {
        let written = move |mark: GridMark, _: &RangeInclusive<f64>| {
            let mut labels = times.labels.iter().filter(|label| label.second_row == second_row);
            let label = labels.find(|label| moment(label.middle) == mark.value);
            label.map_or_else(String::new, |label| label.text.clone())
        };
        axis(AxisHints::new_x().min_thickness(ROW).formatter(written), colour)
    };
    let air = AxisHints::new_x().min_thickness(AIR).formatter(|_, _| String::new());
    let below = [air, row(false, palette.soft), row(true, palette.ink)];
    let beside = AxisHints::new_y().formatter(|mark, _| wording::grouped(mark.value as u64));
    // Lines fade from 2,000 points between them to 1,000. Ours stand well wherever they are, so the
    // distance that a mark gives only says how strong its line is: 2 is full, and below 1 is none.
    let mark = |value, strength: f64, input: &GridInput| GridMark {
        value,
        step_size: strength * input.base_step_size,
    };
    egui_plot::Plot::new("bars")
        .sense(Sense::hover())
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_axis_zoom_drag(false)
        .custom_x_axes(below.into_iter().take(1 + times.rows()).collect())
        .custom_y_axes(vec![axis(beside, palette.soft).min_thickness(gutter)])
        .grid_spacing(1_000.0..=2_000.0)
        .grid_fade(1.0)
        .grid_color(palette.line.gamma_multiply(0.8))
        .x_grid_spacer(move |input| {
            let labels = times.labels.iter().map(|label| mark(moment(label.middle), 0.9, &input));
            labels.chain(times.years.iter().map(|x| mark(moment(*x), 1.7, &input))).collect()
        })
        .y_grid_spacer(move |input| counts.marks().map(|count| mark(count as f64, 2.0, &input)).collect())
}

/// All that drawing the bars needs.
#[derive(Clone, Copy)]
struct Scene<'a> {
    palette: &'a Palette,
    open: &'a Workspace,
    model: &'a Model,
    geometry: Geometry,
    lit: Option<OperationId>,
}

impl Scene<'_> {
    fn colour(&self, layer: &Layer) -> Color32 {
        let colour = theme::drawn(layer.colour, self.palette);
        match self.lit {
            Some(lit) if lit != layer.operation => self.palette.paper.lerp_to_gamma(colour, 0.25),
            _ => colour,
        }
    }

    /// The segment of the selected bar.
    fn selected(&self) -> Option<&Segment> {
        self.model.segments.get(self.model.segment(self.open.selection.bar?)?)
    }

    /// The bars in view, a chart for each operation. Answers with what is hatched.
    fn bars(&self, plot: &mut PlotUi<'_>) -> Vec<(Rect, Color32)> {
        let Self { model, geometry, palette, .. } = *self;
        if let Some(segment) = self.selected() {
            let bar = geometry.bar(segment.number, 0.0, 0.0);
            let half = bar.bar_width / 2.0 + geometry.years(3.0);
            plot.span(band(bar.argument - half..=bar.argument + half, palette.accent_ground));
        }
        let mut hatched = Vec::new();
        let mut bars = vec![Vec::new(); model.layers.len()];
        // A hair of the ground between one operation and the next.
        let hair = geometry.count(1.0 / f64::from(geometry.pixels));
        for (_, segment) in geometry.segments(model, geometry.span()) {
            let colour = self.colour(&model.layers[segment.layer]);
            let [solid, above] = geometry.parts(segment);
            let faint = palette.paper.lerp_to_gamma(colour, 0.3);
            hatched.extend(above.iter().map(|bar| (geometry.place(bar), colour)));
            let solid = solid.map(|bar| bar.fill(colour));
            bars[segment.layer].extend(solid.into_iter().chain(above.map(|bar| bar.fill(faint))));
            if let Some(top) = bars[segment.layer].last_mut()
                && geometry.place(top).size().min_elem() > STRIPED
            {
                top.value -= hair;
            }
        }
        for (layer, bars) in model.layers.iter().zip(bars) {
            plot.bar_chart(BarChart::new(&layer.name, bars).color(self.colour(layer)));
        }
        hatched
    }

    /// The stripes of what is hatched, and the line on which the bars stand.
    fn hatching(&self, painter: &Painter, hatch: &TextureHandle, hatched: &[(Rect, Color32)]) {
        let (frame, pixels) = (*self.geometry.transform.frame(), self.geometry.pixels);
        let mut stripes = Mesh::with_texture(hatch.id());
        // Whole pixels to a stripe, as wide on a dense screen as on another.
        let scale = pixels / pixels.round().max(1.0) / TILE as f32;
        // On a thin bar stripes would be noise; its lighter ground tells it apart.
        for (rect, colour) in hatched.iter().filter(|(rect, _)| rect.width() >= STRIPED) {
            let rect = rect.round_to_pixels(pixels);
            stripes.add_rect_with_uv(rect, rect * scale, *colour);
        }
        painter.with_clip_rect(frame).add(Shape::mesh(stripes));
        painter.hline(frame.x_range(), frame.bottom(), Stroke::new(1.0, self.palette.soft));
    }

    /// Around the bars that are pointed at, selected, or gone to with the keys.
    fn outlines(&self, painter: &Painter, pointed: Option<usize>, cursor: Option<usize>) {
        let Self { open, model, geometry, palette, .. } = *self;
        let frame = *geometry.transform.frame();
        let inside = painter.with_clip_rect(frame.expand2(vec2(1.0, AIR)));
        let rect_of = |n: usize| model.segments.get(n).map(|segment| geometry.rect(segment));
        let outline = |rect: Rect, width: f32, colour: Color32| {
            inside.rect_stroke(rect, 0.0, Stroke::new(width, colour), StrokeKind::Outside);
        };
        if let Some(rect) = pointed.and_then(rect_of) {
            outline(rect, 1.0, palette.ink);
        }
        let incident = open.selection.incident.into_iter().flat_map(|id| places(open, model, id));
        for rect in incident.filter_map(rect_of) {
            outline(rect, 1.5, palette.ink);
            // Not by an outline alone, which a thin bar cannot show.
            let at = pos2(rect.center().x, frame.bottom() + 1.0);
            if frame.x_range().contains(at.x) {
                let points = vec![at, at + vec2(4.5, 5.5), at + vec2(-4.5, 5.5)];
                painter.add(Shape::convex_polygon(points, palette.accent, Stroke::NONE));
            }
        }
        if let Some(segment) = self.selected() {
            outline(geometry.rect(segment), 2.0, palette.accent);
        }
        if let Some(rect) = cursor.and_then(rect_of) {
            let around = rect.expand(3.0);
            let corners = [Align2::LEFT_TOP, Align2::RIGHT_TOP, Align2::RIGHT_BOTTOM, Align2::LEFT_BOTTOM];
            let corners = [0, 1, 2, 3, 0].map(|n: usize| corners[n].pos_in_rect(&around));
            inside.extend(Shape::dashed_line(&corners, Stroke::new(1.5, palette.ink), 4.0, 3.0));
        }
    }
}
