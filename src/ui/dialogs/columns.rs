//! "Columns of a table…": which columns of a table of the folder hold the articles' texts, titles, dates and the rest,
//! with the first rows to see it by.

use std::sync::Arc;

use eframe::egui::{Align, Button, Context, Grid, Label, Layout, RichText, ScrollArea, Ui, vec2};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::{catalogue, centred, room};
use tollbook_core::analysis::wording::counted;
use tollbook_files::reading::table::{ColumnMapping, Preview, Role};
use tollbook_state::input::OpenTable;
use tollbook_state::{Action, AppState, InputAction, Workspace};

/// The title of the window.
pub const TITLE: &str = "Columns of a table";
/// The button that reads the table by the columns that were chosen.
pub const READ: &str = "Read by these columns";
/// The button that leads back to the list of tables.
pub const OTHER_TABLE: &str = "Another table";

/// So many rows are shown.
const ROWS: usize = 8;
/// How wide a column of the preview is, in points.
const COLUMN: f32 = 168.0;
/// How wide a chooser of a column is, in points.
const CHOOSER: f32 = 190.0;

/// What the window keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// Whether the window is shown.
    pub open: bool,
    /// The table whose columns are being chosen.
    of: Option<Arc<Preview>>,
    mapping: ColumnMapping,
}

/// How a role is named in the window.
pub fn label(role: Role) -> &'static str {
    match role {
        Role::Text => "Text",
        Role::Title => "Title",
        Role::Date => "Date",
        Role::Source => "Source",
        Role::Url => "Address",
        Role::Number => "Number",
        Role::Language => "Language",
        Role::Section => "Section",
        Role::Byline => "Author",
    }
}

/// What can be chosen: sections and authors are read where the table names them, and not kept with the project.
const ROLES: [Role; 7] =
    [Role::Text, Role::Title, Role::Date, Role::Source, Role::Url, Role::Language, Role::Number];

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else {
        local.open = false;
        return;
    };
    if !local.open {
        return;
    }
    let mut shown = !catalogue::escaped(context);
    let table = open.input.table.as_ref();
    centred(context, TITLE)
        .default_size(vec2(860.0, 480.0).min(room(context)))
        .min_size(vec2(420.0, 260.0).min(room(context)))
        .open(&mut shown)
        .show(context, |ui| match table {
            None => list(ui, open, actions),
            Some(table) => one(ui, open, table, local, actions),
        });
    if !shown {
        local.open = false;
        local.of = None;
        if table.is_some() {
            actions.push(Action::Input(InputAction::LeaveTable));
        }
    }
}

/// The tables of the folder, those that give no articles first.
fn list(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    if open.input.tables.is_empty() {
        ui.label("The folder holds no table: no CSV, Excel, OpenDocument or JSON file with a row for each article.");
        return;
    }
    ui.label("Choose the table whose columns you want to see.");
    ui.add_space(space::SMALL);
    let mut tables: Vec<&(String, usize)> = open.input.tables.iter().collect();
    tables.sort_by_key(|(path, articles)| (*articles > 0, path));
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for (path, articles) in tables {
            ui.horizontal(|ui| {
                if ui.button(path.as_str()).clicked() {
                    actions.push(Action::Input(InputAction::LookAtTable(path.clone())));
                }
                let gives =
                    if *articles == 0 { "no articles".to_owned() } else { counted(*articles, "article") };
                ui.label(theme::remark(ui, gives));
            });
        }
    });
}

fn one(ui: &mut Ui, open: &Workspace, table: &OpenTable, local: &mut State, actions: &mut Vec<Action>) {
    let preview = match &table.preview {
        None => {
            ui.label(theme::remark(ui, "Reading the table…"));
            return;
        }
        Some(Err(why)) => {
            ui.label(RichText::new(why).color(Palette::for_ui(ui).error));
            back(ui, actions);
            return;
        }
        Some(Ok(preview)) => preview,
    };
    if !local.of.as_ref().is_some_and(|known| Arc::ptr_eq(known, preview)) {
        local.of = Some(preview.clone());
        local.mapping = preview.mapping.clone();
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(&table.path));
        let sheet =
            if preview.sheet.is_empty() { String::new() } else { format!(", sheet “{}”", preview.sheet) };
        ui.label(theme::remark(ui, format!("{}{sheet}", counted(preview.columns.len(), "column"))));
    });
    ui.add_space(space::SMALL);
    choosers(ui, preview, &mut local.mapping, !open.can_edit());
    ui.add_space(space::SMALL);
    let below = 40.0;
    let height = (ui.available_height() - below).max(80.0);
    rows(ui, preview, &local.mapping, height);
    ui.add_space(space::SMALL);
    ui.horizontal(|ui| {
        let can_read = local.mapping.text.is_some() && open.can_edit();
        if ui.add_enabled(can_read, Button::new(theme::strong(READ))).clicked() {
            let columns = local.mapping.clone();
            actions.push(Action::Input(InputAction::SetColumns(table.path.clone(), columns)));
            local.open = false;
            local.of = None;
        }
        back(ui, actions);
        let remark = match (&local.mapping.text, open.can_edit()) {
            (_, false) => "This project can only be read.",
            (None, true) => "Choose the column that holds the texts.",
            (Some(_), true) => "Each row becomes an article. The choice is kept with the project.",
        };
        ui.label(theme::remark(ui, remark));
    });
}

fn back(ui: &mut Ui, actions: &mut Vec<Action>) {
    if ui.button(OTHER_TABLE).clicked() {
        actions.push(Action::Input(InputAction::LeaveTable));
    }
}

/// A chooser for each role, as many side by side as there is room for.
fn choosers(ui: &mut Ui, preview: &Preview, mapping: &mut ColumnMapping, disabled: bool) {
    let each = CHOOSER + 70.0 + space::MEDIUM;
    let across = ((ui.available_width() / each) as usize).clamp(1, 3);
    Grid::new("columns").num_columns(2 * across).spacing([space::MEDIUM, space::SMALL]).show(ui, |ui| {
        for (n, role) in ROLES.into_iter().enumerate() {
            let current = mapping.column(role).map(str::to_owned);
            ui.label(label(role));
            let look = Look {
                shown: current.as_deref().unwrap_or_default(),
                hint: "none",
                width: CHOOSER,
                heading: false,
                disabled,
            };
            let chosen = choose::one(ui, ("column of", label(role)), label(role), look, &current, || {
                let columns =
                    preview.columns.iter().map(|column| Choice::new(Some(column.clone()), column.as_str()));
                std::iter::once(Choice::new(None, "")).chain(columns).collect()
            });
            if let Some(column) = chosen {
                // A column holds one thing.
                for other in Role::ALL {
                    if column.is_some() && mapping.column(other) == column.as_deref() {
                        mapping.set(other, None);
                    }
                }
                mapping.set(role, column);
            }
            if (n + 1) % across == 0 {
                ui.end_row();
            }
        }
    });
}

/// The first rows, below the columns' names and what they hold.
fn rows(ui: &mut Ui, preview: &Preview, mapping: &ColumnMapping, height: f32) {
    let palette = Palette::for_ui(ui);
    ScrollArea::both().max_height(height).auto_shrink(false).show(ui, |ui| {
        Grid::new("rows").striped(true).spacing([space::MEDIUM, space::TIGHT]).show(ui, |ui| {
            let cell = |ui: &mut Ui, words: RichText| {
                ui.allocate_ui_with_layout(vec2(COLUMN, 18.0), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_width(COLUMN);
                    ui.add(Label::new(words).truncate())
                });
            };
            for column in &preview.columns {
                let role = Role::ALL.into_iter().find(|role| mapping.column(*role) == Some(column.as_str()));
                let words = RichText::new(role.map_or("", label)).size(size::SMALL).color(palette.accent);
                cell(ui, words);
            }
            ui.end_row();
            for column in &preview.columns {
                cell(ui, theme::strong(column));
            }
            ui.end_row();
            for row in preview.rows.iter().take(ROWS) {
                for at in 0..preview.columns.len() {
                    let words: String = row.get(at).map_or("", String::as_str).chars().take(120).collect();
                    cell(ui, RichText::new(words.replace('\n', " ")).size(size::SMALL));
                }
                ui.end_row();
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use eframe::egui::Role as UiRole;
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;
    use tollbook_state::Done;
    use tollbook_state::effect::Effect;

    use super::*;
    use crate::ui::test_support::Story;

    fn looked_at() -> Story {
        let mut story = Story::new();
        let effects = story.tell(Action::Input(InputAction::LookAtTable("list.csv".to_owned())));
        let columns = ["nr", "kop", "stuk"].map(str::to_owned).to_vec();
        let rows = vec![
            ["1", "Ferry stopped", "Shots were fired at the ferry, and two guards were hurt."]
                .map(str::to_owned)
                .to_vec(),
        ];
        let preview = Preview { columns, rows, ..Preview::default() };
        for effect in effects {
            if let Effect::LookAtTable(job, _, path) = effect {
                story.tell(Done::TableLookedAt(job, path, Ok(Box::new(preview.clone()))));
            }
        }
        story
    }

    #[test]
    fn columns_are_chosen_by_name_and_kept_with_the_project() {
        struct Shown {
            story: Story,
            local: State,
            ready: bool,
        }
        let shown =
            Shown { story: looked_at(), local: State { open: true, ..State::default() }, ready: false };
        let mut harness = Harness::builder().with_size(vec2(1280.0, 720.0)).build_ui_state(
            |ui, shown: &mut Shown| {
                if !shown.ready {
                    theme::install(ui.ctx());
                    shown.ready = true;
                    return;
                }
                let mut actions = Vec::new();
                show(ui.ctx(), &shown.story.state, &mut shown.local, &mut actions);
                for action in actions {
                    shown.story.tell(action);
                }
            },
            shown,
        );
        harness.run();
        harness.get_by_role_and_label(UiRole::ComboBox, label(Role::Text)).click();
        harness.run();
        harness.get_by_role_and_label(UiRole::ListBoxOption, "stuk").click();
        harness.run();
        harness.get_by_label(READ).click();
        harness.run();
        let project = &harness.state().story.open().project;
        let rows: Vec<_> =
            project.column_mappings.iter().map(|(_, row)| (row.path.as_str(), row.text.as_str())).collect();
        assert_eq!(rows, [("list.csv", "stuk")]);
        assert!(!harness.state().local.open);
    }
}
