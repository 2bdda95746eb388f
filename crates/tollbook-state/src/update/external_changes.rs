//! What others do to the project file while it is open: their edits are taken in, and the own ones go on top.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use super::texts_of;
use crate::AppState;
use crate::effect::{Effect, KeptEdits};
use crate::save::Turn;
use crate::workspace::Workspace;
use tollbook_core::analysis::Answers;
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::reapply::{HeldBack, reapply};
use tollbook_core::model::{Change, Edit, EditId, Project, Touched};
use tollbook_files::storage::{Pending, Reloaded};

/// Edits that could not be reapplied of which the notice speaks one by one.
const MOST_NAMED: usize = 5;

/// Others have changed the project file: shows what it holds now with the own edits on top, has these saved, and
/// keeps what does not fit in a file of its own.
pub(super) fn reloaded(state: &mut AppState, mut reloaded: Reloaded) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    if reloaded.project.id() != open.project.id() {
        return another_project(state);
    }
    super::past::leave(open);
    super::past::forget(open);
    let file = open.file.display().to_string();
    let (own, older) = own_edits(open, &reloaded);
    let foreign = reloaded.has_foreign;
    let reads_along = open.save.read_only.is_some();
    if let Some(appended) = reloaded.appended.take().filter(|_| own.is_empty() && older.is_empty()) {
        open.following = Some(Following { edits: appended.into(), reloaded: Box::new(reloaded) });
        return take_in(state, AT_ONCE);
    }
    let appended = reloaded.appended.take();
    let few = appended.as_ref().filter(|appended| older.is_empty() && appended.len() <= MOST_WITH_OWN);
    let shared = few.and_then(|appended| without_own(open, &own, appended));
    let is_shared = shared.is_some();
    let mut project = shared.unwrap_or_else(|| reloaded.project.clone());
    let lacking = super::LackingTexts::default();
    let outcome = {
        let at_hand = open.library.texts_of(own.iter().flat_map(|own| super::articles_of(&own.edit)));
        let texts = lacking.noting(&open.library, &at_hand);
        let edits = own.iter().map(|own| own.edit.as_ref());
        let mut elsewhere = MadeElsewhere::new(edits, Some(&open.project), &texts);
        reapply(&mut project, own.iter().map(|pending| Arc::clone(&pending.edit)), &mut elsewhere)
    };
    if let Some(effects) = lacking.ask(open) {
        // The storage thread saves nothing meanwhile.
        reloaded.appended = appended;
        open.held_reload = Some(Box::new(reloaded));
        return effects;
    }
    let mut history = Arc::unwrap_or_clone(std::mem::take(&mut reloaded.history));
    outcome.applied.iter().for_each(|edit| history.push(edit.as_ref().into()));
    open.edits.extend(outcome.applied.iter().map(|edit| (edit.id, Arc::clone(edit))));
    if !(is_shared && show_difference(open, &project)) {
        std::mem::swap(&mut reloaded.project, &mut open.project);
        open.project = project;
        show_anew(open);
    }
    reloaded.history = Arc::new(std::mem::replace(&mut open.history, history));
    open.awaited_edit = None;
    open.unsaved_beginning = None;
    open.save.failed = None;
    open.save.waiting = outcome.applied.iter().map(|edit| edit.id).collect();

    let texts = |edit: &Edit| own.iter().find(|own| own.edit.id == edit.id).map(|own| own.texts.clone());
    let pending =
        |edit: &Arc<Edit>| Pending { edit: Arc::clone(edit), texts: texts(edit).unwrap_or_default() };
    let mut effects = vec![Effect::ResumeSaving(outcome.applied.iter().map(pending).collect())];
    let project = open.project.id();
    if !outcome.held_back.is_empty() {
        let about = held_back(&file, &outcome.held_back);
        let edits = outcome.held_back.iter().map(|held| pending(&held.edit)).collect();
        effects.push(Effect::KeepEdits(Box::new(KeptEdits { project, edits, about })));
    }
    if !older.is_empty() {
        let about = format!("An older copy has taken the place of “{file}”. It lacks {} edits.", older.len());
        effects.push(Effect::KeepEdits(Box::new(KeptEdits { project, edits: older, about })));
    }
    std::mem::take(&mut reloaded.warnings).into_iter().for_each(|warning| state.warn(warning));
    if foreign && !reads_along && !reloaded.is_from_team {
        state.tell(TAKEN_IN);
    }
    effects.push(Effect::Discard(Box::new(reloaded)));
    effects
}

/// More edits of others than these are not put under own ones one by one.
const MOST_WITH_OWN: usize = 32;

/// So many edits of others are taken in in one frame.
const AT_ONCE: usize = 4;

/// Edits of others that are being taken in, some in each frame. Nothing is saved meanwhile.
#[derive(Debug)]
pub struct Following {
    edits: VecDeque<Edit>,
    /// What the file holds after them.
    reloaded: Box<Reloaded>,
}

/// Takes in the next edits of others.
pub(crate) fn take_in_next(state: &mut AppState) -> Vec<Effect> {
    let is_following = state.workspace.as_ref().is_some_and(|open| open.following.is_some());
    if is_following { take_in(state, AT_ONCE) } else { Vec::new() }
}

/// Takes in all edits of others that are left: an own edit is about to be made on top of them.
pub(super) fn take_in_all(state: &mut AppState) -> Vec<Effect> {
    let is_following = state.workspace.as_ref().is_some_and(|open| open.following.is_some());
    if is_following { take_in(state, usize::MAX) } else { Vec::new() }
}

/// Takes in the next `most` edits that others have added, one by one, so that nothing of a large project is made anew;
/// everything that the file holds where one does not fit.
fn take_in(state: &mut AppState, most: usize) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let Some(mut following) = open.following.take() else { return Vec::new() };
    for _ in 0..most {
        let Some(edit) = following.edits.pop_front() else { break };
        if super::show_edit(open, &edit).is_err() {
            return reloaded(state, *following.reloaded);
        }
    }
    if !following.edits.is_empty() {
        open.following = Some(following);
        return Vec::new();
    }
    (open.awaited_edit, open.save.failed) = (None, None);
    let reads_along = open.save.read_only.is_some();
    let mut reloaded = following.reloaded;
    std::mem::take(&mut reloaded.warnings).into_iter().for_each(|warning| state.warn(warning));
    if !reads_along && !reloaded.is_from_team {
        state.tell(TAKEN_IN);
    }
    vec![Effect::ResumeSaving(Vec::new()), Effect::Discard(reloaded)]
}

/// Said when others' edits are shown.
const TAKEN_IN: &str =
    "Another program has changed the project; its edits were taken in. View > History lists them.";

/// What the file holds after others have added these edits, made of what is shown: the own edits are taken back for it.
/// So it shares all that is as it was. `None` if that does not fit.
fn without_own(open: &Workspace, own: &[Pending], appended: &[Edit]) -> Option<Project> {
    let mut project = open.project.clone();
    for pending in own.iter().rev() {
        let changes = pending.edit.changes.iter().rev().map(Change::inverse).collect();
        project.apply(&Edit { parts: Vec::new(), changes, ..pending.edit.as_ref().clone() }).ok()?;
    }
    for edit in appended {
        project.apply(edit).ok()?;
    }
    Some(project)
}

/// Shows these facts by the rows in which they differ from those that are shown; whether that could be done.
fn show_difference(open: &mut Workspace, project: &Project) -> bool {
    let difference = Edit {
        id: EditId(uuid::Uuid::nil()),
        label: String::new(),
        coder: open.coder,
        at: jiff::Timestamp::UNIX_EPOCH,
        undoes: None,
        part_of: None,
        parts: Vec::new(),
        changes: open.project.changes_to(project),
    };
    super::show_edit(open, &difference).is_ok()
}

/// The edits of this window that the file lacks and that are to go on top of it, in order; and those that it held
/// before an older copy took its place, which are left out.
fn own_edits(open: &Workspace, reloaded: &Reloaded) -> (Vec<Pending>, Vec<Pending>) {
    let of_file: HashSet<EditId> = reloaded.missing.iter().map(|pending| pending.edit.id).collect();
    let waiting: HashSet<EditId> = open.save.waiting.iter().copied().collect();
    let made = open.made.iter().filter(|id| !reloaded.ids.contains(id) && !of_file.contains(id));
    let made = made
        .filter_map(|id| open.edits.get(id))
        .map(|edit| Pending { edit: Arc::clone(edit), texts: texts_of(open, edit) });
    let all = reloaded.missing.iter().cloned().chain(made);
    // What was saved and is in no file any more was taken back by whoever laid an older copy there.
    all.partition(|pending| reloaded.has_foreign || waiting.contains(&pending.edit.id))
}

/// Another project lies where this one was. It is opened in its place if nothing was done to this one yet.
fn another_project(state: &mut AppState) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let file = open.file.clone();
    if open.made.is_empty() {
        return super::projects::open_instead(state, file);
    }
    open.save.failed = Some(format!(
        "Another project has taken the place of “{}”. Close this one: its edits that are not saved are kept in a file \
         beside it, which File > Import takes once the project is back.",
        file.display()
    ));
    Vec::new()
}

/// Makes everything that follows from the facts anew.
pub(super) fn show_anew(open: &mut Workspace) {
    open.answers = Answers::from_project(&open.project);
    let all = Touched {
        entries: open.project.entries.iter().map(|(id, _)| id).collect(),
        operations: open.project.operations.iter().map(|(id, _)| id).collect(),
        ..Touched::default()
    };
    super::chart::forget_what_is_gone(open, &all);
    open.count();
    open.compared.wanted = true;
    super::suggestions::decide_all_again(open);
    open.versions.facts += 1;
    open.versions.articles += 1;
    open.list_articles(open.article_ids());
    super::forget_what_is_gone(open);
}

/// What does not fit, and why, in words.
fn held_back(file: &str, held: &[HeldBack]) -> String {
    let edits = if held.len() == 1 { "1 edit does".to_owned() } else { format!("{} edits do", held.len()) };
    let mut words = format!("{edits} not fit the changes that others made to “{file}”.");
    for held in held.iter().take(MOST_NAMED) {
        let why = match held.disagreements.first() {
            Some(disagreement) => disagreement.to_string(),
            None => held.why.to_string(),
        };
        words.push_str(&format!(" “{}”: {why}.", held.edit.label));
    }
    if held.len() > MOST_NAMED {
        words.push_str(&format!(" And {} more.", held.len() - MOST_NAMED));
    }
    words
}

/// The project is being edited in another window, or no longer.
pub(super) fn elsewhere(state: &mut AppState, is_elsewhere: bool) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let turn = &mut open.save.turn;
    if is_elsewhere {
        *turn = Some(turn.unwrap_or_default());
        if open.save.read_only.is_none() {
            open.save.read_only = Some(open_elsewhere(open));
        }
        return Vec::new();
    }
    match turn.take() {
        // The file or its folder cannot be written: that has not changed.
        None => {}
        Some(Turn::Read) => *turn = Some(Turn::Free),
        Some(_) => take_turn(state),
    }
    Vec::new()
}

fn open_elsewhere(open: &Workspace) -> String {
    format!(
        "“{}” is open in another window or by another person. This window can edit once it is closed there.",
        open.file.display()
    )
}

/// The coder says what to do while another window edits the project.
pub(super) fn choose_turn(state: &mut AppState, chosen: Turn) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    match open.save.turn {
        Some(Turn::Free) => take_turn(state),
        Some(_) => open.save.turn = Some(chosen),
        None => {}
    }
    Vec::new()
}

/// The other window is closed, and this one edits.
fn take_turn(state: &mut AppState) {
    let Some(open) = &mut state.workspace else { return };
    (open.save.turn, open.save.read_only) = (None, None);
    state.tell("The other window has closed the project. You can edit it here now.");
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::PathBuf;

    use super::*;
    use crate::effect::{Done, Opened};
    use crate::update;
    use crate::{Action, ProjectAction};
    use tollbook_core::model::history::Step;
    use tollbook_core::model::{Draft, EntryId, History, Info, ProjectId, Stamp, start};

    /// An open project, as its file holds it too.
    struct Open {
        state: AppState,
        file: Project,
        history: Vec<Step>,
        stamp: Stamp,
    }

    impl Open {
        fn new() -> Self {
            let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 1);
            let (file, begin) = start::begin(ProjectId(uuid::Uuid::from_u128(9)), "Sahel", "Ada", &mut stamp);
            let history = vec![Step::from(&begin)];
            let mut state = AppState::default();
            let job = state.begin_job("Opening", false);
            let opened = Opened {
                folder: PathBuf::from("/sahel"),
                file: PathBuf::from("/sahel/sahel.tollbook"),
                stored: Some((file.clone(), History::replay(history.clone()))),
                coder: "Ada".to_owned(),
                read_only: None,
                elsewhere: false,
                warnings: Vec::new(),
            };
            update(&mut state, Done::Opened(job, Box::new(opened)), &mut stamp);
            Self { state, file, history, stamp }
        }

        fn set_memo(&mut self, memo: &str) -> EditId {
            let effects = update(
                &mut self.state,
                Action::Project(ProjectAction::SetMemo(memo.to_owned())),
                &mut self.stamp,
            );
            let saved = effects.iter().find_map(|effect| match effect {
                Effect::Save(edit, _) => Some(edit.id),
                _ => None,
            });
            saved.unwrap()
        }

        /// Another program's edit in the file.
        fn external_edit(&mut self, change: impl FnOnce(&mut Info)) -> Edit {
            let before = self.file.clone();
            let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 77);
            let mut draft = Draft::new(&before, &mut stamp);
            draft.update::<Info>(before.id(), change);
            let edit = draft.finish("Foreign").unwrap();
            self.file.apply(&edit).unwrap();
            self.history.push((&edit).into());
            edit
        }

        fn reloaded(&mut self, has_foreign: bool, missing: Vec<Pending>) -> Vec<Effect> {
            self.reloaded_with(has_foreign, missing, None)
        }

        fn reloaded_with(
            &mut self,
            has_foreign: bool,
            missing: Vec<Pending>,
            appended: Option<Vec<Edit>>,
        ) -> Vec<Effect> {
            let reloaded = Reloaded {
                project: self.file.clone(),
                history: Arc::new(History::replay(self.history.clone())),
                ids: Arc::new(self.history.iter().map(|step| step.id).collect::<HashSet<_>>()),
                has_foreign,
                missing,
                appended,
                warnings: Vec::new(),
                is_from_team: false,
            };
            update(&mut self.state, Done::Reloaded(Box::new(reloaded)), &mut self.stamp)
        }

        fn info(&self) -> Info {
            self.state.workspace.as_ref().unwrap().project.info.iter().next().unwrap().1.clone()
        }

        fn waiting(&self) -> Vec<EditId> {
            self.state.workspace.as_ref().unwrap().save.waiting.iter().copied().collect()
        }
    }

    fn resumed(effects: &[Effect]) -> Vec<EditId> {
        let edits = effects.iter().find_map(|effect| match effect {
            Effect::ResumeSaving(edits) => Some(edits.iter().map(|pending| pending.edit.id).collect()),
            _ => None,
        });
        edits.unwrap()
    }

    fn kept_edits(effects: &[Effect]) -> Option<&KeptEdits> {
        effects.iter().find_map(|effect| match effect {
            Effect::KeepEdits(kept) => Some(kept.as_ref()),
            _ => None,
        })
    }

    #[test]
    fn own_edits_go_on_top_of_foreign_ones_and_can_be_undone() {
        let mut open = Open::new();
        let own = open.set_memo("Ours.");
        open.external_edit(|info| info.name = "Theirs".to_owned());
        let effects = open.reloaded(true, Vec::new());
        assert_eq!((resumed(&effects), open.waiting()), (vec![own], vec![own]));
        assert!(kept_edits(&effects).is_none());
        assert_eq!((open.info().name.as_str(), open.info().memo.as_str()), ("Theirs", "Ours."));
        update(&mut open.state, Action::Project(ProjectAction::Undo), &mut open.stamp);
        assert_eq!((open.info().name.as_str(), open.info().memo.as_str()), ("Theirs", ""));
    }

    #[test]
    fn edits_that_others_appended_are_taken_in_one_by_one() {
        let mut open = Open::new();
        let appended = vec![
            open.external_edit(|info| info.name = "Theirs".to_owned()),
            open.external_edit(|info| info.memo = "Theirs, too.".to_owned()),
        ];
        let whole = open.file.clone();
        let effects = open.reloaded_with(true, Vec::new(), Some(appended.clone()));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Discard(_))));
        assert_eq!((resumed(&effects), open.waiting()), (Vec::new(), Vec::new()));
        let shown = open.state.workspace.as_ref().unwrap();
        assert_eq!(shown.project, whole);
        assert_eq!(shown.history.undo(appended[1].coder).map(|step| step.id), Some(appended[1].id));
        // An own edit that is not saved goes on top.
        let own = open.set_memo("Ours.");
        let third = open.external_edit(|info| info.name = "Again".to_owned());
        let effects = open.reloaded_with(true, Vec::new(), Some(vec![third]));
        assert_eq!(resumed(&effects), vec![own]);
        let mut whole = open.file.clone();
        whole.apply(open.state.workspace.as_ref().unwrap().edits.get(&own).unwrap()).unwrap();
        let shown = open.state.workspace.as_ref().unwrap();
        assert_eq!(shown.project, whole);
        assert_eq!(shown.history.undo(shown.coder).map(|step| step.id), Some(own));
        assert_eq!((open.info().name.as_str(), open.info().memo.as_str()), ("Again", "Ours."));
    }

    #[test]
    fn what_conflicts_is_told_with_both_values_and_kept() {
        let mut open = Open::new();
        let own = open.set_memo("Ours.");
        open.external_edit(|info| info.memo = "Theirs.".to_owned());
        let effects = open.reloaded(true, Vec::new());
        assert_eq!((resumed(&effects), open.waiting()), (Vec::new(), Vec::new()));
        assert_eq!(open.info().memo, "Theirs.");
        let kept = kept_edits(&effects).unwrap();
        assert_eq!(kept.edits[0].edit.id, own);
        assert!(kept.about.contains("“Ours.” here, “Theirs.” in the project file"), "{}", kept.about);
    }

    #[test]
    fn an_edit_that_was_saved_and_is_lost_to_a_replaced_file_is_made_again() {
        let mut open = Open::new();
        let own = open.set_memo("Ours.");
        let at = jiff::Timestamp::UNIX_EPOCH;
        update(&mut open.state, Done::Saved(own, at), &mut open.stamp);
        assert_eq!(open.waiting(), []);
        open.external_edit(|info| info.name = "Theirs".to_owned());
        let effects = open.reloaded(true, Vec::new());
        assert_eq!((resumed(&effects), open.info().memo.as_str()), (vec![own], "Ours."));
        // An older copy alone takes back what was saved; the edits are kept, and what waits goes on top.
        let mut open = Open::new();
        let own = open.set_memo("Ours.");
        update(&mut open.state, Done::Saved(own, at), &mut open.stamp);
        let effects = open.reloaded(false, Vec::new());
        assert_eq!((resumed(&effects), open.info().memo.as_str()), (Vec::new(), ""));
        assert_eq!(kept_edits(&effects).unwrap().edits[0].edit.id, own);
    }

    #[test]
    fn another_project_in_the_files_place_loses_no_edit() {
        let mut open = Open::new();
        open.set_memo("Ours.");
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 5);
        open.file = start::begin(ProjectId(uuid::Uuid::from_u128(10)), "Other", "Ada", &mut stamp).0;
        let effects = open.reloaded(true, Vec::new());
        assert!(effects.is_empty());
        assert_eq!((open.info().memo.as_str(), open.waiting().len()), ("Ours.", 1));
        let failed = open.state.workspace.as_ref().unwrap().save.failed.clone().unwrap();
        assert!(failed.contains("Another project"), "{failed}");
    }
}
