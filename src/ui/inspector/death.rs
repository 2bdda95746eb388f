//! Died of wounds: whether, when, and whether they are others than those killed at once.

use eframe::egui::Ui;

use super::cell;
use super::claim_form::Form;
use crate::ui::field;
use crate::ui::widget::choose::{self, Choice, Look};
use crate::ui::widget::typed;
use tollbook_core::analysis::deaths::DeathGroup;
use tollbook_core::model::ClaimField;
use tollbook_state::ClaimEdit;

/// Whether they died later, of wounds.
pub(super) fn wounds(form: &mut Form<'_>, ui: &mut Ui) {
    let claim = form.claim;
    let mut died = claim.died_of_wounds;
    let is_blank = !died && claim.death_date.is_none();
    let changed = form.cell(
        ui,
        (ClaimField::Death, is_blank),
        "Died later",
        |ui, _| ui.checkbox(&mut died, "Of wounds").changed(),
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

const OTHERS: &str = "No, add them";
const SAME: &str = "Yes, count once";

/// Whether they are others than those killed at once, to whom they are then added.
pub(super) fn others(form: &mut Form<'_>, ui: &mut Ui) {
    let current = match DeathGroup::of(form.claim) {
        DeathGroup::Others => Some(true),
        DeathGroup::Same => Some(false),
        DeathGroup::Later | DeathGroup::Killed => None,
    };
    let shown = match current {
        Some(true) => OTHERS,
        Some(false) => SAME,
        None => "",
    };
    let chosen = form.cell(
        ui,
        (ClaimField::Exclusive, current.is_none()),
        "Already in another figure?",
        |ui, width| {
            let hint = "Not set";
            let look = Look { shown, hint, width, heading: false, disabled: false };
            choose::one(
                ui,
                "Already in another figure?",
                "Already in another figure?",
                look,
                &current,
                || {
                    let note = |value, name: &str, note: &str| Choice {
                        value,
                        name: name.to_owned(),
                        note: note.to_owned(),
                    };
                    vec![note(Some(true), OTHERS, "Added"), note(Some(false), SAME, "Counted once")]
                },
            )
        },
        |_, _| {},
    );
    if let Some(Some(others)) = chosen {
        form.wish(ClaimEdit::Others(others));
    }
}
