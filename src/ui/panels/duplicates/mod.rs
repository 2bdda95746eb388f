//! The review of what looks alike: incidents two by two, articles that copy one another, and what
//! is kept apart. A list at the left; what is chosen in it, side by side, at the right. In a narrow
//! panel the list stands below, and all is scrolled together.

mod list;
mod near_duplicates;
mod pair;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use eframe::egui::{self, Align, Panel, ScrollArea, Ui};

use crate::ui::theme::{self, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::table::Rows;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::near_duplicates::Group;
use tollbook_core::model::{ArticleId, IncidentId, LinkId};
use tollbook_state::DuplicateAction;
use tollbook_state::comparison::kept_apart;
use tollbook_state::{Action, AppState, Workspace};

/// How wide the list is at first.
const LIST: f32 = 340.0;
/// In a panel that is narrower than this the list stands below.
const NARROW: f32 = 720.0;
/// In one that is narrower than this what is compared stands one below the other.
const COLUMNS: f32 = 480.0;

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    shown: Shown,
    /// The pair that was looked at last: another one was chosen by a key.
    at: Option<Pair>,
    /// Whether what is chosen has still to be scrolled to.
    reveal: bool,
    rows: Rows,
    lists: Cached<(Revision, u64), Lists>,
    chosen: Chosen,
}

/// What is kept of what is chosen.
#[derive(Debug, Default)]
struct Chosen {
    pair: pair::State,
    copies: near_duplicates::State,
}

/// What is chosen in the list.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Shown {
    /// The pair that is looked at.
    #[default]
    Pair,
    /// The group of articles with this one first.
    NearDuplicates(ArticleId),
    /// Two incidents that are kept apart.
    Apart(LinkId),
}

/// What is listed.
#[derive(Debug)]
struct Lists {
    queue: Arc<[Pair]>,
    groups: Vec<Group>,
    apart: Vec<(LinkId, IncidentId, IncidentId)>,
}

impl Lists {
    /// What is listed of what was found.
    fn collect(open: &Workspace) -> Self {
        let order = open.compared.order();
        let article = |id: &ArticleId| open.title(*id);
        let mut groups = open.compared.groups(&open.project);
        groups.retain(|group| order.admits(group.articles.iter().map(article)));
        let mut apart = kept_apart(&open.project);
        apart.retain(|(_, a, b)| order.admits([*a, *b].into_iter().map(|id| title(open, id))));
        Self { queue: open.compared.queue(&open.answers), groups, apart }
    }
}

/// Shows the panel.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let compared = &open.compared;
    if local.at != compared.current() {
        (local.at, local.shown, local.reveal) = (compared.current(), Shown::Pair, true);
    }
    let lists = local.lists.get((revision(open), compared.generation), || Lists::collect(open));
    let is_empty = lists.queue.is_empty() && lists.groups.is_empty() && lists.apart.is_empty();
    if is_empty && compared.order().words.trim().is_empty() {
        return nothing(ui, open, actions);
    }
    local.shown = still_there(lists, local.shown, compared.current());
    let State { shown, reveal, rows, chosen: kept, .. } = local;
    if ui.available_width() < NARROW {
        ScrollArea::vertical().id_salt("look-alikes").auto_shrink(false).show(ui, |ui| {
            if *reveal {
                ui.scroll_to_cursor(Some(Align::TOP));
            }
            let scrolls = Scrolls::Together;
            chosen(ui, state, lists, *shown, scrolls, kept, actions);
            ui.add_space(space::MEDIUM);
            list::show(ui, open, lists, scrolls, (rows, shown), reveal, actions);
        });
        return;
    }
    let frame = egui::Frame::new().inner_margin(egui::Margin { right: 8, ..egui::Margin::ZERO });
    Panel::left("look-alikes list").frame(frame).default_size(LIST).size_range(220.0..=560.0).show(
        ui,
        |ui| {
            list::show(ui, open, lists, Scrolls::EachPart, (rows, shown), reveal, actions);
        },
    );
    let frame = egui::Frame::new().inner_margin(egui::Margin { left: 10, ..egui::Margin::ZERO });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        chosen(ui, state, lists, *shown, Scrolls::EachPart, kept, actions);
    });
}

/// Shows what is chosen in the list.
fn chosen(
    ui: &mut Ui,
    state: &AppState,
    lists: &Lists,
    shown: Shown,
    scrolls: Scrolls,
    local: &mut Chosen,
    actions: &mut Vec<Action>,
) {
    let Some(open) = &state.workspace else { return };
    match shown {
        Shown::Pair => {
            if let Some(current) = open.compared.current() {
                let decide = pair::Decide::Open(&lists.queue);
                pair::show(ui, state, current, decide, scrolls, &mut local.pair, actions);
            }
        }
        Shown::Apart(link) => {
            if let Some((_, a, b)) = lists.apart.iter().find(|(id, ..)| *id == link) {
                let decide = pair::Decide::Apart(link);
                pair::show(ui, state, Pair::new(*a, *b), decide, scrolls, &mut local.pair, actions);
            }
        }
        Shown::NearDuplicates(first) => {
            if let Some(group) = lists.groups.iter().find(|group| group.articles.first() == Some(&first)) {
                near_duplicates::show(ui, open, group, scrolls, &mut local.copies, actions);
            }
        }
    }
}

/// What is scrolled: in a narrow panel all of it together.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Scrolls {
    EachPart,
    Together,
}

impl Scrolls {
    /// Shows a part that may be longer than its room.
    fn part(self, ui: &mut Ui, id: impl egui::AsIdSalt, add: impl FnOnce(&mut Ui)) {
        match self {
            Self::EachPart => {
                ScrollArea::vertical().id_salt(id).auto_shrink(false).show(ui, add);
            }
            Self::Together => add(ui),
        }
    }

    /// How many columns what is compared stands in: where the panel is narrowest, one.
    fn columns(self, ui: &Ui, most: usize) -> usize {
        match self {
            Self::Together if ui.available_width() < COLUMNS => 1,
            Self::EachPart | Self::Together => most,
        }
    }
}

/// What is shown: what was chosen if it is still there, else the first that is.
fn still_there(lists: &Lists, shown: Shown, current: Option<Pair>) -> Shown {
    let first_of_group = |group: &Group| group.articles.first().copied();
    let is_there = match shown {
        Shown::Pair => current.is_some(),
        Shown::NearDuplicates(first) => lists.groups.iter().any(|group| first_of_group(group) == Some(first)),
        Shown::Apart(link) => lists.apart.iter().any(|(id, ..)| *id == link),
    };
    let group = || lists.groups.first().and_then(first_of_group).map(Shown::NearDuplicates);
    let apart = || lists.apart.first().map(|(id, ..)| Shown::Apart(*id));
    match (is_there, current) {
        (true, _) => shown,
        (false, Some(_)) => Shown::Pair,
        (false, None) => group().or_else(apart).unwrap_or(shown),
    }
}

/// What the panel says while nothing is listed.
fn nothing(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    ui.add_space(space::SMALL);
    let compared = &open.compared;
    if compared.is_under_way() {
        ui.label(theme::remark(ui, "Incidents and articles are being compared…"));
    } else if compared.cancelled {
        ui.label("Comparing was cancelled, so possible duplicates are not known.");
        if ui.button("Compare again").clicked() {
            actions.push(Action::Duplicate(DuplicateAction::CompareAgain));
        }
    } else {
        let text = "No possible duplicates. Incidents that may be the same event, and articles that copy one another, are listed \
            here as soon as there are some.";
        ui.add(egui::Label::new(theme::remark(ui, text)).wrap());
    }
}

/// Shows columns of one width, with a space between them.
fn columns(ui: &mut Ui, count: usize, mut add: impl FnMut(&mut Ui, usize)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = space::LARGE;
        ui.columns(count, |columns| {
            for (n, ui) in columns.iter_mut().enumerate() {
                // A column of the toolkit would spread words over its whole width.
                let left = egui::Layout::top_down(egui::Align::Min);
                ui.push_id(n, |ui| ui.with_layout(left, |ui| add(ui, n)));
            }
        });
    });
}

/// The title of an incident.
fn title(open: &Workspace, incident: IncidentId) -> &str {
    open.answers.incident(incident).map_or("An incident that is gone", |view| view.title.as_str())
}
