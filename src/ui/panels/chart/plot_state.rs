//! What the plots keep from frame to frame: the stretch of time in view, and what is drawn of it.

use std::collections::HashMap;
use std::rc::Rc;

use eframe::egui::Shape;

use super::model::Model;
use super::span::{Span, begins};
use crate::ui::widgets::cached::Cached;
use tollbook_core::analysis::chart::drawing::{Area, Drawing, Measure, Plot, PlotRequest};
use tollbook_core::analysis::timeline::{self, DaySpan, Query};
use tollbook_core::model::IncidentId;
use tollbook_state::action::ChartQuestion;
use tollbook_state::{Action, ChartAction, Workspace};

/// What dragging does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    /// It moves the stretch in view.
    Move,
    /// It marks another, from this moment.
    Mark(f64),
}

/// What the plots keep from frame to frame.
#[derive(Default)]
pub struct PlotState {
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
    /// What each plot draws, by its only layer; laid out anew when something else is drawn or it lies elsewhere.
    drawings: HashMap<Option<usize>, Cached<LaidOutFrom, Rc<Painted>>>,
}

/// What a plot draws, and the shapes that this is on the screen.
#[derive(Debug)]
pub struct Painted {
    /// What is laid out.
    pub drawing: Drawing,
    /// Its shapes without the labels.
    pub shapes: Vec<Shape>,
}

/// What a drawing follows from beside the chart's values.
#[derive(Clone, Copy, Debug, PartialEq)]
struct LaidOutFrom {
    frame: Area,
    span: Span,
    highest: u64,
    pixels: f64,
    pointed: Option<usize>,
    is_dark: bool,
}

impl PlotState {
    /// Has everything laid out anew: the chart has other values.
    pub fn forget_drawings(&mut self) {
        self.drawings.clear();
    }

    /// What a plot draws; `shapes` makes the shapes of this theme of it.
    pub fn painted(
        &mut self,
        plot: &Plot<'_>,
        request: PlotRequest<'_>,
        is_dark: bool,
        measure: Measure<'_>,
        shapes: impl FnOnce(&Drawing) -> Vec<Shape>,
    ) -> Rc<Painted> {
        let PlotRequest { frame, span, highest, pixels, pointed, .. } = request;
        let from = LaidOutFrom { frame, span, highest, pixels, pointed, is_dark };
        let paint = || {
            let drawing = plot.draw(measure);
            Rc::new(Painted { shapes: shapes(&drawing), drawing })
        };
        self.drawings.entry(request.layer).or_default().get(from, paint).clone()
    }

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
    pub fn reach(&mut self, model: &Model, number: i32) {
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
