//! The queue: what is suggested in all articles and waits for a decision.

use eframe::egui::{ComboBox, ScrollArea, Ui};

use super::chart::row::Row;
use crate::ui::shell::keys;
use crate::ui::theme::{self, space};
use crate::ui::widgets::cached::Cached;
use tollbook_core::analysis::search::context;
use tollbook_core::analysis::wording::{grouped, sentence};
use tollbook_core::model::{ClaimType, Kind, Outcome};
use tollbook_state::library::Text;
use tollbook_state::suggestions::{QueueFilter, QueueOrder, Queued, SuggestionPlace};
use tollbook_state::{Action, AppState, Command, PreferenceChange, SuggestionAction, Switch, Workspace};

const SHOW_SUGGESTIONS: &str = "Show suggestions";
const READ_THEM: &str = "Read them";

/// What the queue keeps between frames.
#[derive(Debug, Default)]
pub struct State {
    /// The words of the rows that were shown last.
    rows: Cached<(u64, std::ops::Range<usize>), Vec<Words>>,
    /// The suggestion that was last scrolled to.
    shown: Option<SuggestionPlace>,
}

/// What a row says.
#[derive(Debug)]
struct Words {
    place: SuggestionPlace,
    words: String,
    detail: String,
    figure: String,
}

/// The button that begins to learn anew.
pub(in crate::ui) const RESET: &str = "Reset";

/// Letters before and after the words of a suggestion.
const AROUND: [usize; 2] = [40, 80];

/// Shows the queue.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let queue = open.suggestions.queue(open);
    ui.horizontal_wrapped(|ui| head(ui, state, open, actions));
    ui.add_space(space::TIGHT);
    if queue.is_empty() {
        nothing(ui, state, open, actions);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("queue");
    let selected = open.suggestions.selected().map(|selected| &selected.place);
    if local.shown.as_ref() != selected {
        let is_it = |queued: &Queued| {
            selected.is_some_and(|place| {
                let head = || open.suggestions.queued(open, *queued);
                place.article == queued.article && head().is_some_and(|head| place.is(&head))
            })
        };
        if let Some(at) = queue.iter().position(is_it) {
            let middle = (ui.available_height() - Row::HEIGHT) / 2.0;
            area = area.vertical_scroll_offset((at as f32 * Row::HEIGHT - middle).max(0.0));
        }
        local.shown = selected.cloned();
    }
    area.show_rows(ui, Row::HEIGHT, queue.len(), |ui, range| {
        let rows = || queue[range.clone()].iter().filter_map(|queued| words(open, *queued)).collect();
        for words in local.rows.get((open.suggestions.generation, range.clone()), rows) {
            let row = Row {
                title: &words.words,
                detail: &words.detail,
                figure: &words.figure,
                name: &format!("{}, {}, {}", words.figure, words.words, words.detail),
                selected: selected == Some(&words.place),
                indent: 0.0,
                is_quote: true,
            };
            if row.show(ui).clicked() {
                actions.push(Action::Suggestion(SuggestionAction::Show(words.place.clone())));
            }
        }
    });
}

/// Order and filter of the queue, and what was learned.
fn head(ui: &mut Ui, state: &AppState, open: &Workspace, actions: &mut Vec<Action>) {
    let suggestions = &open.suggestions;
    let name =
        |order| QueueOrder::ALL.into_iter().find(|(known, _)| *known == order).map_or("", |(_, name)| name);
    let label = ui.label("Order");
    let shown =
        ComboBox::from_id_salt("queue order").selected_text(name(suggestions.order)).show_ui(ui, |ui| {
            for (order, name) in QueueOrder::ALL {
                if ui.selectable_label(suggestions.order == order, name).clicked() {
                    actions.push(Action::Suggestion(SuggestionAction::Order(order)));
                }
            }
        });
    shown.response.labelled_by(label.id);
    let label = ui.label("Kind");
    let shown =
        ComboBox::from_id_salt("queue kind").selected_text(kind_name(suggestions.filter)).show_ui(ui, |ui| {
            for filter in filters() {
                if ui.selectable_label(suggestions.filter == filter, kind_name(filter)).clicked() {
                    actions.push(Action::Suggestion(SuggestionAction::Filter(filter)));
                }
            }
        });
    shown.response.labelled_by(label.id);
    let (waiting, listed) = (suggestions.waiting(), suggestions.queue(open).len());
    let mut count = format!("{} waiting", grouped(waiting as u64));
    if listed < waiting {
        count.push_str(&format!(", the first {} listed", grouped(listed as u64)));
    }
    ui.label(theme::remark(ui, count));
    let mut is_on = state.preferences.suggestions;
    let tip = keys::tip(ui.ctx(), state, Command::Suggestions, Command::Suggestions.help());
    if ui.checkbox(&mut is_on, Command::Suggestions.name()).on_hover_text(tip).clicked() {
        actions.extend(Command::Suggestions.action(state));
    }
    let learned = suggestions.learned().all;
    if learned.accepted + learned.rejected > 0 {
        ui.label(theme::remark(
            ui,
            format!("Learned from {} accepted, {} rejected", learned.accepted, learned.rejected),
        ))
        .on_hover_text(
            "What you accept and reject shifts how certain other suggestions of the same kind and outcome are; what you \
             correct shifts how certain that field is.",
        );
        let tip = "Learn only from what you decide from now on; earlier decisions stay";
        if ui.small_button(RESET).on_hover_text(tip).clicked() {
            actions.push(Action::ResetLearned);
        }
    }
}

/// Why the queue is empty.
fn nothing(ui: &mut Ui, state: &AppState, open: &Workspace, actions: &mut Vec<Action>) {
    let text = if !state.preferences.suggestions {
        "Suggestions are switched off."
    } else if open.suggestions.is_under_way() {
        "The articles are being read…"
    } else if open.suggestions.cancelled {
        "Reading was cancelled, so that some articles have no suggestions."
    } else if open.suggestions.filter.is_some() {
        "No suggestion of this kind is waiting."
    } else {
        "No suggestion is waiting: what the articles state is annotated or rejected."
    };
    ui.label(theme::remark(ui, text));
    if !state.preferences.suggestions && ui.button(SHOW_SUGGESTIONS).clicked() {
        actions.push(Action::Preference(PreferenceChange::Set(Switch::Suggestions, true)));
    } else if open.suggestions.cancelled && ui.button(READ_THEM).clicked() {
        actions.push(Action::Suggestion(SuggestionAction::ReadAgain));
    }
}

/// What the queue can be filtered by: everything, then each code that makes a claim.
fn filters() -> impl Iterator<Item = QueueFilter> {
    let incidents = Outcome::ALL.iter().map(|outcome| (Kind::Incident, Some(*outcome)));
    let outcomes = || Outcome::ALL.iter().copied().map(Some).chain([None]);
    let others = [Kind::Part, Kind::Total, Kind::Background];
    let others = others.into_iter().flat_map(move |kind| outcomes().map(move |outcome| (kind, outcome)));
    [None].into_iter().chain(incidents.chain(others).chain([(Kind::Strength, None)]).map(Some))
}

fn kind_name(filter: QueueFilter) -> String {
    match filter {
        None => "All".to_owned(),
        Some((Kind::Incident, outcome)) => sentence(ClaimType::for_claim(Kind::Incident, outcome).as_str()),
        Some((kind, None)) => sentence(kind.as_str()),
        Some((kind, Some(outcome))) => sentence(&format!("{kind}, {outcome}")),
    }
}

/// The words of a row: the suggestion in its sentence, and where it stands.
fn words(open: &Workspace, queued: Queued) -> Option<Words> {
    let article = queued.article;
    let head = open.suggestions.queued(open, queued)?;
    let known = open.article(article)?;
    let words = match open.text(article) {
        Text::Loaded(text) => {
            let words = context(&text, &head.whole(), AROUND);
            format!("{}{}{}", words.before, words.matched, words.after)
        }
        Text::Stored(_) | Text::None => String::new(),
    };
    let date = known.published.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let count = if head.count.is_blank() { String::new() } else { format!("{} ", head.count) };
    Some(Words {
        place: SuggestionPlace::new(article, &head),
        words,
        detail: format!("{} % certain · {date} · {}", queued.certainty, known.title),
        figure: format!("{count}{}", kind_name(Some((head.kind, head.outcome))).to_lowercase()),
    })
}
