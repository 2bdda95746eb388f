//! Two totals of alike scope bracket a time: more are reported in the later one, and more have been
//! counted; what the second falls short of the first is missing between them.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Comparison, stated};
use crate::analysis::{Answers, places};
use crate::model::{
    AnnotationId, Claim, DateRange, EntryId, IncidentId, Kind, OperationId, Outcome, Project, Relation,
};

/// What lies between a total and an earlier one of alike scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Between {
    /// The earlier total's annotation.
    pub earlier: AnnotationId,
    /// When the earlier one held.
    pub since: DateRange,
    /// What the earlier one says.
    pub reported_then: u64,
    /// How many more are reported now; less than 0 where the two contradict each other.
    pub more_reported: i64,
    /// How many more are counted now; blank where either figure is a range.
    pub more_counted: Option<i64>,
}

impl Between {
    /// How many are missing between the two; less than 0 is more counted than reported.
    pub fn missing(&self) -> Option<i64> {
        Some(self.more_reported - self.more_counted?)
    }
}

/// What must be the same of two totals for the one to follow from the other.
#[derive(PartialEq, Eq)]
struct Alike {
    operations: BTreeSet<OperationId>,
    countries: BTreeSet<String>,
    side: EntryId,
    outcome: Outcome,
    definition: Option<EntryId>,
    from: Option<Date>,
    excluded: BTreeSet<IncidentId>,
}

impl Alike {
    /// `None` for a total that does not stand, or says too little.
    fn from_annotation(
        project: &Project,
        answers: &Answers,
        id: AnnotationId,
        claim: &Claim,
    ) -> Option<Self> {
        if claim.kind != Kind::Total || !claim.status.counts() {
            return None;
        }
        let areas = claim.scope_areas.iter().flat_map(|&area| places::of_area(project, area));
        let countries = places::expand(project, &claim.scope_countries).into_iter().chain(areas);
        let links = answers.index.links(id.0).filter_map(|link| project.links.get(link));
        let excluded = links.filter(|link| link.relation == Relation::ExcludedFromTotal);
        Some(Self {
            operations: claim.operations.iter().copied().collect(),
            countries: countries.map(str::to_lowercase).collect(),
            side: claim.side?,
            outcome: claim.outcome?,
            definition: stated(project, claim),
            from: claim.scope_from.max(first_day(project, claim)),
            excluded: excluded.map(|link| answers.index.root(IncidentId(link.from))).collect(),
        })
    }
}

/// The day on which the first of a total's operations began: nobody died under them before.
fn first_day(project: &Project, claim: &Claim) -> Option<Date> {
    let begins = claim.operations.iter().map(|&id| project.operations.get(id)?.begins);
    begins.reduce(|a, b| Some(a?.min(b?))).flatten()
}

/// What lies between `total` and the latest totals of alike scope before it: as a rule one, but
/// several that contradict each other may hold for the same day. A figure that was copied is given
/// once. Nothing lies between totals of unlike definitions.
pub fn between(project: &Project, answers: &Answers, total: &Comparison) -> Vec<Between> {
    let alike_of = |id| Alike::from_annotation(project, answers, id, project.claims.get(id)?);
    let (Some(alike), Some(now), Some(reported)) =
        (alike_of(total.annotation), total.as_of, total.reported.best)
    else {
        return Vec::new();
    };
    let mut latest: Vec<(DateRange, &Comparison, u64)> = Vec::new();
    for other in answers.totals.iter() {
        let (Some(held), Some(best)) = (other.as_of, other.reported.best) else { continue };
        let is_latest = latest.first().is_none_or(|(known, ..)| known.last() <= held.last());
        let is_before = held.last() < now.first();
        if !(is_before && is_latest) || alike_of(other.annotation).as_ref() != Some(&alike) {
            continue;
        }
        latest.retain(|(known, ..)| known.last() == held.last());
        if latest.iter().all(|(.., figure)| *figure != best) {
            latest.push((held, other, best));
        }
    }
    let counted = |compared: &Comparison| i64::try_from(compared.counted.best?).ok();
    let gap = |(since, earlier, then): (DateRange, &Comparison, u64)| {
        let more_counted = counted(total).zip(counted(earlier)).map(|(now, then)| now - then);
        let more_reported = i64::try_from(reported).ok()? - i64::try_from(then).ok()?;
        let earlier = earlier.annotation;
        Some(Between { earlier, since, reported_then: then, more_reported, more_counted })
    };
    latest.into_iter().filter_map(gap).collect()
}
