//! The list: open pairs, articles that copy one another, incidents that are kept apart.

use eframe::egui::Ui;

use super::{Lists, Scrolls, Shown, title};
use crate::ui::panels::chart::row::Row;
use crate::ui::theme::{self, space};
use tollbook_core::analysis::near_duplicates::Group;
use tollbook_core::analysis::wording::grouped;
use tollbook_core::model::ArticleId;
use tollbook_state::DuplicateAction;
use tollbook_state::{Action, Workspace};

/// Shows the list; a click changes what is `shown`.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    lists: &Lists,
    scrolls: Scrolls,
    shown: &mut Shown,
    reveal: &mut bool,
    actions: &mut Vec<Action>,
) {
    let compared = &open.compared;
    scrolls.part(ui, "look-alikes list", |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heading(ui, "Incidents that may be one", lists.queue.len());
        if lists.queue.is_empty() {
            ui.label(theme::remark(ui, "None is left to be decided."));
        }
        let current = compared.current().filter(|_| *shown == Shown::Pair);
        if std::mem::take(reveal)
            && let Some(place) = lists.queue.iter().position(|pair| Some(*pair) == current)
        {
            let top = ui.cursor().top() + place as f32 * Row::HEIGHT;
            let row = ui.cursor().with_min_y(top).with_max_y(top + Row::HEIGHT);
            ui.scroll_to_rect(row, None);
        }
        in_view(ui, lists.queue.len(), |ui, n| {
            let pair = lists.queue[n];
            let [first, second] = pair.both().map(|incident| title(open, incident));
            let row = Row {
                title: first,
                detail: second,
                figure: if compared.is_later(pair) { "later" } else { "" },
                name: &format!("{first} and {second}"),
                selected: current == Some(pair),
                indent: 0.0,
                is_quote: false,
            };
            if row.show(ui).clicked() {
                *shown = Shown::Pair;
                actions.push(Action::Duplicate(DuplicateAction::Show(pair)));
            }
        });
        if !lists.groups.is_empty() {
            ui.add_space(space::MEDIUM);
            heading(ui, "Articles that copy one another", lists.groups.len());
            in_view(ui, lists.groups.len(), |ui, n| group(ui, open, &lists.groups[n], shown));
        }
        if !lists.apart.is_empty() {
            ui.add_space(space::MEDIUM);
            heading(ui, "Kept apart", lists.apart.len());
            in_view(ui, lists.apart.len(), |ui, n| {
                let (link, first, second) = lists.apart[n];
                let (first, second) = (title(open, first), title(open, second));
                let row = Row {
                    title: first,
                    detail: second,
                    figure: "",
                    name: &format!("Kept apart, {first} and {second}"),
                    selected: *shown == Shown::Apart(link),
                    indent: 0.0,
                    is_quote: false,
                };
                if row.show(ui).clicked() {
                    *shown = Shown::Apart(link);
                }
            });
        }
    });
}

fn heading(ui: &mut Ui, text: &str, count: usize) {
    ui.horizontal(|ui| {
        ui.label(theme::strong(text));
        ui.label(theme::remark(ui, grouped(count as u64)));
    });
    ui.add_space(space::TIGHT);
}

/// Shows only those of `count` rows that are in view.
fn in_view(ui: &mut Ui, count: usize, mut row: impl FnMut(&mut Ui, usize)) {
    let (top, clip) = (ui.cursor().top(), ui.clip_rect());
    let rows = |y: f32| ((y - top) / Row::HEIGHT).clamp(0.0, count as f32);
    let (first, last) = (rows(clip.top()).floor() as usize, rows(clip.bottom()).ceil() as usize);
    ui.add_space(first as f32 * Row::HEIGHT);
    (first..last).for_each(|n| row(ui, n));
    ui.add_space((count - last.max(first)) as f32 * Row::HEIGHT);
}

fn group(ui: &mut Ui, open: &Workspace, group: &Group, shown: &mut Shown) {
    let title = |id: Option<&ArticleId>| {
        id.and_then(|id| open.article(*id)).map_or("", |article| article.title.as_str())
    };
    let (first, second) = (title(group.articles.first()), title(group.articles.get(1)));
    let detail = match group.articles.len().saturating_sub(2) {
        0 => second.to_owned(),
        more => format!("{second}, and {more} more"),
    };
    let Some(id) = group.articles.first().copied() else { return };
    let row = Row {
        title: first,
        detail: &detail,
        figure: &super::near_duplicates::percent(group.share),
        name: &format!("{first} and {detail}"),
        selected: *shown == Shown::NearDuplicates(id),
        indent: 0.0,
        is_quote: false,
    };
    if row.show(ui).clicked() {
        *shown = Shown::NearDuplicates(id);
    }
}
