//! How well possible duplicates are found, measured on the sample, whose joined incidents are the truth, and on
//! ten folders in which three or four articles tell the same events in different words.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

mod folders;

use jiff::Timestamp;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::{Duplicates, Pair};
use tollbook_core::analysis::near_duplicates::{copies, groups};
use tollbook_core::model::{ArticleId, Draft, EntryId, Incident, IncidentId, Project, Stamp};
use tollbook_files::reading::{FoundItem, scan};
use tollbook_files::storage::Store;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample-data")
}

/// The finished sample, and its texts.
fn sample() -> (Project, HashMap<ArticleId, Arc<str>>) {
    let (_, opened) = Store::open(&folder().join("sample-data.tollbook")).unwrap();
    let texts = Mutex::new(HashMap::new());
    scan(&folder(), &AtomicBool::new(false), &|batch| {
        for found in batch.items {
            if let FoundItem::Article(file) = found {
                texts.lock().unwrap().insert(ArticleId::for_path(opened.project.id(), &file.path), file.text);
            }
        }
    });
    (opened.project, texts.into_inner().unwrap())
}

fn find_duplicates(project: &Project, answers: &Answers, texts: &HashMap<ArticleId, Arc<str>>) -> Duplicates {
    let text = |id| texts.get(&id).cloned();
    Duplicates::find(project, answers, &text, &|_, _| true).unwrap()
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
    let answers = Answers::from_project(&project);
    let found = find_duplicates(&project, &answers, &texts);
    // Nothing is known of an incident of which all is denied or superseded.
    let is_shown = |id: &IncidentId| {
        answers
            .incident(*id)
            .is_some_and(|view| view.estimates.iter().any(|estimated| !estimated.stands_for_nobody()))
    };
    let measured = Measured::measure(&project, &answers, &found, &truth, &is_shown);
    println!("the sample with every join taken back: {measured}");
    let title = |id: IncidentId| answers.incident(id).unwrap().title.clone();
    for pair in &measured.wrong {
        let reasons = found.reasons(pair.first, pair.second).join(", ");
        println!("  wrong: {} ~ {}: {reasons}", title(pair.first), title(pair.second));
    }
    for (id, event) in truth.iter().filter(|(id, _)| is_shown(id)) {
        let mut first = found.candidates(&project, &answers, *id);
        first.truncate(3);
        let others = truth.iter().filter(|(other, same)| *other != id && *same == event && is_shown(other));
        for (other, _) in others.filter(|(other, _)| !first.contains(other)) {
            if first.iter().any(|other| truth[other] != *event) || first.len() < 3 {
                println!("  missed: {} ~ {}: {:?}", title(*id), title(*other), found.reasons(*id, *other));
                println!("    instead: {:?}", first.iter().map(|id| title(*id)).collect::<Vec<_>>());
            }
        }
    }
    assert!(measured.wanted >= 150, "{measured}");
    measured.check(95);
}

/// How well candidates were found.
#[derive(Default)]
struct Measured {
    /// How many true pairs can stand among the first three candidates of their incidents.
    wanted: usize,
    /// How many do.
    among_first_three: usize,
    /// True pairs above the line from which the panel shows them.
    right: usize,
    /// False ones.
    wrong: Vec<Pair>,
}

impl Measured {
    /// Measures against the `truth`: of each incident, of which event it is. Of those that are not told of, all is
    /// denied or a part: they are candidates, and no candidates are looked for.
    fn measure<E: Eq + std::hash::Hash>(
        project: &Project,
        answers: &Answers,
        found: &Duplicates,
        truth: &HashMap<IncidentId, E>,
        is_shown: &dyn Fn(&IncidentId) -> bool,
    ) -> Self {
        let mut measured = Self::default();
        for (id, event) in truth.iter().filter(|(id, _)| is_shown(id)) {
            let others = truth
                .iter()
                .filter(|(other, same)| *other != id && *same == event && is_shown(other))
                .count();
            let first = found.candidates(project, answers, *id);
            let hits = first.iter().take(3).filter(|other| truth.get(other) == Some(event)).count();
            measured.wanted += others.min(3);
            measured.among_first_three += hits.min(others);
        }
        let is_right = |pair: &Pair| truth.get(&pair.first) == truth.get(&pair.second);
        let (right, wrong): (Vec<Pair>, Vec<Pair>) = found.open().partition(is_right);
        (measured.right, measured.wrong) = (right.len(), wrong);
        measured
    }

    /// At least so many per cent of the true pairs among the first three, and at most one false pair in ten shown.
    fn check(&self, percent: usize) {
        assert!(self.among_first_three * 100 >= self.wanted * percent, "{self}");
        assert!(self.wrong.len() * 10 <= self.right + self.wrong.len(), "{self}");
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { wanted, among_first_three, right, wrong } = self;
        write!(
            f,
            "{among_first_three} of {wanted} true pairs among the first three candidates, {right} right and {} wrong \
             above the line",
            wrong.len()
        )
    }
}

#[test]
fn the_finished_sample_leaves_few_pairs_open() {
    let (project, texts) = sample();
    let answers = Answers::from_project(&project);
    let found = find_duplicates(&project, &answers, &texts);
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
    let copies = copies(&texts[..], &|_, _| true).unwrap();
    let groups = groups(&project, &copies, |_, _| false);
    assert_eq!(groups.len(), 1, "{groups:?}");
}
