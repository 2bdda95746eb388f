//! Who has which article, the queue of those that nobody has, and the way to a team project.

use std::sync::Arc;

use super::super::annotating::tests::Desk;
use super::*;
use crate::action::{Action, ArticleAction, CoderAction, ProjectAction};
use crate::dependents::Dependents;
use crate::effect::Done;
use crate::save::TeamStatus;
use crate::team::{MemberPresence, Password, TypedConnection};
use tollbook_core::model::history::Step as HistoryStep;
use tollbook_core::model::{Coverage, CoverageId, Draft, Edit, EditId, History, Info, Stamp};
use tollbook_files::storage::Reloaded;

const BEN: EntryId = EntryId(uuid::Uuid::from_u128(5));

fn status(problem: Option<&str>) -> TeamStatus {
    TeamStatus {
        address: "postgresql://ada@db.example/sahel".to_owned(),
        problem: problem.map(str::to_owned),
        ..TeamStatus::default()
    }
}

/// A replica with three articles, the first open.
fn replica() -> Desk {
    let articles = [
        ("a.txt", Some("2020-01-01"), "Four died."),
        ("b.txt", Some("2020-01-02"), "Five died."),
        ("c.txt", Some("2020-01-03"), "Six died."),
    ];
    let mut desk = Desk::with(&articles);
    desk.tell(Done::Team(status(None)));
    desk
}

fn open(desk: &Desk) -> &Workspace {
    desk.state.workspace.as_ref().unwrap()
}

fn article(desk: &Desk, path: &str) -> ArticleId {
    ArticleId::for_path(open(desk).project.id(), path)
}

fn assignments(effects: &[Effect]) -> Vec<AssignmentWish> {
    let wish = |effect: &Effect| match effect {
        Effect::Assign(wish) => Some(*wish),
        _ => None,
    };
    effects.iter().filter_map(wish).collect()
}

fn notices(desk: &Desk) -> String {
    desk.state.notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn is_at(coder: EntryId, article: ArticleId) -> Whereabouts {
    let present = vec![MemberPresence { member: "ben".to_owned(), coder, article: Some(article) }];
    Whereabouts { present: Some(present), ..Whereabouts::default() }
}

#[test]
fn the_team_is_told_which_article_is_open_once_for_each() {
    let mut desk = Desk::with(&[("a.txt", None, "Four died."), ("b.txt", None, "Five died.")]);
    let places = |effects: &[Effect]| -> Vec<Option<ArticleId>> {
        let place = |effect: &Effect| match effect {
            Effect::BeAt(_, article) => Some(*article),
            _ => None,
        };
        effects.iter().filter_map(place).collect()
    };
    let (a, b) = (article(&desk, "a.txt"), article(&desk, "b.txt"));
    assert_eq!(places(&desk.tell(Action::Article(ArticleAction::Show(b)))), [], "it belongs to no team");
    assert_eq!(places(&desk.tell(Done::Team(status(None)))), [Some(b)]);
    assert_eq!(places(&desk.tell(Action::Article(ArticleAction::Show(b)))), []);
    assert_eq!(places(&desk.tell(Action::Article(ArticleAction::Show(a)))), [Some(a)]);
}

#[test]
fn the_next_unread_that_nobody_has_is_shown_and_taken() {
    let mut desk = replica();
    let (b, c) = (article(&desk, "b.txt"), article(&desk, "c.txt"));
    desk.tell(Done::Whereabouts(is_at(BEN, b)));
    let effects = desk.tell(Action::Team(TeamAction::NextFree));
    assert_eq!(open(&desk).selection.article, Some(c), "Ben has the one before it open");
    let coder = open(&desk).coder;
    assert_eq!(assignments(&effects), [AssignmentWish { article: c, before: None, to: Some(coder) }]);
    // Assigned to Ben, it is his although he is elsewhere.
    let mut desk = replica();
    let assigned = vec![(b, Some(BEN))];
    desk.tell(Done::Whereabouts(Whereabouts { assigned, ..Whereabouts::default() }));
    desk.tell(Action::Team(TeamAction::NextFree));
    assert_eq!(open(&desk).selection.article, Some(c));
    // What is assigned to the coder comes first.
    let mut desk = replica();
    let assigned = vec![(c, Some(open(&desk).coder))];
    desk.tell(Done::Whereabouts(Whereabouts { assigned, ..Whereabouts::default() }));
    let effects = desk.tell(Action::Team(TeamAction::NextFree));
    assert_eq!((open(&desk).selection.article, assignments(&effects)), (Some(c), Vec::new()));
}

#[test]
fn who_is_too_late_for_a_free_article_gets_the_next_one() {
    let mut desk = replica();
    let (b, c) = (article(&desk, "b.txt"), article(&desk, "c.txt"));
    let effects = desk.tell(Action::Team(TeamAction::NextFree));
    let wish = assignments(&effects)[0];
    assert_eq!(wish.article, b);
    let refused = vec![(wish, None)];
    let late = Whereabouts { refused, assigned: vec![(b, Some(BEN))], ..Whereabouts::default() };
    let effects = desk.tell(Done::Whereabouts(late));
    assert_eq!(open(&desk).selection.article, Some(c));
    let wish = assignments(&effects)[0];
    assert_eq!((wish.article, notices(&desk).as_str()), (c, ""));
    // Then there is none left.
    let refused = vec![(wish, None)];
    desk.tell(Done::Whereabouts(Whereabouts {
        refused,
        assigned: vec![(c, Some(BEN))],
        ..Whereabouts::default()
    }));
    desk.tell(Action::Article(ArticleAction::SetReadState(
        article(&desk, "a.txt"),
        tollbook_core::model::ReadState::Read,
    )));
    desk.tell(Action::Team(TeamAction::NextFree));
    assert!(notices(&desk).contains("No unread article in the list is free"), "{}", notices(&desk));
}

#[test]
fn an_article_that_somebody_has_read_is_not_free() {
    let mut desk = replica();
    let (b, c) = (article(&desk, "b.txt"), article(&desk, "c.txt"));
    let before = open(&desk).project.clone();
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 99);
    let mut draft = Draft::new(&before, &mut stamp);
    let row = open(&desk).library.listed(b).unwrap().row();
    draft.set(b, row);
    draft.set(BEN, tollbook_core::model::ListEntry::named(List::Coder, "Ben"));
    draft.set(CoverageId::for_coder(b, BEN), Coverage { article: b, coder: BEN, state: ReadState::Read });
    let edit = draft.finish("Read").unwrap();
    super::super::show_edit(desk.state.workspace.as_mut().unwrap(), &edit).unwrap();
    desk.tell(Action::Team(TeamAction::NextFree));
    assert_eq!(open(&desk).selection.article, Some(c));
}

#[test]
fn a_wish_that_came_too_late_is_told_with_the_name_of_who_was_faster() {
    let mut desk = replica();
    let (a, coder) = (article(&desk, "a.txt"), open(&desk).coder);
    let effects = desk.tell(Action::Team(TeamAction::Assign(a, Some(coder))));
    let refused = vec![(assignments(&effects)[0], None)];
    desk.tell(Done::Whereabouts(is_at(BEN, a)));
    desk.tell(Done::Whereabouts(Whereabouts {
        refused,
        assigned: vec![(a, Some(BEN))],
        ..Whereabouts::default()
    }));
    assert!(notices(&desk).starts_with("ben has taken “"), "{}", notices(&desk));
}

#[test]
fn whoever_takes_an_article_is_in_the_list_of_coders() {
    let mut desk = replica();
    let (a, b) = (article(&desk, "a.txt"), article(&desk, "b.txt"));
    desk.state.workspace.as_mut().unwrap().unsaved_beginning = None;
    desk.tell(Action::Coder(CoderAction::SetName("Cleo".to_owned())));
    let cleo = open(&desk).coder;
    let is_listed = |desk: &Desk| open(desk).project.entry_name(Some(cleo)) == "Cleo";
    desk.tell(Action::Team(TeamAction::Assign(b, Some(BEN))));
    assert!(!is_listed(&desk), "others get articles without it");
    let effects = desk.tell(Action::Team(TeamAction::Assign(a, Some(cleo))));
    assert!(is_listed(&desk) && effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    let effects = desk.tell(Action::Team(TeamAction::NextFree));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::Save(..))), "once is enough");
}

#[test]
fn without_the_server_nothing_is_assigned_and_what_was_last_known_stays() {
    let mut desk = replica();
    let (a, b) = (article(&desk, "a.txt"), article(&desk, "b.txt"));
    desk.tell(Done::Whereabouts(is_at(BEN, b)));
    desk.tell(Done::Team(status(Some("No server."))));
    let effects = desk.tell(Action::Team(TeamAction::Assign(a, Some(BEN))));
    assert_eq!(assignments(&effects), []);
    assert!(notices(&desk).contains("not reached"), "{}", notices(&desk));
    assert_eq!(open(&desk).team.at(b), [BEN]);
    desk.tell(Action::Team(TeamAction::NextFree));
    assert_eq!(open(&desk).selection.article, Some(article(&desk, "c.txt")));
    assert!(notices(&desk).contains("as far as was last known"), "{}", notices(&desk));
}

#[test]
fn what_the_replica_had_kept_holds_until_the_server_says_what_is_so() {
    let mut desk = replica();
    let (a, b) = (article(&desk, "a.txt"), article(&desk, "b.txt"));
    let kept = Whereabouts { is_whole: true, is_last_known: true, ..is_at(BEN, a) };
    desk.tell(Done::Whereabouts(Whereabouts { assigned: vec![(b, Some(BEN))], ..kept }));
    let live = |desk: &Desk| open(desk).team.is_live(&open(desk).save);
    assert_eq!((live(&desk), open(&desk).team.assigned(b)), (false, Some(BEN)));
    let effects = desk.tell(Action::Team(TeamAction::Assign(a, Some(BEN))));
    assert_eq!(assignments(&effects), [], "whose it is by now is not known yet");
    let present = Some(Vec::new());
    desk.tell(Done::Whereabouts(Whereabouts { present, is_whole: true, ..Whereabouts::default() }));
    assert_eq!((live(&desk), open(&desk).team.assigned(b), open(&desk).team.at(a)), (true, None, &[][..]));
}

#[test]
fn a_password_is_asked_for_until_it_is_given_or_work_goes_on_without() {
    let mut desk = replica();
    let asks = |desk: &Desk| open(desk).team.asks_password(&open(desk).save);
    let wanted = |n| TeamStatus { needs_password: Some(n), ..status(Some("No password.")) };
    desk.tell(Done::Team(wanted(1)));
    assert!(asks(&desk));
    desk.tell(Action::Team(TeamAction::WorkOffline(true)));
    assert!(!asks(&desk));
    desk.tell(Action::Team(TeamAction::WorkOffline(false)));
    let password = Password::from("s3cret".to_owned());
    let effects = desk.tell(Action::Team(TeamAction::GivePassword { password, in_keyring: false }));
    assert!(
        matches!(&effects[..], [Effect::KeepTeamPassword { address, in_keyring: false, .. }] if address.contains("db.example"))
    );
    assert!(open(&desk).team.is_connecting && !format!("{effects:?}").contains("s3cret"));
    desk.tell(Done::Team(wanted(2)));
    assert!(asks(&desk) && !open(&desk).team.is_connecting, "it was the wrong one");
    desk.tell(Done::Team(status(None)));
    assert!(!asks(&desk));
}

#[test]
fn a_project_is_saved_and_closed_before_it_is_sent_and_opened_again_whatever_came_of_it() {
    for result in [Ok("It is a team's now.".to_owned()), Err("No server.".to_owned())] {
        let mut desk = Desk::new("Four died.");
        desk.tell(Action::Project(ProjectAction::SetMemo("Begun.".to_owned())));
        desk.tell(Action::Team(TeamAction::Ask));
        let typed =
            TypedConnection { address: "postgresql://a@db.example/s".to_owned(), ..Default::default() };
        let effects = desk.tell(Action::Team(TeamAction::Begin(typed)));
        assert!(desk.state.workspace.is_some(), "something is not saved: {effects:?}");
        let last = *open(&desk).save.waiting.back().unwrap();
        let effects = desk.tell(Done::Saved(last, jiff::Timestamp::UNIX_EPOCH));
        assert!(desk.state.workspace.is_none());
        let sent = effects.into_iter().find_map(|effect| match effect {
            Effect::BeginTeam(job, request) => Some((job, request)),
            _ => None,
        });
        let (job, request) = sent.unwrap();
        assert_eq!(desk.state.team.as_ref().unwrap().job, Some(job));
        let is_done = result.is_ok();
        let file = request.file.clone();
        let effects = desk.tell(Done::TeamBegun(job, request, result));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Open(_, path) if *path == file)));
        assert_eq!(desk.state.team.is_none(), is_done, "what went wrong is said in the dialog");
    }
}

/// What the file holds after others have added these edits.
fn reloaded(desk: &Desk, appended: Vec<Edit>) -> Reloaded {
    let mut project = open(desk).project.clone();
    appended.iter().for_each(|edit| drop(project.apply(edit).unwrap()));
    let ids = open(desk).made.iter().copied().chain(appended.iter().map(|edit| edit.id));
    Reloaded {
        project,
        history: Arc::new(History::replay(appended.iter().map(HistoryStep::from))),
        ids: Arc::new(ids.collect()),
        has_foreign: true,
        missing: Vec::new(),
        appended: Some(appended),
        warnings: Vec::new(),
        is_from_team: true,
    }
}

fn saved(desk: &mut Desk) {
    while let Some(last) = open(desk).save.waiting.back().copied() {
        desk.tell(Done::Saved(last, jiff::Timestamp::UNIX_EPOCH));
    }
}

/// Edits of Ben's that each change the memo of the project.
fn memos(desk: &Desk, names: impl Iterator<Item = String>) -> Vec<Edit> {
    let mut project = open(desk).project.clone();
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 99);
    let mut each = |name: String| {
        let before = project.clone();
        let mut draft = Draft::new(&before, &mut stamp);
        draft.update::<Info>(before.id(), |info| info.memo = name);
        let edit = draft.finish("Change memo").unwrap();
        project.apply(&edit).unwrap();
        edit
    };
    names.map(&mut each).collect()
}

fn memo(desk: &Desk) -> &str {
    &open(desk).project.info.iter().next().unwrap().1.memo
}

fn is_resumed(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ResumeSaving(_)))
}

#[test]
fn many_edits_of_others_are_taken_in_some_a_frame_and_all_before_an_own_one() {
    let mut desk = replica();
    desk.tell(Action::Project(ProjectAction::SetMemo("Begun.".to_owned())));
    saved(&mut desk);
    let appended = memos(&desk, (1..=50).map(|n| n.to_string()));
    let whole = reloaded(&desk, appended.clone());
    let expected = whole.project.clone();
    let effects = desk.tell(Done::Reloaded(Box::new(whole.clone())));
    assert!(!is_resumed(&effects) && desk.state.wants_settling() && !desk.state.at_rest());
    let first: u32 = memo(&desk).parse().unwrap();
    assert!(first < 50, "not all in one frame");
    let mut frames = 0;
    while desk.state.wants_settling() {
        let effects = desk.state.settle();
        frames += 1;
        assert_eq!(is_resumed(&effects), !desk.state.wants_settling(), "saving goes on once all are there");
    }
    assert!(frames > 1);
    assert_eq!(open(&desk).project, expected);

    let mut desk = replica();
    desk.tell(Action::Project(ProjectAction::SetMemo("Begun.".to_owned())));
    saved(&mut desk);
    let appended = memos(&desk, (1..=50).map(|n| n.to_string()));
    let whole = reloaded(&desk, appended);
    desk.tell(Done::Reloaded(Box::new(whole)));
    desk.tell(Action::Team(TeamAction::Ask));
    assert!(desk.state.wants_settling(), "what makes no edit waits for nothing");
    let effects = desk.tell(Action::Project(ProjectAction::SetMemo("Ours.".to_owned())));
    assert!(is_resumed(&effects) && !desk.state.wants_settling());
    let saved =
        effects.iter().any(|effect| matches!(effect, Effect::Save(edit, _) if edit.label.contains("memo")));
    assert!(saved && memo(&desk) == "Ours.");
}

#[test]
fn an_undo_that_others_built_on_asks_and_takes_all_of_it_back_as_one_edit() {
    let mut desk = replica();
    desk.tell(Action::Project(ProjectAction::SetMemo("Ours.".to_owned())));
    saved(&mut desk);
    let before = open(&desk).project.clone();
    let appended = memos(&desk, ["Theirs.".to_owned()].into_iter());
    let whole = reloaded(&desk, appended);
    desk.tell(Done::Reloaded(Box::new(whole)));
    let effects = desk.tell(Action::Project(ProjectAction::Undo));
    let looked = effects.into_iter().find_map(|effect| match effect {
        Effect::FindDependents(job, request) => Some((job, request)),
        _ => None,
    });
    let (job, request) = looked.unwrap();
    assert_eq!(memo(&desk), "Theirs.");
    // Nothing was found: it is refused as it was.
    let mut other = replica();
    std::mem::swap(&mut other.state, &mut desk.state);
    other.tell(Done::DependentsFound(job, Ok(Dependents::default())));
    assert!(notices(&other).contains("could not be taken back"), "{}", notices(&other));
    std::mem::swap(&mut other.state, &mut desk.state);

    let effects = desk.tell(Action::Project(ProjectAction::Undo));
    let job = effects.iter().find_map(|effect| match effect {
        Effect::FindDependents(job, _) => Some(*job),
        _ => None,
    });
    let entry = tollbook_core::model::HistoryEntry {
        seq: 3,
        id: EditId(uuid::Uuid::from_u128(1)),
        label: "Change memo".to_owned(),
        coder: BEN,
        at: jiff::Timestamp::UNIX_EPOCH,
        undoes: None,
        part_of: None,
        rows: Vec::new(),
    };
    let mut blank = before.clone();
    blank
        .apply(&Arc::clone(&request.edit).inverse(&mut Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 7)))
        .unwrap();
    let changes = Some(open(&desk).project.changes_to(&blank));
    desk.tell(Done::DependentsFound(job.unwrap(), Ok(Dependents { edits: vec![entry], changes })));
    assert!(open(&desk).undo_question.as_ref().unwrap().found.is_some());
    desk.tell(Action::Project(ProjectAction::UndoTogether));
    assert_eq!((memo(&desk), open(&desk).undo_question.is_none()), ("", true));
    assert_eq!(open(&desk).redo_step().map(|step| step.undoes), Some(Some(request.edit.id)));
    desk.tell(Action::Project(ProjectAction::Redo));
    assert_eq!(memo(&desk), "Theirs.");
}
