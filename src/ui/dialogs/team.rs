//! A project that a team records together: begun from the open one or joined, and the password of its server.

use std::path::PathBuf;

use eframe::egui::{self, Button, Context, Key, Label, RichText, TextEdit, Ui, WidgetInfo};

use crate::ui::shell::start::typed_path;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::labels::{CANCEL, CLOSE};
use crate::ui::widgets::{modal, row};
use tollbook_core::analysis::wording::{counted, grouped};
use tollbook_core::model::ProjectId;
use tollbook_files::storage::team::Address;
use tollbook_state::team::{JoinTeam, Password, TeamDialog, TeamRole, TestedConnection, TypedConnection};
use tollbook_state::{Action, AppState, PathPurpose, ProgramAction, TeamAction, Workspace};

/// The title of the dialog.
pub const TITLE: &str = "Team project";
/// The field for the address of the database.
pub const ADDRESS: &str = "Address";
/// The field for the user's name on the server.
pub const USER: &str = "User";
/// The box by which the system's keyring keeps the password.
pub const KEEP: &str = "Keep the password in the system's keyring";
/// The field for the password.
pub const PASSWORD: &str = "Password";
/// The box by which a connection to another machine is left without encryption.
pub const PLAIN: &str = "Without encryption";
/// The button that connects and says what is there.
pub const TEST: &str = "Test connection";
/// The button that makes the open project a team's.
pub const BEGIN: &str = "Create from the open project";
/// The field for the folder of a replica.
pub const FOLDER: &str = "Folder";
/// The button that joins.
pub const JOIN: &str = "Join";
/// The button that takes the password that was asked for.
pub const CONNECT: &str = "Connect";
/// The button that goes on without the server.
pub const WORK_OFFLINE: &str = "Work without the server";

/// What is typed. It is kept nowhere else: a password is in no file of the program's.
#[derive(Default)]
pub struct State {
    was_open: bool,
    address: String,
    user: String,
    password: String,
    is_plain: bool,
    in_keyring: bool,
    chosen: Option<ProjectId>,
    folder: String,
    /// The folder that was chosen last by the system's dialog.
    given: Option<PathBuf>,
    /// The password that is asked for an open replica.
    asked: String,
    was_asked: bool,
}

impl State {
    fn typed(&self) -> TypedConnection {
        TypedConnection {
            address: self.address.trim().to_owned(),
            user: self.user.trim().to_owned(),
            password: Password::from(self.password.clone()),
            is_plain: self.is_plain,
            in_keyring: self.in_keyring,
        }
    }
}

/// Shows the dialog where it is open, or asks for the password that an open replica's server wants.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    // The question for a path lies over this.
    if state.asking.is_some() {
        return;
    }
    let was_open = std::mem::replace(&mut local.was_open, state.team.is_some());
    let Some(dialog) = &state.team else {
        if was_open {
            *local = State {
                address: std::mem::take(&mut local.address),
                user: std::mem::take(&mut local.user),
                ..State::default()
            };
        }
        let replica = state.workspace.as_ref().filter(|open| open.team.asks_password(&open.save));
        match replica {
            Some(open) => ask_password(context, open, local, actions),
            None => (local.asked, local.was_asked) = (String::new(), false),
        }
        return;
    };
    if dialog.folder != local.given {
        local.given.clone_from(&dialog.folder);
        local.folder = dialog.folder.as_ref().map_or_else(String::new, |folder| folder.display().to_string());
    }
    let response = modal(context, "team", TITLE, 620.0, |ui| {
        page(ui, state, dialog, !was_open, local, actions);
    });
    if response.should_close() && dialog.job.is_none() {
        actions.push(Action::Team(TeamAction::Close));
    }
}

/// A line of text with its name for those who hear it.
fn line(ui: &mut Ui, label: &str, hint: &str, is_secret: bool, text: &mut String) -> egui::Response {
    let field = TextEdit::singleline(text).hint_text(hint).password(is_secret).desired_width(f32::INFINITY);
    let response = ui.add(field);
    let shown = if is_secret { "•".repeat(text.chars().count()) } else { text.clone() };
    response.widget_info(|| {
        let mut info = WidgetInfo::text_edit(true, &shown, &shown, hint);
        info.label = Some(label.to_owned());
        info
    });
    response
}

fn page(
    ui: &mut Ui,
    state: &AppState,
    dialog: &TeamDialog,
    is_new: bool,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    row::remark(
        ui,
        "A team records one project together through a database of PostgreSQL, version 15 or later. Each member works on a \
         copy in a folder of their own, which needs no connection; what is recorded is sent when there is one. Tollbook \
         connects to this address alone, and only for this project.",
    );
    ui.add_space(space::SMALL);
    let is_busy = dialog.job.is_some();
    let mut entered = false;
    ui.add_enabled_ui(!is_busy, |ui| {
        let mut field = |ui: &mut Ui, label: &str, hint: &str, is_secret, text: &mut String| {
            let response = row::row(ui, label, |ui| line(ui, label, hint, is_secret, text));
            entered |= response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            response
        };
        let address = field(
            ui,
            ADDRESS,
            "postgresql://db.example.org/sahel, or service=NAME",
            false,
            &mut local.address,
        );
        if is_new {
            address.request_focus();
        }
        let is_service = local.address.trim().starts_with("service=");
        let hint = if is_service { "As in the service file" } else { "Your name on the server" };
        field(ui, USER, hint, false, &mut local.user);
        field(ui, PASSWORD, "Blank: as in ~/.pgpass", true, &mut local.password);
        let shown = local.typed();
        let shown = Address::typed(&shown.address, &shown.user, shown.is_plain).ok();
        row::under(ui, |ui| {
            keep_box(ui, &mut local.in_keyring);
            about_password(ui, shown.as_ref());
        });
        row::under(ui, |ui| {
            let tip = "Whoever is between can read and change what is sent. Needed only where the server offers no encryption.";
            ui.checkbox(&mut local.is_plain, PLAIN).on_hover_text(tip);
            if local.is_plain {
                row::warning(
                    ui,
                    "To another machine, everything is sent so that whoever is between can read and change it. The status \
                     bar says so as long as the project is open.",
                );
            }
        });
    });
    let typed = local.typed();
    let can_test = !is_busy && !typed.address.is_empty();
    ui.add_space(space::SMALL);
    ui.horizontal(|ui| {
        let clicked = ui.add_enabled(can_test, Button::new(theme::strong(TEST))).clicked();
        if (clicked || entered) && can_test {
            actions.push(Action::Team(TeamAction::Test(typed.clone())));
        }
        under_way(ui, state, dialog, actions);
    });
    if let Some(problem) = &dialog.problem {
        row::error(ui, problem);
    }
    // What was found of another address is of no use.
    match dialog.tested.as_ref().filter(|(tested, _)| *tested == typed) {
        Some((_, Ok(found))) => {
            ui.separator();
            show_connection(ui, found);
            ui.add_space(space::SMALL);
            ui.add_enabled_ui(!is_busy, |ui| begin(ui, state, found, &typed, actions));
            ui.add_space(space::SMALL);
            ui.add_enabled_ui(!is_busy, |ui| join(ui, found, &typed, local, actions));
        }
        Some((_, Err(why))) => row::error(ui, why),
        None => {}
    }
    ui.add_space(space::MEDIUM);
    if ui.add_enabled(!is_busy, Button::new(CLOSE)).clicked() {
        actions.push(Action::Team(TeamAction::Close));
    }
}

/// The choice to have a password kept.
fn keep_box(ui: &mut Ui, in_keyring: &mut bool) {
    let tip = "The system's own store of passwords, which its login unlocks. It shows the entry as “Tollbook team”.";
    ui.checkbox(in_keyring, KEEP).on_hover_text(tip);
}

/// Where passwords are kept.
fn about_password(ui: &mut Ui, address: Option<&Address>) {
    let line = address.map(Address::password_file_line);
    let line = line.as_deref().unwrap_or("HOST:PORT:DATABASE:USER:PASSWORD");
    row::remark(
        ui,
        format!(
            "Otherwise it is forgotten when Tollbook closes. The file ~/.pgpass can keep it as well, with this line; nobody else \
             may be able to read the file (chmod 600):\n{line}"
        ),
    );
}

/// The work under way, with Cancel where it can be stopped.
fn under_way(ui: &mut Ui, state: &AppState, dialog: &TeamDialog, actions: &mut Vec<Action>) {
    let Some(running) = state.running.iter().find(|running| Some(running.job) == dialog.job) else { return };
    let progress = match running.total {
        Some(total) if total > 0 => running.done as f32 / total as f32,
        _ => 0.0,
    };
    let bar = egui::ProgressBar::new(progress).desired_width(120.0).desired_height(8.0);
    ui.add(if running.total.is_none() { bar.animate(true) } else { bar });
    let words = match running.total {
        Some(total) => format!("{} {} of {} edits", running.label, grouped(running.done), grouped(total)),
        None => format!("{}…", running.label),
    };
    ui.label(theme::remark(ui, words));
    if running.can_cancel && ui.button(CANCEL).clicked() {
        actions.push(Action::Program(ProgramAction::Cancel(running.job)));
    }
}

/// More seconds than clocks may differ without a word.
const CLOCKS_DIFFER: i64 = 300;

/// What the connection turned out to be.
fn show_connection(ui: &mut Ui, found: &TestedConnection) {
    let palette = Palette::for_ui(ui);
    let way = match (found.is_encrypted, found.is_exposed) {
        (true, _) => "encrypted, and its certificate verified",
        (false, false) => "on this machine",
        (false, true) => "not encrypted",
    };
    let words = format!("Connected to PostgreSQL {}, {way}.", found.version);
    let colour = if found.is_exposed { palette.warning } else { palette.good };
    ui.add(Label::new(RichText::new(words).color(colour)).wrap());
    let rights = match (found.role, found.is_set_up) {
        (Some(role), _) => {
            format!("{} has the role of {} here, and may {}.", found.user, role.as_str(), role.rights())
        }
        (None, true) => format!(
            "{} has none of the four roles here. Its owner gives one: GRANT \"{}_coder\" TO \"{}\".",
            found.user, found.database, found.user
        ),
        (None, false) if found.may_set_up => format!(
            "No team project was begun in this database yet. {} may do so: it makes tables, functions and four roles.",
            found.user
        ),
        (None, false) => format!(
            "No team project was begun in this database yet, and {} may not do so. Let the administrator make {} the \
             owner of the database, and allow to create roles: ALTER ROLE \"{}\" CREATEROLE.",
            found.user, found.user, found.user
        ),
    };
    ui.add(Label::new(rights).wrap());
    if found.clock_ahead.abs() > CLOCKS_DIFFER {
        let way = if found.clock_ahead > 0 { "ahead of" } else { "behind" };
        let minutes = found.clock_ahead.abs() / 60;
        row::warning(
            ui,
            &format!(
                "This machine's clock is {minutes} minutes {way} the server's. Set it right, or your edits get wrong times."
            ),
        );
    }
}

/// Why the open project cannot become a team's, if that is so.
fn why_not_begin(state: &AppState, found: &TestedConnection) -> Option<String> {
    let Some(open) = &state.workspace else {
        return Some("Open the project first that is to become the team's.".to_owned());
    };
    if let Some(team) = &open.save.team {
        return Some(format!("“{}” belongs to the team at {} already.", open.project.name(), team.address));
    }
    if let Some(why) = open.why_read_only() {
        return Some(why.to_owned());
    }
    if open.save.saved_at.is_none() && open.undo_step().is_none() && open.project.annotations.is_empty() {
        return Some("Nothing is saved in the open project yet. Record something first.".to_owned());
    }
    if found.projects.iter().any(|project| project.id == open.project.id() && project.is_open) {
        return Some(format!("“{}” is there already. Join it in another folder.", open.project.name()));
    }
    let may = if found.is_set_up { found.role == Some(TeamRole::Owner) } else { found.may_set_up };
    (!may).then(|| "Only an owner of the database begins projects there.".to_owned())
}

fn begin(
    ui: &mut Ui,
    state: &AppState,
    found: &TestedConnection,
    typed: &TypedConnection,
    actions: &mut Vec<Action>,
) {
    ui.label(theme::strong("Begin a team project"));
    let why_not = why_not_begin(state, found);
    let name = state.workspace.as_ref().map(|open| open.project.name().to_owned());
    ui.horizontal_wrapped(|ui| {
        let button = ui.add_enabled(why_not.is_none(), Button::new(BEGIN));
        if button.clicked() {
            actions.push(Action::Team(TeamAction::Begin(typed.clone())));
        }
        let words = match (&why_not, name) {
            (Some(why), _) => why.clone(),
            (None, Some(name)) => format!("“{name}” goes to the server with its whole history."),
            (None, None) => String::new(),
        };
        ui.add(Label::new(theme::remark(ui, words)).wrap());
    });
}

fn join(
    ui: &mut Ui,
    found: &TestedConnection,
    typed: &TypedConnection,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.label(theme::strong("Join a team project"));
    if found.projects.is_empty() {
        row::remark(ui, "There is none in this database yet.");
        return;
    }
    if !found.projects.iter().any(|project| Some(project.id) == local.chosen && project.is_open) {
        local.chosen = found.projects.iter().find(|project| project.is_open).map(|project| project.id);
    }
    for project in &found.projects {
        let words = match project.is_open {
            true => format!(
                "{}: {}",
                project.name,
                counted(usize::try_from(project.last).unwrap_or_default(), "edit")
            ),
            false => format!("{}: still being sent by its owner", project.name),
        };
        let is_chosen = local.chosen == Some(project.id);
        if ui.add_enabled(project.is_open, egui::RadioButton::new(is_chosen, words)).clicked() {
            local.chosen = Some(project.id);
        }
    }
    row::row(ui, FOLDER, |ui| {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 90.0;
            ui.allocate_ui(egui::vec2(width, row::HEIGHT), |ui| {
                line(ui, FOLDER, "With the articles, or an empty or new one", false, &mut local.folder);
            });
            if ui.button("Choose…").clicked() {
                actions.push(Action::AskPath(PathPurpose::TeamFolder));
            }
        });
    });
    let project = found.projects.iter().find(|project| Some(project.id) == local.chosen && project.is_open);
    let can_join = project.is_some() && !local.folder.trim().is_empty();
    row::under(ui, |ui| {
        let button = ui.add_enabled(can_join, Button::new(theme::strong(JOIN)));
        let button = button.on_disabled_hover_text("Choose a project and a folder first");
        if let Some(project) = project.filter(|_| button.clicked()) {
            let request = JoinTeam {
                connection: typed.clone(),
                project: project.id,
                edits: u64::try_from(project.last).unwrap_or_default(),
                folder: typed_path(&local.folder),
            };
            actions.push(Action::Team(TeamAction::Join(Box::new(request))));
        }
    });
}

/// Asks for the password of an open replica's server. Work goes on without it.
fn ask_password(context: &Context, open: &Workspace, local: &mut State, actions: &mut Vec<Action>) {
    let Some(team) = &open.save.team else { return };
    let is_new = !std::mem::replace(&mut local.was_asked, true);
    let response = modal(context, "team password", "Password for the team's server", 480.0, |ui| {
        ui.add(Label::new(format!("The server at {} asks for a password.", team.address)).wrap());
        // The first time, no password was known.
        let was_refused = team.needs_password.is_some_and(|given| given > 0) && !open.team.is_connecting;
        if let Some(problem) = team.problem.as_ref().filter(|_| was_refused) {
            row::remark(ui, problem.clone());
        }
        ui.add_space(space::SMALL);
        let field = line(ui, PASSWORD, PASSWORD, true, &mut local.asked);
        if is_new {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        keep_box(ui, &mut local.in_keyring);
        about_password(ui, Address::parse(&team.address).ok().as_ref());
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            let wanted = !local.asked.is_empty();
            let clicked = ui.add_enabled(wanted, Button::new(theme::strong(CONNECT))).clicked();
            if (clicked || entered) && wanted {
                let password = Password::from(std::mem::take(&mut local.asked));
                let in_keyring = local.in_keyring;
                actions.push(Action::Team(TeamAction::GivePassword { password, in_keyring }));
            }
            if ui.button(WORK_OFFLINE).clicked() {
                actions.push(Action::Team(TeamAction::WorkOffline(true)));
            }
            if open.team.is_connecting {
                ui.label(theme::remark(ui, "Connecting…"));
            }
        });
        row::remark(ui, "Without the server, what you record is saved on this machine and waits.");
    });
    if response.should_close() {
        actions.push(Action::Team(TeamAction::WorkOffline(true)));
    }
}

#[cfg(test)]
mod tests;
