//! The list: open pairs, articles that copy one another, incidents that are kept apart.

use eframe::egui::{FontId, Key, Modifiers, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::{Lists, Scrolls, Shown, title};
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::one_line;
use crate::ui::widgets::table::{self, Rows, Spec, Stop};
use tollbook_core::analysis::near_duplicates::Group;
use tollbook_core::analysis::wording::grouped;
use tollbook_core::model::ArticleId;
use tollbook_state::DuplicateAction;
use tollbook_state::comparison::PairSort;
use tollbook_state::{Action, Workspace};

/// The label of a control, by which tests find it.
pub const ARTICLES_THAT_COPY_ONE_ANOTHER: &str = "Articles that copy one another";

/// The list's name for those who hear it.
pub const NAME: &str = "List of possible duplicates";
/// What stands above the list once every pair is decided.
pub const NONE_LEFT: &str = "No pair is left to decide.";
/// What stands there where the filter leaves none.
pub const NONE_WITH_WORDS: &str = "No pair passes the filter.";
/// The name of the field that filters the list.
pub const FILTER: &str = "Filter pairs";
/// The name of the chooser of the order.
pub const SORT: &str = "Sorted";
/// How high a row is.
const ROW: f32 = 42.0;
/// How many rows are shown at once where all is scrolled together.
const TOGETHER: f32 = 8.0;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    /// What the rows below it are, and how many.
    Heading(&'static str, usize),
    /// Two incidents that may be one, by their place in the queue.
    Pair(usize),
    /// Articles that copy one another, by their place.
    Group(usize),
    /// Two incidents that are kept apart, by their place.
    Apart(usize),
}

/// The row number `n`.
fn line(lists: &Lists, n: usize) -> Option<Line> {
    let sections = [
        ("Incidents that may be one", lists.queue.len(), Line::Pair as fn(usize) -> Line),
        (ARTICLES_THAT_COPY_ONE_ANOTHER, lists.groups.len(), Line::Group),
        ("Kept apart", lists.apart.len(), Line::Apart),
    ];
    let mut before = 0;
    for (name, count, row) in sections.into_iter().filter(|(_, count, _)| *count > 0) {
        if n == before {
            return Some(Line::Heading(name, count));
        }
        if n <= before + count {
            return Some(row(n - before - 1));
        }
        before += count + 1;
    }
    None
}

/// How many rows there are.
fn count(lists: &Lists) -> usize {
    let sections = [lists.queue.len(), lists.groups.len(), lists.apart.len()];
    sections.into_iter().filter(|count| *count > 0).map(|count| count + 1).sum()
}

/// Shows the list; a click or an arrow changes what is `shown`.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    lists: &Lists,
    scrolls: Scrolls,
    (rows, shown): (&mut Rows, &mut Shown),
    reveal: &mut bool,
    actions: &mut Vec<Action>,
) {
    head(ui, open, actions);
    let current = open.compared.current().filter(|_| *shown == Shown::Pair);
    if std::mem::take(reveal)
        && let Some(place) = lists.queue.iter().position(|pair| Some(*pair) == current)
    {
        rows.go_to(place + 1);
    }
    let count = count(lists);
    if let Some((to, _)) = rows.moved(ui, count, ROW) {
        // Past a heading, to a row that can be chosen.
        let is_heading = |n: usize| matches!(line(lists, n), Some(Line::Heading(..)));
        let to = match (is_heading(to), to < rows.cursor()) {
            (true, true) if to > 0 => to - 1,
            (true, _) => (to + 1).min(count.saturating_sub(1)),
            (false, _) => to,
        };
        choose(lists, to, shown, actions);
        rows.go_to(to);
        rows.take_focus(1);
    }
    if rows.pressed(ui, Modifiers::NONE, Key::Enter) {
        choose(lists, rows.cursor(), shown, actions);
    }
    if lists.queue.is_empty() {
        let is_filtered = !open.compared.order().words.trim().is_empty() && open.compared.open_pairs() > 0;
        ui.label(theme::remark(ui, if is_filtered { NONE_WITH_WORDS } else { NONE_LEFT }));
    }
    let height = match scrolls {
        Scrolls::EachPart => ui.available_height(),
        Scrolls::Together => ROW * (count as f32).min(TOGETHER),
    };
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui(size, |ui| {
        ui.set_max_height(height);
        let spec = Spec { name: NAME, count, height: ROW, width: size.x };
        let mut clicked = None;
        rows.show(ui, spec, |ui, stop| {
            if let Some(line) = line(lists, stop.number)
                && row(ui, open, lists, line, stop, *shown)
            {
                clicked = Some(stop.number);
            }
        });
        if let Some(number) = clicked {
            choose(lists, number, shown, actions);
            rows.go_to(number);
            rows.take_focus(1);
        }
    });
}

/// The filter and the order of the pairs.
fn head(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let order = open.compared.order();
    let mut wanted = order.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::TIGHT;
        table::filter(ui, FILTER, FILTER, &mut wanted.words);
        let look = Look { shown: order.sort.name(), hint: "", width: 130.0, heading: false, disabled: false };
        let sort = choose::one(ui, "sort pairs", SORT, look, &order.sort, || {
            PairSort::ALL.iter().map(|sort| Choice::new(*sort, sort.name())).collect()
        });
        wanted.sort = sort.unwrap_or(wanted.sort);
    });
    if wanted != *order {
        actions.push(Action::Duplicate(DuplicateAction::Arrange(wanted)));
    }
}

/// Shows what a row stands for beside the list.
fn choose(lists: &Lists, number: usize, shown: &mut Shown, actions: &mut Vec<Action>) {
    match line(lists, number) {
        Some(Line::Pair(n)) => {
            *shown = Shown::Pair;
            actions.push(Action::Duplicate(DuplicateAction::Show(lists.queue[n])));
        }
        Some(Line::Group(n)) => {
            if let Some(first) = lists.groups[n].articles.first() {
                *shown = Shown::NearDuplicates(*first);
            }
        }
        Some(Line::Apart(n)) => *shown = Shown::Apart(lists.apart[n].0),
        Some(Line::Heading(..)) | None => {}
    }
}

/// Shows a row; answers whether it was clicked.
fn row(ui: &Ui, open: &Workspace, lists: &Lists, line: Line, stop: Stop, shown: Shown) -> bool {
    let compared = &open.compared;
    match line {
        Line::Heading(name, count) => {
            let palette = Palette::for_ui(ui);
            let response = ui.interact(stop.rect, stop.id("heading"), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
            let font = FontId::new(size::BODY, theme::semibold());
            let heading = ui.painter().layout_no_wrap(name.to_owned(), font, palette.text);
            let at = stop.rect.left_bottom() - vec2(0.0, heading.size().y + space::TIGHT);
            let right = at.x + heading.size().x + space::SMALL;
            let count = grouped(count as u64);
            let small = FontId::proportional(size::SMALL);
            let count = ui.painter().layout_no_wrap(count, small, palette.weak_text);
            let below = stop.rect.bottom() - count.size().y - space::TIGHT;
            ui.painter().galley(at, heading, palette.text);
            ui.painter().galley([right, below].into(), count, palette.weak_text);
            false
        }
        Line::Pair(n) => {
            let pair = lists.queue[n];
            let [first, second] = pair.both().map(|incident| title(open, incident));
            let remark = if compared.is_later(pair) { "later" } else { "" };
            let is_shown = shown == Shown::Pair && compared.current() == Some(pair);
            two_lines(ui, stop, [first, second], remark, "", is_shown)
        }
        Line::Group(n) => group(ui, open, &lists.groups[n], stop, shown),
        Line::Apart(n) => {
            let (link, first, second) = lists.apart[n];
            let titles = [title(open, first), title(open, second)];
            two_lines(ui, stop, titles, "", "Kept apart, ", shown == Shown::Apart(link))
        }
    }
}

fn group(ui: &Ui, open: &Workspace, group: &Group, stop: Stop, shown: Shown) -> bool {
    let title = |id: Option<&ArticleId>| id.map_or("", |id| open.title(*id));
    let (first, second) = (title(group.articles.first()), title(group.articles.get(1)));
    let detail = match group.articles.len().saturating_sub(2) {
        0 => second.to_owned(),
        more => format!("{second}, and {more} more"),
    };
    let is_shown = group.articles.first().is_some_and(|id| shown == Shown::NearDuplicates(*id));
    let share = super::near_duplicates::percent(group.share);
    two_lines(ui, stop, [first, &detail], &share, "", is_shown)
}

/// Two names, one below the other, and a remark at the right.
fn two_lines(ui: &Ui, stop: Stop, names: [&str; 2], remark: &str, spoken: &str, is_shown: bool) -> bool {
    let response = stop.interact(ui);
    let name = format!("{spoken}{} and {}", names[0], names[1]);
    response.widget_info(|| WidgetInfo::selected(Role::Row, ui.is_enabled(), is_shown, &name));
    stop.paint(ui, &response, is_shown);
    let palette = Palette::for_ui(ui);
    let inner = stop.rect.shrink2(vec2(space::SMALL, 4.0));
    let painter = ui.painter();
    let remark =
        painter.layout_no_wrap(remark.to_owned(), FontId::proportional(size::SMALL), palette.weak_text);
    let room = Rect::from_min_max(inner.min, inner.max - vec2(remark.size().x + space::SMALL, 0.0));
    let first = one_line(painter, names[0], FontId::proportional(size::BODY), palette.text, room.width());
    let below = inner.left_top() + vec2(0.0, first.size().y + 1.0);
    let second =
        one_line(painter, names[1], FontId::proportional(size::SMALL), palette.weak_text, inner.width());
    let is_cut = first.elided || second.elided;
    painter.galley(inner.min, first, palette.text);
    painter.galley(below, second, palette.weak_text);
    painter.galley(inner.right_top() - vec2(remark.size().x, 0.0), remark, palette.weak_text);
    let response =
        if is_cut { response.on_hover_text(format!("{}\n{}", names[0], names[1])) } else { response };
    response.clicked()
}
