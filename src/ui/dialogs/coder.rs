//! In whose name edits are made: asked once before the first, and changed on request.

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::{Button, Context, Key, TextEdit, WidgetInfo};

use crate::ui::theme::{self, space};
use crate::ui::widgets::modal;
use tollbook_core::model::List;
use tollbook_state::{Action, AppState, CoderAction};

/// The label of a control, by which tests find it.
pub const NAME: &str = "Your name";
/// Takes the name that is typed.
pub const USE: &str = "Use this name";

/// What is typed.
#[derive(Debug, Default)]
pub struct State {
    name: String,
    was_open: bool,
}

/// Shows the question where it is asked.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let was_open = std::mem::replace(&mut local.was_open, state.naming_coder.is_some());
    let Some(asked) = &state.naming_coder else { return };
    let open = state.workspace.as_ref();
    if !was_open {
        let known = state.preferences.coder.trim();
        local.name = match open {
            _ if !known.is_empty() => known.to_owned(),
            Some(open) => open.coder_name.clone(),
            None => String::new(),
        };
    }
    let mut act = |action| actions.push(Action::Coder(action));
    let response = modal(context, "coder", "Who is annotating?", 440.0, |ui| {
        ui.label(
            "Every annotation and every other edit keeps the name of who made it. You undo your own edits only. You can \
             change the name later (Edit > Your name).",
        );
        ui.add_space(space::SMALL);
        let field = TextEdit::singleline(&mut local.name).hint_text(NAME).desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = WidgetInfo::text_edit(true, &local.name, &local.name, NAME);
            info.label = Some(NAME.to_owned());
            info
        });
        if !was_open {
            response.request_focus();
        }
        let mut taken = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let coders: Vec<&str> = open
            .map(|open| open.project.list(List::Coder).map(|(_, entry)| entry.value.as_str()).collect())
            .unwrap_or_default();
        if coders.len() > 1 || coders.first().is_some_and(|only| *only != local.name) {
            ui.add_space(space::TIGHT);
            ui.horizontal_wrapped(|ui| {
                ui.label(theme::remark(ui, "In this project already:"));
                for coder in coders {
                    if ui.selectable_label(local.name == coder, coder).clicked() {
                        coder.clone_into(&mut local.name);
                    }
                }
            });
        }
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            let wanted = !local.name.trim().is_empty();
            taken |= ui.add_enabled(wanted, Button::new(theme::strong(USE))).clicked();
            if taken && wanted {
                act(CoderAction::SetName(local.name.clone()));
            }
            if ui.button(CANCEL).clicked() {
                act(CoderAction::Cancel);
            }
        });
        if asked.holds_edits() {
            ui.label(theme::remark(ui, "What you have just asked for is done once there is a name."));
        }
    });
    if response.should_close() {
        act(CoderAction::Cancel);
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Ui;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::test_support::Story;
    use tollbook_core::model::ClaimType;
    use tollbook_state::effect::Effect;
    use tollbook_state::{AnnotationAction, ArticleAction};

    /// A project in which words are selected, and a coder who has no name yet.
    fn unnamed() -> Story {
        let mut story = Story::new();
        story.state.asks_coder = true;
        story.tell(Action::Article(ArticleAction::Show(story.article("helicopters.txt"))));
        let words = "Thirteen French soldiers";
        story.tell(Action::Annotation(AnnotationAction::Select(Some(0..words.len()))));
        story
    }

    #[test]
    fn the_name_is_asked_before_the_first_edit_which_is_then_made_in_it() {
        let mut story = unnamed();
        let effects = story.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        assert!(effects.is_empty() && story.open().project.annotations.is_empty());
        let frame = |ui: &mut Ui, (story, local): &mut (Story, State)| {
            let mut actions = Vec::new();
            show(ui.ctx(), &story.state, local, &mut actions);
            for action in actions {
                story.tell(action);
            }
        };
        let builder = Harness::builder().with_size([800.0, 600.0]).with_step_dt(1.0 / 60.0);
        let builder = builder.with_context_setup(theme::install);
        let mut harness = builder.build_ui_state(frame, (story, State::default()));
        harness.run();
        harness.state_mut().1.name = "Noor".to_owned();
        harness.run();
        harness.get_by_label(USE).click();
        harness.run();
        let story = &harness.state().0;
        let (_, annotation) = story.open().project.annotations.iter().next().unwrap();
        assert_eq!(story.open().project.entry_name(Some(annotation.coder)), "Noor");
        assert_eq!(story.state.preferences.coder, "Noor");
        let coders: Vec<_> = story.open().project.list(List::Coder).map(|(_, entry)| &entry.value).collect();
        assert_eq!(coders, ["Noor"], "a project that is not saved yet begins with the name that was given");
        assert!(story.state.naming_coder.is_none());
    }

    #[test]
    fn what_waits_for_a_name_is_not_done_without_one_and_it_is_asked_again() {
        let mut story = unnamed();
        story.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        story.tell(Action::Coder(CoderAction::Cancel));
        assert!(story.open().project.annotations.is_empty() && story.state.naming_coder.is_none());
        story.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Wounded)));
        assert!(story.state.naming_coder.as_ref().is_some_and(tollbook_state::CoderQuestion::holds_edits));
    }

    #[test]
    fn a_name_can_be_changed_and_edits_before_keep_theirs() {
        let mut story = Story::new();
        let first = story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
        let effects = story.tell(Action::Coder(CoderAction::SetName(" Bo ".to_owned())));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::SavePreferences(_))));
        let second = story.annotate("mourning.txt", "the 13 soldiers", ClaimType::Killed);
        let name = |id| {
            let project = &story.open().project;
            project.entry_name(project.annotations.get(id).map(|annotation| annotation.coder))
        };
        assert_eq!((name(first), name(second)), ("Ada", "Bo"));
        // Two coders who annotate the same words make two annotations.
        let third = story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
        assert_ne!(first, third);
        assert_eq!(story.open().project.annotations.len(), 3);
    }
}
