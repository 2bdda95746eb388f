//! Stories: the chart as it is used, driven through its accessibility tree.

mod asking;
mod bars;
mod drawing;

use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::Timestamp;
use tollbook_state::ProjectAction;
use uuid::Uuid;

use super::*;
use tollbook_core::analysis::chart::{Mode, View};
use tollbook_core::analysis::fixture;
use tollbook_core::analysis::timeline::{self, Query};
use tollbook_core::model::{EntryId, Stamp};
use tollbook_state::effect::{Done, Effect, Opened};
use tollbook_state::update;

/// The stamp of a moment that never changes.
pub(in crate::ui) fn stamp(entropy: u64) -> Stamp {
    Stamp::new(Timestamp::from_millisecond(1_700_000_000_000).unwrap(), EntryId(Uuid::nil()), entropy)
}

/// A state in which the project of a story is open, as `analysis::fixture` tells it.
pub(in crate::ui) fn opened(story: &str) -> AppState {
    let story = fixture::story(story);
    let mut state = AppState::default();
    let mut stamp = stamp(2);
    let effects = update(&mut state, Action::Project(ProjectAction::Open("/made/up".into())), &mut stamp);
    let [Effect::Open(job, _)] = effects[..] else { panic!("{effects:?}") };
    let opened = Opened {
        folder: "/made/up".into(),
        file: "/made/up/up.tollbook".into(),
        stored: Some((story.project.clone(), story.history())),
        coder: "Ada".to_owned(),
        read_only: None,
        elsewhere: false,
        warnings: Vec::new(),
    };
    update(&mut state, Done::Opened(job, Box::new(opened)), &mut stamp);
    assert!(state.workspace.is_some());
    state
}

const RECORD: &str = "
    article one.txt title=Of_the_dead
    killed a 13 date=2019-11-25 op=Barkhane quote=thirteen_soldiers_were_killed
    killed b 3 date=2020-12-28 op=Barkhane quote=three_more_died
    killed c 1 date=2023-08-28 op=Chammal quote=a_sergeant_was_killed
    killed d 2 date=2023-08 op=Chammal quote=two_died_in_accidents
    wounded e 2/-/- date=2023-08-28 op=Chammal quote=members_of_his_unit_were_injured
    killed f 4 op=Serval quote=some_fell_that_year
";

/// The chart with the state that it shows; what it asks is done, and remembered.
struct App {
    state: AppState,
    chart: State,
    asked: Vec<Action>,
    edits: u64,
}

fn story(claims: &str) -> Harness<'static, App> {
    sized(claims, 1_200.0, 360.0)
}

fn sized(claims: &str, width: f32, height: f32) -> Harness<'static, App> {
    let app = App { state: opened(claims), chart: State::default(), asked: Vec::new(), edits: 10 };
    let frame = |ui: &mut egui::Ui, app: &mut App| {
        let mut actions = Vec::new();
        show(ui, &app.state, &mut app.chart, &mut actions);
        for action in actions {
            app.edits += 1;
            app.asked.push(action.clone());
            update(&mut app.state, action, &mut stamp(app.edits));
        }
    };
    let builder = Harness::builder().with_size([width, height]).with_step_dt(1.0 / 60.0);
    let mut harness = builder.with_context_setup(crate::ui::theme::install).build_ui_state(frame, app);
    harness.run();
    harness
}

impl App {
    fn open(&self) -> &Workspace {
        self.state.workspace.as_ref().unwrap()
    }

    fn query(&self) -> &Query {
        &self.open().query
    }

    fn bar(&self) -> Option<String> {
        let timeline::Bar { group, period, .. } = self.open().selection.bar.as_ref()?;
        Some(format!("{} {period}", group.name(&self.open().project)))
    }
}

const CHART: &str = "Chart of casualties per operation over time";

/// Puts the keys on the chart.
fn focus(harness: &mut Harness<'_, App>) {
    harness.get_by_label(CHART).focus();
    harness.run();
    harness.run();
}

fn click(harness: &mut Harness<'_, App>, at: egui::Pos2) {
    for pressed in [true, false] {
        harness.hover_at(at);
        let (button, modifiers) = (egui::PointerButton::Primary, egui::Modifiers::NONE);
        harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
        harness.run();
    }
    harness.remove_cursor();
    harness.run();
}

/// Where the last bar is, half a period of air before the right edge: November 2019 to August 2023.
fn last_bar(chart: egui::Rect) -> egui::Pos2 {
    let right = chart.right() - 8.0;
    let slot = (right - chart.left() - 40.0) / 47.0;
    egui::pos2(right - slot, chart.bottom() - 48.0 - strip::HEIGHT)
}

/// Has the chart drawn otherwise.
fn draw_as(harness: &mut Harness<'_, App>, view: View) {
    harness.state_mut().state.preferences.chart = view;
    harness.run();
    harness.run();
}

fn every_view() -> impl Iterator<Item = View> {
    let modes = Mode::ALL.iter().copied();
    modes.flat_map(|mode| [false, true].map(|on| View { mode, spread: on, totals: on, active_periods: on }))
}
