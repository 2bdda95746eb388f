//! Projects: opening, saving, closing; import and export; and the answers of the world.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::{
    adjudication, annotate_found, apply, articles, comparison, edit, external_changes, find, in_project,
    input, merge, outputs, past, restore, scanning, suggestions, team, undo,
};
use crate::action::{Beginning, PathPurpose, ProgramAction, ProjectAction, TeamAction};
use crate::adjudication::AgreementView;
use crate::articles::ArticleList;
use crate::comparison::Comparison;
use crate::effect::{Done, Effect, ExportRequest, ImportRequest, JobId, Opened, ScanRequest};
use crate::find::Find;
use crate::focus::Focus;
use crate::hidden_figures::HiddenFigures;
use crate::input::{Input, columns_of};
use crate::keys::hidden_codes;
use crate::library::Library;
use crate::past::HistoryView;
use crate::reading_positions::Place;
use crate::save::{SaveState, Turn};
use crate::suggestions::Suggestions;
use crate::versions::Versions;
use crate::workspace::{Selection, Workspace};
use crate::{AfterSaved, AppState, Notice};
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::timeline::{Grouping, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::{
    Draft, EntryId, History, Info, List, ListEntry, Project, ProjectId, Stamp, start,
};
use tollbook_files::exchange::templates::Template;
use tollbook_files::exchange::{self, ExportFormat};

pub(super) fn program(state: &mut AppState, action: ProgramAction) -> Vec<Effect> {
    match action {
        ProgramAction::Quit => once_saved(state, AfterSaved::Quit),
        ProgramAction::QuitUnsaved => match state.after_saved.take() {
            Some(after) => go_on(state, after),
            None => Vec::new(),
        },
        ProgramAction::Stay => {
            state.after_saved = None;
            Vec::new()
        }
        ProgramAction::KeepUnfinished(fields) => {
            let Some(open) = &state.workspace else { return Vec::new() };
            state.unfinished.set_fields(&open.file, fields);
            vec![Effect::SaveUnfinished(state.unfinished.clone())]
        }
        ProgramAction::Cancel(job) => vec![Effect::Cancel(job)],
        ProgramAction::OpenNoticeFile(which) => {
            let file = state.notices.get(which).and_then(|notice| notice.file.clone());
            file.map(Effect::OpenFile).into_iter().collect()
        }
        ProgramAction::TellCrashes(reports) => {
            for report in reports {
                let text = format!(
                    "Tollbook closed unexpectedly last time. Everything that was shown as saved is in the project. A \
                     report, without any text of your articles, is in {}; please send it in.",
                    report.display()
                );
                state.notice(Notice {
                    text,
                    is_error: true,
                    edit: None,
                    file: Some(report),
                    is_refusal: false,
                });
            }
            Vec::new()
        }
        ProgramAction::Dismiss(which) => {
            if which < state.notices.len() {
                state.notices.remove(which);
            }
            Vec::new()
        }
    }
}

pub(super) fn project(state: &mut AppState, action: ProjectAction, stamp: &mut Stamp) -> Vec<Effect> {
    match action {
        ProjectAction::Open(path) => open(state, path),
        ProjectAction::OpenSample => match state.sample.clone() {
            Some(sample) => once_saved(state, AfterSaved::Open(sample)),
            None => Vec::new(),
        },
        ProjectAction::Close => once_saved(state, AfterSaved::Close),
        ProjectAction::Begin(beginning) => begin(state, &beginning, stamp),
        ProjectAction::StopAsking => {
            state.choosing.clear();
            state.asking = None;
            Vec::new()
        }
        ProjectAction::Rescan => rescan(state),
        ProjectAction::RetrySave => vec![Effect::RetrySave],
        ProjectAction::TakeTurns(turn) => external_changes::choose_turn(state, turn),
        ProjectAction::Export(format, to) => export(state, format, to),
        ProjectAction::Save(output, to) => outputs::save(state, output, to),
        ProjectAction::Merge(other) => merge::begin(state, other),
        ProjectAction::Import(files) => import(state, files, false),
        ProjectAction::ImportCodebook(file) => import(state, vec![file], true),
        ProjectAction::SetMemo(memo) => in_project(state, |open| {
            edit(open, "Change memo of the project", stamp, |draft, open| {
                draft.update::<Info>(open.project.id(), |info| info.memo = memo);
                Ok(())
            })
        }),
        ProjectAction::Undo => in_project(state, |open| undo::undo(open, stamp)),
        ProjectAction::Redo => in_project(state, |open| undo::redo(open, stamp)),
        ProjectAction::UndoTogether => in_project(state, |open| undo::together(open, stamp)),
        ProjectAction::LeaveUndo => in_project(state, |open| {
            open.undo_question = None;
            Ok(Vec::new())
        }),
    }
}

/// Asks for a path, where what it is for can be done.
pub(super) fn ask_path(state: &AppState, purpose: PathPurpose) -> Vec<Effect> {
    let opens = matches!(
        purpose,
        PathPurpose::OpenFolder | PathPurpose::OpenFile | PathPurpose::Restore(_) | PathPurpose::TeamFolder
    );
    if opens || state.workspace.is_some() { vec![Effect::AskPath(purpose)] } else { Vec::new() }
}

/// Does what a path was asked for.
fn path_chosen(state: &mut AppState, purpose: PathPurpose, paths: Vec<PathBuf>) -> Vec<Effect> {
    if purpose == PathPurpose::Import {
        return import(state, paths, false);
    }
    let Some(path) = paths.into_iter().next() else { return Vec::new() };
    match purpose {
        PathPurpose::OpenFolder | PathPurpose::OpenFile => open(state, path),
        PathPurpose::Export(format) => export(state, format, path),
        PathPurpose::Codebook | PathPurpose::Import => import(state, vec![path], true),
        PathPurpose::Merge => merge::begin(state, path),
        PathPurpose::TeamFolder => team::act(state, TeamAction::ChooseFolder(path)),
        PathPurpose::Restore(backup) => restore::into_new(state, backup, path),
        PathPurpose::Save(output) => outputs::save(state, output, path),
    }
}

/// Does `after` at once if everything is saved, else as soon as it is.
pub(super) fn once_saved(state: &mut AppState, after: AfterSaved) -> Vec<Effect> {
    if state.workspace.as_ref().is_none_or(|open| open.save.is_saved()) {
        return go_on(state, after);
    }
    state.after_saved = Some(after);
    vec![Effect::RetrySave]
}

pub(super) fn go_on(state: &mut AppState, after: AfterSaved) -> Vec<Effect> {
    match after {
        AfterSaved::Quit => {
            state.quit = true;
            vec![Effect::SavePlaces(state.places.clone())]
        }
        AfterSaved::Close => close(state),
        AfterSaved::Restore(request) => {
            let mut effects = close(state);
            effects.extend(restore::begin(state, request));
            effects
        }
        AfterSaved::BeginTeam(request) => {
            let mut effects = close(state);
            effects.extend(team::begin(state, *request));
            effects
        }
        AfterSaved::Open(path) => {
            let mut effects = close(state);
            let job = state.begin_job("Opening", false);
            effects.push(Effect::Open(job, path));
            effects
        }
    }
}

/// Opens what lies at `path` in place of a project to which nothing was done yet.
pub(super) fn open_instead(state: &mut AppState, path: PathBuf) -> Vec<Effect> {
    go_on(state, AfterSaved::Open(path))
}

fn close(state: &mut AppState) -> Vec<Effect> {
    state.choosing.clear();
    let mut effects: Vec<Effect> =
        state.running.drain(..).map(|running| Effect::Cancel(running.job)).collect();
    if state.workspace.take().is_some() {
        effects.push(Effect::SavePlaces(state.places.clone()));
        effects.push(Effect::CloseProject);
    }
    effects
}

fn scan_request(open: &Workspace) -> Box<ScanRequest> {
    Box::new(ScanRequest { folder: open.folder.clone(), columns: columns_of(&open.project) })
}

/// Opens what lies at a path, once everything is saved.
pub(super) fn open(state: &mut AppState, path: PathBuf) -> Vec<Effect> {
    state.asking = None;
    once_saved(state, AfterSaved::Open(path))
}

/// What is said when files of the folder have changed.
const FOLDER_CHANGED: &str = "Files in the folder have changed. Press F5 to read it again.";

pub(super) fn rescan(state: &mut AppState) -> Vec<Effect> {
    state
        .notices
        .retain(|notice| notice.text != FOLDER_CHANGED && !notice.text.ends_with(scanning::NAME_COLUMNS));
    let Some(open) = &mut state.workspace else { return Vec::new() };
    open.library.begin_scan();
    let request = scan_request(open);
    let job = state.begin_job("Reading articles", true);
    vec![Effect::Scan(job, request)]
}

pub(super) fn keep_place(state: &mut AppState, top: usize, caret: usize) -> Vec<Effect> {
    let Some(open) = &state.workspace else { return Vec::new() };
    let Some(article) = open.selection.article.and_then(|id| open.article(id)) else { return Vec::new() };
    let place = Place { folder: open.folder.clone(), article: article.path.clone(), top, caret };
    if state.places.remember(place) { vec![Effect::SavePlaces(state.places.clone())] } else { Vec::new() }
}

fn export(state: &mut AppState, format: ExportFormat, to: PathBuf) -> Vec<Effect> {
    state.asking = None;
    let Some(open) = &state.workspace else { return Vec::new() };
    let options = exchange::Options {
        byte_order_mark: state.preferences.byte_order_mark,
        formula_guard: state.preferences.formula_guard,
    };
    let request = ExportRequest {
        format,
        to,
        project: open.library.with_every_article(&open.project),
        file: open.file.clone(),
        texts: open.library.texts(),
        query: open.query.clone(),
        options,
        without_sensitive: state.preferences.without_sensitive,
    };
    let job = state.begin_job("Exporting", true);
    vec![Effect::Export(job, Box::new(request))]
}

fn import(state: &mut AppState, files: Vec<PathBuf>, as_codebook: bool) -> Vec<Effect> {
    state.asking = None;
    let Some(open) = &state.workspace else { return Vec::new() };
    let request = ImportRequest {
        files,
        as_codebook,
        coder: open.coder,
        coder_name: open.coder_name.clone(),
        project: open.project.clone(),
        file: open.file.clone(),
        library: open.library.clone(),
    };
    let job = state.begin_job("Importing", false);
    vec![Effect::Import(job, Box::new(request))]
}

pub(super) fn done(state: &mut AppState, done: Done, stamp: &mut Stamp) -> Vec<Effect> {
    match done {
        Done::FolderChanged => {
            if state.workspace.is_some() {
                state.tell(FOLDER_CHANGED);
            }
            Vec::new()
        }
        Done::PathChosen(purpose, paths) => path_chosen(state, purpose, paths),
        Done::NoDialog(purpose) => {
            state.asking = Some(purpose);
            Vec::new()
        }
        Done::Failed(why) => {
            state.warn(why);
            Vec::new()
        }
        Done::Opened(job, opened) => opened_project(state, job, *opened, stamp),
        Done::Several(job, files) => {
            if state.is_running(job) {
                state.end_job(job);
                state.choosing = files;
            }
            Vec::new()
        }
        Done::NotOpened(job, why) => {
            if state.is_running(job) {
                state.end_job(job);
                state.warn(why);
            }
            Vec::new()
        }
        Done::Cache(job, cache) => {
            if state.is_running(job)
                && let Some(open) = &mut state.workspace
            {
                open.library.set_cache(cache);
            }
            Vec::new()
        }
        Done::Articles(job, found) => {
            if state.is_running(job) {
                scanning::found_articles(state, found)
            } else {
                Vec::new()
            }
        }
        Done::Progress(job, done, total) => {
            if let Some(running) = state.running.iter_mut().find(|running| running.job == job) {
                (running.done, running.total) = (done, total);
            }
            Vec::new()
        }
        Done::Filtered(job, hits, done) => {
            articles::filtered(state, job, &hits, done);
            Vec::new()
        }
        Done::Scanned(job, summary) => scanning::scanned(state, job, &summary),
        Done::TableLookedAt(_, path, preview) => {
            input::looked_at(state, &path, preview);
            Vec::new()
        }
        Done::FilesAdded(job, result) => input::added(state, job, result),
        Done::OriginalKept(job, result) => {
            if state.is_running(job) {
                state.end_job(job);
                match result {
                    Ok(path) => state.tell(format!("A copy of the file is kept as {}.", path.display())),
                    Err(why) => state.warn(why),
                }
            }
            Vec::new()
        }
        Done::Saved(edit, at) => saved(state, edit, at),
        Done::SaveFailed(why) => {
            if let Some(open) = &mut state.workspace {
                open.save.failed = Some(why);
            }
            Vec::new()
        }
        Done::Unsaved(why) => {
            state.warn(why);
            Vec::new()
        }
        Done::Reloaded(reloaded) => external_changes::reloaded(state, *reloaded),
        Done::Team(status) => {
            team::status(state, status);
            Vec::new()
        }
        Done::HiddenFound(job, found) => {
            super::chart::hidden_found(state, job, found);
            Vec::new()
        }
        Done::DependentsFound(job, found) => {
            undo::dependents_found(state, job, found);
            Vec::new()
        }
        Done::Whereabouts(news) => team::whereabouts(state, news),
        Done::TeamTested(job, connection, result) => {
            team::tested(state, job, *connection, result.map(|found| *found));
            Vec::new()
        }
        Done::TeamBegun(job, request, result) => team::begun(state, job, *request, result),
        Done::TeamJoined(job, result) => team::joined(state, job, result),
        Done::Elsewhere(elsewhere) => external_changes::elsewhere(state, elsewhere),
        Done::Moved(path) => {
            if let Some(open) = &mut state.workspace {
                let taken = std::mem::replace(&mut open.file, path.clone());
                state.warn(format!(
                    "Another window has begun the project “{}” meanwhile. This one is saved as “{}”.",
                    taken.display(),
                    path.display()
                ));
            }
            Vec::new()
        }
        Done::Broken(job, why) => {
            state.end_job(job);
            if let Some(open) = &mut state.workspace {
                open.forget_job(job);
            }
            team::broken(state, job, &why);
            state.warn(why);
            Vec::new()
        }
        Done::EditFetched(id, edit) => edit_fetched(state, id, edit, stamp),
        Done::StructureFetched(sha256, structure) => {
            if let Some(open) = &mut state.workspace {
                open.library.keep_structure(sha256, structure);
            }
            Vec::new()
        }
        Done::TextFetched(sha256, text) => {
            let waited = state.workspace.as_mut().is_some_and(|open| open.awaited_texts.remove(&sha256));
            articles::text_fetched(state, sha256, text);
            match &mut state.workspace {
                Some(open) if waited && open.awaited_texts.is_empty() => match open.held_reload.take() {
                    Some(reloaded) => external_changes::reloaded(state, *reloaded),
                    None => in_project(state, |open| undo::go_on(open, stamp)),
                },
                _ => Vec::new(),
            }
        }
        Done::PaperSaved(job, result) => outputs::saved(state, job, result),
        Done::CopyMade(job, result) => outputs::made(state, job, result),
        Done::Exported(job, result) => {
            if state.is_running(job) {
                state.end_job(job);
                match result {
                    Ok(report) => state.tell(report),
                    Err(why) => state.warn(why),
                }
            }
            Vec::new()
        }
        Done::Imported(job, result) => imported(state, job, result),
        Done::CopyRead(job, copy) => merge::read(state, job, copy, stamp),
        Done::BackedUp(job, projects) => {
            restore::backed_up(state, job, projects);
            Vec::new()
        }
        Done::Backups(job, backups) => {
            restore::listed(state, job, backups);
            Vec::new()
        }
        Done::Restored(job, request, result) => restore::restored(state, job, *request, result),
        Done::HistoryRead(job, found) => {
            past::read(state, job, found);
            Vec::new()
        }
        Done::EditRead(job, seq, facts) => {
            past::detailed(state, job, seq, facts);
            Vec::new()
        }
        Done::PastRead(job, found) => {
            past::show(state, job, found);
            Vec::new()
        }
        Done::MomentsCompared(job, changes) => {
            past::compared(state, job, changes);
            Vec::new()
        }
        Done::AgreementMeasured(job, found) => {
            adjudication::measured(state, job, found);
            Vec::new()
        }
        Done::Comparison(job, found) => {
            comparison::compared(state, job, found.map(|found| *found));
            Vec::new()
        }
        Done::Tabulated(job, found) => {
            if let Some(open) = &mut state.workspace {
                open.table.add_rows(job, *found);
            }
            Vec::new()
        }
        Done::Found(job, batch) => {
            find::add_batch(state, job, batch);
            Vec::new()
        }
        Done::Marked(job, answer) => annotate_found::marked(state, job, answer),
        Done::Suggested(job, read) => {
            suggestions::read(state, job, read);
            Vec::new()
        }
        Done::SuggestedAll(job, cancelled) => {
            suggestions::finished(state, job, cancelled);
            Vec::new()
        }
        Done::Searched(job, problem) => {
            find::searched(state, job, problem);
            Vec::new()
        }
    }
}

fn opened_project(state: &mut AppState, job: JobId, opened: Opened, stamp: &mut Stamp) -> Vec<Effect> {
    if !state.is_running(job) {
        return vec![Effect::CloseProject];
    }
    state.end_job(job);
    state.choosing.clear();
    for warning in opened.warnings {
        state.warn(warning);
    }
    let coder_name = match state.preferences.coder.trim() {
        "" => opened.coder,
        name => name.to_owned(),
    };
    let (project, history, beginning) = match opened.stored {
        Some((project, history)) => (project, history, None),
        None => {
            let name = opened
                .folder
                .file_name()
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let (project, edit) = start::begin(stamp.mint::<ProjectId>(), &name, &coder_name, stamp);
            (project, History::replay([(&edit).into()]), Some(Arc::new(edit)))
        }
    };
    let coder = start::coder_id(project.id(), &coder_name);
    let answers = Answers::from_project(&project);
    let grouping = grouping(&project, state.preferences.chart_grouping);
    let query = Query { grouping, ..Query::starting(project.recorded_sides()) };
    let counted = Counted::count(&project, &answers, &query, &WhatIf::default());
    let mut open = Workspace {
        folder: opened.folder.clone(),
        not_shown: None,
        input: Input::default(),
        file: opened.file,
        project,
        coder,
        history,
        library: Library::default(),
        save: SaveState {
            turn: opened.elsewhere.then(Turn::default),
            read_only: opened.read_only,
            ..SaveState::default()
        },
        answers,
        counted,
        without_what_if: None,
        list: ArticleList::new(state.preferences.list),
        compared: Comparison::default(),
        suggestions: Suggestions::default(),
        learned_since: None,
        team: crate::team::TeamView::default(),
        versions: Versions::default(),
        merging: None,
        past_edits: HistoryView::unread(),
        hidden: HiddenFigures::default(),
        past: None,
        agreement: AgreementView::default(),
        text_change: None,
        focus: Focus::default(),
        query,
        what_if: WhatIf::default(),
        table: crate::table::Table::default(),
        find: Find::default(),
        selection: Selection::default(),
        alone: None,
        resume: state.places.last(&opened.folder).map(|place| place.article.clone()),
        edits: std::collections::HashMap::new(),
        made: Vec::new(),
        asks_how_to_begin: beginning.is_some(),
        unsaved_beginning: beginning,
        undo_question: None,
        awaited_edit: None,
        awaited_text: None,
        awaited_texts: BTreeSet::new(),
        held_reload: None,
        following: None,
        coder_name,
    };
    open.learned_since = state.preferences.learn_since.get(&open.project.id().0).copied();
    suggestions::decide_all_again(&mut open);
    let known: Vec<_> = open.project.articles.iter().map(|(id, _)| id).collect();
    open.list_articles(known);
    for hidden in hidden_codes(&state.preferences.keys, &open.project) {
        state.warn(hidden);
    }
    state.preferences.remember(opened.folder.clone());
    state.workspace = Some(open);
    let request = state.workspace.as_ref().map(scan_request);
    let scan = state.begin_job("Reading articles", true);
    let scans = request.map(|request| Effect::Scan(scan, request));
    scans.into_iter().chain([Effect::SavePreferences(state.preferences.clone())]).collect()
}

fn saved(state: &mut AppState, edit: tollbook_core::model::EditId, at: jiff::Timestamp) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    // Edits become durable in order: with this one, all before it.
    if let Some(place) = open.save.waiting.iter().position(|waiting| *waiting == edit) {
        open.save.waiting.drain(..=place);
        open.save.saved_at = Some(at);
        open.past_edits.is_stale = true;
        open.save.failed = None;
    }
    match (open.save.is_saved(), state.after_saved.take()) {
        (true, Some(after)) => go_on(state, after),
        (_, after) => {
            state.after_saved = after;
            Vec::new()
        }
    }
}

fn edit_fetched(
    state: &mut AppState,
    id: tollbook_core::model::EditId,
    edit: Result<Arc<tollbook_core::model::Edit>, String>,
    stamp: &mut Stamp,
) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let result = match edit {
        Ok(edit) => undo::fetched(open, &edit, stamp),
        Err(why) => {
            if open.awaited_edit == Some(id) {
                open.awaited_edit = None;
            }
            Err(why)
        }
    };
    result.unwrap_or_else(|why| {
        state.warn(why);
        Vec::new()
    })
}

fn imported(
    state: &mut AppState,
    job: JobId,
    result: Result<Box<crate::effect::Imported>, String>,
) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    state.end_job(job);
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let imported = match result {
        Ok(imported) => imported,
        Err(why) => {
            state.warn(why);
            return Vec::new();
        }
    };
    let known = hidden_codes(&state.preferences.keys, &open.project);
    imported.texts.into_iter().for_each(|(sha256, text)| open.library.keep_text(sha256, text));
    let applied = imported.edit.map_or(Ok(Vec::new()), |edit| apply(open, edit));
    let hidden = hidden_codes(&state.preferences.keys, &open.project);
    match applied {
        Ok(effects) => {
            let mut lines = imported.report;
            lines.extend(hidden.into_iter().filter(|sentence| !known.contains(sentence)));
            let text = lines.join("\n");
            if imported.refused > 0 {
                state.warn(text)
            } else {
                state.tell(text)
            }
            effects
        }
        Err(why) => {
            state.warn(why);
            Vec::new()
        }
    }
}

/// By what the chart of a project groups at first: as the user likes it, but by no operation where there is none.
fn grouping(project: &Project, preferred: Grouping) -> Grouping {
    match preferred {
        Grouping::Operation => Grouping::usual(project),
        preferred => preferred,
    }
}

/// Begins a project of which nothing is saved yet anew, with what a template holds.
pub(super) fn begin(state: &mut AppState, beginning: &Beginning, stamp: &mut Stamp) -> Vec<Effect> {
    let Some(open) = state.workspace.as_mut() else { return Vec::new() };
    open.asks_how_to_begin = false;
    if open.unsaved_beginning.is_none() {
        return Vec::new();
    }
    let (id, name) = (open.project.id(), open.project.name().to_owned());
    let begun = match Template::named(&beginning.template) {
        Some(template) => template.begin(id, &name, &open.coder_name, stamp),
        None => start::begin(id, &name, &open.coder_name, stamp),
    };
    let mut project = begun.0;
    let base = project.clone();
    let mut draft = Draft::new(&base, stamp);
    for (side, entry) in base.list(List::Side) {
        let recorded = beginning.recorded.contains(&entry.value);
        let country = beginning.countries.iter().find(|(name, _)| *name == entry.value);
        draft.update::<ListEntry>(side, |entry| {
            entry.recorded = recorded;
            if let Some((_, country)) = country {
                entry.country.clone_from(country);
            }
        });
    }
    for name in &beginning.recorded {
        if base.entry(List::Side, name).is_none() {
            let id: EntryId = draft.stamp.mint();
            draft.set(id, ListEntry { recorded: true, ..ListEntry::named(List::Side, name.clone()) });
        }
    }
    if let Some(edit) = draft.finish("Record sides")
        && let Err(conflict) = project.apply(&edit)
    {
        state.warn(format!("The sides could not be set: {conflict}. Set them in the window Lists."));
        return Vec::new();
    }
    let edit = start::beginning(&project, stamp);
    open.history = History::replay([(&edit).into()]);
    open.unsaved_beginning = Some(Arc::new(edit));
    open.answers = Answers::from_project(&project);
    let grouping = grouping(&project, state.preferences.chart_grouping);
    open.query = Query { grouping, ..open.query.reset(project.recorded_sides()) };
    open.counted = Counted::count(&project, &open.answers, &open.query, &WhatIf::default());
    open.project = project;
    suggestions::decide_all_again(open);
    open.versions.facts += 1;
    open.versions.counts += 1;
    Vec::new()
}
