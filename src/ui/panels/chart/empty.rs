//! What is said where there is nothing to draw, and what can be done about it.

use std::time::Duration;

pub use crate::ui::widgets::labels::SHOW_ALL;
use eframe::egui::{Align, Layout, RichText, Ui};

use super::model::Model;
use super::{tooltip, wording};
use crate::ui::theme::{self, size, space};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use tollbook_core::analysis::chart::{Hidden, Reveal};
use tollbook_core::analysis::timeline::{Grain, Grouping, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_state::ChartAction;
use tollbook_state::action::{ChartQuestion, FilterField, WhatIfChange};
use tollbook_state::hidden_figures::FEW_CLAIMS;
use tollbook_state::{Action, Workspace};

const LEAVE_WHAT_IF: &str = "Leave what-if";

/// The label of a control, by which tests find it.
pub const GROUP_BY_SIDE: &str = "Group by side";

/// The label of a control, by which tests find it.
pub const HOW_TO_BEGIN: &str = "Annotate people killed in an article: select the words, press K.";

/// The label of a control, by which tests find it.
pub const NO_CASUALTIES_ANNOTATED_YET: &str = "No casualties annotated yet";

/// The label of a control, by which tests find it.
pub const SHOW_HOSTILE_OR_NOT: &str = "Show hostile or not";

/// The label of a control, by which tests find it.
pub const REMOVE_ALL_FILTERS: &str = "Remove all filters";

/// The label of a control, by which tests find it.
pub const NOTHING_TO_DRAW_YET: &str = "Nothing to draw yet";

/// The label of a control, by which tests find it.
pub const EVERYTHING_IS_HIDDEN: &str = "Everything is hidden";

/// The label of a control, by which tests find it.
pub const ONE_OUTCOME_AT_A_TIME: &str = "One outcome at a time";

/// The button that shows people whom filters leave out and who have no operation.
pub const UNFILTERED_BY_SIDE: &str = "Remove all filters, group by side";

/// Said while what hides the figures of a large project is looked for.
pub const LOOKING: &str = "Looking for what hides the figures…";

/// So many seconds after one search the next one may begin, while facts change all the time.
const BETWEEN_SEARCHES: f64 = 1.0;

/// What hides figures depends on this.
type Question = (Revision, Query, WhatIf);

/// What hides figures, kept while nothing is drawn.
#[derive(Default)]
pub struct Empty {
    /// Of a small project.
    of_few: Cached<Question, Vec<Hidden>>,
    /// When it was looked for last in a large one, and for what.
    asked: Option<(f64, Question)>,
}

impl Empty {
    /// What hides figures; of a large project what was found last, with a new search where that is out of date.
    fn hidden<'a>(
        &'a mut self,
        ui: &Ui,
        open: &'a Workspace,
        actions: &mut Vec<Action>,
    ) -> Option<&'a [Hidden]> {
        let question = (revision(open), open.query.clone(), open.what_if.clone());
        if open.project.claims.len() <= FEW_CLAIMS {
            let find = || Hidden::find(&open.project, &open.answers, &open.query, &open.what_if);
            return Some(self.of_few.get(question, find));
        }
        let is_asked = self.asked.as_ref().is_some_and(|(_, asked)| *asked == question);
        if !is_asked && !open.hidden.is_under_way() && !open.hidden.is_current(open) {
            let now = ui.input(|input| input.time);
            let wait = self.asked.as_ref().map_or(0.0, |(at, (_, query, what_if))| {
                let is_other = (query, what_if) != (&open.query, &open.what_if);
                if is_other { 0.0 } else { at + BETWEEN_SEARCHES - now }
            });
            if wait > 0.0 {
                ui.ctx().request_repaint_after(Duration::from_secs_f64(wait));
            } else {
                self.asked = Some((now, question));
                actions.push(Action::Chart(ChartAction::FindHidden));
            }
        }
        open.hidden.latest(open)
    }
}

/// Says why there are no bars, and offers to show what is hidden.
pub fn show(ui: &mut Ui, open: &Workspace, model: &Model, local: &mut Empty, actions: &mut Vec<Action>) {
    let (title, advice) = say(open, model);
    let hidden = local.hidden(ui, open, actions);
    middle(ui, &title, &advice, |ui| {
        if !open.what_if.is_nothing() && ui.button(LEAVE_WHAT_IF).clicked() {
            actions.push(Action::Chart(ChartAction::WhatIf(WhatIfChange::Leave)));
        }
        if hidden.is_none() {
            ui.label(LOOKING);
        }
        for hidden in hidden.into_iter().flatten() {
            ui.add_space(space::TIGHT);
            ui.label(why(open, hidden));
            let (button, question) = remedy(hidden.reveal);
            if ui.button(button).clicked() {
                actions.push(Action::Chart(ChartAction::Ask(question)));
            }
        }
    });
}

/// What hides the figures, as a sentence.
fn why(open: &Workspace, hidden: &Hidden) -> String {
    let outcomes = match hidden.reveal {
        Reveal::Outcome(outcome) => outcome.to_string(),
        _ => tooltip::outcomes(open),
    };
    let figure = wording::sentence(&wording::sum(&hidden.sum));
    let is_one = hidden.sum.height() == 1 && hidden.sum.without_best == 0;
    let (is, its) = if is_one { ("is", "its") } else { ("are", "their") };
    let people = format!("{figure} {outcomes}");
    match hidden.reveal {
        Reveal::AllGroups => format!("{people} {is} hidden in the legend."),
        Reveal::AllSides if hidden.without_side => format!("{people} {is} hidden: {its} side is not set."),
        Reveal::AllSides => format!("{people} {is} hidden: {its} side is not drawn."),
        Reveal::AnyHostile => format!("{people} {is} hidden by the filter of hostile."),
        Reveal::AllCauses => format!("{people} {is} hidden by the filter of causes."),
        Reveal::AllSources => format!("{people} {is} hidden by the filter of sources."),
        Reveal::AllCoders => format!("{people} {is} hidden by the filter of coders."),
        Reveal::GroupBySide => format!("{people} {is} not drawn: no single operation is set."),
        Reveal::ByYear => {
            format!("{people} {is} not drawn: the date is less precise than the chart's periods.")
        }
        Reveal::Everything => format!("{people} {is} hidden by several filters together."),
        Reveal::EverythingBySide => {
            format!("{people} {is} not drawn: filters leave them out, and no single operation is set.")
        }
        Reveal::Outcome(_) => format!("{people} {is} annotated."),
    }
}

/// What shows the figures: the words of its button, and the question.
fn remedy(reveal: Reveal) -> (String, ChartQuestion) {
    let (button, question) = match reveal {
        Reveal::AllGroups => (SHOW_ALL, ChartQuestion::AllGroups),
        Reveal::AllSides => ("Show all sides", ChartQuestion::AllSides),
        Reveal::AnyHostile => (SHOW_HOSTILE_OR_NOT, ChartQuestion::Clear(FilterField::Hostile)),
        Reveal::AllCauses => ("Show all causes", ChartQuestion::Clear(FilterField::Cause)),
        Reveal::AllSources => ("Show all sources", ChartQuestion::Clear(FilterField::Source)),
        Reveal::AllCoders => ("Show all coders", ChartQuestion::Clear(FilterField::Coder)),
        Reveal::GroupBySide => (GROUP_BY_SIDE, ChartQuestion::GroupBy(Grouping::Side)),
        Reveal::ByYear => ("Show years", ChartQuestion::Period(Grain::Year)),
        Reveal::Everything => (REMOVE_ALL_FILTERS, ChartQuestion::Unfilter),
        Reveal::EverythingBySide => (UNFILTERED_BY_SIDE, ChartQuestion::UnfilteredBySide),
        Reveal::Outcome(outcome) => {
            return (format!("Show {outcome}"), ChartQuestion::UnfilteredOutcome(outcome));
        }
    };
    (button.to_owned(), question)
}

/// Says that killed and wounded are not drawn together.
pub fn one_outcome(ui: &mut Ui) {
    middle(
        ui,
        ONE_OUTCOME_AT_A_TIME,
        "Killed and wounded are never stacked on each other; choose one above.",
        |_| {},
    );
}

fn middle(ui: &mut Ui, title: &str, advice: &str, below: impl FnOnce(&mut Ui)) {
    let height = ui.available_height();
    ui.allocate_ui_with_layout(ui.available_size(), Layout::top_down(Align::Center), |ui| {
        ui.add_space((height / 2.0 - 40.0).max(space::SMALL));
        ui.label(theme::strong(title).size(size::HEADING));
        ui.label(RichText::new(advice).color(theme::Palette::for_ui(ui).weak_text));
        ui.add_space(space::TIGHT);
        below(ui);
    });
}

fn say(open: &Workspace, model: &Model) -> (String, String) {
    let outcomes = tooltip::outcomes(open);
    let (title, advice) = if open.project.claims.is_empty() {
        (NO_CASUALTIES_ANNOTATED_YET.to_owned(), HOW_TO_BEGIN.to_owned())
    } else if !model.layers.is_empty() {
        (EVERYTHING_IS_HIDDEN.to_owned(), "Click a name in the legend to show its bars.".to_owned())
    } else {
        match open.timeline().not_drawn.len() {
            0 => (format!("No {outcomes} here"), "No annotated casualties match the filters.".to_owned()),
            1 => (
                NOTHING_TO_DRAW_YET.to_owned(),
                "One incident is not drawn; see “Not drawn” for why.".to_owned(),
            ),
            n => (
                NOTHING_TO_DRAW_YET.to_owned(),
                format!("{} incidents are not drawn; see “Not drawn” for why.", wording::grouped(n as u64)),
            ),
        }
    };
    (title, advice)
}
