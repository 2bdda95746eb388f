//! How well look-alikes are found, measured on the sample: its joined incidents are the truth.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::{Duplicates, Pair};
use tollbook_core::analysis::near_duplicates::{copies, groups};
use tollbook_core::model::{ArticleId, Draft, EntryId, Incident, IncidentId, Project, Stamp};
use tollbook_files::reading::{Found, scan};
use tollbook_files::storage::Store;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

/// The finished sample, and its texts.
fn sample() -> (Project, HashMap<ArticleId, Arc<str>>) {
    let (_, opened) = Store::open(&folder().join("sample-data.tollbook")).unwrap();
    let texts = Mutex::new(HashMap::new());
    scan(&folder(), &AtomicBool::new(false), &|batch| {
        for found in batch.items {
            if let Found::Article(file) = found {
                texts.lock().unwrap().insert(ArticleId::of(opened.project.id(), &file.path), file.text);
            }
        }
    });
    (opened.project, texts.into_inner().unwrap())
}

fn look_alikes(project: &Project, answers: &Answers, texts: &HashMap<ArticleId, Arc<str>>) -> Duplicates {
    let text = |id| texts.get(&id).cloned();
    Duplicates::of(project, answers, &text, &|_, _| true).unwrap()
}

/// The sample with every join taken back, and to which incident each was joined.
fn all_split(project: &Project) -> (Project, HashMap<IncidentId, IncidentId>) {
    let joined = project.incidents.iter().map(|(id, _)| (id, project.root(id))).collect::<HashMap<_, _>>();
    let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 1);
    let mut draft = Draft::new(project, &mut stamp);
    joined.keys().for_each(|id| draft.update::<Incident>(*id, |incident| incident.joined_to = None));
    let edit = draft.finish("Split all").unwrap();
    let mut split = project.clone();
    split.apply(&edit).unwrap();
    (split, joined)
}

#[test]
fn what_was_joined_in_the_sample_is_found_again() {
    let (project, texts) = sample();
    let (project, truth) = all_split(&project);
    let answers = Answers::of(&project);
    let found = look_alikes(&project, &answers, &texts);
    // Nothing is known of an incident of which all is denied or superseded.
    let is_told = |id: &IncidentId| {
        answers
            .incident(*id)
            .is_some_and(|view| view.estimates.iter().any(|estimated| !estimated.stands_for_nobody()))
    };
    let (mut looked_for, mut found_again) = (0, 0);
    for (id, root) in truth.iter().filter(|(id, _)| is_told(id)) {
        let mut others = truth.iter().filter(|(other, same)| *same == root && *other != id && is_told(other));
        if others.next().is_none() {
            continue;
        }
        looked_for += 1;
        let top = found.of_incident(&project, &answers, *id);
        found_again += usize::from(top.iter().take(3).any(|top| truth[top] == *root));
    }
    println!("{found_again} of {looked_for} find one of theirs among their first three");
    assert!(looked_for >= 80, "{looked_for}");
    assert!(found_again * 10 >= looked_for * 9, "{found_again} of {looked_for}");

    let (right, wrong): (Vec<Pair>, Vec<Pair>) =
        found.open().partition(|pair| truth[&pair.first] == truth[&pair.second]);
    println!("open with every join taken back: {} right, {} wrong", right.len(), wrong.len());
    assert!(wrong.len() * 10 <= right.len(), "{} wrong, {} right", wrong.len(), right.len());
}

#[test]
fn the_finished_sample_leaves_few_pairs_open() {
    let (project, texts) = sample();
    let answers = Answers::of(&project);
    let found = look_alikes(&project, &answers, &texts);
    for pair in found.open() {
        let [first, second] = pair.both().map(|id| answers.incident(id).unwrap().title.clone());
        println!("{first} ~ {second}: {}", found.reasons(pair.first, pair.second).join(", "));
    }
    assert!(found.open().len() <= 6, "{}", found.open().len());
}

#[test]
fn the_sample_has_articles_that_copy_one_another() {
    let (project, texts) = sample();
    let texts: Vec<_> = texts.into_iter().collect();
    let copies = copies(&texts, &|_, _| true).unwrap();
    let groups = groups(&project, &copies, |_, _| false);
    assert_eq!(groups.len(), 1, "{groups:?}");
}
