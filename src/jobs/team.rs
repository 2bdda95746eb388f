//! A team's server: what is there, a project sent to it, a replica made of one.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use super::open::project_file;
use super::{Post, progress};
use tollbook_files::storage::Store;
use tollbook_files::storage::team::{
    Address, Database, TestedConnection, begin_team, join, keep_in_keyring, keep_password,
};
use tollbook_state::effect::{Done, JobId};
use tollbook_state::team::{BeginTeam, JoinTeam, Password, TypedConnection};

/// Errors of a team have no full stop.
pub(super) fn sentence(error: impl std::fmt::Display) -> String {
    format!("{error}.")
}

/// The address that was typed, with its password.
fn address(typed: &TypedConnection) -> Result<Address, String> {
    let address = Address::typed(&typed.address, &typed.user, typed.is_plain).map_err(sentence)?;
    Ok(address.with_password(&typed.password))
}

/// A password that let the user in lets the project's window in too.
fn remember_password(post: &Post, address: &Address, typed: &TypedConnection) {
    if typed.password.is_blank() {
        return;
    }
    keep_password(address, typed.password.clone());
    if typed.in_keyring {
        store_in_keyring(post, address, &typed.password);
    }
}

fn store_in_keyring(post: &Post, address: &Address, password: &Password) {
    if let Err(why) = keep_in_keyring(address, password) {
        post.done(Done::Unsaved(why));
    }
}

/// Keeps a password until the program ends, and in the system's keyring if that is wished.
pub(super) fn keep_for(post: &Post, address: &str, password: Password, in_keyring: bool) {
    // An address that cannot be used is told of by the replica's connection.
    let Ok(address) = Address::parse(address) else { return };
    keep_password(&address, password.clone());
    if in_keyring {
        // The keyring may ask the user to unlock it.
        let answer = post.clone();
        super::spawn(post, "keyring", move || store_in_keyring(&answer, &address, &password));
    }
}

pub(super) fn test(post: &Post, job: JobId, typed: TypedConnection) {
    let found = address(&typed).and_then(|address| {
        let found = TestedConnection::test(&address).map_err(sentence)?;
        remember_password(post, &address, &typed);
        Ok(Box::new(found))
    });
    post.done(Done::TeamTested(job, Box::new(typed), found));
}

pub(super) fn begin(post: &Post, job: JobId, request: BeginTeam, cancel: &AtomicBool) {
    let begun = send_history(post, job, &request, cancel);
    post.done(Done::TeamBegun(job, Box::new(request), begun));
}

fn send_history(post: &Post, job: JobId, request: &BeginTeam, cancel: &AtomicBool) -> Result<String, String> {
    let address = address(&request.connection)?;
    let (mut store, opened) = Store::open(&request.file).map_err(sentence)?;
    let all = u64::try_from(store.seq()).unwrap_or_default();
    let progress = progress(post, job, cancel);
    let mut sent = |last: i64| progress(u64::try_from(last).unwrap_or_default(), all);
    begin_team(&mut store, &opened.project, &address, &mut sent).map_err(sentence)?;
    remember_password(post, &address, &request.connection);
    Ok(format!(
        "“{}” is a team project at {address} now, with its whole history. Members need a role there (docs/team.md); \
         then File > Team project… lets them join.",
        opened.project.name()
    ))
}

pub(super) fn join_project(post: &Post, job: JobId, request: &JoinTeam, cancel: &AtomicBool) {
    post.done(Done::TeamJoined(job, make_replica(post, job, request, cancel)));
}

fn make_replica(
    post: &Post,
    job: JobId,
    request: &JoinTeam,
    cancel: &AtomicBool,
) -> Result<(PathBuf, String), String> {
    let address = address(&request.connection)?;
    let file = free_file(&request.folder)?;
    let database = Database::connect(&address).map_err(sentence)?;
    let mut log = database.project(request.project).map_err(sentence)?;
    let progress = progress(post, job, cancel);
    let mut read = |last: i64| progress(u64::try_from(last).unwrap_or_default(), request.edits);
    let (store, opened) = join(&mut log, &file, Some(&address), &mut read).map_err(sentence)?;
    drop(store);
    remember_password(post, &address, &request.connection);
    let words = format!(
        "Joined “{}” in {}. What you record is sent to the team by itself.",
        opened.project.name(),
        file.display()
    );
    Ok((file, words))
}

/// The project file of a folder that has none yet; the folder is made if it is not there.
///
/// # Errors
/// A sentence, if the folder cannot be made or holds a project.
pub(super) fn free_file(folder: &Path) -> Result<PathBuf, String> {
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("{} cannot be made ({error}). Name another folder.", folder.display()))?;
    let place = project_file(folder).map_err(|error| error.to_string())?;
    if place.has_project().map_err(|error| error.to_string())? {
        return Err(format!(
            "{} is a project already. Join in a folder without one; what it holds can be merged later with File > \
             Import > Merge project….",
            place.file.display()
        ));
    }
    Ok(place.file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_a_project_is_not_joined_in() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("new/sahel");
        assert_eq!(free_file(&folder).unwrap(), folder.join("sahel.tollbook"));
        std::fs::write(folder.join("own.tollbook"), b"").unwrap();
        let why = free_file(&folder).unwrap_err();
        assert!(why.contains("own.tollbook is a project already"), "{why}");
    }
}
