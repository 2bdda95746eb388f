//! What commands find in the state, and what they ask of it.

use std::ops::Range;

use crate::AppState;
use crate::action::*;
use crate::find::Ask;
use crate::focus::Area;
use crate::preferences::{Dock, PreferenceChange, Tab, Theme};
use crate::workspace::Workspace;
use tollbook_core::analysis::chart::Mode;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::timeline::Grain;
use tollbook_core::model::{AnnotationId, ArticleId, ClaimType, IncidentId, ReadState, Relation};

pub(super) fn open(state: &AppState) -> Option<&Workspace> {
    state.workspace.as_ref()
}

pub(super) fn article(state: &AppState) -> Option<ArticleId> {
    open(state)?.selection.article
}

pub(super) fn annotation(state: &AppState) -> Option<AnnotationId> {
    open(state)?.selection.annotation
}

pub(super) fn words(state: &AppState) -> Option<Range<usize>> {
    open(state)?.selection.span.clone()
}

/// The pair that is looked at, while it can be seen.
pub(super) fn pair(state: &AppState) -> Option<Pair> {
    let is_shown = state.preferences.show_dock && state.preferences.dock == Dock::Duplicates;
    open(state).filter(|_| is_shown)?.compared.current()
}

/// The selected claim's own incident, if it was joined to another.
pub(super) fn joined(open: &Workspace) -> Option<IncidentId> {
    let own = open.project.claims.get(open.selection.annotation?)?.incident?;
    open.project.incidents.get(own)?.joined_to.map(|_| own)
}

pub(super) fn ask(purpose: PathPurpose) -> Option<Action> {
    Some(Action::AskPath(purpose))
}

pub(super) fn focus(area: Area) -> Option<Action> {
    Some(Action::Focus(area))
}

pub(super) fn prefer(change: PreferenceChange) -> Option<Action> {
    Some(Action::Preference(change))
}

pub(super) fn theme(theme: Theme) -> Option<Action> {
    prefer(PreferenceChange::Theme(theme))
}

pub(super) fn dock(dock: Dock) -> Option<Action> {
    prefer(PreferenceChange::ToggleDock(dock))
}

pub(super) fn shown(state: &AppState, dock: Dock) -> Option<bool> {
    Some(state.preferences.show_dock && state.preferences.dock == dock)
}

pub(super) fn codebook(state: &AppState) -> Option<Action> {
    let tab = if state.preferences.tab == Tab::Codebook { Tab::Selection } else { Tab::Codebook };
    prefer(PreferenceChange::Tab(tab))
}

pub(super) fn drawn(state: &AppState, mode: Mode) -> Option<bool> {
    Some(state.preferences.chart.mode == mode)
}

/// Another way of drawing brings the chart to the front.
pub(super) fn draw(mode: Mode) -> Option<Action> {
    prefer(PreferenceChange::ChartMode(mode))
}

pub(super) fn by(state: &AppState, grain: Grain) -> Option<bool> {
    Some(open(state)?.query.grain == grain)
}

pub(super) fn period(grain: Grain) -> Option<Action> {
    Some(Action::Chart(ChartAction::Ask(ChartQuestion::Period(grain))))
}

pub(super) fn annotate(claim_type: ClaimType) -> Option<Action> {
    Some(Action::Annotation(AnnotationAction::Add(claim_type)))
}

pub(super) fn suggestion(action: SuggestionAction) -> Option<Action> {
    Some(Action::Suggestion(action))
}

pub(super) fn move_end(end: End, step: Step) -> Option<Action> {
    Some(Action::Annotation(AnnotationAction::MoveEnd(end, step)))
}

pub(super) fn read_state(state: &AppState, to: ReadState) -> Option<Action> {
    Some(Action::Article(ArticleAction::SetReadState(article(state)?, to)))
}

/// Takes the open article, or gives it back where the coder has it.
pub(super) fn take_article(state: &AppState) -> Option<Action> {
    let (open, article) = (open(state)?, article(state)?);
    let to = (open.team.assigned(article) != Some(open.coder)).then_some(open.coder);
    Some(Action::Team(TeamAction::Assign(article, to)))
}

/// Shows the first passage of an incident.
pub(super) fn passage(state: &AppState, incident: IncidentId) -> Option<Action> {
    let claim = open(state)?.answers.incident(incident)?.claims.first().copied()?;
    Some(Action::Annotation(AnnotationAction::Show(claim)))
}

/// The next match of what is looked for; a first time, the bar to say what.
pub(super) fn find(state: &AppState, step: Step) -> Option<Action> {
    let ask = if open(state)?.find.here.query.is_blank() { Ask::OpenBar } else { Ask::Step(step) };
    Some(Action::Find(ask))
}

pub(super) fn choose_figure(state: &AppState) -> Option<Action> {
    let (open, id) = (open(state)?, annotation(state)?);
    let chosen =
        open.answers.index.links(id.0).any(|link| {
            open.project.links.get(link).is_some_and(|link| link.relation == Relation::FigureChosen)
        });
    Some(Action::Claim(ClaimAction::ChooseFigure(id, !chosen)))
}

pub(super) fn show_only(state: &AppState) -> Option<Action> {
    let open = open(state)?;
    let code = match open.alone {
        Some(_) => None,
        None => Some(open.project.annotations.get(open.selection.annotation?)?.code),
    };
    Some(Action::Annotation(AnnotationAction::ShowOnly(code)))
}
