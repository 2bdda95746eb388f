//! What a running total speaks of, and who lies inside it.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use super::Missing;
use crate::analysis::Answers;
use crate::analysis::incident::{Estimated, IncidentView};
use crate::analysis::places;
use crate::model::{
    AnnotationId, ArticleId, Claim, DateRange, EntryId, IncidentId, ListEntry, OperationId, Outcome, Project,
    Relation,
};

/// What a total speaks of.
pub(super) struct Scope<'a> {
    operations: HashSet<OperationId>,
    countries: Vec<&'a str>,
    /// For an incident whose country is not known: whether its operation lies in the countries.
    by_operation: HashMap<OperationId, Option<bool>>,
    side: EntryId,
    outcome: Outcome,
    definition: Option<&'a ListEntry>,
    from: Date,
    as_of: DateRange,
    article: ArticleId,
    /// The incident that the total was given with.
    given_with: Option<IncidentId>,
    pub(super) excluded: BTreeSet<IncidentId>,
}

impl<'a> Scope<'a> {
    pub(super) fn of(
        project: &'a Project,
        answers: &Answers,
        total: AnnotationId,
        claim: &'a Claim,
        article: ArticleId,
        definition: Option<&'a ListEntry>,
        as_of: Option<DateRange>,
    ) -> Result<Self, Missing> {
        if !claim.standing.counts() {
            return Err(Missing::Standing(claim.standing));
        }
        if claim.count.is_blank() {
            return Err(Missing::Figure);
        }
        if definition.is_some_and(|definition| !definition.says_what_it_includes()) {
            return Err(Missing::Definition);
        }
        let outcome = claim.outcome.ok_or(Missing::Outcome)?;
        let side = claim.side.ok_or(Missing::Side)?;
        let areas = claim.scope_areas.iter().flat_map(|&area| places::of_area(project, area));
        let countries: Vec<&str> =
            places::expand(project, &claim.scope_countries).into_iter().chain(areas).collect();
        if claim.operations.is_empty() && countries.is_empty() {
            return Err(Missing::Scope);
        }
        let by_operation = project.operations.iter().map(|(id, operation)| {
            let area = places::of_operation(project, operation);
            let in_scope = |country: &&str| countries.iter().any(|known| places::same(known, country));
            let inside = match (area.iter().filter(|country| in_scope(country)).count(), area.len()) {
                (0, 0) => Some(claim.operations.contains(&id)),
                (0, _) => Some(false),
                (some, all) => (some == all).then_some(true),
            };
            (id, inside)
        });
        let links = answers.index.links(total.0).filter_map(|id| project.links.get(id));
        let excluded = links.filter(|link| link.relation == Relation::ExcludedFromTotal);
        Ok(Self {
            operations: claim.operations.iter().copied().collect(),
            by_operation: by_operation.collect(),
            countries,
            side,
            outcome,
            definition,
            from: claim.scope_from.unwrap_or(Date::MIN),
            as_of: as_of.ok_or(Missing::Date)?,
            article,
            given_with: claim.as_of_incident.map(|id| answers.index.root(id)),
            excluded: excluded.map(|link| answers.index.root(IncidentId(link.from))).collect(),
        })
    }

    /// Whether these people, who died on `death` if not at once, are inside; `None` where they may be
    /// or not.
    pub(super) fn holds(
        &self,
        answers: &Answers,
        view: &IncidentView,
        estimated: &Estimated,
        death: Option<Date>,
    ) -> Option<bool> {
        let counted = estimated.side == Some(self.side)
            && estimated.outcome == self.outcome
            && self.definition.is_none_or(|definition| definition.includes(view.hostile.value))
            && !self.excluded.contains(&view.root);
        if !counted {
            return Some(false);
        }
        both(self.holds_place(view), || self.holds_day(answers, view, death))
    }

    /// By its operation where the total names operations, and by its country where it names
    /// countries; an incident of which the country is not known goes by its operation's area.
    fn holds_place(&self, view: &IncidentView) -> Option<bool> {
        let operation = view.operation.value;
        if !self.operations.is_empty() && !operation.is_some_and(|id| self.operations.contains(&id)) {
            return Some(false);
        }
        match &view.country.value {
            _ if self.countries.is_empty() => Some(true),
            Some(country) => Some(self.countries.iter().any(|known| places::same(known, country))),
            None => operation.and_then(|id| self.by_operation.get(&id).copied()).unwrap_or(Some(false)),
        }
    }

    /// By the day of death where that is known, else by the incident's.
    fn holds_day(&self, answers: &Answers, view: &IncidentView, death: Option<Date>) -> Option<bool> {
        let death = death.filter(|_| self.outcome == Outcome::Killed).map(DateRange::day);
        let Some(date) = death.or(view.date.value) else { return Some(false) };
        if date.last() < self.from || self.as_of.last() < date.first() {
            return Some(false);
        }
        let after_from = self.from <= date.first();
        // An article that tells of these people itself knew of them when it gave its total.
        let told = || {
            let mut articles = view.claims.iter().map(|&claim| answers.index.article_of(claim));
            self.given_with == Some(view.root) || articles.any(|article| article == Some(self.article))
        };
        let before_end = date.last() <= self.as_of.first() || told();
        (after_from && before_end).then_some(true)
    }
}

/// Both of two answers of which either may be open.
fn both(a: Option<bool>, b: impl FnOnce() -> Option<bool>) -> Option<bool> {
    match a {
        Some(false) => Some(false),
        Some(true) => b(),
        None => b().filter(|b| !b),
    }
}
