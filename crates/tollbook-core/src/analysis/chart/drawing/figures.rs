//! The figures above bars: where each fits without lying over a bar or another figure. The highest bar always has
//! its figure.

use super::shape::{Area, Point, at};
use crate::analysis::wording;

/// A bar, with all that is drawn of it, and its figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BarFigure {
    /// Where it is.
    pub area: Area,
    /// How many.
    pub height: u64,
    /// Whether it is at least so many.
    pub at_least: bool,
}

/// A figure above a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it is written.
    pub area: Area,
    /// What is written.
    pub text: String,
    /// A line from its bar to it, where others stand between.
    pub leader: Option<(Point, Point)>,
}

/// How many bars are tried, highest first: a picture full of numbers says nothing.
const MOST: usize = 150;
/// Between a figure and what is beside it, in points.
const AIR: f64 = 3.0;
/// Between a bar and its figure, in points: lines of text have air of their own below digits.
const GAP: f64 = 0.5;
/// A figure further than this from its bar has a line to it, in points.
const FAR: f64 = 6.0;

/// The figures that fit into `bounds`; the highest bars come first, and the first of them has its figure in any case.
/// `bars` stand from left to right; `measure` says how wide and how high a text is.
pub fn figures(bars: &[BarFigure], bounds: Area, measure: &dyn Fn(&str) -> (f64, f64)) -> Vec<Figure> {
    let mut order: Vec<usize> = (0..bars.len()).filter(|n| bars[*n].area.touches(&bounds)).collect();
    let highest = |&n: &usize| (std::cmp::Reverse(bars[n].height), n);
    if order.len() > MOST {
        order.select_nth_unstable_by_key(MOST, highest);
        order.truncate(MOST);
    }
    order.sort_unstable_by_key(highest);
    let mut written: Vec<Figure> = Vec::new();
    for n in order {
        let own = bars[n].area;
        let fitting = wordings(&bars[n]).into_iter().find_map(|text| {
            let area = above(own, measure(&text), bounds)?;
            let room = Area { left: area.left - AIR, right: area.right + AIR, ..area };
            let free = !beside(bars, n, &room).any(|bar| bar.area.touches(&room))
                && !written.iter().any(|other| other.area.touches(&room));
            free.then_some(Figure { area, text, leader: None })
        });
        let figure = fitting.or_else(|| written.is_empty().then(|| raised(bars, n, bounds, measure))?);
        written.extend(figure);
    }
    written
}

/// The room of a text of this size above a bar, moved sideways into `bounds`; `None` where it does not fit.
fn above(bar: Area, (wide, high): (f64, f64), bounds: Area) -> Option<Area> {
    if wide > bounds.width() {
        return None;
    }
    let left = (bar.centre().x - wide / 2.0).clamp(bounds.left, bounds.right - wide);
    // A bar of which only the edge is in view has its figure where the rest of it is.
    let is_over = bar.left < left + wide && left < bar.right;
    let bottom = bar.top - GAP;
    let area = Area { left, top: bottom - high, right: left + wide, bottom };
    (is_over && bounds.holds(&area)).then_some(area)
}

/// The bars that can be in the way of the figure of bar `n`. Bars stand in order, so only its neighbours can.
fn beside<'a>(bars: &'a [BarFigure], n: usize, room: &'a Area) -> impl Iterator<Item = &'a BarFigure> {
    let is_beside = |bar: &&BarFigure| bar.area.right > room.left && bar.area.left < room.right;
    let left = bars[..n].iter().rev().take_while(is_beside);
    left.chain(bars[n + 1..].iter().take_while(is_beside))
}

/// The figure of a bar above everything that is in its way.
fn raised(
    bars: &[BarFigure],
    n: usize,
    bounds: Area,
    measure: &dyn Fn(&str) -> (f64, f64),
) -> Option<Figure> {
    let text = wordings(&bars[n]).pop()?;
    let (wide, high) = measure(&text);
    let own = bars[n].area;
    let left = (own.centre().x - wide / 2.0).clamp(bounds.left, (bounds.right - wide).max(bounds.left));
    let room = Area { left: left - AIR, top: bounds.top, right: left + wide + AIR, bottom: bounds.bottom };
    let top = beside(bars, n, &room).map(|bar| bar.area.top).fold(own.top, f64::min);
    let bottom = (top - GAP).max(bounds.top + high);
    let area = Area { left, top: bottom - high, right: left + wide, bottom };
    let x = own.centre().x.clamp(left, left + wide);
    let leader = (own.top - bottom > FAR).then(|| (at(x, own.top - 1.0), at(x, bottom)));
    Some(Figure { area, text, leader })
}

/// What is written above a bar, the longer first.
fn wordings(bar: &BarFigure) -> Vec<String> {
    let number = wording::grouped(bar.height);
    match (bar.at_least, bar.height) {
        (true, 0) => vec!["?".to_owned()],
        (true, _) => vec![format!("at least {number}"), format!("≥{number}")],
        (false, _) => vec![number],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars as (month, height, at least); a month is ten points wide, a person one point high.
    fn written(bars: &[(i32, u64, bool)]) -> Vec<String> {
        let bar = |&(month, height, at_least): &(i32, u64, bool)| {
            let left = f64::from(month) * 10.0 + 1.0;
            let area = Area { left, top: 120.0 - (height as f64).max(2.0), right: left + 8.0, bottom: 120.0 };
            BarFigure { area, height, at_least }
        };
        let stems: Vec<BarFigure> = bars.iter().map(bar).collect();
        let bounds = Area { left: 0.0, top: 0.0, right: 120.0, bottom: 120.0 };
        let figures = figures(&stems, bounds, &measure);
        for (n, figure) in figures.iter().enumerate() {
            assert!(bounds.holds(&figure.area), "{figure:?}");
            assert!(figures[..n].iter().all(|other| !other.area.touches(&figure.area)), "{figures:?}");
        }
        figures.into_iter().map(|figure| figure.text).collect()
    }

    fn measure(text: &str) -> (f64, f64) {
        (text.chars().count() as f64 * 6.0, 12.0)
    }

    #[test]
    fn the_highest_bar_has_its_figure_between_higher_whiskers() {
        let bar = |left: f64, top: f64, height: u64| BarFigure {
            area: Area { left, top, right: left + 8.0, bottom: 120.0 },
            height,
            at_least: false,
        };
        // The middle bar is the highest, but what is drawn of its neighbours reaches higher.
        let bars = [bar(40.0, 30.0, 5), bar(50.0, 60.0, 1_000), bar(60.0, 40.0, 7)];
        let bounds = Area { left: 0.0, top: 0.0, right: 120.0, bottom: 120.0 };
        let figures = figures(&bars, bounds, &measure);
        assert_eq!(figures[0].text, "1,000");
        assert!(figures[0].area.bottom <= 30.0 && figures[0].leader.is_some(), "{:?}", figures[0]);
    }

    #[test]
    fn the_highest_bar_has_its_figure_at_the_edge() {
        assert_eq!(written(&[(0, 90, false), (5, 5, false), (6, 5, false)]), ["90", "5", "5"]);
        assert_eq!(written(&[(2, 5, false), (11, 100, true)]), ["at least 100", "5"], "moved inward");
    }

    #[test]
    fn figures_are_written_from_the_highest_down_and_none_over_another() {
        assert_eq!(written(&[(2, 5, false), (6, 90, false)]), ["90", "5"]);
        assert_eq!(written(&[(2, 50, false), (3, 50, false), (4, 50, false)]), ["50", "50"], "side by side");
        assert_eq!(written(&[(2, 100, false), (3, 20, false)]), ["100"], "beside a higher column");
        assert_eq!(written(&[(5, 80, false), (6, 10, false), (7, 80, false)]), ["80", "80"]);
    }

    #[test]
    fn at_least_is_written_out_where_there_is_room() {
        assert_eq!(written(&[(6, 18, true)]), ["at least 18"]);
        assert_eq!(written(&[(4, 60, false), (6, 18, true)]), ["60", "≥18"]);
        assert_eq!(written(&[(6, 0, true)]), ["?"]);
    }
}
