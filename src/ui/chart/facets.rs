//! A long list of choices under headings, with a field to search it: what filters and trials are made
//! of.

use eframe::egui::{Align, Layout, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::ui::theme::{self, space};

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Facet<T> {
    /// What the choices below are, and what it means that none is chosen.
    Heading(&'static str, &'static str),
    /// Something that can be chosen.
    Choice {
        /// What is chosen.
        value: T,
        /// Its name.
        name: String,
        /// A remark behind it.
        note: String,
        /// Whether it is chosen.
        on: bool,
    },
}

/// How high a line is.
const LINE: f32 = 24.0;

/// The choices in whose names all words of `search` stand, under their headings.
pub fn found<T>(facets: Vec<Facet<T>>, search: &str) -> Vec<Facet<T>> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    let mut found = Vec::new();
    let mut heading = None;
    for facet in facets {
        match facet {
            Facet::Heading(..) => heading = Some(facet),
            Facet::Choice { ref name, .. } => {
                let name = name.to_lowercase();
                if words.iter().all(|word| name.contains(word)) {
                    found.extend(heading.take());
                    found.push(facet);
                }
            }
        }
    }
    found
}

/// Shows the field and the list of what was found; answers with what was clicked. The field has the
/// keyboard when `focus` says so.
pub fn show<T: Clone>(
    ui: &mut Ui,
    search: &mut String,
    focus: bool,
    found: &[Facet<T>],
    height: f32,
) -> Option<T> {
    let field = ui.add(TextEdit::singleline(search).hint_text("Search").desired_width(f32::INFINITY));
    field.widget_info(|| {
        let mut info = WidgetInfo::new(Role::TextInput);
        info.label = Some("Search the choices".to_owned());
        info.current_text_value = Some(search.clone());
        info
    });
    if focus {
        field.request_focus();
    }
    ui.add_space(space::TIGHT);
    if found.is_empty() {
        ui.label(theme::remark(ui, "Nothing of that name"));
    }
    let mut clicked = None;
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
        ui,
        LINE,
        found.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for facet in found.get(rows).unwrap_or_default() {
                ui.allocate_ui_with_layout(
                    eframe::egui::vec2(ui.available_width(), LINE),
                    Layout::left_to_right(Align::Center),
                    |ui| match facet {
                        Facet::Heading(name, note) => {
                            ui.label(theme::strong(*name));
                            ui.label(theme::remark(ui, *note));
                        }
                        Facet::Choice { value, name, note, on } => {
                            let mut on = *on;
                            // Long titles are cut; the whole is in the tip.
                            let short: String = name.chars().take(44).collect();
                            let text = if short.len() < name.len() { format!("{short}…") } else { short };
                            let response = ui.checkbox(&mut on, text);
                            response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, on, name));
                            if response.on_hover_text(name).changed() {
                                clicked = Some(value.clone());
                            }
                            if !note.is_empty() {
                                ui.label(theme::remark(ui, note));
                            }
                        }
                    },
                );
            }
        },
    );
    clicked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_leaves_the_headings_of_what_it_finds() {
        let choice =
            |name: &str| Facet::Choice { value: (), name: name.to_owned(), note: String::new(), on: false };
        let facets = [
            Facet::Heading("Cause", "all"),
            choice("Air strike"),
            Facet::Heading("Source", "all"),
            choice("Le Monde"),
            choice("The Times"),
        ];
        let names = |search: &str| {
            let name = |facet: &Facet<()>| match facet {
                Facet::Heading(name, _) => (*name).to_owned(),
                Facet::Choice { name, .. } => name.clone(),
            };
            found(facets.to_vec(), search).iter().map(name).collect::<Vec<_>>()
        };
        assert_eq!(names("").len(), 5);
        assert_eq!(names("mon le"), ["Source", "Le Monde"]);
        assert!(names("zz").is_empty());
    }
}
