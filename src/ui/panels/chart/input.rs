//! How the plots are pointed at, zoomed, moved and gone through with the keys.

use eframe::egui::{CursorIcon, EventFilter, Key, Modifiers, Pos2, Response, Ui};

use super::model::{Model, Step};
use super::paint::{Drag, PlotState};
use super::span::{Span, begins};
use crate::ui::widgets::drawing::point;
use tollbook_core::analysis::chart::drawing::Plot;
use tollbook_core::analysis::timeline::{Bar, Query};
use tollbook_core::model::IncidentId;
use tollbook_state::action::ChartQuestion;
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, ChartAction};

/// How much one step of zooming shows more or less.
pub const ZOOM: f64 = 1.5;

impl PlotState {
    /// The stretch of time in view, and all that the model covers.
    pub fn view(&self, model: &Model) -> Option<(Span, Span)> {
        let (first, last) = model.extent?;
        let limits = Span::all(first, last, model.grain);
        Some((self.span.map_or(limits, |span| span.inside(limits)), limits))
    }

    /// Shows the stretch of time that is asked for, where that was changed elsewhere.
    pub fn follow_query(&mut self, query: &Query) {
        if self.follows != query.within {
            self.follows = query.within;
            self.span = query.within.map(|within| Span::in_whole_periods(within, query.grain));
        }
    }

    /// Asks for the stretch of time that is shown, where that was changed here.
    pub fn ask(&mut self, open: &Workspace, actions: &mut Vec<Action>) {
        let within = self.span.map(|span| span.within(open.query.grain));
        if std::mem::take(&mut self.moved) && within != open.query.within {
            self.follows = within;
            actions.push(Action::Chart(ChartAction::Ask(ChartQuestion::Time(within))));
        }
    }

    /// Shows another stretch of time; all there is, is none.
    pub fn show(&mut self, span: Span, limits: Span) {
        self.span = (span.years() < limits.years() - 1e-6).then_some(span);
        self.moved = true;
    }

    /// Shows all of the time.
    pub fn show_all(&mut self) {
        self.span = None;
        self.moved = true;
    }

    /// Shows a longer or shorter stretch, around the bar at which the keys are, or the middle.
    pub fn zoom(&mut self, model: &Model, factor: f64) {
        let Some((span, limits)) = self.view(model) else { return };
        let at = self.cursor.as_ref().filter(|bar| model.segment(bar).is_some());
        let about = at.map_or((span.from + span.to) / 2.0, |bar| begins(bar.period.number, model.grain));
        self.show(span.scaled(factor, about, limits, model.grain), limits);
    }

    /// Moves the stretch in view, if it must, so that a period is in it.
    fn reach(&mut self, model: &Model, number: i32) {
        let Some((span, limits)) = self.view(model) else { return };
        let showing = span.showing(number, model.grain, limits);
        if showing != span {
            self.show(showing, limits);
        }
    }

    /// Moves the stretch in view, if it must, so that an incident's bar is in it.
    pub fn bring_into_view(&mut self, open: &Workspace, model: &Model, incident: IncidentId) {
        let view = open.counted.incident(&open.answers, incident);
        let bar = view.and_then(|view| open.asked().bars(view).next());
        if let Some(bar) = bar.filter(|bar| bar.period.grain == model.grain) {
            self.reach(model, bar.period.number);
        }
    }
}

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
