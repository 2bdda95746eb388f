//! The trial recount: what is tried is chosen in a window; while a trial stands, a banner over the chart
//! says so.

use std::collections::BTreeSet;

use eframe::egui::{Align2, Button, Frame, Key, Label, Margin, Modifiers, Ui, Window, vec2};

use super::facets::{self, Facet};
use super::filters::entries;
use super::model::Model;
use super::wording;
use crate::analysis::trial::{Taken, Trial};
use crate::model::{ArticleId, EntryId, List, Project};
use crate::state::{Action, Workspace};
use crate::ui::kept::{Kept, Revision, revision};
use crate::ui::theme::{self, Palette, space};

/// What the window keeps from frame to frame.
#[derive(Default)]
pub struct TrialWindow {
    /// Whether it is shown.
    pub open: bool,
    was_open: bool,
    search: String,
    facets: Kept<(Revision, Trial, String), Vec<Facet<Choice>>>,
}

/// Something that can be left out.
#[derive(Clone, Debug, PartialEq)]
enum Choice {
    Article(ArticleId),
    Voice(String),
    Coder(EntryId),
}

/// Everything that can be left out: what has claims.
fn choices(open: &Workspace) -> Vec<(Choice, String, String)> {
    let project: &Project = &open.project;
    let marked: BTreeSet<ArticleId> =
        project.claims.iter().filter_map(|(id, _)| open.answers.index.article_of(id)).collect();
    let mut articles: Vec<_> =
        marked.iter().filter_map(|id| Some((*id, project.articles.get(*id)?))).collect();
    articles.sort_by_cached_key(|(_, article)| (article.title.to_lowercase(), article.path.clone()));
    let voices: BTreeSet<&str> = articles.iter().map(|(_, article)| article.voice.trim()).collect();
    let mut choices: Vec<(Choice, String, String)> = Vec::new();
    for voice in voices.into_iter().filter(|voice| !voice.is_empty()) {
        choices.push((Choice::Voice(voice.to_owned()), voice.to_owned(), String::new()));
    }
    for (id, name) in entries(project, List::Coder) {
        choices.push((Choice::Coder(id), name, String::new()));
    }
    for (id, article) in articles {
        let date = article.published.map_or_else(String::new, |date| date.to_string());
        choices.push((Choice::Article(id), article.title.clone(), date));
    }
    choices
}

fn is_out(trial: &Trial, choice: &Choice) -> bool {
    match choice {
        Choice::Article(id) => trial.articles.contains(id),
        Choice::Voice(voice) => trial.voices.contains(voice),
        Choice::Coder(id) => trial.coders.contains(id),
    }
}

fn toggle<T: Ord>(set: &mut BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

fn toggled(trial: &Trial, choice: Choice) -> Trial {
    let mut trial = trial.clone();
    match choice {
        Choice::Article(id) => toggle(&mut trial.articles, id),
        Choice::Voice(voice) => toggle(&mut trial.voices, voice),
        Choice::Coder(id) => toggle(&mut trial.coders, id),
    }
    trial
}

fn list(choices: Vec<(Choice, String, String)>, trial: &Trial) -> Vec<Facet<Choice>> {
    let heading = |choice: &Choice| match choice {
        Choice::Article(_) => "Without articles",
        Choice::Voice(_) => "Without voices",
        Choice::Coder(_) => "Without coders",
    };
    let mut last = "";
    let mut facets = Vec::with_capacity(choices.len() + 3);
    for (value, name, note) in choices {
        if heading(&value) != last {
            last = heading(&value);
            facets.push(Facet::Heading(last, ""));
        }
        let on = is_out(trial, &value);
        facets.push(Facet::Choice { value, name, note, on });
    }
    facets
}

/// Shows the window, if it is open.
pub fn show(ui: &Ui, open: &Workspace, local: &mut TrialWindow, actions: &mut Vec<Action>) {
    let opened = local.open && !std::mem::replace(&mut local.was_open, local.open);
    if !local.open {
        local.was_open = false;
        return;
    }
    let mut shown = true;
    // Over the text and not over the chart, which is being looked at.
    let above = ui.max_rect().right_top() - vec2(space::LARGE, space::LARGE);
    let trial = &open.trial;
    let key = (revision(open), trial.clone(), local.search.clone());
    let facets = local.facets.get(key, || facets::found(list(choices(open), trial), &local.search));
    Window::new("Trial recount")
        .open(&mut shown)
        .pivot(Align2::RIGHT_BOTTOM)
        .default_pos(above)
        .default_width(350.0)
        .resizable(false)
        .collapsible(false)
        .vscroll(true)
        .show(ui.ctx(), |ui| {
            ui.add(Label::new(theme::remark(
            ui,
            "See what would be counted otherwise. Nothing is changed: facts and exports stay as they are.",
        )).wrap());
            ui.add_space(space::TIGHT);
            ui.horizontal(|ui| {
                ui.label("Count");
                for taken in Taken::ALL.iter().copied() {
                    let hint = match taken {
                        Taken::Bests => "Count every incident's best figure.",
                        Taken::Lows => "Count every incident's low in the place of its best.",
                        Taken::Highs => "Count every incident's high in the place of its best.",
                    };
                    if ui
                        .radio(trial.taken == taken, wording::sentence(taken.as_str()))
                        .on_hover_text(hint)
                        .clicked()
                    {
                        actions.push(Action::Try(Trial { taken, ..trial.clone() }));
                    }
                }
            });
            let (mut only_hostile, mut two_voices) = (trial.only_hostile, trial.two_voices);
            if ui.checkbox(&mut only_hostile, "Only by hostile action").changed() {
                actions.push(Action::Try(Trial { only_hostile, ..trial.clone() }));
            }
            if ui.checkbox(&mut two_voices, "Only incidents that two or more voices report").changed() {
                actions.push(Action::Try(Trial { two_voices, ..trial.clone() }));
            }
            ui.separator();
            if let Some(choice) = facets::show(ui, &mut local.search, opened, facets, 240.0) {
                actions.push(Action::Try(toggled(trial, choice)));
            }
            ui.separator();
            ui.horizontal(|ui| {
                if ui.add_enabled(!trial.is_nothing(), Button::new("Leave trial")).clicked() {
                    actions.push(Action::Try(Trial::default()));
                }
                if ui.button("Close").clicked()
                    || ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
                {
                    local.open = false;
                }
            });
        });
    local.open &= shown;
}

/// What the banner says: `Trial: without the article “…”. 11 killed instead of 13. Nothing is changed.`
pub fn sentence(open: &Workspace, model: &Model) -> String {
    let words = open.trial.words(&open.project).join(", ");
    let tried: u64 = model.columns.iter().map(|column| column.height).sum();
    let standing: u64 = model.columns.iter().filter_map(|column| column.standing).sum();
    let outcome = model.outcome;
    let counted = if tried == standing {
        format!("{} {outcome} as before", wording::grouped(tried))
    } else {
        format!("{} {outcome} instead of {}", wording::grouped(tried), wording::grouped(standing))
    };
    format!("Trial: {words}; {counted}. Nothing is changed.")
}

/// Shows the banner while a trial stands.
pub fn banner(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    local: &mut TrialWindow,
    actions: &mut Vec<Action>,
) {
    if open.standing.is_none() {
        return;
    }
    let palette = Palette::of(ui);
    let frame =
        Frame::new().fill(palette.accent_ground).corner_radius(6).inner_margin(Margin::symmetric(10, 4));
    frame.show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let words = theme::strong(sentence(open, model)).color(palette.ink);
            ui.add(Label::new(words).wrap())
                .on_hover_text("Outlines and dashed lines show what stands. Exports keep it.");
            if ui.button("Leave trial").on_hover_text("Go back to what is counted.").clicked() {
                actions.push(Action::Try(Trial::default()));
            }
            if ui.button("Change…").on_hover_text("Try something else.").clicked() {
                local.open = true;
            }
        });
    });
    ui.add_space(space::TIGHT);
}
