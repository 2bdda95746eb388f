//! What was found in all articles: the words in context, to be opened, ticked and annotated.

mod annotating;
mod list;
mod row;
mod toolbar;

#[cfg(test)]
mod tests;

use eframe::egui::{Label, RichText, Ui};

use crate::ui::shell::keys;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::table::{Heading, Rows};
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::CodeId;
use tollbook_state::find::All;
use tollbook_state::{Action, AppState, Command};

/// A row of the list: an article, and which of its places; `None` for the article itself.
type Row = (usize, Option<usize>);

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FoundColumn {
    /// When the article was published.
    Published,
    /// Its title.
    Article,
    /// In how many places of it something was found.
    Places,
}

/// What the panel keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    /// The request for the keyboard that the list has followed.
    followed: u64,
    rows: Rows,
    /// The code to annotate with.
    code: Option<CodeId>,
    /// Whether only what is ticked is listed, and how it would be annotated.
    preview: bool,
    /// Words that the title or the source of an article must hold.
    words: String,
    /// By which column the articles are sorted, and whether backwards; else as they were found.
    sort: Heading<FoundColumn>,
    /// The rows, where they are not all of what was found in its order.
    listed: Cached<(u64, bool, Heading<FoundColumn>, String), Vec<Row>>,
    drafts: annotating::Drafts,
}

/// Shows the panel.
pub fn show(ui: &mut Ui, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let Some(open) = &state.workspace else { return };
    let all = &open.find.all;
    toolbar::show(ui, open, &mut local.words, actions);
    if let Some(problem) = &all.problem {
        ui.label(RichText::new(problem).color(Palette::for_ui(ui).error));
        return;
    }
    if all.query.is_blank() {
        let field = keys::tip(ui.ctx(), state, Command::FindAll, "the field at the top right");
        let text = format!(
            "Type what to look for in {field}. What is found is listed here with the words around it: open it, or tick \
             it and annotate it all at once."
        );
        ui.add(Label::new(theme::remark(ui, text)).wrap());
        return;
    }
    if all.hits == 0 {
        ui.add(Label::new(theme::remark(ui, nothing(all))).wrap());
        return;
    }
    local.preview &= all.ticked > 0;
    annotating::show(ui, open, local, actions);
    list::show(ui, open, &state.preferences, local, actions);
}

/// Why nothing is listed, and what may help.
fn nothing(all: &All) -> String {
    let (searched, total) = all.searched;
    if all.job.is_some() {
        return "Searching…".to_owned();
    }
    let mut text = match (searched, all.filter.is_blank()) {
        (0, false) => return "No article passes the filter.".to_owned(),
        (0, true) => return "There are no articles to search yet.".to_owned(),
        _ => format!("Nothing found in {}.", counted(searched, "article")),
    };
    if searched < total {
        text += &format!(" The search was stopped; {} were not searched.", total - searched);
    }
    if !all.filter.is_blank() {
        text += " Only the articles of the filter were searched.";
    }
    let query = &all.query;
    let strict =
        [(query.match_case, "case"), (query.whole_words, "whole words"), (query.match_accents, "accents")];
    let strict: Vec<&str> = strict.into_iter().filter(|(on, _)| *on).map(|(_, name)| name).collect();
    if !strict.is_empty() {
        text += &format!(" These matter: {}.", strict.join(", "));
    }
    text
}

/// How much was found, in a sentence.
fn summary(all: &All) -> String {
    let (searched, total) = all.searched;
    let places = counted(all.hits, "place");
    let articles = counted(all.articles.len(), "article");
    match (all.cut, all.job.is_some()) {
        (true, _) => format!("The first {places}, in {articles}; ask for more words to find fewer"),
        (false, true) => format!("{places} in {articles} so far, {searched} of {total} searched"),
        (false, false) if searched < total => {
            format!("{places} in {articles}; stopped after {searched} of {total}")
        }
        (false, false) => format!("{places} in {articles}"),
    }
}
