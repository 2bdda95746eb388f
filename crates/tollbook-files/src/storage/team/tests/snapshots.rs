//! Joining with a snapshot: the facts at once, and the older history later.

use super::*;
use crate::storage::team::older::Replay;
use crate::storage::team::snapshot::Packed;
use crate::storage::{HistoryReader, StorageError, other_copy};
use tollbook_core::model::Info;

/// A project of some edits with a snapshot after edit 4, to which edit 5 has been added.
fn with_snapshot() -> Option<(TeamDatabase, Member, IncidentId)> {
    let (database, mut ada) = TeamDatabase::with_project()?;
    let gao = ada.add_incident("Gao");
    ada.edit("Set the place", |draft| draft.update::<Incident>(gao, |row| row.place = "Gao".to_owned()));
    let mut log = database.log("ada");
    ada.synchronise(&mut log);
    assert!(log.add_snapshot(4, &Packed::pack(&ada.project)).unwrap());
    ada.rename(gao, "Gao road");
    ada.synchronise(&mut log);
    database.add_member("ben", "coder");
    Some((database, ada, gao))
}

pub(super) fn join_as_ben(database: &TeamDatabase) -> (Member, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Sahel.tollbook");
    let address = database.address(&database.member("ben"));
    let (store, opened) = join(&mut database.log("ben"), &path, Some(&address), &mut |_| true).unwrap();
    let coder = start::coder_id(opened.project.id(), "Ben");
    let stamp = Stamp::new(Timestamp::from_millisecond(1_700_000_002_000).unwrap(), coder, 5);
    (Member { folder, store, project: opened.project, stamp }, opened.warnings)
}

#[test]
fn who_joins_with_a_snapshot_has_the_facts_and_then_the_history() {
    let Some((database, mut ada, gao)) = with_snapshot() else { return };
    let (mut ben, warnings) = join_as_ben(&database);
    assert_eq!(ben.project, ada.project);
    assert_eq!(ben.store.text(&hash()).unwrap().as_deref(), Some(TEXT));
    assert!(
        warnings[0].contains("begins with edit 5") && warnings[0].contains("0 have come"),
        "{warnings:?}"
    );
    let older = ben.store.membership().unwrap().unwrap().older;
    assert_eq!(older, Some(Older { here: 0, until: 4 }));

    // What needs the whole history says that it is not there; what does not, works.
    let incomplete = |error: &StorageError| matches!(error, StorageError::HistoryIncomplete { .. });
    assert!(incomplete(&ben.store.expect_whole_history().unwrap_err()));
    assert!(incomplete(&ben.store.project_after(&ben.project, 3).unwrap_err()));
    assert!(incomplete(&other_copy(&ben.path(), &Default::default()).unwrap_err()));
    let findings = check(&ben.path());
    assert!(
        findings
            .iter()
            .all(|finding| finding.contains("begins with edit 5") || finding.contains("not whole")),
        "{findings:?}"
    );
    assert_eq!(ben.store.project_after(&ben.project, 4).unwrap().incidents.get(gao).unwrap().title, "Gao");
    let entries = HistoryReader::open(&ben.path()).unwrap().entries(0).unwrap().entries;
    assert_eq!(entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [5]);
    // An edit after the snapshot is read whole, and can be taken back.
    let renamed = ben.store.edit(entries[0].id).unwrap();
    assert_eq!(renamed, ada.store.edit(entries[0].id).unwrap());
    let undo = renamed.inverse(&mut ben.stamp);
    ben.project.apply(&undo).unwrap();
    ben.store.commit(&[Arc::new(undo).into()]).unwrap();
    // Members meet while the older history has not come in.
    ben.add_incident("Kidal");
    ada.add_incident("Gossi");
    ada.synchronise(&mut database.log("ada"));
    assert_eq!(ben.synchronise(&mut database.log("ben")).appended.len(), 2);
    ada.synchronise(&mut database.log("ada"));
    assert_eq!(ada.title(gao), "Gao");

    bring_in_older(&mut ben.store, &ben.project, &mut database.log("ben"), &mut |_, _| true).unwrap();
    ben.store.expect_whole_history().unwrap();
    assert_eq!(ben.digest(), ada.digest());
    ben.assert_sound();
}

#[test]
fn the_older_history_goes_on_coming_where_it_stopped() {
    let Some((database, ada, _)) = with_snapshot() else { return };
    let (mut ben, _) = join_as_ben(&database);
    let mut log = database.log("ben");
    // A part at a time, each by a program that was started anew.
    for here in 1..=3 {
        let mut taken_in = Replay::default();
        let older = ben.store.membership().unwrap().unwrap().older.unwrap();
        let part = taken_in.next(&mut log, older, 1).unwrap();
        assert!(!ben.store.add_older(&ben.project, &part).unwrap());
        let older = ben.store.membership().unwrap().unwrap().older;
        assert_eq!(older, Some(Older { here, until: 4 }));
        let (_, opened) = Store::open(&ben.path()).unwrap();
        assert_eq!((opened.seq, opened.project == ben.project), (5, true));
        // A part that is there already is not added again.
        assert!(!ben.store.add_older(&ben.project, &part).unwrap());
    }
    bring_in_older(&mut ben.store, &ben.project, &mut log, &mut |_, _| true).unwrap();
    assert_eq!(ben.digest(), ada.digest());
    ben.assert_sound();
}

#[test]
fn a_snapshot_that_is_not_what_the_history_adds_up_to_is_found_out() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    ada.add_incident("Gao");
    ada.synchronise(&mut database.log("ada"));
    let mut wrong = ada.project.clone();
    let before = wrong.clone();
    let mut draft = Draft::new(&before, &mut ada.stamp);
    draft.update::<Info>(before.id(), |info| info.memo = "Wrong.".to_owned());
    wrong.apply(&draft.finish("Wrong").unwrap()).unwrap();
    database.log("ada").add_snapshot(3, &Packed::pack(&wrong)).unwrap();
    database.add_member("ben", "coder");
    let (mut ben, _) = join_as_ben(&database);
    let mut log = database.log("ben");
    let older = bring_in_older(&mut ben.store, &ben.project, &mut log, &mut |_, _| true);
    let why = older.unwrap_err().to_string();
    assert!(why.contains("--whole-history") && why.contains("Sahel.tollbook"), "{why}");
    assert!(ben.store.expect_whole_history().is_err());
    let path = ben.folder.path().join("again.tollbook");
    let address = database.address(&database.member("ben"));
    let whole = join_with(&mut log, &path, Some(&address), JoinWith::WholeHistory, &mut |_| true).unwrap();
    assert_eq!((whole.1.project, whole.1.warnings), (ada.project.clone(), Vec::new()));
}

#[test]
fn a_snapshot_that_is_damaged_is_not_used() {
    let Some((database, ada, _)) = with_snapshot() else { return };
    let mut owner = database.server.client("root_owner", &database.name);
    for damage in [
        "UPDATE tollbook.snapshot SET size = size + 1",
        "UPDATE tollbook.snapshot SET sha256 = 'x'",
        "UPDATE tollbook.snapshot SET parts = 2",
        "UPDATE tollbook.snapshot_part SET deflated = 'x'",
        "DELETE FROM tollbook.snapshot_part",
    ] {
        owner.batch_execute(damage).unwrap();
        let (ben, warnings) = join_as_ben(&database);
        assert!(warnings[0].contains("the whole history came instead"), "{damage}: {warnings:?}");
        assert_eq!(ben.digest(), ada.digest());
        ben.assert_sound();
    }
}

#[test]
fn only_reviewers_make_snapshots_and_only_when_one_is_due() {
    let Some((database, ada, _)) = with_snapshot() else { return };
    assert!(!database.log("ben").is_reviewer().unwrap());
    assert!(!offer_snapshot(&ada.store, &ada.project, &mut database.log("ada")).unwrap());
    let packed = Packed::pack(&ada.project);
    assert!(database.log("ben").add_snapshot(5, &packed).is_err());
    assert!(!database.log("ada").add_snapshot(4, &packed).unwrap(), "there is one");
    assert!(database.log("ada").add_snapshot(9, &packed).is_err(), "there is no such edit");
    assert!(database.log("ada").add_snapshot(5, &packed).unwrap());
    assert_eq!(Packed::pack(&ada.project).sha256, packed.sha256);
}
