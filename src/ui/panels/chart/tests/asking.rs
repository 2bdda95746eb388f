//! What is asked: outcome, grain, side, cause, operation, time; filters and what-ifs.

use eframe::egui::{self, accesskit};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::super::toolbar::GROUP_BY;
use super::{App, CHART, RECORD, sized, stamp, story};
use tollbook_core::analysis::timeline::{self, Grain, Grouping};
use tollbook_core::model::{Hostile, Outcome};
use tollbook_state::ChartAction;
use tollbook_state::action::{ChartQuestion, FilterValue};
use tollbook_state::{Action, update};

#[test]
fn another_outcome_and_another_grain_ask_another_question() {
    let mut harness = story(RECORD);
    harness.get_by_label("Wounded").click();
    harness.run();
    assert_eq!(harness.state().query().outcomes.iter().copied().collect::<Vec<_>>(), [Outcome::Wounded]);
    harness.get_by_label("Quarter").click();
    harness.run();
    assert_eq!(harness.state().query().grain, Grain::Quarter);
    assert!(harness.state().asked.iter().all(|action| matches!(action, Action::Chart(ChartAction::Ask(_)))));
    assert_eq!(harness.state().asked.len(), 2);
}

#[test]
fn choosing_what_is_chosen_asks_nothing() {
    let mut harness = story(RECORD);
    harness.get_by_label("Killed").click();
    harness.run();
    assert_eq!(harness.state().asked, []);
}

#[test]
fn sides_and_causes_are_chosen_in_menus_and_never_none_of_them() {
    let mut harness = story(RECORD);
    harness.get_by_label(crate::ui::panels::chart::toolbar::SIDE).click();
    harness.run();
    harness.get_by_label("Civilians").click();
    harness.run();
    assert_eq!(harness.state().query().sides.as_ref().map(|sides| sides.len()), Some(2));
    harness.get_by_label("Civilians").click();
    harness.run();
    harness.get_by_role_and_label(accesskit::Role::CheckBox, "French forces").click();
    harness.run();
    assert_eq!(
        harness.state().query().sides.as_ref().map(|sides| sides.len()),
        Some(1),
        "the last one stays"
    );
    harness.get_by_label(crate::ui::panels::chart::toolbar::ALL_SIDES).click();
    harness.run();
    assert_eq!(harness.state().query().sides, None);
}

#[test]
fn several_outcomes_are_never_stacked_on_each_other() {
    let mut harness = story(RECORD);
    let app = harness.state_mut();
    app.state.workspace.as_mut().unwrap().query.outcomes = [Outcome::Killed, Outcome::Wounded].into();
    let again = Action::Chart(ChartAction::Ask(ChartQuestion::AllGroups));
    update(&mut app.state, again, &mut stamp(99));
    harness.run();
    assert!(harness.query_by_label(CHART).is_none());
    harness.get_by_label(crate::ui::panels::chart::empty::ONE_OUTCOME_AT_A_TIME);
    harness.get_by_label("Wounded").click();
    harness.run();
    harness.get_by_label(CHART);
}

#[test]
fn the_legend_hides_an_operation_and_shows_it_again() {
    let mut harness = story(RECORD);
    harness.get_by_label("Barkhane").click();
    harness.run();
    let barkhane = harness.state().open().project.operation_named("Barkhane").unwrap();
    let barkhane = timeline::Group::Operation(barkhane);
    assert!(harness.state().query().hidden.contains(&barkhane));
    assert!(harness.state().open().timeline().bars.keys().all(|bar| bar.group != barkhane));
    harness.get_by_label("Barkhane").click();
    harness.run();
    assert!(harness.state().query().hidden.is_empty());
    harness.get_by_label("Chammal").click();
    harness.run();
    harness.get_by_label("Barkhane").click();
    harness.run();
    assert!(harness.query_by_label(crate::ui::panels::chart::empty::EVERYTHING_IS_HIDDEN).is_some());
    harness.get_all_by_label(super::super::empty::SHOW_ALL).last().unwrap().click();
    harness.run();
    assert!(harness.state().query().hidden.is_empty());
}

#[test]
fn dragging_marks_a_shorter_time_and_all_of_it_can_be_shown_again() {
    let mut harness = story(RECORD);
    let chart = harness.get_by_label(CHART).rect();
    let y = chart.center().y;
    harness.drag_at(egui::pos2(chart.left() + 100.0, y));
    harness.run();
    harness.hover_at(egui::pos2(chart.left() + 300.0, y));
    harness.run();
    harness.drop_at(egui::pos2(chart.left() + 300.0, y));
    harness.run();
    assert!(harness.state().chart.plot.span.is_some());
    harness.get_by_label(crate::ui::panels::chart::toolbar::SHOW_ALL_OF_THE_TIME).click();
    harness.run();
    assert!(harness.state().chart.plot.span.is_none());
    let within: Vec<bool> = harness
        .state()
        .asked
        .iter()
        .map(|asked| match asked {
            Action::Chart(ChartAction::Ask(ChartQuestion::Time(within))) => within.is_some(),
            asked => panic!("{asked:?}"),
        })
        .collect();
    assert_eq!(within, [true, false], "the stretch of time is asked for, and all of it again");
}

#[test]
fn a_what_if_is_chosen_stands_against_the_count_and_is_left() {
    let mut harness = sized(RECORD, 1_200.0, 900.0);
    harness.get_by_label(crate::ui::panels::chart::toolbar::WHAT_IF).click();
    harness.run();
    harness.get_by_label(crate::ui::panels::chart::what_if::ONLY_BY_HOSTILE_ACTION).click();
    harness.run();
    let sentence = "What-if: only by hostile action; 0 killed instead of 19. Nothing is changed.";
    harness.get_by_label(sentence);
    harness.get_by_label(crate::ui::panels::chart::what_if::ONLY_BY_HOSTILE_ACTION).click();
    harness.run();
    assert!(harness.query_by_label(sentence).is_none());
    harness.get_by_label("Of the dead").click();
    harness.run();
    harness.get_by_label(
        "What-if: without the article “Of the dead”; 0 killed instead of 19. Nothing is changed.",
    );
    let open = harness.state().open();
    assert!(open.history.undo(open.coder).is_some_and(|step| step.label == "killed"), "no fact is changed");
    harness.state_mut().state.preferences.chart_table = true;
    harness.run();
    harness.get_by_label(
        "November 2019, Barkhane, low –, best –, high –, 0 incidents, without what-if 13, difference −13",
    );
    harness.get_all_by_label("Leave what-if").next().unwrap().click();
    harness.run();
    assert!(harness.state().open().what_if.is_nothing());
    harness.get_by_label("November 2019, Barkhane, low 13, best 13, high 13, 1 incident");
}

#[test]
fn filters_are_chosen_shown_and_taken_back() {
    let mut harness = sized(RECORD, 1_200.0, 900.0);
    harness.get_by_label(crate::ui::panels::chart::toolbar::FILTERS).click();
    harness.run();
    harness.get_by_label(crate::ui::panels::chart::facets::SEARCH_THE_CHOICES).type_text("chammal");
    harness.run();
    harness.get_all_by_label("Chammal").last().unwrap().click();
    harness.run();
    let names = |harness: &Harness<'_, App>| {
        let open = harness.state().open();
        let bars = open.timeline().bars.keys();
        let mut names: Vec<_> = bars.map(|bar| bar.group.name(&open.project)).collect();
        names.dedup();
        names
    };
    assert_eq!(names(&harness), ["Chammal"]);
    harness.get_all_by_label(crate::ui::panels::chart::filters::RESET_FILTERS).last().unwrap().click();
    harness.run();
    assert_eq!(names(&harness).len(), 2);
    harness.get_by_label(crate::ui::panels::chart::facets::CLOSE).click();
    harness.run();
    let app = harness.state_mut();
    let only = ChartQuestion::Toggle(FilterValue::Hostile(Hostile::Unknown));
    update(&mut app.state, Action::Chart(ChartAction::Ask(only)), &mut stamp(98));
    harness.run();
    harness.get_by_label("Remove the filter Hostile unknown").click();
    harness.run();
    assert_eq!(harness.state().query().hostile, None);
}

#[test]
fn more_is_offered_only_where_there_is_more() {
    let harness = story("article one.txt\nkilled a 4 op=Serval");
    harness.get_by_label(crate::ui::panels::chart::empty::NOTHING_TO_DRAW_YET);
    assert!(
        harness.query_by_label(crate::ui::panels::chart::empty::REMOVE_ALL_FILTERS).is_none(),
        "its date is missing"
    );
    let mut harness = story("article one.txt\nwounded a 4 date=2013-02-19 op=Serval");
    harness.get_by_label("Show wounded").click();
    harness.run();
    harness.get_by_label(CHART);
    let app = harness.state_mut();
    let only = ChartQuestion::Toggle(FilterValue::Hostile(Hostile::No));
    update(&mut app.state, Action::Chart(ChartAction::Ask(only)), &mut stamp(98));
    harness.run();
    harness.get_by_label("4 wounded are hidden by the filter of hostile.");
    harness.get_by_label(crate::ui::panels::chart::empty::SHOW_HOSTILE_OR_NOT).click();
    harness.run();
    harness.get_by_label(CHART);
}

#[test]
fn an_empty_project_says_what_to_do() {
    let harness = story("");
    harness.get_by_label(crate::ui::panels::chart::empty::NO_CASUALTIES_ANNOTATED_YET);
    harness.get_by_label(crate::ui::panels::chart::empty::HOW_TO_BEGIN);
}

#[test]
fn people_are_grouped_by_side_and_the_choice_is_remembered() {
    let mut harness = story(RECORD);
    harness.get_by_label(GROUP_BY).click();
    harness.run();
    harness.get_by_label("By side").click();
    harness.run();
    assert_eq!(harness.state().query().grouping, Grouping::Side);
    assert_eq!(harness.state().state.preferences.chart_grouping, Grouping::Side);
    harness.get_all_by_label("French forces").last().unwrap().click();
    harness.run();
    harness.get_by_label(crate::ui::panels::chart::empty::EVERYTHING_IS_HIDDEN);
    harness.get_by_label("19 killed are hidden in the legend.");
}

#[test]
fn people_without_an_operation_are_offered_by_side() {
    let mut harness = story("article one.txt\nkilled a 4 date=2013-02-19");
    harness.get_by_label("4 killed are not drawn: no single operation is set.");
    harness.get_by_label(crate::ui::panels::chart::empty::GROUP_BY_SIDE).click();
    harness.run();
    harness.get_by_label(CHART);
}
