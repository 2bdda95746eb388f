//! Which edits are listed: words, who, what about, and the day.

use eframe::egui::{TextEdit, Ui, WidgetInfo};
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use tollbook_core::analysis::wording::{counted, grouped};
use tollbook_state::past::{About, HistoryFilter};
use tollbook_state::{Action, HistoryAction, HistoryFilterChange, Workspace};

const CLEAR: &str = "Clear";

/// The label of a control, by which tests find it.
pub const FILTER_EDITS: &str = "Filter edits";
/// The label of a control, by which tests find it.
pub const DAY: &str = "Day of the edits";
/// The label of a control, by which tests find it.
pub const CODER: &str = "Edits by";
/// The label of a control, by which tests find it.
pub const ABOUT: &str = "Edits of";

/// The day that is being typed.
#[derive(Clone, Debug, Default)]
pub struct DayField {
    text: String,
    is_wrong: bool,
}

/// Shows the filters.
pub(super) fn show(ui: &mut Ui, open: &Workspace, day: &mut DayField, actions: &mut Vec<Action>) {
    let view = &open.past_edits;
    let filter = &view.filter;
    let mut ask = |change| actions.push(Action::History(HistoryAction::Filter(change)));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        let edit = field::Edit { hint: FILTER_EDITS, width: 150.0, ..field::Edit::default() };
        if let Some(words) = field::text(ui, "filter edits", FILTER_EDITS, &filter.words, edit) {
            ask(HistoryFilterChange::Words(words));
        }
        coder(ui, open, &mut ask);
        about(ui, open, &mut ask);
        of_day(ui, day, &mut ask);
        if *filter != HistoryFilter::default() && ui.button(CLEAR).on_hover_text("Show every edit").clicked()
        {
            *day = DayField::default();
            ask(HistoryFilterChange::Clear);
        }
        let all = view.entries.len();
        let text = if view.shown.len() == all {
            counted(all, "edit")
        } else {
            format!("{} of {}", grouped(view.shown.len() as u64), counted(all, "edit"))
        };
        ui.label(theme::remark(ui, text));
    });
}

fn coder(ui: &mut Ui, open: &Workspace, ask: &mut impl FnMut(HistoryFilterChange)) {
    let filter = &open.past_edits.filter;
    let shown = filter
        .coder
        .map_or("Everybody", |coder| open.past_edits.coders.get(&coder).map_or("Somebody", String::as_str));
    let look = Look { shown, hint: "", width: 110.0, heading: false, disabled: false };
    let chosen = choose::one(ui, "edits by", CODER, look, &filter.coder, || {
        let coders = open.past_edits.coders.iter().map(|(id, name)| Choice::new(Some(*id), name.as_str()));
        std::iter::once(Choice::new(None, "Everybody")).chain(coders).collect()
    });
    if let Some(coder) = chosen {
        ask(HistoryFilterChange::Coder(coder));
    }
}

fn about(ui: &mut Ui, open: &Workspace, ask: &mut impl FnMut(HistoryFilterChange)) {
    let current = open.past_edits.filter.about;
    let selection = &open.selection;
    let mut choices = vec![(About::Everything, "Everything")];
    choices.extend(selection.annotation.map(|id| (About::Annotation(id), "Selected annotation")));
    let incident = selection.incident.or_else(|| open.selected_incident());
    choices.extend(incident.map(|id| (About::Incident(id), "Selected incident")));
    choices.extend(selection.article.map(|id| (About::Article(id), "Open article")));
    let known = choices.iter().find(|(about, _)| *about == current).map(|(_, name)| *name);
    let shown = known.unwrap_or(match current {
        About::Everything => "Everything",
        About::Annotation(_) => "An annotation",
        About::Incident(_) => "An incident",
        About::Article(_) => "An article",
    });
    let look = Look { shown, hint: "", width: 150.0, heading: false, disabled: false };
    let chosen = choose::one(ui, "edits of", ABOUT, look, &current, || {
        choices.into_iter().map(|(about, name)| Choice::new(about, name)).collect()
    });
    if let Some(about) = chosen {
        ask(HistoryFilterChange::About(about));
    }
}

fn of_day(ui: &mut Ui, day: &mut DayField, ask: &mut impl FnMut(HistoryFilterChange)) {
    let mut edit = TextEdit::singleline(&mut day.text).hint_text("Day: 2026-11-29").desired_width(128.0);
    if day.is_wrong {
        edit = edit.text_color(Palette::for_ui(ui).error);
    }
    let response = ui.add(edit);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &day.text, &day.text, DAY);
        info.label = Some(DAY.to_owned());
        info
    });
    if response.changed() {
        let typed = day.text.trim();
        let within = days(typed).and_then(|(first, last)| {
            let begin = |day: Date| day.to_zoned(TimeZone::system()).ok().map(|at| at.timestamp());
            Some((begin(first)?, begin(last.tomorrow().ok()?)?))
        });
        day.is_wrong = within.is_none() && !typed.is_empty();
        if within.is_some() || typed.is_empty() {
            ask(HistoryFilterChange::Within(within));
        }
    }
    response.on_hover_text("A day, a month (2026-11), or two days with .. between them");
}

/// The first and the last of the days that are typed: a day, a month, or two days with `..` between.
fn days(typed: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = typed.split_once("..") {
        let (first, last): (Date, Date) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        return (first <= last).then_some((first, last));
    }
    if let Ok(day) = typed.parse::<Date>() {
        return Some((day, day));
    }
    let first: Date = format!("{typed}-01").parse().ok()?;
    Some((first, first.checked_add(1.month()).ok()?.yesterday().ok()?))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn days_are_typed_as_a_day_a_month_or_two_days() {
        let typed = |text| days(text).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(typed("2026-11-29").as_deref(), Some("2026-11-29 2026-11-29"));
        assert_eq!(typed("2026-02").as_deref(), Some("2026-02-01 2026-02-28"));
        assert_eq!(typed("2026-02-03 .. 2026-03-01").as_deref(), Some("2026-02-03 2026-03-01"));
        for wrong in ["", "yesterday", "2026-13", "2026-11-31", "2026-03-01..2026-02-03", "2026"] {
            assert_eq!(typed(wrong), None, "{wrong}");
        }
    }
}
