//! The ten folders: texts, and a table of what is annotated in them and of which event it is.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;

use tollbook_core::analysis::Answers;
use tollbook_core::model::{
    Annotation, AnnotationId, Article, ArticleId, Claim, CodeId, DateRange, Draft, EntryId, Figures,
    Incident, IncidentId, Kind, List, Origin, Project, ProjectId, Stamp, start,
};

use crate::{Measured, look_alikes};

/// A folder as a project in which nothing is joined, its texts, and of which event each incident is.
struct Folder {
    project: Project,
    texts: HashMap<ArticleId, Arc<str>>,
    events: HashMap<IncidentId, String>,
}

fn date(cell: &str) -> Option<DateRange> {
    match cell.len() {
        7 => format!("{cell}-01").parse().ok().map(DateRange::month),
        _ => cell.parse().ok().map(DateRange::day),
    }
}

fn figures(cell: &str) -> Figures {
    let ends: Vec<Option<u64>> = cell.split('/').map(|end| end.parse().ok()).collect();
    match ends.as_slice() {
        [low, best, high] => Figures { low: *low, best: *best, high: *high },
        _ => cell.parse().map_or(Figures::BLANK, Figures::exactly),
    }
}

fn read(folder: &Path) -> Folder {
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 3);
    let (mut project, _) = start::begin(ProjectId(uuid::Uuid::from_u128(9)), "Folder", "Ada", &mut stamp);
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    let (mut texts, mut events) = (HashMap::new(), HashMap::new());
    let mut reader = csv::Reader::from_path(folder.join("annotations.csv")).unwrap();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let path = &row["article"];
        let article = ArticleId::of(before.id(), path);
        let text: Arc<str> = texts
            .entry(article)
            .or_insert_with(|| std::fs::read_to_string(folder.join(path)).unwrap().into())
            .clone();
        let mut lines = text.lines();
        let (title, published) = (lines.next().unwrap().to_owned(), lines.nth(1).and_then(date));
        assert!(published.is_some(), "{path}");
        draft.set(
            article,
            Article {
                path: path.clone(),
                sha256: String::new(),
                title,
                published,
                published_basis: None,
                published_as_written: String::new(),
                source: String::new(),
                voice: String::new(),
                memo: String::new(),
            },
        );
        let begin = text.find(&row["quote"]).unwrap_or_else(|| panic!("{path}: {}", row["quote"]));
        let span = begin..begin + row["quote"].len();
        let (quote, prefix, suffix) = Annotation::quote(&text, &span).unwrap();
        let id: AnnotationId = draft.stamp.mint();
        let incident: IncidentId = draft.stamp.mint();
        let (coder, created) = (draft.stamp.coder, draft.stamp.at);
        draft.set(
            id,
            Annotation {
                article,
                code: CodeId(uuid::Uuid::nil()),
                start: span.start,
                end: span.end,
                quote,
                prefix,
                suffix,
                memo: String::new(),
                coder,
                created,
                modified: created,
                origin: Origin::Hand,
            },
        );
        let mut claim = Claim::blank(Kind::Incident, row["outcome"].parse().ok());
        claim.side = before.own_side();
        claim.count = figures(&row["count"]);
        claim.date = date(&row["date"]);
        claim.place.clone_from(&row["place"]);
        claim.country.clone_from(&row["country"]);
        claim.hostile = row["hostile"].parse().ok();
        claim.cause = before.entry(List::Cause, &row["cause"]);
        claim.victims.clone_from(&row["victims"]);
        claim.incident = Some(incident);
        draft.set(incident, Incident::blank());
        draft.set(id, claim);
        events.insert(incident, row["event"].clone());
    }
    let edit = draft.finish("Annotate").unwrap();
    project.apply(&edit).unwrap();
    Folder { project, texts, events }
}

#[test]
fn events_told_in_different_words_are_found_in_ten_folders() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/duplicates/folders");
    let mut folders: Vec<_> = std::fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    assert_eq!(folders.len(), 10);
    let mut all = Measured::default();
    for path in folders {
        let Folder { project, texts, events } = read(&path);
        let answers = Answers::of(&project);
        let found = look_alikes(&project, &answers, &texts);
        let measured = Measured::of(&project, &answers, &found, &events);
        println!("{}: {measured}", path.file_name().unwrap().to_string_lossy());
        let title = |id: IncidentId| answers.incident(id).unwrap().title.clone();
        for pair in &measured.wrong {
            let reasons = found.reasons(pair.first, pair.second).join(", ");
            println!("  wrong: {} ~ {}: {reasons}", title(pair.first), title(pair.second));
        }
        for (id, event) in &events {
            let first = found.candidates(&project, &answers, *id);
            let missed = events.iter().filter(|(other, same)| {
                *other != id && *same == event && !first.iter().take(3).any(|candidate| candidate == *other)
            });
            let hits = first.iter().take(3).filter(|other| events[other] == *event).count();
            for (other, _) in missed.take(3_usize.saturating_sub(hits)) {
                println!("  missed: {} ~ {}: {:?}", title(*id), title(*other), found.reasons(*id, *other));
            }
        }
        all.wanted += measured.wanted;
        all.among_first_three += measured.among_first_three;
        all.right += measured.right;
        all.wrong.extend(measured.wrong);
    }
    println!("ten folders: {all}");
    all.check();
}
