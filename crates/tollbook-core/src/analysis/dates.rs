//! When an incident happened: the narrowest range that agrees with all its claims, of which some
//! may be counted from another incident (docs/counting-rules.md).

use std::collections::HashMap;

use super::incident_claims::{IncidentClaim, IndependentSource, describing, incident_claims};
use super::index::Index;
use super::resolve::{Resolved, most_sources};
use crate::model::{AnnotationId, Claim, DateRange, IncidentId, Precision, Project};

/// How far dates counted from one another are followed: further than any prose goes, and not so
/// far that a project file made for it could exhaust the stack.
const DEEPEST: usize = 64;

/// Works out dates, each once.
pub(super) struct Dates<'a> {
    project: &'a Project,
    index: &'a Index,
    /// Which claims are included.
    includes_claim: &'a dyn Fn(AnnotationId) -> bool,
    /// What has been worked out, or is being: `None` then.
    known: HashMap<IncidentId, Option<Resolved<DateRange>>>,
    depth: usize,
    /// Whether a date was counted from itself.
    ring: bool,
}

impl<'a> Dates<'a> {
    pub fn new(
        project: &'a Project,
        index: &'a Index,
        includes_claim: &'a dyn Fn(AnnotationId) -> bool,
    ) -> Self {
        Self { project, index, includes_claim, known: HashMap::new(), depth: 0, ring: false }
    }

    /// Whether a date that was worked out had to be counted from itself, and is the claim's own.
    pub fn met_a_ring(&self) -> bool {
        self.ring
    }

    /// When the incident `root` happened, of which `describing` tell.
    pub fn resolve(&mut self, root: IncidentId, describing: &[&IncidentClaim<'_>]) -> Resolved<DateRange> {
        if let Some(date) = self.project.incidents.get(root).and_then(|own| own.date) {
            return Resolved::by_coder(date);
        }
        let mut dates: Vec<(DateRange, &IndependentSource)> = Vec::with_capacity(describing.len());
        for incident_claim in describing {
            let date =
                self.claimed(root, incident_claim.claim).map(|date| known_by(date, incident_claim.published));
            dates.extend(date.map(|date| (date, &incident_claim.source)));
        }
        let mut ranges = dates.iter().map(|(date, _)| *date);
        let Some(first) = ranges.next() else { return Resolved::unknown() };
        match ranges.try_fold(first, |narrowest, date| narrowest.intersect(&date)) {
            Some(narrowest) => Resolved::by_claims(Some(narrowest), false),
            None => Resolved::by_claims(most_sources(dates, DateRange::days), true),
        }
    }

    /// When a claim says that `root` happened; a date counted from another incident moves with
    /// that.
    fn claimed(&mut self, root: IncidentId, claim: &Claim) -> Option<DateRange> {
        let Some(from) = claim.date_incident.map(|id| self.index.root(id)) else { return claim.date };
        self.known.entry(root).or_insert(None);
        if !self.known.contains_key(&from) && self.depth < DEEPEST {
            self.known.insert(from, None);
            self.depth += 1;
            let mut incident_claims = incident_claims(self.project, self.index, from);
            incident_claims.retain(|incident_claim| (self.includes_claim)(incident_claim.id));
            let date = self.resolve(from, &describing(self.index, from, &incident_claims));
            self.depth -= 1;
            self.known.insert(from, Some(date));
        }
        match self.known.get(&from) {
            Some(Some(base)) => base.value?.shifted(claim.date_offset_days.unwrap_or(0)),
            // A date counted from itself, or from others in a ring, stands as it was marked.
            _ => {
                self.ring = true;
                claim.date
            }
        }
    }
}

/// What an article says of a month ends no later than the article.
fn known_by(date: DateRange, published: Option<DateRange>) -> DateRange {
    match (date.precision(), published) {
        (Precision::Month | Precision::Quarter | Precision::Year, Some(published)) => {
            date.not_after(published.last()).unwrap_or(date)
        }
        _ => date,
    }
}
