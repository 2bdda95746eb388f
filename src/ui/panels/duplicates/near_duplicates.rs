//! Articles that copy one another: how much they agree, and whether they are one independent source.

use std::borrow::Cow;

use eframe::egui::{self, Button, Role, Sense, Ui, WidgetInfo};

use crate::ui::theme::{self, space};
use crate::ui::widgets::{pending_text, row};
use tollbook_core::analysis::near_duplicates::{Group, agency_of};
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{Article, ArticleId};
use tollbook_state::library::Text;
use tollbook_state::{Action, Workspace};
use tollbook_state::{ArticleAction, DuplicateAction};

/// The label of a control, by which tests find it.
pub const DIFFERENT_SOURCES: &str = "Different sources";

/// The label of a control, by which tests find it.
pub const ONE_SOURCE: &str = "One source";

/// The label of a control, by which tests find it.
pub const SAME_REPORT_AS: &str = "Same report as";

/// How many characters of an article's text are shown.
const BEGINNING: usize = 320;

/// What is kept of the group that is shown.
#[derive(Debug, Default)]
pub struct State {
    /// The articles whose source is being named.
    of: Vec<ArticleId>,
    source: String,
}

/// A share, as people write it.
pub(super) fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Shows a group.
pub(super) fn show(
    ui: &mut Ui,
    open: &Workspace,
    group: &Group,
    scrolls: super::Scrolls,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    if local.of != group.articles {
        (local.of, local.source) = (group.articles.clone(), likely_source(open, &group.articles));
    }
    let key = group.articles.first().map_or_else(String::new, |first| format!("same report as {first}"));
    ui.horizontal_wrapped(|ui| {
        ui.label(SAME_REPORT_AS);
        let entered = pending_text::line(ui, &key, SAME_REPORT_AS, "An agency, such as AFP", 180.0, &mut local.source);
        let named = open.can_edit() && !local.source.trim().is_empty();
        let one = ui.add_enabled(named, Button::new(ONE_SOURCE));
        let tip = "They copy one source. Together they give one figure to an incident, not one each.";
        if (one.on_hover_text(tip).clicked() || entered) && named {
            actions.push(Action::Duplicate(DuplicateAction::OneSource(
                group.articles.clone(),
                local.source.clone(),
            )));
            pending_text::forget(ui.ctx(), &key);
        }
        let tip = "Each counts as an independent source. They are not shown again until the project is opened again.";
        if ui.button(DIFFERENT_SOURCES).on_hover_text(tip).clicked() {
            actions.push(Action::Duplicate(DuplicateAction::DifferentSources(group.articles.clone())));
        }
    });
    let many = counted(group.articles.len(), "article");
    let least = if group.articles.len() > 2 { "at least " } else { "" };
    row::remark(
        ui,
        format!("{many}: {least}{} of the shorter text stands in another.", percent(group.share)),
    );
    ui.add_space(space::TIGHT);
    scrolls.part(ui, "copies", |ui| {
        let columns = group.articles.len().clamp(1, scrolls.columns(ui, 3));
        for some in group.articles.chunks(columns) {
            super::columns(ui, columns, |ui, n| {
                some.get(n).into_iter().for_each(|id| article(ui, open, *id, actions));
            });
            ui.add_space(space::SMALL);
        }
    });
}

fn article(ui: &mut Ui, open: &Workspace, id: ArticleId, actions: &mut Vec<Action>) {
    let Some(article) = open.article(id) else { return };
    let title =
        egui::Label::new(theme::strong(&article.title)).wrap().selectable(false).sense(Sense::click());
    let response = ui.add(title);
    super::pair::focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Open {}", article.title)));
    if response.on_hover_text("Open the article.").clicked() {
        actions.push(Action::Article(ArticleAction::Show(id)));
    }
    row::remark(ui, about(&article));
    if let Text::Loaded(text) = open.text(id) {
        // The title stands above.
        let text = text.trim_start();
        let text = text.strip_prefix(article.title.as_str()).unwrap_or(text).trim_start();
        let end = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
        let more = if end < text.len() { "…" } else { "" };
        ui.add(egui::Label::new(format!("{}{more}", text[..end].replace('\n', " "))).wrap());
    }
}

fn about(article: &Article) -> String {
    let report = match article.independent_source.as_str() {
        "" => "an independent source".to_owned(),
        source => format!("independent source {source}"),
    };
    let date = article.published.map(|date| date.to_string());
    let source = Some(article.source.clone()).filter(|source| !source.is_empty());
    let parts: Vec<String> = date.into_iter().chain(source).chain([report]).collect();
    parts.join(" · ")
}

/// A name for the source: the one that some of them have, else the agency that all of them name, else
/// the source of the earliest.
fn likely_source(open: &Workspace, articles: &[ArticleId]) -> String {
    let known: Vec<(Cow<'_, Article>, std::sync::Arc<str>)> = articles
        .iter()
        .filter_map(|id| match (open.article(*id), open.text(*id)) {
            (Some(article), Text::Loaded(text)) => Some((article, text)),
            _ => None,
        })
        .collect();
    let source = known
        .iter()
        .map(|(article, _)| article.independent_source.as_str())
        .find(|source| !source.is_empty());
    let agency = || agency_of(known.iter().map(|(article, text)| (article.source.as_str(), &**text)));
    let earliest = || {
        let dated = known.iter().filter(|(article, _)| !article.source.is_empty());
        let day = |article: &Article| article.published.map_or(jiff::civil::Date::MAX, |date| date.first());
        dated.min_by_key(|(article, _)| day(article)).map(|(article, _)| article.source.as_str())
    };
    source.or_else(agency).or_else(earliest).unwrap_or_default().to_owned()
}
