//! `annotations.csv` of 100,000 claims, beside the csv crate writing the same records that are
//! strings already: what looking up names, counting code points and writing days cost on top.

use std::hint::black_box;
use std::io::sink;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::Timestamp;
use jiff::civil::date;
use tollbook_core::analysis::Answers;
use tollbook_core::model::*;
use tollbook_files::exchange::{Options, write_annotations};
use uuid::Uuid;

const ARTICLES: u128 = 2_000;
const CLAIMS: u128 = 50;

const SENTENCE: &str = "Treize militaires français ont été tués lundi au Mali dans la collision de deux hélicoptères, \
                        a annoncé l'Élysée. ";

fn project() -> (Project, Arc<str>) {
    let text: Arc<str> = SENTENCE.repeat(60).into();
    let moment = Timestamp::from_millisecond(1_700_000_000_000).expect("in range");
    let mut stamp = Stamp::new(moment, EntryId(Uuid::nil()), 1);
    let (mut project, _) =
        tollbook_core::analysis::fixture::begin(ProjectId(Uuid::from_u128(1)), "Bench", "Ada", &mut stamp);
    let side = project.recorded_side();
    // From row to row another code and cause, as it is in life; coder and operation mostly stay.
    let codes = [ClaimType::Killed, ClaimType::Wounded]
        .map(|mark| project.code_for(mark).expect("a new project has every code"));
    let operation = project.operation_named("Barkhane").expect("a new project has it");
    let causes = ["helicopter crash", "mine", "gunfire"].map(|cause| project.entry(List::Cause, cause));
    let article_id = |n: u128| ArticleId(Uuid::from_u128(n + 1));
    project.load::<Article>((0..ARTICLES).map(|n| {
        let article = Article {
            title: "Treize militaires français tués".to_owned(),
            published: Some(DateRange::day(date(2019, 11, 26))),
            published_basis: Some(PublishedBasis::Stated),
            published_as_written: "26 novembre 2019".to_owned(),
            source: "Agence".to_owned(),
            ..Article::at(format!("2019/article {n:05}.txt"), "0123456789abcdef".repeat(4))
        };
        (article_id(n), article)
    }));
    let incident = |n: u128| IncidentId(Uuid::from_u128((7 << 100) | n));
    project.load::<Incident>((0..ARTICLES * CLAIMS).map(|n| (incident(n), Incident::blank())));
    project.load::<Annotation>((0..ARTICLES * CLAIMS).map(|n| {
        let start = SENTENCE.len() * (n % CLAIMS) as usize;
        let span = start..start + "Treize militaires français".len();
        let (quote, prefix, suffix) = Annotation::quote(&text, &span).expect("on character boundaries");
        let annotation = Annotation {
            article: article_id(n / CLAIMS),
            code: codes[(n % 2) as usize],
            start: span.start,
            end: span.end,
            quote,
            prefix,
            suffix,
            memo: String::new(),
            coder: stamp.coder,
            created: moment,
            modified: moment,
            origin: Origin::Hand,
            anchor: tollbook_core::model::Anchor::InPlace,
            anchor_sha256: String::new(),
            sensitive: false,
        };
        (AnnotationId(Uuid::from_u128((8 << 100) | n)), annotation)
    }));
    project.load::<Claim>((0..ARTICLES * CLAIMS).map(|n| {
        let mut claim = Claim::blank(Kind::Incident, Some(Outcome::Killed));
        claim.side = side;
        claim.victims = "militaires français, 5e régiment d'hélicoptères de combat".to_owned();
        claim.count_as_written = "Treize".to_owned();
        claim.count = Figures::exactly(13);
        claim.date_as_written = "lundi".to_owned();
        claim.date = Some(DateRange::day(date(2019, 11, 25)));
        claim.date_basis = Some(DateBasis::Article);
        claim.operations = vec![operation];
        claim.operations_basis = Some(OperationBasis::Inferred);
        claim.country = "Mali".to_owned();
        claim.place = "Liptako".to_owned();
        claim.cause = causes[(n % 3) as usize];
        claim.hostile = Some(Hostile::Disputed);
        claim.attribution = "l'Élysée".to_owned();
        claim.incident = Some(incident(n));
        claim.set_by_coder = [ClaimField::Hostile].into_iter().collect();
        (AnnotationId(Uuid::from_u128((8 << 100) | n)), claim)
    }));
    (project, text)
}

fn annotations(c: &mut Criterion) {
    let (project, text) = project();
    let index = Answers::from_project(&project).index;
    let texts = |_: &str| Some(text.clone());
    let options = Options::default();
    let write = || write_annotations(Vec::new(), &project, &index, &texts, &options).expect("to memory");
    let bytes = write();
    let records: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice())
        .records()
        .collect::<Result<_, _>>()
        .expect("what was written can be read");

    let mut group = c.benchmark_group("annotations.csv of 100,000 claims");
    group.sample_size(20).throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("the package", |b| {
        b.iter(|| {
            write_annotations(black_box(sink()), &project, &index, &texts, &options).expect("to nowhere")
        });
    });
    group.bench_function("the csv crate, of strings", |b| {
        b.iter(|| {
            let mut out = csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .buffer_capacity(1 << 16)
                .from_writer(black_box(sink()));
            for record in &records {
                out.write_record(record).expect("to nowhere");
            }
            out.flush().expect("to nowhere");
        });
    });
    group.finish();
}

criterion_group!(benches, annotations);
criterion_main!(benches);
