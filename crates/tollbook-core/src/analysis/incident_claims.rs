//! What is said of an incident: its claims, with what is known of their articles.

use super::index::Index;
use crate::model::{AnnotationId, ArticleId, Claim, DateRange, IncidentId, Kind, Project};

/// Who speaks: articles that copy one agency speak with one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Voice {
    /// An agency, in lower case.
    Agency(String),
    /// The article itself.
    Article(ArticleId),
}

/// A claim, with what is known of its article.
pub(super) struct Said<'a> {
    pub id: AnnotationId,
    pub claim: &'a Claim,
    pub article: ArticleId,
    pub voice: Voice,
    pub published: Option<DateRange>,
}

/// All that is said of the incident `root`, earliest marked first.
pub(super) fn incident_claims<'a>(project: &'a Project, index: &Index, root: IncidentId) -> Vec<Said<'a>> {
    let claims = index.claims(root).into_iter();
    claims
        .filter_map(|id| {
            let claim = project.claims.get(id)?;
            let article_id = project.annotations.get(id)?.article;
            let article = project.articles.get(article_id);
            let agency = article.map(|article| article.voice.trim()).filter(|voice| !voice.is_empty());
            let voice = agency.map_or(Voice::Article(article_id), |name| Voice::Agency(name.to_lowercase()));
            let published = article.and_then(|article| article.published);
            Some(Said { id, claim, article: article_id, voice, published })
        })
        .collect()
}

/// Whether the incident is one that is recorded: some claim makes it one, or the coder gave it
/// figures of its own and nobody calls it background.
pub(super) fn is_recorded(index: &Index, root: IncidentId, incident_claims: &[Said<'_>]) -> bool {
    let any = |kind: Kind| incident_claims.iter().any(|incident_claims| incident_claims.claim.kind == kind);
    any(Kind::Incident) || index.estimates(root).next().is_some() && !any(Kind::Background)
}

/// The claims that say when and where it was; what is denied or superseded does not. Parts do only
/// where no claim is of the incident itself, and background only of what is not recorded: what is never
/// counted never changes a bar.
pub(super) fn telling<'a, 'p>(recorded: bool, incident_claims: &'a [Said<'p>]) -> Vec<&'a Said<'p>> {
    let has_own = incident_claims.iter().any(|incident_claims| incident_claims.claim.kind == Kind::Incident);
    let tells = |claim: &Claim| match claim.kind {
        Kind::Incident => claim.standing.counts(),
        Kind::Background => claim.standing.counts() && !recorded,
        _ => claim.standing.counts() && !has_own,
    };
    incident_claims.iter().filter(|incident_claims| tells(incident_claims.claim)).collect()
}
