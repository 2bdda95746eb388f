//! Notes on the open article and on the whole project.

use eframe::egui::Ui;

use crate::ui::theme;
use crate::ui::widgets::field;
use crate::ui::widgets::row;
use tollbook_state::{Action, ArticleEdit, Workspace};
use tollbook_state::{ArticleAction, ProjectAction};

/// The field of the open article's memo.
pub const ARTICLE_NOTES: &str = "Notes on the article";

/// Shows both memos, to be written.
pub(super) fn show(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    ui.label(theme::strong("Notes"));
    ui.add_enabled_ui(open.can_edit(), |ui| {
        if let Some((id, article)) = open.selection.article.and_then(|id| Some((id, open.article(id)?))) {
            let name = ARTICLE_NOTES;
            let typed =
                memo(ui, (id, "article"), "Article", name, "Notes on the open article", &article.memo);
            actions
                .extend(typed.map(|memo| Action::Article(ArticleAction::Edit(id, ArticleEdit::Memo(memo)))));
        }
        let written = open.project.info.iter().next().map_or("", |(_, info)| info.memo.as_str());
        let id = (open.project.id(), "project");
        let name = "Notes on the project";
        let typed = memo(ui, id, "Project", name, "Notes on the whole project", written);
        actions.extend(typed.map(|it| Action::Project(ProjectAction::SetMemo(it))));
    });
}

fn memo(
    ui: &mut Ui,
    id: impl std::hash::Hash + std::fmt::Debug + Copy,
    label: &str,
    name: &str,
    hint: &str,
    memo: &str,
) -> Option<String> {
    let lines = memo.lines().count().clamp(2, 6);
    row::row(ui, label, |ui| {
        field::text(ui, id, name, memo, field::Edit { hint, lines, ..field::Edit::default() })
    })
}
