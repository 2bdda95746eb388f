//! Shapes of our own as an item of a plot: laid out by the chart, clipped and ordered by the plot.

use std::ops::RangeInclusive;

use eframe::egui::{Color32, Shape, Ui};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotTransform};

/// Shapes that know where they are on the screen.
pub struct PlacedShapes {
    base: PlotItemBase,
    shapes: Vec<Shape>,
}

impl PlacedShapes {
    /// An item of these shapes.
    pub fn new(shapes: Vec<Shape>) -> Self {
        Self { base: PlotItemBase::new("figures".to_owned()), shapes }
    }
}

impl PlotItem for PlacedShapes {
    fn shapes(&self, _: &Ui, _: &PlotTransform, shapes: &mut Vec<Shape>) {
        shapes.extend(self.shapes.iter().cloned());
    }

    fn initialize(&mut self, _: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    fn allow_hover(&self) -> bool {
        false
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}
