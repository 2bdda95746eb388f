//! Articles: showing them, and what the coder says of them.

use std::sync::Arc;

use super::input::note_reader;
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
    Ok(Vec::new())
}

/// Asks once for the text of the open article where only the project file has it: since it was opened, or
/// since its file has changed.
pub(super) fn fetch_open_text(state: &mut AppState) -> Option<Effect> {
    let open = state.workspace.as_mut()?;
    let Text::Stored(sha256) = open.text(open.selection.article?) else { return None };
    if open.awaited_text.as_ref() == Some(&sha256) {
        return None;
    }
    open.awaited_text = Some(sha256.clone());
    Some(Effect::FetchText(sha256))
}

/// Takes in a text of the project file.
pub(super) fn text_fetched(state: &mut AppState, sha256: String, text: Result<Arc<str>, String>) {
    let Some(open) = &mut state.workspace else { return };
    if open.awaited_text.as_ref() == Some(&sha256) {
        open.awaited_text = None;
    }
    match text {
        Ok(text) => open.library.keep_text(sha256, text),
        Err(why) => {
            open.library.note_missing(sha256);
            state.warn(format!("An article's stored text could not be read: {why}"));
        }
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
pub(super) fn show_in_list(open: &mut Workspace, id: ArticleId) -> Outcome {
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
        ReadState::Unread => "Set article to unread",
        ReadState::Read => "Set article to read",
        ReadState::Done => "Set article to done",
    };
    change(open, label, stamp, |draft, open| {
        let row = CoverageId::for_coder(id, open.coder);
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
        ArticleEdit::Url(_) => "Change address",
        ArticleEdit::Retrieved(_) => "Change time of retrieval",
        ArticleEdit::IndependentSource(_) => "Change independent source",
        ArticleEdit::Memo(_) => "Change memo",
        ArticleEdit::Sensitive(true) => "Mark article as sensitive",
        ArticleEdit::Sensitive(false) => "Article is not sensitive",
    };
    change(open, label, stamp, |draft, open| {
        let known = match open.project.articles.get(id) {
            Some(row) => row.clone(),
            None => open.library.listed(id).ok_or("The article is no longer there.")?.row(),
        };
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
            ArticleEdit::Url(url) => row.url = url.trim().to_owned(),
            ArticleEdit::Retrieved(retrieved) => row.retrieved = retrieved.trim().to_owned(),
            ArticleEdit::IndependentSource(source) => row.independent_source = source.trim().to_owned(),
            ArticleEdit::Memo(memo) => row.memo = memo,
            ArticleEdit::Sensitive(sensitive) => row.sensitive = sensitive,
        }
        if row != known {
            draft.set(id, row);
        }
        Ok(())
    })
}

pub(super) fn open_file(open: &Workspace, id: ArticleId) -> Outcome {
    let listed = open.library.listed(id).ok_or(
        "The file of this article is no longer in the folder; only its text is stored in the project.",
    )?;
    let (container, _) = listed.container_and_part();
    let file = if container.is_empty() { listed.path() } else { container };
    Ok(vec![Effect::OpenFile(open.folder.join(file))])
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
        let new = open.library.listed_text(id).ok_or("The file has changed again; read the folder again.")?;
        outcomes = use_new_text(draft, id, (&text, &new), &listed.article().sha256);
        note_reader(draft, open, id)
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

#[cfg(test)]
mod tests {
    use super::super::annotating::tests::Desk;
    use super::*;
    use crate::action::{Action, AnnotationAction, ArticleAction, ProjectAction};
    use crate::effect::{Done, OtherCopy};
    use tollbook_core::anchoring::MadeOn;
    use tollbook_core::model::{ClaimType, Draft, Edit, EntryId, List, ListEntry, Project};
    use tollbook_files::storage::Reloaded;

    const TEXT: &str = "Four sailors were killed off the cape.";

    /// A desk whose open, annotated article has another text on disk now; with what is to be done for that.
    fn changed_on_disk() -> (Desk, Vec<Effect>) {
        let mut desk = Desk::new(TEXT);
        desk.tell(Action::Annotation(AnnotationAction::Select(Some(0..12))));
        desk.tell(Action::Annotation(AnnotationAction::Add(ClaimType::Killed)));
        let effects = desk.tell(Action::Project(ProjectAction::Rescan));
        let answers = desk.scan(effects, NEW_TEXT, [8; 32]);
        (desk, answers)
    }

    fn open(desk: &Desk) -> &Workspace {
        desk.state.workspace.as_ref().unwrap()
    }

    #[test]
    fn the_text_of_the_open_article_is_fetched_when_its_file_has_changed() {
        let (mut desk, answers) = changed_on_disk();
        let fetched = |effects: &[Effect]| {
            effects.iter().filter(|effect| matches!(effect, Effect::FetchText(_))).count()
        };
        assert_eq!(fetched(&answers), 1, "{answers:?}");
        assert_eq!(fetched(&desk.tell(Action::FocusMoved(Area::Text))), 0, "it is asked for once");
        let hash = "07".repeat(32);
        desk.tell(Done::TextFetched(hash, Ok(TEXT.into())));
        assert_eq!(open(&desk).open_text().as_deref(), Some(TEXT));
    }

    #[test]
    fn a_text_that_the_file_does_not_have_is_said_to_be_missing() {
        let (mut desk, _) = changed_on_disk();
        desk.tell(Done::TextFetched("07".repeat(32), Err("The file has no such text.".to_owned())));
        let id = open(&desk).selection.article.unwrap();
        assert_eq!(open(&desk).text(id), Text::None);
        let said = |notice: &&crate::Notice| notice.text.contains("no such text");
        assert_eq!(desk.state.notices.iter().filter(said).count(), 1, "{:?}", desk.state.notices);
    }

    const NEW_TEXT: &str = "Fifteen sailors were killed off the cape.";

    /// A desk with the new text in use, and the facts before it was.
    fn with_new_text() -> (Desk, Project) {
        let (mut desk, _) = changed_on_disk();
        desk.tell(Done::TextFetched("07".repeat(32), Ok(TEXT.into())));
        let before = open(&desk).project.clone();
        let article = open(&desk).selection.article.unwrap();
        desk.tell(Action::Article(ArticleAction::UseNewText(article)));
        assert_eq!(open(&desk).project.articles.get(article).unwrap().sha256, "08".repeat(32));
        (desk, before)
    }

    /// Another coder's annotation of these words, made on `text`.
    fn annotated(project: &Project, text: &str, words: &str) -> (Edit, AnnotationId) {
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::from_u128(5)), 99);
        let id: AnnotationId = stamp.mint();
        let start = text.find(words).unwrap();
        let (quote, prefix, suffix) = Annotation::quote(text, &(start..start + words.len())).unwrap();
        let (_, like) = project.annotations.iter().next().unwrap();
        let (end, coder) = (start + words.len(), stamp.coder);
        let own = Annotation { start, end, quote, prefix, suffix, coder, ..like.clone() };
        let mut draft = Draft::new(project, &mut stamp);
        draft.set(coder, ListEntry::named(List::Coder, "Ben"));
        draft.set(id, own);
        (draft.finish("Annotate").unwrap(), id)
    }

    #[test]
    fn an_annotation_of_a_copy_with_the_text_before_is_merged_into_the_new_text() {
        let (mut desk, before) = with_new_text();
        let (edit, id) = annotated(&before, TEXT, "off the cape");
        let mut copy = before.clone();
        copy.apply(&edit).unwrap();
        let article = open(&desk).selection.article.unwrap();
        let made_on = MadeOn::from([(edit.id, vec![(article, "07".repeat(32))])]);
        for effect in desk.tell(Action::Project(ProjectAction::Merge("copy.tollbook".into()))) {
            let Effect::ReadCopy(job, _) = effect else { continue };
            let copy = OtherCopy {
                name: "copy.tollbook".to_owned(),
                edits: vec![Arc::new(edit.clone())],
                made_on: made_on.clone(),
                project: copy.clone(),
                texts: vec![("07".repeat(32), TEXT.into())],
                coders: Vec::new(),
            };
            desk.tell(Done::CopyRead(job, Ok(Box::new(copy))));
        }
        let row = open(&desk).project.annotations.get(id).unwrap();
        assert_eq!((row.quote.as_str(), row.anchor), ("off the cape", Anchor::Moved));
        assert!(row.matches(NEW_TEXT));
        desk.tell(Action::Project(ProjectAction::Undo));
        assert!(!open(&desk).project.annotations.contains(id));
    }

    #[test]
    fn going_back_to_the_text_before_takes_others_annotations_along() {
        let (mut desk, _) = with_new_text();
        let now = jiff::Timestamp::UNIX_EPOCH;
        while let Some(last) = open(&desk).save.waiting.back().copied() {
            desk.tell(Done::Saved(last, now));
        }
        let mut file = open(&desk).project.clone();
        let (edit, id) = annotated(&file, NEW_TEXT, "off the cape");
        file.apply(&edit).unwrap();
        let mut history = open(&desk).history.clone();
        history.push((&edit).into());
        let ids = open(&desk).made.iter().copied().chain([edit.id]).collect();
        let reloaded = Reloaded {
            project: file,
            history: history.into(),
            ids: std::sync::Arc::new(ids),
            has_foreign: true,
            missing: Vec::new(),
            appended: Some(vec![edit]),
            warnings: Vec::new(),
            is_from_team: false,
        };
        desk.tell(Done::Reloaded(Box::new(reloaded)));
        desk.tell(Action::Project(ProjectAction::Undo));
        let project = &open(&desk).project;
        assert!(project.articles.iter().all(|(_, article)| article.sha256 == "07".repeat(32)));
        assert!(project.annotations.get(id).unwrap().matches(TEXT));
        desk.tell(Action::Project(ProjectAction::Redo));
        assert!(open(&desk).project.annotations.get(id).unwrap().matches(NEW_TEXT));
    }
}
