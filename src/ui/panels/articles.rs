//! The list of articles.

use crate::ui::widgets::labels::SHOW_ALL;
use eframe::egui::{
    self, Align, Align2, FontId, Key, Layout, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use crate::ui::panels::members;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{icon, one_line, room, row_background};
use tollbook_core::analysis::wording::grouped;
use tollbook_core::model::{ArticleId, ReadState};
use tollbook_state::ArticleAction;
use tollbook_state::action::Step;
use tollbook_state::articles::{ArticleRow, Group, Grouping, Line, Order, Sort};
use tollbook_state::workspace::Workspace;
use tollbook_state::{Action, AppState};
use tollbook_state::{Area, PreferenceChange};

/// The label of a control, by which tests find it.
pub const HAS_A_MEMO: &str = "has a memo";

/// The label of a control, by which tests find it.
pub const FILTER_ARTICLES: &str = "Filter articles";

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    filter: String,
    /// How far down the list is scrolled.
    scrolled: f32,
    /// The article that was last scrolled to.
    shown: Option<ArticleId>,
    /// The requests for the keyboard that the filter and the list have followed.
    followed_filter: u64,
    followed_list: u64,
}

/// The height of a row: the date above the title.
const ROW: f32 = 40.0;

/// Shows the list.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    head(ui, open, actions);
    filter(ui, open, local, actions);
    if state.preferences.suggestions || open.list.shows_only_casualties() {
        only_casualties(ui, open, actions);
    }
    ui.add_space(space::TIGHT);
    let foot = if open.library.unreadable_count() > 0 { 26.0 } else { 0.0 };
    let height = ui.available_height() - foot;
    ui.allocate_ui(vec2(ui.available_width(), height.max(ROW)), |ui| list(ui, open, local, actions));
    unreadable(ui, open);
}

fn head(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.label(theme::heading("Articles"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let order = open.list.order();
            let mut changes = Vec::new();
            let name = format!("by {}", order.sort.name());
            let shown = egui::ComboBox::from_id_salt("sort")
                .selected_text(&name)
                .width(96.0)
                .height(room(ui.ctx()).y.min(360.0))
                .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
                .show_ui(ui, |ui| choose_order(ui, order, &mut changes));
            let mut hint = format!("Sorted by {}: {}", order.sort.name(), way(order).to_lowercase());
            if order.grouping != Grouping::None {
                hint.push_str(", in groups");
            }
            shown.response.widget_info(|| {
                let mut info = WidgetInfo::labeled(Role::ComboBox, true, "Order of the articles");
                info.current_text_value = Some(hint.clone());
                info
            });
            shown.response.on_hover_text(&hint);
            actions.extend(changes.into_iter().map(Action::Preference));
        });
    });
}

fn way(order: Order) -> &'static str {
    order.sort.ways()[usize::from(order.reversed)]
}

fn choose_order(ui: &mut Ui, order: Order, changes: &mut Vec<PreferenceChange>) {
    ui.label(theme::remark(ui, "Sort"));
    for sort in Sort::ALL {
        if ui.selectable_label(order.sort == sort, format!("by {}", sort.name())).clicked() {
            changes.push(PreferenceChange::Sort(sort));
        }
    }
    ui.separator();
    for (way, reversed) in order.sort.ways().into_iter().zip([false, true]) {
        if ui.selectable_label(order.reversed == reversed, way).clicked() {
            changes.push(PreferenceChange::Reversed(reversed));
        }
    }
    ui.separator();
    ui.label(theme::remark(ui, "Group"));
    for (grouping, name) in Grouping::ALL {
        if ui.selectable_label(order.grouping == grouping, name).clicked() {
            changes.push(PreferenceChange::Grouping(grouping));
        }
    }
}

/// The box that shows only articles that state casualties.
pub(in crate::ui) const ONLY_CASUALTIES: &str = "Only with casualties";

/// Shows only articles that state casualties, once articles were read for suggestions.
fn only_casualties(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let mut only = open.list.shows_only_casualties();
    let tip = "Hides articles in which nothing was read that could be a casualty; those not read yet stay";
    if ui.checkbox(&mut only, ONLY_CASUALTIES).on_hover_text(tip).changed() {
        actions.push(Action::Article(ArticleAction::ShowOnlyCasualties(only)));
    }
}

fn filter(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    if local.filter != open.list.filter && !ui.ctx().text_edit_focused() {
        local.filter.clone_from(&open.list.filter);
    }
    let hint = "Filter by title, source, text";
    let field = egui::TextEdit::singleline(&mut local.filter).hint_text(hint).desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &local.filter, &local.filter, hint);
        info.label = Some(FILTER_ARTICLES.to_owned());
        info
    });
    if open.focus.reaches(Area::ArticleFilter, &mut local.followed_filter) {
        response.request_focus();
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let mut changed = response.changed();
    if response.has_focus() && pressed(Key::ArrowDown) {
        actions.push(Action::Focus(Area::ArticleList));
    } else if response.lost_focus() && pressed(Key::Enter) {
        actions.extend(open.list.shown().next().map(|row| Action::Article(ArticleAction::Show(row.id))));
        actions.push(Action::Focus(Area::ArticleList));
    } else if response.lost_focus() && pressed(Key::Escape) && !local.filter.is_empty() {
        local.filter.clear();
        changed = true;
    }
    if !open.list.filter.trim().is_empty() {
        ui.horizontal(|ui| {
            let (shown, all) = (grouped(open.list.shown_count() as u64), grouped(open.list.len() as u64));
            let said = match (open.list.filtering.is_some(), open.list.has_answer) {
                (true, false) => "Searching…".to_owned(),
                (true, true) => format!("{shown} of {all} so far"),
                (false, _) => format!("{shown} of {all}"),
            };
            ui.label(theme::remark(ui, said));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if ui.small_button(SHOW_ALL).on_hover_text("Clear the filter (Escape in its field)").clicked()
                {
                    local.filter.clear();
                    changed = true;
                }
            });
        });
    }
    if changed {
        actions.push(Action::Article(ArticleAction::Filter(local.filter.clone())));
    }
}

fn list(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    if open.list.lines().is_empty() {
        ui.add_space(space::MEDIUM);
        let text = match (open.list.filter.trim().is_empty(), open.list.filtering.is_some()) {
            (true, _) if open.list.shows_only_casualties() => "No article read so far states casualties.",
            (true, _) => {
                "No articles yet. Tollbook reads documents and downloads from the folder and its sub-folders."
            }
            (false, true) => "Searching the texts…",
            (false, false) => "No article has all these words.",
        };
        ui.label(theme::remark(ui, text));
        return;
    }
    // The list has the keyboard as a whole: its rows come and go as it is scrolled.
    let keyboard = ui.interact(
        ui.available_rect_before_wrap(),
        ui.scope_id().with("articles"),
        Sense::focusable_noninteractive(),
    );
    let selected = open.selection.article;
    keyboard.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ListBox, true, "Articles");
        info.current_text_value = selected.map(|id| open.title(id).to_owned());
        info
    });
    if open.focus.reaches(Area::ArticleList, &mut local.followed_list) {
        keyboard.request_focus();
        // The arrow keys are the list's from the frame after next.
        ui.ctx().request_repaint();
    }
    let height = ui.available_height();
    if keyboard.has_focus() {
        by_keys(ui, open, keyboard.id, (height / ROW) as usize, actions);
    }
    let mut area = egui::ScrollArea::vertical().auto_shrink(false).id_salt("articles");
    if selected != local.shown {
        // Bring a newly shown article into view, with its neighbours around it.
        if let Some(at) = selected.and_then(|id| open.list.line_of(id)) {
            let top = at as f32 * ROW;
            let is_hidden = top < local.scrolled || top + ROW > local.scrolled + height;
            if is_hidden {
                area = area.vertical_scroll_offset((top - height / 2.0 + ROW / 2.0).max(0.0));
            }
        }
        local.shown = selected;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let lines = open.list.lines();
    let output = area.show_rows(ui, ROW, lines.len(), |ui, range| {
        for line in &lines[range] {
            match *line {
                Line::Group(at) => {
                    open.list.group(at).into_iter().for_each(|group| heading(ui, group, actions));
                }
                Line::Article(at) => {
                    if let Some(row) = open.list.row(at) {
                        show_row(ui, open, row, &keyboard, actions);
                    }
                }
            }
        }
    });
    local.scrolled = output.state.clamped_offset().y;
}

fn by_keys(ui: &Ui, open: &Workspace, id: egui::Id, page: usize, actions: &mut Vec<Action>) {
    ui.memory_mut(|memory| {
        let filter =
            egui::EventFilter { vertical_arrows: true, horizontal_arrows: true, ..Default::default() };
        memory.set_focus_lock_filter(id, filter);
    });
    let selected = open.selection.article;
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let far = |step| match (selected, step) {
        (Some(id), Step::Previous) => open.list.before(id).take(page.max(1)).last(),
        (id, _) => open.list.after(id).take(page.max(1)).last(),
    };
    let to = |row: Option<&ArticleRow>| row.map(|row| Action::Article(ArticleAction::Show(row.id)));
    for (key, step) in [(Key::ArrowDown, Step::Next), (Key::ArrowUp, Step::Previous)] {
        let times = ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        actions.extend((0..times).map(|_| Action::Article(ArticleAction::Step(step))));
    }
    for (key, step) in [(Key::PageDown, Step::Next), (Key::PageUp, Step::Previous)] {
        if pressed(key) {
            actions.extend(to(far(step)));
        }
    }
    if pressed(Key::Home) {
        actions.extend(to(open.list.shown().next()));
    }
    if pressed(Key::End) {
        actions.extend(to(open.list.shown().next_back()));
    }
    let group = selected.and_then(|id| open.list.group_of(id));
    for (key, is_closed) in [(Key::ArrowLeft, false), (Key::ArrowRight, true)] {
        let group = group.filter(|group| group.is_closed == is_closed);
        if pressed(key)
            && let Some(group) = group
        {
            actions.push(Action::Article(ArticleAction::ToggleGroup(group.name.clone())));
        }
    }
    if pressed(Key::Enter) {
        actions.extend(selected.map(|_| Action::Focus(Area::Text)));
    }
    if pressed(Key::Space)
        && let Some(id) = selected.filter(|_| open.can_edit())
    {
        actions.push(Action::Article(ArticleAction::SetReadState(id, open.read_state(id).next())));
    }
}

/// A heading, and how many articles are under it.
fn heading(ui: &mut Ui, group: &Group, actions: &mut Vec<Action>) {
    let palette = Palette::for_ui(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    // Space above it belongs to no button.
    let rect = rect.with_min_y(rect.top() + 10.0);
    let response = ui.interact(rect, ui.scope_id().with(&group.name), Sense::click());
    let read = group.articles - group.unread;
    let count = format!("{read} of {} read", grouped(group.articles as u64));
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, true, !group.is_closed, format!("{}, {count}", group.name))
    });
    let painter = ui.painter();
    row_background::paint_row_background(ui, rect, &response, false);
    let sign = Rect::from_min_size(rect.min, vec2(20.0, rect.height()));
    let stroke = Stroke::new(1.4, palette.weak_text);
    if group.is_closed {
        icon::chevron_right(painter, sign, stroke);
    } else {
        icon::chevron(painter, sign, stroke);
    }
    let at = pos2(rect.right() - space::SMALL, rect.center().y);
    let left = painter
        .text(at, Align2::RIGHT_CENTER, count, FontId::proportional(size::SMALL), palette.weak_text)
        .left();
    let inner = rect.with_min_x(rect.left() + 22.0).with_max_x(left - space::SMALL);
    let font = FontId::new(size::BODY, theme::semibold());
    text(ui, inner, &group.name, font, palette.text);
    let hint = if group.is_closed { "Show these articles" } else { "Hide these articles" };
    if response.on_hover_text(hint).clicked() {
        actions.push(Action::Article(ArticleAction::ToggleGroup(group.name.clone())));
    }
}

/// Paints a line of text into a rectangle, in its middle, cut short if it is too long.
fn text(ui: &Ui, rect: Rect, text: &str, font: FontId, colour: egui::Color32) -> Rect {
    let galley = one_line(ui.painter(), text, font, colour, rect.width());
    let at = pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    let painted = Rect::from_min_size(at, galley.size());
    ui.painter().galley(at, galley, colour);
    painted
}

fn show_row(ui: &mut Ui, open: &Workspace, row: &ArticleRow, keyboard: &Response, actions: &mut Vec<Action>) {
    let palette = Palette::for_ui(ui);
    let article = &row.article;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(row.id), Sense::CLICK);
    let is_selected = open.selection.article == Some(row.id);
    let date = article.published().map(|date| date.to_string());
    let marks = match row.annotations {
        0 => String::new(),
        1 => "1 annotation".to_owned(),
        n => format!("{n} annotations"),
    };
    response.widget_info(|| {
        let date = date.as_deref().unwrap_or("no date");
        let memo = if article.memo().trim().is_empty() { "" } else { HAS_A_MEMO };
        let who = members::words(open, row.id);
        let parts = [article.title(), date, row.state.as_str(), &marks, memo, &who];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        WidgetInfo::selected(Role::ListBoxOption, true, is_selected, parts.join(", "))
    });
    if response.clicked() {
        keyboard.request_focus();
        actions.push(Action::Article(ArticleAction::Show(row.id)));
    }
    let painter = ui.painter();
    row_background::show(ui, rect, is_selected, response.hovered());
    if is_selected && keyboard.has_focus() {
        row_background::ring(ui, rect);
    }
    let inner = rect.shrink2(vec2(space::SMALL, 3.0));
    let middle = inner.top() + 16.0;
    let first = inner.with_min_x(inner.left() + 18.0).with_max_y(middle);
    let second = inner.with_min_x(inner.left() + 18.0).with_min_y(middle);
    let small = FontId::proportional(size::SMALL);
    let mut right = first.right();
    if !marks.is_empty() {
        let at = pos2(right, first.center().y);
        right = painter.text(at, Align2::RIGHT_CENTER, marks, small.clone(), palette.weak_text).left()
            - space::SMALL;
    }
    let memo = article.memo().trim();
    if !memo.is_empty() {
        let sign = Rect::from_center_size(pos2(right - 5.0, first.center().y), vec2(10.0, 12.0));
        icon::note(painter, sign, Stroke::new(1.1, palette.weak_text));
        right = sign.left() - space::SMALL;
    }
    if let Some(trouble) = row.trouble {
        let at = pos2(right, first.center().y);
        let said = painter.text(at, Align2::RIGHT_CENTER, trouble.as_str(), small.clone(), palette.warning);
        right = said.left() - space::SMALL;
    }
    let first = first.with_max_x(right);
    let dated = match &date {
        Some(date) => text(ui, first, date, small.clone(), palette.weak_text),
        None => text(ui, first, "no date", small.clone(), palette.warning),
    };
    if !article.source().is_empty() {
        let rest = first.with_min_x(dated.right() + space::SMALL);
        text(ui, rest, article.source(), small, palette.weak_text);
    }
    let family = match row.state {
        ReadState::Unread => theme::semibold(),
        ReadState::Read | ReadState::Done => egui::FontFamily::Proportional,
    };
    let second = second.with_max_x(members::signs(ui, open, row.id, second));
    text(ui, second, article.title(), FontId::new(size::BODY, family), palette.text);
    response.on_hover_ui(|ui| {
        ui.label(theme::strong(article.title()));
        ui.label(theme::remark(ui, format!("{} · {}", article.path(), row.state)));
        let who = members::words(open, row.id);
        if !who.is_empty() {
            ui.label(theme::remark(ui, who));
        }
        if !memo.is_empty() {
            let begins: String = memo.chars().take(MOST_OF_MEMO).collect();
            let more = if begins.len() < memo.len() { "…" } else { "" };
            ui.label(theme::remark(ui, format!("Memo: {begins}{more}")));
        }
    });
    let sign = Rect::from_min_size(inner.min, vec2(14.0, inner.height()));
    state_sign(ui, open, row, sign, keyboard, actions);
}

/// Empty, half or full: told by shape, not by colour. A click goes on to the next.
fn state_sign(
    ui: &Ui,
    open: &Workspace,
    row: &ArticleRow,
    rect: Rect,
    keyboard: &Response,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::for_ui(ui);
    let response = ui.interact(rect, ui.scope_id().with((row.id, "state")), Sense::CLICK);
    let next = row.state.next();
    let name = format!("{}: {} is next", row.article.title(), next);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, open.can_edit(), &name));
    let centre = pos2(rect.left() + 5.0, rect.top() + 8.0);
    let colour = if response.hovered() { palette.text } else { palette.weak_text };
    let painter = ui.painter();
    painter.circle_stroke(centre, 4.5, Stroke::new(1.3, colour));
    match row.state {
        ReadState::Unread => {}
        ReadState::Read => {
            let half = Rect::from_center_size(centre, vec2(9.0, 9.0)).with_max_x(centre.x);
            painter.with_clip_rect(half.intersect(painter.clip_rect())).circle_filled(centre, 4.5, colour);
        }
        ReadState::Done => {
            painter.circle_filled(centre, 4.5, colour);
        }
    }
    if response.clicked() && open.can_edit() {
        keyboard.request_focus();
        actions.push(Action::Article(ArticleAction::SetReadState(row.id, next)));
    }
    response.on_hover_text(format!(
        "This article is {}. Click for {next}; Space does it in the list.",
        row.state
    ));
}

/// So many letters of an article's memo are in its tooltip.
const MOST_OF_MEMO: usize = 400;

/// So many files that could not be read are listed.
const MOST_UNREADABLE: usize = 200;

fn unreadable(ui: &mut Ui, open: &Workspace) {
    let files = open.library.unreadable_count();
    if files == 0 {
        return;
    }
    let title = if files == 1 {
        "1 file could not be read".to_owned()
    } else {
        format!("{} files could not be read", grouped(files as u64))
    };
    let colour = Palette::for_ui(ui).warning;
    ui.menu_button(egui::RichText::new(title).color(colour), |ui| {
        ui.set_max_width(420.0);
        egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for (path, reason) in open.library.unreadable().take(MOST_UNREADABLE) {
                ui.label(theme::strong(path));
                ui.label(reason);
                ui.add_space(space::TIGHT);
            }
            if files > MOST_UNREADABLE {
                ui.label(theme::remark(
                    ui,
                    format!("and {} more", grouped((files - MOST_UNREADABLE) as u64)),
                ));
            }
        });
    });
}

#[cfg(test)]
mod tests;
