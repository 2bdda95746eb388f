//! The sentence that the selected annotation was made in, with the annotated words in it.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, FontId, Frame, Label, Margin, Role, Stroke, Ui, WidgetInfo};

use super::article_of;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::{row, row_background};
use tollbook_core::model::{Anchor, Annotation, AnnotationId};
use tollbook_core::text::sentence::sentence_at;
use tollbook_state::library::Text;
use tollbook_state::{Action, AnnotationAction, Workspace};

/// How many letters are shown before and after the annotated words at most.
const AROUND: usize = 110;
/// How many of the annotated words themselves.
const WORDS: usize = 160;

/// Shows the sentence; a click goes to it in the article.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    annotation: &Annotation,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::for_ui(ui);
    let colour = open.project.codes.get(annotation.code).map(|code| theme::drawn(code.colour, palette));
    let colour = colour.unwrap_or(palette.line);
    let text = match open.text(annotation.article) {
        Text::Loaded(text) if annotation.matches(&text) => Some(text),
        Text::Loaded(_) | Text::Stored(_) | Text::None => None,
    };
    let [before, words, after] = parts(text.as_deref(), annotation);
    let font = FontId::proportional(size::BODY);
    let soft = TextFormat::simple(font.clone(), palette.weak_text);
    let strong = TextFormat { underline: Stroke::new(2.0, colour), ..TextFormat::simple(font, palette.text) };
    let mut job = LayoutJob::default();
    job.append(&before, 0.0, soft.clone());
    job.append(&words, 0.0, strong);
    job.append(&after, 0.0, soft);
    job.wrap.max_rows = 4;
    let shown = Frame::new()
        .fill(palette.text_background)
        .corner_radius(4.0)
        .inner_margin(Margin { left: 11, right: 8, top: 5, bottom: 5 })
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            job.wrap.max_width = ui.available_width();
            ui.add(Label::new(job).wrap());
            // Of the open article the title stands above its text.
            if open.selection.article != Some(annotation.article)
                && let Some(article) = article_of(open, id)
            {
                let date = article.published.map(|date| format!("{date} · ")).unwrap_or_default();
                ui.add(Label::new(theme::remark(ui, format!("{date}{}", article.title))).truncate());
            }
        });
    let rect = shown.response.rect;
    let bar = egui::Rect::from_min_size(rect.min, egui::vec2(3.0, rect.height()));
    ui.painter().rect_filled(bar, 2.0, colour);
    let response = ui
        .interact(rect, ui.scope_id().with((id, "quote")), egui::Sense::CLICK)
        .on_hover_text(GO_TO_PASSAGE)
        .on_hover_cursor(egui::CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Go to “{}”", annotation.quote)));
    if response.has_focus() {
        row_background::ring(ui, rect);
    }
    if response.clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(id)));
    }
    moved(ui, open, id, annotation, actions);
    ui.add_space(2.0);
}

/// What a click on the sentence does.
pub(in crate::ui) const GO_TO_PASSAGE: &str = "Go to the passage";

/// The sentence before the annotated words, these, and what follows them; the words alone where the text is not
/// at hand.
fn parts(text: Option<&str>, annotation: &Annotation) -> [String; 3] {
    let words = cut(&annotation.quote, WORDS);
    let Some(text) = text else { return [String::new(), format!("“{words}”"), String::new()] };
    let (start, end) = (annotation.start, annotation.end.min(text.len()));
    let sentence = sentence_at(text, start);
    let to = sentence_at(text, end.saturating_sub(1).max(start)).end.max(end);
    let before = text.get(sentence.start.min(start)..start).unwrap_or_default();
    let after = text.get(end..to).unwrap_or_default();
    let letters = before.chars().count();
    let before = match before.char_indices().nth(letters.saturating_sub(AROUND)) {
        Some((from, _)) if letters > AROUND => format!("…{}", &before[from..]),
        _ => before.to_owned(),
    };
    [flat(&before), flat(&words), flat(&cut(after, AROUND))]
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// On one line: line ends are spaces.
fn flat(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

const STRAYED: &str =
    "The text no longer has these words here. Select them again and move the annotation, or remove it.";
const LOST: &str = "These words are not found in the article's new text. The project keeps the text in which they \
    stood. Select the words that say the same and move the annotation, or remove it.";

/// Says that the text no longer has the words, and lets the annotation be moved.
fn moved(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    annotation: &Annotation,
    actions: &mut Vec<Action>,
) {
    let is_moved = open
        .open_text()
        .is_some_and(|text| open.selection.article == Some(annotation.article) && !annotation.matches(&text));
    if !is_moved {
        return;
    }
    row::error(ui, if annotation.anchor == Anchor::Lost { LOST } else { STRAYED });
    let span = open.selection.span.clone();
    let button = egui::Button::new("Move to the selection");
    let button = ui.add_enabled(span.is_some() && open.can_edit(), button);
    if let (true, Some(span)) = (button.clicked(), span) {
        actions.push(Action::Annotation(AnnotationAction::Move(id, span)));
    }
    ui.add_space(space::TIGHT);
}
