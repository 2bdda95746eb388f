//! The date of a claim: as it is typed, how it is known, and from which other incident it is reckoned
//! ("five days earlier").

use eframe::egui::Ui;

use super::claim_form::{Form, as_written};
use super::{article_of, cell, words};
use crate::ui::theme::space;
use crate::ui::widgets::choose::{self, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::field_origin;
use crate::ui::widgets::row;
use crate::ui::widgets::typed;
use tollbook_core::extract::parse_count;
use tollbook_core::model::{Claim, ClaimField, DateBasis, DateRange};
use tollbook_state::ClaimAction;
use tollbook_state::{Action, ClaimEdit, Workspace};

/// The label of a control, by which tests find it.
pub const DATE_COUNTED_FROM: &str = "Date counted from";

/// The label of a control, by which tests find it.
pub const READ_THE_DATE_AGAIN: &str = "Read the date again";

/// The date of a claim as it stands: one that is counted from another incident moves with that.
fn resolved(open: &Workspace, claim: &Claim) -> Option<DateRange> {
    match claim.date_incident.and_then(|id| open.answers.incident(id)) {
        Some(view) => view.date.value?.shifted(claim.date_offset_days.unwrap_or(0)),
        None => claim.date,
    }
}

/// The date, in every precision that can be typed.
pub(super) fn date(form: &mut Form<'_>, ui: &mut Ui) {
    let (open, claim) = (form.open, form.claim);
    let resolved = resolved(open, claim);
    let shown = typed::show_date(resolved);
    let basis = words::date_basis(open, claim);
    let published = article_of(open, form.id).and_then(|article| article.published);
    let typed = form.cell(
        ui,
        (ClaimField::Date, resolved.is_none()),
        "Date",
        |ui, _| {
            let edit = field::Edit { hint: "Not set", ..field::Edit::default() };
            let read = |text: &str| typed::read_date_beside(published, text);
            typed::field(ui, "Date", "Date", &shown, edit, read)
        },
        |ui, typed| {
            cell::wrong(ui, typed);
            as_written(ui, &claim.date_as_written, &basis);
        },
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(date) = typed.value
        && date != resolved
    {
        form.wish(ClaimEdit::Date(date, Some(DateBasis::Coder)));
    }
    let own = claim.date.filter(|_| claim.date_incident.is_none());
    if let Some(date) = cell::throughout(ui, own) {
        form.wish(ClaimEdit::Date(Some(date), Some(DateBasis::Coder)));
    }
    if resolved.is_none() && !claim.date_as_written.is_empty() {
        unread(form, ui);
    }
}

/// Words for a date that mean no day: beside an article without a date they cannot.
fn unread(form: &mut Form<'_>, ui: &mut Ui) {
    let dated = article_of(form.open, form.id).is_some_and(|article| article.published.is_some());
    if dated {
        let again = row::under(ui, |ui| {
            let tip = "The article has a date now, from which these words can be counted";
            ui.button(READ_THE_DATE_AGAIN).on_hover_text(tip).clicked()
        });
        if again {
            form.actions.push(Action::Claim(ClaimAction::ReadAgain(form.id, ClaimField::Date)));
        }
    } else {
        row::under(ui, |ui| {
            row::remark(
                ui,
                "The article has no date, so these words mean no day. Give it one above its text, or type the day here.",
            );
        });
    }
}

/// From which incident the date is reckoned.
pub(super) fn from(form: &mut Form<'_>, ui: &mut Ui) {
    let (open, id, claim) = (form.open, form.id, form.claim);
    let current = claim.date_incident.map(|incident| open.answers.index.root(incident));
    let title =
        current.and_then(|incident| open.answers.incident(incident)).map_or("", |view| view.title.as_str());
    let chosen = row::explained(ui, "Counted from", words::meaning("Counted from"), |ui| {
        let hint = "Nothing else";
        // As wide as the fields that have a sign behind them.
        let width = ui.available_width() - field_origin::WIDTH - space::TIGHT;
        let look = Look { shown: title, hint, width, heading: false, disabled: false };
        choose::one_found(ui, DATE_COUNTED_FROM, DATE_COUNTED_FROM, look, &current, |typed| {
            form.finds.incidents(open, id, typed, hint)
        })
    });
    match chosen {
        Some(Some(incident)) => {
            form.wish(ClaimEdit::DateFrom(incident, claim.date_offset_days.unwrap_or(0)));
        }
        Some(None) if current.is_some() => {
            form.wish(ClaimEdit::Date(resolved(open, claim), Some(DateBasis::Coder)));
        }
        Some(None) | None => {}
    }
}

/// How far from that incident it is.
pub(super) fn offset(form: &mut Form<'_>, ui: &mut Ui) {
    let Some(incident) = form.claim.date_incident else { return };
    let days = form.claim.date_offset_days.unwrap_or(0);
    let typed = form.cell(
        ui,
        (ClaimField::Date, false),
        "How far",
        |ui, _| {
            let edit = field::Edit { hint: "The same day", ..field::Edit::default() };
            typed::field(ui, "How far", "How far", &show_days(days), edit, read_days)
        },
        cell::wrong,
    );
    form.shown.is_wrong |= typed.wrong.is_some();
    if let Some(days) = typed.value.filter(|typed| *typed != days) {
        form.wish(ClaimEdit::DateFrom(incident, days));
    }
}

/// `5 days before`, `a day after`, or blank for the same day.
pub(super) fn show_days(days: i32) -> String {
    let way = if days < 0 { "before" } else { "after" };
    match days.unsigned_abs() {
        0 => String::new(),
        1 => format!("a day {way}"),
        n => format!("{n} days {way}"),
    }
}

/// Reads "5 days before", "five days earlier", "a week after", "-5".
fn read_days(text: &str) -> Result<i32, String> {
    let wrong =
        || format!("“{}” is no number of days; write 5 days before, 2 days after, or -5.", text.trim());
    let lower = text.trim().to_lowercase().replace('−', "-");
    if lower.is_empty() || lower == "the same day" {
        return Ok(0);
    }
    if let Ok(days) = lower.parse() {
        return Ok(days);
    }
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    let before = match words.pop() {
        Some("before" | "earlier") => true,
        Some("after" | "later") => false,
        Some(last) => {
            words.push(last);
            return Err(wrong());
        }
        None => return Err(wrong()),
    };
    let each = match words.last() {
        Some(&("week" | "weeks")) => 7,
        _ => 1,
    };
    words.retain(|word| !matches!(*word, "day" | "days" | "week" | "weeks"));
    let days = match words.join(" ").as_str() {
        "a" | "the" | "" => Some(1),
        number => parse_count(number).ok().and_then(|figures| i32::try_from(figures.best?).ok()),
    };
    let days = days.and_then(|days| days.checked_mul(each)).ok_or_else(wrong)?;
    Ok(if before { -days } else { days })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_said_and_as_they_are_shown() {
        for days in [-30, -5, -1, 0, 1, 2, 400] {
            assert_eq!(read_days(&show_days(days)), Ok(days));
        }
        for (text, days) in
            [("-5", -5), ("five days earlier", -5), ("a week before", -7), ("2 weeks later", 14)]
        {
            assert_eq!(read_days(text), Ok(days), "{text}");
        }
        for text in ["soon", "five days", "many days before", "99999999999 days before"] {
            assert!(read_days(text).unwrap_err().contains("write 5 days before"), "{text}");
        }
    }
}
