//! What is drawn of a chart, and where: bars, lines, totals and whole pages.

use super::*;
use crate::analysis::chart::span::Span;
use crate::analysis::chart::{Caption, Chart, Column, Mode, Segment, View};
use crate::analysis::counted::Counted;
use crate::analysis::fixture::story;
use crate::analysis::timeline::{Asked, Grain, Query, moment};
use crate::analysis::what_if::WhatIf;

fn measure(text: &str, font: Font) -> f64 {
    text.chars().count() as f64 * font.size * 0.6
}

/// A chart of every side by month, with its caption.
fn drawn(text: &str, view: View) -> (Chart, Caption) {
    let story = story(text);
    let query = Query { sides: None, ..Query::starting([]) };
    let what_if = WhatIf::default();
    let counted = Counted::count(&story.project, &story.answers, &query, &what_if);
    let chart = Chart::build(&story.project, &story.answers, &query, view, &counted, None);
    let asked = Asked { query: &query, what_if: &what_if };
    let caption = Caption::build(&story.project, &story.answers, asked, &counted, &chart);
    (chart, caption)
}

fn page(text: &str, view: View, (width, height): (f64, f64)) -> Page {
    let (chart, caption) = drawn(text, view);
    Page::new(&chart, &caption, PageSize { width, height, pixels: 2.0 }, &measure)
}

fn view(mode: Mode) -> View {
    View { mode, spread: true, totals: true, active_periods: true }
}

/// A year on 120 points, 100 people on as many: a plot of which the scale is set.
fn plot(chart: &Chart) -> Plot<'_> {
    let frame = Area { left: 100.0, top: 0.0, right: 220.0, bottom: 100.0 };
    let span = Span { from: 2_000.0, to: 2_001.0 };
    let request =
        PlotRequest { chart, layer: None, frame, span, highest: 100, pixels: 4.0, text: 11.0, pointed: None };
    let mut plot = Plot::new(request);
    plot.top = 100.0;
    plot
}

fn segment(number: i32, layer: usize, base: u64, best: u64, hatched: u64) -> Segment {
    Segment { number, layer, base, best, hatched, incidents: 1, ..Segment::default() }
}

/// March with 30 of which 10 hatched, on top of it 20; June with one.
fn chart(mode: Mode) -> Chart {
    let (mut chart, _) = drawn("article a 2000-01-01", View { mode, ..View::default() });
    chart.columns = vec![
        Column { number: 24_002, segments: 0..2, height: 50, at_least: true, ..Column::default() },
        Column { number: 24_005, segments: 2..3, height: 1, ..Column::default() },
    ];
    chart.segments =
        vec![segment(24_002, 0, 0, 20, 10), segment(24_002, 1, 30, 20, 0), segment(24_005, 0, 0, 1, 0)];
    chart
}

fn bar(plot: &Plot<'_>, n: usize) -> BarArea {
    let (_, segment, turn) = plot.segments(plot.span()).find(|(number, ..)| *number == n).unwrap();
    plot.bar_area(segment, turn)
}

#[test]
fn bars_stand_on_each_other_and_the_hatched_part_on_the_solid() {
    let chart = chart(Mode::Stacked);
    let plot = plot(&chart);
    let y = |area: Option<Area>| area.map(|area| (area.top, area.bottom));
    assert_eq!(y(bar(&plot, 0).solid), Some((80.0, 100.0)));
    assert_eq!(y(bar(&plot, 0).hatched), Some((70.0, 80.0)));
    assert_eq!(y(bar(&plot, 1).solid), Some((50.0, 70.0)));
    assert_eq!(y(bar(&plot, 2).solid), Some((98.0, 100.0)), "one casualty is at least two points high");
    let (low, high) = (bar(&plot, 0).all().unwrap(), bar(&plot, 1).all().unwrap());
    assert_eq!((low.left, low.right), (high.left, high.right));
    assert!((low.centre().x - 125.0).abs() <= 0.5);
}

#[test]
fn bars_side_by_side_stand_on_the_ground_and_touch() {
    let chart = chart(Mode::SideBySide);
    let plot = plot(&chart);
    let all = |n: usize| bar(&plot, n).all().unwrap();
    assert_eq!((all(0).bottom, all(1).bottom), (100.0, 100.0));
    assert_eq!(all(0).right, all(1).left);
    assert!((all(2).width() - all(1).width()).abs() < 0.3, "as wide where it stands alone");
}

#[test]
fn a_bar_of_unknown_height_can_be_pointed_at() {
    let chart = chart(Mode::Stacked);
    let hatched = plot(&chart).bar_area(&segment(24_002, 0, 0, 0, 0), (0, 1)).hatched.unwrap();
    assert_eq!((hatched.top, hatched.bottom), (98.0, 100.0));
}

#[test]
fn a_place_leads_back_to_its_bar() {
    let chart = chart(Mode::Stacked);
    let plot = plot(&chart);
    let hit = |x: f64, y: f64| plot.hit(Point { x, y });
    assert_eq!(hit(125.0, 90.0), Some(0));
    assert_eq!(hit(125.0, 75.0), Some(0), "the hatched part too");
    assert_eq!(hit(125.0, 60.0), Some(1));
    assert_eq!(hit(125.0, 20.0), None, "above the column");
    assert_eq!(hit(135.0, 90.0), None, "an empty period");
    assert_eq!(hit(155.0, 95.0), Some(2), "near enough to a low bar");
}

#[test]
fn only_what_is_in_view_is_drawn() {
    let chart = chart(Mode::Stacked);
    let plot = plot(&chart);
    let drawn = plot.segments(Span { from: 2_000.4, to: 2_000.8 });
    assert_eq!(drawn.map(|(n, ..)| n).collect::<Vec<_>>(), [2]);
}

#[test]
fn stripes_stay_inside_the_hatched_area() {
    let area = Area { left: 10.3, top: 5.0, right: 21.0, bottom: 40.0 };
    let stripes: Vec<Shape> = super::bars::stripes(area, ColourRole::Ink).collect();
    assert!(stripes.len() > 5, "{stripes:?}");
    for stripe in &stripes {
        let Shape::Polygon(points, ..) = stripe else { panic!("{stripe:?}") };
        assert!(points.iter().all(|point| area.expanded(1e-9).distance(*point) == 0.0), "{stripe:?}");
    }
}

const SERVAL: &str = "operation Serval begins=2013-01-11 ends=2014-07-31\narticle a 2014-08-02\n\
    killed one 1 date=2014-07-14 op=Serval\nkilled late 1 date=2015-03-01 op=Serval";

#[test]
fn an_active_period_is_shaded_to_the_end_of_its_last_day() {
    let (chart, _) = drawn(SERVAL, View { active_periods: true, ..View::default() });
    let frame = Area { left: 0.0, top: 0.0, right: 1_000.0, bottom: 300.0 };
    let span = Span { from: 2_013.0, to: 2_016.0 };
    let request = PlotRequest {
        chart: &chart,
        layer: None,
        frame,
        span,
        highest: 1,
        pixels: 2.0,
        text: 11.0,
        pointed: None,
    };
    let plot = Plot::new(request);
    let Shape::Rect(shade, _) = plot.draw(&measure).shapes[0] else {
        panic!("the shade lies behind everything")
    };
    let day = |month, day| plot.x(moment(jiff::civil::date(2014, month, day)));
    assert_eq!(shade.right, day(8, 1));
    assert_eq!(shade.left, plot.x(moment(jiff::civil::date(2013, 1, 11))));
}

/// Three operations over ten years, one high month between two with wide spreads, a last bar at the edge, and totals.
fn war(operations: usize) -> String {
    let mut text = "article a 2021-09-24\n".to_owned();
    for n in 0..operations {
        text += &format!("operation Operation_{n} begins=201{}-01-01 ends=2020-01-01\n", n % 10);
        text += &format!("killed k{n} {}/{}/90 date=2015-0{}-03 op=Operation_{n}\n", n + 1, n + 4, n % 9 + 1);
        text += &format!("killed l{n} 1{n}/2{n}/- date=201{}-12-03 op=Operation_{n}\n", n % 9 + 1);
        text += &format!("total t{n} 5{n} op=Operation_{n} from=2010-01-01 as_of=2020-12-0{}\n", n % 9 + 1);
        text += &format!("total u{n} 5{n} op=Operation_{n} from=2010-01-01 as_of=2020-12-0{}\n", n % 9 + 1);
    }
    text + "killed edge 100 date=2020-12-30 op=Operation_0\nkilled next 3/4/140 date=2020-11-30 op=Operation_0\n"
}

const SIZES: [(f64, f64); 3] = [(400.0, 300.0), (960.0, 540.0), (3_840.0, 2_160.0)];

#[test]
fn nothing_is_written_outside_the_page_or_over_something_else() {
    for mode in Mode::ALL.iter().copied() {
        for operations in [1, 3, 25] {
            for size in SIZES {
                let page = page(&war(operations), view(mode), size);
                let paper = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
                let what = format!("{mode}, {operations} operations, {size:?}");
                let labels = &page.drawing.labels;
                for (n, label) in labels.iter().enumerate() {
                    assert!(paper.expanded(0.5).holds(&label.area), "{what}: {label:?}");
                    let over = labels[..n]
                        .iter()
                        .find(|other| other.area.expanded(-1.0).touches(&label.area.expanded(-1.0)));
                    assert!(over.is_none(), "{what}: {label:?} over {over:?}");
                }
            }
        }
    }
}

#[test]
fn the_highest_bar_of_every_plot_has_its_figure() {
    for operations in [1, 3, 25] {
        for size in SIZES {
            for (mode, figure) in [(Mode::SideBySide, "100"), (Mode::SmallMultiples, "100")] {
                let page = page(&war(operations), view(mode), size);
                let figures = page.drawing.labels.iter().filter(|label| label.text == figure);
                assert!(figures.count() > 0, "{mode}, {operations} operations, {size:?}");
            }
            let page = page(&war(operations), view(Mode::Stacked), size);
            let (chart, _) = drawn(&war(operations), view(Mode::Stacked));
            let highest = chart.columns.iter().map(|column| column.height).max().unwrap();
            let is_figure = |label: &&Label| label.text.ends_with(&highest.to_string());
            assert!(
                page.drawing.labels.iter().any(|label| is_figure(&label)),
                "stacked, {operations}, {size:?}"
            );
        }
    }
}

#[test]
fn the_key_names_every_reported_total_and_the_legend_one_mark() {
    for operations in [1, 3, 25] {
        for size in SIZES {
            let (chart, caption) = drawn(&war(operations), view(Mode::Cumulative));
            assert_eq!(caption.totals.len(), operations);
            let page = Page::new(
                &chart,
                &caption,
                PageSize { width: size.0, height: size.1, pixels: 2.0 },
                &measure,
            );
            let written = |text: &str| page.drawing.labels.iter().filter(|label| label.text == text).count();
            for n in 1..=2 * operations {
                let number = format!("{n}:");
                let is_it = |word: &str| word == number;
                let named = page.drawing.labels.iter().any(|label| label.text.split(' ').any(is_it));
                assert!(named, "total {n} of {operations} operations on {size:?}");
            }
            assert_eq!(written(Caption::REPORTED_TOTALS), 1);
        }
    }
}

#[test]
fn totals_on_different_lines_have_different_marks() {
    let (chart, _) = drawn(&war(3), view(Mode::Cumulative));
    let form = |line: usize| super::totals::total_mark(&chart, line, Point { x: 0.0, y: 0.0 });
    let points = |shape: &Shape| match shape {
        Shape::Polygon(points, ..) => points.clone(),
        other => panic!("{other:?}"),
    };
    let lines: std::collections::BTreeSet<usize> = chart.totals.iter().map(|total| total.line).collect();
    let forms: Vec<_> = lines.iter().map(|line| points(&form(*line))).collect();
    assert_eq!(forms.len(), 3);
    assert!(forms[0] != forms[1] && forms[1] != forms[2] && forms[0] != forms[2]);
}

#[test]
fn small_plots_share_their_height_and_scale() {
    let page = page(&war(3), view(Mode::SmallMultiples), (960.0, 540.0));
    // The counts along the axes of each plot, from 0 upward, with how far each is above the 0.
    let mut plots: Vec<Vec<(String, f64)>> = Vec::new();
    let mut ground = 0.0;
    for label in page.drawing.labels.iter().filter(|label| label.anchor == Anchor::End) {
        if label.text == "0" {
            ground = label.area.top;
            plots.push(Vec::new());
        }
        plots.last_mut().unwrap().push((label.text.clone(), (ground - label.area.top).round()));
    }
    assert_eq!(plots.len(), 3);
    assert!(plots[0].len() > 1 && plots.iter().all(|plot| *plot == plots[0]), "{plots:?}");
}

#[test]
fn a_page_is_higher_where_its_key_needs_more() {
    let low = page(&war(1), view(Mode::Cumulative), (960.0, 540.0));
    let high = page(&war(25), view(Mode::Cumulative), (960.0, 540.0));
    assert_eq!(low.height, 540.0);
    assert!(high.height > 540.0, "{}", high.height);
}

#[test]
fn a_chart_with_nothing_in_it_has_a_page() {
    for mode in Mode::ALL.iter().copied() {
        let page = page("article a 2000-01-01", view(mode), (960.0, 540.0));
        assert!(page.drawing.labels.iter().any(|label| label.text.starts_with("Killed")), "{mode}");
    }
}

#[test]
fn periods_of_every_grain_are_drawn_where_their_days_are() {
    let (mut chart, _) = drawn(SERVAL, View::default());
    for grain in Grain::ALL.iter().copied() {
        chart.grain = grain;
        let plot = plot(&chart);
        let number = 2_000 * grain.per_year();
        assert_eq!(plot.slot(number).0, plot.x(2_000.0), "{grain}");
        assert_eq!(plot.period(plot.x(2_000.0) + 0.1), number, "{grain}");
    }
}
