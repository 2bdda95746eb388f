//! From a bar to its incidents and words, and back, by mouse and keyboard; the same in the table.

use eframe::egui::{self, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{App, CHART, RECORD, click, draw_as, every_view, focus, last_bar, sized, stamp, story};
use crate::ui::panels::chart::model::Model;
use crate::ui::panels::chart::table::Line;
use crate::ui::panels::chart::{MANY_BARS, span, strip};
use tollbook_core::analysis::chart::{Mode, Segment, View};
use tollbook_core::analysis::timeline::Grain;
use tollbook_core::model::{DateRange, Figures};
use tollbook_state::action::ChartQuestion;
use tollbook_state::{Action, ClaimEdit, update};
use tollbook_state::{AnnotationAction, ChartAction, ClaimAction, IncidentAction};

#[test]
fn a_clicked_bar_lists_its_incidents_and_a_clicked_claim_asks_for_its_passage() {
    let mut harness = story(RECORD);
    let chart = harness.get_by_label(CHART).rect();
    click(&mut harness, last_bar(chart));
    assert_eq!(harness.state().bar().as_deref(), Some("Chammal 2023-08"));
    harness.get_by_label("Chammal, August 2023");
    harness.get_by_label("a sergeant was killed").click();
    harness.run();
    let last = harness.state().asked.last().cloned();
    let Some(Action::Annotation(AnnotationAction::Show(id))) = last else { panic!("{last:?}") };
    let open = harness.state().open();
    assert_eq!(open.project.annotations.get(id).unwrap().quote, "a sergeant was killed");
    assert_eq!(open.selection.annotation, Some(id));
    // And a click where nothing is leaves the bar.
    click(&mut harness, egui::pos2(chart.center().x, chart.top() + 30.0));
    assert_eq!(harness.state().bar(), None);
}

#[test]
fn after_a_click_on_a_bar_the_arrow_keys_are_the_charts() {
    let mut harness = story(RECORD);
    let chart = harness.get_by_label(CHART).rect();
    click(&mut harness, last_bar(chart));
    harness.key_press(Key::ArrowLeft);
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().bar().as_deref(), Some("Barkhane 2020-12"));
}

#[test]
fn a_clicked_incident_is_shown() {
    let mut harness = story(RECORD);
    focus(&mut harness);
    harness.key_press(Key::Home);
    harness.key_press(Key::Enter);
    harness.run();
    harness.get_by_label("2019-11-25: 13 killed").click();
    harness.run();
    assert!(matches!(harness.state().asked.last(), Some(Action::Incident(IncidentAction::Show(Some(_))))));
}

#[test]
fn the_bars_are_gone_through_with_the_keys() {
    let mut harness = story(RECORD);
    focus(&mut harness);
    assert!(harness.get_by_label(CHART).value().unwrap().starts_with("3 bars"));
    harness.key_press(Key::Home);
    harness.run();
    assert_eq!(harness.get_by_label(CHART).value().unwrap(), "Barkhane, November 2019, 13, 1 incident");
    harness.key_press(Key::ArrowRight);
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(harness.get_by_label(CHART).value().unwrap(), "Chammal, August 2023, 3, 2 incidents");
    assert_eq!(harness.state().bar(), None, "going by selects nothing");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().bar().as_deref(), Some("Chammal 2023-08"));
}

#[test]
fn what_is_not_drawn_is_listed_with_the_reason_and_leads_to_its_passage() {
    let mut harness = story(RECORD);
    harness.get_by_label("Not drawn (1)").click();
    harness.run();
    harness.get_by_label("No date or place: 4 killed, no date").click();
    harness.run();
    let asked: Vec<_> = harness.state().asked.iter().collect();
    assert!(
        matches!(
            asked[..],
            [Action::Incident(IncidentAction::Show(Some(_))), Action::Annotation(AnnotationAction::Show(_))]
        ),
        "{asked:?}"
    );
}

#[test]
fn the_table_equals_the_timeline() {
    let mut harness = story(RECORD);
    harness.get_by_label(crate::ui::panels::chart::toolbar::TABLE).click();
    harness.run();
    let open = harness.state().open();
    let model = Model::from_chart(open.chart(View::default()));
    let lines: Vec<Line<'_>> =
        (0..model.segments.len()).map(|n| Line::row(&model, n, open).unwrap()).collect();
    let spoken: Vec<String> = lines.iter().map(Line::spoken).collect();
    let expected = [
        "November 2019, Barkhane, low 13, best 13, high 13, 1 incident",
        "December 2020, Barkhane, low 3, best 3, high 3, 1 incident",
        "August 2023, Chammal, low 3, best 3, high 3, 2 incidents",
    ];
    assert_eq!(spoken, expected);
    assert_eq!(lines.len(), open.timeline().bars.len());
    for line in expected {
        harness.get_by_label(line);
    }
    harness.get_by_label(expected[1]).click();
    harness.run();
    assert_eq!(harness.state().bar().as_deref(), Some("Barkhane 2020-12"));
}

#[test]
fn the_table_is_sorted_by_its_headings_and_filtered_by_words() {
    let mut harness = story(RECORD);
    harness.get_by_label(crate::ui::panels::chart::toolbar::TABLE).click();
    harness.run();
    let rows = |harness: &Harness<'_, App>| -> Vec<String> {
        let spoken = harness.query_all_by_role(egui::accesskit::Role::Row);
        spoken.filter_map(|row| row.accesskit_node().label()).collect()
    };
    let first_words = |rows: &[String]| -> Vec<String> {
        rows.iter().filter_map(|row| row.split(',').next().map(str::to_owned)).collect()
    };
    let by_period = ["November 2019", "December 2020", "August 2023"];
    assert_eq!(first_words(&rows(&harness)), by_period);
    harness.get_by_label("Sort by best").click();
    harness.run();
    assert_eq!(first_words(&rows(&harness)), ["December 2020", "August 2023", "November 2019"]);
    harness.get_by_label("Sort by best").click();
    harness.run();
    assert_eq!(first_words(&rows(&harness))[0], "November 2019", "backwards");
    harness.get_by_label(crate::ui::panels::chart::table::FILTER).focus();
    harness.run();
    harness.get_by_label(crate::ui::panels::chart::table::FILTER).type_text("chammal");
    harness.run();
    assert_eq!(first_words(&rows(&harness)), ["August 2023"]);
}

#[test]
fn at_least_is_said_where_there_is_no_best_figure() {
    let mut harness = story(RECORD);
    harness.get_by_label("Wounded").click();
    harness.run();
    focus(&mut harness);
    harness.key_press(Key::End);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.get_by_label(CHART).value().unwrap(), "Chammal, August 2023, at least 2, 1 incident");
    harness.get_by_label_contains("at least 2 wounded, 1 incident");
}

#[test]
fn the_chart_changes_with_the_next_edit() {
    let mut harness = story(RECORD);
    let bars = |harness: &Harness<'_, App>| harness.state().chart.made.as_ref().unwrap().1.segments.len();
    assert_eq!(bars(&harness), 3);
    let app = harness.state_mut();
    let (id, _) = app.open().project.claims.iter().find(|(_, claim)| claim.date.is_none()).unwrap();
    let date = DateRange::day("2013-02-19".parse().unwrap());
    let edit = ClaimEdit::Date(Some(date), None);
    update(&mut app.state, Action::Claim(ClaimAction::Edit(id, edit)), &mut stamp(99));
    harness.run();
    assert_eq!(bars(&harness), 4);
    harness.get_by_label("Serval");
}

#[test]
fn a_chart_of_many_bars_follows_many_edits_a_moment_later() {
    let mut harness = story(RECORD);
    let set_count = |harness: &mut Harness<'_, App>, n: u64| {
        let app = harness.state_mut();
        let (id, _) = app.open().project.claims.iter().next().unwrap();
        let edit = ClaimEdit::Count(Figures::exactly(n));
        update(&mut app.state, Action::Claim(ClaimAction::Edit(id, edit)), &mut stamp(90 + n));
        let segments = &mut app.chart.made.as_mut().unwrap().1.chart.segments;
        segments.resize(MANY_BARS + 1, Segment::default());
        harness.step();
    };
    let is_former = |harness: &Harness<'_, App>| {
        harness.state().chart.made.as_ref().unwrap().1.segments.len() > MANY_BARS
    };
    harness.run_steps(20);
    set_count(&mut harness, 20);
    assert!(is_former(&harness), "one frame makes it");
    harness.step();
    assert!(!is_former(&harness), "and the next lays it out");
    set_count(&mut harness, 21);
    assert!(is_former(&harness), "the next within a moment is not");
    harness.run_steps(20);
    assert!(!is_former(&harness), "and is shown after it");
    // What is asked is shown at once.
    set_count(&mut harness, 22);
    let ask = Action::Chart(ChartAction::Ask(ChartQuestion::Period(Grain::Year)));
    update(&mut harness.state_mut().state, ask, &mut stamp(120));
    harness.step();
    assert!(!is_former(&harness));
}

#[test]
fn the_bar_of_an_incident_that_is_selected_elsewhere_is_brought_into_view() {
    let mut harness = story(RECORD);
    let app = harness.state_mut();
    app.chart.plot.show(span::Span { from: 2_020.5, to: 2_022.0 }, span::Span { from: 2_000.0, to: 2_030.0 });
    let model = &app.chart.made.as_ref().unwrap().1;
    let first = model.bar(0).unwrap();
    let incident = app.open().timeline().bars[&first].incidents[0];
    update(&mut app.state, Action::Incident(IncidentAction::Show(Some(incident))), &mut stamp(99));
    harness.run();
    let span = harness.state().chart.plot.span.unwrap();
    assert!((span.from - (2_019.0 + 10.0 / 12.0)).abs() < 1e-6, "{span:?}");
    assert!((span.years() - 1.5).abs() < 1e-6, "as long as before");
}

#[test]
fn every_way_of_drawing_is_gone_through_with_the_keys() {
    let mut harness = story(RECORD);
    for view in every_view() {
        draw_as(&mut harness, view);
        focus(&mut harness);
        harness.key_press(Key::Home);
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().bar().as_deref(), Some("Barkhane 2019-11"), "{view:?}");
        harness.key_press(Key::ArrowRight);
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().bar().as_deref(), Some("Barkhane 2020-12"), "{view:?}");
        harness.state_mut().chart.plot.cursor = None;
    }
}

#[test]
fn an_operation_has_a_small_chart_of_its_own_and_a_click_in_it_selects_its_bar() {
    let mut harness = sized(RECORD, 1_200.0, 560.0);
    draw_as(&mut harness, View { mode: Mode::SmallMultiples, ..View::default() });
    let chart = harness.get_by_label(CHART).rect();
    let right = chart.right() - 8.0;
    let slot = (right - chart.left() - 40.0) / 47.0;
    // The second of two, so the lower one.
    click(&mut harness, egui::pos2(right - slot, chart.bottom() - 40.0 - strip::HEIGHT));
    assert_eq!(harness.state().bar().as_deref(), Some("Chammal 2023-08"));
}
