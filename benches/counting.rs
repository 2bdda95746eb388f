//! How long counting takes in a large project: 100,000 claims in 50,000 incidents.

use std::collections::HashSet;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use tollbook_core::analysis::chart::{Chart, Mode, View};
use tollbook_core::analysis::counted::{Counted, timeline_of};
use tollbook_core::analysis::duplicates::Duplicates;
use tollbook_core::analysis::provenance::{ProvenanceInput, Subject};
use tollbook_core::analysis::timeline::{Asked, Grain, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::analysis::{Answers, near_duplicates};
use tollbook_core::model::{
    Annotation, AnnotationId, Article, ArticleId, Claim, DateRange, Draft, EntryId, Figures, Hostile,
    Incident, IncidentId, Kind, List, Origin, Outcome, Project, ProjectId, Stamp, Touched,
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
    let (mut project, _) = tollbook_core::analysis::fixture::begin(id, "large", "Ada", &mut stamp);
    let operations: Vec<_> = project.operations.iter().map(|(id, _)| id).collect();
    // The project's own side first: half of the people are on it.
    let mut sides: Vec<_> = project.list(List::Side).map(|(id, _)| id).collect();
    sides.sort_by_key(|side| Some(*side) != project.recorded_side());
    let Some(code) = project.codes.iter().next().map(|(id, _)| id) else { return (project, stamp) };

    let path = |n: usize| format!("{:02}/{n:05}.txt", n % 100);
    let articles = (0..ARTICLES).map(|n| {
        let article = Article {
            title: format!("Article {n}"),
            published: Some(DateRange::day(day(n * 5 + 30))),
            independent_source: if n % 3 == 0 { "AFP".to_owned() } else { String::new() },
            ..Article::at(path(n), "")
        };
        (ArticleId::for_path(id, &path(n)), article)
    });
    project.load(articles.collect::<Vec<_>>());

    let (mut incidents, mut annotations, mut claims) = (Vec::new(), Vec::new(), Vec::new());
    let mut mark = |stamp: &mut Stamp, n: usize, claim: Claim| {
        let annotation = Annotation {
            article: ArticleId::for_path(id, &path(n % ARTICLES)),
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
            anchor: tollbook_core::model::Anchor::InPlace,
            anchor_sha256: String::new(),
            sensitive: false,
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

/// Gives one of the claims another count, round by round another one, as an edit does.
fn change_a_claim(
    project: &mut Project,
    stamp: &mut Stamp,
    claims: &[AnnotationId],
    round: usize,
) -> Option<(AnnotationId, Touched)> {
    let before = project.clone();
    let mut draft = Draft::new(&before, stamp);
    let claim = claims[round * 7_919 % claims.len()];
    draft.update::<Claim>(claim, |claim| claim.count = Figures::exactly(round as u64 % 50));
    let touched = project.apply(&draft.finish("Change")?).ok()?;
    Some((claim, touched))
}

fn counting(c: &mut Criterion) {
    let (project, mut stamp) = large_project();
    let answers = Answers::from_project(&project);
    let query = Query::starting(project.recorded_sides());
    let claims: Vec<AnnotationId> = project.claims.iter().map(|(id, _)| id).collect();

    let mut group = c.benchmark_group("counting");
    group.sample_size(20);
    group.bench_function("answers of everything", |b| b.iter(|| Answers::from_project(&project)));
    group.bench_function("timeline as it starts", |b| b.iter(|| timeline_of(&project, &answers, &query)));
    group.bench_function("timeline of everything", |b| {
        b.iter(|| timeline_of(&project, &answers, &Query::everything()))
    });
    let with_totals = View { mode: Mode::Cumulative, totals: true, ..View::default() };
    let changed = [
        ("one claim changed, and the chart", View::default()),
        ("one claim changed, with a hundred totals", with_totals),
    ];
    for (name, view) in changed {
        let (mut project, mut answers) = (project.clone(), answers.clone());
        let what_if = WhatIf::default();
        let mut counted = Counted::count(&project, &answers, &query, &what_if);
        let mut n = 0_usize;
        let mut change = || {
            n += 1;
            if let Some((_, touched)) = change_a_claim(&mut project, &mut stamp, &claims, n) {
                let before = answers.update(&project, &touched);
                counted.update(&project, &answers, &query, &what_if, &before);
            }
            Chart::build(&project, &answers, &query, view, &counted, None)
        };
        group.bench_function(name, |b| b.iter(&mut change));
    }
    let asked = Asked { query: &Query { grain: Grain::Year, ..query.clone() }, what_if: &WhatIf::default() };
    let counted = Counted::count(&project, &answers, asked.query, asked.what_if);
    let longest = counted.timeline.bars.iter().max_by_key(|(_, sum)| sum.incidents.len());
    if let Some((bar, sum)) = longest {
        let input = ProvenanceInput { project: &project, answers: &answers, asked, counted: &counted };
        let subject = Subject::Bar(bar.clone());
        println!("{} incidents in the bar of the account", sum.incidents.len());
        group.bench_function("report of a bar", |b| b.iter(|| input.report(&subject)));
        group.bench_function("ten of its incidents told", |b| {
            b.iter(|| {
                sum.incidents.iter().take(10).map(|id| input.incident(&subject, *id)).collect::<Vec<_>>()
            })
        });
    }
    group.finish();
}

/// Look-alikes, with a sentence that names somebody for every claim.
fn duplicates(c: &mut Criterion) {
    let (project, mut stamp) = large_project();
    let answers = Answers::from_project(&project);
    // The quotes of an article stand ten bytes apart; some two articles name the same man.
    let texts = |id: ArticleId| {
        let letter = |n: u128| char::from(b'a' + (id.0.as_u128() / 26_u128.pow(n as u32) % 26) as u8);
        let name: String = (0..3).map(letter).collect();
        let men = "three men ".repeat(21);
        Some(Arc::from(format!("{men}died, among them Sergeant Qasem Bel{name}, near Gao on Monday.")))
    };
    let all = || Duplicates::find(&project, &answers, &texts, &|_, _| true);
    let Some(found) = all() else { return };
    let roots: Vec<IncidentId> = answers.incidents().map(|view| view.root).collect();
    println!("{} open pairs", found.open().len());

    let mut group = c.benchmark_group("look-alikes");
    group.sample_size(10);
    group.bench_function("of all", |b| b.iter(all));
    group.bench_function("of one incident", |b| {
        let mut n = 0_usize;
        b.iter(|| {
            n += 1;
            found.candidates(&project, &answers, roots[n * 7_919 % roots.len()])
        });
    });
    group.bench_function("one claim changed", |b| {
        let (mut project, mut answers, mut found) = (project.clone(), answers.clone(), found.clone());
        let claims: Vec<AnnotationId> = project.claims.iter().map(|(id, _)| id).collect();
        let mut n = 0_usize;
        b.iter(|| {
            n += 1;
            if let Some((claim, touched)) = change_a_claim(&mut project, &mut stamp, &claims, n) {
                let roots = answers.update(&project, &touched).roots().unwrap_or_default();
                found.update(&project, &answers, &roots, &HashSet::from([claim]), &texts);
            }
        });
    });
    group.finish();
}

/// Ten thousand articles of some four hundred words, of which every tenth copies the one before.
fn copied_articles(c: &mut Criterion) {
    let words =
        ["soldiers", "attack", "convoy", "north", "ministry", "said", "killed", "mine", "Gao", "patrol"];
    let text = |n: usize| {
        let word =
            |at: usize| format!("{}{}", words[(n * 31 + at * 7) % 10], (n * 7_919 + at * 104_729) % 997);
        (0..400).map(word).collect::<Vec<_>>().join(" ")
    };
    let articles: Vec<(ArticleId, Arc<str>)> = (0..ARTICLES)
        .map(|n| {
            (ArticleId(uuid::Uuid::from_u128(n as u128)), text(if n % 10 == 9 { n - 1 } else { n }).into())
        })
        .collect();
    let mut group = c.benchmark_group("copies");
    group.sample_size(10);
    group.bench_function("of ten thousand articles", |b| {
        b.iter(|| near_duplicates::copies(&articles[..], &|_, _| true))
    });
    group.finish();
}

criterion_group!(benches, counting, duplicates, copied_articles);
criterion_main!(benches);
