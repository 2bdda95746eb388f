//! The figures above bars: where each fits without lying over a bar or another figure.

use eframe::egui::{Rect, Vec2, pos2, vec2};

use super::wording;

/// A bar, with all that is drawn of it, and its figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stem {
    /// Where it is.
    pub rect: Rect,
    /// How many.
    pub height: u64,
    /// Whether it is at least so many.
    pub at_least: bool,
}

/// A figure above a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it is written.
    pub at: Rect,
    /// What is written.
    pub text: String,
}

/// How many bars are tried, highest first: a picture full of numbers says nothing.
const MOST: usize = 150;
/// Between a figure and what is beside it, in points.
const AIR: f32 = 3.0;

/// The figures that fit into `bounds`; the highest bars come first. `stems` stand from left to right;
/// `measure` says how large a text is.
pub fn figures(stems: &[Stem], bounds: Rect, measure: &dyn Fn(&str) -> Vec2) -> Vec<Figure> {
    let mut order: Vec<usize> = (0..stems.len()).collect();
    let highest = |&n: &usize| (std::cmp::Reverse(stems[n].height), n);
    if order.len() > MOST {
        order.select_nth_unstable_by_key(MOST, highest);
        order.truncate(MOST);
    }
    order.sort_unstable_by_key(highest);
    let mut written: Vec<Figure> = Vec::new();
    for n in order {
        let fitting = wordings(&stems[n]).into_iter().find_map(|text| {
            let size = measure(&text);
            let foot = pos2(stems[n].rect.center().x, stems[n].rect.top() - 2.0);
            let at = Rect::from_min_size(foot - vec2(size.x / 2.0, size.y), size);
            let room = at.expand2(vec2(AIR, 0.0));
            // Bars stand in order, so only the neighbours can be in the way.
            let beside = |stem: &&Stem| stem.rect.right() > room.left() && stem.rect.left() < room.right();
            let left = stems[..n].iter().rev().take_while(beside);
            let right = stems[n + 1..].iter().take_while(beside);
            let free = !left.chain(right).any(|stem| stem.rect.intersects(room))
                && !written.iter().any(|other| other.at.intersects(room));
            (free && bounds.contains_rect(at)).then_some(Figure { at, text })
        });
        written.extend(fitting);
    }
    written
}

/// What is written above a bar, the longer first.
fn wordings(stem: &Stem) -> Vec<String> {
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
            let left = month as f32 * 10.0 + 1.0;
            let rect =
                Rect::from_min_max(pos2(left, 120.0 - (height as f32).max(2.0)), pos2(left + 8.0, 120.0));
            Stem { rect, height, at_least }
        };
        let stems: Vec<Stem> = bars.iter().map(stem).collect();
        let measure = |text: &str| vec2(text.chars().count() as f32 * 6.0, 12.0);
        let bounds = Rect::from_min_max(pos2(0.0, 0.0), pos2(120.0, 120.0));
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
