//! Claims: changing what was read from the words.

use std::collections::HashSet;

use super::annotating::{NO_TEXT, NOT_IN_TEXT, drop_links_of_claim};
use super::incidents::{drop_needless, give_incident};
use super::{Outcome, edit as change};
use crate::action::ClaimEdit;
use crate::library::Text;
use crate::workspace::Workspace;
use tollbook_core::model::{
    Annotation, AnnotationId, Claim, ClaimField, ClaimType, DateBasis, Draft, IncidentId, Kind,
    OperationBasis, Outcome as CasualtyOutcome, Stamp,
};
use tollbook_core::resolution::{Passage, resolve_passage};

impl ClaimEdit {
    /// The field that is set by it.
    pub fn field(&self) -> ClaimField {
        match self {
            Self::Kind(_) => ClaimField::Kind,
            Self::Status(_) => ClaimField::Status,
            Self::Outcome(_) => ClaimField::Outcome,
            Self::Side(_) => ClaimField::Side,
            Self::Victims(_) => ClaimField::Victims,
            Self::Count(_) => ClaimField::Count,
            Self::Date(..) | Self::DateFrom(..) => ClaimField::Date,
            Self::Death(..) => ClaimField::Death,
            Self::Operations(_) => ClaimField::Operations,
            Self::Country(_) => ClaimField::Country,
            Self::Place(_) => ClaimField::Place,
            Self::Cause(_) => ClaimField::Cause,
            Self::Hostile(_) => ClaimField::Hostile,
            Self::Attribution(_) => ClaimField::Attribution,
            Self::PartExclusive(_) => ClaimField::PartExclusive,
            Self::InOtherFigures(_) => ClaimField::InOtherFigures,
            Self::Scope(..) => ClaimField::ScopeCountries,
            Self::Definition(_) => ClaimField::Definition,
            Self::From(_) => ClaimField::ScopeFrom,
            Self::AsOf(_) => ClaimField::AsOf,
            Self::AsOfIncident(_) => ClaimField::AsOfIncident,
        }
    }
}

pub(super) fn edit(open: &mut Workspace, id: AnnotationId, edit: ClaimEdit, stamp: &mut Stamp) -> Outcome {
    let claim = open.project.claims.get(id).ok_or("The claim is no longer there.")?;
    match edit {
        ClaimEdit::Kind(kind) => return set_kind(open, id, kind, claim.outcome, stamp),
        ClaimEdit::Outcome(outcome) => return set_kind(open, id, claim.kind, outcome, stamp),
        _ => {}
    }
    if let ClaimEdit::Count(figures) = &edit
        && let Some(problem) = figures.problem()
    {
        return Err(problem);
    }
    if let (ClaimEdit::DateFrom(from, _), Some(own)) = (&edit, open.answers.index.incident_of(id))
        && is_reckoned_from(open, *from, own)
    {
        return Err("That incident's date is itself counted from this one; choose another, or set the date."
            .to_owned());
    }
    let label = match &edit {
        ClaimEdit::InOtherFigures(Some(false)) => "Add people who died of wounds".to_owned(),
        ClaimEdit::InOtherFigures(Some(true)) => "Count people who died of wounds once".to_owned(),
        edit => format!("Change {}", edit.field()),
    };
    // What it comes to now stands for the date wherever the link does not reach.
    let reckoned = match &edit {
        ClaimEdit::DateFrom(from, days) => {
            open.answers.incident(*from).and_then(|view| view.date.value?.shifted(*days))
        }
        _ => None,
    };
    change(open, &label, stamp, |draft, _| {
        draft.update::<Claim>(id, |claim| claim.date = reckoned.or(claim.date));
        edit_in(draft, id, edit)
    })
}

/// Changes a field of a claim other than its kind and outcome.
pub(super) fn edit_in(draft: &mut Draft<'_>, id: AnnotationId, edit: ClaimEdit) -> Result<(), String> {
    let field = edit.field();
    let mut claim = draft.get::<Claim>(id).ok_or("The claim is no longer there.")?.as_ref().clone();
    let before = claim.clone();
    set(&mut claim, edit);
    if claim != before {
        claim.set_by_coder.insert(field);
        draft.set(id, claim);
        touch(draft, id);
    }
    Ok(())
}

/// Notes that an annotation was changed now.
fn touch(draft: &mut Draft<'_>, id: AnnotationId) {
    let at = draft.stamp.at;
    draft.update::<Annotation>(id, |annotation| annotation.modified = at);
}

/// Whether the date of `incident` is reckoned, in the end, from that of `other`; of itself it is.
pub(super) fn is_reckoned_from(open: &Workspace, incident: IncidentId, other: IncidentId) -> bool {
    let index = &open.answers.index;
    let other = index.root(other);
    let mut seen = std::collections::HashSet::new();
    let mut todo = vec![index.root(incident)];
    while let Some(incident) = todo.pop() {
        if incident == other {
            return true;
        }
        if seen.insert(incident) {
            let named = index
                .claims(incident)
                .into_iter()
                .filter_map(|id| open.project.claims.get(id)?.date_incident);
            todo.extend(named.map(|id| index.root(id)));
        }
    }
    false
}

pub(super) fn set(claim: &mut Claim, edit: ClaimEdit) {
    match edit {
        ClaimEdit::Kind(_) | ClaimEdit::Outcome(_) => {}
        ClaimEdit::Status(status) => claim.status = status,
        ClaimEdit::Side(side) => claim.side = side,
        ClaimEdit::Victims(victims) => claim.victims = victims.trim().to_owned(),
        ClaimEdit::Count(figures) => claim.count = figures,
        ClaimEdit::Date(date, basis) => {
            claim.date = date;
            claim.date_basis = date.map(|_| basis.unwrap_or(DateBasis::Coder));
            claim.date_incident = None;
            claim.date_offset_days = None;
        }
        ClaimEdit::DateFrom(incident, days) => {
            claim.date_basis = Some(DateBasis::Incident);
            claim.date_incident = Some(incident);
            claim.date_offset_days = Some(days);
        }
        ClaimEdit::Death(of_wounds, day) => {
            claim.died_of_wounds = of_wounds;
            claim.death_date = day;
        }
        ClaimEdit::Operations(operations) => {
            claim.operations_basis = (!operations.is_empty()).then_some(OperationBasis::Coder);
            claim.operations = operations;
        }
        ClaimEdit::Country(country) => claim.country = country.trim().to_owned(),
        ClaimEdit::Place(place) => claim.place = place.trim().to_owned(),
        ClaimEdit::Cause(cause) => claim.cause = cause,
        ClaimEdit::Hostile(hostile) => claim.hostile = hostile,
        ClaimEdit::Attribution(attribution) => claim.attribution = attribution.trim().to_owned(),
        ClaimEdit::PartExclusive(exclusive) => claim.part_exclusive = exclusive,
        ClaimEdit::InOtherFigures(included) => claim.in_other_figures = included,
        ClaimEdit::Scope(countries, areas) => {
            claim.scope_countries = countries;
            claim.scope_areas = areas;
        }
        ClaimEdit::Definition(definition) => claim.definition = definition,
        ClaimEdit::From(from) => claim.scope_from = from,
        ClaimEdit::AsOf(as_of) => claim.as_of = as_of,
        ClaimEdit::AsOfIncident(incident) => claim.as_of_incident = incident,
    }
}

fn set_kind(
    open: &mut Workspace,
    id: AnnotationId,
    kind: Kind,
    outcome: Option<CasualtyOutcome>,
    stamp: &mut Stamp,
) -> Outcome {
    let claim = open.project.claims.get(id).ok_or("The claim is no longer there.")?;
    let field = if claim.kind == kind { ClaimField::Outcome } else { ClaimField::Kind };
    change(open, &format!("Change {field}"), stamp, |draft, open| {
        let left = set_kind_in(draft, open, id, kind, outcome)?;
        drop_needless(draft, &left.into_iter().collect::<HashSet<_>>());
        Ok(())
    })
}

/// Changes kind and outcome; the code follows, and the incident comes or goes with the kind. Answers the
/// incident that the claim has left, which may be needless now.
pub(super) fn set_kind_in(
    draft: &mut Draft<'_>,
    open: &Workspace,
    id: AnnotationId,
    kind: Kind,
    outcome: Option<CasualtyOutcome>,
) -> Result<Option<IncidentId>, String> {
    let mut claim = draft.get::<Claim>(id).ok_or("The claim is no longer there.")?.as_ref().clone();
    let before = claim.clone();
    claim.kind = kind;
    claim.outcome = outcome.filter(|_| kind != Kind::Strength);
    if claim == before {
        return Ok(None);
    }
    claim.set_by_coder.insert(if before.kind == kind { ClaimField::Outcome } else { ClaimField::Kind });
    keep_what_is_known(&mut claim, before.kind);
    let mut left = None;
    if kind.has_incident() {
        give_incident(draft, &mut claim);
    } else {
        left = claim.incident.take();
        if before.kind != kind {
            drop_links_of_claim(draft, open, id);
        }
    }
    draft.set(id, claim);
    if let Some(code) = open.project.code_for(ClaimType::for_claim(kind, outcome)) {
        draft.update::<Annotation>(id, |annotation| annotation.code = code);
    }
    touch(draft, id);
    Ok(left)
}

/// Gives a claim that becomes a total the scope that its country and date say, and one that was a total the country
/// and date that its scope says. What the coder has filled stays.
fn keep_what_is_known(claim: &mut Claim, was: Kind) {
    if claim.kind == Kind::Total && was != Kind::Total {
        if claim.scope_countries.is_empty() && claim.scope_areas.is_empty() && !claim.country.is_empty() {
            claim.scope_countries = vec![claim.country.clone()];
        }
        match claim.date {
            Some(day) if day.first() == day.last() => claim.as_of = claim.as_of.or(Some(day)),
            Some(range) => claim.scope_from = claim.scope_from.or(Some(range.first())),
            None => {}
        }
    } else if was == Kind::Total && claim.kind != Kind::Total {
        if let ([country], true) = (claim.scope_countries.as_slice(), claim.country.is_empty()) {
            claim.country = country.clone();
        }
        claim.date = claim.date.or(claim.as_of);
    }
}

/// Reads a field from the words again, and takes back what the coder had set.
pub(super) fn redraft(
    open: &mut Workspace,
    id: AnnotationId,
    field: ClaimField,
    stamp: &mut Stamp,
) -> Outcome {
    change(open, &format!("Read {field} again"), stamp, |draft, open| {
        let mut claim = draft.get::<Claim>(id).ok_or("The claim is no longer there.")?.as_ref().clone();
        let annotation = draft.get::<Annotation>(id).ok_or("The annotation is no longer there.")?;
        let Text::Loaded(text) = open.text(annotation.article) else {
            return Err(NO_TEXT.to_owned());
        };
        if !annotation.matches(&text) {
            return Err(NOT_IN_TEXT.to_owned());
        }
        let published = open.article(annotation.article).and_then(|article| article.published);
        let passage =
            Passage { text: &text, span: annotation.span(), article: annotation.article, published };
        let read = resolve_passage(&open.project, &open.answers, &passage, claim.kind, claim.outcome);
        // The kind is what the annotation's code says.
        if field != ClaimField::Kind {
            claim.copy_field(field, &read);
        }
        claim.set_by_coder.remove(field);
        draft.set(id, claim);
        touch(draft, id);
        Ok(())
    })
}
