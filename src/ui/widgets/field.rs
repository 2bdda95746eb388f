//! Fields that are edited as text: typing is one change, handed over on leaving, on Enter, or after
//! a second's rest; several lines also each second while typing goes on.

use eframe::egui::{self, AsIdSalt, Context, Key, Ui};

/// How long typing rests before what was typed is handed over, and how long it goes on in a field of several
/// lines, in seconds.
const REST: f64 = 1.0;

/// What is being typed, kept from frame to frame.
#[derive(Clone, Debug, Default)]
struct Typing {
    text: String,
    /// The value that the field showed when typing began.
    from: String,
    /// When the text was last changed, in egui's time, if it is not handed over.
    changed_at: Option<f64>,
    /// When the first of the changes was made that are not handed over.
    began_at: Option<f64>,
}

impl Typing {
    /// Nothing is typed.
    fn at_rest(value: &str) -> Self {
        Self { text: value.to_owned(), from: value.to_owned(), changed_at: None, began_at: None }
    }
}

/// What is known of all fields: in which pass one held words that were typed and not handed over, and whether
/// all are to hand theirs over.
#[derive(Clone, Copy, Debug, Default)]
struct All {
    pending_in: Option<u64>,
    hand_over: bool,
}

/// Whether a field that is shown holds words that were typed and not handed over; asked before this pass has shown
/// any field, whether one of the last pass does.
pub fn is_any_pending(context: &Context) -> bool {
    let pass = context.cumulative_pass_nr();
    with_all(context, |all| all.pending_in.is_some_and(|pending| pending + 1 >= pass))
}

/// Whether a field that was shown in this pass holds words that were typed and not handed over.
pub fn is_pending_now(context: &Context) -> bool {
    let pass = context.cumulative_pass_nr();
    with_all(context, |all| all.pending_in == Some(pass))
}

/// Has every field hand over what was typed, in the next pass.
pub fn hand_over(context: &Context) {
    with_all(context, |all| all.hand_over = true);
    context.request_repaint();
}

/// Whether every field hands over what was typed, in this pass.
pub fn is_handing_over(context: &Context) -> bool {
    with_all(context, |all| all.hand_over)
}

/// Every field has handed over what was typed.
pub fn end_handing_over(context: &Context) {
    with_all(context, |all| *all = All::default());
}

fn with_all<R>(context: &Context, change: impl FnOnce(&mut All) -> R) -> R {
    context.data_mut(|data| change(data.get_temp_mut_or_default(egui::Id::unique("text fields"))))
}

/// A text field that shows `value` and gives back what was typed once it is finished.
///
/// `label` names the field for those who hear it; a label beside it is the caller's.
pub fn text(ui: &mut Ui, id: impl AsIdSalt, label: &str, value: &str, edit: Edit) -> Option<String> {
    let id = ui.make_persistent_id(id);
    let kept = ui.data(|data| data.get_temp::<Typing>(id));
    let mut typing = kept.unwrap_or_else(|| Typing::at_rest(value));
    if typing.from != value && typing.changed_at.is_none() {
        if ui.memory(|memory| memory.has_focus(id)) && typing.text.trim() == value {
            // It was handed over with a space at its end, after which a word is to follow.
            value.clone_into(&mut typing.from);
        } else {
            // The value was changed elsewhere (undo, another panel) while nothing is being typed.
            typing = Typing::at_rest(value);
        }
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
    if response.gained_focus() && edit.lines == 1 && !ui.input(|input| input.pointer.any_pressed()) {
        select_all(ui.ctx(), id);
    }
    let now = ui.input(|input| input.time);
    if response.changed() {
        typing.changed_at = Some(now);
        typing.began_at.get_or_insert(now);
        ui.ctx().request_repaint_after_secs(REST as f32 + 0.05);
    }
    let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
    if escaped {
        typing = Typing::at_rest(value);
    }
    let since = if edit.lines > 1 { typing.began_at } else { typing.changed_at };
    let rested = since.is_some_and(|at| now - at >= REST);
    let leaves = rested || !response.has_focus() || is_handing_over(ui.ctx());
    let finished = typing.changed_at.is_some() && leaves;
    let given = (finished && typing.text != value).then(|| typing.text.clone());
    if finished {
        (typing.changed_at, typing.began_at) = (None, None);
        typing.from = given.clone().unwrap_or_else(|| value.to_owned());
    }
    if typing.changed_at.is_some() {
        let pass = ui.ctx().cumulative_pass_nr();
        with_all(ui.ctx(), |all| all.pending_in = Some(pass));
    }
    // A field that neither holds the keyboard nor waits keeps nothing.
    if response.has_focus() || typing.changed_at.is_some() || given.is_some() {
        ui.data_mut(|data| data.insert_temp(id, typing));
    } else {
        ui.data_mut(|data| data.remove::<Typing>(id));
    }
    given
}

/// Selects all that stands in a field, so that what is typed replaces it.
pub fn select_all(context: &Context, field: egui::Id) {
    let mut state = egui::text_edit::TextEditState::load(context, field).unwrap_or_default();
    let all = egui::text::CCursorRange::two(
        egui::text::CCursor::default(),
        egui::text::CCursor::new(egui::text::CharIndex(usize::from(u16::MAX))),
    );
    state.cursor.set_char_range(Some(all));
    state.store(context, field);
}

/// Whether the field with the keyboard has words that were typed and not handed over: taking them back
/// is the field's affair. A field of another make always may have.
pub fn is_being_typed(context: &Context) -> bool {
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
