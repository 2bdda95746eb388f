//! The estimate of an incident's people of one side and outcome, with every figure by source.

use eframe::egui::{self, Align2, FontId, Rect, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::article_of;
use crate::analysis::estimate::Rule;
use crate::analysis::incident::{Estimated, IncidentView};
use crate::model::{AnnotationId, EntryId, IncidentId, Kind, Outcome, Standing};
use crate::state::{Action, Workspace};
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widget::{draft, number_of, row, typed, upper_first};

/// How many claims are listed before the rest has to be asked for.
const LISTED: usize = 20;

/// Names an estimate: of which incident, whose people, and what happened to them.
type Key = (IncidentId, Option<EntryId>, Outcome);

/// What the estimates keep for themselves.
#[derive(Debug, Default)]
pub struct State {
    /// The estimate that is being set, with what was written so far.
    setting: Option<(Key, Setting)>,
    /// The incident of which every claim is listed.
    unfolded: Option<IncidentId>,
}

#[derive(Debug, Default)]
struct Setting {
    figures: String,
    reason: String,
    wrong: Option<String>,
}

/// Shows an estimate and the claims that it comes from.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    view: &IncidentView,
    estimated: &Estimated,
    selected: Option<AnnotationId>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    ui.push_id((estimated.side, estimated.outcome), |ui| {
        head(ui, open, estimated);
        let all = estimated.claims.len() <= LISTED || local.unfolded == Some(view.root);
        let listed = if all { estimated.claims.len() } else { LISTED };
        for &id in estimated.claims.iter().take(listed) {
            claim(ui, open, id, selected == Some(id), actions);
        }
        if !all && ui.link(format!("Show all {} claims", estimated.claims.len())).clicked() {
            local.unfolded = Some(view.root);
        }
        if open.can_edit() {
            set(ui, open, (view.root, estimated.side, estimated.outcome), estimated, local, actions);
        }
    });
}

/// Whose people, how many, and by which rule.
fn head(ui: &mut Ui, open: &Workspace, estimated: &Estimated) {
    let side = match open.project.entry_name(estimated.side) {
        "" => "Side not known",
        side => side,
    };
    let title = format!("{} · {side}", upper_first(estimated.outcome.as_str()));
    let figures = upper_first(&estimated.figures.to_string());
    ui.horizontal(|ui| {
        let font = FontId::new(size::HEADING, theme::semibold());
        let ink = Palette::of(ui).ink;
        let galley = ui.painter().layout_no_wrap(figures, font, ink);
        let width = ui.available_width() - galley.size().x - space::SMALL;
        row::line(ui, width.max(60.0), |ui| ui.add(egui::Label::new(theme::strong(title)).truncate()));
        ui.label(galley);
    });
    let end = |n: Option<u64>| n.map_or_else(|| "blank".to_owned(), |n| n.to_string());
    let figures = estimated.figures;
    let voices = match estimated.rule {
        Rule::Coder | Rule::OneVoice | Rule::MostVoices(..) | Rule::Blank => String::new(),
        _ => format!(" ({})", number_of(estimated.voices, "voice")),
    };
    row::remark(
        ui,
        format!(
            "Low {}, best {}, high {} · {}{voices}",
            end(figures.low),
            end(figures.best),
            end(figures.high),
            estimated.rule
        ),
    );
    if !estimated.reason.is_empty() {
        row::remark(ui, format!("Reason: {}", estimated.reason));
    }
    ui.add_space(2.0);
}

/// A claim with its figure and its article; a click goes to its words.
pub(super) fn claim(
    ui: &mut Ui,
    open: &Workspace,
    id: AnnotationId,
    selected: bool,
    actions: &mut Vec<Action>,
) {
    let Some(claim) = open.project.claims.get(id) else { return };
    let article = article_of(open, id);
    let title = article.map_or("The article is gone", |article| article.title.as_str());
    let figure = claim.count.to_string();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 38.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, format!("{figure}, {title}")));
    if ui.is_rect_visible(rect) {
        let palette = Palette::of(ui);
        let ground = match (selected, response.hovered()) {
            (true, _) => palette.accent_ground,
            (false, true) => palette.raised,
            (false, false) => palette.paper,
        };
        let focus = if response.has_focus() { ui.visuals().selection.stroke } else { Stroke::NONE };
        ui.painter().rect(rect, 4.0, ground, focus, egui::StrokeKind::Inside);
        let inner = rect.shrink2(vec2(space::SMALL, 3.0));
        let (top, bottom) = inner.split_top_bottom_at_fraction(0.53);
        let struck = !claim.standing.counts();
        let font = FontId::new(size::BODY, theme::semibold());
        let figure = cut(ui, &figure, font, palette.ink, 120.0);
        let at = Align2::RIGHT_CENTER.align_size_within_rect(figure.size(), top);
        if struck {
            ui.painter().hline(at.x_range(), at.center().y, Stroke::new(1.0, palette.ink));
        }
        let room = Rect::from_min_max(top.min, egui::pos2(at.min.x - space::SMALL, top.max.y));
        ui.painter().galley(at.min, figure, palette.ink);
        let title = cut(ui, title, FontId::proportional(size::BODY), palette.ink, room.width());
        let at = Align2::LEFT_CENTER.align_size_within_rect(title.size(), room);
        ui.painter().galley(at.min, title, palette.ink);
        let mut parts: Vec<String> = Vec::new();
        if claim.kind != Kind::Incident {
            let outcome = claim.outcome.map(|outcome| format!(", {outcome}")).unwrap_or_default();
            parts.push(format!("{}{outcome}", claim.kind));
        }
        parts.extend(article.and_then(|article| article.published).map(|date| date.to_string()));
        parts.extend(article.map(|article| article.voice.clone()).filter(|voice| !voice.is_empty()));
        if claim.standing != Standing::Asserted {
            parts.push(claim.standing.to_string());
        }
        if !claim.attribution.is_empty() {
            parts.push(claim.attribution.clone());
        }
        let remark = if parts.is_empty() { "Undated".to_owned() } else { parts.join(" · ") };
        let remark = cut(ui, &remark, FontId::proportional(size::SMALL), palette.soft, bottom.width());
        let at = Align2::LEFT_CENTER.align_size_within_rect(remark.size(), bottom);
        ui.painter().galley(at.min, remark, palette.soft);
    }
    let response = response.on_hover_ui(|ui| {
        ui.set_max_width(320.0);
        ui.label(theme::strong(title));
        if let Some(annotation) = open.project.annotations.get(id) {
            ui.label(format!("“{}”", annotation.quote));
        }
    });
    if response.clicked() {
        actions.push(Action::ShowAnnotation(id));
    }
}

fn cut(ui: &Ui, text: &str, font: FontId, colour: egui::Color32, width: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(1.0));
    ui.painter().layout_job(job)
}

/// Claims that take part in no estimate: parts and background.
pub(super) fn others(
    ui: &mut Ui,
    open: &Workspace,
    view: &IncidentView,
    selected: Option<AnnotationId>,
    actions: &mut Vec<Action>,
) {
    let rest: Vec<AnnotationId> = view
        .claims
        .iter()
        .copied()
        .filter(|&id| open.project.claims.get(id).is_some_and(|claim| claim.kind != Kind::Incident))
        .collect();
    if rest.is_empty() {
        return;
    }
    ui.add_space(space::MEDIUM);
    ui.label(theme::strong("Parts and background"));
    for id in rest.into_iter().take(LISTED) {
        claim(ui, open, id, selected == Some(id), actions);
    }
}

/// The coder's own figures, and why.
fn set(
    ui: &mut Ui,
    open: &Workspace,
    key: Key,
    estimated: &Estimated,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let is_open = local.setting.as_ref().is_some_and(|(setting, _)| *setting == key);
    if !is_open {
        ui.horizontal(|ui| {
            let text = if estimated.rule == Rule::Coder { "Change estimate" } else { "Set estimate" };
            if ui.button(text).clicked() {
                let figures = typed::show_count(estimated.figures);
                let setting = Setting { figures, reason: estimated.reason.clone(), wrong: None };
                local.setting = Some((key, setting));
            }
            if estimated.rule == Rule::Coder && ui.button("Back to the claims").clicked() {
                let own = open
                    .project
                    .estimates
                    .iter()
                    .find(|(_, own)| (own.incident, own.side, own.outcome) == key);
                actions.extend(own.map(|(id, _)| Action::ClearEstimate(id)));
            }
        });
        return;
    }
    let Some((_, setting)) = &mut local.setting else { return };
    let (mut set, mut done) = (false, false);
    row::row(ui, "Figures", |ui| {
        set |= draft::line(ui, "Own figures", "13, 6-8, at least 6", f32::INFINITY, &mut setting.figures);
        if let Some(why) = &setting.wrong {
            row::error(ui, why);
        }
    });
    row::row(ui, "Reason", |ui| {
        set |= draft::line(ui, "Reason", "Why not what the claims give", f32::INFINITY, &mut setting.reason);
    });
    row::row(ui, "", |ui| {
        ui.horizontal(|ui| {
            set |= ui.button("Set").clicked();
            done |= ui.button("Cancel").clicked();
        });
    });
    if set {
        match typed::read_count(&setting.figures) {
            Ok(figures) => {
                let (incident, side, outcome) = key;
                let reason = setting.reason.trim().to_owned();
                actions.push(Action::SetEstimate { incident, side, outcome, figures, reason });
                done = true;
            }
            Err(why) => setting.wrong = Some(why),
        }
    }
    if done {
        local.setting = None;
    }
}
