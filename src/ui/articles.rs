//! The list of articles.

use eframe::egui::{self, Align, Key, Layout, Rect, Sense, Ui, pos2, vec2};

use super::theme::{self, Palette, size, space};
use crate::model::ReadState;
use crate::state::action::Step;
use crate::state::articles::{ArticleRow, Sort};
use crate::state::workspace::Workspace;
use crate::state::{Action, AppState};

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    filter: String,
    /// How far down the list is scrolled.
    scrolled: f32,
    /// The article that was last scrolled to.
    shown: Option<crate::model::ArticleId>,
    /// Whether the filter is to have the keyboard.
    pub focus_filter: bool,
}

/// The height of a row: the date above the title.
const ROW: f32 = 40.0;

/// Shows the list.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    head(ui, open, local, actions);
    ui.add_space(space::TIGHT);
    let foot = if open.library.unreadable().next().is_some() { 26.0 } else { 0.0 };
    let height = ui.available_height() - foot;
    ui.allocate_ui(vec2(ui.available_width(), height.max(ROW)), |ui| rows(ui, open, local, actions));
    unreadable(ui, open);
}

fn head(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.label(theme::heading("Articles"));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let sort = egui::ComboBox::from_id_salt("sort").selected_text(format!("by {}", open.sort)).width(96.0);
            let response = sort.show_ui(ui, |ui| {
                for &sort in Sort::ALL {
                    if ui.selectable_label(open.sort == sort, format!("by {sort}")).clicked() {
                        actions.push(Action::Sort(sort));
                    }
                }
            });
            response.response.on_hover_text("What the list is sorted by");
        });
    });
    if local.filter != open.filter && !ui.ctx().text_edit_focused() {
        local.filter.clone_from(&open.filter);
    }
    let field = egui::TextEdit::singleline(&mut local.filter)
        .hint_text("Filter by title, source, date")
        .desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(true, &local.filter, &local.filter, "");
        info.label = Some("Filter articles".to_owned());
        info
    });
    if std::mem::take(&mut local.focus_filter) {
        response.request_focus();
    }
    if response.changed() {
        actions.push(Action::Filter(local.filter.clone()));
    }
}

fn rows(ui: &mut Ui, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    if open.rows.is_empty() {
        ui.add_space(space::MEDIUM);
        let text = if open.filter.trim().is_empty() {
            "No articles yet. Tollbook reads .txt and .md files from the folder and its sub-folders."
        } else {
            "No article has these words."
        };
        ui.label(theme::remark(ui, text));
        return;
    }
    let selected = open.selection.article;
    let mut area = egui::ScrollArea::vertical().auto_shrink(false).id_salt("articles");
    if selected != local.shown
        && let Some(at) = open.rows.iter().position(|row| Some(row.id) == selected)
    {
        // Bring a newly shown article into view, with its neighbours around it.
        let top = at as f32 * ROW;
        let height = ui.available_height();
        let kept = local.scrolled;
        if top < kept || top + ROW > kept + height {
            area = area.vertical_scroll_offset((top - height / 2.0 + ROW / 2.0).max(0.0));
        }
        local.shown = selected;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let output = area.show_rows(ui, ROW, open.rows.len(), |ui, range| {
        for row in &open.rows[range] {
            show_row(ui, open, row, actions);
        }
    });
    local.scrolled = output.state.clamped_offset().y;
}

fn show_row(ui: &mut Ui, open: &Workspace, row: &ArticleRow, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let Some(article) = open.article(row.id) else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let is_selected = open.selection.article == Some(row.id);
    response.widget_info(|| {
        let name = format!("{}, {}", article.title, state_name(row.state));
        egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, is_selected, name)
    });
    if response.clicked() {
        response.request_focus();
        actions.push(Action::ShowArticle(row.id));
    }
    if response.has_focus() {
        ui.input_mut(|input| {
            for (key, step) in [(Key::ArrowDown, Step::Next), (Key::ArrowUp, Step::Previous)] {
                if input.consume_key(egui::Modifiers::NONE, key) {
                    actions.push(Action::StepArticle(step));
                }
            }
        });
        ui.memory_mut(|memory| {
            let filter =
                egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            memory.set_focus_lock_filter(response.id, filter);
        });
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let painter = ui.painter();
    if is_selected {
        painter.rect_filled(rect, 4.0, palette.accent_ground);
    } else if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 4.0, palette.raised);
    }
    if response.has_focus() {
        painter.rect_stroke(rect.shrink(0.5), 4.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
    }
    let inner = rect.shrink2(vec2(space::SMALL, 4.0));
    state_mark(ui, row.state, pos2(inner.left() + 5.0, inner.top() + 7.0));
    let text_left = inner.left() + 18.0;
    let small = egui::FontId::proportional(size::SMALL);
    let date = article.published.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let painter = ui.painter();
    painter.text(pos2(text_left, inner.top()), egui::Align2::LEFT_TOP, date, small.clone(), palette.soft);
    let mut right = inner.right();
    if row.annotations > 0 {
        let count = format!("{} marked", row.annotations);
        right = painter
            .text(pos2(right, inner.top()), egui::Align2::RIGHT_TOP, count, small.clone(), palette.soft)
            .left();
    }
    if row.troubled {
        let at = pos2(right - space::SMALL, inner.top());
        painter.text(at, egui::Align2::RIGHT_TOP, "file changed", small, palette.warning);
    }
    let title = Rect::from_min_max(pos2(text_left, inner.top() + 15.0), inner.max);
    let weight = if row.state == ReadState::Unread { theme::strong(&article.title) } else { (&article.title).into() };
    let label = egui::Label::new(weight).truncate().selectable(false);
    ui.place(title, |ui: &mut Ui| {
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| ui.add(label)).inner
    });
    response.on_hover_ui(|ui| {
        ui.label(theme::strong(&article.title));
        ui.label(theme::remark(ui, format!("{} · {}", article.path, state_name(row.state))));
    });
}

fn state_name(state: ReadState) -> &'static str {
    state.as_str()
}

/// Empty, half or full: told by shape, not by colour.
fn state_mark(ui: &Ui, state: ReadState, centre: egui::Pos2) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let stroke = egui::Stroke::new(1.3, palette.soft);
    painter.circle_stroke(centre, 4.5, stroke);
    match state {
        ReadState::Unread => {}
        ReadState::Read => {
            let half = Rect::from_center_size(centre, vec2(9.0, 9.0)).with_max_x(centre.x);
            ui.painter_at(half).circle_filled(centre, 4.5, palette.soft);
        }
        ReadState::Done => {
            painter.circle_filled(centre, 4.5, palette.soft);
        }
    }
}

fn unreadable(ui: &mut Ui, open: &Workspace) {
    let files: Vec<(&str, &str)> = open.library.unreadable().collect();
    if files.is_empty() {
        return;
    }
    let title = if files.len() == 1 { "1 file could not be read".to_owned() } else { format!("{} files could not be read", files.len()) };
    let colour = Palette::of(ui).warning;
    ui.menu_button(egui::RichText::new(title).color(colour), |ui| {
        ui.set_max_width(420.0);
        egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for (path, reason) in files {
                ui.label(theme::strong(path));
                ui.label(reason);
                ui.add_space(space::TIGHT);
            }
        });
    });
}
