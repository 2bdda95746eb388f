//! The row above the chart: what is asked of the timeline, and how it is shown.

use std::collections::BTreeSet;

use eframe::egui::{
    Align, Button, Checkbox, ComboBox, CornerRadius, InnerResponse, Layout, PopupCloseBehavior, Role, Ui,
    WidgetInfo,
};

use super::input::ZOOM;
use super::{State, wording};
use crate::ui::theme::space;
use tollbook_core::analysis::chart::{Mode, View};
use tollbook_core::analysis::timeline::{Grain, Grouping};
use tollbook_core::model::{EntryId, List, Outcome, Project};
use tollbook_state::action::ChartQuestion;
use tollbook_state::{Action, AppState, Workspace};
use tollbook_state::{ChartAction, PreferenceChange, Switch};

/// The label of a control, by which tests find it.
pub const OUTCOME: &str = "Outcome";

/// The label of a control, by which tests find it.
pub const FILTERS: &str = "Filters…";

/// The label of a control, by which tests find it.
pub const WHAT_IF: &str = "What-if…";

/// The label of a control, by which tests find it.
pub const SHOW_ALL_OF_THE_TIME: &str = "Show the whole time";

/// The label of a control, by which tests find it.
pub const ALL_SIDES: &str = "All sides";

/// The label of a control, by which tests find it.
pub const SIDE: &str = "Side";

/// The label of a control, by which tests find it.
pub const TABLE: &str = "Table";

/// The menu of what people are grouped by.
pub const GROUP_BY: &str = "Group by";

/// Narrower than this, choices fold into menus.
const NARROW: f32 = 1_120.0;
/// Narrower than this, less is left between them.
const TIGHT: f32 = 1_300.0;

/// Shows the row.
pub fn show(ui: &mut Ui, state: &AppState, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let (narrow, is_tight) = (ui.available_width() < NARROW, ui.available_width() < TIGHT);
    let query = &open.query;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = if is_tight { space::TIGHT } else { space::SMALL };
        // Killed and wounded are never stacked on each other, so one outcome is drawn at a time.
        let outcome = query.outcomes.first().copied().filter(|_| query.outcomes.len() == 1);
        if let Some(outcome) =
            choice(ui, OUTCOME, narrow, Outcome::ALL, outcome, |outcome| outcome.as_str())
        {
            actions.push(ask(ChartQuestion::Outcome(outcome)));
        }
        let sides = sides(&open.project);
        let names = |side: &Option<EntryId>| match side {
            Some(_) => open.project.entry_name(*side).to_owned(),
            None => "Side not set".to_owned(),
        };
        for question in several(ui, SIDE, ALL_SIDES, "sides", &sides, &query.sides, names) {
            actions.push(ask(question));
        }
        if let Some(grain) =
            choice(ui, "Period", narrow, Grain::ALL, Some(query.grain), |grain| grain.as_str())
        {
            actions.push(ask(ChartQuestion::Period(grain)));
        }
        if let Some(grouping) = choice(ui, GROUP_BY, true, Grouping::ALL, Some(query.grouping), by) {
            actions.push(ask(ChartQuestion::GroupBy(grouping)));
        }
        let view = state.preferences.chart;
        if let Some(mode) = choice(ui, "Drawn as", true, Mode::ALL, Some(view.mode), |mode| mode.as_str()) {
            actions.push(Action::Preference(PreferenceChange::ChartMode(mode)));
        }
        shown(ui, view, actions);
        let filters = ui.selectable_label(local.filters.open, FILTERS);
        if filters.on_hover_text("Filter by cause, operation, source or coder.").clicked() {
            local.filters.open = !local.filters.open;
        }
        let what_if = ui.selectable_label(local.what_if.open || open.without_what_if.is_some(), WHAT_IF);
        let hint = "See what would be counted without an article, a source or a coder, or otherwise. Nothing is changed.";
        if what_if.on_hover_text(hint).clicked() {
            local.what_if.open = !local.what_if.open;
        }
        if narrow {
            ends(ui, state, local, actions);
        } else {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| ends(ui, state, local, actions));
        }
    });
}

/// By what people are grouped.
fn by(grouping: Grouping) -> &'static str {
    match grouping {
        Grouping::Operation => "by operation",
        Grouping::Side => "by side",
        Grouping::Country => "by country",
        Grouping::Cause => "by cause",
        Grouping::Source => "by source",
    }
}

fn ask(question: ChartQuestion) -> Action {
    Action::Chart(ChartAction::Ask(question))
}

/// What is drawn besides.
fn shown(ui: &mut Ui, view: View, actions: &mut Vec<Action>) {
    menu(ui, "Show", "Show", PopupCloseBehavior::CloseOnClickOutside, |ui| {
        let mut check = |ui: &mut Ui, enabled: bool, switch: Switch, on: bool, name: &str, tip: &str| {
            let mut now = on;
            let response = ui.add_enabled(enabled, Checkbox::new(&mut now, name)).on_hover_text(tip);
            response.on_disabled_hover_text("Totals are drawn on cumulative lines.");
            if now != on {
                actions.push(Action::Preference(PreferenceChange::Set(switch, now)));
            }
        };
        let cumulative = view.mode == Mode::Cumulative;
        let tip = format!("Whiskers on bars, bands on lines. {}", View::SPREAD_NOTE);
        check(ui, true, Switch::ChartSpread, view.spread, "Low and high", &tip);
        let tip = "Hollow markers on the cumulative line of their own scope: compared, never added.";
        check(ui, cumulative, Switch::ChartTotals, view.totals, "Totals", tip);
        let tip = "Shades the time from an operation's beginning to its end; of many, the one that the legend points at.";
        check(ui, true, Switch::ChartActivePeriods, view.active_periods, "Active periods of operations", tip);
    });
}

/// Zooming, and the table in place of the bars.
fn ends(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let is_table = state.preferences.chart_table;
    let table = ui.selectable_label(is_table, TABLE);
    if table.on_hover_text("Show the figures as a table in place of bars.").clicked() {
        actions.push(Action::Preference(PreferenceChange::Set(Switch::ChartTable, !is_table)));
    }
    let Some((_, model)) = local.made.as_ref().filter(|(_, model)| !model.is_empty() && !is_table) else {
        return;
    };
    let plot = &mut local.plot;
    let zoomed = plot.span.is_some();
    let small = |ui: &mut Ui, sign: &str, name: &str, hint: &str, enabled: bool| {
        let response = ui.add_enabled(enabled, Button::new(sign).min_size(eframe::egui::vec2(26.0, 0.0)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
        response.on_hover_text(hint).clicked()
    };
    if small(
        ui,
        "+",
        "Zoom in",
        "Show a shorter time. Or turn the wheel over the chart, or drag across it.",
        true,
    ) {
        plot.zoom(model, 1.0 / ZOOM);
    }
    if small(ui, "−", "Zoom out", "Show a longer time.", zoomed) {
        plot.zoom(model, ZOOM);
    }
    if zoomed
        && small(ui, "All", SHOW_ALL_OF_THE_TIME, "Show the whole time. Or double-click the chart.", true)
    {
        plot.show_all();
    }
}

/// The project's sides, those that are recorded first, and the one that is not known.
fn sides(project: &Project) -> Vec<Option<EntryId>> {
    let mut sides: Vec<_> = project.list(List::Side).collect();
    sides.sort_by_key(|(_, side)| (!side.recorded, side.value.to_lowercase()));
    sides.into_iter().map(|(id, _)| Some(id)).chain([None]).collect()
}

/// One of a few: buttons side by side, or a menu where there is no room. Answers with another
/// choice.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    narrow: bool,
    all: &[T],
    chosen: Option<T>,
    word: impl Fn(T) -> &'static str,
) -> Option<T> {
    let mut clicked = None;
    if narrow {
        let text = chosen.map_or_else(|| name.to_owned(), |chosen| wording::sentence(word(chosen)));
        menu(ui, name, &text, PopupCloseBehavior::CloseOnClick, |ui| {
            for option in all {
                if ui.selectable_label(chosen == Some(*option), wording::sentence(word(*option))).clicked() {
                    clicked = Some(*option);
                }
            }
        });
    } else {
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.x = 1.0;
            for (n, option) in all.iter().enumerate() {
                let corner = |outer: bool| if outer { 4 } else { 0 };
                let (first, last) = (corner(n == 0), corner(n + 1 == all.len()));
                let rounded = CornerRadius { nw: first, sw: first, ne: last, se: last };
                let selected = chosen == Some(*option);
                let button =
                    Button::new(wording::sentence(word(*option))).selected(selected).corner_radius(rounded);
                if ui.add(button).clicked() && !selected {
                    clicked = Some(*option);
                }
            }
        });
    }
    clicked.filter(|option| chosen != Some(*option))
}

/// The sides that are drawn, in a menu that stays open; answers what is to change.
fn several(
    ui: &mut Ui,
    name: &str,
    everything: &str,
    things: &str,
    all: &[Option<EntryId>],
    chosen: &Option<BTreeSet<Option<EntryId>>>,
    word: impl Fn(&Option<EntryId>) -> String,
) -> Vec<ChartQuestion> {
    let text = match chosen {
        None => everything.to_owned(),
        Some(set) => match (set.first(), set.len()) {
            (Some(only), 1) => word(only),
            (_, n) => format!("{n} {things}"),
        },
    };
    let mut asked = Vec::new();
    menu(ui, name, &text, PopupCloseBehavior::CloseOnClickOutside, |ui| {
        if ui.selectable_label(chosen.is_none(), everything).clicked() && chosen.is_some() {
            asked.push(ChartQuestion::AllSides);
        }
        ui.separator();
        for option in all {
            let mut on = chosen.as_ref().is_none_or(|set| set.contains(option));
            if ui.checkbox(&mut on, word(option)).changed() {
                asked.push(ChartQuestion::ToggleSide(*option));
            }
        }
    });
    asked
}

fn menu(
    ui: &mut Ui,
    name: &str,
    text: &str,
    close: PopupCloseBehavior,
    contents: impl FnOnce(&mut Ui),
) -> InnerResponse<Option<()>> {
    let menu = ComboBox::from_id_salt(("chart", name))
        .selected_text(text)
        .width(0.0)
        .height(360.0)
        .close_behavior(close);
    let shown = menu.show_ui(ui, contents);
    shown.response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ComboBox, true, name);
        info.current_text_value = Some(text.to_owned());
        info
    });
    shown
}
