//! What a new project begins with: a template or nothing, and whose casualties are recorded.

use eframe::egui::{Align, Button, Context, Key, Layout, Modifiers, ScrollArea, Ui};

use crate::ui::panels::lists::choose_country;
use crate::ui::theme::{self, space};
use crate::ui::widgets::choose::Look;
use crate::ui::widgets::{modal, pending_text, room, row, takes_escape};
use tollbook_core::model::{List, Project, ProjectId, SideKind, Stamp, start};
use tollbook_files::exchange::templates::{TEMPLATES, Template, proposed};
use tollbook_state::library::Text;
use tollbook_state::{Action, AppState, Area, Beginning, ProjectAction, Workspace};

/// The title of the page, and its buttons.
pub const TITLE: &str = "New project";
/// The button that begins the project.
pub const BEGIN: &str = "Begin";
/// The choice of no template.
pub const BLANK: &str = "Blank";

/// The field for the name of a side that the template does not have.
pub const ANOTHER_SIDE: &str = "Another side";
/// The name of that field among the project's.
const ANOTHER: &str = "another side";
/// Shown where the country of a side is not set.
const NO_COUNTRY: &str = "Country not set";
/// The width of the choice of a country, in points.
const COUNTRY_WIDTH: f32 = 190.0;

/// The name of the choice of a side's country.
pub fn country_of(side: &str) -> String {
    format!("Country of {side}")
}

const ANOTHER_SIDE_HINT: &str = "Another side, such as “Coast guard”";

/// How many articles are looked through for the names of operations.
const LOOKED_THROUGH: usize = 300;

/// What the page keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The project that it asks about.
    of: Option<ProjectId>,
    /// The project that the coder wants to look at first: it is asked again when it is opened the next time.
    put_off: Option<ProjectId>,
    template: String,
    /// Whether the template was proposed because articles name its operations.
    proposed: bool,
    /// The sides of the chosen template, and those that were added.
    sides: Vec<Side>,
    /// The name of another side, while it is typed.
    another: String,
}

/// A side, as it is asked about.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    name: String,
    recorded: bool,
    /// Its country; `None` where it is not the forces of a state.
    country: Option<String>,
}

impl State {
    fn choose(&mut self, template: &str) {
        template.clone_into(&mut self.template);
        let project = preview(template);
        let sides = project.list(List::Side).map(|(_, side)| Side {
            name: side.value.clone(),
            recorded: side.recorded,
            country: (side.kind == Some(SideKind::StateForces)).then(|| side.country.clone()),
        });
        let mut sides: Vec<Side> = sides.collect();
        sides.sort();
        self.sides = sides;
    }
}

/// A project as the template would begin it.
fn preview(template: &str) -> Project {
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, tollbook_core::model::EntryId::default(), 0);
    match Template::named(template) {
        Some(template) => template.begin(ProjectId::default(), "", "", &mut stamp).0,
        None => start::begin(ProjectId::default(), "", "", &mut stamp).0,
    }
}

/// Shows the page while the open project is new and nothing was chosen.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let asking = |open: &&Workspace| open.asks_how_to_begin && open.can_edit();
    let Some(open) = state.workspace.as_ref().filter(asking) else { return };
    if local.put_off == Some(open.project.id()) {
        return;
    }
    if local.of != Some(open.project.id()) {
        let files = open.library.files().take(LOOKED_THROUGH);
        let texts: Vec<_> = files
            .filter_map(|(id, _)| match open.text(id) {
                Text::Loaded(text) => Some(text),
                _ => None,
            })
            .collect();
        if texts.is_empty() {
            return;
        }
        let template = proposed(texts.iter().map(|text| &**text));
        local.of = Some(open.project.id());
        local.proposed = template.is_some();
        local.choose(template.map_or("", |template| template.name));
    }
    let dialog = modal(context, "new project", TITLE, 460.0, |ui| {
        if let Some(beginning) = page(ui, local) {
            actions.push(Action::Project(ProjectAction::Begin(beginning)));
            actions.push(Action::Focus(Area::Text));
        }
    });
    // A click beside it is no answer; Escape is, but not while it leaves the field.
    if dialog.is_top_modal && !context.text_edit_focused() && takes_escape(context) {
        local.put_off = Some(open.project.id());
        actions.push(Action::Focus(Area::Text));
    }
}

/// The height of the title above the choices, and of the button below them.
const AROUND: f32 = 116.0;

fn page(ui: &mut Ui, local: &mut State) -> Option<Beginning> {
    // The button stays in view, however many choices there are.
    let most = (room(ui.ctx()).y - AROUND).max(1.0);
    let choices = ScrollArea::vertical().id_salt("choices").max_height(most);
    let added = choices.show(ui, |ui| choices_of(ui, local)).inner;
    ui.add_space(space::MEDIUM);
    // Enter begins, as the button does, while no side is typed.
    let entered = !added
        && !ui.ctx().text_edit_focused()
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let begins = ui.button(theme::strong(BEGIN)).clicked() || entered;
    row::remark(ui, "Escape shows the articles first; this is asked again when the folder is opened.");
    begins.then(|| Beginning {
        template: local.template.clone(),
        recorded: local.sides.iter().filter(|side| side.recorded).map(|side| side.name.clone()).collect(),
        countries: local
            .sides
            .iter()
            .filter_map(|side| Some((side.name.clone(), side.country.clone()?)))
            .collect(),
    })
}

/// The templates and the sides; answers whether a side was added just now.
fn choices_of(ui: &mut Ui, local: &mut State) -> bool {
    ui.label("Begin with");
    let mut chosen = None;
    if ui.radio(local.template.is_empty(), BLANK).clicked() {
        chosen = Some("");
    }
    if local.template.is_empty() {
        row::remark(ui, "Without operations and areas, for any war; they can be added at any time.");
    }
    for template in &TEMPLATES {
        let about = template.about();
        let is_chosen = local.template == template.name;
        if ui.radio(is_chosen, &about.title).on_hover_text(&about.description).clicked() {
            chosen = Some(template.name);
        }
        if is_chosen {
            row::remark(ui, about.description.as_str());
            if local.proposed {
                row::remark(ui, "Proposed because articles name its operations.");
            }
        }
    }
    if let Some(template) = chosen {
        local.proposed = false;
        local.choose(template);
    }
    ui.add_space(space::MEDIUM);
    ui.label("Record the casualties of");
    for side in &mut local.sides {
        let Side { name, recorded, country } = side;
        ui.horizontal(|ui| {
            ui.checkbox(recorded, name.as_str());
            let Some(country) = country else { return };
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let look = Look {
                    shown: country,
                    hint: NO_COUNTRY,
                    width: COUNTRY_WIDTH,
                    heading: false,
                    disabled: false,
                };
                if let Some(chosen) = choose_country(ui, &country_of(name), look, country) {
                    *country = chosen;
                }
            });
        });
    }
    if local.sides.iter().any(|side| side.country.as_ref().is_some_and(String::is_empty)) {
        row::remark(ui, "With its country a side is read from words such as “Malian soldiers”.");
    }
    let added = ui.horizontal(|ui| {
        let width = ui.available_width() - 62.0;
        let entered =
            pending_text::line(ui, ANOTHER, ANOTHER_SIDE, ANOTHER_SIDE_HINT, width, &mut local.another);
        let is_named = !local.another.trim().is_empty();
        let clicked = ui.add_enabled(is_named, Button::new("Add")).clicked();
        (entered || clicked) && is_named
    });
    let added = added.inner;
    if added {
        pending_text::forget(ui.ctx(), ANOTHER);
        let name = std::mem::take(&mut local.another).trim().to_owned();
        match local.sides.iter_mut().find(|side| side.name.to_lowercase() == name.to_lowercase()) {
            Some(side) => side.recorded = true,
            None => local.sides.push(Side { name, recorded: true, country: None }),
        }
    }
    if !local.sides.iter().any(|side| side.recorded) {
        row::remark(ui, "All sides. Sides can be changed later, in Lists.");
    }
    added
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::test_support::Story;
    use crate::ui::theme;

    #[test]
    fn a_side_of_the_coders_own_is_recorded_from_the_beginning() {
        let mut story = Story::unasked();
        let recorded = vec!["Coast guard".to_owned()];
        let beginning = Beginning { recorded, ..Beginning::default() };
        story.tell(Action::Project(ProjectAction::Begin(beginning)));
        let open = story.open();
        let recorded: Vec<&str> =
            open.project.recorded_sides().map(|side| open.project.entry_name(Some(side))).collect();
        assert_eq!(recorded, ["Coast guard"]);
    }

    #[test]
    fn the_forces_of_a_state_begin_with_their_country() {
        let mut story = Story::unasked();
        let mut local = State::default();
        local.choose("civil-war");
        let countries: Vec<_> = local.sides.iter().filter(|side| side.country.is_some()).collect();
        assert_eq!(countries.len(), 2, "government and foreign forces: {countries:?}");
        let countries = vec![("Government forces".to_owned(), "Senegal".to_owned())];
        let beginning = Beginning { template: "civil-war".to_owned(), countries, ..Beginning::default() };
        story.tell(Action::Project(ProjectAction::Begin(beginning)));
        let project = &story.open().project;
        let (_, side) = project.list(List::Side).find(|(_, side)| side.value == "Government forces").unwrap();
        assert_eq!(side.country, "Senegal");
    }

    #[test]
    fn a_new_project_is_begun_with_the_template_that_articles_name() {
        let mut story = Story::unasked();
        assert!(story.open().asks_how_to_begin);
        assert_eq!(story.open().project.operations.len(), 0, "no operation is in the code");
        let frame = |ui: &mut Ui, (story, local): &mut (Story, State)| {
            let mut actions = Vec::new();
            show(ui.ctx(), &story.state, local, &mut actions);
            actions.into_iter().for_each(|action| drop(story.tell(action)));
        };
        let builder = Harness::builder().with_size([800.0, 600.0]).with_step_dt(1.0 / 60.0);
        let mut harness = builder
            .with_context_setup(theme::install)
            .build_ui_state(frame, (std::mem::replace(&mut story, Story::new()), State::default()));
        harness.run();
        harness.get_by_label("French operations");
        harness.get_by_label("Civilians").click();
        harness.run();
        harness.get_by_label(ANOTHER_SIDE).focus();
        harness.run();
        harness.get_by_label(ANOTHER_SIDE).type_text("Coast guard");
        harness.run();
        harness.key_press(Key::Enter);
        harness.run();
        harness.get_by_label("Coast guard");
        assert!(!pending_text::is_unfinished(&harness.ctx, ""));
        harness.get_by_label(BEGIN).click();
        harness.run();
        let open = harness.state().0.open();
        assert!(!open.asks_how_to_begin);
        assert!(open.project.operation_named("Barkhane").is_some());
        let mut recorded: Vec<&str> =
            open.project.recorded_sides().map(|side| open.project.entry_name(Some(side))).collect();
        recorded.sort_unstable();
        assert_eq!(recorded, ["Civilians", "Coast guard", "French forces"]);
        assert_eq!(open.undo_step(), None, "a beginning is not undone");
        assert!(harness.query_by_label(BEGIN).is_none(), "it asks once");
    }

    #[test]
    fn escape_puts_the_question_off() {
        let frame = |ui: &mut Ui, (story, local): &mut (Story, State)| {
            let mut actions = Vec::new();
            show(ui.ctx(), &story.state, local, &mut actions);
            actions.into_iter().for_each(|action| drop(story.tell(action)));
        };
        let builder = Harness::builder().with_size([800.0, 600.0]).with_step_dt(1.0 / 60.0);
        let mut harness = builder
            .with_context_setup(theme::install)
            .build_ui_state(frame, (Story::unasked(), State::default()));
        harness.run();
        harness.get_by_label(BEGIN);
        harness.key_press(Key::Escape);
        harness.run();
        assert!(harness.query_by_label(BEGIN).is_none());
        assert!(harness.state().0.open().asks_how_to_begin, "it is asked when the folder is opened again");
    }
}
