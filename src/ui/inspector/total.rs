//! A running total against what has been counted.

use eframe::egui::{self, RichText, Ui};

use crate::analysis::totals::{self, Compared, Verdict};
use crate::model::{AnnotationId, IncidentId};
use crate::state::{Action, Workspace};
use crate::ui::kept::{Kept, Revision, revision};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widget::row;

/// How many incidents are listed.
const LISTED: usize = 20;

/// What this part keeps for itself: comparing goes through every incident, so it is done once an edit.
#[derive(Debug, Default)]
pub struct State {
    compared: Kept<(Revision, AnnotationId), Option<Compared>>,
}

/// Shows what comes of comparing the total that an annotation claims.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let key = (revision(open), id);
    let compared = local.compared.get(key, || totals::compare(&open.project, &open.answers, id));
    let Some(compared) = compared else { return };
    ui.label(theme::heading("Compared with what is counted"));
    ui.add_space(space::TIGHT);
    figure(ui, "Reported", &compared.reported.to_string());
    if !matches!(compared.verdict, Verdict::NotComparable(_)) {
        figure(ui, "Counted", &compared.counted.to_string());
        if let Some(difference) = compared.difference {
            figure(ui, "Difference", &format!("{difference:+}").replace('-', "−").replace("+0", "0"));
        }
    }
    if let Some(date) = compared.as_of {
        figure(ui, "Held", &date.to_string());
    }
    verdict(ui, compared);
    if !compared.definition_stated {
        row::under(ui, |ui| row::remark(ui, "It does not say what it counts; all causes are counted."));
    }
    incidents(ui, open, "Counted in it", &compared.inside, actions);
    incidents(ui, open, "Perhaps in it", &compared.perhaps, actions);
}

fn figure(ui: &mut Ui, label: &str, text: &str) {
    row::row(ui, label, |ui| row::line(ui, ui.available_width(), |ui| ui.label(theme::strong(text))));
}

fn verdict(ui: &mut Ui, compared: &Compared) {
    let palette = Palette::of(ui);
    let colour = match compared.verdict {
        Verdict::Agrees | Verdict::AgreesWithinRange => palette.good,
        Verdict::NotInCorpus(_) | Verdict::FewerReported(_) => palette.warning,
        Verdict::NotComparable(_) => palette.soft,
    };
    let text = super::super::widget::upper_first(&compared.verdict.to_string());
    row::row(ui, "Verdict", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            ui.add(egui::Label::new(RichText::new(text).family(theme::semibold()).color(colour)).wrap())
        })
    });
}

fn incidents(ui: &mut Ui, open: &Workspace, heading: &str, ids: &[IncidentId], actions: &mut Vec<Action>) {
    if ids.is_empty() {
        return;
    }
    ui.add_space(space::SMALL);
    ui.label(theme::strong(heading));
    for &id in ids.iter().take(LISTED) {
        let Some(view) = open.answers.incident(id) else { continue };
        if ui.add(egui::Link::new(view.title.as_str())).clicked() {
            actions.push(Action::ShowIncident(Some(id)));
        }
    }
    if ids.len() > LISTED {
        row::remark(ui, format!("and {} more", ids.len() - LISTED));
    }
}
