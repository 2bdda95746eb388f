//! The program's window: the loop in which state, jobs and panels meet.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use eframe::egui::{self, CentralPanel, Frame, Margin, Panel, Ui, ViewportCommand};

use crate::jobs::{self, Runner};
use crate::ui::dialogs::agreement;
use crate::ui::dialogs::bring_in;
use crate::ui::dialogs::coder;
use crate::ui::dialogs::columns;
use crate::ui::dialogs::guide;
use crate::ui::dialogs::help;
use crate::ui::dialogs::merge;
use crate::ui::dialogs::new_project;
use crate::ui::dialogs::palette;
use crate::ui::dialogs::palette::Purpose;
use crate::ui::dialogs::picture;
use crate::ui::dialogs::prompts;
use crate::ui::dialogs::provenance;
use crate::ui::dialogs::restore;
use crate::ui::dialogs::team;
use crate::ui::dialogs::text_change;
use crate::ui::dialogs::undo;
use crate::ui::panels::find_field;
use crate::ui::panels::find_field::FindFieldExit;
use crate::ui::panels::history;
use crate::ui::panels::lists;
use crate::ui::panels::operations;
use crate::ui::shell::keys;
use crate::ui::shell::menu;
use crate::ui::shell::notices;
use crate::ui::shell::start;
use crate::ui::shell::status;
use crate::ui::shell::workbench::Workbench;
use crate::ui::shell::workbench::panel_space::SidePanel;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{
    field, is_any_dialog_open, is_dialog_before_panels, pending_text, scroll_to_focus, typed_ahead,
};
use tollbook_state::effect::ToCopy;
use tollbook_state::update::Message;
use tollbook_state::{Action, AppState, Bound, Command, Dock, Preferences, Workspace, update};
use tollbook_state::{AnnotationAction, ArticleAction, InputAction, ProgramAction, ProjectAction};
use tollbook_state::{Area, PreferenceChange};

/// How the program begins.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// What to open.
    pub open: Option<PathBuf>,
    /// Where the sample lies.
    pub sample: Option<PathBuf>,
    /// Where preferences are kept.
    pub preferences: Option<PathBuf>,
    /// Where backups of projects are made; without it none are.
    pub backups: Option<PathBuf>,
    /// Where reports of crashes lie, which the window tells of.
    pub crashes: Option<PathBuf>,
    /// Whether the folder of the articles is watched.
    pub watches: bool,
    /// Whether the system's own dialogs are shown; without them the window asks for paths.
    pub dialogs: bool,
    /// Whether the coder's name is asked before the first edit, where none is known.
    pub asks_coder: bool,
    /// Where to write a picture of the window once it is at rest, before it closes.
    pub screenshot: Option<PathBuf>,
}

/// What every panel keeps between frames.
#[derive(Default)]
struct Panels {
    start: start::State,
    bench: Workbench,
    follow: scroll_to_focus::State,
    report: provenance::State,
    picture: picture::State,
    guide: guide::State,
    operations: operations::State,
    lists: lists::State,
    new_project: new_project::State,
    columns: columns::State,
    bring_in: bring_in::State,
    find_field: find_field::State,
    palette: Option<palette::State>,
    help: help::State,
    asks: prompts::State,
    restore: restore::State,
    coder: coder::State,
    team: team::State,
    agreement: agreement::State,
    changes: history::changes::State,
}

/// The program.
pub struct App {
    state: AppState,
    runner: Option<Runner>,
    panels: Panels,
    begun: bool,
    picture: Option<Picture>,
    applied: Option<(tollbook_state::Theme, f32)>,
    /// What the window is called now.
    title: String,
    held: Held,
}

/// What is asked for while words that were typed are not handed over. It waits for the next pass, in which they
/// are, since it may close the field or the window.
#[derive(Debug, Default)]
struct Held {
    actions: Vec<Action>,
    commands: Vec<Command>,
    /// Since when it waits.
    since: Option<Instant>,
}

/// How long something waits for typed words at most: a window that cannot be seen shows no fields.
const HELD: Duration = Duration::from_millis(500);

/// A picture that is to be taken.
#[derive(Debug)]
struct Picture {
    to: PathBuf,
    quiet_since: Option<Instant>,
    taken: Arc<Mutex<Option<Result<(), String>>>>,
    asked: bool,
}

/// How long the window must have been at rest before its picture is taken.
const REST: Duration = Duration::from_millis(400);

impl App {
    /// The program in the window of `context`.
    pub fn new(context: &egui::Context, begin: Start) -> Self {
        theme::install(context);
        typed_ahead::install(context);
        let preferences = begin.preferences.as_deref().map(jobs::preferences::load).unwrap_or_default();
        let places = begin.preferences.as_deref().map(jobs::preferences::load_places).unwrap_or_default();
        let unfinished =
            begin.preferences.as_deref().map(jobs::preferences::load_unfinished).unwrap_or_default();
        let files = jobs::preferences::files(begin.preferences.as_deref());
        let wake = context.clone();
        let runner = Runner::new(move || wake.request_repaint(), begin.preferences)
            .with_dialogs(begin.dialogs)
            .with_backups(begin.backups)
            .with_watching(begin.watches);
        let mut app = Self {
            state: AppState::new(preferences, begin.sample),
            runner: Some(runner),
            panels: Panels::default(),
            begun: false,
            picture: begin.screenshot.map(|to| Picture {
                to,
                quiet_since: None,
                taken: Arc::default(),
                asked: false,
            }),
            applied: None,
            title: String::new(),
            held: Held::default(),
        };
        app.panels.help.files = files;
        app.state.asks_coder = begin.asks_coder && app.state.preferences.coder.trim().is_empty();
        app.state.places = places;
        app.state.unfinished = unfinished;
        if let Some(folder) = begin.crashes {
            let reports = jobs::crash::take_untold(&folder);
            app.tell(Action::Program(ProgramAction::TellCrashes(reports)));
        }
        if let Some(path) = begin.open {
            app.tell(Action::Project(ProjectAction::Open(path)));
        }
        app
    }

    /// The state, to be looked at.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// Tells the state something, and begins what it asks for.
    pub fn tell(&mut self, message: impl Into<Message>) {
        let effects = update(&mut self.state, message, &mut jobs::stamp());
        if let Some(runner) = &mut self.runner {
            effects.into_iter().for_each(|effect| runner.run(effect));
        }
    }

    /// Takes in what was done beside the window.
    pub fn drain(&mut self) {
        let done = self.runner.as_mut().map(Runner::drain).unwrap_or_default();
        done.into_iter().for_each(|done| self.tell(done));
        let effects = self.state.settle();
        if let Some(runner) = &mut self.runner {
            effects.into_iter().for_each(|effect| runner.run(effect));
        }
    }

    /// Shows the whole window, and does what was asked for in it.
    pub fn show(&mut self, ui: &mut Ui) {
        let mut actions = Vec::new();
        let mut commands = Vec::new();
        self.dropped(ui, &mut actions);
        scroll_to_focus::show(ui, &mut self.panels.follow);
        let asking = self.panels.palette.is_some()
            || self.panels.help.is_modal()
            || self.state.asking.is_some()
            || self.state.restoring.is_some()
            || self.state.naming_coder.is_some()
            || self.state.team.is_some()
            || self.state.workspace.as_ref().is_some_and(Workspace::asks_question)
            || !self.state.choosing.is_empty();
        if !asking {
            let in_text =
                self.panels.bench.reader_has_focus || ui.memory(|memory| memory.focused().is_none());
            let in_form = self.panels.bench.inspector.form.has_keyboard;
            let goes_to_form = self.state.workspace.as_ref().is_some_and(Workspace::is_in_form);
            // Over the workbench a window lies: what is typed beside its fields is for nobody.
            let in_window = is_any_dialog_open(ui.ctx()) && !self.panels.bench.reader_has_focus;
            let beside = self.panels.bench.dock.chart.windows();
            let in_dialog = is_dialog_before_panels(ui.ctx(), beside) && !self.panels.bench.reader_has_focus;
            let quiet = in_form || goes_to_form || in_window || egui::Popup::is_any_open(ui.ctx());
            let focus = keys::Focus { quiet, in_dialog, in_text, in_form };
            for bound in keys::consume_pressed(ui.ctx(), &self.state, focus) {
                match bound {
                    Bound::Command(command) => commands.push(command),
                    Bound::Code(code) => {
                        actions.push(Action::Annotation(AnnotationAction::AddWithCode(code)))
                    }
                }
            }
        }
        let bar = Frame::new().fill(Palette::for_ui(ui).panel).inner_margin(Margin::symmetric(8, 3));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            egui::MenuBar::new().ui(ui, |ui| {
                commands.extend(menu::show(ui, &self.state, self.panels.bench.visible(&self.state)));
                self.find_field(ui, &mut actions);
            });
        });
        let bar = Frame::new().fill(Palette::for_ui(ui).panel).inner_margin(Margin::symmetric(10, 0));
        Panel::bottom("status")
            .frame(bar)
            .exact_size(26.0)
            .show(ui, |ui| status::show(ui, &self.state, &mut actions));
        if !self.state.notices.is_empty() {
            let bar = Frame::new().fill(Palette::for_ui(ui).raised).inner_margin(Margin::symmetric(10, 6));
            Panel::top("notices").frame(bar).show(ui, |ui| notices::show(ui, &self.state, &mut actions));
        }
        if let Some(open) = &self.state.workspace {
            history::banner(ui, open, &mut actions);
        }
        if self.state.workspace.is_some() {
            self.panels.bench.show(ui, &self.state, &mut actions);
        } else {
            let paper = Frame::new().fill(Palette::for_ui(ui).text_background).inner_margin(Margin::same(12));
            CentralPanel::default().frame(paper).show(ui, |ui| {
                start::show(ui, &self.state, &mut self.panels.start, &mut actions);
            });
        }
        prompts::show(ui.ctx(), &self.state, &mut self.panels.asks, &mut actions);
        provenance::show(ui.ctx(), &self.state, &mut self.panels.report, &mut actions);
        picture::show(ui.ctx(), &self.state, &mut self.panels.picture, &mut actions);
        merge::show(ui.ctx(), &self.state, &mut actions);
        restore::show(ui.ctx(), &self.state, &mut self.panels.restore, &mut actions);
        history::changes::show(ui.ctx(), &self.state, &mut self.panels.changes, &mut actions);
        agreement::show(ui.ctx(), &self.state, &mut self.panels.agreement, &mut actions);
        coder::show(ui.ctx(), &self.state, &mut self.panels.coder, &mut actions);
        team::show(ui.ctx(), &self.state, &mut self.panels.team, &mut actions);
        undo::show(ui.ctx(), &self.state, &mut actions);
        text_change::show(ui.ctx(), &self.state, &mut actions);
        guide::show(ui.ctx(), &mut self.panels.guide);
        operations::show(ui.ctx(), &self.state, &mut self.panels.operations, &mut actions);
        lists::show(ui.ctx(), &self.state, &mut self.panels.lists, &mut actions);
        new_project::show(ui.ctx(), &self.state, &mut self.panels.new_project, &mut actions);
        columns::show(ui.ctx(), &self.state, &mut self.panels.columns, &mut actions);
        bring_in::show(ui.ctx(), &self.state, &mut self.panels.bring_in, &mut actions);
        help::show(ui.ctx(), &self.state, &mut self.panels.help, &mut actions);
        match palette::show(ui.ctx(), &self.state, &mut self.panels.palette) {
            Some(Bound::Command(command)) => {
                self.tell(Action::Preference(PreferenceChange::CommandUsed(command)));
                commands.push(command);
            }
            Some(Bound::Code(code)) => actions.push(Action::Annotation(AnnotationAction::AddWithCode(code))),
            None => {}
        }
        actions.extend(pending_text::follow_project(ui.ctx(), &self.state));
        self.carry_out(ui.ctx(), actions, commands);
    }

    /// Carries out what was asked for in a pass, or holds it until what was typed is handed over.
    fn carry_out(&mut self, context: &egui::Context, mut actions: Vec<Action>, mut commands: Vec<Command>) {
        if field::is_handing_over(context) {
            field::end_handing_over(context);
        } else if field::is_pending_now(context)
            && (!commands.is_empty() || actions.iter().any(may_hide_a_field))
        {
            self.hold(context, actions, commands);
            return;
        }
        let held = std::mem::take(&mut self.held);
        actions.extend(held.actions);
        commands.splice(0..0, held.commands);
        for command in commands {
            if command == Command::PasteArticle {
                self.panels.bring_in.paste(context);
                continue;
            }
            if self.panels.bench.toggle(command, &self.state, &mut actions) {
                continue;
            }
            match command.action(&self.state) {
                Some(action) => actions.push(action),
                None => self.in_window(command),
            }
        }
        actions.into_iter().for_each(|action| self.tell(action));
    }

    fn hold(&mut self, context: &egui::Context, actions: Vec<Action>, commands: Vec<Command>) {
        self.held.actions.extend(actions);
        self.held.commands.extend(commands);
        self.held.since.get_or_insert_with(Instant::now);
        field::hand_over(context);
        context.request_repaint_after(HELD);
    }

    /// Keeps the window open where it is asked to close, until what was typed and what was changed is saved.
    pub fn close_if_asked(&mut self, context: &egui::Context) {
        if context.input(|input| input.viewport().close_requested()) && !self.state.quit {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.hold(context, vec![Action::Program(ProgramAction::Quit)], Vec::new());
        }
        if self.held.since.is_some_and(|since| since.elapsed() >= HELD) {
            let Held { actions, commands, .. } = std::mem::take(&mut self.held);
            field::end_handing_over(context);
            self.carry_out(context, actions, commands);
        }
    }

    /// The field at the right of the menus, and where the keyboard goes from it.
    fn find_field(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let leave = ui.with_layout(layout, |ui| {
            find_field::show(ui, &self.state, &mut self.panels.find_field, actions)
        });
        if std::mem::take(&mut self.panels.find_field.is_asking) {
            let is_front = self.panels.bench.bring(&self.state, SidePanel::Dock);
            actions.extend(find_field::bring_up(&self.state, is_front));
        }
        match leave.inner {
            Some(FindFieldExit::ToFound) => actions.push(Action::Focus(Area::SearchResults)),
            Some(FindFieldExit::ToText) => actions.push(Action::Focus(Area::Text)),
            None => {}
        }
    }

    /// Carries out a command that concerns the window alone.
    fn in_window(&mut self, command: Command) {
        match command {
            Command::Palette => self.panels.palette = Some(palette::State::new(Purpose::Commands)),
            Command::AnnotateWith => self.panels.palette = Some(palette::State::new(Purpose::Codes)),
            Command::Keys => self.panels.help.keys = !self.panels.help.keys,
            Command::Guide => self.panels.guide.open = true,
            Command::About => self.panels.help.about = true,
            Command::Provenance => {
                self.panels.report.subject = self.state.workspace.as_ref().and_then(Workspace::subject)
            }
            Command::ExportChart => self.panels.picture.open = true,
            Command::Operations => self.panels.operations.open = !self.panels.operations.open,
            Command::Lists => self.panels.lists.open = !self.panels.lists.open,
            Command::ChartFilters => {
                self.show_chart();
                self.panels.bench.dock.chart.filters.open = true;
            }
            Command::TrialRecount => {
                self.show_chart();
                self.panels.bench.dock.chart.what_if.open = true;
            }
            Command::TableColumns => self.panels.columns.open = !self.panels.columns.open,
            Command::CopyReference => self.panels.bench.reader.copy = true,
            Command::GoToParagraph => self.panels.bench.reader.go_to(),
            _ => {}
        }
    }

    /// Brings the chart to the front.
    fn show_chart(&mut self) {
        let is_front = self.panels.bench.bring(&self.state, SidePanel::Dock);
        let show = if is_front { PreferenceChange::Dock } else { PreferenceChange::ShowDock };
        self.tell(Action::Preference(show(Dock::Chart)));
    }

    fn dropped(&self, ui: &Ui, actions: &mut Vec<Action>) {
        let files: Vec<PathBuf> =
            ui.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !files.is_empty() {
            actions.push(Action::Input(InputAction::Drop(files)));
        }
    }

    /// Brings theme and zoom up to date with the preferences.
    fn apply_preferences(&mut self, context: &egui::Context) {
        let Preferences { theme, zoom, .. } = self.state.preferences;
        if self.applied != Some((theme, zoom)) {
            self.applied = Some((theme, zoom));
            theme::choose(context, theme);
            context.set_zoom_factor(zoom.clamp(0.8, 3.0));
        }
    }

    /// Asks for a picture of the window once it is at rest, and closes it when the picture is there.
    fn take_picture(&mut self, context: &egui::Context) {
        let at_rest = self.begun && self.state.at_rest();
        let Some(picture) = &mut self.picture else { return };
        let taken = picture.taken.lock().ok().and_then(|mut taken| taken.take());
        if let Some(result) = taken {
            if let Err(why) = result {
                eprintln!("tollbook: {why}");
            }
            self.picture = None;
            self.state.quit = true;
            return;
        }
        context.request_repaint_after(Duration::from_millis(50));
        if !at_rest {
            picture.quiet_since = None;
            return;
        }
        let since = *picture.quiet_since.get_or_insert_with(Instant::now);
        if since.elapsed() >= REST && !picture.asked {
            picture.asked = true;
            let (to, taken, wake) = (picture.to.clone(), picture.taken.clone(), context.clone());
            context.request_screenshot(move |image| {
                let result = jobs::picture::write(&to, image.size, image.as_raw());
                if let Ok(mut taken) = taken.lock() {
                    *taken = Some(result);
                }
                wake.request_repaint();
            });
        }
    }
}

/// Whether an action may take fields away that are shown, or undo what they are about.
fn may_hide_a_field(action: &Action) -> bool {
    !matches!(
        action,
        Action::Table(_)
            | Action::Article(ArticleAction::Filter(_) | ArticleAction::KeepPlace(..))
            | Action::Annotation(AnnotationAction::PlaceCaret(_) | AnnotationAction::SetMemo(..))
            | Action::Program(ProgramAction::KeepUnfinished(_))
            | Action::FocusMoved(_)
    )
}

impl eframe::App for App {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        self.drain();
        if self.state.wants_settling() {
            context.request_repaint();
        }
        self.apply_preferences(context);
        let title = match &self.state.workspace {
            Some(open) => format!("{} – Tollbook", open.project.name()),
            None => "Tollbook".to_owned(),
        };
        if self.title != title {
            context.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        self.close_if_asked(context);
        self.take_picture(context);
        match self.state.to_copy.take() {
            Some(ToCopy::Picture { size, pixels }) => {
                context.copy_image(egui::ColorImage::from_rgba_premultiplied(size, &pixels));
            }
            Some(ToCopy::Text(text)) => context.copy_text(text),
            None => {}
        }
        if self.state.quit {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.begun = true;
        self.show(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Some(Err(why)) = self.runner.take().map(Runner::finish) {
            eprintln!("tollbook: {why}");
        }
    }
}
