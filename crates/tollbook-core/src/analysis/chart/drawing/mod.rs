//! The chart laid out: from its values, a stretch of time and a size to shapes and labels in points. The window
//! and every format of pictures draw these and place nothing themselves.
//!
//! A [`Plot`] is one pair of axes with what stands on them; a [`Page`] is a whole picture with its title, legend
//! and notes.

mod active_periods;
mod axes;
mod bars;
pub mod figures;
mod labels;
mod lines;
mod page;
mod panels;
mod plot;
mod shape;
mod totals;

pub use page::{Page, PageSize};
pub use panels::{Panel, PanelLimits, extent, panels};
pub use plot::{BarArea, Plot, PlotRequest};
pub use shape::{Anchor, Area, ColourRole, Drawing, Font, Label, Measure, Paint, Point, Shape, Step, Stroke};
pub use totals::total_mark;

#[cfg(test)]
mod tests;
