//! The ten folders: texts, and a table of what is annotated in them and of which event it is.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use tollbook_core::analysis::fixture::Story;
use tollbook_core::model::{ArticleId, IncidentId};

use crate::{Measured, find_duplicates};

/// A folder as a project in which nothing is joined, its texts, and of which event each incident is.
struct Folder {
    story: Story,
    texts: HashMap<ArticleId, Arc<str>>,
    events: HashMap<IncidentId, String>,
}

fn read(folder: &Path) -> Folder {
    let mut story = Story::begin();
    let mut texts: HashMap<ArticleId, Arc<str>> = HashMap::new();
    let mut events = HashMap::new();
    let mut reader = csv::Reader::from_path(folder.join("annotations.csv")).unwrap();
    for (n, row) in reader.deserialize::<BTreeMap<String, String>>().enumerate() {
        let row = row.unwrap();
        let path = &row["article"];
        let id = ArticleId::for_path(story.project.id(), path);
        let read = || std::fs::read_to_string(folder.join(path)).unwrap().into();
        let text = texts.entry(id).or_insert_with(read).clone();
        let published = text.lines().nth(2).unwrap();
        story.tell(&format!("article {path} {published}"));
        let quote = &row["quote"];
        let at = text.find(quote).unwrap_or_else(|| panic!("{path}: {quote}"));
        let word = |text: &str| if text.is_empty() { "-".to_owned() } else { text.replace(' ', "_") };
        let mut line = format!("{} c{n} {} at={at} quote={}", row["outcome"], row["count"], word(quote));
        for field in ["date", "place", "country", "hostile", "cause", "victims"] {
            line += &format!(" {field}={}", word(&row[field]));
        }
        story.tell(&line);
        events.insert(story.incident(&format!("c{n}")), row["event"].clone());
    }
    Folder { story, texts, events }
}

#[test]
fn events_told_in_different_words_are_found_in_ten_folders() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/duplicates/folders");
    let mut folders: Vec<_> = std::fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert_eq!(folders.len(), 10);
    let mut all = Measured::default();
    for path in folders {
        let Folder { story, texts, events } = read(&path);
        let (project, answers) = (&story.project, &story.answers);
        let found = find_duplicates(project, answers, &texts);
        let measured = Measured::measure(project, answers, &found, &events, &|_| true);
        println!("{}: {measured}", path.file_name().unwrap().to_string_lossy());
        let title = |id: IncidentId| answers.incident(id).unwrap().title.clone();
        for pair in &measured.wrong {
            let reasons = found.reasons(pair.first, pair.second).join(", ");
            println!("  wrong: {} ~ {}: {reasons}", title(pair.first), title(pair.second));
        }
        for (id, event) in &events {
            let first = found.candidates(project, answers, *id);
            let first = &first[..first.len().min(3)];
            let others = events.iter().filter(|(other, same)| *other != id && *same == event);
            let missed: Vec<IncidentId> =
                others.map(|(other, _)| *other).filter(|other| !first.contains(other)).collect();
            let taken = first.iter().filter(|other| events[other] != *event).count();
            let room = 3_usize.saturating_sub(first.len()) + taken;
            for other in missed.into_iter().take(room) {
                println!("  missed: {} ~ {}: {:?}", title(*id), title(other), found.reasons(*id, other));
            }
        }
        all.wanted += measured.wanted;
        all.among_first_three += measured.among_first_three;
        all.right += measured.right;
        all.wrong.extend(measured.wrong);
    }
    println!("ten folders: {all}");
    all.check(95);
}
