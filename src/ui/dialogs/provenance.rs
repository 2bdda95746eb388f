//! "How was this counted?": the selected bar or incident, told down to its words.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use eframe::egui::{self, Context, Label, Rect, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::{centred, room, takes_escape};
use tollbook_core::analysis::provenance::{IncidentProvenance, Provenance, Subject, Words};
use tollbook_core::model::IncidentId;
use tollbook_state::PathPurpose;
use tollbook_state::effect::Output;
use tollbook_state::{Action, AppState, Workspace};
use tollbook_state::{AnnotationAction, ChartAction, IncidentAction};

const COPY: &str = "Copy";
const SAVE_AS: &str = "Save as…";

/// What the report was made from.
type Made = (Revision, u64, Subject);

/// What the window keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// What it is about; `None` while the window is closed.
    pub subject: Option<Subject>,
    report: Cached<Made, Option<Provenance>>,
    /// The incidents that have been in view.
    provenance: Cached<Made, HashMap<IncidentId, IncidentProvenance>>,
    /// How high the incidents are, one after another, at a width.
    heights: Cached<(Made, u32), Vec<f32>>,
}

/// How high an incident is thought to be until it is laid out.
const GUESS: f32 = 160.0;

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let (Some(open), Some(subject)) = (&state.workspace, local.subject.clone()) else {
        local.subject = None;
        return;
    };
    if takes_escape(context) {
        local.subject = None;
        return;
    }
    let mut shown = true;
    centred(context, "How was this counted?")
        .open(&mut shown)
        .default_size(vec2(620.0, 560.0).min(room(context)))
        .show(context, |ui| {
            let made = (revision(open), open.versions.counts, subject.clone());
            let Some(report) = local.report.get(made.clone(), || open.provenance_input().report(&subject))
            else {
                ui.label("It is no longer there.");
                return;
            };
            ui.label(theme::heading(&report.title));
            for sentence in &report.summary {
                ui.add(Label::new(theme::remark(ui, sentence)).wrap());
            }
            ui.horizontal(|ui| {
                if ui.button(COPY).on_hover_text("Copy the page as Markdown.").clicked() {
                    actions.push(Action::Chart(ChartAction::CopyProvenance(subject.clone())));
                }
                if ui.button(SAVE_AS).on_hover_text("Save the page as Markdown or HTML.").clicked() {
                    actions.push(Action::AskPath(PathPurpose::Save(Output::Provenance(subject.clone()))));
                }
            });
            ui.separator();
            let provenance = local.provenance.edit(made.clone(), HashMap::new);
            let count = report.incidents.len();
            ScrollArea::vertical().id_salt(&subject).auto_shrink(false).show_viewport(ui, |ui, viewport| {
                let width = ui.available_width().to_bits();
                let heights = local.heights.edit((made.clone(), width), || vec![GUESS; count]);
                in_view(ui, viewport, heights, |ui, n| {
                    let Some(&id) = report.incidents.get(n) else { return };
                    if let Some(provenance) = provenance_of(provenance, open, &subject, id) {
                        incident(ui, provenance, actions);
                    }
                });
            });
        });
    if !shown {
        local.subject = None;
    }
}

/// What is shown of an incident, made when it first comes into view.
fn provenance_of<'a>(
    provenance: &'a mut HashMap<IncidentId, IncidentProvenance>,
    open: &Workspace,
    subject: &Subject,
    id: IncidentId,
) -> Option<&'a IncidentProvenance> {
    match provenance.entry(id) {
        Entry::Occupied(known) => Some(known.into_mut()),
        Entry::Vacant(new) => Some(new.insert(open.provenance_input().incident(subject, id)?)),
    }
}

/// Lays out those of the parts below one another that are in view, and one more at each end, so that
/// the keyboard finds a way there. Their heights are learnt as they are laid out.
fn in_view(ui: &mut Ui, viewport: Rect, heights: &mut [f32], mut part: impl FnMut(&mut Ui, usize)) {
    let (all, ids) = (ui.max_rect(), ui.scope_id());
    ui.set_height(heights.iter().sum());
    let (mut top, mut first) = (0.0, 0);
    while first + 1 < heights.len() && top + heights[first] + heights[first + 1] < viewport.top() {
        top += heights[first];
        first += 1;
    }
    for (n, height) in heights.iter_mut().enumerate().skip(first) {
        let rect = Rect::from_min_size(all.min + vec2(0.0, top), vec2(all.width(), *height));
        let below = top > viewport.bottom();
        let laid_out =
            ui.scope_builder(UiBuilder::new().scope_id(ids.with(n)).max_rect(rect), |ui| part(ui, n));
        *height = laid_out.response.rect.height() + ui.spacing().item_spacing.y;
        top += *height;
        if below {
            break;
        }
    }
}

fn incident(ui: &mut Ui, provenance: &IncidentProvenance, actions: &mut Vec<Action>) {
    ui.add_space(space::SMALL);
    let title = egui::Link::new(theme::strong(&provenance.title));
    let title = ui.add(title).on_hover_text("Show this incident in the inspector.");
    scroll_to_focused(&title);
    if title.clicked() {
        actions.push(Action::Incident(IncidentAction::Show(Some(provenance.incident))));
    }
    for estimate in &provenance.estimates {
        ui.add(Label::new(estimate).wrap());
    }
    let facts: Vec<String> =
        provenance.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    ui.add(Label::new(theme::remark(ui, facts.join(" · "))).wrap());
    for warning in &provenance.warnings {
        ui.add(Label::new(egui::RichText::new(warning).color(Palette::for_ui(ui).warning)).wrap());
    }
    for words in &provenance.words {
        passage(ui, words, actions);
    }
    ui.add_space(space::SMALL);
    ui.separator();
}

/// Keeps in view what the keyboard comes to.
fn scroll_to_focused(link: &egui::Response) {
    if link.gained_focus() {
        link.scroll_to_me(None);
    }
}

/// A passage with its words in their context; a click goes to them.
fn passage(ui: &mut Ui, words: &Words, actions: &mut Vec<Action>) {
    let palette = Palette::for_ui(ui);
    ui.add_space(space::TIGHT);
    let shown = ui.horizontal_top(|ui| {
        ui.add_space(space::MEDIUM);
        ui.vertical(|ui| {
            let mut job = egui::text::LayoutJob::default();
            let part = |text: &str, family, color| (text.replace('\n', " "), family, color);
            for (text, family, color) in [
                part(&format!("…{}", words.prefix), egui::FontFamily::Proportional, palette.weak_text),
                part(&words.quote, theme::semibold(), palette.text),
                part(&format!("{}…", words.suffix), egui::FontFamily::Proportional, palette.weak_text),
            ] {
                let format = egui::TextFormat {
                    font_id: egui::FontId::new(size::BODY, family),
                    color,
                    ..egui::TextFormat::default()
                };
                job.append(&text, 0.0, format);
            }
            let quote = ui.add(Label::new(job).wrap().sense(Sense::click()));
            quote.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Go to “{}”", words.quote)));
            scroll_to_focused(&quote);
            if quote
                .on_hover_cursor(egui::CursorIcon::PointingHand)
                .on_hover_text("Go to these words.")
                .clicked()
            {
                actions.push(Action::Annotation(AnnotationAction::Show(words.annotation)));
            }
            ui.add(Label::new(theme::remark(ui, &words.reference)).wrap());
            ui.add(Label::new(format!("{}. {}", words.says, words.part)).wrap());
        });
    });
    // A line at the left, as quotes have it.
    let line = shown.response.rect;
    let line = egui::Rect::from_min_max(line.left_top(), egui::pos2(line.left() + 3.0, line.bottom()));
    ui.painter().rect_filled(line, 1.5, palette.line);
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::{NodeT as _, Queryable as _};

    use super::*;
    use crate::ui::test_support::Story;
    use tollbook_core::model::{ClaimType, DateRange, Figures};
    use tollbook_state::ClaimEdit;

    /// So many incidents in one bar.
    const MANY: u64 = 40;

    fn bench() -> Harness<'static, (Story, State)> {
        let mut story = Story::new();
        let operation = story.open().project.operation_named("Barkhane").unwrap();
        for n in 1..=MANY {
            let text = story.open().text(story.article("mourning.txt"));
            let tollbook_state::library::Text::Loaded(text) = text else { panic!("no text") };
            let at = n as usize * 3;
            let id = story.annotate("mourning.txt", &text[at..at + 12], ClaimType::Killed);
            let day = DateRange::day("2019-11-23".parse().unwrap());
            let side = ClaimEdit::Side(story.open().project.recorded_side());
            let count = ClaimEdit::Count(Figures::exactly(n));
            story.edit(
                id,
                [ClaimEdit::Operations(vec![operation]), ClaimEdit::Date(Some(day), None), side, count],
            );
        }
        let bar = story.open().timeline().bars.keys().next().unwrap().clone();
        let local = State { subject: Some(Subject::Bar(bar)), ..State::default() };
        let frame = |ui: &mut Ui, (story, local): &mut (Story, State)| {
            show(ui.ctx(), &story.state, local, &mut Vec::new());
        };
        let builder = Harness::builder().with_size([800.0, 600.0]).with_step_dt(1.0 / 60.0);
        let mut harness = builder.with_context_setup(theme::install).build_ui_state(frame, (story, local));
        harness.run();
        harness
    }

    #[test]
    fn of_many_incidents_those_in_view_are_told_and_the_keyboard_comes_to_all() {
        let mut harness = bench();
        let laid_out =
            |harness: &Harness<'_, (Story, State)>| harness.query_all_by_label_contains("Go to “").count();
        assert!((1..MANY as usize / 3).contains(&laid_out(&harness)), "{}", laid_out(&harness));
        let mut met = Vec::new();
        for _ in 0..MANY * 2 + 10 {
            harness.key_press(egui::Key::Tab);
            harness.run();
            let focused =
                harness.query_all_by_role(egui::accesskit::Role::Link).find(|node| node.is_focused());
            met.extend(focused.and_then(|node| node.accesskit_node().label()));
        }
        for n in 1..=MANY {
            assert!(met.iter().any(|title| title.ends_with(&format!(": {n} killed"))), "{n}: {met:?}");
        }
        assert!(laid_out(&harness) < MANY as usize / 3, "those that were passed are not laid out any more");
        // However far the wheel turns, the last of them stays in view.
        harness.event(egui::Event::PointerMoved(egui::pos2(400.0, 400.0)));
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -100_000.0),
            phase: egui::TouchPhase::Move,
            modifiers: egui::Modifiers::NONE,
            source: egui::MouseWheelSource::Unknown,
        });
        harness.run_steps(60);
        let title = format!(": {MANY} killed");
        let last = harness.get_by_label_contains(&title);
        assert!((200.0..600.0).contains(&last.rect().center().y), "{:?}", last.rect());
    }
}
