//! A running total against what has been counted.

use eframe::egui::{self, Button, RichText, Role, Ui, WidgetInfo};

use super::field_source;
use super::joined::split_row;
use super::words::verdict as verdict_words;
use crate::ui::panels::totals::remainder;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::{row, signed};
use tollbook_core::analysis::totals::between::{Between, between};
use tollbook_core::analysis::totals::{Comparison, Members, Verdict, words};
use tollbook_core::analysis::wording::sentence;
use tollbook_core::extract::{Languages, says_other};
use tollbook_core::model::{AnnotationId, IncidentId};
use tollbook_state::{Action, Workspace};
use tollbook_state::{IncidentAction, TotalAction};

/// How many incidents are listed.
const LISTED: usize = 20;

/// What this part keeps for itself: finding whom a total speaks of goes
/// through every incident, so it is done once an edit.
#[derive(Debug, Default)]
pub struct State {
    provenance: Cached<(Revision, AnnotationId), Option<IncidentProvenance>>,
    remainder: Option<remainder::RemainderEntry>,
}

/// What comes of comparing a total, whom it speaks of, and what lies between it and earlier ones.
#[derive(Debug)]
struct IncidentProvenance {
    compared: Comparison,
    members: Members,
    between: Vec<Between>,
    /// Where its sentence says "other": the incidents in it that its article tells of.
    others: Vec<IncidentId>,
}

/// Shows what comes of comparing the total that an annotation claims.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    remainder::show(ui.ctx(), open, &mut local.remainder, actions);
    let key = (revision(open), id);
    let provenance = local.provenance.get(key, || {
        let totals = &open.answers.totals;
        let compared = *totals.get(id)?;
        let between = between(&open.project, &open.answers, &compared);
        let members = totals.members(&open.answers, id).by_day(&open.answers);
        let others = told_beside(open, id, &members);
        Some(IncidentProvenance { compared, members, between, others })
    });
    let Some(IncidentProvenance { compared, members, between, others }) = provenance else { return };
    ui.label(theme::heading("Compared with what is counted"));
    if let Some(claim) = open.project.claims.get(id) {
        row::remark(ui, words::scope(&open.project, claim, members.excluded.len()));
    }
    ui.add_space(space::TIGHT);
    figure(ui, "Reported", &compared.reported.to_string());
    if !matches!(compared.verdict, Verdict::NotComparable(_)) {
        figure(ui, "Counted", &compared.counted.to_string());
        if let Some(difference) = compared.difference {
            figure(ui, "Difference", &signed(difference));
        }
    }
    if let Some(date) = compared.as_of {
        figure(ui, "As of", &date.to_string());
    }
    verdict(ui, compared);
    if !compared.definition_stated {
        row::under(ui, |ui| row::remark(ui, "It does not say what it counts; all causes are counted."));
    }
    for between in between {
        row::row(ui, "Between", |ui| row::remark(ui, words::between(between)));
    }
    if let Verdict::MoreReported(n) = compared.verdict {
        row::under(ui, |ui| {
            let record = ui.add_enabled(open.can_edit(), Button::new("Record the remainder as an incident…"));
            if record.on_hover_text("A total never does this by itself.").clicked() {
                local.remainder = remainder::RemainderEntry::propose(open, compared, n, None);
            }
        });
    }
    leave_out(ui, open, id, others, actions);
    incidents(ui, open, id, ("Counted in it", true), &members.inside, actions);
    incidents(ui, open, id, ("Perhaps in it", true), &members.perhaps, actions);
    incidents(ui, open, id, ("Taken out of it", false), &members.excluded, actions);
}

/// The incidents in a total that its article tells of too, where its sentence says "other".
fn told_beside(open: &Workspace, total: AnnotationId, members: &Members) -> Vec<IncidentId> {
    if !says_other(&field_source::sentence(open, total), Languages::builtin()) {
        return Vec::new();
    }
    let article = |id: AnnotationId| open.project.annotations.get(id).map(|row| row.article);
    let own = article(total);
    let is_shown = |incident: &&IncidentId| {
        let view = open.answers.incident(**incident);
        view.is_some_and(|view| view.claims.iter().any(|claim| article(*claim) == own))
    };
    members.inside.iter().chain(&members.perhaps).filter(is_shown).copied().collect()
}

/// Takes an incident out of a total that says "other".
pub(in crate::ui) const LEAVE_OUT: &str = "Leave out";
/// What stands above the incidents that such a total may leave out.
pub(in crate::ui) const SAYS_OTHER: &str =
    "The words say “other”. Does the total leave out what the article tells of beside it?";

/// Offers to take incidents out of a total whose words say "other".
fn leave_out(
    ui: &mut Ui,
    open: &Workspace,
    total: AnnotationId,
    others: &[IncidentId],
    actions: &mut Vec<Action>,
) {
    if others.is_empty() || !open.can_edit() {
        return;
    }
    ui.add_space(space::SMALL);
    ui.add(egui::Label::new(SAYS_OTHER).wrap());
    for &id in others {
        let Some(view) = open.answers.incident(id) else { continue };
        split_row(ui, &view.title, LEAVE_OUT, true, |clicked| {
            if clicked {
                actions.push(Action::Total(TotalAction::Exclude(id, total)));
            }
        });
    }
}

fn figure(ui: &mut Ui, label: &str, text: &str) {
    row::row(ui, label, |ui| row::line(ui, ui.available_width(), |ui| ui.label(theme::strong(text))));
}

fn verdict(ui: &mut Ui, compared: &Comparison) {
    let palette = Palette::for_ui(ui);
    let colour = match compared.verdict {
        Verdict::Agrees | Verdict::AgreesWithinRange => palette.good,
        Verdict::MoreReported(_) | Verdict::FewerReported(_) => palette.warning,
        Verdict::NotComparable(_) => palette.weak_text,
    };
    let text = sentence(&verdict_words(compared.verdict));
    row::row(ui, "Verdict", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            ui.add(egui::Label::new(RichText::new(text).family(theme::semibold()).color(colour)).wrap())
        })
    });
}

/// The incidents of one sort, each with a box that takes it out of the total or puts it back.
fn incidents(
    ui: &mut Ui,
    open: &Workspace,
    total: AnnotationId,
    (heading, counted): (&str, bool),
    ids: &[IncidentId],
    actions: &mut Vec<Action>,
) {
    if ids.is_empty() {
        return;
    }
    ui.add_space(space::SMALL);
    ui.label(theme::strong(heading));
    for &id in ids.iter().take(LISTED) {
        let Some(view) = open.answers.incident(id) else { continue };
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space::TIGHT;
            let mut ticked = counted;
            let (word, tip) = if counted {
                ("Take out", "Take it out of this total.")
            } else {
                ("Put back", "Put it back into this total.")
            };
            let response = ui.add_enabled(open.can_edit(), egui::Checkbox::without_text(&mut ticked));
            let name = format!("{word} {}", view.title);
            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, open.can_edit(), counted, &name));
            if response.on_hover_text(tip).changed() {
                actions.push(match counted {
                    true => Action::Total(TotalAction::Exclude(id, total)),
                    false => Action::Total(TotalAction::Include(id, total)),
                });
            }
            let width = ui.available_width();
            if row::column(ui, width, |ui| ui.add(egui::Link::new(view.title.as_str()))).clicked() {
                actions.push(Action::Incident(IncidentAction::Show(Some(id))));
            }
        });
    }
    if ids.len() > LISTED {
        row::remark(ui, format!("and {} more, in the panel of totals", ids.len() - LISTED));
    }
}
