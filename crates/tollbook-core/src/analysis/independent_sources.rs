//! What each source says of an incident's people, and which of its figures speaks for it (docs/counting-rules.md).

use std::collections::{BTreeSet, HashMap};

use super::Answers;
use super::deaths::{DeathGroup, Groups};
use super::estimate::speaking;
use super::incident::{Estimated, IncidentView, chosen, reports, sort_by_article};
use super::incident_claims::{IncidentClaim, IndependentSource, incident_claims};
use crate::model::{AnnotationId, Project};

/// A source, and all that it says of some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFigures {
    /// The agency, as it is written; `None` where an article speaks for itself.
    pub agency: Option<String>,
    /// Its claims, earliest article first.
    pub claims: Vec<Word>,
}

/// A claim as one word of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The claim.
    pub claim: AnnotationId,
    /// Whether its figure speaks for the source.
    pub speaks: bool,
    /// Whether the coder chose that.
    pub chosen: bool,
}

/// What each source says of the people of an estimate, the earliest source first.
pub fn independent_sources(
    project: &Project,
    answers: &Answers,
    view: &IncidentView,
    of: &Estimated,
) -> Vec<SourceFigures> {
    let all = incident_claims(project, &answers.index, view.root);
    let mut all: Vec<&IncidentClaim<'_>> =
        all.iter().filter(|incident_claim| of.claims.contains(&incident_claim.id)).collect();
    sort_by_article(&mut all);
    let chosen = chosen(project, &answers.index, view.root);
    let counting = all.iter().copied().filter(|incident_claim| incident_claim.claim.counts()).collect();
    let groups = Groups::group(counting, |incident_claim: &&IncidentClaim<'_>| {
        DeathGroup::from_claim(incident_claim.claim)
    });
    let mut speakers = BTreeSet::new();
    for group in [&groups.first, &groups.later] {
        speakers.extend(speaking(&reports(group, &chosen)).into_iter().map(|at| group[at].id));
    }
    let mut independent_sources: Vec<SourceFigures> = Vec::new();
    let mut places: HashMap<&IndependentSource, usize> = HashMap::new();
    for incident_claim in all {
        let place = *places.entry(&incident_claim.source).or_insert_with(|| {
            let agency = match &incident_claim.source {
                IndependentSource::Agency(_) => project
                    .articles
                    .get(incident_claim.article)
                    .map(|article| article.independent_source.trim().to_owned()),
                IndependentSource::Article(_) => None,
            };
            independent_sources.push(SourceFigures { agency, claims: Vec::new() });
            independent_sources.len() - 1
        });
        let word = Word {
            claim: incident_claim.id,
            speaks: speakers.contains(&incident_claim.id),
            chosen: chosen.contains(&incident_claim.id) && speakers.contains(&incident_claim.id),
        };
        independent_sources[place].claims.push(word);
    }
    independent_sources
}
