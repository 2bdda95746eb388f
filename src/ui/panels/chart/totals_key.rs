//! The key of reported totals: every mark of the lines with its number, what is reported and what is counted.

use eframe::egui::{ScrollArea, Ui, pos2};

use super::model::Model;
use super::row::Row;
use super::wording;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::drawing::{Placement, point};
use tollbook_core::analysis::chart::drawing::{ColourRole, total_mark};
use tollbook_core::analysis::timeline::Period;
use tollbook_state::AnnotationAction;
use tollbook_state::{Action, Workspace};

/// The tab of the key, by which tests find it.
pub const TITLE: &str = "Reported totals";

/// The room for a mark before its words.
const MARK: f32 = 18.0;

/// Shows the key.
pub fn show(ui: &mut Ui, open: &Workspace, model: &Model, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    ui.label(theme::remark(
        ui,
        "Compared with what is counted in the same scope, never added. Click one to see its words.",
    ));
    ScrollArea::vertical().id_salt("key of totals").auto_shrink(false).show_rows(
        ui,
        Row::HEIGHT,
        model.totals.len(),
        |ui, rows| rows.for_each(|n| row(ui, open, model, n, actions)),
    );
}

fn row(ui: &mut Ui, open: &Workspace, model: &Model, n: usize, actions: &mut Vec<Action>) {
    let Some(total) = model.totals.get(n) else { return };
    let period = wording::period(Period { grain: model.grain, number: total.number });
    let title = format!("{}  {period}: {}", n + 1, total.words());
    let scope = model.lines.get(total.line).map_or("", |line| line.name.as_str());
    let article = open.project.annotations.get(total.annotation).map(|row| open.title(row.article));
    let detail = match article {
        None | Some("") => scope.to_owned(),
        Some(title) => format!("{scope} – {title}"),
    };
    let row = Row {
        title: &title,
        detail: &detail,
        figure: "",
        name: &format!("Total {}, {period}, {scope}, {}", n + 1, total.words()),
        selected: open.selection.annotation == Some(total.annotation),
        indent: MARK,
        is_quote: false,
    };
    let response = row.show(ui);
    let palette = Palette::for_ui(ui);
    let colour = |role| match role {
        ColourRole::Layer(n) => {
            model.layers.get(n).map_or(palette.text, |layer| theme::drawn(layer.colour, palette))
        }
        ColourRole::Paper => palette.text_background,
        _ => palette.text,
    };
    let place = pos2(response.rect.left() + space::SMALL + 5.0, response.rect.top() + 14.0);
    let placement = Placement { origin: pos2(0.0, 0.0), scale: 1.0, colour: &colour };
    ui.painter().extend(placement.shapes(&[total_mark(model, total.line, point(place))]));
    if response.clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(total.annotation)));
    }
}
