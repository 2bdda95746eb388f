//! What every log of edits does, whether it is a file or a server.

use super::*;
use crate::storage::{Appended, LoggedEdit};

/// The tests of a log that holds Ada's two edits; `member` is Ada.
fn a_log_keeps_edits_in_order<E: std::fmt::Debug>(log: &mut dyn EditLog<Error = E>, member: &mut Member) {
    assert_eq!(log.last().unwrap(), 2);
    let known = member.store.logged_after(0, usize::MAX).unwrap();
    assert_eq!(log.edits_after(0, 100).unwrap(), known);
    assert_eq!(log.edits_after(1, 100).unwrap(), known[1..]);
    assert_eq!(log.edits_after(0, 1).unwrap(), known[..1]);
    assert_eq!(log.edits_after(2, 100).unwrap(), Vec::<LoggedEdit>::new());

    member.add_incident("Gao");
    member.add_article("b.txt");
    let edits = member.store.waiting_after(2, usize::MAX).unwrap();
    let last = |seq| Last { seq, id: member.store.edit_id_at(seq).unwrap() };
    for (seq, missed) in [(0, &known[..]), (1, &known[1..])] {
        let stale = Appended::Stale(missed.to_vec());
        assert_eq!(log.append(last(seq), &edits).unwrap(), stale, "expecting {seq}");
    }
    log.release();
    // A history that is another one is never added to.
    for other in [Last { seq: 3, id: last(3).id }, Last { seq: 2, id: last(1).id }] {
        assert!(log.append(other, &edits).is_err(), "expecting {other:?}");
    }
    assert_eq!(log.append(last(2), &edits).unwrap(), Appended::Taken(4));
    let stale = Appended::Stale(log.edits_after(2, 100).unwrap());
    assert_eq!(log.append(last(2), &edits).unwrap(), stale);
    log.release();
    assert_eq!(log.last().unwrap(), 4);
    let all = log.edits_after(0, 100).unwrap();
    assert_eq!(all, member.store.logged_after(0, usize::MAX).unwrap());

    // From the log alone, the same facts.
    let mut project = Project::default();
    for logged in &all {
        project.apply(&logged.onto(&project).unwrap()).unwrap();
    }
    assert_eq!(project, member.project);

    let texts = log.texts(&[&hash(), "none"]).unwrap();
    assert_eq!(texts.len(), 1);
    assert_eq!(&*texts[&hash()], TEXT);
    assert!(log.texts(&[]).unwrap().is_empty());
}

#[test]
fn a_project_file_keeps_edits_in_order() {
    let (mut member, mut log) = file_log();
    a_log_keeps_edits_in_order(&mut log.0, &mut member);
}

#[test]
fn a_server_keeps_edits_in_order() {
    let Some((database, mut member)) = TeamDatabase::with_project() else { return };
    a_log_keeps_edits_in_order(&mut database.log("ada"), &mut member);
}
