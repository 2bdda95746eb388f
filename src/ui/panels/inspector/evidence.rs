//! Evidence: which incidents a passage says something of, and which passages say something of an incident.

use eframe::egui::{self, Button, Role, Ui, WidgetInfo};

use super::article_of;
use super::joined::split_row;
use super::offers::Offers;
use crate::ui::theme::{self, space};
use crate::ui::widgets::row;
use tollbook_core::model::{AnnotationId, IncidentId};
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, IncidentAction};

/// How many incidents are offered at once.
const OFFERS: usize = 6;

/// The incidents of which a passage is evidence; for one that makes no claim, those on offer too: the
/// incident that was looked at last, then those of the article, nearest first.
pub(super) fn of_annotation(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    offers: &mut Offers,
    actions: &mut Vec<Action>,
) {
    let attached: Vec<_> = open.evidence_of(id).collect();
    let makes_claim = open.project.claims.contains(id);
    if makes_claim && attached.is_empty() {
        return;
    }
    ui.add_space(space::MEDIUM);
    ui.label(theme::strong("Evidence of"));
    for (link, incident) in &attached {
        let Some(view) = open.answers.incident(*incident) else { continue };
        split_row(ui, &view.title, "Detach", open.can_edit(), |clicked| {
            if clicked {
                actions.push(Action::Incident(IncidentAction::DetachEvidence(*link)));
            }
        });
    }
    if makes_claim {
        return;
    }
    let is_attached = |incident: IncidentId| attached.iter().any(|(_, known)| *known == incident);
    let last = open.selection.incident.filter(|incident| open.answers.incident(*incident).is_some());
    let near = offers.for_claim(open, id).iter().map(|offer| (offer.incident, offer.why.as_str()));
    let near = near.filter(|(incident, _)| Some(*incident) != last);
    let on_offer = last.map(|incident| (incident, "the incident shown last")).into_iter().chain(near);
    let on_offer: Vec<_> = on_offer.filter(|(incident, _)| !is_attached(*incident)).take(OFFERS).collect();
    if attached.is_empty() && on_offer.is_empty() {
        let text = "This article speaks of no incident yet. Look at an incident of another article, and come back to \
                    attach this passage to it.";
        row::remark(ui, text);
    }
    for (incident, why) in on_offer {
        let Some(view) = open.answers.incident(incident) else { continue };
        split_row(ui, &view.title, "Attach", open.can_edit(), |clicked| {
            if clicked {
                actions.push(Action::Incident(IncidentAction::AttachEvidence(id, incident)));
            }
        });
        row::remark(ui, why);
    }
}

/// The passages that are evidence of an incident; a click goes to one.
pub(super) fn of_incident(ui: &mut Ui, open: &Workspace, root: IncidentId, actions: &mut Vec<Action>) {
    let evidence = open.evidence_for(root);
    if evidence.is_empty() {
        return;
    }
    ui.add_space(space::MEDIUM);
    ui.label(theme::strong("Evidence"));
    for (id, link) in evidence {
        let Some(annotation) = open.project.annotations.get(id) else { continue };
        let code = open.project.codes.get(annotation.code).map_or("", |code| code.name.as_str());
        let words = format!("“{}”", annotation.quote.trim());
        ui.horizontal(|ui| {
            let width = (ui.available_width() - 70.0).max(40.0);
            row::line(ui, width, |ui| {
                let response = ui.add(Button::new(&words).frame_when_inactive(false).truncate());
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Go to {words}")));
                if response.on_hover_text("Go to the passage").clicked() {
                    actions.push(Action::Annotation(AnnotationAction::Show(id)));
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let response = ui.add_enabled(open.can_edit(), Button::new("Detach"));
                let name = format!("Detach {words}");
                response.widget_info(|| WidgetInfo::labeled(Role::Button, open.can_edit(), &name));
                if response.clicked() {
                    actions.push(Action::Incident(IncidentAction::DetachEvidence(link)));
                }
            });
        });
        if let Some(article) = article_of(open, id) {
            let date = article.published.map(|date| format!("{date} · ")).unwrap_or_default();
            row::remark(ui, format!("{code} · {date}{}", article.title));
        }
        if !annotation.memo.is_empty() {
            row::remark(ui, format!("Memo: {}", annotation.memo.trim()));
        }
    }
}
