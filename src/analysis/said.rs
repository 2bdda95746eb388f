//! What is said of an incident: its claims, with what is known of their articles.

use super::index::Index;
use crate::model::{AnnotationId, ArticleId, Claim, DateRange, IncidentId, Kind, Project};

/// Who speaks: articles that copy one agency speak with one voice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
pub(super) fn said<'a>(project: &'a Project, index: &Index, root: IncidentId) -> Vec<Said<'a>> {
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

/// Those that say when and where it was: what is denied or superseded does not, and background
/// only where nothing else is said.
pub(super) fn telling<'a, 'p>(said: &'a [Said<'p>]) -> Vec<&'a Said<'p>> {
    let mut telling: Vec<&Said<'p>> = said.iter().filter(|said| said.claim.standing.counts()).collect();
    if telling.iter().any(|said| said.claim.kind != Kind::Background) {
        telling.retain(|said| said.claim.kind != Kind::Background);
    }
    telling
}
