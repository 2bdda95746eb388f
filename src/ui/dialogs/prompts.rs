//! The few real questions: which path, which project file, close although something is not saved.

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::{self, Button, Context, Key};

use crate::ui::shell::start::typed_path;
use crate::ui::theme::{self, space};
use crate::ui::widgets::modal;
use tollbook_core::analysis::wording::counted;
use tollbook_files::exchange::ExportFormat;
use tollbook_state::effect::Output;
use tollbook_state::save::Turn;
use tollbook_state::{Action, AppState, PathPurpose, TeamAction};
use tollbook_state::{ProgramAction, ProjectAction, RestoreAction};

const STAY: &str = "Stay";

/// What is typed into a question.
#[derive(Debug, Default)]
pub struct State {
    path: String,
    was_open: bool,
}

/// Shows the question that is open, if one is.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    if let Some(asked) = &state.asking {
        if !local.was_open {
            local.path.clear();
        }
        path(context, asked, local, actions);
        local.was_open = true;
    } else {
        local.was_open = false;
        if !state.choosing.is_empty() {
            choose(context, state, actions);
        } else if state.after_saved.is_some() {
            unsaved(context, state, actions);
        } else if state.workspace.as_ref().is_some_and(|open| open.save.turn == Some(Turn::Asked)) {
            elsewhere(context, state, actions);
        }
    }
}

/// What the button of a question for a path says.
fn verb(asked: &PathPurpose) -> &'static str {
    match asked {
        PathPurpose::OpenFolder | PathPurpose::OpenFile => "Open",
        PathPurpose::Export(_) => "Export",
        PathPurpose::Save(_) => "Save",
        PathPurpose::Import | PathPurpose::Codebook => "Import",
        PathPurpose::Merge => "Merge",
        PathPurpose::Restore(_) => "Restore",
        PathPurpose::TeamFolder => "Choose",
    }
}

/// The label of the button that has the window edit once the other one is closed.
pub const WAIT_FOR_TURN: &str = "Edit once it is closed there";

/// The label of the button that has the window only read.
pub const ONLY_READ: &str = "Open to read only";

/// The project is being edited in another window.
fn elsewhere(context: &Context, state: &AppState, actions: &mut Vec<Action>) {
    let why = state.workspace.as_ref().and_then(|open| open.save.read_only.as_deref());
    modal(context, "elsewhere", "Open in another window", 480.0, |ui| {
        ui.label(why.unwrap_or_default());
        ui.label("You can read here meanwhile. What is changed there is shown here as it is saved.");
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if ui.button(theme::strong(WAIT_FOR_TURN)).clicked() {
                actions.push(Action::Project(ProjectAction::TakeTurns(Turn::Wait)));
            }
            if ui.button(ONLY_READ).clicked() {
                actions.push(Action::Project(ProjectAction::TakeTurns(Turn::Read)));
            }
        });
    });
}

fn path(context: &Context, asked: &PathPurpose, local: &mut State, actions: &mut Vec<Action>) {
    let (title, hint) = match asked {
        PathPurpose::OpenFolder | PathPurpose::OpenFile => {
            ("Open a folder of articles, or a project file", "Path of a folder or a .tollbook file")
        }
        PathPurpose::Export(ExportFormat::Csv) => {
            ("Choose a folder for the CSV package", "Path of the folder to write to")
        }
        PathPurpose::Export(ExportFormat::Xlsx) => ("Export an Excel workbook", "Path of a .xlsx file"),
        PathPurpose::Save(Output::Chart(..)) => {
            ("Export the chart", "Path of a .svg, .png, .pdf or .csv file")
        }
        PathPurpose::Save(Output::Provenance(_)) => {
            ("Save the provenance report", "Path of a .md or .html file")
        }
        PathPurpose::Save(Output::Changes) => ("Save what has changed", "Path of a .csv file"),
        PathPurpose::Save(Output::Agreement) => {
            ("Save the agreement between coders", "Path of a .csv or .html file")
        }
        PathPurpose::Save(Output::Disagreements) => ("Save where the coders differ", "Path of a .csv file"),
        PathPurpose::TeamFolder => ("Folder for the team project", "Path of a folder"),
        PathPurpose::Restore(_) => ("Restore into a new file", "Path of a new .tollbook file"),
        PathPurpose::Import => ("Import CSV files or a package", "Path of a .csv file or a package's folder"),
        PathPurpose::Codebook => ("Import a codebook", "Path of a .csv file with a column of names"),
        PathPurpose::Merge => ("Merge another copy", "Path of the other copy's .tollbook file"),
    };
    let response = modal(context, "path", title, 480.0, |ui| {
        ui.label("This desktop has no file dialog to offer, so type or paste the path.");
        ui.add_space(space::SMALL);
        let field = egui::TextEdit::singleline(&mut local.path).hint_text(hint).desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| {
            let mut info = egui::WidgetInfo::text_edit(true, &local.path, &local.path, hint);
            info.label = Some("Path".to_owned());
            info
        });
        if !local.was_open {
            response.request_focus();
        }
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            let wanted = !local.path.trim().is_empty();
            if (ui.add_enabled(wanted, Button::new(theme::strong(verb(asked)))).clicked() || entered)
                && wanted
            {
                let path = typed_path(&local.path);
                actions.push(match asked {
                    PathPurpose::OpenFolder | PathPurpose::OpenFile => {
                        Action::Project(ProjectAction::Open(path))
                    }
                    PathPurpose::Export(format) => Action::Project(ProjectAction::Export(*format, path)),
                    PathPurpose::Save(paper) => Action::Project(ProjectAction::Save(paper.clone(), path)),
                    PathPurpose::Import => Action::Project(ProjectAction::Import(vec![path])),
                    PathPurpose::Merge => Action::Project(ProjectAction::Merge(path)),
                    PathPurpose::TeamFolder => Action::Team(TeamAction::ChooseFolder(path)),
                    PathPurpose::Restore(backup) => {
                        Action::Restore(RestoreAction::IntoNew(backup.clone(), path))
                    }
                    PathPurpose::Codebook => Action::Project(ProjectAction::ImportCodebook(path)),
                });
            }
            if ui.button(CANCEL).clicked() {
                actions.push(Action::Project(ProjectAction::StopAsking));
            }
        });
    });
    if response.should_close() {
        actions.push(Action::Project(ProjectAction::StopAsking));
    }
}

fn choose(context: &Context, state: &AppState, actions: &mut Vec<Action>) {
    let response = modal(context, "choose", "Choose the project file to open", 480.0, |ui| {
        ui.label("The folder holds several project files.");
        ui.add_space(space::SMALL);
        for file in &state.choosing {
            let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            if ui.button(name).clicked() {
                actions.push(Action::Project(ProjectAction::Open(file.clone())));
            }
        }
        ui.add_space(space::SMALL);
        if ui.button(CANCEL).clicked() {
            actions.push(Action::Project(ProjectAction::StopAsking));
        }
    });
    if response.should_close() {
        actions.push(Action::Project(ProjectAction::StopAsking));
    }
}

/// The label of the button that closes although something is not saved.
pub const KEEP_ELSEWHERE: &str = "Close and keep them in a file";

fn unsaved(context: &Context, state: &AppState, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let Some(why) = &open.save.failed else { return };
    let title = format!("{} not saved", counted(open.save.waiting.len(), "edit"));
    modal(context, "unsaved", &title, 480.0, |ui| {
        ui.label(why);
        ui.label("If you close now they are kept in a file beside the project, which File > Import takes.");
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if ui.button(theme::strong("Try again")).clicked() {
                actions.push(Action::Project(ProjectAction::RetrySave));
            }
            if ui.button(STAY).clicked() {
                actions.push(Action::Program(ProgramAction::Stay));
            }
            if ui.button(KEEP_ELSEWHERE).clicked() {
                actions.push(Action::Program(ProgramAction::QuitUnsaved));
            }
        });
    });
}
