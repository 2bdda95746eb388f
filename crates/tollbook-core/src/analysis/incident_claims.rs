//! The claims of an incident, with what is known of their articles.

use super::index::Index;
use jiff::Timestamp;

use crate::model::{AnnotationId, ArticleId, Claim, DateRange, IncidentId, Kind, Project};

/// Articles that repeat one agency's report are one independent source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum IndependentSource {
    /// An agency, in lower case.
    Agency(String),
    /// The article itself.
    Article(ArticleId),
}

/// A claim, with what is known of its article.
pub(super) struct IncidentClaim<'a> {
    pub id: AnnotationId,
    pub claim: &'a Claim,
    pub article: ArticleId,
    pub source: IndependentSource,
    pub published: Option<DateRange>,
    /// When it was annotated.
    pub created: Timestamp,
}

/// All claims of the incident `root`, earliest annotated first.
pub(super) fn incident_claims<'a>(
    project: &'a Project,
    index: &Index,
    root: IncidentId,
) -> Vec<IncidentClaim<'a>> {
    let claims = index.claims(root).into_iter();
    let claims = claims.filter_map(|id| {
        let claim = project.claims.get(id)?;
        let annotation = project.annotations.get(id)?;
        let (article_id, created) = (annotation.article, annotation.created);
        let article = project.articles.get(article_id);
        let agency =
            article.map(|article| article.independent_source.trim()).filter(|source| !source.is_empty());
        let source = agency.map_or(IndependentSource::Article(article_id), |name| {
            IndependentSource::Agency(name.to_lowercase())
        });
        let published = article.and_then(|article| article.published);
        Some(IncidentClaim { id, claim, article: article_id, source, published, created })
    });
    let mut claims: Vec<IncidentClaim<'a>> = claims.collect();
    claims.sort_by_key(|incident_claim| (incident_claim.created, incident_claim.id));
    claims
}

/// Whether the incident is one that is recorded: a claim that counts makes it one, or figures that the coder
/// gave it, unless the passage with which it was born is background. An incident of which all that was
/// claimed is denied stays one, of nobody.
pub(super) fn is_recorded(index: &Index, root: IncidentId, incident_claims: &[IncidentClaim<'_>]) -> bool {
    if incident_claims.iter().any(|incident_claim| incident_claim.claim.counts()) {
        true
    } else if index.estimates(root).next().is_some() {
        born_with(root, incident_claims)
            .is_none_or(|incident_claim| incident_claim.claim.kind != Kind::Background)
    } else {
        incident_claims.iter().any(|incident_claim| incident_claim.claim.kind == Kind::Incident)
    }
}

/// The first passage that stands of those with which the incident was born.
fn born_with<'a, 'p>(
    root: IncidentId,
    incident_claims: &'a [IncidentClaim<'p>],
) -> Option<&'a IncidentClaim<'p>> {
    incident_claims.iter().find(|incident_claim| {
        incident_claim.claim.status.counts() && incident_claim.claim.incident == Some(root)
    })
}

/// The claims that say when and where it was: those that count. Where there are none nothing is drawn, unless
/// by the coder's figures, and then the passage with which the incident was born says it alone: parts and
/// background that are joined never change a bar. What is denied or superseded says nothing.
pub(super) fn describing<'a, 'p>(
    index: &Index,
    root: IncidentId,
    incident_claims: &'a [IncidentClaim<'p>],
) -> Vec<&'a IncidentClaim<'p>> {
    let counting: Vec<&IncidentClaim<'p>> =
        incident_claims.iter().filter(|incident_claim| incident_claim.claim.counts()).collect();
    if !counting.is_empty() {
        counting
    } else if index.estimates(root).next().is_some() {
        born_with(root, incident_claims).into_iter().collect()
    } else {
        incident_claims.iter().filter(|incident_claim| incident_claim.claim.status.counts()).collect()
    }
}
