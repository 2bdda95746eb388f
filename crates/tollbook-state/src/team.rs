//! A project that a team records together: the dialog about it, and where the members are.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use super::JobId;
use super::save::SaveState;
use tollbook_core::model::{ArticleId, EntryId, ProjectId};
pub use tollbook_files::storage::team::{
    AssignmentWish, MemberPresence, Password, TeamProject, TeamRole, TestedConnection, Whereabouts,
};

/// What was typed about a team's server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedConnection {
    /// The address of the database, or `service=NAME`.
    pub address: String,
    /// The user's name on the server; blank where the address has it.
    pub user: String,
    /// The password; blank where it is elsewhere.
    pub password: Password,
    /// Whether a connection to another machine is left without encryption.
    pub is_plain: bool,
    /// Whether the system's keyring is to keep the password.
    pub in_keyring: bool,
}

/// The dialog by which a team project is begun or joined.
#[derive(Debug, Default)]
pub struct TeamDialog {
    /// What was tested last, and what it came to, or a sentence.
    pub tested: Option<(TypedConnection, Result<TestedConnection, String>)>,
    /// What went wrong last, or was stopped.
    pub problem: Option<String>,
    /// The folder that was chosen for a replica.
    pub folder: Option<PathBuf>,
    /// The work under way.
    pub job: Option<JobId>,
}

/// A project that is to become a team's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeginTeam {
    /// The project file.
    pub file: PathBuf,
    /// What is opened afterwards.
    pub open: PathBuf,
    /// The server.
    pub connection: TypedConnection,
}

/// A team project that is to be joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinTeam {
    /// The server.
    pub connection: TypedConnection,
    /// The project.
    pub project: ProjectId,
    /// How many edits it has, as far as is known.
    pub edits: u64,
    /// The folder for the replica.
    pub folder: PathBuf,
}

/// Where the members of the open project's team are, as far as is known.
#[derive(Clone, Debug, Default)]
pub struct TeamView {
    /// The windows of the others.
    pub present: Vec<MemberPresence>,
    /// The coders of the others who have an article open.
    at: HashMap<ArticleId, Vec<EntryId>>,
    /// The articles that are assigned, with their coders.
    assigned: HashMap<ArticleId, EntryId>,
    /// What the server was told last of this window.
    pub(super) told: Option<(EntryId, Option<ArticleId>)>,
    /// The article that the queue has shown and wishes to take, with those that it may not show again.
    pub(super) taking: Option<(ArticleId, Vec<ArticleId>)>,
    /// The names of the members by the coders as whom they record, for coders that the project does not have yet.
    members: BTreeMap<EntryId, String>,
    /// What is known is of an earlier connection.
    pub(super) is_last_known: bool,
    /// A password was given, and what comes of it is not known yet.
    pub is_connecting: bool,
    /// The user has said to go on without the server, after this refusal.
    pub(super) works_offline: bool,
}

impl TeamView {
    /// The coders of others who have an article open.
    pub fn at(&self, article: ArticleId) -> &[EntryId] {
        self.at.get(&article).map_or(&[], Vec::as_slice)
    }

    /// The coder to whom an article is assigned.
    pub fn assigned(&self, article: ArticleId) -> Option<EntryId> {
        self.assigned.get(&article).copied()
    }

    /// Whether somebody else has the article: it is assigned to them, or open before them.
    pub fn is_elsewhere(&self, article: ArticleId, coder: EntryId) -> bool {
        self.assigned(article).map_or_else(|| !self.at(article).is_empty(), |holder| holder != coder)
    }

    /// The name on the server of the member who records as a coder.
    pub fn member(&self, coder: EntryId) -> &str {
        self.members.get(&coder).map_or("", String::as_str)
    }

    /// Whether the team is reached, so that what is known of it is so now.
    pub fn is_live(&self, save: &SaveState) -> bool {
        !self.is_last_known && save.team.as_ref().is_some_and(|team| team.problem.is_none())
    }

    /// Whether a password is asked for.
    pub fn asks_password(&self, save: &SaveState) -> bool {
        let is_wanted = save.team.as_ref().is_some_and(|team| team.needs_password.is_some());
        is_wanted && !self.works_offline
    }

    /// Takes in what is new; other windows of the coder's `own` are nobody else.
    pub(super) fn take_in(&mut self, own: EntryId, news: &Whereabouts) {
        self.is_last_known = news.is_last_known;
        if news.is_whole {
            self.assigned.clear();
        }
        if let Some(present) = news.present.clone() {
            self.at.clear();
            for member in &present {
                self.members.insert(member.coder, member.member.clone());
                let Some(article) = member.article.filter(|_| member.coder != own) else { continue };
                let there = self.at.entry(article).or_default();
                if !there.contains(&member.coder) {
                    there.push(member.coder);
                }
            }
            self.present = present;
        }
        for (article, coder) in &news.assigned {
            match coder {
                Some(coder) => drop(self.assigned.insert(*article, *coder)),
                None => drop(self.assigned.remove(article)),
            }
        }
    }
}
