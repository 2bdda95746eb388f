use jiff::Timestamp;
use uuid::Uuid;

use super::*;

/// A project just begun, and a stamp for further edits.
fn begun() -> (Project, Stamp) {
    let mut stamp =
        Stamp::new(Timestamp::from_millisecond(1_700_000_000_000).unwrap(), EntryId(Uuid::nil()), 1);
    let (project, _) =
        crate::analysis::fixture::begin(ProjectId(Uuid::from_u128(9)), "Sahel", "Ada", &mut stamp);
    (project, stamp)
}

fn incident(project: &mut Project, stamp: &mut Stamp, joined_to: Option<IncidentId>) -> IncidentId {
    let id = stamp.mint();
    let mut draft = Draft::new(project, stamp);
    draft.set(id, Incident { joined_to, ..Incident::blank() });
    let edit = draft.finish("Add").unwrap();
    project.apply(&edit).unwrap();
    id
}

#[test]
fn a_new_project_has_its_own_side_and_a_code_for_every_mark() {
    let (project, _) = begun();
    assert_eq!(project.entry_name(project.recorded_side()), "French forces");
    assert!(ClaimType::ALL.iter().all(|&claim_type| project.code_for(claim_type).is_some()));
    assert!(project.dangling().is_empty());
    assert_eq!(project.operation_named("opération serval"), project.operation_named("Serval"));
}

#[test]
fn an_edit_and_its_inverse_leave_no_trace() {
    let (mut project, mut stamp) = begun();
    let before = project.clone();
    let id: IncidentId = stamp.mint();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.set(id, Incident::blank());
    draft.update::<Incident>(id, |incident| incident.title = "Gossi".to_owned());
    let edit = draft.finish("Add").unwrap();
    assert_eq!(edit.changes.len(), 1, "a row stands in an edit once");
    project.apply(&edit).unwrap();
    assert_eq!(project.incidents.get(id).unwrap().title, "Gossi");
    project.apply(&edit.inverse(&mut stamp)).unwrap();
    assert_eq!(project.incidents, before.incidents);
}

#[test]
fn two_edits_of_different_fields_both_stand_and_of_one_field_conflict() {
    let (mut project, mut stamp) = begun();
    let id = incident(&mut project, &mut stamp, None);
    let edit = |project: &Project, stamp: &mut Stamp, change: &dyn Fn(&mut Incident)| {
        let mut draft = Draft::new(project, stamp);
        draft.update::<Incident>(id, |incident| change(incident));
        draft.finish("Change").unwrap()
    };
    let title = edit(&project, &mut stamp, &|incident| incident.title = "A".to_owned());
    let memo = edit(&project, &mut stamp, &|incident| incident.memo = "B".to_owned());
    let other_title = edit(&project, &mut stamp, &|incident| incident.title = "C".to_owned());
    project.apply(&title).unwrap();
    project.apply(&memo).unwrap();
    let merged = project.incidents.get(id).unwrap();
    assert_eq!((merged.title.as_str(), merged.memo.as_str()), ("A", "B"));
    let conflict = project.apply(&other_title).unwrap_err();
    assert!(matches!(conflict, Conflict::Changed { column, .. } if column == "title"));
}

#[test]
fn nothing_of_an_edit_is_applied_when_a_reference_would_dangle() {
    let (mut project, mut stamp) = begun();
    let root = incident(&mut project, &mut stamp, None);
    let joined = incident(&mut project, &mut stamp, Some(root));
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.update::<Incident>(joined, |incident| incident.memo = "kept?".to_owned());
    draft.remove::<Incident>(root);
    let edit = draft.finish("Remove").unwrap();
    assert!(matches!(project.apply(&edit), Err(Conflict::Dangling { table: "incident", .. })));
    assert_eq!(project.incidents, before.incidents);

    // With the one that names it, the row may go.
    let mut draft = Draft::new(&before, &mut stamp);
    draft.remove::<Incident>(root);
    draft.remove::<Incident>(joined);
    project.apply(&draft.finish("Remove").unwrap()).unwrap();
    assert!(project.incidents.is_empty());
}

#[test]
fn incidents_cannot_be_joined_in_a_ring() {
    let (mut project, mut stamp) = begun();
    let a = incident(&mut project, &mut stamp, None);
    let b = incident(&mut project, &mut stamp, Some(a));
    assert_eq!(project.root(b), a);
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.update::<Incident>(a, |incident| incident.joined_to = Some(b));
    assert!(matches!(project.apply(&draft.finish("Join").unwrap()), Err(Conflict::Cycle { .. })));
}

#[test]
fn undo_and_redo_follow_from_the_history_and_a_new_edit_clears_redo() {
    let id = |n: u128| EditId(Uuid::from_u128(n));
    let (ada, bob) = (EntryId(Uuid::from_u128(1)), EntryId(Uuid::from_u128(2)));
    let step = |n: u128, undoes: Option<u128>| history::Step {
        id: id(n),
        author: ada,
        label: format!("edit {n}"),
        undoes: undoes.map(id),
        begins: n == 0,
        is_part: false,
    };
    let mut history = History::replay([step(0, None)]);
    assert_eq!(history.undo(ada), None, "the beginning stays");
    for next in [step(1, None), step(2, None), step(3, Some(2))] {
        history.push(next);
    }
    assert_eq!(history.undo(ada).map(|step| step.id), Some(id(1)));
    assert_eq!(history.redo(ada).map(|step| step.id), Some(id(3)));
    history.push(step(4, Some(3)));
    assert_eq!((history.undo(ada).map(|step| step.id), history.redo(ada)), (Some(id(4)), None));
    history.push(step(5, Some(4)));
    history.push(step(6, Some(1)));
    assert_eq!(history.depth(ada), (0, 2));
    history.push(step(7, None));
    assert_eq!(history.depth(ada), (1, 0));

    history.push(history::Step { author: bob, ..step(8, None) });
    assert_eq!(history.undo(ada).map(|step| step.id), Some(id(7)), "Bob's edit is Bob's to undo");
    assert_eq!(history.undo(bob).map(|step| step.id), Some(id(8)));
    history.push(step(9, Some(7)));
    history.push(history::Step { author: bob, ..step(10, None) });
    assert_eq!(history.redo(ada).map(|step| step.id), Some(id(9)), "another's edit clears no redo");
}

/// Every record survives the way to cells and back, whatever its members hold.
#[test]
fn records_survive_the_way_to_cells_and_back() {
    let mut claim = Claim::blank(Kind::Total, Some(Outcome::Killed));
    let same = |claim: &Claim| {
        let cells = claim.cells();
        assert_eq!(cells.len(), Claim::columns().len());
        assert_eq!(&Claim::from_cells(&mut cells.iter().map(Cell::as_ref)).unwrap(), claim);
    };
    same(&claim);
    claim.count = Figures { low: Some(2), best: None, high: None };
    claim.date = Some(DateRange::month(jiff::civil::date(2023, 8, 3)));
    claim.operations = vec![OperationId(Uuid::from_u128(1)), OperationId(Uuid::from_u128(2))];
    claim.scope_countries = vec!["Mali".to_owned(), "a \"quoted\"; one".to_owned()];
    claim.set_by_coder = [ClaimField::Count, ClaimField::Definition].into_iter().collect();
    same(&claim);
}

proptest::proptest! {
    /// Any run of joins and splits, undone last first, gives back what was, whatever was refused.
    #[test]
    fn joins_and_splits_can_always_be_taken_back(moves in proptest::collection::vec((0usize..6, 0usize..7), 0..40)) {
        let (mut project, mut stamp) = begun();
        let ids: Vec<IncidentId> = (0..6).map(|_| incident(&mut project, &mut stamp, None)).collect();
        let start = project.incidents.clone();
        let mut done = Vec::new();
        for (which, to) in moves {
            let before = project.clone();
            let mut draft = Draft::new(&before, &mut stamp);
            draft.update::<Incident>(ids[which], |incident| incident.joined_to = ids.get(to).copied());
            let Some(edit) = draft.finish("Join") else { continue };
            if project.apply(&edit).is_ok() {
                done.push(edit);
            } else {
                assert_eq!(project.incidents, before.incidents);
            }
            for &id in &ids {
                assert_eq!(project.incidents.get(project.root(id)).and_then(|root| root.joined_to), None);
            }
        }
        for edit in done.iter().rev() {
            project.apply(&edit.inverse(&mut stamp)).unwrap();
        }
        assert_eq!(project.incidents, start);
    }
}

#[test]
fn every_outcome_has_a_mark_that_claims_it_and_every_other_mark_is_a_kind() {
    for &outcome in Outcome::ALL {
        let claim_type = ClaimType::for_claim(Kind::Incident, Some(outcome));
        assert_eq!((claim_type.kind(), claim_type.outcome()), (Kind::Incident, Some(outcome)));
    }
    for &claim_type in ClaimType::ALL {
        let kind = claim_type.kind();
        assert_eq!(claim_type.outcome().is_some(), kind == Kind::Incident, "{claim_type}");
        assert_eq!(ClaimType::for_claim(kind, claim_type.outcome()), claim_type);
        assert_eq!(start::claiming_code(claim_type).key.len(), 1, "{claim_type}");
    }
}
