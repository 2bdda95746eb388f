//! The text and the panels about it: beside it where there is room, else in its place while they are
//! asked for. What the user has chosen for a wide window is not changed by a narrow one.

pub mod panel_space;

use eframe::egui::panel::PanelState;
use eframe::egui::{self, CentralPanel, Frame, IdSalt, Margin, Panel, Ui, UiBuilder, Vec2};

use self::panel_space::{SidePanel, SidePanels};
use crate::ui::panels::articles;
use crate::ui::panels::inspector;
use crate::ui::panels::reader;
use crate::ui::shell::dock;
use crate::ui::shell::keys;
use crate::ui::theme::{Palette, space};
use tollbook_state::{Action, AppState, Command, Dock};
use tollbook_state::{Area, PreferenceChange};

/// What the panels keep between frames.
#[derive(Default)]
pub struct Workbench {
    /// The list of articles.
    pub articles: articles::State,
    /// The text.
    pub reader: reader::State,
    /// The inspector.
    pub inspector: inspector::State,
    /// The panel below the text.
    pub dock: dock::State,
    /// The panel that stands in the text's place.
    front: Option<SidePanel>,
    /// The request for the keyboard that was followed last.
    followed: u64,
    /// Whether the keyboard is to come to the tab of that panel.
    to_tab: bool,
    /// How much room there was in the last frame.
    size: Option<Vec2>,
    /// Whether the text has the keyboard.
    pub reader_has_focus: bool,
    /// Whether something was typed into in the last frame.
    was_typing: bool,
    /// In which height the panel below the text was shown last, and its share of it.
    dock_share: Option<(f32, f32)>,
}

impl Workbench {
    /// The panels that can be seen.
    pub fn visible(&self, state: &AppState) -> SidePanels {
        let wanted = SidePanels::wanted(&state.preferences);
        let beside = self.size.map_or(wanted, |size| wanted.beside(size));
        self.front.map_or(beside, |front| beside.with(front))
    }

    fn is_tight(&self, state: &AppState, aside: SidePanel) -> bool {
        self.size.is_some_and(|size| SidePanels::wanted(&state.preferences).is_tight(aside, size))
    }

    /// Brings a panel that has no room beside the text to the front; says whether it has none.
    pub fn bring(&mut self, state: &AppState, aside: SidePanel) -> bool {
        let tight = self.is_tight(state, aside);
        if tight {
            self.front = Some(aside);
        }
        tight
    }

    /// Shows or hides a panel for which there is no room beside the text; `false` if the command does
    /// something else, or there is room.
    pub fn toggle(&mut self, command: Command, state: &AppState, actions: &mut Vec<Action>) -> bool {
        let Some((aside, dock)) =
            SidePanel::for_command(command).filter(|(aside, _)| self.is_tight(state, *aside))
        else {
            return false;
        };
        let is_there = dock.is_none_or(|dock| dock == state.preferences.dock);
        if self.front == Some(aside) && is_there {
            self.back(actions);
        } else {
            actions.extend(dock.and_then(|dock| stand(state, dock)));
            self.front = Some(aside);
            actions.extend((aside == SidePanel::Articles).then_some(Action::Focus(Area::ArticleList)));
            self.to_tab = aside != SidePanel::Articles;
        }
        true
    }

    /// Back to the text.
    fn back(&mut self, actions: &mut Vec<Action>) {
        self.front = None;
        actions.push(Action::Focus(Area::Text));
    }

    /// Shows the panels.
    pub fn show(&mut self, ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
        let wanted = SidePanels::wanted(&state.preferences);
        let whole = ui.available_size();
        self.size = Some(whole);
        self.follow_focus(state);
        self.front = self.front.filter(|front| wanted.is_tight(*front, whole));
        self.tabs(ui, state, wanted, whole, actions);
        let escaped = self.front.is_some()
            && !self.was_typing
            && !egui::Popup::is_any_open(ui.ctx())
            && ui.memory(|memory| memory.top_modal_layer().is_none())
            && ui.input(|input| input.key_pressed(egui::Key::Escape));
        self.panels(ui, state, wanted.beside(whole), actions);
        if escaped {
            self.back(actions);
        }
        self.was_typing = ui.ctx().text_edit_focused();
    }

    /// Brings what the keyboard was sent to to the front, where there is no room for it beside the text.
    fn follow_focus(&mut self, state: &AppState) {
        let Some(focus) = state.workspace.as_ref().map(|open| open.focus) else { return };
        if std::mem::replace(&mut self.followed, focus.request()) == focus.request() {
            return;
        }
        match focus.area() {
            Area::Text | Area::FindBar => self.front = None,
            Area::Form => {
                self.front = None;
                self.bring(state, SidePanel::Inspector);
            }
            Area::ArticleFilter | Area::ArticleList => {
                self.bring(state, SidePanel::Articles);
            }
            Area::SearchResults => {
                self.bring(state, SidePanel::Dock);
            }
            Area::FindField => {}
        }
    }

    /// In a window without room for all panels: which of them is shown, and the way back to the text.
    fn tabs(
        &mut self,
        ui: &mut Ui,
        state: &AppState,
        wanted: SidePanels,
        size: Vec2,
        actions: &mut Vec<Action>,
    ) {
        let tight: Vec<SidePanel> =
            SidePanel::ALL.into_iter().filter(|aside| wanted.is_tight(*aside, size)).collect();
        if tight.is_empty() {
            return;
        }
        let frame = Frame::new().fill(Palette::for_ui(ui).panel).inner_margin(Margin::symmetric(8, 2));
        Panel::top("tabs").frame(frame).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::TIGHT;
                let tip =
                    keys::tip(ui.ctx(), state, Command::FocusReader, "Back to the text; so does Escape");
                if ui.selectable_label(self.front.is_none(), "Text").on_hover_text(tip).clicked() {
                    self.back(actions);
                }
                for aside in tight {
                    let (name, command) = match aside {
                        SidePanel::Articles => ("Articles", Command::ShowArticles),
                        SidePanel::Inspector => ("Inspector", Command::ShowInspector),
                        SidePanel::Dock => ("Chart and tables", Command::ShowChart),
                    };
                    let is_front = self.front == Some(aside);
                    let tip = keys::tip(ui.ctx(), state, command, "Show this in the place of the text");
                    let tab = ui.selectable_label(is_front, name).on_hover_text(tip);
                    if tab.clicked() {
                        self.front = Some(aside);
                    }
                    if is_front && std::mem::take(&mut self.to_tab) {
                        tab.request_focus();
                    }
                }
            });
        });
    }

    fn panels(&mut self, ui: &mut Ui, state: &AppState, beside: SidePanels, actions: &mut Vec<Action>) {
        let palette = Palette::for_ui(ui);
        let panel = Frame::new().fill(palette.panel).inner_margin(Margin::same(10));
        let fills = self.front.is_none() && beside.dock && state.preferences.fill_dock;
        if fills {
            self.inspector(ui, state, beside, actions);
        }
        if fills || self.front == Some(SidePanel::Dock) {
            self.reader_has_focus = false;
            CentralPanel::default()
                .frame(panel)
                .show(ui, |ui| dock::show(ui, state, &mut self.dock, actions));
            return;
        }
        self.inspector(ui, state, beside, actions);
        if beside.dock {
            let height = ui.available_height();
            let most = height - panel_space::READER.y;
            let kept = usual_size(ui, "dock").map(|size| size.y);
            let (before, share) =
                self.dock_share.unwrap_or_else(|| (height, kept.map_or(DOCK_SHARE, |kept| kept / height)));
            // It keeps its share where the window or the zoom changes, so that it is as before after zooming back.
            let scaled = (before - height).abs() > 1.0;
            let wanted = (height * share).max(panel_space::DOCK);
            let dragged = kept.filter(|kept| !scaled && (kept - wanted).abs() > 1.0);
            let size = dragged.unwrap_or(wanted);
            let below = if size <= most {
                self.dock_share = Some((height, dragged.map_or(share, |kept| kept / height)));
                let below = Panel::bottom("dock").resizable(true);
                if scaled {
                    below.exact_size(size)
                } else {
                    below.default_size(size).size_range(panel_space::DOCK..=most)
                }
            } else {
                Panel::bottom("dock, squeezed").exact_size(most.min(height * 0.4).max(panel_space::DOCK))
            };
            // Narrow margins above and below leave the chart its labels in the smallest usual window.
            below.frame(panel.inner_margin(Margin::symmetric(10, 6))).show(ui, |ui| {
                in_all_of_it(ui, |ui| dock::show(ui, state, &mut self.dock, actions));
            });
        }
        if beside.articles {
            let most = ui.available_width() - panel_space::READER.x;
            let at_left = if usual_size(ui, "articles").map_or(ARTICLES, |size| size.x) <= most {
                Panel::left("articles")
                    .default_size(ARTICLES)
                    .size_range(panel_space::ARTICLES..=most.min(520.0))
            } else {
                Panel::left("articles, squeezed").resizable(false).exact_size(panel_space::ARTICLES)
            };
            at_left.frame(panel).show(ui, |ui| {
                in_all_of_it(ui, |ui| articles::show(ui, state, &mut self.articles, actions));
            });
        }
        let margin = if ui.available_height() < LOW { 4 } else { 12 };
        let paper = Frame::new().fill(palette.text_background).inner_margin(Margin::same(margin));
        match self.front {
            None => {
                CentralPanel::default().frame(paper).show(ui, |ui| self.text(ui, state, actions));
            }
            Some(front) => {
                self.reader_has_focus = false;
                CentralPanel::default().frame(panel).show(ui, |ui| match front {
                    SidePanel::Articles => articles::show(ui, state, &mut self.articles, actions),
                    SidePanel::Inspector => inspector::show(ui, state, &mut self.inspector, actions),
                    SidePanel::Dock => dock::show(ui, state, &mut self.dock, actions),
                });
            }
        }
    }

    /// The inspector, over the full height of the window.
    fn inspector(&mut self, ui: &mut Ui, state: &AppState, beside: SidePanels, actions: &mut Vec<Action>) {
        let panel = Frame::new().fill(Palette::for_ui(ui).panel).inner_margin(Margin::same(10));
        if !beside.inspector {
            return;
        }
        let beside_it = if beside.articles { panel_space::ARTICLES } else { 0.0 };
        let most = ui.available_width() - panel_space::READER.x - beside_it;
        if usual_size(ui, "inspector").map_or(INSPECTOR, |size| size.x) <= most {
            let at_right = Panel::right("inspector")
                .default_size(INSPECTOR)
                .size_range(panel_space::INSPECTOR..=most.min(640.0));
            at_right.frame(panel).show(ui, |ui| {
                in_all_of_it(ui, |ui| inspector::show(ui, state, &mut self.inspector, actions));
            });
            return;
        }
        let squeezed =
            Panel::right("inspector, squeezed").resizable(false).exact_size(panel_space::INSPECTOR);
        squeezed.frame(panel).show(ui, |ui| {
            in_all_of_it(ui, |ui| inspector::show(ui, state, &mut self.inspector, actions));
        });
    }

    fn text(&mut self, ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
        let shown = reader::show(ui, state, &mut self.reader, actions);
        self.reader_has_focus = shown.has_focus;
    }
}

/// How wide the list of articles and the inspector are at first.
const ARTICLES: f32 = 236.0;
const INSPECTOR: f32 = 372.0;
/// The share of the window's height that the panel below the text has at first: the text has more than half.
const DOCK_SHARE: f32 = 0.338;

/// A text in less height than this has narrow margins.
const LOW: f32 = 260.0;

/// Shows what is in a panel, which stays as large as it is however much or little that is. The toolkit would make it
/// larger or smaller, and let the text lie over the edge of a panel whose contents are wider than it.
fn in_all_of_it(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    let room = ui.max_rect();
    add(&mut ui.new_child(UiBuilder::new().max_rect(room)));
    ui.expand_to_include_rect(room);
}

/// How large a panel was when it had the room that it wants.
fn usual_size(ui: &Ui, panel: &'static str) -> Option<Vec2> {
    let id = ui.scope_id().with_salt(IdSalt::new(panel));
    PanelState::load(ui.ctx(), id).map(|state| state.size())
}

/// Chooses what stands in the panel below the text, if something else does.
fn stand(state: &AppState, dock: Dock) -> Option<Action> {
    (state.preferences.dock != dock).then_some(Action::Preference(PreferenceChange::Dock(dock)))
}
