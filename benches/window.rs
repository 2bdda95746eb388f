//! A frame of the whole window on the sample, with what is painted turned into triangles, as the
//! CPU's work of a real frame is; the graphics card is left out. Goal: under 8 ms. And a large folder,
//! from the wish to open it to the last article in the list, beside reading its files.

#![allow(missing_docs, reason = "criterion's macros make public items")]
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use eframe::egui::{self, Context, Pos2, RawInput, Rect, vec2};
use tollbook::ui::shell::app::{App, Start};
use tollbook_core::analysis::chart::Mode;
use tollbook_core::model::Figures;
use tollbook_files::exchange::templates::Template;
use tollbook_state::articles::Grouping;
use tollbook_state::{Action, ClaimEdit};
use tollbook_state::{AnnotationAction, ArticleAction, ClaimAction};
use tollbook_state::{PreferenceChange, Switch};

/// One frame; gives how many triangles it has.
fn frame(context: &Context, app: &mut App, time: &mut f64) -> usize {
    *time += 1.0 / 60.0;
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 840.0))),
        time: Some(*time),
        ..RawInput::default()
    };
    let output = context.run_ui(input, |ui| {
        app.drain();
        app.show(ui);
    });
    let shapes = context.tessellate(output.shapes, output.pixels_per_point);
    shapes
        .iter()
        .map(|shape| match &shape.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
            egui::epaint::Primitive::Callback(_) => 0,
        })
        .sum()
}

fn window(criterion: &mut Criterion) {
    let context = Context::default();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut app = App::new(&context, Start { open: Some(sample), ..Start::default() });
    let mut time = 0.0;
    // Fonts are there from the second frame on, articles as soon as they are read.
    context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
    while !app.state().at_rest() || app.state().workspace.is_none() {
        frame(&context, &mut app, &mut time);
        std::thread::sleep(Duration::from_millis(1));
    }
    let annotation = app.state().workspace.as_ref().unwrap().project.annotations.iter().next().unwrap().0;
    criterion.bench_function("frame of the window, nothing selected", |bench| {
        bench.iter(|| black_box(frame(&context, &mut app, &mut time)));
    });
    app.tell(Action::Annotation(AnnotationAction::Show(annotation)));
    criterion.bench_function("frame of the window, an annotation selected", |bench| {
        bench.iter(|| black_box(frame(&context, &mut app, &mut time)));
    });
    app.tell(Action::Annotation(AnnotationAction::OpenForm));
    criterion.bench_function("frame of the window, its card open", |bench| {
        bench.iter(|| black_box(frame(&context, &mut app, &mut time)));
    });
}

/// So many articles of 2.7 kB, in a folder that is removed afterwards.
fn many_articles(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let filler = "The patrol left its base before dawn and met nobody on the road. ".repeat(39);
    for n in 0..count {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        let text = format!("Report {n}: two soldiers were wounded\n\n2019-{month:02}-{day:02}\n\n{filler}\n");
        std::fs::write(folder.path().join(format!("{n:06}.txt")), text).unwrap();
    }
    folder
}

fn opening(criterion: &mut Criterion) {
    let articles = many_articles(10_000);
    let files: Vec<_> =
        std::fs::read_dir(articles.path()).unwrap().map(|file| file.unwrap().path()).collect();
    let mut group = criterion.benchmark_group("10,000 articles");
    group.sample_size(10);
    group.bench_function("find -type f | xargs cat", |bench| {
        bench.iter(|| {
            let mut find = Command::new("find");
            let find = find.arg(articles.path()).args(["-type", "f"]).stdout(Stdio::piped()).spawn();
            let mut cat = Command::new("xargs");
            cat.arg("cat").stdin(find.unwrap().stdout.unwrap()).stdout(Stdio::null());
            assert!(cat.status().unwrap().success());
        });
    });
    group.bench_function("opened in the window, all of them listed", |bench| {
        bench.iter(|| {
            let context = Context::default();
            let open = Some(articles.path().to_owned());
            let mut app = App::new(&context, Start { open, ..Start::default() });
            // Looking for look-alikes goes on beside the list.
            while app.state().workspace.as_ref().is_none_or(|open| open.list.len() < files.len()) {
                app.drain();
                std::thread::sleep(Duration::from_millis(1));
            }
        });
    });
}

/// The list of a hundred thousand articles: what it costs in a frame, and what changes of it cost.
fn listing(criterion: &mut Criterion) {
    let articles = many_articles(100_000);
    let context = Context::default();
    let open = Some(articles.path().to_owned());
    let mut app = App::new(&context, Start { open, ..Start::default() });
    while !app.state().at_rest() || app.state().workspace.is_none() {
        app.drain();
        std::thread::sleep(Duration::from_millis(1));
    }
    let mut time = 0.0;
    context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
    let mut group = criterion.benchmark_group("100,000 articles");
    group.sample_size(20);
    group.bench_function("a frame", |bench| bench.iter(|| black_box(frame(&context, &mut app, &mut time))));
    let id = app.state().workspace.as_ref().unwrap().list.shown().nth(50_000).unwrap().id;
    group.bench_function("an article is read, or unread again", |bench| {
        bench.iter(|| {
            let state = app.state().workspace.as_ref().unwrap().read_state(id).next();
            app.tell(Action::Article(ArticleAction::SetReadState(id, state)));
        });
    });
    for grouping in [Grouping::None, Grouping::Month] {
        group.bench_function(format!("sorted the other way, {grouping:?} as groups"), |bench| {
            bench.iter(|| {
                let reversed = !app.state().preferences.list.reversed;
                app.tell(Action::Preference(PreferenceChange::Grouping(grouping)));
                app.tell(Action::Preference(PreferenceChange::Reversed(reversed)));
            });
        });
    }
    group.bench_function("filtered by words of title and text, all of it", |bench| {
        let mut words = ["report 77 dawn", "report 78 dawn"].into_iter().cycle();
        bench.iter(|| {
            app.tell(Action::Article(ArticleAction::Filter(words.next().unwrap_or_default().to_owned())));
            while app.state().workspace.as_ref().unwrap().list.filtering.is_some() {
                app.drain();
            }
        });
    });
}

/// A project with a bar for each of 720 months and each of 25 operations, two claims in each, in articles
/// of five years of one operation.
fn many_bars() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sentence = "two soldiers were killed";
    let mut rows = String::from(
        "article,code,start,end,quote,kind,standing,outcome,side,count_low,count_best,count_high,date_start,\
         date_end,date_precision,operations\n",
    );
    let mut operations = String::from("operation,begins,colour\n");
    for operation in 0..25 {
        operations += &format!("Operation {operation},{}-01-01,#0072b2\n", 1_950 + operation);
        for first in (1_960..2_020).step_by(5) {
            let article = format!("{operation:02}-{first}.txt");
            let mut text = format!("Reports of operation {operation} from {first}\n\n");
            for n in 0..120 {
                let (year, month, start) = (first + n / 24, n / 2 % 12 + 1, text.chars().count());
                let end = start + sentence.len();
                rows += &format!(
                    "{article},killed,{start},{end},{sentence},incident,asserted,killed,French forces,1,2,3,\
                     {year}-{month:02}-03,{year}-{month:02}-03,day,Operation {operation}\n"
                );
                text += sentence;
                text += ". \n";
            }
            std::fs::write(folder.path().join(article), text).unwrap();
        }
    }
    let tables = tempfile::tempdir().unwrap();
    let files = [("operations.csv", operations), ("annotations.csv", rows)];
    let files = files.map(|(name, text)| {
        let path = tables.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    tollbook::jobs::import::without_window(folder.path(), &files, Template::named("french-operations"))
        .unwrap();
    folder
}

/// Goal: under 4 ms a frame in every way of drawing, and under 16 ms for a frame after a change of a
/// claim.
fn chart(criterion: &mut Criterion) {
    let folder = many_bars();
    let context = Context::default();
    let mut app = App::new(&context, Start { open: Some(folder.path().to_owned()), ..Start::default() });
    let mut time = 0.0;
    context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
    while !app.state().at_rest() || app.state().workspace.is_none() {
        frame(&context, &mut app, &mut time);
        std::thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(app.state().workspace.as_ref().unwrap().timeline().bars.len(), 720 * 25);
    let mut group = criterion.benchmark_group("720 months × 25 operations");
    for &mode in Mode::ALL {
        for spread in [false, true] {
            app.tell(Action::Preference(PreferenceChange::ChartMode(mode)));
            app.tell(Action::Preference(PreferenceChange::Set(Switch::ChartSpread, spread)));
            let name = format!("frame, {mode}{}", if spread { ", low and high" } else { "" });
            frame(&context, &mut app, &mut time);
            group.bench_function(name, |bench| {
                bench.iter(|| black_box(frame(&context, &mut app, &mut time)));
            });
        }
    }
    let claims: Vec<_> =
        app.state().workspace.as_ref().unwrap().project.claims.iter().map(|(id, _)| id).collect();
    let mut n = 0;
    group.bench_function("frame after a change of one claim", |bench| {
        bench.iter(|| {
            n += 1;
            let count = Figures::exactly(n as u64 % 50 + 1);
            app.tell(Action::Claim(ClaimAction::Edit(
                claims[n * 7_919 % claims.len()],
                ClaimEdit::Count(count),
            )));
            black_box(frame(&context, &mut app, &mut time))
        });
    });
}

criterion_group!(benches, window, chart, opening, listing);
criterion_main!(benches);
