//! What must be so before a command can be carried out, each with the sentence that says so.

use crate::AppState;
use crate::command::answer::pair;
use crate::workspace::Workspace;
use tollbook_core::model::Kind;

/// A condition, and what is said where it is not met.
pub(super) struct Need {
    pub is_met: fn(&AppState) -> bool,
    pub reason: &'static str,
}

fn open(state: &AppState, is: impl FnOnce(&Workspace) -> bool) -> bool {
    state.workspace.as_ref().is_some_and(is)
}

macro_rules! needs {
    ($($name:ident: $reason:literal, $is_met:expr;)*) => {
        $(pub(super) const $name: Need = Need { is_met: $is_met, reason: $reason };)*
    };
}

needs! {
    PROJECT: "Open a folder of articles first.", |state| state.workspace.is_some();
    SAMPLE: "The sample was not found beside the program.", |state| state.sample.is_some();
    EDITABLE: "This project can only be read.", |state| open(state, Workspace::can_edit);
    ARTICLE: "Show an article first.", |state| open(state, |open| open.selection.article.is_some());
    WORDS: "Select words in the text first.", |state| open(state, |open| open.selection.span.is_some());
    ANNOTATION: "Select an annotation first.", |state| open(state, |open| open.selection.annotation.is_some());
    WORDS_OR_ANNOTATION: "Select words or an annotation first.",
        |state| open(state, |open| open.selection.span.is_some() || open.selection.annotation.is_some());
    CODE: "Select an annotation first.",
        |state| open(state, |open| open.alone.is_some() || open.selection.annotation.is_some());
    INCIDENT: "Select a claim with an incident first.", |state| open(state, |open| open.selected_incident().is_some());
    INCIDENT_CLAIM: "Select a claim about an incident first.", |state| open(state, |open| {
        let claim = open.selection.annotation.and_then(|id| open.project.claims.get(id));
        claim.is_some_and(|claim| claim.kind == Kind::Incident)
    });
    JOINED: "Select a claim whose incident was joined to another first.",
        |state| open(state, |open| super::answer::joined(open).is_some());
    PAIR: "Show two possible duplicates first (Possible duplicates, below the text).", |state| pair(state).is_some();
    SUGGESTIONS: "Suggestions are hidden; show them first (Annotate > Suggestions).",
        |state| state.preferences.suggestions;
    SUGGESTION: "Go to a suggestion first (Annotate > Suggestions > Next suggestion).",
        |state| open(state, |open| open.suggestions.selected().is_some());
    UNDO: "There is nothing to undo.", |state| open(state, |open| open.undo_step().is_some());
    REDO: "There is nothing to redo.", |state| open(state, |open| open.redo_step().is_some());
    SUBJECT: "Select a bar of the chart or an incident first.",
        |state| open(state, |open| open.subject().is_some());
    TEAM: "This project belongs to no team (File > Team project…).",
        |state| open(state, |open| open.save.team.is_some());
    PAST: "The project is shown as it is now.", |state| open(state, |open| open.past.is_some());
    WHAT_IF: "No what-if is shown.", |state| open(state, |open| !open.what_if.is_nothing());
}
