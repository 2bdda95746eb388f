//! Incidents weighed for many totals at once. Totals that speak of the same people differ in their days alone: what
//! was over by the day of a total is summed up once for all of them, and only the rest is looked at for each.

use jiff::ToSpan;
use jiff::civil::Date;

use super::scope::Scope;
use super::tally::{FigureSum, Way};
use crate::analysis::Answers;
use crate::analysis::incident::IncidentView;
use crate::model::Figures;

/// People whose day is known no better than this, in days, are looked at for each total: they are few.
const LONG: i32 = 62;

/// The people whom each of some totals counts if the days allow it.
pub(super) struct Weighing<'v> {
    /// Those whose day is known, in the order of their last days, each with the sum of those before.
    dated: Vec<(People<'v>, FigureSum)>,
    /// The sum of all of these.
    all: FigureSum,
    long: Vec<People<'v>>,
    /// The sum of those without a day, who may lie inside any.
    undated: FigureSum,
}

/// Some people of an incident.
struct People<'v> {
    view: &'v IncidentView,
    figures: Figures,
    death: Option<Date>,
    /// Whether the incident fits for certain.
    is_certain: bool,
    last: Date,
}

impl<'v> Weighing<'v> {
    /// For the totals whose scope is like this one but for the days until which they count, and for what the coder
    /// has taken out of them.
    pub(super) fn new(answers: &'v Answers, like: &Scope) -> Self {
        let (mut dated, mut long, mut undated) = (Vec::new(), Vec::new(), FigureSum::default());
        for view in answers.incidents().map(AsRef::as_ref) {
            let Some((is_certain, asked)) = like.fits(view).zip(like.asked(view)) else { continue };
            for (figures, death) in asked.by_day_of_death() {
                let Some(date) = like.day(view, death) else {
                    undated.move_one(weighed(figures, false), Way::In);
                    continue;
                };
                let (first, last) = (date.first(), date.last());
                let people = People { view, figures, death, is_certain, last };
                if (last - first).get_days() > LONG {
                    long.push(people);
                } else {
                    dated.push((people, like.is_since(date)));
                }
            }
        }
        dated.sort_by_key(|(people, _)| people.last);
        let mut all = FigureSum::default();
        let sum_before = |(people, is_since): (People<'v>, Option<bool>)| {
            let before = all;
            if let Some(is_since) = is_since {
                all.move_one(weighed(people.figures, people.is_certain && is_since), Way::In);
            }
            (people, before)
        };
        let dated = dated.into_iter().map(sum_before).collect();
        Self { dated, all, long, undated }
    }

    /// The sum of those inside a scope out of which the coder has taken nobody.
    pub(super) fn sum(&self, scope: &Scope) -> FigureSum {
        let (first, last) = (scope.as_of.first(), scope.as_of.last());
        let over = self.dated.partition_point(|(people, _)| people.last <= first);
        let mut sum = self.dated.get(over).map_or(self.all, |(_, before)| *before);
        sum.add(&self.undated);
        let until = last.saturating_add(LONG.days());
        let near =
            self.dated[over..].iter().map(|(people, _)| people).take_while(|people| people.last <= until);
        for people in near.chain(&self.long) {
            if let Some(holds) = scope.holds_day(people.view, people.death) {
                sum.move_one(weighed(people.figures, holds && people.is_certain), Way::In);
            }
        }
        sum
    }
}

/// What people come to in a sum of those inside, who may lie outside where that is not certain.
pub(super) fn weighed(figures: Figures, is_certain: bool) -> Figures {
    if is_certain { figures } else { Figures { low: Some(0), best: None, high: figures.high } }
}
