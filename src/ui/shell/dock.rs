//! The panel below the text: the chart, and the tables that stand in its place.

use eframe::egui::{Align, Layout, ScrollArea, Ui, Vec2, vec2};

use crate::ui::panels::annotations;
use crate::ui::panels::chart;
use crate::ui::panels::duplicates;
use crate::ui::panels::history;
use crate::ui::panels::search_results;
use crate::ui::panels::suggestions;
use crate::ui::panels::totals;
use crate::ui::shell::keys;
use crate::ui::theme::space;
use crate::ui::widgets::scroll_to_focus;
use tollbook_core::analysis::wording::grouped;
use tollbook_state::{Action, AppState, Command, Dock, PreferenceChange, Switch};

/// What the panels keep from frame to frame.
#[derive(Default)]
pub struct State {
    /// The chart.
    pub chart: chart::State,
    annotations: annotations::State,
    totals: totals::State,
    duplicates: duplicates::State,
    suggestions: suggestions::State,
    history: history::State,
    /// What was found in all articles.
    pub search_results: search_results::State,
}

/// Gives the panel the room of the text as well.
pub const FILL: &str = "Fill";

/// The name of a tab, with how much waits in it.
fn name(dock: Dock, state: &AppState) -> String {
    let waiting = state.workspace.as_ref().map_or(0, |open| match dock {
        Dock::Duplicates => open.compared.open_pairs(),
        Dock::Suggestions => open.suggestions.waiting(),
        Dock::Chart | Dock::Annotations | Dock::Totals | Dock::Found | Dock::History => 0,
    });
    match waiting {
        0 => dock.name().to_owned(),
        waiting => format!("{} {}", dock.name(), grouped(waiting as u64)),
    }
}

/// Shows the tabs, and the panel that was chosen.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let preferences = &state.preferences;
    // In a narrow panel the tabs are scrolled, so that they are one line.
    let tabs = ScrollArea::horizontal().id_salt("tabs").auto_shrink([false, true]);
    let tab = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        for dock in Dock::ALL {
            if ui.selectable_label(preferences.dock == dock, name(dock, state)).clicked() {
                actions.push(Action::Preference(PreferenceChange::Dock(dock)));
            }
        }
        ui.separator();
        let fills = preferences.fill_dock;
        let tip = keys::tip(ui.ctx(), state, Command::FillDock, Command::FillDock.help());
        if ui.selectable_label(fills, FILL).on_hover_text(tip).clicked() {
            actions.push(Action::Preference(PreferenceChange::Set(Switch::FillDock, !fills)));
        }
    };
    tabs.show(ui, |ui| ui.horizontal(tab));
    ui.add_space(space::TIGHT);
    let room = ui.available_size();
    let least = least(preferences.dock, room.x);
    if room.x >= least.x && room.y >= least.y {
        // However little is in it, the panel stays as high as it was made.
        ui.set_min_height(room.y);
        contents(ui, state, local, actions);
        return;
    }
    // Where it is less than can be used, it is scrolled as a whole.
    ScrollArea::both().auto_shrink(false).show(ui, |ui| {
        ui.allocate_ui_with_layout(room.max(least), Layout::top_down(Align::Min), |ui| {
            ui.set_min_size(room.max(least));
            contents(ui, state, local, actions);
            scroll_to_focus::around(ui);
        });
    });
}

/// What a panel needs at least, in points.
fn least(dock: Dock, width: f32) -> Vec2 {
    match dock {
        // In a narrow one its lists stand below its bars.
        Dock::Chart if width < chart::NARROW => vec2(380.0, 420.0),
        Dock::Chart => vec2(chart::NARROW, 160.0),
        Dock::Found | Dock::Suggestions => vec2(380.0, 150.0),
        // It scrolls by itself, and in a narrow one its list stands below.
        Dock::Duplicates => vec2(300.0, 205.0),
        Dock::Annotations | Dock::Totals | Dock::History => vec2(720.0, 150.0),
    }
}

fn contents(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    match state.preferences.dock {
        Dock::Chart => chart::show(ui, state, &mut local.chart, actions),
        Dock::Annotations => annotations::show(ui, state, &mut local.annotations, actions),
        Dock::Totals => totals::show(ui, state, &mut local.totals, actions),
        Dock::Duplicates => duplicates::show(ui, state, &mut local.duplicates, actions),
        Dock::Suggestions => suggestions::show(ui, state, &mut local.suggestions, actions),
        Dock::History => history::show(ui, state, &mut local.history, actions),
        Dock::Found => search_results::show(ui, state, &mut local.search_results, actions),
    }
}
