//! The suggestion that is looked at: what it claims, how certain that is and why, and what can be done with it.

use eframe::egui::{self, Button, Label, RichText, ScrollArea, Ui};

use super::{claim_form, offer_line};
use crate::ui::shell::keys;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{row, typed};
use tollbook_core::analysis::duplicates::fit::Fit;
use tollbook_core::analysis::wording::sentence;
use tollbook_core::model::{Claim, ClaimField, Kind};
use tollbook_state::suggestions::Selected;
use tollbook_state::{Action, AppState, Command, SuggestionAction, Workspace};

/// The label of a control, by which tests find it.
pub const WHY_IT_IS_SUGGESTED: &str = "Why it is suggested";

/// What can be done with a suggestion, in the order in which it is offered.
const DECISIONS: [Command; 6] = [
    Command::AcceptSuggestion,
    Command::AcceptAndCorrect,
    Command::AcceptAndJoin,
    Command::AcceptAllOfKind,
    Command::RejectSuggestion,
    Command::RejectEverywhere,
];

/// What stands above the reasons.
pub(in crate::ui) const WHY: &str = WHY_IT_IS_SUGGESTED;

/// Shows the suggestion.
pub(super) fn show(
    ui: &mut Ui,
    state: &AppState,
    open: &Workspace,
    selected: &Selected,
    actions: &mut Vec<Action>,
) {
    let scroll = ScrollArea::vertical().id_salt("suggestion");
    scroll.auto_shrink(false).show(ui, |ui| {
        ui.set_width(ui.available_width() - space::SMALL);
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        let suggestion = &selected.suggestion;
        let claim = &suggestion.claim;
        ui.horizontal(|ui| {
            ui.label(theme::heading(format!("Suggested: {}", what(claim))));
            let certainty = format!("{} % certain", open.suggestions.certainty(&selected.head));
            ui.label(theme::remark(ui, certainty)).on_hover_text(
                "How often suggestions like this one are right, as far as is known. What you accept and reject changes it.",
            );
        });
        ui.label(theme::remark(ui, "It counts nothing until you accept it."));
        ui.add_space(space::TIGHT);
        decide(ui, state, actions);
        ui.separator();
        for (name, field, value) in fields(open, claim).into_iter().filter(|(.., value)| !value.is_empty()) {
            row::row(ui, name, |ui| {
                let certainty = field.and_then(|field| open.suggestions.field_certainty(suggestion, field));
                let said = certainty.map_or_else(String::new, |percent| format!("{percent} %"));
                ui.horizontal_wrapped(|ui| {
                    ui.label(value);
                    ui.label(theme::remark(ui, said));
                });
            });
        }
        ui.separator();
        ui.label(theme::strong(WHY));
        ui.add(Label::new(RichText::new(format!("{}.", suggestion.reason))).wrap());
        if !selected.offers.is_empty() {
            ui.add_space(space::SMALL);
            ui.label(theme::strong(super::form::COULD_BE_SAME));
            for (n, offer) in selected.offers.iter().take(OFFERS).enumerate() {
                let key = keys::written(ui.ctx(), state, Command::AcceptAndJoin);
                let key = if n == 0 && offer.fit == Fit::Fits { key } else { String::new() };
                if offer_line::show(ui, open, &key, offer) {
                    actions.push(Action::Suggestion(SuggestionAction::AcceptAndJoin(n)));
                }
            }
            row::remark(ui, "A click accepts the suggestion and joins it to that incident.");
        }
        ui.add_space(space::LARGE);
    });
}

/// How many incidents are offered.
const OFFERS: usize = 3;

/// The decisions as buttons, each with its key.
fn decide(ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for command in DECISIONS {
            let key = keys::written(ui.ctx(), state, command);
            let can = command.why_not(state);
            let button = ui.add_enabled(can.is_none(), Button::new(command.name()).shortcut_text(key));
            let button = button.on_hover_text(command.help());
            if button.on_disabled_hover_text(can.unwrap_or_default()).clicked() {
                actions.extend(command.action(state));
            }
        }
    });
}

/// "13 killed", "total, 38 killed", "600 people, strength".
fn what(claim: &Claim) -> String {
    let count = if claim.count.is_blank() { "unknown number".to_owned() } else { claim.count.to_string() };
    let of = match (claim.kind, claim.outcome) {
        (Kind::Incident, Some(outcome)) => outcome.to_string(),
        (Kind::Incident, None) => "casualties".to_owned(),
        (kind, Some(outcome)) => format!("{outcome}, {kind}"),
        (kind, None) => format!("people, {kind}"),
    };
    format!("{count} {of}")
}

/// What the claim says, by the names that the form has for its fields.
fn fields(open: &Workspace, claim: &Claim) -> Vec<(&'static str, Option<ClaimField>, String)> {
    let project = &open.project;
    let operations: Vec<&str> = claim.operations.iter().map(|id| project.operation_name(Some(*id))).collect();
    let hostile = claim.hostile.map_or("", |_| claim_form::hostile_name(claim.hostile));
    let mut scope = claim.scope_countries.clone();
    scope.extend(claim.scope_areas.iter().map(|id| project.entry_name(Some(*id)).to_owned()));
    let as_written = |words: &str, value: String| match (words.is_empty(), value.is_empty()) {
        (true, _) => value,
        (false, true) => format!("“{words}”"),
        (false, false) => format!("{value}, “{words}”"),
    };
    vec![
        ("Kind", Some(ClaimField::Kind), sentence(claim.kind.as_str())),
        ("Status", None, claim.status.as_str().to_owned()),
        ("Count", Some(ClaimField::Count), as_written(&claim.count_as_written, figures(claim))),
        ("Date", Some(ClaimField::Date), as_written(&claim.date_as_written, typed::show_date(claim.date))),
        ("Operation", Some(ClaimField::Operations), operations.join(", ")),
        ("Side", Some(ClaimField::Side), project.entry_name(claim.side).to_owned()),
        ("Country", Some(ClaimField::Country), claim.country.clone()),
        ("Place", Some(ClaimField::Place), claim.place.clone()),
        ("Cause", Some(ClaimField::Cause), project.entry_name(claim.cause).to_owned()),
        ("Hostile", Some(ClaimField::Hostile), hostile.to_owned()),
        ("Victims", None, claim.victims.clone()),
        ("Said by", None, claim.attribution.clone()),
        ("From", None, claim.scope_from.map_or_else(String::new, |day| day.to_string())),
        ("Where", None, scope.join(", ")),
    ]
}

fn figures(claim: &Claim) -> String {
    if claim.count.is_blank() { String::new() } else { claim.count.to_string() }
}

/// What the inspector says of suggestions while nothing is selected.
pub(super) fn waiting(ui: &mut Ui, state: &AppState, open: &Workspace) {
    let waiting = open.suggestions.waiting();
    if !state.preferences.suggestions || waiting == 0 {
        return;
    }
    let claims = tollbook_core::analysis::wording::counted(waiting, "suggested claim");
    let text = format!("{claims} {} for a decision.", if waiting == 1 { "waits" } else { "wait" });
    let tip = keys::tip(ui.ctx(), state, Command::NextSuggestion, "Go to the first");
    ui.add(egui::Label::new(text).wrap());
    row::remark(ui, format!("{tip}; dotted lines under words show them."));
}
