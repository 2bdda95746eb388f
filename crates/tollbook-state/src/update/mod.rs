//! The one place where the state changes.

pub mod annotate_found;
mod annotating;
mod articles;
mod bulk;
mod chart;
mod claims;
mod codes;
mod comparison;
mod evidence;
mod find;
mod incidents;
mod lists;
mod operations;
mod outputs;
mod projects;
mod table;
pub mod totals;
mod undo;

pub use codes::{Taken, cannot_merge, key_problem, name_problem, taken};
pub use incidents::NO_REASON;
pub(super) use projects::list_articles;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::AppState;
use super::action::{Action, Step};
use super::effect::{Done, Effect};
use super::library::Library;
use super::preferences::Preferences;
use super::workspace::Workspace;
use tollbook_core::model::{ArticleId, Change, Draft, Edit, Info, Stamp};

/// What the state is told: a wish of the user, or an answer of the world.
#[derive(Debug)]
pub enum Message {
    /// A wish.
    Action(Action),
    /// An answer.
    Done(Done),
}

impl From<Action> for Message {
    fn from(action: Action) -> Self {
        Self::Action(action)
    }
}

impl From<Done> for Message {
    fn from(done: Done) -> Self {
        Self::Done(done)
    }
}

/// Changes the state, and says what the world is to do.
///
/// The stamp's time is now; its coder is set here, since only an open project knows its coders.
pub fn update(state: &mut AppState, message: impl Into<Message>, stamp: &mut Stamp) -> Vec<Effect> {
    if let Some(open) = &state.workspace {
        stamp.coder = open.coder;
    }
    let mut effects = match message.into() {
        Message::Action(action) => act(state, action, stamp),
        Message::Done(done) => projects::done(state, done, stamp),
    };
    effects.extend(comparison::begin_if_wanted(state));
    effects
}

fn act(state: &mut AppState, action: Action, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        Action::OpenFolder
        | Action::OpenFile
        | Action::Open(_)
        | Action::OpenSample
        | Action::CloseProject
        | Action::StopAsking
        | Action::Rescan
        | Action::Quit
        | Action::QuitUnsaved
        | Action::Stay
        | Action::RetrySave
        | Action::Cancel(_)
        | Action::Dismiss(_)
        | Action::Filter(_)
        | Action::SetPreferences(_)
        | Action::AskExport(_)
        | Action::Export(..)
        | Action::AskSave(_)
        | Action::CopyChart(..)
        | Action::CopyAccount(_)
        | Action::Save(..)
        | Action::AskCodebook
        | Action::ImportCodebook(_)
        | Action::AskImport
        | Action::KeepPlace(..)
        | Action::Import(_) => projects::act(state, action),
        Action::Begin(beginning) => projects::begin(state, &beginning, stamp),
        Action::Find(ask) => find::ask(state, ask),
        Action::EditAll(..) | Action::RecodeAll(..) | Action::RemoveAll(_) | Action::MoveMarks(..) => {
            in_bulk(state, action, stamp)
        }
        Action::ReadNextUnread => articles::read_next_unread(state, stamp),
        Action::Tabulate => table::tabulate(state),
        action => match &mut state.workspace {
            Some(open) => match in_workspace(open, &state.preferences, action, stamp) {
                Ok(effects) => effects,
                Err(sentence) => {
                    state.warn(sentence);
                    Vec::new()
                }
            },
            None => Vec::new(),
        },
    }
}

/// Changes many annotations at once, and says which could not be.
fn in_bulk(state: &mut AppState, action: Action, stamp: &mut Stamp) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let result = match action {
        Action::EditAll(ids, edit) => bulk::edit(open, &ids, &edit, stamp),
        Action::RecodeAll(ids, code) => {
            let label = |changed| format!("Set code of {}", bulk::number(changed, "annotation"));
            bulk::recode(open, &ids, code, &label, stamp)
        }
        Action::RemoveAll(ids) => bulk::remove(open, &ids, stamp),
        Action::MoveMarks(from, to) => codes::move_marks(open, from, to, stamp),
        _ => return Vec::new(),
    };
    match result {
        Ok((effects, remark)) => {
            remark.into_iter().for_each(|remark| state.tell(remark));
            effects
        }
        Err(sentence) => {
            state.warn(sentence);
            Vec::new()
        }
    }
}

/// What a change of the open project comes to: effects, or a sentence that says why not.
type Outcome = Result<Vec<Effect>, String>;

fn in_workspace(
    open: &mut Workspace,
    preferences: &Preferences,
    action: Action,
    stamp: &mut Stamp,
) -> Outcome {
    match action {
        Action::ShowArticle(id) => articles::show(open, id),
        Action::StepArticle(step) => articles::step(open, step),
        Action::ToggleGroup(group) => {
            open.list.toggle(&group);
            Ok(Vec::new())
        }
        Action::SetReadState(id, to) => articles::set_read_state(open, id, to, stamp),
        Action::EditArticle(id, edit) => articles::edit(open, id, edit, stamp),
        Action::OpenArticleFile(id) => articles::open_file(open, id),
        Action::TakeNewText(id) => articles::take_new_text(open, id, stamp),

        Action::Select(span) => annotating::select(open, span),
        Action::PutCaret(byte) => {
            open.selection.caret = byte;
            Ok(Vec::new())
        }
        Action::ShowAlone(code) => {
            open.alone = code;
            Ok(Vec::new())
        }
        Action::Mark(mark) => annotating::mark(open, mark, preferences.trim_marks, stamp),
        Action::MarkWith(code) => annotating::mark_with(open, code, preferences.trim_marks, stamp),
        Action::ShowAnnotation(id) => annotating::show(open, id),
        Action::StepAnnotation(step) => annotating::step(open, step),
        Action::NextOverlapping => annotating::next_overlapping(open),
        Action::CloseCard => {
            open.selection.card = false;
            Ok(Vec::new())
        }
        Action::OpenCard => {
            let effects = match open.selection.annotation {
                Some(id) => annotating::show(open, id)?,
                None => Vec::new(),
            };
            open.selection.card = open.selection.annotation.is_some();
            Ok(effects)
        }
        Action::RemoveAnnotation(id) => annotating::remove(open, id, stamp),
        Action::MoveAnnotation(id, span) => annotating::move_to(open, id, &span, stamp),
        Action::MoveEnd(end, step) => annotating::move_end(open, end, step, stamp),
        Action::Recode(id, code) => annotating::recode(open, id, code, stamp),
        Action::SetAnnotationMemo(id, memo) => annotating::set_memo(open, id, memo, stamp),
        Action::EditClaim(id, edit) => claims::edit(open, id, edit, stamp),
        Action::Redraft(id, field) => claims::redraft(open, id, field, stamp),

        Action::ShowIncident(incident) => incidents::show(open, incident),
        Action::Join(incident, to) => incidents::join(open, incident, to, stamp),
        Action::Split(incident) => incidents::split(open, incident, stamp),
        Action::EditIncident(id, edit) => incidents::edit(open, id, edit, stamp),
        Action::SetEstimate { incident, side, outcome, figures, reason } => {
            incidents::set_estimate(open, incident, (side, outcome), figures, reason, stamp)
        }
        Action::ChooseFigure(claim, chosen) => incidents::choose_figure(open, claim, chosen, stamp),
        Action::ClearEstimate(id) => incidents::clear_estimate(open, id, stamp),

        Action::ShowPair(pair) => comparison::show(open, pair),
        Action::StepPair(Step::Next) => comparison::step(open, 1),
        Action::StepPair(Step::Previous) => comparison::step(open, -1),
        Action::JoinPair(pair) => {
            let (from, to) = pair.join(&open.project, &open.answers);
            comparison::decided(open, pair, |open| incidents::join(open, from, to, stamp))
        }
        Action::KeepApart(pair) => comparison::keep_apart(open, pair, stamp),
        Action::KeepApartNoMore(link) => comparison::keep_apart_no_more(open, link, stamp),
        Action::Later(pair) => comparison::later(open, pair),
        Action::CompareAgain => comparison::compare_again(open),
        Action::OneVoice(articles, voice) => comparison::one_voice(open, &articles, &voice, stamp),
        Action::DifferentVoices(articles) => comparison::different_voices(open, &articles),

        Action::AddOperation(name) => operations::add(open, &name, stamp),
        Action::EditOperation(id, edit) => operations::edit(open, id, edit, stamp),
        Action::RemoveOperation(id) => operations::remove(open, id, stamp),
        Action::MergeOperation(from, into) => operations::merge(open, from, into, stamp),
        Action::AddEntry(list, name) => lists::add(open, list, &name, stamp),
        Action::EditEntry(id, edit) => lists::edit(open, id, edit, stamp),
        Action::RemoveEntry(id) => lists::remove(open, id, stamp),
        Action::MergeEntry(from, into) => lists::merge(open, from, into, stamp),
        Action::ExcludeFromTotal(incident, total) => totals::exclude(open, incident, total, stamp),
        Action::IncludeInTotal(incident, total) => totals::include(open, incident, total, stamp),
        Action::RecordRemainder(remainder) => totals::record_remainder(open, *remainder, stamp),
        Action::AddCode(name) => codes::add(open, &name, stamp),
        Action::EditCode(id, edit) => codes::edit(open, &preferences.keys, id, edit, stamp),
        Action::RemoveCode(id) => codes::remove(open, id, stamp),
        Action::MergeCodes(from, into) => codes::merge(open, from, into, stamp),

        Action::AskTable(question) => {
            open.table.question = *question;
            Ok(Vec::new())
        }

        Action::AttachEvidence(annotation, incident) => evidence::attach(open, annotation, incident, stamp),
        Action::DetachEvidence(link) => evidence::detach(open, link, stamp),
        Action::SetProjectMemo(memo) => edit(open, "Change memo of the project", stamp, |draft, open| {
            draft.update::<Info>(open.project.id(), |info| info.memo = memo);
            Ok(())
        }),

        Action::SetQuery(query) => chart::set_query(open, query),
        Action::Try(what_if) => chart::set_what_if(open, what_if),
        Action::ShowBar(bar) => {
            open.selection.bar = bar;
            Ok(Vec::new())
        }

        Action::Undo => undo::undo(open, stamp),
        Action::Redo => undo::redo(open, stamp),
        // Those of the whole program do not come here.
        _ => Ok(Vec::new()),
    }
}

/// Makes an edit from changes, applies it and has it saved.
fn edit(
    open: &mut Workspace,
    label: &str,
    stamp: &mut Stamp,
    change: impl FnOnce(&mut Draft<'_>, &Workspace) -> Result<(), String>,
) -> Outcome {
    check_writable(open)?;
    let edit = {
        let project = open.project.clone();
        let mut draft = Draft::new(&project, stamp);
        change(&mut draft, open)?;
        draft.ensure_coder(&open.coder_name);
        draft.finish(label)
    };
    match edit {
        Some(edit) => apply(open, edit),
        None => Ok(Vec::new()),
    }
}

/// Says why nothing can be changed, if that is so.
fn check_writable(open: &Workspace) -> Result<(), String> {
    open.save.read_only.as_ref().map_or(Ok(()), |why| Err(format!("Nothing can be changed: {why}")))
}

/// Applies an edit, brings what is derived up to date and has it saved.
fn apply(open: &mut Workspace, edit: Edit) -> Outcome {
    let touched = open.project.apply(&edit).map_err(|conflict| {
        format!("“{}” could not be done: {conflict}. Nothing was changed.", edit.label)
    })?;
    open.revision += 1;
    let before = open.answers.update(&open.project, &touched);
    chart::forget_what_is_gone(open, &touched);
    comparison::refresh(open, &edit, &touched, &before);
    open.recount(&before);
    if !touched.articles.is_empty() || !touched.coverage.is_empty() {
        open.readings += 1;
    }
    open.list_articles(articles_of(&edit));
    forget_what_is_gone(open);
    open.history.push((&edit).into());
    let texts = texts_of(open, &edit);
    let edit = Arc::new(edit);
    open.edits.insert(edit.id, edit.clone());
    let mut effects = Vec::new();
    if let Some(beginning) = open.unsaved_beginning.take() {
        open.save.waiting.push_back(beginning.id);
        effects.push(Effect::Save(beginning, Vec::new()));
    }
    open.save.waiting.push_back(edit.id);
    effects.push(Effect::Save(edit, texts));
    Ok(effects)
}

/// The articles of which an edit changes what the list shows.
fn articles_of(edit: &Edit) -> BTreeSet<ArticleId> {
    let mut articles = BTreeSet::new();
    for change in &edit.changes {
        match change {
            Change::Article(row) => articles.extend([row.id]),
            Change::Coverage(row) => {
                articles.extend([&row.before, &row.after].into_iter().flatten().map(|row| row.article))
            }
            Change::Annotation(row) => {
                articles.extend([&row.before, &row.after].into_iter().flatten().map(|row| row.article))
            }
            _ => {}
        }
    }
    articles
}

/// The texts that the project file needs for an edit: those of the articles that it adds, or
/// that it gives another text.
fn texts_of(open: &Workspace, edit: &Edit) -> Vec<(String, Arc<str>)> {
    let added = edit.changes.iter().filter_map(|change| match change {
        Change::Article(row) => {
            let after = row.after.as_ref()?;
            let known = row.before.as_ref().is_some_and(|before| before.sha256 == after.sha256);
            let listed = open.library.listed(row.id).filter(|_| !known)?;
            (listed.article.sha256 == after.sha256).then(|| (after.sha256.clone(), listed.text.clone()))
        }
        _ => None,
    });
    added.collect()
}

/// Clears what is selected and no longer there.
fn forget_what_is_gone(open: &mut Workspace) {
    let selection = &mut open.selection;
    if selection.annotation.is_some_and(|id| !open.project.annotations.contains(id)) {
        selection.annotation = None;
        selection.card = false;
    }
    open.alone = open.alone.filter(|code| open.project.codes.contains(*code));
    selection.incident = selection
        .incident
        .map(|id| open.answers.index.root(id))
        .filter(|id| open.project.incidents.contains(*id));
    if selection.bar.is_some_and(|bar| !open.counted.timeline.bars.contains_key(&bar)) {
        selection.bar = None;
    }
}

/// Puts an article's row into an edit, if it has none yet.
fn ensure_article(draft: &mut Draft<'_>, library: &Library, id: ArticleId) -> Result<(), String> {
    if draft.get::<tollbook_core::model::Article>(id).is_some() {
        return Ok(());
    }
    let listed = library.listed(id).ok_or("The article is no longer in the folder.")?;
    draft.set(id, listed.article.as_ref().clone());
    Ok(())
}
