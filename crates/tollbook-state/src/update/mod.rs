//! The one place where the state changes.

mod adjudication;
pub mod annotate_found;
mod annotating;
mod articles;
mod bulk;
mod chart;
mod claims;
mod coder;
mod codes;
mod comparison;
mod evidence;
mod external_changes;
mod find;
mod incidents;
mod input;
mod lists;
mod merge;
#[cfg(test)]
mod one_field;
mod operations;
mod outputs;
mod past;
mod projects;
mod restore;
mod scanning;
mod suggestions;
mod table;
mod team;
pub mod totals;
mod undo;

pub use articles::NEW_TEXT;
pub use codes::{Taken, cannot_merge, key_problem, name_problem, taken};
pub use external_changes::Following;
pub(super) use external_changes::take_in_next;
pub use incidents::NO_REASON;
pub use merge::MERGE;
pub use outputs::PublishedChart;
pub(super) use scanning::list_articles;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::AppState;
use super::action::{
    Action, AnnotationAction, ArticleAction, ChartAction, ChartQuestion, ClaimAction, CodeAction,
    DuplicateAction, IncidentAction, ListAction, OperationAction, Step, TotalAction,
};
use super::effect::{Done, Effect};
use super::find::Ask;
use super::focus::Area;
use super::library::Library;
use super::preferences::{PreferenceChange, Switch, Tab};
use super::workspace::Workspace;
use tollbook_core::model::{Article, ArticleId, Change, Conflict, Draft, Edit, Stamp};

/// What the state is told: a wish of the user, or an answer of the world.
#[derive(Debug)]
pub enum Message {
    /// A wish.
    Action(Action),
    /// An answer.
    Done(Done),
}

impl Message {
    /// Whether it surely makes no edit, so that it can be carried out while edits of others are being taken in.
    fn leaves_facts(&self) -> bool {
        match self {
            Self::Action(action) => matches!(
                action,
                Action::Program(_)
                    | Action::Preference(_)
                    | Action::Focus(_)
                    | Action::FocusMoved(_)
                    | Action::AskPath(_)
                    | Action::Find(Ask::OpenBar | Ask::OpenAll | Ask::Step(_))
                    | Action::Table(_)
                    | Action::Chart(_)
                    | Action::Team(_)
                    | Action::Article(
                        ArticleAction::Show(_)
                            | ArticleAction::Step(_)
                            | ArticleAction::Filter(_)
                            | ArticleAction::KeepPlace(..)
                    )
                    | Action::Annotation(
                        AnnotationAction::Select(_)
                            | AnnotationAction::PlaceCaret(_)
                            | AnnotationAction::Show(_)
                            | AnnotationAction::Step(_)
                    )
            ),
            Self::Done(done) => matches!(
                done,
                Done::Progress(..)
                    | Done::Articles(..)
                    | Done::Filtered(..)
                    | Done::Tabulated(..)
                    | Done::Found(..)
                    | Done::Suggested(..)
                    | Done::Saved(..)
                    | Done::Team(_)
                    | Done::Whereabouts(_)
                    | Done::Comparison(..)
                    | Done::HiddenFound(..)
            ),
        }
    }
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
    let focus = state.workspace.as_ref().map(|open| open.focus.request());
    let message = message.into();
    let mut effects = if message.leaves_facts() { Vec::new() } else { external_changes::take_in_all(state) };
    effects.extend(match message {
        Message::Action(action) if coder::must_ask(state, &action) => coder::hold(state, action),
        Message::Action(action) => act(state, action, stamp),
        Message::Done(done) => projects::done(state, done, stamp),
    });
    state.forget_notices_of_undone_edits();
    effects.extend(show_focus(state, focus));
    state.workspace.iter_mut().for_each(suggestions::forget_if_left);
    effects.extend(articles::fetch_open_text(state));
    effects.extend(comparison::begin_if_wanted(state));
    effects.extend(suggestions::begin_if_wanted(state));
    effects.extend(past::begin_if_wanted(state));
    effects.extend(adjudication::begin_if_wanted(state));
    effects.extend(undo::look_if_wanted(state));
    effects.extend(team::tell_place(state));
    effects
}

fn act(state: &mut AppState, action: Action, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        Action::Program(action) => projects::program(state, action),
        Action::Preference(change) => preferences(state, change),
        Action::Focus(area) => {
            state.workspace.iter_mut().for_each(|open| open.focus.send_to(area));
            Vec::new()
        }
        Action::FocusMoved(area) => {
            state.workspace.iter_mut().for_each(|open| open.focus.moved_to(area));
            Vec::new()
        }
        Action::AskPath(purpose) => projects::ask_path(state, purpose),
        Action::Project(action) => projects::project(state, action, stamp),
        Action::Merge(action) => merge::act(state, action, stamp),
        Action::Article(action) => article(state, action, stamp),
        Action::Input(action) => input::act(state, action, stamp),
        Action::Find(ask) => find::ask(state, ask),
        Action::Annotation(action) => annotation(state, action, stamp),
        Action::Claim(action) => claim(state, action, stamp),
        Action::Incident(action) => in_project(state, |open| incident(open, action, stamp)),
        Action::Duplicate(action) => in_project(state, |open| duplicate(open, action, stamp)),
        Action::Suggestion(action) => in_project(state, |open| suggestions::act(open, action, stamp)),
        Action::ResetLearned => suggestions::reset_learned(state, stamp),
        Action::Operation(action) => in_project(state, |open| match action {
            OperationAction::Add(name) => operations::add(open, &name, stamp),
            OperationAction::Edit(id, edit) => operations::edit(open, id, edit, stamp),
            OperationAction::Remove(id) => operations::remove(open, id, stamp),
            OperationAction::Merge(from, into) => operations::merge(open, from, into, stamp),
        }),
        Action::List(action) => in_project(state, |open| match action {
            ListAction::Add(list, name) => lists::add(open, list, &name, stamp),
            ListAction::Edit(id, edit) => lists::edit(open, id, edit, stamp),
            ListAction::Remove(id) => lists::remove(open, id, stamp),
            ListAction::Merge(from, into) => lists::merge(open, from, into, stamp),
        }),
        Action::Total(action) => in_project(state, |open| match action {
            TotalAction::Exclude(incident, total) => totals::exclude(open, incident, total, stamp),
            TotalAction::Include(incident, total) => totals::include(open, incident, total, stamp),
            TotalAction::RecordRemainder(remainder) => totals::record_remainder(open, *remainder, stamp),
        }),
        Action::Code(action) => code(state, action, stamp),
        Action::Table(action) => table::act(state, action),
        Action::Chart(action) => match action {
            ChartAction::Ask(ChartQuestion::GroupBy(grouping)) => {
                state.preferences.chart_grouping = grouping;
                let mut effects =
                    in_project(state, |open| chart::ask(open, ChartQuestion::GroupBy(grouping)));
                effects.push(Effect::SavePreferences(state.preferences.clone()));
                effects
            }
            ChartAction::Ask(question) => in_project(state, |open| chart::ask(open, question)),
            ChartAction::WhatIf(change) => in_project(state, |open| chart::try_out(open, change)),
            ChartAction::ShowBar(bar) => in_project(state, |open| {
                open.selection.bar = bar;
                Ok(Vec::new())
            }),
            ChartAction::FindHidden => chart::find_hidden(state),
            ChartAction::Copy(export) => outputs::copy_chart(state, &export),
            ChartAction::CopyProvenance(subject) => outputs::copy_provenance(state, subject),
        },
        Action::Restore(action) => restore::act(state, action),
        Action::History(action) => past::act(state, action),
        Action::Agreement(action) => adjudication::act(state, action, stamp),
        Action::Coder(action) => coder::act_on(state, action, stamp),
        Action::Team(action) => {
            let mut effects = team::act(state, action);
            team::name_taker(state, &mut effects, stamp);
            effects
        }
    }
}

/// Shows the part of the window that the keyboard was sent to since request `before`, if it is hidden.
fn show_focus(state: &mut AppState, before: Option<u64>) -> Vec<Effect> {
    let focus = state.workspace.as_ref().map(|open| open.focus);
    let Some(focus) = focus.filter(|focus| before.is_some_and(|before| before != focus.request())) else {
        return Vec::new();
    };
    let annotation = state.workspace.as_ref().and_then(|open| open.selection.annotation);
    let makes_claim = |open: &Workspace| annotation.is_some_and(|id| open.project.claims.contains(id));
    match focus.area() {
        // Whoever annotates from the codebook stays there where there is no claim to look at.
        Area::Form
            if state.preferences.tab == Tab::Codebook
                && !state.workspace.as_ref().is_some_and(makes_claim) =>
        {
            state.workspace.iter_mut().for_each(|open| open.focus.send_to(Area::Text));
            Vec::new()
        }
        Area::Form => preferences(state, PreferenceChange::Tab(Tab::Selection)),
        Area::ArticleFilter | Area::ArticleList => {
            preferences(state, PreferenceChange::Set(Switch::Articles, true))
        }
        // The text is hidden while the panel below has its room.
        Area::Text | Area::FindBar => preferences(state, PreferenceChange::Set(Switch::FillDock, false)),
        Area::FindField | Area::SearchResults => Vec::new(),
    }
}

fn preferences(state: &mut AppState, change: PreferenceChange) -> Vec<Effect> {
    let before = state.preferences.clone();
    state.preferences.change(change);
    if let Some(open) = &mut state.workspace {
        open.list.set_order(state.preferences.list);
    }
    if state.preferences == before {
        return Vec::new();
    }
    if state.preferences.suggestions != before.suggestions {
        suggestions::switched(state);
    }
    vec![Effect::SavePreferences(state.preferences.clone())]
}

fn article(state: &mut AppState, action: ArticleAction, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        ArticleAction::Filter(filter) => articles::filter(state, filter),
        ArticleAction::KeepPlace(top, caret) => projects::keep_place(state, top, caret),
        ArticleAction::ReadNextUnread => articles::read_next_unread(state, stamp),
        ArticleAction::Show(id) => in_project(state, |open| articles::show(open, id)),
        ArticleAction::Step(step) => in_project(state, |open| articles::step(open, step)),
        ArticleAction::ShowOnlyCasualties(only) => in_project(state, |open| {
            open.list.show_only_casualties(only);
            Ok(Vec::new())
        }),
        ArticleAction::ToggleGroup(group) => in_project(state, |open| {
            open.list.toggle(&group);
            Ok(Vec::new())
        }),
        ArticleAction::SetReadState(id, to) => {
            in_project(state, |open| articles::set_read_state(open, id, to, stamp))
        }
        ArticleAction::Edit(id, edit) => in_project(state, |open| articles::edit(open, id, edit, stamp)),
        ArticleAction::OpenFile(id) => in_project(state, |open| articles::open_file(open, id)),
        ArticleAction::UseNewText(id) => {
            let effects = in_project(state, |open| articles::take_new_text(open, id, stamp));
            scanning::forget_changed_articles(state);
            effects
        }
        ArticleAction::CloseTextChange => in_project(state, |open| {
            open.text_change = None;
            Ok(Vec::new())
        }),
    }
}

fn annotation(state: &mut AppState, action: AnnotationAction, stamp: &mut Stamp) -> Vec<Effect> {
    let trims = state.preferences.trim_marks;
    match action {
        AnnotationAction::SetCodeOfAll(ids, code) => in_bulk(state, |open| {
            let label = |changed| format!("Set code of {}", bulk::number(changed, "annotation"));
            bulk::recode(open, &ids, code, &label, stamp)
        }),
        AnnotationAction::RemoveAll(ids) => in_bulk(state, |open| bulk::remove(open, &ids, stamp)),
        action => in_project(state, |open| one_annotation(open, action, trims, stamp)),
    }
}

fn one_annotation(open: &mut Workspace, action: AnnotationAction, trims: bool, stamp: &mut Stamp) -> Outcome {
    match action {
        AnnotationAction::Select(span) => annotating::select(open, span),
        AnnotationAction::PlaceCaret(byte) => {
            open.selection.caret = byte;
            Ok(Vec::new())
        }
        AnnotationAction::ShowOnly(code) => {
            open.alone = code;
            Ok(Vec::new())
        }
        AnnotationAction::Add(claim_type) => annotating::annotate_as(open, claim_type, trims, stamp),
        AnnotationAction::AddWithCode(code) => annotating::mark_with(open, code, trims, stamp),
        AnnotationAction::Show(id) => annotating::show(open, id),
        AnnotationAction::Step(step) => annotating::step(open, step),
        AnnotationAction::NextOverlapping => annotating::next_overlapping(open),
        AnnotationAction::OpenForm => {
            let Some(id) = annotating::at_cursor(open) else { return Ok(Vec::new()) };
            let effects = annotating::show(open, id)?;
            open.focus.send_to(Area::Form);
            Ok(effects)
        }
        AnnotationAction::Remove(id) => annotating::remove(open, id, stamp),
        AnnotationAction::Move(id, span) => annotating::move_to(open, id, &span, stamp),
        AnnotationAction::SetSensitive(id, sensitive) => {
            annotating::set_sensitive(open, id, sensitive, stamp)
        }
        AnnotationAction::AcceptAnchors(ids) => articles::accept_anchors(open, &ids, stamp),
        AnnotationAction::MoveEnd(end, step) => annotating::move_end(open, end, step, stamp),
        AnnotationAction::SetCode(id, code) => annotating::recode(open, id, code, stamp),
        AnnotationAction::SetMemo(id, memo) => annotating::set_memo(open, id, memo, stamp),
        AnnotationAction::SetCodeOfAll(..) | AnnotationAction::RemoveAll(_) => Ok(Vec::new()),
    }
}

fn claim(state: &mut AppState, action: ClaimAction, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        ClaimAction::Edit(id, edit) => in_project(state, |open| claims::edit(open, id, edit, stamp)),
        ClaimAction::ReadAgain(id, field) => {
            in_project(state, |open| claims::redraft(open, id, field, stamp))
        }
        ClaimAction::EditAll(ids, edit) => in_bulk(state, |open| bulk::edit(open, &ids, &edit, stamp)),
        ClaimAction::ChooseFigure(id, chosen) => {
            in_project(state, |open| incidents::choose_figure(open, id, chosen, stamp))
        }
    }
}

fn incident(open: &mut Workspace, action: IncidentAction, stamp: &mut Stamp) -> Outcome {
    match action {
        IncidentAction::Show(incident) => incidents::show(open, incident),
        IncidentAction::Join(incident, to) => incidents::join(open, incident, to, stamp),
        IncidentAction::Split(incident) => incidents::split(open, incident, stamp),
        IncidentAction::Edit(id, edit) => incidents::edit(open, id, edit, stamp),
        IncidentAction::SetEstimate { incident, side, outcome, figures, reason } => {
            incidents::set_estimate(open, incident, (side, outcome), figures, reason, stamp)
        }
        IncidentAction::ClearEstimate(id) => incidents::clear_estimate(open, id, stamp),
        IncidentAction::AttachEvidence(annotation, incident) => {
            evidence::attach(open, annotation, incident, stamp)
        }
        IncidentAction::DetachEvidence(link) => evidence::detach(open, link, stamp),
    }
}

fn duplicate(open: &mut Workspace, action: DuplicateAction, stamp: &mut Stamp) -> Outcome {
    match action {
        DuplicateAction::Show(pair) => comparison::show(open, pair),
        DuplicateAction::Arrange(order) => comparison::arrange(open, order),
        DuplicateAction::Step(Step::Next) => comparison::step(open, 1),
        DuplicateAction::Step(Step::Previous) => comparison::step(open, -1),
        DuplicateAction::Join(pair) => {
            let (from, to) = pair.join(&open.project, &open.answers);
            comparison::decided(open, pair, |open| incidents::join(open, from, to, stamp))
        }
        DuplicateAction::KeepApart(pair) => comparison::keep_apart(open, pair, stamp),
        DuplicateAction::ForgetKeptApart(link) => comparison::keep_apart_no_more(open, link, stamp),
        DuplicateAction::Postpone(pair) => comparison::later(open, pair),
        DuplicateAction::CompareAgain => comparison::compare_again(open),
        DuplicateAction::OneSource(articles, source) => {
            comparison::one_voice(open, &articles, &source, stamp)
        }
        DuplicateAction::DifferentSources(articles) => comparison::different_voices(open, &articles),
    }
}

fn code(state: &mut AppState, action: CodeAction, stamp: &mut Stamp) -> Vec<Effect> {
    let keys = state.preferences.keys.clone();
    match action {
        CodeAction::Add(name) => in_project(state, |open| codes::add(open, &name, stamp)),
        CodeAction::Edit(id, edit) => in_project(state, |open| codes::edit(open, &keys, id, edit, stamp)),
        CodeAction::Remove(id) => in_project(state, |open| codes::remove(open, id, stamp)),
        CodeAction::Merge(from, into) => in_project(state, |open| codes::merge(open, from, into, stamp)),
        CodeAction::MoveAnnotations(from, to) => {
            in_bulk(state, |open| codes::move_marks(open, from, to, stamp))
        }
    }
}

/// Changes the open project; what cannot be done is said in a notice.
fn in_project(state: &mut AppState, change: impl FnOnce(&mut Workspace) -> Outcome) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let before = open.versions.facts;
    match change(open) {
        Ok(effects) => {
            if open.versions.facts != before {
                // What could not be done was done otherwise, or is no longer wished.
                state.notices.retain(|notice| !notice.is_refusal);
            }
            effects
        }
        Err(sentence) => {
            state.refuse(sentence);
            Vec::new()
        }
    }
}

/// Changes many annotations at once, and says which could not be.
fn in_bulk(
    state: &mut AppState,
    change: impl FnOnce(&mut Workspace) -> Result<(Vec<Effect>, Option<String>), String>,
) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    match change(open) {
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
    open.why_read_only().map_or(Ok(()), |why| Err(format!("Nothing can be changed: {why}")))
}

/// Applies an edit, brings what is derived up to date and has it saved.
fn apply(open: &mut Workspace, edit: Edit) -> Outcome {
    check_writable(open)?;
    show_edit(open, &edit).map_err(|conflict| {
        format!("“{}” could not be done: {conflict}. Nothing was changed.", edit.label)
    })?;
    let texts = texts_of(open, &edit);
    let structures = open.library.structures_of(&edit);
    let edit = Arc::new(edit);
    open.edits.insert(edit.id, edit.clone());
    open.made.push(edit.id);
    let mut effects = Vec::new();
    if let Some(beginning) = open.unsaved_beginning.take() {
        open.save.waiting.push_back(beginning.id);
        effects.push(Effect::Save(beginning, Vec::new()));
    }
    open.save.waiting.push_back(edit.id);
    effects.push(Effect::Save(edit, texts));
    if !structures.is_empty() {
        effects.push(Effect::KeepStructures(structures));
    }
    Ok(effects)
}

/// Applies an edit and brings what is derived up to date.
fn show_edit(open: &mut Workspace, edit: &Edit) -> Result<(), Conflict> {
    let touched = open.project.apply(edit)?;
    open.versions.facts += 1;
    let before = open.answers.update(&open.project, &touched);
    chart::forget_what_is_gone(open, &touched);
    comparison::refresh(open, edit, &touched, &before);
    suggestions::refresh(open, edit);
    open.recount(&before);
    if !touched.articles.is_empty() || !touched.coverage.is_empty() {
        open.versions.articles += 1;
    }
    open.list_articles(articles_of(edit));
    forget_what_is_gone(open);
    open.history.push(edit.into());
    Ok(())
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

/// The texts that the project file needs for an edit: those of the articles that it adds, or that it gives another
/// text, and those to which annotations belong that are lost.
fn texts_of(open: &Workspace, edit: &Edit) -> Vec<(String, Arc<str>)> {
    let added = edit.changes.iter().filter_map(|change| match change {
        Change::Annotation(row) => {
            let sha256 = row.after.as_ref().map(|row| &row.anchor_sha256).filter(|hash| !hash.is_empty())?;
            Some((sha256.clone(), open.library.kept_text(sha256)?.clone()))
        }
        Change::Article(row) => {
            let after = row.after.as_ref()?;
            let known = row.before.as_ref().is_some_and(|before| before.sha256 == after.sha256);
            let listed = open.library.listed(row.id).filter(|listed| listed.has_text(&after.sha256));
            if known {
                return None;
            }
            let text = listed.and_then(|_| open.library.listed_text(row.id));
            let text = text.or_else(|| open.library.kept_text(&after.sha256).cloned());
            text.map(|text| (after.sha256.clone(), text))
        }
        _ => None,
    });
    added.collect()
}

/// Texts of the project file that were wanted and are not at hand.
#[derive(Default)]
struct LackingTexts(RefCell<BTreeSet<String>>);

impl LackingTexts {
    /// Gives texts at hand, and notes those that the project file may have.
    fn noting<'a>(
        &'a self,
        library: &'a Library,
        at_hand: &'a super::library::Texts,
    ) -> impl Fn(&str) -> Option<Arc<str>> + 'a {
        move |sha256| {
            let text = at_hand.get(sha256);
            if text.is_none() && !library.is_missing(sha256) {
                self.0.borrow_mut().insert(sha256.to_owned());
            }
            text
        }
    }

    /// Asks the project file for them; `None` if there are none.
    fn ask(self, open: &mut Workspace) -> Option<Vec<Effect>> {
        let lacking = self.0.into_inner();
        if lacking.is_empty() {
            return None;
        }
        let effects = lacking.iter().cloned().map(Effect::FetchText).collect();
        open.awaited_texts = lacking;
        Some(effects)
    }
}

/// Clears what is selected and no longer there.
fn forget_what_is_gone(open: &mut Workspace) {
    let selection = &mut open.selection;
    if selection.annotation.is_some_and(|id| !open.project.annotations.contains(id)) {
        selection.annotation = None;
        open.focus.moved_to(Area::Text);
    }
    open.alone = open.alone.filter(|code| open.project.codes.contains(*code));
    selection.incident = selection
        .incident
        .map(|id| open.answers.index.root(id))
        .filter(|id| open.project.incidents.contains(*id));
    if selection.bar.as_ref().is_some_and(|bar| !open.counted.timeline.bars.contains_key(bar)) {
        selection.bar = None;
    }
}

/// Puts an article's row into an edit, if it has none yet.
fn ensure_article(draft: &mut Draft<'_>, library: &Library, id: ArticleId) -> Result<(), String> {
    let listed = library.listed(id);
    if let Some(article) = draft.get::<Article>(id) {
        // The file was moved or renamed, and recognised by its text.
        if let Some(listed) = listed.filter(|listed| listed.path() != article.path) {
            draft.update::<Article>(id, |article| article.path = listed.path().to_owned());
        }
        return Ok(());
    }
    let listed = listed.ok_or("The article is no longer in the folder.")?;
    draft.set(id, listed.row());
    Ok(())
}
