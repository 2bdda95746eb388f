use eframe::egui::{self, Ui};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tollbook_state::{IncidentAction, ListAction, ProjectAction};

use super::*;
use crate::ui::test_support::Story;
use crate::ui::theme;
use tollbook_core::model::{ClaimField, ClaimType, Figures, Hostile, Outcome, SideKind};
use tollbook_state::{ClaimEdit, EntryEdit};

/// Thirteen killed, who are the project's own, and a total of 38 in the Sahel.
fn marked() -> Story {
    let mut story = Story::new();
    let killed = story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
    let total = story.annotate("helicopters.txt", "38", ClaimType::Total);
    let own = story.open().project.recorded_side();
    let sahel = story.open().project.entry(List::Area, "Sahel").unwrap();
    story.edit(
        killed,
        [ClaimEdit::Side(own), ClaimEdit::Cause(entry(&story, List::Cause, "helicopter crash"))],
    );
    let definition = entry(&story, List::Definition, "in combat");
    story.edit(
        total,
        [ClaimEdit::Side(own), ClaimEdit::Scope(Vec::new(), vec![sahel]), ClaimEdit::Definition(definition)],
    );
    story
}

fn entry(story: &Story, list: List, name: &str) -> Option<EntryId> {
    story.open().project.entry(list, name)
}

fn notice(story: &Story) -> &str {
    story.state.notices.last().map_or("", |notice| notice.text.as_str())
}

fn undo_label(story: &Story) -> &str {
    story.open().undo_step().map_or("", |step| step.label.as_str())
}

#[test]
fn merging_moves_every_reference_and_is_one_undo() {
    let mut story = marked();
    let own = story.open().project.recorded_side().unwrap();
    story.tell(Action::List(ListAction::Add(List::Side, "French army".to_owned())));
    let army = entry(&story, List::Side, "french army").unwrap();
    let incident = story.open().answers.incidents().next().unwrap().root;
    let estimate = |side| {
        Action::Incident(IncidentAction::SetEstimate {
            incident,
            side,
            outcome: Outcome::Killed,
            figures: Figures::exactly(13),
            reason: "counted".to_owned(),
        })
    };
    story.tell(estimate(Some(own)));
    let before = story.open().project.clone();
    story.tell(Action::List(ListAction::Merge(own, army)));
    assert_eq!(undo_label(&story), "Merge French forces into French army");
    let project = &story.open().project;
    assert!(!project.entries.contains(own));
    assert_eq!(project.recorded_side(), Some(army), "it is recorded as the other was");
    assert!(project.claims.iter().all(|(_, claim)| claim.side == Some(army)));
    assert!(project.estimates.iter().all(|(_, estimate)| estimate.side == Some(army)));
    assert_eq!(story.open().timeline().bars.len(), 1, "the chart asks of the side that is there");
    story.tell(Action::Project(ProjectAction::Undo));
    let project = &story.open().project;
    assert_eq!(
        (&project.claims, &project.entries, &project.estimates),
        (&before.claims, &before.entries, &before.estimates)
    );
    // Two estimates for the same people cannot become one unseen.
    story.tell(estimate(Some(army)));
    story.tell(Action::List(ListAction::Merge(own, army)));
    assert!(notice(&story).contains("clear one of them first"), "{}", notice(&story));
}

#[test]
fn an_area_is_named_by_totals_and_operations_and_takes_its_name_along() {
    let mut story = marked();
    let sahel = entry(&story, List::Area, "Sahel").unwrap();
    let barkhane = story.open().project.operation_named("Barkhane").unwrap();
    let area = |story: &Story| story.open().project.operations.get(barkhane).unwrap().area.clone();
    story.tell(Action::List(ListAction::Edit(sahel, EntryEdit::Name("Sahel strip".to_owned()))));
    assert_eq!(area(&story), ["Sahel strip"]);
    story.tell(Action::Project(ProjectAction::Undo));
    assert_eq!(area(&story), ["Sahel"]);
    story.tell(Action::List(ListAction::Remove(sahel)));
    assert_eq!(
        notice(&story),
        "“Sahel” is named by 1 total and 1 operation; merge it into another area, and they name that one."
    );
    let levant = entry(&story, List::Area, "Levant").unwrap();
    story.tell(Action::List(ListAction::Merge(sahel, levant)));
    assert_eq!(area(&story), ["Levant"]);
    assert!(story.open().project.claims.iter().any(|(_, claim)| claim.scope_areas == [levant]));
    for (name, why) in [
        ("Levant", "is in the list already"),
        ("mali", "is a country"),
        (" ", "needs a name"),
        ("a;b", "semicolon"),
    ] {
        story.tell(Action::List(ListAction::Add(List::Area, name.to_owned())));
        assert!(notice(&story).contains(why), "{name}: {}", notice(&story));
    }
}

#[test]
fn several_sides_may_be_recorded_and_the_definition_that_is_not_stated_stays() {
    let mut story = marked();
    let forces = story.open().project.recorded_side().unwrap();
    let not_stated = entry(&story, List::Definition, "not stated").unwrap();
    story.tell(Action::List(ListAction::Remove(not_stated)));
    assert!(notice(&story).contains("stays as it is"));
    let civilians = entry(&story, List::Side, "civilians").unwrap();
    story.tell(Action::List(ListAction::Edit(civilians, EntryEdit::Recorded(true))));
    let recorded: Vec<EntryId> = story.open().project.recorded_sides().collect();
    assert!(recorded.len() == 2 && recorded.contains(&forces) && recorded.contains(&civilians));
    assert_eq!(story.open().project.recorded_side(), None, "no side is the only one");
    story.tell(Action::List(ListAction::Edit(civilians, EntryEdit::Kind(Some(SideKind::Civilians)))));
    story.tell(Action::List(ListAction::Edit(civilians, EntryEdit::Country("Mali".to_owned()))));
    let side = story.open().project.entries.get(civilians).unwrap();
    assert_eq!((side.kind, side.country.as_str()), (Some(SideKind::Civilians), "Mali"));
}

struct TestWindow {
    story: Story,
    local: State,
}

fn bench(story: Story) -> Harness<'static, TestWindow> {
    let bench = TestWindow { story, local: State { open: true, ..State::default() } };
    let frame = |ui: &mut Ui, bench: &mut TestWindow| {
        let mut actions = Vec::new();
        show(ui.ctx(), &bench.story.state, &mut bench.local, &mut actions);
        actions.into_iter().for_each(|action| drop(bench.story.tell(action)));
    };
    let builder = Harness::builder().with_size([900.0, 640.0]).with_step_dt(1.0 / 60.0);
    let mut harness = builder.with_context_setup(theme::install).build_ui_state(frame, bench);
    harness.run();
    harness
}

fn press(harness: &mut Harness<'_, TestWindow>, key: egui::Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn an_area_is_made_of_countries_that_are_picked_by_keyboard() {
    let mut harness = bench(marked());
    harness.get_by_label(crate::ui::panels::lists::AREAS).click();
    harness.run();
    harness.get_by_label("Name of a new area").focus();
    harness.run();
    harness.get_by_label("Name of a new area").type_text("Gulf of Guinea");
    harness.run();
    press(&mut harness, egui::Key::Enter);
    harness.get_by_label(crate::ui::panels::lists::form::COUNTRIES).focus();
    harness.run();
    for country in ["Togo", "Beni"] {
        harness.event(egui::Event::Text(country.to_owned()));
        harness.run();
        press(&mut harness, egui::Key::Enter);
    }
    let story = &harness.state().story;
    let made = entry(story, List::Area, "Gulf of Guinea").unwrap();
    assert_eq!(story.open().project.entries.get(made).unwrap().detail, "Togo;Benin");
}

#[test]
fn a_definition_says_what_it_includes_and_an_entry_says_what_names_it() {
    let mut harness = bench(marked());
    harness.get_by_label(crate::ui::panels::lists::DEFINITIONS).click();
    harness.run();
    harness.get_by_label("in combat").click();
    harness.run();
    harness.get_by_label("Named by 1 total.");
    harness.get_by_label(crate::ui::panels::inspector::words::SOURCES_DISAGREE).click();
    harness.run();
    let story = &harness.state().story;
    let definition = entry(story, List::Definition, "in combat").unwrap();
    assert_eq!(story.open().project.entries.get(definition).unwrap().detail, Hostile::Yes.as_str());
    assert_eq!(undo_label(story), "Change what a definition includes");
    let claim = story.open().project.claims.iter().find(|(_, claim)| claim.definition == Some(definition));
    assert!(claim.unwrap().1.set_by_coder.contains(ClaimField::Definition));
    press(&mut harness, egui::Key::Escape);
    assert!(!harness.state().local.open, "Escape puts the window away");
}
