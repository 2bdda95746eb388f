//! The row above the chart: what is asked of the timeline, and how it is shown.

use std::collections::BTreeSet;

use eframe::egui::{
    Align, Button, ComboBox, CornerRadius, InnerResponse, Layout, PopupCloseBehavior, Role, Ui, WidgetInfo,
};

use super::input::ZOOM;
use super::{State, wording};
use crate::ui::theme::space;
use tollbook_core::analysis::chart::{Mode, View};
use tollbook_core::analysis::timeline::{Grain, Query};
use tollbook_core::model::{EntryId, List, Outcome, Project};
use tollbook_state::{Action, AppState, Preferences, Workspace};

/// Narrower than this, choices fold into menus.
const NARROW: f32 = 1_120.0;

/// Shows the row.
pub fn show(ui: &mut Ui, state: &AppState, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let narrow = ui.available_width() < NARROW;
    let query = &open.query;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        // Killed and wounded are never stacked on each other, so one outcome is drawn at a time.
        let outcome = query.outcomes.first().copied().filter(|_| query.outcomes.len() == 1);
        if let Some(outcome) =
            choice(ui, "Outcome", narrow, Outcome::ALL, outcome, |outcome| outcome.as_str())
        {
            actions.push(Action::SetQuery(Query { outcomes: BTreeSet::from([outcome]), ..query.clone() }));
        }
        let sides = sides(&open.project);
        let names = |side: &Option<EntryId>| match side {
            Some(_) => open.project.entry_name(*side).to_owned(),
            None => "Side not known".to_owned(),
        };
        if let Some(sides) = several(ui, "Side", "All sides", "sides", &sides, &query.sides, names) {
            actions.push(Action::SetQuery(Query { sides, ..query.clone() }));
        }
        if let Some(grain) =
            choice(ui, "Period", narrow, Grain::ALL, Some(query.grain), |grain| grain.as_str())
        {
            actions.push(Action::SetQuery(Query { grain, ..query.clone() }));
        }
        let view = state.preferences.chart;
        if let Some(mode) = choice(ui, "Drawn as", true, Mode::ALL, Some(view.mode), |mode| mode.as_str()) {
            actions.push(set(state, |preferences| preferences.chart.mode = mode));
        }
        shown(ui, state, view, actions);
        let filters = ui.selectable_label(local.filters.open, "Filters…");
        if filters.on_hover_text("Let only some causes, operations, sources or coders through.").clicked() {
            local.filters.open = !local.filters.open;
        }
        let what_if = ui.selectable_label(local.what_if.open || open.standing.is_some(), "What-if recount…");
        let hint = "See what would be counted without an article, a voice or a coder, or otherwise. Nothing is changed.";
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

/// Changes the preferences.
fn set(state: &AppState, change: impl FnOnce(&mut Preferences)) -> Action {
    let mut preferences = state.preferences.clone();
    change(&mut preferences);
    Action::SetPreferences(Box::new(preferences))
}

/// What is drawn besides.
fn shown(ui: &mut Ui, state: &AppState, view: View, actions: &mut Vec<Action>) {
    menu(ui, "Show", "Show", PopupCloseBehavior::CloseOnClickOutside, |ui| {
        let mut changed = view;
        let cumulative = view.mode == Mode::Cumulative;
        ui.checkbox(&mut changed.spread, "Low and high")
            .on_hover_text(format!("Whiskers on bars, bands on lines. {}", View::SPREAD_NOTE));
        ui.add_enabled(cumulative, eframe::egui::Checkbox::new(&mut changed.totals, "Totals"))
            .on_hover_text("Hollow marks on the cumulative line of their own scope: compared, never added.")
            .on_disabled_hover_text("Totals stand on cumulative lines.");
        ui.checkbox(&mut changed.lives, "Begin and end of operations")
            .on_hover_text("Shades the time from an operation's begin to its end; of many, the one that the legend points at.");
        if changed != view {
            actions.push(set(state, |preferences| preferences.chart = changed));
        }
    });
}

/// Zooming, and the table in place of the bars.
fn ends(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let is_table = state.preferences.chart_table;
    let table = ui.selectable_label(is_table, "Table");
    if table.on_hover_text("Show the figures as a table in place of bars.").clicked() {
        actions.push(set(state, |preferences| preferences.chart_table = !is_table));
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
        && small(ui, "All", "Show all of the time", "Show all of the time. Or double-click the chart.", true)
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

/// Any of several, in a menu that stays open. `None` lets everything through; at least one stays
/// chosen. Answers with another set.
fn several<T: Clone + Ord>(
    ui: &mut Ui,
    name: &str,
    everything: &str,
    things: &str,
    all: &[T],
    chosen: &Option<BTreeSet<T>>,
    word: impl Fn(&T) -> String,
) -> Option<Option<BTreeSet<T>>> {
    let text = match chosen {
        None => everything.to_owned(),
        Some(set) => match (set.first(), set.len()) {
            (Some(only), 1) => word(only),
            (_, n) => format!("{n} {things}"),
        },
    };
    let mut answer = None;
    menu(ui, name, &text, PopupCloseBehavior::CloseOnClickOutside, |ui| {
        if ui.selectable_label(chosen.is_none(), everything).clicked() && chosen.is_some() {
            answer = Some(None);
        }
        ui.separator();
        for option in all {
            let mut on = chosen.as_ref().is_none_or(|set| set.contains(option));
            if ui.checkbox(&mut on, word(option)).changed() {
                let mut set = chosen.clone().unwrap_or_else(|| all.iter().cloned().collect());
                if on {
                    set.insert(option.clone());
                } else {
                    set.remove(option);
                }
                if !set.is_empty() {
                    answer = Some((set.len() < all.len()).then_some(set));
                }
            }
        }
    });
    answer
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
