//! Articles: showing them, and what the coder says of them.

use super::{Outcome, edit as change, ensure_article};
use crate::AppState;
use crate::action::{ArticleEdit, Step};
use crate::articles::ArticleRow;
use crate::effect::{Effect, JobId};
use crate::filter::FilterRequest;
use crate::focus::Area;
use crate::library::Text;
use crate::workspace::TextChange;
use crate::workspace::Workspace;
use tollbook_core::anchoring::use_new_text;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, ArticleId, Coverage, CoverageId, PublishedBasis, ReadState, Stamp,
};

pub(super) fn show(open: &mut Workspace, id: ArticleId) -> Outcome {
    let effects = fetch_text(open, id);
    if open.selection.article != Some(id) {
        let selection = &mut open.selection;
        selection.article = Some(id);
        selection.span = None;
        selection.caret = 0;
        selection.annotation = None;
        selection.incident = None;
        selection.reveal.1 = None;
        open.focus.moved_to(Area::Text);
    }
    Ok(effects)
}

/// Asks for an article's text where only the project file has it.
pub(super) fn fetch_text(open: &Workspace, id: ArticleId) -> Vec<Effect> {
    match open.text(id) {
        Text::Stored(sha256) => vec![Effect::FetchText(sha256)],
        Text::Loaded(_) | Text::None => Vec::new(),
    }
}

pub(super) fn step(open: &mut Workspace, step: Step) -> Outcome {
    let next = match (open.selection.article, step) {
        (Some(id), Step::Previous) => open.list.before(id).next(),
        (id, _) => open.list.after(id).next(),
    };
    match next.map(|row| row.id) {
        Some(id) => show_in_list(open, id),
        None => Ok(Vec::new()),
    }
}

/// Shows an article, and its row in the list too.
fn show_in_list(open: &mut Workspace, id: ArticleId) -> Outcome {
    if let Some(closed) = open.list.group_of(id).filter(|group| group.is_closed) {
        let name = closed.name.clone();
        open.list.toggle(&name);
    }
    show(open, id)
}

/// Filters the list by what was typed: beside the window, the newest wish alone.
pub(super) fn filter(state: &mut AppState, filter: String) -> Vec<Effect> {
    let job = state.next_job();
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let list = &mut open.list;
    let mut effects: Vec<Effect> = list.filtering.take().map(Effect::Cancel).into_iter().collect();
    list.filter = filter;
    list.has_answer = false;
    match FilterRequest::new(open) {
        Some(request) => {
            open.list.filtering = Some(job);
            effects.push(Effect::Filter(job, Box::new(request)));
        }
        None => open.list.clear_filter(),
    }
    effects
}

/// Takes in articles that the filter lets through; the last of them, if it is `done`.
pub(super) fn filtered(state: &mut AppState, job: JobId, hits: &[ArticleId], done: bool) {
    let open = state.workspace.as_mut().filter(|open| open.list.filtering == Some(job));
    let Some(open) = open else { return };
    open.list.let_through(hits);
    if done {
        open.list.filtering = None;
    }
}

pub(super) fn set_read_state(
    open: &mut Workspace,
    id: ArticleId,
    state: ReadState,
    stamp: &mut Stamp,
) -> Outcome {
    let label = match state {
        ReadState::Unread => "Article is unread",
        ReadState::Read => "Article is read",
        ReadState::Done => "Article is done",
    };
    change(open, label, stamp, |draft, open| {
        let row = CoverageId::of(id, open.coder);
        let known = open.read_state(id);
        if known == state {
            return Ok(());
        }
        ensure_article(draft, &open.library, id)?;
        match state {
            ReadState::Unread => draft.remove::<Coverage>(row),
            _ => draft.set(row, Coverage { article: id, coder: open.coder, state }),
        }
        Ok(())
    })
}

/// Notes the open article as read and shows the next that is unread. Says so if there is none.
pub(super) fn read_next_unread(state: &mut AppState, stamp: &mut Stamp) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let shown = open.selection.article;
    // The list may be sorted by state, so look for the next before the state changes.
    let unread = |row: &&ArticleRow| row.state == ReadState::Unread && Some(row.id) != shown;
    let next = open.list.after(shown).find(unread).or_else(|| open.list.shown().find(unread));
    let next = next.map(|row| row.id);
    let mut effects = Vec::new();
    let outcome = (|| {
        if let Some(id) = shown.filter(|id| open.read_state(*id) == ReadState::Unread) {
            effects.extend(set_read_state(open, id, ReadState::Read, stamp)?);
        }
        if let Some(next) = next {
            effects.extend(show_in_list(open, next)?);
        }
        Ok::<_, String>(())
    })();
    match outcome {
        Err(sentence) => state.warn(sentence),
        Ok(()) if next.is_none() => state.tell("Every article in the list is read."),
        Ok(()) => {}
    }
    effects
}

pub(super) fn edit(open: &mut Workspace, id: ArticleId, edit: ArticleEdit, stamp: &mut Stamp) -> Outcome {
    let label = match &edit {
        ArticleEdit::Title(_) => "Change title",
        ArticleEdit::Published(_) => "Change publication date",
        ArticleEdit::Source(_) => "Change source",
        ArticleEdit::IndependentSource(_) => "Change independent source",
        ArticleEdit::Memo(_) => "Change memo",
        ArticleEdit::Sensitive(true) => "Mark article as sensitive",
        ArticleEdit::Sensitive(false) => "Article is not sensitive",
    };
    change(open, label, stamp, |draft, open| {
        let known = open.article(id).ok_or("The article is no longer there.")?.clone();
        let mut row = known.clone();
        match edit {
            ArticleEdit::Title(title) => row.title = title.trim().to_owned(),
            ArticleEdit::Published(published) if published != row.published => {
                row.published = published;
                row.published_basis = Some(PublishedBasis::Coder);
                row.published_as_written = String::new();
            }
            ArticleEdit::Published(_) => {}
            ArticleEdit::Source(source) => row.source = source.trim().to_owned(),
            ArticleEdit::IndependentSource(source) => row.independent_source = source.trim().to_owned(),
            ArticleEdit::Memo(memo) => row.memo = memo,
            ArticleEdit::Sensitive(sensitive) => row.sensitive = sensitive,
        }
        if row != known {
            ensure_article(draft, &open.library, id)?;
            draft.set(id, row);
        }
        Ok(())
    })
}

pub(super) fn open_file(open: &Workspace, id: ArticleId) -> Outcome {
    let listed = open.library.listed(id).ok_or(
        "The file of this article is no longer in the folder; only its text is stored in the project.",
    )?;
    Ok(vec![Effect::OpenFile(open.folder.join(listed.path.as_ref()))])
}

/// What the edit is called that gives an article the text of its file.
pub const NEW_TEXT: &str = "Use the new text";

pub(super) fn take_new_text(open: &mut Workspace, id: ArticleId, stamp: &mut Stamp) -> Outcome {
    let mut outcomes = Vec::new();
    let effects = change(open, NEW_TEXT, stamp, |draft, open| {
        let listed = open.library.listed(id).ok_or("The file is no longer in the folder.")?;
        let Text::Loaded(text) = open.text(id) else {
            return Err("The stored text is still being read; try again in a moment.".to_owned());
        };
        outcomes = use_new_text(draft, id, (&text, &listed.text), &listed.article.sha256);
        Ok(())
    })?;
    if open.selection.span.is_some() {
        open.selection.span = None;
    }
    open.selection.caret = 0;
    open.text_change = (!outcomes.is_empty()).then_some(TextChange { article: id, outcomes });
    Ok(effects)
}

/// Says that annotations are where they belong, although their text has changed.
pub(super) fn accept_anchors(open: &mut Workspace, ids: &[AnnotationId], stamp: &mut Stamp) -> Outcome {
    change(open, "Accept the place of annotations", stamp, |draft, _| {
        for id in ids {
            draft.update::<Annotation>(*id, |annotation| {
                if annotation.anchor != Anchor::Lost {
                    annotation.anchor = Anchor::InPlace;
                }
            });
        }
        Ok(())
    })
}
