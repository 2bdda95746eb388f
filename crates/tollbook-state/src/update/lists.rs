//! The project's lists: making, changing, merging and removing their entries.

use super::{Outcome, edit as change};
use crate::action::EntryEdit;
use crate::workspace::Workspace;
use tollbook_core::analysis::places::same;
use tollbook_core::analysis::totals::UNSTATED;
use tollbook_core::analysis::uses::InUse;
use tollbook_core::extract::country_names;
use tollbook_core::model::{
    Claim, Draft, EntryId, Estimate, Hostile, Incident, List, ListEntry, Operation, Project, Stamp,
};

pub(super) fn add(open: &mut Workspace, list: List, name: &str, stamp: &mut Stamp) -> Outcome {
    let value = checked_name(open, list, name, None)?;
    change(open, &format!("Add {list}"), stamp, |draft, _| {
        let id: EntryId = draft.stamp.mint();
        draft.set(id, ListEntry::named(list, value));
        Ok(())
    })
}

pub(super) fn edit(open: &mut Workspace, id: EntryId, edit: EntryEdit, stamp: &mut Stamp) -> Outcome {
    let entry = open.project.entries.get(id).ok_or("The entry is no longer there.")?.clone();
    match edit {
        EntryEdit::Name(name) => rename(open, id, &entry, &name, stamp),
        EntryEdit::Recorded(recorded) => {
            set_side(open, id, "Change which sides are recorded", stamp, |side| side.recorded = recorded)
        }
        EntryEdit::Country(country) => set_side(open, id, "Change a side's country", stamp, |side| {
            country.trim().clone_into(&mut side.country);
        }),
        EntryEdit::Kind(kind) => set_side(open, id, "Change a side's kind", stamp, |side| side.kind = kind),
        EntryEdit::Includes(values) => {
            let words: Vec<&str> = Hostile::ALL
                .iter()
                .filter(|value| values.contains(value))
                .map(|value| value.as_str())
                .collect();
            set_detail(open, id, "Change what a definition includes", words.join(";"), stamp)
        }
        EntryEdit::Countries(countries) => {
            let mut names: Vec<String> = Vec::new();
            for name in countries.iter().flat_map(|name| name.split(';')).map(str::trim) {
                if !name.is_empty() && !names.iter().any(|known| same(known, name)) {
                    names.push(name.to_owned());
                }
            }
            set_detail(open, id, "Change an area's countries", names.join(";"), stamp)
        }
    }
}

fn set_side(
    open: &mut Workspace,
    id: EntryId,
    label: &str,
    stamp: &mut Stamp,
    set: impl FnOnce(&mut ListEntry),
) -> Outcome {
    change(open, label, stamp, |draft, _| {
        draft.update::<ListEntry>(id, set);
        Ok(())
    })
}

fn set_detail(open: &mut Workspace, id: EntryId, label: &str, detail: String, stamp: &mut Stamp) -> Outcome {
    change(open, label, stamp, |draft, _| {
        draft.update::<ListEntry>(id, |entry| entry.detail = detail);
        Ok(())
    })
}

fn rename(open: &mut Workspace, id: EntryId, entry: &ListEntry, name: &str, stamp: &mut Stamp) -> Outcome {
    if same(&entry.value, UNSTATED) && entry.list == List::Definition {
        return Err(keeps_its_name());
    }
    let value = checked_name(open, entry.list, name, Some(id))?;
    change(open, &format!("Rename {}", entry.list), stamp, |draft, open| {
        if entry.list == List::Area {
            rename_area(draft, &open.project, &entry.value, &value);
        }
        draft.update::<ListEntry>(id, |entry| entry.value = value);
        Ok(())
    })
}

fn keeps_its_name() -> String {
    format!("“{UNSTATED}” is for totals that do not say what they count; it stays as it is.")
}

/// One name must lead to one entry of its list.
fn checked_name(open: &Workspace, list: List, name: &str, own: Option<EntryId>) -> Result<String, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err(format!("The {list} needs a name."));
    }
    if name.contains(';') {
        return Err(
            "A name cannot have a semicolon, which stands between names in exported files.".to_owned()
        );
    }
    if let Some(known) = open.project.entry(list, name).filter(|id| Some(*id) != own) {
        let known = open.project.entry_name(Some(known));
        return Err(format!("“{known}” is in the list already; to make the two one, merge them."));
    }
    if list == List::Area && country_names().any(|country| same(country, name)) {
        return Err(format!("“{name}” is a country; give the area another name."));
    }
    Ok(name.to_owned())
}

/// Operations and totals name an area by its name, beside countries.
fn rename_area(draft: &mut Draft<'_>, project: &Project, from: &str, to: &str) {
    let names_it = |names: &[String]| names.iter().any(|name| same(name, from));
    let renamed = |names: &mut Vec<String>| {
        names.iter_mut().filter(|name| same(name, from)).for_each(|name| to.clone_into(name));
        let mut seen: Vec<String> = Vec::new();
        names.retain(|name| {
            let is_new = !seen.iter().any(|known| same(known, name));
            seen.push(name.clone());
            is_new
        });
    };
    for (id, operation) in project.operations.iter().filter(|(_, operation)| names_it(&operation.area)) {
        debug_assert!(!operation.area.is_empty());
        draft.update::<Operation>(id, |operation| renamed(&mut operation.area));
    }
    for (id, _) in project.claims.iter().filter(|(_, claim)| names_it(&claim.scope_countries)) {
        draft.update::<Claim>(id, |claim| renamed(&mut claim.scope_countries));
    }
}

/// Moves every reference from one entry to another of the same list, and removes the first.
pub(super) fn merge(open: &mut Workspace, from: EntryId, into: EntryId, stamp: &mut Stamp) -> Outcome {
    let gone = || "The entry is no longer there.".to_owned();
    let old = open.project.entries.get(from).ok_or_else(gone)?.clone();
    let new = open.project.entries.get(into).ok_or_else(gone)?.clone();
    if from == into || old.list != new.list {
        return Err("Only two entries of one list can be merged.".to_owned());
    }
    if old.list == List::Definition && same(&old.value, UNSTATED) {
        return Err(keeps_its_name());
    }
    if let Some(twice) = estimated_twice(&open.project, from, into) {
        let title = open.answers.incident(twice).map_or("an incident", |view| view.title.as_str());
        return Err(format!(
            "The coder has set estimates for both {} and {} in “{title}”; clear one of them first.",
            old.value, new.value
        ));
    }
    let effects = change(open, &format!("Merge {} into {}", old.value, new.value), stamp, |draft, open| {
        move_claims(draft, &open.project, from, into);
        for (id, incident) in open.project.incidents.iter() {
            if incident.cause == Some(from) {
                draft.update::<Incident>(id, |incident| incident.cause = Some(into));
            }
        }
        for (id, estimate) in open.project.estimates.iter() {
            if estimate.side == Some(from) {
                draft.update::<Estimate>(id, |estimate| estimate.side = Some(into));
            }
        }
        if old.list == List::Area {
            rename_area(draft, &open.project, &old.value, &new.value);
        }
        if old.recorded {
            draft.update::<ListEntry>(into, |entry| entry.recorded = true);
        }
        draft.remove::<ListEntry>(from);
        Ok(())
    })?;
    open.ask_of_another(from, into);
    Ok(effects)
}

fn move_claims(draft: &mut Draft<'_>, project: &Project, from: EntryId, into: EntryId) {
    let move_one = |id: &mut Option<EntryId>| {
        if *id == Some(from) {
            *id = Some(into);
        }
    };
    for (id, claim) in project.claims.iter() {
        let own = [claim.side, claim.cause, claim.definition];
        if own.contains(&Some(from)) || claim.scope_areas.contains(&from) {
            draft.update::<Claim>(id, |claim| {
                move_one(&mut claim.side);
                move_one(&mut claim.cause);
                move_one(&mut claim.definition);
                super::operations::replace(&mut claim.scope_areas, from, into);
            });
        }
    }
}

/// An incident for whose people of both sides, and of one outcome, the coder has set an estimate.
fn estimated_twice(project: &Project, a: EntryId, b: EntryId) -> Option<tollbook_core::model::IncidentId> {
    let of = |side| project.estimates.iter().filter(move |(_, estimate)| estimate.side == Some(side));
    of(a).find_map(|(_, one)| {
        let twice = of(b).any(|(_, other)| (other.incident, other.outcome) == (one.incident, one.outcome));
        twice.then_some(one.incident)
    })
}

pub(super) fn remove(open: &mut Workspace, id: EntryId, stamp: &mut Stamp) -> Outcome {
    let Some(entry) = open.project.entries.get(id).cloned() else { return Ok(Vec::new()) };
    if entry.list == List::Definition && same(&entry.value, UNSTATED) {
        return Err(keeps_its_name());
    }
    let uses = InUse::from_project(&open.project).entry(id);
    if !uses.is_none() {
        return Err(format!(
            "“{}” is named by {uses}; merge it into another {}, and they name that one.",
            entry.value, entry.list
        ));
    }
    change(open, &format!("Remove {}", entry.list), stamp, |draft, _| {
        draft.remove::<ListEntry>(id);
        Ok(())
    })
}
