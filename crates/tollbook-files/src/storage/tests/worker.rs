use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::*;
use crate::reading::document::{Element, ElementKind};

const LONG: Duration = Duration::from_secs(30);

fn spawn(store: Store) -> (Worker, Receiver<Event>) {
    let (send, events) = channel();
    let worker = Worker::spawn(store, move |event| {
        let _ = send.send(event);
    });
    (worker.unwrap(), events)
}

#[test]
fn edits_are_saved_in_order_and_told_of() {
    let (mut desk, begin) = Desk::begun();
    let (worker, events) = spawn(Store::new_file(&desk.path()));
    let mut submitted = vec![begin.edit.id];
    worker.submit(begin);
    let article = desk.article();
    submitted.push(article.edit.id);
    worker.submit(article);
    for _ in 0..50 {
        let (_, mark) = desk.mark();
        submitted.push(mark.edit.id);
        worker.submit(mark);
    }
    worker.finish().unwrap();
    let (mut saved, mut at) = (Vec::new(), 0);
    for event in events.try_iter() {
        let Event::Saved { edits, seq, .. } = event else { panic!("{event:?}") };
        saved.extend(edits);
        at = seq;
    }
    assert_eq!(saved, submitted);
    assert_eq!(at, 52);
    desk.assert_saved();
}

#[test]
fn after_a_failure_nothing_later_is_saved_until_trying_again_succeeds() {
    let (mut desk, store) = Desk::saved();
    let away = desk.folder.path().join("away");
    std::fs::rename(desk.path(), &away).unwrap();
    let (worker, events) = spawn(store);
    for waiting in 1..=3 {
        let (_, mark) = desk.mark();
        worker.submit(mark);
        let event = events.recv_timeout(LONG).unwrap();
        assert!(
            matches!(event, Event::Failed { error: StorageError::Gone(_), waiting: n } if n == waiting),
            "{event:?}"
        );
    }
    std::fs::rename(&away, desk.path()).unwrap();
    worker.retry();
    let event = events.recv_timeout(LONG).unwrap();
    assert!(matches!(event, Event::Saved { ref edits, seq: 5, waiting: 0 } if edits.len() == 3), "{event:?}");
    desk.assert_saved();
    worker.finish().unwrap();
}

#[test]
fn what_waits_is_tried_again_by_itself() {
    let (mut desk, store) = Desk::saved();
    let away = desk.folder.path().join("away");
    std::fs::rename(desk.path(), &away).unwrap();
    let (worker, events) = spawn(store);
    let (_, mark) = desk.mark();
    worker.submit(mark);
    assert!(matches!(events.recv_timeout(LONG).unwrap(), Event::Failed { .. }));
    std::fs::rename(&away, desk.path()).unwrap();
    assert!(matches!(events.recv_timeout(LONG).unwrap(), Event::Saved { .. }));
    worker.finish().unwrap();
}

#[test]
fn closing_tells_what_could_not_be_saved() {
    let (mut desk, store) = Desk::saved();
    std::fs::remove_file(desk.path()).unwrap();
    let (worker, _events) = spawn(store);
    let (_, mark) = desk.mark();
    worker.submit(mark.clone());
    let unsaved = worker.finish().unwrap_err();
    assert_eq!(unsaved.pending.len(), 1);
    assert_eq!(unsaved.pending[0].edit, mark.edit);
    assert_eq!(unsaved.error, StorageError::Gone(desk.path()));
}

#[test]
fn edits_before_one_that_does_not_fit_are_saved() {
    let (mut desk, store) = Desk::saved();
    let (_, good) = desk.mark();
    let (lost, _) = desk.mark();
    let stray = desk.edit("Stray", |draft| {
        draft.update::<Annotation>(lost, |row| row.memo = "m".to_owned());
    });
    let later = desk.mark().1;
    // Held up, so that all three share one commit.
    let blocker = rusqlite::Connection::open(desk.path()).unwrap();
    blocker.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let (worker, events) = spawn(store);
    for pending in [good, stray, later] {
        worker.submit(pending);
    }
    blocker.execute_batch("ROLLBACK").unwrap();
    let unsaved = worker.finish().unwrap_err();
    assert!(matches!(unsaved.error, StorageError::Refused { .. }));
    assert_eq!(unsaved.pending.len(), 2);
    assert!(events.try_iter().any(|event| matches!(event, Event::Saved { edits, .. } if edits.len() == 1)));
}

#[test]
fn edits_and_texts_are_fetched_whether_saved_or_waiting() {
    let (mut desk, store) = Desk::saved();
    let (worker, events) = spawn(store);
    let (_, saved) = desk.mark();
    worker.submit(saved.clone());
    events.recv_timeout(LONG).unwrap();
    let away = desk.folder.path().join("away");
    std::fs::rename(desk.path(), &away).unwrap();
    let (_, mut waiting) = desk.mark();
    waiting.texts.push(("1f".to_owned(), "waiting".into()));
    worker.submit(waiting.clone());
    events.recv_timeout(LONG).unwrap();
    for pending in [saved, waiting] {
        worker.fetch(pending.edit.id);
        let event = events.recv_timeout(LONG).unwrap();
        let Event::Fetched { id, edit } = event else { panic!("{event:?}") };
        assert_eq!((id, edit.unwrap()), (pending.edit.id, pending.edit));
    }
    for (hash, expected) in [(HASH, Some(TEXT)), ("1f", Some("waiting")), ("2f", None)] {
        worker.fetch_text(hash);
        let event = events.recv_timeout(LONG).unwrap();
        let Event::Text { sha256, text } = event else { panic!("{event:?}") };
        assert_eq!((sha256.as_str(), text.unwrap().as_deref()), (hash, expected));
    }
}

#[test]
fn the_structure_of_a_text_is_kept_with_it() {
    let (mut desk, store) = Desk::saved();
    let (worker, events) = spawn(store);
    let heading = Element { range: 0..4, kind: ElementKind::Heading(1) };
    let page = |end| Element { range: 0..end, kind: ElementKind::Page(7) };
    // It waits for the edit that brings its text, and that of a text which never comes is of no use.
    let (_, mut pending) = desk.mark();
    pending.texts.push(("1f".to_owned(), "Raid".into()));
    worker.submit(pending);
    worker.keep_structures(vec![
        ("1f".to_owned(), [heading.clone(), page(4)].into()),
        (HASH.to_owned(), [page(TEXT.len() + 1)].into()),
        ("2f".to_owned(), [heading.clone()].into()),
    ]);
    drop(worker);
    assert!(!events.try_iter().any(|event| matches!(event, Event::Reloaded(_) | Event::Failed { .. })));
    let texts = Texts::open(&desk.path()).unwrap();
    assert_eq!(texts.structure("1f").unwrap(), [heading.clone(), page(4)]);
    assert_eq!(texts.structure("2f").unwrap(), []);
    assert_eq!(texts.structure(HASH).unwrap(), [], "what reaches beyond the text is not believed");
    let (worker, events) = spawn(Store::open(&desk.path()).unwrap().0);
    worker.fetch_text("1f");
    let event = events.recv_timeout(LONG).unwrap();
    assert!(matches!(&event, Event::Structure { structure, .. } if structure[0] == heading), "{event:?}");
    assert!(matches!(events.recv_timeout(LONG).unwrap(), Event::Text { .. }));
}
