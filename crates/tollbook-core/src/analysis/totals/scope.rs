//! What a running total speaks of, and who lies inside it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Missing;
use crate::analysis::Answers;
use crate::analysis::incident::{Estimated, IncidentView};
use crate::analysis::places;
use crate::model::{
    AnnotationId, ArticleId, Claim, DateRange, EntryId, Figures, Hostile, IncidentId, ListEntry, OperationId,
    Outcome, Project, Relation,
};

/// Of whom a total speaks, apart from the days: totals of one group stand on one line of the chart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The operations that it names.
    pub operations: BTreeSet<OperationId>,
    /// The countries that it names.
    pub countries: Vec<String>,
    /// The named areas.
    pub areas: BTreeSet<EntryId>,
    /// Whose people.
    pub side: EntryId,
    /// What it says it counts.
    pub definition: Option<EntryId>,
    /// What happened to them.
    pub outcome: Outcome,
}

/// What a running total speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scope {
    pub(super) group: Group,
    /// All countries, those of the areas too.
    countries: Vec<String>,
    /// For an incident whose country is not known: whether an operation lies in the countries, altogether or in
    /// part (`Some(false)`). One of which no area is known is not here, unless the total names it.
    by_operation: BTreeMap<OperationId, Option<bool>>,
    /// The values of hostile that are counted; `None` is all.
    hostile: Option<BTreeSet<Hostile>>,
    from: Date,
    pub(super) as_of: DateRange,
    article: ArticleId,
    /// The incident that the total was given with.
    given_with: Option<IncidentId>,
    pub(super) excluded: BTreeSet<IncidentId>,
}

/// How people stand to a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Inside,
    Perhaps,
}

impl Scope {
    pub(super) fn from_claim(
        project: &Project,
        answers: &Answers,
        total: AnnotationId,
        claim: &Claim,
        article: ArticleId,
        definition: Option<&ListEntry>,
        as_of: Option<DateRange>,
    ) -> Result<Self, Missing> {
        if !claim.status.counts() {
            return Err(Missing::Status(claim.status));
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
        let by_operation = project.operations.iter().filter(|_| !countries.is_empty());
        let by_operation = by_operation.filter_map(|(id, operation)| {
            let area = places::of_operation(project, operation);
            let in_scope = |country: &&str| countries.iter().any(|known| places::same(known, country));
            match (area.iter().filter(|country| in_scope(country)).count(), area.len()) {
                (0, 0) => claim.operations.contains(&id).then_some((id, Some(true))),
                (0, _) => Some((id, None)),
                (some, all) => Some((id, Some(some == all))),
            }
        });
        let links = answers.index.links(total.0).filter_map(|id| project.links.get(id));
        let excluded = links.filter(|link| link.relation == Relation::ExcludedFromTotal);
        let hostile = |definition: &ListEntry| {
            Hostile::ALL.iter().copied().filter(|hostile| definition.includes(Some(*hostile))).collect()
        };
        Ok(Self {
            by_operation: by_operation.collect(),
            group: Group {
                operations: claim.operations.iter().copied().collect(),
                countries: claim.scope_countries.clone(),
                areas: claim.scope_areas.iter().copied().collect(),
                side,
                definition: claim.definition,
                outcome,
            },
            countries: countries.iter().map(|country| (*country).to_owned()).collect(),
            hostile: definition.map(hostile),
            from: claim.scope_from.unwrap_or(Date::MIN),
            as_of: as_of.ok_or(Missing::Date)?,
            article,
            given_with: claim.as_of_incident.map(|id| answers.index.root(id)),
            excluded: excluded.map(|link| answers.index.root(IncidentId(link.from))).collect(),
        })
    }

    /// An incident's people of the side and outcome, wherever and whenever it was.
    pub(super) fn asked<'v>(&self, view: &'v IncidentView) -> Option<&'v Estimated> {
        let Group { side, outcome, .. } = self.group;
        let asked = |people: &&Estimated| people.side == Some(side) && people.outcome == outcome;
        let people = view.estimates.iter().filter(|_| view.recorded).find(asked)?;
        (!people.stands_for_nobody()).then_some(people)
    }

    /// Those of an incident's people who are inside, or may be.
    pub(super) fn people<'v>(
        &self,
        view: &'v IncidentView,
    ) -> impl Iterator<Item = (Figures, Held)> + use<'v, '_> {
        let fits = self.fits(view).filter(|_| !self.excluded.contains(&view.root));
        let people = fits.and_then(|certain| Some((self.asked(view)?, certain)));
        people.into_iter().flat_map(move |(people, certain)| {
            people.by_day_of_death().filter_map(move |(figures, death)| {
                let certain = self.holds_day(view, death)? && certain;
                Some((figures, if certain { Held::Inside } else { Held::Perhaps }))
            })
        })
    }

    /// Whether an incident fits apart from its day: `Some(false)` where it may or may not.
    pub(super) fn fits(&self, view: &IncidentView) -> Option<bool> {
        let hostile = view.hostile.value.unwrap_or(Hostile::Unknown);
        let counted = self.hostile.as_ref().is_none_or(|counted| counted.contains(&hostile));
        if counted { self.holds_place(view) } else { None }
    }

    /// By its operation where the total names operations, and by its country where it names
    /// countries; an incident of which the country is not known goes by its operation's area.
    fn holds_place(&self, view: &IncidentView) -> Option<bool> {
        let operation = view.operation.value;
        let operations = &self.group.operations;
        if !operations.is_empty() && !operation.is_some_and(|id| operations.contains(&id)) {
            return None;
        }
        match &view.country.value {
            _ if self.countries.is_empty() => Some(true),
            Some(country) => self.countries.iter().any(|known| places::same(known, country)).then_some(true),
            None => match operation {
                Some(operation) => self.by_operation.get(&operation).copied().unwrap_or(Some(false)),
                None => Some(false),
            },
        }
    }

    /// The day of some of an incident's people: that of death where it is known, else the incident's.
    pub(super) fn day(&self, view: &IncidentView, death: Option<Date>) -> Option<DateRange> {
        let death = death.filter(|_| self.group.outcome == Outcome::Killed).map(DateRange::day);
        death.or(view.date.value)
    }

    /// Whether a day is not before those that the total counts: `Some(false)` where it may or may not.
    pub(super) fn is_since(&self, date: DateRange) -> Option<bool> {
        (date.last() >= self.from).then_some(self.from <= date.first())
    }

    /// Whether the total counts people of this day: `Some(false)` where it may or may not.
    pub(super) fn holds_day(&self, view: &IncidentView, death: Option<Date>) -> Option<bool> {
        let Some(date) = self.day(view, death) else { return Some(false) };
        let is_since = self.is_since(date).filter(|_| date.first() <= self.as_of.last())?;
        // An article that tells of these people itself knew of them when it gave its total.
        let knew = || self.given_with == Some(view.root) || view.articles.contains(&self.article);
        Some(is_since && (date.last() <= self.as_of.first() || knew()))
    }

    /// Whether both speak of the same people, whatever the days until which they count and what the coder has taken
    /// out of them.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.group == other.group
            && self.from == other.from
            && self.hostile == other.hostile
            && self.countries == other.countries
            && self.by_operation == other.by_operation
    }
}
