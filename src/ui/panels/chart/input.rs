//! How the plots are pointed at, zoomed, moved and gone through with the keys.

use eframe::egui::{CursorIcon, EventFilter, Key, Modifiers, Pos2, Response, Ui};

use super::model::{Model, Step};
use super::plot_state::{Drag, PlotState};
use super::span::Span;
use crate::ui::widgets::drawing::point;
use tollbook_core::analysis::chart::drawing::Plot;
use tollbook_core::analysis::timeline::Bar;
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, ChartAction};

/// How much one step of zooming shows more or less.
pub const ZOOM: f64 = 1.5;

/// The plot at a place, with its axes.
pub fn plot_at<'a, 'b>(plots: &'a [(Plot<'b>, eframe::egui::Rect)], at: Pos2) -> Option<&'a Plot<'b>> {
    plots.iter().find(|(_, room)| room.contains(at)).or(plots.first()).map(|(plot, _)| plot)
}

/// Carries out what the pointer and the keys ask. `turns` says whether the wheel turns the time, and
/// not a list of plots that is longer than its room.
#[expect(clippy::too_many_arguments, reason = "what the frame is made of, handed on once")]
pub fn act(
    response: &Response,
    ui: &Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut PlotState,
    limits: Span,
    drawn: &Plot<'_>,
    turns: bool,
    actions: &mut Vec<Action>,
) {
    let span = drawn.span();
    let moment = |at: Pos2| drawn.moment(at.x.into());
    let zoomed = plot.span.is_some();
    let pointer = response.interact_pointer_pos();

    if response.drag_started()
        && let Some(at) = pointer
    {
        let mark = !zoomed || ui.input(|input| input.modifiers.shift);
        plot.drag = Some(if mark { Drag::Mark(moment(at)) } else { Drag::Move });
    }
    if plot.drag == Some(Drag::Move) && response.dragged() {
        plot.show(span.moved(-drawn.years(response.drag_delta().x.into()), limits), limits);
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped() {
        if let (Some(Drag::Mark(from)), Some(at)) = (plot.drag, pointer) {
            let to = moment(at);
            let marked = Span::between(from, to).scaled(1.0, (from + to) / 2.0, limits, model.grain);
            plot.show(marked, limits);
        }
        plot.drag = None;
    }
    if response.double_clicked() {
        plot.show_all();
    } else if response.clicked() {
        click(response, ui, open, model, plot, drawn, actions);
    }
    if let Some(at) = response.hover_pos() {
        let (scroll, zoom) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
        let turned = if turns { (-scroll.y / 300.0).exp() } else { 1.0 };
        let factor = f64::from(turned / zoom);
        if (factor - 1.0).abs() > 1e-4 {
            plot.show(span.scaled(factor, moment(at), limits, model.grain), limits);
        }
        if scroll.x != 0.0 {
            plot.show(span.moved(-drawn.years(scroll.x.into()), limits), limits);
        }
    }
    if response.has_focus() {
        keys(ui, response, open, model, plot, actions);
    }
}

fn click(
    response: &Response,
    ui: &Ui,
    open: &Workspace,
    model: &Model,
    plot: &mut PlotState,
    drawn: &Plot<'_>,
    actions: &mut Vec<Action>,
) {
    let Some(at) = response.interact_pointer_pos().map(point) else { return };
    if let Some(total) = drawn.total_at(at).and_then(|n| model.totals.get(n)) {
        actions.push(Action::Annotation(AnnotationAction::Show(total.annotation)));
        return;
    }
    match drawn.hit(at) {
        Some(segment) => {
            response.request_focus();
            // The arrow keys are the plot's only after a frame in which it had the focus.
            ui.request_repaint();
            plot.cursor = model.bar(segment);
            actions.push(Action::Chart(ChartAction::ShowBar(plot.cursor.clone())));
        }
        None if open.selection.bar.is_some() => actions.push(Action::Chart(ChartAction::ShowBar(None))),
        None => {}
    }
}

fn keys(
    ui: &Ui,
    response: &Response,
    open: &Workspace,
    model: &Model,
    plot: &mut PlotState,
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
            let next = model.step(plot.cursor.as_ref(), step);
            // At the edge of the stretch in view the way goes on beyond it.
            let beyond = next
                .as_ref()
                .filter(|next| Some(*next) == plot.cursor.as_ref())
                .and_then(|bar| beyond(open, bar, step));
            plot.cursor = beyond.or(next);
            if let Some(number) = plot.cursor.as_ref().map(|bar| bar.period.number) {
                plot.reach(model, number);
            }
        }
    }
    for (key, factor) in [(Key::Plus, 1.0 / ZOOM), (Key::Equals, 1.0 / ZOOM), (Key::Minus, ZOOM)] {
        if pressed(key) {
            plot.zoom(model, factor);
        }
    }
    if pressed(Key::Num0) {
        plot.show_all();
    }
    if pressed(Key::Enter)
        && let Some(bar) = plot.cursor.clone().filter(|bar| model.segment(bar).is_some())
    {
        actions.push(Action::Chart(ChartAction::ShowBar(Some(bar))));
    }
}

/// The nearest bar outside the stretch in view to which a step leads.
fn beyond(open: &Workspace, bar: &Bar, step: Step) -> Option<Bar> {
    let others = open.timeline().bars.keys().filter(|other| other.outcome == bar.outcome).cloned();
    let number = bar.period.number;
    match step {
        Step::Left => others.filter(|other| other.period.number < number).max_by_key(|other| other.period),
        Step::Right => others.filter(|other| other.period.number > number).min_by_key(|other| other.period),
        Step::First => others.min_by_key(|other| other.period),
        Step::Last => others.max_by_key(|other| other.period),
        Step::Up | Step::Down => None,
    }
}
