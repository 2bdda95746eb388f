//! Others change the project file while it is open here.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::*;
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::reapply::reapply;

const LONG: Duration = Duration::from_secs(30);

fn spawn(store: Store) -> (Worker, Receiver<Event>) {
    let (send, events) = channel();
    let worker = Worker::spawn(store, move |event| {
        let _ = send.send(event);
    });
    (worker.unwrap(), events)
}

#[track_caller]
fn reloaded(events: &Receiver<Event>) -> Reloaded {
    match events.recv_timeout(LONG).unwrap() {
        Event::Reloaded(reloaded) => *reloaded,
        event => panic!("{event:?}"),
    }
}

#[track_caller]
fn saved(events: &Receiver<Event>) -> Vec<EditId> {
    match events.recv_timeout(LONG).unwrap() {
        Event::Saved { edits, .. } => edits,
        event => panic!("{event:?}"),
    }
}

/// A project file, and a second program's view of it.
fn two_programs() -> (Desk, Desk, Store) {
    let (here, store) = Desk::saved();
    drop(store);
    let (store, opened) = Store::open(&here.path()).unwrap();
    let mut there = Desk { project: opened.project, ..Desk::begun().0 };
    there.stamp = Stamp::new(there.stamp.at, there.stamp.coder, 99);
    (here, there, store)
}

fn commit_elsewhere(here: &Desk, there: &mut Desk) -> Pending {
    let (mut store, _) = Store::open(&here.path()).unwrap();
    let (_, foreign) = there.mark();
    store.commit(from_ref(&foreign)).unwrap();
    foreign
}

#[test]
fn a_change_by_another_program_is_seen_without_an_edit_and_own_edits_go_on_top() {
    let (mut here, mut there, store) = two_programs();
    let (worker, events) = spawn(store);
    let foreign = commit_elsewhere(&here, &mut there);
    let found = reloaded(&events);
    assert!(found.has_foreign && found.ids.contains(&foreign.edit.id) && found.missing.is_empty());
    assert_eq!(found.appended.as_deref(), Some(&[foreign.edit.as_ref().clone()][..]));
    assert_same(&found.project, &there.project);

    // What was submitted meanwhile is not saved before it is known to fit.
    let (_, own) = here.mark();
    worker.submit(own.clone());
    let mut project = found.project;
    let texts = |_: &str| None;
    let mut elsewhere = MadeElsewhere::new([own.edit.as_ref()], Some(&here.project), &texts);
    let outcome = reapply(&mut project, [Arc::clone(&own.edit)], &mut elsewhere);
    worker.resume(outcome.applied.iter().cloned().map(Pending::from).collect());
    assert_eq!(saved(&events), [outcome.applied[0].id]);
    worker.finish().unwrap();
    assert_same(&here.assert_opens().project, &project);
    assert_eq!(check(&here.path()), Vec::<String>::new());
}

#[test]
fn an_edit_made_before_the_change_was_seen_waits_for_the_answer_and_is_not_lost() {
    let (mut here, mut there, store) = two_programs();
    let foreign = commit_elsewhere(&here, &mut there);
    let (worker, events) = spawn(store);
    let (_, own) = here.mark();
    worker.submit(own.clone());
    assert!(reloaded(&events).ids.contains(&foreign.edit.id));
    // The program closes before it has answered: what waits is given back.
    let unsaved = worker.finish().unwrap_err();
    assert_eq!(unsaved.pending.len(), 1);
    assert_eq!(unsaved.pending[0].edit, own.edit);
    assert!(matches!(unsaved.error, StorageError::ChangedElsewhere(_)));
}

#[test]
fn a_file_that_a_sync_program_replaced_gives_back_what_it_lacks() {
    let (mut here, mut there, mut store) = two_programs();
    let copy = fs::read(here.path()).unwrap();
    let (_, own) = here.mark();
    store.commit(from_ref(&own)).unwrap();
    let (worker, events) = spawn(store);
    // The other machine went on from the state before.
    let elsewhere = tempfile::tempdir().unwrap();
    let other = elsewhere.path().join("Sahel.tollbook");
    fs::write(&other, copy).unwrap();
    let (_, foreign) = there.mark();
    let (mut store, _) = Store::open(&other).unwrap();
    store.commit(from_ref(&foreign)).unwrap();
    drop(store);
    fs::rename(&other, here.path()).unwrap();

    let found = reloaded(&events);
    assert!(found.has_foreign && found.ids.contains(&foreign.edit.id));
    let missing: Vec<EditId> = found.missing.iter().map(|pending| pending.edit.id).collect();
    assert_eq!(missing, [own.edit.id]);
    worker.resume(found.missing);
    assert_eq!(saved(&events), [own.edit.id]);
    worker.finish().unwrap();
    assert_eq!(here.assert_opens().project.annotations.len(), 2);
    assert_eq!(check(&here.path()), Vec::<String>::new());
}

#[test]
fn an_older_copy_in_the_files_place_is_told_from_a_foreign_change() {
    let (mut here, _, mut store) = two_programs();
    let older = here.folder.path().join("older");
    fs::copy(here.path(), &older).unwrap();
    let (_, own) = here.mark();
    store.commit(from_ref(&own)).unwrap();
    let (worker, events) = spawn(store);
    fs::rename(&older, here.path()).unwrap();
    let found = reloaded(&events);
    assert!(!found.has_foreign);
    assert_eq!(found.missing[0].edit, own.edit);
    worker.resume(Vec::new());
    worker.finish().unwrap();
}

#[test]
fn a_file_that_was_only_touched_is_no_change() {
    let (mut here, _, store) = two_programs();
    let (worker, events) = spawn(store);
    let copy = here.folder.path().join("copy");
    fs::copy(here.path(), &copy).unwrap();
    fs::rename(&copy, here.path()).unwrap();
    std::thread::sleep(Duration::from_millis(2500));
    let (_, own) = here.mark();
    worker.submit(own.clone());
    assert_eq!(saved(&events), [own.edit.id]);
    worker.finish().unwrap();
    here.assert_saved();
}

#[test]
fn a_project_that_another_took_the_name_of_is_saved_beside_it() {
    let (here, begin) = Desk::begun();
    Store::new_file(&here.path()).commit(from_ref(&begin)).unwrap();
    let before = fs::read(here.path()).unwrap();
    let (worker, events) = spawn(Store::new_file(&here.path()));
    worker.submit(begin.clone());
    assert_eq!(saved(&events), [begin.edit.id]);
    let Event::Moved(path) = events.recv_timeout(LONG).unwrap() else { panic!() };
    worker.finish().unwrap();
    assert_eq!(path, here.folder.path().join("Sahel-2.tollbook"));
    assert_same(&Store::open(&path).unwrap().1.project, &here.project);
    assert_eq!(fs::read(here.path()).unwrap(), before);
}

#[test]
fn the_end_of_another_window_is_told() {
    let (here, first) = Desk::saved();
    let (store, opened) = Store::open(&here.path()).unwrap();
    assert!(opened.elsewhere);
    let (worker, events) = spawn(store);
    drop(first);
    let event = events.recv_timeout(LONG).unwrap();
    assert!(matches!(event, Event::Elsewhere(false)), "{event:?}");
    worker.finish().unwrap();
}

#[test]
fn a_panic_on_the_thread_is_told_and_the_edits_are_saved() {
    let (mut here, store) = Desk::saved();
    let (send, events) = channel();
    let panicked = AtomicBool::new(false);
    let worker = Worker::spawn(store, move |event| {
        if matches!(event, Event::Saved { .. }) && !panicked.swap(true, Ordering::Relaxed) {
            panic!("as by a mistake");
        }
        let _ = send.send(event);
    })
    .unwrap();
    let (_, own) = here.mark();
    worker.submit(own.clone());
    let Event::Failed { error, .. } = events.recv_timeout(LONG).unwrap() else { panic!() };
    assert!(error.to_string().contains("mistake"), "{error}");
    assert_eq!(saved(&events), [own.edit.id]);
    worker.finish().unwrap();
    here.assert_saved();
}

impl Desk {
    /// Opens the file anew.
    fn assert_opens(&self) -> Opened {
        let (_, opened) = Store::open(&self.path()).unwrap();
        assert_eq!(opened.warnings, Vec::<String>::new());
        opened
    }
}
