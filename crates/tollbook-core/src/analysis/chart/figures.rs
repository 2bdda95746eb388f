//! The figures above bars: where each fits without lying over a bar or another figure.

use crate::analysis::wording;

/// A rectangle of a picture, in points from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Area {
    /// How wide it is.
    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// Whether it has something in common with another.
    pub fn touches(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether another lies in it.
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && other.right <= self.right
            && self.top <= other.top
            && other.bottom <= self.bottom
    }
}

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
}

/// How many bars are tried, highest first: a picture full of numbers says nothing.
const MOST: usize = 150;
/// Between a figure and what is beside it, in points.
const AIR: f64 = 3.0;
/// Between a bar and its figure, in points.
const GAP: f64 = 2.0;

/// The figures that fit into `bounds`; the highest bars come first. `stems` stand from left to right;
/// `measure` says how wide and how high a text is.
pub fn figures(stems: &[BarFigure], bounds: Area, measure: &dyn Fn(&str) -> (f64, f64)) -> Vec<Figure> {
    let mut order: Vec<usize> = (0..stems.len()).collect();
    let highest = |&n: &usize| (std::cmp::Reverse(stems[n].height), n);
    if order.len() > MOST {
        order.select_nth_unstable_by_key(MOST, highest);
        order.truncate(MOST);
    }
    order.sort_unstable_by_key(highest);
    let mut written: Vec<Figure> = Vec::new();
    for n in order {
        let own = stems[n].area;
        let fitting = wordings(&stems[n]).into_iter().find_map(|text| {
            let (wide, high) = measure(&text);
            let (middle, bottom) = ((own.left + own.right) / 2.0, own.top - GAP);
            let area =
                Area { left: middle - wide / 2.0, top: bottom - high, right: middle + wide / 2.0, bottom };
            let room = Area { left: area.left - AIR, right: area.right + AIR, ..area };
            // Bars stand in order, so only the neighbours can be in the way.
            let beside = |stem: &&BarFigure| stem.area.right > room.left && stem.area.left < room.right;
            let left = stems[..n].iter().rev().take_while(beside);
            let right = stems[n + 1..].iter().take_while(beside);
            let free = !left.chain(right).any(|stem| stem.area.touches(&room))
                && !written.iter().any(|other| other.area.touches(&room));
            (free && bounds.holds(&area)).then_some(Figure { area, text })
        });
        written.extend(fitting);
    }
    written
}

/// What is written above a bar, the longer first.
fn wordings(stem: &BarFigure) -> Vec<String> {
    let number = wording::grouped(stem.height);
    match (stem.at_least, stem.height) {
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
        let stem = |&(month, height, at_least): &(i32, u64, bool)| {
            let left = f64::from(month) * 10.0 + 1.0;
            let area = Area { left, top: 120.0 - (height as f64).max(2.0), right: left + 8.0, bottom: 120.0 };
            BarFigure { area, height, at_least }
        };
        let stems: Vec<BarFigure> = bars.iter().map(stem).collect();
        let measure = |text: &str| (text.chars().count() as f64 * 6.0, 12.0);
        let bounds = Area { left: 0.0, top: 0.0, right: 120.0, bottom: 120.0 };
        figures(&stems, bounds, &measure).into_iter().map(|figure| figure.text).collect()
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
