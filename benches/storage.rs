//! What the project file costs: a durable commit of one mark beside the same transaction written
//! by hand, and opening a project of 100,000 claims.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::Timestamp;
use jiff::civil::date;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use tollbook_core::analysis::changes::ProjectChanges;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::{
    Annotation, AnnotationId, Article, ArticleId, Cell, Claim, ClaimField, ClaimType, DateBasis, DateRange,
    Draft, EditId, EntryId, Figures, Incident, IncidentId, Kind, List, OperationBasis, Origin, Outcome,
    Project, ProjectId, Record, RecordId, Stamp,
};
use tollbook_files::storage::{HistoryReader, Pending, Store};
use uuid::Uuid;

/// Of how many claims the large project is.
const CLAIMS: usize = 100_000;
/// How many articles they stand in.
const ARTICLES: usize = 2_000;
/// Pairs of commits that are timed side by side.
const PAIRS: usize = 400;

struct Desk {
    project: Project,
    stamp: Stamp,
    articles: Vec<ArticleId>,
}

impl Desk {
    /// A project with articles, saved at `path`.
    fn new(path: &Path, articles: usize) -> (Self, Store) {
        let at = Timestamp::from_millisecond(1_700_000_000_000).expect("a moment");
        let mut stamp = Stamp::new(at, EntryId(Uuid::nil()), 1);
        let (project, begin) = tollbook_core::analysis::fixture::begin(
            ProjectId(Uuid::from_u128(9)),
            "Sahel",
            "Ada",
            &mut stamp,
        );
        let mut desk = Self { project, stamp, articles: Vec::new() };
        let mut store = Store::new_file(path);
        let mut batch = vec![Pending::from(Arc::new(begin))];
        for n in 0..articles {
            let path = format!("folder/article {n:06}.txt");
            let id = ArticleId::for_path(desk.project.id(), &path);
            let sha256 = format!("{n:064x}");
            let mut pending = desk.edit("Add an article", |draft, _| {
                draft.set(
                    id,
                    Article {
                        title: "Thirteen soldiers killed in the Liptako".to_owned(),
                        published: Some(DateRange::day(date(2019, 11, 26))),
                        published_as_written: "26 November 2019".to_owned(),
                        source: "AFP".to_owned(),
                        ..Article::at(path, sha256.clone())
                    },
                );
            });
            pending.texts.push((sha256, "Thirteen soldiers were killed. ".repeat(100).into()));
            batch.push(pending);
            desk.articles.push(id);
        }
        store.commit(&batch).expect("the disk takes it");
        (desk, store)
    }

    fn edit(&mut self, label: &str, change: impl FnOnce(&mut Draft<'_>, &Project)) -> Pending {
        let before = self.project.clone();
        let mut draft = Draft::new(&before, &mut self.stamp);
        change(&mut draft, &before);
        let edit = draft.finish(label).expect("it changes something");
        self.project.apply(&edit).expect("it fits");
        Arc::new(edit).into()
    }

    /// Mark number `n`, as the reader makes it: annotation and claim, and every second time an
    /// incident.
    fn mark(&mut self, n: usize) -> Pending {
        let (id, incident): (AnnotationId, IncidentId) = (self.stamp.mint(), self.stamp.mint());
        let article = self.articles[n % self.articles.len()];
        let (at, coder) = (self.stamp.at, self.stamp.coder);
        let born = n.is_multiple_of(2);
        self.edit("Mark killed", |draft, project| {
            let code =
                project.code_for(if born { ClaimType::Killed } else { ClaimType::Total }).expect("a code");
            let annotation = Annotation {
                article,
                code,
                start: 100 + n % 1000,
                end: 137 + n % 1000,
                quote: "thirteen French soldiers were killed".to_owned(),
                prefix: "on Monday evening in the Liptako ".to_owned(),
                suffix: " when two helicopters collided in".to_owned(),
                memo: String::new(),
                coder,
                created: at,
                modified: at,
                origin: Origin::Hand,
                anchor: tollbook_core::model::Anchor::InPlace,
                anchor_sha256: String::new(),
                sensitive: false,
            };
            draft.set(id, annotation);
            let mut claim =
                Claim::blank(if born { Kind::Incident } else { Kind::Total }, Some(Outcome::Killed));
            claim.side = project.recorded_side();
            claim.victims = "French soldiers".to_owned();
            claim.count_as_written = "thirteen".to_owned();
            claim.count = Figures::exactly(13);
            claim.date_as_written = "Monday".to_owned();
            claim.date = Some(DateRange::day(date(2019, 11, 25)));
            claim.date_basis = Some(DateBasis::Article);
            claim.operations = project.operation_named("Barkhane").into_iter().collect();
            claim.operations_basis = Some(OperationBasis::Inferred);
            claim.country = "Mali".to_owned();
            claim.place = "Liptako".to_owned();
            claim.cause = project.entry(List::Cause, "helicopter crash");
            claim.attribution = "the presidency".to_owned();
            claim.set_by_coder.insert(ClaimField::Count);
            if born {
                draft.set(incident, Incident::blank());
                claim.incident = Some(incident);
            }
            draft.set(id, claim);
        })
    }
}

/// What a mark writes, made ready beforehand.
struct Bare {
    edit: [String; 4],
    rows: Vec<BareRow>,
}

struct BareRow {
    insert: &'static str,
    table: &'static str,
    id: String,
    cells: Vec<Cell<'static>>,
    json: String,
}

/// The same rows as [`Desk::mark`] writes, for a transaction written by hand.
fn bare(pending: &Pending) -> Bare {
    fn row<T: Record>(id: impl RecordId, row: &T) -> BareRow {
        let columns = T::columns();
        let names = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        let places = vec!["?"; columns.len() + 1].join(", ");
        let insert = format!("INSERT INTO \"{}\" (id, {names}) VALUES ({places})", T::TABLE);
        let cells: Vec<_> = row.cells().into_iter().map(Cell::into_owned).collect();
        let json: serde_json::Map<String, serde_json::Value> = columns
            .iter()
            .zip(&cells)
            .filter_map(|(name, cell)| match cell {
                Cell::Null => None,
                Cell::Int(n) => Some((name.clone(), (*n).into())),
                Cell::Text(text) => Some((name.clone(), text.as_ref().into())),
            })
            .collect();
        let json = serde_json::Value::Object(json).to_string();
        BareRow { insert: insert.leak(), table: T::TABLE, id: id.to_string(), cells, json }
    }
    use tollbook_core::model::Change;
    let edit = &pending.edit;
    let rows = edit.changes.iter().map(|change| match change {
        Change::Annotation(change) => row(change.id, change.after.as_deref().expect("added")),
        Change::Claim(change) => row(change.id, change.after.as_deref().expect("added")),
        Change::Incident(change) => row(change.id, change.after.as_deref().expect("added")),
        other => unreachable!("a mark makes no {}", other.table()),
    });
    Bare {
        edit: [edit.id.to_string(), edit.label.clone(), edit.coder.to_string(), edit.at.to_string()],
        rows: rows.collect(),
    }
}

fn commit_bare(connection: &Connection, seq: i64, bare: &Bare) -> rusqlite::Result<()> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let [id, label, coder, at] = &bare.edit;
    transaction
        .prepare_cached(
            "INSERT INTO edit (seq, id, label, coder, at, schema) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        )?
        .execute(params![seq, id, label, coder, at])?;
    for (n, row) in (0_i64..).zip(&bare.rows) {
        let mut statement = transaction.prepare_cached(row.insert)?;
        statement.raw_bind_parameter(1, &row.id)?;
        for (n, cell) in row.cells.iter().enumerate() {
            match cell {
                Cell::Null => statement.raw_bind_parameter(n + 2, rusqlite::types::Null)?,
                Cell::Int(number) => statement.raw_bind_parameter(n + 2, number)?,
                Cell::Text(text) => statement.raw_bind_parameter(n + 2, text.as_ref())?,
            }
        }
        statement.raw_execute()?;
        transaction
            .prepare_cached("INSERT INTO change (edit, n, tbl, row, after) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute(params![seq, n, row.table, row.id, row.json])?;
    }
    transaction.commit()
}

/// A connection like the store's, without the store.
fn connect(path: &Path) -> Connection {
    let connection = Connection::open(path).expect("it opens");
    connection
        .execute_batch(
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA foreign_keys = ON; \
             PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
        )
        .expect("pragmas");
    connection.set_prepared_statement_cache_capacity(64);
    connection
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Commits in turn through the store and by hand, each into a file of its own that began alike, so
/// that a slow moment of the disk falls on both.
fn commits_side_by_side() {
    let folder = tempfile::tempdir().expect("a folder");
    let (ours, theirs) = (folder.path().join("a.tollbook"), folder.path().join("b.tollbook"));
    let (mut desk, mut store) = Desk::new(&ours, 50);
    std::fs::copy(&ours, &theirs).expect("a copy");
    let connection = connect(&theirs);
    let (mut by_store, mut by_hand) = (Vec::new(), Vec::new());
    for n in 0..PAIRS {
        let pending = desk.mark(2 * n);
        let bare = bare(&pending);
        let seq = store.seq() + 1;
        let timed = |times: &mut Vec<Duration>, commit: &mut dyn FnMut()| {
            let begun = Instant::now();
            commit();
            times.push(begun.elapsed());
        };
        timed(&mut by_store, &mut || store.commit(std::slice::from_ref(&pending)).expect("saved"));
        timed(&mut by_hand, &mut || commit_bare(&connection, seq, &bare).expect("saved"));
    }
    let (store, hand) = (median(&mut by_store), median(&mut by_hand));
    let ratio = store.as_secs_f64() / hand.as_secs_f64();
    println!(
        "commit of one mark, median of {PAIRS}: store {store:?}, by hand {hand:?}, ratio {ratio:.2} (goal 1.5)"
    );
}

fn commit(criterion: &mut Criterion) {
    commits_side_by_side();
    let folder = tempfile::tempdir().expect("a folder");
    let (mut desk, mut store) = Desk::new(&folder.path().join("a.tollbook"), 50);
    let mut n = 0;
    let mut group = criterion.benchmark_group("commit");
    group.sample_size(20).measurement_time(Duration::from_secs(3));
    group.bench_function("one mark", |bencher| {
        bencher.iter_batched(
            || {
                n += 2;
                desk.mark(n)
            },
            |pending| store.commit(&[pending]).expect("saved"),
            criterion::BatchSize::PerIteration,
        );
    });
    group.finish();
}

fn open(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.tollbook");
    let (mut desk, mut store) = Desk::new(&path, ARTICLES);
    let marks: Vec<Pending> = (0..CLAIMS).map(|n| desk.mark(n)).collect();
    let begun = Instant::now();
    for batch in marks.chunks(1_000) {
        store.commit(batch).expect("saved");
    }
    let size = std::fs::metadata(&path).expect("a file").len() >> 20;
    println!("{CLAIMS} marks in {:?}, {size} MB", begun.elapsed());
    drop(store);
    let undone: EditId = marks[CLAIMS / 2].edit.id;
    drop(marks);
    let mut group = criterion.benchmark_group("open");
    group.sample_size(10);
    group.bench_function("100,000 claims", |bencher| {
        bencher.iter_with_large_drop(|| Store::open(&path).expect("it opens"));
    });
    group.bench_function("fetch an edit", |bencher| {
        let (store, _) = Store::open(&path).expect("it opens");
        bencher.iter(|| black_box(store.edit(undone).expect("it is there")));
    });
    group.sample_size(10);
    group.bench_function("list the history of 100,000 edits", |bencher| {
        bencher.iter(|| {
            HistoryReader::open(&path).and_then(|reader| reader.entries(0)).expect("it is read").entries.len()
        });
    });
    let (store, opened) = Store::open(&path).expect("it opens");
    for (name, back) in [("1,000", 1_000), ("50,000", 50_000)] {
        group.bench_function(format!("the project as it was {name} edits ago"), |bencher| {
            let seq = store.seq() - back;
            bencher.iter_with_large_drop(|| store.project_after(&opened.project, seq).expect("it adds up"));
        });
    }
    let before = store.project_after(&opened.project, store.seq() - 1_000).expect("it adds up");
    group.bench_function("what 1,000 edits have changed, with the bars", |bencher| {
        bencher
            .iter_with_large_drop(|| ProjectChanges::between(&before, &opened.project, &Query::everything()));
    });
    group.finish();
}

criterion_group!(benches, commit, open);
criterion_main!(benches);
