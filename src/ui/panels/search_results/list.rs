//! The list of what was found. Only the rows in view are made.

use eframe::egui::{EventFilter, Key, Modifiers, ScrollArea, Sense, Ui, vec2};

use super::{Row, State as Panel, row};
use crate::ui::theme::size;
use tollbook_state::Area;
use tollbook_state::find::{All, Ask, TickChange};
use tollbook_state::{Action, Workspace};

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    /// The row that the keyboard is at.
    cursor: usize,
    /// How far down it is scrolled.
    scrolled: f32,
    /// Whether the cursor was moved, and its row has to be in view and have the keyboard.
    moved: bool,
}

/// How high a row is.
pub const ROW: f32 = size::BODY + 11.0;

/// Shows the list in all the room that is left.
pub fn show(ui: &mut Ui, open: &Workspace, local: &mut Panel, actions: &mut Vec<Action>) {
    let all = &open.find.all;
    let ticked: &[Row] = if local.preview { local.ticked.get(all.version, || ticked(all)) } else { &[] };
    let count = if local.preview { ticked.len() } else { all.rows() };
    let at = |place: usize| if local.preview { ticked.get(place).copied() } else { all.row(place) };
    let list = &mut local.list;
    list.cursor = list.cursor.min(count.saturating_sub(1));
    list.moved |= open.focus.reaches(Area::SearchResults, &mut local.followed);
    let base = ui.make_persistent_id("found");
    let id = |place: usize| base.with(place);
    if ui.memory(|memory| memory.has_focus(id(list.cursor))) {
        ui.memory_mut(|memory| {
            let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            memory.set_focus_lock_filter(id(list.cursor), filter);
        });
        let page = (ui.available_height() / ROW) as usize;
        keys(ui, list, count, page, at, all, actions);
    }
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("found");
    if list.moved {
        let (top, height) = (list.cursor as f32 * ROW, ui.available_height());
        if top < list.scrolled || top + ROW > list.scrolled + height {
            area = area.vertical_scroll_offset((top - height / 2.0 + ROW / 2.0).max(0.0));
        }
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let code = local.code.filter(|_| local.preview);
    let drafts = &mut local.drafts;
    let output = area.show_rows(ui, ROW, count, |ui, range| {
        for place in range {
            let Some(found) = at(place) else { continue };
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
            // Tab goes past the list, and stops at one row only.
            let is_cursor = place == list.cursor;
            let sense = if is_cursor { Sense::click() } else { Sense::CLICK };
            let response = ui.interact(rect, id(place), sense);
            if is_cursor && std::mem::take(&mut list.moved) {
                response.request_focus();
            }
            let preview = code.zip(found.1).map(|(code, hit)| {
                let article = &all.articles[found.0];
                super::marking::preview(drafts, open, code, found, article, &article.hits[hit].span)
            });
            let tick = row::show(ui, open, all, found, preview, &response, rect);
            if tick.clicked() {
                list.cursor = place;
                actions.extend(toggle(all, found));
            } else if response.clicked() {
                list.cursor = place;
                actions.push(Action::Find(Ask::Show(found.0, found.1.unwrap_or(0))));
            }
        }
    });
    list.scrolled = output.state.clamped_offset().y;
}

/// Moves the cursor, ticks and opens.
fn keys(
    ui: &Ui,
    list: &mut State,
    count: usize,
    page: usize,
    at: impl Fn(usize) -> Option<Row>,
    all: &All,
    actions: &mut Vec<Action>,
) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let last = count.saturating_sub(1);
    let page = page.saturating_sub(1).max(1);
    let cursor = list.cursor;
    for (key, to) in [
        (Key::ArrowDown, (cursor + 1).min(last)),
        (Key::ArrowUp, cursor.saturating_sub(1)),
        (Key::PageDown, (cursor + page).min(last)),
        (Key::PageUp, cursor.saturating_sub(page)),
        (Key::Home, 0),
        (Key::End, last),
    ] {
        if pressed(Modifiers::NONE, key) {
            (list.cursor, list.moved) = (to, true);
        }
    }
    if pressed(Modifiers::COMMAND, Key::A) {
        actions.push(Action::Find(Ask::Tick(TickChange::All, all.ticked < all.hits)));
    }
    let Some(found) = at(cursor) else { return };
    if pressed(Modifiers::NONE, Key::Space) {
        actions.extend(toggle(all, found));
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        actions.push(Action::Find(Ask::Show(found.0, found.1.unwrap_or(0))));
    }
}

/// Ticks what is not ticked, and the other way round.
fn toggle(all: &All, (article, hit): Row) -> Option<Action> {
    let hits = &all.articles.get(article)?.hits;
    let (what, on) = match hit {
        Some(hit) => (TickChange::Hit(article, hit), hits.get(hit)?.ticked),
        None => (TickChange::Article(article), hits.iter().all(|hit| hit.ticked)),
    };
    Some(Action::Find(Ask::Tick(what, !on)))
}

/// The rows of what is ticked, under their articles.
fn ticked(all: &All) -> Vec<Row> {
    let mut rows = Vec::new();
    for (at, article) in all.articles.iter().enumerate() {
        let before = rows.len();
        rows.push((at, None));
        rows.extend(
            article.hits.iter().enumerate().filter(|(_, hit)| hit.ticked).map(|(hit, _)| (at, Some(hit))),
        );
        if rows.len() == before + 1 {
            rows.pop();
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use tollbook_core::model::ArticleId;
    use tollbook_state::find::{FoundArticle, Hit};

    #[test]
    fn rows_lead_to_articles_and_their_places() {
        let hit = |start: usize, ticked| Hit { span: start..start + 1, ticked };
        let article = |row, hits: Vec<Hit>| FoundArticle {
            id: ArticleId(uuid::Uuid::nil()),
            text: Arc::from("abc"),
            sha256: String::new(),
            hits,
            row,
        };
        let articles = vec![
            article(0, vec![hit(0, true), hit(2, false)]),
            article(3, vec![hit(1, false)]),
            article(5, vec![hit(1, true)]),
        ];
        let all = All { articles, hits: 4, ticked: 2, ..All::default() };
        let rows: Vec<Row> = (0..all.rows()).filter_map(|row| all.row(row)).collect();
        assert_eq!(
            rows,
            [(0, None), (0, Some(0)), (0, Some(1)), (1, None), (1, Some(0)), (2, None), (2, Some(0))]
        );
        assert_eq!(all.row(7), None);
        assert_eq!(ticked(&all), [(0, None), (0, Some(0)), (2, None), (2, Some(0))]);
    }
}
