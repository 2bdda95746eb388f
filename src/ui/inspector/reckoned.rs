//! Dates that are reckoned from another incident: "five days earlier".

use eframe::egui::Ui;

use super::cell;
use super::claim_form::Form;
use crate::model::{Claim, ClaimField, DateBasis, DateRange};
use crate::state::{ClaimEdit, Workspace};
use crate::ui::field;
use crate::ui::widget::choose::{self, Look};
use crate::ui::widget::row;
use crate::ui::widget::typed;

/// The date of a claim that is reckoned from another incident.
pub(super) fn date(open: &Workspace, claim: &Claim) -> Option<DateRange> {
    let view = open.answers.incident(claim.date_incident?)?;
    view.date.value?.shifted(claim.date_offset_days.unwrap_or(0))
}

/// Shows from which incident the date is reckoned, and how many days off it is.
pub(super) fn show(form: &mut Form<'_>, ui: &mut Ui) {
    let (open, id, claim) = (form.open, form.id, form.claim);
    let current = claim.date_incident.map(|incident| open.answers.index.root(incident));
    let title =
        current.and_then(|incident| open.answers.incident(incident)).map_or("", |view| view.title.as_str());
    let chosen = row::row(ui, "Reckoned", |ui| {
        let hint = "Not from another incident";
        let look = Look { shown: title, hint, width: ui.available_width(), heading: false, disabled: false };
        choose::one(ui, "Reckoned", "Reckoned from", look, &current, || {
            super::scope::incidents_near(open, id)
        })
    });
    let days = claim.date_offset_days.unwrap_or(0);
    match chosen {
        Some(Some(incident)) => form.wish(ClaimEdit::DateFrom(incident, days)),
        Some(None) if current.is_some() => {
            form.wish(ClaimEdit::Date(date(open, claim), Some(DateBasis::Coder)));
        }
        Some(None) | None => {}
    }
    let Some(incident) = current else { return };
    let typed = form.cell(
        ui,
        (ClaimField::Date, false),
        "Days after",
        |ui, _| {
            let edit = field::Edit { hint: "0", ..field::Edit::default() };
            typed::field(ui, "Days after", "Days after", &days.to_string(), edit, read_days)
        },
        |ui, typed| {
            cell::wrong(ui, typed);
            row::remark(ui, "Less than 0 is before it");
        },
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(days) = typed.value.filter(|typed| *typed != days) {
        form.wish(ClaimEdit::DateFrom(incident, days));
    }
}

fn read_days(text: &str) -> Result<i32, String> {
    let text = text.trim().replace('−', "-");
    if text.is_empty() {
        return Ok(0);
    }
    text.parse().map_err(|_| format!("“{text}” is no number of days; write 5, or -5 for five days before."))
}
