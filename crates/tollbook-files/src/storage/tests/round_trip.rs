use super::*;

#[test]
fn nothing_is_written_before_the_first_commit_and_one_file_is_left_at_rest() {
    let (mut desk, begin) = Desk::begun();
    let mut store = Store::new_file(&desk.path());
    assert_eq!(store.text(HASH).unwrap(), None);
    assert!(listing(desk.folder.path()).is_empty());
    let article = desk.article();
    store.commit(&[begin, article]).unwrap();
    assert_eq!(store.seq(), 2);
    drop(store);
    assert_eq!(listing(desk.folder.path()).into_keys().collect::<Vec<_>>(), [desk.path()]);
    desk.assert_saved();
}

#[test]
fn opening_writes_nothing() {
    let (desk, store) = Desk::saved();
    drop(store);
    let before = listing(desk.folder.path());
    let modified = std::fs::metadata(desk.folder.path()).unwrap().modified().unwrap();
    let (store, opened) = Store::open(&desk.path()).unwrap();
    assert_eq!(opened.read_only, None);
    assert_eq!(store.text(HASH).unwrap().as_deref(), Some(TEXT));
    assert_eq!(listing(desk.folder.path()), before);
    drop(store);
    assert_eq!(listing(desk.folder.path()), before);
    assert_eq!(std::fs::metadata(desk.folder.path()).unwrap().modified().unwrap(), modified);
}

/// Every table, with every column filled once and blank once.
#[test]
fn every_table_comes_back_as_it_was() {
    let (mut desk, mut store) = Desk::saved();
    let (id, mark) = desk.mark();
    let (blank_id, blank) = desk.mark();
    let (incident, other) = {
        let incident = |id| desk.project.claims.get(id).unwrap().incident.unwrap();
        (incident(id), incident(blank_id))
    };
    let (article, coder, project) = (desk.article, desk.stamp.coder, desk.project.clone());
    let operations: Vec<OperationId> = project.operations.iter().map(|(id, _)| id).collect();
    let side = project.recorded_side();
    let cause = project.entry(List::Cause, "mine");
    let area = project.entry(List::Area, "Sahel").unwrap();
    let more = desk.edit("Fill everything", |draft| {
        draft.set(CoverageId::for_coder(article, coder), Coverage { article, coder, state: ReadState::Done });
        draft.update::<Annotation>(id, |row| row.memo = "“quoted”; \u{1f54a}\u{fe0f} سلام\0".to_owned());
        draft.update::<Incident>(incident, |row| {
            *row = Incident {
                joined_to: Some(other),
                title: "Gossi".to_owned(),
                operation: Some(operations[0]),
                date: Some(DateRange::month(date(2019, 11, 1))),
                country: "Mali".to_owned(),
                place: "Gossi".to_owned(),
                cause,
                hostile: Some(Hostile::Disputed),
                memo: "m".to_owned(),
            }
        });
        draft.update::<Claim>(id, |row| {
            *row = Claim {
                kind: Kind::Total,
                status: ClaimStatus::Superseded,
                outcome: Some(Outcome::Captured),
                side,
                victims: "v".to_owned(),
                count_as_written: "c".to_owned(),
                count: Figures { low: Some(1), best: Some(2), high: Some(MAX_COUNT) },
                date_as_written: "d".to_owned(),
                date: DateRange::new(date(-9999, 1, 1), date(9999, 12, 31), Precision::Range),
                date_basis: Some(DateBasis::Incident),
                date_incident: Some(other),
                date_offset_days: Some(-5),
                died_of_wounds: true,
                death_date: Some(date(2019, 12, 1)),
                in_other_figures: Some(false),
                operations: operations.clone(),
                operations_basis: Some(OperationBasis::Inferred),
                country: "Mali".to_owned(),
                place: "Gao".to_owned(),
                cause,
                hostile: Some(Hostile::Unknown),
                attribution: "the army".to_owned(),
                part_exclusive: true,
                scope_countries: vec!["Mali".to_owned(), "a \"b\"; c".to_owned()],
                scope_areas: vec![area],
                definition: Some(area),
                scope_from: Some(date(2013, 1, 11)),
                as_of: Some(DateRange::year(date(2020, 1, 1))),
                as_of_incident: Some(incident),
                incident: Some(incident),
                set_by_coder: ClaimField::ALL.iter().copied().collect(),
                certainty: "count 92;date 80".parse().unwrap(),
            }
        });
        for (row, best) in [(1, Some(0)), (2, None)] {
            let estimate = Estimate {
                incident,
                side: side.filter(|_| row == 1),
                outcome: Outcome::Missing,
                low: best,
                best,
                high: best,
                reason: String::new(),
            };
            draft.set(EstimateId(Uuid::from_u128(row)), estimate);
        }
        let link = Link {
            from: incident.0,
            relation: Relation::ExcludedFromTotal,
            to: id.0,
            value: "because".to_owned(),
        };
        draft.set(LinkId(Uuid::from_u128(3)), link);
        let parent = draft.project().code_for(ClaimType::Killed);
        let code = Code {
            name: "child".to_owned(),
            parent,
            colour: Colour::rgb(0x0a_0b_0c),
            key: "ß".to_owned(),
            description: "d".to_owned(),
            claim: None,
        };
        draft.set(CodeId(Uuid::from_u128(4)), code);
        let info = draft.project().id();
        draft.update::<Info>(info, |row| row.memo = "memo".to_owned());
    });
    store.commit(&[mark, blank, more]).unwrap();
    let opened = desk.assert_saved();
    assert_eq!((opened.seq, opened.history.depth(desk.stamp.coder)), (5, (4, 0)));

    // What is taken away is gone from the file too, with whatever named it.
    let removal = desk.edit("Remove", |draft| {
        draft.remove::<Link>(LinkId(Uuid::from_u128(3)));
        draft.remove::<Code>(CodeId(Uuid::from_u128(4)));
        draft.remove::<Claim>(blank_id);
        draft.remove::<Annotation>(blank_id);
        draft.remove::<Coverage>(CoverageId::for_coder(article, coder));
    });
    store.commit(&[removal]).unwrap();
    desk.assert_saved();
}

#[test]
fn undo_and_redo_reach_past_a_restart() {
    let (mut desk, mut store) = Desk::saved();
    let before = desk.project.clone();
    let (id, mark) = desk.mark();
    store.commit(&[mark]).unwrap();
    let marked = desk.project.clone();
    for memo in ["one", "two", ""] {
        let edit = desk.edit("Change the memo", |draft| {
            draft.update::<Annotation>(id, |row| row.memo = memo.to_owned());
            draft.update::<Claim>(id, |row| row.victims.push_str(memo));
        });
        store.commit(&[edit]).unwrap();
    }
    let last = desk.project.clone();
    drop(store);

    // Undone one a run of the program, then redone.
    let mut step = |expected: Option<&Project>, which: fn(&History, EntryId) -> Option<&history::Step>| {
        let (mut store, opened) = Store::open(&desk.path()).unwrap();
        let step = which(&opened.history, desk.stamp.coder).unwrap().id;
        let inverse = store.edit(step).unwrap().inverse(&mut desk.stamp);
        let mut project = opened.project;
        project.apply(&inverse).unwrap();
        store.commit(&[Arc::new(inverse).into()]).unwrap();
        drop(store);
        let (_, opened) = Store::open(&desk.path()).unwrap();
        assert_same(&opened.project, &project);
        if let Some(expected) = expected {
            assert_same(&project, expected);
        }
    };
    step(None, History::undo);
    step(None, History::undo);
    step(Some(&marked), History::undo);
    step(Some(&before), History::undo);
    step(Some(&marked), History::redo);
    step(None, History::redo);
    step(None, History::redo);
    step(Some(&last), History::redo);
}

#[test]
fn an_edit_comes_back_from_the_history_as_it_was_made() {
    let (mut desk, mut store) = Desk::saved();
    let (id, mark) = desk.mark();
    let memo = desk.edit("Memo", |draft| draft.update::<Annotation>(id, |row| row.memo = "m".to_owned()));
    let later = desk.edit("Memo", |draft| {
        draft.update::<Annotation>(id, |row| {
            row.memo = String::new();
            row.end = 20;
        });
    });
    let removal = desk.edit("Remove", |draft| {
        draft.remove::<Claim>(id);
        draft.remove::<Annotation>(id);
    });
    let again = Pending::from(Arc::new(removal.edit.inverse(&mut desk.stamp)));
    desk.project.apply(&again.edit).unwrap();
    let after = desk.edit("Memo", |draft| draft.update::<Annotation>(id, |row| row.memo = "n".to_owned()));
    let batch = [mark, memo, later, removal, again, after];
    store.commit(&batch).unwrap();
    drop(store);
    let (store, _) = Store::open(&desk.path()).unwrap();
    let ids: Vec<EditId> = batch.iter().map(|pending| pending.edit.id).collect();
    assert!(store.edit_ids().unwrap().ends_with(&ids));
    for pending in &batch {
        assert_eq!(&store.edit(pending.edit.id).unwrap(), pending.edit.as_ref());
    }
    let unknown = EditId(Uuid::from_u128(1));
    assert!(matches!(store.edit(unknown), Err(StorageError::NoEdit { id, .. }) if id == unknown));
}

/// An id may come back with another row; nothing of the old one clings to it.
#[test]
fn a_row_added_again_begins_from_nothing() {
    let (mut desk, mut store) = Desk::saved();
    let id: IncidentId = desk.stamp.mint();
    let titled = |title: &str| Incident { title: title.to_owned(), ..Incident::blank() };
    let batch = [
        desk.edit("Add", |draft| draft.set(id, titled("Gossi"))),
        desk.edit("Remove", |draft| draft.remove::<Incident>(id)),
        desk.edit("Add", |draft| draft.set(id, titled(""))),
        desk.edit("Place", |draft| draft.update::<Incident>(id, |row| row.place = "Gao".to_owned())),
    ];
    store.commit(&batch).unwrap();
    assert_eq!(&store.edit(batch[3].edit.id).unwrap(), batch[3].edit.as_ref());
    assert_eq!(check(&desk.path()), Vec::<String>::new());
}

#[test]
fn a_text_is_stored_once_and_given_back_exactly() {
    let (mut desk, mut store) = Desk::saved();
    let (_, mut mark) = desk.mark();
    mark.texts.push((HASH.to_owned(), "another text under the same hash is not believed".into()));
    mark.texts.push(("1f".to_owned(), "".into()));
    store.commit(&[mark]).unwrap();
    let texts = store.texts_of([HASH, "1f", "2f"]).unwrap();
    assert_eq!((texts.len(), &*texts[HASH], &*texts["1f"]), (2, TEXT, ""));
}
