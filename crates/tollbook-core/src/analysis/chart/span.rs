//! The stretch of time in view.

use crate::analysis::timeline::{DaySpan, Grain, Period};

/// A stretch of time, in years and their fractions, so that it stays where it is when the grain
/// changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// Where a period begins, in years.
pub fn begins(number: i32, grain: Grain) -> f64 {
    f64::from(number) / f64::from(grain.per_year())
}

/// How many periods are laid out at least, so that one bar alone is not as wide as the window.
fn fewest(grain: Grain) -> i32 {
    match grain {
        Grain::Month => 12,
        Grain::Quarter => 8,
        Grain::Year => 8,
    }
}

impl Span {
    /// The stretch that a question asks for, in whole periods.
    pub fn in_whole_periods(within: DaySpan, grain: Grain) -> Self {
        let (first, last) = within.periods(grain);
        Self { from: begins(first, grain), to: begins(last + 1, grain) }
    }

    /// The days of the periods of which some lies in the stretch.
    pub fn within(&self, grain: Grain) -> DaySpan {
        let (first, last) = self.periods(grain);
        DaySpan { from: Period { grain, number: first }.start(), to: Period { grain, number: last }.end() }
    }

    /// All of the periods `first` to `last`, with half a period of air on both sides.
    pub fn all(first: i32, last: i32, grain: Grain) -> Self {
        let periods = last - first + 1;
        let air = f64::from((fewest(grain) - periods).max(1)) / 2.0 / f64::from(grain.per_year());
        Self { from: begins(first, grain) - air, to: begins(last + 1, grain) + air }
    }

    /// How long it is, in years.
    pub fn years(&self) -> f64 {
        self.to - self.from
    }

    /// The same stretch moved by so many years, inside `limits`.
    pub fn moved(self, years: f64, limits: Self) -> Self {
        Self { from: self.from + years, to: self.to + years }.inside(limits)
    }

    /// The stretch made `factor` times as long around the moment `about`, inside `limits`, and
    /// never shorter than three periods.
    pub fn scaled(self, factor: f64, about: f64, limits: Self, grain: Grain) -> Self {
        let shortest = 3.0 / f64::from(grain.per_year());
        let years = (self.years() * factor).max(shortest).min(limits.years());
        let share = if self.years() > 0.0 { (about - self.from) / self.years() } else { 0.5 };
        let from = about - share.clamp(0.0, 1.0) * years;
        Self { from, to: from + years }.inside(limits)
    }

    /// The stretch from one moment to another, whichever comes first.
    pub fn between(a: f64, b: f64) -> Self {
        Self { from: a.min(b), to: a.max(b) }
    }

    /// The stretch moved so that the period `number` is in it.
    pub fn showing(self, number: i32, grain: Grain, limits: Self) -> Self {
        let (first, last) = (begins(number, grain), begins(number + 1, grain));
        if first < self.from {
            self.moved(first - self.from, limits)
        } else if last > self.to {
            self.moved(last - self.to, limits)
        } else {
            self
        }
    }

    /// Moved, and if need be cut, so that it lies inside `limits`.
    pub fn inside(self, limits: Self) -> Self {
        if self.years() >= limits.years() {
            return limits;
        }
        let back = (limits.from - self.from).max(0.0) - (self.to - limits.to).max(0.0);
        Self { from: self.from + back, to: self.to + back }
    }

    /// The first and the last period of which some lies in the stretch.
    pub fn periods(&self, grain: Grain) -> (i32, i32) {
        let per_year = f64::from(grain.per_year());
        // A hair over the edge is the edge.
        let (from, to) = (self.from * per_year + 1e-6, self.to * per_year - 1e-6);
        (from.floor() as i32, to.ceil() as i32 - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_period_alone_has_air_around_it() {
        let all = Span::all(24_000, 24_000, Grain::Month);
        assert!((all.years() - 1.0).abs() < 1e-9, "{all:?}");
        assert!((all.from + all.to - 4_000.0 - 1.0 / 12.0).abs() < 1e-9, "in the middle: {all:?}");
        let all = Span::all(2_000, 2_059, Grain::Year);
        assert_eq!(all, Span { from: 1_999.5, to: 2_060.5 });
    }

    #[test]
    fn zooming_keeps_what_is_under_the_pointer_and_stays_inside() {
        let limits = Span { from: 2_000.0, to: 2_020.0 };
        let near = limits.scaled(0.5, 2_005.0, limits, Grain::Month);
        assert_eq!(near, Span { from: 2_002.5, to: 2_012.5 });
        assert_eq!(near.scaled(100.0, 2_005.0, limits, Grain::Month), limits);
        let least = near.scaled(0.0, 2_005.0, limits, Grain::Month);
        assert!((least.years() - 0.25).abs() < 1e-9);
        assert_eq!(near.moved(100.0, limits), Span { from: 2_010.0, to: 2_020.0 });
        assert_eq!(near.moved(-100.0, limits), Span { from: 2_000.0, to: 2_010.0 });
    }

    #[test]
    fn a_period_is_brought_into_view_and_no_further() {
        let limits = Span { from: 2_000.0, to: 2_020.0 };
        let view = Span { from: 2_005.0, to: 2_010.0 };
        assert_eq!(view.showing(2_007, Grain::Year, limits), view);
        assert_eq!(view.showing(2_010, Grain::Year, limits), Span { from: 2_006.0, to: 2_011.0 });
        assert_eq!(view.showing(2_001, Grain::Year, limits), Span { from: 2_001.0, to: 2_006.0 });
    }

    #[test]
    fn a_stretch_is_asked_for_in_days_and_comes_back_in_whole_periods() {
        let view = Span { from: 2_000.5, to: 2_001.9 };
        let within = view.within(Grain::Quarter);
        assert_eq!(
            (within.from.to_string(), within.to.to_string()),
            ("2000-07-01".into(), "2001-12-31".into())
        );
        assert_eq!(Span::in_whole_periods(within, Grain::Quarter), Span { from: 2_000.5, to: 2_002.0 });
    }

    #[test]
    fn periods_that_are_cut_by_the_edge_are_in_view() {
        let view = Span { from: 2_000.5, to: 2_002.0 };
        assert_eq!(view.periods(Grain::Year), (2_000, 2_001));
        assert_eq!(view.periods(Grain::Quarter), (8_002, 8_007));
    }
}
