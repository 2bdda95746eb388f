//! Fields that are edited as text: typing is one change, handed over on leaving, on Enter, or after
//! a second's rest.

use eframe::egui::{self, AsIdSalt, Key, Ui};

/// How long typing rests before what was typed is handed over, in seconds.
const REST: f64 = 1.0;

/// What is being typed, kept from frame to frame.
#[derive(Clone, Debug, Default)]
struct Typing {
    text: String,
    /// The value that the field showed when typing began.
    from: String,
    /// When the text was last changed, in egui's time.
    changed_at: Option<f64>,
}

/// A text field that shows `value` and gives back what was typed once it is finished.
///
/// `label` names the field for those who hear it; a label beside it is the caller's.
pub fn text(ui: &mut Ui, id: impl AsIdSalt, label: &str, value: &str, edit: Edit) -> Option<String> {
    let id = ui.make_persistent_id(id);
    let kept = ui.data(|data| data.get_temp::<Typing>(id));
    let mut typing =
        kept.unwrap_or_else(|| Typing { text: value.to_owned(), from: value.to_owned(), changed_at: None });
    // The value was changed elsewhere (undo, another panel) while nothing is being typed.
    if typing.from != value && typing.changed_at.is_none() {
        typing = Typing { text: value.to_owned(), from: value.to_owned(), changed_at: None };
    }
    let mut field = if edit.lines > 1 {
        egui::TextEdit::multiline(&mut typing.text).desired_rows(edit.lines)
    } else {
        egui::TextEdit::singleline(&mut typing.text)
    };
    field = field.id(id).hint_text(edit.hint).desired_width(edit.width);
    if edit.disabled {
        field = field.interactive(false);
    }
    let response = ui.add(field);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::text_edit(!edit.disabled, &typing.text, &typing.text, edit.hint);
        info.label = Some(label.to_owned());
        info
    });
    if response.has_focus() {
        tollbook_text::keep_arrows(ui);
    }
    let now = ui.input(|input| input.time);
    if response.changed() {
        typing.changed_at = Some(now);
        ui.ctx().request_repaint_after_secs(REST as f32 + 0.05);
    }
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if escaped {
        typing = Typing { text: value.to_owned(), from: value.to_owned(), changed_at: None };
    }
    let rested = typing.changed_at.is_some_and(|at| now - at >= REST);
    let finished = typing.changed_at.is_some() && (response.lost_focus() || rested || !response.has_focus());
    let given = (finished && typing.text != value).then(|| typing.text.clone());
    if finished {
        typing.changed_at = None;
        typing.from = given.clone().unwrap_or_else(|| value.to_owned());
    }
    // A field that neither holds the keyboard nor waits keeps nothing.
    if response.has_focus() || typing.changed_at.is_some() || given.is_some() {
        ui.data_mut(|data| data.insert_temp(id, typing));
    } else {
        ui.data_mut(|data| data.remove::<Typing>(id));
    }
    given
}

/// Whether the field with the keyboard has words that were typed and not handed over: taking them back
/// is the field's affair. A field of another make always may have.
pub fn is_being_typed(context: &egui::Context) -> bool {
    let Some(id) = context.memory(|memory| memory.focused()) else { return false };
    context.data(|data| {
        let typing = data.get_temp::<Typing>(id);
        typing.is_none_or(|typing| typing.changed_at.is_some()) || data.get_temp(unread(id)) == Some(true)
    })
}

/// Notes whether what stands in a field was handed over and could not be read.
pub fn note_unread(ui: &Ui, field: egui::Id, is_unread: bool) {
    ui.data_mut(|data| {
        if is_unread {
            data.insert_temp(unread(field), true);
        } else {
            data.remove::<bool>(unread(field));
        }
    });
}

fn unread(field: egui::Id) -> egui::Id {
    field.with("unread")
}

/// How a text field looks.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// Shown while it is empty.
    pub hint: &'a str,
    /// Its width in points; infinite fills the row.
    pub width: f32,
    /// How many lines it has.
    pub lines: usize,
    /// Whether it can only be read.
    pub disabled: bool,
}

impl Default for Edit<'_> {
    fn default() -> Self {
        Self { hint: "", width: f32::INFINITY, lines: 1, disabled: false }
    }
}
