//! What is let through beyond outcome and side: hostile, cause, operation, source, coder; and the time
//! that is shown. What is active stands above the chart and can be taken back there.

use std::collections::BTreeMap;

use eframe::egui::{Button, Role, Ui, WidgetInfo};

use super::facets::{Facet, Facets};
use crate::ui::theme::{self, space};
use crate::ui::widgets::cached::revision;
use tollbook_core::analysis::claim_filter::sources_of;
use tollbook_core::analysis::timeline::{Group, Query};
use tollbook_core::model::{EntryId, Hostile, List, OperationId, Project};
use tollbook_state::ChartAction;
use tollbook_state::action::{ChartQuestion, FilterField, FilterValue};
use tollbook_state::{Action, Workspace};

/// The label of a control, by which tests find it.
pub const RESET_FILTERS: &str = "Reset filters";

/// What the window of filters keeps from frame to frame.
pub type Filters = Facets<Query, FilterValue>;

/// How a value of hostile is called in a list of its own.
pub fn hostile_name(hostile: Hostile) -> &'static str {
    match hostile {
        Hostile::Yes => "By hostile action",
        Hostile::No => "Not by hostile action",
        Hostile::Unknown => "Hostile unknown",
        Hostile::Disputed => "Hostile disputed",
    }
}

/// The sources and independent sources of the project's articles by name, and how many articles each has.
pub fn sources(project: &Project) -> Vec<(String, usize)> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for name in project.articles.iter().flat_map(|(_, article)| sources_of(article)) {
        *count.entry(name).or_default() += 1;
    }
    let mut sources: Vec<(String, usize)> = count.into_iter().map(|(name, n)| (name.to_owned(), n)).collect();
    sources.sort_by_cached_key(|(name, _)| (name.is_empty(), name.to_lowercase()));
    sources
}

/// A source's name, or what is said where there is none.
fn source_name(name: &str) -> String {
    if name.is_empty() { "Source not set".to_owned() } else { name.to_owned() }
}

fn cause_name(project: &Project, cause: Option<EntryId>) -> String {
    cause.map_or_else(|| "Cause not set".to_owned(), |_| project.entry_name(cause).to_owned())
}

/// The project's operations by name.
fn operations(project: &Project) -> Vec<(OperationId, String)> {
    let mut operations: Vec<_> =
        project.operations.iter().map(|(id, operation)| (id, operation.name.clone())).collect();
    operations.sort_by_cached_key(|(_, name)| name.to_lowercase());
    operations
}

/// The entries of a list by name.
pub fn entries(project: &Project, list: List) -> Vec<(EntryId, String)> {
    let mut entries: Vec<_> = project.list(list).map(|(id, entry)| (id, entry.value.clone())).collect();
    entries.sort_by_cached_key(|(_, name)| name.to_lowercase());
    entries
}

fn list(project: &Project, query: &Query, sources: &[(String, usize)]) -> Vec<Facet<FilterValue>> {
    let mut facets = Vec::new();
    let mut choice = |value: FilterValue, name: String, note: String, on: bool| {
        facets.push(Facet::Choice { value, name, note, on });
    };
    for hostile in Hostile::ALL {
        let on = query.hostile.as_ref().is_some_and(|set| set.contains(hostile));
        choice(FilterValue::Hostile(*hostile), hostile_name(*hostile).to_owned(), String::new(), on);
    }
    let causes = entries(project, List::Cause).into_iter().map(|(id, _)| Some(id)).chain([None]);
    for cause in causes {
        let on = query.causes.as_ref().is_some_and(|set| set.contains(&cause));
        choice(FilterValue::Cause(cause), cause_name(project, cause), String::new(), on);
    }
    let filters_operations = query.hidden.iter().any(|group| group.operation().is_some());
    for (id, name) in operations(project) {
        choice(
            FilterValue::Operation(id),
            name,
            String::new(),
            filters_operations && !query.hidden.contains(&Group::Operation(id)),
        );
    }
    for (name, articles) in sources {
        let on = query.sources.as_ref().is_some_and(|set| set.contains(name));
        let note = super::wording::counted(*articles, "article");
        choice(FilterValue::Source(name.clone()), source_name(name), note, on);
    }
    for (id, name) in entries(project, List::Coder) {
        let on = query.coders.as_ref().is_some_and(|set| set.contains(&id));
        choice(FilterValue::Coder(id), name, String::new(), on);
    }
    headed(facets)
}

/// Puts a heading before the first choice of each sort.
fn headed(choices: Vec<Facet<FilterValue>>) -> Vec<Facet<FilterValue>> {
    let heading = |choice: &FilterValue| match choice {
        FilterValue::Hostile(_) => "Hostile",
        FilterValue::Cause(_) => "Cause",
        FilterValue::Operation(_) => "Operation",
        FilterValue::Source(_) => "Source",
        FilterValue::Coder(_) => "Coder",
    };
    let mut headed = Vec::with_capacity(choices.len() + 5);
    let mut last = "";
    for facet in choices {
        if let Facet::Choice { value, .. } = &facet
            && heading(value) != last
        {
            last = heading(value);
            headed.push(Facet::Heading(last, "no choice shows all"));
        }
        headed.push(facet);
    }
    headed
}

/// The question without filters: what the chart starts with, of the same outcome and grain.
pub fn reset(open: &Workspace) -> Query {
    open.query.reset(open.project.recorded_sides())
}

/// Shows the window, if it is open.
pub fn show(ui: &Ui, open: &Workspace, local: &mut Filters, actions: &mut Vec<Action>) {
    let all = || list(&open.project, &open.query, &sources(&open.project));
    local.show(ui, "Filters", (revision(open), &open.query), all, |ui, choices| {
        if let Some(choice) = choices.show(ui, 190.0) {
            actions.push(ask(ChartQuestion::Toggle(choice)));
        }
        ui.add_space(space::TIGHT);
        ui.label(theme::remark(ui, "By source or coder, estimates are made of their claims alone."));
        choices.end(ui, |ui| {
            if ui.add_enabled(is_filtered(open), Button::new(RESET_FILTERS)).clicked() {
                actions.push(ask(ChartQuestion::Reset));
            }
        });
    });
}

/// Whether the chart is asked for anything else than it starts with.
pub fn is_filtered(open: &Workspace) -> bool {
    let reset = reset(open);
    !reset.counts_as(&open.query) || open.query.within.is_some()
}

fn ask(question: ChartQuestion) -> Action {
    Action::Chart(ChartAction::Ask(question))
}

/// What is active beyond what the row above the chart shows, as words, and the field that it is asked in.
fn active(open: &Workspace) -> Vec<(String, FilterField)> {
    let (query, project) = (&open.query, &open.project);
    let mut active = Vec::new();
    let few = |names: Vec<String>, things: &str| match names.len() {
        0..=2 => names.join(" or "),
        n => format!("{n} {things}"),
    };
    if let Some(set) = &query.hostile {
        let names = set.iter().map(|hostile| hostile_name(*hostile).to_owned()).collect();
        active.push((few(names, "values of hostile"), FilterField::Hostile));
    }
    if let Some(set) = &query.causes {
        let names = set.iter().map(|cause| cause_name(project, *cause)).collect();
        active.push((few(names, "causes"), FilterField::Cause));
    }
    if let Some(set) = &query.sources {
        let names = set.iter().map(|name| source_name(name)).collect();
        active.push((format!("Only {}", few(names, "sources")), FilterField::Source));
    }
    if let Some(set) = &query.coders {
        let names = set.iter().map(|id| project.entry_name(Some(*id)).to_owned()).collect();
        active.push((format!("Annotated by {}", few(names, "coders")), FilterField::Coder));
    }
    if let Some(within) = query.within {
        let (first, last) = (query.grain.period(within.from), query.grain.period(within.to));
        let words = format!("{} to {}", super::wording::period(first), super::wording::period(last));
        active.push((words, FilterField::Time));
    }
    active
}

/// Shows what is active, each with a way back; nothing where nothing is.
pub fn chips(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let active = active(open);
    if active.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        for (words, field) in active {
            let response = ui.add(Button::new(theme::remark(ui, format!("{words}  ×"))).corner_radius(10));
            let name = format!("Remove the filter {words}");
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            if response.on_hover_text(format!("{name}.")).clicked() {
                actions.push(ask(ChartQuestion::Clear(field)));
            }
        }
        let all = ui.add(Button::new(theme::remark(ui, RESET_FILTERS)).frame(false));
        if all.on_hover_text("Show the recorded sides, all causes and all of the time again.").clicked() {
            actions.push(ask(ChartQuestion::Reset));
        }
    });
}
