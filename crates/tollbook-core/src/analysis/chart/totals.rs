//! Totals beside the lines: each on the line of its own scope, never added to one.

use super::lines::{CumulativeStep, Line};
use super::{Chart, plus};
use crate::analysis::Answers;
use crate::analysis::timeline::{self, Grain, Query};
use crate::analysis::totals::{self, Comparison, Group, Verdict};
use crate::model::{AnnotationId, Claim, Figures, OperationId, Project};

/// On which line a total stands.
pub type LineIndex = usize;

/// A total as it is drawn: a hollow mark at what it reports, in the period on whose days it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalMark {
    /// The total.
    pub annotation: AnnotationId,
    /// The number of the period.
    pub number: i32,
    /// On which of the chart's lines it stands.
    pub line: LineIndex,
    /// What it says.
    pub reported: Figures,
    /// What is counted in its scope.
    pub counted: Figures,
    /// What comes of that.
    pub verdict: Verdict,
}

impl TotalMark {
    /// How high the mark stands.
    pub fn height(&self) -> u64 {
        self.reported.best.or(self.reported.low).or(self.reported.high).unwrap_or(0)
    }

    /// The difference, written out: `38 reported, 25 more than recorded here`.
    pub fn words(&self) -> String {
        match self.verdict {
            Verdict::MoreReported(n) => format!("{} reported, {n} more than recorded here", self.reported),
            verdict => format!("{} reported, {verdict}", self.reported),
        }
    }
}

/// The scope in words: `Serval and Barkhane, in combat`.
fn name(project: &Project, query: &Query, claim: &Claim) -> String {
    let operations = claim.operations.iter().map(|&id| project.operation_name(Some(id)));
    let areas = claim.scope_areas.iter().map(|&id| project.entry_name(Some(id)));
    let places = operations.chain(claim.scope_countries.iter().map(String::as_str)).chain(areas);
    let mut name = places.collect::<Vec<_>>().join(" and ");
    let one_side = query.sides.as_ref().is_some_and(|sides| sides.len() == 1);
    let side = claim.side.filter(|_| !one_side);
    for word in [side, claim.definition].into_iter().flatten().map(|id| project.entry_name(Some(id))) {
        name = format!("{name}, {word}");
    }
    name
}

/// Puts the totals that concern the chart onto it, and the lines that they need.
pub(super) fn add_totals(chart: &mut Chart, project: &Project, answers: &Answers, query: &Query) {
    for (group, line) in answers.totals.lines() {
        let Group { operations, countries, areas, side, outcome, .. } = group;
        let is_hidden = |id: &OperationId| query.hidden.contains(&timeline::Group::Operation(*id));
        let all_hidden = !operations.is_empty() && operations.iter().all(is_hidden);
        let asked = *outcome == chart.outcome
            && query.sides.as_ref().is_none_or(|sides| sides.contains(&Some(*side)))
            && !all_hidden;
        let totals: Vec<&Comparison> = line.totals.iter().filter_map(|id| answers.totals.get(*id)).collect();
        let Some(last) = totals.last().filter(|_| asked) else { continue };
        let Some(claim) = project.claims.get(last.annotation) else { continue };
        let steps = steps(chart.grain, line);
        let until = last.as_of.map_or(i32::MAX, |date| chart.grain.period(date.last()).number);
        let own = operations.len() == 1 && countries.is_empty() && areas.is_empty();
        let fits = |line: &Line| {
            let of_it = match line.layer.and_then(|layer| chart.layers.get(layer)) {
                Some(layer) => {
                    let operation = layer.group.operation();
                    own && !layer.hidden && operation.is_some_and(|id| operations.contains(&id))
                }
                // Other words for the same people, as far as is counted.
                None => line.steps.last().is_some(),
            };
            of_it && is_same(&line.steps, &steps, until)
        };
        let line = chart.lines.iter().position(fits).unwrap_or_else(|| {
            chart.lines.push(Line { layer: None, name: name(project, query, claim), steps });
            chart.lines.len() - 1
        });
        chart.totals.extend(totals.into_iter().filter_map(|compared| {
            Some(TotalMark {
                annotation: compared.annotation,
                number: chart.grain.period(compared.as_of?.last()).number,
                line,
                reported: compared.reported,
                counted: compared.counted,
                verdict: compared.verdict,
            })
        }));
    }
    sort(chart);
}

/// Puts the totals of a line one after the other, earliest first, so that the key can tell them together.
fn sort(chart: &mut Chart) {
    chart.totals.sort_by_key(|total| (total.line, total.number, total.height(), total.annotation));
}

/// Whether two lines count the same up to a period.
fn is_same(a: &[CumulativeStep], b: &[CumulativeStep], until: i32) -> bool {
    let steps = |steps: &[CumulativeStep]| -> Vec<(i32, u64)> {
        let early = steps.iter().filter(|step| step.number <= until);
        early.map(|step| (step.number, step.count)).collect()
    };
    steps(a) == steps(b)
}

/// The steps of a line, a day's people in the period of that day.
fn steps(grain: Grain, line: &totals::Line) -> Vec<CumulativeStep> {
    let mut steps: Vec<CumulativeStep> = Vec::new();
    for (day, tally) in &line.days {
        let number = grain.period(*day).number;
        let mut step = steps.pop_if(|last| last.number == number).or(steps.last().copied());
        let step = step.get_or_insert(CumulativeStep::zero(false));
        let figures = tally.figures();
        step.number = number;
        step.low = step.low.saturating_add(figures.low.unwrap_or(0));
        step.count = step.count.saturating_add(tally.height());
        step.high = plus(step.high, figures.high);
        step.at_least |= figures.best.is_none();
        steps.push(*step);
    }
    steps
}
