//! How well look-alikes are found, measured on the sample: its joined incidents are the truth.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use tollbook::analysis::Answers;
use tollbook::analysis::look_alikes::LookAlikes;
use tollbook::analysis::near_text::copies;
use tollbook::model::{ArticleId, Draft, EntryId, Incident, IncidentId, Project, Stamp};
use tollbook::reading::{Found, scan};
use tollbook::storage::Store;

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

fn look_alikes(project: &Project, answers: &Answers, texts: &HashMap<ArticleId, Arc<str>>) -> LookAlikes {
    let text = |id| texts.get(&id).cloned();
    LookAlikes::of(project, answers, &text, &|_, _| true).unwrap()
}

#[test]
fn what_was_joined_in_the_sample_is_found_again() {
    let (mut project, texts) = sample();
    let truth: HashMap<IncidentId, IncidentId> =
        project.incidents.iter().map(|(id, _)| (id, project.root(id))).collect();
    let before = project.clone();
    let mut stamp = Stamp::new(Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 1);
    let mut draft = Draft::new(&before, &mut stamp);
    truth.keys().for_each(|id| draft.update::<Incident>(*id, |incident| incident.joined_to = None));
    project.apply(&draft.finish("Split all").unwrap()).unwrap();
    let answers = Answers::of(&project);
    let found = look_alikes(&project, &answers, &texts);
    let (mut joined, mut hit, mut true_pairs, mut in_top) = (0, 0, 0, 0);
    for view in answers.incidents() {
        let group = truth[&view.root];
        let others = truth.iter().filter(|(id, root)| **root == group && **id != view.root);
        let others: Vec<IncidentId> =
            others.map(|(id, _)| *id).filter(|id| answers.incident(*id).unwrap().recorded).collect();
        if others.is_empty() {
            continue;
        }
        let top = found.of_incident(&project, &answers, view.root);
        let right = top.iter().take(3).filter(|id| truth[id] == group).count();
        joined += 1;
        hit += usize::from(right > 0);
        true_pairs += others.len().min(3);
        in_top += right;
        if right == 0 {
            println!("missed {} {:?}", view.title, top.iter().take(3).map(|id| &answers.incident(*id).unwrap().title).collect::<Vec<_>>());
        }
    }
    println!("{hit} of {joined} find one of theirs in the top 3; {in_top} of {true_pairs} places");
    let mut open: Vec<_> = found.open().collect();
    let wrong = open.extract_if(.., |pair| truth[&pair.first] != truth[&pair.second]).count();
    println!("open with all joins cleared: {} right, {wrong} wrong", open.len());
}

#[test]
fn the_finished_sample_has_few_open_pairs() {
    let (project, texts) = sample();
    let answers = Answers::of(&project);
    let found = look_alikes(&project, &answers, &texts);
    for pair in found.open() {
        let title = |id| answers.incident(id).unwrap().title.clone();
        println!("{} | {} | {}", title(pair.first), title(pair.second), found.reasons(pair.first, pair.second).join(", "));
    }
    println!("open: {}", found.open().len());
    let texts: Vec<_> = texts.into_iter().collect();
    for copy in copies(&texts, &|_, _| true).unwrap() {
        println!("{} {} {}", project.articles.get(copy.first).unwrap().path, project.articles.get(copy.second).unwrap().path, copy.share);
    }
}
