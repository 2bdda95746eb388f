//! How long counting takes in a large project: 100,000 claims in 50,000 incidents.

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use tollbook::analysis::timeline::Query;
use tollbook::analysis::{Answers, totals};
use tollbook::model::{
    Annotation, AnnotationId, Article, ArticleId, Claim, DateRange, Draft, EntryId, Figures, Hostile,
    Incident, IncidentId, Kind, List, Origin, Outcome, Project, ProjectId, Stamp, start,
};

const ARTICLES: usize = 10_000;
const INCIDENTS: usize = 50_000;
const TOTALS: usize = 100;

fn day(n: usize) -> Date {
    let days = i64::try_from(n % 4_000).unwrap_or(0);
    date(2013, 1, 11).checked_add(days.days()).unwrap_or(Date::MAX)
}

/// Each incident has two claims, from two articles; every tenth second claim was born with an
/// incident of its own, which has been joined.
fn large_project() -> (Project, Stamp) {
    let at = Timestamp::from_millisecond(1_700_000_000_000).unwrap_or(Timestamp::UNIX_EPOCH);
    let mut stamp = Stamp::new(at, EntryId(uuid::Uuid::nil()), 7);
    let id = ProjectId(uuid::Uuid::from_u128(1));
    let (mut project, _) = start::begin(id, "large", "Ada", &mut stamp);
    let operations: Vec<_> = project.operations.iter().map(|(id, _)| id).collect();
    // The project's own side first: half of the people are on it.
    let mut sides: Vec<_> = project.list(List::Side).map(|(id, _)| id).collect();
    sides.sort_by_key(|side| Some(*side) != project.own_side());
    let Some(code) = project.codes.iter().next().map(|(id, _)| id) else { return (project, stamp) };

    let path = |n: usize| format!("{:02}/{n:05}.txt", n % 100);
    let articles = (0..ARTICLES).map(|n| {
        let article = Article {
            path: path(n),
            sha256: String::new(),
            title: format!("Article {n}"),
            published: Some(DateRange::day(day(n * 5 + 30))),
            published_basis: None,
            published_as_written: String::new(),
            source: String::new(),
            voice: if n % 3 == 0 { "AFP".to_owned() } else { String::new() },
            memo: String::new(),
        };
        (ArticleId::of(id, &path(n)), article)
    });
    project.load(articles.collect::<Vec<_>>());

    let (mut incidents, mut annotations, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    let mut mark = |stamp: &mut Stamp, n: usize, claim: Claim| {
        let annotation = Annotation {
            article: ArticleId::of(id, &path(n % ARTICLES)),
            code,
            start: 10 * (n / ARTICLES),
            end: 10 * (n / ARTICLES) + 5,
            quote: "three".to_owned(),
            prefix: String::new(),
            suffix: String::new(),
            memo: String::new(),
            coder: stamp.coder,
            created: stamp.at,
            modified: stamp.at,
            origin: Origin::Hand,
        };
        let id: AnnotationId = stamp.mint();
        annotations.push((id, annotation));
        claims.push((id, claim));
    };
    for n in 0..INCIDENTS {
        let incident: IncidentId = stamp.mint();
        incidents.push((incident, Incident::blank()));
        let outcome = if n % 4 == 0 { Outcome::Wounded } else { Outcome::Killed };
        let first = Claim {
            side: sides.get(if n % 2 == 0 { 0 } else { n % 3 }).copied(),
            count: Figures::exactly(n as u64 % 5 + 1),
            date: Some(if n % 7 == 0 { DateRange::month(day(n)) } else { DateRange::day(day(n)) }),
            operations: operations.get(n % 4).copied().into_iter().collect(),
            country: "Mali".to_owned(),
            place: "Gao".to_owned(),
            hostile: Some(if n % 5 == 0 { Hostile::No } else { Hostile::Yes }),
            incident: Some(incident),
            ..Claim::blank(Kind::Incident, Some(outcome))
        };
        let mut second = first.clone();
        second.count = Figures::exactly(n as u64 % 6 + 1);
        if n % 10 == 0 {
            let joined: IncidentId = stamp.mint();
            incidents.push((joined, Incident { joined_to: Some(incident), ..Incident::blank() }));
            second.incident = Some(joined);
        }
        mark(&mut stamp, n * 2, first);
        mark(&mut stamp, n * 2 + 1, second);
    }
    for n in 0..TOTALS {
        let total = Claim {
            side: sides.first().copied(),
            count: Figures::exactly(50),
            operations: operations.get(n % 3).copied().into_iter().collect(),
            scope_from: Some(date(2013, 1, 11)),
            ..Claim::blank(Kind::Total, Some(Outcome::Killed))
        };
        mark(&mut stamp, n * 90, total);
    }
    project.load(incidents);
    project.load(annotations);
    project.load(claims);
    (project, stamp)
}

fn counting(c: &mut Criterion) {
    let (project, mut stamp) = large_project();
    let answers = Answers::of(&project);
    let query = Query::starting(project.own_side());
    let claims: Vec<AnnotationId> = project.claims.iter().map(|(id, _)| id).collect();

    let mut group = c.benchmark_group("counting");
    group.sample_size(20);
    group.bench_function("answers of everything", |b| b.iter(|| Answers::of(&project)));
    group.bench_function("timeline as it starts", |b| b.iter(|| answers.timeline(&project, &query)));
    group.bench_function("timeline of everything", |b| {
        b.iter(|| answers.timeline(&project, &Query::everything()))
    });
    group.bench_function("one claim changed, and the timeline", |b| {
        let (mut project, mut answers) = (project.clone(), answers.clone());
        let mut n = 0_usize;
        b.iter(|| {
            n += 1;
            let before = project.clone();
            let mut draft = Draft::new(&before, &mut stamp);
            let claim = claims[n * 7_919 % claims.len()];
            draft.update::<Claim>(claim, |claim| claim.count = Figures::exactly(n as u64 % 50));
            if let Some(touched) = draft.finish("Change").and_then(|edit| project.apply(&edit).ok()) {
                answers.update(&project, &touched);
            }
            answers.timeline(&project, &query)
        });
    });
    group.bench_function("a hundred totals", |b| b.iter(|| totals::totals(&project, &answers)));
    group.finish();
}

criterion_group!(benches, counting);
criterion_main!(benches);
