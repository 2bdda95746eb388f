//! Totals beside the lines: each on the line of its own scope, never added to one.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Line, Rung};
use super::{Chart, plus};
use crate::analysis::Answers;
use crate::analysis::timeline::Query;
use crate::analysis::totals::{Compared, Verdict, totals};
use crate::model::{AnnotationId, Claim, EntryId, Figures, IncidentId, OperationId, Project};

/// On which line a total stands.
pub type OfLine = usize;

/// A total as it is drawn: a hollow mark at what it reports, in the period on whose days it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalMark {
    /// The total.
    pub annotation: AnnotationId,
    /// The number of the period.
    pub number: i32,
    /// On which of the chart's lines it stands.
    pub line: OfLine,
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

    /// The difference, as short as it can be said: `38: +25`.
    pub fn short(&self) -> String {
        match self.verdict {
            Verdict::NotInCorpus(n) => format!("{}: +{n}", self.reported),
            Verdict::FewerReported(n) => format!("{}: −{n}", self.reported),
            Verdict::Agrees | Verdict::AgreesWithinRange | Verdict::NotComparable(_) => {
                self.reported.to_string()
            }
        }
    }

    /// The difference, written out: `38: 25 not in the corpus`.
    pub fn words(&self) -> String {
        format!("{}: {}", self.reported, self.verdict)
    }
}

/// What a total speaks of; totals with equal scopes stand on one line.
type Scope<'a> = (BTreeSet<OperationId>, Vec<&'a str>, BTreeSet<EntryId>, Option<EntryId>, Option<EntryId>);

fn scope(claim: &Claim) -> Scope<'_> {
    let countries = claim.scope_countries.iter().map(String::as_str).collect();
    let areas = claim.scope_areas.iter().copied().collect();
    (claim.operations.iter().copied().collect(), countries, areas, claim.side, claim.definition)
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
pub(super) fn put(chart: &mut Chart, project: &Project, answers: &Answers, query: &Query) {
    let mut scopes: BTreeMap<Scope<'_>, Vec<(&Claim, Compared)>> = BTreeMap::new();
    for compared in totals(project, answers) {
        let Some(claim) = project.claims.get(compared.annotation) else { continue };
        let all_hidden =
            !claim.operations.is_empty() && claim.operations.iter().all(|id| query.hidden.contains(id));
        let asked = claim.outcome == Some(chart.outcome)
            && query.sides.as_ref().is_none_or(|sides| sides.contains(&claim.side))
            && !all_hidden
            && !matches!(compared.verdict, Verdict::NotComparable(_));
        if asked && compared.as_of.is_some() {
            scopes.entry(scope(claim)).or_default().push((claim, compared));
        }
    }
    for (_, mut totals) in scopes {
        totals.sort_by_key(|(_, compared)| (compared.as_of.map(|date| date.last()), compared.annotation));
        let Some((claim, _)) = totals.last() else { continue };
        let rungs = rungs(chart, answers, claim, &totals);
        let last = totals.last().and_then(|(_, compared)| compared.as_of);
        let until = last.map_or(i32::MAX, |date| chart.grain.period(date.last()).number);
        let own =
            claim.operations.len() == 1 && claim.scope_countries.is_empty() && claim.scope_areas.is_empty();
        let fits = |line: &Line| {
            let of_it = match line.layer.and_then(|layer| chart.layers.get(layer)) {
                Some(layer) => own && !layer.hidden && claim.operations.contains(&layer.operation),
                // Other words for the same people, as far as is counted.
                None => line.rungs.last().is_some(),
            };
            of_it && is_same(&line.rungs, &rungs, until)
        };
        let line = chart.lines.iter().position(fits).unwrap_or_else(|| {
            chart.lines.push(Line { layer: None, name: name(project, query, claim), rungs });
            chart.lines.len() - 1
        });
        chart.totals.extend(totals.into_iter().filter_map(|(_, compared)| {
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
}

/// Whether two lines count the same up to a period.
fn is_same(a: &[Rung], b: &[Rung], until: i32) -> bool {
    let steps = |rungs: &[Rung]| -> Vec<(i32, u64)> {
        let early = rungs.iter().filter(|rung| rung.number <= until);
        early.map(|rung| (rung.number, rung.count)).collect()
    };
    steps(a) == steps(b)
}

/// The line of the incidents inside the scope of any of these totals, which have one scope.
fn rungs(chart: &Chart, answers: &Answers, claim: &Claim, totals: &[(&Claim, Compared)]) -> Vec<Rung> {
    let inside: BTreeSet<IncidentId> =
        totals.iter().flat_map(|(_, compared)| compared.inside.iter().copied()).collect();
    let mut by_period: BTreeMap<i32, Vec<Figures>> = BTreeMap::new();
    for view in inside.into_iter().filter_map(|id| answers.incident(id)) {
        let people = view
            .estimates
            .iter()
            .filter(|estimated| (estimated.side, Some(estimated.outcome)) == (claim.side, claim.outcome));
        if let Some(date) = view.date.value {
            let number = chart.grain.period(date.first()).number;
            by_period.entry(number).or_default().extend(people.map(|estimated| estimated.figures));
        }
    }
    let mut rung = Rung::ground(false);
    let steps = by_period.into_iter().map(|(number, figures)| {
        rung.number = number;
        for figures in figures {
            rung.low = rung.low.saturating_add(figures.low.unwrap_or(0));
            rung.count = rung.count.saturating_add(figures.best.or(figures.low).unwrap_or(0));
            rung.high = plus(rung.high, figures.high);
            rung.at_least |= figures.best.is_none();
        }
        rung
    });
    steps.collect()
}
