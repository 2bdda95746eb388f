//! The what-if: it is chosen in a window; while there is one, a banner over the chart
//! says so.

use std::collections::BTreeSet;

use eframe::egui::{Button, Frame, Label, Margin, Ui};

use super::facets::{Facet, Facets};
use super::filters::entries;
use super::model::Model;
use super::wording;
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::cached::revision;
use tollbook_core::analysis::what_if::{Taken, WhatIf};
use tollbook_core::model::{ArticleId, List, Project};
use tollbook_state::ChartAction;
use tollbook_state::action::{WhatIfChange, WhatIfExclusion};
use tollbook_state::{Action, Workspace};

const TWO_SOURCES: &str = "Only incidents that two or more sources report";
const LEAVE_WHAT_IF: &str = "Leave what-if";
const CHANGE: &str = "Change…";

/// The label of a control, by which tests find it.
pub const ONLY_BY_HOSTILE_ACTION: &str = "Only by hostile action";

/// What the window keeps from frame to frame.
pub type WhatIfWindow = Facets<WhatIf, WhatIfExclusion>;

/// Everything that can be left out: what has claims.
fn choices(open: &Workspace) -> Vec<(WhatIfExclusion, String, String)> {
    let project: &Project = &open.project;
    let marked: BTreeSet<ArticleId> =
        project.claims.iter().filter_map(|(id, _)| open.answers.index.article_of(id)).collect();
    let mut articles: Vec<_> =
        marked.iter().filter_map(|id| Some((*id, project.articles.get(*id)?))).collect();
    articles.sort_by_cached_key(|(_, article)| (article.title.to_lowercase(), article.path.clone()));
    let sources: BTreeSet<&str> =
        articles.iter().map(|(_, article)| article.independent_source.trim()).collect();
    let mut choices: Vec<(WhatIfExclusion, String, String)> = Vec::new();
    for source in sources.into_iter().filter(|source| !source.is_empty()) {
        choices.push((WhatIfExclusion::Source(source.to_owned()), source.to_owned(), String::new()));
    }
    for (id, name) in entries(project, List::Coder) {
        choices.push((WhatIfExclusion::Coder(id), name, String::new()));
    }
    for (id, article) in articles {
        let date = article.published.map_or_else(String::new, |date| date.to_string());
        choices.push((WhatIfExclusion::Article(id), article.title.clone(), date));
    }
    choices
}

fn is_out(what_if: &WhatIf, choice: &WhatIfExclusion) -> bool {
    match choice {
        WhatIfExclusion::Article(id) => what_if.articles.contains(id),
        WhatIfExclusion::Source(source) => what_if.sources.contains(source),
        WhatIfExclusion::Coder(id) => what_if.coders.contains(id),
    }
}

fn list(choices: Vec<(WhatIfExclusion, String, String)>, what_if: &WhatIf) -> Vec<Facet<WhatIfExclusion>> {
    let heading = |choice: &WhatIfExclusion| match choice {
        WhatIfExclusion::Article(_) => "Without articles",
        WhatIfExclusion::Source(_) => "Without independent sources",
        WhatIfExclusion::Coder(_) => "Without coders",
    };
    let mut last = "";
    let mut facets = Vec::with_capacity(choices.len() + 3);
    for (value, name, note) in choices {
        if heading(&value) != last {
            last = heading(&value);
            facets.push(Facet::Heading(last, ""));
        }
        let on = is_out(what_if, &value);
        facets.push(Facet::Choice { value, name, note, on });
    }
    facets
}

/// Shows the window, if it is open.
pub fn show(ui: &Ui, open: &Workspace, local: &mut WhatIfWindow, actions: &mut Vec<Action>) {
    let what_if = &open.what_if;
    let all = || list(choices(open), what_if);
    local.show(ui, "What-if", (revision(open), what_if), all, |ui, choices| {
        let says =
            "See what would be counted otherwise. Nothing is changed: facts and exports stay as they are.";
        ui.add(Label::new(theme::remark(ui, says)).wrap());
        ui.add_space(space::TIGHT);
        rules(ui, what_if, actions);
        ui.separator();
        if let Some(choice) = choices.show(ui, 300.0) {
            actions.push(change(WhatIfChange::Toggle(choice)));
        }
        ui.separator();
        choices.end(ui, |ui| {
            if ui.add_enabled(!what_if.is_nothing(), Button::new("Leave what-if")).clicked() {
                actions.push(change(WhatIfChange::Leave));
            }
        });
    });
}

fn change(change: WhatIfChange) -> Action {
    Action::Chart(ChartAction::WhatIf(change))
}

/// What is tried of every incident alike.
fn rules(ui: &mut Ui, what_if: &WhatIf, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        ui.label("Count");
        for taken in Taken::ALL.iter().copied() {
            let hint = match taken {
                Taken::Bests => "Count every incident's best figure.",
                Taken::Lows => "Count every incident's low in the place of its best.",
                Taken::Highs => "Count every incident's high in the place of its best.",
            };
            let radio = ui.radio(what_if.taken == taken, wording::sentence(taken.as_str()));
            if radio.on_hover_text(hint).clicked() {
                actions.push(change(WhatIfChange::Figure(taken)));
            }
        }
    });
    let (mut only_hostile, mut two_sources) = (what_if.only_hostile, what_if.two_sources);
    if ui.checkbox(&mut only_hostile, ONLY_BY_HOSTILE_ACTION).changed() {
        actions.push(change(WhatIfChange::OnlyHostile(only_hostile)));
    }
    if ui.checkbox(&mut two_sources, TWO_SOURCES).changed() {
        actions.push(change(WhatIfChange::TwoSources(two_sources)));
    }
}

/// What the banner says: `WhatIf: without the article “…”. 11 killed instead of 13. Nothing is changed.`
pub fn sentence(open: &Workspace, model: &Model) -> String {
    let words = open.what_if.words(&open.project).join(", ");
    let tried: u64 = model.columns.iter().map(|column| column.height).sum();
    let without_what_if: u64 = model.columns.iter().filter_map(|column| column.without_what_if).sum();
    let outcome = model.outcome;
    let counted = if tried == without_what_if {
        format!("{} {outcome} as before", wording::grouped(tried))
    } else {
        format!("{} {outcome} instead of {}", wording::grouped(tried), wording::grouped(without_what_if))
    };
    format!("What-if: {words}; {counted}. Nothing is changed.")
}

/// Shows the banner while there is one.
pub fn banner(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    local: &mut WhatIfWindow,
    actions: &mut Vec<Action>,
) {
    if open.without_what_if.is_none() {
        return;
    }
    let palette = Palette::for_ui(ui);
    let frame =
        Frame::new().fill(palette.accent_fill).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let words = theme::strong(sentence(open, model)).color(palette.text);
            ui.add(Label::new(words).wrap())
                .on_hover_text("Outlines and dashed lines show what stands. Exports keep it.");
            if ui.button(LEAVE_WHAT_IF).on_hover_text("Go back to what is counted.").clicked() {
                actions.push(change(WhatIfChange::Leave));
            }
            if ui.button(CHANGE).on_hover_text("Try something else.").clicked() {
                local.open = true;
            }
        });
    });
    ui.add_space(space::TIGHT);
}
