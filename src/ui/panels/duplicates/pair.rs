//! Two incidents side by side, with what speaks for their being one, and what can be decided.

use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Button, FontId, Role, Sense, Ui, WidgetInfo};

use crate::ui::shell::keys;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::row;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::incident::IncidentView;
use tollbook_core::analysis::wording::{counted, grouped, sentence};
use tollbook_core::model::{AnnotationId, ClaimStatus, IncidentId, Kind, LinkId};
use tollbook_core::text::sentence::sentence_at;
use tollbook_state::library::Text;
use tollbook_state::{Action, AppState, Command, Workspace};
use tollbook_state::{AnnotationAction, DuplicateAction, IncidentAction};

/// The label of a control, by which tests find it.
pub const KEEP_APART_NO_MORE: &str = "Offer again";

/// How many passages of an incident are shown.
const PASSAGES: usize = 12;

/// What is kept of the pair that is shown.
#[derive(Debug, Default)]
pub struct State {
    provenance: Cached<(Revision, u64, Pair), IncidentProvenance>,
    /// The how-manieth of those that are open.
    place: Cached<(Revision, u64, Pair), Option<usize>>,
}

/// What is shown of a pair.
#[derive(Debug)]
struct IncidentProvenance {
    reasons: String,
    passages: [Vec<Passage>; 2],
}

/// A quote in its sentence.
#[derive(Debug)]
struct Passage {
    id: AnnotationId,
    before: String,
    quote: String,
    after: String,
    /// Which article, and what sort of claim.
    of: String,
}

/// What there is to decide.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decide<'a> {
    /// Whether they are one; among all that are open.
    Open(&'a [Pair]),
    /// Whether they stay apart.
    Apart(LinkId),
}

/// Shows a pair.
pub(super) fn show(
    ui: &mut Ui,
    state: &AppState,
    pair: Pair,
    decide: Decide<'_>,
    scrolls: super::Scrolls,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let Some(open) = &state.workspace else { return };
    let key = (revision(open), open.compared.generation, pair);
    let provenance = local.provenance.get(key, || IncidentProvenance {
        reasons: sentence(&open.compared.duplicates.reasons(pair.first, pair.second).join(" · ")),
        passages: pair.both().map(|incident| passages(open, incident)),
    });
    ui.horizontal_wrapped(|ui| match decide {
        Decide::Open(queue) => {
            let place = *local.place.get(key, || queue.iter().position(|other| *other == pair));
            let place = place.map(|place| (place + 1, queue.len()));
            undecided(ui, state, open, pair, place, actions);
        }
        Decide::Apart(link) => {
            let tip = "List the two as possible duplicates again. Nothing is joined.";
            let button = ui.add_enabled(open.can_edit(), Button::new(KEEP_APART_NO_MORE));
            if button.on_hover_text(tip).clicked() {
                actions.push(Action::Duplicate(DuplicateAction::ForgetKeptApart(link)));
            }
            if open.answers.index.root(pair.first) == open.answers.index.root(pair.second) {
                ui.label(theme::remark(ui, "They were joined since, and are one incident now."));
            }
        }
    });
    if !provenance.reasons.is_empty() {
        ui.add(egui::Label::new(provenance.reasons.as_str()).wrap());
    }
    ui.add_space(space::TIGHT);
    scrolls.part(ui, ("pair", pair), |ui| {
        let columns = scrolls.columns(ui, 2);
        for some in [0, 1].chunks(columns) {
            super::columns(ui, columns, |ui, n| {
                let n = some[n];
                side(ui, open, pair.both()[n], &provenance.passages[n], actions);
            });
            ui.add_space(space::SMALL);
        }
    });
}

/// The buttons of a pair that is to be decided, each with its key.
fn undecided(
    ui: &mut Ui,
    state: &AppState,
    open: &Workspace,
    pair: Pair,
    place: Option<(usize, usize)>,
    actions: &mut Vec<Action>,
) {
    let (_, stays) = pair.join(&open.project, &open.answers);
    let join =
        format!("They are one event. The claims of both count once, under “{}”.", super::title(open, stays));
    let buttons = [
        (Command::JoinPair, "Join", join.as_str()),
        (
            Command::KeepPairApart,
            "Keep apart",
            "They are two events. They are not offered again; the list keeps them.",
        ),
        (Command::PairLater, "Later", "Come back to this pair once the others are decided."),
        (Command::PreviousPair, "Previous", "Show the previous pair."),
        (Command::NextPair, "Next", "Show the next pair."),
    ];
    for (command, name, tip) in buttons {
        let text = format!("{name}  {}", keys::written(ui.ctx(), state, command));
        let action = command.action(state);
        let response = ui.add_enabled(action.is_some(), Button::new(text.trim_end()));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, action.is_some(), name));
        if response.on_hover_text(tip).clicked() {
            actions.extend(action);
        }
    }
    let place = place.map(|(place, of)| format!("{} of {}", grouped(place as u64), grouped(of as u64)));
    let [left, right] =
        [Command::OpenFirst, Command::OpenSecond].map(|command| keys::written(ui.ctx(), state, command));
    let keys = !left.is_empty() && !right.is_empty();
    let keys = keys.then(|| format!("{left} and {right} open the passages"));
    let said: Vec<String> = place.into_iter().chain(keys).collect();
    ui.label(theme::remark(ui, said.join(" · ")));
}

/// What is known of one of the two.
fn side(
    ui: &mut Ui,
    open: &Workspace,
    incident: IncidentId,
    passages: &[Passage],
    actions: &mut Vec<Action>,
) {
    let Some(view) = open.answers.incident(incident) else { return };
    ui.spacing_mut().item_spacing.y = space::TIGHT;
    let response =
        ui.add(egui::Label::new(theme::strong(&view.title)).wrap().selectable(false).sense(Sense::click()));
    focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Show incident {}", view.title)));
    if response.on_hover_text("Show the incident in the inspector.").clicked() {
        actions.push(Action::Incident(IncidentAction::Show(Some(view.root))));
    }
    row::remark(ui, facts(open, view));
    row::remark(ui, figures(open, view));
    for passage in passages {
        words(ui, passage, actions);
    }
    let more = view.claims.len().saturating_sub(passages.len());
    if more > 0 {
        row::remark(ui, format!("And {} more; the inspector lists all.", counted(more, "claim")));
    }
}

/// When, where and under which operation, on one line.
fn facts(open: &Workspace, view: &IncidentView) -> String {
    let known =
        |value: Option<&str>, or: &str| value.filter(|value| !value.is_empty()).unwrap_or(or).to_owned();
    let date = view.date.value.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let place = [view.place.value.as_deref(), view.country.value.as_deref()];
    let place = place.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let operation = open.project.operation_name(view.operation.value);
    [date, known(Some(&place), "no place"), known(Some(operation), "no operation")].join(" · ")
}

/// The figures, with the rule of each.
fn figures(open: &Workspace, view: &IncidentView) -> String {
    let figures = view.estimates.iter().map(|estimated| {
        let side = match open.project.entry_name(estimated.side) {
            "" => "side unknown",
            side => side,
        };
        format!("{} {}, {side} ({})", estimated.figures, estimated.outcome, estimated.rule)
    });
    let figures: Vec<String> = figures.collect();
    if figures.is_empty() { "no figures".to_owned() } else { figures.join(" · ") }
}

/// A passage; a click opens it.
fn words(ui: &mut Ui, passage: &Passage, actions: &mut Vec<Action>) {
    ui.add_space(space::TIGHT);
    let palette = Palette::for_ui(ui);
    let format = |family, color| TextFormat {
        font_id: FontId::new(size::BODY, family),
        color,
        ..TextFormat::default()
    };
    let soft = format(egui::FontFamily::Proportional, palette.weak_text);
    let mut job = LayoutJob::default();
    job.append(&passage.before, 0.0, soft.clone());
    job.append(&passage.quote, 0.0, format(theme::semibold(), palette.text));
    job.append(&passage.after, 0.0, soft);
    let response = ui.add(egui::Label::new(job).wrap().selectable(false).sense(Sense::click()));
    focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Open “{}”", passage.quote)));
    if response.on_hover_text("Open the passage.").clicked() {
        actions.push(Action::Annotation(AnnotationAction::Show(passage.id)));
    }
    row::remark(ui, passage.of.as_str());
}

/// Shows that words which can be pressed have the keyboard.
pub(super) fn focus_ring(ui: &Ui, response: &egui::Response) {
    if response.has_focus() {
        let stroke = ui.visuals().selection.stroke;
        ui.painter().rect_stroke(response.rect.expand(2.0), 3.0, stroke, egui::StrokeKind::Outside);
    }
}

fn passages(open: &Workspace, incident: IncidentId) -> Vec<Passage> {
    let claims = open.answers.incident(incident).map(|view| view.claims.as_slice()).unwrap_or_default();
    claims.iter().take(PASSAGES).filter_map(|id| passage(open, *id)).collect()
}

fn passage(open: &Workspace, id: AnnotationId) -> Option<Passage> {
    let annotation = open.project.annotations.get(id)?;
    let claim = open.project.claims.get(id)?;
    let around = match open.text(annotation.article) {
        Text::Loaded(text) if annotation.matches(&text) => {
            let sentence = sentence_at(&text, annotation.start);
            let part =
                |start: usize, end: usize| text.get(start..end.max(start)).unwrap_or_default().to_owned();
            (part(sentence.start, annotation.start), part(annotation.end, sentence.end))
        }
        _ => (format!("…{}", annotation.prefix), format!("{}…", annotation.suffix)),
    };
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let mut of: Vec<String> = Vec::new();
    if claim.status != ClaimStatus::Asserted {
        of.push(claim.status.to_string());
    }
    if claim.kind != Kind::Incident {
        of.push(claim.kind.to_string());
    }
    if let Some(article) = open.article(annotation.article) {
        of.push(article.title.clone());
        of.extend(article.published.map(|date| date.to_string()));
        of.extend(Some(article.source.clone()).filter(|source| !source.is_empty()));
    }
    Some(Passage {
        id,
        before: one_line(&around.0),
        quote: one_line(&annotation.quote),
        after: one_line(&around.1),
        of: of.join(" · "),
    })
}
