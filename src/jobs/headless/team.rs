//! `tollbook team`: a project that a team records together.

use std::path::{Path, PathBuf};

use super::super::team::free_file;
use super::{Answer, stored};
use crate::jobs::team::sentence;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::List;
use tollbook_files::exchange::Snapshot;
use tollbook_files::sql_tables::write_sql_tables;
use tollbook_files::storage::team::{
    Address, Database, JoinWith, Membership, Server, Synchronised, TeamError, TeamProject, begin_team,
    bring_in_older, join, join_with, offer_snapshot, share_structures, synchronise,
};
use tollbook_files::storage::{EditLog as _, Store, Texts};

/// What is done with a team project. An address is postgresql://USER@HOST/DATABASE, or service=NAME; the password is
/// read from PGPASSWORD, ~/.pgpass or the system's keyring.
#[derive(Debug, clap::Subcommand)]
pub enum TeamTask {
    /// Begin a team project on a server with a project and its whole history.
    Init {
        /// The address of an empty database of a PostgreSQL server, 15 or later.
        address: String,
        /// A folder of articles with its project, or a .tollbook file.
        project: PathBuf,
    },
    /// Join a team project: make a replica of it in a folder.
    Join {
        /// The address of the database.
        address: String,
        /// The folder of the articles, which may be empty; it is made if it is not there.
        folder: PathBuf,
        /// The name or id of the project, where the database holds several.
        #[arg(long, value_name = "NAME")]
        project: Option<String>,
        /// Take in the whole history at once, without a snapshot.
        #[arg(long)]
        whole_history: bool,
    },
    /// Send what waits to the team and take in what others have done.
    Sync {
        /// The folder or file of the replica.
        project: PathBuf,
    },
    /// Say what waits, what is new on the server, and whether it can be reached. Changes nothing.
    Status {
        /// The folder or file of the replica.
        project: PathBuf,
    },
    /// Let a member of the team write as a coder who is in the project already.
    Member {
        /// The folder or file of the replica of an owner.
        project: PathBuf,
        /// The coder's name in the project.
        coder: String,
        /// The member's role on the server.
        role: String,
    },
    /// Write a team project to a project file that belongs to no team.
    Export {
        /// The address of the database.
        address: String,
        /// The new file, which ends in .tollbook.
        #[arg(long, value_name = "FILE", required_unless_present = "tables")]
        to: Option<PathBuf>,
        /// Write the facts into plain tables of the database as well, or alone, for people who read them with SQL: into
        /// this schema, whose tables are written anew.
        #[arg(long, value_name = "SCHEMA", num_args = 0..=1, default_missing_value = "tollbook_tables")]
        tables: Option<String>,
        /// The name or id of the project, where the database holds several.
        #[arg(long, value_name = "NAME")]
        project: Option<String>,
    },
}

/// `tollbook team …`.
///
/// # Errors
/// A sentence that names the address or the file, and the remedy.
pub fn team(task: &TeamTask) -> Answer {
    match task {
        TeamTask::Init { address, project } => init(address, project),
        TeamTask::Join { address, folder, project, whole_history } => {
            let with = if *whole_history { JoinWith::WholeHistory } else { JoinWith::Snapshot };
            join_in(address, folder, project.as_deref(), with)
        }
        TeamTask::Sync { project } => sync(project),
        TeamTask::Status { project } => status(project),
        TeamTask::Member { project, coder, role } => member(project, coder, role),
        TeamTask::Export { address, to, tables, project } => {
            export(address, to.as_deref(), tables.as_deref(), project.as_deref())
        }
    }
}

fn parsed(address: &str) -> Result<(Address, Vec<String>), String> {
    let address = Address::parse(address).map_err(sentence)?;
    let exposed = address.is_exposed().then(|| {
        format!("The connection to {address} is not encrypted: whoever is between can read and change what is sent.")
    });
    Ok((address, exposed.into_iter().collect()))
}

fn init(address: &str, project: &Path) -> Answer {
    let (address, mut lines) = parsed(address)?;
    let (place, mut store, opened) = stored(project)?;
    begin_team(&mut store, &opened.project, &address, &mut |_| true).map_err(sentence)?;
    let database = address.database();
    lines.push(format!("{} is on {address}, with {} edits.", place.file.display(), store.seq()));
    lines.push(format!(
        "Members need a role on the server: CREATE ROLE ben LOGIN PASSWORD '…' IN ROLE \"{database}_coder\";"
    ));
    lines.push(format!("Then they join with: tollbook team join postgresql://ben@HOST/{database} FOLDER"));
    Ok(lines)
}

/// The project of a database that is meant.
fn chosen(address: &Address, wanted: Option<&str>) -> Result<(Database, TeamProject), TeamError> {
    let mut database = Database::connect(address)?;
    let mut projects = database.projects()?;
    projects.retain(|project| {
        project.is_open
            && wanted.is_none_or(|wanted| project.name == wanted || project.id.to_string() == wanted)
    });
    let shown = address.to_string();
    match projects.len() {
        1 => Ok((database, projects.remove(0))),
        0 => {
            let project = wanted.map_or_else(|| "that can be joined".to_owned(), |name| format!("“{name}”"));
            Err(TeamError::NoProject { address: shown, project })
        }
        _ => {
            let names = projects.iter().map(|project| format!("“{}” ({})", project.name, project.id));
            let names = names.collect::<Vec<_>>().join(", ");
            Err(TeamError::SeveralProjects { address: shown, names })
        }
    }
}

fn join_in(address: &str, folder: &Path, wanted: Option<&str>, with: JoinWith) -> Answer {
    let (address, mut lines) = parsed(address)?;
    let (database, project) = chosen(&address, wanted).map_err(sentence)?;
    let file = free_file(folder)?;
    let mut log = database.project(project.id).map_err(sentence)?;
    let joined = join_with(&mut log, &file, Some(&address), with, &mut |_| true);
    let (store, opened) = joined.map_err(sentence)?;
    lines.push(format!(
        "Joined “{}” in {}: {} edits, {} annotations.",
        project.name,
        file.display(),
        store.seq(),
        opened.project.annotations.len()
    ));
    lines.extend(opened.warnings);
    lines.extend(log.clock_warning().unwrap_or_default());
    lines.extend(refused_lines(&store));
    Ok(lines)
}

fn refused_lines(store: &Store) -> Vec<String> {
    let refused = store.refused_edits().unwrap_or_default();
    refused.iter().map(|(seq, why)| format!("Edit {seq} of the team changes nothing: {why}.")).collect()
}

/// A replica, and what marks it.
fn replica(project: &Path) -> Result<(Store, tollbook_files::storage::Opened, Membership, Address), String> {
    let (place, store, opened) = stored(project)?;
    let membership = store.membership().map_err(sentence)?.ok_or_else(|| {
        format!("{} belongs to no team. Begin one with: tollbook team init", place.file.display())
    })?;
    let address = Address::parse(&membership.address).map_err(sentence)?;
    Ok((store, opened, membership, address))
}

fn sync(project: &Path) -> Answer {
    let (mut store, opened, _, address) = replica(project)?;
    if let Some(why) = opened.read_only {
        return Err(why);
    }
    let mut lines = parsed(&address.to_string())?.1;
    let mut log = Server::connect(&address, opened.project.id()).map_err(sentence)?;
    let mut present = opened.project;
    let mut done = Synchronised::default();
    let outcome = synchronise(&mut store, &mut present, &mut log, &mut done);
    lines.extend(lines_of(&done));
    if let Err(error) = outcome {
        lines.push(sentence(error));
        return Err(lines.join("\n"));
    }
    lines.extend(log.clock_warning().unwrap_or_default());
    let older = store.membership().map_err(sentence)?.and_then(|membership| membership.older);
    if let Some(older) = older {
        bring_in_older(&mut store, &present, &mut log, &mut |_, _| true).map_err(sentence)?;
        lines.push(format!("Took in the older history: {} edits.", older.until));
    }
    share_structures(&store, &mut log).map_err(sentence)?;
    if offer_snapshot(&store, &present, &mut log).map_err(sentence)? {
        lines.push("Stored a snapshot on the server, with which others join faster.".to_owned());
    }
    Ok(lines)
}

fn lines_of(done: &Synchronised) -> Vec<String> {
    let mut lines =
        vec![format!("Sent {} edits to the team, took in {}.", done.appended.len(), done.fetched)];
    lines.extend(done.refused.iter().cloned());
    for held_back in &done.held_back {
        lines.extend(held_back.why.iter().cloned());
        lines.push(format!(
            "What was taken out is in {}. To decide anew, open the project and use File > Import….",
            held_back.file.display()
        ));
    }
    lines
}

fn status(project: &Path) -> Answer {
    let (store, opened, membership, address) = replica(project)?;
    let waiting = store.seq() - membership.last;
    let mut lines = vec![
        format!("{} belongs to the team at {address}.", store.path().display()),
        match waiting {
            0 => "Everything saved here is with the team.".to_owned(),
            _ => format!("Saved here, {waiting} edits wait for the team."),
        },
    ];
    let last = Server::connect(&address, opened.project.id()).and_then(|mut log| log.last());
    if let Some(older) = membership.older {
        let (here, until) = (older.here, older.until);
        lines.push(format!("Of the {until} edits before its snapshot, {here} have come in so far."));
    }
    lines.push(match last {
        Ok(last) => format!("On the server are {} edits that are not here.", last - membership.last),
        Err(error) => sentence(error),
    });
    lines.extend(refused_lines(&store));
    Ok(lines)
}

fn member(project: &Path, coder: &str, role: &str) -> Answer {
    let (_, opened, _, address) = replica(project)?;
    let id = opened.project.entry(List::Coder, coder);
    let id = id.ok_or_else(|| {
        let names: Vec<&str> =
            opened.project.list(List::Coder).map(|(_, entry)| entry.value.as_str()).collect();
        format!("The project has no coder “{coder}”. It has: {}.", names.join(", "))
    })?;
    let mut log = Server::connect(&address, opened.project.id()).map_err(sentence)?;
    log.give_coder(id, role).map_err(sentence)?;
    Ok(vec![format!("{role} writes as “{coder}” now.")])
}

fn export(address: &str, to: Option<&Path>, tables: Option<&str>, wanted: Option<&str>) -> Answer {
    if let Some(to) = to.filter(|to| to.extension().is_none_or(|extension| extension != "tollbook")) {
        return Err(format!("{} does not end in .tollbook. Choose a name that does.", to.display()));
    }
    let (address, mut lines) = parsed(address)?;
    let (database, project) = chosen(&address, wanted).map_err(sentence)?;
    let mut log = database.project(project.id).map_err(sentence)?;
    if let Some(to) = to {
        let (store, _) = join(&mut log, to, None, &mut |_| true).map_err(sentence)?;
        share_structures(&store, &mut log).map_err(sentence)?;
        lines.push(format!("Wrote “{}” with {} edits to {}.", project.name, store.seq(), to.display()));
    }
    if let Some(schema) = tables {
        lines.extend(write_tables(&address, &mut log, schema)?);
    }
    Ok(lines)
}

/// Writes the facts of the project into tables of the database.
fn write_tables(address: &Address, log: &mut Server, schema: &str) -> Answer {
    let folder = tempfile::tempdir().map_err(sentence)?;
    // As a replica, so that a snapshot will do.
    let file = folder.path().join("facts.tollbook");
    let (store, opened) = join(log, &file, Some(address), &mut |_| true).map_err(sentence)?;
    share_structures(&store, log).map_err(sentence)?;
    let seq = store.seq();
    let stored = Texts::open(&file).map_err(sentence)?;
    let texts = Box::new(move |sha256: &str| store.text(sha256).ok().flatten());
    let structures = Box::new(move |sha256: &str| stored.structure(sha256).unwrap_or_default().into());
    let snapshot = Snapshot::new(opened.project, Query::everything(), texts).with_structures(structures);
    let mut database = Database::connect(address).map_err(sentence)?;
    let written = write_sql_tables(&mut database, schema, &snapshot).map_err(sentence)?;
    let tables = written.iter().map(|(table, rows)| format!("{table} ({rows})"));
    let tables = tables.collect::<Vec<_>>().join(", ");
    Ok(vec![format!("Wrote the facts after edit {seq} to the schema “{schema}”: {tables}.")])
}
