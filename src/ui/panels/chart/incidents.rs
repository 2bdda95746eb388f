//! The incidents of the selected bar, and their claims.

use std::collections::HashSet;

use eframe::egui::{
    Align, Button, Layout, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, collapsing_header, vec2,
};

use super::row::Row;
use super::{tooltip, wording};
use crate::ui::theme::{self, size, space};
use tollbook_core::analysis::incident::IncidentView;
use tollbook_core::analysis::timeline::Bar;
use tollbook_core::model::{AnnotationId, IncidentId, Kind};
use tollbook_state::{Action, Workspace};
use tollbook_state::{AnnotationAction, ChartAction, IncidentAction};

/// How many incidents are listed before more are asked for.
const PAGE: usize = 100;
/// Where a bar has no more incidents than this, their claims are listed at once.
const FEW: usize = 2;

/// What the list keeps from frame to frame.
#[derive(Default)]
pub struct Incidents {
    /// Incidents whose claims are shown where they would not be, or the other way round.
    turned: HashSet<IncidentId>,
    /// How many pages of incidents are listed.
    pages: usize,
}

impl Incidents {
    /// Forgets what belonged to another bar.
    pub fn reset(&mut self) {
        *self = Self::default();
    }
}

/// Shows the list.
pub fn show(ui: &mut Ui, open: &Workspace, local: &mut Incidents, actions: &mut Vec<Action>) {
    let bar = open.selection.bar.as_ref().and_then(|bar| Some((bar, open.timeline().bars.get(bar)?)));
    let Some((Bar { group, period, .. }, sum)) = bar else {
        ui.add_space(space::SMALL);
        ui.label(theme::remark(ui, "Click a bar to list its incidents and the passages behind them."));
        return;
    };
    ui.add_space(space::TIGHT);
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        let response = ui.add(Button::new("×").frame(false).min_size(vec2(24.0, 24.0)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Clear selection"));
        if response.on_hover_text("Select no bar.").clicked() {
            actions.push(Action::Chart(ChartAction::ShowBar(None)));
        }
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            let name = group.name(&open.project);
            ui.label(theme::strong(format!("{name}, {}", wording::period(*period))).size(size::HEADING));
            let figure = format!("{} {}", wording::sum(sum), tooltip::outcomes(open));
            let incidents = wording::counted(sum.incidents.len(), "incident");
            ui.label(theme::remark(ui, format!("{figure}, {incidents}")));
        });
    });
    let shown = PAGE * (local.pages + 1);
    // The frame about the panels takes the last points, in which a row would be cut.
    let height = (ui.available_height() - space::TIGHT).max(0.0);
    let area = ScrollArea::vertical()
        .max_height(height)
        .id_salt(("incidents", group, period))
        .min_scrolled_height(0.0);
    area.auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let few = sum.incidents.len() <= FEW;
        for view in
            sum.incidents.iter().take(shown).filter_map(|id| open.counted.incident(&open.answers, *id))
        {
            incident(ui, open, local, view, few, actions);
        }
        if let Some(more) = sum.incidents.len().checked_sub(shown).filter(|more| *more > 0)
            && ui.button(format!("Show {} more", wording::grouped(more.min(PAGE) as u64))).clicked()
        {
            local.pages += 1;
        }
    });
}

fn incident(
    ui: &mut Ui,
    open: &Workspace,
    local: &mut Incidents,
    view: &IncidentView,
    few: bool,
    actions: &mut Vec<Action>,
) {
    let opened = few != local.turned.contains(&view.root);
    let claims = wording::counted(view.claims.len(), "claim");
    let detail = format!("{}, {claims}", wording::counted(view.articles.len(), "article"));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (_, response) = ui.allocate_exact_size(vec2(20.0, Row::HEIGHT), Sense::click());
        let icon = Response {
            rect: Rect::from_center_size(response.rect.center(), vec2(11.0, 11.0)),
            ..response.clone()
        };
        collapsing_header::paint_default_icon(ui, f32::from(opened), &icon);
        let word = if opened { "Hide" } else { "Show" };
        let name = format!("{word} the claims of {}", view.title);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if response.clicked() && !local.turned.insert(view.root) {
            local.turned.remove(&view.root);
        }
        let row = Row {
            title: &view.title,
            detail: &detail,
            figure: &figure(open, view),
            name: &view.title,
            selected: open.selection.incident == Some(view.root),
            indent: 0.0,
            is_quote: false,
        };
        if row.show(ui).clicked() {
            actions.push(Action::Incident(IncidentAction::Show(Some(view.root))));
        }
    });
    if opened {
        for id in &view.claims {
            claim(ui, open, *id, actions);
        }
        ui.add_space(space::TIGHT);
    }
}

/// The figures of an incident's people that are asked for.
pub fn figure(open: &Workspace, view: &IncidentView) -> String {
    let figures: Vec<String> = open.asked().figures(view).map(|figures| figures.to_string()).collect();
    figures.join(" + ")
}

fn claim(ui: &mut Ui, open: &Workspace, id: AnnotationId, actions: &mut Vec<Action>) {
    let Some(annotation) = open.project.annotations.get(id) else { return };
    let Some(claim) = open.project.claims.get(id) else { return };
    let article = open.title(annotation.article);
    let mut detail = article.to_owned();
    if claim.kind != Kind::Incident {
        detail = format!("{}, {detail}", wording::sentence(claim.kind.as_str()));
    }
    if !claim.status.counts() {
        detail = format!("{}, {detail}", wording::sentence(claim.status.as_str()));
    }
    let figure = match claim.outcome {
        Some(outcome) => format!("{} {outcome}", claim.count),
        None => claim.count.to_string(),
    };
    let row = Row {
        title: &annotation.quote,
        detail: &detail,
        figure: &figure,
        name: &annotation.quote,
        selected: open.selection.annotation == Some(id),
        indent: 38.0,
        is_quote: true,
    };
    if row.show(ui).clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(id)));
    }
}
