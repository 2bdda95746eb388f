//! Beginning a team project from a project file: its whole history goes to the server.

use super::address::Address;
use super::database::Database;
use super::error::TeamError;
use super::replica::make_replica;
use super::server::Server;
use super::snapshot::offer_snapshot;
use super::structures::share_structures;
use crate::storage::check;
use crate::storage::error::StorageError;
use crate::storage::log::{EditLog as _, take_in};
use crate::storage::store::Store;
use tollbook_core::model::Project;

/// Edits sent at once.
const SENT_AT_ONCE: usize = 1000;

/// Texts sent at once.
const TEXTS_AT_ONCE: usize = 64;

/// Makes a team project on the server out of the project that `store` holds, and marks the file as a replica of it. The
/// database is set up where that has not been done. What was cut short is taken up where it ended. `progress` is told
/// how many edits are on the server, and stops the work by answering `false`; what was sent stays and is not sent again.
///
/// # Errors
/// If the project file is not sound, if the server cannot be reached or does not allow it, or if the project is on the
/// server already.
pub fn begin_team(
    store: &mut Store,
    project: &Project,
    address: &Address,
    progress: &mut dyn FnMut(i64) -> bool,
) -> Result<(), TeamError> {
    store.bring_forward()?;
    expect_sound(store, project)?;
    let mut database = Database::connect(address)?;
    database.set_up()?;
    database.create_project(project.id(), project.name())?;
    let mut log = database.project(project.id())?;
    let mut last = log.last()?;
    if !holds_same(store, &mut log, last)? || (log.is_open() && last != store.seq()) {
        let detail = format!(
            "This project is at {address} already; join it with: tollbook team join {address} FOLDER"
        );
        return Err(TeamError::Replica { detail });
    }
    if !log.is_open() {
        send_texts(store, &mut log)?;
        while last < store.seq() {
            let logged = store.logged_after(last, SENT_AT_ONCE)?;
            match log.bring_in(last, &logged)? {
                Some(new) => last = new,
                None => {
                    let detail = "Somebody else is beginning the same project; try again when they are done";
                    return Err(TeamError::Replica { detail: detail.to_owned() });
                }
            }
            if !progress(last) {
                let detail = "Stopped; what was sent so far is not sent again the next time".to_owned();
                return Err(TeamError::Replica { detail });
            }
        }
        log.open_project()?;
    }
    make_replica(store, address)?;
    share_structures(store, &mut log)?;
    offer_snapshot(store, project, &mut log)?;
    Ok(())
}

/// Fails unless the history of the file, applied from nothing, gives the project, as every member will do.
fn expect_sound(store: &Store, project: &Project) -> Result<(), TeamError> {
    let path = store.path().to_owned();
    let unfit = |detail: String| StorageError::Damaged { path: path.clone(), detail };
    if store.seq() == 0 {
        return Err(TeamError::Replica { detail: "The project has not been saved yet".to_owned() });
    }
    if let Some(finding) = check(&path).into_iter().next() {
        return Err(unfit(finding.trim_end_matches('.').to_owned()).into());
    }
    let (mut replayed, mut last) = (Project::default(), 0);
    while last < store.seq() {
        let logged = store.logged_after(last, SENT_AT_ONCE)?;
        let Some(end) = logged.last() else { break };
        last = end.seq;
        if let Some(why) = take_in(&mut replayed, &logged).into_iter().find_map(|taken| taken.refused) {
            return Err(unfit(format!("its history cannot be replayed: {why}")).into());
        }
    }
    if replayed == *project {
        Ok(())
    } else {
        Err(unfit("its facts are not what its history adds up to".to_owned()).into())
    }
}

/// Whether the last edit of the log is the one of this number in the file.
fn holds_same(store: &Store, log: &mut Server, last: i64) -> Result<bool, TeamError> {
    if last == 0 {
        return Ok(true);
    }
    let theirs = log.edits_after(last - 1, 1)?;
    let ours = store.logged_after(last - 1, 1)?;
    Ok(theirs == ours && !ours.is_empty())
}

fn send_texts(store: &Store, log: &mut Server) -> Result<(), TeamError> {
    for hashes in store.text_hashes()?.chunks(TEXTS_AT_ONCE) {
        let texts = store.texts_of(hashes.iter().map(String::as_str))?;
        log.add_texts(&texts.iter().map(|(sha256, text)| (sha256.as_str(), &**text)).collect::<Vec<_>>())?;
    }
    Ok(())
}
