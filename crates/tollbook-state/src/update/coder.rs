//! The coder's name: asked once, before the first edit, and changed whenever the coder likes.

use super::{act, suggestions};
use crate::action::{
    Action, AgreementAction, AnnotationAction, ArticleAction, CoderAction, DuplicateAction, IncidentAction,
    InputAction, ProjectAction, SuggestionAction, TeamAction,
};
use crate::effect::Effect;
use crate::workspace::Workspace;
use crate::{AppState, CoderQuestion};
use std::sync::Arc;
use tollbook_core::model::{Draft, History, List, ListEntry, Stamp, start};

/// Whether the coder has to be asked before `action` is carried out.
pub(super) fn must_ask(state: &AppState, action: &Action) -> bool {
    state.asks_coder && state.workspace.as_ref().is_some_and(Workspace::can_edit) && edits(action)
}

/// Whether an action makes an edit, or takes an article, in the coder's name.
fn edits(action: &Action) -> bool {
    match action {
        Action::Claim(_)
        | Action::Operation(_)
        | Action::List(_)
        | Action::Total(_)
        | Action::Code(_)
        | Action::AskPath(
            crate::PathPurpose::Import | crate::PathPurpose::Codebook | crate::PathPurpose::Merge,
        ) => true,
        Action::Project(action) => matches!(
            action,
            ProjectAction::SetMemo(_)
                | ProjectAction::Merge(_)
                | ProjectAction::Import(_)
                | ProjectAction::ImportCodebook(_)
        ),
        Action::Article(action) => matches!(
            action,
            ArticleAction::SetReadState(..)
                | ArticleAction::ReadNextUnread
                | ArticleAction::Edit(..)
                | ArticleAction::UseNewText(_)
        ),
        Action::Annotation(action) => !matches!(
            action,
            AnnotationAction::Select(_)
                | AnnotationAction::PlaceCaret(_)
                | AnnotationAction::ShowOnly(_)
                | AnnotationAction::Show(_)
                | AnnotationAction::Step(_)
                | AnnotationAction::NextOverlapping
                | AnnotationAction::OpenForm
        ),
        Action::Incident(action) => !matches!(action, IncidentAction::Show(_)),
        Action::Input(action) => matches!(action, InputAction::SetColumns(..)),
        Action::Duplicate(action) => matches!(
            action,
            DuplicateAction::Join(_)
                | DuplicateAction::KeepApart(_)
                | DuplicateAction::ForgetKeptApart(_)
                | DuplicateAction::OneSource(..)
        ),
        Action::Suggestion(action) => matches!(
            action,
            SuggestionAction::Accept
                | SuggestionAction::AcceptAndCorrect
                | SuggestionAction::AcceptAndJoin(_)
                | SuggestionAction::AcceptAllOfKind
                | SuggestionAction::Reject
                | SuggestionAction::RejectEverywhere
        ),
        Action::Agreement(action) => matches!(action, AgreementAction::Decide(..)),
        Action::Find(ask) => matches!(ask, crate::find::Ask::Mark(..)),
        Action::Program(_)
        | Action::Preference(_)
        | Action::Focus(_)
        | Action::FocusMoved(_)
        | Action::AskPath(_)
        | Action::Merge(_)
        | Action::ResetLearned
        | Action::Table(_)
        | Action::Chart(_)
        | Action::Restore(_)
        | Action::History(_)
        | Action::Coder(_) => false,
        Action::Team(action) => matches!(action, TeamAction::Assign(..) | TeamAction::NextFree),
    }
}

/// Keeps an action until the coder has said who edits.
pub(super) fn hold(state: &mut AppState, action: Action) -> Vec<Effect> {
    state.naming_coder.get_or_insert_default().held.push(action);
    Vec::new()
}

pub(super) fn act_on(state: &mut AppState, action: CoderAction, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        CoderAction::Ask => state.naming_coder = Some(CoderQuestion::default()),
        CoderAction::Cancel => state.naming_coder = None,
        CoderAction::SetName(name) => {
            let name = name.trim();
            if name.is_empty() {
                return Vec::new();
            }
            let held = state.naming_coder.take().map_or_else(Vec::new, |question| question.held);
            state.asks_coder = false;
            name.clone_into(&mut state.preferences.coder);
            let mut effects = vec![Effect::SavePreferences(state.preferences.clone())];
            if let Some(open) = &mut state.workspace {
                rename(open, name, stamp);
                stamp.coder = open.coder;
            }
            for action in held {
                effects.extend(act(state, action, stamp));
            }
            return effects;
        }
    }
    Vec::new()
}

/// From now on edits are made in this name.
fn rename(open: &mut Workspace, name: &str, stamp: &mut Stamp) {
    let before = open.coder;
    open.coder = start::coder_id(open.project.id(), name);
    name.clone_into(&mut open.coder_name);
    stamp.coder = open.coder;
    if before != open.coder && open.unsaved_beginning.is_some() {
        // Nothing is saved yet: the project begins with the name that was given, and with no other.
        let base = open.project.clone();
        let mut draft = Draft::new(&base, stamp);
        if draft.get::<ListEntry>(before).is_some() {
            draft.remove::<ListEntry>(before);
        }
        draft.set(open.coder, ListEntry::named(List::Coder, name));
        let edit = draft.finish("Name the coder");
        if edit.is_some_and(|edit| open.project.apply(&edit).is_ok()) {
            let edit = start::beginning(&open.project, stamp);
            open.history = History::replay([(&edit).into()]);
            open.unsaved_beginning = Some(Arc::new(edit));
        }
    }
    suggestions::decide_all_again(open);
    open.versions.facts += 1;
    open.versions.articles += 1;
    open.list_articles(open.article_ids());
}
