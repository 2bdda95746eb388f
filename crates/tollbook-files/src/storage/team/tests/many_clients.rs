//! Many clients on one project at once, each a process of its own, while clients, connections and the server are killed.
//!
//! `TOLLBOOK_TEAM_ROUNDS=50` runs that many rounds of 20 clients with 500 edits each; without it there is one short round.

use std::collections::{HashMap, HashSet};
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::postgres_server::TestServer;
use super::proxy::Proxy;
use super::random::Random;
use super::*;
use crate::storage::edit_file;
use tollbook_core::model::EditId;

/// How many rounds, clients and edits of each.
fn size() -> (u64, usize, usize) {
    match std::env::var("TOLLBOOK_TEAM_ROUNDS") {
        Ok(rounds) => {
            let number = |name: &str, otherwise| {
                std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
            };
            let (clients, edits) = (number("TOLLBOOK_TEAM_CLIENTS", 20), number("TOLLBOOK_TEAM_EDITS", 500));
            (rounds.parse().unwrap(), clients, edits)
        }
        Err(_) => (1, 5, 20),
    }
}

#[test]
fn every_edit_of_many_clients_is_there_once_whatever_is_killed() {
    let Some(server) = TestServer::start(&[]) else { return };
    let server = Arc::new(server);
    let (rounds, clients, edits) = size();
    for round in 1..=rounds {
        let begun = Instant::now();
        let outcome = Round::new(TeamDatabase::on(Arc::clone(&server)), clients, round).run(edits);
        eprintln!("round {round}: {outcome}, {:.1} s", begun.elapsed().as_secs_f64());
    }
}

/// One project with its clients.
struct Round {
    database: TeamDatabase,
    members: Vec<Member>,
    random: Random,
}

impl Round {
    fn new(database: TeamDatabase, clients: usize, seed: u64) -> Self {
        let mut ada = database.begin_project();
        for n in 0..5 {
            ada.add_incident(&format!("Shared {n}"));
        }
        ada.synchronise(&mut database.log("ada"));
        let members = (0..clients).map(|n| {
            let name = format!("m{n}");
            database.add_member(&name, "coder");
            let address = database.address(&database.member(&name));
            Member::join(&mut database.log(&name), &address, &name)
        });
        let members = members.collect();
        Self { database, members, random: Random::new(seed * 7919) }
    }

    fn run(mut self, edits: usize) -> String {
        let proxy = Proxy::start(self.database.server.port, 400_000, self.random.next());
        // The processes open the files themselves.
        let folders: Vec<(PathBuf, TempDir)> =
            self.members.drain(..).map(|member| (member.store.path().to_owned(), member.folder)).collect();
        let mut running: HashMap<usize, Child> = HashMap::new();
        let (mut killed, mut restarted) = (0, 0);
        let mut unfinished: HashSet<usize> = (0..folders.len()).collect();
        let mut next_server_kill = Instant::now() + Duration::from_secs(2);
        let until = Instant::now() + Duration::from_secs(1800);
        while !unfinished.is_empty() {
            assert!(Instant::now() < until, "the clients {unfinished:?} do not finish");
            for &n in &unfinished {
                running.entry(n).or_insert_with(|| {
                    let user = self.database.member(&format!("m{n}"));
                    let address = format!(
                        "postgresql://{user}:a%20test%27s%20password@127.0.0.1:{}/{}",
                        proxy.port, self.database.name
                    );
                    client(&folders[n].0, &address, edits, self.random.next())
                });
            }
            std::thread::sleep(Duration::from_millis(100));
            // Each as often while few are left as while all are: the last ones have to come to their end, too.
            if self.random.next().is_multiple_of(10)
                && let Some(client) = running.get_mut(&((self.random.next() % folders.len() as u64) as usize))
            {
                client.kill().unwrap();
                killed += 1;
            }
            if Instant::now() > next_server_kill {
                self.database.server.kill();
                self.database.server.run();
                restarted += 1;
                next_server_kill = Instant::now() + Duration::from_secs(10 + self.random.next() % 20);
            }
            running.retain(|n, client| match client.try_wait().unwrap() {
                None => true,
                Some(status) => {
                    if status.success() {
                        unfinished.remove(n);
                    } else {
                        assert_eq!(status.code(), None, "client {n} failed");
                    }
                    false
                }
            });
        }
        let cut = proxy.cut.load(std::sync::atomic::Ordering::Relaxed);
        let held_back = self.compare(&folders, edits);
        format!(
            "{} clients, {edits} edits each; {killed} clients killed, {restarted} times the server, {cut} connections cut; \
             {held_back} edits held back",
            folders.len()
        )
    }

    /// Every acknowledged edit is on the server once or in a file of edits, and all replicas are equal; says how many
    /// edits are in files.
    fn compare(&self, folders: &[(PathBuf, TempDir)], edits: usize) -> usize {
        let all = self.database.log("ada").edits_after(0, usize::MAX).unwrap();
        let on_server: HashSet<Uuid> = all.iter().map(|edit| edit.id).collect();
        assert_eq!(on_server.len(), all.len());
        let mut digests = HashSet::new();
        let (mut in_files, mut with_team) = (0, 0);
        for (n, (path, folder)) in folders.iter().enumerate() {
            let (mut store, opened) = Store::open(path).unwrap();
            let mut project = opened.project;
            let mut log = self.database.log(&format!("m{n}"));
            synchronise(&mut store, &mut project, &mut log, &mut Synchronised::default()).unwrap();
            assert_eq!(check(path), Vec::<String>::new());
            digests.insert(format!("{:?}", store.logged_after(0, usize::MAX).unwrap()));
            let held_back = held_back_ids(folder.path());
            in_files += held_back.len();
            let mut saved = 0;
            for line in std::fs::read_to_string(acknowledged(path)).unwrap().lines() {
                let (what, id) = line.split_once(' ').unwrap();
                let id: Uuid = id.parse().unwrap();
                match what {
                    "saved" => {
                        saved += 1;
                        assert!(on_server.contains(&id) || held_back.contains(&EditId(id)), "{id} is lost");
                    }
                    _ => {
                        with_team += 1;
                        assert!(on_server.contains(&id), "{id} was acknowledged by the server and is lost");
                    }
                }
            }
            assert!(saved >= edits, "client {n} saved {saved} edits");
        }
        assert!(with_team > 0);
        assert_eq!(digests.len(), 1, "replicas differ");
        in_files
    }
}

/// The ids of the edits in files of edits of a folder.
fn held_back_ids(folder: &Path) -> HashSet<EditId> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|end| end == edit_file::EXTENSION));
    files.flat_map(|file| edit_file::read(&file).unwrap().edits).map(|pending| pending.edit.id).collect()
}

/// The file in which a client notes what was acknowledged to it.
fn acknowledged(replica: &Path) -> PathBuf {
    replica.with_extension("acknowledged")
}

/// Starts a client as a process: this program, running [`client_process`] alone.
fn client(replica: &Path, address: &str, edits: usize, seed: u64) -> Child {
    let test = "storage::team::tests::many_clients::client_process";
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("TOLLBOOK_TEAM_CLIENT", replica)
        .env("TOLLBOOK_TEAM_CLIENT_ADDRESS", address)
        .env("TOLLBOOK_TEAM_CLIENT_EDITS", edits.to_string())
        .env("TOLLBOOK_TEAM_CLIENT_SEED", seed.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// What a client does; does nothing when it is run as a test.
#[test]
fn client_process() {
    let Some(replica) = std::env::var_os("TOLLBOOK_TEAM_CLIENT") else { return };
    let variable = |name: &str| std::env::var(format!("TOLLBOOK_TEAM_CLIENT_{name}")).unwrap();
    let replica = PathBuf::from(replica);
    let address = Address::parse(&variable("ADDRESS")).unwrap();
    let edits: usize = variable("EDITS").parse().unwrap();
    let mut random = Random::new(variable("SEED").parse().unwrap());
    let mut notes = OpenOptions::new().create(true).append(true).open(acknowledged(&replica)).unwrap();
    let (store, opened) = Store::open(&replica).unwrap();
    let known = std::fs::read_to_string(acknowledged(&replica)).unwrap();
    let mut saved = known.lines().filter(|line| line.starts_with("saved")).count();
    let coder = start::coder_id(opened.project.id(), address.user());
    let mut member = Member {
        folder: tempfile::tempdir().unwrap(),
        store,
        project: opened.project,
        stamp: Stamp::new(Timestamp::now(), coder, random.next() ^ u64::from(std::process::id())),
    };
    let mut log = None;
    loop {
        if saved < edits {
            let shared: Vec<IncidentId> = member.project.incidents.iter().take(5).map(|(id, _)| id).collect();
            let title = format!("{saved} of {}, {}", address.user(), random.next());
            let id = match random.next() % 10 {
                0 => member.rename(shared[0], &title),
                1 => {
                    let id = shared[1 + (random.next() % 4) as usize];
                    member.edit("Change a memo", |draft| {
                        draft.update::<Incident>(id, |incident| incident.memo = title.clone());
                    })
                }
                _ => {
                    let id: IncidentId = member.stamp.mint();
                    let incident = Incident { title, ..Incident::blank() };
                    member.edit("Add an incident", |draft| draft.set(id, incident))
                }
            };
            saved += 1;
            writeln!(notes, "saved {id}").unwrap();
            if !random.next().is_multiple_of(5) {
                continue;
            }
        }
        let mut server = match log.take() {
            Some(server) => server,
            None => match Server::connect(&address, member.project.id()) {
                Ok(server) => server,
                Err(error) => {
                    assert!(error.may_pass(), "{error}");
                    std::thread::sleep(Duration::from_millis(random.next() % 100));
                    continue;
                }
            },
        };
        let mut done = Synchronised::default();
        let outcome = synchronise(&mut member.store, &mut member.project, &mut server, &mut done);
        for id in &done.appended {
            writeln!(notes, "appended {id}").unwrap();
        }
        match outcome {
            Ok(()) if saved >= edits => return,
            Ok(()) => log = Some(server),
            Err(error) => assert!(error.may_pass(), "{error}"),
        }
    }
}

/// Two members change one field at the same moment; `TOLLBOOK_TEAM_DUELS=1000` does it that often.
#[test]
fn of_two_edits_of_one_field_at_one_moment_exactly_one_wins() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    let duels = std::env::var("TOLLBOOK_TEAM_DUELS").map_or(15, |duels| duels.parse().unwrap());
    database.add_member("ben", "coder");
    let id = ada.add_incident("Gao");
    ada.synchronise(&mut database.log("ada"));
    let address = database.address(&database.member("ben"));
    let mut ben = Member::join(&mut database.log("ben"), &address, "Ben");
    let (mut adas, mut bens) = (database.log("ada"), database.log("ben"));
    let mut won_by_ada = 0;
    for n in 0..duels {
        let own = [ada.rename(id, &format!("Ada {n}")), ben.rename(id, &format!("Ben {n}"))];
        let both_ready = std::sync::Barrier::new(2);
        let done = std::thread::scope(|scope| {
            let sync = |member: &mut Member, log: &mut Server| {
                both_ready.wait();
                member.synchronise(log)
            };
            let (ada, ben, adas, bens) = (&mut ada, &mut ben, &mut adas, &mut bens);
            let ada = scope.spawn(move || sync(ada, adas));
            let ben = scope.spawn(move || sync(ben, bens));
            [ada.join().unwrap(), ben.join().unwrap()]
        });
        let won = [0, 1].map(|n| done[n].appended.contains(&own[n]));
        let was_told = [0, 1].map(|n| done[n].held_back.iter().any(|held| held.edits.contains(&own[n])));
        assert_eq!(won.iter().filter(|won| **won).count(), 1, "duel {n}: {done:?}");
        assert_eq!(won.map(|won| !won), was_told, "duel {n}: {done:?}");
        won_by_ada += u32::from(won[0]);
        ada.synchronise(&mut adas);
        ben.synchronise(&mut bens);
        assert_eq!(ada.title(id), ben.title(id));
        assert_eq!(ada.title(id), format!("{} {n}", if won[0] { "Ada" } else { "Ben" }));
    }
    assert_eq!(ada.digest(), ben.digest());
    eprintln!("{duels} duels, of which Ada won {won_by_ada}");
}
