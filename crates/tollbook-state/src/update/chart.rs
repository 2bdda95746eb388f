//! What is asked of the chart, and what is tried in it. Neither changes a fact.

use std::collections::BTreeSet;

use super::Outcome;
use crate::AppState;
use crate::action::{ChartQuestion, FilterField, FilterValue, WhatIfChange, WhatIfExclusion};
use crate::effect::{Effect, JobId};
use crate::hidden_figures::{FoundHidden, HiddenFigures, HiddenRequest};
use crate::workspace::Workspace;
use tollbook_core::analysis::timeline::{Group, Grouping, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::{EntryId, List, OperationId, Touched};

/// Changes one thing that the chart is asked.
pub(super) fn ask(open: &mut Workspace, question: ChartQuestion) -> Outcome {
    let mut query = open.query.clone();
    change(open, &mut query, question);
    let same = query.counts_as(&open.query);
    open.query = query;
    if same {
        open.versions.counts += 1;
    } else {
        open.selection.bar = None;
        open.count();
    }
    Ok(Vec::new())
}

fn change(open: &Workspace, query: &mut Query, question: ChartQuestion) {
    let reset = || open.query.reset(open.project.recorded_sides());
    match question {
        ChartQuestion::Period(grain) => query.grain = grain,
        ChartQuestion::GroupBy(grouping) => {
            query.grouping = grouping;
            // What is hidden of the grouping before could no longer be seen; hidden operations are a filter.
            query.hidden.retain(|group| group.operation().is_some());
        }
        ChartQuestion::Outcome(outcome) => query.outcomes = BTreeSet::from([outcome]),
        ChartQuestion::ToggleSide(side) => toggle_side(open, query, side),
        ChartQuestion::AllSides => query.sides = None,
        ChartQuestion::Toggle(value) => toggle_value(open, query, value),
        ChartQuestion::Clear(field) => match field {
            FilterField::Hostile => query.hostile = None,
            FilterField::Cause => query.causes = None,
            FilterField::Source => query.sources = None,
            FilterField::Coder => query.coders = None,
            FilterField::Time => query.within = None,
        },
        ChartQuestion::ToggleGroup(group) => toggle(&mut query.hidden, group),
        ChartQuestion::OnlyGroup(group) => {
            let groups = open.counted.timeline.groups.keys().cloned();
            let others = groups.chain(operations(open).map(Group::Operation));
            query
                .hidden
                .extend(others.filter(|other| other.grouping() == group.grouping() && *other != group));
            query.hidden.remove(&group);
        }
        ChartQuestion::AllGroups => query.hidden.clear(),
        ChartQuestion::Time(within) => query.within = within,
        ChartQuestion::Reset => *query = reset(),
        ChartQuestion::Unfilter => *query = query.unfiltered(),
        ChartQuestion::UnfilteredBySide => {
            *query = Query { grouping: Grouping::Side, ..query.unfiltered() };
        }
        ChartQuestion::UnfilteredOutcome(outcome) => {
            *query = Query { outcomes: BTreeSet::from([outcome]), ..reset().unfiltered() };
        }
    }
}

/// Of sides at least one stays chosen; all of them are the same as no filter.
fn toggle_side(open: &Workspace, query: &mut Query, side: Option<EntryId>) {
    let all: BTreeSet<_> = open.project.list(List::Side).map(|(id, _)| Some(id)).chain([None]).collect();
    let mut chosen = query.sides.clone().unwrap_or_else(|| all.clone());
    toggle(&mut chosen, side);
    if !chosen.is_empty() {
        query.sides = (!all.is_subset(&chosen)).then_some(chosen);
    }
}

fn toggle_value(open: &Workspace, query: &mut Query, value: FilterValue) {
    match value {
        FilterValue::Hostile(hostile) => toggle_in(&mut query.hostile, hostile),
        FilterValue::Cause(cause) => toggle_in(&mut query.causes, cause),
        FilterValue::Source(source) => toggle_in(&mut query.sources, source),
        FilterValue::Coder(coder) => toggle_in(&mut query.coders, coder),
        // Of operations the chosen ones are shown alone.
        FilterValue::Operation(operation) => {
            let all: BTreeSet<OperationId> = operations(open).collect();
            let hidden: BTreeSet<OperationId> = query.hidden.iter().filter_map(Group::operation).collect();
            let shown: BTreeSet<OperationId> = all.difference(&hidden).copied().collect();
            let mut shown = Some(shown).filter(|_| !hidden.is_empty());
            toggle_in(&mut shown, operation);
            query.hidden.retain(|group| group.operation().is_none());
            let left_out =
                shown.map_or_else(BTreeSet::new, |shown| all.difference(&shown).copied().collect());
            query.hidden.extend(left_out.into_iter().map(Group::Operation));
        }
    }
}

fn operations(open: &Workspace) -> impl Iterator<Item = OperationId> {
    open.project.operations.iter().map(|(id, _)| id)
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

/// A set from which the last value is taken filters nothing.
fn toggle_in<T: Ord>(set: &mut Option<BTreeSet<T>>, value: T) {
    let mut chosen = set.take().unwrap_or_default();
    toggle(&mut chosen, value);
    *set = Some(chosen).filter(|chosen| !chosen.is_empty());
}

/// Changes one thing of the what-if.
pub(super) fn try_out(open: &mut Workspace, change: WhatIfChange) -> Outcome {
    let what_if = &mut open.what_if;
    match change {
        WhatIfChange::Toggle(WhatIfExclusion::Article(id)) => toggle(&mut what_if.articles, id),
        WhatIfChange::Toggle(WhatIfExclusion::Source(source)) => toggle(&mut what_if.sources, source),
        WhatIfChange::Toggle(WhatIfExclusion::Coder(id)) => toggle(&mut what_if.coders, id),
        WhatIfChange::Figure(taken) => what_if.taken = taken,
        WhatIfChange::OnlyHostile(on) => what_if.only_hostile = on,
        WhatIfChange::TwoSources(on) => what_if.two_sources = on,
        WhatIfChange::Leave => *what_if = WhatIf::default(),
    }
    open.count();
    Ok(Vec::new())
}

/// Begins to look for what hides the figures of the chart, unless that is under way.
pub(super) fn find_hidden(state: &mut AppState) -> Vec<Effect> {
    let job = state.next_job();
    let Some(open) = state.workspace.as_mut().filter(|open| !open.hidden.is_under_way()) else {
        return Vec::new();
    };
    open.hidden.job = Some(job);
    let (project, facts) = (open.project.clone(), open.versions.facts);
    let (query, what_if) = (open.query.clone(), open.what_if.clone());
    vec![Effect::FindHidden(job, Box::new(HiddenRequest { project, facts, query, what_if }))]
}

/// Keeps what hides the figures. It may be of earlier facts or of another question, which the panel sees.
pub(super) fn hidden_found(state: &mut AppState, job: JobId, found: Box<FoundHidden>) {
    let open = state.workspace.as_mut().filter(|open| open.hidden.job == Some(job));
    if let Some(open) = open {
        open.hidden = HiddenFigures { found: Some(found), job: None };
    }
}

/// Asks no longer for entries of lists and operations that an edit removed.
pub(super) fn forget_what_is_gone(open: &mut Workspace, touched: &Touched) {
    if touched.entries.is_empty() && touched.operations.is_empty() {
        return;
    }
    let known = |id: &EntryId| open.project.entries.contains(*id);
    let Query { sides, causes, coders, hidden, .. } = &mut open.query;
    for entries in [sides, causes] {
        retain(entries, |id| id.as_ref().is_none_or(known));
    }
    retain(coders, known);
    hidden.retain(|group| group.operation().is_none_or(|id| open.project.operations.contains(id)));
    open.what_if.coders.retain(known);
    if open.what_if == WhatIf::default() {
        open.without_what_if = None;
    }
}

/// A set of which nothing is left lets everything through.
fn retain<T: Ord>(set: &mut Option<BTreeSet<T>>, keep: impl Fn(&T) -> bool) {
    if let Some(entries) = set {
        entries.retain(keep);
        if entries.is_empty() {
            *set = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::action::{Action, AnnotationAction, ChartAction, ChartQuestion, FilterValue};
    use crate::effect::{Done, Effect, JobId};
    use crate::hidden_figures::{FoundHidden, HiddenRequest};
    use crate::update::annotating::tests::Desk;
    use tollbook_core::model::{ClaimType, Hostile};

    fn asked(effects: Vec<Effect>) -> Option<(JobId, HiddenRequest)> {
        effects.into_iter().find_map(|effect| match effect {
            Effect::FindHidden(job, request) => Some((job, *request)),
            _ => None,
        })
    }

    fn found(request: HiddenRequest) -> Box<FoundHidden> {
        let HiddenRequest { facts, query, what_if, .. } = request;
        Box::new(FoundHidden { facts, query, what_if, hidden: Vec::new() })
    }

    #[test]
    fn what_was_found_last_is_shown_until_newer_facts_are_searched_and_never_for_another_question() {
        let mut desk = Desk::new("Four soldiers were killed near Gao.");
        let find = || Action::Chart(ChartAction::FindHidden);
        let state = |desk: &Desk| {
            let open = desk.state.workspace.as_ref().unwrap();
            (open.hidden.latest(open).is_some(), open.hidden.is_current(open))
        };
        assert_eq!(state(&desk), (false, false));
        let (job, request) = asked(desk.tell(find())).unwrap();
        assert!(asked(desk.tell(find())).is_none(), "one search at a time");
        desk.tell(Done::HiddenFound(job, found(request)));
        assert_eq!(state(&desk), (true, true));
        desk.tell(Action::Annotation(AnnotationAction::Select(Some(0..13))));
        desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        assert_eq!(state(&desk), (true, false));
        let (job, request) = asked(desk.tell(find())).unwrap();
        desk.tell(Done::Broken(job, "It failed.".to_owned()));
        assert!(!desk.state.workspace.as_ref().unwrap().hidden.is_under_way());
        let (job, _) = asked(desk.tell(find())).unwrap();
        desk.tell(Done::HiddenFound(job, found(request)));
        assert_eq!(state(&desk), (true, true));
        let hostile = ChartQuestion::Toggle(FilterValue::Hostile(Hostile::Yes));
        desk.tell(Action::Chart(ChartAction::Ask(hostile)));
        assert_eq!(state(&desk), (false, false));
    }
}
