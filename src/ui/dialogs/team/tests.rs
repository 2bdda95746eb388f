//! The dialog by which a team project is begun or joined.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::ui::test_support::Story;
use tollbook_core::model::ClaimType;
use tollbook_state::effect::{Done, Effect};
use tollbook_state::save::TeamStatus;
use tollbook_state::team::TeamProject;

#[derive(Default)]
struct Dialog {
    local: State,
    wished: Vec<Effect>,
}

fn dialog(story: Story) -> Harness<'static, (Story, Dialog)> {
    let frame = |ui: &mut Ui, (story, dialog): &mut (Story, Dialog)| {
        let mut actions = Vec::new();
        show(ui.ctx(), &story.state, &mut dialog.local, &mut actions);
        for action in actions {
            dialog.wished.extend(story.tell(action));
        }
    };
    let builder = Harness::builder().with_size([900.0, 720.0]).with_step_dt(1.0 / 60.0);
    let builder = builder.with_context_setup(theme::install);
    let mut harness = builder.build_ui_state(frame, (story, Dialog::default()));
    harness.run();
    harness
}

/// The dialog with a connection that was tested.
fn tested(story: Story, change: impl FnOnce(&mut TestedConnection)) -> Harness<'static, (Story, Dialog)> {
    let mut story = story;
    story.tell(Action::Team(TeamAction::Ask));
    let mut harness = dialog(story);
    harness.state_mut().1.local.address = "postgresql://db.example/sahel".to_owned();
    harness.state_mut().1.local.user = "ben".to_owned();
    harness.run();
    harness.get_by_label(TEST).click();
    harness.run_steps(4);
    let wished = std::mem::take(&mut harness.state_mut().1.wished);
    let Some(Effect::TestTeam(job, typed)) = wished.into_iter().next() else { panic!("nothing is tested") };
    let mut found = TestedConnection {
        address: "postgresql://ben@db.example/sahel".to_owned(),
        database: "sahel".to_owned(),
        user: "ben".to_owned(),
        version: "15.8".to_owned(),
        is_encrypted: true,
        is_exposed: false,
        is_set_up: true,
        may_set_up: false,
        role: Some(TeamRole::Coder),
        projects: vec![TeamProject {
            id: ProjectId(uuid::Uuid::from_u128(3)),
            name: "Sahel".to_owned(),
            last: 1234,
            is_open: true,
        }],
        clock_ahead: 0,
    };
    change(&mut found);
    harness.state_mut().0.tell(Done::TeamTested(job, typed, Ok(Box::new(found))));
    harness.run();
    harness
}

fn is_disabled(harness: &Harness<'static, (Story, Dialog)>, label: &str) -> bool {
    harness.get_by_label(label).accesskit_node().is_disabled()
}

#[test]
fn a_test_says_the_version_the_rights_and_the_projects_and_a_coder_may_join_only() {
    let mut harness = tested(Story::new(), |_| {});
    harness.get_by_label("Connected to PostgreSQL 15.8, encrypted, and its certificate verified.");
    harness.get_by_label("ben has the role of coder here, and may record in their own name.");
    assert!(is_disabled(&harness, BEGIN));
    assert!(is_disabled(&harness, JOIN), "no folder is chosen");
    harness.state_mut().1.local.folder = "/home/ben/sahel".to_owned();
    harness.run();
    harness.get_by_label("Sahel: 1,234 edits");
    harness.get_by_label(JOIN).click();
    harness.run_steps(4);
    let wished = std::mem::take(&mut harness.state_mut().1.wished);
    let Some(Effect::JoinTeam(job, request)) = wished.into_iter().next() else { panic!("it is not joined") };
    assert_eq!((request.edits, request.folder.display().to_string().as_str()), (1234, "/home/ben/sahel"));
    // While that goes on, how far it is, and Cancel.
    harness.state_mut().0.tell(Done::Progress(job, 600, Some(1234)));
    harness.run_steps(4);
    harness.get_by_label("Joining the team 600 of 1,234 edits");
    harness.get_by_label(CANCEL).click();
    harness.run_steps(4);
    let cancelled = harness.state().1.wished.iter().any(|effect| matches!(effect, Effect::Cancel(_)));
    assert!(cancelled);
    harness.state_mut().0.tell(Done::TeamJoined(job, Err("Stopped; nothing was written.".to_owned())));
    harness.run();
    harness.get_by_label("Stopped; nothing was written.");
    assert!(!is_disabled(&harness, JOIN), "it can be tried again");
}

#[test]
fn an_owner_makes_the_open_project_a_teams() {
    let mut story = Story::new();
    story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
    let mut harness = tested(story, |found| found.role = Some(TeamRole::Owner));
    assert!(!is_disabled(&harness, BEGIN));
    harness.get_by_label(BEGIN).click();
    harness.run_steps(4);
    assert!(harness.state().0.state.after_saved.is_some(), "once everything is saved");
}

#[test]
fn an_empty_database_tells_who_may_not_set_it_up_what_is_missing() {
    let harness = tested(Story::new(), |found| {
        (found.is_set_up, found.role, found.projects) = (false, None, Vec::new());
    });
    harness.get_by_label_contains("ALTER ROLE \"ben\" CREATEROLE");
    harness.get_by_label("There is none in this database yet.");
}

#[test]
fn what_was_found_of_another_address_is_not_shown() {
    let mut harness = tested(Story::new(), |_| {});
    harness.state_mut().1.local.user = "eve".to_owned();
    harness.run();
    assert!(harness.query_by_label_contains("Connected to").is_none());
}

#[test]
fn a_password_that_an_open_replica_needs_is_asked_for_and_work_goes_on_without() {
    let mut story = Story::new();
    let address = "postgresql://ben@db.example/sahel".to_owned();
    let problem = Some("The server does not let ben in.".to_owned());
    story.tell(Done::Team(TeamStatus { address, problem, needs_password: Some(1), ..TeamStatus::default() }));
    let mut harness = dialog(story);
    harness.get_by_label("The server at postgresql://ben@db.example/sahel asks for a password.");
    harness.get_by_label_contains("db.example:5432:sahel:ben:PASSWORD");
    harness.get_by_label(WORK_OFFLINE).click();
    harness.run();
    assert!(harness.query_by_label(WORK_OFFLINE).is_none());
    harness.state_mut().0.tell(Action::Team(TeamAction::WorkOffline(false)));
    harness.run();
    harness.state_mut().1.local.asked = "hushhush".to_owned();
    harness.run_steps(4);
    harness.get_by_label(KEEP).click();
    harness.run_steps(4);
    harness.get_by_label(CONNECT).click();
    harness.run_steps(4);
    let (story, dialog) = harness.state();
    let is_kept = matches!(&dialog.wished[..], [Effect::KeepTeamPassword { in_keyring: true, .. }]);
    assert!(is_kept, "{:?}", dialog.wished);
    assert!(dialog.local.asked.is_empty() && !format!("{:?}", story.state).contains("hushhush"));
}
