//! How what was typed is meant, and which articles are looked through.

use eframe::egui::{Ui, vec2};
use jiff::civil::Date;

use crate::ui::panels::find_bar;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::field;
use crate::ui::widgets::table;
use crate::ui::widgets::typed;
use tollbook_core::analysis::wording::sentence;
use tollbook_core::model::ReadState;
use tollbook_state::find::{Ask, Filter};
use tollbook_state::{Action, Workspace};

const ALL_ARTICLES: &str = "All articles";

/// The name of the field that filters what was found.
pub const FILTER: &str = "Filter search results";

/// Shows the row; pushes what is wanted instead.
pub fn show(ui: &mut Ui, open: &Workspace, words: &mut String, actions: &mut Vec<Action>) {
    let all = &open.find.all;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::TIGHT, space::TIGHT);
        if let Some(query) = find_bar::options(ui, "all", &all.query) {
            actions.push(Action::Find(Ask::All(query)));
        }
        ui.add_space(space::SMALL);
        if all.hits > 0 {
            table::filter(ui, FILTER, "Words of title or source", words);
        }
        ui.label(theme::remark(ui, "in articles"));
        if let Some(filter) = filters(ui, open, &all.filter) {
            actions.push(Action::Find(Ask::Filter(filter)));
        }
        if !all.filter.is_blank() {
            let clear = ui.button(ALL_ARTICLES).on_hover_text("Search all articles again");
            if clear.clicked() {
                actions.push(Action::Find(Ask::Filter(Filter::default())));
            }
        }
    });
}

/// The filters; answers the one that is wanted instead.
fn filters(ui: &mut Ui, open: &Workspace, filter: &Filter) -> Option<Filter> {
    let mut wanted = filter.clone();
    let project = &open.project;
    let look = |shown, hint| Look { shown, hint, width: 140.0, heading: false, disabled: false };
    let name = project.operation_name(filter.operation);
    let operations = || {
        let mut options = vec![Choice::new(None, "Any operation")];
        options.extend(project.operations.iter().map(|(id, row)| Choice::new(Some(id), row.name.as_str())));
        options
    };
    let about = "Articles that name this operation or have claims of it";
    let shown = if filter.operation.is_some() { name } else { "" };
    if let Some(id) =
        choose::one(ui, "operation", about, look(shown, "of any operation"), &filter.operation, operations)
    {
        wanted.operation = id;
    }
    for (label, hint, day) in [
        ("Published on this day or later", "from day", &mut wanted.from),
        ("Published on this day or earlier", "until day", &mut wanted.until),
    ] {
        let shown = day.map_or_else(String::new, |day| day.to_string());
        let edit = field::Edit { hint, width: 86.0, ..field::Edit::default() };
        let answer = typed::field(ui, label, label, &shown, edit, typed::read_day);
        if let Some(value) = answer.value {
            *day = value as Option<Date>;
        }
        if let Some(why) = answer.wrong {
            ui.label(eframe::egui::RichText::new(why).color(Palette::for_ui(ui).error));
        }
    }
    let state = filter.state.map_or_else(String::new, |state| sentence(state.as_str()));
    let states = || {
        let mut options = vec![Choice::new(None, "In any state")];
        options
            .extend(ReadState::ALL.iter().map(|state| Choice::new(Some(*state), sentence(state.as_str()))));
        options
    };
    if let Some(state) = choose::one(
        ui,
        "state",
        "How far they have been read",
        look(&state, "in any state"),
        &filter.state,
        states,
    ) {
        wanted.state = state;
    }
    let code = filter.code.and_then(|id| project.codes.get(id)).map_or("", |code| code.name.as_str());
    let codes = || {
        let mut options = vec![Choice::new(None, "Any code or none")];
        options.extend(project.codes.iter().map(|(id, row)| Choice::new(Some(id), row.name.as_str())));
        options
    };
    let about = "Articles with annotations of this code";
    if let Some(id) = choose::one(ui, "code", about, look(code, "with any code"), &filter.code, codes) {
        wanted.code = id;
    }
    (wanted != *filter).then_some(wanted)
}
