//! The chart: casualties per operation over time, and beside it the incidents of the selected bar
//! and what is not drawn.
//!
//! The chart is laid out in `tollbook_core::analysis::chart`: its values, its axes, and in `drawing` its shapes and
//! labels. [`paint`] shows these on the axes of `egui_plot`.

mod empty;
mod facets;
mod filters;
mod incidents;
mod input;
mod legend;
mod model;
mod not_drawn;
mod paint;
mod plot_item;
mod plot_state;
pub mod row;
mod strip;
mod table;
#[cfg(test)]
pub(super) mod tests;
mod toolbar;
mod tooltip;
pub mod totals_key;
mod what_if;

use std::time::Duration;

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use crate::ui::theme::{Palette, space};
use crate::ui::widgets::cached::Cached;
use model::Model;
use tollbook_core::analysis::chart::View;
use tollbook_core::analysis::chart::{axis, span};
use tollbook_core::analysis::coverage::{PeriodCoverage, coverage};
use tollbook_core::analysis::timeline::{Bar, Grain, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::analysis::wording;
use tollbook_core::model::{IncidentId, ProjectId};
use tollbook_state::{Action, AppState, Workspace};

/// What the chart keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// What is drawn, and of what it was made.
    made: Option<(MadeOf, Model)>,
    /// What is drawn from the next frame on: to make a large chart and to lay it out is too much for one frame.
    next: Option<(MadeOf, Model)>,
    so_far: Cached<(ProjectId, u64, Grain), PeriodCoverage>,
    plot: plot_state::PlotState,
    incidents: incidents::Incidents,
    empty: empty::Empty,
    tab: Tab,
    table: table::State,
    /// The window of filters.
    pub filters: filters::Filters,
    /// The window of the what-if.
    pub what_if: what_if::WhatIfWindow,
    /// The bar that was selected in the frame before.
    bar: Option<Bar>,
    /// The incident that was.
    incident: Option<IncidentId>,
}

/// A chart of more bars than this is not made anew for each of many edits.
const MANY_BARS: usize = 2_000;

/// So many seconds after it was made it is made anew, while facts change all the time.
const BETWEEN_CHARTS: f64 = 0.25;

/// Of what the chart was made, and when.
struct MadeOf {
    counts: (ProjectId, u64),
    view: View,
    query: Query,
    what_if: WhatIf,
    at: f64,
}

impl MadeOf {
    /// What there is to make it of now, if that is other than this.
    fn changed(made: Option<&(Self, Model)>, open: &Workspace, view: View, at: f64) -> Option<Self> {
        let counts = (open.project.id(), open.versions.counts);
        match made {
            Some((made, _)) if (made.counts, made.view) == (counts, view) => None,
            _ => {
                let (query, what_if) = (open.query.clone(), open.what_if.clone());
                Some(Self { counts, view, query, what_if, at })
            }
        }
    }

    /// Whether the same is asked now, so that only facts can have changed since.
    fn asks_same(&self, open: &Workspace, view: View) -> bool {
        (self.counts.0, self.view) == (open.project.id(), view)
            && (&self.query, &self.what_if) == (&open.query, &open.what_if)
    }
}

/// What is listed beside the bars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tab {
    /// The incidents of the selected bar.
    #[default]
    Incidents,
    /// What is not drawn.
    NotDrawn,
    /// The key of the reported totals beside cumulative lines.
    Totals,
}

impl State {
    /// How many windows stand beside the chart: filters, what-if.
    pub fn windows(&self) -> usize {
        [self.filters.open, self.what_if.open].into_iter().filter(|is_open| *is_open).count()
    }

    /// Draws another model.
    fn draw(&mut self, made: Option<(MadeOf, Model)>) {
        self.made = made;
        self.plot.forget_drawings();
        self.table.forget_rows();
    }

    /// Makes the model where something else is counted or asked than before. A large one is shown as it was for a
    /// moment where only facts have changed.
    fn refresh(&mut self, ui: &Ui, open: &Workspace, view: View) {
        let now = ui.input(|input| input.time);
        let next = self.next.take().filter(|(next, _)| next.asks_same(open, view));
        if next.is_some() {
            self.draw(next);
        } else if let Some(of) = MadeOf::changed(self.made.as_ref(), open, view, now) {
            let is_large = |(made, model): &&(MadeOf, Model)| {
                model.segments.len() > MANY_BARS && made.asks_same(open, view)
            };
            let known = self.made.as_ref().filter(is_large);
            let wait = known.map_or(0.0, |(made, _)| made.at + BETWEEN_CHARTS - now);
            if wait > 0.0 {
                ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
            } else {
                let made = Some((of, Model::from_chart(open.chart(view))));
                if known.is_some() {
                    self.next = made;
                    ui.ctx().request_repaint();
                } else {
                    self.draw(made);
                }
            }
        }
        self.plot.follow_query(&open.query);
        if self.incident != open.selection.incident {
            self.incident = open.selection.incident;
            if let (Some(incident), Some((_, model))) = (self.incident, &self.made) {
                self.plot.bring_into_view(open, model, incident);
            }
        }
        if self.bar != open.selection.bar {
            self.bar.clone_from(&open.selection.bar);
            self.incidents.reset();
            if self.bar.is_some() {
                self.tab = Tab::Incidents;
            }
        }
    }
}

/// Narrower than this, the lists stand below the bars.
pub const NARROW: f32 = 620.0;

/// How high the lists are at least there.
const LISTS: f32 = 150.0;

/// Shows the chart of the open project.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    local.refresh(ui, open, state.preferences.chart);
    toolbar::show(ui, state, open, local, actions);
    filters::chips(ui, open, actions);
    if let Some((_, model)) = &local.made {
        what_if::banner(ui, open, model, &mut local.what_if, actions);
    }
    ui.add_space(space::TIGHT);
    let (width, height) = (ui.available_width(), ui.available_height());
    let side = if width < NARROW {
        Panel::bottom("chart lists below")
            .default_size(height * 0.42)
            .size_range(LISTS..=(height - LISTS).max(LISTS))
    } else {
        Panel::right("chart lists")
            .default_size((width * 0.3).clamp(240.0, 420.0))
            .size_range(200.0..=width * 0.6)
    };
    let margin = match width < NARROW {
        true => Margin { top: 8, ..Margin::ZERO },
        false => Margin { left: 12, ..Margin::ZERO },
    };
    side.resizable(true)
        .frame(Frame::new().inner_margin(margin))
        .show(ui, |ui| lists(ui, open, local, actions));
    // On paper, from which the operations' colours are sure to stand out.
    let paper =
        Frame::new().fill(Palette::for_ui(ui).text_background).corner_radius(6).inner_margin(space::TIGHT);
    CentralPanel::default().frame(paper).show(ui, |ui| bars(ui, state, open, local, actions));
    filters::show(ui, open, &mut local.filters, actions);
    what_if::show(ui, open, &mut local.what_if, actions);
    local.plot.ask(open, actions);
}

fn lists(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let has_totals = local.made.as_ref().is_some_and(|(_, model)| !model.totals.is_empty());
    if local.tab == Tab::Totals && !has_totals {
        local.tab = Tab::Incidents;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        ui.selectable_value(&mut local.tab, Tab::Incidents, "Incidents");
        let count = open.timeline().not_drawn.len();
        let title = if count == 0 {
            "Not drawn".to_owned()
        } else {
            format!("Not drawn ({})", wording::grouped(count as u64))
        };
        ui.selectable_value(&mut local.tab, Tab::NotDrawn, title);
        if has_totals {
            ui.selectable_value(&mut local.tab, Tab::Totals, totals_key::TITLE);
        }
    });
    match local.tab {
        Tab::Totals => {
            if let Some((_, model)) = &local.made {
                totals_key::show(ui, open, model, actions);
            }
        }
        Tab::Incidents => incidents::show(ui, open, &mut local.incidents, actions),
        Tab::NotDrawn => not_drawn::show(ui, open, actions),
    }
}

fn bars(ui: &mut Ui, state: &AppState, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let Some((_, model)) = &local.made else { return };
    let lit = (!model.layers.is_empty()).then(|| legend::show(ui, model, actions)).flatten();
    if open.query.outcomes.len() != 1 {
        empty::one_outcome(ui);
    } else if model.is_empty() {
        empty::show(ui, open, model, &mut local.empty, actions);
    } else if state.preferences.chart_table {
        table::show(ui, open, model, &state.preferences, &mut local.table, actions);
    } else {
        let key = (open.project.id(), open.versions.articles, open.query.grain);
        let so_far = local.so_far.get(key, || {
            let published = |id| open.article(id).and_then(|article| article.published);
            let articles = open.article_ids().into_iter().map(|id| (id, published(id)));
            coverage(&open.project, articles, None, open.query.grain)
        });
        paint::show(ui, open, model, &mut local.plot, so_far, lit, actions);
    }
}
