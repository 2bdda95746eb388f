//! How several plots stand in their room: a small one for each layer, all with frames of the same size.

use super::shape::Area;

/// Between small plots, in points.
const GAP: f64 = 8.0;

/// The room of a plot with its axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Panel {
    /// The only layer that it shows; `None` shows all.
    pub layer: Option<usize>,
    /// Where it is, from the left top of all of them.
    pub room: Area,
    /// Whether periods are written below it: it is the lowest of its column.
    pub has_foot: bool,
}

/// How small plots may get.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PanelLimits {
    /// The least height of a plot without what is written below it.
    pub lowest: f64,
    /// The least width of a plot.
    pub narrowest: f64,
    /// The height of what is written below the lowest plots.
    pub foot: f64,
}

/// A plot for each of `layers`, below each other as far as there is room, so that the same time is at the same place;
/// then also beside each other. Together they may be higher than the room.
pub fn panels((width, height): (f64, f64), layers: &[usize], limits: PanelLimits) -> Vec<Panel> {
    let PanelLimits { lowest, narrowest, foot } = limits;
    let count = layers.len().max(1);
    let fitting = (((height - foot) / lowest) as usize).max(1);
    let widest = ((width / narrowest) as usize).max(1);
    let columns = count.div_ceil(fitting).clamp(1, widest);
    let rows = count.div_ceil(columns);
    let high = ((height - foot) / rows as f64).max(lowest).floor();
    let wide = (width - GAP * (columns as f64 - 1.0)) / columns as f64;
    let panel = |(n, &layer): (usize, &usize)| {
        // Down the first column, then down the next, as a list is read.
        let (column, row) = (n / rows, n % rows);
        let has_foot = row + 1 == rows || n + 1 == count;
        let (left, top) = (column as f64 * (wide + GAP), row as f64 * high);
        let bottom = top + high + if has_foot { foot } else { 0.0 };
        Panel { layer: Some(layer), room: Area { left, top, right: left + wide, bottom }, has_foot }
    };
    layers.iter().enumerate().map(panel).collect()
}

/// How wide and how high all of them are together.
pub fn extent(panels: &[Panel]) -> (f64, f64) {
    panels.iter().fold((0.0, 0.0), |(width, height), panel| {
        (f64::max(width, panel.room.right), f64::max(height, panel.room.bottom))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_plots_never_overlap_and_fill_the_width() {
        let limits = PanelLimits { lowest: 66.0, narrowest: 300.0, foot: 40.0 };
        for (width, height) in [(380.0, 180.0), (1_000.0, 300.0), (3_800.0, 1_600.0)] {
            for count in [1, 2, 3, 7, 25] {
                let layers: Vec<usize> = (0..count).collect();
                let panels = panels((width, height), &layers, limits);
                let what = format!("{count} on {width}×{height}: {panels:?}");
                assert_eq!(panels.len(), count, "{what}");
                let frame =
                    |panel: &Panel| panel.room.height() - if panel.has_foot { limits.foot } else { 0.0 };
                for (n, a) in panels.iter().enumerate() {
                    assert!(frame(a) >= limits.lowest && a.room.right <= width + 0.5, "{what}");
                    assert!((frame(a) - frame(&panels[0])).abs() < 1e-9, "frames are equally high: {what}");
                    let before = &panels[..n];
                    assert!(
                        before.iter().all(|b| !b.room.expanded(-0.5).touches(&a.room.expanded(-0.5))),
                        "{what}"
                    );
                }
                assert!((extent(&panels).0 - width).abs() < 1.0 || count < 25, "{what}");
                assert!(panels.iter().any(|panel| panel.has_foot), "{what}");
            }
        }
        let three = panels((1_000.0, 300.0), &[0, 1, 2], limits);
        assert!(three.iter().all(|panel| panel.room.left == 0.0), "below each other: {three:?}");
    }
}
