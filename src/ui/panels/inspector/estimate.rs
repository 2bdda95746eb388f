//! The estimate of an incident's people of one side and outcome, with every figure by source.

use std::collections::BTreeSet;

use eframe::egui::{self, FontId, Ui};

use super::claims::{self, Rows};
use super::coder_estimate;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::row;
use tollbook_core::analysis::deaths::DeathGroup;
use tollbook_core::analysis::estimate::Rule;
use tollbook_core::analysis::incident::{Estimated, IncidentView};
use tollbook_core::analysis::independent_sources::independent_sources;
use tollbook_core::analysis::wording::{counted, sentence};
use tollbook_core::model::{AnnotationId, Claim, EntryId, IncidentId, Kind, Outcome, ProjectId};
use tollbook_state::ClaimAction;
use tollbook_state::{Action, ClaimEdit, Workspace};

/// The label of a control, by which tests find it.
pub const THE_SAME_PEOPLE: &str = "The same people";

/// The label of a control, by which tests find it.
pub const OTHERS_ADD_THEM: &str = "Others: add them";

/// What the estimates keep for themselves.
#[derive(Debug, Default)]
pub struct State {
    setting: coder_estimate::State,
    /// The lists of which everything is shown.
    unfolded: BTreeSet<(IncidentId, Option<People>)>,
    kept: Cached<(ProjectId, u64, IncidentId), Lists>,
}

/// Whose people, and what happened to them.
type People = (Option<EntryId>, Outcome);

/// What is listed of an incident; derived once an edit, however many claims it has.
#[derive(Debug, Default)]
struct Lists {
    /// One for each estimate.
    estimates: Vec<Rows>,
    /// Of each estimate of wounded: how many died of wounds, as far as that is known.
    died: Vec<Option<u64>>,
    others: Option<Rows>,
}

impl Lists {
    fn for_incident(open: &Workspace, view: &IncidentView) -> Self {
        let claim = |id: &AnnotationId| open.project.claims.get(*id);
        let estimates = view.estimates.iter();
        let lists = estimates
            .clone()
            .map(|of| Rows::of_sources(open, &independent_sources(&open.project, &open.answers, view, of)));
        let not_of_incident = |id: &AnnotationId| claim(id).is_some_and(|claim| claim.kind != Kind::Incident);
        let others: Vec<AnnotationId> = view.claims.iter().copied().filter(not_of_incident).collect();
        Self {
            estimates: lists.collect(),
            died: estimates.map(|of| died(open, view, of)).collect(),
            others: (!others.is_empty()).then(|| Rows::of_others(open, &others)),
        }
    }
}

/// How many of the wounded of an estimate died of wounds.
fn died(open: &Workspace, view: &IncidentView, wounded: &Estimated) -> Option<u64> {
    if wounded.outcome != Outcome::Wounded || wounded.figures.best.or(wounded.figures.low).is_none() {
        return None;
    }
    let killed = |of: &&Estimated| (of.side, of.outcome) == (wounded.side, Outcome::Killed);
    let killed = view.estimates.iter().find(killed)?;
    match &killed.rule {
        Rule::Added(two) | Rule::Undecided(two) => two[1].0.best,
        _ => {
            let mut claims = killed.claims.iter().filter_map(|id| open.project.claims.get(*id));
            let all = claims.all(|claim| claim.died_of_wounds || !claim.counts());
            killed.figures.best.filter(|_| all)
        }
    }
}

/// Shows every estimate of an incident, and the claims that it comes from.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    view: &IncidentView,
    selected: Option<AnnotationId>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let key = (open.project.id(), open.versions.contents(), view.root);
    let lists = local.kept.get(key, || Lists::for_incident(open, view));
    for ((estimated, rows), died) in view.estimates.iter().zip(&lists.estimates).zip(&lists.died) {
        let people = (estimated.side, estimated.outcome);
        ui.add_space(space::MEDIUM);
        ui.push_id(people, |ui| {
            head(ui, open, estimated);
            if matches!(estimated.rule, Rule::Undecided(_)) && open.can_edit() {
                question(ui, open, estimated, actions);
            }
            unfolding(&mut local.unfolded, (view.root, Some(people)), |unfolded| {
                claims::show(ui, open, rows, selected, unfolded, actions);
            });
            if open.can_edit() {
                let key = (view.root, estimated.side, estimated.outcome);
                coder_estimate::show(ui, open, key, estimated, *died, &mut local.setting, actions);
            }
        });
    }
    if let Some(rows) = &lists.others {
        ui.add_space(space::MEDIUM);
        ui.label(theme::strong("Parts and background"))
            .on_hover_text("They belong to the incident and never count");
        unfolding(&mut local.unfolded, (view.root, None), |unfolded| {
            claims::show(ui, open, rows, selected, unfolded, actions);
        });
    }
}

fn unfolding<T: Ord>(all: &mut BTreeSet<T>, key: T, show: impl FnOnce(&mut bool)) {
    let was = all.contains(&key);
    let mut unfolded = was;
    show(&mut unfolded);
    if unfolded && !was {
        all.insert(key);
    }
}

/// Whose people, how many, and by which rule.
fn head(ui: &mut Ui, open: &Workspace, estimated: &Estimated) {
    let side = match open.project.entry_name(estimated.side) {
        "" => "Side not set",
        side => side,
    };
    let title = format!("{} · {side}", sentence(estimated.outcome.as_str()));
    let nobody = estimated.stands_for_nobody();
    let figures = if nobody { "–".to_owned() } else { sentence(&estimated.figures.to_string()) };
    ui.horizontal(|ui| {
        let font = FontId::new(size::HEADING, theme::semibold());
        let ink = Palette::for_ui(ui).text;
        let galley = ui.painter().layout_no_wrap(figures, font, ink);
        let width = ui.available_width() - galley.size().x - space::SMALL;
        row::line(ui, width.max(60.0), |ui| ui.add(egui::Label::new(theme::strong(title)).truncate()));
        ui.label(galley);
    });
    let end = |n: Option<u64>| n.map_or_else(|| "blank".to_owned(), |n| n.to_string());
    let figures = estimated.figures;
    let independent_sources = match estimated.rule {
        Rule::AllAgree | Rule::Lowest | Rule::NoBest => {
            format!(" ({})", counted(estimated.sources, "source"))
        }
        _ => String::new(),
    };
    if nobody {
        row::remark(ui, "Nobody is counted: every claim is denied or superseded");
        return;
    }
    row::remark(
        ui,
        format!(
            "Low {}, best {}, high {} · {}{independent_sources}",
            end(figures.low),
            end(figures.best),
            end(figures.high),
            estimated.rule
        ),
    );
    if !estimated.reason.is_empty() {
        row::remark(ui, format!("Reason: {}", estimated.reason));
    }
    ui.add_space(2.0);
}

/// Asks whether those who died of wounds are others than those killed at once. What is said of one claim
/// holds of all.
fn question(ui: &mut Ui, open: &Workspace, estimated: &Estimated, actions: &mut Vec<Action>) {
    let later = |claim: &Claim| claim.counts() && DeathGroup::from_claim(claim) == DeathGroup::Later;
    let first = estimated.claims.iter().find(|id| open.project.claims.get(**id).is_some_and(later));
    let Some(&first) = first else { return };
    ui.horizontal_wrapped(|ui| {
        for (included, label, tip) in [
            (false, OTHERS_ADD_THEM, "Those who died of wounds are not among those killed at once"),
            (true, THE_SAME_PEOPLE, "All figures are of the same people, and compete"),
        ] {
            if ui.button(label).on_hover_text(tip).clicked() {
                actions
                    .push(Action::Claim(ClaimAction::Edit(first, ClaimEdit::InOtherFigures(Some(included)))));
            }
        }
    });
}
