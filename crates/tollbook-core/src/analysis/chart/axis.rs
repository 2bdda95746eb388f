//! What stands along the axes: whole numbers upward, periods and years to the right, never one
//! over another.

use super::span::{Span, begins};
use crate::analysis::timeline::{Grain, Period};
use crate::analysis::wording;

/// The counts that are written along the axis, from 0, and the highest that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// From one to the next.
    pub step: u64,
    /// The top of the axis.
    pub top: u64,
}

impl Counts {
    /// Whole numbers for counts up to `highest`, on a height that has room for `rooms` of them.
    pub fn up_to(highest: u64, rooms: usize) -> Self {
        let highest = highest.max(1);
        let rooms = rooms.max(1) as u64;
        let mut power: u64 = 1;
        let step = 'found: loop {
            for factor in [1, 2, 5] {
                let step = power.saturating_mul(factor);
                if highest.div_ceil(step) <= rooms {
                    break 'found step;
                }
            }
            power = power.saturating_mul(10);
        };
        Self { step, top: highest.div_ceil(step).saturating_mul(step) }
    }

    /// The counts that are written.
    pub fn marks(&self) -> impl Iterator<Item = u64> {
        (0..=self.top / self.step).map(|n| n * self.step)
    }
}

/// Something written along the axis of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Its middle, in points from the left of the plot.
    pub middle: f32,
    /// What is written.
    pub text: String,
    /// Whether it names a year below periods, in the second row.
    pub second_row: bool,
}

/// What is drawn along the axis of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// What is written.
    pub labels: Vec<Label>,
    /// Where years begin, in points from the left; drawn as faint lines.
    pub years: Vec<f32>,
}

/// Between one label and the next, in points.
const GAP: f32 = 10.0;

/// How far a label may reach beyond the plot, in points.
const EDGE: f32 = 6.0;

/// Steps from label to label: periods of a year first, then years.
const YEAR_STEPS: [i32; 10] = [1, 2, 5, 10, 20, 25, 50, 100, 500, 1_000];

impl Times {
    /// What is drawn under a plot of `width` points that shows `span`. `measure` says how wide a
    /// text is.
    pub fn lay_out(span: Span, grain: Grain, width: f32, measure: &dyn Fn(&str) -> f32) -> Self {
        if span.years() <= 0.0 || width <= 0.0 {
            return Self::default();
        }
        let per_point = span.years() / f64::from(width);
        let at = |years: f64| ((years - span.from) / per_point) as f32;
        let slot = (1.0 / f64::from(grain.per_year()) / per_point) as f32;
        let year = (1.0 / per_point) as f32;
        let widest_year = measure("2000");

        let steps: &[i32] = match grain {
            Grain::Month => &[1, 2, 3, 6],
            Grain::Quarter => &[1, 2],
            Grain::Year => &[],
        };
        let widest = match grain {
            Grain::Month => measure("May").max(measure("Nov")).max(measure("Dec")),
            Grain::Quarter => measure("Q4"),
            Grain::Year => widest_year,
        };
        let step = steps.iter().copied().find(|step| slot * *step as f32 >= widest + GAP);
        let year_step = YEAR_STEPS
            .into_iter()
            .find(|years| year * *years as f32 >= widest_year + GAP)
            .unwrap_or(YEAR_STEPS[YEAR_STEPS.len() - 1]);

        let mut times = Self::default();
        let (first, last) = span.periods(grain);
        if let Some(step) = step {
            for number in first..=last {
                if number.rem_euclid(grain.per_year()) % step == 0 {
                    let middle = at(begins(number, grain)) + slot / 2.0;
                    let text = wording::short(Period { grain, number });
                    times.add_label(Label { middle, text, second_row: false }, width, measure);
                }
            }
        }
        let (first, last) = span.periods(Grain::Year);
        for number in first..=last {
            let begin = at(f64::from(number));
            if number.rem_euclid(year_step) == 0 && begin >= 0.0 && begin <= width && grain != Grain::Year {
                times.years.push(begin);
            }
            if number.rem_euclid(year_step) != 0 {
                continue;
            }
            let text = wording::short(Period { grain: Grain::Year, number });
            // A year is named in the middle of what is seen of it, a round one of several where
            // its first period stands.
            let middle = match (grain, year_step) {
                (Grain::Year, _) => begin + slot / 2.0,
                (_, 1) => (begin.max(0.0) + (begin + year).min(width)) / 2.0,
                _ => begin + measure(&text) / 2.0 + 3.0,
            };
            times.add_label(Label { middle, text, second_row: step.is_some() }, width, measure);
        }
        times
    }

    /// How many rows of labels there are.
    pub fn rows(&self) -> usize {
        if self.labels.iter().any(|label| label.second_row) { 2 } else { 1 }
    }

    /// Adds a label if it fits into the width and leaves the one before it alone.
    fn add_label(&mut self, label: Label, width: f32, measure: &dyn Fn(&str) -> f32) {
        let half = measure(&label.text) / 2.0;
        let before = self.labels.iter().rev().find(|other| other.second_row == label.second_row);
        let free = before.map_or(-EDGE, |other| other.middle + measure(&other.text) / 2.0 + GAP / 2.0);
        if label.middle - half >= free && label.middle + half <= width + EDGE {
            self.labels.push(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(text: &str) -> f32 {
        text.chars().count() as f32 * 7.0
    }

    #[test]
    fn counts_are_whole_and_end_above_the_highest() {
        for (highest, rooms, step, top) in [
            (0, 5, 1, 1),
            (1, 5, 1, 1),
            (3, 5, 1, 3),
            (13, 5, 5, 15),
            (13, 20, 1, 13),
            (7, 1, 10, 10),
            (100_000, 4, 50_000, 100_000),
            (9_999_999_999, 4, 5_000_000_000, 10_000_000_000),
        ] {
            assert_eq!(Counts::up_to(highest, rooms), Counts { step, top }, "{highest} in {rooms}");
        }
        assert_eq!(Counts::up_to(13, 5).marks().collect::<Vec<_>>(), [0, 5, 10, 15]);
    }

    #[test]
    fn labels_never_overlap_at_any_width_and_zoom() {
        for grain in Grain::ALL.iter().copied() {
            for width in [60.0, 200.0, 400.0, 1_000.0, 3_800.0] {
                for years in [0.25, 0.5, 1.0, 2.0, 7.0, 20.0, 60.0, 400.0, 2_000.0] {
                    for shift in [0.0, 0.3, 0.77] {
                        let span = Span { from: 1_960.0 + shift, to: 1_960.0 + shift + years };
                        let times = Times::lay_out(span, grain, width, &measure);
                        let what = format!("{grain} on {width} points for {years} years from {shift}");
                        for row in [false, true] {
                            let ends: Vec<(f32, f32)> = times
                                .labels
                                .iter()
                                .filter(|label| label.second_row == row)
                                .map(|label| {
                                    let half = measure(&label.text) / 2.0;
                                    (label.middle - half, label.middle + half)
                                })
                                .collect();
                            assert!(ends.windows(2).all(|pair| pair[0].1 < pair[1].0), "{what}: {ends:?}");
                        }
                        if width >= 200.0 && years >= 1.0 {
                            assert!(!times.labels.is_empty(), "{what}: nothing is written");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn months_are_named_where_there_is_room_and_years_below() {
        let texts = |span, width, second_row| {
            let times = Times::lay_out(span, Grain::Month, width, &measure);
            let row = times.labels.into_iter().filter(|label| label.second_row == second_row);
            row.map(|label| label.text).collect::<Vec<_>>().join(" ")
        };
        let two_years = Span { from: 2_019.0, to: 2_021.0 };
        assert_eq!(texts(two_years, 400.0, false), "Jan Mar May Jul Sep Nov Jan Mar May Jul Sep Nov");
        assert_eq!(texts(two_years, 400.0, true), "2019 2020");
        let sixty = Span { from: 1_960.0, to: 2_020.0 };
        assert_eq!(texts(sixty, 400.0, false), "1960 1970 1980 1990 2000 2010");
        assert_eq!(texts(sixty, 400.0, true), "");
    }
}
