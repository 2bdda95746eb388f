//! How far coders who read the same articles agree, and the places where they do not, to be decided one by one.

use std::sync::Arc;

use eframe::egui::{Align2, Button, Context, FontId, Grid, Role, ScrollArea, Ui, WidgetInfo, vec2};

use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::choose::{self, Choice, Look};
use crate::ui::widgets::table::{self, Columns, Rows, Spec, cut};
use crate::ui::widgets::{at_bottom, room, takes_escape};
use tollbook_core::analysis::agreement::{Agreement, Difference, Unit, What};
use tollbook_core::analysis::wording::{counted, grouped};
use tollbook_core::model::Project;
use tollbook_files::exchange::{shown_measure, side_in_words};
use tollbook_state::adjudication::Verdict;
use tollbook_state::effect::Output;
use tollbook_state::{Action, AgreementAction, AnnotationAction, AppState, PathPurpose, Workspace};

/// The name of the window.
pub const TITLE: &str = "Agreement between coders";
/// Saves the measures.
pub const SAVE: &str = "Save measures…";
/// Saves the places where the coders differ.
pub const SAVE_DIFFERENCES: &str = "Save differences…";
/// The name of the list of differences for those who hear it.
pub const DIFFERENCES: &str = "Differences";
/// Keeps both annotations.
pub const KEEP_BOTH: &str = "Keep both";
/// Keeps an annotation that one coder alone has made.
pub const KEEP: &str = "Keep it";
/// Keeps none.
pub const KEEP_NEITHER: &str = "Keep neither";
/// Removes an annotation that one coder alone has made.
pub const REMOVE: &str = "Remove it";

/// How high a row is.
const ROW: f32 = 22.0;

/// What the window keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// Which two coders.
    pair: usize,
    rows: Rows,
    /// The difference that is looked at.
    chosen: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Article,
    Differs,
    First,
    Second,
}

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = state.workspace.as_ref().filter(|open| open.agreement.is_open) else { return };
    let mut is_open = true;
    let size = vec2(860.0, 430.0).min(room(context));
    at_bottom(context, TITLE).open(&mut is_open).default_size(size).show(context, |ui| {
        let Some(found) = open.agreement.found.clone() else {
            ui.label("Measuring…");
            ui.allocate_space(ui.available_size());
            return;
        };
        local.pair = local.pair.min(found.len().saturating_sub(1));
        let Some(agreement) = found.get(local.pair) else {
            ui.label(
                "No two coders have read the same article yet, so there is no agreement to measure. An article counts as \
                 read by a coder who has annotated it or set its state to read or done.",
            );
            ui.allocate_space(ui.available_size());
            return;
        };
        head(ui, open, &found, local, actions);
        measures(ui, open, agreement);
        ui.separator();
        differences(ui, state, open, agreement, local, actions);
    });
    if !is_open || takes_escape(context) {
        actions.push(Action::Agreement(AgreementAction::Show(false)));
    }
}

fn names<'a>(project: &'a Project, agreement: &Agreement) -> [&'a str; 2] {
    agreement.coders.map(|coder| project.entry_name(Some(coder)))
}

/// Which two coders, over which units, and how it is saved.
fn head(
    ui: &mut Ui,
    open: &Workspace,
    found: &Arc<Vec<Agreement>>,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let name = |agreement: &Agreement| {
        let [first, second] = names(&open.project, agreement);
        format!("{first} and {second}")
    };
    ui.horizontal_wrapped(|ui| {
        let shown = found.get(local.pair).map(name).unwrap_or_default();
        if found.len() > 1 {
            let look = Look { shown: &shown, hint: "", width: 200.0, heading: false, disabled: false };
            let chosen = choose::one(ui, "pair of coders", "Coders", look, &local.pair, || {
                found.iter().enumerate().map(|(n, agreement)| Choice::new(n, name(agreement))).collect()
            });
            if let Some(pair) = chosen {
                (local.pair, local.chosen) = (pair, 0);
            }
        } else {
            ui.label(theme::strong(shown));
        }
        for (unit, name) in [(Unit::Sentences, "Sentences"), (Unit::Tokens, "Words and signs")] {
            let tip = "What kappa is counted over";
            if ui.radio(open.agreement.unit == unit, name).on_hover_text(tip).clicked() {
                actions.push(Action::Agreement(AgreementAction::Unit(unit)));
            }
        }
        if ui.button(SAVE).on_hover_text("Save as a table (CSV) or a page (HTML)").clicked() {
            actions.push(Action::AskPath(PathPurpose::Save(Output::Agreement)));
        }
        if ui.button(SAVE_DIFFERENCES).on_hover_text("Save the places where they differ as CSV").clicked() {
            actions.push(Action::AskPath(PathPurpose::Save(Output::Disagreements)));
        }
    });
}

fn measures(ui: &mut Ui, open: &Workspace, agreement: &Agreement) {
    let [first, second] = names(&open.project, agreement);
    let unit = match open.agreement.unit {
        Unit::Sentences => "sentence",
        Unit::Tokens => "word or sign",
    };
    let units = match open.agreement.unit {
        Unit::Sentences => counted(agreement.units, unit),
        Unit::Tokens => format!("{} words and signs", grouped(agreement.units as u64)),
    };
    let read = format!("{} read by both, with {units}.", counted(agreement.articles, "article"));
    ui.label(theme::remark(ui, read));
    if agreement.codes.is_empty() {
        ui.label("Neither has annotated anything in them.");
        return;
    }
    let height = (agreement.codes.len() as f32 + 1.5) * ROW;
    ScrollArea::both().id_salt("measures").max_height(height.min(150.0)).auto_shrink([false, true]).show(
        ui,
        |ui| {
            Grid::new("measures").num_columns(9).striped(true).spacing([space::MEDIUM, space::TIGHT]).show(
                ui,
                |ui| {
                    let heads = [
                        ("Code".to_owned(), String::new()),
                        ("Kappa".to_owned(), format!("Cohen's kappa, per {unit}")),
                        ("Both".to_owned(), format!("Counted per {unit}: both have the code")),
                        (format!("Only {first}"), format!("Counted per {unit}: {first} alone has the code")),
                        (
                            format!("Only {second}"),
                            format!("Counted per {unit}: {second} alone has the code"),
                        ),
                        ("Spans".to_owned(), format!("How many annotations {first} and {second} have made")),
                        ("Alpha of spans".to_owned(), "Krippendorff's alpha for unitising".to_owned()),
                        (
                            "Counts".to_owned(),
                            "Pairs of claims on overlapping words with a best figure each".to_owned(),
                        ),
                        ("Alpha of counts".to_owned(), "Krippendorff's alpha of these figures".to_owned()),
                    ];
                    for (head, tip) in heads {
                        let label = ui.label(theme::strong(head));
                        if !tip.is_empty() {
                            label.on_hover_text(tip);
                        }
                    }
                    ui.end_row();
                    for code in &agreement.codes {
                        ui.label(open.project.codes.get(code.code).map_or("", |code| code.name.as_str()));
                        let cells = [
                            shown_measure(code.kappa),
                            code.both.to_string(),
                            code.only[0].to_string(),
                            code.only[1].to_string(),
                            format!("{} and {}", code.spans[0], code.spans[1]),
                            shown_measure(code.alpha_spans),
                            code.counts.to_string(),
                            shown_measure(code.alpha_counts),
                        ];
                        for cell in cells {
                            ui.label(cell);
                        }
                        ui.end_row();
                    }
                },
            );
        },
    );
}

fn differences(
    ui: &mut Ui,
    state: &AppState,
    open: &Workspace,
    agreement: &Agreement,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let all = &agreement.differences;
    if all.is_empty() {
        ui.label("There is no place where they differ and of which nothing was decided.");
        ui.allocate_space(ui.available_size());
        return;
    }
    local.chosen = local.chosen.min(all.len() - 1);
    let places =
        if all.len() == 1 { "1 place differs".to_owned() } else { format!("{} places differ", all.len()) };
    ui.label(theme::remark(
        ui,
        format!("{places}. Save the measures first: what is decided here changes the annotations. Each decision is one undo."),
    ));
    decide(ui, open, agreement, &all[local.chosen], actions);
    ui.add_space(space::TIGHT);
    let [first, second] = names(&open.project, agreement);
    ui.spacing_mut().item_spacing.y = 0.0;
    let columns = Columns::for_width(
        "differences",
        vec![
            table::Column::new(Column::Article, "Article", 110.0, 0.2).unsorted(),
            table::Column::new(Column::Differs, "Differs", 84.0, 0.0).unsorted(),
            table::Column::new(Column::First, first, 150.0, 0.4).unsorted(),
            table::Column::new(Column::Second, second, 150.0, 0.4).unsorted(),
        ],
        (0.0, ui.available_width()),
        &state.preferences.column_widths,
    );
    columns.headings(ui, None, actions);
    let rows = &mut local.rows;
    if let Some((to, _)) = rows.moved(ui, all.len(), ROW) {
        rows.go_to(to);
        rows.take_focus(2);
        local.chosen = to;
        actions.extend(passage(&all[to], None));
    }
    let spec = Spec { name: DIFFERENCES, count: all.len(), height: ROW, width: columns.width() };
    let mut chosen = local.chosen;
    rows.show(ui, spec, |ui, stop| {
        let Some(difference) = all.get(stop.number) else { return };
        let response = stop.interact(ui);
        let article = open.project.articles.get(difference.article).map_or("", |row| row.path.as_str());
        let what = differs(difference.what);
        let sides = [0, 1].map(|side| side_in_words(&open.project, difference, side));
        let spoken = format!("{article}, {what}: {} / {}", sides[0], sides[1]);
        let is_chosen = stop.number == chosen;
        response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, &spoken));
        if response.clicked() {
            response.request_focus();
            chosen = stop.number;
            actions.extend(passage(difference, None));
        }
        stop.paint(ui, &response, is_chosen);
        let palette = Palette::for_ui(ui);
        for (column, cell) in columns.of_row(stop.rect) {
            let (text, colour) = match column.key {
                Column::Article => (article, palette.weak_text),
                Column::Differs => (what, palette.warning),
                Column::First => (sides[0].as_str(), palette.text),
                Column::Second => (sides[1].as_str(), palette.text),
            };
            cut(ui.painter(), cell, text, FontId::proportional(size::BODY), colour, Align2::LEFT_CENTER);
        }
        if response.hovered() {
            response.on_hover_text(spoken);
        }
    });
    local.chosen = chosen;
}

fn differs(what: What) -> &'static str {
    match what {
        What::Missing => "one alone",
        What::Code => "code",
        What::Span => "words",
        What::Count => "count",
    }
}

/// The way to the annotation of one coder, or of the first who has one.
fn passage(difference: &Difference, side: Option<usize>) -> Option<Action> {
    let annotation = match side {
        Some(side) => difference.annotations[side],
        None => difference.annotations.iter().flatten().next().copied(),
    };
    annotation.map(|id| Action::Annotation(AnnotationAction::Show(id)))
}

/// What can be decided about the difference that is looked at.
fn decide(
    ui: &mut Ui,
    open: &Workspace,
    agreement: &Agreement,
    difference: &Difference,
    actions: &mut Vec<Action>,
) {
    let names = names(&open.project, agreement);
    let annotations = difference.annotations;
    let mut verdict = None;
    ui.horizontal_wrapped(|ui| {
        for (side, name) in names.into_iter().enumerate() {
            if annotations[side].is_some() && ui.button(format!("Show {name}’s words")).clicked() {
                actions.extend(passage(difference, Some(side)));
            }
        }
        let can_edit = open.can_edit();
        let button = |ui: &mut Ui, label: &str, tip: &str| {
            ui.add_enabled(can_edit, Button::new(label)).on_hover_text(tip).clicked()
        };
        if let [Some(first), Some(second)] = annotations {
            for (id, name) in [first, second].into_iter().zip(names) {
                if button(ui, &format!("Keep {name}’s"), "Keep this annotation and remove the other") {
                    verdict = Some(Verdict::KeepOnly(id));
                }
            }
            if button(ui, KEEP_BOTH, "Both stand as they are, and are not listed here again") {
                verdict = Some(Verdict::KeepBoth);
            }
            if button(ui, KEEP_NEITHER, "Remove both annotations") {
                verdict = Some(Verdict::KeepNeither);
            }
        } else {
            if button(ui, KEEP, "It stands as it is, and is not listed here again") {
                verdict = Some(Verdict::KeepBoth);
            }
            if button(ui, REMOVE, "Remove the annotation") {
                verdict = Some(Verdict::KeepNeither);
            }
        }
    });
    if let Some(verdict) = verdict {
        actions.push(Action::Agreement(AgreementAction::Decide(annotations, verdict)));
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::test_support::Story;
    use tollbook_core::model::{AnnotationId, ClaimType};
    use tollbook_state::{CoderAction, ProjectAction};

    const FIRST: &str = "Thirteen French soldiers";
    const SECOND: &str = "Thirteen French soldiers were killed";

    /// Two coders who have annotated the same words differently, and one alone others.
    fn differing() -> (Story, [AnnotationId; 3]) {
        let mut story = Story::new();
        let ada = story.annotate("helicopters.txt", FIRST, ClaimType::Killed);
        story.tell(Action::Coder(CoderAction::SetName("Bo".to_owned())));
        let bo = story.annotate("helicopters.txt", SECOND, ClaimType::Killed);
        let alone = story.annotate("helicopters.txt", "One man was wounded", ClaimType::Wounded);
        story.tell(Action::Agreement(AgreementAction::Show(true)));
        (story, [ada, bo, alone])
    }

    fn differences(story: &Story) -> Vec<What> {
        let found = story.open().agreement.found.clone().unwrap();
        found[0].differences.iter().map(|difference| difference.what).collect()
    }

    fn window(story: Story) -> Harness<'static, (Story, State)> {
        let frame = |ui: &mut Ui, (story, local): &mut (Story, State)| {
            let mut actions = Vec::new();
            show(ui.ctx(), &story.state, local, &mut actions);
            for action in actions {
                story.tell(action);
            }
        };
        let builder = Harness::builder().with_size([1280.0, 720.0]).with_step_dt(1.0 / 60.0);
        let builder = builder.with_context_setup(theme::install);
        let mut harness = builder.build_ui_state(frame, (story, State::default()));
        harness.run();
        harness
    }

    #[test]
    fn two_coders_are_measured_and_where_they_differ_is_decided_one_by_one() {
        let (story, [ada, bo, alone]) = differing();
        assert_eq!(differences(&story), [What::Span, What::Missing]);
        let mut harness = window(story);
        harness.get_by_label("Keep Bo’s").click();
        harness.run();
        let story = &harness.state().0;
        assert!(
            !story.open().project.annotations.contains(ada) && story.open().project.annotations.contains(bo)
        );
        assert_eq!(differences(story), [What::Missing], "what was decided is not listed again");
        harness.get_by_label(REMOVE).click();
        harness.run();
        let story = &mut harness.state_mut().0;
        assert!(!story.open().project.annotations.contains(alone));
        assert!(differences(story).is_empty());
        // Each decision is one undo.
        story.tell(Action::Project(ProjectAction::Undo));
        assert!(story.open().project.annotations.contains(alone));
        assert_eq!(differences(story), [What::Missing]);
        story.tell(Action::Project(ProjectAction::Undo));
        assert!(story.open().project.annotations.contains(ada));
        assert_eq!(differences(story), [What::Span, What::Missing]);
    }

    #[test]
    fn both_may_stand_and_neither() {
        let (mut story, [ada, bo, alone]) = differing();
        let decide = |story: &mut Story, annotations, verdict| {
            story.tell(Action::Agreement(AgreementAction::Decide(annotations, verdict)));
        };
        decide(&mut story, [Some(ada), Some(bo)], Verdict::KeepBoth);
        decide(&mut story, [None, Some(alone)], Verdict::KeepBoth);
        assert!(differences(&story).is_empty());
        assert_eq!(story.open().project.annotations.len(), 3);
        story.tell(Action::Project(ProjectAction::Undo));
        story.tell(Action::Project(ProjectAction::Undo));
        decide(&mut story, [Some(ada), Some(bo)], Verdict::KeepNeither);
        assert_eq!(story.open().project.annotations.len(), 1);
        assert_eq!(differences(&story), [What::Missing]);
        let claims = story.open().project.claims.len();
        assert_eq!((claims, story.open().project.incidents.len()), (1, 1), "their incidents go with them");
    }
}
