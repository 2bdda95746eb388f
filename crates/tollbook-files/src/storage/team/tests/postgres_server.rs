//! A PostgreSQL server for tests, in a temporary folder on a port of this machine.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Address, Database, Member, Server, begin_team};

/// Where this is set, tests fail that find no PostgreSQL; else they say that they did not run.
const DEMANDED: &str = "TOLLBOOK_POSTGRES";

/// The password of every role.
pub(super) const PASSWORD: &str = "a test's password";

/// The setting of a server that lets everybody in without a password, as a replica's address has none.
pub(super) const TRUSTING: &str = "# trusting";

/// A running server.
pub(super) struct TestServer {
    folder: TempDir,
    programs: PathBuf,
    user: Option<(u32, u32)>,
    pub(super) port: u16,
    process: Mutex<Option<Child>>,
}

/// The server in use, shared by tests that run at the same time.
static SHARED: Mutex<Weak<TestServer>> = Mutex::new(Weak::new());

impl TestServer {
    /// The server that tests share; `None`, with a word about it, where PostgreSQL is not installed.
    pub(super) fn shared() -> Option<Arc<Self>> {
        let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(server) = shared.upgrade() {
            return Some(server);
        }
        let server = Arc::new(Self::start(&[])?);
        *shared = Arc::downgrade(&server);
        Some(server)
    }

    /// A server of its own, with settings.
    pub(super) fn start(settings: &[&str]) -> Option<Self> {
        let Some(programs) = programs() else {
            let test = std::thread::current().name().unwrap_or_default().to_owned();
            assert!(std::env::var_os(DEMANDED).is_none(), "PostgreSQL is not installed");
            eprintln!("not run, since PostgreSQL is not installed: {test}");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let user = unprivileged_user(folder.path());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let password = folder.path().join("password");
        std::fs::write(&password, PASSWORD).unwrap();
        #[cfg(unix)]
        if let Some((user, group)) = user {
            std::os::unix::fs::chown(folder.path(), Some(user), Some(group)).unwrap();
            std::os::unix::fs::chown(&password, Some(user), Some(group)).unwrap();
        }
        let server = Self { folder, programs, user, port, process: Mutex::new(None) };
        let initdb = ["-U", "root_owner", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"];
        let output = server
            .command("initdb")
            .args(initdb)
            .arg("-D")
            .arg(server.data())
            .arg("--pwfile")
            .arg(&password)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let added = settings.iter().map(|setting| format!("{setting}\n")).collect::<String>();
        let file = server.data().join("postgresql.conf");
        let mut text = std::fs::read_to_string(&file).unwrap();
        text.push_str(&format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\nmax_connections = 100\n{added}"
        ));
        std::fs::write(&file, text).unwrap();
        if settings.contains(&TRUSTING) {
            std::fs::write(server.data().join("pg_hba.conf"), "host all all 127.0.0.1/32 trust\n").unwrap();
        }
        for name in ["server.pem", "expired.pem", "server.key"] {
            server.lay_in(name);
        }
        server.run();
        Some(server)
    }

    /// Copies a file of certificates into the server's folder, where it must be the server's own.
    fn lay_in(&self, name: &str) {
        let file = self.data().join(name);
        std::fs::copy(certificates().join(name), &file).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
            let (user, group) = self.user.map_or((None, None), |(user, group)| (Some(user), Some(group)));
            std::os::unix::fs::chown(&file, user, group).unwrap();
        }
    }

    pub(super) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.folder.path());
        #[cfg(unix)]
        if let Some((user, group)) = self.user {
            use std::os::unix::process::CommandExt as _;
            command.uid(user).gid(group);
        }
        command
    }

    /// Starts the server's process and waits until it answers.
    pub(super) fn run(&self) {
        let start = || {
            let log = std::fs::File::create(self.folder.path().join("log")).unwrap();
            let mut postgres = self.command("postgres");
            postgres.arg("-D").arg(self.data()).stdout(Stdio::null()).stderr(log).spawn().unwrap()
        };
        let mut process = start();
        let until = Instant::now() + Duration::from_secs(60);
        while let Err(error) = self.config("root_owner", "postgres").connect(postgres::NoTls) {
            let log = || std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            assert!(Instant::now() < until, "{error:?}\n{}", log());
            std::thread::sleep(Duration::from_millis(50));
            if process.try_wait().unwrap().is_some() {
                // What is left of a server that was killed is not gone yet.
                process = start();
            }
        }
        *self.process.lock().unwrap() = Some(process);
    }

    /// Ends the server's processes at once, as a power cut does.
    pub(super) fn kill(&self) {
        if let Some(mut process) = self.process.lock().unwrap().take() {
            // Those that serve connections would go on until they notice, and take edits meanwhile.
            let serving = children(process.id());
            process.kill().unwrap();
            process.wait().unwrap();
            if !serving.is_empty() {
                let _ = Command::new("kill").arg("-9").args(serving).stderr(Stdio::null()).status();
            }
        }
        std::thread::sleep(Duration::from_millis(200));
    }

    /// How many transactions of a script pgbench carries out a second as one client; `None` where it is not installed.
    pub(super) fn pgbench(&self, user: &str, database: &str, script: &str, count: u32) -> Option<f64> {
        let file = self.folder.path().join("script.sql");
        std::fs::write(&file, script).unwrap();
        let beside = self.programs.join("pgbench");
        let output = Command::new(if beside.is_file() { beside } else { "pgbench".into() })
            .args(["--no-vacuum", "--client=1", "--host=127.0.0.1"])
            .args([format!("--port={}", self.port), format!("--username={user}")])
            .args([format!("--transactions={count}"), format!("--file={}", file.display())])
            .arg(database)
            .env("PGPASSWORD", PASSWORD)
            .output()
            .ok()?;
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        let found = told.lines().find_map(|line| line.strip_prefix("tps = "));
        Some(found.unwrap().split(' ').next().unwrap().parse().unwrap())
    }

    fn config(&self, user: &str, database: &str) -> postgres::Config {
        let mut config = postgres::Config::new();
        config.host("127.0.0.1").port(self.port).user(user).password(PASSWORD).dbname(database);
        config.connect_timeout(Duration::from_secs(10));
        config
    }

    /// A connection of the library's own, past what the program allows.
    pub(super) fn client(&self, user: &str, database: &str) -> postgres::Client {
        self.config(user, database).connect(postgres::NoTls).unwrap()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let stop = ["stop", "-m", "immediate", "-w"];
        let _ = self.command("pg_ctl").args(stop).arg("-D").arg(self.data()).output();
        if let Some(mut process) = self.process.lock().unwrap_or_else(|lock| lock.into_inner()).take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}

/// The processes that a process has started, where the system tells.
fn children(parent: u32) -> Vec<String> {
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = processes.filter_map(|process| process.file_name().into_string().ok());
    let is_child = |id: &String| {
        let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // The name before it may hold anything.
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        after_name.split_whitespace().nth(1) == Some(parent.to_string().as_str())
    };
    processes.filter(|id| id.parse::<u32>().is_ok()).filter(is_child).collect()
}

/// The folder of the certificates for tests.
pub(super) fn certificates() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/storage/team/tests/certificates")
}

/// The folder with the server's programs.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut installed: Vec<PathBuf> = installed.map(|version| version.path().join("bin")).collect();
    installed.sort();
    folders.extend(installed.into_iter().rev());
    folders
        .into_iter()
        .find(|folder| ["initdb", "postgres", "pg_ctl"].iter().all(|program| folder.join(program).is_file()))
}

/// Whom to run the server as, since it refuses the system's administrator; `None` where that is not who runs the tests.
#[cfg(unix)]
fn unprivileged_user(own: &Path) -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt as _;
    if std::fs::metadata(own).unwrap().uid() != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let user = |name: &str| {
        let line = users.lines().find_map(|line| line.strip_prefix(&format!("{name}:x:")))?;
        let mut ids = line.split(':').map_while(|id| id.parse::<u32>().ok());
        Some((ids.next()?, ids.next()?))
    };
    Some(user("postgres").or_else(|| user("nobody")).expect("a user without rights"))
}

#[cfg(not(unix))]
fn unprivileged_user(_own: &Path) -> Option<(u32, u32)> {
    None
}

/// A database of a server, with members.
pub(super) struct TeamDatabase {
    pub(super) server: Arc<TestServer>,
    pub(super) name: String,
}

impl TeamDatabase {
    /// A database that is not set up; `None` where PostgreSQL is not installed.
    pub(super) fn empty() -> Option<Self> {
        Some(Self::on(TestServer::shared()?))
    }

    pub(super) fn on(server: Arc<TestServer>) -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(1);
        let name = format!("team{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        server.client("root_owner", "postgres").batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        Self { server, name }
    }

    /// A database with a project of Ada's, who owns it.
    pub(super) fn with_project() -> Option<(Self, Member)> {
        let database = Self::empty()?;
        let ada = database.begin_project();
        Some((database, ada))
    }

    /// Begins a project in the database.
    pub(super) fn begin_project(&self) -> Member {
        let mut ada = Member::begin();
        Database::connect(&self.address("root_owner")).unwrap().set_up().unwrap();
        self.add_member("ada", "owner");
        let address = self.address(&self.member("ada"));
        begin_team(&mut ada.store, &ada.project, &address, &mut |_| true).unwrap();
        ada
    }

    /// The name of a member's role, which a server has once for all of its databases.
    pub(super) fn member(&self, name: &str) -> String {
        format!("{}_{name}_login", self.name)
    }

    /// Lets somebody log in, with one of the four roles.
    pub(super) fn add_member(&self, name: &str, role: &str) {
        let (member, database) = (self.member(name), &self.name);
        let sql = format!("CREATE ROLE {member} LOGIN PASSWORD '{}'", PASSWORD.replace('\'', "''"));
        let mut client = self.server.client("root_owner", database);
        client.batch_execute(&sql).unwrap();
        client.batch_execute(&format!("GRANT {database}_{role} TO {member}")).unwrap();
    }

    pub(super) fn address(&self, user: &str) -> Address {
        let password = "a%20test%27s%20password";
        let address = format!("postgresql://{user}:{password}@127.0.0.1:{}/{}", self.server.port, self.name);
        Address::parse(&address).unwrap()
    }

    /// The log as a member sees it.
    pub(super) fn log(&self, name: &str) -> Server {
        let mut database = Database::connect(&self.address(&self.member(name))).unwrap();
        let project = database.projects().unwrap()[0].id;
        database.project(project).unwrap()
    }
}
