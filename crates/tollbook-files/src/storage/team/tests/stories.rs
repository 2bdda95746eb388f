//! Members who work at the same time, without a network and with one.

use super::*;
use crate::storage::edit_file;
use tollbook_core::anchoring::MadeElsewhere;
use tollbook_core::model::merge::Merge;

/// Opens the log as a member sees it.
type OpenLog<'a> = &'a mut dyn FnMut(&str) -> Box<dyn EditLog<Error = TeamError>>;

/// Runs a story on a log that is a file, and on a server where there is one.
fn on_both(story: impl Fn(&mut Member, &mut Member, OpenLog<'_>)) {
    let (mut ada, log) = file_log();
    make_replica(&mut ada.store, &nowhere()).unwrap();
    let path = log.0.path().to_owned();
    drop(log);
    let mut open =
        |_: &str| -> Box<dyn EditLog<Error = TeamError>> { Box::new(FileLog(Store::open(&path).unwrap().0)) };
    let mut ben = Member::join(&mut FileLog(Store::open(&path).unwrap().0), &nowhere(), "Ben");
    story(&mut ada, &mut ben, &mut open);

    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    database.add_member("ben", "coder");
    let mut ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    story(&mut ada, &mut ben, &mut |name| Box::new(database.log(name)));
}

/// Synchronises through a log of any kind.
fn sync(member: &mut Member, log: Box<dyn EditLog<Error = TeamError>>) -> Synchronised {
    member.synchronise(&mut { log })
}

impl EditLog for Box<dyn EditLog<Error = TeamError>> {
    type Error = TeamError;

    fn last(&mut self) -> Result<i64, TeamError> {
        (**self).last()
    }

    fn edits_after(&mut self, seq: i64, most: usize) -> Result<Vec<crate::storage::LoggedEdit>, TeamError> {
        (**self).edits_after(seq, most)
    }

    fn append(&mut self, expected: Last, edits: &[Pending]) -> Result<crate::storage::Appended, TeamError> {
        (**self).append(expected, edits)
    }

    fn release(&mut self) {
        (**self).release();
    }

    fn newest_snapshot(&mut self) -> Result<Option<crate::storage::SnapshotHead>, TeamError> {
        (**self).newest_snapshot()
    }

    fn snapshot_parts(&mut self, seq: i64, from: i64, most: i64) -> Result<Vec<Vec<u8>>, TeamError> {
        (**self).snapshot_parts(seq, from, most)
    }

    fn texts(&mut self, wanted: &[&str]) -> Result<std::collections::HashMap<String, Arc<str>>, TeamError> {
        (**self).texts(wanted)
    }
}

#[test]
fn who_joins_has_the_whole_history_and_the_texts() {
    on_both(|ada, ben, open| {
        assert_eq!(ben.digest(), ada.digest());
        assert_eq!(ben.store.text(&hash()).unwrap().as_deref(), Some(TEXT));
        ben.assert_sound();
        assert_eq!(sync(ben, open("ben")), Synchronised::default());
    });
}

#[test]
fn edits_made_apart_come_together_and_replicas_end_equal() {
    on_both(|ada, ben, open| {
        let gao = ada.add_incident("Gao");
        let kidal = ben.add_incident("Kidal");
        ben.add_article("c.txt");
        assert_eq!(sync(ada, open("ada")).appended.len(), 1);
        let done = sync(ben, open("ben"));
        assert_eq!((done.fetched, done.appended.len(), done.held_back.len()), (1, 2, 0));
        ada.edit("Change the place", |draft| {
            draft.update::<Incident>(gao, |incident| incident.place = "Gao".to_owned());
        });
        ben.rename(gao, "Gao road");
        sync(ada, open("ada"));
        sync(ben, open("ben"));
        assert_eq!(sync(ada, open("ada")).fetched, 1);
        for member in [&*ada, &*ben] {
            let incident = member.project.incidents.get(gao).unwrap();
            assert_eq!((incident.title.as_str(), incident.place.as_str()), ("Gao road", "Gao"));
            assert_eq!(member.title(kidal), "Kidal");
            member.assert_sound();
        }
        assert_eq!(ada.digest(), ben.digest());
    });
}

#[test]
fn of_two_who_change_one_field_the_first_wins_and_the_other_is_told() {
    on_both(|ada, ben, open| {
        let id = ada.add_incident("Gao");
        sync(ada, open("ada"));
        sync(ben, open("ben"));
        ada.rename(id, "Ada's title");
        let first = ben.rename(id, "Ben's title");
        let second = ben.rename(id, "Ben's second title");
        let other = ben.add_incident("Kidal");
        sync(ada, open("ada"));
        let done = sync(ben, open("ben"));
        assert_eq!(ben.title(id), "Ada's title");
        assert_eq!((done.appended.len(), done.held_back.len()), (1, 1));
        let held_back = &done.held_back[0];
        assert_eq!(held_back.edits, [first, second]);
        assert!(held_back.why[0].contains("Ben's title") && held_back.why[0].contains("Ada's title"));
        let file = edit_file::read(&held_back.file).unwrap();
        assert_eq!(file.edits.len(), 2);
        sync(ada, open("ada"));
        assert_eq!(ada.title(other), "Kidal");
        assert_eq!(ada.digest(), ben.digest());
        ben.assert_sound();
    });
}

#[test]
fn an_edit_and_its_undo_are_taken_out_together() {
    on_both(|ada, ben, open| {
        let id = ada.add_incident("Gao");
        sync(ada, open("ada"));
        sync(ben, open("ben"));
        ada.rename(id, "Ada's title");
        sync(ada, open("ada"));
        let first = ben.rename(id, "Ben's title");
        let edit = ben.store.edit(first).unwrap();
        let undo = edit.inverse(&mut ben.stamp);
        ben.project.apply(&undo).unwrap();
        let undone = undo.id;
        ben.store.commit(&[Arc::new(undo).into()]).unwrap();
        let done = sync(ben, open("ben"));
        assert_eq!(done.held_back[0].edits, [first, undone]);
        assert_eq!(ada.digest(), ben.digest());
    });
}

#[test]
fn an_answer_that_was_lost_doubles_nothing() {
    on_both(|ada, ben, open| {
        ada.add_incident("Gao");
        ada.add_incident("Kidal");
        let waiting = ada.store.waiting_after(2, usize::MAX).unwrap();
        // The server takes them, and the client never hears of it.
        let last = Last { seq: 2, id: ada.store.edit_id_at(2).unwrap() };
        open("ada").append(last, &waiting).unwrap();
        ada.add_incident("Gossi");
        let done = sync(ada, open("ada"));
        assert_eq!((done.fetched, done.appended.len(), done.held_back.len()), (0, 3, 0));
        sync(ben, open("ben"));
        assert_eq!(ben.project.incidents.len(), 3);
        assert_eq!(ada.digest(), ben.digest());
        ada.assert_sound();
    });
}

#[test]
fn a_merge_stays_one_edit_with_its_parts_for_everybody() {
    on_both(|ada, ben, open| {
        let mut there = ada.project.clone();
        let mut edits = Vec::new();
        for title in ["Menaka", "Ansongo"] {
            let before = there.clone();
            let id: IncidentId = ada.stamp.mint();
            let mut draft = Draft::new(&before, &mut ada.stamp);
            draft.set(id, Incident { title: title.to_owned(), ..Incident::blank() });
            let edit = draft.finish("Add").unwrap();
            there.apply(&edit).unwrap();
            edits.push(Arc::new(edit));
        }
        let texts = |_: &str| None;
        let elsewhere = || MadeElsewhere::new(edits.iter().map(Arc::as_ref), Some(&there), &texts);
        let merge = Merge::new(&ada.project, edits.clone(), &mut elsewhere());
        let merged = merge.decide(&ada.project, "Merge", &|_| true, &mut elsewhere(), &mut ada.stamp);
        let merge = merged.edit.unwrap();
        ada.project.apply(&merge).unwrap();
        ada.store.commit(&[Arc::new(merge.clone()).into()]).unwrap();
        ben.add_incident("Gao");
        sync(ben, open("ben"));
        sync(ada, open("ada"));
        sync(ben, open("ben"));
        assert_eq!(ben.project.incidents.len(), 3);
        assert_eq!(ben.store.edit(merge.id).unwrap().parts, merge.parts);
        assert_eq!(ada.digest(), ben.digest());
        ben.assert_sound();
    });
}

#[test]
fn a_file_that_belongs_to_no_team_is_not_synchronised() {
    let (mut ada, mut log) = file_log();
    let why = ada.try_to_synchronise(&mut log).unwrap_err().to_string();
    assert!(why.contains("Sahel.tollbook") && why.contains("tollbook team join"), "{why}");
    make_replica(&mut ada.store, &nowhere()).unwrap();
    let why = make_replica(&mut ada.store, &nowhere()).unwrap_err().to_string();
    assert!(why.contains("belongs to the team"), "{why}");
}

#[test]
fn a_server_that_went_back_behind_a_replica_is_noticed() {
    let Some((database, mut ada)) = TeamDatabase::with_project() else { return };
    ada.add_incident("Gao");
    ada.synchronise(&mut database.log("ada"));
    let mut owner = database.server.client("root_owner", &database.name);
    let going_back = "DELETE FROM tollbook.change WHERE edit = 3; DELETE FROM tollbook.edit WHERE seq = 3; \
                      UPDATE tollbook.project SET last = 2";
    owner.batch_execute(going_back).unwrap();
    ada.add_incident("Kidal");
    let error = ada.try_to_synchronise(&mut database.log("ada")).unwrap_err();
    assert!(error.to_string().contains("does not hold edit 3"), "{error}");
    // Another edit under the number is noticed too.
    database.add_member("ben", "coder");
    let mut ben = Member::join(&mut database.log("ben"), &database.address(&database.member("ben")), "Ben");
    ben.add_incident("Gossi");
    ben.synchronise(&mut database.log("ben"));
    let error = ada.try_to_synchronise(&mut database.log("ada")).unwrap_err();
    assert!(error.to_string().contains("does not hold edit 3"), "{error}");
    assert_eq!(ada.project.incidents.len(), 2);
}
