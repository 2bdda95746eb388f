//! Beginning and joining a team project, and who of the team has which article.

use std::collections::HashSet;
use std::path::PathBuf;

use super::articles::show_in_list;
use super::projects::{go_on, once_saved};
use crate::action::TeamAction;
use crate::articles::ArticleRow;
use crate::effect::{Effect, JobId};
use crate::team::{AssignmentWish, BeginTeam, TeamDialog, TestedConnection, Whereabouts};
use crate::workspace::Workspace;
use crate::{AfterSaved, AppState};
use tollbook_core::model::{ArticleId, Draft, EntryId, List, ListEntry, ReadState, Stamp};

/// Said where an article cannot be taken or assigned.
const NOT_REACHED: &str =
    "The team is not reached just now, so that nobody could be told. Try again once it is.";

pub(super) fn act(state: &mut AppState, action: TeamAction) -> Vec<Effect> {
    match action {
        TeamAction::Ask => {
            state.team = Some(TeamDialog::default());
            Vec::new()
        }
        TeamAction::Close => {
            // What is under way goes on, and can be cancelled in the status bar.
            state.team = None;
            Vec::new()
        }
        TeamAction::Test(connection) => {
            let job = state.begin_job("Connecting", false);
            let Some(dialog) = &mut state.team else { return Vec::new() };
            *dialog = TeamDialog { job: Some(job), folder: dialog.folder.take(), ..TeamDialog::default() };
            vec![Effect::TestTeam(job, Box::new(connection))]
        }
        TeamAction::Begin(connection) => {
            let Some(open) = &state.workspace else { return Vec::new() };
            let (file, folder) = (open.file.clone(), open.folder.clone());
            let is_beside = file.parent() == Some(folder.as_path());
            let request = BeginTeam { open: if is_beside { file.clone() } else { folder }, file, connection };
            once_saved(state, AfterSaved::BeginTeam(Box::new(request)))
        }
        TeamAction::ChooseFolder(folder) => {
            state.asking = None;
            state.team.iter_mut().for_each(|dialog| dialog.folder = Some(folder.clone()));
            Vec::new()
        }
        TeamAction::Join(request) => {
            let job = state.begin_job("Joining the team", true);
            if let Some(dialog) = &mut state.team {
                (dialog.job, dialog.problem) = (Some(job), None);
            }
            vec![Effect::JoinTeam(job, request)]
        }
        TeamAction::GivePassword { password, in_keyring } => {
            let Some(open) = &mut state.workspace else { return Vec::new() };
            let Some(status) = &open.save.team else { return Vec::new() };
            (open.team.is_connecting, open.team.works_offline) = (true, false);
            vec![Effect::KeepTeamPassword { address: status.address.clone(), password, in_keyring }]
        }
        TeamAction::WorkOffline(offline) => {
            if let Some(open) = &mut state.workspace {
                (open.team.works_offline, open.team.is_connecting) = (offline, false);
            }
            Vec::new()
        }
        TeamAction::Assign(article, to) => match wish(state, article, to) {
            Ok(effects) => effects,
            Err(why) => {
                state.refuse(why);
                Vec::new()
            }
        },
        TeamAction::NextFree => next_free(state, Vec::new()),
    }
}

/// Puts whoever takes an article by these effects into the list of coders, so that the others can name who has it.
pub(super) fn name_taker(state: &mut AppState, effects: &mut Vec<Effect>, stamp: &mut Stamp) {
    let Some(open) = &mut state.workspace else { return };
    let takes = |effect: &Effect| matches!(effect, Effect::Assign(wish) if wish.to == Some(open.coder));
    if effects.iter().any(takes) && open.project.entries.get(open.coder).is_none() {
        let name = |draft: &mut Draft<'_>, open: &Workspace| {
            draft.set(open.coder, ListEntry::named(List::Coder, &open.coder_name));
            Ok(())
        };
        // Where nothing can be saved, the article is taken all the same.
        effects.extend(super::edit(open, "Add a coder", stamp, name).unwrap_or_default());
    }
}

/// The project is saved and closed; its history is sent.
pub(super) fn begin(state: &mut AppState, request: BeginTeam) -> Vec<Effect> {
    let job = state.begin_job("Sending the history", true);
    if let Some(dialog) = &mut state.team {
        (dialog.job, dialog.problem) = (Some(job), None);
    }
    vec![Effect::BeginTeam(job, Box::new(request))]
}

/// A connection was tested.
pub(super) fn tested(
    state: &mut AppState,
    job: JobId,
    connection: crate::team::TypedConnection,
    result: Result<TestedConnection, String>,
) {
    state.end_job(job);
    if let Some(dialog) = state.team.as_mut().filter(|dialog| dialog.job == Some(job)) {
        (dialog.job, dialog.tested) = (None, Some((connection, result)));
    }
}

/// The open project has become a team's, or not. It is opened again in any case.
pub(super) fn begun(
    state: &mut AppState,
    job: JobId,
    request: BeginTeam,
    result: Result<String, String>,
) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    finished(state, job, result);
    if state.workspace.is_some() {
        return Vec::new();
    }
    go_on(state, AfterSaved::Open(request.open))
}

/// A replica was made, or not.
pub(super) fn joined(
    state: &mut AppState,
    job: JobId,
    result: Result<(PathBuf, String), String>,
) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    let (file, result) = match result {
        Ok((file, words)) => (Some(file), Ok(words)),
        Err(why) => (None, Err(why)),
    };
    finished(state, job, result);
    file.map_or_else(Vec::new, |file| once_saved(state, AfterSaved::Open(file)))
}

/// Ends a job of the dialog; what went wrong is said in it, or in a notice where it is closed.
fn finished(state: &mut AppState, job: JobId, result: Result<String, String>) {
    state.end_job(job);
    match (result, &mut state.team) {
        (Ok(words), _) => {
            state.team = None;
            state.tell(words);
        }
        (Err(why), Some(dialog)) => (dialog.job, dialog.problem) = (None, Some(why)),
        (Err(why), None) => state.warn(why),
    }
}

/// A job of the dialog has ended by a mistake of the program.
pub(super) fn broken(state: &mut AppState, job: JobId, why: &str) {
    if let Some(dialog) = state.team.as_mut().filter(|dialog| dialog.job == Some(job)) {
        (dialog.job, dialog.problem) = (None, Some(why.to_owned()));
    }
}

/// News of how far the replica has come with its team.
pub(super) fn status(state: &mut AppState, status: crate::save::TeamStatus) {
    let Some(open) = &mut state.workspace else { return };
    if status.needs_password.is_none() {
        open.team.works_offline = false;
    }
    if status.problem.is_none() || status.needs_password.is_some() {
        open.team.is_connecting = false;
    }
    let is_new = open.save.team.replace(status).is_none();
    if is_new {
        // A member may work from the team's texts alone, so that no file is missing.
        open.list_articles(open.article_ids());
    }
}

/// News of where the members are, and of what is assigned.
pub(super) fn whereabouts(state: &mut AppState, news: Whereabouts) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    open.team.take_in(open.coder, &news);
    let taking = open.team.taking.take_if(|(article, _)| {
        news.refused.iter().any(|(wish, _)| wish.article == *article)
            || news.assigned.iter().any(|(assigned, _)| assigned == article)
    });
    let mut effects = Vec::new();
    for (wish, why) in news.refused {
        let Some(open) = &state.workspace else { break };
        let holder = open.team.assigned(wish.article);
        match (why, &taking) {
            (Some(why), _) => state.warn(why),
            // Whoever asks for the next free article gets another one.
            (None, Some((article, seen))) if *article == wish.article => {
                let seen = seen.iter().copied().chain([*article]).collect();
                effects.extend(next_free(state, seen));
            }
            (None, _) => {
                let title = open.title(wish.article);
                let words = match holder {
                    Some(holder) => format!("{} has taken “{title}” already.", open.name_of(holder)),
                    None => format!("“{title}” was given back meanwhile; try again."),
                };
                state.refuse(words);
            }
        }
    }
    effects
}

/// Wishes that an article is assigned to a coder, or to nobody.
fn wish(state: &mut AppState, article: ArticleId, to: Option<EntryId>) -> Result<Vec<Effect>, String> {
    let Some(open) = &state.workspace else { return Ok(Vec::new()) };
    open.save.team.as_ref().ok_or("This project belongs to no team (File > Team project…).")?;
    if !open.team.is_live(&open.save) {
        return Err(NOT_REACHED.to_owned());
    }
    let before = open.team.assigned(article);
    if before == to {
        return Ok(Vec::new());
    }
    Ok(vec![Effect::Assign(AssignmentWish { article, before, to })])
}

/// Shows the next unread article that nobody has, and takes it: first those that are assigned to the coder, then those
/// that nobody has read. Those that were `seen` are left out.
fn next_free(state: &mut AppState, seen: Vec<ArticleId>) -> Vec<Effect> {
    let Some(open) = &state.workspace else { return Vec::new() };
    let coder = open.coder;
    let shown = open.selection.article;
    let read: HashSet<ArticleId> = open
        .project
        .coverage
        .iter()
        .filter(|(_, coverage)| coverage.state != ReadState::Unread)
        .map(|(_, coverage)| coverage.article)
        .collect();
    let is_own = |row: &&ArticleRow| {
        open.team.assigned(row.id) == Some(coder) && row.state == ReadState::Unread && Some(row.id) != shown
    };
    let is_free = |row: &&ArticleRow| {
        open.team.assigned(row.id).is_none()
            && !open.team.is_elsewhere(row.id, coder)
            && !read.contains(&row.id)
            && Some(row.id) != shown
            && !seen.contains(&row.id)
    };
    let list = &open.list;
    let next = list.shown().find(is_own);
    let next = next.or_else(|| list.after(shown).find(is_free)).or_else(|| list.shown().find(is_free));
    let Some(next) = next.map(|row| row.id) else {
        state.tell("No unread article in the list is free: each is assigned, open before somebody, or read.");
        return Vec::new();
    };
    let is_assigned = open.team.assigned(next).is_some();
    let mut effects = super::in_project(state, |open| show_in_list(open, next));
    if !is_assigned {
        match wish(state, next, Some(coder)) {
            Ok(wished) => {
                effects.extend(wished);
                if let Some(open) = &mut state.workspace {
                    open.team.taking = Some((next, seen));
                }
            }
            Err(_) => state.tell(
                "The team is not reached: this article is free as far as was last known, and somebody else may choose it \
                 too.",
            ),
        }
    }
    effects
}

/// Tells the team which article is open, if that is new.
pub(super) fn tell_place(state: &mut AppState) -> Option<Effect> {
    let open = state.workspace.as_mut().filter(|open| open.save.team.is_some())?;
    let place = (open.coder, open.selection.article);
    if open.team.told.replace(place) == Some(place) {
        return None;
    }
    Some(Effect::BeAt(place.0, place.1))
}

impl Workspace {
    /// The name of a coder; of one who is not in the project yet, that of the member.
    pub fn name_of(&self, coder: EntryId) -> &str {
        match self.present().entry_name(Some(coder)) {
            "" if coder == self.coder => &self.coder_name,
            "" => match self.team.member(coder) {
                "" => "Somebody",
                member => member,
            },
            name => name,
        }
    }

    /// The coders to whom articles can be assigned, by name, the own one first.
    pub fn assignable(&self) -> Vec<(EntryId, String)> {
        let others = self.project.list(List::Coder).map(|(id, _)| id);
        let others = others.chain(self.team.present.iter().map(|member| member.coder));
        let mut coders: Vec<(EntryId, String)> = others
            .filter(|coder| *coder != self.coder)
            .map(|coder| (coder, self.name_of(coder).to_owned()))
            .collect();
        coders.sort_by(|a, b| (&a.1, a.0).cmp(&(&b.1, b.0)));
        coders.dedup_by_key(|(coder, _)| *coder);
        coders.insert(0, (self.coder, self.name_of(self.coder).to_owned()));
        coders
    }
}

#[cfg(test)]
mod tests;
