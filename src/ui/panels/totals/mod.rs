//! Running totals against what is counted in the same scope: a table in which each total unfolds to the
//! incidents behind its figure.

mod columns;
mod keys;
mod line;
mod model;
pub mod remainder;

use eframe::egui::{Context, Ui};

use self::columns::Columns;
use self::model::{Model, Shown};
use crate::ui::theme::{self, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::table::{Rows, Spec};
use tollbook_core::analysis::totals::between::Between;
use tollbook_core::model::{AnnotationId, IncidentId, Relation};
use tollbook_state::{Action, AppState, Workspace};
use tollbook_state::{AnnotationAction, IncidentAction, TotalAction};

/// The label of a control, by which tests find it.
pub const FILTER_TOTALS: &str = "Filter totals";

/// How high a line is.
const LINE: f32 = 24.0;

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    model: Model,
    remainder: Option<remainder::RemainderEntry>,
    rows: Rows,
}

/// What is asked of a line.
#[derive(Clone, Debug)]
enum RemainderEntry {
    /// Show the words of a total.
    Passage(AnnotationId),
    /// Show the words behind an incident.
    Incident(IncidentId),
    /// Fold or unfold a total.
    Turn(AnnotationId),
    /// Take an incident out of a total, or put it back.
    Exclude(AnnotationId, IncidentId, bool),
    /// Record so many as an incident.
    Record(AnnotationId, u64, Option<Between>),
}

/// Shows the panel.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    local.model.refresh(open);
    head(ui, &mut local.model);
    ui.add_space(space::TIGHT);
    if local.model.lines().is_empty() {
        let [(all, _), ..] = local.model.tally();
        ui.label(theme::remark(
            ui,
            if all == 0 {
                "No totals yet. Select words such as “brings the number to 38” and press T: a total is compared with \
                 what is counted, never added."
            } else {
                "No total passes the filters."
            },
        ));
    } else {
        ui.spacing_mut().item_spacing.y = 0.0;
        let columns = columns::columns_for_width(ui.available_width(), &state.preferences);
        let (sorted, backwards) = local.model.sort;
        if let Some(column) = columns.headings(ui, Some((sorted, backwards)), actions) {
            local.model.sort = (column, column == sorted && !backwards);
        }
        let wishes = table(ui, open, &columns, local);
        for wish in wishes {
            grant(ui.ctx(), open, wish, local, actions);
        }
    }
    remainder::show(ui.ctx(), open, &mut local.remainder, actions);
}

/// The filter, and how many totals there are of each sort.
fn head(ui: &mut Ui, model: &mut Model) {
    ui.horizontal(|ui| {
        let edit = field::Edit { hint: FILTER_TOTALS, width: 200.0, ..field::Edit::default() };
        if let Some(typed) = field::text(ui, "filter totals", FILTER_TOTALS, &model.filter, edit) {
            model.filter = typed;
        }
        let tally = model.tally();
        let name = |shown: Shown| match shown {
            Shown::All => "Every total",
            Shown::Agree => "Agree",
            Shown::More => "More reported than counted",
            Shown::Fewer => "Fewer reported than counted",
            Shown::NotComparable => "Not comparable",
            Shown::Unstated => "Do not say what they count",
        };
        let look = Look { shown: name(model.shown), hint: "", width: 230.0, heading: false, disabled: false };
        let chosen = choose::one(ui, "verdict", "Show", look, &model.shown, || {
            let choices = tally.iter();
            choices
                .map(|(n, shown)| Choice {
                    value: *shown,
                    name: name(*shown).to_owned(),
                    note: n.to_string(),
                })
                .collect()
        });
        model.shown = chosen.unwrap_or(model.shown);
        let said: Vec<String> = tally[1..5]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, shown)| format!("{n} {}", name(*shown).to_lowercase()))
            .collect();
        ui.add(eframe::egui::Label::new(theme::remark(ui, said.join(" · "))).truncate());
    });
}

fn table(ui: &mut Ui, open: &Workspace, columns: &Columns, local: &mut State) -> Vec<RemainderEntry> {
    let mut wishes = Vec::new();
    let State { model, rows, .. } = local;
    keys::handle_keys(ui, model, rows, &mut wishes);
    let count = model.lines().len();
    let spec = Spec { name: NAME, count, height: LINE, width: ui.available_width() };
    rows.show(ui, spec, |ui, stop| {
        let Some(line) = model.lines().get(stop.number) else { return };
        let response = line::show(ui, open, columns, model, line, stop, &mut wishes);
        if response.clicked() {
            response.request_focus();
        }
    });
    wishes
}

/// The table's name for those who hear it.
pub const NAME: &str = "Totals";

/// Does what was asked of a line.
fn grant(
    context: &Context,
    open: &Workspace,
    wish: RemainderEntry,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    match wish {
        RemainderEntry::Passage(id) => actions.push(Action::Annotation(AnnotationAction::Show(id))),
        RemainderEntry::Incident(id) => actions.push(words_of(open, id)),
        RemainderEntry::Turn(id) => {
            local.model.turn(id);
            context.request_repaint();
        }
        RemainderEntry::Exclude(total, incident, out) if open.can_edit() => actions.push(match out {
            true => Action::Total(TotalAction::Exclude(incident, total)),
            false => Action::Total(TotalAction::Include(incident, total)),
        }),
        RemainderEntry::Exclude(..) => {}
        RemainderEntry::Record(total, figure, between) => {
            let compared = local.model.compared(total);
            local.remainder = compared.and_then(|compared| {
                remainder::RemainderEntry::propose(open, compared, figure, between.as_ref())
            });
        }
    }
}

/// The way from an incident to its words: its first claim, else what was annotated as evidence for it.
pub fn words_of(open: &Workspace, incident: IncidentId) -> Action {
    let claim = open.answers.incident(incident).and_then(|view| view.claims.first().copied());
    let evidence = || {
        let links = open.answers.index.links(incident.0).filter_map(|id| open.project.links.get(id));
        let mut evidence = links.filter(|link| link.relation == Relation::Evidence);
        evidence.next().map(|link| AnnotationId(link.from))
    };
    claim.or_else(evidence).map_or(Action::Incident(IncidentAction::Show(Some(incident))), |it| {
        Action::Annotation(AnnotationAction::Show(it))
    })
}

#[cfg(test)]
mod tests;
