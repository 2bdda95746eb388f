//! Who of the team has which article open, and to whom articles are assigned. Both live on the server beside the log:
//! they are no facts of the project, and no history of them is kept.
//!
//! The window says through a [`TeamDesk`] where it is and what it wishes; the team thread carries that to the server
//! and tells what others have said ([`Whereabouts`]).

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use postgres::Row;
use postgres::error::SqlState;
use uuid::Uuid;

use super::error::TeamError;
use super::server::Server;
use tollbook_core::model::{ArticleId, EntryId};

/// How often a window says that it is still there. The server forgets one that has not for a minute.
const SAY_AGAIN: Duration = Duration::from_secs(20);

/// How often is looked where the others are although no hint has come: those whose window was lost go by time alone.
const LOOK: Duration = Duration::from_secs(5);

/// Assignments read at once.
const READ_AT_ONCE: i64 = 10_000;

/// The server's code for an article that was assigned to somebody else meanwhile.
const ASSIGNED_MEANWHILE: &str = "TB006";

/// A window of another member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberPresence {
    /// The member's role on the server.
    pub member: String,
    /// The coder as whom the member records.
    pub coder: EntryId,
    /// The article that is open in it.
    pub article: Option<ArticleId>,
}

/// News of where the members are, and to whom articles are assigned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whereabouts {
    /// The windows of all others; `None` where that is as it was.
    pub present: Option<Vec<MemberPresence>>,
    /// The articles that were assigned since, with their coders; to nobody again without one.
    pub assigned: Vec<(ArticleId, Option<EntryId>)>,
    /// The wishes that the server did not grant, and why, if it is not that others were faster.
    pub refused: Vec<(AssignmentWish, Option<String>)>,
    /// Whether all assignments are `assigned`: none that was known before holds by itself.
    pub is_whole: bool,
    /// Whether this is what the replica had kept of an earlier connection.
    pub is_last_known: bool,
}

/// An article that is to be assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AssignmentWish {
    /// The article.
    pub article: ArticleId,
    /// To whom it is assigned as far as is known here. If it is to somebody else, the server does not grant the wish.
    pub before: Option<EntryId>,
    /// To whom it is to be assigned.
    pub to: Option<EntryId>,
}

/// What a window tells its team.
#[derive(Clone, Debug, Default)]
pub struct TeamDesk(Arc<Mutex<Wishes>>);

#[derive(Debug, Default)]
struct Wishes {
    place: Option<Place>,
    assignments: VecDeque<AssignmentWish>,
}

/// Who is where.
type Place = (EntryId, Option<ArticleId>);

impl TeamDesk {
    /// The coder of the window has this article open.
    pub fn be_at(&self, coder: EntryId, article: Option<ArticleId>) {
        self.wishes().place = Some((coder, article));
    }

    /// Wishes that an article is assigned.
    pub fn assign(&self, wish: AssignmentWish) {
        self.wishes().assignments.push_back(wish);
    }

    fn wishes(&self) -> MutexGuard<'_, Wishes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The team thread's side of a [`TeamDesk`].
#[derive(Debug)]
pub(super) struct Attendance {
    desk: TeamDesk,
    /// Tells this window from other ones of the same member.
    window: Uuid,
    said: Option<(Place, Instant)>,
    looked_at: Option<Instant>,
    present: Option<Vec<MemberPresence>>,
    last_assignment: i64,
    /// What is to be told, also where the connection is lost before all of it is known.
    news: Whereabouts,
    /// The user has no right to say where they are, or the server cannot keep it.
    is_silent: bool,
}

impl Attendance {
    pub(super) fn new(desk: TeamDesk) -> Self {
        let window = Uuid::new_v4();
        Self {
            desk,
            window,
            said: None,
            looked_at: None,
            present: None,
            last_assignment: 0,
            news: Whereabouts { is_whole: true, ..Whereabouts::default() },
            is_silent: false,
        }
    }

    /// The next connection is a new one.
    pub(super) fn start_anew(&mut self) {
        (self.said, self.looked_at, self.is_silent) = (None, None, false);
    }

    /// Whether there is something to say or to look for.
    pub(super) fn is_due(&self, server: &Server) -> bool {
        let is_past = |at: Instant, after| at.elapsed() >= after;
        let wishes = self.desk.wishes();
        let must_say = wishes.place.is_some_and(|place| {
            self.said.is_none_or(|(said, at)| said != place || is_past(at, SAY_AGAIN)) && !self.is_silent
        });
        must_say
            || !wishes.assignments.is_empty()
            || server.is_presence_hinted
            || self.looked_at.is_none_or(|at| is_past(at, LOOK))
    }

    /// Says where the window is and what it wishes, and looks where the others are; what is new of that.
    pub(super) fn attend(&mut self, server: &mut Server) -> Result<Option<Whereabouts>, TeamError> {
        if !self.is_due(server) {
            return Ok(None);
        }
        self.say(server)?;
        self.send_wishes(server)?;
        server.is_presence_hinted = false;
        let Some(present) = unless_unknown(server.present(self.window), server)? else {
            (self.is_silent, self.looked_at) = (true, Some(Instant::now()));
            return Ok(None);
        };
        if self.present.as_ref() != Some(&present) {
            self.present = Some(present.clone());
            self.news.present = Some(present);
        }
        loop {
            let found = server.assignments_after(self.last_assignment);
            let found = found.map_err(|error| server.database.failed(&error))?;
            let Some((_, _, last)) = found.last() else { break };
            self.last_assignment = *last;
            self.news.assigned.extend(found.iter().map(|(article, coder, _)| (*article, *coder)));
        }
        self.looked_at = Some(Instant::now());
        let news = std::mem::take(&mut self.news);
        Ok((news != Whereabouts::default()).then_some(news))
    }

    fn say(&mut self, server: &mut Server) -> Result<(), TeamError> {
        let place = self.desk.wishes().place;
        let Some(place) = place.filter(|_| !self.is_silent) else { return Ok(()) };
        let is_new = self.said.is_none_or(|(said, at)| said != place || at.elapsed() >= SAY_AGAIN);
        if is_new {
            // Who may only read, or speaks in a name that belongs to another, is seen by nobody.
            let said = server.be_at(self.window, place);
            self.is_silent = unless_unknown(said, server)?.is_none();
            self.said = Some((place, Instant::now()));
        }
        Ok(())
    }

    fn send_wishes(&mut self, server: &mut Server) -> Result<(), TeamError> {
        loop {
            let wish = self.desk.wishes().assignments.front().copied();
            let Some(wish) = wish else { return Ok(()) };
            if let Err(error) = server.assign(wish) {
                let code = error.code().map(SqlState::code);
                let why = server.database.failed(&error);
                match why {
                    _ if code == Some(ASSIGNED_MEANWHILE) => self.news.refused.push((wish, None)),
                    TeamError::Refused { .. } | TeamError::NoRight { .. } => {
                        self.news.refused.push((wish, Some(format!("{why}."))));
                    }
                    // The wish is sent once the connection is sound again.
                    why => return Err(why),
                }
            }
            self.desk.wishes().assignments.pop_front();
        }
    }

    /// Says that the window is closed.
    pub(super) fn leave(&self, server: &mut Server) {
        if self.said.is_some() {
            // A window that cannot say so is forgotten after a minute.
            let _ = server.leave(self.window);
        }
    }
}

/// `None` where the server does not know the function or the table, or the user has no right to it.
pub(super) fn unless_unknown<T>(
    result: Result<T, postgres::Error>,
    server: &Server,
) -> Result<Option<T>, TeamError> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) => match error.code() {
            Some(&SqlState::UNDEFINED_FUNCTION | &SqlState::UNDEFINED_TABLE) => Ok(None),
            _ => match server.database.failed(&error) {
                TeamError::NoRight { .. } | TeamError::Refused { .. } => Ok(None),
                why => Err(why),
            },
        },
    }
}

fn id<T: From<Uuid>>(row: &Row, n: usize) -> Option<T> {
    row.get::<_, Option<&str>>(n).and_then(|id| id.parse::<Uuid>().ok()).map(T::from)
}

impl Server {
    /// Says where a window of the user's is.
    fn be_at(&mut self, window: Uuid, (coder, article): Place) -> Result<(), postgres::Error> {
        let sql = "SELECT tollbook.be_at($1::text::uuid, $2::text::uuid, $3::text::uuid, $4::text::uuid)";
        let (project, window) = (self.project.to_string(), window.to_string());
        let (coder, article) = (coder.to_string(), article.map(|article| article.to_string()));
        self.database.client.execute(sql, &[&project, &window, &coder, &article]).map(drop)
    }

    fn leave(&mut self, window: Uuid) -> Result<(), postgres::Error> {
        let sql = "SELECT tollbook.leave($1::text::uuid, $2::text::uuid)";
        self.database.client.execute(sql, &[&self.project.to_string(), &window.to_string()]).map(drop)
    }

    /// Where all windows are but this one.
    fn present(&mut self, but: Uuid) -> Result<Vec<MemberPresence>, postgres::Error> {
        let sql = "SELECT member::text, coder::text, article::text FROM tollbook.presence \
            WHERE project = $1::text::uuid AND \"window\" <> $2::text::uuid \
            AND seen > clock_timestamp() - interval '1 minute' ORDER BY member, \"window\" LIMIT 1000";
        let rows = self.database.client.query(sql, &[&self.project.to_string(), &but.to_string()])?;
        let member =
            |row: &Row| Some(MemberPresence { member: row.get(0), coder: id(row, 1)?, article: id(row, 2) });
        Ok(rows.iter().filter_map(member).collect())
    }

    /// Assignments made after the one with this number, with their numbers.
    fn assignments_after(
        &mut self,
        number: i64,
    ) -> Result<Vec<(ArticleId, Option<EntryId>, i64)>, postgres::Error> {
        let sql = "SELECT article::text, coder::text, number FROM tollbook.assignment \
            WHERE project = $1::text::uuid AND number > $2 ORDER BY number LIMIT $3";
        let rows = self.database.client.query(sql, &[&self.project.to_string(), &number, &READ_AT_ONCE])?;
        Ok(rows.iter().filter_map(|row| Some((id(row, 0)?, id(row, 1), row.get(2)))).collect())
    }

    fn assign(&mut self, wish: AssignmentWish) -> Result<(), postgres::Error> {
        let sql = "SELECT tollbook.assign($1::text::uuid, $2::text::uuid, $3::text::uuid, $4::text::uuid)";
        let coder = |coder: Option<EntryId>| coder.map(|coder| coder.to_string());
        let (project, article) = (self.project.to_string(), wish.article.to_string());
        let (before, to) = (coder(wish.before), coder(wish.to));
        self.database.client.execute(sql, &[&project, &article, &before, &to]).map(drop)
    }
}
