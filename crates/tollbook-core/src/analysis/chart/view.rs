//! How the chart is drawn.

use serde::{Deserialize, Serialize};

use crate::model::words::words;

words! {
    /// What is drawn for a period and an operation.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(rename_all = "kebab-case")]
    pub enum Mode ("stacked, side by side, small multiples or cumulative") {
        /// A bar for each period, the operations on top of each other.
        #[default]
        Stacked = "stacked",
        /// A bar for each period and operation.
        SideBySide = "side by side",
        /// A small chart for each operation, on one scale.
        SmallMultiples = "small multiples",
        /// Sums from the beginning on, a line of steps for each operation.
        Cumulative = "cumulative",
    }
}

/// How the chart is drawn. Nothing of it changes what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Bars or lines.
    pub mode: Mode,
    /// Whether low and high are drawn: whiskers on bars, bands on lines.
    pub spread: bool,
    /// Whether totals are drawn on cumulative lines.
    pub totals: bool,
    /// Whether the time from an operation's first day to its last is shaded.
    #[serde(alias = "lives")]
    pub active_periods: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { mode: Mode::Stacked, spread: false, totals: true, active_periods: false }
    }
}

impl View {
    /// What is said where low and high are drawn.
    pub const SPREAD_NOTE: &str =
        "Low and high are sums of every incident's low and high: together they overstate the spread.";
}
