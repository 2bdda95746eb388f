//! The list of what was found. Only the rows in view are made.

use eframe::egui::{Key, Modifiers, Ui};

use super::{Row, State as Panel, row};
use crate::ui::theme::size;
use crate::ui::widgets::table::{Rows, Spec};
use tollbook_state::Area;
use tollbook_state::find::{All, Ask, TickChange};
use tollbook_state::{Action, Workspace};

/// How high a row is.
pub const ROW: f32 = size::BODY + 11.0;
/// The list's name for those who hear it.
pub const NAME: &str = "Search results";

/// Shows the list in all the room that is left.
pub fn show(ui: &mut Ui, open: &Workspace, local: &mut Panel, actions: &mut Vec<Action>) {
    let all = &open.find.all;
    let ticked: &[Row] = if local.preview { local.ticked.get(all.version, || ticked(all)) } else { &[] };
    let count = if local.preview { ticked.len() } else { all.rows() };
    let at = |place: usize| if local.preview { ticked.get(place).copied() } else { all.row(place) };
    let rows = &mut local.rows;
    if open.focus.reaches(Area::SearchResults, &mut local.followed) {
        rows.take_focus(1);
    }
    keys(ui, rows, count, at, all, actions);
    let code = local.code.filter(|_| local.preview);
    let drafts = &mut local.drafts;
    let spec = Spec { name: NAME, count, height: ROW, width: ui.available_width() };
    let mut clicked = None;
    rows.show(ui, spec, |ui, stop| {
        let Some(found) = at(stop.number) else { return };
        let response = stop.interact(ui);
        let preview = code.zip(found.1).map(|(code, hit)| {
            let article = &all.articles[found.0];
            super::annotating::preview(drafts, open, code, found, article, &article.hits[hit].span)
        });
        let tick = row::show(ui, open, all, found, preview, &response, stop);
        if tick.clicked() {
            clicked = Some(stop.number);
            actions.extend(toggle(all, found));
        } else if response.clicked() {
            clicked = Some(stop.number);
            actions.push(Action::Find(Ask::Show(found.0, found.1.unwrap_or(0))));
        }
    });
    clicked.into_iter().for_each(|row| rows.go_to(row));
}

/// Moves the cursor, ticks and opens.
fn keys(
    ui: &Ui,
    rows: &mut Rows,
    count: usize,
    at: impl Fn(usize) -> Option<Row>,
    all: &All,
    actions: &mut Vec<Action>,
) {
    let cursor = rows.cursor();
    if let Some((to, _)) = rows.moved(ui, count, ROW) {
        rows.go_to(to);
        rows.take_focus(1);
    }
    if rows.pressed(ui, Modifiers::COMMAND, Key::A) {
        actions.push(Action::Find(Ask::Tick(TickChange::All, all.ticked < all.hits)));
    }
    let Some(found) = at(cursor) else { return };
    if rows.pressed(ui, Modifiers::NONE, Key::Space) {
        actions.extend(toggle(all, found));
    }
    if rows.pressed(ui, Modifiers::NONE, Key::Enter) {
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
