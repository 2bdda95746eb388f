//! The date of a claim: as the statement gives it, or counted from an incident annotated before.

use super::Resolver;
use crate::extract::{Distance, Reckoned, Span, StatedDate, Statement};
use crate::model::{Claim, DateBasis, DateRange, IncidentId, Precision};

/// How far before a passage an incident may be annotated from which its date is reckoned, in bytes.
const NEAR: usize = 4_000;

impl Resolver<'_> {
    /// Sets the date of a claim with its words, its basis and the incident from which it is reckoned.
    pub(super) fn set_date(&self, statement: &Statement, claim: &mut Claim) {
        let Some(date) = &statement.date else { return };
        claim.date_as_written = self.words(Some(date.span));
        match (date.range, date.reckoned) {
            (Some(range), reckoned) => {
                claim.date = self.until_published(range);
                claim.date_basis = claim.date.map(|_| basis(reckoned));
                if reckoned == Reckoned::FromEvent {
                    self.link_incident(statement.sentence, date, claim);
                }
            }
            (None, Reckoned::FromEvent) => self.link_incident(statement.sentence, date, claim),
            (None, _) => {}
        }
    }

    /// The day that stands with the death of somebody who was hurt before is the day of death, and says nothing of
    /// when it happened.
    pub(super) fn move_day_of_death(&self, statement: &Statement, claim: &mut Claim) {
        let in_clause = statement.date.as_ref().is_some_and(|date| date.distance == Distance::Clause);
        if claim.died_of_wounds && in_clause && claim.date_incident.is_none() {
            let day = claim.date.take().filter(|range| range.precision() == Precision::Day);
            claim.death_date = day.map(|range| range.first());
            claim.date_basis = None;
            claim.date_as_written.clear();
        }
    }

    /// A date that is known only to the month or more coarsely ends no later than the article.
    fn until_published(&self, range: DateRange) -> Option<DateRange> {
        match self.passage.published.filter(|_| is_coarse(&range)) {
            Some(published) => range.not_after(published.last()),
            None => Some(range),
        }
    }

    /// Reckons "five days earlier" from the incident that was annotated last before the passage.
    fn link_incident(&self, sentence: Span, date: &StatedDate, claim: &mut Claim) {
        let Some(days) = date.offset_days else { return };
        let Some((incident, range)) = self.incident_before(self.start + sentence.start) else { return };
        let Some(reckoned) = range.shifted(days) else { return };
        if claim.date.is_some_and(|known| known != reckoned) {
            return;
        }
        claim.date = Some(reckoned);
        claim.date_basis = Some(DateBasis::Incident);
        claim.date_incident = Some(incident);
        claim.date_offset_days = Some(days);
    }

    /// The incident of the nearest claim before `start` whose days are known.
    fn incident_before(&self, start: usize) -> Option<(IncidentId, DateRange)> {
        let annotations = self.answers.index.annotations(self.passage.article);
        let dated = annotations.filter_map(|id| {
            let annotation = self.project.annotations.get(id).filter(|annotation| annotation.end <= start)?;
            let claim = self.project.claims.get(id)?;
            let incident = claim.incident.filter(|_| claim.kind.has_incident())?;
            let known = self.answers.incident(incident).and_then(|view| view.date.value).or(claim.date);
            Some((annotation.end, incident, known.filter(|date| !is_coarse(date))?))
        });
        let (end, incident, date) = dated.max_by_key(|(end, ..)| *end)?;
        (start - end <= NEAR).then_some((incident, date))
    }
}

fn is_coarse(range: &DateRange) -> bool {
    matches!(range.precision(), Precision::Month | Precision::Quarter | Precision::Year)
}

fn basis(reckoned: Reckoned) -> DateBasis {
    match reckoned {
        Reckoned::Stated => DateBasis::Stated,
        Reckoned::FromArticle => DateBasis::Article,
        Reckoned::FromEvent => DateBasis::Incident,
    }
}
