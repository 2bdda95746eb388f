//! The claim's card by the passage: the fields of the claim where the eye is, with the keyboard.
//!
//! The card lies under the marked words, or above them where there is more room, and on them only in
//! a window too low for both.
//! It takes the keyboard when it opens; Tab goes through its fields, Enter and Esc go back to the
//! text, `=` joins to the first incident on offer, if that fits.

use eframe::egui::{
    self, Align2, Area, Event, Frame, Id, Key, LayerId, Margin, Modifiers, Order, Popup, Rect, Role,
    ScrollArea, Stroke, Ui, pos2, vec2,
};

use super::inspector::chooser_lists::ChooserLists;
use super::inspector::claim_form::{self, Shown};
use super::inspector::heading;
use super::inspector::offers::Offers;
use super::theme::{self, Palette, space};
use super::widget::row;
use super::{field, keys, typed_ahead};
use tollbook_core::analysis::duplicates::fit::Fit;
use tollbook_core::analysis::duplicates::offers::Offer;
use tollbook_core::analysis::warnings;
use tollbook_core::model::{AnnotationId, Claim};
use tollbook_state::{Action, AppState, Workspace};
use tollbook_state::{AnnotationAction, IncidentAction};

/// How wide the card is where there is room.
const WIDTH: f32 = 580.0;
/// Between the marked words and the card.
const GAP: f32 = 6.0;
/// Narrower than this the fields stand under each other.
const SIDE_BY_SIDE: f32 = 480.0;
/// How high the fields are at least, whatever the room.
const LEAST: f32 = 84.0;
/// Where there is less room than this on either side of the words, the card lies over them and is
/// scrolled as a whole.
const LOW: f32 = 200.0;
/// How many incidents are on offer, where there is room.
const OFFERS: usize = 3;
/// How high the line of one is.
const OFFER: f32 = row::HEIGHT + space::LINE;

/// What the card keeps for itself.
#[derive(Debug, Default)]
pub struct State {
    /// The annotation whose card is open.
    of: Option<AnnotationId>,
    /// Whether the keyboard still has to come to the first field.
    wants_focus: bool,
    /// Whether the keyboard was with a field in which any words may stand.
    in_words: bool,
    /// How high the fields are, and everything else but the incidents on offer.
    fields: f32,
    rest: f32,
    /// How many incidents are on offer, and whether all are shown whatever the room.
    on_offer: usize,
    all_offers: bool,
    /// The field that was brought into view, and how high the fields then were.
    brought: Option<(Id, f32)>,
    above: bool,
    /// Where it lies.
    rect: Option<Rect>,
    /// Whether the keyboard is with one of its widgets.
    pub has_keyboard: bool,
    offers: Offers,
    /// Whether `=` was pressed where it joins to nothing.
    refused: bool,
    finds: ChooserLists,
}

impl State {
    /// How many incidents are shown as on offer in this height; one at least.
    fn offers_in(&self, height: f32) -> usize {
        let fit = (height / OFFER).max(1.0) as usize;
        if self.all_offers { self.on_offer } else { fit.min(self.on_offer) }
    }

    /// Where the card lies on the screen, while it is open.
    pub fn rect(&self) -> Option<Rect> {
        self.rect
    }
}

/// What the keyboard asks of the card.
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

/// Shows the card of the selected annotation by `anchor`, the marked words on the screen, within
/// the rectangle of `ui`, which is the reader's.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, anchor: Rect, actions: &mut Vec<Action>) {
    let open = state.workspace.as_ref().filter(|open| open.is_in_form());
    let Some((open, id)) = open.and_then(|open| Some((open, open.selection.annotation?))) else {
        (local.of, local.rect, local.has_keyboard) = (None, None, false);
        return;
    };
    if local.of != Some(id) {
        local.of = Some(id);
        local.wants_focus = true;
        (local.in_words, local.refused) = (false, false);
        (local.fields, local.rest, local.on_offer) = (0.0, 0.0, OFFERS);
        (local.all_offers, local.brought) = (false, None);
    }
    let area_id = Id::unique("claim card");
    let layer = LayerId::new(Order::Middle, area_id);
    let held = ui.memory(|memory| memory.focused());
    let is_own = has_keyboard(ui, layer, held);
    // What is typed ahead is for the card once it has the keyboard, and for the text once it has it again.
    if local.wants_focus {
        typed_ahead::put_off(ui.ctx(), 0);
    } else if let Some(last) = ui.input(|input| input.events.iter().position(leaves)).filter(|_| is_own) {
        typed_ahead::put_off(ui.ctx(), last + 1);
    }
    let keys = if is_own { read_keys(ui, local.in_words) } else { Keys::default() };
    if let (true, Some(held)) = (keys.enter, held) {
        // Whoever is being typed into hands over what was typed.
        ui.memory_mut(|memory| memory.surrender_focus(held));
    }

    let window = ui.ctx().content_rect();
    let place = Place::of(ui.max_rect().intersect(window), window, anchor, local);
    let area = Area::new(area_id)
        .order(Order::Middle)
        .pivot(if place.above { Align2::LEFT_BOTTOM } else { Align2::LEFT_TOP })
        .fixed_pos(place.at)
        .constrain(false)
        .default_width(place.width)
        .fade_in(false)
        .role(Role::Dialog)
        .accessible_name("Claim");
    let area = area.show(ui.ctx(), |ui| {
        theme::show_scroll_bars(ui);
        // An area is as high as it was in the last frame, and could never grow.
        ui.set_max_height(place.room);
        let palette = Palette::of(ui);
        let shadow = ui.visuals().popup_shadow;
        Frame::new()
            .fill(palette.panel)
            .stroke(Stroke::new(1.0, palette.edge))
            .corner_radius(6.0)
            .shadow(shadow)
            .inner_margin(Margin::symmetric(14, 10))
            .show(ui, |ui| {
                ui.set_width(place.width - 28.0);
                let mut add = |ui: &mut Ui| contents(ui, open, id, local, &place, keys, actions);
                if place.is_low {
                    let high = place.room - 24.0;
                    ScrollArea::vertical().id_salt("card").max_height(high).show(ui, add).inner
                } else {
                    add(ui)
                }
            })
            .inner
    });
    let shown = area.inner;
    local.has_keyboard = is_own;
    local.rect = Some(area.response.rect);
    local.in_words = shown.in_words;
    if keys.escape || (keys.enter && !shown.is_wrong) {
        actions.push(Action::Focus(tollbook_state::Area::Text));
    } else if keys.enter {
        // What cannot be read has to be put right first.
        held.into_iter().for_each(|held| ui.memory_mut(|memory| memory.request_focus(held)));
    }
}

/// Whether keys are meant for the card: the keyboard is with one of its widgets, or with none, and
/// no list is open.
fn has_keyboard(ui: &Ui, layer: LayerId, held: Option<Id>) -> bool {
    let own = held
        .is_none_or(|held| ui.ctx().read_response(held).is_some_and(|response| response.layer_id == layer));
    own && !Popup::is_any_open(ui.ctx())
}

/// Whether an event is a key that leads back to the text.
fn leaves(event: &Event) -> bool {
    use Key::{Enter, Escape};
    matches!(event, Event::Key { key: Enter | Escape, pressed: true, modifiers: Modifiers::NONE, .. })
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

/// Where the card lies, and how high its fields may be.
#[derive(Clone, Copy, Debug)]
struct Place {
    at: egui::Pos2,
    above: bool,
    width: f32,
    /// From the marked words to the edge of the reader.
    room: f32,
    fields: f32,
    /// How many incidents are on offer.
    offers: usize,
    /// Whether it is scrolled as a whole.
    is_low: bool,
}

impl Place {
    /// DaySpan the reader; over what is below or above it too, where there is no room for it there. Where
    /// there is not enough even so, the incidents on offer make way for the fields.
    fn of(reader: Rect, window: Rect, anchor: Rect, local: &mut State) -> Self {
        // As high as it was, or as it will be about, before it was seen.
        let (fields, rest) = if local.rest > 0.0 { (local.fields, local.rest) } else { (250.0, 90.0) };
        let fits = |room: f32| fields + rest + local.on_offer as f32 * OFFER <= room;
        let below = |bounds: Rect| bounds.bottom() - anchor.bottom() - GAP - space::TIGHT;
        let above = |bounds: Rect| anchor.top() - bounds.top() - GAP - space::TIGHT;
        let mut bounds = reader;
        if !fits(below(reader)) && !fits(above(reader)) {
            (bounds.min.y, bounds.max.y) = (window.min.y, window.max.y);
        }
        let width = WIDTH.min(bounds.width() - 2.0 * space::SMALL).max(240.0);
        let (below, above) = (below(bounds), above(bounds));
        let is_above = match (fits(below), fits(above)) {
            // It stays on its side while it fits there.
            (true, true) => local.above,
            (true, false) => false,
            (false, true) => true,
            (false, false) => above > below,
        };
        let is_above = is_above && !(local.rest == 0.0 && fits(below));
        local.above = is_above;
        let room = if is_above { above } else { below };
        let right = (bounds.right() - space::SMALL - width).max(bounds.left() + space::SMALL);
        let x = anchor.left().clamp(bounds.left() + space::SMALL, right);
        let y = if is_above { anchor.top() - GAP } else { anchor.bottom() + GAP };
        let y = y.clamp(bounds.top(), bounds.bottom());
        if room < LOW {
            let room = window.height() - 2.0 * space::TIGHT;
            let at = pos2(x, window.top() + space::TIGHT);
            let offers = local.offers_in(0.0);
            return Self { at, above: false, width, room, fields: f32::INFINITY, offers, is_low: true };
        }
        let offers = local.offers_in(room - rest - fields);
        let fields = (room - rest - offers as f32 * OFFER).max(LEAST);
        Self { at: pos2(x, y), above: is_above, width, room, fields, offers, is_low: false }
    }
}

fn contents(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    local: &mut State,
    place: &Place,
    keys: Keys,
    actions: &mut Vec<Action>,
) -> Shown {
    let Some(annotation) = open.project.annotations.get(id) else { return Shown::default() };
    let top = ui.cursor().top();
    let code = open.project.codes.get(annotation.code);
    let Some(claim) = open.project.claims.get(id) else {
        ui.label(theme::heading(code.map_or("", |code| code.name.as_str())));
        let mut memo_id = None;
        row::row(ui, "Memo", |ui| {
            memo_id = Some(ui.make_persistent_id((id, "card memo")));
            let edit = field::Edit { hint: "Notes on this annotation", ..field::Edit::default() };
            let typed = field::text(ui, (id, "card memo"), "Memo", &annotation.memo, edit);
            actions.extend(typed.map(|memo| Action::Annotation(AnnotationAction::SetMemo(id, memo))));
        });
        let shown = Shown { first: memo_id, in_words: true, is_wrong: false };
        take_focus(ui, local, shown.first);
        local.fields = 0.0;
        local.rest = ui.cursor().top() - top + 24.0;
        return shown;
    };
    heading::show(ui, open, id, claim, code, actions);
    let before = ui.cursor().top();
    let side_by_side = place.width >= SIDE_BY_SIDE;
    let mut fields = |ui: &mut Ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::TIGHT;
        let shown = claim_form::show(ui, open, id, claim, side_by_side, &mut local.finds, actions);
        bring_into_view(ui, local, place.fields);
        shown
    };
    let (shown, high) = if place.is_low {
        let shown = fields(ui);
        (shown, ui.cursor().top() - before)
    } else {
        let area = ScrollArea::vertical().id_salt(id).max_height(place.fields).min_scrolled_height(LEAST);
        let scroll = area.show(ui, fields);
        (scroll.inner, scroll.content_size.y)
    };
    let after = ui.cursor().top();
    let mut offers = 0.0;
    if claim.kind.has_incident() {
        offers = foot(ui, open, id, claim, local, (place, keys), actions);
    } else {
        local.on_offer = 0;
    }
    take_focus(ui, local, shown.first);
    let rest = before - top + ui.cursor().top() - after - offers + 24.0;
    if (local.fields, local.rest) != (high, rest) {
        (local.fields, local.rest) = (high, rest);
        ui.ctx().request_discard("the card's size is known now");
    }
    shown
}

/// Scrolls to the field that has the keyboard, once it has it or the room has changed.
fn bring_into_view(ui: &Ui, local: &mut State, high: f32) {
    let Some(held) = ui.memory(|memory| memory.focused()) else { return };
    if local.brought == Some((held, high)) {
        return;
    }
    local.brought = Some((held, high));
    let response = ui.ctx().read_response(held).filter(|response| response.layer_id == ui.layer_id());
    // Only what is scrolled is cut.
    let is_cut = |response: &egui::Response| response.interact_rect.height() < response.rect.height();
    if let Some(response) = response.filter(is_cut) {
        ui.scroll_to_rect(response.rect.expand2(vec2(0.0, space::SMALL)), None);
    }
}

/// Gives the keyboard to the first field, once the card can be seen.
fn take_focus(ui: &Ui, local: &mut State, first: Option<Id>) {
    if !local.wants_focus || !ui.is_visible() {
        return;
    }
    local.wants_focus = false;
    let Some(first) = first else { return };
    ui.memory_mut(|memory| memory.request_focus(first));
    // What is typed takes the place of what was read.
    let mut state = egui::text_edit::TextEditState::load(ui.ctx(), first).unwrap_or_default();
    let all = egui::text::CCursorRange::two(
        egui::text::CCursor::default(),
        egui::text::CCursor::new(egui::text::CharIndex(usize::from(u16::MAX))),
    );
    state.cursor.set_char_range(Some(all));
    state.store(ui.ctx(), first);
}

/// The incident of the claim, and those that it may be joined to; answers how high these are.
fn foot(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    claim: &Claim,
    local: &mut State,
    (place, keys): (&Place, Keys),
    actions: &mut Vec<Action>,
) -> f32 {
    let Some(view) = open.answers.incident_of(id) else { return 0.0 };
    ui.add_space(space::TIGHT);
    ui.separator();
    let warnings = warnings::all(&open.project, view);
    if let Some((first, others)) = warnings.split_first() {
        let more = if others.is_empty() { String::new() } else { format!(" And {} more.", others.len()) };
        let shown = ui.scope(|ui| row::warning(ui, &format!("{first}{more}"))).response;
        if !others.is_empty() {
            shown.on_hover_text(others.join("\n"));
        }
    }
    let joined = claim.incident.filter(|own| *own != view.root);
    let others = view.claims.len().saturating_sub(1);
    row::row(ui, "Incident", |ui| {
        row::line(ui, ui.available_width(), |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(own) = joined
                    && ui.add_enabled(open.can_edit(), egui::Button::new("Split")).clicked()
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
        return 0.0;
    }
    // The next one would make one event of two.
    if joined.is_some() {
        local.on_offer = 0;
        let why = "It is joined already; to join it further, see “The same as” in the inspector.";
        refuse(ui, local, keys.same, why);
        return 0.0;
    }
    let top = ui.cursor().top();
    let offers = local.offers.of(open, id);
    let on_card: Vec<&Offer> =
        offers.iter().filter(|offer| !matches!(offer.fit, Fit::Apart(_))).take(OFFERS).collect();
    local.on_offer = on_card.len();
    let hidden = local.on_offer.saturating_sub(place.offers);
    let first_fits = on_card.first().is_some_and(|offer| offer.fit == Fit::Fits);
    let mut chosen = keys.join.or((keys.same && first_fits).then_some(0));
    for (n, offer) in on_card.iter().take(place.offers).enumerate() {
        let changes = n == 0 || (on_card[n - 1].fit == Fit::Fits) != (offer.fit == Fit::Fits);
        let label = match offer.fit {
            _ if !changes => "",
            Fit::Fits => "The same as",
            Fit::Doubtful(_) | Fit::Apart(_) => "Perhaps",
        };
        let more = if n + 1 == place.offers { hidden } else { 0 };
        let (is_chosen, is_more) = row::row(ui, label, |ui| offer::line(ui, open, n, offer, more));
        chosen = if is_chosen { Some(n) } else { chosen };
        // What asked for them goes, and the keyboard with it.
        local.wants_focus |= is_more;
        local.all_offers |= is_more;
    }
    // What is not seen is not on offer.
    if let Some(offer) = chosen.filter(|n| *n < place.offers).and_then(|n| on_card.get(n)) {
        actions.push(Action::Incident(IncidentAction::Join(view.root, offer.incident)));
        local.refused = false;
    }
    let high = ui.cursor().top() - top;
    let why = "No incident on offer fits; others are in the inspector, under “The same as”.";
    refuse(ui, local, keys.same && !first_fits, why);
    high
}

/// Says why `=` joined to nothing, from when it was pressed.
fn refuse(ui: &mut Ui, local: &mut State, pressed: bool, why: &str) {
    local.refused |= pressed;
    if local.refused {
        row::under(ui, |ui| row::remark(ui, why));
    }
}

mod offer;
#[cfg(test)]
mod tests;
