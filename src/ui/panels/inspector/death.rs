//! Died of wounds: whether, when, and whether other figures include them.

use eframe::egui::Ui;

use super::cell;
use super::claim_form::Form;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::typed;
use tollbook_core::model::ClaimField;
use tollbook_state::ClaimEdit;

const OF_WOUNDS: &str = "Of wounds";

/// Whether they died later, of wounds.
pub(super) fn wounds(form: &mut Form<'_>, ui: &mut Ui) {
    let claim = form.claim;
    let mut died = claim.died_of_wounds;
    let is_blank = !died && claim.death_date.is_none();
    let changed = form.cell(
        ui,
        (ClaimField::Death, is_blank),
        "Died later",
        |ui, _| ui.checkbox(&mut died, OF_WOUNDS).changed(),
        |_, _| {},
    );
    if changed {
        form.wish(ClaimEdit::Death(died, claim.death_date.filter(|_| died)));
    }
}

/// The day of death.
pub(super) fn day(form: &mut Form<'_>, ui: &mut Ui) {
    let claim = form.claim;
    let shown = claim.death_date.map_or_else(String::new, |day| day.to_string());
    let typed = form.cell(
        ui,
        (ClaimField::Death, claim.death_date.is_none()),
        "Day of death",
        |ui, _| {
            let edit = field::Edit { hint: "Not set", ..field::Edit::default() };
            typed::field(ui, "Day of death", "Day of death", &shown, edit, typed::read_day)
        },
        cell::wrong,
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(day) = typed.value
        && day != claim.death_date
    {
        form.wish(ClaimEdit::Death(claim.died_of_wounds || day.is_some(), day));
    }
}

/// Whether other figures include people who died of wounds: the label and the answer that is none.
pub const IN_OTHER_FIGURES: &str = "Already in another figure?";
const NOT_SAID: &str = "Not set";
const ADD: &str = "No, add";
const ONCE: &str = "Yes, count once";

/// Whether other figures of the incident include them.
pub(super) fn in_other_figures(form: &mut Form<'_>, ui: &mut Ui) {
    let current = form.claim.in_other_figures;
    let shown = match current {
        Some(true) => ONCE,
        Some(false) => ADD,
        None => "",
    };
    let chosen = form.cell(
        ui,
        (ClaimField::InOtherFigures, current.is_none()),
        IN_OTHER_FIGURES,
        |ui, width| {
            let look = Look { shown, hint: NOT_SAID, width, heading: false, disabled: false };
            choose::one(ui, IN_OTHER_FIGURES, IN_OTHER_FIGURES, look, &current, || {
                vec![
                    Choice::new(None, NOT_SAID),
                    Choice::new(Some(true), ONCE),
                    Choice::new(Some(false), ADD),
                ]
            })
        },
        |_, _| {},
    );
    if let Some(included) = chosen {
        form.wish(ClaimEdit::InOtherFigures(included));
    }
}
