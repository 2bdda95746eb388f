//! What is asked for and not drawn, and why.

use eframe::egui::{ScrollArea, Ui};

use super::row::Row;
use super::{incidents, wording};
use crate::ui::theme::{self, space};
use tollbook_core::analysis::timeline::NotDrawn;
use tollbook_core::model::AnnotationId;
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, IncidentAction};

/// Shows the list.
pub fn show(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let missing = &open.timeline().not_drawn;
    ui.add_space(space::TIGHT);
    if missing.is_empty() {
        ui.label(theme::remark(ui, "Everything that is asked for is drawn."));
        return;
    }
    ui.label(theme::remark(
        ui,
        "Counted, and on no bar until what is missing is known. Click one to see its passage.",
    ));
    ScrollArea::vertical().id_salt("not drawn").auto_shrink(false).show_rows(
        ui,
        Row::HEIGHT,
        missing.len(),
        |ui, rows| {
            for missing in missing.get(rows).unwrap_or_default() {
                row(ui, open, missing, actions);
            }
        },
    );
}

fn row(ui: &mut Ui, open: &Workspace, missing: &NotDrawn, actions: &mut Vec<Action>) {
    let Some(view) = open.counted.incident(&open.answers, missing.incident) else { return };
    let why = wording::sentence(&missing.why.to_string());
    let row = Row {
        title: &view.title,
        detail: &why,
        figure: &incidents::figure(open, view),
        name: &format!("{}, {}", view.title, missing.why),
        selected: open.selection.incident == Some(view.root),
        indent: 0.0,
        is_quote: false,
    };
    if row.show(ui).clicked() {
        actions.push(Action::Incident(IncidentAction::Show(Some(view.root))));
        if let Some(claim) = first_claim(open, missing) {
            actions.push(Action::Annotation(AnnotationAction::Show(claim)));
        }
    }
}

/// The first claim that speaks of the people who are not drawn.
fn first_claim(open: &Workspace, missing: &NotDrawn) -> Option<AnnotationId> {
    let view = open.counted.incident(&open.answers, missing.incident)?;
    let of_them = view
        .estimates
        .iter()
        .find(|estimated| (estimated.side, estimated.outcome) == (missing.side, missing.outcome))
        .and_then(|estimated| estimated.claims.first());
    of_them.or(view.claims.first()).copied()
}
