//! From which backup a project is restored: the backups with what each would change, and where to.

use crate::ui::widgets::labels::CANCEL;
use std::path::PathBuf;

use eframe::egui::{Button, Context, Grid, Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::ui::panels::history::moment;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{modal, row_background};
use tollbook_core::analysis::changes::ProjectChanges;
use tollbook_core::analysis::wording::{counted, sentence};
use tollbook_state::restore::{BackupSummary, ListedBackup, Restore};
use tollbook_state::{Action, AppState, PathPurpose, RestoreAction};

/// Puts the chosen backup in the project's place.
pub const IN_PLACE: &str = "Restore in place";
/// Writes the chosen backup to a new file.
pub const INTO_NEW: &str = "Restore into a new file…";

/// How high a backup is in the list.
const ROW: f32 = 24.0;
/// Bars that are told one by one.
const MOST_BARS: usize = 8;

/// What the question keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    chosen: Option<PathBuf>,
}

/// Shows the question where it is asked.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(asked) = &state.restoring else {
        local.chosen = None;
        return;
    };
    // The question for a path lies over this one.
    if state.asking.is_some() {
        return;
    }
    let mut act = |action| actions.push(action);
    let response = modal(context, "restore", "Restore from a backup", 760.0, |ui| match &asked.project {
        None => projects(ui, asked, &mut act),
        Some(project) => backups(ui, state, asked, project, local, &mut act),
    });
    if response.should_close() {
        act(Action::Restore(RestoreAction::Close));
    }
}

fn cancel(ui: &mut Ui, act: &mut impl FnMut(Action)) {
    if ui.button(CANCEL).clicked() {
        act(Action::Restore(RestoreAction::Close));
    }
}

/// The projects of which there are backups.
fn projects(ui: &mut Ui, asked: &Restore, act: &mut impl FnMut(Action)) {
    if asked.is_under_way() {
        ui.label("Looking for backups…");
    } else if asked.projects.is_empty() {
        ui.label(
            "There are no backups yet. They are made at the first edit of a day and every hour of work.",
        );
    } else {
        ui.label("Of which project?");
    }
    ui.add_space(space::SMALL);
    for project in &asked.projects {
        let name = project.project.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        ui.horizontal(|ui| {
            if ui.button(name).clicked() {
                act(Action::Restore(RestoreAction::OfProject(project.project.clone())));
            }
            let backups = counted(project.copies, "backup");
            let told = format!("{backups}, the newest of {}", moment(project.newest));
            ui.label(theme::remark(ui, told));
            let gone = if project.is_there { "" } else { " (no longer there)" };
            let folder = project.project.parent().map_or_else(String::new, |path| path.display().to_string());
            ui.add(Label::new(theme::remark(ui, format!("{folder}{gone}"))).truncate());
        });
    }
    ui.add_space(space::SMALL);
    cancel(ui, act);
}

fn backups(
    ui: &mut Ui,
    state: &AppState,
    asked: &Restore,
    project: &std::path::Path,
    local: &mut State,
    act: &mut impl FnMut(Action),
) {
    ui.add(Label::new(theme::remark(ui, project.display().to_string())).truncate());
    if asked.backups.is_empty() {
        ui.label(if asked.is_under_way() {
            "Looking for backups…"
        } else {
            "There is no backup of this project yet. One is made at the first edit of a day and every hour of work."
        });
        ui.add_space(space::SMALL);
        cancel(ui, act);
        return;
    }
    if local.chosen.is_none() {
        local.chosen = asked.backups.first().map(|listed| listed.backup.path.clone());
    }
    let height = (asked.backups.len() as f32 * ROW).min(ROW * 7.5);
    ScrollArea::vertical().id_salt("backups").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for listed in &asked.backups {
            row(ui, listed, &mut local.chosen);
        }
    });
    ui.separator();
    let chosen = asked.backups.iter().find(|listed| Some(&listed.backup.path) == local.chosen.as_ref());
    let summary = chosen.and_then(|listed| listed.contents.as_ref());
    match summary {
        None => drop(ui.label(theme::remark(ui, "Reading the backup…"))),
        Some(Err(why)) => {
            ui.add(Label::new(RichText::new(why).color(Palette::for_ui(ui).error)).wrap());
        }
        Some(Ok(summary)) => show_summary(ui, summary),
    }
    ui.add_space(space::SMALL);
    let usable = chosen.filter(|_| matches!(summary, Some(Ok(_))));
    ui.horizontal(|ui| {
        let open = state.workspace.as_ref().filter(|open| open.file == project);
        let elsewhere = open.is_some_and(|open| open.save.read_only.is_some());
        let in_place = ui.add_enabled(usable.is_some() && !elsewhere, Button::new(theme::strong(IN_PLACE)));
        let in_place = in_place.on_hover_text(
            "Save what is not saved yet, keep the project as it is now beside it under a dated name, and put the backup \
             in its place",
        );
        if let Some(listed) = usable.filter(|_| in_place.clicked()) {
            act(Action::Restore(RestoreAction::InPlace(listed.backup.path.clone())));
        }
        if ui.add_enabled(usable.is_some(), Button::new(INTO_NEW)).clicked()
            && let Some(listed) = usable
        {
            act(Action::AskPath(PathPurpose::Restore(listed.backup.path.clone())));
        }
        cancel(ui, act);
    });
}

/// A backup in the list: when, how large, who, and how much differs.
fn row(ui: &mut Ui, listed: &ListedBackup, chosen: &mut Option<PathBuf>) {
    let ListedBackup { backup, contents } = listed;
    let is_chosen = chosen.as_ref() == Some(&backup.path);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let when = moment(backup.made);
    let size = size_in_words(backup.size);
    let (who, differs, is_bad) = match contents {
        None => (String::new(), "reading…".to_owned(), false),
        Some(Err(_)) => (String::new(), "damaged".to_owned(), true),
        Some(Ok(summary)) => {
            let differs = summary.changes.as_ref().map_or_else(
                || "the project cannot be read to compare".to_owned(),
                |changes| if changes.is_nothing() { "as now".to_owned() } else { changes.summary() },
            );
            (summary.coder.clone(), differs, false)
        }
    };
    let spoken = format!("{when}, {size}, {who}: {differs}");
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, &spoken));
    if response.clicked() {
        response.request_focus();
        *chosen = Some(backup.path.clone());
    }
    row_background::show(ui, rect, is_chosen, response.hovered());
    if response.has_focus() {
        row_background::ring(ui, rect);
    }
    let palette = Palette::for_ui(ui);
    let font = eframe::egui::FontId::proportional(theme::size::BODY);
    let mut x = rect.left() + space::TIGHT;
    let colour = if is_bad { palette.error } else { palette.weak_text };
    let cells = [(126.0, &when, palette.text), (66.0, &size, palette.weak_text), (110.0, &who, palette.text)];
    for (width, text, colour) in cells {
        let cell = eframe::egui::Rect::from_min_max(
            eframe::egui::pos2(x, rect.top()),
            eframe::egui::pos2(x + width - space::SMALL, rect.bottom()),
        );
        let align = eframe::egui::Align2::LEFT_CENTER;
        crate::ui::widgets::table::cut(ui.painter(), cell, text, font.clone(), colour, align);
        x += width;
    }
    let cell = rect.with_min_x(x);
    let align = eframe::egui::Align2::LEFT_CENTER;
    crate::ui::widgets::table::cut(ui.painter(), cell, &differs, font, colour, align);
}

/// Bytes in kB or MB.
fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        _ => format!("{:.1} MB", bytes as f64 / 1_000_000.0),
    }
}

/// What the chosen backup holds, and what restoring it changes.
fn show_summary(ui: &mut Ui, summary: &BackupSummary) {
    let edited = summary.edited.map_or_else(String::new, moment);
    let last = format!("Last edit: “{}” by {}, {edited}.", summary.last_edit, summary.coder);
    ui.add(Label::new(last).wrap());
    let Some(changes) = &summary.changes else {
        ui.label("The project as it is now cannot be read, so there is nothing to compare with.");
        return;
    };
    if changes.is_nothing() {
        ui.label("It holds the same as the project does now.");
        return;
    }
    ui.add(Label::new(sentence(&format!("{} would change.", changes.summary()))).wrap());
    if !changes.bars.is_empty() {
        bars(ui, changes);
    }
}

fn bars(ui: &mut Ui, changes: &ProjectChanges) {
    ui.add_space(space::TIGHT);
    let least = vec2(90.0, 0.0);
    Grid::new("bars").num_columns(3).striped(true).min_col_width(least.x).show(ui, |ui| {
        for head in ["Bar of the chart", "Now", "Then"] {
            ui.label(theme::strong(head));
        }
        ui.end_row();
        for bar in changes.bars.iter().take(MOST_BARS) {
            for text in [&bar.name, &bar.before, &bar.after] {
                ui.label(if text.is_empty() { "–" } else { text });
            }
            ui.end_row();
        }
    });
    if changes.bars.len() > MOST_BARS {
        ui.label(theme::remark(ui, format!("and {} more bars", changes.bars.len() - MOST_BARS)));
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::Ui;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use std::sync::Arc;

    use super::*;
    use crate::ui::test_support::Story;
    use tollbook_core::analysis::timeline::Query;
    use tollbook_core::model::ClaimType;
    use tollbook_files::storage::backup::Backup;
    use tollbook_state::effect::{Effect, Restored};
    use tollbook_state::restore::RestoreRequest;
    use tollbook_state::{AnnotationAction, Done};

    /// The question with a backup of an hour ago, one that is damaged, and what is asked for.
    fn asked() -> (Story, Vec<Effect>) {
        let mut story = Story::new();
        let before = story.open().project.clone();
        story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
        let changes = ProjectChanges::between(&story.open().project, &before, &Query::everything());
        let backup = |name: &str, second: i64| Backup {
            path: PathBuf::from(name),
            made: jiff::Timestamp::from_second(second).unwrap(),
            size: 40_960,
        };
        let sound = BackupSummary {
            coder: "Ada".to_owned(),
            last_edit: "Begin the project".to_owned(),
            edited: None,
            changes: Some(Arc::new(changes)),
        };
        let listed = vec![
            ListedBackup { backup: backup("b1", 1_764_000_000), contents: Some(Ok(sound)) },
            ListedBackup {
                backup: backup("b2", 1_763_000_000),
                contents: Some(Err("“b2” is damaged.".to_owned())),
            },
        ];
        let effects = story.tell(Action::Restore(RestoreAction::Ask));
        for effect in &effects {
            if let Effect::ReadBackups(job, request) = effect {
                assert_eq!(request.present.as_ref(), Some(&story.open().project));
                story.tell(Done::Backups(*job, listed.clone()));
            }
        }
        (story, effects)
    }

    type Window = (Story, State, Vec<Effect>);

    fn window(story: Story) -> Harness<'static, Window> {
        let frame = |ui: &mut Ui, (story, local, effects): &mut Window| {
            let mut actions = Vec::new();
            show(ui.ctx(), &story.state, local, &mut actions);
            for action in actions {
                effects.extend(story.tell(action));
            }
        };
        let builder = Harness::builder().with_size([1280.0, 720.0]).with_step_dt(1.0 / 60.0);
        let builder = builder.with_context_setup(theme::install);
        let mut harness = builder.build_ui_state(frame, (story, State::default(), Vec::new()));
        harness.run();
        harness
    }

    #[test]
    fn backups_are_listed_with_what_they_change_and_a_damaged_one_cannot_be_restored() {
        let (story, _) = asked();
        let mut harness = window(story);
        harness.get_by_label_contains("Ada: 1 article, 1 annotation, 1 incident");
        harness.get_by_label_contains(": damaged").click();
        harness.run();
        harness.get_by_label_contains("“b2” is damaged.");
        harness.get_by_label(IN_PLACE).click();
        harness.run();
        assert!(harness.state().2.is_empty(), "{:?}", harness.state().2);
    }

    #[test]
    fn restoring_in_place_waits_until_everything_is_saved_and_opens_the_project_again() {
        let (mut story, _) = asked();
        let waiting = *story.open().save.waiting.back().unwrap();
        let effects = story.tell(Action::Restore(RestoreAction::InPlace("b1".into())));
        assert!(matches!(effects[..], [Effect::RetrySave]), "{effects:?}");
        assert!(story.state.workspace.is_some(), "nothing is closed before it is saved");
        let file = story.open().file.clone();
        let effects = story.tell(Done::Saved(waiting, jiff::Timestamp::UNIX_EPOCH));
        assert!(story.state.workspace.is_none());
        let (job, request) = effects
            .into_iter()
            .find_map(|effect| match effect {
                Effect::Restore(job, request) => Some((job, request)),
                _ => None,
            })
            .unwrap();
        let wanted = RestoreRequest {
            backup: "b1".into(),
            project: file.clone(),
            into_new: None,
            open: Some(file.clone()),
        };
        assert_eq!(*request, wanted);
        let restored = Restored { file: file.clone(), kept: Some("kept".into()) };
        let effects = story.tell(Done::Restored(job, request, Ok(restored)));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::Open(_, path) if *path == file)));
        assert!(story.state.notices.iter().any(|notice| notice.text.contains("kept as kept")));
    }

    #[test]
    fn what_could_not_be_restored_is_said_and_the_project_is_opened_again() {
        let (mut story, _) = asked();
        let waiting = *story.open().save.waiting.back().unwrap();
        story.tell(Done::Saved(waiting, jiff::Timestamp::UNIX_EPOCH));
        let effects = story.tell(Action::Restore(RestoreAction::InPlace("b1".into())));
        for effect in effects {
            if let Effect::Restore(job, request) = effect {
                let effects =
                    story.tell(Done::Restored(job, request, Err("Nothing was restored.".to_owned())));
                assert!(effects.iter().any(|effect| matches!(effect, Effect::Open(..))));
                return;
            }
        }
        panic!("nothing was begun");
    }

    #[test]
    fn a_new_file_leaves_the_open_project_as_it_is() {
        let (mut story, _) = asked();
        let effects = story.tell(Action::Restore(RestoreAction::IntoNew("b1".into(), "new.tollbook".into())));
        let [Effect::Restore(job, request)] = &effects[..] else { panic!("{effects:?}") };
        assert_eq!((request.into_new.as_deref(), &request.open), (Some("new.tollbook".as_ref()), &None));
        assert!(story.state.workspace.is_some());
        let restored = Restored { file: "new.tollbook".into(), kept: None };
        story.tell(Done::Restored(*job, request.clone(), Ok(restored)));
        assert!(story.state.restoring.is_none());
        let annotation = story.open().project.annotations.iter().next().unwrap().0;
        story.tell(Action::Annotation(AnnotationAction::SetMemo(annotation, "still here".to_owned())));
    }
}
