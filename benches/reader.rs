//! What the reader costs: a cold screenful, a warm frame, opening a long article, jumping in it, and
//! asking the system for its fonts.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use eframe::egui::{Color32, Context, RawInput, Rect, pos2, vec2};
use tollbook::ui::text::fonts::Fonts;
use tollbook::ui::text::{Colors, Decoration, Options, Style, TextView};

const PARAGRAPH: &str = "Thirteen French soldiers were killed in Mali when two helicopters collided \
    at low altitude as they swooped in at nightfall to support ground forces engaged in combat with \
    Islamic extremists, the French presidency said on Tuesday (26 November 2019): “It was the \
    biggest loss for the French military in nearly four decades.” Gen. Lecointre, who is 57, spoke \
    of officials’ efforts at 4:23 p.m.\n\n";

fn article(bytes: usize) -> Arc<str> {
    PARAGRAPH.repeat(bytes.div_ceil(PARAGRAPH.len())).into()
}

/// One frame of a window of 1280 × 900 points with nothing but the text.
fn frame(ctx: &Context, view: &mut TextView, text: &Arc<str>, decorations: &[Decoration]) {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 900.0))),
        ..RawInput::default()
    };
    let output = ctx.run_ui(input, |ui| {
        let options = Options::new(18.0, Colors::of(ui.visuals()));
        view.show(ui, text, decorations, &options);
    });
    black_box(output.shapes.len());
}

fn reader(criterion: &mut Criterion) {
    let ctx = Context::default();
    let short = article(20_000);
    let long = article(1_000_000);
    let decorations: Vec<Decoration> = (0..200)
        .map(|index| Decoration {
            range: index * 97..index * 97 + 60,
            color: Color32::RED,
            lane: (index % 3) as u8,
            style: [Style::Tint, Style::Underline, Style::Dashed][index % 3],
            emphasis: false,
        })
        .collect();

    criterion.bench_function("screenful, cold", |bencher| {
        bencher.iter_batched(
            TextView::new,
            |mut view| {
                frame(&ctx, &mut view, &short, &decorations);
                view
            },
            BatchSize::PerIteration,
        );
    });

    let mut view = TextView::new();
    frame(&ctx, &mut view, &short, &decorations);
    criterion.bench_function("frame, warm", |bencher| {
        bencher.iter(|| frame(&ctx, &mut view, &short, &decorations));
    });

    criterion.bench_function("open 1 MB", |bencher| {
        bencher.iter(|| {
            view.reset();
            frame(&ctx, &mut view, &long, &decorations);
        });
    });

    let single: Arc<str> = long.replace('\n', " ").into();
    criterion.bench_function("open 1 MB in one paragraph", |bencher| {
        bencher.iter(|| {
            view.reset();
            frame(&ctx, &mut view, &single, &decorations);
        });
    });

    view.reset();
    frame(&ctx, &mut view, &long, &decorations);
    let mut byte = 0;
    criterion.bench_function("jump in 1 MB", |bencher| {
        bencher.iter(|| {
            byte = (byte + 377_777) % long.len();
            view.scroll_to(byte..byte + 10);
            frame(&ctx, &mut view, &long, &decorations);
        });
    });

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

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = reader
}
criterion_main!(benches);
