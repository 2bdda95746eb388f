//! The selected annotation: its words, code, memo, and who marked it when.

use eframe::egui::{self, Frame, Label, Margin, RichText, Role, Ui, WidgetInfo};

use super::article_of;
use crate::ui::field;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widget::choose::{self, Choice, Look};
use crate::ui::widget::{row, row_background};
use tollbook_core::model::{Annotation, AnnotationId, CodeId};
use tollbook_state::AnnotationAction;
use tollbook_state::{Action, Workspace};

/// Shows the selected annotation.
pub(super) fn show(ui: &mut Ui, open: &Workspace, id: AnnotationId, actions: &mut Vec<Action>) {
    let Some(annotation) = open.project.annotations.get(id) else { return };
    quote(ui, open, id, annotation, actions);
    ui.push_id((id, "annotation"), |ui| {
        ui.add_enabled_ui(open.can_edit(), |ui| {
            code(ui, open, id, annotation.code, actions);
            memo(ui, id, &annotation.memo, actions);
        });
        foot(ui, open, id, annotation, actions);
    });
}

/// The words, as they were marked, and where they stand.
fn quote(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    annotation: &Annotation,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    let colour = open.project.codes.get(annotation.code).map(|code| theme::drawn(code.colour, palette));
    let shown = Frame::new()
        .fill(palette.paper)
        .corner_radius(4.0)
        .inner_margin(Margin { left: 12, right: 8, top: 6, bottom: 6 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            let words = RichText::new(format!("“{}”", annotation.quote.trim())).size(size::HEADING);
            ui.add(Label::new(words).wrap());
            if let Some(article) = article_of(open, id) {
                let date = article.published.map(|date| format!("{date} · ")).unwrap_or_default();
                let text = theme::remark(ui, format!("{date}{}", article.title));
                ui.add(Label::new(text).truncate());
            }
        });
    let rect = shown.response.rect;
    let bar = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
    ui.painter().rect_filled(bar, 2.0, colour.unwrap_or(palette.line));
    let response = ui
        .interact(rect, ui.scope_id().with((id, "quote")), egui::Sense::click())
        .on_hover_text("Go to the passage")
        .on_hover_cursor(egui::CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Go to “{}”", annotation.quote)));
    if response.has_focus() {
        row_background::ring(ui, rect);
    }
    if response.clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(id)));
    }
    let moved = open
        .open_text()
        .is_some_and(|text| open.selection.article == Some(annotation.article) && !annotation.matches(&text));
    if moved {
        let text = "The text no longer has these words here. Select them again and move the annotation, or remove it.";
        row::error(ui, text);
        let span = open.selection.span.clone();
        let button =
            ui.add_enabled(span.is_some() && open.can_edit(), egui::Button::new("Move to the selection"));
        if let (true, Some(span)) = (button.clicked(), span) {
            actions.push(Action::Annotation(AnnotationAction::Move(id, span)));
        }
    }
    ui.add_space(space::TIGHT);
}

fn code(ui: &mut Ui, open: &Workspace, id: AnnotationId, current: CodeId, actions: &mut Vec<Action>) {
    let shown = open.project.codes.get(current).map_or("", |code| code.name.as_str());
    let chosen = row::row(ui, "Code", |ui| {
        let look = Look { shown, hint: "", width: ui.available_width(), heading: false, disabled: false };
        choose::one(ui, "code", "Code", look, &current, || {
            let codes = open.project.codes.iter();
            codes
                .map(|(id, code)| Choice { value: id, name: code.name.clone(), note: code.key.clone() })
                .collect()
        })
    });
    if let Some(code) = chosen.filter(|code| *code != current) {
        actions.push(Action::Annotation(AnnotationAction::SetCode(id, code)));
    }
}

fn memo(ui: &mut Ui, id: AnnotationId, memo: &str, actions: &mut Vec<Action>) {
    let lines = memo.lines().count().clamp(1, 6);
    let typed = row::row(ui, "Memo", |ui| {
        let edit =
            field::Edit { hint: "Notes on this annotation", lines: lines.max(2), ..field::Edit::default() };
        field::text(ui, "memo", "Memo", memo, edit)
    });
    if let Some(text) = typed {
        actions.push(Action::Annotation(AnnotationAction::SetMemo(id, text)));
    }
}

/// Who marked it, when and how; and what can be done with it.
fn foot(ui: &mut Ui, open: &Workspace, id: AnnotationId, annotation: &Annotation, actions: &mut Vec<Action>) {
    let coder = open.project.entry_name(Some(annotation.coder));
    let day = |at: jiff::Timestamp| at.strftime("%Y-%m-%d %H:%M").to_string();
    let mut text = format!("{} by {coder}, {}", origin(annotation), day(annotation.created));
    if annotation.modified != annotation.created {
        text.push_str(&format!(" · changed {}", day(annotation.modified)));
    }
    row::under(ui, |ui| row::remark(ui, format!("{text} UTC")));
    row::row(ui, "", |ui| {
        ui.horizontal(|ui| {
            if ui.button("Go to passage").clicked() {
                actions.push(Action::Annotation(AnnotationAction::Show(id)));
            }
            if ui.add_enabled(open.can_edit(), egui::Button::new("Remove")).clicked() {
                actions.push(Action::Annotation(AnnotationAction::Remove(id)));
            }
        });
    });
}

fn origin(annotation: &Annotation) -> &'static str {
    use tollbook_core::model::Origin;
    match annotation.origin {
        Origin::Hand => "Marked",
        Origin::Suggestion => "Suggested and accepted",
        Origin::Import => "Imported",
    }
}
