use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tollbook_state::{OperationAction, ProjectAction};

use eframe::egui::Ui;

use super::*;
use crate::ui::panels::chart::tests::{opened, stamp};
use tollbook_core::model::ColourSet;
use tollbook_state::OperationEdit;

struct App {
    state: AppState,
    local: State,
    asked: u64,
}

impl App {
    fn tell(&mut self, action: Action) {
        self.asked += 1;
        tollbook_state::update(&mut self.state, action, &mut stamp(self.asked));
    }
}

fn story() -> Harness<'static, App> {
    let claims = "article one.txt\nkilled k 1 date=2019-11-25 op=Barkhane";
    let local = State { open: true, ..State::default() };
    let app = App { state: opened(claims), local, asked: 10 };
    let frame = |ui: &mut Ui, app: &mut App| {
        let mut actions = Vec::new();
        show(ui.ctx(), &app.state, &mut app.local, &mut actions);
        for action in actions {
            app.tell(action);
        }
    };
    let builder = Harness::builder().with_size([800.0, 600.0]).with_step_dt(1.0 / 60.0);
    let mut harness = builder.with_context_setup(theme::install).build_ui_state(frame, app);
    harness.run();
    harness
}

fn named(harness: &Harness<'_, App>, name: &str) -> Option<Operation> {
    let open = harness.state().state.workspace.as_ref()?;
    open.project.operations.get(open.project.operation_named(name)?).cloned()
}

/// Writes into a field, in place of what is there, and leaves it.
fn write(harness: &mut Harness<'_, App>, field: &str, text: &str) {
    harness.get_by_label(field).focus();
    harness.run();
    harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::A);
    harness.run();
    harness.get_by_label(field).type_text(text);
    harness.run();
    harness.key_press(eframe::egui::Key::Enter);
    harness.run();
}

#[test]
fn an_operation_is_made_named_dated_and_coloured() {
    let mut harness = story();
    write(&mut harness, "Name of a new operation", "Takuba");
    assert!(named(&harness, "Takuba").is_some());
    write(&mut harness, "Other names", "Task Force Takuba, Takouba");
    write(&mut harness, "Begins", "2020-03-27");
    harness.get_by_label("Colour 4, #782bab").click();
    harness.run();
    let made = named(&harness, "takouba").unwrap();
    assert_eq!(made.name, "Takuba");
    assert_eq!(made.begins, Some(jiff::civil::date(2020, 3, 27)));
    assert_eq!(made.colour, ColourSet::LAYERS.nth(3));
}

#[test]
fn a_day_that_is_none_is_refused_where_it_was_typed() {
    let mut harness = story();
    harness.get_by_label("Serval").click();
    harness.run();
    write(&mut harness, "Ends", "the summer");
    assert!(harness.query_by_label_contains("the summer").is_some(), "why it is refused");
    assert_eq!(named(&harness, "Serval").unwrap().ends, Some(jiff::civil::date(2014, 8, 1)));
}

#[test]
fn an_operation_that_is_named_says_by_what_and_moves_it_to_another() {
    let mut harness = story();
    harness.get_by_label("Barkhane").click();
    harness.run();
    harness.get_by_label("1 incident. Named by 1 claim.");
    harness.get_by_label("Remove Barkhane").click();
    harness.run();
    assert!(named(&harness, "Barkhane").is_some());
    let why = "Barkhane is named by 1 claim; move them to another operation, and it can be removed.";
    assert!(harness.state().state.notices.iter().any(|notice| notice.text == why));
    harness.state_mut().local.into =
        harness.state().state.workspace.as_ref().and_then(|open| open.project.operation_named("Chammal"));
    harness.run();
    harness.get_by_label(crate::ui::panels::operations::form::MOVE).click();
    harness.run();
    assert!(named(&harness, "Barkhane").is_none());
    let open = harness.state().state.workspace.as_ref().unwrap();
    assert_eq!(open.history.undo(open.coder).unwrap().label, "Move Barkhane to Chammal");
    let moved = open.project.operation_named("Chammal");
    assert!(open.project.claims.iter().all(|(_, claim)| claim.operations.first().copied() == moved));
    // What happened in Mali does not fit an operation in Iraq and Syria, and leads to its words.
    harness.get_by_label("Chammal").click();
    harness.run();
    assert!(harness.query_by_label("Remove Chammal").is_some());
    harness.state_mut().tell(Action::Project(ProjectAction::Undo));
    assert!(named(&harness, "Barkhane").is_some(), "one undo");
    harness.run();
    harness.get_by_label("Serval").click();
    harness.run();
    harness.get_by_label("Remove Serval").click();
    harness.run();
    assert!(named(&harness, "Serval").is_some(), "Barkhane follows it");
}

#[test]
fn an_operation_can_neither_end_before_it_begins_nor_follow_itself() {
    let mut harness = story();
    let open = harness.state().state.workspace.as_ref().unwrap();
    let [serval, barkhane] = ["Serval", "Barkhane"].map(|name| open.project.operation_named(name).unwrap());
    let takes = |day: i8| Some(jiff::civil::date(2013, 1, day));
    for (id, edit, why) in [
        (
            serval,
            OperationEdit::Ends(takes(1)),
            "The operation would end before it begins; change the beginning first.",
        ),
        (
            serval,
            OperationEdit::Follows(Some(barkhane)),
            "Barkhane follows Serval itself, in the end; change that first.",
        ),
        (
            serval,
            OperationEdit::Follows(Some(serval)),
            "Serval follows Serval itself, in the end; change that first.",
        ),
        (
            serval,
            OperationEdit::Aliases(vec!["opération Barkhane".to_owned()]),
            "“opération Barkhane” already names the operation Barkhane; choose another name.",
        ),
    ] {
        harness.state_mut().tell(Action::Operation(OperationAction::Edit(id, edit)));
        assert_eq!(harness.state().state.notices.last().map(|notice| notice.text.as_str()), Some(why));
    }
}

#[test]
fn an_incident_outside_an_operations_life_is_pointed_out_and_leads_to_its_words() {
    let mut harness = story();
    harness.get_by_label("Barkhane").click();
    harness.run();
    assert!(harness.query_by_label_contains("outside it").is_none());
    write(&mut harness, "Begins", "2020-01-01");
    harness.get_by_label("1 incident outside it");
    harness.get_by_label(
        "2019-11-25 is before Barkhane began, on 2020-01-01; check the date and the operation.",
    );
    let open = harness.state().state.workspace.as_ref().unwrap();
    let title = open.answers.incidents().next().unwrap().title.clone();
    harness.get_by_label(&title).click_accesskit();
    harness.run();
    assert!(harness.state().state.workspace.as_ref().unwrap().selection.annotation.is_some());
}
