//! An incident: what is known of it, every figure by source, and what it is joined with.

use std::collections::HashSet;
use std::sync::Arc;

use eframe::egui::Ui;

use super::cell::{self, Cell};
use super::{claim_form, estimate, evidence, joined};
use crate::ui::theme::{self, space};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::choose::{self, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::field_origin::FieldOrigin;
use crate::ui::widgets::{row, typed};
use tollbook_core::analysis::incident::{IncidentView, Resolved};
use tollbook_core::analysis::warnings;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{AnnotationId, Claim, IncidentId, List, ProjectId};
use tollbook_state::IncidentAction;
use tollbook_state::{Action, IncidentEdit, Workspace};

/// The label of a control, by which tests find it.
pub const INCIDENT_HOSTILE: &str = "Incident hostile";

const COUNTRY: &str = "Country";

/// What the incident part keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    pub(super) estimates: estimate::State,
    pub(super) joined: joined::State,
    provenance: Cached<(ProjectId, u64, IncidentId), IncidentProvenance>,
}

/// Shows an incident; `annotation` is the selected one, if it is one of its claims.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    view: &Arc<IncidentView>,
    annotation: Option<AnnotationId>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.push_id((view.root, "incident"), |ui| {
        ui.label(theme::heading("Incident"));
        let count =
            format!("{} in {}", counted(view.claims.len(), "claim"), counted(view.articles.len(), "article"));
        row::remark(ui, count);
        ui.add_space(space::TIGHT);
        let key = (open.project.id(), open.versions.contents(), view.root);
        let provenance = local.provenance.get(key, || IncidentProvenance::from_incident(open, view));
        provenance.warnings.iter().for_each(|text| row::warning(ui, text));
        ui.add_enabled_ui(open.can_edit(), |ui| fields(ui, open, view, provenance, actions));
        estimate::show(ui, open, view, annotation, &mut local.estimates, actions);
        joined::show(ui, open, view, annotation, &mut local.joined, actions);
        evidence::of_incident(ui, open, view.root, actions);
    });
}

/// What the claims say of each field, where they differ, and what the coder should look at.
#[derive(Debug, Default)]
struct IncidentProvenance {
    operation: String,
    date: String,
    country: String,
    place: String,
    cause: String,
    hostile: String,
    warnings: Vec<String>,
}

impl IncidentProvenance {
    fn from_incident(open: &Workspace, view: &IncidentView) -> Self {
        let project = &open.project;
        let claims = || view.claims.iter().filter_map(|&id| project.claims.get(id));
        let all = |differ: bool, said: &dyn Fn(&Claim) -> Vec<String>| {
            let said = claims().filter(|_| differ).flat_map(said);
            differing(said.filter(|value| !value.is_empty()))
        };
        let name = |id: Option<tollbook_core::model::EntryId>| vec![project.entry_name(id).to_owned()];
        Self {
            operation: all(view.operation.conflict, &|claim| {
                let named = claim.operations.iter();
                named.map(|&id| project.operation_name(Some(id)).to_owned()).collect()
            }),
            date: all(view.date.conflict, &|claim| vec![typed::show_date(claim.date)]),
            country: all(view.country.conflict, &|claim| vec![claim.country.clone()]),
            place: all(view.place.conflict, &|claim| vec![claim.place.clone()]),
            cause: all(view.cause.conflict, &|claim| name(claim.cause)),
            hostile: all(view.hostile.conflict, &|claim| {
                vec![claim_form::hostile_name(claim.hostile).to_owned()]
            }),
            warnings: warnings::all(project, view),
        }
    }
}

/// How many differing values are named.
const NAMED: usize = 8;

/// "The claims say No, Yes"; blank where they say nothing.
fn differing(said: impl Iterator<Item = String>) -> String {
    let mut seen = HashSet::new();
    let mut values: Vec<String> = said.filter(|value| seen.insert(value.clone())).collect();
    let more = values.len().saturating_sub(NAMED);
    values.truncate(NAMED);
    match (values.is_empty(), more) {
        (true, _) => String::new(),
        (false, 0) => format!("The claims say {}", values.join(", ")),
        (false, more) => format!("The claims say {} and {more} more", values.join(", ")),
    }
}

/// How a field of an incident is known.
fn field_origin<T>(resolved: &Resolved<T>) -> FieldOrigin {
    match resolved {
        Resolved { by_coder: true, .. } => FieldOrigin::Set,
        Resolved { conflict: true, .. } => FieldOrigin::Conflict,
        Resolved { value: None, .. } => FieldOrigin::Blank,
        Resolved { .. } => FieldOrigin::Read,
    }
}

fn tip(known: FieldOrigin) -> &'static str {
    match known {
        FieldOrigin::Read | FieldOrigin::Inferred => "Given by the claims",
        FieldOrigin::Set => {
            "Set by the coder. Click here, or press Alt+Backspace in the field, to go back to what the claims give."
        }
        FieldOrigin::Conflict => "The claims differ. Set the field to decide.",
        FieldOrigin::Blank => "No claim gives it",
    }
}

/// Says what the claims say, where they differ.
fn differ(ui: &mut Ui, said: &str) {
    if !said.is_empty() {
        row::remark(ui, said);
    }
}

/// Shows a row whose value the coder can set; `back` is the edit that takes it back.
fn cell<R>(
    ui: &mut Ui,
    root: IncidentId,
    (label, known): (&str, FieldOrigin),
    back: IncidentEdit,
    actions: &mut Vec<Action>,
    add: impl FnOnce(&mut Ui, f32) -> R,
    under: impl FnOnce(&mut Ui, &R),
) -> R {
    let cell = Cell { label, origin: known, tip: tip(known) };
    let (inner, take_back) = cell::show(ui, cell, add, under);
    if take_back {
        actions.push(Action::Incident(IncidentAction::Edit(root, back)));
    }
    inner
}

fn fields(
    ui: &mut Ui,
    open: &Workspace,
    view: &IncidentView,
    provenance: &IncidentProvenance,
    actions: &mut Vec<Action>,
) {
    let root = view.root;
    title(ui, open, view, actions);
    operation(ui, open, view, &provenance.operation, actions);
    date(ui, view, &provenance.date, actions);
    text(ui, open, root, (COUNTRY, &view.country, &provenance.country), IncidentEdit::Country, actions);
    text(ui, open, root, ("Place", &view.place, &provenance.place), IncidentEdit::Place, actions);

    let shown = open.project.entry_name(view.cause.value);
    let chosen = cell(
        ui,
        root,
        ("Cause", field_origin(&view.cause)),
        IncidentEdit::Cause(None),
        actions,
        |ui, width| {
            let look = Look { shown, hint: "Not set", width, heading: false, disabled: false };
            choose::one(ui, "Cause", "Incident cause", look, &view.cause.value, || {
                cell::entries(open, List::Cause)
            })
        },
        |ui, _| differ(ui, &provenance.cause),
    );
    actions
        .extend(chosen.map(|cause| Action::Incident(IncidentAction::Edit(root, IncidentEdit::Cause(cause)))));

    let shown = claim_form::hostile_name(view.hostile.value);
    let chosen = cell(
        ui,
        root,
        ("Hostile", field_origin(&view.hostile)),
        IncidentEdit::Hostile(None),
        actions,
        |ui, width| {
            let look = Look { shown, hint: "Not set", width, heading: false, disabled: false };
            choose::one(ui, "Hostile", INCIDENT_HOSTILE, look, &view.hostile.value, cell::hostile)
        },
        |ui, _| differ(ui, &provenance.hostile),
    );
    actions.extend(
        chosen.map(|hostile| Action::Incident(IncidentAction::Edit(root, IncidentEdit::Hostile(hostile)))),
    );
    memo(ui, open, root, actions);
}

fn title(ui: &mut Ui, open: &Workspace, view: &IncidentView, actions: &mut Vec<Action>) {
    let own = open.project.incidents.get(view.root).map_or("", |incident| incident.title.as_str());
    let known = if own.is_empty() { FieldOrigin::Read } else { FieldOrigin::Set };
    let typed = cell(
        ui,
        view.root,
        ("Name", known),
        IncidentEdit::Title(String::new()),
        actions,
        |ui, _| {
            let edit = field::Edit { hint: &view.title, ..field::Edit::default() };
            field::text(ui, "Name", "Incident name", own, edit)
        },
        |_, _| {},
    );
    actions.extend(
        typed.map(|title| Action::Incident(IncidentAction::Edit(view.root, IncidentEdit::Title(title)))),
    );
}

fn operation(ui: &mut Ui, open: &Workspace, view: &IncidentView, said: &str, actions: &mut Vec<Action>) {
    let shown = open.project.operation_name(view.operation.value);
    let chosen = cell(
        ui,
        view.root,
        ("Operation", field_origin(&view.operation)),
        IncidentEdit::Operation(None),
        actions,
        |ui, width| {
            let hint = if view.operation.conflict { "Choose one" } else { "Not set" };
            let look = Look { shown, hint, width, heading: false, disabled: false };
            choose::one(ui, "Operation", "Incident operation", look, &view.operation.value, || {
                cell::operations(open)
            })
        },
        |ui, _| differ(ui, said),
    );
    actions.extend(chosen.map(|operation| {
        Action::Incident(IncidentAction::Edit(view.root, IncidentEdit::Operation(operation)))
    }));
}

fn date(ui: &mut Ui, view: &IncidentView, said: &str, actions: &mut Vec<Action>) {
    let shown = typed::show_date(view.date.value);
    let typed = cell(
        ui,
        view.root,
        ("Date", field_origin(&view.date)),
        IncidentEdit::Date(None),
        actions,
        |ui, _| {
            let edit = field::Edit { hint: "Not set", ..field::Edit::default() };
            typed::field(ui, "Date", "Incident date", &shown, edit, typed::read_date)
        },
        |ui, typed| {
            cell::wrong(ui, typed);
            differ(ui, said);
        },
    );
    if let Some(date) = typed.value
        && date != view.date.value
    {
        actions.push(Action::Incident(IncidentAction::Edit(view.root, IncidentEdit::Date(date))));
    }
    if let Some(date) = cell::throughout(ui, view.date.value) {
        actions.push(Action::Incident(IncidentAction::Edit(view.root, IncidentEdit::Date(Some(date)))));
    }
}

fn text(
    ui: &mut Ui,
    open: &Workspace,
    root: IncidentId,
    (label, resolved, said): (&str, &Resolved<String>, &str),
    edit: impl Fn(String) -> IncidentEdit,
    actions: &mut Vec<Action>,
) {
    let shown = resolved.value.as_deref().unwrap_or("");
    let name = format!("Incident {}", label.to_lowercase());
    let typed = cell(
        ui,
        root,
        (label, field_origin(resolved)),
        edit(String::new()),
        actions,
        |ui, width| {
            let look = field::Edit { hint: "Not set", ..field::Edit::default() };
            let typed = field::text(ui, label, &name, shown, look);
            cell::show_when_cut(ui, ui.make_persistent_id(label), shown, width);
            typed
        },
        |ui, _| {
            differ(ui, said);
            if label == COUNTRY {
                cell::unknown_places(ui, open, &[shown.to_owned()]);
            }
        },
    );
    actions.extend(typed.map(|text| Action::Incident(IncidentAction::Edit(root, edit(text)))));
}

fn memo(ui: &mut Ui, open: &Workspace, root: IncidentId, actions: &mut Vec<Action>) {
    let memo = open.project.incidents.get(root).map_or("", |incident| incident.memo.as_str());
    let typed = row::row(ui, "Memo", |ui| {
        let lines = memo.lines().count().clamp(2, 6);
        let edit = field::Edit { hint: "Notes on this incident", lines, ..field::Edit::default() };
        field::text(ui, "Memo", "Incident memo", memo, edit)
    });
    actions.extend(typed.map(|memo| Action::Incident(IncidentAction::Edit(root, IncidentEdit::Memo(memo)))));
}
