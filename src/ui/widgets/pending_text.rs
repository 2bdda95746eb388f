//! Fields of a form that is entered as a whole. What stands in them is kept until the form is entered or put
//! away, and is there again when the form is opened next, even after the program has ended.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eframe::egui::{Context, Id, Key, Response, TextEdit, Ui, WidgetInfo};

use tollbook_state::unfinished_text::Fields;
use tollbook_state::{Action, AppState, ProgramAction};

/// What stands in the fields of the open project.
#[derive(Clone, Debug, Default)]
struct PendingTexts {
    project: Option<PathBuf>,
    fields: Fields,
    /// The pass in which each field was shown last.
    shown: BTreeMap<String, u64>,
}

/// A line to be filled in, with a name for those who hear it; answers whether Enter ended it.
///
/// `key` names the field among all of the project's, and is the salt of its id.
pub fn line(ui: &mut Ui, key: &str, label: &str, hint: &str, width: f32, text: &mut String) -> bool {
    let response = show(ui, key, label, hint, text, |text| {
        TextEdit::singleline(text).hint_text(hint).desired_width(width)
    });
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// The same over several lines, as wide as there is room.
pub fn lines(ui: &mut Ui, key: &str, label: &str, hint: &str, rows: usize, text: &mut String) {
    show(ui, key, label, hint, text, |text| {
        TextEdit::multiline(text).hint_text(hint).desired_rows(rows).desired_width(f32::INFINITY)
    });
}

fn show(
    ui: &mut Ui,
    key: &str,
    label: &str,
    hint: &str,
    text: &mut String,
    field: impl FnOnce(&mut String) -> TextEdit<'_>,
) -> Response {
    restore_or_forget(ui.ctx(), key, text);
    let id = ui.make_persistent_id(key);
    let response = ui.add(field(text).id(id));
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &*text, &*text, hint);
        info.label = Some(label.to_owned());
        info
    });
    if response.changed() {
        set_text(ui.ctx(), key, text);
    }
    response
}

/// Fills a field that was not there before with what was kept of it; what its form has emptied since is
/// entered, and kept no more.
fn restore_or_forget(context: &Context, key: &str, text: &mut String) {
    let pass = context.cumulative_pass_nr();
    with(context, |kept| {
        let was_shown = kept.shown.insert(key.to_owned(), pass).is_some_and(|last| last + 1 >= pass);
        match kept.fields.get(key) {
            Some(known) if !was_shown => known.clone_into(text),
            Some(_) if text.is_empty() => {
                kept.fields.remove(key);
            }
            _ => {}
        }
    });
}

/// Keeps what stands in a field.
pub fn set_text(context: &Context, key: &str, text: &str) {
    with(context, |kept| {
        if text.is_empty() {
            kept.fields.remove(key);
        } else {
            kept.fields.insert(key.to_owned(), text.to_owned());
        }
    });
}

/// What is kept of a field.
pub fn text_of(context: &Context, key: &str) -> Option<String> {
    with(context, |kept| kept.fields.get(key).cloned())
}

/// Forgets the fields of which the names begin so: their form was entered or put away.
pub fn forget(context: &Context, form: &str) {
    with(context, |kept| kept.fields.retain(|key, _| !key.starts_with(form)));
}

/// Whether anything is kept of the fields of which the names begin so.
pub fn is_unfinished(context: &Context, form: &str) -> bool {
    with(context, |kept| kept.fields.keys().any(|key| key.starts_with(form)))
}

/// Brings the fields to the open project, and has what was typed into them kept.
pub fn follow_project(context: &Context, state: &AppState) -> Option<Action> {
    let file = state.workspace.as_ref().map(|open| open.file.as_path());
    let fields =
        |file: Option<&Path>| file.map_or_else(Fields::default, |file| state.unfinished.of_project(file));
    with(context, |kept| {
        if kept.project.as_deref() != file {
            *kept = PendingTexts {
                project: file.map(Path::to_owned),
                fields: fields(file),
                ..PendingTexts::default()
            };
        }
        (kept.fields != fields(file))
            .then(|| Action::Program(ProgramAction::KeepUnfinished(kept.fields.clone())))
    })
}

fn with<R>(context: &Context, change: impl FnOnce(&mut PendingTexts) -> R) -> R {
    context.data_mut(|data| change(data.get_temp_mut_or_default(Id::unique("unfinished text"))))
}
