//! Stories: the chart as it is used, driven through its accessibility tree.

use eframe::egui::{self, Key, accesskit};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::Timestamp;
use uuid::Uuid;

use super::model::Model;
use super::table::Line;
use super::*;
use crate::analysis::Answers;
use crate::analysis::chart::{Chart, Mode, View};
use crate::analysis::counted::Counted;
use crate::analysis::timeline::{self, Grain, Query};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Change, Claim, DateRange, Draft, EntryId, Figures, History,
    Incident, IncidentId, Kind, Mark, Origin, Outcome, Project, ProjectId, Stamp, start,
};
use crate::state::effect::{Done, Effect, Opened};
use crate::state::update;

/// A model with nothing in it.
pub(super) fn empty_model() -> Model {
    let (query, counted) = (Query::starting(None), Counted::default());
    Model::of(Chart::of(&Project::default(), &Answers::default(), &query, View::default(), &counted, None))
}

/// The stamp of a moment that never changes.
pub(in crate::ui) fn stamp(entropy: u64) -> Stamp {
    Stamp::new(Timestamp::from_millisecond(1_700_000_000_000).unwrap(), EntryId(Uuid::nil()), entropy)
}

/// A project of which every line is a claim of its own: `quote | operation | date | count | outcome`.
/// A date is a day or a month, a count a number or `at least` a number; blank is not known.
fn project(claims: &str) -> (Project, History) {
    let mut stamp = stamp(1);
    let (mut project, beginning) = start::begin(ProjectId(Uuid::from_u128(9)), "made up", "Anna", &mut stamp);
    let article = ArticleId::of(project.id(), "one.txt");
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.set(
        article,
        Article {
            path: "one.txt".to_owned(),
            sha256: String::new(),
            title: "Of the dead".to_owned(),
            published: None,
            published_basis: None,
            published_as_written: String::new(),
            source: String::new(),
            voice: String::new(),
            memo: String::new(),
        },
    );
    let mut operations: std::collections::HashMap<String, crate::model::OperationId> = Default::default();
    for line in claims.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let name = line.split('|').nth(1).unwrap().trim();
        let id = before.operation_named(name);
        operations.entry(name.to_owned()).or_insert_with(|| {
            id.unwrap_or_else(|| {
                let id = draft.stamp.mint();
                draft.set(id, operation_of(name, operations_made(name)));
                id
            })
        });
    }
    for line in claims.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [quote, operation, date, count, outcome] = cells[..] else { panic!("{line}") };
        let outcome: Outcome = outcome.parse().unwrap();
        let mark = Mark::of(Kind::Incident, Some(outcome));
        let (annotation, incident): (AnnotationId, IncidentId) = (draft.stamp.mint(), draft.stamp.mint());
        let (coder, at) = (draft.stamp.coder, draft.stamp.at);
        let code = before.code_for(mark).unwrap();
        let row = Annotation {
            article,
            code,
            start: 0,
            end: quote.len(),
            quote: quote.to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            memo: String::new(),
            coder,
            created: at,
            modified: at,
            origin: Origin::Hand,
        };
        let mut claim = Claim::blank(Kind::Incident, Some(outcome));
        claim.side = before.own_side();
        claim.operations = operations.get(operation).copied().into_iter().collect();
        claim.date = match date.len() {
            7 => Some(DateRange::month(format!("{date}-01").parse().unwrap())),
            10 => Some(DateRange::day(date.parse().unwrap())),
            _ => None,
        };
        claim.count = match (count.strip_prefix("at least "), count.parse()) {
            (Some(low), _) => Figures::at_least(low.parse().unwrap()),
            (None, Ok(n)) => Figures::exactly(n),
            _ => Figures::BLANK,
        };
        claim.incident = Some(incident);
        draft.set(incident, Incident::blank());
        draft.set(annotation, row);
        draft.set(annotation, claim);
    }
    let edits = draft.finish("Mark").into_iter().inspect(|edit| {
        project.apply(edit).unwrap();
        assert!(edit.changes.iter().all(Change::adds));
    });
    let history = History::replay([(&beginning).into()].into_iter().chain(edits.map(|edit| (&edit).into())));
    (project, history)
}

/// The number at the end of a made-up operation's name.
fn operations_made(name: &str) -> usize {
    name.split(' ').next_back().and_then(|word| word.parse().ok()).unwrap_or(0)
}

fn operation_of(name: &str, n: usize) -> crate::model::Operation {
    crate::model::Operation {
        name: name.to_owned(),
        aliases: Vec::new(),
        begins: Some(jiff::civil::date(1_960 + n as i16, 1, 1)),
        ends: Some(jiff::civil::date(1_970 + n as i16, 1, 1)),
        area: Vec::new(),
        follows: None,
        colour: crate::model::Colour::nth(n),
    }
}

/// A state in which such a project is open.
pub(in crate::ui) fn opened(claims: &str) -> AppState {
    let mut state = AppState::default();
    let mut stamp = stamp(2);
    let effects = update(&mut state, Action::Open("/made/up".into()), &mut stamp);
    let [Effect::Open(job, _)] = effects[..] else { panic!("{effects:?}") };
    let opened = Opened {
        folder: "/made/up".into(),
        file: "/made/up/up.tollbook".into(),
        stored: Some(project(claims)),
        coder: "Anna".to_owned(),
        read_only: None,
        warnings: Vec::new(),
    };
    update(&mut state, Done::Opened(job, Box::new(opened)), &mut stamp);
    assert!(state.workspace.is_some());
    state
}

const RECORD: &str = "
    thirteen soldiers were killed    | Barkhane | 2019-11-25 | 13         | killed
    three more died                  | Barkhane | 2020-12-28 | 3          | killed
    a sergeant was killed            | Chammal  | 2023-08-28 | 1          | killed
    two died in accidents            | Chammal  | 2023-08    | 2          | killed
    members of his unit were injured | Chammal  | 2023-08-28 | at least 2 | wounded
    some fell that year              | Serval   |            | 4          | killed
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
        let timeline::Bar { operation, period, .. } = self.open().selection.bar?;
        Some(format!("{} {period}", self.open().project.operation_name(Some(operation))))
    }
}

const CHART: &str = "Chart of casualties per operation over time";

/// Puts the keys on the chart.
fn focus(harness: &mut Harness<'_, App>) {
    harness.get_by_label(CHART).focus();
    harness.run();
    harness.run();
}

#[test]
fn another_outcome_and_another_grain_ask_another_question() {
    let mut harness = story(RECORD);
    harness.get_by_label("Wounded").click();
    harness.run();
    assert_eq!(harness.state().query().outcomes.iter().copied().collect::<Vec<_>>(), [Outcome::Wounded]);
    harness.get_by_label("Quarter").click();
    harness.run();
    assert_eq!(harness.state().query().grain, Grain::Quarter);
    assert!(harness.state().asked.iter().all(|action| matches!(action, Action::SetQuery(_))));
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
    harness.get_by_label("Side").click();
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
    harness.get_by_label("All sides").click();
    harness.run();
    assert_eq!(harness.state().query().sides, None);
}

#[test]
fn the_legend_hides_an_operation_and_shows_it_again() {
    let mut harness = story(RECORD);
    harness.get_by_label("Barkhane").click();
    harness.run();
    let barkhane = harness.state().open().project.operation_named("Barkhane").unwrap();
    assert!(harness.state().query().hidden.contains(&barkhane));
    assert!(harness.state().open().timeline().bars.keys().all(|bar| bar.operation != barkhane));
    harness.get_by_label("Barkhane").click();
    harness.run();
    assert!(harness.state().query().hidden.is_empty());
    harness.get_by_label("Chammal").click();
    harness.run();
    harness.get_by_label("Barkhane").click();
    harness.run();
    assert!(harness.query_by_label("Every operation is hidden").is_some());
    harness.get_by_label("Show all operations").click();
    harness.run();
    assert!(harness.state().query().hidden.is_empty());
}

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
    let Some(Action::ShowAnnotation(id)) = last else { panic!("{last:?}") };
    let open = harness.state().open();
    assert_eq!(open.project.annotations.get(id).unwrap().quote, "a sergeant was killed");
    assert_eq!(open.selection.annotation, Some(id));
    // And a click where nothing is leaves the bar.
    click(&mut harness, egui::pos2(chart.center().x, chart.top() + 30.0));
    assert_eq!(harness.state().bar(), None);
}

/// Where the last bar is, half a period of air before the right edge: November 2019 to August 2023.
fn last_bar(chart: egui::Rect) -> egui::Pos2 {
    let right = chart.right() - 8.0;
    let slot = (right - chart.left() - 40.0) / 47.0;
    egui::pos2(right - slot, chart.bottom() - 48.0 - strip::HEIGHT)
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
    assert!(matches!(harness.state().asked.last(), Some(Action::ShowIncident(Some(_)))));
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
    assert!(matches!(asked[..], [Action::ShowIncident(Some(_)), Action::ShowAnnotation(_)]), "{asked:?}");
}

#[test]
fn the_table_equals_the_timeline() {
    let mut harness = story(RECORD);
    harness.get_by_label("Table").click();
    harness.run();
    let open = harness.state().open();
    let model = Model::of(open.chart(View::default()));
    let lines: Vec<Line<'_>> =
        (0..model.segments.len()).map(|n| Line::of(&model, n, open).unwrap()).collect();
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
    let edit = crate::state::ClaimEdit::Date(Some(date), None);
    update(&mut app.state, Action::EditClaim(id, edit), &mut stamp(99));
    harness.run();
    assert_eq!(bars(&harness), 4);
    harness.get_by_label("Serval");
}

#[test]
fn an_empty_project_says_what_to_do() {
    let harness = story("");
    harness.get_by_label("No casualties marked yet");
    harness.get_by_label("Mark killed in an article: select the words, press K.");
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
    harness.get_by_label("Show all of the time").click();
    harness.run();
    assert!(harness.state().chart.plot.span.is_none());
    let within: Vec<bool> = harness
        .state()
        .asked
        .iter()
        .map(|asked| match asked {
            Action::SetQuery(query) => query.within.is_some(),
            asked => panic!("{asked:?}"),
        })
        .collect();
    assert_eq!(within, [true, false], "the stretch of time is asked for, and all of it again");
}

#[test]
fn the_bar_of_an_incident_that_is_selected_elsewhere_is_brought_into_view() {
    let mut harness = story(RECORD);
    let app = harness.state_mut();
    app.chart.plot.show(span::Span { from: 2_020.5, to: 2_022.0 }, span::Span { from: 2_000.0, to: 2_030.0 });
    let model = &app.chart.made.as_ref().unwrap().1;
    let first = model.bar(0).unwrap();
    let incident = app.open().timeline().bars[&first].incidents[0];
    update(&mut app.state, Action::ShowIncident(Some(incident)), &mut stamp(99));
    harness.run();
    let span = harness.state().chart.plot.span.unwrap();
    assert!((span.from - (2_019.0 + 10.0 / 12.0)).abs() < 1e-6, "{span:?}");
    assert!((span.years() - 1.5).abs() < 1e-6, "as long as before");
}

#[test]
fn several_outcomes_are_never_stacked_on_each_other() {
    let mut harness = story(RECORD);
    let app = harness.state_mut();
    let outcomes = [Outcome::Killed, Outcome::Wounded].into();
    let query = Query { outcomes, ..app.query().clone() };
    update(&mut app.state, Action::SetQuery(query), &mut stamp(99));
    harness.run();
    assert!(harness.query_by_label(CHART).is_none());
    harness.get_by_label("One outcome at a time");
    harness.get_by_label("Wounded").click();
    harness.run();
    harness.get_by_label(CHART);
}

#[test]
fn it_can_be_used_in_a_narrow_window() {
    let mut harness = sized(RECORD, 400.0, 420.0);
    harness.get_by_label("Outcome").click();
    harness.run();
    harness.get_by_label("Wounded").click();
    harness.run();
    assert!(harness.state().query().outcomes.contains(&Outcome::Wounded));
    let chart = harness.get_by_label(CHART).rect();
    assert!(chart.width() > 370.0 && chart.height() > 120.0, "{chart:?}");
}

/// Has the chart drawn otherwise.
fn draw_as(harness: &mut Harness<'_, App>, view: View) {
    harness.state_mut().state.preferences.chart = view;
    harness.run();
    harness.run();
}

fn every_view() -> impl Iterator<Item = View> {
    let modes = Mode::ALL.iter().copied();
    modes.flat_map(|mode| [false, true].map(|on| View { mode, spread: on, totals: on, lives: on }))
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

#[test]
fn a_trial_is_chosen_stands_against_the_count_and_is_left() {
    let mut harness = sized(RECORD, 1_200.0, 900.0);
    harness.get_by_label("Trial recount…").click();
    harness.run();
    harness.get_by_label("Only by hostile action").click();
    harness.run();
    let sentence = "Trial: only by hostile action; 0 killed instead of 19. Nothing is changed.";
    harness.get_by_label(sentence);
    harness.get_by_label("Only by hostile action").click();
    harness.run();
    assert!(harness.query_by_label(sentence).is_none());
    harness.get_by_label("Of the dead").click();
    harness.run();
    harness.get_by_label(
        "Trial: without the article “Of the dead”; 0 killed instead of 19. Nothing is changed.",
    );
    let open = harness.state().open();
    assert!(open.history.undo().is_some_and(|step| step.label == "Mark"), "no fact is changed");
    harness.state_mut().state.preferences.chart_table = true;
    harness.run();
    harness.get_by_label(
        "November 2019, Barkhane, low –, best –, high –, 0 incidents, without trial 13, difference −13",
    );
    harness.get_all_by_label("Leave trial").next().unwrap().click();
    harness.run();
    assert!(harness.state().open().trial.is_nothing());
    harness.get_by_label("November 2019, Barkhane, low 13, best 13, high 13, 1 incident");
}

#[test]
fn filters_are_chosen_shown_and_taken_back() {
    let mut harness = sized(RECORD, 1_200.0, 900.0);
    harness.get_by_label("Filters…").click();
    harness.run();
    harness.get_by_label("Search the choices").type_text("chammal");
    harness.run();
    harness.get_all_by_label("Chammal").last().unwrap().click();
    harness.run();
    let names = |harness: &Harness<'_, App>| {
        let open = harness.state().open();
        let bars = open.timeline().bars.keys();
        let mut names: Vec<_> =
            bars.map(|bar| open.project.operation_name(Some(bar.operation)).to_owned()).collect();
        names.dedup();
        names
    };
    assert_eq!(names(&harness), ["Chammal"]);
    harness.get_all_by_label("Reset filters").last().unwrap().click();
    harness.run();
    assert_eq!(names(&harness).len(), 2);
    harness.get_by_label("Close").click();
    harness.run();
    let app = harness.state_mut();
    let query = Query { hostile: Some([crate::model::Hostile::Unknown].into()), ..app.query().clone() };
    update(&mut app.state, Action::SetQuery(query), &mut stamp(98));
    harness.run();
    harness.get_by_label("Take back Hostile not known").click();
    harness.run();
    assert_eq!(harness.state().query().hostile, None);
}

#[test]
fn more_is_offered_only_where_there_is_more() {
    let harness = story("some fell | Serval | | 4 | killed");
    harness.get_by_label("Nothing to draw yet");
    assert!(harness.query_by_label("Ask for all sides and causes").is_none(), "its date is missing");
    let mut harness = story("some were hurt | Serval | 2013-02-19 | 4 | wounded");
    harness.get_by_label("Show wounded").click();
    harness.run();
    harness.get_by_label(CHART);
    let app = harness.state_mut();
    let query = Query { hostile: Some([crate::model::Hostile::No].into()), ..app.query().clone() };
    update(&mut app.state, Action::SetQuery(query), &mut stamp(98));
    harness.run();
    harness.get_by_label("Ask for all sides and causes").click();
    harness.run();
    harness.get_by_label(CHART);
}

/// Claims of so many operations over so many years, a bar in each.
fn many(operations: usize, years: i32, count: u64) -> String {
    let mut claims = String::new();
    for n in 0..operations * 3 {
        let year = 1_960 + (n as i32 * 7) % years.max(1);
        let month = n % 12 + 1;
        let operation = format!("Operation {}", n % operations);
        claims += &format!("some died {n} | {operation} | {year}-{month:02}-03 | {count} | killed\n");
    }
    claims
}

/// The largest and the smallest that a chart has to show, in every way of drawing it.
#[test]
fn nothing_is_written_outside_or_over_something_else_at_any_size() {
    for (operations, years, count) in [(1, 1, 1), (3, 60, 100_000), (25, 60, 7)] {
        for (width, height) in [(400.0, 420.0), (1_200.0, 360.0), (3_840.0, 1_600.0)] {
            let mut harness = sized(&many(operations, years, count), width, height);
            for view in every_view() {
                draw_as(&mut harness, view);
                let chart = harness.get_by_label(CHART).rect();
                let what = format!("{operations} operations, {years} years, {width}×{height}, {view:?}");
                assert!(chart.width() > 200.0 && chart.right() <= width, "{what}: {chart:?}");
                let texts: Vec<(egui::Rect, String)> = written(&harness);
                let inside: Vec<_> = texts.iter().filter(|(at, _)| chart.contains_rect(*at)).collect();
                for (n, (at, text)) in inside.iter().enumerate() {
                    let over =
                        inside[..n].iter().find(|(other, _)| other.shrink(1.5).intersects(at.shrink(1.5)));
                    assert!(over.is_none(), "{what}: “{text}” over {over:?}");
                }
                assert!(inside.len() > 2, "{what}: {inside:?}");
            }
        }
    }
}

/// Every text that is painted, and where.
fn written(harness: &Harness<'_, App>) -> Vec<(egui::Rect, String)> {
    fn collect(shape: &egui::Shape, clip: egui::Rect, all: &mut Vec<(egui::Rect, String)>) {
        match shape {
            egui::Shape::Text(text) => {
                let rect = text.galley.rect.translate(text.pos.to_vec2());
                if clip.intersects(rect) && !text.galley.text().trim().is_empty() {
                    all.push((rect, text.galley.text().to_owned()));
                }
            }
            egui::Shape::Vec(shapes) => shapes.iter().for_each(|shape| collect(shape, clip, all)),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut all);
    }
    all
}

#[test]
fn a_tooltip_stays_inside_the_chart_and_off_the_lists() {
    let mut harness = story(RECORD);
    let chart = harness.get_by_label(CHART).rect();
    harness.hover_at(last_bar(chart));
    harness.run();
    harness.run();
    let words = harness.get_by_label("low 3, best 3, high 3").rect();
    assert!(words.left() >= chart.left() && words.right() <= chart.right(), "{words:?} in {chart:?}");
}

#[test]
fn what_has_been_read_stands_below_the_bars() {
    let mut harness = sized(RECORD, 1_200.0, 420.0);
    let line = |harness: &Harness<'_, App>| {
        written(harness).into_iter().map(|(_, text)| text).find(|text| text.contains("article")).unwrap()
    };
    assert!(line(&harness).ends_with("without a month 0 of 1 article read"), "{}", line(&harness));
    let article = harness.state().open().article_ids().into_iter().next().unwrap();
    let read = Action::SetReadState(article, crate::model::ReadState::Read);
    update(&mut harness.state_mut().state, read, &mut stamp(97));
    harness.run();
    assert!(line(&harness).ends_with("without a month 1 of 1 article read"), "{}", line(&harness));
}
