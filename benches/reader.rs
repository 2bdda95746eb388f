//! What the reader costs. Goals: a frame under 8 ms of CPU whatever is done in a 1 MB article with 5,000
//! annotations up to 10 deep, opening it within 50 ms, an article with 500 overlapping annotations in
//! one frame under 16 ms. A frame is what the CPU does of it: layout, painting and triangles; the
//! graphics card is left out.

#![allow(missing_docs, reason = "criterion's macros make public items")]
#![expect(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use eframe::egui::{Color32, Context, RawInput, Rect, Vec2, pos2, vec2};
use tollbook::ui::shell::app::{App, Start};
use tollbook_state::Action;
use tollbook_state::action::Step;
use tollbook_state::{AnnotationAction, ArticleAction, ProjectAction};
use tollbook_text::fonts::Fonts;
use tollbook_text::{
    Colors, Decoration, Decorations, Layers, Options, Part, PartKind, Structure, Style, TextView,
};

const PARAGRAPH: &str = "Thirteen French soldiers were killed in Mali when two helicopters collided \
    at low altitude as they swooped in at nightfall to support ground forces engaged in combat with \
    Islamic extremists, the French presidency said on Tuesday (26 November 2019): “It was the \
    biggest loss for the French military in nearly four decades.” Gen. Lecointre, who is 57, spoke \
    of officials’ efforts at 4:23 p.m.\n\n";

const WINDOW: Vec2 = vec2(1280.0, 900.0);

fn article(bytes: usize) -> Arc<str> {
    PARAGRAPH.repeat(bytes.div_ceil(PARAGRAPH.len())).into()
}

/// So many ranges all over a text; every hundredth place has ten over each other.
fn spans(text: &str, count: usize) -> Vec<std::ops::Range<usize>> {
    let places = count - count / 10;
    let step = text.len() / places;
    let plain = (0..places).map(|n| (n * step, n * step + 60));
    let deep = (0..count - places).map(|n| {
        let place = n / 9 * 100 % places;
        (place * step + n % 9, place * step + 60 - n % 9)
    });
    plain
        .chain(deep)
        .map(|(a, b)| text.floor_char_boundary(a)..text.floor_char_boundary(b.min(text.len())))
        .collect()
}

fn marks(text: &str, count: usize) -> Arc<Decorations> {
    let decoration = |(index, range)| Decoration {
        range,
        color: Color32::RED,
        style: [Style::Underline, Style::Dashed][index % 2],
        label: "K".into(),
        name: "killed".into(),
    };
    Arc::new(Decorations::new(spans(text, count).into_iter().enumerate().map(decoration).collect()))
}

/// The same text with its lines broken at 72 letters, and parts in each paragraph.
fn wrapped(text: &str) -> (Arc<str>, Arc<Structure>) {
    let mut wrapped = String::new();
    let mut parts = Vec::new();
    for paragraph in text.split_terminator("\n\n") {
        let (start, mut width) = (wrapped.len(), 0);
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if width > 0 {
                let fits = width + 1 + length <= 72;
                wrapped.push(if fits { ' ' } else { '\n' });
                width = if fits { width + 1 } else { 0 };
            }
            let at = wrapped.len();
            wrapped.push_str(word);
            width += length;
            if length == 8 {
                parts.push(Part { range: at..wrapped.len(), kind: PartKind::Link });
            } else if length == 7 {
                parts.push(Part { range: at..wrapped.len(), kind: PartKind::Emphasis });
            }
        }
        parts.push(Part { range: start..wrapped.len(), kind: PartKind::Item(0) });
        wrapped.push_str("\n\n");
    }
    let structure = Arc::new(Structure::new(&wrapped, parts));
    (wrapped.into(), structure)
}

/// One frame of a window with nothing but the text.
fn frame(ctx: &Context, view: &mut TextView, text: &Arc<str>, marks: &Arc<Decorations>, size: Vec2) {
    structured_frame(ctx, view, text, &Arc::default(), marks, size);
}

/// The same, of a text with parts, whose lines are joined.
fn structured_frame(
    ctx: &Context,
    view: &mut TextView,
    text: &Arc<str>,
    structure: &Arc<Structure>,
    marks: &Arc<Decorations>,
    size: Vec2,
) {
    let input =
        RawInput { screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)), ..RawInput::default() };
    let mut output = ctx.run_ui(input, |ui| {
        let options = Options {
            structure: structure.clone(),
            reflows: true,
            ..Options::new(18.0, Colors::from_visuals(ui.visuals()))
        };
        view.show(ui, text, &Layers::new(marks), &options);
    });
    output.textures_delta.clear();
    black_box(ctx.tessellate(output.shapes, output.pixels_per_point).len());
}

fn engine(criterion: &mut Criterion) {
    let ctx = Context::default();
    let long = article(1_000_000);
    let single: Arc<str> = long.replace('\n', " ").into();
    let mut view = TextView::new();

    let short = article(20_000);
    let few = marks(&short, 200);
    criterion.bench_function("screenful, cold, fonts and all", |bencher| {
        bencher.iter_batched(
            TextView::new,
            |mut view| {
                frame(&ctx, &mut view, &short, &few, WINDOW);
                view
            },
            BatchSize::PerIteration,
        );
    });

    for (name, text) in [("1 MB", &long), ("one paragraph of 1 MB", &single)] {
        let marks = marks(text, 5000);
        let mut group = criterion.benchmark_group(format!("{name}, 5,000 marks"));
        group.bench_function("open", |bencher| {
            bencher.iter(|| {
                view.reset();
                frame(&ctx, &mut view, text, &marks, WINDOW);
            });
        });
        group.bench_function("frame at rest", |bencher| {
            bencher.iter(|| frame(&ctx, &mut view, text, &marks, WINDOW));
        });
        group.bench_function("scroll by a third of the window", |bencher| {
            let mut down = 300.0;
            bencher.iter(|| {
                view.scroll_by(down);
                down += 0.01;
                frame(&ctx, &mut view, text, &marks, WINDOW);
            });
        });
        let mut byte = 0;
        group.bench_function("jump", |bencher| {
            bencher.iter(|| {
                byte = (byte + 377_777) % text.len();
                view.scroll_to(byte..byte + 10);
                frame(&ctx, &mut view, text, &marks, WINDOW);
            });
        });
        let mut narrower = 0.0;
        group.bench_function("resize", |bencher| {
            bencher.iter(|| {
                narrower = (narrower + 7.0) % 700.0;
                frame(&ctx, &mut view, text, &marks, vec2(560.0 + narrower, 900.0));
            });
        });
    }

    let (text, structure) = wrapped(&long);
    let marks = marks(&text, 5000);
    let mut group = criterion.benchmark_group("1 MB of broken lines with 40,000 parts, 5,000 marks");
    group.bench_function("open", |bencher| {
        bencher.iter(|| {
            view.reset();
            structured_frame(&ctx, &mut view, &text, &structure, &marks, WINDOW);
        });
    });
    group.bench_function("frame at rest", |bencher| {
        bencher.iter(|| structured_frame(&ctx, &mut view, &text, &structure, &marks, WINDOW));
    });
    let mut byte = 0;
    group.bench_function("jump", |bencher| {
        bencher.iter(|| {
            byte = (byte + 377_777) % text.len();
            view.scroll_to(byte..byte + 10);
            structured_frame(&ctx, &mut view, &text, &structure, &marks, WINDOW);
        });
    });
    group.finish();

    criterion.bench_function("bundled fonts", |bencher| {
        bencher.iter(|| black_box(Fonts::new()));
    });
    criterion.bench_function("system fonts", |bencher| {
        bencher.iter_batched(
            Fonts::new,
            |mut fonts| {
                fonts.load_system();
                fonts
            },
            BatchSize::PerIteration,
        );
    });
}

/// A frame of the whole window.
fn window_frame(context: &Context, app: &mut App, time: &mut f64) {
    *time += 1.0 / 60.0;
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), WINDOW)),
        time: Some(*time),
        ..RawInput::default()
    };
    let mut output = context.run_ui(input, |ui| {
        app.drain();
        app.show(ui);
    });
    output.textures_delta.clear();
    black_box(context.tessellate(output.shapes, output.pixels_per_point).len());
}

/// The whole window, with annotations brought in as the program brings them in.
fn window(criterion: &mut Criterion) {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("articles");
    std::fs::create_dir(&folder).unwrap();
    let (long, deep) = (article(1_000_000), article(3000));
    std::fs::write(folder.join("long.txt"), long.as_bytes()).unwrap();
    std::fs::write(folder.join("deep.txt"), deep.as_bytes()).unwrap();
    let mut rows = String::from("article,code,start,end\n");
    let mut add = |article: &str, text: &str, range: std::ops::Range<usize>| {
        let letters = |end| text.get(..end).map_or(0, |text| text.chars().count());
        writeln!(rows, "{article},place,{},{}", letters(range.start), letters(range.end)).unwrap();
    };
    // Each of them once: spans that are the same with the same code are one annotation.
    let mut seen = std::collections::HashSet::new();
    for range in spans(&long, 5200) {
        if seen.insert(range.clone()) {
            add("long.txt", &long, range);
        }
    }
    for n in 0..500 {
        add("deep.txt", &deep, n..deep.floor_char_boundary(1000 + 3 * n));
    }
    let csv = parent.path().join("annotations.csv");
    std::fs::write(&csv, rows).unwrap();

    let context = Context::default();
    let mut app = App::new(&context, Start { open: Some(folder), ..Start::default() });
    let mut time = 0.0;
    context.run_ui(RawInput::default(), |_| {}).textures_delta.clear();
    let rest = |app: &mut App, time: &mut f64| {
        while !app.state().at_rest() || app.state().workspace.is_none() {
            window_frame(&context, app, time);
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    rest(&mut app, &mut time);
    app.tell(Action::Project(ProjectAction::Import(vec![csv])));
    rest(&mut app, &mut time);
    let open = app.state().workspace.as_ref().unwrap();
    let id = |path: &str| {
        open.article_ids().into_iter().find(|id| open.article(*id).unwrap().path == path).unwrap()
    };
    let (long_id, deep_id) = (id("long.txt"), id("deep.txt"));
    assert!(open.answers.index.annotation_count(long_id) >= 5000, "{:?}", app.state().notices);
    assert_eq!(open.answers.index.annotation_count(deep_id), 500);

    let mut group = criterion.benchmark_group("the whole window");
    group.bench_function("open 1 MB with 5,000 annotations", |bencher| {
        bencher.iter_custom(|times| {
            let mut taken = Duration::ZERO;
            for _ in 0..times {
                app.tell(Action::Article(ArticleAction::Show(deep_id)));
                window_frame(&context, &mut app, &mut time);
                let begin = std::time::Instant::now();
                app.tell(Action::Article(ArticleAction::Show(long_id)));
                window_frame(&context, &mut app, &mut time);
                taken += begin.elapsed();
            }
            taken
        });
    });
    group.bench_function("next annotation in 1 MB with 5,000", |bencher| {
        bencher.iter(|| {
            app.tell(Action::Annotation(AnnotationAction::Step(Step::Next)));
            window_frame(&context, &mut app, &mut time);
        });
    });
    group.bench_function("open 500 overlapping annotations", |bencher| {
        bencher.iter_custom(|times| {
            let mut taken = Duration::ZERO;
            for _ in 0..times {
                app.tell(Action::Article(ArticleAction::Show(long_id)));
                window_frame(&context, &mut app, &mut time);
                let begin = std::time::Instant::now();
                app.tell(Action::Article(ArticleAction::Show(deep_id)));
                window_frame(&context, &mut app, &mut time);
                taken += begin.elapsed();
            }
            taken
        });
    });
    group.bench_function("frame with 500 overlapping annotations", |bencher| {
        bencher.iter(|| window_frame(&context, &mut app, &mut time));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = engine, window
}
criterion_main!(benches);
