//! Above the text: title, date and how it is known, source; each can be corrected.

use eframe::egui::{self, Align, Layout, Ui};

use super::{State, menu};
use crate::ui::panels::members;
use crate::ui::theme::{self, Palette, size, space};
use crate::ui::widgets::field;
use crate::ui::widgets::{room, scrolled};
use tollbook_core::extract::date::parse_typed;
use tollbook_core::model::{Article, ArticleId, PublishedBasis};
use tollbook_files::reading::{self, document::Metadata};
use tollbook_state::ArticleAction;
use tollbook_state::action::ArticleEdit;
use tollbook_state::library::Text;
use tollbook_state::{Action, AppState, InputAction, NEW_TEXT, Workspace};

/// The label of a control, by which tests find it.
pub const MEMO_OF_THE_ARTICLE: &str = "Memo of the article";

/// The label of a control, by which tests find it.
pub const ADDRESS: &str = "Address of the article";

/// The label of a control, by which tests find it.
pub const RETRIEVED: &str = "Time of retrieval";

/// The label of a control, by which tests find it.
pub const PUBLICATION_DATE: &str = "Publication date";

/// About how wide the date is, and how wide the title is at least.
const DATE: f32 = 84.0;
const TITLE: f32 = 60.0;

/// Title, date and how it is known, source; each can be corrected.
pub(super) fn show(
    ui: &mut Ui,
    state: &AppState,
    open: &Workspace,
    id: ArticleId,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let Some(article) = open.article(id) else { return };
    let article = &*article;
    let palette = Palette::for_ui(ui);
    // In a low window the text has the room of a second line.
    let is_low = ui.available_height() < LOW;
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let button = ui.button(EDIT_DETAILS).on_hover_text("Correct title, date or source");
            if button.clicked() {
                local.correcting = true;
                local.date_problem = None;
            }
            // Not a menu, which every click into a field would close.
            egui::Popup::from_toggle_button_response(&button)
                .align(egui::RectAlign::BOTTOM_END)
                .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
                .show(|ui| scrolled(ui, |ui| correct(ui, open, id, local, actions)));
            menu::shown(ui, state, open, &local.marks, actions);
            members::head(ui, open, id, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                if is_low && ui.available_width() > DATE + TITLE {
                    date_of(ui, article);
                }
                if ui.available_width() < TITLE {
                    return;
                }
                let title = ui.add(egui::Label::new(theme::heading(&article.title)).truncate());
                if is_low {
                    title.on_hover_ui(|ui| date_source_file(ui, open, id, article, actions));
                }
            });
        });
    });
    if !is_low {
        date_source_file(ui, open, id, article, actions);
    }
    if article.published.is_none() && open.can_edit() {
        which_date(ui, open, id, article, local, actions);
    }
    if open.library.has_changed(&open.project, id) {
        ui.horizontal_wrapped(|ui| {
            let is_same_file =
                open.library.listed(id).is_some_and(|listed| listed.is_same_file(article));
            let text = if is_same_file {
                "This version of Tollbook reads another text from the same file. This is the text that you annotated."
            } else {
                "The text changed on disk. This is the text that you annotated."
            };
            ui.label(egui::RichText::new(text).color(palette.warning));
            if open.can_edit() && ui.button(NEW_TEXT).clicked() {
                actions.push(Action::Article(ArticleAction::UseNewText(id)));
            }
        });
    } else if open.library.listed(id).is_none() && open.project.articles.contains(id) {
        if open.save.team.is_some() {
            return;
        }
        let text = "The file is no longer in the folder; this is the text stored in the project.";
        ui.label(egui::RichText::new(text).color(palette.warning));
    }
}

/// How its date is known, its source and its file.
fn date_source_file(
    ui: &mut Ui,
    open: &Workspace,
    id: ArticleId,
    article: &Article,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::for_ui(ui);
    ui.horizontal_wrapped(|ui| {
        date_of(ui, article);
        if article.published.is_some() {
            let how = how_known(article.published_basis, &article.published_as_written);
            ui.label(theme::remark(ui, how));
        }
        if !article.source.is_empty() {
            ui.label(theme::remark(ui, "·"));
            ui.label(&article.source);
        }
        if !article.url.is_empty() {
            ui.label(theme::remark(ui, "·"));
            address(ui, id, article, actions);
        }
        ui.label(theme::remark(ui, "·"));
        ui.label(theme::remark(ui, article.path.as_str()));
        if let Some(listed) = open.library.listed(id) {
            if listed.encoding() != "UTF-8" {
                ui.label(theme::remark(ui, format!("· {}", listed.encoding())));
            }
            for warning in listed.warnings() {
                ui.label(egui::RichText::new("·").color(palette.warning));
                ui.label(egui::RichText::new(warning).size(size::SMALL).color(palette.warning));
            }
        }
    });
}

/// Asks how a date is to be read of which the day or the month may stand first.
fn which_date(
    ui: &mut Ui,
    open: &Workspace,
    id: ArticleId,
    article: &Article,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    let Text::Loaded(text) = open.text(id) else { return };
    let question = local.question.get((id, article.sha256.clone()), || {
        reading::head(&text, &article.path, &Metadata::default()).ambiguous
    });
    let Some(question) = question else { return };
    ui.horizontal_wrapped(|ui| {
        let words = format!("Published on {}: which day is that?", question.words);
        ui.label(egui::RichText::new(words).color(Palette::for_ui(ui).warning));
        for date in [question.day_first, question.month_first] {
            if ui.button(date.to_string()).clicked() {
                actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Published(Some(date)))));
            }
        }
    });
}

/// The article's address, which a click opens, and when it was fetched.
fn address(ui: &mut Ui, id: ArticleId, article: &Article, actions: &mut Vec<Action>) {
    let rest = article.url.split_once("://").map_or(article.url.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.strip_prefix("www.").unwrap_or(host);
    let words = egui::RichText::new(host).size(size::SMALL);
    let link = ui.link(words).on_hover_ui(|ui| {
        ui.label(&article.url);
        if !article.retrieved.is_empty() {
            ui.label(theme::remark(ui, format!("Retrieved {}", article.retrieved)));
        }
    });
    if link.clicked() {
        actions.push(Action::Input(InputAction::OpenAddress(id)));
    }
}

/// The date, or that there is none.
fn date_of(ui: &mut Ui, article: &Article) {
    match article.published {
        Some(date) => ui.label(date.to_string()),
        None => ui
            .label(egui::RichText::new("No date found").color(Palette::for_ui(ui).warning))
            .on_hover_text("Words such as “Monday” need one. Set it under “Edit article details…”"),
    };
}

/// The button that opens the details of the article.
pub const EDIT_DETAILS: &str = "Edit article details…";

/// In less height than this the head is one line.
const LOW: f32 = 440.0;

fn how_known(basis: Option<PublishedBasis>, words: &str) -> String {
    match basis {
        Some(PublishedBasis::Stated) if !words.is_empty() => format!("stated, “{}”", words.trim()),
        Some(PublishedBasis::Stated) | None => "stated".to_owned(),
        Some(PublishedBasis::FrontMatter) => "from the file's metadata".to_owned(),
        Some(PublishedBasis::FileName) => "from the file's name".to_owned(),
        Some(PublishedBasis::Coder) => "set by hand".to_owned(),
    }
}

fn correct(ui: &mut Ui, open: &Workspace, id: ArticleId, local: &mut State, actions: &mut Vec<Action>) {
    let Some(article) = open.article(id) else { return };
    let width = room(ui.ctx()).x.min(380.0);
    ui.set_width(width);
    let disabled = !open.can_edit();
    egui::Grid::new("correct").num_columns(2).spacing([space::MEDIUM, space::SMALL]).show(ui, |ui| {
        let edit = |hint| field::Edit { hint, width: width - 90.0, lines: 1, disabled };
        ui.label("Title");
        if let Some(title) = field::text(ui, ("title", id), "Title", &article.title, edit("")) {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Title(title))));
        }
        ui.end_row();
        ui.label("Date");
        if local.correcting && ui.is_visible() {
            local.correcting = false;
            let date = ui.make_persistent_id(("date", id));
            ui.memory_mut(|memory| memory.request_focus(date));
        }
        let date = article.published.map_or_else(String::new, |date| date.to_string());
        if let Some(typed) =
            field::text(ui, ("date", id), PUBLICATION_DATE, &date, edit("2023-08-28, or 2023-08"))
        {
            match parse_typed(&typed, None, None) {
                Ok(date) => {
                    local.date_problem = None;
                    actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Published(date))));
                }
                Err(why) => local.date_problem = Some(why),
            }
        }
        ui.end_row();
        if let Some(why) = &local.date_problem {
            ui.label("");
            ui.add(egui::Label::new(egui::RichText::new(why).color(Palette::for_ui(ui).error)).wrap());
            ui.end_row();
        }
        ui.label("Source");
        if let Some(source) =
            field::text(ui, ("source", id), "Source", &article.source, edit("Who published it"))
        {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Source(source))));
        }
        ui.end_row();
        ui.label("Address");
        if let Some(url) = field::text(ui, ("address", id), ADDRESS, &article.url, edit("https://…")) {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Url(url))));
        }
        ui.end_row();
        ui.label("Retrieved");
        let hint = "When it was fetched or saved";
        if let Some(retrieved) = field::text(ui, ("retrieved", id), RETRIEVED, &article.retrieved, edit(hint))
        {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Retrieved(retrieved))));
        }
        ui.end_row();
        ui.label("Same report as");
        let hint = "Blank: it is independent";
        if let Some(source) =
            field::text(ui, ("same report as", id), "Same report as", &article.independent_source, edit(hint))
        {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::IndependentSource(source))));
        }
        ui.end_row();
        ui.label("Memo");
        let memo = field::Edit { lines: 3, ..edit("Notes") };
        if let Some(memo) = field::text(ui, ("memo", id), MEMO_OF_THE_ARTICLE, &article.memo, memo) {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Memo(memo))));
        }
        ui.end_row();
        ui.label("");
        let mut sensitive = article.sensitive;
        let check = ui.add_enabled(!disabled, egui::Checkbox::new(&mut sensitive, "Sensitive"));
        if check.on_hover_text("Exports leave the article and its annotations out on request").changed() {
            actions.push(Action::Article(ArticleAction::Edit(id, ArticleEdit::Sensitive(sensitive))));
        }
        ui.end_row();
    });
    ui.label(theme::remark(
        ui,
        "Articles that repeat one agency's report are one independent source: give them the same name.",
    ));
}
