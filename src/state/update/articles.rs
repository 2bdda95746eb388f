//! Articles: showing them, and what the coder says of them.

use super::{Outcome, edit as change, ensure_article};
use crate::model::{Article, ArticleId, Coverage, CoverageId, PublishedBasis, ReadState, Stamp};
use crate::state::action::{ArticleEdit, Step};
use crate::state::articles::Sort;
use crate::state::effect::Effect;
use crate::state::library::Text;
use crate::state::workspace::Workspace;

pub(super) fn show(open: &mut Workspace, id: ArticleId) -> Outcome {
    let effects = fetch_text(open, id);
    if open.selection.article != Some(id) {
        let selection = &mut open.selection;
        selection.article = Some(id);
        selection.span = None;
        selection.caret = 0;
        selection.annotation = None;
        selection.card = false;
        selection.reveal.1 = None;
    }
    Ok(effects)
}

/// Asks for an article's text where only the project file has it.
pub(super) fn fetch_text(open: &Workspace, id: ArticleId) -> Vec<Effect> {
    match open.text(id) {
        Text::Stored(sha256) => vec![Effect::FetchText(sha256)],
        Text::Here(_) | Text::None => Vec::new(),
    }
}

pub(super) fn step(open: &mut Workspace, step: Step) -> Outcome {
    let at = open.rows.iter().position(|row| Some(row.id) == open.selection.article);
    let next = match (at, step) {
        (None, _) => Some(0),
        (Some(at), Step::Next) => Some(at + 1),
        (Some(at), Step::Previous) => at.checked_sub(1),
    };
    match next.and_then(|at| open.rows.get(at)).map(|row| row.id) {
        Some(id) => show(open, id),
        None => Ok(Vec::new()),
    }
}

pub(super) fn filter(open: &mut Workspace, filter: String) -> Outcome {
    open.filter = filter;
    open.refresh_rows();
    Ok(Vec::new())
}

pub(super) fn sort(open: &mut Workspace, sort: Sort) -> Outcome {
    open.sort = sort;
    open.refresh_rows();
    Ok(Vec::new())
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
        ensure_article(draft, open, id)?;
        match state {
            ReadState::Unread => draft.remove::<Coverage>(row),
            _ => draft.set(row, Coverage { article: id, coder: open.coder, state }),
        }
        Ok(())
    })
}

pub(super) fn read_next_unread(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    let mut effects = Vec::new();
    let at = open.rows.iter().position(|row| Some(row.id) == open.selection.article);
    // The list may be sorted by state, so look for the next before the state changes.
    let from = at.map_or(0, |at| at + 1);
    let unread = |row: &&crate::state::articles::ArticleRow| {
        row.state == ReadState::Unread && Some(row.id) != open.selection.article
    };
    let next =
        open.rows[from..].iter().find(unread).or_else(|| open.rows.iter().find(unread)).map(|row| row.id);
    if let Some(id) = open.selection.article
        && open.read_state(id) == ReadState::Unread
    {
        effects.extend(set_read_state(open, id, ReadState::Read, stamp)?);
    }
    if let Some(next) = next {
        effects.extend(show(open, next)?);
    }
    Ok(effects)
}

pub(super) fn edit(open: &mut Workspace, id: ArticleId, edit: ArticleEdit, stamp: &mut Stamp) -> Outcome {
    let label = match &edit {
        ArticleEdit::Title(_) => "Change title",
        ArticleEdit::Published(_) => "Change publication date",
        ArticleEdit::Source(_) => "Change source",
        ArticleEdit::Voice(_) => "Change voice",
        ArticleEdit::Memo(_) => "Change memo",
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
            ArticleEdit::Voice(voice) => row.voice = voice.trim().to_owned(),
            ArticleEdit::Memo(memo) => row.memo = memo,
        }
        if row != known {
            ensure_article(draft, open, id)?;
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

pub(super) fn take_new_text(open: &mut Workspace, id: ArticleId, stamp: &mut Stamp) -> Outcome {
    change(open, "Take the file's new text", stamp, |draft, open| {
        let listed = open.library.listed(id).ok_or("The file is no longer in the folder.")?;
        let sha256 = listed.article.sha256.clone();
        draft.update::<Article>(id, |article| article.sha256 = sha256);
        Ok(())
    })
}
