//! The list of what was found. Only the rows in view are made.

use eframe::egui::{Key, Modifiers, Ui};

use super::{FoundColumn, Row, State as Panel, row};
use crate::ui::theme::{self, size};
use crate::ui::widgets::table::{self, Column, Columns, Heading, Rows, Spec};
use tollbook_state::Area;
use tollbook_state::find::{All, Ask, FoundArticle, TickChange};
use tollbook_state::{Action, Preferences, Workspace};

/// How high a row is.
pub const ROW: f32 = size::BODY + 11.0;
/// The list's name for those who hear it.
pub const NAME: &str = "Search results";

/// What is said where no article has the words of the filter.
pub const NONE_WITH_WORDS: &str = "No article in which something was found has these words.";

/// Shows the list in all the room that is left.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    preferences: &Preferences,
    local: &mut Panel,
    actions: &mut Vec<Action>,
) {
    let all = &open.find.all;
    let columns = columns(ui.available_width(), preferences);
    ui.spacing_mut().item_spacing.y = 0.0;
    if let Some(column) = columns.headings(ui, local.sort, actions) {
        local.sort = table::sorted_by(local.sort, column);
    }
    let (preview, sort) = (local.preview, local.sort);
    let is_whole = !preview && sort.is_none() && local.words.trim().is_empty();
    let key = (all.version, preview, sort, local.words.clone());
    let listed: &[Row] = match is_whole {
        true => &[],
        false => local.listed.get(key, || listed(open, preview, sort, &local.words)),
    };
    let count = if is_whole { all.rows() } else { listed.len() };
    let at = |place: usize| if is_whole { all.row(place) } else { listed.get(place).copied() };
    if count == 0 {
        ui.label(theme::remark(ui, NONE_WITH_WORDS));
    }
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
        let tick = row::show(ui, open, &columns, found, preview, &response, stop);
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

/// The columns of a list of about this width, beside the boxes that are ticked.
fn columns(width: f32, preferences: &Preferences) -> Columns<FoundColumn> {
    let columns = vec![
        Column::new(FoundColumn::Published, "Published", 92.0, 0.0),
        Column::new(FoundColumn::Article, "Article", 160.0, 1.0),
        Column::new(FoundColumn::Places, "Places", 70.0, 0.0).of_figures(),
    ];
    Columns::for_width("search results", columns, (row::TICK, width), &preferences.column_widths)
}

/// The rows of the articles that have the words, in the order that is asked for; of a preview, of what is ticked.
fn listed(open: &Workspace, preview: bool, sort: Heading<FoundColumn>, words: &str) -> Vec<Row> {
    let all = &open.find.all;
    let wanted = words.trim().to_lowercase();
    let holds = |found: &FoundArticle| {
        let Some(article) = open.article(found.id) else { return wanted.is_empty() };
        [&article.title, &article.source].into_iter().any(|text| text.to_lowercase().contains(&wanted))
    };
    let mut articles: Vec<usize> = (0..all.articles.len()).filter(|at| holds(&all.articles[*at])).collect();
    if let Some((column, backwards)) = sort {
        let article = |at: usize| open.article(all.articles[at].id);
        match column {
            FoundColumn::Published => {
                let day =
                    |at| article(at).and_then(|it| it.published).map(|date| (date.first(), date.last()));
                // Those without a date are last, whichever way.
                articles.sort_by(|a, b| match (day(*a), day(*b)) {
                    (Some(a), Some(b)) if backwards => b.cmp(&a),
                    (a, b) => a.is_none().cmp(&b.is_none()).then(a.cmp(&b)),
                });
            }
            FoundColumn::Article => {
                articles.sort_by_cached_key(|at| article(*at).map(|it| it.title.to_lowercase()));
            }
            FoundColumn::Places => articles.sort_by_key(|at| all.articles[*at].hits.len()),
        }
        if backwards && column != FoundColumn::Published {
            articles.reverse();
        }
    }
    let rows = articles.into_iter().flat_map(|at| {
        let hits = all.articles[at].hits.iter().enumerate();
        let hits: Vec<Row> =
            hits.filter(|(_, hit)| !preview || hit.ticked).map(|(n, _)| (at, Some(n))).collect();
        let head = (!hits.is_empty()).then_some((at, None));
        head.into_iter().chain(hits)
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::test_support::Story;
    use tollbook_core::model::ArticleId;
    use tollbook_state::find::Hit;

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
        let mut story = Story::new();
        story.state.workspace.as_mut().unwrap().find.all = all;
        let open = story.open();
        let ticked = [(0, None), (0, Some(0)), (2, None), (2, Some(0))];
        assert_eq!(listed(open, true, None, ""), ticked);
        let most_first = [(0, None), (0, Some(0)), (2, None), (2, Some(0))];
        assert_eq!(listed(open, true, Some((FoundColumn::Places, true)), "").len(), most_first.len());
        let fewest_first: Vec<usize> = listed(open, false, Some((FoundColumn::Places, false)), "")
            .into_iter()
            .filter(|(_, hit)| hit.is_none())
            .map(|(article, _)| article)
            .collect();
        assert_eq!(fewest_first, [1, 2, 0]);
        assert_eq!(listed(open, false, None, "a title that no article has"), []);
    }
}
