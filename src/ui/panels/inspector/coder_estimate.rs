//! The coder's own figures for an estimate, and why they stand instead of what the claims give.

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::Ui;

use crate::ui::widgets::{pending_text, row, typed};
use tollbook_core::analysis::estimate::Rule;
use tollbook_core::analysis::incident::Estimated;
use tollbook_core::extract::parse_count;
use tollbook_core::model::{EntryId, Figures, IncidentId, Outcome};
use tollbook_state::IncidentAction;
use tollbook_state::update::NO_REASON;
use tollbook_state::{Action, Workspace};

/// The label of a control, by which tests find it.
pub const BACK_TO_THE_CLAIMS: &str = "Back to the claims";

/// Opens the fields where the claims give the estimate.
pub const SET_ESTIMATE: &str = "Set estimate";
/// Opens the fields where the coder has set the estimate.
pub const CHANGE_ESTIMATE: &str = "Change estimate";
/// Enters the fields.
pub const SET: &str = "Set";
const FIGURES: &str = "Figures";
/// The field of the figures.
pub const OWN_FIGURES: &str = "Own figures";
/// The field of the reason.
pub const REASON: &str = "Reason";

/// Names an estimate: of which incident, whose people, and what happened to them.
pub(super) type Key = (IncidentId, Option<EntryId>, Outcome);

/// The estimate that is being set, with what was written so far.
#[derive(Debug, Default)]
pub(super) struct State(Option<(Key, Setting)>);

#[derive(Debug, Default)]
struct Setting {
    figures: String,
    reason: String,
    /// What is wrong with the figures, and with the reason.
    wrong: [Option<String>; 2],
}

/// Shows the button that begins it, or the fields; `died` is how many of the wounded died.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    key: Key,
    estimated: &Estimated,
    died: Option<u64>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let form = form_key(&key);
    if local.0.is_none() && pending_text::is_unfinished(ui.ctx(), &form) {
        local.0 = Some((key, setting(estimated.figures, estimated.reason.clone())));
    }
    match &mut local.0 {
        Some((setting, state)) if *setting == key => {
            if fields(ui, key, state, actions) {
                pending_text::forget(ui.ctx(), &form);
                local.0 = None;
            }
        }
        _ => begin(ui, open, key, estimated, died, local, actions),
    }
}

fn begin(
    ui: &mut Ui,
    open: &Workspace,
    key: Key,
    estimated: &Estimated,
    died: Option<u64>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let own = estimated.rule == Rule::Coder;
    ui.horizontal_wrapped(|ui| {
        if ui.button(if own { CHANGE_ESTIMATE } else { SET_ESTIMATE }).clicked() {
            local.0 = Some((key, setting(estimated.figures, estimated.reason.clone())));
        }
        if let Some(died) = died.filter(|_| !own) {
            let tip = "Where the figure of the wounded had included who died: sets it so much lower, with that as the \
                       reason, for you to confirm";
            if ui.button(format!("Subtract {died} who later died")).on_hover_text(tip).clicked() {
                let less = |n: Option<u64>| n.map(|n| n.saturating_sub(died));
                let Figures { low, best, high } = estimated.figures;
                let fewer = Figures { low: less(low), best: less(best), high: less(high) };
                let reason = format!("The figure had included {died} who died of wounds");
                local.0 = Some((key, setting(fewer, reason)));
            }
        }
        if own && ui.button(BACK_TO_THE_CLAIMS).clicked() {
            let mut estimates = open.answers.index.estimates(key.0).filter(|id| {
                let row = open.project.estimates.get(*id);
                row.is_some_and(|row| (row.side, row.outcome) == (key.1, key.2))
            });
            actions.extend(estimates.next().map(|it| Action::Incident(IncidentAction::ClearEstimate(it))));
        }
    });
}

/// The name of the form among the project's.
fn form_key((incident, side, outcome): &Key) -> String {
    let side = side.map_or_else(String::new, |side| side.to_string());
    format!("estimate {incident} {side} {}", outcome.as_str())
}

fn setting(figures: Figures, reason: String) -> Setting {
    Setting { figures: typed::show_count(figures), reason, wrong: [None, None] }
}

/// The fields; answers whether it is done with them.
fn fields(ui: &mut Ui, key: Key, setting: &mut Setting, actions: &mut Vec<Action>) -> bool {
    let (mut set, mut cancelled) = (false, false);
    let form = form_key(&key);
    row::row(ui, FIGURES, |ui| {
        let (name, hint) = (format!("{form} figures"), "13, 6-8, at least 6");
        let before = setting.figures.clone();
        set |= pending_text::line(ui, &name, OWN_FIGURES, hint, f32::INFINITY, &mut setting.figures);
        if setting.figures != before {
            setting.wrong[0] = None;
        }
    });
    row::row(ui, REASON, |ui| {
        let (name, hint) = (format!("{form} reason"), "Why not what the claims give");
        set |= pending_text::line(ui, &name, REASON, hint, f32::INFINITY, &mut setting.reason);
        if !setting.reason.trim().is_empty() {
            setting.wrong[1] = None;
        }
    });
    row::row(ui, "", |ui| {
        ui.horizontal(|ui| {
            set |= ui.button(SET).clicked();
            cancelled |= ui.button(CANCEL).clicked();
        });
        // Under the buttons, which stay where they are when it comes and goes.
        setting.wrong.iter().flatten().for_each(|why| row::error(ui, why));
    });
    if !set {
        return cancelled;
    }
    let reason = setting.reason.trim().to_owned();
    let figures = parse_count(&setting.figures);
    let no_reason = reason.is_empty().then(|| NO_REASON.to_owned());
    match (figures, no_reason) {
        (Ok(figures), None) => {
            let (incident, side, outcome) = key;
            actions.push(Action::Incident(IncidentAction::SetEstimate {
                incident,
                side,
                outcome,
                figures,
                reason,
            }));
            true
        }
        (figures, no_reason) => {
            setting.wrong = [figures.err(), no_reason];
            false
        }
    }
}
