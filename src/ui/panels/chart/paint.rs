//! The plots on their axes, shown by `egui_plot`; what is painted over them; and what they say.

use std::ops::RangeInclusive;
use std::sync::Arc;

use eframe::egui::{
    self, Align2, Color32, CursorIcon, FontId, Galley, Painter, Rect, Response, Role, ScrollArea, Sense,
    Shape, Stroke, StrokeKind, TextureHandle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};
use egui_plot::{AxisHints, GridInput, GridMark, PlotBounds, PlotTransform};

use super::axis::{Counts, Times};
use super::layout::Geometry;
use super::model::Model;
use super::panels::{self, Panel};
use super::plot_item::PlacedShapes;
use super::plot_shapes::{PlotShapes, hatch};
use super::span::Span;
use super::{input, strip, tooltip, wording};
use crate::ui::theme::{Palette, size, space};
use tollbook_core::analysis::chart::figures::{Area, BarFigure, figures};
use tollbook_core::analysis::chart::{Mode, Segment};
use tollbook_core::analysis::coverage::PeriodCoverage;
use tollbook_core::analysis::timeline::{self, DaySpan};
use tollbook_core::model::OperationId;
use tollbook_state::{Action, Workspace};

/// What the plot keeps from frame to frame.
#[derive(Default)]
pub struct Plot {
    /// The stretch of time in view; `None` is all of it.
    pub span: Option<Span>,
    /// The stretch that was asked for with it.
    pub follows: Option<DaySpan>,
    /// Whether the stretch was changed here, and is still to be asked for.
    pub moved: bool,
    /// The bar at which the keys are.
    pub cursor: Option<timeline::Bar>,
    /// What dragging does.
    pub drag: Option<Drag>,
    hatch: Option<TextureHandle>,
}

/// What dragging does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    /// It moves the stretch in view.
    Move,
    /// It marks another, from this moment.
    Mark(f64),
}

/// Above the plot, for the figure of the highest bar.
const HEADROOM: f32 = 18.0;
/// Above a small plot, for its operation's name too.
const NAMED: f32 = 32.0;
/// Between the plot and the labels below it.
const AIR: f32 = 6.0;
/// The height of a row of labels.
const ROW: f32 = 15.0;
/// A room lower than this has no strip of what has been read.
const LOW: f32 = 130.0;

/// What all plots share.
struct Shared<'a> {
    open: &'a Workspace,
    model: &'a Model,
    so_far: &'a PeriodCoverage,
    lit: Option<OperationId>,
    hatch: &'a TextureHandle,
    palette: &'a Palette,
    font: FontId,
    span: Span,
    /// The highest count of the stretch in view.
    highest: u64,
    gutter: f32,
    /// The moment from which a stretch is being marked.
    marking: Option<f64>,
}

/// Shows the chart in all the room that is left. `lit` is the operation that the legend points at.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut Plot,
    so_far: &PeriodCoverage,
    lit: Option<OperationId>,
    actions: &mut Vec<Action>,
) {
    let room = ui.available_rect_before_wrap();
    if model.view.mode != Mode::SmallMultiples {
        let panels = panels::one(room.size());
        return show_panels(ui, open, model, plot, so_far, lit, &panels, room.height(), actions);
    }
    let layers: Vec<usize> = model.shown().map(|(n, _)| n).collect();
    // All of the time's labels and the strip below the lowest.
    let strip = if room.height() >= 2.0 * LOW { strip::HEIGHT } else { 0.0 };
    let foot = AIR + 2.0 * ROW + strip;
    let panels = panels::small(room.size() - vec2(space::SMALL, 0.0), &layers, foot);
    ScrollArea::vertical().id_salt("small charts").auto_shrink(false).show(ui, |ui| {
        show_panels(ui, open, model, plot, so_far, lit, &panels, room.height(), actions);
    });
}

#[expect(clippy::too_many_arguments, reason = "what the frame is made of, handed on once")]
fn show_panels(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut Plot,
    so_far: &PeriodCoverage,
    lit: Option<OperationId>,
    panels: &[Panel],
    visible: f32,
    actions: &mut Vec<Action>,
) {
    let Some((span, limits)) = plot.view(model) else { return };
    // Of the axes too, which the plots' own responses leave out.
    let (rect, response) = ui.allocate_exact_size(panels::extent(panels), Sense::click_and_drag());
    let hatch = plot.hatch.get_or_insert_with(|| hatch(ui.ctx())).clone();
    let marking = match plot.drag {
        Some(Drag::Mark(from)) => Some(from),
        _ => None,
    };
    let palette = Palette::of(ui);
    let font = FontId::proportional(size::SMALL);
    let (first, last) = span.periods(model.grain);
    let highest = model.highest(first, last);
    let mut shared = Shared {
        open,
        model,
        so_far,
        lit,
        hatch: &hatch,
        palette,
        font,
        span,
        highest,
        gutter: 0.0,
        marking,
    };
    shared.gutter = shared.gutter(ui.painter(), panels);
    let painter = ui.painter_at(rect.intersect(ui.clip_rect()));
    if response.has_focus() {
        painter.rect_stroke(rect.shrink(0.5), 4.0, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
    }
    let mut plots: Vec<(Geometry, Rect)> = Vec::with_capacity(panels.len());
    for panel in panels {
        let room = panel.room.translate(rect.min.to_vec2());
        let has_room = room.width() > shared.gutter + 40.0 && room.height() >= 56.0;
        if has_room && ui.is_rect_visible(room) {
            plots.push((shared.plot(ui, panel, room, &response), room));
        }
    }
    let at = response.hover_pos().or(response.interact_pointer_pos());
    let under =
        at.and_then(|at| input::geometry_at(&plots, at)).or(plots.first().map(|(geometry, _)| geometry));
    let Some(under) = under else { return };
    let scene = shared.scene(*under);
    let total = response.hover_pos().and_then(|at| scene.total_at(at));
    let pointed = response.hover_pos().filter(|_| total.is_none()).and_then(|at| under.hit(model, at));
    let turns = rect.height() <= visible + 1.0;
    input::act(&response, ui, plot, limits, &scene, turns, actions);
    let cursor = plot.cursor.filter(|_| response.has_focus()).and_then(|bar| model.segment(bar));
    describe(&response, open, model, plot);
    for (geometry, room) in &plots {
        let scene = shared.scene(*geometry);
        scene.ground(&painter);
        scene.outlines(&painter, pointed, cursor);
        shared.write(&painter, &scene, *room);
        let strip_at = (room.bottom() - strip::HEIGHT).max(geometry.transform.frame().bottom());
        if let Some(at) = response.hover_pos().filter(|at| room.contains(*at) && at.y > strip_at) {
            strip::tip(ui, rect, at, geometry, so_far);
        }
    }
    if plot.drag.is_some() {
        return;
    }
    if let Some(total) = total {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        tooltip::of_total(ui, rect, scene.place_of(total).0, open, model, total);
    } else if let Some(segment) = pointed {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        tooltip::of_bar(ui, rect, at.unwrap_or(rect.center()), open, model, segment);
    } else if let Some(segment) = cursor
        && model.bar(segment) != open.selection.bar
    {
        let of = model.segments.get(segment).map(|segment| segment.layer);
        let shown = plots.iter().find(|(geometry, _)| geometry.layer.is_none() || geometry.layer == of);
        if let Some((geometry, room)) = shown {
            if model.view.mode == Mode::SmallMultiples {
                ui.scroll_to_rect(*room, None);
            }
            tooltip::of_bar(ui, rect, geometry.rect(model, segment).right_top(), open, model, segment);
        }
    }
}

impl<'a> Shared<'a> {
    fn scene(&self, geometry: Geometry) -> PlotShapes<'_> {
        let Self { palette, open, model, lit, hatch, .. } = *self;
        PlotShapes { palette, open, model, geometry, lit, hatch }
    }

    fn layout(&self, painter: &Painter, text: &str, colour: Color32) -> Arc<Galley> {
        painter.layout_no_wrap(text.to_owned(), self.font.clone(), colour)
    }

    /// Of all of the time, so that the plot stays where it is while the stretch in view changes.
    fn gutter(&self, painter: &Painter, panels: &[Panel]) -> f32 {
        let lowest = panels.iter().map(|panel| panel.room.height()).fold(f32::INFINITY, f32::min);
        let highest = self.model.highest(i32::MIN, i32::MAX);
        let widest = Counts::up_to(highest, rooms(lowest - HEADROOM)).top;
        let width = |text: &str| self.layout(painter, text, self.palette.ink).size().x;
        (width(&wording::grouped(widest)).max(width(strip::NAME)) + space::SMALL + 2.0).ceil()
    }

    /// Shows a plot in its room; answers where everything lies on it.
    fn plot(&self, ui: &mut Ui, panel: &Panel, room: Rect, response: &Response) -> Geometry {
        let Self { model, palette, span, gutter, .. } = *self;
        let painter = ui.painter().clone();
        let measure = |text: &str| self.layout(&painter, text, palette.ink).size().x;
        let within = room.with_max_x(room.right() - space::SMALL);
        let times = Times::of(span, model.grain, within.width() - gutter, &measure);
        let strip = if room.height() >= LOW && panel.has_foot { strip::HEIGHT } else { 0.0 };
        let rows = if panel.has_foot { times.rows() } else { 0 };
        let foot = AIR + rows as f32 * ROW;
        let within = within.with_max_y(within.bottom() - strip);
        let headroom = if panel.layer.is_some() { NAMED } else { HEADROOM };

        // The frame that the plot will have, for what must be known before it is shown.
        let frame = within.with_min_x(within.left() + gutter).with_max_y(within.bottom() - foot);
        let counts = Counts::up_to(self.highest, rooms(frame.height() - headroom));
        let top = counts.top as f64 * f64::from(frame.height() / (frame.height() - headroom).max(1.0));
        let bounds = PlotBounds::from_min_max([span.from, 0.0], [span.to, top]);
        let geometry = Geometry {
            transform: PlotTransform::new(frame, bounds, false),
            grain: model.grain,
            pixels: ui.pixels_per_point(),
            mode: model.view.mode,
            layer: panel.layer,
            beside: if model.view.mode == Mode::SideBySide { model.beside } else { 1 },
        };
        let axes = axes(geometry, palette, &self.font, &times, &counts, gutter, rows);
        let shown = axes.show(&mut ui.new_child(UiBuilder::new().max_rect(within)), |shown| {
            shown.set_plot_bounds(bounds);
            let mut shapes = self.scene(geometry).shapes();
            if let (Some(from), Some(at)) = (self.marking, response.interact_pointer_pos()) {
                let marked = Rect::from_x_y_ranges(geometry.x(from)..=at.x, frame.y_range());
                let marked = Rect::from_two_pos(marked.min, marked.max);
                shapes.push(Shape::rect_filled(marked, 0.0, palette.accent.gamma_multiply(0.18)));
            }
            shown.add(PlacedShapes::new(shapes));
        });
        let geometry = Geometry { transform: shown.transform, ..geometry };
        if strip > 0.0 {
            strip::paint(&painter, room, &geometry, palette, &self.font, self.so_far);
        }
        geometry
    }

    /// Writes the figures of bars or the ends of lines, and a small plot's name.
    fn write(&self, painter: &Painter, scene: &PlotShapes<'_>, room: Rect) {
        let Self { model, palette, .. } = *self;
        let geometry = scene.geometry;
        let frame = *geometry.transform.frame();
        let bounds = room.with_min_x(frame.left() - 2.0);
        if let Some(layer) = geometry.layer.and_then(|n| model.layers.get(n)) {
            let name = self.layout(painter, &layer.name, palette.ink);
            let swatch = Rect::from_min_size(frame.left_top() + vec2(space::TIGHT, 4.0), Vec2::splat(8.0));
            painter.rect_filled(swatch, 2.0, scene.colour(layer));
            painter.galley(pos2(swatch.right() + space::TIGHT, frame.top() + 1.0), name, palette.ink);
        }
        if model.view.mode == Mode::Cumulative {
            return self.write_lines(painter, scene);
        }
        let stems: Vec<BarFigure> = if model.view.mode == Mode::Stacked {
            let (first, last) = geometry.span().periods(geometry.grain);
            let stem = |column| BarFigure {
                area: area(scene.top_of_column(column)),
                height: column.height,
                at_least: column.at_least,
            };
            model.between(first, last).iter().map(stem).collect()
        } else {
            let stem = |(_, segment, turn): (usize, &Segment, (usize, usize))| BarFigure {
                area: area(scene.top_of(segment, turn)),
                height: segment.height(),
                at_least: segment.without_best > 0,
            };
            geometry.segments(model, geometry.span()).map(stem).collect()
        };
        let measure = |text: &str| {
            let size = self.layout(painter, text, palette.ink).size();
            (size.x.into(), size.y.into())
        };
        for figure in figures(&stems, area(bounds), &measure) {
            let at = pos2(figure.area.left as f32, figure.area.top as f32);
            painter.galley(at, self.layout(painter, &figure.text, palette.ink), palette.ink);
        }
    }

    /// Where lines end: how many, and of what where it is not an operation of the legend. Beside totals
    /// what comes of them. None over another.
    fn write_lines(&self, painter: &Painter, scene: &PlotShapes<'_>) {
        let Self { model, palette, .. } = *self;
        let (geometry, frame) = (scene.geometry, *scene.geometry.transform.frame());
        let (_, last) = geometry.span().periods(geometry.grain);
        let mut taken: Vec<Rect> = Vec::new();
        let marks = model
            .totals
            .iter()
            .map(|total| Rect::from_center_size(scene.place_of(total).0, vec2(12.0, 12.0)));
        taken.extend(marks);
        let mut put = |texts: &[String], at: egui::Pos2, align: Align2, colour: Color32| {
            for text in texts {
                let galley = self.layout(painter, text, colour);
                let place = align.anchor_size(at, galley.size());
                let free = frame.contains_rect(place) && !taken.iter().any(|other| other.intersects(place));
                if free {
                    taken.push(place);
                    painter.rect_filled(place.expand(1.0), 2.0, palette.paper.gamma_multiply(0.8));
                    painter.galley(place.min, galley, colour);
                    return;
                }
            }
        };
        for total in &model.totals {
            let (at, _) = scene.place_of(total);
            let words = [total.words(), total.short()];
            let beside = at + vec2(9.0, 0.0);
            let fits = beside.x + 120.0 < frame.right();
            let (at, align) = match fits {
                true => (beside, Align2::LEFT_CENTER),
                false => (at - vec2(9.0, 0.0), Align2::RIGHT_CENTER),
            };
            put(&words, at, align, palette.ink);
        }
        for (n, line) in model.lines.iter().enumerate() {
            let end = if line.layer.is_none() { scene.end_of(n).min(frame.right()) } else { frame.right() };
            let until = if line.layer.is_none() { geometry.period(end) } else { last };
            let Some(rung) = line.at(until) else { continue };
            let at_least = if rung.at_least { "≥" } else { "" };
            let count = format!("{at_least}{}", wording::grouped(rung.count));
            let at = pos2(end - 3.0, geometry.y(rung.count) - 2.0);
            let named = format!("{} {count}", line.name);
            put(&[named, count], at, Align2::RIGHT_BOTTOM, palette.ink);
        }
    }
}

/// How many counts can be written along a height.
fn rooms(height: f32) -> usize {
    (height / 28.0).max(1.0) as usize
}

impl PlotShapes<'_> {
    /// The line on which the bars stand.
    fn ground(&self, painter: &Painter) {
        let frame = *self.geometry.transform.frame();
        painter.hline(frame.x_range(), frame.bottom(), Stroke::new(1.0, self.palette.soft));
    }

    /// Around the bars that are pointed at, selected, or gone to with the keys.
    fn outlines(&self, painter: &Painter, pointed: Option<usize>, cursor: Option<usize>) {
        let Self { open, model, geometry, palette, .. } = *self;
        let frame = *geometry.transform.frame();
        let inside = painter.with_clip_rect(frame.expand2(vec2(1.0, AIR)).intersect(painter.clip_rect()));
        let here = |n: &usize| {
            let segment = model.segments.get(*n);
            segment.is_some_and(|segment| geometry.layer.is_none_or(|layer| layer == segment.layer))
        };
        let rect_of = |n: usize| geometry.rect(model, n);
        let outline = |rect: Rect, width: f32, colour: Color32| {
            inside.rect_stroke(rect, 0.0, Stroke::new(width, colour), StrokeKind::Outside);
        };
        if let Some(n) = pointed.filter(here) {
            outline(rect_of(n), 1.0, palette.ink);
        }
        let view = open.selection.incident.and_then(|id| open.counted.incident(&open.answers, id));
        let bars = view.into_iter().flat_map(|view| open.asked().bars(view));
        for rect in bars.filter_map(|bar| model.segment(bar)).filter(here).map(rect_of) {
            outline(rect, 1.5, palette.ink);
            // Not by an outline alone, which a thin bar cannot show.
            let at = pos2(rect.center().x, frame.bottom() + 1.0);
            if frame.x_range().contains(at.x) {
                let points = vec![at, at + vec2(4.5, 5.5), at + vec2(-4.5, 5.5)];
                painter.add(Shape::convex_polygon(points, palette.accent, Stroke::NONE));
            }
        }
        if let Some(n) = self.selected().filter(here) {
            outline(rect_of(n), 2.0, palette.accent);
        }
        if let Some(n) = cursor.filter(here) {
            let around = rect_of(n).expand(3.0);
            let corners = [Align2::LEFT_TOP, Align2::RIGHT_TOP, Align2::RIGHT_BOTTOM, Align2::LEFT_BOTTOM];
            let corners = [0, 1, 2, 3, 0].map(|n: usize| corners[n].pos_in_rect(&around));
            inside.extend(Shape::dashed_line(&corners, Stroke::new(1.5, palette.ink), 4.0, 3.0));
        }
    }
}

/// Names the plot, and the bar at which the keys are, for those who hear it.
fn area(rect: Rect) -> Area {
    let Rect { min, max } = rect;
    Area { left: min.x.into(), top: min.y.into(), right: max.x.into(), bottom: max.y.into() }
}

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
    geometry: Geometry,
    palette: &Palette,
    font: &'a FontId,
    times: &'a Times,
    counts: &'a Counts,
    gutter: f32,
    rows: usize,
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
    egui_plot::Plot::new(("bars", geometry.layer))
        .sense(Sense::hover())
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_axis_zoom_drag(false)
        .custom_x_axes(below.into_iter().take(1 + rows).collect())
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
