//! The form of the selected annotation: the sentence it was read from, its fields, and the incidents that it
//! could be the same as. It is the only place where a claim's fields are changed.
//!
//! The sentence and the heading stay where they are, and the fields are scrolled under them. A new annotation
//! sends the keyboard here; Tab goes through the fields, Enter and Esc go back to the text, `=` joins to the
//! first incident on offer, if that fits.

use eframe::egui::{self, Event, Id, Key, Modifiers, Popup, Rect, ScrollArea, Ui, vec2};

use super::chooser_lists::ChooserLists;
use super::claim_form::{self, Shown};
use super::offers::Offers;
use super::{heading, offer_line, passage};
use crate::ui::shell::keys;
use crate::ui::theme::{self, space};
use crate::ui::widgets::field;
use crate::ui::widgets::row;
use crate::ui::widgets::typed_ahead;
use tollbook_core::analysis::duplicates::fit::Fit;
use tollbook_core::analysis::duplicates::offers::Offer;
use tollbook_core::model::{Annotation, AnnotationId, Claim};
use tollbook_state::{Action, AnnotationAction, Area, IncidentAction, Workspace};

/// Lower than this, the sentence is scrolled with the fields.
const LOW: f32 = 240.0;
/// How high the heading above the fields is, with the space around it.
const HEADING: f32 = 34.0;
/// How many incidents are offered.
const OFFERS: usize = 3;

/// What the form keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    /// The annotation whose fields are shown.
    of: Option<AnnotationId>,
    /// The request for the keyboard that was followed last.
    followed: u64,
    /// Whether the keyboard still has to come to the first field.
    wants_focus: bool,
    /// Whether the keyboard was with a field in which any words may stand.
    in_words: bool,
    /// Where the fields were in the last frame, with what was scrolled out of view.
    fields: Option<Rect>,
    /// The field that was brought into view.
    brought: Option<Id>,
    /// Whether the keyboard is with one of its fields.
    pub has_keyboard: bool,
    offers: Offers,
    /// Whether `=` was pressed where it joins to nothing.
    refused: bool,
    finds: ChooserLists,
}

/// What the keyboard asks of the form.
#[derive(Clone, Copy, Debug, Default)]
struct Keys {
    /// Back to the text.
    enter: bool,
    escape: bool,
    /// Join to the first offer, if it fits.
    same: bool,
    /// Join to the offer of this number, whatever speaks against it.
    join: Option<usize>,
}

/// Shows the form of annotation `id`, and under its fields what `rest` shows, scrolled with them.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    local: &mut State,
    actions: &mut Vec<Action>,
    rest: impl FnOnce(&mut Ui, &mut Vec<Action>),
) {
    let Some(annotation) = open.project.annotations.get(id) else { return };
    if local.of.replace(id) != Some(id) {
        (local.in_words, local.refused, local.brought) = (false, false, None);
    }
    if open.focus.reaches(Area::Form, &mut local.followed) {
        local.wants_focus = true;
    }
    let held = ui.memory(|memory| memory.focused());
    let is_own = !Popup::is_any_open(ui.ctx()) && (local.wants_focus || is_in(ui, open, held, local.fields));
    // What is typed ahead is for the form once it has the keyboard.
    if local.wants_focus {
        typed_ahead::put_off(ui.ctx());
    }
    let keys = if is_own { read_keys(ui, local.in_words) } else { Keys::default() };
    if let (true, Some(held)) = (keys.enter, held) {
        // Whoever is being typed into hands over what was typed.
        ui.memory_mut(|memory| memory.surrender_focus(held));
    }
    let mut scroll = ScrollArea::vertical().id_salt((id, "fields"));
    if local.wants_focus {
        scroll = scroll.vertical_scroll_offset(0.0);
    }
    // Where there is little room, the sentence and the heading are scrolled as well.
    let is_low = ui.available_height() < LOW;
    if !is_low {
        head(ui, open, id, annotation, actions);
    }
    let claim = open.project.claims.get(id);
    let top = ui.cursor().top();
    let shown = scroll.auto_shrink(false).show(ui, |ui| {
        // Room for the bar of the scroll area, which lies over its contents.
        ui.set_width(ui.available_width() - space::SMALL);
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        if is_low {
            head(ui, open, id, annotation, actions);
        }
        let shown = match claim {
            Some(claim) => {
                let shown = claim_form::show(ui, open, id, claim, &mut local.finds, actions);
                if claim.kind.has_incident() {
                    could_be_same(ui, open, id, claim, local, keys, actions);
                }
                shown
            }
            None => memo_alone(ui, open, id, &annotation.memo, actions),
        };
        take_focus(ui, local, shown.first);
        bring_into_view(ui, local);
        // From the heading, which is above what is scrolled, to the last of them.
        let top = (top - HEADING).min(ui.min_rect().top());
        local.fields = Some(Rect::from_x_y_ranges(ui.max_rect().x_range(), top..=ui.cursor().top()));
        rest(ui, actions);
        ui.add_space(space::LARGE);
        shown
    });
    let shown = shown.inner;
    local.in_words = shown.in_words;
    if !keys.enter && !keys.escape {
        note_keyboard(ui, open, local, is_own, actions);
    }
    if keys.escape || (keys.enter && !shown.is_wrong) {
        actions.push(Action::Focus(Area::Text));
    } else if keys.enter {
        // What cannot be read has to be put right first.
        held.into_iter().for_each(|held| ui.memory_mut(|memory| memory.request_focus(held)));
    }
}

/// The sentence, and kind, outcome and status of the claim, or the name of the code.
fn head(ui: &mut Ui, open: &Workspace, id: AnnotationId, annotation: &Annotation, actions: &mut Vec<Action>) {
    let code = open.project.codes.get(annotation.code);
    passage::show(ui, open, id, annotation, actions);
    match open.project.claims.get(id) {
        Some(claim) => heading::show(ui, open, id, claim, code, actions),
        None => {
            ui.label(theme::heading(code.map_or("", |code| code.name.as_str())));
        }
    }
}

/// The memo, of an annotation that makes no claim.
fn memo_alone(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    memo: &str,
    actions: &mut Vec<Action>,
) -> Shown {
    let mut first = None;
    ui.add_enabled_ui(open.can_edit(), |ui| {
        row::row(ui, "Memo", |ui| {
            first = Some(ui.make_persistent_id((id, "form memo")));
            let edit = field::Edit { hint: "Notes on this annotation", lines: 2, ..field::Edit::default() };
            let typed = field::text(ui, (id, "form memo"), "Memo", memo, edit);
            actions.extend(typed.map(|memo| Action::Annotation(AnnotationAction::SetMemo(id, memo))));
        });
    });
    Shown { first, in_words: true, is_wrong: false }
}

/// Whether the widget that has the keyboard is among the fields, in view or not. Where none has it, the form
/// still has it until a click or a key takes it elsewhere.
fn is_in(ui: &Ui, open: &Workspace, held: Option<Id>, fields: Option<Rect>) -> bool {
    let Some(held) = held else { return open.is_in_form() };
    let is_inside = |(response, fields): (egui::Response, Rect)| {
        response.layer_id == ui.layer_id() && fields.contains(response.rect.center())
    };
    ui.ctx().read_response(held).zip(fields).is_some_and(is_inside)
}

/// Says where the keyboard is, where a click or Tab has taken it here or away.
fn note_keyboard(ui: &Ui, open: &Workspace, local: &mut State, is_own: bool, actions: &mut Vec<Action>) {
    local.has_keyboard = is_own;
    let has_none = ui.memory(|memory| memory.focused().is_none());
    let clicked = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    match (is_own, open.is_in_form()) {
        (true, false) => actions.push(Action::FocusMoved(Area::Form)),
        (true, true) if has_none && clicked => actions.push(Action::FocusMoved(Area::Text)),
        // The field that had it is gone.
        (true, true) if has_none => local.wants_focus |= open.can_edit(),
        (false, true) if !Popup::is_any_open(ui.ctx()) => actions.push(Action::FocusMoved(Area::Text)),
        _ => {}
    }
}

fn read_keys(ui: &Ui, in_words: bool) -> Keys {
    const NUMBERS: [Key; 9] =
        [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];
    ui.input_mut(|input| {
        let mut same = input.consume_key(Modifiers::COMMAND, Key::J);
        let mut join = None;
        keys::take_out(input, |event| match event {
            Event::Key { key, pressed: true, modifiers: Modifiers::ALT, .. } => {
                let number = NUMBERS.iter().position(|number| number == key);
                join = number.or(join);
                number.is_some()
            }
            _ => false,
        });
        // No count, date or list holds the sign; words may.
        if !in_words {
            let before = input.events.len();
            input.events.retain(|event| !matches!(event, Event::Text(text) if text == "="));
            if input.events.len() < before {
                input.consume_key(Modifiers::NONE, Key::Equals);
                same = true;
            }
        }
        Keys {
            same,
            enter: input.consume_key(Modifiers::NONE, Key::Enter),
            escape: input.key_pressed(Key::Escape),
            join,
        }
    })
}

/// Scrolls to the field that has the keyboard, once it has it.
fn bring_into_view(ui: &Ui, local: &mut State) {
    let held = ui.memory(|memory| memory.focused());
    if std::mem::replace(&mut local.brought, held) == held {
        return;
    }
    let response = held.and_then(|held| ui.ctx().read_response(held));
    // Only what is scrolled is cut.
    let is_cut = |response: &egui::Response| {
        response.layer_id == ui.layer_id() && response.interact_rect.height() < response.rect.height()
    };
    if let Some(response) = response.filter(is_cut) {
        ui.scroll_to_rect(response.rect.expand2(vec2(0.0, space::SMALL)), None);
    }
}

/// Gives the keyboard to the first field, once the form can be seen.
fn take_focus(ui: &Ui, local: &mut State, first: Option<Id>) {
    if !local.wants_focus || !ui.is_visible() {
        return;
    }
    local.wants_focus = false;
    let Some(first) = first else { return };
    ui.memory_mut(|memory| memory.request_focus(first));
    // What is typed takes the place of what was read.
    field::select_all(ui.ctx(), first);
}

/// The incident of the claim, and those that it could be the same as.
fn could_be_same(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    claim: &Claim,
    local: &mut State,
    keys: Keys,
    actions: &mut Vec<Action>,
) {
    let Some(view) = open.answers.incident_of(id) else { return };
    ui.separator();
    let joined = claim.incident.filter(|own| *own != view.root);
    let others = view.claims.len().saturating_sub(1);
    row::row(ui, "Incident", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(own) = joined
                    && ui.add_enabled(open.can_edit(), egui::Button::new(SPLIT)).clicked()
                {
                    actions.push(Action::Incident(IncidentAction::Split(own)));
                }
                if others > 0 {
                    let also = if others == 1 {
                        "1 other claim".to_owned()
                    } else {
                        format!("{others} other claims")
                    };
                    ui.label(theme::remark(ui, also));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(view.title.as_str()).truncate());
                });
            });
        });
    });
    if !open.can_edit() {
        return;
    }
    // The next one would make one event of two.
    if joined.is_some() {
        refuse(
            ui,
            local,
            keys.same,
            "It is joined already; to join it further, use the list under “Incident” below.",
        );
        return;
    }
    let offers = local.offers.for_claim(open, id);
    let likely: Vec<&Offer> =
        offers.iter().filter(|offer| !matches!(offer.fit, Fit::Apart(_))).take(OFFERS).collect();
    let first_fits = likely.first().is_some_and(|offer| offer.fit == Fit::Fits);
    let mut chosen = keys.join.or((keys.same && first_fits).then_some(0));
    if !likely.is_empty() {
        row::remark(ui, COULD_BE_SAME);
    }
    for (n, offer) in likely.iter().enumerate() {
        let is_first = n == 0 && offer.fit == Fit::Fits;
        let key = if is_first { "=".to_owned() } else { format!("Alt+{}", n + 1) };
        if offer_line::show(ui, open, &key, offer) {
            chosen = Some(n);
        }
    }
    if let Some(offer) = chosen.and_then(|n| likely.get(n)) {
        actions.push(Action::Incident(IncidentAction::Join(view.root, offer.incident)));
        local.refused = false;
    }
    refuse(
        ui,
        local,
        keys.same && !first_fits,
        "No incident on offer fits; others are under “Incident” below.",
    );
}

/// What stands above the incidents on offer.
pub(in crate::ui) const COULD_BE_SAME: &str = "Could be the same as";
/// Makes the claim's incident one of its own again.
pub(in crate::ui) const SPLIT: &str = "Split";

/// Says why `=` joined to nothing, from when it was pressed.
fn refuse(ui: &mut Ui, local: &mut State, pressed: bool, why: &str) {
    local.refused |= pressed;
    if local.refused {
        row::remark(ui, why);
    }
}
