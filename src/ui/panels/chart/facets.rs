//! A window with a long list of choices under headings and a field to search it: what filters and what-ifs
//! are made of.

pub use crate::ui::widgets::labels::CLOSE;
use eframe::egui::{Align, Align2, Layout, Role, ScrollArea, TextEdit, Ui, WidgetInfo, Window, vec2};

use crate::ui::theme::{self, space};
use crate::ui::widgets::cached::{Cached, Revision};
use crate::ui::widgets::takes_escape;

/// The label of a control, by which tests find it.
pub const SEARCH_THE_CHOICES: &str = "Search the choices";

/// What the window keeps from frame to frame: of choices `T`, of which `Q` says what is chosen.
pub struct Facets<Q, T> {
    /// Whether it is shown.
    pub open: bool,
    was_open: bool,
    search: String,
    found: Cached<(Revision, Q, String), Vec<Facet<T>>>,
}

impl<Q, T> Default for Facets<Q, T> {
    fn default() -> Self {
        Self { open: false, was_open: false, search: String::new(), found: Cached::default() }
    }
}

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
/// The least and the greatest height of the list.
const LEAST: f32 = 96.0;
const MOST: f32 = 320.0;
/// In less height than this the whole window is scrolled.
const LITTLE: f32 = 430.0;

/// The choices of a window while it is shown.
pub struct Choices<'a, T> {
    found: &'a [Facet<T>],
    search: &'a mut String,
    /// Whether the window has just been opened.
    is_new: bool,
    close: bool,
    /// How high the window can be where it opens.
    room: f32,
}

impl<Q: Clone + PartialEq, T: Clone> Facets<Q, T> {
    /// Shows the window, if it is open, with `contents`; its choices are `all`, as they follow from
    /// `asked`.
    pub fn show(
        &mut self,
        ui: &Ui,
        name: &'static str,
        asked: (Revision, &Q),
        all: impl FnOnce() -> Vec<Facet<T>>,
        contents: impl FnOnce(&mut Ui, &mut Choices<'_, T>),
    ) {
        let is_new = self.open && !std::mem::replace(&mut self.was_open, self.open);
        if !self.open {
            self.was_open = false;
            return;
        }
        // Over the text and not over the chart, which is being looked at.
        let above = ui.max_rect().right_top() - vec2(space::LARGE, space::LARGE);
        let key = (asked.0, asked.1.clone(), self.search.clone());
        let found = self.found.get(key, || matching(all(), &self.search));
        let close = takes_escape(ui.ctx());
        let whole = ui.ctx().content_rect();
        // Where there is no room above the chart, it lies over it.
        let above_it = above.y - whole.top();
        let room = if above_it < LITTLE { whole.height() - space::LARGE } else { above_it };
        let mut choices = Choices { found, search: &mut self.search, is_new, close, room };
        let mut shown = true;
        Window::new(name)
            .open(&mut shown)
            .pivot(Align2::RIGHT_BOTTOM)
            .default_pos(above)
            .default_width(350.0)
            .resizable(false)
            .collapsible(false)
            // In little room all of it is scrolled, elsewhere only the list.
            .vscroll(room < LITTLE)
            .show(ui.ctx(), |ui| contents(ui, &mut choices));
        self.open = shown && !choices.close;
    }
}

impl<T: Clone> Choices<'_, T> {
    /// Shows the field and the list of what was found; answers with what was clicked. `besides` is the height of all
    /// else in the window, so that only the list is scrolled where the window has little room.
    pub fn show(&mut self, ui: &mut Ui, besides: f32) -> Option<T> {
        let height = (self.room - besides).clamp(LEAST, MOST);
        let field =
            ui.add(TextEdit::singleline(self.search).hint_text("Search").desired_width(f32::INFINITY));
        field.widget_info(|| {
            let mut info = WidgetInfo::new(Role::TextInput);
            info.label = Some(SEARCH_THE_CHOICES.to_owned());
            info.current_text_value = Some(self.search.clone());
            info
        });
        if self.is_new {
            field.request_focus();
        }
        ui.add_space(space::TIGHT);
        if self.found.is_empty() {
            ui.label(theme::remark(ui, "Nothing of that name"));
        }
        let mut clicked = None;
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show_rows(
            ui,
            LINE,
            self.found.len(),
            |ui, rows| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for facet in self.found.get(rows).unwrap_or_default() {
                    ui.allocate_ui_with_layout(
                        vec2(ui.available_width(), LINE),
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
                                let text =
                                    if short.len() < name.len() { format!("{short}…") } else { short };
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

    /// Shows the last row of the window: what there is to do, and CLOSE.
    pub fn end(&mut self, ui: &mut Ui, buttons: impl FnOnce(&mut Ui)) {
        ui.horizontal(|ui| {
            buttons(ui);
            self.close |= ui.button(CLOSE).clicked();
        });
    }
}

/// The choices in whose names all words of `search` stand, under their headings.
fn matching<T>(facets: Vec<Facet<T>>, search: &str) -> Vec<Facet<T>> {
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
            matching(facets.to_vec(), search).iter().map(name).collect::<Vec<_>>()
        };
        assert_eq!(names("").len(), 5);
        assert_eq!(names("mon le"), ["Source", "Le Monde"]);
        assert!(names("zz").is_empty());
    }
}
