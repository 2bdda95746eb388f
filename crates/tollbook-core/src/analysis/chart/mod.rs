//! The chart as one value: everything that any drawing of it needs, from the bars to the lines, the
//! totals beside them and the active periods of the operations. The window, `series.csv` and the pictures
//! draw this and count nothing themselves.

pub mod axis;
mod caption;
pub mod drawing;
mod hidden;
mod lines;
pub mod span;
mod totals;
mod view;

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;

pub use caption::{Caption, TotalKey};
pub use hidden::{Hidden, Reveal};
pub use lines::{CumulativeStep, Line};
pub use totals::{LineIndex, TotalMark};
pub use view::{Mode, View};

use super::Answers;
use super::counted::Counted;
use super::timeline::{Bar, Grain, Group, Grouping, Period, Query, Sum};
use crate::model::{Colour, ColourSet, Outcome, Project};

/// A group of the legend and of the bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// The group.
    pub group: Group,
    /// Its name.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// Whether it is left out.
    pub hidden: bool,
    /// The first day of an operation.
    pub begins: Option<Date>,
    /// The last day of an operation.
    pub ends: Option<Date>,
}

/// One operation's people of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// The number of its period.
    pub number: i32,
    /// Which of the layers.
    pub layer: usize,
    /// How much of the others lies below it where they are stacked.
    pub base: u64,
    /// What is drawn solid: the best figures.
    pub best: u64,
    /// What is drawn hatched on top: the lows of incidents without best.
    pub hatched: u64,
    /// The sum of the lows.
    pub low: u64,
    /// The sum of the highs; `None` where any is not known.
    pub high: Option<u64>,
    /// How many incidents; none only where a what-if leaves all of them out.
    pub incidents: usize,
    /// How many of them have no best figure.
    pub without_best: u64,
    /// With a what-if, how high it is without the what-if.
    pub without_what_if: Option<u64>,
}

impl Segment {
    /// How high it is.
    pub fn height(&self) -> u64 {
        self.best.saturating_add(self.hatched)
    }

    /// Where it ends where it is stacked.
    pub fn top(&self) -> u64 {
        self.base.saturating_add(self.height())
    }
}

/// The people of one period, of all operations that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The number of its period.
    pub number: i32,
    /// Its segments, lowest first.
    pub segments: Range<usize>,
    /// How high they are together.
    pub height: u64,
    /// Whether some incident in it has no best figure.
    pub at_least: bool,
    /// The sum of the lows.
    pub low: u64,
    /// The sum of the highs; `None` where any is not known.
    pub high: Option<u64>,
    /// With a what-if, how high it is without the what-if.
    pub without_what_if: Option<u64>,
}

/// What the chart draws.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub view: View,
    /// How long the periods are.
    pub grain: Grain,
    /// By what people are grouped.
    pub grouping: Grouping,
    /// What happened to the people: the chart draws one outcome at a time.
    pub outcome: Outcome,
    /// The operations, lowest in the stack first: in the order in which they began.
    pub layers: Vec<Layer>,
    /// The periods that are shown and have a bar, earliest first.
    pub columns: Vec<Column>,
    /// The segments of all columns.
    pub segments: Vec<Segment>,
    /// Sums from the beginning on: of each operation that is shown, then of scopes of totals that are
    /// more or less than one operation.
    pub lines: Vec<Line>,
    /// The totals that can be compared, each on a line. Only for a cumulative chart that shows them.
    pub totals: Vec<TotalMark>,
    /// The first and the last period that are asked for; `None` is all.
    pub within: Option<(i32, i32)>,
    /// The first and the last period that have a bar, whether shown or not.
    pub extent: Option<(i32, i32)>,
}

impl Chart {
    /// The chart of what is `counted`. `without_what_if` is what is counted without it, where there is a what-if.
    pub fn build(
        project: &Project,
        answers: &Answers,
        query: &Query,
        view: View,
        counted: &Counted,
        without_what_if: Option<&Counted>,
    ) -> Self {
        let outcome = query.outcomes.first().copied().unwrap_or(Outcome::Killed);
        let layers = layers(project, query, counted, without_what_if);
        let sums = sums(outcome, &layers, counted, without_what_if);
        let mut chart = Self {
            view,
            grain: query.grain,
            grouping: query.grouping,
            outcome,
            columns: Vec::new(),
            segments: Vec::with_capacity(sums.len()),
            lines: lines::of_operations(&layers, &sums, without_what_if.is_some()),
            layers,
            totals: Vec::new(),
            within: query.within.map(|within| within.periods(query.grain)),
            extent: sums.first().zip(sums.last()).map(|(((first, _), _), ((last, _), _))| (*first, *last)),
        };
        for ((number, layer), sum) in sums {
            if chart.within.is_none_or(|(first, last)| (first..=last).contains(&number)) {
                chart.add_segment(number, layer, sum);
            }
        }
        if view.mode == Mode::Cumulative && view.totals {
            totals::add_totals(&mut chart, project, answers, query);
        }
        chart
    }

    fn add_segment(&mut self, number: i32, layer: usize, (sum, without_what_if): Pair<'_>) {
        let at = self.segments.len();
        if self.columns.last().is_none_or(|column| column.number != number) {
            let high = Some(0);
            self.columns.push(Column { number, segments: at..at, high, ..Column::default() });
        }
        let Some(column) = self.columns.last_mut() else { return };
        let mut segment =
            Segment { number, layer, base: column.height, without_what_if, ..Segment::default() };
        segment.high = Some(0);
        if let Some(sum) = sum {
            segment.best = sum.best.unwrap_or(0);
            segment.hatched = sum.hatched;
            segment.low = sum.low.unwrap_or(0);
            segment.high = sum.high;
            segment.incidents = sum.incidents.len();
            segment.without_best = sum.without_best;
            column.at_least |= sum.without_best > 0;
        }
        column.segments.end = at + 1;
        column.height = segment.top();
        column.low = column.low.saturating_add(segment.low);
        column.high = plus(column.high, segment.high);
        column.without_what_if =
            without_what_if.map(|height| column.without_what_if.unwrap_or(0).saturating_add(height));
        self.segments.push(segment);
    }

    /// The bar that a segment is.
    pub fn bar(&self, segment: usize) -> Option<Bar> {
        let segment = self.segments.get(segment)?;
        let period = Period { grain: self.grain, number: segment.number };
        let group = self.layers.get(segment.layer)?.group.clone();
        Some(Bar { outcome: self.outcome, group, period })
    }

    /// The columns of the periods `first` to `last`.
    pub fn between(&self, first: i32, last: i32) -> &[Column] {
        let from = self.columns.partition_point(|column| column.number < first);
        let to = self.columns.partition_point(|column| column.number <= last);
        self.columns.get(from..to).unwrap_or_default()
    }

    /// The segment of a layer in a period.
    pub fn segment_at(&self, layer: usize, number: i32) -> Option<usize> {
        let column = self.between(number, number).first()?;
        let own = self.segments.get(column.segments.clone())?;
        Some(column.segments.start + own.binary_search_by_key(&layer, |segment| segment.layer).ok()?)
    }

    /// The line of a layer.
    pub fn line(&self, layer: usize) -> Option<&Line> {
        self.lines.iter().find(|line| line.layer == Some(layer))
    }

    /// The step of its layer's line that a segment is.
    pub fn step_of(&self, segment: &Segment) -> Option<&CumulativeStep> {
        self.line(segment.layer)?.at(segment.number)
    }

    /// The most segments that one period has; at least one.
    pub fn beside(&self) -> usize {
        self.columns.iter().map(|column| column.segments.len()).max().unwrap_or(0).max(1)
    }

    /// The highest count that is drawn in the periods `first` to `last`.
    pub fn highest(&self, first: i32, last: i32) -> u64 {
        let reach = |height: u64, high: Option<u64>, without_what_if: Option<u64>| {
            height.max(without_what_if.unwrap_or(0)).max(high.filter(|_| self.view.spread).unwrap_or(0))
        };
        let columns = self.between(first, last);
        let highest = match self.view.mode {
            Mode::Stacked => {
                columns.iter().map(|column| reach(column.height, column.high, column.without_what_if)).max()
            }
            Mode::SideBySide | Mode::SmallMultiples => {
                let segments = columns.iter().flat_map(|column| &self.segments[column.segments.clone()]);
                segments.map(|segment| reach(segment.height(), segment.high, segment.without_what_if)).max()
            }
            Mode::Cumulative => {
                let steps = self.lines.iter().filter_map(|line| line.at(last));
                let lines = steps.map(|step| reach(step.count, step.high, step.without_what_if));
                let seen = self.totals.iter().filter(|total| (first..=last).contains(&total.number));
                lines.chain(seen.map(TotalMark::height)).max()
            }
        };
        highest.unwrap_or(0)
    }

    /// The segment that a bar is, if it is drawn.
    pub fn segment(&self, bar: &Bar) -> Option<usize> {
        let layer = self.layers.iter().position(|layer| layer.group == bar.group)?;
        let same = bar.outcome == self.outcome && bar.period.grain == self.grain;
        self.segment_at(layer, bar.period.number).filter(|_| same)
    }

    /// The operations that are shown.
    pub fn shown(&self) -> impl Iterator<Item = (usize, &Layer)> {
        self.layers.iter().enumerate().filter(|(_, layer)| !layer.hidden)
    }
}

fn plus(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    Some(a?.saturating_add(b?))
}

/// What is counted in a bar, and with a what-if its height without the what-if.
type Pair<'a> = (Option<&'a Sum>, Option<u64>);

/// The bars, in the order of their periods and layers.
type Sums<'a> = Vec<((i32, usize), Pair<'a>)>;

fn layers(
    project: &Project,
    query: &Query,
    counted: &Counted,
    without_what_if: Option<&Counted>,
) -> Vec<Layer> {
    let mut groups: Vec<&Group> = counted.timeline.groups.keys().collect();
    groups.extend(
        without_what_if.into_iter().flat_map(|without_what_if| without_what_if.timeline.groups.keys()),
    );
    groups.sort_unstable();
    groups.dedup();
    let mut layers: Vec<Layer> =
        groups.into_iter().filter_map(|group| layer(project, query, group)).collect();
    // Operations in the order in which they began, others by name; what is not set comes last.
    layers.sort_by_cached_key(|layer| {
        let begins = (layer.begins.is_none(), layer.begins);
        (begins, layer.group.is_blank(), layer.name.to_lowercase(), layer.group.clone())
    });
    let is_own = |layer: &Layer| layer.group.operation().is_some();
    for (n, layer) in layers.iter_mut().enumerate().filter(|(_, layer)| !is_own(layer)) {
        layer.colour = if layer.group.is_blank() { NOT_SET } else { ColourSet::LAYERS.nth(n) };
    }
    layers
}

/// The colour of what is not set.
const NOT_SET: Colour = Colour::rgb(0x8c_8c_8c);

fn layer(project: &Project, query: &Query, group: &Group) -> Option<Layer> {
    let operation = match group.operation() {
        Some(id) => Some(project.operations.get(id)?),
        None => None,
    };
    Some(Layer {
        group: group.clone(),
        name: group.name(project),
        colour: operation.map_or(NOT_SET, |operation| operation.colour),
        hidden: query.hidden.contains(group),
        begins: operation.and_then(|operation| operation.begins),
        ends: operation.and_then(|operation| operation.ends),
    })
}

fn sums<'a>(
    outcome: Outcome,
    layers: &[Layer],
    counted: &'a Counted,
    without_what_if: Option<&'a Counted>,
) -> Sums<'a> {
    let layer_of: HashMap<&Group, usize> =
        layers.iter().enumerate().map(|(n, layer)| (&layer.group, n)).collect();
    let bars = counted.timeline.bars.iter();
    let bars = bars.map(|(bar, sum)| (bar, (Some(sum), without_what_if.map(|_| 0))));
    let others = without_what_if.into_iter().flat_map(|counted| &counted.timeline.bars);
    let others = others.map(|(bar, sum)| (bar, (None, Some(sum.height()))));
    let mut latest: Option<(&Group, Option<usize>)> = None;
    let mut sums = Sums::with_capacity(counted.timeline.bars.len());
    for (bar, pair) in bars.chain(others).filter(|(bar, _)| bar.outcome == outcome) {
        // The bars of a group follow each other.
        let layer = match latest {
            Some((group, layer)) if *group == bar.group => layer,
            _ => layer_of.get(&bar.group).copied(),
        };
        latest = Some((&bar.group, layer));
        sums.extend(layer.map(|layer| ((bar.period.number, layer), pair)));
    }
    // What is counted stays before what is without the what-if.
    sums.sort_by_key(|(place, _)| *place);
    sums.dedup_by(|(place, (_, height)), (kept, (_, without_what_if))| {
        let is_same = place == kept;
        if is_same {
            *without_what_if = *height;
        }
        is_same
    });
    sums
}

#[cfg(test)]
mod tests;
