//! The plots on the axes of `egui_plot`, with what is painted over them; and what they say.

use std::ops::RangeInclusive;

use eframe::egui::{
    Align2, Color32, CursorIcon, FontId, Painter, Rect, Response, Role, ScrollArea, Sense, Shape, Stroke,
    StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use egui_plot::{AxisHints, GridInput, GridMark, PlotBounds};

use super::axis::Times;
use super::model::Model;
use super::plot_item::PlacedShapes;
use super::plot_state::{Drag, PlotState};
use super::span::Span;
use super::{input, strip, tooltip, wording};
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::drawing::{Placement, area, measure, point, rect};
use tollbook_core::analysis::chart::Mode;
use tollbook_core::analysis::chart::drawing::{
    Area, ColourRole, Drawing, Font, Measure, Panel, PanelLimits, Plot, PlotRequest, extent, panels,
};
use tollbook_core::analysis::coverage::PeriodCoverage;
use tollbook_core::analysis::timeline::{self};
use tollbook_state::{Action, Workspace};

/// Between the plot and the labels below it.
const AIR: f32 = 6.0;
/// The height of a row of labels.
const ROW: f32 = 15.0;
/// A room lower than this has no strip of what has been read.
const LOW: f32 = 130.0;
/// The least height and width of a small plot.
const SMALLEST: (f64, f64) = (66.0, 300.0);

/// What all plots share.
struct Shared<'a> {
    open: &'a Workspace,
    model: &'a Model,
    so_far: &'a PeriodCoverage,
    /// The layer at which the legend points.
    pointed: Option<usize>,
    palette: &'a Palette,
    /// The colour of each layer on this theme's paper.
    layers: Vec<Color32>,
    font: FontId,
    span: Span,
    /// The highest count of the stretch in view.
    highest: u64,
    /// The room for counts at the left, and for the figures of lines at the right.
    gutter: f32,
    end: f32,
    /// The height of the strip of what has been read, below the lowest plots.
    strip: f32,
    /// The moment from which a stretch is being marked.
    marking: Option<f64>,
    measure: Measure<'a>,
}

/// A plot that is shown: with its axes, where it lies.
type Shown<'a> = (Plot<'a>, Rect);

/// Shows the chart in all the room that is left. `pointed` is the layer that the legend points at.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut PlotState,
    so_far: &PeriodCoverage,
    pointed: Option<usize>,
    actions: &mut Vec<Action>,
) {
    let room = ui.available_rect_before_wrap();
    if model.view.mode != Mode::SmallMultiples {
        let strip = if room.height() >= LOW { strip::HEIGHT } else { 0.0 };
        let one = Panel { layer: None, room: area(room.translate(-room.min.to_vec2())), has_foot: true };
        return show_panels(ui, open, model, plot, so_far, pointed, &[one], strip, room.height(), actions);
    }
    let layers: Vec<usize> = model.shown().map(|(n, _)| n).collect();
    // All of the time's labels and the strip below the lowest.
    let strip = if room.height() >= 2.0 * LOW { strip::HEIGHT } else { 0.0 };
    let foot = f64::from(2.0 * ROW + strip);
    let (lowest, narrowest) = SMALLEST;
    let size = (f64::from(room.width() - space::SMALL), f64::from(room.height()));
    let panels = panels(size, &layers, PanelLimits { lowest, narrowest, foot });
    ScrollArea::vertical().id_salt("small charts").auto_shrink(false).show(ui, |ui| {
        show_panels(ui, open, model, plot, so_far, pointed, &panels, strip, room.height(), actions);
    });
}

#[expect(clippy::too_many_arguments, reason = "what the frame is made of, handed on once")]
fn show_panels(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut PlotState,
    so_far: &PeriodCoverage,
    pointed: Option<usize>,
    panels: &[Panel],
    strip: f32,
    visible: f32,
    actions: &mut Vec<Action>,
) {
    let Some((span, limits)) = plot.view(model) else { return };
    // Of the axes too, which the plots' own responses leave out.
    let (width, height) = extent(panels);
    let (whole, response) =
        ui.allocate_exact_size(vec2(width as f32, height as f32), Sense::click_and_drag());
    let marking = match plot.drag {
        Some(Drag::Mark(from)) => Some(from),
        _ => None,
    };
    let palette = Palette::for_ui(ui);
    let (first, last) = span.periods(model.grain);
    let measure = measure(ui.painter());
    let mut shared = Shared {
        open,
        model,
        so_far,
        pointed,
        palette,
        layers: model.layers.iter().map(|layer| theme::drawn(layer.colour, palette)).collect(),
        font: FontId::proportional(size::SMALL),
        span,
        highest: model.highest(first, last),
        gutter: 0.0,
        end: space::SMALL,
        strip,
        marking,
        measure: &measure,
    };
    shared.measure_edges(panels);
    let painter = ui.painter_at(whole.intersect(ui.clip_rect()));
    if response.has_focus() {
        painter.rect_stroke(whole.shrink(0.5), 4.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    let mut plots: Vec<Shown<'_>> = Vec::with_capacity(panels.len());
    for panel in panels {
        let room = rect(panel.room).translate(whole.min.to_vec2());
        let has_room = room.width() > shared.gutter + shared.end + 40.0 && room.height() >= 56.0;
        if has_room && ui.is_rect_visible(room) {
            plots.push((shared.plot(ui, panel, room, &response, plot), room));
        }
    }
    let at = response.hover_pos().or(response.interact_pointer_pos());
    let under = at.and_then(|at| input::plot_at(&plots, at)).or(plots.first().map(|(plot, _)| plot));
    let Some(under) = under else { return };
    let hovered = response.hover_pos().map(point);
    let total = hovered.and_then(|at| under.total_at(at)).and_then(|n| model.totals.get(n));
    let over = hovered.filter(|_| total.is_none()).and_then(|at| under.hit(at));
    let turns = whole.height() <= visible + 1.0;
    input::act(&response, ui, open, model, plot, limits, under, turns, actions);
    let cursor = plot.cursor.as_ref().filter(|_| response.has_focus()).and_then(|bar| model.segment(bar));
    describe(&response, open, model, plot);
    for (plot, room) in &plots {
        shared.paint_over(&painter, plot, over, cursor);
        let strip_at = (room.bottom() - strip::HEIGHT).max(plot.frame().bottom as f32);
        if let Some(at) = response.hover_pos().filter(|at| room.contains(*at) && at.y > strip_at) {
            strip::tip(ui, whole, at, plot, so_far);
        }
    }
    if plot.drag.is_some() {
        return;
    }
    if let Some(total) = total {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        let (place, _) = under.place_of(total);
        let place = pos2(place.x as f32, place.y as f32);
        tooltip::of_total(ui, whole, place, open, model, total);
    } else if let Some(segment) = over {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        tooltip::of_bar(ui, whole, at.unwrap_or(whole.center()), open, model, segment);
    } else if let Some(segment) = cursor
        && model.bar(segment) != open.selection.bar
    {
        let of = model.segments.get(segment).map(|segment| segment.layer);
        let shown = plots.iter().find(|(plot, _)| plot.layer().is_none() || plot.layer() == of);
        if let Some((plot, room)) = shown
            && let Some(place) = plot.segment_area(segment).map(rect)
        {
            if model.view.mode == Mode::SmallMultiples {
                ui.scroll_to_rect(*room, None);
            }
            tooltip::of_bar(ui, whole, place.right_top(), open, model, segment);
        }
    }
}

impl<'a> Shared<'a> {
    /// How wide the axes are: of all of the time, so that the plots stay where they are while the stretch in view
    /// changes.
    fn measure_edges(&mut self, panels: &[Panel]) {
        let lowest = panels.iter().map(|panel| panel.room.height()).fold(f64::INFINITY, f64::min);
        let highest = self.model.highest(i32::MIN, i32::MAX);
        let frame = area(Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, lowest as f32)));
        let plot = Plot::new(PlotRequest { highest, ..self.request(None, frame, 1.0) });
        let font = Font::regular(size::SMALL.into());
        let counts = (self.measure)(&wording::grouped(plot.counts.top), font);
        self.gutter = (counts.max((self.measure)(strip::NAME, font)) as f32 + space::SMALL + 2.0).ceil();
        if self.model.view.mode == Mode::Cumulative {
            self.end = Plot::end_room(self.model, size::SMALL.into(), self.measure).ceil() as f32;
        }
    }

    fn request(&self, layer: Option<usize>, frame: Area, pixels: f32) -> PlotRequest<'a> {
        PlotRequest {
            chart: self.model,
            layer,
            frame,
            span: self.span,
            highest: self.highest,
            pixels: pixels.into(),
            text: size::SMALL.into(),
            pointed: self.pointed,
        }
    }

    /// The colour of a role; that of a layer is paler while the legend points at another.
    fn colour(&self, role: ColourRole) -> Color32 {
        let palette = self.palette;
        match role {
            ColourRole::Paper => palette.text_background,
            ColourRole::Ink => palette.text,
            ColourRole::Soft => palette.weak_text,
            ColourRole::Grid => palette.line,
            ColourRole::Layer(n) => {
                let Some(&colour) = self.layers.get(n) else { return palette.text };
                match self.pointed {
                    Some(pointed) if pointed != n => palette.text_background.lerp_to_gamma(colour, 0.25),
                    _ => colour,
                }
            }
        }
    }

    /// Shows a plot in its room; answers with what is laid out in it.
    fn plot(
        &self,
        ui: &mut Ui,
        panel: &Panel,
        room: Rect,
        response: &Response,
        state: &mut PlotState,
    ) -> Plot<'a> {
        let Self { model, palette, span, gutter, end, .. } = *self;
        let painter = ui.painter().clone();
        let font = Font::regular(size::SMALL.into());
        let width = |text: &str| (self.measure)(text, font) as f32;
        let within = room.with_max_x(room.right() - end);
        let times = Times::lay_out(span, model.grain, within.width() - gutter, &width);
        let strip = if panel.has_foot { self.strip } else { 0.0 };
        let rows = if panel.has_foot { times.rows() } else { 0 };
        let foot = AIR + rows as f32 * ROW;
        // Small plots have room for two rows, so that all are equally high.
        let unused = if panel.has_foot && panel.layer.is_some() { (2 - rows) as f32 * ROW } else { 0.0 };
        let within = within.with_max_y(within.bottom() - strip - unused);

        // The frame that the axes will leave, for what must be known before they are shown.
        let frame = within.with_min_x(within.left() + gutter).with_max_y(within.bottom() - foot);
        let request = self.request(panel.layer, area(frame), ui.pixels_per_point());
        let plot = Plot::new(request);
        let bounds = PlotBounds::from_min_max([span.from, 0.0], [span.to, plot.top]);
        let colour = |role| self.colour(role);
        let placement = Placement { origin: pos2(0.0, 0.0), scale: 1.0, colour: &colour };
        let shapes = |drawing: &Drawing| placement.shapes(&drawing.shapes);
        let is_dark = ui.visuals().dark_mode;
        let painted = state.painted(&plot, request, is_dark, self.measure, shapes);
        let axes = axes(&plot, palette, &self.font, &times, gutter, rows);
        axes.show(&mut ui.new_child(UiBuilder::new().max_rect(within)), |shown| {
            shown.set_plot_bounds(bounds);
            let mut shapes = self.behind(&plot);
            shapes.extend(painted.shapes.iter().cloned());
            if let (Some(from), Some(at)) = (self.marking, response.interact_pointer_pos()) {
                let marked = Rect::from_x_y_ranges(plot.x(from) as f32..=at.x, frame.y_range());
                let marked = Rect::from_two_pos(marked.min, marked.max);
                shapes.push(Shape::rect_filled(marked, 0.0, palette.accent.gamma_multiply(0.18)));
            }
            shown.add(PlacedShapes::new(shapes));
        });
        if strip > 0.0 {
            strip::paint(&painter, room, &plot, palette, &self.font, self.so_far);
        }
        placement.labels(&painter, &painted.drawing);
        plot
    }

    /// The segment of the selected bar.
    fn selected(&self) -> Option<usize> {
        self.model.segment(self.open.selection.bar.as_ref()?)
    }

    /// The period of the selected bar, marked behind everything.
    fn behind(&self, plot: &Plot<'_>) -> Vec<Shape> {
        let segment = self.selected().and_then(|n| self.model.segments.get(n));
        let marked = segment.map(|segment| {
            let (left, right) = plot.slot(segment.number);
            let room = Rect::from_x_y_ranges(left as f32..=right as f32, rect(plot.frame()).y_range());
            Shape::rect_filled(room.expand2(vec2(1.0, 0.0)), 0.0, self.palette.accent_fill)
        });
        marked.into_iter().collect()
    }

    /// The line on which the bars stand, and around the bars that are pointed at, selected, or gone to with the keys.
    fn paint_over(&self, painter: &Painter, plot: &Plot<'_>, over: Option<usize>, cursor: Option<usize>) {
        let Self { open, model, palette, .. } = *self;
        let frame = rect(plot.frame());
        painter.hline(frame.x_range(), frame.bottom(), Stroke::new(1.0, palette.weak_text));
        let inside = painter.with_clip_rect(frame.expand2(vec2(1.0, AIR)).intersect(painter.clip_rect()));
        let place = |n: usize| {
            let segment = model.segments.get(n)?;
            let here = plot.layer().is_none_or(|layer| layer == segment.layer);
            plot.segment_area(n).filter(|_| here).map(rect)
        };
        let outline = |rect: Rect, width: f32, colour: Color32| {
            inside.rect_stroke(rect, 0.0, Stroke::new(width, colour), StrokeKind::Outside);
        };
        if let Some(rect) = over.and_then(place) {
            outline(rect, 1.0, palette.text);
        }
        let view = open.selection.incident.and_then(|id| open.counted.incident(&open.answers, id));
        let bars = view.into_iter().flat_map(|view| open.asked().bars(view));
        for rect in bars.filter_map(|bar| place(model.segment(&bar)?)) {
            outline(rect, 1.5, palette.text);
            // Not by an outline alone, which a thin bar cannot show.
            let at = pos2(rect.center().x, frame.bottom() + 1.0);
            if frame.x_range().contains(at.x) {
                let points = vec![at, at + vec2(4.5, 5.5), at + vec2(-4.5, 5.5)];
                painter.add(Shape::convex_polygon(points, palette.accent, Stroke::NONE));
            }
        }
        if let Some(rect) = self.selected().and_then(place) {
            outline(rect, 2.0, palette.accent);
        }
        if let Some(rect) = cursor.and_then(place) {
            let around = rect.expand(3.0);
            let corners = [Align2::LEFT_TOP, Align2::RIGHT_TOP, Align2::RIGHT_BOTTOM, Align2::LEFT_BOTTOM];
            let corners = [0, 1, 2, 3, 0].map(|n: usize| corners[n].pos_in_rect(&around));
            inside.extend(Shape::dashed_line(&corners, Stroke::new(1.5, palette.text), 4.0, 3.0));
        }
    }
}

/// Names the plot, and the bar at which the keys are, for those who hear it.
fn describe(response: &Response, open: &Workspace, model: &Model, plot: &PlotState) {
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Canvas, true, "Chart of casualties per operation over time");
        let at = plot.cursor.as_ref().and_then(|bar| Some((bar, open.timeline().bars.get(bar)?)));
        info.current_text_value = Some(match at {
            Some((timeline::Bar { group, period, .. }, sum)) => format!(
                "{}, {}, {}, {}",
                group.name(&open.project),
                wording::period(*period),
                wording::sum(sum),
                wording::counted(sum.incidents.len(), "incident"),
            ),
            None => format!(
                "{}. Left and Right go from period to period, Up and Down from operation to operation, Enter lists \
                 the incidents, plus and minus show less or more of the time, 0 all of it.",
                wording::counted(model.segments.len(), "bar"),
            ),
        });
        info
    });
}

/// The plot with its axes, before there are bars. What moves it is ours, because its own knows no
/// limits.
fn axes<'a>(
    plot: &'a Plot<'_>,
    palette: &Palette,
    font: &'a FontId,
    times: &'a Times,
    gutter: f32,
    rows: usize,
) -> egui_plot::Plot<'a> {
    let axis = |hints: AxisHints<'a>, colour| hints.tick_label_font(font.clone()).tick_label_color(colour);
    let moment = move |x: f32| plot.span().from + plot.years(x.into());
    let row = |second_row: bool, colour| {
        let written = move |mark: GridMark, _: &RangeInclusive<f64>| {
            let mut labels = times.labels.iter().filter(|label| label.second_row == second_row);
            let label = labels.find(|label| moment(label.middle) == mark.value);
            label.map_or_else(String::new, |label| label.text.clone())
        };
        axis(AxisHints::new_x().min_thickness(ROW).formatter(written), colour)
    };
    let air = AxisHints::new_x().min_thickness(AIR).formatter(|_, _| String::new());
    let below = [air, row(false, palette.weak_text), row(true, palette.text)];
    let beside = AxisHints::new_y().formatter(|mark, _| wording::grouped(mark.value as u64));
    // Lines fade from 2,000 points between them to 1,000. Ours stand well wherever they are, so the
    // distance that a mark gives only says how strong its line is: 2 is full, and below 1 is none.
    let mark = |value, strength: f64, input: &GridInput| GridMark {
        value,
        step_size: strength * input.base_step_size,
    };
    egui_plot::Plot::new(("bars", plot.layer()))
        .sense(Sense::hover())
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_axis_zoom_drag(false)
        .custom_x_axes(below.into_iter().take(1 + rows).collect())
        .custom_y_axes(vec![axis(beside, palette.weak_text).min_thickness(gutter)])
        .grid_spacing(1_000.0..=2_000.0)
        .grid_fade(1.0)
        .grid_color(palette.line.gamma_multiply(0.8))
        .x_grid_spacer(move |input| {
            let labels = times.labels.iter().map(|label| mark(moment(label.middle), 0.9, &input));
            labels.chain(times.years.iter().map(|x| mark(moment(*x), 1.7, &input))).collect()
        })
        .y_grid_spacer(move |input| {
            plot.counts.marks().map(|count| mark(count as f64, 2.0, &input)).collect()
        })
}
