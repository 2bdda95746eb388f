//! The fields of a claim.

use eframe::egui::{Id, Ui};

use super::cell::{self, Cell};
use super::chooser_lists::ChooserLists;
use super::words::{self, BY_CODER};
use super::{date_source, death, field_source, scope};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::{row, typed};
use tollbook_core::analysis::deaths::DeathGroup;
use tollbook_core::extract::parse_count;
use tollbook_core::model::{AnnotationId, Claim, ClaimField, EntryId, Hostile, Kind, List, Outcome};
use tollbook_state::ClaimAction;
use tollbook_state::{Action, ClaimEdit, Workspace};

/// The label of a control, by which tests find it.
pub const NO_OVERLAP_WITH_OTHER_PARTS: &str = "No overlap with other parts";

/// The fields of one claim while they are shown.
pub struct Form<'a> {
    /// The open project.
    pub open: &'a Workspace,
    /// The claim's annotation.
    pub id: AnnotationId,
    /// The claim.
    pub claim: &'a Claim,
    /// The sentence that it was read from, in lower case.
    sentence: String,
    /// What choosers have found.
    pub finds: &'a mut ChooserLists,
    /// What the coder wishes.
    pub actions: &'a mut Vec<Action>,
    /// What came of it.
    pub shown: Shown,
}

/// What the caller may want to know of the fields that were shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// The field that has the keyboard first: the count.
    pub first: Option<Id>,
    /// Whether the keyboard is with a field in which any words may stand.
    pub in_words: bool,
    /// Whether something stands in a field that cannot be read.
    pub is_wrong: bool,
}

/// A field of the form, in the order of Tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slot {
    Count,
    Date,
    Reckoned,
    Offset,
    Operation,
    Side,
    Country,
    Place,
    Cause,
    Hostile,
    Victims,
    Attribution,
    Wounds,
    Death,
    Others,
    Exclusive,
    Definition,
    Area,
    From,
    AsOf,
    AsOfIncident,
}

/// The fields of a claim, in the order of Tab.
fn slots(claim: &Claim) -> Vec<Slot> {
    use Slot::*;
    let mut slots = match claim.kind {
        Kind::Total => vec![Count, AsOf, Operation, Side, Definition, From, Area, AsOfIncident],
        Kind::Strength => vec![Count, Date, Operation, Side, Country, Place],
        Kind::Incident | Kind::Part | Kind::Background => {
            let mut slots = vec![Count, Date];
            if claim.date_incident.is_some() {
                slots.extend([Reckoned, Offset]);
            }
            slots.extend([Operation, Side, Country, Place, Cause, Hostile, Victims]);
            slots
        }
    };
    slots.push(Attribution);
    if claim.kind.has_incident() {
        if claim.date_incident.is_none() {
            slots.push(Reckoned);
        }
        let is_killed = claim.outcome == Some(Outcome::Killed);
        if is_killed {
            slots.push(Wounds);
        }
        if is_killed && (claim.died_of_wounds || claim.death_date.is_some()) {
            slots.push(Death);
        }
        if DeathGroup::from_claim(claim) != DeathGroup::Killed {
            slots.push(Others);
        }
        if claim.kind == Kind::Part {
            slots.push(Exclusive);
        }
    }
    slots
}

/// Shows the fields of a claim.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    claim: &Claim,
    finds: &mut ChooserLists,
    actions: &mut Vec<Action>,
) -> Shown {
    let sentence = field_source::sentence(open, id);
    let mut form = Form { open, id, claim, sentence, finds, actions, shown: Shown::default() };
    ui.push_id((id, "claim"), |ui| {
        ui.add_enabled_ui(open.can_edit(), |ui| {
            slots(claim).into_iter().for_each(|slot| form.slot(ui, slot));
        });
    });
    form.shown
}

impl<'a> Form<'a> {
    /// Wishes a change of the claim.
    pub(super) fn wish(&mut self, edit: ClaimEdit) {
        self.actions.push(Action::Claim(ClaimAction::Edit(self.id, edit)));
    }

    /// A row of the form; what the coder set can be taken back.
    pub(super) fn cell<R>(
        &mut self,
        ui: &mut Ui,
        (field, is_blank): (ClaimField, bool),
        label: &str,
        add: impl FnOnce(&mut Ui, f32) -> R,
        under: impl FnOnce(&mut Ui, &R),
    ) -> R {
        let known = field_source::origin(self.open, self.claim, field, is_blank, &self.sentence);
        let tip = words::origin_words(known);
        let (inner, take_back) = cell::show(ui, Cell { label, origin: known, tip }, add, under);
        if take_back {
            self.actions.push(Action::Claim(ClaimAction::ReadAgain(self.id, field)));
        }
        inner
    }

    fn slot(&mut self, ui: &mut Ui, slot: Slot) {
        let claim = self.claim;
        match slot {
            Slot::Count => self.count(ui),
            Slot::Date => date_source::date(self, ui),
            Slot::Reckoned => date_source::from(self, ui),
            Slot::Offset => date_source::offset(self, ui),
            Slot::Operation if claim.kind == Kind::Total => self.operations(ui),
            Slot::Operation => self.operation(ui),
            Slot::Side => self.entry(ui, ClaimField::Side, "Side", List::Side, claim.side, ClaimEdit::Side),
            Slot::Country => {
                self.words(ui, ClaimField::Country, "Country", "Not set", &claim.country, ClaimEdit::Country);
            }
            Slot::Place => {
                self.words(ui, ClaimField::Place, "Place", "Not set", &claim.place, ClaimEdit::Place);
            }
            Slot::Cause => {
                self.entry(ui, ClaimField::Cause, "Cause", List::Cause, claim.cause, ClaimEdit::Cause);
            }
            Slot::Hostile => self.hostile(ui),
            Slot::Victims => {
                let hint = "Names, ranks, unit";
                self.words(ui, ClaimField::Victims, "Victims", hint, &claim.victims, ClaimEdit::Victims);
            }
            Slot::Attribution => {
                let (said, edit) = (&claim.attribution, ClaimEdit::Attribution);
                self.words(ui, ClaimField::Attribution, "Said by", "Not set", said, edit);
            }
            Slot::Wounds => death::wounds(self, ui),
            Slot::Death => death::day(self, ui),
            Slot::Others => death::in_other_figures(self, ui),
            Slot::Exclusive => self.exclusive(ui),
            Slot::Definition => {
                let (field, definition) = (ClaimField::Definition, claim.definition);
                self.entry(ui, field, "Counted", List::Definition, definition, ClaimEdit::Definition);
            }
            Slot::Area => scope::area(self, ui),
            Slot::From => scope::from(self, ui),
            Slot::AsOf => scope::as_of(self, ui),
            Slot::AsOfIncident => scope::as_of_incident(self, ui),
        }
    }

    fn count(&mut self, ui: &mut Ui) {
        let claim = self.claim;
        let shown = typed::show_count(claim.count);
        let mut first = None;
        let typed = self.cell(
            ui,
            (ClaimField::Count, claim.count.is_blank()),
            "Count",
            |ui, _| {
                first = Some(ui.make_persistent_id("Count"));
                let edit = field::Edit { hint: "Not set", ..field::Edit::default() };
                typed::field(ui, "Count", "Count", &shown, edit, parse_count)
            },
            |ui, typed| {
                cell::wrong(ui, typed);
                let set = claim.set_by_coder.contains(ClaimField::Count);
                as_written(ui, &claim.count_as_written, if set { BY_CODER } else { "" });
            },
        );
        self.shown.first = first;
        self.shown.is_wrong |= typed.wrong.is_some();
        if let Some(figures) = typed.value
            && figures != claim.count
        {
            self.wish(ClaimEdit::Count(figures));
        }
    }

    fn operation(&mut self, ui: &mut Ui) {
        let (open, claim) = (self.open, self.claim);
        let current = claim.operations.first().copied();
        let names: Vec<&str> =
            claim.operations.iter().map(|&id| open.project.operation_name(Some(id))).collect();
        let shown = names.join(", ");
        let basis = claim.operations_basis.map_or("", words::operation_basis);
        let chosen = self.cell(
            ui,
            (ClaimField::Operations, names.is_empty()),
            "Operation",
            |ui, width| {
                let look = Look { shown: &shown, hint: "Not set", width, heading: false, disabled: false };
                choose::one(ui, "Operation", "Operation", look, &current, || cell::operations(open))
            },
            |ui, _| {
                if !basis.is_empty() {
                    row::remark(ui, basis);
                }
            },
        );
        if let Some(operation) = chosen {
            self.wish(ClaimEdit::Operations(operation.into_iter().collect()));
        }
    }

    fn operations(&mut self, ui: &mut Ui) {
        let (open, claim) = (self.open, self.claim);
        let names: Vec<&str> =
            claim.operations.iter().map(|&id| open.project.operation_name(Some(id))).collect();
        let shown = names.join(", ");
        let chosen = self.cell(
            ui,
            (ClaimField::Operations, names.is_empty()),
            "Operations",
            |ui, width| {
                let look =
                    Look { shown: &shown, hint: "Any, or not said", width, heading: false, disabled: false };
                choose::many(ui, "Operations", "Operations", look, &claim.operations, || {
                    let all = open.project.operations.iter();
                    all.map(|(id, operation)| Choice::new(id, operation.name.as_str())).collect()
                })
            },
            |_, _| {},
        );
        if let Some(operations) = chosen {
            self.wish(ClaimEdit::Operations(operations));
        }
    }

    fn entry(
        &mut self,
        ui: &mut Ui,
        field: ClaimField,
        label: &str,
        list: List,
        current: Option<EntryId>,
        edit: impl FnOnce(Option<EntryId>) -> ClaimEdit,
    ) {
        let open = self.open;
        let shown = open.project.entry_name(current);
        let chosen = self.cell(
            ui,
            (field, current.is_none()),
            label,
            |ui, width| {
                let look = Look { shown, hint: "Not set", width, heading: false, disabled: false };
                choose::one(ui, label, label, look, &current, || cell::entries(open, list))
            },
            |_, _| {},
        );
        if let Some(entry) = chosen {
            self.wish(edit(entry));
        }
    }

    fn hostile(&mut self, ui: &mut Ui) {
        let claim = self.claim;
        let current = claim.hostile;
        let shown = current.map_or("", words::hostile);
        let chosen = self.cell(
            ui,
            (ClaimField::Hostile, current.is_none()),
            "Hostile",
            |ui, width| {
                let look = Look { shown, hint: "Not set", width, heading: false, disabled: false };
                choose::one(ui, "Hostile", "Hostile", look, &current, cell::hostile)
            },
            |_, _| {},
        );
        if let Some(hostile) = chosen {
            self.wish(ClaimEdit::Hostile(hostile));
        }
    }

    fn words(
        &mut self,
        ui: &mut Ui,
        field: ClaimField,
        label: &str,
        hint: &str,
        value: &str,
        edit: impl FnOnce(String) -> ClaimEdit,
    ) {
        let mut focused = false;
        let open_project = self.open;
        let typed = self.cell(
            ui,
            (field, value.is_empty()),
            label,
            |ui, width| {
                let id = ui.make_persistent_id(label);
                focused = ui.memory(|memory| memory.has_focus(id));
                let typed =
                    field::text(ui, label, label, value, field::Edit { hint, ..field::Edit::default() });
                cell::show_when_cut(ui, id, value, width);
                typed
            },
            |ui, _| {
                if field == ClaimField::Country {
                    cell::unknown_places(ui, open_project, &[value.to_owned()]);
                }
            },
        );
        self.shown.in_words |= focused;
        if let Some(text) = typed {
            self.wish(edit(text));
        }
    }

    fn exclusive(&mut self, ui: &mut Ui) {
        let mut exclusive = self.claim.part_exclusive;
        let changed = self.cell(
            ui,
            (ClaimField::PartExclusive, !exclusive),
            "Overlap",
            |ui, _| {
                ui.checkbox(&mut exclusive, NO_OVERLAP_WITH_OTHER_PARTS)
                    .on_hover_text(words::EXCLUSIVE)
                    .changed()
            },
            |_, _| {},
        );
        if changed {
            self.wish(ClaimEdit::PartExclusive(exclusive));
        }
    }
}

/// The words that a field was read from, and how. Of what the coder set they are not the source.
pub(super) fn as_written(ui: &mut Ui, written: &str, basis: &str) {
    let remark = match (written, basis) {
        ("", basis) => basis.to_owned(),
        (written, BY_CODER) => format!("instead of “{written}”"),
        (written, "") => format!("“{written}”"),
        (written, basis) => format!("“{written}” · {basis}"),
    };
    if !remark.is_empty() {
        row::remark(ui, remark);
    }
}

/// The value of hostile, for other panels.
pub fn hostile_name(hostile: Option<Hostile>) -> &'static str {
    hostile.map_or("", words::hostile)
}
