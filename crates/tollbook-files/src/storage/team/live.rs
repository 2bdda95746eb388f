//! The connection to a team's server while a replica is open: a thread that waits for the network, so that saving never
//! does.
//!
//! The storage thread hands over what is on the server as far as the replica knows, and what waits ([`Task`]). The team
//! thread answers each task with one [`News`] at most: what came of a round trip with the server, or a part of the older
//! history. The storage thread writes that into the replica and hands over the next task.

use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::address::Address;
use super::error::TeamError;
use super::older::{self, OlderEdits, Replay};
use super::password;
use super::presence::{Attendance, TeamDesk, Whereabouts};
use super::replica::Older;
use super::round_trip::{Held, RoundTrip, round_trip};
use super::server::Server;
use super::snapshot;
use super::structures::{Sharing, Structures};
use crate::storage::fetch::Texts;
use tollbook_core::model::ProjectId;

/// How long a hint of the server is waited for before the next task is looked for.
const LISTEN: Duration = Duration::from_millis(40);

/// How often the server is asked although it has given no hint.
const POLL: Duration = Duration::from_secs(5);

/// How long after a failure the server is tried again, at first and at most.
const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// How often is looked, after a failure, whether a password was given.
const LOOK_FOR_PASSWORD: Duration = Duration::from_millis(200);

/// How far a replica has come with its team.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TeamStatus {
    /// The server's address.
    pub address: String,
    /// How many saved edits are not on the server.
    pub waiting: usize,
    /// Why nothing comes through just now, as a sentence; blank while the connection is sound.
    pub problem: Option<String>,
    /// The connection leads to another machine and is not encrypted.
    pub is_exposed: bool,
    /// How many edits of the older history have not come in yet.
    pub older: usize,
    /// The server lets the user in by no password that is known. The number tells one refusal from the next.
    pub needs_password: Option<u64>,
}

/// Why nothing comes through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::storage) struct ConnectionProblem {
    /// A sentence.
    pub(super) text: String,
    /// As in [`TeamStatus`].
    pub(super) needs_password: Option<u64>,
}

/// What the team thread is to do.
#[derive(Clone, Debug)]
pub(in crate::storage) struct Task {
    /// What is to be brought to the server.
    pub(in crate::storage) held: Held,
    /// The part of the history that is to come in.
    pub(in crate::storage) older: Option<Older>,
}

/// What the team thread found.
#[derive(Debug)]
pub(in crate::storage) enum News {
    /// What came of a round trip with the server, and for what.
    RoundTripped(Box<(Held, RoundTrip)>),
    /// The next part of the older history.
    Older(Box<OlderEdits>),
    /// Whether the connection is sound, and why not.
    Connection(Option<ConnectionProblem>),
    /// Where the members are, and what was assigned.
    Whereabouts(Whereabouts),
    /// Structures of texts that others have given.
    Structures(Structures),
}

/// A running team thread. It ends by itself once this is dropped.
#[derive(Debug)]
pub(in crate::storage) struct Link {
    tasks: Sender<Task>,
}

impl Link {
    /// Starts the thread; `tell` is called on it, and says whether anybody still listens.
    pub(in crate::storage) fn start(
        address: &str,
        project: ProjectId,
        file: &Path,
        desk: TeamDesk,
        tell: impl Fn(News) -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (tasks, inbox) = channel();
        let address = address.to_owned();
        let texts = Texts::open(file).ok();
        thread::Builder::new().name("team".to_owned()).spawn(move || {
            let mut team = Team {
                project,
                tell,
                inbox,
                server: None,
                texts,
                replay: Replay::default(),
                offered: 0,
                sharing: Sharing::default(),
                wait: RETRY.0,
                problem: None,
                attendance: Attendance::new(desk),
            };
            match Address::parse(&address) {
                Ok(address) => {
                    team.run(&address);
                    if let Some(server) = &mut team.server {
                        team.attendance.leave(server);
                    }
                }
                Err(error) => {
                    let problem = ConnectionProblem { text: format!("{error}."), needs_password: None };
                    (team.tell)(News::Connection(Some(problem)));
                }
            }
        })?;
        Ok(Self { tasks })
    }

    /// Hands over what there is to do now; what was handed over before is forgotten.
    pub(in crate::storage) fn hand_over(&self, task: Task) {
        // The thread has ended if the address cannot be used, of which it has told.
        let _ = self.tasks.send(task);
    }
}

/// The thread's own side.
struct Team<F> {
    project: ProjectId,
    tell: F,
    inbox: Receiver<Task>,
    server: Option<Server>,
    /// The texts of the replica.
    texts: Option<Texts>,
    /// The older history as far as it has come in.
    replay: Replay,
    /// The number of the edit after which a snapshot was offered last.
    offered: i64,
    /// How far the structures of texts have been shared.
    sharing: Sharing,
    /// How long to wait after the next failure.
    wait: Duration,
    /// What was told last of the connection.
    problem: Option<ConnectionProblem>,
    attendance: Attendance,
}

/// The storage thread is gone.
struct Over;

impl<F: Fn(News) -> bool> Team<F> {
    fn run(&mut self, address: &Address) {
        let Ok(mut task) = self.inbox.recv() else { return };
        loop {
            let passwords = password::changes();
            let next = match self.work(address, &task) {
                Ok(Some(news)) => {
                    if !(self.tell)(news) {
                        return;
                    }
                    self.inbox.recv().map_err(|_| Over)
                }
                Ok(None) => self.wait_for_work(task),
                Err(error) => {
                    self.server = None;
                    self.attendance.start_anew();
                    let needs_password = matches!(error, TeamError::NotLetIn { .. }).then_some(passwords);
                    self.say(Some(ConnectionProblem { text: format!("{error}."), needs_password }));
                    self.wait_after_failure(task, passwords)
                }
            };
            match next {
                Ok(next) => task = next,
                Err(Over) => return,
            }
            // Only the newest counts.
            while let Ok(newer) = self.inbox.try_recv() {
                task = newer;
            }
        }
    }

    /// Looks at the server and does what there is to do; `None` where that is nothing.
    fn work(&mut self, address: &Address, task: &Task) -> Result<Option<News>, TeamError> {
        let server = match &mut self.server {
            Some(server) => server,
            none => {
                let mut server = Server::connect(address, self.project)?;
                server.listen()?;
                none.insert(server)
            }
        };
        if let Some(whereabouts) = self.attendance.attend(server)? {
            (self.tell)(News::Whereabouts(whereabouts));
        }
        let text = |sha256: &str| self.texts.as_ref()?.text(sha256).ok().flatten();
        let found = round_trip(server, &task.held, &text)?;
        if found.appended.is_some() || found.refused.is_some() || !found.logged.is_empty() {
            self.say(None);
            return Ok(Some(News::RoundTripped(Box::new((task.held.clone(), found)))));
        }
        let news = match task.older {
            Some(older) => Some(News::Older(Box::new(self.replay.next(server, older, older::AT_ONCE)?))),
            None => {
                self.offer_snapshot(&task.held)?;
                self.share_structures()?
            }
        };
        self.say(None);
        Ok(news)
    }

    /// Offers a snapshot to who joins, if the user may, nothing waits and the newest one is old.
    fn offer_snapshot(&mut self, held: &Held) -> Result<(), TeamError> {
        let is_due = held.waiting.is_empty() && held.last.seq - self.offered >= snapshot::SNAPSHOT_EVERY;
        if let Some(server) = self.server.as_mut().filter(|_| is_due) {
            snapshot::offer(server, held.last.seq, &held.base)?;
            self.offered = held.last.seq;
        }
        Ok(())
    }

    /// Shares the structures of some texts; what others have given.
    fn share_structures(&mut self) -> Result<Option<News>, TeamError> {
        let (Some(server), Some(texts)) = (&mut self.server, &self.texts) else { return Ok(None) };
        let found = self.sharing.step(server, texts)?;
        Ok((!found.is_empty()).then_some(News::Structures(found)))
    }

    /// Tells of the connection, if that is new.
    fn say(&mut self, problem: Option<ConnectionProblem>) {
        if problem.is_none() {
            self.wait = RETRY.0;
        }
        if self.problem != problem {
            self.problem.clone_from(&problem);
            (self.tell)(News::Connection(problem));
        }
    }

    /// Waits for a hint of the server, for the next task, or until it is time to look.
    fn wait_for_work(&mut self, task: Task) -> Result<Task, Over> {
        let until = Instant::now() + POLL;
        loop {
            match self.inbox.try_recv() {
                Ok(next) => return Ok(next),
                Err(TryRecvError::Disconnected) => return Err(Over),
                Err(TryRecvError::Empty) => {}
            }
            if self.texts.is_some() && self.sharing.has_more() {
                return Ok(task);
            }
            let Some(server) = &mut self.server else { return Ok(task) };
            match server.wait_for_hint(LISTEN) {
                Ok(false) if Instant::now() < until && !self.attendance.is_due(server) => {}
                // Where the connection is lost, the next look says so.
                Ok(_) | Err(_) => return Ok(task),
            }
        }
    }

    /// Waits until the server is to be tried again, which a password that is given after so many brings about at once.
    fn wait_after_failure(&mut self, task: Task, passwords: u64) -> Result<Task, Over> {
        let until = Instant::now() + self.wait;
        self.wait = (self.wait * 2).min(RETRY.1);
        let mut task = task;
        loop {
            if password::changes() != passwords {
                self.wait = RETRY.0;
                return Ok(task);
            }
            // New edits do not make a server answer.
            let left = until.saturating_duration_since(Instant::now());
            match self.inbox.recv_timeout(left.min(LOOK_FOR_PASSWORD)) {
                Ok(next) => task = next,
                Err(RecvTimeoutError::Timeout) if Instant::now() < until => {}
                Err(RecvTimeoutError::Timeout) => return Ok(task),
                Err(RecvTimeoutError::Disconnected) => return Err(Over),
            }
        }
    }
}
