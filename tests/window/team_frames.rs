//! What a frame costs while edits of colleagues come all the time.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::vec2;
use jiff::civil::date;
use tollbook::ui::shell::app::Start;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::history::Step;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, Article, ArticleId, Claim, ClaimType, ColourSet, DateBasis, DateRange,
    Draft, Edit, EntryId, Figures, History, Hostile, Incident, IncidentId, Kind, List, ListEntry, Operation,
    OperationBasis, OperationId, Origin, Outcome, Project, Stamp,
};
use tollbook_files::storage::{Pending, Reloaded, Store};
use tollbook_state::action::{ChartQuestion, FilterValue};
use tollbook_state::{Action, ChartAction, Done, ProjectAction};

use crate::harness::Window;

/// Of how many claims the project is, for the figures of the notes; few otherwise.
const CLAIMS: &str = "TOLLBOOK_TEAM_FRAMES";

const BEN: EntryId = EntryId(uuid::Uuid::from_u128(5));
const WORDS: &str = "thirteen soldiers were killed";
const FRAMES: usize = 300;
/// Fifty edits a second, in sixty frames a second.
const FRAMES_WITHOUT: usize = 6;
/// So many operations and months have bars: of a large project each has one.
const OPERATIONS: usize = 25;
const MONTHS: usize = 720;

fn operation_id(n: usize) -> OperationId {
    OperationId(uuid::Uuid::from_u128(100 + n as u128))
}

/// A sentence of an article; all are of one length, and none is like another.
fn sentence(article: usize, place: usize) -> String {
    format!("{WORDS} {article:05}x{place:02}. ")
}

/// Puts the claim of number `n` into an edit.
fn annotate(draft: &mut Draft<'_>, project: &Project, articles: &[ArticleId], n: usize) {
    let (id, incident): (AnnotationId, IncidentId) = (draft.stamp.mint(), draft.stamp.mint());
    let (coder, at) = (draft.stamp.coder, draft.stamp.at);
    let start = (n / articles.len()) % 50 * sentence(0, 0).len();
    let annotation = Annotation {
        article: articles[n % articles.len()],
        code: project.code_for(ClaimType::Killed).unwrap(),
        start,
        end: start + WORDS.len(),
        quote: WORDS.to_owned(),
        prefix: String::new(),
        suffix: String::new(),
        memo: String::new(),
        coder,
        created: at,
        modified: at,
        origin: Origin::Hand,
        anchor: Anchor::InPlace,
        anchor_sha256: String::new(),
        sensitive: false,
    };
    draft.set(id, annotation);
    let mut claim = Claim::blank(Kind::Incident, Some(Outcome::Killed));
    claim.side = project.recorded_side();
    claim.count_as_written = "thirteen".to_owned();
    claim.count = Figures::exactly(13);
    let month = n / OPERATIONS % MONTHS;
    let (year, month) = (1950 + i16::try_from(month / 12).unwrap(), i8::try_from(month % 12 + 1).unwrap());
    claim.date = Some(DateRange::day(date(year, month, i8::try_from(n % 28 + 1).unwrap())));
    claim.date_basis = Some(DateBasis::Article);
    claim.operations = [operation_id(n % OPERATIONS)].into();
    claim.operations_basis = Some(OperationBasis::Inferred);
    claim.country = "Mali".to_owned();
    claim.incident = Some(incident);
    draft.set(incident, Incident::blank());
    draft.set(id, claim);
}

/// A window on a project of so many claims.
fn large(claims: usize) -> (tempfile::TempDir, Window, Vec<ArticleId>) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<String> = (0..(claims / 50).max(4)).map(|n| format!("article {n:05}.txt")).collect();
    let text = |n: usize| (0..60).map(|place| sentence(n, place)).collect::<String>();
    for (n, path) in paths.iter().enumerate() {
        std::fs::write(folder.path().join(path), text(n)).unwrap();
    }
    let preferences = folder.path().join("kept/preferences.json");
    std::fs::create_dir(folder.path().join("kept")).unwrap();
    // What is measured is not what reads all articles for suggestions at the beginning.
    std::fs::write(&preferences, r#"{"suggestions": false}"#).unwrap();
    let begin = |path: &std::path::Path| {
        let (open, preferences) = (Some(path.to_owned()), Some(preferences.clone()));
        let start = Start { open, preferences, ..Start::default() };
        Window::begin_patiently(start, vec2(1280.0, 840.0), Duration::from_secs(900))
    };
    let mut window = begin(folder.path());
    window.begin_project();
    window.tell(Action::Project(ProjectAction::SetMemo("Begun.".to_owned())));
    let file = window.project().file.clone();
    let project = window.project().project.clone();
    let listed = |path: &String| {
        let id = ArticleId::for_path(project.id(), path);
        let row = window.project().library.listed(id).map(|listed| listed.row());
        (id, row.unwrap_or_else(|| panic!("{path} is not listed")))
    };
    let rows: Vec<(ArticleId, Article)> = paths.iter().map(listed).collect();
    drop(window);
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 7);
    let mut draft = Draft::new(&project, &mut stamp);
    draft.set(BEN, ListEntry::named(List::Coder, "Ben"));
    for n in 0..OPERATIONS {
        let operation = Operation {
            name: format!("Operation {n}"),
            aliases: Vec::new(),
            begins: None,
            ends: None,
            area: Vec::new(),
            follows: None,
            colour: ColourSet::LAYERS.nth(n),
        };
        draft.set(operation_id(n), operation);
    }
    let articles: Vec<ArticleId> = rows.iter().map(|(id, _)| *id).collect();
    let texts = rows.iter().zip(0..).map(|((_, row), n)| (row.sha256.clone(), text(n).into())).collect();
    rows.into_iter().for_each(|(id, row)| draft.set(id, row));
    (0..claims).for_each(|n| annotate(&mut draft, &project, &articles, n));
    let edit = draft.finish("Annotate").unwrap();
    let (mut store, _) = Store::open(&file).unwrap();
    store.commit(&[Pending { edit: Arc::new(edit), texts }]).unwrap();
    drop(store);
    let window = begin(&file);
    (folder, window, articles)
}

/// An edit of Ben's, as the team's connection brings it.
fn arriving(window: &Window, articles: &[ArticleId], n: usize) -> Reloaded {
    let open = window.project();
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 1000 + n as u64);
    let mut draft = Draft::new(&open.project, &mut stamp);
    annotate(&mut draft, &open.project, articles, n);
    let edit: Edit = draft.finish("Annotate as killed").unwrap();
    let mut project = open.project.clone();
    project.apply(&edit).unwrap();
    Reloaded {
        project,
        history: Arc::new(History::replay([Step::from(&edit)])),
        ids: Arc::new([edit.id].into()),
        has_foreign: true,
        missing: Vec::new(),
        appended: Some(vec![edit]),
        warnings: Vec::new(),
        is_from_team: true,
    }
}

/// How long this thread has computed.
fn computed() -> Duration {
    // The system counts at ticks some milliseconds apart, and whenever a thread gives way.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|time| time.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}

/// How long the updates and frames of a time with many edits take; prints it.
fn frames_with_edits(window: &mut Window, articles: &[ArticleId], first: usize, what: &str) -> usize {
    let (mut with, mut without, mut updates) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..FRAMES {
        let has_edit = n % FRAMES_WITHOUT != 0;
        // What the storage thread does is no work of the frame.
        let reloaded = has_edit.then(|| arriving(window, articles, first + n));
        let begun = computed();
        let app = window.harness.state_mut().as_mut().unwrap();
        if let Some(reloaded) = reloaded {
            app.tell(Done::Reloaded(Box::new(reloaded)));
            updates.push(computed() - begun);
        }
        window.harness.step();
        if has_edit { &mut with } else { &mut without }.push(computed() - begun);
    }
    print_times(&format!("{what}, update of an edit"), &mut updates);
    print_times(&format!("{what}, frame with an edit"), &mut with);
    print_times(&format!("{what}, frame without"), &mut without);
    updates.len()
}

fn print_times(what: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let (median, high) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{what}: median {median:.2?}, 99 of 100 under {high:.2?}, most {:.2?}", times[times.len() - 1]);
}

#[test]
fn edits_that_come_all_the_time_leave_frames_their_time() {
    let claims: usize = std::env::var(CLAIMS).ok().and_then(|claims| claims.parse().ok()).unwrap_or(300);
    let (_folder, mut window, articles) = large(claims);
    assert_eq!(window.project().project.claims.len(), claims);
    let mut taken_in = frames_with_edits(&mut window, &articles, claims, &format!("{claims} claims"));
    // Nothing is drawn, so that what hides the figures is looked for.
    let hostile = ChartQuestion::Toggle(FilterValue::Hostile(Hostile::Yes));
    window.tell(Action::Chart(ChartAction::Ask(hostile.clone())));
    taken_in += frames_with_edits(&mut window, &articles, claims + FRAMES, "all hidden");
    window.tell(Action::Chart(ChartAction::Ask(hostile)));

    // A burst, as after a time without the server: some in each frame.
    let mut all = arriving(&window, &articles, claims + 2 * FRAMES);
    let mut appended: Vec<Edit> = all.appended.take().unwrap();
    let base = window.project().project.clone();
    let mut project = all.project.clone();
    for n in 0..999 {
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, BEN, 9000 + n as u64);
        let mut draft = Draft::new(&base, &mut stamp);
        annotate(&mut draft, &base, &articles, claims + 2 * FRAMES + 1 + n);
        let edit = draft.finish("Annotate as killed").unwrap();
        project.apply(&edit).unwrap();
        appended.push(edit);
    }
    (all.project, all.appended) = (project, Some(appended));
    let mut burst = Vec::new();
    let mut all = Some(all);
    while all.is_some() || window.app().wants_settling() {
        let begun = computed();
        if let Some(all) = all.take() {
            window.harness.state_mut().as_mut().unwrap().tell(Done::Reloaded(Box::new(all)));
        }
        window.harness.step();
        burst.push(computed() - begun);
    }
    print_times("frame of a burst of 1000 edits", &mut burst);
    assert!(burst.len() > 50, "some in each frame");

    let open = window.project();
    assert_eq!(open.project.claims.len(), claims + taken_in + 1000);
    let answers = Answers::from_project(&open.project);
    let counted = Counted::count(&open.project, &answers, &open.query, &WhatIf::default());
    assert_eq!(open.counted.timeline, counted.timeline, "the same as counted from nothing");
}
