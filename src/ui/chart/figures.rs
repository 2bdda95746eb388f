//! The figures above the columns: where each fits without lying over a bar or another figure.

use eframe::egui::{Rect, Vec2, pos2, vec2};

use super::layout::Geometry;
use super::model::Model;
use super::wording;
use crate::analysis::chart::Column;

/// A figure above a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Where it is written.
    pub at: Rect,
    /// What is written.
    pub text: String,
}

/// How many columns are tried, highest first: a picture full of numbers says nothing.
const MOST: usize = 150;
/// Between a figure and what is beside it, in points.
const AIR: f32 = 3.0;

/// The figures that fit into `bounds`; the highest columns come first. `measure` says how large a
/// text is.
pub fn figures(
    model: &Model,
    geometry: &Geometry,
    bounds: Rect,
    measure: &dyn Fn(&str) -> Vec2,
) -> Vec<Figure> {
    let (first, last) = geometry.span().periods(geometry.grain);
    let columns = model.between(first, last);
    let standing = |column: &Column| geometry.place(&geometry.bar(column.number, 0.0, column.height as f64));
    let bars: Vec<Rect> = columns.iter().map(standing).collect();
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|&n| std::cmp::Reverse(columns[n].height));
    let mut written: Vec<Figure> = Vec::new();
    for n in order.into_iter().take(MOST) {
        let fitting = wordings(&columns[n]).into_iter().find_map(|text| {
            let size = measure(&text);
            let foot = pos2(bars[n].center().x, bars[n].top() - 2.0);
            let at = Rect::from_min_size(foot - vec2(size.x / 2.0, size.y), size);
            let room = at.expand2(vec2(AIR, 0.0));
            // Columns stand in order, so only the neighbours can be in the way.
            let beside = |n: &&Rect| n.right() > room.left() && n.left() < room.right();
            let left = bars[..n].iter().rev().take_while(beside);
            let right = bars[n + 1..].iter().take_while(beside);
            let free = !left.chain(right).any(|bar| bar.intersects(room))
                && !written.iter().any(|other| other.at.intersects(room));
            (free && bounds.contains_rect(at)).then_some(Figure { at, text })
        });
        written.extend(fitting);
    }
    written
}

/// What is written above a column, the longer first.
fn wordings(column: &Column) -> Vec<String> {
    let number = wording::grouped(column.height);
    match (column.at_least, column.height) {
        (true, 0) => vec!["?".to_owned()],
        (true, _) => vec![format!("at least {number}"), format!("≥{number}")],
        (false, _) => vec![number],
    }
}

#[cfg(test)]
mod tests {
    use egui_plot::{PlotBounds, PlotTransform};

    use super::*;
    use crate::analysis::chart::Segment;
    use crate::analysis::timeline::Grain;

    /// Columns as (month, height, at least); a month is ten points wide.
    fn written(columns: &[(i32, u64, bool)]) -> Vec<String> {
        let mut model = super::super::tests::empty_model();
        for (n, (month, height, at_least)) in columns.iter().enumerate() {
            let number = 24_000 + month;
            let (height, at_least) = (*height, *at_least);
            let segments = n..n + 1;
            model.0.columns.push(Column { number, segments, height, at_least, ..Column::default() });
            model.0.segments.push(Segment { number, best: height, ..Segment::default() });
        }
        let plot = Rect::from_min_max(pos2(0.0, 20.0), pos2(120.0, 120.0));
        let bounds = PlotBounds::from_min_max([2_000.0, 0.0], [2_001.0, 100.0]);
        let transform = PlotTransform::new(plot, bounds, false);
        let geometry = Geometry { transform, grain: Grain::Month, pixels: 1.0 };
        let measure = |text: &str| vec2(text.chars().count() as f32 * 6.0, 12.0);
        let bounds = Rect::from_min_max(pos2(0.0, 0.0), pos2(120.0, 120.0));
        figures(&model, &geometry, bounds, &measure).into_iter().map(|figure| figure.text).collect()
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
