//! How the plots stand in their room: one, or a small one for each operation.

use eframe::egui::{Rect, Vec2, pos2, vec2};

/// The least height of a small plot, without what is written below it.
const LOWEST: f32 = 66.0;
/// The least width of one.
const NARROWEST: f32 = 300.0;
/// Between small plots.
const GAP: f32 = 8.0;

/// A plot's room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// The one operation that it shows; `None` is all of them.
    pub layer: Option<usize>,
    /// Where it is, from the left top of all of them.
    pub room: Rect,
    /// Whether time is written below it: it is the lowest of its row of plots.
    pub has_foot: bool,
}

/// One plot of everything.
pub fn one(size: Vec2) -> Vec<Panel> {
    vec![Panel { layer: None, room: Rect::from_min_size(pos2(0.0, 0.0), size), has_foot: true }]
}

/// A plot for each of `layers`, below each other as far as there is room, so that the same time is at
/// the same place; then also beside each other. `foot` is the height of what is written below the
/// lowest. They may be higher than the room together.
pub fn small(size: Vec2, layers: &[usize], foot: f32) -> Vec<Panel> {
    let count = layers.len().max(1);
    let fitting = (((size.y - foot) / LOWEST) as usize).max(1);
    let widest = ((size.x / NARROWEST) as usize).max(1);
    let columns = count.div_ceil(fitting).clamp(1, widest);
    let rows = count.div_ceil(columns);
    let height = ((size.y - foot) / rows as f32).max(LOWEST).floor();
    let width = (size.x - GAP * (columns as f32 - 1.0)) / columns as f32;
    let panel = |(n, &layer): (usize, &usize)| {
        // Down the first column, then down the next, as a list is read.
        let (column, row) = (n / rows, n % rows);
        let has_foot = row + 1 == rows || n + 1 == count;
        let at = pos2(column as f32 * (width + GAP), row as f32 * height);
        let height = if has_foot { height + foot } else { height };
        Panel { layer: Some(layer), room: Rect::from_min_size(at, vec2(width, height)), has_foot }
    };
    layers.iter().enumerate().map(panel).collect()
}

/// How much room they take together.
pub fn extent(panels: &[Panel]) -> Vec2 {
    panels.iter().fold(Vec2::ZERO, |all, panel| all.max(panel.room.max.to_vec2()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_plots_never_overlap_and_fill_the_width() {
        for (width, height) in [(380.0, 180.0), (1_000.0, 300.0), (3_800.0, 1_600.0)] {
            for count in [1, 2, 3, 7, 25] {
                let layers: Vec<usize> = (0..count).collect();
                let panels = small(vec2(width, height), &layers, 40.0);
                let what = format!("{count} on {width}×{height}: {panels:?}");
                assert_eq!(panels.len(), count, "{what}");
                for (n, a) in panels.iter().enumerate() {
                    assert!(a.room.height() >= LOWEST && a.room.right() <= width + 0.5, "{what}");
                    assert!(
                        panels[..n].iter().all(|b| !b.room.shrink(0.5).intersects(a.room.shrink(0.5))),
                        "{what}"
                    );
                }
                assert!((extent(&panels).x - width).abs() < 1.0 || count < 25, "{what}");
                assert!(panels.iter().any(|panel| panel.has_foot), "{what}");
            }
        }
        let three = small(vec2(1_000.0, 300.0), &[0, 1, 2], 40.0);
        assert!(three.iter().all(|panel| panel.room.left() == 0.0), "below each other: {three:?}");
    }
}
