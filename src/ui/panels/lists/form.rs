//! The fields of one entry of a list.

use crate::ui::widgets::labels::REMOVE;
use eframe::egui::{Button, Role, Ui, WidgetInfo};

use super::State;
use crate::ui::panels::inspector::{cell, words};
use crate::ui::theme::space;
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::{pending_text, row};
use tollbook_core::analysis::places::same;
use tollbook_core::analysis::uses::Uses;
use tollbook_core::extract::country_names;
use tollbook_core::model::{EntryId, Hostile, List, ListEntry, SideKind};
use tollbook_state::ListAction;
use tollbook_state::{Action, EntryEdit, Workspace};

const SIDE_IS_RECORDED: &str = "Casualties of this side are recorded";

/// The label of a control, by which tests find it.
pub const COUNTRIES: &str = "Countries";

pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: EntryId,
    entry: &ListEntry,
    uses: Uses,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.push_id(id, |ui| {
        let mut edit = |edit: EntryEdit| actions.push(Action::List(ListAction::Edit(id, edit)));
        let name =
            row::row(ui, "Name", |ui| field::text(ui, "Name", "Name", &entry.value, field::Edit::default()));
        if let Some(name) = name {
            edit(EntryEdit::Name(name));
        }
        match entry.list {
            List::Side => side(ui, entry, edit),
            List::Definition => includes(ui, entry, edit),
            List::Area => countries(ui, entry, &mut local.country, edit),
            List::Cause | List::Coder => {}
        }
        ui.add_space(space::MEDIUM);
        ui.separator();
        ui.add_space(space::TIGHT);
        leave(ui, open, id, entry, uses, local, actions);
    });
}

/// Whether a side is recorded, its country and what sort of people it is.
fn side(ui: &mut Ui, entry: &ListEntry, mut edit: impl FnMut(EntryEdit)) {
    row::row(ui, "Recorded", |ui| {
        let mut recorded = entry.recorded;
        if ui.checkbox(&mut recorded, SIDE_IS_RECORDED).changed() {
            edit(EntryEdit::Recorded(recorded));
        }
        row::remark(ui, "The chart starts with the sides that are recorded, or with all if none is.");
    });
    let width = |ui: &Ui| ui.available_width();
    let kind = row::row(ui, "Kind", |ui| {
        let shown = entry.kind.map_or("", |kind| kind.as_str());
        let look = Look { shown, hint: "Not set", width: width(ui), heading: false, disabled: false };
        choose::one(ui, "Kind of side", "Kind of side", look, &entry.kind, || {
            let kinds = SideKind::ALL.iter().map(|&kind| Choice::new(Some(kind), kind.as_str()));
            kinds.chain([Choice::new(None, "Not set")]).collect()
        })
    });
    if let Some(kind) = kind {
        edit(EntryEdit::Kind(kind));
    }
    let country = row::row(ui, "Country", |ui| {
        let shown = entry.country.as_str();
        let look = Look { shown, hint: "Not set", width: width(ui), heading: false, disabled: false };
        choose_country(ui, "Country of the side", look, &entry.country)
    });
    if let Some(country) = country {
        edit(EntryEdit::Country(country));
    }
}

/// The values of hostile that a definition includes.
fn includes(ui: &mut Ui, entry: &ListEntry, mut edit: impl FnMut(EntryEdit)) {
    let included = |value: Hostile| entry.parts().any(|part| part == value.as_str());
    row::row(ui, "Includes", |ui| {
        row::remark(ui, "Incidents by hostile action");
        for &value in Hostile::ALL {
            let mut ticked = included(value);
            if ui.checkbox(&mut ticked, words::hostile(value)).changed() {
                let wanted = |other: &Hostile| if *other == value { ticked } else { included(*other) };
                edit(EntryEdit::Includes(Hostile::ALL.iter().copied().filter(wanted).collect()));
            }
        }
        if !entry.says_what_it_includes() {
            row::remark(
                ui,
                "It includes none of them: a legal status, say. A total of this definition is compared with nothing.",
            );
        }
    });
}

/// The countries of an area.
fn countries(ui: &mut Ui, entry: &ListEntry, other: &mut String, mut edit: impl FnMut(EntryEdit)) {
    let chosen: Vec<String> = entry.parts().map(str::to_owned).collect();
    let wanted = row::row(ui, COUNTRIES, |ui| {
        let look = Look {
            shown: &chosen.join(", "),
            hint: "None yet",
            width: ui.available_width(),
            heading: false,
            disabled: false,
        };
        let picked = choose::many(ui, COUNTRIES, COUNTRIES, look, &chosen, || every_country(&chosen));
        row::remark(ui, "Type to find a country; Space or Enter adds or removes it.");
        picked
    });
    if let Some(wanted) = wanted {
        edit(EntryEdit::Countries(wanted));
    }
    let added = row::row(ui, "Another", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            let width = ui.available_width() - 62.0;
            let key = format!("another country of {}", entry.value);
            let entered =
                pending_text::line(ui, &key, "Another country", "A country of another name", width, other);
            let ready = !other.trim().is_empty();
            let clicked = ui.add_enabled(ready, Button::new("Add")).clicked();
            (ready && (entered || clicked)).then(|| std::mem::take(other).trim().to_owned())
        })
    });
    let is_new = |name: &&str| !name.is_empty() && !country_names().any(|known| same(known, name));
    if let Some(name) = Some(other.trim()).filter(is_new) {
        row::under(ui, |ui| {
            row::warning(ui, &format!("“{name}” is not in the list of countries. Check the spelling."))
        });
    }
    if let Some(name) = added {
        let listed = country_names().find(|known| same(known, &name)).map_or(name.clone(), str::to_owned);
        if !chosen.iter().any(|known| same(known, &listed)) {
            edit(EntryEdit::Countries(chosen.into_iter().chain([listed]).collect()));
        }
    }
}

/// Lets the country of a side be chosen, or none.
pub(crate) fn choose_country(ui: &mut Ui, label: &str, look: Look<'_>, chosen: &String) -> Option<String> {
    choose::one(ui, label, label, look, chosen, || {
        let mut countries = every_country(std::slice::from_ref(chosen));
        countries.retain(|country| !country.value.is_empty());
        countries.insert(0, Choice::new(String::new(), "Not set"));
        countries
    })
}

/// Those that are chosen first, then every other by name.
fn every_country(chosen: &[String]) -> Vec<Choice<String>> {
    let mut others: Vec<&str> =
        country_names().filter(|name| !chosen.iter().any(|known| same(known, name))).collect();
    others.sort_unstable();
    let all = chosen.iter().map(String::as_str).chain(others);
    all.map(|name| Choice::new(name.to_owned(), name)).collect()
}

/// What names the entry, and how it can go.
fn leave(
    ui: &mut Ui,
    open: &Workspace,
    id: EntryId,
    entry: &ListEntry,
    uses: Uses,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    row::remark(ui, format!("Named by {uses}."));
    let others: Vec<(EntryId, &ListEntry)> =
        cell::in_order(&open.project, entry.list).into_iter().filter(|(other, _)| *other != id).collect();
    let into = local.into.filter(|into| others.iter().any(|(other, _)| other == into));
    let chosen = row::row(ui, "Merge into", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            let width = ui.available_width() - 76.0;
            let shown = open.project.entry_name(into);
            let hint = "Another entry";
            let look = Look { shown, hint, width, heading: false, disabled: others.is_empty() };
            let chosen = choose::one(ui, "Merge into", "Merge into", look, &into, || {
                others.iter().map(|(other, entry)| Choice::new(Some(*other), entry.value.as_str())).collect()
            });
            let tip = "All that names this entry names the other instead, and this one goes. The other stays as \
                       it is. One undo takes it back.";
            let merge = ui.add_enabled(into.is_some(), Button::new("Merge")).on_hover_text(tip);
            if let Some(into) = into.filter(|_| merge.clicked()) {
                actions.push(Action::List(ListAction::Merge(id, into)));
            }
            chosen
        })
    });
    if let Some(chosen) = chosen {
        local.into = chosen;
    }
    row::row(ui, "", |ui| {
        let name = format!("Remove {}", entry.value);
        let response = ui.button(REMOVE);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        if response.clicked() {
            actions.push(Action::List(ListAction::Remove(id)));
        }
    });
}
